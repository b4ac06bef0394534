/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-view.h"

G_BEGIN_DECLS

/* The action `calendar.menu`: what can be done with an appointment, at what has the focus. */
void axle_calendar_menu_action (GtkWidget  *widget,
                                const char *name,
                                GVariant   *parameter);

G_END_DECLS
