/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What one field of a record was before a change: written by the server for each
 * field of each change but the one that makes a record. A deletion or its undoing
 * is a change of AXLE_HISTORY_DELETED. `before` and `after` are values as text, see
 * [func@Axle.history_dup_text]; a value of none is no text. A history record stands
 * in the scope of its record, and its number in the feed is before that of the
 * change: whoever has the change has its history. */

/* The `field` of a history record that tells of a deletion, with the text of a boolean. */
#define AXLE_HISTORY_DELETED "deleted"

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

char     *axle_history_dup_text   (const AxleValue *value);
gboolean  axle_history_parse_text (const AxleField *field,
                                   const char      *text,
                                   AxleValue       *value);

G_END_DECLS
