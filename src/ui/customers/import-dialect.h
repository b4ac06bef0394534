/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/import.h"

G_BEGIN_DECLS

/**
 * AxleImportDialect:
 *
 * How a table is read: what it holds, its encoding, what stands between its columns,
 * whether its first row names them. Shows what was guessed, and tells the import what is chosen
 * instead. Signal `chosen` (nullable string): it is read so now, or why it cannot be.
 */
#define AXLE_TYPE_IMPORT_DIALECT (axle_import_dialect_get_type ())
G_DECLARE_FINAL_TYPE (AxleImportDialect, axle_import_dialect, AXLE, IMPORT_DIALECT, AdwBin)

void axle_import_dialect_set_import (AxleImportDialect *self,
                                     AxleImport        *import);

G_END_DECLS
