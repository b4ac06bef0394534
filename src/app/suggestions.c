/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/suggestions.h"

#include <glib/gi18n-lib.h>

#include "app/day-plans.h"
#include "app/look.h"
#include "core/insight/figure.h"
#include "core/insight/rfm.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"

#define WORKDAYS 0x1fu
#define WEEKEND  0x60u

/* What customers call a part of the day, in minutes after midnight. */
static const struct
{
  const char  *name;
  guint        days;
  AxleDaySpan  time;
} preferred[] = {
  { "weekday-morning", WORKDAYS, { 0, 12 * 60 } },
  { "weekday-afternoon", WORKDAYS, { 12 * 60, 18 * 60 } },
  { "weekday-evening", WORKDAYS, { 17 * 60, 24 * 60 } },
  { "weekend-morning", WEEKEND, { 0, 12 * 60 } },
  { "weekend-afternoon", WEEKEND, { 12 * 60, 18 * 60 } },
};

typedef struct
{
  AxleSuggestionsWish  wish;
  GStrv                services;
  AxleWish             held;
  AxleId               store;
  GTimeZone           *zone;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_strfreev (asked->services);
  g_clear_pointer (&asked->wish.changes, g_ptr_array_unref);
  g_time_zone_unref (asked->zone);
  g_free (asked);
}

/* Whoever named several times has all that lies between the first and the last. */
static void
set_preferred (AxleSuggestWish  *wish,
               const AxleRecord *customer)
{
  g_auto(GStrv) times = axle_record_dup_members (customer, AXLE_CUSTOMER_TIMES);

  for (guint i = 0; i < G_N_ELEMENTS (preferred); i++)
    if (g_strv_contains ((const char * const *) times, preferred[i].name))
      {
        wish->time.from = wish->days != 0 ? MIN (wish->time.from, preferred[i].time.from) : preferred[i].time.from;
        wish->time.until = MAX (wish->time.until, preferred[i].time.until);
        wish->days |= preferred[i].days;
      }
}

static gboolean
set_length (const Asked       *asked,
            const AxleLengths *lengths,
            AxleStore         *store,
            AxleSuggestWish   *wish,
            GError           **error)
{
  g_autoptr(AxleRecord) vehicle = axle_id_is_none (&wish->wish.vehicle)
                                    ? NULL : axle_store_get (store, &axle_vehicle_entity, &wish->wish.vehicle, NULL);
  const char *model = vehicle != NULL ? axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL) : NULL;
  g_autofree char *codes = g_strjoinv (", ", asked->services);
  AxleLength length;

  if (wish->wish.minutes > 0)
    return TRUE;
  if (!axle_lengths_estimate (lengths, (const char * const *) asked->services, model, &length))
    {
      g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("The menu has no service “%s”, or does not say how long it takes."), codes);
      return FALSE;
    }
  wish->wish.minutes = length.booked;
  return TRUE;
}

static void
set_wish (const Asked     *asked,
          AxleSuggestWish *wish)
{
  wish->wish = asked->held;
  wish->wish.services = g_strdupv (asked->services);
  wish->wish.vehicle = asked->wish.vehicle;
  wish->not_before = asked->wish.not_before;
  wish->not_after = asked->wish.not_after;
  wish->points = asked->wish.points;
}

/* The hours that suit somebody as a rule are those of the days that do. */
static void
set_days (const Asked     *asked,
          AxleSuggestWish *wish)
{
  if (asked->wish.days == 0)
    return;
  if ((wish->days & asked->wish.days) == 0)
    wish->time = (AxleDaySpan) { 0 };
  wish->days = asked->wish.days;
}

gboolean
axle_suggestions_is_class_a (AxleStore    *store,
                             const AxleId *customer)
{
  g_autoptr(AxleRecord) figure = axle_store_get_figure (store, customer, NULL);

  return figure != NULL && g_strcmp0 (axle_record_get_text (figure, AXLE_FIGURE_CLASS), axle_rfm_class_get_name (AXLE_RFM_A)) == 0;
}

void
axle_suggestions_take_customer (AxleStore        *store,
                                const AxleRecord *customer,
                                AxleSuggestWish  *wish)
{
  wish->class_a = axle_suggestions_is_class_a (store, &customer->id);
  wish->own_advisor = axle_record_get_id (customer, AXLE_CUSTOMER_ADVISOR);
  set_preferred (wish, customer);
}

static gboolean
set_customer (const Asked      *asked,
              AxleStore        *store,
              AxleSuggestWish  *wish,
              GError          **error)
{
  g_autoptr(AxleRecord) customer = NULL;

  if (axle_id_is_none (&asked->wish.customer))
    return TRUE;
  customer = axle_store_get (store, &axle_customer_entity, &asked->wish.customer, NULL);
  if (customer == NULL || customer->deleted)
    {
      g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("There is no such customer here."));
      return FALSE;
    }
  axle_suggestions_take_customer (store, customer, wish);
  if (axle_id_is_none (&wish->wish.vehicle))
    wish->wish.vehicle = axle_store_find_only_car (store, &customer->id);
  return TRUE;
}

static gpointer
find (AxleStore  *store,
      gpointer    data,
      GError    **error)
{
  const Asked *asked = data;
  g_autoptr(AxleDayPlans) plans = axle_day_plans_read (store, &asked->store, asked->zone, asked->wish.not_before,
                                                       asked->wish.n_days, error);
  AxleSuggestWish wish = { .varied = TRUE };
  GPtrArray *slots = NULL;

  set_wish (asked, &wish);
  if (plans != NULL && asked->wish.changes != NULL)
    axle_day_plans_fork (plans, asked->wish.changes);
  if (plans != NULL && set_customer (asked, store, &wish, error) && set_length (asked, plans->lengths, store, &wish, error))
    {
      set_days (asked, &wish);
      slots = axle_suggest (plans->plans, &wish, asked->wish.limit);
    }
  axle_wish_clear (&wish.wish);
  return slots;
}

void
axle_suggestions_find_async (AxleWorkstation           *workstation,
                             const AxleSuggestionsWish *wish,
                             GCancellable              *cancellable,
                             GAsyncReadyCallback        callback,
                             gpointer                   user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Asked *asked = g_new0 (Asked, 1);
  GError *error = NULL;

  asked->wish = *wish;
  if (wish->changes != NULL)
    g_ptr_array_ref (wish->changes);
  asked->services = g_strdupv ((GStrv) wish->services);
  if (wish->held != NULL)
    asked->held = *wish->held;
  asked->wish.services = (const char * const *) asked->services;
  asked->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  g_task_set_task_data (task, asked, free_asked);
  if (axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    axle_look_aside (workstation, AXLE_JOB_NORMAL, task, find, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

GPtrArray *
axle_suggestions_find_finish (GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
