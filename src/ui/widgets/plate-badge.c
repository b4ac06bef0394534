/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/plate-badge.h"

#include <glib/gi18n-lib.h>

#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"

struct _AxlePlateBadge
{
  GtkWidget   parent_instance;
  GtkWidget  *label;
  const char *paint;
  char       *plate;
};

enum
{
  PROP_0,
  PROP_PLATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (AxlePlateBadge, axle_plate_badge, GTK_TYPE_WIDGET)

/* The colour follows from the last sign and the length (GA 36-2018): trailers and
 * learners are yellow, police white, embassies and cars from Hong Kong and Macau
 * black, eight signs are a new-energy car's green. Large yellow plates of seven
 * signs cannot be told from blue ones by their text and are painted blue. */
static const struct
{
  const char *last;
  const char *paint;
} paints[] = {
  { "挂", "yellow" }, { "学", "yellow" },
  { "警", "white" }, { "应急", "white" },
  { "使", "black" }, { "领", "black" }, { "港", "black" }, { "澳", "black" },
};

static const char *
find_paint (const char *plate)
{
  glong length = g_utf8_strlen (plate, -1);

  for (guint i = 0; i < G_N_ELEMENTS (paints); i++)
    if (g_str_has_suffix (plate, paints[i].last))
      return paints[i].paint;
  if (g_str_has_prefix (plate, "使"))
    return "black";
  return length >= 8 ? "green" : "blue";
}

/* “京A·12345”: the dot stands after the region's letter, as on the plate. */
static char *
space_out (const char *plate)
{
  const char *rest;

  if (g_utf8_strlen (plate, -1) < 7)
    return g_strdup (plate);
  rest = g_utf8_offset_to_pointer (plate, 2);
  return g_strdup_printf ("%.*s·%s", (int) (rest - plate), plate, rest);
}

static void
axle_plate_badge_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  g_value_set_string (value, AXLE_PLATE_BADGE (object)->plate);
}

static void
axle_plate_badge_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  axle_plate_badge_set_plate (AXLE_PLATE_BADGE (object), g_value_get_string (value));
}

static void
axle_plate_badge_dispose (GObject *object)
{
  AxlePlateBadge *self = AXLE_PLATE_BADGE (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->plate, g_free);
  G_OBJECT_CLASS (axle_plate_badge_parent_class)->dispose (object);
}

static void
axle_plate_badge_class_init (AxlePlateBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = axle_plate_badge_get_property;
  object_class->set_property = axle_plate_badge_set_property;
  object_class->dispose = axle_plate_badge_dispose;
  properties[PROP_PLATE] = g_param_spec_string ("plate", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_IMG);
}

static void
axle_plate_badge_init (AxlePlateBadge *self)
{
  self->label = gtk_label_new ("");
  gtk_widget_add_css_class (self->label, "plate");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_START);
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
axle_plate_badge_new (const char *plate)
{
  return g_object_new (AXLE_TYPE_PLATE_BADGE, "plate", plate, NULL);
}

/**
 * axle_plate_badge_set_plate:
 * @plate: (nullable): as stored, without spaces or dots
 */
void
axle_plate_badge_set_plate (AxlePlateBadge *self,
                            const char     *plate)
{
  g_autofree char *spaced = NULL;
  g_autofree char *spoken = NULL;

  if (plate != NULL && plate[0] == '\0')
    plate = NULL;
  if (!g_set_str (&self->plate, plate))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self), plate != NULL);
  if (plate != NULL)
    {
      if (self->paint != NULL)
        gtk_widget_remove_css_class (self->label, self->paint);
      self->paint = find_paint (plate);
      gtk_widget_add_css_class (self->label, self->paint);
      spaced = space_out (plate);
      gtk_label_set_label (GTK_LABEL (self->label), spaced);
      /* TRANSLATORS: what a screen reader says for a number plate. */
      spoken = g_strdup_printf (_("Number plate %s"), plate);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLATE]);
}

const char *
axle_plate_badge_get_plate (AxlePlateBadge *self)
{
  return self->plate;
}

char *
axle_plate_dup_name (const AxleRecord *record)
{
  const char *plate = record->entity == &axle_vehicle_entity ? axle_record_get_text (record, AXLE_VEHICLE_PLATE) : NULL;

  return plate != NULL ? axle_plate_format (plate) : axle_record_dup_title (record);
}
