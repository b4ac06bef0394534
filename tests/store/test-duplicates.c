/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/duplicates.h"

#include "core/party/customer.h"
#include "core/party/distinction.h"
#include "core/party/match.h"
#include "store/desk.h"

static AxleRecord *
add (TestDesk   *fixture,
     const char *name,
     const char *phone,
     const char *birthday)
{
  AxleRecord *customer = test_customer (name, phone);

  axle_record_set_text (customer, AXLE_CUSTOMER_BIRTHDAY, birthday);
  test_desk_save_record (fixture->store, NULL, customer);
  return customer;
}

static void
add_car (TestDesk   *fixture,
         AxleRecord *customer,
         AxleRecord *vehicle)
{
  g_autoptr(AxleRecord) ownership = test_ownership (customer, vehicle);

  test_desk_save_record (fixture->store, NULL, ownership);
}

/* In slices of one, as a desk that is stopped again and again does. */
static void
compare_all (TestDesk *fixture)
{
  g_autoptr(GError) error = NULL;
  guint n_left = 1, before = G_MAXUINT;

  while (n_left > 0)
    {
      g_assert_true (axle_store_next_duplicates (fixture->store, 1, &n_left, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (n_left, <, before);
      before = n_left;
    }
}

static GPtrArray *
list (TestDesk *fixture)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *pairs = axle_store_list_duplicates (fixture->store, AXLE_MATCH_PROPOSED, 100, &error);
  guint n_pairs = 0, n_left = 0;

  g_assert_no_error (error);
  g_assert_true (axle_store_count_duplicates (fixture->store, AXLE_MATCH_PROPOSED, &n_pairs, &n_left, &error));
  g_assert_cmpuint (n_pairs, ==, pairs->len);
  return pairs;
}

static gboolean
is_pair (const AxleDuplicate *pair,
         const AxleRecord    *a,
         const AxleRecord    *b)
{
  return (axle_id_equal (&pair->a->id, &a->id) && axle_id_equal (&pair->b->id, &b->id)) ||
         (axle_id_equal (&pair->a->id, &b->id) && axle_id_equal (&pair->b->id, &a->id));
}

static gboolean
has_reason (const AxleDuplicate *pair,
            const char          *code)
{
  for (guint i = 0; i < pair->reasons->len; i++)
    if (g_str_equal (((AxleMatchReason *) pair->reasons->pdata[i])->code, code))
      return TRUE;
  return FALSE;
}

static void
test_pairs (TestDesk      *fixture,
            gconstpointer  unused)
{
  g_autoptr(AxleRecord) li = add (fixture, "李明朗", "+8613800138000", "1985-03-02");
  g_autoptr(AxleRecord) sound = add (fixture, "李鸣朗", "+8613800138000", NULL);
  g_autoptr(AxleRecord) born = add (fixture, "李明朗", "+8613711112222", "1985-03-02");
  g_autoptr(AxleRecord) wife = add (fixture, "赵敏", "+8613800138000", NULL);
  g_autoptr(AxleRecord) namesake = add (fixture, "李明朗", "+8613622223333", "1999-12-31");
  g_autoptr(AxleRecord) other = add (fixture, "陈诚", "+8613544445555", NULL);
  g_autoptr(GPtrArray) pairs = NULL;

  compare_all (fixture);
  pairs = list (fixture);
  g_assert_cmpuint (pairs->len, ==, 2);
  for (guint i = 0; i < pairs->len; i++)
    {
      const AxleDuplicate *pair = pairs->pdata[i];

      g_assert_true (is_pair (pair, li, sound) || is_pair (pair, li, born));
      g_assert_cmpuint (pair->score, >=, AXLE_MATCH_PROPOSED);
      g_assert_true (has_reason (pair, "name"));
      g_assert_true (has_reason (pair, is_pair (pair, li, sound) ? "phone" : "birthday"));
      g_assert_cmpuint (((AxleDuplicate *) pairs->pdata[0])->score, >=, pair->score);
    }
}

static void
test_cars (TestDesk      *fixture,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) vehicle = test_vehicle ("沪A12345", "LSVAA49J132047371");
  g_autoptr(AxleRecord) one = add (fixture, "王芳", "+8613800000001", NULL);
  g_autoptr(AxleRecord) same = add (fixture, "王芳", "+8613800000002", NULL);
  g_autoptr(AxleRecord) driver = add (fixture, "刘强", "+8613800000003", NULL);
  g_autoptr(GPtrArray) pairs = NULL;

  test_desk_save_record (fixture->store, NULL, vehicle);
  add_car (fixture, one, vehicle);
  add_car (fixture, same, vehicle);
  add_car (fixture, driver, vehicle);
  compare_all (fixture);
  pairs = list (fixture);
  g_assert_cmpuint (pairs->len, ==, 1);
  g_assert_true (is_pair (pairs->pdata[0], one, same));
  g_assert_cmpuint (((AxleDuplicate *) pairs->pdata[0])->a_vehicles->len, ==, 1);
}

/* Only who changed is compared again, and what no longer holds goes. */
static void
test_changes (TestDesk      *fixture,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) one = add (fixture, "王芳", "+8613800000001", NULL);
  g_autoptr(AxleRecord) same = add (fixture, "王芳", "+8613800000001", NULL);
  g_autoptr(AxleRecord) changed = axle_record_copy (same);
  const char *const phones[] = { "+8613811112222", NULL };
  g_autoptr(GPtrArray) before = NULL;
  g_autoptr(GPtrArray) after = NULL;
  guint n_pairs, n_left;

  compare_all (fixture);
  before = list (fixture);
  g_assert_cmpuint (before->len, ==, 1);
  axle_record_set_members (changed, AXLE_CUSTOMER_PHONES, phones);
  test_desk_save_record (fixture->store, same, changed);
  g_assert_true (axle_store_count_duplicates (fixture->store, AXLE_MATCH_PROPOSED, &n_pairs, &n_left, NULL));
  g_assert_cmpuint (n_left, ==, 1);
  compare_all (fixture);
  after = list (fixture);
  g_assert_cmpuint (after->len, ==, 0);
}

static void
test_second_phone (TestDesk      *fixture,
                   gconstpointer  unused)
{
  g_autoptr(AxleRecord) one = test_customer ("王芳", "+8613800000001");
  g_autoptr(AxleRecord) two = test_customer ("王芳", "+8613800000002");
  g_autoptr(GPtrArray) pairs = NULL;

  axle_record_add_member (one, AXLE_CUSTOMER_PHONES, "+8613900000009");
  axle_record_add_member (two, AXLE_CUSTOMER_PHONES, "+8613900000009");
  test_desk_save_record (fixture->store, NULL, one);
  test_desk_save_record (fixture->store, NULL, two);
  compare_all (fixture);
  pairs = list (fixture);
  g_assert_cmpuint (pairs->len, ==, 1);
}

static void
test_distinct (TestDesk      *fixture,
               gconstpointer  unused)
{
  g_autoptr(AxleRecord) one = add (fixture, "王芳", "+8613800000001", NULL);
  g_autoptr(AxleRecord) same = add (fixture, "王芳", "+8613800000001", NULL);
  g_autoptr(AxleRecord) distinction = axle_distinction_new (&one->id, &same->id);
  g_autoptr(AxleRecord) turned = axle_distinction_new (&same->id, &one->id);
  g_autoptr(GPtrArray) pairs = NULL;

  g_assert_true (axle_record_equal (distinction, turned));
  compare_all (fixture);
  test_desk_save_record (fixture->store, NULL, distinction);
  pairs = list (fixture);
  g_assert_cmpuint (pairs->len, ==, 0);
}

static void
test_typing (TestDesk      *fixture,
             gconstpointer  unused)
{
  static const struct { const char *name, *phone, *vin; guint n; const char *reason; } cases[] = {
    { "李明", "+8613800138000", NULL, 1, "phone" },
    { "李明朗", NULL, NULL, 1, "name" },
    { "李鸣朗", NULL, NULL, 1, "name" },
    { NULL, NULL, "LSVAA49J132047371", 1, "vin" },
    { "赵敏", "+8613800138009", NULL, 0, NULL },
    { NULL, NULL, NULL, 0, NULL },
  };
  g_autoptr(AxleRecord) vehicle = test_vehicle ("沪A12345", "LSVAA49J132047371");
  g_autoptr(AxleRecord) li = add (fixture, "李明朗", "+8613800138000", NULL);

  test_desk_save_record (fixture->store, NULL, vehicle);
  add_car (fixture, li, vehicle);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(AxleRecord) typed = test_customer (cases[i].name, cases[i].phone);
      g_autoptr(AxleRecord) car = test_vehicle (NULL, cases[i].vin);
      g_autoptr(GPtrArray) cars = g_ptr_array_new ();
      g_autoptr(GPtrArray) found = NULL;

      g_ptr_array_add (cars, car);
      found = axle_store_find_similar (fixture->store, typed, cars, 5, NULL);
      g_test_message ("%s %s %s", cases[i].name, cases[i].phone, cases[i].vin);
      g_assert_cmpuint (found->len, ==, cases[i].n);
      if (found->len > 0)
        g_assert_true (has_reason (found->pdata[0], cases[i].reason));
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *name; void (*test) (TestDesk *, gconstpointer); } tests[] = {
    { "/duplicates/pairs", test_pairs },
    { "/duplicates/cars", test_cars },
    { "/duplicates/changes", test_changes },
    { "/duplicates/second-phone", test_second_phone },
    { "/duplicates/distinct", test_distinct },
    { "/duplicates/typing", test_typing },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, TestDesk, NULL, test_desk_set_up, tests[i].test, test_desk_tear_down);
  return g_test_run ();
}
