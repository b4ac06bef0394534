/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/person-chip.h"

#include <adwaita.h>

struct _AxlePersonChip
{
  GtkWidget  parent_instance;
  GtkWidget *avatar;
  GtkWidget *words;
  GtkLabel  *name;
  GtkLabel  *detail;
};

enum
{
  PROP_0,
  PROP_NAME,
  PROP_DETAIL,
  PROP_SIZE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AxlePersonChip, axle_person_chip, GTK_TYPE_WIDGET)

static void
axle_person_chip_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  AxlePersonChip *self = AXLE_PERSON_CHIP (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, gtk_label_get_label (self->name));
      break;
    case PROP_DETAIL:
      g_value_set_string (value, gtk_label_get_label (self->detail));
      break;
    case PROP_SIZE:
      g_value_set_int (value, adw_avatar_get_size (ADW_AVATAR (self->avatar)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
axle_person_chip_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  AxlePersonChip *self = AXLE_PERSON_CHIP (object);

  switch (prop_id)
    {
    case PROP_NAME:
      axle_person_chip_set (self, g_value_get_string (value), gtk_label_get_label (self->detail));
      break;
    case PROP_DETAIL:
      axle_person_chip_set (self, gtk_label_get_label (self->name), g_value_get_string (value));
      break;
    case PROP_SIZE:
      adw_avatar_set_size (ADW_AVATAR (self->avatar), g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
axle_person_chip_dispose (GObject *object)
{
  AxlePersonChip *self = AXLE_PERSON_CHIP (object);

  g_clear_pointer (&self->avatar, gtk_widget_unparent);
  g_clear_pointer (&self->words, gtk_widget_unparent);
  G_OBJECT_CLASS (axle_person_chip_parent_class)->dispose (object);
}

static void
axle_person_chip_class_init (AxlePersonChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = axle_person_chip_get_property;
  object_class->set_property = axle_person_chip_set_property;
  object_class->dispose = axle_person_chip_dispose;
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, flags);
  properties[PROP_SIZE] = g_param_spec_int ("size", NULL, NULL, 16, 256, 32, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static GtkLabel *
new_label (void)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (""));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  return label;
}

static void
axle_person_chip_init (AxlePersonChip *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 10);
  self->avatar = adw_avatar_new (32, NULL, TRUE);
  gtk_widget_set_valign (self->avatar, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->avatar, GTK_WIDGET (self));

  self->name = new_label ();
  self->detail = new_label ();
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->detail), "dimmed");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), FALSE);
  self->words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_valign (self->words, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_box_append (GTK_BOX (self->words), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (self->words), GTK_WIDGET (self->detail));
  gtk_widget_set_parent (self->words, GTK_WIDGET (self));
}

GtkWidget *
axle_person_chip_new (const char *name,
                      const char *detail)
{
  return g_object_new (AXLE_TYPE_PERSON_CHIP, "name", name, "detail", detail, NULL);
}

/**
 * axle_person_chip_set:
 * @name: (nullable): the person's name
 * @detail: (nullable): what they are
 */
void
axle_person_chip_set (AxlePersonChip *self,
                      const char     *name,
                      const char     *detail)
{
  adw_avatar_set_text (ADW_AVATAR (self->avatar), name);
  gtk_label_set_label (self->name, name != NULL ? name : "");
  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && detail[0] != '\0');
}
