/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <time.h>

#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"
#include "store/outbox.h"
#include "store/private.h"
#include "store/search.h"

/*
 * What a first sync costs, then the orders of the list and searches, from the text to
 * the rows, in an encrypted cache that is read by a connection of its own. Seconds of
 * the processor, but for the whole of the filling.
 *
 *     bench-search [CUSTOMERS [FILE]]
 *
 * FILE is kept, and used again when it is there.
 */

/* What is promised of each search, see DESIGN.md §6. */
#define FRAME_MS "16.7"

#define PAGE 2000
#define ROUNDS 200

static const char * const surnames[] = {
  "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗",
  "郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "肖", "田", "董", "潘", "袁", "蔡", "蒋", "余",
  "于", "杜", "叶", "程", "魏", "苏", "吕", "丁", "任", "卢", "单", "欧阳", "上官", "诸葛",
};

static const char given[] =
  "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国华志红新春宁波天宇浩然子轩梓涵一诺思雨佳怡俊杰"
  "朗雪梅晨曦海燕鹏飞嘉欣瑞祥永康德胜家豪雅婷晓东振宇立群少峰";

static const char * const provinces[] = { "京", "沪", "粤", "苏", "浙", "鲁", "川", "鄂", "豫", "冀" };

static char *
random_name (GRand *rand)
{
  glong n = g_utf8_strlen (given, -1);
  double skew = g_rand_double (rand);
  const char *surname = surnames[(guint) (skew * skew * G_N_ELEMENTS (surnames))];
  glong a = g_rand_int_range (rand, 0, (gint32) n);
  glong b = g_rand_int_range (rand, 0, (gint32) n);
  g_autofree char *one = g_utf8_substring (given, a, a + 1);
  g_autofree char *two = g_utf8_substring (given, b, b + 1);

  return g_strconcat (surname, one, g_rand_int_range (rand, 0, 5) > 0 ? two : NULL, NULL);
}

static AxleRecord *
new_record (const AxleEntity *entity,
            const AxleId     *scope)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = *scope;
  record->revision = 1;
  record->created_at = g_get_real_time ();
  return record;
}

static void
add_customer (GRand        *rand,
              const AxleId *scope,
              GPtrArray    *page)
{
  static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";
  static const char * const stages[] = { "potential", "intent", "deal", "after-sales", "loyal" };
  AxleRecord *customer = new_record (&axle_customer_entity, scope);
  AxleRecord *vehicle = new_record (&axle_vehicle_entity, scope);
  AxleRecord *ownership = new_record (&axle_ownership_entity, scope);
  g_autofree char *name = random_name (rand);
  g_autofree char *phone = g_strdup_printf ("+861%d%09d", g_rand_int_range (rand, 3, 10), g_rand_int_range (rand, 0, 1000000000));
  g_autofree char *plate = g_strdup_printf ("%s%c%05d", provinces[g_rand_int_range (rand, 0, G_N_ELEMENTS (provinces))],
                                            letters[g_rand_int_range (rand, 0, 24)], g_rand_int_range (rand, 0, 100000));
  g_autofree char *vin = g_strdup_printf ("LSVA%c49J%c32%06d", letters[g_rand_int_range (rand, 0, 24)],
                                          letters[g_rand_int_range (rand, 0, 24)], g_rand_int_range (rand, 0, 1000000));

  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
  axle_record_add_member (customer, AXLE_CUSTOMER_PHONES, phone);
  axle_record_set_text (customer, AXLE_CUSTOMER_STAGE, stages[g_rand_int_range (rand, 0, G_N_ELEMENTS (stages))]);
  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_text (vehicle, AXLE_VEHICLE_VIN, vin);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, &customer->id);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  g_ptr_array_add (page, customer);
  g_ptr_array_add (page, vehicle);
  g_ptr_array_add (page, ownership);
}

/* Of this process alone: others have the machine too. */
static double
processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static double
tell_phase (const char *name,
            double      started)
{
  double now = processor_seconds ();

  g_print ("fill.%s %.2f s\n", name, now - started);
  return now;
}

/* As a first sync does it. */
static void
fill (AxleStore *store,
      guint      n_customers)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  AxleId scope = axle_id_new (axle_host_get_default ());
  gint64 start = g_get_monotonic_time ();
  double phase = processor_seconds ();
  AxleCursor cursor = { 1, 0 };
  guint n_left = 1;

  g_assert_true (axle_store_begin_bulk (store, NULL));
  for (guint done = 0; done < n_customers; done += PAGE)
    {
      g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

      for (guint i = 0; i < PAGE; i++)
        add_customer (rand, &scope, page);
      cursor.sequence += page->len;
      g_assert_true (axle_store_apply_feed (store, &scope, page, &cursor, NULL));
    }
  phase = tell_phase ("rows", phase);
  g_assert_true (axle_store_end_bulk (store, NULL));
  phase = tell_phase ("indexes", phase);
  while (n_left > 0)
    g_assert_true (axle_store_index_slice (store, PAGE, &n_left, NULL));
  tell_phase ("search", phase);
  g_print ("fill %.1f s\n", (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

typedef char *(*Typed) (GRand *rand, AxleRecord *customer, AxleRecord *vehicle);

static char *
part_of (const char *text,
         glong       from,
         glong       length)
{
  return g_utf8_substring (text, from, MIN (from + length, g_utf8_strlen (text, -1)));
}

static char *
type_surname (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return part_of (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), 0, 1);
}

static char *
type_name (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_NAME));
}

static char *
type_given (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return part_of (axle_record_get_text (customer, AXLE_CUSTOMER_NAME), 1, 2);
}

static char *
type_letter (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return g_strdup_printf ("%c", 'a' + g_rand_int_range (rand, 0, 26));
}

static char *
type_syllable (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  static const char * const syllables[] = { "li", "wang", "zhang", "ming", "xiao", "chen", "wei", "jie", "yang", "h" };
  return g_strdup (syllables[g_rand_int_range (rand, 0, G_N_ELEMENTS (syllables))]);
}

static char *
type_initials (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  static const char letters[] = "wlzlcyhzwzxsmzhghglzlxshtcczltdpycjyydycwsldrlcszgwfnxymjlqljyywjjtcmxlpgwhlljgzhnctyhrzxzhynsyjyjj";
  return g_strdup_printf ("%c%c%c", letters[g_rand_int_range (rand, 0, 50)], letters[g_rand_int_range (rand, 50, 90)],
                          letters[g_rand_int_range (rand, 50, 90)]);
}

static char *
type_mixed (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  static const char * const texts[] = { "zhangm", "lming", "wangjj", "lmlang", "chenx", "liw", "zhm", "wxiao", "zhang伟", "hyan" };
  return g_strdup (texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))]);
}

static char *
type_three_digits (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return g_strdup_printf ("%03d", g_rand_int_range (rand, 0, 1000));
}

static char *
type_phone_start (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  g_autofree char *phone = axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES);
  return part_of (phone, 3, g_rand_int_range (rand, 3, 8));
}

static char *
type_phone_tail (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  g_autofree char *phone = axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES);
  return part_of (phone, 10, 4);
}

static char *
type_phone (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  g_autofree char *phone = axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES);
  return part_of (phone, 3, 11);
}

static char *
type_plate (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return part_of (axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE), g_rand_int_range (rand, 0, 2), 7);
}

static char *
type_plate_start (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return part_of (axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE), 0, g_rand_int_range (rand, 1, 5));
}

static char *
type_vin_tail (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  return part_of (axle_record_get_text (vehicle, AXLE_VEHICLE_VIN), 11, 6);
}

static char *
type_words (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  g_autofree char *name = type_surname (rand, customer, vehicle);
  g_autofree char *tail = type_phone_tail (rand, customer, vehicle);
  return g_strdup_printf ("%s %s", name, tail);
}

static char *
type_wide_words (GRand *rand, AxleRecord *customer, AxleRecord *vehicle)
{
  g_autofree char *name = type_surname (rand, customer, vehicle);
  return g_strdup_printf ("%s 138", name);
}

static const struct
{
  const char *name;
  Typed       type;
} kinds[] = {
  { "surname", type_surname }, { "name", type_name }, { "given", type_given },
  { "letter", type_letter }, { "syllable", type_syllable }, { "initials", type_initials }, { "mixed", type_mixed },
  { "three-digits", type_three_digits }, { "phone-start", type_phone_start }, { "phone-tail", type_phone_tail },
  { "phone", type_phone }, { "plate", type_plate }, { "plate-start", type_plate_start }, { "vin-tail", type_vin_tail },
  { "words", type_words }, { "wide-words", type_wide_words },
};

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;

  return (*first > *second) - (*first < *second);
}

static void
measure (AxleStore  *store,
         GArray     *rows,
         const char *name,
         Typed       type)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (2);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint n_hits = 0;

  for (guint i = 0; i < ROUNDS; i++)
    {
      gint64 row = g_array_index (rows, gint64, g_rand_int_range (rand, 0, (gint32) rows->len));
      g_autoptr(GPtrArray) page = axle_store_load_customers (store, &row, 1, NULL);
      AxleCustomerSummary *summary = page->pdata[0];
      g_autofree char *text = type (rand, summary->customer, summary->vehicles->pdata[0]);
      double start = processor_seconds ();
      g_autoptr(GPtrArray) hits = axle_store_search (store, text, 50, NULL, NULL);
      gint64 took = (gint64) ((processor_seconds () - start) * G_USEC_PER_SEC);

      n_hits += hits->len > 0;
      g_array_append_val (times, took);
    }
  g_array_sort (times, compare);
  g_print ("%s.p50 %.2f ms\n", name, (double) g_array_index (times, gint64, ROUNDS / 2) / 1000);
  g_print ("%s.p99 %.2f ms " FRAME_MS "\n", name, (double) g_array_index (times, gint64, ROUNDS * 99 / 100) / 1000);
  g_print ("%s.found %.0f %%\n", name, 100.0 * n_hits / ROUNDS);
}

static GArray *
measure_order (AxleStore         *store,
               const char        *name,
               AxleCustomerOrder  order)
{
  double start = processor_seconds ();
  GArray *rows = axle_store_order_customers (store, order, FALSE, NULL, NULL);

  g_print ("order.%s %.2f ms\n", name, (processor_seconds () - start) * 1000);
  return rows;
}

int
main (int   argc,
      char *argv[])
{
  static const guint8 key_bytes[32] = { 1, 2, 3 };
  static const char * const orders[] = { "name", "phone", "plate", "stage", "advisor", "contact", "created" };
  guint n_customers = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  g_autofree char *folder = g_dir_make_tmp ("axle-bench-XXXXXX", NULL);
  g_autofree char *path = argc > 2 ? g_strdup (argv[2]) : g_build_filename (folder, "cache", NULL);
  gboolean there = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr(GBytes) key = g_bytes_new_static (key_bytes, sizeof key_bytes);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) rows = NULL;
  AxleStore *store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  gint64 index_size;
  GStatBuf status;

  g_assert_no_error (error);
  if (!there)
    fill (store, n_customers);
  g_assert_true (axle_connection_query_int64 (store->connection, "SELECT sum(length(block)) FROM search_data",
                                              &index_size, NULL));
  axle_store_close (store);
  g_stat (path, &status);
  g_print ("size.search %.0f B/customer\n", (double) index_size / n_customers);
  g_print ("size.file %.0f B/customer\n", (double) status.st_size / n_customers);

  store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key, .read_only = TRUE }, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    g_array_unref (measure_order (store, orders[i], (AxleCustomerOrder) i));
  rows = measure_order (store, "name-again", AXLE_CUSTOMER_ORDER_NAME);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    measure (store, rows, kinds[i].name, kinds[i].type);
  axle_store_close (store);
  if (argc <= 2)
    g_unlink (path);
  g_rmdir (folder);
  return 0;
}
