/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-view.h"

G_BEGIN_DECLS

/* Begins to try out, or ends it: what is not kept by then is thrown away, and can be taken back
 * while that is said. Notifies `fork` of @view. */
void axle_calendar_trial_set (AxleCalendarView *view,
                              gboolean          trying_out);

G_END_DECLS
