/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/paper.h"
#include "app/workstation.h"
#include "report/reception-sheet.h"

G_BEGIN_DECLS

/* What is to be known when a car is received, and what is done then. */

/* From what this desk knows now; whoever reads it is told in the access log. Only for who
 * may read customers; an error too where there is no such appointment. */
AxleReception *axle_reception_load               (AxleWorkstation     *workstation,
                                                  const AxleId        *appointment,
                                                  GError             **error);
/* Whether a change may say something else of an appointment. */
gboolean       axle_reception_is_touched         (AxleChangeSet       *changes);

/* Whether the car is still expected, so that it can arrive. */
gboolean       axle_reception_is_expected        (const AxleReception *self);

/* The paper of it, which the access log is told of, too. */
AxlePaper     *axle_reception_print              (AxleWorkstation     *workstation,
                                                  const AxleReception *self);

/* Keeps what the odometer shows now, in metres: one transaction and one undo. Less than it
 * showed before is refused. Finishes with axle_workstation_save_finish(). */
void           axle_reception_set_odometer_async (AxleWorkstation     *workstation,
                                                  const AxleId        *vehicle,
                                                  gint64               reading,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);

G_END_DECLS
