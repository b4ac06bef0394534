/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* The records that who is signed in looked at last, the latest first. Kept with
 * their drafts: only ids, in the encrypted cache. */
#define AXLE_TYPE_RECENT (axle_recent_get_type ())
G_DECLARE_FINAL_TYPE (AxleRecent, axle_recent, AXLE, RECENT, GObject)

AxleRecent *axle_recent_new  (AxleWorkstation  *workstation);
void        axle_recent_add  (AxleRecent       *self,
                              const AxleEntity *entity,
                              const AxleId     *id);
/* Returns: (transfer full) (element-type AxleRecord): those that still are */
GPtrArray  *axle_recent_list (AxleRecent       *self);

G_END_DECLS
