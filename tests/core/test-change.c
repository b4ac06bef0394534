/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "core/change.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"

static AxleRecord *
new_customer (const char *name)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_customer_entity, &id);

  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  return record;
}

static AxleRecord *
merge (const AxleRecord *current,
       const AxleRecord *before,
       const AxleRecord *after,
       AxleVerdict      *verdict)
{
  g_autoptr(AxleChange) change = axle_change_new_between (before, after);

  g_assert_nonnull (change);
  return axle_change_merge (change, current, verdict);
}

static void
test_nothing_changed (void)
{
  g_autoptr(AxleRecord) before = new_customer ("李明朗");
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  g_assert_null (axle_change_new_between (before, after));
}

static void
test_create (void)
{
  g_autoptr(AxleRecord) after = new_customer ("李明朗");
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) result = merge (NULL, NULL, after, verdict);

  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_true (axle_record_equal (result, after));
  g_assert_cmpint (result->revision, ==, 1);
}

static void
test_different_fields_both_survive (void)
{
  g_autoptr(AxleRecord) base = new_customer ("李明朗");
  g_autoptr(AxleRecord) mine = axle_record_copy (base);
  g_autoptr(AxleRecord) theirs = axle_record_copy (base);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) result = NULL;

  axle_record_set_text (mine, AXLE_CUSTOMER_CITY, "杭州");
  axle_record_set_text (theirs, AXLE_CUSTOMER_OCCUPATION, "教师");
  result = merge (theirs, base, mine, verdict);

  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpstr (axle_record_get_text (result, AXLE_CUSTOMER_CITY), ==, "杭州");
  g_assert_cmpstr (axle_record_get_text (result, AXLE_CUSTOMER_OCCUPATION), ==, "教师");
}

static void
test_last_writer_keeps_what_it_overwrote (void)
{
  g_autoptr(AxleRecord) base = new_customer ("李明朗");
  g_autoptr(AxleRecord) mine = axle_record_copy (base);
  g_autoptr(AxleRecord) theirs = axle_record_copy (base);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) result = NULL;
  AxleFieldChange *lost;

  axle_record_set_text (mine, AXLE_CUSTOMER_CITY, "杭州");
  axle_record_set_text (theirs, AXLE_CUSTOMER_CITY, "宁波");
  result = merge (theirs, base, mine, verdict);

  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_MERGED);
  g_assert_cmpuint (verdict->lost->len, ==, 1);
  lost = &g_array_index (verdict->lost, AxleFieldChange, 0);
  g_assert_cmpuint (lost->field, ==, AXLE_CUSTOMER_CITY);
  g_assert_cmpstr (axle_value_get_text (&lost->before), ==, "宁波");
  g_assert_cmpstr (axle_value_get_text (&lost->after), ==, "杭州");
  g_assert_cmpstr (axle_record_get_text (result, AXLE_CUSTOMER_CITY), ==, "杭州");
}

static void
test_same_value_is_no_conflict (void)
{
  g_autoptr(AxleRecord) base = new_customer ("李明朗");
  g_autoptr(AxleRecord) mine = axle_record_copy (base);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) result = NULL;

  axle_record_set_text (mine, AXLE_CUSTOMER_CITY, "杭州");
  result = merge (mine, base, mine, verdict);
  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
}

static void
test_odometer_only_rises (void)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) base = axle_record_new (&axle_vehicle_entity, &id);
  g_autoptr(AxleRecord) mine = axle_record_copy (base);
  g_autoptr(AxleRecord) theirs = axle_record_copy (base);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) result = NULL;

  axle_record_set_integer (mine, AXLE_VEHICLE_ODOMETER, 30000000);
  axle_record_set_integer (theirs, AXLE_VEHICLE_ODOMETER, 45000000);
  result = merge (theirs, base, mine, verdict);

  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_MERGED);
  g_assert_cmpint (axle_record_get_integer (result, AXLE_VEHICLE_ODOMETER), ==, 45000000);
  g_assert_cmpint (axle_value_get_integer (&g_array_index (verdict->lost, AxleFieldChange, 0).before), ==, 30000000);
}

static void
test_withdrawn_consent_wins (void)
{
  g_autoptr(AxleRecord) base = new_customer ("李明朗");
  g_autoptr(AxleRecord) mine = axle_record_copy (base);
  g_autoptr(AxleRecord) theirs = axle_record_copy (base);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) result = NULL;

  axle_record_set_boolean (mine, AXLE_CUSTOMER_CONSENT_MARKETING, TRUE);
  axle_record_set_boolean (theirs, AXLE_CUSTOMER_CONSENT_MARKETING, FALSE);
  result = merge (theirs, base, mine, verdict);
  g_assert_false (axle_record_get_boolean (result, AXLE_CUSTOMER_CONSENT_MARKETING));

  /* Whoever sees the withdrawal may ask again and note the yes. */
  g_clear_pointer (&result, axle_record_unref);
  result = merge (theirs, theirs, mine, verdict);
  g_assert_true (axle_record_get_boolean (result, AXLE_CUSTOMER_CONSENT_MARKETING));
}

static void
test_refusals (void)
{
  static const struct { AxleChangeAction action; gboolean known, deleted; const char *code; } cases[] = {
    { AXLE_CHANGE_DELETE, FALSE, FALSE, "unknown-record" },
    { AXLE_CHANGE_RESTORE, FALSE, FALSE, "unknown-record" },
    { AXLE_CHANGE_SET, TRUE, TRUE, "deleted" },
    { AXLE_CHANGE_DELETE, TRUE, TRUE, NULL },
    { AXLE_CHANGE_RESTORE, TRUE, TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) record = new_customer ("李明朗");
      g_autoptr(AxleChange) change = axle_change_new (record->entity, &record->id, cases[i].action);
      g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
      g_autoptr(AxleRecord) result = NULL;

      record->deleted = cases[i].deleted;
      result = axle_change_merge (change, cases[i].known ? record : NULL, verdict);
      g_assert_cmpstr (verdict->code, ==, cases[i].code);
      g_assert_true ((result == NULL) == (cases[i].code != NULL));
      if (cases[i].action == AXLE_CHANGE_RESTORE && result != NULL)
        g_assert_false (result->deleted);
    }
}

static void
test_append_only (void)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) contact = axle_record_new (&axle_contact_entity, &id);
  g_autoptr(AxleRecord) changed = axle_record_copy (contact);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

  axle_record_set_text (changed, AXLE_CONTACT_SUMMARY, "又来电话");
  g_assert_null (merge (contact, contact, changed, verdict));
  g_assert_cmpstr (verdict->code, ==, "append-only");
}

static void
test_rules_are_run (void)
{
  g_autoptr(AxleRecord) record = new_customer (NULL);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

  g_assert_null (merge (NULL, NULL, record, verdict));
  g_assert_cmpstr (verdict->code, ==, "missing");
}

static void
test_bytes (void)
{
  g_autoptr(AxleRecord) before = new_customer ("李明朗");
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(AxleRecord) again = axle_record_copy (before);
  g_autoptr(AxleChange) change = NULL;
  g_autoptr(AxleChange) read = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) cut = NULL;
  AxleId advisor = axle_id_new (axle_host_get_default ());

  axle_record_set_text (after, AXLE_CUSTOMER_ADDRESS, "'; DROP TABLE customer; --");
  axle_record_set_members (after, AXLE_CUSTOMER_PHONES, (const char *[]) { "+8613800000000", "+865718888", NULL });
  axle_record_set_id (after, AXLE_CUSTOMER_ADVISOR, &advisor);
  axle_record_set_boolean (after, AXLE_CUSTOMER_CONSENT_CONTACT, FALSE);
  axle_record_set_text (after, AXLE_CUSTOMER_NAME, NULL);
  change = axle_change_new_between (before, after);
  change->at = 1234567890;
  change->operation = 77;

  bytes = axle_change_to_bytes (change);
  read = axle_change_from_bytes (&axle_customer_entity, bytes);
  g_assert_nonnull (read);
  g_assert_cmpint (read->at, ==, change->at);
  g_assert_cmpint (read->operation, ==, change->operation);
  axle_change_overlay (read, again);
  g_assert_true (axle_record_equal (again, after));

  for (gsize length = 0; length < g_bytes_get_size (bytes); length++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);
      g_autoptr(AxleChange) damaged = axle_change_from_bytes (&axle_customer_entity, part);
    }
}

static void
test_sets (void)
{
  static const struct { const char *current, *before, *after, *merged; } cases[] = {
    { "a,b", "a,b", "a,b,c", "a,b,c" },
    { "a,b,d", "a,b", "a,b,c", "a,b,c,d" },
    { "a", "a,b", "a,b,c", "a,c" },
    { "a,b,d", "a,b", "b", "b,d" },
    { "a,b", "a,b", "b,a", "b,a" },
    { "", "a", "a,c", "c" },
    { "a,b", "a,b", "", "" },
    { "x", "", "x", "x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *texts[] = { cases[i].current, cases[i].before, cases[i].after, cases[i].merged };
      AxleValue values[4] = { AXLE_VALUE_INIT };
      g_auto(AxleValue) merged = AXLE_VALUE_INIT;

      for (guint j = 0; j < 4; j++)
        {
          g_auto(GStrv) members = g_strsplit (texts[j], ",", -1);
          axle_value_set_members (&values[j], (const char * const *) members);
        }
      axle_value_merge_sets (&values[0], &values[1], &values[2], &merged);
      g_assert_true (axle_value_equal (&merged, &values[3]));
      for (guint j = 0; j < 4; j++)
        axle_value_clear (&values[j]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change/nothing-changed", test_nothing_changed);
  g_test_add_func ("/change/create", test_create);
  g_test_add_func ("/change/different-fields", test_different_fields_both_survive);
  g_test_add_func ("/change/last-writer", test_last_writer_keeps_what_it_overwrote);
  g_test_add_func ("/change/same-value", test_same_value_is_no_conflict);
  g_test_add_func ("/change/maximum", test_odometer_only_rises);
  g_test_add_func ("/change/restrict", test_withdrawn_consent_wins);
  g_test_add_func ("/change/refusals", test_refusals);
  g_test_add_func ("/change/append-only", test_append_only);
  g_test_add_func ("/change/rules", test_rules_are_run);
  g_test_add_func ("/change/bytes", test_bytes);
  g_test_add_func ("/change/sets", test_sets);
  return g_test_run ();
}
