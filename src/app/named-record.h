/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* Records of the group whose id follows from their name, so that two desks that make one
 * make the same: policies, rules. */

/* As it is here, to be changed; empty where there is none, or it was taken away. */
AxleRecord *axle_named_record_draft      (AxleWorkstation  *workstation,
                                          const AxleEntity *entity,
                                          const AxleId     *id);
/* Adds what makes it @after: its making, its change, or that it comes back. */
void        axle_named_record_add_change (AxleWorkstation  *workstation,
                                          GPtrArray        *changes,
                                          const AxleRecord *after);

G_END_DECLS
