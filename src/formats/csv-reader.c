/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/csv-reader.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/problem.h"
#include "formats/csv-scanner.h"
#include "formats/error.h"
#include "formats/text-decoder.h"

/* A row that is wrong in more places is wrong enough. */
#define MAX_FAULTS_TOLD 8

struct _AxleCsvReader
{
  GObject          parent_instance;

  AxleTextDecoder *decoder;
  AxleCsvDialect   dialect;
  AxleCsvScanner   scanner;
  gboolean         scanning;

  GString         *text;
  gsize            position;
  guint64          text_offset;
  gboolean         ended;
  GArray          *faults;
  guint            next_fault;

  GPtrArray       *header;
  GPtrArray       *row;
  GPtrArray       *problems;
  guint            n_columns;
  GError          *failure;
};

G_DEFINE_FINAL_TYPE (AxleCsvReader, axle_csv_reader, G_TYPE_OBJECT)

static void
axle_csv_reader_finalize (GObject *object)
{
  AxleCsvReader *self = AXLE_CSV_READER (object);

  if (self->scanning)
    axle_csv_scanner_clear (&self->scanner);
  g_clear_object (&self->decoder);
  g_string_free (self->text, TRUE);
  g_clear_pointer (&self->faults, g_array_unref);
  g_clear_pointer (&self->header, g_ptr_array_unref);
  g_clear_pointer (&self->row, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (axle_csv_reader_parent_class)->finalize (object);
}

static void
axle_csv_reader_class_init (AxleCsvReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_csv_reader_finalize;
}

static void
axle_csv_reader_init (AxleCsvReader *self)
{
  self->text = g_string_new (NULL);
  self->faults = g_array_new (FALSE, FALSE, sizeof (AxleTextFault));
  self->row = g_ptr_array_new ();
  self->problems = axle_problems_new ();
}

static gboolean
read_piece (AxleCsvReader *self,
            GCancellable  *cancellable,
            GError       **error)
{
  gsize before = self->text->len;

  if (!axle_text_decoder_read (self->decoder, self->text, self->faults, cancellable, error))
    return FALSE;
  self->ended = self->text->len == before;
  return TRUE;
}

/* What people offer as CSV because its name or its icon looks like a table. */
static gboolean
check_kind (GBufferedInputStream *stream,
            GCancellable         *cancellable,
            GError              **error)
{
  static const struct
  {
    guint8      bytes[8];
    gsize       length;
    const char *message;
  } kinds[] = {
    { { 'P', 'K', 3, 4 }, 4, N_("This is an Excel workbook or an archive, not CSV. Save it as “CSV UTF-8” and import that.") },
    { { 0xd0, 0xcf, 0x11, 0xe0 }, 4, N_("This is an old Excel workbook, not CSV. Save it as “CSV UTF-8” and import that.") },
    { { '%', 'P', 'D', 'F' }, 4, N_("This is a PDF document, not CSV.") },
    { { 0x1f, 0x8b }, 2, N_("This is a compressed file. Unpack it and import what is in it.") },
  };
  const guint8 *bytes;
  gsize available = 0;

  while (available < 8)
    {
      gssize got = g_buffered_input_stream_fill (stream, -1, cancellable, error);

      if (got < 0)
        return FALSE;
      bytes = g_buffered_input_stream_peek_buffer (stream, &available);
      if (got == 0)
        break;
    }
  bytes = g_buffered_input_stream_peek_buffer (stream, &available);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (available >= kinds[i].length && memcmp (bytes, kinds[i].bytes, kinds[i].length) == 0)
      {
        g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_TEXT, _(kinds[i].message));
        return FALSE;
      }
  return TRUE;
}

static gboolean
starts_with (GString    *text,
             const char *markup)
{
  const char *start = text->str + strspn (text->str, " \t\r\n");

  return g_ascii_strncasecmp (start, markup, strlen (markup)) == 0;
}

static gboolean
check_text (AxleCsvReader *self,
            GError       **error)
{
  gsize control = 0;

  if (starts_with (self->text, "<html") || starts_with (self->text, "<!doctype") ||
      starts_with (self->text, "<table") || starts_with (self->text, "<?xml"))
    {
      g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_TEXT,
                           _("This is a web page or XML, not CSV, even if it is named like a table. "
                             "Open it in a spreadsheet, save it as “CSV UTF-8” and import that."));
      return FALSE;
    }
  for (gsize i = 0; i < self->text->len; i++)
    control += (guchar) self->text->str[i] < 0x20 && strchr ("\t\r\n", self->text->str[i]) == NULL;
  /* strchr() finds the terminator too, so zero bytes do not count: files that
   * are padded with them are still tables. */
  if (control * 10 <= self->text->len)
    return TRUE;
  g_set_error_literal (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_TEXT,
                       _("This is no text. Choose a CSV file."));
  return FALSE;
}

/* Excel's own hint in the first line, as in "sep=;". */
static void
take_hint (AxleCsvReader *self)
{
  const char *line = self->text->str;
  gboolean quoted = *line == '"';
  const char *end;
  gunichar sign;

  line += quoted;
  if (g_ascii_strncasecmp (line, "sep=", 4) != 0 || line[4] == '\0')
    return;
  sign = g_utf8_get_char (line + 4);
  end = g_utf8_next_char (line + 4) + (quoted ? 1 : 0);
  if (sign == '\r' || sign == '\n' || (quoted && end[-1] != '"') || strchr ("\r\n", *end) == NULL)
    return;
  end += *end == '\r';
  end += *end == '\n';
  if (self->dialect.delimiter == 0)
    self->dialect.delimiter = sign;
  self->position = (gsize) (end - self->text->str);
}

static gboolean
start (AxleCsvReader *self,
       GCancellable  *cancellable,
       GError       **error)
{
  while (!self->ended && self->text->len < AXLE_TEXT_SAMPLE)
    if (!read_piece (self, cancellable, error))
      return FALSE;
  if (!check_text (self, error))
    return FALSE;
  take_hint (self);
  axle_csv_dialect_guess (&self->dialect, self->text->str + self->position,
                          self->text->len - self->position, self->ended);
  self->dialect.charset = axle_text_decoder_get_charset (self->decoder);
  axle_csv_scanner_init (&self->scanner, &self->dialect);
  self->scanner.current_line += self->position > 0;
  self->scanning = TRUE;
  return TRUE;
}

static void
drop_used_text (AxleCsvReader *self)
{
  g_string_erase (self->text, 0, (gssize) self->position);
  self->text_offset += self->position;
  self->position = 0;
  if (self->next_fault > 0)
    g_array_remove_range (self->faults, 0, self->next_fault);
  self->next_fault = 0;
}

static gboolean
scan_row (AxleCsvReader *self,
          gboolean      *complete,
          GCancellable  *cancellable,
          GError       **error)
{
  *complete = FALSE;
  while (!*complete)
    {
      gsize used = 0;

      if (self->position == self->text->len)
        {
          drop_used_text (self);
          if (!self->ended && !read_piece (self, cancellable, error))
            return FALSE;
          if (self->ended)
            return axle_csv_scanner_finish (&self->scanner, complete, error);
        }
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !axle_csv_scanner_feed (&self->scanner, self->text->str + self->position,
                                  self->text->len - self->position, &used, complete, error))
        return FALSE;
      self->position += used;
    }
  return TRUE;
}

static void
tell_faults (AxleCsvReader *self)
{
  guint64 end = self->text_offset + self->position;
  guint told = 0;

  for (; self->next_fault < self->faults->len; self->next_fault++)
    {
      AxleTextFault *fault = &g_array_index (self->faults, AxleTextFault, self->next_fault);
      g_autoptr (GString) bytes = g_string_new (NULL);

      if (fault->text_offset >= end)
        break;
      if (told++ >= MAX_FAULTS_TOLD)
        continue;
      for (guint i = 0; i < MIN (fault->n_bytes, sizeof fault->bytes); i++)
        g_string_append_printf (bytes, "%s%02X", i > 0 ? " " : "", fault->bytes[i]);
      axle_problems_add (self->problems, "csv-undecodable", NULL, TRUE,
                         _("The bytes %s at position %" PRIu64 " of the file are no text in %s. "
                           "Choose the right encoding or correct them."),
                         bytes->str, fault->byte_offset, self->dialect.charset);
    }
}

/* One delimiter too many at the end of every row is a habit of exporters. */
static void
trim_trailing (AxleCsvReader *self)
{
  while (self->n_columns > 0 && self->row->len > self->n_columns &&
         *(const char *) self->row->pdata[self->row->len - 1] == '\0')
    g_ptr_array_set_size (self->row, (int) self->row->len - 1);
}

static void
tell_width (AxleCsvReader *self)
{
  trim_trailing (self);
  if (self->n_columns == 0 || self->row->len == self->n_columns)
    return;
  axle_problems_add (self->problems, "csv-ragged", NULL, FALSE,
                     _("The row has %u fields where the table has %u columns."),
                     self->row->len, self->n_columns);
}

static void
tell_problems (AxleCsvReader *self)
{
  g_ptr_array_set_size (self->problems, 0);
  tell_faults (self);
  tell_width (self);
  if (self->scanner.stray_quote)
    axle_problems_add (self->problems, "csv-quote", NULL, FALSE,
                       _("There is text after a closing quote; the quote was kept as text."));
  if (self->scanner.zero_byte)
    axle_problems_add (self->problems, "csv-zero-byte", NULL, TRUE,
                       _("There is a zero byte in the row, which no text has. Correct it."));
}

static gboolean
read_row (AxleCsvReader *self,
          GCancellable  *cancellable,
          GError       **error)
{
  GError *local_error = NULL;
  gboolean complete = FALSE;

  if (self->failure == NULL && !scan_row (self, &complete, cancellable, &local_error))
    {
      /* A cancelled or failed read cannot be gone on with: bytes may be lost. */
      self->failure = g_steal_pointer (&local_error);
    }
  if (self->failure != NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return FALSE;
    }
  if (!complete)
    return FALSE;
  axle_csv_scanner_get_row (&self->scanner, self->row);
  return TRUE;
}

static gboolean
take_header (AxleCsvReader *self,
             GCancellable  *cancellable,
             GError       **error)
{
  GError *local_error = NULL;
  gboolean found = TRUE;

  if (self->dialect.header != AXLE_CSV_HEADER_YES)
    return TRUE;
  for (guint i = 0; found && i <= self->dialect.title_rows; i++)
    found = read_row (self, cancellable, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  self->header = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; found && i < self->row->len; i++)
    g_ptr_array_add (self->header, g_strdup (self->row->pdata[i]));
  while (self->header->len > 1 && *(const char *) self->header->pdata[self->header->len - 1] == '\0')
    g_ptr_array_set_size (self->header, (int) self->header->len - 1);
  self->n_columns = self->header->len;
  return TRUE;
}

/**
 * axle_csv_reader_new:
 * @stream: the bytes of a table; a reference is kept
 * @dialect: (nullable): what is known of how it is written; what is zero in it is guessed
 * @cancellable: (nullable): to stop
 * @error: why it cannot be read, such as %AXLE_FORMATS_ERROR_NOT_TEXT for a workbook
 *
 * Opens a table as RFC 4180 and its many relatives, and reads as far as its
 * header. Blocks while the stream does. Memory is bounded whatever the file.
 *
 * Returns: (transfer full) (nullable): a reader
 */
AxleCsvReader *
axle_csv_reader_new (GInputStream          *stream,
                     const AxleCsvDialect  *dialect,
                     GCancellable          *cancellable,
                     GError               **error)
{
  g_autoptr (AxleCsvReader) self = g_object_new (AXLE_TYPE_CSV_READER, NULL);
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (stream, AXLE_TEXT_SAMPLE);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (buffered), FALSE);
  if (!check_kind (G_BUFFERED_INPUT_STREAM (buffered), cancellable, error))
    return NULL;
  if (dialect != NULL)
    self->dialect = *dialect;
  self->decoder = axle_text_decoder_new (buffered, self->dialect.charset);
  if (!start (self, cancellable, error) || !take_header (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * axle_csv_reader_next:
 * @self: a reader
 * @row: (out) (transfer none) (element-type utf8): the fields, borrowed until the next call
 * @row_number: (out) (optional): the row as a spreadsheet counts it, from 1, with
 *   header and blank rows
 * @cancellable: (nullable): to stop
 * @error: why the rest cannot be read; the rows before were good
 *
 * Reads the next row that has anything in it. What is odd about the row is in
 * axle_csv_reader_get_problems().
 *
 * Returns: whether there is one; %FALSE without @error at the end
 */
gboolean
axle_csv_reader_next (AxleCsvReader  *self,
                      GPtrArray     **row,
                      guint64        *row_number,
                      GCancellable   *cancellable,
                      GError        **error)
{
  if (!read_row (self, cancellable, error))
    return FALSE;
  tell_problems (self);
  if (self->n_columns == 0)
    self->n_columns = self->row->len;
  *row = self->row;
  if (row_number != NULL)
    *row_number = self->scanner.row_number;
  return TRUE;
}

/**
 * axle_csv_reader_get_dialect:
 * @self: a reader
 *
 * Returns: (transfer none): how the table is written, as given or guessed
 */
const AxleCsvDialect *
axle_csv_reader_get_dialect (AxleCsvReader *self)
{
  self->dialect.charset = axle_text_decoder_get_charset (self->decoder);
  return &self->dialect;
}

/**
 * axle_csv_reader_get_header:
 * @self: a reader
 *
 * Returns: (transfer none) (nullable) (element-type utf8): the names of the
 *   columns, if the table has them
 */
GPtrArray *
axle_csv_reader_get_header (AxleCsvReader *self)
{
  return self->header;
}

/**
 * axle_csv_reader_get_n_columns:
 * @self: a reader
 *
 * Returns: how many columns header or first row have; 0 before the first row of
 *   a table without header
 */
guint
axle_csv_reader_get_n_columns (AxleCsvReader *self)
{
  return self->n_columns;
}

/**
 * axle_csv_reader_get_problems:
 * @self: a reader
 *
 * Codes: `csv-ragged`, `csv-quote` (warnings), `csv-undecodable`, `csv-zero-byte` (blocking).
 *
 * Returns: (transfer none) (element-type AxleProblem): what is odd about the last row
 */
GPtrArray *
axle_csv_reader_get_problems (AxleCsvReader *self)
{
  return self->problems;
}

/**
 * axle_csv_reader_get_line:
 * @self: a reader
 *
 * Returns: the line of the file on which the last row began, from 1, as an editor counts
 */
guint64
axle_csv_reader_get_line (AxleCsvReader *self)
{
  return self->scanner.line;
}

/**
 * axle_csv_reader_get_bytes_read:
 * @self: a reader
 *
 * Returns: bytes taken from the stream so far, for a progress bar
 */
guint64
axle_csv_reader_get_bytes_read (AxleCsvReader *self)
{
  return axle_text_decoder_get_bytes_read (self->decoder);
}
