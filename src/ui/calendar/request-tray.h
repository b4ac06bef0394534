/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/tray.h"

G_BEGIN_DECLS

/**
 * AxleRequestTray:
 *
 * What waits for a place in the calendar, beside it: requests that have no time yet, and
 * who wants an earlier one. A request can be dragged into the calendar; Enter books it,
 * Delete declines it. Actions of the group `tray` take the id of a row.
 */
#define AXLE_TYPE_REQUEST_TRAY (axle_request_tray_get_type ())
G_DECLARE_FINAL_TYPE (AxleRequestTray, axle_request_tray, AXLE, REQUEST_TRAY, AdwBin)

GtkWidget *axle_request_tray_new      (AxleWorkstation *workstation);
AxleTray  *axle_request_tray_get_tray (AxleRequestTray *self);

/* Puts the focus on those who wait as soon as they are known; where there is nobody, on the
 * button that says who would like to come. */
void       axle_request_tray_go_to    (AxleRequestTray *self);

G_END_DECLS
