/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/shim.h"
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

/* No dedupe on the server: a repeated number is taken again. */
static AxleStorage *
forget_numbers (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->forgets = TRUE;
  return AXLE_STORAGE (shim);
}

/* The reply is sent before the commit. */
static AxleStorage *
promise_commits (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_hasty = TRUE;
  return AXLE_STORAGE (shim);
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

/* Two cars with one plate: nobody looks. */
static AxleStorage *
find_nothing (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_blind = TRUE;
  return AXLE_STORAGE (shim);
}

/* Two desks merge the same two, each the other way round: nobody looks. */
static AxleStorage *
lose_aim (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_aimless = TRUE;
  return AXLE_STORAGE (shim);
}

/* Who has said no is taken for one who has said nothing. */
static AxleStorage *
miss_no (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_deaf = TRUE;
  return AXLE_STORAGE (shim);
}

/* What was deleted on request stays in the past of the records. */
static AxleStorage *
lose_past (AxleStorage *storage)
{
  SimShim *shim = sim_shim_new (storage);

  shim->is_present = TRUE;
  return AXLE_STORAGE (shim);
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

const SimMutant sim_mutants[] = {
  { "no-dedupe", "the server takes a repeated change again", .wrap = forget_numbers },
  { "reply-first", "the server replies before it commits", .wrap = promise_commits },
  { "cursor-by-push", "the reply to a push moves the cursor", .after = move_cursor },
  { "delete-on-send", "the outbox forgets what was sent", .request = delete_on_send },
  { "erase-pending", "an incoming row erases a waiting edit", .reply = erase_pending },
  { "drop-at-reply", "an edit is dropped before the feed brings it", .reply = drop_at_reply },
  { "stale-reply", "an earlier reply is accepted", .reply = accept_stale },
  { "cursor-first", "the cursor is saved before the rows", .reply = save_cursor_first },
  { "normal-outbox", "what is saved is not on the disk", .begin = relax },
  { "frame-anywhere", "rows of a nudge are taken with a gap before them", .news = forge_place },
  { "unguarded", "the server does not look whether a value is taken", .wrap = find_nothing },
  { "merge-circle", "the server does not look where a merge leads", .wrap = lose_aim },
  { "deaf-to-no", "the server does not see that a customer has said no", .wrap = miss_no, .rule = "has said no" },
  { "erase-now", "what was deleted on request stays in the history", .wrap = lose_past },
  { "unmerge-keeps", "a merge that is taken back leaves its values", .unmerge = keep_values },
  { "upgrade-forgets", "what an older program kept for a newer one is gone", .upgrade = forget_strangers, .seed = 380 },
  { "bulk-forgets", "an index that a first sync leaves out is not made again", .bulk = forget_indexes },
  { NULL },
};
