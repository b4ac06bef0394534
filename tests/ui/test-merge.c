/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/merge.h"
#include "core/party/customer.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/merge-dialog.h"
#include "ui/customers/merged-panel.h"
#include "ui/profile.h"

typedef struct
{
  TestApp *app;
  AxleId   wang;
  AxleId   twin;
} Two;

static AxleRecord *
get (TestApp      *app,
     const AxleId *id)
{
  return axle_workstation_get_record (app->workstation, &axle_customer_entity, id);
}

static gboolean
are_there (gpointer data)
{
  Two *two = data;
  g_autoptr(AxleRecord) wang = get (two->app, &two->wang);
  g_autoptr(AxleRecord) twin = get (two->app, &two->twin);

  return wang != NULL && twin != NULL;
}

static AxleId
add (TestApp            *app,
     const char         *name,
     const char * const *phones,
     const char         *city)
{
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (app->workstation, &axle_customer_entity);

  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
  axle_record_set_text (customer, AXLE_CUSTOMER_CITY, city);
  axle_record_set_members (customer, AXLE_CUSTOMER_PHONES, phones);
  axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_MARKETING, city == NULL);
  axle_customer_save_async (app->workstation, NULL, customer, NULL, NULL, NULL, NULL);
  return customer->id;
}

static void
add_two (TestApp *app,
         Two     *two)
{
  static const char * const one[] = { "13800138000", NULL };
  static const char * const both[] = { "13900139000", "13800138000", NULL };

  two->app = app;
  two->wang = add (app, "王小明", one, NULL);
  two->twin = add (app, "王晓明", both, "上海");
  axle_test_wait_for (are_there, two);
}

static gboolean
has_dialog (gpointer data)
{
  Two *two = data;

  return test_app_get_dialog (two->app) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return !has_dialog (data);
}

static gboolean
is_merged (gpointer data)
{
  Two *two = data;
  g_autoptr(AxleRecord) twin = get (two->app, &two->twin);
  AxleId into = axle_record_get_id (twin, AXLE_CUSTOMER_MERGED_INTO);

  return axle_id_equal (&into, &two->wang);
}

static gboolean
is_separate (gpointer data)
{
  return !is_merged (data);
}

static gboolean
shows_merged (gpointer data)
{
  Two *two = data;
  GtkWidget *page = test_app_find (GTK_WIDGET (two->app->window), AXLE_TYPE_CUSTOMER_PAGE);

  return axle_customer_page_get_panel (AXLE_CUSTOMER_PAGE (page), "merged") != NULL &&
         gtk_widget_get_mapped (axle_customer_page_get_panel (AXLE_CUSTOMER_PAGE (page), "merged"));
}

static gboolean
can_undo (gpointer data)
{
  Two *two = data;

  return g_strcmp0 (axle_workstation_get_undo_title (two->app->workstation), _("Merge taken back")) == 0;
}

static gboolean
can_redo (gpointer data)
{
  Two *two = data;

  return axle_workstation_can_redo (two->app->workstation);
}

static GtkWidget *
open_merge (Two *two)
{
  AdwDialog *dialog = axle_merge_dialog_new (two->app->workstation, &two->wang, &two->twin, "Same phone · Name sounds the same", 912);

  g_assert_nonnull (dialog);
  adw_dialog_present (dialog, GTK_WIDGET (two->app->window));
  axle_test_wait_for (has_dialog, two);
  return GTK_WIDGET (test_app_wait_for_dialog (two->app));
}

static gboolean
tells_of_merge (gpointer data)
{
  Two *two = data;
  GtkWidget *page = test_app_find (GTK_WIDGET (two->app->window), AXLE_TYPE_CUSTOMER_PAGE);
  GtkWidget *panel = axle_customer_page_get_panel (AXLE_CUSTOMER_PAGE (page), "merged-history");

  return panel != NULL && gtk_widget_get_mapped (panel) && test_app_find (panel, GTK_TYPE_BUTTON) != NULL;
}

/* It can be taken back from there, too. */
static void
check_history (Two *two)
{
  GtkWidget *page = test_app_find (GTK_WIDGET (two->app->window), AXLE_TYPE_CUSTOMER_PAGE);

  gtk_widget_activate_action (page, "customer.show-tab", "s", "history");
  axle_test_wait_for (tells_of_merge, two);
  test_app_look (two->app, "merged-history");
  gtk_widget_activate_action (page, "customer.show-tab", "s", "overview");
  axle_test_wait_for (shows_merged, two);
}

/* Merged by Enter, taken apart again on the page, merged again by undo. */
static void
body (TestApp *app)
{
  Two two;
  GtkWidget *dialog, *panel, *button;
  g_autoptr(AxleRecord) wang = NULL;
  g_auto(GStrv) phones = NULL;

  test_app_sign_in (app, TEST_MANAGER);
  add_two (app, &two);
  dialog = open_merge (&two);
  test_app_look (app, "merge-dialog");
  gtk_widget_activate_action (dialog, "merge.swap", NULL);
  gtk_widget_activate_action (dialog, "merge.swap", NULL);
  g_assert_true (gtk_widget_activate_action (dialog, "merge.enter", NULL));
  axle_test_wait_for (is_merged, &two);
  axle_test_wait_for (has_no_dialog, &two);
  wang = get (app, &two.wang);
  phones = axle_record_dup_members (wang, AXLE_CUSTOMER_PHONES);
  g_assert_cmpuint (g_strv_length (phones), ==, 2);
  g_assert_false (axle_record_get_boolean (wang, AXLE_CUSTOMER_CONSENT_MARKETING));
  g_assert_cmpstr (axle_record_get_text (wang, AXLE_CUSTOMER_CITY), ==, "上海");
  g_assert_cmpstr (axle_record_get_text (wang, AXLE_CUSTOMER_NAME), ==, "王小明");

  axle_test_wait_for (shows_merged, &two);
  check_history (&two);
  panel = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_MERGED_PANEL);
  test_app_look (app, "merged-panel");
  button = test_app_find (panel, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  axle_test_wait_for (is_separate, &two);
  axle_test_wait_for (can_undo, &two);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (is_merged, &two);
  axle_test_wait_for (can_redo, &two);

  /* They are one already. */
  g_assert_null (axle_merge_dialog_new (app->workstation, &two.wang, &two.twin, NULL, -1));
}

static void
test_merge (void)
{
  test_app_run (TRUE, body);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/merge/dialog", test_merge);
  return g_test_run ();
}
