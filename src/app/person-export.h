/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* Everything that is kept of one person, for that person: a ZIP archive with a page to read
 * in any browser (index.html), the same for programs (records.json), and the photos. It is
 * written as a whole or not at all, and noted as read. What takes consent that was not
 * given is theirs to have all the same. */
void     axle_person_export_async  (AxleWorkstation     *workstation,
                                    const AxleId        *customer,
                                    GFile               *file,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);
/* Returns: how many records are in it; -1 with an error. @n_missing (nullable): photos that
 * are not on this computer and are named only. */
gint64   axle_person_export_finish (AxleWorkstation     *workstation,
                                    GAsyncResult        *result,
                                    guint               *n_missing,
                                    GError             **error);

G_END_DECLS
