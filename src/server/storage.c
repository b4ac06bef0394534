/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/storage.h"

#include <string.h>

G_DEFINE_INTERFACE (AxleStorage, axle_storage, G_TYPE_OBJECT)

static void
axle_storage_default_init (AxleStorageInterface *iface)
{
}

/**
 * axle_document_copy:
 * @self: a document
 *
 * Returns: (transfer full): another like it
 */
AxleDocument *
axle_document_copy (const AxleDocument *self)
{
  AxleDocument *copy = g_memdup2 (self, sizeof *self);

  copy->kind = g_strdup (self->kind);
  copy->keys = g_strdupv (self->keys);
  copy->body = g_bytes_ref (self->body);
  return copy;
}

void
axle_document_free (AxleDocument *self)
{
  g_free (self->kind);
  g_strfreev (self->keys);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
axle_entry_free (AxleEntry *self)
{
  g_bytes_unref (self->key);
  g_bytes_unref (self->value);
  g_free (self);
}

void
axle_stored_verdict_free (AxleStoredVerdict *self)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * axle_storage_pack_keys:
 * @keys: (nullable): the keys of a document
 *
 * Returns: (transfer full) (nullable): them, each with its terminating zero; %NULL
 *   when there are none
 */
GBytes *
axle_storage_pack_keys (char **keys)
{
  g_autoptr(GByteArray) packed = NULL;

  if (keys == NULL || keys[0] == NULL)
    return NULL;
  packed = g_byte_array_new ();
  for (guint i = 0; keys[i] != NULL; i++)
    g_byte_array_append (packed, (const guint8 *) keys[i], strlen (keys[i]) + 1);
  return g_byte_array_free_to_bytes (g_steal_pointer (&packed));
}

/**
 * axle_storage_unpack_keys:
 * @packed: what [func@Axle.storage_pack_keys] gave
 *
 * Returns: (transfer full): the keys
 */
char **
axle_storage_unpack_keys (GBytes *packed)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  gsize size;
  const char *text = g_bytes_get_data (packed, &size);
  const char *end = text + size;

  for (const char *key = text; key < end; key += strnlen (key, end - key) + 1)
    g_strv_builder_take (keys, g_strndup (key, end - key));
  return g_strv_builder_end (keys);
}

gboolean
axle_storage_begin (AxleStorage   *self,
                    const AxleId  *locks,
                    guint          n_locks,
                    GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->begin (self, locks, n_locks, error);
}

gboolean
axle_storage_begin_read (AxleStorage  *self,
                         GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->begin_read (self, error);
}

gboolean
axle_storage_commit (AxleStorage  *self,
                     GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->commit (self, error);
}

void
axle_storage_rollback (AxleStorage *self)
{
  AXLE_STORAGE_GET_IFACE (self)->rollback (self);
}

gboolean
axle_storage_get_document (AxleStorage   *self,
                           const AxleId  *id,
                           AxleDocument **document,
                           GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->get_document (self, id, document, error);
}

gboolean
axle_storage_prefetch (AxleStorage   *self,
                       const AxleId  *ids,
                       guint          n_ids,
                       GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->prefetch (self, ids, n_ids, error);
}

gboolean
axle_storage_put_document (AxleStorage         *self,
                           const AxleDocument  *document,
                           GError             **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->put_document (self, document, error);
}

GPtrArray *
axle_storage_list_documents (AxleStorage   *self,
                             const AxleId  *scope,
                             gint64         after,
                             guint          limit,
                             gsize          n_bytes,
                             GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->list_documents (self, scope, after, limit, n_bytes, error);
}

GPtrArray *
axle_storage_find_documents (AxleStorage   *self,
                             const AxleId  *scope,
                             const char    *key,
                             guint          limit,
                             GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->find_documents (self, scope, key, limit, error);
}

GPtrArray *
axle_storage_list_scopes (AxleStorage  *self,
                          GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->list_scopes (self, error);
}

gboolean
axle_storage_get_head (AxleStorage   *self,
                       const AxleId  *scope,
                       gint64        *head,
                       GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->get_head (self, scope, head, error);
}

gboolean
axle_storage_next_sequence (AxleStorage   *self,
                            const AxleId  *scope,
                            gint64        *sequence,
                            GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->next_sequence (self, scope, sequence, error);
}

gboolean
axle_storage_get_floor (AxleStorage   *self,
                        const AxleId  *scope,
                        gint64        *floor,
                        GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->get_floor (self, scope, floor, error);
}

gboolean
axle_storage_drop_tombstones (AxleStorage   *self,
                              const AxleId  *scope,
                              gint64         through,
                              gint64         written_before,
                              gint64        *n_dropped,
                              GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->drop_tombstones (self, scope, through, written_before, n_dropped, error);
}

gboolean
axle_storage_get_verdict (AxleStorage   *self,
                          const AxleId  *install,
                          gint64         number,
                          gint64        *sequence,
                          guint64       *digest,
                          GBytes       **body,
                          GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->get_verdict (self, install, number, sequence, digest, body, error);
}

gboolean
axle_storage_put_verdict (AxleStorage   *self,
                          const AxleId  *install,
                          gint64         number,
                          gint64         sequence,
                          guint64        digest,
                          GBytes        *body,
                          GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->put_verdict (self, install, number, sequence, digest, body, error);
}

gboolean
axle_storage_drop_acceptances (AxleStorage   *self,
                               const AxleId  *install,
                               gint64         below,
                               GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->drop_acceptances (self, install, below, error);
}

gboolean
axle_storage_get_entry (AxleStorage  *self,
                        const char   *space,
                        GBytes       *key,
                        GBytes      **value,
                        GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->get_entry (self, space, key, value, error);
}

gboolean
axle_storage_put_entry (AxleStorage  *self,
                        const char   *space,
                        GBytes       *key,
                        GBytes       *value,
                        gint64        expires,
                        GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->put_entry (self, space, key, value, expires, error);
}

GPtrArray *
axle_storage_list_entries (AxleStorage  *self,
                           const char   *space,
                           GBytes       *prefix,
                           guint         limit,
                           GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->list_entries (self, space, prefix, limit, error);
}

gboolean
axle_storage_drop_entry (AxleStorage  *self,
                         const char   *space,
                         GBytes       *key,
                         GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->drop_entry (self, space, key, error);
}

gboolean
axle_storage_drop_expired (AxleStorage  *self,
                           gint64        now,
                           GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->drop_expired (self, now, error);
}

gboolean
axle_storage_has_changed (AxleStorage *self)
{
  return AXLE_STORAGE_GET_IFACE (self)->has_changed (self);
}

GArray *
axle_storage_take_changed (AxleStorage *self)
{
  return AXLE_STORAGE_GET_IFACE (self)->take_changed (self);
}

int
axle_storage_get_watch_fd (AxleStorage *self)
{
  return AXLE_STORAGE_GET_IFACE (self)->get_watch_fd (self);
}

AxleStorage *
axle_storage_reopen (AxleStorage  *self,
                     GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->reopen (self, error);
}

GPtrArray *
axle_storage_list_spaces (AxleStorage  *self,
                          GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->list_spaces (self, error);
}

GPtrArray *
axle_storage_list_verdicts (AxleStorage   *self,
                            const AxleId  *install,
                            gint64         number,
                            guint          limit,
                            GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->list_verdicts (self, install, number, limit, error);
}

gboolean
axle_storage_put_scope (AxleStorage   *self,
                        const AxleId  *scope,
                        gint64         head,
                        gint64         floor,
                        GError       **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->put_scope (self, scope, head, floor, error);
}

gboolean
axle_storage_clear (AxleStorage  *self,
                    GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->clear (self, error);
}

gboolean
axle_storage_check (AxleStorage  *self,
                    GPtrArray    *problems,
                    GError      **error)
{
  return AXLE_STORAGE_GET_IFACE (self)->check (self, problems, error);
}

/**
 * axle_storage_guard_free:
 * @guard: a storage with an open transaction
 *
 * Drops the transaction. Whoever commits steals the guard first.
 */
void
axle_storage_guard_free (AxleStorageGuard *guard)
{
  axle_storage_rollback (guard);
}
