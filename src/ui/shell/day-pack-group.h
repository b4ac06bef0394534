/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/day-pack.h"

G_BEGIN_DECLS

/* The settings of the day pack: whether, when, where to, and for how long. */
GtkWidget *axle_day_pack_group_new  (GSettings   *settings);

/* The pack as the settings have it, now and whenever they change. */
void       axle_day_pack_bind       (AxleDayPack *pack,
                                     GSettings   *settings);

G_END_DECLS
