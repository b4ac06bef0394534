/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/kept-report.h"

G_BEGIN_DECLS

/* What the two pages of AxleKeptDialog show. Their rows open a record by `kept.open` (ss): a
 * kind and an id. */

GtkWidget *axle_kept_attendance_page_new (const AxleKeptReport *report,
                                          AxleWorkstation      *workstation);
GtkWidget *axle_kept_overbooked_page_new (const AxleKeptReport *report,
                                          AxleWorkstation      *workstation);

G_END_DECLS
