/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleCalendarLine:
 * @name: in capitals, such as `DTSTART`
 * @parameters: as they stand, from the first semicolon; "" for none
 * @value: as it stands
 */
typedef struct
{
  char *name;
  char *parameters;
  char *value;
} AxleCalendarLine;

/**
 * AxleCalendarPart:
 * @name: in capitals, such as `VEVENT`
 * @line: where it begins in the file, from 1
 * @cancels: whether its calendar takes back what it names (METHOD:CANCEL)
 * @lines: (element-type AxleCalendarLine): what it says itself, as far as it is wanted
 * @text: (nullable): of a time zone, all of it
 * @complete: whether it has an end
 * @damaged: whether lines of it make no sense
 *
 * What a calendar is made of.
 */
typedef struct
{
  char      *name;
  guint64    line;
  gboolean   cancels;
  GPtrArray *lines;
  GString   *text;
  gboolean   complete;
  gboolean   damaged;
} AxleCalendarPart;

void       axle_calendar_part_free           (AxleCalendarPart       *self);
const AxleCalendarLine *
           axle_calendar_part_find           (const AxleCalendarPart *self,
                                              const char             *name);
char      *axle_calendar_line_dup_parameter  (const AxleCalendarLine *self,
                                              const char             *name);
char      *axle_calendar_line_dup_text       (const AxleCalendarLine *self);
GPtrArray *axle_calendar_split               (const char             *text,
                                              gboolean               *calendar);

G_END_DECLS
