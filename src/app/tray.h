/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/answer-time.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/**
 * AxleTrayList:
 * @AXLE_TRAY_REQUESTS: who wants to come and has no time yet
 * @AXLE_TRAY_WAITING: who has a time and would rather come earlier
 *
 * The two lists of the tray.
 */
typedef enum
{
  AXLE_TRAY_REQUESTS,
  AXLE_TRAY_WAITING,
  AXLE_TRAY_N_LISTS,
} AxleTrayList;

const char *axle_tray_list_get_title (AxleTrayList self);

/* A request, or an appointment that wants an earlier time, as a person reads it. But for
 * its clock it never changes once made. Texts are "" where there is nothing to say.
 *
 * Signals: `clock-changed` when its clock went on. */
#define AXLE_TYPE_TRAY_ITEM (axle_tray_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleTrayItem, axle_tray_item, AXLE, TRAY_ITEM, GObject)

AxleTrayList      axle_tray_item_get_list     (AxleTrayItem *self);
AxleRecord       *axle_tray_item_get_record   (AxleTrayItem *self);
/* Who stands for the customer; no id for somebody who is not a customer yet. */
const AxleId     *axle_tray_item_get_customer (AxleTrayItem *self);
const char       *axle_tray_item_get_who      (AxleTrayItem *self);
const char       *axle_tray_item_get_phone    (AxleTrayItem *self);
const char       *axle_tray_item_get_car      (AxleTrayItem *self); /* "京A·12345 · Model Y" */
const char       *axle_tray_item_get_wish     (AxleTrayItem *self); /* in their words */
const char       *axle_tray_item_get_services (AxleTrayItem *self); /* "Oil change · Tyres" */
/* When they want to come, or of the waiting list when they come now. */
const char       *axle_tray_item_get_when     (AxleTrayItem *self);
const char       *axle_tray_item_get_channel  (AxleTrayItem *self);
const char       *axle_tray_item_get_icon     (AxleTrayItem *self); /* of the channel */
/* Why it waits, such as "contacted often enough this month". */
const char       *axle_tray_item_get_held     (AxleTrayItem *self);
const AxleAnswerClock *axle_tray_item_get_clock (AxleTrayItem *self);
const char       *axle_tray_item_get_clock_words (AxleTrayItem *self); /* "12 min left" */
/* (nullable): the earlier time that is free now. */
const AxleSlot   *axle_tray_item_get_offer    (AxleTrayItem *self);
const char       *axle_tray_item_get_offer_words (AxleTrayItem *self); /* "Fri 27 Nov 10:30 is free" */
/* All of it as a sentence, for who does not see it. */
char             *axle_tray_item_dup_spoken   (AxleTrayItem *self);

/**
 * AxleTray:
 *
 * What waits for a place in the calendar: open requests, the one whose answer is due first
 * first, and after them the waiting list, with the earlier time that became free where one
 * did. Read aside and kept up to date; what is shown stays until the next is there.
 *
 * Signals: `changed` when there is something else to show.
 */
#define AXLE_TYPE_TRAY (axle_tray_get_type ())
G_DECLARE_FINAL_TYPE (AxleTray, axle_tray, AXLE, TRAY, GObject)

/* How many of each list are shown; when these are answered the rest come. */
#define AXLE_TRAY_LIMIT 200

/* Over how many days the promise is measured. */
#define AXLE_TRAY_FIGURE_DAYS 30

AxleTray   *axle_tray_new           (AxleWorkstation *workstation);
GListModel *axle_tray_get_items     (AxleTray        *self); /* of AxleTrayItem */
guint       axle_tray_count         (AxleTray        *self,
                                     AxleTrayList     list);
guint       axle_tray_count_overdue (AxleTray        *self);
/* (element-type AxleAnswerFigure): see axle_answer_figures_new(); %NULL until it was read. */
GArray     *axle_tray_get_figures   (AxleTray        *self);
/* Whether everything that was asked for was read. */
gboolean    axle_tray_is_ready      (AxleTray        *self);

/* How soon requests of the last @n_days were answered, see axle_answer_figures_new(); reads
 * on the main thread, for programs without a window. */
GArray     *axle_tray_measure       (AxleWorkstation *workstation,
                                     guint            n_days,
                                     GError         **error);

G_END_DECLS
