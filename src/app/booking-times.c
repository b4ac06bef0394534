/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/booking-private.h"

#include <glib/gi18n-lib.h>

#include "app/suggestions.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/fit.h"
#include "core/appointment/request.h"
#include "core/appointment/resource.h"
#include "core/appointment/words.h"
#include "core/calendar.h"
#include "core/organisation/organisation.h"

/* So many days are looked at. */
#define DAYS 21

/* Whoever is on the way takes that long at least. */
#define AHEAD (15 * G_TIME_SPAN_MINUTE)

static const guint by_slot[] = {
  AXLE_APPOINTMENT_AT, AXLE_APPOINTMENT_MINUTES, AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_TECHNICIAN, AXLE_APPOINTMENT_ADVISOR,
};

static gint64
get_now (void)
{
  return axle_host_now (axle_host_get_default ());
}

/* The times that are suggested. */

GPtrArray *
axle_booking_get_slots (AxleBooking *self)
{
  return self->slots;
}

gboolean
axle_booking_is_looking (AxleBooking *self)
{
  return self->looking != NULL || self->look_id != 0;
}

const char *
axle_booking_get_trouble (AxleBooking *self)
{
  return self->trouble;
}

static gboolean
is_at (const AxleRecord *record,
       const AxleSlot   *slot)
{
  AxleId bay = axle_record_get_id (record, AXLE_APPOINTMENT_BAY);
  AxleId technician = axle_record_get_id (record, AXLE_APPOINTMENT_TECHNICIAN);

  return axle_record_get_integer (record, AXLE_APPOINTMENT_AT) == slot->at && axle_id_equal (&bay, &slot->bay) &&
         axle_id_equal (&technician, &slot->technician);
}

int
axle_booking_get_slot (AxleBooking *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    if (is_at (axle_form_get_record (self->form), self->slots->pdata[i]))
      return (int) i;
  return -1;
}

static void
set_id (AxleRecord   *record,
        guint         field,
        const AxleId *id)
{
  static const AxleValue none = AXLE_VALUE_INIT;

  if (axle_id_is_none (id))
    axle_record_set (record, field, &none);
  else
    axle_record_set_id (record, field, id);
}

static void
put_slot (AxleBooking    *self,
          const AxleSlot *slot)
{
  g_autoptr(AxleRecord) record = axle_record_copy (axle_form_get_record (self->form));

  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, slot->at);
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, slot->minutes);
  set_id (record, AXLE_APPOINTMENT_BAY, &slot->bay);
  set_id (record, AXLE_APPOINTMENT_TECHNICIAN, &slot->technician);
  set_id (record, AXLE_APPOINTMENT_ADVISOR, &slot->advisor);
  axle_booking_put (self, record, by_slot, G_N_ELEMENTS (by_slot));
}

void
axle_booking_choose_slot (AxleBooking *self,
                          guint        slot)
{
  g_return_if_fail (slot < self->slots->len);
  self->first = FALSE;
  put_slot (self, self->slots->pdata[slot]);
}

/* What a request says of days. */

static const char *
get_wished (AxleBooking *self,
            guint        field)
{
  return self->request != NULL ? axle_record_get_text (self->request, field) : NULL;
}

static gint64
find_earliest (AxleBooking *self)
{
  gint64 since = axle_calendar_from_date (get_wished (self, AXLE_REQUEST_SINCE), axle_workstation_get_zone (self->workstation));

  return MAX (MAX (since, self->not_before), get_now () + AHEAD);
}

/* The end of the last day that was wished for; 0 where that is no matter any more. */
static gint64
find_latest (AxleBooking *self)
{
  GTimeZone *zone = axle_workstation_get_zone (self->workstation);
  gint64 last = axle_calendar_from_date (get_wished (self, AXLE_REQUEST_UNTIL), zone);
  AxleDate day;

  if (last == G_MININT64 || self->beyond)
    return 0;
  day = axle_date_from_time (last, zone);
  last = axle_date_get_end (&day, zone);
  return last > get_now () + AHEAD ? last : 0;
}

void
axle_booking_set_request (AxleBooking      *self,
                          const AxleRecord *request)
{
  self->request = axle_record_copy (request);
}

void
axle_booking_set_fork (AxleBooking *self,
                       AxleDayFork *fork)
{
  self->fork = g_object_ref (fork);
}

static char *
dup_trouble (AxleBooking *self)
{
  if (find_latest (self) != 0)
    return g_strdup_printf (_("There is no time that fits until %s."), get_wished (self, AXLE_REQUEST_UNTIL));
  return g_strdup_printf (ngettext ("There is no time that fits within %d day.",
                                    "There is no time that fits within %d days.", DAYS), DAYS);
}

/* Whether it was not called off: then another is under way. */
static gboolean
take_slots (AxleBooking  *self,
            GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *slots = axle_suggestions_find_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_clear_object (&self->looking);
  g_clear_pointer (&self->trouble, g_free);
  g_ptr_array_unref (self->slots);
  self->slots = slots != NULL ? slots : g_ptr_array_new_with_free_func ((GDestroyNotify) axle_slot_free);
  if (slots == NULL)
    self->trouble = g_strdup (error->message);
  else if (slots->len == 0)
    self->trouble = dup_trouble (self);
  return TRUE;
}

static void
find_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(AxleBooking) self = data;

  if (!take_slots (self, result))
    return;
  if (self->first && self->slots->len > 0)
    put_slot (self, self->slots->pdata[0]);
  axle_booking_tell (self, AXLE_BOOKING_PART_SLOTS);
}

/* What a person put there is held to; what was only suggested is not. */
static void
set_held (AxleBooking *self,
          AxleWish    *wish)
{
  const struct { guint field; AxleId *id; } suggested[] = {
    { AXLE_APPOINTMENT_BAY, &wish->bay },
    { AXLE_APPOINTMENT_TECHNICIAN, &wish->technician },
    { AXLE_APPOINTMENT_ADVISOR, &wish->advisor },
  };

  axle_wish_init (wish, axle_form_get_record (self->form));
  for (guint i = 0; i < G_N_ELEMENTS (suggested); i++)
    if (!axle_booking_is_held (self, suggested[i].field))
      *suggested[i].id = AXLE_ID_NONE;
  if (!axle_booking_is_held (self, AXLE_APPOINTMENT_MINUTES))
    wish->minutes = 0;
}

static void
look (gpointer data)
{
  AxleBooking *self = data;
  const AxleRecord *record = axle_form_get_record (self->form);
  g_autoptr(GPtrArray) changes = self->fork != NULL ? axle_day_fork_list (self->fork) : NULL;
  g_auto(GStrv) services = axle_record_dup_members (record, AXLE_APPOINTMENT_SERVICES);
  g_auto(AxleWish) held = { 0 };
  const AxleSuggestionsWish wish = {
    .customer = axle_record_get_id (record, AXLE_APPOINTMENT_CUSTOMER),
    .vehicle = axle_record_get_id (record, AXLE_APPOINTMENT_VEHICLE),
    .services = (const char * const *) services, .held = &held,
    .points = axle_record_get_boolean (record, AXLE_APPOINTMENT_PRIORITY),
    .days = self->request != NULL ? axle_weekdays_to_bits (axle_record_get (self->request, AXLE_REQUEST_DAYS)) : 0,
    .not_before = find_earliest (self), .not_after = find_latest (self), .n_days = DAYS, .limit = AXLE_BOOKING_N_SLOTS,
    .changes = changes,
  };

  self->look_id = 0;
  set_held (self, &held);
  if (services[0] == NULL && held.minutes == 0)
    {
      g_ptr_array_set_size (self->slots, 0);
      g_clear_pointer (&self->trouble, g_free);
      axle_booking_tell (self, AXLE_BOOKING_PART_SLOTS);
      return;
    }
  self->looking = g_cancellable_new ();
  axle_suggestions_find_async (self->workstation, &wish, self->looking, find_cb, g_object_ref (self));
}

static void
stop_looking (AxleBooking *self)
{
  g_clear_handle_id (&self->look_id, g_source_remove);
  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
}

/* Several fields that change together ask once. */
void
axle_booking_look_soon (AxleBooking *self)
{
  stop_looking (self);
  self->look_id = g_idle_add_once (look, self);
}

void
axle_booking_look_later (AxleBooking *self)
{
  gint64 last = 0;

  for (guint i = 0; i < self->slots->len; i++)
    last = MAX (last, ((const AxleSlot *) self->slots->pdata[i])->at);
  if (last != 0)
    {
      GTimeZone *zone = axle_workstation_get_zone (self->workstation);
      AxleDate day = axle_date_from_time (last, zone);

      day = axle_date_add_days (&day, 1);
      self->not_before = axle_date_get_time (&day, 0, zone);
    }
  else if (find_latest (self) != 0)
    {
      self->beyond = TRUE;
    }
  else
    {
      self->beyond = FALSE;
      self->not_before = 0;
    }
  axle_booking_look_soon (self);
}

/* The day. */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(AxleBooking) self = data;
  g_autoptr(GError) error = NULL;
  AxleDayPlans *plans = axle_day_plans_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  /* The cache says elsewhere what is wrong with it; what is shown stays. */
  if (plans == NULL)
    return;
  if (self->fork != NULL)
    {
      g_autoptr(GPtrArray) changes = axle_day_fork_list (self->fork);

      axle_day_plans_fork (plans, changes);
    }
  g_clear_pointer (&self->plans, axle_day_plans_free);
  g_clear_pointer (&self->lengths, axle_lengths_unref);
  self->plans = plans;
  self->lengths = axle_lengths_ref (plans->lengths);
  axle_booking_put_length (self);
  axle_booking_tell (self, AXLE_BOOKING_PART_LENGTH | AXLE_BOOKING_PART_DAY);
}

void
axle_booking_read_day (AxleBooking *self)
{
  gint64 at = axle_record_get_integer (axle_form_get_record (self->form), AXLE_APPOINTMENT_AT);
  AxleDate day = axle_date_from_time (at != 0 ? at : get_now (), axle_workstation_get_zone (self->workstation));

  if (axle_date_compare (&day, &self->day) == 0)
    return;
  self->day = day;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->reading = g_cancellable_new ();
  axle_day_plans_load_async (self->workstation, at != 0 ? at : get_now (), 1, self->reading, read_cb, g_object_ref (self));
}

AxleDayPlan *
axle_booking_get_plan (AxleBooking *self)
{
  return self->plans != NULL ? self->plans->plans->pdata[0] : NULL;
}

GPtrArray *
axle_booking_dup_problems (AxleBooking *self)
{
  const AxleRecord *record = axle_form_get_record (self->form);
  AxleDayPlan *plan = axle_booking_get_plan (self);
  g_auto(AxleWish) wish = { 0 };
  AxleDate day;

  if (plan == NULL || axle_record_get (record, AXLE_APPOINTMENT_AT)->kind == AXLE_VALUE_NONE ||
      axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES) <= 0 || !axle_appointment_is_on (record))
    return axle_problems_new ();
  day = axle_day_plan_get_date (plan);
  /* Of another day that is still read nothing is said yet. */
  if (axle_date_compare (&day, &self->day) != 0)
    return axle_problems_new ();
  axle_wish_init (&wish, record);
  return axle_fit_judge (plan, &wish);
}

static gboolean
is_for (const AxleRecord *record,
        const char       *kind)
{
  return record->entity == &axle_resource_entity && axle_record_get_boolean (record, AXLE_RESOURCE_ACTIVE) &&
         g_strcmp0 (axle_record_get_text (record, AXLE_RESOURCE_KIND), kind) == 0;
}

static int
compare_things (gconstpointer a,
                gconstpointer b)
{
  const AxleRecord *one = *(const AxleRecord * const *) a;
  const AxleRecord *other = *(const AxleRecord * const *) b;
  gboolean electric = axle_record_get_boolean (one, AXLE_RESOURCE_ELECTRIC);
  gint64 position = axle_record_get_integer (one, AXLE_RESOURCE_POSITION) - axle_record_get_integer (other, AXLE_RESOURCE_POSITION);

  if (electric != axle_record_get_boolean (other, AXLE_RESOURCE_ELECTRIC))
    return electric ? -1 : 1;
  return position != 0 ? (position < 0 ? -1 : 1) : g_utf8_collate (axle_record_get_text (one, AXLE_RESOURCE_NAME),
                                                                   axle_record_get_text (other, AXLE_RESOURCE_NAME));
}

/* Electric ones first (MISSION 75). */
static GPtrArray *
list_things (AxleBooking *self,
             const char  *kind)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < self->plans->records->len; i++)
    if (is_for (self->plans->records->pdata[i], kind))
      g_ptr_array_add (list, axle_record_ref (self->plans->records->pdata[i]));
  g_ptr_array_sort (list, compare_things);
  return list;
}

GPtrArray *
axle_booking_list_choices (AxleBooking *self,
                           guint        field)
{
  if (self->plans == NULL)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  switch (field)
    {
    case AXLE_APPOINTMENT_BAY:
      return axle_day_plan_list_bays (axle_booking_get_plan (self));
    case AXLE_APPOINTMENT_TECHNICIAN:
      return axle_day_plan_list_technicians (axle_booking_get_plan (self));
    case AXLE_APPOINTMENT_ADVISOR:
      return axle_day_plan_list_advisors (axle_booking_get_plan (self));
    case AXLE_APPOINTMENT_EQUIPMENT:
      return list_things (self, "equipment");
    case AXLE_APPOINTMENT_LOAN_CAR:
      return list_things (self, "loan-car");
    case AXLE_APPOINTMENT_SERVICE_CAR:
      return list_things (self, "service-car");
    default:
      return axle_workstation_list_staff (self->workstation);
    }
}

void
axle_booking_stop (AxleBooking *self)
{
  stop_looking (self);
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}
