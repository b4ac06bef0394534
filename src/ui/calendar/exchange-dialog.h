/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleExchangeDialog:
 *
 * Appointments from an iCalendar file: what would become of each entry and why, before
 * anything is taken; then all of it in one step.
 */
#define AXLE_TYPE_EXCHANGE_DIALOG (axle_exchange_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleExchangeDialog, axle_exchange_dialog, AXLE, EXCHANGE_DIALOG, AdwDialog)

AdwDialog *axle_exchange_dialog_new (AxleWorkstation *workstation,
                                     GFile           *file);

/* Asks where to, and writes the appointments between two moments there as iCalendar. */
void       axle_exchange_export     (GtkWidget       *parent,
                                     AxleWorkstation *workstation,
                                     gint64           from,
                                     gint64           until);

G_END_DECLS
