/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Our own parser: of the C libraries that are kept up, libebook-contacts would
 * bring camel, NSS and libphonenumber into every start, and libical's vcc knows
 * vCard 2.1 only. What follows is small, since of a card only what a customer
 * record holds is wanted. */
#include "formats/vcard-reader.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "base/problem.h"
#include "formats/error.h"
#include "formats/text-decoder.h"
#include "formats/vcard-property.h"

/* Names and parameters are shorter; so what is folded line by line is not looked
 * through again with each of a million lines. */
#define MAX_HEADER (4 * 1024)

struct _AxleVCardReader
{
  GObject              parent_instance;

  GBufferedInputStream *stream;
  AxleTextDecoder     *decoder;
  const char          *charset;
  gboolean             guessed;
  gboolean             started;
  GString             *piece;
  gsize                position;
  gboolean             ended;
  guint64              bytes_read;
  gboolean             after_cr;
  gboolean             faulty;

  GString             *line;
  gboolean             line_cut;
  gboolean             line_held;
  gboolean             begin_held;
  guint64              line_number;
  guint64              property_line;
  guint64              cards;
  GError              *failure;
};

G_DEFINE_FINAL_TYPE (AxleVCardReader, axle_vcard_reader, G_TYPE_OBJECT)

static void
axle_vcard_reader_finalize (GObject *object)
{
  AxleVCardReader *self = AXLE_VCARD_READER (object);

  g_clear_object (&self->stream);
  g_clear_object (&self->decoder);
  g_string_free (self->piece, TRUE);
  g_string_free (self->line, TRUE);
  g_clear_error (&self->failure);
  G_OBJECT_CLASS (axle_vcard_reader_parent_class)->finalize (object);
}

static void
axle_vcard_reader_class_init (AxleVCardReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = axle_vcard_reader_finalize;
}

static void
axle_vcard_reader_init (AxleVCardReader *self)
{
  self->piece = g_string_new (NULL);
  self->line = g_string_new (NULL);
}

/**
 * axle_vcard_reader_new:
 * @stream: the bytes of a file of contacts; a reference is kept
 * @charset: (nullable): a name of axle_text_charset_find(), %NULL to guess; what a
 *   property's own CHARSET says goes first
 *
 * Returns: (transfer full): a reader
 */
AxleVCardReader *
axle_vcard_reader_new (GInputStream *stream,
                       const char   *charset)
{
  AxleVCardReader *self = g_object_new (AXLE_TYPE_VCARD_READER, NULL);

  self->stream = G_BUFFERED_INPUT_STREAM (g_buffered_input_stream_new_sized (stream, AXLE_TEXT_SAMPLE));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (self->stream), FALSE);
  self->charset = charset;
  self->guessed = charset == NULL;
  return self;
}

/* Lines and parameters can be found in the raw bytes of every encoding that
 * extends ASCII, so that each value is decoded by its own CHARSET; the others
 * are decoded as a whole first. */
static gboolean
start (AxleVCardReader  *self,
       GCancellable     *cancellable,
       GError          **error)
{
  const guint8 *bytes;
  gsize length = 0;
  gssize got;
  AxleTextEncoding guess;

  do
    got = g_buffered_input_stream_fill (self->stream, -1, cancellable, error);
  while (got > 0);
  if (got < 0)
    return FALSE;
  bytes = g_buffered_input_stream_peek_buffer (self->stream, &length);
  guess = axle_text_encoding_guess (bytes, length, length < AXLE_TEXT_SAMPLE);
  if (self->guessed)
    self->charset = guess.charset;
  if (!axle_text_charset_extends_ascii (self->charset))
    self->decoder = axle_text_decoder_new (G_INPUT_STREAM (self->stream), self->charset);
  else if (guess.bom_length > 0 && g_str_equal (guess.charset, self->charset) &&
           g_input_stream_skip (G_INPUT_STREAM (self->stream), guess.bom_length, cancellable, error) < 0)
    return FALSE;
  self->guessed = self->guessed && guess.ascii;
  self->started = TRUE;
  return TRUE;
}

/* Only ASCII was seen when the charset was chosen; see what the rest says. */
static void
revise (AxleVCardReader *self)
{
  AxleTextEncoding guess;

  if (!self->guessed)
    return;
  guess = axle_text_encoding_guess ((const guint8 *) self->piece->str, self->piece->len, FALSE);
  self->guessed = guess.ascii;
  if (!guess.ascii && axle_text_charset_extends_ascii (guess.charset))
    self->charset = guess.charset;
}

static gboolean
read_piece (AxleVCardReader  *self,
            GCancellable     *cancellable,
            GError          **error)
{
  char buffer[16 * 1024];
  gssize got;

  g_string_truncate (self->piece, 0);
  self->position = 0;
  if (!self->started && !start (self, cancellable, error))
    return FALSE;
  if (self->decoder != NULL)
    {
      g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (AxleTextFault));

      if (!axle_text_decoder_read (self->decoder, self->piece, faults, cancellable, error))
        return FALSE;
      self->faulty = self->faulty || faults->len > 0;
      self->bytes_read = axle_text_decoder_get_bytes_read (self->decoder);
    }
  else
    {
      got = g_input_stream_read (G_INPUT_STREAM (self->stream), buffer, sizeof buffer, cancellable, error);
      if (got < 0)
        return FALSE;
      g_string_append_len (self->piece, buffer, got);
      self->bytes_read += (guint64) got;
      revise (self);
    }
  self->ended = self->piece->len == 0;
  return TRUE;
}

/* Reads one line as it stands into @line, at most AXLE_VCARD_MAX_LINE of it. */
static gboolean
read_line (AxleVCardReader  *self,
           gboolean         *found,
           GCancellable     *cancellable,
           GError          **error)
{
  gboolean any = FALSE;

  *found = TRUE;
  if (self->line_held)
    {
      self->line_held = FALSE;
      return TRUE;
    }
  g_string_truncate (self->line, 0);
  self->line_cut = FALSE;
  for (;;)
    {
      const char *start, *end;
      gsize left, n;

      if (self->position == self->piece->len && !self->ended && !read_piece (self, cancellable, error))
        return FALSE;
      if (self->ended)
        {
          *found = any;
          self->line_number += any;
          return TRUE;
        }
      start = self->piece->str + self->position;
      left = self->piece->len - self->position;
      if (self->after_cr && *start == '\n')
        {
          self->after_cr = FALSE;
          self->position++;
          continue;
        }
      self->after_cr = FALSE;
      any = TRUE;
      for (end = start; end < start + left && *end != '\r' && *end != '\n'; end++)
        ;
      n = (gsize) (end - start);
      if (self->line->len + n > AXLE_VCARD_MAX_LINE)
        self->line_cut = TRUE;
      g_string_append_len (self->line, start, (gssize) MIN (n, AXLE_VCARD_MAX_LINE - self->line->len));
      self->position += n;
      if (n < left)
        {
          self->after_cr = *end == '\r';
          self->position++;
          self->line_number++;
          return TRUE;
        }
    }
}

static gboolean
is_base64 (const GString *line)
{
  for (gsize i = 0; i < line->len; i++)
    if (!g_ascii_isalnum (line->str[i]) && strchr ("+/= ", line->str[i]) == NULL)
      return FALSE;
  return line->len > 0;
}

/* With or without white space in front, in any case. */
static gboolean
is_mark (const GString *line,
         const char    *mark)
{
  g_autofree char *upper = g_ascii_strup (line->str, (gssize) MIN (line->len, 40));
  g_autofree char *name = NULL;
  char *colon;

  g_strstrip (upper);
  colon = strchr (upper, ':');
  if (colon == NULL || !g_str_equal (g_strstrip (colon + 1), "VCARD"))
    return FALSE;
  name = g_strstrip (g_strndup (upper, (gsize) (colon - upper)));
  return g_str_equal (name, mark);
}

/* Whether the line just read goes on with @property: folded (RFC 6350 §3.2), or
 * after a soft break of quoted-printable, or base64 without the white space that
 * old phones leave out. */
static gboolean
continues (AxleVCardReader         *self,
           const AxleVCardProperty *property,
           const GString           *whole)
{
  gboolean soft = property != NULL && property->quoted_printable && whole->len > 0 &&
                  whole->str[whole->len - 1] == '=';

  if (is_mark (self->line, "BEGIN") || is_mark (self->line, "END"))
    return FALSE;
  if (soft)
    return TRUE;
  if (self->line->len > 0 && (self->line->str[0] == ' ' || self->line->str[0] == '\t'))
    return TRUE;
  return property != NULL && property->base64 && is_base64 (self->line);
}

static void
append_line (AxleVCardReader         *self,
             const AxleVCardProperty *property,
             GString                 *whole,
             gboolean                *cut)
{
  gboolean soft = property != NULL && property->quoted_printable && whole->len > 0 &&
                  whole->str[whole->len - 1] == '=';
  gsize skipped = 0;

  *cut = *cut || self->line_cut;
  if (property != NULL && axle_vcard_property_is_skipped (property))
    return;
  if (soft)
    g_string_truncate (whole, whole->len - 1);
  else
    skipped = self->line->len > 0 && (self->line->str[0] == ' ' || self->line->str[0] == '\t');
  if (whole->len + self->line->len > AXLE_VCARD_MAX_LINE)
    *cut = TRUE;
  else
    g_string_append_len (whole, self->line->str + skipped, (gssize) (self->line->len - skipped));
}

/* Reads a content line with all that is folded into it. A header may itself be
 * folded, so that it is parsed again as long as it makes no sense. */
static gboolean
read_content (AxleVCardReader    *self,
              GString            *whole,
              AxleVCardProperty **property,
              gboolean           *cut,
              gboolean           *found,
              GCancellable       *cancellable,
              GError            **error)
{
  *property = NULL;
  do
    if (!read_line (self, found, cancellable, error))
      return FALSE;
  while (*found && self->line->len == 0);
  if (!*found)
    return TRUE;
  g_string_assign (whole, "");
  g_string_append_len (whole, self->line->str, (gssize) self->line->len);
  self->property_line = self->line_number;
  *cut = self->line_cut;
  *property = axle_vcard_property_parse (whole->str, whole->len);
  for (;;)
    {
      gboolean more;

      if (!read_line (self, &more, cancellable, error))
        return FALSE;
      if (!more)
        return TRUE;
      if (!continues (self, *property, whole))
        {
          self->line_held = TRUE;
          return TRUE;
        }
      append_line (self, *property, whole, cut);
      if (*property == NULL && whole->len <= MAX_HEADER)
        *property = axle_vcard_property_parse (whole->str, whole->len);
    }
}

static void
finish_name (AxleVCard *card)
{
  const char *family = card->family != NULL ? card->family : "";
  const char *given = card->given != NULL ? card->given : "";
  gboolean han = *family != '\0' && g_unichar_get_script (g_utf8_get_char (family)) == G_UNICODE_SCRIPT_HAN;

  if (card->formatted_name != NULL || (*family == '\0' && *given == '\0'))
    return;
  card->formatted_name = han ? g_strconcat (family, given, NULL)
                             : g_strstrip (g_strconcat (given, " ", family, NULL));
}

static void
finish_card (AxleVCardReader *self,
             AxleVCard       *card)
{
  finish_name (card);
  /* Found while a piece was decoded that may hold the neighbouring cards too. */
  if (self->faulty)
    axle_problems_add (card->problems, "vcard-undecodable", NULL, FALSE,
                       _("Near line %" PRIu64 ": some bytes are no text in %s; they were replaced."),
                       card->line, self->charset);
  self->faulty = FALSE;
  if (card->version == NULL)
    axle_problems_add (card->problems, "vcard-no-version", NULL, FALSE,
                       _("The card of line %" PRIu64 " has no VERSION; it was read as 3.0."), card->line);
  if (card->formatted_name == NULL && card->org == NULL && card->phones->len == 0 && card->emails->len == 0)
    axle_problems_add (card->problems, "vcard-empty", NULL, TRUE,
                       _("The card of line %" PRIu64 " has neither a name nor a phone."), card->line);
  if (card->n_untold > 0)
    axle_problems_add (card->problems, "vcard-more-problems", NULL, FALSE,
                       g_dngettext (GETTEXT_PACKAGE,
                                    "The card of line %" PRIu64 " has %u more problem that is not listed here.",
                                    "The card of line %" PRIu64 " has %u more problems that are not listed here.",
                                    card->n_untold),
                       card->line, card->n_untold);
  self->cards++;
}

/* A property that tells that a card is meant even where BEGIN is missing. */
static gboolean
implies_card (const AxleVCardProperty *property)
{
  static const char *const names[] = { "VERSION", "FN", "N", "TEL", NULL };

  return property != NULL && g_strv_contains (names, property->name);
}

static void
take_content (AxleVCardReader         *self,
              AxleVCard               *card,
              const AxleVCardProperty *property,
              const GString           *whole,
              gboolean                 cut)
{
  if (property == NULL)
    axle_vcard_tell (card, self->property_line, "vcard-line", NULL,
                     _("This is no line of a card; it was left out."));
  else if (axle_vcard_property_is_skipped (property))
    return;
  else if (cut)
    axle_vcard_tell (card, self->property_line, "vcard-too-long", NULL,
                     _("The line is longer than a megabyte; it was left out."));
  else
    axle_vcard_property_apply (property, whole->str + property->value, whole->len - property->value,
                               self->charset, self->property_line, card);
}

static AxleVCard *
open_card (AxleVCardReader *self)
{
  AxleVCard *card = axle_vcard_new ();

  card->line = self->property_line;
  return card;
}

/* Returns whether the card is complete; *@card stays %NULL at the end of the file. */
static gboolean
read_card (AxleVCardReader  *self,
           AxleVCard       **card,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr (GString) whole = g_string_new (NULL);
  guint agents = 0;
  gboolean after_agent = FALSE;

  for (;;)
    {
      g_autoptr (AxleVCardProperty) property = NULL;
      gboolean found, cut = FALSE;

      if (!read_content (self, whole, &property, &cut, &found, cancellable, error))
        return FALSE;
      if (!found)
        {
          if (*card != NULL)
            axle_vcard_tell (*card, self->line_number, "vcard-no-end", NULL, _("The file ends before the card does."));
          return TRUE;
        }
      if (is_mark (whole, "BEGIN"))
        {
          if (*card == NULL)
            *card = open_card (self);
          else if (after_agent || agents > 0)
            agents++;
          else
            {
              /* The next card begins; give it back to the next call. */
              axle_vcard_tell (*card, self->property_line, "vcard-no-end", NULL,
                               _("The next card begins before this one ends."));
              self->begin_held = TRUE;
              return TRUE;
            }
        }
      else if (is_mark (whole, "END"))
        {
          if (agents > 0)
            agents--;
          else if (*card != NULL)
            return TRUE;
        }
      else if (agents == 0)
        {
          if (*card == NULL && implies_card (property))
            {
              *card = open_card (self);
              axle_vcard_tell (*card, self->property_line, "vcard-no-begin", NULL,
                               _("The card has no BEGIN:VCARD in front."));
            }
          if (*card != NULL)
            take_content (self, *card, property, whole, cut);
        }
      after_agent = property != NULL && g_str_equal (property->name, "AGENT") && agents == 0;
    }
}

/**
 * axle_vcard_reader_next:
 * @self: a reader
 * @card: (out) (transfer full): the next contact, whatever is wrong with it in its problems
 * @cancellable: (nullable): to stop
 * @error: why the rest cannot be read; %AXLE_FORMATS_ERROR_NOT_VCARD at the end of a
 *   file without any card
 *
 * Problem codes: `vcard-no-version`, `vcard-no-begin`, `vcard-no-end`, `vcard-line`,
 * `vcard-too-long`, `vcard-left-out`, `vcard-undecodable`, `vcard-birthday`,
 * `vcard-more-problems` (warnings), `vcard-empty` (blocking).
 *
 * Returns: whether there is one; %FALSE without @error at the end
 */
gboolean
axle_vcard_reader_next (AxleVCardReader  *self,
                        AxleVCard       **card,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr (AxleVCard) read = NULL;

  *card = NULL;
  if (self->begin_held)
    read = open_card (self);
  self->begin_held = FALSE;
  if (self->failure == NULL && read_card (self, &read, cancellable, &self->failure))
    {
      if (read != NULL)
        {
          finish_card (self, read);
          *card = g_steal_pointer (&read);
          return TRUE;
        }
      if (self->cards > 0)
        return FALSE;
      self->failure = g_error_new_literal (AXLE_FORMATS_ERROR, AXLE_FORMATS_ERROR_NOT_VCARD,
                                           _("There is no contact in this file. Choose a vCard file (.vcf)."));
    }
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

/**
 * axle_vcard_reader_get_charset:
 * @self: a reader
 *
 * Returns: (nullable): what the file is in, where properties do not say otherwise;
 *   %NULL before the first card of a file that is guessed
 */
const char *
axle_vcard_reader_get_charset (AxleVCardReader *self)
{
  return self->charset;
}

/**
 * axle_vcard_reader_get_bytes_read:
 * @self: a reader
 *
 * Returns: bytes read so far, for a progress bar
 */
guint64
axle_vcard_reader_get_bytes_read (AxleVCardReader *self)
{
  return self->bytes_read;
}
