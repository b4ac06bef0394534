/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-block.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/appointment-holder.h"
#include "ui/calendar/appointment-look.h"

/* Inside of its border, which style.css gives it. */
#define PADDING_START 5
#define PADDING_END   3
#define PADDING_Y     2
#define ICON          12

/* Where there is less room, only the colour and the place say something; the rest is in the
 * card and in the description. */
#define LOWEST_TEXT    8
#define NARROWEST_TEXT 19
#define NARROWEST_ICON 59

/* Where the icon would leave no room for the text beside it, it is under it. */
#define LOWEST_ICON_BELOW 44
#define ICON_LINE         15

#define SMALLEST_SCALE 0.65

/* Where there is less room, the end of the time is left out. */
#define NARROWEST_TIMES 99

struct _AxleGridBlock
{
  GtkWidget                  parent_instance;
  const AxleCalendarItem    *item;
  AxleId                     id;
  const AxleAppointmentLook *look;
  GdkPaintable              *icon;
  char                      *description;
  char                      *times;
  char                      *shown_times;  /* NULL for its own */
  PangoLayout               *layout;       /* NULL until it is drawn in its size */
  int                        layout_width;
  int                        layout_height;
};

static const AxleId *
get_appointment (AxleAppointmentHolder *holder)
{
  AxleGridBlock *self = AXLE_GRID_BLOCK (holder);

  return self->item != NULL ? &self->id : NULL;
}

static void
holder_init (AxleAppointmentHolderInterface *iface)
{
  iface->get_appointment = get_appointment;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleGridBlock, axle_grid_block, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_APPOINTMENT_HOLDER, holder_init))

/* What is said first is what is left where there is little room: what does not get a line of
 * its own is in the last one, as far as that goes. */
static char *
dup_markup (AxleGridBlock *self,
            int            n_lines,
            int            width)
{
  const AxleCalendarItem *item = self->item;
  const char *whole = self->shown_times != NULL ? self->shown_times : self->times;
  const char *end = whole != NULL && width < NARROWEST_TIMES ? strstr (whole, "–") : NULL;
  g_autofree char *times = end != NULL ? g_strndup (whole, (gsize) (end - whole)) : g_strdup (whole);
  const char * const parts[] = {
    item != NULL ? item->who : NULL, times, item != NULL ? item->plate : NULL, item != NULL ? item->what : NULL,
    item != NULL ? item->car : NULL, item != NULL ? item->technician : NULL, item != NULL ? item->bay : NULL,
  };
  g_autoptr(GString) text = g_string_new (NULL);
  int line = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = parts[i] != NULL && *parts[i] != '\0' ? g_markup_escape_text (parts[i], -1) : NULL;

      if (part == NULL)
        continue;
      if (text->len > 0)
        g_string_append (text, line++ < n_lines - 1 ? "\n" : " · ");
      g_string_append_printf (text, i == 0 ? "<b>%s</b>" : "%s", part);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The same for all blocks of a font: it is measured once. */
static int
measure_line (PangoLayout *layout)
{
  static PangoFontDescription *font;
  static double resolution;
  static int height;
  PangoContext *context = pango_layout_get_context (layout);
  const PangoFontDescription *wanted = pango_context_get_font_description (context);

  if (font != NULL && pango_font_description_equal (font, wanted) && resolution == pango_cairo_context_get_resolution (context))
    return height;
  g_clear_pointer (&font, pango_font_description_free);
  font = pango_font_description_copy (wanted);
  resolution = pango_cairo_context_get_resolution (context);
  /* A line with a Han character in it is higher than one without. */
  pango_layout_set_text (layout, "X国", -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  height = MAX (height, 1);
  return height;
}

static void
make_small (PangoLayout *layout,
            double       scale)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));

  pango_attr_list_insert (attributes, pango_attr_scale_new (MAX (scale, SMALLEST_SCALE)));
  pango_layout_set_attributes (layout, attributes);
}

static gboolean
has_icon_below (int width,
                int height)
{
  return width < NARROWEST_ICON && height >= LOWEST_ICON_BELOW;
}

static void
make_layout (AxleGridBlock *self,
             int            width,
             int            height)
{
  int room = width - PADDING_START - PADDING_END - (width >= NARROWEST_ICON ? ICON + PADDING_END : 0);
  int text_height = height - PADDING_Y - (has_icon_below (width, height) ? ICON_LINE : 0);
  int line;
  g_autofree char *markup = NULL;

  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  line = measure_line (self->layout);
  markup = dup_markup (self, MAX (text_height / line, 1), width);
  pango_layout_set_markup (self->layout, markup, -1);
  if (height < line)
    make_small (self->layout, (double) height / line);
  pango_layout_set_width (self->layout, room * PANGO_SCALE);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  self->layout_width = width;
  self->layout_height = height;
}

static gboolean
has_room_for_text (int width,
                   int height)
{
  return width >= NARROWEST_TEXT && height >= LOWEST_TEXT;
}

void
axle_grid_block_prepare (AxleGridBlock *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (!has_room_for_text (width, height) || (self->layout != NULL && self->layout_width == width && self->layout_height == height))
    return;
  make_layout (self, width, height);
  /* It is laid out by the first who asks. */
  pango_layout_get_pixel_size (self->layout, NULL, NULL);
}

static void
draw_text (AxleGridBlock *self,
           GtkSnapshot   *snapshot,
           int            width,
           int            height,
           const GdkRGBA *colour)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int text_height, room;
  float x, y;

  axle_grid_block_prepare (self);
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  room = pango_layout_get_width (self->layout) / PANGO_SCALE;
  x = mirrored ? (float) (width - PADDING_START - room) : PADDING_START;
  y = height < text_height + 2 * PADDING_Y ? (float) (height - text_height) / 2 : PADDING_Y;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_icon (AxleGridBlock *self,
           GtkSnapshot   *snapshot,
           int            width,
           int            height,
           const GdkRGBA *colour)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float x = mirrored ? PADDING_END : (float) (width - ICON - PADDING_END);
  float y = (float) (has_icon_below (width, height) ? height - ICON - PADDING_Y : MIN (PADDING_Y + 1, (height - ICON) / 2));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icon), snapshot, ICON, ICON, colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
axle_grid_block_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AxleGridBlock *self = AXLE_GRID_BLOCK (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (has_room_for_text (width, height))
    draw_text (self, snapshot, width, height, &colour);
  if (((width >= NARROWEST_ICON && height >= ICON) || has_icon_below (width, height)) && self->icon != NULL)
    draw_icon (self, snapshot, width, height, &colour);
  gtk_snapshot_pop (snapshot);
}

/* As large as its time: nothing in it asks for room. */
static void
axle_grid_block_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
axle_grid_block_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (axle_grid_block_parent_class)->css_changed (widget, change);
  g_clear_object (&AXLE_GRID_BLOCK (widget)->layout);
}

static void
axle_grid_block_dispose (GObject *object)
{
  AxleGridBlock *self = AXLE_GRID_BLOCK (object);

  g_clear_object (&self->icon);
  g_clear_object (&self->layout);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->times, g_free);
  g_clear_pointer (&self->shown_times, g_free);
  G_OBJECT_CLASS (axle_grid_block_parent_class)->dispose (object);
}

static void
axle_grid_block_class_init (AxleGridBlockClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_grid_block_dispose;
  widget_class->snapshot = axle_grid_block_snapshot;
  widget_class->measure = axle_grid_block_measure;
  widget_class->css_changed = axle_grid_block_css_changed;
  gtk_widget_class_set_css_name (widget_class, "calendar-block");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
axle_grid_block_init (AxleGridBlock *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
axle_grid_block_new (void)
{
  return g_object_new (AXLE_TYPE_GRID_BLOCK, NULL);
}

static void
set_look (AxleGridBlock             *self,
          const AxleAppointmentLook *look)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  if (look == self->look)
    return;
  if (self->look != NULL)
    gtk_widget_remove_css_class (widget, self->look->css);
  g_clear_object (&self->icon);
  self->look = look;
  if (look == NULL)
    return;
  gtk_widget_add_css_class (widget, look->css);
  self->icon = GDK_PAINTABLE (gtk_icon_theme_lookup_icon (theme, look->icon, NULL, ICON, gtk_widget_get_scale_factor (widget),
                                                          gtk_widget_get_direction (widget), 0));
}

static void
clear_item (AxleGridBlock *self)
{
  self->item = NULL;
  self->id = AXLE_ID_NONE;
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->times, g_free);
  g_clear_pointer (&self->shown_times, g_free);
  g_clear_object (&self->layout);
  set_look (self, NULL);
}

void
axle_grid_block_set_item (AxleGridBlock          *self,
                          const AxleCalendarItem *item,
                          GTimeZone              *zone,
                          gint64                  late_before)
{
  const AxleAppointmentLook *look;
  g_autofree char *description = NULL;

  if (item == NULL)
    {
      clear_item (self);
      return;
    }
  look = axle_appointment_look (item->appointment, late_before);
  description = axle_calendar_item_dup_description (item, zone);
  self->item = item;
  self->id = item->appointment->id;
  if (look == self->look && g_strcmp0 (description, self->description) == 0)
    return;
  g_set_str (&self->description, description);
  g_free (self->times);
  self->times = axle_calendar_item_dup_times (item, zone);
  set_look (self, look);
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(look->title), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

const AxleCalendarItem *
axle_grid_block_get_item (AxleGridBlock *self)
{
  return self->item;
}

const AxleId *
axle_grid_block_get_id (AxleGridBlock *self)
{
  return &self->id;
}

void
axle_grid_block_set_times (AxleGridBlock *self,
                           const char    *times)
{
  if (!g_set_str (&self->shown_times, times))
    return;
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
