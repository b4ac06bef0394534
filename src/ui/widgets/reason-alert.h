/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AxleReasonQuestion:
 * @heading: what is asked
 * @body: (nullable): what it is about
 * @label: (nullable): what the button says that does it; %NULL where it cannot be done, and
 *   that is only told
 * @row: (nullable): what the row says that the reason is typed into; %NULL where none is
 *   asked for
 * @text: (nullable): what stands in it at first
 * @choices: (nullable) (array zero-terminated=1): what is heard most, so that nobody has to
 *   type it; marked with N_()
 * @optional: whether it may stay empty
 *
 * A question before something is done, and why it is.
 */
typedef struct
{
  const char         *heading;
  const char         *body;
  const char         *label;
  const char         *row;
  const char         *text;
  const char * const *choices;
  gboolean            optional;
} AxleReasonQuestion;

/* Called once. @reason: (nullable): what somebody wrote, without blanks around it, and empty
 * where nothing was; %NULL when the person goes back, or the window takes the question along. */
typedef void (*AxleReasonFunc) (const char *reason,
                                gpointer    user_data);

/* Enter answers. @parent: (nullable): where it stands; without one nobody is asked, and that
 * counts as going back. */
void axle_reason_alert_present  (const AxleReasonQuestion *question,
                                 GtkWidget                *parent,
                                 AxleReasonFunc            func,
                                 gpointer                  user_data);

/* For a task that waits for the answer, and finishes with axle_workstation_save_finish().
 * The person went back: %G_IO_ERROR_CANCELLED. */
void axle_reason_alert_go_back  (GTask                    *task);
/* What was answered is saved, or is not. Takes @task. */
void axle_reason_alert_saved_cb (GObject                  *source,
                                 GAsyncResult             *result,
                                 gpointer                  task);

G_END_DECLS
