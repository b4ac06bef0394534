/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/merge.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"
#include "store/desk.h"
#include "store/private.h"
#include "store/search.h"

/* Customers a, b, c … on two desks that know the same. */
#define N_CUSTOMERS 4

typedef struct
{
  AxleTestFolder *folder;
  TestServer     *server;
  AxleStore      *stores[2];
  AxleId          ids[N_CUSTOMERS];
} Fixture;

static void
sync_both (Fixture *fixture)
{
  for (guint i = 0; i < 2; i++)
    test_desk_push (fixture->stores[i], fixture->server, 500);
  for (guint i = 0; i < 2; i++)
    test_desk_pull (fixture->stores[i], fixture->server);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  static const char * const names[N_CUSTOMERS] = { "安宁", "白露", "陈诚", "丁一" };
  static const char * const vins[N_CUSTOMERS] = {
    "LSVAA49JX32047370", "LSVAA49J132047371",
    "LSVAA49J332047372", "LSVAA49J532047373",
  };

  fixture->folder = axle_test_folder_new ();
  fixture->server = test_server_new ();
  for (guint i = 0; i < 2; i++)
    {
      fixture->stores[i] = test_desk_open (fixture->folder, i == 0 ? "one" : "two");
      test_desk_enrol (fixture->stores[i], fixture->server);
    }
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+861390000000%u", i);
      g_autofree char *plate = g_strdup_printf ("京A1234%u", i);
      g_autoptr(AxleRecord) customer = test_customer (names[i], phone);
      g_autoptr(AxleRecord) vehicle = test_vehicle (plate, vins[i]);
      g_autoptr(AxleRecord) ownership = test_ownership (customer, vehicle);

      fixture->ids[i] = customer->id;
      test_desk_save_record (fixture->stores[0], NULL, customer);
      test_desk_save_record (fixture->stores[0], NULL, vehicle);
      test_desk_save_record (fixture->stores[0], NULL, ownership);
    }
  sync_both (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  axle_store_close (fixture->stores[0]);
  axle_store_close (fixture->stores[1]);
  test_server_free (fixture->server);
  axle_test_folder_free (fixture->folder);
}

static AxleRecord *
get (AxleStore    *store,
     const AxleId *id)
{
  g_autoptr(GError) error = NULL;
  AxleRecord *record = axle_store_get (store, &axle_customer_entity, id, &error);

  g_assert_no_error (error);
  return record;
}

/* Points one customer at another, or with none at nobody. */
static void
point (AxleStore    *store,
       const AxleId *from,
       const AxleId *to)
{
  g_autoptr(AxleRecord) before = get (store, from);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_id (after, AXLE_CUSTOMER_MERGED_INTO, to);
  test_desk_save_record (store, before, after);
}

static void
act (AxleStore        *store,
     const AxleId     *id,
     AxleChangeAction  action)
{
  g_autoptr(AxleRecord) record = get (store, id);
  g_autoptr(AxleChange) change = axle_change_new (&axle_customer_entity, id, action);

  change->scope = record->scope;
  change->base = record->revision;
  test_desk_save (store, change);
}

/* The letters of who is in the list, by name, with the letters of whose cars they have;
 * as every order has them, and every way to count. */
static char *
dup_list (Fixture   *fixture,
          AxleStore *store)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) page = NULL;
  g_autoptr(GArray) rows = NULL;
  GString *out = g_string_new (NULL);

  for (AxleCustomerOrder order = AXLE_CUSTOMER_ORDER_CREATED + 1; order-- > 0; )
    {
      g_clear_pointer (&rows, g_array_unref);
      rows = axle_store_order_customers (store, order, FALSE, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (rows->len, ==, axle_store_count_customers (store, NULL));
    }
  page = axle_store_load_customers (store, (const gint64 *) (gpointer) rows->data, rows->len, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->len; i++)
    {
      const AxleCustomerSummary *summary = page->pdata[i];

      for (guint c = 0; c < N_CUSTOMERS; c++)
        if (axle_id_equal (&fixture->ids[c], &summary->customer->id))
          g_string_append_printf (out, "%s%c", out->len > 0 ? " " : "", 'a' + c);
      g_string_append_c (out, ':');
      for (guint c = 0; c < N_CUSTOMERS; c++)
        for (guint v = 0; v < summary->vehicles->len; v++)
          {
            g_autofree char *plate = g_strdup_printf ("京A1234%u", c);

            if (g_str_equal (axle_record_get_text (summary->vehicles->pdata[v], AXLE_VEHICLE_PLATE), plate))
              g_string_append_c (out, (char) ('a' + c));
          }
    }
  return g_string_free (out, FALSE);
}

/* Who is found by what; with "b/a": a stands there, found by what b has. */
static void
assert_found (Fixture    *fixture,
              AxleStore  *store,
              const char *text,
              const char *expected)
{
  g_autoptr(GPtrArray) hits = axle_store_search (store, text, 10, NULL, NULL);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const AxleHit *hit = hits->pdata[i];

      for (guint c = 0; c < N_CUSTOMERS; c++)
        if (axle_id_equal (&fixture->ids[c], &hit->record) && !axle_id_equal (&hit->record, &hit->customer))
          g_string_append_printf (found, "%c/", 'a' + c);
      for (guint c = 0; c < N_CUSTOMERS; c++)
        if (axle_id_equal (&fixture->ids[c], &hit->customer))
          g_string_append_c (found, 'a' + c);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
assert_sound (AxleStore *store)
{
  gint64 row = 0;
  guint n_damaged;

  g_assert_true (axle_store_check_keys (store, &row, 1000, &n_damaged, NULL));
  g_assert_cmpuint (n_damaged, ==, 0);
}

static void
assert_list (Fixture    *fixture,
             AxleStore  *store,
             const char *expected)
{
  g_autofree char *list = dup_list (fixture, store);

  g_assert_cmpstr (list, ==, expected);
  assert_sound (store);
}

static void
assert_both (Fixture    *fixture,
             const char *expected)
{
  sync_both (fixture);
  assert_list (fixture, fixture->stores[0], expected);
  assert_list (fixture, fixture->stores[1], expected);
}

static void
test_one (Fixture       *fixture,
          gconstpointer  unused)
{
  AxleStore *store = fixture->stores[0];
  AxleId *a = &fixture->ids[0], *b = &fixture->ids[1];
  g_autoptr(GPtrArray) by_phone = NULL, by_vin = NULL, merged = NULL;
  g_autoptr(AxleDossier) dossier = NULL;
  AxleId survivor;

  assert_list (fixture, store, "a:a b:b c:c d:d");
  point (store, b, a);
  assert_list (fixture, store, "a:ab c:c d:d");
  g_assert_cmpint (axle_store_find_customer_row (store, b), ==, axle_store_find_customer_row (store, a));
  g_assert_true (axle_store_find_survivor (store, b, &survivor, NULL));
  g_assert_true (axle_id_equal (&survivor, a));

  /* By name and number of either, and by both at once. */
  assert_found (fixture, store, "安宁", "a");
  assert_found (fixture, store, "bailu", "b/a");
  assert_found (fixture, store, "13900000001", "b/a");
  assert_found (fixture, store, "A12341", "a");
  assert_found (fixture, store, "安宁 A12341", "a");
  by_phone = axle_store_match_customers (store, "+8613900000001", NULL, NULL);
  g_assert_cmpuint (by_phone->len, ==, 1);
  g_assert_true (axle_id_equal (&((AxleRecord *) by_phone->pdata[0])->id, a));
  by_vin = axle_store_match_customers (store, NULL, "LSVAA49J132047371", NULL);
  g_assert_cmpuint (by_vin->len, ==, 1);
  g_assert_true (axle_id_equal (&((AxleRecord *) by_vin->pdata[0])->id, a));
  dossier = axle_store_load_dossier (store, b, 0, NULL);
  g_assert_true (axle_id_equal (&axle_dossier_get_customer (dossier)->id, a));
  g_assert_cmpuint (axle_dossier_list (dossier, &axle_customer_entity)->len, ==, 2);
  g_assert_cmpuint (axle_dossier_list (dossier, &axle_ownership_entity)->len, ==, 2);
  assert_both (fixture, "a:ab c:c d:d");

  point (fixture->stores[1], b, &AXLE_ID_NONE);
  assert_both (fixture, "a:a b:b c:c d:d");
  assert_found (fixture, store, "bailu", "b");
  assert_found (fixture, store, "A12341", "b");
}

/* What is added to one who was merged is shown with who stands for them. */
static void
test_added (Fixture       *fixture,
            gconstpointer  unused)
{
  AxleStore *store = fixture->stores[0];
  g_autoptr(AxleRecord) vehicle = test_vehicle ("沪B99999", "LSVAA49J132047399");
  g_autoptr(AxleRecord) absorbed = NULL;
  g_autoptr(AxleRecord) ownership = NULL;
  g_autoptr(AxleRecord) edited = NULL;
  g_autoptr(AxleRecord) contact = NULL;
  g_autoptr(GPtrArray) page = NULL;
  const AxleCustomerSummary *summary;
  AxleId id = axle_id_new (axle_host_get_default ());
  gint64 row;

  point (store, &fixture->ids[1], &fixture->ids[0]);
  absorbed = get (store, &fixture->ids[1]);
  ownership = test_ownership (absorbed, vehicle);
  test_desk_save_record (store, NULL, vehicle);
  test_desk_save_record (store, NULL, ownership);
  edited = axle_record_copy (absorbed);
  axle_record_add_member (edited, AXLE_CUSTOMER_PHONES, "+8613700000077");
  test_desk_save_record (store, absorbed, edited);
  contact = axle_record_new (&axle_contact_entity, &id);
  axle_record_set_id (contact, AXLE_CONTACT_CUSTOMER, &fixture->ids[1]);
  axle_record_set_text (contact, AXLE_CONTACT_CHANNEL, "call");
  axle_record_set_text (contact, AXLE_CONTACT_DIRECTION, "in");
  axle_record_set_integer (contact, AXLE_CONTACT_AT, 5000);
  test_desk_save_record (store, NULL, contact);

  assert_found (fixture, store, "沪B99999", "a");
  assert_found (fixture, store, "13700000077", "b/a");
  assert_sound (store);
  row = axle_store_find_customer_row (store, &fixture->ids[0]);
  page = axle_store_load_customers (store, &row, 1, NULL);
  summary = page->pdata[0];
  g_assert_cmpuint (summary->vehicles->len, ==, 3);
  g_assert_cmpint (summary->last_contact, ==, 5000);
}

static void
test_chain (Fixture       *fixture,
            gconstpointer  unused)
{
  AxleStore *store = fixture->stores[0];
  AxleId *ids = fixture->ids;

  point (store, &ids[1], &ids[0]);
  point (store, &ids[0], &ids[2]);
  assert_both (fixture, "c:abc d:d");
  assert_found (fixture, store, "bailu", "b/c");
  point (store, &ids[2], &ids[3]);
  assert_both (fixture, "d:abcd");

  /* Whoever is deleted stands for nobody, and does again once it is back. */
  act (store, &ids[0], AXLE_CHANGE_DELETE);
  assert_both (fixture, "b:b d:cd");
  act (store, &ids[0], AXLE_CHANGE_RESTORE);
  assert_both (fixture, "d:abcd");
  act (store, &ids[3], AXLE_CHANGE_DELETE);
  assert_both (fixture, "c:abc");
  act (store, &ids[3], AXLE_CHANGE_RESTORE);
  point (fixture->stores[1], &ids[0], &AXLE_ID_NONE);
  assert_both (fixture, "a:ab d:cd");
}

/* A pointer that comes before the customer that it points at. */
static void
test_late_target (Fixture       *fixture,
                  gconstpointer  unused)
{
  g_autoptr(AxleRecord) target = test_customer ("晚到", "+8613900000009");
  g_autoptr(AxleRecord) before = get (fixture->stores[0], &fixture->ids[3]);
  g_autoptr(AxleRecord) after = axle_record_copy (before);
  gint64 made;

  axle_record_set_id (after, AXLE_CUSTOMER_MERGED_INTO, &target->id);
  test_desk_save_record (fixture->stores[0], before, after);
  assert_both (fixture, "a:a b:b c:c d:d");
  made = test_desk_save_record (fixture->stores[0], NULL, target);
  g_assert_cmpint (made, >, 0);
  sync_both (fixture);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (axle_store_count_customers (fixture->stores[i], NULL), ==, 4);
      assert_sound (fixture->stores[i]);
    }
}

/* Two desks merge the same two the other way round, and nobody refuses: one of them stays. */
static void
test_circle (Fixture       *fixture,
             gconstpointer  unused)
{
  AxleId *ids = fixture->ids;

  point (fixture->stores[0], &ids[0], &ids[1]);
  point (fixture->stores[1], &ids[1], &ids[0]);
  point (fixture->stores[1], &ids[2], &ids[0]);
  assert_both (fixture, "a:abc d:d");
  point (fixture->stores[0], &ids[0], &AXLE_ID_NONE);
  assert_both (fixture, "a:abc d:d");
}

/* More at once than is refreshed at once, and found after the next slices. */
static void
test_many (Fixture       *fixture,
           gconstpointer  unused)
{
  AxleStore *store = fixture->stores[0];
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  gint64 operation = 0;
  guint n_left = 1;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+86137%08u", i);
      g_autoptr(AxleRecord) customer = test_customer ("重复", phone);

      axle_record_set_id (customer, AXLE_CUSTOMER_MERGED_INTO, &fixture->ids[i % 2]);
      g_ptr_array_add (changes, axle_change_new_between (NULL, customer));
    }
  g_assert_true (axle_store_save (store, changes, &operation, NULL));
  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, 50, &n_left, NULL));
  assert_list (fixture, store, "a:a b:b c:c d:d");
  assert_found (fixture, store, "13700000123", "b");
}

static void
test_mend (Fixture       *fixture,
           gconstpointer  unused)
{
  AxleStore *store = fixture->stores[0];
  gint64 row = 0;
  guint n_damaged;

  point (store, &fixture->ids[1], &fixture->ids[0]);
  g_assert_true (axle_connection_exec (store->connection, "UPDATE customer SET root = NULL", NULL));
  g_assert_true (axle_store_check_keys (store, &row, 1000, &n_damaged, NULL));
  g_assert_cmpuint (n_damaged, >, 0);
  assert_list (fixture, store, "a:ab c:c d:d");
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*func) (Fixture *, gconstpointer); } tests[] = {
    { "/merged/one", test_one },
    { "/merged/added", test_added },
    { "/merged/chain", test_chain },
    { "/merged/late-target", test_late_target },
    { "/merged/circle", test_circle },
    { "/merged/many", test_many },
    { "/merged/mend", test_mend },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
