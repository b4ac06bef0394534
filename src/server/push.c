/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/erasing.h"
#include "core/party/erasure.h"
#include "core/registry.h"
#include "server/desks.h"
#include "server/private.h"

typedef struct
{
  AxleHub           *hub;
  const AxleHubDesk *desk;     /* as it was when it leaves a place */
  gboolean           leaving;  /* it may say something, and is told nothing */
  AxleHubLookup     *lookup;   /* for the guards */
  GHashTable        *rights;   /* AxleId of staff → AxleValue, none for who may nothing */
  GBytes            *key;      /* of the desk and its install */
  gint64             last;     /* the highest number that was taken */
  gint64             epoch;    /* in which it was */
} Push;

static void
free_value (gpointer data)
{
  AxleValue *value = data;

  axle_value_clear (value);
  g_free (value);
}

static gboolean
is_admitted (Push          *self,
             const AxleId  *staff,
             gboolean      *admitted,
             GError       **error)
{
  g_autoptr(GBytes) key = axle_hub_pair_key (&self->desk->desk, staff);
  g_autoptr(GBytes) value = NULL;

  if (!axle_storage_get_entry (self->hub->storage, AXLE_SPACE_ADMITTED, key, &value, error))
    return FALSE;
  *admitted = value != NULL;
  return TRUE;
}

/* Their role decides now, not when they made the change. */
static gboolean
load_rights (Push          *self,
             const AxleId  *staff,
             AxleValue     *rights,
             GError       **error)
{
  g_autoptr(AxleRecord) person = NULL;
  g_autoptr(AxleRecord) role = NULL;
  gboolean admitted;
  AxleId role_id;

  if (axle_id_is_none (staff))
    return TRUE;
  if (!is_admitted (self, staff, &admitted, error))
    return FALSE;
  if (!admitted)
    return TRUE;
  if (!axle_hub_get (self->hub, staff, &person, error))
    return FALSE;
  if (person == NULL || person->entity != &axle_staff_entity || person->deleted ||
      !axle_record_get_boolean (person, AXLE_STAFF_ACTIVE))
    return TRUE;
  role_id = axle_record_get_id (person, AXLE_STAFF_ROLE);
  if (!axle_hub_get (self->hub, &role_id, &role, error))
    return FALSE;
  if (role != NULL && role->entity == &axle_role_entity && !role->deleted)
    axle_value_copy (axle_record_get (role, AXLE_ROLE_RIGHTS), rights);
  return TRUE;
}

static gboolean
find_rights (Push              *self,
             const AxleId      *staff,
             const AxleValue  **rights,
             GError           **error)
{
  AxleValue *loaded;

  *rights = g_hash_table_lookup (self->rights, staff);
  if (*rights != NULL)
    return TRUE;
  loaded = g_new0 (AxleValue, 1);
  if (!load_rights (self, staff, loaded, error))
    {
      free_value (loaded);
      return FALSE;
    }
  g_hash_table_insert (self->rights, g_memdup2 (staff, sizeof *staff), loaded);
  *rights = loaded;
  return TRUE;
}

static gboolean
touches_hidden (Push             *self,
                const AxleChange *change)
{
  guint64 hidden = axle_entity_hidden (change->entity, self->desk->audience);

  for (guint i = 0; i < change->fields->len; i++)
    if ((hidden >> g_array_index (change->fields, AxleFieldChange, i).field) & 1)
      return TRUE;
  return FALSE;
}

/* Tells a change from another that has its number. */
static guint64
get_digest (const AxleChange *change)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize size = sizeof digest;
  guint64 value;

  if (change->entity == NULL)
    return 0;
  bytes = axle_change_to_bytes (change);
  g_checksum_update (checksum, change->record.bytes, sizeof change->record.bytes);
  g_checksum_update (checksum, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_checksum_get_digest (checksum, digest, &size);
  memcpy (&value, digest, sizeof value);
  return GUINT64_FROM_LE (value);
}

/* What is sealed is shown to no desk, and written by those where people are. */
static gboolean
may_write_kind (Push             *self,
                const AxleEntity *entity)
{
  if (entity->flags & AXLE_ENTITY_SEALED)
    return self->desk->audience != AXLE_AUDIENCE_KIOSK;
  return axle_entity_is_shown (entity, self->desk->audience);
}

/* What can be said without asking the storage. */
static void
judge_place (Push             *self,
             const AxleChange *change,
             AxleVerdict      *verdict)
{
  const AxleId *scope;

  if (change->entity == NULL && change->schema > 0 && change->schema <= axle_registry_get_schema ())
    {
      axle_verdict_refuse (verdict, "unknown-kind", _("There are no records of this kind, or they have no such field."));
      return;
    }
  if (change->entity == NULL)
    {
      axle_verdict_refuse (verdict, "newer-desk",
                           _("The server's program is older than this desk's and does not know what was changed. Update the server, then apply the change again."));
      return;
    }
  scope = change->entity->flags & AXLE_ENTITY_GROUP ? &self->desk->group : &self->desk->store;
  if (!may_write_kind (self, change->entity))
    axle_verdict_refuse (verdict, "hidden-kind", _("This desk may not see records of this kind."));
  else if (!axle_id_equal (&change->scope, scope))
    axle_verdict_refuse (verdict, "wrong-scope", _("The record belongs to another store."));
  else if (touches_hidden (self, change))
    axle_verdict_refuse (verdict, "hidden-field", _("This desk may not see what was changed."));
}

static void
judge_maker (const AxleChange *change,
             const AxleRecord *current,
             const AxleValue  *rights,
             AxleVerdict      *verdict)
{
  if (current != NULL && current->entity != change->entity)
    axle_verdict_refuse (verdict, "wrong-kind", _("The record is of another kind."));
  else if (current != NULL && !axle_id_equal (&current->scope, &change->scope))
    axle_verdict_refuse (verdict, "wrong-scope", _("The record belongs to another store."));
  /* Its tombstone was dropped: what was deleted does not come back. */
  else if (current == NULL && change->base > 0)
    axle_verdict_refuse (verdict, "gone", _("The record was deleted a long time ago."));
  else if (rights->kind == AXLE_VALUE_NONE)
    axle_verdict_refuse (verdict, "not-signed-in",
                         _("Whoever made the change has not signed in on this desk, or does not work here any more."));
  else if (!(change->entity->flags & AXLE_ENTITY_SERVER) && !axle_rights_allow (rights, change, current))
    axle_verdict_refuse (verdict, "no-right", _("The role of whoever made the change does not allow it."));
}

static gboolean
may_tell_of (Push             *self,
             const AxleId     *scope,
             const AxleEntity *entity)
{
  return !self->leaving && axle_hub_is_scope_of (self->desk, scope) && axle_entity_is_shown (entity, self->desk->audience);
}

/* To whom a record may not be shown, or not any more, it is not shown as a reason either. */
static void
withhold (Push             *self,
          const AxleChange *change,
          AxleVerdict      *verdict)
{
  if (verdict->current != NULL && (verdict->outcome != AXLE_OUTCOME_REFUSED ||
                                   !may_tell_of (self, &verdict->current->scope, verdict->current->entity)))
    g_clear_pointer (&verdict->current, axle_record_unref);
  if (verdict->current != NULL)
    axle_record_redact (verdict->current, self->desk->audience);
  if (verdict->lost->len > 0 && (!may_tell_of (self, &change->scope, change->entity) || touches_hidden (self, change)))
    g_array_set_size (verdict->lost, 0);
}

/* What is sealed is made and never changed; made again, it is the same. */
static gboolean
take_sealed (Push              *self,
             const AxleChange  *change,
             const AxleRecord  *current,
             const AxleValue   *rights,
             AxleVerdict       *verdict,
             GError           **error)
{
  g_autoptr(AxleRecord) result = NULL;
  gint64 sequence;

  if (current != NULL && current->entity == change->entity && change->action == AXLE_CHANGE_SET)
    return TRUE;
  judge_maker (change, current, rights, verdict);
  if (verdict->outcome != AXLE_OUTCOME_REFUSED)
    result = axle_change_merge (change, current, verdict);
  if (result == NULL)
    return TRUE;
  result->scope = axle_hub_sealed_scope (&change->scope);
  return axle_hub_write (self->hub, NULL, result, change->at, &change->staff, &self->desk->desk, &sequence, error);
}

/* What a request for deletion asks for is done with it or not at all. */
static gboolean
carry_out (Push              *self,
           const AxleRecord  *current,
           const AxleRecord  *result,
           GError           **error)
{
  if (axle_erasing_of_request (result) == AXLE_ERASING_NONE ||
      (current != NULL && axle_erasing_of_request (current) == axle_erasing_of_request (result)))
    return TRUE;
  axle_hub_lookup_forget (self->lookup);
  return axle_hub_erase (self->hub, result, error);
}

/* Gives a verdict, or fails and leaves everything to the next try. */
static gboolean
take_change (Push              *self,
             const AxleChange  *change,
             AxleVerdict       *verdict,
             GError           **error)
{
  g_autoptr(AxleDocument) document = NULL;
  g_autoptr(AxleRecord) current = NULL;
  g_autoptr(AxleRecord) result = NULL;
  const AxleValue *rights;

  judge_place (self, change, verdict);
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    return TRUE;
  if (!axle_storage_get_document (self->hub->storage, &change->record, &document, error) ||
      !find_rights (self, &change->staff, &rights, error))
    return FALSE;
  if (document != NULL)
    {
      current = axle_hub_read_document (document, error);
      if (current == NULL)
        return FALSE;
    }
  if (change->entity->flags & AXLE_ENTITY_SEALED)
    return take_sealed (self, change, current, rights, verdict, error);
  judge_maker (change, current, rights, verdict);
  if (verdict->outcome != AXLE_OUTCOME_REFUSED)
    result = axle_change_merge (change, current, verdict);
  if (result == NULL)
    {
      verdict->current = g_steal_pointer (&current);
      return TRUE;
    }
  /* A desk that makes again what is deleted has not heard of it: it is told once more. */
  if (current != NULL && axle_record_equal (current, result) && !(current->deleted && change->action == AXLE_CHANGE_SET))
    {
      verdict->sequence = document->sequence;
      return TRUE;
    }
  if (!axle_guards_judge (change, current, result, &self->lookup->lookup, verdict, error))
    return FALSE;
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    {
      verdict->current = g_steal_pointer (&current);
      return TRUE;
    }
  /* Before the request itself is told, so that whoever hears of it has the rest. */
  if (result->entity == &axle_erasure_entity && !carry_out (self, current, result, error))
    return FALSE;
  axle_hub_lookup_note (self->lookup, result);
  return axle_hub_write (self->hub, current, result, change->at, &change->staff, &self->desk->desk, &verdict->sequence, error);
}

/* The numbers that desks went past after a restore; several restores make one range. */
static gboolean
load_skipped (Push    *self,
              gint64  *first,
              gint64  *last,
              GError **error)
{
  g_autoptr(GVariant) value = NULL;

  *first = *last = 0;
  if (!axle_hub_get_entry (self->hub->storage, AXLE_SPACE_SKIPPED, self->key, "(xx)", &value, error))
    return FALSE;
  if (value != NULL)
    g_variant_get (value, "(xx)", first, last);
  return TRUE;
}

static gboolean
skip_to (Push    *self,
         gint64   number,
         GError **error)
{
  gint64 first, last;

  if (!load_skipped (self, &first, &last, error))
    return FALSE;
  if (first == 0)
    first = self->last + 1;
  self->last = number - 1;
  return axle_hub_put_entry (self->hub->storage, AXLE_SPACE_SKIPPED, self->key, g_variant_new ("(xx)", first, self->last), 0, error);
}

static gboolean
refuse_copy (GError **error)
{
  g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL,
                       _("This desk's profile was copied, or brought back from an older copy. Enrol it again; what waits here is kept."));
  return FALSE;
}

/* Without a verdict a number was accepted too long ago to be asked for, unless it is one
 * of those that the restored copy may never have seen. */
static gboolean
recall_nothing (Push         *self,
                gint64        number,
                AxleVerdict  *verdict,
                GError      **error)
{
  gint64 first, last;

  if (!load_skipped (self, &first, &last, error))
    return FALSE;
  if (first == 0 || number < first || number > last)
    return refuse_copy (error);
  axle_verdict_refuse (verdict, "forgotten",
                       _("The server's data was restored, and it does not know whether it has this change. Look at the record, and apply the change again if it is missing."));
  return TRUE;
}

static AxleVerdict *
read_verdict (Push              *self,
              const AxleChange  *change,
              GBytes            *body,
              GError           **error)
{
  g_autoptr(GError) reason = NULL;
  AxleVerdict *verdict = axle_verdict_decode (body, &reason);

  if (verdict == NULL)
    g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED, "%" PRId64 ": %s", change->number, reason->message);
  else
    withhold (self, change, verdict);
  return verdict;
}

/* A number that was taken is never taken again: its verdict is told again. */
static AxleVerdict *
recall_verdict (Push              *self,
                const AxleChange  *change,
                GError           **error)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(GBytes) body = NULL;
  guint64 again = get_digest (change);
  guint64 digest;

  if (!axle_storage_get_verdict (self->hub->storage, &self->desk->install, change->number, &verdict->sequence, &digest, &body, error))
    return NULL;
  /* Two desks count on from the same number. */
  if (digest != 0 && again != 0 && digest != again)
    {
      refuse_copy (error);
      return NULL;
    }
  if (body != NULL)
    return read_verdict (self, change, body, error);
  if (verdict->sequence == 0 && digest == 0 && !recall_nothing (self, change->number, verdict, error))
    return NULL;
  return g_steal_pointer (&verdict);
}

static AxleVerdict *
answer (Push              *self,
        const AxleChange  *pushed,
        GError           **error)
{
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleChange) change = NULL;
  g_autoptr(GBytes) body = NULL;

  change = axle_change_copy (pushed);
  change->desk = self->desk->desk;
  if (change->number <= self->last)
    return recall_verdict (self, change, error);
  if (!take_change (self, change, verdict, error))
    return NULL;
  withhold (self, change, verdict);
  if (verdict->outcome != AXLE_OUTCOME_ACCEPTED)
    body = axle_verdict_encode (verdict);
  if (!axle_storage_put_verdict (self->hub->storage, &self->desk->install, change->number, verdict->sequence, get_digest (change), body, error))
    return NULL;
  self->last = change->number;
  return g_steal_pointer (&verdict);
}

static gboolean
check_numbers (Push                   *self,
               const AxlePushRequest  *request,
               GError                **error)
{
  gint64 first = ((AxleChange *) request->changes->pdata[0])->number;

  for (guint i = 0; i < request->changes->len; i++)
    {
      const AxleChange *change = request->changes->pdata[i];

      if (first < 1 || first > G_MAXINT64 - AXLE_WIRE_BATCH_LIMIT || change->number != first + i)
        {
          g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID, _("The numbers of the changes do not follow each other."));
          return FALSE;
        }
    }
  if (first > self->last + 1 && self->epoch == self->hub->epoch)
    {
      g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_GAP,
                   _("The changes from %" PRId64 " on are missing. Send them first."), self->last + 1);
      return FALSE;
    }
  /* After a restore the desk is ahead of the copy: what is between is not known here. */
  if (first > self->last + 1 && !skip_to (self, first, error))
    return FALSE;
  return axle_storage_drop_acceptances (self->hub->storage, &self->desk->install, first - AXLE_HUB_ACCEPTANCES_KEPT, error);
}

static gboolean
take_batch (Push                   *self,
            const AxlePushRequest  *request,
            AxlePushReply          *reply,
            GError                **error)
{
  if (request->changes->len > 0 && !check_numbers (self, request, error))
    return FALSE;
  for (guint i = 0; i < request->changes->len; i++)
    {
      AxleVerdict *verdict = answer (self, request->changes->pdata[i], error);

      if (verdict == NULL)
        return FALSE;
      g_ptr_array_add (reply->verdicts, verdict);
    }
  return TRUE;
}

/* Whose state the batch changes: the install, and the scopes that it writes to. */
static guint
find_locks (const AxleHubDesk      *desk,
            const AxlePushRequest  *request,
            AxleId                  locks[4])
{
  guint n_locks = 0;

  locks[n_locks++] = desk->install;
  locks[n_locks++] = axle_hub_sealed_scope (&desk->store);
  for (guint i = 0; i < request->changes->len && n_locks < 4; i++)
    {
      const AxleChange *change = request->changes->pdata[i];

      if (axle_hub_is_scope_of (desk, &change->scope) &&
          (n_locks == 2 || !axle_id_equal (&locks[2], &change->scope)))
        locks[n_locks++] = change->scope;
    }
  return n_locks;
}

static void
add_id (GArray       *ids,
        const AxleId *id)
{
  if (!axle_id_is_none (id))
    g_array_append_val (ids, *id);
}

/* The records that are changed, those that they come to refer to, and who did it. */
static gboolean
prefetch (AxleHub                *self,
          const AxlePushRequest  *request,
          GError                **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (AxleId));

  for (guint i = 0; i < request->changes->len; i++)
    {
      const AxleChange *change = request->changes->pdata[i];

      add_id (ids, &change->record);
      add_id (ids, &change->staff);
      for (guint j = 0; j < change->fields->len; j++)
        {
          const AxleValue *after = &g_array_index (change->fields, AxleFieldChange, j).after;

          if (after->kind == AXLE_VALUE_ID)
            add_id (ids, &after->as.id);
        }
    }
  return axle_storage_prefetch (self->storage, (const AxleId *) ids->data, ids->len, error);
}

/**
 * axle_hub_push:
 * @self: a hub
 * @desk: who asks
 * @request: what it did, in order
 * @error: return location
 *
 * Takes a batch as one transaction: when this returns a reply, all of it is on
 * disk. Each change of an install is applied once, whatever is repeated; its
 * verdict is told again. With an error nothing was taken.
 *
 * Returns: (transfer full) (nullable): a verdict for each change
 */
AxlePushReply *
axle_hub_push (AxleHub                *self,
               const AxleHubDesk      *desk,
               const AxlePushRequest  *request,
               GError                **error)
{
  g_autoptr(GHashTable) rights = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal,
                                                        g_free, free_value);
  g_autoptr(GBytes) key = axle_hub_pair_key (&desk->desk, &desk->install);
  g_autoptr(AxlePushReply) reply = axle_push_reply_new ();
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(GVariant) install = NULL;
  g_auto(AxleHubLookup) lookup = { 0 };
  AxleHubDesk speaker = *desk;
  Push push = { .hub = self, .desk = &speaker, .lookup = &lookup, .rights = rights, .key = key };
  gint64 offset = MAX (request->clock, 0) - axle_host_now (self->host);
  AxleId locks[4];
  guint n_locks;

  if (request->epoch != axle_hub_get_desk_epoch (self, desk))
    {
      if (!axle_hub_load_former (self, &speaker, error))
        return NULL;
      push.leaving = speaker.view != desk->view;
    }
  n_locks = find_locks (&speaker, request, locks);
  if (!axle_hub_begin (self, locks, n_locks, error))
    return NULL;
  transaction = self;
  axle_hub_lookup_init (&lookup, self, &speaker);
  if (!axle_hub_get_entry (self->storage, AXLE_SPACE_INSTALL, key, "(xxx)", &install, error))
    return NULL;
  if (install == NULL || !axle_id_equal (&request->install, &desk->install))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INSTALL,
                           _("This desk was enrolled anew elsewhere. Enrol it again; what waits here is kept."));
      return NULL;
    }
  if (request->epoch != axle_hub_get_desk_epoch (self, &speaker))
    {
      g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_EPOCH,
                           _("The server's data was restored or is new to this desk. Fetch it first."));
      return NULL;
    }
  g_variant_get (install, "(xxx)", &push.last, &push.epoch, NULL);
  if (!prefetch (self, request, error) ||
      !take_batch (&push, request, reply, error) ||
      !axle_hub_put_entry (self->storage, AXLE_SPACE_INSTALL, key,
                           g_variant_new ("(xxx)", push.last, self->epoch, offset), 0, error) ||
      !axle_hub_commit (g_steal_pointer (&transaction), error))
    return NULL;
  reply->epoch = axle_hub_get_desk_epoch (self, &speaker);
  return g_steal_pointer (&reply);
}
