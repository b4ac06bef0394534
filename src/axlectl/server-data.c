/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "axlectl/groups.h"
#include "base/problem.h"
#include "server/backup.h"
#include "server/folder.h"
#include "server/storage-open.h"
#include "server/verify.h"

/* What the keeper of a server does with its data as a whole. */

#define SQLITE_PREFIX "sqlite:"

typedef struct
{
  char     *data;
  char     *storage;
  gboolean  json;
  gboolean  force;
} Told;

static void
told_clear (Told *self)
{
  g_free (self->data);
  g_free (self->storage);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Told, told_clear)

/* Returns an exit status, or -1 to go on. */
static int
parse (const AxleCommand *self,
       Told              *told,
       GStrv             *arguments,
       int                n_operands)
{
  const GOptionEntry options[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &told->data, N_("The server’s data folder"), N_("FOLDER") },
    { "storage", 0, 0, G_OPTION_ARG_STRING, &told->storage, N_("What axle-server was told with --storage"), N_("WHERE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &told->json, N_("Print one JSON object"), NULL },
    { "force", 0, 0, G_OPTION_ARG_NONE, &told->force, N_("Put a backup in the place of what is there"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, arguments, n_operands, n_operands))
    return AXLE_EXIT_USAGE;
  if (told->data == NULL)
    return axle_command_misused (self, _("--data is needed: the folder that axle-server was started with"));
  return -1;
}

/* Looking must not make a database out of a mistyped name. */
static gboolean
check_there (const char  *file,
             GError     **error)
{
  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no server’s database “%s”."), file);
  return FALSE;
}

static AxleStorage *
open_place (const char  *place,
            GError     **error)
{
  if (g_str_has_prefix (place, SQLITE_PREFIX) && !check_there (place + strlen (SQLITE_PREFIX), error))
    return NULL;
  return axle_storage_open (place, error);
}

static AxleStorage *
open_told (const Told  *told,
           GError     **error)
{
  g_autofree char *own = g_build_filename (told->data, AXLE_FOLDER_DATABASE, NULL);
  g_autofree char *place = g_strconcat (SQLITE_PREFIX, own, NULL);

  return open_place (told->storage != NULL ? told->storage : place, error);
}

/* On a terminal a line that is written over; a script is told at the end. */
static void
report_cb (const AxleStorageSum *sum,
           gpointer              user_data)
{
  if (!isatty (STDERR_FILENO))
    return;
  g_printerr ("\r");
  g_printerr (_("%" PRId64 " records, %" PRId64 " verdicts …"), sum->n_documents, sum->n_verdicts);
}

static void
end_report (void)
{
  if (isatty (STDERR_FILENO))
    g_printerr ("\n");
}

static void
add_sum (AxleJsonLine         *line,
         const AxleStorageSum *sum)
{
  g_autofree char *hash = axle_sum_dup_text (sum);

  axle_json_line_add_text (line, "hash", hash);
  axle_json_line_add_integer (line, "scopes", sum->n_scopes);
  axle_json_line_add_integer (line, "documents", sum->n_documents);
  axle_json_line_add_integer (line, "tombstones", sum->n_tombstones);
  axle_json_line_add_integer (line, "verdicts", sum->n_verdicts);
  axle_json_line_add_integer (line, "entries", sum->n_entries);
}

/* Verify. */

static void
print_verified_json (const AxleVerifyReport *report)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_boolean (line, "ok", report->n_wrong == 0);
  add_sum (line, &report->sum);
  axle_json_line_add_integer (line, "blobs", report->n_blobs);
  axle_json_line_add_integer (line, "blob_bytes", report->n_blob_bytes);
  axle_json_line_add_integer (line, "wrong", report->n_wrong);
  axle_json_line_add_integer (line, "remarks", report->n_remarks);
  axle_command_add_problems (line, report->problems);
  axle_command_print_json (line);
}

static void
print_verified (const AxleVerifyReport *report)
{
  g_autofree char *hash = axle_sum_dup_text (&report->sum);

  for (guint i = 0; i < report->problems->len; i++)
    axle_command_print ("%s\n", ((AxleProblem *) report->problems->pdata[i])->message);
  if (report->n_wrong + report->n_remarks > report->problems->len)
    axle_command_print (_("… and %" PRId64 " more\n"), report->n_wrong + report->n_remarks - report->problems->len);
  axle_command_print (_("%" PRId64 " records, %" PRId64 " of them deleted; %" PRId64 " verdicts, %" PRId64 " photos and clips.\n"),
                      report->sum.n_documents, report->sum.n_tombstones, report->sum.n_verdicts, report->n_blobs);
  axle_command_print ("%s\n", hash);
  if (report->n_wrong == 0)
    axle_command_print ("%s\n", _("The server’s data is in order."));
  else
    axle_command_print (_("%" PRId64 " things are wrong. Restore a backup, or ask for help with these lines.\n"), report->n_wrong);
}

static int
run_verify (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleStorage) storage = NULL;
  g_autoptr (AxleBlobStore) blobs = NULL;
  g_autoptr (AxleVerifyReport) report = NULL;
  int status = parse (self, &told, &left, 0);

  if (status >= 0)
    return status;
  storage = open_told (&told, &error);
  if (storage != NULL)
    blobs = axle_folder_open_blobs (told.data, 0, &error);
  if (blobs != NULL)
    report = axle_verify (storage, blobs, &error);
  if (report == NULL)
    return axle_command_failed (error);
  if (told.json)
    print_verified_json (report);
  else
    print_verified (report);
  return report->n_wrong == 0 ? AXLE_EXIT_DONE : AXLE_EXIT_REFUSED;
}

/* Backup and restore. */

static void
print_backup_json (const AxleBackup *backup,
                   const char       *path)
{
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();

  axle_json_line_add_text (line, "path", path);
  axle_json_line_add_text (line, "hash", backup->hash);
  axle_json_line_add_integer (line, "made_at", backup->made_at);
  axle_json_line_add_integer (line, "documents", backup->n_documents);
  axle_json_line_add_integer (line, "verdicts", backup->n_verdicts);
  axle_json_line_add_integer (line, "blobs", backup->n_blobs);
  axle_json_line_add_integer (line, "blob_bytes", backup->n_blob_bytes);
  axle_command_print_json (line);
}

static int
run_backup (const AxleCommand *self,
            GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleStorage) storage = NULL;
  g_autoptr (AxleBackup) backup = NULL;
  int status = parse (self, &told, &left, 1);

  if (status >= 0)
    return status;
  storage = open_told (&told, &error);
  if (storage != NULL)
    backup = axle_backup_make (storage, told.data, left[0], report_cb, NULL, &error);
  end_report ();
  if (backup == NULL)
    return axle_command_failed (error);
  if (told.json)
    print_backup_json (backup, left[0]);
  else
    axle_command_print (_("“%s” has %" PRId64 " records and %" PRId64 " photos and clips.\n"), left[0], backup->n_documents,
                        backup->n_blobs);
  return AXLE_EXIT_DONE;
}

static int
run_restore (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (Told) told = { 0 };
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleStorage) storage = NULL;
  g_autoptr (AxleBackup) backup = NULL;
  int status = parse (self, &told, &left, 1);

  if (status >= 0)
    return status;
  if (told.storage != NULL)
    storage = axle_storage_open (told.storage, &error);
  if (error == NULL)
    backup = axle_backup_restore (left[0], told.data, storage, told.force, report_cb, NULL, &error);
  end_report ();
  if (backup == NULL)
    return axle_command_failed (error);
  if (told.json)
    print_backup_json (backup, left[0]);
  else
    axle_command_print (_("%" PRId64 " records and %" PRId64 " photos and clips are back. Desks fetch everything anew, and send again what the backup lacks.\n"),
                        backup->n_documents, backup->n_blobs);
  return AXLE_EXIT_DONE;
}

/* Migrate. */

/* A server that writes meanwhile would write what is not copied. */
static gboolean
lock_source (const char  *place,
             int         *lock,
             GError     **error)
{
  g_autofree char *folder = NULL;

  *lock = -1;
  if (!g_str_has_prefix (place, SQLITE_PREFIX))
    return TRUE;
  folder = g_path_get_dirname (place + strlen (SQLITE_PREFIX));
  *lock = axle_folder_lock (folder, error);
  return *lock >= 0;
}

static gboolean
migrate (const char      *from,
         const char      *to,
         AxleStorageSum  *sum,
         GError         **error)
{
  g_autoptr (AxleStorage) source = open_place (from, error);
  g_autoptr (AxleStorage) target = source != NULL ? axle_storage_open (to, error) : NULL;
  gboolean done;
  int lock;

  if (target == NULL || !lock_source (from, &lock, error))
    return FALSE;
  done = axle_storage_copy (source, target, report_cb, NULL, sum, error);
  if (lock >= 0)
    close (lock);
  return done;
}

static int
run_migrate (const AxleCommand *self,
             GStrv              arguments)
{
  g_auto (GStrv) left = arguments;
  g_autoptr (GError) error = NULL;
  g_autoptr (AxleJsonLine) line = axle_json_line_new ();
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  gboolean json = FALSE, done;
  AxleStorageSum sum;
  const GOptionEntry options[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_("Where the data is: sqlite:FILE or postgresql://…"), N_("WHERE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_("Where it goes; nothing may be there yet"), N_("WHERE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json, N_("Print one JSON object"), NULL },
    G_OPTION_ENTRY_NULL
  };

  if (!axle_command_parse (self, options, &left, 0, 0))
    return AXLE_EXIT_USAGE;
  if (from == NULL || to == NULL)
    return axle_command_misused (self, _("--from and --to are both needed"));
  done = migrate (from, to, &sum, &error);
  end_report ();
  if (!done)
    return axle_command_failed (error);
  add_sum (line, &sum);
  if (json)
    axle_command_print_json (line);
  else
    axle_command_print (_("%" PRId64 " records and %" PRId64 " verdicts are the same in both.\n"), sum.n_documents, sum.n_verdicts);
  return AXLE_EXIT_DONE;
}

const AxleCommand axle_server_data_commands[] = {
  { "server verify", NULL, N_("Read all of a server’s data, and see whether it fits together"), run_verify },
  { "server backup", "FOLDER", N_("Copy a server’s data while it runs"), run_backup },
  { "server restore", "FOLDER", N_("Bring a backup back"), run_restore },
  { "server migrate", "--from WHERE --to WHERE", N_("Move a server’s data to another kind of database"), run_migrate },
  { NULL }
};
