/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/window-private.h"

#include <glib/gi18n-lib.h>

#include "axle-config.h"
#include "app/command-search.h"
#include "core/party/customer.h"
#include "ui/widgets/late-menu.h"
#include "ui/widgets/person-chip.h"
#include "ui/widgets/plain-words.h"

/* Long enough to read and to reach for. */
#define UNDO_TOAST_SECONDS 8

G_DEFINE_FINAL_TYPE (AxleWindow, axle_window, ADW_TYPE_APPLICATION_WINDOW)

/* Whether somebody is signed in and sees the workspace. */
gboolean
axle_window_is_working (AxleWindow *self)
{
  return self->opened && self->lock == NULL && axle_workstation_get_staff (self->workstation) != NULL;
}

static const char *
find_page (AxleWindow *self)
{
  g_autoptr (GPtrArray) staff = NULL;

  if (axle_workstation_get_lock (self->workstation) != AXLE_DESK_OPEN)
    return "locked";
  if (!self->opened)
    return "opening";
  if (!axle_workstation_is_enrolled (self->workstation))
    return "welcome";
  if (axle_workstation_get_staff (self->workstation) != NULL)
    return "workspace";
  staff = axle_workstation_list_staff (self->workstation);
  return staff->len == 0 || axle_workstation_get_progress (self->workstation) < 1 ? "welcome" : "sign-in";
}

/* Whoever waits for the program to start is not kept by a fade. */
static void
show_page (AxleWindow *self,
           const char *page)
{
  gboolean starts = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "opening") == 0;

  gtk_stack_set_visible_child_full (self->pages, page,
                                    starts ? GTK_STACK_TRANSITION_TYPE_NONE : GTK_STACK_TRANSITION_TYPE_CROSSFADE);
}

static void
take_file (AxleWindow *self)
{
  g_autoptr (GFile) file = g_steal_pointer (&self->file);

  if (file != NULL)
    axle_window_import_file (self, file);
}

static void
show_workspace (AxleWindow *self)
{
  AxleRecord *staff = axle_workstation_get_staff (self->workstation);

  if (!axle_id_equal (&staff->id, &self->shown_staff))
    {
      axle_window_clear_workspace (self);
      self->shown_staff = staff->id;
      axle_window_build_workspace (self);
    }
  axle_window_update_people (self);
}

static void
signed_in_cb (AxleWindow *self)
{
  axle_window_update_page (self);
}

/* What most starts do not show is made when it is first shown. */
static void
ensure_welcome (AxleWindow *self)
{
  if (self->welcome != NULL)
    return;
  self->welcome = AXLE_WELCOME_PAGE (axle_welcome_page_new ());
  axle_welcome_page_set_workstation (self->welcome, self->workstation);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->welcome), "welcome");
}

static void
ensure_sign_in (AxleWindow *self)
{
  if (self->sign_in != NULL)
    return;
  self->sign_in = AXLE_SIGN_IN_PANE (axle_sign_in_pane_new ());
  axle_sign_in_pane_set_workstation (self->sign_in, self->workstation);
  g_signal_connect_object (self->sign_in, "signed-in", G_CALLBACK (signed_in_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->sign_in), "sign-in");
}

/* One who comes from a button of another page begins at the first entry. */
static void
show_welcome (AxleWindow *self,
              gboolean    changed)
{
  if (changed)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  ensure_welcome (self);
  axle_welcome_page_update (self->welcome);
}

static void
show_sign_in (AxleWindow *self)
{
  ensure_sign_in (self);
  axle_sign_in_pane_choose (self->sign_in);
}

/* Nothing of the data is left in sight, nor in a dialog above it. */
static void
show_locked (AxleWindow *self)
{
  gboolean out = axle_workstation_get_lock (self->workstation) == AXLE_DESK_LOCKED_OUT;

  if (self->lock != NULL)
    adw_dialog_force_close (ADW_DIALOG (g_steal_pointer (&self->lock)));
  while (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    adw_dialog_force_close (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)));
  adw_status_page_set_title (self->locked, out ? _("This Desk Was Locked Out") : _("This Desk Must Reach the Server"));
  axle_status_page_set_words (self->locked, axle_workstation_get_lock_message (self->workstation));
  gtk_widget_set_visible (self->set_up_anew, out);
  gtk_widget_set_sensitive (self->set_up_anew, axle_workstation_is_erased (self->workstation));
  gtk_widget_grab_focus (self->set_up_anew);
}

static void
notice_read_cb (AxleWindow *self)
{
  self->notice_shown = FALSE;
  axle_workstation_dismiss_notice (self->workstation);
}

/* All of its words: what the window has no room for goes on the next line. */
static GtkWidget *
new_notice_label (const char *notice)
{
  GtkWidget *label = gtk_label_new (notice);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

/* Stays until somebody has read it. */
static void
tell_of_notice (AxleWindow *self)
{
  const char *notice = axle_workstation_get_notice (self->workstation);
  AdwToast *toast;

  if (notice == NULL || self->notice_shown)
    return;
  self->notice_shown = TRUE;
  toast = adw_toast_new ("");
  adw_toast_set_custom_title (toast, new_notice_label (notice));
  adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (notice_read_cb), self, G_CONNECT_SWAPPED);
  axle_window_add_toast (self, toast);
}

/* Shows what has to be done first: enrol, sign in, or the work itself. */
void
axle_window_update_page (AxleWindow *self)
{
  const char *page = find_page (self);
  gboolean changed = g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), page) != 0;

  if (g_str_equal (page, "workspace"))
    show_workspace (self);
  else if (g_str_equal (page, "welcome"))
    show_welcome (self, changed);
  else if (g_str_equal (page, "sign-in") && changed)
    show_sign_in (self);
  else if (g_str_equal (page, "locked"))
    show_locked (self);
  if (!g_str_equal (page, "workspace"))
    {
      axle_window_clear_workspace (self);
      self->shown_staff = AXLE_ID_NONE;
    }
  show_page (self, page);
  axle_window_update_actions (self);
  if (!axle_window_is_working (self))
    return;
  tell_of_notice (self);
  take_file (self);
}

void
axle_window_opened (AxleWindow *self)
{
  self->opened = TRUE;
  adw_banner_set_revealed (self->read_only, axle_workstation_is_read_only (self->workstation));
  axle_window_update_page (self);
}

void
axle_window_show_failure (AxleWindow   *self,
                          const GError *error)
{
  if (axle_workstation_get_lock (self->workstation) != AXLE_DESK_OPEN)
    {
      axle_window_update_page (self);
      return;
    }
  axle_status_page_set_words (self->failure, error->message);
  gtk_stack_set_visible_child_name (self->pages, "failure");
  axle_window_update_actions (self);
}

static void
tell_of_attention (AxleWindow *self)
{
  guint attention = axle_workstation_get_attention (self->workstation);

  if (attention > self->attention)
    {
      g_autofree char *body = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change needs your attention.",
                                                         "%u changes need your attention.", attention),
                                               attention);

      axle_window_notify (self, "attention", _("Something Was Not Taken Over as Typed"), body);
    }
  self->attention = attention;
}

/* Commits and the line to the server may bring the first staff, a new name for
 * the store, or the end of the first sync. */
static void
workstation_changed (AxleWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  gboolean locked = axle_workstation_get_lock (self->workstation) != AXLE_DESK_OPEN;

  if (!self->opened && !locked)
    return;
  if (g_strcmp0 (page, "workspace") == 0 && !locked)
    {
      axle_window_update_people (self);
      axle_window_update_actions (self);
      tell_of_attention (self);
      tell_of_notice (self);
    }
  else
    {
      axle_window_update_page (self);
    }
}

static void
unlocked_cb (AxleWindow *self)
{
  AxleSignInDialog *lock = g_steal_pointer (&self->lock);

  adw_dialog_force_close (ADW_DIALOG (lock));
  axle_idle_lock_touch (self->idle_lock);
  axle_window_update_page (self);
}

static void
pop_down_all (GtkWidget *widget)
{
  GtkWidget *next;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = next)
    {
      next = gtk_widget_get_next_sibling (child);
      if (GTK_IS_POPOVER (child) && gtk_widget_get_visible (child))
        gtk_popover_popdown (GTK_POPOVER (child));
      else
        pop_down_all (child);
    }
}

/* Covers everything and keeps all of it as it is for whoever is signed in. */
void
axle_window_lock (AxleWindow *self)
{
  if (!axle_window_is_working (self))
    return;
  pop_down_all (GTK_WIDGET (self));
  self->lock = AXLE_SIGN_IN_DIALOG (axle_sign_in_dialog_new (self->workstation, TRUE));
  g_signal_connect_object (self->lock, "signed-in", G_CALLBACK (unlocked_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (self->lock), GTK_WIDGET (self));
  axle_window_update_actions (self);
}

static void
scanned_cb (AxleWindow *self,
            const char *vin)
{
  g_autoptr (GListModel) found = NULL;
  g_autoptr (AxleFoundItem) item = NULL;

  if (!axle_window_is_working (self))
    return;
  found = axle_workstation_search (self->workstation, vin, 1);
  item = g_list_model_get_item (found, 0);
  if (item != NULL)
    {
      axle_window_show_record (self, &axle_customer_entity, axle_found_item_get_customer (item));
    }
  else
    {
      g_autofree char *title = g_strdup_printf (_("No car here has the VIN %s"), vin);

      axle_window_toast (self, title);
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               user_data)
{
  AxleWindow *self = user_data;

  if (!axle_window_is_working (self) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_slash)
    return gtk_widget_activate_action (GTK_WIDGET (self), "win.command-search", NULL);
  if (keyval == GDK_KEY_Escape && axle_window_get_view (self) != NULL)
    return axle_view_leave (axle_window_get_view (self));
  return GDK_EVENT_PROPAGATE;
}

static gboolean
dropped_cb (GtkDropTarget *target,
            const GValue  *value,
            double         x,
            double         y,
            gpointer       user_data)
{
  AxleWindow *self = user_data;

  if (!axle_window_is_working (self))
    return FALSE;
  axle_window_import_file (self, g_value_get_object (value));
  return TRUE;
}

/* Appointments go into the calendar, and nothing else does. */
static void
show_view_for (AxleWindow *self,
               GFile      *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *lower = name != NULL ? g_utf8_strdown (name, -1) : g_strdup ("");
  gboolean calendar = g_strcmp0 (gtk_stack_get_visible_child_name (self->views), "calendar") == 0;

  if (g_str_has_suffix (lower, ".ics") != calendar)
    axle_window_show_view (self, calendar ? "customers" : "calendar");
}

void
axle_window_import_file (AxleWindow *self,
                         GFile      *file)
{
  AxleView *view = NULL;

  if (!axle_window_is_working (self))
    {
      g_set_object (&self->file, file);
      return;
    }
  show_view_for (self, file);
  view = axle_window_get_view (self);
  if (view == NULL || !axle_workstation_may (self->workstation, "customers.import"))
    axle_window_toast (self, _("Your role does not allow imports."));
  else if ((axle_view_get_functions (view) & AXLE_VIEW_IMPORT) == 0)
    axle_window_toast (self, _("This view imports no files."));
  else
    axle_view_import_file (view, file);
}

AxleWindow *
axle_window_of (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return AXLE_IS_WINDOW (root) ? AXLE_WINDOW (root) : NULL;
}

AxleWorkstation *
axle_window_get_workstation (AxleWindow *self)
{
  return self->workstation;
}

static AdwToast *
new_toast (const char *title)
{
  AdwToast *toast = axle_toast_new (title);

  return toast;
}

/* The preferences lie over what is below and have toasts of their own. */
static AdwPreferencesDialog *
find_preferences (AxleWindow *self)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr (GObject) dialog = g_list_model_get_item (dialogs, i);

      if (ADW_IS_PREFERENCES_DIALOG (dialog))
        return ADW_PREFERENCES_DIALOG (dialog);
    }
  return NULL;
}

/**
 * axle_window_add_toast:
 * @self: a window
 * @toast: (transfer full): a toast
 */
void
axle_window_add_toast (AxleWindow *self,
                       AdwToast   *toast)
{
  AdwPreferencesDialog *preferences = find_preferences (self);

  if (preferences != NULL)
    adw_preferences_dialog_add_toast (preferences, toast);
  else
    adw_toast_overlay_add_toast (self->toasts, toast);
}

void
axle_window_toast (AxleWindow *self,
                   const char *title)
{
  axle_window_add_toast (self, new_toast (title));
}

/* Of what was done one after another only the last is said: a toast that waits for its turn
 * speaks of what is long past, and one that stays offers to undo what is undone. */
static void
tell_done (AxleWindow *self,
           AdwToast   *toast)
{
  if (self->told != NULL)
    adw_toast_dismiss (self->told);
  g_set_weak_pointer (&self->told, toast);
  axle_window_add_toast (self, toast);
}

void
axle_window_toast_done (AxleWindow *self,
                        const char *title)
{
  tell_done (self, new_toast (title));
}

void
axle_window_toast_undo (AxleWindow *self,
                        const char *title,
                        gint64      operation)
{
  AdwToast *toast = new_toast (title);

  if (operation != 0)
    {
      adw_toast_set_button_label (toast, _("_Undo"));
      adw_toast_set_action_name (toast, "win.undo-operation");
      adw_toast_set_action_target_value (toast, g_variant_new_int64 (operation));
      adw_toast_set_timeout (toast, UNDO_TOAST_SECONDS);
    }
  tell_done (self, toast);
}

void
axle_window_toast_saved (AxleWindow      *self,
                         AxleWorkstation *workstation,
                         GAsyncResult    *result,
                         const char      *title)
{
  g_autoptr (GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (workstation, result, &error);

  if (error != NULL)
    axle_window_toast_error (self, error);
  else
    axle_window_toast_undo (self, title, operation);
}

void
axle_window_toast_error (AxleWindow   *self,
                         const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    axle_window_toast (self, error->message);
}

gboolean
axle_window_is_showing (AxleWindow *self,
                        GType       type)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  return dialog != NULL && g_type_is_a (G_OBJECT_TYPE (dialog), type);
}

void
axle_window_notify (AxleWindow *self,
                    const char *id,
                    const char *title,
                    const char *body)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  g_autoptr (GNotification) notification = NULL;

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (self)))
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  if (g_str_equal (id, "attention"))
    g_notification_set_default_action (notification, "app.attend");
  g_application_send_notification (application, id, notification);
}

static void
axle_window_dispose (GObject *object)
{
  AxleWindow *self = AXLE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->idle_lock);
  g_clear_object (&self->scanner);
  g_clear_object (&self->recent);
  g_clear_object (&self->settings);
  g_clear_object (&self->file);
  g_clear_weak_pointer (&self->told);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_WINDOW);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_window_parent_class)->dispose (object);
}

static void
axle_window_class_init (AxleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_window_dispose;
  g_type_ensure (AXLE_TYPE_SYNC_STATUS);
  g_type_ensure (AXLE_TYPE_PERSON_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/window.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, locked);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, set_up_anew);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, read_only);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, split);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, sidebar_page);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, content_page);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, sidebar_title);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, view_list);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, views);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, user_menu);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, sync_status);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, user_button);
  gtk_widget_class_bind_template_child (widget_class, AxleWindow, user_chip);
  gtk_widget_class_bind_template_callback_full (widget_class, "row_selected_cb",
                                                G_CALLBACK (axle_window_row_selected));
  gtk_widget_class_bind_template_callback_full (widget_class, "row_activated_cb",
                                                G_CALLBACK (axle_window_row_activated));
  axle_window_install_actions (klass);
}

static void
listen_to_input (AxleWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->scanner = axle_scanner_new ();
  axle_scanner_attach (self->scanner, GTK_WIDGET (self));
  g_signal_connect_object (self->scanner, "scanned", G_CALLBACK (scanned_cb), self, G_CONNECT_SWAPPED);
  self->idle_lock = axle_idle_lock_new (GTK_WIDGET (self));
  g_signal_connect_object (self->idle_lock, "idle", G_CALLBACK (axle_window_lock), self, G_CONNECT_SWAPPED);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

static void
dialog_changed (AxleWindow *self)
{
  if (self->workstation != NULL)
    axle_window_update_actions (self);
}

static void
axle_window_init (AxleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  axle_late_menu_set (self->menu_button, self->primary_menu);
  axle_late_menu_set (self->user_button, self->user_menu);
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (AXLE_APP_ID);
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  listen_to_input (self);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (dialog_changed), NULL);
}

AxleWindow *
axle_window_new (GtkApplication  *application,
                 AxleWorkstation *workstation)
{
  AxleWindow *self = g_object_new (AXLE_TYPE_WINDOW, "application", application, NULL);

  self->workstation = g_object_ref (workstation);
  self->recent = axle_recent_new (workstation);
  axle_sync_status_set_workstation (self->sync_status, workstation);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (workstation_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify", G_CALLBACK (workstation_changed), self, G_CONNECT_SWAPPED);
  axle_window_update_actions (self);
  return self;
}
