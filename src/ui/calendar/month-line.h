/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar-item.h"
#include "ui/calendar/appointment-look.h"

G_BEGIN_DECLS

/* An appointment as a line of a month: its state as an icon and a colour, when, and who.
 * Painted by itself, for a month has hundreds of them. */
#define AXLE_TYPE_MONTH_LINE (axle_month_line_get_type ())
G_DECLARE_FINAL_TYPE (AxleMonthLine, axle_month_line, AXLE, MONTH_LINE, GtkWidget)

GtkWidget    *axle_month_line_new      (void);
void          axle_month_line_set_item (AxleMonthLine             *self,
                                        const AxleCalendarItem    *item,
                                        const AxleAppointmentLook *look,
                                        GTimeZone                 *zone);
AxleRecord   *axle_month_line_get_appointment (AxleMonthLine      *self);

G_END_DECLS
