/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/field-rows.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/customer-profile.h"
#include "app/format.h"
#include "app/service-log.h"
#include "ui/widgets/plate-badge.h"

/* What the rows of one field share; lives as long as the row does. */
typedef struct
{
  AxleWorkstation *workstation;
  AxleForm        *form;
  const AxleField *field;
  guint            index;
  GtkWidget       *row;
  GtkWidget       *problem_row;
  GtkLabel        *problem;
  GtkWidget       *take_theirs;
  GPtrArray       *references; /* of a reference: the ids behind the choices */
  gboolean         filling;
} FieldRows;

static void
field_rows_free (gpointer data)
{
  FieldRows *self = data;

  g_clear_pointer (&self->references, g_ptr_array_unref);
  g_object_unref (self->form);
  g_object_unref (self->workstation);
  g_free (self);
}

/* What became of the field on another desk while it stands open here. */
static char *
describe_meanwhile (FieldRows *self)
{
  g_autofree char *theirs = NULL;

  if (axle_form_is_followed (self->form, self->index))
    return g_strdup (_("A colleague changed this just now."));
  if (!axle_form_is_overtaken (self->form, self->index))
    return NULL;
  theirs = axle_form_dup_theirs (self->form, self->index);
  if (*theirs == '\0')
    return g_strdup (_("A colleague emptied this meanwhile. Saving puts yours in its place."));
  /* Translators: the value that a colleague typed into the same field. */
  return g_strdup_printf (_("A colleague changed this to “%s” meanwhile. Saving puts yours in its place."), theirs);
}

static void
show_problem (FieldRows *self)
{
  gboolean blocking = FALSE;
  gboolean overtaken = axle_form_is_overtaken (self->form, self->index);
  gboolean followed = axle_form_is_followed (self->form, self->index);
  g_autofree char *meanwhile = describe_meanwhile (self);
  const char *wrong = axle_form_get_problem (self->form, self->index, &blocking);
  const char *problem = wrong != NULL && (blocking || meanwhile == NULL) ? wrong : meanwhile;

  gtk_widget_set_visible (self->take_theirs, overtaken);
  gtk_widget_set_visible (self->problem_row, problem != NULL || overtaken);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_remove_css_class (self->row, "followed");
  gtk_widget_remove_css_class (self->row, "error");
  gtk_widget_remove_css_class (self->row, "warning");
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->problem), "warning");
  if (followed)
    {
      gtk_widget_add_css_class (self->row, "followed");
      gtk_widget_add_css_class (GTK_WIDGET (self->problem), "dimmed");
    }
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->problem), "dimmed");
  if (problem != NULL && !followed)
    {
      gtk_widget_add_css_class (self->row, blocking ? "error" : "warning");
      gtk_widget_add_css_class (GTK_WIDGET (self->problem), blocking ? "error" : "warning");
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               blocking ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

/* The keys that are in the input method and not in the text yet must not be lost. */
static void
composing_cb (FieldRows  *self,
              const char *preedit)
{
  axle_form_hold (self->form, self->index, *preedit != '\0');
}

static void
take_theirs_cb (FieldRows *self)
{
  gtk_widget_grab_focus (self->row);
  axle_form_take_theirs (self->form, self->index);
}

static void
typed_cb (FieldRows *self)
{
  if (!self->filling)
    axle_form_set_typed (self->form, self->index, gtk_editable_get_text (GTK_EDITABLE (self->row)));
  show_problem (self);
}

static void
lines_typed_cb (FieldRows     *self,
                GtkTextBuffer *buffer)
{
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  if (!self->filling)
    axle_form_set_typed (self->form, self->index, text);
  show_problem (self);
}

/* Past the buttons in the same row. */
static void
next_row_cb (GtkWidget *row)
{
  GtkRoot *root = gtk_widget_get_root (row);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; i < 4 && focus != NULL && gtk_widget_is_ancestor (focus, row); i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (root), GTK_DIR_TAB_FORWARD);
      focus = gtk_root_get_focus (root);
    }
}

/* The time of the day that is there already stays. */
static void
date_chosen_cb (FieldRows   *self,
                GtkCalendar *calendar)
{
  g_autoptr(GDateTime) date = gtk_calendar_get_date (calendar);
  g_autofree char *day = g_date_time_format (date, "%Y-%m-%d");
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->row));
  const char *time = self->field->type == AXLE_FIELD_TIME && strchr (typed, ':') != NULL ? strrchr (typed, ' ') : NULL;
  g_autofree char *text = g_strconcat (day, time, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->row), text);
}

static GtkWidget *
new_calendar_button (FieldRows *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  g_signal_connect_swapped (calendar, "day-selected", G_CALLBACK (date_chosen_cb), self);
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_widget_set_tooltip_text (button, _("Choose a Day"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static GtkInputPurpose
input_purpose (const AxleField *field)
{
  if (g_str_equal (field->name, "phones"))
    return GTK_INPUT_PURPOSE_PHONE;
  if (g_str_equal (field->name, "emails"))
    return GTK_INPUT_PURPOSE_EMAIL;
  if (axle_field_value_kind (field) == AXLE_VALUE_INTEGER)
    return GTK_INPUT_PURPOSE_NUMBER;
  return GTK_INPUT_PURPOSE_FREE_FORM;
}

static char *
row_title (const AxleField *field)
{
  const char *label = axle_field_get_label (field);

  if (field->type == AXLE_FIELD_DISTANCE)
    return g_strdup_printf (_("%s (km)"), label);
  if (field->type == AXLE_FIELD_SET)
    return g_strdup_printf (_("%s (several with commas)"), label);
  return g_strdup (label);
}

static GtkWidget *
new_entry_row (FieldRows *self)
{
  g_autofree char *title = row_title (self->field);
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), input_purpose (self->field));
  if (self->field->type == AXLE_FIELD_DATE || self->field->type == AXLE_FIELD_TIME)
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), new_calendar_button (self));
  g_signal_connect_swapped (row, "changed", G_CALLBACK (typed_cb), self);
  g_signal_connect_swapped (gtk_editable_get_delegate (GTK_EDITABLE (row)), "preedit-changed",
                            G_CALLBACK (composing_cb), self);
  g_signal_connect (row, "entry-activated", G_CALLBACK (next_row_cb), NULL);
  return row;
}

static GtkWidget *
new_lines_row (FieldRows *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (axle_field_get_label (self->field));
  GtkWidget *view = gtk_text_view_new ();

  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_size_request (view, -1, 72);
  gtk_widget_add_css_class (view, "inline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, axle_field_get_label (self->field), -1);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), view);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "buffer", gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)));
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "changed",
                            G_CALLBACK (lines_typed_cb), self);
  g_signal_connect_swapped (view, "preedit-changed", G_CALLBACK (composing_cb), self);
  return row;
}

static void
chosen_cb (FieldRows *self)
{
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self->row));
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (self->filling)
    return;
  if (selected > 0 && self->field->type == AXLE_FIELD_BOOLEAN)
    axle_value_set_boolean (&value, selected == 1);
  else if (selected > 0 && self->field->type == AXLE_FIELD_CHOICE)
    axle_value_set_text (&value, self->field->choices[selected - 1].name);
  else if (selected > 0 && self->field->type == AXLE_FIELD_REFERENCE)
    axle_value_set_id (&value, &((AxleRecord *) self->references->pdata[selected - 1])->id);
  axle_form_set (self->form, self->index, &value);
  show_problem (self);
}

static GtkWidget *
new_choice_row (FieldRows *self)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  if (self->field->type == AXLE_FIELD_BOOLEAN)
    {
      gtk_string_list_append (labels, C_("answer", "Not asked"));
      gtk_string_list_append (labels, C_("answer", "Yes"));
      gtk_string_list_append (labels, C_("answer", "No"));
    }
  else
    {
      gtk_string_list_append (labels, C_("choice", "Not known"));
    }
  for (const AxleChoice *choice = self->field->choices; choice != NULL && choice->name != NULL; choice++)
    gtk_string_list_append (labels, _(choice->label));
  if (self->field->type == AXLE_FIELD_REFERENCE)
    {
      g_autoptr(GtkExpression) word = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      self->references = axle_workstation_list_references (self->workstation, axle_form_get_record (self->form), self->index);
      for (guint i = 0; i < self->references->len; i++)
        {
          g_autofree char *name = axle_plate_dup_name (self->references->pdata[i]);
          gtk_string_list_append (labels, name);
        }
      adw_combo_row_set_expression (ADW_COMBO_ROW (row), word);
      adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), TRUE);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_field_get_label (self->field));
  g_signal_connect_swapped (row, "notify::selected", G_CALLBACK (chosen_cb), self);
  return row;
}

static void
show_set_summary (FieldRows *self)
{
  g_autofree char *summary =
    axle_workstation_format_value (self->workstation, self->field,
                                   axle_record_get (axle_form_get_record (self->form), self->index));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self->row), summary);
}

static void
member_toggled_cb (FieldRows *self)
{
  g_autoptr(GStrvBuilder) members = g_strv_builder_new ();
  g_auto(GStrv) strv = NULL;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (self->filling)
    return;
  for (const AxleChoice *choice = self->field->choices; choice->name != NULL; choice++)
    {
      GtkWidget *check = g_object_get_data (G_OBJECT (self->row), choice->name);
      if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
        g_strv_builder_add (members, choice->name);
    }
  strv = g_strv_builder_end (members);
  axle_value_set_members (&value, (const char * const *) strv);
  axle_form_set (self->form, self->index, &value);
  show_set_summary (self);
}

static GtkWidget *
new_set_row (FieldRows *self)
{
  GtkWidget *row = adw_expander_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), axle_field_get_label (self->field));
  for (const AxleChoice *choice = self->field->choices; choice->name != NULL; choice++)
    {
      GtkWidget *member = adw_action_row_new ();
      GtkWidget *check = gtk_check_button_new ();

      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (member), _(choice->label));
      adw_action_row_add_prefix (ADW_ACTION_ROW (member), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (member), check);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row), member);
      g_object_set_data (G_OBJECT (row), choice->name, check);
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, _(choice->label), -1);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (member_toggled_cb), self);
    }
  return row;
}

static guint
position_of_value (FieldRows *self)
{
  const AxleValue *value = axle_record_get (axle_form_get_record (self->form), self->index);

  if (value->kind == AXLE_VALUE_BOOLEAN)
    return value->as.boolean ? 1 : 2;
  if (self->references != NULL)
    for (guint i = 0; i < self->references->len; i++)
      if (value->kind == AXLE_VALUE_ID &&
          axle_id_equal (&((AxleRecord *) self->references->pdata[i])->id, &value->as.id))
        return i + 1;
  for (guint i = 0; self->field->choices != NULL && self->field->choices[i].name != NULL; i++)
    if (g_strcmp0 (self->field->choices[i].name, axle_value_get_text (value)) == 0)
      return i + 1;
  return 0;
}

/* The cursor stays where it was, or at the end when it was there. */
static void
replace_text (GtkEditable *editable,
              const char  *text)
{
  int start, end;
  int position = gtk_editable_get_position (editable);
  gboolean at_end = position > 0 && position == (int) g_utf8_strlen (gtk_editable_get_text (editable), -1);
  gboolean selected = gtk_editable_get_selection_bounds (editable, &start, &end);
  int length = (int) g_utf8_strlen (text, -1);

  if (g_str_equal (gtk_editable_get_text (editable), text))
    return;
  gtk_editable_set_text (editable, text);
  if (selected)
    gtk_editable_select_region (editable, MIN (start, length), MIN (end, length));
  else
    gtk_editable_set_position (editable, at_end ? -1 : MIN (position, length));
}

static void
replace_lines (GtkTextBuffer *buffer,
               const char    *text)
{
  g_autofree char *now = NULL;
  GtkTextIter cursor;
  int offset;

  g_object_get (buffer, "text", &now, NULL);
  if (g_str_equal (now, text))
    return;
  gtk_text_buffer_get_iter_at_mark (buffer, &cursor, gtk_text_buffer_get_insert (buffer));
  offset = gtk_text_iter_get_offset (&cursor);
  gtk_text_buffer_set_text (buffer, text, -1);
  gtk_text_buffer_get_iter_at_offset (buffer, &cursor, offset);
  gtk_text_buffer_place_cursor (buffer, &cursor);
}

/* Shows what the form holds, as when a colleague changed the record. */
static void
fill (FieldRows *self)
{
  self->filling = TRUE;
  if (ADW_IS_ENTRY_ROW (self->row))
    {
      replace_text (GTK_EDITABLE (self->row), axle_form_get_typed (self->form, self->index));
    }
  else if (ADW_IS_COMBO_ROW (self->row))
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (self->row), position_of_value (self));
    }
  else if (ADW_IS_EXPANDER_ROW (self->row))
    {
      g_auto(GStrv) members = axle_record_dup_members (axle_form_get_record (self->form), self->index);

      for (const AxleChoice *choice = self->field->choices; choice->name != NULL; choice++)
        gtk_check_button_set_active (g_object_get_data (G_OBJECT (self->row), choice->name),
                                     g_strv_contains ((const char * const *) members, choice->name));
      show_set_summary (self);
    }
  else
    {
      replace_lines (g_object_get_data (G_OBJECT (self->row), "buffer"),
                     axle_form_get_typed (self->form, self->index));
    }
  self->filling = FALSE;
  show_problem (self);
}

static void
field_changed_cb (GtkWidget *row,
                  guint      field,
                  AxleForm  *form)
{
  FieldRows *self = g_object_get_data (G_OBJECT (row), "field-rows");

  if (field != self->index)
    return;
  fill (self);
  if (gtk_widget_get_visible (self->problem_row) && gtk_widget_get_mapped (row))
    gtk_accessible_announce (GTK_ACCESSIBLE (row), gtk_label_get_label (self->problem),
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static GtkWidget *
new_row (FieldRows *self)
{
  switch (self->field->type)
    {
    case AXLE_FIELD_CHOICE:
    case AXLE_FIELD_BOOLEAN:
    case AXLE_FIELD_REFERENCE:
      return new_choice_row (self);
    case AXLE_FIELD_SET:
      return self->field->choices != NULL ? new_set_row (self) : new_entry_row (self);
    default:
      return (self->field->flags & AXLE_FIELD_MULTILINE) ? new_lines_row (self) : new_entry_row (self);
    }
}

static GtkWidget *
new_problem_row (FieldRows *self)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Take _Theirs"));

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (button, FALSE);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (take_theirs_cb), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  self->take_theirs = button;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_set_visible (row, FALSE);
  self->problem = GTK_LABEL (label);
  return row;
}

/**
 * axle_field_rows_add:
 * @group: where the rows go
 * @workstation: the desk
 * @form: what is typed into
 * @field: the index of the field
 *
 * Returns: (transfer none): the row that edits the field
 */
GtkWidget *
axle_field_rows_add (AdwPreferencesGroup *group,
                     AxleWorkstation     *workstation,
                     AxleForm            *form,
                     guint                field)
{
  FieldRows *self = g_new0 (FieldRows, 1);

  self->workstation = g_object_ref (workstation);
  self->form = g_object_ref (form);
  self->index = field;
  self->field = &axle_form_get_record (form)->entity->fields[field];
  self->row = new_row (self);
  self->problem_row = new_problem_row (self);
  g_object_set_data_full (G_OBJECT (self->row), "field-rows", self, field_rows_free);
  g_signal_connect_object (form, "field-changed", G_CALLBACK (field_changed_cb), self->row, G_CONNECT_SWAPPED);

  adw_preferences_group_add (group, self->row);
  adw_preferences_group_add (group, self->problem_row);
  fill (self);
  return self->row;
}
