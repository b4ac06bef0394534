/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>

#include "base/host.h"
#include "server/postgres.h"
#include "server/storage-pgsql.h"
#include "server/storage-sqlite.h"
#include "support/postgres.h"
#include "support/support.h"

/* What every storage promises, written against the interface alone. A storage is
 * opened twice on the same data, as by a server and its keeper. */
typedef struct
{
  const char   *name;
  char         *(*new_place) (AxleTestFolder *folder);
  AxleStorage  *(*open)      (const char *place, GError **error);
} Kind;

typedef struct
{
  AxleTestFolder *folder;
  char           *place;
  AxleStorage    *one;
  AxleStorage    *two;
} Fixture;

static char *
new_sqlite (AxleTestFolder *folder)
{
  return axle_test_folder_build (folder, "storage.db");
}

static AxleStorage *
open_sqlite (const char  *place,
             GError     **error)
{
  return axle_storage_sqlite_open (place, NULL, error);
}

/* One database for all tests: each looks at its own scopes. */
static char *
new_pgsql (AxleTestFolder *folder)
{
  static char *database;

  if (database == NULL)
    database = axle_test_postgres_new_database (axle_test_postgres_get ());
  return g_strdup (database);
}

static const Kind kinds[] = {
  { "sqlite", new_sqlite, open_sqlite },
  { "pgsql", new_pgsql, axle_storage_pgsql_open },
};

static AxleStorage *
open_storage (const Kind *kind,
              const char *place)
{
  g_autoptr(GError) error = NULL;
  AxleStorage *storage = kind->open (place, &error);

  g_assert_no_error (error);
  return storage;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const Kind *kind = data;

  self->folder = axle_test_folder_new ();
  self->place = kind->new_place (self->folder);
  self->one = open_storage (kind, self->place);
  self->two = open_storage (kind, self->place);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->one);
  g_object_unref (self->two);
  g_free (self->place);
  axle_test_folder_free (self->folder);
}

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

static gint64
put_document (AxleStorage  *storage,
              AxleDocument *document,
              const char   *body)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr(GError) error = NULL;

  document->kind = (char *) "thing";
  document->revision = 3;
  document->body = bytes;
  g_assert_true (axle_storage_next_sequence (storage, &document->scope, &document->sequence, &error));
  g_assert_true (axle_storage_put_document (storage, document, &error));
  g_assert_no_error (error);
  return document->sequence;
}

static gint64
put (AxleStorage  *storage,
     const AxleId *scope,
     const AxleId *id,
     const char   *body)
{
  AxleDocument document = { .id = *id, .scope = *scope, .written_at = 5 };

  return put_document (storage, &document, body);
}

static void
put_with_keys (AxleStorage        *storage,
               const AxleId       *scope,
               const AxleId       *id,
               const char * const *keys)
{
  AxleDocument document = { .id = *id, .scope = *scope, .keys = (char **) keys };

  put_document (storage, &document, "found");
}

static void
put_tombstone (AxleStorage  *storage,
               const AxleId *scope,
               const AxleId *id,
               gint64        written_at)
{
  AxleDocument document = { .id = *id, .scope = *scope, .deleted = TRUE, .written_at = written_at };

  put_document (storage, &document, "gone");
}

static gint64
head (AxleStorage  *storage,
      const AxleId *scope)
{
  gint64 value;

  g_assert_true (axle_storage_get_head (storage, scope, &value, NULL));
  return value;
}

static void
test_documents (Fixture       *self,
                gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId a = new_id ();
  AxleId b = new_id ();
  g_autoptr(AxleDocument) none = NULL;
  g_autoptr(AxleDocument) document = NULL;
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) few = NULL;
  g_autoptr(GPtrArray) short_page = NULL;
  g_autoptr(GPtrArray) scopes = NULL;
  g_autoptr(GBytes) name = NULL;

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  g_assert_cmpint (put (self->one, &scope, &a, "first"), ==, 1);
  g_assert_cmpint (put (self->one, &scope, &b, "second"), ==, 2);
  g_assert_cmpint (put (self->one, &scope, &a, "again"), ==, 3);
  g_assert_true (axle_storage_commit (self->one, NULL));

  g_assert_true (axle_storage_get_document (self->two, &scope, &none, NULL));
  g_assert_null (none);
  g_assert_true (axle_storage_get_document (self->two, &a, &document, NULL));
  g_assert_cmpmem (g_bytes_get_data (document->body, NULL), g_bytes_get_size (document->body), "again", 5);
  g_assert_cmpint (document->sequence, ==, 3);
  g_assert_cmpint (document->revision, ==, 3);
  g_assert_cmpstr (document->kind, ==, "thing");
  g_assert_cmpint (document->written_at, ==, 5);
  g_assert_false (document->deleted);
  g_assert_true (axle_id_equal (&document->scope, &scope));

  all = axle_storage_list_documents (self->two, &scope, 0, 10, 1000, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (axle_id_equal (&((AxleDocument *) all->pdata[0])->id, &b));
  few = axle_storage_list_documents (self->two, &scope, 2, 10, 1000, NULL);
  g_assert_cmpuint (few->len, ==, 1);
  short_page = axle_storage_list_documents (self->two, &scope, 0, 10, 1, NULL);
  g_assert_cmpuint (short_page->len, ==, 1);
  name = g_bytes_new (scope.bytes, sizeof scope.bytes);
  scopes = axle_storage_list_scopes (self->two, NULL);
  g_assert_true (g_ptr_array_find_with_equal_func (scopes, name, g_bytes_equal, NULL));
}

/* What a transaction has written it reads itself, asked for beforehand or not. */
static void
test_own_writes (Fixture       *self,
                 gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId ids[] = { new_id (), new_id (), new_id () };
  g_autoptr(AxleDocument) old = NULL;
  g_autoptr(AxleDocument) new = NULL;
  g_autoptr(AxleDocument) none = NULL;
  g_autoptr(AxleDocument) last = NULL;

  g_assert_true (axle_storage_begin (self->one, &scope, 1, NULL));
  put (self->one, &scope, &ids[0], "old");
  g_assert_true (axle_storage_commit (self->one, NULL));

  g_assert_true (axle_storage_begin (self->one, &scope, 1, NULL));
  g_assert_true (axle_storage_prefetch (self->one, ids, G_N_ELEMENTS (ids), NULL));
  g_assert_true (axle_storage_get_document (self->one, &ids[0], &old, NULL));
  g_assert_cmpint (old->sequence, ==, 1);
  put (self->one, &scope, &ids[0], "new");
  put (self->one, &scope, &ids[1], "first");
  put (self->one, &scope, &ids[1], "second");
  g_assert_true (axle_storage_get_document (self->one, &ids[0], &new, NULL));
  g_assert_cmpint (new->sequence, ==, 2);
  g_assert_true (axle_storage_get_document (self->one, &ids[1], &last, NULL));
  g_assert_cmpmem (g_bytes_get_data (last->body, NULL), g_bytes_get_size (last->body), "second", 6);
  g_assert_true (axle_storage_get_document (self->one, &ids[2], &none, NULL));
  g_assert_null (none);
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_cmpint (head (self->two, &scope), ==, 4);
}

static void
assert_found (AxleStorage  *storage,
              const AxleId *scope,
              const char   *key,
              guint         limit,
              guint         n_ids,
              const AxleId *ids)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) found = axle_storage_find_documents (storage, scope, key, limit, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, n_ids);
  for (guint i = 0; i < n_ids; i++)
    g_assert_true (axle_id_equal (&((AxleDocument *) found->pdata[i])->id, &ids[i]));
}

static void
test_keys (Fixture       *self,
           gconstpointer  data)
{
  static const char * const red[] = { "plate=1", "colour=red", NULL };
  static const char * const blue[] = { "plate=1", "colour=blue", NULL };
  AxleId scope = new_id ();
  AxleId other = new_id ();
  AxleId ids[] = { new_id (), new_id (), new_id () };
  g_autoptr(AxleDocument) document = NULL;

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  put_with_keys (self->one, &scope, &ids[0], red);
  put_with_keys (self->one, &scope, &ids[1], red);
  put_with_keys (self->one, &other, &ids[2], red);
  assert_found (self->one, &scope, "plate=1", 10, 2, ids);
  assert_found (self->two, &scope, "plate=1", 10, 0, NULL);
  g_assert_true (axle_storage_commit (self->one, NULL));
  assert_found (self->two, &scope, "plate=1", 10, 2, ids);
  assert_found (self->two, &scope, "plate=1", 1, 1, ids);
  assert_found (self->two, &other, "colour=red", 10, 1, &ids[2]);
  assert_found (self->two, &scope, "plate=", 10, 0, NULL);
  g_assert_true (axle_storage_get_document (self->two, &ids[0], &document, NULL));
  g_assert_true (g_strv_equal ((const char * const *) document->keys, red));

  /* One takes another colour and one is deleted: both within the transaction and after it. */
  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  put_with_keys (self->one, &scope, &ids[0], blue);
  put_tombstone (self->one, &scope, &ids[1], 0);
  assert_found (self->one, &scope, "plate=1", 10, 1, ids);
  assert_found (self->one, &scope, "colour=red", 10, 0, NULL);
  g_assert_true (axle_storage_commit (self->one, NULL));
  assert_found (self->two, &scope, "plate=1", 10, 1, ids);
  assert_found (self->two, &scope, "colour=red", 10, 0, NULL);
  assert_found (self->two, &scope, "colour=blue", 10, 1, ids);

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  put_with_keys (self->one, &scope, &ids[1], blue);
  axle_storage_rollback (self->one);
  assert_found (self->one, &scope, "colour=blue", 10, 1, ids);
}

static gint64
get_floor (AxleStorage  *storage,
           const AxleId *scope)
{
  gint64 value;

  g_assert_true (axle_storage_get_floor (storage, scope, &value, NULL));
  return value;
}

static gint64
drop_tombstones (AxleStorage  *storage,
                 const AxleId *scope,
                 gint64        through,
                 gint64        written_before)
{
  gint64 n_dropped;

  g_assert_true (axle_storage_begin (storage, scope, 1, NULL));
  g_assert_true (axle_storage_drop_tombstones (storage, scope, through, written_before, &n_dropped, NULL));
  g_assert_true (axle_storage_commit (storage, NULL));
  return n_dropped;
}

static void
test_tombstones (Fixture       *self,
                 gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId other = new_id ();
  AxleId ids[] = { new_id (), new_id (), new_id (), new_id (), new_id () };
  g_autoptr(AxleDocument) gone = NULL;
  g_autoptr(AxleDocument) kept = NULL;

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  put (self->one, &scope, &ids[0], "alive");
  put_tombstone (self->one, &scope, &ids[1], 100);
  put_tombstone (self->one, &scope, &ids[2], 300);
  put_tombstone (self->one, &scope, &ids[3], 200);
  put_tombstone (self->one, &other, &ids[4], 100);
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_cmpint (get_floor (self->two, &scope), ==, 0);

  g_assert_cmpint (drop_tombstones (self->one, &scope, 1, 100), ==, 0);
  g_assert_cmpint (get_floor (self->two, &scope), ==, 0);
  g_assert_cmpint (drop_tombstones (self->one, &scope, 2, 0), ==, 1);
  g_assert_cmpint (get_floor (self->two, &scope), ==, 2);
  /* By age: what stands between stays. */
  g_assert_cmpint (drop_tombstones (self->one, &scope, 0, 201), ==, 1);
  g_assert_cmpint (get_floor (self->two, &scope), ==, 4);
  g_assert_cmpint (drop_tombstones (self->one, &scope, 3, 0), ==, 1);
  g_assert_cmpint (get_floor (self->two, &scope), ==, 4);
  g_assert_cmpint (get_floor (self->two, &other), ==, 0);

  g_assert_true (axle_storage_get_document (self->two, &ids[3], &gone, NULL));
  g_assert_null (gone);
  g_assert_true (axle_storage_get_document (self->two, &ids[4], &kept, NULL));
  g_assert_true (kept->deleted);
  g_assert_cmpint (head (self->two, &scope), ==, 4);
  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  put (self->one, &scope, &ids[3], "again");
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_cmpint (head (self->two, &scope), ==, 5);
  g_assert_cmpint (get_floor (self->two, &scope), ==, 4);
}

static void
test_reopen (Fixture       *self,
             gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId id = new_id ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStorage) third = axle_storage_reopen (self->one, &error);

  g_assert_no_error (error);
  g_assert_true (axle_storage_begin (self->one, &scope, 1, NULL));
  put (self->one, &scope, &id, "x");
  g_assert_cmpint (head (third, &scope), ==, 0);
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_cmpint (head (third, &scope), ==, 1);
}

static void
test_rollback (Fixture       *self,
               gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId id = new_id ();
  g_autoptr(AxleDocument) document = NULL;

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  g_assert_cmpint (put (self->one, &scope, &id, "gone"), ==, 1);
  axle_storage_rollback (self->one);
  g_assert_true (axle_storage_get_document (self->one, &id, &document, NULL));
  g_assert_null (document);
  g_assert_cmpint (head (self->one, &scope), ==, 0);
  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  g_assert_cmpint (put (self->one, &scope, &id, "here"), ==, 1);
  g_assert_true (axle_storage_commit (self->one, NULL));
}

/* Neither the counter nor a row is seen before the commit, and both together after it. */
static void
test_isolation (Fixture       *self,
                gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId id = new_id ();
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) during = NULL;
  g_autoptr(GPtrArray) after = NULL;

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  put (self->one, &scope, &id, "x");
  g_assert_cmpint (head (self->one, &scope), ==, 1);
  g_assert_cmpint (head (self->two, &scope), ==, 0);
  before = axle_storage_list_documents (self->two, &scope, 0, 10, 1000, NULL);
  g_assert_cmpuint (before->len, ==, 0);

  g_assert_true (axle_storage_begin_read (self->two, NULL));
  g_assert_cmpint (head (self->two, &scope), ==, 0);
  g_assert_true (axle_storage_commit (self->one, NULL));
  during = axle_storage_list_documents (self->two, &scope, 0, 10, 1000, NULL);
  g_assert_cmpuint (during->len, ==, 0);
  g_assert_cmpint (head (self->two, &scope), ==, 0);
  axle_storage_rollback (self->two);
  after = axle_storage_list_documents (self->two, &scope, 0, 10, 1000, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (head (self->two, &scope), ==, 1);
}

static gboolean
has_changed (gpointer data)
{
  return axle_storage_has_changed (data);
}

static gboolean
can_begin (gpointer data)
{
  AxleId nobody_else = new_id ();

  return axle_storage_begin (data, &nobody_else, 1, NULL);
}

static void
test_has_changed (Fixture       *self,
                  gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId id = new_id ();

  axle_storage_has_changed (self->one);
  axle_storage_has_changed (self->two);
  g_assert_false (axle_storage_has_changed (self->two));
  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  put (self->one, &scope, &id, "x");
  g_assert_true (axle_storage_commit (self->one, NULL));
  axle_test_wait_for (has_changed, self->two);
  g_assert_false (axle_storage_has_changed (self->two));
  g_assert_false (axle_storage_has_changed (self->one));
}

static void
test_verdicts (Fixture       *self,
               gconstpointer  data)
{
  AxleId install = new_id ();
  g_autoptr(GBytes) body = g_bytes_new_static ("no", 2);
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GBytes) second = NULL;
  g_autoptr(GBytes) own = NULL;
  g_autoptr(GBytes) dropped = NULL;
  g_autoptr(GBytes) kept = NULL;
  gint64 sequence;
  guint64 digest;

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  g_assert_true (axle_storage_put_verdict (self->one, &install, 1, 7, G_MAXUINT64, NULL, NULL));
  g_assert_true (axle_storage_put_verdict (self->one, &install, 2, 0, 0, body, NULL));
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_true (axle_storage_get_verdict (self->two, &install, 1, &sequence, &digest, &first, NULL));
  g_assert_cmpint (sequence, ==, 7);
  g_assert_cmpuint (digest, ==, G_MAXUINT64);
  g_assert_null (first);
  g_assert_true (axle_storage_get_verdict (self->two, &install, 2, &sequence, &digest, &second, NULL));
  g_assert_true (g_bytes_equal (second, body));

  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  g_assert_false (axle_storage_put_verdict (self->one, &install, 2, 9, 0, NULL, NULL) &&
                  axle_storage_commit (self->one, NULL));
  axle_storage_rollback (self->one);
  g_assert_true (axle_storage_begin (self->one, NULL, 0, NULL));
  g_assert_true (axle_storage_put_verdict (self->one, &install, 3, 8, 4, NULL, NULL));
  g_assert_true (axle_storage_get_verdict (self->one, &install, 3, &sequence, &digest, &own, NULL));
  g_assert_cmpint (sequence, ==, 8);
  g_assert_true (axle_storage_drop_acceptances (self->one, &install, 3, NULL));
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_true (axle_storage_get_verdict (self->one, &install, 1, &sequence, &digest, &dropped, NULL));
  g_assert_cmpint (sequence, ==, 0);
  g_assert_true (axle_storage_get_verdict (self->one, &install, 2, &sequence, &digest, &kept, NULL));
  g_assert_true (g_bytes_equal (kept, body));
  g_assert_true (axle_storage_get_verdict (self->one, &install, 3, &sequence, &digest, &dropped, NULL));
  g_assert_cmpint (sequence, ==, 8);
}

/* The database goes away in the middle of a transaction, and comes back. */
static void
test_away (void)
{
  AxleTestPostgres *server = axle_test_postgres_get ();
  g_autofree char *place = new_pgsql (NULL);
  g_autoptr(AxleStorage) one = open_storage (&kinds[1], place);
  g_autoptr(AxleStorage) two = open_storage (&kinds[1], place);
  AxleId scope = new_id ();
  AxleId id = new_id ();
  g_autoptr(GError) lost = NULL;
  g_autoptr(GError) away = NULL;
  g_autoptr(GError) still_away = NULL;
  g_autoptr(AxleDocument) document = NULL;
  gint64 value;

  axle_storage_has_changed (two);
  g_assert_true (axle_storage_begin (one, &scope, 1, NULL));
  put (one, &scope, &id, "half");
  axle_test_postgres_stop (server, SIGQUIT);
  g_assert_false (axle_storage_commit (one, &lost));
  g_assert_error (lost, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_UNAVAILABLE);
  g_assert_false (axle_storage_begin (one, &scope, 1, &away));
  g_assert_error (away, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_UNAVAILABLE);
  g_assert_false (axle_storage_get_head (two, &scope, &value, &still_away));
  g_assert_error (still_away, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_UNAVAILABLE);

  axle_test_postgres_start (server);
  axle_test_wait_for (can_begin, one);
  g_assert_true (axle_storage_get_document (one, &id, &document, NULL));
  g_assert_null (document);
  g_assert_cmpint (put (one, &scope, &id, "whole"), ==, 1);
  g_assert_true (axle_storage_commit (one, NULL));
  g_assert_cmpint (head (two, &scope), ==, 1);
  axle_test_wait_for (has_changed, two);
}

/* What failed in the middle and was not noticed is noticed at the end. */
static void
test_unnoticed (void)
{
  g_autofree char *place = new_pgsql (NULL);
  g_autoptr(AxleStorage) storage = open_storage (&kinds[1], place);
  AxleId scope = new_id ();
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) unnoticed = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_storage_begin (storage, &scope, 1, NULL));
  /* No text for PostgreSQL. */
  found = axle_storage_find_documents (storage, &scope, "\xff", 1, &unnoticed);
  g_assert_null (found);
  g_assert_error (unnoticed, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_FAILED);
  g_assert_false (axle_storage_commit (storage, &error));
  g_assert_error (error, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_FAILED);
  g_assert_true (axle_storage_begin (storage, &scope, 1, NULL));
  g_assert_true (axle_storage_commit (storage, NULL));
}

/* What a newer program made is left alone. */
static void
test_newer (void)
{
  g_autofree char *place = axle_test_postgres_new_database (axle_test_postgres_get ());
  g_autoptr(AxlePostgres) postgres = NULL;
  g_autoptr(GError) error = NULL;

  g_object_unref (open_storage (&kinds[1], place));
  postgres = axle_postgres_open (place, NULL);
  g_assert_true (axle_postgres_run_script (postgres, "INSERT INTO axle_schema VALUES (1000)", NULL));
  g_assert_null (axle_storage_pgsql_open (place, &error));
  g_assert_error (error, AXLE_POSTGRES_ERROR, AXLE_POSTGRES_ERROR_NEWER);
}

static void
assert_entry (AxleStorage *storage,
              const char  *space,
              const char  *key,
              const char  *expected)
{
  g_autoptr(GBytes) name = g_bytes_new (key, strlen (key));
  g_autoptr(GBytes) value = NULL;

  g_assert_true (axle_storage_get_entry (storage, space, name, &value, NULL));
  g_assert_true ((value == NULL) == (expected == NULL));
  if (expected != NULL)
    g_assert_cmpmem (g_bytes_get_data (value, NULL), g_bytes_get_size (value), expected, strlen (expected));
}

static void
put_entry (AxleStorage *storage,
           const char  *space,
           const char  *key,
           const char  *value,
           gint64       expires)
{
  g_autoptr(GBytes) name = g_bytes_new (key, strlen (key));
  g_autoptr(GBytes) bytes = g_bytes_new (value, strlen (value));

  g_assert_true (axle_storage_begin (storage, NULL, 0, NULL));
  g_assert_true (axle_storage_put_entry (storage, space, name, bytes, expires, NULL));
  g_assert_true (axle_storage_commit (storage, NULL));
}

static void
test_entries (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(GBytes) key = g_bytes_new_static ("k", 1);

  put_entry (self->one, "a", "k", "1", 0);
  put_entry (self->one, "b", "k", "2", 100);
  put_entry (self->one, "a", "k", "3", 0);
  assert_entry (self->two, "a", "k", "3");
  assert_entry (self->two, "b", "k", "2");
  assert_entry (self->two, "c", "k", NULL);
  g_assert_true (axle_storage_begin (self->two, NULL, 0, NULL));
  g_assert_true (axle_storage_drop_expired (self->two, 101, NULL));
  g_assert_true (axle_storage_commit (self->two, NULL));
  assert_entry (self->one, "a", "k", "3");
  assert_entry (self->one, "b", "k", NULL);
  g_assert_true (axle_storage_begin (self->two, NULL, 0, NULL));
  g_assert_true (axle_storage_drop_entry (self->two, "a", key, NULL));
  g_assert_true (axle_storage_commit (self->two, NULL));
  assert_entry (self->one, "a", "k", NULL);
}

static void
assert_entries (AxleStorage *storage,
                const char  *prefix,
                guint        limit,
                const char  *expected)
{
  g_autoptr(GBytes) bytes = g_bytes_new (prefix, strlen (prefix));
  g_autoptr(GPtrArray) entries = axle_storage_list_entries (storage, "list", bytes, limit, NULL);
  g_autoptr(GString) seen = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      const AxleEntry *entry = entries->pdata[i];

      g_string_append_len (seen, g_bytes_get_data (entry->key, NULL), g_bytes_get_size (entry->key));
      g_string_append_c (seen, '=');
      g_string_append_len (seen, g_bytes_get_data (entry->value, NULL), g_bytes_get_size (entry->value));
      g_string_append_printf (seen, "@%d;", (int) entry->expires);
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
test_list_entries (Fixture       *self,
                   gconstpointer  data)
{
  put_entry (self->one, "list", "b1", "2", 0);
  put_entry (self->one, "list", "a", "1", 0);
  put_entry (self->one, "list", "b\xff", "4", 7);
  put_entry (self->one, "list", "b", "3", 0);
  put_entry (self->one, "list", "c", "5", 0);
  put_entry (self->one, "list", "\xff", "6", 0);
  put_entry (self->one, "other", "b", "7", 0);
  assert_entries (self->two, "", 10, "a=1@0;b=3@0;b1=2@0;b\xff=4@7;c=5@0;\xff=6@0;");
  assert_entries (self->two, "b", 10, "b=3@0;b1=2@0;b\xff=4@7;");
  assert_entries (self->two, "b", 2, "b=3@0;b1=2@0;");
  assert_entries (self->two, "\xff", 10, "\xff=6@0;");
  assert_entries (self->two, "d", 10, "");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*test) (Fixture *self, gconstpointer data);
  } tests[] = {
    { "documents", test_documents },
    { "own-writes", test_own_writes },
    { "keys", test_keys },
    { "tombstones", test_tombstones },
    { "reopen", test_reopen },
    { "rollback", test_rollback },
    { "isolation", test_isolation },
    { "has-changed", test_has_changed },
    { "verdicts", test_verdicts },
    { "entries", test_entries },
    { "list-entries", test_list_entries },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        g_autofree char *path = g_strdup_printf ("/storage/%s/%s", kinds[i].name, tests[j].name);
        g_test_add (path, Fixture, &kinds[i], set_up, tests[j].test, tear_down);
      }
  g_test_add_func ("/storage/pgsql/away", test_away);
  g_test_add_func ("/storage/pgsql/newer", test_newer);
  g_test_add_func ("/storage/pgsql/unnoticed", test_unnoticed);
  return g_test_run ();
}
