/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/admin.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>
#include <string.h>

#include "core/organisation/organisation.h"
#include "server/auth.h"
#include "server/certificate.h"
#include "server/desks.h"
#include "server/folder.h"

struct _AxleAdmin
{
  char        *folder;
  AxleStorage *storage;
  AxleHub     *hub;
};

/**
 * axle_admin_open:
 * @folder: a server's data folder; made when it is not there
 * @place: (nullable): its storage, see [func@Axle.folder_open_storage]
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the keeper's hands on it
 */
AxleAdmin *
axle_admin_open (const char  *folder,
                 const char  *place,
                 GError     **error)
{
  g_autoptr(AxleAdmin) self = g_new0 (AxleAdmin, 1);

  if (sodium_init () < 0)
    g_error ("libsodium cannot be used");
  self->folder = g_strdup (folder);
  self->storage = axle_folder_open_storage (folder, place, error);
  if (self->storage == NULL)
    return NULL;
  self->hub = axle_hub_new (self->storage, NULL, error);
  return self->hub != NULL ? g_steal_pointer (&self) : NULL;
}

void
axle_admin_close (AxleAdmin *self)
{
  g_clear_pointer (&self->hub, axle_hub_free);
  g_clear_object (&self->storage);
  g_free (self->folder);
  g_free (self);
}

AxleHub *
axle_admin_get_hub (AxleAdmin *self)
{
  return self->hub;
}

static gboolean
find (AxleAdmin         *self,
      const AxleId      *id,
      const AxleEntity  *entity,
      AxleRecord       **record,
      GError           **error)
{
  if (!axle_hub_get (self->hub, id, record, error))
    return FALSE;
  if (*record != NULL && (*record)->entity == entity && !(*record)->deleted)
    return TRUE;
  g_clear_pointer (record, axle_record_unref);
  g_set_error (error, AXLE_HUB_ERROR, AXLE_HUB_ERROR_INVALID, _("There is no %s %s."), entity->kind, AXLE_ID_TEXT (id));
  return FALSE;
}

/**
 * axle_admin_list_groups:
 * @self: an admin
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): the groups
 */
GPtrArray *
axle_admin_list_groups (AxleAdmin  *self,
                        GError    **error)
{
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) scopes = axle_storage_list_scopes (self->storage, error);

  if (scopes == NULL)
    return NULL;
  for (guint i = 0; i < scopes->len; i++)
    {
      g_autoptr(AxleRecord) record = NULL;
      AxleId id = AXLE_ID_NONE;

      memcpy (id.bytes, g_bytes_get_data (scopes->pdata[i], NULL), MIN (g_bytes_get_size (scopes->pdata[i]), sizeof id.bytes));
      if (!axle_hub_get (self->hub, &id, &record, error))
        return NULL;
      /* A group stands in its own scope. */
      if (record != NULL && record->entity == &axle_group_entity && !record->deleted)
        g_ptr_array_add (groups, g_steal_pointer (&record));
    }
  return g_steal_pointer (&groups);
}

/**
 * axle_admin_list:
 * @self: an admin
 * @entity: a kind of record that groups share, such as staff, stores, roles or desks
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): those of all groups
 */
GPtrArray *
axle_admin_list (AxleAdmin         *self,
                 const AxleEntity  *entity,
                 GError           **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GPtrArray) groups = axle_admin_list_groups (self, error);

  if (groups == NULL)
    return NULL;
  for (guint i = 0; i < groups->len; i++)
    {
      const AxleRecord *group = groups->pdata[i];
      g_autoptr(GPtrArray) some = axle_hub_list (self->hub, &group->id, entity, error);

      if (some == NULL)
        return NULL;
      g_ptr_array_extend_and_steal (all, g_steal_pointer (&some));
    }
  return g_steal_pointer (&all);
}

static AxleRecord *
new_record (AxleAdmin        *self,
            const AxleEntity *entity,
            const AxleId     *scope,
            AxleId           *id)
{
  AxleRecord *record;

  *id = axle_id_new (axle_hub_get_host (self->hub));
  record = axle_record_new (entity, id);
  record->scope = scope != NULL ? *scope : *id;
  return record;
}

/* Puts @record, and @secret for it, as one. */
static gboolean
put (AxleAdmin   *self,
     AxleRecord  *record,
     const char  *secret,
     GError     **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;

  if (!axle_hub_begin (self->hub, NULL, 0, error))
    return FALSE;
  transaction = self->hub;
  if (!axle_hub_put (self->hub, record, error) ||
      (secret != NULL && !axle_auth_set_secret (self->hub, &record->id, secret, error)))
    return FALSE;
  return axle_hub_commit (g_steal_pointer (&transaction), error);
}

gboolean
axle_admin_add_group (AxleAdmin   *self,
                      const char  *name,
                      AxleId      *group,
                      GError     **error)
{
  g_autoptr(AxleRecord) record = new_record (self, &axle_group_entity, NULL, group);

  axle_record_set_text (record, AXLE_GROUP_NAME, name);
  return put (self, record, NULL, error);
}

gboolean
axle_admin_add_store (AxleAdmin     *self,
                      const AxleId  *group,
                      const char    *name,
                      const char    *code,
                      AxleId        *store,
                      GError       **error)
{
  g_autoptr(AxleRecord) record = new_record (self, &axle_store_entity, group, store);
  g_autoptr(AxleRecord) found = NULL;

  if (!find (self, group, &axle_group_entity, &found, error))
    return FALSE;
  axle_record_set_text (record, AXLE_STORE_NAME, name);
  axle_record_set_text (record, AXLE_STORE_CODE, code);
  return put (self, record, NULL, error);
}

gboolean
axle_admin_add_role (AxleAdmin           *self,
                     const AxleId        *group,
                     const char          *name,
                     const char * const  *rights,
                     AxleId              *role,
                     GError             **error)
{
  g_autoptr(AxleRecord) record = new_record (self, &axle_role_entity, group, role);
  g_autoptr(AxleRecord) found = NULL;

  if (!find (self, group, &axle_group_entity, &found, error))
    return FALSE;
  axle_record_set_text (record, AXLE_ROLE_NAME, name);
  axle_record_set_members (record, AXLE_ROLE_RIGHTS, rights);
  return put (self, record, NULL, error);
}

gboolean
axle_admin_set_rights (AxleAdmin           *self,
                       const AxleId        *role,
                       const char * const  *rights,
                       GError             **error)
{
  g_autoptr(AxleRecord) found = NULL;
  g_autoptr(AxleRecord) record = NULL;

  if (!find (self, role, &axle_role_entity, &found, error))
    return FALSE;
  record = axle_record_copy (found);
  axle_record_set_members (record, AXLE_ROLE_RIGHTS, rights);
  return put (self, record, NULL, error);
}

/**
 * axle_admin_add_staff:
 * @self: an admin
 * @group: their group
 * @store: (nullable): their store; %NULL for all of the group
 * @role: their role
 * @name: their name
 * @secret: their PIN or password
 * @staff: (out): their id
 * @error: return location
 *
 * Returns: whether they can sign in now
 */
gboolean
axle_admin_add_staff (AxleAdmin     *self,
                      const AxleId  *group,
                      const AxleId  *store,
                      const AxleId  *role,
                      const char    *name,
                      const char    *secret,
                      AxleId        *staff,
                      GError       **error)
{
  g_autoptr(AxleRecord) record = new_record (self, &axle_staff_entity, group, staff);
  g_autoptr(AxleRecord) found_group = NULL;
  g_autoptr(AxleRecord) found_store = NULL;
  g_autoptr(AxleRecord) found_role = NULL;

  if (!find (self, group, &axle_group_entity, &found_group, error) ||
      !find (self, role, &axle_role_entity, &found_role, error) ||
      (store != NULL && !find (self, store, &axle_store_entity, &found_store, error)))
    return FALSE;
  axle_record_set_text (record, AXLE_STAFF_NAME, name);
  axle_record_set_id (record, AXLE_STAFF_STORE, store);
  axle_record_set_id (record, AXLE_STAFF_ROLE, role);
  axle_record_set_boolean (record, AXLE_STAFF_ACTIVE, TRUE);
  return put (self, record, secret, error);
}

gboolean
axle_admin_set_secret (AxleAdmin     *self,
                       const AxleId  *staff,
                       const char    *secret,
                       GError       **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleRecord) found = NULL;

  if (!axle_hub_begin (self->hub, NULL, 0, error))
    return FALSE;
  transaction = self->hub;
  return find (self, staff, &axle_staff_entity, &found, error) &&
         axle_auth_set_secret (self->hub, staff, secret, error) &&
         axle_hub_commit (g_steal_pointer (&transaction), error);
}

gboolean
axle_admin_reset_tries (AxleAdmin     *self,
                        const AxleId  *staff,
                        GError       **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleRecord) found = NULL;

  if (!axle_hub_begin (self->hub, NULL, 0, error))
    return FALSE;
  transaction = self->hub;
  return find (self, staff, &axle_staff_entity, &found, error) &&
         axle_auth_reset_tries (self->hub, staff, error) &&
         axle_hub_commit (g_steal_pointer (&transaction), error);
}

/**
 * axle_admin_make_code:
 * @self: an admin
 * @store: the store of the new desk
 * @audience: who will read it
 * @error: return location
 *
 * The code names the certificate that the running server shows, or the one that
 * it will make of itself.
 *
 * Returns: (transfer full) (nullable): the code to be typed on the desk
 */
char *
axle_admin_make_code (AxleAdmin     *self,
                      const AxleId  *store,
                      AxleAudience   audience,
                      GError       **error)
{
  g_autoptr(GTlsCertificate) certificate = axle_folder_load_certificate (self->folder, error);
  g_autoptr(GBytes) der = NULL;

  if (certificate == NULL)
    return NULL;
  der = axle_certificate_dup_der (certificate);
  return axle_auth_make_code (self->hub, store, audience, der, error);
}

/**
 * axle_admin_renew_epoch:
 * @self: an admin
 * @error: return location
 *
 * To be called after the folder was brought back from a copy, see
 * [method@Axle.Hub.renew_epoch].
 *
 * Returns: whether desks will start anew
 */
gboolean
axle_admin_renew_epoch (AxleAdmin  *self,
                        GError    **error)
{
  return axle_hub_renew_epoch (self->hub, error);
}

gboolean
axle_admin_collect_blobs (AxleAdmin           *self,
                          AxleBlobsCollected  *collected,
                          GError             **error)
{
  g_autoptr(AxleBlobStore) blobs = axle_folder_open_blobs (self->folder, 0, error);

  return blobs != NULL &&
         axle_blobs_collect (blobs, self->storage, axle_host_now (axle_hub_get_host (self->hub)), collected, error);
}

gboolean
axle_admin_set_lease (AxleAdmin  *self,
                      gint64      days,
                      GError    **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;

  if (!axle_hub_begin (self->hub, NULL, 0, error))
    return FALSE;
  transaction = self->hub;
  return axle_hub_set_lease (self->hub, days, error) &&
         axle_hub_commit (g_steal_pointer (&transaction), error);
}

/**
 * axle_admin_compact:
 * @self: an admin
 * @n_dropped: (out): how many tombstones were taken out
 * @error: return location
 *
 * What the running server does once a day.
 *
 * Returns: whether it was done
 */
gboolean
axle_admin_compact (AxleAdmin  *self,
                    gint64     *n_dropped,
                    GError    **error)
{
  g_autoptr(AxleCompaction) compaction = axle_compaction_new (self->hub, error);
  gboolean done = FALSE;

  while (compaction != NULL && !done)
    if (!axle_compaction_step (compaction, self->hub, &done, error))
      return FALSE;
  if (compaction != NULL)
    *n_dropped = axle_compaction_get_dropped (compaction);
  return compaction != NULL;
}

/**
 * axle_admin_list_desks:
 * @self: an admin
 * @store: a store
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleDeskState): its desks
 */
GPtrArray *
axle_admin_list_desks (AxleAdmin         *self,
                       const AxleRecord  *store,
                       GError           **error)
{
  AxleHubDesk asking = { .store = store->id, .group = store->scope };
  g_autoptr(AxleDesksReply) reply = axle_hub_list_desks (self->hub, &asking, error);

  return reply != NULL ? g_steal_pointer (&reply->desks) : NULL;
}

/**
 * axle_admin_move_desk:
 * @self: an admin
 * @desk: a desk's id
 * @store: (nullable): its store from now on; %NULL for the same
 * @audience: (nullable): who reads it from now on; %NULL for the same
 * @error: return location
 *
 * See [method@Axle.Hub.move_desk].
 *
 * Returns: whether it was written
 */
gboolean
axle_admin_move_desk (AxleAdmin           *self,
                      const AxleId        *desk,
                      const AxleId        *store,
                      const AxleAudience  *audience,
                      GError             **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleRecord) found = NULL;
  AxleAudience same = AXLE_AUDIENCE_KIOSK;
  AxleId here;

  if (!axle_hub_begin (self->hub, NULL, 0, error))
    return FALSE;
  transaction = self->hub;
  if (!find (self, desk, &axle_desk_entity, &found, error))
    return FALSE;
  here = axle_record_get_id (found, AXLE_DESK_STORE);
  axle_audience_parse (axle_record_get_text (found, AXLE_DESK_AUDIENCE), &same);
  return axle_hub_move_desk (self->hub, desk, store != NULL ? store : &here, audience != NULL ? *audience : same, error) &&
         axle_hub_commit (g_steal_pointer (&transaction), error);
}

gboolean
axle_admin_revoke_desk (AxleAdmin     *self,
                        const AxleId  *desk,
                        GError       **error)
{
  g_autoptr(AxleHubTransaction) transaction = NULL;
  g_autoptr(AxleRecord) found = NULL;
  g_autoptr(AxleRecord) record = NULL;

  if (!axle_hub_begin (self->hub, NULL, 0, error))
    return FALSE;
  transaction = self->hub;
  if (!find (self, desk, &axle_desk_entity, &found, error))
    return FALSE;
  record = axle_record_copy (found);
  axle_record_set_boolean (record, AXLE_DESK_REVOKED, TRUE);
  return axle_hub_put (self->hub, record, error) &&
         axle_hub_commit (g_steal_pointer (&transaction), error);
}
