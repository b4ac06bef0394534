/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* SHA-256 in lower-case hexadecimal: how bytes that are kept beside the records
 * are named. */

/* Characters, without the zero behind them. */
#define AXLE_HASH_LENGTH 64

gboolean axle_hash_is_valid (const char *text);

G_END_DECLS
