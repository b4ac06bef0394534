/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/vehicle.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

static const AxleChoice powertrains[] = {
  { "petrol", N_("Petrol") },
  { "diesel", N_("Diesel") },
  { "hybrid", N_("Hybrid") },
  { "plug-in", N_("Plug-in hybrid") },
  { "range-extender", N_("Range extender") },
  { "battery", N_("Battery electric") },
  { "fuel-cell", N_("Fuel cell") },
  { "gas", N_("Gas") },
  { NULL, NULL },
};

static const AxleField vehicle_fields[] = {
  [AXLE_VEHICLE_VIN] = {
    .name = "vin", .label = N_("VIN"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_INDEXED | AXLE_FIELD_SEARCHABLE | AXLE_FIELD_UNIQUE,
    .limit = 32,
    .check = axle_check_vin,
  },
  [AXLE_VEHICLE_PLATE] = {
    .name = "plate", .label = N_("Plate"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_INDEXED | AXLE_FIELD_SEARCHABLE | AXLE_FIELD_UNIQUE,
    .limit = 16,
    .check = axle_check_plate,
  },
  [AXLE_VEHICLE_MAKE] = {
    .name = "make", .label = N_("Make"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_VEHICLE_MODEL] = {
    .name = "model", .label = N_("Model"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_SEARCHABLE,
  },
  [AXLE_VEHICLE_VARIANT] = {
    .name = "variant", .label = N_("Variant"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_VEHICLE_MODEL_YEAR] = {
    .name = "model_year", .label = N_("Model year"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_VEHICLE_COLOUR] = {
    .name = "colour", .label = N_("Colour"), .type = AXLE_FIELD_TEXT,
    .limit = 40,
  },
  [AXLE_VEHICLE_POWERTRAIN] = {
    .name = "powertrain", .label = N_("Powertrain"), .type = AXLE_FIELD_CHOICE,
    .choices = powertrains,
  },
  [AXLE_VEHICLE_FIRST_REGISTRATION] = {
    .name = "first_registration", .label = N_("First registration"), .type = AXLE_FIELD_DATE,
    .check = axle_check_date,
  },
  [AXLE_VEHICLE_ODOMETER] = {
    .name = "odometer", .label = N_("Odometer"), .type = AXLE_FIELD_DISTANCE,
    .merge = AXLE_MERGE_MAXIMUM,
    .check = axle_check_distance,
  },
  [AXLE_VEHICLE_SERVICE_DISTANCE] = {
    .name = "service_distance", .label = N_("Service every"), .type = AXLE_FIELD_DISTANCE,
    .check = axle_check_distance,
  },
  [AXLE_VEHICLE_SERVICE_MONTHS] = {
    .name = "service_months", .label = N_("Service every (months)"), .type = AXLE_FIELD_INTEGER,
  },
  [AXLE_VEHICLE_WARRANTY_UNTIL] = {
    .name = "warranty_until", .label = N_("Warranty until"), .type = AXLE_FIELD_DATE,
    .flags = AXLE_FIELD_INDEXED,
    .check = axle_check_date,
  },
  [AXLE_VEHICLE_WARRANTY_DISTANCE] = {
    .name = "warranty_distance", .label = N_("Warranty up to"), .type = AXLE_FIELD_DISTANCE,
    .check = axle_check_distance,
  },
  [AXLE_VEHICLE_INSURANCE_UNTIL] = {
    .name = "insurance_until", .label = N_("Insured until"), .type = AXLE_FIELD_DATE,
    .flags = AXLE_FIELD_INDEXED,
    .check = axle_check_date,
  },
  [AXLE_VEHICLE_INSURER] = {
    .name = "insurer", .label = N_("Insurer"), .type = AXLE_FIELD_TEXT,
  },
  [AXLE_VEHICLE_INSPECTION_UNTIL] = {
    .name = "inspection_until", .label = N_("Inspected until"), .type = AXLE_FIELD_DATE,
    .flags = AXLE_FIELD_INDEXED,
    .check = axle_check_date,
  },
};

static char *
vehicle_title (const AxleRecord *record)
{
  static const AxleVehicleField naming[] = { AXLE_VEHICLE_PLATE, AXLE_VEHICLE_MODEL, AXLE_VEHICLE_VIN };

  for (guint i = 0; i < G_N_ELEMENTS (naming); i++)
    if (axle_record_get_text (record, naming[i]) != NULL)
      return g_strdup (axle_record_get_text (record, naming[i]));
  return NULL;
}

const AxleEntity axle_vehicle_entity = {
  .kind = "vehicle",
  .label = N_("Vehicle"),
  .fields = vehicle_fields,
  .n_fields = G_N_ELEMENTS (vehicle_fields),
  .dup_title = vehicle_title,
};
