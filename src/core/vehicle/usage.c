/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/usage.h"

#include "core/calendar.h"
#include "core/repair/visit.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"

#define DAY G_TIME_SPAN_DAY
#define YEAR (365 * DAY)

/* Habits change: what was driven in the last two years says more than all before, when it
 * spans a quarter of a year. */
#define RECENT (2 * YEAR)
#define LEAST_SPAN (90 * DAY)

/* The latest readings of a car that sends one each day; finding the series takes the square. */
#define POINT_LIMIT 400

typedef struct
{
  gint64      at;
  gint64      reading;
  AxleRecord *record;
} Point;

static int
compare_points (gconstpointer a,
                gconstpointer b)
{
  const Point *first = a;
  const Point *second = b;

  if (first->at != second->at)
    return first->at < second->at ? -1 : 1;
  return (first->reading > second->reading) - (first->reading < second->reading);
}

static void
add_point (GArray     *points,
           gint64      at,
           gint64      reading,
           AxleRecord *record)
{
  Point point = { at, reading, record };

  g_array_append_val (points, point);
}

static void
add_readings (GArray           *points,
              GPtrArray        *records,
              const AxleRecord *vehicle,
              guint             vehicle_field,
              guint             reading_field,
              gint64            now)
{
  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];
      AxleId of = axle_record_get_id (record, vehicle_field);
      const AxleValue *reading = axle_record_get (record, reading_field);
      gint64 at = axle_record_get_happened (record);

      if (axle_id_equal (&of, &vehicle->id) && reading->kind == AXLE_VALUE_INTEGER && at <= now)
        add_point (points, at, axle_value_get_integer (reading), record);
    }
}

/* Leaves the longest series of @points that never falls; of two, the one that ends later. */
static void
keep_series (GArray *points)
{
  const Point *all = (const Point *) points->data;
  g_autofree guint *length = g_new (guint, points->len);
  g_autofree guint *before = g_new (guint, points->len);
  g_autoptr(GArray) kept = g_array_new (FALSE, FALSE, sizeof (Point));
  guint best = 0;

  for (guint i = 0; i < points->len; i++)
    {
      length[i] = 1;
      before[i] = i;
      for (guint j = 0; j < i; j++)
        if (all[j].reading <= all[i].reading && length[j] + 1 >= length[i])
          {
            length[i] = length[j] + 1;
            before[i] = j;
          }
      if (length[i] >= length[best])
        best = i;
    }
  for (guint i = best; points->len > 0; i = before[i])
    {
      g_array_prepend_val (kept, all[i]);
      if (before[i] == i)
        break;
    }
  g_array_set_size (points, 0);
  g_array_append_vals (points, kept->data, kept->len);
}

static const Point *
point_at (const AxleUsage *self,
          guint            i)
{
  return &g_array_index (self->points, Point, i);
}

/* The point that the rate is measured from, or NULL. */
static const Point *
find_start (const AxleUsage *self)
{
  const Point *last = self->points->len > 0 ? point_at (self, self->points->len - 1) : NULL;

  for (guint i = 0; last != NULL && i < self->points->len; i++)
    if (last->at - point_at (self, i)->at <= RECENT && last->at - point_at (self, i)->at >= LEAST_SPAN)
      return point_at (self, i);
  if (last != NULL && last->at - point_at (self, 0)->at >= LEAST_SPAN)
    return point_at (self, 0);
  return NULL;
}

static void
measure_rate (AxleUsage *self)
{
  const Point *first = find_start (self);
  const Point *last;

  if (first == NULL)
    return;
  last = point_at (self, self->points->len - 1);
  self->per_year = (gint64) ((double) (last->reading - first->reading) * YEAR / (double) (last->at - first->at));
  for (const Point *point = first; point <= last; point++)
    if (!g_ptr_array_find (self->sources, point->record, NULL))
      g_ptr_array_add (self->sources, axle_record_ref (point->record));
}

/* A new car has driven nothing. What stands in the vehicle's own field was read some time
 * ago; it counts as of now where it is more than all readings. */
static void
measure_reading (AxleUsage  *self,
                 AxleRecord *vehicle,
                 gint64      now)
{
  const AxleValue *odometer = axle_record_get (vehicle, AXLE_VEHICLE_ODOMETER);
  const Point *last = self->points->len > 0 ? point_at (self, self->points->len - 1) : NULL;

  if (last != NULL && last->record != vehicle)
    {
      self->reading = last->reading;
      self->read_at = last->at;
    }
  if (odometer->kind == AXLE_VALUE_INTEGER && axle_value_get_integer (odometer) > self->reading)
    {
      self->reading = axle_value_get_integer (odometer);
      self->read_at = now;
    }
}

/**
 * axle_usage_measure:
 * @vehicle: a car
 * @visits: (element-type AxleRecord): visits; those of other cars are passed over
 * @odometers: (element-type AxleRecord): readings; those of other cars are passed over
 * @now: microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * Returns: (transfer full): how far it is driven
 */
AxleUsage *
axle_usage_measure (AxleRecord *vehicle,
                    GPtrArray  *visits,
                    GPtrArray  *odometers,
                    gint64      now,
                    GTimeZone  *zone)
{
  AxleUsage *self = g_new0 (AxleUsage, 1);
  gint64 registered = axle_calendar_from_date (axle_record_get_text (vehicle, AXLE_VEHICLE_FIRST_REGISTRATION), zone);

  self->reading = self->per_year = -1;
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  self->points = g_array_new (FALSE, FALSE, sizeof (Point));
  add_readings (self->points, odometers, vehicle, AXLE_ODOMETER_VEHICLE, AXLE_ODOMETER_READING, now);
  add_readings (self->points, visits, vehicle, AXLE_VISIT_VEHICLE, AXLE_VISIT_ODOMETER, now);
  g_array_sort (self->points, compare_points);
  if (self->points->len > POINT_LIMIT)
    g_array_remove_range (self->points, 0, self->points->len - POINT_LIMIT);
  if (registered != G_MININT64 && registered <= now
      && (self->points->len == 0 || point_at (self, 0)->at > registered))
    {
      Point new = { registered, 0, vehicle };

      g_array_prepend_val (self->points, new);
    }
  keep_series (self->points);
  measure_reading (self, vehicle, now);
  measure_rate (self);
  return self;
}

void
axle_usage_free (AxleUsage *self)
{
  g_array_unref (self->points);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/**
 * axle_usage_estimate:
 * @self: how far a car is driven
 * @at: microseconds since 1970 UTC
 *
 * Returns: what the odometer stood at then: between two readings in proportion, after the
 *   last one at the yearly rate; -1 when that cannot be said
 */
gint64
axle_usage_estimate (const AxleUsage *self,
                     gint64           at)
{
  for (guint i = 1; i < self->points->len; i++)
    {
      const Point *before = point_at (self, i - 1);
      const Point *after = point_at (self, i);

      if (at >= before->at && at <= after->at)
        return after->at == before->at
               ? after->reading
               : before->reading + (gint64) ((double) (after->reading - before->reading) * (double) (at - before->at)
                                             / (double) (after->at - before->at));
    }
  if (self->reading < 0 || at < self->read_at)
    return -1;
  if (at == self->read_at)
    return self->reading;
  return self->per_year < 0 ? -1 : self->reading + (gint64) ((double) self->per_year * (double) (at - self->read_at) / YEAR);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  return (*(const gint64 *) a > *(const gint64 *) b) - (*(const gint64 *) a < *(const gint64 *) b);
}

static gint64
median (GArray *numbers)
{
  g_array_sort (numbers, compare_numbers);
  return numbers->len == 0 ? -1 : g_array_index (numbers, gint64, numbers->len / 2);
}

static gint64
reading_of (const AxleRecord *visit,
            const AxleUsage  *usage)
{
  const AxleValue *reading = axle_record_get (visit, AXLE_VISIT_ODOMETER);

  return reading->kind == AXLE_VALUE_INTEGER ? axle_value_get_integer (reading)
                                             : axle_usage_estimate (usage, axle_record_get_happened (visit));
}

static void
measure_step (AxleRecord      *earlier,
              AxleRecord      *later,
              const AxleUsage *usage,
              gboolean         from_new,
              GArray          *distances,
              GArray          *days)
{
  gint64 from = earlier != NULL ? reading_of (earlier, usage) : from_new ? 0 : -1;
  gint64 distance = from >= 0 ? reading_of (later, usage) - from : -1;

  if (distance > 0)
    g_array_append_val (distances, distance);
  if (earlier != NULL)
    {
      gint64 n = (axle_record_get_happened (later) - axle_record_get_happened (earlier)) / DAY;

      g_array_append_val (days, n);
    }
}

/**
 * axle_rhythm_measure:
 * @visits: (element-type AxleRecord): the visits on which something was done to one car,
 *   latest first
 * @usage: how far the car is driven
 * @from_new: whether the first time counts from the new car: what wears was new then
 *
 * Two visits within a day are one occasion.
 *
 * Returns: (transfer full): how often it is done
 */
AxleRhythm *
axle_rhythm_measure (GPtrArray       *visits,
                     const AxleUsage *usage,
                     gboolean         from_new)
{
  AxleRhythm *self = g_new0 (AxleRhythm, 1);
  g_autoptr(GArray) distances = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (gint64));
  AxleRecord *earlier = NULL;

  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = visits->len; i > 0; i--)
    {
      AxleRecord *visit = visits->pdata[i - 1];

      g_ptr_array_insert (self->sources, 0, axle_record_ref (visit));
      if (earlier != NULL && axle_record_get_happened (visit) - axle_record_get_happened (earlier) < DAY)
        continue;
      measure_step (earlier, visit, usage, from_new, distances, days);
      earlier = visit;
      self->n++;
    }
  self->last = earlier;
  self->distance = median (distances);
  self->days = median (days);
  return self;
}

void
axle_rhythm_free (AxleRhythm *self)
{
  g_ptr_array_unref (self->sources);
  g_free (self);
}
