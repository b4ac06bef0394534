/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"
#include "store/segments.h"

#define DAY G_TIME_SPAN_DAY

typedef struct
{
  AxleTestFolder *folder;
  AxleStore      *store;
  gint64          now;
} Fixture;

static AxleRecord *
new_record (const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());

  return axle_record_new (entity, &id);
}

static char *
day_from_now (const Fixture *fixture,
              int            days,
              int            years)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_local_usec (fixture->now);
  g_autoptr(GDateTime) other = g_date_time_add_full (now, years, 0, days, 0, 0, 0);

  return g_date_time_format (other, "%F");
}

static void
add_car (Fixture    *fixture,
         AxleRecord *customer,
         const char *plate,
         const char *powertrain,
         int         age,
         gboolean    sold)
{
  g_autoptr(AxleRecord) car = test_vehicle (plate, NULL);
  g_autoptr(AxleRecord) ownership = test_ownership (customer, car);
  g_autofree char *registered = day_from_now (fixture, -1, -age);
  g_autofree char *insured = day_from_now (fixture, 20, 0);

  axle_record_set_text (car, AXLE_VEHICLE_POWERTRAIN, powertrain);
  axle_record_set_text (car, AXLE_VEHICLE_FIRST_REGISTRATION, registered);
  axle_record_set_text (car, AXLE_VEHICLE_INSURANCE_UNTIL, insured);
  axle_record_set_integer (car, AXLE_VEHICLE_ODOMETER, age * G_GINT64_CONSTANT (15000000));
  if (sold)
    axle_record_set_text (ownership, AXLE_OWNERSHIP_UNTIL, "2020-01-01");
  test_desk_save_record (fixture->store, NULL, car);
  test_desk_save_record (fixture->store, NULL, ownership);
}

static void
add_visit (Fixture    *fixture,
           AxleRecord *customer,
           int         days_ago,
           gint64      yuan)
{
  g_autoptr(AxleRecord) visit = new_record (&axle_visit_entity);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &customer->id);
  axle_record_set_integer (visit, AXLE_VISIT_AT, fixture->now - days_ago * DAY);
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, yuan * 100);
  test_desk_save_record (fixture->store, NULL, visit);
}

/* 安 is a class B customer with two cars, 白 a company, 陈 nobody knows anything of, 丁
 * was merged into 安 and brings one of the cars, 方 is deleted. */
static Fixture *
fixture_new (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr(AxleRecord) staff = new_record (&axle_staff_entity);
  g_autoptr(AxleRecord) an = test_customer ("安", NULL);
  g_autoptr(AxleRecord) bai = test_customer ("白", NULL);
  g_autoptr(AxleRecord) chen = test_customer ("陈", NULL);
  g_autoptr(AxleRecord) ding = test_customer ("丁", NULL);
  g_autoptr(AxleRecord) fang = test_customer ("方", NULL);
  g_autoptr(AxleChange) delete = NULL;
  g_autofree char *birthday = NULL;

  fixture->now = axle_host_now (axle_host_get_default ());
  fixture->folder = axle_test_folder_new ();
  fixture->store = test_desk_open (fixture->folder, "cache");
  birthday = day_from_now (fixture, 0, -30);
  axle_record_set_text (staff, AXLE_STAFF_NAME, "王芳");
  axle_record_set_id (staff, AXLE_STAFF_ROLE, &an->id);
  axle_record_set_id (an, AXLE_CUSTOMER_ADVISOR, &staff->id);
  axle_record_set_text (an, AXLE_CUSTOMER_STAGE, "loyal");
  axle_record_set_text (an, AXLE_CUSTOMER_CITY, "Ｓuzhou 苏州");
  axle_record_set_text (an, AXLE_CUSTOMER_BIRTHDAY, birthday);
  axle_record_add_member (an, AXLE_CUSTOMER_TAGS, "VIP");
  axle_record_add_member (an, AXLE_CUSTOMER_TAGS, "年轻");
  axle_record_set_text (bai, AXLE_CUSTOMER_TYPE, "company");
  axle_record_set_text (bai, AXLE_CUSTOMER_STAGE, "intent");
  axle_record_add_member (bai, AXLE_CUSTOMER_TAGS, "VIP2");
  axle_record_set_id (ding, AXLE_CUSTOMER_MERGED_INTO, &an->id);
  axle_record_set_text (fang, AXLE_CUSTOMER_STAGE, "loyal");
  test_desk_save_record (fixture->store, NULL, staff);
  test_desk_save_record (fixture->store, NULL, an);
  test_desk_save_record (fixture->store, NULL, bai);
  test_desk_save_record (fixture->store, NULL, chen);
  test_desk_save_record (fixture->store, NULL, ding);
  test_desk_save_record (fixture->store, NULL, fang);
  delete = axle_change_new (&axle_customer_entity, &fang->id, AXLE_CHANGE_DELETE);
  test_desk_save (fixture->store, delete);
  add_car (fixture, an, "京A12345", "petrol", 6, FALSE);
  add_car (fixture, ding, "京AD12345", "battery", 1, FALSE);
  add_car (fixture, bai, "京B12345", "diesel", 4, FALSE);
  add_car (fixture, bai, "京B12346", "battery", 8, TRUE);
  add_visit (fixture, an, 10, 1500);
  add_visit (fixture, ding, 30, 1500);
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
test_conditions (void)
{
  static const struct { const char *text, *names; } cases[] = {
    { "class = \"B\"", "安" },
    { "class in (\"A\", \"unclassified\")", "白陈" },
    { "visits_year >= 2 and spend_year > 2999 yuan", "安" },
    { "visits_year = 0", "白陈" },
    { "days_since_visit <= 10", "安" },
    { "not (days_since_visit <= 10)", "" },
    { "known (days_since_visit)", "安" },
    { "not known (days_since_visit)", "白陈" },
    { "average_ticket >= 1500 yuan", "安" },
    { "potential = \"medium\"", "白" },
    { "trait = \"company\" or trait = \"young\"", "安白" },
    { "stage = \"loyal\"", "安" },
    { "stage != \"loyal\"", "白" },
    { "stage not in (\"intent\")", "安" },
    { "company", "白" },
    { "not company", "安陈" },
    { "age = 30", "安" },
    { "age < 30", "" },
    { "advisor = \"王芳\"", "安" },
    { "not known (advisor)", "白陈" },
    { "tags contains \"VIP\"", "安" },
    { "tags contains \"V\"", "" },
    { "city contains \"SUZHOU\"", "安" },
    { "cars = 2", "安" },
    { "car_age >= 3", "安白" },
    { "car_age = 6", "安" },
    { "powertrain = \"battery\"", "安" },
    { "car_age >= 3 and powertrain = \"battery\"", "" },
    { "car_age >= 3 and class = \"B\" and powertrain = \"petrol\"", "安" },
    { "not (powertrain = \"battery\")", "白陈" },
    { "powertrain = \"diesel\" or class = \"B\"", "安白" },
    { "insurance_days_left in (19, 20) and odometer > 50000 km", "安白" },
    { "days_since_entry = 0", "安白陈" },
  };
  g_autoptr(Fixture) fixture = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GString) names = g_string_new (NULL);
      g_autoptr(GPtrArray) summaries = NULL;
      g_autoptr(GArray) rows =
        axle_store_order_customers (fixture->store, AXLE_CUSTOMER_ORDER_NAME, FALSE, NULL, &error);

      g_test_message ("%s", cases[i].text);
      axle_store_restrict_customers (fixture->store, cases[i].text, rows, NULL, &error);
      g_assert_no_error (error);
      summaries = axle_store_load_customers (fixture->store, (const gint64 *) (gpointer) rows->data, rows->len, &error);
      for (guint s = 0; s < summaries->len; s++)
        g_string_append (names, axle_record_get_text (((AxleCustomerSummary *) summaries->pdata[s])->customer, AXLE_CUSTOMER_NAME));
      g_assert_cmpstr (names->str, ==, cases[i].names);
      g_assert_cmpint (axle_store_count_segment (fixture->store, cases[i].text, NULL, &error), ==, rows->len);
      g_assert_no_error (error);
    }
}

static void
test_wrong (void)
{
  static const struct { const char *text; AxleConditionError code; } cases[] = {
    { "class =", AXLE_CONDITION_ERROR_SYNTAX },
    { "shoe_size > 3", AXLE_CONDITION_ERROR_NAME },
    { "class = \"D\"", AXLE_CONDITION_ERROR_TYPE },
    { "spend_year > 3 km", AXLE_CONDITION_ERROR_TYPE },
    { "class = \"B\" or 1 = 1", AXLE_CONDITION_ERROR_SYNTAX },
  };
  g_autoptr(Fixture) fixture = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (axle_store_count_segment (fixture->store, cases[i].text, NULL, &error), ==, -1);
      g_assert_error (error, AXLE_CONDITION_ERROR, (int) cases[i].code);
    }
}

static gint64
count_of (GHashTable *counts,
          const char *value)
{
  const gint64 *count = g_hash_table_lookup (counts, value);

  return count != NULL ? *count : 0;
}

static void
test_counts (void)
{
  static const struct { const char *word, *value; gint64 n; } cases[] = {
    { "class", "B", 1 }, { "class", "unclassified", 2 }, { "class", "A", 0 },
    { "stage", "loyal", 1 }, { "stage", "intent", 1 },
    { "tags", "VIP", 1 }, { "tags", "年轻", 1 }, { "advisor", "王芳", 1 },
  };
  g_autoptr(Fixture) fixture = fixture_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GHashTable) counts = axle_store_count_by (fixture->store, cases[i].word, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpint (count_of (counts, cases[i].value), ==, cases[i].n);
    }
}

/* Every word is known, is shown to people and can be asked for. */
static void
test_words (void)
{
  g_autoptr(Fixture) fixture = fixture_new ();
  g_autoptr(GPtrArray) words = axle_segment_list_words ();

  for (guint i = 0; i < words->len; i++)
    {
      const AxleField *field = axle_segment_find_word (words->pdata[i], NULL);
      g_autofree char *text = g_strdup_printf ("known (%s) or not known (%s)", (char *) words->pdata[i], (char *) words->pdata[i]);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", text);
      g_assert_nonnull (field);
      g_assert_nonnull (field->label);
      g_assert_cmpint (axle_store_count_segment (fixture->store, text, NULL, &error), >=, 2);
      g_assert_no_error (error);
      if (i > 0)
        g_assert_cmpstr (words->pdata[i - 1], <, words->pdata[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/segments/conditions", test_conditions);
  g_test_add_func ("/segments/wrong", test_wrong);
  g_test_add_func ("/segments/counts", test_counts);
  g_test_add_func ("/segments/words", test_words);
  return g_test_run ();
}
