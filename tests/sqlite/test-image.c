/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "sqlite/error.h"
#include "sqlite/image.h"
#include "sqlite/statement.h"
#include "support/support.h"

static const guint8 key[AXLE_CONNECTION_KEY_SIZE] = { 1, 2, 3 };

static GBytes *
make_image (const char *sql)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleConnection) connection = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, &error);
  GBytes *image;

  g_assert_true (axle_connection_exec (connection, sql, &error));
  image = axle_connection_dup_image (connection, &error);
  g_assert_no_error (error);
  return image;
}

static AxleConnection *
open_cache (AxleTestFolder *folder,
            gboolean        encrypted)
{
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  AxleConnectionOptions options = { .key = encrypted ? key : NULL };
  g_autoptr(GError) error = NULL;
  AxleConnection *connection = axle_connection_open (path, AXLE_CONNECTION_CREATE, &options, &error);

  g_assert_no_error (error);
  return connection;
}

static gint64
query (AxleConnection *connection,
       const char     *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  axle_connection_query_int64 (connection, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* What is plain goes into what is encrypted, twice under one name. */
static void
test_attach (gconstpointer encrypted)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleConnection) connection = open_cache (folder, GPOINTER_TO_INT (encrypted));
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_connection_exec (connection, "CREATE TABLE t (a)", &error));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GBytes) image = make_image ("CREATE TABLE s (a); INSERT INTO s VALUES (1), (2), (3)");

      g_assert_true (axle_connection_attach_image (connection, "part", image, &error));
      g_assert_true (axle_connection_exec (connection, "INSERT INTO t SELECT a FROM part.s", &error));
      g_assert_true (axle_connection_detach (connection, "part", &error));
      g_assert_no_error (error);
    }
  g_assert_cmpint (query (connection, "SELECT count(*) FROM t"), ==, 6);
}

/* What is no database says so, and hurts nothing. */
static void
test_rubbish (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleConnection) connection = open_cache (folder, TRUE);
  g_autoptr(GBytes) rubbish = g_bytes_new_static ("SQLite format 3\0 it is not", 26);
  g_autoptr(GError) error = NULL;
  gint64 value;

  if (axle_connection_attach_image (connection, "part", rubbish, NULL))
    {
      g_assert_false (axle_connection_query_int64 (connection, "SELECT count(*) FROM part.sqlite_schema", &value, &error));
      g_assert_error (error, AXLE_SQLITE_ERROR, AXLE_SQLITE_ERROR_NOT_A_DATABASE);
      g_assert_true (axle_connection_detach (connection, "part", NULL));
    }
  g_assert_cmpint (query (connection, "SELECT 1"), ==, 1);
}

static char *
shout (const char *text)
{
  return text != NULL ? g_ascii_strup (text, -1) : NULL;
}

static void
test_function (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleConnection) connection = open_cache (folder, FALSE);
  g_autoptr(GError) error = NULL;

  g_assert_true (axle_connection_add_function (connection, "shout", shout, &error));
  g_assert_cmpint (query (connection, "SELECT shout ('ab') = 'AB' AND shout (NULL) IS NULL"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/image/attach/plain", GINT_TO_POINTER (FALSE), test_attach);
  g_test_add_data_func ("/image/attach/encrypted", GINT_TO_POINTER (TRUE), test_attach);
  g_test_add_func ("/image/rubbish", test_rubbish);
  g_test_add_func ("/image/function", test_function);
  return g_test_run ();
}
