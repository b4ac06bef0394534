/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/dossier.h"
#include "formats/vcard.h"

G_BEGIN_DECLS

/* A customer as rows of the exported table and as a card. */

/* The names of the columns, %NULL-terminated. */
char     **axle_export_table_header (void);
/* Calls @take with each row: one for each car and each note. @staff_names: names by id. */
typedef gboolean (*AxleExportRow)   (const char * const  *cells,
                                     guint                n_cells,
                                     gpointer             data,
                                     GError             **error);
gboolean   axle_export_table_rows   (const AxleDossier   *dossier,
                                     GHashTable          *staff_names,
                                     AxleExportRow        take,
                                     gpointer             data,
                                     GError             **error);
AxleVCard *axle_export_card         (const AxleDossier   *dossier);

G_END_DECLS
