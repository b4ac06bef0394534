/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "server/desks.h"
#include "server/handlers.h"
#include "server/request.h"
#include "server/snapshot.h"

/* The copy is the same for all desks of an audience; the epoch is each desk's own. */
static void
reply_head (AxleRequest        *request,
            const AxleSnapshot *snapshot)
{
  AxleSnapshot told = *snapshot;
  g_autoptr(GBytes) body = NULL;

  told.epoch = axle_hub_get_desk_epoch (request->server->hub, request->desk);
  body = axle_snapshot_encode (&told);

  axle_request_reply (request, "application/json; charset=utf-8", body);
}

void
axle_handle_snapshot (AxleRequest *request)
{
  const char *text = axle_request_get_query (request, "scope");
  g_autoptr(GError) error = NULL;
  const AxleSnapshot *snapshot;
  gint64 retry_after;
  AxleId scope;

  if (text == NULL || !axle_id_parse (text, &scope))
    {
      axle_request_fail (request, SOUP_STATUS_BAD_REQUEST, "shape", _("The request names no scope."), 0);
      return;
    }
  snapshot = axle_snapshots_find (request->server->snapshots, request->desk, &scope, &retry_after, &error);
  if (snapshot != NULL)
    reply_head (request, snapshot);
  else if (error != NULL)
    axle_request_fail_error (request, error, 0);
  else if (retry_after > 0)
    axle_request_fail (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "making", _("The records are being copied for new desks. Ask again soon."),
                       retry_after);
  else
    axle_request_fail (request, SOUP_STATUS_NOT_FOUND, "none", _("There is no copy of all records; read the feed."), 0);
}

void
axle_handle_snapshot_piece (AxleRequest *request)
{
  const AxleSnapshot *snapshot =
    axle_snapshots_find_named (request->server->snapshots, request->desk, axle_request_get_rest (request));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) piece = NULL;
  AxleRange range;

  if (snapshot == NULL)
    {
      axle_request_fail (request, SOUP_STATUS_NOT_FOUND, "none", _("There is no such copy of the records any more."), 0);
      return;
    }
  if (!axle_request_read_range (request, snapshot->size, &range))
    return;
  piece = axle_snapshots_read (request->server->snapshots, snapshot, &range, &error);
  if (piece != NULL)
    axle_request_reply_part (request, "application/octet-stream", &range, piece);
  else
    axle_request_fail_error (request, error, 0);
}
