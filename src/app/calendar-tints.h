/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-item.h"

G_BEGIN_DECLS

/* What the colour of an appointment tells, and which tint belongs to whom. */

/* So many tints can be told apart. */
#define AXLE_N_TINTS 8

/* Of what has nobody and nothing that a tint belongs to; 0 is of what the state colours. */
#define AXLE_TINT_NONE (AXLE_N_TINTS + 1)

/**
 * AxleCalendarColour:
 * @AXLE_CALENDAR_COLOUR_STATE: how an appointment stands
 * @AXLE_CALENDAR_COLOUR_SERVICE: the part of the menu that its first service is from
 * @AXLE_CALENDAR_COLOUR_PERSON: the advisor who receives, in every kind of column: it is
 *   whom the customer knows, and the only person that each appointment may have
 *
 * What the colour of an appointment tells.
 */
typedef enum
{
  AXLE_CALENDAR_COLOUR_STATE,
  AXLE_CALENDAR_COLOUR_SERVICE,
  AXLE_CALENDAR_COLOUR_PERSON,
} AxleCalendarColour;

const char        *axle_calendar_colour_get_name  (AxleCalendarColour  self);
AxleCalendarColour axle_calendar_colour_from_name (const char         *name);

/**
 * AxleTint:
 * @tint: 1 to %AXLE_TINT_NONE
 * @title: to whom or to what it belongs
 *
 * A line of a legend.
 */
typedef struct
{
  guint  tint;
  char  *title;
} AxleTint;

/**
 * AxleTints:
 *
 * Which tint belongs to whom. People have theirs by their place among the staff, in the
 * order in which they came: a new colleague takes nobody's, and no two advisors share one
 * while any is free. The parts of the menu have the same in every store.
 */
typedef struct _AxleTints AxleTints;

AxleTints *axle_tints_new  (AxleCalendarColour  colour,
                            const AxleId       *store,
                            GPtrArray          *records);
void       axle_tints_free (AxleTints          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleTints, axle_tints_free)

guint      axle_tints_find (const AxleTints    *self,
                            const AxleRecord   *appointment);
GPtrArray *axle_tints_list (const AxleTints    *self,
                            GPtrArray          *items);

G_END_DECLS
