/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/text-decoder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "formats/error.h"

#define REPLACEMENT "\357\277\275"

/* What is decoded in one go once the encoding is settled. */
#define PIECE (16 * 1024)

struct _AxleTextDecoder
{
  GObject       parent_instance;

  GInputStream *stream;
  const char   *charset;
  gboolean      guessed;
  gboolean      started;
  gboolean      ended;
  gboolean      ascii;
  gsize         bom_length;
  GIConv        iconv;

  guint8       *input;
  gsize         input_start;
  gsize         input_end;
  guint64       bytes_read;
  guint64       byte_offset;
  guint64       text_offset;
};

G_DEFINE_FINAL_TYPE (AxleTextDecoder, axle_text_decoder, G_TYPE_OBJECT)

#define NO_ICONV ((GIConv) -1)

static void
close_iconv (AxleTextDecoder *self)
{
  if (self->iconv != NO_ICONV)
    g_iconv_close (self->iconv);
  self->iconv = NO_ICONV;
}

static void
axle_text_decoder_finalize (GObject *object)
{
  AxleTextDecoder *self = AXLE_TEXT_DECODER (object);

  close_iconv (self);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->input, g_free);
  G_OBJECT_CLASS (axle_text_decoder_parent_class)->finalize (object);
}

static void
axle_text_decoder_class_init (AxleTextDecoderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_text_decoder_finalize;
}

static void
axle_text_decoder_init (AxleTextDecoder *self)
{
  self->iconv = NO_ICONV;
  self->input = g_malloc (AXLE_TEXT_SAMPLE);
}

/**
 * axle_text_decoder_new:
 * @stream: the bytes; a reference is kept
 * @charset: (nullable): a name of axle_text_charset_find(), or %NULL to guess
 *
 * Reads bytes of any encoding as UTF-8, in bounded memory. A guess made while
 * only ASCII had been seen is made again at the first other byte.
 *
 * Returns: (transfer full): a decoder
 */
AxleTextDecoder *
axle_text_decoder_new (GInputStream *stream,
                       const char   *charset)
{
  AxleTextDecoder *self = g_object_new (AXLE_TYPE_TEXT_DECODER, NULL);

  self->stream = g_object_ref (stream);
  self->charset = charset;
  self->guessed = charset == NULL;
  return self;
}

static gboolean
fill (AxleTextDecoder *self,
      gsize            wanted,
      GCancellable    *cancellable,
      GError         **error)
{
  if (self->input_start > 0)
    {
      memmove (self->input, self->input + self->input_start, self->input_end - self->input_start);
      self->input_end -= self->input_start;
      self->input_start = 0;
    }
  while (!self->ended && self->input_end < wanted)
    {
      gssize got = g_input_stream_read (self->stream, self->input + self->input_end,
                                        AXLE_TEXT_SAMPLE - self->input_end, cancellable, error);
      if (got < 0)
        return FALSE;
      self->ended = got == 0;
      self->input_end += (gsize) got;
      self->bytes_read += (guint64) got;
    }
  return TRUE;
}

static gboolean
use_charset (AxleTextDecoder *self,
             const char      *charset,
             GError         **error)
{
  const char *found = axle_text_charset_find (charset);

  close_iconv (self);
  if (found != NULL)
    {
      self->charset = found;
      if (g_str_equal (found, "UTF-8"))
        return TRUE;
      self->iconv = g_iconv_open ("UTF-8", axle_text_charset_iconv (found));
    }
  if (self->iconv != NO_ICONV)
    return TRUE;
  g_set_error (error, AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_CHARSET,
               _("The character set “%s” is not known here. Choose another one."), charset);
  return FALSE;
}

static gboolean
start (AxleTextDecoder *self,
       GCancellable    *cancellable,
       GError         **error)
{
  AxleTextEncoding guess;

  if (!fill (self, AXLE_TEXT_SAMPLE, cancellable, error))
    return FALSE;
  guess = axle_text_encoding_guess (self->input, self->input_end, self->ended);
  if (!use_charset (self, self->guessed ? guess.charset : self->charset, error))
    return FALSE;
  self->ascii = self->guessed && guess.ascii;
  if (guess.bom_length > 0 && g_str_equal (guess.charset, self->charset))
    {
      self->bom_length = guess.bom_length;
      self->input_start = guess.bom_length;
      self->byte_offset = guess.bom_length;
    }
  self->started = TRUE;
  return TRUE;
}

/* The file was ASCII so far, which says nothing about the byte that comes now. */
static gboolean
revise (AxleTextDecoder *self,
        GCancellable    *cancellable,
        GError         **error)
{
  AxleTextEncoding guess;
  gsize first = self->input_start;

  while (first < self->input_end && self->input[first] < 0x80)
    first++;
  if (first == self->input_end)
    return TRUE;
  if (!fill (self, AXLE_TEXT_SAMPLE, cancellable, error))
    return FALSE;
  guess = axle_text_encoding_guess (self->input, self->input_end, self->ended);
  self->ascii = guess.ascii;
  /* Only encodings that extend ASCII can begin in the middle of it. */
  return !axle_text_charset_extends_ascii (guess.charset) || use_charset (self, guess.charset, error);
}

static void
advance (AxleTextDecoder *self,
         gsize            n_bytes)
{
  self->input_start += n_bytes;
  self->byte_offset += n_bytes;
}

static void
append (AxleTextDecoder *self,
        GString         *text,
        const char      *utf8,
        gsize            length)
{
  g_string_append_len (text, utf8, (gssize) length);
  self->text_offset += length;
}

/* Neighbouring bytes without a meaning are one fault and one U+FFFD. */
static void
add_fault (AxleTextDecoder *self,
           GString         *text,
           GArray          *faults,
           gsize            n_bytes)
{
  AxleTextFault *last = faults->len > 0 ? &g_array_index (faults, AxleTextFault, faults->len - 1) : NULL;
  const guint8 *bytes = self->input + self->input_start;

  if (last == NULL || last->byte_offset + last->n_bytes != self->byte_offset)
    {
      AxleTextFault fault = { self->byte_offset, self->text_offset, 0, { 0 } };

      g_array_append_val (faults, fault);
      last = &g_array_index (faults, AxleTextFault, faults->len - 1);
      append (self, text, REPLACEMENT, strlen (REPLACEMENT));
    }
  for (gsize i = 0; i < n_bytes; i++, last->n_bytes++)
    if (last->n_bytes < sizeof last->bytes)
      last->bytes[last->n_bytes] = bytes[i];
  advance (self, n_bytes);
}

static void
decode_utf8 (AxleTextDecoder *self,
             gsize            end,
             GString         *text,
             GArray          *faults)
{
  while (self->input_start < end)
    {
      const guint8 *bytes = self->input + self->input_start;
      gsize left = self->input_end - self->input_start;
      gsize good = 0;
      gunichar c = 0;

      while (self->input_start + good < end)
        {
          if (bytes[good] < 0x80)
            {
              good++;
              continue;
            }
          c = g_utf8_get_char_validated ((const char *) bytes + good, (gssize) (left - good));
          if (c == (gunichar) -1 || c == (gunichar) -2)
            break;
          good += (gsize) g_unichar_to_utf8 (c, NULL);
          c = 0;
        }
      append (self, text, (const char *) bytes, good);
      advance (self, good);
      if (c == (gunichar) -2 && !self->ended)
        return;
      if (c == (gunichar) -1 || c == (gunichar) -2)
        add_fault (self, text, faults, 1);
    }
}

static void
decode_iconv (AxleTextDecoder *self,
              gsize            end,
              GString         *text,
              GArray          *faults)
{
  gsize unit = axle_text_charset_unit (self->charset);

  while (self->input_start < end)
    {
      char buffer[4096];
      char *in = (char *) self->input + self->input_start, *out = buffer;
      gsize in_left = end - self->input_start, out_left = sizeof buffer;
      gsize result = g_iconv (self->iconv, &in, &in_left, &out, &out_left);
      int reason = errno;

      append (self, text, buffer, sizeof buffer - out_left);
      advance (self, end - self->input_start - in_left);
      if (result != (gsize) -1 || reason == E2BIG)
        continue;
      /* Cut at the end of the piece, not of the file: it goes on with the next. */
      if (reason == EINVAL && !(self->ended && end == self->input_end))
        return;
      add_fault (self, text, faults, MIN (unit, self->input_end - self->input_start));
    }
}

static void
flush_iconv (AxleTextDecoder *self,
             GString         *text)
{
  char buffer[64] = "", *out = buffer;
  gsize out_left = sizeof buffer;

  if (self->iconv != NO_ICONV)
    g_iconv (self->iconv, NULL, NULL, &out, &out_left);
  append (self, text, buffer, sizeof buffer - out_left);
}

/**
 * axle_text_decoder_read:
 * @self: a decoder
 * @text: where the next piece is appended, whole characters only; may get zero bytes
 *   where the file has them
 * @faults: (element-type AxleTextFault): where undecodable places in this piece are appended
 * @cancellable: (nullable): to stop
 * @error: why the stream could not be read, or %AXLE_FORMATS_ERROR_CHARSET
 *
 * Blocks while the stream does. At the end nothing is appended.
 *
 * Returns: whether reading went well
 */
gboolean
axle_text_decoder_read (AxleTextDecoder *self,
                        GString         *text,
                        GArray          *faults,
                        GCancellable    *cancellable,
                        GError         **error)
{
  gsize before = text->len;

  if (!self->started && !start (self, cancellable, error))
    return FALSE;
  while (text->len == before)
    {
      gsize end;

      if (!fill (self, PIECE, cancellable, error))
        return FALSE;
      if (self->ascii && !revise (self, cancellable, error))
        return FALSE;
      if (self->input_start == self->input_end)
        {
          flush_iconv (self, text);
          return TRUE;
        }
      end = MIN (self->input_end, self->input_start + PIECE);
      if (self->iconv == NO_ICONV)
        decode_utf8 (self, end, text, faults);
      else
        decode_iconv (self, end, text, faults);
    }
  return TRUE;
}

/**
 * axle_text_decoder_get_charset:
 * @self: a decoder
 *
 * Returns: (nullable): what the text is in as far as is known; %NULL before the
 *   first piece of a text that is guessed
 */
const char *
axle_text_decoder_get_charset (AxleTextDecoder *self)
{
  return self->charset;
}

/**
 * axle_text_decoder_get_has_bom:
 * @self: a decoder
 *
 * Returns: whether the text began with a byte order mark
 */
gboolean
axle_text_decoder_get_has_bom (AxleTextDecoder *self)
{
  return self->bom_length > 0;
}

/**
 * axle_text_decoder_get_bytes_read:
 * @self: a decoder
 *
 * Returns: bytes taken from the stream so far, for a progress bar
 */
guint64
axle_text_decoder_get_bytes_read (AxleTextDecoder *self)
{
  return self->bytes_read;
}
