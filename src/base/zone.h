/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GTimeZone *axle_zone_find         (const char *name);
char      *axle_zone_from_windows (const char *name);

G_END_DECLS
