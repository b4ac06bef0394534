/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/world.h"

G_BEGIN_DECLS

/* What is done about people: what a rule asks to be done for them, who is not the same as
 * whom, what they agreed to, and that they want to be forgotten. */

void sim_remind         (SimDesk *desk);
void sim_tell_apart     (SimDesk *desk);
void sim_ask_consent    (SimDesk *desk);
void sim_erase          (SimDesk *desk);

/* Notes a change of what somebody agreed to, in the order of the server. */
void sim_people_hear    (SimWorld          *self,
                         const AxleChange  *change,
                         const AxleVerdict *verdict);
GArray *sim_people_new  (void);
void sim_check_people   (SimWorld *self);

G_END_DECLS
