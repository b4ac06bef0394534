/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include "core/appointment/appointment.h"
#include "ui/calendar/agenda-row.h"
#include "ui/calendar/calendar-agenda.h"
#include "ui/calendar/calendar-month.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/capacity-bar.h"
#include "ui/calendar/capacity-dialog.h"
#include "ui/profile.h"
#include "ui/shell/locale.h"
#include "ui/shell/picture.h"

/* The month and the agenda of the calendar, and how full its days are. */

#define N_BAYS 4

static const char * const states[] = { "booked", "confirmed", "arrived", "done", "booked", "no-show", "confirmed" };

static gboolean
is_ready (gpointer data)
{
  return axle_calendar_is_ready (axle_calendar_view_get_calendar (data));
}

static gboolean
is_filled (gpointer data)
{
  AxleCalendarPage *page = axle_calendar_view_get_page (data);

  return is_ready (data) && AXLE_IS_CALENDAR_MONTH (page) && axle_calendar_month_is_filled (AXLE_CALENDAR_MONTH (page));
}

static gboolean
is_measured (gpointer data)
{
  const AxleDate day = TEST_DAY;

  return axle_calendar_get_capacity (axle_calendar_view_get_calendar (data), &day) != NULL;
}

static AxleCalendarView *
begin (TestApp    *app,
       const char *page)
{
  AxleDate day = TEST_DAY;
  AxleCalendarView *view;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 860);
  test_app_sign_in (app, TEST_MANAGER);
  test_garage_make (app, N_BAYS);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  view = AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
  axle_calendar_view_set_page (view, page);
  axle_calendar_view_go_to (view, &day);
  axle_test_wait_for (is_ready, view);
  return view;
}

/* Days with more and with fewer appointments, and some with none. */
static void
fill (TestApp *app)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleDate day = TEST_DAY;
  guint n = 0;

  for (int d = -12; d < 22; d++)
    {
      AxleDate date = axle_date_add_days (&day, d);

      for (int i = 0; i < (d * d + 17 * ABS (d)) % 11 + (d == 0 ? 6 : 0); i++, n++)
        g_ptr_array_add (drafts, test_garage_draft (app, &date, 8 * 60 + 30 + 90 * (i / N_BAYS) + 15 * (i % N_BAYS), 60 + 15 * (i % 3), i % N_BAYS,
                                                      states[n % G_N_ELEMENTS (states)]));
    }
  test_garage_save (app, drafts);
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (((TestApp *) data)->window))) <= 420;
}

static void
look_around (TestApp          *app,
             AxleCalendarView *view,
             gboolean          dark)
{
  static const char * const pages[] = { "month", "agenda" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("calendar-", pages[i], dark ? "-dark" : "", NULL);

      axle_calendar_view_set_page (view, pages[i]);
      axle_test_wait_for (is_measured, view);
      if (i == 0)
        axle_test_wait_for (is_filled, view);
      test_app_look (app, name);
    }
}

static void
look (TestApp *app)
{
  AxleCalendarView *view = begin (app, "month");

  fill (app);
  look_around (app, view, FALSE);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  look_around (app, view, TRUE);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.capacity", "s", "2031-10-11");
  test_app_wait_for_dialog (app);
  test_app_look (app, "calendar-capacity");
  adw_dialog_force_close (test_app_get_dialog (app));
  gtk_window_set_default_size (GTK_WINDOW (app->window), 400, 760);
  axle_test_wait_for (is_narrow, app);
  test_app_look (app, "calendar-agenda-narrow");
  axle_calendar_view_set_page (view, "month");
  axle_test_wait_for (is_filled, view);
  test_app_look (app, "calendar-month-narrow");
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
  g_test_add_func ("/calendar-pages/look", test_look);
  return g_test_run ();
}
