/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"

G_BEGIN_DECLS

const AxleEntity * const *axle_registry_list (void);
const AxleEntity         *axle_registry_find (const char *kind);
const AxleEntity         *axle_registry_get_stranger (const char *kind);
guint                     axle_registry_get_schema   (void);

G_END_DECLS
