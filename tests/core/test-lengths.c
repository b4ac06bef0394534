/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/lengths.h"

#include "core/appointment/duration.h"
#include "core/appointment/service-item.h"

typedef struct
{
  GPtrArray *durations;
  GPtrArray *services;
} Measured;

static void
add_duration (Measured   *m,
              const char *service,
              const char *model,
              gint64      at,
              int         minutes)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (&axle_duration_entity, &id);

  axle_record_set_text (record, AXLE_DURATION_SERVICE, service);
  axle_record_set_text (record, AXLE_DURATION_MODEL, model);
  axle_record_set_integer (record, AXLE_DURATION_AT, at);
  axle_record_set_integer (record, AXLE_DURATION_MINUTES, minutes);
  g_ptr_array_add (m->durations, record);
}

static void
set_up (Measured      *m,
        gconstpointer  data G_GNUC_UNUSED)
{
  static const struct { const char *code; int minutes; } menu[] = { { "oil", 45 }, { "wash", 20 }, { "tyres", 60 } };

  m->durations = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  m->services = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < G_N_ELEMENTS (menu); i++)
    {
      AxleId id = axle_id_new (axle_host_get_default ());
      AxleRecord *item = axle_record_new (&axle_service_item_entity, &id);

      axle_record_set_text (item, AXLE_SERVICE_ITEM_CODE, menu[i].code);
      axle_record_set_integer (item, AXLE_SERVICE_ITEM_MINUTES, menu[i].minutes);
      g_ptr_array_add (m->services, item);
    }
  /* 10 to 100 minutes; the five of one model take twenty. */
  for (int i = 1; i <= 10; i++)
    add_duration (m, "oil", i <= 2 ? "Model D" : NULL, i, i * 10);
  for (int i = 1; i <= 5; i++)
    add_duration (m, "tyres", "Model A", i, 20);
  for (int i = 1; i <= 5; i++)
    add_duration (m, "tyres", "Model B", i, 80);
  for (int i = 1; i <= 4; i++)
    add_duration (m, "wash", "Model A", i, 15);
}

static void
tear_down (Measured      *m,
           gconstpointer  data G_GNUC_UNUSED)
{
  g_ptr_array_unref (m->durations);
  g_ptr_array_unref (m->services);
}

static void
test_estimate (Measured      *m,
               gconstpointer  data G_GNUC_UNUSED)
{
  static const struct { const char *services, *model; gboolean known; guint n; gboolean of_model; int low, median, high; } cases[] = {
    { "oil", NULL, TRUE, 10, FALSE, 20, 50, 80 },
    { "oil", "Model A", TRUE, 10, FALSE, 20, 50, 80 },
    { "oil", "Model D", TRUE, 10, FALSE, 20, 50, 80 },       /* of the model too seldom */
    { "tyres", NULL, TRUE, 10, FALSE, 20, 20, 80 },
    { "tyres", "Model A", TRUE, 5, TRUE, 20, 20, 20 },
    { "tyres", "Model B", TRUE, 5, TRUE, 80, 80, 80 },
    { "tyres", "Model C", TRUE, 10, FALSE, 20, 20, 80 },
    { "wash", "Model A", TRUE, 0, FALSE, 20, 20, 20 },       /* measured too seldom */
    { "oil wash", NULL, TRUE, 0, FALSE, 40, 70, 100 },
    { "oil tyres", "Model B", TRUE, 5, FALSE, 100, 130, 160 },
    { "tyres tyres", NULL, TRUE, 10, FALSE, 40, 100, 160 },
    { "tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres tyres",
      "Model B", TRUE, 5, TRUE, 1440, 1440, 1440 },
    { "oil unheard-of", NULL, TRUE, 10, FALSE, 20, 50, 80 },
    { "unheard-of", NULL, FALSE, 0, FALSE, 0, 0, 0 },
    { "", NULL, FALSE, 0, FALSE, 0, 0, 0 },
  };
  g_autoptr(AxleLengths) lengths = axle_lengths_new (m->durations, m->services);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) services = g_strsplit (cases[i].services, " ", -1);
      AxleLength length;

      g_test_message ("%s %s", cases[i].services, cases[i].model);
      g_assert_cmpint (axle_lengths_estimate (lengths, (const char * const *) services, cases[i].model, &length), ==,
                       cases[i].known);
      g_assert_cmpuint (length.n, ==, cases[i].n);
      g_assert_cmpint (length.of_model, ==, cases[i].of_model);
      g_assert_cmpint (length.low, ==, cases[i].low);
      g_assert_cmpint (length.median, ==, cases[i].median);
      g_assert_cmpint (length.high, ==, cases[i].high);
      g_assert_cmpint (length.booked % AXLE_LENGTH_STEP, ==, 0);
      g_assert_true (length.booked >= length.high && length.booked < length.high + AXLE_LENGTH_STEP);
    }
}

static void
test_chance (Measured      *m,
             gconstpointer  data G_GNUC_UNUSED)
{
  static const struct { const char *services, *model; int minutes; double chance; } cases[] = {
    { "oil", NULL, 9, 0 },         { "oil", NULL, 10, 0.1 },           { "oil", NULL, 75, 0.7 },
    { "oil", NULL, 100, 1 },       { "oil", NULL, 100000, 1 },         { "oil", NULL, -5, 0 },
    { "tyres", NULL, 79, 0.5 },    { "tyres", "Model A", 79, 1 },      { "tyres tyres", NULL, 100, 0.75 },
    { "wash", NULL, 1000, -1 },    { "oil wash", NULL, 1000, -1 },     { "unheard-of", NULL, 1000, -1 },
  };
  g_autoptr(AxleLengths) lengths = axle_lengths_new (m->durations, m->services);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) services = g_strsplit (cases[i].services, " ", -1);

      g_test_message ("%s %d", cases[i].services, cases[i].minutes);
      g_assert_cmpfloat_with_epsilon (axle_lengths_get_chance (lengths, (const char * const *) services, cases[i].model,
                                                               cases[i].minutes),
                                      cases[i].chance, 1e-6);
    }
}

/* The last four hundred count, whatever order they come in; what was taken back does not. */
static void
test_recent (Measured      *m,
             gconstpointer  data G_GNUC_UNUSED)
{
  const char * const oil[] = { "oil", NULL };
  g_autoptr(AxleLengths) lengths = NULL;
  AxleLength length;

  for (int i = 0; i < AXLE_LENGTHS_MOST; i++)
    add_duration (m, "oil", NULL, 1000 - i, 33);
  add_duration (m, "oil", NULL, 2000, 500);
  ((AxleRecord *) m->durations->pdata[m->durations->len - 1])->deleted = TRUE;
  lengths = axle_lengths_new (m->durations, m->services);
  g_assert_true (axle_lengths_estimate (lengths, oil, NULL, &length));
  g_assert_cmpuint (length.n, ==, AXLE_LENGTHS_MOST);
  g_assert_cmpint (length.low, ==, 33);
  g_assert_cmpint (length.high, ==, 33);
  g_assert_cmpint (length.booked, ==, 35);
  g_assert_cmpfloat_with_epsilon (axle_lengths_get_chance (lengths, oil, NULL, 33), 1, 1e-6);
}

int
main (int    argc,
      char **argv)
{
  static const struct { const char *name; void (*test) (Measured *m, gconstpointer data); } tests[] = {
    { "/lengths/estimate", test_estimate },
    { "/lengths/chance", test_chance },
    { "/lengths/recent", test_recent },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Measured, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
