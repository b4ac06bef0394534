/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "axlectl/value-source.h"

#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "formats/csv-reader.h"

/* What cannot be read twice, such as standard input, is held in memory up to this. */
#define MAX_HELD (256 * 1024 * 1024)

/* As many rows tell which column is meant. */
#define N_LOOKED_AT 100

/* A sign that no text has, for a list that has no columns. */
#define NO_DELIMITER 0x1f

typedef struct
{
  AxleCsvDialect dialect;
  guint          column;
  guint64        first_row;
} Layout;

static GInputStream *
hold (int      descriptor,
      GError **error)
{
  g_autoptr (GInputStream) from = g_unix_input_stream_new (descriptor, descriptor != STDIN_FILENO);
  g_autoptr (GByteArray) held = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  guint8 piece[16 * 1024];
  gssize n;

  while ((n = g_input_stream_read (from, piece, sizeof piece, NULL, error)) > 0)
    {
      g_byte_array_append (held, piece, (guint) n);
      if (held->len > MAX_HELD)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _("More than %d MB came in. Save it to a file and give the file."), MAX_HELD >> 20);
          return NULL;
        }
    }
  if (n < 0)
    return NULL;
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&held));
  return g_memory_input_stream_new_from_bytes (bytes);
}

/**
 * axle_value_source_open:
 * @path: a file; `-` is standard input
 * @error: why it cannot be read
 *
 * Returns: (transfer full): what can be read more than once
 */
GInputStream *
axle_value_source_open (const char  *path,
                        GError     **error)
{
  g_autoptr (GFile) file = NULL;
  int descriptor;

  if (g_str_equal (path, "-"))
    return hold (STDIN_FILENO, error);
  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      file = g_file_new_for_path (path);
      return G_INPUT_STREAM (g_file_read (file, NULL, error));
    }
  descriptor = open (path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
      return NULL;
    }
  return hold (descriptor, error);
}

static GPtrArray *
copy_row (GPtrArray *row)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < row->len; i++)
    g_ptr_array_add (copy, g_strdup (row->pdata[i]));
  return copy;
}

static GPtrArray *
look (GInputStream    *stream,
      AxleCsvDialect  *dialect,
      GError         **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AxleCsvReader) reader = NULL;
  GPtrArray *row;

  dialect->header = AXLE_CSV_HEADER_NO;
  reader = axle_csv_reader_new (stream, dialect, NULL, error);
  if (reader == NULL)
    return NULL;
  while (rows->len < N_LOOKED_AT && axle_csv_reader_next (reader, &row, NULL, NULL, &local_error))
    g_ptr_array_add (rows, copy_row (row));
  *dialect = *axle_csv_reader_get_dialect (reader);
  if (local_error != NULL && rows->len == 0)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!g_seekable_seek (G_SEEKABLE (stream), 0, G_SEEK_SET, NULL, error))
    return NULL;
  return g_steal_pointer (&rows);
}

static gboolean
has_columns (GPtrArray *rows)
{
  guint several = 0;

  for (guint i = 0; i < rows->len; i++)
    several += ((GPtrArray *) rows->pdata[i])->len > 1;
  return several * 2 > rows->len;
}

static gboolean
find_named (GPtrArray  *header,
            const char *name,
            guint      *column)
{
  guint64 number;

  for (guint i = 0; i < header->len; i++)
    {
      g_autofree char *folded = axle_text_fold (header->pdata[i]);
      g_autofree char *wanted = axle_text_fold (name);

      if (g_str_equal (folded, wanted))
        return *column = i, TRUE;
    }
  if (!g_ascii_string_to_unsigned (name, 10, 1, header->len, &number, NULL))
    return FALSE;
  *column = (guint) number - 1;
  return TRUE;
}

static gboolean
find_headed (GPtrArray      *header,
             AxleColumnRole  role,
             guint          *column)
{
  double best = 0;

  for (guint i = 0; i < header->len; i++)
    {
      double score = 0;

      if (axle_column_role_of_header (header->pdata[i], &score) == role && score > best)
        {
          best = score;
          *column = i;
        }
    }
  return best > 0;
}

static gboolean
find_by_content (GPtrArray      *rows,
                 AxleColumnRole  role,
                 guint          *column)
{
  g_autoptr (GArray) guesses = axle_columns_guess (NULL, rows, ((GPtrArray *) rows->pdata[0])->len);

  for (guint i = 0; i < guesses->len; i++)
    if (g_array_index (guesses, AxleColumnGuess, i).role == role)
      return *column = i, TRUE;
  return FALSE;
}

/* Whether the first row names the column rather than being one of its values. */
static gboolean
is_name_of (const char     *text,
            AxleColumnRole  role)
{
  double score = 0;

  return axle_column_role_of_header (text, &score) == role && axle_column_role_of_value (text) != role;
}

static gboolean
find_column (GPtrArray      *rows,
             AxleColumnRole  role,
             const char     *name,
             Layout         *layout,
             GError        **error)
{
  GPtrArray *first = rows->pdata[0];

  if (name != NULL)
    {
      if (!find_named (first, name, &layout->column))
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no column “%s” in the first row."), name);
          return FALSE;
        }
      layout->first_row = g_ascii_isdigit (*name) ? 0 : 1;
      return TRUE;
    }
  if (find_headed (first, role, &layout->column))
    {
      layout->first_row = is_name_of (first->pdata[layout->column], role) ? 1 : 0;
      return TRUE;
    }
  if (find_by_content (rows, role, &layout->column))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("None of the columns is a column “%s”. Say which one with --column."),
               axle_column_role_to_string (role));
  return FALSE;
}

static gboolean
find_layout (GInputStream    *stream,
             AxleColumnRole   role,
             const char      *column,
             Layout          *layout,
             GError         **error)
{
  g_autoptr (GPtrArray) rows = look (stream, &layout->dialect, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len == 0)
    return TRUE;
  if (has_columns (rows) || column != NULL)
    return find_column (rows, role, column, layout, error);
  layout->dialect.delimiter = NO_DELIMITER;
  layout->dialect.quote = AXLE_CSV_NO_SIGN;
  layout->dialect.escape = AXLE_CSV_NO_SIGN;
  layout->first_row = is_name_of (((GPtrArray *) rows->pdata[0])->pdata[0], role) ? 1 : 0;
  return TRUE;
}

static gboolean
read_source (const char      *path,
             AxleColumnRole   role,
             const char      *column,
             AxleValueFunc    func,
             gpointer         user_data,
             GError         **error)
{
  g_autoptr (GInputStream) stream = axle_value_source_open (path, error);
  g_autoptr (AxleCsvReader) reader = NULL;
  g_autoptr (GError) local_error = NULL;
  Layout layout = { .column = 0 };
  GPtrArray *row;

  if (stream == NULL || !find_layout (stream, role, column, &layout, error))
    return FALSE;
  reader = axle_csv_reader_new (stream, &layout.dialect, NULL, error);
  if (reader == NULL)
    return FALSE;
  for (guint64 i = 0; axle_csv_reader_next (reader, &row, NULL, NULL, &local_error); i++)
    if (i >= layout.first_row && layout.column < row->len)
      {
        g_autofree char *tidy = axle_text_tidy (row->pdata[layout.column]);

        if (*tidy != '\0')
          func (row->pdata[layout.column], user_data);
      }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What can only be meant as a file, so that a missing one is not judged as a value. */
static gboolean
is_path (const char *argument)
{
  return g_path_is_absolute (argument) || g_str_has_prefix (argument, "./") || g_str_has_prefix (argument, "../")
         || g_str_has_suffix (argument, ".csv") || g_str_has_suffix (argument, ".tsv") || g_str_has_suffix (argument, ".txt");
}

static gboolean
is_source (const char *argument)
{
  return g_str_equal (argument, "-") || is_path (argument)
         || (g_file_test (argument, G_FILE_TEST_EXISTS) && !g_file_test (argument, G_FILE_TEST_IS_DIR));
}

/**
 * axle_value_source_each:
 * @arguments: values and files; `-` is standard input
 * @role: what the values are, to know them by a table's header or content
 * @column: (nullable): the column of a table, by its header or its number from 1
 * @func: told each value in order
 * @user_data: for @func
 * @error: why a file cannot be read
 *
 * A file has one value a line, or is a table with a column of them. Lines and
 * cells with nothing in them are no values.
 *
 * Returns: whether all was read
 */
gboolean
axle_value_source_each (char * const    *arguments,
                        AxleColumnRole   role,
                        const char      *column,
                        AxleValueFunc    func,
                        gpointer         user_data,
                        GError         **error)
{
  for (; *arguments != NULL; arguments++)
    {
      g_autofree char *text = NULL;

      if (!is_source (*arguments))
        {
          text = g_utf8_make_valid (*arguments, -1);
          func (text, user_data);
        }
      else if (!read_source (*arguments, role, column, func, user_data, error))
        {
          text = g_filename_display_name (*arguments);
          g_prefix_error (error, "%s: ", text);
          return FALSE;
        }
    }
  return TRUE;
}
