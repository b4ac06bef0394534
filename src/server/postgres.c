/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/postgres.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (axle-postgres-error-quark, axle_postgres_error)

/* A database that cannot be reached is not asked for a while: whoever waits for it
 * gets an answer at once meanwhile. */
#define RETRY_TIME (1 * G_TIME_SPAN_SECOND)

/* Nobody waits longer than that for another's transaction, and who stops in the
 * middle of one does not hold up the others for longer. Every question has its index:
 * it is planned once, and not to read all of a table, or to sort it, because that is
 * small today. */
#define SESSION_SCRIPT \
  "SET lock_timeout = '10s';" \
  "SET idle_in_transaction_session_timeout = '30s';" \
  "SET plan_cache_mode = force_generic_plan;" \
  "SET enable_seqscan = off;" \
  "SET enable_bitmapscan = off;" \
  "SET enable_sort = off;" \
  "SET enable_hashjoin = off;" \
  "SET enable_mergejoin = off;" \
  "SET jit = off"

typedef struct
{
  const char *sql;
  gboolean    prepares;
} Command;

struct _AxlePostgres
{
  char       *uri;
  PGconn     *connection;
  GHashTable *prepared;     /* the statement's text, by its address → its name */
  GArray     *commands;     /* Command: sent, not answered */
  gboolean    broken;       /* what was sent and what comes back do not fit any more */
  guint       n_prepared;
  gint64      retry_at;     /* monotonic */
};

static AxlePostgresError
code_of (const char *state)
{
  static const char * const busy[] = { "40001", "40P01", "55P03" };
  static const char * const gone[] = { "08", "57P", "53300", "25P03" };

  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (busy); i++)
    if (g_str_equal (state, busy[i]))
      return AXLE_POSTGRES_ERROR_BUSY;
  for (guint i = 0; state != NULL && i < G_N_ELEMENTS (gone); i++)
    if (g_str_has_prefix (state, gone[i]))
      return AXLE_POSTGRES_ERROR_UNAVAILABLE;
  return AXLE_POSTGRES_ERROR_FAILED;
}

static void
set_result_error (const PGresult  *result,
                  GError         **error)
{
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);

  if (error == NULL || *error != NULL)
    return;
  g_set_error (error, AXLE_POSTGRES_ERROR, code_of (PQresultErrorField (result, PG_DIAG_SQLSTATE)),
               _("The database refused: %s"), message != NULL ? message : PQresultErrorMessage (result));
}

static void
set_lost_error (AxlePostgres  *self,
                GError       **error)
{
  g_autofree char *reason = g_strstrip (g_strdup (PQerrorMessage (self->connection)));

  g_clear_error (error);
  g_set_error (error, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_UNAVAILABLE,
               _("The database cannot be reached. What was not finished is not done: %s"), reason);
}

/* What the URI says comes last and counts. */
static PGconn *
connect (const char *uri)
{
  const char * const names[] = {
    "fallback_application_name", "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
    "tcp_user_timeout", "dbname", "client_encoding", NULL,
  };
  const char * const values[] = { "axle-server", "5", "10", "5", "3", "15000", uri, "UTF8", NULL };

  return PQconnectdbParams (names, values, 1);
}

/* Only warnings of the database: its notices are for those who type. */
static void
notice_cb (void           *data,
           const PGresult *result)
{
  const char *severity = PQresultErrorField (result, PG_DIAG_SEVERITY_NONLOCALIZED);

  if (g_strcmp0 (severity, "WARNING") == 0)
    g_message ("The database says: %s", PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY));
}

/**
 * axle_postgres_connect:
 * @self: a connection
 * @error: return location
 *
 * Connects anew; whatever was open or sent is gone.
 *
 * Returns: whether it can be used
 */
gboolean
axle_postgres_connect (AxlePostgres  *self,
                       GError       **error)
{
  gint64 now = g_get_monotonic_time ();

  if (now < self->retry_at)
    {
      set_lost_error (self, error);
      return FALSE;
    }
  g_clear_pointer (&self->connection, PQfinish);
  g_hash_table_remove_all (self->prepared);
  g_array_set_size (self->commands, 0);
  self->broken = FALSE;
  self->connection = connect (self->uri);
  PQsetNoticeReceiver (self->connection, notice_cb, NULL);
  if (PQstatus (self->connection) != CONNECTION_OK)
    {
      self->retry_at = g_get_monotonic_time () + RETRY_TIME;
      set_lost_error (self, error);
      return FALSE;
    }
  return PQenterPipelineMode (self->connection) == 1 && axle_postgres_run_script (self, SESSION_SCRIPT, error);
}

/**
 * axle_postgres_open:
 * @uri: `postgresql://…`, or what else libpq takes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a connection
 */
AxlePostgres *
axle_postgres_open (const char  *uri,
                    GError     **error)
{
  g_autoptr(AxlePostgres) self = g_new0 (AxlePostgres, 1);

  self->uri = g_strdup (uri);
  self->prepared = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->commands = g_array_new (FALSE, FALSE, sizeof (Command));
  return axle_postgres_connect (self, error) ? g_steal_pointer (&self) : NULL;
}

void
axle_postgres_close (AxlePostgres *self)
{
  PQfinish (self->connection);
  g_hash_table_unref (self->prepared);
  g_array_unref (self->commands);
  g_free (self->uri);
  g_free (self);
}

const char *
axle_postgres_get_uri (AxlePostgres *self)
{
  return self->uri;
}

/**
 * axle_postgres_get_pid:
 * @self: a connection
 *
 * Returns: the number of the server's process at its other end
 */
int
axle_postgres_get_pid (AxlePostgres *self)
{
  return PQbackendPID (self->connection);
}

/**
 * axle_postgres_is_alive:
 * @self: a connection
 *
 * Returns: %FALSE when it is known to be broken
 */
gboolean
axle_postgres_is_alive (AxlePostgres *self)
{
  return !self->broken && PQstatus (self->connection) == CONNECTION_OK;
}

/**
 * axle_postgres_run_script:
 * @self: a connection on which nothing is under way
 * @sql: statements without parameters and results
 * @error: return location
 *
 * Returns: whether all of them were done; they are one transaction, unless they
 *   say otherwise
 */
gboolean
axle_postgres_run_script (AxlePostgres  *self,
                          const char    *sql,
                          GError       **error)
{
  g_autoptr(PGresult) result = NULL;
  gboolean done;

  g_assert (self->commands->len == 0);
  if (PQexitPipelineMode (self->connection) != 1)
    {
      set_lost_error (self, error);
      return FALSE;
    }
  result = PQexec (self->connection, sql);
  done = PQresultStatus (result) == PGRES_COMMAND_OK || PQresultStatus (result) == PGRES_TUPLES_OK;
  if (!done && PQstatus (self->connection) == CONNECTION_OK)
    set_result_error (result, error);
  else if (!done)
    set_lost_error (self, error);
  return PQenterPipelineMode (self->connection) == 1 && done;
}

static void
add_command (AxlePostgres *self,
             const char   *sql,
             gboolean      prepares,
             gboolean      sent)
{
  Command command = { sql, prepares };

  if (sent)
    g_array_append_val (self->commands, command);
  else
    self->broken = TRUE;
}

static const char *
prepare (AxlePostgres *self,
         const char   *sql)
{
  const char *name = g_hash_table_lookup (self->prepared, sql);

  if (name == NULL)
    {
      char *made = g_strdup_printf ("axle%u", ++self->n_prepared);

      add_command (self, sql, TRUE, PQsendPrepare (self->connection, made, sql, 0, NULL) == 1);
      g_hash_table_insert (self->prepared, (gpointer) sql, made);
      name = made;
    }
  return name;
}

/**
 * axle_postgres_send:
 * @self: a connection
 * @sql: one statement; a constant, known by its address
 * @params: (nullable): its parameters
 *
 * What becomes of it is told by the next [method@Axle.Postgres.finish].
 */
void
axle_postgres_send (AxlePostgres             *self,
                    const char               *sql,
                    const AxlePostgresParams *params)
{
  const char *name = prepare (self, sql);
  const char *values[AXLE_POSTGRES_PARAMS_LIMIT];
  int formats[AXLE_POSTGRES_PARAMS_LIMIT];
  int n_params = params != NULL ? params->n_params : 0;

  for (int i = 0; i < n_params; i++)
    {
      formats[i] = 1;
      /* No pointer is no value, so that an empty one needs some. */
      if (params->lengths[i] < 0)
        values[i] = NULL;
      else
        values[i] = params->lengths[i] > 0 ? (const char *) params->data->data + params->offsets[i] : "";
    }
  add_command (self, sql, FALSE,
               PQsendQueryPrepared (self->connection, name, n_params, values,
                                    params != NULL ? params->lengths : NULL, formats, 1) == 1);
}

/* After an error those behind it are not run. */
static gboolean
read_result (AxlePostgres   *self,
             const Command  *command,
             GPtrArray      *results,
             GError        **error)
{
  g_autoptr(PGresult) result = PQgetResult (self->connection);
  ExecStatusType status = PQresultStatus (result);
  PGresult *rest;

  if (result == NULL)
    return FALSE;
  while ((rest = PQgetResult (self->connection)) != NULL)
    PQclear (rest);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
    {
      if (results != NULL && !command->prepares)
        g_ptr_array_add (results, g_steal_pointer (&result));
      return TRUE;
    }
  if (command->prepares)
    g_hash_table_remove (self->prepared, command->sql);
  if (status != PGRES_PIPELINE_ABORTED)
    set_result_error (result, error);
  return FALSE;
}

/**
 * axle_postgres_finish:
 * @self: a connection
 * @results: (nullable) (element-type PGresult): gets the result of each statement
 *   until the first that failed
 * @error: return location
 *
 * Waits for all that was sent.
 *
 * Returns: whether all of it was done
 */
gboolean
axle_postgres_finish (AxlePostgres  *self,
                      GPtrArray     *results,
                      GError       **error)
{
  gboolean done = !self->broken && PQpipelineSync (self->connection) == 1;
  g_autoptr(PGresult) end = NULL;

  for (guint i = 0; axle_postgres_is_alive (self) && i < self->commands->len; i++)
    done = read_result (self, &g_array_index (self->commands, Command, i), results, error) && done;
  if (axle_postgres_is_alive (self))
    end = PQgetResult (self->connection);
  g_array_set_size (self->commands, 0);
  if (PQresultStatus (end) == PGRES_PIPELINE_SYNC)
    return done;
  self->broken = TRUE;
  set_lost_error (self, error);
  return FALSE;
}

/**
 * axle_postgres_get_socket:
 * @self: a connection
 *
 * Returns: its file descriptor; -1 when it is broken
 */
int
axle_postgres_get_socket (AxlePostgres *self)
{
  return axle_postgres_is_alive (self) ? PQsocket (self->connection) : -1;
}

/**
 * axle_postgres_take_notification:
 * @self: a connection that listens, and on which nothing is under way
 *
 * Returns: (transfer full) (nullable): what has arrived; %NULL for nothing more
 */
PGnotify *
axle_postgres_take_notification (AxlePostgres *self)
{
  PGnotify *notification = PQnotifies (self->connection);

  if (notification == NULL && PQconsumeInput (self->connection) == 1)
    notification = PQnotifies (self->connection);
  return notification;
}

/**
 * axle_postgres_query:
 * @self: a connection
 * @sql: one statement; a constant
 * @params: (nullable): its parameters
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its result; %NULL when it failed, or one
 *   that was sent before it
 */
PGresult *
axle_postgres_query (AxlePostgres              *self,
                     const char                *sql,
                     const AxlePostgresParams  *params,
                     GError                   **error)
{
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) PQclear);

  axle_postgres_send (self, sql, params);
  if (!axle_postgres_finish (self, results, error))
    return NULL;
  return g_ptr_array_steal_index (results, results->len - 1);
}

gboolean
axle_postgres_is_null (const PGresult *result,
                       int             row,
                       int             column)
{
  return PQgetisnull (result, row, column);
}

gint64
axle_postgres_get_int64 (const PGresult *result,
                         int             row,
                         int             column)
{
  gint64 big = 0;

  if (PQgetlength (result, row, column) == sizeof big)
    memcpy (&big, PQgetvalue (result, row, column), sizeof big);
  return GINT64_FROM_BE (big);
}

gboolean
axle_postgres_get_boolean (const PGresult *result,
                           int             row,
                           int             column)
{
  return PQgetvalue (result, row, column)[0] != 0;
}

AxleId
axle_postgres_get_id (const PGresult *result,
                      int             row,
                      int             column)
{
  AxleId id = AXLE_ID_NONE;

  if (PQgetlength (result, row, column) == sizeof id.bytes)
    memcpy (id.bytes, PQgetvalue (result, row, column), sizeof id.bytes);
  return id;
}

char *
axle_postgres_dup_text (const PGresult *result,
                        int             row,
                        int             column)
{
  return g_strndup (PQgetvalue (result, row, column), PQgetlength (result, row, column));
}

GBytes *
axle_postgres_dup_bytes (const PGresult *result,
                         int             row,
                         int             column)
{
  return g_bytes_new (PQgetvalue (result, row, column), PQgetlength (result, row, column));
}
