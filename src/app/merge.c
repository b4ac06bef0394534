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

AxleDossier *
axle_merge_load (AxleWorkstation *workstation,
                 const AxleId    *customer)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);

  return reader != NULL ? axle_store_load_dossier (reader, customer, axle_host_now (axle_host_get_default ()), NULL) : NULL;
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
list_into (AxleWorkstation *workstation,
           const AxleId    *survivor)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_id (&value, survivor);
  return reader != NULL ? axle_store_list_where (reader, &axle_merging_entity, AXLE_MERGING_SURVIVOR, &value, NULL) : NULL;
}

static int
compare_latest (gconstpointer a,
                gconstpointer b)
{
  gint64 first = axle_record_get_integer (*(AxleRecord * const *) a, AXLE_MERGING_AT);
  gint64 second = axle_record_get_integer (*(AxleRecord * const *) b, AXLE_MERGING_AT);

  return (first < second) - (first > second);
}

/* Those of @all that brought @absorbed and that nobody took back. */
static GPtrArray *
pick_open (GPtrArray    *all,
           const AxleId *absorbed)
{
  GPtrArray *open = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    {
      AxleId id = axle_record_get_id (all->pdata[i], AXLE_MERGING_ABSORBED);

      if (axle_merge_is_open (all->pdata[i]) && axle_id_equal (&id, absorbed))
        g_ptr_array_add (open, all->pdata[i]);
    }
  g_ptr_array_sort (open, compare_latest);
  return open;
}

void
axle_merge_undo_async (AxleWorkstation     *workstation,
                       const AxleId        *survivor,
                       const AxleId        *absorbed,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(AxleRecord) stayed = axle_workstation_get_record (workstation, &axle_customer_entity, survivor);
  g_autoptr(AxleRecord) went = axle_workstation_get_record (workstation, &axle_customer_entity, absorbed);
  g_autoptr(GPtrArray) others = list_into (workstation, survivor);
  g_autoptr(GPtrArray) open = others != NULL ? pick_open (others, absorbed) : NULL;
  g_autoptr(GPtrArray) changes = NULL;
  AxleId staff = axle_workstation_get_staff_id (workstation);
  Undoing *undoing = g_new0 (Undoing, 1);
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);

  g_task_set_task_data (task, undoing, g_free);
  if (stayed != NULL && open != NULL)
    changes = axle_merge_plan_undo (open, stayed, went, others, axle_host_now (axle_host_get_default ()), &staff,
                                    &undoing->n_kept);
  if (changes != NULL && changes->len > 0)
    {
      axle_workstation_save_async (workstation, _("Merge taken back"), changes, cancellable, undone_cb, task);
      return;
    }
  g_task_return_new_error (task, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("This merge was taken back already."));
  g_object_unref (task);
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

void
axle_merge_entry_free (AxleMergeEntry *self)
{
  axle_record_unref (self->absorbed);
  g_clear_pointer (&self->merging, axle_record_unref);
  g_free (self);
}

/* The latest merge of the two that nobody took back; %NULL when there is none. */
static AxleRecord *
find_merging (const AxleDossier *dossier,
              const AxleId      *survivor,
              const AxleId      *absorbed)
{
  g_autoptr(GPtrArray) open = pick_open (axle_dossier_list (dossier, &axle_merging_entity), absorbed);

  for (guint i = 0; i < open->len; i++)
    {
      AxleId id = axle_record_get_id (open->pdata[i], AXLE_MERGING_SURVIVOR);

      if (axle_id_equal (&id, survivor))
        return axle_record_ref (open->pdata[i]);
    }
  return NULL;
}

GPtrArray *
axle_merge_list (const AxleDossier *dossier)
{
  GPtrArray *customers = axle_dossier_list (dossier, &axle_customer_entity);
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_merge_entry_free);

  for (guint i = 0; i < customers->len; i++)
    {
      AxleRecord *absorbed = customers->pdata[i];
      AxleId survivor = axle_record_get_id (absorbed, AXLE_CUSTOMER_MERGED_INTO);
      AxleMergeEntry *entry;

      if (axle_dossier_find (dossier, &axle_customer_entity, &survivor) == NULL)
        continue;
      entry = g_new0 (AxleMergeEntry, 1);
      entry->survivor = survivor;
      entry->absorbed = axle_record_ref (absorbed);
      entry->merging = find_merging (dossier, &survivor, &absorbed->id);
      g_ptr_array_add (entries, entry);
    }
  return entries;
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
