/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "server/snapshot-builder.h"

/* A copy that is behind by more than this share of its rows is made again. */
#define STALE_SHARE 10

/* A copy that was replaced can be read on for so long, by desks that had begun. */
#define KEPT_US (15 * G_TIME_SPAN_MINUTE)

/* After a failure desks take the feed for so long. */
#define FAILED_US (5 * G_TIME_SPAN_MINUTE)

/* Rows copied in a second, guessed low: for how long a desk is asked to wait. */
#define ROWS_PER_SECOND 50000
#define RETRY_SECONDS 10

#define PARTS_SUFFIX ".parts"
#define HEAD_SUFFIX ".json"

/* A copy that can be read; its file may have lost its name already. */
typedef struct
{
  AxleSnapshot *snapshot;
  int           fd;
  char         *name;      /* without its suffix */
  gint64        retired;   /* when it was replaced; 0 while it is the newest */
} Copy;

/* The copies of one scope for one audience. */
typedef struct
{
  AxleId        scope;
  AxleAudience  audience;
  GPtrArray    *copies;    /* (element-type Copy), the newest last */
  gboolean      wanted;
  gint64        small_at;  /* the number at which it was found to have few rows; 0 when it was not */
  gint64        failed;    /* when it could not be made */
} Shelf;

/* A copy in the making, shared with its thread. */
typedef struct
{
  AxleSnapshots *owner;    /* NULL once nobody waits */
  Shelf         *shelf;
  AxleStorage   *storage;
  AxleId         scope;
  AxleAudience   audience;
  gint64         epoch;
  char          *path;
  GCancellable  *cancellable;
  AxleSnapshot  *snapshot;
  GError        *error;
} Job;

struct _AxleSnapshots
{
  AxleHub   *hub;
  char      *folder;
  gint64     from;
  GPtrArray *shelves;      /* (element-type Shelf) */
  Job       *job;
  GThread   *thread;
};

static void
copy_free (gpointer data)
{
  Copy *self = data;

  axle_snapshot_free (self->snapshot);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->name);
  g_free (self);
}

static void
shelf_free (gpointer data)
{
  Shelf *self = data;

  g_ptr_array_unref (self->copies);
  g_free (self);
}

static void
job_clear (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->storage);
  g_free (job->path);
  g_object_unref (job->cancellable);
  g_clear_pointer (&job->snapshot, axle_snapshot_free);
  g_clear_error (&job->error);
}

static void
job_unref (gpointer job)
{
  g_atomic_rc_box_release_full (job, job_clear);
}

static char *
build_path (AxleSnapshots *self,
            const char    *name,
            const char    *suffix)
{
  g_autofree char *file = g_strconcat (name, suffix, NULL);

  return g_build_filename (self->folder, file, NULL);
}

static void
unlink_copy (AxleSnapshots *self,
             const char    *name)
{
  g_autofree char *parts = build_path (self, name, PARTS_SUFFIX);
  g_autofree char *head = build_path (self, name, HEAD_SUFFIX);

  g_unlink (head);
  g_unlink (parts);
}

static Shelf *
find_shelf (AxleSnapshots *self,
            const AxleId  *scope,
            AxleAudience   audience)
{
  Shelf *shelf;

  for (guint i = 0; i < self->shelves->len; i++)
    {
      shelf = self->shelves->pdata[i];
      if (shelf->audience == audience && axle_id_equal (&shelf->scope, scope))
        return shelf;
    }
  shelf = g_new0 (Shelf, 1);
  shelf->scope = *scope;
  shelf->audience = audience;
  shelf->copies = g_ptr_array_new_with_free_func (copy_free);
  g_ptr_array_add (self->shelves, shelf);
  return shelf;
}

static gint64
now (AxleSnapshots *self)
{
  return axle_host_now (axle_hub_get_host (self->hub));
}

static void
put_on_shelf (AxleSnapshots *self,
              Shelf         *shelf,
              Copy          *copy)
{
  for (guint i = 0; i < shelf->copies->len; i++)
    {
      Copy *older = shelf->copies->pdata[i];

      if (older->retired != 0)
        continue;
      older->retired = now (self);
      if (!g_str_equal (older->name, copy->name))
        unlink_copy (self, older->name);
    }
  g_ptr_array_add (shelf->copies, copy);
}

/* Returns NULL where there is no such copy, or one that is cut short. */
static Copy *
open_copy (AxleSnapshots *self,
           const char    *name,
           AxleSnapshot  *snapshot)
{
  g_autofree char *path = build_path (self, name, PARTS_SUFFIX);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  Copy *copy;

  if (fd < 0 || lseek (fd, 0, SEEK_END) != snapshot->size)
    {
      if (fd >= 0)
        close (fd);
      return NULL;
    }
  copy = g_new0 (Copy, 1);
  copy->snapshot = snapshot;
  copy->fd = fd;
  copy->name = g_strdup (name);
  return copy;
}

static gboolean
load_copy (AxleSnapshots *self,
           const char    *name)
{
  g_autofree char *path = build_path (self, name, HEAD_SUFFIX);
  g_autofree char *text = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(AxleSnapshot) snapshot = NULL;
  Copy *copy;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, NULL))
    return FALSE;
  body = g_bytes_new_take (g_steal_pointer (&text), size);
  snapshot = axle_snapshot_decode (body, NULL);
  if (snapshot == NULL || snapshot->epoch != axle_hub_get_epoch (self->hub))
    return FALSE;
  copy = open_copy (self, name, snapshot);
  if (copy == NULL)
    return FALSE;
  put_on_shelf (self, find_shelf (self, &snapshot->scope, snapshot->audience), copy);
  g_steal_pointer (&snapshot);
  return TRUE;
}

/* Takes up what an earlier run left; deletes what is of no use. */
static void
load_folder (AxleSnapshots *self)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, file, NULL);
      g_autofree char *name = g_strndup (file, strcspn (file, "."));
      g_autofree char *head = build_path (self, name, HEAD_SUFFIX);

      if (g_str_has_suffix (file, HEAD_SUFFIX))
        {
          if (!load_copy (self, name))
            unlink_copy (self, name);
        }
      else if (!g_str_has_suffix (file, PARTS_SUFFIX) || !g_file_test (head, G_FILE_TEST_EXISTS))
        g_unlink (path);
    }
}

/**
 * axle_snapshots_new:
 * @hub: whose records are copied; outlives the copies
 * @folder: (nullable): where they are kept; %NULL for no copies at all
 * @from: scopes with fewer rows get none
 *
 * Returns: (transfer full): what an earlier run left, as far as it is of use
 */
AxleSnapshots *
axle_snapshots_new (AxleHub    *hub,
                    const char *folder,
                    gint64      from)
{
  AxleSnapshots *self = g_new0 (AxleSnapshots, 1);

  self->hub = hub;
  self->folder = g_strdup (folder);
  self->from = from;
  self->shelves = g_ptr_array_new_with_free_func (shelf_free);
  if (folder != NULL && g_mkdir_with_parents (folder, 0700) != 0)
    g_warning ("%s: %s", folder, g_strerror (errno));
  if (folder != NULL)
    load_folder (self);
  return self;
}

void
axle_snapshots_free (AxleSnapshots *self)
{
  if (self->job != NULL)
    {
      g_cancellable_cancel (self->job->cancellable);
      g_thread_join (self->thread);
      self->job->owner = NULL;
      job_unref (self->job);
    }
  g_ptr_array_unref (self->shelves);
  g_free (self->folder);
  g_free (self);
}

static void start_next (AxleSnapshots *self);

/* The parts get their name before the head that names them. */
static gboolean
name_files (AxleSnapshots  *self,
            Job            *job,
            const char     *name,
            GError        **error)
{
  g_autofree char *parts = build_path (self, name, PARTS_SUFFIX);
  g_autofree char *head = build_path (self, name, HEAD_SUFFIX);
  g_autoptr(GBytes) body = axle_snapshot_encode (job->snapshot);

  if (g_rename (job->path, parts) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", parts, g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents_full (head, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body),
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static gboolean
take_copy (AxleSnapshots  *self,
           Job            *job,
           GError        **error)
{
  g_autofree char *name = g_strdup_printf ("%s-%d-%s", AXLE_ID_TEXT (&job->scope), (int) job->audience,
                                           job->snapshot->hash);
  Copy *copy;

  if (!name_files (self, job, name, error))
    return FALSE;
  copy = open_copy (self, name, job->snapshot);
  if (copy == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s%s cannot be read", name, PARTS_SUFFIX);
      return FALSE;
    }
  g_message ("A copy of %" G_GINT64_FORMAT " records is ready (%" G_GINT64_FORMAT " bytes)",
             job->snapshot->n_rows, job->snapshot->size);
  g_steal_pointer (&job->snapshot);
  put_on_shelf (self, job->shelf, copy);
  return TRUE;
}

static void
finish_job (AxleSnapshots *self,
            Job           *job)
{
  g_autoptr(GError) error = g_steal_pointer (&job->error);

  if (job->snapshot != NULL && job->snapshot->n_rows < self->from)
    job->shelf->small_at = job->snapshot->sequence;
  else if (job->snapshot != NULL && take_copy (self, job, &error))
    job->shelf->small_at = 0;
  g_unlink (job->path);
  if (error == NULL)
    return;
  job->shelf->failed = now (self);
  g_warning ("A copy for new desks could not be made; they read row by row: %s", error->message);
}

static gboolean
done_cb (gpointer data)
{
  Job *job = data;
  AxleSnapshots *self = job->owner;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  g_thread_join (g_steal_pointer (&self->thread));
  finish_job (self, job);
  self->job = NULL;
  job_unref (job);
  start_next (self);
  return G_SOURCE_REMOVE;
}

static AxleSnapshot *
build (Job     *job,
       GError **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (job->path);
  g_autoptr(GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  g_autoptr(AxleSnapshot) snapshot = NULL;
  int fd;

  if (stream == NULL)
    return NULL;
  snapshot = axle_snapshot_build (job->storage, &job->scope, job->audience, job->epoch, G_OUTPUT_STREAM (stream),
                                  job->cancellable, error);
  if (snapshot == NULL || !g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error))
    return NULL;
  fd = g_open (job->path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0 || fsync (fd) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", job->path, g_strerror (errno));
      g_clear_pointer (&snapshot, axle_snapshot_free);
    }
  if (fd >= 0)
    close (fd);
  return g_steal_pointer (&snapshot);
}

static gpointer
build_in_thread (gpointer data)
{
  Job *job = data;

  job->snapshot = build (job, &job->error);
  g_clear_object (&job->storage);
  g_idle_add_full (G_PRIORITY_DEFAULT, done_cb, job, job_unref);
  return NULL;
}

static void
start (AxleSnapshots *self,
       Shelf         *shelf)
{
  g_autoptr(GError) error = NULL;
  AxleStorage *storage = axle_storage_reopen (axle_hub_get_storage (self->hub), &error);
  Job *job;

  shelf->wanted = FALSE;
  if (storage == NULL)
    {
      shelf->failed = now (self);
      g_warning ("A copy for new desks could not be made; they read row by row: %s", error->message);
      return;
    }
  job = g_atomic_rc_box_new0 (Job);
  job->owner = self;
  job->shelf = shelf;
  job->storage = storage;
  job->scope = shelf->scope;
  job->audience = shelf->audience;
  job->epoch = axle_hub_get_epoch (self->hub);
  job->path = g_build_filename (self->folder, "making", NULL);
  job->cancellable = g_cancellable_new ();
  self->job = job;
  self->thread = g_thread_new ("axle-snapshot", build_in_thread, g_atomic_rc_box_acquire (job));
}

/* One at a time: it takes a processor, and the disk. */
static void
start_next (AxleSnapshots *self)
{
  for (guint i = 0; i < self->shelves->len && self->job == NULL; i++)
    if (((Shelf *) self->shelves->pdata[i])->wanted)
      start (self, self->shelves->pdata[i]);
}

static void
forget_old (AxleSnapshots *self,
            Shelf         *shelf)
{
  for (guint i = shelf->copies->len; i > 0; i--)
    {
      const Copy *copy = shelf->copies->pdata[i - 1];

      if (copy->retired != 0 && now (self) - copy->retired > KEPT_US)
        g_ptr_array_remove_index (shelf->copies, i - 1);
    }
}

static const AxleSnapshot *
get_newest (AxleSnapshots *self,
            Shelf         *shelf)
{
  const Copy *copy = shelf->copies->len > 0 ? shelf->copies->pdata[shelf->copies->len - 1] : NULL;

  return copy != NULL && copy->retired == 0 && copy->snapshot->epoch == axle_hub_get_epoch (self->hub) ? copy->snapshot : NULL;
}

/* Whether a copy is worth the trouble: many rows, and it was not just tried in vain. */
static gboolean
is_worth_it (AxleSnapshots *self,
             const Shelf   *shelf,
             gint64         head)
{
  return self->folder != NULL && head >= self->from && (shelf->small_at == 0 || head >= shelf->small_at + self->from) &&
         (shelf->failed == 0 || ABS (now (self) - shelf->failed) > FAILED_US);
}

/**
 * axle_snapshots_find:
 * @self: the copies
 * @desk: who asks
 * @scope: one of the desk's scopes
 * @retry_after: (out): when there is none yet, but will be: in how many seconds; else 0
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the newest copy that @desk may read; %NULL
 *   without an error when it is to read the feed, or to wait
 */
const AxleSnapshot *
axle_snapshots_find (AxleSnapshots      *self,
                     const AxleHubDesk  *desk,
                     const AxleId       *scope,
                     gint64             *retry_after,
                     GError            **error)
{
  AxleStorage *storage = axle_hub_get_storage (self->hub);
  const AxleSnapshot *newest;
  Shelf *shelf;
  gint64 head;
  gint64 floor;

  *retry_after = 0;
  if (!axle_hub_is_scope_of (desk, scope))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_SCOPE,
                           _("This desk does not belong to that store or group."));
      return NULL;
    }
  if (!axle_hub_get_head (self->hub, scope, &head, error) ||
      !axle_storage_get_floor (storage, scope, &floor, error))
    return NULL;
  shelf = find_shelf (self, scope, desk->audience);
  forget_old (self, shelf);
  newest = get_newest (self, shelf);
  /* From behind the floor the feed would not go on. */
  if (newest != NULL && newest->sequence < floor)
    newest = NULL;
  if (is_worth_it (self, shelf, head) &&
      (newest == NULL || head - newest->sequence > MAX (self->from, newest->n_rows / STALE_SHARE)))
    {
      shelf->wanted = self->job == NULL || self->job->shelf != shelf;
      start_next (self);
      if (newest == NULL && (shelf->wanted || (self->job != NULL && self->job->shelf == shelf)))
        *retry_after = CLAMP (head / ROWS_PER_SECOND, 1, RETRY_SECONDS);
    }
  return newest;
}

/**
 * axle_snapshots_find_named:
 * @self: the copies
 * @desk: who asks
 * @hash: the hash of a copy
 *
 * Returns: (transfer none) (nullable): that copy, also when it was replaced not long
 *   ago; %NULL when there is none that @desk may read
 */
const AxleSnapshot *
axle_snapshots_find_named (AxleSnapshots     *self,
                           const AxleHubDesk *desk,
                           const char        *hash)
{
  for (guint i = 0; i < self->shelves->len; i++)
    {
      const Shelf *shelf = self->shelves->pdata[i];

      if (shelf->audience != desk->audience || !axle_hub_is_scope_of (desk, &shelf->scope))
        continue;
      for (guint c = 0; c < shelf->copies->len; c++)
        {
          const AxleSnapshot *snapshot = ((Copy *) shelf->copies->pdata[c])->snapshot;

          if (g_str_equal (snapshot->hash, hash) && snapshot->epoch == axle_hub_get_epoch (self->hub))
            return snapshot;
        }
    }
  return NULL;
}

static int
find_file (AxleSnapshots      *self,
           const AxleSnapshot *snapshot)
{
  Shelf *shelf = find_shelf (self, &snapshot->scope, snapshot->audience);

  for (guint i = 0; i < shelf->copies->len; i++)
    if (((Copy *) shelf->copies->pdata[i])->snapshot == snapshot)
      return ((Copy *) shelf->copies->pdata[i])->fd;
  return -1;
}

/**
 * axle_snapshots_read:
 * @self: the copies
 * @snapshot: one of them
 * @range: a piece of it
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
axle_snapshots_read (AxleSnapshots       *self,
                     const AxleSnapshot  *snapshot,
                     const AxleRange     *range,
                     GError             **error)
{
  int fd = find_file (self, snapshot);
  g_autofree guint8 *bytes = g_malloc ((gsize) range->length);
  gsize got = 0;

  while (got < (gsize) range->length)
    {
      gssize n = pread (fd, bytes + got, (gsize) range->length - got, range->offset + (gint64) got);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error (error, G_IO_ERROR, n < 0 ? g_io_error_from_errno (errno) : G_IO_ERROR_FAILED,
                       "A copy of all records is cut short");
          return NULL;
        }
      got += (gsize) n;
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), got);
}
