/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/world.h"

G_BEGIN_DECLS

/* Customers that become one, and two again: the operations, and what must hold. */

void     sim_merge           (SimDesk  *desk);
void     sim_unmerge         (SimDesk  *desk);
/* Takes all merges back, each by a desk of its store; says whether there was one. */
gboolean sim_unmerge_all     (SimWorld *self);
void     sim_check_merged    (SimWorld *self);
/* After all were taken back. */
void     sim_check_unmerged  (SimWorld *self);

G_END_DECLS
