/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/workshop.h"
#include "core/appointment/appointment.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/request.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "ui/app.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/request-row.h"
#include "ui/calendar/request-tray.h"
#include "ui/calendar/service-menu.h"
#include "ui/customers/customer-chooser.h"
#include "ui/customers/form-dialog.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/workshop.h"

/* An oil change, and the brakes. */
static const struct { const char *typed, *code; } called_for[] = { { "jy", "oil" }, { "刹车", "brake-pads" } };
#define CALLED_FOR_MINUTES 150

/* The tray of the calendar, in a dialog of its own. */

typedef struct
{
  TestApp      *app;
  TestWorkshop  shop;
  AdwDialog    *frame;
  GtkWidget    *tray;
} Tray;

static AxleId
find_car (TestApp      *app,
          const AxleId *customer)
{
  const AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = *customer };
  g_autoptr(GPtrArray) cars = axle_store_list_where (axle_workstation_get_reader (app->workstation), &axle_ownership_entity,
                                                     AXLE_OWNERSHIP_CUSTOMER, &value, NULL);

  return cars->len > 0 ? axle_record_get_id (cars->pdata[0], AXLE_OWNERSHIP_VEHICLE) : AXLE_ID_NONE;
}

static AxleRecord *
add_request (Tray       *t,
             const char *channel,
             int         minutes_ago,
             int         customer,
             const char *wish)
{
  AxleRecord *request = axle_request_draft_new (t->app->workstation, channel);

  axle_record_set_integer (request, AXLE_REQUEST_RECEIVED_AT,
                           axle_host_now (axle_host_get_default ()) - minutes_ago * G_TIME_SPAN_MINUTE - 20 * G_TIME_SPAN_SECOND);
  axle_record_set_text (request, AXLE_REQUEST_WISH, wish);
  if (customer >= 0)
    {
      g_autoptr(AxleRecord) whose = test_workshop_find_customer (t->app, (guint) customer);
      AxleId car = find_car (t->app, &whose->id);

      axle_record_set_id (request, AXLE_REQUEST_CUSTOMER, &whose->id);
      if (!axle_id_is_none (&car))
        axle_record_set_id (request, AXLE_REQUEST_VEHICLE, &car);
    }
  return request;
}

/* Open day and night, so that clocks go on whenever this is run. */
static void
add_hours (Tray *t)
{
  static const char * const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };
  g_autoptr(AxleRecord) hours = test_draft (t->app->workstation, &axle_opening_hours_entity);

  axle_record_set_members (hours, AXLE_OPENING_HOURS_DAYS, days);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 0);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 24 * 60);
  test_save (t->app->workstation, NULL, hours);
}

static void
add_requests (Tray *t)
{
  static const char * const days[] = { "sat", "sun", NULL };
  static const char * const services[] = { "oil", NULL };
  g_autoptr(AxleRecord) late = add_request (t, "wechat", 52, 0, "周末上午最好，前轮有异响，想一起看看");
  g_autoptr(AxleRecord) soon = add_request (t, "phone", 12, -1, "Winter tyres");
  g_autoptr(AxleRecord) fresh = add_request (t, "app", 1, 2, NULL);
  g_autoptr(AxleRecord) invited = add_request (t, "proactive", 400, 3, "Annual inspection");

  axle_record_set_members (late, AXLE_REQUEST_DAYS, days);
  axle_record_set_text (soon, AXLE_REQUEST_NAME, "陈先生");
  axle_record_set_text (soon, AXLE_REQUEST_PHONE, "+8613900139000");
  axle_record_set_members (fresh, AXLE_REQUEST_SERVICES, services);
  axle_record_set_text (fresh, AXLE_REQUEST_UNTIL, "2030-12-01");
  test_save (t->app->workstation, NULL, late);
  test_save (t->app->workstation, NULL, soon);
  test_save (t->app->workstation, NULL, fresh);
  test_save (t->app->workstation, NULL, invited);
}

/* Who said of no time that it suits them best. */
static AxleRecord *
find_free (Tray *t)
{
  g_autoptr(AxleRecord) customer = NULL;

  for (guint i = 0; i < TEST_N_CUSTOMERS; i++)
    {
      g_clear_pointer (&customer, axle_record_unref);
      customer = test_workshop_find_customer (t->app, i);
      if (axle_record_get (customer, AXLE_CUSTOMER_TIMES)->kind == AXLE_VALUE_NONE)
        break;
    }
  return g_steal_pointer (&customer);
}

static void
add_waiting (Tray *t)
{
  static const char * const services[] = { "oil", NULL };
  g_autoptr(AxleRecord) whose = find_free (t);
  g_autoptr(AxleRecord) appointment = axle_appointment_draft_new (t->app->workstation, test_workshop_time (t->app, 4, 10 * 60), 60);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &whose->id);
  axle_record_set_members (appointment, AXLE_APPOINTMENT_SERVICES, services);
  axle_record_set_boolean (appointment, AXLE_APPOINTMENT_EARLIER, TRUE);
  test_save (t->app->workstation, NULL, appointment);
}

static gboolean
is_ready (gpointer data)
{
  return axle_tray_is_ready (axle_request_tray_get_tray (AXLE_REQUEST_TRAY (((Tray *) data)->tray)));
}

static void
settle (Tray *t)
{
  axle_test_wait_for (is_ready, t);
}

static guint
count (Tray *t)
{
  settle (t);
  return g_list_model_get_n_items (axle_tray_get_items (axle_request_tray_get_tray (AXLE_REQUEST_TRAY (t->tray))));
}

typedef struct
{
  Tray  *tray;
  guint  n_items;
} Count;

static gboolean
has_count (gpointer data)
{
  Count *expected = data;

  return is_ready (expected->tray) && count (expected->tray) == expected->n_items;
}

static void
wait_for (Tray  *t,
          guint  n_items)
{
  Count expected = { t, n_items };

  axle_test_wait_for (has_count, &expected);
}

static void
begin (Tray    *t,
       TestApp *app,
       int      width)
{
  *t = (Tray) { .app = app };
  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1000, 860);
  test_app_sign_in (app, TEST_MANAGER);
  test_workshop_make (app, &t->shop);
  add_hours (t);
  add_requests (t);
  add_waiting (t);
  t->tray = axle_request_tray_new (app->workstation);
  t->frame = g_object_new (ADW_TYPE_DIALOG, "child", t->tray, "content-width", width, "content-height", 800, "title", "Tray", NULL);
  adw_dialog_present (t->frame, GTK_WIDGET (app->window));
  wait_for (t, 5);
}

static AxleTrayItem *
peek (Tray  *t,
      guint  position)
{
  g_autoptr(AxleTrayItem) item =
    g_list_model_get_item (axle_tray_get_items (axle_request_tray_get_tray (AXLE_REQUEST_TRAY (t->tray))), position);

  return item;
}

static void
act (Tray       *t,
     const char *action,
     guint       position)
{
  g_assert_true (gtk_widget_activate_action (t->tray, action, "s",
                                             AXLE_ID_TEXT (&axle_tray_item_get_record (peek (t, position))->id)));
}

static gboolean
has_tray (gpointer data)
{
  return test_app_find_css (GTK_WIDGET (((TestApp *) data)->window), "tray-list") != NULL;
}

/* Whose name is known is asked at once what for. */
static gboolean
is_at_services (gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (((TestApp *) data)->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, AXLE_TYPE_SERVICE_MENU) != NULL;
}

static void
edit_first (TestApp *app)
{
  Tray t = { .app = app, .tray = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_REQUEST_TRAY) };

  settle (&t);
  act (&t, "tray.edit", 0);
  test_app_wait_for_dialog (app);
  axle_test_wait_for (is_at_services, app);
  test_app_look (app, "tray-edit");
  adw_dialog_force_close (test_app_get_dialog (app));
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

/* What would be booked for good has to wait until it is known whether the trial is kept. */
static void
refuse_in_trial (TestApp *app)
{
  Tray t = { .app = app, .tray = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_REQUEST_TRAY) };
  GtkWidget *view = GTK_WIDGET (axle_window_get_view (app->window));

  axle_test_wait_for (has_no_dialog, app);
  g_assert_true (gtk_widget_activate_action (view, "calendar.fork", NULL));
  act (&t, "tray.book", 0);
  g_assert_null (test_app_get_dialog (app));
  g_assert_true (gtk_widget_activate_action (view, "calendar.fork", NULL));
  act (&t, "tray.book", 0);
  adw_dialog_force_close (test_app_wait_for_dialog (app));
}

/* Who has a look at the day is told of those who wait, and led to them. */
static void
go_from_day (TestApp *app)
{
  GtkWidget *banner;

  gtk_window_set_default_size (GTK_WINDOW (app->window), 1280, 860);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "day");
  banner = test_app_find (GTK_WIDGET (app->window), ADW_TYPE_BANNER);
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  test_app_look (app, "tray-from-day");
  g_signal_emit_by_name (banner, "button-clicked");
  g_assert_true (AXLE_IS_CALENDAR_VIEW (axle_window_get_view (app->window)));
  axle_test_wait_for (has_tray, app);
  test_app_look (app, "tray-in-calendar");
  edit_first (app);
  refuse_in_trial (app);
}

static void
body_look (TestApp *app)
{
  Tray t;

  begin (&t, app, 360);
  test_app_look (app, "tray");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_app_look (app, "tray-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  adw_dialog_force_close (t.frame);
  go_from_day (app);
}

static void
test_look (void)
{
  test_app_run (TRUE, body_look);
}

static gboolean
has_alert (gpointer data)
{
  return ADW_IS_ALERT_DIALOG (test_app_get_dialog (data));
}

static GtkWidget *
find_entry (TestApp *app)
{
  return test_app_find (GTK_WIDGET (test_app_get_dialog (app)), ADW_TYPE_ENTRY_ROW);
}

/* Without a reason nothing is declined. */
static void
body_decline (TestApp *app)
{
  g_autoptr(AxleRecord) request = NULL;
  AdwAlertDialog *alert;
  Tray t;

  begin (&t, app, 360);
  act (&t, "tray.decline", 0);
  axle_test_wait_for (has_alert, app);
  alert = ADW_ALERT_DIALOG (test_app_wait_for_dialog (app));
  g_assert_false (adw_alert_dialog_get_response_enabled (alert, "do"));
  request = axle_record_ref (axle_tray_item_get_record (peek (&t, 0)));
  gtk_editable_set_text (GTK_EDITABLE (find_entry (app)), "这周满了");
  g_assert_true (adw_alert_dialog_get_response_enabled (alert, "do"));
  test_app_look (app, "tray-decline");
  g_signal_emit_by_name (alert, "response", "do");
  adw_dialog_force_close (ADW_DIALOG (alert));
  wait_for (&t, 4);
  {
    g_autoptr(AxleRecord) answered = axle_workstation_get_record (app->workstation, &axle_request_entity, &request->id);

    g_assert_cmpstr (axle_record_get_text (answered, AXLE_REQUEST_STATE), ==, "declined");
    g_assert_cmpstr (axle_record_get_text (answered, AXLE_REQUEST_REASON), ==, "这周满了");
  }
  act (&t, "tray.withdraw", 0);
  wait_for (&t, 3);
  /* What was typed into the question that is closing could be undone, too. */
  gtk_window_set_focus (GTK_WINDOW (app->window), NULL);
  test_app_activate (app, "win.undo");
  wait_for (&t, 4);
  adw_dialog_force_close (t.frame);
}

static void
test_decline (void)
{
  test_app_run (TRUE, body_decline);
}

static gboolean
is_booking (gpointer data)
{
  return AXLE_IS_BOOKING_DIALOG (test_app_get_dialog (data));
}

static gboolean
is_form (gpointer data)
{
  return AXLE_IS_FORM_DIALOG (test_app_get_dialog (data));
}

/* As somebody who calls says it, one after the other. */
static void
choose_services (TestApp *app)
{
  GtkWidget *menu = test_app_find (GTK_WIDGET (test_app_get_dialog (app)), AXLE_TYPE_SERVICE_MENU);
  GtkWidget *entry = test_app_find (menu, GTK_TYPE_SEARCH_ENTRY);
  GtkWidget *focus;

  for (guint i = 0; i < G_N_ELEMENTS (called_for); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), called_for[i].typed);
      g_signal_emit_by_name (entry, "activate");
    }
  g_signal_emit_by_name (entry, "activate");
  focus = gtk_window_get_focus (GTK_WINDOW (app->window));
  g_assert_true (GTK_IS_TEXT_VIEW (focus));
}

static void
check_services (const AxleRecord *record,
                guint             field)
{
  g_auto(GStrv) codes = axle_record_dup_members (record, field);

  g_assert_cmpuint (g_strv_length (codes), ==, G_N_ELEMENTS (called_for));
  for (guint i = 0; i < G_N_ELEMENTS (called_for); i++)
    g_assert_true (g_strv_contains ((const char * const *) codes, called_for[i].code));
}

static gboolean
has_length (gpointer data)
{
  return axle_record_get_integer (axle_form_get_record (data), AXLE_APPOINTMENT_MINUTES) == CALLED_FOR_MINUTES;
}

/* What was asked for is in the form of the appointment, and takes as long. */
static void
check_booking (TestApp *app)
{
  AxleForm *form = axle_booking_dialog_get_form (AXLE_BOOKING_DIALOG (test_app_get_dialog (app)));

  check_services (axle_form_get_record (form), AXLE_APPOINTMENT_SERVICES);
  axle_test_wait_for (has_length, form);
}

/* Somebody who is no customer yet is known by what was typed to find them. */
static void
body_new (TestApp *app)
{
  GtkWidget *entry;
  Tray t;

  begin (&t, app, 360);
  gtk_widget_activate_action (t.tray, "tray.new", NULL);
  g_assert_true (AXLE_IS_CUSTOMER_CHOOSER (test_app_wait_for_dialog (app)));
  entry = test_app_find (GTK_WIDGET (test_app_get_dialog (app)), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "诸葛不亮");
  g_signal_emit_by_name (entry, "activate");
  axle_test_wait_for (is_form, app);
  test_app_wait_for_dialog (app);
  test_app_look (app, "tray-new");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_entry (app))), ==, "诸葛不亮");
  gtk_editable_set_text (GTK_EDITABLE (find_entry (app)), "诸葛先生");
  choose_services (app);
  test_app_look (app, "tray-new-services");
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "dialog.save", NULL);
  wait_for (&t, 6);
  g_assert_cmpstr (axle_tray_item_get_who (peek (&t, 3)), ==, "诸葛先生");
  check_services (axle_tray_item_get_record (peek (&t, 3)), AXLE_REQUEST_SERVICES);
  act (&t, "tray.book", 3);
  axle_test_wait_for (is_booking, app);
  test_app_wait_for_dialog (app);
  check_booking (app);
  adw_dialog_force_close (test_app_get_dialog (app));

  act (&t, "tray.log", 0);
  axle_test_wait_for (is_form, app);
  test_app_wait_for_dialog (app);
  test_app_look (app, "tray-call");
  adw_dialog_force_close (test_app_get_dialog (app));
  adw_dialog_force_close (t.frame);
}

static void
test_new (void)
{
  test_app_run (TRUE, body_new);
}

/* An earlier time is taken by one press, and undone. */
static void
body_earlier (TestApp *app)
{
  Tray t;

  begin (&t, app, 360);
  settle (&t);
  g_assert_nonnull (axle_tray_item_get_offer (peek (&t, 4)));
  act (&t, "tray.take", 4);
  wait_for (&t, 4);
  test_app_activate (app, "win.undo");
  wait_for (&t, 5);
  act (&t, "tray.stay", 4);
  wait_for (&t, 4);
  adw_dialog_force_close (t.frame);
}

static void
test_earlier (void)
{
  test_app_run (TRUE, body_earlier);
}

static gboolean
has_time (gpointer data)
{
  AxleForm *form = axle_booking_dialog_get_form (AXLE_BOOKING_DIALOG (test_app_get_dialog (data)));

  return axle_record_get_integer (axle_form_get_record (form), AXLE_APPOINTMENT_AT) > 0;
}

/* Enter books it, with what was asked for filled in; the answer is timed. */
static void
body_book (TestApp *app)
{
  g_autoptr(AxleRecord) request = NULL;
  g_autoptr(AxleRecord) answered = NULL;
  guint due = 0;
  Tray t;

  begin (&t, app, 360);
  g_object_get (app->workstation, "requests-due", &due, NULL);
  g_assert_cmpuint (due, ==, 1);
  request = axle_record_ref (axle_tray_item_get_record (peek (&t, 2)));
  act (&t, "tray.book", 2);
  axle_test_wait_for (is_booking, app);
  test_app_wait_for_dialog (app);
  axle_test_wait_for (has_time, app);
  test_app_look (app, "tray-book");
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "dialog.save", NULL);
  wait_for (&t, 4);
  answered = axle_workstation_get_record (app->workstation, &axle_request_entity, &request->id);
  g_assert_cmpstr (axle_record_get_text (answered, AXLE_REQUEST_STATE), ==, "booked");
  g_assert_cmpint (axle_record_get_integer (answered, AXLE_REQUEST_ANSWERED_AT), >, 0);
  adw_dialog_force_close (t.frame);
}

static void
test_book (void)
{
  test_app_run (TRUE, body_book);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/request-tray/look", test_look);
  g_test_add_func ("/request-tray/decline", test_decline);
  g_test_add_func ("/request-tray/new", test_new);
  g_test_add_func ("/request-tray/book", test_book);
  g_test_add_func ("/request-tray/earlier", test_earlier);
  return g_test_run ();
}
