/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-operations.h"
#include "app/followup.h"
#include "app/my-day.h"
#include "app/task-operations.h"
#include "core/followup/answer.h"
#include "core/followup/task.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "ui/customers/customer-chooser.h"
#include "ui/customers/form-dialog.h"
#include "ui/customers/tasks-panel.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/tasks/my-day-view.h"
#include "ui/tasks/outcome-dialog.h"
#include "ui/tasks/question-row.h"
#include "ui/tasks/task-row.h"

/* My day, doing a task with its questions, and the tasks of a customer. */

static AxleRecord *
find_customer (TestApp *app,
               guint    position)
{
  g_autoptr(GPtrArray) customers =
    axle_store_list (axle_workstation_get_reader (app->workstation), &axle_customer_entity, NULL);

  return axle_record_ref (customers->pdata[position]);
}

static void
add_task (TestApp    *app,
          guint       customer,
          const char *kind,
          const char *title,
          int         hours,
          const char *questionnaire)
{
  g_autoptr(AxleRecord) whose = find_customer (app, customer);
  g_autoptr(AxleRecord) task = axle_task_draft_new (app->workstation, &whose->id, kind);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_text (task, AXLE_TASK_TITLE, title);
  axle_record_set_integer (task, AXLE_TASK_DUE, axle_host_now (axle_host_get_default ()) + hours * G_TIME_SPAN_HOUR);
  axle_record_set_text (task, AXLE_TASK_QUESTIONNAIRE, questionnaire);
  axle_task_save_async (app->workstation, NULL, task, NULL, test_take_result, &result);
  axle_workstation_save_finish (app->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

static void
begin (TestApp *app)
{
  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1200, 800);
  test_app_sign_in (app, TEST_MANAGER);
  add_task (app, 0, "deep-call", "Ask how the car drives; offer a free cabin filter check", -30, "deep-call");
  add_task (app, 1, "after-service", "Ask how the service was", -2, "after-service");
  add_task (app, 2, "promise", "Call back about the winter tyres", 30, NULL);
  add_task (app, 0, "offer", "Invite to a free check of the brakes", 1, NULL);
}

static GtkWidget *
open_day (TestApp *app)
{
  begin (app);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "day");
  return test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_MY_DAY_VIEW);
}

static gboolean
has_row (gpointer data)
{
  TestApp *app = data;
  GtkWidget *list = test_app_find_css (GTK_WIDGET (app->window), "task-list");

  return list != NULL && gtk_widget_get_first_child (list) != NULL &&
         g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) >= 3;
}

static GtkSingleSelection *
get_selection (TestApp *app)
{
  GtkWidget *list;

  axle_test_wait_for (has_row, app);
  list = test_app_find_css (GTK_WIDGET (app->window), "task-list");
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
}

static gboolean
is_narrow (gpointer data)
{
  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (((TestApp *) data)->window))) <= 420;
}

static void
look_narrow (TestApp    *app,
             const char *name)
{
  gtk_window_set_default_size (GTK_WINDOW (app->window), 400, 760);
  axle_test_wait_for (is_narrow, app);
  test_app_look (app, name);
}

static guint
count_held (TestApp *app)
{
  GListModel *items = G_LIST_MODEL (get_selection (app));
  guint n_held = 0;

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(AxleTaskItem) item = g_list_model_get_item (items, i);

      n_held += axle_task_item_get_group (item) == AXLE_DAY_HELD && *axle_task_item_get_held (item) != '\0';
    }
  return n_held;
}

static gboolean
asks_what (gpointer data)
{
  return AXLE_IS_FORM_DIALOG (test_app_get_dialog (data));
}

/* For whom is asked first. */
static void
add_by_key (TestApp *app)
{
  g_autoptr(AxleRecord) customer = find_customer (app, 1);
  GtkWidget *entry;

  g_assert_true (test_app_can (app, "win.new"));
  test_app_activate (app, "win.new");
  g_assert_true (AXLE_IS_CUSTOMER_CHOOSER (test_app_wait_for_dialog (app)));
  entry = test_app_find (GTK_WIDGET (test_app_get_dialog (app)), GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), axle_record_get_text (customer, AXLE_CUSTOMER_NAME));
  g_signal_emit_by_name (entry, "activate");
  axle_test_wait_for (asks_what, app);
  test_app_wait_for_dialog (app);
  test_app_look (app, "day-new");
  adw_dialog_force_close (test_app_get_dialog (app));
}

static void
look_at_day (TestApp *app)
{
  guint due = 0;

  open_day (app);
  get_selection (app);
  test_app_look (app, "day");
  g_object_get (app->workstation, "tasks-due", &due, NULL);
  g_assert_cmpuint (due, >=, 2);
  /* Customer 0 does not want offers. */
  g_assert_cmpuint (count_held (app), ==, 1);
  add_by_key (app);
  look_narrow (app, "day-narrow");
}

static void
test_look (void)
{
  test_app_run (TRUE, look_at_day);
}

/* What was answered to the task. */
static guint
count_answers (TestApp *app)
{
  g_autoptr(GPtrArray) answers = axle_store_list (axle_workstation_get_reader (app->workstation), &axle_answer_entity, NULL);

  return answers->len;
}

static guint answers_before;

static gboolean
is_closed (gpointer data)
{
  return !axle_window_is_showing (((TestApp *) data)->window, AXLE_TYPE_OUTCOME_DIALOG);
}

static gboolean
can_undo (gpointer data)
{
  return test_app_can (data, "win.undo");
}

static gboolean
is_taken_back (gpointer data)
{
  return axle_workstation_can_redo (((TestApp *) data)->workstation) && count_answers (data) == answers_before;
}

static GtkWidget *
find_choice (GtkWidget  *widget,
             const char *label)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_choice (child, label);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A scale that is in both languages: 2 of 5. */
static void
finish_task (TestApp *app)
{
  GtkSingleSelection *selection;
  AdwDialog *dialog;
  GtkWidget *view = open_day (app);
  GtkWidget *row;

  answers_before = count_answers (app);
  selection = get_selection (app);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (selection)); i++)
    {
      g_autoptr(AxleTaskItem) item = g_list_model_get_item (G_LIST_MODEL (selection), i);

      if (g_strcmp0 (axle_record_get_text (axle_task_item_get_task (item), AXLE_TASK_QUESTIONNAIRE), "after-service") == 0)
        gtk_single_selection_set_selected (selection, i);
    }
  g_assert_true (gtk_widget_activate_action (view, "day.finish", NULL));
  dialog = test_app_wait_for_dialog (app);
  g_assert_true (AXLE_IS_OUTCOME_DIALOG (dialog));
  row = test_app_find (GTK_WIDGET (dialog), AXLE_TYPE_QUESTION_ROW);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_choice (row, "2")), TRUE);
  g_assert_cmpstr (axle_question_row_get_answer (AXLE_QUESTION_ROW (row)), ==, "2");
  test_app_look (app, "day-outcome");

  /* What was answered is kept. */
  adw_dialog_force_close (dialog);
  g_assert_true (gtk_widget_activate_action (view, "day.finish", NULL));
  dialog = test_app_wait_for_dialog (app);
  row = test_app_find (GTK_WIDGET (dialog), AXLE_TYPE_QUESTION_ROW);
  g_assert_cmpstr (axle_question_row_get_answer (AXLE_QUESTION_ROW (row)), ==, "2");
  look_narrow (app, "day-outcome-narrow");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "outcome.save", NULL));
  axle_test_wait_for (is_closed, app);
  g_assert_cmpuint (count_answers (app), ==, answers_before + 1);
  axle_test_wait_for (can_undo, app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (app->window), "win.undo", NULL));
  axle_test_wait_for (is_taken_back, app);
}

static void
test_finish (void)
{
  test_app_run (TRUE, finish_task);
}

static gboolean
has_customers (gpointer data)
{
  GtkWidget *table = test_app_find (GTK_WIDGET (((TestApp *) data)->window), GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (table)))) == TEST_N_CUSTOMERS;
}

static void
look_at_customer (TestApp *app)
{
  g_autoptr(AxleRecord) customer = NULL;
  GtkWidget *panel;

  begin (app);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "customers");
  axle_test_wait_for (has_customers, app);
  customer = find_customer (app, 1);
  axle_window_show_record (app->window, &axle_customer_entity, &customer->id);
  panel = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_TASKS_PANEL);
  g_assert_nonnull (test_app_find (panel, AXLE_TYPE_TASK_ROW));
  test_app_look (app, "day-customer");
  gtk_widget_activate_action (test_app_find (panel, AXLE_TYPE_TASK_ROW), "task.edit", NULL);
  g_assert_true (AXLE_IS_FORM_DIALOG (test_app_wait_for_dialog (app)));
  test_app_look (app, "day-edit");
}

static void
test_customer (void)
{
  test_app_run (TRUE, look_at_customer);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/tasks/look", test_look);
  g_test_add_func ("/tasks/finish", test_finish);
  g_test_add_func ("/tasks/customer", test_customer);
  return g_test_run ();
}
