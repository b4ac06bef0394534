/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean axle_log_start (const char  *level,
                         GError     **error);

G_END_DECLS
