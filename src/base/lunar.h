/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

/* The years of which the Chinese calendar is known. */
#define AXLE_LUNAR_FIRST_YEAR 2020
#define AXLE_LUNAR_LAST_YEAR 2050

gboolean axle_lunar_find_day (int       year,
                              int       month,
                              int       day,
                              AxleDate *date);

G_END_DECLS
