/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/vcard-property.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/problem.h"
#include "base/text.h"
#include "formats/encoding.h"

/* A person has a few of each; a card with more was made to be a burden. */
#define MAX_VALUES 64
#define MAX_TEXT (1024 * 1024)

/* Further ones are counted. */
#define MAX_PROBLEMS 32

/*
 * axle_vcard_tell:
 * @line: what it is about
 * @code: as in [struct@Axle.Problem]
 * @field: (nullable): as in [struct@Axle.Problem]
 * @format: the sentence for the person, printf-style
 *
 * Notes something that does not keep the card from being used.
 */
void
axle_vcard_tell (AxleVCard  *card,
                 guint64     line,
                 const char *code,
                 const char *field,
                 const char *format,
                 ...)
{
  g_autofree char *where = NULL;
  g_autofree char *message = NULL;
  va_list args;

  if (card->problems->len >= MAX_PROBLEMS)
    {
      card->n_untold++;
      return;
    }
  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  where = g_strdup_printf (_("Line %" PRIu64), line);
  axle_problems_add (card->problems, code, field, FALSE, "%s: %s", where, message);
}

void
axle_vcard_property_free (AxleVCardProperty *self)
{
  g_free (self->name);
  g_ptr_array_unref (self->types);
  g_free (self->omit_year);
  g_free (self);
}

static char *
dup_trimmed (const char *text,
             gsize       length)
{
  char *trimmed = g_strstrip (g_strndup (text, length));
  gsize n = strlen (trimmed);

  if (n >= 2 && trimmed[0] == '"' && trimmed[n - 1] == '"')
    {
      trimmed[n - 1] = '\0';
      memmove (trimmed, trimmed + 1, n - 1);
    }
  return trimmed;
}

static void
add_type (AxleVCardProperty *self,
          const char        *type)
{
  g_autofree char *lower = g_strstrip (g_ascii_strdown (type, -1));

  if (g_str_equal (lower, "pref"))
    self->preferred = TRUE;
  else if (*lower != '\0' && self->types->len < MAX_VALUES)
    g_ptr_array_add (self->types, g_utf8_make_valid (lower, -1));
}

static void
set_encoding (AxleVCardProperty *self,
              const char        *encoding)
{
  if (g_ascii_strcasecmp (encoding, "QUOTED-PRINTABLE") == 0 || g_ascii_strcasecmp (encoding, "Q") == 0)
    self->quoted_printable = TRUE;
  else if (g_ascii_strcasecmp (encoding, "BASE64") == 0 || g_ascii_strcasecmp (encoding, "B") == 0)
    self->base64 = TRUE;
}

/* 2.1 leaves the names of parameters out: `TEL;CELL;QUOTED-PRINTABLE:`. */
static void
add_bare (AxleVCardProperty *self,
          const char        *value)
{
  gsize before = self->quoted_printable + self->base64;

  if (strlen (value) > 1)
    set_encoding (self, value);
  if (before == (gsize) (self->quoted_printable + self->base64))
    add_type (self, value);
}

static void
add_parameter (AxleVCardProperty *self,
               const char        *text,
               gsize              length)
{
  const char *equals = memchr (text, '=', length);
  g_autofree char *name = dup_trimmed (text, equals != NULL ? (gsize) (equals - text) : length);
  g_autofree char *value = NULL;

  if (equals == NULL)
    {
      add_bare (self, name);
      return;
    }
  value = dup_trimmed (equals + 1, length - (gsize) (equals + 1 - text));
  if (g_ascii_strcasecmp (name, "TYPE") == 0)
    {
      g_auto (GStrv) types = g_strsplit (value, ",", MAX_VALUES);
      for (guint i = 0; types[i] != NULL; i++)
        add_type (self, types[i]);
    }
  else if (g_ascii_strcasecmp (name, "ENCODING") == 0)
    set_encoding (self, value);
  else if (g_ascii_strcasecmp (name, "CHARSET") == 0)
    self->charset = axle_text_charset_find (value);
  else if (g_ascii_strcasecmp (name, "PREF") == 0)
    self->preferred = TRUE;
  else if (g_ascii_strcasecmp (name, "X-APPLE-OMIT-YEAR") == 0)
    g_set_str (&self->omit_year, value);
}

/* The end of a name or parameter: a colon or semicolon outside of quotes. */
static gsize
find_end (const char *line,
          gsize       from,
          gsize       length)
{
  gboolean quoted = FALSE;

  for (gsize i = from; i < length; i++)
    {
      if (line[i] == '"' && (quoted || memchr (line + i + 1, '"', length - i - 1) != NULL))
        quoted = !quoted;
      else if (!quoted && (line[i] == ':' || line[i] == ';'))
        return i;
    }
  return length;
}

static gboolean
is_name (const char *name)
{
  if (*name == '\0')
    return FALSE;
  for (; *name != '\0'; name++)
    if (!g_ascii_isalnum (*name) && *name != '-' && *name != '_')
      return FALSE;
  return TRUE;
}

/*
 * axle_vcard_property_parse:
 * Returns: (nullable): what stands before the value; %NULL when it is no content line
 */
AxleVCardProperty *
axle_vcard_property_parse (const char *line,
                           gsize       length)
{
  g_autoptr (AxleVCardProperty) self = g_new0 (AxleVCardProperty, 1);
  gsize at = find_end (line, 0, length);
  const char *dot;

  self->types = g_ptr_array_new_with_free_func (g_free);
  self->name = g_strstrip (g_ascii_strup (line, (gssize) at));
  dot = strrchr (self->name, '.');
  if (dot != NULL)
    memmove (self->name, dot + 1, strlen (dot));
  while (at < length && line[at] == ';')
    {
      gsize end = find_end (line, at + 1, length);

      add_parameter (self, line + at + 1, end - at - 1);
      at = end;
    }
  if (at >= length || !is_name (self->name))
    return NULL;
  self->value = at + 1;
  return g_steal_pointer (&self);
}

/* Pictures, sounds, keys: large, and nothing that is imported. */
gboolean
axle_vcard_property_is_skipped (const AxleVCardProperty *self)
{
  static const char *const skipped[] = { "PHOTO", "LOGO", "SOUND", "KEY", "AGENT" };

  for (guint i = 0; i < G_N_ELEMENTS (skipped); i++)
    if (g_str_equal (self->name, skipped[i]))
      return TRUE;
  return self->base64;
}

/* CHARSET is often a lie: a value that is valid UTF-8 and not valid in what it
 * claims is UTF-8; one that is neither is read as what the file is in, and that
 * is told, for single bytes are always something. */
static char *
decode_value (const AxleVCardProperty *self,
              const char              *bytes,
              gsize                    length,
              const char              *charset,
              gsize                   *n_undecodable)
{
  g_autoptr (GString) plain = self->quoted_printable ? axle_text_decode_quoted_printable (bytes, length)
                                                     : g_string_new_len (bytes, (gssize) length);
  const char *candidates[] = { self->charset, "UTF-8", charset };
  g_autofree char *best = NULL;
  gsize fewest = G_MAXSIZE;
  gboolean contradicted = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (candidates) && fewest > 0; i++)
    {
      g_autofree char *text = NULL;
      gsize n = 0;

      if (candidates[i] == NULL)
        continue;
      text = axle_text_decode (plain->str, plain->len, candidates[i], &n);
      if (n < fewest)
        {
          g_set_str (&best, text);
          fewest = n;
          contradicted = self->charset != NULL && i == 2;
        }
    }
  *n_undecodable = MAX (fewest, (gsize) contradicted);
  return g_steal_pointer (&best);
}

/* 2.1 knows no escapes but those of separators: a backslash in it is one. */
static char *
unescape (const char *text,
          gsize       length,
          gboolean    old)
{
  GString *plain = g_string_sized_new (length + 1);

  for (gsize i = 0; i < length; i++)
    {
      char next = i + 1 < length ? text[i + 1] : '\0';

      if (text[i] == '\\' && next != '\0' && strchr (";,:", next) != NULL)
        g_string_append_c (plain, text[++i]);
      else if (text[i] == '\\' && !old && next == '\\')
        g_string_append_c (plain, text[++i]);
      else if (text[i] == '\\' && !old && (next == 'n' || next == 'N'))
        {
          g_string_append_c (plain, '\n');
          i++;
        }
      else
        g_string_append_c (plain, text[i]);
    }
  return g_string_free (plain, FALSE);
}

/* Cuts at each unescaped @separator and takes the escapes off the parts. */
static GStrv
split (const char *text,
       char        separator,
       gboolean    old)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = text, *p = text;

  for (guint n = 0;; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      else if (*p == '\0' || (*p == separator && n < MAX_VALUES))
        {
          g_strv_builder_take (parts, unescape (start, (gsize) (p - start), old));
          n++;
          start = p + 1;
          if (*p == '\0')
            break;
        }
    }
  return g_strv_builder_end (parts);
}

static void
set_part (char  **field,
          GStrv   parts,
          guint   index)
{
  if (*field == NULL && index < g_strv_length (parts) && *parts[index] != '\0')
    *field = g_strdup (parts[index]);
}

static gboolean
append_part (char       **field,
             const char  *separator,
             const char  *text)
{
  char *joined;

  if (*text == '\0')
    return TRUE;
  if (*field != NULL && strlen (*field) + strlen (text) > MAX_TEXT)
    return FALSE;
  joined = *field == NULL ? g_strdup (text) : g_strconcat (*field, separator, text, NULL);
  g_free (*field);
  *field = joined;
  return TRUE;
}

static void
tell_left_out (const AxleVCardProperty *self,
               guint64                  line,
               const char              *text,
               AxleVCard               *card)
{
  g_autofree char *excerpt = axle_text_excerpt (text);

  axle_vcard_tell (card, line, "vcard-left-out", NULL,
                   _("The card has more of %s than is kept; “%s” was left out."), self->name, excerpt);
}

static void
append_text (const AxleVCardProperty  *self,
             guint64                   line,
             char                    **field,
             const char               *separator,
             const char               *text,
             AxleVCard                *card)
{
  if (!append_part (field, separator, text))
    tell_left_out (self, line, text, card);
}

/* Of what a record has once, the first is kept; the same again is nothing new. */
static void
set_once (const AxleVCardProperty  *self,
          guint64                   line,
          char                    **field,
          const char               *text,
          AxleVCard                *card)
{
  if (*text == '\0')
    return;
  if (*field == NULL)
    *field = g_strdup (text);
  else if (!g_str_equal (*field, text))
    tell_left_out (self, line, text, card);
}

static gboolean
has_han (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_get_script (g_utf8_get_char (text)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* PO box, extended, street, city, region, code, country: China writes them from
 * the largest to the smallest, the West the other way round. */
static char *
join_address (GStrv parts)
{
  static const guint chinese[] = { 4, 3, 2, 1, 0 };
  static const guint western[] = { 0, 1, 2, 3, 4, 5, 6 };
  g_autofree char *all = g_strjoinv ("", parts);
  gboolean han = has_han (all);
  const guint *order = han ? chinese : western;
  guint n = han ? G_N_ELEMENTS (chinese) : G_N_ELEMENTS (western), length = g_strv_length (parts);
  char *joined = NULL;

  for (guint i = 0; i < n; i++)
    if (order[i] < length)
      append_part (&joined, han ? "" : ", ", parts[order[i]]);
  return joined;
}

static gboolean
scan_digits (const char **at,
             guint        n,
             int         *number)
{
  *number = 0;
  for (guint i = 0; i < n; i++, (*at)++)
    {
      if (!g_ascii_isdigit (**at))
        return FALSE;
      *number = *number * 10 + (**at - '0');
    }
  return TRUE;
}

/* ISO 8601 basic and extended, RFC 6350's year-less form, and slashes. */
static char *
parse_birthday (const char *text,
                const char *omit_year)
{
  const char *at = text;
  int year = 0, month = 0, day = 0;

  if (g_str_has_prefix (at, "--"))
    at += 2;
  else if (!scan_digits (&at, 4, &year))
    return NULL;
  at += *at == '-' || *at == '/' || *at == '.';
  if (!scan_digits (&at, 2, &month))
    return NULL;
  at += *at == '-' || *at == '/' || *at == '.';
  if (!scan_digits (&at, 2, &day) || (*at != '\0' && *at != 'T' && *at != ' '))
    return NULL;
  if (omit_year != NULL && year == atoi (omit_year))
    year = 0;
  if (!g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) (year > 0 ? year : 2000)))
    return NULL;
  return year > 0 ? g_strdup_printf ("%04d-%02d-%02d", year, month, day)
                  : g_strdup_printf ("--%02d-%02d", month, day);
}

static char *
strip_scheme (const char *text,
              const char *scheme)
{
  g_autofree char *plain = NULL;

  if (g_ascii_strncasecmp (text, scheme, strlen (scheme)) != 0)
    return g_strdup (text);
  plain = g_uri_unescape_string (text + strlen (scheme), NULL);
  return g_strdup (plain != NULL ? plain : text + strlen (scheme));
}

static void
add_value (const AxleVCardProperty *self,
           const char              *text,
           guint64                  line,
           AxleVCard               *card)
{
  gboolean phone = g_str_equal (self->name, "TEL");
  GPtrArray *values = phone ? card->phones : card->emails;
  g_autofree char *value = strip_scheme (text, phone ? "tel:" : "mailto:");
  g_autofree const char **types = g_new0 (const char *, self->types->len + 1);

  for (guint i = 0; i < self->types->len; i++)
    types[i] = self->types->pdata[i];
  if (*value == '\0')
    return;
  if (values->len >= MAX_VALUES)
    tell_left_out (self, line, value, card);
  else if (phone)
    axle_vcard_add_phone (card, value, types, self->preferred);
  else
    axle_vcard_add_email (card, value, types, self->preferred);
}

static void
apply_name (const AxleVCardProperty *self,
            const char              *text,
            gboolean                 old,
            guint64                  line,
            AxleVCard               *card)
{
  g_auto (GStrv) parts = split (text, ';', old);

  if (card->family != NULL || card->given != NULL)
    {
      tell_left_out (self, line, text, card);
      return;
    }
  set_part (&card->family, parts, 0);
  set_part (&card->given, parts, 1);
  if (g_strv_length (parts) > 2)
    append_text (self, line, &card->given, " ", parts[2], card);
  set_part (&card->prefix, parts, 3);
  set_part (&card->suffix, parts, 4);
}

static void
apply_org (const AxleVCardProperty *self,
           const char              *text,
           gboolean                 old,
           guint64                  line,
           AxleVCard               *card)
{
  g_auto (GStrv) parts = split (text, ';', old);

  if (card->org != NULL || card->department != NULL)
    {
      tell_left_out (self, line, text, card);
      return;
    }
  set_part (&card->org, parts, 0);
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    append_text (self, line, &card->department, " ", parts[i], card);
}

static void
apply_address (const AxleVCardProperty *self,
               const char              *text,
               gboolean                 old,
               guint64                  line,
               AxleVCard               *card)
{
  g_auto (GStrv) parts = split (text, ';', old);
  g_autofree char *address = join_address (parts);
  g_autofree char *first = NULL;

  if (address == NULL)
    return;
  if (self->preferred)
    {
      first = card->address;
      card->address = g_steal_pointer (&address);
    }
  else
    first = g_steal_pointer (&address);
  if (first != NULL)
    set_once (self, line, &card->address, first, card);
}

static void
apply_list (const AxleVCardProperty *self,
            const char              *text,
            gboolean                 old,
            guint64                  line,
            AxleVCard               *card)
{
  g_auto (GStrv) parts = split (text, ',', old);

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_str_equal (self->name, "NICKNAME"))
      append_text (self, line, &card->nickname, ", ", parts[i], card);
    else if (*parts[i] == '\0')
      continue;
    else if (card->categories->len < MAX_VALUES)
      g_ptr_array_add (card->categories, g_strdup (parts[i]));
    else
      tell_left_out (self, line, parts[i], card);
}

static void
apply_birthday (const AxleVCardProperty *self,
                const char              *text,
                guint64                  line,
                AxleVCard               *card)
{
  g_autofree char *birthday = parse_birthday (text, self->omit_year);
  g_autofree char *excerpt = axle_text_excerpt (text);

  if (birthday != NULL)
    set_once (self, line, &card->birthday, birthday, card);
  else if (*text != '\0')
    axle_vcard_tell (card, line, "vcard-birthday", "birthday",
                     _("“%s” is no date, the birthday was left out."), excerpt);
}

/*
 * axle_vcard_property_apply:
 * @bytes: the value, unfolded
 * @charset: what the file is in
 */
void
axle_vcard_property_apply (const AxleVCardProperty *self,
                           const char              *bytes,
                           gsize                    length,
                           const char              *charset,
                           guint64                  line,
                           AxleVCard               *card)
{
  static const char *const known[] = { "VERSION", "FN", "N", "TEL", "EMAIL", "ORG", "ADR", "NICKNAME",
                                       "CATEGORIES", "BDAY", "NOTE", "TITLE", NULL };
  gsize n_undecodable = 0;
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  gboolean old = g_strcmp0 (card->version, "2.1") == 0;

  if (!g_strv_contains (known, self->name))
    return;
  text = decode_value (self, bytes, length, charset, &n_undecodable);
  if (n_undecodable > 0)
    axle_vcard_tell (card, line, "vcard-undecodable", NULL,
                     _("Some bytes of %s are no text; they were replaced. Choose the right encoding or correct them."),
                     self->name);
  plain = unescape (text, strlen (text), old);
  if (g_str_equal (self->name, "VERSION"))
    g_set_str (&card->version, g_strstrip (plain));
  else if (g_str_equal (self->name, "FN"))
    set_once (self, line, &card->formatted_name, plain, card);
  else if (g_str_equal (self->name, "N"))
    apply_name (self, text, old, line, card);
  else if (g_str_equal (self->name, "TEL") || g_str_equal (self->name, "EMAIL"))
    add_value (self, plain, line, card);
  else if (g_str_equal (self->name, "ORG"))
    apply_org (self, text, old, line, card);
  else if (g_str_equal (self->name, "ADR"))
    apply_address (self, text, old, line, card);
  else if (g_str_equal (self->name, "BDAY"))
    apply_birthday (self, plain, line, card);
  else if (g_str_equal (self->name, "NOTE"))
    append_text (self, line, &card->note, "\n", plain, card);
  else if (g_str_equal (self->name, "TITLE"))
    append_text (self, line, &card->title, ", ", plain, card);
  else
    apply_list (self, text, old, line, card);
}
