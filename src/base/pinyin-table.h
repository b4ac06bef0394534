/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define AXLE_PINYIN_BMP_FIRST 0x3400
#define AXLE_PINYIN_BMP_LAST  0x9fff
#define AXLE_PINYIN_MAX_WORD  8

/* The usual reading of a character beyond the BMP. */
typedef struct
{
  guint32 sign;
  guint16 syllable;
} AxlePinyinRare;

/* The other readings of a character, the likelier first, 0 after the last. */
typedef struct
{
  guint32 sign;
  guint16 syllables[7];
} AxlePinyinMore;

/* A traditional character and its simplified form. */
typedef struct
{
  guint16 traditional;
  guint16 simplified;
} AxlePinyinFold;

extern const char           axle_pinyin_syllables[][8];
extern const gsize          axle_pinyin_n_syllables;
extern const guint16        axle_pinyin_bmp[AXLE_PINYIN_BMP_LAST - AXLE_PINYIN_BMP_FIRST + 1];
extern const AxlePinyinRare axle_pinyin_rare[];
extern const gsize          axle_pinyin_n_rare;
extern const AxlePinyinMore axle_pinyin_more[];
extern const gsize          axle_pinyin_n_more;
extern const AxlePinyinFold axle_pinyin_folds[];
extern const gsize          axle_pinyin_n_folds;

/* Sorted lines: a word, its readings with commas between; NUL after each. */
extern const char           axle_pinyin_phrases[];
extern const gsize          axle_pinyin_phrases_length;
extern const char           axle_pinyin_surnames[];
extern const gsize          axle_pinyin_surnames_length;

G_END_DECLS
