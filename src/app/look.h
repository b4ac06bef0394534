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
 * Reads something in one go, on the browser's thread.
 *
 * Returns: (transfer full) (nullable): what was found; %NULL for an error of the store or of app
 */
typedef gpointer (*AxleLook) (AxleStore  *store,
                              gpointer    asked,
                              GError    **error);

/* The data of @task is what is looked for; it returns what was found, which @free_found
 * frees. */
void axle_look_aside (AxleWorkstation *workstation,
                      AxleJobPriority  priority,
                      GTask           *task,
                      AxleLook         look,
                      GDestroyNotify   free_found);

G_END_DECLS
