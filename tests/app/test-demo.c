/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/demo.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/problem.h"
#include "core/appointment/busy.h"
#include "core/appointment/duration.h"
#include "core/appointment/fit.h"
#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/request.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/appointment/words.h"
#include "core/followup/task.h"
#include "core/loyalty/points.h"
#include "core/organisation/organisation.h"
#include "core/party/complaint.h"
#include "core/party/consent.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/name.h"
#include "core/party/phone.h"
#include "core/party/relation.h"
#include "core/party/uscc.h"
#include "core/registry.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"
#include "core/vehicle/vin.h"
#include "support/support.h"

#define THIS_YEAR 2026
#define N_CUSTOMERS 2000

/* So many customers have a month that is full. */
#define N_OF_BUSY_MONTH 1500

static const AxleId store = { { 1 } };
static const AxleId consultant = { { 2 } };
static const AxleId advisor = { { 3 } };

#define N_TECHNICIANS 14

static const AxleId driver = { { 4 } };

/* Who works on cars, as at the demo dealership. */
static const AxleDemoTechnician *
list_technicians (void)
{
  static AxleDemoTechnician technicians[N_TECHNICIANS];
  g_autoptr(GArray) staff = axle_demo_list_staff ();
  guint n = 0;

  for (guint i = 0; i < staff->len; i++)
    {
      const AxleDemoStaff *one = &g_array_index (staff, AxleDemoStaff, i);
      g_auto(AxleValue) skills = AXLE_VALUE_INIT;
      g_auto(GStrv) names = g_strsplit (one->skills, " ", -1);

      if (*one->skills == '\0')
        continue;
      g_assert_cmpuint (n, <, N_TECHNICIANS);
      axle_value_set_members (&skills, (const char * const *) names);
      technicians[n] = (AxleDemoTechnician) { { { 5, (guint8) n } }, axle_words_to_bits (axle_skills, &skills) };
      n++;
    }
  g_assert_cmpuint (n, ==, N_TECHNICIANS);
  return technicians;
}

static AxleDemo *
new_demo (gint64  n_customers,
          guint64 seed)
{
  AxleDemoOptions options = {
    .n_customers = n_customers,
    .seed = seed,
    .today = { THIS_YEAR, 6, 15 },
    .store = store,
    .consultants = &consultant,
    .n_consultants = 1,
    .advisors = &advisor,
    .n_advisors = 1,
    .technicians = list_technicians (),
    .n_technicians = N_TECHNICIANS,
    .drivers = &driver,
    .n_drivers = 1,
    .busy_month = n_customers == N_OF_BUSY_MONTH,
  };

  return axle_demo_new (&options);
}

static GPtrArray *
make_all (gint64  n_customers,
          guint64 seed)
{
  g_autoptr(AxleDemo) demo = new_demo (n_customers, seed);
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  while (axle_demo_next (demo, records))
    ;
  g_assert_cmpint (axle_demo_count (demo), ==, n_customers);
  return records;
}

static void
add_to_digest (GChecksum        *digest,
               const AxleRecord *record)
{
  g_checksum_update (digest, (const guchar *) record->entity->kind, -1);
  g_checksum_update (digest, record->id.bytes, sizeof record->id.bytes);
  g_checksum_update (digest, (const guchar *) &record->created_at, sizeof record->created_at);
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      g_autoptr(GVariant) value = g_variant_ref_sink (axle_value_to_variant (&record->values[i]));
      g_autofree char *text = g_variant_print (value, TRUE);

      g_checksum_update (digest, (const guchar *) text, -1);
    }
}

static char *
digest_of (GPtrArray *records,
           guint      n)
{
  g_autoptr(GChecksum) digest = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < n; i++)
    add_to_digest (digest, records->pdata[i]);
  return g_strdup (g_checksum_get_string (digest));
}

static void
test_same_seed (void)
{
  g_autoptr(GPtrArray) first = make_all (300, 7), second = make_all (300, 7), other = make_all (300, 8);
  g_autofree char *a = digest_of (first, first->len), *b = digest_of (second, second->len);
  g_autofree char *c = digest_of (other, other->len);

  g_assert_cmpstr (a, ==, b);
  g_assert_cmpstr (a, !=, c);
}

/* A larger dealership begins as the smaller one, up to the workshop, which comes last. */
static void
test_prefix (void)
{
  g_autoptr(GPtrArray) small = make_all (100, 7), large = make_all (200, 7);
  guint customers = 0, n;

  while (((const AxleRecord *) small->pdata[customers])->entity != &axle_resource_entity)
    customers++;
  n = customers * 9 / 10;
  {
    g_autofree char *a = digest_of (small, n), *b = digest_of (large, n);

    g_assert_cmpstr (a, ==, b);
  }
}

static void
check_customer (const AxleRecord *record)
{
  const char *text = axle_record_get_text (record, AXLE_CUSTOMER_NAME);
  g_autoptr(AxleName) name = axle_name_judge (text);
  g_auto(GStrv) phones = axle_record_dup_members (record, AXLE_CUSTOMER_PHONES);
  const char *birthday = axle_record_get_text (record, AXLE_CUSTOMER_BIRTHDAY);
  const char *code = axle_record_get_text (record, AXLE_CUSTOMER_CREDIT_CODE);
  AxleDate date;

  g_assert_true (name->ok);
  g_assert_cmpstr (name->name, ==, text);
  g_assert_cmpint (name->kind, ==, g_str_equal (axle_record_get_text (record, AXLE_CUSTOMER_TYPE), "company")
                                     ? AXLE_NAME_COMPANY : AXLE_NAME_CHINESE);
  for (guint i = 0; phones != NULL && phones[i] != NULL; i++)
    {
      g_autoptr(AxlePhone) phone = axle_phone_judge (phones[i], NULL);

      g_assert_true (phone->ok);
      g_assert_cmpint (phone->type, ==, AXLE_PHONE_MOBILE);
      g_assert_cmpstr (phone->e164, ==, phones[i]);
    }
  g_assert_true (birthday == NULL || axle_date_parse (birthday, &date, NULL));
  g_assert_true (code == NULL || axle_uscc_judge (code, NULL, NULL));
}

static void
check_vehicle (const AxleRecord *record)
{
  g_autoptr(AxleVin) vin = axle_vin_judge (axle_record_get_text (record, AXLE_VEHICLE_VIN), THIS_YEAR);
  const char *text = axle_record_get_text (record, AXLE_VEHICLE_PLATE);
  const char *powertrain = axle_record_get_text (record, AXLE_VEHICLE_POWERTRAIN);
  g_autoptr(AxlePlate) plate = NULL;

  g_assert_true (vin->ok);
  g_assert_cmpuint (vin->problems->len, ==, 0);
  g_assert_cmpint (vin->check_digit, ==, AXLE_VIN_CHECK_OK);
  g_assert_nonnull (vin->maker_zh);
  g_assert_cmpstr (vin->country_code, ==, "CN");
  g_assert_cmpint (vin->year, ==, axle_record_get_integer (record, AXLE_VEHICLE_MODEL_YEAR));
  if (text == NULL)
    return;
  plate = axle_plate_judge (text);
  g_assert_true (plate->ok);
  g_assert_cmpuint (plate->problems->len, ==, 0);
  g_assert_cmpstr (plate->plate, ==, text);
  if (plate->energy == AXLE_PLATE_ENERGY_BATTERY)
    g_assert_cmpstr (powertrain, ==, "battery");
  if (plate->energy == AXLE_PLATE_ENERGY_OTHER_NEV)
    g_assert_true (g_str_equal (powertrain, "plug-in") || g_str_equal (powertrain, "range-extender"));
  if (strcmp (axle_record_get_text (record, AXLE_VEHICLE_FIRST_REGISTRATION), "2018") > 0
      && g_str_equal (powertrain, "battery"))
    g_assert_cmpint (plate->kind, ==, AXLE_PLATE_NEV_SMALL);
}

/* Every record stands by the rules of its kind, and refers to earlier ones only. */
static void
test_valid (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 1);
  g_autoptr(GHashTable) known = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  g_hash_table_add (known, (gpointer) &consultant);
  g_hash_table_add (known, (gpointer) &advisor);
  g_hash_table_add (known, (gpointer) &driver);
  for (guint i = 0; i < N_TECHNICIANS; i++)
    g_hash_table_add (known, (gpointer) &list_technicians ()[i].id);
  for (guint i = 0; i < records->len; i++)
    {
      AxleRecord *record = records->pdata[i];
      g_autoptr(AxleRecord) copy = axle_record_copy (record);
      g_autoptr(GPtrArray) problems = axle_problems_new ();

      axle_record_check (copy, problems);
      g_assert_false (axle_problems_block (problems));
      g_assert_true (axle_record_equal (record, copy));
      g_assert_true (axle_id_equal (&record->scope, &store));
      g_assert_true (g_hash_table_add (known, &record->id));
      for (guint j = 0; j < record->entity->n_fields; j++)
        if (record->values[j].kind == AXLE_VALUE_ID)
          g_assert_true (g_hash_table_contains (known, &record->values[j].as.id));
      if (record->entity == &axle_customer_entity)
        check_customer (record);
      else if (record->entity == &axle_vehicle_entity)
        check_vehicle (record);
    }
}

static void
add_once (GHashTable *seen,
          const char *text)
{
  if (text != NULL)
    g_assert_true (g_hash_table_add (seen, g_strdup (text)));
}

/* Also beside a dealership of another seed. */
static void
test_unique (void)
{
  g_autoptr(GPtrArray) records = make_all (20000, 3);
  g_autoptr(GPtrArray) others = make_all (20000, 4);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_extend_and_steal (records, g_steal_pointer (&others));
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (record->entity != &axle_vehicle_entity)
        continue;
      add_once (seen, axle_record_get_text (record, AXLE_VEHICLE_VIN));
      add_once (seen, axle_record_get_text (record, AXLE_VEHICLE_PLATE));
    }
}

/* What is counted of a dealership: each share in per mille of its whole. */
typedef struct
{
  guint customers, companies, cars, own_cars, several_cars, without_phone, same_phone, green, past, drivers, payers;
  guint stages[5];
  guint contacts, spring, summer, summer_else;
} Counts;

static guint
month_of (gint64 at)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  g_autoptr(GDateTime) there = g_date_time_to_timezone (utc, zone);

  return (guint) g_date_time_get_month (there);
}

static void
count_customer (Counts           *counts,
                GHashTable       *phones,
                const AxleRecord *record)
{
  static const char *const stages[] = { "potential", "intent", "deal", "after-sales", "loyal" };
  g_autofree char *phone = axle_record_dup_first_member (record, AXLE_CUSTOMER_PHONES);

  counts->customers++;
  counts->companies += g_str_equal (axle_record_get_text (record, AXLE_CUSTOMER_TYPE), "company");
  counts->without_phone += phone == NULL;
  if (phone != NULL && !g_hash_table_add (phones, g_steal_pointer (&phone)))
    counts->same_phone++;
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    counts->stages[i] += g_str_equal (axle_record_get_text (record, AXLE_CUSTOMER_STAGE), stages[i]);
}

static void
count_ownership (Counts           *counts,
                 GHashTable       *owners,
                 const AxleRecord *record)
{
  const char *role = axle_record_get_text (record, AXLE_OWNERSHIP_ROLE);

  counts->past += axle_record_get_text (record, AXLE_OWNERSHIP_UNTIL) != NULL;
  counts->drivers += g_str_equal (role, "driver");
  counts->payers += g_str_equal (role, "payer");
  if (g_str_equal (role, "owner") && !g_hash_table_add (owners, (gpointer) &record->values[AXLE_OWNERSHIP_CUSTOMER].as.id))
    counts->several_cars++;
}

static Counts
count_all (GPtrArray *records)
{
  g_autoptr(GHashTable) phones = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) owners = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  Counts counts = { 0 };

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (record->entity == &axle_customer_entity)
        count_customer (&counts, phones, record);
      else if (record->entity == &axle_ownership_entity)
        count_ownership (&counts, owners, record);
      else if (record->entity == &axle_vehicle_entity)
        {
          counts.cars++;
          counts.green += !g_str_equal (axle_record_get_text (record, AXLE_VEHICLE_POWERTRAIN), "petrol");
        }
      else if (record->entity == &axle_contact_entity)
        counts.contacts++;
    }
  return counts;
}

#define assert_share(part, whole, least, most) G_STMT_START { \
  g_assert_cmpuint ((part) * 1000 / (whole), >=, (least)); \
  g_assert_cmpuint ((part) * 1000 / (whole), <=, (most)); \
} G_STMT_END

static void
test_distribution (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 42);
  Counts counts = count_all (records);

  g_assert_cmpuint (counts.customers, ==, N_CUSTOMERS);
  assert_share (counts.companies, counts.customers, 10, 60);
  assert_share (counts.without_phone, counts.customers, 5, 45);
  assert_share (counts.same_phone, counts.customers, 3, 40);
  assert_share (counts.cars, counts.customers, 800, 1300);
  assert_share (counts.green, counts.cars, 150, 550);
  assert_share (counts.past, counts.cars, 10, 80);
  assert_share (counts.several_cars, counts.customers, 40, 300);
  assert_share (counts.contacts, counts.customers, 3000, 12000);
  g_assert_cmpuint (counts.drivers, >, 0);
  g_assert_cmpuint (counts.payers, >, 0);
  assert_share (counts.stages[0], counts.customers, 100, 300);
  assert_share (counts.stages[1], counts.customers, 50, 200);
  assert_share (counts.stages[2], counts.customers, 30, 120);
  assert_share (counts.stages[3], counts.customers, 350, 700);
  assert_share (counts.stages[4], counts.customers, 50, 300);
}

typedef struct
{
  guint visits[13], cool[13], homeward, homeward_in_season;
} Seasons;

static void
count_visit_of_season (Seasons          *seasons,
                       const AxleRecord *visit)
{
  guint month = month_of (axle_record_get_integer (visit, AXLE_VISIT_AT));
  const char *concern = axle_record_get_text (visit, AXLE_VISIT_CONCERN);

  seasons->visits[month]++;
  seasons->cool[month] += concern != NULL && strstr (concern, "空调不够凉") != NULL;
  if (concern != NULL && strstr (concern, "春节") != NULL)
    {
      seasons->homeward++;
      seasons->homeward_in_season += month <= 2;
    }
}

/* The weeks before Spring Festival bring more than the quiet of March, and the air
 * conditioning is not cool enough in summer. */
static void
test_seasons (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 42);
  Seasons seasons = { { 0 } };

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (record->entity == &axle_contact_entity)
        g_assert_null (strchr (axle_record_get_text (record, AXLE_CONTACT_SUMMARY), '{'));
      else if (record->entity == &axle_visit_entity)
        count_visit_of_season (&seasons, record);
    }
  g_assert_cmpuint (seasons.visits[1], >, seasons.visits[3] * 9 / 8);
  g_assert_cmpuint (seasons.cool[6] + seasons.cool[7], >, 10);
  g_assert_cmpuint (seasons.cool[1] + seasons.cool[2] + seasons.cool[3] + seasons.cool[11] + seasons.cool[12], ==, 0);
  g_assert_cmpuint (seasons.homeward, >, 50);
  g_assert_cmpuint (seasons.homeward_in_season, ==, seasons.homeward);
}

/* What is known of the purchases of one customer, and how much there is to show. */
typedef struct
{
  gint64 last;
  gint64 sum;
  guint  in_a_year;
  guint  n_entries;
} Purchases;

static Purchases *
purchases_of (GHashTable       *all,
              const AxleRecord *record,
              guint             field)
{
  gpointer key = (gpointer) &record->values[field].as.id;
  Purchases *found = g_hash_table_lookup (all, key);

  if (found == NULL)
    {
      found = g_new0 (Purchases, 1);
      g_hash_table_insert (all, key, found);
    }
  return found;
}

static void
count_purchase (GHashTable       *all,
                const AxleRecord *visit,
                gint64            now)
{
  Purchases *found = purchases_of (all, visit, AXLE_VISIT_CUSTOMER);
  gint64 at = axle_record_get_integer (visit, AXLE_VISIT_AT), amount = axle_record_get_integer (visit, AXLE_VISIT_AMOUNT);

  found->n_entries++;
  if (amount == 0)
    return;
  found->last = MAX (found->last, at);
  if (now - at > 365 * G_TIME_SPAN_DAY)
    return;
  found->sum += amount;
  found->in_a_year++;
}

/* Customers of each class of the mission (114 to 116), and two with very much to show. */
static void
test_customers_of_each_class (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 1);
  g_autoptr(GHashTable) all = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, NULL, g_free);
  g_autoptr(GDateTime) today = g_date_time_new_utc (THIS_YEAR, 6, 15, 0, 0, 0);
  gint64 now = g_date_time_to_unix (today) * G_USEC_PER_SEC;
  guint a = 0, b = 0, c = 0, most = 0, second = 0;
  GHashTableIter iter;
  gpointer value;

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      if (record->entity == &axle_visit_entity)
        count_purchase (all, record, now);
      else if (record->entity == &axle_contact_entity)
        purchases_of (all, record, AXLE_CONTACT_CUSTOMER)->n_entries++;
      else if (record->entity == &axle_deal_entity)
        purchases_of (all, record, AXLE_DEAL_CUSTOMER)->n_entries++;
      else if (record->entity == &axle_points_entity)
        purchases_of (all, record, AXLE_POINTS_CUSTOMER)->n_entries++;
    }
  g_hash_table_iter_init (&iter, all);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Purchases *one = value;
      gint64 days = (now - one->last) / G_TIME_SPAN_DAY;

      a += days <= 91 && one->in_a_year >= 5 && one->sum / one->in_a_year > 200000;
      b += days <= 182 && one->in_a_year >= 2 && one->sum / one->in_a_year >= 100000;
      c += one->last != 0 && days > 365;
      second = MAX (second, MIN (most, one->n_entries));
      most = MAX (most, one->n_entries);
    }
  g_test_message ("A %u, B %u, C %u of %u; most entries %u and %u", a, b, c, N_CUSTOMERS, most, second);
  g_assert_cmpuint (a, >=, 3);
  g_assert_cmpuint (b, >=, 40);
  g_assert_cmpuint (c, >=, 40);
  g_assert_cmpuint (most, >, 4000);
  g_assert_cmpuint (second, >, 350);
}

/* What a visit costs is what was done on it, and work that was put off has a reason and a day. */
static void
test_visits (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 1);
  g_autoptr(GHashTable) sums = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, NULL, g_free);
  guint visits = 0, done = 0, deferred = 0, declined = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *job = records->pdata[i];
      const char *state = job->entity == &axle_job_entity ? axle_record_get_text (job, AXLE_JOB_STATE) : NULL;
      gint64 *sum;

      if (job->entity == &axle_visit_entity)
        g_hash_table_insert (sums, (gpointer) &job->id, g_new0 (gint64, 1));
      if (state == NULL)
        continue;
      sum = g_hash_table_lookup (sums, &job->values[AXLE_JOB_VISIT].as.id);
      g_assert_nonnull (sum);
      *sum += g_str_equal (state, "done") ? axle_record_get_integer (job, AXLE_JOB_AMOUNT) : 0;
      done += g_str_equal (state, "done");
      deferred += g_str_equal (state, "deferred");
      declined += g_str_equal (state, "declined");
      if (g_str_equal (state, "deferred"))
        g_assert_true (axle_record_get_text (job, AXLE_JOB_DUE) != NULL && axle_record_get_text (job, AXLE_JOB_REASON) != NULL);
    }
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *visit = records->pdata[i];

      if (visit->entity != &axle_visit_entity)
        continue;
      visits++;
      g_assert_cmpint (axle_record_get_integer (visit, AXLE_VISIT_AMOUNT), ==,
                       *(gint64 *) g_hash_table_lookup (sums, &visit->id));
    }
  g_test_message ("%u visits, jobs: %u done, %u deferred, %u declined, of %u records", visits, done, deferred, declined,
                  records->len);
  assert_share (visits, N_CUSTOMERS, 2000, 5000);
  assert_share (done, visits, 2000, 5000);
  assert_share (deferred, visits, 50, 400);
  assert_share (declined, visits, 50, 400);
}

static guint
count_kind (GPtrArray        *records,
            const AxleEntity *entity,
            guint             field,
            const char       *text)
{
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      n += record->entity == entity && (text == NULL || g_strcmp0 (axle_record_get_text (record, field), text) == 0);
    }
  return n;
}

/* Something of everything that a page shows. */
static void
test_kinds (void)
{
  static const struct { const AxleEntity *entity; guint field; const char *text; guint least; } kinds[] = {
    { &axle_deal_entity, AXLE_DEAL_KIND, "test-drive", 200 },
    { &axle_deal_entity, AXLE_DEAL_KIND, "quotation", 200 },
    { &axle_deal_entity, AXLE_DEAL_KIND, "order", 200 },
    { &axle_deal_entity, AXLE_DEAL_KIND, "delivery", 200 },
    { &axle_deal_entity, AXLE_DEAL_KIND, "insurance", 200 },
    { &axle_deal_entity, AXLE_DEAL_KIND, "extended-warranty", 20 },
    { &axle_deal_entity, AXLE_DEAL_KIND, "trade-in", 20 },
    { &axle_complaint_entity, AXLE_COMPLAINT_STATE, "closed", 40 },
    { &axle_complaint_entity, AXLE_COMPLAINT_STATE, "open", 1 },
    { &axle_points_entity, 0, NULL, 1000 },
    { &axle_consent_entity, AXLE_CONSENT_PURPOSE, "driving", 500 },
    { &axle_relation_entity, AXLE_RELATION_ROLE, "spouse", 50 },
    { &axle_relation_entity, AXLE_RELATION_ROLE, "fleet-manager", 20 },
    { &axle_relation_entity, AXLE_RELATION_ROLE, "driver", 10 },
    { &axle_task_entity, AXLE_TASK_KIND, "promise", 30 },
    { &axle_odometer_entity, AXLE_ODOMETER_SOURCE, "vehicle", 300 },
    { &axle_resource_entity, AXLE_RESOURCE_KIND, "bay", 12 },
    { &axle_resource_entity, AXLE_RESOURCE_KIND, "equipment", 3 },
    { &axle_resource_entity, AXLE_RESOURCE_KIND, "loan-car", 4 },
    { &axle_resource_entity, AXLE_RESOURCE_KIND, "service-car", 3 },
    { &axle_service_item_entity, 0, NULL, 40 },
    { &axle_opening_hours_entity, 0, NULL, 1 },
    { &axle_holiday_entity, 0, NULL, 100 },
    { &axle_roster_entity, 0, NULL, 2 * (N_TECHNICIANS + 2) },
    { &axle_leave_entity, 0, NULL, 5 },
    { &axle_duration_entity, 0, NULL, 700 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_STATE, "booked", 100 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_STATE, "confirmed", 100 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_STATE, "arrived", 5 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_STATE, "done", 1000 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_STATE, "no-show", 20 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_STATE, "cancelled", 30 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_MODE, "pick-up", 20 },
    { &axle_appointment_entity, AXLE_APPOINTMENT_MODE, "on-site", 3 },
    { &axle_request_entity, AXLE_REQUEST_STATE, "open", 10 },
    { &axle_request_entity, AXLE_REQUEST_STATE, "booked", 10 },
    { &axle_request_entity, AXLE_REQUEST_CHANNEL, "walk-in", 2 },
    { &axle_request_entity, AXLE_REQUEST_CHANNEL, "proactive", 2 },
  };
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint n = count_kind (records, kinds[i].entity, kinds[i].field, kinds[i].text);

      g_test_message ("%s %s: %u", kinds[i].entity->kind, kinds[i].text != NULL ? kinds[i].text : "", n);
      g_assert_cmpuint (n, >=, kinds[i].least);
    }
}

static gboolean
hold_the_same (const AxleRecord *a,
               const AxleRecord *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (axle_appointment_held); i++)
    {
      const AxleValue *held = axle_record_get (a, axle_appointment_held[i].field);

      if (held->kind != AXLE_VALUE_NONE && axle_value_equal (held, axle_record_get (b, axle_appointment_held[i].field)))
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
list_of_kind (GPtrArray        *records,
              const AxleEntity *entity)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < records->len; i++)
    if (((const AxleRecord *) records->pdata[i])->entity == entity)
      g_ptr_array_add (list, records->pdata[i]);
  return list;
}

/* Nothing is in two appointments at a time, but for two that say why. */
static void
test_nothing_held_twice (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 1);
  g_autoptr(GPtrArray) appointments = list_of_kind (records, &axle_appointment_entity);
  guint overbooked = 0;

  for (guint i = 0; i < appointments->len; i++)
    {
      const AxleRecord *one = appointments->pdata[i];
      const char *reason = axle_record_get_text (one, AXLE_APPOINTMENT_OVERRIDE);
      gboolean clashes = FALSE;

      for (guint k = 0; k < appointments->len; k++)
        if (k != i && axle_appointment_overlaps (one, appointments->pdata[k]) && hold_the_same (one, appointments->pdata[k]))
          clashes = clashes || axle_record_get_text (appointments->pdata[k], AXLE_APPOINTMENT_OVERRIDE) == NULL;
      overbooked += reason != NULL;
      g_assert_cmpint (clashes, ==, reason != NULL);
    }
  g_assert_cmpuint (overbooked, ==, 2);
}

static guint
count_on_day (GPtrArray *appointments,
              int        month,
              int        day)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr(GDateTime) midnight = g_date_time_new (zone, THIS_YEAR, month, day, 0, 0, 0);
  gint64 from = g_date_time_to_unix_usec (midnight);
  guint n = 0;

  for (guint i = 0; i < appointments->len; i++)
    {
      gint64 at = axle_record_get_integer (appointments->pdata[i], AXLE_APPOINTMENT_AT);

      n += at >= from && at < from + G_TIME_SPAN_DAY;
    }
  return n;
}

/* The 20th of June is a holiday; the Saturday after it is full. */
static void
test_busy_saturday (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 1);
  g_autoptr(GPtrArray) appointments = list_of_kind (records, &axle_appointment_entity);

  g_assert_cmpuint (count_on_day (appointments, 6, 20), ==, 0);
  g_assert_cmpuint (count_on_day (appointments, 6, 27), ==, 121);
  g_assert_cmpuint (count_on_day (appointments, 6, 15), >=, 50);
  g_assert_cmpuint (count_on_day (appointments, 7, 17), <=, 10);
}

static void
test_busy_month (void)
{
  g_autoptr(GPtrArray) records = make_all (N_OF_BUSY_MONTH, 1);
  g_autoptr(GPtrArray) appointments = list_of_kind (records, &axle_appointment_entity);
  guint n = 0;

  for (int day = 1; day <= 30; day++)
    n += count_on_day (appointments, 6, day);
  g_test_message ("%u appointments in the month", n);
  g_assert_cmpuint (n, >=, 3000);
}

/* A planner finds nothing wrong with what is planned, as long as nobody is overbooked. */
static void
check_fit (AxleDayPlan      *plan,
           const AxleRecord *appointment)
{
  g_auto(AxleWish) wish = { 0 };
  g_autoptr(GPtrArray) problems = NULL;

  axle_wish_init (&wish, appointment);
  problems = axle_fit_judge (plan, &wish);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      g_test_message ("%s: %s", problem->code, problem->message);
      g_assert_false (problem->blocking);
    }
}

static AxleRecord *
new_staff (const AxleDemoStaff *one,
           const AxleId        *id)
{
  g_auto(GStrv) skills = g_strsplit (one->skills, " ", -1);
  AxleRecord *record = axle_record_new (&axle_staff_entity, id);

  axle_record_set_text (record, AXLE_STAFF_NAME, one->name);
  axle_record_set_id (record, AXLE_STAFF_STORE, &store);
  axle_record_set_boolean (record, AXLE_STAFF_ACTIVE, TRUE);
  if (*one->skills != '\0')
    axle_record_set_members (record, AXLE_STAFF_SKILLS, (const char * const *) skills);
  return record;
}

static void
add_people (GPtrArray *records)
{
  static const AxleDemoStaff other = { .name = "x", .skills = "" };
  g_autoptr(GArray) staff = axle_demo_list_staff ();
  guint n = 0;

  for (guint i = 0; i < staff->len; i++)
    if (*g_array_index (staff, AxleDemoStaff, i).skills != '\0')
      g_ptr_array_add (records, new_staff (&g_array_index (staff, AxleDemoStaff, i), &list_technicians ()[n++].id));
  g_ptr_array_add (records, new_staff (&other, &advisor));
  g_ptr_array_add (records, new_staff (&other, &driver));
}

static gboolean
is_overbooked (const AxleRecord *record)
{
  return record->entity == &axle_appointment_entity && axle_record_get_text (record, AXLE_APPOINTMENT_OVERRIDE) != NULL;
}

static void
test_fits (void)
{
  g_autoptr(GPtrArray) records = make_all (N_CUSTOMERS, 1);
  g_autoptr(GPtrArray) holidays = list_of_kind (records, &axle_holiday_entity);
  g_autoptr(GPtrArray) opening = list_of_kind (records, &axle_opening_hours_entity);
  g_autoptr(GPtrArray) appointments = NULL;
  g_autoptr(GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr(AxleWorkingDays) days = axle_working_days_new (holidays, opening, zone);
  const AxleDate dates[] = { { THIS_YEAR, 6, 15 }, { THIS_YEAR, 6, 16 }, { THIS_YEAR, 6, 27 }, { THIS_YEAR, 7, 2 } };

  add_people (records);
  for (guint i = records->len; i > 0; i--)
    if (is_overbooked (records->pdata[i - 1]))
      g_ptr_array_remove_index (records, i - 1);
  appointments = list_of_kind (records, &axle_appointment_entity);
  for (gsize d = 0; d < G_N_ELEMENTS (dates); d++)
    {
      g_autoptr(AxleDayPlan) plan = axle_day_plan_new (&dates[d], &store, days, records);
      guint n = 0;

      for (guint i = 0; i < appointments->len; i++)
        {
          const AxleRecord *one = appointments->pdata[i];
          int minute = axle_day_plan_get_minute (plan, axle_record_get_integer (one, AXLE_APPOINTMENT_AT));

          if (minute < 0 || minute >= AXLE_DAY_MINUTES || !axle_appointment_is_on (one))
            continue;
          check_fit (plan, one);
          n++;
        }
      g_assert_cmpuint (n, >, 3);
    }
}

static gsize
resident_bytes (void)
{
  g_autofree char *text = NULL;
  gsize pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*u %zu", &pages);
  return pages * 4096;
}

/* A million in bounded memory: what is kept after 20,000 is what was kept after 2,000. */
static void
test_bounded (void)
{
  g_autoptr(AxleDemo) demo = new_demo (20000, 5);
  gsize early = 0, late;
  gboolean more = TRUE;
  guint widest = 0;

  while (more)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

      more = axle_demo_next (demo, records);
      widest = MAX (widest, records->len);
      if (early == 0 && axle_demo_count (demo) >= 2000)
        early = resident_bytes ();
    }
  late = resident_bytes ();
  /* The rental company of data/demo/README.md is the widest. */
  g_assert_cmpuint (widest, <, 20000);
  /* A sanitizer keeps what was freed for a while. */
  if (late > early)
    g_assert_cmpuint (late - early, <, 300 * 1024 * 1024);
}

static void
test_csv (void)
{
  g_autoptr(AxleDemo) demo = new_demo (500, 9);
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(GError) error = NULL;
  const char *text;
  guint lines = 0;

  g_assert_true (axle_demo_write_csv (demo, stream, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, &error));
  text = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream));
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbf姓名,性别,手机,"));
  for (const char *p = text; *p != '\0'; p++)
    lines += *p == '\n';
  g_assert_cmpuint (lines, >, 500);
}

static void
test_staff (void)
{
  g_autoptr(GArray) staff = axle_demo_list_staff ();
  gboolean sales = FALSE, service = FALSE;

  for (guint i = 0; i < staff->len; i++)
    {
      const AxleDemoStaff *one = &g_array_index (staff, AxleDemoStaff, i);
      g_autoptr(AxleName) name = axle_name_judge (one->name);

      g_assert_true (name->ok);
      g_assert_cmpuint (strlen (one->pin), >=, 4);
      sales = sales || g_str_equal (one->role, "sales");
      service = service || g_str_equal (one->role, "service");
    }
  g_assert_true (sales && service);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/same-seed", test_same_seed);
  g_test_add_func ("/demo/prefix", test_prefix);
  g_test_add_func ("/demo/valid", test_valid);
  g_test_add_func ("/demo/unique", test_unique);
  g_test_add_func ("/demo/distribution", test_distribution);
  g_test_add_func ("/demo/seasons", test_seasons);
  g_test_add_func ("/demo/customers-of-each-class", test_customers_of_each_class);
  g_test_add_func ("/demo/visits", test_visits);
  g_test_add_func ("/demo/kinds", test_kinds);
  g_test_add_func ("/demo/nothing-held-twice", test_nothing_held_twice);
  g_test_add_func ("/demo/busy-saturday", test_busy_saturday);
  g_test_add_func ("/demo/busy-month", test_busy_month);
  g_test_add_func ("/demo/fits", test_fits);
  g_test_add_func ("/demo/bounded", test_bounded);
  g_test_add_func ("/demo/csv", test_csv);
  g_test_add_func ("/demo/staff", test_staff);
  return g_test_run ();
}
