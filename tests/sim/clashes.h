/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/world.h"

G_BEGIN_DECLS

/* What must hold of the calendar, looked at without the rules that keep it: nothing is held
 * twice at a time unless somebody with the right to just then said why; and nobody is told
 * that something is taken which is free. */

/* After the server has answered a push. */
void sim_clashes_hear   (SimWorld              *self,
                         SimDesk               *desk,
                         const AxlePushRequest *request,
                         const AxlePushReply   *answer);
/* What the server did last was perhaps not told: what there is then is taken as it is. */
void sim_clashes_forget (SimWorld              *self);
/* Once it is quiet. */
void sim_check_clashes  (SimWorld              *self);

G_END_DECLS
