/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/vcard-writer.h"

#include <string.h>

/* RFC 6350 §3.2: a line is at most 75 octets, without its end. */
#define MAX_LINE 75

/* Lone and paired CR become the \n that is the only line end a value can have. */
static void
append_escaped (GString    *line,
                const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '\n' || (*p == '\r' && p[1] != '\n'))
        g_string_append (line, "\\n");
      else if (*p != '\r')
        {
          if (*p == '\\' || *p == ';' || *p == ',')
            g_string_append_c (line, '\\');
          g_string_append_c (line, *p);
        }
    }
}

/* Never inside a character, so that readers which unfold after decoding work. */
static void
append_folded (GString    *out,
               const char *line)
{
  gsize room = MAX_LINE;

  while (*line != '\0')
    {
      gsize length = (gsize) (g_utf8_next_char (line) - line);

      if (length > room)
        {
          g_string_append (out, "\r\n ");
          room = MAX_LINE - 1;
        }
      g_string_append_len (out, line, (gssize) length);
      line += length;
      room -= length;
    }
  g_string_append (out, "\r\n");
}

static void
append_property (GString    *out,
                 const char *name,
                 const char *first,
                 const char *second,
                 const char *before,
                 const char *after)
{
  g_autoptr (GString) line = g_string_new (name);

  g_string_append_printf (line, ":%s", before);
  append_escaped (line, first != NULL ? first : "");
  if (second != NULL)
    {
      g_string_append_c (line, ';');
      append_escaped (line, second);
    }
  g_string_append (line, after);
  append_folded (out, line->str);
}

static void
append_text (GString    *out,
             const char *name,
             const char *text)
{
  if (text != NULL)
    append_property (out, name, text, NULL, "", "");
}

static gboolean
is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;
  for (; *text != '\0'; text++)
    if (!g_ascii_isalnum (*text) && *text != '-')
      return FALSE;
  return TRUE;
}

static void
append_values (GString          *out,
               const char       *name,
               GPtrArray        *values,
               AxleVCardVersion  version)
{
  for (guint i = 0; i < values->len; i++)
    {
      AxleVCardValue *value = values->pdata[i];
      g_autoptr (GString) header = g_string_new (name);

      for (guint j = 0; value->types[j] != NULL; j++)
        if (is_token (value->types[j]))
          g_string_append_printf (header, ";TYPE=%s", value->types[j]);
      if (value->preferred)
        g_string_append (header, version == AXLE_VCARD_4_0 ? ";PREF=1" : ";TYPE=pref");
      append_text (out, header->str, value->value);
    }
}

static void
append_name (GString         *out,
             const AxleVCard *card)
{
  const char *parts[] = { card->family, card->given, "", card->prefix, card->suffix };
  g_autoptr (GString) line = g_string_new ("N:");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (i > 0)
        g_string_append_c (line, ';');
      append_escaped (line, parts[i] != NULL ? parts[i] : "");
    }
  append_folded (out, line->str);
}

static void
append_categories (GString         *out,
                   const AxleVCard *card)
{
  g_autoptr (GString) line = g_string_new ("CATEGORIES:");

  for (guint i = 0; i < card->categories->len; i++)
    {
      if (i > 0)
        g_string_append_c (line, ',');
      append_escaped (line, card->categories->pdata[i]);
    }
  if (card->categories->len > 0)
    append_folded (out, line->str);
}

/* RFC 2426 knows no date without a year; phones agree on this stand-in for it. */
static void
append_birthday (GString          *out,
                 const char       *birthday,
                 AxleVCardVersion  version)
{
  g_autofree char *full = NULL;

  if (birthday == NULL)
    return;
  if (version == AXLE_VCARD_4_0 || !g_str_has_prefix (birthday, "--"))
    {
      g_auto (GStrv) parts = g_strsplit (birthday, "-", -1);
      /* RFC 6350 §4.3.1 has only the basic form, 19800322 and --0322. */
      full = version == AXLE_VCARD_4_0 && g_strv_length (parts) >= 3
                 ? g_strconcat (*birthday == '-' ? "--" : parts[0], *birthday == '-' ? parts[2] : parts[1],
                                *birthday == '-' ? parts[3] : parts[2], NULL)
                 : g_strdup (birthday);
      append_text (out, "BDAY", full);
      return;
    }
  full = g_strconcat ("1604-", birthday + 2, NULL);
  append_text (out, "BDAY;X-APPLE-OMIT-YEAR=1604", full);
}

/**
 * axle_vcard_to_string:
 * @card: a contact
 * @version: which vCard
 *
 * Returns: (transfer full): the card in UTF-8, with CRLF, folded
 */
char *
axle_vcard_to_string (const AxleVCard  *card,
                      AxleVCardVersion  version)
{
  g_autoptr (GString) out = g_string_new ("BEGIN:VCARD\r\n");

  g_string_append (out, version == AXLE_VCARD_4_0 ? "VERSION:4.0\r\n" : "VERSION:3.0\r\n");
  append_text (out, "FN", card->formatted_name != NULL ? card->formatted_name : "");
  append_name (out, card);
  append_text (out, "NICKNAME", card->nickname);
  append_values (out, "TEL", card->phones, version);
  append_values (out, "EMAIL", card->emails, version);
  if (card->org != NULL || card->department != NULL)
    append_property (out, "ORG", card->org, card->department, "", "");
  append_text (out, "TITLE", card->title);
  append_birthday (out, card->birthday, version);
  /* All in the street: an address of one line cannot be cut into its parts. */
  if (card->address != NULL)
    append_property (out, "ADR", card->address, NULL, ";;", ";;;;");
  append_text (out, "NOTE", card->note);
  append_categories (out, card);
  g_string_append (out, "END:VCARD\r\n");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * axle_vcard_write:
 * @card: a contact
 * @version: which vCard
 * @stream: where to; cards are simply written one after the other
 * @cancellable: (nullable): to stop
 * @error: why it was not written
 *
 * Returns: whether it was written
 */
gboolean
axle_vcard_write (const AxleVCard   *card,
                  AxleVCardVersion   version,
                  GOutputStream     *stream,
                  GCancellable      *cancellable,
                  GError           **error)
{
  g_autofree char *text = axle_vcard_to_string (card, version);

  return g_output_stream_write_all (stream, text, strlen (text), NULL, cancellable, error);
}
