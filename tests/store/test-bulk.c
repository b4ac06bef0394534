/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/party/customer.h"
#include "store/customers.h"
#include "store/private.h"
#include "store/search.h"

/* A first sync does without indexes; at its end, or when the cache is next opened
 * after it broke off, all of them are there again. */

#define N_CUSTOMERS 300

static char *
list_indexes (AxleStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (store->connection,
                             "SELECT coalesce (group_concat (sql, x'0a'), '') FROM "
                             "(SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL "
                             " AND tbl_name IN ('customer', 'vehicle') ORDER BY name)", &error);

  g_assert_no_error (error);
  g_assert_cmpint (axle_statement_step (statement, &error), ==, AXLE_STEP_ROW);
  return axle_statement_dup_text (statement, 0);
}

static void
feed_customers (AxleStore *store,
                guint      n_customers)
{
  g_autoptr(GPtrArray) feed = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GError) error = NULL;
  const AxleId scope = { { 1 } };
  AxleCursor cursor = { 1, n_customers };

  for (guint i = 0; i < n_customers; i++)
    {
      AxleRecord *customer = test_customer (i % 2 == 0 ? "周杰伦" : "阿信", NULL);

      customer->scope = scope;
      customer->revision = 1;
      g_ptr_array_add (feed, customer);
    }
  g_assert_true (axle_store_apply_feed (store, &scope, feed, &cursor, &error));
  g_assert_no_error (error);
}

static void
index_all (AxleStore *store)
{
  guint n_left = 1;

  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, 100, &n_left, NULL));
}

static void
assert_works (AxleStore *store)
{
  g_autoptr(GPtrArray) hits = NULL;
  g_autoptr(GPtrArray) page = NULL;
  g_autoptr(GArray) rows = axle_store_order_customers (store, AXLE_CUSTOMER_ORDER_NAME, FALSE, NULL, NULL);
  const AxleCustomerSummary *first;

  g_assert_cmpuint (rows->len, ==, N_CUSTOMERS);
  page = axle_store_load_customers (store, (const gint64 *) (gpointer) rows->data, 1, NULL);
  first = page->pdata[0];
  g_assert_cmpstr (axle_record_get_text (first->customer, AXLE_CUSTOMER_NAME), ==, "阿信");
  hits = axle_store_search (store, "zjl", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 10);
}

static void
count_cb (AxleStore         *store,
          const AxleTouched *touched,
          gsize              n_touched,
          gpointer           user_data)
{
  *(gsize *) user_data += n_touched;
}

static void
test_to_the_end (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autofree char *before = list_indexes (store);
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;
  gsize n_touched = 0;

  g_assert_true (axle_store_begin_bulk (store, NULL));
  during = list_indexes (store);
  g_assert_null (strstr (during, "name_key"));
  g_assert_cmpuint (strlen (during), <, strlen (before) / 2);
  feed_customers (store, N_CUSTOMERS);
  for (int order = AXLE_CUSTOMER_ORDER_NAME; order <= AXLE_CUSTOMER_ORDER_CREATED; order++)
    {
      g_autoptr(GArray) rows = axle_store_order_customers (store, (AxleCustomerOrder) order, FALSE, NULL, NULL);

      g_assert_cmpuint (rows->len, ==, N_CUSTOMERS);
    }
  index_all (store);
  axle_store_set_observer (store, count_cb, &n_touched);
  g_assert_true (axle_store_end_bulk (store, NULL));
  /* So that someone comes to index what is left. */
  g_assert_cmpuint (n_touched, >, 0);
  axle_store_set_observer (store, NULL, NULL);
  after = list_indexes (store);
  g_assert_cmpstr (after, ==, before);
  index_all (store);
  assert_works (store);
}

static void
test_broken_off (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  AxleStore *store = test_desk_open (folder, "cache");
  g_autofree char *before = list_indexes (store);
  g_autofree char *after = NULL;

  g_assert_true (axle_store_begin_bulk (store, NULL));
  feed_customers (store, N_CUSTOMERS);
  axle_store_close (store);
  store = test_desk_open (folder, "cache");
  after = list_indexes (store);
  g_assert_cmpstr (after, ==, before);
  index_all (store);
  assert_works (store);
  axle_store_close (store);
}

/* Another program opened the cache and has made the indexes. */
static void
test_made_elsewhere (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autofree char *before = list_indexes (store);
  g_autofree char *after = NULL;

  g_assert_true (axle_store_begin_bulk (store, NULL));
  axle_store_close (test_desk_open (folder, "cache"));
  feed_customers (store, N_CUSTOMERS);
  g_assert_true (axle_store_end_bulk (store, NULL));
  after = list_indexes (store);
  g_assert_cmpstr (after, ==, before);
  index_all (store);
  assert_works (store);
}

static void
test_in_use (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autofree char *before = list_indexes (store);
  g_autofree char *during = NULL;

  feed_customers (store, 1001);
  g_assert_true (axle_store_begin_bulk (store, NULL));
  during = list_indexes (store);
  g_assert_cmpstr (during, ==, before);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bulk/to-the-end", test_to_the_end);
  g_test_add_func ("/bulk/broken-off", test_broken_off);
  g_test_add_func ("/bulk/made-elsewhere", test_made_elsewhere);
  g_test_add_func ("/bulk/in-use", test_in_use);
  return g_test_run ();
}
