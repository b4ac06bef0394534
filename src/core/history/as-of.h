/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/dossier.h"

G_BEGIN_DECLS

/* What was known at an earlier time, from what is known now and what was changed since. */

AxleRecord  *axle_record_as_of  (const AxleRecord  *record,
                                 GPtrArray         *history,
                                 gint64             at);
AxleDossier *axle_dossier_as_of (const AxleDossier *ever,
                                 GHashTable        *history,
                                 gint64             at);

G_END_DECLS
