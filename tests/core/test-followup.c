/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "core/appointment/holiday.h"
#include "core/change.h"
#include "core/followup/escalation.h"
#include "core/followup/plan.h"
#include "core/appointment/request.h"
#include "core/followup/planned.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/vehicle.h"

static AxleOpening
shanghai (guint days)
{
  static GTimeZone *zone;

  if (zone == NULL)
    zone = g_time_zone_new_identifier ("Asia/Shanghai");
  return (AxleOpening) { zone, 8 * 60 + 30, 18 * 60, days };
}

static gint64
at (const char *text)
{
  AxleOpening opening = shanghai (AXLE_OPENING_EVERY_DAY);
  g_autofree char *whole = g_strconcat (text, ":00", NULL);
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (whole, opening.zone);

  g_assert_nonnull (time);
  return g_date_time_to_unix_usec (time);
}

static AxlePlan *
new_plan (GPtrArray *records)
{
  g_autoptr(AxleRules) rules = axle_rules_new (records);

  return axle_plan_new (rules);
}

static char *
dup_text (gint64 time)
{
  AxleOpening opening = shanghai (AXLE_OPENING_EVERY_DAY);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, opening.zone);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M");
}

/* 2026-11-22 is a Sunday. */
static void
test_opening (void)
{
  static const struct
  {
    guint       days;
    const char *from;
    int         hours;  /* of work; -1 for when it opens next */
    const char *expected;
  } cases[] = {
    { 0x7f, "2026-11-22T12:00", -1, "2026-11-22T12:00" },
    { 0x7f, "2026-11-22T03:00", -1, "2026-11-22T08:30" },
    { 0x7f, "2026-11-22T18:00", -1, "2026-11-23T08:30" },
    { 0x7f, "2026-12-31T23:00", -1, "2027-01-01T08:30" },
    { 0x1f, "2026-11-20T19:00", -1, "2026-11-23T08:30" },
    { 0x1f, "2026-11-22T12:00", -1, "2026-11-23T08:30" },
    { 0x40, "2026-11-22T19:00", -1, "2026-11-29T08:30" },
    { 0x7f, "2026-11-22T12:00", 4, "2026-11-22T16:00" },
    { 0x7f, "2026-11-22T16:00", 4, "2026-11-23T10:30" },
    { 0x7f, "2026-11-22T16:00", 2, "2026-11-22T18:00" },
    { 0x1f, "2026-11-20T17:00", 12, "2026-11-24T10:00" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleOpening opening = shanghai (cases[i].days);
      gint64 result = cases[i].hours < 0 ? axle_opening_next (&opening, at (cases[i].from))
                                         : axle_opening_add (&opening, at (cases[i].from), cases[i].hours * G_TIME_SPAN_HOUR);
      g_autofree char *text = dup_text (result);

      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

/* Nothing is due in the National Day's week, and something on the Saturday worked for it. */
static void
test_opening_holidays (void)
{
  static const struct
  {
    guint       days;
    const char *from;
    const char *expected;
  } cases[] = {
    { 0x1f, "2026-09-30T19:00", "2026-10-09T08:30" },
    { 0x1f, "2026-10-09T19:00", "2026-10-10T08:30" }, /* a Saturday */
    { 0x1f, "2026-10-10T19:00", "2026-10-12T08:30" },
    { 0x7f, "2026-10-10T19:00", "2026-10-11T08:30" },
    { 0x7f, "2026-10-08T12:00", "2026-10-09T08:30" },
  };
  g_autoptr(GPtrArray) holidays = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleWorkingDays) days = NULL;
  AxleOpening opening = shanghai (0);

  for (int day = 1; day <= 10; day++)
    {
      AxleId id = { { (guint8) day } };
      g_autofree char *date = g_strdup_printf ("2026-10-%02d", day);

      g_ptr_array_add (holidays, axle_record_new (&axle_holiday_entity, &id));
      axle_record_set_text (holidays->pdata[day - 1], AXLE_HOLIDAY_DATE, date);
      axle_record_set_boolean (holidays->pdata[day - 1], AXLE_HOLIDAY_WORKING, day > 8);
    }
  days = axle_working_days_new (holidays, NULL, opening.zone);
  opening.calendar = days;
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = NULL;

      opening.days = cases[i].days;
      text = dup_text (axle_opening_next (&opening, at (cases[i].from)));
      g_assert_cmpstr (text, ==, cases[i].expected);
    }
}

static void
test_opening_without_end (void)
{
  AxleOpening never = { g_time_zone_new_utc (), 600, 600, 0 };

  g_assert_cmpint (axle_opening_next (&never, 5), ==, 5);
  g_assert_cmpint (axle_opening_add (&never, 5, G_MAXINT64 / 2), >=, 5);
  g_assert_cmpint (axle_opening_next (&never, G_MAXINT64), ==, G_MAXINT64);
  g_time_zone_unref (never.zone);
}

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static AxleRecord *
new_customer (AxleId *advisor,
              AxleId *consultant)
{
  AxleRecord *customer = new_record (&axle_customer_entity);

  *advisor = axle_id_new (axle_host_get_default ());
  *consultant = axle_id_new (axle_host_get_default ());
  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, "李明朗");
  axle_record_set_id (customer, AXLE_CUSTOMER_ADVISOR, advisor);
  axle_record_set_id (customer, AXLE_CUSTOMER_CONSULTANT, consultant);
  axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT, TRUE);
  return customer;
}

typedef enum
{
  NOBODY,
  ADVISOR,
  CONSULTANT,
} Who;

static const struct
{
  const char *rule;
  const char *event;   /* when the visit or deal was; NULL for a day */
  AxleDate    date;
  const char *due;
  Who         who;
} tasks[] = {
  { "after-service", "2026-11-20T15:00", { 0 }, "2026-11-21T15:00", ADVISOR },
  { "after-service", "2026-11-20T20:40", { 0 }, "2026-11-22T08:30", ADVISOR },
  { "deep-call", "2026-11-20T15:00", { 0 }, "2026-11-27T15:00", ADVISOR },
  { "after-test-drive", "2026-11-21T10:00", { 0 }, "2026-11-22T10:00", CONSULTANT },
  { "after-delivery", "2026-11-21T10:00", { 0 }, "2026-11-24T10:00", CONSULTANT },
  { "month-after-delivery", "2026-11-21T10:00", { 0 }, "2026-12-21T10:00", ADVISOR },
  { "birthday", NULL, { 2026, 11, 23 }, "2026-11-23T08:30", ADVISOR },
  { "spring-festival", NULL, { 2027, 2, 6 }, "2027-02-04T08:30", ADVISOR },
  { "rainy-season", NULL, { 2027, 5, 10 }, "2027-05-10T08:30", ADVISOR },
  { "inspection", NULL, { 2026, 12, 31 }, "2026-12-01T08:30", ADVISOR },
  { "insurance", NULL, { 2026, 12, 25 }, "2026-11-25T08:30", CONSULTANT },
  { "warranty", NULL, { 2027, 1, 31 }, "2026-12-02T08:30", ADVISOR },
  { "service-due", NULL, { 2026, 12, 24 }, "2026-12-10T08:30", ADVISOR },
  /* Known too late: due now. */
  { "inspection", NULL, { 2026, 11, 25 }, "2026-11-22T08:30", ADVISOR },
};

static void
test_tasks (void)
{
  AxleOpening opening = shanghai (AXLE_OPENING_EVERY_DAY);
  g_autoptr(AxlePlan) plan = new_plan (NULL);
  AxleId scope = axle_id_new (axle_host_get_default ());
  AxleId owners[3] = { 0 };
  g_autoptr(AxleRecord) customer = new_customer (&owners[ADVISOR], &owners[CONSULTANT]);
  g_autoptr(AxleRecord) vehicle = new_record (&axle_vehicle_entity);
  gint64 now = at ("2026-11-22T08:00");

  for (gsize i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      const AxlePlanRule *rule = axle_plan_find (plan, tasks[i].rule);
      gboolean deal = rule->trigger == AXLE_PLAN_TEST_DRIVE || rule->trigger == AXLE_PLAN_DELIVERY;
      g_autoptr(AxleRecord) event = tasks[i].event != NULL ? new_record (deal ? &axle_deal_entity : &axle_visit_entity) : NULL;
      AxlePlanCase found = { customer, vehicle, event, tasks[i].date };
      g_autoptr(AxleRecord) task = NULL;
      g_autoptr(AxleRecord) again = NULL;
      g_autoptr(GPtrArray) problems = axle_problems_new ();
      g_autofree char *due = NULL;
      AxleId staff;

      if (event != NULL)
        axle_record_set_integer (event, deal ? (guint) AXLE_DEAL_AT : (guint) AXLE_VISIT_AT, at (tasks[i].event));
      task = axle_plan_rule_make_task (rule, &found, &opening, now, &scope);
      again = axle_plan_rule_make_task (rule, &found, &opening, now, &scope);
      due = dup_text (axle_record_get_integer (task, AXLE_TASK_DUE));
      staff = axle_record_get_id (task, AXLE_TASK_STAFF);
      axle_record_check (task, problems);

      g_test_message ("%s", tasks[i].rule);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_cmpstr (due, ==, tasks[i].due);
      g_assert_true (axle_id_equal (&staff, &owners[tasks[i].who]));
      g_assert_true (axle_record_equal (task, again));
      g_assert_true (axle_task_is_open (task));
    }
}

/* Of what is about a car, the customer is invited: alike on every desk, whatever the hour. */
static void
test_requests (void)
{
  static const struct
  {
    const char *rule;
    AxleDate    date;
    gboolean    request;
    gboolean    ends;
    const char *until;
  } cases[] = {
    { "inspection", { 2026, 12, 31 }, TRUE, TRUE, "2026-12-31" },
    { "insurance", { 2026, 12, 25 }, TRUE, FALSE, "2026-12-25" },
    { "service-due", { 2026, 11, 20 }, TRUE, TRUE, NULL },
    { "warranty", { 2027, 1, 31 }, FALSE, FALSE, NULL },
    { "birthday", { 2026, 11, 23 }, FALSE, FALSE, NULL },
  };
  AxleOpening opening = shanghai (AXLE_OPENING_EVERY_DAY);
  g_autoptr(AxlePlan) plan = new_plan (NULL);
  AxleId scope = axle_id_new (axle_host_get_default ());
  AxleId advisor, consultant;
  g_autoptr(AxleRecord) customer = new_customer (&advisor, &consultant);
  g_autoptr(AxleRecord) vehicle = new_record (&axle_vehicle_entity);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AxlePlanRule *rule = axle_plan_find (plan, cases[i].rule);
      AxlePlanCase found = { customer, vehicle, NULL, cases[i].date };
      g_autoptr(AxleRecord) made = axle_plan_rule_make (rule, &found, &opening, at ("2026-11-22T08:00"), &scope);
      g_autoptr(AxleRecord) later = axle_plan_rule_make (rule, &found, &opening, at ("2026-11-22T17:00"), &scope);
      g_autoptr(GPtrArray) problems = axle_problems_new ();
      AxleId whose = axle_planned_get_customer (made);

      g_test_message ("%s", cases[i].rule);
      axle_record_check (made, problems);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_true (made->entity == (cases[i].request ? &axle_request_entity : &axle_task_entity));
      g_assert_true (axle_id_equal (&whose, &customer->id));
      g_assert_cmpint (axle_plan_rule_ends_with_visit (rule), ==, cases[i].ends);
      if (!cases[i].request)
        continue;
      g_assert_true (axle_record_equal (made, later));
      g_assert_true (axle_request_is_open (made));
      g_assert_cmpstr (axle_record_get_text (made, AXLE_REQUEST_CHANNEL), ==, "proactive");
      g_assert_cmpstr (axle_record_get_text (made, AXLE_REQUEST_UNTIL), ==, cases[i].until);
      g_assert_cmpint (axle_record_get_integer (made, AXLE_REQUEST_RECEIVED_AT), ==, at ("2026-11-22T08:30"));
      axle_planned_close (made, TRUE);
      g_assert_cmpstr (axle_record_get_text (made, AXLE_REQUEST_STATE), ==, "booked");
      axle_planned_close (later, FALSE);
      g_assert_cmpstr (axle_record_get_text (later, AXLE_REQUEST_STATE), ==, "withdrawn");
    }
}

static void
test_effects (void)
{
  static const struct
  {
    const char      *effect;
    gboolean         read;
    AxlePlanTrigger  trigger;
    AxlePlanOutcome  outcome;
    const char      *day;
  } cases[] = {
    { "service", TRUE, AXLE_PLAN_SERVICE, AXLE_PLAN_TASK, NULL },
    { "service request", TRUE, AXLE_PLAN_SERVICE, AXLE_PLAN_REQUEST, NULL },
    { "insurance request", TRUE, AXLE_PLAN_INSURANCE, AXLE_PLAN_REQUEST, NULL },
    { "season 05-10", TRUE, AXLE_PLAN_SEASON, AXLE_PLAN_TASK, "05-10" },
    /* Nobody is invited to a birthday. */
    { "birthday request", TRUE, AXLE_PLAN_BIRTHDAY, AXLE_PLAN_TASK, NULL },
    { "season request", FALSE, 0, 0, NULL },
    { "request", FALSE, 0, 0, NULL },
    { NULL, FALSE, 0, 0, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxlePlanTrigger trigger;
      AxlePlanOutcome outcome;
      const char *day;

      g_test_message ("%s", cases[i].effect);
      g_assert_cmpint (axle_plan_read_effect (cases[i].effect, &trigger, &day, &outcome), ==, cases[i].read);
      if (!cases[i].read)
        continue;
      g_assert_cmpint (trigger, ==, cases[i].trigger);
      g_assert_cmpint (outcome, ==, cases[i].outcome);
      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

/* The visit says who looked after it; a customer of nobody has tasks of nobody. */
static void
test_owner (void)
{
  AxleOpening opening = shanghai (AXLE_OPENING_EVERY_DAY);
  g_autoptr(AxlePlan) plan = new_plan (NULL);
  AxleId scope = axle_id_new (axle_host_get_default ());
  AxleId advisor, consultant, other = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) customer = new_customer (&advisor, &consultant);
  g_autoptr(AxleRecord) visit = new_record (&axle_visit_entity);
  AxlePlanCase found = { customer, NULL, visit, { 0 } };
  g_autoptr(AxleRecord) own = NULL;
  g_autoptr(AxleRecord) free_one = NULL;
  AxleId staff;

  axle_record_set_integer (visit, AXLE_VISIT_AT, at ("2026-11-20T15:00"));
  axle_record_set_id (visit, AXLE_VISIT_ADVISOR, &other);
  own = axle_plan_rule_make_task (axle_plan_find (plan, "after-service"), &found, &opening, 0, &scope);
  staff = axle_record_get_id (own, AXLE_TASK_STAFF);
  g_assert_true (axle_id_equal (&staff, &other));

  axle_record_set_id (customer, AXLE_CUSTOMER_CONSULTANT, &AXLE_ID_NONE);
  free_one = axle_plan_rule_make_task (axle_plan_find (plan, "after-test-drive"), &found, &opening, 0, &scope);
  staff = axle_record_get_id (free_one, AXLE_TASK_STAFF);
  g_assert_true (axle_id_is_none (&staff));
}

static void
test_consent (void)
{
  g_autoptr(AxlePlan) plan = new_plan (NULL);
  AxleId advisor, consultant;
  g_autoptr(AxleRecord) customer = new_customer (&advisor, &consultant);

  g_assert_true (axle_plan_rule_allows (axle_plan_find (plan, "birthday"), customer));
  axle_record_set_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT, FALSE);
  g_assert_false (axle_plan_rule_allows (axle_plan_find (plan, "birthday"), customer));
  g_assert_true (axle_plan_rule_allows (axle_plan_find (plan, "after-service"), customer));
  customer->deleted = TRUE;
  g_assert_false (axle_plan_rule_allows (axle_plan_find (plan, "after-service"), customer));
}

/* What the program comes with waits for what there is, and all of it is used. */
static void
test_presets (void)
{
  g_autoptr(AxlePlan) plan = new_plan (NULL);
  guint n_rules;
  const AxlePlanRule *rules = axle_plan_list (plan, &n_rules);

  g_assert_cmpuint (n_rules, ==, 14);
  for (guint i = 0; i < n_rules; i++)
    {
      g_assert_true (rules[i].active);
      g_assert_cmpstr (rules[i].kind, !=, "other");
      g_assert_true (rules[i].hours != 0 || !axle_plan_rule_is_event (&rules[i]));
      g_assert_true ((rules[i].day != NULL) == (rules[i].trigger == AXLE_PLAN_SEASON));
    }
}

static AxleRecord *
new_rule (const char *code,
          const char *effect,
          const char *text)
{
  AxleRecord *rule = new_record (&axle_rule_entity);

  axle_record_set_text (rule, AXLE_RULE_CODE, code);
  axle_record_set_text (rule, AXLE_RULE_AREA, "task");
  axle_record_set_text (rule, AXLE_RULE_NAME, code);
  axle_record_set_text (rule, AXLE_RULE_EFFECT, effect);
  axle_record_set_text (rule, AXLE_RULE_TEXT, text);
  return rule;
}

static void
test_records_change_rules (void)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxlePlan) plan = NULL;
  const AxlePlanRule *rule;
  AxleDate day;

  g_ptr_array_add (records, new_rule ("after-service", NULL, "问问这次保养怎么样"));
  axle_record_set_integer (records->pdata[0], AXLE_RULE_DELAY, 48);
  g_ptr_array_add (records, new_rule ("birthday", NULL, NULL));
  axle_record_set_boolean (records->pdata[1], AXLE_RULE_ACTIVE, FALSE);
  g_ptr_array_add (records, new_rule ("winter", "season 11-15", "防冻液检查"));
  axle_record_set_boolean (records->pdata[2], AXLE_RULE_ACTIVE, TRUE);
  g_ptr_array_add (records, new_rule ("wrong", "season 02-30", NULL));
  g_ptr_array_add (records, new_rule ("lantern", "season lunar 01-15", NULL));
  g_ptr_array_add (records, new_rule ("of-the-portrait", "visit", NULL));
  axle_record_set_text (records->pdata[5], AXLE_RULE_AREA, "portrait");
  g_ptr_array_add (records, new_rule ("broken", "visit", NULL));
  axle_record_set_text (records->pdata[6], AXLE_RULE_CONDITION, "age >");
  g_ptr_array_add (records, new_rule ("deep-call", "some day", NULL));

  plan = new_plan (records);
  rule = axle_plan_find (plan, "after-service");
  g_assert_cmpstr (rule->title, ==, "问问这次保养怎么样");
  g_assert_cmpint (rule->hours, ==, 48);
  g_assert_cmpstr (rule->questionnaire, ==, "after-service");
  g_assert_true (rule->active);
  g_assert_false (axle_plan_find (plan, "birthday")->active);
  g_assert_false (axle_plan_find (plan, "deep-call")->active);
  g_assert_false (axle_plan_find (plan, "broken")->active);
  g_assert_true (axle_plan_find (plan, "inspection")->active);
  rule = axle_plan_find (plan, "winter");
  g_assert_true (rule->active);
  g_assert_true (axle_plan_rule_find_season (rule, 2026, &day));
  g_assert_cmpint (day.month * 100 + day.day, ==, 1115);
  g_assert_false (axle_plan_find (plan, "wrong")->active);
  g_assert_true (axle_plan_rule_find_season (axle_plan_find (plan, "lantern"), 2026, &day));
  g_assert_cmpint (day.month * 100 + day.day, ==, 303);
  g_assert_null (axle_plan_find (plan, "of-the-portrait"));
}

static void
test_windows (void)
{
  static const struct
  {
    const char *rule;
    const char *first;
    const char *last;
  } cases[] = {
    { "birthday", "2026-11-19", "2026-11-25" },
    { "inspection", "2026-11-22", "2026-12-25" },
    { "spring-festival", "2026-11-22", "2026-11-27" },
  };
  g_autoptr(AxlePlan) plan = new_plan (NULL);
  gint64 first, last;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleDate today = { 2026, 11, 22 }, from, to;
      g_autofree char *from_text = NULL;
      g_autofree char *to_text = NULL;

      axle_plan_rule_get_dates (axle_plan_find (plan, cases[i].rule), &today, &from, &to);
      from_text = axle_date_format_iso (&from);
      to_text = axle_date_format_iso (&to);
      g_assert_cmpstr (from_text, ==, cases[i].first);
      g_assert_cmpstr (to_text, ==, cases[i].last);
    }
  axle_plan_rule_get_events (axle_plan_find (plan, "deep-call"), at ("2026-11-22T12:00"), &first, &last);
  g_assert_cmpint (first, ==, at ("2026-11-12T12:00"));
  g_assert_cmpint (last, ==, at ("2026-11-22T12:00"));
}

/* Two desks made the same task without knowing of each other. */

static AxleRecord *
made_task (const AxleId *scope,
           const char   *title)
{
  AxleId id = axle_task_id (scope, "birthday", "somebody/2026");
  AxleId customer = *scope;
  AxleRecord *task = axle_record_new (&axle_task_entity, &id);

  task->scope = *scope;
  axle_record_set_id (task, AXLE_TASK_CUSTOMER, &customer);
  axle_record_set_text (task, AXLE_TASK_KIND, "birthday");
  axle_record_set_text (task, AXLE_TASK_TITLE, title);
  axle_record_set_integer (task, AXLE_TASK_DUE, 1);
  axle_record_set_text (task, AXLE_TASK_STATE, "open");
  axle_record_set_text (task, AXLE_TASK_RULE, "birthday");
  axle_record_set_text (task, AXLE_TASK_OCCASION, "somebody/2026");
  return task;
}

static void
test_made_twice (void)
{
  static const char * const states[] = { "open", "done", "cancelled", NULL };
  AxleId scope = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) first = made_task (&scope, "Birthday");
  g_autoptr(AxleRecord) second = made_task (&scope, "生日");
  g_autoptr(AxleChange) again = axle_change_new_between (NULL, second);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr(AxleRecord) current = axle_record_copy (first);
      g_autoptr(AxleRecord) shown = NULL;
      g_autoptr(AxleRecord) result = NULL;
      g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

      current->revision = 3;
      current->deleted = states[i] == NULL;
      if (states[i] != NULL)
        axle_record_set_text (current, AXLE_TASK_STATE, states[i]);
      result = axle_change_merge (again, current, verdict);
      g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
      g_assert_cmpuint (verdict->lost->len, ==, 0);
      g_assert_true (axle_record_equal (result, current));

      shown = axle_record_copy (current);
      axle_change_overlay (again, shown);
      g_assert_true (axle_record_equal (shown, current));
    }
}

/* What a person does to it afterwards merges as ever. */
static void
test_done_after_made_twice (void)
{
  AxleId scope = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) current = made_task (&scope, "Birthday");
  g_autoptr(AxleRecord) before = made_task (&scope, "生日");
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleChange) change = NULL;
  g_autoptr(AxleRecord) result = NULL;

  current->revision = 1;
  axle_record_set_text (after, AXLE_TASK_STATE, "done");
  axle_record_set_text (after, AXLE_TASK_OUTCOME, "reached");
  change = axle_change_new_between (before, after);
  result = axle_change_merge (change, current, verdict);
  g_assert_cmpint (verdict->outcome, ==, AXLE_OUTCOME_ACCEPTED);
  g_assert_cmpstr (axle_record_get_text (result, AXLE_TASK_STATE), ==, "done");
  g_assert_cmpstr (axle_record_get_text (result, AXLE_TASK_TITLE), ==, "Birthday");
}

static void
test_wrong_id (void)
{
  AxleId scope = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) task = made_task (&scope, "Birthday");
  g_autoptr(GPtrArray) problems = axle_problems_new ();

  axle_record_check (task, problems);
  g_assert_cmpuint (problems->len, ==, 0);
  axle_record_set_text (task, AXLE_TASK_OCCASION, "somebody/2027");
  axle_record_check (task, problems);
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_cmpstr (((AxleProblem *) problems->pdata[0])->code, ==, "wrong-id");
}

/* Escalation. */

static AxleRecord *
new_staff (const AxleRecord *role)
{
  AxleRecord *staff = new_record (&axle_staff_entity);

  axle_record_set_id (staff, AXLE_STAFF_ROLE, &role->id);
  return staff;
}

static void
test_ladder (void)
{
  static const struct
  {
    const char     *due;
    const char     *now;
    AxleEscalation  reached;
  } cases[] = {
    { "2026-11-22T10:00", "2026-11-22T09:00", AXLE_ESCALATION_OWNER },
    { "2026-11-22T10:00", "2026-11-22T13:59", AXLE_ESCALATION_OWNER },
    { "2026-11-22T10:00", "2026-11-22T14:00", AXLE_ESCALATION_PEER },
    /* A night is no delay. */
    { "2026-11-22T17:00", "2026-11-23T09:00", AXLE_ESCALATION_OWNER },
    { "2026-11-22T17:00", "2026-11-23T11:30", AXLE_ESCALATION_PEER },
    { "2026-11-22T10:00", "2026-11-23T12:29", AXLE_ESCALATION_PEER },
    { "2026-11-22T10:00", "2026-11-23T12:30", AXLE_ESCALATION_MANAGER },
    { "2020-01-01T10:00", "2026-11-23T12:30", AXLE_ESCALATION_MANAGER },
  };
  AxleOpening opening = shanghai (AXLE_OPENING_EVERY_DAY);
  g_autoptr(AxlePolicies) policies = axle_policies_new (NULL);
  g_autoptr(AxleWorkingDays) days = axle_working_days_new (NULL, NULL, opening.zone);
  AxleLadder ladder;

  axle_ladder_init (&ladder, policies, days);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (axle_ladder_find (&ladder, at (cases[i].due), at (cases[i].now)), ==, cases[i].reached);
}

static void
test_whom_it_concerns (void)
{
  static const char * const settings[] = { AXLE_RIGHT_SETTINGS, NULL };
  g_autoptr(AxleRecord) running = new_record (&axle_role_entity);
  g_autoptr(AxleRecord) advising = new_record (&axle_role_entity);
  g_autoptr(AxleRecord) manager = NULL;
  g_autoptr(AxleRecord) owner = NULL;
  g_autoptr(AxleRecord) peer = NULL;

  axle_record_set_members (running, AXLE_ROLE_RIGHTS, settings);
  manager = new_staff (running);
  owner = new_staff (advising);
  peer = new_staff (advising);

  g_assert_true (axle_ladder_concerns (AXLE_ESCALATION_OWNER, owner, owner, advising));
  g_assert_true (axle_ladder_concerns (AXLE_ESCALATION_OWNER, NULL, peer, advising));
  g_assert_false (axle_ladder_concerns (AXLE_ESCALATION_OWNER, owner, peer, advising));
  g_assert_true (axle_ladder_concerns (AXLE_ESCALATION_PEER, owner, peer, advising));
  g_assert_false (axle_ladder_concerns (AXLE_ESCALATION_PEER, owner, manager, running));
  g_assert_true (axle_ladder_concerns (AXLE_ESCALATION_MANAGER, owner, manager, running));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/followup/opening", test_opening);
  g_test_add_func ("/followup/opening-holidays", test_opening_holidays);
  g_test_add_func ("/followup/opening/without-end", test_opening_without_end);
  g_test_add_func ("/followup/tasks", test_tasks);
  g_test_add_func ("/followup/requests", test_requests);
  g_test_add_func ("/followup/effects", test_effects);
  g_test_add_func ("/followup/owner", test_owner);
  g_test_add_func ("/followup/consent", test_consent);
  g_test_add_func ("/followup/presets", test_presets);
  g_test_add_func ("/followup/records", test_records_change_rules);
  g_test_add_func ("/followup/windows", test_windows);
  g_test_add_func ("/followup/made-twice", test_made_twice);
  g_test_add_func ("/followup/done-after-made-twice", test_done_after_made_twice);
  g_test_add_func ("/followup/wrong-id", test_wrong_id);
  g_test_add_func ("/followup/ladder", test_ladder);
  g_test_add_func ("/followup/concerns", test_whom_it_concerns);
  return g_test_run ();
}
