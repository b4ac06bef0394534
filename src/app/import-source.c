/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-source.h"

#include <glib/gi18n-lib.h>

#include "app/import-roles.h"
#include "app/workstation.h"
#include "base/problem.h"
#include "base/text.h"
#include "formats/csv-reader.h"
#include "formats/encoding.h"
#include "formats/vcard-reader.h"

/* Enough to see what a file is. */
#define SAMPLE 4096

static const char * const card_roles[] = {
  "name", "preferred_name", "phone", "email", "company", "occupation", "birthday", "address", "tags", "note", NULL,
};

struct _AxleImportSource
{
  GInputStream    *stream;
  goffset          size;
  AxleSourceFormat format;
  AxleCsvReader   *csv;
  AxleVCardReader *vcard;
  AxleVCard       *card;
  AxleCsvDialect   dialect;   /* of cards: the character set alone */
  GPtrArray       *cells;
  GPtrArray       *header;
  guint64          row;
};

const char * const *
axle_import_source_card_roles (void)
{
  return card_roles;
}

static GInputStream *
open_file (GFile         *file,
           goffset       *size,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(GError) local = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, &local);
  g_autoptr(GFileInfo) info = NULL;

  if (stream == NULL)
    {
      g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("The file cannot be read: %s"), local->message);
      return NULL;
    }
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);
  *size = info != NULL ? g_file_info_get_size (info) : 0;
  return G_INPUT_STREAM (g_steal_pointer (&stream));
}

/**
 * axle_import_source_guess_format:
 * @file: a file
 * @format: (out): what it is
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Its content decides, not its name: phones name their contacts as they like.
 *
 * Returns: whether the file could be read
 */
gboolean
axle_import_source_guess_format (GFile             *file,
                                 AxleSourceFormat  *format,
                                 GCancellable      *cancellable,
                                 GError           **error)
{
  goffset size;
  g_autoptr(GInputStream) stream = open_file (file, &size, cancellable, error);
  g_autofree char *bytes = g_malloc (SAMPLE);
  g_autofree char *text = NULL;
  g_autofree char *tidy = NULL;
  AxleTextEncoding encoding;
  gsize n_bytes;

  if (stream == NULL || !g_input_stream_read_all (stream, bytes, SAMPLE, &n_bytes, cancellable, error))
    return FALSE;
  encoding = axle_text_encoding_guess ((const guint8 *) bytes, n_bytes, n_bytes < SAMPLE);
  text = axle_text_decode (bytes + encoding.bom_length, n_bytes - encoding.bom_length, encoding.charset, NULL);
  tidy = axle_text_tidy (text != NULL ? text : "");
  *format = g_ascii_strncasecmp (tidy, "BEGIN:VCARD", strlen ("BEGIN:VCARD")) == 0 ? AXLE_SOURCE_VCARD : AXLE_SOURCE_CSV;
  return TRUE;
}

AxleImportSource *
axle_import_source_open (GFile                 *file,
                         AxleSourceFormat       format,
                         const AxleCsvDialect  *dialect,
                         GCancellable          *cancellable,
                         GError               **error)
{
  g_autoptr(AxleImportSource) self = g_new0 (AxleImportSource, 1);

  self->format = format;
  self->stream = open_file (file, &self->size, cancellable, error);
  if (self->stream == NULL)
    return NULL;
  if (format == AXLE_SOURCE_CSV)
    {
      self->csv = axle_csv_reader_new (self->stream, dialect, cancellable, error);
      return self->csv != NULL ? g_steal_pointer (&self) : NULL;
    }
  self->vcard = axle_vcard_reader_new (self->stream, dialect != NULL ? dialect->charset : NULL);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  self->header = g_ptr_array_new ();
  for (guint i = 0; card_roles[i] != NULL; i++)
    g_ptr_array_add (self->header, (gpointer) axle_role_get_label (axle_roles_find (card_roles[i])));
  return g_steal_pointer (&self);
}

void
axle_import_source_free (AxleImportSource *self)
{
  g_clear_object (&self->csv);
  g_clear_object (&self->vcard);
  g_clear_pointer (&self->card, axle_vcard_free);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->cells, g_ptr_array_unref);
  g_clear_pointer (&self->header, g_ptr_array_unref);
  g_free (self);
}

static char *
join_values (GPtrArray *values)
{
  g_autoptr(GString) text = g_string_new (NULL);

  /* What a card prefers comes first: it becomes the main number. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < values->len; i++)
      {
        const AxleVCardValue *value = values->pdata[i];

        if (value->preferred != (pass == 0))
          continue;
        if (text->len > 0)
          g_string_append_c (text, '\n');
        g_string_append (text, value->value);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
join_texts (GPtrArray *texts)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, texts->pdata[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
spread_card (AxleImportSource *self)
{
  const AxleVCard *card = self->card;

  g_ptr_array_set_size (self->cells, 0);
  g_ptr_array_add (self->cells, g_strdup (card->formatted_name != NULL ? card->formatted_name : card->org));
  g_ptr_array_add (self->cells, g_strdup (card->nickname));
  g_ptr_array_add (self->cells, join_values (card->phones));
  g_ptr_array_add (self->cells, join_values (card->emails));
  g_ptr_array_add (self->cells, g_strdup (card->org));
  g_ptr_array_add (self->cells, g_strdup (card->title));
  g_ptr_array_add (self->cells, g_strdup (card->birthday));
  g_ptr_array_add (self->cells, g_strdup (card->address));
  g_ptr_array_add (self->cells, join_texts (card->categories));
  g_ptr_array_add (self->cells, g_strdup (card->note));
}

/**
 * axle_import_source_next:
 * @self: a source
 * @cells: (out) (transfer none) (element-type utf8): the row, until the next call; a cell may be %NULL
 * @row: (out): its number in the file, from 1
 * @problems: (out) (transfer none) (element-type AxleProblem): what is odd about it
 * @cancellable: (nullable): a cancellable
 * @error: why the rest cannot be read
 *
 * Returns: whether there is one; %FALSE without @error at the end
 */
gboolean
axle_import_source_next (AxleImportSource  *self,
                         GPtrArray        **cells,
                         guint64           *row,
                         GPtrArray        **problems,
                         GCancellable      *cancellable,
                         GError           **error)
{
  if (self->csv != NULL)
    {
      *problems = axle_csv_reader_get_problems (self->csv);
      if (!axle_csv_reader_next (self->csv, cells, row, cancellable, error))
        return FALSE;
      *problems = axle_csv_reader_get_problems (self->csv);
      return TRUE;
    }
  g_clear_pointer (&self->card, axle_vcard_free);
  if (!axle_vcard_reader_next (self->vcard, &self->card, cancellable, error))
    return FALSE;
  spread_card (self);
  *cells = self->cells;
  *row = ++self->row;
  *problems = self->card->problems;
  return TRUE;
}

const AxleCsvDialect *
axle_import_source_get_dialect (AxleImportSource *self)
{
  if (self->csv != NULL)
    return axle_csv_reader_get_dialect (self->csv);
  self->dialect.charset = axle_vcard_reader_get_charset (self->vcard);
  return &self->dialect;
}

/* Returns: (nullable) (transfer none) (element-type utf8): the names of the columns */
GPtrArray *
axle_import_source_get_header (AxleImportSource *self)
{
  return self->csv != NULL ? axle_csv_reader_get_header (self->csv) : self->header;
}

double
axle_import_source_get_share (AxleImportSource *self)
{
  guint64 n_read = self->csv != NULL ? axle_csv_reader_get_bytes_read (self->csv)
                                     : axle_vcard_reader_get_bytes_read (self->vcard);

  return self->size > 0 ? MIN (1.0, (double) n_read / (double) self->size) : 1.0;
}
