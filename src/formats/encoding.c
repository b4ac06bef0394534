/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "formats/encoding.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <uchardet.h>

#include "formats/text-decoder.h"

/* The name is what a person and a settings file see; iconv gets the superset
 * that programs really write under that name (WHATWG Encoding Standard §4.2:
 * GBK is read as GB18030, EUC-KR as UHC, Shift_JIS as CP932, Latin-1 as
 * windows-1252). */
static const struct
{
  AxleTextCharset charset;
  const char     *iconv;
  guint           unit;
} charsets[] = {
  { { "UTF-8", N_("Unicode (UTF-8)") }, "UTF-8", 1 },
  { { "GB18030", N_("Simplified Chinese (GBK, GB18030)") }, "GB18030", 1 },
  { { "UTF-16LE", N_("Unicode (UTF-16, little-endian)") }, "UTF-16LE", 2 },
  { { "UTF-16BE", N_("Unicode (UTF-16, big-endian)") }, "UTF-16BE", 2 },
  { { "UTF-32LE", N_("Unicode (UTF-32, little-endian)") }, "UTF-32LE", 4 },
  { { "UTF-32BE", N_("Unicode (UTF-32, big-endian)") }, "UTF-32BE", 4 },
  { { "Big5", N_("Traditional Chinese (Big5)") }, "BIG5-HKSCS", 1 },
  { { "EUC-TW", N_("Traditional Chinese (EUC-TW)") }, "EUC-TW", 1 },
  { { "Shift_JIS", N_("Japanese (Shift JIS)") }, "CP932", 1 },
  { { "EUC-JP", N_("Japanese (EUC-JP)") }, "EUC-JP", 1 },
  { { "ISO-2022-JP", N_("Japanese (ISO-2022-JP)") }, "ISO-2022-JP", 1 },
  { { "EUC-KR", N_("Korean (EUC-KR)") }, "UHC", 1 },
  { { "ISO-2022-KR", N_("Korean (ISO-2022-KR)") }, "ISO-2022-KR", 1 },
  { { "windows-1250", N_("Central European (Windows-1250)") }, "CP1250", 1 },
  { { "windows-1251", N_("Cyrillic (Windows-1251)") }, "CP1251", 1 },
  { { "windows-1252", N_("Western (Windows-1252)") }, "CP1252", 1 },
  { { "windows-1253", N_("Greek (Windows-1253)") }, "CP1253", 1 },
  { { "windows-1254", N_("Turkish (Windows-1254)") }, "CP1254", 1 },
  { { "windows-1255", N_("Hebrew (Windows-1255)") }, "CP1255", 1 },
  { { "windows-1256", N_("Arabic (Windows-1256)") }, "CP1256", 1 },
  { { "windows-1257", N_("Baltic (Windows-1257)") }, "CP1257", 1 },
  { { "windows-1258", N_("Vietnamese (Windows-1258)") }, "CP1258", 1 },
  { { "ISO-8859-1", N_("Western (ISO-8859-1)") }, "ISO-8859-1", 1 },
  { { "ISO-8859-2", N_("Central European (ISO-8859-2)") }, "ISO-8859-2", 1 },
  { { "ISO-8859-3", N_("South European (ISO-8859-3)") }, "ISO-8859-3", 1 },
  { { "ISO-8859-4", N_("Baltic (ISO-8859-4)") }, "ISO-8859-4", 1 },
  { { "ISO-8859-5", N_("Cyrillic (ISO-8859-5)") }, "ISO-8859-5", 1 },
  { { "ISO-8859-6", N_("Arabic (ISO-8859-6)") }, "ISO-8859-6", 1 },
  { { "ISO-8859-7", N_("Greek (ISO-8859-7)") }, "ISO-8859-7", 1 },
  { { "ISO-8859-8", N_("Hebrew (ISO-8859-8)") }, "ISO-8859-8", 1 },
  { { "ISO-8859-9", N_("Turkish (ISO-8859-9)") }, "ISO-8859-9", 1 },
  { { "ISO-8859-10", N_("Nordic (ISO-8859-10)") }, "ISO-8859-10", 1 },
  { { "ISO-8859-11", N_("Thai (ISO-8859-11)") }, "ISO-8859-11", 1 },
  { { "ISO-8859-13", N_("Baltic (ISO-8859-13)") }, "ISO-8859-13", 1 },
  { { "ISO-8859-15", N_("Western (ISO-8859-15)") }, "ISO-8859-15", 1 },
  { { "ISO-8859-16", N_("Romanian (ISO-8859-16)") }, "ISO-8859-16", 1 },
  { { "KOI8-R", N_("Cyrillic (KOI8-R)") }, "KOI8-R", 1 },
  { { "MAC-CYRILLIC", N_("Cyrillic (Macintosh)") }, "MAC-CYRILLIC", 1 },
  { { "MAC-CENTRALEUROPE", N_("Central European (Macintosh)") }, "MAC-CENTRALEUROPE", 1 },
  { { "ISO-2022-CN", N_("Simplified Chinese (ISO-2022-CN)") }, "ISO-2022-CN", 1 },
  { { "JOHAB", N_("Korean (Johab)") }, "JOHAB", 1 },
  { { "TIS-620", N_("Thai (TIS-620)") }, "TIS-620", 1 },
  { { "VISCII", N_("Vietnamese (VISCII)") }, "VISCII", 1 },
  { { "IBM852", N_("Central European (IBM 852)") }, "IBM852", 1 },
  { { "IBM855", N_("Cyrillic (IBM 855)") }, "IBM855", 1 },
  { { "IBM862", N_("Hebrew (IBM 862)") }, "IBM862", 1 },
  { { "IBM865", N_("Nordic (IBM 865)") }, "IBM865", 1 },
  { { "IBM866", N_("Cyrillic (IBM 866)") }, "IBM866", 1 },
};

static const struct
{
  const char *alias;
  const char *name;
} aliases[] = {
  { "UTF8", "UTF-8" },         { "UTF-8-SIG", "UTF-8" },    { "ASCII", "UTF-8" },
  { "US-ASCII", "UTF-8" },     { "GBK", "GB18030" },        { "GB2312", "GB18030" },
  { "GB-2312", "GB18030" },    { "GB_2312-80", "GB18030" }, { "CP936", "GB18030" },
  { "MS936", "GB18030" },      { "EUC-CN", "GB18030" },     { "GB-18030", "GB18030" },
  { "BIG-5", "Big5" },         { "CP950", "Big5" },         { "BIG5-HKSCS", "Big5" },
  { "SHIFT-JIS", "Shift_JIS" },{ "SJIS", "Shift_JIS" },     { "CP932", "Shift_JIS" },
  { "MS_KANJI", "Shift_JIS" }, { "UHC", "EUC-KR" },         { "CP949", "EUC-KR" },
  { "KS_C_5601-1987", "EUC-KR" }, { "UTF-16", "UTF-16LE" }, { "UTF-32", "UTF-32LE" },
  { "LATIN1", "ISO-8859-1" },
};

/* Weights of the pairs of bytes that two-byte encodings put their everyday
 * characters into. A text is in the encoding under which it is made of
 * everyday characters. */
enum
{
  EVERYDAY = 100,
  PUNCTUATION = 90,
  RARE = 35,
  INVALID = -1,
};

typedef struct
{
  guint chars;
  guint invalid;
  guint sum;
} Score;

typedef gsize (*Step) (const guint8 *at,
                       gsize         left,
                       int          *weight);

#define BETWEEN(b, low, high) ((b) >= (low) && (b) <= (high))

/* Returns the length of the character at @at, 0 when it is cut off. */
static gsize
step_gb18030 (const guint8 *at,
              gsize         left,
              int          *weight)
{
  if (!BETWEEN (at[0], 0x81, 0xfe))
    return *weight = INVALID, 1;
  if (left < 2)
    return 0;
  if (BETWEEN (at[1], 0x30, 0x39))
    {
      if (left < 4)
        return 0;
      if (BETWEEN (at[2], 0x81, 0xfe) && BETWEEN (at[3], 0x30, 0x39))
        return *weight = PUNCTUATION, 4;
      return *weight = INVALID, 1;
    }
  if (at[1] < 0x40 || at[1] == 0x7f || at[1] == 0xff)
    return *weight = INVALID, 1;
  if (at[1] < 0xa1)
    *weight = RARE;
  else if (BETWEEN (at[0], 0xb0, 0xd7))
    *weight = EVERYDAY;
  else if (BETWEEN (at[0], 0xd8, 0xf7))
    *weight = 55;
  else if (at[0] == 0xa1 || at[0] == 0xa3)
    *weight = PUNCTUATION;
  else
    *weight = BETWEEN (at[0], 0xa2, 0xa9) ? 30 : 10;
  return 2;
}

static gsize
step_big5 (const guint8 *at,
           gsize         left,
           int          *weight)
{
  if (!BETWEEN (at[0], 0x87, 0xfe))
    return *weight = INVALID, 1;
  if (left < 2)
    return 0;
  if (!BETWEEN (at[1], 0x40, 0x7e) && !BETWEEN (at[1], 0xa1, 0xfe))
    return *weight = INVALID, 1;
  if (BETWEEN (at[0], 0xa4, 0xc6))
    *weight = EVERYDAY;
  else if (BETWEEN (at[0], 0xa1, 0xa3))
    *weight = PUNCTUATION;
  else
    *weight = BETWEEN (at[0], 0xc9, 0xf9) ? 40 : 10;
  return 2;
}

static gsize
step_euc_tw (const guint8 *at,
             gsize         left,
             int          *weight)
{
  if (at[0] == 0x8e)
    {
      if (left < 4)
        return 0;
      *weight = BETWEEN (at[1], 0xa1, 0xb0) && at[2] >= 0xa1 && at[3] >= 0xa1 ? 60 : INVALID;
      return *weight == INVALID ? 1 : 4;
    }
  if (!BETWEEN (at[0], 0xa1, 0xfd))
    return *weight = INVALID, 1;
  if (left < 2)
    return 0;
  if (!BETWEEN (at[1], 0xa1, 0xfe))
    return *weight = INVALID, 1;
  *weight = at[0] >= 0xc4 ? EVERYDAY : at[0] <= 0xa3 ? PUNCTUATION : 0;
  return 2;
}

static gsize
step_euc_kr (const guint8 *at,
             gsize         left,
             int          *weight)
{
  if (!BETWEEN (at[0], 0x81, 0xfd))
    return *weight = INVALID, 1;
  if (left < 2)
    return 0;
  if (at[1] < 0x41 || at[1] == 0xff)
    return *weight = INVALID, 1;
  if (at[1] < 0xa1)
    *weight = at[0] <= 0xc6 ? 50 : INVALID;
  else if (BETWEEN (at[0], 0xb0, 0xc8))
    *weight = EVERYDAY;
  else
    *weight = BETWEEN (at[0], 0xa1, 0xa3) ? PUNCTUATION : 20;
  return *weight == INVALID ? 1 : 2;
}

static gsize
step_shift_jis (const guint8 *at,
                gsize         left,
                int          *weight)
{
  if (BETWEEN (at[0], 0xa1, 0xdf))
    return *weight = RARE, 1;
  if (!BETWEEN (at[0], 0x81, 0x9f) && !BETWEEN (at[0], 0xe0, 0xfc))
    return *weight = INVALID, 1;
  if (left < 2)
    return 0;
  if (at[1] < 0x40 || at[1] == 0x7f || at[1] > 0xfc)
    return *weight = INVALID, 1;
  if ((at[0] == 0x82 && BETWEEN (at[1], 0x9f, 0xf1)) || (at[0] == 0x83 && at[1] <= 0x96))
    *weight = EVERYDAY;
  else if (at[0] <= 0x82)
    *weight = PUNCTUATION;
  else
    *weight = BETWEEN (at[0], 0x88, 0x9f) ? 80 : 20;
  return 2;
}

static gsize
step_euc_jp (const guint8 *at,
             gsize         left,
             int          *weight)
{
  if (at[0] != 0x8e && !BETWEEN (at[0], 0xa1, 0xfe))
    return *weight = INVALID, 1;
  if (left < 2)
    return 0;
  if (!BETWEEN (at[1], 0xa1, 0xfe))
    return *weight = INVALID, 1;
  if (at[0] == 0xa4 || at[0] == 0xa5)
    *weight = EVERYDAY;
  else
    *weight = at[0] == 0xa1 || at[0] == 0xa3 ? PUNCTUATION : BETWEEN (at[0], 0xb0, 0xcf) ? 80 : 50;
  return 2;
}

static Score
score (const guint8 *bytes,
       gsize         length,
       Step          step)
{
  Score total = { 0 };

  for (gsize i = 0; i < length;)
    {
      int weight = 0;
      gsize used = 1;

      if (bytes[i] >= 0x80)
        {
          used = step (bytes + i, length - i, &weight);
          if (used == 0)
            break;
          total.chars++;
          if (weight == INVALID)
            total.invalid++;
          else
            total.sum += (guint) weight;
        }
      i += used;
    }
  return total;
}

/* The mean weight, 0 when more than one character in twenty is none. */
static double
score_mean (Score total)
{
  if (total.chars == 0 || total.invalid * 20 > total.chars)
    return 0;
  return (double) total.sum / total.chars - 100.0 * total.invalid / total.chars;
}

static const char *
guess_two_byte (const guint8 *bytes,
                gsize         length)
{
  Score chinese = score (bytes, length, step_gb18030);
  Score korean = score (bytes, length, step_euc_kr);
  Score taiwanese = score (bytes, length, step_euc_tw);
  Score japanese = score (bytes, length, step_euc_jp);
  double gb = score_mean (chinese);
  /* Two of five characters of Big5 have a second byte that no EUC has. */
  gboolean euc = japanese.chars >= 12 && japanese.invalid == 0;
  const struct
  {
    const char *charset;
    double      mean;
  } others[] = {
    { "Big5", euc ? 0 : score_mean (score (bytes, length, step_big5)) },
    { "Shift_JIS", score_mean (score (bytes, length, step_shift_jis)) },
    { "EUC-JP", score_mean (japanese) },
  };
  const char *best = "GB18030";
  double best_mean = gb + 5;

  /* Hangul sits wholly inside the everyday Hanzi, and EUC-TW nearly so: only
   * a text that never leaves that part, and is long enough for it not to be
   * chance, is not Chinese in GBK. */
  if (korean.chars >= 12 && score_mean (korean) >= 97)
    return "EUC-KR";
  if (taiwanese.chars >= 12 && score_mean (taiwanese) >= 95 && gb < 88)
    return "EUC-TW";
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (others[i].mean > best_mean)
      {
        best = others[i].charset;
        best_mean = others[i].mean;
      }
  return best_mean >= 60 ? best : NULL;
}

static gboolean
guess_bom (const guint8     *bytes,
           gsize             length,
           AxleTextEncoding *guess)
{
  static const struct
  {
    const char *charset;
    guint8      mark[4];
    gsize       length;
  } marks[] = {
    { "UTF-32LE", { 0xff, 0xfe, 0, 0 }, 4 },
    { "UTF-32BE", { 0, 0, 0xfe, 0xff }, 4 },
    { "GB18030", { 0x84, 0x31, 0x95, 0x33 }, 4 },
    { "UTF-8", { 0xef, 0xbb, 0xbf }, 3 },
    { "UTF-16LE", { 0xff, 0xfe }, 2 },
    { "UTF-16BE", { 0xfe, 0xff }, 2 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (bytes, marks[i].mark, marks[i].length) == 0)
      {
        guess->charset = marks[i].charset;
        guess->bom_length = marks[i].length;
        return TRUE;
      }
  return FALSE;
}

/* Whether every unit of @size bytes is a character a table may contain. */
static gboolean
looks_wide (const guint8 *bytes,
            gsize         length,
            gsize         size,
            gboolean      big_endian)
{
  guint units = 0, ascii = 0, odd = 0, pairs = 0;

  for (gsize i = 0; i + size <= length; i += size)
    {
      guint32 unit = 0;

      for (gsize j = 0; j < size; j++)
        unit |= (guint32) bytes[i + j] << (8 * (big_endian ? size - 1 - j : j));
      units++;
      pairs += size == 2 && BETWEEN (bytes[i], 0x20, 0x7e) && BETWEEN (bytes[i + 1], 0x20, 0x7e);
      if (unit >= 0x110000 || (size == 4 && BETWEEN (unit, 0xd800, 0xdfff)))
        return FALSE;
      if (unit == '\t' || unit == '\n' || unit == '\r' || BETWEEN (unit, 0x20, 0x7e))
        ascii++;
      else if (unit < 0xa0 || BETWEEN (unit, 0xe000, 0xf8ff) || unit == 0xfffe)
        odd++;
    }
  /* Two letters of ASCII read as a Hanzi too: a stray zero byte in plain text
   * does not make it UTF-16. */
  return units > 1 && ascii > 0 && odd * 50 <= units && pairs * 2 <= units;
}

/* UTF-16 and UTF-32 without a mark. Every table and every contact has line ends
 * and separators, and those have zero bytes there and nowhere else. */
static const char *
guess_wide (const guint8 *bytes,
            gsize         length)
{
  gsize zeros[2] = { 0, 0 };

  for (gsize i = 0; i < length; i++)
    zeros[i & 1] += bytes[i] == 0;
  if (zeros[0] + zeros[1] == 0)
    return NULL;
  if (length >= 8 && looks_wide (bytes, length, 4, FALSE))
    return "UTF-32LE";
  if (length >= 8 && looks_wide (bytes, length, 4, TRUE))
    return "UTF-32BE";
  if (zeros[1] > zeros[0] && looks_wide (bytes, length, 2, FALSE))
    return "UTF-16LE";
  if (zeros[0] > zeros[1] && looks_wide (bytes, length, 2, TRUE))
    return "UTF-16BE";
  return NULL;
}

/* ISO-2022 announces itself by escapes and is otherwise plain ASCII. */
static const char *
guess_escapes (const guint8 *bytes,
               gsize         length)
{
  static const struct
  {
    const char *escape;
    const char *charset;
  } escapes[] = {
    { "\033$)C", "ISO-2022-KR" },
    { "\033$)A", "ISO-2022-CN" },
    { "\033$B", "ISO-2022-JP" },
    { "\033$@", "ISO-2022-JP" },
    { "\033(J", "ISO-2022-JP" },
  };

  for (gsize i = 0; i + 4 <= length; i++)
    if (bytes[i] == 0x1b)
      for (gsize j = 0; j < G_N_ELEMENTS (escapes); j++)
        if (memcmp (bytes + i, escapes[j].escape, strlen (escapes[j].escape)) == 0)
          return escapes[j].charset;
  return NULL;
}

/* A UTF-8 file with a few broken bytes is still one: legacy text hardly ever
 * has a valid sequence by chance. */
static gboolean
looks_utf8 (const guint8 *bytes,
            gsize         length,
            gboolean      whole)
{
  gsize good = 0, bad = 0;

  for (gsize i = 0; i < length;)
    {
      gunichar c;

      if (bytes[i] < 0x80)
        {
          i++;
          continue;
        }
      c = g_utf8_get_char_validated ((const char *) bytes + i, (gssize) (length - i));
      if (c == (gunichar) -2 && !whole)
        break;
      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          bad++;
          i++;
          continue;
        }
      good++;
      i += (gsize) g_unichar_to_utf8 (c, NULL);
    }
  return good > 0 && bad * 8 <= good;
}

static const char *
guess_single_byte (const guint8 *bytes,
                   gsize         length)
{
  uchardet_t detector = uchardet_new ();
  const char *charset = NULL;

  if (uchardet_handle_data (detector, (const char *) bytes, length) == 0)
    {
      uchardet_data_end (detector);
      charset = axle_text_charset_find (uchardet_get_charset (detector));
    }
  uchardet_delete (detector);
  /* The caller has ruled these out already. */
  if (charset == NULL || g_str_equal (charset, "UTF-8") || axle_text_charset_unit (charset) > 1)
    return NULL;
  return charset;
}

/* Thai is written without spaces, so that its bytes pair up to Hanzi; but a
 * Chinese text of some length cannot avoid the bytes that TIS-620 leaves free. */
static const char *
guess_thai (const guint8 *bytes,
            gsize         length)
{
  const char *charset;
  gsize thai = 0;

  for (gsize i = 0; i < length; i++)
    if (BETWEEN (bytes[i], 0xa1, 0xda) || BETWEEN (bytes[i], 0xdf, 0xfb))
      thai++;
    else if (bytes[i] >= 0x80)
      return NULL;
  charset = thai >= 80 ? guess_single_byte (bytes, length) : NULL;
  return g_strcmp0 (charset, "TIS-620") == 0 || g_strcmp0 (charset, "ISO-8859-11") == 0 ? charset : NULL;
}

/**
 * axle_text_encoding_guess:
 * @bytes: (array length=length): the beginning of a text
 * @length: how many bytes; %AXLE_TEXT_SAMPLE are enough
 * @whole: whether these are all the bytes, so that a cut character is an error
 *
 * A byte order mark decides, then UTF-16/32 by their zero bytes, then validity
 * as UTF-8. Legacy bytes are taken for GBK or GB18030 wherever they read as
 * everyday Chinese, since that is what spreadsheets in China write; what is left
 * is asked of libuchardet.
 *
 * Returns: the guess; never without a charset
 */
AxleTextEncoding
axle_text_encoding_guess (const guint8 *bytes,
                          gsize         length,
                          gboolean      whole)
{
  AxleTextEncoding guess = { "UTF-8", 0, FALSE };
  gsize first = 0;

  if (guess_bom (bytes, length, &guess))
    return guess;
  if ((guess.charset = guess_wide (bytes, length)) != NULL)
    return guess;
  if ((guess.charset = guess_escapes (bytes, length)) != NULL)
    return guess;
  guess.charset = "UTF-8";
  while (first < length && bytes[first] < 0x80)
    first++;
  guess.ascii = first == length;
  if (guess.ascii || looks_utf8 (bytes, length, whole))
    return guess;
  guess.charset = guess_thai (bytes, length);
  if (guess.charset == NULL)
    guess.charset = guess_two_byte (bytes, length);
  if (guess.charset == NULL)
    guess.charset = guess_single_byte (bytes, length);
  if (guess.charset == NULL)
    guess.charset = score_mean (score (bytes, length, step_gb18030)) > 0 ? "GB18030" : "windows-1252";
  return guess;
}

/**
 * axle_text_charsets:
 * @n_charsets: (out): how many there are
 *
 * Returns: (array length=n_charsets): every character set a file may be in, the
 *   likely ones first
 */
const AxleTextCharset *
axle_text_charsets (gsize *n_charsets)
{
  static AxleTextCharset list[G_N_ELEMENTS (charsets)];
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
        list[i] = charsets[i].charset;
      g_once_init_leave (&once, 1);
    }
  *n_charsets = G_N_ELEMENTS (list);
  return list;
}

/**
 * axle_text_charset_find:
 * @name: (nullable): a name or an alias in any case, such as `gbk`
 *
 * Returns: (nullable): the name used here, static
 */
const char *
axle_text_charset_find (const char *name)
{
  if (name == NULL)
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (g_ascii_strcasecmp (charsets[i].charset.name, name) == 0)
      return charsets[i].charset.name;
  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_ascii_strcasecmp (aliases[i].alias, name) == 0)
      return aliases[i].name;
  return NULL;
}

static gsize
charset_index (const char *charset)
{
  const char *name = axle_text_charset_find (charset);

  for (gsize i = 0; i < G_N_ELEMENTS (charsets); i++)
    if (name == charsets[i].charset.name || g_strcmp0 (name, charsets[i].charset.name) == 0)
      return i;
  return 0;
}

/**
 * axle_text_charset_iconv:
 * @charset: a name of axle_text_charset_find()
 *
 * Returns: what iconv calls the superset programs write under that name
 */
const char *
axle_text_charset_iconv (const char *charset)
{
  return charsets[charset_index (charset)].iconv;
}

/**
 * axle_text_charset_unit:
 * @charset: a name of axle_text_charset_find()
 *
 * Returns: bytes in its smallest unit: 1, 2 or 4
 */
gsize
axle_text_charset_unit (const char *charset)
{
  return charsets[charset_index (charset)].unit;
}

/**
 * axle_text_charset_extends_ascii:
 * @charset: a name of axle_text_charset_find()
 *
 * Returns: whether its line ends, colons and semicolons are the bytes of ASCII
 *   and those bytes mean nothing else
 */
gboolean
axle_text_charset_extends_ascii (const char *charset)
{
  return axle_text_charset_unit (charset) == 1 && !g_str_has_prefix (charset, "ISO-2022");
}

/**
 * axle_text_decode:
 * @bytes: (array length=length): a short text, held in memory already
 * @length: how many bytes
 * @charset: what they are in
 * @n_undecodable: (out) (optional): how many places could not be decoded
 *
 * Zero bytes become U+FFFD too, as a string here cannot hold them.
 *
 * Returns: (transfer full): UTF-8, with U+FFFD where a byte had no meaning
 */
char *
axle_text_decode (const char *bytes,
                  gsize       length,
                  const char *charset,
                  gsize      *n_undecodable)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (bytes, (gssize) length, NULL);
  g_autoptr (AxleTextDecoder) decoder = axle_text_decoder_new (stream, charset);
  g_autoptr (GString) text = g_string_sized_new (length + 1);
  g_autoptr (GString) result = NULL;
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (AxleTextFault));
  gsize before, zeros = 0;

  do
    before = text->len;
  while (axle_text_decoder_read (decoder, text, faults, NULL, NULL) && text->len > before);

  result = g_string_sized_new (text->len + 1);
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      {
        g_string_append (result, "\357\277\275");
        zeros++;
      }
    else
      g_string_append_c (result, text->str[i]);
  if (n_undecodable != NULL)
    *n_undecodable = faults->len + zeros;
  return g_string_free (g_steal_pointer (&result), FALSE);
}

/**
 * axle_text_decode_quoted_printable:
 * @bytes: (array length=length): a value as old phones write it (RFC 2045 §6.7), its soft
 *   line breaks taken out
 * @length: how many bytes
 *
 * Returns: (transfer full): the bytes that are meant
 */
GString *
axle_text_decode_quoted_printable (const char *bytes,
                                   gsize       length)
{
  GString *decoded = g_string_sized_new (length + 1);

  for (gsize i = 0; i < length; i++)
    if (bytes[i] == '=' && i + 2 < length && g_ascii_isxdigit (bytes[i + 1]) && g_ascii_isxdigit (bytes[i + 2]))
      {
        g_string_append_c (decoded, (char) (g_ascii_xdigit_value (bytes[i + 1]) * 16 +
                                            g_ascii_xdigit_value (bytes[i + 2])));
        i += 2;
      }
    else if (bytes[i] != '=' || i + 1 < length)
      g_string_append_c (decoded, bytes[i]);
  return decoded;
}
