/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/shim.h"

#include <string.h>

#include "core/appointment/appointment.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "wire/message.h"

static void shim_iface_init (AxleStorageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SimShim, sim_shim, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_STORAGE, shim_iface_init))

static void
sim_shim_finalize (GObject *object)
{
  g_object_unref (SIM_SHIM (object)->inner);
  G_OBJECT_CLASS (sim_shim_parent_class)->finalize (object);
}

static void
sim_shim_class_init (SimShimClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sim_shim_finalize;
}

static void
sim_shim_init (SimShim *self)
{
}

AxleStorage *
sim_shim_new (AxleStorage      *inner,
              const SimShimBug *bug)
{
  SimShim *self = g_object_new (SIM_TYPE_SHIM, NULL);

  self->inner = inner;
  self->bug = bug;
  return AXLE_STORAGE (self);
}

/* What was promised is done when the next one comes. */
static AxleStorage *
catch_up (AxleStorage *storage)
{
  SimShim *self = SIM_SHIM (storage);

  if (self->is_open)
    axle_storage_commit (self->inner, NULL);
  self->is_open = FALSE;
  return self->inner;
}

#define INNER(self) (SIM_SHIM (self)->inner)

static gboolean
shim_begin (AxleStorage *self, const AxleId *locks, guint n_locks, GError **error)
{
  return axle_storage_begin (catch_up (self), locks, n_locks, error);
}

static gboolean
shim_begin_read (AxleStorage *self, GError **error)
{
  return axle_storage_begin_read (catch_up (self), error);
}

static gboolean
shim_commit (AxleStorage *self, GError **error)
{
  SimShim *shim = SIM_SHIM (self);

  shim->is_open = shim->bug->is_hasty;
  return shim->bug->is_hasty || axle_storage_commit (INNER (self), error);
}

static void
shim_rollback (AxleStorage *self)
{
  axle_storage_rollback (INNER (self));
}

/* Documents that are of some other kind are left alone. */
static AxleRecord *
read_record (const AxleDocument *document,
             const AxleEntity   *entity)
{
  return g_str_equal (document->kind, entity->kind) ? axle_record_decode (entity, &document->id, document->body, NULL) : NULL;
}

static void
write_record (AxleDocument     *document,
              const AxleRecord *record)
{
  g_bytes_unref (document->body);
  document->body = axle_record_encode (record);
}

static void
hide_merge (AxleDocument *document)
{
  g_autoptr(AxleRecord) record = read_record (document, &axle_customer_entity);

  if (record == NULL)
    return;
  axle_record_set_id (record, AXLE_CUSTOMER_MERGED_INTO, &AXLE_ID_NONE);
  write_record (document, record);
}

static void
hide_no (AxleDocument *document)
{
  g_autoptr(AxleRecord) record = read_record (document, &axle_customer_entity);

  for (guint i = 0; record != NULL && i < record->entity->n_fields; i++)
    if (record->entity->fields[i].merge == AXLE_MERGE_RESTRICT && !axle_record_get_boolean (record, i))
      axle_record_set (record, i, &(AxleValue) { .kind = AXLE_VALUE_NONE });
  if (record != NULL)
    write_record (document, record);
}

static void
hide_rule (AxleDocument *document)
{
  const AxleEntity *entity = axle_registry_find (document->kind);
  g_autoptr(AxleRecord) record = entity->flags & AXLE_ENTITY_ALIKE ? read_record (document, entity) : NULL;

  for (guint i = 0; record != NULL && i < entity->n_fields; i++)
    if (entity->fields[i].flags & AXLE_FIELD_FIXED)
      axle_record_set (record, i, &(AxleValue) { .kind = AXLE_VALUE_NONE });
  if (record != NULL)
    write_record (document, record);
}

static void
give_right (AxleDocument *document)
{
  g_autoptr(AxleRecord) record = read_record (document, &axle_role_entity);

  if (record == NULL)
    return;
  axle_record_add_member (record, AXLE_ROLE_RIGHTS, AXLE_RIGHT_APPOINTMENTS_OVERBOOK);
  write_record (document, record);
}

/* What is changed is read before it is judged. */
static void
note_tolerance (SimShim            *self,
                const AxleDocument *document)
{
  g_autoptr(AxleRecord) record = read_record (document, &axle_appointment_entity);

  if (record != NULL)
    self->is_tolerant = self->bug->tolerates (record);
}

static gboolean
shim_get_document (AxleStorage *storage, const AxleId *id, AxleDocument **document, GError **error)
{
  SimShim *self = SIM_SHIM (storage);

  if (!axle_storage_get_document (self->inner, id, document, error))
    return FALSE;
  if (*document == NULL)
    return TRUE;
  if (self->bug->is_aimless)
    hide_merge (*document);
  if (self->bug->is_deaf)
    hide_no (*document);
  if (self->bug->is_original)
    hide_rule (*document);
  if (self->bug->is_generous)
    give_right (*document);
  if (self->bug->tolerates != NULL)
    note_tolerance (self, *document);
  return TRUE;
}

static gboolean
shim_prefetch (AxleStorage *self, const AxleId *ids, guint n_ids, GError **error)
{
  return axle_storage_prefetch (INNER (self), ids, n_ids, error);
}

static gboolean
shim_put_document (AxleStorage *self, const AxleDocument *document, GError **error)
{
  return axle_storage_put_document (INNER (self), document, error);
}

static GPtrArray *
shim_list_documents (AxleStorage *self, const AxleId *scope, gint64 after, guint limit, gsize n_bytes, GError **error)
{
  return axle_storage_list_documents (INNER (self), scope, after, limit, n_bytes, error);
}

/* The appointments of a day, as the bug takes them. */
static void
look_at (SimShim   *self,
         GPtrArray *documents)
{
  for (guint i = documents->len; i > 0; i--)
    {
      AxleDocument *document = documents->pdata[i - 1];
      g_autoptr(AxleRecord) record = read_record (document, &axle_appointment_entity);

      if (record == NULL)
        continue;
      if (self->bug->sees (record))
        write_record (document, record);
      else
        g_ptr_array_remove_index (documents, i - 1);
    }
}

static gboolean
find_other_scope (SimShim       *self,
                  const AxleId  *scope,
                  AxleId        *other,
                  GError       **error)
{
  g_autoptr(GPtrArray) scopes = axle_storage_list_scopes (self->inner, error);

  for (guint i = 0; scopes != NULL && i < scopes->len; i++)
    {
      memcpy (other->bytes, g_bytes_get_data (scopes->pdata[i], NULL), sizeof other->bytes);
      if (!axle_id_equal (other, scope))
        break;
    }
  return scopes != NULL;
}

static GPtrArray *
shim_find_documents (AxleStorage *storage, const AxleId *scope, const char *key, guint limit, GError **error)
{
  SimShim *self = SIM_SHIM (storage);
  gboolean of_a_day = g_str_has_prefix (key, "at=");
  g_autoptr(GPtrArray) documents = NULL;
  AxleId other = *scope;

  if (self->bug->is_blind || (self->bug->is_present && g_str_has_prefix (key, "record=")) || (of_a_day && self->is_tolerant))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_document_free);
  if (self->bug->is_elsewhere && of_a_day && !find_other_scope (self, scope, &other, error))
    return NULL;
  documents = axle_storage_find_documents (self->inner, &other, key, limit, error);
  if (documents != NULL && of_a_day && self->bug->sees != NULL)
    look_at (self, documents);
  return g_steal_pointer (&documents);
}

static GPtrArray *
shim_list_scopes (AxleStorage *self, GError **error)
{
  return axle_storage_list_scopes (INNER (self), error);
}

static gboolean
shim_get_head (AxleStorage *self, const AxleId *scope, gint64 *head, GError **error)
{
  return axle_storage_get_head (INNER (self), scope, head, error);
}

static gboolean
shim_next_sequence (AxleStorage *self, const AxleId *scope, gint64 *sequence, GError **error)
{
  return axle_storage_next_sequence (INNER (self), scope, sequence, error);
}

static gboolean
shim_get_floor (AxleStorage *self, const AxleId *scope, gint64 *floor, GError **error)
{
  return axle_storage_get_floor (INNER (self), scope, floor, error);
}

static gboolean
shim_drop_tombstones (AxleStorage *self, const AxleId *scope, gint64 through, gint64 written_before, gint64 *n_dropped, GError **error)
{
  return axle_storage_drop_tombstones (INNER (self), scope, through, written_before, n_dropped, error);
}

static gboolean
shim_get_verdict (AxleStorage *self, const AxleId *install, gint64 number, gint64 *sequence, guint64 *digest, GBytes **body, GError **error)
{
  return axle_storage_get_verdict (INNER (self), install, number, sequence, digest, body, error);
}

static gboolean
shim_put_verdict (AxleStorage *self, const AxleId *install, gint64 number, gint64 sequence, guint64 digest, GBytes *body, GError **error)
{
  g_autoptr(GBytes) known = NULL;
  guint64 known_digest;
  gint64 known_sequence;

  SIM_SHIM (self)->is_tolerant = FALSE;
  if (!SIM_SHIM (self)->bug->forgets)
    return axle_storage_put_verdict (INNER (self), install, number, sequence, digest, body, error);
  return axle_storage_get_verdict (INNER (self), install, number, &known_sequence, &known_digest, &known, error) &&
         (known != NULL || known_sequence > 0 ||
          axle_storage_put_verdict (INNER (self), install, number, sequence, digest, body, error));
}

static gboolean
shim_drop_acceptances (AxleStorage *self, const AxleId *install, gint64 below, GError **error)
{
  return axle_storage_drop_acceptances (INNER (self), install, below, error);
}

static gboolean
shim_get_entry (AxleStorage  *self,
                const char   *space,
                GBytes       *key,
                GBytes      **value,
                GError      **error)
{
  if (!axle_storage_get_entry (INNER (self), space, key, value, error))
    return FALSE;
  /* What was taken last is of an epoch long ago: any number may be the next. */
  if (SIM_SHIM (self)->bug->forgets && g_str_equal (space, "install") && *value != NULL)
    {
      g_autoptr(GVariant) fresh = g_variant_ref_sink (g_variant_new ("(xxx)", (gint64) 0, (gint64) 0, (gint64) 0));

      g_bytes_unref (*value);
      *value = g_variant_get_data_as_bytes (fresh);
    }
  return TRUE;
}

static gboolean
shim_put_entry (AxleStorage *self, const char *space, GBytes *key, GBytes *value, gint64 expires, GError **error)
{
  return axle_storage_put_entry (INNER (self), space, key, value, expires, error);
}

static GPtrArray *
shim_list_entries (AxleStorage *self, const char *space, GBytes *prefix, guint limit, GError **error)
{
  return axle_storage_list_entries (INNER (self), space, prefix, limit, error);
}

static gboolean
shim_drop_entry (AxleStorage *self, const char *space, GBytes *key, GError **error)
{
  return axle_storage_drop_entry (INNER (self), space, key, error);
}

static gboolean
shim_drop_expired (AxleStorage *self, gint64 now, GError **error)
{
  return axle_storage_drop_expired (INNER (self), now, error);
}

static gboolean
shim_has_changed (AxleStorage *self)
{
  return axle_storage_has_changed (INNER (self));
}

static GArray *
shim_take_changed (AxleStorage *self)
{
  return axle_storage_take_changed (INNER (self));
}

static int
shim_get_watch_fd (AxleStorage *self)
{
  return axle_storage_get_watch_fd (INNER (self));
}

static AxleStorage *
shim_reopen (AxleStorage *self, GError **error)
{
  return axle_storage_reopen (INNER (self), error);
}

static void
shim_iface_init (AxleStorageInterface *iface)
{
  iface->begin = shim_begin;
  iface->begin_read = shim_begin_read;
  iface->commit = shim_commit;
  iface->rollback = shim_rollback;
  iface->get_document = shim_get_document;
  iface->prefetch = shim_prefetch;
  iface->put_document = shim_put_document;
  iface->list_documents = shim_list_documents;
  iface->find_documents = shim_find_documents;
  iface->list_scopes = shim_list_scopes;
  iface->get_head = shim_get_head;
  iface->next_sequence = shim_next_sequence;
  iface->get_floor = shim_get_floor;
  iface->drop_tombstones = shim_drop_tombstones;
  iface->get_verdict = shim_get_verdict;
  iface->put_verdict = shim_put_verdict;
  iface->drop_acceptances = shim_drop_acceptances;
  iface->get_entry = shim_get_entry;
  iface->put_entry = shim_put_entry;
  iface->list_entries = shim_list_entries;
  iface->drop_entry = shim_drop_entry;
  iface->drop_expired = shim_drop_expired;
  iface->has_changed = shim_has_changed;
  iface->take_changed = shim_take_changed;
  iface->get_watch_fd = shim_get_watch_fd;
  iface->reopen = shim_reopen;
}

