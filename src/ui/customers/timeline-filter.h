/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/**
 * AxleTimelineFilter:
 *
 * Buttons that narrow a timeline to kinds of entries and to cars: one for each that
 * occurs, with how many there are. None pressed lets everything through.
 */
#define AXLE_TYPE_TIMELINE_FILTER (axle_timeline_filter_get_type ())
G_DECLARE_FINAL_TYPE (AxleTimelineFilter, axle_timeline_filter, AXLE, TIMELINE_FILTER, AdwBin)

void       axle_timeline_filter_set_profile (AxleTimelineFilter  *self,
                                             AxleWorkstation     *workstation,
                                             AxleCustomerProfile *profile);
/* (transfer none) */
GtkFilter *axle_timeline_filter_get_filter  (AxleTimelineFilter  *self);
/* Presses the button of one kind or of one car, and no other. @group: %AXLE_TIMELINE_N_GROUPS
 * for all; @car: %NULL for all. */
void       axle_timeline_filter_choose      (AxleTimelineFilter  *self,
                                             AxleTimelineGroup    group,
                                             const AxleId        *car);
/* Only what tells of these records, until its button, which says @words, is pressed. */
void       axle_timeline_filter_set_records (AxleTimelineFilter *self,
                                             const char         *words,
                                             const char * const *ids);
gboolean   axle_timeline_filter_is_on       (AxleTimelineFilter  *self);
void       axle_timeline_filter_clear       (AxleTimelineFilter  *self);

G_END_DECLS
