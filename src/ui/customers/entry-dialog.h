/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* All of one entry of the timeline: what it says, every field of its record and of what
 * belongs to it, who made it; with what may be done to it. */
#define AXLE_TYPE_ENTRY_DIALOG (axle_entry_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleEntryDialog, axle_entry_dialog, AXLE, ENTRY_DIALOG, AdwDialog)

AdwDialog *axle_entry_dialog_new (AxleWorkstation     *workstation,
                                  AxleCustomerProfile *profile,
                                  AxleTimelineEntry   *entry);

G_END_DECLS
