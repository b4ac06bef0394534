/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* What a tour of the calendar goes to look at. */

/* The fullest day of the next two weeks, such as `2026-11-28`; %NULL where nobody comes. */
char       *axle_sights_find_busy_day (AxleWorkstation *workstation);
/* An appointment of today whose car is here, or is expected; %NULL where there is none. */
AxleRecord *axle_sights_find_arrival  (AxleWorkstation *workstation);

G_END_DECLS
