/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* How long work takes: what was measured in this workshop, as quantiles; the labour of the
 * menu where too little was measured. */

/* Fewer measurements than these say nothing. */
#define AXLE_LENGTHS_FEWEST 5

/* Of one service the last so many count. */
#define AXLE_LENGTHS_MOST 400

/* Nobody books until 14:29: what follows from measurements is booked in such steps. */
#define AXLE_LENGTH_STEP 5

/**
 * AxleLength:
 * @n: how many measurements it follows from; 0 for the menu's labour; of several services,
 *   those of the one with fewest
 * @of_model: whether all were cars of that model
 * @low: minutes that one in five stays below
 * @median: minutes that half stay below
 * @high: minutes that four in five stay below
 * @booked: what to book: @high, rounded up to what one says on the phone
 *
 * How long something takes. Of the menu's labour all three are the same.
 */
typedef struct
{
  guint    n;
  gboolean of_model;
  int      low;
  int      median;
  int      high;
  int      booked;
} AxleLength;

/**
 * AxleLengths:
 *
 * What was measured. Counted by reference and never changed, so that it may be read on any
 * thread.
 */
typedef struct _AxleLengths AxleLengths;

#define AXLE_TYPE_LENGTHS (axle_lengths_get_type ())
GType        axle_lengths_get_type   (void) G_GNUC_CONST;
AxleLengths *axle_lengths_new        (GPtrArray          *durations,
                                      GPtrArray          *services);
AxleLengths *axle_lengths_ref        (AxleLengths        *self);
void         axle_lengths_unref      (AxleLengths        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleLengths, axle_lengths_unref)

gboolean     axle_lengths_estimate   (const AxleLengths  *self,
                                      const char * const *services,
                                      const char         *model,
                                      AxleLength         *length);
double       axle_lengths_get_chance (const AxleLengths  *self,
                                      const char * const *services,
                                      const char         *model,
                                      int                 minutes);

G_END_DECLS
