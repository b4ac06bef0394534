/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/needs.h"

#include <glib/gi18n-lib.h>

#include "base/distance.h"
#include "core/appointment/service-item.h"
#include "core/calendar.h"
#include "core/repair/deferred.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/due.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/usage.h"
#include "core/vehicle/vehicle.h"

#define DAY G_TIME_SPAN_DAY
#define DAYS_IN_MONTH 30.44

/* No odometer is closer to the truth than that when nobody has just read it. */
#define ROUND_TO 100000

typedef struct
{
  const AxleDossier  *dossier;
  AxleRecord         *vehicle;
  const AxlePolicies *policies;
  GPtrArray          *menu;
  GPtrArray          *visits;
  GPtrArray          *jobs;
  AxleUsage          *usage;
  gint64              now;
  GTimeZone          *zone;
  GPtrArray          *needs;
} Car;

void
axle_need_free (AxleNeed *self)
{
  g_free (self->title);
  g_free (self->reason);
  g_free (self->service);
  g_ptr_array_unref (self->sources);
  g_free (self);
}

/* The menu. */

static gboolean
comes_before (const AxleRecord *a,
              const AxleRecord *b)
{
  gint64 one = axle_record_get_integer (a, AXLE_SERVICE_ITEM_POSITION);
  gint64 other = axle_record_get_integer (b, AXLE_SERVICE_ITEM_POSITION);

  return one != other ? one < other : axle_id_compare (&a->id, &b->id) < 0;
}

/* The first line of an area is what is done most. */
static char *
dup_service (const Car  *car,
             const char *area)
{
  const AxleRecord *found = NULL;

  for (guint i = 0; i < car->menu->len; i++)
    {
      const AxleRecord *item = car->menu->pdata[i];

      if (axle_record_get_boolean (item, AXLE_SERVICE_ITEM_ACTIVE) &&
          g_strcmp0 (axle_record_get_text (item, AXLE_SERVICE_ITEM_AREA), area) == 0 &&
          (found == NULL || comes_before (item, found)))
        found = item;
    }
  return found != NULL ? g_strdup (axle_record_get_text (found, AXLE_SERVICE_ITEM_CODE)) : NULL;
}

/* Words. */

/* Takes @reason. */
static AxleNeed *
add_need (const Car       *car,
          const char      *kind,
          AxleNeedUrgency  urgency,
          const char      *title,
          char            *reason,
          const char      *area)
{
  AxleNeed *self = g_new0 (AxleNeed, 1);

  self->kind = kind;
  self->urgency = urgency;
  self->title = g_strdup (title);
  self->reason = reason;
  self->service = area != NULL ? dup_service (car, area) : NULL;
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_ptr_array_add (car->needs, self);
  return self;
}

static void
add_source (AxleNeed   *self,
            AxleRecord *record)
{
  g_ptr_array_add (self->sources, axle_record_ref (record));
}

static char *
dup_span (gint64 span)
{
  int days = (int) (span / DAY);
  int months = (int) ((double) days / DAYS_IN_MONTH + 0.5);

  return months < 2 ? g_strdup_printf (ngettext ("%d day", "%d days", (gulong) days), days)
                    : g_strdup_printf (ngettext ("%d month", "%d months", (gulong) months), months);
}

/* What the odometer says by now, or said last; -1 where nobody read it. */
static gint64
get_reading (const Car *car)
{
  gint64 now = axle_usage_estimate (car->usage, car->now);

  return now >= 0 ? now : car->usage->reading;
}

/* How far a car has gone since; %NULL where that cannot be said. */
static char *
dup_distance (const Car *car,
              gint64     since)
{
  gint64 now = get_reading (car);

  return since >= 0 && now > since ? axle_distance_format (axle_distance_round (now - since, ROUND_TO)) : NULL;
}

static gint64
get_odometer (const Car        *car,
              const AxleRecord *visit)
{
  const AxleValue *reading = axle_record_get (visit, AXLE_VISIT_ODOMETER);

  return reading->kind == AXLE_VALUE_INTEGER ? axle_value_get_integer (reading)
                                             : axle_usage_estimate (car->usage, axle_record_get_happened (visit));
}

/* What a car needs. */

static gboolean
runs_on_oil (const AxleRecord *vehicle)
{
  const char *powertrain = axle_record_get_text (vehicle, AXLE_VEHICLE_POWERTRAIN);

  return g_strcmp0 (powertrain, "battery") != 0 && g_strcmp0 (powertrain, "fuel-cell") != 0;
}

static char *
dup_since_service (const Car        *car,
                   const AxleRecord *visit)
{
  g_autofree char *distance = dup_distance (car, get_odometer (car, visit));
  g_autofree char *span = dup_span (car->now - axle_record_get_happened (visit));
  g_autofree char *day = axle_calendar_format_day (axle_record_get_happened (visit), car->zone);
  g_autofree char *both = distance != NULL ? g_strconcat (distance, _(", "), span, NULL) : g_strdup (span);

  /* Translators: “6,400 km, 8 months since the service of 2026-03-02”. */
  return g_strdup_printf (_("%s since the service of %s"), both, day);
}

static void
look_at_service (const Car *car)
{
  g_autoptr(AxleServiceDue) due =
    axle_service_due (car->vehicle, car->visits, car->jobs, axle_dossier_list (car->dossier, &axle_odometer_entity), car->now,
                      car->zone, car->policies);
  g_autoptr(GPtrArray) services = axle_visits_for_service (car->vehicle, car->visits, car->jobs);
  g_autofree char *when = due != NULL ? axle_service_due_dup_text (due, car->zone) : NULL;
  g_autofree char *since = NULL;
  AxleNeed *need;

  if (due == NULL)
    return;
  since = services->len > 0 ? dup_since_service (car, services->pdata[0]) : g_strdup (due->reason);
  need = add_need (car, "service", due->overdue ? AXLE_NEED_DUE : due->soon ? AXLE_NEED_SOON : AXLE_NEED_LATER,
                   _("Regular service"),
                   /* Translators: the first is why, the second a day or a distance. */
                   g_strdup_printf (_("%s · due %s"), since, when), runs_on_oil (car->vehicle) ? "oil" : "inspection");
  for (guint i = 0; i < due->sources->len; i++)
    add_source (need, due->sources->pdata[i]);
}

/* What wears lasts as long as it lasted before. */
static void
look_at_wear (const Car  *car,
              const char *area,
              const char *title)
{
  g_autoptr(GPtrArray) visits = axle_visits_with_job (car->vehicle, car->visits, car->jobs, area, TRUE);
  g_autoptr(AxleRhythm) rhythm = axle_rhythm_measure (visits, car->usage, TRUE);
  gint64 since = visits->len > 0 ? get_odometer (car, visits->pdata[0]) : -1;
  gint64 gone = since >= 0 ? get_reading (car) - since : -1;
  g_autofree char *distance = dup_distance (car, since);
  g_autofree char *lasts = NULL;
  AxleNeed *need;

  if (rhythm->distance <= 0 || distance == NULL || gone * 100 < rhythm->distance * AXLE_NEED_WORN)
    return;
  lasts = axle_distance_format (axle_distance_round (rhythm->distance, ROUND_TO));
  need = add_need (car, area, gone >= rhythm->distance ? AXLE_NEED_DUE : AXLE_NEED_SOON, title,
                   g_strdup_printf (_("%s since they were replaced; they lasted %s before"), distance, lasts), area);
  add_source (need, visits->pdata[0]);
}

static AxleNeedUrgency
urgency_of (const Car        *car,
            const AxleRecord *job)
{
  gint64 due = axle_calendar_from_date (axle_record_get_text (job, AXLE_JOB_DUE), car->zone);
  gint64 odometer = axle_record_get_integer (job, AXLE_JOB_DUE_ODOMETER);
  gint64 soon = axle_policies_get (car->policies, "service.soon.days") * DAY;

  if ((due != G_MININT64 && due <= car->now) || (odometer > 0 && get_reading (car) >= odometer))
    return AXLE_NEED_DUE;
  return due != G_MININT64 && due > car->now + soon ? AXLE_NEED_LATER : AXLE_NEED_SOON;
}

static void
look_at_deferred (const Car *car)
{
  g_autoptr(GPtrArray) jobs = axle_jobs_list_deferred (car->visits, car->jobs, &car->vehicle->id);

  for (guint i = 0; i < jobs->len; i++)
    {
      AxleRecord *job = jobs->pdata[i];
      AxleId id = axle_record_get_id (job, AXLE_JOB_VISIT);
      AxleRecord *visit = axle_dossier_find (car->dossier, &axle_visit_entity, &id);
      g_autofree char *day = visit != NULL ? axle_calendar_format_day (axle_record_get_happened (visit), car->zone) : g_strdup ("?");
      const char *due = axle_record_get_text (job, AXLE_JOB_DUE);

      add_source (add_need (car, "deferred", urgency_of (car, job), axle_record_get_text (job, AXLE_JOB_TITLE),
                            due != NULL ? g_strdup_printf (_("Put off on %s · due %s"), day, due)
                                        : g_strdup_printf (_("Put off on %s"), day),
                            axle_record_get_text (job, AXLE_JOB_AREA)),
                  job);
    }
}

static void
look_at_end (const Car  *car,
             const char *kind,
             const char *title,
             guint       field,
             const char *area)
{
  const char *date = axle_record_get_text (car->vehicle, field);
  gint64 end = axle_calendar_from_date (date, car->zone);
  int days = end != G_MININT64 ? (int) ((end - car->now) / DAY) : G_MAXINT;
  char *reason;

  if (days > AXLE_NEED_AHEAD)
    return;
  reason = end <= car->now ? g_strdup_printf (_("Ended on %s"), date)
                           : g_strdup_printf (ngettext ("Ends in %d day, on %s", "Ends in %d days, on %s", (gulong) days), days, date);
  add_source (add_need (car, kind, end <= car->now ? AXLE_NEED_DUE : AXLE_NEED_SOON, title, reason, area), car->vehicle);
}

static int
compare_needs (gconstpointer a,
               gconstpointer b)
{
  const AxleNeed *one = *(const AxleNeed * const *) a;
  const AxleNeed *other = *(const AxleNeed * const *) b;

  return (int) one->urgency - (int) other->urgency;
}

/**
 * axle_needs_predict:
 * @dossier: all about the customer
 * @vehicle: one of their cars
 * @policies: what holds at the dealership
 * @menu: (element-type AxleRecord): the service menu
 *
 * The next service by distance and time, tyres and brakes by how long they lasted before,
 * work that was put off, the annual inspection and the insurance.
 *
 * Returns: (transfer full) (element-type AxleNeed): what the car needs, what is due first
 */
GPtrArray *
axle_needs_predict (const AxleDossier  *dossier,
                    AxleRecord         *vehicle,
                    const AxlePolicies *policies,
                    GPtrArray          *menu)
{
  Car car = {
    .dossier = dossier, .vehicle = vehicle, .policies = policies, .menu = menu,
    .visits = axle_dossier_list (dossier, &axle_visit_entity), .jobs = axle_dossier_list (dossier, &axle_job_entity),
    .now = axle_dossier_get_now (dossier), .zone = axle_dossier_get_zone (dossier),
    .needs = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_need_free),
  };

  car.usage = axle_usage_measure (vehicle, car.visits, axle_dossier_list (dossier, &axle_odometer_entity), car.now, car.zone);
  look_at_service (&car);
  look_at_deferred (&car);
  look_at_wear (&car, "tyres", _("Tyres"));
  look_at_wear (&car, "brakes", _("Brakes"));
  look_at_end (&car, "inspection", _("Annual inspection"), AXLE_VEHICLE_INSPECTION_UNTIL, "inspection");
  look_at_end (&car, "insurance", _("Insurance"), AXLE_VEHICLE_INSURANCE_UNTIL, NULL);
  axle_usage_free (car.usage);
  g_ptr_array_sort (car.needs, compare_needs);
  return car.needs;
}
