/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/day-sheets.h"

#include "app/access-log.h"
#include "app/calendar-item.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/calendar.h"
#include "core/followup/task.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "store/tasks.h"

/* Promises that are due later are not of that day. */
#define PROMISE_DAYS 1

typedef struct
{
  AxleDaySheetKind  kind;
  AxleDaySheetBy    by;
  AxleDate          first;
  guint             n_days;
  AxleRecord       *store;
  GTimeZone        *zone;
  gint64            at;
} Asked;

/* What was read for it. */
typedef struct
{
  GPtrArray       *items;
  GPtrArray       *tasks;
  GPtrArray       *customers; /* of @tasks; NULL where one is not known */
  GPtrArray       *phones;    /* the same */
  GHashTable      *names;     /* id of a person or a resource → its name */
  AxleWorkingDays *days;
} Read;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->store, axle_record_unref);
  g_time_zone_unref (asked->zone);
  g_free (asked);
}

static void
clear_read (Read *read)
{
  g_clear_pointer (&read->items, g_ptr_array_unref);
  g_clear_pointer (&read->tasks, g_ptr_array_unref);
  g_clear_pointer (&read->customers, g_ptr_array_unref);
  g_clear_pointer (&read->phones, g_ptr_array_unref);
  g_clear_pointer (&read->names, g_hash_table_unref);
  g_clear_pointer (&read->days, axle_working_days_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, clear_read)

static gboolean
read_names (AxleStore         *store,
            Read              *read,
            const AxleEntity  *entity,
            guint              field,
            GError           **error)
{
  g_autoptr(GPtrArray) records = axle_store_list (store, entity, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      g_hash_table_insert (read->names, g_memdup2 (&record->id, sizeof record->id), g_strdup (axle_record_get_text (record, field)));
    }
  return records != NULL;
}

static const char *
name_of (const Read       *read,
         const AxleRecord *record,
         guint             field)
{
  AxleId id = axle_record_get_id (record, field);

  return g_hash_table_lookup (read->names, &id);
}

static gboolean
read_days (AxleStore    *store,
           const Asked  *asked,
           Read         *read,
           GError      **error)
{
  g_autoptr(GPtrArray) holidays = axle_store_list (store, &axle_holiday_entity, error);
  g_autoptr(GPtrArray) opening = holidays != NULL ? axle_store_list (store, &axle_opening_hours_entity, error) : NULL;

  if (opening == NULL)
    return FALSE;
  read->days = axle_working_days_new (holidays, opening, asked->zone);
  return TRUE;
}

static gint64
midnight (const Asked *asked,
          guint        day)
{
  g_autoptr(GDateTime) first = g_date_time_new (asked->zone, asked->first.year, asked->first.month, asked->first.day, 0, 0, 0);
  g_autoptr(GDateTime) at = g_date_time_add_days (first, (int) day);

  return g_date_time_to_unix_usec (at);
}

static gboolean
read_items (AxleStore    *store,
            const Asked  *asked,
            Read         *read,
            GError      **error)
{
  g_autoptr(GPtrArray) services = axle_store_list (store, &axle_service_item_entity, error);

  if (services == NULL)
    return FALSE;
  read->items = axle_calendar_items_read (store, midnight (asked, 0), midnight (asked, asked->n_days), services, error);
  return read->items != NULL;
}

static gboolean
read_promises (AxleStore    *store,
               const Asked  *asked,
               Read         *read,
               GError      **error)
{
  read->customers = g_ptr_array_new_with_free_func (g_free);
  read->phones = g_ptr_array_new_with_free_func (g_free);
  read->tasks = axle_store_list_promises (store, midnight (asked, asked->n_days + PROMISE_DAYS), AXLE_DAY_SHEET_MAX_ENTRIES, error);
  for (guint i = 0; read->tasks != NULL && i < read->tasks->len; i++)
    {
      AxleId id = axle_record_get_id (read->tasks->pdata[i], AXLE_TASK_CUSTOMER);
      g_autoptr(AxleRecord) customer = axle_store_get (store, &axle_customer_entity, &id, NULL);

      g_ptr_array_add (read->customers, customer != NULL ? axle_record_dup_title (customer) : NULL);
      g_ptr_array_add (read->phones, customer != NULL ? axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES) : NULL);
    }
  return read->tasks != NULL;
}

static gboolean
read_all (AxleStore    *store,
          const Asked  *asked,
          Read         *read,
          GError      **error)
{
  read->names = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  return read_names (store, read, &axle_staff_entity, AXLE_STAFF_NAME, error) &&
         read_names (store, read, &axle_resource_entity, AXLE_RESOURCE_NAME, error) &&
         read_days (store, asked, read, error) && read_items (store, asked, read, error) &&
         (asked->kind != AXLE_DAY_SHEET_PACK || read_promises (store, asked, read, error));
}

static GArray *
list_entries (const Read *read)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (AxleDaySheetEntry));

  for (guint i = 0; i < read->items->len; i++)
    {
      const AxleCalendarItem *item = read->items->pdata[i];
      const AxleDaySheetEntry entry = {
        .appointment = item->appointment, .who = item->who, .phone = item->phone, .plate = item->plate, .car = item->car,
        .what = item->what,
        .advisor = name_of (read, item->appointment, AXLE_APPOINTMENT_ADVISOR),
        .technician = name_of (read, item->appointment, AXLE_APPOINTMENT_TECHNICIAN),
        .bay = name_of (read, item->appointment, AXLE_APPOINTMENT_BAY),
      };

      g_array_append_val (entries, entry);
    }
  return entries;
}

static GArray *
list_promises (const Read *read)
{
  GArray *promises = g_array_new (FALSE, FALSE, sizeof (AxleDaySheetPromise));

  for (guint i = 0; read->tasks != NULL && i < read->tasks->len; i++)
    {
      const AxleDaySheetPromise promise = {
        .task = read->tasks->pdata[i], .who = read->customers->pdata[i], .phone = read->phones->pdata[i],
        .responsible = name_of (read, read->tasks->pdata[i], AXLE_TASK_STAFF),
      };

      g_array_append_val (promises, promise);
    }
  return promises;
}

static AxlePaper *
lay_out (const Asked  *asked,
         const Read   *read,
         GError      **error)
{
  g_autoptr(GArray) entries = list_entries (read);
  g_autoptr(GArray) promises = list_promises (read);
  const AxleDaySheetSource source = {
    .kind = asked->kind, .by = asked->by, .first = asked->first, .n_days = asked->n_days, .store = asked->store, .days = read->days,
    .entries = (const AxleDaySheetEntry *) entries->data, .n_entries = entries->len,
    .promises = (const AxleDaySheetPromise *) promises->data, .n_promises = promises->len,
    .at = asked->at,
  };

  return axle_day_sheet_new (&source, error);
}

static gboolean
make_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  const Asked *asked = data;
  g_auto(Read) read = { NULL };
  GError *cause = NULL;
  GError *error = NULL;
  AxlePaper *sheet = read_all (store, asked, &read, &cause) ? lay_out (asked, &read, &cause) : NULL;

  if (sheet != NULL)
    {
      g_task_return_pointer (task, sheet, (GDestroyNotify) axle_paper_unref);
      return G_SOURCE_REMOVE;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/**
 * axle_day_sheet_make_async:
 * @workstation: the workstation
 * @kind: what it is for
 * @by: in what order
 * @first: the first day
 * @n_days: how many days: 1, or 7 for a week
 * @cancellable: (nullable): stops it
 * @callback: told when it is laid out
 * @user_data: for @callback
 *
 * Puts the appointments of some days on paper, away from the thread that draws.
 */
void
axle_day_sheet_make_async (AxleWorkstation     *workstation,
                           AxleDaySheetKind     kind,
                           AxleDaySheetBy       by,
                           const AxleDate      *first,
                           guint                n_days,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->kind = kind;
  asked->by = by;
  asked->first = *first;
  asked->n_days = n_days;
  asked->store = axle_workstation_dup_store (workstation);
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  asked->at = axle_host_now (axle_host_get_default ());
  g_task_set_task_data (task, asked, free_asked);
  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  axle_access_note (workstation, AXLE_ACCESS_EXPORTED, &axle_appointment_entity, NULL, -1);
  axle_workstation_browse (workstation, AXLE_JOB_LONG, task, make_job, asked);
}

/* Returns: (transfer full): the sheet, for the thread that asked. */
AxlePaper *
axle_day_sheet_make_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
