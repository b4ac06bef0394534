/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* What was not taken over as it was typed, record by record: both values, who, when
 * and why, to keep, to put back or to edit; and what was decided last. */
#define AXLE_TYPE_INBOX_VIEW (axle_inbox_view_get_type ())
G_DECLARE_FINAL_TYPE (AxleInboxView, axle_inbox_view, AXLE, INBOX_VIEW, AdwBin)

GtkWidget *axle_inbox_view_new (AxleWorkstation *workstation);

G_END_DECLS
