/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/world.h"

#include <stdlib.h>
#include <string.h>

#include "core/history/history.h"
#include "core/party/customer.h"
#include "core/party/erasing.h"
#include "core/registry.h"
#include "sim/merging.h"
#include "store/duplicates.h"
#include "store/private.h"
#include "store/search.h"

/* What must hold once it is quiet. */

/* Byte for byte, but that a tombstone has no values on the server's side. */
static gboolean
is_same (const AxleRecord *shown,
         const AxleRecord *wanted)
{
  g_autoptr(GBytes) one = NULL;
  g_autoptr(GBytes) other = NULL;

  if (shown->deleted && wanted->deleted)
    return shown->revision == wanted->revision;
  one = axle_record_encode (shown);
  other = axle_record_encode (wanted);
  return g_bytes_equal (one, other);
}

/* Of people who were deleted on request not even a tombstone says anything. */
static void
check_emptied (SimWorld         *self,
               SimDesk          *desk,
               const AxleRecord *shown)
{
  g_autoptr(AxleRecord) emptied = NULL;

  if (shown == NULL || self->is_restored || !g_hash_table_contains (self->erased, &shown->id))
    return;
  emptied = axle_record_copy (shown);
  if (axle_erasing_apply (AXLE_ERASING_HELD, emptied) && !axle_store_is_refused (desk->store, &shown->id))
    sim_world_violate (self, "desk %u still has something in the %s %s, which was deleted on request", desk->index,
                       shown->entity->kind, AXLE_ID_TEXT (&shown->id));
}

static void
check_documents (SimWorld      *self,
                 SimDesk       *desk,
                 const AxleId  *scope,
                 GHashTable    *expected)
{
  AxleStorage *storage = axle_hub_get_storage (self->server->hub);
  g_autoptr(GPtrArray) documents = axle_storage_list_documents (storage, scope, 0, G_MAXUINT32 / 2, G_MAXSIZE / 2, NULL);

  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      g_autoptr(AxleRecord) wanted = NULL;
      g_autoptr(AxleRecord) shown = NULL;

      wanted = axle_record_decode (axle_registry_find (document->kind), &document->id, document->body, NULL);
      if (!axle_entity_is_shown (wanted->entity, desk->who.audience))
        continue;
      axle_record_redact (wanted, desk->who.audience);
      g_hash_table_add (expected, g_memdup2 (&document->id, sizeof document->id));
      /* As it is kept: what takes consent is there, and not shown without it. */
      axle_row_find (desk->store, wanted->entity, &wanted->id, &shown, NULL, NULL);
      check_emptied (self, desk, shown);
      /* A copy leaves out what is deleted: a desk that took one may not know of it, or not when,
       * and may have been refused to make it again. */
      if (wanted->deleted && (shown == NULL || shown->deleted || axle_store_is_refused (desk->store, &wanted->id)))
        continue;
      if (shown == NULL)
        sim_world_violate (self, "desk %u lacks the %s %s", desk->index, document->kind, AXLE_ID_TEXT (&document->id));
      else if (!is_same (shown, wanted))
        sim_world_violate (self, "desk %u has another %s %s than the server: revision %" G_GINT64_FORMAT " against %"
                           G_GINT64_FORMAT, desk->index, document->kind, AXLE_ID_TEXT (&document->id), shown->revision,
                           wanted->revision);
    }
}

static void
check_content (SimWorld *self,
               SimDesk  *desk)
{
  const AxleEntity * const *entities = axle_registry_list ();
  g_autoptr(GHashTable) expected = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);

  check_documents (self, desk, &desk->who.group, expected);
  check_documents (self, desk, &desk->who.store, expected);
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) records = axle_store_list (desk->store, entities[i], &error);

      if (records == NULL)
        {
          sim_world_violate (self, "desk %u cannot read its records of the kind %s: %s", desk->index, entities[i]->kind,
                             error->message);
          return;
        }
      for (guint j = 0; j < records->len; j++)
        {
          const AxleRecord *record = records->pdata[j];

          if (!g_hash_table_contains (expected, &record->id) && !axle_store_is_refused (desk->store, &record->id))
            sim_world_violate (self, "desk %u shows the %s %s, which is not for it", desk->index, entities[i]->kind,
                               AXLE_ID_TEXT (&record->id));
        }
    }
}

/* Nothing that was only for a while has stayed. */
static void
check_left_over (SimWorld *self,
                 SimDesk  *desk)
{
  static const struct
  {
    const char *what;
    const char *sql;
  } counts[] = {
    /* What a server took, forgot when it was restored, and then refused to make, has one. */
    { "confirmed images", "SELECT count(*) FROM confirmed c WHERE NOT EXISTS "
                          "(SELECT 1 FROM change WHERE record = c.record AND state = 5)" },
    { "changes that were answered", "SELECT count(*) FROM change WHERE state = 1" },
    { "records of kinds that it knows and has not adopted", "SELECT count(*) FROM stranger" },
    { "indexes to make again", "SELECT count(*) FROM dropped_index" },
    { "indexes too few", "SELECT 4 - count(*) FROM sqlite_schema WHERE type = 'index' AND "
                         "name IN ('customer_by_name', 'customer_name', 'vehicle_vin', 'vehicle_plate')" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 count = -1;

      axle_connection_query_int64 (desk->store->connection, counts[i].sql, &count, NULL);
      if (count != 0)
        sim_world_violate (self, "desk %u has %" G_GINT64_FORMAT " %s", desk->index, count, counts[i].what);
    }
}

/* What is worked out of the records is there. */
static void
work_out (SimDesk *desk)
{
  guint n_left = 1;

  while (n_left > 0)
    if (!axle_store_index_slice (desk->store, 500, &n_left, NULL))
      return;
  n_left = 1;
  while (n_left > 0)
    if (!axle_store_next_duplicates (desk->store, 500, &n_left, NULL))
      return;
}

/* A thorough look at the file costs as much as the rest of a run. */
static void
check_file (SimWorld *self,
            SimDesk  *desk)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  if ((self->script->seed + desk->index) % 16 != 0 && desk->n_repairs == 0)
    return;
  work_out (desk);
  if (!axle_store_check (desk->store, problems, &error))
    sim_world_violate (self, "the cache of desk %u cannot be checked: %s", desk->index, error->message);
  else if (problems->len > 0)
    sim_world_violate (self, "the cache of desk %u is not sound: %s", desk->index, (char *) problems->pdata[0]);
}

/* Where everything is that was ever typed: "record text", each member of a set alone. */

static void
add_text (GHashTable   *hay,
          const AxleId *record,
          const char   *text)
{
  g_auto(GStrv) parts = text != NULL ? g_strsplit (text, AXLE_SET_SEPARATOR, -1) : NULL;

  for (guint i = 0; parts != NULL && parts[i] != NULL; i++)
    g_hash_table_add (hay, g_strconcat (AXLE_ID_TEXT (record), " ", parts[i], NULL));
}

static void
add_value (GHashTable      *hay,
           const AxleId    *record,
           const AxleValue *value)
{
  g_autofree char *text = axle_history_dup_text (value);

  add_text (hay, record, text);
}

static void
add_record (GHashTable       *hay,
            const AxleRecord *record)
{
  AxleId about = record->id;

  if (record->entity == &axle_history_entity)
    about = axle_record_get_id (record, AXLE_HISTORY_RECORD);
  /* Of what a field is called nobody typed anything: “wechat” is also a channel. */
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (record->entity != &axle_history_entity || i != AXLE_HISTORY_FIELD)
      add_value (hay, &about, &record->values[i]);
}

/* What may be there once only. */
static void
check_unique (SimWorld         *self,
              const AxleRecord *record,
              GHashTable       *taken)
{
  for (guint i = 0; !record->deleted && i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      g_autofree char *text = axle_history_dup_text (&record->values[i]);
      g_autofree char *key = NULL;

      if (!(field->flags & AXLE_FIELD_UNIQUE) || text == NULL)
        continue;
      key = g_strdup_printf ("%s %s", field->name, text);
      if (!g_hash_table_add (taken, g_steal_pointer (&key)))
        sim_world_violate (self, "two records of the kind %s have the %s “%s”", record->entity->kind, field->name, text);
    }
}

static void
add_documents (SimWorld     *self,
               const AxleId *scope,
               GHashTable   *hay)
{
  AxleStorage *storage = axle_hub_get_storage (self->server->hub);
  g_autoptr(GPtrArray) documents = axle_storage_list_documents (storage, scope, 0, G_MAXUINT32 / 2, G_MAXSIZE / 2, NULL);
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 n_writes = 0;
  gint64 head = 0;

  for (guint i = 0; i < documents->len; i++)
    {
      const AxleDocument *document = documents->pdata[i];
      g_autoptr(AxleRecord) record = NULL;

      record = axle_record_decode (axle_registry_find (document->kind), &document->id, document->body, NULL);
      n_writes += document->revision;
      check_unique (self, record, taken);
      add_record (hay, record);
    }
  axle_storage_get_head (storage, scope, &head, NULL);
  if (g_hash_table_size (self->dropped) == 0 && n_writes != head)
    sim_world_violate (self, "the feed of a scope is at %" G_GINT64_FORMAT " after %" G_GINT64_FORMAT " writes", head, n_writes);
}

static void
add_conflicts (GPtrArray  *conflicts,
               GHashTable *hay)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const AxleConflict *conflict = conflicts->pdata[i];
      const AxleChange *change = conflict->change;

      add_value (hay, &change->record, &conflict->lost);
      add_value (hay, &change->record, &conflict->standing);
      for (guint j = 0; j < change->fields->len; j++)
        {
          const AxleFieldChange *field = &g_array_index (change->fields, AxleFieldChange, j);

          add_value (hay, &change->record, &field->before);
          add_value (hay, &change->record, &field->after);
        }
    }
}

/* What only a damaged file had may be lost: what its server has lost too, and what
 * the server did not take. */
static gboolean
may_be_lost (SimWorld    *self,
             SimDesk     *desk,
             const Typed *typed)
{
  if (g_hash_table_contains (self->dropped, &typed->record))
    return TRUE;
  if (desk->n_repairs == 0 && desk->n_moves == 0)
    return FALSE;
  for (guint i = 1; i <= desk->n_installs; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u.%u/%" G_GINT64_FORMAT, desk->index, i, typed->number);
      const char *verdict = g_hash_table_lookup (self->verdicts, key);

      if (verdict != NULL && atoi (verdict) != AXLE_OUTCOME_ACCEPTED)
        return TRUE;
    }
  return self->is_restored;
}

static void
add_inbox (SimWorld   *self,
           SimDesk    *desk,
           GHashTable *hay)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) open = axle_store_list_conflicts (desk->store, G_MAXINT, &error);
  g_autoptr(GPtrArray) decided = open != NULL ? axle_store_list_decided (desk->store, G_MAXINT, &error) : NULL;

  if (decided == NULL)
    {
      sim_world_violate (self, "the inbox of desk %u cannot be read: %s", desk->index, error->message);
      return;
    }
  add_conflicts (open, hay);
  add_conflicts (decided, hay);
}

/* Of people who were deleted on request nothing may come back. A server that was restored
 * may have forgotten the request. */
static void
check_erased (SimWorld    *self,
              const Typed *typed,
              gboolean     found)
{
  if (found && !self->is_restored &&
      axle_erasing_forgets (AXLE_ERASING_HELD, typed->entity, typed->entity->fields[typed->field].name))
    sim_world_violate (self, "“%s”, which was deleted on request, is still there as %s of the %s %s", typed->text,
                       typed->entity->fields[typed->field].name, typed->entity->kind, AXLE_ID_TEXT (&typed->record));
}

/* Nor does what a merge had brought from them into somebody else stay there. */
static void
check_passed_on (SimWorld    *self,
                 const Typed *typed,
                 gboolean     found)
{
  const AxleField *field = &typed->entity->fields[typed->field];

  if (found && !self->is_restored && !sim_is_half_undone (self) && field->choices == NULL &&
      (field->type == AXLE_FIELD_TEXT || field->type == AXLE_FIELD_SET) &&
      axle_erasing_forgets (AXLE_ERASING_HELD, typed->entity, field->name) &&
      sim_was_merged (self, &typed->record, typed->field, typed->text, self->erased))
    sim_world_violate (self, "“%s” of somebody who was deleted on request is still there as %s of the customer %s",
                       typed->text, field->name, AXLE_ID_TEXT (&typed->record));
}

/* What was refused goes with the person it names, for whatever reason it was refused. */
static gboolean
was_refused_of_erased (SimWorld     *self,
                       const AxleId *record)
{
  for (guint i = 0; i < self->refused->len; i++)
    {
      const SimRefused *refused = &g_array_index (self->refused, SimRefused, i);

      /* Of a visit that was refused its jobs go, too. */
      if (axle_id_equal (&refused->record, record) && (g_hash_table_contains (self->erased, &refused->named) ||
                                                       g_hash_table_contains (self->late, &refused->named)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_of_erased (SimWorld     *self,
              const AxleId *record)
{
  return g_hash_table_contains (self->erased, record) || g_hash_table_contains (self->late, record) ||
         was_refused_of_erased (self, record);
}

/* A server that was restored does not know what it had of a person, and is not told again of
 * what goes with them: the desk has it, empty. */
static gboolean
went_untold (SimWorld    *self,
             SimDesk     *desk,
             const Typed *typed)
{
  g_autoptr(AxleRecord) left = NULL;

  if (!self->is_restored || !axle_row_find (desk->store, typed->entity, &typed->record, &left, NULL, NULL) || left == NULL)
    return FALSE;
  for (guint i = 0; i < left->entity->n_fields; i++)
    if (left->values[i].kind == AXLE_VALUE_ID && g_hash_table_contains (self->erased, &left->values[i].as.id))
      return left->deleted && !axle_erasing_apply (AXLE_ERASING_HELD, left);
  return FALSE;
}

static void
check_typed (SimWorld *self)
{
  g_autoptr(GHashTable) hay = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_documents (self, &self->server->dealership->group, hay);
  for (guint i = 0; i < SIM_N_STORES; i++)
    add_documents (self, &self->server->dealership->stores[i], hay);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL)
      add_inbox (self, self->desks[i], hay);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    for (guint j = 0; self->desks[i] != NULL && j < self->desks[i]->typed->len; j++)
      {
        const Typed *typed = &g_array_index (self->desks[i]->typed, Typed, j);
        g_autofree char *key = g_strconcat (AXLE_ID_TEXT (&typed->record), " ", typed->text, NULL);

        if (g_hash_table_contains (self->erased, &typed->record))
          check_erased (self, typed, g_hash_table_contains (hay, key));
        else if (g_hash_table_contains (self->erased, &typed->from))
          check_passed_on (self, typed, g_hash_table_contains (hay, key));
        else if (!g_hash_table_contains (hay, key) && !is_of_erased (self, &typed->record) &&
                 !may_be_lost (self, self->desks[i], typed) && !went_untold (self, self->desks[i], typed))
          sim_world_violate (self, "“%s”, typed on desk %u as %s of the %s %s, is nowhere", typed->text, i,
                             typed->entity->fields[typed->field].name, typed->entity->kind, AXLE_ID_TEXT (&typed->record));
      }
}

gboolean
sim_has_repaired (SimWorld *self)
{
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && self->desks[i]->n_repairs > 0)
      return TRUE;
  return FALSE;
}

/* What a merge had brought into somebody who was deleted goes with the one whose it was. */
static gboolean
may_have_more (SimWorld         *self,
               const AxleRecord *record)
{
  return sim_has_repaired (self) ||
         (record->entity == &axle_customer_entity && record->deleted && g_hash_table_size (self->erased) > 0);
}

/* Every change is in its record once: a revision for each sequence. One that was taken
 * and then lost with a damaged file was never told. */
static void
check_once (SimWorld *self)
{
  GHashTableIter iter;
  gpointer id;
  gpointer sequences;

  if (self->is_restored)
    return;
  g_hash_table_iter_init (&iter, self->sequences);
  while (g_hash_table_iter_next (&iter, &id, &sequences))
    {
      g_autoptr(AxleRecord) record = NULL;
      gint64 given = g_hash_table_size (sequences);

      axle_hub_get (self->server->hub, id, &record, NULL);
      if (g_hash_table_contains (self->dropped, id) || g_hash_table_contains (self->erased, id))
        continue;
      if (record == NULL)
        sim_world_violate (self, "an accepted %s is not there", AXLE_ID_TEXT (id));
      else if (record->created_by.bytes[0] != 0 &&
               (may_have_more (self, record) ? record->revision < given : record->revision != given))
        sim_world_violate (self, "the %s %s has revision %" G_GINT64_FORMAT " after %" G_GINT64_FORMAT " changes",
                           record->entity->kind, AXLE_ID_TEXT (id), record->revision, given);
    }
}

/* What was refused, and each value that lost, is in the inbox of its desk, and
 * nothing else is. */

static void
expect_conflicts (SimWorld   *self,
                  SimDesk    *desk,
                  GHashTable *expected)
{
  g_autofree char *prefix = g_strdup_printf ("%u.%u/", desk->index, desk->n_installs);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->verdicts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto(GStrv) words = NULL;
      const char *number = (const char *) key + strlen (prefix);

      if (!g_str_has_prefix (key, prefix) ||
          is_of_erased (self, g_hash_table_lookup (self->abouts, key)))
        continue;
      words = g_strsplit (value, " ", -1);
      if (atoi (words[0]) == AXLE_OUTCOME_REFUSED)
        g_hash_table_add (expected, g_strconcat (number, "/-1", NULL));
      for (guint i = 2; words[i] != NULL; i++)
        g_hash_table_add (expected, g_strconcat (number, "/", words[i], NULL));
    }
}

static void
check_inbox (SimWorld *self,
             SimDesk  *desk)
{
  g_autoptr(GHashTable) expected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GPtrArray) conflicts = axle_store_list_conflicts (desk->store, G_MAXINT, NULL);
  g_autoptr(GPtrArray) decided = axle_store_list_decided (desk->store, G_MAXINT, NULL);
  GHashTableIter iter;
  gpointer key;

  if (conflicts == NULL || decided == NULL)
    return;
  self->report->n_conflicts += conflicts->len;
  /* What a restored server or a repaired cache do not know any more is told again otherwise. */
  if (self->is_restored || desk->n_repairs > 0 || desk->n_moves > 0)
    return;
  expect_conflicts (self, desk, expected);
  g_ptr_array_extend_and_steal (conflicts, g_steal_pointer (&decided));
  for (guint i = 0; i < conflicts->len; i++)
    {
      const AxleConflict *conflict = conflicts->pdata[i];
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT "/%d", conflict->number, conflict->field);

      if (!g_hash_table_remove (expected, name) && !is_of_erased (self, &conflict->change->record))
        sim_world_violate (self, "desk %u has a conflict %s that the server has not told", desk->index, name);
    }
  g_hash_table_iter_init (&iter, expected);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    sim_world_violate (self, "desk %u does not tell of conflict %s", desk->index, (char *) key);
}

static gboolean
is_desk_at_rest (SimWorld *self,
                 SimDesk  *desk,
                 char    **why)
{
  const AxleId *scopes[] = { &desk->who.group, &desk->who.store };
  const AxleEngineStatus *status;

  if (desk->store == NULL)
    {
      *why = g_strdup_printf ("desk %u is down", desk->index);
      return FALSE;
    }
  status = axle_engine_get_status (desk->engine);
  if (axle_store_count_outbox (desk->store) > 0 || status->state != AXLE_ENGINE_ONLINE)
    {
      *why = g_strdup_printf ("desk %u is in state %d with %" G_GINT64_FORMAT " changes waiting: %s", desk->index,
                              (int) status->state, axle_store_count_outbox (desk->store),
                              status->error != NULL ? status->error : "no error");
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      gint64 sequence = axle_store_get_cursor (desk->store, scopes[i]).sequence;
      gint64 head = 0;

      axle_hub_get_head (self->server->hub, scopes[i], &head, NULL);
      if (sequence == head)
        continue;
      *why = g_strdup_printf ("desk %u is at %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT, desk->index, sequence, head);
      return FALSE;
    }
  return TRUE;
}

gboolean
sim_check_rest (SimWorld *self,
                char    **why)
{
  g_set_str (why, NULL);
  if (self->server->hub == NULL)
    {
      *why = g_strdup ("the server is down");
      return FALSE;
    }
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && !is_desk_at_rest (self, self->desks[i], why))
      return FALSE;
  return TRUE;
}

void
sim_check_all (SimWorld *self)
{
  check_typed (self);
  check_once (self);
  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL)
      {
        check_content (self, self->desks[i]);
        check_inbox (self, self->desks[i]);
        check_left_over (self, self->desks[i]);
        check_file (self, self->desks[i]);
      }
}
