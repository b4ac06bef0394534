/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/import.h"
#include "ui/customers/import-dialect.h"
#include "ui/customers/import-figures.h"
#include "ui/customers/import-preview.h"
#include "ui/customers/import-problems.h"
#include "ui/widgets/plain-words.h"

#define WINDOW_KEY     "axle-import-dialog"
#define RESULT_SECONDS 15

/* What the dialog is doing; the pages follow from it. */
typedef enum
{
  STATE_OPENING,
  STATE_PREVIEW,
  STATE_CHECKING,
  STATE_CHECKED,
  STATE_IMPORTING,
  STATE_IMPORTED,
  STATE_UNDOING,
  STATE_UNDONE,
} State;

#define AXLE_TYPE_IMPORT_DIALOG (axle_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleImportDialog, axle_import_dialog, AXLE, IMPORT_DIALOG, AdwDialog)

struct _AxleImportDialog
{
  AdwDialog           parent_instance;

  AxleWindow         *window;       /* weak */
  AxleWorkstation    *workstation;
  AxleImport         *import;
  GCancellable       *cancellable;  /* of what goes on */
  AdwToast           *toast;        /* counts along while the dialog is closed */
  State               state;
  gboolean            closed;

  AdwNavigationView  *pages;
  AdwWindowTitle     *preview_title;
  AdwBanner          *preview_banner;
  GtkStack           *preview_stack;
  AdwStatusPage      *failure;
  GtkWidget          *choose_button;
  GtkWidget          *preview_box;
  AxleImportDialect  *dialect;
  AxleImportPreview  *preview;
  GtkWidget          *check_bar;
  GtkWidget          *check_button;
  AxleImportFigures  *check_figures;
  GtkStack           *check_stack;
  GtkProgressBar     *check_progress;
  GtkLabel           *check_count;
  AxleImportProblems *problems;
  AdwStatusPage      *check_message;
  GtkWidget          *import_bar;
  GtkLabel           *import_note;
  GtkWidget          *import_button;
  GtkLabel           *import_label;
  AdwNavigationPage  *run_page;
  GtkImage           *outcome_icon;
  GtkLabel           *outcome_title;
  GtkLabel           *outcome_text;
  AxleImportFigures  *run_figures;
  GtkStack           *run_stack;
  GtkProgressBar     *run_progress;
  GtkLabel           *run_count;
  GtkWidget          *undo_button;
  GtkWidget          *show_rejects_button;
  GtkWidget          *save_rejects_button;
  GtkWidget          *close_button;
};

G_DEFINE_FINAL_TYPE (AxleImportDialog, axle_import_dialog, ADW_TYPE_DIALOG)

static gboolean
is_busy (AxleImportDialog *self)
{
  return self->cancellable != NULL;
}

static gboolean
is_on_page (AxleImportDialog *self,
            const char       *tag)
{
  return g_strcmp0 (adw_navigation_view_get_visible_page_tag (self->pages), tag) == 0;
}

static guint64
count_changes (AxleImportDialog *self)
{
  const AxleImportCounts *counts = axle_import_get_counts (self->import);
  return counts->fresh + counts->matched;
}

/* Where Enter leads to; nowhere while something goes on, so that pressing it twice cancels nothing. */
static GtkWidget *
get_next_button (AxleImportDialog *self)
{
  if (is_busy (self))
    return NULL;
  if (is_on_page (self, "check"))
    return self->import_button;
  if (is_on_page (self, "run"))
    return self->close_button;
  return self->import != NULL ? self->check_button : self->choose_button;
}

static void
update_actions (AxleImportDialog *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean idle = !is_busy (self);
  gboolean done = self->state == STATE_IMPORTED;
  gboolean has_rejects = self->state >= STATE_IMPORTED && axle_import_get_rejects (self->import) != NULL;

  gtk_widget_action_set_enabled (widget, "import.check",
                                 idle && self->import != NULL && axle_import_preview_is_usable (self->preview)
                                 && axle_import_get_n_preview (self->import) > 0);
  gtk_widget_action_set_enabled (widget, "import.run", idle && self->state == STATE_CHECKED && count_changes (self) > 0);
  gtk_widget_action_set_enabled (widget, "import.cancel", self->state == STATE_CHECKING || self->state == STATE_IMPORTING);
  gtk_widget_action_set_enabled (widget, "import.undo", done && axle_import_get_operation (self->import) != 0);
  gtk_widget_action_set_enabled (widget, "import.show-rejects", has_rejects);
  gtk_widget_action_set_enabled (widget, "import.save-rejects", has_rejects);
  gtk_widget_set_visible (self->undo_button, done && axle_import_get_operation (self->import) != 0);
  gtk_widget_set_visible (self->show_rejects_button, has_rejects);
  gtk_widget_set_visible (self->save_rejects_button, has_rejects);
  gtk_widget_set_sensitive (self->preview_box, idle);
}

static void
focus_next_button (AxleImportDialog *self)
{
  GtkWidget *button = get_next_button (self);

  adw_dialog_set_default_widget (ADW_DIALOG (self), button);
  adw_dialog_set_focus (ADW_DIALOG (self), button);
}

static void
set_state (AxleImportDialog *self,
           State             state)
{
  self->state = state;
  update_actions (self);
  focus_next_button (self);
}

static void
show_preview (AxleImportDialog *self)
{
  axle_import_dialect_set_import (self->dialect, self->import);
  axle_import_preview_set_import (self->preview, self->import);
  update_actions (self);
}

/* After a choice how to read the file: shows it so, or says why that is not possible. */
static void
dialect_chosen_cb (AxleImportDialog *self,
                   const char       *problem)
{
  if (problem != NULL)
    adw_banner_set_title (self->preview_banner, problem);
  adw_banner_set_revealed (self->preview_banner, problem != NULL);
  show_preview (self);
}

static void
roles_changed_cb (AxleImportDialog *self)
{
  update_actions (self);
}

static void
row_activated_cb (AxleImportDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "import.check", NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleImportDialog) self = data;
  g_autoptr(GError) error = NULL;

  g_clear_object (&self->cancellable);
  self->import = axle_import_open_finish (result, &error);
  if (self->closed)
    return;
  if (self->import == NULL)
    {
      axle_status_page_set_words (self->failure, error->message);
      gtk_stack_set_visible_child_name (self->preview_stack, "failed");
    }
  else
    {
      axle_import_set_kind (self->import, axle_import_guess_kind (self->import));
      show_preview (self);
      gtk_stack_set_visible_child_name (self->preview_stack, "ready");
      gtk_widget_set_visible (self->check_bar, TRUE);
    }
  set_state (self, STATE_PREVIEW);
}

static void
open_file (AxleImportDialog *self,
           GFile            *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);

  adw_window_title_set_subtitle (self->preview_title, shown);
  gtk_stack_set_visible_child_name (self->preview_stack, "opening");
  gtk_widget_set_visible (self->check_bar, FALSE);
  self->cancellable = g_cancellable_new ();
  set_state (self, STATE_OPENING);
  axle_import_open_async (self->workstation, file, self->cancellable, opened_cb, g_object_ref (self));
}

static void
show_progress (AxleImport             *import,
               double                  share,
               const AxleImportCounts *counts,
               gpointer                data)
{
  AxleImportDialog *self = data;
  gboolean trying = self->state == STATE_CHECKING;
  g_autofree char *text =
    g_strdup_printf (trying
                     ? g_dngettext (GETTEXT_PACKAGE, "%'lu row checked", "%'lu rows checked", (gulong) counts->rows)
                     : g_dngettext (GETTEXT_PACKAGE, "%'lu row imported", "%'lu rows imported", (gulong) counts->rows),
                     (gulong) counts->rows);

  gtk_progress_bar_set_fraction (trying ? self->check_progress : self->run_progress, CLAMP (share, 0, 1));
  gtk_label_set_label (trying ? self->check_count : self->run_count, text);
  axle_import_figures_set_counts (trying ? self->check_figures : self->run_figures, counts);
  if (self->toast != NULL)
    adw_toast_set_title (self->toast, text);
}

static void
start (AxleImportDialog    *self,
       State                state,
       GAsyncReadyCallback  callback)
{
  const AxleImportCounts none = { 0 };

  self->cancellable = g_cancellable_new ();
  set_state (self, state);
  show_progress (self->import, 0, &none, self);
  axle_import_run_async (self->import, state == STATE_CHECKING, show_progress, self, self->cancellable, callback, g_object_ref (self));
}

static void
show_check_message (AxleImportDialog *self,
                    const char       *icon,
                    const char       *title,
                    const char       *text)
{
  adw_status_page_set_icon_name (self->check_message, icon);
  adw_status_page_set_title (self->check_message, title);
  axle_status_page_set_words (self->check_message, text);
  gtk_stack_set_visible_child_name (self->check_stack, "message");
}

static char *
dup_import_label (AxleImportDialog *self,
                  gulong            n)
{
  if (axle_import_get_kind (self->import) == AXLE_IMPORT_VISITS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Import %'lu Visit", "_Import %'lu Visits", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Import %'lu Customer", "_Import %'lu Customers", n), n);
}

static void
show_import_button (AxleImportDialog *self)
{
  const AxleImportCounts *counts = axle_import_get_counts (self->import);
  guint64 n = count_changes (self);
  g_autofree char *label = NULL;

  if (n > 0)
    label = dup_import_label (self, (gulong) n);
  gtk_label_set_label (self->import_label, n > 0 ? label : _("Nothing to Import"));
  gtk_label_set_label (self->import_note,
                       n == 0 && counts->wrong > 0 ? _("Nothing would change. Go back and correct what the columns are, or correct the file.")
                       : n == 0 ? _("Nothing would change: all of it is there already.")
                       : counts->wrong > 0 ? _("Wrong rows are left out and kept in a file.")
                       : _("One undo takes all of it back."));
}

static void
show_checked (AxleImportDialog *self)
{
  GPtrArray *problems = axle_import_get_problems (self->import);

  axle_import_figures_set_counts (self->check_figures, axle_import_get_counts (self->import));
  axle_import_problems_set (self->problems, problems);
  if (problems != NULL && problems->len > 0)
    gtk_stack_set_visible_child_name (self->check_stack, "problems");
  else if (count_changes (self) > 0)
    show_check_message (self, "object-select-symbolic", _("No Problems"), _("Every row can be read."));
  else
    show_check_message (self, "object-select-symbolic", _("Nothing New"), _("All that the file says is already there."));
  show_import_button (self);
  gtk_widget_set_visible (self->import_bar, TRUE);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(AxleImportDialog) self = data;
  g_autoptr(GError) error = NULL;
  gboolean done = axle_import_run_finish (AXLE_IMPORT (source), result, &error);

  g_clear_object (&self->cancellable);
  if (self->closed)
    return;
  if (!done && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      set_state (self, STATE_PREVIEW);
      if (is_on_page (self, "check"))
        adw_navigation_view_pop (self->pages);
      return;
    }
  if (done)
    show_checked (self);
  else
    show_check_message (self, "dialog-warning-symbolic", _("The Check Stopped"), error->message);
  set_state (self, done ? STATE_CHECKED : STATE_PREVIEW);
}

static void
check_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);

  gtk_stack_set_visible_child_name (self->check_stack, "busy");
  gtk_widget_set_visible (self->import_bar, FALSE);
  axle_import_problems_set (self->problems, NULL);
  adw_navigation_view_push_by_tag (self->pages, "check");
  start (self, STATE_CHECKING, checked_cb);
}

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
  gulong n = (gulong) count_changes (self);

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

static void
drop_toast (AxleImportDialog *self)
{
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  g_clear_object (&self->toast);
}

static void
present_again (AxleImportDialog *self)
{
  drop_toast (self);
  if (self->window == NULL || !self->closed)
    return;
  self->closed = FALSE;
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (self->window));
  focus_next_button (self);
}

/* A toast holds the dialog that it brings back. */
static void
forget_toast_cb (AxleImportDialog *self)
{
  g_clear_object (&self->toast);
}

/* Stands for the dialog while it is closed: its button brings the dialog back. */
static void
show_toast (AxleImportDialog *self,
            const char       *title,
            guint             seconds)
{
  drop_toast (self);
  self->toast = g_object_ref_sink (axle_toast_new (title));
  adw_toast_set_timeout (self->toast, seconds);
  adw_toast_set_button_label (self->toast, _("_Details"));
  g_signal_connect_data (self->toast, "button-clicked", G_CALLBACK (present_again), g_object_ref (self),
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
  set_state (self, STATE_IMPORTED);
  if (self->window == NULL)
    return;
  g_object_set_data (G_OBJECT (self->window), WINDOW_KEY, NULL);
  news = dup_news (self, title);
  if (self->closed)
    show_toast (self, news, axle_import_get_rejects (self->import) != NULL || error != NULL ? 0 : RESULT_SECONDS);
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
  g_object_set_data_full (G_OBJECT (self->window), WINDOW_KEY, g_object_ref (self), g_object_unref);
  start (self, STATE_IMPORTING, imported_cb);
}

static void
next_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);

  if (!is_busy (self))
    gtk_widget_activate (get_next_button (self));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_action_set_enabled (widget, "import.cancel", FALSE);
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
  set_state (self, STATE_UNDONE);
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
  set_state (self, STATE_IMPORTED);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (widget);

  self->cancellable = g_cancellable_new ();
  set_state (self, STATE_UNDOING);
  axle_workstation_undo_async (self->workstation, axle_import_get_operation (self->import), self->cancellable,
                               undone_cb, g_object_ref (self));
}

/* The window's own Ctrl+Z comes first; while the dialog is open, the import is what it takes back. */
static void
can_redo_cb (AxleImportDialog *self)
{
  if (self->state == STATE_IMPORTED && !self->closed && axle_import_get_operation (self->import) != 0
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

static void
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
popped_cb (AxleImportDialog *self)
{
  if (self->state == STATE_CHECKING)
    g_cancellable_cancel (self->cancellable);
  else
    set_state (self, STATE_PREVIEW);
}

static void
page_shown_cb (AxleImportDialog *self)
{
  focus_next_button (self);
}

static void
axle_import_dialog_closed (AdwDialog *dialog)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (dialog);

  self->closed = TRUE;
  if (self->state == STATE_IMPORTING && self->window != NULL)
    show_toast (self, _("The import goes on"), 0);
  else if (self->state == STATE_OPENING || self->state == STATE_CHECKING)
    g_cancellable_cancel (self->cancellable);
}

static void
axle_import_dialog_dispose (GObject *object)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (object);

  drop_toast (self);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->import);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_import_dialog_parent_class)->dispose (object);
}

static void choose_action (GtkWidget  *widget,
                           const char *name,
                           GVariant   *parameter);

static void
bind_children (GtkWidgetClass *class)
{
  gtk_widget_class_bind_template_child (class, AxleImportDialog, pages);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, preview_title);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, preview_banner);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, preview_stack);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, failure);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, choose_button);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, preview_box);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, dialect);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, preview);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, check_bar);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, check_button);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, check_figures);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, check_stack);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, check_progress);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, check_count);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, problems);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, check_message);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, import_bar);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, import_note);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, import_button);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, import_label);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, run_page);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, outcome_icon);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, outcome_title);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, outcome_text);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, run_figures);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, run_stack);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, run_progress);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, run_count);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, undo_button);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, show_rejects_button);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, save_rejects_button);
  gtk_widget_class_bind_template_child (class, AxleImportDialog, close_button);
}

static void
axle_import_dialog_class_init (AxleImportDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_import_dialog_dispose;
  ADW_DIALOG_CLASS (class)->closed = axle_import_dialog_closed;

  g_type_ensure (AXLE_TYPE_IMPORT_DIALECT);
  g_type_ensure (AXLE_TYPE_IMPORT_FIGURES);
  g_type_ensure (AXLE_TYPE_IMPORT_PREVIEW);
  g_type_ensure (AXLE_TYPE_IMPORT_PROBLEMS);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/import-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, dialect_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, roles_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, popped_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_shown_cb);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, next_action);
  gtk_widget_class_install_action (widget_class, "import.check", NULL, check_action);
  gtk_widget_class_install_action (widget_class, "import.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "import.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "import.show-rejects", NULL, show_rejects_action);
  gtk_widget_class_install_action (widget_class, "import.save-rejects", NULL, save_rejects_action);
  gtk_widget_class_install_action (widget_class, "import.close", NULL, close_action);
}

static void
axle_import_dialog_init (AxleImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
present (AxleWindow *window,
         GFile      *file)
{
  AxleImportDialog *self = g_object_new (AXLE_TYPE_IMPORT_DIALOG, NULL);

  g_set_weak_pointer (&self->window, window);
  self->workstation = g_object_ref (axle_window_get_workstation (window));
  g_signal_connect_object (self->workstation, "notify::can-redo", G_CALLBACK (can_redo_cb), self, G_CONNECT_SWAPPED);
  open_file (self, file);
  adw_dialog_present (ADW_DIALOG (self), GTK_WIDGET (window));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr(AxleWindow) window = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    present (window, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    axle_window_toast_error (window, error);
}

static void
add_filter (GListStore         *filters,
            const char         *name,
            const char * const *suffixes)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (suffixes[0] == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  g_list_store_append (filters, filter);
}

static void
choose_file (AxleWindow *window)
{
  g_autoptr(GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr(GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  add_filter (filters, _("Tables and Contacts"), (const char *[]) { "csv", "tsv", "txt", "vcf", "vcard", NULL });
  add_filter (filters, _("Tables (CSV, TXT)"), (const char *[]) { "csv", "tsv", "txt", NULL });
  add_filter (filters, _("Contacts (vCard)"), (const char *[]) { "vcf", "vcard", NULL });
  add_filter (filters, _("All Files"), (const char *[]) { NULL });
  gtk_file_dialog_set_title (dialog, _("Import a File"));
  gtk_file_dialog_set_accept_label (dialog, _("_Import"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (window), NULL, file_chosen_cb, g_object_ref (window));
}

static void
choose_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  AxleWindow *window = AXLE_IMPORT_DIALOG (widget)->window;

  adw_dialog_close (ADW_DIALOG (widget));
  choose_file (window);
}

void
axle_import_customers (AxleWindow *window,
                       GFile      *file)
{
  AxleImportDialog *running = g_object_get_data (G_OBJECT (window), WINDOW_KEY);

  if (running != NULL)
    present_again (running);
  else if (file != NULL)
    present (window, file);
  else
    choose_file (window);
}
