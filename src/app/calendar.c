/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/calendar.h"

#include "app/calendar-capacity.h"
#include "app/calendar-days.h"
#include "app/calendar-fork.h"
#include "app/day-plans.h"
#include "app/plan-records.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "store/appointments.h"

/* Of a longer range no plans are made: nobody sees as much of its days. */
#define PLANNED_DAYS 8

/* What is to be read. */
typedef struct
{
  gint64     from;
  gint64     until;
  AxleId     store;
  GTimeZone *zone;
} Asked;

/* What was read of a range. */
typedef struct
{
  gint64           from;
  gint64           until;
  GPtrArray       *items;
  GPtrArray       *records;
  AxleWorkingDays *days;
  AxleDayPlans    *plans;   /* NULL of a longer range */
} Picture;

/* The same as it would be. */
typedef struct
{
  GPtrArray *items;
  GPtrArray *records;
  GPtrArray *plans;
} Forked;

struct _AxleCalendar
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  gint64           from;
  gint64           until;
  Picture         *picture;   /* NULL until something was read */
  AxleDayFork     *fork;      /* NULL while nothing is tried out */
  Forked          *forked;    /* NULL without one or the other */
  GCancellable    *reading;   /* NULL while nothing is read */
  gboolean         again;     /* something changed since reading began */
  AxleCalendarCapacity *capacity; /* NULL until it is asked for */
  AxleCalendarColour colour;
};

G_DEFINE_FINAL_TYPE (AxleCalendar, axle_calendar, G_TYPE_OBJECT)

enum { CHANGED, MEASURED, N_SIGNALS };
static guint signals[N_SIGNALS];

/* What an item tells of, besides what the plans are made from. */
static const AxleEntity * const shown[] = { &axle_customer_entity, &axle_vehicle_entity };

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  g_time_zone_unref (asked->zone);
  g_free (asked);
}

static void
picture_free (gpointer data)
{
  Picture *self = data;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->days, axle_working_days_unref);
  g_clear_pointer (&self->plans, axle_day_plans_free);
  g_free (self);
}

static void
forked_free (gpointer data)
{
  Forked *self = data;

  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->records);
  g_clear_pointer (&self->plans, g_ptr_array_unref);
  g_free (self);
}

/* Reading, on the browser's thread. */

static gboolean
read_records (Picture    *picture,
              AxleStore  *store,
              GError    **error)
{
  g_autoptr(GPtrArray) leave = axle_store_list_leave (store, picture->from, picture->until, error);

  picture->records = leave != NULL ? axle_plan_records_read_standing (store, error) : NULL;
  if (picture->records == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (picture->records, g_steal_pointer (&leave));
  return TRUE;
}

static gboolean
read_plans (Picture      *picture,
            const Asked  *asked,
            AxleStore    *store,
            GError      **error)
{
  AxleDate first = axle_date_from_time (asked->from, asked->zone);
  guint n_days = 0;

  for (AxleDate date = first; axle_date_get_time (&date, 0, asked->zone) < asked->until; date = axle_date_add_days (&date, 1))
    if (++n_days > PLANNED_DAYS)
      return TRUE;
  picture->plans = axle_day_plans_read (store, &asked->store, asked->zone, asked->from, n_days, error);
  return picture->plans != NULL;
}

static Picture *
read_picture (AxleStore    *store,
              const Asked  *asked,
              GError      **error)
{
  Picture *picture = g_new0 (Picture, 1);

  picture->from = asked->from;
  picture->until = asked->until;
  if (read_records (picture, store, error))
    {
      picture->days = axle_plan_records_get_days (picture->records, asked->zone);
      picture->items = axle_calendar_items_read (store, picture->from, picture->until, picture->records, error);
    }
  if (picture->items != NULL && read_plans (picture, asked, store, error))
    return picture;
  picture_free (picture);
  return NULL;
}

static gboolean
read_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Picture *picture = NULL;
  GError *cause = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  picture = read_picture (store, data, &cause);
  if (picture != NULL)
    {
      g_task_return_pointer (task, picture, picture_free);
      return G_SOURCE_REMOVE;
    }
  axle_app_take_error (&error, cause);
  g_task_return_error (task, error);
  return G_SOURCE_REMOVE;
}

/* Showing. */

static void read_range (AxleCalendar *self);

static Forked *
fork_picture (AxleCalendar *self)
{
  const Picture *picture = self->picture;
  AxleStore *reader = axle_workstation_get_reader (self->workstation);
  g_autoptr(GPtrArray) changes = axle_day_fork_list (self->fork);
  Forked *forked = g_new0 (Forked, 1);

  forked->records = axle_calendar_fork_records (picture->records, changes);
  forked->items = axle_calendar_fork_items (picture->items, changes, forked->records, reader, picture->from, picture->until);
  forked->plans = picture->plans != NULL ? axle_calendar_fork_plans (picture->plans->plans, changes) : NULL;
  return forked;
}

static AxleTints *
create_tints (AxleCalendar *self)
{
  g_autoptr(AxleRecord) place = axle_workstation_dup_store (self->workstation);

  return axle_tints_new (self->colour, place != NULL ? &place->id : &AXLE_ID_NONE, axle_calendar_get_records (self));
}

static void
tint_items (AxleCalendar *self)
{
  GPtrArray *items = axle_calendar_get_items (self);
  g_autoptr(AxleTints) tints = items != NULL ? create_tints (self) : NULL;

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      AxleCalendarItem *item = items->pdata[i];

      item->tint = axle_tints_find (tints, item->appointment);
    }
}

static void
renew_fork (AxleCalendar *self)
{
  g_clear_pointer (&self->forked, forked_free);
  if (self->fork != NULL && self->picture != NULL && axle_workstation_get_reader (self->workstation) != NULL)
    self->forked = fork_picture (self);
  tint_items (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  AxleCalendar *self = AXLE_CALENDAR (source);
  g_autoptr(GError) error = NULL;
  Picture *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  if (self->again)
    read_range (self);
  /* The cache says elsewhere what is wrong with it; what is shown stays. */
  if (picture == NULL)
    return;
  g_clear_pointer (&self->picture, picture_free);
  self->picture = picture;
  renew_fork (self);
}

static void
read_range (AxleCalendar *self)
{
  g_autoptr(AxleRecord) place = axle_workstation_dup_store (self->workstation);
  g_autoptr(GTask) task = NULL;
  Asked *asked;

  if (self->until <= self->from || axle_workstation_get_reader (self->workstation) == NULL)
    return;
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  self->again = FALSE;
  self->reading = g_cancellable_new ();
  task = g_task_new (self, self->reading, read_cb, NULL);
  g_task_set_source_tag (task, read_range);
  asked = g_new0 (Asked, 1);
  asked->from = self->from;
  asked->until = self->until;
  asked->store = place != NULL ? place->id : AXLE_ID_NONE;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (self->workstation));
  g_task_set_task_data (task, asked, asked_free);
  axle_workstation_browse (self->workstation, AXLE_JOB_URGENT, task, read_job, asked);
}

static gboolean
concerns (AxleChangeSet *changes)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (axle_change_set_has_kind (changes, shown[i]))
      return TRUE;
  return axle_plan_records_are_touched (changes);
}

/* A feed that never rests must not keep the first picture away. */
static void
changed_cb (AxleCalendar  *self,
            AxleChangeSet *changes)
{
  if (!concerns (changes))
    return;
  if (self->reading != NULL)
    self->again = TRUE;
  else
    read_range (self);
}

static void
axle_calendar_dispose (GObject *object)
{
  AxleCalendar *self = AXLE_CALENDAR (object);

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->fork);
  g_clear_pointer (&self->forked, forked_free);
  g_clear_pointer (&self->picture, picture_free);
  g_clear_object (&self->capacity);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_calendar_parent_class)->dispose (object);
}

static void
axle_calendar_class_init (AxleCalendarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_calendar_dispose;
  signals[CHANGED] = g_signal_new ("changed", AXLE_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MEASURED] = g_signal_new ("measured", AXLE_TYPE_CALENDAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_calendar_init (AxleCalendar *self)
{
}

AxleCalendar *
axle_calendar_new (AxleWorkstation *workstation)
{
  AxleCalendar *self = g_object_new (AXLE_TYPE_CALENDAR, NULL);

  self->workstation = g_object_ref (workstation);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

AxleWorkstation *
axle_calendar_get_workstation (AxleCalendar *self)
{
  return self->workstation;
}

void
axle_calendar_set_range (AxleCalendar *self,
                         gint64        from,
                         gint64        until)
{
  if (self->from == from && self->until == until)
    return;
  self->from = from;
  self->until = until;
  read_range (self);
}

gint64
axle_calendar_get_from (AxleCalendar *self)
{
  return self->from;
}

gint64
axle_calendar_get_until (AxleCalendar *self)
{
  return self->until;
}

gboolean
axle_calendar_is_ready (AxleCalendar *self)
{
  return self->reading == NULL && self->picture != NULL && self->picture->from == self->from &&
         self->picture->until == self->until;
}

GPtrArray *
axle_calendar_get_items (AxleCalendar *self)
{
  if (self->forked != NULL)
    return self->forked->items;
  return self->picture != NULL ? self->picture->items : NULL;
}

GPtrArray *
axle_calendar_get_records (AxleCalendar *self)
{
  if (self->forked != NULL)
    return self->forked->records;
  return self->picture != NULL ? self->picture->records : NULL;
}

AxleWorkingDays *
axle_calendar_get_working_days (AxleCalendar *self)
{
  return self->picture != NULL ? self->picture->days : NULL;
}

static void
measured_cb (AxleCalendar *self)
{
  g_signal_emit (self, signals[MEASURED], 0);
}

const AxleCapacity *
axle_calendar_get_capacity (AxleCalendar   *self,
                            const AxleDate *date)
{
  if (self->capacity == NULL)
    {
      self->capacity = axle_calendar_capacity_new (self);
      g_signal_connect_object (self->capacity, "measured", G_CALLBACK (measured_cb), self, G_CONNECT_SWAPPED);
    }
  return axle_calendar_capacity_find (self->capacity, date);
}

GTimeZone *
axle_calendar_get_zone (AxleCalendar *self)
{
  return axle_workstation_get_zone (self->workstation);
}

AxleDayPlan *
axle_calendar_get_plan (AxleCalendar   *self,
                        const AxleDate *date)
{
  GPtrArray *plans = self->forked != NULL ? self->forked->plans : axle_calendar_get_saved_plans (self);

  for (guint i = 0; plans != NULL && i < plans->len; i++)
    {
      AxleDate day = axle_day_plan_get_date (plans->pdata[i]);

      if (axle_date_compare (&day, date) == 0)
        return plans->pdata[i];
    }
  return self->capacity != NULL ? axle_calendar_capacity_find_plan (self->capacity, date) : NULL;
}

AxleCalendarItem *
axle_calendar_find_item (AxleCalendar *self,
                         const AxleId *appointment)
{
  GPtrArray *items = axle_calendar_get_items (self);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      AxleCalendarItem *item = items->pdata[i];

      if (axle_id_equal (&item->appointment->id, appointment))
        return item;
    }
  return NULL;
}

void
axle_calendar_set_colour (AxleCalendar       *self,
                          AxleCalendarColour  colour)
{
  if (colour == self->colour)
    return;
  self->colour = colour;
  tint_items (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

AxleCalendarColour
axle_calendar_get_colour (AxleCalendar *self)
{
  return self->colour;
}

GPtrArray *
axle_calendar_list_tints (AxleCalendar *self)
{
  GPtrArray *items = axle_calendar_get_items (self);
  g_autoptr(AxleTints) tints = NULL;

  if (items == NULL)
    return g_ptr_array_new ();
  tints = create_tints (self);
  return axle_tints_list (tints, items);
}

void
axle_calendar_set_fork (AxleCalendar *self,
                        AxleDayFork  *fork)
{
  if (self->fork != NULL)
    g_signal_handlers_disconnect_by_func (self->fork, renew_fork, self);
  g_set_object (&self->fork, fork);
  if (fork != NULL)
    g_signal_connect_object (fork, "changed", G_CALLBACK (renew_fork), self, G_CONNECT_SWAPPED);
  renew_fork (self);
}

AxleDayFork *
axle_calendar_get_fork (AxleCalendar *self)
{
  return self->fork;
}

GPtrArray *
axle_calendar_get_saved_plans (AxleCalendar *self)
{
  return self->picture != NULL && self->picture->plans != NULL ? self->picture->plans->plans : NULL;
}
