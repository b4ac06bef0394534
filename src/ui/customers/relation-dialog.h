/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* What two customers are to each other. @new: whether it is still to be made, see
 * axle_relation_draft_new(). */
AdwDialog *axle_relation_dialog_new (AxleWorkstation  *workstation,
                                     const AxleRecord *relation,
                                     gboolean          new);

G_END_DECLS
