/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/workstation-private.h"
#include "store/search.h"

/* How changes reach the screen: gathered from the worker, told once a frame. */

#define FRAME (G_USEC_PER_SEC / 60)

/* Days that pass change figures too. */
#define LOOK_AT_FIGURES (15 * 60) /* seconds */

/* Customers indexed in one transaction. */
#define INDEX_SLICE 200

/* What came in large amounts is made findable between everything else. */

static gboolean
index_job (AxleWorker *worker,
           gpointer    data)
{
  AxleWorkstation *self = data;
  AxleStore *store = axle_worker_get_store (worker);
  g_autoptr(GError) error = NULL;
  guint n_left = 0;

  if (store != NULL && !axle_worker_is_stopping (worker) &&
      !axle_store_index_slice (store, INDEX_SLICE, &n_left, &error))
    g_warning ("The search index is behind: %s", error->message);
  if (n_left > 0)
    return G_SOURCE_CONTINUE;
  g_atomic_int_set (&self->indexing, FALSE);
  return G_SOURCE_REMOVE;
}

static void
index_soon (AxleWorkstation *self)
{
  if (self->writer != NULL && !self->read_only && g_atomic_int_compare_and_exchange (&self->indexing, FALSE, TRUE))
    axle_worker_push (self->writer, G_PRIORITY_LOW, index_job, self, NULL);
}

static gboolean
index_cb (gpointer data)
{
  index_soon (data);
  return G_SOURCE_CONTINUE;
}

void
axle_workstation_tell_now (AxleWorkstation *self)
{
  g_autoptr(AxleChangeSet) changes = NULL;
  g_autoptr(AxleWorkstation) alive = g_object_ref (self);

  g_mutex_lock (&self->lock);
  changes = g_steal_pointer (&self->touched);
  if (self->telling != NULL)
    g_source_destroy (self->telling);
  g_clear_pointer (&self->telling, g_source_unref);
  self->told_at = g_get_monotonic_time ();
  g_mutex_unlock (&self->lock);

  if (changes == NULL)
    return;
  axle_workstation_refresh_people (self, changes);
  axle_workstation_count_waiting (self);
  index_soon (self);
  g_signal_emit_by_name (self, "changed", changes);
}

static gboolean
tell (gpointer data)
{
  axle_workstation_tell_now (data);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
schedule (AxleWorkstation *self)
{
  gint64 next = self->told_at + FRAME;

  if (self->telling != NULL)
    return;
  self->telling = g_timeout_source_new (0);
  g_source_set_ready_time (self->telling, MAX (next, 0));
  g_source_set_priority (self->telling, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->telling, tell, self, NULL);
  g_source_attach (self->telling, NULL);
}

static AxleChangeSet *
gather (AxleWorkstation *self)
{
  if (self->touched == NULL)
    self->touched = axle_change_set_new ();
  return self->touched;
}

static void
touched_cb (AxleStore         *store,
            const AxleTouched *touched,
            gsize              n_touched,
            gpointer           user_data)
{
  AxleWorkstation *self = user_data;

  g_mutex_lock (&self->lock);
  axle_change_set_add (gather (self), touched, n_touched);
  schedule (self);
  g_mutex_unlock (&self->lock);
}

void
axle_workstation_watch_store (AxleWorkstation *self,
                              AxleStore       *store)
{
  axle_store_set_observer (store, touched_cb, self);
}

static gboolean
look_job (AxleWorker *worker,
          gpointer    data)
{
  AxleWorkstation *self = data;
  AxleStore *store = axle_worker_get_store (worker);

  if (store == NULL || !axle_store_poll (store))
    return G_SOURCE_REMOVE;
  g_mutex_lock (&self->lock);
  axle_change_set_add_all (gather (self));
  schedule (self);
  g_mutex_unlock (&self->lock);
  return G_SOURCE_REMOVE;
}

static void
file_changed_cb (AxleWorkstation *self)
{
  if (self->writer != NULL)
    axle_worker_push (self->writer, G_PRIORITY_DEFAULT, look_job, self, NULL);
}

/* The journal grows with every commit, one's own or another program's; which it
 * was, the store knows. */
void
axle_workstation_watch_others (AxleWorkstation *self)
{
  g_autofree char *path = g_build_filename (self->profile, "cache.db-wal", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
  file_changed_cb (self);
  index_soon (self);
  self->figure_timer = g_timeout_add_seconds (LOOK_AT_FIGURES, index_cb, self);
}

/* After the worker has ended. */
void
axle_workstation_stop_watching (AxleWorkstation *self)
{
  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_clear_object (&self->monitor);
    }
  g_clear_handle_id (&self->figure_timer, g_source_remove);
  if (self->telling != NULL)
    g_source_destroy (self->telling);
  g_clear_pointer (&self->telling, g_source_unref);
  g_clear_pointer (&self->touched, axle_change_set_unref);
}
