/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleReceptionDialog:
 *
 * The reception sheet of an appointment: what is to be known of customer and car when it is
 * here, or before. Says that it arrived, keeps what the odometer shows, and prints.
 */
#define AXLE_TYPE_RECEPTION_DIALOG (axle_reception_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleReceptionDialog, axle_reception_dialog, AXLE, RECEPTION_DIALOG, AdwDialog)

AdwDialog *axle_reception_dialog_new     (AxleWorkstation     *workstation,
                                          const AxleId        *appointment);
/* The car is here: notes it, unless that was done before. */
void       axle_reception_dialog_receive (AxleReceptionDialog *self);

G_END_DECLS
