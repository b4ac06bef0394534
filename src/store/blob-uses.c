/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/registry.h"
#include "store/blobs.h"
#include "store/private.h"

/* Which blobs the records of the cache name, by what the descriptors say. */

static gboolean
find_use (AxleStore         *self,
          const AxleEntity  *entity,
          const AxleField   *field,
          const char        *hash,
          AxleBlobUse       *use,
          GError           **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT deleted, revision FROM \"%s\" WHERE \"%s\" = ?1", entity->kind, field->name);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step = AXLE_STEP_ERROR;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, hash);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleBlobUse found = axle_statement_get_bool (statement, 0) ? AXLE_BLOB_DELETED
                          : axle_statement_get_int64 (statement, 1) == 0 ? AXLE_BLOB_PENDING : AXLE_BLOB_KNOWN;

      *use = MAX (*use, found);
    }
  return step == AXLE_STEP_DONE;
}

/**
 * axle_store_find_blob_use:
 * @self: a store
 * @hash: a blob's name
 * @use: (out): how records name it; of several the strongest
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_store_find_blob_use (AxleStore    *self,
                          const char   *hash,
                          AxleBlobUse  *use,
                          GError      **error)
{
  GError *reason = NULL;

  *use = AXLE_BLOB_UNUSED;
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      if ((*entity)->fields[i].type == AXLE_FIELD_BLOB &&
          !find_use (self, *entity, &(*entity)->fields[i], hash, use, &reason))
        return axle_store_fail (error, reason);
  return TRUE;
}

/* Photos of one's own that a record still names; of a refused one nothing comes. */
static char **
list_kept (AxleStore      *self,
           AxleBlobCache  *cache,
           GError        **error)
{
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();
  g_auto(GStrv) waiting = axle_blob_cache_list_waiting (cache, G_MAXINT, error);

  if (waiting == NULL)
    return NULL;
  for (guint i = 0; waiting[i] != NULL; i++)
    {
      AxleBlobUse use;

      if (!axle_store_find_blob_use (self, waiting[i], &use, error))
        return NULL;
      if (use >= AXLE_BLOB_PENDING)
        g_strv_builder_add (kept, waiting[i]);
    }
  return g_strv_builder_end (kept);
}

/* What records name, and of one's own what waits. */
static char **
list_named (AxleStore      *self,
            AxleBlobCache  *cache,
            GError        **error)
{
  g_autoptr(GStrvBuilder) named = g_strv_builder_new ();
  g_auto(GStrv) own = list_kept (self, cache, error);
  g_auto(GStrv) previews = own != NULL ? axle_store_list_blobs (self, TRUE, G_MAXINT, error) : NULL;
  g_auto(GStrv) others = previews != NULL ? axle_store_list_blobs (self, FALSE, G_MAXINT, error) : NULL;

  if (others == NULL)
    return NULL;
  g_strv_builder_addv (named, (const char **) own);
  g_strv_builder_addv (named, (const char **) previews);
  g_strv_builder_addv (named, (const char **) others);
  return g_strv_builder_end (named);
}

/**
 * axle_store_erase_blobs:
 * @self: a store that writes
 * @cache: the blobs beside it
 * @error: return location
 *
 * After [method@Axle.Store.move] the photos of where the desk was go too, and after a
 * deletion on request those that no record names any more. It is noted until they are gone: to be called at each start, and does nothing when none are due.
 *
 * Returns: whether none is left
 */
gboolean
axle_store_erase_blobs (AxleStore      *self,
                        AxleBlobCache  *cache,
                        GError        **error)
{
  g_autofree char *due = axle_store_dup_note (self, AXLE_STORE_ERASE_BLOBS_NOTE);
  g_auto(GStrv) kept = NULL;

  if (due == NULL)
    return TRUE;
  kept = g_str_equal (due, AXLE_STORE_ERASE_UNNAMED) ? list_named (self, cache, error) : list_kept (self, cache, error);
  return kept != NULL && axle_blob_cache_erase_others (cache, (const char * const *) kept, error) &&
         axle_store_set_note (self, AXLE_STORE_ERASE_BLOBS_NOTE, NULL, error);
}

static gboolean
add_hashes (AxleStore         *self,
            const AxleEntity  *entity,
            const AxleField   *field,
            guint              limit,
            GStrvBuilder      *hashes,
            GError           **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE deleted = 0 AND revision > 0 AND \"%s\" IS NOT NULL"
                                          " ORDER BY row DESC LIMIT %u", field->name, entity->kind, field->name, limit);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step = AXLE_STEP_ERROR;

  while (statement != NULL && (step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_strv_builder_add (hashes, axle_statement_get_text (statement, 0));
  return step == AXLE_STEP_DONE;
}

/**
 * axle_store_list_blobs:
 * @self: a store
 * @previews: whether the small ones are asked for, or the others
 * @limit: at most so many of a field
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): what records that
 *   are not deleted and that the server knows name, those that came last first
 */
char **
axle_store_list_blobs (AxleStore  *self,
                       gboolean    previews,
                       guint       limit,
                       GError    **error)
{
  g_autoptr(GStrvBuilder) hashes = g_strv_builder_new ();
  GError *reason = NULL;

  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      {
        const AxleField *field = &(*entity)->fields[i];

        if (field->type == AXLE_FIELD_BLOB && !(field->flags & AXLE_FIELD_PREVIEW) == !previews &&
            !add_hashes (self, *entity, field, limit, hashes, &reason))
          {
            axle_store_fail (error, reason);
            return NULL;
          }
      }
  return g_strv_builder_end (hashes);
}
