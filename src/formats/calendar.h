/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* iCalendar (RFC 5545, RFC 5546) as calendars of phones and offices write it. */

/* A longer file is refused: ten years of a busy store are shorter. */
#define AXLE_CALENDAR_MAX_BYTES (32 * 1024 * 1024)

/* As many parts of a file are looked at, and as many times taken from one event. */
#define AXLE_CALENDAR_MAX_PARTS 20000
#define AXLE_CALENDAR_MAX_TIMES 1000

/**
 * AxleCalendarStatus:
 * @AXLE_CALENDAR_TENTATIVE: not certain, or nothing is said
 * @AXLE_CALENDAR_CONFIRMED: certain
 * @AXLE_CALENDAR_CANCELLED: does not take place
 */
typedef enum
{
  AXLE_CALENDAR_TENTATIVE,
  AXLE_CALENDAR_CONFIRMED,
  AXLE_CALENDAR_CANCELLED,
} AxleCalendarStatus;

/**
 * AxleCalendarTime:
 * @occurrence: (nullable): of what repeats, when it was to begin by the rule: `20260105T010000Z`,
 *   or `20260105` of a whole day; %NULL of what happens once
 * @start: when it begins, in microseconds since 1970 UTC
 * @end: when it ends; the start again where no end is told
 */
typedef struct
{
  char  *occurrence;
  gint64 start;
  gint64 end;
} AxleCalendarTime;

/**
 * AxleCalendarEvent:
 * @number: counts the parts of the file from 1
 * @line: where it begins in the file, from 1
 * @component: what it is: `VEVENT`, or something that cannot be taken
 * @uid: its name for ever; made from what it says where the file has none
 * @occurrence: (nullable): of one that stands for an occurrence of another, which
 * @onward: whether it stands for those that follow too
 * @sequence: rises when it is changed
 * @stamp: when it was told, in microseconds since 1970 UTC; 0 where it is not said
 * @status: whether it takes place
 * @summary: (nullable): a line that names it
 * @description: (nullable): what else is said
 * @location: (nullable): where
 * @people: (element-type utf8): names and addresses of who takes part; not who called for it
 * @all_day: whether its times are days of the store's calendar
 * @repeats: whether it has a rule or further times
 * @endless: whether it repeats without an end, so that only a part was taken
 * @times: (element-type AxleCalendarTime): when; none of one that only cancels
 * @problems: (element-type AxleProblem): a blocking one refuses it
 *
 * A part of a calendar file.
 */
typedef struct
{
  guint              number;
  guint64            line;
  char              *component;
  char              *uid;
  char              *occurrence;
  gboolean           onward;
  gint64             sequence;
  gint64             stamp;
  AxleCalendarStatus status;
  char              *summary;
  char              *description;
  char              *location;
  GPtrArray         *people;
  gboolean           all_day;
  gboolean           repeats;
  gboolean           endless;
  GPtrArray         *times;
  GPtrArray         *problems;
} AxleCalendarEvent;

AxleCalendarEvent *axle_calendar_event_new      (void);
void               axle_calendar_event_free     (AxleCalendarEvent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCalendarEvent, axle_calendar_event_free)
void               axle_calendar_event_add_time (AxleCalendarEvent *self,
                                                 const char        *occurrence,
                                                 gint64             start,
                                                 gint64             end);

/**
 * AxleCalendarReadFunc:
 * @n_read: how many parts of a file were read
 * @n_parts: how many it has
 * @data: what it was given
 *
 * Hears how far reading is, on its thread.
 */
typedef void (*AxleCalendarReadFunc) (guint    n_read,
                                      guint    n_parts,
                                      gpointer data);

/**
 * AxleCalendarOptions:
 * @zone: what a time without zone is in, and a day
 * @from: what repeats without an end is taken from here, in microseconds since 1970 UTC
 * @until: up to here, exclusive
 * @patience: how long reading may take, in microseconds; 0 for ten seconds. Events that are not
 *   reached are refused.
 * @cancellable: (nullable): stops it
 * @told: (nullable): hears how far it is
 * @told_data: for @told
 */
typedef struct
{
  GTimeZone *zone;
  gint64     from;
  gint64     until;
  gint64     patience;

  GCancellable         *cancellable;
  AxleCalendarReadFunc  told;
  gpointer              told_data;
} AxleCalendarOptions;

GPtrArray *axle_calendar_read  (GBytes                    *bytes,
                                const AxleCalendarOptions *options,
                                GError                   **error);
GBytes    *axle_calendar_write (GPtrArray                 *events,
                                GTimeZone                 *zone,
                                const char                *name);

G_END_DECLS
