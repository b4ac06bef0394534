/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/workshop.h"
#include "core/appointment/appointment.h"
#include "core/party/customer.h"
#include "ui/app.h"
#include "ui/calendar/appointment-card.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/booking-price.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/kept-dialog.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/workshop.h"

/* Who did not come, and what overbookings cost. */

#define H 60

static AxleRecord *
add (TestApp            *app,
     const TestWorkshop *shop,
     int                 day,
     int                 minute,
     guint               customer,
     const char         *state,
     const char         *reason)
{
  static const char * const channels[] = { "phone", "wechat", "walk-in", "app" };
  g_autoptr(AxleRecord) whose = test_workshop_find_customer (app, customer);
  AxleRecord *appointment = axle_appointment_draft_new (app->workstation, test_workshop_time (app, day, minute), 60);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &whose->id);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &shop->bays[0]);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_CHANNEL, channels[customer % G_N_ELEMENTS (channels)]);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, state);
  axle_record_set_text (appointment, AXLE_APPOINTMENT_OVERRIDE, reason);
  if (g_str_equal (state, "done"))
    axle_record_set_integer (appointment, AXLE_APPOINTMENT_ARRIVED_AT,
                             test_workshop_time (app, day, minute) + (customer % 3 == 2 ? 25 : -5) * G_TIME_SPAN_MINUTE);
  test_save (app->workstation, NULL, appointment);
  return appointment;
}

/* The first customer misses twice; on the day before yesterday somebody comes in between, and
 * makes two wait. Returns the overbooking. */
static AxleRecord *
fill (TestApp *app)
{
  static const struct { int day, hour; guint customer; const char *state; } others[] = {
    { -9, 9, 1, "done" }, { -8, 9, 2, "done" }, { -8, 11, 0, "no-show" }, { -7, 9, 0, "no-show" }, { -7, 10, 3, "done" },
    { -6, 9, 5, "done" }, { -5, 9, 5, "done" }, { -5, 13, 4, "no-show" }, { -4, 9, 6, "cancelled" }, { -3, 9, 7, "booked" },
    { -2, 10, 1, "done" }, { -2, 11, 3, "done" }, { -60, 10, 4, "no-show" },
  };
  TestWorkshop shop;

  test_workshop_make (app, &shop);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(AxleRecord) one = add (app, &shop, others[i].day, others[i].hour * H, others[i].customer, others[i].state, NULL);
    }
  return add (app, &shop, -2, 9 * H + 30, 4, "done", "老客户，车间主任电话同意");
}

static void
begin (TestApp *app,
       int      width)
{
  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), width, 900);
  test_app_sign_in (app, TEST_MANAGER);
}

static GtkWidget *
find_stack (TestApp *app)
{
  return test_app_find (GTK_WIDGET (test_app_get_dialog (app)), GTK_TYPE_STACK);
}

static gboolean
is_read (gpointer data)
{
  AdwDialog *dialog = test_app_get_dialog (data);
  const char *page;

  if (!AXLE_IS_KEPT_DIALOG (dialog) || !gtk_widget_get_mapped (GTK_WIDGET (dialog)))
    return FALSE;
  page = gtk_stack_get_visible_child_name (GTK_STACK (find_stack (data)));
  return g_strcmp0 (page, "working") != 0 && !gtk_stack_get_transition_running (GTK_STACK (find_stack (data)));
}

static AdwDialog *
open_report (TestApp *app)
{
  test_app_activate (app, "win.kept");
  axle_test_wait_for (is_read, app);
  return test_app_wait_for_dialog (app);
}

static void
choose (TestApp    *app,
        AdwDialog  *dialog,
        const char *part)
{
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (test_app_find (GTK_WIDGET (dialog), ADW_TYPE_TOGGLE_GROUP)), part);
  axle_test_wait_for (is_read, app);
}

/* The mapped row that @text is in, as its title or in its subtitle. */
static GtkWidget *
find_row (GtkWidget  *root,
          const char *text)
{
  if (ADW_IS_ACTION_ROW (root) && gtk_widget_get_mapped (root))
    {
      const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (root));

      if (strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), text) != NULL ||
          (subtitle != NULL && strstr (subtitle, text) != NULL))
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dup_name (TestApp *app,
          guint    customer)
{
  g_autoptr(AxleRecord) record = test_workshop_find_customer (app, customer);

  return axle_record_dup_title (record);
}

static gboolean
is_closed (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (((TestApp *) data)->window))) <= 380;
}

static void
look_at_both (TestApp    *app,
              AdwDialog  *dialog,
              const char *suffix)
{
  g_autofree char *attendance = g_strconcat ("kept", suffix, NULL), *overbooked = g_strconcat ("kept-overbooked", suffix, NULL);

  choose (app, dialog, "attendance");
  test_app_look (app, attendance);
  choose (app, dialog, "overbooked");
  test_app_look (app, overbooked);
}

/* Before anything was booked. */
static void
look_at_nothing (TestApp *app)
{
  AdwDialog *dialog = open_report (app);

  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_stack (app))), ==, "empty");
  look_at_both (app, dialog, "-empty");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (GTK_STACK (find_stack (app))), ==, "empty");
  adw_dialog_force_close (dialog);
  axle_test_wait_for (is_closed, app);
}

static void
check_figures (TestApp *app)
{
  g_autofree char *first = NULL, *next = NULL, *over = NULL;
  g_autoptr(AxleRecord) overbooking = NULL;
  AdwDialog *dialog;
  GtkWidget *row;

  begin (app, 1000);
  look_at_nothing (app);
  overbooking = fill (app);
  first = dup_name (app, 0);
  next = dup_name (app, 1);
  over = dup_name (app, 4);
  dialog = open_report (app);
  look_at_both (app, dialog, "");
  choose (app, dialog, "attendance");
  row = find_row (GTK_WIDGET (dialog), first);
  g_assert_nonnull (row);
  g_assert_nonnull (strchr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), '2'));
  g_assert_null (find_row (GTK_WIDGET (dialog), over));
  choose (app, dialog, "overbooked");
  row = find_row (GTK_WIDGET (dialog), over);
  g_assert_nonnull (row);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "老客户"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), TEST_MANAGER));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), next));
  /* Of a longer time, the same customer missed another one. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (test_app_find (GTK_WIDGET (dialog), GTK_TYPE_DROP_DOWN)), 1);
  choose (app, dialog, "attendance");
  g_assert_nonnull (find_row (GTK_WIDGET (dialog), over));
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  look_at_both (app, dialog, "-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (app->window), 360, 720);
  axle_test_wait_for (is_narrow, app);
  look_at_both (app, dialog, "-narrow");
  adw_dialog_force_close (dialog);
}

static void
test_figures (void)
{
  test_app_run (TRUE, check_figures);
}

static gboolean
shows_appointment (gpointer data)
{
  return g_strcmp0 (test_app_get_page (data), "calendar") == 0 || AXLE_IS_CALENDAR_VIEW (axle_window_get_view (((TestApp *) data)->window));
}

static gboolean
shows_customers (gpointer data)
{
  return !shows_appointment (data);
}

/* A row by a key: the appointment in the calendar, the customer on their page. */
static void
open_rows (TestApp          *app,
           const AxleRecord *overbooking)
{
  g_autofree char *first = dup_name (app, 0), *over = dup_name (app, 4);
  AdwDialog *dialog;
  AxleDate date, shown;

  dialog = open_report (app);
  choose (app, dialog, "overbooked");
  gtk_widget_activate (find_row (GTK_WIDGET (dialog), over));
  axle_test_wait_for (is_closed, app);
  axle_test_wait_for (shows_appointment, app);
  date = axle_date_from_time (axle_record_get_integer (overbooking, AXLE_APPOINTMENT_AT),
                              axle_calendar_get_zone (axle_calendar_view_get_calendar (AXLE_CALENDAR_VIEW (axle_window_get_view (app->window)))));
  shown = axle_calendar_view_get_date (AXLE_CALENDAR_VIEW (axle_window_get_view (app->window)));
  g_assert_cmpint (axle_date_compare (&date, &shown), ==, 0);
  dialog = open_report (app);
  choose (app, dialog, "attendance");
  gtk_widget_activate (find_row (GTK_WIDGET (dialog), first));
  axle_test_wait_for (is_closed, app);
  axle_test_wait_for (shows_customers, app);
}

static gboolean
has_price (gpointer data)
{
  AdwDialog *dialog = test_app_get_dialog (data);

  return dialog != NULL && find_row (test_app_find (GTK_WIDGET (dialog), AXLE_TYPE_BOOKING_PRICE), "30") != NULL;
}

/* The labels of a card, one after the other. */
static void
read_labels (GtkWidget *root,
             GString   *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_child_visible (root) && gtk_widget_get_visible (gtk_widget_get_parent (root)))
    g_string_append_printf (text, "%s\n", gtk_label_get_label (GTK_LABEL (root)));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    read_labels (child, text);
}

static gboolean
has_card (gpointer data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (axle_calendar_view_get_card (data)));
}

static gboolean
has_no_card (gpointer data)
{
  return !has_card (data);
}

static gboolean
is_focused (gpointer data)
{
  return axle_hover_card_show_focused (axle_calendar_view_get_card (data));
}

/* Rows open what they are of; the card and the form of an overbooked appointment say why, and who waits. */
static void
check_opened (TestApp *app)
{
  g_autoptr(AxleRecord) overbooking = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *next = NULL;
  AxleCalendarView *view;
  GtkWidget *card;
  AdwDialog *dialog;

  begin (app, 1100);
  overbooking = fill (app);
  open_rows (app, overbooking);
  next = dup_name (app, 1);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  view = AXLE_CALENDAR_VIEW (axle_window_get_view (app->window));
  axle_calendar_view_set_page (view, "day");
  axle_window_show_record (app->window, &axle_appointment_entity, &overbooking->id);
  axle_test_wait_for (is_focused, view);
  axle_test_wait_for (has_card, view);
  card = gtk_popover_get_child (GTK_POPOVER (axle_calendar_view_get_card (view)));
  read_labels (card, text);
  g_assert_nonnull (strstr (text->str, "老客户"));
  g_assert_nonnull (strstr (text->str, next));
  if (g_getenv ("AXLE_TEST_PICTURES") != NULL)
    {
      g_autofree char *file = g_strdup_printf ("kept-card-%s.png", g_getenv ("LC_ALL"));
      g_autofree char *path = g_build_filename (g_getenv ("AXLE_TEST_PICTURES"), file, NULL);
      g_autoptr(GdkTexture) texture = NULL;

      gtk_widget_queue_draw (card);
      gtk_test_widget_wait_for_draw (card);
      texture = axle_picture_take (card);
      gdk_texture_save_to_png (texture, path);
    }
  gtk_popover_popdown (GTK_POPOVER (axle_calendar_view_get_card (view)));
  axle_test_wait_for (has_no_card, view);
  dialog = axle_booking_dialog_new (app->workstation, overbooking, NULL, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  test_app_wait_for_dialog (app);
  axle_test_wait_for (has_price, app);
  g_assert_nonnull (find_row (GTK_WIDGET (dialog), "老客户"));
  test_app_look (app, "kept-booking");
  adw_dialog_force_close (dialog);
}

static void
test_opened (void)
{
  test_app_run (TRUE, check_opened);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/kept/figures", test_figures);
  g_test_add_func ("/kept/opened", test_opened);
  return g_test_run ();
}
