/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/appointment.h"
#include "core/calendar.h"
#include "sim/booking.h"
#include "sim/world.h"
#include "store/private.h"
#include "store/settle.h"

/* Bugs of synchronisation that others have shipped (SYNC.md §4), each put around
 * the code that is right. A simulator that does not notice them sees nothing. */

static void
settle (SimWorld *world,
        guint     index,
        gint64    number,
        gint64    sequence)
{
  SimDesk *desk = sim_world_get_desk (world, index);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

  verdict->sequence = sequence;
  axle_test_settle (desk->store, number, verdict, NULL);
}

static gboolean
is_push (const char *path)
{
  return g_str_equal (path, "/v1/push");
}

/* The outbox commits with synchronous=NORMAL. */
static void
relax (SimWorld *world,
       SimDesk  *desk)
{
  sim_disk_refuse_full (desk->disk);
}

/* Rows that come with a nudge are taken wherever the desk is. */
static GBytes *
forge_place (SimWorld *world,
             SimDesk  *desk,
             GBytes   *message)
{
  g_autoptr(AxleNudge) nudge = axle_nudge_decode (message, NULL);
  g_autoptr(AxleFeedPage) page = nudge->after >= 0 ? axle_feed_page_decode (message, NULL) : NULL;

  if (page == NULL || desk->store == NULL)
    return g_bytes_ref (message);
  page->after = axle_store_get_cursor (desk->store, &page->scope).sequence;
  return axle_feed_page_encode (page);
}

/* Records of kinds that the older program did not know are lost to the newer one. */
static void
forget_strangers (SimWorld *world,
                  SimDesk  *desk)
{
  axle_connection_exec (desk->store->connection, "DELETE FROM stranger", NULL);
  axle_connection_checkpoint (desk->store->connection, NULL);
}

/* Who was merged stands for themselves again, and the other keeps what was theirs. */
static void
keep_values (GPtrArray *changes)
{
  for (guint i = changes->len; i > 0; i--)
    if (!axle_id_is_none (&((AxleChange *) changes->pdata[i - 1])->needs))
      g_ptr_array_remove_index (changes, i - 1);
}

/* The indexes that a first sync leaves out are forgotten. */
static void
forget_indexes (SimWorld *world,
                SimDesk  *desk)
{
  axle_connection_exec (desk->store->connection, "DELETE FROM dropped_index WHERE name = 'vehicle_plate'", NULL);
}

/* The reply to a push moves the cursor: what others did meanwhile is passed over. */
static void
move_cursor (gpointer         world,
             guint            index,
             const char      *path,
             GBytes          *request,
             const AxleReply *reply)
{
  SimDesk *desk = sim_world_get_desk (world, index);
  g_autoptr(AxlePushRequest) pushed = is_push (path) ? axle_push_request_decode (request, NULL) : NULL;
  g_autoptr(AxlePushReply) answer = pushed != NULL ? axle_push_reply_decode (reply->body, NULL) : NULL;
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();

  for (guint i = 0; answer != NULL && i < answer->verdicts->len; i++)
    {
      const AxleChange *change = pushed->changes->pdata[i];
      const AxleVerdict *verdict = answer->verdicts->pdata[i];
      AxleCursor cursor = { answer->epoch, verdict->sequence };

      if (verdict->sequence > axle_store_get_cursor (desk->store, &change->scope).sequence)
        axle_store_apply_feed (desk->store, &change->scope, nothing, &cursor, NULL);
    }
  /* The engine looks at the cursor anew. */
  if (answer != NULL)
    axle_engine_sync_now (desk->engine);
}

/* What is sent counts as done. */
static void
delete_on_send (gpointer    world,
                guint       index,
                const char *path,
                GBytes     *body)
{
  g_autoptr(AxlePushRequest) pushed = is_push (path) ? axle_push_request_decode (body, NULL) : NULL;

  for (guint i = 0; pushed != NULL && i < pushed->changes->len; i++)
    settle (world, index, ((AxleChange *) pushed->changes->pdata[i])->number, 0);
}

/* A row that comes in takes the place of what waits. */
static void
erase_pending (gpointer    world,
               guint       index,
               const char *path,
               GBytes     *request,
               AxleReply  *reply)
{
  SimDesk *desk = sim_world_get_desk (world, index);
  g_autoptr(AxleFeedPage) page = is_push (path) ? NULL : axle_feed_page_decode (reply->body, NULL);
  g_autoptr(GPtrArray) waiting = page != NULL ? axle_store_list_outbox (desk->store, 0, 500, G_MAXINT, NULL) : NULL;

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const AxleChange *change = waiting->pdata[i];

      for (guint j = 0; j < page->records->len; j++)
        if (axle_id_equal (&change->record, &((AxleRecord *) page->records->pdata[j])->id))
          settle (world, index, change->number, 0);
    }
}

/* Accepted is taken for arrived: the edit is gone from the screen until the feed brings it. */
static void
drop_at_reply (gpointer    world,
               guint       index,
               const char *path,
               GBytes     *request,
               AxleReply  *reply)
{
  g_autoptr(AxlePushReply) answer = is_push (path) ? axle_push_reply_decode (reply->body, NULL) : NULL;

  if (answer == NULL)
    return;
  for (guint i = 0; i < answer->verdicts->len; i++)
    ((AxleVerdict *) answer->verdicts->pdata[i])->sequence = 0;
  g_bytes_unref (reply->body);
  reply->body = axle_push_reply_encode (answer);
}

/* The answer to an earlier request is taken for the answer to this one. */
static void
accept_stale (gpointer    world,
              guint       index,
              const char *path,
              GBytes     *request,
              AxleReply  *reply)
{
  static GBytes *earlier[8];
  static gpointer of_world;
  GBytes *now;

  if (!is_push (path) || reply->status != 200)
    return;
  if (of_world != world)
    for (guint i = 0; i < G_N_ELEMENTS (earlier); i++)
      g_clear_pointer (&earlier[i], g_bytes_unref);
  of_world = world;
  now = g_bytes_ref (reply->body);
  if (earlier[index] != NULL)
    {
      g_bytes_unref (reply->body);
      reply->body = g_bytes_ref (earlier[index]);
      g_bytes_unref (earlier[index]);
    }
  earlier[index] = now;
}

/* The cursor is kept before the rows: a crash between the two loses them. */
static void
save_cursor_first (gpointer    world,
                   guint       index,
                   const char *path,
                   GBytes     *request,
                   AxleReply  *reply)
{
  SimDesk *desk = sim_world_get_desk (world, index);
  g_autoptr(AxleFeedPage) page = is_push (path) ? NULL : axle_feed_page_decode (reply->body, NULL);
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();

  if (page != NULL)
    {
      AxleCursor cursor = { page->epoch, page->next };

      axle_store_apply_feed (desk->store, &page->scope, nothing, &cursor, NULL);
    }
}

/* The calendar: each of these lets something be held twice, or says that it is held when
 * it is not. */

static gboolean
is_any (const AxleRecord *appointment)
{
  return TRUE;
}

static gboolean
has_reason (const AxleRecord *appointment)
{
  return axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE) != NULL;
}

static gint64
get_at (const AxleRecord *appointment)
{
  return axle_record_get_integer (appointment, AXLE_APPOINTMENT_AT);
}

/* The end belongs to it: two in a row do not fit. */
static gboolean
see_longer (AxleRecord *appointment)
{
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_MINUTES,
                           axle_record_get_integer (appointment, AXLE_APPOINTMENT_MINUTES) + 1);
  return TRUE;
}

static gboolean
see_cancelled (AxleRecord *appointment)
{
  axle_record_set_text (appointment, AXLE_APPOINTMENT_STATE, "booked");
  return TRUE;
}

/* Whether it ends on the day on which it begins, of a calendar so far from UTC. */
static gboolean
is_of_one_day (const AxleRecord *appointment,
               gint64            offset)
{
  return axle_calendar_get_utc_day (get_at (appointment) + offset) ==
         axle_calendar_get_utc_day (axle_appointment_get_end (appointment) + offset - 1);
}

static gboolean
see_utc_day (AxleRecord *appointment)
{
  return is_of_one_day (appointment, 0);
}

#define SUMMER_ENDS (SIM_BOOKING_FIRST + 4 * G_TIME_SPAN_HOUR)
#define SUMMER_OFFSET (2 * G_TIME_SPAN_HOUR)

static gboolean
see_local_day (AxleRecord *appointment)
{
  return is_of_one_day (appointment, SUMMER_OFFSET);
}

static gboolean
see_wall_clock (AxleRecord *appointment)
{
  if (get_at (appointment) >= SUMMER_ENDS)
    axle_record_set_integer (appointment, AXLE_APPOINTMENT_AT, get_at (appointment) - G_TIME_SPAN_HOUR);
  return TRUE;
}

/* A refusal is not kept for whoever was refused. */
static void
forget_refusals (gpointer         world,
                 guint            index,
                 const char      *path,
                 GBytes          *request,
                 const AxleReply *reply)
{
  SimDesk *desk = sim_world_get_desk (world, index);

  if (g_str_equal (path, "/v1/push") && desk->store != NULL)
    axle_connection_exec (desk->store->connection, "DELETE FROM conflict WHERE kind = 'appointment' AND code = 'busy'", NULL);
}

#define STORAGE(...) .storage = &(const SimShimBug) { __VA_ARGS__ }
#define CALENDAR .rushes = TRUE

const SimMutant sim_mutants[] = {
  { "no-dedupe", "the server takes a repeated change again", STORAGE (.forgets = TRUE) },
  { "reply-first", "the server replies before it commits", STORAGE (.is_hasty = TRUE) },
  { "cursor-by-push", "the reply to a push moves the cursor", .after = move_cursor },
  { "delete-on-send", "the outbox forgets what was sent", .request = delete_on_send },
  { "erase-pending", "an incoming row erases a waiting edit", .reply = erase_pending },
  { "drop-at-reply", "an edit is dropped before the feed brings it", .reply = drop_at_reply },
  { "stale-reply", "an earlier reply is accepted", .reply = accept_stale },
  { "cursor-first", "the cursor is saved before the rows", .reply = save_cursor_first },
  { "normal-outbox", "what is saved is not on the disk", .begin = relax },
  { "frame-anywhere", "rows of a nudge are taken with a gap before them", .news = forge_place },
  { "unguarded", "the server does not look whether a value is taken", STORAGE (.is_blind = TRUE) },
  { "merge-circle", "the server does not look where a merge leads", STORAGE (.is_aimless = TRUE), .often = "merge" },
  { "deaf-to-no", "the server does not see that a customer has said no", STORAGE (.is_deaf = TRUE),
    .rule = "has said no", .often = "ask-consent" },
  { "erase-now", "what was deleted on request stays in the history", STORAGE (.is_present = TRUE), .often = "erase" },
  { "unmerge-keeps", "a merge that is taken back leaves its values", .unmerge = keep_values },
  { "upgrade-forgets", "what an older program kept for a newer one is gone", .upgrade = forget_strangers,
    .story = "older-desk" },
  { "bulk-forgets", "an index that a first sync leaves out is not made again", .bulk = forget_indexes },

  { "alike-forgotten", "what a rule makes on two desks is taken for two people's edits", STORAGE (.is_original = TRUE),
    .rule = "asked to decide", CALENDAR },
  { "moves-trusted", "an appointment that is moved is not judged", STORAGE (.tolerates = is_any), .rule = "held twice", CALENDAR },
  { "reason-anywhere", "a reason for overbooking is good for every place", STORAGE (.tolerates = has_reason),
    .rule = "held twice", CALENDAR },
  { "all-overbook", "who has no right to overbook may", STORAGE (.is_generous = TRUE), .rule = "held twice", CALENDAR },
  { "next-door", "the server looks in another store whether a bay is taken", STORAGE (.is_elsewhere = TRUE),
    .rule = "held twice", CALENDAR },
  { "end-counts", "an appointment may not begin when another ends", STORAGE (.sees = see_longer), .rule = "nothing is", CALENDAR },
  { "cancelled-counts", "a cancelled appointment holds its bay", STORAGE (.sees = see_cancelled), .rule = "nothing is", CALENDAR },
  { "utc-midnight", "an appointment over midnight UTC is not seen", STORAGE (.sees = see_utc_day), .rule = "held twice", CALENDAR },
  { "overnight", "an appointment over the store's midnight is not seen", STORAGE (.sees = see_local_day),
    .rule = "held twice", CALENDAR },
  { "summer-time", "times are compared by the clock on the wall", STORAGE (.sees = see_wall_clock), CALENDAR },
  { "refusal-lost", "what was refused as taken is not in the inbox", .after = forget_refusals,
    .rule = "does not tell of conflict", CALENDAR },
  { NULL },
};
