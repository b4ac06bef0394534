/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/report.h"

#include <glib/gi18n-lib.h>

#include "core/followup/answer.h"
#include "core/followup/task.h"
#include "core/insight/condition.h"
#include "core/party/complaint.h"
#include "core/party/contact.h"

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

/* A condition that cannot be read holds for nothing; who edits one is told so. */
static gboolean
holds (const AxleAnswerRule *rule,
       Answers              *answers)
{
  g_autoptr(AxleCondition) condition =
    rule->active && rule->condition != NULL ? axle_condition_parse (rule->condition, NULL) : NULL;

  return condition != NULL && axle_condition_test (condition, get_value, answers);
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
make_complaint (const Answers        *answers,
                const AxleAnswerRule *rule,
                gint64                due,
                AxleHost             *host)
{
  const AxleTaskReport *report = answers->report;
  AxleId id = axle_id_new (host);
  AxleRecord *complaint = new_record (report, &axle_complaint_entity, &id);
  g_autofree char *said = dup_said (answers);

  copy_id (report->task, AXLE_TASK_CUSTOMER, complaint, AXLE_COMPLAINT_CUSTOMER);
  copy_id (report->task, AXLE_TASK_VEHICLE, complaint, AXLE_COMPLAINT_VEHICLE);
  axle_record_set_integer (complaint, AXLE_COMPLAINT_AT, report->at);
  axle_record_set_text (complaint, AXLE_COMPLAINT_THEME, rule->theme);
  axle_record_set_text (complaint, AXLE_COMPLAINT_TEXT, said);
  axle_record_set_text (complaint, AXLE_COMPLAINT_STATE, "open");
  axle_record_set_id (complaint, AXLE_COMPLAINT_OWNER, &report->staff);
  axle_record_set_integer (complaint, AXLE_COMPLAINT_DUE, due);
  return complaint;
}

/* For who spoke with the customer: they know what it is about. */
static AxleRecord *
make_next (const AxleTaskReport *self,
           const AxleAnswerRule *rule,
           gint64                due)
{
  g_autofree char *code = g_strconcat ("answer.", rule->code, NULL);
  g_autofree char *occasion = g_strconcat ("task/", AXLE_ID_TEXT (&self->task->id), NULL);
  AxleId id = axle_task_id (&self->task->scope, code, occasion);
  AxleRecord *task = new_record (self, &axle_task_entity, &id);

  copy_id (self->task, AXLE_TASK_CUSTOMER, task, AXLE_TASK_CUSTOMER);
  copy_id (self->task, AXLE_TASK_VEHICLE, task, AXLE_TASK_VEHICLE);
  axle_record_set_text (task, AXLE_TASK_KIND, rule->kind);
  axle_record_set_text (task, AXLE_TASK_TITLE, rule->title);
  axle_record_set_integer (task, AXLE_TASK_DUE, due);
  axle_record_set_id (task, AXLE_TASK_STAFF, &self->staff);
  axle_record_set_text (task, AXLE_TASK_STATE, "open");
  axle_record_set_text (task, AXLE_TASK_RULE, code);
  axle_record_set_text (task, AXLE_TASK_OCCASION, occasion);
  return task;
}

static void
add_consequences (const AxleTaskReport  *self,
                  GPtrArray             *asked,
                  const AxleAnswerRules *rules,
                  const AxleLadder      *ladder,
                  AxleHost              *host,
                  GPtrArray             *records)
{
  Answers answers = { self, asked };
  guint n_rules;
  const AxleAnswerRule *list = axle_answer_rules_list (rules, &n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      gint64 due = axle_opening_add (&ladder->opening, self->at, list[i].hours * G_TIME_SPAN_HOUR);

      if (!holds (&list[i], &answers))
        continue;
      if (list[i].theme != NULL)
        g_ptr_array_add (records, make_complaint (&answers, &list[i], due, host));
      g_ptr_array_add (records, make_next (self, &list[i], due));
    }
}

/**
 * axle_task_report_conclude:
 * @self: what a person says about a task
 * @questions: what was asked
 * @rules: what answers ask for
 * @ladder: when the store is open
 * @host: gives ids
 *
 * Returns: (transfer full) (element-type AxleRecord): the task as it is then, and after
 *   it the records that are new
 */
GPtrArray *
axle_task_report_conclude (const AxleTaskReport  *self,
                           const AxleQuestions   *questions,
                           const AxleAnswerRules *rules,
                           const AxleLadder      *ladder,
                           AxleHost              *host)
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
