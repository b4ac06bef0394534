/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sim/world.h"

static gint64 first_seed = 1;
static gint64 n_seeds;
static gint64 one_seed = -1;
static gint64 stride = 1;
static double minutes;
static const char *mutant_name;
static const char *script_name;
static gboolean shrinks;
static gboolean tells_script;

static const GOptionEntry entries[] = {
  { "seed", 0, 0, G_OPTION_ARG_INT64, &one_seed, "Run this seed alone", "N" },
  { "seeds", 0, 0, G_OPTION_ARG_INT64, &n_seeds, "Run so many seeds", "N" },
  { "minutes", 0, 0, G_OPTION_ARG_DOUBLE, &minutes, "Run as many seeds as there is time for", "M" },
  { "from", 0, 0, G_OPTION_ARG_INT64, &first_seed, "Begin with this seed", "N" },
  { "stride", 0, 0, G_OPTION_ARG_INT64, &stride, "Run every N-th seed: others run the rest", "N" },
  { "mutant", 0, 0, G_OPTION_ARG_STRING, (gpointer) &mutant_name, "Plant this bug", "NAME" },
  { "script", 0, 0, G_OPTION_ARG_FILENAME, (gpointer) &script_name, "Run what a file says", "FILE" },
  { "shrink", 0, 0, G_OPTION_ARG_NONE, &shrinks, "Print the shortest script that fails like a failing seed", NULL },
  { "print", 0, 0, G_OPTION_ARG_NONE, &tells_script, "Print the script of --seed and run nothing", NULL },
  { NULL },
};

static const SimMutant *
find_mutant (const char *name)
{
  for (const SimMutant *mutant = sim_mutants; mutant->name != NULL; mutant++)
    if (g_str_equal (mutant->name, name))
      return mutant;
  g_printerr ("There is no mutant “%s”. There are:\n", name);
  for (const SimMutant *mutant = sim_mutants; mutant->name != NULL; mutant++)
    g_printerr ("  %s: %s\n", mutant->name, mutant->what);
  exit (2);
}

static SimScript *
make_script (gint64           seed,
             const SimMutant *mutant)
{
  if (mutant == NULL)
    return sim_script_new ((guint64) seed);
  return sim_script_new_with ((guint64) seed, mutant->rushes, mutant->story, mutant->often);
}

typedef struct
{
  const SimMutant *mutant;
  const char      *rule;
} Failing;

/* In the same way: a script cut short may break something else. */
static gboolean
still_fails (const SimScript *script,
             gpointer         user_data)
{
  const Failing *failing = user_data;
  SimReport report = { 0 };
  g_autofree char *violation = sim_world_run (script, failing->mutant, &report);

  return violation != NULL && (failing->rule == NULL || g_str_equal (report.rule, failing->rule));
}

static void
tell_shrunk (const SimScript *script,
             const SimMutant *mutant,
             const char      *rule)
{
  Failing failing = { mutant, rule };
  g_autoptr(SimScript) shrunk = sim_script_shrink (script, still_fails, &failing);
  g_autofree char *text = sim_script_dup_text (shrunk);
  SimReport report = { 0 };
  g_autofree char *violation = sim_world_run (shrunk, mutant, &report);

  g_print ("# %s\nworld %s\n%s", violation, sim_world_get_name (), text);
}

/* Prints a seed that fails; what it is called again with stands first. */
static gboolean
run_seed (gint64           seed,
          const SimMutant *mutant,
          SimReport       *report)
{
  g_autoptr(SimScript) script = make_script (seed, mutant);
  g_autofree char *violation = sim_world_run (script, mutant, report);

  if (violation == NULL)
    return TRUE;
  g_print ("# --seed %" G_GINT64_FORMAT ": %s\n", seed, violation);
  if (shrinks)
    tell_shrunk (script, mutant, report->rule);
  return FALSE;
}

static SimScript *
read_script (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  SimScript *script = NULL;

  if (g_file_get_contents (path, &text, NULL, &error))
    script = sim_script_parse (text, &error);
  if (script != NULL)
    return script;
  g_printerr ("%s: %s\n", path, error->message);
  exit (2);
}

#define OTHER_WORLD \
  "It was made with another template, %s, and does other things with this one, %s: that it holds proves nothing."

static gboolean
is_of_this_world (const SimScript *script)
{
  return g_strcmp0 (script->world, sim_world_get_name ()) == 0;
}

static void
run_script (const SimMutant *mutant)
{
  g_autoptr(SimScript) script = read_script (script_name);
  SimReport report = { 0 };
  g_autofree char *violation = sim_world_run (script, mutant, &report);

  g_print ("%s: %s\n", script_name, violation != NULL ? violation : "all held");
  if (!is_of_this_world (script))
    g_print (OTHER_WORLD "\n", script->world != NULL ? script->world : "?", sim_world_get_name ());
  if (violation != NULL && shrinks)
    tell_shrunk (script, mutant, report.rule);
  exit (violation != NULL);
}

static void
print_script (const SimMutant *mutant)
{
  g_autoptr(SimScript) script = make_script (one_seed, mutant);
  g_autofree char *text = sim_script_dup_text (script);

  g_print ("world %s\n%s", sim_world_get_name (), text);
  exit (0);
}

static void
run_by_hand (void)
{
  const SimMutant *mutant = mutant_name != NULL ? find_mutant (mutant_name) : NULL;
  SimReport report = { 0 };
  clock_t started = clock ();
  gint64 deadline = minutes > 0 ? g_get_monotonic_time () + (gint64) (minutes * 60 * G_USEC_PER_SEC) : G_MAXINT64;
  gint64 limit = one_seed >= 0 ? 1 : n_seeds > 0 ? n_seeds : G_MAXINT64;
  gint64 seed = one_seed >= 0 ? one_seed : first_seed;
  gint64 n_failed = 0;
  gint64 n = 0;
  double seconds;

  if (script_name != NULL)
    run_script (mutant);
  if (one_seed >= 0 && tells_script)
    print_script (mutant);
  for (; n < limit && g_get_monotonic_time () < deadline; n++, seed += stride)
    n_failed += !run_seed (seed, mutant, &report);
  seconds = (double) (clock () - started) / CLOCKS_PER_SEC;
  g_print ("%" G_GINT64_FORMAT " seeds, %" G_GINT64_FORMAT " failed, %.1f seeds/s of a core, %u desks, %u edits, %u crashes, "
           "%u conflicts, %u alike, %u taken, %u overbooked, %u restored, %u repaired, %u steps\n", n, n_failed, (double) n / seconds,
           report.n_desks, report.n_edits, report.n_crashes, report.n_conflicts, report.n_alike, report.n_taken, report.n_overbooked,
           report.n_restored, report.n_repaired, report.n_steps);
  exit (n_failed > 0);
}

/* What runs with the other tests. */

/* A part of the seeds: four of them run side by side. */
#define N_SEEDS 80
#define N_MUTANT_SEEDS 200

static void
test_seeds (void)
{
  SimReport report = { 0 };
  guint n_failed = 0;

  for (gint64 seed = first_seed; seed < first_seed + N_SEEDS; seed++)
    n_failed += !run_seed (seed, NULL, &report);
  g_assert_cmpuint (n_failed, ==, 0);
  /* A run in which nothing happens proves nothing. */
  g_assert_cmpuint (report.n_edits, >, N_SEEDS * 10);
  g_assert_cmpuint (report.n_crashes, >, N_SEEDS);
  g_assert_cmpuint (report.n_conflicts, >, N_SEEDS / 4);
  g_assert_cmpuint (report.n_repaired, >, 0);
  g_assert_cmpuint (report.n_alike, >, 0);
  g_assert_cmpuint (report.n_taken, >, 0);
  g_assert_cmpuint (report.n_overbooked, >, 0);
  g_test_message ("%u desks, %u edits, %u crashes, %u conflicts", report.n_desks, report.n_edits, report.n_crashes,
                  report.n_conflicts);
}

/* What once failed, as short as it could be made, with the reason. */
static void
test_kept (gconstpointer data)
{
  const SimScript *script = data;
  SimReport report = { 0 };
  g_autofree char *violation = sim_world_run (script, NULL, &report);
  g_autofree char *text = sim_script_dup_text (script);

  if (violation != NULL)
    g_test_fail_printf ("%s\n%s", violation, text);
  else if (!is_of_this_world (script))
    {
      g_autofree char *reason = g_strdup_printf (OTHER_WORLD, script->world != NULL ? script->world : "?", sim_world_get_name ());

      g_test_skip (reason);
    }
}

static void
add_kept (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "sim", "kept.txt", NULL);
  g_autofree char *text = NULL;
  g_auto(GStrv) scripts = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  scripts = g_strsplit (text, "\n\n", -1);
  /* First comes what the file is. */
  for (guint i = 1; scripts[i] != NULL; i++)
    {
      SimScript *script = sim_script_parse (scripts[i], &error);
      g_autofree char *name = NULL;

      g_assert_no_error (error);
      name = g_strdup_printf ("/sim/kept/%" G_GUINT64_FORMAT, script->seed);
      g_test_add_data_func_full (name, script, test_kept, (GDestroyNotify) sim_script_free);
    }
}

static void
test_mutant (gconstpointer data)
{
  const SimMutant *mutant = data;
  SimReport report = { 0 };

  for (gint64 seed = 1; seed <= N_MUTANT_SEEDS; seed++)
    {
      g_autoptr(SimScript) script = make_script (seed, mutant);
      g_autofree char *violation = sim_world_run (script, mutant, &report);

      if (violation != NULL && (mutant->rule == NULL || strstr (violation, mutant->rule) != NULL))
        {
          g_test_message ("seed %" G_GINT64_FORMAT ": %s", seed, violation);
          return;
        }
    }
  g_test_fail_printf ("%d seeds do not notice that %s", N_MUTANT_SEEDS, mutant->what);
}

static void
add_mutants (void)
{
  for (const SimMutant *mutant = sim_mutants; mutant->name != NULL; mutant++)
    {
      g_autofree char *path = g_strconcat (mutant->rushes ? "/sim/calendar-mutant/" : "/sim/mutant/", mutant->name, NULL);

      g_test_add_data_func (path, mutant, test_mutant);
    }
}

/* Shrinking finds the few lines that matter. */
static void
test_shrink (void)
{
  Failing failing = { .mutant = find_mutant ("delete-on-send") };
  Failing unharmed = { 0 };
  g_autoptr(SimScript) script = sim_script_new (1);
  g_autoptr(SimScript) shrunk = sim_script_shrink (script, still_fails, &failing);
  g_autofree char *text = sim_script_dup_text (shrunk);
  g_autoptr(GError) error = NULL;
  g_autoptr(SimScript) again = sim_script_parse (text, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (shrunk->lines->len, <=, 10);
  g_assert_true (still_fails (again, &failing));
  g_assert_false (still_fails (again, &unharmed));
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
  if (one_seed >= 0 || n_seeds > 0 || minutes > 0 || script_name != NULL)
    run_by_hand ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/seeds", test_seeds);
  add_kept ();
  g_test_add_func ("/sim/shrink", test_shrink);
  add_mutants ();
  return g_test_run ();
}
