/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-list.h"
#include "app/customer-operations.h"
#include "app/recent.h"
#include "core/party/customer.h"
#include "desk.h"
#include "workshop.h"

static void
count_changes (GListModel *model,
               guint       position,
               guint       removed,
               guint       added,
               guint      *n_touched)
{
  *n_touched += removed + added;
}

#define ASSERT_NAMES(list, expected) \
  G_STMT_START { \
    g_autofree char *names_ = test_list_names (list); \
    g_assert_cmpstr (names_, ==, expected); \
  } G_STMT_END

static void
add_all (TestDesk *desk)
{
  test_add_customer (desk, "王芳", "13800138000");
  test_add_customer (desk, "李明", "13900139000");
  test_add_customer (desk, "单雄信", "13700137000");
  test_add_customer (desk, "Anna", NULL);
}

static void
rename_to (TestDesk     *desk,
           const AxleId *id,
           const char   *name)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  axle_record_set_text (after, AXLE_CUSTOMER_NAME, name);
  axle_customer_save_async (desk->workstation, before, after, NULL, NULL, test_take_result, &result);
  axle_workstation_save_finish (desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
}

/* Names sort by how they sound: 单 is Shàn as a surname. */
static void
test_order (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleCustomerList) list = NULL;

  add_all (desk);
  list = axle_customer_list_new (desk->workstation);
  test_settle (list);
  ASSERT_NAMES (list, "Anna 李明 单雄信 王芳");
  g_assert_cmpuint (axle_customer_list_get_n_total (list), ==, 4);
  axle_customer_list_sort (list, "name", TRUE);
  test_settle (list);
  ASSERT_NAMES (list, "王芳 单雄信 李明 Anna");
  axle_customer_list_sort (list, "phone", FALSE);
  test_settle (list);
  ASSERT_NAMES (list, "单雄信 王芳 李明 Anna");
  axle_customer_list_sort (list, "created", FALSE);
  test_settle (list);
  ASSERT_NAMES (list, "王芳 李明 单雄信 Anna");
}

/* Those opened last come first, but not while one looks; nor where somebody sorts otherwise. */
static void
test_opened (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecent) recent = axle_recent_new (desk->workstation);
  g_autoptr(AxleCustomerList) list = NULL;
  AxleId shan, wang, gone;

  add_all (desk);
  shan = test_add_customer (desk, "单于", NULL);
  wang = test_add_customer (desk, "王五", NULL);
  gone = test_add_customer (desk, "阿明", NULL);
  axle_recent_add (recent, &axle_customer_entity, &shan);
  axle_recent_add (recent, &axle_customer_entity, &gone);
  list = axle_customer_list_new (desk->workstation);
  test_settle (list);
  ASSERT_NAMES (list, "阿明 单于 Anna 李明 单雄信 王芳 王五");
  axle_recent_add (recent, &axle_customer_entity, &wang);
  rename_to (desk, &gone, "赵明");
  test_settle (list);
  ASSERT_NAMES (list, "赵明 单于 Anna 李明 单雄信 王芳 王五");
  axle_customer_list_renew_opened (list);
  test_settle (list);
  ASSERT_NAMES (list, "王五 赵明 单于 Anna 李明 单雄信 王芳");
  axle_customer_list_sort (list, "name", FALSE);
  test_settle (list);
  ASSERT_NAMES (list, "Anna 单于 李明 单雄信 王芳 王五 赵明");
  axle_customer_list_sort (list, AXLE_CUSTOMER_LIST_OPENED, FALSE);
  axle_customer_list_set_search (list, "王");
  test_settle (list);
  axle_recent_add (recent, &axle_customer_entity, &shan);
  axle_customer_list_set_search (list, "");
  test_settle (list);
  ASSERT_NAMES (list, "单于 王五 赵明 Anna 李明 单雄信 王芳");
}

static void
test_search (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleCustomerList) list = NULL;
  g_autoptr(AxleCustomerItem) item = NULL;
  AxleId id;

  add_all (desk);
  id = test_add_customer (desk, "王方", NULL);
  list = axle_customer_list_new (desk->workstation);
  axle_customer_list_set_search (list, " lm ");
  test_settle (list);
  ASSERT_NAMES (list, "李明");
  g_assert_cmpuint (axle_customer_list_get_n_total (list), ==, 5);
  axle_customer_list_set_search (list, "137");
  test_settle (list);
  ASSERT_NAMES (list, "单雄信");
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_nonnull (strstr (axle_customer_item_get_match_markup (item), "<b>137</b>"));
  axle_customer_list_set_search (list, "");
  test_settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 5);
  g_assert_null (axle_customer_item_get_match_markup (item));
  g_assert_cmpuint (axle_customer_list_find (list, &id), <, 5);
}

/* What stays keeps its object, so that a selection survives; what changes moves alone. */
static void
test_small_changes (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleCustomerList) list = NULL;
  g_autoptr(AxleCustomerItem) before = NULL;
  g_autoptr(AxleCustomerItem) after = NULL;
  guint n_touched = 0;
  AxleId id;

  add_all (desk);
  list = axle_customer_list_new (desk->workstation);
  test_settle (list);
  before = g_list_model_get_item (G_LIST_MODEL (list), 2);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes), &n_touched);
  id = test_add_customer (desk, "包拯", NULL);
  test_settle (list);
  ASSERT_NAMES (list, "Anna 包拯 李明 单雄信 王芳");
  g_assert_cmpuint (n_touched, ==, 1);
  after = g_list_model_get_item (G_LIST_MODEL (list), 3);
  g_assert_true (before == after);

  n_touched = 0;
  rename_to (desk, &id, "赵云");
  test_settle (list);
  ASSERT_NAMES (list, "Anna 李明 单雄信 王芳 赵云");
  g_assert_cmpuint (n_touched, ==, 2);
}

static void
count_notify (GObject    *item,
              GParamSpec *pspec,
              guint      *n)
{
  (*n)++;
}

/* A change that moves nothing changes the item alone. */
static void
test_item_follows (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleCustomerList) list = NULL;
  g_autoptr(AxleCustomerItem) item = NULL;
  guint n_touched = 0;
  guint n_notified = 0;
  AxleId id = test_add_customer (desk, "王芳", NULL);

  list = axle_customer_list_new (desk->workstation);
  test_settle (list);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_signal_connect (list, "items-changed", G_CALLBACK (count_changes), &n_touched);
  g_signal_connect (item, "notify::name", G_CALLBACK (count_notify), &n_notified);
  rename_to (desk, &id, "王小芳");
  test_settle (list);
  g_assert_cmpstr (axle_customer_item_get_name (item), ==, "王小芳");
  g_assert_cmpuint (n_touched, ==, 0);
  g_assert_cmpuint (n_notified, ==, 1);
}

/* More than a page, and more than is kept: every row is there, and in order. */
static void
test_many (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(AxleCustomerList) list = NULL;

  for (int i = 0; i < 2500; i++)
    {
      g_autoptr(AxleRecord) customer = axle_customer_draft_new (desk->workstation, &axle_customer_entity);
      g_autofree char *name = g_strdup_printf ("n%04d", i);

      axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
      g_ptr_array_add (changes, axle_change_new_between (NULL, customer));
    }
  test_save_all (desk->workstation, changes);
  list = axle_customer_list_new (desk->workstation);
  test_settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2500);
  for (guint i = 0; i < 2500; i++)
    {
      g_autoptr(AxleCustomerItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *name = g_strdup_printf ("n%04u", i);

      g_assert_cmpstr (axle_customer_item_get_name (item), ==, name);
    }
}

static void
count_notes (int *n_notes)
{
  ++*n_notes;
}

/* Rows that could not be read are there again once they can be: when somebody comes back
 * to them, and when anything changes. */
static void
test_unreadable (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleCustomerList) list = NULL;
  g_autoptr(AxleCustomerItem) first = NULL, second = NULL, again = NULL;
  int n_notes = 0;

  add_all (desk);
  list = axle_customer_list_new (desk->workstation);
  test_settle (list);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  second = g_list_model_get_item (G_LIST_MODEL (list), 1);
  test_desk_break (desk, &axle_customer_entity);
  g_assert_cmpstr (axle_customer_item_get_name (first), ==, "");
  g_assert_cmpstr (axle_customer_item_get_name (second), ==, "");
  test_desk_mend (desk, &axle_customer_entity);
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (again == first);
  g_assert_cmpstr (axle_customer_item_get_name (first), ==, "Anna");
  g_assert_cmpstr (axle_customer_item_get_name (second), ==, "");

  g_signal_connect_swapped (second, "notify::name", G_CALLBACK (count_notes), &n_notes);
  test_add_customer (desk, "赵四", NULL);
  g_assert_cmpstr (axle_customer_item_get_name (second), ==, "李明");
  g_assert_cmpint (n_notes, ==, 1);
  test_settle (list);
  ASSERT_NAMES (list, "Anna 李明 单雄信 王芳 赵四");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/customer-list/order", test_order);
  g_test_add_func ("/customer-list/opened", test_opened);
  g_test_add_func ("/customer-list/search", test_search);
  g_test_add_func ("/customer-list/small-changes", test_small_changes);
  g_test_add_func ("/customer-list/item-follows", test_item_follows);
  g_test_add_func ("/customer-list/many", test_many);
  g_test_add_func ("/customer-list/unreadable", test_unreadable);
  return g_test_run ();
}
