/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleMergeDialog:
 *
 * Two customers side by side, and what becomes of them as one. `merged` is emitted when
 * that was saved, before it closes; whoever returns %TRUE stays where they are, otherwise
 * the customer is shown.
 */
#define AXLE_TYPE_MERGE_DIALOG (axle_merge_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleMergeDialog, axle_merge_dialog, AXLE, MERGE_DIALOG, AdwDialog)

/* @reasons: (nullable): why they may be one, as a person reads it, parted by “ · ”;
 * @score: how likely, 0 to 1000; -1 where nobody asked. */
AdwDialog *axle_merge_dialog_new (AxleWorkstation *workstation,
                                  const AxleId    *a,
                                  const AxleId    *b,
                                  const char      *reasons,
                                  int              score);

G_END_DECLS
