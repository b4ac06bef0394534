/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rules.h"

#include "app/customer-operations.h"
#include "app/portrait.h"
#include "base/problem.h"
#include "core/insight/advice.h"
#include "core/insight/rule.h"
#include "core/party/customer.h"
#include "desk.h"
#include "store/customers.h"

static const AxleRule *
find (TestDesk   *desk,
      const char *code)
{
  return axle_rules_find (axle_workstation_get_rules (desk->workstation), code);
}

static gint64
finish (TestDesk      *desk,
        GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (desk->workstation, test_wait (result), &error);

  g_assert_no_error (error);
  return operation;
}

static gint64
save (TestDesk         *desk,
      const AxleRecord *draft)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_rule_save_async (desk->workstation, draft, NULL, test_take_result, &result);
  return finish (desk, &result);
}

static gint64
reset (TestDesk   *desk,
       const char *code)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_rule_reset_async (desk->workstation, find (desk, code), NULL, test_take_result, &result);
  return finish (desk, &result);
}

/* A changed rule keeps the program's words, in the reader's language, where they are the same. */
static void
test_change (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecord) draft = axle_rule_draft_new (desk->workstation, find (desk, "young"), NULL);
  gint64 operation;

  g_assert_cmpstr (axle_record_get_text (draft, AXLE_RULE_TEXT), ==, "young");
  axle_record_set_text (draft, AXLE_RULE_CONDITION, "age < 30");
  operation = save (desk, draft);
  g_assert_cmpstr (find (desk, "young")->words, ==, "age < 30");
  g_assert_cmpstr (find (desk, "young")->text, ==, "young");
  g_assert_cmpstr (find (desk, "young")->effect, ==, "quality");
  g_assert_null (axle_record_get_text (find (desk, "young")->record, AXLE_RULE_TEXT));

  test_undo (desk, operation);
  g_assert_cmpstr (find (desk, "young")->words, ==, "age < 35");
  save (desk, draft);
  test_desk_reopen (desk);
  g_assert_cmpstr (find (desk, "young")->words, ==, "age < 30");
  reset (desk, "young");
  g_assert_cmpstr (find (desk, "young")->words, ==, "age < 35");
  g_assert_null (find (desk, "young")->record);
  save (desk, draft);
  g_assert_cmpstr (find (desk, "young")->words, ==, "age < 30");
}

static void
test_switch (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(GAsyncResult) result = NULL;

  axle_rule_set_active_async (desk->workstation, find (desk, "young"), FALSE, NULL, test_take_result, &result);
  test_undo (desk, finish (desk, &result));
  g_assert_true (find (desk, "young")->active);
}

static void
test_add (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  g_autoptr(AxleRecord) draft = axle_rule_draft_new (desk->workstation, NULL, "portrait");
  const char *code = axle_record_get_text (draft, AXLE_RULE_CODE);
  g_autoptr(GPtrArray) empty = axle_rule_judge (desk->workstation, draft);
  g_autoptr(GPtrArray) wrong = NULL;
  g_autoptr(GPtrArray) right = NULL;

  g_assert_true (axle_problems_contain (empty, "rule-condition"));
  g_assert_true (axle_problems_contain (empty, "rule-text"));
  axle_record_set_text (draft, AXLE_RULE_NAME, "Bargain hunter");
  axle_record_set_text (draft, AXLE_RULE_CONDITION, "spend_year < 500");
  axle_record_set_text (draft, AXLE_RULE_TEXT, "spends {spend_year} a year");
  wrong = axle_rule_judge (desk->workstation, draft);
  g_assert_cmpuint (wrong->len, ==, 1);
  axle_record_set_text (draft, AXLE_RULE_CONDITION, "spend_year < 500 yuan");
  right = axle_rule_judge (desk->workstation, draft);
  g_assert_cmpuint (right->len, ==, 0);
  save (desk, draft);
  g_assert_false (find (desk, code)->preset);
  g_assert_nonnull (find (desk, code)->condition);
  reset (desk, code);
  g_assert_null (find (desk, code));
}

static void
test_try (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "张三", "13800138000");
  g_autoptr(AxleDossier) dossier =
    axle_store_load_dossier (axle_workstation_get_reader (desk->workstation), &id, g_get_real_time (), NULL);
  g_autoptr(AxleInsight) insight = axle_insight_new (desk->workstation, dossier);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRuleTrial) trial = axle_rule_try (insight->facts, "not company and visits = 0 and age < 35", &error);
  g_autofree char *age = axle_rule_part_dup_found (trial->parts->pdata[2]);

  g_assert_no_error (error);
  g_assert_cmpint (trial->truth, ==, AXLE_TRUTH_UNKNOWN);
  g_assert_cmpuint (trial->parts->len, ==, 3);
  g_assert_cmpstr (age, ==, "not known");
  g_assert_cmpstr (insight->portrait->sentence, ==, "Prospect.");
  g_assert_null (axle_rule_try (insight->facts, "visits = “none”", &error));
  g_assert_error (error, AXLE_CONDITION_ERROR, AXLE_CONDITION_ERROR_TYPE);
}

static AxleInsight *
look (TestDesk     *desk,
      const AxleId *id)
{
  g_autoptr(AxleDossier) dossier =
    axle_store_load_dossier (axle_workstation_get_reader (desk->workstation), id, g_get_real_time (), NULL);

  return axle_insight_new (desk->workstation, dossier);
}

/* A decision is kept with who made it and why, and rests the recommendation until it is undone. */
static void
test_decide (void)
{
  g_autoptr(TestDesk) desk = test_desk_new ();
  AxleId id = test_add_customer (desk, "张三", "13800138000");
  g_autoptr(AxleRecord) before = axle_workstation_get_record (desk->workstation, &axle_customer_entity, &id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(GAsyncResult) changed = NULL;
  g_autoptr(GAsyncResult) decided = NULL;
  g_autoptr(AxleInsight) open = NULL;
  g_autoptr(AxleInsight) resting = NULL;
  g_autoptr(AxleInsight) again = NULL;
  const AxleRecommendation *offer;
  gint64 operation;

  axle_record_set_integer (after, AXLE_CUSTOMER_CHILDREN, 1);
  axle_customer_save_async (desk->workstation, before, after, NULL, NULL, test_take_result, &changed);
  finish (desk, &changed);
  open = look (desk, &id);
  g_assert_cmpuint (open->offers->list->len, ==, 1);
  offer = open->offers->list->pdata[0];
  g_assert_false (offer->rests);
  axle_recommendation_decide_async (desk->workstation, axle_facts_get_dossier (open->facts), offer, "declined", NULL,
                                    test_take_result, &decided);
  operation = finish (desk, &decided);
  resting = look (desk, &id);
  offer = resting->offers->list->pdata[0];
  g_assert_true (offer->rests);
  g_assert_cmpstr (axle_record_get_text (offer->advice, AXLE_ADVICE_REASON), ==, offer->reason);
  g_assert_nonnull (axle_record_get_text (offer->advice, AXLE_ADVICE_UNTIL));
  test_undo (desk, operation);
  again = look (desk, &id);
  g_assert_false (((AxleRecommendation *) again->offers->list->pdata[0])->rests);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/change", test_change);
  g_test_add_func ("/rules/switch", test_switch);
  g_test_add_func ("/rules/add", test_add);
  g_test_add_func ("/rules/try", test_try);
  g_test_add_func ("/rules/decide", test_decide);
  return g_test_run ();
}
