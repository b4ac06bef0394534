/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/profile-vehicle.h"

#include "core/vehicle/ownership.h"

struct _AxleProfileVehicle
{
  GObject     parent_instance;
  AxleRecord *vehicle;
  AxleRecord *ownership;
  gboolean    pending;
};

G_DEFINE_FINAL_TYPE (AxleProfileVehicle, axle_profile_vehicle, G_TYPE_OBJECT)

static void
axle_profile_vehicle_finalize (GObject *object)
{
  AxleProfileVehicle *self = AXLE_PROFILE_VEHICLE (object);

  axle_record_unref (self->vehicle);
  axle_record_unref (self->ownership);
  G_OBJECT_CLASS (axle_profile_vehicle_parent_class)->finalize (object);
}

static void
axle_profile_vehicle_class_init (AxleProfileVehicleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_profile_vehicle_finalize;
}

static void
axle_profile_vehicle_init (AxleProfileVehicle *self)
{
}

AxleProfileVehicle *
axle_profile_vehicle_new (AxleRecord *vehicle,
                          AxleRecord *ownership,
                          gboolean    pending)
{
  AxleProfileVehicle *self = g_object_new (AXLE_TYPE_PROFILE_VEHICLE, NULL);

  self->vehicle = axle_record_ref (vehicle);
  self->ownership = axle_record_ref (ownership);
  self->pending = pending;
  return self;
}

gboolean
axle_profile_vehicle_same (AxleProfileVehicle *a,
                           AxleProfileVehicle *b)
{
  return a->pending == b->pending && axle_record_equal (a->vehicle, b->vehicle) &&
         axle_record_equal (a->ownership, b->ownership);
}

AxleRecord *
axle_profile_vehicle_get_vehicle (AxleProfileVehicle *self)
{
  return self->vehicle;
}

AxleRecord *
axle_profile_vehicle_get_ownership (AxleProfileVehicle *self)
{
  return self->ownership;
}

gboolean
axle_profile_vehicle_is_current (AxleProfileVehicle *self)
{
  const char *until = axle_record_get_text (self->ownership, AXLE_OWNERSHIP_UNTIL);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  return until == NULL || g_strcmp0 (until, today) > 0;
}

gboolean
axle_profile_vehicle_is_pending (AxleProfileVehicle *self)
{
  return self->pending;
}
