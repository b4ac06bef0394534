/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/classes-page.h"

#include <glib/gi18n-lib.h>

#include "app/policies.h"

#define FEN 100

struct _AxleClassesPage
{
  AdwPreferencesPage   parent_instance;
  AxleWorkstation     *workstation;
  GHashTable          *rows;      /* name → AdwSpinRow */
  gboolean             filling;

  AdwPreferencesGroup *class_group;
  AdwPreferencesGroup *layer_group;
};

G_DEFINE_FINAL_TYPE (AxleClassesPage, axle_classes_page, ADW_TYPE_PREFERENCES_PAGE)

static gint64
unit_of (const AxlePolicyInfo *info)
{
  return info->type == AXLE_FIELD_MONEY ? FEN : 1;
}

static void
fill (AxleClassesPage *self)
{
  AxlePolicies *policies = axle_workstation_get_policies (self->workstation);
  GHashTableIter iter;
  gpointer name, row;

  self->filling = TRUE;
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    adw_spin_row_set_value (row, (double) (axle_policies_get (policies, name) / unit_of (axle_policy_find (name))));
  self->filling = FALSE;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(AxleClassesPage) self = data;
  g_autoptr(GError) error = NULL;
  GtkWidget *dialog = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_PREFERENCES_DIALOG);
  AdwToast *toast;

  axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  if (error == NULL || self->workstation == NULL)
    return;
  fill (self);
  if (dialog == NULL)
    return;
  toast = adw_toast_new (error->message);
  adw_toast_set_use_markup (toast, FALSE);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
}

static void
changed_cb (AxleClassesPage *self,
            GParamSpec      *property,
            AdwSpinRow      *row)
{
  const AxlePolicyInfo *info = axle_policy_find (gtk_widget_get_name (GTK_WIDGET (row)));

  if (!self->filling)
    axle_policy_set_async (self->workstation, info->name, (gint64) adw_spin_row_get_value (row) * unit_of (info), NULL,
                           saved_cb, g_object_ref (self));
}

static char *
describe (const AxlePolicyInfo *info)
{
  if (info->type == AXLE_FIELD_MONEY)
    return g_strdup (_("yuan"));
  return g_strdup (info->unit != NULL ? _(info->unit) : "");
}

/* Saved as soon as the number stands, so that each step of the button is one undo. */
static void
add_row (AxleClassesPage      *self,
         AdwPreferencesGroup  *group,
         const AxlePolicyInfo *info)
{
  double unit = (double) unit_of (info);
  GtkWidget *row = adw_spin_row_new_with_range ((double) info->lowest / unit, (double) info->highest / unit,
                                                info->type == AXLE_FIELD_MONEY ? 100 : 1);
  g_autofree char *unit_text = describe (info);

  gtk_widget_set_name (row, info->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(info->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), unit_text);
  adw_spin_row_set_numeric (ADW_SPIN_ROW (row), TRUE);
  adw_preferences_group_add (group, row);
  g_hash_table_insert (self->rows, (gpointer) info->name, row);
  g_signal_connect_object (row, "notify::value", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_rows (AxleClassesPage *self)
{
  guint n_policies;
  const AxlePolicyInfo *policies = axle_policy_list (&n_policies);

  self->filling = TRUE;
  for (guint i = 0; i < n_policies; i++)
    if (g_str_has_prefix (policies[i].name, "rfm."))
      add_row (self, self->class_group, &policies[i]);
    else if (g_str_has_prefix (policies[i].name, "layer."))
      add_row (self, self->layer_group, &policies[i]);
  self->filling = FALSE;
}

static void
workstation_changed_cb (AxleClassesPage *self,
                        AxleChangeSet   *changes)
{
  if (axle_change_set_has_kind (changes, &axle_policy_entity))
    fill (self);
}

static void
axle_classes_page_dispose (GObject *object)
{
  AxleClassesPage *self = AXLE_CLASSES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CLASSES_PAGE);
  g_clear_object (&self->workstation);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (axle_classes_page_parent_class)->dispose (object);
}

static void
axle_classes_page_class_init (AxleClassesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_classes_page_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/axledesk/Axle/ui/shell/classes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AxleClassesPage, class_group);
  gtk_widget_class_bind_template_child (widget_class, AxleClassesPage, layer_group);
}

static void
axle_classes_page_init (AxleClassesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
}

GtkWidget *
axle_classes_page_new (AxleWorkstation *workstation)
{
  AxleClassesPage *self = g_object_new (AXLE_TYPE_CLASSES_PAGE, NULL);

  self->workstation = g_object_ref (workstation);
  add_rows (self);
  fill (self);
  g_signal_connect_object (workstation, "changed", G_CALLBACK (workstation_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
