/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-filter.h"

G_BEGIN_DECLS

/* What the list of customers is filtered by: a button a word, with its values to tick and
 * how many customers have each, and the segments. Property `condition`, %NULL for everybody. */
#define AXLE_TYPE_FILTER_BAR (axle_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (AxleFilterBar, axle_filter_bar, AXLE, FILTER_BAR, AdwBin)
void        axle_filter_bar_set_workstation (AxleFilterBar   *self,
                                             AxleWorkstation *workstation);
const char *axle_filter_bar_get_condition   (AxleFilterBar   *self);
void        axle_filter_bar_clear           (AxleFilterBar   *self);

G_END_DECLS
