/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/column-choice.h"

G_BEGIN_DECLS

/* Which columns of the calendar are shown. What is chosen holds at once, and from then on. */
#define AXLE_TYPE_COLUMNS_DIALOG (axle_columns_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleColumnsDialog, axle_columns_dialog, AXLE, COLUMNS_DIALOG, AdwDialog)

/* @choices: (element-type AxleColumnChoice): what there are columns of. */
AdwDialog *axle_columns_dialog_new (AxleCalendarBy  by,
                                    GPtrArray      *choices);

G_END_DECLS
