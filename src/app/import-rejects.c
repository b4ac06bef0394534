/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/import-rejects.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "app/import-roles.h"
#include "app/workstation.h"
#include "formats/csv-writer.h"

struct _AxleImportRejects
{
  char              *folder;
  char              *name;
  GPtrArray         *headers;
  GFile             *file;
  GFileOutputStream *stream;
  AxleCsvWriter     *writer;
};

static char *
name_after (GFile *source)
{
  g_autofree char *base = g_file_get_basename (source);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *at = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *dot = strrchr (base, '.');

  if (dot != NULL && dot != base)
    *dot = '\0';
  return g_strdup_printf ("%s-%s.csv", base, at);
}

AxleImportRejects *
axle_import_rejects_new (const char *folder,
                         GFile      *source,
                         GPtrArray  *headers)
{
  AxleImportRejects *self = g_new0 (AxleImportRejects, 1);

  self->folder = g_build_filename (folder, "rejected", NULL);
  self->name = name_after (source);
  self->headers = g_ptr_array_ref (headers);
  return self;
}

void
axle_import_rejects_free (AxleImportRejects *self)
{
  g_clear_object (&self->writer);
  g_clear_object (&self->stream);
  g_clear_object (&self->file);
  g_ptr_array_unref (self->headers);
  g_free (self->folder);
  g_free (self->name);
  g_free (self);
}

static gboolean
write_row (AxleImportRejects  *self,
           GPtrArray          *cells,
           const char         *reason,
           GError            **error)
{
  g_autoptr(GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; i < MAX (cells->len, self->headers->len); i++)
    g_ptr_array_add (fields, i < cells->len && cells->pdata[i] != NULL ? cells->pdata[i] : (gpointer) "");
  g_ptr_array_add (fields, (gpointer) reason);
  return axle_csv_writer_write_row (self->writer, (const char * const *) fields->pdata, fields->len, NULL, error);
}

static gboolean
begin (AxleImportRejects  *self,
       GError            **error)
{
  g_autofree char *path = g_build_filename (self->folder, self->name, NULL);

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_set_error (error, AXLE_APP_ERROR, AXLE_APP_ERROR_FAILED, _("The folder “%s” cannot be made: %s."),
                   self->folder, g_strerror (errno));
      return FALSE;
    }
  self->file = g_file_new_for_path (path);
  self->stream = g_file_replace (self->file, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, error);
  if (self->stream == NULL)
    return FALSE;
  self->writer = axle_csv_writer_new (G_OUTPUT_STREAM (self->stream), NULL, AXLE_CSV_WRITER_BOM, error);
  return self->writer != NULL && write_row (self, self->headers, AXLE_ROLE_REASON_HEADER, error);
}

gboolean
axle_import_rejects_add (AxleImportRejects  *self,
                         GPtrArray          *cells,
                         const char         *reason,
                         GError            **error)
{
  if (self->writer == NULL && !begin (self, error))
    return FALSE;
  return write_row (self, cells, reason, error);
}

gboolean
axle_import_rejects_finish (AxleImportRejects  *self,
                            GError            **error)
{
  if (self->writer == NULL)
    return TRUE;
  return axle_csv_writer_finish (self->writer, NULL, error) &&
         g_output_stream_close (G_OUTPUT_STREAM (self->stream), NULL, error);
}

/* Returns: (nullable): the file; %NULL when no row was wrong */
GFile *
axle_import_rejects_get_file (AxleImportRejects *self)
{
  return self->file;
}
