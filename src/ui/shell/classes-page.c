/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/shell/classes-page.h"

#include "core/organisation/policy.h"
#include "ui/shell/policy-rows.h"

struct _AxleClassesPage
{
  AxleSettingsPage     parent_instance;
  GHashTable          *rows;      /* name → AdwSpinRow */

  AdwPreferencesGroup *class_group;
  AdwPreferencesGroup *layer_group;
};

G_DEFINE_FINAL_TYPE (AxleClassesPage, axle_classes_page, AXLE_TYPE_SETTINGS_PAGE)

static void
axle_classes_page_fill (AxleSettingsPage *page)
{
  axle_policy_rows_fill (page, AXLE_CLASSES_PAGE (page)->rows);
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

  axle_policy_rows_add (AXLE_SETTINGS_PAGE (self), self->class_group, "rfm.", self->rows);
  axle_policy_rows_add (AXLE_SETTINGS_PAGE (self), self->layer_group, "layer.", self->rows);
  axle_settings_page_construct (AXLE_SETTINGS_PAGE (self), workstation);
  return GTK_WIDGET (self);
}
