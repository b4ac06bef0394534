/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/fleet.h"

#include "core/insight/rfm.h"
#include "core/party/customer.h"
#include "core/party/relation.h"
#include "core/repair/deferred.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

#define YEAR (AXLE_RFM_YEAR * G_TIME_SPAN_DAY)

static void
car_free (gpointer data)
{
  AxleFleetCar *self = data;

  axle_record_unref (self->vehicle);
  axle_record_unref (self->keeper);
  g_clear_pointer (&self->due, axle_service_due_free);
  g_free (self);
}

void
axle_fleet_free (AxleFleet *self)
{
  g_ptr_array_unref (self->cars);
  g_free (self);
}

/**
 * axle_fleet_list_drivers:
 * @company: all about a company
 *
 * Returns: (transfer full) (element-type AxleId): who drives for it now
 */
GPtrArray *
axle_fleet_list_drivers (const AxleDossier *company)
{
  GPtrArray *relations = axle_dossier_list (company, &axle_relation_entity);
  GPtrArray *drivers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < relations->len; i++)
    {
      AxleId of = axle_record_get_id (relations->pdata[i], AXLE_RELATION_CUSTOMER);
      AxleId other = axle_record_get_id (relations->pdata[i], AXLE_RELATION_OTHER);

      if (g_strcmp0 (axle_record_get_text (relations->pdata[i], AXLE_RELATION_ROLE), "driver") == 0 &&
          axle_relation_is_current (relations->pdata[i], axle_dossier_get_now (company), axle_dossier_get_zone (company)) &&
          axle_dossier_find (company, &axle_customer_entity, &of) != NULL)
        g_ptr_array_add (drivers, g_memdup2 (&other, sizeof other));
    }
  return drivers;
}

/* Each record once, whoever's dossier has it. */
static gboolean
is_new (GHashTable       *seen,
        const AxleRecord *record)
{
  return g_hash_table_add (seen, (gpointer) &record->id);
}

static gint64
find_last_visit (const AxleDossier *dossier,
                 const AxleRecord  *vehicle)
{
  GPtrArray *visits = axle_dossier_list (dossier, &axle_visit_entity);

  for (guint i = 0; i < visits->len; i++)
    {
      AxleId of = axle_record_get_id (visits->pdata[i], AXLE_VISIT_VEHICLE);

      if (axle_id_equal (&of, &vehicle->id))
        return axle_record_get_happened (visits->pdata[i]);
    }
  return 0;
}

static void
add_cars (AxleFleet          *self,
          const AxleDossier  *dossier,
          const AxlePolicies *policies,
          GHashTable         *seen)
{
  GPtrArray *ownerships = axle_dossier_list (dossier, &axle_ownership_entity);

  for (guint i = 0; i < ownerships->len; i++)
    {
      AxleId id = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_VEHICLE);
      AxleRecord *vehicle = axle_dossier_find (dossier, &axle_vehicle_entity, &id);
      AxleFleetCar *car;

      if (vehicle == NULL || axle_record_get_text (ownerships->pdata[i], AXLE_OWNERSHIP_UNTIL) != NULL ||
          !axle_dossier_is_of_customer (dossier, ownerships->pdata[i]) || !is_new (seen, vehicle))
        continue;
      car = g_new0 (AxleFleetCar, 1);
      car->vehicle = axle_record_ref (vehicle);
      car->keeper = axle_record_ref (axle_dossier_get_customer (dossier));
      car->last_visit = find_last_visit (dossier, vehicle);
      car->due = axle_service_due (vehicle, axle_dossier_list (dossier, &axle_visit_entity),
                                   axle_dossier_list (dossier, &axle_job_entity),
                                   axle_dossier_list (dossier, &axle_odometer_entity),
                                   axle_dossier_get_now (dossier), axle_dossier_get_zone (dossier), policies);
      self->n_due += car->due != NULL && (car->due->overdue || car->due->soon);
      g_ptr_array_add (self->cars, car);
    }
}

static gboolean
is_of_year (const AxleDossier *dossier,
            const AxleRecord  *record)
{
  gint64 at = axle_record_get_happened (record);
  gint64 now = axle_dossier_get_now (dossier);

  return at <= now && at > now - YEAR;
}

static void
add_spent (AxleFleet         *self,
           const AxleDossier *dossier,
           GHashTable        *seen)
{
  static const struct
  {
    const AxleEntity *entity;
    guint             amount;
  } kinds[] = {
    { &axle_visit_entity, AXLE_VISIT_AMOUNT },
    { &axle_deal_entity, AXLE_DEAL_AMOUNT },
  };

  for (guint k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      GPtrArray *records = axle_dossier_list (dossier, kinds[k].entity);

      for (guint i = 0; i < records->len; i++)
        {
          const AxleRecord *record = records->pdata[i];

          if (!is_of_year (dossier, record) || !axle_dossier_is_of_customer (dossier, record) || !is_new (seen, record))
            continue;
          self->n_visits += record->entity == &axle_visit_entity;
          if (axle_purchase_is (record))
            self->spent += axle_record_get_integer (record, kinds[k].amount);
        }
    }
}

static void
add_deferred (AxleFleet         *self,
              const AxleDossier *dossier,
              GHashTable        *seen)
{
  g_autoptr(GPtrArray) jobs = axle_jobs_list_deferred (axle_dossier_list (dossier, &axle_visit_entity),
                                                       axle_dossier_list (dossier, &axle_job_entity), NULL);

  for (guint i = 0; i < jobs->len; i++)
    if (is_new (seen, jobs->pdata[i]))
      {
        self->n_deferred++;
        self->deferred += axle_record_get_integer (jobs->pdata[i], AXLE_JOB_AMOUNT);
      }
}

static int
compare_cars (gconstpointer a,
              gconstpointer b)
{
  const AxleFleetCar *one = *(AxleFleetCar * const *) a;
  const AxleFleetCar *other = *(AxleFleetCar * const *) b;
  gint64 at = one->due != NULL ? one->due->at : G_MAXINT64;
  gint64 other_at = other->due != NULL ? other->due->at : G_MAXINT64;

  return (at > other_at) - (at < other_at);
}

/**
 * axle_fleet_new:
 * @dossiers: (element-type AxleDossier): the company, and who drives for it
 * @policies: what holds at the dealership
 *
 * A car that two of them have counts once.
 *
 * Returns: (transfer full): what they come to
 */
AxleFleet *
axle_fleet_new (GPtrArray          *dossiers,
                const AxlePolicies *policies)
{
  AxleFleet *self = g_new0 (AxleFleet, 1);
  g_autoptr(GHashTable) seen = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  self->cars = g_ptr_array_new_with_free_func (car_free);
  for (guint i = 0; i < dossiers->len; i++)
    {
      add_cars (self, dossiers->pdata[i], policies, seen);
      add_spent (self, dossiers->pdata[i], seen);
      add_deferred (self, dossiers->pdata[i], seen);
    }
  g_ptr_array_sort (self->cars, compare_cars);
  return self;
}
