/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleHit:
 * @customer: the customer that was found
 * @record: what matched: the customer, one of their vehicles, visits or deals, or somebody who was
 *   merged into them
 * @kind: the kind of @record
 * @title: what names the customer to a person
 * @matched: what of it matched: the name, the phone number, the plate or the VIN in full
 * @field: the name of the field that matched
 * @start: where in @matched the part that matched, or sounds so, begins, in characters;
 *   -1 where that is not known
 * @length: how long that part is, in characters
 */
typedef struct
{
  AxleId      customer;
  AxleId      record;
  const char *kind;
  char       *title;
  char       *matched;
  const char *field;
  int         start;
  int         length;
} AxleHit;

void       axle_hit_free     (AxleHit       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleHit, axle_hit_free)

/* Finds by name, full pinyin, initials, both mixed, any part of a phone number
 * of three digits or more, plate with or without province, the last signs of a
 * VIN; several words must all match. The best first, at most @limit. */
GPtrArray *axle_store_search (AxleStore     *self,
                              const char    *text,
                              guint          limit,
                              GCancellable  *cancellable,
                              GError       **error);

/* What arrives in large amounts is made findable, and sorted by plate and last
 * contact, afterwards: call this on the writing store while anything is left. */
gboolean   axle_store_index_slice (AxleStore  *self,
                                   guint       limit,
                                   guint      *n_left,
                                   GError    **error);

G_END_DECLS
