/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/inbox.h"

G_BEGIN_DECLS

/* When a refused appointment could be instead, with why, and a button each that books it
 * there: `inbox.book` with the name of @item and which of @slots. @may_overbook: whether
 * `inbox.overbook` is offered too. */
GtkWidget *axle_conflict_times_new (AxleWorkstation *workstation,
                                    AxleInboxItem   *item,
                                    GPtrArray       *slots,
                                    gboolean         may_overbook);

G_END_DECLS
