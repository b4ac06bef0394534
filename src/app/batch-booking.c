/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/batch-booking.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/day-plans.h"
#include "app/other-times.h"
#include "app/suggestions.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/batch.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"

/* A fleet that comes a few cars a day takes a while. */
#define DAYS 42

typedef struct
{
  AxleBatchWish  wish;
  GStrv          services;
  AxleId         store;
  GTimeZone     *zone;
  GPtrArray     *drafts;   /* one for each car */
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_ptr_array_unref (asked->wish.vehicles);
  g_strfreev (asked->services);
  g_time_zone_unref (asked->zone);
  g_ptr_array_unref (asked->drafts);
  g_free (asked);
}

static void
free_wish (gpointer data)
{
  AxleSuggestWish *wish = data;

  axle_wish_clear (&wish->wish);
  g_free (wish);
}

/* %NULL where nobody can say how long it takes. */
static AxleSuggestWish *
new_wish (const Asked       *asked,
          AxleStore         *store,
          const AxleLengths *lengths,
          const AxleRecord  *customer,
          const AxleRecord  *vehicle)
{
  const char *model = axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL);
  AxleSuggestWish *wish;
  AxleLength length;

  if (!axle_lengths_estimate (lengths, (const char * const *) asked->services, model, &length))
    return NULL;
  wish = g_new0 (AxleSuggestWish, 1);
  axle_suggestions_take_customer (store, customer, wish);
  wish->wish.minutes = length.booked;
  wish->wish.services = g_strdupv (asked->services);
  wish->wish.vehicle = vehicle->id;
  wish->not_before = asked->wish.not_before;
  return wish;
}

static GPtrArray *
make_wishes (const Asked       *asked,
             AxleStore         *store,
             const AxleLengths *lengths,
             GError           **error)
{
  g_autoptr(GPtrArray) wishes = g_ptr_array_new_with_free_func (free_wish);
  g_autoptr(AxleRecord) customer = axle_store_get (store, &axle_customer_entity, &asked->wish.customer, NULL);

  for (guint i = 0; customer != NULL && i < asked->wish.vehicles->len; i++)
    {
      AxleSuggestWish *wish = new_wish (asked, store, lengths, customer, asked->wish.vehicles->pdata[i]);

      if (wish == NULL)
        {
          g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("Choose what is to be done; the menu says how long it takes."));
          return NULL;
        }
      g_ptr_array_add (wishes, wish);
    }
  return g_steal_pointer (&wishes);
}

static gboolean
find (AxleStore    *store,
      const Asked  *asked,
      GError      **error)
{
  g_autoptr(AxleDayPlans) days = axle_day_plans_read (store, &asked->store, asked->zone, asked->wish.not_before, DAYS, error);
  g_autoptr(GPtrArray) wishes = days != NULL ? make_wishes (asked, store, days->lengths, error) : NULL;
  g_autoptr(GPtrArray) slots = NULL;

  if (wishes == NULL)
    return FALSE;
  slots = axle_suggest_batch (days->plans, wishes, asked->wish.per_day);
  for (guint i = 0; i < slots->len; i++)
    {
      const AxleSlot *slot = slots->pdata[i];

      axle_record_set_integer (asked->drafts->pdata[i], AXLE_APPOINTMENT_MINUTES,
                               ((AxleSuggestWish *) wishes->pdata[i])->wish.minutes);
      if (slot != NULL)
        axle_other_times_take (asked->drafts->pdata[i], slot);
    }
  return TRUE;
}

static gboolean
find_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  const Asked *asked = data;
  GError *cause = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (find (store, asked, &cause))
    {
      g_task_return_pointer (task, g_ptr_array_ref (asked->drafts), (GDestroyNotify) g_ptr_array_unref);
      return G_SOURCE_REMOVE;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/* All of a batch have its name, so that they are found together. */
static void
add_drafts (AxleWorkstation *workstation,
            Asked           *asked)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  AxleId batch = axle_id_new (axle_host_get_default ());

  asked->drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < asked->wish.vehicles->len; i++)
    {
      AxleRecord *draft = axle_appointment_draft_new (workstation, 0, 0);

      axle_record_set (draft, AXLE_APPOINTMENT_AT, &none);
      axle_record_set_id (draft, AXLE_APPOINTMENT_CUSTOMER, &asked->wish.customer);
      axle_record_set_id (draft, AXLE_APPOINTMENT_VEHICLE, &((AxleRecord *) asked->wish.vehicles->pdata[i])->id);
      axle_record_set_members (draft, AXLE_APPOINTMENT_SERVICES, (const char * const *) asked->services);
      axle_record_set_text (draft, AXLE_APPOINTMENT_MODE, "leaving");
      axle_record_set_text (draft, AXLE_APPOINTMENT_BATCH, AXLE_ID_TEXT (&batch));
      g_ptr_array_add (asked->drafts, draft);
    }
}

void
axle_batch_find_async (AxleWorkstation     *workstation,
                       const AxleBatchWish *wish,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->wish = *wish;
  asked->wish.vehicles = g_ptr_array_copy (wish->vehicles, (GCopyFunc) (GCallback) axle_record_ref, NULL);
  g_ptr_array_set_free_func (asked->wish.vehicles, (GDestroyNotify) axle_record_unref);
  g_ptr_array_set_size (asked->wish.vehicles, (int) MIN (asked->wish.vehicles->len, AXLE_BATCH_LIMIT));
  asked->services = g_strdupv ((GStrv) wish->services);
  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  add_drafts (workstation, asked);
  g_task_set_task_data (task, asked, free_asked);
  if (axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, find_job, asked);
  else
    g_task_return_error (task, error);
}

GPtrArray *
axle_batch_find_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
