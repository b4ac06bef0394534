/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/month-actions.h"

#include "core/appointment/appointment.h"

#define QUARTER (15 * G_TIME_SPAN_MINUTE)

/* On a day on which the store is closed. */
#define MORNING (9 * 60)

gboolean
axle_month_activate_item (AxleMonthGrid    *self,
                          const char       *action,
                          const AxleRecord *appointment)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), action, "s", AXLE_ID_TEXT (&appointment->id));
}

gboolean
axle_month_activate_day (AxleMonthGrid *self,
                         const char    *action,
                         AxleMonthCell *cell)
{
  g_autofree char *date = axle_date_format_iso (&axle_month_cell_get_day (cell)->date);

  return gtk_widget_activate_action (GTK_WIDGET (self), action, "s", date);
}

gint64
axle_month_find_time (AxleMonthGrid *self,
                      AxleMonthCell *cell)
{
  AxleWorkingDays *days = axle_calendar_get_working_days (axle_month_grid_get_calendar (self));
  GTimeZone *zone = axle_working_days_get_zone (days);
  const AxleDate *date = &axle_month_cell_get_day (cell)->date;
  gint64 now = g_get_real_time ();
  AxleDate today = axle_calendar_days_find_date (now, zone);
  int opens;
  gint64 at;

  if (!axle_working_days_get_hours (days, date, &opens, NULL))
    opens = MORNING;
  at = axle_calendar_days_find_start (date, opens, zone);
  return axle_date_compare (date, &today) == 0 ? MAX (at, (now / QUARTER + 1) * QUARTER) : at;
}

gboolean
axle_month_book (AxleMonthGrid *self,
                 AxleMonthCell *cell)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), "calendar.book", "(xiss)", axle_month_find_time (self, cell), 0, "", "");
}

gboolean
axle_month_move_by (AxleMonthGrid    *self,
                    const AxleRecord *appointment,
                    int               days,
                    gboolean          copy)
{
  GTimeZone *zone = axle_working_days_get_zone (axle_calendar_get_working_days (axle_month_grid_get_calendar (self)));
  gint64 at = axle_calendar_days_move (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), days, zone);

  return gtk_widget_activate_action (GTK_WIDGET (self), "calendar.move", "(sxissb)", AXLE_ID_TEXT (&appointment->id), at,
                                     (int) axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES), "", "", copy);
}
