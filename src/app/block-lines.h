/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-item.h"

G_BEGIN_DECLS

/**
 * AxleBlockRoom:
 * @n_lines: how many lines there are, at least one
 * @first: how wide the first is
 * @rest: how wide the others are
 * @wide: how wide a Han character is
 * @narrow: how wide a digit is
 *
 * What a block of the calendar has for its words, in pixels.
 */
typedef struct
{
  guint n_lines;
  int   first;
  int   rest;
  int   wide;
  int   narrow;
} AxleBlockRoom;

char *axle_calendar_item_dup_lines (const AxleCalendarItem *item,
                                    const char             *times,
                                    gboolean                moving,
                                    const AxleBlockRoom    *room);

G_END_DECLS
