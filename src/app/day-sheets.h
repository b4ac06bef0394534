/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "report/day-sheet.h"

G_BEGIN_DECLS

/* The appointments of some days on paper, from what this desk knows: a plan for the wall, or
 * the day pack. Customers are told in the access log. */

void       axle_day_sheet_make_async  (AxleWorkstation     *workstation,
                                       AxleDaySheetKind     kind,
                                       AxleDaySheetBy       by,
                                       const AxleDate      *first,
                                       guint                n_days,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
AxlePaper *axle_day_sheet_make_finish (GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
