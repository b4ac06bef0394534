/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

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
#include "ui/profile.h"
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
  AxleCalendarView *view = begin (app, 6);

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

/* A car is in one place at a time: copies are for later. */

static guint
count_appointments (TestApp *app)
{
  g_autoptr(GPtrArray) all = axle_store_list (axle_workstation_get_reader (app->workstation), &axle_appointment_entity, NULL);

  return all->len;
}

static gboolean
is_one_more (gpointer data)
{
  return count_appointments (((Moving *) data)->app) == 3;
}

static gboolean
is_none_more (gpointer data)
{
  return count_appointments (((Moving *) data)->app) == 2;
}

static gboolean
can_redo (gpointer data)
{
  return axle_workstation_can_redo (((TestApp *) data)->workstation);
}

static void
drag_copy (Moving *moving)
{
  drag_from (moving, 0.5, 3, 4.02, GDK_CONTROL_MASK);
}

static void
key_copy (Moving *moving)
{
  press (moving, GDK_KEY_Down, GDK_ALT_MASK | GDK_SHIFT_MASK, 16);
  test_release_key (moving->canvas, GDK_KEY_Alt_L);
}

static void
paste_copy (Moving *moving)
{
  graphene_rect_t bounds = get_bounds (moving);

  press (moving, GDK_KEY_c, GDK_CONTROL_MASK, 1);
  test_click (moving->canvas, 1, bounds.origin.x + 3 * column_of (moving) + 20, bounds.origin.y + 4.2 * hour_of (moving));
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_v, GDK_CONTROL_MASK));
}

/* A mouse has no Ctrl+V: the menu of a free time pastes there, too. */
static void
menu_copy (Moving *moving)
{
  graphene_rect_t bounds = get_bounds (moving);

  press (moving, GDK_KEY_c, GDK_CONTROL_MASK, 1);
  test_click (moving->canvas, 1, bounds.origin.x + 3 * column_of (moving) + 20, bounds.origin.y + 4.2 * hour_of (moving));
  g_assert_true (test_press_key (moving->canvas, GDK_KEY_Menu, 0));
  test_choose (gtk_widget_get_ancestor (moving->canvas, AXLE_TYPE_CALENDAR_VIEW), "calendar.paste");
}

static void
copy (TestApp *app)
{
  static const Doing ways[] = { drag_copy, key_copy, paste_copy, menu_copy };
  Moving moving = begin_moving (app);
  g_autoptr(AxleRecord) before = copy_saved (&moving);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_test_message ("way %u", i);
      ways[i] (&moving);
      axle_test_wait_for (is_one_more, &moving);
      /* The first stays where it was. */
      expect (&moving, before);
      test_app_activate (app, "win.undo");
      axle_test_wait_for (is_none_more, &moving);
      axle_test_wait_for (can_redo, app);
      wait_for_drawing (&moving);
    }
}

static void
test_copy (void)
{
  test_app_run (TRUE, copy);
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
check_booked (Moving *moving,
              int     minute,
              int     minutes,
              guint   place)
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
  Moving moving = begin_moving (app);
  graphene_rect_t bounds = get_bounds (&moving);
  double x = bounds.origin.x + 2 * column_of (&moving) + 30;
  double hour = hour_of (&moving);

  test_drag (moving.canvas, x, bounds.origin.y + 4.05 * hour, 0, 1.5 * hour, 0);
  check_booked (&moving, 14 * 60, 90, 2);
  /* Upwards, too. */
  test_drag (moving.canvas, x, bounds.origin.y + 4.05 * hour, 0, -0.9 * hour, 0);
  check_booked (&moving, 13 * 60, 75, 2);
  test_click (moving.canvas, 2, x, bounds.origin.y + 5.6 * hour);
  check_booked (&moving, 15 * 60 + 30, 0, 2);
  focus_block (&moving);
  g_assert_true (test_press_key (moving.canvas, GDK_KEY_Down, 0));
  g_assert_true (test_press_key (moving.canvas, GDK_KEY_Return, 0));
  check_booked (&moving, 11 * 60, 0, 0);
  g_assert_cmpuint (count_appointments (app), ==, 2);
  focus_block (&moving);
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
check_focus (Moving     *moving,
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
  Moving moving = begin_moving (app);
  GtkWidget *block = GTK_WIDGET (find_block (moving.canvas, &moving.id));
  g_autofree char *name = dup_name (block);
  g_autofree char *description = axle_calendar_item_dup_description (axle_grid_block_get_item (AXLE_GRID_BLOCK (block)),
                                                                     axle_working_days_get_zone (axle_workstation_get_working_days (app->workstation)));

  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (block)), ==, GTK_ACCESSIBLE_ROLE_BUTTON);
  g_assert_nonnull (strstr (name, description));
  focus_block (&moving);
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
  Moving moving = begin_moving (app);
  g_autoptr(AxleRecord) before = copy_saved (&moving);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  press (&moving, GDK_KEY_Delete, 0, 1);
  g_assert_true (ADW_IS_ALERT_DIALOG (test_app_wait_for_dialog (app)));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (test_app_get_dialog (app))), "2031-10-11 10:00 · "));
  test_app_look (app, "calendar-call-off");
  g_signal_emit_by_name (test_app_get_dialog (app), "response", "do");
  adw_dialog_force_close (test_app_get_dialog (app));
  axle_record_set_text (after, AXLE_APPOINTMENT_STATE, "cancelled");
  expect (&moving, after);
  test_app_activate (app, "win.undo");
  expect (&moving, before);
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
  Moving moving = begin_moving (app);
  AxleDate day = TEST_DAY;
  graphene_rect_t bounds = get_bounds (&moving);
  g_autoptr(AxleRecord) like = test_garage_draft (app, &day, 14 * 60, 60, 2, "booked");
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleRecord *draft = axle_request_draft_new (app->workstation, "phone");
  g_autofree char *text = g_strconcat (AXLE_DRAGGED_REQUEST, AXLE_ID_TEXT (&draft->id), NULL);
  double x = bounds.origin.x + 3 * column_of (&moving) + 20;
  double y = bounds.origin.y + 4.1 * hour_of (&moving);

  request = draft->id;
  axle_record_set (draft, AXLE_REQUEST_CUSTOMER, axle_record_get (like, AXLE_APPOINTMENT_CUSTOMER));
  axle_record_set (draft, AXLE_REQUEST_VEHICLE, axle_record_get (like, AXLE_APPOINTMENT_VEHICLE));
  axle_record_set_members (draft, AXLE_REQUEST_SERVICES, (const char *[]) { "tyres", NULL });
  g_ptr_array_add (drafts, draft);
  test_garage_save (app, drafts);
  g_assert_false (test_drop_text (moving.canvas, "something else", x, y));
  g_assert_true (test_drop_text (moving.canvas, text, x, y));
  axle_test_wait_for (is_request_booked, app);
  axle_test_wait_for (is_one_more, &moving);
  wait_for_drawing (&moving);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (is_none_more, &moving);
  axle_test_wait_for (is_request_open, app);
  /* What was undone has been said. */
  axle_test_wait_for (can_redo, app);
  wait_for_drawing (&moving);
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
  g_test_add_func ("/calendar/move", test_move);
  g_test_add_func ("/calendar/copy", test_copy);
  g_test_add_func ("/calendar/book", test_book);
  g_test_add_func ("/calendar/walk", test_walk);
  g_test_add_func ("/calendar/call-off", test_call_off);
  g_test_add_func ("/calendar/drop", test_drop);
  return g_test_run ();
}
