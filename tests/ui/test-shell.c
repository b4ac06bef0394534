/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include <string.h>

#include "app/workstation-private.h"
#include "core/organisation/organisation.h"
#include "ui/profile.h"
#include "ui/shell/command-search-dialog.h"
#include "ui/shell/shortcuts-dialog.h"
#include "ui/shell/sync-status.h"

static gboolean
is_refused (gpointer data)
{
  return test_app_find_css (GTK_WIDGET (((TestApp *) data)->window->sign_in), "error") != NULL;
}

static gboolean
is_working (gpointer data)
{
  return axle_window_is_working (((TestApp *) data)->window);
}

static gboolean
is_locked (gpointer data)
{
  return ((TestApp *) data)->window->lock != NULL;
}

static gboolean
is_unlocked (gpointer data)
{
  return ((TestApp *) data)->window->lock == NULL;
}

static gboolean
has_results (gpointer data)
{
  GtkWidget *list = test_app_find (GTK_WIDGET (data), GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));

  return g_list_model_get_n_items (G_LIST_MODEL (model)) > 0;
}

static gboolean
is_told (gpointer data)
{
  return test_app_find_css (GTK_WIDGET (((TestApp *) data)->window->welcome), "error") != NULL;
}

/* A server that does not answer is told, and what was typed is kept. */
static void
check_welcome (TestApp *app)
{
  GtkWidget *server, *code, *name;

  g_assert_cmpstr (test_app_get_page (app), ==, "welcome");
  server = test_app_find (GTK_WIDGET (app->window->welcome), ADW_TYPE_ENTRY_ROW);
  code = gtk_widget_get_next_sibling (server);
  name = gtk_widget_get_next_sibling (code);
  gtk_editable_set_text (GTK_EDITABLE (server), "127.0.0.1:1");
  gtk_editable_set_text (GTK_EDITABLE (code), "ABCD-EFGH");
  gtk_editable_set_text (GTK_EDITABLE (name), "前台 1");
  g_signal_emit_by_name (name, "entry-activated");
  axle_test_wait_for (is_told, app);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (code)), ==, "ABCD-EFGH");
  g_assert_cmpstr (test_app_get_page (app), ==, "welcome");
}

static void
test_welcome (void)
{
  test_app_run (FALSE, check_welcome);
}

static gboolean
is_paused (gpointer data)
{
  return axle_workstation_get_sync_state (((TestApp *) data)->workstation) == AXLE_SYNC_PAUSED;
}

static gboolean
goes_on (gpointer data)
{
  return !is_paused (data);
}

/* As far as a first sync is: what the engine would tell. */
static void
pretend_progress (TestApp *app)
{
  app->workstation->progress = 0.25;
  app->workstation->figures.n_done = 362500;
  app->workstation->figures.n_total = 1450000;
  axle_workstation_notify (app->workstation, AXLE_WORKSTATION_PROP_SYNC_FIGURES);
  axle_workstation_notify (app->workstation, AXLE_WORKSTATION_PROP_PROGRESS);
}

/* The first sync says how far it is, stands still when it is told to, and goes on. */
static void
check_first_sync (TestApp *app)
{
  GtkWidget *page;
  GtkWidget *button;
  g_autofree char *text = NULL;

  axle_workstation_pause_sync (app->workstation);
  axle_test_wait_for (is_paused, app);
  pretend_progress (app);
  g_assert_cmpstr (test_app_get_page (app), ==, "welcome");
  page = GTK_WIDGET (app->window->welcome);
  g_assert_cmpfloat (gtk_progress_bar_get_fraction (GTK_PROGRESS_BAR (test_app_find (page, GTK_TYPE_PROGRESS_BAR))), ==, 0.25);
  text = axle_sync_status_dup_progress (app->workstation);
  g_assert_nonnull (strstr (text, "450"));
  test_app_look (app, "first-sync");
  button = test_app_find (page, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  axle_test_wait_for (goes_on, app);
}

static void
test_first_sync (void)
{
  test_app_run (TRUE, check_first_sync);
}

static void
check_sign_in (TestApp *app)
{
  GtkWidget *pane = GTK_WIDGET (app->window->sign_in);
  GtkWidget *entry;

  g_assert_cmpstr (test_app_get_page (app), ==, "sign-in");
  entry = test_app_find (pane, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), TEST_MANAGER);
  g_signal_emit_by_name (entry, "activate");
  test_app_type_pin (app, "0000");
  axle_test_wait_for (is_refused, app);
  g_assert_null (axle_workstation_get_staff (app->workstation));
  g_assert_cmpstr (test_app_get_page (app), ==, "sign-in");

  test_app_type_pin (app, TEST_PIN);
  axle_test_wait_for (is_working, app);
  g_assert_cmpstr (test_app_get_page (app), ==, "workspace");
  g_assert_nonnull (axle_window_get_view (app->window));
}

static void
test_sign_in (void)
{
  test_app_run (TRUE, check_sign_in);
}

/* What was open is still there behind the lock, and nothing of it can be reached. */
static void
check_lock (TestApp *app)
{
  AxleView *view;
  AdwDialog *before;

  test_app_sign_in (app, TEST_MANAGER);
  view = axle_window_get_view (app->window);
  test_app_activate (app, "app.shortcuts");
  before = test_app_get_dialog (app);
  g_assert_true (AXLE_IS_SHORTCUTS_DIALOG (before));

  axle_idle_lock_check (app->window->idle_lock, g_get_monotonic_time ());
  g_assert_false (is_locked (app));
  axle_idle_lock_check (app->window->idle_lock, g_get_monotonic_time () + G_TIME_SPAN_HOUR);
  g_assert_true (is_locked (app));
  g_assert_false (test_app_can (app, "win.command-search"));
  g_assert_false (test_app_can (app, "win.new"));
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.command-search", NULL);
  g_assert_true (test_app_get_dialog (app) == ADW_DIALOG (app->window->lock));
  g_assert_false (adw_dialog_close (ADW_DIALOG (app->window->lock)));

  test_app_type_pin (app, TEST_PIN);
  axle_test_wait_for (is_unlocked, app);
  g_assert_true (test_app_get_dialog (app) == before);
  g_assert_true (axle_window_get_view (app->window) == view);
  g_assert_true (test_app_can (app, "win.command-search"));
}

static void
test_lock (void)
{
  test_app_run (TRUE, check_lock);
}

static gboolean
is_technician (gpointer data)
{
  AxleRecord *staff = axle_workstation_get_staff (((TestApp *) data)->workstation);

  return g_str_equal (axle_record_get_text (staff, AXLE_STAFF_NAME), TEST_TECHNICIAN);
}

/* Another person sees their own view, with their own rights. */
static void
check_switch (TestApp *app)
{
  GtkWidget *dialog, *entry;
  AxleView *view;

  test_app_sign_in (app, TEST_MANAGER);
  g_assert_true (test_app_can (app, "win.new"));
  view = axle_window_get_view (app->window);
  g_object_add_weak_pointer (G_OBJECT (view), (gpointer *) &view);
  test_app_activate (app, "win.switch-user");
  dialog = GTK_WIDGET (test_app_get_dialog (app));
  entry = test_app_find (dialog, GTK_TYPE_SEARCH_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), TEST_TECHNICIAN);
  g_signal_emit_by_name (entry, "activate");
  test_app_type_pin (app, TEST_PIN);
  axle_test_wait_for (is_technician, app);
  g_assert_false (test_app_can (app, "win.new"));
  g_assert_false (test_app_can (app, "win.import"));
  g_assert_null (view);
  g_assert_nonnull (axle_window_get_view (app->window));
}

static void
test_switch (void)
{
  test_app_run (TRUE, check_switch);
}

static void
check_sign_out (TestApp *app)
{
  test_app_sign_in (app, TEST_MANAGER);
  test_app_activate (app, "win.sign-out");
  g_assert_cmpstr (test_app_get_page (app), ==, "sign-in");
  g_assert_null (axle_window_get_view (app->window));
}

static void
test_sign_out (void)
{
  test_app_run (TRUE, check_sign_out);
}

static void
search_for (TestApp    *app,
            const char *text)
{
  AdwDialog *dialog;
  GtkWidget *entry;

  test_app_activate (app, "win.command-search");
  dialog = test_app_get_dialog (app);
  axle_command_search_dialog_set_text (AXLE_COMMAND_SEARCH_DIALOG (dialog), text);
  axle_test_wait_for (has_results, dialog);
  entry = test_app_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY);
  g_signal_emit_by_name (entry, "activate");
}

/* A record by its name; a command by its English name, whatever the screen speaks. */
static void
check_command_search (TestApp *app)
{
  g_autoptr (GPtrArray) recent = NULL;
  g_autofree char *title = NULL;

  test_app_sign_in (app, TEST_MANAGER);
  search_for (app, "白建国");
  recent = axle_recent_list (app->window->recent);
  g_assert_cmpuint (recent->len, ==, 1);
  title = axle_record_dup_title (g_ptr_array_index (recent, 0));
  g_assert_cmpstr (title, ==, "白建国");
  g_assert_null (test_app_get_dialog (app));

  search_for (app, "lock the");
  g_assert_true (is_locked (app));
}

static void
test_command_search (void)
{
  test_app_run (TRUE, check_command_search);
}

/* The same dialog does not open twice, and what is under one is out of reach. */
static void
check_dialogs (TestApp *app)
{
  AdwDialog *dialog;

  test_app_sign_in (app, TEST_MANAGER);
  test_app_activate (app, "win.command-search");
  dialog = test_app_get_dialog (app);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.command-search", NULL);
  g_assert_true (test_app_get_dialog (app) == dialog);
  g_assert_false (test_app_can (app, "win.new"));
  adw_dialog_force_close (dialog);
  g_assert_true (test_app_can (app, "win.new"));
}

static void
test_dialogs (void)
{
  test_app_run (TRUE, check_dialogs);
}

static void
check_scan (TestApp *app)
{
  g_autoptr (GPtrArray) recent = NULL;

  test_app_sign_in (app, TEST_MANAGER);
  gtk_root_set_focus (GTK_ROOT (app->window), NULL);
  for (const char *sign = TEST_VIN; *sign != '\0'; sign++)
    axle_scanner_key (app->window->scanner, gdk_unicode_to_keyval (*sign), 0);
  g_assert_true (axle_scanner_key (app->window->scanner, GDK_KEY_Return, 0));
  recent = axle_recent_list (app->window->recent);
  g_assert_cmpuint (recent->len, ==, 1);
}

static void
test_scan (void)
{
  test_app_run (TRUE, check_scan);
}

/* Whether a label on the screen has the text. */
static gboolean
says (GtkWidget  *root,
      const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
is_erased (gpointer data)
{
  return axle_workstation_is_erased (((TestApp *) data)->workstation);
}

static gboolean
is_at_welcome (gpointer data)
{
  return g_strcmp0 (test_app_get_page (data), "welcome") == 0;
}

/* A desk that is locked out shows nothing but that, and begins from the beginning. */
static void
check_locked_out (TestApp *app)
{
  g_autofree char *cache = axle_test_folder_build (app->folder, "profile/cache.db");
  GtkWidget *button;

  test_app_sign_in (app, TEST_MANAGER);
  test_app_activate (app, "win.new");
  g_assert_nonnull (test_app_get_dialog (app));
  axle_workstation_lock_out (app->workstation);
  g_assert_cmpstr (test_app_get_page (app), ==, "locked");
  g_assert_null (test_app_get_dialog (app));
  g_assert_null (axle_window_get_view (app->window));
  button = app->window->set_up_anew;
  g_assert_false (gtk_widget_get_sensitive (button));
  axle_test_wait_for (is_erased, app);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_false (g_file_test (cache, G_FILE_TEST_EXISTS));
  g_assert_true (says (GTK_WIDGET (app->window->locked), axle_workstation_get_lock_message (app->workstation)));
  test_app_look (app, "locked-out");

  g_signal_emit_by_name (button, "clicked");
  axle_test_wait_for (is_at_welcome, app);
  g_assert_false (axle_workstation_is_enrolled (app->workstation));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (app->window)),
                                         test_app_find (GTK_WIDGET (app->window->welcome), ADW_TYPE_ENTRY_ROW)));
  test_app_look (app, "set-up-anew");
}

static void
test_locked_out (void)
{
  test_app_run (TRUE, check_locked_out);
}

static gboolean
has_customers (gpointer data)
{
  GtkWidget *view = test_app_find (GTK_WIDGET (((TestApp *) data)->window), GTK_TYPE_COLUMN_VIEW);

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (view)))) > 0;
}

static gboolean
has_notice (gpointer data)
{
  return axle_workstation_get_notice (((TestApp *) data)->workstation) != NULL;
}

static gboolean
tells_notice (gpointer data)
{
  return says (GTK_WIDGET (((TestApp *) data)->window), axle_workstation_get_notice (((TestApp *) data)->workstation));
}

/* What happened while nobody was signed in is told to whoever comes, until it is read. */
static void
check_notice (TestApp *app)
{
  const char *notice;

  axle_test_wait_for (has_notice, app);
  notice = axle_workstation_get_notice (app->workstation);
  g_assert_nonnull (strstr (notice, "3"));
  g_assert_false (says (GTK_WIDGET (app->window), notice));
  test_app_sign_in (app, TEST_MANAGER);
  axle_test_wait_for (tells_notice, app);
  axle_test_wait_for (has_customers, app);
  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), 400, 800);
  test_app_look (app, "notice");

  adw_toast_overlay_dismiss_all (app->window->toasts);
  g_assert_null (axle_workstation_get_notice (app->workstation));
}

static void
test_notice (void)
{
  test_app_run_told (check_notice);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/shell/welcome", test_welcome);
  g_test_add_func ("/shell/first-sync", test_first_sync);
  g_test_add_func ("/shell/sign-in", test_sign_in);
  g_test_add_func ("/shell/lock", test_lock);
  g_test_add_func ("/shell/locked-out", test_locked_out);
  g_test_add_func ("/shell/switch-user", test_switch);
  g_test_add_func ("/shell/sign-out", test_sign_out);
  g_test_add_func ("/shell/command-search", test_command_search);
  g_test_add_func ("/shell/dialogs", test_dialogs);
  g_test_add_func ("/shell/scan", test_scan);
  /* The last one: it leaves a narrow window, and the settings remember that. */
  g_test_add_func ("/shell/notice", test_notice);
  return g_test_run ();
}
