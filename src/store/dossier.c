/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/customers.h"

#include <glib/gi18n-lib.h>

#include "core/history/as-of.h"
#include "core/history/history.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "store/private.h"

/*
 * Which records belong to a customer follows from the descriptors: a kind that refers
 * to a customer is theirs, one that goes with a car is theirs through the car, one
 * that is about anything is theirs when it is about them or a car, and one that cannot
 * be without one of those follows it.
 */

/* The customer and all who were merged into them, into one of those, and so on. */
#define PEOPLE "WITH RECURSIVE people (id) AS (VALUES (?1) UNION SELECT c.id FROM customer c JOIN people p " \
               "ON c.merged_into = p.id WHERE c.deleted = 0) SELECT id FROM people"
#define CARS "SELECT vehicle FROM ownership WHERE deleted = 0 AND customer IN (" PEOPLE ")"

/* The same at any time: what was merged and taken back, had and given away, deleted. */
#define PEOPLE_EVER "WITH RECURSIVE people (id) AS (VALUES (?1) UNION SELECT m.absorbed FROM merging m JOIN people p " \
                    "ON m.survivor = p.id) SELECT id FROM people"
#define CARS_EVER "SELECT vehicle FROM ownership WHERE customer IN (" PEOPLE_EVER ")"

/* Whether what was is meant, or what is. */
typedef enum
{
  NOW,
  EVER,
  N_TIMES,
} Time;

static const struct
{
  const char *people;
  const char *cars;
  const char *people_and_cars;
  const char *living;
} words[N_TIMES] = {
  [NOW] = { PEOPLE, CARS, PEOPLE " UNION ALL " CARS, "deleted = 0 AND " },
  [EVER] = { PEOPLE_EVER, CARS_EVER, PEOPLE_EVER " UNION ALL " CARS_EVER, "" },
};

static gboolean
refers_to (const AxleField  *field,
           const AxleEntity *entity)
{
  return field->type == AXLE_FIELD_REFERENCE && field->target != NULL && g_str_equal (field->target, entity->kind) &&
         (field->flags & AXLE_FIELD_INDEXED);
}

static void
add_condition (GString    *out,
               const char *field,
               const char *of)
{
  g_string_append_printf (out, "%s\"%s\" IN (%s)", out->len > 0 ? " OR " : "", field, of);
}

static gboolean
has_reference (const AxleEntity *entity,
               const AxleEntity *to)
{
  for (guint i = 0; i < entity->n_fields; i++)
    if (refers_to (&entity->fields[i], to))
      return TRUE;
  return FALSE;
}

/* SQL that is true of the rows of @entity that belong to the customer ?1; %NULL when
 * none of the kind does. */
static char *
build_condition (const AxleEntity *entity,
                 Time              time)
{
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean of_customer = has_reference (entity, &axle_customer_entity);

  if (entity == &axle_customer_entity)
    return g_strdup_printf ("id IN (%s)", words[time].people);
  if (entity == &axle_vehicle_entity)
    return g_strdup_printf ("id IN (%s)", words[time].cars);
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const AxleField *field = &entity->fields[i];

      if (refers_to (field, &axle_customer_entity))
        add_condition (out, field->name, words[time].people);
      else if (refers_to (field, &axle_vehicle_entity) && (!of_customer || entity->flags & AXLE_ENTITY_OF_VEHICLE))
        add_condition (out, field->name, words[time].cars);
      else if (field->type == AXLE_FIELD_REFERENCE && field->target == NULL &&
               (field->flags & AXLE_FIELD_REQUIRED) && (field->flags & AXLE_FIELD_INDEXED))
        add_condition (out, field->name, words[time].people_and_cars);
      else if (field->type == AXLE_FIELD_REFERENCE && field->target != NULL && !of_customer &&
               (field->flags & AXLE_FIELD_REQUIRED) && (field->flags & AXLE_FIELD_INDEXED))
        {
          g_autofree char *parents = build_condition (axle_registry_find (field->target), time);
          g_autofree char *of = parents != NULL ? g_strdup_printf ("SELECT id FROM \"%s\" WHERE %s(%s)", field->target,
                                                                   words[time].living, parents) : NULL;

          if (of != NULL)
            add_condition (out, field->name, of);
        }
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* The end of the SELECT for a kind, "" for one that has no part in it. */
static const char *
tail_of (const AxleEntity *entity,
         Time              time)
{
  static GMutex lock;
  static GHashTable *tails_of[N_TIMES];
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  GHashTable *tails;
  const char *tail;

  if (tails_of[time] == NULL)
    tails_of[time] = g_hash_table_new (NULL, NULL);
  tails = tails_of[time];
  tail = g_hash_table_lookup (tails, entity);
  if (tail == NULL)
    {
      g_autofree char *condition = entity->flags & (AXLE_ENTITY_SEALED | AXLE_ENTITY_SERVER) ? NULL
                                                                                            : build_condition (entity, time);

      tail = condition != NULL ? g_strdup_printf ("WHERE %s(%s)", words[time].living, condition) : "";
      g_hash_table_insert (tails, (gpointer) entity, (gpointer) tail);
    }
  return tail;
}

static gboolean
load_kind (AxleStore         *self,
           const AxleEntity  *entity,
           Time               time,
           const AxleId      *customer,
           AxleDossier       *dossier,
           GError           **error)
{
  const char *tail = tail_of (entity, time);
  g_autoptr(AxleStatement) statement = NULL;
  AxleStep step;

  if (*tail == '\0')
    return TRUE;
  statement = axle_row_select (self, entity, tail, error);
  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, customer);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleRecord) record = axle_row_read (entity, statement);
      gboolean may;

      if (!axle_consent_may_read (self, record, &may, error))
        return FALSE;
      if (may)
        axle_dossier_add (dossier, record, axle_statement_get_int64 (statement, (int) axle_row_n_columns (entity)) != 0);
    }
  return step == AXLE_STEP_DONE;
}

GTimeZone *
axle_dossier_load_zone (AxleStore *self)
{
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self);
  g_autoptr(AxleRecord) store = enrolment != NULL ? axle_store_get (self, &axle_store_entity, &enrolment->store, NULL) : NULL;

  return axle_store_dup_zone (store);
}

AxleDossier *
axle_dossier_load_kinds (AxleStore     *self,
                         const AxleId  *survivor,
                         gint64         now,
                         GTimeZone     *zone,
                         gboolean     (*wanted) (const AxleEntity *entity),
                         GError       **error)
{
  g_autoptr(AxleDossier) dossier = axle_dossier_new (survivor, now, zone);

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    if ((*entity == &axle_customer_entity || wanted == NULL || wanted (*entity)) &&
        !load_kind (self, *entity, NOW, survivor, dossier, error))
      return NULL;
  axle_dossier_sort (dossier);
  return g_steal_pointer (&dossier);
}

static AxleDossier *
load (AxleStore     *self,
      const AxleId  *customer,
      gint64         now,
      GError       **error)
{
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin_read (self->connection, error);
  g_autoptr(AxleRecord) survivor = NULL;
  g_autoptr(GTimeZone) zone = axle_dossier_load_zone (self);
  g_autoptr(AxleDossier) dossier = NULL;
  AxleId root;

  if (transaction == NULL || !axle_merged_find_root (self, customer, &root, error) ||
      !axle_row_find (self, &axle_customer_entity, &root, &survivor, NULL, error))
    return NULL;
  if (survivor == NULL || survivor->deleted)
    {
      g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND, _("There is no such customer."));
      return NULL;
    }
  dossier = axle_dossier_load_kinds (self, &survivor->id, now, zone, NULL, error);
  return dossier != NULL && axle_transaction_commit (transaction, error) ? g_steal_pointer (&dossier) : NULL;
}

/**
 * axle_store_load_dossier:
 * @self: a store
 * @customer: which; one that was merged into another stands for that one
 * @now: the time that the dossier tells of, in microseconds since 1970 UTC
 * @error: return location; [error@Axle.StoreError.NOT_FOUND] when there is no such
 *   customer, or no more
 *
 * Returns: (transfer full) (nullable): all about a customer, in one picture of the cache
 */
AxleDossier *
axle_store_load_dossier (AxleStore     *self,
                         const AxleId  *customer,
                         gint64         now,
                         GError       **error)
{
  g_autoptr(GError) reason = NULL;
  AxleDossier *dossier = load (self, customer, now, &reason);

  if (dossier == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return dossier;
}

/* The past. */

/* What the server told of the changes of a record. */
static gboolean
add_told (AxleStore     *self,
          const AxleId  *record,
          GPtrArray     *history,
          GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_history_entity, "WHERE record = ?1 AND deleted = 0 ORDER BY row", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, record);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_ptr_array_add (history, axle_row_read (&axle_history_entity, statement));
  return step == AXLE_STEP_DONE;
}

static AxleRecord *
new_history (const AxleChange *change,
             const char       *field,
             const char       *before,
             const char       *after)
{
  AxleRecord *record = axle_record_new (&axle_history_entity, &AXLE_ID_NONE);

  axle_record_set_id (record, AXLE_HISTORY_RECORD, &change->record);
  axle_record_set_text (record, AXLE_HISTORY_FIELD, field);
  axle_record_set_text (record, AXLE_HISTORY_BEFORE, before);
  axle_record_set_text (record, AXLE_HISTORY_AFTER, after);
  axle_record_set_integer (record, AXLE_HISTORY_AT, change->at);
  axle_record_set_id (record, AXLE_HISTORY_STAFF, &change->staff);
  return record;
}

/* What was changed here and the server has not told yet. */
static void
add_change (const AxleChange *change,
            GPtrArray        *history)
{
  gboolean deletion = change->action == AXLE_CHANGE_DELETE;

  if (change->action != AXLE_CHANGE_SET)
    g_ptr_array_add (history, new_history (change, AXLE_HISTORY_DELETED, deletion ? "false" : "true", deletion ? "true" : "false"));
  for (guint i = 0; i < change->fields->len; i++)
    {
      const AxleFieldChange *field = &g_array_index (change->fields, AxleFieldChange, i);
      g_autofree char *before = axle_history_dup_text (&field->before);
      g_autofree char *after = axle_history_dup_text (&field->after);

      g_ptr_array_add (history, new_history (change, change->entity->fields[field->field].name, before, after));
    }
}

static gboolean
add_waiting (AxleStore     *self,
             const AxleId  *record,
             GPtrArray     *history,
             GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed FROM change "
                             "WHERE record = ?1 AND state IN (0, 1, 5) AND made = 0 ORDER BY number", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, record);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleChange) change = axle_overlay_read_change (statement);

      if (change != NULL)
        add_change (change, history);
    }
  return step == AXLE_STEP_DONE;
}

/**
 * axle_store_list_changes:
 * @self: a store
 * @record: the id of a record
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): what was changed of it since
 *   it was made, see core/history/history.h, the earliest first; what waits for the server
 *   comes last
 */
GPtrArray *
axle_store_list_changes (AxleStore     *self,
                         const AxleId  *record,
                         GError       **error)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GError) reason = NULL;

  if (add_told (self, record, changes, &reason) && add_waiting (self, record, changes, &reason))
    return g_steal_pointer (&changes);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

static gboolean
add_history (AxleStore         *self,
             const AxleDossier *ever,
             const AxleEntity  *entity,
             GHashTable        *history,
             GError           **error)
{
  GPtrArray *records = axle_dossier_list (ever, entity);

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];
      GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

      g_hash_table_insert (history, g_memdup2 (&record->id, sizeof record->id), changes);
      if (!add_told (self, &record->id, changes, error) ||
          (axle_dossier_is_pending (ever, &record->id) && !add_waiting (self, &record->id, changes, error)))
        return FALSE;
    }
  return TRUE;
}

static AxleDossier *
load_as_of (AxleStore     *self,
            const AxleId  *customer,
            gint64         at,
            GError       **error)
{
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin_read (self->connection, error);
  g_autoptr(GTimeZone) zone = axle_dossier_load_zone (self);
  g_autoptr(AxleDossier) ever = axle_dossier_new (customer, at, zone);
  g_autoptr(AxleDossier) then = NULL;
  g_autoptr(GHashTable) history = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free,
                                                         (GDestroyNotify) g_ptr_array_unref);

  if (transaction == NULL)
    return NULL;
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    if (!load_kind (self, *entity, EVER, customer, ever, error) || !add_history (self, ever, *entity, history, error))
      return NULL;
  then = axle_dossier_as_of (ever, history, at);
  if (then == NULL)
    {
      g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND,
                           _("Nothing was known of this customer then."));
      return NULL;
    }
  return axle_transaction_commit (transaction, error) ? g_steal_pointer (&then) : NULL;
}

/**
 * axle_store_load_dossier_as_of:
 * @self: a store
 * @customer: which; taken as they were, whomever they were merged into since
 * @at: a time, in microseconds since 1970 UTC
 * @error: return location; [error@Axle.StoreError.NOT_FOUND] when nothing was known of
 *   them then
 *
 * Returns: (transfer full) (nullable): all that this desk, as far as it has the history,
 *   knew of a customer at that time
 */
AxleDossier *
axle_store_load_dossier_as_of (AxleStore     *self,
                               const AxleId  *customer,
                               gint64         at,
                               GError       **error)
{
  g_autoptr(GError) reason = NULL;
  AxleDossier *dossier = load_as_of (self, customer, at, &reason);

  if (dossier == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return dossier;
}
