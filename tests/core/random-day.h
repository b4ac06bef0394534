/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/appointment/suggest.h"
#include "core/day.h"

G_BEGIN_DECLS

/**
 * RandomDay:
 * @bays: three
 * @people: three technicians and an advisor
 * @cars: a loan car
 * @aligner: equipment that moves between bays
 * @bookings: appointments
 *
 * A small day that a seed makes: open from one to seven, on days with and without all
 * their hours.
 */
typedef struct
{
  AxleTestDay  day;
  GRand       *rand;
  GPtrArray   *bays;
  GPtrArray   *people;
  GPtrArray   *cars;
  AxleRecord  *aligner;
  GPtrArray   *bookings;
} RandomDay;

void random_day_open              (RandomDay       *r,
                                   guint32          seed);
void random_day_close             (RandomDay       *r);
void random_day_make_wish         (RandomDay       *r,
                                   AxleWish        *wish);
void random_day_make_suggest_wish (RandomDay       *r,
                                   AxleSuggestWish *wish);

G_END_DECLS
