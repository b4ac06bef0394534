/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* The quiet line at the foot of the sidebar: how the desk and the server stand,
 * and behind it what waits and what needs attention. */
#define AXLE_TYPE_SYNC_STATUS (axle_sync_status_get_type ())
G_DECLARE_FINAL_TYPE (AxleSyncStatus, axle_sync_status, AXLE, SYNC_STATUS, AdwBin)

void        axle_sync_status_set_workstation (AxleSyncStatus  *self,
                                              AxleWorkstation *workstation);
void        axle_sync_status_popup           (AxleSyncStatus  *self);
GtkPopover *axle_sync_status_get_popover     (AxleSyncStatus  *self);

/* The word for how the line to the server stands, translated. */
const char *axle_sync_state_get_word         (AxleSyncState    state);

/* “1,200 of 90,000 records · 48,000 per second” of a first sync. */
char *axle_sync_status_dup_progress (AxleWorkstation *workstation);

G_END_DECLS
