/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "core/party/customer.h"
#include "store/private.h"
#include "sync/dealership.h"

/* More than a leaf has, so that sums of parts are asked for too. */
#define N_CUSTOMERS 300

static const char *program;

typedef struct
{
  AxleTestFolder *folder;
  Dealership     *dealership;
  Desk           *desk;
} Fixture;

typedef struct
{
  gboolean         finished;
  guint            n_steps;
  AxleAuditReport *report;
  GError          *error;
} Outcome;

static void
clear_outcome (Outcome *self)
{
  g_clear_pointer (&self->report, axle_audit_report_free);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Outcome, clear_outcome)

static gboolean
has_everything (gpointer data)
{
  Desk *desk = data;

  return desk_is_at_rest (desk) && axle_store_count_outbox (desk->store) == 0;
}

static void
add_customers (Fixture *self)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("王%u明", i);
      g_autofree char *phone = g_strdup_printf ("+86139%08u", i);
      AxleId id = axle_id_new (axle_host_get_default ());
      g_autoptr(AxleRecord) record = axle_record_new (&axle_customer_entity, &id);
      AxleChange *change;

      record->scope = self->dealership->store;
      axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
      axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
      axle_record_add_member (record, AXLE_CUSTOMER_PHONES, phone);
      axle_record_set_text (record, AXLE_CUSTOMER_CITY, "深圳");
      change = axle_change_new_between (NULL, record);
      change->staff = self->dealership->staff;
      g_ptr_array_add (changes, change);
    }
  axle_store_save (self->desk->store, changes, &operation, &error);
  g_assert_no_error (error);
  axle_engine_poke (self->desk->engine);
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->folder = axle_test_folder_new ();
  self->dealership = dealership_new (self->folder, program, NULL);
  self->desk = desk_new (self->dealership, self->folder, 0);
  axle_test_wait_for (has_everything, self->desk);
  add_customers (self);
  axle_test_wait_for (has_everything, self->desk);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  desk_free (self->desk);
  dealership_free (self->dealership);
  axle_test_folder_free (self->folder);
}

static void
audit_cb (AxleEngine            *engine,
          const AxleAuditReport *report,
          gboolean               finished,
          const GError          *error,
          gpointer               user_data)
{
  Outcome *outcome = user_data;

  g_assert_false (outcome->finished);
  outcome->n_steps++;
  outcome->finished = finished;
  if (!finished)
    return;
  outcome->report = axle_audit_report_copy (report);
  outcome->error = error != NULL ? g_error_copy (error) : NULL;
}

static gboolean
is_finished (gpointer data)
{
  return ((Outcome *) data)->finished;
}

static void
check_all (Fixture *self,
           Outcome *outcome)
{
  g_autoptr(GError) error = NULL;

  axle_engine_check_all (self->desk->engine, audit_cb, outcome, &error);
  g_assert_no_error (error);
  axle_test_wait_for (is_finished, outcome);
}

static void
damage (Fixture    *self,
        const char *sql)
{
  g_autoptr(GError) error = NULL;

  axle_connection_exec (self->desk->store->connection, sql, &error);
  g_assert_no_error (error);
}

/* Every row of customers and what they are sorted and found by, as a text. */
static char *
dup_picture (Fixture *self)
{
  g_autoptr(GString) picture = g_string_new (NULL);
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->desk->store->connection,
                             "SELECT hex(id), hex(scope), revision, deleted, pending, name, city, unknown, name_key, "
                             "phone_key FROM customer WHERE deleted = 0 ORDER BY id", NULL);

  while (axle_statement_step (statement, NULL) == AXLE_STEP_ROW)
    for (int i = 0; i < 10; i++)
      g_string_append_printf (picture, "%s|", axle_statement_is_null (statement, i) ? "" : axle_statement_get_text (statement, i));
  return g_string_free (g_steal_pointer (&picture), FALSE);
}

static gint64
count_found (Fixture *self)
{
  gint64 count = 0;

  axle_connection_query_int64 (self->desk->store->connection, "SELECT count(*) FROM search WHERE search MATCH 'wang*'", &count, NULL);
  return count;
}

#define COLUMNS "id, scope, revision, deleted, hidden, created_at, pending, type, name"

static const struct
{
  const char *name;
  const char *sql;
  guint       n_different;
  guint       n_keys;
} drifts[] = {
  { "none", "UPDATE customer SET last_contact = last_contact", 0, 0 },
  { "edited", "UPDATE customer SET city = 'x' WHERE row = 7", 1, 0 },
  { "value-lost", "UPDATE customer SET city = NULL WHERE row IN (7, 290)", 2, 0 },
  { "revision", "UPDATE customer SET revision = 9 WHERE row = 8", 1, 0 },
  { "missing", "DELETE FROM customer WHERE row = 9; DELETE FROM search WHERE rowid = 9", 1, 0 },
  { "extra", "INSERT INTO customer (" COLUMNS ") SELECT x'0102030405060708090a0b0c0d0e0f10', scope, 1, 0, 0, 5, 0, "
             "'person', 'Ghost' FROM customer WHERE row = 1", 1, 0 },
  { "hidden-away", "UPDATE customer SET deleted = 1 WHERE row = 11; DELETE FROM search WHERE rowid = 11", 1, 0 },
  { "false-pending", "UPDATE customer SET pending = 3 WHERE row = 12", 1, 0 },
  { "other-scope", "UPDATE customer SET scope = x'00' WHERE row = 13", 1, 0 },
  { "unknown-field", "UPDATE customer SET unknown = '{\"x\":1}' WHERE row = 14", 1, 0 },
  { "everything", "UPDATE customer SET name = 'Nobody'", N_CUSTOMERS, 0 },
  { "sort-key", "UPDATE customer SET name_key = 'zzz' WHERE row = 15", 0, 1 },
  { "phone-key", "UPDATE customer SET phone_key = NULL WHERE row IN (15, 16)", 0, 2 },
  { "plate-key", "UPDATE customer SET plate_key = '粤B' WHERE row = 16", 0, 1 },
  { "search-lost", "DELETE FROM search WHERE rowid = 17", 0, 1 },
  { "search-wrong", "INSERT OR REPLACE INTO search (rowid, keys) VALUES (18, 'somebody')", 0, 1 },
};

/* What was changed behind the store's back is found, named and mended; then nothing
 * is left to find. */
static void
test_drift (Fixture       *self,
            gconstpointer  unused)
{
  g_autofree char *before = dup_picture (self);
  g_auto(Outcome) again = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (drifts); i++)
    {
      g_auto(Outcome) found = { 0 };
      g_autofree char *after = NULL;

      g_test_message ("%s", drifts[i].name);
      damage (self, drifts[i].sql);
      check_all (self, &found);
      g_assert_no_error (found.error);
      g_assert_cmpuint (found.report->n_different, ==, drifts[i].n_different);
      g_assert_cmpuint (found.report->n_repaired, ==, drifts[i].n_different);
      g_assert_cmpuint (found.report->differing->len, ==, drifts[i].n_different);
      g_assert_cmpuint (found.report->n_keys, ==, drifts[i].n_keys);
      g_assert_cmpint (found.report->n_records, >=, N_CUSTOMERS - 1);
      g_assert_cmpuint (found.n_steps, >, 2);
      after = dup_picture (self);
      g_assert_cmpstr (after, ==, before);
      g_assert_cmpint (count_found (self), ==, N_CUSTOMERS);
    }
  check_all (self, &again);
  g_assert_no_error (again.error);
  g_assert_cmpuint (again.report->n_different + again.report->n_keys, ==, 0);
}

typedef struct
{
  Fixture *fixture;
  guint    n_saved;
  Outcome  outcome;
} Busy;

static void
busy_cb (AxleEngine            *engine,
         const AxleAuditReport *report,
         gboolean               finished,
         const GError          *error,
         gpointer               user_data)
{
  Busy *busy = user_data;

  audit_cb (engine, report, finished, error, &busy->outcome);
  if (finished)
    return;
  /* The engine is not entered again from what it calls: the change goes with the next poke. */
  desk_save_customer (busy->fixture->desk, busy->fixture->dealership, "In between");
  busy->n_saved++;
}

/* What is saved while it compares is no drift, and is not lost. */
static void
test_busy (Fixture       *self,
           gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  Busy busy = { .fixture = self };

  damage (self, "UPDATE customer SET city = 'x' WHERE row = 70");
  axle_engine_check_all (self->desk->engine, busy_cb, &busy, &error);
  g_assert_no_error (error);
  axle_test_wait_for (is_finished, &busy.outcome);
  g_assert_no_error (busy.outcome.error);
  g_assert_cmpuint (busy.n_saved, >, 0);
  g_assert_cmpuint (busy.outcome.report->n_different, ==, 1);
  axle_test_wait_for (has_everything, self->desk);
  g_assert_cmpint (axle_store_count (self->desk->store, &axle_customer_entity, NULL), ==, N_CUSTOMERS + busy.n_saved);
  clear_outcome (&busy.outcome);
}

static void
test_refused (Fixture       *self,
              gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_auto(Outcome) outcome = { 0 };
  g_auto(Outcome) cut = { 0 };

  /* One at a time; given up it says nothing more. */
  g_assert_true (axle_engine_check_all (self->desk->engine, audit_cb, &outcome, &error));
  g_assert_false (axle_engine_check_all (self->desk->engine, audit_cb, &outcome, &error));
  g_assert_error (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REFUSED);
  g_clear_error (&error);
  axle_engine_cancel_check (self->desk->engine);
  g_assert_false (outcome.finished);

  /* A server that is away: it is tried again while it may come back, and ends with the engine. */
  g_assert_true (axle_engine_check_all (self->desk->engine, audit_cb, &cut, &error));
  dealership_kill (self->dealership);
  axle_engine_stop (self->desk->engine);
  g_assert_true (cut.finished);
  g_assert_nonnull (cut.error);
  g_assert_false (axle_engine_check_all (self->desk->engine, audit_cb, &cut, &error));
  g_assert_error (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNREACHABLE);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("Say where axle-server is");
  program = argv[1];
  ADD ("/audit/drift", test_drift);
  ADD ("/audit/busy", test_busy);
  ADD ("/audit/refused", test_refused);
  return g_test_run ();
}
