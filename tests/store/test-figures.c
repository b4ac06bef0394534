/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/insight/figure.h"
#include "core/organisation/policy.h"
#include "core/party/customer.h"
#include "core/party/merging.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "store/customers.h"
#include "store/private.h"
#include "store/search.h"

#define DAY G_TIME_SPAN_DAY

/* A machine whose clock is set by hand. */
typedef struct
{
  AxleHost host;
  gint64   now;
} Clock;

static gint64
clock_now (AxleHost *host)
{
  return ((Clock *) host)->now;
}

static void
clock_fill (AxleHost *host,
            guint8   *bytes,
            gsize     n_bytes)
{
  axle_host_fill (axle_host_get_default (), bytes, n_bytes);
}

typedef struct
{
  AxleTestFolder *folder;
  Clock           clock;
  AxleStore      *store;
  guint           n_told;    /* commits that touched customers */
} Fixture;

static void
touched_cb (AxleStore         *store,
            const AxleTouched *touched,
            gsize              n_touched,
            gpointer           data)
{
  Fixture *fixture = data;

  for (gsize i = 0; i < n_touched; i++)
    if (touched[i].entity == &axle_customer_entity)
      {
        fixture->n_told++;
        return;
      }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = axle_test_folder_new ();
  fixture->clock = (Clock) { .host = { .now = clock_now, .fill = clock_fill }, .now = axle_host_now (axle_host_get_default ()) };
  path = axle_test_folder_build (fixture->folder, "cache");
  fixture->store = axle_store_open (&(AxleStoreOptions) { .path = path, .host = &fixture->clock.host }, &error);
  g_assert_no_error (error);
  axle_store_set_observer (fixture->store, touched_cb, fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  axle_store_close (fixture->store);
  axle_test_folder_free (fixture->folder);
}

static AxleRecord *
save_customer (Fixture    *fixture,
               const char *name)
{
  AxleRecord *customer = test_customer (name, NULL);

  test_desk_save_record (fixture->store, NULL, customer);
  return customer;
}

static AxleRecord *
new_visit (Fixture          *fixture,
           const AxleRecord *customer,
           const AxleRecord *car,
           int               days_ago,
           gint64            yuan)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *visit = axle_record_new (&axle_visit_entity, &id);

  axle_record_set_id (visit, AXLE_VISIT_CUSTOMER, &customer->id);
  if (car != NULL)
    axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &car->id);
  axle_record_set_integer (visit, AXLE_VISIT_AT, fixture->clock.now - days_ago * DAY);
  axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, yuan * 100);
  return visit;
}

static AxleRecord *
save_visit (Fixture          *fixture,
            const AxleRecord *customer,
            const AxleRecord *car,
            int               days_ago,
            gint64            yuan)
{
  AxleRecord *visit = new_visit (fixture, customer, car, days_ago, yuan);

  test_desk_save_record (fixture->store, NULL, visit);
  return visit;
}

/* What the table has is what a whole dossier gives. */
static void
check (Fixture          *fixture,
       const AxleRecord *customer,
       const char       *class,
       gint64            n_visits)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecord) figure = axle_store_get_figure (fixture->store, &customer->id, &error);
  g_autoptr(AxleDossier) dossier = axle_store_load_dossier (fixture->store, &customer->id, fixture->clock.now, &error);
  g_autoptr(GPtrArray) set = axle_store_list (fixture->store, &axle_policy_entity, &error);
  g_autoptr(AxlePolicies) policies = axle_policies_new (set);
  g_autoptr(AxleRecord) wanted = axle_figure_new (dossier, policies, NULL, &(gint64) { 0 });

  g_assert_no_error (error);
  g_assert_nonnull (figure);
  for (guint i = 0; i < axle_figure_entity.n_fields; i++)
    {
      g_test_message ("%s", axle_figure_entity.fields[i].name);
      g_assert_true (axle_value_equal (axle_record_get (figure, i), axle_record_get (wanted, i)));
    }
  g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_CLASS), ==, class);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_VISITS), ==, n_visits);
}

static gint64
count_figures (Fixture *fixture)
{
  gint64 n = 0;

  g_assert_true (axle_connection_query_int64 (fixture->store->connection, "SELECT count(*) FROM figure", &n, NULL));
  return n;
}

static guint
run_slices (Fixture *fixture,
            guint    limit)
{
  guint n_left = 1, n = 0;

  for (; n_left > 0; n++)
    g_assert_true (axle_store_index_slice (fixture->store, limit, &n_left, NULL));
  return n;
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) li = save_customer (fixture, "李雷");
  g_autoptr(AxleRecord) han = save_customer (fixture, "韩梅梅");
  g_autoptr(AxleRecord) first = NULL;
  g_autoptr(AxleRecord) second = NULL;
  g_autoptr(AxleRecord) moved = NULL;
  g_autoptr(AxleChange) delete = NULL;

  check (fixture, li, "unclassified", 0);
  first = save_visit (fixture, li, NULL, 10, 1500);
  fixture->n_told = 0;
  second = save_visit (fixture, li, NULL, 20, 1500);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  check (fixture, li, "B", 2);

  /* Both who had it and who has it now. */
  moved = axle_record_copy (second);
  axle_record_set_id (moved, AXLE_VISIT_CUSTOMER, &han->id);
  test_desk_save_record (fixture->store, second, moved);
  check (fixture, li, "unclassified", 1);
  check (fixture, han, "unclassified", 1);

  delete = axle_change_new (&axle_visit_entity, &first->id, AXLE_CHANGE_DELETE);
  test_desk_save (fixture->store, delete);
  check (fixture, li, "unclassified", 0);
}

/* A job says whose it is only through its visit; the car's owner has it too. */
static void
test_jobs (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) driver = save_customer (fixture, "司机");
  g_autoptr(AxleRecord) owner = save_customer (fixture, "车主");
  g_autoptr(AxleRecord) car = test_vehicle ("京A12345", NULL);
  g_autoptr(AxleRecord) ownership = test_ownership (owner, car);
  g_autoptr(AxleRecord) visit = NULL;
  g_autoptr(AxleRecord) figure = NULL;
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) job = axle_record_new (&axle_job_entity, &id);

  test_desk_save_record (fixture->store, NULL, car);
  test_desk_save_record (fixture->store, NULL, ownership);
  visit = save_visit (fixture, driver, car, 10, 100);
  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_TITLE, "刹车片");
  axle_record_set_text (job, AXLE_JOB_STATE, "deferred");
  test_desk_save_record (fixture->store, NULL, job);
  check (fixture, driver, "unclassified", 1);
  check (fixture, owner, "unclassified", 0);
  figure = axle_store_get_figure (fixture->store, &owner->id, NULL);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_DEFERRED), ==, 1);
}

/* What comes in large amounts is worked out in slices; a tombstone says not whose it was. */
static void
test_feed (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(GPtrArray) customers = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) feed = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) gone = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GError) error = NULL;
  AxleId scope = axle_id_new (axle_host_get_default ());
  AxleRecord *tombstone;

  for (guint i = 0; i < 100; i++)
    {
      AxleRecord *customer = test_customer ("周杰伦", NULL);

      g_ptr_array_add (customers, axle_record_ref (customer));
      g_ptr_array_add (feed, customer);
      g_ptr_array_add (feed, new_visit (fixture, customer, NULL, 30, 2000));
      g_ptr_array_add (feed, new_visit (fixture, customer, NULL, 60, 2000));
    }
  for (guint i = 0; i < feed->len; i++)
    ((AxleRecord *) feed->pdata[i])->scope = scope;
  axle_store_apply_feed (fixture->store, &scope, feed, &(AxleCursor) { 1, 1000 }, &error);
  g_assert_no_error (error);
  fixture->n_told = 0;
  run_slices (fixture, 50);
  g_assert_cmpuint (fixture->n_told, ==, 1);
  for (guint i = 0; i < customers->len; i++)
    check (fixture, customers->pdata[i], "B", 2);

  tombstone = axle_record_new (&axle_visit_entity, &((AxleRecord *) feed->pdata[1])->id);
  tombstone->scope = scope;
  tombstone->revision = 2;
  tombstone->deleted = TRUE;
  g_ptr_array_add (gone, tombstone);
  axle_store_apply_feed (fixture->store, &scope, gone, &(AxleCursor) { 1, 1001 }, &error);
  g_assert_no_error (error);
  check (fixture, customers->pdata[0], "unclassified", 1);
}

/* Another threshold judges everybody anew, and what is newer than the sweep stays right. */
static void
test_policy (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(AxleRecord) li = save_customer (fixture, "李雷");
  g_autoptr(AxleRecord) han = save_customer (fixture, "韩梅梅");
  AxleId id = axle_policy_id (&AXLE_ID_NONE, "rfm.b.visits");
  g_autoptr(AxleRecord) policy = axle_record_new (&axle_policy_entity, &id);
  g_autoptr(AxleRecord) visit = save_visit (fixture, li, NULL, 10, 1500);
  g_autoptr(AxleRecord) other = NULL;
  guint n_left = 0;

  axle_record_set_text (policy, AXLE_POLICY_NAME, "rfm.b.visits");
  axle_record_set_text (policy, AXLE_POLICY_VALUE, "1");
  test_desk_save_record (fixture->store, NULL, policy);
  g_assert_true (axle_store_index_slice (fixture->store, 1, &n_left, NULL));
  g_assert_cmpuint (n_left, >, 0);
  check (fixture, li, "B", 1);
  other = save_visit (fixture, han, NULL, 10, 1500);
  g_assert_cmpuint (run_slices (fixture, 1), ==, 2);
  check (fixture, li, "B", 1);
  check (fixture, han, "B", 1);
}

/* Days that pass judge those alone whom they concern. */
static void
test_time (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(AxleRecord) li = save_customer (fixture, "李雷");
  g_autoptr(AxleRecord) han = save_customer (fixture, "韩梅梅");
  g_autoptr(AxleRecord) first = save_visit (fixture, li, NULL, 10, 1500);
  g_autoptr(AxleRecord) second = save_visit (fixture, li, NULL, 20, 1500);
  static const struct { int days; const char *class; gint64 n_visits; } later[] = {
    { 100, "B", 2 }, { 175, "unclassified", 2 }, { 350, "unclassified", 1 }, { 400, "C", 0 },
  };
  gint64 start = fixture->clock.now;

  g_assert_cmpuint (run_slices (fixture, 10), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (later); i++)
    {
      fixture->clock.now = start + later[i].days * DAY;
      run_slices (fixture, 10);
      check (fixture, li, later[i].class, later[i].n_visits);
      check (fixture, han, "unclassified", 0);
    }
}

/* What is theirs counts for the one who stays, and comes back when it is undone. */
static void
test_merging (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(AxleRecord) li = save_customer (fixture, "李雷");
  g_autoptr(AxleRecord) twin = save_customer (fixture, "李累");
  g_autoptr(AxleRecord) visit = save_visit (fixture, li, NULL, 10, 1500);
  g_autoptr(AxleRecord) other = save_visit (fixture, twin, NULL, 20, 1500);
  g_autoptr(AxleRecord) absorbed = axle_record_copy (twin);
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) merging = axle_record_new (&axle_merging_entity, &id);
  g_autoptr(AxleRecord) undone = NULL;

  axle_record_set_id (absorbed, AXLE_CUSTOMER_MERGED_INTO, &li->id);
  test_desk_save_record (fixture->store, twin, absorbed);
  axle_record_set_id (merging, AXLE_MERGING_SURVIVOR, &li->id);
  axle_record_set_id (merging, AXLE_MERGING_ABSORBED, &twin->id);
  axle_record_set_integer (merging, AXLE_MERGING_AT, fixture->clock.now);
  test_desk_save_record (fixture->store, NULL, merging);
  check (fixture, li, "B", 2);
  check (fixture, twin, "B", 2);
  g_assert_cmpint (count_figures (fixture), ==, 1);

  test_desk_save_record (fixture->store, absorbed, twin);
  undone = axle_record_copy (merging);
  axle_record_set_integer (undone, AXLE_MERGING_UNDONE_AT, fixture->clock.now);
  test_desk_save_record (fixture->store, merging, undone);
  check (fixture, li, "unclassified", 1);
  check (fixture, twin, "unclassified", 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/figures/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/figures/jobs", Fixture, NULL, set_up, test_jobs, tear_down);
  g_test_add ("/figures/feed", Fixture, NULL, set_up, test_feed, tear_down);
  g_test_add ("/figures/policy", Fixture, NULL, set_up, test_policy, tear_down);
  g_test_add ("/figures/time", Fixture, NULL, set_up, test_time, tear_down);
  g_test_add ("/figures/merging", Fixture, NULL, set_up, test_merging, tear_down);
  return g_test_run ();
}
