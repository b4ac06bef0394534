/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/registry.h"
#include "server/private.h"

/* Records that name the same blob and are looked at for one that the desk may see. */
#define LOOK_LIMIT 100

static gboolean
is_visible (const AxleField  *field,
            const AxleEntity *entity,
            AxleAudience      audience)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << (field - entity->fields);

  return field->type == AXLE_FIELD_BLOB && axle_entity_is_shown (entity, audience) &&
         (axle_entity_hidden (entity, audience) & bit) == 0;
}

/**
 * axle_hub_may_have_blobs:
 * @desk: who asks
 *
 * Returns: whether there is a kind of record whose blobs the desk may see
 */
gboolean
axle_hub_may_have_blobs (const AxleHubDesk *desk)
{
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields; i++)
      if (is_visible (&(*entity)->fields[i], *entity, desk->audience))
        return TRUE;
  return FALSE;
}

static gboolean
refers_by (AxleHub           *self,
           const AxleHubDesk *desk,
           const AxleEntity  *entity,
           const AxleField   *field,
           const char        *hash,
           gboolean          *refers,
           GError           **error)
{
  const AxleId *scope = entity->flags & AXLE_ENTITY_GROUP ? &desk->group : &desk->store;
  g_auto(AxleValue) value = AXLE_VALUE_INIT;
  g_autofree char *key = NULL;
  g_autoptr(GPtrArray) documents = NULL;

  axle_value_set_text (&value, hash);
  key = axle_hub_key (field, &value);
  documents = axle_storage_find_documents (self->storage, scope, key, LOOK_LIMIT, error);
  if (documents == NULL)
    return FALSE;
  for (guint i = 0; i < documents->len; i++)
    *refers = *refers || g_str_equal (((AxleDocument *) documents->pdata[i])->kind, entity->kind);
  return TRUE;
}

/**
 * axle_hub_refers_to_blob:
 * @self: a hub
 * @desk: who asks
 * @hash: names a blob
 * @refers: (out): whether a record that is not deleted and that the desk may see names it
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_hub_refers_to_blob (AxleHub            *self,
                         const AxleHubDesk  *desk,
                         const char         *hash,
                         gboolean           *refers,
                         GError            **error)
{
  *refers = FALSE;
  for (const AxleEntity * const *entity = axle_registry_list (); *entity != NULL; entity++)
    for (guint i = 0; i < (*entity)->n_fields && !*refers; i++)
      {
        const AxleField *field = &(*entity)->fields[i];

        if (is_visible (field, *entity, desk->audience) &&
            !refers_by (self, desk, *entity, field, hash, refers, error))
          return FALSE;
      }
  return TRUE;
}
