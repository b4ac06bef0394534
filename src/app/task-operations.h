/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* What a person can do with tasks. Each is one transaction and one undo; each finishes
 * with axle_workstation_save_finish(). */

/* A task of who is signed in for a customer, due on the next morning, not yet saved. */
AxleRecord *axle_task_draft_new     (AxleWorkstation     *workstation,
                                     const AxleId        *customer,
                                     const char          *kind);
void        axle_task_save_async    (AxleWorkstation     *workstation,
                                     const AxleRecord    *before,
                                     const AxleRecord    *after,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* Several at once (element-type AxleRecord). */
void        axle_tasks_put_off_async (AxleWorkstation    *workstation,
                                     GPtrArray           *tasks,
                                     gint64               due,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* @staff: no id for nobody. */
void        axle_tasks_assign_async (AxleWorkstation     *workstation,
                                     GPtrArray           *tasks,
                                     const AxleId        *staff,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
void        axle_tasks_cancel_async (AxleWorkstation     *workstation,
                                     GPtrArray           *tasks,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);

/* While the store is open: in two hours of work (`hours`), tomorrow (`tomorrow`), in three
 * days (`days`), in a week (`week`). */
gint64      axle_workstation_find_put_off (AxleWorkstation *workstation,
                                     const char          *name);

/* Done, or tried: what a person says of it, see core/followup/report.h. @channel and
 * @result: (nullable). @answers: (nullable) (element-type utf8 utf8): the code of a
 * question → the answer. @again: when to try again; 0 for not at all. */
void        axle_task_finish_async  (AxleWorkstation     *workstation,
                                     const AxleRecord    *task,
                                     const char          *outcome,
                                     const char          *channel,
                                     const char          *result,
                                     GHashTable          *answers,
                                     gint64               again,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data);
/* The titles of the tasks that the answers ask for, were it done so, and of each why it is
 * held back, if it is. */
char      **axle_task_list_consequences (AxleWorkstation *workstation,
                                     const AxleRecord    *task,
                                     const char          *outcome,
                                     const char          *channel,
                                     const char          *result,
                                     GHashTable          *answers);
/* When to try a task again that nobody was reached for; 0 once it was tried often enough. */
gint64      axle_task_find_next_try (AxleWorkstation     *workstation,
                                     const AxleRecord    *task);

G_END_DECLS
