/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"

G_BEGIN_DECLS

/* A value as a person reads it: a phone number grouped, a choice by its label, a
 * time in the store's zone, metres as km, a reference by its title. "" for none. */
char         *axle_workstation_format_value     (AxleWorkstation     *self,
                                                 const AxleField     *field,
                                                 const AxleValue     *value);
/* "2 min ago", "yesterday 14:05", "2026-03-05": short, in the store's zone. */
char         *axle_workstation_format_time      (AxleWorkstation     *self,
                                                 gint64               at);

G_END_DECLS
