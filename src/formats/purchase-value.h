/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/date.h"

G_BEGIN_DECLS

/* Days and numbers as tables of purchases from anywhere have them. Looser than what a
 * person types about a customer: see axle_date_parse() and axle_money_parse(). */

/**
 * AxleLooseDate:
 * @date: the day; where @either is set with the first number as its month
 * @either: whether the first number may be the day as well, as in `1/12/2010`
 */
typedef struct
{
  AxleDate date;
  gboolean either;
} AxleLooseDate;

gboolean axle_loose_date_parse   (const char    *text,
                                  AxleLooseDate *date);
gboolean axle_loose_number_parse (const char    *text,
                                  double        *number);

G_END_DECLS
