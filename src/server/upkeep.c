/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/request.h"

#include <glib-unix.h>

#include "server/blobs-collect.h"

/* How often to look for what other programs did to the data, and where they say so,
 * whether they can be heard. */
#define WATCH_MILLISECONDS 250
#define HEAR_MILLISECONDS 5000

/* How often photos that no record names are looked for. */
#define COLLECT_SECONDS (6 * 60 * 60)

/* How far desks are is written this often, of each desk once a minute at the most,
 * and of no more desks at once than a request can wait for. */
#define NOTES_MILLISECONDS 5000
#define NOTES_INTERVAL (60 * G_TIME_SPAN_SECOND)
#define NOTES_AT_ONCE 1000

/* Tombstones are looked at once a day, and between two steps requests are answered. */
#define COMPACT_SECONDS (24 * 60 * 60)
#define COMPACT_STEP_MILLISECONDS 50

/* What other programs did with the data. */
static void
look (AxleServer *self)
{
  AxleStorage *storage = axle_hub_get_storage (self->hub);
  g_autoptr(GArray) changed = NULL;

  if (!axle_storage_has_changed (storage))
    return;
  changed = axle_storage_take_changed (storage);
  if (changed != NULL || axle_hub_load_epoch (self->hub, NULL))
    axle_live_look (self->live, changed);
}

static gboolean told_cb (int           fd,
                         GIOCondition  condition,
                         gpointer      data);

/* The descriptor is another one after the storage had to connect anew. */
static void
listen_to_storage (AxleServer *self)
{
  int fd = axle_storage_get_watch_fd (axle_hub_get_storage (self->hub));

  g_clear_handle_id (&self->told, g_source_remove);
  if (fd >= 0)
    self->told = g_unix_fd_add (fd, G_IO_IN | G_IO_ERR | G_IO_HUP, told_cb, self);
}

static gboolean
told_cb (int           fd,
         GIOCondition  condition,
         gpointer      data)
{
  AxleServer *self = data;

  look (self);
  if (axle_storage_get_watch_fd (axle_hub_get_storage (self->hub)) == fd)
    return G_SOURCE_CONTINUE;
  self->told = 0;
  listen_to_storage (self);
  return G_SOURCE_REMOVE;
}

static gboolean
watch_cb (gpointer data)
{
  AxleServer *self = data;

  look (self);
  if (self->told == 0)
    listen_to_storage (self);
  return G_SOURCE_CONTINUE;
}

static void
collect_in_thread (GTask        *task,
                   gpointer      blobs,
                   gpointer      storage,
                   GCancellable *cancellable)
{
  AxleBlobsCollected collected;
  g_autoptr(GError) error = NULL;

  if (!axle_blobs_collect (blobs, storage, g_get_real_time (), &collected, &error))
    g_warning ("Photos that no record names could not be looked for: %s", error->message);
  else if (collected.n_dropped > 0)
    g_message ("Took out %" G_GINT64_FORMAT " photos and clips that no record names", collected.n_dropped);
}

static gboolean
collect_cb (gpointer data)
{
  AxleServer *self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStorage) storage = axle_storage_reopen (axle_hub_get_storage (self->hub), &error);
  g_autoptr(GTask) task = NULL;

  if (storage == NULL)
    {
      g_warning ("Photos that no record names could not be looked for: %s", error->message);
      return G_SOURCE_CONTINUE;
    }
  task = g_task_new (self->blobs, NULL, NULL, NULL);
  g_task_set_task_data (task, g_steal_pointer (&storage), g_object_unref);
  g_task_run_in_thread (task, collect_in_thread);
  return G_SOURCE_CONTINUE;
}

static void
write_notes (AxleServer *self,
             gint64      noted_before,
             guint       limit)
{
  g_autoptr(GError) error = NULL;

  if (!axle_hub_write_notes (self->hub, noted_before, limit, &error))
    g_warning ("How far desks are could not be written: %s", error->message);
}

static gboolean
notes_cb (gpointer data)
{
  AxleServer *self = data;

  write_notes (self, axle_host_now (axle_hub_get_host (self->hub)) - NOTES_INTERVAL, NOTES_AT_ONCE);
  return G_SOURCE_CONTINUE;
}

static gboolean
compact_step_cb (gpointer data)
{
  AxleServer *self = data;
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (!axle_compaction_step (self->compaction, self->hub, &done, &error))
    g_warning ("Old deletions could not be taken out: %s", error->message);
  if (error == NULL && !done)
    return G_SOURCE_CONTINUE;
  if (axle_compaction_get_dropped (self->compaction) > 0)
    g_message ("%" G_GINT64_FORMAT " old deletions were taken out", axle_compaction_get_dropped (self->compaction));
  g_clear_pointer (&self->compaction, axle_compaction_free);
  self->compact_step = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
compact_cb (gpointer data)
{
  AxleServer *self = data;

  if (self->compaction != NULL)
    return G_SOURCE_CONTINUE;
  self->compaction = axle_compaction_new (self->hub, NULL);
  if (self->compaction != NULL)
    self->compact_step = g_timeout_add (COMPACT_STEP_MILLISECONDS, compact_step_cb, self);
  return G_SOURCE_CONTINUE;
}

void
axle_upkeep_begin (AxleServer *self)
{
  if (self->blobs != NULL)
    self->collect = g_timeout_add_seconds (COLLECT_SECONDS, collect_cb, self);
  listen_to_storage (self);
  self->watch = g_timeout_add (self->told != 0 ? HEAR_MILLISECONDS : WATCH_MILLISECONDS, watch_cb, self);
  self->notes = g_timeout_add (NOTES_MILLISECONDS, notes_cb, self);
  self->compact = g_timeout_add_seconds (COMPACT_SECONDS, compact_cb, self);
}

void
axle_upkeep_end (AxleServer *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->told, g_source_remove);
  g_clear_handle_id (&self->collect, g_source_remove);
  g_clear_handle_id (&self->notes, g_source_remove);
  g_clear_handle_id (&self->compact, g_source_remove);
  g_clear_handle_id (&self->compact_step, g_source_remove);
  g_clear_pointer (&self->compaction, axle_compaction_free);
  write_notes (self, G_MAXINT64, G_MAXUINT);
}
