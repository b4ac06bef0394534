/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/* Over the appointments of a day in the agenda: which day, what day it is, how full it is. */
#define AXLE_TYPE_AGENDA_HEADER (axle_agenda_header_get_type ())
G_DECLARE_FINAL_TYPE (AxleAgendaHeader, axle_agenda_header, AXLE, AGENDA_HEADER, GtkWidget)

GtkWidget *axle_agenda_header_new  (void);
/* Follows the capacity of the day until another is shown; @calendar: (nullable). */
void       axle_agenda_header_show (AxleAgendaHeader *self,
                                    AxleCalendar     *calendar,
                                    const AxleDate   *date);

G_END_DECLS
