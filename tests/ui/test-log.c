/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-operations.h"
#include "core/party/complaint.h"
#include "core/party/customer.h"
#include "core/sales/deal.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/entry-dialog.h"
#include "ui/customers/record-dialog.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"

/* What is on the screen. */

static gboolean
has_dialog (gpointer data)
{
  return test_app_get_dialog (data) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static AxleCustomerPage *
get_page (TestApp *app)
{
  return AXLE_CUSTOMER_PAGE (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CUSTOMER_PAGE));
}

static gboolean
may_log (gpointer data)
{
  TestApp *app = data;
  AxleCustomerProfile *profile = axle_customer_page_get_profile (get_page (app));

  return profile != NULL && axle_customer_profile_get_customer (profile) != NULL
         && g_list_model_get_n_items (axle_customer_profile_get_vehicles (profile)) > 0;
}

/* On the page of whoever has the car of the profile with the known VIN. */
static void
begin (TestApp *app)
{
  AxleStore *reader = axle_workstation_get_reader (app->workstation);
  AxleId customer;
  AxleValue value = { .kind = AXLE_VALUE_TEXT, .as.text = (char *) TEST_VIN };
  g_autoptr(GPtrArray) cars = axle_store_list_where (reader, &axle_vehicle_entity, AXLE_VEHICLE_VIN, &value, NULL);

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  g_assert_cmpuint (cars->len, ==, 1);
  g_assert_true (axle_workstation_find_customer_of (app->workstation, &axle_vehicle_entity,
                                                    &((AxleRecord *) cars->pdata[0])->id, &customer));
  axle_window_show_record (app->window, &axle_customer_entity, &customer);
  axle_test_wait_for (may_log, app);
}

static void
collect_rows (GtkWidget *widget,
              GPtrArray *rows)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (ADW_IS_ENTRY_ROW (widget) || ADW_IS_COMBO_ROW (widget))
    g_ptr_array_add (rows, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

/* The row of that title in the dialog, the last of several. */
static GtkWidget *
get_row (TestApp    *app,
         const char *title)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *with_unit = g_strconcat (title, " (km)", NULL);

  collect_rows (GTK_WIDGET (test_app_get_dialog (app)), rows);
  for (guint i = rows->len; i-- > 0;)
    {
      const char *text = adw_preferences_row_get_title (rows->pdata[i]);

      if (g_str_equal (text, title) || g_str_equal (text, with_unit))
        return rows->pdata[i];
    }
  return NULL;
}

static void
type (TestApp    *app,
      const char *title,
      const char *text)
{
  GtkWidget *row = get_row (app, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
in_dialog (TestApp    *app,
           const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), action, NULL));
}

static void
open_dialog (TestApp    *app,
             const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (app)), action, NULL));
  test_app_wait_for_dialog (app);
}

static gint64
count (TestApp          *app,
       const AxleEntity *entity)
{
  return axle_store_count (axle_workstation_get_reader (app->workstation), entity, NULL);
}

/* How many there are before anything is logged. */
static gint64 n_visits, n_jobs;

static void
count_before (TestApp *app)
{
  n_visits = count (app, &axle_visit_entity);
  n_jobs = count (app, &axle_job_entity);
}

static gboolean
has_one_visit (gpointer data)
{
  return count (data, &axle_visit_entity) == n_visits + 1 && count (data, &axle_job_entity) == n_jobs + 2;
}

static gboolean
has_no_visit (gpointer data)
{
  return count (data, &axle_visit_entity) == n_visits && count (data, &axle_job_entity) == n_jobs;
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (data, "win.redo");
}

static AxleRecord *
find_visit (GPtrArray *visits)
{
  for (guint i = 0; i < visits->len; i++)
    if (axle_record_get_integer (visits->pdata[i], AXLE_VISIT_ODOMETER) == 88000000)
      return visits->pdata[i];
  g_assert_not_reached ();
}

static void
check_jobs (TestApp *app)
{
  AxleStore *reader = axle_workstation_get_reader (app->workstation);
  g_autoptr(GPtrArray) visits = axle_store_list (reader, &axle_visit_entity, NULL);
  const AxleRecord *visit = find_visit (visits);
  AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = visit->id };
  g_autoptr(GPtrArray) jobs = axle_store_list_where (reader, &axle_job_entity, AXLE_JOB_VISIT, &value, NULL);
  guint done = 0, deferred = 0;

  for (guint i = 0; i < jobs->len; i++)
    {
      const char *state = axle_record_get_text (jobs->pdata[i], AXLE_JOB_STATE);

      done += g_str_equal (state, "done");
      if (!g_str_equal (state, "deferred"))
        continue;
      deferred++;
      g_assert_cmpstr (axle_record_get_text (jobs->pdata[i], AXLE_JOB_REASON), ==, "下次再换");
    }
  g_assert_cmpuint (done, ==, 1);
  g_assert_cmpuint (deferred, ==, 1);
  /* Nobody was asked who looks after the customer. */
  g_assert_cmpint (axle_record_get (visit, AXLE_VISIT_ADVISOR)->kind, ==, AXLE_VALUE_ID);
  /* Only what was done is paid. */
  g_assert_cmpint (axle_record_get_integer (visit, AXLE_VISIT_AMOUNT), ==, 48000);
}

/* Two jobs, one put off; the dialog closed in between; saved as one, undone as one. */
static void
check_visit (TestApp *app)
{
  begin (app);
  count_before (app);
  open_dialog (app, "customer.log-visit");
  type (app, "Odometer", "88000");
  type (app, "Job", "更换机油");
  type (app, "Amount", "480");
  g_assert_null (get_row (app, "Due"));
  in_dialog (app, "visit.add-job");
  type (app, "Job", "更换轮胎");
  type (app, "Amount", "2600");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (app, "State")), 2);
  g_assert_nonnull (get_row (app, "Due"));
  type (app, "Due", "2026-09-01");
  gtk_widget_grab_focus (get_row (app, "Due"));
  test_app_look (app, "log-visit");
  in_dialog (app, "dialog.leave");
  axle_test_wait_for (has_no_dialog, app);
  g_assert_true (has_no_visit (app));

  open_dialog (app, "customer.log-visit");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (app, "Job"))), ==, "更换轮胎");
  type (app, "Reason", "下次再换");
  in_dialog (app, "visit.add-job");
  in_dialog (app, "dialog.save");
  axle_test_wait_for (has_no_dialog, app);
  axle_test_wait_for (has_one_visit, app);
  check_jobs (app);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (has_no_visit, app);
  axle_test_wait_for (can_redo, app);
}

static void
test_visit (void)
{
  test_app_run (TRUE, check_visit);
}

/* The first entry of a kind in the timeline, and what can be done with it. */
static void
open_entry (TestApp          *app,
            const AxleEntity *entity)
{
  AxleCustomerProfile *profile = axle_customer_page_get_profile (get_page (app));
  GListModel *timeline = axle_customer_profile_get_timeline (profile);

  for (guint i = 0; i < g_list_model_get_n_items (timeline); i++)
    {
      g_autoptr(AxleTimelineEntry) entry = g_list_model_get_item (timeline, i);

      if (axle_timeline_entry_get_record (entry)->entity != entity)
        continue;
      adw_dialog_present (axle_entry_dialog_new (app->workstation, profile, entry), GTK_WIDGET (app->window));
      test_app_wait_for_dialog (app);
      return;
    }
  g_assert_not_reached ();
}

static gboolean
is_editing (gpointer data)
{
  return AXLE_IS_RECORD_DIALOG (test_app_get_dialog (data));
}

static void
edit_entry (TestApp          *app,
            const AxleEntity *entity)
{
  open_entry (app, entity);
  in_dialog (app, "entry.edit");
  axle_test_wait_for (is_editing, app);
  test_app_wait_for_dialog (app);
}

static AxleRecord *logged;

static gint64
get_paid (TestApp *app)
{
  g_autoptr(AxleRecord) now = axle_workstation_get_record (app->workstation, &axle_visit_entity, &logged->id);

  return axle_record_get_integer (now, AXLE_VISIT_AMOUNT);
}

static gboolean
is_corrected (gpointer data)
{
  return get_paid (data) == 50000 && count (data, &axle_job_entity) == n_jobs + 2;
}

static gboolean
is_as_logged (gpointer data)
{
  return get_paid (data) == 48000 && count (data, &axle_job_entity) == n_jobs + 1;
}

static gboolean
has_visit (gpointer data)
{
  return count (data, &axle_visit_entity) == n_visits + 1 && count (data, &axle_job_entity) == n_jobs + 1;
}

static gboolean
is_newest (gpointer data)
{
  GListModel *timeline = axle_customer_profile_get_timeline (axle_customer_page_get_profile (get_page (data)));
  g_autoptr(AxleTimelineEntry) entry = g_list_model_get_item (timeline, 0);

  return axle_timeline_entry_get_record (entry)->entity == &axle_visit_entity &&
         axle_record_get_integer (axle_timeline_entry_get_record (entry), AXLE_VISIT_ODOMETER) == 88000000;
}

/* A visit that was logged with one job is corrected from its entry: another price, a job that
 * was forgotten; what it cost follows. One undo takes all of it back. */
static void
check_correction (TestApp *app)
{
  g_autoptr(GPtrArray) visits = NULL;

  begin (app);
  count_before (app);
  open_dialog (app, "customer.log-visit");
  type (app, "Odometer", "88000");
  type (app, "Job", "更换机油");
  type (app, "Amount", "480");
  in_dialog (app, "dialog.save");
  axle_test_wait_for (has_no_dialog, app);
  axle_test_wait_for (has_visit, app);
  axle_test_wait_for (is_newest, app);
  visits = axle_store_list (axle_workstation_get_reader (app->workstation), &axle_visit_entity, NULL);
  logged = find_visit (visits);

  edit_entry (app, &axle_visit_entity);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_row (app, "Job"))), ==, "更换机油");
  in_dialog (app, "visit.add-job");
  type (app, "Job", "添加玻璃水");
  type (app, "Amount", "20");
  test_app_look (app, "edit-visit");
  in_dialog (app, "dialog.save");
  axle_test_wait_for (has_no_dialog, app);
  axle_test_wait_for (is_corrected, app);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (is_as_logged, app);
  edit_entry (app, &axle_complaint_entity);
  test_app_look (app, "edit-complaint");
  in_dialog (app, "dialog.leave");
  axle_test_wait_for (has_no_dialog, app);
  edit_entry (app, &axle_deal_entity);
  in_dialog (app, "dialog.leave");
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_correction (void)
{
  test_app_run (TRUE, check_correction);
}

static void
check_others (TestApp *app)
{
  gint64 n_complaints;

  begin (app);
  n_complaints = count (app, &axle_complaint_entity);
  open_dialog (app, "customer.log-deal");
  test_app_look (app, "log-deal");
  in_dialog (app, "dialog.leave");
  axle_test_wait_for (has_no_dialog, app);
  open_dialog (app, "customer.book-points");
  test_app_look (app, "book-points");
  in_dialog (app, "dialog.leave");
  axle_test_wait_for (has_no_dialog, app);
  open_dialog (app, "customer.log-complaint");
  test_app_look (app, "log-complaint");
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (app, "Theme")), 1);
  /* Without what the customer says there is nothing to save. */
  in_dialog (app, "dialog.save");
  g_assert_true (has_dialog (app));
  in_dialog (app, "dialog.leave");
  axle_test_wait_for (has_no_dialog, app);
  g_assert_cmpint (count (app, &axle_complaint_entity), ==, n_complaints);
}

static void
test_others (void)
{
  test_app_run (TRUE, check_others);
}

static gboolean
shows_handbook (gpointer data)
{
  GtkWidget *dialog = GTK_WIDGET (test_app_get_dialog (data));

  return dialog != NULL && test_app_find_css (dialog, "paper-pages") != NULL
         && gtk_widget_get_mapped (test_app_find_css (dialog, "paper-pages"));
}

static void
check_handbook (TestApp *app)
{
  begin (app);
  test_app_activate (app, "win.print");
  axle_test_wait_for (shows_handbook, app);
  test_app_look (app, "handbook");
  adw_dialog_close (test_app_get_dialog (app));
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_handbook (void)
{
  test_app_run (TRUE, check_handbook);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/log/visit", test_visit);
  g_test_add_func ("/log/correction", test_correction);
  g_test_add_func ("/log/others", test_others);
  g_test_add_func ("/log/handbook", test_handbook);
  return g_test_run ();
}
