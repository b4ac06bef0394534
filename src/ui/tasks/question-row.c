/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tasks/question-row.h"

#include <glib/gi18n-lib.h>

#define VALUE "axle-answer"

struct _AxleQuestionRow
{
  AdwPreferencesRow  parent_instance;
  char             *code;
  char             *answer;
  AxleQuestionForm  form;
  GtkWidget        *choices;  /* of toggle buttons; NULL for words */
  GtkEditable      *words;
  gboolean          setting;
};

G_DEFINE_FINAL_TYPE (AxleQuestionRow, axle_question_row, ADW_TYPE_PREFERENCES_ROW)

static guint answered_signal;

static void
take_answer (AxleQuestionRow *self,
             const char      *answer)
{
  if (self->setting || !g_set_str (&self->answer, answer))
    return;
  g_signal_emit (self, answered_signal, 0);
}

/* Pressed again, a button is not pressed any more: there is no answer. */
static void
toggled_cb (AxleQuestionRow *self,
            GtkToggleButton *button)
{
  const char *value = g_object_get_data (G_OBJECT (button), VALUE);

  if (gtk_toggle_button_get_active (button))
    take_answer (self, value);
  else if (g_strcmp0 (self->answer, value) == 0)
    take_answer (self, "");
}

static void
add_choice (AxleQuestionRow  *self,
            const char       *value,
            const char       *label,
            GtkToggleButton **group)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (button, "question-choice");
  g_object_set_data_full (G_OBJECT (button), VALUE, g_strdup (value), g_free);
  if (*group != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), *group);
  else
    *group = GTK_TOGGLE_BUTTON (button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_wrap_box_append (ADW_WRAP_BOX (self->choices), button);
}

static void
add_hint (AxleQuestionRow *self,
          const char      *text)
{
  GtkWidget *hint = gtk_label_new (text);

  gtk_widget_add_css_class (hint, "caption");
  gtk_widget_add_css_class (hint, "dimmed");
  adw_wrap_box_append (ADW_WRAP_BOX (self->choices), hint);
}

static void
add_choices (AxleQuestionRow        *self,
             const AxleQuestionInfo *question)
{
  GtkToggleButton *group = NULL;

  if (question->form == AXLE_QUESTION_SCALE)
    {
      for (int i = AXLE_SCALE_WORST; i <= AXLE_SCALE_BEST; i++)
        {
          g_autofree char *number = g_strdup_printf ("%d", i);
          add_choice (self, number, number, &group);
        }
      add_hint (self, _("5 is best"));
    }
  else if (question->form == AXLE_QUESTION_YES_NO)
    {
      add_choice (self, "yes", _("Yes"), &group);
      add_choice (self, "no", _("No"), &group);
    }
  else
    {
      g_auto(GStrv) lines = g_strsplit (question->choices, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        if (*g_strstrip (lines[i]) != '\0')
          add_choice (self, lines[i], lines[i], &group);
    }
}

static void
words_cb (AxleQuestionRow *self)
{
  take_answer (self, gtk_editable_get_text (self->words));
}

static void
fill (AxleQuestionRow        *self,
      const AxleQuestionInfo *question)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (question->text);
  GtkWidget *answer;

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (question->form == AXLE_QUESTION_WORDS)
    {
      answer = gtk_entry_new ();
      self->words = GTK_EDITABLE (answer);
      g_signal_connect_object (answer, "changed", G_CALLBACK (words_cb), self, G_CONNECT_SWAPPED);
    }
  else
    {
      answer = self->choices = adw_wrap_box_new ();
      adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (answer), 6);
      adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (answer), 6);
      add_choices (self, question);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (answer), GTK_ACCESSIBLE_PROPERTY_LABEL, question->text, -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), answer);
  gtk_widget_add_css_class (box, "question");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

static void
axle_question_row_finalize (GObject *object)
{
  AxleQuestionRow *self = AXLE_QUESTION_ROW (object);

  g_free (self->code);
  g_free (self->answer);
  G_OBJECT_CLASS (axle_question_row_parent_class)->finalize (object);
}

static void
axle_question_row_class_init (AxleQuestionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_question_row_finalize;
  answered_signal = g_signal_new ("answered", AXLE_TYPE_QUESTION_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_question_row_init (AxleQuestionRow *self)
{
  self->answer = g_strdup ("");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

GtkWidget *
axle_question_row_new (const AxleQuestionInfo *question)
{
  AxleQuestionRow *self = g_object_new (AXLE_TYPE_QUESTION_ROW, NULL);

  self->code = g_strdup (question->code);
  self->form = question->form;
  fill (self, question);
  return GTK_WIDGET (self);
}

const char *
axle_question_row_get_code (AxleQuestionRow *self)
{
  return self->code;
}

const char *
axle_question_row_get_answer (AxleQuestionRow *self)
{
  return self->answer;
}

void
axle_question_row_set_answer (AxleQuestionRow *self,
                              const char      *answer)
{
  self->setting = TRUE;
  g_set_str (&self->answer, answer);
  if (self->words != NULL)
    gtk_editable_set_text (self->words, answer);
  for (GtkWidget *button = self->choices != NULL ? gtk_widget_get_first_child (self->choices) : NULL; button != NULL;
       button = gtk_widget_get_next_sibling (button))
    if (GTK_IS_TOGGLE_BUTTON (button))
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    g_strcmp0 (g_object_get_data (G_OBJECT (button), VALUE), answer) == 0);
  self->setting = FALSE;
}
