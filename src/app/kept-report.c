/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/kept-report.h"

#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/plan-records.h"
#include "app/wait-words.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/organisation/policy.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "store/appointments.h"
#include "store/customers.h"

/* One report on its way, on the browser's thread. */
typedef struct
{
  AxleKeptReport  *report;
  AxleId           store;
  GTimeZone       *zone;
  gint64           from;
  gint64           until;
  gint64           now;
  int              late;
  GPtrArray       *standing;  /* what the plans of all days are made from; NULL until the range was read */
  AxleWorkingDays *days;
  GPtrArray       *left;      /* overbooked appointments without a price yet, the earliest first */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->report, axle_kept_report_free);
  g_clear_pointer (&self->standing, g_ptr_array_unref);
  g_clear_pointer (&self->days, axle_working_days_unref);
  g_clear_pointer (&self->left, g_ptr_array_unref);
  g_time_zone_unref (self->zone);
  g_free (self);
}

static AxleKeptReport *
report_new (void)
{
  AxleKeptReport *self = g_new0 (AxleKeptReport, 1);

  self->overbooked = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_overbooked_free);
  self->names = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  return self;
}

void
axle_kept_report_free (AxleKeptReport *self)
{
  g_clear_pointer (&self->attendance, axle_attendance_free);
  g_ptr_array_unref (self->overbooked);
  g_hash_table_unref (self->names);
  g_free (self);
}

const char *
axle_kept_report_get_name (const AxleKeptReport *self,
                           const AxleId         *id)
{
  const char *name = g_hash_table_lookup (self->names, id);

  return name != NULL ? name : "";
}

/* On the browser's thread: first the whole range, then a day with overbookings at a time. */

/* Only of those who are going to be named. */
static GHashTable *
find_survivors (Reading   *self,
                AxleStore *store,
                GPtrArray *appointments)
{
  GHashTable *survivors = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);

  for (guint i = 0; i < appointments->len; i++)
    {
      AxleId customer = axle_record_get_id (appointments->pdata[i], AXLE_APPOINTMENT_CUSTOMER);
      AxleId survivor = customer;

      if (!axle_id_is_none (&customer) && !g_hash_table_contains (survivors, &customer) &&
          axle_attendance_judge (appointments->pdata[i], self->late, self->now) >= AXLE_ATTENDANCE_LATE &&
          axle_store_find_survivor (store, &customer, &survivor, NULL))
        g_hash_table_insert (survivors, g_memdup2 (&customer, sizeof customer), g_memdup2 (&survivor, sizeof survivor));
    }
  return survivors;
}

/* @name: (transfer full). */
static void
add_name (Reading      *self,
          const AxleId *id,
          char         *name)
{
  g_hash_table_insert (self->report->names, g_memdup2 (id, sizeof *id), name);
}

static void
name_customers (Reading   *self,
                AxleStore *store)
{
  GArray *customers = self->report->attendance->customers;

  for (guint i = 0; i < customers->len; i++)
    {
      const AxleId *id = &g_array_index (customers, AxleAttendanceFigure, i).who;
      g_autoptr(AxleRecord) customer = axle_store_get (store, &axle_customer_entity, id, NULL);
      char *name = customer != NULL ? axle_record_dup_title (customer) : NULL;

      if (name != NULL)
        add_name (self, id, name);
    }
}

static void
gather_overbooked (Reading   *self,
                   GPtrArray *appointments)
{
  self->left = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < appointments->len; i++)
    {
      gint64 at = axle_record_get_integer (appointments->pdata[i], AXLE_APPOINTMENT_AT);

      if (at >= self->from && at < self->until && axle_appointment_is_overbooked (appointments->pdata[i]))
        g_ptr_array_add (self->left, axle_record_ref (appointments->pdata[i]));
    }
}

static gboolean
read_range (Reading    *self,
            AxleStore  *store,
            GError    **error)
{
  g_autoptr(GPtrArray) appointments = axle_store_list_appointments (store, self->from, self->until, error);
  g_autoptr(GHashTable) survivors = NULL;

  if (appointments == NULL)
    return FALSE;
  self->standing = axle_plan_records_read_standing (store, error);
  if (self->standing == NULL)
    return FALSE;
  self->days = axle_plan_records_get_days (self->standing, self->zone);
  survivors = find_survivors (self, store, appointments);
  self->report->attendance = axle_attendance_new (appointments, self->from, self->until, self->late, self->now, survivors);
  name_customers (self, store);
  gather_overbooked (self, appointments);
  return TRUE;
}

/* Leave, and what is left over from days before, change nobody's place in a queue. */
static AxleDayPlan *
read_plan (Reading         *self,
           AxleStore       *store,
           const AxleDate  *date,
           GError         **error)
{
  g_autoptr(GPtrArray) records = axle_store_list_appointments (store, axle_date_get_time (date, 0, self->zone),
                                                               axle_date_get_end (date, self->zone), error);

  if (records == NULL)
    return NULL;
  for (guint i = 0; i < self->standing->len; i++)
    g_ptr_array_add (records, axle_record_ref (self->standing->pdata[i]));
  return axle_day_plan_new (date, &self->store, self->days, records);
}

static gboolean
read_handover (Reading       *self,
               AxleStore     *store,
               AxleHandover  *handover,
               GError       **error)
{
  g_autoptr(GPtrArray) changes = axle_store_list_changes (store, &handover->appointment->id, error);

  if (changes == NULL)
    return FALSE;
  axle_handover_read (handover, changes);
  add_name (self, &handover->appointment->id, axle_appointment_dup_who (store, handover->appointment));
  return TRUE;
}

static gboolean
read_overbooked (Reading           *self,
                 AxleStore         *store,
                 const AxleDayPlan *plan,
                 const AxleRecord  *appointment,
                 GError           **error)
{
  g_autoptr(AxleOverbooked) overbooked = axle_overbooked_new (plan, appointment);
  g_autoptr(GPtrArray) changes = axle_store_list_changes (store, &appointment->id, error);

  if (changes == NULL || !read_handover (self, store, overbooked->own, error))
    return FALSE;
  axle_overbooked_read_leave (overbooked, changes);
  for (guint i = 0; i < overbooked->waits->len; i++)
    if (!read_handover (self, store, overbooked->waits->pdata[i], error))
      return FALSE;
  g_ptr_array_add (self->report->overbooked, g_steal_pointer (&overbooked));
  return TRUE;
}

/* The last day of those that are left. */
static gboolean
read_day (Reading    *self,
          AxleStore  *store,
          GError    **error)
{
  AxleRecord *last = self->left->pdata[self->left->len - 1];
  AxleDate date = axle_date_from_time (axle_record_get_integer (last, AXLE_APPOINTMENT_AT), self->zone);
  gint64 midnight = axle_date_get_time (&date, 0, self->zone);
  g_autoptr(AxleDayPlan) plan = read_plan (self, store, &date, error);

  if (plan == NULL)
    return FALSE;
  for (; self->left->len > 0; g_ptr_array_set_size (self->left, (int) self->left->len - 1))
    {
      last = self->left->pdata[self->left->len - 1];
      if (axle_record_get_integer (last, AXLE_APPOINTMENT_AT) < midnight)
        break;
      if (!read_overbooked (self, store, plan, last, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Reading *self = data;
  GError *cause = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (!(self->standing == NULL ? read_range (self, store, &cause) : read_day (self, store, &cause)))
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  if (self->left->len > 0)
    return G_SOURCE_CONTINUE;
  self->report->sum = axle_overbooked_sum (self->report->overbooked);
  g_task_return_pointer (task, g_steal_pointer (&self->report), (GDestroyNotify) axle_kept_report_free);
  return G_SOURCE_REMOVE;
}

/* On the main thread. */

static gboolean
check_range (gint64    from,
             gint64    until,
             GError  **error)
{
  if (until <= from)
    g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("The last day is before the first"));
  else if (until - from > AXLE_KEPT_REPORT_DAYS * G_TIME_SPAN_DAY)
    g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("Say a number of days from 1 to %d"), AXLE_KEPT_REPORT_DAYS - 1);
  else
    return TRUE;
  return FALSE;
}

void
axle_kept_report_load_async (AxleWorkstation     *workstation,
                             gint64               from,
                             gint64               until,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Reading *self = g_new0 (Reading, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, axle_kept_report_load_async);
  self->report = report_new ();
  self->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  self->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  self->now = axle_host_now (axle_host_get_default ());
  self->from = from;
  self->until = MAX (MIN (until, self->now), from);
  self->late = (int) axle_policies_get (axle_workstation_get_policies (workstation), "appointment.late");
  g_task_set_task_data (task, self, reading_free);
  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error) || !check_range (from, until, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  axle_access_note (workstation, AXLE_ACCESS_LISTED, &axle_appointment_entity, NULL, -1);
  axle_workstation_browse (workstation, AXLE_JOB_LONG, task, load_job, self);
}

void
axle_kept_report_load_days_async (AxleWorkstation     *workstation,
                                  guint                n_days,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTimeZone *zone = axle_workstation_get_zone (workstation);
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()), zone);
  AxleDate first = axle_date_add_days (&today, 1 - (int) n_days);

  axle_kept_report_load_async (workstation, axle_date_get_time (&first, 0, zone), axle_date_get_end (&today, zone), cancellable,
                               callback, user_data);
}

AxleKeptReport *
axle_kept_report_load_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
