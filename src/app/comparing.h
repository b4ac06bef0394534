/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/**
 * AxleComparing:
 *
 * Compares whoever changed with those who may be the same, while the program runs and
 * nothing else waits, whether somebody looks at the duplicates or not.
 */
#define AXLE_TYPE_COMPARING (axle_comparing_get_type ())
G_DECLARE_FINAL_TYPE (AxleComparing, axle_comparing, AXLE, COMPARING, GObject)

AxleComparing *axle_comparing_new  (AxleWorkstation *workstation);
/* Waits for what the worker is at, for the end of the program. */
void           axle_comparing_stop (AxleComparing   *self);

G_END_DECLS
