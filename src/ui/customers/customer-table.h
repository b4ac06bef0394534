/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-list.h"

G_BEGIN_DECLS

/**
 * AxleCustomerTable:
 *
 * The list of customers as a table: columns that sort, resize and hide, and stay
 * so; several rows can be selected and copied. Signal `activated`: a row was
 * opened. Properties: `n-selected`; `compact`: there is little room, so that only
 * the first columns are shown and a tap opens a row.
 */
#define AXLE_TYPE_CUSTOMER_TABLE (axle_customer_table_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerTable, axle_customer_table, AXLE, CUSTOMER_TABLE, AdwBin)

void              axle_customer_table_set_list      (AxleCustomerTable *self,
                                                     AxleCustomerList  *list);
guint             axle_customer_table_get_n_selected (AxleCustomerTable *self);
/* The ids of the selected customers (element-type AxleId). */
GArray           *axle_customer_table_dup_selected  (AxleCustomerTable *self);
/* The only selected customer; %NULL when none or several are. */
AxleCustomerItem *axle_customer_table_get_only      (AxleCustomerTable *self);
gboolean          axle_customer_table_select        (AxleCustomerTable *self,
                                                     const AxleId      *customer);
void              axle_customer_table_mark          (AxleCustomerTable *self,
                                                     const AxleId      *customer);
void              axle_customer_table_unselect      (AxleCustomerTable *self);
/* Returns: %FALSE when no row can have the focus. */
gboolean          axle_customer_table_focus         (AxleCustomerTable *self);
/* Those opened last first, as it is until somebody sorts by a column. */
void              axle_customer_table_sort_by_opened (AxleCustomerTable *self);
/* The selected rows as they are shown, tabs between cells: what spreadsheets paste. */
char             *axle_customer_table_dup_text      (AxleCustomerTable *self);
/* A menu that shows and hides columns, for a menu button. */
GMenuModel       *axle_customer_table_get_column_menu (AxleCustomerTable *self);
/* What a right click, Menu and Shift+F10 offer. */
void              axle_customer_table_set_row_menu  (AxleCustomerTable *self,
                                                     GMenuModel        *menu);

G_END_DECLS
