/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/report.h"

#include <glib/gi18n-lib.h>

#include "core/followup/answer.h"
#include "core/followup/consequence.h"
#include "core/followup/task.h"
#include "core/party/complaint.h"
#include "core/party/contact.h"

/* Until what an answer asks for is due. */
#define HOURS_LIMIT 1000

/* Nobody picks up: the same day once more, then a day later. */
#define FIRST_PAUSE (3 * G_TIME_SPAN_HOUR)
#define NEXT_PAUSE (9 * G_TIME_SPAN_HOUR)

/* A complaint's text has the words of the customer up to its limit. */
#define COMPLAINT_LIMIT 3000

/**
 * axle_task_report_next_try:
 * @self: what a person says about a task
 * @ladder: when the store is open
 *
 * Returns: when to try again if nobody was reached
 */
gint64
axle_task_report_next_try (const AxleTaskReport *self,
                           const AxleLadder     *ladder)
{
  gint64 tries = axle_record_get_integer (self->task, AXLE_TASK_TRIES);

  return axle_opening_add (&ladder->opening, self->at, tries == 0 ? FIRST_PAUSE : NEXT_PAUSE);
}

static const char *
get_answer (const AxleTaskReport *self,
            const char           *code)
{
  const char *answer = self->answers != NULL ? g_hash_table_lookup (self->answers, code) : NULL;

  return answer != NULL && *answer != '\0' ? answer : NULL;
}

static AxleRecord *
new_record (const AxleTaskReport *self,
            const AxleEntity     *entity,
            const AxleId         *id)
{
  AxleRecord *record = axle_record_new (entity, id);

  record->scope = self->task->scope;
  return record;
}

static void
copy_id (const AxleRecord *from,
         guint             field,
         AxleRecord       *to,
         guint             target)
{
  AxleId id = axle_record_get_id (from, field);

  if (!axle_id_is_none (&id))
    axle_record_set_id (to, target, &id);
}

static AxleRecord *
make_task (const AxleTaskReport *self)
{
  AxleRecord *after = axle_record_copy (self->task);
  gboolean again = self->again != 0;

  axle_record_set_text (after, AXLE_TASK_OUTCOME, self->outcome);
  axle_record_set_text (after, AXLE_TASK_RESULT, self->result);
  if (g_str_equal (self->outcome, "not-reached"))
    axle_record_set_integer (after, AXLE_TASK_TRIES, axle_record_get_integer (self->task, AXLE_TASK_TRIES) + 1);
  if (again)
    {
      axle_record_set_integer (after, AXLE_TASK_DUE, self->again);
      return after;
    }
  axle_record_set_text (after, AXLE_TASK_STATE, "done");
  axle_record_set_integer (after, AXLE_TASK_DONE_AT, self->at);
  axle_record_set_id (after, AXLE_TASK_DONE_BY, &self->staff);
  return after;
}

static AxleRecord *
make_contact (const AxleTaskReport *self,
              AxleHost             *host)
{
  AxleId id = axle_id_new (host);
  AxleRecord *contact = new_record (self, &axle_contact_entity, &id);
  const char *title = axle_task_get_title (self->task);
  const char *label = axle_field_choice_label (&axle_task_entity.fields[AXLE_TASK_OUTCOME], self->outcome);
  g_autofree char *summary = self->result != NULL && *self->result != '\0'
    ? g_strdup_printf ("%s: %s", title, self->result)
    : g_strdup_printf ("%s: %s", title, label);

  copy_id (self->task, AXLE_TASK_CUSTOMER, contact, AXLE_CONTACT_CUSTOMER);
  copy_id (self->task, AXLE_TASK_VEHICLE, contact, AXLE_CONTACT_VEHICLE);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, self->channel);
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "out");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, self->at);
  axle_record_set_id (contact, AXLE_CONTACT_STAFF, &self->staff);
  axle_record_set_text (contact, AXLE_CONTACT_SUMMARY, summary);
  return contact;
}

static AxleRecord *
make_answer (const AxleTaskReport   *self,
             const AxleQuestionInfo *question,
             AxleHost               *host)
{
  AxleId id = axle_id_new (host);
  AxleRecord *answer = new_record (self, &axle_answer_entity, &id);

  copy_id (self->task, AXLE_TASK_CUSTOMER, answer, AXLE_ANSWER_CUSTOMER);
  axle_record_set_id (answer, AXLE_ANSWER_TASK, &self->task->id);
  axle_record_set_text (answer, AXLE_ANSWER_QUESTION, question->code);
  axle_record_set_text (answer, AXLE_ANSWER_TEXT, question->text);
  axle_record_set_text (answer, AXLE_ANSWER_VALUE, get_answer (self, question->code));
  axle_record_set_integer (answer, AXLE_ANSWER_AT, self->at);
  axle_record_set_id (answer, AXLE_ANSWER_STAFF, &self->staff);
  return answer;
}

/* What conditions ask for. */

typedef struct
{
  const AxleTaskReport *report;
  GPtrArray            *asked;  /* (element-type AxleQuestionInfo) */
} Answers;

/* What is said beside the questions counts as words, too. */
static void
get_words (const Answers          *self,
           const AxleQuestionInfo *question,
           AxleValue              *value)
{
  const char *words = question != NULL ? get_answer (self->report, question->code) : NULL;
  g_autofree char *all = g_strjoin (" ", words != NULL ? words : "", self->report->result, NULL);

  axle_value_set_text (value, all);
}

static gboolean
get_value (const char *name,
           AxleValue  *value,
           gpointer    data)
{
  const Answers *self = data;
  const AxleQuestionInfo *found = NULL;

  for (guint i = 0; i < self->asked->len && found == NULL; i++)
    if (g_str_equal (axle_question_get_name (self->asked->pdata[i]), name))
      found = self->asked->pdata[i];
  if (g_str_equal (name, "words"))
    get_words (self, found, value);
  else if (g_str_equal (name, "outcome"))
    axle_value_set_text (value, self->report->outcome);
  else
    return found != NULL && axle_question_read (found, get_answer (self->report, found->code), value);
  return value->kind != AXLE_VALUE_NONE;
}

/**
 * axle_task_report_try:
 * @self: what a person says about a task; of that itself nothing is read
 * @asked: (element-type AxleQuestionInfo): what was asked
 * @condition: of a rule of answers
 * @parts: (out) (transfer full) (element-type AxleConditionPart): what became of each part
 *
 * Returns: whether it holds
 */
AxleTruth
axle_task_report_try (const AxleTaskReport  *self,
                      GPtrArray             *asked,
                      const AxleCondition   *condition,
                      GPtrArray            **parts)
{
  Answers answers = { self, asked };

  *parts = axle_condition_explain (condition, get_value, &answers);
  return axle_condition_judge (condition, get_value, &answers);
}

/* One that is broken holds for nothing; who edits it is told so. */
static gboolean
holds (const AxleRule *rule,
       Answers        *answers)
{
  return axle_rule_is_of (rule, "answer") && rule->active && rule->condition != NULL &&
         axle_condition_test (rule->condition, get_value, answers);
}

/* What the customer said, a line each. */
static char *
dup_said (const Answers *answers)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < answers->asked->len && said->len < COMPLAINT_LIMIT; i++)
    {
      const AxleQuestionInfo *question = answers->asked->pdata[i];
      const char *answer = get_answer (answers->report, question->code);

      if (answer == NULL)
        continue;
      if (question->form == AXLE_QUESTION_YES_NO)
        answer = g_str_equal (answer, "yes") ? _("Yes") : _("No");
      g_string_append_printf (said, "%s%s %s", said->len > 0 ? "\n" : "", question->text, answer);
    }
  if (answers->report->result != NULL && *answers->report->result != '\0')
    g_string_append_printf (said, "%s%s", said->len > 0 ? "\n" : "", answers->report->result);
  return g_string_free (said, FALSE);
}

static AxleRecord *
make_complaint (const Answers         *answers,
                const AxleConsequence *consequence,
                gint64                 due,
                AxleHost              *host)
{
  const AxleTaskReport *report = answers->report;
  AxleId id = axle_id_new (host);
  AxleRecord *complaint = new_record (report, &axle_complaint_entity, &id);
  g_autofree char *said = dup_said (answers);

  copy_id (report->task, AXLE_TASK_CUSTOMER, complaint, AXLE_COMPLAINT_CUSTOMER);
  copy_id (report->task, AXLE_TASK_VEHICLE, complaint, AXLE_COMPLAINT_VEHICLE);
  axle_record_set_integer (complaint, AXLE_COMPLAINT_AT, report->at);
  axle_record_set_text (complaint, AXLE_COMPLAINT_THEME, consequence->theme);
  axle_record_set_text (complaint, AXLE_COMPLAINT_TEXT, said);
  axle_record_set_text (complaint, AXLE_COMPLAINT_STATE, "open");
  axle_record_set_id (complaint, AXLE_COMPLAINT_OWNER, &report->staff);
  axle_record_set_integer (complaint, AXLE_COMPLAINT_DUE, due);
  return complaint;
}

/* For who spoke with the customer: they know what it is about. */
static AxleRecord *
make_next (const AxleTaskReport  *self,
           const AxleRule        *rule,
           const AxleConsequence *consequence,
           gint64                 due)
{
  g_autofree char *code = g_strconcat ("answer.", rule->code, NULL);
  g_autofree char *occasion = g_strconcat ("task/", AXLE_ID_TEXT (&self->task->id), NULL);
  AxleId id = axle_task_id (&self->task->scope, code, occasion);
  AxleRecord *task = new_record (self, &axle_task_entity, &id);

  copy_id (self->task, AXLE_TASK_CUSTOMER, task, AXLE_TASK_CUSTOMER);
  copy_id (self->task, AXLE_TASK_VEHICLE, task, AXLE_TASK_VEHICLE);
  axle_record_set_text (task, AXLE_TASK_KIND, consequence->kind);
  axle_record_set_text (task, AXLE_TASK_TITLE, axle_rule_get_title (rule));
  axle_record_set_integer (task, AXLE_TASK_DUE, due);
  axle_record_set_id (task, AXLE_TASK_STAFF, &self->staff);
  axle_record_set_text (task, AXLE_TASK_STATE, "open");
  axle_record_set_text (task, AXLE_TASK_RULE, code);
  axle_record_set_text (task, AXLE_TASK_OCCASION, occasion);
  return task;
}

static void
add_consequences (const AxleTaskReport *self,
                  GPtrArray            *asked,
                  const AxleRules      *rules,
                  const AxleLadder     *ladder,
                  AxleHost             *host,
                  GPtrArray            *records)
{
  Answers answers = { self, asked };

  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    {
      const AxleRule *rule = axle_rules_get (rules, i);
      AxleConsequence consequence;
      gint64 due;

      if (!holds (rule, &answers))
        continue;
      due = axle_opening_add (&ladder->opening, self->at, CLAMP (rule->delay, 0, HOURS_LIMIT) * G_TIME_SPAN_HOUR);
      axle_consequence_read (&consequence, rule->effect);
      if (consequence.theme != NULL)
        g_ptr_array_add (records, make_complaint (&answers, &consequence, due, host));
      g_ptr_array_add (records, make_next (self, rule, &consequence, due));
    }
}

/**
 * axle_task_report_conclude:
 * @self: what a person says about a task
 * @questions: what was asked
 * @rules: all rules: those of answers say what follows
 * @ladder: when the store is open
 * @host: gives ids
 *
 * Returns: (transfer full) (element-type AxleRecord): the task as it is then, and after
 *   it the records that are new
 */
GPtrArray *
axle_task_report_conclude (const AxleTaskReport *self,
                           const AxleQuestions  *questions,
                           const AxleRules      *rules,
                           const AxleLadder     *ladder,
                           AxleHost             *host)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) asked =
    axle_questions_list (questions, axle_record_get_text (self->task, AXLE_TASK_QUESTIONNAIRE));

  g_ptr_array_add (records, make_task (self));
  if (self->channel != NULL)
    g_ptr_array_add (records, make_contact (self, host));
  for (guint i = 0; i < asked->len; i++)
    if (get_answer (self, ((AxleQuestionInfo *) asked->pdata[i])->code) != NULL)
      g_ptr_array_add (records, make_answer (self, asked->pdata[i], host));
  if (self->again == 0)
    add_consequences (self, asked, rules, ladder, host, records);
  return records;
}
