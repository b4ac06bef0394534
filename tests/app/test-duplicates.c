/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/duplicates.h"

#include "app/customer-operations.h"
#include "app/desk.h"
#include "core/party/customer.h"

static gboolean
lists_one (gpointer data)
{
  return g_list_model_get_n_items (axle_duplicates_get_list (data)) == 1 && axle_duplicates_get_n_pairs (data) == 1;
}

static gboolean
lists_none (gpointer data)
{
  return g_list_model_get_n_items (axle_duplicates_get_list (data)) == 0 && axle_duplicates_get_n_pairs (data) == 0;
}

static gboolean
is_compared (gpointer data)
{
  return axle_duplicates_get_progress (data) >= 1;
}

static void
test_review (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleDuplicates) duplicates = NULL;
  g_autoptr(AxleDuplicateItem) item = NULL;
  g_autoptr(GAsyncResult) told = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *reasons = NULL;
  gint64 operation;

  test_add_customer (desk, "王芳", "13800138000");
  test_add_customer (desk, "李明", "13900139000");
  duplicates = axle_duplicates_new (desk->workstation);
  test_add_customer (desk, "王方", "13800138000");
  axle_test_wait_for (lists_one, duplicates);
  axle_test_wait_for (is_compared, duplicates);
  item = g_list_model_get_item (axle_duplicates_get_list (duplicates), 0);
  reasons = axle_duplicate_item_dup_reasons (item);
  g_assert_nonnull (strstr (reasons, "Phone"));
  g_assert_nonnull (strstr (reasons, "Name"));

  axle_duplicates_tell_apart_async (desk->workstation, &axle_duplicate_item_get_customer (item, 0)->id,
                                    &axle_duplicate_item_get_customer (item, 1)->id, NULL, test_take_result, &told);
  operation = axle_workstation_save_finish (desk->workstation, test_wait (&told), &error);
  g_assert_no_error (error);
  axle_test_wait_for (lists_none, duplicates);
  test_undo (desk, operation);
  axle_test_wait_for (lists_one, duplicates);

  /* Told apart once more: the record is there, deleted. */
  g_clear_object (&told);
  axle_duplicates_tell_apart_async (desk->workstation, &axle_duplicate_item_get_customer (item, 1)->id,
                                    &axle_duplicate_item_get_customer (item, 0)->id, NULL, test_take_result, &told);
  axle_workstation_save_finish (desk->workstation, test_wait (&told), &error);
  g_assert_no_error (error);
  axle_test_wait_for (lists_none, duplicates);
  axle_duplicates_stop (duplicates);
}

static GPtrArray *
find_similar (TestDesk         *desk,
              const AxleRecord *typed)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *found;

  axle_duplicates_find_similar_async (desk->workstation, typed, NULL, NULL, test_take_result, &result);
  found = axle_duplicates_find_similar_finish (desk->workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  return found;
}

static void
test_typing (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecord) typed = axle_customer_draft_new (desk->workstation, &axle_customer_entity);
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GPtrArray) both = NULL;

  test_add_customer (desk, "王芳", "13800138000");
  test_add_customer (desk, "李明", "13900139000");
  axle_record_set_text (typed, AXLE_CUSTOMER_NAME, "张三");
  none = find_similar (desk, typed);
  g_assert_cmpuint (none->len, ==, 0);
  axle_record_set_text (typed, AXLE_CUSTOMER_NAME, "王芳");
  axle_record_add_member (typed, AXLE_CUSTOMER_PHONES, "+8613900139000");
  both = find_similar (desk, typed);
  g_assert_cmpuint (both->len, ==, 2);
}

static gboolean
compares (TestDesk  *desk,
          GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_duplicates_compare_async (desk->workstation, NULL, test_take_result, &result);
  return axle_duplicates_compare_finish (desk->workstation, test_wait (&result), error) >= 0;
}

static gboolean
finds_similar (TestDesk  *desk,
               GError   **error)
{
  g_autoptr(AxleRecord) typed = axle_customer_draft_new (desk->workstation, &axle_customer_entity);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) found = NULL;

  axle_record_set_text (typed, AXLE_CUSTOMER_NAME, "王芳");
  axle_duplicates_find_similar_async (desk->workstation, typed, NULL, NULL, test_take_result, &result);
  found = axle_duplicates_find_similar_finish (desk->workstation, test_wait (&result), error);
  return found != NULL;
}

static gboolean
finds_of (TestDesk  *desk,
          GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) found = NULL;
  AxleId customer = axle_id_new (axle_host_get_default ());

  axle_duplicates_find_of_async (desk->workstation, &customer, NULL, test_take_result, &result);
  found = axle_duplicates_find_similar_finish (desk->workstation, test_wait (&result), error);
  return found != NULL;
}

typedef struct
{
  const char *name;
  gboolean  (*reads) (TestDesk *desk, GError **error);
} Reading;

static const Reading readings[] = {
  { "compare", compares },
  { "similar", finds_similar },
  { "of", finds_of },
};

/* What the store says reaches whoever asked as an error of the app. */
static void
test_unreadable (const Reading *reading)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GError) error = NULL, none = NULL;

  test_add_customer (desk, "王芳", "13800138000");
  test_desk_break (desk, &axle_customer_entity);
  g_assert_false (reading->reads (desk, &error));
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED);
  test_desk_mend (desk, &axle_customer_entity);
  g_assert_true (reading->reads (desk, &none));
  g_assert_no_error (none);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duplicates/review", test_review);
  g_test_add_func ("/duplicates/typing", test_typing);
  axle_test_add_table ("/duplicates/unreadable", readings, test_unreadable);
  return g_test_run ();
}
