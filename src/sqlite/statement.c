/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite/private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

static gboolean
is_blank (const char *text)
{
  while (g_ascii_isspace (*text) || *text == ';')
    text++;
  return *text == '\0';
}

AxleStatement *
axle_statement_prepare (AxleConnection  *connection,
                        const char      *sql,
                        gboolean         cached,
                        GError         **error)
{
  AxleStatement *self;
  sqlite3_stmt *stmt = NULL;
  const char *rest = NULL;
  int result = sqlite3_prepare_v3 (connection->db, sql, -1,
                                   cached ? SQLITE_PREPARE_PERSISTENT : 0, &stmt, &rest);

  if (result != SQLITE_OK)
    {
      axle_sqlite_set_error (error, connection, result);
      return NULL;
    }
  if (stmt == NULL || !is_blank (rest))
    {
      sqlite3_finalize (stmt);
      g_set_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_OTHER,
                   _("This is not one SQL statement: %s"), sql);
      return NULL;
    }
  self = g_new0 (AxleStatement, 1);
  self->connection = connection;
  self->stmt = stmt;
  self->sql = g_strdup (sql);
  self->cached = cached;
  return self;
}

void
axle_statement_free (AxleStatement *self)
{
  sqlite3_finalize (self->stmt);
  g_free (self->sql);
  g_free (self);
}

static AxleStatement *
lend (AxleStatement *self)
{
  self->lent = TRUE;
  self->connection->n_lent++;
  return self;
}

/**
 * axle_connection_prepare:
 * @connection: a connection
 * @sql: one statement, written in the program and not put together at run time:
 *   it is kept until the connection is closed
 * @error: return location
 *
 * Lends a statement from the connection's cache, without bindings and ready to
 * run. The same SQL may be in use more than once, as in a recursion.
 *
 * Returns: (transfer full): the statement, to be given back with
 *   axle_statement_release(), or %NULL with an error
 */
AxleStatement *
axle_connection_prepare (AxleConnection  *connection,
                         const char      *sql,
                         GError         **error)
{
  GPtrArray *copies = g_hash_table_lookup (connection->statements, sql);
  AxleStatement *self;

  for (guint i = 0; copies != NULL && i < copies->len; i++)
    {
      self = copies->pdata[i];
      if (!self->lent)
        return lend (self);
    }

  self = axle_statement_prepare (connection, sql, TRUE, error);
  if (self == NULL)
    return NULL;
  if (copies == NULL)
    {
      copies = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_statement_free);
      g_hash_table_insert (connection->statements, self->sql, copies);
    }
  g_ptr_array_add (copies, self);
  return lend (self);
}

/**
 * axle_statement_new:
 * @connection: a connection
 * @sql: one statement, put together at run time
 * @error: return location
 *
 * Prepares a statement that is not kept. Never put a value into @sql: bind it.
 *
 * Returns: (transfer full): the statement, or %NULL with an error
 */
AxleStatement *
axle_statement_new (AxleConnection  *connection,
                    const char      *sql,
                    GError         **error)
{
  AxleStatement *self = axle_statement_prepare (connection, sql, FALSE, error);

  return self != NULL ? lend (self) : NULL;
}

/**
 * axle_statement_release:
 * @self: (transfer full): a statement
 *
 * Gives a statement back. What was borrowed from its row is gone.
 */
void
axle_statement_release (AxleStatement *self)
{
  g_return_if_fail (self->lent);

  self->lent = FALSE;
  self->connection->n_lent--;
  if (!self->cached)
    {
      axle_statement_free (self);
      return;
    }
  axle_statement_reset (self);
  sqlite3_clear_bindings (self->stmt);
}

/*
 * A wrong parameter number is a mistake in the program; too long a value comes
 * from outside. Either is told by the next step, so that a row of bindings reads
 * like a table.
 */
static void
note_binding (AxleStatement *self,
              int            result)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = result;
}

/**
 * axle_statement_bind_text:
 * @self: a statement
 * @parameter: which, from 1
 * @text: (nullable): UTF-8, copied; %NULL binds NULL
 *
 * Binds text. A binding stays over a reset until it is bound anew.
 */
void
axle_statement_bind_text (AxleStatement *self,
                          int            parameter,
                          const char    *text)
{
  note_binding (self, sqlite3_bind_text (self->stmt, parameter, text, -1, SQLITE_TRANSIENT));
}

/**
 * axle_statement_bind_blob:
 * @self: a statement
 * @parameter: which, from 1
 * @data: (nullable): bytes, copied; %NULL binds NULL
 * @size: how many; 0 with @data binds an empty blob
 *
 * Binds bytes.
 */
void
axle_statement_bind_blob (AxleStatement *self,
                          int            parameter,
                          gconstpointer  data,
                          gsize          size)
{
  note_binding (self, sqlite3_bind_blob64 (self->stmt, parameter, data, size, SQLITE_TRANSIENT));
}

/**
 * axle_statement_bind_bytes:
 * @self: a statement
 * @parameter: which, from 1
 * @bytes: (nullable): copied; %NULL binds NULL
 *
 * Binds bytes, of which there may be none.
 */
void
axle_statement_bind_bytes (AxleStatement *self,
                           int            parameter,
                           GBytes        *bytes)
{
  gconstpointer data;
  gsize size;

  if (bytes == NULL)
    {
      axle_statement_bind_null (self, parameter);
      return;
    }
  data = g_bytes_get_data (bytes, &size);
  if (size == 0)
    axle_statement_bind_blob (self, parameter, "", 0);
  else
    axle_statement_bind_blob (self, parameter, data, size);
}

/**
 * axle_statement_bind_int64:
 * @self: a statement
 * @parameter: which, from 1
 * @value: the value
 *
 * Binds an integer.
 */
void
axle_statement_bind_int64 (AxleStatement *self,
                           int            parameter,
                           gint64         value)
{
  note_binding (self, sqlite3_bind_int64 (self->stmt, parameter, value));
}

/**
 * axle_statement_bind_bool:
 * @self: a statement
 * @parameter: which, from 1
 * @value: the value
 *
 * Binds 1 or 0.
 */
void
axle_statement_bind_bool (AxleStatement *self,
                          int            parameter,
                          gboolean       value)
{
  note_binding (self, sqlite3_bind_int64 (self->stmt, parameter, value ? 1 : 0));
}

/**
 * axle_statement_bind_double:
 * @self: a statement
 * @parameter: which, from 1
 * @value: the value; not-a-number binds NULL
 *
 * Binds a floating-point number.
 */
void
axle_statement_bind_double (AxleStatement *self,
                            int            parameter,
                            double         value)
{
  note_binding (self, sqlite3_bind_double (self->stmt, parameter, value));
}

/**
 * axle_statement_bind_null:
 * @self: a statement
 * @parameter: which, from 1
 *
 * Binds NULL.
 */
void
axle_statement_bind_null (AxleStatement *self,
                          int            parameter)
{
  note_binding (self, sqlite3_bind_null (self->stmt, parameter));
}

/**
 * axle_statement_step:
 * @self: a statement
 * @error: return location
 *
 * Goes to the next row. After the last row or an error the statement has to be
 * reset before it can run again.
 *
 * Returns: whether there is a row, or an error
 */
AxleStep
axle_statement_step (AxleStatement  *self,
                     GError        **error)
{
  int result = self->bind_result;

  if (g_cancellable_set_error_if_cancelled (self->connection->cancellable, error))
    return AXLE_STEP_ERROR;
  if (result == SQLITE_OK)
    result = sqlite3_step (self->stmt);
  if (result == SQLITE_ROW)
    return AXLE_STEP_ROW;
  if (result == SQLITE_DONE)
    return AXLE_STEP_DONE;
  axle_sqlite_set_error (error, self->connection, result);
  return AXLE_STEP_ERROR;
}

/**
 * axle_statement_run:
 * @self: a statement
 * @error: return location
 *
 * Runs it to its end and resets it. Its bindings stay: bind what differs and run
 * it again.
 *
 * Returns: whether it ran
 */
gboolean
axle_statement_run (AxleStatement  *self,
                    GError        **error)
{
  AxleStep step;

  do
    step = axle_statement_step (self, error);
  while (step == AXLE_STEP_ROW);
  axle_statement_reset (self);
  return step == AXLE_STEP_DONE;
}

/**
 * axle_statement_reset:
 * @self: a statement
 *
 * Makes it ready to run again with the same bindings.
 */
void
axle_statement_reset (AxleStatement *self)
{
  self->bind_result = SQLITE_OK;
  sqlite3_reset (self->stmt);
}

/**
 * axle_statement_get_n_columns:
 * @self: a statement
 *
 * Returns: how many columns its rows have
 */
int
axle_statement_get_n_columns (AxleStatement *self)
{
  return sqlite3_column_count (self->stmt);
}

/**
 * axle_statement_get_column_name:
 * @self: a statement
 * @column: which, from 0
 *
 * Returns: (transfer none): its name, until the statement is released
 */
const char *
axle_statement_get_column_name (AxleStatement *self,
                                int            column)
{
  return sqlite3_column_name (self->stmt, column);
}

/**
 * axle_statement_get_type:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: how the value is kept; ask before getting it as another type
 */
AxleColumnType
axle_statement_get_type (AxleStatement *self,
                         int            column)
{
  switch (sqlite3_column_type (self->stmt, column))
    {
    case SQLITE_INTEGER:
      return AXLE_COLUMN_INTEGER;
    case SQLITE_FLOAT:
      return AXLE_COLUMN_REAL;
    case SQLITE_TEXT:
      return AXLE_COLUMN_TEXT;
    case SQLITE_BLOB:
      return AXLE_COLUMN_BLOB;
    default:
      return AXLE_COLUMN_NULL;
    }
}

/**
 * axle_statement_is_null:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: whether the value is NULL
 */
gboolean
axle_statement_is_null (AxleStatement *self,
                        int            column)
{
  return sqlite3_column_type (self->stmt, column) == SQLITE_NULL;
}

/**
 * axle_statement_get_int64:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: the value; 0 for NULL
 */
gint64
axle_statement_get_int64 (AxleStatement *self,
                          int            column)
{
  return sqlite3_column_int64 (self->stmt, column);
}

/**
 * axle_statement_get_bool:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: whether the value is a number other than 0
 */
gboolean
axle_statement_get_bool (AxleStatement *self,
                         int            column)
{
  return sqlite3_column_int64 (self->stmt, column) != 0;
}

/**
 * axle_statement_get_double:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: the value; 0 for NULL
 */
double
axle_statement_get_double (AxleStatement *self,
                           int            column)
{
  return sqlite3_column_double (self->stmt, column);
}

/**
 * axle_statement_get_text:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: (transfer none) (nullable): UTF-8, until the next step; %NULL for NULL
 */
const char *
axle_statement_get_text (AxleStatement *self,
                         int            column)
{
  return (const char *) sqlite3_column_text (self->stmt, column);
}

/**
 * axle_statement_dup_text:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: (transfer full) (nullable): UTF-8; %NULL for NULL
 */
char *
axle_statement_dup_text (AxleStatement *self,
                         int            column)
{
  return g_strdup (axle_statement_get_text (self, column));
}

/**
 * axle_statement_get_blob:
 * @self: a statement that has a row
 * @column: which, from 0
 * @size: (out): how many bytes
 *
 * Returns: (transfer none) (nullable): the bytes, until the next step; %NULL for
 *   NULL and for an empty blob
 */
gconstpointer
axle_statement_get_blob (AxleStatement *self,
                         int            column,
                         gsize         *size)
{
  gconstpointer data = sqlite3_column_blob (self->stmt, column);

  *size = (gsize) sqlite3_column_bytes (self->stmt, column);
  return data;
}

/**
 * axle_statement_dup_bytes:
 * @self: a statement that has a row
 * @column: which, from 0
 *
 * Returns: (transfer full) (nullable): a copy of the bytes; %NULL for NULL
 */
GBytes *
axle_statement_dup_bytes (AxleStatement *self,
                          int            column)
{
  gconstpointer data;
  gsize size;

  if (axle_statement_is_null (self, column))
    return NULL;
  data = axle_statement_get_blob (self, column, &size);
  return g_bytes_new (data, size);
}
