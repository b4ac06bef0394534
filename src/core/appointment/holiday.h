/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A day of the official calendar on which people do not work although others of its weekday
 * do, or work although others do not (调休). */

typedef enum
{
  AXLE_HOLIDAY_DATE,
  AXLE_HOLIDAY_NAME,
  AXLE_HOLIDAY_WORKING,
  AXLE_HOLIDAY_N_FIELDS,
} AxleHolidayField;

extern const AxleEntity axle_holiday_entity;

AxleId   axle_holiday_id          (const AxleId *group,
                                   const char   *date);
int      axle_holiday_get_year    (const char   *date,
                                   const char   *name);
gboolean axle_holiday_is_official (const char   *name);

G_END_DECLS
