/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/similarity.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  gunichar signs[AXLE_SIMILARITY_MAX_SIGNS];
  guint    n;
} Signs;

static void
take_signs (const char *text,
            Signs      *out)
{
  out->n = 0;
  for (const char *p = text; *p != '\0' && out->n < AXLE_SIMILARITY_MAX_SIGNS; p = g_utf8_next_char (p))
    out->signs[out->n++] = g_utf8_get_char (p);
}

static guint
edits (const gunichar *a,
       guint           n,
       const gunichar *b,
       guint           m,
       guint           limit)
{
  guint rows[3][AXLE_SIMILARITY_MAX_SIGNS + 1];
  guint *before = rows[0], *above = rows[1], *row = rows[2];

  if ((n > m ? n - m : m - n) > limit)
    return limit + 1;
  for (guint j = 0; j <= m; j++)
    above[j] = j;
  for (guint i = 1; i <= n; i++)
    {
      guint least = row[0] = i;
      guint *spare;

      for (guint j = 1; j <= m; j++)
        {
          guint cost = above[j - 1] + (a[i - 1] != b[j - 1]);

          cost = MIN (cost, MIN (above[j], row[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            cost = MIN (cost, before[j - 2] + 1);
          row[j] = cost;
          least = MIN (least, cost);
        }
      if (least > limit)
        return limit + 1;
      spare = before;
      before = above;
      above = row;
      row = spare;
    }
  return MIN (above[m], limit + 1);
}

/**
 * axle_similarity_edits:
 * @a: valid UTF-8
 * @b: valid UTF-8
 * @limit: from where on it does not matter
 *
 * How many slips of the finger lie between two texts: a sign wrong, missing, too many,
 * or two changed about (the restricted distance of Damerau and Levenshtein).
 *
 * Returns: their number; @limit + 1 for all that are more
 */
guint
axle_similarity_edits (const char *a,
                       const char *b,
                       guint       limit)
{
  Signs first, second;

  take_signs (a, &first);
  take_signs (b, &second);
  return edits (first.signs, first.n, second.signs, second.n, limit);
}

static guint
count_common (const Signs *a,
              const Signs *b,
              gboolean     used_a[AXLE_SIMILARITY_MAX_SIGNS],
              gboolean     used_b[AXLE_SIMILARITY_MAX_SIGNS])
{
  guint longest = MAX (a->n, b->n);
  guint window = longest / 2 > 1 ? longest / 2 - 1 : 0;
  guint common = 0;

  for (guint i = 0; i < a->n; i++)
    for (guint j = i > window ? i - window : 0; j < MIN (b->n, i + window + 1); j++)
      if (!used_b[j] && a->signs[i] == b->signs[j])
        {
          used_a[i] = used_b[j] = TRUE;
          common++;
          break;
        }
  return common;
}

/**
 * axle_similarity_jaro:
 * @a: valid UTF-8
 * @b: valid UTF-8
 *
 * How alike two short texts are, by Jaro and Winkler: what they share near the same
 * place, more when they begin alike.
 *
 * Returns: 0 for nothing in common to 1 for the same
 */
double
axle_similarity_jaro (const char *a,
                      const char *b)
{
  Signs first, second;
  gboolean used_a[AXLE_SIMILARITY_MAX_SIGNS] = { FALSE }, used_b[AXLE_SIMILARITY_MAX_SIGNS] = { FALSE };
  guint common, moved = 0, begin = 0;
  double jaro;

  take_signs (a, &first);
  take_signs (b, &second);
  common = count_common (&first, &second, used_a, used_b);
  if (common == 0)
    return 0;
  for (guint i = 0, j = 0; i < first.n; i++)
    {
      if (!used_a[i])
        continue;
      while (!used_b[j])
        j++;
      moved += first.signs[i] != second.signs[j++];
    }
  jaro = ((double) common / first.n + (double) common / second.n + (common - moved / 2.0) / common) / 3;
  while (begin < 4 && begin < first.n && begin < second.n && first.signs[begin] == second.signs[begin])
    begin++;
  return jaro + begin * 0.1 * (1 - jaro);
}

/**
 * axle_similarity_pairs:
 * @a: valid UTF-8
 * @b: valid UTF-8
 *
 * How many neighbouring signs two texts share (Dice over bigrams): for Chinese, which
 * has no blanks between words.
 *
 * Returns: 0 to 1
 */
double
axle_similarity_pairs (const char *a,
                       const char *b)
{
  Signs first, second;
  gboolean used[AXLE_SIMILARITY_MAX_SIGNS] = { FALSE };
  guint common = 0;

  take_signs (a, &first);
  take_signs (b, &second);
  if (first.n < 2 || second.n < 2)
    return first.n == second.n && first.n > 0 && first.signs[0] == second.signs[0] ? 1 : 0;
  for (guint i = 0; i + 1 < first.n; i++)
    for (guint j = 0; j + 1 < second.n; j++)
      if (!used[j] && first.signs[i] == second.signs[j] && first.signs[i + 1] == second.signs[j + 1])
        {
          used[j] = TRUE;
          common++;
          break;
        }
  return 2.0 * common / (first.n + second.n - 2);
}

typedef struct
{
  const char *start;
  gsize       length;
  double      weight;
  gboolean    used;
} Word;

static double
weigh_by_length (const char *word,
                 gsize       length,
                 gpointer    data)
{
  return (double) MIN (length, 8);
}

static guint
take_words (const char          *text,
            AxleSimilarityWeigh  weigh,
            gpointer             data,
            Word                 words[AXLE_SIMILARITY_MAX_WORDS],
            double              *total)
{
  guint n = 0;

  while (*text != '\0' && n < AXLE_SIMILARITY_MAX_WORDS)
    {
      gsize length = strcspn (text, " ");

      if (length > 0)
        {
          words[n] = (Word) { text, length, weigh (text, length, data), FALSE };
          *total += words[n++].weight;
        }
      text += length + (text[length] == ' ');
    }
  return n;
}

static gboolean
has_digit (const Word *word)
{
  for (gsize i = 0; i < word->length; i++)
    if (g_ascii_isdigit (word->start[i]))
      return TRUE;
  return FALSE;
}

/* How far one word may stand for another: a slip of the finger, or what is left of it
 * when it is shortened (blv, blvd, boulevard). Another number is another one. */
static double
liken (const Word *a,
       const Word *b)
{
  const Word *shorter = a->length <= b->length ? a : b;
  const Word *longer = shorter == a ? b : a;
  char first[64], second[64];

  if (a->length == b->length && memcmp (a->start, b->start, a->length) == 0)
    return 1;
  if (has_digit (a) || has_digit (b) || longer->length >= sizeof first)
    return 0;
  if (shorter->length >= 2 && memcmp (shorter->start, longer->start, shorter->length) == 0)
    return shorter->length >= 3 ? 0.9 : 0.7;
  if (shorter->length < 4)
    return 0;
  memcpy (first, a->start, a->length);
  memcpy (second, b->start, b->length);
  first[a->length] = second[b->length] = '\0';
  return axle_similarity_edits (first, second, shorter->length >= 8 ? 2 : 1) <= (shorter->length >= 8 ? 2 : 1) ? 0.9 : 0;
}

static double
match_words (Word   *a,
             guint   n,
             Word   *b,
             guint   m)
{
  double common = 0;

  for (guint i = 0; i < n; i++)
    {
      double best = 0;
      guint at = 0;

      for (guint j = 0; j < m && best < 1; j++)
        {
          double like = b[j].used ? 0 : liken (&a[i], &b[j]);

          if (like > best)
            {
              best = like;
              at = j;
            }
        }
      if (best > 0)
        {
          b[at].used = TRUE;
          common += best * (a[i].weight + b[at].weight);
        }
    }
  return common;
}

/**
 * axle_similarity_words:
 * @a: valid UTF-8, with a blank between words
 * @b: valid UTF-8, with a blank between words
 * @weigh: (nullable) (scope call): how much a word tells; %NULL for its length
 * @data: given to @weigh
 *
 * How much of what two texts say is the same, whatever its order; words may be
 * shortened or have a slip in them, numbers may not.
 *
 * Returns: 0 to 1
 */
double
axle_similarity_words (const char          *a,
                       const char          *b,
                       AxleSimilarityWeigh  weigh,
                       gpointer             data)
{
  Word first[AXLE_SIMILARITY_MAX_WORDS], second[AXLE_SIMILARITY_MAX_WORDS];
  double total = 0;
  guint n, m;

  if (weigh == NULL)
    weigh = weigh_by_length;
  n = take_words (a, weigh, data, first, &total);
  m = take_words (b, weigh, data, second, &total);
  return total > 0 ? match_words (first, n, second, m) / total : 0;
}
