/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/blobs.h"
#include "store/outbox.h"
#include "sync/audit.h"
#include "sync/timers.h"
#include "sync/transport.h"

G_BEGIN_DECLS

/**
 * AxleEngine:
 *
 * Keeps a desk's cache and the server the same: sends what waits in the outbox,
 * fetches what others did, tells how that goes. A state machine without threads
 * and without globals: it runs where its store is used, and takes its time from
 * its timers, so that a save waits for one slice of a page at the most.
 */
typedef struct _AxleEngine AxleEngine;

/**
 * AxleEngineState:
 * @AXLE_ENGINE_OFFLINE: stopped, or the server does not answer; tried again by itself
 * @AXLE_ENGINE_CONNECTING: waits for the first answer
 * @AXLE_ENGINE_SYNCING: more is known to come or to go
 * @AXLE_ENGINE_ONLINE: nothing is left to do
 * @AXLE_ENGINE_PAUSED: the server does not want this desk; see the reason
 */
typedef enum
{
  AXLE_ENGINE_OFFLINE,
  AXLE_ENGINE_CONNECTING,
  AXLE_ENGINE_SYNCING,
  AXLE_ENGINE_ONLINE,
  AXLE_ENGINE_PAUSED,
} AxleEngineState;

/**
 * AxlePause:
 * @AXLE_PAUSE_NONE: not paused
 * @AXLE_PAUSE_REVOKED: the desk was locked out
 * @AXLE_PAUSE_UPGRADE: this program is too old for the server
 * @AXLE_PAUSE_SIGNED_OUT: the server does not know the desk or its session any more
 * @AXLE_PAUSE_COPIED: another program has the same enrolment: the profile was copied,
 *   or brought back from an older copy; the desk must enrol again
 */
typedef enum
{
  AXLE_PAUSE_NONE,
  AXLE_PAUSE_REVOKED,
  AXLE_PAUSE_UPGRADE,
  AXLE_PAUSE_SIGNED_OUT,
  AXLE_PAUSE_COPIED,
} AxlePause;

#define AXLE_ENGINE_N_SCOPES 2

/**
 * AxleEngineScope:
 * @scope: a group or a store; none while the engine has not started
 * @sequence: the number of the last row of its feed that is here
 * @head: the newest number that is known of
 */
typedef struct
{
  AxleId scope;
  gint64 sequence;
  gint64 head;
} AxleEngineScope;

/**
 * AxleEngineStatus:
 * @state: how it goes
 * @pause: of a paused engine, why
 * @last_success: when the server was last known to have nothing newer, in
 *   microseconds since 1970 UTC; 0 when it never was
 * @n_waiting: changes without a verdict
 * @error: (nullable): what went wrong last, for the person; %NULL once it is right again
 * @done: rows of the feed behind this desk, over all its scopes
 * @total: rows of the feed, as far as known
 * @live: whether the server can reach the desk
 * @n_pulled: records that came since the start
 * @n_pushed: changes that got a verdict since the start
 * @n_merged: of these, those that met others
 * @n_refused: of these, those that were refused
 * @n_moves: how often the desk was given another store or audience since the start
 * @n_told_again: changes that a restored server was told again, since a person heard of it
 * @n_failures: requests without a useful answer since the start
 * @scopes: the feeds
 * @pull_rate: records that came in a second, when many last did; 0 while none have
 * @push_rate: changes that got a verdict in a second, likewise
 * @n_photos_waiting: photos and clips that wait to be sent
 * @server_schema: what the server's program knows of records, see
 *   [func@Axle.registry_get_schema]; 0 as long as it has not said
 */
typedef struct
{
  AxleEngineState state;
  AxlePause       pause;
  gint64          last_success;
  gint64          n_waiting;
  char           *error;
  gint64          done;
  gint64          total;
  gboolean        live;
  guint64         n_pulled;
  guint64         n_pushed;
  guint64         n_merged;
  guint64         n_refused;
  guint64         n_moves;
  gint64          n_told_again;
  guint64         n_failures;
  AxleEngineScope scopes[AXLE_ENGINE_N_SCOPES];
  double          pull_rate;
  double          push_rate;
  gint64          n_photos_waiting;
  guint           server_schema;
} AxleEngineStatus;

typedef void (*AxleEngineObserver) (AxleEngine             *engine,
                                    const AxleEngineStatus *status,
                                    gpointer                user_data);

/**
 * AxleBlobWay:
 * @AXLE_BLOB_DOWN: from the server
 * @AXLE_BLOB_UP: to the server
 */
typedef enum
{
  AXLE_BLOB_DOWN,
  AXLE_BLOB_UP,
} AxleBlobWay;

/**
 * AxleBlobNews:
 * @hash: which photo or clip
 * @way: where it goes
 * @n_bytes: how much of it went
 * @size: of the whole, in bytes; -1 while not known
 * @done: whether it is there
 * @problem: (nullable): what went wrong, for the person; it is tried again
 */
typedef struct
{
  const char  *hash;
  AxleBlobWay  way;
  gint64       n_bytes;
  gint64       size;
  gboolean     done;
  const char  *problem;
} AxleBlobNews;

typedef void (*AxleBlobObserver)   (AxleEngine             *engine,
                                    const AxleBlobNews     *news,
                                    gpointer                user_data);

/* How far a comparison is; with @finished for the last time, with what went wrong when it
 * did not get to its end. Must not free @engine. */
typedef void (*AxleAuditFunc)      (AxleEngine            *engine,
                                    const AxleAuditReport *report,
                                    gboolean               finished,
                                    const GError          *error,
                                    gpointer               user_data);

/* The store's note of when the server was last known to have nothing newer. */
#define AXLE_ENGINE_LAST_SYNC_NOTE "last-sync"

/* At most this many records go into the cache in one transaction. */
#define AXLE_ENGINE_SLICE 500

/* A batch of changes in flight is not larger, in packed bytes. */
#define AXLE_ENGINE_BATCH_BYTES (256 * 1024)

AxleEngine             *axle_engine_new          (AxleStore         *store,
                                                  AxleTransport     *transport,
                                                  AxleTimers        *timers,
                                                  AxleHost          *host);
void                    axle_engine_free         (AxleEngine        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleEngine, axle_engine_free)
void                    axle_engine_set_observer (AxleEngine        *self,
                                                  AxleEngineObserver observer,
                                                  gpointer           user_data);
const AxleEngineStatus *axle_engine_get_status   (AxleEngine        *self);

gboolean                axle_engine_start        (AxleEngine        *self);
void                    axle_engine_stop         (AxleEngine        *self);
void                    axle_engine_poke         (AxleEngine        *self);
void                    axle_engine_sync_now     (AxleEngine        *self);

/* Photos and clips, see blobs.c. */
void                    axle_engine_set_blobs    (AxleEngine        *self,
                                                  AxleBlobCache     *cache,
                                                  AxleBlobObserver   observer,
                                                  gpointer           user_data);
void                    axle_engine_want_blob    (AxleEngine        *self,
                                                  const char        *hash);
void                    axle_engine_send_blobs   (AxleEngine        *self);

gboolean                axle_engine_check_all    (AxleEngine        *self,
                                                  AxleAuditFunc      func,
                                                  gpointer           func_data,
                                                  GError           **error);
void                    axle_engine_cancel_check (AxleEngine        *self);

G_END_DECLS
