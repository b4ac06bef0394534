/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world.h"

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
  axle_store_settle (desk->store, number, verdict, NULL);
}

static gboolean
is_push (const char *path)
{
  return g_str_equal (path, "/v1/push");
}

/* No dedupe on the server: a repeated number is taken again. */

#define FORGETFUL_TYPE (forgetful_get_type ())
G_DECLARE_FINAL_TYPE (Forgetful, forgetful, SIM, FORGETFUL, GObject)

struct _Forgetful
{
  GObject      parent_instance;
  AxleStorage *inner;
};

static void forgetful_iface_init (AxleStorageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (Forgetful, forgetful, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_STORAGE, forgetful_iface_init))

static void
forgetful_finalize (GObject *object)
{
  g_object_unref (SIM_FORGETFUL (object)->inner);
  G_OBJECT_CLASS (forgetful_parent_class)->finalize (object);
}

static void
forgetful_class_init (ForgetfulClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = forgetful_finalize;
}

static void
forgetful_init (Forgetful *self)
{
}

static gboolean
forgetful_get_entry (AxleStorage  *self,
                     const char   *space,
                     GBytes       *key,
                     GBytes      **value,
                     GError      **error)
{
  if (!axle_storage_get_entry (SIM_FORGETFUL (self)->inner, space, key, value, error))
    return FALSE;
  /* What was taken last is of an epoch long ago: any number may be the next. */
  if (g_str_equal (space, "install") && *value != NULL)
    {
      g_autoptr(GVariant) fresh = g_variant_ref_sink (g_variant_new ("(xxx)", (gint64) 0, (gint64) 0, (gint64) 0));

      g_bytes_unref (*value);
      *value = g_variant_get_data_as_bytes (fresh);
    }
  return TRUE;
}

#define INNER(self) (SIM_FORGETFUL (self)->inner)

static gboolean
forgetful_begin (AxleStorage *self, const AxleId *locks, guint n_locks, GError **error)
{
  return axle_storage_begin (INNER (self), locks, n_locks, error);
}

static gboolean
forgetful_begin_read (AxleStorage *self, GError **error)
{
  return axle_storage_begin_read (INNER (self), error);
}

static gboolean
forgetful_commit (AxleStorage *self, GError **error)
{
  return axle_storage_commit (INNER (self), error);
}

static void
forgetful_rollback (AxleStorage *self)
{
  axle_storage_rollback (INNER (self));
}

static gboolean
forgetful_get_document (AxleStorage *self, const AxleId *id, AxleDocument **document, GError **error)
{
  return axle_storage_get_document (INNER (self), id, document, error);
}

static gboolean
forgetful_prefetch (AxleStorage *self, const AxleId *ids, guint n_ids, GError **error)
{
  return axle_storage_prefetch (INNER (self), ids, n_ids, error);
}

static gboolean
forgetful_put_document (AxleStorage *self, const AxleDocument *document, GError **error)
{
  return axle_storage_put_document (INNER (self), document, error);
}

static GPtrArray *
forgetful_list_documents (AxleStorage *self, const AxleId *scope, gint64 after, guint limit, gsize n_bytes, GError **error)
{
  return axle_storage_list_documents (INNER (self), scope, after, limit, n_bytes, error);
}

static GPtrArray *
forgetful_find_documents (AxleStorage *self, const AxleId *scope, const char *key, guint limit, GError **error)
{
  return axle_storage_find_documents (INNER (self), scope, key, limit, error);
}

static GPtrArray *
forgetful_list_scopes (AxleStorage *self, GError **error)
{
  return axle_storage_list_scopes (INNER (self), error);
}

static gboolean
forgetful_get_head (AxleStorage *self, const AxleId *scope, gint64 *head, GError **error)
{
  return axle_storage_get_head (INNER (self), scope, head, error);
}

static gboolean
forgetful_next_sequence (AxleStorage *self, const AxleId *scope, gint64 *sequence, GError **error)
{
  return axle_storage_next_sequence (INNER (self), scope, sequence, error);
}

static gboolean
forgetful_get_floor (AxleStorage *self, const AxleId *scope, gint64 *floor, GError **error)
{
  return axle_storage_get_floor (INNER (self), scope, floor, error);
}

static gboolean
forgetful_drop_tombstones (AxleStorage *self, const AxleId *scope, gint64 through, gint64 written_before, gint64 *n_dropped, GError **error)
{
  return axle_storage_drop_tombstones (INNER (self), scope, through, written_before, n_dropped, error);
}

static gboolean
forgetful_get_verdict (AxleStorage *self, const AxleId *install, gint64 number, gint64 *sequence, guint64 *digest, GBytes **body, GError **error)
{
  return axle_storage_get_verdict (INNER (self), install, number, sequence, digest, body, error);
}

static gboolean
forgetful_put_verdict (AxleStorage *self, const AxleId *install, gint64 number, gint64 sequence, guint64 digest, GBytes *body, GError **error)
{
  g_autoptr(GBytes) known = NULL;
  guint64 known_digest;
  gint64 known_sequence;

  return axle_storage_get_verdict (INNER (self), install, number, &known_sequence, &known_digest, &known, error) &&
         (known != NULL || known_sequence > 0 ||
          axle_storage_put_verdict (INNER (self), install, number, sequence, digest, body, error));
}

static gboolean
forgetful_drop_acceptances (AxleStorage *self, const AxleId *install, gint64 below, GError **error)
{
  return axle_storage_drop_acceptances (INNER (self), install, below, error);
}

static gboolean
forgetful_put_entry (AxleStorage *self, const char *space, GBytes *key, GBytes *value, gint64 expires, GError **error)
{
  return axle_storage_put_entry (INNER (self), space, key, value, expires, error);
}

static GPtrArray *
forgetful_list_entries (AxleStorage *self, const char *space, GBytes *prefix, guint limit, GError **error)
{
  return axle_storage_list_entries (INNER (self), space, prefix, limit, error);
}

static gboolean
forgetful_drop_entry (AxleStorage *self, const char *space, GBytes *key, GError **error)
{
  return axle_storage_drop_entry (INNER (self), space, key, error);
}

static gboolean
forgetful_drop_expired (AxleStorage *self, gint64 now, GError **error)
{
  return axle_storage_drop_expired (INNER (self), now, error);
}

static gboolean
forgetful_has_changed (AxleStorage *self)
{
  return axle_storage_has_changed (INNER (self));
}

static GArray *
forgetful_take_changed (AxleStorage *self)
{
  return axle_storage_take_changed (INNER (self));
}

static int
forgetful_get_watch_fd (AxleStorage *self)
{
  return axle_storage_get_watch_fd (INNER (self));
}

static AxleStorage *
forgetful_reopen (AxleStorage *self, GError **error)
{
  return axle_storage_reopen (INNER (self), error);
}

static void
forgetful_iface_init (AxleStorageInterface *iface)
{
  iface->begin = forgetful_begin;
  iface->begin_read = forgetful_begin_read;
  iface->commit = forgetful_commit;
  iface->rollback = forgetful_rollback;
  iface->get_document = forgetful_get_document;
  iface->prefetch = forgetful_prefetch;
  iface->put_document = forgetful_put_document;
  iface->list_documents = forgetful_list_documents;
  iface->find_documents = forgetful_find_documents;
  iface->list_scopes = forgetful_list_scopes;
  iface->get_head = forgetful_get_head;
  iface->next_sequence = forgetful_next_sequence;
  iface->get_floor = forgetful_get_floor;
  iface->drop_tombstones = forgetful_drop_tombstones;
  iface->get_verdict = forgetful_get_verdict;
  iface->put_verdict = forgetful_put_verdict;
  iface->drop_acceptances = forgetful_drop_acceptances;
  iface->get_entry = forgetful_get_entry;
  iface->put_entry = forgetful_put_entry;
  iface->list_entries = forgetful_list_entries;
  iface->drop_entry = forgetful_drop_entry;
  iface->drop_expired = forgetful_drop_expired;
  iface->has_changed = forgetful_has_changed;
  iface->take_changed = forgetful_take_changed;
  iface->get_watch_fd = forgetful_get_watch_fd;
  iface->reopen = forgetful_reopen;
}

static AxleStorage *
forget_numbers (AxleStorage *storage)
{
  Forgetful *self = g_object_new (FORGETFUL_TYPE, NULL);

  self->inner = storage;
  return AXLE_STORAGE (self);
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
  { "no-dedupe", "the server takes a repeated change again", forget_numbers, NULL, NULL },
  { "cursor-by-push", "the reply to a push moves the cursor", NULL, NULL, NULL, move_cursor },
  { "delete-on-send", "the outbox forgets what was sent", NULL, delete_on_send, NULL },
  { "erase-pending", "an incoming row erases a waiting edit", NULL, NULL, erase_pending },
  { "drop-at-reply", "an edit is dropped before the feed brings it", NULL, NULL, drop_at_reply },
  { "stale-reply", "an earlier reply is accepted", NULL, NULL, accept_stale },
  { "cursor-first", "the cursor is saved before the rows", NULL, NULL, save_cursor_first },
  { NULL },
};
