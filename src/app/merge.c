/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/merge.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "core/vehicle/ownership.h"
#include "store/customers.h"

static void
fail (AxleWorkstation     *workstation,
      GAsyncReadyCallback  callback,
      gpointer             user_data,
      const char          *message)
{
  g_task_report_new_error (workstation, callback, user_data, NULL, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, "%s", message);
}

/* Whether @customer stands for themselves. */
static gboolean
stands (AxleWorkstation  *workstation,
        const AxleRecord *customer)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_autoptr(AxleRecord) now = axle_workstation_get_record (workstation, &axle_customer_entity, &customer->id);
  AxleId survivor;

  return reader != NULL && now != NULL && !now->deleted &&
         axle_store_find_survivor (reader, &customer->id, &survivor, NULL) && axle_id_equal (&survivor, &customer->id);
}

void
axle_merge_async (AxleWorkstation     *workstation,
                  const AxleRecord    *survivor,
                  const AxleRecord    *absorbed,
                  const AxleRecord    *after,
                  const char          *reasons,
                  int                  score,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr(AxleRecord) merging = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  AxleId staff = axle_workstation_get_staff_id (workstation);

  if (!stands (workstation, survivor) || !stands (workstation, absorbed) || axle_id_equal (&survivor->id, &absorbed->id))
    {
      fail (workstation, callback, user_data,
            _("One of the two was deleted or merged in the meantime. Nothing was changed; look at them again."));
      return;
    }
  merging = axle_customer_draft_new (workstation, &axle_merging_entity);
  axle_record_set_integer (merging, AXLE_MERGING_AT, axle_host_now (axle_host_get_default ()));
  axle_record_set_id (merging, AXLE_MERGING_STAFF, &staff);
  axle_record_set_text (merging, AXLE_MERGING_REASONS, reasons);
  if (score >= 0)
    axle_record_set_integer (merging, AXLE_MERGING_SCORE, score);
  changes = axle_merge_plan (survivor, absorbed, after, merging);
  axle_workstation_save_async (workstation, _("Customers merged"), changes, cancellable, callback, user_data);
}

typedef struct
{
  guint  n_kept;
  gint64 operation;
} Undoing;

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = data;
  Undoing *undoing = g_task_get_task_data (task);
  GError *error = NULL;

  undoing->operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* All merges into one customer, those taken back too. */
static GPtrArray *
list_into (AxleWorkstation  *workstation,
           const AxleRecord *merging)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  GPtrArray *all = axle_store_list_where (reader, &axle_merging_entity, AXLE_MERGING_SURVIVOR,
                                          axle_record_get (merging, AXLE_MERGING_SURVIVOR), NULL);

  return all != NULL ? all : g_ptr_array_new ();
}

void
axle_merge_undo_async (AxleWorkstation     *workstation,
                       const AxleId        *merging,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (workstation, &axle_merging_entity, merging);
  g_autoptr(AxleRecord) survivor = NULL;
  g_autoptr(AxleRecord) absorbed = NULL;
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  Undoing *undoing;
  AxleId staff = axle_workstation_get_staff_id (workstation);
  AxleId survivor_id, absorbed_id;
  GTask *task;

  if (record == NULL || record->deleted || axle_record_get (record, AXLE_MERGING_UNDONE_AT)->kind != AXLE_VALUE_NONE)
    {
      fail (workstation, callback, user_data, _("This merge was taken back already."));
      return;
    }
  survivor_id = axle_record_get_id (record, AXLE_MERGING_SURVIVOR);
  absorbed_id = axle_record_get_id (record, AXLE_MERGING_ABSORBED);
  survivor = axle_workstation_get_record (workstation, &axle_customer_entity, &survivor_id);
  absorbed = axle_workstation_get_record (workstation, &axle_customer_entity, &absorbed_id);
  others = list_into (workstation, record);
  undoing = g_new0 (Undoing, 1);
  changes = axle_merge_plan_undo (record, survivor, absorbed, others, axle_host_now (axle_host_get_default ()), &staff,
                                  &undoing->n_kept);
  task = g_task_new (workstation, cancellable, callback, user_data);
  g_task_set_task_data (task, undoing, g_free);
  axle_workstation_save_async (workstation, _("Merge taken back"), changes, cancellable, undone_cb, task);
}

/* The number of the operation, to be taken back itself; -1 with an error. */
gint64
axle_merge_undo_finish (AxleWorkstation  *workstation,
                        GAsyncResult     *result,
                        guint            *n_kept,
                        GError          **error)
{
  Undoing *undoing;

  g_return_val_if_fail (g_task_is_valid (result, workstation), -1);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return -1;
  undoing = g_task_get_task_data (G_TASK (result));
  if (n_kept != NULL)
    *n_kept = undoing->n_kept;
  return undoing->operation;
}

GPtrArray *
axle_merge_list (const AxleDossier *dossier)
{
  GPtrArray *all = axle_dossier_list (dossier, &axle_merging_entity);
  GPtrArray *open = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = 0; i < all->len; i++)
    {
      AxleId survivor = axle_record_get_id (all->pdata[i], AXLE_MERGING_SURVIVOR);

      if (axle_record_get (all->pdata[i], AXLE_MERGING_UNDONE_AT)->kind == AXLE_VALUE_NONE &&
          axle_dossier_find (dossier, &axle_customer_entity, &survivor) != NULL)
        g_ptr_array_add (open, axle_record_ref (all->pdata[i]));
    }
  return open;
}

static int
compare_counts (gconstpointer a,
                gconstpointer b)
{
  const AxleMergeCount *first = a;
  const AxleMergeCount *second = b;

  return (first->n < second->n) - (first->n > second->n);
}

GArray *
axle_merge_count (const AxleDossier *dossier)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (AxleMergeCount));

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    {
      GPtrArray *list = axle_dossier_list (dossier, *entity);
      AxleMergeCount count = { *entity, 0 };

      if (*entity == &axle_customer_entity || *entity == &axle_merging_entity || *entity == &axle_ownership_entity)
        continue;
      for (guint i = 0; i < list->len; i++)
        count.n += axle_dossier_is_of_customer (dossier, list->pdata[i]);
      if (count.n > 0)
        g_array_append_val (counts, count);
    }
  g_array_sort (counts, compare_counts);
  return counts;
}
