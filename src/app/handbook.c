/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/handbook.h"

#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/workstation-private.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/due.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* What goes to the thread that reads. */
typedef struct
{
  AxleId            vehicle;
  gint64            at;
  GTimeZone        *zone;
  AxleRecord       *store;
  AxlePolicies     *policies;
  AxleHandbookCode  code;
} Asked;

/* What was read there; the handbook's source points into it. */
typedef struct
{
  AxleRecord         *vehicle;
  AxleRecord         *owner;
  GPtrArray          *visits;
  GPtrArray          *jobs;
  GPtrArray          *odometers;
  AxleServiceDue     *next;
  char               *due;
} Read;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_clear_pointer (&asked->zone, g_time_zone_unref);
  g_clear_pointer (&asked->store, axle_record_unref);
  g_clear_pointer (&asked->policies, axle_policies_unref);
  g_free (asked);
}

static void
clear_read (Read *read)
{
  g_clear_pointer (&read->vehicle, axle_record_unref);
  g_clear_pointer (&read->owner, axle_record_unref);
  g_clear_pointer (&read->visits, g_ptr_array_unref);
  g_clear_pointer (&read->jobs, g_ptr_array_unref);
  g_clear_pointer (&read->odometers, g_ptr_array_unref);
  g_clear_pointer (&read->next, axle_service_due_free);
  g_clear_pointer (&read->due, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, clear_read)

static GPtrArray *
list_of (AxleStore         *store,
         const AxleEntity  *entity,
         guint              field,
         const AxleId      *id,
         GError           **error)
{
  AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = *id };

  return axle_store_list_where (store, entity, field, &value, error);
}

/* What this computer does not know is no error here. */
static AxleRecord *
find (AxleStore         *store,
      const AxleEntity  *entity,
      const AxleId      *id,
      GError           **error)
{
  g_autoptr(GError) reason = NULL;
  AxleRecord *record = axle_store_get (store, entity, id, &reason);

  if (reason != NULL && !g_error_matches (reason, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&reason));
  return record;
}

/* Who owns it now; of several, who has for the shortest time. */
static gboolean
read_owner (AxleStore  *store,
            Read       *read,
            GError    **error)
{
  g_autoptr(GPtrArray) all = list_of (store, &axle_ownership_entity, AXLE_OWNERSHIP_VEHICLE, &read->vehicle->id, error);
  const AxleRecord *found = NULL;
  AxleId owner;

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++)
    {
      const AxleRecord *one = all->pdata[i];

      if (axle_record_get_text (one, AXLE_OWNERSHIP_UNTIL) == NULL
          && g_strcmp0 (axle_record_get_text (one, AXLE_OWNERSHIP_ROLE), "owner") == 0
          && (found == NULL || g_strcmp0 (axle_record_get_text (one, AXLE_OWNERSHIP_SINCE),
                                          axle_record_get_text (found, AXLE_OWNERSHIP_SINCE)) > 0))
        found = one;
    }
  if (found == NULL)
    return TRUE;
  owner = axle_record_get_id (found, AXLE_OWNERSHIP_CUSTOMER);
  read->owner = find (store, &axle_customer_entity, &owner, error);
  return *error == NULL;
}

static gboolean
read_jobs (AxleStore  *store,
           Read       *read,
           GError    **error)
{
  read->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < read->visits->len; i++)
    {
      GPtrArray *jobs = list_of (store, &axle_job_entity, AXLE_JOB_VISIT, &((AxleRecord *) read->visits->pdata[i])->id, error);

      if (jobs == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (read->jobs, jobs);
    }
  return TRUE;
}

static int
compare_latest (gconstpointer a,
                gconstpointer b)
{
  gint64 at = axle_record_get_happened (*(AxleRecord * const *) a);
  gint64 other_at = axle_record_get_happened (*(AxleRecord * const *) b);

  return (at < other_at) - (at > other_at);
}

static gboolean
read_history (AxleStore  *store,
              Read       *read,
              GError    **error)
{
  read->visits = list_of (store, &axle_visit_entity, AXLE_VISIT_VEHICLE, &read->vehicle->id, error);
  if (read->visits == NULL)
    return FALSE;
  g_ptr_array_sort (read->visits, compare_latest);
  return read_jobs (store, read, error);
}

static gboolean
read_vehicle (AxleStore    *store,
              const AxleId *id,
              Read         *read,
              GError      **error)
{
  read->vehicle = find (store, &axle_vehicle_entity, id, error);
  if (read->vehicle == NULL || read->vehicle->deleted)
    {
      g_clear_pointer (&read->vehicle, axle_record_unref);
      if (*error == NULL)
        g_set_error_literal (error, AXLE_APP_ERROR, AXLE_APP_ERROR_INVALID, _("There is no such car here."));
      return FALSE;
    }
  return read_history (store, read, error);
}

static gboolean
read_due (AxleStore    *store,
          const Asked  *asked,
          Read         *read,
          GError      **error)
{
  read->odometers = list_of (store, &axle_odometer_entity, AXLE_ODOMETER_VEHICLE, &asked->vehicle, error);
  if (read->odometers == NULL)
    return FALSE;
  g_ptr_array_sort (read->odometers, compare_latest);
  read->next = axle_service_due (read->vehicle, read->visits, read->jobs, read->odometers, asked->at, asked->zone,
                                 asked->policies);
  if (read->next != NULL)
    read->due = axle_service_due_dup_text (read->next, asked->zone);
  return TRUE;
}

static AxleHandbookSource
source_of (const Asked *asked,
           const Read  *read)
{
  return (AxleHandbookSource) {
    .vehicle = read->vehicle,
    .owner = read->owner,
    .store = asked->store,
    .visits = read->visits,
    .jobs = read->jobs,
    .due = read->due,
    .due_reason = read->next != NULL ? read->next->reason : NULL,
    .at = asked->at,
    .zone = asked->zone,
  };
}

static gboolean
make_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  const Asked *asked = data;
  AxleHandbook *handbook = NULL;
  AxleHandbookSource source;
  g_auto(Read) read = { NULL };
  GError *cause = NULL, *error = NULL;

  if (read_vehicle (store, &asked->vehicle, &read, &cause) && read_owner (store, &read, &cause)
      && read_due (store, asked, &read, &cause))
    {
      source = source_of (asked, &read);
      handbook = axle_handbook_new (&source, &cause);
    }
  if (handbook == NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  g_task_return_pointer (task, handbook, (GDestroyNotify) axle_handbook_free);
  return G_SOURCE_REMOVE;
}

static Asked *
new_asked (AxleWorkstation *workstation,
           const AxleId    *vehicle,
           gint64           at)
{
  Asked *asked = g_new0 (Asked, 1);

  asked->vehicle = *vehicle;
  asked->at = at;
  asked->zone = g_time_zone_ref (axle_workstation_get_zone (workstation));
  asked->store = axle_workstation_dup_store (workstation);
  asked->policies = axle_policies_ref (axle_workstation_get_policies (workstation));
  return asked;
}

/**
 * axle_handbook_make_async:
 * @workstation: the workstation
 * @vehicle: the car
 * @at: the moment whose knowledge it shows, in microseconds since 1970 UTC
 * @cancellable: (nullable): stops it
 * @callback: told when it is laid out
 * @user_data: for @callback
 *
 * Makes a care handbook, away from the thread that draws.
 */
void
axle_handbook_make_async (AxleWorkstation     *workstation,
                          const AxleId        *vehicle,
                          gint64               at,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  GError *error = NULL;
  Asked *asked;

  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  asked = new_asked (workstation, vehicle, at);
  g_task_set_task_data (task, asked, free_asked);
  axle_access_note (workstation, AXLE_ACCESS_EXPORTED, &axle_vehicle_entity, vehicle, 1);
  axle_workstation_browse (workstation, AXLE_JOB_LONG, task, make_job, asked);
}

/* Returns: (transfer full): the handbook, for the thread that asked. */
AxleHandbook *
axle_handbook_make_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
axle_handbook_verdict_free (AxleHandbookVerdict *self)
{
  g_clear_pointer (&self->vehicle, axle_record_unref);
  g_free (self);
}

static gboolean
verify_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  const Asked *asked = data;
  g_autoptr(AxleHandbookVerdict) verdict = g_new0 (AxleHandbookVerdict, 1);
  g_auto(Read) read = { NULL };
  GError *cause = NULL, *error = NULL;

  verdict->code = asked->code;
  read.vehicle = find (store, &axle_vehicle_entity, &asked->vehicle, &cause);
  if (read.vehicle != NULL && read_history (store, &read, &cause))
    {
      AxleHandbookSource source = source_of (asked, &read);
      AxleHandbookCode expected = axle_handbook_sign (&source);

      verdict->same = axle_handbook_code_equal (&expected, &asked->code);
      verdict->vehicle = axle_record_ref (read.vehicle);
    }
  if (cause != NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  g_task_return_pointer (task, g_steal_pointer (&verdict), (GDestroyNotify) axle_handbook_verdict_free);
  return G_SOURCE_REMOVE;
}

/**
 * axle_handbook_verify_async:
 * @workstation: the workstation
 * @code: what stands on a handbook
 * @cancellable: (nullable): stops it
 * @callback: told what is to be said of it
 * @user_data: for @callback
 *
 * Asks the records whether they say what a handbook says. What was corrected in them
 * since it was made counts as a difference too.
 */
void
axle_handbook_verify_async (AxleWorkstation        *workstation,
                            const AxleHandbookCode *code,
                            GCancellable           *cancellable,
                            GAsyncReadyCallback     callback,
                            gpointer                user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  GError *error = NULL;
  Asked *asked;

  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_READ, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  asked = new_asked (workstation, &code->vehicle, code->at);
  asked->code = *code;
  g_task_set_task_data (task, asked, free_asked);
  axle_workstation_browse (workstation, AXLE_JOB_LONG, task, verify_job, asked);
}

/* Returns: (transfer full): the verdict. */
AxleHandbookVerdict *
axle_handbook_verify_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
