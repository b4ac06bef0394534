/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* How history gets in from a desk. Each is one transaction and one undo; each finishes
 * with axle_workstation_save_finish(). */

/* A visit to the workshop with its @jobs (element-type AxleRecord): jobs without a name
 * are left out, a visit without an amount costs what was done on it, and the car's
 * odometer follows. */
void       axle_visit_log_async            (AxleWorkstation     *workstation,
                                            const AxleRecord    *visit,
                                            GPtrArray           *jobs,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* Corrects one: @known (element-type AxleRecord): its jobs so far; those that are not among
 * @jobs are deleted. An amount that was what the jobs cost, and that nobody corrected,
 * follows them. */
void       axle_visit_change_async         (AxleWorkstation     *workstation,
                                            const AxleRecord    *before,
                                            const AxleRecord    *visit,
                                            GPtrArray           *known,
                                            GPtrArray           *jobs,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* What the jobs that were done cost, in fen. */
gint64     axle_jobs_sum                   (GPtrArray           *jobs);
/* A deal, a complaint or points; @before: (nullable): as it was, to correct it. */
void       axle_record_log_async           (AxleWorkstation     *workstation,
                                            const AxleRecord    *before,
                                            const AxleRecord    *record,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);

/* What a reference of a record can be set to: who works here, or the cars of the
 * customer that the record is about. */
GPtrArray *axle_workstation_list_references (AxleWorkstation    *workstation,
                                            const AxleRecord    *record,
                                            guint                field);

G_END_DECLS
