/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/window-private.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/booking-dialog.h"
#include "ui/shell/actions.h"
#include "ui/shell/command-search-dialog.h"
#include "ui/shell/view-registry.h"

static void
command_search_action (GtkWidget  *widget,
                       const char *name,
                       GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);

  if (!axle_window_is_showing (self, AXLE_TYPE_COMMAND_SEARCH_DIALOG))
    adw_dialog_present (axle_command_search_dialog_new (self, self->recent), widget);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_menu_button_popup (self->menu_button);
}

static void
fullscreen_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);

  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static void
search_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  axle_view_search (axle_window_get_view (AXLE_WINDOW (widget)));
}

static void
new_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  axle_view_create (axle_window_get_view (AXLE_WINDOW (widget)));
}

static void
print_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  axle_view_print (axle_window_get_view (AXLE_WINDOW (widget)));
}

static void
export_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  axle_view_export_records (axle_window_get_view (AXLE_WINDOW (widget)));
}

static void
file_chosen_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (AxleWindow) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    axle_window_import_file (self, file);
}

static void
add_filter (GListStore         *filters,
            const char         *name,
            const char * const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  for (guint i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  g_list_store_append (filters, filter);
}

static void
import_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  static const char * const suffixes[] = { "csv", "tsv", "txt", "vcf", "vcard", "ics", NULL };
  AxleWindow *self = AXLE_WINDOW (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  add_filter (filters, _("Tables, Address Cards and Calendars"), suffixes);
  add_filter (filters, _("All Files"), NULL);
  gtk_file_dialog_set_title (dialog, _("Import a File"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (self), self->cancellable, file_chosen_cb, g_object_ref (self));
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AxleWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_kept = 0;

  if (!axle_workstation_undo_finish (AXLE_WORKSTATION (source), result, &n_kept, &error))
    {
      axle_window_toast_error (self, error);
    }
  else if (n_kept > 0)
    {
      g_autofree char *title =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Undone. %u field was changed by somebody since and stays.",
                                   "Undone. %u fields were changed by somebody since and stay.", n_kept),
                         n_kept);

      axle_window_toast_done (self, title);
    }
  else
    {
      axle_window_toast_done (self, _("Undone"));
    }
}

/* Keys of the window come before those of an entry; but who is typing means what is typed. */
static gboolean
is_of_text (AxleWindow *self,
            const char *action)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  gboolean typed = GTK_IS_TEXT_VIEW (focus) ||
                   (GTK_IS_TEXT (focus) && gtk_editable_get_text (GTK_EDITABLE (focus))[0] != '\0');

  return typed && gtk_widget_activate_action (focus, action, NULL);
}

static gboolean
has_dialog (AxleWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL;
}

/* What is only tried out is not among what was done. */
static gboolean
steps_back (AxleWindow *self,
            gboolean    redo)
{
  AxleView *view = axle_window_get_view (self);

  return view != NULL && !has_dialog (self) && axle_view_step_back (view, redo);
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);
  gint64 operation = parameter != NULL ? g_variant_get_int64 (parameter) : 0;

  if (parameter == NULL && (is_of_text (self, "text.undo") || steps_back (self, FALSE)))
    return;
  axle_workstation_undo_async (self->workstation, operation, self->cancellable, undone_cb, g_object_ref (self));
}

static void
redone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (AxleWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!axle_workstation_undo_finish (AXLE_WORKSTATION (source), result, NULL, &error))
    axle_window_toast_error (self, error);
  else
    axle_window_toast_done (self, _("Done again"));
}

static void
redo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);

  if (is_of_text (self, "text.redo") || steps_back (self, TRUE))
    return;
  axle_workstation_redo_async (self->workstation, self->cancellable, redone_cb, g_object_ref (self));
}

static void
view_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_window_enter_view (AXLE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
sync_now_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  axle_workstation_sync_now (AXLE_WINDOW (widget)->workstation);
}

static void
show_waiting_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  axle_sync_status_popup (self->sync_status);
}

static void
switched_cb (AxleWindow       *self,
             AxleSignInDialog *dialog)
{
  adw_dialog_force_close (ADW_DIALOG (dialog));
  axle_window_update_page (self);
}

static void
switch_user_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);
  AdwDialog *dialog = NULL;

  if (axle_window_is_showing (self, AXLE_TYPE_SIGN_IN_DIALOG))
    return;
  dialog = axle_sign_in_dialog_new (self->workstation, FALSE);
  g_signal_connect_object (dialog, "signed-in", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
lock_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_window_lock (AXLE_WINDOW (widget));
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);

  axle_workstation_sign_out (self->workstation);
  axle_window_update_page (self);
}

static void
book_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleWindow *self = AXLE_WINDOW (widget);

  if (!axle_window_is_showing (self, AXLE_TYPE_BOOKING_DIALOG))
    adw_dialog_present (axle_booking_dialog_new (self->workstation, NULL, NULL, NULL), widget);
}

static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  activate;
} handlers[] = {
  { "win.command-search", NULL, command_search_action },
  { "win.menu", NULL, menu_action },
  { "win.fullscreen", NULL, fullscreen_action },
  { "win.search", NULL, search_action },
  { "win.new", NULL, new_action },
  { "win.book", NULL, book_action },
  { "win.undo", NULL, undo_action },
  { "win.undo-operation", "x", undo_action },
  { "win.redo", NULL, redo_action },
  { "win.print", NULL, print_action },
  { "win.import", NULL, import_action },
  { "win.export", NULL, export_action },
  { "win.view", "s", view_action },
  { "win.sync-now", NULL, sync_now_action },
  { "win.show-waiting", NULL, show_waiting_action },
  { "win.switch-user", NULL, switch_user_action },
  { "win.lock", NULL, lock_action },
  { "win.sign-out", NULL, sign_out_action },
};

void
axle_window_install_actions (AxleWindowClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (handlers); i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), handlers[i].name,
                                     handlers[i].parameter, handlers[i].activate);
}

/* On what the view is of: who reads customers in it changes customers in it. */
static gboolean
has_right (AxleWindow           *self,
           const AxleActionInfo *action)
{
  const char *id = gtk_stack_get_visible_child_name (self->views);
  const AxleViewInfo *view = axle_view_registry_find (id);
  const char *reading = view != NULL && view->right != NULL ? view->right : id;
  g_autofree char *right = NULL;

  if (action->right == NULL)
    return TRUE;
  if (strchr (action->right, '.') != NULL)
    return axle_workstation_may (self->workstation, action->right);
  if (reading == NULL)
    return FALSE;
  right = g_strdup_printf ("%.*s.%s", (int) strcspn (reading, "."), reading, action->right);
  return axle_workstation_may (self->workstation, right);
}

gboolean
axle_window_can (AxleWindow           *self,
                 const AxleActionInfo *action)
{
  AxleView *view = axle_window_get_view (self);

  if ((action->flags & AXLE_ACTION_SIGNED_IN) != 0 && !axle_window_is_working (self))
    return FALSE;
  if ((action->flags & AXLE_ACTION_WRITES) != 0 && axle_workstation_is_read_only (self->workstation))
    return FALSE;
  if (action->needs != 0 && (view == NULL || (axle_view_get_functions (view) & action->needs) == 0 || has_dialog (self)))
    return FALSE;
  if (g_str_equal (action->name, "win.undo"))
    return axle_workstation_can_undo (self->workstation);
  if (g_str_equal (action->name, "win.redo"))
    return axle_workstation_can_redo (self->workstation);
  return has_right (self, action);
}

static void
enable_application_action (AxleWindow           *self,
                           const AxleActionInfo *action,
                           gboolean              enabled)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  GAction *found = application != NULL
                     ? g_action_map_lookup_action (G_ACTION_MAP (application), action->name + strlen ("app."))
                     : NULL;

  if (found != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (found), enabled);
}

void
axle_window_update_actions (AxleWindow *self)
{
  guint n_actions;
  const AxleActionInfo *actions = axle_actions_list (&n_actions);

  for (guint i = 0; i < n_actions; i++)
    {
      gboolean enabled = axle_window_can (self, &actions[i]);

      if (g_str_has_prefix (actions[i].name, "win."))
        gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, enabled);
      else if (g_str_has_prefix (actions[i].name, "app."))
        enable_application_action (self, &actions[i], enabled);
    }
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.view", axle_window_is_working (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo-operation", axle_window_is_working (self));
}
