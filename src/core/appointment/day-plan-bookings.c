/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/day-plan-private.h"

#include "core/appointment/words.h"

/* Appointments, what they hold, and who is left for those that name nobody. */

/* What began earlier is a fault of whoever did not close it. */
#define CARRY_DAYS 31

/* When the store was open on days before, by how many days; NULL until asked for. */
typedef struct
{
  const AxleDayPlan *plan;
  GArray            *open[CARRY_DAYS + 3]; /* AxlePlanSpan */
} Past;

static void
past_clear (Past *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->open); i++)
    g_clear_pointer (&self->open[i], g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Past, past_clear)

static GArray *
past_find (Past *self,
           int   days)
{
  const AxleDayPlan *plan = self->plan;
  AxleDate date = axle_date_add_days (&plan->date, -days);
  g_autoptr(GArray) hours = NULL;

  if (self->open[days] != NULL)
    return self->open[days];
  self->open[days] = g_array_new (FALSE, FALSE, sizeof (AxlePlanSpan));
  hours = axle_working_days_list_hours (plan->days, &date);
  for (guint i = 0; i < hours->len; i++)
    {
      const AxleDaySpan *span = &g_array_index (hours, AxleDaySpan, i);
      AxlePlanSpan open = {
        axle_plan_time_on (plan->days, &date, span->from), axle_plan_time_on (plan->days, &date, span->until),
      };

      g_array_append_val (self->open[days], open);
    }
  return self->open[days];
}

/* Minutes that the store was open from @since on, so many days before. */
static gint64
count_open (Past   *past,
            int     days,
            gint64  since)
{
  GArray *open = past_find (past, days);
  gint64 minutes = 0;

  for (guint i = 0; i < open->len; i++)
    {
      const AxlePlanSpan *span = &g_array_index (open, AxlePlanSpan, i);

      minutes += MAX (span->until - MAX (span->from, since), 0) / G_TIME_SPAN_MINUTE;
    }
  return minutes;
}

/* The later of when it was to come and when it came. */
static gint64
find_start (const AxleRecord *record)
{
  return MAX (axle_record_get_integer (record, AXLE_APPOINTMENT_AT),
              axle_record_get_integer (record, AXLE_APPOINTMENT_ARRIVED_AT));
}

gboolean
axle_plan_may_be_left (const AxleDayPlan *self,
                       const AxleRecord  *record)
{
  gint64 since = find_start (record);

  return since < self->midnight && since >= self->midnight - CARRY_DAYS * G_TIME_SPAN_DAY &&
         axle_appointment_is_on (record) && g_strcmp0 (axle_record_get_text (record, AXLE_APPOINTMENT_STATE), "done") != 0;
}

/* What is left of a work of a day before: it goes on while the store is open. */
static int
measure_left (Past             *past,
              const AxleRecord *record)
{
  gint64 since = find_start (record);
  gint64 left = axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES);

  if (!axle_plan_may_be_left (past->plan, record))
    return 0;
  for (int days = (int) ((past->plan->midnight - since) / G_TIME_SPAN_DAY) + 2; days > 0 && left > 0; days--)
    left -= count_open (past, days, since);
  return (int) MAX (left, 0);
}

static int
compare_bookings (gconstpointer a,
                  gconstpointer b)
{
  const AxlePlanBooking *one = a;
  const AxlePlanBooking *other = b;

  return one->from != other->from ? (one->from < other->from ? -1 : 1) : axle_id_compare (&one->record->id, &other->record->id);
}

static void
take_booking (AxleDayPlan *self,
              AxleRecord  *record,
              Past        *past)
{
  AxlePlanBooking booking = {
    .from = axle_record_get_integer (record, AXLE_APPOINTMENT_AT),
    .until = axle_appointment_get_end (record),
  };
  AxleId equipment = axle_record_get_id (record, AXLE_APPOINTMENT_EQUIPMENT);
  const AxlePlanUnit *piece;
  g_auto(GStrv) services = NULL;

  if (booking.from < self->midnight)
    booking.left = measure_left (past, record);
  if (booking.until <= self->midnight && booking.left == 0)
    return;
  services = axle_record_dup_members (record, AXLE_APPOINTMENT_SERVICES);
  booking.needs = axle_day_plan_sum_needs (self, (const char * const *) services);
  piece = axle_plan_find_unit (self, &equipment);
  if (piece != NULL)
    booking.needs.equipment &= ~piece->provides;
  booking.record = axle_record_ref (record);
  g_array_append_val (self->bookings, booking);
}

static void
hold (AxleDayPlan *self,
      guint        index)
{
  const AxlePlanBooking *booking = &g_array_index (self->bookings, AxlePlanBooking, index);
  AxleId advisor = axle_record_get_id (booking->record, AXLE_APPOINTMENT_ADVISOR);
  AxlePlanUse use = { booking->from, booking->until, index };
  AxlePlanUnit *unit;

  for (guint i = 0; i < AXLE_APPOINTMENT_N_HELD; i++)
    {
      AxleId id = axle_record_get_id (booking->record, axle_appointment_held[i].field);

      if ((unit = axle_plan_find_unit (self, &id)) != NULL)
        g_array_append_val (unit->held, use);
    }
  if ((unit = axle_plan_find_unit (self, &advisor)) != NULL)
    {
      unit->advisor = TRUE;
      g_array_append_val (unit->received, use);
    }
}

static gboolean
names (const AxleRecord *record,
       guint             field)
{
  return axle_record_get (record, field)->kind != AXLE_VALUE_NONE;
}

static gboolean
is_on_site (const AxleRecord *record)
{
  return g_strcmp0 (axle_record_get_text (record, AXLE_APPOINTMENT_MODE), "on-site") == 0;
}

/* What names nobody finds somebody, as long as there are enough. */
static void
place (AxleDayPlan *self,
       guint        index)
{
  const AxlePlanBooking *booking = &g_array_index (self->bookings, AxlePlanBooking, index);
  gint64 work_end = axle_plan_work_end (self, booking->from, booking->until);
  AxlePlacingWork by_somebody = { booking->from, work_end, 0, index };
  AxlePlacingWork in_some_bay = { booking->from, booking->until, 0, index };
  AxlePlanExcept except = { index, AXLE_PLAN_NO_BOOKING };
  gboolean placed = TRUE;

  if (!booking->needs.known || booking->from < self->midnight || booking->from >= self->next_midnight)
    return;
  if (!names (booking->record, AXLE_APPOINTMENT_TECHNICIAN))
    {
      by_somebody.who = axle_plan_who_can_work (self, booking->needs.skills, booking->from, work_end, except);
      placed = axle_placing_admit (self->technician_placing, &by_somebody) && placed;
    }
  if (!names (booking->record, AXLE_APPOINTMENT_BAY) && !is_on_site (booking->record))
    {
      in_some_bay.who = axle_plan_who_can_house (self, &booking->needs, booking->from, booking->until, except);
      placed = axle_placing_admit (self->bay_placing, &in_some_bay) && placed;
    }
  if (!placed)
    g_ptr_array_add (self->wanting, axle_record_ref (booking->record));
}

void
axle_plan_take_bookings (AxleDayPlan *self)
{
  g_auto(Past) past = { .plan = self };

  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (record->entity == &axle_appointment_entity && axle_appointment_is_on (record) &&
          !axle_record_get_boolean (record, AXLE_APPOINTMENT_ALL_DAY))
        take_booking (self, record, &past);
    }
  g_array_sort (self->bookings, compare_bookings);
  for (guint i = 0; i < self->bookings->len; i++)
    hold (self, i);
  for (guint i = 0; i < self->bookings->len; i++)
    place (self, i);
}

/* People are there until the store closes: what takes longer goes on when it opens. */
gint64
axle_plan_work_end (const AxleDayPlan *self,
                    gint64             from,
                    gint64             until)
{
  gint64 closes = self->open->len > 0 ? g_array_index (self->open, AxlePlanSpan, self->open->len - 1).until : from;

  return from < closes ? MIN (until, closes) : until;
}

gboolean
axle_plan_overlaps_any (GArray       *spans,
                        gint64        from,
                        gint64        until,
                        AxlePlanSpan *which)
{
  for (guint i = 0; i < spans->len; i++)
    {
      const AxlePlanSpan *span = &g_array_index (spans, AxlePlanSpan, i);

      if (span->from < until && from < span->until)
        {
          if (which != NULL)
            *which = *span;
          return TRUE;
        }
    }
  return FALSE;
}

/* Somebody is there at the start and at the end; a break between is slept through. */
gboolean
axle_plan_is_on_shift (const AxlePlanUnit *unit,
                       gint64              from,
                       gint64              until,
                       gboolean           *pauses)
{
  int first = -1;
  int last = -1;

  for (guint i = 0; i < unit->shifts->len; i++)
    {
      const AxlePlanSpan *shift = &g_array_index (unit->shifts, AxlePlanSpan, i);

      if (shift->from <= from && from < shift->until)
        first = (int) i;
      if (shift->from < until && until <= shift->until)
        last = (int) i;
    }
  if (pauses != NULL)
    *pauses = first != last;
  return first >= 0 && last >= 0;
}

gboolean
axle_plan_is_held (const AxlePlanUnit *unit,
                   gint64              from,
                   gint64              until,
                   AxlePlanExcept except,
                   AxlePlanUse        *which)
{
  for (guint i = 0; i < unit->held->len; i++)
    {
      const AxlePlanUse *use = &g_array_index (unit->held, AxlePlanUse, i);

      if (use->booking != except.self && use->booking != except.moved && use->from < until && from < use->until)
        {
          if (which != NULL)
            *which = *use;
          return TRUE;
        }
    }
  return FALSE;
}

/* What of @equipment is neither in @bay nor on one piece that is free. */
guint64
axle_plan_lacking (const AxleDayPlan  *self,
                   const AxlePlanUnit *bay,
                   guint64             equipment,
                   gint64              from,
                   gint64              until,
                   AxlePlanExcept except)
{
  guint64 lacking = equipment & ~bay->provides;
  guint64 least = lacking;

  for (guint i = 0; lacking != 0 && i < self->equipment->len; i++)
    {
      const AxlePlanUnit *piece = self->equipment->pdata[i];
      guint64 rest = lacking & ~piece->provides;

      if (__builtin_popcountll (rest) < __builtin_popcountll (least) &&
          !axle_plan_overlaps_any (piece->away, from, until, NULL) && !axle_plan_is_held (piece, from, until, except, NULL))
        least = rest;
    }
  return least;
}

gboolean
axle_plan_can_work (const AxlePlanUnit *technician,
                    guint64             skills,
                    gint64              from,
                    gint64              until,
                    AxlePlanExcept except)
{
  return (skills & ~technician->skills) == 0 && axle_plan_is_on_shift (technician, from, until, NULL) &&
         !axle_plan_overlaps_any (technician->away, from, until, NULL) &&
         !axle_plan_is_held (technician, from, until, except, NULL);
}

gboolean
axle_plan_can_house (const AxleDayPlan   *self,
                     const AxlePlanUnit  *bay,
                     const AxlePlanNeeds *needs,
                     gint64               from,
                     gint64               until,
                     AxlePlanExcept except)
{
  return (bay->skills == 0 || (needs->skills & ~bay->skills) == 0) && !axle_plan_overlaps_any (bay->away, from, until, NULL) &&
         !axle_plan_is_held (bay, from, until, except, NULL) &&
         axle_plan_lacking (self, bay, needs->equipment, from, until, except) == 0;
}

guint64
axle_plan_who_can_work (const AxleDayPlan *self,
                        guint64            skills,
                        gint64             from,
                        gint64             until,
                        AxlePlanExcept except)
{
  guint64 who = 0;

  for (guint i = 0; i < AXLE_PLACING_LIMIT && self->technicians[i] != NULL; i++)
    if (axle_plan_can_work (self->technicians[i], skills, from, until, except))
      who |= G_GUINT64_CONSTANT (1) << i;
  return who;
}

guint64
axle_plan_who_can_house (const AxleDayPlan   *self,
                         const AxlePlanNeeds *needs,
                         gint64               from,
                         gint64               until,
                         AxlePlanExcept except)
{
  guint64 who = 0;

  for (guint i = 0; i < AXLE_PLACING_LIMIT && self->bays[i] != NULL; i++)
    if (axle_plan_can_house (self, self->bays[i], needs, from, until, except))
      who |= G_GUINT64_CONSTANT (1) << i;
  return who;
}
