/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/appointment-look.h"

#include <glib/gi18n-lib.h>

/* The last one is for what no other is. */
static const AxleAppointmentLook looks[] = {
  { "confirmed", "object-select-symbolic", "confirmed", N_("Confirmed"), AXLE_STATUS_WORKING },
  { "arrived", "axle-car-symbolic", "arrived", N_("Arrived"), AXLE_STATUS_WAITING },
  { "done", "axle-online-symbolic", "done", N_("Done"), AXLE_STATUS_DONE },
  { "late", "axle-attention-symbolic", "late", N_("Late"), AXLE_STATUS_LATE },
  { "no-show", "action-unavailable-symbolic", "no-show", N_("No-show"), AXLE_STATUS_BLOCKED },
  { "cancelled", "window-close-symbolic", "cancelled", N_("Cancelled"), AXLE_STATUS_NEUTRAL },
  { "booked", "axle-waiting-symbolic", "booked", N_("Booked"), AXLE_STATUS_NEUTRAL },
};

/* Neighbours differ in lightness too, for who sees few colours. None is the red of what is late. */
static const struct
{
  const char *css;
  const char *name;
} tints[] = {
  { "tint-1", N_("Blue") },
  { "tint-2", N_("Orange") },
  { "tint-3", N_("Purple") },
  { "tint-4", N_("Yellow") },
  { "tint-5", N_("Teal") },
  { "tint-6", N_("Pink") },
  { "tint-7", N_("Brown") },
  { "tint-8", N_("Green") },
  { "tint-none", N_("Grey") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (tints) == AXLE_TINT_NONE);

const AxleAppointmentLook *
axle_appointment_look (const AxleRecord *appointment,
                       gint64            late_before)
{
  const char *state = axle_appointment_is_late (appointment, late_before)
                        ? "late" : axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_strcmp0 (looks[i].state, state) == 0)
      return &looks[i];
  return &looks[G_N_ELEMENTS (looks) - 1];
}

/**
 * axle_appointment_look_list:
 * @n_looks: (out): how many
 *
 * Returns: (array length=n_looks): all of them, for a legend
 */
const AxleAppointmentLook *
axle_appointment_look_list (guint *n_looks)
{
  *n_looks = G_N_ELEMENTS (looks);
  return looks;
}

void
axle_tint_wear (GtkWidget *widget,
                guint     *worn,
                guint      tint)
{
  if (*worn == tint)
    return;
  if (*worn > 0)
    gtk_widget_remove_css_class (widget, tints[*worn - 1].css);
  if (tint > 0)
    gtk_widget_add_css_class (widget, tints[tint - 1].css);
  *worn = tint;
}

const char *
axle_tint_get_name (guint tint)
{
  return _(tints[tint - 1].name);
}
