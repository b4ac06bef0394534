/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/import.h"

G_BEGIN_DECLS

/* What becomes of the rows of an import, as four large numbers with their words. */
#define AXLE_TYPE_IMPORT_FIGURES (axle_import_figures_get_type ())
G_DECLARE_FINAL_TYPE (AxleImportFigures, axle_import_figures, AXLE, IMPORT_FIGURES, AdwBin)

void axle_import_figures_set_counts (AxleImportFigures      *self,
                                     const AxleImportCounts *counts);

G_END_DECLS
