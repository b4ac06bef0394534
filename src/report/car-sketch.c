/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/car-sketch.h"

#include <cairo.h>

/* Drawn 1,000 wide and 750 high. */
#define UNITS 1000.0

/* A point of a curve: two handles and where it ends. */
typedef struct
{
  double x1, y1, x2, y2, x, y;
} Curve;

static const Curve saloon[] = {
  { 90, 480, 95, 440, 120, 430 }, { 190, 405, 240, 400, 300, 392 }, { 350, 330, 400, 305, 500, 302 },
  { 610, 300, 670, 330, 730, 385 }, { 800, 392, 870, 400, 900, 425 }, { 925, 450, 925, 480, 918, 512 },
};

static const Curve suv[] = {
  { 88, 460, 92, 410, 115, 398 }, { 180, 370, 230, 365, 290, 355 }, { 330, 285, 370, 248, 470, 244 },
  { 620, 240, 740, 245, 800, 262 }, { 850, 300, 890, 370, 908, 420 }, { 925, 450, 925, 480, 918, 512 },
};

static void
set_colour (cairo_t *cr,
            guint32  colour,
            double   light,
            double   alpha)
{
  cairo_set_source_rgba (cr, CLAMP ((colour >> 16 & 0xff) / 255.0 * light, 0, 1), CLAMP ((colour >> 8 & 0xff) / 255.0 * light, 0, 1),
                         CLAMP ((colour & 0xff) / 255.0 * light, 0, 1), alpha);
}

static void
fill_gradient (cairo_t *cr,
               double   top,
               double   bottom,
               guint32  from,
               guint32  to)
{
  cairo_pattern_t *pattern = cairo_pattern_create_linear (0, top, 0, bottom);

  cairo_pattern_add_color_stop_rgb (pattern, 0, (from >> 16 & 0xff) / 255.0, (from >> 8 & 0xff) / 255.0, (from & 0xff) / 255.0);
  cairo_pattern_add_color_stop_rgb (pattern, 1, (to >> 16 & 0xff) / 255.0, (to >> 8 & 0xff) / 255.0, (to & 0xff) / 255.0);
  cairo_set_source (cr, pattern);
  cairo_pattern_destroy (pattern);
}

/* A wall, a window to the street and a floor that shines. */
static void
draw_room (cairo_t *cr)
{
  cairo_rectangle (cr, 0, 0, UNITS, 560);
  fill_gradient (cr, 0, 560, 0xe9eef3, 0xc6d0da);
  cairo_fill (cr);
  for (int i = 0; i < 4; i++)
    {
      cairo_rectangle (cr, 40 + i * 240, 60, 200, 330);
      fill_gradient (cr, 60, 390, 0xb9d6ee, 0xe8f1e4);
      cairo_fill (cr);
    }
  cairo_rectangle (cr, 0, 540, UNITS, 300);
  fill_gradient (cr, 540, 760, 0x9aa5b0, 0xd9dee3);
  cairo_fill (cr);
}

static void
draw_shadow (cairo_t *cr)
{
  cairo_save (cr);
  cairo_translate (cr, 505, 592);
  cairo_scale (cr, 430, 26);
  cairo_arc (cr, 0, 0, 1, 0, 2 * G_PI);
  cairo_restore (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.28);
  cairo_fill (cr);
}

static void
trace_body (cairo_t     *cr,
            const Curve *curves)
{
  cairo_move_to (cr, 90, 520);
  for (int i = 0; i < 6; i++)
    cairo_curve_to (cr, curves[i].x1, curves[i].y1, curves[i].x2, curves[i].y2, curves[i].x, curves[i].y);
  cairo_curve_to (cr, 915, 545, 905, 560, 890, 562);
  cairo_line_to (cr, 115, 562);
  cairo_curve_to (cr, 95, 560, 88, 545, 90, 520);
  cairo_close_path (cr);
}

static void
draw_body (cairo_t             *cr,
           const AxleCarSketch *sketch)
{
  const Curve *curves = sketch->tall ? suv : saloon;

  trace_body (cr, curves);
  set_colour (cr, sketch->paint, 1, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_rectangle (cr, 0, 470, UNITS, 14);
  set_colour (cr, sketch->paint, 1.25, 1);
  cairo_fill (cr);
  cairo_rectangle (cr, 0, 520, UNITS, 60);
  set_colour (cr, sketch->paint, 0.72, 1);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
draw_windows (cairo_t             *cr,
              const AxleCarSketch *sketch)
{
  double roof = sketch->tall ? 268 : 324;
  double sill = sketch->tall ? 362 : 392;
  double back = sketch->tall ? 800 : 690;

  cairo_move_to (cr, 330, sill);
  cairo_curve_to (cr, 370, roof + 20, 400, roof, 470, roof);
  cairo_line_to (cr, sketch->tall ? 740 : 570, roof);
  cairo_curve_to (cr, back - 40, roof + 8, back - 10, roof + 40, back, sill);
  cairo_close_path (cr);
  fill_gradient (cr, roof, sill, 0x2e3a46, 0x6d7f8f);
  cairo_fill (cr);
  set_colour (cr, sketch->paint, 0.9, 1);
  cairo_rectangle (cr, 520, roof - 4, 14, sill - roof + 6);
  cairo_fill (cr);
}

static void
draw_lights (cairo_t *cr)
{
  cairo_rectangle (cr, 96, 452, 52, 18);
  cairo_set_source_rgb (cr, 1, 0.96, 0.82);
  cairo_fill (cr);
  cairo_rectangle (cr, 886, 440, 30, 22);
  cairo_set_source_rgb (cr, 0.82, 0.12, 0.14);
  cairo_fill (cr);
}

static void
draw_wheel (cairo_t *cr,
            double   x)
{
  static const struct { double radius; double shade; } rings[] = { { 70, 0.09 }, { 46, 0.72 }, { 40, 0.86 }, { 12, 0.35 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rings); i++)
    {
      cairo_arc (cr, x, 545, rings[i].radius, 0, 2 * G_PI);
      cairo_set_source_rgb (cr, rings[i].shade, rings[i].shade, rings[i].shade + 0.02);
      cairo_fill (cr);
    }
  cairo_set_source_rgb (cr, 0.4, 0.42, 0.45);
  cairo_set_line_width (cr, 7);
  cairo_save (cr);
  cairo_translate (cr, x, 545);
  for (int i = 0; i < 5; i++)
    {
      cairo_rotate (cr, 2 * G_PI / 5);
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, 40, 0);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static cairo_status_t
append (void                *data,
        const unsigned char *bytes,
        unsigned int         size)
{
  g_byte_array_append (data, bytes, size);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * axle_car_sketch_draw:
 * @sketch: what is drawn
 *
 * Returns: (transfer full): a PNG picture
 */
GBytes *
axle_car_sketch_draw (const AxleCarSketch *sketch)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, sketch->width, sketch->height);
  cairo_t *cr = cairo_create (surface);
  GByteArray *png = g_byte_array_new ();

  cairo_scale (cr, sketch->width / UNITS, sketch->height / 750.0);
  draw_room (cr);
  draw_shadow (cr);
  draw_body (cr, sketch);
  draw_windows (cr, sketch);
  draw_lights (cr);
  draw_wheel (cr, 255);
  draw_wheel (cr, 760);
  cairo_surface_write_to_png_stream (surface, append, png);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}
