/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* A month of a store's books. While it is closed, what is dated in it stays as it
 * is. A store has one record a month at most: its id follows from both. */

typedef enum
{
  AXLE_CLOSING_MONTH,   /* "2026-10" */
  AXLE_CLOSING_CLOSED,
  AXLE_CLOSING_N_FIELDS,
} AxleClosingField;

extern const AxleEntity axle_closing_entity;

/* "2026-10" with its terminating zero. */
#define AXLE_MONTH_SIZE 8

gboolean  axle_closing_parse_month (const char   *month,
                                    int          *year,
                                    int          *number);
void      axle_closing_find_month  (gint64        at,
                                    GTimeZone    *zone,
                                    char          month[AXLE_MONTH_SIZE]);
AxleId    axle_closing_id          (const AxleId *store,
                                    const char   *month);

G_END_DECLS
