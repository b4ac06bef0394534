/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Customers who may be there twice, for somebody to say whether they are. */
#define AXLE_TYPE_DUPLICATES_VIEW (axle_duplicates_view_get_type ())
G_DECLARE_FINAL_TYPE (AxleDuplicatesView, axle_duplicates_view, AXLE, DUPLICATES_VIEW, AdwBin)

GtkWidget *axle_duplicates_view_new (AxleWorkstation *workstation);

G_END_DECLS
