/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-list.h"
#include "app/privacy.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/erasure.h"
#include "ui/customers/customer-dialog.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/privacy-panel.h"
#include "ui/customers/quality-panel.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"

static GtkWidget *
find (TestApp *app,
      GType    type)
{
  return test_app_find (GTK_WIDGET (app->window), type);
}

static gboolean
has_all_rows (gpointer data)
{
  GtkSelectionModel *rows = gtk_column_view_get_model (GTK_COLUMN_VIEW (find (data, GTK_TYPE_COLUMN_VIEW)));

  return g_list_model_get_n_items (G_LIST_MODEL (rows)) == TEST_N_CUSTOMERS;
}

static gboolean
shows_somebody (gpointer data)
{
  TestApp *app = data;
  AxleCustomerPage *page = AXLE_CUSTOMER_PAGE (find (app, AXLE_TYPE_CUSTOMER_PAGE));

  return axle_customer_page_get_profile (page) != NULL &&
         axle_customer_profile_get_dossier (axle_customer_page_get_profile (page)) != NULL;
}

static AxleCustomerPage *
open_customer (TestApp    *app,
               const char *tab)
{
  g_autoptr(AxleCustomerItem) item = NULL;
  GtkSelectionModel *rows;
  AxleCustomerPage *page;

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  axle_test_wait_for (has_all_rows, app);
  rows = gtk_column_view_get_model (GTK_COLUMN_VIEW (find (app, GTK_TYPE_COLUMN_VIEW)));
  item = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  axle_window_show_record (app->window, &axle_customer_entity, axle_customer_item_get_id (item));
  axle_test_wait_for (shows_somebody, app);
  page = AXLE_CUSTOMER_PAGE (find (app, AXLE_TYPE_CUSTOMER_PAGE));
  axle_customer_page_show_tab (page, tab);
  return page;
}

static gboolean
is_narrow (gpointer data)
{
  TestApp *app = data;

  return gtk_widget_get_width (gtk_window_get_child (GTK_WINDOW (app->window))) == 400;
}

static void
make_narrow (TestApp *app)
{
  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), 400, 800);
  axle_test_wait_for (is_narrow, app);
}

typedef struct
{
  AxleCustomerPage *page;
  const AxleEntity *entity;
  guint             n;
} Count;

static gboolean
has_so_many (gpointer data)
{
  Count *count = data;
  AxleDossier *dossier = axle_customer_profile_get_dossier (axle_customer_page_get_profile (count->page));

  return dossier != NULL && axle_dossier_list (dossier, count->entity)->len == count->n;
}

static void
wait_for (AxleCustomerPage *page,
          const AxleEntity *entity,
          guint             n)
{
  Count count = { page, entity, n };

  axle_test_wait_for (has_so_many, &count);
}

static guint
count (AxleCustomerPage *page,
       const AxleEntity *entity)
{
  return axle_dossier_list (axle_customer_profile_get_dossier (axle_customer_page_get_profile (page)), entity)->len;
}

static AxleRecord *
get_customer (AxleCustomerPage *page)
{
  return axle_customer_profile_get_customer (axle_customer_page_get_profile (page));
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (data, "win.redo");
}

/* A switch is one line of the log and what holds now; undone, both go. */
static void
check_consent (TestApp *app)
{
  AxleCustomerPage *page = open_customer (app, "privacy");
  GtkWidget *panel = find (app, AXLE_TYPE_PRIVACY_PANEL);
  GtkWidget *row = test_app_find (panel, ADW_TYPE_SWITCH_ROW);
  gboolean before = axle_consent_holds (get_customer (page), AXLE_CONSENT_TO_CONTACT);
  guint n = count (page, &axle_consent_entity);

  g_assert_cmpint (adw_switch_row_get_active (ADW_SWITCH_ROW (row)), ==, before);
  adw_switch_row_set_active (ADW_SWITCH_ROW (row), !before);
  wait_for (page, &axle_consent_entity, n + 1);
  g_assert_cmpint (axle_consent_holds (get_customer (page), AXLE_CONSENT_TO_CONTACT), ==, !before);
  test_app_look (app, "privacy");
  test_app_activate (app, "win.undo");
  wait_for (page, &axle_consent_entity, n);
  g_assert_cmpint (axle_consent_holds (get_customer (page), AXLE_CONSENT_TO_CONTACT), ==, before);
  g_assert_cmpint (adw_switch_row_get_active (ADW_SWITCH_ROW (row)), ==, before);
  axle_test_wait_for (can_redo, app);
}

static void
test_consent (void)
{
  test_app_run (TRUE, check_consent);
}

static gboolean
has_state (gpointer data)
{
  AxleCustomerPage *page = data;
  AxleDossier *dossier = axle_customer_profile_get_dossier (axle_customer_page_get_profile (page));
  GPtrArray *requests = dossier != NULL ? axle_dossier_list (dossier, &axle_erasure_entity) : NULL;

  return requests != NULL && requests->len == 1 &&
         g_strcmp0 (axle_record_get_text (requests->pdata[0], AXLE_ERASURE_STATE), "held") == 0;
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

/* A request starts the clock; it is carried out after a question that Escape says no to, and
 * is not undone. */
static void
check_erasure (TestApp *app)
{
  AxleCustomerPage *page = open_customer (app, "privacy");
  GtkWidget *panel = find (app, AXLE_TYPE_PRIVACY_PANEL);
  AdwDialog *dialog;
  g_autofree char *title = NULL;

  g_assert_true (gtk_widget_activate_action (panel, "privacy.request", NULL));
  wait_for (page, &axle_erasure_entity, 1);
  test_app_look (app, "privacy-requested");
  title = g_strdup (axle_workstation_get_undo_title (app->workstation));
  g_assert_true (gtk_widget_activate_action (panel, "privacy.carry-out", NULL));
  dialog = test_app_wait_for_dialog (app);
  test_app_look (app, "privacy-erase");
  adw_dialog_close (dialog);
  axle_test_wait_for (has_no_dialog, app);
  g_assert_false (has_state (page));
  g_assert_true (gtk_widget_activate_action (panel, "privacy.carry-out", NULL));
  dialog = test_app_wait_for_dialog (app);
  g_signal_emit_by_name (dialog, "response", "delete");
  axle_test_wait_for (has_state, page);
  g_assert_cmpstr (axle_workstation_get_undo_title (app->workstation), ==, title);
  adw_dialog_force_close (dialog);
  axle_test_wait_for (has_no_dialog, app);
  make_narrow (app);
  test_app_look (app, "privacy-narrow");
}

static void
test_erasure (void)
{
  test_app_run (TRUE, check_erasure);
}

static gboolean
has_dialog (gpointer data)
{
  return test_app_get_dialog (data) != NULL;
}

/* One press leads to the field. */
static void
check_quality (TestApp *app)
{
  AxleCustomerPage *page = open_customer (app, "overview");
  GtkWidget *panel = find (app, AXLE_TYPE_QUALITY_PANEL);
  GtkListBox *list = GTK_LIST_BOX (test_app_find (panel, GTK_TYPE_LIST_BOX));

  g_assert_nonnull (page);
  test_app_look (app, "quality");
  g_assert_nonnull (gtk_list_box_get_row_at_index (list, 1));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 1));
  axle_test_wait_for (has_dialog, app);
  test_app_look (app, "quality-field");
  adw_dialog_force_close (test_app_get_dialog (app));
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_quality (void)
{
  test_app_run (TRUE, check_quality);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/privacy/consent", test_consent);
  g_test_add_func ("/privacy/erasure", test_erasure);
  g_test_add_func ("/privacy/quality", test_quality);
  return g_test_run ();
}
