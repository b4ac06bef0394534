/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-filter.h"
#include "core/insight/segment.h"
#include "core/party/customer.h"
#include "ui/customers/customers-view.h"
#include "ui/customers/filter-bar.h"
#include "ui/customers/segment-dialog.h"
#include "ui/profile.h"
#include "ui/shell/classes-page.h"

/* The list of customers is filtered, and a filter is kept. */

static GtkWidget *
find (TestApp *app,
      GType    type)
{
  return test_app_find (GTK_WIDGET (app->window), type);
}

static guint
count_rows (TestApp *app)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (find (app, GTK_TYPE_COLUMN_VIEW));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_column_view_get_model (view)));
}

typedef struct
{
  TestApp    *app;
  guint       n_rows;
  const char *text;
  GtkWidget  *found;
} Wanted;

static gboolean
has_rows (gpointer data)
{
  Wanted *wanted = data;

  return count_rows (wanted->app) == wanted->n_rows;
}

static gboolean
has_fewer (gpointer data)
{
  Wanted *wanted = data;

  return count_rows (wanted->app) < wanted->n_rows;
}

static GtkWidget *
find_titled (GtkWidget  *root,
             GType       type,
             const char *property,
             const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *inside;

      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type) && gtk_widget_get_mapped (child))
        {
          g_autofree char *value = NULL;

          g_object_get (child, property, &value, NULL);
          if (value != NULL && g_str_has_prefix (value, text))
            return child;
        }
      inside = find_titled (child, type, property, text);
      if (inside != NULL)
        return inside;
    }
  return NULL;
}

static gboolean
has_row (gpointer data)
{
  Wanted *wanted = data;

  wanted->found = find_titled (GTK_WIDGET (wanted->app->window), ADW_TYPE_ACTION_ROW, "title", wanted->text);
  return wanted->found != NULL;
}

static void
open_menu (TestApp    *app,
           const char *label)
{
  GtkWidget *button = find_titled (find (app, AXLE_TYPE_FILTER_BAR), GTK_TYPE_MENU_BUTTON, "label", label);

  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
}

static void
close_menu (TestApp    *app,
            const char *label)
{
  gtk_menu_button_popdown (GTK_MENU_BUTTON (find_titled (find (app, AXLE_TYPE_FILTER_BAR), GTK_TYPE_MENU_BUTTON, "label", label)));
}

static void
tick (TestApp    *app,
      const char *title)
{
  Wanted wanted = { .app = app, .text = title };

  axle_test_wait_for (has_row, &wanted);
  gtk_widget_activate (adw_action_row_get_activatable_widget (ADW_ACTION_ROW (wanted.found)));
}

static gboolean
is_listed (gpointer data)
{
  g_autoptr(GPtrArray) segments = axle_workstation_list_segments (((TestApp *) data)->workstation);

  return segments->len == 1;
}

static void
filter_body (TestApp *app)
{
  Wanted all = { .app = app };
  Wanted row = { .app = app, .text = "Loyal" };
  GtkWidget *dialog;
  guint n_loyal;

  test_app_sign_in (app, TEST_MANAGER);
  all.n_rows = TEST_N_CUSTOMERS;
  axle_test_wait_for (has_rows, &all);
  g_assert_cmpuint (all.n_rows, >, 2);
  gtk_widget_activate_action (find (app, AXLE_TYPE_CUSTOMERS_VIEW), "customers.filter", NULL);
  open_menu (app, "Stage");
  axle_test_wait_for (has_row, &row);
  test_app_look (app, "filter-stage");
  tick (app, "Loyal");
  axle_test_wait_for (has_fewer, &all);
  n_loyal = count_rows (app);
  g_assert_cmpuint (n_loyal, >, 0);
  g_assert_cmpstr (axle_filter_bar_get_condition (AXLE_FILTER_BAR (find (app, AXLE_TYPE_FILTER_BAR))), ==, "stage = \"loyal\"");
  close_menu (app, "Stage");

  /* Kept under a name, it filters alike. */
  dialog = GTK_WIDGET (axle_segment_dialog_new (app->workstation, NULL,
                                                axle_filter_bar_get_condition (AXLE_FILTER_BAR (find (app, AXLE_TYPE_FILTER_BAR)))));
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (app->window));
  dialog = GTK_WIDGET (test_app_wait_for_dialog (app));
  gtk_editable_set_text (GTK_EDITABLE (find_titled (dialog, ADW_TYPE_ENTRY_ROW, "title", "Name")), "Regulars");
  test_app_look (app, "filter-segment");
  gtk_widget_activate (find_titled (dialog, GTK_TYPE_BUTTON, "label", "_Save"));
  axle_test_wait_for (is_listed, app);

  axle_filter_bar_clear (AXLE_FILTER_BAR (find (app, AXLE_TYPE_FILTER_BAR)));
  axle_test_wait_for (has_rows, &all);
  open_menu (app, "Segments");
  row.text = "Regulars";
  axle_test_wait_for (has_row, &row);
  test_app_look (app, "filter-segments");
  tick (app, "Regulars");
  all.n_rows = n_loyal;
  axle_test_wait_for (has_rows, &all);
  close_menu (app, "Regulars");
  test_app_look (app, "filter-done");
}

static void
test_filter (void)
{
  test_app_run (TRUE, filter_body);
}

static gboolean
is_set (gpointer data)
{
  return axle_policies_get (axle_workstation_get_policies (((TestApp *) data)->workstation), "rfm.a.visits") == 6;
}

static void
classes_body (TestApp *app)
{
  AdwDialog *dialog;
  GtkWidget *row;

  test_app_sign_in (app, TEST_MANAGER);
  dialog = adw_preferences_dialog_new ();
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (axle_classes_page_new (app->workstation)));
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  dialog = test_app_wait_for_dialog (app);
  test_app_look (app, "classes");
  row = find_titled (GTK_WIDGET (dialog), ADW_TYPE_SPIN_ROW, "title", "Class A: visits");
  g_assert_cmpint ((int) adw_spin_row_get_value (ADW_SPIN_ROW (row)), ==, 5);
  adw_spin_row_set_value (ADW_SPIN_ROW (row), 6);
  axle_test_wait_for (is_set, app);
  adw_dialog_force_close (dialog);
}

static void
test_classes (void)
{
  test_app_run (TRUE, classes_body);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/filter/filter", test_filter);
  g_test_add_func ("/filter/classes", test_classes);
  return g_test_run ();
}
