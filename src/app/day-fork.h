/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/promises.h"
#include "core/appointment/suggest.h"

G_BEGIN_DECLS

/**
 * AxleDayFork:
 *
 * What would be, if: appointments dragged about, somebody ill, a bay closed. Nothing of it
 * is saved until it is committed, all at once. It has an undo of its own, and what others
 * save meanwhile goes on underneath: of what was changed here and there, what is here shows,
 * and it is told.
 *
 * Signals: `changed` when it says something else.
 */
#define AXLE_TYPE_DAY_FORK (axle_day_fork_get_type ())
G_DECLARE_FINAL_TYPE (AxleDayFork, axle_day_fork, AXLE, DAY_FORK, GObject)

AxleDayFork *axle_day_fork_new          (AxleWorkstation     *workstation);

/* An appointment is put elsewhere, made (no @before) or deleted. */
void         axle_day_fork_put          (AxleDayFork         *self,
                                         const AxleRecord    *before,
                                         const AxleRecord    *after);
/* Somebody of the staff, or a resource, is not there on that day, or is after all. */
void         axle_day_fork_set_away     (AxleDayFork         *self,
                                         const AxleRecord    *who,
                                         const AxleDate      *date,
                                         gboolean             away);
gboolean     axle_day_fork_is_away      (AxleDayFork         *self,
                                         const AxleId        *who,
                                         const AxleDate      *date);

gboolean     axle_day_fork_can_undo     (AxleDayFork         *self);
gboolean     axle_day_fork_can_redo     (AxleDayFork         *self);
void         axle_day_fork_undo         (AxleDayFork         *self);
void         axle_day_fork_redo         (AxleDayFork         *self);

/* (transfer full) (element-type AxleRecord): all that is different, as it would be. */
GPtrArray   *axle_day_fork_list         (AxleDayFork         *self);

/**
 * AxleDayForkClash:
 * @record: as it would be
 * @text: what somebody else did to it meanwhile, in words
 * @gone: whether it was deleted; then it stays so
 */
typedef struct
{
  AxleRecord *record;
  char       *text;
  gboolean    gone;
} AxleDayForkClash;

/* (transfer full) (element-type AxleDayForkClash). */
GPtrArray   *axle_day_fork_list_clashes (AxleDayFork         *self);

/* The day as it would be, and what becomes of its promises (element-type AxlePromise). */
AxleDayPlan *axle_day_fork_plan         (AxleDayFork         *self,
                                         const AxleDayPlan   *plan);
GPtrArray   *axle_day_fork_compare      (AxleDayFork         *self,
                                         const AxleDayPlan   *plan);
/* The best other place of @appointment on the day of @plan, as it would be: at the same time
 * where that can be, else as near to it as can be. %NULL where there is none. */
AxleSlot    *axle_day_fork_find_best    (AxleDayFork         *self,
                                         const AxleDayPlan   *plan,
                                         const AxleRecord    *appointment);
void         axle_day_fork_move_to      (AxleDayFork         *self,
                                         const AxleRecord    *appointment,
                                         const AxleSlot      *slot);

/* All of it becomes real: one transaction and one undo. @reason: (nullable): why what is
 * overbooked may be. Finishes with axle_workstation_save_finish(). */
void         axle_day_fork_commit_async (AxleDayFork         *self,
                                         const char          *reason,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

G_END_DECLS
