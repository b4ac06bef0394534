/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/customer-operations.h"
#include "core/appointment/appointment.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "ui/app.h"
#include "ui/calendar/batch-cars.h"
#include "ui/calendar/batch-dialog.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/service-menu.h"
#include "ui/keys.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/widgets/clock-row.h"
#include "ui/workshop.h"

/* An appointment from the first key to the last. */

static TestWorkshop shop;

static void
begin (TestApp *app)
{
  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1240, 860);
  test_app_sign_in (app, TEST_MANAGER);
  test_workshop_make (app, &shop);
}

static AxleRecord *
find_appointment (TestApp *app)
{
  g_autoptr(GPtrArray) all = axle_store_list (axle_workstation_get_reader (app->workstation), &axle_appointment_entity, NULL);

  return all->len > 0 ? axle_record_ref (all->pdata[all->len - 1]) : NULL;
}

static AdwDialog *
open_new (TestApp *app)
{
  test_app_activate (app, "win.book");
  return test_app_wait_for_dialog (app);
}

/* The search entries of the dialog, in the order in which they stand. */
static GtkWidget *
find_entry (GtkWidget *root,
            guint     *skip)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (GTK_IS_SEARCH_ENTRY (root) && (*skip)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
enter (GtkWidget  *entry,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "activate");
}

static void
choose_customer (TestApp    *app,
                 AdwDialog  *dialog,
                 const char *typed)
{
  guint skip = 0;

  enter (find_entry (GTK_WIDGET (dialog), &skip), typed);
}

static void
choose_service (AdwDialog  *dialog,
                const char *typed)
{
  enter (test_app_find (test_app_find (GTK_WIDGET (dialog), AXLE_TYPE_SERVICE_MENU), GTK_TYPE_SEARCH_ENTRY), typed);
}

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (root) && gtk_widget_get_mapped (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_slot (gpointer data)
{
  GtkWidget *row = test_app_find_css (GTK_WIDGET (test_app_get_dialog (data)), "slot");

  return row != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (((TestApp *) data)->window))) <= 420;
}

/* To the end, as by the wheel. */
static void
scroll_down (TestApp   *app,
             AdwDialog *dialog)
{
  GtkWidget *scroller = test_app_find (GTK_WIDGET (dialog), GTK_TYPE_VIEWPORT);
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (scroller));

  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (app->window));
}

static void
look (TestApp *app)
{
  AdwDialog *dialog;

  begin (app);
  dialog = open_new (app);
  test_app_look (app, "booking-empty");
  choose_customer (app, dialog, "aln");
  /* Of two cars, one is asked for. */
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_next_sibling (test_app_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON))),
                                TRUE);
  choose_service (dialog, "jy");
  axle_test_wait_for (has_slot, app);
  test_app_look (app, "booking-slots");
  scroll_down (app, dialog);
  test_app_look (app, "booking-more");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_app_look (app, "booking-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_set_default_size (GTK_WINDOW (app->window), 400, 760);
  axle_test_wait_for (is_narrow, app);
  test_app_look (app, "booking-narrow");
  adw_dialog_force_close (dialog);
}

static void
test_look (void)
{
  test_app_run (TRUE, look);
}

/* Who, what, save: the rest is suggested. */
static void
book (TestApp *app)
{
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(AxleRecord) saved = NULL;
  g_auto(GStrv) services = NULL;
  AdwDialog *dialog;
  AxleId who, bay;

  begin (app);
  dialog = open_new (app);
  choose_customer (app, dialog, "lml");
  choose_service (dialog, "jy");
  axle_test_wait_for (has_slot, app);
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  axle_test_wait_for (is_closed, app);
  saved = find_appointment (app);
  g_assert_nonnull (saved);
  who = axle_record_get_id (saved, AXLE_APPOINTMENT_CUSTOMER);
  customer = axle_workstation_get_record (app->workstation, &axle_customer_entity, &who);
  g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), ==, "李明朗");
  services = axle_record_dup_members (saved, AXLE_APPOINTMENT_SERVICES);
  g_assert_cmpstr (services[0], ==, "oil");
  bay = axle_record_get_id (saved, AXLE_APPOINTMENT_BAY);
  g_assert_false (axle_id_is_none (&bay));
  g_assert_cmpint (axle_record_get_integer (saved, AXLE_APPOINTMENT_MINUTES), ==, 60);
  g_assert_cmpstr (axle_workstation_get_undo_title (app->workstation), ==, _("Appointment booked"));
}

static void
test_book (void)
{
  test_app_run (TRUE, book);
}

static gboolean
has_found (gpointer data)
{
  GtkWidget *list = test_app_find_css (GTK_WIDGET (test_app_get_dialog (data)), "boxed-list");

  return list != NULL && GTK_IS_LIST_BOX (list) && g_object_get_data (G_OBJECT (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)), "found") != NULL;
}

static gboolean
has_booked (gpointer data)
{
  g_autoptr(AxleRecord) saved = find_appointment (data);

  return saved != NULL && test_app_get_dialog (data) == NULL;
}

/* No length is shown as none, with where it will come from, and is not booked. */
static void
no_length (TestApp *app)
{
  AdwDialog *dialog;
  AxleForm *form;
  GtkWidget *row;

  begin (app);
  dialog = open_new (app);
  form = axle_booking_dialog_get_form (AXLE_BOOKING_DIALOG (dialog));
  row = find_row (GTK_WIDGET (dialog), _("Minutes"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   _("Choose what is to be done; the menu says how long it takes."));
  choose_customer (app, dialog, "lml");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  g_assert_true (test_app_get_dialog (app) == dialog);
  g_assert_null (find_appointment (app));
  adw_spin_row_set_value (ADW_SPIN_ROW (row), 15);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "15");
  adw_spin_row_set_value (ADW_SPIN_ROW (row), 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_assert_true (axle_record_get (axle_form_get_record (form), AXLE_APPOINTMENT_MINUTES)->kind == AXLE_VALUE_NONE);
  choose_service (dialog, "jy");
  axle_test_wait_for (has_slot, app);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "60");
  adw_dialog_force_close (dialog);
}

static void
test_no_length (void)
{
  test_app_run (TRUE, no_length);
}

/* By keys alone, and few of them: the customer by their initials, the service by its own. */
static void
book_by_keys (TestApp *app)
{
  g_autoptr(TestKeys) keys = NULL;
  g_autoptr(AxleRecord) saved = NULL;

  begin (app);
  keys = test_keys_open (app);
  if (keys == NULL)
    {
      g_test_skip ("the display has no keys to press");
      return;
    }
  test_keys_press (keys, "<Control>b");
  test_app_wait_for_dialog (app);
  test_keys_type (keys, "lml");
  axle_test_wait_for (has_found, app);
  test_keys_press (keys, "Return");
  test_keys_type (keys, "jy");
  test_keys_press (keys, "Return");
  axle_test_wait_for (has_slot, app);
  test_keys_press (keys, "<Control>Return");
  axle_test_wait_for (has_booked, app);
  saved = find_appointment (app);
  g_assert_cmpint (axle_record_get_integer (saved, AXLE_APPOINTMENT_MINUTES), ==, 60);
  g_assert_cmpuint (test_keys_count (keys), ==, 9);
}

static void
test_keys (void)
{
  test_app_run (TRUE, book_by_keys);
}

/* Somebody new with a car, in the same go; and one undo takes it all back. */
static GtkWidget *
find_field (AdwDialog        *dialog,
            const AxleEntity *entity,
            guint             field)
{
  const AxleField *info = &entity->fields[field];
  g_autofree char *several = g_strdup_printf (_("%s (several with commas)"), axle_field_get_label (info));
  GtkWidget *row = find_row (GTK_WIDGET (dialog), axle_field_get_label (info));

  return row != NULL ? row : find_row (GTK_WIDGET (dialog), several);
}

static guint
count (TestApp          *app,
       const AxleEntity *entity)
{
  g_autoptr(GPtrArray) all = axle_store_list (axle_workstation_get_reader (app->workstation), entity, NULL);

  return all->len;
}

static gboolean
is_undone (gpointer data)
{
  TestApp *app = data;

  return axle_workstation_can_redo (app->workstation) && count (app, &axle_appointment_entity) == 0;
}

static void
book_newcomer (TestApp *app)
{
  g_autoptr(AxleRecord) saved = NULL;
  g_autoptr(AxleRecord) customer = NULL;
  guint n_customers, n_cars;
  AdwDialog *dialog;
  AxleId who, car;

  begin (app);
  n_customers = count (app, &axle_customer_entity);
  n_cars = count (app, &axle_vehicle_entity);
  dialog = open_new (app);
  choose_customer (app, dialog, "慕容雪飞");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_field (dialog, &axle_customer_entity, AXLE_CUSTOMER_NAME))), ==, "慕容雪飞");
  gtk_editable_set_text (GTK_EDITABLE (find_field (dialog, &axle_customer_entity, AXLE_CUSTOMER_PHONES)), "13712345678");
  gtk_editable_set_text (GTK_EDITABLE (find_field (dialog, &axle_vehicle_entity, AXLE_VEHICLE_PLATE)), "沪A98765");
  choose_service (dialog, "oil");
  axle_test_wait_for (has_slot, app);
  test_app_look (app, "booking-newcomer");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  axle_test_wait_for (is_closed, app);
  saved = find_appointment (app);
  who = axle_record_get_id (saved, AXLE_APPOINTMENT_CUSTOMER);
  car = axle_record_get_id (saved, AXLE_APPOINTMENT_VEHICLE);
  customer = axle_workstation_get_record (app->workstation, &axle_customer_entity, &who);
  g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), ==, "慕容雪飞");
  g_assert_false (axle_id_is_none (&car));
  g_assert_cmpuint (count (app, &axle_customer_entity), ==, n_customers + 1);
  g_assert_cmpuint (count (app, &axle_vehicle_entity), ==, n_cars + 1);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (is_undone, app);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpuint (count (app, &axle_customer_entity), ==, n_customers);
}

static void
test_newcomer (void)
{
  test_app_run (TRUE, book_newcomer);
}

static gboolean
asks_why (gpointer data)
{
  return ADW_IS_ALERT_DIALOG (test_app_get_dialog (data));
}

/* Several cars of a company: one save, one undo. */
static AxleRecord *
make_company (TestApp *app,
              guint    n_cars)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleRecord *company = test_workshop_draft (app, &axle_customer_entity);

  axle_record_set_text (company, AXLE_CUSTOMER_NAME, "上海驰骋运输有限公司");
  axle_record_set_text (company, AXLE_CUSTOMER_TYPE, "company");
  g_ptr_array_add (records, axle_record_ref (company));
  for (guint i = 0; i < n_cars; i++)
    {
      AxleRecord *vehicle = test_workshop_draft (app, &axle_vehicle_entity);
      g_autofree char *plate = g_strdup_printf ("沪B%05u", 10010 + i);

      axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, plate);
      axle_record_set_text (vehicle, AXLE_VEHICLE_MODEL, "大通 G10");
      g_ptr_array_add (records, vehicle);
      g_ptr_array_add (records, axle_ownership_draft_new (app->workstation, &company->id, &vehicle->id));
    }
  test_workshop_save_all (app, records);
  return company;
}

static gboolean
has_times (gpointer data)
{
  GtkWidget *dialog = GTK_WIDGET (test_app_get_dialog (data));
  GtkWidget *row = find_row (dialog, "沪B·10014 · 大通 G10");

  return row != NULL && axle_clock_row_get_time (AXLE_CLOCK_ROW (row)) != 0;
}

static gboolean
has_batch (gpointer data)
{
  return count (data, &axle_appointment_entity) == 5;
}

static void
book_batch (TestApp *app)
{
  g_autoptr(AxleRecord) company = NULL;
  AdwDialog *dialog;

  begin (app);
  company = make_company (app, 5);
  dialog = axle_batch_dialog_new (app->workstation, &company->id);
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  test_app_wait_for_dialog (app);
  choose_service (dialog, "oil");
  axle_test_wait_for (has_times, app);
  test_app_look (app, "booking-batch");
  scroll_down (app, dialog);
  test_app_look (app, "booking-batch-times");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  axle_test_wait_for (is_closed, app);
  axle_test_wait_for (has_batch, app);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (is_undone, app);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_batch (void)
{
  test_app_run (TRUE, book_batch);
}

/* More cars than are listed at once: how many there are is said, and all can be. */
static guint
count_cars (GtkWidget *root)
{
  guint n = AXLE_IS_CLOCK_ROW (root);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    n += count_cars (child);
  return n;
}

static void
list_fleet (TestApp *app)
{
  g_autoptr(AxleRecord) company = NULL;
  AdwDialog *dialog;
  GtkWidget *cars, *more;

  begin (app);
  company = make_company (app, AXLE_BATCH_CARS_PAGE + 2);
  dialog = axle_batch_dialog_new (app->workstation, &company->id);
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  test_app_wait_for_dialog (app);
  cars = test_app_find (GTK_WIDGET (dialog), AXLE_TYPE_BATCH_CARS);
  g_assert_cmpuint (count_cars (cars), ==, AXLE_BATCH_CARS_PAGE);
  g_assert_nonnull (strstr (adw_preferences_group_get_description (ADW_PREFERENCES_GROUP (cars)), "62"));
  scroll_down (app, dialog);
  test_app_look (app, "booking-fleet");
  more = test_app_find (cars, ADW_TYPE_BUTTON_ROW);
  g_signal_emit_by_name (more, "activated");
  g_assert_cmpuint (count_cars (cars), ==, AXLE_BATCH_CARS_PAGE + 2);
  g_assert_false (gtk_widget_get_visible (more));
  choose_service (dialog, "oil");
  axle_test_wait_for (has_times, app);
  gtk_window_set_default_size (GTK_WINDOW (app->window), 400, 760);
  axle_test_wait_for (is_narrow, app);
  scroll_down (app, dialog);
  test_app_look (app, "booking-fleet-narrow");
  adw_dialog_force_close (dialog);
}

static void
test_fleet (void)
{
  test_app_run (TRUE, list_fleet);
}

/* A time of one’s own keeps its place where it can, says another, and stays when the rest is
 * suggested anew; where all is taken, it comes to the alert of every other way. */
typedef struct
{
  TestApp    *app;
  GtkWidget  *row;
  const char *words;
} Timed;

static gboolean
says (gpointer data)
{
  const Timed *timed = data;
  const char *subtitle = adw_action_row_get_subtitle (ADW_ACTION_ROW (timed->row));

  return subtitle != NULL && strstr (subtitle, timed->words) != NULL;
}

static void
put_at (Timed      *timed,
        const char *clock,
        const char *words)
{
  timed->words = words;
  gtk_editable_set_text (GTK_EDITABLE (test_app_find (timed->row, GTK_TYPE_ENTRY)), clock);
  axle_test_wait_for (says, timed);
}

static guint
count_overbooked (TestApp *app)
{
  g_autoptr(GPtrArray) all = axle_store_list (axle_workstation_get_reader (app->workstation), &axle_appointment_entity, NULL);
  guint n = 0;

  for (guint i = 0; i < all->len; i++)
    n += g_strcmp0 (axle_record_get_text (all->pdata[i], AXLE_APPOINTMENT_OVERRIDE), "车队等着用车") == 0;
  return n;
}

static void
time_by_hand (TestApp *app)
{
  g_autoptr(AxleRecord) company = NULL, there = NULL, beside = NULL;
  AdwDialog *dialog, *alert;
  Timed timed = { .app = app };

  begin (app);
  company = make_company (app, 5);
  there = test_workshop_book (app, &shop, test_workshop_time (app, 1, 16 * 60), 60, 0);
  dialog = axle_batch_dialog_new (app->workstation, &company->id);
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  test_app_wait_for_dialog (app);
  choose_service (dialog, "oil");
  axle_test_wait_for (has_times, app);
  timed.row = find_row (GTK_WIDGET (dialog), "沪B·10014 · 大通 G10");
  put_at (&timed, "10:00", "1号工位");
  put_at (&timed, "16:00", "2号工位");
  test_app_look (app, "booking-batch-elsewhere");
  g_assert_cmpint (axle_clock_row_get_time (AXLE_CLOCK_ROW (timed.row)), ==, test_workshop_time (app, 1, 16 * 60));
  /* Another car stays at home, and the rest is suggested anew; it is saved with what is found. */
  gtk_check_button_set_active (GTK_CHECK_BUTTON (test_app_find (find_row (GTK_WIDGET (dialog), "沪B·10012 · 大通 G10"),
                                                                GTK_TYPE_CHECK_BUTTON)), FALSE);
  put_at (&timed, "6:00", "8:00");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  axle_test_wait_for (asks_why, app);
  alert = test_app_wait_for_dialog (app);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (alert)), "沪B·10014"));
  test_app_look (app, "booking-batch-over");
  gtk_editable_set_text (GTK_EDITABLE (test_app_find (GTK_WIDGET (alert), ADW_TYPE_ENTRY_ROW)), "车队等着用车");
  gtk_widget_activate_default (test_app_find (GTK_WIDGET (alert), ADW_TYPE_ENTRY_ROW));
  axle_test_wait_for (is_closed, app);
  /* Four of the company, and the one that was there. */
  g_assert_cmpuint (count (app, &axle_appointment_entity), ==, 5);
  g_assert_cmpuint (count_overbooked (app), ==, 1);
}

static void
test_by_hand (void)
{
  test_app_run (TRUE, time_by_hand);
}

/* An appointment that is there is put where another is: by a time of day, and with a reason. */
static gboolean
has_moved (gpointer data)
{
  TestApp *app = data;

  return test_app_get_dialog (app) == NULL &&
         g_strcmp0 (axle_workstation_get_undo_title (app->workstation), _("Appointment moved")) == 0;
}

static void
move_over (TestApp *app)
{
  g_autoptr(AxleRecord) there = NULL, before = NULL, after = NULL;
  AdwDialog *dialog;
  GtkWidget *clock, *reason;

  begin (app);
  there = test_workshop_book (app, &shop, test_workshop_time (app, 3, 10 * 60), 90, 0);
  before = test_workshop_book (app, &shop, test_workshop_time (app, 3, 13 * 60), 60, 1);
  dialog = axle_booking_dialog_new (app->workstation, before, NULL, NULL);
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  test_app_wait_for_dialog (app);
  clock = test_app_find (find_row (GTK_WIDGET (dialog), axle_field_get_label (&axle_appointment_entity.fields[AXLE_APPOINTMENT_AT])),
                         GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (clock), "1030");
  test_app_look (app, "booking-edit");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  axle_test_wait_for (asks_why, app);
  test_app_wait_for_dialog (app);
  reason = test_app_find (GTK_WIDGET (test_app_get_dialog (app)), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (reason), "客户赶飞机");
  gtk_widget_activate_default (reason);
  axle_test_wait_for (has_moved, app);
  after = axle_workstation_get_record (app->workstation, &axle_appointment_entity, &before->id);
  g_assert_cmpint (axle_record_get_integer (after, AXLE_APPOINTMENT_AT), ==, test_workshop_time (app, 3, 10 * 60 + 30));
  g_assert_cmpstr (axle_record_get_text (after, AXLE_APPOINTMENT_OVERRIDE), ==, "客户赶飞机");
  g_assert_cmpint (axle_record_get_integer (there, AXLE_APPOINTMENT_AT), <, axle_record_get_integer (after, AXLE_APPOINTMENT_AT));
}

static void
test_move (void)
{
  test_app_run (TRUE, move_over);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/booking/look", test_look);
  g_test_add_func ("/booking/book", test_book);
  g_test_add_func ("/booking/no-length", test_no_length);
  g_test_add_func ("/booking/keys", test_keys);
  g_test_add_func ("/booking/newcomer", test_newcomer);
  g_test_add_func ("/booking/batch", test_batch);
  g_test_add_func ("/booking/fleet", test_fleet);
  g_test_add_func ("/booking/by-hand", test_by_hand);
  g_test_add_func ("/booking/move", test_move);
  return g_test_run ();
}
