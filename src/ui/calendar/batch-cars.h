/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/booking.h"

G_BEGIN_DECLS

/* As many cars are listed at once; those beyond them when they are asked for. */
#define AXLE_BATCH_CARS_PAGE 60

/**
 * AxleBatchCars:
 *
 * The cars of a company: which of them come, and when each does. A time that a person changes
 * keeps its bay and its technician where it can, and stays when others are suggested anew.
 *
 * Signals: `changed` when others are to come.
 */
#define AXLE_TYPE_BATCH_CARS (axle_batch_cars_get_type ())
G_DECLARE_FINAL_TYPE (AxleBatchCars, axle_batch_cars, AXLE, BATCH_CARS, AdwPreferencesGroup)

/* @booking: whose customer has the cars. */
GtkWidget *axle_batch_cars_new               (AxleWorkstation *workstation,
                                              AxleBooking     *booking);
/* Returns: (transfer full) (element-type AxleRecord): those that a time is to be suggested for. */
GPtrArray *axle_batch_cars_list_open         (AxleBatchCars   *self);
/* Returns: (transfer full) (element-type AxleRecord): appointments that a person put where
 * they are. */
GPtrArray *axle_batch_cars_list_held         (AxleBatchCars   *self);
/* What was suggested holds no more; @all: nor what a person put there. */
void       axle_batch_cars_forget            (AxleBatchCars   *self,
                                              gboolean         all);
/* @drafts: (element-type AxleRecord): for those that were open when they were asked for. */
void       axle_batch_cars_suggest           (AxleBatchCars   *self,
                                              GPtrArray       *drafts);
/* Returns: (transfer full) (element-type AxleRecord): of all that are chosen and have a time. */
GPtrArray *axle_batch_cars_list_appointments (AxleBatchCars   *self);
/* Asks for no more. */
void       axle_batch_cars_stop              (AxleBatchCars   *self);

G_END_DECLS
