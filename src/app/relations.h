/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/dossier.h"
#include "core/party/fleet.h"

G_BEGIN_DECLS

/* What customers are to each other: a company and its people, a family. */

/**
 * AxleRelationEntry:
 * @relation: the relation
 * @other: who is at its other end, or stands for them
 * @inverse: whether the one at this end is the other's, and not the other way round
 * @current: whether it has not ended
 *
 * One relation as it is seen from one of its ends.
 */
typedef struct
{
  AxleRecord *relation;
  AxleRecord *other;
  gboolean    inverse;
  gboolean    current;
} AxleRelationEntry;

void        axle_relation_entry_free     (AxleRelationEntry   *self);
/* Current ones first. */
GPtrArray  *axle_relations_list          (AxleWorkstation     *workstation,
                                          const AxleDossier   *dossier);

/* A new relation of @customer to @other, not yet saved: a company's first is a contact. */
AxleRecord *axle_relation_draft_new      (AxleWorkstation     *workstation,
                                          const AxleRecord    *customer,
                                          const AxleRecord    *other);
/* @before: %NULL for a new one. These end in axle_workstation_save_finish(). */
void        axle_relation_save_async     (AxleWorkstation     *workstation,
                                          const AxleRecord    *before,
                                          const AxleRecord    *after,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
/* It ends today, and stays to be read. */
void        axle_relation_end_async      (AxleWorkstation     *workstation,
                                          const AxleRecord    *relation,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);

/* The cars of a company and of its drivers: read away from the frame, as there may be
 * hundreds. */
void        axle_fleet_load_async        (AxleWorkstation     *workstation,
                                          const AxleId        *company,
                                          GCancellable        *cancellable,
                                          GAsyncReadyCallback  callback,
                                          gpointer             user_data);
AxleFleet  *axle_fleet_load_finish       (AxleWorkstation     *workstation,
                                          GAsyncResult        *result,
                                          GError             **error);

G_END_DECLS
