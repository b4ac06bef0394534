/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/rfm.h"

#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "support/support.h"

/* All days are counted from noon of 30 June 2026 in Shanghai. */
#define NOW G_GINT64_CONSTANT (1782792000000000)
#define DAY G_TIME_SPAN_DAY

#define N_LINES 8

typedef struct
{
  const char *name;
  struct { int days_ago; gint64 yuan; const char *order; } lines[N_LINES]; /* up to one of no days and no money */
  int         recency;
  guint       frequency;
  gint64      monetary; /* yuan */
  const char *class;
  int         valid_days; /* until it may change; 0 for never */
  const char *missing;
} Case;

static const Case cases[] = {
  { "nobody", { { 0 } }, -1, 0, 0, "unclassified", 0, "For class B: 2 more visits, at least ¥1,000.00 a visit" },

  /* MISSION 114: within three months, five a year, above 2,000. */
  { "a", { { 90, 2001 }, { 100, 2001 }, { 120, 2001 }, { 200, 2001 }, { 365, 2000 } }, 90, 5, 10004, "A", 1, NULL },
  { "a-late", { { 91, 3000 }, { 100, 3000 }, { 120, 3000 }, { 200, 3000 }, { 300, 3000 } }, 91, 5, 15000, "B", 66,
    "For class A: 1 more visit" },
  { "a-rare", { { 1, 3000 }, { 100, 3000 }, { 120, 3000 }, { 200, 3000 } }, 1, 4, 12000, "B", 90,
    "For class A: 1 more visit" },
  { "a-cheap", { { 1, 2000 }, { 2, 2000 }, { 3, 2000 }, { 4, 2000 }, { 5, 2000 } }, 1, 5, 10000, "B", 90,
    "For class A: more than ¥2,000.00 a visit (now ¥2,000.00)" },
  { "a-year-old", { { 1, 2500 }, { 100, 2500 }, { 120, 2500 }, { 200, 2500 }, { 366, 2500 } }, 1, 4, 10000, "B", 90,
    "For class A: 1 more visit" },

  /* MISSION 115: within six months, two a year, 1,000. */
  { "b", { { 180, 1000 }, { 365, 1000 } }, 180, 2, 2000, "B", 1,
    "For class A: 3 more visits, more than ¥2,000.00 a visit (now ¥1,000.00)" },
  { "b-late", { { 181, 1500 }, { 200, 1500 } }, 181, 2, 3000, "unclassified", 166, "For class B: 1 more visit" },
  { "b-rare", { { 30, 5000 } }, 30, 1, 5000, "unclassified", 61, "For class B: 1 more visit" },
  { "b-cheap", { { 30, 600 }, { 60, 600 } }, 30, 2, 1200, "unclassified", 61,
    "For class B: at least ¥1,000.00 a visit (now ¥600.00)" },

  /* MISSION 116 and section 16: nothing for more than 365 days. */
  { "c", { { 366, 9000 } }, 366, 0, 0, "C", 0, "For class B: 2 more visits, at least ¥1,000.00 a visit" },
  { "c-not-yet", { { 365, 9000 } }, 365, 1, 9000, "unclassified", 1, "For class B: 1 more visit" },
  { "nine-months", { { 270, 900 } }, 270, 1, 900, "unclassified", 96,
    "For class B: 1 more visit, at least ¥1,000.00 a visit (now ¥900.00)" },

  /* What counts as a purchase. */
  { "one-day", { { 10, 700 }, { 10, 400 }, { 10, -100 } }, 10, 1, 1000, "unclassified", 81, "For class B: 1 more visit" },
  { "orders", { { 10, 700, "1" }, { 10, 400, "2" }, { 9, 100, "2" } }, 10, 2, 1200, "unclassified", 81,
    "For class B: at least ¥1,000.00 a visit (now ¥600.00)" },
  { "refund", { { 40, 3000, "7" }, { 10, -1000, "C8" } }, 40, 1, 2000, "unclassified", 51, "For class B: 1 more visit" },
  { "refund-alone", { { 10, -1000, "C8" } }, -1, 0, -1000, "unclassified", 356,
    "For class B: 2 more visits, at least ¥1,000.00 a visit" },
  { "for-nothing", { { 10, 0, "9" } }, 10, 1, 0, "unclassified", 81,
    "For class B: 1 more visit, at least ¥1,000.00 a visit (now ¥0.00)" },
  { "to-come", { { -3, 700 }, { 20, 700 } }, 20, 1, 700, "unclassified", 3,
    "For class B: 1 more visit, at least ¥1,000.00 a visit (now ¥700.00)" },
};

static GPtrArray *
list_purchases (const Case *test)
{
  GPtrArray *purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_purchase_free);

  for (guint i = 0; i < N_LINES && (test->lines[i].days_ago != 0 || test->lines[i].yuan != 0); i++)
    g_ptr_array_add (purchases, axle_purchase_new (NOW - test->lines[i].days_ago * DAY, test->lines[i].yuan * 100,
                                                   test->lines[i].order));
  return purchases;
}

static void
test_class (const Case *test)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr(AxlePolicies) policies = axle_policies_new (NULL);
  g_autoptr(GPtrArray) purchases = list_purchases (test);
  g_autofree char *missing = NULL;
  AxleRfm rfm, turned;
  gint64 until;

  axle_rfm_measure (&rfm, purchases, NOW, zone, AXLE_RFM_YEAR);
  g_assert_cmpint (rfm.recency_days, ==, test->recency);
  g_assert_cmpuint (rfm.frequency, ==, test->frequency);
  g_assert_cmpint (rfm.monetary, ==, test->monetary * 100);
  g_assert_cmpstr (axle_rfm_class_get_name (axle_rfm_classify (&rfm, policies)), ==, test->class);
  missing = axle_rfm_dup_missing (&rfm, policies);
  g_assert_cmpstr (missing, ==, test->missing);

  until = axle_rfm_get_valid_until (&rfm, policies, zone);
  g_assert_cmpint (until, ==, test->valid_days == 0 ? G_MAXINT64 : NOW - DAY / 2 + test->valid_days * DAY);
  if (until == G_MAXINT64)
    return;

  /* Up to then nothing changes but the days that pass. */
  axle_rfm_measure (&turned, purchases, until - 1, zone, AXLE_RFM_YEAR);
  g_assert_cmpuint (turned.frequency, ==, rfm.frequency);
  g_assert_cmpint (turned.monetary, ==, rfm.monetary);
  g_assert_cmpint (axle_rfm_classify (&turned, policies), ==, axle_rfm_classify (&rfm, policies));
}

/* A day begins where the shop is: these are one day in Shanghai and two in London. */
static void
test_zone (void)
{
  g_autoptr(GPtrArray) purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_purchase_free);
  static const struct { const char *zone; guint n; } zones[] = { { "Asia/Shanghai", 1 }, { "UTC", 2 } };

  g_ptr_array_add (purchases, axle_purchase_new (NOW - DAY - 6 * G_TIME_SPAN_HOUR, 100, NULL));
  g_ptr_array_add (purchases, axle_purchase_new (NOW - DAY + 3 * G_TIME_SPAN_HOUR, 100, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zones[i].zone);
      AxleRfm rfm;

      axle_rfm_measure (&rfm, purchases, NOW, zone, AXLE_RFM_YEAR);
      g_assert_cmpuint (rfm.frequency, ==, zones[i].n);
    }
}

static void
test_limits (void)
{
  g_autoptr(GPtrArray) purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_purchase_free);
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  AxleRfm rfm;

  g_ptr_array_add (purchases, axle_purchase_new (G_MAXINT64, 100, NULL));
  g_ptr_array_add (purchases, axle_purchase_new (NOW, G_MAXINT64, NULL));
  g_ptr_array_add (purchases, axle_purchase_new (NOW, G_MAXINT64, NULL));
  axle_rfm_measure (&rfm, purchases, NOW, zone, AXLE_RFM_YEAR);
  g_assert_cmpint (rfm.total, ==, G_MAXINT64);
  g_assert_cmpuint (rfm.n_purchases, ==, 1);
}

static void
add_record (AxleDossier      *dossier,
            const AxleEntity *entity,
            const AxleId     *customer,
            const char       *kind,
            gint64            amount)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) record = axle_record_new (entity, &id);
  gboolean visit = entity == &axle_visit_entity;

  axle_record_set_id (record, visit ? AXLE_VISIT_CUSTOMER : AXLE_DEAL_CUSTOMER, customer);
  axle_record_set_integer (record, visit ? AXLE_VISIT_AT : AXLE_DEAL_AT, NOW);
  axle_record_set_text (record, visit ? AXLE_VISIT_REASON : AXLE_DEAL_KIND, kind);
  if (amount >= 0)
    axle_record_set_integer (record, visit ? AXLE_VISIT_AMOUNT : AXLE_DEAL_AMOUNT, amount);
  axle_dossier_add (dossier, record, FALSE);
}

/* What counts has 100 fen. */
static void
test_dossier (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_utc ();
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleId other = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) customer = axle_record_new (&axle_customer_entity, &id);
  g_autoptr(AxleDossier) dossier = axle_dossier_new (&id, NOW, zone);
  g_autoptr(GPtrArray) purchases = NULL;

  axle_dossier_add (dossier, customer, FALSE);
  add_record (dossier, &axle_visit_entity, &id, "maintenance", 100);
  add_record (dossier, &axle_visit_entity, &id, "warranty", -1);
  add_record (dossier, &axle_visit_entity, &other, "maintenance", 5000);
  add_record (dossier, &axle_deal_entity, &id, "accessory", 100);
  add_record (dossier, &axle_deal_entity, &id, "insurance", 100);
  add_record (dossier, &axle_deal_entity, &id, "order", 20000000);
  add_record (dossier, &axle_deal_entity, &id, "quotation", 20000000);
  axle_dossier_sort (dossier);
  purchases = axle_purchases_list (dossier);
  g_assert_cmpuint (purchases->len, ==, 3);
  for (guint i = 0; i < purchases->len; i++)
    g_assert_cmpint (((AxlePurchase *) purchases->pdata[i])->amount, ==, 100);
}

static void
test_names (void)
{
  AxleRfmClass class;

  for (guint i = 0; i < AXLE_RFM_N_CLASSES; i++)
    {
      g_assert_true (axle_rfm_class_parse (axle_rfm_class_get_name (i), &class));
      g_assert_cmpint (class, ==, i);
    }
  g_assert_false (axle_rfm_class_parse ("D", &class));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/rfm/class", cases, test_class);
  g_test_add_func ("/rfm/zone", test_zone);
  g_test_add_func ("/rfm/limits", test_limits);
  g_test_add_func ("/rfm/dossier", test_dossier);
  g_test_add_func ("/rfm/names", test_names);
  return g_test_run ();
}
