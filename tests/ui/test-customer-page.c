/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-list.h"
#include "app/customer-operations.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/entry-dialog.h"
#include "ui/customers/panels.h"
#include "ui/customers/timeline-filter.h"
#include "ui/customers/timeline-panel.h"
#include "ui/customers/timeline-row.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/widgets/day-popover.h"

#define N_CONTACTS 500

/* The first of the list has lived through everything, the second through little. */
#define RICH 0
#define PLAIN 1

static GtkWidget *
find (TestApp *app,
      GType    type)
{
  return test_app_find (GTK_WIDGET (app->window), type);
}

static AxleCustomerPage *
get_page (TestApp *app)
{
  return AXLE_CUSTOMER_PAGE (find (app, AXLE_TYPE_CUSTOMER_PAGE));
}

/* Also while something else is said in its place. */
static GtkWidget *
find_list (GtkWidget *root)
{
  GtkWidget *found = gtk_widget_has_css_class (root, "timeline") ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static GtkListView *
get_list (TestApp *app)
{
  return GTK_LIST_VIEW (find_list (axle_customer_page_get_panel (get_page (app), "timeline")));
}

static GListModel *
get_entries (TestApp *app)
{
  return G_LIST_MODEL (gtk_list_view_get_model (get_list (app)));
}

static gboolean
has_rows (gpointer data)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find (data, GTK_TYPE_COLUMN_VIEW));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view))) == TEST_N_CUSTOMERS;
}

typedef struct
{
  TestApp *app;
  guint    n;
} Expected;

static gboolean
has_width (gpointer data)
{
  Expected *expected = data;

  return gtk_widget_get_width (GTK_WIDGET (expected->app->window)) == (int) expected->n;
}

static void
make (TestApp *app,
      guint    width)
{
  Expected expected = { app, width };

  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), (int) width, 800);
  axle_test_wait_for (has_width, &expected);
}

static AxleId
get_row (TestApp *app,
         guint    position)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find (app, GTK_TYPE_COLUMN_VIEW));
  g_autoptr (AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);

  return *axle_customer_item_get_id (item);
}

static void
show (TestApp *app,
      guint    position,
      guint    width,
      const char *tab)
{
  AxleId customer;

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  axle_test_wait_for (has_rows, app);
  customer = get_row (app, position);
  make (app, width);
  axle_window_show_record (app->window, &axle_customer_entity, &customer);
  axle_customer_page_show_tab (get_page (app), tab);
}

static gboolean
has_entries (gpointer data)
{
  Expected *expected = data;

  return g_list_model_get_n_items (get_entries (expected->app)) == expected->n;
}

static AxleTimelineEntry *
get_selected (TestApp *app)
{
  return gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (gtk_list_view_get_model (get_list (app))));
}

static guint
get_position (TestApp *app)
{
  return gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (gtk_list_view_get_model (get_list (app))));
}

/* All tabs, wide and narrow, light and dark. */

static void
look_at_tabs (TestApp    *app,
              const char *size)
{
  guint n_tabs;
  const AxleCustomerTabInfo *tabs = axle_customer_tabs_list (&n_tabs);

  for (guint i = 0; i < n_tabs; i++)
    {
      g_autofree char *name = g_strdup_printf ("page-%s-%s", tabs[i].id, size);

      axle_customer_page_show_tab (get_page (app), tabs[i].id);
      test_app_look (app, name);
    }
}

static void
check_wide (TestApp *app)
{
  show (app, RICH, 1280, "overview");
  look_at_tabs (app, "wide");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  axle_customer_page_show_tab (get_page (app), "timeline");
  test_app_look (app, "page-timeline-dark");
  axle_customer_page_show_tab (get_page (app), "overview");
  test_app_look (app, "page-overview-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
test_wide (void)
{
  test_app_run (TRUE, check_wide);
}

static void
check_narrow (TestApp *app)
{
  int least;

  show (app, RICH, 360, "overview");
  look_at_tabs (app, "narrow");
  gtk_widget_measure (gtk_window_get_child (GTK_WINDOW (app->window)), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

static void
test_narrow (void)
{
  test_app_run (TRUE, check_narrow);
}

/* Logging a contact. */

static void
check_contact (TestApp *app)
{
  Expected expected = { app, 0 };
  GtkTextBuffer *buffer;

  show (app, PLAIN, 1200, "timeline");
  expected.n = g_list_model_get_n_items (get_entries (app)) + 1;
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (axle_window_get_view (app->window)), "customers.log-contact", NULL));
  g_assert_true (GTK_IS_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (app->window))));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (gtk_root_get_focus (GTK_ROOT (app->window))));
  gtk_text_buffer_set_text (buffer, "周六来试驾。", -1);
  g_assert_true (gtk_widget_activate_action (gtk_root_get_focus (GTK_ROOT (app->window)), "composer.log", NULL));
  axle_test_wait_for (has_entries, &expected);
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 0);
  test_app_look (app, "contact");
}

static void
test_contact (void)
{
  test_app_run (TRUE, check_contact);
}

/* Filters. */

static GtkToggleButton *
find_chip (TestApp    *app,
           const char *beginning)
{
  GtkWidget *filter = find (app, AXLE_TYPE_TIMELINE_FILTER);
  GtkWidget *first = test_app_find (filter, GTK_TYPE_TOGGLE_BUTTON);

  for (GtkWidget *box = gtk_widget_get_parent (first); box != filter; box = gtk_widget_get_parent (box))
    for (GtkWidget *chip = gtk_widget_get_first_child (box); chip != NULL; chip = gtk_widget_get_next_sibling (chip))
      if (GTK_IS_TOGGLE_BUTTON (chip) && g_str_has_prefix (gtk_button_get_label (GTK_BUTTON (chip)), beginning))
        return GTK_TOGGLE_BUTTON (chip);
  g_assert_not_reached ();
}

static gboolean
is_all (gpointer data)
{
  GListModel *timeline = axle_customer_profile_get_timeline (axle_customer_page_get_profile (get_page (data)));

  return g_list_model_get_n_items (get_entries (data)) == g_list_model_get_n_items (timeline);
}

static void
check_filter (TestApp *app)
{
  const char *service = axle_timeline_group_get_label (AXLE_TIMELINE_SERVICE);
  const char *complaints = axle_timeline_group_get_label (AXLE_TIMELINE_COMPLAINTS);
  Expected visits = { app, 4 }, more = { app, 5 }, none = { app, 0 };
  GtkToggleButton *car;

  show (app, RICH, 1280, "timeline");
  axle_test_wait_for (is_all, app);
  gtk_toggle_button_set_active (find_chip (app, service), TRUE);
  axle_test_wait_for (has_entries, &visits);
  gtk_toggle_button_set_active (find_chip (app, complaints), TRUE);
  axle_test_wait_for (has_entries, &more);
  test_app_look (app, "timeline-filtered");
  car = find_chip (app, "粤B");
  gtk_toggle_button_set_active (car, TRUE);
  axle_test_wait_for (has_entries, &none);
  test_app_look (app, "timeline-nothing");
  gtk_widget_activate_action (axle_customer_page_get_panel (get_page (app), "timeline"), "timeline.show-all", NULL);
  axle_test_wait_for (is_all, app);
  g_assert_false (gtk_toggle_button_get_active (car));
}

static void
test_filter (void)
{
  test_app_run (TRUE, check_filter);
}

/* Keys, and what they open. */

static gboolean
has_popover (gpointer data)
{
  return test_app_find (axle_customer_page_get_panel (get_page (data), "timeline"), AXLE_TYPE_DAY_POPOVER) != NULL;
}

static gboolean
stands_on_visit (gpointer data)
{
  AxleTimelineEntry *entry = get_selected (data);

  return entry != NULL && axle_timeline_entry_get_record (entry)->entity == &axle_visit_entity;
}

static gboolean
has_dialog (gpointer data)
{
  return AXLE_IS_ENTRY_DIALOG (test_app_get_dialog (data));
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static gboolean
focus_is_in_list (gpointer data)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (((TestApp *) data)->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (get_list (data)));
}

static void
check_keys (TestApp *app)
{
  GtkWidget *panel, *popover;
  guint position;

  show (app, RICH, 1280, "timeline");
  axle_test_wait_for (is_all, app);
  panel = axle_customer_page_get_panel (get_page (app), "timeline");

  /* Step by step. */
  gtk_widget_child_focus (GTK_WIDGET (get_list (app)), GTK_DIR_TAB_FORWARD);
  axle_test_wait_for (focus_is_in_list, app);
  position = get_position (app);
  gtk_widget_child_focus (GTK_WIDGET (get_list (app)), GTK_DIR_DOWN);
  gtk_widget_child_focus (GTK_WIDGET (get_list (app)), GTK_DIR_DOWN);
  g_assert_true (focus_is_in_list (app));

  /* To a day: the last entry that is not after it. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_page (app)), "customer.go-to-date", NULL));
  axle_test_wait_for (has_popover, app);
  popover = test_app_find (panel, AXLE_TYPE_DAY_POPOVER);
  gtk_editable_set_text (GTK_EDITABLE (test_app_find (popover, GTK_TYPE_ENTRY)), "2025-11-10");
  axle_test_wait_for (stands_on_visit, app);
  g_assert_cmpuint (get_position (app), !=, position);
  g_assert_cmpint (axle_timeline_entry_get_at (get_selected (app)), <=, G_GINT64_CONSTANT (1762790400000000));
  gtk_popover_popdown (GTK_POPOVER (popover));

  /* Enter opens what it tells of. */
  g_signal_emit_by_name (get_list (app), "activate", get_position (app));
  axle_test_wait_for (has_dialog, app);
  test_app_look (app, "timeline-entry");
  adw_dialog_close (test_app_get_dialog (app));
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_keys (void)
{
  test_app_run (TRUE, check_keys);
}

/* The time machine. */

static gboolean
is_now (gpointer data)
{
  return axle_customer_profile_get_as_of (axle_customer_page_get_profile (get_page (data))) == 0;
}

static guint
count_told (TestApp *app)
{
  return g_list_model_get_n_items (axle_customer_profile_get_timeline (axle_customer_page_get_profile (get_page (app))));
}

static void
check_past (TestApp *app)
{
  AxleDate today = { 2026, 3, 2 }, earlier = { 2026, 3, 1 };
  GtkWidget *view;
  AxleRecord *before;
  guint n_now;

  show (app, RICH, 1280, "timeline");
  view = GTK_WIDGET (axle_window_get_view (app->window));
  n_now = count_told (app);

  /* Of a day before the customer was made, nothing is known; the page stays as it is. */
  axle_customer_page_show_past (get_page (app), &earlier);
  g_assert_true (is_now (app));

  axle_customer_page_show_past (get_page (app), &today);
  g_assert_false (is_now (app));
  before = axle_customer_profile_get_customer (axle_customer_page_get_profile (get_page (app)));
  g_assert_cmpstr (axle_record_get_text (before, AXLE_CUSTOMER_OCCUPATION), ==, "教师");
  g_assert_cmpuint (count_told (app), ==, n_now);
  g_assert_false (axle_customer_profile_may (axle_customer_page_get_profile (get_page (app)), "customers.write"));
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (get_page (app)), "customer.edit", NULL) &&
                  test_app_get_dialog (app) != NULL);
  test_app_look (app, "page-past");

  /* Esc leads back. */
  g_assert_true (axle_view_leave (AXLE_VIEW (view)));
  g_assert_true (is_now (app));
  g_assert_true (axle_customer_profile_may (axle_customer_page_get_profile (get_page (app)), "customers.write"));
}

static void
test_past (void)
{
  test_app_run (TRUE, check_past);
}

/* However long it is, little of it is made before the first frame. */

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  g_assert_no_error (error);
  ++*(guint *) data;
}

static gboolean
are_added (gpointer data)
{
  return *(guint *) data == N_CONTACTS;
}

static void
check_long (TestApp *app)
{
  guint n_added = 0;
  AxleId customer;

  show (app, RICH, 1280, "timeline");
  customer = get_row (app, PLAIN);
  for (guint i = 0; i < N_CONTACTS; i++)
    {
      g_autoptr (AxleRecord) contact = axle_customer_draft_new (app->workstation, &axle_contact_entity);

      axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &customer);
      axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
      axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
      axle_record_set_integer (contact, AXLE_CONTACT_AT, G_TIME_SPAN_DAY * i);
      axle_record_set_text (contact, AXLE_CONTACT_SUMMARY, "询问首保时间，希望周六上午到店。");
      axle_contact_add_async (app->workstation, contact, NULL, added_cb, &n_added);
    }
  axle_test_wait_for (are_added, &n_added);
  g_test_timer_start ();
  axle_window_show_record (app->window, &axle_customer_entity, &customer);
  g_test_message ("opened in %.1f ms", g_test_timer_elapsed () * 1000);
  g_assert_cmpuint (g_list_model_get_n_items (get_entries (app)), <, 40);
  axle_test_wait_for (is_all, app);
  g_assert_cmpuint (g_list_model_get_n_items (get_entries (app)), >, N_CONTACTS);
}

static void
test_long (void)
{
  test_app_run (TRUE, check_long);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/customer-page/wide", test_wide);
  g_test_add_func ("/customer-page/narrow", test_narrow);
  g_test_add_func ("/customer-page/contact", test_contact);
  g_test_add_func ("/customer-page/filter", test_filter);
  g_test_add_func ("/customer-page/keys", test_keys);
  g_test_add_func ("/customer-page/past", test_past);
  g_test_add_func ("/customer-page/long", test_long);
  return g_test_run ();
}
