/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/history-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/status-pill.h"
#include "ui/widgets/time-label.h"

/* Rows that are made at once: a screen or two. */
#define ROWS_AT_ONCE 40

struct _AxleHistoryPanel
{
  AdwBin               parent_instance;

  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkSliceListModel   *model;

  GtkListBox          *list;
  GtkWidget           *earlier_button;
};

G_DEFINE_FINAL_TYPE (AxleHistoryPanel, axle_history_panel, ADW_TYPE_BIN)

static char *
dup_subtitle (AxleHistoryItem *entry)
{
  const char *before = axle_history_item_get_before (entry), *after = axle_history_item_get_after (entry);
  const char *staff = axle_history_item_get_staff (entry), *desk = axle_history_item_get_desk (entry);
  g_autoptr(GString) subtitle = g_string_new (NULL);

  if (*before != '\0' || *after != '\0')
    g_string_append_printf (subtitle, "%s → %s", *before != '\0' ? before : "–", *after != '\0' ? after : "–");
  if (*staff != '\0' || *desk != '\0')
    g_string_append_printf (subtitle, "%s%s%s%s", subtitle->len > 0 ? "\n" : "", staff,
                            *staff != '\0' && *desk != '\0' ? " · " : "", desk);
  return g_string_free (g_steal_pointer (&subtitle), FALSE);
}

static GtkWidget *
new_row (gpointer item,
         gpointer data)
{
  AxleHistoryPanel *self = data;
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *time = axle_time_label_new (self->workstation, axle_history_item_get_at (item));
  g_autofree char *subtitle = dup_subtitle (item);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_history_item_get_title (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (axle_history_item_is_pending (item))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), axle_status_pill_new (AXLE_STATUS_WAITING, _("Waiting")));
  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  return row;
}

static void
show_earlier_button (AxleHistoryPanel *self)
{
  GListModel *all = gtk_slice_list_model_get_model (self->model);

  gtk_widget_set_visible (self->earlier_button,
                          g_list_model_get_n_items (all) > gtk_slice_list_model_get_size (self->model));
}

static void
show_history (AxleHistoryPanel *self)
{
  guint n_rows = self->model != NULL ? gtk_slice_list_model_get_size (self->model) : ROWS_AT_ONCE;

  g_clear_object (&self->model);
  self->model = gtk_slice_list_model_new (axle_customer_profile_dup_history (self->profile), 0, n_rows);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->model), new_row, self, NULL);
  show_earlier_button (self);
}

/* The focus goes to the first row that is new, not away with the button. */
static void
show_earlier_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  AxleHistoryPanel *self = AXLE_HISTORY_PANEL (widget);
  guint n_rows = gtk_slice_list_model_get_size (self->model);
  GtkListBoxRow *row;

  gtk_slice_list_model_set_size (self->model, n_rows + ROWS_AT_ONCE);
  row = gtk_list_box_get_row_at_index (self->list, (int) n_rows);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  show_earlier_button (self);
}

static void
axle_history_panel_dispose (GObject *object)
{
  AxleHistoryPanel *self = AXLE_HISTORY_PANEL (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_HISTORY_PANEL);
  G_OBJECT_CLASS (axle_history_panel_parent_class)->dispose (object);
}

static void
axle_history_panel_class_init (AxleHistoryPanelClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_history_panel_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/history-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleHistoryPanel, list);
  gtk_widget_class_bind_template_child (widget_class, AxleHistoryPanel, earlier_button);
  gtk_widget_class_install_action (widget_class, "history.show-earlier", NULL, show_earlier_action);
}

static void
axle_history_panel_init (AxleHistoryPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
axle_history_panel_new (AxleWorkstation     *workstation,
                        AxleCustomerProfile *profile)
{
  AxleHistoryPanel *self = g_object_new (AXLE_TYPE_HISTORY_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_history), self, G_CONNECT_SWAPPED);
  show_history (self);
  return GTK_WIDGET (self);
}
