/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/pgsql-transaction.h"

#include <string.h>

/* What is written waits here until there is so much of it, or the commit comes. */
#define FLUSH_SIZE (8 * 1024 * 1024)

/* A notification holds 8,000 bytes; who changes more scopes than that says so. */
#define NEWS_SCOPES_LIMIT 100

typedef struct
{
  AxleId install;
  gint64 number;
} Number;

typedef struct
{
  gint64   head;
  gboolean raised;
} Head;

struct _AxlePgsqlTransaction
{
  GHashTable *known;      /* AxleId → AxleDocument as it is in the tables, NULL when it is not */
  GHashTable *written;    /* AxleId → AxleDocument */
  GHashTable *verdicts;   /* Number → AxlePgsqlVerdict */
  GHashTable *heads;      /* AxleId → Head */
  gsize       size;       /* of what waits */
};

AxleDocument *
axle_pgsql_read_document (const PGresult *result,
                          int             row)
{
  AxleDocument *document = g_new0 (AxleDocument, 1);

  document->id = axle_postgres_get_id (result, row, 0);
  document->scope = axle_postgres_get_id (result, row, 1);
  document->kind = axle_postgres_dup_text (result, row, 2);
  document->revision = axle_postgres_get_int64 (result, row, 3);
  document->sequence = axle_postgres_get_int64 (result, row, 4);
  document->deleted = axle_postgres_get_boolean (result, row, 5);
  document->written_at = axle_postgres_get_int64 (result, row, 6);
  if (!axle_postgres_is_null (result, row, 7))
    {
      g_autoptr(GBytes) keys = axle_postgres_dup_bytes (result, row, 7);

      document->keys = axle_storage_unpack_keys (keys);
    }
  document->body = axle_postgres_dup_bytes (result, row, 8);
  return document;
}

static guint
number_hash (gconstpointer data)
{
  const Number *number = data;

  return axle_id_hash (&number->install) ^ g_int64_hash (&number->number);
}

static gboolean
number_equal (gconstpointer a,
              gconstpointer b)
{
  return memcmp (a, b, sizeof (Number)) == 0;
}

static void
document_free (gpointer data)
{
  if (data != NULL)
    axle_document_free (data);
}

static void
verdict_free (gpointer data)
{
  AxlePgsqlVerdict *verdict = data;

  g_clear_pointer (&verdict->body, g_bytes_unref);
  g_free (verdict);
}

AxlePgsqlTransaction *
axle_pgsql_transaction_new (void)
{
  AxlePgsqlTransaction *self = g_new0 (AxlePgsqlTransaction, 1);

  self->known = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, document_free);
  self->written = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, document_free);
  self->verdicts = g_hash_table_new_full (number_hash, number_equal, g_free, verdict_free);
  self->heads = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  return self;
}

void
axle_pgsql_transaction_free (AxlePgsqlTransaction *self)
{
  g_hash_table_unref (self->known);
  g_hash_table_unref (self->written);
  g_hash_table_unref (self->verdicts);
  g_hash_table_unref (self->heads);
  g_free (self);
}

void
axle_pgsql_transaction_clear (AxlePgsqlTransaction *self)
{
  g_hash_table_remove_all (self->known);
  g_hash_table_remove_all (self->written);
  g_hash_table_remove_all (self->verdicts);
  g_hash_table_remove_all (self->heads);
  self->size = 0;
}

/**
 * axle_pgsql_transaction_forget:
 * @self: a transaction
 *
 * To be called when the tables were changed otherwise: what was read is not so any more.
 */
void
axle_pgsql_transaction_forget (AxlePgsqlTransaction *self)
{
  g_hash_table_remove_all (self->known);
}

static void
set_document (GHashTable   *table,
              const AxleId *id,
              AxleDocument *document)
{
  g_hash_table_insert (table, g_memdup2 (id, sizeof *id), document);
}

/**
 * axle_pgsql_transaction_learn:
 * @self: a transaction
 * @postgres: its connection
 * @ids: documents
 * @n_ids: how many
 * @error: return location
 *
 * Reads those that it does not know yet, at once.
 *
 * Returns: whether it knows them, or that they are not there
 */
gboolean
axle_pgsql_transaction_learn (AxlePgsqlTransaction  *self,
                              AxlePostgres          *postgres,
                              const AxleId          *ids,
                              guint                  n_ids,
                              GError               **error)
{
  g_autoptr(AxlePostgresArray) unknown = axle_postgres_array_new (AXLE_POSTGRES_ID);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  g_autoptr(PGresult) result = NULL;

  for (guint i = 0; i < n_ids; i++)
    if (!g_hash_table_contains (self->known, &ids[i]))
      {
        axle_postgres_array_add_id (unknown, &ids[i]);
        set_document (self->known, &ids[i], NULL);
      }
  if (axle_postgres_array_get_length (unknown) == 0)
    return TRUE;
  axle_postgres_params_add_array (params, unknown);
  result = axle_postgres_query (postgres, "SELECT " AXLE_PGSQL_COLUMNS " FROM documents d WHERE d.id = ANY ($1::uuid[])",
                                params, error);
  for (int i = 0; result != NULL && i < PQntuples (result); i++)
    {
      AxleDocument *document = axle_pgsql_read_document (result, i);

      set_document (self->known, &document->id, document);
    }
  return result != NULL;
}

/**
 * axle_pgsql_transaction_note:
 * @self: a transaction
 * @document: a document as it is in the tables
 */
void
axle_pgsql_transaction_note (AxlePgsqlTransaction *self,
                             const AxleDocument   *document)
{
  set_document (self->known, &document->id, axle_document_copy (document));
}

/**
 * axle_pgsql_transaction_lookup:
 * @self: a transaction
 * @id: a document
 * @document: (out) (nullable): what it will be after the commit
 *
 * Returns: whether that is known
 */
gboolean
axle_pgsql_transaction_lookup (AxlePgsqlTransaction  *self,
                               const AxleId          *id,
                               const AxleDocument   **document)
{
  return g_hash_table_lookup_extended (self->written, id, NULL, (gpointer *) document) ||
         g_hash_table_lookup_extended (self->known, id, NULL, (gpointer *) document);
}

gboolean
axle_pgsql_transaction_put (AxlePgsqlTransaction  *self,
                            AxlePostgres          *postgres,
                            const AxleDocument    *document,
                            GError               **error)
{
  set_document (self->written, &document->id, axle_document_copy (document));
  self->size += g_bytes_get_size (document->body);
  return self->size < FLUSH_SIZE || axle_pgsql_transaction_flush (self, postgres, error);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return axle_id_compare (&(*(AxleDocument * const *) a)->id, &(*(AxleDocument * const *) b)->id);
}

/**
 * axle_pgsql_transaction_find:
 * @self: a transaction
 * @scope: a scope
 * @key: a key
 *
 * Returns: (transfer full) (element-type AxleDocument): those with the key that
 *   are not in the tables yet, by id
 */
GPtrArray *
axle_pgsql_transaction_find (AxlePgsqlTransaction *self,
                             const AxleId         *scope,
                             const char           *key)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (document_free);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->written);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AxleDocument *document = value;

      if (document->keys != NULL && g_strv_contains ((const char * const *) document->keys, key) &&
          axle_id_equal (&document->scope, scope))
        g_ptr_array_add (found, axle_document_copy (document));
    }
  g_ptr_array_sort (found, compare_ids);
  return found;
}

/**
 * axle_pgsql_transaction_list_written:
 * @self: a transaction
 * @scope: a scope
 *
 * Returns: (transfer full): the ids of what the tables have no more as it will be
 */
AxlePostgresArray *
axle_pgsql_transaction_list_written (AxlePgsqlTransaction *self,
                                     const AxleId         *scope)
{
  AxlePostgresArray *ids = axle_postgres_array_new (AXLE_POSTGRES_ID);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->written);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (axle_id_equal (&((AxleDocument *) value)->scope, scope))
      axle_postgres_array_add_id (ids, &((AxleDocument *) value)->id);
  return ids;
}

const AxlePgsqlVerdict *
axle_pgsql_transaction_lookup_verdict (AxlePgsqlTransaction *self,
                                       const AxleId         *install,
                                       gint64                number)
{
  const Number key = { *install, number };

  return g_hash_table_lookup (self->verdicts, &key);
}

/**
 * axle_pgsql_transaction_put_verdict:
 * @self: a transaction
 * @install: an install
 * @number: a number of it
 * @verdict: its verdict
 *
 * Returns: whether the number had none in this transaction
 */
gboolean
axle_pgsql_transaction_put_verdict (AxlePgsqlTransaction   *self,
                                    const AxleId           *install,
                                    gint64                  number,
                                    const AxlePgsqlVerdict *verdict)
{
  const Number key = { *install, number };
  AxlePgsqlVerdict *copy = g_memdup2 (verdict, sizeof *verdict);

  if (copy->body != NULL)
    g_bytes_ref (copy->body);
  return g_hash_table_insert (self->verdicts, g_memdup2 (&key, sizeof key), copy);
}

const gint64 *
axle_pgsql_transaction_lookup_head (AxlePgsqlTransaction *self,
                                    const AxleId         *scope)
{
  const Head *head = g_hash_table_lookup (self->heads, scope);

  return head != NULL ? &head->head : NULL;
}

void
axle_pgsql_transaction_set_head (AxlePgsqlTransaction *self,
                                 const AxleId         *scope,
                                 gint64                head,
                                 gboolean              raised)
{
  Head value = { head, raised };

  g_hash_table_insert (self->heads, g_memdup2 (scope, sizeof *scope), g_memdup2 (&value, sizeof value));
}

/**
 * axle_pgsql_transaction_dup_news:
 * @self: a transaction
 *
 * Returns: (transfer full) (nullable): the scopes that it raises, as
 *   [struct@Axle.PgsqlWatch] reads them; %NULL when there are none, empty when there
 *   are too many
 */
char *
axle_pgsql_transaction_dup_news (AxlePgsqlTransaction *self)
{
  g_autoptr(GString) news = g_string_new (NULL);
  GHashTableIter iter;
  gpointer scope;
  gpointer value;
  guint n_raised = 0;

  g_hash_table_iter_init (&iter, self->heads);
  while (g_hash_table_iter_next (&iter, &scope, &value))
    if (((Head *) value)->raised && ++n_raised <= NEWS_SCOPES_LIMIT)
      g_string_append_printf (news, "%s ", AXLE_ID_TEXT ((AxleId *) scope));
  if (n_raised == 0)
    return NULL;
  return n_raised <= NEWS_SCOPES_LIMIT ? g_strdup (news->str) : g_strdup ("");
}

static int
compare_sequences (gconstpointer a,
                   gconstpointer b)
{
  gint64 one = (*(AxleDocument * const *) a)->sequence;
  gint64 other = (*(AxleDocument * const *) b)->sequence;

  return (one > other) - (one < other);
}

/* Which keys go must be known, also of what was changed without looking. */
static gboolean
learn_written (AxlePgsqlTransaction  *self,
               AxlePostgres          *postgres,
               GPtrArray             *documents,
               GError               **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (AxleId));

  for (guint i = 0; i < documents->len; i++)
    if (((AxleDocument *) documents->pdata[i])->revision > 1)
      g_array_append_val (ids, ((AxleDocument *) documents->pdata[i])->id);
  return axle_pgsql_transaction_learn (self, postgres, (const AxleId *) ids->data, ids->len, error);
}

typedef struct
{
  AxlePostgresArray *scopes;
  AxlePostgresArray *keys;
  AxlePostgresArray *ids;
} Keys;

static void
init_keys (Keys *self)
{
  self->scopes = axle_postgres_array_new (AXLE_POSTGRES_ID);
  self->keys = axle_postgres_array_new (AXLE_POSTGRES_TEXT);
  self->ids = axle_postgres_array_new (AXLE_POSTGRES_ID);
}

/* Sends them when there are any. */
static void
finish_keys (Keys         *self,
             AxlePostgres *postgres,
             const char   *sql)
{
  if (axle_postgres_array_get_length (self->ids) > 0)
    {
      g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();

      axle_postgres_params_add_array (params, self->scopes);
      axle_postgres_params_add_array (params, self->keys);
      axle_postgres_params_add_array (params, self->ids);
      axle_postgres_send (postgres, sql, params);
    }
  axle_postgres_array_free (self->scopes);
  axle_postgres_array_free (self->keys);
  axle_postgres_array_free (self->ids);
}

static void
add_missing (Keys               *self,
             const AxleDocument *from,
             const AxleDocument *in)
{
  for (guint i = 0; from != NULL && from->keys != NULL && from->keys[i] != NULL; i++)
    if (in == NULL || in->keys == NULL || !g_strv_contains ((const char * const *) in->keys, from->keys[i]))
      {
        axle_postgres_array_add_id (self->scopes, &from->scope);
        axle_postgres_array_add_text (self->keys, from->keys[i]);
        axle_postgres_array_add_id (self->ids, &from->id);
      }
}

static void
send_keys (AxlePgsqlTransaction *self,
           AxlePostgres         *postgres,
           GPtrArray            *documents)
{
  Keys gone;
  Keys new;

  init_keys (&gone);
  init_keys (&new);
  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      const AxleDocument *before = g_hash_table_lookup (self->known, &document->id);

      add_missing (&gone, before, document);
      add_missing (&new, document, before);
    }
  finish_keys (&gone, postgres,
               "DELETE FROM document_keys k USING unnest ($1::uuid[], $2::text[], $3::uuid[]) n (scope, key, id) "
               "WHERE k.scope = n.scope AND k.key = n.key AND k.id = n.id");
  finish_keys (&new, postgres,
               "INSERT INTO document_keys (scope, key, id) SELECT * FROM unnest ($1::uuid[], $2::text[], $3::uuid[])");
}

static void
send_documents (AxlePostgres *postgres,
                GPtrArray    *documents)
{
  static const AxlePostgresType types[] = {
    AXLE_POSTGRES_ID, AXLE_POSTGRES_ID, AXLE_POSTGRES_TEXT, AXLE_POSTGRES_INT64, AXLE_POSTGRES_INT64,
    AXLE_POSTGRES_BOOLEAN, AXLE_POSTGRES_INT64, AXLE_POSTGRES_BYTES, AXLE_POSTGRES_BYTES,
  };
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  AxlePostgresArray *columns[G_N_ELEMENTS (types)];

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    columns[i] = axle_postgres_array_new (types[i]);
  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      g_autoptr(GBytes) keys = axle_storage_pack_keys (document->keys);

      axle_postgres_array_add_id (columns[0], &document->id);
      axle_postgres_array_add_id (columns[1], &document->scope);
      axle_postgres_array_add_text (columns[2], document->kind);
      axle_postgres_array_add_int64 (columns[3], document->revision);
      axle_postgres_array_add_int64 (columns[4], document->sequence);
      axle_postgres_array_add_boolean (columns[5], document->deleted);
      axle_postgres_array_add_int64 (columns[6], document->written_at);
      axle_postgres_array_add_bytes (columns[7], keys);
      axle_postgres_array_add_bytes (columns[8], document->body);
    }
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      axle_postgres_params_add_array (params, columns[i]);
      axle_postgres_array_free (columns[i]);
    }
  axle_postgres_send (postgres,
    "INSERT INTO documents (id, scope, kind, revision, sequence, deleted, written_at, keys, body) "
    "SELECT * FROM unnest ($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::bigint[], $6::boolean[], $7::bigint[], "
    "$8::bytea[], $9::bytea[]) "
    "ON CONFLICT (id, scope) DO UPDATE SET revision = excluded.revision, sequence = excluded.sequence, "
    "deleted = excluded.deleted, written_at = excluded.written_at, keys = excluded.keys, body = excluded.body", params);
}

static void
send_verdicts (AxlePgsqlTransaction *self,
               AxlePostgres         *postgres)
{
  g_autoptr(AxlePostgresArray) installs = axle_postgres_array_new (AXLE_POSTGRES_ID);
  g_autoptr(AxlePostgresArray) numbers = axle_postgres_array_new (AXLE_POSTGRES_INT64);
  g_autoptr(AxlePostgresArray) sequences = axle_postgres_array_new (AXLE_POSTGRES_INT64);
  g_autoptr(AxlePostgresArray) digests = axle_postgres_array_new (AXLE_POSTGRES_INT64);
  g_autoptr(AxlePostgresArray) bodies = axle_postgres_array_new (AXLE_POSTGRES_BYTES);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->verdicts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const AxlePgsqlVerdict *verdict = value;

      axle_postgres_array_add_id (installs, &((Number *) key)->install);
      axle_postgres_array_add_int64 (numbers, ((Number *) key)->number);
      axle_postgres_array_add_int64 (sequences, verdict->sequence);
      axle_postgres_array_add_int64 (digests, (gint64) verdict->digest);
      axle_postgres_array_add_bytes (bodies, verdict->body);
    }
  axle_postgres_params_add_array (params, installs);
  axle_postgres_params_add_array (params, numbers);
  axle_postgres_params_add_array (params, sequences);
  axle_postgres_params_add_array (params, digests);
  axle_postgres_params_add_array (params, bodies);
  axle_postgres_send (postgres,
    "INSERT INTO verdicts (install, number, sequence, digest, body) "
    "SELECT * FROM unnest ($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bytea[]) n (i, n, s, d, b) ORDER BY i, n",
    params);
}

/**
 * axle_pgsql_transaction_flush:
 * @self: a transaction
 * @postgres: its connection
 * @error: return location
 *
 * Sends what waits, but for the heads; what becomes of it is told later.
 *
 * Returns: whether it was sent
 */
gboolean
axle_pgsql_transaction_flush (AxlePgsqlTransaction  *self,
                              AxlePostgres          *postgres,
                              GError               **error)
{
  g_autoptr(GPtrArray) documents = g_hash_table_get_values_as_ptr_array (self->written);

  if (documents->len > 0)
    {
      if (!learn_written (self, postgres, documents, error))
        return FALSE;
      g_ptr_array_sort (documents, compare_sequences);
      send_keys (self, postgres, documents);
      send_documents (postgres, documents);
    }
  if (g_hash_table_size (self->verdicts) > 0)
    send_verdicts (self, postgres);
  for (guint i = 0; i < documents->len; i++)
    {
      AxleDocument *document = documents->pdata[i];
      gpointer id;

      g_hash_table_steal_extended (self->written, &document->id, &id, NULL);
      g_hash_table_insert (self->known, id, document);
    }
  g_hash_table_remove_all (self->verdicts);
  self->size = 0;
  return TRUE;
}

/**
 * axle_pgsql_transaction_flush_heads:
 * @self: a transaction
 * @postgres: its connection
 *
 * Sends the counters, as the last of all.
 */
void
axle_pgsql_transaction_flush_heads (AxlePgsqlTransaction *self,
                                    AxlePostgres         *postgres)
{
  g_autoptr(AxlePostgresArray) scopes = axle_postgres_array_new (AXLE_POSTGRES_ID);
  g_autoptr(AxlePostgresArray) heads = axle_postgres_array_new (AXLE_POSTGRES_INT64);
  g_autoptr(AxlePostgresParams) params = axle_postgres_params_new ();
  GHashTableIter iter;
  gpointer scope;
  gpointer value;

  g_hash_table_iter_init (&iter, self->heads);
  while (g_hash_table_iter_next (&iter, &scope, &value))
    if (((Head *) value)->raised)
      {
        axle_postgres_array_add_id (scopes, scope);
        axle_postgres_array_add_int64 (heads, ((Head *) value)->head);
      }
  if (axle_postgres_array_get_length (scopes) == 0)
    return;
  axle_postgres_params_add_array (params, scopes);
  axle_postgres_params_add_array (params, heads);
  axle_postgres_send (postgres,
    "INSERT INTO scopes (scope, head) SELECT * FROM unnest ($1::uuid[], $2::bigint[]) "
    "ON CONFLICT (scope) DO UPDATE SET head = excluded.head", params);
}
