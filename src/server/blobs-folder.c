/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/blobs-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/hash.h"

#define INCOMING "incoming"

/* Running hashes that are kept; an upload without one is read again at its end. */
#define CHECKSUMS_LIMIT 256

#define READ_BYTES (1024 * 1024)

/* An upload that this program has seen. */
typedef struct
{
  GChecksum *checksum;
  gint64     n_hashed;
  gboolean   busy;
} Upload;

struct _AxleBlobsFolder
{
  GObject     parent_instance;

  char       *path;
  gint64      limit;
  gint64      reserve;
  GMutex      lock;
  GHashTable *uploads;   /* (element-type utf8 Upload): by the name in `incoming`, under @lock */
  gint64      usage;     /* bytes of all blobs, under @lock; -1 while not counted */
};

static void axle_blobs_folder_iface_init (AxleBlobStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleBlobsFolder, axle_blobs_folder, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_BLOB_STORE, axle_blobs_folder_iface_init))

static void
free_upload (gpointer data)
{
  Upload *upload = data;

  g_checksum_free (upload->checksum);
  g_free (upload);
}

static void
axle_blobs_folder_finalize (GObject *object)
{
  AxleBlobsFolder *self = AXLE_BLOBS_FOLDER (object);

  g_hash_table_unref (self->uploads);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  G_OBJECT_CLASS (axle_blobs_folder_parent_class)->finalize (object);
}

static void
axle_blobs_folder_class_init (AxleBlobsFolderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_blobs_folder_finalize;
}

static void
axle_blobs_folder_init (AxleBlobsFolder *self)
{
  g_mutex_init (&self->lock);
  self->uploads = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_upload);
  self->usage = -1;
}

static gboolean
fail (GError     **error,
      const char  *path)
{
  int saved = errno;
  gboolean full = saved == ENOSPC || saved == EDQUOT;

  g_set_error (error, AXLE_BLOB_ERROR, full ? AXLE_BLOB_ERROR_FULL : AXLE_BLOB_ERROR_FAILED, "%s: %s", path, g_strerror (saved));
  return FALSE;
}

static char *
blob_folder (AxleBlobsFolder *self,
             const char      *hash)
{
  g_autofree char *first = g_strndup (hash, 2);
  g_autofree char *second = g_strndup (hash + 2, 2);

  return g_build_filename (self->path, first, second, NULL);
}

static char *
blob_path (AxleBlobsFolder *self,
           const char      *hash)
{
  g_autofree char *folder = blob_folder (self, hash);

  return g_build_filename (folder, hash, NULL);
}

static char *
part_name (const char *hash,
           const char *owner)
{
  return g_strconcat (owner, "-", hash, NULL);
}

static char *
part_path (AxleBlobsFolder *self,
           const char      *hash,
           const char      *owner)
{
  g_autofree char *name = part_name (hash, owner);

  return g_build_filename (self->path, INCOMING, name, NULL);
}

static gboolean
find_file (const char  *path,
           gint64       missing,
           gint64      *size,
           GError     **error)
{
  GStatBuf status;

  *size = missing;
  if (g_stat (path, &status) == 0)
    *size = status.st_size;
  else if (errno != ENOENT)
    return fail (error, path);
  return TRUE;
}

static gboolean
axle_blobs_folder_find (AxleBlobStore  *store,
                        const char     *hash,
                        gint64         *size,
                        GError        **error)
{
  g_autofree char *path = blob_path (AXLE_BLOBS_FOLDER (store), hash);

  return find_file (path, -1, size, error);
}

static gboolean
axle_blobs_folder_find_part (AxleBlobStore  *store,
                             const char     *hash,
                             const char     *owner,
                             gint64         *n_received,
                             GError        **error)
{
  g_autofree char *path = part_path (AXLE_BLOBS_FOLDER (store), hash, owner);

  return find_file (path, 0, n_received, error);
}

/* Returns how much was read, or -1. */
static gssize
read_at (int     fd,
         guint8 *bytes,
         gsize   length,
         gint64  offset)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = pread (fd, bytes + done, length - done, offset + (gint64) done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return -1;
      if (n == 0)
        break;
      done += (gsize) n;
    }
  return (gssize) done;
}

static GBytes *
axle_blobs_folder_read (AxleBlobStore  *store,
                        const char     *hash,
                        gint64          offset,
                        gsize           length,
                        GError        **error)
{
  g_autofree char *path = blob_path (AXLE_BLOBS_FOLDER (store), hash);
  g_autofree guint8 *bytes = NULL;
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  gssize done;

  if (fd < 0 && errno == ENOENT)
    {
      g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_NOT_FOUND, _("There is no such file."));
      return NULL;
    }
  bytes = g_malloc (MAX (length, 1));
  if (fd < 0 || (done = read_at (fd, bytes, length, offset)) < 0)
    {
      fail (error, path);
      return NULL;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), (gsize) done);
}

static gint64
marked_at (const GStatBuf *status)
{
  return (gint64) status->st_mtim.tv_sec * G_USEC_PER_SEC + status->st_mtim.tv_nsec / 1000;
}

/* Walks the two levels of folders; entries that are no blobs are left alone. */
static gboolean
walk (const char  *path,
      guint        depth,
      GPtrArray   *entries,
      GError     **error)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      GStatBuf status;

      if (depth < 2 && strlen (name) == 2)
        {
          if (!walk (child, depth + 1, entries, error))
            return FALSE;
        }
      else if (depth == 2 && axle_hash_is_valid (name))
        {
          AxleBlobEntry *entry;

          if (g_stat (child, &status) != 0)
            {
              if (errno == ENOENT)
                continue;
              return fail (error, child);
            }
          entry = g_new0 (AxleBlobEntry, 1);
          entry->hash = g_strdup (name);
          entry->size = status.st_size;
          entry->marked_at = marked_at (&status);
          g_ptr_array_add (entries, entry);
        }
    }
  return TRUE;
}

static GPtrArray *
axle_blobs_folder_list (AxleBlobStore  *store,
                        GError        **error)
{
  AxleBlobsFolder *self = AXLE_BLOBS_FOLDER (store);
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_blob_entry_free);

  return walk (self->path, 0, entries, error) ? g_steal_pointer (&entries) : NULL;
}

/* Room on the disk and under the limit for @total more bytes. */
static gboolean
check_room (AxleBlobsFolder  *self,
            gint64            total,
            GError          **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  struct statvfs disk;

  if (self->limit > 0 && self->usage < 0)
    {
      g_autoptr(GPtrArray) entries = axle_blobs_folder_list (AXLE_BLOB_STORE (self), error);

      if (entries == NULL)
        return FALSE;
      self->usage = 0;
      for (guint i = 0; i < entries->len; i++)
        self->usage += ((AxleBlobEntry *) entries->pdata[i])->size;
    }
  if (statvfs (self->path, &disk) != 0)
    return fail (error, self->path);
  if ((self->limit > 0 && self->usage + total > self->limit) ||
      (gint64) disk.f_bavail * (gint64) disk.f_frsize < total + self->reserve)
    {
      g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_FULL,
                           _("The server has no room for more photos. They stay on the desk and are sent later."));
      return FALSE;
    }
  return TRUE;
}

static void
add_usage (AxleBlobsFolder *self,
           gint64           size)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  if (self->usage >= 0)
    self->usage += size;
}

static gboolean
check_parts (AxleBlobsFolder  *self,
             const char       *owner,
             const char       *own,
             GError          **error)
{
  g_autofree char *path = g_build_filename (self->path, INCOMING, NULL);
  g_autofree char *prefix = g_strconcat (owner, "-", NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    n += g_str_has_prefix (name, prefix) && !g_str_equal (name, own);
  if (n < AXLE_BLOB_PARTS_LIMIT)
    return TRUE;
  g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_BUSY,
                       _("Too many unfinished uploads. Finish one of them first."));
  return FALSE;
}

/* One thread at a time works on an upload. */
static Upload *
claim (AxleBlobsFolder  *self,
       const char       *name,
       GError          **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Upload *upload = g_hash_table_lookup (self->uploads, name);

  if (upload == NULL)
    {
      upload = g_new0 (Upload, 1);
      upload->checksum = g_checksum_new (G_CHECKSUM_SHA256);
      g_hash_table_insert (self->uploads, g_strdup (name), upload);
    }
  else if (upload->busy)
    {
      g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_BUSY, _("A piece of this file is being written. Try again."));
      return NULL;
    }
  upload->busy = TRUE;
  return upload;
}

static gboolean
is_idle (gpointer name,
         gpointer upload,
         gpointer unused)
{
  return !((Upload *) upload)->busy;
}

static void
give_back (AxleBlobsFolder *self,
           const char      *name,
           Upload          *upload,
           gboolean         is_over)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  upload->busy = FALSE;
  if (is_over)
    g_hash_table_remove (self->uploads, name);
  else if (g_hash_table_size (self->uploads) > CHECKSUMS_LIMIT)
    g_hash_table_foreach_remove (self->uploads, is_idle, NULL);
}

static gboolean
append (int           fd,
        const guint8 *bytes,
        gsize         length,
        gint64        offset)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = pwrite (fd, bytes + done, length - done, offset + (gint64) done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      done += (gsize) n;
    }
  return TRUE;
}

/* Hashes what came before this program saw the upload. */
static gboolean
catch_up (Upload *upload,
          int     fd,
          gint64  length)
{
  g_autofree guint8 *bytes = NULL;

  if (upload->n_hashed > length)
    {
      g_checksum_reset (upload->checksum);
      upload->n_hashed = 0;
    }
  if (upload->n_hashed < length)
    bytes = g_malloc (READ_BYTES);
  while (upload->n_hashed < length)
    {
      gssize n = read_at (fd, bytes, (gsize) MIN (READ_BYTES, length - upload->n_hashed), upload->n_hashed);

      if (n <= 0)
        return FALSE;
      g_checksum_update (upload->checksum, bytes, n);
      upload->n_hashed += n;
    }
  return TRUE;
}

static gboolean
sync_folder (const char *path)
{
  g_autofd int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  return fd >= 0 && fsync (fd) == 0;
}

/* All of it came: it exists from the rename on, and that survives a power cut. */
static gboolean
publish (AxleBlobsFolder      *self,
         const AxleBlobPiece  *piece,
         int                   fd,
         const char           *part,
         GError              **error)
{
  g_autofree char *folder = blob_folder (self, piece->hash);
  g_autofree char *upper = g_path_get_dirname (folder);
  g_autofree char *path = blob_path (self, piece->hash);
  gboolean known = g_file_test (path, G_FILE_TEST_EXISTS);

  if (g_mkdir_with_parents (folder, 0700) != 0 || fsync (fd) != 0 || g_rename (part, path) != 0 ||
      !sync_folder (folder) || !sync_folder (upper) || !sync_folder (self->path))
    return fail (error, path);
  if (!known)
    add_usage (self, piece->total);
  return TRUE;
}

static gboolean
finish (AxleBlobsFolder      *self,
        const AxleBlobPiece  *piece,
        Upload               *upload,
        int                   fd,
        const char           *part,
        GError              **error)
{
  if (!catch_up (upload, fd, piece->total))
    return fail (error, part);
  if (g_str_equal (g_checksum_get_string (upload->checksum), piece->hash))
    return publish (self, piece, fd, part, error);
  g_unlink (part);
  g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_HASH,
                       _("What arrived is not what was sent. It is forgotten; send it again."));
  return FALSE;
}

static gboolean
take_piece (AxleBlobsFolder      *self,
            const AxleBlobPiece  *piece,
            Upload               *upload,
            int                   fd,
            const char           *part,
            gint64               *n_received,
            GError              **error)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (piece->bytes, &size);
  struct stat status;

  if (fstat (fd, &status) != 0)
    return fail (error, part);
  *n_received = status.st_size;
  if (piece->offset > status.st_size)
    {
      g_set_error_literal (error, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_OFFSET, _("Pieces before this one are missing."));
      return FALSE;
    }
  if (piece->offset < status.st_size && ftruncate (fd, piece->offset) != 0)
    return fail (error, part);
  *n_received = piece->offset;
  if (!catch_up (upload, fd, piece->offset) || !append (fd, bytes, size, piece->offset))
    return fail (error, part);
  g_checksum_update (upload->checksum, bytes, (gssize) size);
  upload->n_hashed += (gint64) size;
  *n_received += (gint64) size;
  return *n_received < piece->total || finish (self, piece, upload, fd, part, error);
}

static gboolean
axle_blobs_folder_write (AxleBlobStore        *store,
                         const AxleBlobPiece  *piece,
                         gint64               *n_received,
                         GError              **error)
{
  AxleBlobsFolder *self = AXLE_BLOBS_FOLDER (store);
  g_autofree char *name = part_name (piece->hash, piece->owner);
  g_autofree char *part = part_path (self, piece->hash, piece->owner);
  g_autoptr(GError) reason = NULL;
  Upload *upload;
  gboolean done;

  if (piece->offset == 0 && (!check_room (self, piece->total, error) || !check_parts (self, piece->owner, name, error)))
    return FALSE;
  upload = claim (self, name, error);
  if (upload == NULL)
    return FALSE;
  {
    int flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (piece->offset == 0 ? O_CREAT : 0);
    g_autofd int fd = g_open (part, flags, 0600);

    if (fd < 0 && errno == ENOENT && piece->offset > 0)
      g_set_error_literal (&reason, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_OFFSET, _("Pieces before this one are missing."));
    else if (fd < 0)
      fail (&reason, part);
    done = fd >= 0 && take_piece (self, piece, upload, fd, part, n_received, &reason);
  }
  give_back (self, name, upload, done ? *n_received == piece->total : !g_error_matches (reason, AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_OFFSET));
  if (!done)
    g_propagate_error (error, g_steal_pointer (&reason));
  return done;
}

static gboolean
axle_blobs_folder_mark (AxleBlobStore  *store,
                        const char     *hash,
                        gint64          now,
                        GError        **error)
{
  AxleBlobsFolder *self = AXLE_BLOBS_FOLDER (store);
  g_autofree char *path = blob_path (self, hash);
  /* Not between drop's look and its deed. */
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  const struct timespec time = { .tv_sec = now / G_USEC_PER_SEC, .tv_nsec = now % G_USEC_PER_SEC * 1000 };
  const struct timespec times[] = { time, time };

  if (utimensat (AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW) != 0 && errno != ENOENT)
    return fail (error, path);
  return TRUE;
}

static gboolean
axle_blobs_folder_drop (AxleBlobStore  *store,
                        const char     *hash,
                        gint64          marked_before,
                        gboolean       *dropped,
                        GError        **error)
{
  AxleBlobsFolder *self = AXLE_BLOBS_FOLDER (store);
  g_autofree char *path = blob_path (self, hash);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return errno == ENOENT || fail (error, path);
  if (marked_at (&status) > marked_before)
    return TRUE;
  if (g_unlink (path) != 0)
    return errno == ENOENT || fail (error, path);
  if (self->usage >= 0)
    self->usage = MAX (0, self->usage - status.st_size);
  *dropped = TRUE;
  return TRUE;
}

static gboolean
axle_blobs_folder_tidy (AxleBlobStore  *store,
                        gint64          before,
                        GError        **error)
{
  AxleBlobsFolder *self = AXLE_BLOBS_FOLDER (store);
  g_autofree char *path = g_build_filename (self->path, INCOMING, NULL);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *part = g_build_filename (path, name, NULL);
      GStatBuf status;

      if (g_stat (part, &status) == 0 && (gint64) status.st_mtime * G_USEC_PER_SEC < before && g_unlink (part) != 0 &&
          errno != ENOENT)
        return fail (error, part);
    }
  return TRUE;
}

static void
axle_blobs_folder_iface_init (AxleBlobStoreInterface *iface)
{
  iface->find = axle_blobs_folder_find;
  iface->read = axle_blobs_folder_read;
  iface->find_part = axle_blobs_folder_find_part;
  iface->write = axle_blobs_folder_write;
  iface->mark = axle_blobs_folder_mark;
  iface->list = axle_blobs_folder_list;
  iface->drop = axle_blobs_folder_drop;
  iface->tidy = axle_blobs_folder_tidy;
}

/**
 * axle_blobs_folder_open:
 * @path: the folder; made when it is not there
 * @options: (nullable): limits; %NULL for none but the usual reserve
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the blobs in it
 */
AxleBlobStore *
axle_blobs_folder_open (const char                    *path,
                        const AxleBlobsFolderOptions  *options,
                        GError                       **error)
{
  g_autoptr(AxleBlobsFolder) self = g_object_new (AXLE_TYPE_BLOBS_FOLDER, NULL);
  g_autofree char *incoming = g_build_filename (path, INCOMING, NULL);

  self->path = g_strdup (path);
  self->limit = options != NULL ? options->limit : 0;
  self->reserve = options != NULL ? options->reserve : AXLE_BLOBS_FOLDER_RESERVE;
  if (g_mkdir_with_parents (incoming, 0700) != 0)
    {
      fail (error, incoming);
      return NULL;
    }
  return AXLE_BLOB_STORE (g_steal_pointer (&self));
}
