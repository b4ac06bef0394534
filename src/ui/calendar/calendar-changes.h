/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-view.h"

G_BEGIN_DECLS

/* What changes appointments, and what opens them: the actions `calendar.open`, `new`, `book`,
 * `place`, `move`, `copy`, `paste`, `paste-on` and `delete`. Each change is one operation that can be
 * undone; while something is tried out it is tried out, too. */
void axle_calendar_open_action   (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);
void axle_calendar_new_action    (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);
void axle_calendar_book_action   (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);
void axle_calendar_place_action  (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);
void axle_calendar_move_action   (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);
void axle_calendar_copy_action   (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);
/* A request of the tray, to be placed where one pastes. */
void axle_calendar_copy_request_action (GtkWidget  *widget,
                                        const char *name,
                                        GVariant   *parameter);
void axle_calendar_paste_action  (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);
/* On another day, at the time that the first has. */
void axle_calendar_paste_on_action (GtkWidget  *widget,
                                    const char *name,
                                    GVariant   *parameter);
void axle_calendar_delete_action (GtkWidget    *widget,
                                  const char   *name,
                                  GVariant     *parameter);

/* Whether something is tried out; then says that what was asked for is done for good. */
gboolean axle_calendar_refuse_trial (AxleCalendarView *view);

/* Whether there is something to paste. */
gboolean axle_calendar_has_copied (AxleCalendarView *view);
/* Finishes a save: a toast with what was done, which undoes it. @data: the window, which is
 * given away. */
void axle_calendar_saved_cb      (GObject      *source,
                                  GAsyncResult *result,
                                  gpointer      data);

G_END_DECLS
