/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-gutter.h"

#include "core/appointment/words.h"

#define PADDING 6

struct _AxleGridGutter
{
  GtkWidget      parent_instance;
  AxleGridModel *model;
};

G_DEFINE_FINAL_TYPE (AxleGridGutter, axle_grid_gutter, GTK_TYPE_WIDGET)

/* Between the hours too where there is room. */
static int
find_step (AxleGridGutter *self)
{
  return axle_grid_model_get_hour_height (self->model) >= 200 ? 15
         : axle_grid_model_get_hour_height (self->model) >= 110 ? 30 : 60;
}

static void
axle_grid_gutter_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AxleGridGutter *self = AXLE_GRID_GUTTER (widget);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, NULL);
  int width = gtk_widget_get_width (widget);
  int step = find_step (self);
  GdkRGBA colour;

  for (int minute = step; minute < AXLE_DAY_MINUTES; minute += step)
    {
      g_autofree char *text = g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
      int text_width, text_height;

      gtk_widget_get_color (widget, &colour);
      colour.alpha *= minute % 60 == 0 ? 1.0f : 0.6f;
      pango_layout_set_text (layout, text, -1);
      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot,
                              &GRAPHENE_POINT_INIT ((float) (width - text_width - PADDING),
                                                    (float) (axle_grid_model_get_y (self->model, minute) - text_height / 2)));
      gtk_snapshot_append_layout (snapshot, layout, &colour);
      gtk_snapshot_restore (snapshot);
    }
}

static void
axle_grid_gutter_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AxleGridGutter *self = AXLE_GRID_GUTTER (widget);
  g_autoptr(PangoLayout) layout = NULL;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = axle_grid_model_get_height (self->model);
      return;
    }
  layout = gtk_widget_create_pango_layout (widget, "00:00");
  pango_layout_get_pixel_size (layout, minimum, NULL);
  *natural = *minimum += 2 * PADDING;
}

static void
axle_grid_gutter_dispose (GObject *object)
{
  g_clear_object (&AXLE_GRID_GUTTER (object)->model);
  G_OBJECT_CLASS (axle_grid_gutter_parent_class)->dispose (object);
}

static void
axle_grid_gutter_class_init (AxleGridGutterClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_grid_gutter_dispose;
  widget_class->snapshot = axle_grid_gutter_snapshot;
  widget_class->measure = axle_grid_gutter_measure;
  gtk_widget_class_set_css_name (widget_class, "calendar-gutter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
axle_grid_gutter_init (AxleGridGutter *self)
{
}

GtkWidget *
axle_grid_gutter_new (AxleGridModel *model)
{
  AxleGridGutter *self = g_object_new (AXLE_TYPE_GRID_GUTTER, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "zoomed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
