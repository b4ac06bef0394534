/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/relations.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "core/change-list.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/party/relation.h"
#include "store/customers.h"

/* A taxi company may have thousands of drivers; the first of them tell enough. */
#define DRIVERS_LIMIT 500

void
axle_relation_entry_free (AxleRelationEntry *self)
{
  axle_record_unref (self->relation);
  axle_record_unref (self->other);
  g_free (self);
}

/* Who is at the other end, or stands for them; %NULL when they are gone. */
static AxleRecord *
find_other (AxleWorkstation *workstation,
            AxleStore       *reader,
            const AxleId    *id)
{
  g_autoptr(AxleRecord) other = NULL;
  AxleId survivor;

  if (!axle_store_find_survivor (reader, id, &survivor, NULL))
    return NULL;
  other = axle_workstation_get_record (workstation, &axle_customer_entity, &survivor);
  return other != NULL && !other->deleted ? g_steal_pointer (&other) : NULL;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const AxleRelationEntry *one = *(AxleRelationEntry * const *) a;
  const AxleRelationEntry *other = *(AxleRelationEntry * const *) b;

  return other->current - one->current;
}

GPtrArray *
axle_relations_list (AxleWorkstation   *workstation,
                     const AxleDossier *dossier)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  GPtrArray *relations = axle_dossier_list (dossier, &axle_relation_entity);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_relation_entry_free);

  for (guint i = 0; reader != NULL && i < relations->len; i++)
    {
      AxleRecord *relation = relations->pdata[i];
      AxleId ends[] = { axle_record_get_id (relation, AXLE_RELATION_CUSTOMER), axle_record_get_id (relation, AXLE_RELATION_OTHER) };
      gboolean inverse = axle_dossier_find (dossier, &axle_customer_entity, &ends[0]) == NULL;
      g_autoptr(AxleRecord) other = find_other (workstation, reader, &ends[inverse ? 0 : 1]);
      AxleRelationEntry *entry;

      /* Of two who became one nothing is left to say. */
      if (other == NULL || axle_dossier_find (dossier, &axle_customer_entity, &other->id) != NULL)
        continue;
      entry = g_new0 (AxleRelationEntry, 1);
      entry->relation = axle_record_ref (relation);
      entry->other = g_steal_pointer (&other);
      entry->inverse = inverse;
      entry->current = axle_relation_is_current (relation, axle_dossier_get_now (dossier), axle_dossier_get_zone (dossier));
      g_ptr_array_add (entries, entry);
    }
  g_ptr_array_sort (entries, compare_entries);
  return entries;
}

static gboolean
is_company (const AxleRecord *customer)
{
  return g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE), "company") == 0;
}

AxleRecord *
axle_relation_draft_new (AxleWorkstation  *workstation,
                         const AxleRecord *customer,
                         const AxleRecord *other)
{
  AxleRecord *relation = axle_customer_draft_new (workstation, &axle_relation_entity);
  /* A person's company has the person, and not the other way round. */
  gboolean turned = is_company (other) && !is_company (customer);

  axle_record_set_id (relation, AXLE_RELATION_CUSTOMER, turned ? &other->id : &customer->id);
  axle_record_set_id (relation, AXLE_RELATION_OTHER, turned ? &customer->id : &other->id);
  axle_record_set_text (relation, AXLE_RELATION_ROLE, is_company (customer) || is_company (other) ? "contact" : "spouse");
  return relation;
}

void
axle_relation_save_async (AxleWorkstation     *workstation,
                          const AxleRecord    *before,
                          const AxleRecord    *after,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  axle_workstation_save_async (workstation, before == NULL ? _("Relation added") : _("Relation changed"), changes,
                               cancellable, callback, user_data);
}

void
axle_relation_end_async (AxleWorkstation     *workstation,
                         const AxleRecord    *relation,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(AxleRecord) store = axle_workstation_dup_store (workstation);
  g_autoptr(GTimeZone) zone = axle_store_dup_zone (store);
  g_autoptr(GDateTime) now = g_date_time_new_now (zone);
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");
  g_autoptr(AxleRecord) ended = axle_record_copy (relation);

  axle_record_set_text (ended, AXLE_RELATION_UNTIL, today);
  axle_relation_save_async (workstation, relation, ended, cancellable, callback, user_data);
}

static gboolean
load_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  const AxleId *company = data;
  g_autoptr(GPtrArray) dossiers = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_dossier_unref);
  g_autoptr(GPtrArray) drivers = NULL;
  gint64 now = axle_host_now (axle_host_get_default ());
  GError *error = NULL;
  AxleDossier *first = axle_store_load_dossier (store, company, now, &error);

  if (first == NULL)
    {
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  g_ptr_array_add (dossiers, first);
  drivers = axle_fleet_list_drivers (first);
  for (guint i = 0; i < MIN (drivers->len, DRIVERS_LIMIT) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      AxleDossier *dossier = axle_store_load_dossier (store, drivers->pdata[i], now, NULL);

      if (dossier != NULL)
        g_ptr_array_add (dossiers, dossier);
    }
  g_task_return_pointer (task, g_steal_pointer (&dossiers), (GDestroyNotify) g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

void
axle_fleet_load_async (AxleWorkstation     *workstation,
                       const AxleId        *company,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  AxleId *data = g_memdup2 (company, sizeof *company);

  g_task_set_task_data (task, data, g_free);
  axle_workstation_run (workstation, AXLE_JOB_NORMAL, task, load_job, data);
}

AxleFleet *
axle_fleet_load_finish (AxleWorkstation  *workstation,
                        GAsyncResult     *result,
                        GError          **error)
{
  g_autoptr(GPtrArray) dossiers = NULL;

  g_return_val_if_fail (g_task_is_valid (result, workstation), NULL);
  dossiers = g_task_propagate_pointer (G_TASK (result), error);
  return dossiers != NULL ? axle_fleet_new (dossiers, axle_workstation_get_policies (workstation)) : NULL;
}
