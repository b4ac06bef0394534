/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/customer-filter.h"
#include "core/insight/segment.h"
#include "core/party/customer.h"
#include "desk.h"
#include "workshop.h"

static void
test_condition (void)
{
  static const struct { struct { const char *word, *value; } ticks[4]; const char *segment, *condition; } cases[] = {
    { { { NULL } }, NULL, NULL },
    { { { "class", "A" } }, NULL, "class = \"A\"" },
    { { { "class", "A" }, { "class", "B" } }, NULL, "class in (\"A\", \"B\")" },
    { { { "stage", "loyal" }, { "class", "A" } }, NULL, "class = \"A\" and stage = \"loyal\"" },
    { { { "tags", "VIP" }, { "tags", "年轻" } }, NULL, "(tags contains \"VIP\" or tags contains \"年轻\")" },
    { { { "tags", "the \"best\"" } }, NULL, "tags contains 'the \"best\"'" },
    { { { NULL } }, "class = \"C\" or cars = 0", "class = \"C\" or cars = 0" },
    { { { "class", "A" } }, "cars = 0 or cars = 1", "class = \"A\" and (cars = 0 or cars = 1)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleCustomerFilter) filter = axle_customer_filter_new ();
      g_autofree char *condition = NULL;
      g_autofree char *problem = NULL;

      for (guint t = 0; t < G_N_ELEMENTS (cases[i].ticks) && cases[i].ticks[t].word != NULL; t++)
        axle_customer_filter_set (filter, cases[i].ticks[t].word, cases[i].ticks[t].value, TRUE);
      axle_customer_filter_set_segment (filter, cases[i].segment);
      condition = axle_customer_filter_dup_condition (filter);
      g_assert_cmpstr (condition, ==, cases[i].condition);
      problem = condition != NULL ? axle_segment_dup_problem (condition) : NULL;
      g_assert_null (problem);
      axle_customer_filter_clear (filter);
      g_clear_pointer (&condition, g_free);
      condition = axle_customer_filter_dup_condition (filter);
      g_assert_null (condition);
    }
}

/* A tick that is taken back is none. */
static void
test_taken_back (void)
{
  g_autoptr(AxleCustomerFilter) filter = axle_customer_filter_new ();
  g_autofree char *condition = NULL;

  axle_customer_filter_set (filter, "class", "A", TRUE);
  axle_customer_filter_set (filter, "class", "A", TRUE);
  g_assert_cmpuint (axle_customer_filter_count (filter, "class"), ==, 1);
  g_assert_true (axle_customer_filter_has (filter, "class", "A"));
  axle_customer_filter_set (filter, "class", "A", FALSE);
  g_assert_cmpstr (axle_customer_filter_get_first (filter, "class"), ==, NULL);
}

static void
tag_customer (TestDesk     *desk,
              const AxleId *id,
              const char   *stage)
{
  g_autoptr(AxleRecord) before = axle_workstation_get_record (desk->workstation, &axle_customer_entity, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, AXLE_CUSTOMER_STAGE, stage);
  test_save (desk->workstation, before, after);
}

static void
test_list (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId an = test_add_customer (desk, "安", NULL);
  g_autoptr(AxleCustomerList) list = axle_customer_list_new (desk->workstation);
  g_autofree char *names = NULL;

  test_add_customer (desk, "白", NULL);
  axle_customer_list_set_condition (list, "stage = \"loyal\"");
  test_settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_cmpuint (axle_customer_list_get_n_total (list), ==, 2);

  /* Follows what changes. */
  tag_customer (desk, &an, "loyal");
  test_settle (list);
  names = test_list_names (list);
  g_assert_cmpstr (names, ==, "安");
  axle_customer_list_set_search (list, "白");
  test_settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  axle_customer_list_set_condition (list, NULL);
  test_settle (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);
}

static void
test_segments (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GAsyncResult) saved = NULL;
  g_autoptr(GAsyncResult) counted = NULL;
  g_autoptr(GPtrArray) segments = NULL;
  g_autoptr(GArray) counts = NULL;
  static const char * const conditions[] = { "not company", "company", "nonsense", NULL };

  test_add_customer (desk, "安", NULL);
  axle_segment_save_async (desk->workstation, NULL, "People", "not company", NULL, test_take_result, &saved);
  g_assert_cmpint (axle_workstation_save_finish (desk->workstation, test_wait (&saved), NULL), >, 0);
  segments = axle_workstation_list_segments (desk->workstation);
  g_assert_cmpuint (segments->len, ==, 1);
  g_assert_cmpstr (axle_record_get_text (segments->pdata[0], AXLE_SEGMENT_NAME), ==, "People");
  axle_segments_count_async (desk->workstation, conditions, NULL, test_take_result, &counted);
  counts = axle_segments_count_finish (desk->workstation, test_wait (&counted), NULL);
  g_assert_cmpint (g_array_index (counts, gint64, 0), ==, 1);
  g_assert_cmpint (g_array_index (counts, gint64, 1), ==, 0);
  g_assert_cmpint (g_array_index (counts, gint64, 2), ==, -1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/customer-filter/condition", test_condition);
  g_test_add_func ("/customer-filter/taken-back", test_taken_back);
  g_test_add_func ("/customer-filter/list", test_list);
  g_test_add_func ("/customer-filter/segments", test_segments);
  return g_test_run ();
}
