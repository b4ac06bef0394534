/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-view-private.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/calendar-actions.h"
#include "ui/shell/window.h"

static void committed_cb (AxleCalendarView *self,
                          gint64            operation);

static void
show_fork (AxleCalendarView *self,
           AxleDayFork      *fork)
{
  axle_calendar_set_fork (self->calendar, fork);
  self->fork = fork != NULL ? AXLE_FORK_PANEL (axle_fork_panel_new (self->calendar)) : NULL;
  if (self->fork != NULL)
    {
      g_signal_connect_object (self->fork, "committed", G_CALLBACK (committed_cb), self, G_CONNECT_SWAPPED);
      axle_fork_panel_set_date (self->fork, &self->date);
    }
  adw_bin_set_child (self->fork_slot, GTK_WIDGET (self->fork));
  adw_banner_set_revealed (self->fork_banner, self->fork != NULL);
  axle_calendar_actions_update (self);
  g_object_notify (G_OBJECT (self), "fork");
}

static void
committed_cb (AxleCalendarView *self,
              gint64            operation)
{
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));

  show_fork (self, NULL);
  if (window != NULL)
    axle_window_toast_undo (window, axle_workstation_get_undo_title (self->workstation), operation);
}

static void
take_back_cb (AdwToast         *toast,
              AxleCalendarView *self)
{
  AxleDayFork *fork = g_object_get_data (G_OBJECT (toast), "fork");

  if (self->fork == NULL)
    show_fork (self, fork);
}

/* What was thrown away can be taken back while that is said. */
static void
tell_thrown_away (AxleCalendarView *self,
                  AxleDayFork      *fork)
{
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));
  AdwToast *toast;

  if (window == NULL || !axle_day_fork_can_undo (fork))
    return;
  toast = adw_toast_new (_("Thrown away; nothing was changed"));
  adw_toast_set_button_label (toast, _("Take _Back"));
  g_object_set_data_full (G_OBJECT (toast), "fork", g_object_ref (fork), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (take_back_cb), self, 0);
  axle_window_add_toast (window, toast);
}

void
axle_calendar_view_set_trying_out (AxleCalendarView *self,
                                   gboolean          trying_out)
{
  g_autoptr(AxleDayFork) fork = NULL;

  if (trying_out == (self->fork != NULL))
    return;
  if (trying_out)
    {
      fork = axle_day_fork_new (self->workstation);
      show_fork (self, fork);
      return;
    }
  fork = g_object_ref (axle_calendar_get_fork (self->calendar));
  show_fork (self, NULL);
  tell_thrown_away (self, fork);
}

gboolean
axle_calendar_view_step_back (AxleView *view,
                              gboolean  redo)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (view);

  if (self->fork != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->fork), redo ? "fork.redo" : "fork.undo", NULL);
  return self->fork != NULL;
}
