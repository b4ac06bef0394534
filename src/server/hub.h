/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/host.h"
#include "server/storage.h"
#include "wire/message.h"

G_BEGIN_DECLS

/**
 * AxleHub:
 *
 * What the server is without its network: takes the changes of desks, decides
 * their order, judges and merges them, and gives every desk what it may see. One
 * thread uses a hub.
 */
typedef struct _AxleHub AxleHub;

#define AXLE_HUB_ERROR (axle_hub_error_quark ())
GQuark axle_hub_error_quark (void);

/**
 * AxleHubError:
 * @AXLE_HUB_ERROR_GAP: changes before these did not arrive; the desk sends from
 *   its oldest without a verdict
 * @AXLE_HUB_ERROR_EPOCH: the desk has not seen this epoch; it pulls first
 * @AXLE_HUB_ERROR_INSTALL: the desk must enrol again
 * @AXLE_HUB_ERROR_SCOPE: not a scope of this desk
 * @AXLE_HUB_ERROR_INVALID: a record breaks a rule, or a number is none
 * @AXLE_HUB_ERROR_DAMAGED: a document of the server cannot be read, or a desk has
 *   seen more than there is
 * @AXLE_HUB_ERROR_GONE: deletions after the desk's cursor are not told any more; it
 *   starts the scope anew
 */
typedef enum
{
  AXLE_HUB_ERROR_GAP,
  AXLE_HUB_ERROR_EPOCH,
  AXLE_HUB_ERROR_INSTALL,
  AXLE_HUB_ERROR_SCOPE,
  AXLE_HUB_ERROR_INVALID,
  AXLE_HUB_ERROR_DAMAGED,
  AXLE_HUB_ERROR_GONE,
} AxleHubError;

/* What a desk reads in the `code` of an error reply; "internal" for every other error. */
const char *axle_hub_error_code (const GError *error);

/**
 * AxleHubDesk:
 * @desk: its id
 * @store: its store
 * @group: the group of that store
 * @install: its enrolment
 * @audience: who reads it
 * @view: how often its store or audience was changed, see axle_hub_get_desk_epoch()
 *
 * Who asks: what a desk's credential proves.
 */
typedef struct
{
  AxleId       desk;
  AxleId       store;
  AxleId       group;
  AxleId       install;
  AxleAudience audience;
  gint64       view;
} AxleHubDesk;

/* Told after a commit, once for each scope that it changed. */
typedef void (*AxleHubObserver) (AxleHub      *hub,
                                 const AxleId *scope,
                                 gint64        head,
                                 gpointer      user_data);

AxleHub       *axle_hub_new           (AxleStorage            *storage,
                                       AxleHost               *host,
                                       GError                **error);
void           axle_hub_free          (AxleHub                *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleHub, axle_hub_free)
AxleStorage   *axle_hub_get_storage   (AxleHub                *self);
AxleHost      *axle_hub_get_host      (AxleHub                *self);
void           axle_hub_set_observer  (AxleHub                *self,
                                       AxleHubObserver         observer,
                                       gpointer                user_data);

gint64         axle_hub_get_epoch     (AxleHub                *self);
gboolean       axle_hub_load_epoch    (AxleHub                *self,
                                       GError                **error);
gboolean       axle_hub_renew_epoch   (AxleHub                *self,
                                       GError                **error);
gboolean       axle_hub_get_head      (AxleHub                *self,
                                       const AxleId           *scope,
                                       gint64                 *head,
                                       GError                **error);

/* What desks ask. */
AxlePushReply *axle_hub_push          (AxleHub                *self,
                                       const AxleHubDesk      *desk,
                                       const AxlePushRequest  *request,
                                       GError                **error);
AxleFeedPage  *axle_hub_read_feed     (AxleHub                *self,
                                       const AxleHubDesk      *desk,
                                       const AxleId           *scope,
                                       gint64                  epoch,
                                       gint64                  start,
                                       gint64                  after,
                                       gsize                   n_bytes,
                                       GError                **error);
AxleFeedPage  *axle_hub_read_records  (AxleHub                *self,
                                       const AxleHubDesk      *desk,
                                       const AxleRecordsRequest *request,
                                       gsize                   n_bytes,
                                       GError                **error);
gboolean       axle_hub_check_cursor  (AxleHub                *self,
                                       const AxleHubDesk      *desk,
                                       const AxleId           *scope,
                                       gint64                  epoch,
                                       gint64                  start,
                                       gint64                  after,
                                       gint64                 *head,
                                       GError                **error);
GBytes        *axle_hub_get_news      (AxleHub                *self,
                                       const AxleHubDesk      *desk,
                                       const AxleId           *scope,
                                       gint64                  after,
                                       gint64                  head);
GHashTable    *axle_hub_find_changed  (AxleHub                *self,
                                       const AxleId           *scope,
                                       const AxleEntity       *entity,
                                       gint64                  after,
                                       guint                   limit);
gboolean       axle_hub_is_scope_of   (const AxleHubDesk      *desk,
                                       const AxleId           *scope);

/* hub-blobs.c */
gboolean       axle_hub_may_have_blobs (const AxleHubDesk     *desk);
gboolean       axle_hub_refers_to_blob (AxleHub               *self,
                                       const AxleHubDesk      *desk,
                                       const char             *hash,
                                       gboolean               *refers,
                                       GError                **error);

AxleFeedPage  *axle_hub_read_sealed   (AxleHub                *self,
                                       const AxleHubDesk      *desk,
                                       gint64                  after,
                                       GError                **error);
AxleFeedPage  *axle_hub_read_sealed_of (AxleHub               *self,
                                       const AxleHubDesk      *desk,
                                       const AxleId           *record,
                                       GError                **error);

/* What the server itself does. Writes stand between begin and commit. */
gboolean       axle_hub_begin         (AxleHub                *self,
                                       const AxleId           *locks,
                                       guint                   n_locks,
                                       GError                **error);
gboolean       axle_hub_commit        (AxleHub                *self,
                                       GError                **error);
void           axle_hub_rollback      (AxleHub                *self);
typedef AxleHub AxleHubTransaction;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleHubTransaction, axle_hub_rollback)

gboolean       axle_hub_get           (AxleHub                *self,
                                       const AxleId           *id,
                                       AxleRecord            **record,
                                       GError                **error);
GPtrArray     *axle_hub_list          (AxleHub                *self,
                                       const AxleId           *scope,
                                       const AxleEntity       *entity,
                                       GError                **error);
gboolean       axle_hub_put           (AxleHub                *self,
                                       AxleRecord             *record,
                                       GError                **error);
gboolean       axle_hub_add_install   (AxleHub                *self,
                                       const AxleHubDesk      *desk,
                                       gint64                  after,
                                       GError                **error);
gboolean       axle_hub_admit         (AxleHub                *self,
                                       const AxleId           *desk,
                                       const AxleId           *staff,
                                       GError                **error);

G_END_DECLS
