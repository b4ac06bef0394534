/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleCustomerItem:
 *
 * A row of the list of customers. Properties for expressions: `name`, `phone`,
 * `plates`, `models`, `stage`, `class`, `value`, `advisor`, `last-visit`, `visits`, `spend`, `due`,
 * `completeness`, `last-contact`, `created`, `tags`, `pending`, `refused`;
 * texts are ready for display ("" for none). Strings stay valid until the item changes (`notify`).
 */
#define AXLE_TYPE_CUSTOMER_ITEM (axle_customer_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerItem, axle_customer_item, AXLE, CUSTOMER_ITEM, GObject)
const AxleId *axle_customer_item_get_id           (AxleCustomerItem *self);
AxleRecord   *axle_customer_item_get_customer     (AxleCustomerItem *self);
const char   *axle_customer_item_get_name         (AxleCustomerItem *self);
const char   *axle_customer_item_get_phone        (AxleCustomerItem *self);
const char   *axle_customer_item_get_plates       (AxleCustomerItem *self);
const char   *axle_customer_item_get_models       (AxleCustomerItem *self);
const char   *axle_customer_item_get_stage        (AxleCustomerItem *self);
const char   *axle_customer_item_get_advisor      (AxleCustomerItem *self);
const char   *axle_customer_item_get_tags         (AxleCustomerItem *self);
const char   *axle_customer_item_get_last_contact (AxleCustomerItem *self);
const char   *axle_customer_item_get_created      (AxleCustomerItem *self);
gboolean      axle_customer_item_is_pending       (AxleCustomerItem *self);
gboolean      axle_customer_item_is_refused       (AxleCustomerItem *self); /* on this desk only */
/* When found by search: what matched, with the part in <b>, as Pango markup; else %NULL. */
const char   *axle_customer_item_get_match_markup (AxleCustomerItem *self);

/* The columns of the list, in their usual order: one table for screen, copy and export. */
typedef struct
{
  const char *name;          /* stable: settings and export use it */
  const char *title;         /* N_() */
  const char *property;      /* of #AxleCustomerItem */
  int         order;         /* the AxleCustomerOrder it sorts by; -1 when it does not */
  int         width;         /* usual width in pixels at the usual size of text */
  gboolean    shown;         /* whether it is shown until someone says otherwise */
  gboolean    at_end;        /* right-aligned: times and numbers */
} AxleCustomerColumn;
const AxleCustomerColumn *axle_customer_columns (guint *n_columns);

/**
 * AxleCustomerList:
 *
 * A #GListModel of #AxleCustomerItem over the whole base: it holds a number per
 * customer and items only for what is looked at. With a search text it holds the
 * best matches, the best first. Follows every change. Property `n-total`: customers
 * in all; `busy`: whether a new order or search is being read.
 */
#define AXLE_TYPE_CUSTOMER_LIST (axle_customer_list_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerList, axle_customer_list, AXLE, CUSTOMER_LIST, GObject)
AxleCustomerList *axle_customer_list_new        (AxleWorkstation  *workstation);
/* How they stand until somebody says otherwise: those whom who is signed in opened last come
 * first, the others by name. */
#define AXLE_CUSTOMER_LIST_OPENED "opened"
/* @column: a name of axle_customer_columns() that sorts, or %AXLE_CUSTOMER_LIST_OPENED. */
void          axle_customer_list_sort           (AxleCustomerList *self,
                                                 const char       *column,
                                                 gboolean          descending);
/* Brings those opened since to the top; until then rows stay where they are. */
void          axle_customer_list_renew_opened   (AxleCustomerList *self);
void          axle_customer_list_set_search     (AxleCustomerList *self,
                                                 const char       *text);
const char   *axle_customer_list_get_search     (AxleCustomerList *self);
/* @condition: (nullable): see store/segments.h; only those for whom it holds are in the list */
void          axle_customer_list_set_condition  (AxleCustomerList *self,
                                                 const char       *condition);
const char   *axle_customer_list_get_condition  (AxleCustomerList *self);
guint         axle_customer_list_get_n_total    (AxleCustomerList *self);
gboolean      axle_customer_list_get_busy       (AxleCustomerList *self);
/* The position of a customer; GTK_INVALID_LIST_POSITION (G_MAXUINT) when not in it. */
guint         axle_customer_list_find           (AxleCustomerList *self,
                                                 const AxleId     *customer);

G_END_DECLS
