/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include "core/appointment/appointment.h"
#include "ui/calendar/appointment-holder.h"
#include "ui/calendar/calendar-month.h"
#include "ui/calendar/calendar-search.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/dragged.h"
#include "ui/calendar/month-pointer.h"
#include "ui/gestures.h"
#include "ui/keys.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/shell/view.h"

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

/* What is done. */

static GtkWidget *
get_focus (TestApp *app)
{
  return gtk_root_get_focus (GTK_ROOT (app->window));
}

static gboolean
try_shortcut (GtkWidget       *widget,
              GtkShortcut     *shortcut,
              guint            key,
              GdkModifierType  held)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  return GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key &&
         gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == held &&
         gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, gtk_shortcut_get_arguments (shortcut));
}

static gboolean
try_widget (GtkWidget       *widget,
            gboolean         capturing,
            guint            key,
            GdkModifierType  held)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean asked = (gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE) == capturing;
      guint n_shortcuts = asked && GTK_IS_SHORTCUT_CONTROLLER (controller) ? g_list_model_get_n_items (G_LIST_MODEL (controller)) : 0;

      for (guint j = 0; j < n_shortcuts; j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (try_shortcut (widget, shortcut, key, held))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
capture (GtkWidget       *widget,
         guint            key,
         GdkModifierType  held)
{
  return widget != NULL && (capture (gtk_widget_get_parent (widget), key, held) || try_widget (widget, TRUE, key, held));
}

/* GTK lets nobody make events: what the focus is in is asked one after the other, from
 * outside and from inside. */
static void
press (TestApp         *app,
       guint            key,
       GdkModifierType  held)
{
  if (capture (get_focus (app), key, held))
    return;
  for (GtkWidget *widget = get_focus (app); widget != NULL; widget = gtk_widget_get_parent (widget))
    if (try_widget (widget, FALSE, key, held))
      return;
  g_assert_not_reached ();
}

static const AxleId *
get_appointment (TestApp *app)
{
  AxleAppointmentHolder *holder = axle_appointment_holder_find (get_focus (app));

  return holder != NULL ? axle_appointment_holder_get_appointment (holder) : NULL;
}

static void
assert_focus_on (TestApp      *app,
                 const AxleId *appointment)
{
  g_assert_nonnull (get_appointment (app));
  g_assert_true (axle_id_equal (get_appointment (app), appointment));
}

static void
assert_day (TestApp    *app,
            const char *expected)
{
  GtkWidget *cell = gtk_widget_get_ancestor (get_focus (app), AXLE_TYPE_MONTH_CELL);
  g_autofree char *day = NULL;

  g_assert_nonnull (cell);
  day = axle_date_format_iso (&axle_month_cell_get_day (AXLE_MONTH_CELL (cell))->date);
  g_assert_cmpstr (day, ==, expected);
}

/* An appointment on a day of the month of the test. */
static AxleId
book (TestApp    *app,
      int         day,
      int         minute,
      const char *state)
{
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  const AxleDate date = { 2031, 10, day };
  AxleRecord *draft = test_garage_draft (app, &date, minute, 60, 0, state);
  static const char * const oil[] = { "oil", NULL };
  AxleId id = draft->id;

  axle_record_set_members (draft, AXLE_APPOINTMENT_SERVICES, oil);
  g_ptr_array_add (drafts, draft);
  test_garage_save (app, drafts);
  return id;
}

typedef struct
{
  AxleCalendarView *view;
  TestApp          *app;
  AxleId            id;
  const char       *day;
  gboolean          focused;
  guint             n;
} Wanted;

static gboolean
is_on_day (gpointer data)
{
  const Wanted *wanted = data;
  AxleCalendar *calendar = axle_calendar_view_get_calendar (wanted->view);
  const AxleCalendarItem *item = axle_calendar_find_item (calendar, &wanted->id);
  AxleDate date;
  g_autofree char *day = NULL;

  if (item == NULL || !is_filled (wanted->view))
    return FALSE;
  date = axle_date_from_time (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT), axle_calendar_get_zone (calendar));
  day = axle_date_format_iso (&date);
  return g_str_equal (day, wanted->day);
}

static gboolean
has_focus_on (gpointer data)
{
  const Wanted *wanted = data;
  const AxleId *appointment = get_appointment (wanted->app);

  return appointment != NULL && axle_id_equal (appointment, &wanted->id);
}

static gboolean
is_on_october_end (gpointer data)
{
  GtkWidget *focus = get_focus (data);
  GtkWidget *cell = focus != NULL ? gtk_widget_get_ancestor (focus, AXLE_TYPE_MONTH_CELL) : NULL;

  return cell != NULL && axle_month_cell_get_day (AXLE_MONTH_CELL (cell))->date.month == 11 &&
         axle_month_cell_get_day (AXLE_MONTH_CELL (cell))->date.day == 3;
}

static void
wait_until_shown (AxleCalendarView *view,
                  TestApp          *app,
                  const AxleId     *id,
                  const char       *day)
{
  Wanted wanted = { .view = view, .app = app, .id = *id, .day = day };

  axle_test_wait_for (is_on_day, &wanted);
}

/* Between days, into what is on, and over the edge of the month; an appointment goes with
 * Alt, keeps its time, and the focus goes with it. */
static void
use_keys (TestApp *app)
{
  AxleCalendarView *view = begin (app, "month");
  AxleId early = book (app, 15, 9 * 60, "booked"), late = book (app, 15, 14 * 60, "confirmed");
  g_autoptr(AxleRecord) moved = NULL;
  Wanted wanted = { .view = view, .app = app, .id = late };
  const AxleDate expected = { 2031, 10, 22 };

  wait_until_shown (view, app, &late, "2031-10-15");
  axle_calendar_page_select (axle_calendar_view_get_page (view), NULL);
  assert_day (app, "2031-10-11");
  press (app, GDK_KEY_Right, 0);
  assert_day (app, "2031-10-12");
  press (app, GDK_KEY_Right, 0);
  press (app, GDK_KEY_Right, 0);
  press (app, GDK_KEY_Right, 0);
  assert_day (app, "2031-10-15");
  press (app, GDK_KEY_Down, 0);
  assert_focus_on (app, &early);
  press (app, GDK_KEY_Down, 0);
  assert_focus_on (app, &late);
  press (app, GDK_KEY_Down, 0);
  assert_day (app, "2031-10-22");
  g_assert_null (get_appointment (app));
  press (app, GDK_KEY_Up, 0);
  assert_focus_on (app, &late);
  press (app, GDK_KEY_Down, GDK_ALT_MASK);
  wait_until_shown (view, app, &late, "2031-10-22");
  axle_test_wait_for (has_focus_on, &wanted);
  moved = test_garage_find (app, &late);
  g_assert_cmpint (axle_record_get_integer (moved, AXLE_APPOINTMENT_AT), ==, test_garage_time (app, &expected, 14 * 60));
  press (app, GDK_KEY_Left, GDK_ALT_MASK);
  wait_until_shown (view, app, &late, "2031-10-21");
  axle_test_wait_for (has_focus_on, &wanted);
  assert_day (app, "2031-10-21");
  /* The week after the last of the month is in the next. */
  press (app, GDK_KEY_Down, GDK_CONTROL_MASK);
  assert_day (app, "2031-10-28");
  for (guint i = 0; i < 5; i++)
    press (app, GDK_KEY_Right, 0);
  assert_day (app, "2031-11-02");
  press (app, GDK_KEY_Right, 0);
  axle_test_wait_for (is_on_october_end, app);
  g_assert_cmpint (axle_calendar_view_get_date (view).month, ==, 11);
}

static void
test_keys (void)
{
  test_app_run (TRUE, use_keys);
}

static void
find_middle (GtkWidget        *widget,
             GtkWidget        *other,
             graphene_point_t *middle)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, other, &bounds));
  *middle = GRAPHENE_POINT_INIT (bounds.origin.x + bounds.size.width / 2, bounds.origin.y + bounds.size.height / 2);
}

static GtkWidget *
find_cell (TestApp *app,
           int      day)
{
  GtkWidget *grid = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_MONTH_GRID);
  const AxleDate date = { 2031, 10, day };

  return GTK_WIDGET (axle_month_grid_find_day (AXLE_MONTH_GRID (grid), &date));
}

static gboolean
is_low (gpointer data)
{
  return gtk_widget_get_height (gtk_window_get_child (GTK_WINDOW (((TestApp *) data)->window))) <= 380;
}

/* A low window has room for the number of a day's appointments and for nothing else; a day
 * with none at the beginning says nothing about the others. */
static void
be_low (TestApp *app)
{
  AxleCalendarView *view = begin (app, "month");
  AxleId id = book (app, 15, 9 * 60, "booked");
  AxleMonthCell *cell;
  guint n_high;

  book (app, 15, 10 * 60 + 30, "booked");
  book (app, 15, 14 * 60, "booked");
  wait_until_shown (view, app, &id, "2031-10-15");
  n_high = axle_month_cell_get_n_stops (AXLE_MONTH_CELL (find_cell (app, 15)));
  g_assert_cmpuint (n_high, ==, 4);
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 380);
  axle_test_wait_for (is_low, app);
  axle_test_wait_for (is_filled, view);
  cell = AXLE_MONTH_CELL (find_cell (app, 15));
  g_assert_cmpuint (axle_month_cell_get_n_stops (cell), ==, 2);
  g_assert_true (GTK_IS_BUTTON (axle_month_cell_get_stop (cell, 1)));
}

static void
test_low (void)
{
  test_app_run (TRUE, be_low);
}

/* What is let go on another day keeps its time; on its own day nothing happens. */
static void
drag (TestApp *app)
{
  AxleCalendarView *view = begin (app, "month");
  AxleId id = book (app, 15, 10 * 60 + 30, "booked");
  g_autofree char *text = g_strconcat (AXLE_DRAGGED_APPOINTMENT, AXLE_ID_TEXT (&id), NULL);
  const AxleDate expected = { 2031, 10, 24 };
  g_autoptr(AxleRecord) moved = NULL;
  AxleMonthGrid *grid;
  graphene_point_t at;

  wait_until_shown (view, app, &id, "2031-10-15");
  grid = AXLE_MONTH_GRID (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_MONTH_GRID));
  find_middle (find_cell (app, 15), GTK_WIDGET (grid), &at);
  g_assert_false (axle_month_pointer_drop (grid, at.x, at.y, text, FALSE));
  g_assert_false (axle_month_pointer_drop (grid, at.x, at.y, "something else", FALSE));
  find_middle (find_cell (app, 24), GTK_WIDGET (grid), &at);
  g_assert_true (axle_month_pointer_drop (grid, at.x, at.y, text, FALSE));
  wait_until_shown (view, app, &id, "2031-10-24");
  moved = test_garage_find (app, &id);
  g_assert_cmpint (axle_record_get_integer (moved, AXLE_APPOINTMENT_AT), ==, test_garage_time (app, &expected, 10 * 60 + 30));
}

static void
test_drag_month (void)
{
  test_app_run (TRUE, drag);
}

/* Copied by key and pasted on another day by key and by menu, at the same time of it; and
 * Delete asks why, as it does in the day. */

static gboolean
has_copies (gpointer data)
{
  const Wanted *wanted = data;
  AxleCalendar *calendar = axle_calendar_view_get_calendar (wanted->view);

  return is_filled (wanted->view) && axle_calendar_get_items (calendar)->len == wanted->n;
}

static void
change (TestApp *app)
{
  static const char * const pages[] = { "month", "agenda" };
  AxleCalendarView *view = begin (app, "month");
  AxleId id = book (app, 11, 9 * 60, "booked");
  Wanted wanted = { .view = view, .app = app, .id = id, .n = 2 };
  AxleCalendarItem *copied;

  wait_until_shown (view, app, &id, "2031-10-11");
  axle_calendar_page_select (axle_calendar_view_get_page (view), &id);
  axle_test_wait_for (has_focus_on, &wanted);
  press (app, GDK_KEY_c, GDK_CONTROL_MASK);
  press (app, GDK_KEY_Down, 0);
  assert_day (app, "2031-10-18");
  press (app, GDK_KEY_v, GDK_CONTROL_MASK);
  axle_test_wait_for (has_copies, &wanted);
  wanted.n = 3;
  press (app, GDK_KEY_Down, GDK_CONTROL_MASK);
  press (app, GDK_KEY_Menu, 0);
  test_choose (GTK_WIDGET (view), "calendar.paste-on");
  axle_test_wait_for (has_copies, &wanted);
  copied = axle_calendar_get_items (axle_calendar_view_get_calendar (view))->pdata[2];
  g_assert_cmpint (axle_record_get_integer (copied->appointment, AXLE_APPOINTMENT_AT), ==,
                   test_garage_time (app, &(AxleDate) { 2031, 10, 25 }, 9 * 60));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      axle_calendar_view_set_page (view, pages[i]);
      axle_test_wait_for (is_ready, view);
      axle_calendar_page_select (axle_calendar_view_get_page (view), &id);
      axle_test_wait_for (has_focus_on, &wanted);
      press (app, GDK_KEY_Delete, 0);
      g_assert_true (ADW_IS_ALERT_DIALOG (test_app_wait_for_dialog (app)));
      adw_dialog_force_close (test_app_get_dialog (app));
    }
}

static void
test_change (void)
{
  test_app_run (TRUE, change);
}

static gboolean
has_card (gpointer data)
{
  GtkWidget *card = GTK_WIDGET (axle_calendar_view_get_card (data));

  return gtk_widget_get_mapped (card);
}

static gboolean
has_no_card (gpointer data)
{
  return !has_card (data);
}

static void
look_at_card (AxleCalendarView *view,
              const char       *name)
{
  GtkWidget *card = gtk_popover_get_child (GTK_POPOVER (axle_calendar_view_get_card (view)));
  const char *folder = g_getenv ("AXLE_TEST_PICTURES");
  g_autofree char *file = g_strdup_printf ("%s-%s.png", name, g_getenv ("LC_ALL"));
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  g_autoptr(GdkTexture) texture = NULL;

  gtk_test_widget_wait_for_draw (card);
  texture = axle_picture_take (card);
  if (path != NULL)
    gdk_texture_save_to_png (texture, path);
}

/* The card comes where the pointer rests and leaves the focus where it is; by a key it has
 * the focus, and its buttons do what they say. */
static void
hover (TestApp *app)
{
  AxleCalendarView *view = begin (app, "month");
  AxleHoverCard *card = axle_calendar_view_get_card (view);
  AxleId id = book (app, 15, 10 * 60 + 30, "booked");
  g_autoptr(TestKeys) keys = test_keys_open (app);
  GtkWidget *line, *before;
  graphene_point_t at;

  wait_until_shown (view, app, &id, "2031-10-15");
  axle_test_wait_for (is_measured, view);
  axle_calendar_page_select (axle_calendar_view_get_page (view), NULL);
  before = get_focus (app);
  line = axle_month_cell_get_stop (AXLE_MONTH_CELL (find_cell (app, 15)), 1);
  find_middle (line, GTK_WIDGET (view), &at);
  axle_hover_card_point (card, at.x, at.y);
  g_assert_false (has_card (view));
  axle_test_wait_for (has_card, view);
  g_assert_true (get_focus (app) == before);
  look_at_card (view, "calendar-card");
  find_middle (find_cell (app, 2), GTK_WIDGET (view), &at);
  axle_hover_card_point (card, at.x, at.y);
  axle_test_wait_for (has_no_card, view);
  /* Who goes on by keys is not followed by it. */
  gtk_widget_grab_focus (line);
  find_middle (line, GTK_WIDGET (view), &at);
  axle_hover_card_point (card, at.x, at.y);
  axle_test_wait_for (has_card, view);
  if (keys != NULL)
    test_keys_press (keys, "Right");
  else
    axle_hover_card_point (card, -1, -1);
  axle_test_wait_for (has_no_card, view);
  gtk_widget_grab_focus (line);
  press (app, GDK_KEY_space, 0);
  axle_test_wait_for (has_card, view);
  g_assert_true (gtk_widget_is_ancestor (get_focus (app), GTK_WIDGET (card)));
  g_signal_emit_by_name (test_app_find (GTK_WIDGET (card), GTK_TYPE_BUTTON), "activate");
  gtk_popover_popdown (GTK_POPOVER (card));
  axle_test_wait_for (has_no_card, view);
}

static void
test_hover (void)
{
  test_app_run (TRUE, hover);
}

static gboolean
has_hits (gpointer data)
{
  return axle_calendar_search_get_hits (data) != NULL;
}

/* By a name and a plate, over what is shown and beyond it; Enter steps on every page. */
static void
search (TestApp *app)
{
  AxleCalendarView *view = begin (app, "month");
  AxleId near = book (app, 15, 9 * 60, "booked"), far;
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  const AxleDate later = { 2032, 3, 4 };
  AxleRecord *draft = test_garage_draft (app, &later, 10 * 60, 60, 0, "booked");
  g_autoptr(AxleRecord) record = NULL;
  AxleCalendarSearch *bar = AXLE_CALENDAR_SEARCH (test_app_find (GTK_WIDGET (view), AXLE_TYPE_CALENDAR_SEARCH));
  Wanted wanted = { .view = view, .app = app };
  AxleId customer;

  record = test_garage_find (app, &near);
  customer = axle_record_get_id (record, AXLE_APPOINTMENT_CUSTOMER);
  axle_record_set_id (draft, AXLE_APPOINTMENT_CUSTOMER, &customer);
  far = draft->id;
  g_ptr_array_add (drafts, draft);
  test_garage_save (app, drafts);
  wait_until_shown (view, app, &near, "2031-10-15");
  axle_view_search (AXLE_VIEW (view));
  {
    const AxleCalendarItem *item = axle_calendar_find_item (axle_calendar_view_get_calendar (view), &near);

    gtk_editable_set_text (axle_calendar_search_get_entry (bar), item->who);
  }
  axle_test_wait_for (has_hits, bar);
  g_assert_cmpuint (axle_calendar_search_get_hits (bar)->len, ==, 2);
  g_signal_emit_by_name (axle_calendar_search_get_entry (bar), "activate");
  wanted.id = near;
  axle_test_wait_for (has_focus_on, &wanted);
  press (app, GDK_KEY_Return, 0);
  wanted.id = far;
  axle_test_wait_for (has_focus_on, &wanted);
  g_assert_cmpint (axle_calendar_view_get_date (view).year, ==, 2032);
  test_app_look (app, "calendar-search");
  axle_calendar_view_set_page (view, "agenda");
  axle_test_wait_for (has_hits, bar);
  axle_calendar_search_step (bar, -1);
  wanted.id = near;
  axle_test_wait_for (has_focus_on, &wanted);
  g_assert_cmpint (axle_calendar_view_get_date (view).year, ==, 2031);
  axle_calendar_view_set_page (view, "day");
  axle_test_wait_for (has_hits, bar);
  axle_calendar_search_step (bar, 1);
  wanted.id = far;
  axle_test_wait_for (has_focus_on, &wanted);
  gtk_editable_set_text (axle_calendar_search_get_entry (bar), "没有这个人");
  g_signal_emit_by_name (axle_calendar_search_get_entry (bar), "activate");
  axle_test_wait_for (has_hits, bar);
  g_assert_cmpuint (axle_calendar_search_get_hits (bar)->len, ==, 0);
  g_assert_true (axle_view_leave (AXLE_VIEW (view)));
  g_assert_false (axle_view_leave (AXLE_VIEW (view)));
}

static void
wait_for_frames (TestApp *app)
{
  for (guint i = 0; i < 6; i++)
    {
      gtk_widget_queue_draw (GTK_WIDGET (app->window));
      gtk_test_widget_wait_for_draw (GTK_WIDGET (app->window));
    }
}

/* Who was taken to an appointment of the agenda goes on to a day as everybody else does. */
static void
go_on (TestApp *app)
{
  AxleCalendarView *view = begin (app, "month");
  AxleId first = book (app, 13, 9 * 60, "booked"), second = book (app, 14, 9 * 60, "booked"), third = book (app, 16, 9 * 60, "booked");
  Wanted wanted = { .view = view, .app = app };
  const AxleDate day = { 2031, 10, 16 };

  wait_until_shown (view, app, &third, "2031-10-16");
  axle_calendar_view_set_page (view, "agenda");
  axle_test_wait_for (is_ready, view);
  axle_calendar_page_select (axle_calendar_view_get_page (view), &first);
  wanted.id = first;
  axle_test_wait_for (has_focus_on, &wanted);
  wait_for_frames (app);
  axle_calendar_page_select (axle_calendar_view_get_page (view), &second);
  wanted.id = second;
  axle_test_wait_for (has_focus_on, &wanted);
  axle_calendar_view_go_to (view, &day);
  wanted.id = third;
  axle_test_wait_for (has_focus_on, &wanted);
}

static void
test_go_on (void)
{
  test_app_run (TRUE, go_on);
}

/* Delete means the same wherever the appointment stands: it is called off, not gone. */
static void
cancel (TestApp *app)
{
  static const char * const pages[] = { "month", "agenda" };
  AxleCalendarView *view = begin (app, "month");
  AxleId id = book (app, 15, 9 * 60, "booked");
  Wanted wanted = { .view = view, .app = app, .id = id };

  wait_until_shown (view, app, &id, "2031-10-15");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr(AxleRecord) there = NULL;

      axle_calendar_view_set_page (view, pages[i]);
      axle_test_wait_for (is_ready, view);
      axle_calendar_page_select (axle_calendar_view_get_page (view), &id);
      axle_test_wait_for (has_focus_on, &wanted);
      wait_for_frames (app);
      press (app, GDK_KEY_Delete, 0);
      g_assert_true (ADW_IS_ALERT_DIALOG (test_app_wait_for_dialog (app)));
      adw_dialog_force_close (test_app_get_dialog (app));
      there = test_garage_find (app, &id);
      g_assert_nonnull (there);
    }
}

static void
test_cancel (void)
{
  test_app_run (TRUE, cancel);
}

static void
test_search (void)
{
  test_app_run (TRUE, search);
}

static void
test_look (void)
{
  test_app_run (TRUE, look);
}

/* Who was expected is late when it is time, without anything else changing. */

static gint64 told;

static gint64
tell_time (AxleHost *host)
{
  return told;
}

static gboolean
has_late (gpointer data)
{
  return test_app_find_css (data, "late") != NULL;
}

static gboolean
has_none_late (gpointer data)
{
  return !has_late (data);
}

/* In the morning nobody is late: nothing but the clock changes it. */
static gboolean
has_today (gpointer data)
{
  return test_app_find_css (GTK_WIDGET (axle_calendar_view_get_page (data)), "today") != NULL;
}

static void
become_late (TestApp *app)
{
  static const char * const pages[] = { "day", "week", "month", "agenda" };
  AxleHost *host = axle_host_get_default ();
  gint64 (*now) (AxleHost *) = host->now;
  AxleDate day = TEST_DAY;
  AxleCalendarView *view = begin (app, "month");

  fill (app);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_test_message ("%s", pages[i]);
      axle_calendar_view_set_page (view, pages[i]);
      axle_test_wait_for (is_ready, view);
      axle_test_wait_for (has_none_late, view);
      gtk_test_widget_wait_for_draw (GTK_WIDGET (app->window));
      told = test_garage_time (app, &day, 20 * 60);
      host->now = tell_time;
      axle_calendar_view_tick (view);
      axle_test_wait_for (has_late, view);
      host->now = now;
      axle_calendar_view_tick (view);
      axle_test_wait_for (has_none_late, view);
    }
  told = test_garage_time (app, &day, 6 * 60);
  host->now = tell_time;
  axle_calendar_view_tick (view);
  axle_test_wait_for (has_today, view);
  host->now = now;
}

static void
test_late (void)
{
  test_app_run (TRUE, become_late);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/calendar-pages/look", test_look);
  g_test_add_func ("/calendar-pages/keys", test_keys);
  g_test_add_func ("/calendar-pages/low", test_low);
  g_test_add_func ("/calendar-pages/drag", test_drag_month);
  g_test_add_func ("/calendar-pages/change", test_change);
  g_test_add_func ("/calendar-pages/hover", test_hover);
  g_test_add_func ("/calendar-pages/search", test_search);
  g_test_add_func ("/calendar-pages/go-on", test_go_on);
  g_test_add_func ("/calendar-pages/cancel", test_cancel);
  g_test_add_func ("/calendar-pages/late", test_late);
  return g_test_run ();
}
