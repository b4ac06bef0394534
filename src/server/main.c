/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "axle-config.h"
#include "server/certificate.h"
#include "server/folder.h"
#include "server/log.h"
#include "server/server.h"
#include "server/snapshot.h"

#ifdef AXLE_HAVE_SYSTEMD
#include <systemd/sd-daemon.h>
#else
#define sd_notify(unset, state) ((void) (state))
#endif

#define DEFAULT_PORT 8443
#define DEFAULT_RATE 200
#define SQLITE_PREFIX "sqlite:"
#define GIGABYTE G_GINT64_CONSTANT (1000000000)

/* Descriptors for the database, the log and what is sent from files. */
#define OTHER_DESCRIPTORS 256
#define CONNECTIONS_LIMIT 60000

/* With more descriptors than this the loop looks for events only so often. */
#define MANY_DESCRIPTORS 500

/* Exit codes, see axle-server(1). */
enum
{
  EXIT_USAGE = 2,
  EXIT_LOCKED = 3,
};

typedef struct
{
  char     *folder;
  char     *storage;
  char     *address;
  char     *certificate;
  char     *key;
  char     *level;
  int       port;
  int       rate;
  int       snapshot_from;
  int       photo_limit;
  gboolean  no_tls;
  gboolean  version;
} Options;

typedef struct
{
  GMainLoop  *loop;
  AxleServer *server;
} Program;

static void
clear_options (Options *self)
{
  g_free (self->folder);
  g_free (self->storage);
  g_free (self->address);
  g_free (self->certificate);
  g_free (self->key);
  g_free (self->level);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static gboolean
is_loopback (const char *text)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/* What the address says of the port counts. */
static void
split_address (Options *self)
{
  g_autoptr(GSocketConnectable) parsed = g_network_address_parse (self->address, (guint16) self->port, NULL);

  if (parsed == NULL)
    return;
  g_set_str (&self->address, g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed)));
  self->port = g_network_address_get_port (G_NETWORK_ADDRESS (parsed));
}

/* What is not in the database lies beside its file, or where a program keeps its state. */
static char *
build_folder (const char *storage)
{
  if (g_str_has_prefix (storage, SQLITE_PREFIX))
    return g_path_get_dirname (storage + strlen (SQLITE_PREFIX));
  return g_build_filename (g_get_user_state_dir (), "axle-server", NULL);
}

static gboolean
check_options (Options  *self,
               GError  **error)
{
  const char *problem = NULL;

  if (self->folder == NULL)
    problem = _("Say where the data is kept: --data FOLDER");
  else if (self->port < 0 || self->port > G_MAXUINT16)
    problem = _("A port is a number from 0 to 65535.");
  else if (self->rate < 0)
    problem = _("A rate is not negative.");
  else if (self->snapshot_from < 1)
    problem = _("A scope that is copied has a row at the least.");
  else if (self->photo_limit < 0)
    problem = _("A limit is not negative.");
  else if ((self->certificate == NULL) != (self->key == NULL))
    problem = _("--tls-cert and --tls-key go together.");
  if (problem != NULL)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, problem);
  return problem == NULL;
}

static gboolean
check_address (const Options  *self,
               GError        **error)
{
  if (!self->no_tls || is_loopback (self->address))
    return TRUE;
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                       _("--no-tls is for a loopback address only: passwords would be readable on the network."));
  return FALSE;
}

static gboolean
read_options (Options   *self,
              int       *argc,
              char    ***argv,
              GError   **error)
{
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &self->folder, N_("Where everything is kept"), N_("FOLDER") },
    { "storage", 's', 0, G_OPTION_ARG_STRING, &self->storage, N_("Where the records are (sqlite:FILE or postgresql://…) instead of in the folder"), N_("WHERE") },
    { "listen", 'l', 0, G_OPTION_ARG_STRING, &self->address, N_("The IP address to listen on, and the port behind a colon (127.0.0.1:8443)"), N_("ADDRESS") },
    { "port", 'p', 0, G_OPTION_ARG_INT, &self->port, N_("The port (8443); 0 for any free one"), N_("PORT") },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &self->certificate, N_("A certificate in PEM instead of the server's own"), N_("FILE") },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &self->key, N_("The key of that certificate"), N_("FILE") },
    { "no-tls", 0, 0, G_OPTION_ARG_NONE, &self->no_tls, N_("Plain HTTP, on a loopback address only"), NULL },
    { "rate", 0, 0, G_OPTION_ARG_INT, &self->rate, N_("Requests a second that one desk may make (200); 0 for no limit"), N_("NUMBER") },
    { "snapshot-from", 0, 0, G_OPTION_ARG_INT, &self->snapshot_from, N_("From how many records of a store on new desks get a ready copy (16000)"), N_("NUMBER") },
    { "photo-limit", 0, 0, G_OPTION_ARG_INT, &self->photo_limit, N_("Gigabytes that photos and clips may take (0: as many as the disk has)"), N_("GB") },
    { "log-level", 0, 0, G_OPTION_ARG_STRING, &self->level, N_("error, critical, warning, message, info or debug"), N_("LEVEL") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Print the version"), NULL },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  self->port = DEFAULT_PORT;
  self->rate = DEFAULT_RATE;
  self->snapshot_from = AXLE_SNAPSHOT_FROM;
  g_option_context_set_summary (context, _("Keeps the records of a dealership for all its desks."));
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (self->address == NULL)
    self->address = g_strdup ("127.0.0.1");
  if (self->folder == NULL && self->storage != NULL)
    self->folder = build_folder (self->storage);
  if (self->level == NULL)
    self->level = g_strdup ("message");
  if (self->version)
    return TRUE;
  if (!check_options (self, error))
    return FALSE;
  split_address (self);
  return check_address (self, error) && axle_log_start (self->level, error);
}

static gboolean
load_certificate (const Options    *options,
                  GTlsCertificate **certificate,
                  GError          **error)
{
  if (options->certificate == NULL)
    {
      *certificate = axle_certificate_load_or_make (options->folder, error);
      return *certificate != NULL && axle_folder_use_certificate (options->folder, NULL, error);
    }
  *certificate = g_tls_certificate_new_from_files (options->certificate, options->key, error);
  return *certificate != NULL && axle_folder_use_certificate (options->folder, *certificate, error);
}

static void
stopped_cb (gpointer data)
{
  Program *self = data;

  g_main_loop_quit (self->loop);
}

static gboolean
signal_cb (gpointer data)
{
  Program *self = data;

  g_message ("Stopping");
  sd_notify (FALSE, "STOPPING=1");
  axle_server_stop (self->server, stopped_cb, self);
  return G_SOURCE_CONTINUE;
}

/*
 * Each turn of GLib's loop looks at every source, and thousands of desks that have nothing
 * to do still wake it hundreds of times a second with their pings. So that this does not
 * take the whole processor, turns stand a microsecond for each descriptor apart, which is
 * less than what there is to do with so many desks takes; what comes meanwhile is done
 * together. After a rest the first event is seen at once.
 */
static int
poll_together (GPollFD *descriptors,
               guint    n_descriptors,
               int      timeout)
{
  static gint64 last;
  gint64 rest = last + n_descriptors - g_get_monotonic_time ();
  int result;

  if (n_descriptors > MANY_DESCRIPTORS && timeout != 0 && rest > 0)
    g_usleep ((gulong) rest);
  result = g_poll (descriptors, n_descriptors, timeout);
  last = g_get_monotonic_time ();
  return result;
}

/* As many as there may be open files: one each. */
static guint
allow_connections (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return AXLE_SERVER_DEFAULT_CONNECTIONS;
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit (RLIMIT_NOFILE, &limit) != 0)
    getrlimit (RLIMIT_NOFILE, &limit);
  return (guint) CLAMP (limit.rlim_cur, 2 * OTHER_DESCRIPTORS, CONNECTIONS_LIMIT) - OTHER_DESCRIPTORS;
}

static gboolean
serve (const Options  *options,
       GError        **error)
{
  g_autoptr(AxleStorage) storage = axle_folder_open_storage (options->folder, options->storage, error);
  g_autoptr(AxleBlobStore) blobs = NULL;
  g_autoptr(GTlsCertificate) certificate = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(AxleHub) hub = NULL;
  g_autoptr(AxleServer) server = NULL;
  g_autofree char *metrics_key = NULL;
  g_autofree char *snapshots = axle_folder_build_snapshots (options->folder);
  AxleServerOptions server_options = {
    .address = options->address, .port = options->port, .rate = options->rate,
    .connections = allow_connections (), .folder = snapshots, .snapshot_from = options->snapshot_from,
  };
  Program program = { .loop = loop };
  guint term;
  guint interrupt;

  if (storage == NULL || (hub = axle_hub_new (storage, NULL, error)) == NULL ||
      (blobs = axle_folder_open_blobs (options->folder, options->photo_limit * GIGABYTE, error)) == NULL ||
      !load_certificate (options, &certificate, error) ||
      (metrics_key = axle_folder_load_metrics_key (options->folder, error)) == NULL)
    return FALSE;
  server_options.metrics_key = metrics_key;
  server_options.blobs = blobs;
  server_options.certificate = options->no_tls ? NULL : certificate;
  server = axle_server_new (hub, &server_options, error);
  if (server == NULL)
    return FALSE;
  program.server = server;
  g_main_context_set_poll_func (NULL, poll_together);
  term = g_unix_signal_add (SIGTERM, signal_cb, &program);
  interrupt = g_unix_signal_add (SIGINT, signal_cb, &program);
  g_print (strchr (options->address, ':') != NULL ? "ready %s://[%s]:%u\n" : "ready %s://%s:%u\n",
           options->no_tls ? "http" : "https", options->address, axle_server_get_port (server));
  fflush (stdout);
  sd_notify (FALSE, "READY=1");
  g_message ("Listening on port %u", axle_server_get_port (server));
  g_main_loop_run (loop);
  g_source_remove (term);
  g_source_remove (interrupt);
  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GError) error = NULL;
  g_auto(Options) options = { 0 };
  const char *locale_folder = g_getenv ("AXLE_BUILD_LOCALE_DIR");
  int lock;
  int status = EXIT_SUCCESS;

  setlocale (LC_ALL, "");
  /* Before it is installed, the build says where its words are. */
  bindtextdomain (GETTEXT_PACKAGE, locale_folder != NULL ? locale_folder : AXLE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  umask (0077);
  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
  if (!read_options (&options, &argc, &argv, &error))
    {
      g_printerr ("axle-server: %s\n", error->message);
      return EXIT_USAGE;
    }
  if (options.version)
    {
      g_print ("axle-server %s\n", AXLE_VERSION);
      return EXIT_SUCCESS;
    }
  lock = axle_folder_lock (options.folder, &error);
  if (lock < 0 || !serve (&options, &error))
    {
      status = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY) && lock < 0 ? EXIT_LOCKED : EXIT_FAILURE;
      g_printerr ("axle-server: %s\n", error->message);
    }
  if (lock >= 0)
    close (lock);
  return status;
}
