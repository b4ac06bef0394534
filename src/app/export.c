/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/export.h"

#include <glib/gi18n-lib.h>

#include "app/access-log.h"
#include "app/export-table.h"
#include "app/workstation-private.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "formats/csv-writer.h"
#include "formats/vcard-writer.h"
#include "store/customers.h"
#include "store/segments.h"

/* Customers written before other work has its turn. */
#define SLICE 100

/* A file that is replaced as a whole, or left as it was. */
typedef struct
{
  AxleExportFormat    format;
  GFile              *file;
  GFileOutputStream  *stream;
  AxleCsvWriter      *table;
  GHashTable         *staff_names;
  GArray             *customers;      /* (element-type AxleId); NULL for all */
  char               *condition;      /* NULL for all */
  GArray             *rows;           /* numbers of the list, for all */
  guint               n_done;
  guint               n_written;
  AxleExportProgress  progress;
  gpointer            progress_data;
  int                 telling;        /* atomic */
} Export;

static void
free_export (gpointer data)
{
  Export *self = data;

  g_clear_object (&self->table);
  if (self->stream != NULL)
    {
      /* An unfinished file does not take the place of the one that was there. */
      g_autoptr(GCancellable) cancelled = g_cancellable_new ();

      g_cancellable_cancel (cancelled);
      g_output_stream_close (G_OUTPUT_STREAM (self->stream), cancelled, NULL);
      g_clear_object (&self->stream);
    }
  g_clear_object (&self->file);
  g_clear_pointer (&self->staff_names, g_hash_table_unref);
  g_clear_pointer (&self->customers, g_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self->condition);
  g_free (self);
}

static GHashTable *
name_staff (AxleStore *store)
{
  GHashTable *names = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  g_autoptr(GPtrArray) staff = axle_store_list (store, &axle_staff_entity, NULL);

  for (guint i = 0; staff != NULL && i < staff->len; i++)
    {
      const AxleRecord *record = staff->pdata[i];

      g_hash_table_insert (names, g_memdup2 (&record->id, sizeof record->id),
                           g_strdup (axle_record_get_text (record, AXLE_STAFF_NAME)));
    }
  return names;
}

static gboolean
write_cells (const char * const  *cells,
             guint                n_cells,
             gpointer             data,
             GError             **error)
{
  Export *self = data;
  return axle_csv_writer_write_row (self->table, cells, n_cells, NULL, error);
}

static gboolean
begin (Export        *self,
       AxleStore     *store,
       GCancellable  *cancellable,
       GError       **error)
{
  if (self->stream != NULL)
    return TRUE;
  if (self->customers == NULL)
    {
      self->rows = axle_store_order_customers (store, AXLE_CUSTOMER_ORDER_CREATED, FALSE, cancellable, error);
      if (self->rows == NULL ||
          (self->condition != NULL &&
           !axle_store_restrict_customers (store, self->condition, self->rows, cancellable, error)))
        return FALSE;
    }
  self->staff_names = name_staff (store);
  self->stream = g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, cancellable, error);
  if (self->stream == NULL)
    return FALSE;
  if (self->format == AXLE_EXPORT_CSV)
    {
      g_auto(GStrv) header = axle_export_table_header ();

      self->table = axle_csv_writer_new (G_OUTPUT_STREAM (self->stream), NULL, AXLE_CSV_WRITER_BOM, error);
      return self->table != NULL &&
             axle_csv_writer_write_row (self->table, (const char * const *) header, g_strv_length (header), NULL, error);
    }
  return TRUE;
}

static guint
count (Export *self)
{
  return self->customers != NULL ? self->customers->len : self->rows->len;
}

static gboolean
find_customer (Export     *self,
               AxleStore  *store,
               guint       i,
               AxleId     *id,
               GError    **error)
{
  g_autoptr(GPtrArray) summaries = NULL;

  *id = AXLE_ID_NONE;
  if (self->customers != NULL)
    {
      *id = g_array_index (self->customers, AxleId, i);
      return TRUE;
    }
  summaries = axle_store_load_customers (store, &g_array_index (self->rows, gint64, i), 1, error);
  if (summaries == NULL)
    return FALSE;
  if (summaries->pdata[0] != NULL)
    *id = ((AxleCustomerSummary *) summaries->pdata[0])->customer->id;
  return TRUE;
}

static gboolean
write_customer (Export     *self,
                AxleStore  *store,
                guint       i,
                GError    **error)
{
  g_autoptr(AxleDossier) dossier = NULL;
  g_autoptr(GError) local = NULL;
  AxleId id;

  if (!find_customer (self, store, i, &id, error))
    return FALSE;
  dossier = axle_store_load_dossier (store, &id, g_get_real_time (), &local);
  /* Gone since, or written with the one they were merged into. */
  if (g_error_matches (local, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND) ||
      (dossier != NULL && !axle_id_equal (&axle_dossier_get_customer (dossier)->id, &id)))
    return TRUE;
  if (dossier == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->n_written++;
  if (self->format == AXLE_EXPORT_CSV)
    return axle_export_table_rows (dossier, self->staff_names, write_cells, self, error);
  {
    g_autoptr(AxleVCard) card = axle_export_card (dossier);

    return axle_vcard_write (card, AXLE_VCARD_4_0, G_OUTPUT_STREAM (self->stream), NULL, error);
  }
}

static gboolean
write_slice (Export        *self,
             AxleStore     *store,
             GCancellable  *cancellable,
             gboolean      *more,
             GError       **error)
{
  guint end;

  if (!begin (self, store, cancellable, error))
    return FALSE;
  end = MIN (self->n_done + SLICE, count (self));
  for (; self->n_done < end; self->n_done++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !write_customer (self, store, self->n_done, error))
      return FALSE;
  *more = end < count (self);
  if (*more)
    return TRUE;
  if ((self->table != NULL && !axle_csv_writer_finish (self->table, NULL, error)) ||
      !g_output_stream_close (G_OUTPUT_STREAM (self->stream), NULL, error))
    return FALSE;
  g_clear_object (&self->stream);
  return TRUE;
}

/* Progress. */

typedef struct
{
  GTask *task;
  guint  n_done;
  guint  n_all;
} News;

static void
free_news (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news);
}

static gboolean
tell_progress (gpointer data)
{
  News *news = data;
  Export *self = g_task_get_task_data (news->task);

  g_atomic_int_set (&self->telling, FALSE);
  if (!g_task_get_completed (news->task))
    self->progress (news->n_done, news->n_all, self->progress_data);
  return G_SOURCE_REMOVE;
}

static void
send_news (GTask  *task,
           Export *self)
{
  News *news;
  g_autoptr(GSource) source = NULL;

  if (self->progress == NULL || !g_atomic_int_compare_and_exchange (&self->telling, FALSE, TRUE))
    return;
  news = g_new0 (News, 1);
  news->task = g_object_ref (task);
  news->n_done = self->n_done;
  news->n_all = count (self);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, tell_progress, news, free_news);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
export_job (AxleStore    *store,
            GTask        *task,
            gpointer      data,
            GCancellable *cancellable)
{
  Export *self = data;
  GError *cause = NULL;
  GError *error = NULL;
  gboolean more = FALSE;

  if (!write_slice (self, store, cancellable, &more, &cause))
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
      return G_SOURCE_REMOVE;
    }
  send_news (task, self);
  if (more)
    return G_SOURCE_CONTINUE;
  g_task_return_int (task, self->n_written);
  return G_SOURCE_REMOVE;
}

void
axle_export_async (AxleWorkstation     *workstation,
                   AxleExportFormat     format,
                   const AxleId        *customers,
                   gsize                n_customers,
                   const char          *condition,
                   GFile               *file,
                   AxleExportProgress   progress,
                   gpointer             progress_data,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (workstation, cancellable, callback, user_data);
  GError *error = NULL;
  Export *self;

  if (!axle_workstation_check_right (workstation, AXLE_RIGHT_CUSTOMERS_EXPORT, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self = g_new0 (Export, 1);
  self->format = format;
  self->file = g_object_ref (file);
  self->condition = g_strdup (condition);
  self->progress = progress;
  self->progress_data = progress_data;
  if (customers != NULL)
    {
      self->customers = g_array_sized_new (FALSE, FALSE, sizeof (AxleId), (guint) n_customers);
      g_array_append_vals (self->customers, customers, (guint) n_customers);
    }
  g_task_set_task_data (task, self, free_export);
  /* Before the first is read. */
  axle_access_note (workstation, AXLE_ACCESS_EXPORTED, &axle_customer_entity, NULL, customers != NULL ? (gint64) n_customers : -1);
  axle_workstation_browse (workstation, AXLE_JOB_LONG, task, export_job, self);
}

gint64
axle_export_finish (GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
