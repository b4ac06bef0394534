/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/plan.h"

#include <string.h>

#include "base/lunar.h"
#include "core/appointment/request.h"
#include "core/appointment/appointment.h"
#include "core/followup/task.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"

#define DAY_HOURS 24
#define LUNAR "lunar "
#define REQUEST "request"

/* What a record of a rule does not say, of those that the program comes with: what kind of
 * task it makes, for whom, and what is asked. */
static const AxlePlanRule manners[] = {
  { .code = "after-service", .kind = "after-service", .owner = AXLE_PLAN_SERVICE_SIDE,
    .questionnaire = "after-service", .promised = TRUE },
  { .code = "deep-call", .kind = "deep-call", .owner = AXLE_PLAN_SERVICE_SIDE, .questionnaire = "deep-call" },
  { .code = "after-test-drive", .kind = "after-test-drive", .owner = AXLE_PLAN_SALES_SIDE,
    .questionnaire = "after-test-drive" },
  { .code = "after-delivery", .kind = "after-delivery", .owner = AXLE_PLAN_SALES_SIDE,
    .questionnaire = "after-delivery", .promised = TRUE },
  { .code = "month-after-delivery", .kind = "after-delivery", .owner = AXLE_PLAN_EITHER_SIDE },
  { .code = "after-no-show", .kind = "call", .owner = AXLE_PLAN_SERVICE_SIDE, .promised = TRUE },
  { .code = "birthday", .kind = "birthday", .owner = AXLE_PLAN_EITHER_SIDE, .greeting = TRUE },
  { .code = "spring-festival", .kind = "holiday", .owner = AXLE_PLAN_EITHER_SIDE, .greeting = TRUE },
  { .code = "mid-autumn", .kind = "holiday", .owner = AXLE_PLAN_EITHER_SIDE, .greeting = TRUE },
  { .code = "rainy-season", .kind = "rainy-season", .owner = AXLE_PLAN_SERVICE_SIDE, .greeting = TRUE },
  { .code = "inspection", .kind = "inspection", .owner = AXLE_PLAN_SERVICE_SIDE },
  { .code = "insurance", .kind = "insurance", .owner = AXLE_PLAN_SALES_SIDE },
  { .code = "warranty", .kind = "warranty", .owner = AXLE_PLAN_SERVICE_SIDE },
  { .code = "service-due", .kind = "service-due", .owner = AXLE_PLAN_SERVICE_SIDE },
};

static const char * const triggers[AXLE_PLAN_N_TRIGGERS] = {
  "visit", "test-drive", "delivery", "no-show", "birthday", "season", "inspection", "insurance", "warranty", "service",
};

struct _AxlePlan
{
  GArray    *rules;   /* (element-type AxlePlanRule) */
  AxleRules *origin;  /* whose texts they are */
};

G_DEFINE_BOXED_TYPE (AxlePlan, axle_plan, axle_plan_ref, axle_plan_unref)

static void
clear_plan (gpointer data)
{
  AxlePlan *self = data;

  g_array_unref (self->rules);
  axle_rules_unref (self->origin);
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

/* The place of a trigger that begins @effect, and what stands behind it. */
static gboolean
find_trigger (const char       *effect,
              AxlePlanTrigger  *trigger,
              const char      **rest)
{
  for (guint i = 0; i < AXLE_PLAN_N_TRIGGERS; i++)
    {
      gsize length = strlen (triggers[i]);

      if (strncmp (effect, triggers[i], length) != 0 || (effect[length] != '\0' && effect[length] != ' '))
        continue;
      *trigger = i;
      *rest = effect[length] == ' ' ? effect + length + 1 : NULL;
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_of_car (AxlePlanTrigger trigger)
{
  return trigger >= AXLE_PLAN_INSPECTION;
}

/**
 * axle_plan_read_effect:
 * @effect: (nullable): of a rule of tasks: the name of a trigger, and of a season its day,
 *   such as `visit`, `season 06-01` or `season lunar 08-15`; of a day of a car, `request`
 *   where it makes one: `service request`
 * @trigger: (out): what it waits for
 * @day: (out) (nullable): of a season, its day: a part of @effect
 * @outcome: (out): what it makes
 *
 * Returns: whether it can be read
 */
gboolean
axle_plan_read_effect (const char       *effect,
                       AxlePlanTrigger  *trigger,
                       const char      **day,
                       AxlePlanOutcome  *outcome)
{
  const char *rest;

  if (effect == NULL || !find_trigger (effect, trigger, &rest))
    return FALSE;
  *outcome = is_of_car (*trigger) && g_strcmp0 (rest, REQUEST) == 0 ? AXLE_PLAN_REQUEST : AXLE_PLAN_TASK;
  *day = rest != NULL && is_day (rest) ? rest : NULL;
  return *trigger != AXLE_PLAN_SEASON || *day != NULL;
}

static AxlePlanRule
get_manner (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (manners); i++)
    if (g_str_equal (manners[i].code, code))
      return manners[i];
  return (AxlePlanRule) { .kind = "other", .owner = AXLE_PLAN_EITHER_SIDE };
}

static void
add_rule (AxlePlan       *self,
          const AxleRule *rule)
{
  AxlePlanRule plan = get_manner (rule->code);
  gboolean waits = axle_plan_read_effect (rule->effect, &plan.trigger, &plan.day, &plan.outcome);

  plan.code = rule->code;
  plan.title = axle_rule_get_title (rule);
  plan.condition = rule->condition;
  plan.hours = (int) CLAMP (rule->delay, -366 * DAY_HOURS, 366 * DAY_HOURS);
  plan.active = rule->active && waits && rule->problem == NULL;
  g_array_append_val (self->rules, plan);
}

/**
 * axle_plan_new:
 * @rules: all rules
 *
 * A rule of tasks that does not say what it waits for, or that is broken, makes none.
 *
 * Returns: (transfer full): those of tasks
 */
AxlePlan *
axle_plan_new (AxleRules *rules)
{
  AxlePlan *self = g_atomic_rc_box_new0 (AxlePlan);

  self->rules = g_array_new (FALSE, TRUE, sizeof (AxlePlanRule));
  self->origin = axle_rules_ref (rules);
  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    if (axle_rule_is_of (axle_rules_get (rules, i), "task"))
      add_rule (self, axle_rules_get (rules, i));
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
  for (guint i = 0; i < self->rules->len; i++)
    if (g_strcmp0 (g_array_index (self->rules, AxlePlanRule, i).code, code) == 0)
      return &g_array_index (self->rules, AxlePlanRule, i);
  return NULL;
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
  return self->trigger <= AXLE_PLAN_NO_SHOW;
}

/**
 * axle_plan_rule_is_of_car:
 * @self: a rule
 *
 * Returns: whether it waits for a day of a car, so that it may make a request
 */
gboolean
axle_plan_rule_is_of_car (const AxlePlanRule *self)
{
  return is_of_car (self->trigger);
}

/**
 * axle_plan_rule_ends_with_visit:
 * @self: a rule
 *
 * Returns: whether it invites to something that is done when the car comes, so that nobody
 *   is invited whose car has an appointment
 */
gboolean
axle_plan_rule_ends_with_visit (const AxlePlanRule *self)
{
  return self->outcome == AXLE_PLAN_REQUEST && self->trigger != AXLE_PLAN_INSURANCE;
}

/**
 * axle_plan_rule_dup_effect:
 * @self: a rule that waits for a day of a car
 * @outcome: what it shall make
 *
 * Returns: (transfer full): the effect of such a rule
 */
char *
axle_plan_rule_dup_effect (const AxlePlanRule *self,
                           AxlePlanOutcome     outcome)
{
  return g_strconcat (triggers[self->trigger], outcome == AXLE_PLAN_REQUEST ? " " REQUEST : NULL, NULL);
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
  AxleId expecting = first_of (get_of_event (found->event, &axle_visit_entity, AXLE_VISIT_ADVISOR),
                               get_of_event (found->event, &axle_appointment_entity, AXLE_APPOINTMENT_ADVISOR));
  AxleId advisor = first_of (expecting, axle_record_get_id (found->customer, AXLE_CUSTOMER_ADVISOR));
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

/**
 * axle_plan_rule_make_request:
 * @self: a rule that waits for a day of a car
 * @found: what it found
 * @opening: when the store is open
 * @now: the time, in microseconds since 1970 UTC
 * @scope: the store
 *
 * It came in when the store opened that day: what two desks make is the same. What it is
 * about says its rule, in the language of who reads it.
 *
 * Returns: (transfer full): the request, not saved, with an id that every desk gives it
 */
AxleRecord *
axle_plan_rule_make_request (const AxlePlanRule *self,
                             const AxlePlanCase *found,
                             const AxleOpening  *opening,
                             gint64              now,
                             const AxleId       *scope)
{
  g_autofree char *occasion = axle_plan_rule_dup_occasion (self, found);
  g_autofree char *until = axle_date_format_iso (&found->date);
  AxleId id = axle_request_id (scope, self->code, occasion);
  AxleDate today = axle_opening_today (opening, now);
  AxleRecord *request = axle_record_new (&axle_request_entity, &id);

  request->scope = *scope;
  axle_record_set_id (request, AXLE_REQUEST_CUSTOMER, &found->customer->id);
  axle_record_set_id (request, AXLE_REQUEST_VEHICLE, &found->vehicle->id);
  axle_record_set_text (request, AXLE_REQUEST_CHANNEL, "proactive");
  axle_record_set_text (request, AXLE_REQUEST_STATE, "open");
  axle_record_set_integer (request, AXLE_REQUEST_RECEIVED_AT, axle_opening_of (opening, &today));
  if (axle_date_compare (&found->date, &today) > 0)
    axle_record_set_text (request, AXLE_REQUEST_UNTIL, until);
  axle_record_set_text (request, AXLE_REQUEST_RULE, self->code);
  axle_record_set_text (request, AXLE_REQUEST_OCCASION, occasion);
  return request;
}

/**
 * axle_plan_rule_make:
 * @self: a rule
 * @found: what it found
 * @opening: when the store is open
 * @now: the time, in microseconds since 1970 UTC
 * @scope: the store
 *
 * Returns: (transfer full): the task or the request, not saved
 */
AxleRecord *
axle_plan_rule_make (const AxlePlanRule *self,
                     const AxlePlanCase *found,
                     const AxleOpening  *opening,
                     gint64              now,
                     const AxleId       *scope)
{
  return self->outcome == AXLE_PLAN_REQUEST ? axle_plan_rule_make_request (self, found, opening, now, scope)
                                            : axle_plan_rule_make_task (self, found, opening, now, scope);
}
