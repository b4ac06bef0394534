/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libical/ical.h>

#include "formats/calendar-lines.h"

G_BEGIN_DECLS

/* The time zones of one file, by the names that its times use. */
typedef struct _AxleCalendarZones AxleCalendarZones;

/* One of them; belongs to the others. */
typedef struct _AxleCalendarZone AxleCalendarZone;

AxleCalendarZones *axle_calendar_zones_new    (GTimeZone               *floating,
                                               GPtrArray               *parts);
void               axle_calendar_zones_free   (AxleCalendarZones       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCalendarZones, axle_calendar_zones_free)

const AxleCalendarZone *
                   axle_calendar_zones_find   (AxleCalendarZones       *self,
                                               const char              *name);
gboolean           axle_calendar_zone_to_utc  (const AxleCalendarZone  *self,
                                               struct icaltimetype      wall,
                                               gint64                  *at);
struct icaltimetype
                   axle_calendar_zone_from_utc (const AxleCalendarZone *self,
                                               struct icaltimetype      utc);

G_END_DECLS
