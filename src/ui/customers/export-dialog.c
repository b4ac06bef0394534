/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/export-dialog.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

/* One export, from the choice of the file to the last toast. */
typedef struct
{
  AxleWindow       *window;
  AxleExportFormat  format;
  char             *condition;
  AxleId           *customers;
  gsize             n_customers;
  GCancellable     *cancellable;
  AdwToast         *toast;
} Export;

static void
export_free (Export *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
  g_object_unref (self->cancellable);
  g_object_unref (self->window);
  g_free (self->customers);
  g_free (self->condition);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
progress_cb (guint64  n_done,
             guint64  n_all,
             gpointer data)
{
  Export *self = data;
  g_autofree char *title = g_strdup_printf (_("Exporting %" PRIu64 " of %" PRIu64 " customers"), n_done, n_all);

  adw_toast_set_title (self->toast, title);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  gint64 n_written = axle_export_finish (result, &error);

  if (error != NULL)
    {
      axle_window_toast_error (self->window, error);
      return;
    }
  title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%" PRId64 " customer exported",
                                        "%" PRId64 " customers exported", (gulong) n_written), n_written);
  axle_window_toast (self->window, title);
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        axle_window_toast_error (self->window, error);
      return;
    }
  self->toast = g_object_ref_sink (adw_toast_new (_("Exporting…")));
  adw_toast_set_timeout (self->toast, 0);
  adw_toast_set_button_label (self->toast, _("_Cancel"));
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (g_cancellable_cancel), self->cancellable, G_CONNECT_SWAPPED);
  axle_window_add_toast (self->window, g_object_ref (self->toast));
  axle_export_async (axle_window_get_workstation (self->window), self->format, self->customers, self->n_customers,
                     self->condition, file, progress_cb, self, self->cancellable, exported_cb, self);
  g_steal_pointer (&self);
}

static GListModel *
new_filters (AxleExportFormat format)
{
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, format == AXLE_EXPORT_CSV ? _("Table (CSV)") : _("Contacts (vCard)"));
  gtk_file_filter_add_suffix (filter, format == AXLE_EXPORT_CSV ? "csv" : "vcf");
  g_list_store_append (filters, filter);
  return G_LIST_MODEL (filters);
}

void
axle_export_customers (AxleWindow       *window,
                       AxleExportFormat  format,
                       const AxleId     *customers,
                       gsize             n_customers,
                       const char       *condition)
{
  Export *self = g_new0 (Export, 1);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListModel) filters = new_filters (format);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%F");
  g_autofree char *name = g_strdup_printf ("%s %s.%s", _("Customers"), day, format == AXLE_EXPORT_CSV ? "csv" : "vcf");

  self->window = g_object_ref (window);
  self->format = format;
  self->customers = customers != NULL ? g_memdup2 (customers, n_customers * sizeof *customers) : NULL;
  self->n_customers = n_customers;
  self->condition = g_strdup (condition);
  self->cancellable = g_cancellable_new ();
  gtk_file_dialog_set_title (dialog, _("Export Customers"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, file_chosen_cb, self);
}
