/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"
#include "core/insight/rules.h"

G_BEGIN_DECLS

/* Why something is said of a customer: what became of each part of the rule, and the
 * records behind it, each of which opens. @place: something on the customer's page;
 * @title: what is said. */
AdwDialog *axle_sources_dialog_new (AxleWorkstation     *workstation,
                                    AxleCustomerProfile *profile,
                                    GtkWidget           *place,
                                    const char          *title,
                                    const AxleFacts     *facts,
                                    const AxleRule      *rule,
                                    guint                car,
                                    GPtrArray           *sources);

G_END_DECLS
