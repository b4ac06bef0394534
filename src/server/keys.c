/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include "core/calendar.h"
#include "core/history/history.h"
#include "core/registry.h"
#include "server/private.h"

/* What documents are found by, and how those that an earlier program wrote get it. */

#define KEYS_KEY "keys"

/* Before the references of a tombstone; no field's name begins with it. */
#define TOMBSTONE_MARK "-"

/* A slice is one transaction: desks wait for no more than that. */
#define SLICE_DOCUMENTS 1000
#define SLICE_BYTES (4 * 1024 * 1024)

/**
 * axle_hub_key:
 * @field: a field that records are found by
 * @value: a value of it
 *
 * Returns: (transfer full) (nullable): what [func@Axle.storage_find_documents]
 *   looks for; %NULL for no value
 */
char *
axle_hub_key (const AxleField *field,
              const AxleValue *value)
{
  g_autofree char *text = NULL;

  if ((field->flags & AXLE_FIELD_DAILY) && value->kind != AXLE_VALUE_NONE)
    return g_strdup_printf ("%s=%" PRId64, field->name, axle_calendar_get_utc_day (axle_value_get_integer (value)));
  text = axle_history_dup_text (value);
  return text != NULL ? g_strconcat (field->name, "=", text, NULL) : NULL;
}

/* Who refers to a record or a file is asked before that goes, and who has a unique
 * value before another gets it. What the server itself writes, such as history, is
 * found by what it is about, and keeps the ids of what is gone; so is what is sealed. */
static gboolean
is_key (const AxleEntity *entity,
        const AxleField  *field)
{
  if (entity->flags & AXLE_ENTITY_SEALED)
    return (field->flags & AXLE_FIELD_INDEXED) != 0;
  if (entity->flags & AXLE_ENTITY_SERVER)
    return field->type == AXLE_FIELD_REFERENCE && (field->flags & AXLE_FIELD_INDEXED);
  return field->type == AXLE_FIELD_REFERENCE || field->type == AXLE_FIELD_BLOB ||
         (field->flags & (AXLE_FIELD_UNIQUE | AXLE_FIELD_DAILY)) != 0;
}

/* Nobody who asks for what is there meets a tombstone; whoever deletes what is kept of a
 * person needs those too. */
static char *
bury_key (char *key)
{
  g_autofree char *live = key;

  return g_strconcat (TOMBSTONE_MARK, live, NULL);
}

/**
 * axle_hub_tombstone_key:
 * @field: a reference
 * @id: a record
 *
 * Returns: (transfer full): what tombstones whose @field names @id are found by
 */
char *
axle_hub_tombstone_key (const AxleField *field,
                        const AxleId    *id)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_id (&value, id);
  return bury_key (axle_hub_key (field, &value));
}

/**
 * axle_hub_dup_keys:
 * @record: a record
 *
 * Returns: (transfer full): what it is found by; its references only when it is deleted
 */
char **
axle_hub_dup_keys (const AxleRecord *record)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();

  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      gboolean found = is_key (record->entity, field) && (!record->deleted || field->type == AXLE_FIELD_REFERENCE);
      char *key = found ? axle_hub_key (field, &record->values[i]) : NULL;

      if (key != NULL)
        g_strv_builder_take (keys, record->deleted ? bury_key (key) : key);
    }
  return g_strv_builder_end (keys);
}

/* Names every field that is a key, and how tombstones are found. */
static char *
get_signature (void)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      {
        g_autofree char *name = g_strdup_printf ("%s.%s\n", (*entity)->kind, (*entity)->fields[i].name);

        if (is_key (*entity, &(*entity)->fields[i]))
          g_checksum_update (checksum, (const guint8 *) name, strlen (name));
      }
  g_checksum_update (checksum, (const guint8 *) TOMBSTONE_MARK, strlen (TOMBSTONE_MARK));
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
is_current (AxleHub     *self,
            GBytes      *key,
            const char  *signature,
            gboolean    *current,
            GError     **error)
{
  g_autoptr(GVariant) value = NULL;

  if (!axle_hub_get_entry (self->storage, AXLE_SPACE_SERVER, key, "s", &value, error))
    return FALSE;
  *current = value != NULL && g_str_equal (g_variant_get_string (value, NULL), signature);
  return TRUE;
}

static gboolean
has_keys (const AxleDocument *document,
          char              **keys)
{
  static const char * const none[] = { NULL };

  return g_strv_equal (document->keys != NULL ? (const char * const *) document->keys : none,
                       (const char * const *) keys);
}

/* Neither its number nor when it was written changes: desks have it already. What
 * this program cannot read keeps what it has; whoever asks for it is told. */
static gboolean
update_document (AxleHub       *self,
                 AxleDocument  *document,
                 GError       **error)
{
  g_autoptr(AxleRecord) record = axle_hub_read_document (document, NULL);
  g_auto(GStrv) keys = NULL;

  if (record == NULL)
    return TRUE;
  keys = axle_hub_dup_keys (record);
  if (has_keys (document, keys))
    return TRUE;
  g_strfreev (document->keys);
  document->keys = g_steal_pointer (&keys);
  return axle_storage_put_document (self->storage, document, error);
}

static gboolean
update_slice (AxleHub       *self,
              const AxleId  *scope,
              gint64        *after,
              gboolean      *more,
              GError       **error)
{
  g_autoptr(AxleStorageGuard) guard = NULL;
  g_autoptr(GPtrArray) documents = NULL;

  if (!axle_storage_begin (self->storage, scope, 1, error))
    return FALSE;
  guard = self->storage;
  documents = axle_storage_list_documents (self->storage, scope, *after, SLICE_DOCUMENTS, SLICE_BYTES, error);
  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    {
      AxleDocument *document = documents->pdata[i];

      if (!update_document (self, document, error))
        return FALSE;
      *after = document->sequence;
    }
  *more = documents->len > 0;
  return axle_storage_commit (g_steal_pointer (&guard), error);
}

static gboolean
update_scope (AxleHub  *self,
              GBytes   *bytes,
              GError  **error)
{
  gboolean more = TRUE;
  gint64 after = 0;
  AxleId scope = AXLE_ID_NONE;

  memcpy (scope.bytes, g_bytes_get_data (bytes, NULL), MIN (g_bytes_get_size (bytes), sizeof scope.bytes));
  while (more)
    if (!update_slice (self, &scope, &after, &more, error))
      return FALSE;
  return TRUE;
}

/**
 * axle_hub_update_keys:
 * @self: a hub
 * @error: return location
 *
 * After a program with other keys than the last one was started, every document
 * gets those of this program. When it is stopped meanwhile, the next start goes on.
 *
 * Returns: whether all have them
 */
gboolean
axle_hub_update_keys (AxleHub  *self,
                      GError  **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (KEYS_KEY, strlen (KEYS_KEY));
  g_autofree char *signature = get_signature ();
  g_autoptr(AxleStorageGuard) guard = NULL;
  g_autoptr(GPtrArray) scopes = NULL;
  gboolean current;

  if (!is_current (self, key, signature, &current, error))
    return FALSE;
  if (current)
    return TRUE;
  scopes = axle_storage_list_scopes (self->storage, error);
  if (scopes == NULL)
    return FALSE;
  for (guint i = 0; i < scopes->len; i++)
    if (!update_scope (self, scopes->pdata[i], error))
      return FALSE;
  if (!axle_storage_begin (self->storage, NULL, 0, error))
    return FALSE;
  guard = self->storage;
  return axle_hub_put_entry (self->storage, AXLE_SPACE_SERVER, key, g_variant_new_string (signature), 0, error) &&
         axle_storage_commit (g_steal_pointer (&guard), error);
}
