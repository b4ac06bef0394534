/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/customers/form-dialog.h"

G_BEGIN_DECLS

/* Somebody asks for an appointment that has no time yet; or what they asked for changes.
 * @customer: no id for somebody new; @text: (nullable): a name or a number that is known of
 * them; @before: (nullable): as it is saved; %NULL for a new one. */
AdwDialog *axle_request_dialog_new (AxleWorkstation  *workstation,
                                    const AxleId     *customer,
                                    const char       *text,
                                    const AxleRecord *before);
/* A call about it, for the contact log. */
AdwDialog *axle_call_dialog_new    (AxleWorkstation  *workstation,
                                    const AxleId     *customer,
                                    const AxleId     *vehicle);

G_END_DECLS
