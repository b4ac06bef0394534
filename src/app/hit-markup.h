/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/search.h"

G_BEGIN_DECLS

/* What matched, as Pango markup with the part that did in <b>. */
char *axle_hit_dup_markup (const AxleHit *hit);

G_END_DECLS
