/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/insight/quality.h"

G_BEGIN_DECLS

/**
 * AxleQualityShare:
 * @staff: who is responsible: the service advisor, else the sales consultant; no id for nobody
 * @n_customers: for how many
 * @percent: the means of each aspect
 * @overall: the mean of all
 *
 * How good what is known of one person's customers is.
 */
typedef struct
{
  AxleId staff;
  guint  n_customers;
  guint  percent[AXLE_QUALITY_N_ASPECTS];
  guint  overall;
} AxleQualityShare;

/* Looks at every customer of the desk, in slices, and never in the way of anybody. @progress
 * hears how many were looked at, of how many. */
void       axle_quality_survey_async  (AxleWorkstation       *workstation,
                                       GFileProgressCallback  progress,
                                       gpointer               progress_data,
                                       GCancellable          *cancellable,
                                       GAsyncReadyCallback    callback,
                                       gpointer               user_data);
/* (element-type AxleQualityShare): whose customers are known worst first */
GPtrArray *axle_quality_survey_finish (AxleWorkstation       *workstation,
                                       GAsyncResult          *result,
                                       GError               **error);

G_END_DECLS
