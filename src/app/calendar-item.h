/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleCalendarItem:
 * @appointment: what is shown
 * @who: (nullable): whose it is, or its title
 * @phone: (nullable): the customer’s first number, in E.164
 * @plate: (nullable): of the car, as it is read
 * @car: (nullable): make and model
 * @what: (nullable): its services, by their names
 * @bay: (nullable): what its bay is called
 * @technician: (nullable): by whom
 * @advisor: (nullable): who receives
 * @pending: whether it waits for the server
 * @tint: the tint that its calendar gives it, see axle_tints_find()
 *
 * An appointment as a block of the calendar tells of it. Never changed, but for its tint.
 */
typedef struct
{
  AxleRecord *appointment;
  char       *who;
  char       *phone;
  char       *plate;
  char       *car;
  char       *what;
  char       *bay;
  char       *technician;
  char       *advisor;
  gboolean    pending;
  guint       tint;
} AxleCalendarItem;

AxleCalendarItem *axle_calendar_item_new  (AxleStore              *store,
                                           AxleRecord             *appointment,
                                           GPtrArray              *records);
AxleCalendarItem *axle_calendar_item_copy (const AxleCalendarItem *self);
void              axle_calendar_item_free (AxleCalendarItem       *self);

GPtrArray *axle_calendar_items_read (AxleStore  *store,
                                     gint64      from,
                                     gint64      until,
                                     GPtrArray  *records,
                                     GError    **error);
char      *axle_calendar_item_dup_times       (const AxleCalendarItem *item,
                                               GTimeZone              *zone);
char      *axle_calendar_item_dup_description (const AxleCalendarItem *item,
                                               GTimeZone              *zone);

G_END_DECLS
