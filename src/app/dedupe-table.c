/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dedupe-table.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app/workstation.h"
#include "formats/csv-reader.h"

static void
column_free (AxleDedupeColumn *self)
{
  g_free (self->name);
  g_array_unref (self->values);
  g_array_unref (self->counts);
  g_array_unref (self->codes);
  g_free (self);
}

static AxleDedupeColumn *
column_new (const char *name,
            guint       index)
{
  AxleDedupeColumn *self = g_new0 (AxleDedupeColumn, 1);

  self->name = name != NULL ? g_strstrip (g_strdup (name)) : g_strdup_printf ("%u", index + 1);
  self->kind = AXLE_MATCH_KIND_TEXT;
  self->field = -1;
  self->values = g_array_new (FALSE, TRUE, sizeof (AxleMatchValue));
  self->counts = g_array_new (FALSE, TRUE, sizeof (guint32));
  self->codes = g_array_new (FALSE, TRUE, sizeof (guint32));
  g_array_set_size (self->values, 1);
  g_array_set_size (self->counts, 1);
  return self;
}

static guint32
intern (AxleDedupeTable  *self,
        AxleDedupeColumn *column,
        GHashTable       *known,
        const char       *text)
{
  gpointer code;
  AxleMatchValue value = { NULL };
  guint32 none = 0;

  if (text == NULL || *text == '\0')
    return 0;
  if (g_hash_table_lookup_extended (known, text, NULL, &code))
    return GPOINTER_TO_UINT (code);
  value.text = g_string_chunk_insert (self->texts, text);
  g_hash_table_insert (known, (gpointer) value.text, GUINT_TO_POINTER (column->values->len));
  g_array_append_val (column->values, value);
  g_array_append_val (column->counts, none);
  return column->values->len - 1;
}

/* Some programs write quotes that are not the table's own around a value. */
static char *
bare (const char *cell)
{
  g_autofree char *text = g_utf8_make_valid (cell, -1);
  gsize n;

  g_strstrip (text);
  n = strlen (text);
  if (n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n - 1] == text[0])
    {
      text[n - 1] = '\0';
      return g_strstrip (g_strdup (text + 1));
    }
  return g_steal_pointer (&text);
}

static void
add_row (AxleDedupeTable *self,
         GPtrArray       *known,
         GPtrArray       *cells)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      AxleDedupeColumn *column = self->columns->pdata[i];
      g_autofree char *text = i < cells->len && cells->pdata[i] != NULL ? bare (cells->pdata[i]) : NULL;
      guint32 code = intern (self, column, known->pdata[i], text);

      g_array_index (column->counts, guint32, code)++;
      g_array_append_val (column->codes, code);
    }
  self->n_rows++;
}

static gboolean
read_rows (AxleDedupeTable  *self,
           AxleCsvReader    *reader,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr(GError) local = NULL;
  GPtrArray *cells;
  guint64 number;

  for (guint i = 0; i < self->columns->len; i++)
    g_ptr_array_add (known, g_hash_table_new (g_str_hash, g_str_equal));
  while (axle_csv_reader_next (reader, &cells, &number, cancellable, &local))
    {
      if (self->n_rows >= AXLE_DEDUPE_MAX_ROWS)
        {
          g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT,
                       _("The table has more than %d rows. Split it and try again."), AXLE_DEDUPE_MAX_ROWS);
          return FALSE;
        }
      add_row (self, known, cells);
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
find_id (AxleDedupeTable  *self,
         const char       *id,
         GError          **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  self->id = -1;
  for (guint i = 0; id != NULL && i < self->columns->len; i++)
    {
      const AxleDedupeColumn *column = self->columns->pdata[i];

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", column->name);
      if (self->id < 0 && g_ascii_strcasecmp (column->name, id) == 0)
        self->id = (int) i;
    }
  if (id == NULL || self->id >= 0)
    return TRUE;
  g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FORMAT, _("The table has no column “%s”. There are: %s."), id, names->str);
  return FALSE;
}

/**
 * axle_dedupe_table_read:
 * @file: a CSV file in any encoding
 * @id: (nullable): the header of the column that names the rows
 * @cancellable: (nullable): a cancellable
 * @error: why it cannot be read
 *
 * Returns: (transfer full) (nullable): the table, its columns not yet chosen
 */
AxleDedupeTable *
axle_dedupe_table_read (GFile         *file,
                        const char    *id,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr(AxleDedupeTable) self = g_new0 (AxleDedupeTable, 1);
  g_autoptr(AxleCsvReader) reader = NULL;
  AxleCsvDialect dialect = { 0 };
  GPtrArray *header;

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) column_free);
  self->texts = g_string_chunk_new (65536);
  self->model = axle_match_model_new ();
  reader = stream != NULL ? axle_csv_reader_new (G_INPUT_STREAM (stream), &dialect, cancellable, error) : NULL;
  if (reader == NULL)
    return NULL;
  header = axle_csv_reader_get_header (reader);
  for (guint i = 0; i < axle_csv_reader_get_n_columns (reader); i++)
    g_ptr_array_add (self->columns, column_new (header != NULL && i < header->len ? header->pdata[i] : NULL, i));
  if (!find_id (self, id, error) || !read_rows (self, reader, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
axle_dedupe_table_free (AxleDedupeTable *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->model, axle_match_model_free);
  g_clear_pointer (&self->texts, g_string_chunk_free);
  g_free (self);
}

/**
 * axle_dedupe_table_subject:
 * @self: a table whose columns are chosen
 * @row: a row, from 0
 * @subject: (out): it, ready to be compared
 */
void
axle_dedupe_table_subject (const AxleDedupeTable *self,
                           guint32                row,
                           AxleMatchSubject      *subject)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AxleDedupeColumn *column = self->columns->pdata[i];
      guint32 code;

      if (column->field < 0)
        continue;
      code = g_array_index (column->codes, guint32, row);
      subject->values[column->field] = &g_array_index (column->values, AxleMatchValue, code);
      subject->n_values[column->field] = code > 0;
    }
}

/**
 * axle_dedupe_table_dup_id:
 * @self: a table
 * @row: a row, from 0
 *
 * Returns: (transfer full): what names it: the value of the id's column, else its number from 1
 */
char *
axle_dedupe_table_dup_id (const AxleDedupeTable *self,
                          guint32                row)
{
  const AxleDedupeColumn *column;
  guint32 code;

  if (self->id < 0)
    return g_strdup_printf ("%u", row + 1);
  column = self->columns->pdata[self->id];
  code = g_array_index (column->codes, guint32, row);
  return g_strdup (code > 0 ? g_array_index (column->values, AxleMatchValue, code).text : "");
}
