/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/desk.h"

#include "core/registry.h"
#include "store/private.h"

/* Every descriptor has its table, every field its column of the right type, and
 * every field that is looked up its index. */

static char *
find_text (AxleStore  *store,
           const char *sql,
           const char *table,
           const char *column)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStatement) statement = axle_connection_prepare (store->connection, sql, &error);

  g_assert_no_error (error);
  axle_statement_bind_text (statement, 1, table);
  axle_statement_bind_text (statement, 2, column);
  if (axle_statement_step (statement, &error) != AXLE_STEP_ROW)
    return NULL;
  return axle_statement_dup_text (statement, 0);
}

static const char *
expected_type (const AxleField *field)
{
  switch (axle_field_value_kind (field))
    {
    case AXLE_VALUE_INTEGER:
    case AXLE_VALUE_BOOLEAN:
      return "INTEGER";
    case AXLE_VALUE_ID:
      return "BLOB";
    case AXLE_VALUE_TEXT:
    case AXLE_VALUE_SET:
    case AXLE_VALUE_NONE:
    default:
      return "TEXT";
    }
}

static void
test_columns (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autoptr(AxleStore) store = test_desk_open (folder, "cache");
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    for (guint f = 0; f < entities[i]->n_fields; f++)
      {
        const AxleField *field = &entities[i]->fields[f];
        g_autofree char *type =
          find_text (store, "SELECT type FROM pragma_table_info (?1) WHERE name = ?2", entities[i]->kind, field->name);
        g_autofree char *index =
          find_text (store,
                     "SELECT i.name FROM pragma_index_list (?1) i, pragma_index_info (i.name) c "
                     "WHERE c.seqno = 0 AND c.name = ?2", entities[i]->kind, field->name);

        g_test_message ("%s.%s", entities[i]->kind, field->name);
        g_assert_cmpstr (type, ==, expected_type (field));
        if (field->flags & AXLE_FIELD_INDEXED)
          g_assert_nonnull (index);
      }
}

static void
test_from_each_version (void)
{
  guint n_migrations;
  const AxleMigration *migrations = axle_store_migrations (&n_migrations);

  for (guint version = 0; version <= n_migrations; version++)
    {
      g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
      g_autofree char *path = axle_test_folder_build (folder, "cache");
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleConnection) connection = axle_connection_open (path, AXLE_CONNECTION_CREATE, NULL, &error);
      g_autoptr(AxleStore) store = NULL;

      g_assert_no_error (error);
      axle_migration_run_to (connection, migrations, n_migrations, (int) version, &error);
      g_assert_no_error (error);
      g_clear_pointer (&connection, axle_connection_close);
      store = axle_store_open (&(AxleStoreOptions) { .path = path }, &error);
      g_assert_no_error (error);
      g_assert_cmpint (axle_migration_get_version (store->connection, NULL), ==, (int) n_migrations);
    }
}

static void
test_newer (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecord) customer = test_customer ("李明朗", NULL);
  g_autoptr(AxleRecord) found = NULL;
  AxleStore *store = axle_store_open (&(AxleStoreOptions) { .path = path }, &error);

  g_assert_no_error (error);
  test_desk_save_record (store, NULL, customer);
  axle_connection_exec (store->connection, "PRAGMA user_version = 999", &error);
  g_assert_no_error (error);
  axle_store_close (store);

  store = axle_store_open (&(AxleStoreOptions) { .path = path }, &error);
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NEWER);
  g_assert_null (store);
  g_clear_error (&error);

  store = axle_store_open (&(AxleStoreOptions) { .path = path, .read_only = TRUE }, &error);
  g_assert_no_error (error);
  found = axle_store_get (store, customer->entity, &customer->id, &error);
  g_assert_no_error (error);
  g_assert_true (axle_record_equal (found, customer));
  axle_store_close (store);
}

static void
test_wrong_key (void)
{
  g_autoptr(AxleTestFolder) folder = axle_test_folder_new ();
  g_autofree char *path = axle_test_folder_build (folder, "cache");
  g_autofree char *other = g_strnfill (32, 'x');
  g_autoptr(GBytes) key = g_bytes_new (other, 32);
  g_autoptr(GError) error = NULL;
  AxleStore *store = test_desk_open (folder, "cache");

  axle_store_close (store);
  store = axle_store_open (&(AxleStoreOptions) { .path = path, .key = key }, &error);
  g_assert_null (store);
  g_assert_error (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_KEY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schema/columns", test_columns);
  g_test_add_func ("/schema/from-each-version", test_from_each_version);
  g_test_add_func ("/schema/newer", test_newer);
  g_test_add_func ("/schema/wrong-key", test_wrong_key);
  return g_test_run ();
}
