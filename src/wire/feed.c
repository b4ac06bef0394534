/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

#include <glib/gi18n-lib.h>

#include "core/registry.h"

/*
 * {"scope":…,"epoch":…,"head":…,"after":…,"next":…,"more":…,
 *  "heads":[{"kind":"customer","fields":["type","name"],"hidden":["phones"]}],
 *  "rows":[[0,seq,"id",revision,deleted,created_at,"by","on",value…,{unknown}?]]}
 *
 * A row begins with the index of its head; its values stand in the head's order,
 * and those missing at its end are null. An object behind them has the fields
 * that the sender itself does not know; the reader may.
 */
enum
{
  ROW_HEAD,
  ROW_SEQUENCE,
  ROW_ID,
  ROW_REVISION,
  ROW_DELETED,
  ROW_CREATED_AT,
  ROW_CREATED_BY,
  ROW_CREATED_ON,
  ROW_VALUES,
};

/* A page has one head for each kind and each way of hiding its fields. */
#define HEAD_LIMIT 256

/* The smallest row is longer than 64 bytes: no body within its limit has more. */
#define ROW_LIMIT (AXLE_WIRE_BODY_LIMIT / 64)

typedef struct
{
  const AxleEntity *entity;  /* NULL for a kind that cannot be one */
  guint64           hidden;
  yyjson_val       *names;   /* when reading */
  int              *fields;  /* when reading: the index of each, -1 for one not known here */
} Head;

static void
clear_head (gpointer data)
{
  Head *head = data;

  g_free (head->fields);
}

AxleFeedPage *
axle_feed_page_new (void)
{
  AxleFeedPage *self = g_new0 (AxleFeedPage, 1);

  self->after = -1;
  self->sequences = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  return self;
}

void
axle_feed_page_free (AxleFeedPage *self)
{
  g_array_unref (self->sequences);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static guint
find_head (GArray           *heads,
           const AxleRecord *record)
{
  Head head = { .entity = record->entity, .hidden = record->hidden };

  for (guint i = 0; i < heads->len; i++)
    {
      const Head *known = &g_array_index (heads, Head, i);
      if (known->entity == head.entity && known->hidden == head.hidden)
        return i;
    }
  g_array_append_val (heads, head);
  return heads->len - 1;
}

static yyjson_mut_val *
new_head (yyjson_mut_doc *doc,
          const Head     *head)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);
  yyjson_mut_val *names = yyjson_mut_arr (doc);

  for (guint i = 0; i < head->entity->n_fields; i++)
    if (!((head->hidden >> i) & 1))
      yyjson_mut_arr_add_str (doc, names, head->entity->fields[i].name);
  yyjson_mut_obj_add_str (doc, object, "kind", head->entity->kind);
  yyjson_mut_obj_add_val (doc, object, "fields", names);
  if (head->hidden != 0)
    yyjson_mut_obj_add_val (doc, object, "hidden", axle_json_new_hidden (doc, head->entity, head->hidden));
  return object;
}

static void
add_values (yyjson_mut_doc   *doc,
            yyjson_mut_val   *row,
            const AxleRecord *record)
{
  guint n_fields = record->entity->n_fields;

  while (n_fields > 0 &&
         (axle_record_is_hidden (record, n_fields - 1) || record->values[n_fields - 1].kind == AXLE_VALUE_NONE))
    n_fields--;
  for (guint i = 0; i < n_fields; i++)
    if (!axle_record_is_hidden (record, i))
      yyjson_mut_arr_append (row, axle_json_new_value (doc, &record->values[i]));
  if (record->unknown != NULL)
    axle_json_add_unknown (doc, yyjson_mut_arr_add_obj (doc, row), record);
}

static yyjson_mut_val *
new_row (yyjson_mut_doc   *doc,
         guint             head,
         gint64            sequence,
         const AxleRecord *record)
{
  yyjson_mut_val *row = yyjson_mut_arr (doc);

  yyjson_mut_arr_add_uint (doc, row, head);
  yyjson_mut_arr_add_sint (doc, row, sequence);
  yyjson_mut_arr_append (row, axle_json_new_id (doc, &record->id));
  yyjson_mut_arr_add_sint (doc, row, record->revision);
  yyjson_mut_arr_add_uint (doc, row, record->deleted ? 1 : 0);
  yyjson_mut_arr_add_sint (doc, row, record->created_at);
  yyjson_mut_arr_append (row, axle_json_new_id (doc, &record->created_by));
  yyjson_mut_arr_append (row, axle_json_new_id (doc, &record->created_on));
  if (!record->deleted)
    add_values (doc, row, record);
  return row;
}

GBytes *
axle_feed_page_encode (const AxleFeedPage *self)
{
  g_autoptr(GArray) heads = g_array_new (FALSE, FALSE, sizeof (Head));
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);
  yyjson_mut_val *head_array = yyjson_mut_arr (doc);
  yyjson_mut_val *rows = yyjson_mut_arr (doc);

  axle_json_add_id (doc, root, "scope", &self->scope);
  yyjson_mut_obj_add_sint (doc, root, "epoch", self->epoch);
  yyjson_mut_obj_add_sint (doc, root, "head", self->head);
  if (self->after >= 0)
    yyjson_mut_obj_add_sint (doc, root, "after", self->after);
  yyjson_mut_obj_add_sint (doc, root, "next", self->next);
  yyjson_mut_obj_add_bool (doc, root, "more", self->more);
  if (self->schema > 0)
    yyjson_mut_obj_add_uint (doc, root, "schema", self->schema);
  for (guint i = 0; i < self->records->len; i++)
    {
      const AxleRecord *record = self->records->pdata[i];
      guint head = find_head (heads, record);

      yyjson_mut_arr_append (rows, new_row (doc, head, g_array_index (self->sequences, gint64, i), record));
    }
  for (guint i = 0; i < heads->len; i++)
    yyjson_mut_arr_append (head_array, new_head (doc, &g_array_index (heads, Head, i)));
  yyjson_mut_obj_add_val (doc, root, "heads", head_array);
  yyjson_mut_obj_add_val (doc, root, "rows", rows);
  return axle_json_finish (doc);
}

static gboolean
read_head (yyjson_val  *object,
           Head        *head,
           GError     **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *kind;
  gsize index;
  gsize n_names;
  yyjson_val *name;

  if (!yyjson_is_obj (object))
    return axle_json_refuse (error, _("“%s” of the message has an entry that is not an object."), "heads");
  if (!axle_json_get_text (object, "kind", &kind, error) ||
      !axle_json_get_array (object, "fields", 4 * AXLE_ENTITY_FIELD_LIMIT, &head->names, error))
    return FALSE;
  head->entity = axle_registry_find (kind);
  if (head->entity == NULL)
    head->entity = axle_registry_get_stranger (kind);
  if (head->entity == NULL)
    return TRUE;
  head->fields = g_new (int, MAX (yyjson_arr_size (head->names), 1));
  yyjson_arr_foreach (head->names, index, n_names, name)
    {
      if (!yyjson_is_str (name) || !g_hash_table_add (seen, (gpointer) yyjson_get_str (name)))
        return axle_json_refuse (error, _("“%s” of the message has an entry that is not a name, or is there twice."), "fields");
      head->fields[index] = axle_entity_find_field (head->entity, yyjson_get_str (name));
    }
  return axle_json_read_hidden (object, head->entity, &head->hidden, error);
}

static gboolean
read_heads (yyjson_val  *root,
            GArray      *heads,
            GError     **error)
{
  yyjson_val *array;
  yyjson_val *item;
  yyjson_arr_iter iter;

  if (!axle_json_get_array (root, "heads", HEAD_LIMIT, &array, error))
    return FALSE;
  iter = yyjson_arr_iter_with (array);
  while ((item = yyjson_arr_iter_next (&iter)) != NULL)
    {
      Head head = { 0 };
      gboolean read = read_head (item, &head, error);

      g_array_append_val (heads, head);
      if (!read)
        return FALSE;
    }
  return TRUE;
}

/* What the sender does not know this program may. */
static gboolean
read_rest (yyjson_val      *members,
           yyjson_mut_doc  *doc,
           yyjson_mut_val  *unknown,
           AxleRecord      *record,
           GError         **error)
{
  yyjson_obj_iter iter = yyjson_obj_iter_with (members);
  yyjson_val *key;

  while ((key = yyjson_obj_iter_next (&iter)) != NULL)
    {
      int field = axle_entity_find_field (record->entity, yyjson_get_str (key));
      yyjson_val *val = yyjson_obj_iter_get_val (key);

      if (field < 0)
        yyjson_mut_obj_add (unknown, yyjson_val_mut_copy (doc, key), yyjson_val_mut_copy (doc, val));
      else if (!axle_json_read_value (val, &record->entity->fields[field], &record->values[field], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_values (yyjson_arr_iter *iter,
             const Head      *head,
             AxleRecord      *record,
             GError         **error)
{
  g_autoptr(yyjson_mut_doc) doc = NULL;
  yyjson_mut_val *unknown = NULL;
  gsize n_names = yyjson_arr_size (head->names);
  yyjson_arr_iter names = yyjson_arr_iter_with (head->names);
  yyjson_val *val;

  for (gsize i = 0; (val = yyjson_arr_iter_next (iter)) != NULL; i++)
    {
      yyjson_val *name = yyjson_arr_iter_next (&names);
      int field = i < n_names ? head->fields[i] : -1;

      if (field >= 0 && !yyjson_is_obj (val))
        {
          if (!axle_json_read_value (val, &record->entity->fields[field], &record->values[field], error))
            return FALSE;
          continue;
        }
      if (doc == NULL)
        doc = axle_json_new_object (&unknown);
      if (yyjson_is_obj (val) && !yyjson_arr_iter_has_next (iter))
        {
          if (!read_rest (val, doc, unknown, record, error))
            return FALSE;
        }
      else if (name == NULL)
        return axle_json_refuse (error, _("A row of the message has more values than fields."));
      else if (!yyjson_is_null (val))
        yyjson_mut_obj_add (unknown, yyjson_val_mut_copy (doc, name), yyjson_val_mut_copy (doc, val));
    }
  if (doc != NULL)
    record->unknown = axle_json_write_unknown (doc, unknown);
  return TRUE;
}

static gboolean
read_row (yyjson_val    *row,
          GArray        *heads,
          AxleFeedPage  *page,
          GError       **error)
{
  g_autoptr(AxleRecord) record = NULL;
  yyjson_arr_iter iter = yyjson_arr_iter_with (row);
  gint64 index = -1;
  gint64 sequence = 0;
  gint64 deleted = 0;
  const Head *head;
  AxleId id;

  if (!yyjson_is_arr (row) || yyjson_arr_size (row) < ROW_VALUES)
    return axle_json_refuse (error, _("A row of the message is too short or not a list."));
  if (!axle_json_read_integer (yyjson_arr_iter_next (&iter), "head", &index, error) ||
      !axle_json_read_integer (yyjson_arr_iter_next (&iter), "seq", &sequence, error) ||
      !axle_json_read_id (yyjson_arr_iter_next (&iter), "id", &id, error))
    return FALSE;
  if (index < 0 || index >= heads->len || axle_id_is_none (&id) ||
      (page->sequences->len > 0 &&
       sequence <= g_array_index (page->sequences, gint64, page->sequences->len - 1)))
    return axle_json_refuse (error, _("A row of the message has no head, no id, or is out of order."));
  head = &g_array_index (heads, Head, index);
  if (head->entity == NULL)
    return TRUE;
  record = axle_record_new (head->entity, &id);
  record->scope = page->scope;
  record->hidden = head->hidden;
  if (!axle_json_read_integer (yyjson_arr_iter_next (&iter), "revision", &record->revision, error) ||
      !axle_json_read_integer (yyjson_arr_iter_next (&iter), "deleted", &deleted, error) ||
      !axle_json_read_integer (yyjson_arr_iter_next (&iter), "created_at", &record->created_at, error) ||
      !axle_json_read_id (yyjson_arr_iter_next (&iter), "created_by", &record->created_by, error) ||
      !axle_json_read_id (yyjson_arr_iter_next (&iter), "created_on", &record->created_on, error) ||
      !read_values (&iter, head, record, error))
    return FALSE;
  record->deleted = deleted != 0;
  g_array_append_val (page->sequences, sequence);
  g_ptr_array_add (page->records, g_steal_pointer (&record));
  return TRUE;
}

AxleFeedPage *
axle_feed_page_decode (GBytes  *body,
                       GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleFeedPage) self = axle_feed_page_new ();
  g_autoptr(GArray) heads = g_array_new (FALSE, TRUE, sizeof (Head));
  yyjson_val *root = yyjson_doc_get_root (doc);
  gint64 schema = 0;
  yyjson_arr_iter iter;
  yyjson_val *rows;
  yyjson_val *row;

  g_array_set_clear_func (heads, clear_head);
  if (doc == NULL ||
      !axle_json_get_id (root, "scope", &self->scope, error) ||
      !axle_json_get_integer (root, "epoch", &self->epoch, error) ||
      !axle_json_get_integer (root, "head", &self->head, error) ||
      (yyjson_obj_get (root, "after") != NULL &&
       !axle_json_get_integer (root, "after", &self->after, error)) ||
      !axle_json_get_integer (root, "next", &self->next, error) ||
      !axle_json_get_boolean (root, "more", &self->more, error) ||
      (yyjson_obj_get (root, "schema") != NULL &&
       !axle_json_get_integer (root, "schema", &schema, error)) ||
      !read_heads (root, heads, error) ||
      !axle_json_get_array (root, "rows", ROW_LIMIT, &rows, error))
    return NULL;
  self->schema = (guint) CLAMP (schema, 0, G_MAXINT);
  iter = yyjson_arr_iter_with (rows);
  while ((row = yyjson_arr_iter_next (&iter)) != NULL)
    if (!read_row (row, heads, self, error))
      return NULL;
  if (self->sequences->len > 0 && self->next < g_array_index (self->sequences, gint64, self->sequences->len - 1))
    {
      axle_json_refuse (error, _("“%s” of the message is missing or not a whole number."), "next");
      return NULL;
    }
  return g_steal_pointer (&self);
}
