/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "desk.h"
#include "frames.h"
#include "support/support.h"
#include "ui/profile.h"
#include "ui/shell/application.h"
#include "ui/shell/locale.h"

/* The whole app on a profile of many customers and on one of two dozen: what it keeps in
 * memory once the list is there, what a frame costs while the list is scrolled, by rows
 * and by leaps through all of it, and whether the memory stays flat meanwhile.
 *
 *     bench-list [CUSTOMERS]
 *
 * A frame is said twice: “ours” ends where painting begins, “painted” has that too. */

#define N_ROLLS 400       /* frames, a few rows each */
#define ROLLED 90.0       /* pixels a frame */
#define N_LEAPS 400       /* frames, each somewhere else */
#define WARM 50           /* frames before the first that counts */
#define FILLED 150        /* leaps until the page caches, which are bounded, are full */

/* A child: the program itself. */

enum { OURS, PAINTED };

typedef struct
{
  guint          n_customers;
  GtkWindow     *window;
  GtkAdjustment *adjustment;
  GRand         *random;
  GArray        *rolls[2];  /* (element-type double): milliseconds, ours and painted */
  GArray        *leaps[2];
  guint          n_frames;
  BenchFrames    frames;
  double         resident;  /* megabytes, once the caches are full */
} Child;

static double
resident_mb (void)
{
  g_autofree char *text = NULL;
  long size = 0, resident = 0;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL));
  g_assert_cmpint (sscanf (text, "%ld %ld", &size, &resident), ==, 2);
  return (double) resident * (double) sysconf (_SC_PAGESIZE) / (1024 * 1024);
}

/* The renderer's part has no limit: it is another one on every machine. */
static void
tell_painted (const char *name,
              GArray     *frames)
{
  g_print ("%s.painted.p50 %.2f ms\n", name, bench_get_quantile (frames, 0.5));
  g_print ("%s.painted.p99 %.2f ms\n", name, bench_get_quantile (frames, 0.99));
}

static void
tell_frames (const char *name,
             GArray     *frames)
{
  g_print ("%s.ours.p50 %.2f ms\n", name, bench_get_quantile (frames, 0.5));
  g_print ("%s.ours.p99 %.2f ms %.1f\n", name, bench_get_quantile (frames, 0.99), BENCH_FRAME_MS);
  g_print ("%s.ours.longest %.2f ms %.1f\n", name, bench_get_quantile (frames, 1), BENCH_FRAME_MS);
}

static void
end (Child *self)
{
  double resident = resident_mb ();

  tell_frames ("roll", self->rolls[OURS]);
  tell_painted ("roll", self->rolls[PAINTED]);
  tell_frames ("leap", self->leaps[OURS]);
  tell_painted ("leap", self->leaps[PAINTED]);
  g_print ("resident %.1f MB\n", resident);
  g_print ("resident.grown %.1f MB 8\n", resident - self->resident);
  /* Not exit(): that takes the ciphers away from the worker, which may still be writing. */
  g_application_quit (g_application_get_default ());
}

/* The first frames count nowhere. */
static void
keep_times (Child *self)
{
  GArray **times = self->n_frames <= WARM + N_ROLLS ? self->rolls : self->leaps;

  self->frames.ours = self->n_frames > WARM ? times[OURS] : NULL;
  self->frames.painted = self->n_frames > WARM ? times[PAINTED] : NULL;
}

static gboolean
scroll_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  Child *self = data;
  double upper = gtk_adjustment_get_upper (self->adjustment) - gtk_adjustment_get_page_size (self->adjustment);

  self->n_frames++;
  if (self->n_frames == WARM + N_ROLLS + FILLED)
    self->resident = resident_mb ();
  if (self->n_frames > WARM + N_ROLLS + N_LEAPS)
    {
      end (self);
      return G_SOURCE_REMOVE;
    }
  keep_times (self);
  if (self->n_frames <= WARM + N_ROLLS)
    gtk_adjustment_set_value (self->adjustment, gtk_adjustment_get_value (self->adjustment) + ROLLED);
  else
    gtk_adjustment_set_value (self->adjustment, g_rand_double_range (self->random, 0, upper));
  return G_SOURCE_CONTINUE;
}

static guint
count_rows (Child      *self,
            GtkWidget **view)
{
  GtkSelectionModel *model;

  *view = bench_find_mapped (GTK_WIDGET (self->window), GTK_TYPE_COLUMN_VIEW);
  model = *view != NULL ? gtk_column_view_get_model (GTK_COLUMN_VIEW (*view)) : NULL;
  return model != NULL ? g_list_model_get_n_items (G_LIST_MODEL (model)) : 0;
}

static gboolean
wait_cb (gpointer data)
{
  Child *self = data;
  GtkWidget *view;

  if (count_rows (self, &view) < self->n_customers)
    return G_SOURCE_CONTINUE;
  g_print ("resident.list %.1f MB\n", resident_mb ());
  if (self->n_customers <= TEST_N_CUSTOMERS)
    {
      g_application_quit (g_application_get_default ());
      return G_SOURCE_REMOVE;
    }
  self->adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  bench_frames_watch (&self->frames, gtk_widget_get_frame_clock (view));
  gtk_widget_add_tick_callback (view, scroll_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window,
                 Child          *self)
{
  if (self->window != NULL)
    return;
  self->window = window;
  g_timeout_add (200, wait_cb, self);
}

static int
run_axle (char       *name,
          char       *profile,
          guint       n_customers)
{
  char *arguments[] = { name, (char *) "--profile", profile, (char *) "--sign-in", (char *) TEST_MANAGER, NULL };
  g_autoptr(AxleApplication) application = NULL;
  Child self = {
    .n_customers = n_customers, .random = g_rand_new_with_seed (1),
  };

  for (guint i = OURS; i <= PAINTED; i++)
    {
      self.rolls[i] = bench_times_new ();
      self.leaps[i] = bench_times_new ();
    }
  axle_locale_set_up ();
  application = axle_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), &self);
  return g_application_run (G_APPLICATION (application), 5, arguments);
}

/* The parent. */

static void
fill_profile (const char *profile,
              guint       n_customers)
{
  test_profile_make (profile);
  bench_desk_fill (profile, n_customers);
}

/* Passes on what the child measured; returns the first line's figure. */
static double
run_child (const char *name,
           const char *profile,
           guint       n_customers,
           gboolean    tell)
{
  g_autofree char *number = g_strdup_printf ("%u", n_customers);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, name, profile, number, NULL);
  double resident;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  if (strstr (text, "resident.list") == NULL || sscanf (strstr (text, "resident.list"), "resident.list %lf", &resident) != 1)
    g_error ("The program did not get ready: %s", text);
  if (tell)
    g_print ("%s", text);
  return resident;
}

static int
run_all (const char *name,
         guint       n_customers)
{
  g_autoptr(AxleTestFolder) empty = axle_test_folder_new ();
  g_autoptr(AxleTestFolder) full = axle_test_folder_new ();
  double without, with;

  fill_profile (axle_test_folder_get_path (empty), 0);
  fill_profile (axle_test_folder_get_path (full), n_customers);
  without = run_child (name, axle_test_folder_get_path (empty), TEST_N_CUSTOMERS, FALSE);
  with = run_child (name, axle_test_folder_get_path (full), n_customers, TRUE);
  g_print ("resident.few %.1f MB\n", without);
  g_print ("memory %.1f MB 80\n", with - without);
  return EXIT_SUCCESS;
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("AXLE_KEY_STORE", "file", TRUE);
  g_setenv ("AXLE_PIN", TEST_PIN, TRUE);
  if (argc == 3)
    return run_axle (argv[0], argv[1], (guint) g_ascii_strtoull (argv[2], NULL, 10));
  return run_all (argv[0], argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000);
}
