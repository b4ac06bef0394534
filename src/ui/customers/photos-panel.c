/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/photos-panel.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "core/vehicle/vehicle.h"
#include "ui/photos/photo-grid.h"

struct _AxlePhotosPanel
{
  AdwBin               parent_instance;
  AxleWorkstation     *workstation;
  AxleCustomerProfile *profile;
  GtkBox              *grids;
};

G_DEFINE_FINAL_TYPE (AxlePhotosPanel, axle_photos_panel, ADW_TYPE_BIN)

static void
add_grid (AxlePhotosPanel  *self,
          const AxleRecord *record,
          const char       *title)
{
  g_autofree char *known = *title != '\0' ? g_strdup (title) : axle_record_dup_title (record);

  gtk_box_append (self->grids, axle_photo_grid_new (self->workstation, &record->id,
                                                    known != NULL ? known : _(record->entity->label)));
}

static void
add_grid_of_vehicle (AxlePhotosPanel  *self,
                     const AxleRecord *vehicle)
{
  g_autofree char *plate = axle_workstation_format_value (self->workstation, &axle_vehicle_entity.fields[AXLE_VEHICLE_PLATE],
                                                          axle_record_get (vehicle, AXLE_VEHICLE_PLATE));

  add_grid (self, vehicle, plate);
}

static void
show_grids (AxlePhotosPanel *self)
{
  GListModel *vehicles = axle_customer_profile_get_vehicles (self->profile);
  AxleRecord *customer = axle_customer_profile_get_customer (self->profile);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grids))) != NULL)
    gtk_box_remove (self->grids, child);
  if (customer == NULL)
    return;
  add_grid (self, customer, "");
  for (guint i = 0; i < g_list_model_get_n_items (vehicles); i++)
    {
      g_autoptr(AxleProfileVehicle) vehicle = g_list_model_get_item (vehicles, i);

      add_grid_of_vehicle (self, axle_profile_vehicle_get_vehicle (vehicle));
    }
}

static void
axle_photos_panel_dispose (GObject *object)
{
  AxlePhotosPanel *self = AXLE_PHOTOS_PANEL (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_photos_panel_parent_class)->dispose (object);
}

static void
axle_photos_panel_class_init (AxlePhotosPanelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_photos_panel_dispose;
}

static void
axle_photos_panel_init (AxlePhotosPanel *self)
{
  self->grids = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->grids));
}

GtkWidget *
axle_photos_panel_new (AxleWorkstation     *workstation,
                       AxleCustomerProfile *profile)
{
  AxlePhotosPanel *self = g_object_new (AXLE_TYPE_PHOTOS_PANEL, NULL);

  self->workstation = g_object_ref (workstation);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (axle_customer_profile_get_vehicles (profile), "items-changed", G_CALLBACK (show_grids), self,
                           G_CONNECT_SWAPPED);
  show_grids (self);
  return GTK_WIDGET (self);
}
