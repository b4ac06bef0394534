/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "ui/calendar/calendar-grid.h"
#include "ui/calendar/calendar-legend.h"
#include "ui/calendar/calendar-month.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-block.h"
#include "ui/calendar/grid-canvas.h"
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
  const char       *state;
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

  return find (GTK_WIDGET (shown->view), shown->type, shown->state, shown->css) != NULL;
}

/* Of many blocks some come a frame later. */
static void
wait_for_both (AxleCalendarView *view,
               GType             type,
               const char       *css,
               const char       *state)
{
  Shown shown = { view, type, css, state };

  axle_test_wait_for (is_shown, &shown);
}

static void
wait_for (AxleCalendarView *view,
          GType             type,
          const char       *css)
{
  wait_for_both (view, type, css, css);
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
  Shown shown = { view, type, css, css };

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
      if (i == 0)
        {
          wait_for_both (view, type, "cancelled", "tint-1");
          wait_for_both (view, type, "no-show", "tint-1");
        }
      g_assert_null (find (GTK_WIDGET (view), type, "tint-8", "tint-8"));
      gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "state");
      wait_for_none (view, type, "tint-1");
      wait_for (view, type, "booked");
    }
  axle_calendar_view_set_page (view, "agenda");
  wait_for (view, GTK_TYPE_IMAGE, "booked");
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.colour", "s", "service");
  wait_for (view, GTK_TYPE_IMAGE, "tint-1");
  wait_for_both (view, GTK_TYPE_IMAGE, "agenda-icon", "tint-2");
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

/* Columns. */

static GtkWidget *
find_hidden (AxleCalendarView *view)
{
  return test_app_find_css (GTK_WIDGET (view), "calendar-hidden");
}

static void
assert_hidden (AxleCalendarView *view,
               guint             n_columns,
               guint             n_items)
{
  GtkWidget *button = find_hidden (view);
  g_autofree char *columns = g_strdup_printf ("%u", n_columns);
  g_autofree char *items = g_strdup_printf ("%u", n_items);
  const char *said = button != NULL ? adw_button_content_get_label (ADW_BUTTON_CONTENT (gtk_button_get_child (GTK_BUTTON (button)))) : "";

  g_test_message ("%u hidden, %u in them: %s", n_columns, n_items, said);
  g_assert_cmpint (button != NULL, ==, n_columns > 0);
  if (button == NULL)
    return;
  g_assert_nonnull (strstr (said, columns));
  g_assert_nonnull (strstr (said, items));
}

static AdwDialog *
open_columns (TestApp          *app,
              AxleCalendarView *view)
{
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.columns", NULL);
  return test_app_wait_for_dialog (app);
}

/* The check button of the row, from the first on. */
static GtkWidget *
find_check (GtkWidget *root,
            guint     *row)
{
  if (GTK_IS_CHECK_BUTTON (root) && (*row)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_check (child, row);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
toggle (AdwDialog *dialog,
        guint      row)
{
  GtkWidget *check = find_check (GTK_WIDGET (dialog), &row);

  g_assert_nonnull (check);
  g_assert_true (gtk_widget_grab_focus (check));
  g_assert_true (gtk_widget_activate (check));
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
press (AdwDialog  *dialog,
       const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (dialog), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static guint
count_columns (AxleCalendarView *view)
{
  GPtrArray *choices = axle_calendar_grid_get_choices (AXLE_CALENDAR_GRID (axle_calendar_view_get_page (view)));
  guint n_items;

  return choices->len - axle_column_choices_count_hidden (choices, &n_items);
}

static int
get_visits (AxleCalendarView *view)
{
  const AxleDate day = TEST_DAY;
  const AxleCapacity *capacity = axle_calendar_get_capacity (axle_calendar_view_get_calendar (view), &day);

  return capacity != NULL ? capacity->visits * 1000 + capacity->all.possible : -1;
}

/* With all that was filled in. */
static gboolean
is_measured (gpointer data)
{
  return get_visits (data) / 1000 >= 16;
}

static AxleId
find_in_bay (AxleCalendarView *view,
             const AxleId     *bay)
{
  GPtrArray *items = axle_calendar_get_items (axle_calendar_view_get_calendar (view));

  for (guint i = 0; i < items->len; i++)
    {
      AxleRecord *appointment = ((AxleCalendarItem *) items->pdata[i])->appointment;
      AxleId id = axle_record_get_id (appointment, AXLE_APPOINTMENT_BAY);

      if (axle_id_equal (&id, bay) && axle_appointment_is_on (appointment))
        return appointment->id;
    }
  g_assert_not_reached ();
}

static gboolean
is_settled (gpointer data)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (test_app_find (data, AXLE_TYPE_GRID_CANVAS), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled))) > 60;
}

/* What is hidden is told, is found nevertheless, and changes nothing of the plan. */
static void
check_columns (TestApp *app)
{
  AxleCalendarView *view = begin (app);
  AxleDate day = TEST_DAY, other = axle_date_add_days (&day, 1);
  AxleId bay = test_garage_get_bay (app, 1);
  AxleId sought;
  AdwDialog *dialog;
  int visits;

  fill (app, view);
  axle_test_wait_for (is_measured, view);
  visits = get_visits (view);
  assert_hidden (view, 0, 0);
  dialog = open_columns (app, view);
  test_app_look (app, "calendar-columns");
  toggle (dialog, 1);
  toggle (dialog, 3);
  assert_hidden (view, 2, 12);
  g_assert_cmpuint (count_columns (view), ==, N_BAYS - 2);
  adw_dialog_force_close (dialog);
  test_app_look (app, "calendar-hidden");
  g_assert_cmpint (get_visits (view), ==, visits);

  /* Those of another kind are all there, and these again afterwards. */
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.by", "s", "advisor");
  assert_hidden (view, 0, 0);
  gtk_widget_activate_action (GTK_WIDGET (view), "calendar.by", "s", "bay");
  assert_hidden (view, 2, 12);

  /* A day with nothing in them needs no word. */
  axle_calendar_view_go_to (view, &other);
  axle_test_wait_for (is_ready, view);
  assert_hidden (view, 0, 0);
  g_assert_cmpuint (count_columns (view), ==, N_BAYS - 2);
  axle_calendar_view_go_to (view, &day);
  axle_test_wait_for (is_ready, view);

  /* What is sought is seen as long as one stays on its day. */
  sought = find_in_bay (view, &bay);
  axle_calendar_view_show_appointment (view, &sought);
  assert_hidden (view, 1, 6);
  axle_calendar_view_go_to (view, &other);
  axle_test_wait_for (is_ready, view);
  axle_calendar_view_go_to (view, &day);
  axle_test_wait_for (is_ready, view);
  assert_hidden (view, 2, 12);

  /* None, and all again: by the button that says so. */
  g_assert_true (gtk_widget_activate (find_hidden (view)));
  dialog = test_app_wait_for_dialog (app);
  press (dialog, _("None"));
  assert_hidden (view, N_BAYS, 24);
  adw_dialog_force_close (dialog);
  test_app_look (app, "calendar-hidden-all");
  dialog = open_columns (app, view);
  press (dialog, _("All"));
  assert_hidden (view, 0, 0);
  g_assert_cmpuint (count_columns (view), ==, N_BAYS);
  axle_test_wait_for (is_settled, view);
  gtk_window_set_default_size (GTK_WINDOW (app->window), 380, 760);
  axle_test_wait_for (is_narrow, app);
  test_app_look (app, "calendar-columns-narrow");
  toggle (dialog, 0);
  adw_dialog_force_close (dialog);
  test_app_look (app, "calendar-hidden-narrow");
  dialog = open_columns (app, view);
  toggle (dialog, 0);
  adw_dialog_force_close (dialog);
}

static void
test_columns (void)
{
  test_app_run (TRUE, check_columns);
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
  g_test_add_func ("/calendar-looks/columns", test_columns);
  return g_test_run ();
}
