/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/host.h"
#include "server/storage-sqlite.h"
#include "support/support.h"

/* What every storage promises, written against the interface alone. A storage is
 * opened twice on the same data, as by a server and its keeper. */
typedef struct
{
  const char   *name;
  AxleStorage *(*open) (const char *folder);
} Kind;

typedef struct
{
  AxleTestFolder *folder;
  AxleStorage    *one;
  AxleStorage    *two;
} Fixture;

static AxleStorage *
open_sqlite (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "storage.db", NULL);
  g_autoptr(GError) error = NULL;
  AxleStorage *storage = axle_storage_sqlite_open (path, NULL, &error);

  g_assert_no_error (error);
  return storage;
}

static const Kind kinds[] = {
  { "sqlite", open_sqlite },
};

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  const Kind *kind = data;

  self->folder = axle_test_folder_new ();
  self->one = kind->open (axle_test_folder_get_path (self->folder));
  self->two = kind->open (axle_test_folder_get_path (self->folder));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_object_unref (self->one);
  g_object_unref (self->two);
  axle_test_folder_free (self->folder);
}

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

static gint64
put (AxleStorage  *storage,
     const AxleId *scope,
     const AxleId *id,
     const char   *body)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));
  AxleDocument document = { .id = *id, .scope = *scope, .kind = (char *) "thing", .revision = 3, .body = bytes };
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_storage_next_sequence (storage, scope, &document.sequence, &error));
  g_assert_true (axle_storage_put_document (storage, &document, &error));
  g_assert_no_error (error);
  return document.sequence;
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

  g_assert_true (axle_storage_begin (self->one, NULL));
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
  g_assert_true (axle_id_equal (&document->scope, &scope));

  all = axle_storage_list_documents (self->two, &scope, 0, 10, 1000, NULL);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (axle_id_equal (&((AxleDocument *) all->pdata[0])->id, &b));
  few = axle_storage_list_documents (self->two, &scope, 2, 10, 1000, NULL);
  g_assert_cmpuint (few->len, ==, 1);
  short_page = axle_storage_list_documents (self->two, &scope, 0, 10, 1, NULL);
  g_assert_cmpuint (short_page->len, ==, 1);
  scopes = axle_storage_list_scopes (self->two, NULL);
  g_assert_cmpuint (scopes->len, ==, 1);
}

static void
test_rollback (Fixture       *self,
               gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId id = new_id ();
  g_autoptr(AxleDocument) document = NULL;

  g_assert_true (axle_storage_begin (self->one, NULL));
  g_assert_cmpint (put (self->one, &scope, &id, "gone"), ==, 1);
  axle_storage_rollback (self->one);
  g_assert_true (axle_storage_get_document (self->one, &id, &document, NULL));
  g_assert_null (document);
  g_assert_cmpint (head (self->one, &scope), ==, 0);
  g_assert_true (axle_storage_begin (self->one, NULL));
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

  g_assert_true (axle_storage_begin (self->one, NULL));
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

static void
test_has_changed (Fixture       *self,
                  gconstpointer  data)
{
  AxleId scope = new_id ();
  AxleId id = new_id ();

  axle_storage_has_changed (self->one);
  axle_storage_has_changed (self->two);
  g_assert_false (axle_storage_has_changed (self->two));
  g_assert_true (axle_storage_begin (self->one, NULL));
  put (self->one, &scope, &id, "x");
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_true (axle_storage_has_changed (self->two));
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
  g_autoptr(GBytes) dropped = NULL;
  g_autoptr(GBytes) kept = NULL;
  gint64 sequence;

  g_assert_true (axle_storage_begin (self->one, NULL));
  g_assert_true (axle_storage_put_verdict (self->one, &install, 1, 7, NULL, NULL));
  g_assert_true (axle_storage_put_verdict (self->one, &install, 2, 0, body, NULL));
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_true (axle_storage_get_verdict (self->two, &install, 1, &sequence, &first, NULL));
  g_assert_cmpint (sequence, ==, 7);
  g_assert_null (first);
  g_assert_true (axle_storage_get_verdict (self->two, &install, 2, &sequence, &second, NULL));
  g_assert_true (g_bytes_equal (second, body));

  g_assert_true (axle_storage_begin (self->one, NULL));
  g_assert_false (axle_storage_put_verdict (self->one, &install, 2, 9, NULL, NULL));
  axle_storage_rollback (self->one);
  g_assert_true (axle_storage_begin (self->one, NULL));
  g_assert_true (axle_storage_put_verdict (self->one, &install, 3, 8, NULL, NULL));
  g_assert_true (axle_storage_drop_acceptances (self->one, &install, 3, NULL));
  g_assert_true (axle_storage_commit (self->one, NULL));
  g_assert_true (axle_storage_get_verdict (self->one, &install, 1, &sequence, &dropped, NULL));
  g_assert_cmpint (sequence, ==, 0);
  g_assert_true (axle_storage_get_verdict (self->one, &install, 2, &sequence, &kept, NULL));
  g_assert_true (g_bytes_equal (kept, body));
  g_assert_true (axle_storage_get_verdict (self->one, &install, 3, &sequence, &dropped, NULL));
  g_assert_cmpint (sequence, ==, 8);
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

  g_assert_true (axle_storage_begin (storage, NULL));
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
  g_assert_true (axle_storage_begin (self->two, NULL));
  g_assert_true (axle_storage_drop_expired (self->two, 101, NULL));
  g_assert_true (axle_storage_commit (self->two, NULL));
  assert_entry (self->one, "a", "k", "3");
  assert_entry (self->one, "b", "k", NULL);
  g_assert_true (axle_storage_begin (self->two, NULL));
  g_assert_true (axle_storage_drop_entry (self->two, "a", key, NULL));
  g_assert_true (axle_storage_commit (self->two, NULL));
  assert_entry (self->one, "a", "k", NULL);
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
    { "rollback", test_rollback },
    { "isolation", test_isolation },
    { "has-changed", test_has_changed },
    { "verdicts", test_verdicts },
    { "entries", test_entries },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        g_autofree char *path = g_strdup_printf ("/storage/%s/%s", kinds[i].name, tests[j].name);
        g_test_add (path, Fixture, &kinds[i], set_up, tests[j].test, tear_down);
      }
  return g_test_run ();
}
