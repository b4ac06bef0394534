/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-operations.h"
#include "core/party/customer.h"
#include "core/party/match.h"
#include "store/duplicates.h"
#include "ui/customers/customer-dialog.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/duplicate-panel.h"
#include "ui/customers/merge-dialog.h"
#include "ui/duplicates/duplicate-card.h"
#include "ui/duplicates/duplicates-view.h"
#include "ui/profile.h"

static AxleId
add (TestApp    *app,
     const char *name,
     const char *phone,
     const char *city,
     const char *birthday)
{
  const char *const phones[] = { phone, NULL };
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (app->workstation, &axle_customer_entity);

  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
  axle_record_set_text (customer, AXLE_CUSTOMER_CITY, city);
  axle_record_set_text (customer, AXLE_CUSTOMER_BIRTHDAY, birthday);
  axle_record_set_members (customer, AXLE_CUSTOMER_PHONES, phones);
  axle_customer_save_async (app->workstation, NULL, customer, NULL, NULL, NULL, NULL);
  return customer->id;
}

typedef struct
{
  TestApp   *app;
  GtkWidget *view;
  guint      n_cards;
} Listed;

static GtkListBoxRow *
get_card (Listed *listed,
          guint   position)
{
  GtkWidget *list = test_app_find_css (listed->view, "conflict-cards");

  return list != NULL ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) position) : NULL;
}

static gboolean
has_cards (gpointer data)
{
  Listed *listed = data;

  return (listed->n_cards == 0 || get_card (listed, listed->n_cards - 1) != NULL) &&
         get_card (listed, listed->n_cards) == NULL;
}

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

static void
act (Listed     *listed,
     const char *action)
{
  AxleDuplicateCard *card = AXLE_DUPLICATE_CARD (get_card (listed, 0));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (card), action, "s",
                                             axle_duplicate_item_get_name (axle_duplicate_card_get_item (card))));
}

static GtkWidget *
find_suggested (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_has_css_class (widget, "suggested-action"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_suggested (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* One is, where the focus is; at first the likeliest. */
static void
check_suggested (Listed *listed)
{
  g_assert_nonnull (find_suggested (GTK_WIDGET (get_card (listed, 0))));
  g_assert_null (find_suggested (GTK_WIDGET (get_card (listed, 1))));
  gtk_widget_grab_focus (GTK_WIDGET (get_card (listed, 1)));
  g_assert_null (find_suggested (GTK_WIDGET (get_card (listed, 0))));
  g_assert_nonnull (find_suggested (GTK_WIDGET (get_card (listed, 1))));
  gtk_widget_grab_focus (GTK_WIDGET (get_card (listed, 0)));
}

static void
check_review (TestApp *app)
{
  Listed listed = { .app = app };

  test_app_sign_in (app, TEST_MANAGER);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "duplicates");
  listed.view = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_DUPLICATES_VIEW);
  axle_test_wait_for (has_cards, &listed);
  test_app_look (app, "duplicates-none");

  /* They come while the view is open. */
  add (app, "欧阳晓明", "13800138000", "上海", "1985-03-02");
  add (app, "欧阳小明", "13800138000", NULL, "1985-03-02");
  add (app, "尉迟敏", "13912345678", "苏州", NULL);
  add (app, "尉迟敏", "13912345678", "苏州", "1990-11-21");
  listed.n_cards = 2;
  axle_test_wait_for (has_cards, &listed);
  test_app_look (app, "duplicates");
  check_suggested (&listed);

  act (&listed, "duplicates.apart");
  listed.n_cards = 1;
  axle_test_wait_for (has_cards, &listed);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.undo", NULL);
  listed.n_cards = 2;
  axle_test_wait_for (has_cards, &listed);

  act (&listed, "duplicates.merge");
  axle_test_wait_for (has_dialog, app);
  g_assert_true (AXLE_IS_MERGE_DIALOG (test_app_wait_for_dialog (app)));
  test_app_look (app, "duplicates-merge");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "merge.enter", NULL));
  axle_test_wait_for (has_no_dialog, app);
  listed.n_cards = 1;
  axle_test_wait_for (has_cards, &listed);

  gtk_window_set_default_size (GTK_WINDOW (app->window), 380, 720);
  test_app_look (app, "duplicates-narrow");
}

static GtkWidget *
find_label (GtkWidget  *root,
            const char *text)
{
  if (GTK_IS_LABEL (root) && gtk_widget_get_mapped (root) && g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
shows_known (gpointer data)
{
  AdwDialog *dialog = test_app_get_dialog (data);

  return dialog != NULL && find_label (GTK_WIDGET (dialog), "欧阳晓明") != NULL;
}

typedef struct
{
  TestApp *app;
  AxleId   id;
} Known;

static gboolean
is_known (gpointer data)
{
  Known *known = data;
  g_autoptr(AxleRecord) record = axle_workstation_get_record (known->app->workstation, &axle_customer_entity, &known->id);

  return record != NULL;
}

static gboolean
is_shown (gpointer data)
{
  Known *known = data;
  GtkWidget *page = test_app_find (GTK_WIDGET (known->app->window), AXLE_TYPE_CUSTOMER_PAGE);

  return axle_id_equal (axle_customer_page_get_customer (AXLE_CUSTOMER_PAGE (page)), &known->id);
}

/* It need not be on the screen. */
static GtkWidget *
find_panel (GtkWidget *widget)
{
  if (AXLE_IS_DUPLICATE_PANEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_panel (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_row (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);
}

/* What is known of somebody who is being typed comes once typing rests, and opens. */
static void
check_typing (TestApp *app)
{
  AdwDialog *dialog;
  Known known = { .app = app };

  test_app_sign_in (app, TEST_MANAGER);
  known.id = add (app, "欧阳晓明", "13800138000", "上海", "1985-03-02");
  axle_test_wait_for (is_known, &known);
  dialog = axle_customer_dialog_new (app->workstation, NULL, "13800138000");
  adw_dialog_present (dialog, GTK_WIDGET (app->window));
  test_app_wait_for_dialog (app);
  axle_test_wait_for (shows_known, app);
  test_app_look (app, "duplicates-typing");
  gtk_widget_activate (find_row (find_label (GTK_WIDGET (dialog), "欧阳晓明")));
  axle_test_wait_for (has_no_dialog, app);
  axle_test_wait_for (is_shown, &known);
}

static gboolean
is_paired (gpointer data)
{
  guint n_pairs, n_left;

  return axle_store_count_duplicates (axle_workstation_get_reader (((TestApp *) data)->workstation), AXLE_MATCH_PROPOSED,
                                      &n_pairs, &n_left, NULL) && n_pairs == 1 && n_left == 0;
}

static gboolean
is_hinted (gpointer data)
{
  GtkWidget *panel = *(GtkWidget **) data;

  return gtk_widget_get_visible (panel);
}

/* Nobody looked at the view, and yet the page of either says that there is another. */
static void
check_hint (TestApp *app)
{
  GtkWidget *panel;
  Known known = { .app = app };

  test_app_sign_in (app, TEST_MANAGER);
  add (app, "欧阳晓明", "13800138000", "上海", "1985-03-02");
  known.id = add (app, "欧阳小明", "13800138000", NULL, "1985-03-02");
  axle_test_wait_for (is_known, &known);
  axle_test_wait_for (is_paired, app);
  axle_window_show_record (app->window, &axle_customer_entity, &known.id);
  axle_test_wait_for (is_shown, &known);
  panel = find_panel (GTK_WIDGET (app->window));
  g_assert_nonnull (panel);
  axle_test_wait_for (is_hinted, &panel);
  test_app_look (app, "duplicates-hint");
  g_signal_emit_by_name (test_app_find (panel, GTK_TYPE_BUTTON), "clicked");
  g_assert_true (AXLE_IS_MERGE_DIALOG (test_app_wait_for_dialog (app)));
}

static void
test_hint (void)
{
  test_app_run (TRUE, check_hint);
}

static void
test_review (void)
{
  test_app_run (TRUE, check_review);
}

static void
test_typing (void)
{
  test_app_run (TRUE, check_typing);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/duplicates/review", test_review);
  g_test_add_func ("/duplicates/typing", test_typing);
  g_test_add_func ("/duplicates/hint", test_hint);
  return g_test_run ();
}
