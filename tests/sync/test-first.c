/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first sync of a real desk from the real server's copy, killed in the middle.
 *
 *   test-first SERVER
 *
 * The desk that is killed is this program again: test-first --desk CACHE ROWS kills
 * itself without a word once it has fetched so many. */
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"
#include "server/folder.h"
#include "sync/dealership.h"
#include "wire/message.h"

#define N_CUSTOMERS 600
#define N_VEHICLES 900

static const char *self_program;
static const char *server_program;

typedef struct
{
  AxleTestFolder *folder;
  Dealership     *dealership;
} Fixture;

static void
put (AxleStorage *storage,
     AxleRecord  *record,
     const char  *text,
     guint        field)
{
  g_autoptr(GBytes) body = NULL;
  AxleDocument document = { .id = record->id, .kind = (char *) record->entity->kind, .revision = 1 };

  record->revision = 1;
  axle_record_set_text (record, field, text);
  body = axle_record_encode (record);
  document.scope = record->scope;
  document.body = body;
  g_assert_true (axle_storage_next_sequence (storage, &record->scope, &document.sequence, NULL));
  g_assert_true (axle_storage_put_document (storage, &document, NULL));
  axle_record_unref (record);
}

static AxleRecord *
new_record (Dealership       *dealership,
            const AxleEntity *entity)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = dealership->store;
  return record;
}

/* More than a page of the feed. */
static void
fill_server (Dealership *dealership)
{
  g_autoptr(AxleStorage) storage = axle_folder_open_storage (dealership->folder, NULL, NULL);
  g_autofree char *padding = g_strnfill (900, 'x');

  g_assert_true (axle_storage_begin (storage, NULL, 0, NULL));
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      AxleRecord *customer = new_record (dealership, &axle_customer_entity);

      axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, "person");
      axle_record_set_text (customer, AXLE_CUSTOMER_ADDRESS, padding);
      put (storage, customer, "王小明", AXLE_CUSTOMER_NAME);
    }
  for (guint i = 0; i < N_VEHICLES; i++)
    {
      g_autofree char *plate = g_strdup_printf ("沪A%05u", i);

      put (storage, new_record (dealership, &axle_vehicle_entity), plate, AXLE_VEHICLE_PLATE);
    }
  g_assert_true (axle_storage_commit (storage, NULL));
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->folder = axle_test_folder_new ();
  self->dealership = dealership_new (self->folder, server_program, NULL);
  dealership_stop (self->dealership);
  fill_server (self->dealership);
  self->dealership->snapshot_from = 100;
  dealership_start (self->dealership);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  dealership_free (self->dealership);
  axle_test_folder_free (self->folder);
}

static void
check_complete (Desk *desk)
{
  g_assert_cmpint (axle_store_count (desk->store, &axle_customer_entity, NULL), ==, N_CUSTOMERS);
  g_assert_cmpint (axle_store_count (desk->store, &axle_vehicle_entity, NULL), ==, N_VEHICLES);
}

static gboolean
is_complete (gpointer data)
{
  Desk *desk = data;

  return desk_is_at_rest (desk) && axle_store_count (desk->store, &axle_vehicle_entity, NULL) == N_VEHICLES;
}

static void
test_copy (Fixture       *self,
           gconstpointer  unused)
{
  Desk *desk = desk_new (self->dealership, self->folder, 0);

  axle_test_wait_for (is_complete, desk);
  check_complete (desk);
  desk_free (desk);
}

/* What was here before the end of the program is not fetched again. */
static void
test_killed (Fixture       *self,
             gconstpointer  unused)
{
  g_autofree char *cache = axle_test_folder_build (self->folder, "desk-0.db");
  g_autofree char *rows = g_strdup_printf ("%d", N_CUSTOMERS);
  g_autoptr(GSubprocess) child = NULL;
  g_autoptr(GError) error = NULL;
  Desk *desk = desk_enrol (self->dealership, self->folder, 0, NULL);

  desk_free (desk);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self_program, "--desk", cache, rows, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  desk = desk_open (cache);
  g_assert_cmpint (axle_store_count (desk->store, &axle_customer_entity, NULL), ==, N_CUSTOMERS);
  axle_test_wait_for (is_complete, desk);
  check_complete (desk);
  g_assert_cmpuint (axle_engine_get_status (desk->engine)->n_pulled, <, N_CUSTOMERS + N_VEHICLES);
  desk_free (desk);
}

static G_NORETURN void
run_desk (const char *cache,
          guint64     n_rows)
{
  Desk *desk = desk_open (cache);

  for (;;)
    {
      g_main_context_iteration (NULL, TRUE);
      if (axle_engine_get_status (desk->engine)->n_pulled >= n_rows)
        raise (SIGKILL);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  if (argc == 4 && g_str_equal (argv[1], "--desk"))
    run_desk (argv[2], g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("Say where axle-server is");
  self_program = argv[0];
  server_program = argv[1];
  ADD ("/first/copy", test_copy);
  ADD ("/first/killed", test_killed);
  return g_test_run ();
}
