/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/classes-page.h"

#include <glib/gi18n-lib.h>

#include "app/policies.h"

#define FEN 100

struct _AxleClassesPage
{
  AxleSettingsPage     parent_instance;
  GHashTable          *rows;      /* name → AdwSpinRow */

  AdwPreferencesGroup *class_group;
  AdwPreferencesGroup *layer_group;
};

G_DEFINE_FINAL_TYPE (AxleClassesPage, axle_classes_page, AXLE_TYPE_SETTINGS_PAGE)

static gint64
unit_of (const AxlePolicyInfo *info)
{
  return info->type == AXLE_FIELD_MONEY ? FEN : 1;
}

static void
axle_classes_page_fill (AxleSettingsPage *page)
{
  AxleClassesPage *self = AXLE_CLASSES_PAGE (page);
  AxlePolicies *policies = axle_workstation_get_policies (axle_settings_page_get_workstation (page));
  GHashTableIter iter;
  gpointer name, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &name, &row))
    adw_spin_row_set_value (row, (double) (axle_policies_get (policies, name) / unit_of (axle_policy_find (name))));
}

static void
changed_cb (AxleSettingsPage *page,
            GParamSpec       *property,
            AdwSpinRow       *row)
{
  const AxlePolicyInfo *info = axle_policy_find (gtk_widget_get_name (GTK_WIDGET (row)));

  if (!axle_settings_page_is_filling (page))
    axle_policy_set_async (axle_settings_page_get_workstation (page), info->name,
                           (gint64) adw_spin_row_get_value (row) * unit_of (info), NULL, axle_settings_page_saved_cb,
                           g_object_ref (page));
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

  for (guint i = 0; i < n_policies; i++)
    if (g_str_has_prefix (policies[i].name, "rfm."))
      add_row (self, self->class_group, &policies[i]);
    else if (g_str_has_prefix (policies[i].name, "layer."))
      add_row (self, self->layer_group, &policies[i]);
}

static void
axle_classes_page_dispose (GObject *object)
{
  AxleClassesPage *self = AXLE_CLASSES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AXLE_TYPE_CLASSES_PAGE);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  G_OBJECT_CLASS (axle_classes_page_parent_class)->dispose (object);
}

static void
axle_classes_page_class_init (AxleClassesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_classes_page_dispose;
  AXLE_SETTINGS_PAGE_CLASS (klass)->entity = &axle_policy_entity;
  AXLE_SETTINGS_PAGE_CLASS (klass)->fill = axle_classes_page_fill;
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

  add_rows (self);
  axle_settings_page_construct (AXLE_SETTINGS_PAGE (self), workstation);
  return GTK_WIDGET (self);
}
