/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/auth.h"
#include "server/handlers.h"
#include "server/request.h"
#include "server/subscription.h"

/* The address of one's own calendar: each has none but their own. */

static gboolean
find_who_asks (AxleRequest  *request,
               AxleId       *staff,
               GError      **error)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (request->message);

  return axle_auth_find_staff (request->server->hub, request->desk, soup_message_headers_get_one (headers, "Axle-Session"), staff,
                               error);
}

static void
reply (AxleRequest         *request,
       const AxleLinkReply *link,
       const GError        *error)
{
  if (error == NULL)
    axle_request_reply_json (request, axle_link_reply_encode (link));
  else
    axle_request_fail_error (request, error, 0);
}

void
axle_handle_link_get (AxleRequest *request)
{
  g_autoptr(GError) error = NULL;
  AxleLinkReply link = { FALSE };
  AxleId staff;

  if (find_who_asks (request, &staff, &error))
    axle_subscription_find (request->server->hub, &staff, &link.there, &error);
  reply (request, &link, error);
}

void
axle_handle_link_make (AxleRequest *request)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *secret = NULL, *path = NULL;
  AxleLinkReply link = { TRUE };
  AxleId staff;

  if (find_who_asks (request, &staff, &error))
    secret = axle_subscription_make (request->server->hub, &staff, &error);
  if (secret != NULL)
    link.path = path = g_strdup_printf ("/calendar/%s.ics", secret);
  reply (request, &link, error);
}

void
axle_handle_link_revoke (AxleRequest *request)
{
  const AxleLinkReply link = { FALSE };
  g_autoptr(GError) error = NULL;
  gboolean was;
  AxleId staff;

  if (find_who_asks (request, &staff, &error))
    axle_subscription_revoke (request->server->hub, &staff, &was, &error);
  reply (request, &link, error);
}
