/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-base.h"

#include <glib/gstdio.h>

#include "core/change-list.h"
#include "store/customers.h"
#include "store/search.h"

#define KEY_SIZE 32

/* Records made findable in one transaction. */
#define INDEX_SLICE 200

struct _AxleImportBase
{
  AxleStore *store;
  AxleStore *scratch;       /* NULL unless it is a dry run */
  char      *scratch_path;
};

static AxleStore *
open_scratch (const char  *path,
              GError     **error)
{
  guint8 bytes[KEY_SIZE];
  g_autoptr(GBytes) key = NULL;
  AxleStoreOptions options = { .path = path };

  /* Nobody needs the key again. */
  axle_host_fill (axle_host_get_default (), bytes, sizeof bytes);
  key = g_bytes_new (bytes, sizeof bytes);
  options.key = key;
  return axle_store_open (&options, error);
}

/**
 * axle_import_base_new:
 * @store: the desk's cache; used on this thread until the base is freed
 * @scratch_folder: (nullable): where a dry run keeps what it would save; %NULL to save it
 * @error: return location
 *
 * Returns: (transfer full): the base
 */
AxleImportBase *
axle_import_base_new (AxleStore   *store,
                      const char  *scratch_folder,
                      GError     **error)
{
  g_autoptr(AxleImportBase) self = g_new0 (AxleImportBase, 1);
  AxleId name = axle_id_new (axle_host_get_default ());

  self->store = store;
  if (scratch_folder == NULL)
    return g_steal_pointer (&self);
  self->scratch_path = g_strdup_printf ("%s/dry-run-%s.db", scratch_folder, AXLE_ID_TEXT (&name));
  self->scratch = open_scratch (self->scratch_path, error);
  return self->scratch != NULL ? g_steal_pointer (&self) : NULL;
}

void
axle_import_base_free (AxleImportBase *self)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", "-journal" };

  g_clear_pointer (&self->scratch, axle_store_close);
  for (guint i = 0; self->scratch_path != NULL && i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *path = g_strconcat (self->scratch_path, suffixes[i], NULL);
      g_unlink (path);
    }
  g_free (self->scratch_path);
  g_free (self);
}

/* Returns: (transfer full) (nullable): the record as the scratch has it, or the cache;
 *   %NULL without an error when neither has it */
AxleRecord *
axle_import_base_get (AxleImportBase    *self,
                      const AxleEntity  *entity,
                      const AxleId      *id,
                      GError           **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(AxleRecord) record = NULL;

  if (self->scratch != NULL)
    record = axle_store_get (self->scratch, entity, id, NULL);
  if (record == NULL)
    record = axle_store_get (self->store, entity, id, &local);
  if (local != NULL && !g_error_matches (local, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND))
    g_propagate_error (error, g_steal_pointer (&local));
  return g_steal_pointer (&record);
}

/* Adds what @more has and @list has not; what the scratch has counts. */
static gboolean
merge (AxleImportBase  *self,
       GPtrArray       *list,
       GPtrArray       *more,
       GError         **error)
{
  for (guint i = 0; i < more->len; i++)
    {
      const AxleRecord *record = more->pdata[i];
      gboolean known = FALSE;

      for (guint j = 0; j < list->len && !known; j++)
        known = axle_id_equal (&((AxleRecord *) list->pdata[j])->id, &record->id);
      if (!known)
        {
          AxleRecord *now = axle_import_base_get (self, record->entity, &record->id, error);

          if (now == NULL)
            return FALSE;
          g_ptr_array_add (list, now);
        }
    }
  return TRUE;
}

static GPtrArray *
with_scratch (AxleImportBase  *self,
              GPtrArray       *found,
              GPtrArray       *scratched,
              GError         **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) one = found;
  g_autoptr(GPtrArray) other = scratched;

  if (one == NULL || (self->scratch != NULL && other == NULL))
    return NULL;
  if (other == NULL)
    return g_steal_pointer (&one);
  if (!merge (self, list, one, error) || !merge (self, list, other, error))
    return NULL;
  return g_steal_pointer (&list);
}

/* Returns: (transfer full) (element-type AxleRecord): customers with that phone number or that vehicle */
GPtrArray *
axle_import_base_match (AxleImportBase  *self,
                        const char      *phone,
                        const char      *vin,
                        GError         **error)
{
  GPtrArray *found = axle_store_match_customers (self->store, phone, vin, error);
  GPtrArray *scratched = found != NULL && self->scratch != NULL
                         ? axle_store_match_customers (self->scratch, phone, vin, error)
                         : NULL;

  return with_scratch (self, found, scratched, error);
}

GPtrArray *
axle_import_base_list_where (AxleImportBase    *self,
                             const AxleEntity  *entity,
                             guint              field,
                             const AxleValue   *value,
                             GError           **error)
{
  GPtrArray *found = axle_store_list_where (self->store, entity, field, value, error);
  GPtrArray *scratched = found != NULL && self->scratch != NULL
                         ? axle_store_list_where (self->scratch, entity, field, value, error)
                         : NULL;

  return with_scratch (self, found, scratched, error);
}

/* Returns: (transfer full) (nullable): the car; %NULL without an error when there is none */
AxleRecord *
axle_import_base_find_vehicle (AxleImportBase  *self,
                               const char      *vin,
                               const char      *plate,
                               GError         **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(AxleRecord) found = NULL;

  if (self->scratch != NULL)
    found = axle_store_find_vehicle (self->scratch, vin, plate, &local);
  if (found == NULL && local == NULL)
    found = axle_store_find_vehicle (self->store, vin, plate, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  return found != NULL ? axle_import_base_get (self, found->entity, &found->id, error) : NULL;
}

/* The scratch does not have what a change builds on: it gets the record as it will be. */
static GPtrArray *
make_whole (AxleImportBase  *self,
            GPtrArray       *changes,
            GError         **error)
{
  g_autoptr(GPtrArray) whole = axle_change_list_new ();

  for (guint i = 0; i < changes->len; i++)
    {
      const AxleChange *change = changes->pdata[i];
      g_autoptr(AxleRecord) scratched = axle_store_get (self->scratch, change->entity, &change->record, NULL);
      g_autoptr(AxleRecord) before = scratched == NULL
                                     ? axle_store_get (self->store, change->entity, &change->record, NULL)
                                     : NULL;

      if (before != NULL)
        {
          g_autoptr(AxleRecord) after = axle_record_copy (before);

          axle_change_overlay (change, after);
          axle_change_list_add_between (whole, NULL, after);
        }
      else
        g_ptr_array_add (whole, axle_change_copy (change));
    }
  return g_steal_pointer (&whole);
}

gboolean
axle_import_base_save (AxleImportBase  *self,
                       GPtrArray       *changes,
                       gint64          *operation,
                       GError         **error)
{
  g_autoptr(GPtrArray) whole = NULL;
  gint64 scratch_operation = 0;

  if (changes->len == 0)
    return TRUE;
  if (self->scratch == NULL)
    return axle_store_save (self->store, changes, operation, error);
  whole = make_whole (self, changes, error);
  return whole != NULL && axle_store_save (self->scratch, whole, &scratch_operation, error);
}

gboolean
axle_import_base_index (AxleImportBase  *self,
                        gboolean        *more,
                        GError         **error)
{
  AxleStore *store = self->scratch != NULL ? self->scratch : self->store;
  guint n_left = 0;

  if (!axle_store_index_slice (store, INDEX_SLICE, &n_left, error))
    return FALSE;
  *more = n_left > 0;
  return TRUE;
}
