/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/facts-private.h"

#include <string.h>

#include "core/calendar.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/due.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"

#define DAYS_IN_MONTH 30.44

typedef struct
{
  Subject   *subject;
  GPtrArray *visits;
  GPtrArray *jobs;
  AxleUsage *usage;
} Car;

static void
fill_described (Subject *self)
{
  axle_subject_value (self, FACT_MAKE, self->vehicle, AXLE_VEHICLE_MAKE);
  axle_subject_value (self, FACT_MODEL, self->vehicle, AXLE_VEHICLE_MODEL);
  axle_subject_value (self, FACT_POWERTRAIN, self->vehicle, AXLE_VEHICLE_POWERTRAIN);
}

static void
fill_age (Subject *self)
{
  gint64 registered = axle_calendar_from_date (axle_record_get_text (self->vehicle, AXLE_VEHICLE_FIRST_REGISTRATION),
                                               axle_dossier_get_zone (self->dossier));
  gint64 now = axle_dossier_get_now (self->dossier);
  int years = 0;

  if (registered == G_MININT64 || registered > now)
    return;
  while (axle_calendar_add_months (registered, 12 * (years + 1), axle_dossier_get_zone (self->dossier)) <= now)
    years++;
  axle_fact_add_source (axle_subject_integer (self, FACT_CAR_AGE, years), self->vehicle);
}

static void
fill_usage (const Car *car)
{
  const AxleUsage *usage = car->usage;

  if (usage->reading >= 0)
    axle_fact_add_source (axle_subject_integer (car->subject, FACT_ODOMETER, usage->reading),
                          usage->sources->len > 0 ? usage->sources->pdata[usage->sources->len - 1] : car->subject->vehicle);
  if (usage->per_year >= 0)
    axle_fact_add_sources (axle_subject_integer (car->subject, FACT_KM_PER_YEAR, usage->per_year), usage->sources);
}

static void
fill_service (const Car *car)
{
  Subject *self = car->subject;
  g_autoptr(GPtrArray) services = axle_visits_for_service (self->vehicle, car->visits, car->jobs);
  g_autoptr(AxleRhythm) rhythm = axle_rhythm_measure (services, car->usage, FALSE);
  g_autoptr(AxleServiceDue) due =
    axle_service_due (self->vehicle, car->visits, car->jobs, axle_dossier_list (self->dossier, &axle_odometer_entity),
                      axle_dossier_get_now (self->dossier), axle_dossier_get_zone (self->dossier), self->policies);
  g_autofree char *when = due != NULL ? axle_service_due_dup_text (due, axle_dossier_get_zone (self->dossier)) : NULL;

  axle_fact_add_sources (axle_subject_integer (self, FACT_SERVICES, rhythm->n), rhythm->sources);
  if (rhythm->distance > 0)
    axle_fact_add_sources (axle_subject_integer (self, FACT_SERVICE_INTERVAL, rhythm->distance), rhythm->sources);
  if (rhythm->days > 0)
    axle_fact_add_sources (axle_subject_integer (self, FACT_SERVICE_MONTHS, (gint64) ((double) rhythm->days / DAYS_IN_MONTH + 0.5)),
                           rhythm->sources);
  if (due == NULL)
    return;
  axle_fact_add_sources (axle_subject_text (self, FACT_SERVICE_DUE, when), due->sources);
  axle_fact_add_sources (axle_subject_text (self, FACT_SERVICE_REASON, due->reason), due->sources);
  axle_fact_add_sources (axle_subject_boolean (self, FACT_SERVICE_OVERDUE, due->overdue), due->sources);
  axle_fact_add_sources (axle_subject_boolean (self, FACT_SERVICE_SOON, due->soon), due->sources);
  axle_fact_add_sources (axle_subject_integer (self, FACT_DAYS_TO_SERVICE, axle_subject_days_until (self, due->at)), due->sources);
}

static void
fill_wear (const Car  *car,
           FactName    name,
           const char *area)
{
  g_autoptr(GPtrArray) visits = axle_visits_with_job (car->subject->vehicle, car->visits, car->jobs, area, TRUE);
  g_autoptr(AxleRhythm) rhythm = axle_rhythm_measure (visits, car->usage, TRUE);

  if (rhythm->distance > 0)
    axle_fact_add_sources (axle_subject_integer (car->subject, name, rhythm->distance), rhythm->sources);
}

static void
fill_since (const Car  *car,
            FactName    name,
            const char *area)
{
  g_autoptr(GPtrArray) visits = axle_visits_with_job (car->subject->vehicle, car->visits, car->jobs, area, FALSE);

  if (visits->len > 0)
    axle_fact_add_source (axle_subject_integer (car->subject, name,
                                                -axle_subject_days_until (car->subject, axle_record_get_happened (visits->pdata[0]))),
                          visits->pdata[0]);
}

static void
fill_until (Subject  *self,
            FactName  name,
            guint     field)
{
  gint64 until = axle_calendar_from_date (axle_record_get_text (self->vehicle, field), axle_dossier_get_zone (self->dossier));

  if (until != G_MININT64)
    axle_fact_add_source (axle_subject_integer (self, name, axle_subject_days_until (self, until)), self->vehicle);
}

/* By distance a warranty ends on the day that the odometer is expected to reach it. */
static void
fill_warranty (const Car *car)
{
  Subject *self = car->subject;
  gint64 limit = axle_record_get_integer (self->vehicle, AXLE_VEHICLE_WARRANTY_DISTANCE);
  g_autoptr(GPtrArray) services = axle_visits_for_service (self->vehicle, car->visits, car->jobs);
  AxleFact *fact = &self->facts[FACT_WARRANTY_DAYS_LEFT];
  double days;

  fill_until (self, FACT_WARRANTY_DAYS_LEFT, AXLE_VEHICLE_WARRANTY_UNTIL);
  if (limit > 0 && car->usage->reading >= 0)
    {
      gint64 left = limit - car->usage->reading;

      axle_fact_add_source (axle_subject_integer (self, FACT_WARRANTY_DISTANCE_LEFT, left), self->vehicle);
      days = left <= 0 ? 0 : car->usage->per_year > 0 ? (double) left * 365 / (double) car->usage->per_year : G_MAXINT32;
      if (days < G_MAXINT32 && (fact->info == NULL || days < (double) axle_value_get_integer (&fact->value)))
        axle_fact_add_sources (axle_subject_integer (self, FACT_WARRANTY_DAYS_LEFT, (gint64) days), car->usage->sources);
    }
  if (fact->info != NULL && services->len > 0)
    axle_fact_add_source (fact, services->pdata[0]);
}

static void
fill_extended_warranty (Subject *self)
{
  GPtrArray *deals = axle_dossier_list (self->dossier, &axle_deal_entity);
  AxleFact *fact = axle_subject_boolean (self, FACT_EXTENDED_WARRANTY, FALSE);

  for (guint i = 0; i < deals->len; i++)
    {
      AxleId of = axle_record_get_id (deals->pdata[i], AXLE_DEAL_VEHICLE);
      const char *until = axle_record_get_text (deals->pdata[i], AXLE_DEAL_VALID_UNTIL);

      if (g_strcmp0 (axle_record_get_text (deals->pdata[i], AXLE_DEAL_KIND), "extended-warranty") != 0
          || !axle_id_equal (&of, &self->vehicle->id)
          || (until != NULL && axle_calendar_from_date (until, axle_dossier_get_zone (self->dossier))
              < axle_dossier_get_now (self->dossier)))
        continue;
      axle_value_set_boolean (&fact->value, TRUE);
      axle_fact_add_source (fact, deals->pdata[i]);
    }
}

/* The number before the first per cent sign, such as in “Battery test: 78 %”; -1 without. */
static int
percentage_in (const char *text)
{
  const char *sign = text != NULL ? strpbrk (text, "%") : NULL;
  const char *start;

  if (sign == NULL && text != NULL)
    sign = strstr (text, "％");
  if (sign == NULL)
    return -1;
  while (sign > text && g_ascii_isspace (sign[-1]))
    sign--;
  for (start = sign; start > text && (g_ascii_isdigit (start[-1]) || start[-1] == '.'); )
    start--;
  return start == sign || sign - start > 6 ? -1 : (int) g_ascii_strtod (start, NULL);
}

static int
capacity_in (const AxleRecord *job)
{
  int percentage;

  if (g_strcmp0 (axle_record_get_text (job, AXLE_JOB_AREA), "drive-battery") != 0)
    return -1;
  percentage = percentage_in (axle_record_get_text (job, AXLE_JOB_TITLE));
  if (percentage < 0)
    percentage = percentage_in (axle_record_get_text (job, AXLE_JOB_REASON));
  return percentage >= 1 && percentage <= 100 ? percentage : -1;
}

/* A test of the drive battery notes what it found in its words. */
static void
fill_battery (const Car *car)
{
  gint64 latest = G_MININT64;

  for (guint i = 0; i < car->jobs->len; i++)
    {
      AxleRecord *job = car->jobs->pdata[i];
      int capacity = capacity_in (job);
      AxleId id = axle_record_get_id (job, AXLE_JOB_VISIT);
      AxleRecord *visit = capacity > 0 ? axle_dossier_find (car->subject->dossier, &axle_visit_entity, &id) : NULL;
      AxleId of = visit != NULL ? axle_record_get_id (visit, AXLE_VISIT_VEHICLE) : AXLE_ID_NONE;

      if (!axle_id_equal (&of, &car->subject->vehicle->id) || axle_record_get_happened (visit) < latest)
        continue;
      latest = axle_record_get_happened (visit);
      g_clear_pointer (&car->subject->facts[FACT_BATTERY_CAPACITY].sources, g_ptr_array_unref);
      axle_fact_add_source (axle_subject_integer (car->subject, FACT_BATTERY_CAPACITY, capacity), job);
    }
}

/* What is known of the car @self is about. */
void
axle_subject_fill_car (Subject *self)
{
  GPtrArray *visits = axle_dossier_list (self->dossier, &axle_visit_entity);
  g_autoptr(AxleUsage) usage =
    axle_usage_measure (self->vehicle, visits, axle_dossier_list (self->dossier, &axle_odometer_entity),
                        axle_dossier_get_now (self->dossier), axle_dossier_get_zone (self->dossier));
  Car car = { self, visits, axle_dossier_list (self->dossier, &axle_job_entity), usage };

  fill_described (self);
  fill_age (self);
  fill_usage (&car);
  fill_service (&car);
  fill_wear (&car, FACT_TYRE_DISTANCE, "tyres");
  fill_wear (&car, FACT_BRAKE_DISTANCE, "brakes");
  fill_since (&car, FACT_GEARBOX_DAYS, "gearbox");
  fill_since (&car, FACT_ENGINE_DAYS, "engine");
  fill_since (&car, FACT_AIRCON_DAYS, "air-conditioning");
  fill_since (&car, FACT_BATTERY_DAYS, "battery");
  fill_until (self, FACT_INSPECTION_DAYS_LEFT, AXLE_VEHICLE_INSPECTION_UNTIL);
  fill_until (self, FACT_INSURANCE_DAYS_LEFT, AXLE_VEHICLE_INSURANCE_UNTIL);
  fill_warranty (&car);
  fill_extended_warranty (self);
  fill_battery (&car);
}
