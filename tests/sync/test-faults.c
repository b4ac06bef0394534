/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The real server and real desks, with all that happens to programs and networks: a
 * proxy that cuts, delays, repeats and corrupts, programs that are killed and stopped, a
 * full disk. What a desk said to be saved is on both in the end, and once.
 *
 *   test-faults SERVER [ROUNDS]
 *
 * A desk that is killed is this program again: test-faults --desk CACHE. */
#include <glib/gstdio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "core/party/customer.h"
#include "sync/dealership.h"
#include "sync/proxy.h"

#define SEED 20261122
#define N_SAVES 20

/* Somewhere into what it does. */
#define LIFE_US 300000

/* What the server's files may grow to when the disk is full, above what they are. */
#define DISK_BYTES (96 * 1024)

static const char *self_program;
static const char *server_program;
static guint n_rounds = 1;

typedef struct
{
  AxleTestFolder *folder;
  Dealership     *dealership;
  Proxy          *proxy;
  Desk           *desks[2];    /* the first behind the proxy */
  GArray         *saved;       /* (element-type AxleId) */
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data /* whether without TLS */)
{
  g_autofree char *direct = NULL;

  self->folder = axle_test_folder_new ();
  self->dealership = dealership_new (self->folder, server_program, NULL);
  if (GPOINTER_TO_INT (data))
    {
      dealership_stop (self->dealership);
      self->dealership->plain = TRUE;
      dealership_start (self->dealership);
    }
  self->proxy = proxy_new (self->dealership->port, SEED);
  self->saved = g_array_new (FALSE, FALSE, sizeof (AxleId));
  direct = g_steal_pointer (&self->dealership->address);
  self->dealership->address = g_strdup_printf ("%.*s:%u", (int) (strrchr (direct, ':') - direct), direct,
                                               proxy_get_port (self->proxy));
  self->desks[0] = desk_new (self->dealership, self->folder, 0);
  g_set_str (&self->dealership->address, direct);
  self->desks[1] = desk_new (self->dealership, self->folder, 1);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->desks); i++)
    g_clear_pointer (&self->desks[i], desk_free);
  proxy_free (self->proxy);
  dealership_free (self->dealership);
  g_array_unref (self->saved);
  axle_test_folder_free (self->folder);
}

static gboolean
agree (gpointer data)
{
  Fixture *self = data;
  const AxleEngineStatus *one = axle_engine_get_status (self->desks[0]->engine);
  const AxleEngineStatus *other = axle_engine_get_status (self->desks[1]->engine);

  return desk_is_at_rest (self->desks[0]) && desk_is_at_rest (self->desks[1]) && one->live && other->live &&
         one->done == other->done;
}

static void
save (Fixture *self,
      guint    index)
{
  g_autofree char *name = g_strdup_printf ("%u-%u", index, self->saved->len);
  AxleId id = desk_save_customer (self->desks[index], self->dealership, name);

  g_array_append_val (self->saved, id);
}

/* Some steps of the main loop, none of which waits. */
static void
run_some (void)
{
  for (guint i = 0; i < 5; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (500);
    }
}

/* Once the faults stop, both have all that was said to be saved, each once. What is left
 * of a connection that was spoilt is not waited for, as when a network changes: it is
 * noticed after half a minute. */
static void
assert_converges (Fixture *self)
{
  for (guint i = 0; i < 2; i++)
    {
      axle_http_transport_renew (self->desks[i]->transport);
      axle_engine_sync_now (self->desks[i]->engine);
    }
  axle_test_wait_for (agree, self);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (axle_store_count (self->desks[i]->store, &axle_customer_entity, NULL), ==, self->saved->len);
      g_assert_cmpint (axle_store_count_conflicts (self->desks[i]->store), ==, 0);
      for (guint j = 0; j < self->saved->len; j++)
        {
          g_autoptr(GError) error = NULL;
          g_autoptr(AxleRecord) record = axle_store_get (self->desks[i]->store, &axle_customer_entity,
                                                         &g_array_index (self->saved, AxleId, j), &error);

          g_assert_no_error (error);
          g_assert_cmpint (record->revision, ==, 1);
        }
    }
}

static const struct
{
  const char *name;
  ProxyFault  fault;
} faults[] = {
  { "cuts", PROXY_CUTS },
  { "delays", PROXY_DELAYS },
  { "corrupts", PROXY_CORRUPTS },
  { "repeats", PROXY_REPEATS },
};

typedef struct
{
  Fixture *fixture;
  guint    before;
} Hit;

static gboolean
was_hit (gpointer data)
{
  Hit *hit = data;

  return proxy_count (hit->fixture->proxy) > hit->before;
}

static void
test_wire (Fixture       *self,
           gconstpointer  data)
{
  axle_test_wait_for (agree, self);
  for (guint round = 0; round < n_rounds; round++)
    for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
      {
        Hit hit = { self, proxy_count (self->proxy) };

        g_test_message ("%s", faults[i].name);
        proxy_set_fault (self->proxy, faults[i].fault);
        for (guint j = 0; j < N_SAVES; j++)
          {
            save (self, j % 2);
            run_some ();
            if (j % 10 == 9)
              axle_engine_sync_now (self->desks[0]->engine);
          }
        axle_engine_sync_now (self->desks[0]->engine);
        axle_test_wait_for (was_hit, &hit);
        proxy_set_fault (self->proxy, PROXY_PASSES);
        assert_converges (self);
      }
}

static gboolean
is_sent (gpointer data)
{
  return axle_store_count_outbox (((Desk *) data)->store) == 0;
}

/* The way is dead and nobody says so. A network that changes makes the desk try anew, on
 * connections of its own; those that are dead stay so. */
static void
test_half_open (Fixture       *self,
                gconstpointer  data)
{
  axle_test_wait_for (agree, self);
  proxy_set_fault (self->proxy, PROXY_SWALLOWS);
  save (self, 0);
  save (self, 1);
  axle_test_wait_for (is_sent, self->desks[1]);
  for (guint i = 0; i < 20; i++)
    run_some ();
  g_assert_cmpint (axle_store_count_outbox (self->desks[0]->store), ==, 1);
  proxy_set_fault (self->proxy, PROXY_PASSES);
  assert_converges (self);
}

static gboolean
polls (gpointer data)
{
  Desk *desk = data;

  return axle_engine_get_status (desk->engine)->live && desk_is_at_rest (desk);
}

static gboolean
has_all (gpointer data)
{
  Fixture *self = data;

  return axle_store_count (self->desks[0]->store, &axle_customer_entity, NULL) == self->saved->len;
}

/* Something between lets no WebSocket through: news comes all the same, and at once. */
static void
test_no_upgrades (Fixture       *self,
                  gconstpointer  data)
{
  axle_test_wait_for (agree, self);
  proxy_set_fault (self->proxy, PROXY_DENIES_UPGRADES);
  axle_engine_sync_now (self->desks[0]->engine);
  g_assert_false (axle_engine_get_status (self->desks[0]->engine)->live);
  axle_test_wait_for (polls, self->desks[0]);
  for (guint i = 0; i < 3; i++)
    {
      save (self, 1);
      axle_test_wait_for (has_all, self);
    }
  proxy_set_fault (self->proxy, PROXY_PASSES);
  assert_converges (self);
}

static void
signal_server (Fixture *self,
               int      number)
{
  g_subprocess_send_signal (self->dealership->process, number);
}

/* A server that hangs for a while, and one that is killed at any moment. */
static void
test_server (Fixture       *self,
             gconstpointer  data)
{
  axle_test_wait_for (agree, self);
  for (guint round = 0; round < 2 * n_rounds; round++)
    {
      for (guint i = 0; i < N_SAVES; i++)
        {
          if (i == N_SAVES / 3)
            signal_server (self, SIGSTOP);
          save (self, i % 2);
          run_some ();
        }
      signal_server (self, SIGCONT);
      for (guint i = 0; i < round % 2 * N_SAVES; i++)
        {
          save (self, i % 2);
          run_some ();
        }
      dealership_kill (self->dealership);
      run_some ();
      dealership_start (self->dealership);
      assert_converges (self);
    }
}

/* The desk that is killed: saves and sends until then. */
static void
be_desk (const char *path,
         const char *store,
         const char *staff)
{
  Desk *desk = desk_open (path);
  AxleId scope;
  AxleId person;

  g_assert_true (axle_id_parse (store, &scope) && axle_id_parse (staff, &person));
  for (;;)
    {
      AxleId id = desk_save_customer_of (desk, &scope, &person, "On a desk that is killed");

      printf ("%s\n", AXLE_ID_TEXT (&id));
      fflush (stdout);
      run_some ();
    }
}

static void
die_with_test (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
start_desk (Fixture *self)
{
  g_autofree char *path = axle_test_folder_build (self->folder, "desk-0.db");
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, self_program, "--desk", path,
                                         AXLE_ID_TEXT (&self->dealership->store),
                                         AXLE_ID_TEXT (&self->dealership->staff), NULL);
  g_assert_no_error (error);
  return process;
}

/* What it said to be saved; a line that was cut was not said. */
static void
take_saved (Fixture     *self,
            GSubprocess *process)
{
  g_autoptr(GBytes) output = NULL;
  g_auto(GStrv) lines = NULL;

  g_subprocess_communicate (process, NULL, NULL, &output, NULL, NULL);
  lines = g_strsplit (g_bytes_get_size (output) > 0 ? g_bytes_get_data (output, NULL) : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      AxleId id;

      if (axle_id_parse (lines[i], &id))
        g_array_append_val (self->saved, id);
    }
}

static gboolean
has_started (gpointer data)
{
  return g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (g_subprocess_get_stdout_pipe (data)));
}

/* What a desk saved last before it was killed may be there without its having said so. */
static gint64
count_unsaid (Fixture *self)
{
  return axle_store_count (self->desks[0]->store, &axle_customer_entity, NULL) - self->saved->len;
}

/* A desk that is stopped, goes on, and is killed at any moment. */
static void
test_desk (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GRand) chance = g_rand_new_with_seed (SEED);
  g_autofree char *path = axle_test_folder_build (self->folder, "desk-0.db");
  gint64 n_unsaid;

  axle_test_wait_for (agree, self);
  g_clear_pointer (&self->desks[0], desk_free);
  for (guint round = 0; round < 4 * n_rounds; round++)
    {
      g_autoptr(GSubprocess) process = start_desk (self);

      axle_test_wait_for (has_started, process);
      if (round % 2 == 1)
        {
          g_subprocess_send_signal (process, SIGSTOP);
          save (self, 1);
          axle_test_wait_for (is_sent, self->desks[1]);
          g_subprocess_send_signal (process, SIGCONT);
        }
      g_usleep ((gulong) g_rand_int_range (chance, 0, LIFE_US));
      g_subprocess_send_signal (process, SIGKILL);
      take_saved (self, process);
    }
  self->desks[0] = desk_open (path);
  n_unsaid = count_unsaid (self);
  g_assert_cmpint (n_unsaid, <=, 4 * n_rounds);
  axle_test_wait_for (agree, self);
  for (guint i = 0; i < self->saved->len; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(AxleRecord) record = axle_store_get (self->desks[1]->store, &axle_customer_entity,
                                                     &g_array_index (self->saved, AxleId, i), &error);

      g_assert_no_error (error);
      g_assert_cmpint (record->revision, ==, 1);
    }
  g_assert_cmpint (axle_store_count (self->desks[0]->store, &axle_customer_entity, NULL), ==,
                   axle_store_count (self->desks[1]->store, &axle_customer_entity, NULL));
  g_assert_cmpint (axle_store_count_conflicts (self->desks[0]->store), ==, 0);
}

static guint64
find_largest_file (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  guint64 largest = 0;
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_stat (path, &status) == 0)
        largest = MAX (largest, (guint64) status.st_size);
    }
  return largest;
}

static gboolean
is_refused (gpointer data)
{
  return axle_engine_get_status (((Desk *) data)->engine)->n_failures > 0;
}

/* The server's disk is full: it takes nothing it cannot keep, says so, goes on giving
 * what it has, and takes the rest once there is room. */
static void
test_disk_full (Fixture       *self,
                gconstpointer  data)
{
  guint n_saved;

  axle_test_wait_for (agree, self);
  dealership_stop (self->dealership);
  self->dealership->file_limit = find_largest_file (self->dealership->folder) + DISK_BYTES;
  dealership_start (self->dealership);
  axle_engine_sync_now (self->desks[1]->engine);
  for (guint i = 0; i < 10 && !is_refused (self->desks[1]); i++)
    {
      for (n_saved = 0; n_saved < 10 * N_SAVES; n_saved++)
        save (self, 1);
      axle_engine_sync_now (self->desks[1]->engine);
      run_some ();
    }
  axle_test_wait_for (is_refused, self->desks[1]);
  g_assert_cmpint (axle_store_count_outbox (self->desks[1]->store), >, 0);
  g_assert_nonnull (g_subprocess_get_identifier (self->dealership->process));

  dealership_kill (self->dealership);
  self->dealership->file_limit = 0;
  dealership_start (self->dealership);
  assert_converges (self);
}

#define ADD(path, plain, func) g_test_add (path, Fixture, GINT_TO_POINTER (plain), set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  if (argc == 5 && g_str_equal (argv[1], "--desk"))
    be_desk (argv[2], argv[3], argv[4]);
  g_test_init (&argc, &argv, NULL);
  if (argc < 2)
    g_error ("Say where axle-server is");
  self_program = argv[0];
  server_program = argv[1];
  if (argc > 2)
    n_rounds = (guint) MAX (atoi (argv[2]), 1);
  ADD ("/faults/wire", FALSE, test_wire);
  ADD ("/faults/half-open", FALSE, test_half_open);
  ADD ("/faults/no-upgrades", TRUE, test_no_upgrades);
  ADD ("/faults/server", FALSE, test_server);
  ADD ("/faults/desk", FALSE, test_desk);
  ADD ("/faults/disk-full", FALSE, test_disk_full);
  return g_test_run ();
}
