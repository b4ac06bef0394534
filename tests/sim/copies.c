/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/copies.h"

#include "server/desks.h"
#include "server/snapshot-builder.h"

/* A ready copy of a scope, as the real server has them in its folder. */
typedef struct
{
  AxleSnapshot *snapshot;
  GBytes       *bytes;
} SimCopy;

#define COPIES 3
#define COPIED_FROM 12

static void
copy_free (gpointer data)
{
  SimCopy *copy = data;

  axle_snapshot_free (copy->snapshot);
  g_bytes_unref (copy->bytes);
  g_free (copy);
}

GPtrArray *
sim_copies_new (void)
{
  return g_ptr_array_new_with_free_func (copy_free);
}

static SimCopy *
make_copy (SimServer         *self,
           const AxleHubDesk *desk,
           const AxleId      *scope)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  AxleSnapshot *snapshot = axle_snapshot_build (self->storage, scope, desk->audience, axle_hub_get_desk_epoch (self->hub, desk),
                                                stream, NULL, NULL);
  SimCopy *copy;

  if (snapshot == NULL)
    return NULL;
  copy = g_new0 (SimCopy, 1);
  copy->snapshot = snapshot;
  g_output_stream_close (stream, NULL, NULL);
  copy->bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  g_ptr_array_add (self->copies, copy);
  if (self->copies->len > COPIES)
    g_ptr_array_remove_index (self->copies, 0);
  return copy;
}

static gboolean
may_read (const AxleHubDesk  *desk,
          const AxleSnapshot *snapshot)
{
  return snapshot->audience == desk->audience && axle_hub_is_scope_of (desk, &snapshot->scope);
}

static void
reply_piece (SimServer         *self,
             const AxleHubDesk *desk,
             const char        *hash,
             const AxleRange   *range,
             AxleReply         *reply)
{
  for (guint i = 0; i < self->copies->len; i++)
    {
      const SimCopy *copy = self->copies->pdata[i];

      if (!g_str_equal (copy->snapshot->hash, hash) || !may_read (desk, copy->snapshot))
        continue;
      reply->status = 206;
      reply->range = (AxleRange) { range->offset, range->length, copy->snapshot->size };
      reply->body = g_bytes_new_from_bytes (copy->bytes, (gsize) range->offset, (gsize) range->length);
      return;
    }
}

/* Answers what asks for a copy or a piece of one; FALSE when there is none, without an error
 * unless the scope is not one of the desk's. */
gboolean
sim_copies_handle (SimServer         *self,
                   const AxleHubDesk *desk,
                   const char        *path,
                   const AxleRange   *range,
                   AxleReply         *reply,
                   GError           **error)
{
  const SimCopy *copy = NULL;
  AxleId scope;
  gint64 head = 0;

  if (range != NULL)
    reply_piece (self, desk, path + strlen ("/v1/snapshot/"), range, reply);
  else if (axle_id_parse (path + strlen ("/v1/snapshot?scope="), &scope) && !axle_hub_is_scope_of (desk, &scope))
    g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_SCOPE, "This desk does not belong there.");
  else if (axle_hub_get_head (self->hub, &scope, &head, NULL) && head >= COPIED_FROM)
    copy = make_copy (self, desk, &scope);
  if (copy != NULL)
    {
      reply->status = 200;
      reply->body = axle_snapshot_encode (copy->snapshot);
    }
  return reply->status != 0;
}
