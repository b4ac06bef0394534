/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tasks/outcome-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/followup.h"
#include "app/format.h"
#include "app/task-operations.h"
#include "core/followup/task.h"
#include "core/party/contact.h"
#include "ui/shell/window.h"
#include "ui/tasks/question-row.h"
#include "ui/widgets/plain-words.h"

#define OUTCOME "axle-outcome"

/* Of a draft: what is not the code of a question. */
#define DRAFT_OUTCOME "outcome"
#define DRAFT_CHANNEL "channel"
#define DRAFT_RESULT "result"

struct _AxleOutcomeDialog
{
  AdwDialog            parent_instance;

  AxleWorkstation     *workstation;
  AxleTaskItem        *item;
  AxleQuestions       *asked;
  char                *outcome;
  gint64               next_try;   /* 0 for none */
  gboolean             filling;
  GtkWindow           *window;

  AdwToastOverlay     *toasts;
  AdwWindowTitle      *window_title;
  AdwBanner           *held;
  AdwWrapBox          *outcomes;
  GtkWidget           *reach;
  AdwComboRow         *channel;
  AdwSwitchRow        *again;
  GtkListBox          *questions;
  GtkTextView         *result;
  GtkLabel            *consequences;
};

G_DEFINE_FINAL_TYPE (AxleOutcomeDialog, axle_outcome_dialog, ADW_TYPE_DIALOG)

static AxleRecord *
get_task (AxleOutcomeDialog *self)
{
  return axle_task_item_get_task (self->item);
}

/* What is typed. */

static gboolean
spoke (AxleOutcomeDialog *self)
{
  static const char * const spoken[] = { "reached", "booked", "declined", NULL };

  return g_strv_contains (spoken, self->outcome);
}

static gboolean
missed (AxleOutcomeDialog *self)
{
  return g_str_equal (self->outcome, "not-reached") || g_str_equal (self->outcome, "message");
}

static char *
dup_result (AxleOutcomeDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->result);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static const char *
get_channel (AxleOutcomeDialog *self)
{
  const AxleChoice *choices = axle_contact_entity.fields[AXLE_CONTACT_CHANNEL].choices;

  return choices[adw_combo_row_get_selected (self->channel)].name;
}

static AxleQuestionRow *
get_question (AxleOutcomeDialog *self,
              int                position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->questions, position);

  return row != NULL ? AXLE_QUESTION_ROW (row) : NULL;
}

static GHashTable *
collect_answers (AxleOutcomeDialog *self)
{
  GHashTable *answers = g_hash_table_new (g_str_hash, g_str_equal);
  AxleQuestionRow *row;

  for (int i = 0; spoke (self) && (row = get_question (self, i)) != NULL; i++)
    if (*axle_question_row_get_answer (row) != '\0')
      g_hash_table_insert (answers, (gpointer) axle_question_row_get_code (row), (gpointer) axle_question_row_get_answer (row));
  return answers;
}

/* The draft. */

static char *
dup_draft_name (AxleOutcomeDialog *self)
{
  return g_strdup_printf ("task/done/%s", AXLE_ID_TEXT (&get_task (self)->id));
}

static void
keep_draft (AxleOutcomeDialog *self)
{
  g_autofree char *name = dup_draft_name (self);
  g_autofree char *result = dup_result (self);
  g_autoptr(GVariant) packed = NULL;
  g_autoptr(GBytes) bytes = NULL;
  GVariantDict draft;
  AxleQuestionRow *row;

  g_variant_dict_init (&draft, NULL);
  g_variant_dict_insert (&draft, DRAFT_OUTCOME, "s", self->outcome);
  g_variant_dict_insert (&draft, DRAFT_CHANNEL, "s", get_channel (self));
  g_variant_dict_insert (&draft, DRAFT_RESULT, "s", result);
  for (int i = 0; (row = get_question (self, i)) != NULL; i++)
    g_variant_dict_insert (&draft, axle_question_row_get_code (row), "s", axle_question_row_get_answer (row));
  packed = g_variant_ref_sink (g_variant_dict_end (&draft));
  bytes = g_variant_get_data_as_bytes (packed);
  axle_workstation_put_draft (self->workstation, name, bytes);
}

static void
forget_draft (AxleOutcomeDialog *self)
{
  g_autofree char *name = dup_draft_name (self);

  axle_workstation_put_draft (self->workstation, name, NULL);
}

static GVariant *
load_draft (AxleOutcomeDialog *self)
{
  g_autofree char *name = dup_draft_name (self);
  g_autoptr(GBytes) bytes = axle_workstation_get_draft (self->workstation, name);

  return bytes != NULL ? g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARDICT, bytes, FALSE)) : NULL;
}

/* What follows from it. */

static void
show_consequences (AxleOutcomeDialog *self)
{
  g_autoptr(GHashTable) answers = collect_answers (self);
  g_autofree char *result = dup_result (self);
  g_auto(GStrv) titles = axle_task_list_consequences (self->workstation, get_task (self), self->outcome,
                                                     spoke (self) ? get_channel (self) : NULL, result, answers);
  g_autofree char *list = g_strjoinv (_(", "), titles);
  /* Translators: tasks that come of the answers of a customer. */
  g_autofree char *text = g_strdup_printf (_("Then to do: %s"), list);

  gtk_label_set_label (self->consequences, text);
  gtk_widget_set_visible (GTK_WIDGET (self->consequences), spoke (self) && titles[0] != NULL);
}

static void
show_parts (AxleOutcomeDialog *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->channel), spoke (self) || g_str_equal (self->outcome, "message"));
  gtk_widget_set_visible (GTK_WIDGET (self->again), missed (self) && self->next_try != 0);
  gtk_widget_set_visible (self->reach, gtk_widget_get_visible (GTK_WIDGET (self->channel)) ||
                                       gtk_widget_get_visible (GTK_WIDGET (self->again)));
  gtk_widget_set_visible (GTK_WIDGET (self->questions), spoke (self) && get_question (self, 0) != NULL);
  show_consequences (self);
}

static void
typed_cb (AxleOutcomeDialog *self)
{
  if (self->filling)
    return;
  keep_draft (self);
  show_consequences (self);
}

static void
outcome_cb (AxleOutcomeDialog *self,
            GtkToggleButton   *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  g_set_str (&self->outcome, g_object_get_data (G_OBJECT (button), OUTCOME));
  show_parts (self);
  typed_cb (self);
}

/* Filling. */

/* Somebody may have a reason to call all the same. */
static void
show_warning (AxleOutcomeDialog *self)
{
  const char *held = axle_task_item_get_held (self->item);
  /* Translators: why a task waits: the customer is “contacted often enough this month”. */
  g_autofree char *text = g_strdup_printf (_("Held back: %s"), held);

  adw_banner_set_title (self->held, text);
  adw_banner_set_revealed (self->held, *held != '\0');
}

static void
add_outcomes (AxleOutcomeDialog *self)
{
  GtkToggleButton *first = NULL;

  for (const AxleChoice *choice = axle_task_entity.fields[AXLE_TASK_OUTCOME].choices; choice->name != NULL; choice++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_(choice->label));

      g_object_set_data (G_OBJECT (button), OUTCOME, (gpointer) choice->name);
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), first);
      if (first == NULL)
        first = GTK_TOGGLE_BUTTON (button);
      gtk_widget_add_css_class (button, "question-choice");
      g_signal_connect_object (button, "toggled", G_CALLBACK (outcome_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->outcomes, button);
    }
}

static void
choose_outcome (AxleOutcomeDialog *self,
                const char        *outcome)
{
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->outcomes)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (g_strcmp0 (g_object_get_data (G_OBJECT (button), OUTCOME), outcome) == 0)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
}

static void
add_channels (AxleOutcomeDialog *self)
{
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (const AxleChoice *choice = axle_contact_entity.fields[AXLE_CONTACT_CHANNEL].choices; choice->name != NULL; choice++)
    gtk_string_list_append (labels, _(choice->label));
  adw_combo_row_set_model (self->channel, G_LIST_MODEL (labels));
}

static void
choose_channel (AxleOutcomeDialog *self,
                const char        *channel)
{
  const AxleChoice *choices = axle_contact_entity.fields[AXLE_CONTACT_CHANNEL].choices;

  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_strcmp0 (choices[i].name, channel) == 0)
      adw_combo_row_set_selected (self->channel, i);
}

static void
add_questions (AxleOutcomeDialog *self)
{
  g_autoptr(GPtrArray) questions =
    axle_questions_list (self->asked, axle_record_get_text (get_task (self), AXLE_TASK_QUESTIONNAIRE));

  for (guint i = 0; i < questions->len; i++)
    {
      GtkWidget *row = axle_question_row_new (questions->pdata[i]);

      g_signal_connect_object (row, "answered", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->questions, row);
    }
}

static void
restore (AxleOutcomeDialog *self,
         GVariant          *packed)
{
  GVariantDict draft;
  const char *text;
  AxleQuestionRow *row;

  g_variant_dict_init (&draft, packed);
  if (g_variant_dict_lookup (&draft, DRAFT_OUTCOME, "&s", &text))
    choose_outcome (self, text);
  if (g_variant_dict_lookup (&draft, DRAFT_CHANNEL, "&s", &text))
    choose_channel (self, text);
  if (g_variant_dict_lookup (&draft, DRAFT_RESULT, "&s", &text))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->result), text, -1);
  for (int i = 0; (row = get_question (self, i)) != NULL; i++)
    if (g_variant_dict_lookup (&draft, axle_question_row_get_code (row), "&s", &text))
      axle_question_row_set_answer (row, text);
  g_variant_dict_clear (&draft);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Typed earlier and not saved")));
}

static void
fill (AxleOutcomeDialog *self)
{
  g_autoptr(GVariant) draft = load_draft (self);

  self->filling = TRUE;
  adw_window_title_set_title (self->window_title, axle_task_item_get_title (self->item));
  adw_window_title_set_subtitle (self->window_title, axle_task_item_get_name (self->item));
  adw_dialog_set_title (ADW_DIALOG (self), axle_task_item_get_title (self->item));
  show_warning (self);
  self->next_try = axle_task_find_next_try (self->workstation, get_task (self));
  if (self->next_try != 0)
    {
      g_auto(AxleValue) due = AXLE_VALUE_INIT;
      g_autofree char *when = NULL;

      axle_value_set_integer (&due, self->next_try);
      when = axle_workstation_format_value (self->workstation, &axle_task_entity.fields[AXLE_TASK_DUE], &due);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->again), when);
    }
  adw_switch_row_set_active (self->again, self->next_try != 0);
  add_channels (self);
  add_outcomes (self);
  add_questions (self);
  choose_outcome (self, "reached");
  if (draft != NULL)
    restore (self, draft);
  show_parts (self);
  self->filling = FALSE;
}

/* Saving. */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleOutcomeDialog) self = data;
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);

  if (error != NULL)
    {
      adw_toast_overlay_add_toast (self->toasts, axle_toast_new (error->message));
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "outcome.save", TRUE);
      return;
    }
  forget_draft (self);
  if (AXLE_IS_WINDOW (self->window))
    axle_window_toast_undo (AXLE_WINDOW (self->window), axle_workstation_get_undo_title (AXLE_WORKSTATION (source)), operation);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleOutcomeDialog *self = AXLE_OUTCOME_DIALOG (widget);
  g_autoptr(GHashTable) answers = collect_answers (self);
  g_autofree char *result = dup_result (self);
  gboolean again = missed (self) && self->next_try != 0 && adw_switch_row_get_active (self->again);
  const char *channel = spoke (self) || g_str_equal (self->outcome, "message") ? get_channel (self) : NULL;

  gtk_widget_action_set_enabled (widget, "outcome.save", FALSE);
  axle_task_finish_async (self->workstation, get_task (self), self->outcome, channel, *result != '\0' ? result : NULL,
                          answers, again ? self->next_try : 0, NULL, saved_cb, g_object_ref (self));
}

static void
leave_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* The object. */

static void
axle_outcome_dialog_map (GtkWidget *widget)
{
  AxleOutcomeDialog *self = AXLE_OUTCOME_DIALOG (widget);

  GTK_WIDGET_CLASS (axle_outcome_dialog_parent_class)->map (widget);
  g_set_weak_pointer (&self->window, GTK_WINDOW (gtk_widget_get_root (widget)));
}

static void
axle_outcome_dialog_dispose (GObject *object)
{
  AxleOutcomeDialog *self = AXLE_OUTCOME_DIALOG (object);

  self->filling = TRUE;
  g_clear_weak_pointer (&self->window);
  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_OUTCOME_DIALOG);
  g_clear_pointer (&self->asked, axle_questions_unref);
  g_clear_pointer (&self->outcome, g_free);
  g_clear_object (&self->item);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_outcome_dialog_parent_class)->dispose (object);
}

static void
axle_outcome_dialog_class_init (AxleOutcomeDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_outcome_dialog_dispose;
  widget_class->map = axle_outcome_dialog_map;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/tasks/outcome-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, held);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, outcomes);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, reach);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, channel);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, again);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, questions);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, result);
  gtk_widget_class_bind_template_child (widget_class, AxleOutcomeDialog, consequences);
  gtk_widget_class_install_action (widget_class, "outcome.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "outcome.leave", NULL, leave_action);
}

static void
axle_outcome_dialog_init (AxleOutcomeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->outcome = g_strdup ("reached");
}

AdwDialog *
axle_outcome_dialog_new (AxleWorkstation *workstation,
                         AxleTaskItem    *item)
{
  AxleOutcomeDialog *self = g_object_new (AXLE_TYPE_OUTCOME_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->item = g_object_ref (item);
  self->asked = axle_workstation_load_questions (workstation);
  fill (self);
  g_signal_connect_object (gtk_text_view_get_buffer (self->result), "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->channel, "notify::selected", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  return ADW_DIALOG (self);
}
