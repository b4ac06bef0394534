/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Money is a number of fen (1/100 yuan) in a gint64. */

/* What may be typed: below ten million million yuan, so that sums of millions
 * of lines stay far from the ends of gint64. */
#define AXLE_MONEY_LIMIT G_GINT64_CONSTANT (1000000000000000)

gboolean axle_money_parse          (const char *text,
                                    gint64     *fen,
                                    GPtrArray  *problems);
char    *axle_money_format         (gint64      fen);
char    *axle_money_format_plain   (gint64      fen);
char    *axle_money_format_capital (gint64      fen);

G_END_DECLS
