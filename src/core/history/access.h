/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* That somebody read personal data. A desk writes it and sends it to the server, which
 * keeps it and shows it to no desk: a cache belongs to whoever sits at it. Who did it
 * and where say `created_by` and `created_on`. What was read is named as text: it is
 * no reference, for it may be deleted since. */

typedef enum
{
  AXLE_ACCESS_WHAT,
  AXLE_ACCESS_KIND,
  AXLE_ACCESS_RECORD,
  AXLE_ACCESS_COUNT,
  AXLE_ACCESS_AT,
  AXLE_ACCESS_N_FIELDS,
} AxleAccessField;

/* The choices of what was done. */
#define AXLE_ACCESS_OPENED "opened"
#define AXLE_ACCESS_EXPORTED "exported"
#define AXLE_ACCESS_LISTED "listed"

extern const AxleEntity axle_access_entity;

G_END_DECLS
