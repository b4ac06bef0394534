/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/history/as-of.h"

#include "core/history/history.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* Chains of merges longer than this are damage. */
#define CHAIN_LIMIT 64

/* Takes a change back. Of a value that this desk may not see, nothing is known. */
static void
take_back (AxleRecord       *record,
           const AxleRecord *change)
{
  const char *name = axle_record_get_text (change, AXLE_HISTORY_FIELD);
  const char *before = axle_record_get_text (change, AXLE_HISTORY_BEFORE);
  int field = name != NULL ? axle_entity_find_field (record->entity, name) : -1;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  if (g_strcmp0 (name, AXLE_HISTORY_DELETED) == 0)
    record->deleted = g_strcmp0 (before, "true") == 0;
  if (field < 0)
    return;
  if (axle_record_is_hidden (change, AXLE_HISTORY_BEFORE))
    record->hidden |= G_GUINT64_CONSTANT (1) << field;
  else
    axle_history_parse_text (&record->entity->fields[field], before, &value);
  axle_record_set (record, (guint) field, &value);
}

/**
 * axle_record_as_of:
 * @record: a record as it is now, deleted or not
 * @history: (nullable) (element-type AxleRecord): what was changed of it, the earliest
 *   first
 * @at: a time, in microseconds since 1970 UTC
 *
 * A change counts from its own time on. Desks whose clocks differ may have written their
 * changes in another order than the server took them: then the value before the first
 * change that is later than @at is the one that was known.
 *
 * Returns: (transfer full) (nullable): the record as it was known then; %NULL when it was
 *   not made yet, or deleted
 */
AxleRecord *
axle_record_as_of (const AxleRecord *record,
                   GPtrArray        *history,
                   gint64            at)
{
  g_autoptr(AxleRecord) known = NULL;

  if (record->created_at > at)
    return NULL;
  known = axle_record_copy (record);
  for (guint i = history != NULL ? history->len : 0; i-- > 0;)
    if (axle_record_get_integer (history->pdata[i], AXLE_HISTORY_AT) > at)
      take_back (known, history->pdata[i]);
  return known->deleted ? NULL : g_steal_pointer (&known);
}

/* What was known then. */
typedef struct
{
  const AxleDossier *ever;
  GHashTable        *history;
  gint64             at;
  AxleId             customer;
  GHashTable        *kept;    /* ids of what belongs to the customer then */
  AxleDossier       *then;
} Past;

static AxleRecord *
dup_then (const Past       *self,
          const AxleRecord *record)
{
  return axle_record_as_of (record, g_hash_table_lookup (self->history, &record->id), self->at);
}

static void
keep (Past       *self,
      AxleRecord *record)
{
  g_hash_table_add (self->kept, g_memdup2 (&record->id, sizeof record->id));
  axle_dossier_add (self->then, record, FALSE);
}

/* Whether @id is the customer, or was merged into them by then. */
static gboolean
leads_to_customer (const Past *self,
                   AxleId      id)
{
  for (guint i = 0; i < CHAIN_LIMIT; i++)
    {
      const AxleRecord *now = axle_dossier_find (self->ever, &axle_customer_entity, &id);
      g_autoptr(AxleRecord) record = NULL;

      if (axle_id_equal (&id, &self->customer))
        return TRUE;
      record = now != NULL ? dup_then (self, now) : NULL;
      if (record == NULL)
        return FALSE;
      id = axle_record_get_id (record, AXLE_CUSTOMER_MERGED_INTO);
    }
  return FALSE;
}

static gboolean
refers_to_kept (const Past       *self,
                const AxleRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      AxleId id;

      if (field->type != AXLE_FIELD_REFERENCE || (field->flags & AXLE_FIELD_INDEXED) == 0)
        continue;
      id = axle_record_get_id (record, i);
      if (g_hash_table_contains (self->kept, &id))
        return TRUE;
    }
  return FALSE;
}

/* Whether it was told then that the customer has the car. */
static gboolean
is_theirs (const Past   *self,
           const AxleId *car)
{
  GPtrArray *ownerships = axle_dossier_list (self->ever, &axle_ownership_entity);

  for (guint i = 0; i < ownerships->len; i++)
    {
      AxleId vehicle = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_VEHICLE);
      g_autoptr(AxleRecord) then = axle_id_equal (&vehicle, car) ? dup_then (self, ownerships->pdata[i]) : NULL;

      if (then != NULL && leads_to_customer (self, axle_record_get_id (then, AXLE_OWNERSHIP_CUSTOMER)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
belongs (const Past       *self,
         const AxleRecord *record)
{
  if (record->entity == &axle_customer_entity)
    return leads_to_customer (self, record->id);
  if (record->entity == &axle_vehicle_entity)
    return is_theirs (self, &record->id);
  return refers_to_kept (self, record);
}

static void
add_kind (Past             *self,
          const AxleEntity *entity)
{
  GPtrArray *records = axle_dossier_list (self->ever, entity);

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(AxleRecord) then = dup_then (self, records->pdata[i]);

      if (then != NULL && belongs (self, then))
        keep (self, then);
    }
}

/**
 * axle_dossier_as_of:
 * @ever: everything that was ever the customer's, what is deleted included
 * @history: (element-type AxleId GPtrArray): what was changed of each record of @ever, see
 *   axle_record_as_of()
 * @at: a time, in microseconds since 1970 UTC
 *
 * What is told of a time is judged at that time: it is the dossier's now.
 *
 * Returns: (transfer full) (nullable): all that was known of the customer then; %NULL when
 *   nothing was
 */
AxleDossier *
axle_dossier_as_of (const AxleDossier *ever,
                    GHashTable        *history,
                    gint64             at)
{
  const AxleRecord *customer = axle_dossier_get_customer (ever);
  g_autoptr(AxleDossier) then = NULL;
  Past past = { .ever = ever, .history = history, .at = at };

  if (customer == NULL)
    return NULL;
  then = axle_dossier_new (&customer->id, at, axle_dossier_get_zone (ever));
  past.customer = customer->id;
  past.then = then;
  past.kept = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    add_kind (&past, *entity);
  g_hash_table_unref (past.kept);
  axle_dossier_sort (then);
  return axle_dossier_get_customer (then) != NULL ? g_steal_pointer (&then) : NULL;
}
