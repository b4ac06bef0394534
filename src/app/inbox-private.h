/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/inbox.h"

G_BEGIN_DECLS

/* Takes @conflict. */
AxleInboxItem      *axle_inbox_item_new          (AxleWorkstation *workstation,
                                                  AxleConflict    *conflict);
const AxleConflict *axle_inbox_item_get_conflict (AxleInboxItem   *self);
/* Whether a person reads the same. */
gboolean            axle_inbox_item_same         (AxleInboxItem   *self,
                                                  AxleInboxItem   *other);

AxleWorkstation    *axle_inbox_get_workstation   (AxleInbox       *self);
/* What was typed on top of what is there now, of a whole change that was refused; as if it
 * had not been deleted. */
AxleRecord         *axle_inbox_dup_refused       (AxleInbox       *self,
                                                  AxleInboxItem   *item);

G_END_DECLS
