/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/answer-trial.h"

#include <glib/gi18n-lib.h>

#include "app/followup.h"
#include "ui/tasks/question-row.h"

struct _AxleAnswerTrial
{
  AxleTrialGroup  parent_instance;
  AxleQuestions  *questions;
  GPtrArray      *rows;       /* (element-type AxleQuestionRow): what is asked now */
  GHashTable     *answers;    /* code → answer, also of what is not asked any more */
};

G_DEFINE_FINAL_TYPE (AxleAnswerTrial, axle_answer_trial, AXLE_TYPE_TRIAL_GROUP)

static void
answered_cb (AxleAnswerTrial *self,
             AxleQuestionRow *row)
{
  g_hash_table_insert (self->answers, g_strdup (axle_question_row_get_code (row)),
                       g_strdup (axle_question_row_get_answer (row)));
  axle_trial_group_try (AXLE_TRIAL_GROUP (self));
}

static void
add_question (AxleAnswerTrial        *self,
              const AxleQuestionInfo *question)
{
  GtkWidget *row = axle_question_row_new (question);
  const char *answer = g_hash_table_lookup (self->answers, question->code);

  if (answer != NULL)
    axle_question_row_set_answer (AXLE_QUESTION_ROW (row), answer);
  g_signal_connect_object (row, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static gboolean
is_asked (AxleAnswerTrial *self,
          GPtrArray       *asked)
{
  gboolean same = asked->len == self->rows->len;

  for (guint i = 0; same && i < asked->len; i++)
    same = g_str_equal (((AxleQuestionInfo *) asked->pdata[i])->code, axle_question_row_get_code (self->rows->pdata[i]));
  return same;
}

/* Whoever answers keeps the row that they are at. */
static void
ask (AxleAnswerTrial *self,
     const char      *words)
{
  g_autoptr (GPtrArray) asked = axle_rule_list_asked (self->questions, words);

  if (is_asked (self, asked))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < asked->len; i++)
    add_question (self, asked->pdata[i]);
}

static void
axle_answer_trial_try (AxleTrialGroup *group,
                       const char     *words)
{
  AxleAnswerTrial *self = AXLE_ANSWER_TRIAL (group);
  g_autoptr (AxleRuleTrial) trial = axle_answer_rule_try (self->questions, self->answers, words, NULL);

  axle_trial_group_clear (group);
  if (trial == NULL)
    return;
  ask (self, words);
  axle_trial_group_show (group, trial, NULL);
}

static void
axle_answer_trial_finalize (GObject *object)
{
  AxleAnswerTrial *self = AXLE_ANSWER_TRIAL (object);

  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->answers);
  axle_questions_unref (self->questions);
  G_OBJECT_CLASS (axle_answer_trial_parent_class)->finalize (object);
}

static void
axle_answer_trial_class_init (AxleAnswerTrialClass *class)
{
  G_OBJECT_CLASS (class)->finalize = axle_answer_trial_finalize;
  AXLE_TRIAL_GROUP_CLASS (class)->try = axle_answer_trial_try;
}

static void
axle_answer_trial_init (AxleAnswerTrial *self)
{
  self->rows = g_ptr_array_new ();
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Try with Answers"));
}

GtkWidget *
axle_answer_trial_new (AxleWorkstation *workstation)
{
  AxleAnswerTrial *self = g_object_new (AXLE_TYPE_ANSWER_TRIAL, NULL);

  self->questions = axle_workstation_load_questions (workstation);
  axle_trial_group_construct (AXLE_TRIAL_GROUP (self), workstation);
  return GTK_WIDGET (self);
}
