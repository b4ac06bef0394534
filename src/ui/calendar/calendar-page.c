/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-page.h"

G_DEFINE_INTERFACE (AxleCalendarPage, axle_calendar_page, GTK_TYPE_WIDGET)

static void
axle_calendar_page_default_init (AxleCalendarPageInterface *iface)
{
}

void
axle_calendar_page_get_days (AxleCalendarPage *self,
                             const AxleDate   *date,
                             AxleDate         *first,
                             guint            *n_days)
{
  AXLE_CALENDAR_PAGE_GET_IFACE (self)->get_days (self, date, first, n_days);
}

AxleDate
axle_calendar_page_step (AxleCalendarPage *self,
                         const AxleDate   *date,
                         int               by)
{
  return AXLE_CALENDAR_PAGE_GET_IFACE (self)->step (self, date, by);
}

char *
axle_calendar_page_dup_title (AxleCalendarPage *self,
                              const AxleDate   *date)
{
  return AXLE_CALENDAR_PAGE_GET_IFACE (self)->dup_title (self, date);
}

void
axle_calendar_page_show (AxleCalendarPage *self,
                         AxleCalendar     *calendar,
                         const AxleDate   *date)
{
  AXLE_CALENDAR_PAGE_GET_IFACE (self)->show (self, calendar, date);
}

void
axle_calendar_page_select (AxleCalendarPage *self,
                           const AxleId     *appointment)
{
  AXLE_CALENDAR_PAGE_GET_IFACE (self)->select (self, appointment);
}

void
axle_calendar_page_tick (AxleCalendarPage *self)
{
  AxleCalendarPageInterface *iface = AXLE_CALENDAR_PAGE_GET_IFACE (self);

  if (iface->tick != NULL)
    iface->tick (self);
}
