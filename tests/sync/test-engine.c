/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>
#include <string.h>

#include "core/party/customer.h"
#include "sync/answered.h"
#include "wire/message.h"

#define EPOCH ANSWERED_EPOCH
#define MINUTE 60000

typedef AnsweredDesk Desk;

static void
set_up (Desk          *self,
        gconstpointer  unused)
{
  answered_desk_open (self);
}

static void
tear_down (Desk          *self,
           gconstpointer  unused)
{
  answered_desk_close (self);
}

static AxleId
save_customer (Desk       *self,
               const char *name)
{
  AxleId id = axle_id_new (axle_host_get_default ());
  g_autoptr(AxleRecord) record = axle_record_new (&axle_customer_entity, &id);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(GError) error = NULL;
  gint64 operation = 0;

  record->scope = answered_store;
  axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
  axle_record_set_text (record, AXLE_CUSTOMER_NAME, name);
  g_ptr_array_add (changes, axle_change_new_between (NULL, record));
  axle_store_save (self->store, changes, &operation, &error);
  g_assert_no_error (error);
  axle_engine_poke (self->engine);
  return id;
}

static GBytes *
new_page (const AxleId *scope,
          gint64        epoch,
          gint64        first,
          guint         n_records,
          gint64        head)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_new ();

  page->scope = *scope;
  page->epoch = epoch;
  page->head = head;
  page->next = MAX (first + n_records - 1, 0);
  page->more = page->next < head;
  for (guint i = 0; i < n_records; i++)
    {
      gint64 sequence = first + i;
      AxleId id = axle_id_new (axle_host_get_default ());
      AxleRecord *record = axle_record_new (&axle_customer_entity, &id);

      record->scope = *scope;
      record->revision = 1;
      axle_record_set_text (record, AXLE_CUSTOMER_TYPE, "person");
      axle_record_set_text (record, AXLE_CUSTOMER_NAME, "Li");
      g_array_append_val (page->sequences, sequence);
      g_ptr_array_add (page->records, record);
    }
  return axle_feed_page_encode (page);
}

static void
answer_feed (Desk         *self,
             const AxleId *scope,
             gint64        epoch,
             gint64        first,
             guint         n_records,
             gint64        head)
{
  g_autofree char *path = answered_feed_of (scope);

  scripted_transport_reply (self->transport, path, 200, new_page (scope, epoch, first, n_records, head), 0);
}

static guint
count_feeds (Desk         *self,
             const AxleId *scope)
{
  g_autofree char *path = answered_feed_of (scope);

  return scripted_transport_count (self->transport, path);
}

static void
answer_start_at (Desk         *self,
                 gint64        epoch,
                 gint64        taken,
                 const AxleId *place,
                 AxleAudience  audience)
{
  AxleStartReply reply = {
    .desk = { { 3 } }, .store = *place, .group = answered_group, .install = { { 4 } }, .audience = audience,
    .epoch = epoch, .taken = taken, .lease = 30, .run = (char *) "next",
  };

  scripted_transport_reply (self->transport, "/v1/desk", 200, axle_start_reply_encode (&reply), 0);
}

static void
answer_start (Desk   *self,
              gint64  epoch,
              gint64  taken)
{
  answer_start_at (self, epoch, taken, &answered_store, AXLE_AUDIENCE_OFFICE);
}

/* Starts with nothing on the server. */
static void
come_online (Desk *self)
{
  g_assert_true (axle_engine_start (self->engine));
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH, 1, 0, 0);
}

static AxlePushRequest *
read_push (Desk *self)
{
  g_autoptr(GError) error = NULL;
  AxlePushRequest *request = axle_push_request_decode (scripted_transport_body (self->transport, "/v1/push"), &error);

  g_assert_no_error (error);
  return request;
}

static void
answer_push (Desk       *self,
             gint64      epoch,
             gint64      sequence,
             const char *refusal)
{
  g_autoptr(AxlePushRequest) request = read_push (self);
  g_autoptr(AxlePushReply) reply = axle_push_reply_new ();

  reply->epoch = epoch;
  for (guint i = 0; i < request->changes->len; i++)
    {
      AxleVerdict *verdict = axle_verdict_new ();

      if (refusal != NULL)
        axle_verdict_refuse (verdict, refusal, "Not so.");
      else
        verdict->sequence = sequence + i;
      g_ptr_array_add (reply->verdicts, verdict);
    }
  scripted_transport_reply (self->transport, "/v1/push", 200, axle_push_reply_encode (reply), 0);
}

static GBytes *
new_problem (const char *code)
{
  AxleErrorReply problem = { .code = (char *) code, .message = (char *) "Not so." };

  return axle_error_reply_encode (&problem);
}

static const AxleEngineStatus *
status (Desk *self)
{
  return axle_engine_get_status (self->engine);
}

static void
test_first_sync (Desk          *self,
                 gconstpointer  unused)
{
  g_autoptr(AxlePushRequest) request = NULL;

  save_customer (self, "王小明");
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_OFFLINE);
  g_assert_true (axle_engine_start (self->engine));
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_CONNECTING);
  /* A number means something only in an epoch. */
  g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/push"), ==, 0);
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/push"), ==, 0);
  answer_feed (self, &answered_store, EPOCH, 1, 0, 0);
  request = read_push (self);
  g_assert_cmpint (request->epoch, ==, EPOCH);
  g_assert_cmpuint (request->changes->len, ==, 1);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_SYNCING);

  answer_push (self, EPOCH, 1, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_SYNCING);
  answer_feed (self, &answered_store, EPOCH, 1, 1, 1);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_ONLINE);
  g_assert_cmpint (status (self)->last_success, >, 0);
  g_assert_cmpuint (status (self)->n_pushed, ==, 1);
}

static void
test_slices (Desk          *self,
             gconstpointer  unused)
{
  g_assert_true (axle_engine_start (self->engine));
  answer_feed (self, &answered_store, EPOCH, 1, AXLE_ENGINE_SLICE * 2 + 1, 5000);
  scripted_transport_reply (self->transport, "/v1/snapshot", 404, new_problem ("none"), 0);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, AXLE_ENGINE_SLICE);
  g_assert_cmpint (status (self)->done, ==, AXLE_ENGINE_SLICE);
  g_assert_cmpint (status (self)->total, ==, 5000);
  /* What a person saves goes between two slices. */
  save_customer (self, "Between");
  scripted_timers_advance (self->timers, 0);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, AXLE_ENGINE_SLICE * 2 + 1);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, AXLE_ENGINE_SLICE * 2 + 2);
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 1);
}

static void
test_retry (Desk          *self,
            gconstpointer  unused)
{
  g_autoptr(AxlePushRequest) first = NULL;
  g_autoptr(AxlePushRequest) second = NULL;

  come_online (self);
  save_customer (self, "A");
  first = read_push (self);
  save_customer (self, "B");
  scripted_transport_reply (self->transport, "/v1/push", 429, new_problem ("busy"), 90);
  g_assert_nonnull (status (self)->error);
  scripted_timers_advance (self->timers, 90000);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/push"), ==, 0);
  scripted_timers_advance (self->timers, 1000);
  second = read_push (self);
  g_assert_cmpuint (second->changes->len, ==, first->changes->len);
  g_assert_cmpint (((AxleChange *) second->changes->pdata[0])->number, ==, ((AxleChange *) first->changes->pdata[0])->number);

  /* Waits grow, and never beyond a minute. */
  for (guint i = 0; i < 12; i++)
    {
      scripted_transport_fail (self->transport, "/v1/push");
      scripted_timers_advance (self->timers, MINUTE);
      g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/push"), ==, 1);
    }
  g_assert_cmpint (status (self)->n_waiting, ==, 2);
}

static void
test_downloads_go_on (Desk          *self,
                      gconstpointer  unused)
{
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH, .head = 1 };

  come_online (self);
  save_customer (self, "A");
  scripted_transport_reply (self->transport, "/v1/push", 503, new_problem ("busy"), 600);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  answer_feed (self, &answered_store, EPOCH, 1, 1, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 1);
  /* What is known already is not asked for. */
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 0);
}

static void
tell_news (Desk  *self,
           gint64 epoch,
           gint64 after,
           guint  n_records)
{
  g_autoptr(GBytes) bytes = new_page (&answered_store, epoch, after + 1, n_records, after + n_records);
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (bytes, NULL);

  page->after = after;
  scripted_transport_nudge (self->transport, axle_feed_page_encode (page));
}

/* Rows on the live channel are taken where they go on from what is here, and
 * asked for where they do not. */
static void
test_news (Desk          *self,
           gconstpointer  unused)
{
  come_online (self);
  tell_news (self, EPOCH, 0, 2);
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 0);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 2);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 2);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_ONLINE);

  /* Told twice. */
  tell_news (self, EPOCH, 0, 2);
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 0);

  /* What is before was missed. */
  tell_news (self, EPOCH, 3, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 2);
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 1);

  /* While it is asked for, nothing is taken beside it. */
  tell_news (self, EPOCH, 2, 3);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 2);
  answer_feed (self, &answered_store, EPOCH, 3, 3, 5);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 5);

  tell_news (self, EPOCH + 1, 5, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 5);
  answer_feed (self, &answered_store, EPOCH + 1, 1, 1, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 5);
  answer_start (self, EPOCH + 1, 0);
  answer_feed (self, &answered_store, EPOCH + 1, 1, 1, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 1);
}

static void
test_refusal (Desk          *self,
              gconstpointer  unused)
{
  come_online (self);
  save_customer (self, "A");
  save_customer (self, "B");
  answer_push (self, EPOCH, 0, "no-right");
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 1);
  g_assert_cmpuint (status (self)->n_refused, ==, 1);
  /* The next goes on its way all the same. */
  answer_push (self, EPOCH, 1, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
}

static const struct
{
  const char *name;
  guint       status;
  const char *code;
  AxlePause   pause;
} pauses[] = {
  { "signed-out", 401, "desk", AXLE_PAUSE_SIGNED_OUT },
  { "revoked", 403, "revoked", AXLE_PAUSE_REVOKED },
  { "upgrade", 426, "protocol", AXLE_PAUSE_UPGRADE },
  { "install", 409, "install", AXLE_PAUSE_COPIED },
};

static void
test_pause (Desk          *self,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);

  come_online (self);
  save_customer (self, "A");
  scripted_transport_reply (self->transport, "/v1/push", pauses[i].status, new_problem (pauses[i].code), 0);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_PAUSED);
  g_assert_cmpint (status (self)->pause, ==, pauses[i].pause);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/"), ==, 0);
  save_customer (self, "B");
  g_assert_cmpuint (scripted_transport_count (self->transport, "/"), ==, 0);
  g_assert_cmpint (status (self)->n_waiting, ==, 2);

  /* Now and then it asks whether that is still so. */
  scripted_timers_advance (self->timers, 6 * MINUTE);
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH, 1, 0, 0);
  answer_push (self, EPOCH, 1, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
}

static void
test_restart_forgets (Desk          *self,
                      gconstpointer  unused)
{
  come_online (self);
  save_customer (self, "A");
  axle_engine_stop (self->engine);
  /* Nothing of before can be answered any more. */
  g_assert_cmpuint (scripted_transport_count (self->transport, "/"), ==, 0);
  come_online (self);
  answer_push (self, EPOCH, 1, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
}

static void
test_epoch (Desk          *self,
            gconstpointer  unused)
{
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH + 1, .head = 1 };

  g_assert_true (axle_engine_start (self->engine));
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH, 1, 3, 3);
  save_customer (self, "A");
  /* The server was restored meanwhile: this verdict's number is of its new life. */
  answer_push (self, EPOCH + 1, 2, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 1);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  answer_start (self, EPOCH + 1, 0);
  answer_feed (self, &answered_group, EPOCH + 1, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH + 1, 1, 1, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).epoch, ==, EPOCH + 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 1);
  scripted_timers_advance (self->timers, 2000);
  answer_push (self, EPOCH + 1, 2, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
}

static void
settle_all (Desk   *self,
            gint64  epoch,
            gint64  sequence)
{
  while (scripted_transport_count (self->transport, "/v1/push") > 0)
    {
      g_autoptr(AxlePushRequest) request = read_push (self);

      answer_push (self, epoch, sequence, NULL);
      sequence += request->changes->len;
    }
}

/* A restored server is told what it lacks and nothing else, and the person hears how much. */
static void
test_told_again (Desk          *self,
                 gconstpointer  unused)
{
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH + 1, .head = 2 };
  g_autoptr(AxlePushRequest) again = NULL;

  come_online (self);
  for (guint i = 0; i < 5; i++)
    save_customer (self, "A");
  settle_all (self, EPOCH, 1);
  answer_feed (self, &answered_store, EPOCH, 1, 5, 5);
  answer_start (self, EPOCH, 5);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_ONLINE);
  g_assert_cmpint (status (self)->n_told_again, ==, 0);

  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  answer_feed (self, &answered_store, EPOCH + 1, 1, 2, 2);
  axle_engine_sync_now (self->engine);
  answer_feed (self, &answered_group, EPOCH + 1, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH + 1, 1, 2, 2);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/push"), ==, 0);
  answer_start (self, EPOCH + 1, 2);
  answer_feed (self, &answered_group, EPOCH + 1, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH + 1, 1, 2, 2);
  again = read_push (self);
  g_assert_cmpuint (again->changes->len, ==, 3);
  g_assert_cmpint (((AxleChange *) again->changes->pdata[0])->number, ==, 3);
  g_assert_cmpint (status (self)->n_told_again, ==, 3);
  answer_push (self, EPOCH + 1, 3, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
  /* Also after the program was started again, until the person has heard of it. */
  g_assert_cmpint (axle_store_get_told_again (self->store), ==, 3);
  g_assert_true (axle_store_forget_told_again (self->store, NULL));
  g_assert_cmpint (axle_store_get_told_again (self->store), ==, 0);
}

/* What waits goes first, under the name of the desk of before; then all of it goes. */
static void
test_moved (Desk          *self,
            gconstpointer  unused)
{
  static const AxleId other = { { 9 } };
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH + 1, .head = 1 };
  g_autoptr(AxlePushRequest) request = NULL;
  g_autoptr(AxleEnrolment) enrolment = NULL;
  g_autofree char *path = answered_feed_of (&answered_store);

  come_online (self);
  answer_start (self, EPOCH, 0);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  save_customer (self, "A");
  scripted_transport_reply (self->transport, path, 403, new_problem ("scope"), 0);
  g_assert_cmpint (status (self)->pause, ==, AXLE_PAUSE_NONE);
  answer_start_at (self, EPOCH + 1, 0, &other, AXLE_AUDIENCE_OFFICE);
  request = read_push (self);
  g_assert_cmpint (request->epoch, ==, EPOCH);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 1);
  answer_push (self, EPOCH, 1, NULL);
  scripted_timers_advance (self->timers, 0);
  g_assert_cmpuint (status (self)->n_moves, ==, 1);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 0);
  enrolment = axle_store_dup_enrolment (self->store);
  g_assert_true (axle_id_equal (&enrolment->store, &other));
  answer_feed (self, &answered_group, EPOCH + 1, 1, 0, 0);
  answer_feed (self, &other, EPOCH + 1, 1, 2, 2);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 2);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_ONLINE);
}

/* Deletions that are not told any more are found by what does not come again; what
 * waits stays. */
static void
test_gone (Desk          *self,
           gconstpointer  unused)
{
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH, .head = 9 };
  g_autofree char *path = answered_feed_of (&answered_store);
  g_autofree char *asked = NULL;

  come_online (self);
  answer_start (self, EPOCH, 0);
  tell_news (self, EPOCH, 0, 3);
  save_customer (self, "A");
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 4);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  scripted_transport_reply (self->transport, path, 410, new_problem ("gone"), 0);
  scripted_timers_advance (self->timers, 2000);
  asked = g_strdup (scripted_transport_path (self->transport, path));
  g_assert_nonnull (strstr (asked, "&after=0&"));
  answer_feed (self, &answered_store, EPOCH, 8, 2, 9);
  g_assert_cmpint (axle_store_count (self->store, &axle_customer_entity, NULL), ==, 3);
  answer_push (self, EPOCH, 10, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 0);
}

/* Before anything came again the server was restored: it is told what it forgot. */
static void
test_gone_and_restored (Desk          *self,
                        gconstpointer  unused)
{
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH, .head = 9 };
  g_autofree char *path = answered_feed_of (&answered_store);

  come_online (self);
  answer_start (self, EPOCH, 0);
  save_customer (self, "A");
  answer_push (self, EPOCH, 1, NULL);
  answer_feed (self, &answered_store, EPOCH, 1, 1, 1);
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 0);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  scripted_transport_reply (self->transport, path, 410, new_problem ("gone"), 0);
  scripted_timers_advance (self->timers, 2000);
  answer_feed (self, &answered_store, EPOCH + 1, 1, 0, 0);
  answer_start (self, EPOCH + 1, 0);
  answer_feed (self, &answered_store, EPOCH + 1, 1, 0, 0);
  g_assert_cmpint (axle_store_count_outbox (self->store), ==, 1);
}

/* A server of before the question answers all others. */
static void
test_older_server (Desk          *self,
                   gconstpointer  unused)
{
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH + 1, .head = 1 };

  come_online (self);
  scripted_transport_reply (self->transport, "/v1/desk", 404, new_problem ("not-found"), 0);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_ONLINE);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  answer_feed (self, &answered_store, EPOCH + 1, 1, 1, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).epoch, ==, EPOCH + 1);
}

/* One change that the server takes in no form does not hold up the others. */
static void
test_withdrawn (Desk          *self,
                gconstpointer  unused)
{
  g_autoptr(AxlePushRequest) alone = NULL;
  g_autoptr(AxlePushRequest) stand_in = NULL;

  g_assert_true (axle_engine_start (self->engine));
  save_customer (self, "A");
  save_customer (self, "B");
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH, 1, 0, 0);
  scripted_transport_reply (self->transport, "/v1/push", 400, new_problem ("shape"), 0);
  alone = read_push (self);
  g_assert_cmpuint (alone->changes->len, ==, 1);
  scripted_transport_reply (self->transport, "/v1/push", 400, new_problem ("shape"), 0);
  stand_in = read_push (self);
  g_assert_cmpint (((AxleChange *) stand_in->changes->pdata[0])->number, ==, 1);
  g_assert_null (((AxleChange *) stand_in->changes->pdata[0])->entity);
  answer_push (self, EPOCH, 0, "newer-desk");
  g_assert_cmpint (axle_store_count_conflicts (self->store), ==, 1);
  answer_push (self, EPOCH, 1, NULL);
  g_assert_cmpint (status (self)->n_waiting, ==, 0);
}

static const struct
{
  const char *name;
  gint64      first;
  guint       n_records;
  gint64      head;
  gint64      epoch;
} unsound[] = {
  { "known-already", 2, 2, 3, EPOCH },
  { "no-epoch", 4, 1, 4, 0 },
  { "leads-nowhere", 4, 0, 9, EPOCH },
};

static void
test_unsound (Desk          *self,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH, .head = 9 };

  g_assert_true (axle_engine_start (self->engine));
  answer_feed (self, &answered_store, EPOCH, 1, 3, 3);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  answer_feed (self, &answered_store, unsound[i].epoch, unsound[i].first, unsound[i].n_records, unsound[i].head);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 3);
  g_assert_nonnull (status (self)->error);
  scripted_timers_advance (self->timers, 2000);
  answer_feed (self, &answered_store, EPOCH, 4, 6, 9);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 9);
}

static void
test_live (Desk          *self,
           gconstpointer  unused)
{
  come_online (self);
  g_assert_false (status (self)->live);
  scripted_transport_nudge (self->transport, NULL);
  g_assert_true (status (self)->live);
  /* What was said while nobody listened. */
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH, 1, 0, 0);
  scripted_transport_close (self->transport);
  g_assert_false (status (self)->live);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/live"), ==, 0);
  scripted_timers_advance (self->timers, 1000);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/live"), ==, 1);
  /* And a poll whatever the channel says. */
  scripted_timers_advance (self->timers, MINUTE);
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 1);
}

static gboolean
waits (Desk         *self,
       const AxleId *scope)
{
  g_autofree char *path = answered_feed_of (scope);

  return scripted_transport_count (self->transport, path) == 1 &&
         g_str_has_suffix (scripted_transport_path (self->transport, path), "&wait=25");
}

/* Where no channel gets through, the server is asked to answer when there is news; and
 * as before once one does. */
static void
test_polling (Desk          *self,
              gconstpointer  unused)
{
  AxleNudge nudge = { .scope = answered_store, .epoch = EPOCH, .head = 1 };

  come_online (self);
  scripted_transport_close (self->transport);
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 0);
  g_assert_false (status (self)->live);
  scripted_timers_advance (self->timers, 1000);
  /* One that opens and lets nothing through is none. */
  scripted_transport_nudge (self->transport, NULL);
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  answer_feed (self, &answered_store, EPOCH, 1, 0, 0);
  scripted_transport_close (self->transport);
  g_assert_true (waits (self, &answered_group));
  g_assert_true (waits (self, &answered_store));
  g_assert_true (status (self)->live);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_ONLINE);

  /* News, and it waits again; something that answers at once without news does not wait. */
  answer_feed (self, &answered_store, EPOCH, 1, 1, 1);
  g_assert_cmpint (axle_store_get_cursor (self->store, &answered_store).sequence, ==, 1);
  g_assert_true (waits (self, &answered_store));
  answer_feed (self, &answered_store, EPOCH, 2, 0, 1);
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 0);
  scripted_timers_advance (self->timers, MINUTE);
  answer_feed (self, &answered_store, EPOCH, 2, 0, 1);
  g_assert_true (waits (self, &answered_store));

  scripted_transport_nudge (self->transport, NULL);
  scripted_transport_nudge (self->transport, axle_nudge_encode (&nudge));
  g_assert_cmpuint (count_feeds (self, &answered_store), ==, 1);
  g_assert_false (waits (self, &answered_store));
  answer_feed (self, &answered_store, EPOCH, 2, 0, 1);
  answer_feed (self, &answered_group, EPOCH, 1, 0, 0);
  g_assert_cmpuint (scripted_transport_count (self->transport, "/v1/feed"), ==, 0);
  g_assert_cmpint (status (self)->state, ==, AXLE_ENGINE_ONLINE);
}

#define ADD(path, data, func) g_test_add (path, Desk, data, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("/engine/first-sync", NULL, test_first_sync);
  ADD ("/engine/slices", NULL, test_slices);
  ADD ("/engine/retry", NULL, test_retry);
  ADD ("/engine/downloads-go-on", NULL, test_downloads_go_on);
  ADD ("/engine/news", NULL, test_news);
  ADD ("/engine/refusal", NULL, test_refusal);
  for (guint i = 0; i < G_N_ELEMENTS (pauses); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/pause/", pauses[i].name, NULL);
      ADD (path, GUINT_TO_POINTER (i), test_pause);
    }
  ADD ("/engine/restart-forgets", NULL, test_restart_forgets);
  ADD ("/engine/epoch", NULL, test_epoch);
  ADD ("/engine/told-again", NULL, test_told_again);
  ADD ("/engine/moved", NULL, test_moved);
  ADD ("/engine/gone", NULL, test_gone);
  ADD ("/engine/gone-and-restored", NULL, test_gone_and_restored);
  ADD ("/engine/older-server", NULL, test_older_server);
  ADD ("/engine/withdrawn", NULL, test_withdrawn);
  for (guint i = 0; i < G_N_ELEMENTS (unsound); i++)
    {
      g_autofree char *path = g_strconcat ("/engine/unsound/", unsound[i].name, NULL);
      ADD (path, GUINT_TO_POINTER (i), test_unsound);
    }
  ADD ("/engine/live", NULL, test_live);
  ADD ("/engine/polling", NULL, test_polling);
  return g_test_run ();
}
