/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include "core/appointment/appointment.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-block.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/gestures.h"
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

/* By drag and by key. What the store has is looked at, and taken back. */

typedef struct
{
  TestApp    *app;
  AxleId      id;
  GtkWidget  *canvas;
  AxleRecord *expected;
} Moving;

static gboolean
is_as_expected (gpointer data)
{
  Moving *moving = data;
  g_autoptr(AxleRecord) record = test_garage_find (moving->app, &moving->id);

  return record != NULL &&
         axle_record_get_integer (record, AXLE_APPOINTMENT_AT) == axle_record_get_integer (moving->expected, AXLE_APPOINTMENT_AT) &&
         axle_record_get_integer (record, AXLE_APPOINTMENT_MINUTES) == axle_record_get_integer (moving->expected, AXLE_APPOINTMENT_MINUTES) &&
         g_strcmp0 (axle_record_get_text (record, AXLE_APPOINTMENT_STATE), axle_record_get_text (moving->expected, AXLE_APPOINTMENT_STATE)) == 0 &&
         axle_value_equal (axle_record_get (record, AXLE_APPOINTMENT_BAY), axle_record_get (moving->expected, AXLE_APPOINTMENT_BAY));
}

static AxleGridBlock *
find_block (GtkWidget    *widget,
            const AxleId *id)
{
  if (AXLE_IS_GRID_BLOCK (widget) && gtk_widget_get_mapped (widget) && axle_id_equal (axle_grid_block_get_id (AXLE_GRID_BLOCK (widget)), id))
    return AXLE_GRID_BLOCK (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AxleGridBlock *found = find_block (child, id);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static graphene_rect_t
get_bounds (Moving *moving)
{
  AxleGridBlock *block = find_block (moving->canvas, &moving->id);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (block), moving->canvas, &bounds));
  return bounds;
}

/* The screen shows what the store has. */
static gboolean
is_shown (gpointer data)
{
  Moving *moving = data;
  AxleGridBlock *block = find_block (moving->canvas, &moving->id);
  g_autoptr(AxleRecord) record = test_garage_find (moving->app, &moving->id);
  graphene_rect_t bounds;

  return block != NULL && axle_record_equal (axle_grid_block_get_item (block)->appointment, record) &&
         gtk_widget_compute_bounds (GTK_WIDGET (block), moving->canvas, &bounds) && bounds.size.width > 1;
}

static void
wait_for_drawing (Moving *moving)
{
  axle_test_wait_for (is_shown, moving);
  gtk_test_widget_wait_for_draw (moving->canvas);
  gtk_test_widget_wait_for_draw (moving->canvas);
}

static void
expect (Moving     *moving,
        AxleRecord *expected)
{
  moving->expected = expected;
  axle_test_wait_for (is_as_expected, moving);
  wait_for_drawing (moving);
}

static Moving
begin_moving (TestApp *app)
{
  AxleCalendarView *view = begin (app, 4);
  AxleDate day = TEST_DAY;
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleRecord *draft = test_garage_draft (app, &day, 10 * 60, 60, 0, "confirmed");
  AxleRecord *beside = test_garage_draft (app, &day, 10 * 60, 60, 1, "booked");
  Moving moving = { app, draft->id, NULL, NULL };

  axle_record_set_members (draft, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "oil", NULL });
  axle_record_set_members (beside, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "tyres", NULL });
  g_ptr_array_add (drafts, draft);
  g_ptr_array_add (drafts, beside);
  test_garage_save (app, drafts);
  moving.canvas = test_app_find (GTK_WIDGET (view), AXLE_TYPE_GRID_CANVAS);
  wait_for_drawing (&moving);
  return moving;
}

static AxleRecord *
copy_saved (Moving *moving)
{
  g_autoptr(AxleRecord) saved = test_garage_find (moving->app, &moving->id);

  return axle_record_copy (saved);
}

static void
set_time (Moving     *moving,
          AxleRecord *record,
          int         minute,
          int         minutes,
          int         place)
{
  AxleId bay = test_garage_get_bay (moving->app, (guint) place);

  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, test_garage_time (moving->app, &TEST_DAY, minute));
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_id (record, AXLE_APPOINTMENT_BAY, &bay);
}

typedef void (*Doing) (Moving *moving);

/* What is done by hand and by key, and what becomes of 10:00 to 11:00 in the first bay. */

static double
hour_of (Moving *moving)
{
  return get_bounds (moving).size.height + 1;
}

static double
column_of (Moving *moving)
{
  return gtk_widget_get_width (moving->canvas) / 4.0;
}

static void
drag_from (Moving          *moving,
           double           share,
           double           columns,
           double           hours,
           GdkModifierType  held)
{
  graphene_rect_t bounds = get_bounds (moving);

  test_drag (moving->canvas, bounds.origin.x + 20, bounds.origin.y + bounds.size.height * share,
             columns * column_of (moving), hours * hour_of (moving), held);
}

static void drag_later (Moving *moving) { drag_from (moving, 0.5, 0, 4.02, 0); }
static void drag_aside (Moving *moving) { drag_from (moving, 0.5, 3, 0, 0); }
static void drag_end_down (Moving *moving) { drag_from (moving, 0.98, 0, 0.5, 0); }
static void drag_start_up (Moving *moving) { drag_from (moving, 0.02, 0, -0.5, 0); }

static void
focus_block (Moving *moving)
{
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (find_block (moving->canvas, &moving->id))));
}

static void
press (Moving          *moving,
       guint            key,
       GdkModifierType  held,
       int              times)
{
  focus_block (moving);
  for (int i = 0; i < times; i++)
    g_assert_true (test_press_key (moving->canvas, key, held));
}

static void
key_later (Moving *moving)
{
  press (moving, GDK_KEY_Down, GDK_ALT_MASK, 16);
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
key_aside (Moving *moving)
{
  press (moving, GDK_KEY_Right, GDK_ALT_MASK, 3);
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Return, 0));
}

static void
key_longer (Moving *moving)
{
  press (moving, GDK_KEY_Down, GDK_ALT_MASK | GDK_CONTROL_MASK, 2);
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
key_cancel (Moving *moving)
{
  press (moving, GDK_KEY_Down, GDK_ALT_MASK, 3);
  g_assert_nonnull (test_app_find_css (moving->canvas, "ghost"));
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Escape, 0));
  g_assert_null (test_app_find_css (moving->canvas, "ghost"));
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
drag_cancelled (Moving *moving)
{
  graphene_rect_t bounds = get_bounds (moving);

  test_drag_begin (moving->canvas, bounds.origin.x + 20, bounds.origin.y + 30, column_of (moving), 90);
  g_assert_nonnull (test_app_find_css (moving->canvas, "ghost"));
  test_app_look (moving->app, "calendar-drag");
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Escape, 0));
  g_assert_null (test_app_find_css (moving->canvas, "ghost"));
  test_drag_end (moving->canvas, column_of (moving), 90);
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
};

static void
move (TestApp *app)
{
  Moving moving = begin_moving (app);

  for (guint i = 0; i < G_N_ELEMENTS (doings); i++)
    {
      g_autoptr(AxleRecord) before = copy_saved (&moving);
      g_autoptr(AxleRecord) after = axle_record_copy (before);

      g_test_message ("%s", doings[i].name);
      set_time (&moving, after, doings[i].minute, doings[i].minutes, doings[i].place);
      doings[i].doing (&moving);
      expect (&moving, after);
      if (axle_record_equal (before, after))
        continue;
      test_app_activate (app, "win.undo");
      expect (&moving, before);
    }
}

static void
test_move (void)
{
  test_app_run (TRUE, move);
}

int
main (int   argc,
      char *argv[])
{
  axle_locale_set_up ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/calendar/look", test_look);
  g_test_add_func ("/calendar/move", test_move);
  return g_test_run ();
}
