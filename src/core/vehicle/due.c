/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/due.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/distance.h"
#include "base/text.h"
#include "core/calendar.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"

#define DAY G_TIME_SPAN_DAY

/* What the next service is counted from. */
typedef struct
{
  AxleRecord *source;
  gint64      at;
  gint64      odometer;
  gint64      distance;
  gint64      months;
  gboolean    new_car;
} Plan;

/* Work on tyres and brakes that leaves what wears in its place. */
static const char * const kept[] = {
  "检查", "检测", "平衡", "换位", "补胎", "充气", "气压", "清洁", "保养", "润滑", "制动液", "刹车油", "定位",
  "check", "inspect", "balanc", "rotat", "puncture", "pressure", "clean", "fluid", "align",
};

static gboolean
keeps_parts (const AxleRecord *job)
{
  const char *title = axle_record_get_text (job, AXLE_JOB_TITLE);
  g_autofree char *folded = axle_text_fold (title != NULL ? title : "");

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (strstr (folded, kept[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_done_in (const AxleRecord *job,
            const char       *area,
            gboolean          replaced)
{
  return g_strcmp0 (axle_record_get_text (job, AXLE_JOB_STATE), "done") == 0
         && g_strcmp0 (axle_record_get_text (job, AXLE_JOB_AREA), area) == 0 && !(replaced && keeps_parts (job));
}

static GHashTable *
list_done (GPtrArray  *jobs,
           const char *area,
           gboolean    replaced)
{
  GHashTable *ids = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);

  for (guint i = 0; i < jobs->len; i++)
    if (is_done_in (jobs->pdata[i], area, replaced))
      {
        AxleId visit = axle_record_get_id (jobs->pdata[i], AXLE_JOB_VISIT);

        g_hash_table_add (ids, g_memdup2 (&visit, sizeof visit));
      }
  return ids;
}

static GPtrArray *
list_visits (const AxleRecord *vehicle,
             GPtrArray        *visits,
             GHashTable       *wanted,
             gboolean          maintenance)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < visits->len; i++)
    {
      AxleRecord *visit = visits->pdata[i];
      AxleId of = axle_record_get_id (visit, AXLE_VISIT_VEHICLE);
      gboolean counts = g_hash_table_contains (wanted, &visit->id)
                        || (maintenance && g_strcmp0 (axle_record_get_text (visit, AXLE_VISIT_REASON), "maintenance") == 0);

      if (counts && axle_id_equal (&of, &vehicle->id))
        g_ptr_array_add (list, axle_record_ref (visit));
    }
  return list;
}

/**
 * axle_visits_with_job:
 * @vehicle: a car
 * @visits: (element-type AxleRecord): visits, latest first
 * @jobs: (element-type AxleRecord): their jobs
 * @area: a part of the car, as jobs name it
 * @replaced: whether only jobs count that put in something new: not a check of the tyres
 *
 * Returns: (transfer full) (element-type AxleRecord): the visits of @vehicle on which such
 *   a job was done, latest first
 */
GPtrArray *
axle_visits_with_job (const AxleRecord *vehicle,
                      GPtrArray        *visits,
                      GPtrArray        *jobs,
                      const char       *area,
                      gboolean          replaced)
{
  g_autoptr(GHashTable) wanted = list_done (jobs, area, replaced);

  return list_visits (vehicle, visits, wanted, FALSE);
}

/**
 * axle_visits_for_service:
 * @vehicle: a car
 * @visits: (element-type AxleRecord): visits, latest first
 * @jobs: (element-type AxleRecord): their jobs
 *
 * Returns: (transfer full) (element-type AxleRecord): the visits of @vehicle for regular
 *   service, latest first: it was the reason, or the engine's oil was changed
 */
GPtrArray *
axle_visits_for_service (const AxleRecord *vehicle,
                         GPtrArray        *visits,
                         GPtrArray        *jobs)
{
  g_autoptr(GHashTable) wanted = list_done (jobs, "oil", FALSE);

  return list_visits (vehicle, visits, wanted, TRUE);
}

static const char *
drive_of (const AxleRecord *vehicle)
{
  const char *powertrain = axle_record_get_text (vehicle, AXLE_VEHICLE_POWERTRAIN);

  if (g_strcmp0 (powertrain, "battery") == 0 || g_strcmp0 (powertrain, "fuel-cell") == 0)
    return "electric";
  if (g_strcmp0 (powertrain, "plug-in") == 0 || g_strcmp0 (powertrain, "range-extender") == 0)
    return "plug-in";
  return "engine";
}

static gint64
interval_of (const AxleRecord   *vehicle,
             guint               field,
             const char         *what,
             const AxlePolicies *policies)
{
  const AxleValue *own = axle_record_get (vehicle, field);
  g_autofree char *name = g_strdup_printf ("service.%s.%s", drive_of (vehicle), what);

  return axle_value_get_integer (own) > 0 ? axle_value_get_integer (own) : axle_policies_get (policies, name);
}

static gboolean
make_plan (Plan               *plan,
           AxleRecord         *vehicle,
           GPtrArray          *visits,
           GPtrArray          *jobs,
           const AxleUsage    *usage,
           GTimeZone          *zone,
           const AxlePolicies *policies)
{
  g_autoptr(GPtrArray) services = axle_visits_for_service (vehicle, visits, jobs);
  gint64 registered = axle_calendar_from_date (axle_record_get_text (vehicle, AXLE_VEHICLE_FIRST_REGISTRATION), zone);
  const AxleValue *reading;

  plan->distance = interval_of (vehicle, AXLE_VEHICLE_SERVICE_DISTANCE, "distance", policies);
  plan->months = interval_of (vehicle, AXLE_VEHICLE_SERVICE_MONTHS, "months", policies);
  plan->new_car = services->len == 0;
  if (plan->new_car)
    {
      plan->source = vehicle;
      plan->at = registered;
      plan->odometer = 0;
      return registered != G_MININT64;
    }
  plan->source = services->pdata[0];
  plan->at = axle_record_get_happened (plan->source);
  reading = axle_record_get (plan->source, AXLE_VISIT_ODOMETER);
  plan->odometer = reading->kind == AXLE_VALUE_INTEGER ? axle_value_get_integer (reading)
                                                       : axle_usage_estimate (usage, plan->at);
  return TRUE;
}

/* Returns: when the odometer will stand at @odometer; G_MAXINT64 when that cannot be said. */
static gint64
reaches (const AxleUsage *usage,
         gint64           odometer,
         gint64           now)
{
  double years;

  if (usage->reading >= odometer)
    return MIN (usage->read_at, now);
  if (usage->reading < 0 || usage->per_year <= 0)
    return G_MAXINT64;
  years = (double) (odometer - usage->reading) / (double) usage->per_year;
  return years > 100 ? G_MAXINT64 : usage->read_at + (gint64) (years * 365 * DAY);
}

static char *
explain (const AxleServiceDue *self,
         const Plan           *plan,
         const AxleUsage      *usage,
         GTimeZone            *zone)
{
  g_autofree char *since = axle_calendar_format_day (plan->at, zone);
  g_autofree char *distance = axle_distance_format (plan->distance);
  g_autofree char *rate = axle_distance_format (axle_distance_round (usage->per_year, 100000));
  int months = (int) plan->months;

  if (self->by_distance && usage->per_year > 0)
    return plan->new_car
           ? g_strdup_printf (_("The first service is due at %s; about %s are driven in a year"), distance, rate)
           : g_strdup_printf (_("%s after the service of %s; about %s are driven in a year"), distance, since, rate);
  if (self->by_distance)
    return plan->new_car ? g_strdup_printf (_("The first service is due at %s"), distance)
                         : g_strdup_printf (_("%s after the service of %s"), distance, since);
  return plan->new_car
         ? g_strdup_printf (ngettext ("%d month after the first registration on %s",
                                      "%d months after the first registration on %s", (gulong) months), months, since)
         : g_strdup_printf (ngettext ("%d month after the service of %s",
                                      "%d months after the service of %s", (gulong) months), months, since);
}

static void
add_source (GPtrArray  *sources,
            AxleRecord *record)
{
  if (!g_ptr_array_find (sources, record, NULL))
    g_ptr_array_add (sources, axle_record_ref (record));
}

/**
 * axle_service_due:
 * @vehicle: a car
 * @visits: (element-type AxleRecord): visits, latest first; those of other cars are passed over
 * @jobs: (element-type AxleRecord): their jobs
 * @odometers: (element-type AxleRecord): readings; those of other cars are passed over
 * @now: microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 * @policies: what holds at the dealership
 *
 * Returns: (transfer full) (nullable): the next service; %NULL when neither a service nor
 *   the first registration is known
 */
AxleServiceDue *
axle_service_due (AxleRecord         *vehicle,
                  GPtrArray          *visits,
                  GPtrArray          *jobs,
                  GPtrArray          *odometers,
                  gint64              now,
                  GTimeZone          *zone,
                  const AxlePolicies *policies)
{
  g_autoptr(AxleUsage) usage = axle_usage_measure (vehicle, visits, odometers, now, zone);
  AxleServiceDue *self;
  gint64 by_time, by_distance;
  Plan plan = { 0 };

  if (!make_plan (&plan, vehicle, visits, jobs, usage, zone, policies))
    return NULL;
  self = g_new0 (AxleServiceDue, 1);
  self->odometer = plan.odometer >= 0 ? plan.odometer + plan.distance : -1;
  by_time = axle_calendar_add_months (plan.at, (int) plan.months, zone);
  by_distance = self->odometer >= 0 ? reaches (usage, self->odometer, now) : G_MAXINT64;
  self->by_distance = by_distance < by_time;
  self->at = MIN (by_time, by_distance);
  self->overdue = self->at <= now;
  self->soon = self->at <= now + axle_policies_get (policies, "service.soon.days") * DAY
               || (self->odometer >= 0 && usage->reading >= 0
                   && self->odometer - usage->reading <= axle_policies_get (policies, "service.soon.distance"));
  self->reason = explain (self, &plan, usage, zone);
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  add_source (self->sources, plan.source);
  for (guint i = 0; self->by_distance && i < usage->sources->len; i++)
    add_source (self->sources, usage->sources->pdata[i]);
  return self;
}

/**
 * axle_service_due_estimate:
 * @vehicle: a car
 * @visits: (element-type AxleRecord): as of axle_service_due()
 * @jobs: (element-type AxleRecord): as of axle_service_due()
 * @odometers: (element-type AxleRecord): as of axle_service_due()
 * @now: microseconds since 1970 UTC
 * @read_at: when a reading without a day counts as read, at most @now
 * @zone: the time zone of the store's calendar
 * @policies: what holds at the dealership
 * @floats: (out): whether there is such a reading, so that the day depends on @read_at
 *
 * Returns: the day of the next service alone, for many cars; %G_MAXINT64 when it cannot be
 *   said. With @now as @read_at it is that of axle_service_due(), with an earlier one it is
 *   not later, and no earlier than by the same time
 */
gint64
axle_service_due_estimate (AxleRecord         *vehicle,
                           GPtrArray          *visits,
                           GPtrArray          *jobs,
                           GPtrArray          *odometers,
                           gint64              now,
                           gint64              read_at,
                           GTimeZone          *zone,
                           const AxlePolicies *policies,
                           gboolean           *floats)
{
  g_autoptr(AxleUsage) usage = axle_usage_measure (vehicle, visits, odometers, now, zone);
  Plan plan = { 0 };

  *floats = FALSE;
  if (!make_plan (&plan, vehicle, visits, jobs, usage, zone, policies))
    return G_MAXINT64;
  if (usage->reading >= 0 && usage->read_at == now)
    {
      *floats = plan.odometer >= 0 && (usage->per_year > 0 || usage->reading >= plan.odometer + plan.distance);
      usage->read_at = read_at;
    }
  return MIN (axle_calendar_add_months (plan.at, (int) plan.months, zone),
              plan.odometer >= 0 ? reaches (usage, plan.odometer + plan.distance, now) : G_MAXINT64);
}

void
axle_service_due_free (AxleServiceDue *self)
{
  g_ptr_array_unref (self->sources);
  g_free (self->reason);
  g_free (self);
}

/**
 * axle_service_due_dup_text:
 * @self: the next service
 * @zone: the time zone of the store's calendar
 *
 * Returns: (transfer full): when it is due in a few words, translated, such as
 *   “2025-03-04 or 30,000 km”
 */
char *
axle_service_due_dup_text (const AxleServiceDue *self,
                           GTimeZone            *zone)
{
  g_autofree char *day = axle_calendar_format_day (self->at, zone);
  g_autofree char *distance = axle_distance_format (self->odometer);

  return self->odometer >= 0 ? g_strdup_printf (_("%s or %s"), day, distance) : g_steal_pointer (&day);
}
