/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/snapshot-builder.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <zstd.h>

#include "core/registry.h"
#include "rows/row.h"
#include "server/private.h"
#include "sqlite/image.h"
#include "sqlite/transaction.h"

/* Documents read at a time. */
#define DOCUMENTS 2000
#define DOCUMENT_BYTES (4 * 1024 * 1024)

/* Made once and fetched by every new desk. */
#define COMPRESSION 3

/* Few pages: less of them is head and rest. */
#define PAGE_SIZE "32768"

/* A first part is made of so many bytes of documents; then it is known how far they
 * compress, and a part is aimed a little below what it may be. */
#define FIRST_BYTES (1024 * 1024)
#define AIMED_BYTES (AXLE_WIRE_PIECE_LIMIT * 7 / 8)

/* The rows of one kind that are in no part yet. */
typedef struct
{
  const AxleEntity *entity;
  AxleConnection   *connection;  /* NULL while there are none */
  AxleTransaction  *transaction;
  char             *insert;
  gint64            n_rows;
  gsize             n_bytes;     /* of the documents that they were made of */
  gsize             limit;       /* of @n_bytes */
  GArray           *parts;       /* (element-type AxleSnapshotPart) */
} Table;

typedef struct
{
  AxleStorage   *storage;
  AxleAudience   audience;
  GOutputStream *stream;
  GCancellable  *cancellable;
  AxleSnapshot  *snapshot;
  GHashTable    *tables;         /* (element-type AxleEntity Table) */
} Build;

static void
close_table (Table *self)
{
  g_clear_pointer (&self->transaction, axle_transaction_free);
  g_clear_pointer (&self->connection, axle_connection_close);
  self->n_rows = 0;
  self->n_bytes = 0;
}

static void
table_free (gpointer data)
{
  Table *self = data;

  close_table (self);
  g_array_unref (self->parts);
  g_free (self->insert);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

static Table *
table_new (const AxleEntity *entity)
{
  Table *self = g_new0 (Table, 1);
  g_autofree char *columns = axle_row_dup_columns (entity);
  g_autoptr(GString) sql = g_string_new (NULL);

  g_string_printf (sql, "INSERT INTO \"%s\" (%s) VALUES (?1", entity->kind, columns);
  for (guint i = 1; i < axle_row_n_columns (entity); i++)
    g_string_append_printf (sql, ", ?%u", i + 1);
  g_string_append_c (sql, ')');
  self->entity = entity;
  self->insert = g_string_free (g_steal_pointer (&sql), FALSE);
  self->limit = FIRST_BYTES;
  self->parts = g_array_new (FALSE, FALSE, sizeof (AxleSnapshotPart));
  return self;
}

static gboolean
open_table (Table   *self,
            GError **error)
{
  g_autofree char *sql = axle_row_dup_table (self->entity);

  self->connection = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, error);
  if (self->connection == NULL ||
      !axle_connection_exec (self->connection, "PRAGMA page_size = " PAGE_SIZE, error) ||
      !axle_connection_exec (self->connection, sql, error))
    return FALSE;
  self->transaction = axle_transaction_begin (self->connection, error);
  return self->transaction != NULL;
}

static gboolean
add_row (Table             *self,
         const AxleRecord  *record,
         GError           **error)
{
  g_autoptr(AxleStatement) statement = NULL;

  if (self->connection == NULL && !open_table (self, error))
    return FALSE;
  statement = axle_connection_prepare (self->connection, self->insert, error);
  if (statement == NULL)
    return FALSE;
  axle_row_bind (statement, record);
  /* The same in every row: the snapshot says it. */
  axle_statement_bind_null (statement, 2);
  self->n_rows++;
  return axle_statement_run (statement, error);
}

static GBytes *
compress (GBytes *plain)
{
  gsize n_bytes;
  const void *bytes = g_bytes_get_data (plain, &n_bytes);
  gsize bound = ZSTD_compressBound (n_bytes);
  g_autofree void *packed = g_malloc (bound);
  gsize size = ZSTD_compress (packed, bound, bytes, n_bytes, COMPRESSION);

  g_assert (!ZSTD_isError (size));
  return g_bytes_new_take (g_realloc (g_steal_pointer (&packed), size), size);
}

static gboolean
write_part (Build   *self,
            Table   *table,
            GBytes  *plain,
            GBytes  *packed,
            gint64   n_rows,
            GError **error)
{
  gsize size;
  const void *bytes = g_bytes_get_data (packed, &size);
  AxleSnapshotPart part = {
    .offset = self->snapshot->size, .size = (gint64) size, .plain_size = (gint64) g_bytes_get_size (plain), .n_rows = n_rows,
  };

  crypto_hash_sha256 (part.hash, bytes, size);
  if (!g_output_stream_write_all (self->stream, bytes, size, NULL, self->cancellable, error))
    return FALSE;
  self->snapshot->size += part.size;
  self->snapshot->n_rows += n_rows;
  g_array_append_val (table->parts, part);
  return TRUE;
}

static gboolean write_rows (Build   *self,
                            Table   *table,
                            Table   *rows,
                            gsize   *n_packed,
                            GError **error);

/* A part that came out too large is made again as two. */
static gboolean
write_some (Build   *self,
            Table   *table,
            Table   *rows,
            gint64   first,
            gint64   last,
            GError **error)
{
  g_autoptr(Table) half = table_new (rows->entity);
  g_autofree char *columns = axle_row_dup_columns (rows->entity);
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM \"%s\" WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid",
                                          columns, rows->entity->kind);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (rows->connection, sql, error);
  gsize n_packed;
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, first);
  axle_statement_bind_int64 (statement, 2, last);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleRecord) record = axle_row_read (rows->entity, statement);

      if (!add_row (half, record, error))
        return FALSE;
    }
  return step == AXLE_STEP_DONE && write_rows (self, table, half, &n_packed, error);
}

/* Writes @rows as parts of @table. */
static gboolean
write_rows (Build   *self,
            Table   *table,
            Table   *rows,
            gsize   *n_packed,
            GError **error)
{
  g_autoptr(GBytes) plain = NULL;
  g_autoptr(GBytes) packed = NULL;
  gint64 half = rows->n_rows / 2;

  *n_packed = 0;
  if (!axle_transaction_commit (rows->transaction, error))
    return FALSE;
  plain = axle_connection_dup_image (rows->connection, error);
  if (plain == NULL)
    return FALSE;
  packed = compress (plain);
  *n_packed = g_bytes_get_size (packed);
  if (*n_packed <= AXLE_WIRE_PIECE_LIMIT && g_bytes_get_size (plain) <= AXLE_SNAPSHOT_PLAIN_LIMIT)
    return write_part (self, table, plain, packed, rows->n_rows, error);
  if (half > 0)
    return write_some (self, table, rows, 1, half, error) &&
           write_some (self, table, rows, half + 1, rows->n_rows, error);
  g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID, _("A record of the kind “%s” is too large for a copy."),
               rows->entity->kind);
  return FALSE;
}

static gboolean
flush_table (Build   *self,
             Table   *table,
             GError **error)
{
  gsize n_packed;

  if (table->n_rows == 0)
    return TRUE;
  if (!write_rows (self, table, table, &n_packed, error))
    return FALSE;
  table->limit = CLAMP (table->n_bytes * AIMED_BYTES / n_packed, FIRST_BYTES / 4, AXLE_SNAPSHOT_PLAIN_LIMIT);
  close_table (table);
  return TRUE;
}

static gboolean
add_document (Build               *self,
              const AxleDocument  *document,
              GError             **error)
{
  g_autoptr(AxleRecord) record = NULL;
  Table *table;

  if (document->deleted)
    return TRUE;
  if (!axle_hub_show (document, self->audience, &record, error))
    return FALSE;
  if (record == NULL)
    return TRUE;
  /* It has no columns that this program could make. */
  if (record->entity->flags & AXLE_ENTITY_STRANGER)
    {
      g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED,
                   _("A newer program wrote records of the kind “%s”."), document->kind);
      return FALSE;
    }
  table = g_hash_table_lookup (self->tables, record->entity);
  if (table == NULL)
    {
      table = table_new (record->entity);
      g_hash_table_insert (self->tables, (gpointer) record->entity, table);
    }
  table->n_bytes += g_bytes_get_size (document->body);
  return add_row (table, record, error) && (table->n_bytes < table->limit || flush_table (self, table, error));
}

static gboolean
read_documents (Build   *self,
                GError **error)
{
  gint64 after = 0;

  for (;;)
    {
      g_autoptr(GPtrArray) documents =
        axle_storage_list_documents (self->storage, &self->snapshot->scope, after, DOCUMENTS, DOCUMENT_BYTES, error);

      if (documents == NULL || g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (documents->len == 0)
        return TRUE;
      for (guint i = 0; i < documents->len; i++)
        {
          const AxleDocument *document = documents->pdata[i];

          after = document->sequence;
          if (!add_document (self, document, error))
            return FALSE;
        }
    }
}

/* In the order of the registry, in which what is referred to comes first. */
static gboolean
list_parts (Build   *self,
            GError **error)
{
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      Table *table = g_hash_table_lookup (self->tables, entities[i]);
      AxleSnapshotKind kind = { .entity = entities[i], .hidden = axle_entity_hidden (entities[i], self->audience) };

      if (table == NULL)
        continue;
      if (!flush_table (self, table, error))
        return FALSE;
      kind.name = g_strdup (entities[i]->kind);
      g_array_append_val (self->snapshot->kinds, kind);
      for (guint p = 0; p < table->parts->len; p++)
        {
          AxleSnapshotPart part = g_array_index (table->parts, AxleSnapshotPart, p);

          part.kind = self->snapshot->kinds->len - 1;
          g_array_append_val (self->snapshot->parts, part);
        }
    }
  return TRUE;
}

/**
 * axle_snapshot_build:
 * @storage: what nobody else uses meanwhile
 * @scope: a scope
 * @audience: for whom; rows have what it may see
 * @epoch: the server's
 * @stream: where the parts go
 * @cancellable: (nullable): what stops it
 * @error: return location
 *
 * Copies all records of a scope that are not deleted, as of one moment. Takes about ten
 * seconds for a million records, of which little stands in memory.
 *
 * Returns: (transfer full) (nullable): what was written; without rows when there are none
 */
AxleSnapshot *
axle_snapshot_build (AxleStorage    *storage,
                     const AxleId   *scope,
                     AxleAudience    audience,
                     gint64          epoch,
                     GOutputStream  *stream,
                     GCancellable   *cancellable,
                     GError        **error)
{
  g_autoptr(AxleSnapshot) snapshot = axle_snapshot_new ();
  g_autoptr(GHashTable) tables = g_hash_table_new_full (NULL, NULL, NULL, table_free);
  g_autoptr(AxleStorageGuard) guard = NULL;
  Build build = { storage, audience, stream, cancellable, snapshot, tables };

  snapshot->scope = *scope;
  snapshot->audience = audience;
  snapshot->epoch = epoch;
  /* The number and the rows come from one state: else a row between them would be passed over. */
  if (!axle_storage_begin_read (storage, error))
    return NULL;
  guard = storage;
  if (!axle_storage_get_head (storage, scope, &snapshot->sequence, error) ||
      !read_documents (&build, error) ||
      !list_parts (&build, error))
    return NULL;
  snapshot->hash = axle_snapshot_dup_hash (snapshot);
  return g_steal_pointer (&snapshot);
}
