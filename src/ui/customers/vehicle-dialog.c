/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/vehicle-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

struct _AxleVehicleDialog
{
  AxleRecordDialog  parent_instance;

  AxleId            customer;
  AxleRecord       *vehicle_before;
  AxleRecord       *ownership_before;
  AxleForm         *vehicle;
  AxleForm         *ownership;
};

G_DEFINE_FINAL_TYPE (AxleVehicleDialog, axle_vehicle_dialog, AXLE_TYPE_RECORD_DIALOG)

static const guint identity[] = { AXLE_VEHICLE_PLATE, AXLE_VEHICLE_VIN };
static const guint model[] = {
  AXLE_VEHICLE_MAKE, AXLE_VEHICLE_MODEL, AXLE_VEHICLE_VARIANT, AXLE_VEHICLE_MODEL_YEAR,
  AXLE_VEHICLE_POWERTRAIN, AXLE_VEHICLE_COLOUR,
};
static const guint use[] = { AXLE_VEHICLE_ODOMETER, AXLE_VEHICLE_FIRST_REGISTRATION };
static const guint role[] = { AXLE_OWNERSHIP_ROLE, AXLE_OWNERSHIP_SINCE, AXLE_OWNERSHIP_UNTIL };

static const AxleFieldGroup vehicle_groups[] = {
  { NULL, NULL, identity, G_N_ELEMENTS (identity) },
  { N_("Model"), NULL, model, G_N_ELEMENTS (model) },
  { N_("Use"), NULL, use, G_N_ELEMENTS (use) },
};
static const AxleFieldGroup ownership_groups[] = {
  { N_("The Customer’s Role"), NULL, role, G_N_ELEMENTS (role) },
};

static AxleForm *
new_form (AxleVehicleDialog *self,
          const AxleEntity  *entity,
          const AxleRecord  *before,
          AxleRecord        *initial)
{
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (AXLE_RECORD_DIALOG (self));
  g_autofree char *name = g_strdup_printf ("%s/%s", entity->kind,
                                           AXLE_ID_TEXT (before != NULL ? &before->id : &self->customer));

  return axle_form_new (workstation, name, before, before != NULL ? before : initial);
}

static void
axle_vehicle_dialog_fill (AxleRecordDialog *dialog)
{
  AxleVehicleDialog *self = AXLE_VEHICLE_DIALOG (dialog);
  AxleWorkstation *workstation = axle_record_dialog_get_workstation (dialog);
  g_autoptr(AxleRecord) vehicle = axle_customer_draft_new (workstation, &axle_vehicle_entity);
  g_autoptr(AxleRecord) ownership = axle_customer_draft_new (workstation, &axle_ownership_entity);

  g_clear_object (&self->vehicle);
  g_clear_object (&self->ownership);
  self->vehicle = new_form (self, &axle_vehicle_entity, self->vehicle_before, vehicle);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &self->customer);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &axle_form_get_record (self->vehicle)->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  self->ownership = new_form (self, &axle_ownership_entity, self->ownership_before, ownership);
  axle_record_dialog_add_groups (dialog, self->vehicle, vehicle_groups, G_N_ELEMENTS (vehicle_groups));
  axle_record_dialog_add_groups (dialog, self->ownership, ownership_groups, G_N_ELEMENTS (ownership_groups));
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleVehicleDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    axle_record_dialog_failed (AXLE_RECORD_DIALOG (self), error);
  else
    axle_record_dialog_saved (AXLE_RECORD_DIALOG (self),
                              self->vehicle_before == NULL ? _("Vehicle added") : _("Vehicle changed"), operation);
}

static void
axle_vehicle_dialog_save (AxleRecordDialog *dialog)
{
  AxleVehicleDialog *self = AXLE_VEHICLE_DIALOG (dialog);

  axle_vehicle_save_async (axle_record_dialog_get_workstation (dialog),
                           axle_form_get_before (self->vehicle), axle_form_get_record (self->vehicle),
                           axle_form_get_before (self->ownership), axle_form_get_record (self->ownership),
                           NULL, saved_cb, g_object_ref (self));
}

static void
axle_vehicle_dialog_dispose (GObject *object)
{
  AxleVehicleDialog *self = AXLE_VEHICLE_DIALOG (object);

  g_clear_object (&self->vehicle);
  g_clear_object (&self->ownership);
  g_clear_pointer (&self->vehicle_before, axle_record_unref);
  g_clear_pointer (&self->ownership_before, axle_record_unref);
  G_OBJECT_CLASS (axle_vehicle_dialog_parent_class)->dispose (object);
}

static void
axle_vehicle_dialog_class_init (AxleVehicleDialogClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_vehicle_dialog_dispose;
  AXLE_RECORD_DIALOG_CLASS (class)->fill = axle_vehicle_dialog_fill;
  AXLE_RECORD_DIALOG_CLASS (class)->save = axle_vehicle_dialog_save;
}

static void
axle_vehicle_dialog_init (AxleVehicleDialog *self)
{
}

AdwDialog *
axle_vehicle_dialog_new (AxleWorkstation  *workstation,
                         const AxleId     *customer,
                         const AxleRecord *vehicle,
                         const AxleRecord *ownership)
{
  AxleVehicleDialog *self = g_object_new (AXLE_TYPE_VEHICLE_DIALOG, NULL);

  self->customer = *customer;
  if (vehicle != NULL)
    self->vehicle_before = axle_record_copy (vehicle);
  if (ownership != NULL)
    self->ownership_before = axle_record_copy (ownership);
  axle_record_dialog_construct (AXLE_RECORD_DIALOG (self), workstation,
                                vehicle == NULL ? _("Add Vehicle") : _("Edit Vehicle"));
  return ADW_DIALOG (self);
}

void
axle_vehicle_dialog_focus_field (AxleVehicleDialog *self,
                                 guint              field)
{
  axle_record_dialog_focus_field (AXLE_RECORD_DIALOG (self), self->vehicle, field);
}
