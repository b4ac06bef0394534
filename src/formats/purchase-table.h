/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/rfm.h"
#include "formats/purchase-columns.h"

G_BEGIN_DECLS

/**
 * AxleBuyer:
 * @customer: who, as the table has it
 * @purchases: (element-type AxlePurchase): in the order of the table; each at noon of its
 *   day, UTC
 */
typedef struct
{
  char      *customer;
  GPtrArray *purchases;
} AxleBuyer;

/**
 * AxlePurchaseCounts:
 * @rows: lines with anything in them, without the header
 * @nobody: of these, lines that name no customer; left out
 * @unreadable: lines whose date or amount cannot be read; left out
 * @paid_back: lines of credit notes: they make less what was paid
 * @free: lines for nothing
 */
typedef struct
{
  guint64 rows;
  guint64 nobody;
  guint64 unreadable;
  guint64 paid_back;
  guint64 free;
} AxlePurchaseCounts;

GPtrArray *axle_purchase_table_read (GInputStream              *stream,
                                     const AxlePurchaseLayout  *layout,
                                     AxlePurchaseCounts        *counts,
                                     GCancellable              *cancellable,
                                     GError                   **error);

G_END_DECLS
