/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleTagDialog:
 *
 * The tags of one customer or of several at once, to tick: a tag that only some of
 * them have stands between. Typing narrows the list; Enter ticks the first that is
 * left, or makes a new one; Ctrl+Enter applies all of it, as one step to undo.
 */
#define AXLE_TYPE_TAG_DIALOG (axle_tag_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AxleTagDialog, axle_tag_dialog, AXLE, TAG_DIALOG, AdwDialog)

AdwDialog *axle_tag_dialog_new (AxleWorkstation *workstation,
                                const AxleId    *customers,
                                gsize            n_customers);

G_END_DECLS
