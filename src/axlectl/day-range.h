/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "axlectl/command.h"

G_BEGIN_DECLS

/* Days and times that are typed and printed, by the clock of the store. */

GTimeZone *axle_day_range_dup_zone (AxleWorkstation   *desk);
/* From the first moment of @first to the one after the last of @last, each (nullable). Returns
 * an exit status, or -1 to go on. @from and @until keep what they are where nothing is said. */
int        axle_day_range_read     (const AxleCommand *self,
                                    AxleWorkstation   *desk,
                                    const char        *first,
                                    const char        *last,
                                    gint64            *from,
                                    gint64            *until);
/* %NULL for 0. @day: without the time. */
char      *axle_day_range_format   (gint64             at,
                                    gboolean           day,
                                    GTimeZone         *zone);

G_END_DECLS
