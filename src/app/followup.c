/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/followup.h"

#include "app/change-set.h"
#include "app/contact-budget.h"
#include "app/rules.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/request.h"
#include "core/change-list.h"
#include "core/followup/planned.h"
#include "core/followup/question.h"
#include "core/followup/questionnaire.h"
#include "core/followup/task.h"
#include "core/insight/facts.h"
#include "core/insight/rule.h"
#include "core/organisation/rights.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"
#include "store/tasks.h"

/* Rows that rules look at in one go: a person's save waits for no more. */
#define SLICE 100

/* Open tasks of a rule that are looked at again. */
#define OVER_LIMIT 1000

/* Tasks of somebody that are looked at whether they are held back. */
#define HELD_LIMIT 300

/* What comes in a burst is looked at once. */
#define PAUSE_MS 1500

/* How soon a new day is noticed, and that a task has become late. */
#define TICK_S 60

/* The rules. */

static GPtrArray *
list_records (AxleWorkstation  *workstation,
              const AxleEntity *entity)
{
  return workstation->reader != NULL ? axle_store_list (workstation->reader, entity, NULL) : NULL;
}

AxlePlan *
axle_workstation_load_plan (AxleWorkstation *workstation)
{
  return axle_plan_new (axle_workstation_get_rules (workstation));
}

AxleQuestions *
axle_workstation_load_questions (AxleWorkstation *workstation)
{
  g_autoptr(GPtrArray) questionnaires = list_records (workstation, &axle_questionnaire_entity);
  g_autoptr(GPtrArray) questions = list_records (workstation, &axle_question_entity);

  return axle_questions_new (questionnaires, questions);
}

void
axle_workstation_init_ladder (AxleWorkstation *workstation,
                              AxleLadder      *ladder)
{
  axle_ladder_init (ladder, axle_workstation_get_policies (workstation), axle_workstation_get_working_days (workstation));
}

/* Making tasks. */

typedef struct
{
  AxlePlan        *plan;
  AxlePolicies    *policies;
  AxleWorkingDays *days;
  AxlePlanning     planning;
  AxleId           staff;
  gboolean         invites;   /* whether who is signed in may make requests */
  gboolean         whole;     /* or only what bookings have answered */
  gboolean         looked;
  guint            rule;
  gint64           position;
  gint64           operation;
  gint64           n_made;
  gint64           n_cancelled;
} Run;

static void
free_run (gpointer data)
{
  Run *run = data;

  axle_plan_unref (run->plan);
  axle_policies_unref (run->policies);
  axle_working_days_unref (run->days);
  g_free (run);
}

static gboolean
judge (const AxleFacts     *facts,
       const AxleCondition *condition,
       const AxleRecord    *task)
{
  AxleId vehicle = axle_planned_get_vehicle (task);
  guint car;

  for (guint i = 0; i < axle_facts_get_n_cars (facts); i++)
    if (axle_id_equal (&axle_facts_get_car (facts, i)->id, &vehicle))
      return axle_facts_judge (facts, condition, i) == AXLE_TRUTH_TRUE;
  return axle_facts_judge_cars (facts, condition, &car) == AXLE_TRUTH_TRUE;
}

/* Leaves those whose customer and car the rule is made for. */
static gboolean
filter (AxleStore           *store,
        Run                 *run,
        const AxlePlanRule  *rule,
        GPtrArray           *tasks,
        GError             **error)
{
  if (rule->condition == NULL)
    return TRUE;
  for (guint i = tasks->len; i-- > 0;)
    {
      AxleId customer = axle_planned_get_customer (tasks->pdata[i]);
      g_autoptr(AxleDossier) dossier = axle_store_load_dossier (store, &customer, run->planning.now, error);
      g_autoptr(AxleFacts) facts = dossier != NULL ? axle_facts_new (dossier, run->policies) : NULL;

      if (facts == NULL)
        return FALSE;
      if (!judge (facts, rule->condition, tasks->pdata[i]))
        g_ptr_array_remove_index (tasks, i);
    }
  return TRUE;
}

static AxleChange *
new_making (const Run        *run,
            const AxleRecord *task)
{
  AxleChange *change = axle_change_new_between (NULL, task);

  change->staff = run->staff;
  change->at = axle_host_now (axle_host_get_default ());
  return change;
}

static gboolean
save_tasks (AxleStore  *store,
            Run        *run,
            GPtrArray  *tasks,
            GError    **error)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < tasks->len; i++)
    g_ptr_array_add (changes, new_making (run, tasks->pdata[i]));
  if (!axle_store_save (store, changes, &run->operation, error))
    return FALSE;
  run->n_made += tasks->len;
  return TRUE;
}

/* One that a guard refuses must not hold up the others. */
static gboolean
save_each (AxleStore  *store,
           Run        *run,
           GPtrArray  *tasks,
           GError    **error)
{
  for (guint i = 0; i < tasks->len; i++)
    {
      g_autoptr(GPtrArray) one = g_ptr_array_new ();
      g_autoptr(GError) reason = NULL;

      g_ptr_array_add (one, tasks->pdata[i]);
      if (save_tasks (store, run, one, &reason))
        continue;
      if (!g_error_matches (reason, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      g_debug ("A task was not made: %s", reason->message);
    }
  return TRUE;
}

static AxleChange *
new_closing (const Run        *run,
             const AxleRecord *task,
             gboolean          booked)
{
  g_autoptr(AxleRecord) after = axle_record_copy (task);
  AxleChange *change;

  axle_planned_close (after, booked);
  change = axle_change_new_between (task, after);
  change->staff = run->staff;
  change->at = axle_host_now (axle_host_get_default ());
  return change;
}

static gboolean
save_closings (AxleStore  *store,
               Run        *run,
               GPtrArray  *changes,
               GError    **error)
{
  if (changes->len > 0 && !axle_store_save (store, changes, &run->operation, error))
    return FALSE;
  run->n_cancelled += changes->len;
  return TRUE;
}

static gboolean
cancel_over (AxleStore           *store,
             Run                 *run,
             const AxlePlanRule  *rule,
             GError             **error)
{
  g_autoptr(GPtrArray) tasks = axle_store_list_tasks_over (store, rule, &run->planning, OVER_LIMIT, error);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++)
    if (run->invites || ((AxleRecord *) tasks->pdata[i])->entity != &axle_request_entity)
      g_ptr_array_add (changes, new_closing (run, tasks->pdata[i], FALSE));
  return save_closings (store, run, changes, error);
}

/* Nobody is invited whose car comes anyway. */
static gboolean
close_booked (AxleStore  *store,
              Run        *run,
              GError    **error)
{
  g_autoptr(GPtrArray) requests = axle_store_list_requests_booked (store, run->planning.now, OVER_LIMIT, error);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  if (requests == NULL)
    return FALSE;
  for (guint i = 0; i < requests->len; i++)
    {
      const AxlePlanRule *rule = axle_plan_find (run->plan, axle_record_get_text (requests->pdata[i], AXLE_REQUEST_RULE));

      if (rule != NULL && axle_plan_rule_ends_with_visit (rule))
        g_ptr_array_add (changes, new_closing (run, requests->pdata[i], TRUE));
    }
  return save_closings (store, run, changes, error);
}

static gboolean
plan_slice (AxleStore  *store,
            Run        *run,
            GError    **error)
{
  guint n_rules;
  const AxlePlanRule *rules = axle_plan_list (run->plan, &n_rules);
  g_autoptr(GPtrArray) tasks = NULL;
  g_autoptr(GError) reason = NULL;

  if (run->position == 0 && !cancel_over (store, run, &rules[run->rule], error))
    return FALSE;
  if (rules[run->rule].outcome == AXLE_PLAN_REQUEST && !run->invites)
    {
      run->rule++;
      return TRUE;
    }
  tasks = axle_store_plan_tasks (store, &rules[run->rule], &run->planning, SLICE, &run->position, error);
  if (tasks == NULL || !filter (store, run, &rules[run->rule], tasks, error))
    return FALSE;
  if (run->position == 0)
    run->rule++;
  if (tasks->len == 0 || save_tasks (store, run, tasks, &reason))
    return TRUE;
  if (g_error_matches (reason, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID))
    return save_each (store, run, tasks, error);
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
plan_job (AxleStore    *store,
          GTask        *task,
          gpointer      data,
          GCancellable *cancellable)
{
  Run *run = data;
  GError *cause = NULL;
  GError *error = NULL;
  guint n_rules;

  axle_plan_list (run->plan, &n_rules);
  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (!run->looked && run->invites)
    close_booked (store, run, &cause);
  run->looked = TRUE;
  if (cause == NULL && run->whole && run->rule < n_rules && plan_slice (store, run, &cause))
    return G_SOURCE_CONTINUE;
  if (cause != NULL)
    {
      axle_app_take_error (&error, cause);
      g_task_return_error (task, error);
    }
  else
    g_task_return_int (task, run->n_made);
  return G_SOURCE_REMOVE;
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  AxleWorkstation *self = AXLE_WORKSTATION (source);
  g_autoptr(GTask) task = data;
  GError *error = NULL;
  const Run *run = g_task_get_task_data (G_TASK (result));
  gint64 n_made = g_task_propagate_int (G_TASK (result), &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (n_made + run->n_cancelled > 0)
    {
      axle_workstation_tell_now (self);
      axle_workstation_poke_sync (self);
    }
  g_task_return_int (task, n_made);
}

/* Only where customers are looked after, and by who may do so. */
static gboolean
may_plan (AxleWorkstation *self)
{
  return self->enrolment != NULL && self->enrolment->audience == AXLE_AUDIENCE_OFFICE && self->staff != NULL &&
         !self->read_only && self->lock_reason == AXLE_DESK_OPEN && self->progress >= 1 &&
         axle_workstation_may (self, AXLE_RIGHT_CUSTOMERS_WRITE);
}

static void
run_async (AxleWorkstation     *workstation,
           gboolean             whole,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (workstation, cancellable, callback, user_data);
  g_autoptr(GTask) inner = NULL;
  AxleLadder ladder;
  Run *run;

  if (!may_plan (workstation))
    {
      g_task_return_int (task, 0);
      g_object_unref (task);
      return;
    }
  axle_workstation_init_ladder (workstation, &ladder);
  run = g_new0 (Run, 1);
  run->invites = axle_workstation_may (workstation, AXLE_RIGHT_APPOINTMENTS_WRITE);
  run->whole = whole;
  run->plan = axle_workstation_load_plan (workstation);
  run->days = axle_working_days_ref (axle_workstation_get_working_days (workstation));
  run->planning.now = axle_host_now (axle_host_get_default ());
  run->planning.opening = ladder.opening;
  run->policies = axle_policies_ref (axle_workstation_get_policies (workstation));
  run->planning.policies = run->policies;
  run->planning.budget = axle_policies_get (run->policies, "contact.budget");
  run->staff = axle_workstation_get_staff_id (workstation);
  inner = g_task_new (workstation, cancellable, ran_cb, task);
  g_task_set_task_data (inner, run, free_run);
  axle_workstation_run (workstation, AXLE_JOB_LONG, inner, plan_job, run);
}

void
axle_followup_run_async (AxleWorkstation     *workstation,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  run_async (workstation, TRUE, cancellable, callback, user_data);
}

gint64
axle_followup_run_finish (AxleWorkstation  *workstation,
                          GAsyncResult     *result,
                          GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workstation), -1);
  return g_task_propagate_int (G_TASK (result), error);
}

/* While the program runs. */

struct _AxleFollowup
{
  GObject          parent_instance;
  AxleWorkstation *workstation;
  GCancellable    *cancellable;
  gboolean         running;
  gboolean         again;
  gboolean         whole;     /* the next run looks at all rules */
  guint            soon;
  guint            tick;
  AxleDate         day;   /* that rules last ran on */
};

G_DEFINE_FINAL_TYPE (AxleFollowup, axle_followup, G_TYPE_OBJECT)

guint
axle_workstation_get_tasks_due (AxleWorkstation *self)
{
  return self->tasks_due;
}

/* What is held back is not yet to do. */
static gint64
count_due (AxleWorkstation *workstation)
{
  AxleLadder ladder;
  g_autoptr(GPtrArray) first = NULL;
  gint64 until, n_due;

  if (workstation->reader == NULL || workstation->staff == NULL)
    return 0;
  axle_workstation_init_ladder (workstation, &ladder);
  until = axle_opening_midnight (&ladder.opening, axle_host_now (axle_host_get_default ()), 1);
  n_due = axle_store_count_tasks_of (workstation->reader, &workstation->staff->id, until, NULL);
  first = axle_store_list_tasks_of (workstation->reader, &workstation->staff->id, until, HELD_LIMIT, NULL);
  for (guint i = 0; first != NULL && i < first->len; i++)
    n_due -= axle_contact_budget_judge_task (workstation, first->pdata[i]) != AXLE_CONTACT_FREE;
  return MAX (n_due, 0);
}

static void
count_tasks (AxleFollowup *self)
{
  AxleWorkstation *workstation = self->workstation;
  gint64 n_due = count_due (workstation);

  if (workstation->tasks_due == (guint) n_due)
    return;
  workstation->tasks_due = (guint) n_due;
  axle_workstation_notify (workstation, AXLE_WORKSTATION_PROP_TASKS_DUE);
}

static void
count_all (AxleFollowup *self)
{
  count_tasks (self);
  axle_workstation_count_requests (self->workstation);
}

static void look_soon (AxleFollowup *self);

static void
run_ended_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(AxleFollowup) self = data;
  g_autoptr(GError) error = NULL;

  self->running = FALSE;
  if (axle_followup_run_finish (AXLE_WORKSTATION (source), result, &error) < 0 && error != NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("Tasks could not be made: %s", error->message);
  if (self->again && !g_cancellable_is_cancelled (self->cancellable))
    look_soon (self);
  self->again = FALSE;
}

static gboolean
run_cb (gpointer data)
{
  AxleFollowup *self = data;
  AxleLadder ladder;

  self->soon = 0;
  axle_workstation_init_ladder (self->workstation, &ladder);
  self->day = axle_opening_today (&ladder.opening, axle_host_now (axle_host_get_default ()));
  self->running = TRUE;
  run_async (self->workstation, self->whole, self->cancellable, run_ended_cb, g_object_ref (self));
  self->whole = FALSE;
  return G_SOURCE_REMOVE;
}

static void
look_soon (AxleFollowup *self)
{
  if (self->running)
    self->again = TRUE;
  else if (self->soon == 0 && self->workstation->staff != NULL)
    self->soon = g_timeout_add_full (G_PRIORITY_LOW, PAUSE_MS, run_cb, self, NULL);
}

static void
run_soon (AxleFollowup *self)
{
  self->whole = TRUE;
  look_soon (self);
}

static gboolean
tick_cb (gpointer data)
{
  AxleFollowup *self = data;
  AxleLadder ladder;
  AxleDate today;

  axle_workstation_init_ladder (self->workstation, &ladder);
  today = axle_opening_today (&ladder.opening, axle_host_now (axle_host_get_default ()));
  if (axle_date_compare (&today, &self->day) != 0)
    run_soon (self);
  count_all (self);
  return G_SOURCE_CONTINUE;
}

static void
changed_cb (AxleFollowup  *self,
            AxleChangeSet *changes)
{
  static const AxleEntity * const awaited[] = {
    &axle_visit_entity, &axle_deal_entity, &axle_customer_entity, &axle_vehicle_entity, &axle_ownership_entity,
    &axle_rule_entity,
  };
  static const AxleEntity * const counted[] = {
    &axle_task_entity, &axle_contact_entity, &axle_customer_entity, &axle_policy_entity, &axle_request_entity,
    &axle_opening_hours_entity, &axle_holiday_entity,
  };

  if (axle_change_set_has_any (changes, awaited, G_N_ELEMENTS (awaited)))
    run_soon (self);
  if (axle_change_set_has_kind (changes, &axle_appointment_entity))
    look_soon (self);
  if (axle_change_set_has_any (changes, counted, G_N_ELEMENTS (counted)))
    count_all (self);
}

static void
person_changed_cb (AxleFollowup *self)
{
  count_all (self);
  run_soon (self);
}

static void
axle_followup_dispose (GObject *object)
{
  AxleFollowup *self = AXLE_FOLLOWUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_followup_parent_class)->dispose (object);
}

static void
axle_followup_finalize (GObject *object)
{
  g_object_unref (AXLE_FOLLOWUP (object)->cancellable);
  G_OBJECT_CLASS (axle_followup_parent_class)->finalize (object);
}

static void
axle_followup_class_init (AxleFollowupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_followup_dispose;
  G_OBJECT_CLASS (klass)->finalize = axle_followup_finalize;
}

static void
axle_followup_init (AxleFollowup *self)
{
  self->cancellable = g_cancellable_new ();
}

void
axle_followup_stop (AxleFollowup *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->tick, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->workstation, self);
  while (self->running)
    g_main_context_iteration (NULL, TRUE);
}

AxleFollowup *
axle_followup_new (AxleWorkstation *workstation)
{
  AxleFollowup *self = g_object_new (AXLE_TYPE_FOLLOWUP, NULL);

  self->workstation = g_object_ref (workstation);
  self->tick = g_timeout_add_seconds_full (G_PRIORITY_LOW, TICK_S, tick_cb, self, NULL);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::staff", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (workstation, "notify::progress", G_CALLBACK (run_soon), self, G_CONNECT_SWAPPED);
  person_changed_cb (self);
  return self;
}
