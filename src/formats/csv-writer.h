/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AxleCsvWriterFlags:
 * @AXLE_CSV_WRITER_PLAIN: nothing special
 * @AXLE_CSV_WRITER_BOM: a byte order mark in front, by which Excel knows Unicode
 * @AXLE_CSV_WRITER_GUARD_FORMULAS: an apostrophe in front of fields that a
 *   spreadsheet would calculate (OWASP, "CSV injection"); such a file is for
 *   looking at, it does not read back unchanged
 */
typedef enum
{
  AXLE_CSV_WRITER_PLAIN = 0,
  AXLE_CSV_WRITER_BOM = 1 << 0,
  AXLE_CSV_WRITER_GUARD_FORMULAS = 1 << 1,
} AxleCsvWriterFlags;

#define AXLE_TYPE_CSV_WRITER (axle_csv_writer_get_type ())
G_DECLARE_FINAL_TYPE (AxleCsvWriter, axle_csv_writer, AXLE, CSV_WRITER, GObject)

AxleCsvWriter *axle_csv_writer_new       (GOutputStream       *stream,
                                          const char          *charset,
                                          AxleCsvWriterFlags   flags,
                                          GError             **error);
gboolean       axle_csv_writer_write_row (AxleCsvWriter       *self,
                                          const char * const  *fields,
                                          gsize                n_fields,
                                          GCancellable        *cancellable,
                                          GError             **error);
gboolean       axle_csv_writer_finish    (AxleCsvWriter       *self,
                                          GCancellable        *cancellable,
                                          GError             **error);

G_END_DECLS
