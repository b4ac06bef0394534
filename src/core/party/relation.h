/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What one customer is to another: the contact of a company, a driver of its fleet, who
 * pays, a family. The customer has the other in that role: a company its driver, a
 * mother her child. */

typedef enum
{
  AXLE_RELATION_CUSTOMER,
  AXLE_RELATION_OTHER,
  AXLE_RELATION_ROLE,
  AXLE_RELATION_SINCE,
  AXLE_RELATION_UNTIL,
  AXLE_RELATION_REMARKS,
  AXLE_RELATION_N_FIELDS,
} AxleRelationField;

extern const AxleEntity axle_relation_entity;

gboolean    axle_relation_is_current (const AxleRecord *relation,
                                      gint64            now,
                                      GTimeZone        *zone);
const char *axle_relation_get_label  (const AxleRecord *relation,
                                      gboolean          inverse);

G_END_DECLS
