/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/engine.h"
#include "wire/message.h"
#include "wire/snapshot.h"

G_BEGIN_DECLS

/* What the parts of the engine know of each other. */

/**
 * AxleAnswer:
 * @AXLE_ANSWER_OK: a useful answer
 * @AXLE_ANSWER_RETRY: none, or one that says later
 * @AXLE_ANSWER_PAUSED: the server does not want this desk; the engine has paused
 * @AXLE_ANSWER_AGAIN: 409 or 410: the desk knows something that is no longer so
 * @AXLE_ANSWER_REJECTED: the server understood the request and will never take it
 */
typedef enum
{
  AXLE_ANSWER_OK,
  AXLE_ANSWER_RETRY,
  AXLE_ANSWER_PAUSED,
  AXLE_ANSWER_AGAIN,
  AXLE_ANSWER_REJECTED,
} AxleAnswer;

/* When to try again. */
typedef struct
{
  guint n_failures;
  guint timer;
} AxleBackoff;

/* Who the desk is, as the server says. */
typedef struct
{
  AxleEngine    *engine;
  gint64         epoch;    /* that the desk is told things in; 0 while it is not known */
  gint64         taken;    /* the highest number of this desk that the server has taken */
  gboolean       silent;   /* the server does not know the question */
  AxleEnrolment *place;    /* (nullable): where the desk goes once what waits is sent */
  guint          move;     /* a timer */
  guint          request;
  AxleBackoff    backoff;
} AxleStart;

/* The feed of one scope. */
typedef struct
{
  AxleEngine   *engine;
  AxleId        scope;
  AxleCursor    cursor;   /* what the cache has */
  AxleCursor    asked;    /* what the request said */
  gint64        head;     /* the newest number that is known of */
  gint64        told;     /* the newest number that was told while it was busy */
  guint         request;
  gboolean      wanted;   /* asked for while it was busy */
  gboolean      answered; /* since the start */
  gboolean      by_feed;  /* there is no copy of the scope that could be used */
  gboolean      waits_for_copy;
  gboolean      held;     /* until it is known who the desk is */
  gint64        waits_at; /* when it asked the server to answer only when there is news; 0: it did not */
  gboolean      cut_short; /* the answer to that came at once */
  AxleFeedPage *page;
  guint         n_applied;
  guint         step;
  AxleBackoff   backoff;
} AxlePull;

typedef struct _AxleBootstrap AxleBootstrap;

/* A part of a copy on its way. */
typedef struct
{
  AxleBootstrap *bootstrap;
  guint          request;   /* 0: free for the next */
  guint          part;
  GByteArray    *bytes;     /* as far as they are here */
} AxleFetch;

#define AXLE_BOOTSTRAP_N_FETCHES 4

/* A copy of all records of a scope on its way. */
struct _AxleBootstrap
{
  AxleEngine       *engine;
  AxlePull         *pull;        /* whose scope; NULL while none is on its way */
  AxleSnapshot     *snapshot;    /* NULL until the server has told */
  GArray           *parts;       /* (element-type Part) */
  guint             next;        /* the part to be applied */
  gint64            n_applied;   /* rows */
  gboolean          applying;    /* some of @next is in the cache */
  gboolean          ending_kind; /* its indexes are being made */
  const AxleEntity *kind;
  AxleFetch         fetches[AXLE_BOOTSTRAP_N_FETCHES];
  guint             request;
  guint             step;
  guint             n_replaced;
  guint             n_failed;    /* times that the cache could not take it, in a row */
  gint64            waited;      /* seconds for the copy to be made */
  AxleBackoff       backoff;
};

/* The outbox on its way. */
typedef struct
{
  AxleEngine     *engine;
  GPtrArray      *batch;   /* (element-type AxleChange): the same on every retry */
  gint64          epoch;   /* that the batch was made in */
  guint           limit;
  gint64          next;    /* the number behind the last with a verdict; 0 while it is not known */
  AxleErrorReply *reason;  /* why the server takes the only change of the batch in no form */
  guint           request;
  AxleBackoff     backoff;
} AxlePush;

/* The channel on which the server says that there is more. Where something between lets
 * no such channel through, the server is asked for each scope to answer when there is. */
typedef struct
{
  AxleEngine  *engine;
  guint        channel;
  gboolean     is_open;
  gboolean     polling;
  AxleBackoff  backoff;
} AxleLive;

typedef struct _AxleTransfer AxleTransfer;

/* Photos and clips on their way. */
typedef struct
{
  AxleEngine       *engine;
  AxleBlobCache    *cache;        /* NULL for a desk without */
  AxleBlobObserver  observer;
  gpointer          observer_data;
  GPtrArray        *transfers;    /* (element-type AxleTransfer): NULL while stopped */
  GHashTable       *tries;        /* what failed, by hash */
  GPtrArray        *again;        /* (element-type utf8): of the plan, what failed and may be tried now */
  GPtrArray        *wanted;       /* (element-type utf8): by persons, the latest first */
  char            **plan;         /* what may be fetched when idle */
  guint             n_planned;    /* of the plan, those that were looked at */
  gboolean          plans_others; /* whether the plan is of the large ones */
  gboolean          due;          /* whether records with photos came since it was made */
  gboolean          planned;      /* whether there is no further plan */
  gint64            n_waiting;    /* to be sent, as it was looked last */
  guint             step;
} AxleBlobs;

typedef enum
{
  AXLE_AUDIT_IDLE,
  AXLE_AUDIT_WAITING,    /* until this desk has all that the server has */
  AXLE_AUDIT_READING,
  AXLE_AUDIT_SORTING,
  AXLE_AUDIT_COMPARING,
  AXLE_AUDIT_KEYS,
} AxleAuditStage;

/* Comparing everything with the server. */
typedef struct
{
  AxleEngine      *engine;
  AxleAuditStage   stage;
  guint            entity;    /* which kind is read */
  AxleId           last;      /* of it */
  gint64           row;       /* of the customers whose keys are looked at */
  AxleDigestTree  *mine[AXLE_ENGINE_N_SCOPES];
  guint            scope;     /* which one is compared */
  gboolean         known;     /* the sums of its kinds */
  GArray          *nodes;     /* (element-type Node): where sums differ, still to be asked for */
  GArray          *suspects;  /* (element-type Suspect): records that do not add up */
  gboolean         fetching;  /* what was asked for is records */
  guint            request;
  guint            step;
  guint            n_tries;
  guint            n_overtaken;
  AxleBackoff      backoff;
  AxleAuditReport *report;    /* while it is not idle */
  AxleAuditFunc    func;
  gpointer         func_data;
} AxleAudit;

/* How fast something goes that comes in bursts. */
typedef struct
{
  gint64  began;   /* the burst */
  guint64 from;
  gint64  at;      /* when it was looked at last */
  guint64 seen;
} AxleSpeed;

struct _AxleEngine
{
  AxleStore         *store;
  AxleTransport     *transport;
  AxleTimers        *timers;
  AxleTimers        *owned_timers;
  AxleHost          *host;
  AxleEnrolment     *enrolment;   /* NULL while stopped */
  char               nonce[33];   /* of this run, in hexadecimal */
  AxleStart          start;
  AxlePull           pulls[AXLE_ENGINE_N_SCOPES];
  AxleBootstrap      bootstrap;
  AxlePush           push;
  AxleLive           live;
  AxleBlobs          blobs;
  AxleAudit          audit;
  guint              poll;
  gboolean           reachable;
  gint64             noted_at;
  AxleEngineStatus   status;
  AxleSpeed          pulling;
  AxleSpeed          pushing;
  AxleEngineObserver observer;
  gpointer           observer_data;
};

AxleAnswer axle_engine_judge       (AxleEngine      *self,
                                    const AxleReply *reply,
                                    const GError    *error,
                                    gint64          *retry_after);
void       axle_engine_complain    (AxleEngine      *self,
                                    const char      *message);
void       axle_engine_changed     (AxleEngine      *self);
void       axle_engine_set_bulk    (AxleEngine      *self,
                                    gboolean         bulk);
void       axle_engine_reached_end (AxleEngine      *self);
void       axle_engine_leave       (AxleEngine      *self);
void       axle_engine_take_place  (AxleEngine      *self,
                                    const AxleEnrolment *place);
AxlePull  *axle_engine_find_pull   (AxleEngine      *self,
                                    const AxleId    *scope);

void       axle_backoff_wait       (AxleBackoff     *self,
                                    AxleEngine      *engine,
                                    gint64           retry_after,
                                    AxleTimerFunc    func,
                                    gpointer         user_data);
void       axle_backoff_reset      (AxleBackoff     *self,
                                    AxleEngine      *engine);

void       axle_start_start        (AxleStart       *self,
                                    AxleEngine      *engine);
void       axle_start_stop         (AxleStart       *self);
void       axle_start_now          (AxleStart       *self);
void       axle_start_leave        (AxleStart       *self);
gboolean   axle_start_is_leaving   (const AxleStart *self);
gboolean   axle_start_knows        (const AxleStart *self,
                                    gint64           epoch);

void       axle_pull_start         (AxlePull        *self,
                                    AxleEngine      *engine,
                                    const AxleId    *scope);
void       axle_pull_stop          (AxlePull        *self);
void       axle_pull_now           (AxlePull        *self);
void       axle_pull_go_on         (AxlePull        *self);
void       axle_pull_expect        (AxlePull        *self,
                                    gint64           epoch,
                                    gint64           head);
gboolean   axle_pull_take_news     (AxlePull        *self,
                                    const AxleNudge *nudge,
                                    GBytes          *message);
void       axle_pull_wait          (AxlePull        *self);
void       axle_pull_end_wait      (AxlePull        *self);
gboolean   axle_pull_is_behind     (AxlePull        *self);
void       axle_pull_enter_epoch   (AxlePull        *self);
void       axle_pull_go_by_feed    (AxlePull        *self);
void       axle_pull_go_on_behind_copy (AxlePull    *self);

void       axle_bootstrap_begin    (AxleBootstrap   *self,
                                    AxlePull        *pull);
void       axle_bootstrap_stop     (AxleBootstrap   *self);
gboolean   axle_bootstrap_measure  (const AxleBootstrap *self,
                                    const AxlePull  *pull,
                                    gint64          *done,
                                    gint64          *total);

void       axle_push_start         (AxlePush        *self,
                                    AxleEngine      *engine);
void       axle_push_stop          (AxlePush        *self);
void       axle_push_now           (AxlePush        *self);

void       axle_live_start         (AxleLive        *self,
                                    AxleEngine      *engine);
void       axle_live_stop          (AxleLive        *self);
gboolean   axle_live_reaches       (AxleLive        *self);

void       axle_blobs_start        (AxleBlobs       *self,
                                    AxleEngine      *engine);
void       axle_blobs_stop         (AxleBlobs       *self);
void       axle_blobs_clear        (AxleBlobs       *self);
void       axle_blobs_now          (AxleBlobs       *self);
void       axle_blobs_note         (AxleBlobs       *self,
                                    GPtrArray       *records);
void       axle_blobs_plan         (AxleBlobs       *self);

void       axle_audit_at_rest      (AxleAudit       *self);
void       axle_audit_consider     (AxleAudit       *self);
void       axle_audit_pause        (AxleAudit       *self);
void       axle_audit_stop         (AxleAudit       *self,
                                    const char      *message);

G_END_DECLS
