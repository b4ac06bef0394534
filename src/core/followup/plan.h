/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"
#include "core/followup/opening.h"
#include "core/insight/rules.h"

G_BEGIN_DECLS

/* Which tasks come up for a customer by themselves, and when: the rules of the area `task`.
 * Those about a car may make a request in the tray of the calendar instead, so that the
 * customer is invited: see `effect` below. */

/**
 * AxlePlanTrigger:
 * @AXLE_PLAN_VISIT: a service visit
 * @AXLE_PLAN_TEST_DRIVE: a test drive
 * @AXLE_PLAN_DELIVERY: a car handed over
 * @AXLE_PLAN_NO_SHOW: an appointment that nobody came to
 * @AXLE_PLAN_BIRTHDAY: a customer's birthday
 * @AXLE_PLAN_SEASON: a day of each year, for those who come regularly
 * @AXLE_PLAN_INSPECTION: the day that a car must be inspected
 * @AXLE_PLAN_INSURANCE: the day that a car's insurance ends
 * @AXLE_PLAN_WARRANTY: the day that a car's warranty ends
 * @AXLE_PLAN_SERVICE: the day that a car's next service is due
 *
 * What a rule waits for: an event, a day of a customer, or a day of a car.
 */
typedef enum
{
  AXLE_PLAN_VISIT,
  AXLE_PLAN_TEST_DRIVE,
  AXLE_PLAN_DELIVERY,
  AXLE_PLAN_NO_SHOW,
  AXLE_PLAN_BIRTHDAY,
  AXLE_PLAN_SEASON,
  AXLE_PLAN_INSPECTION,
  AXLE_PLAN_INSURANCE,
  AXLE_PLAN_WARRANTY,
  AXLE_PLAN_SERVICE,
  AXLE_PLAN_N_TRIGGERS,
} AxlePlanTrigger;

/**
 * AxlePlanOutcome:
 * @AXLE_PLAN_TASK: somebody has something to do
 * @AXLE_PLAN_REQUEST: the car should come: a request of the channel `proactive`
 *
 * What a rule makes.
 */
typedef enum
{
  AXLE_PLAN_TASK,
  AXLE_PLAN_REQUEST,
} AxlePlanOutcome;

/**
 * AxlePlanOwner:
 * @AXLE_PLAN_SERVICE_SIDE: the advisor of the visit or the customer
 * @AXLE_PLAN_SALES_SIDE: the consultant of the deal or the customer
 * @AXLE_PLAN_EITHER_SIDE: the advisor, or the consultant where there is none
 *
 * Who does it; whoever takes it where the customer has nobody.
 */
typedef enum
{
  AXLE_PLAN_SERVICE_SIDE,
  AXLE_PLAN_SALES_SIDE,
  AXLE_PLAN_EITHER_SIDE,
} AxlePlanOwner;

/**
 * AxlePlanRule:
 * @code: names it for ever
 * @trigger: what it waits for
 * @outcome: what it makes
 * @kind: of the task, one of its choices
 * @title: of the task
 * @hours: how long after the event it is due; of a day: below 0 for before it
 * @owner: who does it
 * @questionnaire: (nullable): what is asked
 * @day: (nullable): of a season: `05-10`, or `lunar 08-15` of the Chinese calendar
 * @condition: (nullable): holds for whom it is made; %NULL: for everybody
 * @promised: part of a service that was bought: also for those who did not agree to be contacted
 * @greeting: done for courtesy: not for those who hear from us often enough
 * @active: whether it makes tasks
 */
typedef struct
{
  const char          *code;
  AxlePlanTrigger      trigger;
  AxlePlanOutcome      outcome;
  const char          *kind;
  const char          *title;
  int                  hours;
  AxlePlanOwner        owner;
  const char          *questionnaire;
  const char          *day;
  const AxleCondition *condition;
  gboolean             promised;
  gboolean             greeting;
  gboolean             active;
} AxlePlanRule;

/* The rules that hold: shared between threads, never changed. */
typedef struct _AxlePlan AxlePlan;
#define AXLE_TYPE_PLAN (axle_plan_get_type ())
GType               axle_plan_get_type     (void) G_GNUC_CONST;

AxlePlan           *axle_plan_new          (AxleRules          *rules);
AxlePlan           *axle_plan_ref          (AxlePlan           *self);
void                axle_plan_unref        (AxlePlan           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePlan, axle_plan_unref)
const AxlePlanRule *axle_plan_list         (const AxlePlan     *self,
                                            guint              *n_rules);
const AxlePlanRule *axle_plan_find         (const AxlePlan     *self,
                                            const char         *code);
gboolean            axle_plan_read_effect  (const char         *effect,
                                            AxlePlanTrigger    *trigger,
                                            const char        **day,
                                            AxlePlanOutcome    *outcome);
gboolean            axle_plan_rule_is_of_car (const AxlePlanRule *self);
gboolean            axle_plan_rule_ends_with_visit (const AxlePlanRule *self);
char               *axle_plan_rule_dup_effect (const AxlePlanRule *self,
                                               AxlePlanOutcome     outcome);

/* How late a task may be and still be made. */
#define AXLE_PLAN_GRACE_DAYS 3

/* How long before it is due a task of a day is made. */
#define AXLE_PLAN_AHEAD_DAYS 3

gboolean            axle_plan_rule_is_event   (const AxlePlanRule *self);
void                axle_plan_rule_get_events (const AxlePlanRule *self,
                                               gint64              now,
                                               gint64             *first,
                                               gint64             *last);
void                axle_plan_rule_get_dates  (const AxlePlanRule *self,
                                               const AxleDate     *today,
                                               AxleDate           *first,
                                               AxleDate           *last);
gboolean            axle_plan_rule_find_season (const AxlePlanRule *self,
                                                int                 year,
                                                AxleDate           *date);

/**
 * AxlePlanCase:
 * @customer: for whom, as they are known now
 * @vehicle: (nullable): about which car
 * @event: (nullable): the visit, deal or appointment; %NULL for a day
 * @date: of a day: which, with its year
 * @since: of a service: the visit or the car that it is counted from; else no id
 *
 * What a rule finds.
 */
typedef struct
{
  const AxleRecord *customer;
  const AxleRecord *vehicle;
  const AxleRecord *event;
  AxleDate          date;
  AxleId            since;
} AxlePlanCase;

char               *axle_plan_rule_dup_occasion (const AxlePlanRule *self,
                                                 const AxlePlanCase *found);
gboolean            axle_plan_rule_allows       (const AxlePlanRule *self,
                                                 const AxleRecord   *customer);
AxleRecord         *axle_plan_rule_make         (const AxlePlanRule *self,
                                                 const AxlePlanCase *found,
                                                 const AxleOpening  *opening,
                                                 gint64              now,
                                                 const AxleId       *scope);
AxleRecord         *axle_plan_rule_make_request (const AxlePlanRule *self,
                                                 const AxlePlanCase *found,
                                                 const AxleOpening  *opening,
                                                 gint64              now,
                                                 const AxleId       *scope);
AxleRecord         *axle_plan_rule_make_task    (const AxlePlanRule *self,
                                                 const AxlePlanCase *found,
                                                 const AxleOpening  *opening,
                                                 gint64              now,
                                                 const AxleId       *scope);

G_END_DECLS
