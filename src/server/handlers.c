/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/handlers.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "server/auth.h"
#include "server/desks.h"
#include "server/request.h"
#include "server/subscription.h"

#define FEED_BYTES 262144
#define WAIT_SECONDS_LIMIT 60

void
axle_handle_enrol (AxleRequest *request)
{
  g_autoptr(GBytes) body = axle_request_dup_body (request);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleEnrolRequest) enrol = axle_enrol_request_decode (body, &error);
  g_autoptr(AxleEnrolReply) reply = NULL;

  if (enrol != NULL)
    reply = axle_auth_enrol (request->server->hub, enrol, &error);
  if (reply == NULL)
    {
      axle_request_fail_error (request, error, 0);
      return;
    }
  g_message ("Enrolled desk %s", AXLE_ID_TEXT (&reply->desk));
  axle_request_reply_json (request, axle_enrol_reply_encode (reply));
}

typedef struct
{
  AxleRequest        *request;
  SoupServerMessage  *message;   /* keeps @request */
  AxleSessionRequest *session;
  char               *verifier;
} SignIn;

static void
free_sign_in (gpointer data)
{
  SignIn *self = data;

  g_object_unref (self->message);
  axle_session_request_free (self->session);
  g_free (self->verifier);
  g_free (self);
}

static void
verify_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  SignIn *self = data;

  g_task_return_boolean (task, axle_auth_verify (self->verifier, self->session->secret));
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  SignIn *self = g_task_get_task_data (G_TASK (result));
  AxleRequest *request = self->request;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleSessionReply) reply = NULL;
  gboolean verified = g_task_propagate_boolean (G_TASK (result), NULL);

  if (!request->running)
    return;
  reply = axle_auth_finish_session (request->server->hub, request->desk, &self->session->staff, verified, &error);
  if (reply != NULL)
    axle_request_reply_json (request, axle_session_reply_encode (reply));
  else
    axle_request_fail_error (request, error, 0);
  soup_server_message_unpause (self->message);
}

void
axle_handle_sign_in (AxleRequest *request)
{
  g_autoptr(GBytes) body = axle_request_dup_body (request);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleSessionRequest) session = axle_session_request_decode (body, &error);
  g_autofree char *verifier = NULL;
  g_autoptr(GTask) task = NULL;
  gint64 retry_after = 0;
  SignIn *sign_in;

  if (session != NULL)
    verifier = axle_auth_begin_session (request->server->hub, request->desk, &session->staff, &retry_after, &error);
  if (verifier == NULL)
    {
      axle_request_fail_error (request, error, retry_after);
      return;
    }
  sign_in = g_new0 (SignIn, 1);
  sign_in->request = request;
  sign_in->message = g_object_ref (request->message);
  sign_in->session = g_steal_pointer (&session);
  sign_in->verifier = g_steal_pointer (&verifier);
  soup_server_message_pause (request->message);
  task = g_task_new (NULL, NULL, verified_cb, NULL);
  g_task_set_task_data (task, sign_in, free_sign_in);
  g_task_run_in_thread (task, verify_in_thread);
}

void
axle_handle_sign_out (AxleRequest *request)
{
  const char *token = soup_message_headers_get_one (soup_server_message_get_request_headers (request->message), "Axle-Session");
  g_autoptr(GError) error = NULL;

  if (token == NULL)
    axle_request_fail (request, SOUP_STATUS_BAD_REQUEST, "shape", _("The request names no session."), 0);
  else if (axle_auth_end_session (request->server->hub, request->desk, token, &error))
    axle_request_reply_json (request, g_bytes_new_static ("{}", 2));
  else
    axle_request_fail_error (request, error, 0);
}

void
axle_handle_push (AxleRequest *request)
{
  AxleMetrics *metrics = &request->server->metrics;
  g_autoptr(GBytes) body = axle_request_dup_body (request);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxlePushRequest) push = axle_push_request_decode (body, &error);
  g_autoptr(AxlePushReply) reply = NULL;
  gint64 started = g_get_monotonic_time ();

  if (push != NULL)
    reply = axle_hub_push (request->server->hub, request->desk, push, &error);
  if (reply == NULL)
    {
      axle_request_fail_error (request, error, 0);
      return;
    }
  for (guint i = 0; i < reply->verdicts->len; i++)
    metrics->changes[((AxleVerdict *) reply->verdicts->pdata[i])->outcome]++;
  metrics->pushes++;
  metrics->push_microseconds += g_get_monotonic_time () - started;
  axle_request_reply_json (request, axle_push_reply_encode (reply));
}

/* A number that is not there is 0; one that is no number is refused. */
gboolean
axle_request_read_number (AxleRequest *request,
                          const char  *name,
                          gint64      *number)
{
  const char *text = axle_request_get_query (request, name);

  *number = 0;
  return text == NULL || g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, number, NULL);
}

gboolean
axle_request_read_scope (AxleRequest *request,
                         AxleId      *scope)
{
  const char *text = axle_request_get_query (request, "scope");

  return text != NULL && axle_id_parse (text, scope);
}

void
axle_request_fail_query (AxleRequest *request)
{
  axle_request_fail (request, SOUP_STATUS_BAD_REQUEST, "shape",
                     _("The request names no scope, or a number that is none."), 0);
}

/* Returns FALSE when there is nothing new yet; then nothing was answered. */
static gboolean
answer_feed (AxleRequest  *request,
             const AxleId *scope,
             gint64        epoch,
             gint64        start,
             gint64        after,
             gint64        n_bytes,
             gboolean      may_be_empty)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleFeedPage) page = axle_hub_read_feed (request->server->hub, request->desk, scope, epoch, start, after,
                                                     n_bytes > 0 ? n_bytes : FEED_BYTES, &error);

  if (page == NULL)
    {
      axle_request_fail_error (request, error, 0);
      return TRUE;
    }
  if (!may_be_empty && page->records->len == 0 && page->next == after && page->epoch == epoch)
    return FALSE;
  request->server->metrics.rows += page->records->len;
  axle_request_reply_json (request, axle_feed_page_encode (page));
  return TRUE;
}

static gboolean
handle_feed (AxleRequest *request,
             gboolean     waited,
             gint64      *wait,
             AxleId      *scope)
{
  gint64 epoch;
  gint64 start;
  gint64 after;
  gint64 n_bytes;

  if (!axle_request_read_scope (request, scope) ||
      !axle_request_read_number (request, "epoch", &epoch) ||
      !axle_request_read_number (request, "start", &start) ||
      !axle_request_read_number (request, "after", &after) ||
      !axle_request_read_number (request, "bytes", &n_bytes) ||
      !axle_request_read_number (request, "wait", wait))
    {
      axle_request_fail_query (request);
      return TRUE;
    }
  if (axle_hub_is_scope_of (request->desk, scope))
    axle_hub_note_cursor (request->server->hub, request->desk, scope, epoch, after);
  return answer_feed (request, scope, epoch, start, after, n_bytes, waited || *wait == 0);
}

gboolean
axle_handle_feed_now (AxleRequest *request,
                      gboolean     waited)
{
  AxleId scope;
  gint64 wait;

  return handle_feed (request, waited, &wait, &scope);
}

void
axle_handle_feed (AxleRequest *request)
{
  AxleId scope;
  gint64 wait;

  if (handle_feed (request, FALSE, &wait, &scope))
    return;
  if (!axle_live_add_poll (request->server->live, request, &scope, (guint) MIN (wait, WAIT_SECONDS_LIMIT)))
    axle_handle_feed_now (request, TRUE);
}

void
axle_handle_health (AxleRequest *request)
{
  g_autoptr(GError) error = NULL;
  gint64 head;

  /* The database is asked: a server that cannot read it is not healthy. */
  if (axle_hub_get_head (request->server->hub, &AXLE_ID_NONE, &head, &error))
    axle_request_reply_json (request, g_bytes_new_static ("{\"ok\":true}", 11));
  else
    axle_request_fail (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "database", _("The server's database cannot be read."), 5);
}

void
axle_handle_metrics (AxleRequest *request)
{
  char *text = axle_metrics_dup_text (&request->server->metrics);
  g_autoptr(GBytes) body = g_bytes_new_take (text, strlen (text));

  axle_request_reply (request, "text/plain; version=0.0.4; charset=utf-8", body);
}

/* A calendar that somebody subscribed to; whoever has no secret learns nothing of others'. */
void
axle_handle_calendar (AxleRequest *request)
{
  const char *rest = axle_request_get_rest (request);
  g_autofree char *secret = g_str_has_suffix (rest, ".ics") ? g_strndup (rest, strlen (rest) - strlen (".ics")) : g_strdup ("");
  g_autoptr(GBytes) calendar = NULL;
  g_autoptr(GError) error = NULL;

  if (!axle_subscription_read (request->server->hub, secret, &calendar, &error))
    {
      axle_request_fail_error (request, error, 0);
      return;
    }
  if (calendar == NULL)
    {
      axle_request_fail (request, SOUP_STATUS_NOT_FOUND, "not-found", _("There is nothing at this address."), 0);
      return;
    }
  soup_message_headers_replace (soup_server_message_get_response_headers (request->message), "Cache-Control", "private");
  axle_request_reply (request, "text/calendar; charset=utf-8", calendar);
}
