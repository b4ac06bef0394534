/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/duplicates.h"

G_BEGIN_DECLS

/**
 * AxleDuplicateCard:
 *
 * Two customers who may be one: why, what is known of both side by side, and the two
 * answers. Its actions belong to the view: `duplicates.merge`, `duplicates.apart` and
 * `duplicates.show`.
 */
#define AXLE_TYPE_DUPLICATE_CARD (axle_duplicate_card_get_type ())
G_DECLARE_FINAL_TYPE (AxleDuplicateCard, axle_duplicate_card, AXLE, DUPLICATE_CARD, GtkListBoxRow)

/* @captions: of all cards, so that what they compare stands in the same columns */
GtkWidget         *axle_duplicate_card_new      (AxleWorkstation   *workstation,
                                                 AxleDuplicateItem *item,
                                                 GtkSizeGroup      *captions,
                                                 gboolean           may_decide);
AxleDuplicateItem *axle_duplicate_card_get_item (AxleDuplicateCard *self);

/* Of all cards one is suggested: where the focus is, or the first. */
void               axle_duplicate_card_set_suggested (AxleDuplicateCard *self,
                                                      gboolean           suggested);

G_END_DECLS
