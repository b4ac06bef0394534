/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/import-dialog-private.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/plain-words.h"

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

guint64
axle_import_dialog_count_changes (AxleImportDialog *self)
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
  gboolean done = self->state == AXLE_IMPORT_STATE_IMPORTED;
  gboolean has_rejects = self->state >= AXLE_IMPORT_STATE_IMPORTED && axle_import_get_rejects (self->import) != NULL;

  gtk_widget_action_set_enabled (widget, "import.check",
                                 idle && self->import != NULL && axle_import_preview_is_usable (self->preview)
                                 && axle_import_get_n_preview (self->import) > 0);
  gtk_widget_action_set_enabled (widget, "import.run", idle && self->state == AXLE_IMPORT_STATE_CHECKED && axle_import_dialog_count_changes (self) > 0);
  gtk_widget_action_set_enabled (widget, "import.cancel", self->state == AXLE_IMPORT_STATE_CHECKING || self->state == AXLE_IMPORT_STATE_IMPORTING);
  gtk_widget_action_set_enabled (widget, "import.undo", done && axle_import_get_operation (self->import) != 0);
  gtk_widget_action_set_enabled (widget, "import.show-rejects", has_rejects);
  gtk_widget_action_set_enabled (widget, "import.save-rejects", has_rejects);
  gtk_widget_set_visible (self->undo_button, done && axle_import_get_operation (self->import) != 0);
  gtk_widget_set_visible (self->show_rejects_button, has_rejects);
  gtk_widget_set_visible (self->save_rejects_button, has_rejects);
  gtk_widget_set_sensitive (self->preview_box, idle);
}

void
axle_import_dialog_focus_next (AxleImportDialog *self)
{
  GtkWidget *button = get_next_button (self);

  adw_dialog_set_default_widget (ADW_DIALOG (self), button);
  adw_dialog_set_focus (ADW_DIALOG (self), button);
}

void
axle_import_dialog_set_state (AxleImportDialog *self,
                              AxleImportState   state)
{
  self->state = state;
  update_actions (self);
  axle_import_dialog_focus_next (self);
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
  axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_PREVIEW);
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
  axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_OPENING);
  axle_import_open_async (self->workstation, file, self->cancellable, opened_cb, g_object_ref (self));
}

static void
show_progress (AxleImport             *import,
               double                  share,
               const AxleImportCounts *counts,
               gpointer                data)
{
  AxleImportDialog *self = data;
  gboolean trying = self->state == AXLE_IMPORT_STATE_CHECKING;
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

void
axle_import_dialog_start (AxleImportDialog    *self,
                          AxleImportState      state,
                          GAsyncReadyCallback  callback)
{
  const AxleImportCounts none = { 0 };

  self->cancellable = g_cancellable_new ();
  axle_import_dialog_set_state (self, state);
  show_progress (self->import, 0, &none, self);
  axle_import_run_async (self->import, state == AXLE_IMPORT_STATE_CHECKING, show_progress, self, self->cancellable, callback, g_object_ref (self));
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
  guint64 n = axle_import_dialog_count_changes (self);
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
  else if (axle_import_dialog_count_changes (self) > 0)
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
      axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_PREVIEW);
      if (is_on_page (self, "check"))
        adw_navigation_view_pop (self->pages);
      return;
    }
  if (done)
    show_checked (self);
  else
    show_check_message (self, "dialog-warning-symbolic", _("The Check Stopped"), error->message);
  axle_import_dialog_set_state (self, done ? AXLE_IMPORT_STATE_CHECKED : AXLE_IMPORT_STATE_PREVIEW);
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
  axle_import_dialog_start (self, AXLE_IMPORT_STATE_CHECKING, checked_cb);
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
close_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static void
popped_cb (AxleImportDialog *self)
{
  if (self->state == AXLE_IMPORT_STATE_CHECKING)
    g_cancellable_cancel (self->cancellable);
  else
    axle_import_dialog_set_state (self, AXLE_IMPORT_STATE_PREVIEW);
}

static void
page_shown_cb (AxleImportDialog *self)
{
  axle_import_dialog_focus_next (self);
}

static void
axle_import_dialog_closed (AdwDialog *dialog)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (dialog);

  self->closed = TRUE;
  if (self->state == AXLE_IMPORT_STATE_IMPORTING && self->window != NULL)
    axle_import_outcome_show_toast (self, _("The import goes on"), 0);
  else if (self->state == AXLE_IMPORT_STATE_OPENING || self->state == AXLE_IMPORT_STATE_CHECKING)
    g_cancellable_cancel (self->cancellable);
}

static void
axle_import_dialog_dispose (GObject *object)
{
  AxleImportDialog *self = AXLE_IMPORT_DIALOG (object);

  axle_import_outcome_drop_toast (self);
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
  gtk_widget_class_install_action (widget_class, "import.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "import.close", NULL, close_action);
  axle_import_outcome_install (widget_class);
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
  g_signal_connect_object (self->workstation, "notify::can-redo", G_CALLBACK (axle_import_outcome_can_redo), self, G_CONNECT_SWAPPED);
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
  AxleImportDialog *running = g_object_get_data (G_OBJECT (window), AXLE_IMPORT_DIALOG_KEY);

  if (running != NULL)
    axle_import_outcome_present (running);
  else if (file != NULL)
    present (window, file);
  else
    choose_file (window);
}
