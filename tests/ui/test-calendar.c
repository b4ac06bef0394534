/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include "core/appointment/appointment.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-block.h"
#include "ui/profile.h"
#include "ui/shell/locale.h"
#include "ui/shell/picture.h"

/* The day and the week of the calendar. */

static const char * const states[] = { "booked", "confirmed", "arrived", "done", "booked", "no-show", "confirmed" };

static gboolean
is_ready (gpointer data)
{
  return axle_calendar_is_ready (axle_calendar_view_get_calendar (data));
}

static gboolean
has_blocks (gpointer data)
{
  return test_app_find_css (data, "booked") != NULL;
}

static AxleCalendarView *
begin (TestApp *app,
       guint    n_bays)
{
  AxleDate day = TEST_DAY;
  AxleCalendarView *view;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 860);
  test_app_sign_in (app, TEST_MANAGER);
  test_garage_make (app, n_bays);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  view = AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
  axle_calendar_view_set_page (view, "day");
  axle_calendar_view_go_to (view, &day);
  axle_test_wait_for (is_ready, view);
  return view;
}

/* A day as it is: full, with gaps, and two on one bay. */
static void
fill (TestApp *app,
      guint    n_bays,
      int      days)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleDate day = TEST_DAY;
  guint n = 0;

  for (int d = 0; d < days; d++)
    {
      AxleDate date = axle_date_add_days (&day, -d);

      for (guint bay = 0; bay < n_bays; bay++)
        for (int minute = 8 * 60 + 30 + 15 * (int) (bay % 3); minute < 17 * 60; n++)
          {
            static const int lengths[] = { 60, 90, 30, 45, 15, 120 };
            int length = lengths[n % G_N_ELEMENTS (lengths)];

            g_ptr_array_add (drafts, test_garage_draft (app, &date, minute, length, (int) bay, states[n % G_N_ELEMENTS (states)]));
            minute += length + (n % 4 == 0 ? 30 : 0);
          }
      g_ptr_array_add (drafts, test_garage_draft (app, &date, 9 * 60, 60, -1, "booked"));
    }
  test_garage_save (app, drafts);
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (((TestApp *) data)->window))) <= 420;
}

static void
look (TestApp *app)
{
  AxleCalendarView *view = begin (app, 6);

  fill (app, 6, 1);
  axle_test_wait_for (has_blocks, view);
  test_app_look (app, "calendar-day");
  axle_calendar_view_set_page (view, "week");
  axle_test_wait_for (is_ready, view);
  axle_test_wait_for (has_blocks, view);
  test_app_look (app, "calendar-week");
  axle_calendar_view_set_page (view, "day");
  gtk_window_set_default_size (GTK_WINDOW (app->window), 380, 760);
  axle_test_wait_for (is_narrow, app);
  test_app_look (app, "calendar-narrow");
}

static void
test_look (void)
{
  test_app_run (TRUE, look);
}

int
main (int   argc,
      char *argv[])
{
  axle_locale_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/look", test_look);
  return g_test_run ();
}
