/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/vehicle/odometer.h"

#include <glib/gi18n-lib.h>

#include "core/checks.h"

static const AxleChoice sources[] = {
  { "desk", N_("Typed at a desk") },
  { "service", N_("Read at a service") },
  { "import", N_("Imported") },
  { "vehicle", N_("Sent by the vehicle") },
  { NULL, NULL },
};

static const AxleField odometer_fields[] = {
  [AXLE_ODOMETER_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "vehicle",
  },
  [AXLE_ODOMETER_READING] = {
    .name = "reading", .label = N_("Reading"), .type = AXLE_FIELD_DISTANCE,
    .flags = AXLE_FIELD_REQUIRED,
    .check = axle_check_distance,
  },
  [AXLE_ODOMETER_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_ODOMETER_SOURCE] = {
    .name = "source", .label = N_("Source"), .type = AXLE_FIELD_CHOICE,
    .choices = sources,
  },
};

const AxleEntity axle_odometer_entity = {
  .kind = "odometer",
  .label = N_("Odometer reading"),
  .flags = AXLE_ENTITY_APPEND_ONLY,
  .fields = odometer_fields,
  .n_fields = G_N_ELEMENTS (odometer_fields),
  .dated_by = "at",
};
