/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-export.h"

#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/calendar-item.h"
#include "app/calendar-source.h"
#include "app/workstation-private.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

typedef struct
{
  gint64     from;
  gint64     until;
  GTimeZone *zone;
  char      *name;
  guint      n_events;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_time_zone_unref (asked->zone);
  g_free (asked->name);
  g_free (asked);
}

static AxleCalendarStatus
status_of (const AxleRecord *appointment)
{
  static const struct { const char *state; AxleCalendarStatus status; } table[] = {
    { "booked", AXLE_CALENDAR_TENTATIVE },
    { "cancelled", AXLE_CALENDAR_CANCELLED },
    { "no-show", AXLE_CALENDAR_CANCELLED },
  };
  const char *state = axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (state, table[i].state) == 0)
      return table[i].status;
  return AXLE_CALENDAR_CONFIRMED;
}

/* As it was called where it came from, or by who comes with what for what. */
static char *
dup_summary (const AxleCalendarItem *item)
{
  const char *title = axle_record_get_text (item->appointment, AXLE_APPOINTMENT_TITLE);
  const char *parts[] = { item->plate, item->who, item->what };
  g_autoptr(GString) text = g_string_new (NULL);

  if (title != NULL)
    return g_strdup (title);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", parts[i]);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static AxleCalendarEvent *
to_event (const AxleCalendarItem *item)
{
  const AxleRecord *appointment = item->appointment;
  g_auto(AxleCalendarSource) source = axle_calendar_source_read (appointment);
  AxleCalendarEvent *event = axle_calendar_event_new ();

  event->uid = source.uid != NULL ? g_strdup (source.uid) : axle_calendar_dup_own_uid (&appointment->id);
  event->sequence = source.uid != NULL ? source.sequence : MIN (appointment->revision, G_MAXINT32);
  event->stamp = appointment->created_at;
  event->status = status_of (appointment);
  event->all_day = axle_record_get_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY);
  event->summary = dup_summary (item);
  event->description = g_strdup (axle_record_get_text (appointment, AXLE_APPOINTMENT_REMARKS));
  event->location = g_strdup (axle_record_get_text (appointment, AXLE_APPOINTMENT_ADDRESS));
  axle_calendar_event_add_time (event, source.occurrence, axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT),
                                axle_appointment_get_end (appointment));
  return event;
}

static GBytes *
export (AxleStore  *store,
        Asked      *asked,
        GError    **error)
{
  g_autoptr(GPtrArray) services = axle_store_list (store, &axle_service_item_entity, error);
  g_autoptr(GPtrArray) items = services != NULL ? axle_calendar_items_read (store, asked->from, asked->until, services, error) : NULL;
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_calendar_event_free);

  if (items == NULL)
    return NULL;
  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (events, to_event (items->pdata[i]));
  asked->n_events = events->len;
  return axle_calendar_write (events, asked->zone, asked->name);
}

static gboolean
export_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  GError *cause = NULL;
  GError *error = NULL;
  GBytes *bytes = export (store, data, &cause);

  if (bytes != NULL)
    {
      g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
      return G_SOURCE_REMOVE;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

void
axle_calendar_export_async (AxleWorkstation     *workstation,
                            gint64               from,
                            gint64               until,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  g_autoptr(AxleRecord) store = axle_workstation_dup_store (workstation);
  const char *name = store != NULL ? axle_record_get_text (store, AXLE_STORE_NAME) : NULL;
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->from = from;
  asked->until = until;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  asked->name = g_strdup (name != NULL ? name : _("Appointments"));
  g_task_set_task_data (task, asked, free_asked);
  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  axle_access_note (workstation, AXLE_ACCESS_EXPORTED, &axle_appointment_entity, NULL, -1);
  axle_workstation_browse (workstation, AXLE_JOB_LONG, task, export_job, asked);
}

GBytes *
axle_calendar_export_finish (GAsyncResult  *result,
                             guint         *n_events,
                             GError       **error)
{
  const Asked *asked = g_task_get_task_data (G_TASK (result));

  if (n_events != NULL)
    *n_events = asked->n_events;
  return g_task_propagate_pointer (G_TASK (result), error);
}
