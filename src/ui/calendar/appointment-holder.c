/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/appointment-holder.h"

G_DEFINE_INTERFACE (AxleAppointmentHolder, axle_appointment_holder, GTK_TYPE_WIDGET)

static void
axle_appointment_holder_default_init (AxleAppointmentHolderInterface *iface)
{
}

const AxleId *
axle_appointment_holder_get_appointment (AxleAppointmentHolder *self)
{
  return AXLE_APPOINTMENT_HOLDER_GET_IFACE (self)->get_appointment (self);
}

static gboolean
holds (GtkWidget *widget)
{
  return widget != NULL && AXLE_IS_APPOINTMENT_HOLDER (widget) &&
         axle_appointment_holder_get_appointment (AXLE_APPOINTMENT_HOLDER (widget)) != NULL;
}

AxleAppointmentHolder *
axle_appointment_holder_find (GtkWidget *widget)
{
  /* The focus of a list is on what is around the row. */
  GtkWidget *inside = widget != NULL ? gtk_widget_get_first_child (widget) : NULL;

  for (GtkWidget *at = widget; at != NULL; at = gtk_widget_get_parent (at))
    if (holds (at))
      return AXLE_APPOINTMENT_HOLDER (at);
  return holds (inside) ? AXLE_APPOINTMENT_HOLDER (inside) : NULL;
}
