/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/window.h"

G_BEGIN_DECLS

/* Asks before a customer's data are deleted on request, which nobody can take back. */
void axle_erasure_dialog_present (AxleWindow       *window,
                                  const AxleRecord *customer,
                                  const AxleRecord *request);

G_END_DECLS
