/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/tray.h"
#include "core/followup/plan.h"

G_BEGIN_DECLS

/**
 * AxleTrayReading:
 * @store: what is read
 * @days: of the store
 * @plan: the rules that invite
 * @policies: what the dealership set
 * @services: (element-type AxleRecord): the menu
 * @now: the time
 *
 * What the items of a tray are made with, on the browser's thread.
 */
typedef struct
{
  AxleStore       *store;
  AxleWorkingDays *days;
  AxlePlan        *plan;
  AxlePolicies    *policies;
  GPtrArray       *services;
  gint64           now;
} AxleTrayReading;

GArray       *axle_tray_read_figures     (const AxleTrayReading *reading,
                                          guint                  n_days,
                                          GError               **error);
/* The earlier of @due and when @clock is overdue; 0 where neither is to come. */
gint64        axle_tray_find_due         (gint64                 due,
                                          const AxleAnswerClock *clock);
/* Calls @function once, when @due is past. Returns: the id of the source. */
guint         axle_tray_call_after       (gint64                 due,
                                          GSourceOnceFunc        function,
                                          gpointer               data);
AxleTrayItem *axle_tray_item_new_request (const AxleTrayReading *reading,
                                          AxleRecord            *request);
AxleTrayItem *axle_tray_item_new_waiting (const AxleTrayReading *reading,
                                          AxleRecord            *appointment);
/* The same with a time that is free, which it takes; %NULL for none. */
AxleTrayItem *axle_tray_item_new_offered (AxleTrayItem          *item,
                                          AxleSlot              *offer,
                                          gint64                 now,
                                          GTimeZone             *zone);
/* How its clock stands now. */
void          axle_tray_item_tell_time   (AxleTrayItem          *self,
                                          const AxleWorkingDays *days,
                                          int                    promise,
                                          gint64                 now);
/* Whether a person reads the same, but for the clock. */
gboolean      axle_tray_item_same        (gpointer               a,
                                          gpointer               b);
int           axle_tray_item_compare     (gconstpointer          a,
                                          gconstpointer          b);

G_END_DECLS
