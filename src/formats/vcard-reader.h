/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/vcard.h"

G_BEGIN_DECLS

/* A content line longer than this, other than a picture's, is cut. */
#define AXLE_VCARD_MAX_LINE (1024 * 1024)

#define AXLE_TYPE_VCARD_READER (axle_vcard_reader_get_type ())
G_DECLARE_FINAL_TYPE (AxleVCardReader, axle_vcard_reader, AXLE, VCARD_READER, GObject)

AxleVCardReader *axle_vcard_reader_new            (GInputStream     *stream,
                                                   const char       *charset);
gboolean         axle_vcard_reader_next           (AxleVCardReader  *self,
                                                   AxleVCard       **card,
                                                   GCancellable     *cancellable,
                                                   GError          **error);
const char      *axle_vcard_reader_get_charset    (AxleVCardReader  *self);
guint64          axle_vcard_reader_get_bytes_read (AxleVCardReader  *self);

G_END_DECLS
