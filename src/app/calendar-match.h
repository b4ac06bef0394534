/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/calendar.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleCalendarMatch:
 * @customer: who is meant; no id where that is not certain
 * @vehicle: which car is meant; the same
 * @by: (nullable): what told the customer: `phone`, `plate` or `name`; static
 *
 * Who and what the words of an event mean.
 */
typedef struct
{
  AxleId      customer;
  AxleId      vehicle;
  const char *by;
} AxleCalendarMatch;

AxleCalendarMatch axle_calendar_match (AxleStore               *store,
                                       const AxleCalendarEvent *event);

G_END_DECLS
