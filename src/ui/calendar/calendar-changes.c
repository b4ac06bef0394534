/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-changes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/appointments.h"
#include "app/booking.h"
#include "app/calendar-columns.h"
#include "app/calendar-days.h"
#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/calendar-actions.h"
#include "ui/calendar/dragged.h"
#include "ui/calendar/overbooking.h"
#include "ui/calendar/page-actions.h"
#include "ui/shell/window.h"

/* Which appointment was copied last. */
#define COPIED "axle-copied"

void
axle_calendar_saved_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  g_autoptr(AxleWindow) window = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_window_toast_error (window, error);
  else
    axle_window_toast_undo (window, axle_workstation_get_undo_title (AXLE_WORKSTATION (source)), operation);
}

/* Who saves it, and is told what became of it. */
typedef struct
{
  AxleCalendarView *view;
  AxleWindow       *window;
} Applying;

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Applying *applying = data;

  if (g_task_had_error (G_TASK (result)))
    axle_calendar_view_show_again (applying->view);
  axle_calendar_saved_cb (source, result, applying->window);
  g_object_unref (applying->view);
  g_free (applying);
}

/* The one way in which a change is saved. */
static void
apply (AxleCalendarView *view,
       const AxleRecord *before,
       const AxleRecord *after)
{
  AxleWindow *window = axle_window_of (GTK_WIDGET (view));
  AxleDayFork *fork = axle_calendar_get_fork (axle_calendar_view_get_calendar (view));

  if (fork != NULL)
    axle_day_fork_put (fork, before, after);
  else if (window != NULL)
    {
      Applying *applying = g_new0 (Applying, 1);

      applying->view = g_object_ref (view);
      applying->window = g_object_ref (window);
      axle_overbooking_save (GTK_WIDGET (view), axle_calendar_view_get_workstation (view), before, after, NULL, applied_cb, applying);
    }
}

/* Puts it into a column, at the time that it has by now. */
static void
put_into (AxleCalendarView *view,
          AxleRecord       *appointment,
          const char       *by,
          const char       *column)
{
  AxleCalendar *calendar = axle_calendar_view_get_calendar (view);
  AxleDate date = axle_date_from_time (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), axle_calendar_get_zone (calendar));
  AxleDayPlan *plan = axle_calendar_get_plan (calendar, &date);

  if (plan != NULL)
    axle_calendar_put_into (appointment, plan, axle_calendar_by_from_name (by), column);
}

static void
present (AxleCalendarView *view,
         const AxleRecord *before,
         const AxleRecord *record,
         const AxleRecord *request)
{
  AxleWorkstation *workstation = axle_calendar_view_get_workstation (view);
  AxleDayFork *fork = axle_calendar_get_fork (axle_calendar_view_get_calendar (view));

  adw_dialog_present (fork != NULL ? axle_booking_dialog_new_in_fork (workstation, fork, before, record)
                                   : axle_booking_dialog_new (workstation, before, record, request),
                      GTK_WIDGET (view));
}

gboolean
axle_calendar_refuse_trial (AxleCalendarView *view)
{
  if (axle_calendar_get_fork (axle_calendar_view_get_calendar (view)) == NULL)
    return FALSE;
  axle_window_toast (axle_window_of (GTK_WIDGET (view)),
                     _("This is done for good. Keep what is tried out first, or throw it away."));
  return TRUE;
}

/* Opening. */

void
axle_calendar_open_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  g_autoptr(AxleRecord) appointment = axle_calendar_actions_find (self, g_variant_get_string (parameter, NULL));

  if (appointment != NULL)
    present (self, appointment, NULL, NULL);
}

void
axle_calendar_new_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  present (AXLE_CALENDAR_VIEW (widget), NULL, NULL, NULL);
}

void
axle_calendar_book_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  const char *by, *column;
  gint64 at;
  int minutes;
  g_autoptr(AxleRecord) record = NULL;

  g_variant_get (parameter, "(xi&s&s)", &at, &minutes, &by, &column);
  record = axle_appointment_draft_new (axle_calendar_view_get_workstation (self), at, minutes);
  if (at != 0)
    put_into (self, record, by, column);
  present (self, NULL, record, NULL);
}

/* Of whom enough is known is booked where the hand let go; others are asked about. */
void
axle_calendar_place_action (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  AxleWorkstation *workstation = axle_calendar_view_get_workstation (self);
  const char *id, *by, *column;
  gint64 at;
  int minutes;
  AxleId request_id;
  g_autoptr(AxleRecord) request = NULL;
  g_autoptr(AxleRecord) record = NULL;

  g_variant_get (parameter, "(&sxi&s&s)", &id, &at, &minutes, &by, &column);
  request = axle_id_parse (id, &request_id) ? axle_workstation_get_record (workstation, &axle_request_entity, &request_id) : NULL;
  if (request == NULL || !axle_request_is_open (request) || axle_calendar_refuse_trial (self))
    return;
  record = axle_request_draft_appointment (workstation, request, at, minutes);
  axle_booking_complete (workstation, record);
  if (at != 0)
    put_into (self, record, by, column);
  if (at != 0 && minutes > 0 && axle_record_get (record, AXLE_APPOINTMENT_CUSTOMER)->kind != AXLE_VALUE_NONE)
    axle_overbooking_book (widget, workstation, request, NULL, record, NULL, NULL, axle_calendar_saved_cb,
                           g_object_ref (axle_window_of (widget)));
  else
    present (self, NULL, record, request);
}

/* Changing. */

void
axle_calendar_move_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  const char *id, *by, *column;
  gint64 at;
  int minutes;
  gboolean copy;
  g_autoptr(AxleRecord) before = NULL;
  g_autoptr(AxleRecord) after = NULL;

  g_variant_get (parameter, "(&sxi&s&sb)", &id, &at, &minutes, &by, &column, &copy);
  before = axle_calendar_actions_find (self, id);
  if (before == NULL)
    {
      axle_calendar_view_show_again (self);
      return;
    }
  after = copy ? axle_appointment_copy_new (axle_calendar_view_get_workstation (self), before, at) : axle_record_copy (before);
  axle_record_set_integer (after, AXLE_APPOINTMENT_AT, at);
  axle_record_set_integer (after, AXLE_APPOINTMENT_MINUTES, minutes);
  put_into (self, after, by, column);
  if (copy || !axle_record_equal (before, after))
    apply (self, copy ? NULL : before, after);
  else
    axle_calendar_view_show_again (self);
}

void
axle_calendar_copy_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter)
{
  AxleCalendar *calendar = axle_calendar_view_get_calendar (AXLE_CALENDAR_VIEW (widget));
  const AxleCalendarItem *item;
  g_autofree char *text = NULL;
  AxleId id;

  if (!axle_id_parse (g_variant_get_string (parameter, NULL), &id))
    return;
  item = axle_calendar_find_item (calendar, &id);
  if (item == NULL)
    return;
  text = axle_calendar_item_dup_description (item, axle_calendar_get_zone (calendar));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  g_object_set_data_full (G_OBJECT (widget), COPIED, axle_id_dup_text (&id), g_free);
  axle_window_toast (axle_window_of (widget), _("Copied"));
}

void
axle_calendar_copy_request_action (GtkWidget  *widget,
                                   const char *name,
                                   GVariant   *parameter)
{
  g_object_set_data_full (G_OBJECT (widget), COPIED, g_strconcat (AXLE_DRAGGED_REQUEST, g_variant_get_string (parameter, NULL), NULL),
                          g_free);
  axle_window_toast (axle_window_of (widget), _("Copied"));
}

static gboolean
is_request (const char *copied)
{
  return copied != NULL && g_str_has_prefix (copied, AXLE_DRAGGED_REQUEST);
}

/* It stays copied: it can be placed when the trial has ended. */
static gboolean
refuse_request (AxleCalendarView *view)
{
  return is_request (g_object_get_data (G_OBJECT (view), COPIED)) && axle_calendar_refuse_trial (view);
}

/* The request that was copied last; it is placed once. */
static char *
steal_request (AxleCalendarView *view)
{
  const char *copied = g_object_get_data (G_OBJECT (view), COPIED);
  g_autofree char *stolen = NULL;

  if (!is_request (copied))
    return NULL;
  stolen = g_object_steal_data (G_OBJECT (view), COPIED);
  return g_strdup (stolen + strlen (AXLE_DRAGGED_REQUEST));
}

/* As long as it takes. */
static void
place (AxleCalendarView *view,
       const char       *request,
       gint64            at,
       const char       *by,
       const char       *column)
{
  AxleCalendar *calendar = axle_calendar_view_get_calendar (view);
  AxleDate date = axle_date_from_time (at, axle_calendar_get_zone (calendar));
  AxleDayPlan *plan = axle_calendar_get_plan (calendar, &date);
  g_autoptr(AxleRecord) record = NULL;
  AxleId id;

  if (axle_id_parse (request, &id))
    record = axle_workstation_get_record (axle_calendar_view_get_workstation (view), &axle_request_entity, &id);
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.place", "(sxiss)", request, at,
                              record != NULL && plan != NULL ? axle_request_guess_minutes (record, plan) : 0, by, column);
}

/* What was copied last, and is still there; says where it is not. */
static AxleRecord *
find_copied (AxleCalendarView *view)
{
  const char *copied = g_object_get_data (G_OBJECT (view), COPIED);
  AxleRecord *record = copied != NULL ? axle_calendar_actions_find (view, copied) : NULL;

  if (record == NULL)
    axle_window_toast (axle_window_of (GTK_WIDGET (view)), _("No appointment was copied"));
  return record;
}

gboolean
axle_calendar_has_copied (AxleCalendarView *view)
{
  return g_object_get_data (G_OBJECT (view), COPIED) != NULL;
}

void
axle_calendar_paste_action (GtkWidget  *widget,
                            const char *name,
                            GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  g_autofree char *request = NULL;
  g_autoptr(AxleRecord) before = NULL;
  g_autoptr(AxleRecord) after = NULL;
  const char *by, *column;
  gint64 at;

  if (refuse_request (self))
    return;
  request = steal_request (self);
  before = request == NULL ? find_copied (self) : NULL;
  g_variant_get (parameter, "(x&s&s)", &at, &by, &column);
  if (request != NULL)
    place (self, request, at, by, column);
  if (before == NULL)
    return;
  after = axle_appointment_copy_new (axle_calendar_view_get_workstation (self), before, at);
  put_into (self, after, by, column);
  apply (self, NULL, after);
}

void
axle_calendar_paste_on_action (GtkWidget  *widget,
                               const char *name,
                               GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  AxleCalendar *calendar = axle_calendar_view_get_calendar (self);
  GTimeZone *zone = axle_calendar_get_zone (calendar);
  g_autofree char *request = NULL;
  g_autoptr(AxleRecord) before = NULL;
  g_autoptr(AxleRecord) after = NULL;
  AxleDate day, from;
  gint64 at;

  if (refuse_request (self))
    return;
  request = steal_request (self);
  before = request == NULL ? find_copied (self) : NULL;
  if (!axle_date_parse (g_variant_get_string (parameter, NULL), &day, NULL))
    return;
  /* A day is no time: that is asked for. */
  if (request != NULL)
    gtk_widget_activate_action (widget, "calendar.place", "(sxiss)", request, axle_page_find_time (calendar, &day), 0, "", "");
  if (before == NULL)
    return;
  at = axle_record_get_integer (before, AXLE_APPOINTMENT_AT);
  from = axle_date_from_time (at, zone);
  after = axle_appointment_copy_new (axle_calendar_view_get_workstation (self), before,
                                     axle_calendar_days_move (at, axle_calendar_days_count (&from, &day), zone));
  apply (self, NULL, after);
}

void
axle_calendar_delete_action (GtkWidget  *widget,
                             const char *name,
                             GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  g_autoptr(AxleRecord) appointment = axle_calendar_actions_find (self, g_variant_get_string (parameter, NULL));
  g_autoptr(GPtrArray) appointments = g_ptr_array_new ();
  AxleDayFork *fork = axle_calendar_get_fork (axle_calendar_view_get_calendar (self));

  if (appointment == NULL)
    return;
  if (fork != NULL)
    {
      g_autoptr(AxleRecord) after = axle_record_copy (appointment);

      after->deleted = TRUE;
      axle_day_fork_put (fork, appointment, after);
      return;
    }
  g_ptr_array_add (appointments, appointment);
  axle_appointments_delete_async (axle_calendar_view_get_workstation (self), appointments, NULL, axle_calendar_saved_cb,
                                  g_object_ref (axle_window_of (widget)));
}
