/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/holiday-import.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/holidays.h"
#include "ui/shell/window.h"

/* An import that goes on: it lives from the first question to the last answer. */
typedef struct
{
  GtkWidget       *parent;
  AxleWorkstation *workstation;
  GFile           *file;
} Import;

static void
import_free (Import *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->workstation);
  g_clear_object (&self->file);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Import, import_free)

static Import *
import_new (GtkWidget       *parent,
            AxleWorkstation *workstation,
            GFile           *file)
{
  Import *self = g_new0 (Import, 1);

  self->parent = g_object_ref (parent);
  self->workstation = g_object_ref (workstation);
  g_set_object (&self->file, file);
  return self;
}

static AxleWindow *
get_window (Import *self)
{
  GtkRoot *root = gtk_widget_get_root (self->parent);

  return AXLE_IS_WINDOW (root) ? AXLE_WINDOW (root) : NULL;
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Import) self = data;
  g_autoptr (GError) error = NULL;
  gint64 operation = 0;
  g_autoptr (GArray) years = axle_holidays_import_finish (result, &operation, &error);
  AxleWindow *window = get_window (self);

  if (window == NULL)
    return;
  if (error != NULL)
    axle_window_toast_error (window, error);
  else
    axle_window_toast_undo (window, _("Holidays imported"), operation);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (Import) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  Import *going = self;

  if (g_str_equal (answer, "import"))
    axle_holidays_import_async (going->workstation, going->file, FALSE, NULL, imported_cb, g_steal_pointer (&self));
}

static gboolean
changes_something (GArray *years)
{
  for (guint i = 0; i < years->len; i++)
    {
      const AxleHolidayYear *year = &g_array_index (years, AxleHolidayYear, i);

      if (year->n_new + year->n_changed + year->n_taken_back > 0)
        return TRUE;
    }
  return FALSE;
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Import) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) years = axle_holidays_import_finish (result, NULL, &error);
  g_autofree char *preview = years != NULL ? axle_holidays_dup_preview (years) : NULL;
  Import *going = self;
  AdwDialog *dialog;

  if (get_window (self) == NULL)
    return;
  if (error != NULL)
    {
      axle_window_toast_error (get_window (self), error);
      return;
    }
  dialog = adw_alert_dialog_new (_("Import Holidays?"), preview);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", changes_something (years) ? _("_Cancel") : _("_Close"));
  if (changes_something (years))
    {
      adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "import", _("_Import"));
      adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "import", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "import");
    }
  else
    adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (dialog), _("Nothing to Import"));
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), going->parent, NULL, answered_cb, g_steal_pointer (&self));
}

void
axle_holiday_import_file (GtkWidget       *parent,
                          AxleWorkstation *workstation,
                          GFile           *file)
{
  axle_holidays_import_async (workstation, file, TRUE, NULL, looked_cb, import_new (parent, workstation, file));
}

static void
chosen_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (Import) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    axle_holiday_import_file (self->parent, self->workstation, file);
}

void
axle_holiday_import_ask (GtkWidget       *parent,
                         AxleWorkstation *workstation)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Official holidays (JSON, iCalendar)"));
  gtk_file_filter_add_suffix (filter, "json");
  gtk_file_filter_add_suffix (filter, "ics");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _("Import Holidays"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, chosen_cb, import_new (parent, workstation, NULL));
}
