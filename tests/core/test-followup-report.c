/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/problem.h"
#include "core/followup/answer.h"
#include "core/followup/consequence.h"
#include "core/followup/plan.h"
#include "core/followup/question.h"
#include "core/followup/questionnaire.h"
#include "core/followup/report.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"
#include "core/party/complaint.h"
#include "core/party/contact.h"

typedef struct
{
  AxleWorkingDays *days;
  AxleLadder       ladder;
  AxleQuestions   *questions;
  AxleRules       *rules;
  AxleRecord      *task;
  AxleTaskReport   report;
} Fixture;

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  questionnaire)
{
  g_autoptr(AxlePolicies) policies = axle_policies_new (NULL);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  AxleId customer = axle_id_new (axle_host_get_default ());

  fixture->days = axle_working_days_new (NULL, NULL, zone);
  axle_ladder_init (&fixture->ladder, policies, fixture->days);
  fixture->questions = axle_questions_new (NULL, NULL);
  fixture->rules = axle_rules_new (NULL);
  fixture->task = new_record (&axle_task_entity);
  fixture->task->scope = axle_id_new (axle_host_get_default ());
  axle_record_set_id (fixture->task, AXLE_TASK_CUSTOMER, &customer);
  axle_record_set_text (fixture->task, AXLE_TASK_KIND, "after-service");
  axle_record_set_text (fixture->task, AXLE_TASK_TITLE, "Ask how the service was");
  axle_record_set_text (fixture->task, AXLE_TASK_STATE, "open");
  axle_record_set_text (fixture->task, AXLE_TASK_QUESTIONNAIRE, questionnaire);
  axle_record_set_integer (fixture->task, AXLE_TASK_DUE, 1);
  fixture->report = (AxleTaskReport) {
    .task = fixture->task, .outcome = "reached", .channel = "call",
    .answers = g_hash_table_new (g_str_hash, g_str_equal),
    .staff = axle_id_new (axle_host_get_default ()),
    .at = G_GINT64_CONSTANT (1795320000000000), /* 2026-11-22 10:40 in Shanghai */
  };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_hash_table_unref (fixture->report.answers);
  axle_record_unref (fixture->task);
  axle_questions_unref (fixture->questions);
  axle_rules_unref (fixture->rules);
  axle_working_days_unref (fixture->days);
}

static GPtrArray *
conclude (Fixture *fixture)
{
  GPtrArray *records = axle_task_report_conclude (&fixture->report, fixture->questions, fixture->rules, &fixture->ladder,
                                                  axle_host_get_default ());

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(GPtrArray) problems = axle_problems_new ();

      axle_record_check (records->pdata[i], problems);
      g_assert_cmpuint (problems->len, ==, 0);
      g_assert_true (axle_id_equal (&((AxleRecord *) records->pdata[i])->scope, &fixture->task->scope));
    }
  return records;
}

static AxleRecord *
find_next (GPtrArray        *records,
           const AxleEntity *entity)
{
  for (guint i = 1; i < records->len; i++)
    if (((AxleRecord *) records->pdata[i])->entity == entity)
      return records->pdata[i];
  return NULL;
}

static guint
count (GPtrArray        *records,
       const AxleEntity *entity)
{
  guint n = 0;

  for (guint i = 1; i < records->len; i++)
    n += ((AxleRecord *) records->pdata[i])->entity == entity;
  return n;
}

static void
answer (Fixture    *fixture,
        const char *code,
        const char *value)
{
  g_hash_table_insert (fixture->report.answers, (gpointer) code, (gpointer) value);
}

static void
test_done (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(GPtrArray) records = NULL;
  AxleRecord *contact;

  answer (fixture, "after-service.satisfied", "5");
  answer (fixture, "after-service.fixed", "yes");
  answer (fixture, "after-service.words", "");
  answer (fixture, "somewhere.else", "5");
  fixture->report.result = "All well";
  records = conclude (fixture);
  g_assert_cmpstr (axle_record_get_text (records->pdata[0], AXLE_TASK_STATE), ==, "done");
  g_assert_cmpint (axle_record_get_integer (records->pdata[0], AXLE_TASK_DONE_AT), ==, fixture->report.at);
  g_assert_cmpuint (count (records, &axle_answer_entity), ==, 2);
  g_assert_cmpuint (count (records, &axle_task_entity), ==, 0);
  contact = find_next (records, &axle_contact_entity);
  g_assert_cmpstr (axle_record_get_text (contact, AXLE_CONTACT_CHANNEL), ==, "call");
  g_assert_cmpstr (axle_record_get_text (contact, AXLE_CONTACT_SUMMARY), ==, "Ask how the service was: All well");
}

static void
test_not_reached (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr(GPtrArray) records = NULL;

  fixture->report.outcome = "not-reached";
  fixture->report.again = axle_task_report_next_try (&fixture->report, &fixture->ladder);
  g_assert_cmpint (fixture->report.again - fixture->report.at, ==, 3 * G_TIME_SPAN_HOUR);
  records = conclude (fixture);
  g_assert_cmpstr (axle_record_get_text (records->pdata[0], AXLE_TASK_STATE), ==, "open");
  g_assert_cmpint (axle_record_get_integer (records->pdata[0], AXLE_TASK_TRIES), ==, 1);
  g_assert_cmpint (axle_record_get_integer (records->pdata[0], AXLE_TASK_DUE), ==, fixture->report.again);

  axle_record_set_integer (fixture->task, AXLE_TASK_TRIES, 1);
  g_assert_cmpint (axle_task_report_next_try (&fixture->report, &fixture->ladder), >,
                   fixture->report.at + 20 * G_TIME_SPAN_HOUR);
}

/* MISSION 110. */
static const struct
{
  const char *questionnaire;
  const char *question;
  const char *answer;
  const char *rule;   /* NULL for none */
  const char *theme;  /* of a complaint */
} asked[] = {
  { "deep-call", "deep-call.brakes", "Soft", "answer.soft-brakes", NULL },
  { "deep-call", "deep-call.brakes", "偏软", "answer.soft-brakes", NULL },
  { "deep-call", "deep-call.words", "我觉得刹车软了一点", "answer.soft-brakes", NULL },
  { "deep-call", "deep-call.words", "The brake pedal is rather soft", "answer.soft-brakes", NULL },
  { "after-service", "after-service.words", "soft brakes", "answer.soft-brakes", NULL },
  { "deep-call", "deep-call.words", "座椅很软", NULL, NULL },
  { "deep-call", "deep-call.brakes", "Firm", NULL, NULL },
  { "deep-call", "deep-call.filter", "yes", "answer.cabin-filter", NULL },
  { "deep-call", "deep-call.filter", "no", NULL, NULL },
  { "deep-call", "deep-call.drives", "Something is odd", "answer.odd", NULL },
  { "deep-call", "deep-call.words", "底盘有异响", "answer.noise", NULL },
  { "after-service", "after-service.satisfied", "2", "answer.dissatisfied", "quality" },
  { "after-service", "after-service.satisfied", "3", NULL, NULL },
  { "after-service", "after-service.fixed", "no", "answer.dissatisfied", "quality" },
  { "after-service", "after-service.on_time", "no", "answer.too-long", "wait" },
  { "after-service", "after-service.price_clear", "no", "answer.price-unclear", "price" },
  { "after-test-drive", "after-test-drive.concern", "Range and charging", "answer.charging-worry", NULL },
  { "after-test-drive", "after-test-drive.when", "Within a month", "answer.decides-soon", NULL },
  { "after-test-drive", "after-test-drive.when", "Within three months", NULL, NULL },
  { "after-delivery", "after-delivery.explained", "no", "answer.explain-again", NULL },
};

static void
test_answers (Fixture       *fixture,
              gconstpointer  unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (asked); i++)
    {
      g_autoptr(GPtrArray) records = NULL;
      AxleRecord *next, *complaint;

      g_test_message ("%s: %s", asked[i].question, asked[i].answer);
      g_hash_table_remove_all (fixture->report.answers);
      axle_record_set_text (fixture->task, AXLE_TASK_QUESTIONNAIRE, asked[i].questionnaire);
      answer (fixture, asked[i].question, asked[i].answer);
      records = conclude (fixture);
      next = find_next (records, &axle_task_entity);
      complaint = find_next (records, &axle_complaint_entity);
      g_assert_cmpuint (count (records, &axle_task_entity), ==, asked[i].rule != NULL);
      g_assert_cmpstr (next != NULL ? axle_record_get_text (next, AXLE_TASK_RULE) : NULL, ==, asked[i].rule);
      g_assert_cmpstr (complaint != NULL ? axle_record_get_text (complaint, AXLE_COMPLAINT_THEME) : NULL, ==, asked[i].theme);
      if (complaint != NULL)
        g_assert_cmpint (axle_record_get_integer (complaint, AXLE_COMPLAINT_DUE), ==,
                         axle_record_get_integer (next, AXLE_TASK_DUE));
    }
}

/* What is said without a questionnaire counts as well. */
static void
test_words_alone (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr(GPtrArray) records = NULL;

  axle_record_set_text (fixture->task, AXLE_TASK_QUESTIONNAIRE, NULL);
  fixture->report.result = "刹车软";
  records = conclude (fixture);
  g_assert_cmpstr (axle_record_get_text (find_next (records, &axle_task_entity), AXLE_TASK_RULE), ==, "answer.soft-brakes");
}

/* What the program comes with asks for what is asked, and for what there is. */
static void
test_presets (Fixture       *fixture,
              gconstpointer  unused)
{
  guint n = 0;

  for (guint i = 0; i < axle_rules_get_n_rules (fixture->rules); i++)
    {
      const AxleRule *rule = axle_rules_get (fixture->rules, i);
      AxleConsequence consequence;
      g_autoptr(GError) error = NULL;

      if (!axle_rule_is_of (rule, "answer"))
        continue;
      g_assert_null (rule->problem);
      g_assert_nonnull (rule->condition);
      axle_condition_check (rule->condition, axle_question_word, fixture->questions, &error);
      g_assert_no_error (error);
      g_assert_true (axle_consequence_read (&consequence, rule->effect));
      g_assert_cmpint (rule->delay, >, 0);
      n++;
    }
  g_assert_cmpuint (n, ==, 10);
}

/* An effect that cannot be read makes a task all the same. */
static void
test_consequences (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const struct
  {
    const char *effect;
    gboolean    known;
    const char *kind;
    const char *theme;
    const char *label;
  } cases[] = {
    { "task offer", TRUE, "offer", NULL, "Task: Offer" },
    { "complaint wait", TRUE, "complaint", "wait", "Complaint: Long wait" },
    { "task dance", FALSE, "other", NULL, "Task: Other" },
    { "complaint", FALSE, "other", NULL, "Task: Other" },
    { "offer", FALSE, "other", NULL, "Task: Other" },
    { NULL, FALSE, "other", NULL, "Task: Other" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AxleConsequence consequence;
      g_autofree char *label = NULL;

      g_assert_cmpint (axle_consequence_read (&consequence, cases[i].effect), ==, cases[i].known);
      g_assert_cmpstr (consequence.kind, ==, cases[i].kind);
      g_assert_cmpstr (consequence.theme, ==, cases[i].theme);
      label = axle_consequence_dup_label (&consequence);
      g_assert_cmpstr (label, ==, cases[i].label);
    }
}

static void
test_words (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GPtrArray) names = axle_questions_list_names (fixture->questions);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < names->len; i++)
    g_assert_true (g_hash_table_add (known, (gpointer) axle_question_get_name (names->pdata[i])));
  g_assert_cmpint (axle_question_word ("satisfied", fixture->questions)->type, ==, AXLE_FIELD_INTEGER);
  g_assert_cmpint (axle_question_word ("fixed", fixture->questions)->type, ==, AXLE_FIELD_BOOLEAN);
  g_assert_cmpint (axle_question_word ("words", fixture->questions)->type, ==, AXLE_FIELD_TEXT);
  g_assert_cmpint (axle_question_word ("outcome", fixture->questions)->type, ==, AXLE_FIELD_CHOICE);
  g_assert_null (axle_question_word ("age", fixture->questions));
}

static AxleRecord *
new_rule (const char *code,
          const char *condition,
          const char *effect)
{
  AxleRecord *rule = new_record (&axle_rule_entity);

  axle_record_set_text (rule, AXLE_RULE_CODE, code);
  axle_record_set_text (rule, AXLE_RULE_AREA, "answer");
  axle_record_set_text (rule, AXLE_RULE_NAME, code);
  axle_record_set_text (rule, AXLE_RULE_CONDITION, condition);
  axle_record_set_text (rule, AXLE_RULE_EFFECT, effect);
  return rule;
}

static void
test_records_change_rules (Fixture       *fixture,
                           gconstpointer  unused)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) records = NULL;

  g_ptr_array_add (changes, new_rule ("dissatisfied", NULL, NULL));
  axle_record_set_boolean (changes->pdata[0], AXLE_RULE_ACTIVE, FALSE);
  g_ptr_array_add (changes, new_rule ("so-so", "satisfied = 2", "complaint manner"));
  g_ptr_array_add (changes, new_rule ("broken", "satisfied = ", "task call"));
  axle_rules_unref (fixture->rules);
  fixture->rules = axle_rules_new (changes);
  answer (fixture, "after-service.satisfied", "2");
  records = conclude (fixture);
  g_assert_cmpuint (count (records, &axle_task_entity), ==, 1);
  g_assert_cmpstr (axle_record_get_text (find_next (records, &axle_complaint_entity), AXLE_COMPLAINT_THEME), ==, "manner");
}

static void
test_records_change_questions (Fixture       *fixture,
                               gconstpointer  unused)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) switched_off = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleQuestions) questions = NULL;
  g_autoptr(GPtrArray) before = axle_questions_list (fixture->questions, "deep-call");
  g_autoptr(GPtrArray) after = NULL;
  g_autoptr(GPtrArray) silent = NULL;
  AxleRecord *question = new_record (&axle_question_entity);
  AxleRecord *questionnaire = new_record (&axle_questionnaire_entity);
  const AxleQuestionInfo *info;

  axle_record_set_text (question, AXLE_QUESTION_CODE, "deep-call.filter");
  axle_record_set_text (question, AXLE_QUESTION_QUESTIONNAIRE, "deep-call");
  axle_record_set_text (question, AXLE_QUESTION_TEXT, "空调滤芯要不要免费检查？");
  axle_record_set_text (question, AXLE_QUESTION_FORM, "choice");
  axle_record_set_integer (question, AXLE_QUESTION_POSITION, 0);
  g_ptr_array_add (changes, question);
  axle_record_set_text (questionnaire, AXLE_QUESTIONNAIRE_CODE, "after-service");
  axle_record_set_text (questionnaire, AXLE_QUESTIONNAIRE_NAME, "24 h");
  axle_record_set_boolean (questionnaire, AXLE_QUESTIONNAIRE_ACTIVE, FALSE);
  g_ptr_array_add (switched_off, questionnaire);

  questions = axle_questions_new (switched_off, changes);
  after = axle_questions_list (questions, "deep-call");
  silent = axle_questions_list (questions, "after-service");
  g_assert_cmpuint (after->len, ==, before->len);
  g_assert_cmpuint (silent->len, ==, 0);
  info = after->pdata[0];
  g_assert_cmpstr (info->text, ==, "空调滤芯要不要免费检查？");
  g_assert_cmpint (info->form, ==, AXLE_QUESTION_WORDS); /* there is nothing to choose from */
}

/* Every rule of tasks that asks something has questions. */
static void
test_questionnaires (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(AxlePlan) plan = axle_plan_new (fixture->rules);
  guint n_rules;
  const AxlePlanRule *rules = axle_plan_list (plan, &n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      g_autoptr(GPtrArray) questions = axle_questions_list (fixture->questions, rules[i].questionnaire);

      g_assert_true ((rules[i].questionnaire == NULL) == (questions->len == 0));
      g_assert_nonnull (axle_field_choice_label (&axle_task_entity.fields[AXLE_TASK_KIND], rules[i].kind));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/followup-report/" name, Fixture, "after-service", set_up, function, tear_down)
  ADD ("done", test_done);
  ADD ("not-reached", test_not_reached);
  ADD ("answers", test_answers);
  ADD ("words-alone", test_words_alone);
  ADD ("presets", test_presets);
  ADD ("consequences", test_consequences);
  ADD ("words", test_words);
  ADD ("rules", test_records_change_rules);
  ADD ("questions", test_records_change_questions);
  ADD ("questionnaires", test_questionnaires);
#undef ADD
  return g_test_run ();
}
