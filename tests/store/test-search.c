/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/vehicle.h"
#include "store/private.h"
#include "store/search.h"

typedef struct
{
  const char *name;
  const char *phone;
  const char *plate;
  const char *vin;
} Person;

static const Person people[] = {
  { "李明朗", "+8613800138000", "京A12345", "LSVAA49J132047371" },
  { "张三", "+8613912345678", "沪AD12345", NULL },
  { "单雄信", "+8615000000001", NULL, NULL },
  { "吕布", "+8615000000002", NULL, NULL },
  { "欧阳娜娜", "+862161234567", NULL, NULL },
  { "John Smith", "+14155550132", NULL, NULL },
  { "上海同轴汽车销售服务有限公司", NULL, NULL, "WBA3B1C50DF461234" },
};

typedef struct
{
  const char *name;
  const char *text;
  const char *found;    /* the first hit; NULL for none */
  const char *field;
  int         start;
  int         length;
} Case;

static const Case cases[] = {
  { "name", "李明朗", "李明朗", "name", 0, 3 },
  { "name-start", "李", "李明朗", "name", 0, 1 },
  { "name-inside", "明朗", "李明朗", "name", 1, 2 },
  { "initials", "lml", "李明朗", "name", 0, 3 },
  { "initials-start", "lm", "李明朗", "name", 0, 2 },
  { "full", "liminglang", "李明朗", "name", 0, 3 },
  { "full-start", "limin", "李明朗", "name", 0, 2 },
  { "full-and-initial", "limingl", "李明朗", "name", 0, 3 },
  { "initial-and-full", "lmlang", "李明朗", "name", 0, 3 },
  { "initials-between", "liml", "李明朗", "name", 0, 3 },
  { "syllable-inside", "ming", "李明朗", "name", 1, 1 },
  { "upper-case", "LML", "李明朗", "name", 0, 3 },
  { "full-width", "ｌｍｌ", "李明朗", "name", 0, 3 },
  { "letters-and-signs", "zhang三", "张三", "name", 0, 2 },
  { "initial-with-h", "zhs", "张三", "name", 0, 2 },
  { "surname-reading", "shan", "单雄信", "name", 0, 1 },
  { "other-reading", "dan", "单雄信", "name", 0, 1 },
  { "surname-initials", "sxx", "单雄信", "name", 0, 3 },
  { "v", "lvbu", "吕布", "name", 0, 2 },
  { "u-for-v", "lubu", "吕布", "name", 0, 2 },
  { "umlaut", "lü", "吕布", "name", 0, 1 },
  { "two-syllable-surname", "ouyang", "欧阳娜娜", "name", 0, 2 },
  { "latin", "smith", "John Smith", "name", 5, 5 },
  { "latin-initials", "js", "John Smith", "name", 0, 10 },
  { "company-inside", "同轴", "上海同轴汽车销售服务有限公司", "name", 2, 2 },
  { "company-long", "上海同轴汽车销售服务有限公司", "上海同轴汽车销售服务有限公司", "name", 0, 14 },
  { "phone", "13800138000", "李明朗", "phones", 3, 11 },
  { "phone-with-country", "+8613800138000", "李明朗", "phones", 3, 11 },
  { "phone-tail", "8000", "李明朗", "phones", 10, 4 },
  { "phone-inside", "0013800", "李明朗", "phones", 6, 7 },
  { "phone-in-parts", "139 1234 5678", "张三", "phones", 3, 3 },
  { "phone-too-short", "80", NULL, NULL, 0, 0 },
  { "land-line", "61234567", "欧阳娜娜", "phones", 5, 8 },
  { "foreign", "5550132", "John Smith", "phones", 5, 7 },
  { "plate", "京A12345", "李明朗", "plate", 0, 7 },
  { "plate-lower-case", "京a12345", "李明朗", "plate", 0, 7 },
  { "plate-with-dot", "京A·12345", "李明朗", "plate", 0, 7 },
  { "plate-without-province", "A12345", "李明朗", "plate", 1, 6 },
  { "plate-nev", "AD123", "张三", "plate", 1, 5 },
  { "vin", "LSVAA49J132047371", "李明朗", "vin", 0, 17 },
  { "vin-tail", "047371", "李明朗", "vin", 11, 6 },
  { "vin-tail-letters", "DF461234", "上海同轴汽车销售服务有限公司", "vin", 9, 8 },
  { "vin-start", "wba3b", "上海同轴汽车销售服务有限公司", "vin", 0, 5 },
  { "order", "RO20260102-017", "李明朗", "number", 0, 14 },
  { "order-start", "ro202601", "李明朗", "number", 0, 8 },
  { "order-in-one", "ro20260102017", "李明朗", "number", 0, 14 },
  { "order-too-short", "SO8", NULL, NULL, 0, 0 },
  { "order-of-a-deal", "SO-8841", "张三", "number", 0, 7 },
  { "order-and-name", "lml ro2026", "李明朗", "name", 0, 3 },
  { "order-of-another", "zs ro2026", NULL, NULL, 0, 0 },
  { "two-words", "李 8000", "李明朗", "name", 0, 1 },
  { "two-words-of-two", "张 8000", NULL, NULL, 0, 0 },
  { "three-words", "lml 京A 138", "李明朗", "name", 0, 3 },
  { "nobody", "赵六", NULL, NULL, 0, 0 },
  { "operators", "\" OR * NEAR( AND", NULL, NULL, 0, 0 },
  { "blank", "  ", NULL, NULL, 0, 0 },
  { "not-a-syllable", "lmx", NULL, NULL, 0, 0 },
};

typedef struct
{
  AxleTestFolder *folder;
  AxleStore      *store;
} Fixture;

static void
add_order (AxleStore        *store,
           const AxleEntity *entity,
           guint             field,
           const char       *customer,
           const char       *number)
{
  g_autoptr(GPtrArray) hits = axle_store_search (store, customer, 1, NULL, NULL);
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) order = axle_record_new (entity, &id);

  axle_record_set_id (order, (guint) axle_entity_find_field (entity, "customer"), &((AxleHit *) hits->pdata[0])->customer);
  axle_record_set_integer (order, (guint) axle_entity_find_field (entity, "at"), 1000);
  axle_record_set_text (order, field, number);
  if (entity == &axle_deal_entity)
    axle_record_set_text (order, AXLE_DEAL_KIND, "order");
  test_desk_save_record (store, NULL, order);
}

static Fixture *
fixture_new (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);

  fixture->folder = axle_test_folder_new ();
  fixture->store = test_desk_open (fixture->folder, "cache");
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const Person *person = &people[i];
      g_autoptr(AxleRecord) customer = test_customer (person->name, person->phone);

      test_desk_save_record (fixture->store, NULL, customer);
      if (person->plate != NULL || person->vin != NULL)
        {
          g_autoptr(AxleRecord) vehicle = test_vehicle (person->plate, person->vin);
          g_autoptr(AxleRecord) ownership = test_ownership (customer, vehicle);

          test_desk_save_record (fixture->store, NULL, vehicle);
          test_desk_save_record (fixture->store, NULL, ownership);
        }
    }
  add_order (fixture->store, &axle_visit_entity, AXLE_VISIT_NUMBER, "李明朗", "RO20260102-017");
  add_order (fixture->store, &axle_deal_entity, AXLE_DEAL_NUMBER, "张三", "SO-8841");
  return fixture;
}

static void
fixture_free (Fixture *fixture)
{
  axle_store_close (fixture->store);
  axle_test_folder_free (fixture->folder);
  g_free (fixture);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

static void
test_case (const Case *one)
{
  g_autoptr(Fixture) fixture = fixture_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = axle_store_search (fixture->store, one->text, 10, NULL, &error);
  const AxleHit *hit;

  g_assert_no_error (error);
  if (one->found == NULL)
    {
      g_assert_cmpuint (hits->len, ==, 0);
      return;
    }
  g_assert_cmpuint (hits->len, >, 0);
  hit = hits->pdata[0];
  g_assert_cmpstr (hit->title, ==, one->found);
  g_assert_cmpstr (hit->field, ==, one->field);
  g_assert_cmpint (hit->start, ==, one->start);
  g_assert_cmpint (hit->length, ==, one->length);
}

/* A just-saved customer is found at once; a deleted one no more; a large feed after
 * its slices. */
static void
test_fresh (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(AxleRecord) customer = test_customer ("王芳", "+8613800138000");
  g_autoptr(AxleChange) delete = axle_change_new (&axle_customer_entity, &customer->id, AXLE_CHANGE_DELETE);
  g_autoptr(AxleRecord) renamed = NULL;
  g_autoptr(GPtrArray) hits = NULL;
  g_autoptr(GPtrArray) feed = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleId scope = axle_id_new (axle_host_get_default ());
  AxleCursor cursor = { 1, 1000 };
  guint n_left = 1;
  guint n_slices = 0;

  test_desk_save_record (store, NULL, customer);
  renamed = axle_record_copy (customer);
  axle_record_set_text (renamed, AXLE_CUSTOMER_NAME, "赵敏");
  test_desk_save_record (store, customer, renamed);
  hits = axle_store_search (store, "王芳", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 0);
  g_clear_pointer (&hits, g_ptr_array_unref);
  hits = axle_store_search (store, "zhaomin", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
  g_clear_pointer (&hits, g_ptr_array_unref);
  test_desk_save (store, delete);
  hits = axle_store_search (store, "zhaomin", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 0);
  g_clear_pointer (&hits, g_ptr_array_unref);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *phone = g_strdup_printf ("+86138000%05u", i);
      AxleRecord *record = test_customer ("周杰伦", phone);

      record->scope = scope;
      record->revision = 1;
      g_ptr_array_add (feed, record);
    }
  g_assert_true (axle_store_apply_feed (store, &scope, feed, &cursor, NULL));
  while (n_left > 0)
    {
      g_assert_true (axle_store_index_slice (store, 100, &n_left, NULL));
      n_slices++;
    }
  g_assert_cmpuint (n_slices, ==, 6);
  hits = axle_store_search (store, "zjl 00299", 10, NULL, NULL);
  g_assert_cmpuint (hits->len, ==, 1);
}

/* What a person is called comes before what is inside their cars' numbers and names,
 * also when the cars came first and are many. */
static void
test_little_typed (void)
{
  static const struct { const char *text; const char *first; guint n_names; } typed[] = {
    { "l", "李雷", 3 }, { "ls", "刘三", 1 }, { "lei", "雷军", 1 }, { "LSVAA49J132000042", "车主", 0 },
  };
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(GPtrArray) feed = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleId scope = axle_id_new (axle_host_get_default ());
  AxleCursor cursor = { 1, 1000 };
  guint n_left = 1;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *vin = g_strdup_printf ("LSVAA49J132%06u", i);
      AxleRecord *customer = test_customer ("车主", NULL);
      AxleRecord *vehicle = test_vehicle ("沪L12345", vin);

      axle_record_set_text (vehicle, AXLE_VEHICLE_MODEL, i % 2 == 0 ? "L" : "LS6");
      g_ptr_array_add (feed, customer);
      g_ptr_array_add (feed, vehicle);
      g_ptr_array_add (feed, test_ownership (customer, vehicle));
    }
  g_ptr_array_add (feed, test_customer ("李雷", NULL));
  g_ptr_array_add (feed, test_customer ("刘三", NULL));
  g_ptr_array_add (feed, test_customer ("雷军", NULL));
  for (guint i = 0; i < feed->len; i++)
    ((AxleRecord *) feed->pdata[i])->scope = scope;
  g_assert_true (axle_store_apply_feed (store, &scope, feed, &cursor, NULL));
  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, 100, &n_left, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr(GPtrArray) hits = axle_store_search (store, typed[i].text, 10, NULL, NULL);

      g_assert_cmpuint (hits->len, >, typed[i].n_names);
      g_assert_cmpstr (((AxleHit *) hits->pdata[0])->title, ==, typed[i].first);
      for (guint n = 0; n < typed[i].n_names; n++)
        {
          const AxleHit *hit = hits->pdata[n];

          g_assert_cmpstr (hit->field, ==, "name");
          g_assert_cmpstr (hit->matched, ==, hit->title);
        }
    }
}

/* Whatever is done in whatever order, the index is one that the database finds sound, and
 * gives who has a number now and nobody else. */

#define N_EDITED 40
#define N_EDITS 600

typedef struct
{
  AxleRecord *customer;
  guint       number;
} Edited;

static void
save_edit (AxleStore *store,
           Edited    *edited,
           guint      number)
{
  g_autofree char *phone = g_strdup_printf ("+861380%07u", number);
  g_autoptr(AxleRecord) before = g_steal_pointer (&edited->customer);
  g_autoptr(AxleChange) delete = before != NULL ? axle_change_new (&axle_customer_entity, &before->id, AXLE_CHANGE_DELETE) : NULL;

  if (before != NULL && g_test_rand_int_range (0, 4) == 0)
    {
      test_desk_save (store, delete);
      edited->number = 0;
      return;
    }
  edited->customer = test_customer (g_test_rand_bit () ? "周杰伦" : "欧阳娜娜", phone);
  edited->number = number;
  if (before != NULL)
    edited->customer->id = before->id;
  test_desk_save_record (store, before, edited->customer);
}

static void
assert_finds (AxleStore *store,
              guint      number,
              gboolean   found)
{
  g_autofree char *text = g_strdup_printf ("1380%07u", number);
  g_autoptr(GPtrArray) hits = axle_store_search (store, text, 10, NULL, NULL);

  g_assert_cmpuint (hits->len, ==, found ? 1 : 0);
}

static void
test_edited (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  g_autoptr(GError) error = NULL;
  Edited edited[N_EDITED] = { 0 };
  guint gone[N_EDITS] = { 0 };

  for (guint i = 1; i < N_EDITS; i++)
    {
      Edited *one = &edited[g_test_rand_int_range (0, N_EDITED)];

      gone[i] = one->number;
      save_edit (store, one, i);
      if (i % 50 != 0)
        continue;
      axle_connection_exec (store->connection, "INSERT INTO search (search) VALUES ('integrity-check')", &error);
      g_assert_no_error (error);
    }
  for (guint i = 1; i < N_EDITS; i++)
    if (gone[i] > 0)
      assert_finds (store, gone[i], FALSE);
  for (guint i = 0; i < N_EDITED; i++)
    {
      if (edited[i].number > 0)
        assert_finds (store, edited[i].number, TRUE);
      g_clear_pointer (&edited[i].customer, axle_record_unref);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/search", cases, test_case);
  g_test_add_func ("/search/fresh", test_fresh);
  g_test_add_func ("/search/little-typed", test_little_typed);
  g_test_add_func ("/search/edited", test_edited);
  return g_test_run ();
}
