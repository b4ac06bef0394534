/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-block.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/block-lines.h"
#include "ui/calendar/appointment-holder.h"
#include "ui/calendar/appointment-look.h"

/* Above and below; style.css gives it. */
#define BORDER 1

/* Inside of that. */
#define PADDING_START 5
#define PADDING_END   3
#define PADDING_Y     2
#define ICON          12
#define ICON_GAP      3

/* U+FFFC, in whose place the icon is. */
#define ICON_PLACE "\xef\xbf\xbc"

/* Where there is less room, only the colour and the place say something; the rest is in the
 * card and in the description. */
#define LOWEST_TEXT      8
#define NARROWEST_TEXT   13
#define NARROWEST_PADDED 29 /* what is narrower needs the room for its text */
#define NARROWEST_ICON   59

/* Where the icon would leave no room for the text beside it, it is under it. */
#define LOWEST_ICON_BELOW 44
#define ICON_LINE         15

#define SMALLEST_SCALE 0.65

/* The part of a line's height in which there are no letters. */
#define LEADING 5

struct _AxleGridBlock
{
  GtkWidget                  parent_instance;
  const AxleCalendarItem    *item;
  AxleId                     id;
  const AxleAppointmentLook *look;
  guint                      tint;
  GdkPaintable              *icon;
  char                      *description;
  char                      *times;
  char                      *shown_times;  /* NULL for its own */
  PangoLayout               *layout;       /* NULL until it is drawn in its size */
  int                        layout_width;
  int                        layout_height;
  gboolean                   slim;
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

/* The same for all blocks of a font: they are measured once. */
static const AxleBlockRoom *
measure_letters (PangoLayout *layout,
                 int         *line)
{
  static PangoFontDescription *font;
  static double resolution;
  static AxleBlockRoom letters;
  static int height;
  PangoContext *context = pango_layout_get_context (layout);
  const PangoFontDescription *wanted = pango_context_get_font_description (context);

  if (font == NULL || !pango_font_description_equal (font, wanted) || resolution != pango_cairo_context_get_resolution (context))
    {
      g_clear_pointer (&font, pango_font_description_free);
      font = pango_font_description_copy (wanted);
      resolution = pango_cairo_context_get_resolution (context);
      pango_layout_set_text (layout, "0", -1);
      pango_layout_get_pixel_size (layout, &letters.narrow, NULL);
      /* A line with a Han character in it is higher than one without. */
      pango_layout_set_text (layout, "国", -1);
      pango_layout_get_pixel_size (layout, &letters.wide, &height);
    }
  *line = MAX (height, 1);
  return &letters;
}

static int
get_start (int width)
{
  return width < NARROWEST_PADDED ? 1 : PADDING_START;
}

static int
get_end (int width)
{
  return width < NARROWEST_PADDED ? 0 : PADDING_END;
}

static gboolean
has_icon_before (int width,
                 int height)
{
  return width >= NARROWEST_ICON && height + 2 * BORDER >= ICON;
}

static gboolean
has_icon_below (int width,
                int height)
{
  return width >= ICON + PADDING_END && width < NARROWEST_ICON && height >= LOWEST_ICON_BELOW;
}

/* Half an hour is the commonest length: its two lines, with the plate, may come close to its edges. */
static guint
count_lines (int height,
             int line)
{
  int least = height + line / LEADING >= 2 * line ? 2 : 1;

  return (guint) MAX ((height - PADDING_Y - BORDER) / line, least);
}

/* The first line begins behind the icon: the others have the whole width. */
static PangoAttrList *
create_attributes (AxleGridBlock *self,
                   const char    *text,
                   gboolean       has_icon,
                   double         scale)
{
  const char *who = self->item != NULL && self->item->who != NULL ? strstr (text, self->item->who) : NULL;
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->start_index = who != NULL ? (guint) (who - text) : 0;
  bold->end_index = who != NULL ? bold->start_index + (guint) strlen (self->item->who) : 0;
  pango_attr_list_insert (attributes, bold);
  if (has_icon)
    {
      const PangoRectangle place = { 0, 0, (ICON + ICON_GAP) * PANGO_SCALE, 1 };
      PangoAttribute *shape = pango_attr_shape_new (&place, &place);

      shape->end_index = (guint) strlen (ICON_PLACE);
      pango_attr_list_insert (attributes, shape);
    }
  if (self->item != NULL && !axle_appointment_is_on (self->item->appointment))
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  if (scale < 1)
    pango_attr_list_insert (attributes, pango_attr_scale_new (MAX (scale, SMALLEST_SCALE)));
  return attributes;
}

static void
make_layout (AxleGridBlock *self,
             int            width,
             int            height)
{
  gboolean has_icon = has_icon_before (width, height);
  int whole = height + 2 * BORDER;
  int text_height = whole - (has_icon_below (width, height) ? ICON_LINE : 0);
  const char *times = self->shown_times != NULL ? self->shown_times : self->times;
  g_autoptr(PangoAttrList) attributes = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *text = NULL;
  AxleBlockRoom room;
  int line;

  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  room = *measure_letters (self->layout, &line);
  room.n_lines = count_lines (text_height, line);
  room.rest = width - get_start (width) - get_end (width);
  room.first = room.rest - (has_icon ? ICON + ICON_GAP : 0);
  lines = self->item != NULL ? axle_calendar_item_dup_lines (self->item, times, self->shown_times != NULL, &room) : g_strdup (times);
  text = g_strconcat (has_icon ? ICON_PLACE : "", lines, NULL);
  attributes = create_attributes (self, text, has_icon, (double) whole / line);
  pango_layout_set_text (self->layout, text, -1);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_width (self->layout, room.rest * PANGO_SCALE);
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
draw_icon (AxleGridBlock *self,
           GtkSnapshot   *snapshot,
           float          x,
           float          y,
           const GdkRGBA *colour)
{
  if (self->icon == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icon), snapshot, ICON, ICON, colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_text (AxleGridBlock *self,
           GtkSnapshot   *snapshot,
           int            width,
           int            height,
           const GdkRGBA *colour)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  PangoRectangle place, line;
  int text_height, room;
  float x, y;

  axle_grid_block_prepare (self);
  pango_layout_get_pixel_size (self->layout, NULL, &text_height);
  room = pango_layout_get_width (self->layout) / PANGO_SCALE;
  x = (float) (mirrored ? width - get_start (width) - room : get_start (width));
  y = height < text_height + 2 * PADDING_Y ? (float) (height - text_height) / 2 : PADDING_Y;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->layout, colour);
  if (has_icon_before (width, height))
    {
      pango_layout_index_to_pos (self->layout, 0, &place);
      pango_layout_line_get_pixel_extents (pango_layout_get_line_readonly (self->layout, 0), NULL, &line);
      draw_icon (self, snapshot, (float) PANGO_PIXELS (MIN (place.x, place.x + place.width)), (float) (line.height - ICON) / 2, colour);
    }
  gtk_snapshot_restore (snapshot);
}

static void
axle_grid_block_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AxleGridBlock *self = AXLE_GRID_BLOCK (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (has_room_for_text (width, height))
    draw_text (self, snapshot, width, height, &colour);
  if (has_icon_below (width, height))
    draw_icon (self, snapshot, mirrored ? PADDING_END : (float) (width - ICON - PADDING_END), (float) (height - ICON - PADDING_Y), &colour);
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
  axle_tint_wear (GTK_WIDGET (self), &self->tint, 0);
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
  axle_tint_wear (GTK_WIDGET (self), &self->tint, item->tint);
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

void
axle_grid_block_set_slim (AxleGridBlock *self,
                          gboolean       slim)
{
  if (slim == self->slim)
    return;
  self->slim = slim;
  if (slim)
    gtk_widget_add_css_class (GTK_WIDGET (self), "slim");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "slim");
}
