/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/appointment.h"
#include "formats/calendar.h"

G_BEGIN_DECLS

/* In the place of a digest. */
#define AXLE_CALENDAR_CALLED_OFF "called-off"
#define AXLE_CALENDAR_LEFT_OUT   "left-out"

/**
 * AxleCalendarSource:
 * @uid: (nullable): the event's name where it comes from
 * @occurrence: (nullable): which of its times
 * @sequence: which version of it was taken
 * @digest: (nullable): of what that version said; AXLE_CALENDAR_CALLED_OFF where it took the
 *   event back
 *
 * Where an imported appointment is from, as its field `source` keeps it.
 */
typedef struct
{
  char  *uid;
  char  *occurrence;
  gint64 sequence;
  char  *digest;
} AxleCalendarSource;

void               axle_calendar_source_clear (AxleCalendarSource      *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleCalendarSource, axle_calendar_source_clear)

AxleCalendarSource axle_calendar_source_read  (const AxleRecord        *appointment);
char              *axle_calendar_source_write (const AxleCalendarEvent *event,
                                               const char              *occurrence,
                                               const char              *digest);
char              *axle_calendar_dup_digest   (const AxleCalendarEvent *event,
                                               const AxleCalendarTime  *time);

/* The id of an event's appointment in a store, on every desk; @occurrence may be %NULL. */
AxleId             axle_calendar_derive_id    (const AxleId            *store,
                                               const char              *uid,
                                               const char              *occurrence);
/* What the times of an event that repeats have in their `batch`. */
char              *axle_calendar_dup_batch    (const AxleId            *store,
                                               const char              *uid);

/* What our own appointments are called in the calendars of others. */
char              *axle_calendar_dup_own_uid  (const AxleId            *appointment);
gboolean           axle_calendar_parse_own_uid (const char             *uid,
                                               AxleId                  *appointment);

G_END_DECLS
