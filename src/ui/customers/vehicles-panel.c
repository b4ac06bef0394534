/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/vehicles-panel.h"

#include <glib/gi18n-lib.h>

#include "ui/customers/vehicle-card.h"

struct _AxleVehiclesPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkFlowBox          *cards;
};

G_DEFINE_FINAL_TYPE (AxleVehiclesPanel, axle_vehicles_panel, ADW_TYPE_BIN)

static GtkWidget *
new_card (gpointer item,
          gpointer data)
{
  AxleVehiclesPanel *self = data;

  return axle_vehicle_card_new (self->workstation, self->profile, item);
}

static void
show_count (AxleVehiclesPanel *self)
{
  guint n_vehicles = g_list_model_get_n_items (axle_customer_profile_get_vehicles (self->profile));

  gtk_flow_box_set_max_children_per_line (self->cards, CLAMP (n_vehicles, 1, 2));
  gtk_widget_set_visible (GTK_WIDGET (self), n_vehicles > 0);
}

static void
axle_vehicles_panel_dispose (GObject *object)
{
  AxleVehiclesPanel *self = AXLE_VEHICLES_PANEL (object);

  if (self->cards != NULL)
    gtk_flow_box_bind_model (self->cards, NULL, NULL, NULL, NULL);
  self->cards = NULL;
  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_vehicles_panel_parent_class)->dispose (object);
}

static void
axle_vehicles_panel_class_init (AxleVehiclesPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_vehicles_panel_dispose;
}

static void
axle_vehicles_panel_init (AxleVehiclesPanel *self)
{
  self->cards = GTK_FLOW_BOX (gtk_flow_box_new ());
  gtk_flow_box_set_selection_mode (self->cards, GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (self->cards, 12);
  gtk_flow_box_set_row_spacing (self->cards, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->cards), "vehicle-cards");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cards), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Vehicles"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->cards));
}

GtkWidget *
axle_vehicles_panel_new (AxleWorkstation     *workstation,
                         AxleCustomerProfile *profile)
{
  AxleVehiclesPanel *self = g_object_new (AXLE_TYPE_VEHICLES_PANEL, NULL);
  GListModel *vehicles = axle_customer_profile_get_vehicles (profile);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  gtk_flow_box_bind_model (self->cards, vehicles, new_card, self, NULL);
  g_signal_connect_object (vehicles, "items-changed", G_CALLBACK (show_count), self, G_CONNECT_SWAPPED);
  show_count (self);
  return GTK_WIDGET (self);
}
