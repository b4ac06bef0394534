/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/disk.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512
#define SHM_PAGES 64
#define PAGE 4096

typedef struct
{
  gint64  offset;   /* of a truncation, the new length */
  GBytes *bytes;    /* NULL for a truncation */
} Write;

typedef struct
{
  GByteArray *now;
  GByteArray *synced;
  GArray     *writes;            /* (element-type Write): since the last sync */
  guint8     *shm[SHM_PAGES];
  gint64      spoiled;           /* where the page begins that cannot be read; -1 for none */
} File;

struct _SimDisk
{
  sqlite3_vfs vfs;
  char       *name;
  Chance     *chance;
  GHashTable *files;
  guint       life;              /* how often the machine was started */
  guint       crash_after;
  guint       full_after;
  guint       fail_after;
  gboolean    is_full;
  gboolean    refuses_full;
  gboolean    crashed;
  guint64     n_syncs;
};

typedef struct
{
  sqlite3_file parent;
  SimDisk     *disk;
  File        *file;
  char        *temporary;        /* the name of a file that goes with its handle */
  guint        life;
} Handle;

static void
clear_write (gpointer data)
{
  Write *write = data;

  g_clear_pointer (&write->bytes, g_bytes_unref);
}

static File *
file_new (void)
{
  File *self = g_new0 (File, 1);

  self->now = g_byte_array_new ();
  self->synced = g_byte_array_new ();
  self->writes = g_array_new (FALSE, TRUE, sizeof (Write));
  g_array_set_clear_func (self->writes, clear_write);
  self->spoiled = -1;
  return self;
}

static void
drop_shm (File *self)
{
  for (guint i = 0; i < SHM_PAGES; i++)
    g_clear_pointer (&self->shm[i], g_free);
}

static void
file_free (gpointer data)
{
  File *self = data;

  drop_shm (self);
  g_byte_array_unref (self->now);
  g_byte_array_unref (self->synced);
  g_array_unref (self->writes);
  g_free (self);
}

static void
resize (GByteArray *image,
        gsize       length)
{
  gsize before = image->len;

  g_byte_array_set_size (image, (guint) length);
  if (length > before)
    memset (image->data + before, 0, length - before);
}

static void
apply (GByteArray  *image,
       const Write *write,
       gsize        limit)
{
  gsize n_bytes;
  const void *bytes;

  if (write->bytes == NULL)
    {
      resize (image, (gsize) write->offset);
      return;
    }
  bytes = g_bytes_get_data (write->bytes, &n_bytes);
  n_bytes = MIN (n_bytes, limit);
  if (n_bytes == 0)
    return;
  if (image->len < (gsize) write->offset + n_bytes)
    resize (image, (gsize) write->offset + n_bytes);
  memcpy (image->data + write->offset, bytes, n_bytes);
}

/* Counts a write or a sync; FALSE when the power went before it. */
static gboolean
step (SimDisk *self)
{
  if (self->crashed)
    return FALSE;
  if (self->crash_after > 0 && --self->crash_after == 0)
    self->crashed = TRUE;
  return !self->crashed;
}

static gboolean
fails (SimDisk *self)
{
  return self->fail_after > 0 && --self->fail_after == 0;
}

static gboolean
is_dead (Handle *self)
{
  return self->disk->crashed || self->life != self->disk->life;
}

static int
handle_close (sqlite3_file *file)
{
  Handle *self = (Handle *) file;

  if (self->temporary != NULL && self->life == self->disk->life)
    g_hash_table_remove (self->disk->files, self->temporary);
  g_clear_pointer (&self->temporary, g_free);
  return SQLITE_OK;
}

static int
handle_read (sqlite3_file  *file,
             void          *buffer,
             int            n_bytes,
             sqlite3_int64  offset)
{
  Handle *self = (Handle *) file;
  gint64 available;

  if (is_dead (self))
    return SQLITE_IOERR_READ;
  if (self->file->spoiled >= 0 && offset < self->file->spoiled + PAGE && offset + n_bytes > self->file->spoiled)
    return SQLITE_CORRUPT;
  available = CLAMP ((gint64) self->file->now->len - offset, 0, n_bytes);
  if (available > 0)
    memcpy (buffer, self->file->now->data + offset, (gsize) available);
  if (available == n_bytes)
    return SQLITE_OK;
  memset ((char *) buffer + available, 0, (gsize) (n_bytes - available));
  return SQLITE_IOERR_SHORT_READ;
}

static int
note_write (Handle *self,
            gint64  offset,
            GBytes *bytes)
{
  Write write = { .offset = offset, .bytes = bytes };

  apply (self->file->now, &write, G_MAXSIZE);
  g_array_append_val (self->file->writes, write);
  return SQLITE_OK;
}

static int
handle_write (sqlite3_file  *file,
              const void    *bytes,
              int            n_bytes,
              sqlite3_int64  offset)
{
  Handle *self = (Handle *) file;

  if (is_dead (self))
    return SQLITE_IOERR_WRITE;
  if (self->disk->full_after > 0 && --self->disk->full_after == 0)
    self->disk->is_full = TRUE;
  if (self->disk->is_full)
    return SQLITE_FULL;
  if (fails (self->disk))
    return SQLITE_IOERR_WRITE;
  if (self->file->spoiled == offset && n_bytes >= PAGE)
    self->file->spoiled = -1;
  note_write (self, offset, g_bytes_new (bytes, (gsize) n_bytes));
  return step (self->disk) ? SQLITE_OK : SQLITE_IOERR_WRITE;
}

static int
handle_truncate (sqlite3_file  *file,
                 sqlite3_int64  length)
{
  Handle *self = (Handle *) file;

  if (is_dead (self))
    return SQLITE_IOERR_TRUNCATE;
  note_write (self, length, NULL);
  return step (self->disk) ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

static void
settle (File *self)
{
  for (guint i = 0; i < self->writes->len; i++)
    apply (self->synced, &g_array_index (self->writes, Write, i), G_MAXSIZE);
  g_array_set_size (self->writes, 0);
}

static int
handle_sync (sqlite3_file *file,
             int           flags)
{
  Handle *self = (Handle *) file;

  if (is_dead (self) || !step (self->disk))
    return SQLITE_IOERR_FSYNC;
  if (fails (self->disk))
    return SQLITE_IOERR_FSYNC;
  settle (self->file);
  self->disk->n_syncs++;
  return SQLITE_OK;
}

static int
handle_size (sqlite3_file  *file,
             sqlite3_int64 *size)
{
  Handle *self = (Handle *) file;

  if (is_dead (self))
    return SQLITE_IOERR_FSTAT;
  *size = self->file->now->len;
  return SQLITE_OK;
}

/* One connection a file: there is nobody to keep out. */
static int
handle_lock (sqlite3_file *file,
             int           level)
{
  return SQLITE_OK;
}

static int
handle_check_lock (sqlite3_file *file,
                   int          *is_locked)
{
  *is_locked = 0;
  return SQLITE_OK;
}

static int
handle_control (sqlite3_file *file,
                int           what,
                void         *argument)
{
  Handle *self = (Handle *) file;
  char **pragma = argument;

  if (what == SQLITE_FCNTL_PRAGMA && self->disk->refuses_full &&
      sqlite3_stricmp (pragma[1], "synchronous") == 0 && sqlite3_stricmp (pragma[2], "FULL") == 0)
    return SQLITE_OK;
  return SQLITE_NOTFOUND;
}

static int
handle_sector_size (sqlite3_file *file)
{
  return SECTOR;
}

static int
handle_characteristics (sqlite3_file *file)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
handle_shm_map (sqlite3_file   *file,
                int             page,
                int             size,
                int             extend,
                void volatile **memory)
{
  Handle *self = (Handle *) file;

  if (is_dead (self) || page >= SHM_PAGES)
    return SQLITE_IOERR_SHMMAP;
  if (self->file->shm[page] == NULL && extend)
    self->file->shm[page] = g_malloc0 ((gsize) size);
  *memory = self->file->shm[page];
  return SQLITE_OK;
}

static int
handle_shm_lock (sqlite3_file *file,
                 int           offset,
                 int           n,
                 int           flags)
{
  return SQLITE_OK;
}

static void
handle_shm_barrier (sqlite3_file *file)
{
}

static int
handle_shm_unmap (sqlite3_file *file,
                  int           remove)
{
  Handle *self = (Handle *) file;

  if (self->life == self->disk->life)
    drop_shm (self->file);
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = handle_close,
  .xRead = handle_read,
  .xWrite = handle_write,
  .xTruncate = handle_truncate,
  .xSync = handle_sync,
  .xFileSize = handle_size,
  .xLock = handle_lock,
  .xUnlock = handle_lock,
  .xCheckReservedLock = handle_check_lock,
  .xFileControl = handle_control,
  .xSectorSize = handle_sector_size,
  .xDeviceCharacteristics = handle_characteristics,
  .xShmMap = handle_shm_map,
  .xShmLock = handle_shm_lock,
  .xShmBarrier = handle_shm_barrier,
  .xShmUnmap = handle_shm_unmap,
};

/* A name without its folder, and without the time that it was put aside. */
static char *
plain_name (const char *name)
{
  g_autofree char *base = g_path_get_basename (name);
  char *aside = strstr (base, SIM_DISK_ASIDE "-");
  const char *suffix;

  if (aside == NULL)
    return g_steal_pointer (&base);
  suffix = strchr (aside + strlen (SIM_DISK_ASIDE "-"), '-');
  return g_strdup_printf ("%.*s" SIM_DISK_ASIDE "%s", (int) (aside - base), base, suffix != NULL ? suffix : "");
}

static int
disk_open (sqlite3_vfs      *vfs,
           sqlite3_filename  name,
           sqlite3_file     *file,
           int               flags,
           int              *flags_out)
{
  static guint n_temporary;
  SimDisk *self = vfs->pAppData;
  Handle *handle = (Handle *) file;
  g_autofree char *plain = name != NULL ? plain_name (name) : NULL;

  memset (handle, 0, sizeof *handle);
  if (self->crashed)
    return SQLITE_CANTOPEN;
  name = plain;
  if (name == NULL)
    name = handle->temporary = g_strdup_printf ("temporary-%u", n_temporary++);
  handle->file = g_hash_table_lookup (self->files, name);
  if (handle->file == NULL)
    {
      if (!(flags & SQLITE_OPEN_CREATE))
        return SQLITE_CANTOPEN;
      handle->file = file_new ();
      g_hash_table_insert (self->files, g_strdup (name), handle->file);
    }
  handle->disk = self;
  handle->life = self->life;
  handle->parent.pMethods = &methods;
  if (flags_out != NULL)
    *flags_out = flags;
  return SQLITE_OK;
}

/* A name goes at once and for good: what a crash does to directories is not
 * what is tried here. */
static int
disk_delete (sqlite3_vfs *vfs,
             const char  *name,
             int          sync)
{
  SimDisk *self = vfs->pAppData;
  g_autofree char *plain = plain_name (name);

  if (!step (self))
    return SQLITE_IOERR_DELETE;
  return g_hash_table_remove (self->files, plain) ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

static int
disk_access (sqlite3_vfs *vfs,
             const char  *name,
             int          flags,
             int         *result)
{
  SimDisk *self = vfs->pAppData;
  g_autofree char *plain = plain_name (name);

  *result = g_hash_table_contains (self->files, plain);
  return SQLITE_OK;
}

static int
disk_full_name (sqlite3_vfs *vfs,
                const char  *name,
                int          size,
                char        *full)
{
  g_strlcpy (full, name, (gsize) size);
  return SQLITE_OK;
}

static int
disk_randomness (sqlite3_vfs *vfs,
                 int          n_bytes,
                 char        *bytes)
{
  SimDisk *self = vfs->pAppData;

  for (int i = 0; i < n_bytes; i++)
    bytes[i] = (char) chance_next (self->chance);
  return n_bytes;
}

static int
disk_sleep (sqlite3_vfs *vfs,
            int          microseconds)
{
  return microseconds;
}

static int
disk_now (sqlite3_vfs   *vfs,
          sqlite3_int64 *now)
{
  *now = G_GINT64_CONSTANT (211845067200000);
  return SQLITE_OK;
}

static int
disk_last_error (sqlite3_vfs *vfs,
                 int          size,
                 char        *message)
{
  return 0;
}

SimDisk *
sim_disk_new (const char *name,
              Chance     *chance)
{
  SimDisk *self = g_new0 (SimDisk, 1);

  self->name = g_strdup (name);
  self->chance = chance;
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_free);
  self->vfs = (sqlite3_vfs) {
    .iVersion = 2,
    .szOsFile = sizeof (Handle),
    .mxPathname = 512,
    .zName = self->name,
    .pAppData = self,
    .xOpen = disk_open,
    .xDelete = disk_delete,
    .xAccess = disk_access,
    .xFullPathname = disk_full_name,
    .xRandomness = disk_randomness,
    .xSleep = disk_sleep,
    .xGetLastError = disk_last_error,
    .xCurrentTimeInt64 = disk_now,
  };
  g_assert_cmpint (sqlite3_vfs_register (&self->vfs, 0), ==, SQLITE_OK);
  return self;
}

void
sim_disk_free (SimDisk *self)
{
  sqlite3_vfs_unregister (&self->vfs);
  g_hash_table_unref (self->files);
  g_free (self->name);
  g_free (self);
}

const char *
sim_disk_get_vfs (SimDisk *self)
{
  return self->name;
}

void
sim_disk_clone (SimDisk *self,
                SimDisk *from)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_remove_all (self->files);
  g_hash_table_iter_init (&iter, from->files);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const File *original = value;
      File *file = file_new ();

      g_byte_array_append (file->now, original->now->data, original->now->len);
      g_byte_array_append (file->synced, original->now->data, original->now->len);
      g_hash_table_insert (self->files, g_strdup (name), file);
    }
}

void
sim_disk_crash_after (SimDisk *self,
                      guint    n_steps)
{
  self->crash_after = n_steps;
}

void
sim_disk_fill_after (SimDisk *self,
                     guint    n_steps)
{
  self->full_after = n_steps;
  self->is_full = FALSE;
}

void
sim_disk_fail_after (SimDisk *self,
                     guint    n_steps)
{
  self->fail_after = n_steps;
}

gboolean
sim_disk_spoil (SimDisk    *self,
                const char *name,
                guint       chance)
{
  File *file = g_hash_table_lookup (self->files, name);

  /* Not the first: without it there is no database. */
  if (file == NULL || file->now->len < 2 * PAGE)
    return FALSE;
  file->spoiled = PAGE * (1 + (gint64) (chance % (file->now->len / PAGE - 1)));
  return TRUE;
}

gboolean
sim_disk_tear (SimDisk    *self,
               const char *name,
               guint       chance)
{
  File *file = g_hash_table_lookup (self->files, name);
  guint n_pages;
  guint length;

  if (file == NULL || file->now->len < 8 * PAGE)
    return FALSE;
  /* Of a page that is cut through nothing can be read: it is sealed as a whole. */
  n_pages = file->now->len / PAGE;
  length = PAGE * (n_pages - chance % (n_pages / 4) - 1);
  settle (file);
  resize (file->now, length);
  resize (file->synced, length);
  return TRUE;
}

void
sim_disk_rename (SimDisk    *self,
                 const char *from,
                 const char *to)
{
  gpointer name;
  gpointer file;

  g_hash_table_remove (self->files, to);
  if (g_hash_table_steal_extended (self->files, from, &name, &file))
    {
      g_free (name);
      g_hash_table_insert (self->files, g_strdup (to), file);
    }
}

void
sim_disk_refuse_full (SimDisk *self)
{
  self->refuses_full = TRUE;
}

gboolean
sim_disk_has_crashed (SimDisk *self)
{
  return self->crashed;
}

void
sim_disk_crash (SimDisk *self)
{
  self->crashed = TRUE;
}

static void
lose (File   *file,
      Chance *chance)
{
  guint n_writes = file->writes->len;
  guint kept = n_writes > 0 ? chance_below (chance, n_writes + 1) : 0;
  guint way = chance_below (chance, 3);

  for (guint i = 0; i < n_writes; i++)
    {
      const Write *write = &g_array_index (file->writes, Write, i);

      if (way == 1 && chance_is (chance, 50))
        apply (file->synced, write, G_MAXSIZE);
      else if (way == 2 && i < kept)
        apply (file->synced, write, G_MAXSIZE);
      else if (way == 2 && i == kept && write->bytes != NULL)
        apply (file->synced, write, SECTOR * chance_below (chance, (guint) (g_bytes_get_size (write->bytes) / SECTOR) + 1));
    }
  g_array_set_size (file->writes, 0);
  g_byte_array_set_size (file->now, 0);
  g_byte_array_append (file->now, file->synced->data, file->synced->len);
  drop_shm (file);
}

/* In the order of their names, so that a seed repeats. */
void
sim_disk_recover (SimDisk *self)
{
  g_autoptr(GList) names = g_list_sort (g_hash_table_get_keys (self->files), (GCompareFunc) g_strcmp0);

  for (GList *name = names; name != NULL; name = name->next)
    lose (g_hash_table_lookup (self->files, name->data), self->chance);
  self->life++;
  self->crashed = FALSE;
  self->crash_after = self->full_after = self->fail_after = 0;
  self->is_full = FALSE;
}

guint64
sim_disk_get_n_syncs (SimDisk *self)
{
  return self->n_syncs;
}
