/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-view.h"

G_BEGIN_DECLS

/* What becomes of an appointment: the actions `calendar.state`, `calendar.receive` and
 * `calendar.prepare`. While something is tried out a state is tried out, too. */
void axle_calendar_state_action   (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter);
/* `calendar.cancel`: what the Delete key means in every view. */
void axle_calendar_cancel_action  (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter);
void axle_calendar_receive_action (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter);
/* `calendar.away`: somebody or something would not be there on a day, or would be after all.
 * Begins to try out where nothing is tried out yet. */
void axle_calendar_away_action    (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter);

G_END_DECLS
