/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/capacity.h"

G_BEGIN_DECLS

/* How full a day is, in words. */

/**
 * AxleFullness:
 * @AXLE_FULLNESS_NONE: nobody is there, and nothing is to be done
 * @AXLE_FULLNESS_FREE: there is room
 * @AXLE_FULLNESS_FULL: all that can be booked is
 * @AXLE_FULLNESS_OVER: more is booked than can be done
 */
typedef enum
{
  AXLE_FULLNESS_NONE,
  AXLE_FULLNESS_FREE,
  AXLE_FULLNESS_FULL,
  AXLE_FULLNESS_OVER,
} AxleFullness;

AxleFullness axle_capacity_line_get_fullness (const AxleCapacityLine *line);
AxleFullness axle_capacity_get_fullness      (const AxleCapacity     *capacity);
const char  *axle_fullness_get_word          (AxleFullness            self);
const char  *axle_fullness_get_css_class     (AxleFullness            self);

char        *axle_capacity_dup_hours         (int                     minutes);
char        *axle_capacity_line_dup_figures  (const AxleCapacityLine *line);
char        *axle_capacity_line_dup_words    (const AxleCapacityLine *line);
char        *axle_capacity_dup_figures       (const AxleCapacity     *capacity);
char        *axle_capacity_dup_words         (const AxleCapacity     *capacity);

G_END_DECLS
