/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"
#include "report/handbook-code.h"
#include "report/paper.h"

G_BEGIN_DECLS

/* More than any car lives through; the records of a forged one may be more. */
#define AXLE_HANDBOOK_MAX_VISITS 2000
#define AXLE_HANDBOOK_MAX_JOBS   20000

/**
 * AxleHandbookSource:
 * @vehicle: the car
 * @owner: (nullable): whose it is now; what others said is not told to them
 * @store: (nullable): the dealership, as its record of core/organisation
 * @visits: (element-type AxleRecord): the car's visits, whoever came with it; those
 *   that were not known at @at are left out
 * @jobs: (element-type AxleRecord): what was done on them
 * @due: (nullable): when it is to come next, in words
 * @due_reason: (nullable): and why
 * @at: the moment whose knowledge it shows, in microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * What a care handbook is made from.
 */
typedef struct
{
  AxleRecord *vehicle;
  AxleRecord *owner;
  AxleRecord *store;
  GPtrArray  *visits;
  GPtrArray  *jobs;
  const char *due;
  const char *due_reason;
  gint64      at;
  GTimeZone  *zone;
} AxleHandbookSource;

/**
 * AxleHandbook:
 *
 * The whole history of a car on paper, in the language of the program: what was done
 * when, what it cost, what was put off, and when to come next. The same source gives the
 * same bytes. Use it from one thread at a time.
 */
typedef struct _AxleHandbook AxleHandbook;

AxleHandbook           *axle_handbook_new         (const AxleHandbookSource  *source,
                                                   GError                   **error);
void                    axle_handbook_free        (AxleHandbook              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleHandbook, axle_handbook_free)

const AxleHandbookCode *axle_handbook_get_code    (AxleHandbook              *self);
AxlePaper              *axle_handbook_get_paper   (AxleHandbook              *self);

AxleHandbookCode        axle_handbook_sign        (const AxleHandbookSource  *source);

G_END_DECLS
