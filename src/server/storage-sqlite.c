/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/storage-sqlite.h"

#include <string.h>

#include "sqlite/migration.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

/* One function of the interface after another, none of them long. */

static const AxleMigration migrations[] = {
  {
    .number = 1,
    .sql =
      "CREATE TABLE scopes ("
      "  scope BLOB NOT NULL PRIMARY KEY,"
      "  head INTEGER NOT NULL"
      ") STRICT, WITHOUT ROWID;"
      "CREATE TABLE documents ("
      "  number INTEGER PRIMARY KEY,"
      "  id BLOB NOT NULL UNIQUE,"
      "  scope BLOB NOT NULL,"
      "  sequence INTEGER NOT NULL,"
      "  kind TEXT NOT NULL,"
      "  revision INTEGER NOT NULL,"
      "  deleted INTEGER NOT NULL,"
      "  body BLOB NOT NULL"
      ") STRICT;"
      "CREATE UNIQUE INDEX documents_feed ON documents (scope, sequence);"
      "CREATE TABLE verdicts ("
      "  install BLOB NOT NULL,"
      "  number INTEGER NOT NULL,"
      "  sequence INTEGER NOT NULL,"
      "  body BLOB,"
      "  PRIMARY KEY (install, number)"
      ") STRICT, WITHOUT ROWID;"
      "CREATE TABLE entries ("
      "  space TEXT NOT NULL,"
      "  key BLOB NOT NULL,"
      "  value BLOB NOT NULL,"
      "  expires INTEGER NOT NULL,"
      "  PRIMARY KEY (space, key)"
      ") STRICT, WITHOUT ROWID;",
  },
  {
    .number = 2,
    .sql = "CREATE INDEX verdicts_accepted ON verdicts (install, number) WHERE body IS NULL;",
  },
  {
    .number = 3,
    .sql =
      "ALTER TABLE scopes ADD COLUMN floor INTEGER NOT NULL DEFAULT 0;"
      "ALTER TABLE verdicts ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;"
      "ALTER TABLE documents ADD COLUMN written_at INTEGER NOT NULL DEFAULT 0;"
      /* The row's own keys, each with its terminating zero: what to take out of the next table. */
      "ALTER TABLE documents ADD COLUMN keys BLOB;"
      "CREATE INDEX documents_tombstones ON documents (scope, sequence) WHERE deleted;"
      "CREATE TABLE document_keys ("
      "  scope BLOB NOT NULL,"
      "  key TEXT NOT NULL,"
      "  id BLOB NOT NULL,"
      "  PRIMARY KEY (scope, key, id)"
      ") STRICT, WITHOUT ROWID;",
  },
};

struct _AxleStorageSqlite
{
  GObject          parent_instance;

  char            *vfs;          /* (nullable) */
  AxleConnection  *connection;
  AxleTransaction *transaction;
  GHashTable      *heads;        /* AxleId → gint64, of scopes that the transaction wrote to */
  gint64           data_version;
};

static void axle_storage_sqlite_iface_init (AxleStorageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleStorageSqlite, axle_storage_sqlite, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_STORAGE, axle_storage_sqlite_iface_init))

static void
bind_id (AxleStatement *statement,
         int            parameter,
         const AxleId  *id)
{
  axle_statement_bind_blob (statement, parameter, id->bytes, sizeof id->bytes);
}

static void
bind_bytes (AxleStatement *statement,
            int            parameter,
            GBytes        *bytes)
{
  if (bytes != NULL)
    axle_statement_bind_bytes (statement, parameter, bytes);
  else
    axle_statement_bind_null (statement, parameter);
}

static AxleId
get_id (AxleStatement *statement,
        int            column)
{
  AxleId id = AXLE_ID_NONE;
  gsize size;
  const void *bytes = axle_statement_get_blob (statement, column, &size);

  if (size == sizeof id.bytes)
    memcpy (id.bytes, bytes, size);
  return id;
}

/* There is one writer at a time, so that every lock is held. */
static gboolean
storage_begin (AxleStorage   *storage,
               const AxleId  *locks,
               guint          n_locks,
               GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);

  g_assert (self->transaction == NULL);
  self->transaction = axle_transaction_begin (self->connection, error);
  return self->transaction != NULL;
}

static gboolean
storage_begin_read (AxleStorage  *storage,
                    GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);

  g_assert (self->transaction == NULL);
  self->transaction = axle_transaction_begin_read (self->connection, error);
  return self->transaction != NULL;
}

static gboolean
write_heads (AxleStorageSqlite  *self,
             GError            **error)
{
  GHashTableIter iter;
  gpointer scope;
  gpointer head;

  g_hash_table_iter_init (&iter, self->heads);
  while (g_hash_table_iter_next (&iter, &scope, &head))
    {
      g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
        "INSERT INTO scopes (scope, head) VALUES (?1, ?2) ON CONFLICT (scope) DO UPDATE SET head = ?2", error);

      if (statement == NULL)
        return FALSE;
      bind_id (statement, 1, scope);
      axle_statement_bind_int64 (statement, 2, *(gint64 *) head);
      if (!axle_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static void
storage_rollback (AxleStorage *storage)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);

  g_hash_table_remove_all (self->heads);
  g_clear_pointer (&self->transaction, axle_transaction_free);
}

static gboolean
storage_commit (AxleStorage  *storage,
                GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  gboolean done = write_heads (self, error) && axle_transaction_commit (self->transaction, error);

  storage_rollback (storage);
  return done;
}

#define DOCUMENT_COLUMNS "d.id, d.scope, d.kind, d.revision, d.sequence, d.deleted, d.written_at, d.keys, d.body"

static AxleDocument *
read_document (AxleStatement *statement)
{
  AxleDocument *document = g_new0 (AxleDocument, 1);

  document->id = get_id (statement, 0);
  document->scope = get_id (statement, 1);
  document->kind = axle_statement_dup_text (statement, 2);
  document->revision = axle_statement_get_int64 (statement, 3);
  document->sequence = axle_statement_get_int64 (statement, 4);
  document->deleted = axle_statement_get_bool (statement, 5);
  document->written_at = axle_statement_get_int64 (statement, 6);
  if (!axle_statement_is_null (statement, 7))
    {
      g_autoptr(GBytes) keys = axle_statement_dup_bytes (statement, 7);

      document->keys = axle_storage_unpack_keys (keys);
    }
  document->body = axle_statement_dup_bytes (statement, 8);
  return document;
}

static gboolean
storage_get_document (AxleStorage   *storage,
                      const AxleId  *id,
                      AxleDocument **document,
                      GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT " DOCUMENT_COLUMNS " FROM documents d WHERE d.id = ?1", error);
  AxleStep step;

  *document = NULL;
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, id);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *document = read_document (statement);
  return step != AXLE_STEP_ERROR;
}

/* A document is a page in memory away. */
static gboolean
storage_prefetch (AxleStorage   *storage,
                  const AxleId  *ids,
                  guint          n_ids,
                  GError       **error)
{
  return TRUE;
}

static gboolean
change_keys (AxleStorageSqlite   *self,
             const AxleDocument  *document,
             GBytes              *packed,
             const char          *sql,
             GError             **error)
{
  g_auto(GStrv) keys = axle_storage_unpack_keys (packed);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

      if (statement == NULL)
        return FALSE;
      bind_id (statement, 1, &document->scope);
      axle_statement_bind_text (statement, 2, keys[i]);
      bind_id (statement, 3, &document->id);
      if (!axle_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

/* Most changes leave the keys as they are. */
static gboolean
put_keys (AxleStorageSqlite   *self,
          const AxleDocument  *document,
          GBytes              *keys,
          GError             **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT keys FROM documents WHERE id = ?1", error);
  g_autoptr(GBytes) before = NULL;
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, &document->id);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ERROR)
    return FALSE;
  if (step == AXLE_STEP_ROW && !axle_statement_is_null (statement, 0))
    before = axle_statement_dup_bytes (statement, 0);
  if (before != NULL && keys != NULL && g_bytes_equal (before, keys))
    return TRUE;
  return (before == NULL ||
          change_keys (self, document, before, "DELETE FROM document_keys WHERE scope = ?1 AND key = ?2 AND id = ?3", error)) &&
         (keys == NULL ||
          change_keys (self, document, keys, "INSERT INTO document_keys (scope, key, id) VALUES (?1, ?2, ?3)", error));
}

static gboolean
storage_put_document (AxleStorage         *storage,
                      const AxleDocument  *document,
                      GError             **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(GBytes) keys = axle_storage_pack_keys (document->keys);
  g_autoptr(AxleStatement) statement = NULL;

  if (!put_keys (self, document, keys, error))
    return FALSE;
  statement = axle_connection_prepare (self->connection,
    "INSERT INTO documents (id, scope, kind, revision, sequence, deleted, written_at, keys, body) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
    "ON CONFLICT (id) DO UPDATE SET revision = ?4, sequence = ?5, deleted = ?6, written_at = ?7, keys = ?8, body = ?9",
    error);
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, &document->id);
  bind_id (statement, 2, &document->scope);
  axle_statement_bind_text (statement, 3, document->kind);
  axle_statement_bind_int64 (statement, 4, document->revision);
  axle_statement_bind_int64 (statement, 5, document->sequence);
  axle_statement_bind_bool (statement, 6, document->deleted);
  axle_statement_bind_int64 (statement, 7, document->written_at);
  bind_bytes (statement, 8, keys);
  axle_statement_bind_bytes (statement, 9, document->body);
  return axle_statement_run (statement, error);
}

static GPtrArray *
storage_list_documents (AxleStorage   *storage,
                        const AxleId  *scope,
                        gint64         after,
                        guint          limit,
                        gsize          n_bytes,
                        GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_document_free);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT " DOCUMENT_COLUMNS " FROM documents d WHERE d.scope = ?1 AND d.sequence > ?2 ORDER BY d.sequence", error);
  AxleStep step = AXLE_STEP_DONE;
  gsize got = 0;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, after);
  while (documents->len < limit && got < n_bytes &&
         (step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleDocument *document = read_document (statement);

      got += g_bytes_get_size (document->body);
      g_ptr_array_add (documents, document);
    }
  return step != AXLE_STEP_ERROR ? g_steal_pointer (&documents) : NULL;
}

static GPtrArray *
storage_find_documents (AxleStorage   *storage,
                        const AxleId  *scope,
                        const char    *key,
                        guint          limit,
                        GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_document_free);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT " DOCUMENT_COLUMNS " FROM document_keys k JOIN documents d ON d.id = k.id "
    "WHERE k.scope = ?1 AND k.key = ?2 ORDER BY k.id LIMIT ?3", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, scope);
  axle_statement_bind_text (statement, 2, key);
  axle_statement_bind_int64 (statement, 3, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_ptr_array_add (documents, read_document (statement));
  return step != AXLE_STEP_ERROR ? g_steal_pointer (&documents) : NULL;
}

static GPtrArray *
storage_list_scopes (AxleStorage  *storage,
                     GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(GPtrArray) scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT scope FROM scopes ORDER BY scope", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_ptr_array_add (scopes, axle_statement_dup_bytes (statement, 0));
  return step != AXLE_STEP_ERROR ? g_steal_pointer (&scopes) : NULL;
}

static gboolean
storage_get_head (AxleStorage   *storage,
                  const AxleId  *scope,
                  gint64        *head,
                  GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  gint64 *raised = g_hash_table_lookup (self->heads, scope);
  g_autoptr(AxleStatement) statement = NULL;
  AxleStep step;

  *head = raised != NULL ? *raised : 0;
  if (raised != NULL)
    return TRUE;
  statement = axle_connection_prepare (self->connection, "SELECT head FROM scopes WHERE scope = ?1", error);
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, scope);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *head = axle_statement_get_int64 (statement, 0);
  return step != AXLE_STEP_ERROR;
}

static gboolean
storage_next_sequence (AxleStorage   *storage,
                       const AxleId  *scope,
                       gint64        *sequence,
                       GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  gint64 head;

  g_assert (self->transaction != NULL);
  if (!storage_get_head (storage, scope, &head, error))
    return FALSE;
  *sequence = head + 1;
  g_hash_table_insert (self->heads, g_memdup2 (scope, sizeof *scope), g_memdup2 (sequence, sizeof *sequence));
  return TRUE;
}

static gboolean
storage_get_floor (AxleStorage   *storage,
                   const AxleId  *scope,
                   gint64        *floor,
                   GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT floor FROM scopes WHERE scope = ?1", error);
  AxleStep step;

  *floor = 0;
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, scope);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *floor = axle_statement_get_int64 (statement, 0);
  return step != AXLE_STEP_ERROR;
}

static gboolean
run_on_tombstones (AxleStorageSqlite  *self,
                   const char         *sql,
                   const AxleId       *scope,
                   gint64              through,
                   gint64              written_before,
                   GError            **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, through);
  axle_statement_bind_int64 (statement, 3, written_before);
  return axle_statement_run (statement, error);
}

#define TOMBSTONES " FROM documents WHERE scope = ?1 AND deleted AND (sequence <= ?2 OR written_at < ?3)"

static gboolean
storage_drop_tombstones (AxleStorage   *storage,
                         const AxleId  *scope,
                         gint64         through,
                         gint64         written_before,
                         gint64        *n_dropped,
                         GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);

  if (!run_on_tombstones (self,
                          "UPDATE scopes SET floor = max (floor, (SELECT coalesce (max (sequence), 0)" TOMBSTONES ")) WHERE scope = ?1",
                          scope, through, written_before, error) ||
      !run_on_tombstones (self, "DELETE" TOMBSTONES, scope, through, written_before, error))
    return FALSE;
  *n_dropped = axle_connection_get_changes (self->connection);
  return TRUE;
}

static gboolean
storage_get_verdict (AxleStorage   *storage,
                     const AxleId  *install,
                     gint64         number,
                     gint64        *sequence,
                     guint64       *digest,
                     GBytes       **body,
                     GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT sequence, digest, body FROM verdicts WHERE install = ?1 AND number = ?2", error);
  AxleStep step;

  *sequence = 0;
  *digest = 0;
  *body = NULL;
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, install);
  axle_statement_bind_int64 (statement, 2, number);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    {
      *sequence = axle_statement_get_int64 (statement, 0);
      *digest = (guint64) axle_statement_get_int64 (statement, 1);
      if (!axle_statement_is_null (statement, 2))
        *body = axle_statement_dup_bytes (statement, 2);
    }
  return step != AXLE_STEP_ERROR;
}

static gboolean
storage_put_verdict (AxleStorage   *storage,
                     const AxleId  *install,
                     gint64         number,
                     gint64         sequence,
                     guint64        digest,
                     GBytes        *body,
                     GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "INSERT INTO verdicts (install, number, sequence, digest, body) VALUES (?1, ?2, ?3, ?4, ?5)", error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, install);
  axle_statement_bind_int64 (statement, 2, number);
  axle_statement_bind_int64 (statement, 3, sequence);
  axle_statement_bind_int64 (statement, 4, (gint64) digest);
  bind_bytes (statement, 5, body);
  return axle_statement_run (statement, error);
}

static gboolean
storage_drop_acceptances (AxleStorage   *storage,
                          const AxleId  *install,
                          gint64         below,
                          GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "DELETE FROM verdicts WHERE install = ?1 AND number < ?2 AND body IS NULL", error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, install);
  axle_statement_bind_int64 (statement, 2, below);
  return axle_statement_run (statement, error);
}

static gboolean
storage_get_entry (AxleStorage  *storage,
                   const char   *space,
                   GBytes       *key,
                   GBytes      **value,
                   GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT value FROM entries WHERE space = ?1 AND key = ?2", error);
  AxleStep step;

  *value = NULL;
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, space);
  axle_statement_bind_bytes (statement, 2, key);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *value = axle_statement_dup_bytes (statement, 0);
  return step != AXLE_STEP_ERROR;
}

static gboolean
storage_put_entry (AxleStorage  *storage,
                   const char   *space,
                   GBytes       *key,
                   GBytes       *value,
                   gint64        expires,
                   GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "INSERT INTO entries (space, key, value, expires) VALUES (?1, ?2, ?3, ?4) "
    "ON CONFLICT (space, key) DO UPDATE SET value = ?3, expires = ?4", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, space);
  axle_statement_bind_bytes (statement, 2, key);
  axle_statement_bind_bytes (statement, 3, value);
  axle_statement_bind_int64 (statement, 4, expires);
  return axle_statement_run (statement, error);
}

static gboolean
has_prefix (GBytes *key,
            GBytes *prefix)
{
  gsize size = g_bytes_get_size (prefix);

  return g_bytes_get_size (key) >= size &&
         (size == 0 || memcmp (g_bytes_get_data (key, NULL), g_bytes_get_data (prefix, NULL), size) == 0);
}

static GPtrArray *
storage_list_entries (AxleStorage  *storage,
                      const char   *space,
                      GBytes       *prefix,
                      guint         limit,
                      GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_entry_free);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT key, value, expires FROM entries WHERE space = ?1 AND key >= ?2 ORDER BY key", error);
  AxleStep step = AXLE_STEP_DONE;

  if (statement == NULL)
    return NULL;
  axle_statement_bind_text (statement, 1, space);
  axle_statement_bind_bytes (statement, 2, prefix);
  while (entries->len < limit && (step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleEntry) entry = g_new0 (AxleEntry, 1);

      entry->key = axle_statement_dup_bytes (statement, 0);
      entry->value = axle_statement_dup_bytes (statement, 1);
      entry->expires = axle_statement_get_int64 (statement, 2);
      if (!has_prefix (entry->key, prefix))
        break;
      g_ptr_array_add (entries, g_steal_pointer (&entry));
    }
  return step != AXLE_STEP_ERROR ? g_steal_pointer (&entries) : NULL;
}

static gboolean
storage_drop_entry (AxleStorage  *storage,
                    const char   *space,
                    GBytes       *key,
                    GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "DELETE FROM entries WHERE space = ?1 AND key = ?2", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, space);
  axle_statement_bind_bytes (statement, 2, key);
  return axle_statement_run (statement, error);
}

static gboolean
storage_drop_expired (AxleStorage  *storage,
                      gint64        now,
                      GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "DELETE FROM entries WHERE expires > 0 AND expires < ?1", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, now);
  return axle_statement_run (statement, error);
}

/* SQLite counts the commits of other connections for us. */
static gboolean
storage_has_changed (AxleStorage *storage)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  gint64 version = self->data_version;
  gboolean changed;

  if (!axle_connection_query_int64 (self->connection, "PRAGMA data_version", &version, NULL))
    return FALSE;
  changed = version != self->data_version;
  self->data_version = version;
  return changed;
}

/* Only that something changed is known. */
static GArray *
storage_take_changed (AxleStorage *storage)
{
  return NULL;
}

/* Another program's commit is seen by looking. */
static int
storage_get_watch_fd (AxleStorage *storage)
{
  return -1;
}

static AxleStorage *
storage_reopen (AxleStorage  *storage,
                GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);

  /* In memory, or in the simulator: it is there once. */
  if (self->vfs != NULL || g_str_equal (axle_connection_get_path (self->connection), ":memory:"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "This database cannot be opened twice.");
      return NULL;
    }
  return axle_storage_sqlite_open (axle_connection_get_path (self->connection), self->vfs, error);
}

static GPtrArray *
storage_list_spaces (AxleStorage  *storage,
                     GError      **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(GPtrArray) spaces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT DISTINCT space FROM entries ORDER BY space", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_ptr_array_add (spaces, axle_statement_dup_text (statement, 0));
  return step != AXLE_STEP_ERROR ? g_steal_pointer (&spaces) : NULL;
}

static GPtrArray *
storage_list_verdicts (AxleStorage   *storage,
                       const AxleId  *install,
                       gint64         number,
                       guint          limit,
                       GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_stored_verdict_free);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT install, number, sequence, digest, body FROM verdicts WHERE (install, number) > (?1, ?2) "
    "ORDER BY install, number LIMIT ?3", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  bind_id (statement, 1, install);
  axle_statement_bind_int64 (statement, 2, number);
  axle_statement_bind_int64 (statement, 3, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleStoredVerdict *verdict = g_new0 (AxleStoredVerdict, 1);

      verdict->install = get_id (statement, 0);
      verdict->number = axle_statement_get_int64 (statement, 1);
      verdict->sequence = axle_statement_get_int64 (statement, 2);
      verdict->digest = (guint64) axle_statement_get_int64 (statement, 3);
      if (!axle_statement_is_null (statement, 4))
        verdict->body = axle_statement_dup_bytes (statement, 4);
      g_ptr_array_add (verdicts, verdict);
    }
  return step != AXLE_STEP_ERROR ? g_steal_pointer (&verdicts) : NULL;
}

static gboolean
storage_put_scope (AxleStorage   *storage,
                   const AxleId  *scope,
                   gint64         head,
                   gint64         floor,
                   GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "INSERT INTO scopes (scope, head, floor) VALUES (?1, ?2, ?3) "
    "ON CONFLICT (scope) DO UPDATE SET head = ?2, floor = ?3", error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, scope);
  axle_statement_bind_int64 (statement, 2, head);
  axle_statement_bind_int64 (statement, 3, floor);
  return axle_statement_run (statement, error);
}

static gboolean
storage_clear (AxleStorage  *storage,
               GError      **error)
{
  return axle_connection_exec (AXLE_STORAGE_SQLITE (storage)->connection,
                               "DELETE FROM document_keys; DELETE FROM documents; DELETE FROM scopes;"
                               "DELETE FROM verdicts; DELETE FROM entries;", error);
}

static gboolean
storage_check (AxleStorage  *storage,
               GPtrArray    *problems,
               GError      **error)
{
  return axle_connection_check (AXLE_STORAGE_SQLITE (storage)->connection, AXLE_CONNECTION_CHECK_THOROUGH, problems, error);
}

static void
axle_storage_sqlite_iface_init (AxleStorageInterface *iface)
{
  iface->begin = storage_begin;
  iface->begin_read = storage_begin_read;
  iface->commit = storage_commit;
  iface->rollback = storage_rollback;
  iface->get_document = storage_get_document;
  iface->prefetch = storage_prefetch;
  iface->put_document = storage_put_document;
  iface->list_documents = storage_list_documents;
  iface->find_documents = storage_find_documents;
  iface->list_scopes = storage_list_scopes;
  iface->get_head = storage_get_head;
  iface->next_sequence = storage_next_sequence;
  iface->get_floor = storage_get_floor;
  iface->drop_tombstones = storage_drop_tombstones;
  iface->get_verdict = storage_get_verdict;
  iface->put_verdict = storage_put_verdict;
  iface->drop_acceptances = storage_drop_acceptances;
  iface->get_entry = storage_get_entry;
  iface->put_entry = storage_put_entry;
  iface->list_entries = storage_list_entries;
  iface->drop_entry = storage_drop_entry;
  iface->drop_expired = storage_drop_expired;
  iface->has_changed = storage_has_changed;
  iface->take_changed = storage_take_changed;
  iface->get_watch_fd = storage_get_watch_fd;
  iface->reopen = storage_reopen;
  iface->list_spaces = storage_list_spaces;
  iface->list_verdicts = storage_list_verdicts;
  iface->put_scope = storage_put_scope;
  iface->clear = storage_clear;
  iface->check = storage_check;
}

static void
axle_storage_sqlite_finalize (GObject *object)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (object);

  g_clear_pointer (&self->transaction, axle_transaction_free);
  g_clear_pointer (&self->connection, axle_connection_close);
  g_hash_table_unref (self->heads);
  g_free (self->vfs);
  G_OBJECT_CLASS (axle_storage_sqlite_parent_class)->finalize (object);
}

static void
axle_storage_sqlite_class_init (AxleStorageSqliteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_storage_sqlite_finalize;
}

static void
axle_storage_sqlite_init (AxleStorageSqlite *self)
{
  self->heads = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
}

/**
 * axle_storage_sqlite_open:
 * @path: the database; made when it is not there
 * @vfs: (nullable): the SQLite VFS that it is opened with, for the simulator
 * @error: return location
 *
 * Several programs may have one database open; a commit waits for its turn, and
 * returns when the disk has it.
 *
 * Returns: (transfer full) (nullable): the storage
 */
AxleStorage *
axle_storage_sqlite_open (const char  *path,
                          const char  *vfs,
                          GError     **error)
{
  g_autoptr(AxleStorageSqlite) self = g_object_new (AXLE_TYPE_STORAGE_SQLITE, NULL);
  AxleConnectionFlags flags = AXLE_CONNECTION_CREATE | AXLE_CONNECTION_DURABLE;
  AxleConnectionOptions options = { .vfs = vfs, .cache_kib = 16 * 1024 };

  /* A VFS of the simulator has no shared memory. */
  if (vfs != NULL)
    flags |= AXLE_CONNECTION_EXCLUSIVE;
  self->vfs = g_strdup (vfs);
  self->connection = axle_connection_open (path, flags, &options, error);
  if (self->connection == NULL ||
      !axle_migration_run (self->connection, migrations, G_N_ELEMENTS (migrations), error))
    return NULL;
  storage_has_changed (AXLE_STORAGE (self));
  return AXLE_STORAGE (g_steal_pointer (&self));
}

/**
 * axle_storage_sqlite_back_up:
 * @self: a storage
 * @path: (type filename): the copy; replaced when it is there
 * @error: return location
 *
 * Copies the database as it is now, while others go on writing.
 *
 * Returns: whether the copy was made
 */
gboolean
axle_storage_sqlite_back_up (AxleStorageSqlite  *self,
                             const char         *path,
                             GError            **error)
{
  return axle_connection_backup_to (self->connection, path, error);
}
