/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/merge.h"

#include "app/customer-operations.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "desk.h"
#include "store/customers.h"

typedef struct
{
  TestDesk *desk;
  AxleId    wang;
  AxleId    twin;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->desk = test_desk_new ();
  fixture->wang = test_add_customer (fixture->desk, "王芳", "13800138000");
  fixture->twin = test_add_customer (fixture->desk, "王方", "13900139000");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  test_desk_free (fixture->desk);
}

static AxleRecord *
get (Fixture      *fixture,
     const AxleId *id)
{
  AxleRecord *record = axle_workstation_get_record (fixture->desk->workstation, &axle_customer_entity, id);

  g_assert_nonnull (record);
  return record;
}

static gint64
merge (Fixture  *fixture,
       GError  **error)
{
  g_autoptr(AxleRecord) survivor = get (fixture, &fixture->wang);
  g_autoptr(AxleRecord) absorbed = get (fixture, &fixture->twin);
  g_autoptr(AxleRecord) after = axle_merge_propose_all (survivor, absorbed);
  g_autoptr(GAsyncResult) result = NULL;

  axle_merge_async (fixture->desk->workstation, survivor, absorbed, after, "same plate", 870, NULL, test_take_result, &result);
  return axle_workstation_save_finish (fixture->desk->workstation, test_wait (&result), error);
}

static gint64
undo_merge (Fixture  *fixture,
            guint    *n_kept,
            GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  axle_merge_undo_async (fixture->desk->workstation, &fixture->wang, &fixture->twin, NULL, test_take_result, &result);
  return axle_merge_undo_finish (fixture->desk->workstation, test_wait (&result), n_kept, error);
}

static AxleDossier *
load (Fixture      *fixture,
      const AxleId *id)
{
  g_autoptr(GError) error = NULL;
  AxleDossier *dossier = axle_store_load_dossier (axle_workstation_get_reader (fixture->desk->workstation), id, 0, &error);

  g_assert_no_error (error);
  return dossier;
}

/* Who is in the list, with the phone numbers of each. */
static void
assert_customers (Fixture    *fixture,
                  const char *wang,
                  const char *twin)
{
  AxleStore *reader = axle_workstation_get_reader (fixture->desk->workstation);
  const char *expected[] = { wang, twin };
  const AxleId *ids[] = { &fixture->wang, &fixture->twin };
  int n_shown = 0;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(AxleRecord) record = get (fixture, ids[i]);
      g_auto(GStrv) phones = axle_record_dup_members (record, AXLE_CUSTOMER_PHONES);
      g_autofree char *text = g_strjoinv (" ", phones);
      AxleId survivor;

      g_assert_true (axle_store_find_survivor (reader, ids[i], &survivor, NULL));
      if (expected[i] == NULL)
        {
          g_assert_true (record->deleted || !axle_id_equal (&survivor, ids[i]));
          continue;
        }
      n_shown++;
      g_assert_false (record->deleted);
      g_assert_true (axle_id_equal (&survivor, ids[i]));
      g_assert_cmpstr (text, ==, expected[i]);
    }
  g_assert_cmpint (axle_store_count_customers (reader, NULL), ==, n_shown);
}

#define WANG "+8613800138000"
#define TWIN "+8613900139000"

static void
test_undo_and_redo (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation = merge (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpint (operation, >, 0);
  assert_customers (fixture, WANG " " TWIN, NULL);
  test_undo (fixture->desk, operation);
  assert_customers (fixture, WANG, TWIN);
  axle_workstation_redo_async (fixture->desk->workstation, NULL, test_take_result, &result);
  g_assert_true (axle_workstation_undo_finish (fixture->desk->workstation, test_wait (&result), NULL, NULL));
  assert_customers (fixture, WANG " " TWIN, NULL);
}

static void
add_note (Fixture      *fixture,
          const AxleId *subject)
{
  g_autoptr(AxleRecord) note = axle_customer_draft_new (fixture->desk->workstation, &axle_note_entity);
  g_autoptr(GAsyncResult) result = NULL;

  axle_record_set_id (note, AXLE_NOTE_SUBJECT, subject);
  axle_record_set_text (note, AXLE_NOTE_TEXT, "回电");
  axle_note_save_async (fixture->desk->workstation, NULL, note, NULL, test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (fixture->desk->workstation, test_wait (&result), NULL), >, 0);
}

/* After the program was closed, from the record; what was added since stays. */
static void
test_long_after (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(AxleDossier) merged = NULL;
  g_autoptr(AxleDossier) wang = NULL;
  g_autoptr(AxleDossier) twin = NULL;
  g_autoptr(GPtrArray) mergings = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GArray) counts = NULL;
  g_autoptr(AxleRecord) before = NULL;
  g_autoptr(AxleRecord) after = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  const AxleMergeEntry *entry;
  guint n_kept = 0;

  add_note (fixture, &fixture->twin);
  merge (fixture, &error);
  g_assert_no_error (error);
  test_desk_reopen (fixture->desk);
  add_note (fixture, &fixture->wang);
  before = get (fixture, &fixture->wang);
  after = axle_record_copy (before);
  axle_record_add_member (after, AXLE_CUSTOMER_PHONES, "+8613700137000");
  axle_record_set_text (after, AXLE_CUSTOMER_CITY, "上海");
  axle_customer_save_async (fixture->desk->workstation, before, after, NULL, NULL, test_take_result, &result);
  g_assert_cmpint (axle_workstation_save_finish (fixture->desk->workstation, test_wait (&result), NULL), >, 0);

  merged = load (fixture, &fixture->twin);
  counts = axle_merge_count (merged);
  g_assert_cmpuint (counts->len, ==, 1);
  g_assert_true (g_array_index (counts, AxleMergeCount, 0).entity == &axle_note_entity);
  g_assert_cmpuint (g_array_index (counts, AxleMergeCount, 0).n, ==, 2);
  mergings = axle_merge_list (merged);
  g_assert_cmpuint (mergings->len, ==, 1);
  entry = mergings->pdata[0];
  g_assert_true (axle_id_equal (&entry->survivor, &fixture->wang));
  g_assert_true (axle_id_equal (&entry->absorbed->id, &fixture->twin));
  g_assert_cmpstr (axle_record_get_text (entry->merging, AXLE_MERGING_REASONS), ==, "same plate");
  g_assert_cmpint (axle_record_get_integer (entry->merging, AXLE_MERGING_SCORE), ==, 870);

  g_assert_cmpint (undo_merge (fixture, &n_kept, &error), >, 0);
  g_assert_no_error (error);
  g_assert_cmpuint (n_kept, ==, 0);
  assert_customers (fixture, WANG " +8613700137000", TWIN);
  wang = load (fixture, &fixture->wang);
  twin = load (fixture, &fixture->twin);
  g_assert_cmpuint (axle_dossier_list (wang, &axle_note_entity)->len, ==, 1);
  g_assert_cmpuint (axle_dossier_list (twin, &axle_note_entity)->len, ==, 1);
  none = axle_merge_list (wang);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (undo_merge (fixture, NULL, &error), ==, -1);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED);
}

/* Taking back can be taken back. */
static void
test_undo_of_undo (Fixture       *fixture,
                   gconstpointer  unused)
{
  gint64 operation;

  merge (fixture, NULL);
  operation = undo_merge (fixture, NULL, NULL);
  assert_customers (fixture, WANG, TWIN);
  test_undo (fixture->desk, operation);
  assert_customers (fixture, WANG " " TWIN, NULL);
}

static void
test_twice (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  merge (fixture, NULL);
  g_assert_cmpint (merge (fixture, &error), ==, -1);
  g_assert_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED);
}

/* Whoever is deleted takes those merged into them along, and brings them back. */
static void
test_delete (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(GAsyncResult) result = NULL;
  AxleId customer;
  gint64 operation;

  merge (fixture, NULL);
  g_assert_true (axle_workstation_find_customer_of (fixture->desk->workstation, &axle_customer_entity, &fixture->twin, &customer));
  g_assert_true (axle_id_equal (&customer, &fixture->wang));
  axle_customers_delete_async (fixture->desk->workstation, &fixture->wang, 1, NULL, test_take_result, &result);
  operation = axle_workstation_save_finish (fixture->desk->workstation, test_wait (&result), NULL);
  assert_customers (fixture, NULL, NULL);
  test_undo (fixture->desk, operation);
  assert_customers (fixture, WANG " " TWIN, NULL);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (Fixture *, gconstpointer); } tests[] = {
    { "/merge/undo-and-redo", test_undo_and_redo },
    { "/merge/long-after", test_long_after },
    { "/merge/undo-of-undo", test_undo_of_undo },
    { "/merge/twice", test_twice },
    { "/merge/delete", test_delete },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
