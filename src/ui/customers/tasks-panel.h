/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/* What is open for a customer: tasks and promises, to be done from here, and a way to add
 * one. */
#define AXLE_TYPE_TASKS_PANEL (axle_tasks_panel_get_type ())
G_DECLARE_FINAL_TYPE (AxleTasksPanel, axle_tasks_panel, AXLE, TASKS_PANEL, AdwBin)

GtkWidget *axle_tasks_panel_new (AxleWorkstation     *workstation,
                                 AxleCustomerProfile *profile);

G_END_DECLS
