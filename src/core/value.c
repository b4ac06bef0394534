/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/value.h"

#include <string.h>

static gboolean
holds_text (const AxleValue *self)
{
  return self->kind == AXLE_VALUE_TEXT || self->kind == AXLE_VALUE_SET;
}

void
axle_value_clear (AxleValue *self)
{
  if (holds_text (self))
    g_ref_string_release (self->as.text);
  memset (self, 0, sizeof *self);
}

/**
 * axle_value_copy:
 * @self: a value
 * @copy: (out): becomes equal to @self; what it held before is cleared
 */
void
axle_value_copy (const AxleValue *self,
                 AxleValue       *copy)
{
  AxleValue value = *self;

  if (holds_text (self))
    g_ref_string_acquire (self->as.text);
  axle_value_clear (copy);
  *copy = value;
}

gboolean
axle_value_equal (const AxleValue *a,
                  const AxleValue *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case AXLE_VALUE_NONE:
      return TRUE;
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_SET:
      return a->as.text == b->as.text || strcmp (a->as.text, b->as.text) == 0;
    case AXLE_VALUE_INTEGER:
      return a->as.integer == b->as.integer;
    case AXLE_VALUE_BOOLEAN:
      return a->as.boolean == b->as.boolean;
    case AXLE_VALUE_ID:
      return axle_id_equal (&a->as.id, &b->as.id);
    default:
      g_return_val_if_reached (FALSE);
    }
}

/**
 * axle_value_compare:
 * @a: a value
 * @b: another
 *
 * Returns: below, at or above zero as @a sorts before, with or after @b: none
 *   first, then by kind, numbers by size, texts byte by byte
 */
int
axle_value_compare (const AxleValue *a,
                    const AxleValue *b)
{
  if (a->kind != b->kind)
    return (int) a->kind - (int) b->kind;
  switch (a->kind)
    {
    case AXLE_VALUE_NONE:
      return 0;
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_SET:
      return strcmp (a->as.text, b->as.text);
    case AXLE_VALUE_INTEGER:
      return (a->as.integer > b->as.integer) - (a->as.integer < b->as.integer);
    case AXLE_VALUE_BOOLEAN:
      return !!a->as.boolean - !!b->as.boolean;
    case AXLE_VALUE_ID:
      return axle_id_compare (&a->as.id, &b->as.id);
    default:
      g_return_val_if_reached (0);
    }
}

static void
take_text (AxleValue     *self,
           AxleValueKind  kind,
           char          *text)
{
  axle_value_clear (self);
  self->kind = kind;
  self->as.text = text;
}

/**
 * axle_value_set_text:
 * @self: a value
 * @text: (nullable): valid UTF-8; %NULL and "" make @self none
 */
void
axle_value_set_text (AxleValue  *self,
                     const char *text)
{
  if (text == NULL || *text == '\0')
    axle_value_clear (self);
  else
    take_text (self, AXLE_VALUE_TEXT, g_ref_string_new (text));
}

void
axle_value_set_integer (AxleValue *self,
                        gint64     integer)
{
  axle_value_clear (self);
  self->kind = AXLE_VALUE_INTEGER;
  self->as.integer = integer;
}

void
axle_value_set_boolean (AxleValue *self,
                        gboolean   boolean)
{
  axle_value_clear (self);
  self->kind = AXLE_VALUE_BOOLEAN;
  self->as.boolean = !!boolean;
}

/**
 * axle_value_set_id:
 * @self: a value
 * @id: (nullable): an id; %NULL and no id make @self none
 */
void
axle_value_set_id (AxleValue    *self,
                   const AxleId *id)
{
  AxleId copy = id != NULL ? *id : AXLE_ID_NONE;

  axle_value_clear (self);
  if (axle_id_is_none (&copy))
    return;
  self->kind = AXLE_VALUE_ID;
  self->as.id = copy;
}

static gboolean
packed_contains (const char *packed,
                 const char *member,
                 gsize       length)
{
  while (packed != NULL && *packed != '\0')
    {
      const char *end = strchrnul (packed, *AXLE_SET_SEPARATOR);

      if ((gsize) (end - packed) == length && memcmp (packed, member, length) == 0)
        return TRUE;
      packed = *end != '\0' ? end + 1 : end;
    }
  return FALSE;
}

/* Adds the members of @packed that @out lacks, but those of @without only when
 * they are in @unless too. */
static void
append_members (GString    *out,
                const char *packed,
                const char *without,
                const char *unless)
{
  while (packed != NULL && *packed != '\0')
    {
      const char *end = strchrnul (packed, *AXLE_SET_SEPARATOR);
      gsize length = end - packed;

      if (length > 0 &&
          (!packed_contains (without, packed, length) || packed_contains (unless, packed, length)) &&
          !packed_contains (out->str, packed, length))
        {
          if (out->len > 0)
            g_string_append (out, AXLE_SET_SEPARATOR);
          g_string_append_len (out, packed, length);
        }
      packed = *end != '\0' ? end + 1 : end;
    }
}

/**
 * axle_value_set_packed:
 * @self: a value
 * @packed: (nullable): members joined by AXLE_SET_SEPARATOR; empty and repeated
 *   ones are left out
 */
void
axle_value_set_packed (AxleValue  *self,
                       const char *packed)
{
  g_autoptr(GString) out = g_string_new (NULL);

  append_members (out, packed, NULL, NULL);
  if (out->len == 0)
    axle_value_clear (self);
  else
    take_text (self, AXLE_VALUE_SET, g_ref_string_new_len (out->str, out->len));
}

/**
 * axle_value_set_members:
 * @self: a value
 * @members: (nullable) (array zero-terminated=1): the members; empty and
 *   repeated ones are left out
 */
void
axle_value_set_members (AxleValue          *self,
                        const char * const *members)
{
  g_autofree char *packed = members != NULL ? g_strjoinv (AXLE_SET_SEPARATOR, (char **) members) : NULL;
  axle_value_set_packed (self, packed);
}

/**
 * axle_value_get_text:
 * @self: a value
 *
 * Returns: (nullable): its text, or a set's packed text; %NULL when it has none
 */
const char *
axle_value_get_text (const AxleValue *self)
{
  return holds_text (self) ? self->as.text : NULL;
}

gint64
axle_value_get_integer (const AxleValue *self)
{
  return self->kind == AXLE_VALUE_INTEGER ? self->as.integer : 0;
}

gboolean
axle_value_get_boolean (const AxleValue *self)
{
  return self->kind == AXLE_VALUE_BOOLEAN && self->as.boolean;
}

AxleId
axle_value_get_id (const AxleValue *self)
{
  return self->kind == AXLE_VALUE_ID ? self->as.id : AXLE_ID_NONE;
}

/**
 * axle_value_dup_members:
 * @self: a value
 *
 * Returns: (transfer full) (array zero-terminated=1): the members of a set, none
 *   for another kind of value
 */
char **
axle_value_dup_members (const AxleValue *self)
{
  if (self->kind != AXLE_VALUE_SET)
    return g_new0 (char *, 1);
  return g_strsplit (self->as.text, AXLE_SET_SEPARATOR, -1);
}

/**
 * axle_value_to_variant:
 * @self: a value
 *
 * Returns: (transfer floating): @self packed, for [func@Axle.Value.from_variant]
 */
GVariant *
axle_value_to_variant (const AxleValue *self)
{
  GVariant *inner;

  switch (self->kind)
    {
    case AXLE_VALUE_TEXT:
      inner = g_variant_new_string (self->as.text);
      break;
    case AXLE_VALUE_SET:
      {
        g_auto(GStrv) members = axle_value_dup_members (self);
        inner = g_variant_new_strv ((const char * const *) members, -1);
        break;
      }
    case AXLE_VALUE_INTEGER:
      inner = g_variant_new_int64 (self->as.integer);
      break;
    case AXLE_VALUE_BOOLEAN:
      inner = g_variant_new_boolean (self->as.boolean);
      break;
    case AXLE_VALUE_ID:
      inner = axle_id_to_variant (&self->as.id);
      break;
    case AXLE_VALUE_NONE:
    default:
      inner = g_variant_new_tuple (NULL, 0);
      break;
    }
  return g_variant_new_variant (inner);
}

/**
 * axle_value_from_variant:
 * @variant: what [func@Axle.Value.to_variant] gave
 * @value: (out): the value
 *
 * Returns: whether @variant holds a value; otherwise @value is none
 */
gboolean
axle_value_from_variant (GVariant  *variant,
                         AxleValue *value)
{
  g_autoptr(GVariant) inner = NULL;

  axle_value_clear (value);
  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE_VARIANT))
    return FALSE;
  inner = g_variant_get_variant (variant);
  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING))
    {
      axle_value_set_text (value, g_variant_get_string (inner, NULL));
    }
  else if (g_variant_is_of_type (inner, G_VARIANT_TYPE_STRING_ARRAY))
    {
      g_autofree const char **members = g_variant_get_strv (inner, NULL);
      axle_value_set_members (value, members);
    }
  else if (g_variant_is_of_type (inner, G_VARIANT_TYPE_INT64))
    {
      axle_value_set_integer (value, g_variant_get_int64 (inner));
    }
  else if (g_variant_is_of_type (inner, G_VARIANT_TYPE_BOOLEAN))
    {
      axle_value_set_boolean (value, g_variant_get_boolean (inner));
    }
  else if (g_variant_is_of_type (inner, G_VARIANT_TYPE_BYTESTRING))
    {
      AxleId id;

      if (!axle_id_from_variant (inner, &id))
        return FALSE;
      axle_value_set_id (value, &id);
    }
  else if (!g_variant_is_of_type (inner, G_VARIANT_TYPE_UNIT))
    {
      return FALSE;
    }
  return TRUE;
}

/**
 * axle_value_merge_sets:
 * @current: the set as it is now
 * @before: the set as the person saw it
 * @after: the set as the person left it
 * @merged: (out): @current with what the person added and without what they took out
 *
 * The person's order comes first, so that a new first phone number stays first.
 */
void
axle_value_merge_sets (const AxleValue *current,
                       const AxleValue *before,
                       const AxleValue *after,
                       AxleValue       *merged)
{
  const char *now = axle_value_get_text (current);
  const char *old = axle_value_get_text (before);
  const char *new = axle_value_get_text (after);
  g_autoptr(GString) out = g_string_new (NULL);

  append_members (out, new, old, now);
  append_members (out, now, old, NULL);
  axle_value_set_packed (merged, out->str);
}
