/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/transfer.h"

#include <glib/gi18n-lib.h>

/* Photos and clips on their way. They come after the records: what is sent waits
 * until the server knows a record that names it, what is fetched on nobody's
 * request waits until there is nothing else to do. */

/* Side by side; more would take connections from the records. */
#define TRANSFERS_LIMIT 2

/* What is fetched before somebody asks for it. */
#define PLANNED_PREVIEWS 2000
#define PLANNED_OTHERS 100

/* What persons want; of more the first ones are forgotten. */
#define WANTED_LIMIT 1024

/* Names that are remembered for having failed, and looked at for being sent. */
#define TRIES_LIMIT 1024
#define WAITING_LIMIT 1024

static void look_cb (gpointer user_data);

/* Those of where the desk was before. What cannot go now goes at the next start. */
static void
erase_left (AxleBlobs *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *message = NULL;

  if (axle_store_erase_blobs (self->engine->store, self->cache, &error))
    return;
  message = g_strdup_printf (_("Photos that this desk may not show any more could not be erased: %s"), error->message);
  axle_engine_complain (self->engine, message);
}

void
axle_blobs_start (AxleBlobs  *self,
                  AxleEngine *engine)
{
  self->engine = engine;
  if (self->cache == NULL || self->transfers != NULL)
    return;
  erase_left (self);
  self->transfers = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_transfer_free);
  self->tries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, axle_blob_try_free);
  self->again = g_ptr_array_new_with_free_func (g_free);
  if (self->wanted == NULL)
    self->wanted = g_ptr_array_new_with_free_func (g_free);
  self->due = TRUE;
}

void
axle_blobs_stop (AxleBlobs *self)
{
  if (self->transfers == NULL)
    return;
  if (self->step != 0)
    axle_timers_remove (self->engine->timers, self->step);
  self->step = 0;
  g_clear_pointer (&self->transfers, g_ptr_array_unref);
  g_clear_pointer (&self->tries, g_hash_table_unref);
  g_clear_pointer (&self->again, g_ptr_array_unref);
  g_clear_pointer (&self->plan, g_strfreev);
}

void
axle_blobs_clear (AxleBlobs *self)
{
  axle_blobs_stop (self);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
}

/* Looks what there is to do, after whatever is done now. */
void
axle_blobs_now (AxleBlobs *self)
{
  if (self->transfers != NULL && self->step == 0)
    self->step = axle_timers_add (self->engine->timers, 0, look_cb, self);
}

static gboolean
has_blobs (const AxleEntity *entity)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (entity->fields[i].type == AXLE_FIELD_BLOB)
      return TRUE;
  return FALSE;
}

/* Records came; some of their photos may not be here. */
void
axle_blobs_note (AxleBlobs *self,
                 GPtrArray *records)
{
  const AxleEntity *last = NULL;

  for (guint i = 0; !self->due && i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];

      self->due = record->entity != last && has_blobs (record->entity);
      last = record->entity;
    }
}

/* All records are here. */
void
axle_blobs_plan (AxleBlobs *self)
{
  axle_blobs_now (self);
  if (!self->due)
    return;
  self->due = FALSE;
  g_clear_pointer (&self->plan, g_strfreev);
  self->n_planned = 0;
  self->plans_others = FALSE;
  self->planned = FALSE;
}

int
axle_blobs_find_wanted (AxleBlobs  *self,
                        const char *hash)
{
  guint index;

  return g_ptr_array_find_with_equal_func (self->wanted, hash, g_str_equal, &index) ? (int) index : -1;
}

/* What is next. */

static gboolean
is_free (AxleBlobs  *self,
         const char *hash,
         gboolean    wanted)
{
  const AxleBlobTry *try = g_hash_table_lookup (self->tries, hash);

  if (try != NULL && (try->backoff.timer != 0 || (try->skipped && !wanted)))
    return FALSE;
  for (guint i = 0; i < self->transfers->len; i++)
    if (g_str_equal (((AxleTransfer *) self->transfers->pdata[i])->hash, hash))
      return FALSE;
  return TRUE;
}

static gboolean
begin_wanted (AxleBlobs *self)
{
  for (guint i = 0; i < self->wanted->len;)
    {
      const char *hash = self->wanted->pdata[i];

      if (!is_free (self, hash, TRUE))
        i++;
      else if (axle_transfer_begin_down (self, hash, TRUE, FALSE))
        return TRUE;
      else
        g_ptr_array_remove_index (self->wanted, i);
    }
  return FALSE;
}

static gboolean
begin_up (AxleBlobs *self)
{
  g_auto(GStrv) waiting = axle_blob_cache_list_waiting (self->cache, WAITING_LIMIT, NULL);

  for (guint i = 0; waiting != NULL && waiting[i] != NULL; i++)
    {
      AxleBlobUse use = AXLE_BLOB_UNUSED;
      g_auto(AxleBlobState) state = { 0 };

      if (!is_free (self, waiting[i], TRUE) || !axle_store_find_blob_use (self->engine->store, waiting[i], &use, NULL))
        continue;
      if (use == AXLE_BLOB_UNUSED || use == AXLE_BLOB_DELETED)
        axle_blob_cache_release (self->cache, waiting[i], axle_host_now (self->engine->host) - AXLE_BLOB_CACHE_PIN, NULL);
      if (use != AXLE_BLOB_KNOWN || !axle_blob_cache_look (self->cache, waiting[i], &state, NULL))
        continue;
      axle_transfer_begin_up (self, waiting[i], &state);
      return TRUE;
    }
  return FALSE;
}

/* Nothing else is under way, for the records come first. */
static gboolean
is_idle (AxleEngine *engine)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    if (!engine->pulls[i].answered || axle_pull_is_behind (&engine->pulls[i]))
      return FALSE;
  return engine->push.request == 0;
}

static void
make_plan (AxleBlobs *self)
{
  self->n_planned = 0;
  self->plans_others = self->plan != NULL;
  self->planned = self->plans_others;
  g_clear_pointer (&self->plan, g_strfreev);
  self->plan = axle_store_list_blobs (self->engine->store, !self->plans_others,
                                      self->plans_others ? PLANNED_OTHERS : PLANNED_PREVIEWS, NULL);
}

/* What did not come when it was its turn. */
static gboolean
begin_again (AxleBlobs *self)
{
  while (self->again->len > 0)
    {
      g_autofree char *hash = g_ptr_array_steal_index_fast (self->again, self->again->len - 1);
      const AxleBlobTry *try = g_hash_table_lookup (self->tries, hash);

      if (is_free (self, hash, FALSE) && axle_transfer_begin_down (self, hash, FALSE, try != NULL && try->preview))
        return TRUE;
    }
  return FALSE;
}

/* Previews of the latest records, then the latest photos. */
static gboolean
begin_planned (AxleBlobs *self)
{
  if (!is_idle (self->engine))
    return FALSE;
  if (begin_again (self))
    return TRUE;
  if (g_hash_table_size (self->tries) >= TRIES_LIMIT)
    return FALSE;
  for (;;)
    {
      if (self->plan == NULL || self->plan[self->n_planned] == NULL)
        {
          if (self->planned)
            return FALSE;
          make_plan (self);
          if (self->plan == NULL)
            return FALSE;
          continue;
        }
      {
        const char *hash = self->plan[self->n_planned++];

        if (is_free (self, hash, FALSE) && axle_transfer_begin_down (self, hash, FALSE, !self->plans_others))
          return TRUE;
      }
    }
}

/* Without those of records that were taken back before they were sent. */
static gint64
count_waiting (AxleBlobs *self)
{
  g_auto(GStrv) waiting = axle_blob_cache_list_waiting (self->cache, WAITING_LIMIT, NULL);
  gint64 n = 0;

  for (guint i = 0; waiting != NULL && waiting[i] != NULL; i++)
    {
      AxleBlobUse use = AXLE_BLOB_UNUSED;

      axle_store_find_blob_use (self->engine->store, waiting[i], &use, NULL);
      n += use == AXLE_BLOB_PENDING || use == AXLE_BLOB_KNOWN;
    }
  return n;
}

static void
look_cb (gpointer user_data)
{
  AxleBlobs *self = user_data;
  gint64 n_waiting = count_waiting (self);

  self->step = 0;
  if (n_waiting != self->n_waiting)
    {
      self->n_waiting = n_waiting;
      axle_engine_changed (self->engine);
    }
  while (self->transfers->len < TRANSFERS_LIMIT && (begin_wanted (self) || begin_up (self) || begin_planned (self)))
    ;
}

/* Told by the engine's owner. */

/**
 * axle_engine_set_blobs:
 * @self: an engine that is stopped
 * @cache: (nullable): where photos and clips are kept; used on this thread only,
 *   outlives the engine
 * @observer: (nullable): told of each step
 * @user_data: for @observer
 */
void
axle_engine_set_blobs (AxleEngine       *self,
                       AxleBlobCache    *cache,
                       AxleBlobObserver  observer,
                       gpointer          user_data)
{
  g_return_if_fail (self->enrolment == NULL);
  self->blobs.cache = cache;
  self->blobs.observer = observer;
  self->blobs.observer_data = user_data;
}

/**
 * axle_engine_want_blob:
 * @self: an engine
 * @hash: a blob that somebody wants to see
 *
 * It is fetched before others, the last one wanted first; what failed is tried at once.
 */
void
axle_engine_want_blob (AxleEngine *self,
                       const char *hash)
{
  AxleBlobs *blobs = &self->blobs;
  int index;

  if (blobs->transfers == NULL)
    return;
  index = axle_blobs_find_wanted (blobs, hash);
  if (index >= 0)
    g_ptr_array_remove_index (blobs->wanted, (guint) index);
  g_ptr_array_insert (blobs->wanted, 0, g_strdup (hash));
  if (blobs->wanted->len > WANTED_LIMIT)
    g_ptr_array_set_size (blobs->wanted, WANTED_LIMIT);
  g_hash_table_remove (blobs->tries, hash);
  for (guint i = 0; i < blobs->transfers->len; i++)
    if (g_str_equal (((AxleTransfer *) blobs->transfers->pdata[i])->hash, hash))
      ((AxleTransfer *) blobs->transfers->pdata[i])->wanted = TRUE;
  axle_blobs_now (blobs);
}

/**
 * axle_engine_send_blobs:
 * @self: an engine
 *
 * There is something new to be sent, or it shall be tried again without waiting.
 */
void
axle_engine_send_blobs (AxleEngine *self)
{
  if (self->blobs.transfers == NULL)
    return;
  g_hash_table_remove_all (self->blobs.tries);
  axle_blobs_now (&self->blobs);
}
