/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/planning.h"

G_BEGIN_DECLS

/**
 * AxlePlanningList:
 *
 * The page behind one row of the page "workshop" of the preferences: all records of one
 * kind, in groups. What is there is changed in a dialog, taken out of use or deleted, and
 * put into another order by drag or with Alt and the arrows; each is undone by its toast.
 * It follows what changes, and keeps its place and the focus.
 */
#define AXLE_TYPE_PLANNING_LIST (axle_planning_list_get_type ())
G_DECLARE_FINAL_TYPE (AxlePlanningList, axle_planning_list, AXLE, PLANNING_LIST, AdwNavigationPage)

AdwNavigationPage *axle_planning_list_new (AxleWorkstation        *workstation,
                                           const AxlePlanningKind *kind);

G_END_DECLS
