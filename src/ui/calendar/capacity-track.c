/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/capacity-track.h"

#define HEIGHT 8
#define LEAST_WIDTH 48

/* How much of the widget's colour is seen. */
#define EMPTY 0.14
#define PALE 0.38

#define STRIPE 3.0

struct _AxleCapacityTrack
{
  GtkWidget        parent_instance;
  AxleCapacityLine line;
};

G_DEFINE_FINAL_TYPE (AxleCapacityTrack, axle_capacity_track, GTK_TYPE_WIDGET)

static GdkRGBA
faded (const GdkRGBA *colour,
       double         alpha)
{
  GdkRGBA faded = *colour;

  faded.alpha *= (float) alpha;
  return faded;
}

static void
paint_stripes (GtkSnapshot           *snapshot,
               const graphene_rect_t *area,
               const GdkRGBA         *colour)
{
  const GdkRGBA pale = faded (colour, PALE);
  const GskColorStop stops[] = { { 0, *colour }, { 0.5f, *colour }, { 0.5f, pale }, { 1, pale } };
  graphene_point_t start = area->origin;
  graphene_point_t end = { start.x + (float) STRIPE, start.y + (float) STRIPE };

  gtk_snapshot_append_repeating_linear_gradient (snapshot, area, &start, &end, stops, G_N_ELEMENTS (stops));
}

/* The next part of the bar, @share of it long; returns where it ends. */
static double
advance (graphene_rect_t       *part,
         const graphene_rect_t *area,
         double                 from,
         double                 share,
         gboolean               rtl)
{
  double until = MIN (from + share, 1);
  double start = rtl ? 1 - until : from;

  *part = GRAPHENE_RECT_INIT ((float) (area->origin.x + start * area->size.width), area->origin.y,
                              (float) ((until - from) * area->size.width), area->size.height);
  return until;
}

static void
paint_end (GtkSnapshot           *snapshot,
           const graphene_rect_t *area,
           double                 at,
           gboolean               rtl,
           const GdkRGBA         *colour)
{
  double x = area->origin.x + (rtl ? 1 - at : at) * area->size.width;

  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT ((float) x - 1, area->origin.y - 2, 2, area->size.height + 4));
}

void
axle_capacity_track_snapshot (GtkWidget              *widget,
                              GtkSnapshot            *snapshot,
                              const AxleCapacityLine *line,
                              const graphene_rect_t  *area)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double whole = MAX (line->possible, line->carried + line->booked);
  GskRoundedRect outline;
  graphene_rect_t part;
  GdkRGBA colour, pale, empty;
  double at;

  gtk_widget_get_color (widget, &colour);
  pale = faded (&colour, PALE);
  empty = faded (&colour, EMPTY);
  gsk_rounded_rect_init_from_rect (&outline, area, area->size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &empty, area);
  if (whole > 0)
    {
      at = advance (&part, area, 0, line->carried / whole, rtl);
      paint_stripes (snapshot, &part, &colour);
      at = advance (&part, area, at, line->booked / whole, rtl);
      gtk_snapshot_append_color (snapshot, &colour, &part);
      advance (&part, area, at, line->reserve / whole, rtl);
      gtk_snapshot_append_color (snapshot, &pale, &part);
    }
  gtk_snapshot_pop (snapshot);
  if (whole > line->possible)
    paint_end (snapshot, area, line->possible / whole, rtl, &colour);
}

static void
axle_capacity_track_measure (GtkWidget      *widget,
                             GtkOrientation  orientation,
                             int             for_size,
                             int            *minimum,
                             int            *natural,
                             int            *minimum_baseline,
                             int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? HEIGHT : LEAST_WIDTH;
}

static void
axle_capacity_track_paint (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  const graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));

  axle_capacity_track_snapshot (widget, snapshot, &AXLE_CAPACITY_TRACK (widget)->line, &area);
}

static void
axle_capacity_track_class_init (AxleCapacityTrackClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = axle_capacity_track_measure;
  widget_class->snapshot = axle_capacity_track_paint;
  gtk_widget_class_set_css_name (widget_class, "capacity");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
axle_capacity_track_init (AxleCapacityTrack *self)
{
}

GtkWidget *
axle_capacity_track_new (void)
{
  return g_object_new (AXLE_TYPE_CAPACITY_TRACK, NULL);
}

void
axle_capacity_track_set (AxleCapacityTrack      *self,
                         const AxleCapacityLine *line)
{
  const char * const classes[] = { axle_fullness_get_css_class (axle_capacity_line_get_fullness (line)), NULL };

  self->line = *line;
  gtk_widget_set_css_classes (GTK_WIDGET (self), (const char **) classes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
