/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar-agenda.h"

G_BEGIN_DECLS

/* An appointment as a line of the agenda, with all that the other pages and the card tell
 * of it; or that a day has none. */
#define AXLE_TYPE_AGENDA_ROW (axle_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (AxleAgendaRow, axle_agenda_row, AXLE, AGENDA_ROW, GtkWidget)

GtkWidget       *axle_agenda_row_new       (void);
/* @entry: (nullable); what is shown stays until another is. */
void             axle_agenda_row_set_entry (AxleAgendaRow   *self,
                                            AxleAgendaEntry *entry,
                                            GTimeZone       *zone,
                                            gint64           late_before);
AxleAgendaEntry *axle_agenda_row_get_entry (AxleAgendaRow   *self);

G_END_DECLS
