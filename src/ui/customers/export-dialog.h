/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/export.h"
#include "ui/shell/window.h"

G_BEGIN_DECLS

/* Asks where to, then exports: @customers, or all of them when it is %NULL, or those for
 * whom @condition holds. A toast counts along, cancels, and says when it is done. */
void axle_export_customers (AxleWindow       *window,
                            AxleExportFormat  format,
                            const AxleId     *customers,
                            gsize             n_customers,
                            const char       *condition);

G_END_DECLS
