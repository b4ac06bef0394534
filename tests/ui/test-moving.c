/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/appointment.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/capacity-bar.h"
#include "ui/gestures.h"
#include "ui/moving.h"

/* Appointments are moved and copied on a day, by hand and by key. */

typedef void (*Doing) (TestMoving *moving);

/* What is done by hand and by key, and what becomes of 10:00 to 11:00 in the first bay. */

static void drag_later (TestMoving *moving) { test_moving_drag (moving, 0.5, 0, 4.02, 0); }
static void drag_aside (TestMoving *moving) { test_moving_drag (moving, 0.5, 3, 0, 0); }
static void drag_end_down (TestMoving *moving) { test_moving_drag (moving, 0.98, 0, 0.5, 0); }
static void drag_start_up (TestMoving *moving) { test_moving_drag (moving, 0.02, 0, -0.5, 0); }

static void
key_later (TestMoving *moving)
{
  test_moving_press (moving, GDK_KEY_Down, GDK_ALT_MASK, 16);
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
key_aside (TestMoving *moving)
{
  test_moving_press (moving, GDK_KEY_Right, GDK_ALT_MASK, 3);
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Return, 0));
}

static void
key_longer (TestMoving *moving)
{
  test_moving_press (moving, GDK_KEY_Down, GDK_ALT_MASK | GDK_CONTROL_MASK, 2);
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
key_cancel (TestMoving *moving)
{
  test_moving_press (moving, GDK_KEY_Down, GDK_ALT_MASK, 3);
  g_assert_nonnull (test_app_find_css (moving->canvas, "ghost"));
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Escape, 0));
  g_assert_null (test_app_find_css (moving->canvas, "ghost"));
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
drag_cancelled (TestMoving *moving)
{
  graphene_rect_t bounds = test_moving_get_bounds (moving);

  test_drag_begin (moving->canvas, bounds.origin.x + 20, bounds.origin.y + 30, test_moving_get_column (moving), 90);
  g_assert_nonnull (test_app_find_css (moving->canvas, "ghost"));
  test_app_look (moving->app, "calendar-drag");
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Escape, 0));
  g_assert_null (test_app_find_css (moving->canvas, "ghost"));
  test_drag_end (moving->canvas, test_moving_get_column (moving), 90);
}

static void
hold (TestMoving *moving)
{
  graphene_rect_t bounds = test_moving_get_bounds (moving);

  test_hold (moving->canvas, bounds.origin.x + 20, bounds.origin.y + bounds.size.height / 2);
  g_assert_nonnull (test_app_find_css (moving->canvas, "ghost"));
}

static void
hold_later (TestMoving *moving)
{
  double down = 4.02 * test_moving_get_hour (moving);

  hold (moving);
  test_drag_move (moving->canvas, 0, down);
  test_drag_end (moving->canvas, 0, down);
}

/* A hand that means to hold still trembles. */
static void
hold_still (TestMoving *moving)
{
  hold (moving);
  test_drag_move (moving->canvas, 2, 3);
  test_drag_end (moving->canvas, 2, 3);
  g_assert_null (test_app_find_css (moving->canvas, "ghost"));
  test_choose (gtk_widget_get_ancestor (moving->canvas, AXLE_TYPE_CALENDAR_VIEW), "calendar.copy");
}

static void
hold_free (TestMoving *moving)
{
  graphene_rect_t bounds = test_moving_get_bounds (moving);

  test_hold (moving->canvas, bounds.origin.x + 20, bounds.origin.y + 5 * test_moving_get_hour (moving));
  test_drag_end (moving->canvas, 0, 0);
  g_assert_null (test_app_find_css (moving->canvas, "ghost"));
  test_choose (gtk_widget_get_ancestor (moving->canvas, AXLE_TYPE_CALENDAR_VIEW), "calendar.book");
  adw_dialog_force_close (test_app_wait_for_dialog (moving->app));
}

static const struct
{
  const char *name;
  Doing       doing;
  int         minute;
  int         minutes;
  int         place;
} doings[] = {
  { "drag later", drag_later, 14 * 60, 60, 0 },
  { "drag to another bay", drag_aside, 10 * 60, 60, 3 },
  { "drag the lower edge", drag_end_down, 10 * 60, 90, 0 },
  { "drag the upper edge", drag_start_up, 9 * 60 + 30, 90, 0 },
  { "drag, and Escape", drag_cancelled, 10 * 60, 60, 0 },
  { "Alt and Down", key_later, 14 * 60, 60, 0 },
  { "Alt and Right", key_aside, 10 * 60, 60, 3 },
  { "Ctrl, Alt and Down", key_longer, 10 * 60, 90, 0 },
  { "Alt and Down, and Escape", key_cancel, 10 * 60, 60, 0 },
  { "hold, and drag later", hold_later, 14 * 60, 60, 0 },
  { "hold, and let go", hold_still, 10 * 60, 60, 0 },
  { "hold where nothing is", hold_free, 10 * 60, 60, 0 },
};

static void
move (TestApp *app)
{
  TestMoving moving = test_moving_begin (app);

  for (guint i = 0; i < G_N_ELEMENTS (doings); i++)
    {
      g_autoptr(AxleRecord) before = test_moving_copy_saved (&moving);
      g_autoptr(AxleRecord) after = axle_record_copy (before);

      g_test_message ("%s", doings[i].name);
      test_moving_set_time (&moving, after, doings[i].minute, doings[i].minutes, doings[i].place);
      doings[i].doing (&moving);
      test_moving_expect (&moving, after);
      if (axle_record_equal (before, after))
        continue;
      test_app_activate (app, "win.undo");
      test_moving_expect (&moving, before);
    }
}

static void
test_move (void)
{
  test_app_run (TRUE, move);
}

/* Where one reads from right to left, the first bay is on the right, and its neighbour left of it. */

static void drag_aside_mirrored (TestMoving *moving) { test_moving_drag (moving, 0.5, -3, 0, 0); }

static void
key_aside_mirrored (TestMoving *moving)
{
  test_moving_press (moving, GDK_KEY_Left, GDK_ALT_MASK, 3);
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Return, 0));
}

static void
look_mirrored (TestApp *app)
{
  static const char * const pages[] = { "week", "month", "agenda", "day" };
  AxleCalendarView *view = AXLE_CALENDAR_VIEW (axle_window_get_view (app->window));

  g_object_set (view, "tray", TRUE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *name = g_strconcat ("mirrored-", pages[i], NULL);

      axle_calendar_view_set_page (view, pages[i]);
      axle_test_wait_for (test_moving_is_ready, view);
      test_app_look (app, name);
    }
  test_app_activate (app, "win.new");
  test_app_wait_for_dialog (app);
  test_app_look (app, "mirrored-booking");
  adw_dialog_force_close (test_app_get_dialog (app));
}

/* Everything of a day begins where the day begins. */
static void
check_bar (TestMoving *moving)
{
  GtkWidget *view = gtk_widget_get_ancestor (moving->canvas, AXLE_TYPE_CALENDAR_VIEW);
  GtkWidget *bar = test_app_find (view, AXLE_TYPE_CAPACITY_BAR);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (bar, moving->canvas, &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, >, 3 * test_moving_get_column (moving));
}

static void
mirror (TestApp *app)
{
  static const Doing ways[] = { drag_aside_mirrored, key_aside_mirrored };
  TestMoving moving;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  moving = test_moving_begin (app);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(AxleRecord) before = test_moving_copy_saved (&moving);
      g_autoptr(AxleRecord) after = axle_record_copy (before);

      g_assert_cmpfloat (test_moving_get_bounds (&moving).origin.x, >, 3 * test_moving_get_column (&moving));
      test_moving_set_time (&moving, after, 10 * 60, 60, 3);
      ways[i] (&moving);
      test_moving_expect (&moving, after);
      test_app_activate (app, "win.undo");
      test_moving_expect (&moving, before);
    }
  check_bar (&moving);
  look_mirrored (app);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static void
test_mirrored (void)
{
  test_app_run (TRUE, mirror);
}

/* A car is in one place at a time: copies are for later. */

static void
drag_copy (TestMoving *moving)
{
  test_moving_drag (moving, 0.5, 3, 4.02, GDK_CONTROL_MASK);
}

static void
key_copy (TestMoving *moving)
{
  test_moving_press (moving, GDK_KEY_Down, GDK_ALT_MASK | GDK_SHIFT_MASK, 16);
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
paste_copy (TestMoving *moving)
{
  graphene_rect_t bounds = test_moving_get_bounds (moving);

  test_moving_press (moving, GDK_KEY_c, GDK_CONTROL_MASK, 1);
  test_click (moving->canvas, 1, bounds.origin.x + 3 * test_moving_get_column (moving) + 20, bounds.origin.y + 4.2 * test_moving_get_hour (moving));
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_v, GDK_CONTROL_MASK));
}

/* A mouse has no Ctrl+V: the menu of a free time pastes there, too. */
static void
menu_copy (TestMoving *moving)
{
  graphene_rect_t bounds = test_moving_get_bounds (moving);

  test_moving_press (moving, GDK_KEY_c, GDK_CONTROL_MASK, 1);
  test_click (moving->canvas, 1, bounds.origin.x + 3 * test_moving_get_column (moving) + 20, bounds.origin.y + 4.2 * test_moving_get_hour (moving));
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Menu, 0));
  test_choose (gtk_widget_get_ancestor (moving->canvas, AXLE_TYPE_CALENDAR_VIEW), "calendar.paste");
}

static void
copy (TestApp *app)
{
  static const Doing ways[] = { drag_copy, key_copy, paste_copy, menu_copy };
  TestMoving moving = test_moving_begin (app);
  g_autoptr(AxleRecord) before = test_moving_copy_saved (&moving);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_test_message ("way %u", i);
      ways[i] (&moving);
      axle_test_wait_for (test_moving_has_one_more, &moving);
      /* The first stays where it was. */
      test_moving_expect (&moving, before);
      test_app_activate (app, "win.undo");
      axle_test_wait_for (test_moving_has_none_more, &moving);
      axle_test_wait_for (test_moving_can_redo, app);
      test_moving_wait_for_drawing (&moving);
    }
}

static void
test_copy (void)
{
  test_app_run (TRUE, copy);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/moving/move", test_move);
  g_test_add_func ("/moving/mirrored", test_mirrored);
  g_test_add_func ("/moving/copy", test_copy);
  return g_test_run ();
}
