/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/* A card over the appointment that the pointer rests on: who, which car, what for, where, by
 * whom, what stands in the way, and what can be done with it. It never takes the focus while
 * the pointer is what asks for it; by a key it does, so that its buttons are at hand. */
#define AXLE_TYPE_HOVER_CARD (axle_hover_card_get_type ())
G_DECLARE_FINAL_TYPE (AxleHoverCard, axle_hover_card, AXLE, HOVER_CARD, GtkPopover)

/* One for all the pages in @host, which must have a layout manager. It goes with
 * gtk_widget_unparent(). */
AxleHoverCard *axle_hover_card_new          (GtkWidget     *host,
                                             AxleCalendar  *calendar);
/* The pointer is there, in the host. */
void           axle_hover_card_point        (AxleHoverCard *self,
                                             double         x,
                                             double         y);
/* Shows the appointment where the focus is; %FALSE where there is none. */
gboolean       axle_hover_card_show_focused (AxleHoverCard *self);

G_END_DECLS
