/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim/desk.h"

G_BEGIN_DECLS

/* A program that is older by one version: it knows neither certain kinds nor a
 * certain field. Everything between it and the others goes by other names, which it
 * does not know, until it is replaced by the newer program. */

gboolean  sim_skew_knows_kind  (const AxleEntity *entity);
gboolean  sim_skew_knows_field (const AxleEntity *entity,
                                guint             field);
/* A page of the feed as an older desk reads it. */
GBytes   *sim_skew_page        (GBytes           *page);
/* A push as an older server reads it. */
GBytes   *sim_skew_push        (GBytes           *push);
/* What an older desk has kept, under the names that the newer program knows. */
void      sim_skew_upgrade     (SimDesk          *desk);

G_END_DECLS
