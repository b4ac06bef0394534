/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/day-fork.h"

G_BEGIN_DECLS

/* What was tried out becomes real. Where a colleague changed something of it meanwhile, or
 * something is held twice, an alert says what, and asks whether and why. Finishes with
 * axle_workstation_save_finish(), with %G_IO_ERROR_CANCELLED when the person goes back. */
void axle_fork_commit (GtkWidget           *parent,
                       AxleWorkstation     *workstation,
                       AxleDayFork         *fork,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data);

G_END_DECLS
