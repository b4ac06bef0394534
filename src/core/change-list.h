/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/change.h"

G_BEGIN_DECLS

/* The changes that one save is made of, in the order in which they are done. */

GPtrArray  *axle_change_list_new         (void);
AxleChange *axle_change_list_add_between (GPtrArray        *changes,
                                          const AxleRecord *before,
                                          const AxleRecord *after);
void        axle_change_list_add_action  (GPtrArray        *changes,
                                          const AxleRecord *record,
                                          AxleChangeAction  action);

G_END_DECLS
