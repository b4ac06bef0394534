/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/note.h"

#include <glib/gi18n-lib.h>

static const AxleField note_fields[] = {
  [AXLE_NOTE_SUBJECT] = {
    .name = "subject", .label = N_("About"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
  },
  [AXLE_NOTE_TEXT] = {
    .name = "text", .label = N_("Note"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_PERSONAL | AXLE_FIELD_MULTILINE,
    .limit = 10000,
  },
  [AXLE_NOTE_PINNED] = {
    .name = "pinned", .label = N_("Pinned"), .type = AXLE_FIELD_BOOLEAN,
  },
};

static char *
note_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_NOTE_TEXT));
}

const AxleEntity axle_note_entity = {
  .kind = "note",
  .label = N_("Note"),
  .fields = note_fields,
  .n_fields = G_N_ELEMENTS (note_fields),
  .dup_title = note_title,
};
