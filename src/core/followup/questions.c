/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/followup/questions.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/followup/question.h"
#include "core/followup/questionnaire.h"
#include "core/followup/task.h"

/* MISSION 41, 108 and 109. */
static const AxleQuestionInfo defaults[] = {
  { "after-service.satisfied", "after-service", N_("How content are you with the service?"), AXLE_QUESTION_SCALE, NULL, 1, TRUE },
  { "after-service.fixed", "after-service", N_("Is everything that you came for put right?"), AXLE_QUESTION_YES_NO, NULL, 2, TRUE },
  { "after-service.on_time", "after-service", N_("Was the car ready when it was promised?"), AXLE_QUESTION_YES_NO, NULL, 3, TRUE },
  { "after-service.price_clear", "after-service", N_("Was the price clear before the work began?"), AXLE_QUESTION_YES_NO, NULL, 4, TRUE },
  { "after-service.recommend", "after-service", N_("How likely would you recommend us?"), AXLE_QUESTION_SCALE, NULL, 5, TRUE },
  { "after-service.words", "after-service", N_("What else would you like to say about the car or our work?"), AXLE_QUESTION_WORDS, NULL, 6, TRUE },

  { "deep-call.drives", "deep-call", N_("How does the car drive since the service?"), AXLE_QUESTION_CHOICE,
    N_("As new\nAs before\nSomething is odd"), 1, TRUE },
  { "deep-call.brakes", "deep-call", N_("How do the brakes feel?"), AXLE_QUESTION_CHOICE,
    N_("Firm\nSoft\nNoisy"), 2, TRUE },
  { "deep-call.filter", "deep-call", N_("Would you like a free check of the cabin filter?"), AXLE_QUESTION_YES_NO, NULL, 3, TRUE },
  { "deep-call.words", "deep-call", N_("What else have you noticed?"), AXLE_QUESTION_WORDS, NULL, 4, TRUE },

  { "after-test-drive.liked", "after-test-drive", N_("How did you like the car?"), AXLE_QUESTION_SCALE, NULL, 1, TRUE },
  { "after-test-drive.concern", "after-test-drive", N_("What are you still unsure about?"), AXLE_QUESTION_CHOICE,
    N_("Nothing\nPrice\nRange and charging\nSpace\nHow it drives"), 2, TRUE },
  { "after-test-drive.when", "after-test-drive", N_("When would you like to decide?"), AXLE_QUESTION_CHOICE,
    N_("Within a month\nWithin three months\nLater"), 3, TRUE },
  { "after-test-drive.words", "after-test-drive", N_("What else matters to you?"), AXLE_QUESTION_WORDS, NULL, 4, TRUE },

  { "after-delivery.satisfied", "after-delivery", N_("How content are you with the handover?"), AXLE_QUESTION_SCALE, NULL, 1, TRUE },
  { "after-delivery.explained", "after-delivery", N_("Do you know how to use all that the car can do?"), AXLE_QUESTION_YES_NO, NULL, 2, TRUE },
  { "after-delivery.words", "after-delivery", N_("How were the first days with the car?"), AXLE_QUESTION_WORDS, NULL, 3, TRUE },
};

/* As a question's field `form` names them. */
static const char * const forms[] = { "scale", "yes-no", "choice", "text" };

struct _AxleQuestions
{
  GArray       *questions;  /* (element-type AxleQuestionInfo) */
  GHashTable   *silent;     /* the codes of questionnaires that are switched off */
  GStringChunk *texts;
};

G_DEFINE_BOXED_TYPE (AxleQuestions, axle_questions, axle_questions_ref, axle_questions_unref)

static void
clear_questions (gpointer data)
{
  AxleQuestions *self = data;

  g_array_unref (self->questions);
  g_hash_table_unref (self->silent);
  g_string_chunk_free (self->texts);
}

AxleQuestions *
axle_questions_ref (AxleQuestions *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
axle_questions_unref (AxleQuestions *self)
{
  g_atomic_rc_box_release_full (self, clear_questions);
}

static AxleQuestionInfo *
find (const AxleQuestions *self,
      const char          *code)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      AxleQuestionInfo *question = &g_array_index (self->questions, AxleQuestionInfo, i);

      if (g_strcmp0 (question->code, code) == 0)
        return question;
    }
  return NULL;
}

static const char *
keep (AxleQuestions    *self,
      const AxleRecord *record,
      guint             field)
{
  const char *text = axle_record_get_text (record, field);

  return text != NULL ? g_string_chunk_insert (self->texts, text) : NULL;
}

static void
take_question (AxleQuestions    *self,
               const AxleRecord *record)
{
  const char *form = axle_record_get_text (record, AXLE_QUESTION_FORM);
  AxleQuestionInfo info = {
    .code = keep (self, record, AXLE_QUESTION_CODE),
    .questionnaire = keep (self, record, AXLE_QUESTION_QUESTIONNAIRE),
    .text = keep (self, record, AXLE_QUESTION_TEXT),
    .choices = keep (self, record, AXLE_QUESTION_CHOICES),
    .position = axle_record_get_integer (record, AXLE_QUESTION_POSITION),
    .active = axle_record_get (record, AXLE_QUESTION_ACTIVE)->kind == AXLE_VALUE_NONE ||
              axle_record_get_boolean (record, AXLE_QUESTION_ACTIVE),
  };
  AxleQuestionInfo *known = find (self, info.code);

  if (record->deleted || info.code == NULL || info.questionnaire == NULL || info.text == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_strcmp0 (form, forms[i]) == 0)
      info.form = i;
  if (info.form == AXLE_QUESTION_CHOICE && info.choices == NULL)
    info.form = AXLE_QUESTION_WORDS;
  if (known != NULL)
    *known = info;
  else
    g_array_append_val (self->questions, info);
}

static void
take_questionnaire (AxleQuestions    *self,
                    const AxleRecord *record)
{
  const char *code = axle_record_get_text (record, AXLE_QUESTIONNAIRE_CODE);

  if (!record->deleted && code != NULL && axle_record_get (record, AXLE_QUESTIONNAIRE_ACTIVE)->kind == AXLE_VALUE_BOOLEAN &&
      !axle_record_get_boolean (record, AXLE_QUESTIONNAIRE_ACTIVE))
    g_hash_table_add (self->silent, g_strdup (code));
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const AxleQuestionInfo *one = a, *other = b;

  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  return strcmp (one->code, other->code);
}

/**
 * axle_questions_new:
 * @questionnaires: (nullable) (element-type AxleRecord): `questionnaire` records
 * @questions: (nullable) (element-type AxleRecord): `question` records
 *
 * Returns: (transfer full): the questions that hold
 */
AxleQuestions *
axle_questions_new (GPtrArray *questionnaires,
                    GPtrArray *questions)
{
  AxleQuestions *self = g_atomic_rc_box_new0 (AxleQuestions);

  self->questions = g_array_new (FALSE, TRUE, sizeof (AxleQuestionInfo));
  self->silent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts = g_string_chunk_new (256);
  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      AxleQuestionInfo question = defaults[i];

      question.text = _(question.text);
      question.choices = question.choices != NULL ? _(question.choices) : NULL;
      g_array_append_val (self->questions, question);
    }
  for (guint i = 0; questions != NULL && i < questions->len; i++)
    take_question (self, questions->pdata[i]);
  for (guint i = 0; questionnaires != NULL && i < questionnaires->len; i++)
    take_questionnaire (self, questionnaires->pdata[i]);
  g_array_sort (self->questions, compare);
  return self;
}

/**
 * axle_questions_list:
 * @self: questions
 * @questionnaire: (nullable): the code of those asked together
 *
 * Returns: (transfer container) (element-type AxleQuestionInfo): what is asked, in order;
 *   lives as long as @self
 */
GPtrArray *
axle_questions_list (const AxleQuestions *self,
                     const char          *questionnaire)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; questionnaire != NULL && i < self->questions->len; i++)
    {
      AxleQuestionInfo *question = &g_array_index (self->questions, AxleQuestionInfo, i);

      if (question->active && g_str_equal (question->questionnaire, questionnaire) &&
          !g_hash_table_contains (self->silent, questionnaire))
        g_ptr_array_add (list, question);
    }
  return list;
}

/**
 * axle_questions_find:
 * @self: questions
 * @code: (nullable): the code of one
 *
 * Returns: (nullable) (transfer none): the question
 */
const AxleQuestionInfo *
axle_questions_find (const AxleQuestions *self,
                     const char          *code)
{
  return find (self, code);
}

/**
 * axle_questions_find_name:
 * @self: questions
 * @name: what a condition calls the answer
 *
 * Returns: (nullable) (transfer none): the first question of that name
 */
const AxleQuestionInfo *
axle_questions_find_name (const AxleQuestions *self,
                          const char          *name)
{
  for (guint i = 0; i < self->questions->len; i++)
    {
      const AxleQuestionInfo *question = &g_array_index (self->questions, AxleQuestionInfo, i);

      if (g_str_equal (axle_question_get_name (question), name))
        return question;
    }
  return NULL;
}

/**
 * axle_questions_list_names:
 * @self: questions
 *
 * Returns: (transfer container) (element-type AxleQuestionInfo): the first question of each
 *   name; lives as long as @self
 */
GPtrArray *
axle_questions_list_names (const AxleQuestions *self)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < self->questions->len; i++)
    {
      AxleQuestionInfo *question = &g_array_index (self->questions, AxleQuestionInfo, i);

      if (axle_questions_find_name (self, axle_question_get_name (question)) == question)
        g_ptr_array_add (list, question);
    }
  return list;
}

/**
 * axle_question_word:
 * @name: a name in the condition of a rule of answers
 * @questions: (type AxleQuestions): questions
 *
 * Returns: (nullable) (transfer none): what it stands for
 */
const AxleField *
axle_question_word (const char *name,
                    gpointer    questions)
{
  static const AxleField kinds[] = {
    [AXLE_QUESTION_SCALE] = { .name = "scale", .type = AXLE_FIELD_INTEGER },
    [AXLE_QUESTION_YES_NO] = { .name = "yes-no", .type = AXLE_FIELD_BOOLEAN },
    [AXLE_QUESTION_CHOICE] = { .name = "choice", .type = AXLE_FIELD_TEXT },
    [AXLE_QUESTION_WORDS] = { .name = "text", .type = AXLE_FIELD_TEXT },
  };
  const AxleQuestionInfo *question = axle_questions_find_name (questions, name);

  if (g_str_equal (name, "outcome"))
    return &axle_task_entity.fields[AXLE_TASK_OUTCOME];
  return question != NULL ? &kinds[question->form] : g_str_equal (name, "words") ? &kinds[AXLE_QUESTION_WORDS] : NULL;
}

/**
 * axle_question_get_name:
 * @self: a question
 *
 * Returns: (transfer none): what a condition calls its answer
 */
const char *
axle_question_get_name (const AxleQuestionInfo *self)
{
  const char *dot = strrchr (self->code, '.');

  return dot != NULL ? dot + 1 : self->code;
}

/**
 * axle_question_read:
 * @self: a question
 * @answer: (nullable): an answer as it is kept
 * @value: (out): what conditions compare: a number, a boolean or a text
 *
 * Returns: whether it was answered
 */
gboolean
axle_question_read (const AxleQuestionInfo *self,
                    const char             *answer,
                    AxleValue              *value)
{
  gint64 number;

  if (answer == NULL || *answer == '\0')
    return FALSE;
  switch (self->form)
    {
    case AXLE_QUESTION_SCALE:
      if (!g_ascii_string_to_signed (answer, 10, AXLE_SCALE_WORST, AXLE_SCALE_BEST, &number, NULL))
        return FALSE;
      axle_value_set_integer (value, number);
      return TRUE;
    case AXLE_QUESTION_YES_NO:
      axle_value_set_boolean (value, g_str_equal (answer, "yes"));
      return g_str_equal (answer, "yes") || g_str_equal (answer, "no");
    case AXLE_QUESTION_CHOICE:
    case AXLE_QUESTION_WORDS:
    default:
      axle_value_set_text (value, answer);
      return TRUE;
    }
}
