/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "server/hub.h"
#include "wire/range.h"
#include "wire/snapshot.h"

G_BEGIN_DECLS

/**
 * AxleSnapshots:
 *
 * Ready copies of whole scopes for desks that begin with nothing: one for each scope
 * and audience, made in a thread, kept in a folder.
 */
typedef struct _AxleSnapshots AxleSnapshots;

/* A scope with fewer rows is read faster by the feed. */
#define AXLE_SNAPSHOT_FROM 16000

AxleSnapshots      *axle_snapshots_new        (AxleHub            *hub,
                                               const char         *folder,
                                               gint64              from);
void                axle_snapshots_free       (AxleSnapshots      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleSnapshots, axle_snapshots_free)

const AxleSnapshot *axle_snapshots_find       (AxleSnapshots      *self,
                                               const AxleHubDesk  *desk,
                                               const AxleId       *scope,
                                               gint64             *retry_after,
                                               GError            **error);
const AxleSnapshot *axle_snapshots_find_named (AxleSnapshots      *self,
                                               const AxleHubDesk  *desk,
                                               const char         *hash);
GBytes             *axle_snapshots_read       (AxleSnapshots      *self,
                                               const AxleSnapshot *snapshot,
                                               const AxleRange    *range,
                                               GError            **error);

G_END_DECLS
