/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* Records whose id follows from their name, so that two desks that make one make the same:
 * policies, rules, holidays, appointments of a file. */

/* As it is here, to be changed; empty where there is none, or it was taken away. */
AxleRecord *axle_named_record_draft      (AxleWorkstation  *workstation,
                                          const AxleEntity *entity,
                                          const AxleId     *id);
/* Adds what makes it @after: its making, its change, or that it comes back. */
void        axle_named_record_add_change (AxleWorkstation  *workstation,
                                          GPtrArray        *changes,
                                          const AxleRecord *after);
/* The same of one that was looked up already; %NULL where there is none, deleted or not. */
void        axle_named_record_add_between (GPtrArray        *changes,
                                           AxleRecord       *known,
                                           const AxleRecord *after);

G_END_DECLS
