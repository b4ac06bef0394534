/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/csv-dialect.h"

G_BEGIN_DECLS

/**
 * AxlePurchaseColumn:
 * @AXLE_PURCHASE_CUSTOMER: who bought
 * @AXLE_PURCHASE_DATE: when
 * @AXLE_PURCHASE_AMOUNT: for how much
 * @AXLE_PURCHASE_QUANTITY: how many, where there is a price for one and no amount
 * @AXLE_PURCHASE_PRICE: the price of one
 * @AXLE_PURCHASE_ORDER: the number of the order or the invoice
 *
 * What a table of purchases tells.
 */
typedef enum
{
  AXLE_PURCHASE_CUSTOMER,
  AXLE_PURCHASE_DATE,
  AXLE_PURCHASE_AMOUNT,
  AXLE_PURCHASE_QUANTITY,
  AXLE_PURCHASE_PRICE,
  AXLE_PURCHASE_ORDER,
  AXLE_PURCHASE_N_COLUMNS,
} AxlePurchaseColumn;

/**
 * AxlePurchaseLayout:
 * @dialect: how the table is written
 * @blanks: whether its columns stand apart by nothing but blanks
 * @first_row: how many rows come before the first purchase
 * @columns: where each column is, from 0; -1 where there is none
 *
 * Where in a table of purchases what is.
 */
typedef struct
{
  AxleCsvDialect dialect;
  gboolean       blanks;
  guint          first_row;
  int            columns[AXLE_PURCHASE_N_COLUMNS];
} AxlePurchaseLayout;

gboolean axle_purchase_layout_guess (AxlePurchaseLayout  *self,
                                     GInputStream        *stream,
                                     const char * const   names[AXLE_PURCHASE_N_COLUMNS],
                                     GCancellable        *cancellable,
                                     GError             **error);
void     axle_purchase_split_blanks (const char          *line,
                                     GPtrArray           *fields);

G_END_DECLS
