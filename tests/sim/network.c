/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/network.h"

#include <string.h>

#define MS 1000
#define TIMEOUT (30 * G_USEC_PER_SEC)

/* How long a slow server takes: shorter than a desk waits, and longer. */
#define SLOW (25 * G_USEC_PER_SEC)

const SimWeatherKind sim_weathers[SIM_N_WEATHERS] = {
  [SIM_WEATHER_LOSE] = { "lose", 50 },
  [SIM_WEATHER_SILENCE] = { "silence", 60 },
  [SIM_WEATHER_REPEAT] = { "repeat", 50 },
  [SIM_WEATHER_LATE] = { "late", 100 },
  [SIM_WEATHER_CUT] = { "cut", 30 },
  [SIM_WEATHER_BUSY] = { "busy", 40 },
  [SIM_WEATHER_ODD] = { "odd", 4 },
  [SIM_WEATHER_HALF_OPEN] = { "half-open", 20 },
  [SIM_WEATHER_HANG_UP] = { "hang-up", 30 },
  [SIM_WEATHER_NO_LIVE] = { "no-live", 200 },
};

struct _SimNetwork
{
  SimClock      *clock;
  guint64        seed;
  SimHandleFunc  handle;
  gpointer       server;
  gboolean       weather[SIM_N_WEATHERS];
  gint64         slow_until;
  SimFilter      filter;
  void         (*observer) (gpointer user_data, guint desk, const char *path, GBytes *request, const AxleReply *reply);
  gpointer       observer_data;
  void         (*after) (gpointer user_data, guint desk, const char *path, GBytes *request, const AxleReply *reply);
  gpointer       after_data;
  GPtrArray     *links;
};

#define SIM_TYPE_LINK (sim_link_get_type ())
G_DECLARE_FINAL_TYPE (SimLink, sim_link, SIM, LINK, GObject)

struct _SimLink
{
  GObject     parent_instance;
  SimNetwork *network;
  Chance      chance;   /* of its own, so that links do not disturb each other */
  guint       desk;
  guint       last;
  GHashTable *open;     /* (element-type guint Call) */
};

/* One request or live channel of a desk, as the desk sees it. */
typedef struct
{
  AxleReplyFunc  reply;
  AxleNudgeFunc  nudge;
  AxleClosedFunc closed;
  gpointer       user_data;
  gboolean       is_open;      /* a channel that the server knows */
} Call;

/* Something on its way. */
typedef struct
{
  SimLink   *link;
  guint      call;
  char      *method;
  char      *path;
  AxleRange *range;
  GBytes    *body;
  gboolean   is_copy;
  gboolean   failed;
  AxleReply  reply;
} Parcel;

static void sim_link_iface_init (AxleTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimLink, sim_link, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_TRANSPORT, sim_link_iface_init))

static void
sim_link_finalize (GObject *object)
{
  g_hash_table_unref (SIM_LINK (object)->open);
  G_OBJECT_CLASS (sim_link_parent_class)->finalize (object);
}

static void
sim_link_class_init (SimLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_link_finalize;
}

static void
sim_link_init (SimLink *self)
{
  self->open = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

static Parcel *
parcel_new (SimLink         *link,
            guint            call,
            const char      *method,
            const char      *path,
            const AxleRange *range,
            GBytes          *body)
{
  Parcel *self = g_new0 (Parcel, 1);

  self->link = g_object_ref (link);
  self->call = call;
  self->method = g_strdup (method);
  self->path = g_strdup (path);
  self->range = g_memdup2 (range, sizeof *range);
  self->body = body != NULL ? g_bytes_ref (body) : NULL;
  return self;
}

static void
parcel_free (gpointer data)
{
  Parcel *self = data;

  g_object_unref (self->link);
  g_free (self->method);
  g_free (self->path);
  g_free (self->range);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->reply.body, g_bytes_unref);
  g_free (self);
}

static gboolean
happens (SimLink    *link,
         SimWeather  weather)
{
  return link->network->weather[weather] && chance_below (&link->chance, 1000) < sim_weathers[weather].permille;
}

static gint64
pick_delay (SimLink *link)
{
  if (happens (link, SIM_WEATHER_LATE))
    return (gint64) chance_below (&link->chance, 15000) * MS;
  return (gint64) (1 + chance_below (&link->chance, 40)) * MS;
}

static gpointer
take_call (SimLink *link,
           guint    number)
{
  gpointer call = NULL;

  g_hash_table_steal_extended (link->open, GUINT_TO_POINTER (number), NULL, &call);
  return call;
}

static void
deliver_cb (gpointer user_data)
{
  Parcel *parcel = user_data;
  SimNetwork *self = parcel->link->network;
  g_autofree Call *call = take_call (parcel->link, parcel->call);
  g_autoptr(GError) error = NULL;

  if (call == NULL)
    return;
  if (parcel->failed)
    {
      error = g_error_new_literal (AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNREACHABLE, "The link is down");
      call->reply (NULL, error, call->user_data);
      return;
    }
  if (self->filter.reply != NULL)
    self->filter.reply (self->filter.user_data, parcel->link->desk, parcel->path, parcel->body, &parcel->reply);
  call->reply (&parcel->reply, NULL, call->user_data);
  if (self->after != NULL)
    self->after (self->after_data, parcel->link->desk, parcel->path, parcel->body, &parcel->reply);
}

static void
deliver (Parcel *parcel,
         gint64  delay)
{
  sim_clock_add (parcel->link->network->clock, delay, deliver_cb, parcel, parcel_free);
}

static void
fail (Parcel *parcel,
      gint64  delay)
{
  parcel->failed = TRUE;
  deliver (parcel, delay);
}

typedef struct
{
  guint       status;
  const char *body;
  gint64      retry_after;
} Amiss;

static const Amiss busy[] = {
  { 503, "{\"code\":\"busy\",\"message\":\"Busy.\"}", 0 },
  { 500, "{\"code\":\"internal\",\"message\":\"No.\"}", 0 },
  { 502, "<html>Bad gateway</html>", 0 },
  { 429, "{\"code\":\"busy\",\"message\":\"Busy.\"}", 2 },
  { 429, "", 5 },
  { 504, "", 0 },
  { 408, "", 0 },
};

static const Amiss odd[] = {
  { 401, "{\"code\":\"signed-out\",\"message\":\"Who?\"}", 0 },
  { 426, "{\"code\":\"protocol\",\"message\":\"Too old.\"}", 0 },
  { 403, "<html>Pay first</html>", 0 },
  { 409, "{\"code\":\"epoch\",\"message\":\"Fetch it first.\"}", 0 },
  { 409, "{\"code\":\"gap\",\"message\":\"Some are missing.\"}", 0 },
  { 410, "{\"code\":\"gone\",\"message\":\"Too long ago.\"}", 0 },
  { 400, "<html>Bad request</html>", 0 },
  { 413, "", 0 },
  { 200, "<html>Welcome to our hotel</html>", 0 },
  { 200, "", 0 },
};

/* Somebody between the two, or a server that has enough, answers instead. */
static gboolean
answer_amiss (SimLink *link,
              Parcel  *parcel)
{
  const Amiss *amiss;

  if (happens (link, SIM_WEATHER_BUSY))
    amiss = &busy[chance_below (&link->chance, G_N_ELEMENTS (busy))];
  else if (happens (link, SIM_WEATHER_ODD))
    amiss = &odd[chance_below (&link->chance, G_N_ELEMENTS (odd))];
  else
    return FALSE;
  parcel->reply.status = amiss->status;
  parcel->reply.retry_after = amiss->retry_after;
  parcel->reply.body = g_bytes_new_static (amiss->body, strlen (amiss->body));
  return TRUE;
}

static void
arrive_cb (gpointer user_data)
{
  Parcel *parcel = user_data;
  SimNetwork *self = parcel->link->network;
  SimLink *link = parcel->link;
  Parcel *answer = parcel_new (link, parcel->call, parcel->method, parcel->path, parcel->range, parcel->body);
  gboolean is_slow = sim_clock_get_now (self->clock) < self->slow_until;

  if (!answer_amiss (link, answer))
    {
      if (!self->handle (self->server, parcel->link->desk, parcel->method, parcel->path, parcel->range, parcel->body, &answer->reply))
        {
          fail (answer, pick_delay (link));
          return;
        }
      if (self->observer != NULL)
        self->observer (self->observer_data, parcel->link->desk, parcel->path, parcel->body, &answer->reply);
    }
  if (parcel->is_copy)
    {
      parcel_free (answer);
      return;
    }
  if (happens (link, SIM_WEATHER_SILENCE))
    {
      fail (answer, TIMEOUT);
      return;
    }
  if (happens (link, SIM_WEATHER_CUT))
    {
      gsize size = g_bytes_get_size (answer->reply.body);
      GBytes *part = g_bytes_new_from_bytes (answer->reply.body, 0, chance_below (&link->chance, (guint) size + 1));

      g_bytes_unref (answer->reply.body);
      answer->reply.body = part;
    }
  if (is_slow && chance_is (&link->chance, 30))
    fail (answer, TIMEOUT);
  else
    deliver (answer, pick_delay (link) + (is_slow ? SLOW : 0));
}

static guint
add_call (SimLink *link,
          Call     call)
{
  g_hash_table_insert (link->open, GUINT_TO_POINTER (++link->last), g_memdup2 (&call, sizeof call));
  return link->last;
}

static guint
sim_link_send (AxleTransport   *transport,
               const char      *method,
               const char      *path,
               const AxleRange *range,
               GBytes          *body,
               AxleReplyFunc    func,
               gpointer         user_data)
{
  SimLink *link = SIM_LINK (transport);
  SimNetwork *self = link->network;
  guint call = add_call (link, (Call) { .reply = func, .user_data = user_data });
  Parcel *parcel = parcel_new (link, call, method, path, range, body);

  if (happens (link, SIM_WEATHER_REPEAT))
    {
      Parcel *copy = parcel_new (link, call, method, path, range, body);

      copy->is_copy = TRUE;
      sim_clock_add (self->clock, pick_delay (link) * 3, arrive_cb, copy, parcel_free);
    }
  if (happens (link, SIM_WEATHER_LOSE))
    fail (parcel, chance_is (&link->chance, 50) ? TIMEOUT : pick_delay (link));
  else
    sim_clock_add (self->clock, pick_delay (link), arrive_cb, parcel, parcel_free);
  if (self->filter.request != NULL)
    self->filter.request (self->filter.user_data, link->desk, path, body);
  return call;
}

static void
close_cb (gpointer user_data)
{
  Parcel *parcel = user_data;
  g_autofree Call *call = take_call (parcel->link, parcel->call);

  if (call != NULL)
    call->closed (NULL, call->user_data);
}

static void
open_cb (gpointer user_data)
{
  Parcel *parcel = user_data;
  SimNetwork *self = parcel->link->network;
  Call *call = g_hash_table_lookup (parcel->link->open, GUINT_TO_POINTER (parcel->call));
  AxleReply reply = { 0 };

  if (call == NULL)
    return;
  if (!self->handle (self->server, parcel->link->desk, "GET", "/healthz", NULL, NULL, &reply))
    {
      close_cb (parcel);
      return;
    }
  g_clear_pointer (&reply.body, g_bytes_unref);
  call->is_open = TRUE;
  call->nudge (NULL, call->user_data);
}

static guint
sim_link_open_live (AxleTransport  *transport,
                    const char     *path,
                    AxleNudgeFunc   nudge,
                    AxleClosedFunc  closed,
                    gpointer        user_data)
{
  SimLink *link = SIM_LINK (transport);
  SimNetwork *self = link->network;
  guint call = add_call (link, (Call) { .nudge = nudge, .closed = closed, .user_data = user_data });
  Parcel *parcel = parcel_new (link, call, "GET", path, NULL, NULL);

  sim_clock_add (self->clock, pick_delay (link), happens (link, SIM_WEATHER_NO_LIVE) ? close_cb : open_cb, parcel, parcel_free);
  return call;
}

static void
sim_link_cancel (AxleTransport *transport,
                 guint          call)
{
  g_hash_table_remove (SIM_LINK (transport)->open, GUINT_TO_POINTER (call));
}

static void
sim_link_iface_init (AxleTransportInterface *iface)
{
  iface->send = sim_link_send;
  iface->open_live = sim_link_open_live;
  iface->cancel = sim_link_cancel;
}

SimNetwork *
sim_network_new (SimClock      *clock,
                 guint64        seed,
                 SimHandleFunc  handle,
                 gpointer       server)
{
  SimNetwork *self = g_new0 (SimNetwork, 1);

  self->clock = clock;
  self->seed = seed;
  self->handle = handle;
  self->server = server;
  self->links = g_ptr_array_new ();
  return self;
}

void
sim_network_free (SimNetwork *self)
{
  g_ptr_array_unref (self->links);
  g_free (self);
}

void
sim_network_add_weather (SimNetwork *self,
                         const char *name)
{
  for (guint i = 0; i < SIM_N_WEATHERS; i++)
    if (g_str_equal (sim_weathers[i].name, name))
      self->weather[i] = TRUE;
}

void
sim_network_clear_up (SimNetwork *self)
{
  memset (self->weather, 0, sizeof self->weather);
  self->slow_until = 0;
}

void
sim_network_slow_down (SimNetwork *self,
                       gint64      microseconds)
{
  self->slow_until = sim_clock_get_now (self->clock) + microseconds;
}

void
sim_network_set_filter (SimNetwork      *self,
                        const SimFilter *filter)
{
  self->filter = *filter;
}

void
sim_network_set_observer (SimNetwork *self,
                          void      (*observer) (gpointer user_data, guint desk, const char *path, GBytes *request, const AxleReply *reply),
                          gpointer    user_data)
{
  self->observer = observer;
  self->observer_data = user_data;
}

void
sim_network_set_after (SimNetwork *self,
                       void      (*after) (gpointer user_data, guint desk, const char *path, GBytes *request, const AxleReply *reply),
                       gpointer    user_data)
{
  self->after = after;
  self->after_data = user_data;
}

/* A desk has one link; the last one is the one that counts. The caller keeps it
 * as long as the network. */
AxleTransport *
sim_network_connect (SimNetwork *self,
                     guint       desk)
{
  SimLink *link = g_object_new (SIM_TYPE_LINK, NULL);

  link->network = self;
  link->chance = (Chance) { self->seed + 7919 * (self->links->len + 1) };
  link->desk = desk;
  g_ptr_array_add (self->links, link);
  return AXLE_TRANSPORT (link);
}

static void
nudged_cb (gpointer user_data)
{
  Parcel *parcel = user_data;
  Call *call = g_hash_table_lookup (parcel->link->open, GUINT_TO_POINTER (parcel->call));

  if (call != NULL)
    call->nudge (parcel->body, call->user_data);
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  return GPOINTER_TO_INT (a) - GPOINTER_TO_INT (b);
}

/* In order, so that a seed repeats. */
static GList *
list_calls (SimLink *link)
{
  return g_list_sort (g_hash_table_get_keys (link->open), compare_numbers);
}

void
sim_network_nudge (SimNetwork  *self,
                   SimNewsFunc  make,
                   gpointer     user_data)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      SimLink *link = self->links->pdata[i];
      g_autoptr(GBytes) message = make (user_data, link->desk);
      g_autoptr(GList) numbers = message != NULL ? list_calls (link) : NULL;

      for (GList *number = numbers; number != NULL; number = number->next)
        {
          Call *call = g_hash_table_lookup (link->open, number->data);
          guint n = GPOINTER_TO_UINT (number->data);

          if (!call->is_open)
            continue;
          /* A half-open channel: the server believes in it, nothing arrives. */
          if (happens (link, SIM_WEATHER_HALF_OPEN))
            call->is_open = FALSE;
          else if (happens (link, SIM_WEATHER_HANG_UP))
            sim_clock_add (self->clock, pick_delay (link), close_cb, parcel_new (link, n, "GET", "", NULL, NULL), parcel_free);
          else
            sim_clock_add (self->clock, pick_delay (link), nudged_cb, parcel_new (link, n, "GET", "", NULL, message), parcel_free);
        }
    }
}

void
sim_network_hang_up (SimNetwork *self)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      SimLink *link = self->links->pdata[i];
      g_autoptr(GList) numbers = list_calls (link);

      for (GList *number = numbers; number != NULL; number = number->next)
        {
          Call *call = g_hash_table_lookup (link->open, number->data);

          if (call->closed != NULL)
            sim_clock_add (self->clock, pick_delay (link), close_cb,
                           parcel_new (link, GPOINTER_TO_UINT (number->data), "GET", "", NULL, NULL), parcel_free);
        }
    }
}
