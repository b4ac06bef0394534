/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/merge-dialog.h"

#include <glib/gi18n-lib.h>

#include "app/format.h"
#include "app/merge.h"
#include "core/party/customer.h"
#include "ui/shell/window.h"
#include "ui/widgets/plain-words.h"
#include "ui/widgets/status-pill.h"

#define N_FIELDS AXLE_CUSTOMER_N_FIELDS

/* Whose value stays: of the customer on the left, on the right, or of both. */
typedef enum
{
  PICK_LEFT,
  PICK_RIGHT,
  PICK_BOTH,
} Pick;

struct _AxleMergeDialog
{
  AdwDialog            parent_instance;
  AxleWorkstation     *workstation;
  AxleDossier         *dossiers[2];
  guint                kept;            /* which of the two stays */
  Pick                 picks[N_FIELDS];
  char                *why;
  int                  score;
  gboolean             merging;         /* what was chosen is being saved */

  AdwToastOverlay     *toasts;
  GtkWidget           *merge_button;
  AdwWrapBox          *reasons;
  GtkBox              *head_left;
  GtkBox              *head_right;
  GtkListBox          *list;
  AdwPreferencesGroup *choices;
  AdwPreferencesGroup *moving;
  AdwWrapBox          *counts;
  GtkLabel            *result_name;
  GtkLabel            *result;
};

G_DEFINE_FINAL_TYPE (AxleMergeDialog, axle_merge_dialog, ADW_TYPE_DIALOG)

static guint merged_signal;

static AxleRecord *
get_record (AxleMergeDialog *self,
            guint            side)
{
  return axle_dossier_get_customer (self->dossiers[side]);
}

/* What the pick says of the one who stays and the one who goes. */
static AxleSide
side_of (AxleMergeDialog *self,
         guint            field)
{
  if (self->picks[field] == PICK_BOTH)
    return AXLE_SIDE_BOTH;
  return (guint) self->picks[field] == self->kept ? AXLE_SIDE_SURVIVOR : AXLE_SIDE_ABSORBED;
}

static gboolean
differs (AxleMergeDialog *self,
         guint            field)
{
  return axle_merge_differs (get_record (self, 0), get_record (self, 1), field);
}

static AxleRecord *
build_result (AxleMergeDialog *self)
{
  const AxleRecord *survivor = get_record (self, self->kept);
  AxleRecord *after = axle_record_copy (survivor);

  for (guint i = 0; i < N_FIELDS; i++)
    if (differs (self, i))
      axle_merge_choose (survivor, get_record (self, !self->kept), i, side_of (self, i), after);
  return after;
}

static char *
format (AxleMergeDialog  *self,
        const AxleRecord *record,
        guint             field)
{
  return axle_workstation_format_value (self->workstation, &axle_customer_entity.fields[field], axle_record_get (record, field));
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
clear_chips (AdwWrapBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    adw_wrap_box_remove (box, child);
}

static void
show_head (AxleMergeDialog *self,
           guint            side,
           GtkBox          *box)
{
  const AxleRecord *record = get_record (self, side);
  g_autofree char *title = axle_record_dup_title (record);
  g_autofree char *made = axle_workstation_format_time (self->workstation, record->created_at);
  g_autofree char *since = g_strdup_printf (_("Known since %s"), made);
  GtkWidget *pill = side == self->kept ? axle_status_pill_new (AXLE_STATUS_DONE, _("Stays"))
                                       : axle_status_pill_new (AXLE_STATUS_NEUTRAL, _("Goes into it"));

  clear_box (box);
  gtk_widget_set_halign (pill, GTK_ALIGN_START);
  gtk_box_append (box, pill);
  gtk_box_append (box, new_label (title, "title-3"));
  gtk_box_append (box, new_label (since, "dimmed"));
}

static void
show_result (AxleMergeDialog *self)
{
  g_autoptr(AxleRecord) after = build_result (self);
  g_autoptr(GString) lines = g_string_new (NULL);

  gtk_label_set_label (self->result_name, axle_record_get_text (after, AXLE_CUSTOMER_NAME));
  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_autofree char *value = differs (self, i) && i != AXLE_CUSTOMER_NAME ? format (self, after, i) : g_strdup ("");
      g_autofree char *line = NULL;

      if (*value == '\0')
        continue;
      line = g_markup_printf_escaped ("%s<span alpha=\"65%%\">%s</span>  %s", lines->len > 0 ? "\n" : "",
                                      axle_field_get_label (&axle_customer_entity.fields[i]), value);
      g_string_append (lines, line);
    }
  gtk_label_set_markup (self->result, lines->str);
  gtk_widget_set_visible (GTK_WIDGET (self->result), lines->len > 0);
}

static void
picked_cb (AxleMergeDialog *self,
           GtkCheckButton  *button)
{
  guint field = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "field"));

  if (!gtk_check_button_get_active (button))
    return;
  self->picks[field] = (Pick) GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "pick"));
  show_result (self);
}

static GtkWidget *
new_choice (AxleMergeDialog *self,
            guint            field,
            Pick             pick,
            const char      *text,
            GtkWidget       *group)
{
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *label = new_label (*text != '\0' ? text : _("Nothing"), *text != '\0' ? NULL : "dimmed");
  g_autofree char *name = g_strdup_printf ("%s: %s", axle_field_get_label (&axle_customer_entity.fields[field]), *text != '\0' ? text : _("Nothing"));

  gtk_check_button_set_child (GTK_CHECK_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), self->picks[field] == pick);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "field", GUINT_TO_POINTER (field));
  g_object_set_data (G_OBJECT (button), "pick", GINT_TO_POINTER (pick));
  g_signal_connect_object (button, "toggled", G_CALLBACK (picked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

/* Both together, where that is more than either has. */
static void
append_both (AxleMergeDialog *self,
             guint            field,
             GtkBox          *box,
             GtkWidget       *first)
{
  g_autoptr(AxleRecord) both = axle_record_copy (get_record (self, 0));
  g_autofree char *members = NULL;
  g_autofree char *text = NULL;

  axle_merge_choose (get_record (self, 0), get_record (self, 1), field, AXLE_SIDE_BOTH, both);
  for (guint side = 0; side < 2; side++)
    if (self->picks[field] != PICK_BOTH &&
        axle_value_equal (axle_record_get (both, field), axle_record_get (get_record (self, side), field)))
      return;
  members = format (self, both, field);
  /* Translators: the values of both customers together. */
  text = g_strdup_printf (_("Both: %s"), members);
  gtk_box_append (box, new_choice (self, field, PICK_BOTH, text, first));
}

/* Both values side by side, and of sets both together. */
static GtkWidget *
new_field (AxleMergeDialog *self,
           guint            field)
{
  const AxleField *type = &axle_customer_entity.fields[field];
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *sides = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *first = NULL;

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_widget_add_css_class (box, "merge-field");
  gtk_box_set_homogeneous (GTK_BOX (sides), TRUE);
  gtk_box_append (GTK_BOX (box), new_label (_(type->label), "caption"));
  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *text = format (self, get_record (self, side), field);
      GtkWidget *choice = new_choice (self, field, (Pick) side, text, first);

      gtk_widget_set_sensitive (choice, axle_merge_may_choose (field));
      gtk_box_append (GTK_BOX (sides), choice);
      first = first != NULL ? first : choice;
    }
  gtk_box_append (GTK_BOX (box), sides);
  if (type->type == AXLE_FIELD_SET)
    append_both (self, field, GTK_BOX (box), first);
  else if (!axle_merge_may_choose (field))
    {
      gtk_box_append (GTK_BOX (box), new_label (_("Whoever said no anywhere has said no."), "dimmed"));
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(type->label));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

static void
show_fields (AxleMergeDialog *self)
{
  guint n_same = 0;
  g_autofree char *same = NULL;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < N_FIELDS; i++)
    if (differs (self, i))
      gtk_list_box_append (self->list, new_field (self, i));
    else
      n_same += axle_record_get (get_record (self, 0), i)->kind != AXLE_VALUE_NONE;
  same = g_strdup_printf (ngettext ("%u more value is the same in both.", "%u more values are the same in both.", n_same), n_same);
  adw_preferences_group_set_description (self->choices, n_same > 0 ? same : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->list), gtk_widget_get_first_child (GTK_WIDGET (self->list)) != NULL);
}

static GtkWidget *
new_chip (const char *text)
{
  GtkWidget *chip = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (chip), TRUE);
  gtk_widget_add_css_class (chip, "chip");
  return chip;
}

/* What hangs on the one who goes. */
static void
show_counts (AxleMergeDialog *self)
{
  g_autoptr(GArray) counts = axle_merge_count (self->dossiers[!self->kept]);

  clear_chips (self->counts);
  for (guint i = 0; i < counts->len; i++)
    {
      const AxleMergeCount *count = &g_array_index (counts, AxleMergeCount, i);
      /* Translators: a kind of record and how many, such as “Visit × 3”. */
      g_autofree char *text = g_strdup_printf (_("%s × %u"), _(count->entity->label), count->n);

      adw_wrap_box_append (self->counts, new_chip (text));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->moving), counts->len > 0);
}

static void
show_reasons (AxleMergeDialog *self)
{
  g_auto(GStrv) parts = self->why != NULL ? g_strsplit (self->why, " · ", -1) : g_new0 (char *, 1);

  clear_chips (self->reasons);
  for (guint i = 0; parts[i] != NULL; i++)
    adw_wrap_box_append (self->reasons, new_chip (parts[i]));
  if (self->score >= 0)
    {
      g_autofree char *text = g_strdup_printf (_("%u %%"), (guint) MIN (99, (self->score + 5) / 10));

      adw_wrap_box_append (self->reasons, new_chip (text));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->reasons), parts[0] != NULL || self->score >= 0);
}

static void
show_heads (AxleMergeDialog *self)
{
  show_head (self, 0, self->head_left);
  show_head (self, 1, self->head_right);
  show_counts (self);
  show_result (self);
}

static void
propose (AxleMergeDialog *self)
{
  for (guint i = 0; i < N_FIELDS; i++)
    switch (axle_merge_propose (get_record (self, self->kept), get_record (self, !self->kept), i))
      {
      case AXLE_SIDE_BOTH:
        self->picks[i] = PICK_BOTH;
        break;
      case AXLE_SIDE_ABSORBED:
        self->picks[i] = (Pick) !self->kept;
        break;
      case AXLE_SIDE_SURVIVOR:
      default:
        self->picks[i] = (Pick) self->kept;
        break;
      }
}

static guint
count_all (const AxleDossier *dossier)
{
  g_autoptr(GArray) counts = axle_merge_count (dossier);
  guint n = 0;

  for (guint i = 0; i < counts->len; i++)
    n += g_array_index (counts, AxleMergeCount, i).n;
  return n;
}

/* Of whom more is known stays, until a person says otherwise. */
static guint
propose_kept (AxleMergeDialog *self)
{
  guint left = count_all (self->dossiers[0]);
  guint right = count_all (self->dossiers[1]);

  if (left != right)
    return right > left;
  return get_record (self, 1)->created_at < get_record (self, 0)->created_at;
}

static void
merged_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(AxleMergeDialog) self = data;
  AxleWindow *window = axle_window_of (GTK_WIDGET (self));
  g_autoptr(GError) error = NULL;
  gint64 operation = axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  gboolean handled = FALSE;

  if (error != NULL)
    {
      AdwToast *toast = axle_toast_new (error->message);

      adw_toast_overlay_add_toast (self->toasts, toast);
      self->merging = FALSE;
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "merge.apply", TRUE);
      return;
    }
  g_signal_emit (self, merged_signal, 0, &handled);
  if (window != NULL)
    {
      if (!handled)
        axle_window_show_record (window, &axle_customer_entity, &get_record (self, self->kept)->id);
      axle_window_toast_undo (window, _("Customers merged"), operation);
    }
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
apply_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleMergeDialog *self = AXLE_MERGE_DIALOG (widget);
  g_autoptr(AxleRecord) after = build_result (self);

  self->merging = TRUE;
  gtk_widget_action_set_enabled (widget, "merge.apply", FALSE);
  axle_merge_async (self->workstation, get_record (self, self->kept), get_record (self, !self->kept), after, self->why,
                    self->score, NULL, merged_cb, g_object_ref (self));
}

/* Enter merges, wherever the focus is, but on a button that does something else. */
static void
enter_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  if (GTK_IS_BUTTON (focus))
    gtk_widget_activate (focus);
  else
    gtk_widget_activate_action (widget, "merge.apply", NULL);
}

static void
swap_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  AxleMergeDialog *self = AXLE_MERGE_DIALOG (widget);

  self->kept = !self->kept;
  show_heads (self);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* Reads both anew; FALSE when one of them is gone, or both became one. */
static gboolean
load (AxleMergeDialog *self,
      const AxleId    *a,
      const AxleId    *b)
{
  const AxleId ids[] = { *a, *b };

  for (guint i = 0; i < 2; i++)
    {
      AxleDossier *dossier = axle_merge_load (self->workstation, &ids[i]);

      if (dossier == NULL)
        return FALSE;
      g_clear_pointer (&self->dossiers[i], axle_dossier_unref);
      self->dossiers[i] = dossier;
    }
  return !axle_id_equal (&get_record (self, 0)->id, &get_record (self, 1)->id);
}

/* A colleague changed one of the two meanwhile: what is picked stays picked. */
static void
changed_cb (AxleMergeDialog *self,
            AxleChangeSet   *changes)
{
  AxleId ids[] = { get_record (self, 0)->id, get_record (self, 1)->id };

  if (self->merging ||
      (!axle_change_set_has_record (changes, &axle_customer_entity, &ids[0]) &&
       !axle_change_set_has_record (changes, &axle_customer_entity, &ids[1])))
    return;
  if (!load (self, &ids[0], &ids[1]))
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  show_fields (self);
  show_heads (self);
}

static void
axle_merge_dialog_dispose (GObject *object)
{
  AxleMergeDialog *self = AXLE_MERGE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_MERGE_DIALOG);
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->dossiers[i], axle_dossier_unref);
  g_clear_pointer (&self->why, g_free);
  g_clear_object (&self->workstation);
  G_OBJECT_CLASS (axle_merge_dialog_parent_class)->dispose (object);
}

static void
axle_merge_dialog_class_init (AxleMergeDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_merge_dialog_dispose;
  merged_signal = g_signal_new ("merged", G_OBJECT_CLASS_TYPE (class), G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled,
                                NULL, NULL, G_TYPE_BOOLEAN, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/customers/merge-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, merge_button);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, reasons);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, head_left);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, head_right);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, choices);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, moving);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, counts);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, result_name);
  gtk_widget_class_bind_template_child (widget_class, AxleMergeDialog, result);
  gtk_widget_class_install_action (widget_class, "merge.apply", NULL, apply_action);
  gtk_widget_class_install_action (widget_class, "merge.enter", NULL, enter_action);
  gtk_widget_class_install_action (widget_class, "merge.swap", NULL, swap_action);
  gtk_widget_class_install_action (widget_class, "merge.cancel", NULL, cancel_action);
}

static void
axle_merge_dialog_init (AxleMergeDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_dialog_set_focus (ADW_DIALOG (self), self->merge_button);
}

/* Returns: (nullable): %NULL when one of them is not there, or they are one already. */
AdwDialog *
axle_merge_dialog_new (AxleWorkstation *workstation,
                       const AxleId    *a,
                       const AxleId    *b,
                       const char      *reasons,
                       int              score)
{
  AxleMergeDialog *self = g_object_new (AXLE_TYPE_MERGE_DIALOG, NULL);

  self->workstation = g_object_ref (workstation);
  self->why = g_strdup (reasons);
  self->score = score;
  if (!load (self, a, b))
    {
      g_object_unref (g_object_ref_sink (self));
      return NULL;
    }
  self->kept = propose_kept (self);
  propose (self);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  show_reasons (self);
  show_fields (self);
  show_heads (self);
  return ADW_DIALOG (self);
}
