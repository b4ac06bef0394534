/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

yyjson_mut_val *
axle_json_new_hidden (yyjson_mut_doc   *doc,
                      const AxleEntity *entity,
                      guint64           hidden)
{
  yyjson_mut_val *names = yyjson_mut_arr (doc);

  for (guint i = 0; i < entity->n_fields; i++)
    if ((hidden >> i) & 1)
      yyjson_mut_arr_add_str (doc, names, entity->fields[i].name);
  return names;
}

/* Names that this program does not know are of fields that it cannot show anyway. */
gboolean
axle_json_read_hidden (yyjson_val        *object,
                       const AxleEntity  *entity,
                       guint64           *hidden,
                       GError           **error)
{
  yyjson_val *names = yyjson_obj_get (object, "hidden");
  yyjson_arr_iter iter;
  yyjson_val *name;

  *hidden = 0;
  if (names == NULL)
    return TRUE;
  if (!yyjson_is_arr (names))
    return axle_json_refuse (error, _("“%s” of the message is not a list."), "hidden");
  iter = yyjson_arr_iter_with (names);
  while ((name = yyjson_arr_iter_next (&iter)) != NULL)
    {
      int field = yyjson_is_str (name) ? axle_entity_find_field (entity, yyjson_get_str (name)) : -1;

      if (!yyjson_is_str (name))
        return axle_json_refuse (error, _("“%s” of the message has an entry that is not a text."), "hidden");
      if (field >= 0)
        *hidden |= G_GUINT64_CONSTANT (1) << field;
    }
  return TRUE;
}

/* Writes back what a newer program added; what this program knows has its own value. */
void
axle_json_add_unknown (yyjson_mut_doc   *doc,
                       yyjson_mut_val   *object,
                       const AxleRecord *record)
{
  g_autoptr(yyjson_doc) unknown = NULL;
  yyjson_obj_iter iter;
  yyjson_val *key;

  if (record->unknown == NULL)
    return;
  unknown = yyjson_read (record->unknown, strlen (record->unknown), YYJSON_READ_NOFLAG);
  iter = yyjson_obj_iter_with (unknown != NULL ? yyjson_doc_get_root (unknown) : NULL);
  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    if (axle_entity_find_field (record->entity, yyjson_get_str (key)) < 0)
      yyjson_mut_obj_add (object,
                          yyjson_val_mut_copy (doc, key),
                          yyjson_val_mut_copy (doc, yyjson_obj_iter_get_val (key)));
}

/**
 * axle_json_write_unknown:
 * @doc: the document of @unknown
 * @unknown: an object
 *
 * Returns: (transfer full) (nullable): its text; %NULL when it is empty
 */
char *
axle_json_write_unknown (yyjson_mut_doc *doc,
                         yyjson_mut_val *unknown)
{
  char *written;
  char *text;

  if (yyjson_mut_obj_size (unknown) == 0)
    return NULL;
  written = yyjson_mut_val_write (unknown, YYJSON_WRITE_NOFLAG, NULL);
  text = g_strdup (written);
  free (written);
  return text;
}

yyjson_mut_val *
axle_json_new_record (yyjson_mut_doc   *doc,
                      const AxleRecord *record)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  yyjson_mut_val *fields = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_str (doc, object, "kind", record->entity->kind);
  axle_json_add_id (doc, object, "id", &record->id);
  axle_json_add_id (doc, object, "scope", &record->scope);
  yyjson_mut_obj_add_sint (doc, object, "revision", record->revision);
  if (record->deleted)
    yyjson_mut_obj_add_bool (doc, object, "deleted", TRUE);
  yyjson_mut_obj_add_sint (doc, object, "created_at", record->created_at);
  axle_json_add_id (doc, object, "created_by", &record->created_by);
  axle_json_add_id (doc, object, "created_on", &record->created_on);
  if (record->hidden != 0)
    yyjson_mut_obj_add_val (doc, object, "hidden", axle_json_new_hidden (doc, record->entity, record->hidden));
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (record->values[i].kind != AXLE_VALUE_NONE)
      yyjson_mut_obj_add_val (doc, fields, record->entity->fields[i].name,
                              axle_json_new_value (doc, &record->values[i]));
  axle_json_add_unknown (doc, fields, record);
  yyjson_mut_obj_add_val (doc, object, "fields", fields);
  return object;
}

static gboolean
read_fields (yyjson_val  *fields,
             AxleRecord  *record,
             GError     **error)
{
  g_autoptr(yyjson_mut_doc) doc = NULL;
  yyjson_mut_val *unknown = NULL;
  yyjson_obj_iter iter = yyjson_obj_iter_with (fields);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      int field = axle_entity_find_field (record->entity, yyjson_get_str (key));
      yyjson_val *val = yyjson_obj_iter_get_val (key);

      if (field >= 0)
        {
          if (!axle_json_read_value (val, &record->entity->fields[field], &record->values[field], error))
            return FALSE;
          continue;
        }
      if (doc == NULL)
        doc = axle_json_new_object (&unknown);
      yyjson_mut_obj_add (unknown, yyjson_val_mut_copy (doc, key), yyjson_val_mut_copy (doc, val));
    }
  if (doc != NULL)
    record->unknown = axle_json_write_unknown (doc, unknown);
  return TRUE;
}

/**
 * axle_json_read_record:
 * @object: what [func@Axle.json_new_record] wrote
 * @entity: what kind of record it must be
 * @id: which it must be
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record
 */
AxleRecord *
axle_json_read_record (yyjson_val        *object,
                       const AxleEntity  *entity,
                       const AxleId      *id,
                       GError           **error)
{
  g_autoptr(AxleRecord) record = axle_record_new (entity, id);
  yyjson_val *fields = yyjson_obj_get (object, "fields");
  const char *kind;
  AxleId named;

  if (!axle_json_get_text (object, "kind", &kind, error) ||
      !axle_json_get_id (object, "id", &named, error) ||
      !axle_json_get_id (object, "scope", &record->scope, error) ||
      !axle_json_get_integer (object, "revision", &record->revision, error) ||
      !axle_json_get_integer (object, "created_at", &record->created_at, error) ||
      !axle_json_get_id (object, "created_by", &record->created_by, error) ||
      !axle_json_get_id (object, "created_on", &record->created_on, error) ||
      !axle_json_read_hidden (object, entity, &record->hidden, error))
    return NULL;
  if (!g_str_equal (kind, entity->kind) || !axle_id_equal (&named, id))
    {
      axle_json_refuse (error, _("The message is about another record."));
      return NULL;
    }
  if (yyjson_obj_get (object, "deleted") != NULL &&
      !axle_json_get_boolean (object, "deleted", &record->deleted, error))
    return NULL;
  if (!yyjson_is_obj (fields))
    {
      axle_json_refuse (error, _("“%s” of the message is missing or not an object."), "fields");
      return NULL;
    }
  if (!read_fields (fields, record, error))
    return NULL;
  return g_steal_pointer (&record);
}

/**
 * axle_record_encode:
 * @record: a record
 *
 * Returns: (transfer full): it as a JSON object
 */
GBytes *
axle_record_encode (const AxleRecord *record)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);

  yyjson_mut_doc_set_root (doc, axle_json_new_record (doc, record));
  return axle_json_finish (doc);
}

/**
 * axle_record_decode:
 * @entity: what kind of record it must be
 * @id: which it must be
 * @body: what [func@Axle.Record.encode] gave
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record; what a newer program added is
 *   in its `unknown`
 */
AxleRecord *
axle_record_decode (const AxleEntity  *entity,
                    const AxleId      *id,
                    GBytes            *body,
                    GError           **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);

  if (doc == NULL)
    return NULL;
  return axle_json_read_record (yyjson_doc_get_root (doc), entity, id, error);
}
