/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/day-plan-private.h"

#include "core/appointment/service-item.h"
#include "core/appointment/words.h"
#include "core/organisation/organisation.h"

G_DEFINE_BOXED_TYPE (AxleDayPlan, axle_day_plan, axle_day_plan_ref, axle_day_plan_unref)

static void
unit_free (AxlePlanUnit *unit)
{
  axle_record_unref (unit->record);
  g_free (unit->name);
  g_array_unref (unit->shifts);
  g_array_unref (unit->away);
  g_array_unref (unit->held);
  g_array_unref (unit->received);
  g_free (unit);
}

static void
booking_clear (AxlePlanBooking *booking)
{
  axle_record_unref (booking->record);
}

/* That minute by the clock on the wall; 1440 is the next midnight. */
gint64
axle_plan_time_on (const AxleWorkingDays *days,
                   const AxleDate        *date,
                   int                    minute)
{
  AxleDate day = axle_date_add_days (date, minute / AXLE_DAY_MINUTES);
  int rest = minute % AXLE_DAY_MINUTES;
  g_autoptr(GDateTime) time = g_date_time_new (axle_working_days_get_zone (days), day.year, day.month, day.day, rest / 60,
                                               rest % 60, 0);

  return time != NULL ? g_date_time_to_unix_usec (time) : 0;
}

static gboolean
has_even_hours (const AxleDayPlan *self)
{
  return self->next_midnight - self->midnight == G_TIME_SPAN_DAY;
}

/**
 * axle_day_plan_get_time:
 * @self: a day
 * @minute: minutes after midnight by the clock on the wall; below 0 or above 1440 on
 *   another day
 *
 * Returns: that time, in microseconds since 1970 UTC; where the clocks are put forward
 *   over it, an hour later
 */
gint64
axle_day_plan_get_time (const AxleDayPlan *self,
                        int                minute)
{
  int days = minute >= 0 ? minute / AXLE_DAY_MINUTES : -((AXLE_DAY_MINUTES - 1 - minute) / AXLE_DAY_MINUTES);
  AxleDate date;

  if (minute >= 0 && minute <= AXLE_DAY_MINUTES && has_even_hours (self))
    return self->midnight + minute * G_TIME_SPAN_MINUTE;
  date = axle_date_add_days (&self->date, days);
  return axle_plan_time_on (self->days, &date, minute - days * AXLE_DAY_MINUTES);
}

/**
 * axle_day_plan_get_minute:
 * @self: a day
 * @at: a time, in microseconds since 1970 UTC
 *
 * Returns: minutes after the day's midnight by the clock on the wall; below 0 or above
 *   1440 on another day
 */
int
axle_day_plan_get_minute (const AxleDayPlan *self,
                          gint64             at)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;
  GDate day, other;

  if (at >= self->midnight && at <= self->next_midnight && has_even_hours (self))
    return (int) ((at - self->midnight) / G_TIME_SPAN_MINUTE);
  utc = g_date_time_new_from_unix_utc_usec (at);
  local = utc != NULL ? g_date_time_to_timezone (utc, axle_working_days_get_zone (self->days)) : NULL;
  if (local == NULL)
    return 0;
  g_date_clear (&day, 1);
  g_date_clear (&other, 1);
  g_date_set_dmy (&day, (GDateDay) self->date.day, (GDateMonth) self->date.month, (GDateYear) self->date.year);
  g_date_set_dmy (&other, (GDateDay) g_date_time_get_day_of_month (local), (GDateMonth) g_date_time_get_month (local),
                  (GDateYear) g_date_time_get_year (local));
  return g_date_days_between (&day, &other) * AXLE_DAY_MINUTES + g_date_time_get_hour (local) * 60 +
         g_date_time_get_minute (local);
}

static guint64
bit_of (const AxleChoice *choices,
        const char       *name)
{
  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_strcmp0 (choices[i].name, name) == 0)
      return G_GUINT64_CONSTANT (1) << i;
  return 0;
}

static void
take_service (AxleDayPlan      *self,
              const AxleRecord *record)
{
  const char *code = axle_record_get_text (record, AXLE_SERVICE_ITEM_CODE);
  AxlePlanMenuItem *item;

  if (record->deleted || code == NULL)
    return;
  item = g_new (AxlePlanMenuItem, 1);
  item->skills = bit_of (axle_skills, axle_record_get_text (record, AXLE_SERVICE_ITEM_SKILL));
  item->equipment = axle_words_to_bits (axle_equipment, axle_record_get (record, AXLE_SERVICE_ITEM_EQUIPMENT));
  item->minutes = (int) CLAMP (axle_record_get_integer (record, AXLE_SERVICE_ITEM_MINUTES), 0, AXLE_DAY_MINUTES);
  g_hash_table_replace (self->menu, g_strdup (code), item);
}

static void
take_menu (AxleDayPlan *self)
{
  g_autoptr(GPtrArray) policies = g_ptr_array_new ();

  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (record->entity == &axle_service_item_entity)
        take_service (self, record);
      else if (record->entity == &axle_policy_entity)
        g_ptr_array_add (policies, record);
    }
  self->policies = axle_policies_new (policies);
}

static void
take_hours (AxleDayPlan *self)
{
  self->midnight = axle_plan_time_on (self->days, &self->date, 0);
  self->next_midnight = axle_plan_time_on (self->days, &self->date, AXLE_DAY_MINUTES);
  self->hours = axle_working_days_list_hours (self->days, &self->date);
  self->open = g_array_new (FALSE, FALSE, sizeof (AxlePlanSpan));
  for (guint i = 0; i < self->hours->len; i++)
    {
      const AxleDaySpan *span = &g_array_index (self->hours, AxleDaySpan, i);
      AxlePlanSpan open = { axle_day_plan_get_time (self, span->from), axle_day_plan_get_time (self, span->until) };

      g_array_append_val (self->open, open);
    }
}

/* A month's worth of appointments is given for each day of it: those that are long over or
 * yet to come are let go at once. */
static gboolean
may_concern (const AxleDayPlan *self,
             const AxleRecord  *record)
{
  gint64 at;

  if (record->entity != &axle_appointment_entity)
    return TRUE;
  at = axle_record_get_integer (record, AXLE_APPOINTMENT_AT);
  if (at >= self->next_midnight + G_TIME_SPAN_DAY || record->deleted ||
      !(axle_id_is_none (&self->store) || axle_id_equal (&record->scope, &self->store)))
    return FALSE;
  return axle_appointment_get_end (record) > self->midnight || axle_plan_may_be_left (self, record);
}

static void
take_records (AxleDayPlan *self,
              GPtrArray   *records)
{
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < records->len; i++)
    if (may_concern (self, records->pdata[i]))
      g_ptr_array_add (self->records, axle_record_ref (records->pdata[i]));
}

/**
 * axle_day_plan_new:
 * @date: a day with a year
 * @store: (nullable): whose day; %NULL for whatever the records say
 * @days: the days of the store
 * @records: (element-type AxleRecord): whatever there is of appointments, resources,
 *   staff, roles, rosters, leave, services and policies; others are passed over. Of
 *   appointments and leave those of the day, of 31 days before and of the day after
 *
 * Returns: (transfer full): the day
 */
AxleDayPlan *
axle_day_plan_new (const AxleDate  *date,
                   const AxleId    *store,
                   AxleWorkingDays *days,
                   GPtrArray       *records)
{
  AxleDayPlan *self = g_new0 (AxleDayPlan, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->date = *date;
  self->store = store != NULL ? *store : AXLE_ID_NONE;
  self->days = axle_working_days_ref (days);
  self->units = g_ptr_array_new_with_free_func ((GDestroyNotify) unit_free);
  self->equipment = g_ptr_array_new ();
  self->by_id = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  self->menu = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->bookings = g_array_new (FALSE, FALSE, sizeof (AxlePlanBooking));
  g_array_set_clear_func (self->bookings, (GDestroyNotify) booking_clear);
  self->bay_placing = axle_placing_new ();
  self->technician_placing = axle_placing_new ();
  self->wanting = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  take_hours (self);
  take_records (self, records);
  take_menu (self);
  axle_plan_take_people (self);
  axle_plan_take_bookings (self);
  return self;
}

static int
find_record (GPtrArray        *records,
             const AxleRecord *record)
{
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *other = records->pdata[i];

      if (other->entity == record->entity && axle_id_equal (&other->id, &record->id))
        return (int) i;
    }
  return -1;
}

/**
 * axle_day_plan_fork:
 * @self: a day
 * @changes: (element-type AxleRecord): appointments, leave and whatever else is to be
 *   different; one stands in the place of that with its id, a deleted one takes it away
 *
 * What would be, if: @self stays as it is.
 *
 * Returns: (transfer full): the same day with those changes
 */
AxleDayPlan *
axle_day_plan_fork (const AxleDayPlan *self,
                    GPtrArray         *changes)
{
  g_autoptr(GPtrArray) records = g_ptr_array_copy (self->records, NULL, NULL);

  /* They stay those of the lists that they come from. */
  g_ptr_array_set_free_func (records, NULL);
  for (guint i = 0; i < changes->len; i++)
    {
      int at = find_record (records, changes->pdata[i]);

      if (at >= 0)
        records->pdata[at] = changes->pdata[i];
      else
        g_ptr_array_add (records, changes->pdata[i]);
    }
  return axle_day_plan_new (&self->date, axle_id_is_none (&self->store) ? NULL : &self->store, self->days, records);
}

AxleDayPlan *
axle_day_plan_ref (AxleDayPlan *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
axle_day_plan_unref (AxleDayPlan *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  axle_working_days_unref (self->days);
  axle_policies_unref (self->policies);
  g_ptr_array_unref (self->records);
  g_array_unref (self->hours);
  g_array_unref (self->open);
  g_ptr_array_unref (self->units);
  g_ptr_array_unref (self->equipment);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->menu);
  g_array_unref (self->bookings);
  axle_placing_free (self->bay_placing);
  axle_placing_free (self->technician_placing);
  g_ptr_array_unref (self->wanting);
  g_free (self);
}

/**
 * axle_day_plan_get_date:
 * @self: a day
 *
 * Returns: which
 */
AxleDate
axle_day_plan_get_date (const AxleDayPlan *self)
{
  return self->date;
}

/**
 * axle_day_plan_get_working_days:
 * @self: a day
 *
 * Returns: (transfer none): the days of the store that it is one of
 */
AxleWorkingDays *
axle_day_plan_get_working_days (const AxleDayPlan *self)
{
  return self->days;
}

/* Whose member at @offset is set. */
static GPtrArray *
list_units (const AxleDayPlan *self,
            glong              offset)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < self->units->len; i++)
    {
      const AxlePlanUnit *unit = self->units->pdata[i];

      if (G_STRUCT_MEMBER (gboolean, unit, offset))
        g_ptr_array_add (list, axle_record_ref (unit->record));
    }
  return list;
}

/**
 * axle_day_plan_list_bays:
 * @self: a day
 *
 * Returns: (transfer full) (element-type AxleRecord): the bays in use, by position and name
 */
GPtrArray *
axle_day_plan_list_bays (const AxleDayPlan *self)
{
  return list_units (self, G_STRUCT_OFFSET (AxlePlanUnit, bay));
}

/**
 * axle_day_plan_list_technicians:
 * @self: a day
 *
 * Returns: (transfer full) (element-type AxleRecord): those of the staff who have skills
 *   of a workshop, by name, whether they are there or not
 */
GPtrArray *
axle_day_plan_list_technicians (const AxleDayPlan *self)
{
  return list_units (self, G_STRUCT_OFFSET (AxlePlanUnit, technician));
}

/**
 * axle_day_plan_list_advisors:
 * @self: a day
 *
 * Returns: (transfer full) (element-type AxleRecord): those of the staff who are the
 *   advisor of an appointment, and those without skills of a workshop whose role may book
 *   appointments, by name
 */
GPtrArray *
axle_day_plan_list_advisors (const AxleDayPlan *self)
{
  return list_units (self, G_STRUCT_OFFSET (AxlePlanUnit, advisor));
}

static gboolean
is_for (const AxleRecord *appointment,
        const AxleId     *column)
{
  static const AxleAppointmentField fields[] = {
    AXLE_APPOINTMENT_BAY, AXLE_APPOINTMENT_TECHNICIAN, AXLE_APPOINTMENT_ADVISOR,
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      AxleId id = axle_record_get_id (appointment, fields[i]);

      if (axle_id_equal (&id, column))
        return TRUE;
    }
  return FALSE;
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const AxleRecord *one = *(const AxleRecord * const *) a;
  const AxleRecord *other = *(const AxleRecord * const *) b;
  gint64 at = axle_record_get_integer (one, AXLE_APPOINTMENT_AT);
  gint64 other_at = axle_record_get_integer (other, AXLE_APPOINTMENT_AT);

  return at != other_at ? (at < other_at ? -1 : 1) : axle_id_compare (&one->id, &other->id);
}

/**
 * axle_day_plan_list:
 * @self: a day
 * @column: (nullable): a bay, a technician or an advisor; %NULL for all
 *
 * Returns: (transfer full) (element-type AxleRecord): the appointments that are on at any
 *   time of that day, in any state and all-day ones too, by time
 */
GPtrArray *
axle_day_plan_list (const AxleDayPlan *self,
                    const AxleId      *column)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (record->entity == &axle_appointment_entity &&
          axle_record_get_integer (record, AXLE_APPOINTMENT_AT) < self->next_midnight &&
          axle_appointment_get_end (record) > self->midnight && (column == NULL || is_for (record, column)))
        g_ptr_array_add (list, axle_record_ref (record));
    }
  g_ptr_array_sort (list, compare_records);
  return list;
}

/**
 * axle_day_plan_list_short:
 * @self: a day
 *
 * Returns: (transfer full) (element-type AxleRecord): the appointments that name no
 *   technician or no bay, and for which none is left
 */
GPtrArray *
axle_day_plan_list_short (const AxleDayPlan *self)
{
  GPtrArray *list = g_ptr_array_copy (self->wanting, (GCopyFunc) (GCallback) axle_record_ref, NULL);

  g_ptr_array_set_free_func (list, (GDestroyNotify) axle_record_unref);
  return list;
}

/**
 * axle_day_plan_list_carried:
 * @self: a day
 *
 * Returns: (transfer full) (element-type AxleRecord): the appointments of days before that
 *   are not done and had fewer hours than they take: what is done first
 */
GPtrArray *
axle_day_plan_list_carried (const AxleDayPlan *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < self->bookings->len; i++)
    {
      const AxlePlanBooking *booking = &g_array_index (self->bookings, AxlePlanBooking, i);

      if (booking->left > 0)
        g_ptr_array_add (list, axle_record_ref (booking->record));
    }
  return list;
}

/* Minutes of the day that are in @spans but not in @away. */
static void
add_hours (const AxleDayPlan *self,
           GArray            *spans,
           GArray            *away,
           GArray            *hours)
{
  for (guint i = 0; i < spans->len; i++)
    {
      AxlePlanSpan span = g_array_index (spans, AxlePlanSpan, i);

      for (guint j = 0; j < away->len && span.from < span.until; j++)
        {
          const AxlePlanSpan *gap = &g_array_index (away, AxlePlanSpan, j);

          if (gap->from >= span.until || gap->until <= span.from)
            continue;
          axle_day_spans_add (hours, axle_day_plan_get_minute (self, span.from),
                              axle_day_plan_get_minute (self, MAX (gap->from, span.from)));
          span.from = gap->until;
        }
      axle_day_spans_add (hours, axle_day_plan_get_minute (self, MIN (span.from, span.until)),
                          axle_day_plan_get_minute (self, span.until));
    }
}

/**
 * axle_day_plan_list_hours:
 * @self: a day
 * @who: (nullable): one of the staff or a resource; %NULL for the store
 *
 * Returns: (transfer full) (element-type AxleDaySpan): when they are there, earliest first;
 *   of a bay, when the store is open and the bay is not closed
 */
GArray *
axle_day_plan_list_hours (const AxleDayPlan *self,
                          const AxleId      *who)
{
  GArray *hours = g_array_new (FALSE, FALSE, sizeof (AxleDaySpan));
  const AxlePlanUnit *unit = who != NULL ? axle_plan_find_unit (self, who) : NULL;

  if (who == NULL)
    g_array_append_vals (hours, self->hours->data, self->hours->len);
  else if (unit != NULL)
    add_hours (self, unit->shifts, unit->away, hours);
  return hours;
}

/**
 * axle_day_plan_sum_needs:
 * @self: a day
 * @services: (nullable) (array zero-terminated=1): codes of the menu
 *
 * Returns: what they need together
 */
AxlePlanNeeds
axle_day_plan_sum_needs (const AxleDayPlan  *self,
                         const char * const *services)
{
  AxlePlanNeeds needs = { 0 };

  for (guint i = 0; services != NULL && services[i] != NULL; i++)
    {
      const AxlePlanMenuItem *item = g_hash_table_lookup (self->menu, services[i]);

      if (item == NULL)
        continue;
      needs.skills |= item->skills;
      needs.equipment |= item->equipment;
      needs.minutes += item->minutes;
      needs.known = TRUE;
    }
  return needs;
}

AxlePlanUnit *
axle_plan_find_unit (const AxleDayPlan *self,
                     const AxleId      *id)
{
  return g_hash_table_lookup (self->by_id, id);
}
