/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Two customers who look like one and are not: somebody looked, and they are proposed to be
 * merged no more. Taken back, they are again. The one with the smaller id comes first, and
 * its id follows from both, so that two desks that decide the same make one record. */

typedef enum
{
  AXLE_DISTINCTION_CUSTOMER,
  AXLE_DISTINCTION_OTHER,
  AXLE_DISTINCTION_N_FIELDS,
} AxleDistinctionField;

extern const AxleEntity axle_distinction_entity;

AxleId      axle_distinction_id  (const AxleId *customer,
                                  const AxleId *other);
AxleRecord *axle_distinction_new (const AxleId *customer,
                                  const AxleId *other);

G_END_DECLS
