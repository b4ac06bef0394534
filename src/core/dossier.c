/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/dossier.h"

#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

struct _AxleDossier
{
  AxleId      id;
  gint64      now;
  GTimeZone  *zone;
  GHashTable *lists;   /* AxleEntity → GPtrArray of AxleRecord */
  GPtrArray  *nothing; /* the list of a kind of which there is none */
  GHashTable *pending; /* AxleId */
};

G_DEFINE_BOXED_TYPE (AxleDossier, axle_dossier, axle_dossier_ref, axle_dossier_unref)

/**
 * axle_dossier_new:
 * @customer: whose
 * @now: the time that it tells of, in microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 *
 * Returns: (transfer full): an empty dossier
 */
AxleDossier *
axle_dossier_new (const AxleId *customer,
                  gint64        now,
                  GTimeZone    *zone)
{
  AxleDossier *self = g_atomic_rc_box_new0 (AxleDossier);

  self->id = *customer;
  self->now = now;
  self->zone = g_time_zone_ref (zone);
  self->lists = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->nothing = g_ptr_array_new ();
  self->pending = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  return self;
}

AxleDossier *
axle_dossier_ref (AxleDossier *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_dossier (gpointer data)
{
  AxleDossier *self = data;

  g_time_zone_unref (self->zone);
  g_hash_table_unref (self->lists);
  g_ptr_array_unref (self->nothing);
  g_hash_table_unref (self->pending);
}

void
axle_dossier_unref (AxleDossier *self)
{
  g_atomic_rc_box_release_full (self, clear_dossier);
}

/**
 * axle_dossier_add:
 * @self: a dossier
 * @record: what belongs to it, not deleted
 * @pending: whether it has changes that wait for the server
 */
void
axle_dossier_add (AxleDossier *self,
                  AxleRecord  *record,
                  gboolean     pending)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, record->entity);

  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
      g_hash_table_insert (self->lists, (gpointer) record->entity, list);
    }
  g_ptr_array_add (list, axle_record_ref (record));
  if (pending)
    g_hash_table_add (self->pending, g_memdup2 (&record->id, sizeof record->id));
}

static int
compare_latest (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const AxleRecord *one = *(AxleRecord * const *) a;
  const AxleRecord *other = *(AxleRecord * const *) b;
  const AxleId *first = user_data;
  gint64 at = axle_record_get_happened (one);
  gint64 other_at = axle_record_get_happened (other);
  int leads = axle_id_equal (&other->id, first) - axle_id_equal (&one->id, first);

  if (leads != 0)
    return leads;
  if (at != other_at)
    return at > other_at ? -1 : 1;
  return axle_id_compare (&other->id, &one->id);
}

/**
 * axle_dossier_sort:
 * @self: a dossier to which everything was added
 *
 * Puts what happened last first, and the customer before those merged into them.
 */
void
axle_dossier_sort (AxleDossier *self)
{
  GHashTableIter iter;
  gpointer list;

  g_hash_table_iter_init (&iter, self->lists);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_sort_with_data (list, compare_latest, &self->id);
}

gint64
axle_dossier_get_now (const AxleDossier *self)
{
  return self->now;
}

GTimeZone *
axle_dossier_get_zone (const AxleDossier *self)
{
  return self->zone;
}

/**
 * axle_dossier_get_customer:
 * @self: a filled dossier
 *
 * Returns: (transfer none) (nullable): whose it is
 */
AxleRecord *
axle_dossier_get_customer (const AxleDossier *self)
{
  return axle_dossier_find (self, &axle_customer_entity, &self->id);
}

/**
 * axle_dossier_list:
 * @self: a dossier
 * @entity: a kind of record
 *
 * Returns: (transfer none) (element-type AxleRecord): all of that kind, the latest first
 */
GPtrArray *
axle_dossier_list (const AxleDossier *self,
                   const AxleEntity  *entity)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, entity);

  return list != NULL ? list : self->nothing;
}

/**
 * axle_dossier_find:
 * @self: a dossier
 * @entity: a kind of record
 * @id: its id
 *
 * Returns: (transfer none) (nullable): that record, when it is in the dossier
 */
AxleRecord *
axle_dossier_find (const AxleDossier *self,
                   const AxleEntity  *entity,
                   const AxleId      *id)
{
  GPtrArray *list = axle_dossier_list (self, entity);

  for (guint i = 0; i < list->len; i++)
    if (axle_id_equal (&((AxleRecord *) list->pdata[i])->id, id))
      return list->pdata[i];
  return NULL;
}

static gboolean
holds_alike (GPtrArray        *ownerships,
             const AxleRecord *one)
{
  static const guint fields[] = { AXLE_OWNERSHIP_VEHICLE, AXLE_OWNERSHIP_ROLE, AXLE_OWNERSHIP_UNTIL };
  gboolean alike = FALSE;

  for (guint i = 0; i < ownerships->len && !alike; i++)
    {
      alike = TRUE;
      for (guint f = 0; f < G_N_ELEMENTS (fields); f++)
        alike &= axle_value_equal (axle_record_get (ownerships->pdata[i], fields[f]), axle_record_get (one, fields[f]));
    }
  return alike;
}

/**
 * axle_dossier_dup_ownerships:
 * @self: a dossier
 *
 * Two customers who became one may have had the same car alike: that is told once.
 *
 * Returns: (transfer full) (element-type AxleRecord): what the customer is or was to
 *   each car of the dossier, in the order in which they came
 */
GPtrArray *
axle_dossier_dup_ownerships (const AxleDossier *self)
{
  GPtrArray *all = axle_dossier_list (self, &axle_ownership_entity);
  GPtrArray *ownerships = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  for (guint i = all->len; i-- > 0;)
    {
      AxleRecord *one = all->pdata[i];
      AxleId vehicle = axle_record_get_id (one, AXLE_OWNERSHIP_VEHICLE);

      if (axle_dossier_is_of_customer (self, one) && !holds_alike (ownerships, one) &&
          axle_dossier_find (self, &axle_vehicle_entity, &vehicle) != NULL)
        g_ptr_array_add (ownerships, axle_record_ref (one));
    }
  return ownerships;
}

/**
 * axle_dossier_is_of_customer:
 * @self: a dossier
 * @record: one of its records
 *
 * A car brings its visits along, also those that somebody else came with.
 *
 * Returns: whether it is about this customer and not only about a car of theirs
 */
gboolean
axle_dossier_is_of_customer (const AxleDossier *self,
                             const AxleRecord  *record)
{
  int field = axle_entity_find_field (record->entity, "customer");
  AxleId id;

  if (field < 0)
    return TRUE;
  id = axle_record_get_id (record, (guint) field);
  return axle_dossier_find (self, &axle_customer_entity, &id) != NULL;
}

/**
 * axle_dossier_is_pending:
 * @self: a dossier
 * @id: of one of its records
 *
 * Returns: whether it has changes that wait for the server
 */
gboolean
axle_dossier_is_pending (const AxleDossier *self,
                         const AxleId      *id)
{
  return g_hash_table_contains (self->pending, id);
}
