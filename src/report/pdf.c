/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/pdf.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>

#include "axle-config.h"
#include "report/error.h"
#include "report/sheet.h"

typedef struct
{
  GByteArray *bytes;
  gsize       limit;
} Output;

static cairo_status_t
write_bytes (void                *closure,
             const unsigned char *data,
             unsigned int         length)
{
  Output *output = closure;

  if (output->bytes->len + length > output->limit)
    return CAIRO_STATUS_WRITE_ERROR;
  g_byte_array_append (output->bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
describe (const AxlePdf   *self,
          cairo_surface_t *surface)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (self->at);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, self->zone);
  g_autofree char *made = g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z");

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, self->author);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, self->subject);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Axle " AXLE_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
}

static cairo_status_t
draw (const AxlePdf   *self,
      cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  for (guint i = 0; i < self->n_pages; i++)
    {
      self->draw (self->data, i, cr);
      cairo_show_page (cr);
    }
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  return status != CAIRO_STATUS_SUCCESS ? status : cairo_surface_status (surface);
}

/**
 * axle_pdf_write:
 * @self: pages
 * @limit: how many bytes the file may have
 * @error: return location
 *
 * Returns: (transfer full): a PDF file with its faces in it
 */
GBytes *
axle_pdf_write (const AxlePdf  *self,
                gsize           limit,
                GError        **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  Output output = { bytes, limit };
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (write_bytes, &output, AXLE_SHEET_WIDTH, AXLE_SHEET_HEIGHT);
  cairo_status_t status;

  describe (self, surface);
  status = draw (self, surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_DRAWING, _("“%s” could not be drawn: %s."), self->title,
               cairo_status_to_string (status));
  return NULL;
}
