/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/window.h"

G_BEGIN_DECLS

/* Asks for a file and writes everything about a customer into it. */
void axle_person_export_choose (AxleWindow       *window,
                                const AxleRecord *customer);

G_END_DECLS
