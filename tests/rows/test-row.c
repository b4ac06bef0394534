/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/registry.h"
#include "core/values.h"
#include "rows/row.h"
#include "support/support.h"

/* Over the registry, so that a new kind of record is covered by itself. */

static AxleId
new_id (void)
{
  return axle_id_new (axle_host_get_default ());
}

/* Every third field is left out, another third hidden. */
static AxleRecord *
make_record (const AxleEntity *entity,
             guint             variant)
{
  AxleId id = new_id ();
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = new_id ();
  record->revision = variant;
  record->deleted = variant % 2;
  record->created_at = -5 + (gint64) variant;
  if (variant > 0)
    {
      record->created_by = new_id ();
      record->created_on = new_id ();
      record->unknown = g_strdup ("{\"later\":1}");
    }
  for (guint i = 0; i < entity->n_fields; i++)
    if ((i + variant) % 3 == 1)
      record->hidden |= G_GUINT64_CONSTANT (1) << i;
    else if ((i + variant) % 3 == 2)
      test_fill_value (&entity->fields[i], variant, &record->values[i]);
  return record;
}

static void
check_same (const AxleRecord *read,
            const AxleRecord *written)
{
  g_assert_true (axle_record_equal (read, written));
  g_assert_true (axle_id_equal (&read->scope, &written->scope));
  g_assert_true (axle_id_equal (&read->created_by, &written->created_by));
  g_assert_true (axle_id_equal (&read->created_on, &written->created_on));
  g_assert_cmpint (read->revision, ==, written->revision);
  g_assert_cmpuint (read->hidden, ==, written->hidden);
  g_assert_cmpint (read->created_at, ==, written->created_at);
  g_assert_cmpstr (read->unknown, ==, written->unknown);
}

static AxleStatement *
prepare_insert (AxleConnection   *connection,
                const AxleEntity *entity)
{
  g_autofree char *columns = axle_row_dup_columns (entity);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  AxleStatement *statement;

  g_string_printf (sql, "INSERT INTO \"%s\" (%s) VALUES (?1", entity->kind, columns);
  for (guint i = 1; i < axle_row_n_columns (entity); i++)
    g_string_append_printf (sql, ", ?%u", i + 1);
  g_string_append_c (sql, ')');
  statement = axle_connection_prepare (connection, sql->str, &error);
  g_assert_no_error (error);
  return statement;
}

static void
check_kind (AxleConnection   *connection,
            const AxleEntity *entity)
{
  g_autofree char *table = axle_row_dup_table (entity);
  g_autofree char *columns = axle_row_dup_columns (entity);
  g_autofree char *select = g_strdup_printf ("SELECT %s FROM \"%s\" ORDER BY rowid", columns, entity->kind);
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(AxleStatement) insert = NULL;
  g_autoptr(AxleStatement) rows = NULL;
  g_autoptr(GError) error = NULL;

  g_test_message ("%s", entity->kind);
  g_assert_true (axle_connection_exec (connection, table, &error));
  insert = prepare_insert (connection, entity);
  for (guint variant = 0; variant < 3; variant++)
    {
      g_ptr_array_add (records, make_record (entity, variant));
      axle_row_bind (insert, records->pdata[variant]);
      g_assert_true (axle_statement_run (insert, &error));
    }
  rows = axle_connection_prepare (connection, select, &error);
  g_assert_cmpint (axle_statement_get_n_columns (rows), ==, (int) axle_row_n_columns (entity));
  for (guint variant = 0; variant < 3; variant++)
    {
      g_autoptr(AxleRecord) record = NULL;

      g_assert_cmpint (axle_statement_step (rows, &error), ==, AXLE_STEP_ROW);
      record = axle_row_read (entity, rows);
      check_same (record, records->pdata[variant]);
    }
  g_assert_cmpint (axle_statement_step (rows, &error), ==, AXLE_STEP_DONE);
}

static void
test_round_trip (void)
{
  const AxleEntity * const *entities = axle_registry_list ();
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleConnection) connection = axle_connection_open (":memory:", AXLE_CONNECTION_CREATE, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; entities[i] != NULL; i++)
    check_kind (connection, entities[i]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rows/round-trip", test_round_trip);
  return g_test_run ();
}
