/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/world.h"

G_BEGIN_DECLS

/* Customers that become one, and two again: the operations, and what must hold. */

void     sim_merge           (SimDesk  *desk);
void     sim_unmerge         (SimDesk  *desk);
/* Takes all merges back, each by a desk of its store; says whether there was one. */
gboolean sim_unmerge_all     (SimWorld *self);
/* Whether merges alone brought @text into @customer: no person typed it there. @erased:
 * merges of those alone, or NULL for any. */
gboolean sim_was_merged      (SimWorld     *self,
                              const AxleId *customer,
                              guint         field,
                              const char   *text,
                              GHashTable   *erased);
/* A merge, or the taking back of one, that was itself undone in part leaves values. */
gboolean sim_is_half_undone  (SimWorld *self);
void     sim_check_merged    (SimWorld *self);
/* After all were taken back. */
void     sim_check_unmerged  (SimWorld *self);

G_END_DECLS
