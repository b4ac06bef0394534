/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A VIN in its three parts (maker, description, car: ISO 3779), as people read it
 * aloud, with a button that copies it in one piece. Property `vin`. */
#define AXLE_TYPE_VIN_LABEL (axle_vin_label_get_type ())
G_DECLARE_FINAL_TYPE (AxleVinLabel, axle_vin_label, AXLE, VIN_LABEL, GtkWidget)

GtkWidget  *axle_vin_label_new     (const char   *vin);
void        axle_vin_label_set_vin (AxleVinLabel *self,
                                    const char   *vin);
/* “LSG BL5334 HF000020”; anything but 17 signs comes back unchanged. */
char       *axle_vin_dup_grouped   (const char   *vin);

G_END_DECLS
