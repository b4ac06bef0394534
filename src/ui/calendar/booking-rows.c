/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/booking-rows.h"

#include <glib/gi18n-lib.h>

#include "app/booking-words.h"
#include "core/appointment/appointment.h"
#include "core/appointment/words.h"
#include "ui/widgets/clock-row.h"

/* What a row knows; lives as long as the row does. */
typedef struct
{
  AxleBooking *booking;
  guint        field;
  const char  *none;
  GtkWidget   *row;
  GPtrArray   *choices;  /* AxleRecord: behind the lines after the first */
  gboolean     filling;
} Row;

static void
row_free (gpointer data)
{
  Row *self = data;

  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_object_unref (self->booking);
  g_free (self);
}

static const AxleValue *
get_value (Row *self)
{
  return axle_record_get (axle_form_get_record (axle_booking_get_form (self->booking)), self->field);
}

static Row *
row_new (AxleBooking *booking,
         guint        field,
         GtkWidget   *widget)
{
  Row *self = g_new0 (Row, 1);

  self->booking = g_object_ref (booking);
  self->field = field;
  self->row = widget;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), axle_field_get_label (&axle_appointment_entity.fields[field]));
  g_object_set_data_full (G_OBJECT (widget), "booking-row", self, row_free);
  return self;
}

static Row *
row_of (GtkWidget *widget)
{
  return g_object_get_data (G_OBJECT (widget), "booking-row");
}

static void
set_value (Row             *self,
           const AxleValue *value)
{
  if (!self->filling)
    axle_form_set (axle_booking_get_form (self->booking), self->field, value);
}

static void
follow_form (Row       *self,
             GCallback  callback)
{
  g_signal_connect_object (axle_booking_get_form (self->booking), "notify::record", callback, self->row, G_CONNECT_SWAPPED);
}

/* One of those that there are. */

static void
choice_chosen_cb (GtkWidget *widget)
{
  Row *self = row_of (widget);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (widget));
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (selected > 0 && selected != GTK_INVALID_LIST_POSITION)
    axle_value_set_id (&value, &((AxleRecord *) self->choices->pdata[selected - 1])->id);
  set_value (self, &value);
}

static gboolean
same_choices (GPtrArray *a,
              GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!axle_record_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
read_choices (Row *self)
{
  g_autoptr(GPtrArray) choices = axle_booking_list_choices (self->booking, self->field);
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  if (same_choices (self->choices, choices))
    return;
  gtk_string_list_append (names, self->none);
  for (guint i = 0; i < choices->len; i++)
    {
      g_autofree char *name = axle_record_dup_title (choices->pdata[i]);

      gtk_string_list_append (names, name);
    }
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  self->choices = g_steal_pointer (&choices);
  adw_combo_row_set_model (ADW_COMBO_ROW (self->row), G_LIST_MODEL (names));
}

static void
show_choice (GtkWidget *widget)
{
  Row *self = row_of (widget);
  const AxleValue *value = get_value (self);
  guint selected = 0;

  self->filling = TRUE;
  read_choices (self);
  for (guint i = 0; value->kind == AXLE_VALUE_ID && i < self->choices->len; i++)
    if (axle_id_equal (&((AxleRecord *) self->choices->pdata[i])->id, &value->as.id))
      selected = i + 1;
  adw_combo_row_set_selected (ADW_COMBO_ROW (widget), selected);
  self->filling = FALSE;
}

static void
choices_changed_cb (GtkWidget *widget,
                    guint      parts)
{
  if ((parts & AXLE_BOOKING_PART_DAY) != 0)
    show_choice (widget);
}

GtkWidget *
axle_booking_choice_row_new (AxleBooking *booking,
                             guint        field,
                             const char  *none)
{
  GtkWidget *widget = adw_combo_row_new ();
  Row *self = row_new (booking, field, widget);
  g_autoptr(GtkExpression) word = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  self->none = none;
  adw_combo_row_set_expression (ADW_COMBO_ROW (widget), word);
  adw_combo_row_set_enable_search (ADW_COMBO_ROW (widget), TRUE);
  show_choice (widget);
  g_signal_connect (widget, "notify::selected", G_CALLBACK (choice_chosen_cb), NULL);
  follow_form (self, G_CALLBACK (show_choice));
  g_signal_connect_object (booking, "changed", G_CALLBACK (choices_changed_cb), widget, G_CONNECT_SWAPPED);
  return widget;
}

/* One of the field's own. */

static void
option_chosen_cb (GtkWidget *widget)
{
  Row *self = row_of (widget);
  guint selected = adw_combo_row_get_selected (ADW_COMBO_ROW (widget));
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_text (&value, axle_appointment_entity.fields[self->field].choices[selected].name);
  set_value (self, &value);
}

static void
show_option (GtkWidget *widget)
{
  Row *self = row_of (widget);
  const AxleChoice *choices = axle_appointment_entity.fields[self->field].choices;

  self->filling = TRUE;
  for (guint i = 0; choices[i].name != NULL; i++)
    if (g_strcmp0 (choices[i].name, axle_value_get_text (get_value (self))) == 0)
      adw_combo_row_set_selected (ADW_COMBO_ROW (widget), i);
  self->filling = FALSE;
}

GtkWidget *
axle_booking_option_row_new (AxleBooking *booking,
                             guint        field)
{
  GtkWidget *widget = adw_combo_row_new ();
  Row *self = row_new (booking, field, widget);
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);

  for (const AxleChoice *choice = axle_appointment_entity.fields[field].choices; choice->name != NULL; choice++)
    gtk_string_list_append (labels, _(choice->label));
  adw_combo_row_set_model (ADW_COMBO_ROW (widget), G_LIST_MODEL (labels));
  show_option (widget);
  g_signal_connect (widget, "notify::selected", G_CALLBACK (option_chosen_cb), NULL);
  follow_form (self, G_CALLBACK (show_option));
  return widget;
}

/* Yes or no. */

static void
switched_cb (GtkWidget *widget)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (adw_switch_row_get_active (ADW_SWITCH_ROW (widget)))
    axle_value_set_boolean (&value, TRUE);
  set_value (row_of (widget), &value);
}

static void
show_switch (GtkWidget *widget)
{
  Row *self = row_of (widget);
  const AxleValue *value = get_value (self);

  self->filling = TRUE;
  adw_switch_row_set_active (ADW_SWITCH_ROW (widget), value->kind == AXLE_VALUE_BOOLEAN && value->as.boolean);
  self->filling = FALSE;
}

GtkWidget *
axle_booking_switch_row_new (AxleBooking *booking,
                             guint        field,
                             const char  *subtitle)
{
  GtkWidget *widget = adw_switch_row_new ();
  Row *self = row_new (booking, field, widget);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), subtitle);
  show_switch (widget);
  g_signal_connect (widget, "notify::active", G_CALLBACK (switched_cb), NULL);
  follow_form (self, G_CALLBACK (show_switch));
  return widget;
}

/* When. */

static void
clock_changed_cb (GtkWidget *widget)
{
  gint64 time = axle_clock_row_get_time (AXLE_CLOCK_ROW (widget));
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (time != 0)
    axle_value_set_integer (&value, time);
  set_value (row_of (widget), &value);
}

static void
show_clock (GtkWidget *widget)
{
  Row *self = row_of (widget);
  const AxleRecord *record = axle_form_get_record (axle_booking_get_form (self->booking));

  axle_clock_row_set_time (AXLE_CLOCK_ROW (widget), axle_record_get_integer (record, self->field),
                           axle_record_get_integer (record, AXLE_APPOINTMENT_AT));
}

GtkWidget *
axle_booking_clock_row_new (AxleWorkstation *workstation,
                            AxleBooking     *booking,
                            guint            field)
{
  GTimeZone *zone = axle_working_days_get_zone (axle_workstation_get_working_days (workstation));
  GtkWidget *widget = axle_clock_row_new (axle_field_get_label (&axle_appointment_entity.fields[field]), zone);
  Row *self = row_new (booking, field, widget);

  show_clock (widget);
  g_signal_connect (widget, "changed", G_CALLBACK (clock_changed_cb), NULL);
  follow_form (self, G_CALLBACK (show_clock));
  return widget;
}

/* How long. */

static void
length_typed_cb (GtkWidget *widget)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  gint64 minutes = (gint64) adw_spin_row_get_value (ADW_SPIN_ROW (widget));

  if (minutes != 0)
    axle_value_set_integer (&value, minutes);
  set_value (row_of (widget), &value);
}

/* No length is not a length of nothing. */
static gboolean
length_output_cb (AdwSpinRow *widget)
{
  if (adw_spin_row_get_value (widget) != 0)
    return FALSE;
  if (*gtk_editable_get_text (GTK_EDITABLE (widget)) != '\0')
    gtk_editable_set_text (GTK_EDITABLE (widget), "");
  return TRUE;
}

static int
length_input_cb (AdwSpinRow *widget,
                 double     *value)
{
  *value = 0;
  return *gtk_editable_get_text (GTK_EDITABLE (widget)) == '\0';
}

/* Where it comes from; as long as there is none, where it will come from. */
static char *
dup_length_words (Row *self)
{
  const AxleRecord *record = axle_form_get_record (axle_booking_get_form (self->booking));
  gboolean promised = axle_record_get (record, AXLE_APPOINTMENT_PROMISED)->kind == AXLE_VALUE_INTEGER;
  g_autofree char *chance = axle_booking_chance_dup_words (axle_booking_get_chance (self->booking), promised);
  g_autofree char *words = NULL;
  AxleLength length;

  if (axle_booking_get_length (self->booking, &length))
    words = axle_length_dup_words (&length);
  else if (get_value (self)->kind != AXLE_VALUE_INTEGER)
    words = g_strdup (_("Choose what is to be done; the menu says how long it takes."));
  if (words == NULL || *chance == '\0')
    return g_strconcat (words != NULL ? words : "", chance, NULL);
  return g_strjoin (" · ", words, chance, NULL);
}

static void
show_length (GtkWidget *widget)
{
  Row *self = row_of (widget);
  const AxleValue *value = get_value (self);
  g_autofree char *words = dup_length_words (self);

  self->filling = TRUE;
  adw_spin_row_set_value (ADW_SPIN_ROW (widget), value->kind == AXLE_VALUE_INTEGER ? (double) axle_value_get_integer (value) : 0);
  self->filling = FALSE;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (widget), words);
}

static void
length_changed_cb (GtkWidget *widget,
                   guint      parts)
{
  if ((parts & AXLE_BOOKING_PART_LENGTH) != 0)
    show_length (widget);
}

GtkWidget *
axle_booking_length_row_new (AxleBooking *booking)
{
  GtkWidget *widget = adw_spin_row_new_with_range (0, AXLE_DAY_MINUTES, 15);

  row_new (booking, AXLE_APPOINTMENT_MINUTES, widget);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (widget), _("Minutes"));
  g_signal_connect (widget, "output", G_CALLBACK (length_output_cb), NULL);
  g_signal_connect (widget, "input", G_CALLBACK (length_input_cb), NULL);
  show_length (widget);
  adw_spin_row_update (ADW_SPIN_ROW (widget));
  g_signal_connect (widget, "notify::value", G_CALLBACK (length_typed_cb), NULL);
  g_signal_connect_object (booking, "changed", G_CALLBACK (length_changed_cb), widget, G_CONNECT_SWAPPED);
  return widget;
}

GtkWidget *
axle_booking_choices_group_new (AxleBooking *booking)
{
  static const struct { guint field; const char *none; } choices[] = {
    { AXLE_APPOINTMENT_BAY, NC_("choice", "Any") },
    { AXLE_APPOINTMENT_TECHNICIAN, NC_("choice", "Any") },
    { AXLE_APPOINTMENT_ADVISOR, NC_("choice", "Any") },
    { AXLE_APPOINTMENT_EQUIPMENT, NC_("choice", "Any") },
    { AXLE_APPOINTMENT_LOAN_CAR, NC_("choice", "None") },
  };
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("Where and Who"));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               axle_booking_choice_row_new (booking, choices[i].field,
                                                            g_dpgettext2 (GETTEXT_PACKAGE, "choice", choices[i].none)));
  return group;
}
