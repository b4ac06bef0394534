/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/settings-page.h"

G_BEGIN_DECLS

/* The page of the preferences with the rules that make tasks: each can be switched off,
 * and made earlier or later. */
#define AXLE_TYPE_FOLLOWUP_PAGE (axle_followup_page_get_type ())
G_DECLARE_FINAL_TYPE (AxleFollowupPage, axle_followup_page, AXLE, FOLLOWUP_PAGE, AxleSettingsPage)

GtkWidget *axle_followup_page_new (AxleWorkstation *workstation);

G_END_DECLS
