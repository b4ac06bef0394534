/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/workstation.h"

G_BEGIN_DECLS

/* Asks for a file with the official holidays, says what it would change, and takes it in
 * when the person wants that. @parent: where the questions stand. */
void axle_holiday_import_ask  (GtkWidget       *parent,
                               AxleWorkstation *workstation);
/* The same with the file. */
void axle_holiday_import_file (GtkWidget       *parent,
                               AxleWorkstation *workstation,
                               GFile           *file);

G_END_DECLS
