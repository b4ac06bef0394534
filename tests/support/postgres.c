/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include "support/postgres.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/support.h"

/* PostgreSQL does not run as root. Where we are, it runs in a user namespace of its
 * own, as somebody who is root outside; where there are no namespaces, as nobody. */
#define SOMEBODY 1000
#define NOBODY 65534

#define OWNER "axle"

struct _AxleTestPostgres
{
  AxleTestFolder *folder;
  char           *programs;   /* the folder of PostgreSQL's own */
  char           *data;
  GStrv           settings;
  gboolean        as_nobody;
  GPid            pid;
  guint           n_databases;
};

static void
write_map (const char *path,
           const char *text)
{
  int fd = open (path, O_WRONLY | O_CLOEXEC);

  if (fd < 0 || write (fd, text, strlen (text)) < 0)
    _exit (126);
  close (fd);
}

static gboolean
enter_namespace (void)
{
  if (unshare (CLONE_NEWUSER) != 0)
    return FALSE;
  write_map ("/proc/self/setgroups", "deny");
  write_map ("/proc/self/uid_map", G_STRINGIFY (SOMEBODY) " 0 1");
  write_map ("/proc/self/gid_map", G_STRINGIFY (SOMEBODY) " 0 1");
  return TRUE;
}

/* Runs in the child, before it becomes another program. */
static void
leave_root_cb (gpointer data)
{
  const AxleTestPostgres *self = data;

  if (geteuid () == 0 &&
      !(self->as_nobody ? setgid (NOBODY) == 0 && setuid (NOBODY) == 0 : enter_namespace ()))
    _exit (126);
  /* At once, without waiting for its clients. */
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
}

static gboolean
may_enter_namespace (void)
{
  int status;
  pid_t child = fork ();

  if (child == 0)
    _exit (enter_namespace () ? 0 : 1);
  g_assert_cmpint (child, >, 0);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return status == 0;
}

static char *
find_programs (void)
{
  g_autofree char *output = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_spawn_command_line_sync ("pg_config --bindir", &output, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_strdup (g_strstrip (output));
}

/**
 * axle_test_postgres_run:
 * @self: a server
 * @arguments: one of PostgreSQL's programs, by its bare name, and its arguments
 *
 * Runs it as the user that the server runs as; it finds the server by itself. The
 * test fails when it does not end with success.
 *
 * Returns: (transfer full): what it printed
 */
char *
axle_test_postgres_run (AxleTestPostgres   *self,
                        const char * const *arguments)
{
  g_autofree char *program = g_build_filename (self->programs, arguments[0], NULL);
  g_auto(GStrv) line = g_strdupv ((char **) arguments);
  g_auto(GStrv) environment = g_get_environ ();
  g_autofree char *errors = NULL;
  g_autoptr(GError) error = NULL;
  char *output = NULL;
  int status;

  g_free (line[0]);
  line[0] = g_steal_pointer (&program);
  environment = g_environ_setenv (environment, "PGHOST", axle_test_folder_get_path (self->folder), TRUE);
  environment = g_environ_setenv (environment, "PGUSER", OWNER, TRUE);
  environment = g_environ_setenv (environment, "PGDATABASE", "postgres", FALSE);
  g_spawn_sync (axle_test_folder_get_path (self->folder), line, environment, G_SPAWN_DEFAULT, leave_root_cb, self,
                &output, &errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s failed: %s", arguments[0], errors);
  return output;
}

static gboolean
is_ready (AxleTestPostgres *self)
{
  g_autofree char *path = g_build_filename (self->data, "postmaster.pid", NULL);
  g_autofree char *text = NULL;

  if (waitpid (self->pid, NULL, WNOHANG) != 0)
    {
      g_autofree char *log = axle_test_folder_build (self->folder, "log");

      g_file_get_contents (log, &text, NULL, NULL);
      g_error ("PostgreSQL does not start: %s", text);
    }
  return g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "\nready") != NULL;
}

/**
 * axle_test_postgres_start:
 * @self: a server that was stopped
 *
 * Returns when it can be asked.
 */
void
axle_test_postgres_start (AxleTestPostgres *self)
{
  g_autofree char *program = g_build_filename (self->programs, "postgres", NULL);
  g_autofree char *log = axle_test_folder_build (self->folder, "log");
  g_autoptr(GStrvBuilder) line = g_strv_builder_new ();
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  gint64 limit = g_get_monotonic_time () + AXLE_TEST_WAIT_SECONDS * G_TIME_SPAN_SECOND;
  int fd = g_open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  g_strv_builder_add_many (line, program, "-D", self->data, "-k", axle_test_folder_get_path (self->folder),
                           "-c", "listen_addresses=", "-c", "shared_buffers=32MB", NULL);
  for (guint i = 0; self->settings[i] != NULL; i++)
    g_strv_builder_add_many (line, "-c", self->settings[i], NULL);
  arguments = g_strv_builder_end (line);
  g_spawn_async_with_fds (axle_test_folder_get_path (self->folder), arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD,
                          leave_root_cb, self, &self->pid, -1, fd, fd, &error);
  g_assert_no_error (error);
  close (fd);
  while (!is_ready (self))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, limit);
      g_usleep (2000);
    }
}

/**
 * axle_test_postgres_stop:
 * @self: a server that runs
 * @signal: SIGINT to end it in order, SIGQUIT as if the power had gone
 */
void
axle_test_postgres_stop (AxleTestPostgres *self,
                         int               signal)
{
  kill (self->pid, signal);
  g_assert_cmpint (waitpid (self->pid, NULL, 0), ==, self->pid);
  self->pid = 0;
}

static AxleTestPostgres *
new_server (const char * const *settings)
{
  static const char * const quick[] = { "fsync=off", "full_page_writes=off", NULL };
  AxleTestPostgres *self = g_new0 (AxleTestPostgres, 1);

  self->folder = axle_test_folder_new ();
  self->programs = find_programs ();
  self->settings = g_strdupv ((char **) (settings != NULL ? settings : quick));
  self->as_nobody = geteuid () == 0 && !may_enter_namespace ();
  if (self->as_nobody)
    g_assert_cmpint (chown (axle_test_folder_get_path (self->folder), NOBODY, NOBODY), ==, 0);
  return self;
}

/**
 * axle_test_postgres_new:
 * @settings: (nullable): of its configuration, each `name=value`; %NULL for one that
 *   is quick and does not care for a power failure
 *
 * Returns: (transfer full): a server that can be asked
 */
AxleTestPostgres *
axle_test_postgres_new (const char * const *settings)
{
  AxleTestPostgres *self = new_server (settings);

  self->data = axle_test_folder_build (self->folder, "data");
  g_free (axle_test_postgres_run (self, (const char *[]) {
    "initdb", "--pgdata", self->data, "--username", OWNER, "--auth", "trust", "--encoding", "UTF8",
    "--locale", "C", "--no-sync", "--no-instructions", NULL }));
  axle_test_postgres_start (self);
  return self;
}

/**
 * axle_test_postgres_new_from:
 * @data: the data folder of a server that does not run, such as a backup of one
 * @settings: as for [ctor@Axle.TestPostgres.new], but not %NULL
 *
 * Returns: (transfer full): a server that can be asked; the folder stays @data's owner's
 */
AxleTestPostgres *
axle_test_postgres_new_from (const char         *data,
                             const char * const *settings)
{
  AxleTestPostgres *self = new_server (settings);

  self->data = g_strdup (data);
  axle_test_postgres_start (self);
  return self;
}

void
axle_test_postgres_free (AxleTestPostgres *self)
{
  if (self->pid != 0)
    axle_test_postgres_stop (self, SIGQUIT);
  axle_test_folder_free (self->folder);
  g_strfreev (self->settings);
  g_free (self->programs);
  g_free (self->data);
  g_free (self);
}

static AxleTestPostgres *shared;

static void
free_shared (void)
{
  g_clear_pointer (&shared, axle_test_postgres_free);
}

/**
 * axle_test_postgres_get:
 *
 * Returns: (transfer none): the server of this test program, started when it is
 *   first asked for
 */
AxleTestPostgres *
axle_test_postgres_get (void)
{
  if (shared == NULL)
    {
      shared = axle_test_postgres_new (NULL);
      atexit (free_shared);
    }
  return shared;
}

/**
 * axle_test_postgres_get_data:
 * @self: a server
 *
 * Returns: (transfer none) (type filename): its data folder
 */
const char *
axle_test_postgres_get_data (AxleTestPostgres *self)
{
  return self->data;
}

/**
 * axle_test_postgres_dup_uri:
 * @self: a server
 * @database: the name of a database
 *
 * Returns: (transfer full): how to open it, `postgresql://…`
 */
char *
axle_test_postgres_dup_uri (AxleTestPostgres *self,
                            const char       *database)
{
  g_autofree char *host = g_uri_escape_string (axle_test_folder_get_path (self->folder), NULL, FALSE);

  return g_strdup_printf ("postgresql://" OWNER "@/%s?host=%s", database, host);
}

/**
 * axle_test_postgres_new_database:
 * @self: a server
 *
 * Returns: (transfer full): the URI of a new, empty database
 */
char *
axle_test_postgres_new_database (AxleTestPostgres *self)
{
  g_autofree char *name = g_strdup_printf ("test%u", ++self->n_databases);

  g_free (axle_test_postgres_run (self, (const char *[]) { "createdb", name, NULL }));
  return axle_test_postgres_dup_uri (self, name);
}
