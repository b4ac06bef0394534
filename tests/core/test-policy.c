/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/policy.h"

#include "base/problem.h"
#include "support/support.h"

static AxleRecord *
new_policy (const char *name,
            const char *value)
{
  AxleId id = axle_policy_id (&AXLE_ID_NONE, name);
  AxleRecord *record = axle_record_new (&axle_policy_entity, &id);

  axle_record_set_text (record, AXLE_POLICY_NAME, name);
  axle_record_set_text (record, AXLE_POLICY_VALUE, value);
  return record;
}

static void
test_table (void)
{
  guint n;
  const AxlePolicyInfo *list = axle_policy_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_test_message ("%s", list[i].name);
      g_assert_true (strchr (list[i].name, '.') != NULL);
      g_assert_cmpint (list[i].preset, >=, list[i].lowest);
      g_assert_cmpint (list[i].preset, <=, list[i].highest);
      g_assert_true (axle_policy_find (list[i].name) == &list[i]);
      if (i > 0)
        g_assert_cmpstr (list[i - 1].name, <, list[i].name);
    }
}

static void
test_get (void)
{
  static const struct { const char *value; gboolean deleted; gint64 visits; } cases[] = {
    { "7", FALSE, 7 },
    { "0", FALSE, 0 },
    { "7", TRUE, 5 },
    { "-1", FALSE, 5 },
    { "1001", FALSE, 5 },
    { "many", FALSE, 5 },
    { NULL, FALSE, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_autoptr(GPtrArray) problems = axle_problems_new ();
      g_autoptr(AxlePolicies) policies = NULL;
      AxleRecord *record = new_policy ("rfm.a.visits", cases[i].value);

      record->deleted = cases[i].deleted;
      g_ptr_array_add (records, record);
      g_ptr_array_add (records, new_policy ("of.a.newer.program", "x"));
      policies = axle_policies_new (records);
      g_assert_cmpint (axle_policies_get (policies, "rfm.a.visits"), ==, cases[i].visits);
      g_assert_cmpint (axle_policies_get (policies, "rfm.b.visits"), ==, 2);
      axle_record_check (record, problems);
      g_assert_true (axle_problems_contain (problems, "policy-value") ==
                     (cases[i].visits == 5 && !cases[i].deleted && cases[i].value != NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/table", test_table);
  g_test_add_func ("/policy/get", test_get);
  return g_test_run ();
}
