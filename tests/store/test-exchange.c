/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "store/settle.h"

typedef struct
{
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *a;
  AxleStore      *b;
} Pair;

static void
set_up (Pair          *pair,
        gconstpointer  unused)
{
  pair->folder = axle_test_folder_new ();
  pair->server = test_server_new ();
  pair->a = test_desk_open (pair->folder, "a");
  pair->b = test_desk_open (pair->folder, "b");
  test_desk_enrol (pair->a, pair->server);
  test_desk_enrol (pair->b, pair->server);
}

static void
tear_down (Pair          *pair,
           gconstpointer  unused)
{
  axle_store_close (pair->a);
  axle_store_close (pair->b);
  test_server_free (pair->server);
  axle_test_folder_free (pair->folder);
}

static AxleRecord *
get (AxleStore    *store,
     const AxleId *id)
{
  return axle_store_get (store, &axle_customer_entity, id, NULL);
}

static void
assert_text (AxleStore         *store,
             const AxleId      *id,
             AxleCustomerField  field,
             const char        *text)
{
  g_autoptr(AxleRecord) record = get (store, id);

  g_assert_nonnull (record);
  g_assert_cmpstr (axle_record_get_text (record, field), ==, text);
}

static gint64
edit (AxleStore         *store,
      const AxleId      *id,
      AxleCustomerField  field,
      const char        *text)
{
  g_autoptr(AxleRecord) before = get (store, id);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_text (after, field, text);
  return test_desk_save_record (store, before, after);
}

/* Gives a customer to both desks. */
static AxleId
share (Pair *pair)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", "+8613800138000");

  test_desk_save_record (pair->a, NULL, customer);
  test_desk_push (pair->a, pair->server, 100);
  test_desk_pull (pair->a, pair->server);
  test_desk_pull (pair->b, pair->server);
  return customer->id;
}

/* An answered change stays until the feed brings it: at no moment is the old value seen. */
static void
test_flicker (Pair          *pair,
              gconstpointer  unused)
{
  AxleId id = share (pair);

  edit (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  test_desk_push (pair->a, pair->server, 1);
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  g_assert_cmpint (axle_store_count_outbox (pair->a), ==, 0);
  g_assert_true (axle_store_is_pending (pair->a, &id));
  test_desk_pull (pair->a, pair->server);
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  g_assert_false (axle_store_is_pending (pair->a, &id));
}

/* The feed does not erase what waits, and brings what waits its new ground. */
static void
test_overlay (Pair          *pair,
              gconstpointer  unused)
{
  AxleId id = share (pair);

  edit (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  edit (pair->b, &id, AXLE_CUSTOMER_OCCUPATION, "医生");
  edit (pair->b, &id, AXLE_CUSTOMER_CITY, "北京");
  test_desk_push (pair->b, pair->server, 100);
  test_desk_pull (pair->a, pair->server);
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  assert_text (pair->a, &id, AXLE_CUSTOMER_OCCUPATION, "医生");
}

static void
test_merged (Pair          *pair,
             gconstpointer  unused)
{
  AxleId id = share (pair);
  g_autoptr(GPtrArray) conflicts = NULL;
  const AxleConflict *conflict;

  edit (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  edit (pair->b, &id, AXLE_CUSTOMER_CITY, "北京");
  test_desk_push (pair->b, pair->server, 100);
  test_desk_push (pair->a, pair->server, 100);
  test_desk_pull (pair->a, pair->server);
  test_desk_pull (pair->b, pair->server);
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  assert_text (pair->b, &id, AXLE_CUSTOMER_CITY, "上海");

  g_assert_cmpint (axle_store_count_conflicts (pair->a), ==, 1);
  conflicts = axle_store_list_conflicts (pair->a, 10, NULL);
  conflict = conflicts->pdata[0];
  g_assert_cmpint (conflict->field, ==, AXLE_CUSTOMER_CITY);
  g_assert_cmpstr (axle_value_get_text (&conflict->lost), ==, "北京");
  g_assert_cmpstr (axle_value_get_text (&conflict->standing), ==, "上海");
  g_assert_false (axle_conflict_is_own_lost (conflict));
}

static void
test_refused (Pair          *pair,
              gconstpointer  unused)
{
  AxleId id = share (pair);
  g_autoptr(AxleChange) delete = axle_change_new (&axle_customer_entity, &id, AXLE_CHANGE_DELETE);
  g_autoptr(GPtrArray) conflicts = NULL;
  const AxleConflict *conflict;
  g_autoptr(AxleRecord) record = NULL;

  test_desk_save (pair->b, delete);
  test_desk_push (pair->b, pair->server, 100);
  edit (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  test_desk_push (pair->a, pair->server, 100);
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, NULL);
  test_desk_pull (pair->a, pair->server);
  record = get (pair->a, &id);
  g_assert_true (record->deleted);

  conflicts = axle_store_list_conflicts (pair->a, 10, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  conflict = conflicts->pdata[0];
  g_assert_cmpint (conflict->field, ==, -1);
  g_assert_cmpstr (conflict->code, ==, "deleted");
  g_assert_cmpstr (axle_value_get_text (&axle_change_find_field (conflict->change, AXLE_CUSTOMER_CITY)->after), ==, "上海");
}

static void
test_refused_creation (Pair          *pair,
                       gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GPtrArray) listed = NULL;
  const AxleConflict *conflict;

  axle_verdict_refuse (verdict, "no", "No.");
  test_desk_save_record (pair->a, NULL, customer);
  edit (pair->a, &customer->id, AXLE_CUSTOMER_CITY, "上海");
  g_assert_true (axle_test_settle (pair->a, 1, verdict, NULL));
  g_assert_true (axle_store_is_pending (pair->a, &customer->id));
  g_assert_true (axle_test_settle (pair->a, 2, verdict, NULL));
  listed = axle_store_list (pair->a, &axle_customer_entity, NULL);
  g_assert_cmpuint (listed->len, ==, 1);
  assert_text (pair->a, &customer->id, AXLE_CUSTOMER_CITY, "上海");
  g_assert_false (axle_store_is_pending (pair->a, &customer->id));
  g_assert_true (axle_store_is_refused (pair->a, &customer->id));
  conflicts = axle_store_list_conflicts (pair->a, 10, NULL);
  g_assert_cmpuint (conflicts->len, ==, 2);
  conflict = conflicts->pdata[1];
  g_assert_cmpstr (axle_value_get_text (&axle_change_find_field (conflict->change, AXLE_CUSTOMER_NAME)->after), ==, "李明朗");
}

/* A verdict may come after the feed, or twice. */
static void
test_late_verdict (Pair          *pair,
                   gconstpointer  unused)
{
  AxleId id = share (pair);
  g_autoptr(GPtrArray) waiting = NULL;
  g_autoptr(AxleVerdict) verdict = NULL;
  AxleChange *change;

  edit (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  waiting = axle_store_list_outbox (pair->a, 0, 10, G_MAXSIZE, NULL);
  change = waiting->pdata[0];
  verdict = test_server_judge (pair->server, change);
  test_desk_pull (pair->a, pair->server);
  g_assert_cmpint (axle_store_count_outbox (pair->a), ==, 1);
  g_assert_true (axle_test_settle (pair->a, change->number, verdict, NULL));
  g_assert_false (axle_store_is_pending (pair->a, &id));
  g_assert_true (axle_test_settle (pair->a, change->number, verdict, NULL));
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
}

/* The verdicts of a push are noted together; a number that is not here does no harm. */
static void
test_many_verdicts (Pair          *pair,
                    gconstpointer  unused)
{
  g_autoptr(GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_verdict_free);
  g_autoptr(GPtrArray) waiting = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
      AxleVerdict *verdict = axle_verdict_new ();

      test_desk_save_record (pair->a, NULL, customer);
      verdict->sequence = i + 1;
      g_ptr_array_add (verdicts, verdict);
    }
  g_assert_cmpint (axle_store_count_outbox (pair->a), ==, 3);
  axle_verdict_refuse (verdicts->pdata[1], "no", "No.");
  g_assert_true (axle_store_settle (pair->a, 2, verdicts, NULL));
  g_assert_cmpint (axle_store_count_outbox (pair->a), ==, 1);
  g_assert_cmpint (axle_store_count_conflicts (pair->a), ==, 1);
  waiting = axle_store_list_outbox (pair->a, 0, 10, G_MAXSIZE, NULL);
  g_assert_cmpuint (waiting->len, ==, 1);
  g_assert_cmpint (((AxleChange *) waiting->pdata[0])->number, ==, 1);
}

/* The feed goes on behind the making: the record was changed since, and stands further on. */
static void
test_moved_on (Pair          *pair,
               gconstpointer  unused)
{
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(GPtrArray) page = g_ptr_array_new ();
  AxleCursor cursor = { .epoch = pair->server->epoch, .sequence = 1, .more = TRUE };
  g_autoptr(GError) error = NULL;

  test_desk_save_record (pair->a, NULL, customer);
  edit (pair->a, &customer->id, AXLE_CUSTOMER_CITY, "上海");
  test_desk_push (pair->a, pair->server, 100);
  g_assert_true (axle_store_apply_feed (pair->a, &pair->server->scope, page, &cursor, &error));
  g_assert_no_error (error);
  assert_text (pair->a, &customer->id, AXLE_CUSTOMER_NAME, "李明朗");
  g_assert_cmpint (axle_store_count (pair->a, &axle_customer_entity, NULL), ==, 1);
  g_assert_true (axle_store_is_pending (pair->a, &customer->id));
  test_desk_pull (pair->a, pair->server);
  g_assert_false (axle_store_is_pending (pair->a, &customer->id));
  assert_text (pair->a, &customer->id, AXLE_CUSTOMER_CITY, "上海");
}

/* A tombstone without values keeps those that are here. */
static void
test_tombstone (Pair          *pair,
                gconstpointer  unused)
{
  AxleId id = share (pair);
  AxleRecord *tombstone = axle_record_new (&axle_customer_entity, &id);
  g_autoptr(AxleRecord) record = NULL;

  tombstone->deleted = TRUE;
  tombstone->revision = 9;
  tombstone->scope = pair->server->scope;
  g_ptr_array_add (pair->server->feed, tombstone);
  edit (pair->b, &id, AXLE_CUSTOMER_CITY, "上海");
  test_desk_pull (pair->a, pair->server);
  test_desk_pull (pair->b, pair->server);
  record = get (pair->a, &id);
  g_assert_true (record->deleted);
  g_assert_cmpint (record->revision, ==, 9);
  assert_text (pair->a, &id, AXLE_CUSTOMER_NAME, "李明朗");
  assert_text (pair->b, &id, AXLE_CUSTOMER_NAME, "李明朗");
  assert_text (pair->b, &id, AXLE_CUSTOMER_CITY, "上海");
}

/* A restored server has forgotten: it is told again. */
static void
test_new_epoch (Pair          *pair,
                gconstpointer  unused)
{
  AxleId id = share (pair);
  g_autoptr(AxleRecord) other = test_customer ("王芳", NULL);

  edit (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  test_desk_save_record (pair->a, NULL, other);
  test_desk_push (pair->a, pair->server, 100);
  test_desk_pull (pair->a, pair->server);

  pair->server->epoch++;
  g_hash_table_remove_all (pair->server->records);
  g_ptr_array_set_size (pair->server->feed, 1);
  g_hash_table_insert (pair->server->records, g_memdup2 (&id, sizeof id),
                       axle_record_ref (pair->server->feed->pdata[0]));
  test_desk_pull (pair->a, pair->server);
  g_assert_cmpint (axle_store_count_outbox (pair->a), ==, 3);
  test_desk_push (pair->a, pair->server, 100);
  assert_text (pair->a, &id, AXLE_CUSTOMER_NAME, "李明朗");
  assert_text (pair->a, &other->id, AXLE_CUSTOMER_NAME, "王芳");
  test_desk_pull (pair->a, pair->server);
  g_assert_cmpint (axle_store_count_outbox (pair->a), ==, 0);
  assert_text (pair->a, &id, AXLE_CUSTOMER_CITY, "上海");
  assert_text (pair->a, &other->id, AXLE_CUSTOMER_NAME, "王芳");
  g_assert_cmpint (axle_store_count (pair->a, &axle_customer_entity, NULL), ==, 2);
}

/* A record that the restored server does not have any more is on no desk in the end,
 * also where a change of it waited; what was typed is in the inbox. */
static void
test_forgotten (Pair          *pair,
                gconstpointer  unused)
{
  AxleId id = share (pair);
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(AxleRecord) record = NULL;

  edit (pair->b, &id, AXLE_CUSTOMER_NAME, "李明");
  pair->server->epoch++;
  g_hash_table_remove_all (pair->server->records);
  g_ptr_array_set_size (pair->server->feed, 0);
  test_desk_pull (pair->b, pair->server);
  assert_text (pair->b, &id, AXLE_CUSTOMER_NAME, "李明");
  test_desk_push (pair->b, pair->server, 100);
  g_assert_cmpint (axle_store_count_outbox (pair->b), ==, 0);
  conflicts = axle_store_list_conflicts (pair->b, 10, NULL);
  g_assert_cmpuint (conflicts->len, ==, 1);
  record = get (pair->b, &id);
  g_assert_true (record == NULL || record->deleted);
  g_assert_cmpint (axle_store_count (pair->b, &axle_customer_entity, NULL), ==, 0);
}

/* What was kept under older rules can still be changed, elsewhere than where it is wrong. */
static void
test_older_rules (Pair          *pair,
                  gconstpointer  unused)
{
  g_autoptr(AxleRecord) old = test_vehicle ("京A12345", "no VIN at all");
  g_autoptr(AxleRecord) shown = NULL;
  g_autoptr(AxleRecord) painted = NULL;
  g_autoptr(AxleRecord) wrong = NULL;
  g_autoptr(AxleChange) change = NULL;
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  old->scope = pair->server->scope;
  old->revision = 1;
  g_ptr_array_add (pair->server->feed, axle_record_ref (old));
  test_desk_pull (pair->a, pair->server);
  shown = axle_store_get (pair->a, &axle_vehicle_entity, &old->id, NULL);
  painted = axle_record_copy (shown);
  axle_record_set_text (painted, AXLE_VEHICLE_COLOUR, "红");
  g_assert_cmpint (test_desk_save_record (pair->a, shown, painted), >, 0);

  wrong = axle_record_copy (painted);
  axle_record_set_text (wrong, AXLE_VEHICLE_VIN, "still none");
  change = axle_change_new_between (painted, wrong);
  g_ptr_array_add (changes, change);
  g_assert_false (axle_store_save (pair->a, changes, &operation, &error));
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID);
}

/* Whatever two desks do in whatever order, in the end both show what the server has. */
static void
test_converge (Pair          *pair,
               gconstpointer  unused)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4242);
  AxleStore *stores[] = { pair->a, pair->b };
  AxleId ids[5];
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = share (pair);
  for (guint step = 0; step < 600; step++)
    {
      AxleStore *store = stores[g_rand_boolean (rand)];
      const AxleId *id = &ids[g_rand_int_range (rand, 0, G_N_ELEMENTS (ids))];
      g_autoptr(AxleRecord) before = get (store, id);
      g_autoptr(AxleRecord) after = axle_record_copy (before);
      g_autofree char *text = g_strdup_printf ("%u", step);

      switch (g_rand_int_range (rand, 0, 8))
        {
        case 0:
        case 1:
          test_desk_push (store, pair->server, (guint) g_rand_int_range (rand, 1, 4));
          break;
        case 2:
          test_desk_pull (store, pair->server);
          break;
        case 3:
          {
            g_autoptr(AxleChange) change =
              axle_change_new (&axle_customer_entity, id, before->deleted ? AXLE_CHANGE_RESTORE : AXLE_CHANGE_DELETE);
            test_desk_save (store, change);
            break;
          }
        default:
          if (before->deleted)
            break;
          axle_record_set_text (after, AXLE_CUSTOMER_CITY, text);
          axle_record_add_member (after, AXLE_CUSTOMER_TAGS, text);
          axle_record_set_boolean (after, AXLE_CUSTOMER_CONSENT_CONTACT, g_rand_boolean (rand));
          test_desk_save_record (store, before, after);
          break;
        }
    }
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < 2; i++)
      {
        test_desk_push (stores[i], pair->server, 10000);
        test_desk_pull (stores[i], pair->server);
      }
  g_hash_table_iter_init (&iter, pair->server->records);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    for (guint i = 0; i < 2; i++)
      {
        g_autoptr(AxleRecord) record = get (stores[i], &((AxleRecord *) value)->id);

        g_assert_true (axle_record_equal (record, value));
        g_assert_cmpint (axle_store_count_outbox (stores[i]), ==, 0);
        g_assert_false (axle_store_is_pending (stores[i], &record->id));
      }
}

static void
test_before_enrolment (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);

  test_desk_save_record (store, NULL, customer);
  test_desk_enrol (store, server);
  test_desk_push (store, server, 10);
  test_desk_pull (store, server);
  g_assert_false (axle_store_is_pending (store, &customer->id));
  assert_text (store, &customer->id, AXLE_CUSTOMER_NAME, "李明朗");
}

#define ADD(path, func) g_test_add ("/exchange/" path, Pair, NULL, set_up, func, tear_down)

/* What the cache takes the server to have is listed and mended under changes that wait,
 * which stay as they are. */
static void
test_mend (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(TestServer) server = test_server_new ();
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) edited = axle_record_copy (customer);
  g_autoptr(AxleRecord) theirs = NULL;
  g_autoptr(AxleRecord) confirmed = NULL;
  g_autoptr(AxleRecord) shown = NULL;
  g_autoptr(AxleRecord) left = NULL;
  g_autoptr(GPtrArray) listed = NULL;
  g_autoptr(GPtrArray) present = g_ptr_array_new ();
  g_autoptr(GPtrArray) absent = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  AxleId last = AXLE_ID_NONE;

  test_desk_enrol (store, server);
  test_desk_save_record (store, NULL, customer);
  test_desk_push (store, server, 1);
  test_desk_pull (store, server);
  axle_record_set_text (edited, AXLE_CUSTOMER_CITY, "深圳");
  test_desk_save_record (store, customer, edited);
  listed = axle_store_list_confirmed (store, &axle_customer_entity, &last, 10, &error);
  g_assert_no_error (error);
  g_assert_true (axle_id_is_none (&last));
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_null (axle_record_get_text (listed->pdata[0], AXLE_CUSTOMER_CITY));

  theirs = axle_record_copy (listed->pdata[0]);
  axle_record_set_text (theirs, AXLE_CUSTOMER_NAME, "李明");
  g_ptr_array_add (present, theirs);
  g_assert_true (axle_store_mend (store, present, absent, &error));
  g_assert_true (axle_store_find_confirmed (store, &axle_customer_entity, &customer->id, &confirmed, &error));
  g_assert_cmpstr (axle_record_get_text (confirmed, AXLE_CUSTOMER_NAME), ==, "李明");
  g_assert_null (axle_record_get_text (confirmed, AXLE_CUSTOMER_CITY));
  shown = axle_store_get (store, &axle_customer_entity, &customer->id, &error);
  g_assert_cmpstr (axle_record_get_text (shown, AXLE_CUSTOMER_NAME), ==, "李明");
  g_assert_cmpstr (axle_record_get_text (shown, AXLE_CUSTOMER_CITY), ==, "深圳");

  /* The server has it no more: the change waits all the same, for its verdict. */
  g_ptr_array_set_size (present, 0);
  g_ptr_array_add (absent, theirs);
  g_assert_true (axle_store_mend (store, present, absent, &error));
  g_assert_true (axle_store_find_confirmed (store, &axle_customer_entity, &customer->id, &left, &error));
  g_assert_null (left);
  g_assert_cmpint (axle_store_count_outbox (store), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("flicker", test_flicker);
  ADD ("overlay", test_overlay);
  ADD ("merged", test_merged);
  ADD ("refused", test_refused);
  ADD ("refused-creation", test_refused_creation);
  ADD ("late-verdict", test_late_verdict);
  ADD ("many-verdicts", test_many_verdicts);
  ADD ("moved-on", test_moved_on);
  ADD ("tombstone", test_tombstone);
  ADD ("new-epoch", test_new_epoch);
  ADD ("forgotten", test_forgotten);
  ADD ("older-rules", test_older_rules);
  ADD ("converge", test_converge);
  g_test_add_func ("/exchange/before-enrolment", test_before_enrolment);
  g_test_add_func ("/exchange/mend", test_mend);
  return g_test_run ();
}
