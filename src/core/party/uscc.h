/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AXLE_USCC_LENGTH 18

char    *axle_uscc_normalise (const char *text);
char     axle_uscc_check     (const char *code);
gboolean axle_uscc_judge     (const char *text,
                              char      **code,
                              GPtrArray  *problems);

G_END_DECLS
