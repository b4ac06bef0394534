/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* The months of the store's books, see core/organisation/closing.h. */

/* Returns: (transfer full) (element-type AxleRecord): every month that was ever closed,
 * the latest first */
GPtrArray *axle_workstation_list_months (AxleWorkstation     *workstation);

/* Closes a month such as `2026-10`, or opens it again; finishes with
 * axle_workstation_save_finish(), with 0 when it was so already. */
void       axle_month_set_closed_async  (AxleWorkstation     *workstation,
                                         const char          *month,
                                         gboolean             closed,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data);

/* (transfer full): the last months that are over by the store's clock, such as `2026-10`,
 * the latest first. */
char     **axle_workstation_list_recent_months (AxleWorkstation     *self,
                                                guint                n_months);

G_END_DECLS
