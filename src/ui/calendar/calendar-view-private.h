/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/calendar/calendar-search.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/fork-panel.h"
#include "ui/calendar/hover-card.h"
#include "ui/widgets/day-popover.h"

G_BEGIN_DECLS

/* What the parts of the view share: calendar-view.c and calendar-trial.c. */
struct _AxleCalendarView
{
  AdwBin                parent_instance;

  AxleWorkstation      *workstation;
  AxleCalendar         *calendar;
  GSettings            *settings;
  AxleDate              date;
  AxleId                sought;   /* gets the focus as soon as it is there */
  guint                 seeking;  /* a tick callback */
  gboolean              tray;
  AxleForkPanel        *fork;     /* NULL while nothing is tried out */

  AdwOverlaySplitView  *split;
  AdwToggleGroup       *wide_pages;
  AdwToggleGroup       *narrow_group;
  GtkWidget            *narrow_pages;
  GtkWidget            *by_button;
  GtkLabel             *title;
  AxleDayPopover       *day_popover;
  AxleCalendarSearch   *search;
  GtkStack             *pages;
  AxleHoverCard        *card;
  AdwBanner            *fork_banner;
  AdwBin               *fork_slot;
  AdwBin               *tray_slot;
};

G_END_DECLS
