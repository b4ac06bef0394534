/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/duplicates.h"

G_BEGIN_DECLS

/* What the list does with its items. Takes @duplicate. */
AxleDuplicateItem *axle_duplicate_item_new  (AxleDuplicate *duplicate);
gboolean           axle_duplicate_item_same (gpointer       a,
                                             gpointer       b);

G_END_DECLS
