/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/keys.h"
#include "ui/profile.h"
#include "ui/widgets/day-popover.h"

/* The keys of the calendar as they come from the keyboard: what scrolls, lists and pops up
 * around it sees them, too. */

static AxleCalendarView *
find_view (TestApp *app)
{
  return AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
}

static gboolean
is_ready (gpointer data)
{
  return axle_calendar_is_ready (axle_calendar_view_get_calendar (data));
}

static GtkWidget *
get_focus (TestApp *app)
{
  return gtk_root_get_focus (GTK_ROOT (app->window));
}

/* Comes by key from the customers. */
static TestKeys *
begin (TestApp *app)
{
  g_autoptr(TestKeys) keys = NULL;

  test_app_sign_in (app, TEST_MANAGER);
  test_garage_make (app, 3);
  keys = test_keys_open (app);
  if (keys == NULL)
    {
      g_test_skip ("the display has no keys to press");
      return NULL;
    }
  test_keys_press (keys, "F5");
  test_keys_press (keys, "F7");
  axle_test_wait_for (is_ready, find_view (app));
  g_assert_true (AXLE_IS_GRID_CANVAS (get_focus (app)));
  return g_steal_pointer (&keys);
}

static gboolean
is_in_page (gpointer data)
{
  GtkWidget *focus = get_focus (data);

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (axle_calendar_view_get_page (find_view (data))));
}

static void
expect (TestApp    *app,
        const char *page,
        int         days)
{
  AxleCalendarView *view = find_view (app);
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()),
                                        axle_calendar_get_zone (axle_calendar_view_get_calendar (view)));
  AxleDate shown = axle_calendar_view_get_date (view);
  g_autofree char *name = NULL;

  g_object_get (view, "page", &name, NULL);
  g_assert_cmpstr (name, ==, page);
  today = axle_date_add_days (&today, days);
  g_assert_cmpint (axle_date_compare (&today, &shown), ==, 0);
  axle_test_wait_for (is_in_page, app);
}

static void
turn (TestApp *app)
{
  static const struct { const char *key, *page; int days; } steps[] = {
    { "Page_Down", "day", 1 }, { "Page_Down", "day", 2 }, { "Page_Up", "day", 1 }, { "Home", "day", 0 },
    { "<Control>Page_Down", "week", 0 }, { "Page_Down", "week", 7 }, { "<Control>t", "week", 0 },
    { "<Control>Page_Down", "month", 0 }, { "<Control>Page_Up", "week", 0 }, { "<Control>Page_Up", "day", 0 },
  };
  g_autoptr(TestKeys) keys = begin (app);

  for (guint i = 0; keys != NULL && i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("%s", steps[i].key);
      test_keys_press (keys, steps[i].key);
      axle_test_wait_for (is_ready, find_view (app));
      expect (app, steps[i].page, steps[i].days);
    }
}

static void
test_turn (void)
{
  test_app_run (TRUE, turn);
}

static GtkAdjustment *
find_vertical (GtkWidget *canvas)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (canvas, GTK_TYPE_SCROLLED_WINDOW)));
}

static gboolean
is_laid_out (gpointer data)
{
  GtkAdjustment *vertical = find_vertical (data);

  return gtk_adjustment_get_value (vertical) > 0 && gtk_adjustment_get_page_size (vertical) > 0;
}

/* An empty slot that gets the focus is shown, not the midnight that the canvas begins with. */
static void
stay (TestApp *app)
{
  g_autoptr(TestKeys) keys = begin (app);
  GtkWidget *canvas = keys != NULL ? get_focus (app) : NULL;
  double before;

  if (keys == NULL)
    return;
  axle_test_wait_for (is_laid_out, canvas);
  before = gtk_adjustment_get_value (find_vertical (canvas));
  test_keys_press (keys, "F5");
  test_keys_press (keys, "F7");
  test_keys_press (keys, "Down");
  g_assert_true (get_focus (app) == canvas);
  g_assert_cmpfloat_with_epsilon (gtk_adjustment_get_value (find_vertical (canvas)), before, 1);
}

static void
test_stay (void)
{
  test_app_run (TRUE, stay);
}

/* Escape in what is empty closes the dialog, as it does everywhere. */
static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static void
leave (TestApp *app)
{
  g_autoptr(TestKeys) keys = begin (app);

  if (keys == NULL)
    return;
  test_keys_press (keys, "<Control>n");
  test_app_wait_for_dialog (app);
  test_keys_type (keys, "x");
  test_keys_press (keys, "Escape");
  g_assert_nonnull (test_app_get_dialog (app));
  test_keys_press (keys, "Escape");
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_leave (void)
{
  test_app_run (TRUE, leave);
}

/* What is selected in the sidebar is what is shown. */
static void
select_view (TestApp *app)
{
  g_autoptr(TestKeys) keys = begin (app);

  if (keys == NULL)
    return;
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_selected_row (app->window->view_list))));
  test_keys_press (keys, "Up");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (app->window->views), ==, "day");
  test_keys_press (keys, "Up");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (app->window->views), ==, "customers");
  test_keys_press (keys, "Tab");
  g_assert_false (gtk_widget_is_ancestor (get_focus (app), GTK_WIDGET (app->window->view_list)));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (app->window->views), ==, "customers");
}

static void
test_select (void)
{
  test_app_run (TRUE, select_view);
}

/* Each digit makes another day of it; what is typed stays. */
static void
type_day (TestApp *app)
{
  static const char day[] = "2031-12-28";
  g_autoptr(TestKeys) keys = begin (app);
  AxleDate shown;
  GtkWidget *popover, *entry;

  if (keys == NULL)
    return;
  popover = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (find_view (app)), AXLE_TYPE_CALENDAR_VIEW, "day_popover"));
  gtk_popover_popup (GTK_POPOVER (popover));
  entry = test_app_find (popover, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  for (guint i = 0; i < strlen (day); i++)
    {
      int end = -1;

      gtk_editable_insert_text (GTK_EDITABLE (entry), &day[i], 1, &end);
    }
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, day);
  shown = axle_calendar_view_get_date (find_view (app));
  g_assert_cmpint (axle_date_compare (&shown, &(AxleDate) { 2031, 12, 28 }), ==, 0);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_type (void)
{
  test_app_run (TRUE, type_day);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/calendar-keys/turn", test_turn);
  g_test_add_func ("/calendar-keys/stay", test_stay);
  g_test_add_func ("/calendar-keys/leave", test_leave);
  g_test_add_func ("/calendar-keys/select", test_select);
  g_test_add_func ("/calendar-keys/type", test_type);
  return g_test_run ();
}
