/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdlib.h>

#include "sim/world.h"

static gint64 first_seed = 1;
static gint64 n_seeds;
static gint64 one_seed = -1;
static const char *mutant_name;

static const GOptionEntry entries[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &one_seed, "Run this seed alone", "N" },
  { "seeds", 0, 0, G_OPTION_ARG_INT64, &n_seeds, "Run so many seeds", "N" },
  { "from", 0, 0, G_OPTION_ARG_INT64, &first_seed, "Begin with this seed", "N" },
  { "mutant", 0, 0, G_OPTION_ARG_STRING, (gpointer) &mutant_name, "Plant this bug", "NAME" },
  { NULL },
};

static const SimMutant *
find_mutant (const char *name)
{
  for (guint i = 0; sim_mutants[i].name != NULL; i++)
    if (g_str_equal (sim_mutants[i].name, name))
      return &sim_mutants[i];
  return NULL;
}

/* Prints each seed that fails; what they are called again with stands first. */
static gint64
run (gint64           from,
     gint64           n,
     const SimMutant *mutant,
     SimReport       *report)
{
  gint64 n_failed = 0;

  for (gint64 seed = from; seed < from + n; seed++)
    {
      g_autofree char *violation = sim_world_run ((guint64) seed, mutant, report);

      if (violation == NULL)
        continue;
      n_failed++;
      g_print ("# --seed %" G_GINT64_FORMAT ": %s\n", seed, violation);
    }
  return n_failed;
}

static void
run_by_hand (void)
{
  const SimMutant *mutant = mutant_name != NULL ? find_mutant (mutant_name) : NULL;
  SimReport report = { 0 };
  gint64 started = g_get_monotonic_time ();
  gint64 n = one_seed >= 0 ? 1 : n_seeds;
  gint64 n_failed;
  double seconds;

  if (mutant_name != NULL && mutant == NULL)
    {
      g_printerr ("There is no mutant “%s”.\n", mutant_name);
      exit (2);
    }
  n_failed = run (one_seed >= 0 ? one_seed : first_seed, n, mutant, &report);
  seconds = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
  g_print ("%" G_GINT64_FORMAT " seeds, %" G_GINT64_FORMAT " failed, %.1f seeds/s, %u desks, %u edits, %u crashes, "
           "%u conflicts, %u restored, %u steps\n", n, n_failed, (double) n / seconds, report.n_desks, report.n_edits,
           report.n_crashes, report.n_conflicts, report.n_restored, report.n_steps);
  exit (n_failed > 0);
}

/* What runs with the other tests. */

/* A part of the seeds: four of them run side by side. */
#define N_SEEDS 125
#define N_MUTANT_SEEDS 200

static void
test_seeds (void)
{
  SimReport report = { 0 };

  g_assert_cmpint (run (first_seed, N_SEEDS, NULL, &report), ==, 0);
  /* A run in which nothing happens proves nothing. */
  g_assert_cmpuint (report.n_edits, >, N_SEEDS * 10);
  g_assert_cmpuint (report.n_crashes, >, N_SEEDS);
  g_assert_cmpuint (report.n_conflicts, >, N_SEEDS / 2);
  g_test_message ("%u desks, %u edits, %u crashes, %u conflicts", report.n_desks, report.n_edits, report.n_crashes,
                  report.n_conflicts);
}

static void
test_mutant (gconstpointer data)
{
  const SimMutant *mutant = data;
  SimReport report = { 0 };

  for (guint64 seed = 1; seed <= N_MUTANT_SEEDS; seed++)
    {
      g_autofree char *violation = sim_world_run (seed, mutant, &report);

      if (violation != NULL)
        {
          g_test_message ("seed %" G_GUINT64_FORMAT ": %s", seed, violation);
          return;
        }
    }
  g_test_fail_printf ("%d seeds do not notice that %s", N_MUTANT_SEEDS, mutant->what);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GOptionContext) context = g_option_context_new ("– the simulator of synchronisation");
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (one_seed >= 0 || n_seeds > 0)
    run_by_hand ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/seeds", test_seeds);
  for (guint i = 0; sim_mutants[i].name != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/sim/mutant/", sim_mutants[i].name, NULL);

      g_test_add_data_func (path, &sim_mutants[i], test_mutant);
    }
  return g_test_run ();
}
