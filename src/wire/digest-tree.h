/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/digest.h"
#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleDigestTree:
 *
 * The digests of many records, by which two sides find out where they differ: a sum
 * for each kind, in it for the records whose places begin with the same byte, and so
 * on, down to the records themselves. A record's place is made of its id, so that
 * records of one time do not lie together. 32 bytes a record.
 */
typedef struct _AxleDigestTree AxleDigestTree;

typedef struct
{
  AxleId     id;
  AxleDigest digest;
} AxleDigestEntry;

/* A prefix is hexadecimal, two characters a byte of the place, "" for all of a kind. */
#define AXLE_DIGEST_PREFIX_LIMIT 16

/* What is not more than this is listed record by record. */
#define AXLE_DIGEST_LEAF_LIMIT 256

AxleDigest      axle_record_digest       (const AxleRecord *record);

AxleDigestTree *axle_digest_tree_new     (void);
void            axle_digest_tree_free    (AxleDigestTree   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDigestTree, axle_digest_tree_free)

void            axle_digest_tree_add     (AxleDigestTree   *self,
                                          const AxleRecord *record);
gboolean        axle_digest_tree_settle  (AxleDigestTree   *self);
gsize           axle_digest_tree_get_size (AxleDigestTree  *self);
gsize           axle_digest_tree_sum     (AxleDigestTree   *self,
                                          const AxleEntity *entity,
                                          const char       *prefix,
                                          AxleDigest       *sum);
GArray         *axle_digest_tree_list    (AxleDigestTree   *self,
                                          const AxleEntity *entity,
                                          const char       *prefix);
gboolean        axle_digest_is_prefix    (const char       *text);

G_END_DECLS
