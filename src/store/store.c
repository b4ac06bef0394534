/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <glib/gi18n-lib.h>

/* Page cache; it takes what is used of it. Reading for the screen needs the upper pages
 * of each index, and so does writing what people do; a first sync writes all over them. */
#define CACHE_KIB 8192
#define WIDE_CACHE_KIB 65536

static gboolean
open_connection (AxleStore               *self,
                 const AxleStoreOptions  *options,
                 GError                 **error)
{
  AxleConnectionFlags flags = options->read_only ? AXLE_CONNECTION_READ_ONLY
                                                 : AXLE_CONNECTION_CREATE | AXLE_CONNECTION_DURABLE;
  AxleConnectionOptions more = { .vfs = options->vfs, .cache_kib = CACHE_KIB };

  /* A simulated file system has no shared memory. */
  if (options->vfs != NULL)
    flags |= AXLE_CONNECTION_EXCLUSIVE;
  if (options->key != NULL)
    {
      gsize size;

      more.key = g_bytes_get_data (options->key, &size);
      if (size != AXLE_CONNECTION_KEY_SIZE)
        {
          g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_KEY,
                               _("The key of the data on this computer has the wrong length. Nothing was changed."));
          return FALSE;
        }
    }
  self->connection = axle_connection_open (options->path, flags, &more, error);
  return self->connection != NULL;
}

static gboolean
prepare_schema (AxleStore  *self,
                GError    **error)
{
  guint n_migrations;
  const AxleMigration *migrations = axle_store_migrations (&n_migrations);

  if (self->read_only)
    {
      g_autoptr(GError) reason = NULL;

      if (axle_migration_verify (self->connection, migrations, n_migrations, &reason) ||
          g_error_matches (reason, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NEWER))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  /* After an unclean end a commit that was never promised may lie in the log, and
   * could come back to life behind a later one. Someone who reads at this moment
   * keeps the log in use; then it was opened cleanly by them. */
  if (axle_connection_get_wal_size (self->connection) > 0)
    {
      g_autoptr(GError) busy = NULL;

      if (!axle_connection_checkpoint (self->connection, &busy) &&
          !g_error_matches (busy, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_BUSY))
        {
          g_propagate_error (error, g_steal_pointer (&busy));
          return FALSE;
        }
    }

  /* A page of the feed touches thousands of pages: written back one checkpoint in 16 MiB. */
  return axle_connection_exec (self->connection, "PRAGMA wal_autocheckpoint = 4096", error) &&
         axle_migration_run (self->connection, migrations, n_migrations, error) &&
         axle_bulk_restore (self, error) && axle_place_finish_erasing (self, error) &&
         axle_derived_add_functions (self, error);
}

/**
 * axle_store_open:
 * @options: which file, and how
 * @error: return location
 *
 * Opens a cache; makes it when there is none and @options do not say to only read.
 * A file of a newer program opens read-only alone.
 *
 * Returns: (transfer full): the store, or %NULL with an `AXLE_STORE_ERROR`
 */
AxleStore *
axle_store_open (const AxleStoreOptions  *options,
                 GError                 **error)
{
  g_autoptr(AxleStore) self = g_new0 (AxleStore, 1);
  g_autoptr(GError) reason = NULL;

  self->host = options->host != NULL ? options->host : axle_host_get_default ();
  self->read_only = options->read_only;
  self->n_waiting = -1;
  self->codecs = axle_row_codecs_new ();
  self->touched = g_array_new (FALSE, FALSE, sizeof (AxleTouched));
  self->stale = g_array_new (FALSE, FALSE, sizeof (AxleStale));
  self->planned = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (open_connection (self, options, &reason) && prepare_schema (self, &reason))
    {
      axle_adopt (self);
      return g_steal_pointer (&self);
    }
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

/* Takes more memory while the whole cache is written over, and gives it back. */
void
axle_store_set_wide (AxleStore *self,
                     gboolean   wide)
{
  if (self->wide == wide)
    return;
  self->wide = wide;
  axle_connection_exec (self->connection,
                        wide ? "PRAGMA cache_size = -" G_STRINGIFY (WIDE_CACHE_KIB)
                             : "PRAGMA cache_size = -" G_STRINGIFY (CACHE_KIB) "; PRAGMA shrink_memory",
                        NULL);
}

void
axle_store_close (AxleStore *self)
{
  axle_part_leave (self);
  g_clear_pointer (&self->connection, axle_connection_close);
  g_hash_table_unref (self->codecs);
  g_array_unref (self->touched);
  g_array_unref (self->stale);
  g_array_unref (self->planned);
  g_free (self->planned_rule);
  g_free (self);
}

AxleHost *
axle_store_get_host (AxleStore *self)
{
  return self->host;
}

gboolean
axle_store_is_read_only (AxleStore *self)
{
  return self->read_only;
}

/**
 * axle_store_set_observer:
 * @self: a store that writes
 * @observer: (nullable): what is told after each commit
 * @user_data: for @observer
 */
void
axle_store_set_observer (AxleStore         *self,
                         AxleStoreObserver  observer,
                         gpointer           user_data)
{
  self->observer = observer;
  self->observer_data = user_data;
}

void
axle_store_touch (AxleStore        *self,
                  const AxleEntity *entity,
                  const AxleId     *id)
{
  AxleTouched touched = { entity, *id };

  g_array_append_val (self->touched, touched);
}

static void
tell_observer (AxleStore *self)
{
  g_autoptr(GArray) touched = g_steal_pointer (&self->touched);

  self->touched = g_array_new (FALSE, FALSE, sizeof (AxleTouched));
  if (self->observer != NULL && touched->len > 0)
    self->observer (self, (const AxleTouched *) (gpointer) touched->data, touched->len, self->observer_data);
}

static gboolean
run_work (AxleStore      *self,
          AxleStoreWork   work,
          gpointer        data,
          GError        **error)
{
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin (self->connection, error);

  return transaction != NULL && work (self, data, error) &&
         axle_derived_flush (self, error) && axle_transaction_commit (transaction, error);
}

/*
 * axle_store_write:
 * @self: a store
 * @care: whether a power cut may take the transaction back: it may when the server
 *   gives the same again
 * @work: what is done
 * @data: for @work
 * @error: return location, already in a person's words
 *
 * Runs @work in one transaction and tells the observer what it touched.
 */
gboolean
axle_store_write (AxleStore      *self,
                  AxleStoreCare   care,
                  AxleStoreWork   work,
                  gpointer        data,
                  GError        **error)
{
  g_autoptr(GError) reason = NULL;
  gboolean done;

  if (self->read_only)
    {
      g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_READ_ONLY,
                           _("The data on this computer can only be read now. Nothing was changed."));
      return FALSE;
    }
  done = (care == AXLE_STORE_DURABLE ||
          axle_connection_exec (self->connection, "PRAGMA synchronous = NORMAL", &reason)) &&
         run_work (self, work, data, &reason);
  if (care == AXLE_STORE_REPEATABLE)
    done = axle_connection_exec (self->connection, "PRAGMA synchronous = FULL", done ? &reason : NULL) && done;
  if (!done)
    {
      self->n_waiting = -1;
      g_array_set_size (self->touched, 0);
      g_array_set_size (self->stale, 0);
      self->sweep_due = FALSE;
      return axle_store_fail (error, g_steal_pointer (&reason));
    }
  tell_observer (self);
  return TRUE;
}

/**
 * axle_store_get:
 * @self: a store
 * @entity: the kind of record
 * @id: which
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the record, even when it is deleted; %NULL
 *   with %AXLE_STORE_ERROR_NOT_FOUND when there is none
 */
AxleRecord *
axle_store_get (AxleStore         *self,
                const AxleEntity  *entity,
                const AxleId      *id,
                GError           **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleRecord) record = NULL;
  gboolean may = TRUE;

  if (!axle_row_find (self, entity, id, &record, NULL, &reason) ||
      (record != NULL && !axle_consent_may_read (self, record, &may, &reason)))
    {
      axle_store_fail (error, g_steal_pointer (&reason));
      return NULL;
    }
  if (!may)
    {
      axle_consent_set_error (error);
      return NULL;
    }
  if (record == NULL)
    g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND,
                         _("This record is not on this computer. It may have been deleted, or not have arrived yet."));
  return g_steal_pointer (&record);
}

/**
 * axle_store_list:
 * @self: a store
 * @entity: the kind of record
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleRecord) (nullable): all that are not
 *   deleted, oldest in the cache first
 */
GPtrArray *
axle_store_list (AxleStore         *self,
                 const AxleEntity  *entity,
                 GError           **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement = axle_row_select (self, entity, "WHERE deleted = 0 ORDER BY row", &reason);
  g_autoptr(GPtrArray) records = statement != NULL ? axle_row_list (entity, statement, &reason) : NULL;

  if (records != NULL && axle_consent_filter (self, records, &reason))
    return g_steal_pointer (&records);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

/**
 * axle_store_list_where:
 * @self: a store
 * @entity: the kind of record
 * @field: the index of a field
 * @value: what the field holds
 * @error: return location
 *
 * Quick for fields with %AXLE_FIELD_INDEXED.
 *
 * Returns: (transfer full) (element-type AxleRecord) (nullable): all with that
 *   value that are not deleted, oldest in the cache first
 */
GPtrArray *
axle_store_list_where (AxleStore         *self,
                       const AxleEntity  *entity,
                       guint              field,
                       const AxleValue   *value,
                       GError           **error)
{
  g_autoptr(GError) reason = NULL;
  g_autofree char *tail = g_strdup_printf ("WHERE \"%s\" %s ?1 AND deleted = 0 ORDER BY row", entity->fields[field].name,
                                           value->kind == AXLE_VALUE_NONE ? "IS" : "=");
  g_autoptr(AxleStatement) statement = axle_row_select (self, entity, tail, &reason);
  g_autoptr(GPtrArray) records = NULL;

  if (statement != NULL)
    {
      axle_bind_value (statement, 1, value);
      records = axle_row_list (entity, statement, &reason);
    }
  if (records != NULL && axle_consent_filter (self, records, &reason))
    return g_steal_pointer (&records);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

/**
 * axle_store_count:
 * @self: a store
 * @entity: the kind of record
 * @error: return location
 *
 * Returns: how many are not deleted; -1 with an error
 */
gint64
axle_store_count (AxleStore         *self,
                  const AxleEntity  *entity,
                  GError           **error)
{
  g_autoptr(GError) reason = NULL;
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM \"%s\" WHERE deleted = 0", entity->kind);
  gint64 count;

  if (axle_connection_query_int64 (self->connection, sql, &count, &reason))
    return count;
  axle_store_fail (error, g_steal_pointer (&reason));
  return -1;
}

/**
 * axle_store_is_pending:
 * @self: a store
 * @id: a record
 *
 * Returns: whether a change of it is not confirmed by the server yet
 */
gboolean
axle_store_is_pending (AxleStore    *self,
                       const AxleId *id)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT 1 FROM change WHERE record = ?1 AND state IN (0, 1, 5) AND state <> 5 LIMIT 1", NULL);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  return axle_statement_step (statement, NULL) == AXLE_STEP_ROW;
}
