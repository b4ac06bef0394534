/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/desks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/organisation/organisation.h"
#include "server/private.h"

#define SPACE_CURSOR "cursor"
#define SPACE_VIEW "view"
#define SPACE_RUN "run"
#define LEASE_KEY "lease"
#define SINCE_KEY "noted-since"

/* As base64 text it is not longer than the maximum, nor is a nonce. */
#define RUN_BYTES 16
#define RUN_MAX 64

/* Those who note do not wait for those who push. */
static const AxleId notes_lock = { "notes of desks" };

/* What is noted of a desk that is not written yet. No scope: when it was seen. */
typedef struct
{
  AxleId desk;
  AxleId scope;
} NoteKey;

typedef struct
{
  gint64   at;
  gint64   epoch;
  gint64   after;
  gint64   written;   /* when; 0 for never */
  gboolean dirty;
} Note;

static guint
hash_note (gconstpointer key)
{
  const NoteKey *note = key;

  return axle_id_hash (&note->desk) ^ axle_id_hash (&note->scope) * 31;
}

static gboolean
equal_notes (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (NoteKey)) == 0;
}

GHashTable *
axle_hub_notes_new (void)
{
  return g_hash_table_new_full (hash_note, equal_notes, g_free, g_free);
}

static Note *
find_note (AxleHub      *self,
           const AxleId *desk,
           const AxleId *scope)
{
  NoteKey key = { *desk, *scope };
  Note *note = g_hash_table_lookup (self->notes, &key);

  if (note == NULL)
    {
      note = g_new0 (Note, 1);
      g_hash_table_insert (self->notes, g_memdup2 (&key, sizeof key), note);
    }
  return note;
}

/**
 * axle_hub_note_desk:
 * @self: a hub
 * @desk: who asked something
 */
void
axle_hub_note_desk (AxleHub           *self,
                    const AxleHubDesk *desk)
{
  Note *note = find_note (self, &desk->desk, &AXLE_ID_NONE);

  note->at = axle_host_now (self->host);
  note->dirty = TRUE;
}

/**
 * axle_hub_note_cursor:
 * @self: a hub
 * @desk: who asks for the feed
 * @scope: of what
 * @epoch: of the desk's cursor
 * @after: the desk's cursor: what it asks to follow is on its disk
 */
void
axle_hub_note_cursor (AxleHub           *self,
                      const AxleHubDesk *desk,
                      const AxleId      *scope,
                      gint64             epoch,
                      gint64             after)
{
  Note *note = find_note (self, &desk->desk, scope);

  note->at = axle_host_now (self->host);
  note->dirty = note->dirty || note->epoch != epoch || note->after != after;
  note->epoch = epoch;
  note->after = after;
}

/* Inside a transaction: from now on it is known when desks are not seen. */
static gboolean
write_since (AxleHub  *self,
             GError  **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (SINCE_KEY, strlen (SINCE_KEY));
  gint64 since;

  return axle_hub_get_noted_since (self, &since, error) &&
         axle_hub_put_entry (self->storage, AXLE_SPACE_SERVER, key, g_variant_new_int64 (since), 0, error);
}

static gboolean
write_note (AxleHub        *self,
            const NoteKey  *key,
            Note           *note,
            GError        **error)
{
  g_autoptr(GBytes) entry = axle_hub_pair_key (&key->desk, &key->scope);

  return axle_hub_put_entry (self->storage, SPACE_CURSOR, entry,
                             g_variant_new ("(xxx)", note->at, note->epoch, note->after), 0, error);
}

/**
 * axle_hub_write_notes:
 * @self: a hub, outside of a transaction
 * @noted_before: leaves out desks of which something was written since then, in
 *   microseconds since 1970 UTC
 * @limit: writes no more than that
 * @error: return location
 *
 * Returns: whether what was noted is in the storage; otherwise it is tried again
 */
gboolean
axle_hub_write_notes (AxleHub  *self,
                      gint64    noted_before,
                      guint     limit,
                      GError  **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(GPtrArray) written = g_ptr_array_new ();
  gint64 now = axle_host_now (self->host);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->notes);
  while (written->len < limit && g_hash_table_iter_next (&iter, &key, &value))
    {
      Note *note = value;

      if (!note->dirty || note->written > noted_before)
        continue;
      if (transaction == NULL && !axle_hub_begin (self, &notes_lock, 1, error))
        return FALSE;
      transaction = self;
      if (written->len == 0 && !write_since (self, error))
        return FALSE;
      if (!write_note (self, key, note, error))
        return FALSE;
      g_ptr_array_add (written, note);
    }
  if (transaction != NULL && !axle_hub_commit (g_steal_pointer (&transaction), error))
    return FALSE;
  for (guint i = 0; i < written->len; i++)
    {
      Note *note = written->pdata[i];

      note->dirty = FALSE;
      note->written = now;
    }
  return TRUE;
}

/* What is noted here or, by this process or another, in the storage: the later. */
static gboolean
read_note (AxleHub       *self,
           const AxleId  *desk,
           const AxleId  *scope,
           Note          *found,
           GError       **error)
{
  g_autoptr(GBytes) entry = axle_hub_pair_key (desk, scope);
  g_autoptr(GVariant) value = NULL;
  NoteKey key = { *desk, *scope };
  const Note *note = g_hash_table_lookup (self->notes, &key);

  *found = (Note) { 0 };
  if (!axle_hub_get_entry (self->storage, SPACE_CURSOR, entry, "(xxx)", &value, error))
    return FALSE;
  if (value != NULL)
    g_variant_get (value, "(xxx)", &found->at, &found->epoch, &found->after);
  if (note != NULL && note->at >= found->at)
    *found = *note;
  return TRUE;
}

/**
 * axle_hub_get_desk_seen:
 * @self: a hub
 * @desk: a desk's id
 * @seen: (out): when it last asked something, in microseconds since 1970 UTC; 0 for never
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_hub_get_desk_seen (AxleHub       *self,
                        const AxleId  *desk,
                        gint64        *seen,
                        GError       **error)
{
  Note note;

  if (!read_note (self, desk, &AXLE_ID_NONE, &note, error))
    return FALSE;
  *seen = note.at;
  return TRUE;
}

/**
 * axle_hub_get_desk_cursor:
 * @self: a hub
 * @desk: a desk as it is now
 * @scope: one of its scopes
 * @after: (out): what it was last known to have; the head for a desk that will start
 *   anew, as its epoch is another, and 0 when it is not known
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_hub_get_desk_cursor (AxleHub            *self,
                          const AxleHubDesk  *desk,
                          const AxleId       *scope,
                          gint64             *after,
                          GError            **error)
{
  Note note;

  if (!read_note (self, &desk->desk, scope, &note, error))
    return FALSE;
  *after = note.after;
  return note.at == 0 || note.epoch == axle_hub_get_desk_epoch (self, desk) ||
         axle_hub_get_head (self, scope, after, error);
}

/**
 * axle_hub_get_noted_since:
 * @self: a hub
 * @since: (out): when this server began to note how far desks are; now, when it has not
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_hub_get_noted_since (AxleHub  *self,
                          gint64   *since,
                          GError  **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (SINCE_KEY, strlen (SINCE_KEY));
  g_autoptr(GVariant) value = NULL;

  if (!axle_hub_get_entry (self->storage, AXLE_SPACE_SERVER, key, "x", &value, error))
    return FALSE;
  *since = value != NULL ? g_variant_get_int64 (value) : axle_host_now (self->host);
  return TRUE;
}

/* What a desk may see. */

/* How often it was changed, the store and the audience of now and of before, and until
 * when what was done as the desk of before is taken. */
static const char view_type[] = "(xayyayyx)";

/* After that nobody waits for a desk to send what it did as who it was before. */
#define FORMER_LIFETIME (30 * G_TIME_SPAN_DAY)

/**
 * axle_hub_load_view:
 * @self: a hub
 * @desk: (inout): a desk as it was enrolled; gets the place and audience that it has now
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_hub_load_view (AxleHub      *self,
                    AxleHubDesk  *desk,
                    GError      **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (&desk->desk);
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GVariant) store = NULL;
  guchar audience;

  if (!axle_hub_get_entry (self->storage, SPACE_VIEW, key, view_type, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  g_variant_get (value, "(x@ayy@ayyx)", &desk->view, &store, &audience, NULL, NULL, NULL);
  axle_id_from_variant (store, &desk->store);
  desk->audience = MIN (audience, AXLE_AUDIENCE_KIOSK);
  return TRUE;
}

/**
 * axle_hub_load_former:
 * @self: a hub
 * @desk: (inout): a desk as it is; gets the place and audience that it had before, while
 *   what it did there is still taken
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_hub_load_former (AxleHub      *self,
                      AxleHubDesk  *desk,
                      GError      **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (&desk->desk);
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GVariant) store = NULL;
  guchar audience;
  gint64 until;
  gint64 view;

  if (!axle_hub_get_entry (self->storage, SPACE_VIEW, key, view_type, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  g_variant_get (value, "(x@ayy@ayyx)", &view, NULL, NULL, &store, &audience, &until);
  if (until < axle_host_now (self->host))
    return TRUE;
  desk->view = view - 1;
  axle_id_from_variant (store, &desk->store);
  desk->audience = MIN (audience, AXLE_AUDIENCE_KIOSK);
  return TRUE;
}

/**
 * axle_hub_get_desk_epoch:
 * @self: a hub
 * @desk: who asks
 *
 * Everything that a desk is told carries this: it is another one when the data was
 * restored, and when the desk was given another store or audience. Then the desk
 * starts anew with what it may see.
 *
 * Returns: the epoch of the desk
 */
gint64
axle_hub_get_desk_epoch (const AxleHub     *self,
                         const AxleHubDesk *desk)
{
  guint64 mixed;

  if (desk->view == 0)
    return self->epoch;
  /* The finaliser of SplitMix64 (Steele, Lea, Flood 2014): one view, one epoch. */
  mixed = (guint64) self->epoch + (guint64) desk->view * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  mixed = (mixed ^ (mixed >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  mixed = (mixed ^ (mixed >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  mixed ^= mixed >> 31;
  return (gint64) (mixed >> 11) | 1;
}

static gboolean
find_desk (AxleHub       *self,
           const AxleId  *desk,
           AxleRecord   **record,
           GError       **error)
{
  if (!axle_hub_get (self, desk, record, error))
    return FALSE;
  if (*record != NULL && (*record)->entity == &axle_desk_entity && !(*record)->deleted)
    return TRUE;
  g_clear_pointer (record, axle_record_unref);
  g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID, _("There is no such desk."));
  return FALSE;
}

/**
 * axle_hub_move_desk:
 * @self: a hub, in a transaction
 * @desk: a desk's id
 * @store: a store of its group
 * @audience: who reads it from now on
 * @error: return location
 *
 * The desk gets another epoch: it erases what it may not see any more and fetches
 * what it may.
 *
 * Returns: whether it was written
 */
gboolean
axle_hub_move_desk (AxleHub       *self,
                    const AxleId  *desk,
                    const AxleId  *store,
                    AxleAudience   audience,
                    GError       **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (desk);
  g_autoptr(AxleRecord) found = NULL;
  g_autoptr(AxleRecord) place = NULL;
  g_autoptr(AxleRecord) record = NULL;
  AxleHubDesk now = { .desk = *desk };
  AxleId before;

  if (!find_desk (self, desk, &found, error) || !axle_hub_get (self, store, &place, error) ||
      !axle_hub_load_view (self, &now, error))
    return FALSE;
  if (place == NULL || place->entity != &axle_store_entity || place->deleted ||
      !axle_id_equal (&place->scope, &found->scope))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID, _("The desk's group has no such store."));
      return FALSE;
    }
  before = axle_record_get_id (found, AXLE_DESK_STORE);
  axle_audience_parse (axle_record_get_text (found, AXLE_DESK_AUDIENCE), &now.audience);
  record = axle_record_copy (found);
  axle_record_set_id (record, AXLE_DESK_STORE, store);
  axle_record_set_text (record, AXLE_DESK_AUDIENCE, axle_audience_get_name (audience));
  return axle_hub_put (self, record, error) &&
         axle_hub_put_entry (self->storage, SPACE_VIEW, key,
                             g_variant_new ("(x@ayy@ayyx)", now.view + 1, axle_id_to_variant (store), (guchar) audience,
                                            axle_id_to_variant (&before), (guchar) now.audience,
                                            axle_host_now (self->host) + FORMER_LIFETIME),
                             0, error);
}

/* One engine a desk. */

static char *
new_run (AxleHub *self)
{
  guint8 bytes[RUN_BYTES];

  axle_host_fill (self->host, bytes, sizeof bytes);
  return g_base64_encode (bytes, sizeof bytes);
}

/* What is known of the starts of an install: what its last one told, and what was given
 * to those that told it, by their nonce. They are one desk whose answers were lost, or
 * two: only one of the answers counts next time. Nothing is known before the first
 * answer of an epoch is told: what a restored copy knows is older than what desks know. */
static const char run_type[] = "(xsa(ss))";

/* Answers to one question that are remembered. */
#define RUNS_KEPT 8

typedef struct
{
  const char *current;   /* "" while nothing is known */
  GVariant   *given;     /* (nullable) a(ss): nonce, run */
} Runs;

static const char *
find_given (const Runs *runs,
            const char *nonce,
            const char *run)
{
  gsize n_given = runs->given != NULL ? g_variant_n_children (runs->given) : 0;

  for (gsize i = 0; i < n_given; i++)
    {
      const char *one_nonce;
      const char *one_run;

      g_variant_get_child (runs->given, i, "(&s&s)", &one_nonce, &one_run);
      if (nonce != NULL ? g_strcmp0 (one_nonce, nonce) == 0 : g_strcmp0 (one_run, run) == 0)
        return one_run;
    }
  return NULL;
}

static GVariant *
add_given (const Runs *runs,
           const char *nonce,
           const char *run)
{
  gsize n_given = runs->given != NULL ? g_variant_n_children (runs->given) : 0;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ss)"));
  for (gsize i = n_given >= RUNS_KEPT ? n_given - RUNS_KEPT + 1 : 0; i < n_given; i++)
    {
      g_autoptr(GVariant) one = g_variant_get_child_value (runs->given, i);

      g_variant_builder_add_value (&builder, one);
    }
  g_variant_builder_add (&builder, "(ss)", nonce, run);
  return g_variant_builder_end (&builder);
}

static gboolean
take_run (AxleHub                 *self,
          const AxleHubDesk       *desk,
          const AxleStartRequest  *request,
          char                   **run,
          GError                 **error)
{
  g_autoptr(GBytes) key = axle_hub_id_key (&desk->install);
  g_autoptr(GVariant) value = NULL;
  g_autoptr(GVariant) given = NULL;
  const char *told = request->run != NULL ? request->run : "";
  Runs runs = { .current = "" };
  gint64 epoch = 0;

  if (!axle_hub_get_entry (self->storage, SPACE_RUN, key, run_type, &value, error))
    return FALSE;
  if (value != NULL)
    g_variant_get_child (value, 0, "x", &epoch);
  if (value != NULL && epoch == self->epoch)
    {
      g_variant_get (value, "(x&s@a(ss))", NULL, &runs.current, &given);
      runs.given = given;
    }
  if (find_given (&runs, NULL, told) != NULL)
    runs = (Runs) { .current = told };
  else if (*runs.current != '\0' && !g_str_equal (runs.current, told))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL,
                           _("This desk's profile was copied, or brought back from an older copy. Enrol it again; what waits here is kept."));
      return FALSE;
    }
  *run = g_strdup (find_given (&runs, request->nonce, NULL));
  if (*run != NULL)
    return TRUE;
  *run = new_run (self);
  return axle_hub_put_entry (self->storage, SPACE_RUN, key,
                             g_variant_new ("(xs@a(ss))", self->epoch, runs.current, add_given (&runs, request->nonce, *run)),
                             0, error);
}

static gboolean
get_lease (AxleHub  *self,
           gint64   *days,
           GError  **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (LEASE_KEY, strlen (LEASE_KEY));
  g_autoptr(GVariant) value = NULL;

  if (!axle_hub_get_entry (self->storage, AXLE_SPACE_SERVER, key, "x", &value, error))
    return FALSE;
  *days = value != NULL ? g_variant_get_int64 (value) : AXLE_DESK_LEASE;
  return TRUE;
}

/**
 * axle_hub_set_lease:
 * @self: a hub, in a transaction
 * @days: how long desks show data without the server; 0 for ever
 * @error: return location
 *
 * Desks hear of it when they start.
 *
 * Returns: whether it was written
 */
gboolean
axle_hub_set_lease (AxleHub  *self,
                    gint64    days,
                    GError  **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (LEASE_KEY, strlen (LEASE_KEY));

  return axle_hub_put_entry (self->storage, AXLE_SPACE_SERVER, key, g_variant_new_int64 (days), 0, error);
}

static gboolean
get_taken (AxleHub            *self,
           const AxleHubDesk  *desk,
           gint64             *taken,
           GError            **error)
{
  g_autoptr(GBytes) key = axle_hub_pair_key (&desk->desk, &desk->install);
  g_autoptr(GVariant) install = NULL;

  if (!axle_hub_get_entry (self->storage, AXLE_SPACE_INSTALL, key, "(xxx)", &install, error))
    return FALSE;
  if (install == NULL)
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL,
                           _("This desk was enrolled anew elsewhere. Enrol it again; what waits here is kept."));
      return FALSE;
    }
  g_variant_get (install, "(xxx)", taken, NULL, NULL);
  return TRUE;
}

/**
 * axle_hub_start_desk:
 * @self: a hub
 * @desk: who starts
 * @request: what it knows of its last start
 * @error: return location
 *
 * Returns: (transfer full) (nullable): who the desk is now; %AXLE_HUB_ERROR_INSTALL
 *   for one of two that have the same profile
 */
AxleStartReply *
axle_hub_start_desk (AxleHub                 *self,
                     const AxleHubDesk       *desk,
                     const AxleStartRequest  *request,
                     GError                 **error)
{
  g_autoptr(AxleStartReply) reply = g_new0 (AxleStartReply, 1);
  g_autoptr(AxleHubTransaction) transaction = NULL;

  if (strlen (request->nonce) > RUN_MAX || (request->run != NULL && strlen (request->run) > RUN_MAX))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID, _("The desk says nothing that this server told it."));
      return NULL;
    }
  if (!axle_hub_begin (self, &desk->install, 1, error))
    return NULL;
  transaction = self;
  if (!get_taken (self, desk, &reply->taken, error) ||
      !get_lease (self, &reply->lease, error) ||
      !take_run (self, desk, request, &reply->run, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return NULL;
  reply->desk = desk->desk;
  reply->store = desk->store;
  reply->group = desk->group;
  reply->install = desk->install;
  reply->audience = desk->audience;
  reply->epoch = axle_hub_get_desk_epoch (self, desk);
  return g_steal_pointer (&reply);
}

/* Who is there. */

static gboolean
find_behind (AxleHub            *self,
             const AxleHubDesk  *desk,
             gint64             *last_seen,
             gint64             *behind,
             GError            **error)
{
  const AxleId *scopes[] = { &desk->group, &desk->store };
  gint64 epoch = axle_hub_get_desk_epoch (self, desk);
  Note note;

  if (!read_note (self, &desk->desk, &AXLE_ID_NONE, &note, error))
    return FALSE;
  *last_seen = note.at;
  *behind = note.at > 0 ? 0 : -1;
  for (guint i = 0; *behind >= 0 && i < G_N_ELEMENTS (scopes); i++)
    {
      gint64 head;

      if (!read_note (self, &desk->desk, scopes[i], &note, error) ||
          !axle_hub_get_head (self, scopes[i], &head, error))
        return FALSE;
      *behind += head - (note.epoch == epoch ? MIN (note.after, head) : 0);
    }
  return TRUE;
}

static gboolean
add_state (AxleHub            *self,
           AxleDesksReply     *reply,
           const AxleRecord   *record,
           const AxleHubDesk  *asking,
           GError            **error)
{
  AxleHubDesk desk = { .desk = record->id, .group = record->scope, .store = asking->store };
  AxleDeskState *state = g_new0 (AxleDeskState, 1);

  g_ptr_array_add (reply->desks, state);
  axle_audience_parse (axle_record_get_text (record, AXLE_DESK_AUDIENCE), &desk.audience);
  state->id = desk.desk;
  state->name = g_strdup (axle_record_get_text (record, AXLE_DESK_NAME));
  state->audience = desk.audience;
  state->revoked = axle_record_get_boolean (record, AXLE_DESK_REVOKED);
  return axle_hub_load_view (self, &desk, error) &&
         find_behind (self, &desk, &state->last_seen, &state->behind, error);
}

/**
 * axle_hub_list_desks:
 * @self: a hub
 * @asking: a desk
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the desks of its store; a desk that may not
 *   see desks sees itself
 */
AxleDesksReply *
axle_hub_list_desks (AxleHub            *self,
                     const AxleHubDesk  *asking,
                     GError            **error)
{
  g_autoptr(AxleDesksReply) reply = axle_desks_reply_new ();
  g_autoptr(GPtrArray) desks = axle_hub_list (self, &asking->group, &axle_desk_entity, error);
  gboolean all = axle_entity_is_shown (&axle_desk_entity, asking->audience);

  if (desks == NULL)
    return NULL;
  for (guint i = 0; i < desks->len && reply->desks->len < AXLE_WIRE_DESKS_LIMIT; i++)
    {
      const AxleRecord *record = desks->pdata[i];
      AxleId store = axle_record_get_id (record, AXLE_DESK_STORE);

      if ((axle_id_equal (&record->id, &asking->desk) || (all && axle_id_equal (&store, &asking->store))) &&
          !add_state (self, reply, record, asking, error))
        return NULL;
    }
  return g_steal_pointer (&reply);
}
