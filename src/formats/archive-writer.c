/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/archive-writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#include "formats/error.h"

struct _AxleArchiveWriter
{
  struct archive *archive;
  GOutputStream  *stream;
  GCancellable   *cancellable;   /* of the call under way; borrowed */
  GError         *error;         /* what the stream said */
};

static la_ssize_t
write_cb (struct archive *archive,
          void           *data,
          const void     *buffer,
          size_t          length)
{
  AxleArchiveWriter *self = data;
  gsize written;

  if (g_output_stream_write_all (self->stream, buffer, length, &written, self->cancellable,
                                 self->error == NULL ? &self->error : NULL))
    return (la_ssize_t) written;
  archive_set_error (archive, EIO, "%s", self->error->message);
  return -1;
}

/* What the stream said is what the person reads. */
static gboolean
ends (AxleArchiveWriter  *self,
      int                 status,
      GError            **error)
{
  self->cancellable = NULL;
  if (status == ARCHIVE_OK || status == ARCHIVE_WARN)
    return TRUE;
  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_DAMAGED, "%s", archive_error_string (self->archive));
  return FALSE;
}

/**
 * axle_archive_writer_new:
 * @stream: where it is written; stays open
 * @error: return location
 *
 * Returns: (transfer full) (nullable): an empty archive
 */
AxleArchiveWriter *
axle_archive_writer_new (GOutputStream  *stream,
                         GError        **error)
{
  g_autoptr(AxleArchiveWriter) self = g_new0 (AxleArchiveWriter, 1);

  self->archive = archive_write_new ();
  self->stream = g_object_ref (stream);
  if (!ends (self, archive_write_set_format_zip (self->archive), error) ||
      !ends (self, archive_write_set_bytes_per_block (self->archive, 0), error) ||
      !ends (self, archive_write_open2 (self->archive, self, NULL, write_cb, NULL, NULL), error))
    return NULL;
  return g_steal_pointer (&self);
}

void
axle_archive_writer_free (AxleArchiveWriter *self)
{
  /* What was not finished is not written on. */
  archive_write_fail (self->archive);
  archive_write_free (self->archive);
  g_clear_error (&self->error);
  g_object_unref (self->stream);
  g_free (self);
}

/**
 * axle_archive_writer_add:
 * @self: a writer
 * @name: the path in the archive, in ASCII
 * @content: the file
 * @at: when it was made, in microseconds since 1970 UTC
 * @compress: whether it gains by it; a picture does not
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Returns: whether it is in the archive
 */
gboolean
axle_archive_writer_add (AxleArchiveWriter  *self,
                         const char         *name,
                         GBytes             *content,
                         gint64              at,
                         gboolean            compress,
                         GCancellable       *cancellable,
                         GError            **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size;
  gconstpointer data = g_bytes_get_data (content, &size);
  int status;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_mtime (entry, at / G_USEC_PER_SEC, 0);
  self->cancellable = cancellable;
  status = compress ? archive_write_zip_set_compression_deflate (self->archive)
                    : archive_write_zip_set_compression_store (self->archive);
  if (status == ARCHIVE_OK)
    status = archive_write_header (self->archive, entry);
  if (status == ARCHIVE_OK && size > 0 && archive_write_data (self->archive, data, size) < 0)
    status = ARCHIVE_FATAL;
  archive_entry_free (entry);
  return ends (self, status, error);
}

/**
 * axle_archive_writer_finish:
 * @self: a writer; nothing more is added
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Returns: whether the archive is whole
 */
gboolean
axle_archive_writer_finish (AxleArchiveWriter  *self,
                            GCancellable       *cancellable,
                            GError            **error)
{
  self->cancellable = cancellable;
  return ends (self, archive_write_close (self->archive), error);
}
