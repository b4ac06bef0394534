/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/other-times.h"

#include "app/booking-words.h"
#include "app/suggestions.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/resource.h"
#include "core/appointment/words.h"
#include "core/party/customer.h"
#include "store/customers.h"

/* So many minutes before or after its own time an appointment is nearly where it was. */
#define NEAR 120

/* Of more times than are asked for, those nearest to its own are taken. */
#define LOOKED_AT 4

/* Taken off for each quarter of an hour that a time is away from its own. */
#define AWAY 5

/* What is not said of the work, nobody can say where else it could be done. */
static gboolean
tells_work (const AxleWish *wish)
{
  return wish->services != NULL && wish->services[0] != NULL;
}

static AxleRecord *
find_customer (AxleStore        *store,
               const AxleRecord *appointment)
{
  AxleId id = axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER);
  AxleId survivor = id;

  if (axle_id_is_none (&id))
    return NULL;
  axle_store_find_survivor (store, &id, &survivor, NULL);
  return axle_store_get (store, &axle_customer_entity, &survivor, NULL);
}

static void
begin_wish (AxleSuggestWish  *wish,
            AxleStore        *store,
            const AxleRecord *appointment)
{
  g_autoptr(AxleRecord) customer = find_customer (store, appointment);
  AxleId advisor = axle_record_get_id (appointment, AXLE_APPOINTMENT_ADVISOR);

  *wish = (AxleSuggestWish) { .days = 0 };
  axle_wish_init (&wish->wish, appointment);
  if (customer != NULL)
    axle_suggestions_take_customer (store, customer, wish);
  if (!axle_id_is_none (&advisor))
    wish->own_advisor = advisor;
  wish->points = axle_record_get_boolean (appointment, AXLE_APPOINTMENT_PRIORITY);
  wish->wish.advisor = AXLE_ID_NONE;
  if (!tells_work (&wish->wish))
    return;
  wish->wish.bay = AXLE_ID_NONE;
  wish->wish.technician = AXLE_ID_NONE;
}

/* The time that it had is the one that was wished for. */
static void
wish_near (AxleSuggestWish    *wish,
           const AxleDayPlans *days,
           gint64              at)
{
  GTimeZone *zone = axle_working_days_get_zone (axle_day_plan_get_working_days (days->plans->pdata[0]));
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  int minute;

  if (local == NULL)
    return;
  minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
  wish->days = 1u << (g_date_time_get_day_of_week (local) - 1);
  wish->time.from = MAX (minute - NEAR, 0);
  wish->time.until = MIN (minute + NEAR, AXLE_DAY_MINUTES);
}

static int
weigh (const AxleSlot *slot,
       gint64          at)
{
  return slot->score - AWAY * (int) (ABS (slot->at - at) / (AXLE_SUGGEST_STEP * G_TIME_SPAN_MINUTE));
}

static int
compare_slots (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  int one = weigh (*(AxleSlot * const *) a, *(gint64 *) data), other = weigh (*(AxleSlot * const *) b, *(gint64 *) data);

  return (one < other) - (one > other);
}

GPtrArray *
axle_other_times_find (AxleStore          *store,
                       const AxleDayPlans *days,
                       const AxleRecord   *appointment,
                       gint64              not_before,
                       guint               limit)
{
  gint64 at = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);
  AxleSuggestWish wish;
  GPtrArray *slots;

  if (days->plans->len == 0)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_slot_free);
  begin_wish (&wish, store, appointment);
  wish_near (&wish, days, at);
  wish.not_before = not_before;
  slots = axle_suggest (days->plans, &wish, limit * LOOKED_AT);
  g_ptr_array_sort_with_data (slots, compare_slots, &at);
  g_ptr_array_set_size (slots, (int) MIN (slots->len, limit));
  axle_wish_clear (&wish.wish);
  return slots;
}

static gboolean
suits (const AxleSuggestWish *wish,
       const AxleDayPlans    *days,
       const AxleSlot        *slot)
{
  for (guint i = 0; i < days->plans->len; i++)
    {
      const AxleDayPlan *plan = days->plans->pdata[i];
      int minute = axle_day_plan_get_minute (plan, slot->at);
      AxleDate date = axle_day_plan_get_date (plan);

      if (minute >= 0 && minute < AXLE_DAY_MINUTES)
        return (wish->days == 0 || (wish->days & (1u << axle_date_get_weekday (&date))) != 0) &&
               (wish->time.until == 0 || (minute >= wish->time.from && minute < wish->time.until));
    }
  return FALSE;
}

AxleSlot *
axle_other_times_find_earlier (AxleStore          *store,
                               const AxleDayPlans *days,
                               const AxleRecord   *appointment,
                               gint64              not_before)
{
  g_autoptr(GPtrArray) slots = NULL;
  AxleSlot *found = NULL;
  AxleSuggestWish wish;

  begin_wish (&wish, store, appointment);
  wish.not_before = not_before;
  wish.not_after = axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT) - G_TIME_SPAN_HOUR;
  slots = axle_suggest (days->plans, &wish, 1);
  if (slots->len > 0 && suits (&wish, days, slots->pdata[0]))
    found = g_ptr_array_steal_index (slots, 0);
  axle_wish_clear (&wish.wish);
  return found;
}

void
axle_other_times_take (AxleRecord     *appointment,
                       const AxleSlot *slot)
{
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, slot->at);
  if (!axle_id_is_none (&slot->bay))
    axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &slot->bay);
  if (!axle_id_is_none (&slot->technician))
    axle_record_set_id (appointment, AXLE_APPOINTMENT_TECHNICIAN, &slot->technician);
  if (!axle_id_is_none (&slot->advisor))
    axle_record_set_id (appointment, AXLE_APPOINTMENT_ADVISOR, &slot->advisor);
}

char *
axle_slot_dup_place (const AxleSlot  *slot,
                     AxleWorkstation *workstation)
{
  g_autoptr(AxleRecord) bay = axle_workstation_get_record (workstation, &axle_resource_entity, &slot->bay);
  g_autofree char *when =
    axle_booking_time_dup_words (slot->at, axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (workstation));
  g_autofree char *where = bay != NULL ? axle_record_dup_title (bay) : g_strdup ("");
  const char *who = axle_workstation_get_staff_name (workstation, &slot->technician);

  return g_strdup_printf ("%s%s%s%s%s", when, *where != '\0' ? " · " : "", where, *who != '\0' ? " · " : "", who);
}

char *
axle_slot_dup_reasons (const AxleSlot *slot)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < slot->reasons->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", ((AxleProblem *) slot->reasons->pdata[i])->message);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
