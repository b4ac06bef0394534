/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AxleScanner:
 *
 * A barcode scanner is a keyboard that ends with Enter. This listens to a window's
 * keys while nothing is being typed into and knows a VIN when it has come by.
 * Keys go on to where they would go anyway, but for the Enter after a VIN.
 *
 * Signals: `scanned` (const char *vin).
 */
#define AXLE_TYPE_SCANNER (axle_scanner_get_type ())
G_DECLARE_FINAL_TYPE (AxleScanner, axle_scanner, AXLE, SCANNER, GObject)

AxleScanner *axle_scanner_new    (void);
void         axle_scanner_attach (AxleScanner *self,
                                  GtkWidget   *window);
/* A key that went down at @time_ms. Returns: whether it completed a VIN. */
gboolean     axle_scanner_key    (AxleScanner *self,
                                  guint        keyval,
                                  guint32      time_ms);

G_END_DECLS
