/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include "app/calendar-columns.h"
#include "axle-config.h"
#include "core/appointment/appointment.h"
#include "core/organisation/organisation.h"
#include "ui/calendar/agenda-row.h"
#include "ui/calendar/calendar-legend.h"
#include "ui/calendar/calendar-month.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-block.h"
#include "ui/calendar/month-line.h"
#include "ui/profile.h"
#include "ui/shell/command-search-dialog.h"
#include "ui/shell/picture.h"

/* What the colours of the calendar tell, and which columns are shown. */

#define N_BAYS 4

typedef struct
{
  AxleCalendarView *view;
  GType             type;   /* of what shows an appointment */
  const char       *css;
} Shown;

static gboolean
is_ready (gpointer data)
{
  return axle_calendar_is_ready (axle_calendar_view_get_calendar (data));
}

static AxleCalendarView *
begin (TestApp *app)
{
  AxleDate day = TEST_DAY;
  AxleCalendarView *view;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 860);
  test_app_sign_in (app, TEST_MANAGER);
  test_garage_make (app, N_BAYS);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  view = AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
  /* What the test before left. */
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "state");
  axle_calendar_view_set_page (view, "day");
  axle_calendar_view_go_to (view, &day);
  axle_test_wait_for (is_ready, view);
  return view;
}

/* Of those that are found at @state, the one that has @css; %NULL where there is none. */
static GtkWidget *
find (GtkWidget  *root,
      GType       type,
      const char *state,
      const char *css)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_has_css_class (root, state) && gtk_widget_has_css_class (root, css))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, state, css);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_shown (gpointer data)
{
  const Shown *shown = data;

  return find (GTK_WIDGET (shown->view), shown->type, shown->css, shown->css) != NULL;
}

static void
wait_for (AxleCalendarView *view,
          GType             type,
          const char       *css)
{
  Shown shown = { view, type, css };

  axle_test_wait_for (is_shown, &shown);
}

static gboolean
is_gone (gpointer data)
{
  return is_ready (((Shown *) data)->view) && !is_shown (data);
}

static void
wait_for_none (AxleCalendarView *view,
               GType             type,
               const char       *css)
{
  Shown shown = { view, type, css };

  axle_test_wait_for (is_gone, &shown);
}

/* A day of all states and services, and of all advisors in turn; some have none. */
static void
fill (TestApp          *app,
      AxleCalendarView *view)
{
  static const char * const states[] = { "booked", "confirmed", "arrived", "done", "no-show", "cancelled" };
  AxleDate day = TEST_DAY;
  g_autoptr(GPtrArray) advisors = axle_day_plan_list_advisors (axle_calendar_get_plan (axle_calendar_view_get_calendar (view), &day));
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  g_assert_cmpuint (advisors->len, >, 1);
  for (guint i = 0; i < 24; i++)
    {
      AxleRecord *draft = test_garage_draft (app, &day, 9 * 60 + 75 * (int) (i / N_BAYS), 60, (int) (i % N_BAYS),
                                             states[(i + i / N_BAYS) % G_N_ELEMENTS (states)]);

      axle_record_set (draft, AXLE_APPOINTMENT_ADVISOR, &(AxleValue) AXLE_VALUE_INIT);
      if (i % 7 != 3)
        axle_record_set_id (draft, AXLE_APPOINTMENT_ADVISOR, &((AxleRecord *) advisors->pdata[i % advisors->len])->id);
      g_ptr_array_add (drafts, draft);
    }
  test_garage_save (app, drafts);
  wait_for (view, AXLE_TYPE_GRID_BLOCK, "booked");
}

/* Colours. */

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (((TestApp *) data)->window))) <= 420;
}

static gboolean
is_filled (gpointer data)
{
  AxleCalendarPage *page = axle_calendar_view_get_page (data);

  return is_ready (data) && (!AXLE_IS_CALENDAR_MONTH (page) || axle_calendar_month_is_filled (AXLE_CALENDAR_MONTH (page)));
}

static void
look_at (TestApp          *app,
         AxleCalendarView *view,
         const char       *page,
         const char       *name)
{
  axle_calendar_view_set_page (view, page);
  axle_test_wait_for (is_filled, view);
  test_app_look (app, name);
}

static void
look (TestApp *app)
{
  AxleCalendarView *view = begin (app);

  fill (app, view);
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "person");
  look_at (app, view, "day", "calendar-advisors");
  look_at (app, view, "month", "calendar-month-advisors");
  look_at (app, view, "agenda", "calendar-agenda-advisors");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  look_at (app, view, "agenda", "calendar-agenda-advisors-dark");
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "service");
  look_at (app, view, "day", "calendar-services-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_DEFAULT);
  gtk_window_set_default_size (GTK_WINDOW (app->window), 380, 760);
  axle_test_wait_for (is_narrow, app);
  look_at (app, view, "day", "calendar-services-narrow");
}

static void
test_look (void)
{
  test_app_run (TRUE, look);
}

/* Each way to look at the calendar has the colours, with the state beside them. */
static void
check_colours (TestApp *app)
{
  static const struct { const char *page; GType (*get_type) (void); } pages[] = {
    { "day", axle_grid_block_get_type },
    { "month", axle_month_line_get_type },
    { "week", axle_grid_block_get_type },
  };
  AxleCalendarView *view = begin (app);

  fill (app, view);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GType type = pages[i].get_type ();

      axle_calendar_view_set_page (view, pages[i].page);
      axle_test_wait_for (is_filled, view);
      wait_for (view, type, "booked");
      g_assert_null (find (GTK_WIDGET (view), type, "tint-1", "tint-1"));
      gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "person");
      wait_for (view, type, "tint-1");
      wait_for (view, type, "tint-2");
      wait_for (view, type, "tint-none");
      /* Elsewhere what was called off gives way. */
      g_assert_true (i > 0 || find (GTK_WIDGET (view), type, "tint-1", "cancelled") != NULL);
      g_assert_true (i > 0 || find (GTK_WIDGET (view), type, "tint-1", "no-show") != NULL);
      g_assert_null (find (GTK_WIDGET (view), type, "tint-8", "tint-8"));
      gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "state");
      wait_for_none (view, type, "tint-1");
      g_assert_nonnull (find (GTK_WIDGET (view), type, "booked", "booked"));
    }
  axle_calendar_view_set_page (view, "agenda");
  wait_for (view, GTK_TYPE_IMAGE, "booked");
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "service");
  wait_for (view, GTK_TYPE_IMAGE, "tint-1");
  g_assert_nonnull (find (GTK_WIDGET (view), GTK_TYPE_IMAGE, "tint-2", "agenda-icon"));
}

static void
test_colours (void)
{
  test_app_run (TRUE, check_colours);
}

static void
assert_colour (AxleCalendarView *view,
               const char       *expected)
{
  g_autofree char *colour = NULL;

  g_object_get (view, "colour", &colour, NULL);
  g_assert_cmpstr (colour, ==, expected);
}

static gboolean
has_results (gpointer data)
{
  GtkWidget *list = test_app_find (data, GTK_TYPE_LIST_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) > 0;
}

/* Found by its English name, whatever the screen speaks; kept for the next time. */
static void
check_found (TestApp *app)
{
  AxleCalendarView *view = begin (app);
  GtkWidget *next;
  AdwDialog *dialog;

  assert_colour (view, "state");
  test_app_activate (app, "win.command-search");
  dialog = test_app_get_dialog (app);
  axle_command_search_dialog_set_text (AXLE_COMMAND_SEARCH_DIALOG (dialog), "colours tell the adv");
  axle_test_wait_for (has_results, dialog);
  g_signal_emit_by_name (test_app_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY), "activate");
  assert_colour (view, "person");
  next = g_object_ref_sink (axle_calendar_view_new (app->workstation));
  assert_colour (AXLE_CALENDAR_VIEW (next), "person");
  g_object_unref (next);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "customers");
  g_assert_false (test_app_can (app, "calendar.colour::person"));
}

static void
test_found (void)
{
  test_app_run (TRUE, check_found);
}

static AxleCalendarLegend *
find_legend (GtkWidget *root)
{
  if (AXLE_IS_CALENDAR_LEGEND (root))
    return AXLE_CALENDAR_LEGEND (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AxleCalendarLegend *found = find_legend (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_mapped (gpointer data)
{
  return gtk_widget_get_mapped (data);
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

/* Whose each colour is can be read and heard. */
static void
check_legend (TestApp *app)
{
  AxleCalendarView *view = begin (app);
  GtkWidget *legend = GTK_WIDGET (find_legend (GTK_WIDGET (view)));
  GtkWidget *popover = gtk_widget_get_ancestor (legend, GTK_TYPE_POPOVER);
  g_autoptr(GPtrArray) tints = NULL;

  fill (app, view);
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "person");
  tints = axle_calendar_list_tints (axle_calendar_view_get_calendar (view));
  g_assert_cmpuint (tints->len, >, 2);
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (popover)));
  axle_test_wait_for (is_mapped, legend);
  g_assert_cmpuint (count_children (legend), ==, tints->len);
  g_assert_true (gtk_widget_get_focusable (legend));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (legend), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (legend)), GTK_ACCESSIBLE_PROPERTY_LABEL));
  test_app_look (app, "calendar-legend");
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "state");
  g_assert_cmpuint (count_children (legend), ==, 7);
  gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
test_legend (void)
{
  test_app_run (TRUE, check_legend);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/calendar-looks/look", test_look);
  g_test_add_func ("/calendar-looks/colours", test_colours);
  g_test_add_func ("/calendar-looks/found", test_found);
  g_test_add_func ("/calendar-looks/legend", test_legend);
  return g_test_run ();
}
