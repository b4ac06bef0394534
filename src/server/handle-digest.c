/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/handlers.h"

#include <glib/gi18n-lib.h>

#include "server/desks.h"
#include "server/digest.h"
#include "server/request.h"

#define JSON "application/json; charset=utf-8"

/* Digests are kept for the next desk: of no more records together, and no longer. */
#define RECORDS_LIMIT (4 * 1000 * 1000)
#define KEPT_SECONDS 600

/* More wait for one only when something is wrong. */
#define WAITING_LIMIT 1000

/* How long a row of a record that differs may make the reply. */
#define RECORDS_BYTES (1024 * 1024)

/* Reading of all records, on another thread and another connection. */
typedef struct
{
  AxleDigests   *self;      /* NULL once the server is gone */
  AxleHubDigest *digest;
  AxleStorage   *storage;
} Job;

typedef struct
{
  AxleDigests       *self;
  AxleRequest       *request;
  SoupServerMessage *message;
  AxleId             scope;
  gulong             finished;
} Waiting;

struct _AxleDigests
{
  AxleServer   *server;
  AxleStorage  *storage;      /* a second way to the data; NULL until it is needed */
  GQueue       *kept;         /* (element-type AxleHubDigest): used last first */
  GPtrArray    *waiting;      /* (element-type Waiting) */
  Job          *job;          /* that runs */
  GCancellable *cancellable;
  guint         expiry;       /* a source */
};

static void start_job (AxleDigests *self);

static void
free_waiting (gpointer data)
{
  Waiting *waiting = data;

  g_signal_handler_disconnect (waiting->message, waiting->finished);
  g_object_unref (waiting->message);
  g_free (waiting);
}

static void
free_digest (gpointer data)
{
  axle_hub_digest_free (data);
}

AxleDigests *
axle_digests_new (AxleServer *server)
{
  AxleDigests *self = g_new0 (AxleDigests, 1);

  self->server = server;
  self->kept = g_queue_new ();
  self->waiting = g_ptr_array_new_with_free_func (free_waiting);
  self->cancellable = g_cancellable_new ();
  return self;
}

void
axle_digests_free (AxleDigests *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->job != NULL)
    self->job->self = NULL;
  g_clear_handle_id (&self->expiry, g_source_remove);
  g_ptr_array_unref (self->waiting);
  g_queue_free_full (self->kept, free_digest);
  g_clear_object (&self->storage);
  g_object_unref (self->cancellable);
  g_free (self);
}

static gboolean
expired_cb (gpointer data)
{
  AxleDigests *self = data;

  self->expiry = 0;
  g_queue_clear_full (self->kept, free_digest);
  return G_SOURCE_REMOVE;
}

static void
use (AxleDigests   *self,
     AxleHubDigest *digest)
{
  g_queue_remove (self->kept, digest);
  g_queue_push_head (self->kept, digest);
  g_clear_handle_id (&self->expiry, g_source_remove);
  self->expiry = g_timeout_add_seconds (KEPT_SECONDS, expired_cb, self);
}

/* Those that were not used for longest go; the last one stays whatever its size. */
static void
drop_too_many (AxleDigests *self)
{
  gsize n_records = 0;

  for (GList *l = self->kept->head; l != NULL; l = l->next)
    n_records += axle_hub_digest_get_size (l->data);
  while (n_records > RECORDS_LIMIT && self->kept->length > 1)
    {
      AxleHubDigest *digest = g_queue_pop_tail (self->kept);

      n_records -= axle_hub_digest_get_size (digest);
      axle_hub_digest_free (digest);
    }
}

static AxleHubDigest *
find (AxleDigests       *self,
      const AxleHubDesk *desk,
      const AxleId      *scope)
{
  gint64 epoch = axle_hub_get_epoch (self->server->hub);

  for (GList *l = self->kept->head; l != NULL; l = l->next)
    if (axle_hub_digest_is_of (l->data, scope, desk->audience, epoch))
      return l->data;
  return NULL;
}

static void
answer (AxleRequest   *request,
        AxleHubDigest *digest)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleDigestReply) reply = axle_hub_digest_answer (digest, axle_request_get_query (request, "kind"),
                                                             axle_request_get_query (request, "prefix"), &error);
  g_autoptr(GBytes) body = NULL;

  if (reply == NULL)
    {
      axle_request_fail_error (request, error, 0);
      return;
    }
  reply->epoch = axle_hub_get_desk_epoch (request->server->hub, request->desk);
  request->server->metrics.digests++;
  body = axle_digest_reply_encode (reply);
  axle_request_reply (request, JSON, body);
}

static void
run_in_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (axle_hub_digest_update (job->digest, job->storage, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
free_job (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->digest, axle_hub_digest_free);
  g_object_unref (job->storage);
  g_free (job);
}

/* All that waited for this one are answered, whatever came of it. */
static void
answer_waiting (AxleDigests   *self,
                AxleHubDigest *digest,
                const GError  *error)
{
  gint64 epoch = axle_hub_get_epoch (self->server->hub);

  for (guint i = self->waiting->len; i-- > 0;)
    {
      Waiting *waiting = self->waiting->pdata[i];

      if (!axle_hub_digest_is_of (digest, &waiting->scope, waiting->request->desk->audience, epoch))
        continue;
      if (error == NULL)
        answer (waiting->request, digest);
      else
        axle_request_fail_error (waiting->request, error, 0);
      soup_server_message_unpause (waiting->message);
      g_ptr_array_remove_index (self->waiting, i);
    }
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  AxleDigests *self = job->self;
  g_autoptr(GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self == NULL)
    return;
  self->job = NULL;
  answer_waiting (self, job->digest, error);
  use (self, g_steal_pointer (&job->digest));
  drop_too_many (self);
  start_job (self);
}

static void
fail_waiting (AxleDigests  *self,
              const GError *error)
{
  for (guint i = self->waiting->len; i-- > 0;)
    {
      Waiting *waiting = self->waiting->pdata[i];

      axle_request_fail_error (waiting->request, error, 0);
      soup_server_message_unpause (waiting->message);
      g_ptr_array_remove_index (self->waiting, i);
    }
}

/* One at a time, for whoever waits longest. */
static void
start_job (AxleDigests *self)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  AxleHubDigest *digest;
  Waiting *first;

  if (self->job != NULL || self->waiting->len == 0)
    return;
  if (self->storage == NULL)
    self->storage = axle_storage_reopen (axle_hub_get_storage (self->server->hub), &error);
  if (self->storage == NULL)
    {
      fail_waiting (self, error);
      return;
    }
  first = self->waiting->pdata[0];
  digest = find (self, first->request->desk, &first->scope);
  if (digest != NULL)
    g_queue_remove (self->kept, digest);
  else
    digest = axle_hub_digest_new (&first->scope, first->request->desk->audience, axle_hub_get_epoch (self->server->hub));
  self->job = g_new0 (Job, 1);
  *self->job = (Job) { self, digest, g_object_ref (self->storage) };
  task = g_task_new (NULL, self->cancellable, done_cb, NULL);
  g_task_set_task_data (task, self->job, free_job);
  g_task_run_in_thread (task, run_in_thread);
}

/* The desk has gone away while it waited. */
static void
finished_cb (SoupServerMessage *message,
             Waiting           *waiting)
{
  g_ptr_array_remove (waiting->self->waiting, waiting);
}

static void
wait_for_job (AxleDigests  *self,
              AxleRequest  *request,
              const AxleId *scope)
{
  Waiting *waiting;

  if (self->waiting->len >= WAITING_LIMIT || self->server->stopping)
    {
      axle_request_fail (request, SOUP_STATUS_SERVICE_UNAVAILABLE, "busy", _("The server is busy. Try again later."), 60);
      return;
    }
  waiting = g_new0 (Waiting, 1);
  waiting->self = self;
  waiting->request = request;
  waiting->message = g_object_ref (request->message);
  waiting->scope = *scope;
  waiting->finished = g_signal_connect (waiting->message, "finished", G_CALLBACK (finished_cb), waiting);
  soup_server_message_pause (waiting->message);
  g_ptr_array_add (self->waiting, waiting);
  start_job (self);
}

/**
 * axle_digests_stop:
 * @self: the digests
 *
 * The server stops: whoever waits is told so.
 */
void
axle_digests_stop (AxleDigests *self)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The server stops.");

  g_cancellable_cancel (self->cancellable);
  fail_waiting (self, error);
}

void
axle_handle_digest (AxleRequest *request)
{
  AxleDigests *self = request->server->digests;
  g_autoptr(GError) error = NULL;
  AxleHubDigest *digest;
  AxleId scope;
  gint64 epoch;
  gint64 after;
  gint64 head;

  if (!axle_request_read_scope (request, &scope) ||
      !axle_request_read_number (request, "epoch", &epoch) ||
      !axle_request_read_number (request, "after", &after))
    {
      axle_request_fail_query (request);
      return;
    }
  if (!axle_hub_check_cursor (request->server->hub, request->desk, &scope, epoch, 0, after, &head, &error))
    {
      axle_request_fail_error (request, error, 0);
      return;
    }
  if (epoch != axle_hub_get_desk_epoch (request->server->hub, request->desk))
    {
      axle_request_fail (request, SOUP_STATUS_CONFLICT, "epoch", _("The desk has not seen this epoch; it pulls first."), 0);
      return;
    }
  digest = find (self, request->desk, &scope);
  /* Who began goes on with what there is: a record that changed since is not taken for
   * one that differs. */
  if (digest == NULL ||
      (axle_request_get_query (request, "kind") == NULL && axle_hub_digest_get_sequence (digest) < head))
    {
      wait_for_job (self, request, &scope);
      return;
    }
  use (self, digest);
  answer (request, digest);
}

void
axle_handle_records (AxleRequest *request)
{
  g_autoptr(GBytes) body = axle_request_dup_body (request);
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecordsRequest) records = axle_records_request_decode (body, &error);
  g_autoptr(AxleFeedPage) page = NULL;
  g_autoptr(GBytes) reply = NULL;

  if (records != NULL)
    page = axle_hub_read_records (request->server->hub, request->desk, records, RECORDS_BYTES, &error);
  if (page == NULL)
    {
      axle_request_fail_error (request, error, 0);
      return;
    }
  request->server->metrics.refetched += page->records->len;
  reply = axle_feed_page_encode (page);
  axle_request_reply (request, JSON, reply);
}
