/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/pinyin.h"

#include <string.h>

#include "base/pinyin-table.h"
#include "base/text.h"

/* One token while its readings are being weighed: numbers of syllables, the
 * likeliest first; a word has none. */
typedef struct
{
  guint    offset;
  guint    length;
  gunichar simple;
  gboolean han;
  gboolean in_phrase;
  guint    n;
  guint16  choices[AXLE_PINYIN_MAX_CHOICES];
  char    *word;
} Token;

static const void *
find_sign (const void *table,
           gsize       n,
           gsize       size,
           guint32     sign)
{
  gsize low = 0;

  while (low < n)
    {
      gsize middle = low + (n - low) / 2;
      const char *entry = (const char *) table + middle * size;
      guint32 found;

      memcpy (&found, entry, sizeof found);
      if (found == sign)
        return entry;
      if (found < sign)
        low = middle + 1;
      else
        n = middle;
    }
  return NULL;
}

static guint16
usual_reading (gunichar sign)
{
  const AxlePinyinRare *rare;

  if (sign >= AXLE_PINYIN_BMP_FIRST && sign <= AXLE_PINYIN_BMP_LAST)
    return axle_pinyin_bmp[sign - AXLE_PINYIN_BMP_FIRST];
  if (sign == 0x3007) /* 〇, a number and not a character to Unicode */
    return usual_reading (0x96f6);
  if (sign < 0x20000)
    return 0;
  rare = find_sign (axle_pinyin_rare, axle_pinyin_n_rare, sizeof *axle_pinyin_rare, sign);
  return rare == NULL ? 0 : rare->syllable;
}

static gunichar
simplified (gunichar sign)
{
  gsize low = 0, high = axle_pinyin_n_folds;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (axle_pinyin_folds[middle].traditional == sign)
        return axle_pinyin_folds[middle].simplified;
      if (axle_pinyin_folds[middle].traditional < sign)
        low = middle + 1;
      else
        high = middle;
    }
  return sign;
}

/* The second half of a line of a table of words, or NULL. */
static const char *
find_word (const char *table,
           gsize       table_length,
           const char *word)
{
  gsize low = 0, high = table_length;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order;

      while (middle > low && table[middle - 1] != '\n')
        middle--;
      order = strcmp (word, table + middle);
      if (order == 0)
        return table + middle + strlen (word) + 1;
      if (order < 0)
        high = middle;
      else
        low = (gsize) ((const char *) memchr (table + middle, '\n', table_length - middle) - table) + 1;
    }
  return NULL;
}

static guint16
syllable_number (const char *text,
                 gsize       length)
{
  /* The table is sorted; its first entry stands for no reading. */
  gsize low = 1, high = axle_pinyin_n_syllables;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      int order = strncmp (text, axle_pinyin_syllables[middle], length);

      if (order == 0 && axle_pinyin_syllables[middle][length] == '\0')
        return (guint16) middle;
      if (order <= 0)
        high = middle;
      else
        low = middle + 1;
    }
  return 0;
}

/* Makes a reading the one at @place, before those that were less likely. */
static void
promote (Token  *token,
         guint16 syllable,
         guint   place)
{
  guint at = 0;

  if (syllable == 0 || !token->han)
    return;
  while (at < token->n && token->choices[at] != syllable)
    at++;
  if (at < place)
    return;
  if (at == token->n && token->n < AXLE_PINYIN_MAX_CHOICES)
    token->n++;
  at = MIN (at, token->n - 1);
  place = MIN (place, token->n - 1);
  memmove (token->choices + place + 1, token->choices + place, (at - place) * sizeof *token->choices);
  token->choices[place] = syllable;
}

static void
add_more (Token   *token,
          gunichar sign)
{
  const AxlePinyinMore *more = find_sign (axle_pinyin_more, axle_pinyin_n_more, sizeof *axle_pinyin_more, sign);

  for (guint i = 0; more != NULL && i < G_N_ELEMENTS (more->syllables) && more->syllables[i] != 0; i++)
    promote (token, more->syllables[i], token->n);
}

static void
read_han (Token   *token,
          gunichar sign)
{
  token->simple = simplified (sign);
  promote (token, usual_reading (sign), 0);
  add_more (token, sign);
  if (token->simple != sign)
    {
      promote (token, usual_reading (token->simple), token->n);
      add_more (token, token->simple);
    }
}

static gboolean
is_han (gunichar sign)
{
  return usual_reading (sign) != 0;
}

/* Compatibility ideographs stand for the character that they once copied. */
static gunichar
unified (gunichar sign)
{
  gunichar out[4];

  if ((sign >= 0xf900 && sign <= 0xfaff) || (sign >= 0x2f800 && sign <= 0x2fa1f) || (sign >= 0x2e80 && sign <= 0x2fdf))
    if (g_unichar_fully_decompose (sign, TRUE, out, G_N_ELEMENTS (out)) == 1)
      return out[0];
  return axle_text_narrow (sign);
}

static gboolean
joins_word (gunichar sign)
{
  return !is_han (sign) && g_unichar_isalnum (sign);
}

static GArray *
tokens_new (const char *text)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (Token));
  const char *p = text;

  while (*p != '\0' && tokens->len < AXLE_PINYIN_MAX_SIGNS)
    {
      gunichar sign = unified (g_utf8_get_char (p));
      Token token = { .offset = (guint) (p - text) };

      if (is_han (sign))
        {
          token.han = TRUE;
          read_han (&token, sign);
          p = g_utf8_next_char (p);
        }
      else if (joins_word (sign))
        {
          GString *word = g_string_new (NULL);

          for (; *p != '\0' && joins_word (sign = unified (g_utf8_get_char (p))) && word->len < 256; p = g_utf8_next_char (p))
            g_string_append_unichar (word, g_unichar_tolower (sign));
          token.word = g_string_free (word, FALSE);
        }
      else
        {
          p = g_utf8_next_char (p);
          continue;
        }
      token.length = (guint) (p - text) - token.offset;
      g_array_append_val (tokens, token);
    }
  return tokens;
}

static void
tokens_free (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    g_free (g_array_index (tokens, Token, i).word);
  g_array_unref (tokens);
}

static Token *
token_at (GArray *tokens,
          guint   i)
{
  return &g_array_index (tokens, Token, i);
}

/* Chinese characters that follow each other without anything between. */
static guint
run_length (GArray *tokens,
            guint   from)
{
  guint n = 0;

  while (from + n < tokens->len && token_at (tokens, from + n)->han
         && (n == 0 || token_at (tokens, from + n)->offset
                         == token_at (tokens, from + n - 1)->offset + token_at (tokens, from + n - 1)->length))
    n++;
  return n;
}

static void
spell (GArray *tokens,
       guint   from,
       guint   length,
       char   *word)
{
  gsize n = 0;

  for (guint i = 0; i < length; i++)
    n += (gsize) g_unichar_to_utf8 (token_at (tokens, from + i)->simple, word + n);
  word[n] = '\0';
}

/* @reading: one reading of a word, with blanks between; ends at NUL or comma. */
static const char *
promote_reading (GArray     *tokens,
                 guint       from,
                 const char *reading,
                 guint       place)
{
  while (*reading != '\0' && *reading != ',')
    {
      gsize length = strcspn (reading, " ,");

      promote (token_at (tokens, from++), syllable_number (reading, length), place);
      reading += length;
      reading += *reading == ' ';
    }
  return *reading == ',' ? reading + 1 : reading;
}

static void
promote_word (GArray     *tokens,
              guint       from,
              guint       length,
              const char *readings)
{
  for (guint place = 0; *readings != '\0'; place++)
    readings = promote_reading (tokens, from, readings, place);
  for (guint i = 0; i < length; i++)
    token_at (tokens, from + i)->in_phrase = TRUE;
}

/* Words in the run, the longest first; compound surnames are words too. */
static void
read_words (GArray *tokens,
            guint   from,
            guint   n)
{
  char word[AXLE_PINYIN_MAX_WORD * 6 + 1];

  for (guint i = 0; i < n;)
    {
      guint step = 1;

      for (guint length = MIN (n - i, AXLE_PINYIN_MAX_WORD); length >= 2; length--)
        {
          const char *readings;

          spell (tokens, from + i, length, word);
          readings = find_word (axle_pinyin_phrases, axle_pinyin_phrases_length, word);
          if (readings == NULL)
            readings = find_word (axle_pinyin_surnames, axle_pinyin_surnames_length, word);
          if (readings != NULL)
            {
              promote_word (tokens, from + i, length, readings);
              step = length;
              break;
            }
        }
      i += step;
    }
}

static void
read_surname (GArray *tokens,
              guint   at,
              guint   place)
{
  char word[7];
  const char *readings;

  spell (tokens, at, 1, word);
  readings = find_word (axle_pinyin_surnames, axle_pinyin_surnames_length, word);
  for (; readings != NULL && *readings != '\0'; place++)
    readings = promote_reading (tokens, at, readings, place);
}

static guint
title_length (GArray *tokens,
              guint   from,
              guint   n)
{
  static const char *const titles[] = {
    "先生", "女士", "小姐", "太太", "经理", "师傅", "老师", "老板", "主任", "总监", "顾问", "医生", "总", "工", "哥", "姐",
  };
  char word[AXLE_PINYIN_MAX_WORD * 6 + 1];

  for (guint length = MIN (2, n - 1); length >= 1; length--)
    {
      spell (tokens, from + n - length, length, word);
      for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
        if (strcmp (titles[i], word) == 0)
          return length;
    }
  return 0;
}

static gboolean
follows_introduction (GArray *tokens,
                      guint   from,
                      guint   at)
{
  static const char *const introductions[] = { "叫", "姓", "是" };
  char word[7];

  if (at == from)
    return FALSE;
  spell (tokens, at - 1, 1, word);
  for (gsize i = 0; i < G_N_ELEMENTS (introductions); i++)
    if (strcmp (introductions[i], word) == 0)
      return TRUE;
  return FALSE;
}

/* A run that may be a person's name is read as one; in longer text only what
 * follows 姓 or 叫 is. Where a word of the language covers the first sign, or
 * the run is too long or too short for a name, the surname comes second. */
static void
read_names (GArray *tokens,
            guint   from,
            guint   n)
{
  char first[7];
  guint name;

  name = n - (n >= 2 ? title_length (tokens, from, n) : 0);
  spell (tokens, from, 1, first);
  if (n == 2 && (strcmp (first, "老") == 0 || strcmp (first, "小") == 0) && !token_at (tokens, from)->in_phrase)
    read_surname (tokens, from + 1, 0);
  else
    read_surname (tokens, from,
                  token_at (tokens, from)->in_phrase || n == 1 || name > 3 ? 1 : 0);
  for (guint i = 1; i < n; i++)
    if (follows_introduction (tokens, from, from + i) && !token_at (tokens, from + i)->in_phrase)
      read_surname (tokens, from + i, 0);
}

static GArray *
read_text (const char *text)
{
  GArray *tokens = tokens_new (text);

  for (guint i = 0; i < tokens->len;)
    {
      guint n = run_length (tokens, i);

      if (n > 0)
        {
          read_words (tokens, i, n);
          read_names (tokens, i, n);
        }
      i += MAX (n, 1);
    }
  return tokens;
}

/* A reading in the making: which choice at each token, and how unlikely. */
typedef struct
{
  guint  cost;
  guint8 choice[AXLE_PINYIN_MAX_SIGNS];
} Path;

static int
path_compare (gconstpointer a,
              gconstpointer b)
{
  const Path *left = a, *right = b;

  return left->cost < right->cost ? -1 : left->cost > right->cost;
}

/* The likeliest combinations of choices, in order: the first reading of each
 * token costs nothing, the second 2, the third 3 and so on. Kept to
 * AXLE_PINYIN_MAX_READINGS at each step, which loses none of the best. */
static GArray *
best_paths (const guint8 *n_choices,
            guint         n)
{
  GArray *paths = g_array_sized_new (FALSE, TRUE, sizeof (Path), AXLE_PINYIN_MAX_READINGS);

  g_array_set_size (paths, 1);
  for (guint i = 0; i < n; i++)
    {
      guint before = paths->len;

      for (guint choice = 1; choice < n_choices[i]; choice++)
        for (guint k = 0; k < before; k++)
          {
            Path path = g_array_index (paths, Path, k);

            path.choice[i] = (guint8) choice;
            path.cost += choice + 1;
            g_array_append_val (paths, path);
          }
      if (paths->len > before)
        {
          /* g_array_sort is stable: equals stay in the order of their tokens. */
          g_array_sort (paths, path_compare);
          g_array_set_size (paths, MIN (paths->len, AXLE_PINYIN_MAX_READINGS));
        }
    }
  return paths;
}

/* ü is typed as v on keyboards, as u in tickets, and as yu in passports. */
typedef enum
{
  UMLAUT_V,
  UMLAUT_U,
  UMLAUT_YU,
  N_UMLAUTS,
} Umlaut;

static gboolean
has_umlaut (const char *syllable)
{
  return (syllable[0] == 'l' || syllable[0] == 'n') && syllable[1] == 'v';
}

static void
append_syllable (GString    *out,
                 const char *syllable,
                 Umlaut      umlaut)
{
  static const char *const spelling[N_UMLAUTS] = { "v", "u", "yu" };

  if (!has_umlaut (syllable))
    {
      g_string_append (out, syllable);
      return;
    }
  g_string_append_c (out, syllable[0]);
  g_string_append (out, spelling[umlaut]);
  g_string_append (out, syllable + 2);
}

static gboolean
join (GArray       *tokens,
      const guint8 *choice,
      Umlaut        umlaut,
      GString      *out)
{
  gboolean umlauts = FALSE;

  g_string_truncate (out, 0);
  for (guint i = 0; i < tokens->len; i++)
    {
      Token *token = token_at (tokens, i);
      const char *syllable = token->han ? axle_pinyin_syllables[token->choices[choice[i]]] : token->word;

      if (i > 0)
        g_string_append_c (out, ' ');
      if (token->han)
        append_syllable (out, syllable, umlaut);
      else
        g_string_append (out, syllable);
      umlauts |= token->han && has_umlaut (syllable);
    }
  return umlauts;
}

static gboolean
is_known (GPtrArray  *list,
          const char *text)
{
  for (guint i = 0; i < list->len; i++)
    if (strcmp (list->pdata[i], text) == 0)
      return TRUE;
  return FALSE;
}

static char **
finish_list (GPtrArray *list)
{
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (list, FALSE);
}

/* A single letter that no Chinese keyboard has, such as the ç of “√ç”: nobody
 * types it to find a name. It is left out of one reading and kept in another. */
static char *
without_lone_letters (const char *text)
{
  GString *out = g_string_new (NULL);
  gboolean in_word = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *next = g_utf8_next_char (p);
      gunichar sign = g_utf8_get_char (p);
      gboolean lone = !in_word && sign >= 0x80 && joins_word (sign) && g_unichar_isalpha (sign)
                      && !joins_word (g_utf8_get_char (next));

      in_word = joins_word (sign);
      if (lone)
        g_string_append_c (out, ' ');
      else
        g_string_append_len (out, p, next - p);
    }
  return g_string_free (out, FALSE);
}

static void
add_full (GPtrArray  *list,
          const char *text)
{
  GArray *tokens = read_text (text);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GArray) paths = NULL;
  guint8 n_choices[AXLE_PINYIN_MAX_SIGNS] = { 0 };

  for (guint i = 0; i < tokens->len; i++)
    n_choices[i] = (guint8) MAX (token_at (tokens, i)->n, 1);
  paths = best_paths (n_choices, tokens->len);
  for (Umlaut umlaut = UMLAUT_V; umlaut < N_UMLAUTS && tokens->len > 0; umlaut++)
    for (guint k = 0; k < paths->len && list->len < AXLE_PINYIN_MAX_READINGS; k++)
      {
        gboolean umlauts = join (tokens, g_array_index (paths, Path, k).choice, umlaut, out);

        if ((umlauts || umlaut == UMLAUT_V) && !is_known (list, out->str))
          g_ptr_array_add (list, g_strdup (out->str));
      }
  tokens_free (tokens);
}

/**
 * axle_pinyin_full:
 * @text: valid UTF-8
 *
 * The readings of a text as a person types them: syllables in lower case
 * without tones, a blank between, `shan xiong xin`. Words in letters and digits
 * stand as they are, in lower case; everything else is left out. ü is `v`, and
 * again `u` and `yu`. At most %AXLE_PINYIN_MAX_READINGS, the likeliest first.
 *
 * Returns: (transfer full) (array zero-terminated=1): the readings; none for
 *   a text without letters
 */
char **
axle_pinyin_full (const char *text)
{
  GPtrArray *list = g_ptr_array_new ();
  g_autofree char *typed = without_lone_letters (text);

  add_full (list, typed);
  if (!g_str_equal (typed, text))
    add_full (list, text);
  return finish_list (list);
}

/* What a token may contribute: the first letters of its readings; of a word
 * its first letter or all of it, of a number always all. */
static guint
initials_of (const Token *token,
             char         letters[AXLE_PINYIN_MAX_CHOICES])
{
  guint n = 0;

  if (!token->han)
    return g_unichar_isdigit (g_utf8_get_char (token->word)) || *g_utf8_next_char (token->word) == '\0' ? 1 : 2;
  for (guint i = 0; i < token->n; i++)
    {
      char letter = axle_pinyin_syllables[token->choices[i]][0];

      if (memchr (letters, letter, n) == NULL)
        letters[n++] = letter;
    }
  return n;
}

static void
append_initial (GString     *out,
                const Token *token,
                const char  *letters,
                guint        choice,
                guint        n_choices)
{
  if (token->han)
    g_string_append_c (out, letters[choice]);
  else if (choice == 0 && n_choices == 2)
    g_string_append_len (out, token->word, g_utf8_next_char (token->word) - token->word);
  else
    g_string_append (out, token->word);
}

static void
add_initials (GPtrArray  *list,
              const char *text)
{
  GArray *tokens = read_text (text);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GArray) paths = NULL;
  char letters[AXLE_PINYIN_MAX_SIGNS][AXLE_PINYIN_MAX_CHOICES];
  guint8 n_choices[AXLE_PINYIN_MAX_SIGNS] = { 0 };

  for (guint i = 0; i < tokens->len; i++)
    n_choices[i] = (guint8) initials_of (token_at (tokens, i), letters[i]);
  paths = best_paths (n_choices, tokens->len);
  for (guint k = 0; k < paths->len && tokens->len > 0 && list->len < AXLE_PINYIN_MAX_READINGS; k++)
    {
      g_string_truncate (out, 0);
      for (guint i = 0; i < tokens->len; i++)
        append_initial (out, token_at (tokens, i), letters[i], g_array_index (paths, Path, k).choice[i], n_choices[i]);
      if (!is_known (list, out->str))
        g_ptr_array_add (list, g_strdup (out->str));
    }
  tokens_free (tokens);
}

/**
 * axle_pinyin_initials:
 * @text: valid UTF-8
 *
 * The first letters of the readings, `sxx`. At most
 * %AXLE_PINYIN_MAX_READINGS, the likeliest first.
 *
 * Returns: (transfer full) (array zero-terminated=1): the initials; none for a
 *   text without letters
 */
char **
axle_pinyin_initials (const char *text)
{
  GPtrArray *list = g_ptr_array_new ();
  g_autofree char *typed = without_lone_letters (text);

  add_initials (list, typed);
  if (!g_str_equal (typed, text))
    add_initials (list, text);
  return finish_list (list);
}

/**
 * axle_pinyin_sort_key:
 * @text: valid UTF-8
 *
 * Returns: (transfer full): the likeliest reading, by which names are sorted;
 *   empty for a text without letters
 */
char *
axle_pinyin_sort_key (const char *text)
{
  static const guint8 first[AXLE_PINYIN_MAX_SIGNS] = { 0 };
  GArray *tokens = read_text (text);
  GString *out = g_string_new (NULL);

  join (tokens, first, UMLAUT_V, out);
  tokens_free (tokens);
  return g_string_free (out, FALSE);
}

static void
add_choice (AxlePinyinSyllables *self,
            AxlePinyinSyllable  *syllable,
            const char          *choice)
{
  if (syllable->n_choices < AXLE_PINYIN_MAX_CHOICES)
    syllable->choices[syllable->n_choices++] = g_string_chunk_insert_const (self->words, choice);
}

static void
fill_syllable (AxlePinyinSyllables *self,
               AxlePinyinSyllable  *syllable,
               const Token         *token)
{
  syllable->offset = token->offset;
  syllable->length = token->length;
  syllable->han = token->han;
  if (!token->han)
    {
      add_choice (self, syllable, token->word);
      return;
    }
  for (guint i = 0; i < token->n; i++)
    {
      const char *choice = axle_pinyin_syllables[token->choices[i]];

      add_choice (self, syllable, choice);
      for (Umlaut umlaut = UMLAUT_U; umlaut < N_UMLAUTS && has_umlaut (choice); umlaut++)
        {
          g_autoptr (GString) other = g_string_new (NULL);

          append_syllable (other, choice, umlaut);
          add_choice (self, syllable, other->str);
        }
    }
}

/**
 * axle_pinyin_syllables_new:
 * @text: valid UTF-8; what comes after %AXLE_PINYIN_MAX_SIGNS characters and
 *   words is not read
 *
 * Returns: (transfer full): the text taken apart, with the readings of each part
 */
AxlePinyinSyllables *
axle_pinyin_syllables_new (const char *text)
{
  AxlePinyinSyllables *self = g_new0 (AxlePinyinSyllables, 1);
  GArray *tokens = read_text (text);

  self->words = g_string_chunk_new (64);
  self->n_syllables = tokens->len;
  self->syllables = g_new0 (AxlePinyinSyllable, tokens->len);
  for (guint i = 0; i < tokens->len; i++)
    fill_syllable (self, &self->syllables[i], token_at (tokens, i));
  tokens_free (tokens);
  return self;
}

void
axle_pinyin_syllables_free (AxlePinyinSyllables *self)
{
  g_string_chunk_free (self->words);
  g_free (self->syllables);
  g_free (self);
}
