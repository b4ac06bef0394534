/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/figure.h"

#include "core/calendar.h"
#include "core/followup/task.h"
#include "core/insight/quality.h"
#include "core/party/complaint.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "support/support.h"

/* Noon of 30 June 2026 in Shanghai. */
#define NOW G_GINT64_CONSTANT (1782792000000000)
#define DAY G_TIME_SPAN_DAY

typedef struct
{
  AxleDossier  *dossier;
  AxlePolicies *policies;
  AxleRecord   *customer;
  AxleId        car;
} Fixture;

static AxleRecord *
add (Fixture          *fixture,
     const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) record = axle_record_new (entity, &id);
  int customer = axle_entity_find_field (entity, "customer");

  if (customer >= 0)
    axle_record_set_id (record, (guint) customer, &fixture->customer->id);
  axle_dossier_add (fixture->dossier, record, FALSE);
  return record;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  AxleId id = axle_id_new (axle_host_get_default ());

  fixture->dossier = axle_dossier_new (&id, NOW, zone);
  fixture->policies = axle_policies_new (NULL);
  fixture->customer = axle_record_new (&axle_customer_entity, &id);
  axle_record_set_text (fixture->customer, AXLE_CUSTOMER_TYPE, "person");
  fixture->car = axle_id_new (axle_host_get_default ());
  axle_dossier_add (fixture->dossier, fixture->customer, FALSE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  axle_dossier_unref (fixture->dossier);
  axle_policies_unref (fixture->policies);
  axle_record_unref (fixture->customer);
}

static AxleRecord *
figure_of (Fixture *fixture,
           gint64  *valid_until)
{
  gint64 until;
  AxleRecord *figure;

  axle_dossier_sort (fixture->dossier);
  figure = axle_figure_new (fixture->dossier, fixture->policies, NULL, &until);
  if (valid_until != NULL)
    *valid_until = until;
  return figure;
}

static AxleRecord *
add_visit (Fixture *fixture,
           int      days_ago,
           gint64   yuan)
{
  AxleRecord *visit = add (fixture, &axle_visit_entity);

  axle_record_set_id (visit, AXLE_VISIT_VEHICLE, &fixture->car);
  axle_record_set_integer (visit, AXLE_VISIT_AT, NOW - days_ago * DAY);
  if (yuan >= 0)
    axle_record_set_integer (visit, AXLE_VISIT_AMOUNT, yuan * 100);
  return visit;
}

static void
add_job (Fixture          *fixture,
         const AxleRecord *visit,
         const char       *title,
         const char       *state)
{
  AxleRecord *job = add (fixture, &axle_job_entity);

  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->id);
  axle_record_set_text (job, AXLE_JOB_TITLE, title);
  axle_record_set_text (job, AXLE_JOB_STATE, state);
}

static void
add_deal (Fixture    *fixture,
          const char *kind,
          int         days_ago,
          gint64      yuan)
{
  AxleRecord *deal = add (fixture, &axle_deal_entity);

  axle_record_set_text (deal, AXLE_DEAL_KIND, kind);
  axle_record_set_integer (deal, AXLE_DEAL_AT, NOW - days_ago * DAY);
  axle_record_set_integer (deal, AXLE_DEAL_AMOUNT, yuan * 100);
}

static void
test_nobody (Fixture       *fixture,
             gconstpointer  unused)
{
  gint64 valid_until;
  g_autoptr(AxleRecord) figure = figure_of (fixture, &valid_until);

  g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_CLASS), ==, "unclassified");
  g_assert_cmpint (axle_record_get (figure, AXLE_FIGURE_LAST_VISIT)->kind, ==, AXLE_VALUE_NONE);
  g_assert_cmpint (axle_record_get (figure, AXLE_FIGURE_VISITS)->kind, ==, AXLE_VALUE_INTEGER);
  g_assert_null (axle_record_get_text (figure, AXLE_FIGURE_POTENTIAL));
  g_assert_null (axle_record_get_text (figure, AXLE_FIGURE_VALUE));
  g_assert_null (axle_record_get_text (figure, AXLE_FIGURE_TRAIT));
  g_assert_cmpint (valid_until, ==, G_MAXINT64);
}

static void
test_purchases (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(AxleRecord) figure = NULL;
  gint64 valid_until;

  add_visit (fixture, 10, 1500);
  add_visit (fixture, 100, 1700);
  add_visit (fixture, 1, -1);
  add_deal (fixture, "insurance", 400, 4000);
  figure = figure_of (fixture, &valid_until);
  g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_CLASS), ==, "B");
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_LAST_VISIT), ==, NOW - DAY);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_VISITS), ==, 2);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_SPEND), ==, 320000);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_AVERAGE), ==, 160000);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_TOTAL), ==, 720000);
  g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_VALUE), ==, "medium");
  g_assert_cmpint (valid_until, ==, NOW - DAY / 2 + 81 * DAY);
}

/* An order with a date to come settles the wish for a car on that date. */
static void
test_order_to_come (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(AxleRecord) figure = NULL;
  gint64 valid_until;

  add_deal (fixture, "test-drive", 1, 0);
  add_deal (fixture, "order", -3, 200000);
  figure = figure_of (fixture, &valid_until);
  g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_POTENTIAL), ==, "medium");
  g_assert_cmpint (valid_until, ==, NOW + 3 * DAY);
}

static void
test_deferred (Fixture       *fixture,
               gconstpointer  unused)
{
  AxleRecord *old = add_visit (fixture, 200, 100);
  AxleRecord *new = add_visit (fixture, 20, 100);
  g_autoptr(AxleRecord) figure = NULL;

  add_job (fixture, old, "Brake pads", "deferred");
  add_job (fixture, old, "Coolant", "deferred");
  add_job (fixture, old, "Wiper blades", "deferred");
  add_job (fixture, old, "Tyres", "declined");
  add_job (fixture, new, "Brake pads", "done");
  add_job (fixture, new, "Filter", "deferred");
  figure = figure_of (fixture, NULL);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_DEFERRED), ==, 3);
}

static void
test_open (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct { const char *kind, *state; } tasks[] = {
    { "promise", "open" }, { "promise", "done" }, { "call", "open" },
  };
  static const char * const complaints[] = { "open", "answered", "closed" };
  g_autoptr(AxleRecord) figure = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (tasks); i++)
    {
      AxleRecord *task = add (fixture, &axle_task_entity);

      axle_record_set_text (task, AXLE_TASK_KIND, tasks[i].kind);
      axle_record_set_text (task, AXLE_TASK_STATE, tasks[i].state);
    }
  for (guint i = 0; i < G_N_ELEMENTS (complaints); i++)
    axle_record_set_text (add (fixture, &axle_complaint_entity), AXLE_COMPLAINT_STATE, complaints[i]);
  figure = figure_of (fixture, NULL);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_PROMISES), ==, 1);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_COMPLAINTS), ==, 2);
}

typedef struct
{
  const char *name;
  const char *stage;
  struct { const char *kind; int days_ago; gint64 yuan; } deals[4];
  const char *potential;
  const char *value;
  gint64      budget; /* yuan */
} Layer;

static const Layer layers[] = {
  { "nothing", NULL, { { NULL } }, NULL, NULL, 0 },
  { "potential", "potential", { { NULL } }, "low", NULL, 0 },
  { "intent", "intent", { { NULL } }, "medium", NULL, 0 },
  { "drive", NULL, { { "test-drive", 90, 0 } }, "medium", NULL, 0 },
  { "drive-long-ago", NULL, { { "test-drive", 91, 0 } }, NULL, NULL, 0 },
  { "drive-to-come", NULL, { { "test-drive", -2, 0 } }, NULL, NULL, 0 },
  { "drive-of-intent", "intent", { { "test-drive", 5, 0 } }, "high", NULL, 0 },
  { "drive-and-quotation", NULL, { { "test-drive", 5, 0 }, { "quotation", 4, 120000 } }, "high", NULL, 120000 },
  { "quotation", NULL, { { "quotation", 4, 249999 } }, "medium", NULL, 249999 },
  { "dear-quotation", NULL, { { "quotation", 4, 250000 } }, "high", NULL, 250000 },
  { "ordered", "deal", { { "quotation", 9, 250000 }, { "order", 4, 240000 } }, NULL, "medium", 0 },
  { "again", "after-sales", { { "order", 40, 240000 }, { "quotation", 4, 90000 } }, "medium", "medium", 90000 },
  { "cheap-car", "deal", { { "order", 4, 90000 } }, NULL, "low", 0 },
  { "dear-car", "deal", { { "delivery", 400, 300000 } }, NULL, "high", 0 },
  { "much-spent", NULL, { { "accessory", 4, 10000 } }, NULL, "high", 0 },
  { "some-spent", NULL, { { "accessory", 4, 2000 } }, NULL, "medium", 0 },
  { "spent-long-ago", NULL, { { "accessory", 400, 10000 } }, NULL, "low", 0 },
};

static void
test_layer (const Layer *layer)
{
  Fixture fixture;
  g_autoptr(AxleRecord) figure = NULL;

  set_up (&fixture, NULL);
  axle_record_set_text (fixture.customer, AXLE_CUSTOMER_STAGE, layer->stage);
  for (guint i = 0; i < G_N_ELEMENTS (layer->deals) && layer->deals[i].kind != NULL; i++)
    add_deal (&fixture, layer->deals[i].kind, layer->deals[i].days_ago, layer->deals[i].yuan);
  figure = figure_of (&fixture, NULL);
  g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_POTENTIAL), ==, layer->potential);
  g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_VALUE), ==, layer->value);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_BUDGET), ==, layer->budget * 100);
  tear_down (&fixture, NULL);
}

static void
test_trait (void)
{
  static const struct { const char *type, *birthday, *trait; int days; } cases[] = {
    { "person", "1990-07-01", "young", 1 },
    { "person", "1990-06-30", "middle", -1 },
    { "person", "1966-07-01", "middle", 1 },
    { "person", "1966-06-30", "senior", 0 },
    { "person", "--06-30", NULL, 0 },
    { "person", NULL, NULL, 0 },
    { "company", "1990-07-01", "company", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      g_autoptr(AxleRecord) figure = NULL;
      gint64 until;

      set_up (&fixture, NULL);
      axle_record_set_text (fixture.customer, AXLE_CUSTOMER_TYPE, cases[i].type);
      axle_record_set_text (fixture.customer, AXLE_CUSTOMER_BIRTHDAY, cases[i].birthday);
      figure = figure_of (&fixture, &until);
      g_assert_cmpstr (axle_record_get_text (figure, AXLE_FIGURE_TRAIT), ==, cases[i].trait);
      if (cases[i].days >= 0)
        g_assert_cmpint (until, ==, cases[i].days > 0 ? NOW - DAY / 2 + cases[i].days * DAY : G_MAXINT64);
      tear_down (&fixture, NULL);
    }
}

static AxleRecord *
add_car (Fixture    *fixture,
         gint64      kilometres,
         const char *until)
{
  AxleRecord *car = add (fixture, &axle_vehicle_entity);
  AxleRecord *ownership = add (fixture, &axle_ownership_entity);

  axle_record_set_text (car, AXLE_VEHICLE_FIRST_REGISTRATION, "2025-06-30");
  if (kilometres >= 0)
    axle_record_set_integer (car, AXLE_VEHICLE_ODOMETER, kilometres * 1000);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &car->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_UNTIL, until);
  return car;
}

/* A car is due a year after its registration; one that was sold is not theirs. What the
 * odometer shows without a day counts from the beginning of the month, and so moves on. */
static void
test_due (Fixture       *fixture,
          gconstpointer  unused)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(GArray) cars = g_array_new (FALSE, FALSE, sizeof (AxleFigureCar));
  g_autoptr(AxleRecord) figure = NULL;
  gint64 month = axle_calendar_from_date ("2026-06-01", zone), valid_until;
  AxleRecord *car;

  add_car (fixture, -1, "2026-01-01");
  g_clear_pointer (&figure, axle_record_unref);
  figure = figure_of (fixture, &valid_until);
  g_assert_cmpint (axle_record_get (figure, AXLE_FIGURE_DUE)->kind, ==, AXLE_VALUE_NONE);
  add_car (fixture, -1, NULL);
  g_clear_pointer (&figure, axle_record_unref);
  figure = figure_of (fixture, &valid_until);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_DUE), ==, axle_calendar_from_date ("2026-06-30", zone));
  g_assert_cmpint (valid_until, ==, G_MAXINT64);
  car = add_car (fixture, 12000, NULL);
  g_clear_pointer (&figure, axle_record_unref);
  axle_dossier_sort (fixture->dossier);
  figure = axle_figure_new (fixture->dossier, fixture->policies, cars, &valid_until);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_DUE), ==, month);
  g_assert_cmpint (valid_until, ==, axle_calendar_from_date ("2026-07-01", zone));
  g_assert_cmpuint (cars->len, ==, 2);
  g_assert_true (axle_id_equal (&g_array_index (cars, AxleFigureCar, 0).vehicle, &car->id) ||
                 axle_id_equal (&g_array_index (cars, AxleFigureCar, 1).vehicle, &car->id));
}

static void
test_completeness (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(AxleRecord) figure = figure_of (fixture, NULL);
  gint64 before = axle_record_get_integer (figure, AXLE_FIGURE_COMPLETENESS);
  g_autoptr(AxleQuality) quality = NULL;

  g_clear_pointer (&figure, axle_record_unref);
  axle_record_set_text (fixture->customer, AXLE_CUSTOMER_CITY, "上海");
  axle_record_set_text (fixture->customer, AXLE_CUSTOMER_BIRTHDAY, "1990-01-01");
  figure = figure_of (fixture, NULL);
  quality = axle_quality_judge (fixture->dossier);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_COMPLETENESS), >, before);
  g_assert_cmpint (axle_record_get_integer (figure, AXLE_FIGURE_COMPLETENESS), ==, quality->percent[AXLE_QUALITY_COMPLETENESS]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/figure/nobody", Fixture, NULL, set_up, test_nobody, tear_down);
  g_test_add ("/figure/purchases", Fixture, NULL, set_up, test_purchases, tear_down);
  g_test_add ("/figure/order-to-come", Fixture, NULL, set_up, test_order_to_come, tear_down);
  g_test_add ("/figure/deferred", Fixture, NULL, set_up, test_deferred, tear_down);
  g_test_add ("/figure/due", Fixture, NULL, set_up, test_due, tear_down);
  g_test_add ("/figure/completeness", Fixture, NULL, set_up, test_completeness, tear_down);
  g_test_add ("/figure/open", Fixture, NULL, set_up, test_open, tear_down);
  axle_test_add_table ("/figure/layer", layers, test_layer);
  g_test_add_func ("/figure/trait", test_trait);
  return g_test_run ();
}
