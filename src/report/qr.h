/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* A QR code (ISO/IEC 18004) that is drawn as areas, not dots: sharp at every size. */

gboolean axle_qr_draw (cairo_t     *cr,
                       const char  *text,
                       double       x,
                       double       y,
                       double       side,
                       GError     **error);

G_END_DECLS
