/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/qr.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>

#include "report/error.h"

/* What has to stay white around it, in modules. */
#define QUIET 4

/* The lowest bit of a module of libqrencode says that it is dark. */
#define DARK 1

/**
 * axle_qr_draw:
 * @cr: where to
 * @text: what it says
 * @x: the left side
 * @y: the upper side
 * @side: how wide and high it is with the white around it
 * @error: return location
 *
 * Returns: whether the text fits into a code
 */
gboolean
axle_qr_draw (cairo_t     *cr,
              const char  *text,
              double       x,
              double       y,
              double       side,
              GError     **error)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  double module;

  if (code == NULL)
    {
      g_set_error_literal (error, AXLE_REPORT_ERROR, AXLE_REPORT_ERROR_DRAWING, _("The QR code could not be made."));
      return FALSE;
    }
  module = side / (code->width + 2 * QUIET);
  /* A row of dark modules is one area: no hairlines between them. */
  for (int row = 0; row < code->width; row++)
    for (int begin = 0, end; begin < code->width; begin = end + 1)
      {
        const unsigned char *modules = code->data + row * code->width;

        for (end = begin; end < code->width && modules[end] & DARK; end++)
          ;
        if (end > begin)
          cairo_rectangle (cr, x + (begin + QUIET) * module, y + (row + QUIET) * module, (end - begin) * module, module);
      }
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_fill (cr);
  QRcode_free (code);
  return TRUE;
}
