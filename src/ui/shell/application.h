/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

#define AXLE_TYPE_APPLICATION (axle_application_get_type ())
G_DECLARE_FINAL_TYPE (AxleApplication, axle_application, AXLE, APPLICATION, AdwApplication)

AxleApplication *axle_application_new             (void);
AxleWorkstation *axle_application_get_workstation (AxleApplication *self);
int              axle_application_get_status      (AxleApplication *self);

G_END_DECLS
