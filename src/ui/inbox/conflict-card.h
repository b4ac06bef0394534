/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/inbox.h"

G_BEGIN_DECLS

/* A row with one conflict: what was typed here beside what came from elsewhere, by
 * whom and why, and a button under each for which of the two it shall be. Its
 * actions `inbox.keep`, `inbox.restore`, `inbox.edit`, `inbox.book` (which of the times) and
 * `inbox.overbook` go to the view around it,
 * with the name of the item. */
#define AXLE_TYPE_CONFLICT_CARD (axle_conflict_card_get_type ())
G_DECLARE_FINAL_TYPE (AxleConflictCard, axle_conflict_card, AXLE, CONFLICT_CARD, GtkListBoxRow)

GtkWidget     *axle_conflict_card_new         (AxleWorkstation  *workstation,
                                               AxleInboxItem    *item,
                                               gboolean          may_decide,
                                               gboolean          may_edit);
AxleInboxItem *axle_conflict_card_get_item    (AxleConflictCard *self);
gboolean       axle_conflict_card_is_selected (AxleConflictCard *self);
void           axle_conflict_card_select      (AxleConflictCard *self,
                                               gboolean          selected);
/* Of an appointment that was refused: when it could be instead. */
void           axle_conflict_card_set_times   (AxleConflictCard *self,
                                               AxleWorkstation  *workstation,
                                               GPtrArray        *slots,
                                               gboolean          may_overbook);
const AxleSlot *axle_conflict_card_get_time   (AxleConflictCard *self,
                                               guint             position);
/* One side below the other. */
void           axle_conflict_card_set_narrow  (AxleConflictCard *self,
                                               gboolean          narrow);

G_END_DECLS
