/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/quality-survey.h"

#include "app/workstation-private.h"
#include "core/party/customer.h"
#include "store/customers.h"

/* Customers looked at before other work has its turn. */
#define SLICE 20

typedef struct
{
  AxleQualityShare share;
  guint64          sums[AXLE_QUALITY_N_ASPECTS];
  guint64          overall;
} Sum;

typedef struct
{
  GArray                *rows;     /* numbers of the list */
  guint                  n_done;
  GHashTable            *sums;     /* AxleId → Sum */
  gint64                 now;
  GFileProgressCallback  progress;
  gpointer               progress_data;
  int                    told;     /* atomic: how many the main thread knows of */
  int                    telling;  /* atomic */
} Survey;

static void
survey_free (gpointer data)
{
  Survey *self = data;

  g_clear_pointer (&self->rows, g_array_unref);
  g_hash_table_unref (self->sums);
  g_free (self);
}

static Sum *
find_sum (Survey           *self,
          const AxleRecord *customer)
{
  AxleId staff = axle_record_get_id (customer, AXLE_CUSTOMER_ADVISOR);
  Sum *sum;

  if (axle_id_is_none (&staff))
    staff = axle_record_get_id (customer, AXLE_CUSTOMER_CONSULTANT);
  sum = g_hash_table_lookup (self->sums, &staff);
  if (sum == NULL)
    {
      sum = g_new0 (Sum, 1);
      sum->share.staff = staff;
      g_hash_table_insert (self->sums, &sum->share.staff, sum);
    }
  return sum;
}

static void
add_customer (Survey           *self,
              AxleStore        *store,
              const AxleRecord *customer)
{
  g_autoptr(AxleDossier) dossier = axle_store_load_dossier (store, &customer->id, self->now, NULL);
  g_autoptr(AxleQuality) quality = NULL;
  Sum *sum;

  /* Merged into another meanwhile, or deleted on request. */
  if (dossier == NULL || axle_record_get (customer, AXLE_CUSTOMER_ERASED_AT)->kind != AXLE_VALUE_NONE)
    return;
  quality = axle_quality_judge (dossier);
  sum = find_sum (self, customer);
  sum->share.n_customers++;
  sum->overall += quality->overall;
  for (guint i = 0; i < AXLE_QUALITY_N_ASPECTS; i++)
    sum->sums[i] += quality->percent[i];
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const AxleQualityShare *one = *(AxleQualityShare * const *) a;
  const AxleQualityShare *other = *(AxleQualityShare * const *) b;

  return (one->overall > other->overall) - (one->overall < other->overall);
}

static GPtrArray *
list_shares (Survey *self)
{
  GPtrArray *shares = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Sum *sum = value;
      AxleQualityShare *share = g_memdup2 (&sum->share, sizeof sum->share);

      share->overall = (guint) (sum->overall / share->n_customers);
      for (guint i = 0; i < AXLE_QUALITY_N_ASPECTS; i++)
        share->percent[i] = (guint) (sum->sums[i] / share->n_customers);
      g_ptr_array_add (shares, share);
    }
  g_ptr_array_sort (shares, compare_shares);
  return shares;
}

static gboolean
tell_cb (gpointer data)
{
  GTask *task = data;
  Survey *self = g_task_get_task_data (task);

  g_atomic_int_set (&self->telling, FALSE);
  if (!g_task_get_completed (task))
    self->progress (g_atomic_int_get (&self->told), self->rows->len, self->progress_data);
  return G_SOURCE_REMOVE;
}

static void
tell (Survey *self,
      GTask  *task)
{
  g_atomic_int_set (&self->told, (int) self->n_done);
  if (self->progress != NULL && g_atomic_int_compare_and_exchange (&self->telling, FALSE, TRUE))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_cb, g_object_ref (task), g_object_unref);
}

static gboolean
survey_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  Survey *self = data;
  g_autoptr(GPtrArray) page = NULL;
  GError *cause = NULL;
  GError *error = NULL;
  guint n;

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (self->rows == NULL)
    self->rows = axle_store_order_customers (store, AXLE_CUSTOMER_ORDER_CREATED, FALSE, cancellable, &cause);
  n = self->rows != NULL ? MIN (SLICE, self->rows->len - self->n_done) : 0;
  if (self->rows != NULL)
    page = axle_store_load_customers (store, (const gint64 *) (gpointer) self->rows->data + self->n_done, n, &cause);
  if (page == NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  for (guint i = 0; i < page->len; i++)
    if (page->pdata[i] != NULL)
      add_customer (self, store, ((AxleCustomerSummary *) page->pdata[i])->customer);
  self->n_done += n;
  tell (self, task);
  if (self->n_done < self->rows->len)
    return G_SOURCE_CONTINUE;
  g_task_return_pointer (task, list_shares (self), (GDestroyNotify) g_ptr_array_unref);
  return G_SOURCE_REMOVE;
}

void
axle_quality_survey_async (AxleWorkstation       *workstation,
                           GFileProgressCallback  progress,
                           gpointer               progress_data,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  Survey *self = g_new0 (Survey, 1);

  g_task_set_source_tag (task, axle_quality_survey_async);
  self->sums = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, NULL, g_free);
  self->now = axle_host_now (axle_host_get_default ());
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, survey_free);
  axle_workstation_browse (workstation, AXLE_JOB_LONG, task, survey_job, self);
}

GPtrArray *
axle_quality_survey_finish (AxleWorkstation  *workstation,
                            GAsyncResult     *result,
                            GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
