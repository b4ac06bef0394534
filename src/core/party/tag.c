/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/tag.h"

#include <glib/gi18n-lib.h>

static const AxleChoice colours[] = {
  { "blue", N_("Blue") },
  { "teal", N_("Teal") },
  { "green", N_("Green") },
  { "yellow", N_("Yellow") },
  { "orange", N_("Orange") },
  { "red", N_("Red") },
  { "pink", N_("Pink") },
  { "purple", N_("Purple") },
  { "slate", N_("Slate") },
  { NULL, NULL },
};

static const AxleField tag_fields[] = {
  [AXLE_TAG_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
    .limit = 40,
  },
  [AXLE_TAG_COLOUR] = {
    .name = "colour", .label = N_("Colour"), .type = AXLE_FIELD_CHOICE,
    .choices = colours,
  },
  [AXLE_TAG_MEANING] = {
    .name = "meaning", .label = N_("Meaning"), .type = AXLE_FIELD_TEXT,
  },
};

static char *
tag_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_TAG_NAME));
}

const AxleEntity axle_tag_entity = {
  .kind = "tag",
  .label = N_("Tag"),
  .fields = tag_fields,
  .n_fields = G_N_ELEMENTS (tag_fields),
  .dup_title = tag_title,
};
