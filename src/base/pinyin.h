/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many readings of one text are kept, and how much of a text is read. */
#define AXLE_PINYIN_MAX_READINGS 32
#define AXLE_PINYIN_MAX_SIGNS    256
#define AXLE_PINYIN_MAX_CHOICES  8

/**
 * AxlePinyinSyllable:
 * @offset: the byte in the text where it begins
 * @length: its bytes in the text
 * @han: whether it is a Chinese character; otherwise a word of letters or digits
 * @n_choices: how many readings it has, at least 1
 * @choices: the readings, the likeliest first: lower case, without tone, ü as v
 *
 * One Chinese character with its possible readings, or one word in letters or
 * digits with itself (in lower case) as the only reading.
 */
typedef struct
{
  guint       offset;
  guint       length;
  gboolean    han;
  guint       n_choices;
  const char *choices[AXLE_PINYIN_MAX_CHOICES];
} AxlePinyinSyllable;

/**
 * AxlePinyinSyllables:
 * @n_syllables: how many there are
 * @syllables: (array length=n_syllables): in the order of the text
 *
 * A text taken apart for a search index.
 */
typedef struct
{
  guint               n_syllables;
  AxlePinyinSyllable *syllables;
  GStringChunk       *words;
} AxlePinyinSyllables;

AxlePinyinSyllables *axle_pinyin_syllables_new  (const char          *text);
void                 axle_pinyin_syllables_free (AxlePinyinSyllables *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePinyinSyllables, axle_pinyin_syllables_free)

char **axle_pinyin_full     (const char *text);
char **axle_pinyin_initials (const char *text);
char  *axle_pinyin_sort_key (const char *text);

G_END_DECLS
