/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/tasks-panel.h"

#include <glib/gi18n-lib.h>

#include "app/my-day.h"
#include "app/renew-list.h"
#include "core/followup/task.h"
#include "core/organisation/rights.h"
#include "ui/shell/window.h"
#include "ui/tasks/task-dialog.h"
#include "ui/tasks/task-row.h"

struct _AxleTasksPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GListStore          *items;
  GtkListBox          *list;
  GtkWidget           *add;
};

G_DEFINE_FINAL_TYPE (AxleTasksPanel, axle_tasks_panel, ADW_TYPE_BIN)

static GtkWidget *
new_row (gpointer item,
         gpointer data)
{
  AxleTasksPanel *self = data;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *task = axle_task_row_new (self->workstation, FALSE);

  axle_task_row_set_item (AXLE_TASK_ROW (task), item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), task);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, axle_task_item_get_title (item), -1);
  return row;
}

static void
show_tasks (AxleTasksPanel *self)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (self->profile);
  g_autoptr(GPtrArray) items =
    dossier != NULL ? axle_workstation_list_tasks_in (self->workstation, axle_dossier_list (dossier, &axle_task_entity))
                    : g_ptr_array_new ();
  gboolean may = axle_customer_profile_may (self->profile, AXLE_RIGHT_CUSTOMERS_WRITE);

  axle_renew_list (self->items, items, axle_task_item_same);
  gtk_widget_set_visible (GTK_WIDGET (self->list), items->len > 0);
  gtk_widget_set_visible (self->add, may);
  gtk_widget_set_visible (GTK_WIDGET (self), items->len > 0 || may);
}

static void
add_cb (AxleTasksPanel *self)
{
  adw_dialog_present (axle_task_dialog_new (self->workstation, axle_customer_profile_get_id (self->profile), NULL),
                      GTK_WIDGET (axle_window_of (GTK_WIDGET (self))));
}

static void
axle_tasks_panel_dispose (GObject *object)
{
  AxleTasksPanel *self = AXLE_TASKS_PANEL (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->items);
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_tasks_panel_parent_class)->dispose (object);
}

static void
axle_tasks_panel_class_init (AxleTasksPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_tasks_panel_dispose;
}

static void
axle_tasks_panel_init (AxleTasksPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Tasks"), -1);
  self->add = gtk_button_new_with_mnemonic (_("Add a _Promise…"));
  gtk_button_set_can_shrink (GTK_BUTTON (self->add), TRUE);
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  g_signal_connect_object (self->add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), self->add);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
axle_tasks_panel_new (AxleWorkstation     *workstation,
                      AxleCustomerProfile *profile)
{
  AxleTasksPanel *self = g_object_new (AXLE_TYPE_TASKS_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  self->items = g_list_store_new (AXLE_TYPE_TASK_ITEM);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->items), new_row, self, NULL);
  g_signal_connect_object (profile, "notify::dossier", G_CALLBACK (show_tasks), self, G_CONNECT_SWAPPED);
  show_tasks (self);
  return GTK_WIDGET (self);
}
