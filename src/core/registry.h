/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"

G_BEGIN_DECLS

const AxleEntity * const *axle_registry_list (void);
const AxleEntity         *axle_registry_find (const char *kind);

G_END_DECLS
