/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/desks.h"
#include "server/handlers.h"
#include "server/request.h"

void
axle_handle_start (AxleRequest *request)
{
  g_autoptr(GBytes) body = axle_request_dup_body (request);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleStartRequest) start = axle_start_request_decode (body, &error);
  g_autoptr(AxleStartReply) reply = NULL;

  if (start != NULL)
    reply = axle_hub_start_desk (request->server->hub, request->desk, start, &error);
  if (reply != NULL)
    axle_request_reply_json (request, axle_start_reply_encode (reply));
  else
    axle_request_fail_error (request, error, 0);
}

void
axle_handle_desks (AxleRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleDesksReply) reply = axle_hub_list_desks (request->server->hub, request->desk, &error);

  if (reply != NULL)
    axle_request_reply_json (request, axle_desks_reply_encode (reply));
  else
    axle_request_fail_error (request, error, 0);
}
