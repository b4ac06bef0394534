/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include <glib/gi18n-lib.h>

#include "app/customer-list.h"
#include "app/portrait.h"
#include "app/rules.h"
#include "core/insight/advice.h"
#include "core/insight/rule.h"
#include "core/party/customer.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/portrait-panel.h"
#include "ui/customers/timeline-filter.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/shell/rule-editor.h"
#include "ui/tasks/question-row.h"

typedef struct
{
  TestApp *app;
  guint    n;
} Expected;

static AxleCustomerPage *
get_page (TestApp *app)
{
  return AXLE_CUSTOMER_PAGE (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CUSTOMER_PAGE));
}

static GtkWidget *
get_panel (TestApp *app)
{
  return axle_customer_page_get_panel (get_page (app), "portrait");
}

static GListModel *
get_rows (TestApp *app)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (test_app_find (GTK_WIDGET (app->window), GTK_TYPE_COLUMN_VIEW));

  return G_LIST_MODEL (gtk_column_view_get_model (view));
}

static gboolean
has_rows (gpointer data)
{
  return g_list_model_get_n_items (get_rows (data)) == TEST_N_CUSTOMERS;
}

static gboolean
has_width (gpointer data)
{
  Expected *expected = data;

  return gtk_widget_get_width (GTK_WIDGET (expected->app->window)) == (int) expected->n;
}

/* The first of the list has lived through everything. */
static void
show (TestApp *app,
      guint    width)
{
  Expected expected = { app, width };
  g_autoptr (AxleCustomerItem) first = NULL;
  AxleId customer;

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  axle_test_wait_for (has_rows, app);
  first = g_list_model_get_item (get_rows (app), 0);
  customer = *axle_customer_item_get_id (first);
  gtk_window_unmaximize (GTK_WINDOW (app->window));
  gtk_window_set_default_size (GTK_WINDOW (app->window), (int) width, 800);
  axle_test_wait_for (has_width, &expected);
  axle_window_show_record (app->window, &axle_customer_entity, &customer);
  axle_customer_page_show_tab (get_page (app), "overview");
}

static GtkWidget *
find_widget (GtkWidget *root,
             GType      type,
             const char *name)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && (name == NULL || g_str_equal (gtk_widget_get_name (root), name)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type, name);
  return found;
}

static guint
count_offers (TestApp *app)
{
  GtkWidget *list = find_widget (get_panel (app), GTK_TYPE_LIST_BOX, NULL);
  guint n = 0;

  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}

static GtkWidget *
find_first_offer (TestApp *app)
{
  return gtk_widget_get_first_child (find_widget (get_panel (app), GTK_TYPE_LIST_BOX, NULL));
}

static void
check_looks (TestApp *app)
{
  show (app, 1280);
  test_app_look (app, "portrait-wide");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
  test_app_look (app, "portrait-dark");
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
test_looks (void)
{
  test_app_run (TRUE, check_looks);
}

static void
check_narrow (TestApp *app)
{
  int least;

  show (app, 360);
  test_app_look (app, "portrait-narrow");
  gtk_widget_measure (gtk_window_get_child (GTK_WINDOW (app->window)), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 360);
}

static void
test_narrow (void)
{
  test_app_run (TRUE, check_narrow);
}

/* Each clause opens what is behind it, and that in the timeline. */

static gboolean
is_filtered (gpointer data)
{
  GtkWidget *panel = axle_customer_page_get_panel (get_page (data), "timeline");
  GtkWidget *filter = panel != NULL ? find_widget (panel, AXLE_TYPE_TIMELINE_FILTER, NULL) : NULL;
  GtkWidget *list = panel != NULL ? test_app_find_css (panel, "timeline") : NULL;

  return filter != NULL && axle_timeline_filter_is_on (AXLE_TIMELINE_FILTER (filter)) && list != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))) == 4;
}

static void
open_clause (TestApp    *app,
             const char *code)
{
  AxleDossier *dossier = axle_customer_profile_get_dossier (axle_customer_page_get_profile (get_page (app)));
  g_autoptr (AxleInsight) insight = axle_insight_new (app->workstation, dossier);
  GtkWidget *sentence = test_app_find_css (get_panel (app), "portrait");

  for (guint i = 0; i < insight->portrait->clauses->len; i++)
    {
      const AxleClause *clause = insight->portrait->clauses->pdata[i];
      g_autofree char *uri = g_strdup_printf ("%u", i);
      gboolean handled = FALSE;

      if (!g_str_equal (clause->rule->code, code))
        continue;
      g_assert_nonnull (strstr (gtk_label_get_text (GTK_LABEL (sentence)), clause->text));
      g_signal_emit_by_name (sentence, "activate-link", uri, &handled);
      g_assert_true (handled);
      return;
    }
  g_assert_not_reached ();
}

static void
check_sources (TestApp *app)
{
  AdwDialog *dialog;

  show (app, 1280);
  open_clause (app, "rhythm");
  dialog = test_app_wait_for_dialog (app);
  test_app_look (app, "portrait-sources");
  g_signal_emit_by_name (test_app_find_css (GTK_WIDGET (dialog), "pill"), "clicked");
  axle_test_wait_for (is_filtered, app);
  test_app_look (app, "portrait-timeline");
}

static void
test_sources (void)
{
  test_app_run (TRUE, check_sources);
}

/* What is declined goes, and is back when that is undone. */

static gboolean
first_offer_is (gpointer data)
{
  Expected *expected = data;
  GtkWidget *row = find_first_offer (expected->app);

  return row != NULL
         && (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), g_object_get_data (G_OBJECT (expected->app->window), "first")) == 0)
            == (expected->n != 0);
}

static gboolean
can_undo (gpointer data)
{
  return test_app_can (data, "win.undo");
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (data, "win.redo");
}

static void
check_decide (TestApp *app)
{
  Expected gone = { app, FALSE }, back = { app, TRUE };
  GtkWidget *row;

  show (app, 1280);
  row = find_first_offer (app);
  g_assert_cmpuint (count_offers (app), ==, 2);
  g_object_set_data_full (G_OBJECT (app->window), "first",
                          g_strdup (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))), g_free);
  g_signal_emit_by_name (find_widget (row, GTK_TYPE_BUTTON, "declined"), "clicked");
  axle_test_wait_for (first_offer_is, &gone);
  test_app_look (app, "portrait-declined");
  axle_test_wait_for (can_undo, app);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (first_offer_is, &back);
  axle_test_wait_for (can_redo, app);
}

static void
test_decide (void)
{
  test_app_run (TRUE, check_decide);
}

/* A rule is edited, tried on somebody and saved, and the list shows it. */

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (root) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static gboolean
has_editor (gpointer data)
{
  return find_widget (GTK_WIDGET (test_app_get_dialog (data)), AXLE_TYPE_RULE_EDITOR, NULL) != NULL;
}

static gboolean
is_saved (gpointer data)
{
  TestApp *app = data;
  GtkWidget *row = find_widget (GTK_WIDGET (test_app_get_dialog (app)), ADW_TYPE_ACTION_ROW, "young");

  return !has_editor (data) && row != NULL
         && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "< 30") != NULL
         && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "≥ 4") != NULL;
}

static void
write_condition (GtkWidget  *editor,
                 const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (editor, GTK_TYPE_TEXT_VIEW, NULL))), text, -1);
}

static GtkWidget *
find_text (GtkWidget  *root,
           const char *part)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), part) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_text (child, part);
  return found;
}

static void
check_rules (TestApp *app)
{
  GtkWidget *dialog, *editor, *row;

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  g_action_group_activate_action (G_ACTION_GROUP (app->application), "preferences", NULL);
  dialog = GTK_WIDGET (test_app_wait_for_dialog (app));
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "rules");
  test_app_look (app, "rules");
  row = find_widget (dialog, ADW_TYPE_ACTION_ROW, "young");
  g_signal_emit_by_name (row, "activated");
  axle_test_wait_for (has_editor, app);
  editor = find_widget (dialog, AXLE_TYPE_RULE_EDITOR, NULL);
  test_app_look (app, "rule-editor");
  write_condition (editor, "age < 30 and visits >= four");
  g_assert_nonnull (find_text (editor, "four"));
  test_app_look (app, "rule-wrong");
  write_condition (editor, "age < 30 and visits >= 4");
  gtk_editable_set_text (GTK_EDITABLE (find_widget (editor, ADW_TYPE_ENTRY_ROW, "search")), "艾丽娜");
  row = find_row (editor, "艾丽娜·伊布拉音");
  g_signal_emit_by_name (row, "activated");
  test_app_look (app, "rule-tried");
  g_assert_nonnull (find_row (editor, "visits >= 4"));
  g_assert_true (gtk_widget_activate_action (editor, "rule.save", NULL));
  axle_test_wait_for (is_saved, app);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
test_rules (void)
{
  test_app_run (TRUE, check_rules);
}

/* What follows from answers: a broken one says why, one is tried with answers and saved. */

static void
save_broken (TestApp *app)
{
  g_autoptr(AxleRecord) draft = axle_rule_draft_new (app->workstation, NULL, "answer");
  g_autoptr(GAsyncResult) result = NULL;

  axle_record_set_text (draft, AXLE_RULE_NAME, "异味");
  axle_record_set_text (draft, AXLE_RULE_CONDITION, "smell contains \"异味\"");
  axle_record_set_text (draft, AXLE_RULE_TEXT, "请客户来清洗空调");
  axle_record_set_text (draft, AXLE_RULE_EFFECT, "task offer");
  axle_rule_save_async (app->workstation, draft, NULL, test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (app->workstation, test_wait (&result), NULL), >, 0);
}

static gboolean
is_answer_saved (gpointer data)
{
  GtkWidget *row = find_widget (GTK_WIDGET (test_app_get_dialog (data)), ADW_TYPE_ACTION_ROW, "dissatisfied");

  return !has_editor (data) && row != NULL
         && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "≤ 3") != NULL
         && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "“slow”") != NULL;
}

static void
check_answers (TestApp *app)
{
  GtkWidget *dialog, *editor, *row;

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  save_broken (app);
  g_action_group_activate_action (G_ACTION_GROUP (app->application), "preferences", NULL);
  dialog = GTK_WIDGET (test_app_wait_for_dialog (app));
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "rules");
  row = find_row (dialog, "异味");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "smell"));
  test_app_look (app, "answers");
  g_signal_emit_by_name (find_widget (dialog, ADW_TYPE_ACTION_ROW, "dissatisfied"), "activated");
  axle_test_wait_for (has_editor, app);
  editor = find_widget (dialog, AXLE_TYPE_RULE_EDITOR, NULL);
  write_condition (editor, "satisfied <= 3 or words contains \"slow\"");
  row = find_widget (editor, AXLE_TYPE_QUESTION_ROW, NULL);
  g_assert_cmpstr (axle_question_row_get_code (AXLE_QUESTION_ROW (row)), ==, "after-delivery.satisfied");
  g_signal_emit_by_name (gtk_widget_get_ancestor (find_text (row, "3"), GTK_TYPE_BUTTON), "clicked");
  g_assert_nonnull (find_row (editor, "satisfied <= 3"));
  g_assert_nonnull (find_row (editor, _("The rule holds")));
  test_app_look (app, "answer-tried");
  g_assert_true (gtk_widget_activate_action (editor, "rule.save", NULL));
  axle_test_wait_for (is_answer_saved, app);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
test_answers (void)
{
  test_app_run (TRUE, check_answers);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/portrait/looks", test_looks);
  g_test_add_func ("/portrait/narrow", test_narrow);
  g_test_add_func ("/portrait/sources", test_sources);
  g_test_add_func ("/portrait/decide", test_decide);
  g_test_add_func ("/portrait/rules", test_rules);
  g_test_add_func ("/portrait/answers", test_answers);
  return g_test_run ();
}
