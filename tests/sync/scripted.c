/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/scripted.h"

typedef struct
{
  guint          number;
  const char    *method;
  char          *path;
  AxleRange      range;
  GBytes        *body;
  AxleReplyFunc  reply;
  AxleNudgeFunc  nudge;
  AxleClosedFunc closed;
  gpointer       user_data;
} Request;

struct _ScriptedTransport
{
  GObject    parent_instance;
  GPtrArray *requests;
  guint      last;
};

static void scripted_iface_init (AxleTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ScriptedTransport, scripted_transport, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_TRANSPORT, scripted_iface_init))

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_free (request);
}

static void
scripted_transport_finalize (GObject *object)
{
  g_ptr_array_unref (SCRIPTED_TRANSPORT (object)->requests);
  G_OBJECT_CLASS (scripted_transport_parent_class)->finalize (object);
}

static void
scripted_transport_class_init (ScriptedTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = scripted_transport_finalize;
}

static void
scripted_transport_init (ScriptedTransport *self)
{
  self->requests = g_ptr_array_new_with_free_func (request_free);
}

static Request *
add_request (ScriptedTransport *self,
             const char        *path,
             gpointer           user_data)
{
  Request *request = g_new0 (Request, 1);

  request->number = ++self->last;
  request->path = g_strdup (path);
  request->user_data = user_data;
  g_ptr_array_add (self->requests, request);
  return request;
}

static guint
scripted_send (AxleTransport   *transport,
               const char      *method,
               const char      *path,
               const AxleRange *range,
               GBytes          *body,
               AxleReplyFunc    func,
               gpointer         user_data)
{
  Request *request = add_request (SCRIPTED_TRANSPORT (transport), path, user_data);

  request->method = g_intern_string (method);
  if (range != NULL)
    request->range = *range;
  request->reply = func;
  request->body = body != NULL ? g_bytes_ref (body) : NULL;
  return request->number;
}

static guint
scripted_open_live (AxleTransport  *transport,
                    const char     *path,
                    AxleNudgeFunc   nudge,
                    AxleClosedFunc  closed,
                    gpointer        user_data)
{
  Request *request = add_request (SCRIPTED_TRANSPORT (transport), path, user_data);

  request->nudge = nudge;
  request->closed = closed;
  return request->number;
}

static void
scripted_cancel (AxleTransport *transport,
                 guint          number)
{
  ScriptedTransport *self = SCRIPTED_TRANSPORT (transport);

  for (guint i = 0; i < self->requests->len; i++)
    if (((Request *) self->requests->pdata[i])->number == number)
      {
        g_ptr_array_remove_index (self->requests, i);
        return;
      }
  g_assert_not_reached ();
}

static void
scripted_iface_init (AxleTransportInterface *iface)
{
  iface->send = scripted_send;
  iface->open_live = scripted_open_live;
  iface->cancel = scripted_cancel;
}

ScriptedTransport *
scripted_transport_new (void)
{
  return g_object_new (SCRIPTED_TYPE_TRANSPORT, NULL);
}

guint
scripted_transport_count (ScriptedTransport *self,
                          const char        *prefix)
{
  guint count = 0;

  for (guint i = 0; i < self->requests->len; i++)
    count += g_str_has_prefix (((Request *) self->requests->pdata[i])->path, prefix);
  return count;
}

static guint
find (ScriptedTransport *self,
      const char        *prefix)
{
  for (guint i = 0; i < self->requests->len; i++)
    if (g_str_has_prefix (((Request *) self->requests->pdata[i])->path, prefix))
      return i;
  g_error ("Nothing asks for %s", prefix);
}

const char *
scripted_transport_path (ScriptedTransport *self,
                         const char        *prefix)
{
  return ((Request *) self->requests->pdata[find (self, prefix)])->path;
}

const char *
scripted_transport_method (ScriptedTransport *self,
                           const char        *prefix)
{
  return ((Request *) self->requests->pdata[find (self, prefix)])->method;
}

AxleRange
scripted_transport_range (ScriptedTransport *self,
                          const char        *prefix)
{
  return ((Request *) self->requests->pdata[find (self, prefix)])->range;
}

GBytes *
scripted_transport_body (ScriptedTransport *self,
                         const char        *prefix)
{
  return ((Request *) self->requests->pdata[find (self, prefix)])->body;
}

void
scripted_transport_reply (ScriptedTransport *self,
                          const char        *prefix,
                          guint              status,
                          GBytes            *body,
                          gint64             retry_after)
{
  AxleRange nothing = { 0 };

  scripted_transport_reply_range (self, prefix, status, body, retry_after, &nothing);
}

void
scripted_transport_reply_range (ScriptedTransport *self,
                                const char        *prefix,
                                guint              status,
                                GBytes            *body,
                                gint64             retry_after,
                                const AxleRange   *range)
{
  Request *request = g_ptr_array_steal_index (self->requests, find (self, prefix));
  AxleReply reply = { .status = status, .body = body, .retry_after = retry_after, .range = *range };

  request->reply (&reply, NULL, request->user_data);
  request_free (request);
  g_bytes_unref (body);
}

/* Answers with a piece of @whole, as far as it goes, from where it was asked for. */
void
scripted_transport_reply_part (ScriptedTransport *self,
                               const char        *prefix,
                               GBytes            *whole,
                               gsize              limit)
{
  Request *request = g_ptr_array_steal_index (self->requests, find (self, prefix));
  gsize total = g_bytes_get_size (whole);
  gsize length = MIN (MIN ((gsize) request->range.length, limit), total - (gsize) request->range.offset);
  g_autoptr(GBytes) piece = g_bytes_new_from_bytes (whole, (gsize) request->range.offset, length);
  AxleReply reply = { .status = 206, .body = piece, .range = { request->range.offset, (gint64) length, (gint64) total } };

  request->reply (&reply, NULL, request->user_data);
  request_free (request);
}

void
scripted_transport_fail (ScriptedTransport *self,
                         const char        *prefix)
{
  Request *request = g_ptr_array_steal_index (self->requests, find (self, prefix));
  g_autoptr(GError) error = g_error_new_literal (AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNREACHABLE, "No way");

  request->reply (NULL, error, request->user_data);
  request_free (request);
}

void
scripted_transport_nudge (ScriptedTransport *self,
                          GBytes            *message)
{
  Request *request = self->requests->pdata[find (self, "/v1/live")];

  request->nudge (message, request->user_data);
  g_clear_pointer (&message, g_bytes_unref);
}

void
scripted_transport_close (ScriptedTransport *self)
{
  Request *request = g_ptr_array_steal_index (self->requests, find (self, "/v1/live"));

  request->closed (NULL, request->user_data);
  request_free (request);
}

typedef struct
{
  guint         number;
  guint64       at;
  AxleTimerFunc func;
  gpointer      user_data;
} Timer;

static guint
scripted_add (AxleTimers    *timers,
              guint          milliseconds,
              AxleTimerFunc  func,
              gpointer       user_data)
{
  ScriptedTimers *self = (ScriptedTimers *) timers;
  Timer timer = { ++self->last, self->now + milliseconds, func, user_data };

  g_array_append_val (self->timers, timer);
  return timer.number;
}

static void
scripted_remove (AxleTimers *timers,
                 guint       number)
{
  ScriptedTimers *self = (ScriptedTimers *) timers;

  for (guint i = 0; i < self->timers->len; i++)
    if (g_array_index (self->timers, Timer, i).number == number)
      {
        g_array_remove_index (self->timers, i);
        return;
      }
  g_assert_not_reached ();
}

ScriptedTimers *
scripted_timers_new (void)
{
  ScriptedTimers *self = g_new0 (ScriptedTimers, 1);

  self->parent.add = scripted_add;
  self->parent.remove = scripted_remove;
  self->timers = g_array_new (FALSE, FALSE, sizeof (Timer));
  return self;
}

/* Every timer must have been taken back. */
void
scripted_timers_free (ScriptedTimers *self)
{
  g_assert_cmpuint (self->timers->len, ==, 0);
  g_array_unref (self->timers);
  g_free (self);
}

void
scripted_timers_advance (ScriptedTimers *self,
                         guint           milliseconds)
{
  guint64 end = self->now + milliseconds;

  for (;;)
    {
      int next = -1;
      Timer timer;

      for (guint i = 0; i < self->timers->len; i++)
        {
          const Timer *candidate = &g_array_index (self->timers, Timer, i);

          if (candidate->at <= end && (next < 0 || candidate->at < g_array_index (self->timers, Timer, next).at))
            next = (int) i;
        }
      if (next < 0)
        break;
      timer = g_array_index (self->timers, Timer, next);
      g_array_remove_index (self->timers, (guint) next);
      self->now = timer.at;
      timer.func (timer.user_data);
    }
  self->now = end;
}
