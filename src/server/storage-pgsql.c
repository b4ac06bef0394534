/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/storage-pgsql.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "server/pgsql-schema.h"
#include "server/pgsql-transaction.h"
#include "server/pgsql-watch.h"

/* One function of the interface after another, none of them long: what they share is
 * in pgsql-transaction.c and postgres.c. */

/* No more rows than this come at once. */
#define ROWS_LIMIT 5000

/* A guess, so that a page is one round trip and little of it is thrown away. */
#define TYPICAL_BODY 256

/* Whoever names locks holds this one together with others; who names none, alone. */
#define LOCK_OF_ALL G_GINT64_CONSTANT (7022344802737087846)

typedef enum
{
  STATE_NONE,
  STATE_READING,
  STATE_WRITING,
} State;

struct _AxleStoragePgsql
{
  GObject               parent_instance;

  AxlePostgres         *postgres;
  AxlePgsqlWatch       *watch;
  AxlePgsqlTransaction *transaction;
  State                 state;
  gboolean              alone;         /* the transaction holds the lock of all */
  GArray               *locks;         /* AxleId: what the transaction has named */
};

static void axle_storage_pgsql_iface_init (AxleStorageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleStoragePgsql, axle_storage_pgsql, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_STORAGE, axle_storage_pgsql_iface_init))

/* Without a transaction there is nothing that a new connection would have lost. */
static PGresult *
ask (AxleStoragePgsql          *self,
     const char                *sql,
     const AxlePostgresParams  *params,
     GError                   **error)
{
  g_autoptr(GError) reason = NULL;
  PGresult *result;

  if (self->state == STATE_NONE && !axle_postgres_is_alive (self->postgres) &&
      !axle_postgres_connect (self->postgres, error))
    return NULL;
  result = axle_postgres_query (self->postgres, sql, params, &reason);
  if (result != NULL)
    return result;
  if (self->state != STATE_NONE ||
      !g_error_matches (reason, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_UNAVAILABLE) ||
      !axle_postgres_connect (self->postgres, NULL))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  return axle_postgres_query (self->postgres, sql, params, error);
}

/* A number for PostgreSQL's locks; that two ids may have the same only costs a wait. */
static gint64
lock_of (const AxleId *id)
{
  guint64 halves[2];

  memcpy (halves, id->bytes, sizeof halves);
  return (gint64) (GUINT64_FROM_BE (halves[0]) ^ GUINT64_FROM_BE (halves[1]));
}

static int
compare_locks (gconstpointer a,
               gconstpointer b)
{
  gint64 one = lock_of (a);
  gint64 other = lock_of (b);

  return (one > other) - (one < other);
}

/* Everyone takes them in the same order, so that nobody waits in a circle. */
static void
send_locks (AxleStoragePgsql *self)
{
  g_autoptr(AxlePostgresParams) all = axle_postgres_params_new ();
  g_autoptr(AxlePostgresParams) named = axle_postgres_params_new ();
  g_autoptr(AxlePostgresArray) locks = axle_postgres_array_new (AXLE_POSTGRES_INT64);

  axle_postgres_params_add_int64 (all, LOCK_OF_ALL);
  if (self->alone)
    {
      axle_postgres_send (self->postgres, "SELECT pg_advisory_xact_lock ($1::bigint)", all);
      return;
    }
  axle_postgres_send (self->postgres, "SELECT pg_advisory_xact_lock_shared ($1::bigint)", all);
  g_array_sort (self->locks, compare_locks);
  for (guint i = 0; i < self->locks->len; i++)
    axle_postgres_array_add_int64 (locks, lock_of (&g_array_index (self->locks, AxleId, i)));
  axle_postgres_params_add_array (named, locks);
  axle_postgres_send (self->postgres, "SELECT pg_advisory_xact_lock (n) FROM unnest ($1::bigint[]) n", named);
}

/* Whichever of the names is a scope will be written to. */
static void
send_heads (AxleStoragePgsql *self)
{
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(AxlePostgresArray) scopes = axle_postgres_array_new (AXLE_POSTGRES_ID);

  for (guint i = 0; i < self->locks->len; i++)
    axle_postgres_array_add_id (scopes, &g_array_index (self->locks, AxleId, i));
  axle_postgres_params_add_array (params, scopes);
  axle_postgres_send (self->postgres, "SELECT scope, head FROM scopes WHERE scope = ANY ($1::uuid[])", params);
}

static void
read_heads (AxleStoragePgsql *self,
            const PGresult   *result)
{
  for (guint i = 0; i < self->locks->len; i++)
    axle_pgsql_transaction_set_head (self->transaction, &g_array_index (self->locks, AxleId, i), 0, FALSE);
  for (int i = 0; i < PQntuples (result); i++)
    {
      AxleId scope = axle_postgres_get_id (result, i, 0);

      axle_pgsql_transaction_set_head (self->transaction, &scope, axle_postgres_get_int64 (result, i, 1), FALSE);
    }
}

static void
storage_rollback (AxleStorage *storage)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);

  axle_pgsql_transaction_clear (self->transaction);
  g_array_set_size (self->locks, 0);
  if (self->state == STATE_NONE)
    return;
  self->state = STATE_NONE;
  /* What was sent is read first: behind a statement that failed, a rollback is not run. */
  axle_postgres_finish (self->postgres, NULL, NULL);
  if (axle_postgres_is_alive (self->postgres))
    {
      g_autoptr(PGresult) result = axle_postgres_query (self->postgres, "ROLLBACK", NULL, NULL);
    }
}

static gboolean
try_start (AxleStoragePgsql  *self,
           GError           **error)
{
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) PQclear);

  if (!axle_postgres_is_alive (self->postgres) && !axle_postgres_connect (self->postgres, error))
    return FALSE;
  if (self->state == STATE_READING)
    axle_postgres_send (self->postgres, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", NULL);
  else
    {
      axle_postgres_send (self->postgres, "BEGIN ISOLATION LEVEL READ COMMITTED", NULL);
      send_locks (self);
      send_heads (self);
    }
  if (!axle_postgres_finish (self->postgres, results, error))
    return FALSE;
  if (self->state == STATE_WRITING)
    read_heads (self, results->pdata[results->len - 1]);
  return TRUE;
}

/* Nothing has been done yet: on a connection that broke meanwhile it is tried once more. */
static gboolean
start (AxleStoragePgsql  *self,
       State              state,
       GError           **error)
{
  g_autoptr(GError) reason = NULL;

  self->state = state;
  if (try_start (self, &reason))
    return TRUE;
  if (!axle_postgres_is_alive (self->postgres))
    {
      g_clear_error (&reason);
      if (try_start (self, &reason))
        return TRUE;
    }
  storage_rollback (AXLE_STORAGE (self));
  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

static gboolean
storage_begin (AxleStorage   *storage,
               const AxleId  *locks,
               guint          n_locks,
               GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);

  g_assert (self->state == STATE_NONE);
  self->alone = n_locks == 0;
  g_array_append_vals (self->locks, locks, n_locks);
  return start (self, STATE_WRITING, error);
}

static gboolean
storage_begin_read (AxleStorage  *storage,
                    GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);

  g_assert (self->state == STATE_NONE);
  return start (self, STATE_READING, error);
}

/* Outside the transaction, because a notification inside holds up every other
 * commit of the database. Should it be lost, a desk asks by itself some time. */
static void
send_news (AxleStoragePgsql *self)
{
  g_autofree char *news = axle_pgsql_transaction_dup_news (self->transaction);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  /* Who stands alone may change what all rely on. */
  if (news == NULL && !self->alone)
    return;
  axle_postgres_params_add_text (params, self->alone || news == NULL ? "" : news);
  axle_postgres_send (self->postgres, "SELECT pg_notify ('" AXLE_PGSQL_CHANNEL "', $1::text)", params);
}

static gboolean
storage_commit (AxleStorage  *storage,
                GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(GPtrArray) results = g_ptr_array_new_with_free_func ((GDestroyNotify) PQclear);
  g_autoptr(GError) reason = NULL;
  gboolean done = FALSE;

  if (self->state == STATE_WRITING)
    {
      if (!axle_pgsql_transaction_flush (self->transaction, self->postgres, error))
        {
          storage_rollback (storage);
          return FALSE;
        }
      axle_pgsql_transaction_flush_heads (self->transaction, self->postgres);
    }
  axle_postgres_send (self->postgres, "COMMIT", NULL);
  if (self->state == STATE_WRITING)
    send_news (self);
  axle_postgres_finish (self->postgres, results, &reason);
  /* Whatever becomes of the news, what is committed is committed. A transaction in
   * which something failed is rolled back by its commit, and that is no error. */
  for (guint i = 0; !done && i < results->len; i++)
    done = g_str_equal (PQcmdStatus (results->pdata[i]), "COMMIT");
  if (done)
    self->state = STATE_NONE;
  else if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error_literal (error, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_FAILED,
                         _("Something in the transaction had failed: nothing of it was done."));
  storage_rollback (storage);
  return done;
}

static gboolean
storage_prefetch (AxleStorage   *storage,
                  const AxleId  *ids,
                  guint          n_ids,
                  GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);

  return self->state != STATE_WRITING || axle_pgsql_transaction_learn (self->transaction, self->postgres, ids, n_ids, error);
}

static gboolean
storage_get_document (AxleStorage   *storage,
                      const AxleId  *id,
                      AxleDocument **document,
                      GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = NULL;
  g_autoptr(PGresult) result = NULL;

  *document = NULL;
  if (self->state == STATE_WRITING)
    {
      const AxleDocument *known;

      if (!axle_pgsql_transaction_lookup (self->transaction, id, &known))
        {
          if (!axle_pgsql_transaction_learn (self->transaction, self->postgres, id, 1, error))
            return FALSE;
          axle_pgsql_transaction_lookup (self->transaction, id, &known);
        }
      *document = known != NULL ? axle_document_copy (known) : NULL;
      return TRUE;
    }
  params = axle_postgres_params_new ();
  axle_postgres_params_add_id (params, id);
  result = ask (self, "SELECT " AXLE_PGSQL_COLUMNS " FROM documents d WHERE d.id = $1::uuid", params, error);
  if (result != NULL && PQntuples (result) > 0)
    *document = axle_pgsql_read_document (result, 0);
  return result != NULL;
}

static gboolean
storage_put_document (AxleStorage         *storage,
                      const AxleDocument  *document,
                      GError             **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);

  g_assert (self->state == STATE_WRITING);
  return axle_pgsql_transaction_put (self->transaction, self->postgres, document, error);
}

/* What waits is sent, when the tables themselves are asked. */
static gboolean
flush (AxleStoragePgsql  *self,
       GError           **error)
{
  return self->state != STATE_WRITING || axle_pgsql_transaction_flush (self->transaction, self->postgres, error);
}

static PGresult *
list_some (AxleStoragePgsql  *self,
           const AxleId      *scope,
           gint64             after,
           guint              limit,
           GError           **error)
{
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  axle_postgres_params_add_id (params, scope);
  axle_postgres_params_add_int64 (params, after);
  axle_postgres_params_add_int64 (params, limit);
  return ask (self,
              "SELECT " AXLE_PGSQL_COLUMNS " FROM documents d WHERE d.scope = $1::uuid AND d.sequence > $2::bigint "
              "ORDER BY d.sequence LIMIT $3::bigint", params, error);
}

static GPtrArray *
storage_list_documents (AxleStorage   *storage,
                        const AxleId  *scope,
                        gint64         after,
                        guint          limit,
                        gsize          n_bytes,
                        GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_document_free);
  gboolean more = TRUE;
  gsize got = 0;

  if (!flush (self, error))
    return NULL;
  while (more && documents->len < limit && got < n_bytes)
    {
      guint some = (guint) MIN (MIN (limit - documents->len, ROWS_LIMIT), (n_bytes - got) / TYPICAL_BODY + 1);
      g_autoptr(PGresult) result = list_some (self, scope, after, some, error);

      if (result == NULL)
        return NULL;
      more = PQntuples (result) == (int) some;
      for (int i = 0; i < PQntuples (result) && got < n_bytes; i++)
        {
          AxleDocument *document = axle_pgsql_read_document (result, i);

          after = document->sequence;
          got += g_bytes_get_size (document->body);
          g_ptr_array_add (documents, document);
          if (self->state == STATE_WRITING)
            axle_pgsql_transaction_note (self->transaction, document);
        }
    }
  return g_steal_pointer (&documents);
}

static GPtrArray *
storage_find_documents (AxleStorage   *storage,
                        const AxleId  *scope,
                        const char    *key,
                        guint          limit,
                        GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(GPtrArray) written = axle_pgsql_transaction_find (self->transaction, scope, key);
  g_autoptr(AxlePostgresArray) changed = axle_pgsql_transaction_list_written (self->transaction, scope);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(GPtrArray) documents = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_document_free);
  g_autoptr(PGresult) result = NULL;

  axle_postgres_params_add_id (params, scope);
  axle_postgres_params_add_text (params, key);
  axle_postgres_params_add_array (params, changed);
  axle_postgres_params_add_int64 (params, limit);
  /* By id alone: were the scope named again, it might be read whole to find a few ids. */
  result = ask (self,
                "SELECT " AXLE_PGSQL_COLUMNS " FROM documents d WHERE d.id = ANY (ARRAY ("
                "SELECT k.id FROM document_keys k WHERE k.scope = $1::uuid AND k.key = $2::text AND k.id <> ALL ($3::uuid[]) "
                "ORDER BY k.id LIMIT $4::bigint)) ORDER BY d.id",
                params, error);
  if (result == NULL)
    return NULL;
  for (int i = 0, j = 0; documents->len < limit && (i < PQntuples (result) || j < (int) written->len);)
    {
      AxleId id = i < PQntuples (result) ? axle_postgres_get_id (result, i, 0) : AXLE_ID_NONE;
      const AxleDocument *own = j < (int) written->len ? written->pdata[j] : NULL;

      if (own == NULL || (i < PQntuples (result) && axle_id_compare (&id, &own->id) < 0))
        g_ptr_array_add (documents, axle_pgsql_read_document (result, i++));
      else
        g_ptr_array_add (documents, axle_document_copy (written->pdata[j++]));
    }
  return g_steal_pointer (&documents);
}

static GPtrArray *
storage_list_scopes (AxleStorage  *storage,
                     GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(GPtrArray) scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr(PGresult) result = ask (self, "SELECT scope FROM scopes ORDER BY scope", NULL, error);

  if (result == NULL)
    return NULL;
  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (scopes, axle_postgres_dup_bytes (result, i, 0));
  return g_steal_pointer (&scopes);
}

/* 0 when there is no such scope. */
static gboolean
ask_scope (AxleStoragePgsql  *self,
           const char        *sql,
           const AxleId      *scope,
           gint64            *value,
           GError           **error)
{
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(PGresult) result = NULL;

  axle_postgres_params_add_id (params, scope);
  result = ask (self, sql, params, error);
  *value = result != NULL && PQntuples (result) > 0 ? axle_postgres_get_int64 (result, 0, 0) : 0;
  return result != NULL;
}

static gboolean
storage_get_head (AxleStorage   *storage,
                  const AxleId  *scope,
                  gint64        *head,
                  GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  const gint64 *known = axle_pgsql_transaction_lookup_head (self->transaction, scope);

  *head = known != NULL ? *known : 0;
  return known != NULL || ask_scope (self, "SELECT head FROM scopes WHERE scope = $1::uuid", scope, head, error);
}

/* A scope that was not named is locked when the first number is taken from it. */
static void
send_lock (AxleStoragePgsql *self,
           const AxleId     *scope)
{
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  if (self->alone)
    return;
  axle_postgres_params_add_int64 (params, lock_of (scope));
  axle_postgres_send (self->postgres, "SELECT pg_advisory_xact_lock ($1::bigint)", params);
}

static gboolean
storage_next_sequence (AxleStorage   *storage,
                       const AxleId  *scope,
                       gint64        *sequence,
                       GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  gint64 head;

  g_assert (self->state == STATE_WRITING);
  if (axle_pgsql_transaction_lookup_head (self->transaction, scope) == NULL)
    send_lock (self, scope);
  if (!storage_get_head (storage, scope, &head, error))
    return FALSE;
  *sequence = head + 1;
  axle_pgsql_transaction_set_head (self->transaction, scope, *sequence, TRUE);
  return TRUE;
}

static gboolean
storage_get_floor (AxleStorage   *storage,
                   const AxleId  *scope,
                   gint64        *floor,
                   GError       **error)
{
  return ask_scope (AXLE_STORAGE_PGSQL (storage), "SELECT floor FROM scopes WHERE scope = $1::uuid", scope, floor, error);
}

static gboolean
storage_drop_tombstones (AxleStorage   *storage,
                         const AxleId  *scope,
                         gint64         through,
                         gint64         written_before,
                         gint64        *n_dropped,
                         GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(PGresult) result = NULL;

  g_assert (self->state == STATE_WRITING);
  if (!flush (self, error))
    return FALSE;
  axle_postgres_params_add_id (params, scope);
  axle_postgres_params_add_int64 (params, through);
  axle_postgres_params_add_int64 (params, written_before);
  result = ask (self,
                "WITH dropped AS (DELETE FROM documents WHERE scope = $1::uuid AND deleted "
                "AND (sequence <= $2::bigint OR written_at < $3::bigint) RETURNING sequence), "
                "raised AS (UPDATE scopes SET floor = greatest (floor, (SELECT max (sequence) FROM dropped)) WHERE scope = $1::uuid) "
                "SELECT count (*) FROM dropped", params, error);
  axle_pgsql_transaction_forget (self->transaction);
  *n_dropped = result != NULL ? axle_postgres_get_int64 (result, 0, 0) : 0;
  return result != NULL;
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
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  const AxlePgsqlVerdict *own = axle_pgsql_transaction_lookup_verdict (self->transaction, install, number);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(PGresult) result = NULL;

  *sequence = own != NULL ? own->sequence : 0;
  *digest = own != NULL ? own->digest : 0;
  *body = own != NULL && own->body != NULL ? g_bytes_ref (own->body) : NULL;
  if (own != NULL)
    return TRUE;
  axle_postgres_params_add_id (params, install);
  axle_postgres_params_add_int64 (params, number);
  result = ask (self, "SELECT sequence, digest, body FROM verdicts WHERE install = $1::uuid AND number = $2::bigint", params, error);
  if (result != NULL && PQntuples (result) > 0)
    {
      *sequence = axle_postgres_get_int64 (result, 0, 0);
      *digest = (guint64) axle_postgres_get_int64 (result, 0, 1);
      *body = !axle_postgres_is_null (result, 0, 2) ? axle_postgres_dup_bytes (result, 0, 2) : NULL;
    }
  return result != NULL;
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
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  AxlePgsqlVerdict verdict = { sequence, digest, body };

  g_assert (self->state == STATE_WRITING);
  if (axle_pgsql_transaction_put_verdict (self->transaction, install, number, &verdict))
    return TRUE;
  g_set_error (error, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_FAILED, _("%" PRId64 " has a verdict already."), number);
  return FALSE;
}

static gboolean
storage_drop_acceptances (AxleStorage   *storage,
                          const AxleId  *install,
                          gint64         below,
                          GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  g_assert (self->state == STATE_WRITING);
  if (!flush (self, error))
    return FALSE;
  axle_postgres_params_add_id (params, install);
  axle_postgres_params_add_int64 (params, below);
  axle_postgres_send (self->postgres, "DELETE FROM verdicts WHERE install = $1::uuid AND number < $2::bigint AND body IS NULL", params);
  return TRUE;
}

static gboolean
storage_get_entry (AxleStorage  *storage,
                   const char   *space,
                   GBytes       *key,
                   GBytes      **value,
                   GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(PGresult) result = NULL;

  axle_postgres_params_add_text (params, space);
  axle_postgres_params_add_bytes (params, key);
  result = ask (self, "SELECT value FROM entries WHERE space = $1::text AND key = $2::bytea", params, error);
  *value = result != NULL && PQntuples (result) > 0 ? axle_postgres_dup_bytes (result, 0, 0) : NULL;
  return result != NULL;
}

static gboolean
storage_put_entry (AxleStorage  *storage,
                   const char   *space,
                   GBytes       *key,
                   GBytes       *value,
                   gint64        expires,
                   GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  g_assert (self->state == STATE_WRITING);
  axle_postgres_params_add_text (params, space);
  axle_postgres_params_add_bytes (params, key);
  axle_postgres_params_add_bytes (params, value);
  axle_postgres_params_add_int64 (params, expires);
  axle_postgres_send (self->postgres,
    "INSERT INTO entries (space, key, value, expires) VALUES ($1::text, $2::bytea, $3::bytea, $4::bigint) "
    "ON CONFLICT (space, key) DO UPDATE SET value = excluded.value, expires = excluded.expires", params);
  return TRUE;
}

/* What comes after all that begin with @prefix; %NULL when nothing does. */
static GBytes *
get_end (GBytes *prefix)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (prefix, &size);
  g_autofree guint8 *end = NULL;

  while (size > 0 && data[size - 1] == 0xff)
    size--;
  if (size == 0)
    return NULL;
  end = g_memdup2 (data, size);
  end[size - 1]++;
  return g_bytes_new_take (g_steal_pointer (&end), size);
}

static GPtrArray *
storage_list_entries (AxleStorage  *storage,
                      const char   *space,
                      GBytes       *prefix,
                      guint         limit,
                      GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_entry_free);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(GBytes) end = get_end (prefix);
  g_autoptr(PGresult) result = NULL;

  axle_postgres_params_add_text (params, space);
  axle_postgres_params_add_bytes (params, prefix);
  axle_postgres_params_add_bytes (params, end);
  axle_postgres_params_add_int64 (params, limit);
  result = ask (self,
                "SELECT key, value, expires FROM entries WHERE space = $1::text AND key >= $2::bytea "
                "AND ($3::bytea IS NULL OR key < $3::bytea) ORDER BY key LIMIT $4::bigint", params, error);
  if (result == NULL)
    return NULL;
  for (int i = 0; i < PQntuples (result); i++)
    {
      AxleEntry *entry = g_new0 (AxleEntry, 1);

      entry->key = axle_postgres_dup_bytes (result, i, 0);
      entry->value = axle_postgres_dup_bytes (result, i, 1);
      entry->expires = axle_postgres_get_int64 (result, i, 2);
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

static gboolean
storage_drop_entry (AxleStorage  *storage,
                    const char   *space,
                    GBytes       *key,
                    GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  g_assert (self->state == STATE_WRITING);
  axle_postgres_params_add_text (params, space);
  axle_postgres_params_add_bytes (params, key);
  axle_postgres_send (self->postgres, "DELETE FROM entries WHERE space = $1::text AND key = $2::bytea", params);
  return TRUE;
}

static gboolean
storage_drop_expired (AxleStorage  *storage,
                      gint64        now,
                      GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  g_assert (self->state == STATE_WRITING);
  axle_postgres_params_add_int64 (params, now);
  axle_postgres_send (self->postgres, "DELETE FROM entries WHERE expires > 0 AND expires < $1::bigint", params);
  return TRUE;
}

static gboolean
storage_has_changed (AxleStorage *storage)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);

  return axle_pgsql_watch_look (self->watch, axle_postgres_get_pid (self->postgres));
}

static GArray *
storage_take_changed (AxleStorage *storage)
{
  return axle_pgsql_watch_take (AXLE_STORAGE_PGSQL (storage)->watch);
}

static int
storage_get_watch_fd (AxleStorage *storage)
{
  return axle_pgsql_watch_get_fd (AXLE_STORAGE_PGSQL (storage)->watch);
}

static AxleStorage *
storage_reopen (AxleStorage  *storage,
                GError      **error)
{
  return axle_storage_pgsql_open (axle_postgres_get_uri (AXLE_STORAGE_PGSQL (storage)->postgres), error);
}

static GPtrArray *
storage_list_spaces (AxleStorage  *storage,
                     GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(GPtrArray) spaces = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(PGresult) result = ask (self, "SELECT DISTINCT space FROM entries ORDER BY space", NULL, error);

  if (result == NULL)
    return NULL;
  for (int i = 0; i < PQntuples (result); i++)
    g_ptr_array_add (spaces, axle_postgres_dup_text (result, i, 0));
  return g_steal_pointer (&spaces);
}

static GPtrArray *
storage_list_verdicts (AxleStorage   *storage,
                       const AxleId  *install,
                       gint64         number,
                       guint          limit,
                       GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_stored_verdict_free);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(PGresult) result = NULL;

  axle_postgres_params_add_id (params, install);
  axle_postgres_params_add_int64 (params, number);
  axle_postgres_params_add_int64 (params, limit);
  if (flush (self, error))
    result = ask (self,
                  "SELECT install, number, sequence, digest, body FROM verdicts WHERE (install, number) > ($1::uuid, $2::bigint) "
                  "ORDER BY install, number LIMIT $3::bigint", params, error);
  if (result == NULL)
    return NULL;
  for (int i = 0; i < PQntuples (result); i++)
    {
      AxleStoredVerdict *verdict = g_new0 (AxleStoredVerdict, 1);

      verdict->install = axle_postgres_get_id (result, i, 0);
      verdict->number = axle_postgres_get_int64 (result, i, 1);
      verdict->sequence = axle_postgres_get_int64 (result, i, 2);
      verdict->digest = (guint64) axle_postgres_get_int64 (result, i, 3);
      verdict->body = !axle_postgres_is_null (result, i, 4) ? axle_postgres_dup_bytes (result, i, 4) : NULL;
      g_ptr_array_add (verdicts, verdict);
    }
  return g_steal_pointer (&verdicts);
}

static gboolean
storage_put_scope (AxleStorage   *storage,
                   const AxleId  *scope,
                   gint64         head,
                   gint64         floor,
                   GError       **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

  g_assert (self->state == STATE_WRITING);
  axle_postgres_params_add_id (params, scope);
  axle_postgres_params_add_int64 (params, head);
  axle_postgres_params_add_int64 (params, floor);
  axle_postgres_send (self->postgres,
    "INSERT INTO scopes (scope, head, floor) VALUES ($1::uuid, $2::bigint, $3::bigint) "
    "ON CONFLICT (scope) DO UPDATE SET head = excluded.head, floor = excluded.floor", params);
  return TRUE;
}

static gboolean
storage_clear (AxleStorage  *storage,
               GError      **error)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (storage);

  g_assert (self->state == STATE_WRITING);
  if (!flush (self, error))
    return FALSE;
  axle_postgres_send (self->postgres, "TRUNCATE scopes, documents, document_keys, verdicts, entries", NULL);
  axle_pgsql_transaction_forget (self->transaction);
  return TRUE;
}

/* What PostgreSQL keeps of itself it checks when it reads it. */
static gboolean
storage_check (AxleStorage  *storage,
               GPtrArray    *problems,
               GError      **error)
{
  return TRUE;
}

static void
axle_storage_pgsql_iface_init (AxleStorageInterface *iface)
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
axle_storage_pgsql_finalize (GObject *object)
{
  AxleStoragePgsql *self = AXLE_STORAGE_PGSQL (object);

  g_clear_pointer (&self->postgres, axle_postgres_close);
  g_clear_pointer (&self->watch, axle_pgsql_watch_free);
  axle_pgsql_transaction_free (self->transaction);
  g_array_unref (self->locks);
  G_OBJECT_CLASS (axle_storage_pgsql_parent_class)->finalize (object);
}

static void
axle_storage_pgsql_class_init (AxleStoragePgsqlClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_storage_pgsql_finalize;
}

static void
axle_storage_pgsql_init (AxleStoragePgsql *self)
{
  self->transaction = axle_pgsql_transaction_new ();
  self->locks = g_array_new (FALSE, FALSE, sizeof (AxleId));
}

/**
 * axle_storage_pgsql_open:
 * @uri: `postgresql://…`
 * @error: return location
 *
 * Several programs may have one database open. The tables are made when they are
 * not there. A connection that breaks is made anew when it is needed next; the
 * transaction that it was in is lost whole.
 *
 * Returns: (transfer full) (nullable): the storage
 */
AxleStorage *
axle_storage_pgsql_open (const char  *uri,
                         GError     **error)
{
  g_autoptr(AxleStoragePgsql) self = g_object_new (AXLE_TYPE_STORAGE_PGSQL, NULL);

  self->postgres = axle_postgres_open (uri, error);
  if (self->postgres == NULL || !axle_pgsql_schema_update (self->postgres, error))
    return NULL;
  self->watch = axle_pgsql_watch_new (uri);
  return AXLE_STORAGE (g_steal_pointer (&self));
}
