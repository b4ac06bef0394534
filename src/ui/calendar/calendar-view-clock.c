/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-view-private.h"

#include "app/appointments.h"
#include "core/appointment/appointment.h"

/* Who is expected is late from one moment to the next. */
#define CLOCK_SECONDS 20

static gboolean
is_another_late (AxleCalendarView *self)
{
  GPtrArray *items = axle_calendar_get_items (self->calendar);
  gint64 before = axle_appointment_get_late_before (self->workstation);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const AxleRecord *appointment = ((AxleCalendarItem *) items->pdata[i])->appointment;

      if (axle_appointment_is_late (appointment, before) != axle_appointment_is_late (appointment, self->late_before))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_another_day (AxleCalendarView *self)
{
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_calendar_get_zone (self->calendar));

  return axle_date_compare (&today, &self->today) != 0;
}

void
axle_calendar_view_tick (AxleCalendarView *self)
{
  if (is_another_day (self) || is_another_late (self))
    axle_calendar_view_show_again (self);
  else
    axle_calendar_page_tick (axle_calendar_view_get_page (self));
}

static gboolean
clock_cb (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    axle_calendar_view_tick (data);
  return G_SOURCE_CONTINUE;
}

void
axle_calendar_view_start_clock (AxleCalendarView *self)
{
  self->clock_id = g_timeout_add_seconds (CLOCK_SECONDS, clock_cb, self);
}
