/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/task.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"

static const AxleChoice kinds[] = {
  { "call", N_("Call back") },
  { "after-service", N_("Call after service") },
  { "deep-call", N_("Call a week after service") },
  { "after-delivery", N_("Call after delivery") },
  { "after-test-drive", N_("Call after a test drive") },
  { "birthday", N_("Birthday") },
  { "holiday", N_("Holiday greeting") },
  { "rainy-season", N_("Before the rainy season") },
  { "inspection", N_("Annual inspection") },
  { "insurance", N_("Insurance renewal") },
  { "service-due", N_("Service due") },
  { "warranty", N_("Warranty ends") },
  { "promise", N_("Promise") },
  { "complaint", N_("Complaint") },
  { "offer", N_("Offer") },
  { "nudge", N_("Missing information") },
  { "other", N_("Other") },
  { NULL, NULL },
};

static const AxleChoice states[] = {
  { "open", N_("Open") },
  { "done", N_("Done") },
  { "cancelled", N_("Cancelled") },
  { NULL, NULL },
};

static const AxleChoice outcomes[] = {
  { "reached", N_("Reached") },
  { "not-reached", N_("Not reached") },
  { "message", N_("Message left") },
  { "booked", N_("Appointment made") },
  { "declined", N_("Not interested") },
  { "not-needed", N_("Not needed") },
  { NULL, NULL },
};

static const AxleField task_fields[] = {
  [AXLE_TASK_CUSTOMER] = {
    .name = "customer", .label = N_("Customer"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .target = "customer",
  },
  [AXLE_TASK_VEHICLE] = {
    .name = "vehicle", .label = N_("Vehicle"), .type = AXLE_FIELD_REFERENCE,
    .target = "vehicle",
  },
  [AXLE_TASK_KIND] = {
    .name = "kind", .label = N_("What"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED,
    .choices = kinds,
  },
  [AXLE_TASK_TITLE] = {
    .name = "title", .label = N_("Task"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_PERSONAL,
  },
  [AXLE_TASK_DUE] = {
    .name = "due", .label = N_("Due"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_TASK_STAFF] = {
    .name = "staff", .label = N_("Responsible"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_INDEXED,
    .target = "staff",
  },
  [AXLE_TASK_STATE] = {
    .name = "state", .label = N_("State"), .type = AXLE_FIELD_CHOICE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .choices = states,
  },
  [AXLE_TASK_OUTCOME] = {
    .name = "outcome", .label = N_("Outcome"), .type = AXLE_FIELD_CHOICE,
    .choices = outcomes,
  },
  [AXLE_TASK_RESULT] = {
    .name = "result", .label = N_("Result"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 2000,
  },
  [AXLE_TASK_DONE_AT] = {
    .name = "done_at", .label = N_("Done"), .type = AXLE_FIELD_TIME,
  },
  [AXLE_TASK_DONE_BY] = {
    .name = "done_by", .label = N_("Done by"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_TASK_TRIES] = {
    .name = "tries", .label = N_("Tries"), .type = AXLE_FIELD_INTEGER,
    .merge = AXLE_MERGE_MAXIMUM,
  },
  [AXLE_TASK_RULE] = {
    .name = "rule", .label = N_("Rule"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_FIXED,
    .limit = 64,
  },
  [AXLE_TASK_OCCASION] = {
    .name = "occasion", .label = N_("Occasion"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_FIXED,
    .limit = 80,
  },
  [AXLE_TASK_QUESTIONNAIRE] = {
    .name = "questionnaire", .label = N_("Questionnaire"), .type = AXLE_FIELD_TEXT,
    .limit = 64,
  },
};

/* What finds a rule's task by its id must find the only one. */
static void
check_id (const AxleRecord *record,
          GPtrArray        *problems)
{
  const char *rule = axle_record_get_text (record, AXLE_TASK_RULE);
  const char *occasion = axle_record_get_text (record, AXLE_TASK_OCCASION);
  AxleId id;

  if (rule == NULL || occasion == NULL || axle_id_is_none (&record->scope))
    return;
  id = axle_task_id (&record->scope, rule, occasion);
  if (!axle_id_equal (&id, &record->id))
    axle_problems_add (problems, "wrong-id", "occasion", TRUE,
                       _("The rule “%s” has another task for this occasion."), rule);
}

static char *
task_title (const AxleRecord *record)
{
  return g_strdup (axle_task_get_title (record));
}

const AxleEntity axle_task_entity = {
  .kind = "task",
  .label = N_("Task"),
  .flags = AXLE_ENTITY_ALIKE,
  .fields = task_fields,
  .n_fields = G_N_ELEMENTS (task_fields),
  .check = check_id,
  .dup_title = task_title,
};

/**
 * axle_task_id:
 * @scope: the store
 * @rule: the code of a rule
 * @occasion: what it is about, such as `visit/0192f0c4-…`
 *
 * Returns: the id of the task that the rule makes for that occasion, on every desk
 */
AxleId
axle_task_id (const AxleId *scope,
              const char   *rule,
              const char   *occasion)
{
  g_autofree char *name = g_strconcat (axle_task_entity.kind, "/", rule, "/", occasion, NULL);

  return axle_id_new_derived (scope, name);
}

/**
 * axle_task_is_open:
 * @task: a task
 *
 * Returns: whether somebody still has to do it
 */
gboolean
axle_task_is_open (const AxleRecord *task)
{
  return !task->deleted && g_strcmp0 (axle_record_get_text (task, AXLE_TASK_STATE), "open") == 0;
}

/**
 * axle_task_get_purpose:
 * @task: a task
 *
 * Returns: what the customer is called or written to for. What belongs to a service or a
 *   car that they bought, what they complain of and what somebody promised them is owed
 */
AxleContactPurpose
axle_task_get_purpose (const AxleRecord *task)
{
  static const char * const promised[] = { "call", "after-service", "after-delivery", "promise", "complaint", NULL };
  static const char * const offers[] = { "rainy-season", "insurance", "warranty", "offer", NULL };
  const char *kind = axle_record_get_text (task, AXLE_TASK_KIND);

  if (kind == NULL)
    return AXLE_CONTACT_TO_REMIND;
  return g_strv_contains (promised, kind) ? AXLE_CONTACT_PROMISED
         : g_strv_contains (offers, kind) ? AXLE_CONTACT_TO_OFFER : AXLE_CONTACT_TO_REMIND;
}

/**
 * axle_task_get_title:
 * @task: a task
 *
 * Returns: (transfer none): what to do; only of what kind it is where the words may not be
 *   seen
 */
const char *
axle_task_get_title (const AxleRecord *task)
{
  const char *title = axle_record_get_text (task, AXLE_TASK_TITLE);
  const char *kind = axle_record_get_text (task, AXLE_TASK_KIND);

  return title != NULL ? title : axle_field_choice_label (&task_fields[AXLE_TASK_KIND], kind);
}
