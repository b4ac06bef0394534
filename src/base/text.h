/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean axle_text_is_valid   (const char *bytes,
                               gssize      length);
gunichar axle_text_narrow     (gunichar    sign);
char    *axle_text_tidy       (const char *text);
char    *axle_text_fold       (const char *text);
char    *axle_text_identifier (const char *text);
char    *axle_text_excerpt    (const char *text);

G_END_DECLS
