/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/view.h"
#include "app/workstation.h"

G_BEGIN_DECLS

/* What who is signed in has to do today, and what of others is so late that it concerns
 * them too. */
#define AXLE_TYPE_MY_DAY_VIEW (axle_my_day_view_get_type ())
G_DECLARE_FINAL_TYPE (AxleMyDayView, axle_my_day_view, AXLE, MY_DAY_VIEW, AdwBin)

GtkWidget *axle_my_day_view_new (AxleWorkstation *workstation);

G_END_DECLS
