/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-private.h"

#include <adwaita.h>

#include "core/appointment/words.h"

/* Where what is moved fits, fits but, and does not. */
static const GdkRGBA fits[] = {
  [AXLE_FIT_YES] = { 0.18f, 0.76f, 0.49f, 0.22f },
  [AXLE_FIT_WARNING] = { 0.96f, 0.83f, 0.18f, 0.26f },
  [AXLE_FIT_NO] = { 0.88f, 0.11f, 0.14f, 0.08f },
};

static void
fill_rect (GtkSnapshot   *snapshot,
           double         x,
           double         y,
           double         width,
           double         height,
           const GdkRGBA *colour)
{
  gtk_snapshot_append_color (snapshot, colour, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

/* Thin slanting lines: what is closed differs by more than its colour. */
static void
hatch_rect (GtkSnapshot   *snapshot,
            double         x,
            double         y,
            double         width,
            double         height,
            const GdkRGBA *colour)
{
  const GdkRGBA nothing = { colour->red, colour->green, colour->blue, 0 };
  const GskColorStop stops[] = { { 0, nothing }, { 0.82f, nothing }, { 0.82f, *colour }, { 1, *colour } };

  gtk_snapshot_append_repeating_linear_gradient (snapshot,
                                                 &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height),
                                                 &GRAPHENE_POINT_INIT (0, 0), &GRAPHENE_POINT_INIT (6, 6), stops,
                                                 G_N_ELEMENTS (stops));
}

static GdkRGBA
faint (AxleGridCanvas *self,
       float           alpha)
{
  GdkRGBA colour;

  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  colour.alpha *= alpha;
  return colour;
}

static void
draw_closed (AxleGridCanvas *self,
             GtkSnapshot    *snapshot,
             guint           column,
             double          x,
             double          width)
{
  const AxleCalendarColumn *shown = axle_grid_model_get_column (self->model, column);
  GdkRGBA colour = faint (self, 0.05f);
  int since = 0;

  for (guint i = 0; i <= shown->hours->len; i++)
    {
      int until = i < shown->hours->len ? g_array_index (shown->hours, AxleDaySpan, i).from : AXLE_DAY_MINUTES;
      double y = axle_grid_model_get_y (self->model, since);
      double height = axle_grid_model_get_y (self->model, until) - y;

      if (until > since)
        {
          fill_rect (snapshot, x, y, width, height, &colour);
          hatch_rect (snapshot, x, y, width, height, &colour);
        }
      if (i < shown->hours->len)
        since = g_array_index (shown->hours, AxleDaySpan, i).until;
    }
}

/* Where what is moved would fit; slots that are alike in one piece. */
static void
draw_fits (AxleGridCanvas *self,
           GtkSnapshot    *snapshot,
           guint           column,
           double          x,
           double          width)
{
  GdkRGBA lines = fits[AXLE_FIT_NO];
  int since = 0;

  lines.alpha = 0.25f;
  for (int minute = AXLE_GRID_SNAP; minute <= AXLE_DAY_MINUTES; minute += AXLE_GRID_SNAP)
    {
      AxleFit fit = axle_grid_shade_get (self->ghost->shade, column, since);
      double y = axle_grid_model_get_y (self->model, since);
      double height = axle_grid_model_get_y (self->model, minute) - y;

      if (minute < AXLE_DAY_MINUTES && axle_grid_shade_get (self->ghost->shade, column, minute) == fit)
        continue;
      fill_rect (snapshot, x, y, width, height, &fits[fit]);
      if (fit == AXLE_FIT_NO)
        hatch_rect (snapshot, x, y, width, height, &lines);
      since = minute;
    }
}

static void
draw_columns (AxleGridCanvas *self,
              GtkSnapshot    *snapshot,
              int             width,
              int             height)
{
  GdkRGBA thin = faint (self, 0.10f);
  GdkRGBA strong = faint (self, 0.28f);
  double from = gtk_adjustment_get_value (self->horizontal);
  double until = from + gtk_adjustment_get_page_size (self->horizontal);

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      double x = axle_grid_model_get_x (self->model, i, width);
      double room = axle_grid_model_get_width (self->model, i, width);

      if (x > until || x + room < from)
        continue;
      if (self->ghost != NULL)
        draw_fits (self, snapshot, i, x, room);
      else
        draw_closed (self, snapshot, i, x, room);
      fill_rect (snapshot, (int) x, 0, 1, height, axle_grid_model_begins_day (self->model, i) ? &strong : &thin);
    }
}

static void
draw_hours (AxleGridCanvas *self,
            GtkSnapshot    *snapshot,
            int             width)
{
  GdkRGBA whole = faint (self, 0.14f);
  GdkRGBA half = faint (self, 0.06f);

  for (int minute = 0; minute < AXLE_DAY_MINUTES; minute += 30)
    fill_rect (snapshot, 0, (int) axle_grid_model_get_y (self->model, minute), width, 1, minute % 60 == 0 ? &whole : &half);
}

/* The slot that the keyboard is at. */
static void
draw_cursor (AxleGridCanvas *self,
             GtkSnapshot    *snapshot)
{
  const AxleCalendarPlace place = { .from = self->cursor_minute, .until = self->cursor_minute + AXLE_GRID_SLOT, .width = 1, .n_lanes = 1 };
  GdkRectangle area;
  GskRoundedRect outline;
  GdkRGBA *accent;

  if (!gtk_widget_has_visible_focus (GTK_WIDGET (self)) || self->ghost != NULL ||
      self->cursor_column >= axle_grid_model_get_n_columns (self->model))
    return;
  area = axle_grid_canvas_find_area (self, self->cursor_column, &place);
  accent = adw_style_manager_get_accent_color_rgba (adw_style_manager_get_default ());
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) area.x, (float) area.y, (float) area.width, (float) area.height), 6);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 2, 2, 2, 2 }, (GdkRGBA[4]) { *accent, *accent, *accent, *accent });
  gdk_rgba_free (accent);
}

/* In the columns of today. */
static void
draw_now (AxleGridCanvas *self,
          GtkSnapshot    *snapshot,
          int             width)
{
  static const GdkRGBA red = { 0.88f, 0.11f, 0.14f, 1 };
  gint64 now = axle_host_now (axle_host_get_default ());

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      int minute = axle_day_plan_get_minute (axle_grid_model_get_column (self->model, i)->plan, now);

      if (minute >= 0 && minute < AXLE_DAY_MINUTES)
        fill_rect (snapshot, axle_grid_model_get_x (self->model, i, width), (int) axle_grid_model_get_y (self->model, minute),
                   axle_grid_model_get_width (self->model, i, width), 2, &red);
    }
}

void
axle_grid_draw_under (AxleGridCanvas *self,
                      GtkSnapshot    *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  draw_columns (self, snapshot, width, gtk_widget_get_height (GTK_WIDGET (self)));
  draw_hours (self, snapshot, width);
}

void
axle_grid_draw_over (AxleGridCanvas *self,
                     GtkSnapshot    *snapshot)
{
  draw_now (self, snapshot, gtk_widget_get_width (GTK_WIDGET (self)));
  draw_cursor (self, snapshot);
}
