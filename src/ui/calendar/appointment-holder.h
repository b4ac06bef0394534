/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "base/id.h"

G_BEGIN_DECLS

/* A widget that shows an appointment: a block, a line, a row. */
#define AXLE_TYPE_APPOINTMENT_HOLDER (axle_appointment_holder_get_type ())
G_DECLARE_INTERFACE (AxleAppointmentHolder, axle_appointment_holder, AXLE, APPOINTMENT_HOLDER, GtkWidget)

/**
 * AxleAppointmentHolderInterface:
 * @get_appointment: which it shows; %NULL for none
 */
struct _AxleAppointmentHolderInterface
{
  GTypeInterface parent;

  const AxleId *(*get_appointment) (AxleAppointmentHolder *self);
};

const AxleId          *axle_appointment_holder_get_appointment (AxleAppointmentHolder *self);
/* What @widget is in, is or holds; %NULL where it has nothing to do with an appointment. */
AxleAppointmentHolder *axle_appointment_holder_find            (GtkWidget             *widget);

G_END_DECLS
