/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/service-log.h"

#include <glib/gi18n-lib.h>

#include "app/planning.h"
#include "app/workstation-private.h"
#include "core/appointment/resource.h"
#include "core/change-list.h"
#include "core/loyalty/points.h"
#include "core/party/complaint.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

static gboolean
is_done (const AxleRecord *job)
{
  return axle_record_get_text (job, AXLE_JOB_TITLE) != NULL
         && g_strcmp0 (axle_record_get_text (job, AXLE_JOB_STATE), "done") == 0;
}

gint64
axle_jobs_sum (GPtrArray *jobs)
{
  gint64 sum = 0;

  for (guint i = 0; i < jobs->len; i++)
    if (is_done (jobs->pdata[i]))
      sum += axle_record_get_integer (jobs->pdata[i], AXLE_JOB_AMOUNT);
  return sum;
}

/* What cost nothing was no purchase: then nothing is said of it. */
static AxleRecord *
complete_visit (const AxleRecord *typed,
                GPtrArray        *jobs)
{
  AxleRecord *visit = axle_record_copy (typed);
  gint64 sum = axle_jobs_sum (jobs);

  if (axle_record_get (visit, AXLE_VISIT_AMOUNT)->kind == AXLE_VALUE_NONE && sum > 0)
    axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, sum);
  return visit;
}

static void
add_jobs (GPtrArray        *changes,
          const AxleRecord *visit,
          GPtrArray        *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      g_autoptr(AxleRecord) job = axle_record_copy (jobs->pdata[i]);

      if (axle_record_get_text (job, AXLE_JOB_TITLE) == NULL)
        continue;
      /* A draft of an earlier day may name the visit of that day. */
      axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
      axle_change_list_add_between (changes, NULL, job);
    }
}

/* What was read on an old visit that is told late turns nothing back. */
static void
add_odometer (AxleWorkstation  *workstation,
              GPtrArray        *changes,
              const AxleRecord *visit)
{
  AxleId id = axle_record_get_id (visit, AXLE_VISIT_VEHICLE);
  gint64 reading = axle_record_get_integer (visit, AXLE_VISIT_ODOMETER);
  g_autoptr(AxleRecord) vehicle = axle_workstation_get_record (workstation, &axle_vehicle_entity, &id);
  g_autoptr(AxleRecord) after = NULL;

  if (vehicle == NULL || vehicle->deleted || reading <= axle_record_get_integer (vehicle, AXLE_VEHICLE_ODOMETER))
    return;
  after = axle_record_copy (vehicle);
  axle_record_set_integer (after, AXLE_VEHICLE_ODOMETER, reading);
  axle_change_list_add_between (changes, vehicle, after);
}

void
axle_visit_log_async (AxleWorkstation     *workstation,
                      const AxleRecord    *visit,
                      GPtrArray           *jobs,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) complete = complete_visit (visit, jobs);

  axle_change_list_add_between (changes, NULL, complete);
  add_jobs (changes, complete, jobs);
  add_odometer (workstation, changes, complete);
  axle_workstation_save_async (workstation, _("Service visit logged"), changes, cancellable, callback, user_data);
}

static const AxleRecord *
find_record (GPtrArray    *records,
             const AxleId *id)
{
  for (guint i = 0; i < records->len; i++)
    if (axle_id_equal (&((AxleRecord *) records->pdata[i])->id, id))
      return records->pdata[i];
  return NULL;
}

/* One that has no name any more goes, too. */
static void
change_jobs (GPtrArray        *changes,
             const AxleRecord *visit,
             GPtrArray        *known,
             GPtrArray        *jobs)
{
  g_autoptr(GPtrArray) fresh = g_ptr_array_new ();

  for (guint i = 0; i < known->len; i++)
    {
      const AxleRecord *before = known->pdata[i];
      const AxleRecord *after = find_record (jobs, &before->id);

      if (after == NULL || axle_record_get_text (after, AXLE_JOB_TITLE) == NULL)
        axle_change_list_add_action (changes, before, AXLE_CHANGE_DELETE);
      else
        axle_change_list_add_between (changes, before, after);
    }
  for (guint i = 0; i < jobs->len; i++)
    if (find_record (known, &((AxleRecord *) jobs->pdata[i])->id) == NULL)
      g_ptr_array_add (fresh, jobs->pdata[i]);
  add_jobs (changes, visit, fresh);
}

static AxleRecord *
correct_visit (const AxleRecord *before,
               const AxleRecord *typed,
               GPtrArray        *known,
               GPtrArray        *jobs)
{
  gint64 amount = axle_record_get_integer (before, AXLE_VISIT_AMOUNT);
  gboolean follows = amount == axle_jobs_sum (known) && amount == axle_record_get_integer (typed, AXLE_VISIT_AMOUNT);
  g_autoptr(AxleRecord) after = axle_record_copy (typed);

  if (follows && axle_jobs_sum (jobs) != amount)
    axle_record_set_integer (after, AXLE_VISIT_AMOUNT, axle_jobs_sum (jobs));
  return complete_visit (after, jobs);
}

void
axle_visit_change_async (AxleWorkstation     *workstation,
                         const AxleRecord    *before,
                         const AxleRecord    *visit,
                         GPtrArray           *known,
                         GPtrArray           *jobs,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) after = correct_visit (before, visit, known, jobs);

  axle_change_list_add_between (changes, before, after);
  change_jobs (changes, after, known, jobs);
  add_odometer (workstation, changes, after);
  axle_workstation_save_async (workstation, _("Service visit changed"), changes, cancellable, callback, user_data);
}

static const char *
title_of (const AxleEntity *entity,
          gboolean          changed)
{
  if (entity == &axle_deal_entity)
    return changed ? _("Sales event changed") : _("Sales event logged");
  if (entity == &axle_complaint_entity)
    return changed ? _("Complaint changed") : _("Complaint logged");
  return _("Points booked");
}

void
axle_record_log_async (AxleWorkstation     *workstation,
                       const AxleRecord    *before,
                       const AxleRecord    *record,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, record);
  axle_workstation_save_async (workstation, title_of (record->entity, before != NULL), changes, cancellable, callback, user_data);
}

static gboolean
has_vehicle (GPtrArray    *vehicles,
             const AxleId *id)
{
  for (guint i = 0; i < vehicles->len; i++)
    if (axle_id_equal (&((AxleRecord *) vehicles->pdata[i])->id, id))
      return TRUE;
  return FALSE;
}

/* Cars of today first; those that were sold follow. */
static GPtrArray *
list_vehicles (AxleWorkstation *workstation,
               const AxleId    *customer)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = *customer };
  g_autoptr(GPtrArray) ownerships = reader != NULL
    ? axle_store_list_where (reader, &axle_ownership_entity, AXLE_OWNERSHIP_CUSTOMER, &value, NULL) : NULL;
  GPtrArray *vehicles = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (int past = 0; past < 2 && ownerships != NULL; past++)
    for (guint i = 0; i < ownerships->len; i++)
      {
        AxleId id = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_VEHICLE);
        gboolean sold = axle_record_get_text (ownerships->pdata[i], AXLE_OWNERSHIP_UNTIL) != NULL;
        g_autoptr(AxleRecord) vehicle = sold == past && !has_vehicle (vehicles, &id)
          ? axle_workstation_get_record (workstation, &axle_vehicle_entity, &id) : NULL;

        if (vehicle != NULL && !vehicle->deleted)
          g_ptr_array_add (vehicles, g_steal_pointer (&vehicle));
      }
  return vehicles;
}

/* In the order that the planner gave them. */
static GPtrArray *
list_resources (AxleWorkstation *workstation)
{
  g_autoptr(GPtrArray) groups = axle_planning_list (workstation, axle_planning_find ("resources"));
  GPtrArray *resources = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < groups->len; i++)
    {
      const AxlePlanningGroup *group = groups->pdata[i];

      for (guint k = 0; k < group->records->len; k++)
        g_ptr_array_add (resources, axle_record_ref (group->records->pdata[k]));
    }
  return resources;
}

GPtrArray *
axle_workstation_list_references (AxleWorkstation  *workstation,
                                  const AxleRecord *record,
                                  guint             field)
{
  int customer = axle_entity_find_field (record->entity, "customer");
  AxleId id = customer >= 0 ? axle_record_get_id (record, (guint) customer) : AXLE_ID_NONE;

  if (g_strcmp0 (record->entity->fields[field].target, axle_vehicle_entity.kind) == 0)
    return list_vehicles (workstation, &id);
  if (g_strcmp0 (record->entity->fields[field].target, axle_resource_entity.kind) == 0)
    return list_resources (workstation);
  return axle_workstation_list_staff (workstation);
}
