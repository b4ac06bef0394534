/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-list.h"

G_BEGIN_DECLS

/**
 * AxleTableColumns:
 *
 * The columns of the list of customers: which are shown, where, how wide, and what
 * is in their cells. What the person chose is kept; where nobody chose, and where
 * there is little room, those are shown that fit.
 */
#define AXLE_TYPE_TABLE_COLUMNS (axle_table_columns_get_type ())
G_DECLARE_FINAL_TYPE (AxleTableColumns, axle_table_columns, AXLE, TABLE_COLUMNS, GObject)

AxleTableColumns         *axle_table_columns_new         (GtkColumnView       *view,
                                                          GtkScrolledWindow   *scroller);
/* Whether there is little room. */
void                      axle_table_columns_set_compact (AxleTableColumns    *self,
                                                          gboolean             compact);
GtkColumnViewColumn      *axle_table_columns_find        (AxleTableColumns    *self,
                                                          const char          *name);
const AxleCustomerColumn *axle_table_column_get_info     (GtkColumnViewColumn *column);
/* A menu that shows and hides columns, by the actions, in the group `table`. */
GMenuModel               *axle_table_columns_get_menu    (AxleTableColumns    *self);
GActionGroup             *axle_table_columns_get_actions (AxleTableColumns    *self);
GtkColumnViewCell        *axle_table_columns_get_cell    (GtkWidget           *widget);

G_END_DECLS
