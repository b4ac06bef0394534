/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What one field of a record was before a change: written by the server for each
 * field of each change but the one that makes a record. */

typedef enum
{
  AXLE_HISTORY_RECORD,
  AXLE_HISTORY_KIND,
  AXLE_HISTORY_FIELD,
  AXLE_HISTORY_BEFORE,
  AXLE_HISTORY_AFTER,
  AXLE_HISTORY_AT,
  AXLE_HISTORY_STAFF,
  AXLE_HISTORY_DESK,
  AXLE_HISTORY_N_FIELDS,
} AxleHistoryField;

extern const AxleEntity axle_history_entity;

G_END_DECLS
