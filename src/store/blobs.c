/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/blobs.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/hash.h"
#include "store/private.h"

/* Pieces of one blob have neighbouring keys: its row, then their number. */
#define KEY_BITS 16
#define CACHE_KIB 4096

struct _AxleBlobCache
{
  AxleConnection *connection;
  AxleHost       *host;
  gint64          limit;
  gint64          usage;    /* bytes of all pieces; -1 while not counted */
};

static const AxleMigration migrations[] = {
  {
    .number = 1,
    .sql = "CREATE TABLE blob ("
           "  row      INTEGER PRIMARY KEY,"
           "  hash     TEXT NOT NULL UNIQUE,"
           "  size     INTEGER NOT NULL,"
           "  n_bytes  INTEGER NOT NULL,"
           "  complete INTEGER NOT NULL,"
           "  waiting  INTEGER NOT NULL,"
           "  preview  INTEGER NOT NULL,"
           "  used_at  INTEGER NOT NULL,"
           "  pinned   INTEGER NOT NULL,"
           "  refused  TEXT"
           ") STRICT;"
           "CREATE TABLE piece (key INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;"
           /* Previews first, then in the order in which they were made. */
           "CREATE INDEX blob_waiting ON blob (preview DESC, row) WHERE waiting = 1;"
           "CREATE INDEX blob_by_use ON blob (preview, used_at) WHERE waiting = 0;",
  },
};

void
axle_blob_state_clear (AxleBlobState *self)
{
  g_clear_pointer (&self->refused, g_free);
}

static AxleConnection *
open_connection (const AxleStoreOptions  *options,
                 GError                 **error)
{
  AxleConnectionFlags flags = options->read_only ? AXLE_CONNECTION_READ_ONLY
                                                 : AXLE_CONNECTION_CREATE | AXLE_CONNECTION_DURABLE;
  AxleConnectionOptions more = { .vfs = options->vfs, .cache_kib = CACHE_KIB };
  g_autoptr(AxleConnection) connection = NULL;

  if (options->vfs != NULL)
    flags |= AXLE_CONNECTION_EXCLUSIVE;
  if (options->key != NULL)
    more.key = g_bytes_get_data (options->key, NULL);
  connection = axle_connection_open (options->path, flags, &more, error);
  if (connection == NULL ||
      (!options->read_only && !axle_migration_run (connection, migrations, G_N_ELEMENTS (migrations), error)))
    return NULL;
  return g_steal_pointer (&connection);
}

/* Pictures that cannot be read any more: what the server has comes again. */
static void
put_aside (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (path, ".damaged", suffixes[i], NULL);

      g_rename (from, to);
    }
}

/**
 * axle_blob_cache_open:
 * @options: which file, and how; with the key of the cache
 * @limit: how many bytes it may keep
 * @error: return location
 *
 * A file that cannot be read is put aside as `….damaged` and made anew: what the
 * server has is fetched again.
 *
 * Returns: (transfer full) (nullable): the cache
 */
AxleBlobCache *
axle_blob_cache_open (const AxleStoreOptions  *options,
                      gint64                   limit,
                      GError                 **error)
{
  g_autoptr(AxleBlobCache) self = g_new0 (AxleBlobCache, 1);
  g_autoptr(GError) reason = NULL;

  self->host = options->host != NULL ? options->host : axle_host_get_default ();
  self->limit = limit;
  self->usage = -1;
  self->connection = open_connection (options, &reason);
  if (!options->read_only && (g_error_matches (reason, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CORRUPT) ||
                              g_error_matches (reason, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NOT_A_DATABASE)))
    {
      g_message ("The photos on this computer cannot be read and are fetched again: %s", reason->message);
      g_clear_error (&reason);
      put_aside (options->path);
      self->connection = open_connection (options, &reason);
    }
  if (self->connection != NULL)
    return g_steal_pointer (&self);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

void
axle_blob_cache_close (AxleBlobCache *self)
{
  g_clear_pointer (&self->connection, axle_connection_close);
  g_free (self);
}

void
axle_blob_cache_set_limit (AxleBlobCache *self,
                           gint64         limit)
{
  self->limit = limit;
}

gint64
axle_blob_cache_get_usage (AxleBlobCache *self)
{
  if (self->usage < 0)
    axle_connection_query_int64 (self->connection, "SELECT COALESCE (SUM (n_bytes), 0) FROM blob", &self->usage, NULL);
  return self->usage;
}

typedef struct
{
  gint64        row;
  AxleBlobState state;
} Found;

static void
found_clear (Found *self)
{
  axle_blob_state_clear (&self->state);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

/* Row 0 when there is none. */
static gboolean
find (AxleBlobCache  *self,
      const char     *hash,
      Found          *found,
      GError        **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT row, size, n_bytes, complete, waiting, refused FROM blob WHERE hash = ?1", error);
  AxleStep step;

  *found = (Found) { .state.size = -1 };
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, hash);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  found->row = axle_statement_get_int64 (statement, 0);
  found->state.size = axle_statement_get_int64 (statement, 1);
  found->state.n_bytes = axle_statement_get_int64 (statement, 2);
  found->state.complete = axle_statement_get_bool (statement, 3);
  found->state.waiting = axle_statement_get_bool (statement, 4);
  found->state.refused = axle_statement_dup_text (statement, 5);
  return TRUE;
}

/* Ends a public function: what went wrong in a person's words. */
static gboolean
ends (gboolean   done,
      GError   **reason,
      GError   **error)
{
  if (!done)
    axle_store_fail (error, g_steal_pointer (reason));
  return done;
}

/**
 * axle_blob_cache_look:
 * @self: a cache
 * @hash: a blob's name
 * @state: (out): what is known of it
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_blob_cache_look (AxleBlobCache  *self,
                      const char     *hash,
                      AxleBlobState  *state,
                      GError        **error)
{
  GError *reason = NULL;
  g_auto(Found) found = { 0 };
  gboolean done = find (self, hash, &found, &reason);

  *state = found.state;
  found.state.refused = NULL;
  return ends (done, &reason, error);
}

static gboolean
run (AxleBlobCache  *self,
     const char     *sql,
     const char     *hash,
     const gint64   *numbers,
     guint           n_numbers,
     GError        **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, hash);
  for (guint i = 0; i < n_numbers; i++)
    axle_statement_bind_int64 (statement, (int) i + 2, numbers[i]);
  return axle_statement_run (statement, error);
}

/* Inside a transaction. */
static gboolean
drop_row (AxleBlobCache  *self,
          gint64          row,
          GError        **error)
{
  g_autoptr(AxleStatement) pieces =
    axle_connection_prepare (self->connection, "DELETE FROM piece WHERE key >= ?1 AND key < ?2", error);
  g_autoptr(AxleStatement) blob = axle_connection_prepare (self->connection, "DELETE FROM blob WHERE row = ?1", error);

  if (pieces == NULL || blob == NULL)
    return FALSE;
  axle_statement_bind_int64 (pieces, 1, row << KEY_BITS);
  axle_statement_bind_int64 (pieces, 2, (row + 1) << KEY_BITS);
  axle_statement_bind_int64 (blob, 1, row);
  self->usage = -1;
  return axle_statement_run (pieces, error) && axle_statement_run (blob, error);
}

static gboolean
drop (AxleBlobCache  *self,
      gint64          row,
      GError        **error)
{
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin (self->connection, error);

  return transaction != NULL && drop_row (self, row, error) && axle_transaction_commit (transaction, error);
}

/**
 * axle_blob_cache_drop:
 * @self: a cache
 * @hash: a blob's name
 * @error: return location
 *
 * Returns: whether nothing of it is here now
 */
gboolean
axle_blob_cache_drop (AxleBlobCache  *self,
                      const char     *hash,
                      GError        **error)
{
  GError *reason = NULL;
  g_auto(Found) found = { 0 };

  return ends (find (self, hash, &found, &reason) && (found.row == 0 || drop (self, found.row, &reason)), &reason, error);
}

/* Rows of all blobs but those in @kept. */
static GArray *
list_others (AxleBlobCache       *self,
             const char * const  *kept,
             GError             **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, "SELECT row, hash FROM blob", error);
  AxleStep step = AXLE_STEP_ERROR;

  while (statement != NULL && (step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 row = axle_statement_get_int64 (statement, 0);

      if (!g_strv_contains (kept, axle_statement_get_text (statement, 1)))
        g_array_append_val (rows, row);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
drop_others (AxleBlobCache       *self,
             const char * const  *kept,
             GError             **error)
{
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin (self->connection, error);
  g_autoptr(GArray) rows = transaction != NULL ? list_others (self, kept, error) : NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    if (!drop_row (self, g_array_index (rows, gint64, i), error))
      return FALSE;
  return axle_transaction_commit (transaction, error);
}

/**
 * axle_blob_cache_erase_others:
 * @self: a cache
 * @kept: (array zero-terminated=1): the blobs that stay
 * @error: return location
 *
 * Returns: whether nothing of any other blob is left in the file
 */
gboolean
axle_blob_cache_erase_others (AxleBlobCache       *self,
                              const char * const  *kept,
                              GError             **error)
{
  GError *reason = NULL;

  return ends (drop_others (self, kept, &reason) && axle_connection_exec (self->connection, "VACUUM", &reason) &&
               axle_connection_checkpoint (self->connection, &reason), &reason, error);
}

/**
 * axle_blob_cache_begin:
 * @self: a cache
 * @hash: a blob's name
 * @size: of the whole, in bytes
 * @kind: where it comes from
 * @preview: whether it is small and wanted first
 * @error: return location
 *
 * Begins a blob, or goes on with it where it was left. One that is here already
 * stays; if it is one's own it is sent all the same, as the server may have
 * forgotten it meanwhile.
 *
 * Returns: whether pieces can come
 */
gboolean
axle_blob_cache_begin (AxleBlobCache  *self,
                       const char     *hash,
                       gint64          size,
                       AxleBlobKind    kind,
                       gboolean        preview,
                       GError        **error)
{
  GError *reason = NULL;
  g_auto(Found) found = { 0 };
  g_autoptr(AxleStatement) insert = NULL;
  gint64 now = axle_host_now (self->host);

  g_return_val_if_fail (axle_hash_is_valid (hash) && size > 0, FALSE);
  if (!find (self, hash, &found, &reason))
    return ends (FALSE, &reason, error);
  if (found.state.complete && kind == AXLE_BLOB_OWN)
    return axle_blob_cache_send_again (self, hash, error);
  if (found.row != 0 && (found.state.complete || (found.state.size == size && kind == AXLE_BLOB_FETCHED)))
    return TRUE;
  if (found.row != 0 && !drop (self, found.row, &reason))
    return ends (FALSE, &reason, error);
  insert = axle_connection_prepare (self->connection,
                                    "INSERT INTO blob (hash, size, n_bytes, complete, waiting, preview, used_at, pinned)"
                                    " VALUES (?1, ?2, 0, 0, ?3, ?4, ?5, 0)", &reason);
  if (insert == NULL)
    return ends (FALSE, &reason, error);
  axle_statement_bind_text (insert, 1, hash);
  axle_statement_bind_int64 (insert, 2, size);
  axle_statement_bind_bool (insert, 3, kind == AXLE_BLOB_OWN);
  axle_statement_bind_bool (insert, 4, preview);
  axle_statement_bind_int64 (insert, 5, now);
  return ends (axle_statement_run (insert, &reason), &reason, error);
}

static gboolean
put_pieces (AxleBlobCache  *self,
            gint64          key,
            GBytes         *bytes,
            GError        **error)
{
  g_autoptr(AxleStatement) put =
    axle_connection_prepare (self->connection, "INSERT OR REPLACE INTO piece (key, data) VALUES (?1, ?2)", error);
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize done = 0; put != NULL && done < size; done += AXLE_BLOB_CACHE_PIECE)
    {
      axle_statement_bind_int64 (put, 1, key++);
      axle_statement_bind_blob (put, 2, data + done, MIN (size - done, AXLE_BLOB_CACHE_PIECE));
      if (!axle_statement_run (put, error))
        return FALSE;
      axle_statement_reset (put);
    }
  return put != NULL;
}

static gboolean
append (AxleBlobCache  *self,
        const char     *hash,
        const Found    *found,
        gint64          offset,
        GBytes         *bytes,
        GError        **error)
{
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin (self->connection, error);
  const gint64 numbers[] = { offset + (gint64) g_bytes_get_size (bytes), axle_host_now (self->host) };

  return transaction != NULL &&
         put_pieces (self, (found->row << KEY_BITS) + offset / AXLE_BLOB_CACHE_PIECE, bytes, error) &&
         run (self, "UPDATE blob SET n_bytes = ?2, used_at = ?3 WHERE hash = ?1", hash, numbers, 2, error) &&
         axle_transaction_commit (transaction, error);
}

/**
 * axle_blob_cache_append:
 * @self: a cache
 * @hash: a blob that was begun
 * @offset: how much of it is here, in bytes
 * @bytes: what follows: whole pieces of [const@Axle.BLOB_CACHE_PIECE], or all the rest
 * @error: return location
 *
 * Returns: whether it was kept
 */
gboolean
axle_blob_cache_append (AxleBlobCache  *self,
                        const char     *hash,
                        gint64          offset,
                        GBytes         *bytes,
                        GError        **error)
{
  GError *reason = NULL;
  g_auto(Found) found = { 0 };
  gint64 size = (gint64) g_bytes_get_size (bytes);

  if (!find (self, hash, &found, &reason))
    return ends (FALSE, &reason, error);
  if (found.row == 0 || found.state.complete || found.state.n_bytes != offset || offset % AXLE_BLOB_CACHE_PIECE != 0 ||
      size > found.state.size - offset || (size % AXLE_BLOB_CACHE_PIECE != 0 && offset + size != found.state.size))
    {
      g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID, _("The piece does not lie in its file."));
      return FALSE;
    }
  if (!append (self, hash, &found, offset, bytes, &reason))
    return ends (FALSE, &reason, error);
  if (self->usage >= 0)
    self->usage += size;
  return TRUE;
}

/**
 * axle_blob_cache_finish:
 * @self: a cache
 * @hash: a blob whose pieces are all here
 * @error: return location
 *
 * To be called when its bytes were found to be what @hash says.
 *
 * Returns: whether it can be read from now on
 */
gboolean
axle_blob_cache_finish (AxleBlobCache  *self,
                        const char     *hash,
                        GError        **error)
{
  GError *reason = NULL;
  gint64 now = axle_host_now (self->host);

  return ends (run (self, "UPDATE blob SET complete = 1, used_at = ?2 WHERE hash = ?1 AND n_bytes = size",
                    hash, &now, 1, &reason), &reason, error);
}

static gboolean
read_pieces (AxleBlobCache  *self,
             const Found    *found,
             gint64          offset,
             gint64          length,
             GByteArray     *bytes,
             GError        **error)
{
  g_autoptr(AxleStatement) get = axle_connection_prepare (self->connection, "SELECT data FROM piece WHERE key = ?1", error);

  while (get != NULL && length > 0)
    {
      gsize skip = (gsize) (offset % AXLE_BLOB_CACHE_PIECE);
      gsize size;
      const guint8 *data;
      AxleStep step;

      axle_statement_bind_int64 (get, 1, (found->row << KEY_BITS) + offset / AXLE_BLOB_CACHE_PIECE);
      step = axle_statement_step (get, error);
      if (step == AXLE_STEP_ERROR)
        return FALSE;
      data = step == AXLE_STEP_ROW ? axle_statement_get_blob (get, 0, &size) : NULL;
      if (data == NULL || size <= skip)
        {
          g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_DAMAGED, _("A piece of the photo is missing."));
          return FALSE;
        }
      size = MIN (size - skip, (gsize) length);
      g_byte_array_append (bytes, data + skip, (guint) size);
      offset += (gint64) size;
      length -= (gint64) size;
      axle_statement_reset (get);
    }
  return get != NULL;
}

/**
 * axle_blob_cache_read:
 * @self: a cache
 * @hash: a blob's name
 * @offset: from where, in bytes
 * @length: how much, in bytes; less where less is here
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
axle_blob_cache_read (AxleBlobCache  *self,
                      const char     *hash,
                      gint64          offset,
                      gint64          length,
                      GError        **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  GError *reason = NULL;
  g_auto(Found) found = { 0 };

  if (find (self, hash, &found, &reason) && (found.row == 0 || offset < 0 || offset > found.state.n_bytes))
    g_set_error_literal (&reason, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND, _("The photo is not on this computer."));
  if (reason == NULL)
    read_pieces (self, &found, offset, MIN (length, found.state.n_bytes - offset), bytes, &reason);
  if (reason == NULL)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  axle_store_fail (error, reason);
  return NULL;
}

/**
 * axle_blob_cache_load:
 * @self: a cache
 * @hash: a blob's name
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the whole, verified;
 *   %AXLE_STORE_ERROR_NOT_FOUND when it is not here whole,
 *   %AXLE_STORE_ERROR_DAMAGED when it is not what it was
 */
GBytes *
axle_blob_cache_load (AxleBlobCache  *self,
                      const char     *hash,
                      GError        **error)
{
  g_auto(AxleBlobState) state = { 0 };
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *actual = NULL;

  if (!axle_blob_cache_look (self, hash, &state, error))
    return NULL;
  if (!state.complete)
    {
      g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND, _("The photo is not on this computer."));
      return NULL;
    }
  bytes = axle_blob_cache_read (self, hash, 0, state.size, error);
  if (bytes == NULL)
    return NULL;
  actual = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (g_str_equal (actual, hash))
    return g_steal_pointer (&bytes);
  g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_DAMAGED, _("The photo is damaged on this computer."));
  return NULL;
}

/* The least lately used, previews last; 0 when none may go. */
static gboolean
find_least_used (AxleBlobCache  *self,
                 gint64         *row,
                 GError        **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT row FROM blob WHERE waiting = 0 AND pinned < ?1 ORDER BY preview, used_at LIMIT 1", error);
  AxleStep step;

  *row = 0;
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, axle_host_now (self->host));
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *row = axle_statement_get_int64 (statement, 0);
  return step != AXLE_STEP_ERROR;
}

/**
 * axle_blob_cache_make_room:
 * @self: a cache
 * @n_bytes: how much more shall come; 0 only to keep the limit
 * @made: (out): whether there is room for it now
 * @error: return location
 *
 * Returns: whether it could be tried
 */
gboolean
axle_blob_cache_make_room (AxleBlobCache  *self,
                           gint64          n_bytes,
                           gboolean       *made,
                           GError        **error)
{
  GError *reason = NULL;

  while (axle_blob_cache_get_usage (self) + n_bytes > self->limit)
    {
      gint64 row;

      if (!find_least_used (self, &row, &reason) || (row != 0 && !drop (self, row, &reason)))
        return ends (FALSE, &reason, error);
      if (row == 0)
        break;
    }
  *made = axle_blob_cache_get_usage (self) + n_bytes <= self->limit;
  return TRUE;
}

/**
 * axle_blob_cache_list_waiting:
 * @self: a cache
 * @limit: at most so many
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): what waits to be
 *   sent, previews first, the oldest first
 */
char **
axle_blob_cache_list_waiting (AxleBlobCache  *self,
                              guint           limit,
                              GError        **error)
{
  g_autoptr(GStrvBuilder) hashes = g_strv_builder_new ();
  GError *reason = NULL;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT hash FROM blob WHERE waiting = 1 AND complete = 1 AND refused IS NULL"
                             " ORDER BY preview DESC, row LIMIT ?1", &reason);
  AxleStep step = AXLE_STEP_ERROR;

  if (statement != NULL)
    axle_statement_bind_int64 (statement, 1, limit);
  while (statement != NULL && (step = axle_statement_step (statement, &reason)) == AXLE_STEP_ROW)
    g_strv_builder_add (hashes, axle_statement_get_text (statement, 0));
  if (step == AXLE_STEP_DONE)
    return g_strv_builder_end (hashes);
  axle_store_fail (error, reason);
  return NULL;
}

/* Whole ones that wait to be sent, refused ones left out. */
gint64
axle_blob_cache_count_waiting (AxleBlobCache *self)
{
  gint64 count = 0;

  axle_connection_query_int64 (self->connection,
                               "SELECT COUNT (*) FROM blob WHERE waiting = 1 AND complete = 1 AND refused IS NULL", &count, NULL);
  return count;
}

gboolean
axle_blob_cache_set_sent (AxleBlobCache  *self,
                          const char     *hash,
                          GError        **error)
{
  GError *reason = NULL;

  return ends (run (self, "UPDATE blob SET waiting = 0, refused = NULL WHERE hash = ?1", hash, NULL, 0, &reason), &reason, error);
}

/**
 * axle_blob_cache_set_refused:
 * @self: a cache
 * @hash: a blob that waits to be sent
 * @reason: why the server never takes it, for the person
 * @error: return location
 *
 * It stays here until somebody sends it again.
 *
 * Returns: whether it was noted
 */
gboolean
axle_blob_cache_set_refused (AxleBlobCache  *self,
                             const char     *hash,
                             const char     *reason,
                             GError        **error)
{
  GError *cause = NULL;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "UPDATE blob SET refused = ?2 WHERE hash = ?1", &cause);

  if (statement == NULL)
    return ends (FALSE, &cause, error);
  axle_statement_bind_text (statement, 1, hash);
  axle_statement_bind_text (statement, 2, reason);
  return ends (axle_statement_run (statement, &cause), &cause, error);
}

gboolean
axle_blob_cache_send_again (AxleBlobCache  *self,
                            const char     *hash,
                            GError        **error)
{
  GError *reason = NULL;

  return ends (run (self, "UPDATE blob SET waiting = 1, refused = NULL WHERE hash = ?1", hash, NULL, 0, &reason), &reason, error);
}

/**
 * axle_blob_cache_release:
 * @self: a cache
 * @hash: a blob that waits for a record which never came, or was taken back
 * @before: in microseconds since 1970 UTC
 * @error: return location
 *
 * Unless it was used since @before, it waits no longer and may make room.
 *
 * Returns: whether it was noted
 */
gboolean
axle_blob_cache_release (AxleBlobCache  *self,
                         const char     *hash,
                         gint64          before,
                         GError        **error)
{
  GError *reason = NULL;

  return ends (run (self, "UPDATE blob SET waiting = 0 WHERE hash = ?1 AND used_at < ?2", hash, &before, 1, &reason),
               &reason, error);
}

/**
 * axle_blob_cache_use:
 * @self: a cache
 * @hashes: (array zero-terminated=1): the blobs of a record that somebody opened
 * @error: return location
 *
 * Those that are here are pinned for [const@Axle.BLOB_CACHE_PIN].
 *
 * Returns: whether it was noted
 */
gboolean
axle_blob_cache_use (AxleBlobCache       *self,
                     const char * const  *hashes,
                     GError             **error)
{
  GError *reason = NULL;
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin (self->connection, &reason);
  gint64 now = axle_host_now (self->host);
  const gint64 numbers[] = { now, now + AXLE_BLOB_CACHE_PIN };
  gboolean done = transaction != NULL;

  for (guint i = 0; done && hashes[i] != NULL; i++)
    done = run (self, "UPDATE blob SET used_at = ?2, pinned = ?3 WHERE hash = ?1", hashes[i], numbers, 2, &reason);
  return ends (done && axle_transaction_commit (transaction, &reason), &reason, error);
}
