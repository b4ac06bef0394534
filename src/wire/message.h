/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/change.h"
#include "wire/digest-tree.h"

G_BEGIN_DECLS

/* The bodies of requests and replies: JSON in UTF-8. Every decoder bounds size,
 * depth and counts, and takes nothing of a body that it refuses. */

/* Every request says it in this header, and enrolling and pushing in their body
 * too; one that does not is of the first protocol. */
#define AXLE_WIRE_PROTOCOL 1
#define AXLE_WIRE_PROTOCOL_HEADER "Axle-Protocol"

/* A body larger than this is refused unread. */
#define AXLE_WIRE_BODY_LIMIT (4 * 1024 * 1024)
#define AXLE_WIRE_BATCH_LIMIT 500

/* What is larger than a message goes in pieces that are no larger than this, in bytes. */
#define AXLE_WIRE_PIECE_LIMIT (1024 * 1024)

/* A store has no more desks. */
#define AXLE_WIRE_DESKS_LIMIT 10000

/* A message of the live channel is not larger, in bytes. */
#define AXLE_WIRE_NEWS_LIMIT (64 * 1024)
#define AXLE_WIRE_DEPTH_LIMIT 16

#define AXLE_WIRE_ERROR (axle_wire_error_quark ())
GQuark axle_wire_error_quark (void);

/**
 * AxleWireError:
 * @AXLE_WIRE_ERROR_SYNTAX: not JSON, or not UTF-8
 * @AXLE_WIRE_ERROR_SHAPE: JSON, but not what this request or reply looks like
 * @AXLE_WIRE_ERROR_LIMIT: too large, too deep or too many
 * @AXLE_WIRE_ERROR_PROTOCOL: of a protocol that this program does not speak
 */
typedef enum
{
  AXLE_WIRE_ERROR_SYNTAX,
  AXLE_WIRE_ERROR_SHAPE,
  AXLE_WIRE_ERROR_LIMIT,
  AXLE_WIRE_ERROR_PROTOCOL,
} AxleWireError;

gboolean axle_wire_check_protocol (const char  *protocol,
                                   GError     **error);

/* POST /v1/enrol */
typedef struct
{
  char  *code;
  char  *name;     /* what the desk calls itself */
  char  *key;      /* what the desk will prove itself with: 32 random bytes in base64url */
  gint64 after;    /* the highest number of a change of an earlier enrolment; 0 for none */
} AxleEnrolRequest;

typedef struct
{
  AxleId       desk;
  AxleId       store;
  AxleId       group;
  AxleId       install;
  AxleAudience audience;
} AxleEnrolReply;

/* POST /v1/session */
typedef struct
{
  AxleId staff;
  char  *secret;   /* PIN or password; the wire is TLS */
} AxleSessionRequest;

typedef struct
{
  char  *token;
  gint64 expires;  /* microseconds since 1970 UTC */
  AxleId role;
} AxleSessionReply;

/* POST /v1/push
 *
 * Numbers are consecutive. The server answers 409 with `gap` when the first of
 * them is not the next it waits for (nor one that it knows), with `epoch` when
 * the desk has not seen the server's epoch yet and must pull first, and with
 * `install` when the desk must enrol again. Nothing of such a batch is taken.
 * `desk` of a change is not sent: the server knows who asks. A change of a kind or
 * of a field that the server does not know is decoded without `entity`, so that
 * it is refused and lands in the desk's inbox. */
typedef struct
{
  AxleId     install;
  gint64     epoch;     /* that the desk last saw; 0 for none */
  gint64     clock;     /* the desk's, so that the server can tell how far apart they are */
  GPtrArray *changes;   /* (element-type AxleChange) */
} AxlePushRequest;

typedef struct
{
  gint64     epoch;
  GPtrArray *verdicts;  /* (element-type AxleVerdict), one for each change, in order */
} AxlePushReply;

/* GET /v1/feed?scope=ID&epoch=E&after=N&bytes=B
 *
 * When the desk's epoch is not the server's, the page starts from the beginning,
 * whatever `after` was, and carries the server's epoch. */
typedef struct
{
  AxleId     scope;     /* of every record of the page */
  gint64     epoch;
  gint64     head;      /* the newest number of the scope */
  gint64     after;     /* the cursor before this page; -1 when the server does not say */
  gint64     next;      /* the cursor behind this page: past the last record, and
                         * past those after it that this desk may not see */
  gboolean   more;
  guint      schema;    /* of the server, see axle_registry_get_schema(); 0 when it does not say */
  GArray    *sequences; /* (element-type gint64), one for each record, rising */
  GPtrArray *records;   /* (element-type AxleRecord); a tombstone has no values and is `deleted`;
                         * one of a kind that this program does not know is a stranger */
} AxleFeedPage;

/* POST /v1/desk: an engine says that it starts, and learns who the desk is now.
 *
 * Each start is given another `run`, which the next one tells: two desks from one
 * profile, a copied one or one put back from an older copy, cannot both know it. The
 * server answers 409 with `install` to whoever tells an old one. A question that comes
 * twice, with one nonce, gets the same answer. */
typedef struct
{
  char *run;             /* (nullable): what the last start was given; %NULL before the first */
  char *nonce;           /* names this run of the engine */
} AxleStartRequest;

typedef struct
{
  AxleId       desk;
  AxleId       store;
  AxleId       group;
  AxleId       install;
  AxleAudience audience;
  gint64       epoch;
  gint64       taken;    /* the highest number of this install that the server has taken */
  gint64       lease;    /* days that the desk may show data without the server; 0 for ever */
  char        *run;
} AxleStartReply;

/* GET /v1/desks: those of the desk's store. */
typedef struct
{
  AxleId       id;
  char        *name;
  AxleAudience audience;
  gboolean     revoked;
  gint64       last_seen; /* microseconds since 1970 UTC, by the server's clock; 0 for never */
  gint64       behind;    /* rows that the desk has not asked for yet; -1 when it never asked */
} AxleDeskState;

typedef struct
{
  GPtrArray *desks;       /* (element-type AxleDeskState) */
} AxleDesksReply;

/* GET, POST, DELETE /v1/calendar-link: the address that a calendar of who is signed in can
 * subscribe to: whether there is one, another one, none any more. It is told only once. */
typedef struct
{
  gboolean  there;
  char     *path;         /* (nullable): on the server, of one that was made now */
} AxleLinkReply;

/* WebSocket /v1/live: the server says how far each scope is. Where few rows are new
 * the message is a feed page, which can be read as a nudge as well. */
typedef struct
{
  AxleId scope;
  gint64 epoch;
  gint64 head;
  gint64 after; /* when read, of a feed page, the cursor before it; -1 for a mere nudge */
} AxleNudge;

/* Any 4xx and 5xx */
typedef struct
{
  char  *code;
  char  *message;
  gint64 retry_after; /* seconds; 0 when not told */
} AxleErrorReply;

/* GET /v1/digest?scope=ID&epoch=E&after=N[&kind=K&prefix=P]
 *
 * Without a kind a sum for each kind that the server knows and this desk may see. With
 * one, a sum for each byte that follows the prefix; where there are few, the records
 * themselves. What the numbers are made of: wire/digest-tree.h. */
typedef struct
{
  char      *name;      /* a kind; or a whole prefix */
  gint64     n_records;
  AxleDigest sum;
} AxleDigestNode;

typedef struct
{
  AxleId     scope;
  gint64     epoch;
  gint64     sequence;  /* everything up to this number of the feed is in it */
  GPtrArray *nodes;     /* (element-type AxleDigestNode) (nullable) */
  GArray    *entries;   /* (element-type AxleDigestEntry) (nullable): instead of @nodes */
} AxleDigestReply;

/* POST /v1/records: the rows of these records as a feed page, in the order of their
 * numbers, with tombstones. What is not in it the server does not have, unless there
 * is `more`: then it is asked for again. */
#define AXLE_WIRE_RECORDS_LIMIT 500

typedef struct
{
  AxleId  scope;
  GArray *ids;          /* (element-type AxleId) */
} AxleRecordsRequest;

#define AXLE_WIRE_MESSAGE(Type, type)                                       \
  void    axle_##type##_free   (Type *self);                                \
  G_DEFINE_AUTOPTR_CLEANUP_FUNC (Type, axle_##type##_free)                  \
  GBytes *axle_##type##_encode (const Type *self);                          \
  Type   *axle_##type##_decode (GBytes *body, GError **error);

AXLE_WIRE_MESSAGE (AxleEnrolRequest, enrol_request)
AXLE_WIRE_MESSAGE (AxleEnrolReply, enrol_reply)
AXLE_WIRE_MESSAGE (AxleSessionRequest, session_request)
AXLE_WIRE_MESSAGE (AxleSessionReply, session_reply)
AXLE_WIRE_MESSAGE (AxleStartRequest, start_request)
AXLE_WIRE_MESSAGE (AxleStartReply, start_reply)
AXLE_WIRE_MESSAGE (AxleDesksReply, desks_reply)
AXLE_WIRE_MESSAGE (AxleLinkReply, link_reply)
AXLE_WIRE_MESSAGE (AxlePushRequest, push_request)
AXLE_WIRE_MESSAGE (AxlePushReply, push_reply)
AXLE_WIRE_MESSAGE (AxleFeedPage, feed_page)
AXLE_WIRE_MESSAGE (AxleNudge, nudge)
AXLE_WIRE_MESSAGE (AxleErrorReply, error_reply)
AXLE_WIRE_MESSAGE (AxleDigestReply, digest_reply)
AXLE_WIRE_MESSAGE (AxleRecordsRequest, records_request)

AxleDesksReply  *axle_desks_reply_new  (void);
AxlePushRequest *axle_push_request_new (void);
AxlePushReply   *axle_push_reply_new   (void);
AxleFeedPage    *axle_feed_page_new    (void);
AxleDigestReply *axle_digest_reply_new (gboolean         of_nodes);
void             axle_digest_reply_add (AxleDigestReply *self,
                                        const char      *name,
                                        gsize            n_records,
                                        const AxleDigest *sum);
AxleRecordsRequest *axle_records_request_new (void);

/* One verdict: what the server keeps until the desk has it. */
GBytes      *axle_verdict_encode (const AxleVerdict *verdict);
AxleVerdict *axle_verdict_decode (GBytes            *body,
                                  GError           **error);

/* One record as a JSON object: the server's body of a document, and `--json`. */
GBytes     *axle_record_encode   (const AxleRecord *record);
AxleRecord *axle_record_decode   (const AxleEntity *entity,
                                  const AxleId     *id,
                                  GBytes           *body,
                                  GError          **error);

/* HEAD, GET, PUT /v1/blob/SHA256: a photo or a clip by the hash of its bytes.
 * GET takes a Range; PUT brings a piece of at most AXLE_WIRE_PIECE_LIMIT with its
 * Content-Range, one after the other, the first with what tells its type. It is there
 * once all of it came and is what its name says. HEAD of what is not there answers 404,
 * and in Content-Range how much of it this desk has sent. Only what a record names that
 * the desk may see is there for it. Codes: limit, type, full, hash, offset, busy. */

G_END_DECLS
