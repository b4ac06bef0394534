/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/hub.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/problem.h"
#include "core/history/history.h"
#include "core/registry.h"
#include "server/desks.h"
#include "server/copy.h"
#include "server/private.h"

G_DEFINE_QUARK (axle-hub-error-quark, axle_hub_error)

/* As many documents as are read at once. */
#define LIST_LIMIT 5000
#define LIST_BYTES (AXLE_WIRE_BODY_LIMIT / 2)

#define EPOCH_KEY "epoch"
#define RESTORED_KEY "restored"

const char *
axle_hub_error_code (const GError *error)
{
  static const char * const codes[] = {
    [AXLE_HUB_ERROR_GAP] = "gap",
    [AXLE_HUB_ERROR_EPOCH] = "epoch",
    [AXLE_HUB_ERROR_INSTALL] = "install",
    [AXLE_HUB_ERROR_SCOPE] = "scope",
    [AXLE_HUB_ERROR_INVALID] = "invalid",
    [AXLE_HUB_ERROR_DAMAGED] = "damaged",
    [AXLE_HUB_ERROR_GONE] = "gone",
  };

  if (error->domain == AXLE_HUB_ERROR && (guint) error->code < G_N_ELEMENTS (codes))
    return codes[error->code];
  return "internal";
}

GBytes *
axle_hub_id_key (const AxleId *id)
{
  return g_bytes_new (id->bytes, sizeof id->bytes);
}

GBytes *
axle_hub_pair_key (const AxleId *first,
                   const AxleId *second)
{
  AxleId pair[] = { *first, *second };

  return g_bytes_new (pair, sizeof pair);
}

/* An entry that is there and not of @type counts as damaged. */
gboolean
axle_hub_get_entry (AxleStorage  *storage,
                    const char   *space,
                    GBytes       *key,
                    const char   *type,
                    GVariant    **value,
                    GError      **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GVariant) packed = NULL;

  *value = NULL;
  if (!axle_storage_get_entry (storage, space, key, &bytes, error))
    return FALSE;
  if (bytes == NULL)
    return TRUE;
  packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));
  if (!g_variant_is_normal_form (packed))
    {
      g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED,
                   _("An entry “%s” of the server's database cannot be read."), space);
      return FALSE;
    }
  *value = g_steal_pointer (&packed);
  return TRUE;
}

gboolean
axle_hub_put_entry (AxleStorage  *storage,
                    const char   *space,
                    GBytes       *key,
                    GVariant     *value,
                    gint64        expires,
                    GError      **error)
{
  g_autoptr(GVariant) packed = g_variant_ref_sink (value);
  g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes (packed);

  return axle_storage_put_entry (storage, space, key, bytes, expires, error);
}

static gboolean
read_number (AxleHub     *self,
             const char  *name,
             gint64      *number,
             GError     **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (name, strlen (name));
  g_autoptr(GVariant) value = NULL;

  if (!axle_hub_get_entry (self->storage, AXLE_SPACE_SERVER, key, "x", &value, error))
    return FALSE;
  *number = value != NULL ? g_variant_get_int64 (value) : 0;
  return TRUE;
}

/* The epoch of a storage, and when it was brought back from a copy: 0 when it has
 * none yet, or never was. */
static gboolean
read_epoch (AxleHub  *self,
            GError  **error)
{
  return read_number (self, EPOCH_KEY, &self->epoch, error) &&
         read_number (self, RESTORED_KEY, &self->restored, error);
}

/* Inside a transaction. */
static gboolean
make_epoch (AxleHub  *self,
            gint64   *epoch,
            GError  **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (EPOCH_KEY, strlen (EPOCH_KEY));
  guint64 random;

  axle_host_fill (self->host, (guint8 *) &random, sizeof random);
  /* Within 53 bits, for readers of JSON that know only doubles; never 0. */
  *epoch = (gint64) (random >> 11) | 1;
  return axle_hub_put_entry (self->storage, AXLE_SPACE_SERVER, key, g_variant_new_int64 (*epoch), 0, error);
}

/**
 * axle_hub_load_epoch:
 * @self: a hub
 * @error: return location
 *
 * Reads the epoch again, as another program may have renewed it.
 *
 * Returns: whether it was read
 */
gboolean
axle_hub_load_epoch (AxleHub  *self,
                     GError  **error)
{
  g_autoptr(AxleStorageGuard) guard = NULL;
  gint64 epoch;

  if (!read_epoch (self, error))
    return FALSE;
  if (self->epoch != 0)
    return TRUE;
  if (!axle_storage_begin (self->storage, NULL, 0, error))
    return FALSE;
  guard = self->storage;
  if (!read_epoch (self, error))
    return FALSE;
  epoch = self->epoch;
  if ((epoch == 0 && !make_epoch (self, &epoch, error)) ||
      !axle_storage_commit (g_steal_pointer (&guard), error))
    return FALSE;
  self->epoch = epoch;
  return TRUE;
}

/**
 * axle_hub_renew_epoch:
 * @self: a hub
 * @error: return location
 *
 * To be called when the data was brought back from a copy: desks know numbers
 * that this server has never given, and must start their scopes anew.
 *
 * Returns: whether the epoch is new
 */
gboolean
axle_hub_renew_epoch (AxleHub  *self,
                      GError  **error)
{
  g_autoptr(GBytes) key = g_bytes_new_static (RESTORED_KEY, strlen (RESTORED_KEY));
  g_autoptr(AxleStorageGuard) guard = NULL;
  gint64 now = axle_host_now (self->host);
  gint64 epoch;

  if (!axle_storage_begin (self->storage, NULL, 0, error))
    return FALSE;
  guard = self->storage;
  if (!make_epoch (self, &epoch, error) ||
      !axle_hub_put_entry (self->storage, AXLE_SPACE_SERVER, key, g_variant_new_int64 (now), 0, error) ||
      !axle_storage_commit (g_steal_pointer (&guard), error))
    return FALSE;
  self->epoch = epoch;
  self->restored = now;
  return TRUE;
}

static gboolean
check_finished (AxleStorage  *storage,
                GError      **error)
{
  gboolean unfinished;

  if (!axle_storage_is_unfinished (storage, &unfinished, error))
    return FALSE;
  if (unfinished)
    g_set_error_literal (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED,
                         _("The data is a copy that was not finished. Make the copy again."));
  return !unfinished;
}

/**
 * axle_hub_new:
 * @storage: where it keeps everything
 * @host: (nullable): clock and chance; %NULL for the machine's own
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a hub
 */
AxleHub *
axle_hub_new (AxleStorage  *storage,
              AxleHost     *host,
              GError      **error)
{
  g_autoptr(AxleHub) self = g_new0 (AxleHub, 1);

  self->storage = g_object_ref (storage);
  self->host = host != NULL ? host : axle_host_get_default ();
  self->touched = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  self->notes = axle_hub_notes_new ();
  if (!check_finished (storage, error) || !axle_hub_load_epoch (self, error) || !axle_hub_update_keys (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
axle_hub_free (AxleHub *self)
{
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->notes);
  g_clear_pointer (&self->news.message, g_bytes_unref);
  g_object_unref (self->storage);
  g_free (self);
}

AxleStorage *
axle_hub_get_storage (AxleHub *self)
{
  return self->storage;
}

AxleHost *
axle_hub_get_host (AxleHub *self)
{
  return self->host;
}

void
axle_hub_set_observer (AxleHub         *self,
                       AxleHubObserver  observer,
                       gpointer         user_data)
{
  self->observer = observer;
  self->observer_data = user_data;
}

gint64
axle_hub_get_epoch (AxleHub *self)
{
  return self->epoch;
}

gboolean
axle_hub_get_head (AxleHub       *self,
                   const AxleId  *scope,
                   gint64        *head,
                   GError       **error)
{
  return axle_storage_get_head (self->storage, scope, head, error);
}

/**
 * axle_hub_begin:
 * @self: a hub
 * @locks: (nullable) (array length=n_locks): whose state it reads and changes
 * @n_locks: how many; 0 for a transaction that stands alone
 * @error: return location
 *
 * Starts a transaction. Those that name one of the same ids, on whatever server
 * of this data, wait for each other.
 *
 * Returns: whether it has begun
 */
gboolean
axle_hub_begin (AxleHub       *self,
                const AxleId  *locks,
                guint          n_locks,
                GError       **error)
{
  return axle_storage_begin (self->storage, locks, n_locks, error);
}

void
axle_hub_rollback (AxleHub *self)
{
  g_hash_table_remove_all (self->touched);
  axle_storage_rollback (self->storage);
}

gboolean
axle_hub_commit (AxleHub  *self,
                 GError  **error)
{
  g_autoptr(GHashTable) touched = g_steal_pointer (&self->touched);
  GHashTableIter iter;
  gpointer scope;
  gint64 head;

  self->touched = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  if (!axle_storage_commit (self->storage, error))
    return FALSE;
  g_hash_table_iter_init (&iter, touched);
  while (self->observer != NULL && g_hash_table_iter_next (&iter, &scope, NULL))
    if (axle_storage_get_head (self->storage, scope, &head, NULL))
      self->observer (self, scope, head, self->observer_data);
  return TRUE;
}

AxleRecord *
axle_hub_read_document (const AxleDocument  *document,
                        GError             **error)
{
  const AxleEntity *entity = axle_registry_find (document->kind);
  g_autoptr(GError) reason = NULL;
  AxleRecord *record;

  if (entity == NULL)
    entity = axle_registry_get_stranger (document->kind);
  if (entity == NULL)
    {
      g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED,
                   _("A newer program wrote records of the kind “%s”."), document->kind);
      return NULL;
    }
  record = axle_record_decode (entity, &document->id, document->body, &reason);
  /* Not a fault of the message of whoever asks. */
  if (record == NULL)
    g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_DAMAGED, "%s %s: %s", document->kind,
                 AXLE_ID_TEXT (&document->id), reason->message);
  return record;
}

/**
 * axle_hub_get:
 * @self: a hub
 * @id: a record's id
 * @record: (out) (nullable) (transfer full): the record; %NULL when there is none
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_hub_get (AxleHub       *self,
              const AxleId  *id,
              AxleRecord   **record,
              GError       **error)
{
  g_autoptr(AxleDocument) document = NULL;

  *record = NULL;
  if (!axle_storage_get_document (self->storage, id, &document, error))
    return FALSE;
  if (document == NULL)
    return TRUE;
  *record = axle_hub_read_document (document, error);
  return *record != NULL;
}

/**
 * axle_hub_list:
 * @self: a hub
 * @scope: a scope
 * @entity: what kind of records
 * @error: return location
 *
 * For kinds of which a scope has few, such as staff.
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): those that are
 *   not deleted, in the order of their last change
 */
GPtrArray *
axle_hub_list (AxleHub           *self,
               const AxleId      *scope,
               const AxleEntity  *entity,
               GError           **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  gint64 after = 0;

  for (;;)
    {
      g_autoptr(GPtrArray) documents = axle_storage_list_documents (self->storage, scope, after, LIST_LIMIT,
                                                                    LIST_BYTES, error);

      if (documents == NULL)
        return NULL;
      if (documents->len == 0)
        return g_steal_pointer (&records);
      for (guint i = 0; i < documents->len; i++)
        {
          const AxleDocument *document = documents->pdata[i];
          AxleRecord *record;

          after = document->sequence;
          if (document->deleted || !g_str_equal (document->kind, entity->kind))
            continue;
          record = axle_hub_read_document (document, error);
          if (record == NULL)
            return NULL;
          g_ptr_array_add (records, record);
        }
    }
}

static gboolean
write_document (AxleHub           *self,
                const AxleRecord  *record,
                gint64            *sequence,
                GError           **error)
{
  g_autoptr(GBytes) body = axle_record_encode (record);
  g_auto(GStrv) keys = axle_hub_dup_keys (record);
  AxleDocument document = {
    .id = record->id,
    .scope = record->scope,
    .kind = (char *) record->entity->kind,
    .revision = record->revision,
    .deleted = record->deleted,
    .written_at = axle_host_now (self->host),
    .keys = keys,
    .body = body,
  };

  if (!axle_storage_next_sequence (self->storage, &record->scope, &document.sequence, error) ||
      !axle_storage_put_document (self->storage, &document, error))
    return FALSE;
  *sequence = document.sequence;
  g_hash_table_add (self->touched, g_memdup2 (&record->scope, sizeof record->scope));
  return TRUE;
}

static AxleRecord *
new_history (AxleHub          *self,
             const AxleRecord *record,
             const char       *field,
             const char       *before,
             const char       *after)
{
  AxleId id = axle_id_new (self->host);
  AxleRecord *history = axle_record_new (&axle_history_entity, &id);

  history->scope = record->scope;
  history->revision = 1;
  axle_record_set_id (history, AXLE_HISTORY_RECORD, &record->id);
  axle_record_set_text (history, AXLE_HISTORY_KIND, record->entity->kind);
  axle_record_set_text (history, AXLE_HISTORY_FIELD, field);
  axle_record_set_text (history, AXLE_HISTORY_BEFORE, before);
  axle_record_set_text (history, AXLE_HISTORY_AFTER, after);
  return history;
}

static gboolean
write_history (AxleHub       *self,
               AxleRecord    *history,
               gint64         at,
               const AxleId  *staff,
               const AxleId  *desk,
               GError       **error)
{
  gint64 sequence;

  history->created_at = at;
  history->created_by = *staff;
  history->created_on = *desk;
  axle_record_set_integer (history, AXLE_HISTORY_AT, at);
  axle_record_set_id (history, AXLE_HISTORY_STAFF, staff);
  axle_record_set_id (history, AXLE_HISTORY_DESK, desk);
  return write_document (self, history, &sequence, error);
}

/**
 * axle_hub_write:
 * @self: a hub, in a transaction
 * @before: (nullable): the record as it was
 * @after: the record as it will be
 * @at: when it was changed
 * @staff: who changed it; no id for the server
 * @desk: where; no id for the server
 * @sequence: (out): its number in the feed
 * @error: return location
 *
 * Writes a record, and before it what its fields were.
 *
 * Returns: whether it was written
 */
gboolean
axle_hub_write (AxleHub           *self,
                const AxleRecord  *before,
                const AxleRecord  *after,
                gint64             at,
                const AxleId      *staff,
                const AxleId      *desk,
                gint64            *sequence,
                GError           **error)
{
  if (before != NULL && before->deleted != after->deleted)
    {
      g_autoptr(AxleRecord) history = new_history (self, after, AXLE_HISTORY_DELETED,
                                                   before->deleted ? "true" : "false",
                                                   after->deleted ? "true" : "false");

      if (!write_history (self, history, at, staff, desk, error))
        return FALSE;
    }
  for (guint i = 0; before != NULL && i < after->entity->n_fields; i++)
    {
      g_autofree char *old = axle_history_dup_text (&before->values[i]);
      g_autofree char *new = axle_history_dup_text (&after->values[i]);
      g_autoptr(AxleRecord) history = NULL;

      if (axle_value_equal (&before->values[i], &after->values[i]))
        continue;
      history = new_history (self, after, after->entity->fields[i].name, old, new);
      if (!write_history (self, history, at, staff, desk, error))
        return FALSE;
    }
  return write_document (self, after, sequence, error);
}

/**
 * axle_hub_put:
 * @self: a hub, in a transaction
 * @record: the record as it shall be; gets its revision
 * @error: return location
 *
 * How the server itself makes or changes a record. It reaches desks as every other.
 *
 * Returns: whether it was written
 */
gboolean
axle_hub_put (AxleHub     *self,
              AxleRecord  *record,
              GError     **error)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();
  g_autoptr(AxleRecord) before = NULL;
  gint64 now = axle_host_now (self->host);
  gint64 sequence;

  if (!axle_hub_get (self, &record->id, &before, error))
    return FALSE;
  axle_record_check (record, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      if (!problem->blocking)
        continue;
      g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID, "%s", problem->message);
      return FALSE;
    }
  record->revision = before != NULL ? before->revision + 1 : 1;
  if (before == NULL)
    record->created_at = now;
  return axle_hub_write (self, before, record, now, &AXLE_ID_NONE, &AXLE_ID_NONE, &sequence, error);
}

/**
 * axle_hub_add_install:
 * @self: a hub, in a transaction
 * @desk: a desk that has just been enrolled
 * @after: the highest number of its earlier enrolments; 0 for none
 * @error: return location
 *
 * From now on changes with the numbers of this install are taken, behind @after.
 *
 * Returns: whether it was written
 */
gboolean
axle_hub_add_install (AxleHub            *self,
                      const AxleHubDesk  *desk,
                      gint64              after,
                      GError            **error)
{
  g_autoptr(GBytes) key = axle_hub_pair_key (&desk->desk, &desk->install);

  return axle_hub_put_entry (self->storage, AXLE_SPACE_INSTALL, key,
                             g_variant_new ("(xxx)", after, self->epoch, (gint64) 0), 0, error);
}

/**
 * axle_hub_admit:
 * @self: a hub, in a transaction
 * @desk: a desk
 * @staff: who signed in on it
 * @error: return location
 *
 * From now on changes of @staff on @desk are taken, within their rights.
 *
 * Returns: whether it was written
 */
gboolean
axle_hub_admit (AxleHub       *self,
                const AxleId  *desk,
                const AxleId  *staff,
                GError       **error)
{
  g_autoptr(GBytes) key = axle_hub_pair_key (desk, staff);

  return axle_hub_put_entry (self->storage, AXLE_SPACE_ADMITTED, key,
                             g_variant_new_int64 (axle_host_now (self->host)), 0, error);
}

gboolean
axle_hub_is_scope_of (const AxleHubDesk *desk,
                      const AxleId      *scope)
{
  return axle_id_equal (&desk->store, scope) || axle_id_equal (&desk->group, scope);
}
