/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/my-day.h"

G_BEGIN_DECLS

/**
 * AxleOutcomeDialog:
 *
 * What came of a task: whether the customer was reached and how, what they answered, and
 * what was said. It says what the answers ask for before it is saved, and keeps what was
 * typed when it is closed.
 */
#define AXLE_TYPE_OUTCOME_DIALOG (axle_outcome_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleOutcomeDialog, axle_outcome_dialog, AXLE, OUTCOME_DIALOG, AdwDialog)

AdwDialog *axle_outcome_dialog_new (AxleWorkstation *workstation,
                                    AxleTaskItem    *item);

G_END_DECLS
