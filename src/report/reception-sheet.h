/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"
#include "report/paper.h"

G_BEGIN_DECLS

/**
 * AxleReceptionTone:
 *
 * Whether something only tells, asks for something, or is late.
 */
typedef enum
{
  AXLE_RECEPTION_PLAIN,
  AXLE_RECEPTION_SOON,
  AXLE_RECEPTION_LATE,
} AxleReceptionTone;

/**
 * AxleReceptionLine:
 * @text: what is told
 * @detail: (nullable): more of it
 * @tone: how it stands
 *
 * One thing to know when a car is received.
 */
typedef struct
{
  char              *text;
  char              *detail;
  AxleReceptionTone  tone;
} AxleReceptionLine;

/**
 * AxleReceptionPart:
 * @id: names it: `warnings`, `needs`, `promises`, `deferred`, `history`, `reach`
 * @title: what it is, translated; static
 * @lines: (element-type AxleReceptionLine): what belongs to it
 *
 * Things to know that belong together.
 */
typedef struct
{
  const char *id;
  const char *title;
  GPtrArray  *lines;
} AxleReceptionPart;

/**
 * AxleReceptionFact:
 * @label: what it is, translated; static
 * @value: the value, for a person
 *
 * Something of an appointment, a customer or a car.
 */
typedef struct
{
  const char *label;
  char       *value;
} AxleReceptionFact;

/**
 * AxleReception:
 * @appointment: which
 * @customer: (nullable): whose
 * @vehicle: (nullable): with which car
 * @store: (nullable): where, as its record of core/organisation
 * @who: the name to greet them by
 * @plate: (nullable): of the car, as it is read
 * @facts: (element-type AxleReceptionFact): their number, which car, what is booked: what the
 *   customer may read, too
 * @wish: (nullable): what the customer said, to be read and added to
 * @portrait: (nullable): who they are, in one sentence
 * @parts: (element-type AxleReceptionPart): what only the dealership knows; without those
 *   of which there is nothing
 * @at: when it was put together, in microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * All that is to be known when a car is received, put together from the records.
 */
typedef struct
{
  AxleRecord *appointment;
  AxleRecord *customer;
  AxleRecord *vehicle;
  AxleRecord *store;
  char       *who;
  char       *plate;
  GPtrArray  *facts;
  char       *wish;
  char       *portrait;
  GPtrArray  *parts;
  gint64      at;
  GTimeZone  *zone;
} AxleReception;

AxleReception     *axle_reception_new      (const AxleRecord    *appointment,
                                            gint64               at,
                                            GTimeZone           *zone);
void               axle_reception_free     (AxleReception       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleReception, axle_reception_free)
void               axle_reception_add_fact (AxleReception       *self,
                                            const char          *label,
                                            char                *value);
AxleReceptionPart *axle_reception_add_part (AxleReception       *self,
                                            const char          *id,
                                            const char          *title);
void               axle_reception_add_line (AxleReceptionPart   *part,
                                            AxleReceptionTone    tone,
                                            char                *text,
                                            char                *detail);

/* The paper of it. */
AxlePaper         *axle_reception_sheet_new (const AxleReception *reception);

G_END_DECLS
