/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleCarSketch:
 * @width: in pixels
 * @height: in pixels
 * @paint: the colour of the car, as 0xrrggbb
 * @tall: whether it is an SUV
 *
 * A car from its side, drawn: for a dealership that is made up.
 */
typedef struct
{
  int      width;
  int      height;
  guint32  paint;
  gboolean tall;
} AxleCarSketch;

GBytes *axle_car_sketch_draw (const AxleCarSketch *sketch);

G_END_DECLS
