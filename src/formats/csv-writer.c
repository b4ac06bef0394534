/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/csv-writer.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "formats/encoding.h"
#include "formats/error.h"

#define BUFFER (64 * 1024)

struct _AxleCsvWriter
{
  GObject             parent_instance;

  GOutputStream      *stream;
  char               *charset;
  AxleCsvWriterFlags  flags;
  GString            *buffer;
  guint64             rows;
};

G_DEFINE_FINAL_TYPE (AxleCsvWriter, axle_csv_writer, G_TYPE_OBJECT)

static void
axle_csv_writer_finalize (GObject *object)
{
  AxleCsvWriter *self = AXLE_CSV_WRITER (object);

  g_clear_object (&self->stream);
  g_clear_pointer (&self->charset, g_free);
  g_string_free (self->buffer, TRUE);
  G_OBJECT_CLASS (axle_csv_writer_parent_class)->finalize (object);
}

static void
axle_csv_writer_class_init (AxleCsvWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_csv_writer_finalize;
}

static void
axle_csv_writer_init (AxleCsvWriter *self)
{
  self->buffer = g_string_sized_new (BUFFER);
}

/**
 * axle_csv_writer_new:
 * @stream: where to; a reference is kept, it is not closed
 * @charset: (nullable): a name of axle_text_charset_find(), %NULL for UTF-8
 * @flags: how
 * @error: %AXLE_FORMATS_ERROR_CHARSET
 *
 * Writes tables as RFC 4180: commas, double quotes, CRLF.
 *
 * Returns: (transfer full) (nullable): a writer
 */
AxleCsvWriter *
axle_csv_writer_new (GOutputStream       *stream,
                     const char          *charset,
                     AxleCsvWriterFlags   flags,
                     GError             **error)
{
  const char *found = axle_text_charset_find (charset == NULL ? "UTF-8" : charset);
  AxleCsvWriter *self;

  if (found == NULL)
    {
      g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_CHARSET,
                   _("The character set “%s” is not known here. Choose another one."), charset);
      return NULL;
    }
  self = g_object_new (AXLE_TYPE_CSV_WRITER, NULL);
  self->stream = g_object_ref (stream);
  self->charset = g_strdup (found);
  self->flags = flags;
  if (flags & AXLE_CSV_WRITER_BOM)
    g_string_append (self->buffer, "\357\273\277");
  return self;
}

/* Quoted more often than RFC 4180 asks, so that no reader's guess at delimiter,
 * quote or "sep=" is led astray by what a field holds. */
static gboolean
wants_quotes (const char *field,
              gboolean    alone)
{
  gsize length = strlen (field);

  if (length == 0)
    return alone;
  return field[0] == ' ' || field[length - 1] == ' ' || strpbrk (field, "\",;|\t\r\n'\\") != NULL ||
         strstr (field, "，") != NULL || strstr (field, "；") != NULL ||
         g_ascii_strncasecmp (field, "sep=", 4) == 0;
}

static gboolean
is_formula (const char *field)
{
  static const char *const leads[] = { "=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠" };

  for (guint i = 0; i < G_N_ELEMENTS (leads); i++)
    if (g_str_has_prefix (field, leads[i]))
      return TRUE;
  return FALSE;
}

static void
append_field (AxleCsvWriter *self,
              const char    *field,
              gboolean       alone)
{
  gboolean guarded = (self->flags & AXLE_CSV_WRITER_GUARD_FORMULAS) && is_formula (field);

  if (!guarded && !wants_quotes (field, alone))
    {
      g_string_append (self->buffer, field);
      return;
    }
  g_string_append (self->buffer, guarded ? "\"'" : "\"");
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (self->buffer, '"');
      g_string_append_c (self->buffer, *p);
    }
  g_string_append_c (self->buffer, '"');
}

static gboolean
flush (AxleCsvWriter *self,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autofree char *encoded = NULL;
  const char *bytes = self->buffer->str;
  gsize length = self->buffer->len;
  GError *local_error = NULL;

  if (!g_str_equal (self->charset, "UTF-8"))
    {
      bytes = encoded = g_convert (self->buffer->str, (gssize) self->buffer->len,
                                   axle_text_charset_iconv (self->charset), "UTF-8", NULL, &length, &local_error);
      if (encoded == NULL)
        {
          g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_CHARSET,
                       _("Not every character up to row %" PRIu64 " exists in %s. Choose UTF-8. (%s)"),
                       self->rows, self->charset, local_error->message);
          g_error_free (local_error);
          return FALSE;
        }
    }
  if (!g_output_stream_write_all (self->stream, bytes, length, NULL, cancellable, error))
    return FALSE;
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

/**
 * axle_csv_writer_write_row:
 * @self: a writer
 * @fields: (array length=n_fields): UTF-8; %NULL members are written as empty
 * @n_fields: how many, at least one
 * @cancellable: (nullable): to stop
 * @error: why it was not written; an unfinished file is not to be kept
 *
 * Returns: whether it was taken
 */
gboolean
axle_csv_writer_write_row (AxleCsvWriter       *self,
                           const char * const  *fields,
                           gsize                n_fields,
                           GCancellable        *cancellable,
                           GError             **error)
{
  g_return_val_if_fail (n_fields > 0, FALSE);

  for (gsize i = 0; i < n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (self->buffer, ',');
      append_field (self, fields[i] != NULL ? fields[i] : "", n_fields == 1);
    }
  g_string_append (self->buffer, "\r\n");
  self->rows++;
  return self->buffer->len < BUFFER || flush (self, cancellable, error);
}

/**
 * axle_csv_writer_finish:
 * @self: a writer
 * @cancellable: (nullable): to stop
 * @error: why the end was not written
 *
 * Writes what is still held back. The stream stays open.
 *
 * Returns: whether everything is written
 */
gboolean
axle_csv_writer_finish (AxleCsvWriter  *self,
                        GCancellable   *cancellable,
                        GError        **error)
{
  return flush (self, cancellable, error) && g_output_stream_flush (self->stream, cancellable, error);
}
