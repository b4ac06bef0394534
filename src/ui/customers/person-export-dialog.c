/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/person-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/person-export.h"
#include "core/party/customer.h"

typedef struct
{
  AxleWindow *window;
  AxleId      customer;
} Choosing;

static void
choosing_free (Choosing *self)
{
  g_object_unref (self->window);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(AxleWindow) window = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL;
  guint n_missing;

  if (axle_person_export_finish (AXLE_WORKSTATION (source), result, &n_missing, &error) < 0)
    {
      axle_window_toast_error (window, error);
      return;
    }
  if (n_missing > 0)
    title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Everything exported but %u photo that is not on this computer",
                                          "Everything exported but %u photos that are not on this computer", n_missing),
                             n_missing);
  axle_window_toast (window, title != NULL ? title : _("Everything about this customer exported"));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(Choosing) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file == NULL)
    {
      if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
        axle_window_toast_error (self->window, error);
      return;
    }
  axle_person_export_async (axle_window_get_workstation (self->window), &self->customer, file, NULL, exported_cb,
                            g_object_ref (self->window));
}

void
axle_person_export_choose (AxleWindow       *window,
                           const AxleRecord *customer)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%F");
  g_autofree char *name = g_strdup_printf ("%s %s.zip", axle_record_get_text (customer, AXLE_CUSTOMER_NAME), day);
  Choosing *self = g_new0 (Choosing, 1);

  /* A name is no folder. */
  g_strdelimit (name, "/", '_');
  self->window = g_object_ref (window);
  self->customer = customer->id;
  gtk_file_dialog_set_title (dialog, _("Export Everything"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, file_chosen_cb, self);
}
