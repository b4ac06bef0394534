/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/text.h"

#include <string.h>

#define EXCERPT_SIGNS 40

/**
 * axle_text_is_valid:
 * @bytes: (array length=length): bytes from a person, a file or a peer
 * @length: their number, or -1 when they end with NUL
 *
 * The one condition for text to be kept: UTF-8 without NUL. Everything else
 * (controls, unassigned code points, right-to-left marks) survives unchanged.
 *
 * Returns: whether the bytes are text
 */
gboolean
axle_text_is_valid (const char *bytes,
                    gssize      length)
{
  if (length < 0)
    return g_utf8_validate (bytes, -1, NULL);
  return g_utf8_validate_len (bytes, length, NULL);
}

/**
 * axle_text_narrow:
 * @sign: a code point
 *
 * Full-width forms come from Chinese input methods, the many dashes and dots
 * from office programs; numbers and codes never mean them.
 *
 * Returns: the ASCII sign that is meant, or @sign
 */
gunichar
axle_text_narrow (gunichar sign)
{
  if (sign < 0x80)
    return sign;
  if (sign >= 0xff01 && sign <= 0xff5e)
    return sign - 0xff01 + '!';
  switch (sign)
    {
    case 0x00a0: case 0x2007: case 0x202f: case 0x3000:
      return ' ';
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015:
    case 0x2212: case 0xfe58: case 0xfe63: case 0x2500: case 0x30fc:
      return '-';
    case 0x3002: case 0xff61:
      return '.';
    case 0x3001: case 0xff64:
      return ',';
    default:
      return sign;
    }
}

/* Signs that show nothing and come along when text is copied from elsewhere. */
static gboolean
is_invisible (gunichar sign)
{
  return sign == 0xfeff || (sign >= 0x200b && sign <= 0x200f)
         || (sign >= 0x202a && sign <= 0x202e) || (sign >= 0x2060 && sign <= 0x2064);
}

static gboolean
is_blank (gunichar sign)
{
  return g_unichar_isspace (sign) || sign == '\v' || sign == 0x85;
}

/**
 * axle_text_tidy:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): @text without blanks at its ends, and with one
 *   space for each run of blanks inside
 */
char *
axle_text_tidy (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));
  gboolean pending = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (is_blank (sign))
        {
          pending = out->len > 0;
          continue;
        }
      if (pending)
        g_string_append_c (out, ' ');
      pending = FALSE;
      g_string_append_unichar (out, sign);
    }
  return g_string_free (out, FALSE);
}

static char *
fold_ascii (const char *text)
{
  char *out = g_malloc (strlen (text) + 1);
  gsize n = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isspace (*p) && *p != '\v')
        out[n++] = g_ascii_tolower (*p);
      else if (n > 0 && out[n - 1] != ' ')
        out[n++] = ' ';
    }
  if (n > 0 && out[n - 1] == ' ')
    n--;
  out[n] = '\0';
  return out;
}

static gboolean
is_cherokee (gunichar sign)
{
  return (sign >= 0x13a0 && sign <= 0x13fd) || (sign >= 0xab70 && sign <= 0xabbf);
}

/* Cherokee folds to its capitals; GLib makes small letters of these. */
static char *
fold_case (const char *text,
           gboolean    cherokee)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_autoptr (GString) out = NULL;

  if (!cherokee)
    return g_steal_pointer (&folded);
  out = g_string_sized_new (strlen (folded));
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, is_cherokee (g_utf8_get_char (p)) ? g_unichar_toupper (g_utf8_get_char (p)) : g_utf8_get_char (p));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * axle_text_fold:
 * @text: valid UTF-8
 *
 * The key under which equal texts meet: compatibility forms are unified
 * (NFKC), case is folded, blanks are tidied, invisible signs are left out.
 * Only for keys: what is stored and shown stays as it was typed.
 *
 * Returns: (transfer full): the key
 */
char *
axle_text_fold (const char *text)
{
  g_autofree char *narrow = NULL;
  g_autofree char *lower = NULL;
  g_autofree char *composed = NULL;
  g_autoptr (GString) seen = NULL;
  gboolean cherokee = FALSE;

  if (g_str_is_ascii (text))
    return fold_ascii (text);
  seen = g_string_sized_new (strlen (text));
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup ("");
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      cherokee |= is_cherokee (g_utf8_get_char (p));
      if (!is_invisible (g_utf8_get_char (p)))
        g_string_append_len (seen, p, g_utf8_skip[(guchar) *p]);
    }
  narrow = g_utf8_normalize (seen->str, (gssize) seen->len, G_NORMALIZE_ALL_COMPOSE);
  lower = fold_case (narrow, cherokee);
  /* Small letters may compose where capitals did not. */
  composed = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL_COMPOSE);
  return axle_text_tidy (composed);
}

/**
 * axle_text_excerpt:
 * @text: valid UTF-8
 *
 * For a message that names what a file or a peer gave: 40 signs of it at the most,
 * cut between signs, where printf would cut between bytes.
 *
 * Returns: (transfer full): @text, or its beginning with an ellipsis
 */
char *
axle_text_excerpt (const char *text)
{
  const char *end = text;

  for (guint n = 0; n < EXCERPT_SIGNS && *end != '\0'; n++)
    end = g_utf8_next_char (end);
  return *end == '\0' ? g_strdup (text) : g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/**
 * axle_text_identifier:
 * @text: valid UTF-8
 *
 * What scanners, tables and input methods put around and between the signs of
 * a code (a VIN, a plate, a company code) is left out: blanks, dashes, dots,
 * quotes and invisible signs; letters become upper-case ASCII where they have
 * such a form.
 *
 * Returns: (transfer full): the bare signs
 */
char *
axle_text_identifier (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = axle_text_narrow (g_utf8_get_char (p));

      if (sign >= 0x80)
        {
          /* Middle dots of many scripts stand between a plate's signs. */
          if (sign == 0xb7 || sign == 0x2022 || sign == 0x2027 || sign == 0x30fb || sign == 0xff65
              || sign == 0x2219 || sign == 0x22c5 || sign == 0x25cf || sign == 0x2018 || sign == 0x2019
              || sign == 0x201c || sign == 0x201d || is_blank (sign) || is_invisible (sign))
            continue;
          g_string_append_unichar (out, sign);
        }
      else if (g_ascii_isalnum ((char) sign))
        g_string_append_c (out, g_ascii_toupper ((char) sign));
      else if (strchr (" -._*'\"`,;\t\r\n\v\f", (char) sign) == NULL)
        g_string_append_c (out, (char) sign);
    }
  return g_string_free (out, FALSE);
}
