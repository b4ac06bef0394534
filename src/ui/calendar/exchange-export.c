/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/exchange-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-export.h"
#include "ui/shell/window.h"

/* On its way from a question to a file. */
typedef struct
{
  AxleWindow      *window;
  AxleWorkstation *workstation;
  GFile           *file;
  gint64           from;
  gint64           until;
  guint            n_events;
} Export;

static void
export_free (Export *self)
{
  g_clear_object (&self->file);
  g_object_unref (self->workstation);
  g_object_unref (self->window);
  g_free (self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Export *self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *words = g_strdup_printf (ngettext ("%u appointment exported", "%u appointments exported", self->n_events),
                                            self->n_events);

  if (g_file_replace_contents_finish (self->file, result, NULL, &error))
    axle_window_toast (self->window, words);
  else
    axle_window_toast_error (self->window, error);
  export_free (self);
}

static void
exported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Export *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = axle_calendar_export_finish (result, &self->n_events, &error);

  if (bytes != NULL)
    {
      g_file_replace_contents_bytes_async (self->file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, self);
      return;
    }
  axle_window_toast_error (self->window, error);
  export_free (self);
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Export *self = data;

  self->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  if (self->file != NULL)
    axle_calendar_export_async (self->workstation, self->from, self->until, NULL, exported_cb, self);
  else
    export_free (self);
}

void
axle_exchange_export (GtkWidget       *parent,
                      AxleWorkstation *workstation,
                      gint64           from,
                      gint64           until)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  AxleWindow *window = axle_window_of (parent);
  Export *self = g_new0 (Export, 1);

  self->window = g_object_ref (window);
  self->workstation = g_object_ref (workstation);
  self->from = from;
  self->until = until;
  gtk_file_dialog_set_title (dialog, _("Export Appointments"));
  /* Translators: the name of a file. */
  gtk_file_dialog_set_initial_name (dialog, _("Appointments.ics"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (window), NULL, chosen_cb, self);
}
