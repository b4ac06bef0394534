/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/vehicle-card.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/format.h"
#include "core/organisation/rights.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/customers/vehicle-dialog.h"
#include "ui/photos/photo-grid.h"
#include "ui/shell/window.h"
#include "ui/widgets/plate-badge.h"
#include "ui/widgets/vin-label.h"

struct _AxleVehicleCard
{
  GtkFlowBoxChild     parent_instance;

  AxleWorkstation    *workstation;
  AxleProfileVehicle *vehicle;

  AxlePlateBadge     *plate;
  GtkLabel           *role;
  GtkWidget          *pending;
  GtkLabel           *model;
  AxleVinLabel       *vin;
  GtkLabel           *facts;
};

G_DEFINE_FINAL_TYPE (AxleVehicleCard, axle_vehicle_card, GTK_TYPE_FLOW_BOX_CHILD)

static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleVehicleCard *self = AXLE_VEHICLE_CARD (widget);
  AxleRecord *ownership = axle_profile_vehicle_get_ownership (self->vehicle);
  AxleId customer = axle_record_get_id (ownership, AXLE_OWNERSHIP_CUSTOMER);

  adw_dialog_present (axle_vehicle_dialog_new (self->workstation, &customer,
                                               axle_profile_vehicle_get_vehicle (self->vehicle), ownership),
                      widget);
}

static void
book_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleVehicleCard *self = AXLE_VEHICLE_CARD (widget);
  AxleId customer = axle_record_get_id (axle_profile_vehicle_get_ownership (self->vehicle), AXLE_OWNERSHIP_CUSTOMER);

  adw_dialog_present (axle_booking_dialog_new_for (self->workstation, &customer,
                                                   &axle_profile_vehicle_get_vehicle (self->vehicle)->id),
                      widget);
}

static void
taken_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleWindow) window = data;

  axle_window_toast_saved (window, AXLE_WORKSTATION (source), result, _("Vehicle taken from the customer"));
}

static void
take_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleVehicleCard *self = AXLE_VEHICLE_CARD (widget);

  axle_record_delete_async (self->workstation, axle_profile_vehicle_get_ownership (self->vehicle), NULL,
                            taken_cb, g_object_ref (axle_window_of (widget)));
}

static void
add_photos_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AxleVehicleCard *self = AXLE_VEHICLE_CARD (widget);

  gtk_widget_activate_action (widget, "customer.show-photos", NULL);
  axle_photos_choose (widget, self->workstation, &axle_profile_vehicle_get_vehicle (self->vehicle)->id);
}

static void
axle_vehicle_card_dispose (GObject *object)
{
  AxleVehicleCard *self = AXLE_VEHICLE_CARD (object);

  g_clear_object (&self->vehicle);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_VEHICLE_CARD);
  G_OBJECT_CLASS (axle_vehicle_card_parent_class)->dispose (object);
}

static void
axle_vehicle_card_class_init (AxleVehicleCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_vehicle_card_dispose;
  g_type_ensure (AXLE_TYPE_PLATE_BADGE);
  g_type_ensure (AXLE_TYPE_VIN_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/vehicle-card.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleVehicleCard, plate);
  gtk_widget_class_bind_template_child (widget_class, AxleVehicleCard, role);
  gtk_widget_class_bind_template_child (widget_class, AxleVehicleCard, pending);
  gtk_widget_class_bind_template_child (widget_class, AxleVehicleCard, model);
  gtk_widget_class_bind_template_child (widget_class, AxleVehicleCard, vin);
  gtk_widget_class_bind_template_child (widget_class, AxleVehicleCard, facts);
  gtk_widget_class_install_action (widget_class, "vehicle.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "vehicle.book", NULL, book_action);
  gtk_widget_class_install_action (widget_class, "vehicle.add-photos", NULL, add_photos_action);
  gtk_widget_class_install_action (widget_class, "vehicle.take", NULL, take_action);
}

static void
axle_vehicle_card_init (AxleVehicleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_value (GStrvBuilder     *parts,
           AxleWorkstation  *workstation,
           const AxleRecord *record,
           guint             field)
{
  g_autofree char *text = axle_workstation_format_value (workstation, &record->entity->fields[field],
                                                         axle_record_get (record, field));
  if (*text != '\0')
    g_strv_builder_add (parts, text);
}

static void
show_values (GtkLabel         *label,
             AxleWorkstation  *workstation,
             const AxleRecord *record,
             const guint      *fields,
             guint             n_fields,
             const char       *separator)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) texts = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < n_fields; i++)
    add_value (parts, workstation, record, fields[i]);
  texts = g_strv_builder_end (parts);
  text = g_strjoinv (separator, texts);
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

GtkWidget *
axle_vehicle_card_new (AxleWorkstation     *workstation,
                       AxleCustomerProfile *profile,
                       AxleProfileVehicle  *vehicle)
{
  static const guint naming[] = { AXLE_VEHICLE_MAKE, AXLE_VEHICLE_MODEL, AXLE_VEHICLE_VARIANT };
  static const guint facts[] = {
    AXLE_VEHICLE_ODOMETER, AXLE_VEHICLE_POWERTRAIN, AXLE_VEHICLE_MODEL_YEAR, AXLE_VEHICLE_COLOUR,
  };
  static const guint role[] = { AXLE_OWNERSHIP_ROLE, AXLE_OWNERSHIP_UNTIL };
  AxleVehicleCard *self = g_object_new (AXLE_TYPE_VEHICLE_CARD, NULL);
  AxleRecord *record = axle_profile_vehicle_get_vehicle (vehicle);
  AxleRecord *ownership = axle_profile_vehicle_get_ownership (vehicle);
  const char *vin = axle_record_get_text (record, AXLE_VEHICLE_VIN);
  g_autofree char *title = axle_record_dup_title (record);
  gboolean may_write = axle_customer_profile_may (profile, "customers.write");

  self->workstation = g_object_ref (workstation);
  self->vehicle = g_object_ref (vehicle);
  axle_plate_badge_set_plate (self->plate, axle_record_get_text (record, AXLE_VEHICLE_PLATE));
  gtk_widget_set_visible (GTK_WIDGET (self->plate), axle_record_get_text (record, AXLE_VEHICLE_PLATE) != NULL);
  axle_vin_label_set_vin (self->vin, vin);
  gtk_widget_set_visible (GTK_WIDGET (self->vin), vin != NULL);
  show_values (self->role, workstation, ownership, role, G_N_ELEMENTS (role), " – ");
  show_values (self->model, workstation, record, naming, G_N_ELEMENTS (naming), " ");
  show_values (self->facts, workstation, record, facts, G_N_ELEMENTS (facts), " · ");
  gtk_widget_set_visible (self->pending, axle_profile_vehicle_is_pending (vehicle));
  gtk_widget_set_opacity (GTK_WIDGET (self), axle_profile_vehicle_is_current (vehicle) ? 1 : 0.6);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "vehicle.book", axle_customer_profile_may (profile, AXLE_RIGHT_APPOINTMENTS_WRITE));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "vehicle.edit", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "vehicle.add-photos", may_write);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "vehicle.take", may_write);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  return GTK_WIDGET (self);
}
