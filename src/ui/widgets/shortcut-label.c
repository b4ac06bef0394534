/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/shortcut-label.h"

struct _AxleShortcutLabel
{
  GtkWidget  parent_instance;
  char      *accel;
};

G_DEFINE_FINAL_TYPE (AxleShortcutLabel, axle_shortcut_label, GTK_TYPE_WIDGET)

static const struct
{
  GdkModifierType modifier;
} modifiers[] = {
  { GDK_SHIFT_MASK },
  { GDK_CONTROL_MASK },
  { GDK_ALT_MASK },
};

static void
clear (AxleShortcutLabel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
add_cap (AxleShortcutLabel *self,
         const char        *text)
{
  GtkWidget *cap = gtk_label_new (text);

  gtk_widget_add_css_class (cap, "keycap");
  gtk_widget_set_parent (cap, GTK_WIDGET (self));
}

/* GTK's own words for the keys, so that they are translated as everywhere else. */
static char *
dup_modifier_name (GdkModifierType modifier)
{
  g_autofree char *label = gtk_accelerator_get_label (GDK_KEY_VoidSymbol, modifier);
  char *end = g_strrstr (label, "+");

  if (end != NULL)
    *end = '\0';
  return g_steal_pointer (&label);
}

static void
axle_shortcut_label_dispose (GObject *object)
{
  AxleShortcutLabel *self = AXLE_SHORTCUT_LABEL (object);

  clear (self);
  g_clear_pointer (&self->accel, g_free);
  G_OBJECT_CLASS (axle_shortcut_label_parent_class)->dispose (object);
}

static void
axle_shortcut_label_class_init (AxleShortcutLabelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_shortcut_label_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
axle_shortcut_label_init (AxleShortcutLabel *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
axle_shortcut_label_new (const char *accel)
{
  AxleShortcutLabel *self = g_object_new (AXLE_TYPE_SHORTCUT_LABEL, NULL);

  axle_shortcut_label_set_accel (self, accel);
  return GTK_WIDGET (self);
}

void
axle_shortcut_label_set_accel (AxleShortcutLabel *self,
                               const char        *accel)
{
  g_autofree char *spoken = NULL;
  g_autofree char *key = NULL;
  GdkModifierType mask;
  guint keyval;

  clear (self);
  g_set_str (&self->accel, accel);
  gtk_widget_set_visible (GTK_WIDGET (self), accel != NULL);
  if (accel == NULL || !gtk_accelerator_parse (accel, &keyval, &mask))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (mask & modifiers[i].modifier)
      {
        g_autofree char *name = dup_modifier_name (modifiers[i].modifier);

        add_cap (self, name);
      }
  key = gtk_accelerator_get_label (keyval, 0);
  add_cap (self, key);
  spoken = gtk_accelerator_get_label (keyval, mask);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}
