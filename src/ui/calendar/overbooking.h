/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* The one way in which the calendar saves an appointment, by gesture, key and form alike.
 * Where nothing is in its way it is saved at once. Where something is, an alert says what, and
 * who would wait how long; whoever may overbook gives a written reason, others hear who may.
 * Both finish with axle_workstation_save_finish(), with %G_IO_ERROR_CANCELLED when the person
 * goes back. @parent: where the alert stands.
 *
 * @before: (nullable): as it is saved; %NULL for a new one. */
void axle_overbooking_save (GtkWidget           *parent,
                            AxleWorkstation     *workstation,
                            const AxleRecord    *before,
                            const AxleRecord    *after,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);
/* The same with what was not known until now, see axle_appointment_book_async().
 * @request: (nullable): what it answers. @more: (nullable) (element-type AxleRecord). */
void axle_overbooking_book (GtkWidget           *parent,
                            AxleWorkstation     *workstation,
                            const AxleRecord    *request,
                            const AxleRecord    *before,
                            const AxleRecord    *after,
                            GPtrArray           *more,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data);

/* Several new ones of a company at once (element-type AxleRecord): one alert for all. */
void axle_overbooking_book_all (GtkWidget           *parent,
                                AxleWorkstation     *workstation,
                                GPtrArray           *appointments,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data);

G_END_DECLS
