/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar-capacity.h"

#include "app/calendar-days.h"
#include "app/plan-records.h"
#include "app/workstation-private.h"

/* What was measured of a day. */
typedef struct
{
  AxleDate      date;
  AxleDayPlan  *plan;
  AxleCapacity  capacity;
} Day;

/* On the browser's thread. */
typedef struct
{
  AxleId           store;
  GTimeZone       *zone;
  gint64           from;
  gint64           until;
  AxleDate         next;      /* the day to be measured next */
  GPtrArray       *changes;   /* what is only tried out; NULL for nothing */
  GPtrArray       *records;   /* NULL until they are read */
  AxleWorkingDays *days;
  GArray          *measured;  /* (element-type Day) */
} Measuring;

struct _AxleCalendarCapacity
{
  GObject       parent_instance;
  AxleCalendar *calendar;   /* weak */
  GArray       *measured;   /* (element-type Day); NULL until something was measured */
  GCancellable *measuring;  /* NULL while nothing is measured */
  gint64        from;       /* of what is measured */
  gint64        until;
  gboolean      again;      /* something changed since it began */
};

G_DEFINE_FINAL_TYPE (AxleCalendarCapacity, axle_calendar_capacity, G_TYPE_OBJECT)

enum { MEASURED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
day_clear (Day *day)
{
  axle_day_plan_unref (day->plan);
}

static void
measuring_free (gpointer data)
{
  Measuring *self = data;

  g_time_zone_unref (self->zone);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->days, axle_working_days_unref);
  g_array_unref (self->measured);
  g_free (self);
}

/* Measuring, on the browser's thread: another's reading goes between two days. */

static gboolean
begin (Measuring  *self,
       AxleStore  *store,
       GError    **error)
{
  self->records = axle_plan_records_read (store, self->from, self->until, error);
  if (self->records == NULL)
    return FALSE;
  self->days = axle_plan_records_get_days (self->records, self->zone);
  return TRUE;
}

static void
measure_day (Measuring *self)
{
  g_autoptr(AxleDayPlan) plan = axle_day_plan_new (&self->next, &self->store, self->days, self->records);
  Day day = { .date = self->next };

  day.plan = self->changes != NULL ? axle_day_plan_fork (plan, self->changes) : g_steal_pointer (&plan);
  axle_capacity_measure (&day.capacity, day.plan);
  g_array_append_val (self->measured, day);
  self->next = axle_date_add_days (&self->next, 1);
}

static gboolean
measure_job (AxleStore    *store,
             GTask        *task,
             gpointer      data,
             GCancellable *cancellable)
{
  Measuring *self = data;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->records == NULL && !begin (self, store, &error))
    {
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  measure_day (self);
  if (axle_date_get_end (&self->next, self->zone) <= self->until)
    return G_SOURCE_CONTINUE;
  g_task_return_pointer (task, g_array_ref (self->measured), (GDestroyNotify) g_array_unref);
  return G_SOURCE_REMOVE;
}

/* Following the calendar. */

static void measure (AxleCalendarCapacity *self);

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  AxleCalendarCapacity *self = AXLE_CALENDAR_CAPACITY (source);
  g_autoptr(GError) error = NULL;
  GArray *measured = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->measuring);
  if (self->again)
    measure (self);
  /* The cache says elsewhere what is wrong with it; the figures stay. */
  if (measured == NULL)
    return;
  g_clear_pointer (&self->measured, g_array_unref);
  self->measured = measured;
  g_signal_emit (self, signals[MEASURED], 0);
}

static Measuring *
measuring_new (AxleCalendarCapacity *self)
{
  AxleWorkstation *workstation = axle_calendar_get_workstation (self->calendar);
  AxleDayFork *fork = axle_calendar_get_fork (self->calendar);
  Measuring *measuring = g_new0 (Measuring, 1);

  measuring->store = workstation->enrolment != NULL ? workstation->enrolment->store : AXLE_ID_NONE;
  measuring->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  measuring->changes = fork != NULL ? axle_day_fork_list (fork) : NULL;
  measuring->from = self->from;
  measuring->until = self->until;
  measuring->next = axle_date_from_time (self->from, measuring->zone);
  measuring->measured = g_array_new (FALSE, FALSE, sizeof (Day));
  g_array_set_clear_func (measuring->measured, (GDestroyNotify) day_clear);
  return measuring;
}

static void
measure (AxleCalendarCapacity *self)
{
  AxleWorkstation *workstation;
  g_autoptr(GTask) task = NULL;
  Measuring *measuring;

  self->again = FALSE;
  if (self->calendar == NULL)
    return;
  workstation = axle_calendar_get_workstation (self->calendar);
  self->from = axle_calendar_get_from (self->calendar);
  self->until = axle_calendar_get_until (self->calendar);
  if (self->until <= self->from || axle_workstation_get_reader (workstation) == NULL)
    return;
  measuring = measuring_new (self);
  self->measuring = g_cancellable_new ();
  task = g_task_new (self, self->measuring, measured_cb, NULL);
  g_task_set_source_tag (task, measure);
  g_task_set_task_data (task, measuring, measuring_free);
  axle_workstation_browse (workstation, AXLE_JOB_NORMAL, task, measure_job, measuring);
}

/* A feed that never rests must not keep the figures away; those of other days are of no
 * use any more. */
static void
changed_cb (AxleCalendarCapacity *self)
{
  gboolean same = axle_calendar_get_from (self->calendar) == self->from && axle_calendar_get_until (self->calendar) == self->until;

  if (self->measuring != NULL && same)
    {
      self->again = TRUE;
      return;
    }
  if (self->measuring != NULL)
    g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  measure (self);
}

static void
axle_calendar_capacity_dispose (GObject *object)
{
  AxleCalendarCapacity *self = AXLE_CALENDAR_CAPACITY (object);

  if (self->measuring != NULL)
    g_cancellable_cancel (self->measuring);
  g_clear_object (&self->measuring);
  g_clear_pointer (&self->measured, g_array_unref);
  g_clear_weak_pointer (&self->calendar);
  G_OBJECT_CLASS (axle_calendar_capacity_parent_class)->dispose (object);
}

static void
axle_calendar_capacity_class_init (AxleCalendarCapacityClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_calendar_capacity_dispose;
  signals[MEASURED] = g_signal_new ("measured", AXLE_TYPE_CALENDAR_CAPACITY, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_calendar_capacity_init (AxleCalendarCapacity *self)
{
}

/**
 * axle_calendar_capacity_new:
 * @calendar: what is shown
 *
 * Returns: (transfer full): the figures of its days
 */
AxleCalendarCapacity *
axle_calendar_capacity_new (AxleCalendar *calendar)
{
  AxleCalendarCapacity *self = g_object_new (AXLE_TYPE_CALENDAR_CAPACITY, NULL);

  g_set_weak_pointer (&self->calendar, calendar);
  g_signal_connect_object (calendar, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  if (axle_calendar_is_ready (calendar))
    measure (self);
  return self;
}

static const Day *
find_day (AxleCalendarCapacity *self,
          const AxleDate       *date)
{
  for (guint i = 0; self->measured != NULL && i < self->measured->len; i++)
    {
      const Day *day = &g_array_index (self->measured, Day, i);

      if (axle_date_compare (&day->date, date) == 0)
        return day;
    }
  return NULL;
}

const AxleCapacity *
axle_calendar_capacity_find (AxleCalendarCapacity *self,
                             const AxleDate       *date)
{
  const Day *day = find_day (self, date);

  return day != NULL ? &day->capacity : NULL;
}

AxleDayPlan *
axle_calendar_capacity_find_plan (AxleCalendarCapacity *self,
                                  const AxleDate       *date)
{
  const Day *day = find_day (self, date);

  return day != NULL ? day->plan : NULL;
}
