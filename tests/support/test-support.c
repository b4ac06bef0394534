/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>

#include "support/postgres.h"
#include "support/support.h"

static void
test_folder (void)
{
  g_autofree char *path = NULL;
  {
    g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
    g_autofree char *inner = axle_test_folder_build (folder, "inner");
    g_autofree char *file = g_build_filename (inner, "file", NULL);
    g_autoptr(GBytes) content = NULL;

    path = g_strdup (axle_test_folder_get_path (folder));
    g_assert_cmpint (g_mkdir_with_parents (inner, 0700), ==, 0);
    axle_test_write (file, "text", -1);
    content = axle_test_read (file);
    g_assert_cmpmem (g_bytes_get_data (content, NULL), g_bytes_get_size (content), "text", 4);
  }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static gboolean
is_set (gpointer data)
{
  return g_atomic_int_get ((int *) data) == 1;
}

static gboolean
set_cb (gpointer data)
{
  g_atomic_int_set ((int *) data, 1);
  return G_SOURCE_REMOVE;
}

static gpointer
set_thread (gpointer data)
{
  set_cb (data);
  return NULL;
}

static void
test_wait_for_source (void)
{
  int value = 0;

  g_idle_add (set_cb, &value);
  axle_test_wait_for (is_set, &value);
}

static void
test_wait_for_thread (void)
{
  int value = 0;
  GThread *thread = g_thread_new ("set", set_thread, &value);

  axle_test_wait_for (is_set, &value);
  g_thread_join (thread);
}

static void
test_shared_data (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *file = axle_test_folder_build (folder, "list.csv");
  g_autofree char *found = NULL;

  axle_test_write (file, "", 0);
  g_setenv ("AXLE_SHARED_DATA", axle_test_folder_get_path (folder), TRUE);
  found = axle_test_shared_data ("list.csv");
  g_assert_cmpstr (found, ==, file);
}

static void
test_postgres (void)
{
  AxleTestPostgres *server = axle_test_postgres_get ();
  g_autofree char *uri = axle_test_postgres_new_database (server);
  const char * const question[] = { "psql", uri, "-tAc", "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", NULL };
  const char * const change[] = { "psql", uri, "-qc", "CREATE TABLE kept (a int)", NULL };
  g_autofree char *before = axle_test_postgres_run (server, question);
  g_autofree char *changed = axle_test_postgres_run (server, change);
  g_autofree char *after = NULL;

  g_assert_cmpstr (before, ==, "0\n");
  axle_test_postgres_stop (server, SIGQUIT);
  axle_test_postgres_start (server);
  after = axle_test_postgres_run (server, question);
  g_assert_cmpstr (after, ==, "1\n");
}

typedef struct
{
  const char *name;
  int         number;
} Case;

static const Case cases[] = {
  { "first", 1 },
  { "second", 2 },
};

static void
test_table (const Case *c)
{
  g_assert_cmpint (c->number, ==, g_str_has_suffix (g_test_get_path (), "/first") ? 1 : 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/support/folder", test_folder);
  g_test_add_func ("/support/wait-for-source", test_wait_for_source);
  g_test_add_func ("/support/wait-for-thread", test_wait_for_thread);
  g_test_add_func ("/support/shared-data", test_shared_data);
  g_test_add_func ("/support/postgres", test_postgres);
  axle_test_add_table ("/support/table", cases, test_table);
  return g_test_run ();
}
