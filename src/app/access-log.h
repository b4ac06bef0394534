/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/history/access.h"

G_BEGIN_DECLS

/* Whoever reads personal data is noted, see core/history/access.h. */

void       axle_access_note        (AxleWorkstation     *workstation,
                                    const char          *what,
                                    const AxleEntity    *entity,
                                    const AxleId        *record,
                                    gint64               count);

/* What is kept at the server, for whoever may change settings. */
void       axle_access_list_async  (AxleWorkstation     *workstation,
                                    gint64               after,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
GPtrArray *axle_access_list_finish (AxleWorkstation     *workstation,
                                    GAsyncResult        *result,
                                    gint64              *next,
                                    GError             **error);

/* Who read one record, the last first: what the server keeps of it, in one answer. */
void       axle_access_list_of_async  (AxleWorkstation     *workstation,
                                       const AxleId        *record,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
GPtrArray *axle_access_list_of_finish (AxleWorkstation     *workstation,
                                       GAsyncResult        *result,
                                       GError             **error);

G_END_DECLS
