/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/import.h"

G_BEGIN_DECLS

/**
 * AxleImportPreview:
 *
 * The first rows of a file that is to be imported, with a drop-down above each
 * column that says what the column is. Problem cells are marked; those of the
 * selected row are said in words below, as is what is wrong with the whole.
 *
 * Signals: `changed` after the person gave a column another role; `activate` when
 * Enter is pressed on a row.
 */
#define AXLE_TYPE_IMPORT_PREVIEW (axle_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (AxleImportPreview, axle_import_preview, AXLE, IMPORT_PREVIEW, AdwBin)

GtkWidget *axle_import_preview_new        (void);
/* Shows @import as it is now; again after its encoding, delimiter or header changed. */
void       axle_import_preview_set_import (AxleImportPreview *self,
                                           AxleImport        *import);
/* Whether a column is a name, a phone, a VIN or a plate: without one, no row is anybody.
 * A visit needs a date too, and more than a name. */
gboolean   axle_import_preview_is_usable  (AxleImportPreview *self);

G_END_DECLS
