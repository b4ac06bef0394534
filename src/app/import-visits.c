/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/import-match.h"
#include "base/problem.h"
#include "core/calendar.h"
#include "core/change-list.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/*
 * A table of visits makes neither customers nor cars: who is not known is told, and
 * comes with a table of customers. A visit is known by its order number, and without
 * one by its car and day. One that is known is completed and never overwritten.
 */

/* What is found of a row. */
typedef struct
{
  AxleRecord *car;
  AxleRecord *customer;
  AxleRecord *visit;
} Found;

static void
clear_found (Found *self)
{
  g_clear_pointer (&self->car, axle_record_unref);
  g_clear_pointer (&self->customer, axle_record_unref);
  g_clear_pointer (&self->visit, axle_record_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, clear_found)

static GPtrArray *
list_of (AxleImportBase    *base,
         const AxleEntity  *entity,
         guint              field,
         const AxleId      *id,
         GError           **error)
{
  AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = *id };

  return axle_import_base_list_where (base, entity, field, &value, error);
}

static gboolean
find_car (AxleImportBase       *base,
          const AxleImportRow  *row,
          Found                *found,
          GError              **error)
{
  const char *vin = axle_record_get_text (row->vehicle, AXLE_VEHICLE_VIN);
  const char *plate = axle_record_get_text (row->vehicle, AXLE_VEHICLE_PLATE);
  g_autoptr(GError) local = NULL;

  /* The VIN is the car's for ever; a plate moves on. */
  if (vin != NULL)
    found->car = axle_import_base_find_vehicle (base, vin, NULL, &local);
  if (found->car == NULL && local == NULL && vin == NULL && plate != NULL)
    found->car = axle_import_base_find_vehicle (base, NULL, plate, &local);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
is_within (const AxleRecord *ownership,
           const char       *day)
{
  const char *since = axle_record_get_text (ownership, AXLE_OWNERSHIP_SINCE);
  const char *until = axle_record_get_text (ownership, AXLE_OWNERSHIP_UNTIL);

  return (since == NULL || g_strcmp0 (since, day) <= 0) && (until == NULL || g_strcmp0 (day, until) <= 0);
}

/* Who owned the car that day; else who has to do with it at all. */
static gboolean
find_owner (AxleImportBase  *base,
            const char      *day,
            Found           *found,
            GError         **error)
{
  g_autoptr(GPtrArray) all = list_of (base, &axle_ownership_entity, AXLE_OWNERSHIP_VEHICLE, &found->car->id, error);
  const AxleRecord *best = NULL;
  guint best_rank = 0;
  AxleId id;

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const AxleRecord *one = all->pdata[i];
      gboolean owner = g_strcmp0 (axle_record_get_text (one, AXLE_OWNERSHIP_ROLE), "owner") == 0;
      guint rank = 1 + owner + 2 * is_within (one, day);

      if (rank > best_rank)
        {
          best = one;
          best_rank = rank;
        }
    }
  if (best == NULL)
    return TRUE;
  id = axle_record_get_id (best, AXLE_OWNERSHIP_CUSTOMER);
  found->customer = axle_import_base_get (base, &axle_customer_entity, &id, error);
  return found->customer != NULL || *error == NULL;
}

static gboolean
find_by_phone (AxleImportBase       *base,
               const AxleImportRow  *row,
               Found                *found,
               GError              **error)
{
  g_auto(GStrv) phones = axle_record_dup_members (row->customer, AXLE_CUSTOMER_PHONES);

  for (guint i = 0; phones[i] != NULL && found->customer == NULL; i++)
    {
      g_autoptr(GPtrArray) matches = axle_import_base_match (base, phones[i], NULL, error);

      if (matches == NULL)
        return FALSE;
      if (matches->len > 0)
        found->customer = axle_record_ref (matches->pdata[0]);
    }
  return TRUE;
}

/* Who has one car came with that one. */
static gboolean
find_only_car (AxleImportBase  *base,
               Found           *found,
               GError         **error)
{
  g_autoptr(GPtrArray) all = list_of (base, &axle_ownership_entity, AXLE_OWNERSHIP_CUSTOMER, &found->customer->id, error);
  AxleId id;

  if (all == NULL)
    return FALSE;
  if (all->len != 1)
    return TRUE;
  id = axle_record_get_id (all->pdata[0], AXLE_OWNERSHIP_VEHICLE);
  found->car = axle_import_base_get (base, &axle_vehicle_entity, &id, error);
  return found->car != NULL || *error == NULL;
}

static gboolean
find_party (AxleImportBase       *base,
            const AxleImportRow  *row,
            const char           *day,
            Found                *found,
            GError              **error)
{
  if (!find_car (base, row, found, error))
    return FALSE;
  if (found->car != NULL)
    return find_owner (base, day, found, error) && (found->customer != NULL || find_by_phone (base, row, found, error));
  /* A car that was named and is not known is not another one of the customer. */
  if (axle_import_row_has_car (row) && axle_record_get_text (row->vehicle, AXLE_VEHICLE_VIN) != NULL)
    return TRUE;
  return find_by_phone (base, row, found, error) && (found->customer == NULL || find_only_car (base, found, error));
}

/* The visit. */

static gboolean
is_same_day (const AxleRecord *visit,
             const char       *day,
             GTimeZone        *zone)
{
  g_autofree char *other = axle_calendar_format_day (axle_record_get_integer (visit, AXLE_VISIT_AT), zone);

  return g_str_equal (day, other);
}

static gboolean
find_visit (AxleImportBase       *base,
            const AxleImportRow  *row,
            const char           *day,
            GTimeZone            *zone,
            Found                *found,
            GError              **error)
{
  const char *number = axle_record_get_text (row->visit, AXLE_VISIT_NUMBER);
  g_autoptr(GPtrArray) known = NULL;

  if (number != NULL)
    known = axle_import_base_list_where (base, &axle_visit_entity, AXLE_VISIT_NUMBER,
                                         axle_record_get (row->visit, AXLE_VISIT_NUMBER), error);
  else if (found->car != NULL)
    known = list_of (base, &axle_visit_entity, AXLE_VISIT_VEHICLE, &found->car->id, error);
  else
    known = list_of (base, &axle_visit_entity, AXLE_VISIT_CUSTOMER, &found->customer->id, error);
  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < known->len && found->visit == NULL; i++)
    if (number != NULL || is_same_day (known->pdata[i], day, zone))
      found->visit = axle_record_ref (known->pdata[i]);
  return TRUE;
}

static gint64
sum_of_jobs (const AxleImportRow *row)
{
  gint64 sum = 0;

  for (guint i = 0; i < row->jobs->len; i++)
    sum += axle_record_get_integer (row->jobs->pdata[i], AXLE_JOB_AMOUNT);
  return sum;
}

static gboolean
has_job (GPtrArray        *jobs,
         const AxleRecord *told)
{
  for (guint i = 0; i < jobs->len; i++)
    if (g_strcmp0 (axle_record_get_text (jobs->pdata[i], AXLE_JOB_TITLE), axle_record_get_text (told, AXLE_JOB_TITLE)) == 0)
      return TRUE;
  return FALSE;
}

/* Those that the visit does not have. */
static gboolean
add_jobs (AxleImportBase       *base,
          const AxleImportRow  *row,
          const AxleRecord     *visit,
          gboolean              fresh,
          GPtrArray            *changes,
          gboolean             *changed,
          GError              **error)
{
  g_autoptr(GPtrArray) known = fresh ? g_ptr_array_new () : list_of (base, &axle_job_entity, AXLE_JOB_VISIT, &visit->id, error);

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < row->jobs->len; i++)
    {
      g_autoptr(AxleRecord) job = NULL;

      if (has_job (known, row->jobs->pdata[i]))
        continue;
      job = axle_import_make (row->jobs->pdata[i]);
      axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
      axle_change_list_add_between (changes, NULL, job);
      *changed = TRUE;
    }
  return TRUE;
}

static void
raise_odometer (const AxleRecord *car,
                const AxleRecord *visit,
                GPtrArray        *changes)
{
  gint64 reading = axle_record_get_integer (visit, AXLE_VISIT_ODOMETER);
  g_autoptr(AxleRecord) after = NULL;

  if (car == NULL || reading <= axle_record_get_integer (car, AXLE_VEHICLE_ODOMETER))
    return;
  after = axle_record_copy (car);
  axle_record_set_integer (after, AXLE_VEHICLE_ODOMETER, reading);
  axle_change_list_add_between (changes, car, after);
}

static AxleRecord *
make_visit (const AxleImportRow *row,
            const Found         *found)
{
  AxleRecord *visit = axle_import_make (row->visit);
  gint64 sum = sum_of_jobs (row);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &found->customer->id);
  if (found->car != NULL)
    axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &found->car->id);
  axle_record_set_text (visit, AXLE_VISIT_SOURCE, "import");
  if (axle_record_get (visit, AXLE_VISIT_AMOUNT)->kind == AXLE_VALUE_NONE && sum > 0)
    axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, sum);
  return visit;
}

/* The hour of the same day is no difference: many tables have none. */
static gboolean
complete_visit (AxleImportRow    *row,
                const AxleRecord *known,
                const char       *day,
                GTimeZone        *zone,
                GPtrArray        *changes)
{
  if (is_same_day (known, day, zone))
    axle_record_set (row->visit, AXLE_VISIT_AT, axle_record_get (known, AXLE_VISIT_AT));
  return axle_import_complete (row, known, row->visit, changes);
}

static void
refuse (AxleImportRow *row)
{
  const guint whole_row = AXLE_IMPORT_WHOLE_ROW;

  axle_problems_add (row->problems, "unknown-car", NULL, TRUE,
                     _("Neither the car nor the customer is known here. Import the customers first."));
  g_array_append_val (row->columns, whole_row);
}

/**
 * axle_import_match_visit:
 * @base: what is known
 * @row: a row that is not wrong
 * @zone: the zone of the store's calendar
 * @changes: (element-type AxleChange): what it does is added here
 * @outcome: (out): what becomes of it, where it does not become wrong
 * @error: return location; must not be %NULL
 *
 * Returns: whether everything could be looked up
 */
gboolean
axle_import_match_visit (AxleImportBase     *base,
                         AxleImportRow      *row,
                         GTimeZone          *zone,
                         GPtrArray          *changes,
                         AxleImportOutcome  *outcome,
                         GError            **error)
{
  g_autofree char *day = axle_calendar_format_day (axle_record_get_integer (row->visit, AXLE_VISIT_AT), zone);
  g_auto(Found) found = { NULL };
  gboolean changed = FALSE;
  gboolean fresh;

  *outcome = AXLE_IMPORT_UNCHANGED;
  if (!find_party (base, row, day, &found, error))
    return FALSE;
  if (found.customer == NULL)
    {
      refuse (row);
      return TRUE;
    }
  if (!find_visit (base, row, day, zone, &found, error))
    return FALSE;
  fresh = found.visit == NULL;
  if (fresh)
    {
      found.visit = make_visit (row, &found);
      axle_change_list_add_between (changes, NULL, found.visit);
    }
  else
    changed = complete_visit (row, found.visit, day, zone, changes);
  if (!add_jobs (base, row, found.visit, fresh, changes, &changed, error))
    return FALSE;
  raise_odometer (found.car, fresh ? found.visit : row->visit, changes);
  *outcome = fresh ? AXLE_IMPORT_FRESH : changed ? AXLE_IMPORT_MATCHED : AXLE_IMPORT_UNCHANGED;
  return TRUE;
}
