/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/calendar/calendar-legend.h"
#include "ui/calendar/calendar-search.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/fork-panel.h"
#include "ui/shell/view.h"
#include "ui/widgets/day-popover.h"

G_BEGIN_DECLS

/* What the parts of the view share: what is shown (calendar-view.c), what is only tried out
 * (calendar-view-fork.c) and what time it is (calendar-view-clock.c). */

struct _AxleCalendarView
{
  AdwBin                parent_instance;

  AxleWorkstation      *workstation;
  AxleCalendar         *calendar;
  GSettings            *settings;
  AxleDate              date;
  AxleId                sought;   /* gets the focus as soon as it is there */
  guint                 seeking;  /* a tick callback */
  guint                 clock_id;
  gint64                late_before; /* what is shown as late was to come before then */
  AxleDate              today;    /* what is shown as today */
  gboolean              tray;
  AxleForkPanel        *fork;     /* NULL while nothing is tried out */

  AdwOverlaySplitView  *split;
  AdwToggleGroup       *wide_pages;
  AdwToggleGroup       *narrow_group;
  GtkWidget            *narrow_pages;
  AxleCalendarLegend   *legend;
  GtkLabel             *title;
  AxleDayPopover       *day_popover;
  AxleCalendarSearch   *search;
  GtkStack             *pages;
  AxleHoverCard        *card;
  AdwBanner            *fork_banner;
  AdwBin               *fork_slot;
  AdwBin               *tray_slot;
};

/* calendar-view-fork.c */
void     axle_calendar_view_set_trying_out (AxleCalendarView *self,
                                            gboolean          trying_out);
/* As a view does: FALSE where nothing is tried out. */
gboolean axle_calendar_view_step_back      (AxleView         *view,
                                            gboolean          redo);

/* calendar-view-clock.c; ends with the source @clock_id. */
void axle_calendar_view_start_clock    (AxleCalendarView *self);

G_END_DECLS
