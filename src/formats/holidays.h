/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The official calendar of holidays, as others keep it: the JSON of holiday-cn, or iCalendar. */

/**
 * AxleHolidayDay:
 * @date: such as `2026-10-01`
 * @name: of the holiday, such as 国庆节
 * @working: whether it is worked on for the sake of the holiday (调休)
 */
typedef struct
{
  char     date[11];
  char    *name;
  gboolean working;
} AxleHolidayDay;

/**
 * AxleHolidayList:
 * @year: the year that it was announced for
 * @announced: whether it was; otherwise it says nothing yet
 * @days: (element-type AxleHolidayDay): in their order, each once; some may be of the year before
 */
typedef struct
{
  int        year;
  gboolean   announced;
  GPtrArray *days;
} AxleHolidayList;

void       axle_holiday_list_free (AxleHolidayList *self);
GPtrArray *axle_holidays_read     (GBytes          *bytes,
                                   GError         **error);

G_END_DECLS
