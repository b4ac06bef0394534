/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "base/hash.h"
#include "server/handlers.h"
#include "server/request.h"

#define TYPE "application/octet-stream"

/* libsoup has no name for it (RFC 4918). */
#define STATUS_NO_ROOM 507

/* How long a desk waits for a thread of another request, and for room. */
#define BUSY_SECONDS 1
#define FULL_SECONDS 300

/* A request whose files are read or written aside. */
typedef struct
{
  AxleRequest       *request;
  SoupServerMessage *message;   /* keeps @request */
  AxleBlobStore     *blobs;
  char              *hash;
  char              *owner;
  AxleRange          range;
  GBytes            *piece;
  gint64             size;       /* of the blob; -1 when it is not there */
  gint64             n_received; /* of an upload */
} Work;

static void
free_work (gpointer data)
{
  Work *self = data;

  g_object_unref (self->message);
  g_object_unref (self->blobs);
  g_clear_pointer (&self->piece, g_bytes_unref);
  g_free (self->hash);
  g_free (self->owner);
  g_free (self);
}

static void
fail (AxleRequest  *request,
      const GError *error)
{
  static const guint statuses[] = {
    [AXLE_BLOB_ERROR_FAILED] = SOUP_STATUS_SERVICE_UNAVAILABLE,
    [AXLE_BLOB_ERROR_LIMIT] = SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE,
    [AXLE_BLOB_ERROR_FULL] = STATUS_NO_ROOM,
    [AXLE_BLOB_ERROR_TYPE] = SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE,
    [AXLE_BLOB_ERROR_HASH] = SOUP_STATUS_UNPROCESSABLE_ENTITY,
    [AXLE_BLOB_ERROR_OFFSET] = SOUP_STATUS_CONFLICT,
    [AXLE_BLOB_ERROR_BUSY] = SOUP_STATUS_SERVICE_UNAVAILABLE,
    [AXLE_BLOB_ERROR_NOT_FOUND] = SOUP_STATUS_NOT_FOUND,
  };

  if (error->domain != AXLE_BLOB_ERROR || error->code == AXLE_BLOB_ERROR_FAILED)
    axle_request_fail_error (request, error, 0);
  else if (error->code == AXLE_BLOB_ERROR_FULL)
    axle_request_fail (request, STATUS_NO_ROOM, axle_blob_error_code (error),
                       _("The server has no room for more photos. They stay on the desk and are sent later."), FULL_SECONDS);
  else
    axle_request_fail (request, statuses[error->code], axle_blob_error_code (error), error->message,
                       error->code == AXLE_BLOB_ERROR_BUSY ? BUSY_SECONDS : 0);
}

static void
fail_not_found (AxleRequest *request)
{
  axle_request_fail (request, SOUP_STATUS_NOT_FOUND, "not-found", _("There is no such file."), 0);
}

static void
run (Work                *work,
     GTaskThreadFunc      func,
     GAsyncReadyCallback  done)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, done, NULL);

  g_task_set_task_data (task, work, free_work);
  g_task_run_in_thread (task, func);
}

static Work *
new_work (AxleRequest *request)
{
  Work *work = g_new0 (Work, 1);

  work->request = request;
  work->message = g_object_ref (request->message);
  work->blobs = g_object_ref (request->server->blobs);
  work->hash = g_strdup (axle_request_get_rest (request));
  work->owner = axle_id_dup_text (&request->desk->desk);
  return work;
}

/* Also answers for whoever may not know of any: there is nothing here for them. */
static gboolean
check_name (AxleRequest *request)
{
  if (request->server->blobs != NULL && axle_hash_is_valid (axle_request_get_rest (request)) &&
      axle_hub_may_have_blobs (request->desk))
    return TRUE;
  fail_not_found (request);
  return FALSE;
}

/* A blob that no record in sight names is not there for this desk. */
static gboolean
look_up (AxleRequest *request,
         gboolean    *visible)
{
  g_autoptr(GError) error = NULL;

  if (axle_hub_refers_to_blob (request->server->hub, request->desk, axle_request_get_rest (request), visible, &error))
    return TRUE;
  axle_request_fail_error (request, error, 0);
  return FALSE;
}

static void
end (GTask    *task,
     gboolean  done,
     GError   *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Whoever hears that it is there does not send it: it is in use from now on. */
static void
look_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *self = data;
  GError *error = NULL;
  gboolean done = self->size < 0 || (axle_blob_store_mark (self->blobs, self->hash, g_get_real_time (), &error) &&
                                     axle_blob_store_find (self->blobs, self->hash, &self->size, &error));

  if (done && self->size < 0)
    done = axle_blob_store_find_part (self->blobs, self->hash, self->owner, &self->n_received, &error);
  end (task, done, error);
}

static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *self = data;
  GError *error = NULL;
  gboolean done = axle_blob_store_find (self->blobs, self->hash, &self->size, &error);

  end (task, done, error);
}

static void
head_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Work *self = g_task_get_task_data (G_TASK (result));
  AxleRange range = { .total = self->size };
  g_autoptr(GError) error = NULL;

  if (!self->request->running)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    fail (self->request, error);
  else if (self->size >= 0)
    axle_request_reply_part (self->request, TYPE, &range, NULL);
  else
    {
      fail_not_found (self->request);
      axle_request_say_received (self->request, self->n_received);
    }
  soup_server_message_unpause (self->message);
}

/* Whether it is there, and if not, how much of it this desk has sent. */
void
axle_handle_blob_head (AxleRequest *request)
{
  gboolean visible;
  Work *work;

  if (!check_name (request) || !look_up (request, &visible))
    return;
  work = new_work (request);
  work->size = visible ? 0 : -1;
  soup_server_message_pause (request->message);
  run (work, look_in_thread, head_cb);
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *self = data;
  GError *error = NULL;

  self->piece = axle_blob_store_read (self->blobs, self->hash, self->range.offset, (gsize) self->range.length, &error);
  if (self->piece != NULL && (gint64) g_bytes_get_size (self->piece) != self->range.length)
    error = g_error_new_literal (AXLE_BLOB_ERROR, AXLE_BLOB_ERROR_NOT_FOUND, _("There is no such file."));
  end (task, error == NULL, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Work *self = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  if (!self->request->running)
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    axle_request_reply_part (self->request, TYPE, &self->range, self->piece);
  else
    fail (self->request, error);
  soup_server_message_unpause (self->message);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Work *self = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) error = NULL;

  if (!self->request->running)
    return;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    fail (self->request, error);
  else if (self->size < 0)
    fail_not_found (self->request);
  else if (axle_request_read_range (self->request, self->size, &self->range))
    {
      Work *work = new_work (self->request);

      work->range = self->range;
      run (work, read_in_thread, read_cb);
      return;
    }
  soup_server_message_unpause (self->message);
}

void
axle_handle_blob_get (AxleRequest *request)
{
  gboolean visible;

  if (!check_name (request) || !look_up (request, &visible))
    return;
  if (!visible)
    {
      fail_not_found (request);
      return;
    }
  soup_server_message_pause (request->message);
  run (new_work (request), find_in_thread, found_cb);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Work *self = data;
  AxleBlobPiece piece = { self->hash, self->owner, self->range.offset, self->range.total, self->piece };
  GError *error = NULL;
  gboolean done = axle_blob_store_write (self->blobs, &piece, &self->n_received, &error);

  end (task, done, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Work *self = g_task_get_task_data (G_TASK (result));
  g_autoptr(GBytes) nothing = g_bytes_new_static ("{}", 2);
  g_autoptr(GError) error = NULL;

  if (!self->request->running)
    return;
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      self->request->server->metrics.blob_bytes += self->range.length;
      axle_request_reply (self->request, "application/json; charset=utf-8", nothing);
    }
  else
    {
      fail (self->request, error);
      axle_request_say_received (self->request, self->n_received);
    }
  soup_server_message_unpause (self->message);
}

void
axle_handle_blob_put (AxleRequest *request)
{
  g_autoptr(GBytes) body = axle_request_dup_body (request);
  AxleRange range;
  Work *work;

  if (!check_name (request) || !axle_request_read_content_range (request, body, &range))
    return;
  work = new_work (request);
  work->range = range;
  work->piece = g_steal_pointer (&body);
  soup_server_message_pause (request->message);
  run (work, write_in_thread, written_cb);
}
