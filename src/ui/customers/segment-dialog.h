/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* A filter is kept under a name, or one that was kept is changed or deleted. */
#define AXLE_TYPE_SEGMENT_DIALOG (axle_segment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleSegmentDialog, axle_segment_dialog, AXLE, SEGMENT_DIALOG, AdwDialog)
/* @segment: %NULL for a new one, which begins with @condition. */
AdwDialog *axle_segment_dialog_new (AxleWorkstation  *workstation,
                                    const AxleRecord *segment,
                                    const char       *condition);

G_END_DECLS
