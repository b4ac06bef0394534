/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/capacity-dialog.h"
#include "ui/calendar/grid-block.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/calendar/dragged.h"
#include "ui/gestures.h"
#include "ui/moving.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"

/* The day and the week of the calendar. */

static const char * const states[] = { "booked", "confirmed", "arrived", "done", "booked", "no-show", "confirmed" };

static gboolean
has_blocks (gpointer data)
{
  return test_app_find_css (data, "booked") != NULL;
}

static gboolean
has_width (gpointer data)
{
  return gtk_widget_get_width (data) > 0;
}

/* A week is seen as one, however many lie beside each other on its fullest day. */
static void
assert_fits (AxleCalendarPage *week)
{
  GtkWidget *canvas = test_app_find (GTK_WIDGET (week), AXLE_TYPE_GRID_CANVAS);
  int least;

  axle_test_wait_for (has_width, gtk_widget_get_parent (canvas));
  gtk_widget_measure (canvas, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, >, 0);
  g_assert_cmpint (least, <=, gtk_widget_get_width (gtk_widget_get_parent (canvas)));
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
      if (d == 0)
        {
          AxleRecord *draft = test_garage_draft (app, &date, 0, 24 * 60, -1, "confirmed");

          axle_record_set_boolean (draft, AXLE_APPOINTMENT_ALL_DAY, TRUE);
          g_ptr_array_add (drafts, draft);
        }
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
  AxleCalendarView *view = test_moving_open (app, 6);

  fill (app, 6, 1);
  axle_test_wait_for (has_blocks, view);
  test_app_look (app, "calendar-day");
  g_object_set (view, "tray", TRUE, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_app_look (app, "calendar-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (view, "tray", FALSE, NULL);
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.by", "s", "technician");
  axle_test_wait_for (has_blocks, view);
  test_app_look (app, "calendar-technicians");
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.by", "s", "bay");
  axle_calendar_view_set_page (view, "week");
  axle_test_wait_for (test_moving_is_ready, view);
  axle_test_wait_for (has_blocks, view);
  assert_fits (axle_calendar_view_get_page (view));
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

/* What is dragged over empty space, double-clicked or chosen by Enter is booked in the form. */

static AxleRecord *
take_booked (TestApp *app)
{
  AdwDialog *dialog = test_app_wait_for_dialog (app);
  AxleRecord *record;

  g_assert_true (AXLE_IS_BOOKING_DIALOG (dialog));
  record = axle_record_copy (axle_form_get_record (axle_booking_dialog_get_form (AXLE_BOOKING_DIALOG (dialog))));
  adw_dialog_force_close (dialog);
  return record;
}

static void
check_booked (TestMoving *moving,
              int         minute,
              int         minutes,
              guint       place)
{
  g_autoptr(AxleRecord) record = take_booked (moving->app);
  AxleId bay = axle_record_get_id (record, AXLE_APPOINTMENT_BAY);
  AxleId expected = test_garage_get_bay (moving->app, place);

  g_assert_cmpint (axle_record_get_integer (record, AXLE_APPOINTMENT_AT), ==, test_garage_time (moving->app, &TEST_DAY, minute));
  if (minutes > 0)
    g_assert_cmpint (axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES), ==, minutes);
  g_assert_true (axle_id_equal (&bay, &expected));
}

static void
book (TestApp *app)
{
  TestMoving moving = test_moving_begin (app);
  graphene_rect_t bounds = test_moving_get_bounds (&moving);
  double x = bounds.origin.x + 2 * test_moving_get_column (&moving) + 30;
  double hour = test_moving_get_hour (&moving);

  test_drag (moving.canvas, x, bounds.origin.y + 4.05 * hour, 0, 1.5 * hour, 0);
  check_booked (&moving, 14 * 60, 90, 2);
  /* Upwards, too. */
  test_drag (moving.canvas, x, bounds.origin.y + 4.05 * hour, 0, -0.9 * hour, 0);
  check_booked (&moving, 13 * 60, 75, 2);
  test_click (moving.canvas, 2, x, bounds.origin.y + 5.6 * hour);
  check_booked (&moving, 15 * 60 + 30, 0, 2);
  test_moving_focus_block (&moving);
  g_assert_true (test_press_key (moving.canvas, GDK_KEY_Down, 0));
  g_assert_true (test_press_key (moving.canvas, GDK_KEY_Return, 0));
  check_booked (&moving, 11 * 60, 0, 0);
  g_assert_cmpuint (test_moving_count (app), ==, 2);
  test_moving_focus_block (&moving);
  g_assert_true (test_press_key (moving.canvas, GDK_KEY_Return, 0));
  check_booked (&moving, 10 * 60, 60, 0);
}

static void
test_book (void)
{
  test_app_run (TRUE, book);
}

/* The arrow keys go to every block and to the slots between them; a screen reader says which. */

static char *
dup_name (GtkWidget *widget)
{
  return gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, "");
}

static void
check_focus (TestMoving *moving,
             const char *time,
             const char *bay)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (moving->app->window));
  g_autofree char *name = dup_name (focus);

  if (strstr (name, time) == NULL || strstr (name, bay) == NULL)
    g_error ("the focus is on “%s” instead of “%s, %s”", name, time, bay);
}

static void
walk (TestApp *app)
{
  static const struct { guint key; const char *time, *bay; } steps[] = {
    { GDK_KEY_Up, "09:30", "1 号工位" },
    { GDK_KEY_Down, "10:00–11:00", "1 号工位" },
    { GDK_KEY_Down, "11:00", "1 号工位" },
    { GDK_KEY_Up, "10:00–11:00", "1 号工位" },
    { GDK_KEY_Right, "10:00–11:00", "2 号工位" },
    { GDK_KEY_Right, "10:00", "3 号工位" },
    { GDK_KEY_Right, "10:00", "4 号工位" },
    { GDK_KEY_Right, "10:00", "4 号工位" },
    { GDK_KEY_Up, "09:30", "4 号工位" },
    { GDK_KEY_Left, "09:30", "3 号工位" },
    { GDK_KEY_Left, "09:30", "2 号工位" },
    { GDK_KEY_Down, "10:00–11:00", "2 号工位" },
  };
  TestMoving moving = test_moving_begin (app);
  GtkWidget *block = GTK_WIDGET (test_moving_find_block (moving.canvas, &moving.id));
  g_autofree char *name = dup_name (block);
  g_autofree char *description = axle_calendar_item_dup_description (axle_grid_block_get_item (AXLE_GRID_BLOCK (block)),
                                                                     axle_working_days_get_zone (axle_workstation_get_working_days (app->workstation)));

  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (block)), ==, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_nonnull (strstr (name, description));
  test_moving_focus_block (&moving);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_assert_true (test_press_key (moving.canvas, steps[i].key, 0));
      check_focus (&moving, steps[i].time, steps[i].bay);
    }
  /* How full the day is, from a block as from a slot. */
  g_assert_true (test_press_key (moving.canvas, GDK_KEY_i, GDK_CONTROL_MASK));
  g_assert_true (AXLE_IS_CAPACITY_DIALOG (test_app_wait_for_dialog (app)));
  adw_dialog_force_close (test_app_get_dialog (app));
}

static void
test_walk (void)
{
  test_app_run (TRUE, walk);
}

/* Delete asks why, and Enter is enough. */
static void
call_off (TestApp *app)
{
  TestMoving moving = test_moving_begin (app);
  g_autoptr(AxleRecord) before = test_moving_copy_saved (&moving);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  test_moving_press (&moving, GDK_KEY_Delete, 0, 1);
  g_assert_true (ADW_IS_ALERT_DIALOG (test_app_wait_for_dialog (app)));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (test_app_get_dialog (app))), "2031-10-11 10:00 · "));
  test_app_look (app, "calendar-call-off");
  g_signal_emit_by_name (test_app_get_dialog (app), "response", "do");
  adw_dialog_force_close (test_app_get_dialog (app));
  axle_record_set_text (after, AXLE_APPOINTMENT_STATE, "cancelled");
  test_moving_expect (&moving, after);
  test_app_activate (app, "win.undo");
  test_moving_expect (&moving, before);
}

static void
test_call_off (void)
{
  test_app_run (TRUE, call_off);
}

/* A request that is dropped is booked where the hand lets go, and is open again once that is
 * undone. */

static AxleId request;

static const char *
get_request_state (TestApp *app)
{
  g_autoptr(AxleRecord) record = axle_workstation_get_record (app->workstation, &axle_request_entity, &request);

  return g_intern_string (axle_record_get_text (record, AXLE_REQUEST_STATE));
}

static gboolean
is_request_booked (gpointer data)
{
  return g_str_equal (get_request_state (data), "booked");
}

static gboolean
is_request_open (gpointer data)
{
  return g_str_equal (get_request_state (data), "open");
}

static void
drop (TestApp *app)
{
  TestMoving moving = test_moving_begin (app);
  AxleDate day = TEST_DAY;
  graphene_rect_t bounds = test_moving_get_bounds (&moving);
  g_autoptr(AxleRecord) like = test_garage_draft (app, &day, 14 * 60, 60, 2, "booked");
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleRecord *draft = axle_request_draft_new (app->workstation, "phone");
  g_autofree char *text = g_strconcat (AXLE_DRAGGED_REQUEST, AXLE_ID_TEXT (&draft->id), NULL);
  double x = bounds.origin.x + 3 * test_moving_get_column (&moving) + 20;
  double y = bounds.origin.y + 4.1 * test_moving_get_hour (&moving);

  request = draft->id;
  axle_record_set (draft, AXLE_REQUEST_CUSTOMER, axle_record_get (like, AXLE_APPOINTMENT_CUSTOMER));
  axle_record_set (draft, AXLE_REQUEST_VEHICLE, axle_record_get (like, AXLE_APPOINTMENT_VEHICLE));
  axle_record_set_members (draft, AXLE_REQUEST_SERVICES, (const char *[]) { "tyres", NULL });
  g_ptr_array_add (drafts, draft);
  test_garage_save (app, drafts);
  g_assert_false (test_drop_text (moving.canvas, "something else", x, y));
  g_assert_true (test_drop_text (moving.canvas, text, x, y));
  axle_test_wait_for (is_request_booked, app);
  axle_test_wait_for (test_moving_has_one_more, &moving);
  test_moving_wait_for_drawing (&moving);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (test_moving_has_none_more, &moving);
  axle_test_wait_for (is_request_open, app);
  /* What was undone has been said. */
  axle_test_wait_for (test_moving_can_redo, app);
  test_moving_wait_for_drawing (&moving);
}

static void
test_drop (void)
{
  test_app_run (TRUE, drop);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/calendar/look", test_look);
  g_test_add_func ("/calendar/book", test_book);
  g_test_add_func ("/calendar/walk", test_walk);
  g_test_add_func ("/calendar/call-off", test_call_off);
  g_test_add_func ("/calendar/drop", test_drop);
  return g_test_run ();
}
