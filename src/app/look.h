/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation-private.h"

G_BEGIN_DECLS

/**
 * AxleLook:
 * @store: what is read
 * @asked: what is looked for
 * @error: return location
 *
 * Reads something on the browser's thread, in one go or a slice of it.
 *
 * Returns: (transfer full) (nullable): what was found; %NULL for an error of the store or of app,
 *   and without an error for a slice that is not the last
 */
typedef gpointer (*AxleLook) (AxleStore  *store,
                              gpointer    asked,
                              GError    **error);

/* In one go. The data of @task is what is looked for; it returns what was found, which
 * @free_found frees. */
void axle_look_aside     (AxleWorkstation *workstation,
                          AxleJobPriority  priority,
                          GTask           *task,
                          AxleLook         look,
                          GDestroyNotify   free_found);
/* Likewise in slices: between two of them others have their turn, and it can be called off. */
void axle_look_in_slices (AxleWorkstation *workstation,
                          AxleJobPriority  priority,
                          GTask           *task,
                          AxleLook         look,
                          GDestroyNotify   free_found);

G_END_DECLS
