/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "core/registry.h"

/* A table whose rows are taken over one by one, as far as they can be read. */
typedef struct
{
  const char *table;
  const char *columns;
} Salvaged;

/* What nobody else has, and what server it was. The records come again from there. */
static const Salvaged salvaged[] = {
  { "change", "number, operation, kind, record, scope, made, state, sequence, undone, packed, schema, needs" },
  { "journal", "operation" },
  { "confirmed", "record, kind, body" },
  { "conflict", "number, field, kind, record, packed, lost, standing, code, message, at, open, held, "
                "decision, operation, decided_at, decided_by" },
  { "cursor", "scope, epoch, sequence, start, whole" },
  { "enrolment", "one, desk, store, \"group\", install, audience, server, pin, token" },
  { "verifier", "staff, verifier" },
  { "draft", "staff, name, body" },
  { "setting", "name, text" },
};

static char *
name_aside (const char *path)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  char *name = g_strdup_printf ("%s.damaged-%s", path, time);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.damaged-%s-%u", path, time, i);
    }
  return name;
}

static gboolean
move_one (const char  *from,
          const char  *to,
          const char  *suffix,
          GError     **error)
{
  g_autofree char *old = g_strconcat (from, suffix, NULL);
  g_autofree char *new = g_strconcat (to, suffix, NULL);

  if (g_rename (old, new) == 0 || (errno == ENOENT && *suffix != '\0'))
    return TRUE;
  g_set_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_FAILED,
               _("The damaged data cannot be put aside: %s. Nothing was changed; check the folder's rights."),
               g_strerror (errno));
  return FALSE;
}

/* The log belongs to its database: it holds the last changes. */
static gboolean
move_aside (const char  *path,
            const char  *aside,
            GError     **error)
{
  return move_one (path, aside, "-wal", error) && move_one (path, aside, "-shm", error) &&
         move_one (path, aside, "", error);
}

static void
bind_column (AxleStatement *from,
             AxleStatement *to,
             int            column)
{
  gsize size;
  gconstpointer bytes;

  switch (axle_statement_get_type (from, column))
    {
    case AXLE_COLUMN_INTEGER:
      axle_statement_bind_int64 (to, column + 1, axle_statement_get_int64 (from, column));
      break;
    case AXLE_COLUMN_TEXT:
      axle_statement_bind_text (to, column + 1, axle_statement_get_text (from, column));
      break;
    case AXLE_COLUMN_BLOB:
      bytes = axle_statement_get_blob (from, column, &size);
      axle_statement_bind_blob (to, column + 1, bytes != NULL ? bytes : "", size);
      break;
    case AXLE_COLUMN_NULL:
    case AXLE_COLUMN_REAL:
    default:
      axle_statement_bind_null (to, column + 1);
      break;
    }
}

/* Those that there are: the file may be of an older program, which had fewer. */
static char **
list_columns (AxleConnection *from,
              const Salvaged *one)
{
  g_auto(GStrv) known = g_strsplit (one->columns, ", ", -1);
  g_autoptr(GStrvBuilder) there = g_strv_builder_new ();

  for (guint i = 0; known[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s LIMIT 0", known[i], one->table);
      g_autoptr(AxleStatement) statement = axle_statement_new (from, sql, NULL);

      if (statement != NULL)
        g_strv_builder_add (there, known[i]);
    }
  return g_strv_builder_end (there);
}

static char *
placeholders (guint n)
{
  g_autoptr(GString) out = g_string_new ("?1");

  for (guint i = 2; i <= n; i++)
    g_string_append_printf (out, ", ?%u", i);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Copies rows until the damage: from the front, and, where the rows are numbered,
 * from the back too. What does not fit the new table was damaged itself. */
static gboolean
copy_rows (AxleConnection  *from,
           AxleStore       *to,
           const Salvaged  *one,
           const char      *order,
           GError         **error)
{
  g_auto(GStrv) there = list_columns (from, one);
  g_autofree char *columns = g_strjoinv (", ", there);
  int n_columns = (int) g_strv_length (there);
  g_autofree char *values = placeholders ((guint) n_columns);
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM %s %s", columns, one->table, order);
  g_autofree char *insert = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", one->table, columns, values);
  g_autoptr(AxleStatement) source = NULL;
  g_autoptr(AxleStatement) target = NULL;

  /* The table itself is gone, or is none that an older program had. */
  if (n_columns == 0)
    return TRUE;
  source = axle_statement_new (from, select, NULL);
  target = axle_statement_new (to->connection, insert, error);
  if (target == NULL)
    return FALSE;
  while (source != NULL && axle_statement_step (source, NULL) == AXLE_STEP_ROW)
    {
      g_autoptr(GError) refused = NULL;

      for (int i = 0; i < n_columns; i++)
        bind_column (source, target, i);
      if (axle_statement_run (target, &refused) ||
          g_error_matches (refused, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_CONSTRAINT))
        continue;
      g_propagate_error (error, g_steal_pointer (&refused));
      return FALSE;
    }
  return TRUE;
}

static gboolean
salvage (AxleConnection  *from,
         AxleStore       *to,
         GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (salvaged); i++)
    {
      const Salvaged *one = &salvaged[i];
      gboolean numbered = g_str_equal (one->table, "change");

      if (!copy_rows (from, to, one, "", error) ||
          (numbered && !copy_rows (from, to, one, "ORDER BY number DESC", error)))
        return FALSE;
    }
  return TRUE;
}

/* A number is never given twice, also when the changes that had the last ones are lost. */
static gboolean
keep_numbers (AxleConnection  *from,
              AxleStore       *to,
              GError         **error)
{
  gint64 known = 0;
  g_autoptr(AxleStatement) statement = NULL;

  axle_connection_query_int64 (from, "SELECT seq FROM sqlite_sequence WHERE name = 'change'", &known, NULL);
  statement = axle_connection_prepare (to->connection,
                                       "UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'change'", error);
  if (statement == NULL)
    return FALSE;
  if (!axle_connection_exec (to->connection,
                             "INSERT INTO sqlite_sequence (name, seq) SELECT 'change', 0 "
                             "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'change')", error))
    return FALSE;
  axle_statement_bind_int64 (statement, 1, known);
  return axle_statement_run (statement, error);
}

/* The rows of records with changes on top; without them the feed would not know of these. */
static gboolean
rebuild_rows (AxleStore  *self,
              GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT DISTINCT kind, record FROM change WHERE state IN (0, 1, 5)", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      const AxleEntity *entity = axle_registry_find (axle_statement_get_text (statement, 0));
      AxleId id = axle_read_id (statement, 1);
      g_autoptr(GError) unreadable = NULL;

      if (entity == NULL || axle_overlay_rebuild (self, entity, &id, &unreadable))
        continue;
      if (unreadable->domain == AXLE_STORE_ERROR)
        continue;
      g_propagate_error (error, g_steal_pointer (&unreadable));
      return FALSE;
    }
  return step == AXLE_STEP_DONE;
}

static gboolean
repair_cb (AxleStore  *self,
           gpointer    data,
           GError    **error)
{
  AxleConnection *from = data;

  self->n_waiting = -1;
  if (from != NULL && (!salvage (from, self, error) || !keep_numbers (from, self, error)))
    return FALSE;
  /* The feed starts again at its beginning: an answered change is done when that has come.
   * By its epoch a server is known that was restored meanwhile. */
  return axle_connection_exec (self->connection, "UPDATE cursor SET sequence = 0, start = 0, whole = 0", error) &&
         rebuild_rows (self, error);
}

/* %NULL when nothing at all can be read. */
static AxleConnection *
open_damaged (const AxleStoreOptions *options,
              const char             *aside)
{
  AxleConnectionOptions more = { .vfs = options->vfs };
  AxleConnectionFlags flags = options->vfs != NULL ? AXLE_CONNECTION_EXCLUSIVE : AXLE_CONNECTION_READ_WRITE;

  if (options->key != NULL)
    more.key = g_bytes_get_data (options->key, NULL);
  return axle_connection_open (aside, flags, &more, NULL);
}

static gboolean
make_anew (const AxleStoreOptions  *options,
           const char              *aside,
           guint                   *n_kept,
           GError                 **error)
{
  g_autoptr(AxleConnection) damaged = open_damaged (options, aside);
  g_autoptr(AxleStore) store = axle_store_open (options, error);

  if (store == NULL || !axle_store_write (store, AXLE_STORE_DURABLE, repair_cb, damaged, error))
    return FALSE;
  if (n_kept != NULL)
    *n_kept = (guint) axle_store_count_outbox (store);
  return TRUE;
}

static void
discard (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      g_unlink (name);
    }
}

/**
 * axle_store_repair:
 * @options: the file, as for [func@Axle.Store.open]; nobody may have it open
 * @n_kept: (out) (optional): how many changes that wait were kept
 * @error: return location
 *
 * Puts a damaged cache aside, where it stays, and makes a new one with what only this
 * desk has: who it is, what waits for the server, what can be undone, conflicts,
 * drafts. The records are fetched again from the server.
 *
 * Returns: whether there is a sound cache now
 */
gboolean
axle_store_repair (const AxleStoreOptions  *options,
                   guint                   *n_kept,
                   GError                 **error)
{
  g_autofree char *aside = name_aside (options->path);

  if (!move_aside (options->path, aside, error))
    return FALSE;
  if (make_anew (options, aside, n_kept, error))
    return TRUE;
  /* A new cache without what waits must not stand in for the old one. */
  discard (options->path);
  move_aside (aside, options->path, NULL);
  return FALSE;
}
