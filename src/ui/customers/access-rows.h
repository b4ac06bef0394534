/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Who read a customer's data, when and where: asked of the server when a person wants to
 * know, and only for who may. */
#define AXLE_TYPE_ACCESS_ROWS (axle_access_rows_get_type ())
G_DECLARE_FINAL_TYPE (AxleAccessRows, axle_access_rows, AXLE, ACCESS_ROWS, AdwBin)

GtkWidget *axle_access_rows_new (AxleWorkstation *workstation,
                                 const AxleId    *customer);

G_END_DECLS
