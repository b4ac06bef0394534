/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/dossier.h"
#include "core/insight/portrait.h"
#include "core/insight/recommend.h"

G_BEGIN_DECLS

/**
 * AxleInsight:
 * @facts: what is known
 * @portrait: who they are
 * @offers: what to offer them
 * @warning: (nullable): what stands against calling or writing to them for it, translated
 *
 * What a customer's dossier says by the rules that hold here.
 */
typedef struct
{
  AxleFacts           *facts;
  AxlePortrait        *portrait;
  AxleRecommendations *offers;
  char                *warning;
} AxleInsight;

AxleInsight *axle_insight_new  (AxleWorkstation *workstation,
                                AxleDossier     *dossier);
void         axle_insight_free (AxleInsight     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleInsight, axle_insight_free)

/* Keeps what was decided of a recommendation: `accepted`, `declined` or `later`.
 * Finishes with axle_workstation_save_finish(). */
void         axle_recommendation_decide_async (AxleWorkstation          *workstation,
                                               AxleDossier              *dossier,
                                               const AxleRecommendation *recommendation,
                                               const char               *decision,
                                               GCancellable             *cancellable,
                                               GAsyncReadyCallback       callback,
                                               gpointer                  user_data);

G_END_DECLS
