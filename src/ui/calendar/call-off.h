/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Asks why an appointment is cancelled, or why nobody came, and keeps it: the reason may
 * stay empty, and Enter is enough. Finishes with axle_workstation_save_finish(), with
 * %G_IO_ERROR_CANCELLED when the person goes back. @parent: where the question stands;
 * @state: `cancelled` or `no-show`. */
void axle_call_off (GtkWidget           *parent,
                    AxleWorkstation     *workstation,
                    const AxleRecord    *appointment,
                    const char          *state,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data);

G_END_DECLS
