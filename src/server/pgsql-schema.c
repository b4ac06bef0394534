/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/pgsql-schema.h"

#include <glib/gi18n-lib.h>

/* Once released, a step is never changed again. How a cluster spreads the tables: STORAGE.md. */

#define PARTITION(table, number) \
  "CREATE TABLE " table "_" #number " PARTITION OF " table " FOR VALUES WITH (MODULUS 8, REMAINDER " #number ");"
#define PARTITIONS(table) \
  PARTITION (table, 0) PARTITION (table, 1) PARTITION (table, 2) PARTITION (table, 3) \
  PARTITION (table, 4) PARTITION (table, 5) PARTITION (table, 6) PARTITION (table, 7)

static const char * const steps[] = {
  "CREATE TABLE scopes ("
  "  scope uuid PRIMARY KEY,"
  "  head bigint NOT NULL,"
  "  floor bigint NOT NULL DEFAULT 0"
  ") WITH (fillfactor = 20);"
  /* The id first, so that a record is found without its scope. */
  "CREATE TABLE documents ("
  "  id uuid NOT NULL,"
  "  scope uuid NOT NULL,"
  "  sequence bigint NOT NULL,"
  "  revision bigint NOT NULL,"
  "  written_at bigint NOT NULL,"
  "  deleted boolean NOT NULL,"
  "  kind text NOT NULL,"
  "  keys bytea,"
  "  body bytea NOT NULL,"
  "  PRIMARY KEY (id, scope)"
  ") PARTITION BY HASH (scope);"
  PARTITIONS ("documents")
  "CREATE UNIQUE INDEX documents_feed ON documents (scope, sequence);"
  "CREATE INDEX documents_tombstones ON documents (scope, sequence) WHERE deleted;"
  "CREATE TABLE document_keys ("
  "  scope uuid NOT NULL,"
  "  key text COLLATE \"C\" NOT NULL,"
  "  id uuid NOT NULL,"
  "  PRIMARY KEY (scope, key, id)"
  ") PARTITION BY HASH (scope);"
  PARTITIONS ("document_keys")
  "CREATE TABLE verdicts ("
  "  install uuid NOT NULL,"
  "  number bigint NOT NULL,"
  "  sequence bigint NOT NULL,"
  "  digest bigint NOT NULL,"
  "  body bytea,"
  "  PRIMARY KEY (install, number)"
  ");"
  "CREATE INDEX verdicts_accepted ON verdicts (install, number) WHERE body IS NULL;"
  "CREATE TABLE entries ("
  "  space text COLLATE \"C\" NOT NULL,"
  "  key bytea NOT NULL,"
  "  value bytea NOT NULL,"
  "  expires bigint NOT NULL,"
  "  PRIMARY KEY (space, key)"
  ");"
  "CREATE INDEX entries_expiry ON entries (expires) WHERE expires > 0;",
};

/* A number of its own, for as long as the tables are changed: others may start at the same time. */
#define LOCK "SELECT pg_advisory_xact_lock (7022344802737087845);"

static gboolean
read_version (AxlePostgres  *postgres,
              gint64        *version,
              GError       **error)
{
  g_autoptr(PGresult) result = axle_postgres_query (postgres, "SELECT coalesce (max (step), 0) FROM axle_schema", NULL, error);

  if (result == NULL)
    return FALSE;
  *version = axle_postgres_get_int64 (result, 0, 0);
  return TRUE;
}

static gboolean
run_steps (AxlePostgres  *postgres,
           GError       **error)
{
  gint64 version;

  if (!axle_postgres_run_script (postgres, "BEGIN;" LOCK "CREATE TABLE IF NOT EXISTS axle_schema (step bigint PRIMARY KEY)", error) ||
      !read_version (postgres, &version, error))
    return FALSE;
  if (version > (gint64) G_N_ELEMENTS (steps))
    {
      g_set_error_literal (error, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_NEWER,
                           _("A newer program made this database. Update this one."));
      return FALSE;
    }
  for (; version < (gint64) G_N_ELEMENTS (steps); version++)
    {
      g_autofree char *script = g_strdup_printf ("%sINSERT INTO axle_schema VALUES (%d)", steps[version], (int) version + 1);

      if (!axle_postgres_run_script (postgres, script, error))
        return FALSE;
    }
  return axle_postgres_run_script (postgres, "COMMIT", error);
}

/**
 * axle_pgsql_schema_update:
 * @postgres: a connection
 * @error: return location
 *
 * Makes the tables, or brings them to what this program knows.
 *
 * Returns: whether they are so
 */
gboolean
axle_pgsql_schema_update (AxlePostgres  *postgres,
                          GError       **error)
{
  if (run_steps (postgres, error))
    return TRUE;
  if (axle_postgres_is_alive (postgres))
    axle_postgres_run_script (postgres, "ROLLBACK", NULL);
  return FALSE;
}
