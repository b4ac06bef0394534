/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static yyjson_mut_val *
new_set (yyjson_mut_doc *doc,
         const char     *packed)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  while (*packed != '\0')
    {
      const char *end = strchrnul (packed, *AXLE_SET_SEPARATOR);

      yyjson_mut_arr_add_strncpy (doc, array, packed, end - packed);
      packed = *end != '\0' ? end + 1 : end;
    }
  return array;
}

/* Texts are borrowed: @value outlives @doc. */
yyjson_mut_val *
axle_json_new_value (yyjson_mut_doc  *doc,
                     const AxleValue *value)
{
  switch (value->kind)
    {
    case AXLE_VALUE_TEXT:
      return yyjson_mut_str (doc, value->as.text);
    case AXLE_VALUE_SET:
      return new_set (doc, value->as.text);
    case AXLE_VALUE_INTEGER:
      return yyjson_mut_sint (doc, value->as.integer);
    case AXLE_VALUE_BOOLEAN:
      return yyjson_mut_bool (doc, value->as.boolean);
    case AXLE_VALUE_ID:
      return axle_json_new_id (doc, &value->as.id);
    case AXLE_VALUE_NONE:
    default:
      return yyjson_mut_null (doc);
    }
}

static gboolean
read_set (yyjson_val       *val,
          const AxleField  *field,
          AxleValue        *value,
          GError          **error)
{
  g_autoptr(GPtrArray) members = g_ptr_array_new ();
  yyjson_arr_iter iter;
  yyjson_val *member;

  if (!yyjson_is_arr (val))
    return axle_json_refuse (error, _("“%s” of the message is not a list."), field->name);
  iter = yyjson_arr_iter_with (val);
  while ((member = yyjson_arr_iter_next (&iter)) != NULL)
    {
      if (!yyjson_is_str (member) || strstr (yyjson_get_str (member), AXLE_SET_SEPARATOR) != NULL)
        return axle_json_refuse (error, _("“%s” of the message has an entry that is not a text."), field->name);
      g_ptr_array_add (members, (gpointer) yyjson_get_str (member));
    }
  g_ptr_array_add (members, NULL);
  axle_value_set_members (value, (const char * const *) members->pdata);
  return TRUE;
}

/**
 * axle_json_read_value:
 * @val: what a peer sent for a field
 * @field: the field
 * @value: (out): its value
 * @error: return location
 *
 * Only the type is judged here; the field's rules are for whoever takes the value.
 *
 * Returns: whether @val is a value of the field's type
 */
gboolean
axle_json_read_value (yyjson_val       *val,
                      const AxleField  *field,
                      AxleValue        *value,
                      GError          **error)
{
  gint64 integer;
  AxleId id;

  axle_value_clear (value);
  if (yyjson_is_null (val))
    return TRUE;
  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_INTEGER:
      if (!axle_json_read_integer (val, field->name, &integer, error))
        return FALSE;
      axle_value_set_integer (value, integer);
      return TRUE;
    case AXLE_VALUE_BOOLEAN:
      if (!yyjson_is_bool (val))
        return axle_json_refuse (error, _("“%s” of the message is neither true nor false."), field->name);
      axle_value_set_boolean (value, yyjson_get_bool (val));
      return TRUE;
    case AXLE_VALUE_ID:
      if (!axle_json_read_id (val, field->name, &id, error))
        return FALSE;
      axle_value_set_id (value, &id);
      return TRUE;
    case AXLE_VALUE_SET:
      return read_set (val, field, value, error);
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_NONE:
    default:
      if (!yyjson_is_str (val))
        return axle_json_refuse (error, _("“%s” of the message is not a text."), field->name);
      axle_value_set_text (value, yyjson_get_str (val));
      return TRUE;
    }
}
