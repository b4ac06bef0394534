/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* Opens what an entry of the timeline tells of: a tab of the page where there is one
 * for it, else a dialog over the record. @widget: something on the customer's page. */
void axle_timeline_open (GtkWidget           *widget,
                         AxleWorkstation     *workstation,
                         AxleCustomerProfile *profile,
                         AxleTimelineEntry   *entry);

G_END_DECLS
