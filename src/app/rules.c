/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/rules.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "app/access-log.h"
#include "app/followup.h"
#include "app/named-record.h"
#include "app/workstation-private.h"
#include "base/problem.h"
#include "core/change-list.h"
#include "core/followup/consequence.h"
#include "core/insight/condition-words.h"
#include "core/insight/rule.h"
#include "core/party/customer.h"
#include "store/customers.h"

/* Counts as it is on this desk, whether or not the server has it. */
AxleRules *
axle_workstation_get_rules (AxleWorkstation *self)
{
  if (self->rules == NULL)
    {
      g_autoptr(GPtrArray) records =
        self->reader != NULL ? axle_store_list (self->reader, &axle_rule_entity, NULL) : NULL;

      self->rules = axle_rules_new (records);
    }
  return self->rules;
}

static char *
new_code (void)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return g_strconcat ("own-", AXLE_ID_TEXT (&id), NULL);
}

AxleRecord *
axle_rule_draft_new (AxleWorkstation *workstation,
                     const AxleRule  *rule,
                     const char      *area)
{
  const AxleId *group = workstation->enrolment != NULL ? &workstation->enrolment->group : &AXLE_ID_NONE;
  g_autofree char *code = rule != NULL ? g_strdup (rule->code) : new_code ();
  AxleId id = rule != NULL && rule->record != NULL ? rule->record->id : axle_rule_id (group, code);
  AxleRecord *draft = axle_named_record_draft (workstation, &axle_rule_entity, &id);

  axle_record_set_text (draft, AXLE_RULE_CODE, code);
  axle_record_set_text (draft, AXLE_RULE_AREA, rule != NULL ? rule->area : area);
  axle_record_set_boolean (draft, AXLE_RULE_ACTIVE, rule != NULL ? rule->active : TRUE);
  if (rule == NULL)
    return draft;
  if (rule->delay != 0)
    axle_record_set_integer (draft, AXLE_RULE_DELAY, rule->delay);
  axle_record_set_text (draft, AXLE_RULE_NAME, rule->name);
  axle_record_set_text (draft, AXLE_RULE_CONDITION, rule->words);
  axle_record_set_text (draft, AXLE_RULE_TEXT, rule->text);
  axle_record_set_text (draft, AXLE_RULE_TAG, rule->tag);
  axle_record_set_text (draft, AXLE_RULE_EFFECT, rule->effect);
  return draft;
}

/* What a rule's names may stand for: answers are to questions, the others look at facts. */
static gboolean
check_condition (AxleWorkstation      *workstation,
                 const char           *area,
                 const AxleCondition  *condition,
                 GError              **error)
{
  g_autoptr(AxleQuestions) questions = NULL;

  if (g_strcmp0 (area, "answer") != 0)
    return axle_condition_check (condition, axle_fact_word, NULL, error);
  questions = axle_workstation_load_questions (workstation);
  return axle_condition_check (condition, axle_question_word, questions, error);
}

static const char *
find_effect_problem (const char *area,
                     const char *effect)
{
  AxleConsequence consequence;
  AxlePlanTrigger trigger;
  AxlePlanOutcome outcome;
  const char *day;

  if (g_strcmp0 (area, "answer") == 0 && !axle_consequence_read (&consequence, effect))
    return _("The rule does not say what follows: a task, or a complaint, of which kind.");
  if (g_strcmp0 (area, "task") == 0 && !axle_plan_read_effect (effect, &trigger, &day, &outcome))
    return _("The rule does not say what it waits for: an event, or a day.");
  return NULL;
}

char *
axle_rule_dup_problem (AxleWorkstation *workstation,
                       const AxleRule  *rule)
{
  g_autoptr(GError) error = NULL;

  if (rule->problem != NULL)
    return g_strdup (rule->problem);
  if (rule->condition != NULL && !check_condition (workstation, rule->area, rule->condition, &error))
    return g_strdup (error->message);
  return g_strdup (find_effect_problem (rule->area, rule->effect));
}

static char *
dup_question (const char *name,
              gpointer    questions)
{
  const AxleQuestionInfo *question = axle_questions_find_name (questions, name);

  if (g_str_equal (name, "outcome"))
    return g_strdup (axle_field_get_label (axle_question_word (name, questions)));
  if (g_str_equal (name, "words"))
    return g_strdup (_("What was said"));
  return question != NULL ? g_strdup_printf (_("“%s”"), question->text) : NULL;
}

char *
axle_rule_dup_words (AxleWorkstation *workstation,
                     const AxleRule  *rule)
{
  g_autoptr(AxleQuestions) questions = NULL;

  if (rule->condition == NULL)
    return NULL;
  if (!axle_rule_is_of (rule, "answer"))
    return axle_condition_dup_words (rule->condition, NULL, NULL);
  questions = axle_workstation_load_questions (workstation);
  return axle_condition_dup_words (rule->condition, dup_question, questions);
}

static gboolean
check_text (const char  *area,
            const char  *text,
            GError     **error)
{
  return (g_strcmp0 (area, "answer") == 0 && text != NULL) || axle_rule_check_text (text, error);
}

GPtrArray *
axle_rule_judge (AxleWorkstation  *workstation,
                 const AxleRecord *draft)
{
  g_autoptr(AxleRecord) copy = axle_record_copy (draft);
  GPtrArray *problems = axle_problems_new ();
  const char *area = axle_record_get_text (draft, AXLE_RULE_AREA);
  const char *words = axle_record_get_text (draft, AXLE_RULE_CONDITION);
  const char *effect_problem = find_effect_problem (area, axle_record_get_text (draft, AXLE_RULE_EFFECT));
  g_autoptr(AxleCondition) condition = NULL;
  g_autoptr(GError) condition_error = NULL;
  g_autoptr(GError) text_error = NULL;

  axle_record_check (copy, problems);
  condition = axle_condition_parse (words != NULL ? words : "", &condition_error);
  if (condition == NULL || !check_condition (workstation, area, condition, &condition_error))
    axle_problems_add (problems, "rule-condition", "condition", TRUE, "%s", condition_error->message);
  if (!check_text (area, axle_record_get_text (draft, AXLE_RULE_TEXT), &text_error))
    axle_problems_add (problems, "rule-text", "text", TRUE, "%s", text_error->message);
  if (effect_problem != NULL)
    axle_problems_add (problems, "rule-effect", "effect", TRUE, "%s", effect_problem);
  return problems;
}

static void
drop_preset (AxleRecord *record,
             guint       field,
             const char *preset)
{
  if (g_strcmp0 (axle_record_get_text (record, field), preset) == 0)
    axle_record_set_text (record, field, NULL);
}

/* The name stays: a record has to have one. */
static void
drop_presets (AxleRecord *record)
{
  g_autoptr(AxleRules) presets = axle_rules_new (NULL);
  const AxleRule *preset = axle_rules_find (presets, axle_record_get_text (record, AXLE_RULE_CODE));

  if (preset == NULL)
    return;
  drop_preset (record, AXLE_RULE_CONDITION, preset->words);
  drop_preset (record, AXLE_RULE_TEXT, preset->text);
  drop_preset (record, AXLE_RULE_TAG, preset->tag);
  drop_preset (record, AXLE_RULE_EFFECT, preset->effect);
  if (axle_record_get_integer (record, AXLE_RULE_DELAY) == preset->delay)
    axle_record_set (record, AXLE_RULE_DELAY, &(AxleValue) { .kind = AXLE_VALUE_NONE });
}

void
axle_rule_save_async (AxleWorkstation     *workstation,
                      const AxleRecord    *draft,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) after = axle_record_copy (draft);

  drop_presets (after);
  axle_named_record_add_change (workstation, changes, after);
  axle_workstation_save_async (workstation, _("Rule changed"), changes, cancellable, callback, user_data);
}

void
axle_rule_set_active_async (AxleWorkstation     *workstation,
                            const AxleRule      *rule,
                            gboolean             active,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(AxleRecord) draft = axle_rule_draft_new (workstation, rule, NULL);

  axle_record_set_boolean (draft, AXLE_RULE_ACTIVE, active);
  axle_rule_save_async (workstation, draft, cancellable, callback, user_data);
}

void
axle_rule_reset_async (AxleWorkstation     *workstation,
                       const AxleRule      *rule,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  if (rule->record != NULL)
    axle_change_list_add_action (changes, rule->record, AXLE_CHANGE_DELETE);
  axle_workstation_save_async (workstation, rule->preset ? _("Rule put back") : _("Rule deleted"), changes,
                               cancellable, callback, user_data);
}

AxleFacts *
axle_rule_load_facts (AxleWorkstation *workstation,
                      const AxleId    *customer)
{
  g_autoptr(AxleDossier) dossier =
    axle_store_load_dossier (axle_workstation_get_reader (workstation), customer, g_get_real_time (), NULL);

  if (dossier == NULL)
    return NULL;
  axle_access_note (workstation, AXLE_ACCESS_OPENED, &axle_customer_entity, customer, 1);
  return axle_facts_new (dossier, axle_workstation_get_policies (workstation));
}

AxleRuleTrial *
axle_rule_try (const AxleFacts  *facts,
               const char       *words,
               GError          **error)
{
  g_autoptr(AxleCondition) condition = axle_condition_parse (words, error);
  AxleRuleTrial *self;

  if (condition == NULL || !axle_condition_check (condition, axle_fact_word, NULL, error))
    return NULL;
  self = g_new0 (AxleRuleTrial, 1);
  self->truth = axle_facts_judge_cars (facts, condition, &self->car);
  self->parts = axle_facts_explain (facts, condition, self->car);
  return self;
}

GPtrArray *
axle_rule_list_asked (const AxleQuestions *questions,
                      const char          *words)
{
  g_autoptr(AxleCondition) condition = axle_condition_parse (words, NULL);
  GPtrArray *asked = axle_questions_list_names (questions);

  for (guint i = asked->len; i-- > 0;)
    if (condition == NULL || !axle_condition_names (condition, axle_question_get_name (asked->pdata[i])))
      g_ptr_array_remove_index (asked, i);
  return asked;
}

AxleRuleTrial *
axle_answer_rule_try (const AxleQuestions  *questions,
                      GHashTable           *answers,
                      const char           *words,
                      GError              **error)
{
  g_autoptr(AxleCondition) condition = axle_condition_parse (words, error);
  g_autoptr(GPtrArray) asked = NULL;
  AxleTaskReport report = { .outcome = "reached", .answers = answers };
  AxleRuleTrial *self;

  if (condition == NULL || !axle_condition_check (condition, axle_question_word, (gpointer) questions, error))
    return NULL;
  asked = axle_rule_list_asked (questions, words);
  self = g_new0 (AxleRuleTrial, 1);
  self->car = AXLE_FACTS_NO_CAR;
  self->truth = axle_task_report_try (&report, asked, condition, &self->parts);
  return self;
}

void
axle_rule_trial_free (AxleRuleTrial *self)
{
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* What is no fact is an answer. */
const char *
axle_rule_part_get_label (const AxleConditionPart *part)
{
  const AxleFactInfo *info = axle_fact_find (part->name);

  return info != NULL ? _(info->field.label) : _("Answer");
}

char *
axle_rule_part_dup_words (const AxleConditionPart *part)
{
  g_autoptr(AxleCondition) condition = axle_condition_parse (part->text, NULL);

  return condition != NULL ? axle_condition_dup_words (condition, NULL, NULL) : NULL;
}

static char *
dup_answer (const AxleValue *value)
{
  if (value->kind == AXLE_VALUE_INTEGER)
    return g_strdup_printf ("%" PRId64, axle_value_get_integer (value));
  if (value->kind == AXLE_VALUE_BOOLEAN)
    return g_strdup (axle_value_get_boolean (value) ? _("Yes") : _("No"));
  return g_strdup (axle_value_get_text (value));
}

char *
axle_rule_part_dup_found (const AxleConditionPart *part)
{
  AxleFact fact = { .info = axle_fact_find (part->name), .value = part->found };

  if (part->found.kind == AXLE_VALUE_NONE)
    return g_strdup (_("not known"));
  return fact.info != NULL ? axle_fact_dup_text (&fact) : dup_answer (&part->found);
}
