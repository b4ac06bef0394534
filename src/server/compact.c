/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/desks.h"

#include <string.h>

#include "core/organisation/organisation.h"
#include "server/private.h"

/*
 * A tombstone is told for 90 days, or until every desk that may still come has heard of
 * it. A desk with an older cursor starts its scope anew: what it is not given again has
 * gone there too.
 */

/* Numbers in one transaction: those who push wait for it. */
#define SLICE 10000

static gboolean
find_deadline (AxleHub       *self,
               const AxleId  *desk,
               gboolean      *counts,
               GError       **error)
{
  gint64 now = axle_host_now (self->host);
  gint64 seen;
  gint64 since;

  /* Of a desk that was never heard of nothing is known before the server has listened
   * for as long as a desk lives. */
  if (!axle_hub_get_desk_seen (self, desk, &seen, error) || !axle_hub_get_noted_since (self, &since, error))
    return FALSE;
  *counts = now - (seen > 0 ? seen : since) < AXLE_DESK_LIFETIME;
  return TRUE;
}

/* What every desk of a group's scope that counts has heard of. */
static gboolean
find_through (AxleHub       *self,
              GPtrArray     *desks,
              const AxleId  *scope,
              gint64        *through,
              GError       **error)
{
  if (!axle_hub_get_head (self, scope, through, error))
    return FALSE;
  for (guint i = 0; i < desks->len; i++)
    {
      const AxleRecord *record = desks->pdata[i];
      AxleHubDesk desk = { .desk = record->id, .group = record->scope, .store = axle_record_get_id (record, AXLE_DESK_STORE) };
      gboolean counts;
      gint64 after;

      if (axle_record_get_boolean (record, AXLE_DESK_REVOKED))
        continue;
      if (!axle_hub_load_view (self, &desk, error) || !find_deadline (self, &desk.desk, &counts, error))
        return FALSE;
      if (!counts || !axle_hub_is_scope_of (&desk, scope))
        continue;
      if (!axle_hub_get_desk_cursor (self, &desk, scope, &after, error))
        return FALSE;
      *through = MIN (*through, after);
    }
  return TRUE;
}

static gboolean
drop (AxleHub       *self,
      const AxleId  *scope,
      gint64         through,
      gint64         written_before,
      gint64        *n_dropped,
      GError       **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  gint64 n = 0;

  if (!axle_hub_begin (self, scope, 1, error))
    return FALSE;
  transaction = self;
  if (!axle_storage_drop_tombstones (self->storage, scope, through, written_before, &n, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  *n_dropped += n;
  return TRUE;
}

struct _AxleCompaction
{
  GPtrArray *scopes;      /* (element-type GBytes) */
  guint      index;
  gint64     from;        /* numbers of this scope up to here are done; -1 before it is begun */
  gint64     through;
  gint64     n_dropped;
};

/**
 * axle_compaction_new:
 * @hub: a hub
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the taking out of tombstones, not begun
 */
AxleCompaction *
axle_compaction_new (AxleHub  *hub,
                     GError  **error)
{
  g_autoptr(GPtrArray) scopes = axle_storage_list_scopes (hub->storage, error);
  AxleCompaction *self;

  if (scopes == NULL)
    return NULL;
  self = g_new0 (AxleCompaction, 1);
  self->scopes = g_steal_pointer (&scopes);
  self->from = -1;
  return self;
}

void
axle_compaction_free (AxleCompaction *self)
{
  g_ptr_array_unref (self->scopes);
  g_free (self);
}

gint64
axle_compaction_get_dropped (AxleCompaction *self)
{
  return self->n_dropped;
}

/* The group that a scope is of: itself, or that of the store. */
static gboolean
find_group (AxleHub       *hub,
            const AxleId  *scope,
            AxleId        *group,
            GError       **error)
{
  g_autoptr(AxleRecord) record = NULL;

  if (!axle_hub_get (hub, scope, &record, error))
    return FALSE;
  *group = record != NULL ? record->scope : *scope;
  return TRUE;
}

static gboolean
begin_scope (AxleCompaction  *self,
             AxleHub         *hub,
             const AxleId    *scope,
             GError         **error)
{
  g_autoptr(GPtrArray) desks = NULL;
  AxleId group;

  if (!find_group (hub, scope, &group, error))
    return FALSE;
  desks = axle_hub_list (hub, &group, &axle_desk_entity, error);
  if (desks == NULL || !find_through (hub, desks, scope, &self->through, error) ||
      !axle_storage_get_floor (hub->storage, scope, &self->from, error))
    return FALSE;
  return drop (hub, scope, 0, axle_host_now (hub->host) - AXLE_DESK_LIFETIME, &self->n_dropped, error);
}

/**
 * axle_compaction_step:
 * @self: a compaction
 * @hub: the hub it is of, outside of a transaction
 * @done: (out): whether that was the last step
 * @error: return location
 *
 * Returns: whether the step was done
 */
gboolean
axle_compaction_step (AxleCompaction  *self,
                      AxleHub         *hub,
                      gboolean        *done,
                      GError         **error)
{
  AxleId scope = AXLE_ID_NONE;
  gint64 to;

  *done = self->index >= self->scopes->len;
  if (*done)
    return TRUE;
  memcpy (scope.bytes, g_bytes_get_data (self->scopes->pdata[self->index], NULL), sizeof scope.bytes);
  if (self->from < 0)
    return begin_scope (self, hub, &scope, error);
  to = MIN (self->from + SLICE, self->through);
  if (to > self->from && !drop (hub, &scope, to, 0, &self->n_dropped, error))
    return FALSE;
  self->from = to;
  if (to >= self->through)
    {
      self->from = -1;
      self->index++;
    }
  return TRUE;
}
