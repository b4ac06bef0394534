/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/id.h"
#include "core/entity.h"

/* A value of the field's type that a codec could spoil; the next @variant is another one. */
static inline void
test_fill_value (const AxleField *field,
                 guint            variant,
                 AxleValue       *value)
{
  static const char * const texts[] = { "“王”\n\t\\/😀\x7f", "a", "  " };
  static const gint64 integers[] = { G_MAXINT64, G_MININT64, 0 };
  const char *members[] = { "一", "b,c", "\"", NULL };
  AxleId id = axle_id_new (axle_host_get_default ());

  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_INTEGER:
      axle_value_set_integer (value, integers[variant % 3]);
      break;
    case AXLE_VALUE_BOOLEAN:
      axle_value_set_boolean (value, variant % 2);
      break;
    case AXLE_VALUE_ID:
      axle_value_set_id (value, &id);
      break;
    case AXLE_VALUE_SET:
      axle_value_set_members (value, members + variant % 3);
      break;
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_NONE:
    default:
      axle_value_set_text (value, texts[variant % 3]);
      break;
    }
}
