/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleRange:
 * @offset: where the piece begins, in bytes
 * @length: of the piece, in bytes; 0 where only @total is said
 * @total: of the whole, in bytes; -1 when it is not known
 *
 * A piece of something larger.
 */
typedef struct
{
  gint64 offset;
  gint64 length;
  gint64 total;
} AxleRange;

/* As the header Content-Range says it (RFC 9110 §14.4). */
gboolean  axle_range_parse    (const char      *text,
                               AxleRange       *range);
char     *axle_range_format   (const AxleRange *range);
gint64    axle_range_get_last (const AxleRange *range);

G_END_DECLS
