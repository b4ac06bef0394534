/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/calendar.h"
#include "core/insight/advice.h"
#include "core/insight/portrait.h"
#include "core/insight/recommend.h"
#include "core/insight/rule.h"
#include "core/party/complaint.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

#define KM 1000
#define NOW "2025-06-01"

typedef struct
{
  AxleDossier  *dossier;
  AxleRecord   *customer;
  AxleRecord   *car;
  GPtrArray    *rules;
  AxlePolicies *policies;
  GTimeZone    *zone;
} Fixture;

static gint64
day (Fixture    *f,
     const char *date)
{
  return axle_calendar_from_date (date, f->zone);
}

static AxleRecord *
add (Fixture          *f,
     const AxleEntity *entity)
{
  static guint8 n;
  AxleId id = { { ++n } };
  AxleRecord *record = axle_record_new (entity, &id);
  int customer = axle_entity_find_field (entity, "customer");
  int vehicle = axle_entity_find_field (entity, "vehicle");

  if (customer >= 0)
    axle_record_set_id (record, (guint) customer, &f->customer->id);
  if (vehicle >= 0 && f->car != NULL)
    axle_record_set_id (record, (guint) vehicle, &f->car->id);
  axle_dossier_add (f->dossier, record, FALSE);
  return record;
}

static AxleRecord *
add_visit (Fixture    *f,
           const char *date,
           const char *reason,
           gint64      km,
           gint64      yuan)
{
  AxleRecord *visit = add (f, &axle_visit_entity);

  axle_record_set_integer (visit, AXLE_VISIT_AT, day (f, date));
  axle_record_set_text (visit, AXLE_VISIT_REASON, reason);
  axle_record_set_integer (visit, AXLE_VISIT_ODOMETER, km * KM);
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, yuan * 100);
  axle_record_unref (visit);
  return visit;
}

static void
add_job (Fixture    *f,
         AxleRecord *visit,
         const char *area,
         const char *state,
         const char *title)
{
  g_autoptr(AxleRecord) job = add (f, &axle_job_entity);

  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_AREA, area);
  axle_record_set_text (job, AXLE_JOB_STATE, state);
  axle_record_set_text (job, AXLE_JOB_TITLE, title);
  job->created_at = axle_record_get_happened (visit);
}

static void
add_car (Fixture    *f,
         const char *plate,
         const char *powertrain,
         const char *registered)
{
  g_autoptr(AxleRecord) car = NULL;
  g_autoptr(AxleRecord) ownership = NULL;

  f->car = NULL;
  f->car = car = add (f, &axle_vehicle_entity);
  axle_record_set_text (car, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_text (car, AXLE_VEHICLE_POWERTRAIN, powertrain);
  axle_record_set_text (car, AXLE_VEHICLE_FIRST_REGISTRATION, registered);
  ownership = add (f, &axle_ownership_entity);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
}

static void
set_up (Fixture       *f,
        gconstpointer  data G_GNUC_UNUSED)
{
  AxleId id = { { 0xff } };

  memset (f, 0, sizeof *f);
  f->zone = g_time_zone_new_identifier ("Asia/Shanghai");
  f->dossier = axle_dossier_new (&id, day (f, NOW), f->zone);
  f->customer = axle_record_new (&axle_customer_entity, &id);
  axle_record_set_text (f->customer, AXLE_CUSTOMER_TYPE, "person");
  axle_dossier_add (f->dossier, f->customer, FALSE);
  f->rules = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  f->policies = axle_policies_new (NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data G_GNUC_UNUSED)
{
  axle_dossier_unref (f->dossier);
  axle_record_unref (f->customer);
  g_ptr_array_unref (f->rules);
  axle_policies_unref (f->policies);
  g_time_zone_unref (f->zone);
}

static AxleFacts *
facts_of (Fixture *f)
{
  axle_dossier_sort (f->dossier);
  return axle_facts_new (f->dossier, f->policies);
}

static AxlePortrait *
portrait_of (Fixture *f)
{
  g_autoptr(AxleFacts) facts = facts_of (f);
  g_autoptr(AxleRules) rules = axle_rules_new (f->rules);

  return axle_portrait_new (facts, rules);
}

/* Once a year and 20,000 km, with oil every 5,000 and new tyres after 24,000. */
static void
add_commuter (Fixture *f)
{
  axle_record_set_text (f->customer, AXLE_CUSTOMER_BIRTHDAY, "1996-06-02");
  axle_record_set_text (f->customer, AXLE_CUSTOMER_CAR_USE, "commute");
  add_car (f, "辽B12345", "petrol", "2022-03-01");
  add_visit (f, "2024-03-04", "maintenance", 20000, 600);
  add_visit (f, "2024-06-03", "maintenance", 25000, 700);
  add_job (f, add_visit (f, "2024-08-05", "repair", 24000 + 4000, 3000), "tyres", "done", "Four new tyres");
  add_visit (f, "2024-09-02", "maintenance", 30000, 800);
  add_visit (f, "2025-05-05", "maintenance", 35000, 900);
}

static void
test_sentence (Fixture       *f,
               gconstpointer  data G_GNUC_UNUSED)
{
  static const struct { const char *code; guint n_sources; } expected[] = {
    { "young", 1 }, { "commuter", 1 }, { "rhythm", 4 }, { "tyres-fast", 1 },
  };
  g_autoptr(AxlePortrait) portrait = NULL;
  g_autofree char *tags = NULL;

  add_commuter (f);
  portrait = portrait_of (f);
  tags = g_strjoinv (" ", portrait->tags);
  g_assert_cmpstr (portrait->sentence, ==, "Young commuter, comes every 5000 km, wears tyres fast.");
  g_assert_cmpstr (tags, ==, "Young Commuter Regular Tyre wear");
  g_assert_cmpuint (portrait->problems->len, ==, 0);
  g_assert_cmpuint (portrait->clauses->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < portrait->clauses->len; i++)
    {
      const AxleClause *clause = portrait->clauses->pdata[i];

      g_assert_cmpstr (clause->rule->code, ==, expected[i].code);
      g_assert_cmpuint (clause->sources->len, ==, expected[i].n_sources);
      g_assert_true (strncmp (portrait->sentence + clause->start, clause->text, clause->length) == 0);
    }
}

static void
test_others (Fixture       *f,
             gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(AxlePortrait) nobody = portrait_of (f);
  g_autoptr(AxlePortrait) parent = NULL;
  g_autoptr(AxlePortrait) company = NULL;

  g_assert_cmpstr (nobody->sentence, ==, "Prospect.");
  axle_record_set_text (f->customer, AXLE_CUSTOMER_BIRTHDAY, "1950-06-01");
  axle_record_set_text (f->customer, AXLE_CUSTOMER_OCCUPATION, "teacher");
  axle_record_set_integer (f->customer, AXLE_CUSTOMER_CHILDREN, 2);
  add_car (f, "辽B12345", "battery", NULL);
  parent = portrait_of (f);
  g_assert_cmpstr (parent->sentence, ==, "Senior car owner, teacher, with 2 children, drives electric.");
  axle_record_set_text (f->customer, AXLE_CUSTOMER_TYPE, "company");
  axle_record_set_text (f->customer, AXLE_CUSTOMER_OCCUPATION, NULL);
  add_car (f, "辽B54321", "petrol", NULL);
  company = portrait_of (f);
  g_assert_cmpstr (company->sentence, ==, "Company customer, has 2 cars, drives electric (辽B·12345).");
}

static void
check_fact (Fixture    *f,
            guint       car,
            const char *name,
            const char *expected)
{
  g_autoptr(AxleFacts) facts = facts_of (f);
  const AxleFact *fact = axle_facts_find (facts, car, name);
  g_autofree char *text = fact != NULL ? axle_fact_dup_text (fact) : NULL;

  g_test_message ("%s", name);
  g_assert_cmpstr (text, ==, expected);
  if (fact != NULL && axle_value_get_integer (&fact->value) > 0)
    g_assert_cmpuint (fact->sources->len, >, 0);
}

static void
test_facts (Fixture       *f,
            gconstpointer  data G_GNUC_UNUSED)
{
  static const struct { guint car; const char *name, *text; } expected[] = {
    { AXLE_FACTS_NO_CAR, "age", "28" }, { AXLE_FACTS_NO_CAR, "children", NULL }, { AXLE_FACTS_NO_CAR, "class", "B" },
    { AXLE_FACTS_NO_CAR, "visits", "6" }, { AXLE_FACTS_NO_CAR, "visits_year", "5" }, { AXLE_FACTS_NO_CAR, "spend", "¥6,000.00" },
    { AXLE_FACTS_NO_CAR, "spend_year", "¥5,400.00" }, { AXLE_FACTS_NO_CAR, "average_ticket", "¥1,350.00" },
    { AXLE_FACTS_NO_CAR, "days_since_visit", "27" }, { AXLE_FACTS_NO_CAR, "weekend_visits", "0" },
    { AXLE_FACTS_NO_CAR, "deferred_jobs", "1" }, { AXLE_FACTS_NO_CAR, "deferred_work", "Rear brake pads" },
    { AXLE_FACTS_NO_CAR, "complaints_open", "0" }, { AXLE_FACTS_NO_CAR, "years_with_us", "1" }, { AXLE_FACTS_NO_CAR, "cars", "1" },
    { 0, "car_age", "3" }, { 0, "odometer", "35000 km" }, { 0, "km_per_year", "13000 km" }, { 0, "service_interval", "5000 km" },
    { 0, "service_months", "3" }, { 0, "services", "4" }, { 0, "tyre_distance", "28000 km" }, { 0, "brake_distance", NULL },
    { 0, "warranty_days_left", "60" }, { 0, "warranty_distance_left", "65000 km" }, { 0, "insurance_days_left", "-31" },
    { 0, "extended_warranty", "No" }, { 0, "battery_capacity", "76" }, { 0, "service_overdue", "No" }, { 0, "gearbox_days", NULL },
    { 1, "car_age", NULL }, { 0, "nonsense", NULL },
  };
  AxleRecord *visit;

  add_commuter (f);
  axle_record_set_text (f->car, AXLE_VEHICLE_WARRANTY_UNTIL, "2025-07-31");
  axle_record_set_integer (f->car, AXLE_VEHICLE_WARRANTY_DISTANCE, 100000 * KM);
  axle_record_set_text (f->car, AXLE_VEHICLE_INSURANCE_UNTIL, "2025-05-01");
  visit = add_visit (f, "2025-01-06", "repair", 32000, 0);
  axle_record_set (visit, AXLE_VISIT_AMOUNT, &(AxleValue) AXLE_VALUE_INIT);
  axle_record_set_integer (visit, AXLE_VISIT_AT, day (f, "2024-08-06"));
  axle_record_set_integer (visit, AXLE_VISIT_ODOMETER, 28000 * KM);
  add_job (f, visit, "brakes", "deferred", "Rear brake pads");
  add_job (f, visit, "oil", "deferred", "Oil");
  add_job (f, visit, "drive-battery", "done", "动力电池检测 76％");
  add_job (f, add_visit (f, "2025-05-05", "maintenance", 35000, 0), "oil", "done", "Oil");
  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &f->car->id);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    check_fact (f, expected[i].car, expected[i].name, expected[i].text);
}

static void
add_rule (Fixture    *f,
          const char *code,
          const char *area,
          const char *words,
          const char *text,
          gboolean    active)
{
  AxleRecord *rule = axle_record_new (&axle_rule_entity, &(AxleId) { { 1 } });

  axle_record_set_text (rule, AXLE_RULE_CODE, code);
  axle_record_set_text (rule, AXLE_RULE_AREA, area);
  axle_record_set_text (rule, AXLE_RULE_NAME, code);
  axle_record_set_text (rule, AXLE_RULE_CONDITION, words);
  axle_record_set_text (rule, AXLE_RULE_TEXT, text);
  axle_record_set_boolean (rule, AXLE_RULE_ACTIVE, active);
  g_ptr_array_add (f->rules, rule);
}

/* Every rule that comes with the program is understood. */
static void
test_presets (Fixture       *f G_GNUC_UNUSED,
              gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(AxleRules) rules = axle_rules_new (NULL);
  g_autoptr(GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    {
      const AxleRule *rule = axle_rules_get (rules, i);

      g_test_message ("%s: %s", rule->code, rule->problem != NULL ? rule->problem : "ok");
      g_assert_true (rule->condition != NULL || axle_rule_is_of (rule, "task"));
      g_assert_null (rule->problem);
      g_assert_true (g_hash_table_add (codes, rule->code));
    }
}

static void
test_own_rules (Fixture       *f,
                gconstpointer  data G_GNUC_UNUSED)
{
  g_autoptr(AxlePortrait) portrait = NULL;

  add_commuter (f);
  add_rule (f, "young", "portrait", "age < 25", NULL, TRUE);
  add_rule (f, "tyres-fast", "portrait", NULL, NULL, FALSE);
  add_rule (f, "rhythm", "portrait", NULL, "every {service_interval} here", TRUE);
  add_rule (f, "own", "portrait", "visits >= 5", "knows the way", TRUE);
  add_rule (f, "broken", "portrait", "visits >= five", "x", TRUE);
  add_rule (f, "hollow", "portrait", "visits >= 1", "is {beautiful}", TRUE);
  add_rule (f, "wordless", "portrait", "visits >= 1", NULL, TRUE);
  add_rule (f, "unsaid", "portrait", "visits >= 1", "with {children}", TRUE);
  portrait = portrait_of (f);
  g_assert_cmpstr (portrait->sentence, ==, "Commuter, every 5000 km here, knows the way.");
  g_assert_cmpuint (portrait->problems->len, ==, 3);
  for (guint i = 0; i < portrait->problems->len; i++)
    g_test_message ("%s", (char *) portrait->problems->pdata[i]);
}

/* A rule of another area that is broken says so as well: what it stands for would never
 * come up, and nobody would know why. */
static void
test_broken_rules (Fixture       *f,
                   gconstpointer  data G_GNUC_UNUSED)
{
  static const struct
  {
    const char *code;
    const char *area;
    const char *words;
    gboolean    broken;
  } cases[] = {
    { "answer-right", "answer", "satisfied <= 2", FALSE },
    { "answer-own-question", "answer", "colour contains \"red\"", FALSE },
    { "answer-broken", "answer", "satisfied <=", TRUE },
    { "task-right", "task", "visits >= 5", FALSE },
    { "task-of-all", "task", NULL, FALSE },
    { "task-broken", "task", "visits >= five", TRUE },
    { "task-of-nothing", "task", "satisfied <= 2", TRUE },
  };
  g_autoptr(AxleRules) rules = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    add_rule (f, cases[i].code, cases[i].area, cases[i].words, "{not a fact}", TRUE);
  rules = axle_rules_new (f->rules);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AxleRule *rule = axle_rules_find (rules, cases[i].code);

      g_test_message ("%s: %s", cases[i].code, rule->problem != NULL ? rule->problem : "ok");
      g_assert_cmpint (rule->problem != NULL, ==, cases[i].broken);
      if (cases[i].broken)
        g_assert_null (rule->condition);
    }
}

static char *
list_offers (Fixture *f)
{
  g_autoptr(AxleFacts) facts = facts_of (f);
  g_autoptr(AxleRules) rules = axle_rules_new (f->rules);
  g_autoptr(AxleRecommendations) offers = axle_recommendations_new (facts, rules);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < offers->list->len; i++)
    {
      const AxleRecommendation *offer = offers->list->pdata[i];

      g_assert_cmpuint (offer->sources->len, >, 0);
      g_string_append_printf (out, "%s%s%s\n", offer->rests ? "(resting) " : "", offer->rule->code + strlen ("advise-"),
                              offer->vehicle != NULL ? " car" : "");
    }
  return g_string_free (out, FALSE);
}

static void
assert_offers (Fixture    *f,
               const char *expected)
{
  g_autofree char *offers = list_offers (f);

  g_assert_cmpstr (offers, ==, expected);
}

static void
test_recommend (Fixture       *f,
                gconstpointer  data G_GNUC_UNUSED)
{
  add_commuter (f);
  assert_offers (f, "gearbox car\ntyres car\ninfotainment car\nclass-b\n");
  axle_record_set_text (f->customer, AXLE_CUSTOMER_CAR_USE, "motorway");
  axle_record_set_integer (f->customer, AXLE_CUSTOMER_CHILDREN, 1);
  assert_offers (f, "gearbox car\nengine car\ntyres car\nchild-seat\ninfotainment car\nclass-b\n");
  axle_record_set_text (f->customer, AXLE_CUSTOMER_CAR_USE, "business");
  axle_record_set_text (f->car, AXLE_VEHICLE_POWERTRAIN, "battery");
  axle_record_set_text (f->car, AXLE_VEHICLE_WARRANTY_UNTIL, "2025-07-31");
  add_job (f, add_visit (f, "2025-05-06", "repair", 35001, 100), "drive-battery", "done", "Battery test: 79 %");
  assert_offers (f, "battery car\nwarranty car\ntyres car\nchild-seat\npick-up\ninfotainment car\nclass-b\n");
}

static void
decide (Fixture    *f,
        const char *code,
        const char *decision,
        const char *date)
{
  static guint8 n;
  g_autoptr(AxleFacts) facts = facts_of (f);
  g_autoptr(AxleRules) rules = axle_rules_new (f->rules);
  g_autoptr(AxleRecommendations) offers = axle_recommendations_new (facts, rules);
  AxleId id = { { 0x80, ++n } };
  g_autoptr(AxleRecord) advice = axle_record_new (&axle_advice_entity, &id);

  for (guint i = 0; i < offers->list->len; i++)
    if (g_str_has_suffix (((AxleRecommendation *) offers->list->pdata[i])->rule->code, code))
      axle_recommendation_decide (offers->list->pdata[i], advice, f->customer, decision, day (f, date), f->zone, f->policies);
  g_assert_cmpstr (axle_record_get_text (advice, AXLE_ADVICE_DECISION), ==, decision);
  axle_dossier_add (f->dossier, advice, FALSE);
}

static void
test_decisions (Fixture       *f,
                gconstpointer  data G_GNUC_UNUSED)
{
  add_commuter (f);
  decide (f, "gearbox", "later", "2025-05-30");
  decide (f, "tyres", "declined", "2025-05-30");
  decide (f, "infotainment", "accepted", "2025-05-30");
  assert_offers (f, "class-b\n(resting) gearbox car\n(resting) tyres car\n(resting) infotainment car\n");
  /* Its time is over: two weeks, half a year. */
  decide (f, "gearbox", "later", "2025-05-18");
  decide (f, "infotainment", "declined", "2024-12-03");
  assert_offers (f, "class-b\n(resting) gearbox car\n(resting) tyres car\n(resting) infotainment car\n");
}

static void
test_time_over (Fixture       *f,
                gconstpointer  data G_GNUC_UNUSED)
{
  add_commuter (f);
  decide (f, "gearbox", "later", "2025-05-18");
  decide (f, "tyres", "declined", "2024-12-03");
  decide (f, "infotainment", "declined", "2024-12-06");
  assert_offers (f, "gearbox car\ntyres car\nclass-b\n(resting) infotainment car\n");
}

/* What was found after somebody declined is another case. */
static void
test_evidence (Fixture       *f,
               gconstpointer  data G_GNUC_UNUSED)
{
  AxleRecord *visit;

  add_commuter (f);
  visit = add_visit (f, "2025-05-06", "repair", 35001, 1500);
  add_job (f, visit, "brakes", "deferred", "Brake pads");
  decide (f, "deferred", "declined", "2025-05-07");
  assert_offers (f, "gearbox car\ntyres car\ninfotainment car\nclass-b\n(resting) deferred\n");
  add_visit (f, "2025-05-20", "repair", 35002, 1500);
  assert_offers (f, "gearbox car\ntyres car\ninfotainment car\nclass-b\n(resting) deferred\n");
  visit = add_visit (f, "2025-05-21", "repair", 35003, 1500);
  add_job (f, visit, "chassis", "deferred", "Shock absorber");
  assert_offers (f, "deferred\ngearbox car\ntyres car\ninfotainment car\nclass-b\n");
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *name; void (*test) (Fixture *f, gconstpointer data); } tests[] = {
    { "/portrait/sentence", test_sentence },
    { "/portrait/others", test_others },
    { "/portrait/facts", test_facts },
    { "/portrait/presets", test_presets },
    { "/portrait/own-rules", test_own_rules },
    { "/portrait/broken-rules", test_broken_rules },
    { "/portrait/recommend", test_recommend },
    { "/portrait/decisions", test_decisions },
    { "/portrait/time-over", test_time_over },
    { "/portrait/evidence", test_evidence },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
