/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/month-grid.h"

G_BEGIN_DECLS

/* What the pointer does in a month: double-click opens or books, right-click shows the menu,
 * a drag moves to another day, with Ctrl copies; a request of the tray can be dropped. */
void     axle_month_pointer_attach (AxleMonthGrid *self);
/* What is dragged is let go there. */
gboolean axle_month_pointer_drop   (AxleMonthGrid *self,
                                    double         x,
                                    double         y,
                                    const char    *text,
                                    gboolean       copy);

G_END_DECLS
