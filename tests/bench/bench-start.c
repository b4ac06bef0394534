/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "frames.h"
#include "ready.h"
#include "support/support.h"
#include "ui/profile.h"
#include "ui/shell/application.h"
#include "ui/shell/locale.h"

/* From the start of a process to a window that can be used, with 100,000 customers,
 * against a window of libadwaita that is all of its program. Each is a process of its
 * own, in turn; the files are warm for all. A window can be used once the staff to
 * choose from are on the screen. How long somebody needs to type a PIN, and the time
 * that checking it takes so that nobody else guesses it, are no part of the start:
 * the list, which is measured too, is reached with a PIN that costs nothing to check.
 * It is there with its first rows, and a few frames later with all that GTK keeps
 * widgets for. */

#define N_CUSTOMERS 100000
#define N_ROUNDS 7

/* A child: the program itself, to a sign-in page or to the list. */

static gboolean
has_people (GtkWidget *window)
{
  return bench_find_mapped (window, GTK_TYPE_FLOW_BOX_CHILD) != NULL;
}

static guint
count_rows (GtkWidget *window)
{
  GtkWidget *view = bench_find_mapped (window, GTK_TYPE_COLUMN_VIEW);
  GtkSelectionModel *model = view != NULL ? gtk_column_view_get_model (GTK_COLUMN_VIEW (view)) : NULL;

  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static gboolean
has_rows (GtkWidget *window)
{
  return count_rows (window) > 0;
}

static gboolean
has_all_rows (GtkWidget *window)
{
  return count_rows (window) >= N_CUSTOMERS;
}

static const struct
{
  const char *name;
  ReadyFunc   is_ready;
  gboolean    signs_in;
} goals[] = {
  { "sign-in", has_people, FALSE },
  { "list", has_rows, TRUE },
  { "all", has_all_rows, TRUE },
};

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 gpointer        user_data)
{
  ready_watch (window, goals[GPOINTER_TO_UINT (user_data)].is_ready);
}

static int
run_axle (char       *name,
          const char *goal,
          char       *profile)
{
  char *arguments[] = { name, (char *) "--profile", profile, (char *) "--sign-in", (char *) TEST_MANAGER, NULL };
  g_autoptr(AxleApplication) application = NULL;
  guint which = 0;

  while (!g_str_equal (goals[which].name, goal))
    which++;
  axle_locale_set_up ();
  application = axle_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), GUINT_TO_POINTER (which));
  return g_application_run (G_APPLICATION (application), goals[which].signs_in ? 5 : 3, arguments);
}

/* The parent. */

typedef enum
{
  BARE,
  SIGN_IN,
  LIST,
  ALL,
  N_GOALS,
} Goal;

typedef struct
{
  double seconds;
  double megabytes;
} Sample;

static Sample
measure (const char *program,
         const char *goal,
         const char *profile)
{
  g_autoptr(GError) error = NULL;
  gint64 began = g_get_monotonic_time (), at = 0, kilobytes = 0;
  g_autoptr(GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, goal, profile, NULL);
  g_autofree char *text = NULL;
  const char *line;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  line = strstr (text, "ready ");
  if (line == NULL || sscanf (line, "ready %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &at, &kilobytes) != 2)
    g_error ("%s did not get ready: %s", program, text);
  return (Sample) { (double) (at - began) / G_USEC_PER_SEC, (double) kilobytes / 1024 };
}

static double
median (const Sample *samples,
        gboolean      of_memory)
{
  g_autoptr(GArray) figures = bench_times_new ();

  for (int i = 0; i < N_ROUNDS; i++)
    g_array_append_val (figures, *(of_memory ? &samples[i].megabytes : &samples[i].seconds));
  return bench_get_quantile (figures, 0.5);
}

static Sample
measure_goal (const char *name,
              Goal        goal,
              const char *profile)
{
  return goal == BARE ? measure (BARE_WINDOW, NULL, NULL) : measure (name, goals[goal - SIGN_IN].name, profile);
}

static int
run_all (const char *name)
{
  static const char * const labels[] = { "bare", "sign-in", "list", "all" };
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  const char *profile = axle_test_folder_get_path (folder);
  Sample samples[N_GOALS][N_ROUNDS];
  double seconds[N_GOALS], megabytes[N_GOALS];

  test_profile_make (profile);
  bench_desk_fill (profile, N_CUSTOMERS);
  for (Goal goal = BARE; goal < N_GOALS; goal++)
    measure_goal (name, goal, profile);
  for (int i = 0; i < N_ROUNDS; i++)
    for (Goal goal = BARE; goal < N_GOALS; goal++)
      samples[goal][i] = measure_goal (name, goal, profile);
  for (Goal goal = BARE; goal < N_GOALS; goal++)
    {
      seconds[goal] = median (samples[goal], FALSE);
      megabytes[goal] = median (samples[goal], TRUE);
      g_print ("start.%s %.3f s\n", labels[goal], seconds[goal]);
      g_print ("resident.%s %.1f MB\n", labels[goal], megabytes[goal]);
    }
  g_print ("start %.2f ratio 1.3\n", seconds[SIGN_IN] / seconds[BARE]);
  g_print ("start.to-list %.2f ratio\n", seconds[LIST] / seconds[BARE]);
  g_print ("memory %.1f MB 40\n", megabytes[LIST] - megabytes[BARE]);
  g_print ("memory.with-all %.1f MB\n", megabytes[ALL] - megabytes[BARE]);
  return EXIT_SUCCESS;
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("AXLE_KEY_STORE", "file", TRUE);
  g_setenv ("AXLE_PIN", TEST_PIN, TRUE);
  return argc == 1 ? run_all (argv[0]) : run_axle (argv[0], argv[1], argv[2]);
}
