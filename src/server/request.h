/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "server/desks.h"
#include "server/limit.h"
#include "server/listener.h"
#include "server/metrics.h"
#include "server/router.h"
#include "server/server.h"
#include "server/snapshot.h"
#include "wire/range.h"

G_BEGIN_DECLS

/* What the parts of the server on the network share. */

/* libsoup has no names for these (RFC 9110, RFC 6585). */
#define AXLE_STATUS_UPGRADE_REQUIRED 426
#define AXLE_STATUS_TOO_MANY_REQUESTS 429

typedef struct _AxleLive AxleLive;
typedef struct _AxleDigests AxleDigests;

struct _AxleServer
{
  AxleHub         *hub;
  AxleBlobStore   *blobs;          /* NULL for none */
  SoupServer      *soup;
  AxleListener    *listener;
  AxleLive        *live;
  AxleSnapshots   *snapshots;
  AxleDigests     *digests;
  AxleLimit       *desk_limit;
  AxleLimit       *address_limit;
  AxleLimit       *sign_in_limit;
  AxleLimit       *link_limit;
  AxleMetrics      metrics;
  char            *metrics_key;
  guint16          port;
  GHashTable      *requests;       /* (element-type AxleRequest): all there are */
  guint            n_running;
  guint            watch;          /* a source */
  guint            told;           /* a source */
  guint            collect;        /* a source */
  guint            notes;          /* a source */
  guint            compact;        /* a source */
  guint            compact_step;   /* a source */
  AxleCompaction  *compaction;     /* while one is under way */
  guint            stop_deadline;  /* a source */
  gboolean         stopping;
  GSourceOnceFunc  stopped;
  gpointer         stopped_data;
};

struct _AxleRequest
{
  AxleServer        *server;       /* NULL once it is gone */
  SoupServerMessage *message;      /* borrowed; referenced by who pauses it */
  const AxleRoute   *route;
  AxleHubDesk       *desk;         /* of a route that needs one */
  GHashTable        *query;        /* while it is handled */
  char              *rest;         /* of the path, behind that of the route */
  gsize              n_bytes;      /* of the body so far */
  gboolean           too_large;
  gboolean           running;      /* from its head to the end of its answer; who paused it answers only then */
  gint64             started;
};

/* reply.c: what a request asks, and its answer */
GBytes      *axle_request_dup_body      (AxleRequest   *self);
const char  *axle_request_get_query     (AxleRequest   *self,
                                         const char    *name);
const char  *axle_request_get_rest      (AxleRequest   *self);
gboolean     axle_request_read_number   (AxleRequest   *self,
                                         const char    *name,
                                         gint64        *number);
gboolean     axle_request_read_scope    (AxleRequest   *self,
                                         AxleId        *scope);
void         axle_request_fail_query    (AxleRequest   *self);
void         axle_request_reply         (AxleRequest   *self,
                                         const char    *type,
                                         GBytes        *body);
void         axle_request_answer        (AxleRequest   *self,
                                         guint          status,
                                         const char    *type,
                                         GBytes        *body);
void         axle_request_reply_json    (AxleRequest   *self,
                                         GBytes        *body);
void         axle_request_fail          (AxleRequest   *self,
                                         guint          status,
                                         const char    *code,
                                         const char    *message,
                                         gint64         retry_after);
void         axle_request_fail_error    (AxleRequest   *self,
                                         const GError  *error,
                                         gint64         retry_after);

/* piece.c: what is too large for one answer */
gboolean     axle_request_read_range         (AxleRequest     *self,
                                              gint64           total,
                                              AxleRange       *range);
gboolean     axle_request_read_content_range (AxleRequest     *self,
                                              GBytes          *body,
                                              AxleRange       *range);
void         axle_request_reply_part         (AxleRequest     *self,
                                              const char      *type,
                                              const AxleRange *range,
                                              GBytes          *piece);
void         axle_request_say_received       (AxleRequest     *self,
                                              gint64           n_received);

/* live.c: who waits for news */
AxleLive    *axle_live_new              (AxleServer    *server);
void         axle_live_free             (AxleLive      *self);
void         axle_live_end              (AxleLive      *self);
void         axle_live_tell             (AxleLive      *self,
                                         const AxleId  *scope,
                                         gint64         head);
void         axle_live_look             (AxleLive      *self,
                                         const GArray  *changed);
gboolean     axle_live_add_poll         (AxleLive      *self,
                                         AxleRequest   *request,
                                         const AxleId  *scope,
                                         guint          seconds);
void         axle_live_websocket_cb     (SoupServer              *soup,
                                         SoupServerMessage       *message,
                                         const char              *path,
                                         SoupWebsocketConnection *socket,
                                         gpointer                 data);

/* upkeep.c: what the server does by itself while it runs */
void         axle_upkeep_begin          (AxleServer    *server);
void         axle_upkeep_end            (AxleServer    *server);

/* handle-digest.c: what records add up to, for comparing */
AxleDigests *axle_digests_new           (AxleServer    *server);
void         axle_digests_free          (AxleDigests   *self);
void         axle_digests_stop          (AxleDigests   *self);

G_END_DECLS
