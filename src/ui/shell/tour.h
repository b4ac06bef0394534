/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/window.h"

G_BEGIN_DECLS

/**
 * AxleTour:
 *
 * Walks a window through all that it can show, wide and narrow, light and dark,
 * in the language of the session; writes a picture of each stop, and checks that
 * whatever the keyboard reaches has a name for a screen reader. The pictures are
 * the same, byte for byte, on every machine with the same fonts.
 *
 * Signals: `done` (gboolean passed).
 */
#define AXLE_TYPE_TOUR (axle_tour_get_type ())
G_DECLARE_FINAL_TYPE (AxleTour, axle_tour, AXLE, TOUR, GObject)

/* Where nobody is signed in, only the page that asks for it is seen.
 * @folder: made when there is none. */
AxleTour *axle_tour_new            (AxleWindow *window,
                                    const char *folder);
void      axle_tour_begin          (AxleTour   *self);
guint     axle_tour_get_n_pictures (AxleTour   *self);

G_END_DECLS
