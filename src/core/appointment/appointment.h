/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A car that comes at a time for some work: who brings it, what holds it, what became of it. */

typedef enum
{
  AXLE_APPOINTMENT_CUSTOMER,
  AXLE_APPOINTMENT_VEHICLE,
  AXLE_APPOINTMENT_TITLE,
  AXLE_APPOINTMENT_AT,
  AXLE_APPOINTMENT_MINUTES,
  AXLE_APPOINTMENT_ALL_DAY,
  AXLE_APPOINTMENT_STATE,
  AXLE_APPOINTMENT_SERVICES,
  AXLE_APPOINTMENT_BAY,
  AXLE_APPOINTMENT_EQUIPMENT,
  AXLE_APPOINTMENT_TECHNICIAN,
  AXLE_APPOINTMENT_ADVISOR,
  AXLE_APPOINTMENT_MODE,
  AXLE_APPOINTMENT_LOAN_CAR,
  AXLE_APPOINTMENT_SERVICE_CAR,
  AXLE_APPOINTMENT_DRIVER,
  AXLE_APPOINTMENT_ADDRESS,
  AXLE_APPOINTMENT_CHANNEL,
  AXLE_APPOINTMENT_PROMISED,
  AXLE_APPOINTMENT_PARTS_ON,
  AXLE_APPOINTMENT_EARLIER,
  AXLE_APPOINTMENT_PRIORITY,
  AXLE_APPOINTMENT_OVERRIDE,
  AXLE_APPOINTMENT_ARRIVED_AT,
  AXLE_APPOINTMENT_REQUEST,
  AXLE_APPOINTMENT_BATCH,
  AXLE_APPOINTMENT_SOURCE,
  AXLE_APPOINTMENT_REMARKS,
  AXLE_APPOINTMENT_REASON,
  AXLE_APPOINTMENT_N_FIELDS,
} AxleAppointmentField;

extern const AxleEntity axle_appointment_entity;

gboolean axle_appointment_is_on   (const AxleRecord *appointment);
gint64   axle_appointment_get_end (const AxleRecord *appointment);
gboolean axle_appointment_is_late (const AxleRecord *appointment,
                                   gint64            before);

G_END_DECLS
