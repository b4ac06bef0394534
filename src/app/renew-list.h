/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef gboolean (*AxleSameItem) (gpointer a,
                                  gpointer b);

/* Puts @items into @list and leaves alone what stands at either end unchanged, so
 * that rows keep their focus and their place. */
void axle_renew_list (GListStore   *list,
                      GPtrArray    *items,
                      AxleSameItem  same);

G_END_DECLS
