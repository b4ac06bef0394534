/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/csv-dialect.h"

G_BEGIN_DECLS

#define AXLE_TYPE_CSV_READER (axle_csv_reader_get_type ())
G_DECLARE_FINAL_TYPE (AxleCsvReader, axle_csv_reader, AXLE, CSV_READER, GObject)

AxleCsvReader        *axle_csv_reader_new            (GInputStream          *stream,
                                                      const AxleCsvDialect  *dialect,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
gboolean              axle_csv_reader_next           (AxleCsvReader         *self,
                                                      GPtrArray            **row,
                                                      guint64               *row_number,
                                                      GCancellable          *cancellable,
                                                      GError               **error);
const AxleCsvDialect *axle_csv_reader_get_dialect    (AxleCsvReader         *self);
GPtrArray            *axle_csv_reader_get_header     (AxleCsvReader         *self);
guint                 axle_csv_reader_get_n_columns  (AxleCsvReader         *self);
GPtrArray            *axle_csv_reader_get_problems   (AxleCsvReader         *self);
guint64               axle_csv_reader_get_line       (AxleCsvReader         *self);
guint64               axle_csv_reader_get_bytes_read (AxleCsvReader         *self);

G_END_DECLS
