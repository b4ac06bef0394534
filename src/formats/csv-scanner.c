/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/csv-scanner.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "formats/error.h"

/* RFC 4180 and what is written beyond it: any delimiter of one character, bare
 * CR and LF, spaces in front of a quote, quotes in the middle of a field. */
enum
{
  ROW_START,
  FIELD_START,
  UNQUOTED,
  QUOTED,
  CLOSED,
  ESCAPED,
};

void
axle_csv_scanner_init (AxleCsvScanner       *self,
                       const AxleCsvDialect *dialect)
{
  memset (self, 0, sizeof *self);
  self->delimiter_length = (gsize) g_unichar_to_utf8 (dialect->delimiter, self->delimiter);
  self->quote = dialect->quote < 0x80 ? (char) dialect->quote : '\0';
  self->escape = dialect->escape < 0x80 ? (char) dialect->escape : '\0';
  for (guint i = 1; i < 256; i++)
    self->plain[i] = i != '\r' && i != '\n' && i != (guchar) self->delimiter[0] &&
                     i != (guchar) self->quote && i != (guchar) self->escape;
  self->fields = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->current_line = 1;
}

void
axle_csv_scanner_clear (AxleCsvScanner *self)
{
  g_string_free (self->fields, TRUE);
  g_array_unref (self->starts);
}

static gsize
field_start (AxleCsvScanner *self)
{
  return g_array_index (self->starts, gsize, self->starts->len - 1);
}

static gboolean
open_field (AxleCsvScanner *self,
            GError        **error)
{
  gsize start;

  if (self->starts->len == AXLE_CSV_MAX_COLUMNS)
    {
      g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE,
                   _("Row %" PRIu64 " has more than %d columns. Check the delimiter."),
                   self->rows + 1, AXLE_CSV_MAX_COLUMNS);
      return FALSE;
    }
  if (self->starts->len > 0)
    g_string_append_c (self->fields, '\0');
  start = self->fields->len;
  g_array_append_val (self->starts, start);
  self->state = FIELD_START;
  return TRUE;
}

static gboolean
begin_row (AxleCsvScanner *self,
           GError        **error)
{
  g_string_truncate (self->fields, 0);
  g_array_set_size (self->starts, 0);
  self->any_quoted = FALSE;
  self->stray_quote = FALSE;
  self->zero_byte = FALSE;
  self->line = self->current_line;
  return open_field (self, error);
}

static gboolean
only_spaces (const char *text)
{
  return text[strspn (text, " ")] == '\0';
}

/* Returns whether the row is worth giving: a line without anything is not. */
static gboolean
end_row (AxleCsvScanner *self)
{
  self->row_number = ++self->rows;
  self->state = ROW_START;
  return self->starts->len > 1 || self->any_quoted || !only_spaces (self->fields->str);
}

static void
count_line (AxleCsvScanner *self,
            char            c)
{
  if (c == '\r' || (c == '\n' && !self->after_cr))
    self->current_line++;
  self->after_cr = c == '\r';
}

static gboolean
check_size (AxleCsvScanner *self,
            GError        **error)
{
  if (self->fields->len - field_start (self) <= AXLE_CSV_MAX_FIELD && self->fields->len <= AXLE_CSV_MAX_ROW)
    return TRUE;
  if (self->state == QUOTED)
    g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_UNTERMINATED,
                 _("The quote opened in row %" PRIu64 " (line %" PRIu64 ") is not closed "
                   "within a megabyte. The rows before it were read. Close the quote or choose another quote sign."),
                 self->opened_row, self->opened_line);
  else
    g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_TOO_LARGE,
                 _("Row %" PRIu64 " is larger than any table's row. The rows before it were read. "
                   "Check whether the file is a table."),
                 self->rows + 1);
  return FALSE;
}

static void
open_quote (AxleCsvScanner *self)
{
  g_string_truncate (self->fields, field_start (self));
  self->any_quoted = TRUE;
  self->opened_row = self->rows + 1;
  self->opened_line = self->current_line;
  self->closed_spaces = 0;
  self->state = QUOTED;
}

/* Something else than a delimiter after the closing quote: the quote was meant
 * literally, so it is kept. Mere spaces are dropped. */
static void
reopen_unquoted (AxleCsvScanner *self)
{
  self->stray_quote = TRUE;
  g_string_append_c (self->fields, self->quote);
  for (; self->closed_spaces > 0; self->closed_spaces--)
    g_string_append_c (self->fields, ' ');
  self->state = UNQUOTED;
}

static gboolean
at_delimiter (AxleCsvScanner *self,
              const char     *text,
              gsize           left)
{
  return left >= self->delimiter_length && memcmp (text, self->delimiter, self->delimiter_length) == 0;
}

static gsize
plain_run (AxleCsvScanner *self,
           const char     *text,
           gsize           left)
{
  gsize n = 0;

  /* In quotes the delimiter is plain too, but stopping there costs little. */
  while (n < left && self->plain[(guchar) text[n]])
    n++;
  return n;
}

static void
take (AxleCsvScanner *self,
      char            c)
{
  if (c == '\0')
    {
      self->zero_byte = TRUE;
      g_string_append (self->fields, "\357\277\275");
    }
  else
    g_string_append_c (self->fields, c);
}

static gsize
feed_quoted (AxleCsvScanner *self,
             const char     *text,
             gsize           left)
{
  gsize run = plain_run (self, text, left);

  if (run > 0)
    {
      g_string_append_len (self->fields, text, (gssize) run);
      self->after_cr = FALSE;
      return run;
    }
  count_line (self, text[0]);
  if (text[0] == self->quote)
    self->state = CLOSED;
  else if (text[0] != '\0' && text[0] == self->escape)
    self->state = ESCAPED;
  else
    take (self, text[0]);
  return 1;
}

/* A backslash keeps itself unless a quote or another backslash follows. */
static gsize
feed_escaped (AxleCsvScanner *self,
              const char     *text)
{
  if (text[0] != self->quote && text[0] != self->escape)
    g_string_append_c (self->fields, self->escape);
  self->state = QUOTED;
  if (text[0] != self->quote && text[0] != self->escape)
    return 0;
  g_string_append_c (self->fields, text[0]);
  return 1;
}

static gsize
feed_closed (AxleCsvScanner *self,
             const char     *text)
{
  if (text[0] == self->quote && self->closed_spaces == 0)
    {
      g_string_append_c (self->fields, self->quote);
      self->state = QUOTED;
      return 1;
    }
  if (text[0] == ' ')
    {
      self->closed_spaces++;
      return 1;
    }
  reopen_unquoted (self);
  return 0;
}

static gsize
feed_unquoted (AxleCsvScanner *self,
               const char     *text,
               gsize           left)
{
  gsize run;

  if (text[0] == self->quote && self->quote != '\0' && only_spaces (self->fields->str + field_start (self)) &&
      self->state == FIELD_START)
    {
      open_quote (self);
      return 1;
    }
  run = plain_run (self, text, left);
  if (run > 0)
    g_string_append_len (self->fields, text, (gssize) run);
  else
    take (self, text[0]);
  if (self->state == FIELD_START && !only_spaces (self->fields->str + field_start (self)))
    self->state = UNQUOTED;
  return MAX (run, 1);
}

/*
 * axle_csv_scanner_feed:
 * @used: (out): how much of the text was taken
 * @complete: (out): whether a row ended there
 */
gboolean
axle_csv_scanner_feed (AxleCsvScanner *self,
                       const char     *text,
                       gsize           length,
                       gsize          *used,
                       gboolean       *complete,
                       GError        **error)
{
  gsize i = 0;

  *complete = FALSE;
  while (i < length && !*complete)
    {
      if (self->state == ROW_START)
        {
          if (text[i] == '\n' && self->after_cr)
            {
              self->after_cr = FALSE;
              i++;
              continue;
            }
          self->after_cr = FALSE;
          if (!begin_row (self, error))
            return FALSE;
        }
      if (self->state == QUOTED)
        i += feed_quoted (self, text + i, length - i);
      else if (self->state == ESCAPED)
        i += feed_escaped (self, text + i);
      else if (at_delimiter (self, text + i, length - i))
        {
          i += self->delimiter_length;
          self->closed_spaces = 0;
          if (!open_field (self, error))
            return FALSE;
        }
      else if (text[i] == '\r' || text[i] == '\n')
        {
          count_line (self, text[i++]);
          self->closed_spaces = 0;
          *complete = end_row (self);
        }
      else if (self->state == CLOSED)
        i += feed_closed (self, text + i);
      else
        i += feed_unquoted (self, text + i, length - i);
      if (!*complete && self->state != ROW_START && !check_size (self, error))
        return FALSE;
    }
  *used = i;
  return TRUE;
}

/*
 * axle_csv_scanner_finish:
 * @complete: (out): whether a last row without a line end is there
 */
gboolean
axle_csv_scanner_finish (AxleCsvScanner *self,
                         gboolean       *complete,
                         GError        **error)
{
  *complete = FALSE;
  if (self->state == QUOTED || self->state == ESCAPED)
    {
      g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_UNTERMINATED,
                   _("The quote opened in row %" PRIu64 " (line %" PRIu64 ") is never closed. "
                     "The rows before it were read. Close the quote or choose another quote sign."),
                   self->opened_row, self->opened_line);
      return FALSE;
    }
  if (self->state != ROW_START)
    *complete = end_row (self);
  return TRUE;
}

gboolean
axle_csv_scanner_in_quotes (AxleCsvScanner *self)
{
  return self->state == QUOTED || self->state == ESCAPED;
}

/*
 * axle_csv_scanner_get_row:
 * @row: where the fields are put, borrowed until the next row
 */
void
axle_csv_scanner_get_row (AxleCsvScanner *self,
                          GPtrArray      *row)
{
  g_ptr_array_set_size (row, 0);
  for (guint i = 0; i < self->starts->len; i++)
    g_ptr_array_add (row, self->fields->str + g_array_index (self->starts, gsize, i));
}
