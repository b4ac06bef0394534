/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/sync-status.h"

#include "app/format.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/customer-profile.h"
#include "ui/shell/window.h"

#define ITEM "axle-waiting-item"

/* The list in the popover shows the first so many; the numbers tell of the rest. */
#define SHOWN_LIMIT 100

#define REFRESH_SECONDS 30

struct _AxleSyncStatus
{
  AdwBin           parent_instance;
  AxleWorkstation *workstation;
  guint            refresh_id;
  const char      *colour;

  GtkMenuButton   *button;
  GtkImage        *icon;
  GtkLabel        *word;
  GtkLabel        *detail;
  GtkPopover      *popover;
  GtkLabel        *popover_title;
  GtkLabel        *popover_detail;
  GtkWidget       *progress_box;
  GtkProgressBar  *progress;
  GtkLabel        *progress_label;
  GtkButton       *pause_button;
  GtkLabel        *message;
  GtkWidget       *decide_button;
  GtkWidget       *waiting_frame;
  GtkListBox      *waiting_list;
};

G_DEFINE_FINAL_TYPE (AxleSyncStatus, axle_sync_status, ADW_TYPE_BIN)

static const struct
{
  const char *icon;
  const char *word;
  const char *colour;
} looks[] = {
  [AXLE_SYNC_OFFLINE] = { "axle-offline-symbolic", N_("Offline"), "warning" },
  [AXLE_SYNC_CONNECTING] = { "axle-syncing-symbolic", N_("Connecting…"), "dimmed" },
  [AXLE_SYNC_WORKING] = { "axle-syncing-symbolic", N_("Syncing…"), "accent" },
  [AXLE_SYNC_ONLINE] = { "axle-online-symbolic", N_("Online"), "success" },
  [AXLE_SYNC_PAUSED] = { "axle-paused-symbolic", N_("Paused"), "warning" },
};

const char *
axle_sync_state_get_word (AxleSyncState state)
{
  return _(looks[state].word);
}

char *
axle_sync_status_dup_progress (AxleWorkstation *workstation)
{
  const AxleSyncFigures *figures = axle_workstation_get_sync_figures (workstation);
  /* TRANSLATORS: so many of so many records of the store have come to this desk. */
  g_autofree char *count = g_strdup_printf (_("%'" PRId64 " of %'" PRId64 " records"), figures->n_done, figures->n_total);
  g_autofree char *rate = NULL;

  if (axle_workstation_get_sync_state (workstation) != AXLE_SYNC_WORKING || figures->pull_rate < 1)
    return g_steal_pointer (&count);
  rate = g_strdup_printf (_("%'.0f per second"), figures->pull_rate);
  return g_strdup_printf ("%s · %s", count, rate);
}

static char *
dup_last_sync (AxleSyncStatus *self)
{
  gint64 at = axle_workstation_get_last_sync (self->workstation);
  g_autofree char *when = NULL;

  if (at == 0)
    return g_strdup (_("Never synced"));
  when = axle_workstation_format_time (self->workstation, at);
  return g_strdup_printf (_("Last sync %s"), when);
}

/* What matters most in one line: attention, then what waits, then the time. */
static char *
dup_detail (AxleSyncStatus *self)
{
  guint attention = axle_workstation_get_attention (self->workstation);
  guint waiting = axle_workstation_get_waiting (self->workstation);

  if (attention > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u needs attention", "%u need attention", attention), attention);
  if (waiting > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change waiting", "%u changes waiting", waiting), waiting);
  return dup_last_sync (self);
}

static void
set_colour (AxleSyncStatus *self,
            const char     *colour)
{
  if (self->colour != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), self->colour);
  self->colour = colour;
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), colour);
}

/* Of a first sync; a handful of changes come without it. */
static void
update_progress (AxleSyncStatus *self)
{
  gboolean paused = axle_workstation_get_sync_state (self->workstation) == AXLE_SYNC_PAUSED;
  double share = axle_workstation_get_progress (self->workstation);
  g_autofree char *text = axle_sync_status_dup_progress (self->workstation);

  gtk_widget_set_visible (self->progress_box, share < 1);
  gtk_progress_bar_set_fraction (self->progress, share);
  gtk_label_set_label (self->progress_label, text);
  gtk_button_set_label (self->pause_button, paused ? _("_Continue") : _("_Pause"));
}

static void
pause_cb (AxleSyncStatus *self)
{
  if (axle_workstation_get_sync_state (self->workstation) == AXLE_SYNC_PAUSED)
    axle_workstation_sync_now (self->workstation);
  else
    axle_workstation_pause_sync (self->workstation);
}

static void
update_popover (AxleSyncStatus *self)
{
  AxleSyncState state = axle_workstation_get_sync_state (self->workstation);
  const char *message = axle_workstation_get_sync_message (self->workstation);
  guint waiting = axle_workstation_get_waiting (self->workstation);
  g_autofree char *last = dup_last_sync (self);
  g_autofree char *waits = waiting == 0
    ? g_strdup (_("nothing waits"))
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u change waits", "%u changes wait", waiting), waiting);
  g_autofree char *detail = g_strdup_printf ("%s · %s", last, waits);

  gtk_label_set_label (self->popover_title, axle_sync_state_get_word (state));
  gtk_label_set_label (self->popover_detail, detail);
  update_progress (self);
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
  gtk_widget_set_visible (self->decide_button, axle_workstation_get_attention (self->workstation) > 0);
}

static void
update (AxleSyncStatus *self)
{
  AxleSyncState state = axle_workstation_get_sync_state (self->workstation);
  gboolean alarm = axle_workstation_get_attention (self->workstation) > 0;
  g_autofree char *detail = dup_detail (self);
  g_autofree char *spoken = g_strdup_printf ("%s, %s", axle_sync_state_get_word (state), detail);

  gtk_image_set_from_icon_name (self->icon, alarm ? "axle-attention-symbolic" : looks[state].icon);
  set_colour (self, alarm ? "error" : looks[state].colour);
  gtk_label_set_label (self->word, axle_sync_state_get_word (state));
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  update_popover (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
new_row (AxleSyncStatus  *self,
         AxleWaitingItem *item)
{
  GtkWidget *row = adw_action_row_new ();
  gboolean alarm = axle_waiting_item_needs_attention (item);
  GtkWidget *icon = gtk_image_new_from_icon_name (alarm ? "axle-attention-symbolic" : "axle-waiting-symbolic");
  g_autofree char *when = axle_workstation_format_time (self->workstation, axle_waiting_item_get_at (item));
  g_autofree char *subtitle = g_strjoin (" · ", when, axle_waiting_item_get_detail (item), NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_waiting_item_get_title (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (icon, alarm ? "error" : "dimmed");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  alarm ? _("Needs attention") : _("Waiting"), -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), alarm);
  g_object_set_data_full (G_OBJECT (row), ITEM, g_object_ref (item), g_object_unref);
  return row;
}

/* The list is made when somebody looks at it: most changes wait for a blink only. */
static void
fill_list (AxleSyncStatus *self)
{
  g_autoptr (GListModel) items = axle_workstation_dup_waiting (self->workstation);
  guint n_items = MIN (g_list_model_get_n_items (items), SHOWN_LIMIT);

  gtk_list_box_remove_all (self->waiting_list);
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (AxleWaitingItem) item = g_list_model_get_item (items, i);

      gtk_list_box_append (self->waiting_list, new_row (self, item));
    }
  gtk_widget_set_visible (self->waiting_frame, n_items > 0);
}

static void
decide_cb (AxleSyncStatus *self)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "inbox");
}

static void
row_activated_cb (AxleSyncStatus *self,
                  GtkListBoxRow  *row)
{
  AxleWaitingItem *item = g_object_get_data (G_OBJECT (row), ITEM);
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  gtk_popover_popdown (self->popover);
  if (window != NULL)
    axle_window_show_conflicts (window, axle_waiting_item_get_entity (item), axle_waiting_item_get_record (item));
}

static void
popover_visible_cb (AxleSyncStatus *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    fill_list (self);
  else
    gtk_list_box_remove_all (self->waiting_list);
}

static void
workstation_changed (AxleSyncStatus *self)
{
  update (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    fill_list (self);
}

static void
axle_sync_status_map (GtkWidget *widget)
{
  AxleSyncStatus *self = AXLE_SYNC_STATUS (widget);

  update (self);
  self->refresh_id = g_timeout_add_seconds (REFRESH_SECONDS, refresh_cb, self);
  GTK_WIDGET_CLASS (axle_sync_status_parent_class)->map (widget);
}

static void
axle_sync_status_unmap (GtkWidget *widget)
{
  AxleSyncStatus *self = AXLE_SYNC_STATUS (widget);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  GTK_WIDGET_CLASS (axle_sync_status_parent_class)->unmap (widget);
}

static void
axle_sync_status_dispose (GObject *object)
{
  AxleSyncStatus *self = AXLE_SYNC_STATUS (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  /* The bin must let go of its child before the template unparents it. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_SYNC_STATUS);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_sync_status_parent_class)->dispose (object);
}

static void
axle_sync_status_class_init (AxleSyncStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_sync_status_dispose;
  widget_class->map = axle_sync_status_map;
  widget_class->unmap = axle_sync_status_unmap;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/sync-status.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, button);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, icon);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, word);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, detail);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, popover);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, popover_title);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, popover_detail);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, progress_box);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, progress);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, progress_label);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, pause_button);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, message);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, decide_button);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, waiting_frame);
  gtk_widget_class_bind_template_child (widget_class, AxleSyncStatus, waiting_list);
  gtk_widget_class_bind_template_callback (widget_class, popover_visible_cb);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, decide_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
axle_sync_status_init (AxleSyncStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
axle_sync_status_set_workstation (AxleSyncStatus  *self,
                                  AxleWorkstation *workstation)
{
  g_set_object (&self->workstation, workstation);
  g_signal_connect_object (workstation, "notify", G_CALLBACK (workstation_changed), self, G_CONNECT_SWAPPED);
}

void
axle_sync_status_popup (AxleSyncStatus *self)
{
  gtk_menu_button_popup (self->button);
}

GtkPopover *
axle_sync_status_get_popover (AxleSyncStatus *self)
{
  return self->popover;
}
