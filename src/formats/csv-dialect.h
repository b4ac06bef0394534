/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In a dialect's sign: the table has none of it. Zero means: guess it. */
#define AXLE_CSV_NO_SIGN ((gunichar) -1)

/**
 * AxleCsvHeader:
 * @AXLE_CSV_HEADER_GUESS: find out
 * @AXLE_CSV_HEADER_YES: the first row after the titles names the columns
 * @AXLE_CSV_HEADER_NO: the first row is data
 */
typedef enum
{
  AXLE_CSV_HEADER_GUESS,
  AXLE_CSV_HEADER_YES,
  AXLE_CSV_HEADER_NO,
} AxleCsvHeader;

/**
 * AxleCsvDialect:
 * @charset: (nullable): a name of axle_text_charset_find(); %NULL to guess
 * @delimiter: the sign between fields; 0 to guess
 * @quote: the sign around fields, or %AXLE_CSV_NO_SIGN; 0 to guess
 * @escape: the sign that makes a quote literal besides doubling it, or
 *   %AXLE_CSV_NO_SIGN; 0 to guess
 * @header: whether there is a row of names
 * @title_rows: rows in front of the header that are no data, such as a title over
 *   the table; counted only when @header is guessed
 *
 * How a table is written. All zero means: guess everything.
 */
typedef struct
{
  const char    *charset;
  gunichar       delimiter;
  gunichar       quote;
  gunichar       escape;
  AxleCsvHeader  header;
  guint          title_rows;
} AxleCsvDialect;

void axle_csv_dialect_guess (AxleCsvDialect *self,
                             const char     *text,
                             gsize           length,
                             gboolean        whole);

G_END_DECLS
