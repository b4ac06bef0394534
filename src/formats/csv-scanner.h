/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/csv-dialect.h"

G_BEGIN_DECLS

/* No person types a field this long; it is a quote that was never closed. */
#define AXLE_CSV_MAX_FIELD   (1024 * 1024)
#define AXLE_CSV_MAX_ROW     (8 * 1024 * 1024)
#define AXLE_CSV_MAX_COLUMNS 512

/**
 * AxleCsvScanner:
 * @row_number: of the row just scanned, from 1, blank ones counted
 * @line: the line of the text it began on, from 1
 * @stray_quote: whether something followed a closing quote in it
 * @zero_byte: whether it had a zero byte, now U+FFFD
 *
 * The state machine under the reader and under the guess: takes decoded text in
 * pieces and stops after each row. Internal to formats.
 */
typedef struct
{
  char      delimiter[8];
  gsize     delimiter_length;
  char      quote;
  char      escape;
  gboolean  plain[256];

  int       state;
  gboolean  after_cr;
  gboolean  any_quoted;
  guint     closed_spaces;
  guint64   current_line;
  guint64   rows;
  GString  *fields;
  GArray   *starts;
  guint64   opened_row;
  guint64   opened_line;

  guint64   row_number;
  guint64   line;
  gboolean  stray_quote;
  gboolean  zero_byte;
} AxleCsvScanner;

void     axle_csv_scanner_init    (AxleCsvScanner       *self,
                                   const AxleCsvDialect *dialect);
void     axle_csv_scanner_clear   (AxleCsvScanner       *self);
gboolean axle_csv_scanner_feed    (AxleCsvScanner       *self,
                                   const char           *text,
                                   gsize                 length,
                                   gsize                *used,
                                   gboolean             *complete,
                                   GError              **error);
gboolean axle_csv_scanner_finish  (AxleCsvScanner       *self,
                                   gboolean             *complete,
                                   GError              **error);
gboolean axle_csv_scanner_in_quotes (AxleCsvScanner     *self);
void     axle_csv_scanner_get_row (AxleCsvScanner       *self,
                                   GPtrArray            *row);

G_END_DECLS
