/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/organisation/policy.h"

G_BEGIN_DECLS

/* The figures that the dealership sets for itself, see core/organisation/policy.h. */

/* Sets one of axle_policy_list(); with the value that the program comes with it counts as
 * not set. Finishes with axle_workstation_save_finish(), with 0 when it was so already. */
void axle_policy_set_async (AxleWorkstation     *workstation,
                            const char          *name,
                            gint64               value,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);

G_END_DECLS
