/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/csv-dialect.h"

G_BEGIN_DECLS

typedef enum
{
  AXLE_SOURCE_CSV,
  AXLE_SOURCE_VCARD,
} AxleSourceFormat;

/**
 * AxleImportSource:
 *
 * A file as rows of cells, whichever format it has: a card is a row whose columns
 * are always the same. Reads in bounded memory and blocks; for a thread.
 */
typedef struct _AxleImportSource AxleImportSource;

AxleImportSource *axle_import_source_open           (GFile                 *file,
                                                     AxleSourceFormat       format,
                                                     const AxleCsvDialect  *dialect,
                                                     GCancellable          *cancellable,
                                                     GError               **error);
void              axle_import_source_free           (AxleImportSource      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleImportSource, axle_import_source_free)
gboolean          axle_import_source_next           (AxleImportSource      *self,
                                                     GPtrArray            **cells,
                                                     guint64               *row,
                                                     GPtrArray            **problems,
                                                     GCancellable          *cancellable,
                                                     GError               **error);
const AxleCsvDialect *axle_import_source_get_dialect (AxleImportSource     *self);
GPtrArray        *axle_import_source_get_header     (AxleImportSource      *self);
double            axle_import_source_get_share      (AxleImportSource      *self);

gboolean          axle_import_source_guess_format   (GFile                 *file,
                                                     AxleSourceFormat      *format,
                                                     GCancellable          *cancellable,
                                                     GError               **error);

/* The names of the roles that the columns of cards have. */
const char * const *axle_import_source_card_roles   (void);

G_END_DECLS
