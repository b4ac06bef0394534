/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AxleStatus:
 *
 * How a thing stands, said the same way everywhere: an icon, a word, and a colour
 * that repeats them.
 */
typedef enum
{
  AXLE_STATUS_NEUTRAL,
  AXLE_STATUS_WAITING,
  AXLE_STATUS_WORKING,
  AXLE_STATUS_BLOCKED,
  AXLE_STATUS_DONE,
  AXLE_STATUS_LATE,
} AxleStatus;

#define AXLE_TYPE_STATUS_PILL (axle_status_pill_get_type ())
G_DECLARE_FINAL_TYPE (AxleStatusPill, axle_status_pill, AXLE, STATUS_PILL, GtkWidget)

GtkWidget  *axle_status_pill_new      (AxleStatus      status,
                                       const char     *word);
void        axle_status_pill_set      (AxleStatusPill *self,
                                       AxleStatus      status,
                                       const char     *word);
const char *axle_status_get_icon      (AxleStatus      status);
const char *axle_status_get_css_class (AxleStatus      status);

G_END_DECLS
