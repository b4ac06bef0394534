/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "formats/encoding.h"

G_BEGIN_DECLS

/**
 * AxleTextFault:
 * @byte_offset: where in the file, in bytes from its beginning
 * @text_offset: where in the decoded text the U+FFFD stands, in bytes from its beginning
 * @n_bytes: how many bytes had no meaning
 * @bytes: the first of them
 *
 * Bytes that are no character in the encoding.
 */
typedef struct
{
  guint64 byte_offset;
  guint64 text_offset;
  guint   n_bytes;
  guint8  bytes[4];
} AxleTextFault;

#define AXLE_TYPE_TEXT_DECODER (axle_text_decoder_get_type ())
G_DECLARE_FINAL_TYPE (AxleTextDecoder, axle_text_decoder, AXLE, TEXT_DECODER, GObject)

AxleTextDecoder *axle_text_decoder_new            (GInputStream    *stream,
                                                   const char      *charset);
gboolean         axle_text_decoder_read           (AxleTextDecoder *self,
                                                   GString         *text,
                                                   GArray          *faults,
                                                   GCancellable    *cancellable,
                                                   GError         **error);
const char      *axle_text_decoder_get_charset    (AxleTextDecoder *self);
gboolean         axle_text_decoder_get_has_bom    (AxleTextDecoder *self);
guint64          axle_text_decoder_get_bytes_read (AxleTextDecoder *self);

G_END_DECLS
