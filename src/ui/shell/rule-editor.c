/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/rule-editor.h"

#include <glib/gi18n-lib.h>

#include "app/command-search.h"
#include "base/problem.h"
#include "core/insight/rule.h"
#include "ui/widgets/condition-row.h"

#define HITS 5

struct _AxleRuleEditor
{
  AdwNavigationPage    parent_instance;
  AxleWorkstation     *workstation;
  AxleRecord          *draft;
  char                *code;
  AxleFacts           *facts;     /* of whom it is tried on; NULL for nobody */
  GPtrArray           *rows;      /* what the trial shows */

  GtkWidget           *name_row;
  GtkWidget           *text_row;
  GtkWidget           *tag_row;
  AdwComboRow         *effect_row;
  GtkTextView         *condition_view;
  GtkLabel            *problem_label;
  AdwPreferencesGroup *trial_group;
  GtkWidget           *search_row;
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
is_portrait (AxleRuleEditor *self)
{
  return g_strcmp0 (axle_record_get_text (self->draft, AXLE_RULE_AREA), "portrait") == 0;
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
  if (is_portrait (self))
    axle_record_set_text (self->draft, AXLE_RULE_EFFECT, effects[adw_combo_row_get_selected (self->effect_row)].effect);
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
  const char *condition = axle_record_get_text (draft, AXLE_RULE_CONDITION);

  set_text (self->name_row, draft, AXLE_RULE_NAME);
  set_text (self->text_row, draft, AXLE_RULE_TEXT);
  set_text (self->tag_row, draft, AXLE_RULE_TAG);
  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    if (g_strcmp0 (axle_record_get_text (draft, AXLE_RULE_EFFECT), effects[i].effect) == 0)
      adw_combo_row_set_selected (self->effect_row, i);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->condition_view), condition != NULL ? condition : "", -1);
  self->draft = axle_record_copy (draft);
  gtk_widget_set_visible (self->tag_row, is_portrait (self));
  gtk_widget_set_visible (GTK_WIDGET (self->effect_row), is_portrait (self));
}

/* The trial. */

static void
clear_rows (AxleRuleEditor *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->trial_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (AxleRuleEditor *self,
         GtkWidget      *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->trial_group, row);
}

static void
add_verdict (AxleRuleEditor      *self,
             const AxleRuleTrial *trial)
{
  static const char * const words[] = { N_("The rule does not hold"), N_("It is not known whether the rule holds"), N_("The rule holds") };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = axle_record_dup_title (axle_dossier_get_customer (axle_facts_get_dossier (self->facts)));
  g_autofree char *car = trial->car != AXLE_FACTS_NO_CAR ? axle_facts_dup_car_name (self->facts, trial->car) : NULL;
  g_autofree char *whom = car != NULL ? g_strdup_printf ("%s · %s", name, car) : g_strdup (name);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(words[trial->truth]));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), whom);
  add_row (self, row);
}

/* Says what is wrong, and else how it goes with who was chosen. */
static void
try_rule (AxleRuleEditor *self)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AxleRuleTrial) trial = NULL;

  take_form (self);
  problems = axle_rule_judge (self->draft);
  for (guint i = 0; i < problems->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", ((AxleProblem *) problems->pdata[i])->message);
  gtk_label_set_label (self->problem_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text->len > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "rule.save", !axle_problems_block (problems));
  if (self->facts == NULL)
    return;
  clear_rows (self);
  trial = axle_rule_try (self->facts, axle_record_get_text (self->draft, AXLE_RULE_CONDITION) != NULL
                                        ? axle_record_get_text (self->draft, AXLE_RULE_CONDITION) : "", NULL);
  if (trial == NULL)
    return;
  add_verdict (self, trial);
  for (guint i = 0; i < trial->parts->len; i++)
    add_row (self, axle_condition_row_new (trial->parts->pdata[i]));
}

static void
chosen_cb (AxleRuleEditor *self,
           GtkWidget      *row)
{
  AxleId id;

  if (!axle_id_parse (gtk_widget_get_name (row), &id))
    return;
  g_clear_pointer (&self->facts, axle_facts_free);
  self->facts = axle_rule_load_facts (self->workstation, &id);
  if (self->facts == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->search_row), "");
  try_rule (self);
}

static GtkWidget *
new_hit (AxleRuleEditor *self,
         AxleFoundItem  *item)
{
  GtkWidget *row = adw_action_row_new ();

  gtk_widget_set_name (row, AXLE_ID_TEXT (axle_found_item_get_customer (item)));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_found_item_get_title (item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), axle_found_item_get_detail (item));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  return row;
}

static void
search_changed_cb (AxleRuleEditor *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_row));
  g_autoptr (GListModel) hits = NULL;

  if (self->workstation == NULL || *text == '\0')
    return;
  g_clear_pointer (&self->facts, axle_facts_free);
  clear_rows (self);
  hits = axle_workstation_search (self->workstation, text, HITS);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (hits), HITS); i++)
    {
      g_autoptr (AxleFoundItem) item = g_list_model_get_item (hits, i);

      add_row (self, new_hit (self, item));
    }
}

static void
text_changed_cb (AxleRuleEditor *self)
{
  if (self->draft != NULL)
    try_rule (self);
}

/* What can be asked. */

static void
words_expanded_cb (AxleRuleEditor *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_facts;
  const AxleFactInfo *infos = axle_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    {
      const AxleField *field = axle_fact_word (infos[i].field.name, NULL);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "\n" : "", infos[i].field.name, _(infos[i].field.label));
      for (const AxleChoice *choice = field->choices; choice != NULL && choice->name != NULL; choice++)
        g_string_append_printf (text, "%s\"%s\"", choice == field->choices ? " – " : ", ", choice->name);
    }
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

  g_clear_pointer (&self->facts, axle_facts_free);
  g_clear_pointer (&self->draft, axle_record_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, condition_view);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, trial_group);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, search_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, words_row);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, words_label);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, reset_group);
  gtk_widget_class_bind_template_child (widget_class, AxleRuleEditor, reset_row);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, words_expanded_cb);
  gtk_widget_class_install_action (widget_class, "rule.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "rule.reset", NULL, reset_action);
}

static void
axle_rule_editor_init (AxleRuleEditor *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    gtk_string_list_append (names, _(effects[i].label));
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
  g_signal_connect_object (gtk_text_view_get_buffer (self->condition_view), "changed", G_CALLBACK (try_rule), self, G_CONNECT_SWAPPED);
  try_rule (self);
  return ADW_NAVIGATION_PAGE (self);
}
