/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/history.h"

#include <glib/gi18n-lib.h>

/* Holds the text of every value: a full set with its separators, the longest note. */
#define TEXT_LIMIT 24000

static const AxleField history_fields[] = {
  [AXLE_HISTORY_RECORD] = {
    .name = "record", .label = N_("Record"), .type = AXLE_FIELD_REFERENCE,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED,
  },
  [AXLE_HISTORY_KIND] = {
    .name = "kind", .label = N_("Kind"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 64,
  },
  [AXLE_HISTORY_FIELD] = {
    .name = "field", .label = N_("Field"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED,
    .limit = 64,
  },
  [AXLE_HISTORY_BEFORE] = {
    .name = "before", .label = N_("Before"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = TEXT_LIMIT,
  },
  [AXLE_HISTORY_AFTER] = {
    .name = "after", .label = N_("After"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_PERSONAL,
    .limit = TEXT_LIMIT,
  },
  [AXLE_HISTORY_AT] = {
    .name = "at", .label = N_("Time"), .type = AXLE_FIELD_TIME,
    .flags = AXLE_FIELD_REQUIRED,
  },
  [AXLE_HISTORY_STAFF] = {
    .name = "staff", .label = N_("By"), .type = AXLE_FIELD_REFERENCE,
    .target = "staff",
  },
  [AXLE_HISTORY_DESK] = {
    .name = "desk", .label = N_("Desk"), .type = AXLE_FIELD_REFERENCE,
    .target = "desk",
  },
};

const AxleEntity axle_history_entity = {
  .kind = "history",
  .label = N_("Change"),
  .flags = AXLE_ENTITY_APPEND_ONLY | AXLE_ENTITY_SERVER,
  .fields = history_fields,
  .n_fields = G_N_ELEMENTS (history_fields),
};

/**
 * axle_history_dup_text:
 * @value: a value of any field
 *
 * Returns: (transfer full) (nullable): it as text: texts as they are, the members
 *   of a set joined by AXLE_SET_SEPARATOR, numbers in decimal, `true` and `false`,
 *   ids as UUIDs; %NULL for none
 */
char *
axle_history_dup_text (const AxleValue *value)
{
  switch (value->kind)
    {
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_SET:
      return g_strdup (value->as.text);
    case AXLE_VALUE_INTEGER:
      return g_strdup_printf ("%" G_GINT64_FORMAT, value->as.integer);
    case AXLE_VALUE_BOOLEAN:
      return g_strdup (value->as.boolean ? "true" : "false");
    case AXLE_VALUE_ID:
      return axle_id_dup_text (&value->as.id);
    case AXLE_VALUE_NONE:
    default:
      return NULL;
    }
}

/**
 * axle_history_parse_text:
 * @field: the field that the value was of
 * @text: (nullable): what [func@Axle.history_dup_text] gave
 * @value: (out): the value
 *
 * Returns: whether @text is a value of @field; otherwise @value is none
 */
gboolean
axle_history_parse_text (const AxleField *field,
                         const char      *text,
                         AxleValue       *value)
{
  gint64 integer;
  AxleId id;

  axle_value_clear (value);
  if (text == NULL)
    return TRUE;
  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_SET:
      axle_value_set_packed (value, text);
      return TRUE;
    case AXLE_VALUE_INTEGER:
      if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        return FALSE;
      axle_value_set_integer (value, integer);
      return TRUE;
    case AXLE_VALUE_BOOLEAN:
      if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
        return FALSE;
      axle_value_set_boolean (value, g_str_equal (text, "true"));
      return TRUE;
    case AXLE_VALUE_ID:
      if (!axle_id_parse (text, &id))
        return FALSE;
      axle_value_set_id (value, &id);
      return TRUE;
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_NONE:
    default:
      axle_value_set_text (value, text);
      return TRUE;
    }
}
