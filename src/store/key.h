/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The key of a profile's cache: in the desktop's secret service, or in a file
 * `key` with mode 0600 in the profile where there is no such service. */
GBytes  *axle_key_load   (const char  *profile,
                          gboolean     create,
                          GError     **error);
gboolean axle_key_forget (const char  *profile,
                          GError     **error);

G_END_DECLS
