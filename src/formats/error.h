/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AxleFormatsError:
 * @AXLE_FORMATS_ERROR_CHARSET: the character set is not known here, or cannot hold a character
 * @AXLE_FORMATS_ERROR_TOO_LARGE: a field, a row or a line is longer than any real one
 * @AXLE_FORMATS_ERROR_UNTERMINATED: a quote was opened and never closed
 * @AXLE_FORMATS_ERROR_NOT_TEXT: the bytes are something else than text, such as a spreadsheet
 * @AXLE_FORMATS_ERROR_NOT_VCARD: the text holds no contact
 * @AXLE_FORMATS_ERROR_NOT_MEDIA: the bytes are no picture and no clip that is known here
 * @AXLE_FORMATS_ERROR_DAMAGED: the bytes break off, or say what cannot be
 * @AXLE_FORMATS_ERROR_COLUMNS: the table has not the columns that are needed
 * @AXLE_FORMATS_ERROR_NOT_CALENDAR: the text is no calendar
 *
 * Why a file could not be read or written as a whole. What is wrong with one
 * row or one card is an AxleProblem and does not stop the rest.
 */
typedef enum
{
  AXLE_FORMATS_ERROR_CHARSET,
  AXLE_FORMATS_ERROR_TOO_LARGE,
  AXLE_FORMATS_ERROR_UNTERMINATED,
  AXLE_FORMATS_ERROR_NOT_TEXT,
  AXLE_FORMATS_ERROR_NOT_VCARD,
  AXLE_FORMATS_ERROR_NOT_MEDIA,
  AXLE_FORMATS_ERROR_DAMAGED,
  AXLE_FORMATS_ERROR_COLUMNS,
  AXLE_FORMATS_ERROR_NOT_CALENDAR,
} AxleFormatsError;

#define AXLE_FORMATS_ERROR (axle_formats_error_quark ())
GQuark axle_formats_error_quark (void);

G_END_DECLS
