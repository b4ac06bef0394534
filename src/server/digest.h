/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "server/hub.h"

G_BEGIN_DECLS

/**
 * AxleHubDigest:
 *
 * What the records of one scope add up to for one audience, see wire/digest-tree.h. Kept
 * between requests and brought up to date from the feed: 32 bytes a record. Used by one
 * thread at a time.
 */
typedef struct _AxleHubDigest AxleHubDigest;

AxleHubDigest   *axle_hub_digest_new          (const AxleId   *scope,
                                               AxleAudience    audience,
                                               gint64          epoch);
void             axle_hub_digest_free         (AxleHubDigest  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleHubDigest, axle_hub_digest_free)
gboolean         axle_hub_digest_is_of        (AxleHubDigest  *self,
                                               const AxleId   *scope,
                                               AxleAudience    audience,
                                               gint64          epoch);
gint64           axle_hub_digest_get_sequence (AxleHubDigest  *self);
gsize            axle_hub_digest_get_size     (AxleHubDigest  *self);
gboolean         axle_hub_digest_update       (AxleHubDigest  *self,
                                               AxleStorage    *storage,
                                               GCancellable   *cancellable,
                                               GError        **error);
AxleDigestReply *axle_hub_digest_answer       (AxleHubDigest  *self,
                                               const char     *kind,
                                               const char     *prefix,
                                               GError        **error);

G_END_DECLS
