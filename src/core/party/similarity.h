/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many signs of a text are compared; what comes after them is not looked at. */
#define AXLE_SIMILARITY_MAX_SIGNS 96
#define AXLE_SIMILARITY_MAX_WORDS 24

/**
 * AxleSimilarityWeigh:
 * @word: a word, not terminated
 * @length: its bytes
 * @data: what was given along
 *
 * Returns: how much it tells; a word that all have tells little
 */
typedef double (*AxleSimilarityWeigh) (const char *word,
                                       gsize       length,
                                       gpointer    data);

guint  axle_similarity_edits   (const char          *a,
                                const char          *b,
                                guint                limit);
double axle_similarity_jaro    (const char          *a,
                                const char          *b);
double axle_similarity_pairs   (const char          *a,
                                const char          *b);
double axle_similarity_words   (const char          *a,
                                const char          *b,
                                AxleSimilarityWeigh  weigh,
                                gpointer             data);

G_END_DECLS
