/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* Two customers found to be one. The absorbed one points at the survivor (its field
 * `merged_into`), what belongs to it is shown with the survivor, and nothing is rewritten:
 * taking the merge back is taking back the pointer and the `fields` that were chosen. */

typedef enum
{
  AXLE_MERGING_SURVIVOR,
  AXLE_MERGING_ABSORBED,
  AXLE_MERGING_AT,
  AXLE_MERGING_STAFF,
  AXLE_MERGING_SCORE,
  AXLE_MERGING_REASONS,
  AXLE_MERGING_FIELDS,
  AXLE_MERGING_UNDONE_AT,
  AXLE_MERGING_UNDONE_BY,
  AXLE_MERGING_N_FIELDS,
} AxleMergingField;

extern const AxleEntity axle_merging_entity;

G_END_DECLS
