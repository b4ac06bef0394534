/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/rule-editor.h"

#include <glib/gi18n-lib.h>

#include "app/followup.h"
#include "app/rules.h"
#include "base/problem.h"
#include "core/followup/consequence.h"
#include "core/followup/task.h"
#include "core/insight/rule.h"
#include "core/party/complaint.h"
#include "ui/shell/answer-trial.h"
#include "ui/shell/customer-trial.h"
#include "ui/widgets/plain-words.h"

struct _AxleRuleEditor
{
  AdwNavigationPage    parent_instance;
  AxleWorkstation     *workstation;
  AxleRecord          *draft;
  char                *code;
  GPtrArray           *effects;   /* (element-type utf8): of the rows of effect_row; NULL for none */

  GtkWidget           *name_row;
  GtkWidget           *text_row;
  GtkWidget           *tag_row;
  AdwComboRow         *effect_row;
  AdwSpinRow          *delay_row;
  GtkTextView         *condition_view;
  GtkLabel            *problem_label;
  AdwPreferencesGroup *condition_group;
  AdwBin              *trial_bin;
  AxleTrialGroup      *trial;
  AdwExpanderRow      *words_row;
  GtkLabel            *words_label;
  GtkWidget           *reset_group;
  AdwButtonRow        *reset_row;
};

G_DEFINE_FINAL_TYPE (AxleRuleEditor, axle_rule_editor, ADW_TYPE_NAVIGATION_PAGE)

static const struct
{
  const char *effect;
  const char *label;
} effects[] = {
  { NULL, N_("A Clause") },
  { "quality", N_("The Quality") },
  { "subject", N_("The Subject") },
};

static AdwPreferencesDialog *
get_dialog (AxleRuleEditor *self)
{
  return ADW_PREFERENCES_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG));
}

static gboolean
is_of (AxleRuleEditor *self,
       const char     *area)
{
  return g_strcmp0 (axle_record_get_text (self->draft, AXLE_RULE_AREA), area) == 0;
}

/* What a rule can do. */

static void
add_effect (AxleRuleEditor *self,
            const char     *effect,
            const char     *label)
{
  g_ptr_array_add (self->effects, g_strdup (effect));
  gtk_string_list_append (GTK_STRING_LIST (adw_combo_row_get_model (self->effect_row)), label);
}

static gboolean
find_effect (AxleRuleEditor *self,
             const char     *effect,
             guint          *place)
{
  for (guint i = 0; i < self->effects->len; i++)
    if (g_strcmp0 (self->effects->pdata[i], effect) == 0)
      {
        *place = i;
        return TRUE;
      }
  return FALSE;
}

static void
add_consequence (AxleRuleEditor *self,
                 const char     *effect)
{
  AxleConsequence consequence;
  g_autofree char *label = NULL;
  guint known;

  if (find_effect (self, effect, &known) || !axle_consequence_read (&consequence, effect))
    return;
  label = axle_consequence_dup_label (&consequence);
  add_effect (self, effect, label);
}

/* What a person would ask for, and what the rule asks for as it is. */
static void
add_consequences (AxleRuleEditor *self,
                  const char     *own)
{
  static const char * const tasks[] = { "task call", "task offer", "task promise", "task other" };

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    add_consequence (self, tasks[i]);
  for (const AxleChoice *theme = axle_complaint_entity.fields[AXLE_COMPLAINT_THEME].choices; theme->name != NULL; theme++)
    {
      g_autofree char *effect = g_strconcat ("complaint ", theme->name, NULL);

      add_consequence (self, effect);
    }
  if (own != NULL)
    add_consequence (self, own);
}

static void
fill_effects (AxleRuleEditor *self,
              const char     *own)
{
  guint place = 0;

  if (is_of (self, "portrait"))
    for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
      add_effect (self, effects[i].effect, _(effects[i].label));
  else if (is_of (self, "answer"))
    add_consequences (self, own);
  if (find_effect (self, own, &place))
    adw_combo_row_set_selected (self->effect_row, place);
}

/* The form. What is typed is taken once all of it is there. */

static char *
dup_condition (AxleRuleEditor *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->condition_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
take_form (AxleRuleEditor *self)
{
  g_autofree char *condition = dup_condition (self);

  axle_record_set_text (self->draft, AXLE_RULE_NAME, gtk_editable_get_text (GTK_EDITABLE (self->name_row)));
  axle_record_set_text (self->draft, AXLE_RULE_TEXT, gtk_editable_get_text (GTK_EDITABLE (self->text_row)));
  axle_record_set_text (self->draft, AXLE_RULE_TAG, gtk_editable_get_text (GTK_EDITABLE (self->tag_row)));
  axle_record_set_text (self->draft, AXLE_RULE_CONDITION, condition);
  if (adw_combo_row_get_selected (self->effect_row) < self->effects->len)
    axle_record_set_text (self->draft, AXLE_RULE_EFFECT,
                          self->effects->pdata[adw_combo_row_get_selected (self->effect_row)]);
  if (is_of (self, "answer"))
    axle_record_set_integer (self->draft, AXLE_RULE_DELAY, (gint64) adw_spin_row_get_value (self->delay_row));
}

static void
set_text (GtkWidget        *row,
          const AxleRecord *record,
          guint             field)
{
  const char *text = axle_record_get_text (record, field);

  gtk_editable_set_text (GTK_EDITABLE (row), text != NULL ? text : "");
}

static void
show_draft (AxleRuleEditor   *self,
            const AxleRecord *draft)
{
  g_autoptr (AxleRecord) shown = axle_record_copy (draft);
  const char *condition = axle_record_get_text (draft, AXLE_RULE_CONDITION);

  set_text (self->name_row, draft, AXLE_RULE_NAME);
  set_text (self->text_row, draft, AXLE_RULE_TEXT);
  set_text (self->tag_row, draft, AXLE_RULE_TAG);
  adw_spin_row_set_value (self->delay_row, (double) axle_record_get_integer (draft, AXLE_RULE_DELAY));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->condition_view), condition != NULL ? condition : "", -1);
  self->draft = g_steal_pointer (&shown);
  fill_effects (self, axle_record_get_text (self->draft, AXLE_RULE_EFFECT));
}

/* Each area has its own rows. */
static void
show_area (AxleRuleEditor *self)
{
  gboolean answers = is_of (self, "answer");
  GtkWidget *trial = answers ? axle_answer_trial_new (self->workstation) : axle_customer_trial_new (self->workstation);

  gtk_widget_set_visible (self->tag_row, is_of (self, "portrait"));
  gtk_widget_set_visible (GTK_WIDGET (self->effect_row), self->effects->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->delay_row), answers);
  if (answers)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text_row), _("What to Do"));
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->effect_row), _("What Follows"));
      axle_preferences_group_set_words (self->condition_group,
                                        _("Such as: satisfied <= 2 or words contains \"noise\""));
    }
  self->trial = AXLE_TRIAL_GROUP (trial);
  adw_bin_set_child (self->trial_bin, trial);
}

/* Says what is wrong, and else how it goes with who was chosen. */
static void
try_rule (AxleRuleEditor *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  take_form (self);
  problems = axle_rule_judge (self->workstation, self->draft);
  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", ((AxleProblem *) problems->pdata[i])->message);
  gtk_label_set_label (self->problem_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.save", !axle_problems_block (problems));
  axle_trial_group_set_words (self->trial, axle_record_get_text (self->draft, AXLE_RULE_CONDITION));
}

static void
text_changed_cb (AxleRuleEditor *self)
{
  if (self->trial != NULL)
    try_rule (self);
}

/* What can be asked. */

static void
describe_word (GString         *text,
               const char      *name,
               const char      *label,
               const AxleField *field)
{
  g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", name, label);
  for (const AxleChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
    g_string_append_printf (text, "%s\"%s\"", choice == field->choices ? " – " : ", ", choice->name);
}

static void
describe_facts (GString *text)
{
  guint n_facts;
  const AxleFactInfo *infos = axle_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    describe_word (text, infos[i].field.name, _(infos[i].field.label), axle_fact_word (infos[i].field.name, NULL));
}

static void
describe_questions (GString         *text,
                    AxleWorkstation *workstation)
{
  g_autoptr (AxleQuestions) questions = axle_workstation_load_questions (workstation);
  g_autoptr (GPtrArray) list = axle_questions_list_names (questions);
  const AxleField *outcome = axle_question_word ("outcome", questions);

  for (guint i = 0; i < list->len; i++)
    {
      const AxleQuestionInfo *question = list->pdata[i];
      const char *name = axle_question_get_name (question);

      describe_word (text, name, question->text, axle_question_word (name, questions));
    }
  describe_word (text, outcome->name, axle_field_get_label (outcome), outcome);
}

static void
words_expanded_cb (AxleRuleEditor *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_of (self, "answer"))
    describe_questions (text, self->workstation);
  else
    describe_facts (text);
  gtk_label_set_label (self->words_label, text->str);
}

/* Saving. */

static void
toast_saved (AxleRuleEditor *self,
             gint64          operation)
{
  AdwToast *toast = adw_toast_new (_("Rule changed"));

  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "win.undo-operation");
  adw_toast_set_action_target_value (toast, g_variant_new_int64 (operation));
  adw_preferences_dialog_add_toast (get_dialog (self), toast);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (AxleRuleEditor) self = data;
  g_autoptr (GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    {
      gtk_label_set_label (self->problem_label, error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      return;
    }
  if (get_dialog (self) == NULL)
    return;
  if (operation > 0)
    toast_saved (self, operation);
  adw_preferences_dialog_pop_subpage (get_dialog (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleRuleEditor *self = AXLE_RULE_EDITOR (widget);

  take_form (self);
  axle_rule_save_async (self->workstation, self->draft, NULL, saved_cb, g_object_ref (self));
}

static void
reset_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleRuleEditor *self = AXLE_RULE_EDITOR (widget);
  const AxleRule *rule = axle_rules_find (axle_workstation_get_rules (self->workstation), self->code);

  if (rule != NULL)
    axle_rule_reset_async (self->workstation, rule, NULL, saved_cb, g_object_ref (self));
}

static void
axle_rule_editor_dispose (GObject *object)
{
  AxleRuleEditor *self = AXLE_RULE_EDITOR (object);

  self->trial = NULL;
  g_clear_pointer (&self->draft, axle_record_unref);
  g_clear_pointer (&self->effects, g_ptr_array_unref);
  g_clear_pointer (&self->code, g_free);
  g_clear_object (&self->workstation);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_RULE_EDITOR);
  G_OBJECT_CLASS (axle_rule_editor_parent_class)->dispose (object);
}

static void
axle_rule_editor_class_init (AxleRuleEditorClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_rule_editor_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/rule-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, name_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, text_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, tag_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, effect_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, delay_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, condition_view);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, condition_group);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, trial_bin);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, words_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, words_label);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, reset_group);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, reset_row);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_expanded_cb);
  gtk_widget_class_install_action (widget_class, "rule.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "rule.reset", NULL, reset_action);
}

static void
axle_rule_editor_init (AxleRuleEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->effects = g_ptr_array_new_with_free_func (g_free);
  adw_combo_row_set_model (self->effect_row, G_LIST_MODEL (names));
}

AdwNavigationPage *
axle_rule_editor_new (AxleWorkstation *workstation,
                      const AxleRule  *rule,
                      const char      *area)
{
  AxleRuleEditor *self = g_object_new (AXLE_TYPE_RULE_EDITOR, NULL);
  g_autoptr (AxleRecord) draft = axle_rule_draft_new (workstation, rule, area);

  self->workstation = g_object_ref (workstation);
  self->code = g_strdup (axle_record_get_text (draft, AXLE_RULE_CODE));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), rule != NULL ? rule->name : _("New Rule"));
  gtk_widget_set_visible (self->reset_group, rule != NULL && rule->record != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reset_row),
                                 rule != NULL && rule->preset ? _("Put Back as It Came") : _("Delete Rule"));
  show_draft (self, draft);
  show_area (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->condition_view), "changed", G_CALLBACK (try_rule), self, G_CONNECT_SWAPPED);
  try_rule (self);
  return ADW_NAVIGATION_PAGE (self);
}
