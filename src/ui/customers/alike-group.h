/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/form.h"

G_BEGIN_DECLS

/**
 * AxleAlikeGroup:
 *
 * Customers who may be the same person as the one that is being typed, found while typing
 * rests; hidden while there are none.
 *
 * Signals: `chosen` when one of them is taken instead.
 */
#define AXLE_TYPE_ALIKE_GROUP (axle_alike_group_get_type ())
G_DECLARE_FINAL_TYPE (AxleAlikeGroup, axle_alike_group, AXLE, ALIKE_GROUP, AdwPreferencesGroup)

GtkWidget    *axle_alike_group_new        (AxleWorkstation *workstation,
                                           AxleForm        *customer,
                                           AxleForm        *vehicle);
/* Valid while `chosen` is emitted. */
const AxleId *axle_alike_group_get_chosen (AxleAlikeGroup  *self);

G_END_DECLS
