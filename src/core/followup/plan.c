/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/plan.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/lunar.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"

#define DAY_HOURS 24
#define LUNAR "lunar "

/* MISSION 41 (test drive), 68 (delivery), 76 (reminders), 108 and 109 (after service),
 * 113 (care calendar). */
static const AxlePlanRule defaults[] = {
  { .code = "after-service", .trigger = AXLE_PLAN_VISIT, .kind = "after-service",
    .title = N_("Ask how the service was"), .hours = 24, .owner = AXLE_PLAN_SERVICE_SIDE,
    .questionnaire = "after-service", .promised = TRUE, .active = TRUE },
  { .code = "deep-call", .trigger = AXLE_PLAN_VISIT, .kind = "deep-call",
    .title = N_("Ask how the car drives; offer a free cabin filter check"), .hours = 7 * DAY_HOURS,
    .owner = AXLE_PLAN_SERVICE_SIDE, .questionnaire = "deep-call", .active = TRUE },
  { .code = "after-test-drive", .trigger = AXLE_PLAN_TEST_DRIVE, .kind = "after-test-drive",
    .title = N_("Ask how the test drive was"), .hours = 24, .owner = AXLE_PLAN_SALES_SIDE,
    .questionnaire = "after-test-drive", .active = TRUE },
  { .code = "after-delivery", .trigger = AXLE_PLAN_DELIVERY, .kind = "after-delivery",
    .title = N_("Ask how the first days with the car were"), .hours = 3 * DAY_HOURS,
    .owner = AXLE_PLAN_SALES_SIDE, .questionnaire = "after-delivery", .promised = TRUE, .active = TRUE },
  { .code = "month-after-delivery", .trigger = AXLE_PLAN_DELIVERY, .kind = "after-delivery",
    .title = N_("Introduce the service advisor and the first service"), .hours = 30 * DAY_HOURS,
    .owner = AXLE_PLAN_EITHER_SIDE, .active = TRUE },
  { .code = "birthday", .trigger = AXLE_PLAN_BIRTHDAY, .kind = "birthday",
    .title = N_("Wish a happy birthday"), .owner = AXLE_PLAN_EITHER_SIDE, .greeting = TRUE, .active = TRUE },
  { .code = "spring-festival", .trigger = AXLE_PLAN_SEASON, .kind = "holiday",
    .title = N_("Greet for the Spring Festival"), .hours = -2 * DAY_HOURS, .owner = AXLE_PLAN_EITHER_SIDE,
    .day = "lunar 01-01", .greeting = TRUE, .active = TRUE },
  { .code = "mid-autumn", .trigger = AXLE_PLAN_SEASON, .kind = "holiday",
    .title = N_("Greet for the Mid-Autumn Festival"), .hours = -DAY_HOURS, .owner = AXLE_PLAN_EITHER_SIDE,
    .day = "lunar 08-15", .greeting = TRUE, .active = TRUE },
  { .code = "rainy-season", .trigger = AXLE_PLAN_SEASON, .kind = "rainy-season",
    .title = N_("Offer a check of wipers and battery seals before the rains"), .owner = AXLE_PLAN_SERVICE_SIDE,
    .day = "05-10", .greeting = TRUE, .active = TRUE },
  { .code = "inspection", .trigger = AXLE_PLAN_INSPECTION, .kind = "inspection",
    .title = N_("Remind of the annual inspection"), .hours = -30 * DAY_HOURS, .owner = AXLE_PLAN_SERVICE_SIDE, .active = TRUE },
  { .code = "insurance", .trigger = AXLE_PLAN_INSURANCE, .kind = "insurance",
    .title = N_("Offer to renew the insurance"), .hours = -30 * DAY_HOURS, .owner = AXLE_PLAN_SALES_SIDE, .active = TRUE },
  { .code = "warranty", .trigger = AXLE_PLAN_WARRANTY, .kind = "warranty",
    .title = N_("Offer a check and an extended warranty before the warranty ends"), .hours = -60 * DAY_HOURS,
    .owner = AXLE_PLAN_SERVICE_SIDE, .active = TRUE },
  { .code = "service-due", .trigger = AXLE_PLAN_SERVICE, .kind = "service-due",
    .title = N_("Remind of the next service"), .hours = -14 * DAY_HOURS, .owner = AXLE_PLAN_SERVICE_SIDE, .active = TRUE },
};

static const char * const triggers[AXLE_PLAN_N_TRIGGERS] = {
  "visit", "test-drive", "delivery", "birthday", "season", "inspection", "insurance", "warranty", "service",
};

struct _AxlePlan
{
  GArray       *rules;  /* (element-type AxlePlanRule) */
  GStringChunk *texts;  /* of those that records changed */
};

G_DEFINE_BOXED_TYPE (AxlePlan, axle_plan, axle_plan_ref, axle_plan_unref)

static void
clear_plan (gpointer data)
{
  AxlePlan *self = data;

  g_array_unref (self->rules);
  g_string_chunk_free (self->texts);
}

AxlePlan *
axle_plan_ref (AxlePlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
axle_plan_unref (AxlePlan *self)
{
  g_atomic_rc_box_release_full (self, clear_plan);
}

static AxlePlanRule *
find_rule (AxlePlan   *self,
           const char *code)
{
  for (guint i = 0; i < self->rules->len; i++)
    {
      AxlePlanRule *rule = &g_array_index (self->rules, AxlePlanRule, i);

      if (g_strcmp0 (rule->code, code) == 0)
        return rule;
    }
  return NULL;
}

static gboolean
parse_day (const char *text,
           int        *month,
           int        *day)
{
  AxleDate date = { 0 };

  if (strlen (text) != 5 || text[2] != '-' || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]) ||
      !g_ascii_isdigit (text[3]) || !g_ascii_isdigit (text[4]))
    return FALSE;
  date.month = (int) g_ascii_strtoll (text, NULL, 10);
  date.day = (int) g_ascii_strtoll (text + 3, NULL, 10);
  *month = date.month;
  *day = date.day;
  return axle_date_is_valid (&date);
}

static gboolean
is_day (const char *text)
{
  int month, day;

  return parse_day (g_str_has_prefix (text, LUNAR) ? text + strlen (LUNAR) : text, &month, &day);
}

/* The `effect` of a record: `visit`, or `season 05-10`; nothing leaves the rule's own. */
static void
read_effect (AxlePlan     *self,
             AxlePlanRule *rule,
             const char   *effect)
{
  for (guint i = 0; i < AXLE_PLAN_N_TRIGGERS; i++)
    {
      gsize length = strlen (triggers[i]);

      if (strncmp (effect, triggers[i], length) != 0 || (effect[length] != '\0' && effect[length] != ' '))
        continue;
      rule->trigger = i;
      if (effect[length] == ' ' && is_day (effect + length + 1))
        rule->day = g_string_chunk_insert (self->texts, effect + length + 1);
      rule->active = i != AXLE_PLAN_SEASON || rule->day != NULL;
    }
}

static const char *
keep (AxlePlan         *self,
      const AxleRecord *record,
      guint             field,
      const char       *otherwise)
{
  const char *text = axle_record_get_text (record, field);

  return text != NULL ? g_string_chunk_insert (self->texts, text) : otherwise;
}

static void
take_record (AxlePlan         *self,
             const AxleRecord *record)
{
  const char *code = axle_record_get_text (record, AXLE_RULE_CODE);
  const char *effect = axle_record_get_text (record, AXLE_RULE_EFFECT);
  AxlePlanRule *rule = find_rule (self, code);

  if (record->deleted || code == NULL || g_strcmp0 (axle_record_get_text (record, AXLE_RULE_AREA), "task") != 0)
    return;
  if (rule == NULL)
    {
      AxlePlanRule added = { .kind = "other", .owner = AXLE_PLAN_EITHER_SIDE };

      added.code = g_string_chunk_insert (self->texts, code);
      added.title = keep (self, record, AXLE_RULE_NAME, added.code);
      g_array_append_val (self->rules, added);
      rule = &g_array_index (self->rules, AxlePlanRule, self->rules->len - 1);
    }
  if (effect != NULL)
    read_effect (self, rule, effect);
  rule->title = keep (self, record, AXLE_RULE_TEXT, rule->title);
  rule->condition = keep (self, record, AXLE_RULE_CONDITION, rule->condition);
  if (axle_record_get (record, AXLE_RULE_DELAY)->kind == AXLE_VALUE_INTEGER)
    rule->hours = (int) CLAMP (axle_record_get_integer (record, AXLE_RULE_DELAY), -366 * DAY_HOURS, 366 * DAY_HOURS);
  if (axle_record_get (record, AXLE_RULE_ACTIVE)->kind == AXLE_VALUE_BOOLEAN)
    rule->active = rule->active && axle_record_get_boolean (record, AXLE_RULE_ACTIVE);
}

/**
 * axle_plan_new:
 * @rules: (nullable) (element-type AxleRecord): `rule` records, of any area
 *
 * A rule that a record adds says in its `effect` what it waits for: the name of a
 * trigger, and of a season its day, such as `season 06-01` or `season lunar 08-15`.
 * One that says nothing of the kind makes no tasks.
 *
 * Returns: (transfer full): the rules that hold
 */
AxlePlan *
axle_plan_new (GPtrArray *rules)
{
  AxlePlan *self = g_atomic_rc_box_new0 (AxlePlan);

  self->rules = g_array_new (FALSE, TRUE, sizeof (AxlePlanRule));
  self->texts = g_string_chunk_new (256);
  g_array_append_vals (self->rules, defaults, G_N_ELEMENTS (defaults));
  for (guint i = 0; i < self->rules->len; i++)
    g_array_index (self->rules, AxlePlanRule, i).title = _(g_array_index (self->rules, AxlePlanRule, i).title);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    take_record (self, rules->pdata[i]);
  return self;
}

/**
 * axle_plan_list:
 * @self: a plan
 * @n_rules: (out): how many
 *
 * Returns: (array length=n_rules) (transfer none): its rules, those switched off included
 */
const AxlePlanRule *
axle_plan_list (const AxlePlan *self,
                guint          *n_rules)
{
  *n_rules = self->rules->len;
  return (const AxlePlanRule *) self->rules->data;
}

/**
 * axle_plan_find:
 * @self: a plan
 * @code: (nullable): the code of a rule
 *
 * Returns: (nullable) (transfer none): the rule
 */
const AxlePlanRule *
axle_plan_find (const AxlePlan *self,
                const char     *code)
{
  return find_rule ((AxlePlan *) self, code);
}

/**
 * axle_plan_rule_is_event:
 * @self: a rule
 *
 * Returns: whether it waits for an event, and not for a day
 */
gboolean
axle_plan_rule_is_event (const AxlePlanRule *self)
{
  return self->trigger <= AXLE_PLAN_DELIVERY;
}

/**
 * axle_plan_rule_get_events:
 * @self: a rule that waits for an event
 * @now: the time, in microseconds since 1970 UTC
 * @first: (out): the earliest event that is not too long ago
 * @last: (out): the latest
 */
void
axle_plan_rule_get_events (const AxlePlanRule *self,
                           gint64              now,
                           gint64             *first,
                           gint64             *last)
{
  *first = now - self->hours * G_TIME_SPAN_HOUR - AXLE_PLAN_GRACE_DAYS * G_TIME_SPAN_DAY;
  *last = now;
}

static AxleDate
add_days (const AxleDate *date,
          int             days)
{
  g_autoptr(GDateTime) noon = g_date_time_new_utc (date->year, date->month, date->day, 12, 0, 0);
  g_autoptr(GDateTime) later = noon != NULL ? g_date_time_add_days (noon, days) : NULL;
  AxleDate result = *date;

  if (later != NULL)
    g_date_time_get_ymd (later, &result.year, &result.month, &result.day);
  return result;
}

/* The whole days that a task is due before its day. */
static int
days_before (const AxlePlanRule *self)
{
  return -(self->hours - (DAY_HOURS - 1) * (self->hours < 0)) / DAY_HOURS;
}

/**
 * axle_plan_rule_get_dates:
 * @self: a rule that waits for a day
 * @today: the store's day
 * @first: (out): the earliest day whose task is not too late
 * @last: (out): the latest whose task is due soon
 */
void
axle_plan_rule_get_dates (const AxlePlanRule *self,
                          const AxleDate     *today,
                          AxleDate           *first,
                          AxleDate           *last)
{
  int before = days_before (self);

  *last = add_days (today, before + AXLE_PLAN_AHEAD_DAYS);
  *first = add_days (today, MIN (before, 0) - (before > 0 ? 0 : AXLE_PLAN_GRACE_DAYS));
}

/**
 * axle_plan_rule_find_season:
 * @self: a rule that waits for a day of each year
 * @year: a year
 * @date: (out): its day in @year
 *
 * Returns: whether there is one
 */
gboolean
axle_plan_rule_find_season (const AxlePlanRule *self,
                            int                 year,
                            AxleDate           *date)
{
  gboolean lunar = self->day != NULL && g_str_has_prefix (self->day, LUNAR);

  *date = (AxleDate) { .year = year };
  if (self->day == NULL || !parse_day (self->day + (lunar ? strlen (LUNAR) : 0), &date->month, &date->day))
    return FALSE;
  if (lunar)
    return axle_lunar_find_day (year, date->month, date->day, date);
  return axle_date_is_valid (date);
}

/**
 * axle_plan_rule_dup_occasion:
 * @self: a rule
 * @found: what it found
 *
 * Returns: (transfer full): names the occasion alike on every desk. A car's day that is
 *   corrected within its month is the same occasion; a service is the one after that which
 *   was done last, however its day moves with what is driven
 */
char *
axle_plan_rule_dup_occasion (const AxlePlanRule *self,
                             const AxlePlanCase *found)
{
  if (found->event != NULL)
    return g_strdup_printf ("%s/%s", found->event->entity->kind, AXLE_ID_TEXT (&found->event->id));
  if (self->trigger == AXLE_PLAN_BIRTHDAY || self->trigger == AXLE_PLAN_SEASON)
    return g_strdup_printf ("%s/%04d", AXLE_ID_TEXT (&found->customer->id), found->date.year);
  if (!axle_id_is_none (&found->since))
    return g_strdup_printf ("%s/%s", AXLE_ID_TEXT (&found->vehicle->id), AXLE_ID_TEXT (&found->since));
  return g_strdup_printf ("%s/%04d-%02d", AXLE_ID_TEXT (&found->vehicle->id), found->date.year, found->date.month);
}

/**
 * axle_plan_rule_allows:
 * @self: a rule
 * @customer: a customer
 *
 * Returns: whether they may be contacted for it
 */
gboolean
axle_plan_rule_allows (const AxlePlanRule *self,
                       const AxleRecord   *customer)
{
  return !customer->deleted && axle_record_get (customer, AXLE_CUSTOMER_ERASED_AT)->kind == AXLE_VALUE_NONE &&
         (self->promised || axle_record_get_boolean (customer, AXLE_CUSTOMER_CONSENT_CONTACT));
}

static AxleId
first_of (AxleId one,
          AxleId other)
{
  return axle_id_is_none (&one) ? other : one;
}

static AxleId
get_of_event (const AxleRecord *event,
              const AxleEntity *entity,
              guint             field)
{
  return event != NULL && event->entity == entity ? axle_record_get_id (event, field) : AXLE_ID_NONE;
}

static AxleId
find_owner (const AxlePlanRule *self,
            const AxlePlanCase *found)
{
  AxleId advisor = first_of (get_of_event (found->event, &axle_visit_entity, AXLE_VISIT_ADVISOR),
                             axle_record_get_id (found->customer, AXLE_CUSTOMER_ADVISOR));
  AxleId consultant = first_of (get_of_event (found->event, &axle_deal_entity, AXLE_DEAL_CONSULTANT),
                                axle_record_get_id (found->customer, AXLE_CUSTOMER_CONSULTANT));

  switch (self->owner)
    {
    case AXLE_PLAN_SERVICE_SIDE:
      return advisor;
    case AXLE_PLAN_SALES_SIDE:
      return consultant;
    case AXLE_PLAN_EITHER_SIDE:
    default:
      return first_of (advisor, consultant);
    }
}

/* What is known of a day too late to remind of it in time is due now. */
static gint64
find_due (const AxlePlanRule *self,
          const AxlePlanCase *found,
          const AxleOpening  *opening,
          gint64              now)
{
  AxleDate date;

  if (found->event != NULL)
    return axle_opening_next (opening, axle_record_get_happened (found->event) + self->hours * G_TIME_SPAN_HOUR);
  date = add_days (&found->date, -days_before (self));
  return MAX (axle_opening_of (opening, &date), axle_opening_next (opening, now));
}

/**
 * axle_plan_rule_make_task:
 * @self: a rule
 * @found: what it found
 * @opening: when the store is open
 * @now: the time, in microseconds since 1970 UTC
 * @scope: the store
 *
 * Returns: (transfer full): the task, not saved, with an id that every desk gives it
 */
AxleRecord *
axle_plan_rule_make_task (const AxlePlanRule *self,
                          const AxlePlanCase *found,
                          const AxleOpening  *opening,
                          gint64              now,
                          const AxleId       *scope)
{
  g_autofree char *occasion = axle_plan_rule_dup_occasion (self, found);
  AxleId id = axle_task_id (scope, self->code, occasion);
  AxleId owner = find_owner (self, found);
  AxleRecord *task = axle_record_new (&axle_task_entity, &id);

  task->scope = *scope;
  axle_record_set_id (task, AXLE_TASK_CUSTOMER, &found->customer->id);
  if (found->vehicle != NULL)
    axle_record_set_id (task, AXLE_TASK_VEHICLE, &found->vehicle->id);
  axle_record_set_text (task, AXLE_TASK_KIND, self->kind);
  axle_record_set_text (task, AXLE_TASK_TITLE, self->title);
  axle_record_set_integer (task, AXLE_TASK_DUE, find_due (self, found, opening, now));
  if (!axle_id_is_none (&owner))
    axle_record_set_id (task, AXLE_TASK_STAFF, &owner);
  axle_record_set_text (task, AXLE_TASK_STATE, "open");
  axle_record_set_text (task, AXLE_TASK_RULE, self->code);
  axle_record_set_text (task, AXLE_TASK_OCCASION, occasion);
  if (self->questionnaire != NULL)
    axle_record_set_text (task, AXLE_TASK_QUESTIONNAIRE, self->questionnaire);
  return task;
}
