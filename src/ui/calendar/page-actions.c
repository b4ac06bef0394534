/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/page-actions.h"

#include "app/calendar-days.h"
#include "core/appointment/appointment.h"
#include "ui/calendar/calendar-menu.h"

#define QUARTER (15 * G_TIME_SPAN_MINUTE)

/* On a day on which the store is closed. */
#define MORNING (9 * 60)

gboolean
axle_page_activate_item (GtkWidget        *widget,
                         const char       *action,
                         const AxleRecord *appointment)
{
  return gtk_widget_activate_action (widget, action, "s", AXLE_ID_TEXT (&appointment->id));
}

gboolean
axle_page_activate_day (GtkWidget      *widget,
                        const char     *action,
                        const AxleDate *date)
{
  g_autofree char *day = axle_date_format_iso (date);

  return gtk_widget_activate_action (widget, action, "s", day);
}

gint64
axle_page_find_time (AxleCalendar   *calendar,
                     const AxleDate *date)
{
  AxleWorkingDays *days = axle_calendar_get_working_days (calendar);
  GTimeZone *zone = axle_calendar_get_zone (calendar);
  gint64 now = axle_host_now (axle_host_get_default ());
  AxleDate today = axle_date_from_time (now, zone);
  int opens;
  gint64 at;

  if (!axle_working_days_get_hours (days, date, &opens, NULL))
    opens = MORNING;
  at = axle_calendar_days_find_start (date, opens, zone);
  return axle_date_compare (date, &today) == 0 ? MAX (at, (now / QUARTER + 1) * QUARTER) : at;
}

gboolean
axle_page_book (GtkWidget      *widget,
                AxleCalendar   *calendar,
                const AxleDate *date)
{
  return gtk_widget_activate_action (widget, "calendar.book", "(xiss)", axle_page_find_time (calendar, date), 0, "", "");
}

void
axle_page_popup_day (GtkWidget      *cell,
                     AxleCalendar   *calendar,
                     const AxleDate *date)
{
  const GdkRectangle area = { 0, 0, gtk_widget_get_width (cell), gtk_widget_get_height (cell) };

  axle_calendar_free_menu_popup (cell, &area, axle_page_find_time (calendar, date), "", "", date);
}

gboolean
axle_page_move_by (GtkWidget        *widget,
                   AxleCalendar     *calendar,
                   const AxleRecord *appointment,
                   int               days,
                   gboolean          copy)
{
  gint64 at = axle_calendar_days_move (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT), days,
                                       axle_calendar_get_zone (calendar));

  return gtk_widget_activate_action (widget, "calendar.move", "(sxissb)", AXLE_ID_TEXT (&appointment->id), at,
                                     (int) axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES), "", "", copy);
}
