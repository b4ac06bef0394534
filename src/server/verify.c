/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/verify.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/problem.h"
#include "core/registry.h"
#include "server/private.h"

#define BLOB_PIECE (1024 * 1024)

typedef struct
{
  gint64 head;
  gint64 floor;
  gint64 n_writes;
} Scope;

typedef struct
{
  gint64 last;
  gint64 skipped_first;
  gint64 skipped_last;
  gint64 n_recent;       /* verdicts that must be kept, and are */
} Install;

/* What a reference waits for: its target may come later in the walk. */
typedef struct
{
  const AxleEntity *entity;
  AxleId            record;
  const AxleField  *field;
} Reference;

typedef struct
{
  AxleVerifyReport *report;
  GHashTable       *scopes;      /* AxleId → Scope */
  GHashTable       *installs;    /* AxleId → Install */
  GHashTable       *records;     /* AxleId: set */
  GHashTable       *references;  /* AxleId of a target that did not come yet → Reference, the first */
  GHashTable       *uniques;     /* "scope kind.field=value": set */
  GHashTable       *blobs;       /* hash → AxleId of a record that names it */
  gboolean          is_whole;    /* nothing was dropped or restored */
} Verify;

void
axle_verify_report_free (AxleVerifyReport *self)
{
  g_ptr_array_unref (self->problems);
  g_free (self);
}

static void G_GNUC_PRINTF (4, 5)
add (Verify     *self,
     gboolean    wrong,
     const char *code,
     const char *format,
     ...)
{
  AxleVerifyReport *report = self->report;
  g_autofree char *message = NULL;
  va_list args;

  report->n_wrong += wrong;
  report->n_remarks += !wrong;
  if (report->problems->len >= AXLE_VERIFY_PROBLEMS)
    return;
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  axle_problems_add (report->problems, code, NULL, wrong, "%s", message);
}

static gboolean
visit_scope (gpointer       data,
             const AxleId  *id,
             gint64         head,
             gint64         floor,
             GError       **error)
{
  Verify *self = data;
  Scope *scope = g_new0 (Scope, 1);

  scope->head = head;
  scope->floor = floor;
  self->is_whole = self->is_whole && floor == 0;
  g_hash_table_insert (self->scopes, g_memdup2 (id, sizeof *id), scope);
  if (floor > head || floor < 0)
    add (self, TRUE, "floor", _("Scope %s: deletions are dropped up to %" PRId64 ", but it is only at %" PRId64 "."),
         AXLE_ID_TEXT (id), floor, head);
  return axle_sum_visitor.scope (&self->report->sum, id, head, floor, error);
}

/* Entries. */

static GVariant *
read_entry (Verify          *self,
            const char      *space,
            const AxleEntry *entry,
            const char      *type)
{
  g_autoptr(GVariant) value = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), entry->value, FALSE));

  if (g_variant_is_normal_form (value))
    return g_steal_pointer (&value);
  add (self, TRUE, "entry", _("An entry “%s” cannot be read."), space);
  return NULL;
}

static Install *
get_install (Verify *self,
             GBytes *key)
{
  AxleId ids[2];
  Install *install;

  if (g_bytes_get_size (key) != sizeof ids)
    return NULL;
  memcpy (ids, g_bytes_get_data (key, NULL), sizeof ids);
  install = g_hash_table_lookup (self->installs, &ids[1]);
  if (install == NULL)
    {
      install = g_new0 (Install, 1);
      g_hash_table_insert (self->installs, g_memdup2 (&ids[1], sizeof ids[1]), install);
    }
  return install;
}

static void
visit_install (Verify          *self,
               const AxleEntry *entry)
{
  g_autoptr(GVariant) value = read_entry (self, AXLE_SPACE_INSTALL, entry, "(xxx)");
  Install *install = get_install (self, entry->key);

  if (value != NULL && install != NULL)
    g_variant_get (value, "(xxx)", &install->last, NULL, NULL);
}

static void
visit_skipped (Verify          *self,
               const AxleEntry *entry)
{
  g_autoptr(GVariant) value = read_entry (self, AXLE_SPACE_SKIPPED, entry, "(xx)");
  Install *install = get_install (self, entry->key);

  if (value != NULL && install != NULL)
    g_variant_get (value, "(xx)", &install->skipped_first, &install->skipped_last);
}

static gboolean
visit_entry (gpointer          data,
             const char       *space,
             const AxleEntry  *entry,
             GError          **error)
{
  Verify *self = data;

  if (g_str_equal (space, AXLE_SPACE_INSTALL))
    visit_install (self, entry);
  else if (g_str_equal (space, AXLE_SPACE_SKIPPED))
    visit_skipped (self, entry);
  return axle_sum_visitor.entry (&self->report->sum, space, entry, error);
}

/* Documents. */

static void
visit_reference (Verify           *self,
                 const AxleRecord *record,
                 const AxleField  *field,
                 const AxleValue  *value)
{
  Reference *reference;

  if (g_hash_table_contains (self->records, &value->as.id) || g_hash_table_contains (self->references, &value->as.id))
    return;
  reference = g_new (Reference, 1);
  *reference = (Reference) { record->entity, record->id, field };
  g_hash_table_insert (self->references, g_memdup2 (&value->as.id, sizeof value->as.id), reference);
}

static void
visit_unique (Verify           *self,
              const AxleRecord *record,
              const AxleField  *field,
              const AxleValue  *value)
{
  char *key = g_strdup_printf ("%s %s.%s=%s", AXLE_ID_TEXT (&record->scope), record->entity->kind, field->name,
                               axle_value_get_text (value));

  if (!g_hash_table_add (self->uniques, key))
    add (self, FALSE, "taken", _("%s %s: “%s” is on another record too."), record->entity->kind,
         AXLE_ID_TEXT (&record->id), axle_value_get_text (value));
}

static void
visit_values (Verify           *self,
              const AxleRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      const AxleValue *value = axle_record_get (record, i);

      if (value->kind == AXLE_VALUE_ID)
        visit_reference (self, record, field, value);
      else if (value->kind == AXLE_VALUE_TEXT && (field->flags & AXLE_FIELD_UNIQUE))
        visit_unique (self, record, field, value);
      else if (value->kind == AXLE_VALUE_TEXT && field->type == AXLE_FIELD_BLOB)
        g_hash_table_insert (self->blobs, g_strdup (axle_value_get_text (value)),
                             g_memdup2 (&record->id, sizeof record->id));
    }
}

static gboolean
has_keys (const AxleDocument *document,
          const AxleRecord   *record)
{
  static const char * const none[] = { NULL };
  g_auto(GStrv) keys = axle_hub_dup_keys (record);

  return g_strv_equal ((const char * const *) keys,
                       document->keys != NULL ? (const char * const *) document->keys : none);
}

static void
visit_record (Verify             *self,
              const AxleDocument *document)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleRecord) record = NULL;

  if (axle_registry_find (document->kind) == NULL)
    {
      add (self, FALSE, "newer-kind", _("%s: a newer program wrote records of the kind “%s”."),
           AXLE_ID_TEXT (&document->id), document->kind);
      return;
    }
  record = axle_hub_read_document (document, &reason);
  if (record == NULL)
    {
      add (self, TRUE, "unreadable", "%s", reason->message);
      return;
    }
  if (!axle_id_equal (&record->scope, &document->scope) || record->revision != document->revision ||
      record->deleted != document->deleted)
    add (self, TRUE, "contradiction", _("%s %s: the record says something else than its row."), document->kind,
         AXLE_ID_TEXT (&document->id));
  if (!has_keys (document, record))
    add (self, TRUE, "keys", _("%s %s cannot be found by its values."), document->kind, AXLE_ID_TEXT (&document->id));
  if (!record->deleted)
    visit_values (self, record);
}

static gboolean
visit_document (gpointer             data,
                const AxleDocument  *document,
                GError             **error)
{
  Verify *self = data;
  Scope *scope = g_hash_table_lookup (self->scopes, &document->scope);

  if (document->sequence < 1 || document->sequence > scope->head)
    add (self, TRUE, "sequence", _("%s %s has the number %" PRId64 " of a feed that is at %" PRId64 "."), document->kind,
         AXLE_ID_TEXT (&document->id), document->sequence, scope->head);
  scope->n_writes += document->revision;
  g_hash_table_add (self->records, g_memdup2 (&document->id, sizeof document->id));
  g_hash_table_remove (self->references, &document->id);
  visit_record (self, document);
  return axle_sum_visitor.document (&self->report->sum, document, error);
}

/* Verdicts. */

static gboolean
visit_verdict (gpointer                  data,
               const AxleStoredVerdict  *verdict,
               GError                  **error)
{
  Verify *self = data;
  Install *install = g_hash_table_lookup (self->installs, &verdict->install);
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleVerdict) read = verdict->body != NULL ? axle_verdict_decode (verdict->body, &reason) : NULL;

  if (verdict->body != NULL && read == NULL)
    add (self, TRUE, "verdict", _("Verdict %" PRId64 " of %s cannot be read: %s"), verdict->number,
         AXLE_ID_TEXT (&verdict->install), reason->message);
  if (install == NULL)
    add (self, FALSE, "install-unknown", _("Verdict %" PRId64 " is of an enrolment %s that is gone."), verdict->number,
         AXLE_ID_TEXT (&verdict->install));
  else if (verdict->number < 1 || verdict->number > install->last)
    add (self, TRUE, "verdict-number", _("Verdict %" PRId64 " of %s: only %" PRId64 " changes were taken."), verdict->number,
         AXLE_ID_TEXT (&verdict->install), install->last);
  else if (verdict->number > install->last - AXLE_HUB_ACCEPTANCES_KEPT)
    install->n_recent++;
  return axle_sum_visitor.verdict (&self->report->sum, verdict, error);
}

/* What only shows at the end. */

static void
check_scopes (Verify *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->scopes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Scope *scope = value;

      /* Each write takes a number and raises a revision; what is dropped is not counted any more. */
      if (scope->n_writes > scope->head || (scope->floor == 0 && scope->n_writes < scope->head))
        add (self, TRUE, "gap", _("Scope %s: its feed is at %" PRId64 " after %" PRId64 " writes."), AXLE_ID_TEXT (key),
             scope->head, scope->n_writes);
    }
}

static void
check_installs (Verify *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->installs);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Install *install = value;
      gint64 first = MAX (install->last - AXLE_HUB_ACCEPTANCES_KEPT, 0) + 1;
      gint64 skipped = MAX (MIN (install->skipped_last, install->last) - MAX (install->skipped_first, first) + 1, 0);
      gint64 expected = install->last - first + 1 - (install->skipped_first > 0 ? skipped : 0);

      if (install->n_recent < expected)
        add (self, TRUE, "verdicts-missing", _("Enrolment %s: %" PRId64 " of its last verdicts are missing."),
             AXLE_ID_TEXT (key), expected - install->n_recent);
    }
}

static void
check_references (Verify *self)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->references);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Reference *reference = value;

      add (self, self->is_whole, "reference", _("%s %s: its “%s” names %s, which is not there."), reference->entity->kind,
           AXLE_ID_TEXT (&reference->record), reference->field->name, AXLE_ID_TEXT (key));
    }
}

static gboolean
hash_blob (AxleBlobStore        *blobs,
           const AxleBlobEntry  *entry,
           char                **hash,
           GError              **error)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (gint64 offset = 0; offset < entry->size;)
    {
      g_autoptr(GBytes) piece = axle_blob_store_read (blobs, entry->hash, offset, BLOB_PIECE, error);
      gsize size;
      const guint8 *bytes = piece != NULL ? g_bytes_get_data (piece, &size) : NULL;

      if (piece == NULL)
        return FALSE;
      if (size == 0)
        break;
      g_checksum_update (checksum, bytes, (gssize) size);
      offset += (gint64) size;
    }
  *hash = g_strdup (g_checksum_get_string (checksum));
  return TRUE;
}

static gboolean
check_blobs (Verify         *self,
             AxleBlobStore  *blobs,
             GError        **error)
{
  g_autoptr(GPtrArray) entries = axle_blob_store_list (blobs, error);
  GHashTableIter iter;
  gpointer hash, record;

  if (entries == NULL)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    {
      const AxleBlobEntry *entry = entries->pdata[i];
      g_autofree char *is = NULL;
      g_autoptr(GError) reason = NULL;

      self->report->n_blobs++;
      self->report->n_blob_bytes += entry->size;
      g_hash_table_remove (self->blobs, entry->hash);
      if (!hash_blob (blobs, entry, &is, &reason))
        add (self, TRUE, "blob", "%s: %s", entry->hash, reason->message);
      else if (!g_str_equal (is, entry->hash))
        add (self, TRUE, "blob", _("The photo %s is damaged: its bytes are another's."), entry->hash);
    }
  /* It may be on its way: the record goes first. */
  g_hash_table_iter_init (&iter, self->blobs);
  while (g_hash_table_iter_next (&iter, &hash, &record))
    add (self, FALSE, "blob-missing", _("The photo %s of the record %s has not come yet."), (const char *) hash,
         AXLE_ID_TEXT (record));
  return TRUE;
}

static gboolean
check_storage (Verify       *self,
               AxleStorage  *storage,
               GError      **error)
{
  static const AxleVisitor visitor = { visit_scope, visit_entry, visit_document, visit_verdict };
  g_autoptr(GPtrArray) damage = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AxleStorageGuard) guard = NULL;

  if (!axle_storage_check (storage, damage, error))
    return FALSE;
  for (guint i = 0; i < damage->len; i++)
    add (self, TRUE, "database", "%s", (const char *) damage->pdata[i]);
  /* All of it from one state: a server may be running. */
  if (!axle_storage_begin_read (storage, error))
    return FALSE;
  guard = storage;
  if (!axle_storage_walk (storage, &visitor, self, error))
    return FALSE;
  check_scopes (self);
  check_installs (self);
  check_references (self);
  return TRUE;
}

static GHashTable *
new_id_table (GDestroyNotify free_value)
{
  return g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, free_value);
}

static void
verify_init (Verify  *self,
             AxleHub *hub)
{
  self->report = g_new0 (AxleVerifyReport, 1);
  self->report->problems = axle_problems_new ();
  self->scopes = new_id_table (g_free);
  self->installs = new_id_table (g_free);
  self->records = new_id_table (NULL);
  self->references = new_id_table (g_free);
  self->uniques = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->blobs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->is_whole = hub->restored == 0;
}

static void
verify_clear (Verify *self)
{
  g_clear_pointer (&self->report, axle_verify_report_free);
  g_clear_pointer (&self->scopes, g_hash_table_unref);
  g_clear_pointer (&self->installs, g_hash_table_unref);
  g_clear_pointer (&self->records, g_hash_table_unref);
  g_clear_pointer (&self->references, g_hash_table_unref);
  g_clear_pointer (&self->uniques, g_hash_table_unref);
  g_clear_pointer (&self->blobs, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Verify, verify_clear)

/**
 * axle_verify:
 * @storage: the server's data; servers may run on it
 * @blobs: (nullable): its photos and clips; %NULL to leave them out
 * @error: return location
 *
 * Reads everything and looks whether it fits together.
 *
 * Returns: (transfer full) (nullable): what was found; %NULL when it could not be read
 *   to its end
 */
AxleVerifyReport *
axle_verify (AxleStorage    *storage,
             AxleBlobStore  *blobs,
             GError        **error)
{
  g_autoptr(AxleHub) hub = axle_hub_new (storage, NULL, error);
  g_auto(Verify) self = { 0 };

  if (hub == NULL)
    return NULL;
  verify_init (&self, hub);
  if (!check_storage (&self, storage, error) || (blobs != NULL && !check_blobs (&self, blobs, error)))
    return NULL;
  return g_steal_pointer (&self.report);
}
