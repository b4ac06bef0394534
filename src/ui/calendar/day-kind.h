/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/appointment/working-days.h"

G_BEGIN_DECLS

/* What kind of day it is, said the same way wherever a day is shown: a mark as calendars in
 * China have it (休 off, 班 worked on instead), the name of the holiday, and style classes
 * on @day: `off`, `makeup`, `closed`, `weekend`. @days: (nullable). */
void axle_day_kind_show (const AxleWorkingDays *days,
                         const AxleDate        *date,
                         GtkWidget             *day,
                         GtkLabel              *mark,
                         GtkLabel              *name);

G_END_DECLS
