/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/customers.h"

#include <glib/gi18n-lib.h>

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
build_condition (const AxleEntity *entity)
{
  g_autoptr(GString) out = g_string_new (NULL);
  gboolean of_customer = has_reference (entity, &axle_customer_entity);

  if (entity == &axle_customer_entity)
    return g_strdup ("id IN (" PEOPLE ")");
  if (entity == &axle_vehicle_entity)
    return g_strdup ("id IN (" CARS ")");
  for (guint i = 0; i < entity->n_fields; i++)
    {
      const AxleField *field = &entity->fields[i];

      if (refers_to (field, &axle_customer_entity))
        add_condition (out, field->name, PEOPLE);
      else if (refers_to (field, &axle_vehicle_entity) && (!of_customer || entity->flags & AXLE_ENTITY_OF_VEHICLE))
        add_condition (out, field->name, CARS);
      else if (field->type == AXLE_FIELD_REFERENCE && field->target == NULL &&
               (field->flags & AXLE_FIELD_REQUIRED) && (field->flags & AXLE_FIELD_INDEXED))
        add_condition (out, field->name, PEOPLE " UNION ALL " CARS);
      else if (field->type == AXLE_FIELD_REFERENCE && field->target != NULL && !of_customer &&
               (field->flags & AXLE_FIELD_REQUIRED) && (field->flags & AXLE_FIELD_INDEXED))
        {
          g_autofree char *parents = build_condition (axle_registry_find (field->target));
          g_autofree char *of = parents != NULL ? g_strdup_printf ("SELECT id FROM \"%s\" WHERE deleted = 0 AND (%s)",
                                                                   field->target, parents) : NULL;

          if (of != NULL)
            add_condition (out, field->name, of);
        }
    }
  return out->len > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* The end of the SELECT for a kind, "" for one that has no part in it. */
static const char *
tail_of (const AxleEntity *entity)
{
  static GMutex lock;
  static GHashTable *tails;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  const char *tail;

  if (tails == NULL)
    tails = g_hash_table_new (NULL, NULL);
  tail = g_hash_table_lookup (tails, entity);
  if (tail == NULL)
    {
      g_autofree char *condition = entity->flags & (AXLE_ENTITY_SEALED | AXLE_ENTITY_SERVER) ? NULL : build_condition (entity);

      tail = condition != NULL ? g_strdup_printf ("WHERE deleted = 0 AND (%s)", condition) : "";
      g_hash_table_insert (tails, (gpointer) entity, (gpointer) tail);
    }
  return tail;
}

static gboolean
load_kind (AxleStore         *self,
           const AxleEntity  *entity,
           const AxleId      *customer,
           AxleDossier       *dossier,
           GError           **error)
{
  const char *tail = tail_of (entity);
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
        !load_kind (self, *entity, survivor, dossier, error))
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
