/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-states.h"

#include "app/appointments.h"
#include "core/appointment/appointment.h"
#include "core/registry.h"
#include "ui/calendar/calendar-actions.h"
#include "ui/calendar/calendar-changes.h"
#include "ui/calendar/call-off.h"
#include "ui/calendar/reception-dialog.h"
#include "ui/shell/window.h"

static void
try_out (AxleDayFork      *fork,
         const AxleRecord *appointment,
         const char       *state)
{
  g_autoptr(AxleRecord) after = axle_appointment_with_state_new (appointment, state, NULL);

  axle_day_fork_put (fork, appointment, after);
}

void
axle_calendar_state_action (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  AxleCalendarView *view = AXLE_CALENDAR_VIEW (widget);
  AxleWorkstation *workstation = axle_calendar_view_get_workstation (view);
  AxleDayFork *fork = axle_calendar_get_fork (axle_calendar_view_get_calendar (view));
  g_autoptr(GPtrArray) appointments = g_ptr_array_new ();
  g_autoptr(AxleRecord) appointment = NULL;
  AxleWindow *window = axle_window_of (widget);
  const char *id, *state;

  g_variant_get (parameter, "(&s&s)", &id, &state);
  appointment = axle_calendar_actions_find (view, id);
  if (appointment == NULL || window == NULL || g_strcmp0 (axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE), state) == 0)
    return;
  g_ptr_array_add (appointments, appointment);
  if (fork != NULL)
    try_out (fork, appointment, state);
  else if (g_str_equal (state, "cancelled") || g_str_equal (state, "no-show"))
    axle_call_off (widget, workstation, appointment, state, axle_calendar_saved_cb, g_object_ref (window));
  else
    axle_appointments_set_state_async (workstation, appointments, state, NULL, axle_calendar_saved_cb, g_object_ref (window));
}

void
axle_calendar_cancel_action (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "calendar.state", "(ss)", g_variant_get_string (parameter, NULL), "cancelled");
}

/* The car is here, or its sheet is looked at before; what is noted in it is noted for good. */
void
axle_calendar_receive_action (GtkWidget  *widget,
                              const char *name,
                              GVariant   *parameter)
{
  AxleCalendarView *view = AXLE_CALENDAR_VIEW (widget);
  g_autoptr(AxleRecord) appointment = axle_calendar_actions_find (view, g_variant_get_string (parameter, NULL));
  AdwDialog *dialog;

  if (appointment == NULL || axle_calendar_refuse_trial (view))
    return;
  dialog = axle_reception_dialog_new (axle_calendar_view_get_workstation (view), &appointment->id);
  if (g_str_equal (name, "calendar.receive"))
    axle_reception_dialog_receive (AXLE_RECEPTION_DIALOG (dialog));
  adw_dialog_present (dialog, widget);
}

void
axle_calendar_away_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  AxleCalendarView *view = AXLE_CALENDAR_VIEW (widget);
  g_autoptr(AxleRecord) who = NULL;
  const char *kind, *text, *day;
  AxleDayFork *fork;
  AxleDate date;
  AxleId id;

  g_variant_get (parameter, "(&s&s&s)", &kind, &text, &day);
  if (!axle_id_parse (text, &id) || !axle_date_parse (day, &date, NULL))
    return;
  who = axle_workstation_get_record (axle_calendar_view_get_workstation (view), axle_registry_find (kind), &id);
  if (who == NULL)
    return;
  g_object_set (view, "fork", TRUE, NULL);
  fork = axle_calendar_get_fork (axle_calendar_view_get_calendar (view));
  axle_day_fork_set_away (fork, who, &date, !axle_day_fork_is_away (fork, &id, &date));
}
