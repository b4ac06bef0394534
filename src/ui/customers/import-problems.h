/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/import.h"

G_BEGIN_DECLS

/* What is wrong with which row and column of an import; all or the chosen rows can be copied. */
#define AXLE_TYPE_IMPORT_PROBLEMS (axle_import_problems_get_type ())
G_DECLARE_FINAL_TYPE (AxleImportProblems, axle_import_problems, AXLE, IMPORT_PROBLEMS, AdwBin)

/* @problems: (element-type AxleImportProblem) (nullable): the problems */
void axle_import_problems_set (AxleImportProblems *self,
                               GPtrArray          *problems);

G_END_DECLS
