/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include "app/customer-list.h"
#include "app/inbox.h"
#include "core/party/customer.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/record-dialog.h"
#include "ui/inbox/conflict-card.h"
#include "ui/inbox/inbox-view.h"
#include "ui/profile.h"

/* The conflict inbox, and a form over a record that another desk changes meanwhile. */

static GtkWidget *
open_inbox (TestApp *app)
{
  test_app_sign_in (app, TEST_MANAGER);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "inbox");
  return test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_INBOX_VIEW);
}

static GtkListBox *
get_cards (GtkWidget *view)
{
  GtkWidget *card = test_app_find (view, AXLE_TYPE_CONFLICT_CARD);

  return GTK_LIST_BOX (gtk_widget_get_parent (card));
}

static AxleInboxItem *
get_item (GtkWidget *view,
          int        position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (get_cards (view), position);

  return row != NULL ? axle_conflict_card_get_item (AXLE_CONFLICT_CARD (row)) : NULL;
}

typedef struct
{
  GtkWidget     *view;
  const char    *name;
  AxleInboxItem *item;
} Named;

static gboolean
is_listed (gpointer data)
{
  Named *named = data;

  for (int i = 0; (named->item = get_item (named->view, i)) != NULL; i++)
    if (g_str_equal (axle_inbox_item_get_name (named->item), named->name))
      return TRUE;
  return FALSE;
}

/* What was taken back is in the list again. */
static AxleInboxItem *
wait_for_item (GtkWidget  *view,
               const char *name)
{
  Named named = { view, name, NULL };

  axle_test_wait_for (is_listed, &named);
  return named.item;
}

static AxleInboxItem *
find_item (GtkWidget       *view,
           AxleInboxReason  reason)
{
  AxleInboxItem *item;

  for (int i = 0; (item = get_item (view, i)) != NULL; i++)
    if (axle_inbox_item_get_reason (item) == reason)
      return item;
  g_assert_not_reached ();
}

typedef struct
{
  TestApp *app;
  guint    attention;
} Expected;

static gboolean
has_attention (gpointer data)
{
  Expected *expected = data;
  AxleView *view = axle_window_get_view (expected->app->window);

  if (axle_workstation_get_attention (expected->app->workstation) != expected->attention)
    return FALSE;
  return view != NULL;
}

static void
wait_for_attention (TestApp *app,
                    guint    attention)
{
  Expected expected = { app, attention };

  axle_test_wait_for (has_attention, &expected);
}

static AxleRecord *
get_customer (TestApp      *app,
              const AxleId *id)
{
  return axle_workstation_get_record (app->workstation, &axle_customer_entity, id);
}

/* A card is read out as a whole, and its buttons say which value they are for. */
static void
check_names (TestApp *app)
{
  GtkWidget *view = open_inbox (app);
  GtkWidget *card;

  wait_for_attention (app, TEST_N_CONFLICTS);
  test_app_look (app, "inbox");
  card = test_app_find (view, AXLE_TYPE_CONFLICT_CARD);
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_nonnull (test_app_find_css (GTK_WIDGET (app->window), "view-badge"));
  /* Those of a record stand together. */
  for (int i = 2; get_item (view, i) != NULL; i++)
    g_assert_false (axle_id_equal (axle_inbox_item_get_record (get_item (view, i)),
                                   axle_inbox_item_get_record (get_item (view, i - 2))) &&
                    !axle_id_equal (axle_inbox_item_get_record (get_item (view, i)),
                                    axle_inbox_item_get_record (get_item (view, i - 1))));
}

static void
act (GtkWidget     *view,
     const char    *action,
     AxleInboxItem *item)
{
  g_assert_true (gtk_widget_activate_action (view, action, "s", axle_inbox_item_get_name (item)));
}

/* Keep, take back, put back, take back: each time the record and the list agree. */
static void
check_deciding (TestApp *app)
{
  GtkWidget *view = open_inbox (app);
  AxleInboxItem *item = find_item (view, AXLE_INBOX_OVERTOOK);
  g_autofree char *name = g_strdup (axle_inbox_item_get_name (item));
  AxleId id = *axle_inbox_item_get_record (item);

  wait_for_attention (app, TEST_N_CONFLICTS);
  act (view, "inbox.keep", item);
  wait_for_attention (app, TEST_N_CONFLICTS - 1);
  g_assert_true (axle_workstation_can_undo (app->workstation));
  test_app_activate (app, "win.undo");
  wait_for_attention (app, TEST_N_CONFLICTS);

  item = wait_for_item (view, name);
  g_assert_true (axle_id_equal (axle_inbox_item_get_record (item), &id));
  act (view, "inbox.restore", item);
  wait_for_attention (app, TEST_N_CONFLICTS - 1);
  {
    g_autoptr (AxleRecord) customer = get_customer (app, &id);
    g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_STAGE), ==, "loyal");
  }
  test_app_activate (app, "win.undo");
  wait_for_attention (app, TEST_N_CONFLICTS);
  {
    g_autoptr (AxleRecord) customer = get_customer (app, &id);
    g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_STAGE), ==, "deal");
  }
}

/* All at once, by the selection; then there is nothing to decide. */
static void
check_several (TestApp *app)
{
  GtkWidget *view = open_inbox (app);
  GtkWidget *empty;

  wait_for_attention (app, TEST_N_CONFLICTS);
  g_assert_true (gtk_widget_activate_action (view, "inbox.select-all", NULL));
  g_assert_true (gtk_widget_activate_action (view, "inbox.restore", "s", ""));
  wait_for_attention (app, 0);
  empty = test_app_find (view, ADW_TYPE_STATUS_PAGE);
  g_assert_true (gtk_widget_get_mapped (empty));
  g_assert_null (test_app_find_css (GTK_WIDGET (app->window), "view-badge"));
  /* One operation for all of it. */
  test_app_activate (app, "win.undo");
  wait_for_attention (app, TEST_N_CONFLICTS);
}

/* The record that the server refused is on its page as refused; editing sends it again. */
static void
check_not_made (TestApp *app)
{
  GtkWidget *view = open_inbox (app);
  AxleInboxItem *item = find_item (view, AXLE_INBOX_NOT_MADE);
  AxleId id = *axle_inbox_item_get_record (item);
  AdwDialog *dialog;
  GtkWidget *page;

  wait_for_attention (app, TEST_N_CONFLICTS);
  act (view, "inbox.show", item);
  page = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CUSTOMER_PAGE);
  g_assert_true (axle_id_equal (axle_customer_page_get_customer (AXLE_CUSTOMER_PAGE (page)), &id));
  g_assert_nonnull (test_app_find_css (page, "blocked"));
  g_assert_true (gtk_widget_activate_action (page, "customer.decide", NULL));
  g_assert_true (GTK_WIDGET (axle_window_get_view (app->window)) == view);

  act (view, "inbox.edit", find_item (view, AXLE_INBOX_NOT_MADE));
  dialog = test_app_get_dialog (app);
  g_assert_true (AXLE_IS_RECORD_DIALOG (dialog));
  gtk_editable_set_text (GTK_EDITABLE (test_app_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW)), "安雅婷女士");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL));
  wait_for_attention (app, TEST_N_CONFLICTS - 1);
  {
    g_autoptr (AxleRecord) customer = get_customer (app, &id);
    g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), ==, "安雅婷女士");
  }
  g_assert_cmpuint (axle_workstation_get_waiting (app->workstation), >=, 1); /* who looked at it waits too */
}

/* Editing begins with what was typed here, laid over what stands. */
static void
check_editing (TestApp *app)
{
  GtkWidget *view = open_inbox (app);
  AxleInboxItem *item = find_item (view, AXLE_INBOX_REFUSED);
  AxleId id = *axle_inbox_item_get_record (item);
  AdwDialog *dialog;

  wait_for_attention (app, TEST_N_CONFLICTS);
  act (view, "inbox.edit", item);
  dialog = test_app_get_dialog (app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL));
  wait_for_attention (app, TEST_N_CONFLICTS - 1);
  {
    g_autoptr (AxleRecord) customer = get_customer (app, &id);
    g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_CITY), ==, "苏州");
  }
  test_app_activate (app, "win.undo");
  wait_for_attention (app, TEST_N_CONFLICTS);
  {
    g_autoptr (AxleRecord) customer = get_customer (app, &id);
    g_assert_cmpstr (axle_record_get_text (customer, AXLE_CUSTOMER_CITY), ==, "上海");
  }
}

/* Who may only read sees it all and decides nothing. */
static void
check_reading (TestApp *app)
{
  GtkWidget *view;
  AxleInboxItem *item;

  test_app_sign_in (app, TEST_TECHNICIAN);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "inbox");
  view = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_INBOX_VIEW);
  item = find_item (view, AXLE_INBOX_OVERTOOK);
  wait_for_attention (app, TEST_N_CONFLICTS);
  act (view, "inbox.edit", item);
  g_assert_null (test_app_get_dialog (app));
  act (view, "inbox.keep", item);
  test_app_find (GTK_WIDGET (app->window), g_type_from_name ("AdwToastWidget"));
  g_assert_cmpuint (axle_workstation_get_attention (app->workstation), ==, TEST_N_CONFLICTS);
}

/* A form while the feed goes on. */

typedef struct
{
  TestApp   *app;
  AxleId     customer;
  AdwDialog *dialog;
  GtkWidget *name;
  GtkWidget *city;
} Form;

static GtkWidget *
find_row (GtkWidget  *root,
          const char *title)
{
  if (ADW_IS_ENTRY_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
open_form (Form    *form,
           TestApp *app)
{
  g_autoptr (AxleCustomerList) list = NULL;
  g_autoptr (AxleCustomerItem) first = NULL;
  GtkWidget *page;

  test_app_sign_in (app, TEST_MANAGER);
  list = axle_customer_list_new (app->workstation);
  while (axle_customer_list_get_busy (list))
    g_main_context_iteration (NULL, TRUE);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  form->app = app;
  form->customer = *axle_customer_item_get_id (first);
  axle_window_show_record (app->window, &axle_customer_entity, &form->customer);
  page = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CUSTOMER_PAGE);
  g_assert_true (gtk_widget_activate_action (page, "customer.edit", NULL));
  form->dialog = test_app_wait_for_dialog (app);
  form->name = find_row (GTK_WIDGET (form->dialog), g_dgettext ("axle", "Name"));
  form->city = find_row (GTK_WIDGET (form->dialog), g_dgettext ("axle", "City"));
  g_assert_nonnull (form->name);
  g_assert_nonnull (form->city);
}

typedef struct
{
  AxleId      customer;
  guint       field;
  const char *text;
  gboolean    seen;
} Fed;

static gboolean
feed_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Fed *fed = data;

  test_profile_feed (store, &fed->customer, fed->field, fed->text);
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
see_changed (AxleWorkstation *workstation,
             AxleChangeSet   *changes,
             Fed             *fed)
{
  g_autoptr (AxleRecord) record = axle_workstation_get_record (workstation, &axle_customer_entity, &fed->customer);

  fed->seen = axle_change_set_has_record (changes, &axle_customer_entity, &fed->customer) &&
              g_strcmp0 (axle_record_get_text (record, fed->field), fed->text) == 0;
}

/* What another desk did arrives, as with the next page of the feed. */
static void
feed (Form       *form,
      guint       field,
      const char *text)
{
  Fed fed = { form->customer, field, text, FALSE };
  gboolean done = FALSE;
  gulong handler = g_signal_connect_after (form->app->workstation, "changed", G_CALLBACK (see_changed), &fed);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, take_result, &done);

  axle_workstation_run (form->app->workstation, AXLE_JOB_NORMAL, task, feed_job, &fed);
  axle_test_wait_for (is_true, &done);
  axle_test_wait_for (is_true, &fed.seen);
  g_signal_handler_disconnect (form->app->workstation, handler);
}

static GtkText *
text_of (GtkWidget *row)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (row)));
}

/* Fields that nobody touched follow, softly marked; what is typed stays, with its
 * cursor, its focus and what theirs is now, one press away. */
static void
check_rebase (TestApp *app)
{
  Form form;
  GtkText *city;
  GtkWidget *take;

  open_form (&form, app);
  city = text_of (form.city);
  gtk_widget_grab_focus (form.city);
  gtk_editable_set_text (GTK_EDITABLE (form.city), "上海市浦东新区");
  gtk_editable_set_position (GTK_EDITABLE (form.city), 3);

  feed (&form, AXLE_CUSTOMER_NAME, "艾丽娜");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.name)), ==, "艾丽娜");
  g_assert_true (gtk_widget_has_css_class (form.name, "followed"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.city)), ==, "上海市浦东新区");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (form.city)), ==, 3);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (app->window)) == GTK_WIDGET (city));

  feed (&form, AXLE_CUSTOMER_CITY, "北京");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.city)), ==, "上海市浦东新区");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (form.city)), ==, 3);
  g_assert_true (gtk_widget_has_css_class (form.city, "warning"));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (app->window)) == GTK_WIDGET (city));
  test_app_look (app, "form-while-the-feed-goes-on");

  /* The next key goes where the cursor is. */
  gtk_editable_insert_text (GTK_EDITABLE (form.city), "的", -1, &(int) { 3 });
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.city)), ==, "上海市的浦东新区");

  take = gtk_widget_get_next_sibling (form.city);
  take = test_app_find (take, GTK_TYPE_BUTTON);
  g_signal_emit_by_name (take, "clicked");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.city)), ==, "北京");
  g_assert_false (gtk_widget_has_css_class (form.city, "warning"));
  g_assert_false (gtk_widget_get_mapped (take));
  adw_dialog_force_close (form.dialog);
}

/* A word that is being composed is not in the text yet: the field must not move under it. */
static void
check_composing (TestApp *app)
{
  Form form;

  open_form (&form, app);
  gtk_widget_grab_focus (form.city);
  g_signal_emit_by_name (text_of (form.city), "preedit-changed", "beij");
  feed (&form, AXLE_CUSTOMER_CITY, "广州");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.city)), ==, "上海");
  /* What it became is on top of what was seen, and theirs is told. */
  gtk_editable_set_text (GTK_EDITABLE (form.city), "上海北京");
  g_signal_emit_by_name (text_of (form.city), "preedit-changed", "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.city)), ==, "上海北京");
  g_assert_true (gtk_widget_has_css_class (form.city, "warning"));

  /* Where nothing came of it, the field follows after all. */
  g_signal_emit_by_name (text_of (form.name), "preedit-changed", "li");
  feed (&form, AXLE_CUSTOMER_NAME, "李雷");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.name)), !=, "李雷");
  g_signal_emit_by_name (text_of (form.name), "preedit-changed", "");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (form.name)), ==, "李雷");
  adw_dialog_force_close (form.dialog);
}

/* The page behind the form: the focus and the selection stay where they are. */
static void
check_page (TestApp *app)
{
  Form form;
  GtkWidget *page, *focus;

  open_form (&form, app);
  adw_dialog_force_close (form.dialog);
  page = test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CUSTOMER_PAGE);
  axle_customer_page_focus (AXLE_CUSTOMER_PAGE (page));
  focus = gtk_root_get_focus (GTK_ROOT (app->window));
  g_assert_true (gtk_widget_is_ancestor (focus, page));
  feed (&form, AXLE_CUSTOMER_CITY, "广州");
  g_assert_true (gtk_root_get_focus (GTK_ROOT (app->window)) == focus);
  g_assert_true (gtk_widget_get_mapped (focus));
}

#define TEST(func) static void test_##func (void) { test_app_run_contested (check_##func); }
#define PLAIN(func) static void test_##func (void) { test_app_run (TRUE, check_##func); }

TEST (names)
TEST (deciding)
TEST (several)
TEST (not_made)
TEST (editing)
TEST (reading)
PLAIN (rebase)
PLAIN (composing)
PLAIN (page)

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/inbox/names", test_names);
  g_test_add_func ("/inbox/deciding", test_deciding);
  g_test_add_func ("/inbox/several", test_several);
  g_test_add_func ("/inbox/not-made", test_not_made);
  g_test_add_func ("/inbox/editing", test_editing);
  g_test_add_func ("/inbox/reading", test_reading);
  g_test_add_func ("/rebase/form", test_rebase);
  g_test_add_func ("/rebase/composing", test_composing);
  g_test_add_func ("/rebase/page", test_page);
  return g_test_run ();
}
