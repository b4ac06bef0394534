/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/json.h"

#include <glib/gi18n-lib.h>

/*
 * {"scope":…,"epoch":…,"sequence":…,"nodes":[["customer",12,"0123…"]]} or
 * {"scope":…,"epoch":…,"sequence":…,"records":[["id","0123…"]]}
 */

/* Kinds, or the values of a byte. */
#define NODE_LIMIT 1024

static void
node_free (gpointer data)
{
  AxleDigestNode *node = data;

  g_free (node->name);
  g_free (node);
}

/**
 * axle_digest_reply_new:
 * @of_nodes: whether it has sums; else it has records
 *
 * Returns: (transfer full): an empty reply
 */
AxleDigestReply *
axle_digest_reply_new (gboolean of_nodes)
{
  AxleDigestReply *self = g_new0 (AxleDigestReply, 1);

  if (of_nodes)
    self->nodes = g_ptr_array_new_with_free_func (node_free);
  else
    self->entries = g_array_new (FALSE, FALSE, sizeof (AxleDigestEntry));
  return self;
}

void
axle_digest_reply_free (AxleDigestReply *self)
{
  g_clear_pointer (&self->nodes, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_free (self);
}

void
axle_digest_reply_add (AxleDigestReply  *self,
                       const char       *name,
                       gsize             n_records,
                       const AxleDigest *sum)
{
  AxleDigestNode *node = g_new0 (AxleDigestNode, 1);

  node->name = g_strdup (name);
  node->n_records = (gint64) n_records;
  node->sum = *sum;
  g_ptr_array_add (self->nodes, node);
}

static yyjson_mut_val *
new_digest (yyjson_mut_doc   *doc,
            const AxleDigest *digest)
{
  char text[AXLE_DIGEST_TEXT_SIZE];

  return yyjson_mut_strcpy (doc, axle_digest_write (digest, text));
}

static yyjson_mut_val *
new_nodes (yyjson_mut_doc *doc,
           GPtrArray      *nodes)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  for (guint i = 0; i < nodes->len; i++)
    {
      const AxleDigestNode *node = nodes->pdata[i];
      yyjson_mut_val *item = yyjson_mut_arr_add_arr (doc, array);

      yyjson_mut_arr_add_str (doc, item, node->name);
      yyjson_mut_arr_add_sint (doc, item, node->n_records);
      yyjson_mut_arr_append (item, new_digest (doc, &node->sum));
    }
  return array;
}

static yyjson_mut_val *
new_entries (yyjson_mut_doc *doc,
             GArray         *entries)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);

  for (guint i = 0; i < entries->len; i++)
    {
      const AxleDigestEntry *entry = &g_array_index (entries, AxleDigestEntry, i);
      yyjson_mut_val *item = yyjson_mut_arr_add_arr (doc, array);

      yyjson_mut_arr_append (item, axle_json_new_id (doc, &entry->id));
      yyjson_mut_arr_append (item, new_digest (doc, &entry->digest));
    }
  return array;
}

GBytes *
axle_digest_reply_encode (const AxleDigestReply *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);

  axle_json_add_id (doc, root, "scope", &self->scope);
  yyjson_mut_obj_add_sint (doc, root, "epoch", self->epoch);
  yyjson_mut_obj_add_sint (doc, root, "sequence", self->sequence);
  if (self->nodes != NULL)
    yyjson_mut_obj_add_val (doc, root, "nodes", new_nodes (doc, self->nodes));
  else
    yyjson_mut_obj_add_val (doc, root, "records", new_entries (doc, self->entries));
  return axle_json_finish (doc);
}

static gboolean
read_digest (yyjson_val  *val,
             AxleDigest  *digest,
             GError     **error)
{
  if (yyjson_is_str (val) && axle_digest_parse (yyjson_get_str (val), digest))
    return TRUE;
  return axle_json_refuse (error, _("A sum of the message is none."));
}

static gboolean
read_node (yyjson_val       *item,
           AxleDigestReply  *reply,
           GError          **error)
{
  yyjson_val *name = yyjson_arr_get (item, 0);
  gint64 n_records;
  AxleDigest sum;

  if (!yyjson_is_str (name))
    return axle_json_refuse (error, _("A sum of the message has no name."));
  if (!axle_json_read_integer (yyjson_arr_get (item, 1), "count", &n_records, error) ||
      !read_digest (yyjson_arr_get (item, 2), &sum, error))
    return FALSE;
  if (n_records < 0)
    return axle_json_refuse (error, _("A sum of the message has no name."));
  axle_digest_reply_add (reply, yyjson_get_str (name), (gsize) n_records, &sum);
  return TRUE;
}

static gboolean
read_entry (yyjson_val       *item,
            AxleDigestReply  *reply,
            GError          **error)
{
  AxleDigestEntry entry;

  if (!axle_json_read_id (yyjson_arr_get (item, 0), "id", &entry.id, error) ||
      !read_digest (yyjson_arr_get (item, 1), &entry.digest, error))
    return FALSE;
  g_array_append_val (reply->entries, entry);
  return TRUE;
}

AxleDigestReply *
axle_digest_reply_decode (GBytes  *body,
                          GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  yyjson_val *root = yyjson_doc_get_root (doc);
  gboolean of_nodes = yyjson_obj_get (root, "nodes") != NULL;
  g_autoptr(AxleDigestReply) self = axle_digest_reply_new (of_nodes);
  yyjson_arr_iter iter;
  yyjson_val *items;
  yyjson_val *item;

  if (doc == NULL ||
      !axle_json_get_id (root, "scope", &self->scope, error) ||
      !axle_json_get_integer (root, "epoch", &self->epoch, error) ||
      !axle_json_get_integer (root, "sequence", &self->sequence, error) ||
      !axle_json_get_array (root, of_nodes ? "nodes" : "records", of_nodes ? NODE_LIMIT : AXLE_DIGEST_LEAF_LIMIT, &items, error))
    return NULL;
  iter = yyjson_arr_iter_with (items);
  while ((item = yyjson_arr_iter_next (&iter)) != NULL)
    if (!(of_nodes ? read_node (item, self, error) : read_entry (item, self, error)))
      return NULL;
  return g_steal_pointer (&self);
}

AxleRecordsRequest *
axle_records_request_new (void)
{
  AxleRecordsRequest *self = g_new0 (AxleRecordsRequest, 1);

  self->ids = g_array_new (FALSE, FALSE, sizeof (AxleId));
  return self;
}

void
axle_records_request_free (AxleRecordsRequest *self)
{
  g_array_unref (self->ids);
  g_free (self);
}

GBytes *
axle_records_request_encode (const AxleRecordsRequest *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);
  yyjson_mut_val *ids = yyjson_mut_arr (doc);

  for (guint i = 0; i < self->ids->len; i++)
    yyjson_mut_arr_append (ids, axle_json_new_id (doc, &g_array_index (self->ids, AxleId, i)));
  axle_json_add_id (doc, root, "scope", &self->scope);
  yyjson_mut_obj_add_val (doc, root, "ids", ids);
  return axle_json_finish (doc);
}

AxleRecordsRequest *
axle_records_request_decode (GBytes  *body,
                             GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleRecordsRequest) self = axle_records_request_new ();
  yyjson_val *root = yyjson_doc_get_root (doc);
  yyjson_arr_iter iter;
  yyjson_val *ids;
  yyjson_val *item;

  if (doc == NULL ||
      !axle_json_get_id (root, "scope", &self->scope, error) ||
      !axle_json_get_array (root, "ids", AXLE_WIRE_RECORDS_LIMIT, &ids, error))
    return NULL;
  iter = yyjson_arr_iter_with (ids);
  while ((item = yyjson_arr_iter_next (&iter)) != NULL)
    {
      AxleId id;

      if (!axle_json_read_id (item, "id", &id, error))
        return NULL;
      g_array_append_val (self->ids, id);
    }
  return g_steal_pointer (&self);
}
