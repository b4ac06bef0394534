/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <signal.h>

#include "support/postgres.h"
#include "sync/dealership.h"

/* Two servers on one PostgreSQL, and a desk on each. */

#define N_CUSTOMERS 60
#define N_KILLS 3

static const char *program;

typedef struct
{
  AxleTestFolder *folder;
  Dealership     *servers[2];
  Desk           *desks[2];
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autofree char *storage = axle_test_postgres_new_database (axle_test_postgres_get ());

  self->folder = axle_test_folder_new ();
  self->servers[0] = dealership_new (self->folder, program, storage);
  self->servers[1] = dealership_join (self->servers[0], self->folder);
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    self->desks[i] = desk_new (self->servers[i], self->folder, i);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    desk_free (self->desks[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->servers); i++)
    dealership_free (self->servers[i]);
  axle_test_folder_free (self->folder);
}

static gboolean
agree (gpointer data)
{
  Fixture *self = data;

  return desks_agree (self->desks[0], self->desks[1]);
}

/* What one server takes the other one tells its desk, both ways, long before that
 * would ask by itself. */
static void
test_across (Fixture       *self,
             gconstpointer  unused)
{
  axle_test_wait_for (agree, self);
  for (guint i = 0; i < 4; i++)
    {
      AxleId id = desk_save_customer (self->desks[i % 2], self->servers[0], "欧阳娜娜");
      g_autoptr(AxleRecord) record = NULL;

      axle_test_wait_for (agree, self);
      record = desk_get_customer (self->desks[1 - i % 2], &id);
      g_assert_cmpint (record->revision, ==, 1);
    }
}

static void
sync_now (Fixture *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    axle_engine_sync_now (self->desks[i]->engine);
}

static void
kill_server (Fixture *self,
             guint    n_kills)
{
  Dealership *server = self->servers[n_kills % 2];

  dealership_kill (server);
  g_main_context_iteration (NULL, FALSE);
  dealership_start (server);
}

static void
kill_database (Fixture *self,
               guint    n_kills)
{
  axle_test_postgres_stop (axle_test_postgres_get (), SIGQUIT);
  g_main_context_iteration (NULL, FALSE);
  axle_test_postgres_start (axle_test_postgres_get ());
}

/* Something dies while both push: what was shown as saved is on both, once. */
static void
test_kill (Fixture       *self,
           gconstpointer  data)
{
  void (*break_something) (Fixture *self, guint n_kills) = data;
  AxleId ids[2][N_CUSTOMERS];

  axle_test_wait_for (agree, self);
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      for (guint j = 0; j < 2; j++)
        ids[j][i] = desk_save_customer (self->desks[j], self->servers[0], "单雄信");
      for (guint j = 0; j < 1 + i % 5; j++)
        g_main_context_iteration (NULL, FALSE);
      if (i % (N_CUSTOMERS / N_KILLS) == N_CUSTOMERS / N_KILLS / 2)
        {
          break_something (self, i / (N_CUSTOMERS / N_KILLS));
          sync_now (self);
        }
    }
  sync_now (self);
  axle_test_wait_for (agree, self);
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 2 * N_CUSTOMERS; j++)
      {
        g_autoptr(AxleRecord) record = desk_get_customer (self->desks[i], &ids[j % 2][j / 2]);

        g_assert_nonnull (record);
        g_assert_cmpint (record->revision, ==, 1);
      }
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("Say where axle-server is");
  program = argv[1];
  ADD ("/group/across", NULL, test_across);
  ADD ("/group/kill-server", kill_server, test_kill);
  ADD ("/group/kill-database", kill_database, test_kill);
  return g_test_run ();
}
