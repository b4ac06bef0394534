/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/change-set.h"

#include "core/registry.h"

struct _AxleChangeSet
{
  gatomicrefcount  references;
  GHashTable      *kinds;      /* const AxleEntity * → GHashTable of AxleId; NULL where there are too many */
  gsize            n_records;
  gboolean         many;
};

G_DEFINE_BOXED_TYPE (AxleChangeSet, axle_change_set, axle_change_set_ref, axle_change_set_unref)

static guint
hash_id (gconstpointer id)
{
  return axle_id_hash (id);
}

static gboolean
equal_ids (gconstpointer a,
           gconstpointer b)
{
  return axle_id_equal (a, b);
}

static void
free_records (gpointer data)
{
  if (data != NULL)
    g_hash_table_unref (data);
}

AxleChangeSet *
axle_change_set_new (void)
{
  AxleChangeSet *self = g_new0 (AxleChangeSet, 1);

  g_atomic_ref_count_init (&self->references);
  self->kinds = g_hash_table_new_full (NULL, NULL, NULL, free_records);
  return self;
}

AxleChangeSet *
axle_change_set_ref (AxleChangeSet *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
axle_change_set_unref (AxleChangeSet *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_hash_table_unref (self->kinds);
  g_free (self);
}

static void
forget_records (AxleChangeSet *self)
{
  GHashTableIter iter;

  self->many = TRUE;
  g_hash_table_iter_init (&iter, self->kinds);
  while (g_hash_table_iter_next (&iter, NULL, NULL))
    g_hash_table_iter_replace (&iter, NULL);
}

static void
add_one (AxleChangeSet     *self,
         const AxleTouched *touched)
{
  gpointer entity = (gpointer) touched->entity;
  gpointer records;

  if (self->many || axle_id_is_none (&touched->id))
    {
      g_hash_table_insert (self->kinds, entity, NULL);
      return;
    }
  if (!g_hash_table_lookup_extended (self->kinds, entity, NULL, &records))
    {
      records = g_hash_table_new_full (hash_id, equal_ids, g_free, NULL);
      g_hash_table_insert (self->kinds, entity, records);
    }
  if (records != NULL && g_hash_table_add (records, g_memdup2 (&touched->id, sizeof touched->id)))
    self->n_records++;
}

void
axle_change_set_add (AxleChangeSet     *self,
                     const AxleTouched *touched,
                     gsize              n_touched)
{
  for (gsize i = 0; i < n_touched; i++)
    {
      add_one (self, &touched[i]);
      if (!self->many && self->n_records > AXLE_CHANGE_SET_LIMIT)
        forget_records (self);
    }
}

/* Another program wrote to the cache: nobody knows what. */
void
axle_change_set_add_all (AxleChangeSet *self)
{
  const AxleEntity * const *entities = axle_registry_list ();

  forget_records (self);
  for (guint i = 0; entities[i] != NULL; i++)
    g_hash_table_insert (self->kinds, (gpointer) entities[i], NULL);
}

gboolean
axle_change_set_has_kind (const AxleChangeSet *self,
                          const AxleEntity    *entity)
{
  return g_hash_table_contains (self->kinds, entity);
}

gboolean
axle_change_set_has_any (const AxleChangeSet      *self,
                         const AxleEntity * const *entities,
                         gsize                     n_entities)
{
  for (gsize i = 0; i < n_entities; i++)
    if (axle_change_set_has_kind (self, entities[i]))
      return TRUE;
  return FALSE;
}

GHashTable *
axle_change_set_get_records (const AxleChangeSet *self,
                             const AxleEntity    *entity)
{
  return g_hash_table_lookup (self->kinds, entity);
}

gboolean
axle_change_set_has_record (const AxleChangeSet *self,
                            const AxleEntity    *entity,
                            const AxleId        *id)
{
  gpointer records;

  if (!g_hash_table_lookup_extended (self->kinds, entity, NULL, &records))
    return FALSE;
  return records == NULL || g_hash_table_contains (records, id);
}
