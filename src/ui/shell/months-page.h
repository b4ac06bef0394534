/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/settings-page.h"

G_BEGIN_DECLS

/* The months of the store's books: a switch each, on for closed. */
#define AXLE_TYPE_MONTHS_PAGE (axle_months_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleMonthsPage, axle_months_page, AXLE, MONTHS_PAGE, AxleSettingsPage)

GtkWidget *axle_months_page_new (AxleWorkstation *workstation);

G_END_DECLS
