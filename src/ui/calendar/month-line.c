/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/month-line.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "ui/calendar/appointment-holder.h"

#define ICON_SIZE 12
#define GAP 3

/* A line that is narrower than so many of its heights has no room for the time. */
#define TIME_WIDTH 5

/* One that is narrower than this has none for the icon beside a name: the colour and the card tell the state. */
#define ICON_WIDTH 4

/* Of the time, out of 0xffff. */
#define DIM 0xb000

struct _AxleMonthLine
{
  GtkWidget                  parent_instance;
  AxleRecord                *appointment;  /* NULL until one is shown */
  const AxleAppointmentLook *look;
  char                      *time;         /* NULL for one that lasts all day */
  char                      *who;
  PangoLayout               *layout;       /* NULL until it is painted */
  gboolean                   with_time;    /* in @layout */
};

static const AxleId *
get_appointment (AxleAppointmentHolder *holder)
{
  AxleMonthLine *self = AXLE_MONTH_LINE (holder);

  return self->appointment != NULL ? &self->appointment->id : NULL;
}

static void
holder_init (AxleAppointmentHolderInterface *iface)
{
  iface->get_appointment = get_appointment;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleMonthLine, axle_month_line, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_APPOINTMENT_HOLDER, holder_init))

static gboolean
is_off (AxleMonthLine *self)
{
  return self->appointment != NULL && !axle_appointment_is_on (self->appointment);
}

static PangoAttrList *
create_attributes (AxleMonthLine *self,
                   guint          n_time)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *dim = pango_attr_foreground_alpha_new (DIM);

  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  dim->end_index = n_time;
  pango_attr_list_insert (attributes, dim);
  if (is_off (self))
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  return attributes;
}

static void
ensure_layout (AxleMonthLine *self,
               gboolean       with_time)
{
  g_autofree char *text = NULL;
  PangoAttrList *attributes;
  guint n_time = with_time && self->time != NULL ? (guint) strlen (self->time) : 0;

  if (self->layout != NULL && self->with_time == with_time)
    return;
  g_clear_object (&self->layout);
  text = n_time > 0 ? g_strconcat (self->time, " ", self->who, NULL) : g_strdup (self->who);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  self->with_time = with_time;
  attributes = create_attributes (self, n_time);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_attr_list_unref (attributes);
}

static void
axle_month_line_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));

  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? MAX (height, ICON_SIZE) : ICON_SIZE;
  pango_font_metrics_unref (metrics);
}

static void
paint_icon (AxleMonthLine *self,
            GtkSnapshot   *snapshot,
            float          x,
            float          y)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr(GtkIconPaintable) icon =
    gtk_icon_theme_lookup_icon (theme, self->look->icon, NULL, ICON_SIZE, gtk_widget_get_scale_factor (widget),
                                gtk_widget_get_direction (widget), 0);
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON_SIZE, ICON_SIZE, &colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
axle_month_line_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AxleMonthLine *self = AXLE_MONTH_LINE (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int indent = width > ICON_WIDTH * height ? ICON_SIZE + GAP : 0;
  int room = width - indent;
  PangoRectangle extents;
  GdkRGBA colour;

  if (self->appointment == NULL)
    return;
  if (indent > 0)
    paint_icon (self, snapshot, (float) (rtl ? width - ICON_SIZE : 0), (float) (height - ICON_SIZE) / 2);
  ensure_layout (self, width > TIME_WIDTH * height);
  if (room <= 0)
    return;
  pango_layout_set_width (self->layout, room * PANGO_SCALE);
  pango_layout_get_pixel_extents (self->layout, NULL, &extents);
  gtk_widget_get_color (widget, &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (rtl ? 0 : indent), (float) (height - extents.height) / 2));
  gtk_snapshot_append_layout (snapshot, self->layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static void
forget_layout (AxleMonthLine *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
axle_month_line_css_changed (GtkWidget         *widget,
                             GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (axle_month_line_parent_class)->css_changed (widget, change);
  forget_layout (AXLE_MONTH_LINE (widget));
}

static void
axle_month_line_system_setting_changed (GtkWidget        *widget,
                                        GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (axle_month_line_parent_class)->system_setting_changed (widget, setting);
  forget_layout (AXLE_MONTH_LINE (widget));
}

static void
clear (AxleMonthLine *self)
{
  g_clear_pointer (&self->appointment, axle_record_unref);
  g_clear_pointer (&self->time, g_free);
  g_clear_pointer (&self->who, g_free);
  g_clear_object (&self->layout);
}

static void
axle_month_line_dispose (GObject *object)
{
  clear (AXLE_MONTH_LINE (object));
  G_OBJECT_CLASS (axle_month_line_parent_class)->dispose (object);
}

static void
axle_month_line_class_init (AxleMonthLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_month_line_dispose;
  widget_class->measure = axle_month_line_measure;
  widget_class->snapshot = axle_month_line_snapshot;
  widget_class->css_changed = axle_month_line_css_changed;
  widget_class->system_setting_changed = axle_month_line_system_setting_changed;
  gtk_widget_class_set_css_name (widget_class, "month-line");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
axle_month_line_init (AxleMonthLine *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
axle_month_line_new (void)
{
  return g_object_new (AXLE_TYPE_MONTH_LINE, NULL);
}

static void
describe (AxleMonthLine          *self,
          const AxleCalendarItem *item,
          GTimeZone              *zone)
{
  g_autofree char *description = axle_calendar_item_dup_description (item, zone);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(self->look->title), -1);
}

static char *
dup_time (const AxleRecord *appointment,
          GTimeZone        *zone)
{
  g_autoptr(GDateTime) utc = NULL;
  g_autoptr(GDateTime) local = NULL;

  if (axle_record_get_boolean (appointment, AXLE_APPOINTMENT_ALL_DAY))
    return NULL;
  utc = g_date_time_new_from_unix_utc_usec (axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT));
  local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  return local != NULL ? g_date_time_format (local, "%H:%M") : NULL;
}

void
axle_month_line_set_item (AxleMonthLine             *self,
                          const AxleCalendarItem    *item,
                          const AxleAppointmentLook *look,
                          GTimeZone                 *zone)
{
  if (self->look != look)
    {
      if (self->look != NULL)
        gtk_widget_remove_css_class (GTK_WIDGET (self), self->look->css);
      gtk_widget_add_css_class (GTK_WIDGET (self), look->css);
    }
  if (self->appointment == item->appointment && self->look == look)
    return;
  clear (self);
  self->look = look;
  self->appointment = axle_record_ref (item->appointment);
  self->time = dup_time (item->appointment, zone);
  self->who = g_strdup (item->who != NULL ? item->who : item->plate != NULL ? item->plate : "");
  describe (self, item, zone);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

AxleRecord *
axle_month_line_get_appointment (AxleMonthLine *self)
{
  return self->appointment;
}
