/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/party/customer.h"

typedef struct
{
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *store;
  AxleId          staff;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->folder = axle_test_folder_new ();
  fixture->server = test_server_new ();
  fixture->store = test_desk_open (fixture->folder, "cache");
  fixture->staff = axle_id_new (axle_host_get_default ());
  test_desk_enrol (fixture->store, fixture->server);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  axle_store_close (fixture->store);
  test_server_free (fixture->server);
  axle_test_folder_free (fixture->folder);
}

static AxleRecord *
get (Fixture      *fixture,
     const AxleId *id)
{
  return axle_store_get (fixture->store, &axle_customer_entity, id, NULL);
}

static gint64
edit (Fixture      *fixture,
      const AxleId *id,
      const char   *city,
      const char   *tag)
{
  g_autoptr(AxleRecord) before = get (fixture, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  if (city != NULL)
    axle_record_set_text (after, AXLE_CUSTOMER_CITY, city);
  if (tag != NULL)
    axle_record_add_member (after, AXLE_CUSTOMER_TAGS, tag);
  return test_desk_save_record (fixture->store, before, after);
}

static gint64
undo (Fixture *fixture,
      gint64   operation,
      guint   *n_kept)
{
  gint64 undoing = 0;
  guint n_left = 1;
  guint rounds = 0;
  g_autoptr(GError) error = NULL;

  *n_kept = 0;
  while (n_left > 0 && rounds++ < 100)
    {
      axle_store_undo (fixture->store, operation, &fixture->staff, 7, &undoing, &n_left, n_kept, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpuint (n_left, ==, 0);
  return undoing;
}

static void
assert_city (Fixture      *fixture,
             const AxleId *id,
             const char   *city,
             const char   *tags)
{
  g_autoptr(AxleRecord) record = get (fixture, id);

  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_CITY), ==, city);
  g_assert_cmpstr (axle_record_get_text (record, AXLE_CUSTOMER_TAGS), ==, tags);
}

static void
test_undo_redo (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  gint64 operation, undoing, redoing;
  guint n_kept;

  test_desk_save_record (fixture->store, NULL, customer);
  operation = edit (fixture, &customer->id, "上海", "vip");
  undoing = undo (fixture, operation, &n_kept);
  g_assert_cmpint (undoing, >, operation);
  g_assert_cmpuint (n_kept, ==, 0);
  assert_city (fixture, &customer->id, NULL, NULL);
  redoing = undo (fixture, undoing, &n_kept);
  assert_city (fixture, &customer->id, "上海", "vip");
  undo (fixture, redoing, &n_kept);
  assert_city (fixture, &customer->id, NULL, NULL);
  g_assert_cmpint (undo (fixture, operation, &n_kept), ==, 0);
}

static void
test_changed_since (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  gint64 made = test_desk_save_record (fixture->store, NULL, customer);
  gint64 operation = edit (fixture, &customer->id, "上海", "vip");
  g_autoptr(AxleRecord) record = NULL;
  guint n_kept;

  edit (fixture, &customer->id, "北京", "friend");
  undo (fixture, operation, &n_kept);
  g_assert_cmpuint (n_kept, ==, 1);
  assert_city (fixture, &customer->id, "北京", "friend");
  undo (fixture, made, &n_kept);
  g_assert_cmpuint (n_kept, ==, 1);
  record = get (fixture, &customer->id);
  g_assert_false (record->deleted);
}

static void
test_deletion (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleChange) delete = axle_change_new (&axle_customer_entity, &customer->id, AXLE_CHANGE_DELETE);
  g_autoptr(AxleRecord) restored = NULL;
  gint64 operation;
  guint n_kept;

  test_desk_save_record (fixture->store, NULL, customer);
  operation = test_desk_save (fixture->store, delete);
  g_assert_cmpint (axle_store_count (fixture->store, &axle_customer_entity, NULL), ==, 0);
  undo (fixture, operation, &n_kept);
  restored = get (fixture, &customer->id);
  g_assert_true (axle_record_equal (restored, customer));
}

/* An import is one operation of many saves, and is taken back in slices. */
static void
test_import (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 operation = 0;
  gint64 undoing;
  guint n_kept;

  for (guint i = 0; i < 10; i++)
    {
      g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);

      for (guint n = 0; n < 10; n++)
        {
          g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
          g_ptr_array_add (changes, axle_change_new_between (NULL, customer));
        }
      g_assert_true (axle_store_save (fixture->store, changes, &operation, NULL));
      g_assert_cmpint (operation, ==, 1);
    }
  test_desk_push (fixture->store, fixture->server, 50);
  test_desk_pull (fixture->store, fixture->server);
  undoing = undo (fixture, operation, &n_kept);
  g_assert_cmpuint (n_kept, ==, 0);
  g_assert_cmpint (axle_store_count (fixture->store, &axle_customer_entity, NULL), ==, 0);
  undo (fixture, undoing, &n_kept);
  g_assert_cmpint (axle_store_count (fixture->store, &axle_customer_entity, NULL), ==, 100);
  test_desk_push (fixture->store, fixture->server, 1000);
  test_desk_pull (fixture->store, fixture->server);
  g_assert_cmpint (axle_store_count (fixture->store, &axle_customer_entity, NULL), ==, 100);
}

/* The journal is bounded, and what waits is not pruned with it. */
static void
test_bounded (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  gint64 first = test_desk_save_record (fixture->store, NULL, customer);
  guint n_kept;

  test_desk_push (fixture->store, fixture->server, 1);
  test_desk_pull (fixture->store, fixture->server);
  for (guint i = 0; i < 600; i++)
    {
      g_autofree char *city = g_strdup_printf ("%u", i);
      edit (fixture, &customer->id, city, NULL);
    }
  g_assert_cmpint (axle_store_count_outbox (fixture->store), ==, 600);
  g_assert_cmpint (undo (fixture, first, &n_kept), ==, 0);
  test_desk_push (fixture->store, fixture->server, 1000);
  test_desk_pull (fixture->store, fixture->server);
  assert_city (fixture, &customer->id, "599", NULL);
}

#define ADD(path, func) g_test_add ("/undo/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("redo", test_undo_redo);
  ADD ("changed-since", test_changed_since);
  ADD ("deletion", test_deletion);
  ADD ("import", test_import);
  ADD ("bounded", test_bounded);
  return g_test_run ();
}
