/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/customers.h"

G_BEGIN_DECLS

/* One line of the history of a record. */
#define AXLE_TYPE_HISTORY_ITEM (axle_history_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleHistoryItem, axle_history_item, AXLE, HISTORY_ITEM, GObject)

AxleHistoryItem *axle_history_item_new        (const AxleEntity       *entity,
                                               const AxleHistoryEntry *entry);
const char      *axle_history_item_get_field  (AxleHistoryItem        *self); /* translated label; "" for the whole record */
const char      *axle_history_item_get_title  (AxleHistoryItem        *self); /* "Phone numbers changed", "Customer created" */
const char      *axle_history_item_get_before (AxleHistoryItem        *self);
const char      *axle_history_item_get_after  (AxleHistoryItem        *self);
const char      *axle_history_item_get_staff  (AxleHistoryItem        *self);
const char      *axle_history_item_get_desk   (AxleHistoryItem        *self);
gint64           axle_history_item_get_at     (AxleHistoryItem        *self);
gboolean         axle_history_item_is_pending (AxleHistoryItem        *self);

G_END_DECLS
