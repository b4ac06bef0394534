/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/storage-sqlite.h"

#include <string.h>

#include "sqlite/migration.h"
#include "sqlite/statement.h"
#include "sqlite/transaction.h"

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
};

struct _AxleStorageSqlite
{
  GObject          parent_instance;

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

static gboolean
storage_begin (AxleStorage  *storage,
               GError      **error)
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

#define DOCUMENT_COLUMNS "id, scope, kind, revision, sequence, deleted, body"

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
  document->body = axle_statement_dup_bytes (statement, 6);
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
    "SELECT " DOCUMENT_COLUMNS " FROM documents WHERE id = ?1", error);
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

static gboolean
storage_put_document (AxleStorage         *storage,
                      const AxleDocument  *document,
                      GError             **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "INSERT INTO documents (" DOCUMENT_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) "
    "ON CONFLICT (id) DO UPDATE SET revision = ?4, sequence = ?5, deleted = ?6, body = ?7", error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, &document->id);
  bind_id (statement, 2, &document->scope);
  axle_statement_bind_text (statement, 3, document->kind);
  axle_statement_bind_int64 (statement, 4, document->revision);
  axle_statement_bind_int64 (statement, 5, document->sequence);
  axle_statement_bind_bool (statement, 6, document->deleted);
  axle_statement_bind_bytes (statement, 7, document->body);
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
    "SELECT " DOCUMENT_COLUMNS " FROM documents WHERE scope = ?1 AND sequence > ?2 ORDER BY sequence", error);
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
storage_get_verdict (AxleStorage   *storage,
                     const AxleId  *install,
                     gint64         number,
                     gint64        *sequence,
                     GBytes       **body,
                     GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "SELECT sequence, body FROM verdicts WHERE install = ?1 AND number = ?2", error);
  AxleStep step;

  *sequence = 0;
  *body = NULL;
  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, install);
  axle_statement_bind_int64 (statement, 2, number);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    {
      *sequence = axle_statement_get_int64 (statement, 0);
      if (!axle_statement_is_null (statement, 1))
        *body = axle_statement_dup_bytes (statement, 1);
    }
  return step != AXLE_STEP_ERROR;
}

static gboolean
storage_put_verdict (AxleStorage   *storage,
                     const AxleId  *install,
                     gint64         number,
                     gint64         sequence,
                     GBytes        *body,
                     GError       **error)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (storage);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection,
    "INSERT INTO verdicts (install, number, sequence, body) VALUES (?1, ?2, ?3, ?4)", error);

  if (statement == NULL)
    return FALSE;
  bind_id (statement, 1, install);
  axle_statement_bind_int64 (statement, 2, number);
  axle_statement_bind_int64 (statement, 3, sequence);
  if (body != NULL)
    axle_statement_bind_bytes (statement, 4, body);
  else
    axle_statement_bind_null (statement, 4);
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

static void
axle_storage_sqlite_iface_init (AxleStorageInterface *iface)
{
  iface->begin = storage_begin;
  iface->begin_read = storage_begin_read;
  iface->commit = storage_commit;
  iface->rollback = storage_rollback;
  iface->get_document = storage_get_document;
  iface->put_document = storage_put_document;
  iface->list_documents = storage_list_documents;
  iface->list_scopes = storage_list_scopes;
  iface->get_head = storage_get_head;
  iface->next_sequence = storage_next_sequence;
  iface->get_verdict = storage_get_verdict;
  iface->put_verdict = storage_put_verdict;
  iface->drop_acceptances = storage_drop_acceptances;
  iface->get_entry = storage_get_entry;
  iface->put_entry = storage_put_entry;
  iface->drop_entry = storage_drop_entry;
  iface->drop_expired = storage_drop_expired;
  iface->has_changed = storage_has_changed;
}

static void
axle_storage_sqlite_finalize (GObject *object)
{
  AxleStorageSqlite *self = AXLE_STORAGE_SQLITE (object);

  g_clear_pointer (&self->transaction, axle_transaction_free);
  g_clear_pointer (&self->connection, axle_connection_close);
  g_hash_table_unref (self->heads);
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
  self->connection = axle_connection_open (path, flags, &options, error);
  if (self->connection == NULL ||
      !axle_migration_run (self->connection, migrations, G_N_ELEMENTS (migrations), error))
    return NULL;
  storage_has_changed (AXLE_STORAGE (self));
  return AXLE_STORAGE (g_steal_pointer (&self));
}
