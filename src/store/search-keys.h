/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/*
 * The keys under which a customer is found, with those who were merged into them. Each is a word of the full-text index,
 * asked for by its beginning, so there is one for each place where a search may begin:
 *
 * - of a name 李明朗: 李明朗 明朗 朗, liminglang minglang lang, lml ml l, with every
 *   plausible reading; a mixture (limingl, lmlang, zhang三) asks for several and the
 *   row decides, see axle_search_match_name();
 * - of what a customer is called, once more from its beginning behind a mark:
 *   ↦liminglang ↦lml, because a search for little must not drown in what is inside;
 * - of a phone number: each six digits in a row, and the shorter tails;
 * - of a plate: itself, and what is left without its first signs;
 * - of a VIN: itself, and backwards behind a mark, so that its tail is a beginning.
 *
 * The numbers of orders are not among them: they have an index of their own, see
 * search.c.
 */

/* How many digits a phone key has. */
#define AXLE_SEARCH_GRAM 6

/* How much of a name one key covers: a search for more is cut to this. */
#define AXLE_SEARCH_HAN 8
#define AXLE_SEARCH_LETTERS 24

/* Before a VIN written backwards. */
#define AXLE_SEARCH_TAIL "↩"

/* Before the sound of a name from its beginning. */
#define AXLE_SEARCH_START "↦"

/* How good a match is; lower is better. */
typedef enum
{
  AXLE_MATCH_WHOLE,
  AXLE_MATCH_START,
  AXLE_MATCH_SOUND,
  AXLE_MATCH_TAIL,
  AXLE_MATCH_INSIDE,
  AXLE_MATCH_SOUND_INSIDE,
  AXLE_MATCH_NONE,
} AxleMatch;

char     *axle_search_keys         (const AxleRecord *customer,
                                    GPtrArray        *merged,
                                    GPtrArray        *vehicles);
char     *axle_search_sort_key     (const char       *name);
char     *axle_search_letters      (const char       *text);
char     *axle_search_reverse      (const char       *text);
char     *axle_search_phone_query  (const char       *phone);
AxleMatch axle_search_match_name   (const char       *name,
                                    const char       *word,
                                    int              *start,
                                    int              *length);
AxleMatch axle_search_match_phone  (const char       *phone,
                                    const char       *word,
                                    int              *start,
                                    int              *length);
AxleMatch axle_search_match_plate  (const char       *plate,
                                    const char       *word,
                                    int              *start,
                                    int              *length);
AxleMatch axle_search_match_order  (const char       *number,
                                    const char       *word,
                                    int              *start,
                                    int              *length);
AxleMatch axle_search_match_vin    (const char       *vin,
                                    const char       *word,
                                    int              *start,
                                    int              *length);

G_END_DECLS
