/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/calendar.h"

G_BEGIN_DECLS

/* How much of a day is taken: visits, hours, and hours of each skill. Follows changes while
 * it is open. */
#define AXLE_TYPE_CAPACITY_DIALOG (axle_capacity_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleCapacityDialog, axle_capacity_dialog, AXLE, CAPACITY_DIALOG, AdwDialog)

AdwDialog *axle_capacity_dialog_new (AxleCalendar   *calendar,
                                     const AxleDate *date);

G_END_DECLS
