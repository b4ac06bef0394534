/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleCalendarSpan:
 * @from: the first moment
 * @until: the moment after the last
 * @lane: (out): how many lanes are left of it
 * @width: (out): how many lanes it takes
 * @n_lanes: (out): into how many lanes it and those beside it share the column
 *
 * A block of a column of the calendar. Blocks that are on at the same time lie side by
 * side, none of them hidden.
 */
typedef struct
{
  gint64 from;
  gint64 until;
  guint  lane;
  guint  width;
  guint  n_lanes;
} AxleCalendarSpan;

void axle_calendar_layout (AxleCalendarSpan *spans,
                           guint             n_spans);

G_END_DECLS
