/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "app/calendar-days.h"

G_BEGIN_DECLS

/**
 * AxleAgendaEntry:
 *
 * A line of the agenda: an appointment on a day, or that there is none on it.
 */
#define AXLE_TYPE_AGENDA_ENTRY (axle_agenda_entry_get_type ())
G_DECLARE_FINAL_TYPE (AxleAgendaEntry, axle_agenda_entry, AXLE, AGENDA_ENTRY, GObject)

AxleDate                axle_agenda_entry_get_date    (AxleAgendaEntry *self);
/* %NULL on a day with nothing. */
const AxleCalendarItem *axle_agenda_entry_get_item    (AxleAgendaEntry *self);

/* Makes @store (of #AxleAgendaEntry) tell of these days. What is the same stays, so that who
 * reads the list keeps their place. @items: (nullable); @late_before: see
 * axle_appointment_is_late(). */
void                    axle_agenda_show              (GListStore      *store,
                                                       GPtrArray       *items,
                                                       GTimeZone       *zone,
                                                       const AxleDate  *first,
                                                       guint            n_days,
                                                       gint64           late_before);
/* The first of a day; the number of entries where there is none. */
guint                   axle_agenda_find_day          (GListModel      *entries,
                                                       const AxleDate  *date);
/* The number of entries where there is none. */
guint                   axle_agenda_find_item         (GListModel      *entries,
                                                       const AxleId    *appointment);

G_END_DECLS
