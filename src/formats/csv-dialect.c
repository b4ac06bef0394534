/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/csv-dialect.h"

#include <string.h>

#include "formats/columns.h"
#include "formats/csv-scanner.h"

#define SURVEY_ROWS 100
#define MAX_TITLE_ROWS 5

/* The likely ones first: of equals the first is taken. */
static const gunichar delimiters[] = { ',', '\t', ';', '|', 0xff0c, 0xff1b };

typedef gboolean (*RowFunc) (GPtrArray *row,
                             gboolean   stray_quote,
                             gpointer   data);

/* Calls @func for each whole row until it returns FALSE; a row cut by the end of
 * the sample is left out. Returns whether the text could be read so. */
static gboolean
each_row (const char           *text,
          gsize                 length,
          gboolean              whole,
          const AxleCsvDialect *dialect,
          RowFunc               func,
          gpointer              data)
{
  AxleCsvScanner scanner;
  g_autoptr (GPtrArray) row = g_ptr_array_new ();
  gboolean going_on = TRUE, readable = TRUE, complete = FALSE;

  axle_csv_scanner_init (&scanner, dialect);
  for (gsize used = 0; readable && going_on && length > 0; text += used, length -= used)
    {
      readable = axle_csv_scanner_feed (&scanner, text, length, &used, &complete, NULL);
      if (!readable)
        break;
      if (complete)
        {
          axle_csv_scanner_get_row (&scanner, row);
          going_on = func (row, scanner.stray_quote, data);
        }
    }
  if (readable && going_on && whole)
    {
      readable = axle_csv_scanner_finish (&scanner, &complete, NULL);
      if (readable && complete)
        {
          axle_csv_scanner_get_row (&scanner, row);
          func (row, scanner.stray_quote, data);
        }
    }
  axle_csv_scanner_clear (&scanner);
  return readable;
}

typedef struct
{
  guint rows;
  guint stray;
  guint widths[AXLE_CSV_MAX_COLUMNS + 1];
} Survey;

static gboolean
survey_row (GPtrArray *row,
            gboolean   stray_quote,
            gpointer   data)
{
  Survey *survey = data;

  survey->widths[row->len]++;
  survey->stray += stray_quote;
  return ++survey->rows < SURVEY_ROWS;
}

static guint
usual_width (const Survey *survey)
{
  guint best = 1;

  for (guint i = 2; i <= AXLE_CSV_MAX_COLUMNS; i++)
    if (survey->widths[i] > survey->widths[best])
      best = i;
  return best;
}

/* The right signs cut most rows into equally many fields, more than one, and
 * leave nothing behind closing quotes. */
static double
rate (const char           *text,
      gsize                 length,
      gboolean              whole,
      const AxleCsvDialect *dialect)
{
  Survey survey = { 0 };
  gboolean readable = each_row (text, length, whole, dialect, survey_row, &survey);
  guint width = usual_width (&survey);
  double rating;

  if (survey.rows == 0)
    return readable ? 0 : -1;
  rating = (double) survey.widths[width] / survey.rows;
  if (width == 1)
    rating = 0;
  rating += 0.005 * MIN (width, 20);
  rating -= 0.3 * survey.stray / survey.rows;
  return readable ? rating : rating - 0.5;
}

/* Single quotes only where they pair up around fields and double ones do not. */
static gunichar
guess_quote (const char *text,
             gsize       length,
             gunichar    delimiter)
{
  guint opened[2] = { 0, 0 }, closed[2] = { 0, 0 };
  char sign[8] = "";
  gsize n = (gsize) g_unichar_to_utf8 (delimiter, sign);

  for (gsize i = 0; i < length; i++)
    {
      guint which = text[i] == '\'' ? 1 : 0;

      if (text[i] != '"' && text[i] != '\'')
        continue;
      if (i == 0 || text[i - 1] == '\n' || text[i - 1] == '\r' || (i >= n && memcmp (text + i - n, sign, n) == 0))
        opened[which]++;
      if (i + 1 == length || text[i + 1] == '\n' || text[i + 1] == '\r' ||
          (i + n < length && memcmp (text + i + 1, sign, n) == 0))
        closed[which]++;
    }
  return opened[0] == 0 && opened[1] >= 2 && opened[1] == closed[1] ? '\'' : '"';
}

static void
guess_signs (AxleCsvDialect *self,
             const char     *text,
             gsize           length,
             gboolean        whole)
{
  AxleCsvDialect best = *self;
  double best_rating = -G_MAXDOUBLE;
  gboolean backslashes = memchr (text, '\\', length) != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      AxleCsvDialect tried = *self;

      if (self->delimiter == 0)
        tried.delimiter = delimiters[i];
      if (self->quote == 0)
        tried.quote = guess_quote (text, length, tried.delimiter);
      for (guint escaped = 0; escaped <= (self->escape == 0 && backslashes ? 1 : 0); escaped++)
        {
          double rating;

          if (self->escape == 0)
            tried.escape = escaped ? '\\' : AXLE_CSV_NO_SIGN;
          rating = rate (text, length, whole, &tried);
          if (rating > best_rating)
            {
              best_rating = rating;
              best = tried;
            }
        }
      if (self->delimiter != 0)
        break;
    }
  *self = best;
}

typedef struct
{
  guint          width;
  guint          titles;
  AxleCsvHeader  header;
} HeaderSearch;

static guint
count_filled (GPtrArray *row)
{
  guint filled = 0;

  for (guint i = 0; i < row->len; i++)
    filled += *(const char *) row->pdata[i] != '\0';
  return filled;
}

static gboolean
is_number (const char *value)
{
  return *value != '\0' && value[strspn (value, "0123456789.,-+/: ")] == '\0';
}

static gboolean
is_repeated (GPtrArray *row,
             guint      column)
{
  for (guint i = 0; i < column; i++)
    if (g_str_equal (row->pdata[i], row->pdata[column]))
      return TRUE;
  return FALSE;
}

/* Known names make a header; phones and numbers make data; of the rest, a full
 * row of different words over a table of several columns is taken for names. */
static AxleCsvHeader
judge_header (GPtrArray *row,
              guint      filled)
{
  guint known = 0, values = 0, repeated = 0;

  for (guint i = 0; i < row->len; i++)
    {
      const char *cell = row->pdata[i];
      double score = 0;
      AxleColumnRole role;

      if (*cell == '\0')
        continue;
      axle_column_role_of_header (cell, &score);
      role = axle_column_role_of_value (cell);
      known += score >= 0.7;
      values += is_number (cell) || (role != AXLE_COLUMN_IGNORE && role != AXLE_COLUMN_NAME);
      repeated += is_repeated (row, i);
    }
  if (values > 0 && known * 2 < filled)
    return AXLE_CSV_HEADER_NO;
  if (known > 0)
    return AXLE_CSV_HEADER_YES;
  return filled > 1 && repeated == 0 && filled + 1 >= row->len ? AXLE_CSV_HEADER_YES : AXLE_CSV_HEADER_NO;
}

static gboolean
search_header (GPtrArray *row,
               gboolean   stray_quote,
               gpointer   data)
{
  HeaderSearch *search = data;
  guint filled = count_filled (row);

  if (filled <= 1 && search->width > 1 && search->titles < MAX_TITLE_ROWS)
    {
      search->titles++;
      return TRUE;
    }
  search->header = judge_header (row, filled);
  return FALSE;
}

/**
 * axle_csv_dialect_guess:
 * @self: a dialect whose zero members are filled in; the others are kept
 * @text: (array length=length): the beginning of a table, in UTF-8
 * @length: in bytes
 * @whole: whether that is all of it
 *
 * The charset is not touched: that is the decoder's.
 */
void
axle_csv_dialect_guess (AxleCsvDialect *self,
                        const char     *text,
                        gsize           length,
                        gboolean        whole)
{
  guess_signs (self, text, length, whole);
  if (self->header == AXLE_CSV_HEADER_GUESS)
    {
      Survey survey = { 0 };
      HeaderSearch search = { 0, 0, AXLE_CSV_HEADER_NO };

      each_row (text, length, whole, self, survey_row, &survey);
      search.width = usual_width (&survey);
      each_row (text, length, whole, self, search_header, &search);
      self->header = search.header;
      self->title_rows = search.header == AXLE_CSV_HEADER_YES ? search.titles : 0;
    }
}
