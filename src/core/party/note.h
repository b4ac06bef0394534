/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/* What someone wants the next colleague to know of a customer or a car. */

typedef enum
{
  AXLE_NOTE_SUBJECT,
  AXLE_NOTE_TEXT,
  AXLE_NOTE_PINNED,
  AXLE_NOTE_N_FIELDS,
} AxleNoteField;

extern const AxleEntity axle_note_entity;

G_END_DECLS
