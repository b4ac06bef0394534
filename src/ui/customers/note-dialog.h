/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Writes or changes a note about a customer or a vehicle. @note: %NULL for a new one. */
AdwDialog *axle_note_dialog_new (AxleWorkstation  *workstation,
                                 const AxleId     *subject,
                                 const AxleRecord *note);

G_END_DECLS
