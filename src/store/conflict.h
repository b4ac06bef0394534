/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/* What did not come through as it was typed, and what became of it. */

/**
 * AxleDecision:
 * @AXLE_DECISION_NONE: nobody has decided yet
 * @AXLE_DECISION_KEPT: what stands stays
 * @AXLE_DECISION_RESTORED: what was lost is put back, what was refused is sent again
 * @AXLE_DECISION_EDITED: the person typed something else in its place
 */
typedef enum
{
  AXLE_DECISION_NONE,
  AXLE_DECISION_KEPT,
  AXLE_DECISION_RESTORED,
  AXLE_DECISION_EDITED,
} AxleDecision;

/**
 * AxleConflict:
 * @number: of the change, see [struct@Axle.Change]
 * @field: the field's index; -1 when the whole change was refused
 * @change: what the person did
 * @lost: of a merged field, the value that did not survive: the person's own, or
 *   the one that the person's took the place of
 * @standing: of a merged field, the value that stood after it
 * @code: (nullable): of a refusal, a stable name
 * @message: (nullable): of a refusal, why, for the person
 * @at: when the verdict came, in microseconds since 1970 UTC
 * @held: whether it is (a part of) the making of a record that the server does not
 *   have: the record is shown as refused until this is decided
 * @decision: what was decided
 * @operation: what decided it, or took the decision back; 0 for nothing
 * @decided_at: when, in microseconds since 1970 UTC
 * @decided_by: who
 */
typedef struct
{
  gint64        number;
  int           field;
  AxleChange   *change;
  AxleValue     lost;
  AxleValue     standing;
  char         *code;
  char         *message;
  gint64        at;
  gboolean      held;
  AxleDecision  decision;
  gint64        operation;
  gint64        decided_at;
  AxleId        decided_by;
} AxleConflict;

void        axle_conflict_free         (AxleConflict       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleConflict, axle_conflict_free)
gboolean    axle_conflict_is_own_lost  (const AxleConflict *self);

/* Those that nobody has decided, the latest first: they never expire. */
GPtrArray  *axle_store_list_conflicts  (AxleStore          *self,
                                        guint               limit,
                                        GError            **error);
GPtrArray  *axle_store_list_conflicts_of (AxleStore        *self,
                                        const AxleId       *record,
                                        GError            **error);
gint64      axle_store_count_conflicts (AxleStore          *self);
/* Those that were decided, the latest decision first; the last 1,000 are kept. */
GPtrArray  *axle_store_list_decided    (AxleStore          *self,
                                        guint               limit,
                                        GError            **error);
gboolean    axle_store_decide          (AxleStore          *self,
                                        GPtrArray          *conflicts,
                                        AxleDecision        decision,
                                        const AxleId       *staff,
                                        GPtrArray          *changes,
                                        gint64             *operation,
                                        GError            **error);
/* Whether the server refused to make it: it is on this desk only. */
gboolean    axle_store_is_refused      (AxleStore          *self,
                                        const AxleId       *id);

/**
 * AxleAuthor:
 * @staff: who; none when it is not known
 * @desk: where
 * @at: when, in microseconds since 1970 UTC; 0 when it is not known
 */
typedef struct
{
  AxleId staff;
  AxleId desk;
  gint64 at;
} AxleAuthor;

AxleAuthor  axle_store_find_author     (AxleStore          *self,
                                        const AxleRecord   *record,
                                        int                 field,
                                        const AxleValue    *value);

G_END_DECLS
