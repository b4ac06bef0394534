/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* A hit of the search from anywhere: a record, and what of it matched. */
#define AXLE_TYPE_FOUND_ITEM (axle_found_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleFoundItem, axle_found_item, AXLE, FOUND_ITEM, GObject)
const AxleId *axle_found_item_get_customer (AxleFoundItem   *self);
const char   *axle_found_item_get_title    (AxleFoundItem   *self);
const char   *axle_found_item_get_markup   (AxleFoundItem   *self); /* what matched, Pango markup */
const char   *axle_found_item_get_detail   (AxleFoundItem   *self); /* "Plate", "Phone number" … */

/* Fast enough to be called for each key press; still, call it from an idle so
 * that an input method never waits. */
GListModel   *axle_workstation_search      (AxleWorkstation *self,
                                            const char      *text,
                                            guint            limit);

G_END_DECLS
