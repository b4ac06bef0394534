/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire/snapshot.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/registry.h"
#include "wire/json.h"

/*
 * {"format":1,"hash":…,"scope":…,"audience":0,"epoch":…,"sequence":…,"size":…,
 *  "kinds":[{"kind":"customer","hidden":["phones"]}],
 *  "parts":[[0,offset,size,plain size,rows,"sha256"]]}
 *
 * A part begins with the index of its kind.
 */
enum
{
  PART_KIND,
  PART_OFFSET,
  PART_SIZE,
  PART_PLAIN_SIZE,
  PART_ROWS,
  PART_HASH,
  N_PART,
};

/* A row has an id at the least: none is smaller in a database. */
#define ROW_BYTES 16

static void
clear_kind (gpointer data)
{
  AxleSnapshotKind *kind = data;

  g_free (kind->name);
}

AxleSnapshot *
axle_snapshot_new (void)
{
  AxleSnapshot *self = g_new0 (AxleSnapshot, 1);

  self->kinds = g_array_new (FALSE, FALSE, sizeof (AxleSnapshotKind));
  g_array_set_clear_func (self->kinds, clear_kind);
  self->parts = g_array_new (FALSE, FALSE, sizeof (AxleSnapshotPart));
  return self;
}

void
axle_snapshot_free (AxleSnapshot *self)
{
  g_free (self->hash);
  g_array_unref (self->kinds);
  g_array_unref (self->parts);
  g_free (self);
}

/**
 * axle_snapshot_dup_hash:
 * @self: a snapshot
 *
 * Returns: (transfer full): what its `hash` must be, by its parts
 */
char *
axle_snapshot_dup_hash (const AxleSnapshot *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->parts->len; i++)
    g_checksum_update (checksum, axle_snapshot_get_part (self, i)->hash, AXLE_SNAPSHOT_HASH_SIZE);
  return g_strdup (g_checksum_get_string (checksum));
}

static yyjson_mut_val *
new_kind (yyjson_mut_doc         *doc,
          const AxleSnapshotKind *kind)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  yyjson_mut_obj_add_strcpy (doc, object, "kind", kind->name);
  if (kind->hidden != 0)
    yyjson_mut_obj_add_val (doc, object, "hidden", axle_json_new_hidden (doc, kind->entity, kind->hidden));
  return object;
}

static yyjson_mut_val *
new_part (yyjson_mut_doc         *doc,
          const AxleSnapshotPart *part)
{
  yyjson_mut_val *array = yyjson_mut_arr (doc);
  g_autoptr(GString) hash = g_string_new (NULL);

  for (guint i = 0; i < sizeof part->hash; i++)
    g_string_append_printf (hash, "%02x", part->hash[i]);
  yyjson_mut_arr_add_uint (doc, array, part->kind);
  yyjson_mut_arr_add_sint (doc, array, part->offset);
  yyjson_mut_arr_add_sint (doc, array, part->size);
  yyjson_mut_arr_add_sint (doc, array, part->plain_size);
  yyjson_mut_arr_add_sint (doc, array, part->n_rows);
  yyjson_mut_arr_add_strncpy (doc, array, hash->str, hash->len);
  return array;
}

GBytes *
axle_snapshot_encode (const AxleSnapshot *self)
{
  yyjson_mut_val *root;
  yyjson_mut_doc *doc = axle_json_new_object (&root);
  yyjson_mut_val *kinds = yyjson_mut_arr (doc);
  yyjson_mut_val *parts = yyjson_mut_arr (doc);

  yyjson_mut_obj_add_sint (doc, root, "format", AXLE_SNAPSHOT_FORMAT);
  axle_json_add_text (doc, root, "hash", self->hash);
  axle_json_add_id (doc, root, "scope", &self->scope);
  yyjson_mut_obj_add_sint (doc, root, "audience", self->audience);
  yyjson_mut_obj_add_sint (doc, root, "epoch", self->epoch);
  yyjson_mut_obj_add_sint (doc, root, "sequence", self->sequence);
  yyjson_mut_obj_add_sint (doc, root, "size", self->size);
  for (guint i = 0; i < self->kinds->len; i++)
    yyjson_mut_arr_append (kinds, new_kind (doc, &g_array_index (self->kinds, AxleSnapshotKind, i)));
  for (guint i = 0; i < self->parts->len; i++)
    yyjson_mut_arr_append (parts, new_part (doc, axle_snapshot_get_part (self, i)));
  yyjson_mut_obj_add_val (doc, root, "kinds", kinds);
  yyjson_mut_obj_add_val (doc, root, "parts", parts);
  return axle_json_finish (doc);
}

static gboolean
read_kind (AxleSnapshot  *self,
           yyjson_val    *object,
           GError       **error)
{
  AxleSnapshotKind kind = { 0 };
  const char *name;

  if (!yyjson_is_obj (object))
    return axle_json_refuse (error, _("“%s” of the message has an entry that is none."), "kinds");
  if (!axle_json_get_text (object, "kind", &name, error))
    return FALSE;
  kind.entity = axle_registry_find (name);
  if (kind.entity != NULL && !axle_json_read_hidden (object, kind.entity, &kind.hidden, error))
    return FALSE;
  kind.name = g_strdup (name);
  g_array_append_val (self->kinds, kind);
  return TRUE;
}

static gboolean
read_hash (const char *text,
           guint8     *hash)
{
  for (guint i = 0; text != NULL && i < 2 * AXLE_SNAPSHOT_HASH_SIZE; i++)
    {
      int digit = g_ascii_isupper (text[i]) ? -1 : g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return FALSE;
      hash[i / 2] = (guint8) (i % 2 == 0 ? digit << 4 : hash[i / 2] | digit);
    }
  return text != NULL && text[2 * AXLE_SNAPSHOT_HASH_SIZE] == '\0';
}

/* What a part says of itself is within what it may be: memory is taken by it. */
static gboolean
is_possible (const AxleSnapshot     *self,
             const AxleSnapshotPart *part,
             gint64                  kind)
{
  gint64 n_before = self->parts->len;

  return kind >= 0 && kind < self->kinds->len &&
         (n_before == 0 || kind >= axle_snapshot_get_part (self, n_before - 1)->kind) &&
         part->size > 0 && part->size <= AXLE_WIRE_PIECE_LIMIT &&
         part->offset >= 0 && part->offset <= self->size - part->size &&
         part->plain_size > 0 && part->plain_size <= AXLE_SNAPSHOT_PLAIN_LIMIT &&
         part->n_rows > 0 && part->n_rows <= part->plain_size / ROW_BYTES;
}

static gboolean
read_part (AxleSnapshot  *self,
           yyjson_val    *array,
           GError       **error)
{
  AxleSnapshotPart part = { 0 };
  gint64 kind;

  if (yyjson_arr_size (array) < N_PART ||
      !axle_json_read_integer (yyjson_arr_get (array, PART_KIND), "parts", &kind, error) ||
      !axle_json_read_integer (yyjson_arr_get (array, PART_OFFSET), "parts", &part.offset, error) ||
      !axle_json_read_integer (yyjson_arr_get (array, PART_SIZE), "parts", &part.size, error) ||
      !axle_json_read_integer (yyjson_arr_get (array, PART_PLAIN_SIZE), "parts", &part.plain_size, error) ||
      !axle_json_read_integer (yyjson_arr_get (array, PART_ROWS), "parts", &part.n_rows, error) ||
      !is_possible (self, &part, kind) ||
      !read_hash (yyjson_get_str (yyjson_arr_get (array, PART_HASH)), part.hash))
    {
      g_clear_error (error);
      return axle_json_refuse (error, _("“%s” of the message has an entry that is none."), "parts");
    }
  part.kind = (guint) kind;
  self->n_rows += part.n_rows;
  g_array_append_val (self->parts, part);
  return TRUE;
}

static gboolean
read_lists (AxleSnapshot  *self,
            yyjson_val    *root,
            GError       **error)
{
  yyjson_val *kinds;
  yyjson_val *parts;
  yyjson_val *entry;
  yyjson_arr_iter iter;

  if (!axle_json_get_array (root, "kinds", AXLE_SNAPSHOT_KIND_LIMIT, &kinds, error) ||
      !axle_json_get_array (root, "parts", AXLE_SNAPSHOT_PART_LIMIT, &parts, error))
    return FALSE;
  iter = yyjson_arr_iter_with (kinds);
  while ((entry = yyjson_arr_iter_next (&iter)) != NULL)
    if (!read_kind (self, entry, error))
      return FALSE;
  iter = yyjson_arr_iter_with (parts);
  while ((entry = yyjson_arr_iter_next (&iter)) != NULL)
    if (!read_part (self, entry, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_numbers (AxleSnapshot  *self,
              yyjson_val    *root,
              GError       **error)
{
  gint64 format;
  gint64 audience;
  const char *hash;

  if (!axle_json_get_integer (root, "format", &format, error) ||
      !axle_json_get_text (root, "hash", &hash, error) ||
      !axle_json_get_id (root, "scope", &self->scope, error) ||
      !axle_json_get_integer (root, "audience", &audience, error) ||
      !axle_json_get_integer (root, "epoch", &self->epoch, error) ||
      !axle_json_get_integer (root, "sequence", &self->sequence, error) ||
      !axle_json_get_integer (root, "size", &self->size, error))
    return FALSE;
  if (format != AXLE_SNAPSHOT_FORMAT)
    {
      g_set_error_literal (error, AXLE_WIRE_ERROR, AXLE_WIRE_ERROR_PROTOCOL,
                           _("The server's copy of all records is of a form that this program does not know."));
      return FALSE;
    }
  if (audience < 0 || audience > AXLE_AUDIENCE_KIOSK || self->epoch == 0 || self->sequence < 0 || self->size < 0)
    return axle_json_refuse (error, _("A number of the message cannot be."));
  self->hash = g_strdup (hash);
  self->audience = (AxleAudience) audience;
  return TRUE;
}

AxleSnapshot *
axle_snapshot_decode (GBytes  *body,
                      GError **error)
{
  g_autoptr(yyjson_doc) doc = axle_json_read_object (body, error);
  g_autoptr(AxleSnapshot) self = axle_snapshot_new ();
  g_autofree char *hash = NULL;

  if (doc == NULL || !read_numbers (self, yyjson_doc_get_root (doc), error) ||
      !read_lists (self, yyjson_doc_get_root (doc), error))
    return NULL;
  hash = axle_snapshot_dup_hash (self);
  if (g_str_equal (hash, self->hash))
    return g_steal_pointer (&self);
  axle_json_refuse (error, _("The message does not fit its own checksum."));
  return NULL;
}
