/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/private.h"

#include <glib/gi18n-lib.h>

#include "core/registry.h"
#include "store/search.h"

/*
 * Compares what this desk takes the server to have with what it has. Both add up
 * digests of records, see wire/digest-tree.h; where sums differ it asks for those below
 * them, and so comes to few records, which it asks the server for. A record that came or
 * changed meanwhile makes sums differ too, so it is the records that decide: one counts
 * when the server's row has a number that this desk is past and is not what is here.
 */

#define PERIOD_US G_TIME_SPAN_DAY
#define NOTE "last-audit"

/* Records in one request. */
#define BATCH 200

/* Records made findable, and customers looked at, in one step. */
#define KEYS_SLICE 200

/* How often one thing is tried again before the comparison is given up. */
#define TRIES 5

/* How often rows may come that the feed has been faster than. */
#define OVERTAKEN_LIMIT 100

typedef struct
{
  const AxleEntity *entity;
  char              prefix[AXLE_DIGEST_PREFIX_LIMIT + 1];
} Node;

typedef struct
{
  const AxleEntity *entity;
  AxleId            id;
} Suspect;

static void step_cb (gpointer user_data);
static void ask     (AxleAudit *self);

AxleAuditReport *
axle_audit_report_new (void)
{
  AxleAuditReport *self = g_new0 (AxleAuditReport, 1);

  self->differing = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  return self;
}

AxleAuditReport *
axle_audit_report_copy (const AxleAuditReport *self)
{
  AxleAuditReport *copy = g_new (AxleAuditReport, 1);

  *copy = *self;
  copy->differing = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  for (guint i = 0; i < self->differing->len; i++)
    g_ptr_array_add (copy->differing, axle_record_ref (self->differing->pdata[i]));
  return copy;
}

void
axle_audit_report_free (AxleAuditReport *self)
{
  g_ptr_array_unref (self->differing);
  g_free (self);
}

static void
clear (AxleAudit *self)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    g_clear_pointer (&self->mine[i], axle_digest_tree_free);
  g_clear_pointer (&self->nodes, g_array_unref);
  g_clear_pointer (&self->suspects, g_array_unref);
  self->scope = self->entity = 0;
  self->last = AXLE_ID_NONE;
  self->row = 0;
  self->known = FALSE;
}

static void
cancel_steps (AxleAudit *self)
{
  if (self->request != 0)
    axle_transport_cancel (self->engine->transport, self->request);
  if (self->step != 0)
    axle_timers_remove (self->engine->timers, self->step);
  self->request = self->step = 0;
  axle_backoff_reset (&self->backoff, self->engine);
}

static void
tell (AxleAudit    *self,
      gboolean      finished,
      const GError *error)
{
  AxleAuditFunc func = self->func;

  if (finished)
    self->func = NULL;
  if (func != NULL)
    func (self->engine, self->report, finished, error, self->func_data);
}

static void
finish (AxleAudit    *self,
        const GError *error)
{
  g_autoptr(AxleAuditReport) report = NULL;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, axle_host_now (self->engine->host));

  cancel_steps (self);
  clear (self);
  self->stage = AXLE_AUDIT_IDLE;
  if (error == NULL)
    self->report->n_total = self->report->n_records;
  /* Only a note, also of one that failed: what reads all records is not tried each minute. */
  axle_store_set_note (self->engine->store, NOTE, now, NULL);
  if (self->report->n_different > 0)
    g_message ("%u records were not what the server has; %u are mended", self->report->n_different,
               self->report->n_repaired);
  tell (self, TRUE, error);
  report = g_steal_pointer (&self->report);
}

static void
fail (AxleAudit  *self,
      const char *message)
{
  g_autoptr(GError) error = g_error_new_literal (AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REPLY, message);

  finish (self, error);
}

static void
go_on (AxleAudit *self)
{
  self->step = axle_timers_add (self->engine->timers, 0, step_cb, self);
}

static gint64
estimate (AxleEngine *engine)
{
  const AxleEntity * const *entities = axle_registry_list ();
  gint64 total = 0;

  for (guint i = 0; entities[i] != NULL; i++)
    total += axle_store_estimate (engine->store, entities[i]);
  return total;
}

static gboolean
is_at_rest (AxleEngine *engine)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    if (axle_pull_is_behind (&engine->pulls[i]))
      return FALSE;
  return TRUE;
}

static void
begin (AxleAudit *self)
{
  clear (self);
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    self->mine[i] = axle_digest_tree_new ();
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->suspects = g_array_new (FALSE, FALSE, sizeof (Suspect));
  self->report->n_records = 0;
  self->report->n_total = estimate (self->engine);
  self->stage = AXLE_AUDIT_READING;
  go_on (self);
}

/* Waits until this desk has all that the server has, and begins anew. */
static void
begin_again (AxleAudit *self)
{
  clear (self);
  self->stage = AXLE_AUDIT_WAITING;
  if (++self->n_tries > TRIES)
    fail (self, _("The server's records changed too much to compare them. Try again later."));
  else
    for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
      axle_pull_now (&self->engine->pulls[i]);
}

static void
add_to_tree (AxleAudit  *self,
             AxleRecord *record)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    if (axle_id_equal (&record->scope, &self->engine->pulls[i].scope))
      axle_digest_tree_add (self->mine[i], record);
}

static void
read_some (AxleAudit *self)
{
  const AxleEntity *entity = axle_registry_list ()[self->entity];
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  if (entity == NULL)
    {
      self->stage = AXLE_AUDIT_SORTING;
      go_on (self);
      return;
    }
  records = axle_store_list_confirmed (self->engine->store, entity, &self->last, AXLE_ENGINE_SLICE, &error);
  if (records == NULL)
    {
      finish (self, error);
      return;
    }
  for (guint i = 0; i < records->len; i++)
    add_to_tree (self, records->pdata[i]);
  self->report->n_records += records->len;
  if (axle_id_is_none (&self->last))
    self->entity++;
  tell (self, FALSE, NULL);
  go_on (self);
}

static void
sort_some (AxleAudit *self)
{
  for (guint i = 0; i < AXLE_ENGINE_N_SCOPES; i++)
    if (axle_digest_tree_settle (self->mine[i]))
      {
        go_on (self);
        return;
      }
  self->stage = AXLE_AUDIT_COMPARING;
  ask (self);
}

static void
add_suspect (AxleAudit        *self,
             const AxleEntity *entity,
             const AxleId     *id)
{
  Suspect suspect = { entity, *id };

  g_array_append_val (self->suspects, suspect);
}

static void
add_node (AxleAudit        *self,
          const AxleEntity *entity,
          const char       *prefix)
{
  Node node = { .entity = entity };

  g_strlcpy (node.prefix, prefix, sizeof node.prefix);
  g_array_append_val (self->nodes, node);
}

static gboolean
is_same_node (AxleAudit            *self,
              const AxleEntity     *entity,
              const char           *prefix,
              const AxleDigestNode *theirs)
{
  AxleDigest sum;
  gsize n_records = axle_digest_tree_sum (self->mine[self->scope], entity, prefix, &sum);

  return (gint64) n_records == theirs->n_records && axle_digest_equal (&sum, &theirs->sum);
}

/* A kind that the server does not name it does not know: there is nothing to say of it. */
static void
take_kinds (AxleAudit       *self,
            AxleDigestReply *reply)
{
  for (guint i = 0; i < reply->nodes->len; i++)
    {
      const AxleDigestNode *node = reply->nodes->pdata[i];
      const AxleEntity *entity = axle_registry_find (node->name);

      if (entity != NULL && !is_same_node (self, entity, "", node))
        add_node (self, entity, "");
    }
}

/* Mine whose places begin so are not among theirs. */
static void
suspect_all (AxleAudit        *self,
             const AxleEntity *entity,
             const char       *prefix)
{
  g_autoptr(GArray) entries = axle_digest_tree_list (self->mine[self->scope], entity, prefix);

  for (guint i = 0; i < entries->len; i++)
    add_suspect (self, entity, &g_array_index (entries, AxleDigestEntry, i).id);
}

static const AxleDigestNode *
find_node (AxleDigestReply *reply,
           const char      *name)
{
  for (guint i = 0; i < reply->nodes->len; i++)
    if (g_str_equal (((AxleDigestNode *) reply->nodes->pdata[i])->name, name))
      return reply->nodes->pdata[i];
  return NULL;
}

static void
take_nodes (AxleAudit       *self,
            const Node      *parent,
            AxleDigestReply *reply)
{
  for (guint i = 0; i < 256 && strlen (parent->prefix) < AXLE_DIGEST_PREFIX_LIMIT; i++)
    {
      g_autofree char *prefix = g_strdup_printf ("%s%02x", parent->prefix, i);
      const AxleDigestNode *node = find_node (reply, prefix);

      if (node == NULL)
        suspect_all (self, parent->entity, prefix);
      else if (!is_same_node (self, parent->entity, prefix, node))
        add_node (self, parent->entity, prefix);
    }
}

static void
take_entries (AxleAudit       *self,
              const Node      *parent,
              AxleDigestReply *reply)
{
  g_autoptr(GArray) mine = axle_digest_tree_list (self->mine[self->scope], parent->entity, parent->prefix);
  g_autoptr(GHashTable) known = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  for (guint i = 0; i < mine->len; i++)
    g_hash_table_insert (known, &g_array_index (mine, AxleDigestEntry, i).id, &g_array_index (mine, AxleDigestEntry, i));
  for (guint i = 0; i < reply->entries->len; i++)
    {
      const AxleDigestEntry *theirs = &g_array_index (reply->entries, AxleDigestEntry, i);
      const AxleDigestEntry *own = g_hash_table_lookup (known, &theirs->id);

      if (own == NULL || !axle_digest_equal (&own->digest, &theirs->digest))
        add_suspect (self, parent->entity, &theirs->id);
      g_hash_table_remove (known, &theirs->id);
    }
  for (guint i = 0; i < mine->len; i++)
    if (g_hash_table_contains (known, &g_array_index (mine, AxleDigestEntry, i).id))
      add_suspect (self, parent->entity, &g_array_index (mine, AxleDigestEntry, i).id);
}

static AxlePull *
pull_of (AxleAudit *self)
{
  return &self->engine->pulls[self->scope];
}

static void
take_digest (AxleAudit *self,
             GBytes    *body)
{
  g_autoptr(AxleDigestReply) reply = axle_digest_reply_decode (body, NULL);
  Node parent;

  if (reply == NULL || !axle_id_equal (&reply->scope, &pull_of (self)->scope) || (!self->known && reply->nodes == NULL))
    {
      fail (self, _("The server's answer makes no sense. Nothing was changed."));
      return;
    }
  if (reply->epoch != pull_of (self)->cursor.epoch)
    {
      begin_again (self);
      return;
    }
  if (!self->known)
    {
      self->known = TRUE;
      take_kinds (self, reply);
    }
  else
    {
      parent = g_array_index (self->nodes, Node, self->nodes->len - 1);
      g_array_set_size (self->nodes, self->nodes->len - 1);
      if (reply->nodes != NULL)
        take_nodes (self, &parent, reply);
      else
        take_entries (self, &parent, reply);
    }
  go_on (self);
}

static void
name_different (AxleAudit  *self,
                AxleRecord *record)
{
  self->report->n_different++;
  if (self->report->differing->len < AXLE_AUDIT_NAMED_LIMIT)
    g_ptr_array_add (self->report->differing, axle_record_ref (record));
}

static gboolean
is_same_record (const AxleRecord *mine,
                const AxleRecord *theirs)
{
  AxleDigest own;
  AxleDigest other;

  if (mine == NULL || theirs == NULL || theirs->deleted)
    return mine == NULL && (theirs == NULL || theirs->deleted);
  own = axle_record_digest (mine);
  other = axle_record_digest (theirs);
  return axle_digest_equal (&own, &other);
}

/* What differs of the records that were asked for. */
static gboolean
judge_one (AxleAudit      *self,
           const Suspect  *suspect,
           AxleRecord     *theirs,
           GPtrArray      *present,
           GPtrArray      *absent,
           GError        **error)
{
  g_autoptr(AxleRecord) mine = NULL;

  if (!axle_store_find_confirmed (self->engine->store, suspect->entity, &suspect->id, &mine, error))
    return FALSE;
  if (is_same_record (mine, theirs))
    return TRUE;
  name_different (self, theirs != NULL && !theirs->deleted ? theirs : mine);
  g_ptr_array_add (theirs != NULL ? present : absent, axle_record_ref (theirs != NULL ? theirs : mine));
  return TRUE;
}

static guint
find_row (AxleFeedPage *page,
          const AxleId *id)
{
  guint i = 0;

  while (i < page->records->len && !axle_id_equal (&((AxleRecord *) page->records->pdata[i])->id, id))
    i++;
  return i;
}

/* Those that were neither given nor said to be missing stay for the next request. */
static gboolean
judge (AxleAudit     *self,
       AxleFeedPage  *page,
       guint          n_suspects,
       GError       **error)
{
  g_autoptr(GPtrArray) present = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) absent = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  guint first = self->suspects->len - n_suspects;

  for (guint i = self->suspects->len; i-- > first;)
    {
      Suspect suspect = g_array_index (self->suspects, Suspect, i);
      guint row = find_row (page, &suspect.id);
      AxleRecord *theirs = row < page->records->len ? page->records->pdata[row] : NULL;
      gboolean still_comes = theirs != NULL &&
                             g_array_index (page->sequences, gint64, row) > pull_of (self)->cursor.sequence;

      if (theirs == NULL && page->more)
        continue;
      g_array_remove_index_fast (self->suspects, i);
      if (!still_comes && !judge_one (self, &suspect, theirs, present, absent, error))
        return FALSE;
    }
  if (present->len + absent->len > 0 && !axle_store_mend (self->engine->store, present, absent, error))
    return FALSE;
  self->report->n_repaired += present->len + absent->len;
  return TRUE;
}

static void
take_records (AxleAudit *self,
              GBytes    *body)
{
  g_autoptr(AxleFeedPage) page = axle_feed_page_decode (body, NULL);
  g_autoptr(GError) error = NULL;

  if (page == NULL || !axle_id_equal (&page->scope, &pull_of (self)->scope) ||
      (page->more && page->records->len == 0))
    {
      fail (self, _("The server's answer makes no sense. Nothing was changed."));
      return;
    }
  if (page->epoch != pull_of (self)->cursor.epoch)
    {
      begin_again (self);
      return;
    }
  /* What came by the feed since is newer than this. */
  if (pull_of (self)->cursor.sequence > page->head && ++self->n_overtaken <= OVERTAKEN_LIMIT)
    {
      go_on (self);
      return;
    }
  if (pull_of (self)->cursor.sequence > page->head)
    {
      fail (self, _("The server's records changed too much to compare them. Try again later."));
      return;
    }
  if (!judge (self, page, MIN (self->suspects->len, BATCH), &error))
    {
      finish (self, error);
      return;
    }
  tell (self, FALSE, NULL);
  go_on (self);
}

static void
retry_cb (gpointer user_data)
{
  AxleAudit *self = user_data;

  self->backoff.timer = 0;
  ask (self);
}

static void
reply_cb (const AxleReply *reply,
          const GError    *error,
          gpointer         user_data)
{
  AxleAudit *self = user_data;
  AxleEngine *engine = self->engine;
  gint64 retry_after;

  self->request = 0;
  if (reply != NULL && (reply->status == 404 || reply->status == 405))
    {
      fail (self, _("This server cannot compare its records with a desk’s. It is too old."));
      return;
    }
  switch (axle_engine_judge (engine, reply, error, &retry_after))
    {
    case AXLE_ANSWER_OK:
      axle_backoff_reset (&self->backoff, engine);
      if (self->fetching)
        take_records (self, reply->body);
      else
        take_digest (self, reply->body);
      break;
    case AXLE_ANSWER_AGAIN:
      begin_again (self);
      break;
    case AXLE_ANSWER_PAUSED:
      /* It was told that the comparison is over when the engine paused. */
      break;
    case AXLE_ANSWER_RETRY:
    case AXLE_ANSWER_REJECTED:
    default:
      if (self->backoff.n_failures < TRIES)
        axle_backoff_wait (&self->backoff, engine, retry_after, retry_cb, self);
      else
        fail (self, engine->status.error != NULL ? engine->status.error : _("The server does not answer."));
      axle_engine_changed (engine);
      break;
    }
}

static void
ask_digest (AxleAudit  *self,
            const Node *node)
{
  const AxlePull *pull = pull_of (self);
  g_autofree char *path = NULL;

  path = g_strdup_printf ("/v1/digest?scope=%s&epoch=%" G_GINT64_FORMAT "&after=%" G_GINT64_FORMAT "%s%s%s%s",
                          AXLE_ID_TEXT (&pull->scope), pull->cursor.epoch, pull->cursor.sequence,
                          node != NULL ? "&kind=" : "", node != NULL ? node->entity->kind : "",
                          node != NULL ? "&prefix=" : "", node != NULL ? node->prefix : "");
  self->fetching = FALSE;
  self->request = axle_transport_send (self->engine->transport, "GET", path, NULL, NULL, reply_cb, self);
}

static void
ask_records (AxleAudit *self)
{
  g_autoptr(AxleRecordsRequest) request = axle_records_request_new ();
  g_autoptr(GBytes) body = NULL;
  guint n_ids = MIN (self->suspects->len, BATCH);

  request->scope = pull_of (self)->scope;
  for (guint i = self->suspects->len - n_ids; i < self->suspects->len; i++)
    g_array_append_val (request->ids, g_array_index (self->suspects, Suspect, i).id);
  body = axle_records_request_encode (request);
  self->fetching = TRUE;
  self->request = axle_transport_send (self->engine->transport, "POST", "/v1/records", NULL, body, reply_cb, self);
}

/* First all sums of a scope, then the records that do not add up, then the next scope. */
static void
ask (AxleAudit *self)
{
  if (!self->known)
    {
      ask_digest (self, NULL);
    }
  else if (self->nodes->len > 0)
    {
      ask_digest (self, &g_array_index (self->nodes, Node, self->nodes->len - 1));
    }
  else if (self->suspects->len > 0)
    {
      ask_records (self);
    }
  else if (self->scope + 1 < AXLE_ENGINE_N_SCOPES)
    {
      self->scope++;
      self->known = FALSE;
      ask_digest (self, NULL);
    }
  else
    {
      self->stage = AXLE_AUDIT_KEYS;
      go_on (self);
    }
}

static void
check_keys (AxleAudit *self)
{
  AxleStore *store = self->engine->store;
  g_autoptr(GError) error = NULL;
  guint n_left = 0;
  guint n_damaged = 0;

  if (!axle_store_index_slice (store, KEYS_SLICE, &n_left, &error) ||
      (n_left == 0 && !axle_store_check_keys (store, &self->row, KEYS_SLICE, &n_damaged, &error)))
    {
      finish (self, error);
      return;
    }
  self->report->n_keys += n_damaged;
  if (n_left > 0 || self->row != 0)
    go_on (self);
  else
    finish (self, NULL);
}

static void
step_cb (gpointer user_data)
{
  AxleAudit *self = user_data;

  self->step = 0;
  switch (self->stage)
    {
    case AXLE_AUDIT_READING:
      read_some (self);
      break;
    case AXLE_AUDIT_SORTING:
      sort_some (self);
      break;
    case AXLE_AUDIT_COMPARING:
      ask (self);
      break;
    case AXLE_AUDIT_KEYS:
      check_keys (self);
      break;
    case AXLE_AUDIT_IDLE:
    case AXLE_AUDIT_WAITING:
    default:
      break;
    }
}

static void
wait_for_rest (AxleAudit *self)
{
  self->report = axle_audit_report_new ();
  self->stage = AXLE_AUDIT_WAITING;
  self->n_tries = self->n_overtaken = 0;
  if (is_at_rest (self->engine))
    begin (self);
}

/* This desk has all that the server has. */
void
axle_audit_at_rest (AxleAudit *self)
{
  if (self->stage == AXLE_AUDIT_WAITING)
    begin (self);
}

/* Now and then: once a day it is time. */
void
axle_audit_consider (AxleAudit *self)
{
  AxleStore *store = self->engine->store;
  gint64 now = axle_host_now (self->engine->host);
  g_autofree char *note = axle_store_dup_note (store, NOTE);
  gint64 last = note != NULL ? g_ascii_strtoll (note, NULL, 10) : 0;
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  if (self->stage != AXLE_AUDIT_IDLE || ABS (now - last) < PERIOD_US || !is_at_rest (self->engine))
    return;
  /* What has just come need not be compared. */
  if (note == NULL)
    axle_store_set_note (store, NOTE, text, NULL);
  else
    wait_for_rest (self);
}

/* What is under way begins again when the engine goes on. */
void
axle_audit_pause (AxleAudit *self)
{
  if (self->stage == AXLE_AUDIT_IDLE)
    return;
  cancel_steps (self);
  clear (self);
  self->stage = AXLE_AUDIT_WAITING;
}

void
axle_audit_stop (AxleAudit  *self,
                 const char *message)
{
  if (self->stage != AXLE_AUDIT_IDLE)
    fail (self, message);
}

/**
 * axle_engine_check_all:
 * @self: an engine that runs
 * @func: (nullable): told how far it is, and last that it is finished
 * @func_data: for @func
 * @error: return location
 *
 * Compares everything with the server and fetches again what differs. Changes that
 * wait stay as they are.
 *
 * Returns: whether it began; not while another comparison that somebody waits for goes on
 */
gboolean
axle_engine_check_all (AxleEngine     *self,
                       AxleAuditFunc   func,
                       gpointer        func_data,
                       GError        **error)
{
  AxleAudit *audit = &self->audit;

  if (self->enrolment == NULL || self->status.pause != AXLE_PAUSE_NONE)
    {
      g_set_error_literal (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_UNREACHABLE,
                           _("This desk does not talk with the server now, so nothing can be compared."));
      return FALSE;
    }
  if (audit->func != NULL)
    {
      g_set_error_literal (error, AXLE_SYNC_ERROR, AXLE_SYNC_ERROR_REFUSED,
                           _("The records are being compared with the server already."));
      return FALSE;
    }
  axle_engine_cancel_check (self);
  audit->func = func;
  audit->func_data = func_data;
  wait_for_rest (audit);
  return TRUE;
}

/**
 * axle_engine_cancel_check:
 * @self: an engine
 *
 * Gives up comparing; what was mended stays so. Whoever waits is told nothing more.
 */
void
axle_engine_cancel_check (AxleEngine *self)
{
  AxleAudit *audit = &self->audit;

  audit->func = NULL;
  if (audit->stage == AXLE_AUDIT_IDLE)
    return;
  cancel_steps (audit);
  clear (audit);
  audit->stage = AXLE_AUDIT_IDLE;
  g_clear_pointer (&audit->report, axle_audit_report_free);
}
