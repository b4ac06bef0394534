/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "base/date.h"
#include "base/pinyin.h"
#include "base/text.h"
#include "core/party/match.h"
#include "core/party/name.h"
#include "core/party/phone.h"
#include "core/party/similarity.h"

/* Words that stand where nothing is known. */
static const char *const nothings[] = {
  "-", "--", "---", "n/a", "na", "nan", "null", "none", "nil", "unknown", "?", "??", "无", "没有", "未知", "不详", "空", "暂无", "/",
};

static gboolean
says_nothing (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (nothings); i++)
    if (g_str_equal (folded, nothings[i]))
      return TRUE;
  return *folded == '\0';
}

static gboolean
has_han (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if ((guchar) *p >= 0x80 && g_unichar_get_script (g_utf8_get_char (p)) == G_UNICODE_SCRIPT_HAN)
      return TRUE;
  return FALSE;
}

/* Letters, digits and blanks; what stands between is a blank, an apostrophe nothing. */
static char *
keep_words (const char *folded)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (sign == '\'' || sign == 0x2019)
        continue;
      if (g_unichar_isalnum (sign) || g_unichar_ismark (sign))
        g_string_append_unichar (out, sign);
      else if (out->len > 0 && out->str[out->len - 1] != ' ')
        g_string_append_c (out, ' ');
    }
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
fold_name (const char *folded)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *joined = NULL;
  g_autoptr (AxleName) name = NULL;

  if (!has_han (folded))
    return keep_words (folded);
  parts = g_strsplit (folded, " ", -1);
  joined = g_strjoinv ("", parts);
  name = axle_name_judge (joined);
  /* Of 李先生 only the surname is known. */
  if (name->kind == AXLE_NAME_CHINESE && name->surname != NULL)
    return g_strconcat (name->surname, name->given, NULL);
  return keep_words (name->name);
}

static char *
fold_date (const char *folded)
{
  AxleDate date;

  return axle_date_parse (folded, &date, NULL) ? axle_date_format_iso (&date) : axle_text_identifier (folded);
}

static char *
fold_phone (const char *folded)
{
  char *e164 = axle_phone_normalise (folded);

  return e164 != NULL ? e164 : axle_text_identifier (folded);
}

/**
 * axle_match_fold:
 * @kind: what it is
 * @text: valid UTF-8, as it was typed
 *
 * Returns: (transfer full) (nullable): the form in which values are compared, %NULL when
 *   it says nothing
 */
char *
axle_match_fold (AxleMatchKind  kind,
                 const char    *text)
{
  g_autofree char *folded = axle_text_fold (text);
  g_autofree char *out = NULL;

  if (says_nothing (folded))
    return NULL;
  switch (kind)
    {
    case AXLE_MATCH_KIND_NAME:
      out = fold_name (folded);
      break;
    case AXLE_MATCH_KIND_PHONE:
      out = fold_phone (folded);
      break;
    case AXLE_MATCH_KIND_BIRTHDAY:
      out = fold_date (folded);
      break;
    case AXLE_MATCH_KIND_VIN:
    case AXLE_MATCH_KIND_PLATE:
    case AXLE_MATCH_KIND_CREDIT_CODE:
    case AXLE_MATCH_KIND_NUMBER:
      out = axle_text_identifier (folded);
      break;
    case AXLE_MATCH_KIND_EMAIL:
    case AXLE_MATCH_KIND_WECHAT:
      out = g_strdup (folded);
      break;
    case AXLE_MATCH_KIND_COMPANY:
    case AXLE_MATCH_KIND_ADDRESS:
    case AXLE_MATCH_KIND_CITY:
    case AXLE_MATCH_KIND_GENDER:
    case AXLE_MATCH_KIND_CATEGORY:
    case AXLE_MATCH_KIND_TEXT:
    case AXLE_MATCH_N_KINDS:
    default:
      out = keep_words (folded);
      break;
    }
  return *out != '\0' ? g_steal_pointer (&out) : NULL;
}

/**
 * axle_match_sound:
 * @kind: what it is
 * @folded: of axle_match_fold()
 *
 * Returns: (transfer full) (nullable): of a name its pinyin or letters without blanks;
 *   %NULL where that is @folded itself, and for all else
 */
char *
axle_match_sound (AxleMatchKind  kind,
                  const char    *folded)
{
  g_autofree char *key = NULL;
  g_auto (GStrv) parts = NULL;

  if (kind != AXLE_MATCH_KIND_NAME || (g_str_is_ascii (folded) && strchr (folded, ' ') == NULL))
    return NULL;
  key = g_str_is_ascii (folded) ? g_strdup (folded) : axle_pinyin_sort_key (folded);
  parts = g_strsplit (key, " ", -1);
  return g_strjoinv ("", parts);
}

/* Family name last, or first. */
static gboolean
is_rotated (const char *a,
            const char *b)
{
  gsize length = strlen (a);
  g_autofree char *twice = NULL;

  if (length < 4 || strlen (b) != length)
    return FALSE;
  twice = g_strconcat (a, a, NULL);
  return strstr (twice, b) != NULL;
}

/* A slip in a short name makes another name of it. */
static AxleMatchLevel
compare_letters (const char *a,
                 const char *b)
{
  gsize shorter = MIN (strlen (a), strlen (b));
  guint edits = axle_similarity_edits (a, b, 2);
  double jaro;

  if (edits <= 1)
    return shorter >= 4 ? AXLE_MATCH_LEVEL_CLOSE : shorter == 3 ? AXLE_MATCH_LEVEL_NEAR : AXLE_MATCH_LEVEL_LOOSE;
  jaro = axle_similarity_jaro (a, b);
  if ((edits == 2 && shorter >= 5) || jaro >= 0.92)
    return AXLE_MATCH_LEVEL_NEAR;
  if (jaro >= 0.84 || strncmp (a, b, shorter) == 0)
    return AXLE_MATCH_LEVEL_LOOSE;
  return AXLE_MATCH_LEVEL_DIFFERENT;
}

static AxleMatchLevel
compare_texts (const char *a,
               const char *b,
               GHashTable *words);

static gboolean
is_surname_of (const char *surname,
               const char *name)
{
  gsize length = axle_name_surname_length (name);

  return length > 0 && strlen (surname) == length && strncmp (surname, name, length) == 0;
}

static AxleMatchLevel
compare_chinese_names (const AxleMatchValue *a,
                       const AxleMatchValue *b)
{
  const char *sound_a = a->sound != NULL ? a->sound : a->text;
  const char *sound_b = b->sound != NULL ? b->sound : b->text;
  glong n = MAX (g_utf8_strlen (a->text, -1), g_utf8_strlen (b->text, -1));
  guint edits;

  if (g_str_equal (sound_a, sound_b))
    return AXLE_MATCH_LEVEL_CLOSE;
  /* A company's. */
  if (n > 6 && has_han (a->text) && has_han (b->text))
    return compare_texts (a->text, b->text, NULL);
  if (is_rotated (sound_a, sound_b))
    return AXLE_MATCH_LEVEL_NEAR;
  if (is_surname_of (a->text, b->text) || is_surname_of (b->text, a->text))
    return AXLE_MATCH_LEVEL_LOOSE;
  edits = axle_similarity_edits (a->text, b->text, 1);
  /* One sign of three, or a slip in what was typed for it: n for ng, z for zh. */
  if (edits <= 1 && n >= 3 && axle_similarity_edits (sound_a, sound_b, 1) <= 1)
    return AXLE_MATCH_LEVEL_CLOSE;
  if ((edits <= 1 && n >= 3) || axle_similarity_edits (sound_a, sound_b, 1) <= 1)
    return n >= 3 ? AXLE_MATCH_LEVEL_NEAR : AXLE_MATCH_LEVEL_LOOSE;
  return AXLE_MATCH_LEVEL_DIFFERENT;
}

static AxleMatchLevel
compare_names (const AxleMatchValue *a,
               const AxleMatchValue *b,
               GHashTable           *words)
{
  if (!g_str_is_ascii (a->text) || !g_str_is_ascii (b->text))
    return has_han (a->text) || has_han (b->text) ? compare_chinese_names (a, b) : compare_letters (a->text, b->text);
  if (strchr (a->text, ' ') != NULL || strchr (b->text, ' ') != NULL)
    {
      AxleMatchLevel by_words = compare_texts (a->text, b->text, words);
      AxleMatchLevel by_letters = compare_letters (a->sound != NULL ? a->sound : a->text,
                                                   b->sound != NULL ? b->sound : b->text);

      return MIN (by_words, by_letters);
    }
  return compare_letters (a->text, b->text);
}

static AxleMatchLevel
compare_codes (const char *a,
               const char *b)
{
  gsize shorter = MIN (strlen (a), strlen (b));
  guint edits = axle_similarity_edits (a, b, 2);

  if (edits == 1)
    return shorter >= 5 ? AXLE_MATCH_LEVEL_CLOSE : shorter >= 3 ? AXLE_MATCH_LEVEL_NEAR : AXLE_MATCH_LEVEL_LOOSE;
  /* The same number with and without what is in front of it. */
  if (shorter >= 7 && (g_str_has_suffix (a, b) || g_str_has_suffix (b, a)))
    return AXLE_MATCH_LEVEL_CLOSE;
  if (edits == 2)
    return shorter >= 7 ? AXLE_MATCH_LEVEL_NEAR : shorter >= 4 ? AXLE_MATCH_LEVEL_LOOSE : AXLE_MATCH_LEVEL_DIFFERENT;
  return AXLE_MATCH_LEVEL_DIFFERENT;
}

static guint
count_equal_parts (const char *a,
                   const char *b)
{
  return (strncmp (a, b, 4) == 0) + (strncmp (a + 5, b + 5, 2) == 0) + (strncmp (a + 8, b + 8, 2) == 0);
}

static AxleMatchLevel
compare_dates (const char *a,
               const char *b)
{
  guint edits;

  if (strlen (a) != 10 || strlen (b) != 10)
    {
      /* One of them without a year. */
      gsize n = strlen (a), m = strlen (b);

      if ((n == 7 || m == 7) && n >= 7 && m >= 7 && strcmp (a + n - 5, b + m - 5) == 0)
        return AXLE_MATCH_LEVEL_CLOSE;
      return compare_codes (a, b);
    }
  edits = axle_similarity_edits (a, b, 2);
  /* A digit, or day and month changed about. */
  if (edits == 1 || (strncmp (a, b, 4) == 0 && strncmp (a + 5, b + 8, 2) == 0 && strncmp (a + 8, b + 5, 2) == 0))
    return AXLE_MATCH_LEVEL_CLOSE;
  if (count_equal_parts (a, b) == 2)
    return AXLE_MATCH_LEVEL_NEAR;
  return edits == 2 ? AXLE_MATCH_LEVEL_LOOSE : AXLE_MATCH_LEVEL_DIFFERENT;
}

static AxleMatchLevel
compare_emails (const char *a,
                const char *b)
{
  guint edits = axle_similarity_edits (a, b, 4);
  const char *at = strchr (a, '@');
  gsize local = at != NULL ? (gsize) (at - a) : 0;

  /* Of initials two are soon others. */
  if (edits <= 2 && (edits == 1 || local >= 6))
    return edits == 1 ? AXLE_MATCH_LEVEL_CLOSE : AXLE_MATCH_LEVEL_NEAR;
  if (local >= 5 && strncmp (a, b, local + 1) == 0)
    return AXLE_MATCH_LEVEL_NEAR;
  return edits <= 4 || axle_similarity_jaro (a, b) >= 0.9 ? AXLE_MATCH_LEVEL_LOOSE : AXLE_MATCH_LEVEL_DIFFERENT;
}


/* A word that many texts hold tells little: its weight falls with its frequency. */
static double
weigh_word (const char *word,
            gsize       length,
            gpointer    data)
{
  GHashTable *words = data;
  char key[64];
  double told;
  guint count, total;

  if (length >= sizeof key)
    return 64;
  memcpy (key, word, length);
  key[length] = '\0';
  total = GPOINTER_TO_UINT (g_hash_table_lookup (words, ""));
  count = MAX (1, GPOINTER_TO_UINT (g_hash_table_lookup (words, key)));
  told = log2 (1 + (double) MAX (total, count) / count);
  return told * told;
}

static AxleMatchLevel
level_of (double like)
{
  return like >= 0.85   ? AXLE_MATCH_LEVEL_CLOSE
         : like >= 0.62 ? AXLE_MATCH_LEVEL_NEAR
         : like >= 0.35 ? AXLE_MATCH_LEVEL_LOOSE
                        : AXLE_MATCH_LEVEL_DIFFERENT;
}

/* Whether a number of @a stands in @b too. */
static gboolean
share_number (const char *a,
              const char *b,
              gboolean   *any)
{
  *any = FALSE;
  for (gsize n; *a != '\0'; a += MAX (n, 1))
    {
      n = strspn (a, "0123456789");
      if (n == 0)
        continue;
      *any = TRUE;
      for (const char *p = b; *p != '\0';)
        {
          gsize m = strspn (p, "0123456789");

          if (m == n && memcmp (a, p, n) == 0)
            return TRUE;
          p += MAX (m, 1);
        }
    }
  return FALSE;
}

/* Another number is another house in the street, not a slip. */
static gboolean
are_other_numbers (const char *a,
                   const char *b)
{
  gboolean any_a, any_b;

  return !share_number (a, b, &any_a) && any_a && !share_number (b, a, &any_b) && any_b;
}

static AxleMatchLevel
compare_texts (const char *a,
               const char *b,
               GHashTable *words)
{
  gsize shorter = MIN (strlen (a), strlen (b));
  guint limit = shorter >= 12 ? 3 : shorter >= 8 ? 2 : 1;
  gboolean other_numbers = are_other_numbers (a, b);
  double like;

  if (shorter >= 4 && !other_numbers && axle_similarity_edits (a, b, limit) <= limit)
    return AXLE_MATCH_LEVEL_CLOSE;
  like = has_han (a) && has_han (b)
           ? axle_similarity_pairs (a, b)
           : axle_similarity_words (a, b, words != NULL ? weigh_word : NULL, words);
  return MAX (level_of (like), other_numbers ? AXLE_MATCH_LEVEL_LOOSE : AXLE_MATCH_LEVEL_CLOSE);
}

static AxleMatchLevel
compare_categories (const char *a,
                    const char *b)
{
  if (MIN (strlen (a), strlen (b)) < 4)
    return AXLE_MATCH_LEVEL_DIFFERENT;
  return compare_letters (a, b);
}

/**
 * axle_match_compare:
 * @kind: what they are
 * @a: a value
 * @b: another
 * @words: (nullable): how many texts hold a word, and under "" how many texts there are
 *
 * Returns: how alike they are
 */
AxleMatchLevel
axle_match_compare (AxleMatchKind         kind,
                    const AxleMatchValue *a,
                    const AxleMatchValue *b,
                    GHashTable           *words)
{
  if (a->text == b->text || g_str_equal (a->text, b->text))
    return AXLE_MATCH_LEVEL_SAME;
  switch (kind)
    {
    case AXLE_MATCH_KIND_NAME:
      return compare_names (a, b, words);
    case AXLE_MATCH_KIND_BIRTHDAY:
      return compare_dates (a->text, b->text);
    case AXLE_MATCH_KIND_EMAIL:
      return compare_emails (a->text, b->text);
    case AXLE_MATCH_KIND_PHONE:
    case AXLE_MATCH_KIND_VIN:
    case AXLE_MATCH_KIND_PLATE:
    case AXLE_MATCH_KIND_CREDIT_CODE:
    case AXLE_MATCH_KIND_WECHAT:
    case AXLE_MATCH_KIND_NUMBER:
      return compare_codes (a->text, b->text);
    case AXLE_MATCH_KIND_CITY:
    case AXLE_MATCH_KIND_GENDER:
    case AXLE_MATCH_KIND_CATEGORY:
      return compare_categories (a->text, b->text);
    case AXLE_MATCH_KIND_COMPANY:
    case AXLE_MATCH_KIND_ADDRESS:
    case AXLE_MATCH_KIND_TEXT:
    case AXLE_MATCH_N_KINDS:
    default:
      return compare_texts (a->text, b->text, words);
    }
}
