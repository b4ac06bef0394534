/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"
#include "core/organisation/policy.h"

G_BEGIN_DECLS

/* How lately, how often and for how much a customer buys, and the class that follows
 * (MISSION 114 to 116). The classes leave gaps: who fits none is unclassified. */

/* What the classes call a year. */
#define AXLE_RFM_YEAR 365

/**
 * AxlePurchase:
 * @at: when, in microseconds since 1970 UTC
 * @amount: fen; below zero for what was paid back
 * @order: (nullable): the number of the order it belongs to
 *
 * A line of what somebody bought. Lines of one order are one purchase; lines without a
 * number are one purchase a day.
 */
typedef struct
{
  gint64  at;
  gint64  amount;
  char   *order;
} AxlePurchase;

AxlePurchase *axle_purchase_new  (gint64        at,
                                  gint64        amount,
                                  const char   *order);
void          axle_purchase_free (AxlePurchase *self);

gboolean      axle_purchase_is     (const AxleRecord  *record);
GPtrArray    *axle_purchases_list  (const AxleDossier *dossier);

/**
 * AxleRfm:
 * @recency_days: days since the last purchase; -1 when there was none
 * @frequency: purchases in the last year, or how many days were asked for
 * @monetary: fen that they brought, less what was paid back in that time
 * @average: fen a purchase of that time brought; 0 when there was none
 * @n_purchases: purchases in all
 * @total: fen that they brought
 * @today: the day it was measured on, as days since the first of January of year 1
 * @first: the day of the first purchase; 0 when there was none
 * @last: the day of the last purchase; 0 when there was none
 * @turn: the next day on which @frequency or @monetary change by themselves; 0 when
 *   they do not
 *
 * What is measured of somebody's purchases. Those after the day of measuring do not count.
 */
typedef struct
{
  gint64  recency_days;
  guint   frequency;
  gint64  monetary;
  gint64  average;
  guint   n_purchases;
  gint64  total;
  guint32 today;
  guint32 first;
  guint32 last;
  guint32 turn;
} AxleRfm;

/**
 * AxleRfmClass:
 * @AXLE_RFM_UNCLASSIFIED: none of the others
 * @AXLE_RFM_A: lately, often and much
 * @AXLE_RFM_B: now and then
 * @AXLE_RFM_C: not for a long time
 */
typedef enum
{
  AXLE_RFM_UNCLASSIFIED,
  AXLE_RFM_A,
  AXLE_RFM_B,
  AXLE_RFM_C,
  AXLE_RFM_N_CLASSES,
} AxleRfmClass;

void          axle_rfm_measure         (AxleRfm            *self,
                                        GPtrArray          *purchases,
                                        gint64              now,
                                        GTimeZone          *zone,
                                        guint               days);
AxleRfmClass  axle_rfm_classify        (const AxleRfm      *self,
                                        const AxlePolicies *policies);
gint64        axle_rfm_get_valid_until (const AxleRfm      *self,
                                        const AxlePolicies *policies,
                                        GTimeZone          *zone);
char         *axle_rfm_dup_missing     (const AxleRfm      *self,
                                        const AxlePolicies *policies);

const char   *axle_rfm_class_get_name  (AxleRfmClass        self);
const char   *axle_rfm_class_get_label (AxleRfmClass        self);
gboolean      axle_rfm_class_parse     (const char         *name,
                                        AxleRfmClass       *parsed);

G_END_DECLS
