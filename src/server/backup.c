/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "axle-config.h"
#include "base/host.h"
#include "server/folder.h"
#include "server/hub.h"
#include "server/storage-sqlite.h"

#define MANIFEST "manifest"
#define GROUP "backup"
#define FORMAT 1

#define BLOB_PIECE (1024 * 1024)

/* Who a blob comes from, in the name of an upload that breaks off. */
#define BLOB_OWNER "restore"

/* Without the key the desks would not know the server again. */
static const char * const secrets[] = { "certificate.pem", "key.pem", "shown-certificate.pem" };

void
axle_backup_free (AxleBackup *self)
{
  g_free (self->hash);
  g_free (self);
}

static gboolean
fail (GError     **error,
      const char  *path)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path, g_strerror (errno));
  return FALSE;
}

/* A name that is on disk whatever happens then, of a file or of what is in a folder. */
static gboolean
sync_path (const char  *path,
           GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    fail (error, path);
  if (fd >= 0)
    close (fd);
  return done;
}

static gboolean
sync_parent (const char  *path,
             GError     **error)
{
  g_autofree char *parent = g_path_get_dirname (path);

  return sync_path (parent, error);
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr(GFile) source = g_file_new_for_path (from);
  g_autoptr(GFile) target = g_file_new_for_path (to);

  if (!g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error))
    return FALSE;
  return (g_chmod (to, 0600) == 0 || fail (error, to)) && sync_path (to, error);
}

static char *
hash_file (const char  *path,
           GError     **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autofree guint8 *buffer = g_malloc (BLOB_PIECE);
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, BLOB_PIECE, NULL, error);
      if (n > 0)
        g_checksum_update (checksum, buffer, n);
    }
  return n == 0 ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

static gboolean
copy_secrets (const char  *from,
              const char  *to,
              GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autofree char *source = g_build_filename (from, secrets[i], NULL);
      g_autofree char *target = g_build_filename (to, secrets[i], NULL);

      if (g_file_test (source, G_FILE_TEST_EXISTS) && !copy_file (source, target, error))
        return FALSE;
    }
  return TRUE;
}

/* Photos and clips. */

static gboolean
copy_blob (AxleBlobStore        *from,
           AxleBlobStore        *to,
           const AxleBlobEntry  *entry,
           GError              **error)
{
  AxleBlobPiece piece = { .hash = entry->hash, .owner = BLOB_OWNER, .total = entry->size };
  gint64 offset = 0;

  if (!axle_blob_store_find_part (to, entry->hash, BLOB_OWNER, &offset, error))
    return FALSE;
  while (offset < entry->size)
    {
      g_autoptr(GBytes) bytes = axle_blob_store_read (from, entry->hash, offset, BLOB_PIECE, error);

      if (bytes == NULL)
        return FALSE;
      piece.offset = offset;
      piece.bytes = bytes;
      if (!axle_blob_store_write (to, &piece, &offset, error))
        return FALSE;
    }
  return TRUE;
}

/* What was taken out since it was listed is not missed: no record names it. */
static gboolean
copy_blobs (const char  *from_folder,
            const char  *to_folder,
            AxleBackup  *backup,
            GError     **error)
{
  g_autoptr(AxleBlobStore) from = axle_folder_open_blobs (from_folder, 0, error);
  g_autoptr(AxleBlobStore) to = from != NULL ? axle_folder_open_blobs (to_folder, 0, error) : NULL;
  g_autoptr(GPtrArray) entries = to != NULL ? axle_blob_store_list (from, error) : NULL;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const AxleBlobEntry *entry = entries->pdata[i];
      g_autoptr(GError) reason = NULL;
      gint64 size;

      if (!axle_blob_store_find (to, entry->hash, &size, error))
        return FALSE;
      if (size < 0 && !copy_blob (from, to, entry, &reason))
        {
          if (g_error_matches (reason, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_NOT_FOUND))
            continue;
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      backup->n_blobs++;
      backup->n_blob_bytes += entry->size;
    }
  return TRUE;
}

/* The manifest. */

static gboolean
write_manifest (const AxleBackup  *self,
                const char        *folder,
                const char        *database,
                GError           **error)
{
  g_autofree char *path = g_build_filename (folder, MANIFEST, NULL);
  g_autofree char *digest = hash_file (database, error);
  g_autoptr(GDateTime) at = g_date_time_new_from_unix_utc_usec (self->made_at);
  g_autofree char *made = g_date_time_format_iso8601 (at);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize size;

  if (digest == NULL)
    return FALSE;
  g_key_file_set_integer (file, GROUP, "format", FORMAT);
  g_key_file_set_string (file, GROUP, "version", AXLE_VERSION);
  g_key_file_set_string (file, GROUP, "made", made);
  g_key_file_set_int64 (file, GROUP, "made-at", self->made_at);
  g_key_file_set_string (file, GROUP, "hash", self->hash);
  g_key_file_set_string (file, GROUP, "database", digest);
  g_key_file_set_int64 (file, GROUP, "documents", self->n_documents);
  g_key_file_set_int64 (file, GROUP, "verdicts", self->n_verdicts);
  g_key_file_set_int64 (file, GROUP, "blobs", self->n_blobs);
  g_key_file_set_int64 (file, GROUP, "blob-bytes", self->n_blob_bytes);
  text = g_key_file_to_data (file, &size, NULL);
  return g_file_set_contents_full (path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
no_backup (const char  *path,
           GError     **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("“%s” is not a whole backup of a server."), path);
  return FALSE;
}

/* @digest: (out): of its database file */
static AxleBackup *
read_manifest (const char  *folder,
               char       **digest,
               GError     **error)
{
  g_autofree char *path = g_build_filename (folder, MANIFEST, NULL);
  g_autoptr(GKeyFile) file = g_key_file_new ();
  g_autoptr(AxleBackup) self = g_new0 (AxleBackup, 1);
  int format;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return no_backup (folder, error), NULL;
  format = g_key_file_get_integer (file, GROUP, "format", NULL);
  if (format > FORMAT)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("A newer program made the backup “%s”. Update this one first."), folder);
      return NULL;
    }
  self->made_at = g_key_file_get_int64 (file, GROUP, "made-at", NULL);
  self->hash = g_key_file_get_string (file, GROUP, "hash", NULL);
  self->n_documents = g_key_file_get_int64 (file, GROUP, "documents", NULL);
  self->n_verdicts = g_key_file_get_int64 (file, GROUP, "verdicts", NULL);
  *digest = g_key_file_get_string (file, GROUP, "database", NULL);
  if (format < 1 || self->hash == NULL || *digest == NULL)
    return no_backup (folder, error), NULL;
  return g_steal_pointer (&self);
}

/* Making one. */

static gboolean
copy_storage (AxleStorage       *storage,
              const char        *database,
              AxleCopyProgress   progress,
              gpointer           user_data,
              AxleStorageSum    *sum,
              GError           **error)
{
  g_autoptr(AxleStorage) copy = NULL;

  if (AXLE_IS_STORAGE_SQLITE (storage))
    {
      if (!axle_storage_sqlite_back_up (AXLE_STORAGE_SQLITE (storage), database, error))
        return FALSE;
      copy = axle_storage_sqlite_open (database, NULL, error);
      return copy != NULL && axle_storage_sum (copy, sum, error);
    }
  copy = axle_storage_sqlite_open (database, NULL, error);
  return copy != NULL && axle_storage_copy (storage, copy, progress, user_data, sum, error);
}

static gboolean
fill (AxleBackup        *self,
      AxleStorage       *storage,
      const char        *folder,
      const char        *path,
      AxleCopyProgress   progress,
      gpointer           user_data,
      GError           **error)
{
  g_autofree char *database = g_build_filename (path, AXLE_FOLDER_DATABASE, NULL);
  AxleStorageSum sum;

  self->made_at = axle_host_now (axle_host_get_default ());
  if (!copy_storage (storage, database, progress, user_data, &sum, error) ||
      !sync_path (database, error) || !copy_blobs (folder, path, self, error) || !copy_secrets (folder, path, error))
    return FALSE;
  self->hash = axle_sum_dup_text (&sum);
  self->n_documents = sum.n_documents;
  self->n_verdicts = sum.n_verdicts;
  return write_manifest (self, path, database, error) && sync_path (path, error);
}

static gboolean
make_part (const char  *path,
           const char  *part,
           GError     **error)
{
  /* An empty folder gives way to one of its name, any other does not. */
  if (g_file_test (path, G_FILE_TEST_EXISTS) && (!g_file_test (path, G_FILE_TEST_IS_DIR) || g_rmdir (path) != 0))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” is there already. A backup is made under a new name."), path);
      return FALSE;
    }
  return g_mkdir (part, 0700) == 0 || fail (error, part);
}

static void
remove_tree (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * axle_backup_make:
 * @storage: the server's data; servers may run on it
 * @folder: the server's data folder: photos, clips and the certificate are in it
 * @path: where the backup goes; a name that is not there yet, or an empty folder
 * @progress: (nullable) (scope call): told now and then
 * @user_data: for @progress
 * @error: return location
 *
 * The backup gets its name when it is whole and on disk.
 *
 * Returns: (transfer full) (nullable): what is in it
 */
AxleBackup *
axle_backup_make (AxleStorage       *storage,
                  const char        *folder,
                  const char        *path,
                  AxleCopyProgress   progress,
                  gpointer           user_data,
                  GError           **error)
{
  g_autoptr(AxleBackup) self = g_new0 (AxleBackup, 1);
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *part = g_strconcat (whole, ".part", NULL);

  if (!make_part (whole, part, error))
    return NULL;
  if (!fill (self, storage, folder, part, progress, user_data, error))
    {
      remove_tree (part);
      return NULL;
    }
  if (g_rename (part, whole) != 0)
    {
      fail (error, whole);
      remove_tree (part);
      return NULL;
    }
  return sync_parent (whole, error) ? g_steal_pointer (&self) : NULL;
}

/* Bringing one back. */

/* Desks know more than the copy: they start anew and tell what it lacks. */
static gboolean
begin_anew (AxleStorage  *storage,
            GError      **error)
{
  g_autoptr(AxleHub) hub = axle_hub_new (storage, NULL, error);

  return hub != NULL && axle_hub_renew_epoch (hub, error);
}

/* With its log: that must never meet another database. */
static void
drop_database (const char *path)
{
  static const char * const suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *name = g_strconcat (path, suffixes[i], NULL);
      g_unlink (name);
    }
}

static gboolean
prepare (const char  *path,
         const char  *digest,
         const char  *database,
         GError     **error)
{
  g_autofree char *source = g_build_filename (path, AXLE_FOLDER_DATABASE, NULL);
  g_autofree char *is = NULL;
  g_autoptr(AxleStorage) storage = NULL;

  drop_database (database);
  if (!copy_file (source, database, error))
    return FALSE;
  is = hash_file (database, error);
  if (is == NULL)
    return FALSE;
  if (!g_str_equal (is, digest))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   _("The database in “%s” is not the one that the backup was made with. Nothing was changed; take another backup."),
                   path);
      return FALSE;
    }
  storage = axle_storage_sqlite_open (database, NULL, error);
  return storage != NULL && begin_anew (storage, error);
}

static gboolean
move_aside (const char  *database,
            const char  *suffix,
            const char  *at,
            GError     **error)
{
  g_autofree char *from = g_strconcat (database, suffix, NULL);
  g_autofree char *to = g_strdup_printf ("%s.%s%s", database, at, suffix);

  return g_rename (from, to) == 0 || errno == ENOENT || fail (error, from);
}

/* The log of the old one goes first. The new one then stands in its place at once,
 * so that no server ever finds none. */
static gboolean
put_in_place (const char  *prepared,
              const char  *database,
              GError     **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *at = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *kept = g_strdup_printf ("%s.%s", database, at);

  if (!move_aside (database, "-wal", at, error) || !move_aside (database, "-shm", at, error))
    return FALSE;
  if (link (database, kept) != 0 && errno != ENOENT)
    return fail (error, kept);
  return (g_rename (prepared, database) == 0 || fail (error, database)) && sync_parent (database, error);
}

static gboolean
check_place (const char   *folder,
             AxleStorage  *storage,
             gboolean      force,
             GError      **error)
{
  g_autofree char *database = g_build_filename (folder, AXLE_FOLDER_DATABASE, NULL);
  gboolean empty = !g_file_test (database, G_FILE_TEST_EXISTS);
  gboolean unfinished = FALSE;

  if (storage != NULL &&
      (!axle_storage_is_empty (storage, &empty, error) || !axle_storage_is_unfinished (storage, &unfinished, error)))
    return FALSE;
  if (empty || unfinished || force)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                       _("There is data already. Nothing was changed. Say --force to put the backup in its place."));
  return FALSE;
}

/* What is in the way of the copy goes in the transaction that begins it. */
static gboolean
replace (AxleStorage       *storage,
         const char        *prepared,
         AxleCopyProgress   progress,
         gpointer           user_data,
         GError           **error)
{
  g_autoptr(AxleStorage) from = axle_storage_sqlite_open (prepared, NULL, error);
  AxleStorageSum sum;

  return from != NULL && axle_storage_replace (from, storage, progress, user_data, &sum, error);
}

static gboolean
bring_back (const char        *path,
            const char        *digest,
            const char        *folder,
            AxleStorage       *storage,
            AxleCopyProgress   progress,
            gpointer           user_data,
            GError           **error)
{
  g_autofree char *database = g_build_filename (folder, AXLE_FOLDER_DATABASE, NULL);
  g_autofree char *prepared = g_strconcat (database, ".restored", NULL);
  gboolean done;

  done = prepare (path, digest, prepared, error) &&
         (storage != NULL ? replace (storage, prepared, progress, user_data, error)
                          : put_in_place (prepared, database, error));
  drop_database (prepared);
  return done;
}

/**
 * axle_backup_restore:
 * @path: a backup
 * @folder: the data folder of a server that does not run; made when it is not there
 * @storage: (nullable): where the data goes; %NULL for the folder's own database
 * @force: whether data that is there gives way. A folder's own database is kept
 *   beside the new one, with the time in its name
 * @progress: (nullable) (scope call): told now and then
 * @user_data: for @progress
 * @error: return location
 *
 * Verifies the backup first. The server gets a new epoch: desks fetch everything
 * anew, and send again what they did since the backup was made.
 *
 * Returns: (transfer full) (nullable): what was brought back
 */
AxleBackup *
axle_backup_restore (const char        *path,
                     const char        *folder,
                     AxleStorage       *storage,
                     gboolean           force,
                     AxleCopyProgress   progress,
                     gpointer           user_data,
                     GError           **error)
{
  g_autofree char *digest = NULL;
  g_autoptr(AxleBackup) self = read_manifest (path, &digest, error);
  int lock;
  gboolean done;

  if (self == NULL)
    return NULL;
  lock = axle_folder_lock (folder, error);
  if (lock < 0)
    return NULL;
  /* Photos first: no record names one that is not there yet. */
  done = check_place (folder, storage, force, error) && copy_blobs (path, folder, self, error) &&
         copy_secrets (path, folder, error) &&
         bring_back (path, digest, folder, storage, progress, user_data, error);
  close (lock);
  return done ? g_steal_pointer (&self) : NULL;
}
