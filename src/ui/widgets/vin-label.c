/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/vin-label.h"

#include <glib/gi18n-lib.h>

#include "ui/widgets/copy-button.h"

struct _AxleVinLabel
{
  GtkWidget  parent_instance;
  GtkWidget *label;
  GtkWidget *copy;
  char      *vin;
};

enum
{
  PROP_0,
  PROP_VIN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AxleVinLabel, axle_vin_label, GTK_TYPE_WIDGET)

char *
axle_vin_dup_grouped (const char *vin)
{
  if (!g_str_is_ascii (vin) || strlen (vin) != 17)
    return g_strdup (vin);
  return g_strdup_printf ("%.3s %.6s %s", vin, vin + 3, vin + 9);
}

static void
axle_vin_label_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  g_value_set_string (value, AXLE_VIN_LABEL (object)->vin);
}

static void
axle_vin_label_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  axle_vin_label_set_vin (AXLE_VIN_LABEL (object), g_value_get_string (value));
}

static void
axle_vin_label_dispose (GObject *object)
{
  AxleVinLabel *self = AXLE_VIN_LABEL (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->copy, gtk_widget_unparent);
  g_clear_pointer (&self->vin, g_free);
  G_OBJECT_CLASS (axle_vin_label_parent_class)->dispose (object);
}

static void
axle_vin_label_class_init (AxleVinLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = axle_vin_label_get_property;
  object_class->set_property = axle_vin_label_set_property;
  object_class->dispose = axle_vin_label_dispose;
  properties[PROP_VIN] = g_param_spec_string ("vin", NULL, NULL, NULL,
                                              G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
axle_vin_label_init (AxleVinLabel *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 4);
  self->label = gtk_label_new ("");
  gtk_widget_add_css_class (self->label, "vin");
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->copy = axle_copy_button_new ();
  gtk_widget_set_parent (self->copy, GTK_WIDGET (self));
}

GtkWidget *
axle_vin_label_new (const char *vin)
{
  return g_object_new (AXLE_TYPE_VIN_LABEL, "vin", vin, NULL);
}

/**
 * axle_vin_label_set_vin:
 * @vin: (nullable): as stored
 */
void
axle_vin_label_set_vin (AxleVinLabel *self,
                        const char   *vin)
{
  g_autofree char *grouped = axle_vin_dup_grouped (vin != NULL ? vin : "");

  g_set_str (&self->vin, vin);
  gtk_label_set_label (GTK_LABEL (self->label), grouped);
  axle_copy_button_set_text (AXLE_COPY_BUTTON (self->copy), vin, _("Copy VIN"));
}
