/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/hub.h"

G_BEGIN_DECLS

/* The desks as the hub knows them: how far each is, what it may see, and that there
 * is only one of each. */

/* A desk that was not seen for so long is not waited for, in microseconds. */
#define AXLE_DESK_LIFETIME (90 * G_TIME_SPAN_DAY)

/* Days that a desk shows data without the server when nobody says otherwise. */
#define AXLE_DESK_LEASE 30

/* How far a desk is. Noted in memory; what is noted is written now and then. */
void            axle_hub_note_desk   (AxleHub                 *self,
                                      const AxleHubDesk       *desk);
void            axle_hub_note_cursor (AxleHub                 *self,
                                      const AxleHubDesk       *desk,
                                      const AxleId            *scope,
                                      gint64                   epoch,
                                      gint64                   after);
gboolean        axle_hub_write_notes (AxleHub                 *self,
                                      gint64                   noted_before,
                                      guint                    limit,
                                      GError                 **error);
AxleDesksReply *axle_hub_list_desks  (AxleHub                 *self,
                                      const AxleHubDesk       *asking,
                                      GError                 **error);

gboolean        axle_hub_get_desk_seen   (AxleHub             *self,
                                          const AxleId        *desk,
                                          gint64              *seen,
                                          GError             **error);
gboolean        axle_hub_get_desk_cursor (AxleHub             *self,
                                          const AxleHubDesk   *desk,
                                          const AxleId        *scope,
                                          gint64              *after,
                                          GError             **error);
gboolean        axle_hub_get_noted_since (AxleHub             *self,
                                          gint64              *since,
                                          GError             **error);

/* Taking out tombstones that nobody needs, a slice at a time. */
typedef struct _AxleCompaction AxleCompaction;
AxleCompaction *axle_compaction_new         (AxleHub          *hub,
                                             GError          **error);
void            axle_compaction_free        (AxleCompaction   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCompaction, axle_compaction_free)
gboolean        axle_compaction_step        (AxleCompaction   *self,
                                             AxleHub          *hub,
                                             gboolean         *done,
                                             GError          **error);
gint64          axle_compaction_get_dropped (AxleCompaction   *self);

/* What a desk may see. */
gint64          axle_hub_get_desk_epoch (const AxleHub        *self,
                                         const AxleHubDesk    *desk);
gboolean        axle_hub_load_view   (AxleHub                 *self,
                                      AxleHubDesk             *desk,
                                      GError                 **error);
gboolean        axle_hub_load_former (AxleHub                 *self,
                                      AxleHubDesk             *desk,
                                      GError                 **error);
gboolean        axle_hub_move_desk   (AxleHub                 *self,
                                      const AxleId            *desk,
                                      const AxleId            *store,
                                      AxleAudience             audience,
                                      GError                 **error);

/* One engine a desk. */
AxleStartReply *axle_hub_start_desk  (AxleHub                 *self,
                                      const AxleHubDesk       *desk,
                                      const AxleStartRequest  *request,
                                      GError                 **error);
gboolean        axle_hub_set_lease   (AxleHub                 *self,
                                      gint64                   days,
                                      GError                 **error);

G_END_DECLS
