/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* A promise or a call back that a person adds, and any task to edit or hand over.
 * @task: (nullable): %NULL for a new one of @customer. */
AdwDialog *axle_task_dialog_new (AxleWorkstation  *workstation,
                                 const AxleId     *customer,
                                 const AxleRecord *task);

G_END_DECLS
