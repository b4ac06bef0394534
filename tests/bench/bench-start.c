/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/demo/demo.h"
#include "store/key.h"
#include "store/outbox.h"
#include "store/search.h"
#include "store/store.h"
#include "support/support.h"
#include "ui/profile.h"
#include "ui/shell/application.h"
#include "ui/shell/locale.h"

/* From the start of a process to a window that can be used, with 100,000 customers
 * and somebody signed in, against a window of libadwaita with nothing in it. Each is
 * a process of its own, in turn; the files are warm for both. */

#define N_CUSTOMERS 100000
#define N_ROUNDS 7
#define RECORDS_A_PAGE 5000
#define INDEX_AT_ONCE 20000

static AxleStore *
open_store (const char *profile)
{
  g_autofree char *path = g_build_filename (profile, "cache.db", NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) key = axle_key_load (profile, FALSE, &error);
  AxleStore *store;

  g_assert_no_error (error);
  store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  g_assert_no_error (error);
  return store;
}

/* What a desk does in its first quiet minutes; starting anew is not the time for it. */
static void
settle (AxleStore *store)
{
  guint n_left = 1;

  while (n_left > 0)
    {
      g_autoptr(GError) error = NULL;

      axle_store_index_slice (store, INDEX_AT_ONCE, &n_left, &error);
      g_assert_no_error (error);
    }
}

/* The feed of a server that nobody needs to run. */
static void
fill_profile (const char *profile)
{
  AxleStore *store = open_store (profile);
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (store);
  AxleDemoOptions options = { .n_customers = N_CUSTOMERS, .seed = 1, .today = { 2026, 6, 15 }, .store = enrolment->store };
  g_autoptr(AxleDemo) demo = axle_demo_new (&options);
  AxleCursor cursor = axle_store_get_cursor (store, &enrolment->store);
  gboolean more = TRUE;

  while (more)
    {
      g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_autoptr(GError) error = NULL;

      while ((more = axle_demo_next (demo, records)) && records->len < RECORDS_A_PAGE)
        ;
      for (guint i = 0; i < records->len; i++)
        ((AxleRecord *) records->pdata[i])->revision = 1;
      cursor.sequence += records->len;
      axle_store_apply_feed (store, &enrolment->store, records, &cursor, &error);
      g_assert_no_error (error);
    }
  settle (store);
  axle_store_close (store);
}

/* A child: says when it was ready, and how much memory was its own. */

static gint64
read_pss (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nPss:");
  return line == NULL ? 0 : g_ascii_strtoll (line + strlen ("\nPss:"), NULL, 10);
}

static void
ready_cb (GdkFrameClock *clock,
          gpointer       user_data)
{
  printf ("ready %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", g_get_monotonic_time (), read_pss ());
  fflush (stdout);
  _exit (EXIT_SUCCESS);
}

/* Whether @widget shows a table with rows in it. */
static gboolean
has_rows (GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_COLUMN_VIEW (widget))
    {
      GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (GTK_COLUMN_VIEW (widget)));

      return model != NULL && g_list_model_get_n_items (model) >= N_CUSTOMERS;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_rows (child))
      return TRUE;
  return FALSE;
}

static gboolean
tick_cb (GtkWidget     *window,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  gboolean needs_rows = GPOINTER_TO_INT (user_data);

  if (!gtk_widget_get_mapped (window) || (needs_rows && !has_rows (window)))
    return G_SOURCE_CONTINUE;
  g_signal_connect (clock, "after-paint", G_CALLBACK (ready_cb), NULL);
  gtk_widget_queue_draw (window);
  return G_SOURCE_REMOVE;
}

static void
watch_cb (GtkApplication *application,
          GtkWindow      *window,
          gpointer        user_data)
{
  gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, user_data, NULL);
}

static void
bare_cb (GtkApplication *application,
         gpointer        user_data)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *view = adw_toolbar_view_new ();

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), gtk_label_new ("Axle"));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
}

static int
run_bare (void)
{
  g_autoptr(AdwApplication) application = adw_application_new ("io.github.axledesk.Axle.Bare", G_APPLICATION_DEFAULT_FLAGS);

  g_signal_connect (application, "activate", G_CALLBACK (bare_cb), NULL);
  g_signal_connect (application, "window-added", G_CALLBACK (watch_cb), GINT_TO_POINTER (FALSE));
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

static int
run_axle (char *name,
          char *profile)
{
  char *arguments[] = { name, (char *) "--profile", profile, (char *) "--sign-in", (char *) TEST_MANAGER, NULL };
  g_autoptr(AxleApplication) application = NULL;

  axle_locale_set_up ();
  application = axle_application_new ();
  g_signal_connect (application, "window-added", G_CALLBACK (watch_cb), GINT_TO_POINTER (TRUE));
  return g_application_run (G_APPLICATION (application), G_N_ELEMENTS (arguments) - 1, arguments);
}

/* The parent. */

typedef struct
{
  double seconds;
  double megabytes;
} Sample;

static Sample
measure (const char *name,
         const char *mode,
         const char *profile)
{
  g_autoptr(GError) error = NULL;
  gint64 began = g_get_monotonic_time (), at = 0, kilobytes = 0;
  g_autoptr(GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, name, mode, profile, NULL);
  g_autofree char *text = NULL;
  const char *line;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (child, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  line = strstr (text, "ready ");
  if (line == NULL || sscanf (line, "ready %" G_GINT64_FORMAT " %" G_GINT64_FORMAT, &at, &kilobytes) != 2)
    g_error ("%s did not get ready: %s", mode, text);
  return (Sample) { (double) (at - began) / G_USEC_PER_SEC, (double) kilobytes / 1024 };
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (const Sample *samples,
        gboolean      of_memory)
{
  double sorted[N_ROUNDS];

  for (int i = 0; i < N_ROUNDS; i++)
    sorted[i] = of_memory ? samples[i].megabytes : samples[i].seconds;
  qsort (sorted, N_ROUNDS, sizeof *sorted, compare);
  return sorted[N_ROUNDS / 2];
}

static int
run_all (const char *name)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  const char *profile = axle_test_folder_get_path (folder);
  Sample axle[N_ROUNDS], bare[N_ROUNDS];

  test_profile_make (profile);
  fill_profile (profile);
  measure (name, "bare", profile);
  measure (name, "axle", profile);
  for (int i = 0; i < N_ROUNDS; i++)
    {
      bare[i] = measure (name, "bare", profile);
      axle[i] = measure (name, "axle", profile);
    }
  g_print ("start.bare %.3f s\n", median (bare, FALSE));
  g_print ("start.axle %.3f s\n", median (axle, FALSE));
  g_print ("start %.2f ratio 1.3\n", median (axle, FALSE) / median (bare, FALSE));
  g_print ("memory.bare %.1f MB\n", median (bare, TRUE));
  g_print ("memory.axle %.1f MB\n", median (axle, TRUE));
  g_print ("memory.more %.1f MB 40\n", median (axle, TRUE) - median (bare, TRUE));
  return EXIT_SUCCESS;
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("AXLE_KEY_STORE", "file", TRUE);
  g_setenv ("AXLE_PIN", TEST_PIN, TRUE);
  if (argc == 1)
    return run_all (argv[0]);
  return g_str_equal (argv[1], "bare") ? run_bare () : run_axle (argv[0], argv[2]);
}
