/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/my-day.h"

G_BEGIN_DECLS

/**
 * AxleTaskRow:
 *
 * A task in a list, with all that can be done with it: `task.finish`, `task.put-off`
 * (one of the names of axle_workstation_find_put_off()), `task.take`, `task.edit`,
 * `task.show`, `task.cancel`. On the page of its customer it does not say whose it is.
 */
#define AXLE_TYPE_TASK_ROW (axle_task_row_get_type ())
G_DECLARE_FINAL_TYPE (AxleTaskRow, axle_task_row, AXLE, TASK_ROW, AdwBin)

GtkWidget    *axle_task_row_new      (AxleWorkstation *workstation,
                                      gboolean         names_customer);
AxleTaskItem *axle_task_row_get_item (AxleTaskRow     *self);
void          axle_task_row_set_item (AxleTaskRow     *self,
                                      AxleTaskItem    *item);

G_END_DECLS
