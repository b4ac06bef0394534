/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/busy.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"
#include "core/calendar.h"
#include "core/change-list.h"

/* A store that has more in a day has a fault. */
#define DAY_LIMIT 5000

const AxleAppointmentHeld axle_appointment_held[AXLE_APPOINTMENT_N_HELD] = {
  { AXLE_APPOINTMENT_BAY, N_("The bay is taken") },
  { AXLE_APPOINTMENT_EQUIPMENT, N_("The equipment is taken") },
  { AXLE_APPOINTMENT_TECHNICIAN, N_("The technician is busy") },
  { AXLE_APPOINTMENT_LOAN_CAR, N_("The loan car is out") },
  { AXLE_APPOINTMENT_SERVICE_CAR, N_("The service car is out") },
  { AXLE_APPOINTMENT_DRIVER, N_("The driver is away") },
  { AXLE_APPOINTMENT_VEHICLE, N_("This car already has an appointment") },
};

/* What makes an appointment hold the same at another time, or without leave. */
static const AxleAppointmentField when[] = {
  AXLE_APPOINTMENT_AT, AXLE_APPOINTMENT_MINUTES, AXLE_APPOINTMENT_ALL_DAY, AXLE_APPOINTMENT_OVERRIDE,
};

static gboolean
has_changed (const AxleRecord *current,
             const AxleRecord *result,
             guint             field)
{
  return !axle_value_equal (axle_record_get (current, field), axle_record_get (result, field));
}

/**
 * axle_appointment_holds_more:
 * @current: (nullable): an appointment as it is; %NULL when it is new
 * @result: as it will be
 *
 * An appointment that was allowed, or came from older rules, can still be confirmed: then
 * it holds what it held.
 *
 * Returns: whether @result holds something that @current does not, or at another time
 */
gboolean
axle_appointment_holds_more (const AxleRecord *current,
                             const AxleRecord *result)
{
  if (current == NULL || current->deleted || !axle_appointment_is_on (current))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (when); i++)
    if (has_changed (current, result, when[i]))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (axle_appointment_held); i++)
    if (has_changed (current, result, axle_appointment_held[i].field))
      return TRUE;
  return FALSE;
}

/**
 * axle_appointment_find_too_long:
 * @appointment: an appointment
 *
 * What is held is looked for on the days around an appointment, and not further.
 *
 * Returns: (transfer none) (nullable): why it may not hold what it holds for as long as it
 *   lasts; %NULL when it may
 */
const char *
axle_appointment_find_too_long (const AxleRecord *appointment)
{
  if (axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES) <= AXLE_DAY_MINUTES)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (axle_appointment_held); i++)
    if (axle_record_get (appointment, axle_appointment_held[i].field)->kind != AXLE_VALUE_NONE)
      return _("What holds a bay, a person or a car takes a day at most. Make one appointment for each day.");
  return NULL;
}

/**
 * axle_appointment_add_change:
 * @changes: (element-type AxleChange): a list
 * @before: (nullable): a record as the person saw it; %NULL when it is new
 * @after: the record as the person left it
 *
 * Like axle_change_list_add_between(). An appointment that has a reason for overbooking
 * where it did not stand before has been given it there, also in the same words.
 *
 * Returns: (transfer none) (nullable): what was added
 */
AxleChange *
axle_appointment_add_change (GPtrArray        *changes,
                             const AxleRecord *before,
                             const AxleRecord *after)
{
  AxleChange *change = axle_change_list_add_between (changes, before, after);
  const AxleValue *reason;

  if (change == NULL || before == NULL || after->entity != &axle_appointment_entity ||
      !axle_appointment_holds_more (before, after))
    return change;
  reason = axle_record_get (after, AXLE_APPOINTMENT_OVERRIDE);
  if (reason->kind != AXLE_VALUE_NONE && axle_change_find_field (change, AXLE_APPOINTMENT_OVERRIDE) == NULL)
    axle_change_add_field (change, AXLE_APPOINTMENT_OVERRIDE, reason, reason);
  return change;
}

/**
 * axle_appointment_overlaps:
 * @a: an appointment
 * @b: another
 *
 * Returns: whether there is a moment at which both are on
 */
gboolean
axle_appointment_overlaps (const AxleRecord *a,
                           const AxleRecord *b)
{
  return axle_appointment_is_on (a) && axle_appointment_is_on (b) &&
         !axle_record_get_boolean (a, AXLE_APPOINTMENT_ALL_DAY) && !axle_record_get_boolean (b, AXLE_APPOINTMENT_ALL_DAY) &&
         axle_record_get_integer (a, AXLE_APPOINTMENT_AT) < axle_appointment_get_end (b) &&
         axle_record_get_integer (b, AXLE_APPOINTMENT_AT) < axle_appointment_get_end (a);
}

static char *
format_time (gint64     at,
             GTimeZone *zone)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  return local != NULL ? g_date_time_format (local, "%H:%M") : g_strdup ("?");
}

static gboolean
refuse (const AxleGuard   *self,
        const char        *words,
        const AxleRecord  *other,
        const AxleLookup  *lookup,
        AxleVerdict       *verdict,
        GError           **error)
{
  g_autoptr(GTimeZone) zone = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (!axle_lookup_load_zone (lookup, &other->scope, &zone, error))
    return FALSE;
  from = format_time (axle_record_get_integer (other, AXLE_APPOINTMENT_AT), zone);
  to = format_time (axle_appointment_get_end (other), zone);
  /* Translators: “The bay is taken (09:00–10:30). …” */
  axle_verdict_refuse (verdict, self->name,
                       _("%s (%s–%s). Choose another time or place, or give a reason for overbooking."), _(words), from, to);
  axle_verdict_set_blocker (verdict, other->entity, &other->id);
  return TRUE;
}

static const char *
find_clash (const AxleRecord *a,
            const AxleRecord *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (axle_appointment_held); i++)
    {
      const AxleValue *held = axle_record_get (a, axle_appointment_held[i].field);

      if (held->kind != AXLE_VALUE_NONE && axle_value_equal (held, axle_record_get (b, axle_appointment_held[i].field)))
        return axle_appointment_held[i].words;
    }
  return NULL;
}

/* What holds something takes a day at most: nothing that began earlier reaches here. */
static gboolean
judge_day (const AxleGuard   *self,
           gint64             day,
           const AxleRecord  *result,
           const AxleLookup  *lookup,
           AxleVerdict       *verdict,
           GError           **error)
{
  g_auto(AxleValue) at = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) others = NULL;

  axle_value_set_integer (&at, day * G_TIME_SPAN_DAY);
  others = lookup->find (lookup, result->entity, &result->scope, AXLE_APPOINTMENT_AT, &at, DAY_LIMIT, error);
  if (others == NULL)
    return FALSE;
  for (guint i = 0; i < others->len && verdict->outcome != AXLE_OUTCOME_REFUSED; i++)
    {
      const AxleRecord *other = others->pdata[i];
      const char *words = !axle_id_equal (&other->id, &result->id) && axle_appointment_overlaps (other, result)
                            ? find_clash (result, other)
                            : NULL;

      if (words != NULL && !refuse (self, words, other, lookup, verdict, error))
        return FALSE;
    }
  return TRUE;
}

/* A reason was given for one place, by somebody who may: whoever moves the appointment
 * there from, or opens it again, gives one of their own. */
static gboolean
is_reason_given (const AxleChange *change,
                 const AxleRecord *current,
                 const AxleRecord *result)
{
  return axle_record_get_text (result, AXLE_APPOINTMENT_OVERRIDE) != NULL &&
         (current == NULL || has_changed (current, result, AXLE_APPOINTMENT_OVERRIDE) ||
          (change != NULL && axle_change_find_field (change, AXLE_APPOINTMENT_OVERRIDE) != NULL));
}

static gboolean
judge_busy (const AxleGuard   *self,
            const AxleChange  *change,
            const AxleRecord  *current,
            const AxleRecord  *result,
            const AxleLookup  *lookup,
            AxleVerdict       *verdict,
            GError           **error)
{
  const char *too_long = axle_appointment_find_too_long (result);
  gint64 first = axle_calendar_get_utc_day (axle_record_get_integer (result, AXLE_APPOINTMENT_AT)) - 1;
  gint64 last = axle_calendar_get_utc_day (axle_appointment_get_end (result) - 1);

  if (!axle_appointment_is_on (result) || !axle_appointment_holds_more (current, result))
    return TRUE;
  /* One desk made it longer, another gave it a bay. */
  if (too_long != NULL)
    axle_verdict_refuse (verdict, AXLE_APPOINTMENT_TOO_LONG, "%s", too_long);
  if (is_reason_given (change, current, result))
    return TRUE;
  for (gint64 day = first; day <= last && verdict->outcome != AXLE_OUTCOME_REFUSED; day++)
    if (!judge_day (self, day, result, lookup, verdict, error))
      return FALSE;
  return TRUE;
}

const AxleGuard axle_appointment_busy_guard = { .name = "busy", .judge = judge_busy };
