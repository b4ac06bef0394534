/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/plain-words.h"

#define RESULT_SECONDS 15

static void
show_outcome (AxleImportDialog *self,
              const char       *icon,
              const char       *class,
              const char       *title,
              const char       *text)
{
  gtk_image_set_from_icon_name (self->outcome_icon, icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->outcome_icon), (const char *[]) { class, NULL });
  gtk_label_set_label (self->outcome_title, title);
  gtk_label_set_label (self->outcome_text, text);
  adw_navigation_page_set_title (self->run_page, title);
}

static char *
dup_imported_title (AxleImportDialog *self)
{
  gulong n = (gulong) axle_import_dialog_count_changes (self);

  if (axle_import_get_kind (self->import) == AXLE_IMPORT_VISITS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu Visit Imported", "%'lu Visits Imported", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu Customer Imported", "%'lu Customers Imported", n), n);
}

static char *
dup_kept (AxleImportDialog *self)
{
  if (axle_import_get_operation (self->import) == 0)
    return g_strdup (_("Nothing was saved."));
  return g_strdup (_("What was saved until then stays, and Undo takes it back. "
                     "Importing the file again goes on where it stopped."));
}

static char *
show_finished (AxleImportDialog *self,
               const GError     *error)
{
  const AxleImportCounts *counts = axle_import_get_counts (self->import);
  g_autofree char *kept = NULL, *text = NULL, *title = NULL;

  axle_import_figures_set_counts (self->run_figures, counts);
  if (error != NULL)
    {
      gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      kept = dup_kept (self);
      title = g_strdup (cancelled ? _("Import Cancelled") : _("The Import Stopped"));
      text = cancelled ? g_strdup (kept) : g_strdup_printf ("%s\n%s", error->message, kept);
      show_outcome (self, cancelled ? "process-stop-symbolic" : "dialog-warning-symbolic", cancelled ? "warning" : "error", title, text);
    }
  else
    {
      title = dup_imported_title (self);
      if (counts->wrong > 0)
        text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                             "%'lu wrong row is kept in a file, with the reason in its last column. "
                                             "Correct it there and import that file.",
                                             "%'lu wrong rows are kept in a file, with the reason in its last column. "
                                             "Correct them there and import that file.", (gulong) counts->wrong), (gulong) counts->wrong);
      show_outcome (self, "object-select-symbolic", "success", title, text != NULL ? text : _("One undo takes all of it back."));
    }
  gtk_stack_set_visible_child_name (self->run_stack, "done");
  return g_steal_pointer (&title);
}

void
axle_import_outcome_drop_toast (AxleImportDialog *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
}

void
axle_import_outcome_present (AxleImportDialog *self)
{
  axle_import_outcome_drop_toast (self);
  if (self->window == NULL || !self->closed)
    return;
  self->closed = FALSE;
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (self->window));
  axle_import_dialog_focus_next (self);
}

/* A toast holds the dialog that it brings back. */
static void
forget_toast_cb (AxleImportDialog *self)
{
  g_clear_object (&self->toast);
}

/* Stands for the dialog while it is closed: its button brings the dialog back. */
void
axle_import_outcome_show_toast (AxleImportDialog *self,
                                const char       *title,
                                guint             seconds)
{
  axle_import_outcome_drop_toast (self);
  self->toast = g_object_ref_sink (axle_toast_new (title));
  adw_toast_set_timeout (self->toast, seconds);
  adw_toast_set_button_label (self->toast, _("_Details"));
  g_signal_connect_data (self->toast, "button-clicked", G_CALLBACK (axle_import_outcome_present), g_object_ref (self),
                         (GClosureNotify) (void (*) (void)) g_object_unref, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (forget_toast_cb), self, G_CONNECT_SWAPPED);
  axle_window_add_toast (self->window, g_object_ref (self->toast));
}

/* What the toast and the notification say: they stand alone. */
static char *
dup_news (AxleImportDialog *self,
          const char       *title)
{
  guint64 n_wrong = axle_import_get_counts (self->import)->wrong;
  g_autofree char *wrong = NULL;

  if (axle_import_get_rejects (self->import) == NULL)
    return g_strdup (title);
  wrong = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu row wrong", "%'lu rows wrong", (gulong) n_wrong), (gulong) n_wrong);
  return g_strconcat (title, " · ", wrong, NULL);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(AxleImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *title = NULL, *news = NULL;

  axle_import_run_finish (AXLE_IMPORT (source), result, &error);
  g_clear_object (&self->cancellable);
  title = show_finished (self, error);
  axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_IMPORTED);
  if (self->window == NULL)
    return;
  g_object_set_data (G_OBJECT (self->window), AXLE_IMPORT_DIALOG_KEY, NULL);
  news = dup_news (self, title);
  if (self->closed)
    axle_import_outcome_show_toast (self, news, axle_import_get_rejects (self->import) != NULL || error != NULL ? 0 : RESULT_SECONDS);
  axle_window_notify (self->window, "import", news, gtk_label_get_label (self->outcome_text));
}

static void
run_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);

  show_outcome (self, "document-open-symbolic", "dimmed", _("Importing…"),
                _("This goes on when you close the dialog and work on."));
  gtk_stack_set_visible_child_name (self->run_stack, "busy");
  adw_navigation_view_replace_with_tags (self->pages, (const char *[]) { "run" }, 1);
  g_object_set_data_full (G_OBJECT (self->window), AXLE_IMPORT_DIALOG_KEY, g_object_ref (self), g_object_unref);
  axle_import_dialog_start (self, AXLE_IMPORT_STATE_IMPORTING, imported_cb);
}

static void
show_undone (AxleImportDialog *self,
             guint             n_kept)
{
  g_autofree char *text = NULL;

  if (n_kept > 0)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u field was changed by somebody since and stays as it is.",
                                         "%'u fields were changed by somebody since and stay as they are.", n_kept), n_kept);
  show_outcome (self, "edit-undo-symbolic", "dimmed", _("Import Taken Back"), text != NULL ? text : _("Everything is as it was before."));
  gtk_widget_set_visible (GTK_WIDGET (self->run_figures), FALSE);
  axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_UNDONE);
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  guint n_kept = 0;

  g_clear_object (&self->cancellable);
  if (axle_workstation_undo_finish (AXLE_WORKSTATION (source), result, &n_kept, &error))
    {
      show_undone (self, n_kept);
      return;
    }
  show_outcome (self, "dialog-warning-symbolic", "error", _("The Import Could Not Be Taken Back"), error->message);
  axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_IMPORTED);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);

  self->cancellable = g_cancellable_new ();
  axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_UNDOING);
  axle_workstation_undo_async (self->workstation, axle_import_get_operation (self->import), self->cancellable,
                               undone_cb, g_object_ref (self));
}

/* The window's own Ctrl+Z comes first; while the dialog is open, the import is what it takes back. */
void
axle_import_outcome_can_redo (AxleImportDialog *self)
{
  if (self->state == AXLE_IMPORT_STATE_IMPORTED && !self->closed && axle_import_get_operation (self->import) != 0
      && axle_workstation_can_redo (self->workstation))
    show_undone (self, 0);
}

static void
shown_rejects_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(AxleImportDialog) self = data;
  g_autoptr(GError) error = NULL;

  if (!gtk_file_launcher_open_containing_folder_finish (GTK_FILE_LAUNCHER (source), result, &error)
      && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_label_set_label (self->outcome_text, error->message);
}

static void
show_rejects_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);
  g_autoptr(GtkFileLauncher) launcher = gtk_file_launcher_new (axle_import_get_rejects (self->import));

  gtk_file_launcher_open_containing_folder (launcher, GTK_WINDOW (self->window), NULL, shown_rejects_cb, g_object_ref (self));
}

static void
copied_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  gboolean copied = g_file_copy_finish (G_FILE (source), result, &error);

  gtk_label_set_label (self->outcome_text, copied ? _("The wrong rows are saved. Correct them there and import that file.") : error->message);
}

static void
rejects_place_chosen_cb (GObject      *source,
                         GAsyncResult *result,
                         gpointer      data)
{
  g_autoptr(AxleImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    g_file_copy_async (axle_import_get_rejects (self->import), file, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL,
                       NULL, NULL, copied_cb, g_object_ref (self));
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    gtk_label_set_label (self->outcome_text, error->message);
}

static void
save_rejects_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name_of_file = g_file_get_basename (axle_import_get_rejects (self->import));

  gtk_file_dialog_set_title (dialog, _("Save Wrong Rows"));
  gtk_file_dialog_set_initial_name (dialog, name_of_file);
  gtk_file_dialog_save (dialog, GTK_WINDOW (self->window), NULL, rejects_place_chosen_cb, g_object_ref (self));
}

void
axle_import_outcome_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "import.show-rejects", NULL, show_rejects_action);
  gtk_widget_class_install_action (widget_class, "import.save-rejects", NULL, save_rejects_action);
}
