/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/blobs-collect.h"
#include "server/hub.h"

G_BEGIN_DECLS

/**
 * AxleAdmin:
 *
 * What the keeper of a server does on its data folder, while the server runs or
 * not. What is made here are ordinary records: desks get them by the feed.
 */
typedef struct _AxleAdmin AxleAdmin;

AxleAdmin  *axle_admin_open         (const char          *folder,
                                     const char          *place,
                                     GError             **error);
void        axle_admin_close        (AxleAdmin           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleAdmin, axle_admin_close)
AxleHub    *axle_admin_get_hub      (AxleAdmin           *self);

GPtrArray  *axle_admin_list_groups  (AxleAdmin           *self,
                                     GError             **error);
GPtrArray  *axle_admin_list         (AxleAdmin           *self,
                                     const AxleEntity    *entity,
                                     GError             **error);

gboolean    axle_admin_add_group    (AxleAdmin           *self,
                                     const char          *name,
                                     AxleId              *group,
                                     GError             **error);
gboolean    axle_admin_add_store    (AxleAdmin           *self,
                                     const AxleId        *group,
                                     const char          *name,
                                     const char          *code,
                                     AxleId              *store,
                                     GError             **error);
gboolean    axle_admin_add_role     (AxleAdmin           *self,
                                     const AxleId        *group,
                                     const char          *name,
                                     const char * const  *rights,
                                     AxleId              *role,
                                     GError             **error);
gboolean    axle_admin_set_rights   (AxleAdmin           *self,
                                     const AxleId        *role,
                                     const char * const  *rights,
                                     GError             **error);
gboolean    axle_admin_add_staff    (AxleAdmin           *self,
                                     const AxleId        *group,
                                     const AxleId        *store,
                                     const AxleId        *role,
                                     const char          *name,
                                     const char          *secret,
                                     AxleId              *staff,
                                     GError             **error);
gboolean    axle_admin_set_secret   (AxleAdmin           *self,
                                     const AxleId        *staff,
                                     const char          *secret,
                                     GError             **error);
gboolean    axle_admin_reset_tries  (AxleAdmin           *self,
                                     const AxleId        *staff,
                                     GError             **error);
char       *axle_admin_make_code    (AxleAdmin           *self,
                                     const AxleId        *store,
                                     AxleAudience         audience,
                                     GError             **error);
gboolean    axle_admin_renew_epoch  (AxleAdmin           *self,
                                     GError             **error);
gboolean    axle_admin_collect_blobs (AxleAdmin          *self,
                                     AxleBlobsCollected  *collected,
                                     GError             **error);
gboolean    axle_admin_set_lease    (AxleAdmin           *self,
                                     gint64               days,
                                     GError             **error);
gboolean    axle_admin_compact      (AxleAdmin           *self,
                                     gint64              *n_dropped,
                                     GError             **error);
GPtrArray  *axle_admin_list_desks   (AxleAdmin           *self,
                                     const AxleRecord    *store,
                                     GError             **error);
gboolean    axle_admin_move_desk    (AxleAdmin           *self,
                                     const AxleId        *desk,
                                     const AxleId        *store,
                                     const AxleAudience  *audience,
                                     GError             **error);
gboolean    axle_admin_revoke_desk  (AxleAdmin           *self,
                                     const AxleId        *desk,
                                     GError             **error);

G_END_DECLS
