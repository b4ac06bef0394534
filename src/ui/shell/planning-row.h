/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxlePlanningRowParts:
 * @AXLE_PLANNING_ROW_OPENS: opens a form when it is pressed
 * @AXLE_PLANNING_ROW_MOVES: has its place among the others: by drag, Alt+Up and Alt+Down
 * @AXLE_PLANNING_ROW_SWITCH: is in use or not
 * @AXLE_PLANNING_ROW_REMOVE: can be deleted: by its button or the key Delete
 *
 * What a row has beside its words.
 */
typedef enum
{
  AXLE_PLANNING_ROW_OPENS  = 1 << 0,
  AXLE_PLANNING_ROW_MOVES  = 1 << 1,
  AXLE_PLANNING_ROW_SWITCH = 1 << 2,
  AXLE_PLANNING_ROW_REMOVE = 1 << 3,
} AxlePlanningRowParts;

/**
 * AxlePlanningRow:
 *
 * A row of #AxlePlanningList. It says what a person wants, and does nothing itself.
 *
 * Signals: `remove`, `switched` (gboolean), `step` (int: -1 up, 1 down), `dropped`
 * (#AxlePlanningRow that was dropped on it, returns whether that is taken).
 */
#define AXLE_TYPE_PLANNING_ROW (axle_planning_row_get_type ())
G_DECLARE_FINAL_TYPE (AxlePlanningRow, axle_planning_row, AXLE, PLANNING_ROW, AdwActionRow)

AxlePlanningRow  *axle_planning_row_new        (const AxleId         *id,
                                                AxlePlanningRowParts  parts);
const AxleId     *axle_planning_row_get_id     (AxlePlanningRow      *self);
const AxleRecord *axle_planning_row_get_record (AxlePlanningRow      *self);
void              axle_planning_row_show       (AxlePlanningRow      *self,
                                                AxleRecord           *record,
                                                const char           *title,
                                                const char           *words,
                                                gboolean              active);

G_END_DECLS
