/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search-keys.h"

#include <string.h>

#include "base/pinyin.h"
#include "base/text.h"
#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"

/* Of a long company name, where a search may begin. */
#define MAX_STARTS 24

/* How many readings of one stretch of a name get keys. */
#define MAX_READINGS 12

/* What a person types for ü where there is no key for it. */
static const char * const umlauts[] = { "v", "u", "yu" };

typedef struct
{
  GString    *out;
  GHashTable *seen;
} Keys;

static void
add_key (Keys       *keys,
         const char *key)
{
  if (*key == '\0' || !g_hash_table_insert (keys->seen, g_strdup (key), NULL))
    return;
  if (keys->out->len > 0)
    g_string_append_c (keys->out, ' ');
  g_string_append (keys->out, key);
}

/* The letters and digits of a text: what is left of it in a key. */
char *
axle_search_letters (const char *text)
{
  g_autofree char *folded = axle_text_fold (text);
  GString *out = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);

      if (sign == 0xfc)
        g_string_append_c (out, 'v');
      else if (g_unichar_isalnum (sign))
        g_string_append_unichar (out, sign);
    }
  return g_string_free (out, FALSE);
}

/* What names sort by: their likeliest reading. */
char *
axle_search_sort_key (const char *name)
{
  return axle_pinyin_sort_key (name);
}

/* The readings of a syllable as they may be typed. */
static GPtrArray *
list_readings (const AxlePinyinSyllable *syllable)
{
  GPtrArray *readings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < syllable->n_choices; i++)
    {
      const char *umlaut = syllable->han ? strchr (syllable->choices[i], 'v') : NULL;

      for (guint u = 0; umlaut != NULL && u < G_N_ELEMENTS (umlauts); u++)
        g_ptr_array_add (readings, g_strdup_printf ("%.*s%s%s", (int) (umlaut - syllable->choices[i]),
                                                    syllable->choices[i], umlauts[u], umlaut + 1));
      if (umlaut == NULL)
        g_ptr_array_add (readings, g_strdup (syllable->choices[i]));
    }
  return readings;
}

/* Puts each of @readings, or the first letter of each, behind each of @stems. */
static GPtrArray *
extend (GPtrArray *stems,
        GPtrArray *readings,
        gboolean   initials)
{
  GPtrArray *longer = g_ptr_array_new_with_free_func (g_free);

  for (guint s = 0; s < stems->len; s++)
    for (guint r = 0; r < readings->len && longer->len < MAX_READINGS; r++)
      {
        const char *reading = readings->pdata[r];
        int length = initials ? (int) (g_utf8_next_char (reading) - reading) : (int) strlen (reading);
        g_autofree char *stem = g_strdup_printf ("%s%.*s", (char *) stems->pdata[s], length, reading);

        if (!g_ptr_array_find_with_equal_func (longer, stem, g_str_equal, NULL))
          g_ptr_array_add (longer, g_steal_pointer (&stem));
      }
  return longer;
}

static void
add_cut (Keys       *keys,
         const char *mark,
         const char *key,
         glong       limit)
{
  g_autofree char *cut = g_utf8_strlen (key, -1) > limit ? g_utf8_substring (key, 0, limit) : g_strdup (key);
  g_autofree char *marked = g_strconcat (mark, cut, NULL);

  if (*cut != '\0')
    add_key (keys, marked);
}

static void
add_sounds (Keys      *keys,
            GPtrArray *readings,
            guint      from,
            gboolean   initials,
            gboolean   marked)
{
  g_autoptr(GPtrArray) stems = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (stems, g_strdup (""));
  for (guint i = from; i < readings->len && strlen (stems->pdata[0]) < AXLE_SEARCH_LETTERS; i++)
    {
      g_autoptr(GPtrArray) longer = extend (stems, readings->pdata[i], initials);

      g_ptr_array_unref (g_steal_pointer (&stems));
      stems = g_steal_pointer (&longer);
    }
  for (guint i = 0; i < stems->len; i++)
    {
      add_cut (keys, "", stems->pdata[i], AXLE_SEARCH_LETTERS);
      if (marked)
        add_cut (keys, AXLE_SEARCH_START, stems->pdata[i], AXLE_SEARCH_LETTERS);
    }
}

static void
add_signs (Keys                      *keys,
           const char                *text,
           const AxlePinyinSyllables *syllables,
           guint                      from)
{
  g_autoptr(GString) signs = g_string_new (NULL);

  for (guint i = from; i < syllables->n_syllables; i++)
    g_string_append_len (signs, text + syllables->syllables[i].offset, syllables->syllables[i].length);
  add_cut (keys, "", signs->str, AXLE_SEARCH_HAN);
}

static void
add_name (Keys       *keys,
          const char *name,
          gboolean    marked)
{
  g_autofree char *folded = axle_text_fold (name);
  g_autoptr(AxlePinyinSyllables) syllables = axle_pinyin_syllables_new (folded);
  g_autoptr(GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < syllables->n_syllables; i++)
    g_ptr_array_add (readings, list_readings (&syllables->syllables[i]));
  for (guint i = 0; i < syllables->n_syllables && i < MAX_STARTS; i++)
    {
      if (syllables->syllables[i].han)
        add_signs (keys, folded, syllables, i);
      add_sounds (keys, readings, i, FALSE, marked && i == 0);
      add_sounds (keys, readings, i, TRUE, marked && i == 0);
    }
}

/* The digits of a number as it is dialled at home. */
static const char *
at_home (const char *phone)
{
  return g_str_has_prefix (phone, "+86") ? phone + 3 : phone + (*phone == '+');
}

/* So many digits at its end hardly two numbers have in common. */
#define PHONE_TAIL 9

static void
add_phone (Keys       *keys,
           const char *phone)
{
  const char *digits = at_home (phone);
  gsize length = strlen (digits);

  for (gsize i = 0; i + 3 <= length; i++)
    {
      char gram[AXLE_SEARCH_GRAM + 1] = { 0 };

      memcpy (gram, digits + i, MIN (AXLE_SEARCH_GRAM, length - i));
      add_key (keys, gram);
    }
}

/* Finds all who have that number, and hardly anybody else: the beginnings of numbers are
 * those of many. %NULL for what is too short to be a key. */
char *
axle_search_phone_query (const char *phone)
{
  const char *digits = at_home (phone);
  gsize length = strlen (digits);
  const char *end = digits + length;

  if (length < 3 || strspn (digits, "0123456789") < length)
    return NULL;
  if (length <= AXLE_SEARCH_GRAM)
    return g_strdup_printf ("\"%s\"", digits);
  return g_strdup_printf ("\"%.*s\" AND \"%s\"", AXLE_SEARCH_GRAM, end - MIN (length, PHONE_TAIL),
                          end - AXLE_SEARCH_GRAM);
}

static void
add_plate (Keys       *keys,
           const char *plate)
{
  g_autofree char *letters = axle_search_letters (plate);
  glong length = g_utf8_strlen (letters, -1);
  const char *p = letters;

  for (glong i = 0; i == 0 || i + 3 <= length; i++, p = g_utf8_next_char (p))
    add_key (keys, p);
}

char *
axle_search_reverse (const char *text)
{
  return g_utf8_strreverse (text, -1);
}

static void
add_vin (Keys       *keys,
         const char *vin)
{
  g_autofree char *letters = axle_search_letters (vin);
  g_autofree char *reverse = axle_search_reverse (letters);
  g_autofree char *tail = g_strconcat (AXLE_SEARCH_TAIL, reverse, NULL);

  add_key (keys, letters);
  add_key (keys, tail);
}

static void
add_field (Keys             *keys,
           const AxleRecord *record,
           guint             field)
{
  const char *text = axle_record_get_text (record, field);
  g_auto(GStrv) members = axle_record_dup_members (record, field);

  if (text == NULL)
    return;
  if (record->entity == &axle_vehicle_entity && field == AXLE_VEHICLE_VIN)
    add_vin (keys, text);
  else if (record->entity == &axle_vehicle_entity && field == AXLE_VEHICLE_PLATE)
    add_plate (keys, text);
  else if (record->values[field].kind == AXLE_VALUE_SET)
    for (guint i = 0; members[i] != NULL; i++)
      add_phone (keys, members[i]);
  else
    add_name (keys, text, record->entity == &axle_customer_entity);
}

static void
add_record (Keys             *keys,
            const AxleRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    if (record->entity->fields[i].flags & AXLE_FIELD_SEARCHABLE)
      add_field (keys, record, i);
}

char *
axle_search_keys (const AxleRecord *customer,
                  GPtrArray        *merged,
                  GPtrArray        *vehicles)
{
  Keys keys = { g_string_new (NULL), g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  add_record (&keys, customer);
  for (guint i = 0; i < merged->len; i++)
    add_record (&keys, merged->pdata[i]);
  for (guint i = 0; i < vehicles->len; i++)
    add_record (&keys, vehicles->pdata[i]);
  g_hash_table_unref (keys.seen);
  return g_string_free (keys.out, FALSE);
}

/* Whether @word, in signs or letters mixed, can be read off the syllables from @at on:
 * of each syllable at least its first letter. Returns the syllable after the last of
 * them, or -1. */
static int
sounds (const char                *text,
        const AxlePinyinSyllables *syllables,
        guint                      at,
        const char                *word)
{
  const AxlePinyinSyllable *syllable;
  g_autoptr(GPtrArray) readings = NULL;
  int end = -1;

  if (*word == '\0')
    return (int) at;
  if (at >= syllables->n_syllables)
    return -1;
  syllable = &syllables->syllables[at];
  if (strncmp (word, text + syllable->offset, syllable->length) == 0)
    end = sounds (text, syllables, at + 1, word + syllable->length);
  if (end >= 0)
    return end;
  readings = list_readings (syllable);
  for (guint i = 0; i < readings->len; i++)
    {
      const char *reading = readings->pdata[i];
      gsize common = 0;

      while (reading[common] != '\0' && reading[common] == word[common])
        common++;
      for (; common > 0 && end < 0; common--)
        end = sounds (text, syllables, at + 1, word + common);
      if (end >= 0)
        return end;
    }
  return -1;
}

/* Folding may change how many characters a text has: then a place in it is unknown. */
static void
settle_place (const char *name,
              const char *folded,
              const char *from,
              const char *to,
              int        *start,
              int        *length)
{
  if (g_utf8_strlen (folded, -1) == g_utf8_strlen (name, -1))
    {
      *start = (int) g_utf8_pointer_to_offset (folded, from);
      *length = (int) g_utf8_pointer_to_offset (from, to);
    }
  else
    {
      *start = -1;
      *length = 0;
    }
}

/* Where @word is found in a name by its signs, in characters of @name. */
static AxleMatch
match_signs (const char *name,
             const char *word,
             int        *start,
             int        *length)
{
  g_autofree char *folded = axle_text_fold (name);
  const char *found = strstr (folded, word);

  if (found == NULL)
    return AXLE_MATCH_NONE;
  settle_place (name, folded, found, found + strlen (word), start, length);
  if (found > folded)
    return AXLE_MATCH_INSIDE;
  return strlen (folded) == strlen (word) ? AXLE_MATCH_WHOLE : AXLE_MATCH_START;
}

AxleMatch
axle_search_match_name (const char *name,
                        const char *word,
                        int        *start,
                        int        *length)
{
  g_autofree char *letters = axle_search_letters (word);
  g_autofree char *folded = NULL;
  g_autoptr(AxlePinyinSyllables) syllables = NULL;
  AxleMatch match = match_signs (name, word, start, length);

  if (match != AXLE_MATCH_NONE || *letters == '\0')
    return match;
  folded = axle_text_fold (name);
  syllables = axle_pinyin_syllables_new (folded);
  for (guint i = 0; i < syllables->n_syllables; i++)
    {
      int end = sounds (folded, syllables, i, letters);
      const AxlePinyinSyllable *last = end > 0 ? &syllables->syllables[end - 1] : NULL;

      if (last == NULL)
        continue;
      settle_place (name, folded, folded + syllables->syllables[i].offset, folded + last->offset + last->length, start, length);
      return i == 0 ? AXLE_MATCH_SOUND : AXLE_MATCH_SOUND_INSIDE;
    }
  return AXLE_MATCH_NONE;
}

/* How far into @number its first @n letters and digits reach. */
static int
measure_letters (const char *number,
                 glong       n,
                 int        *start)
{
  int length = 0;

  *start = -1;
  for (const char *p = number; *p != '\0' && n > 0; p = g_utf8_next_char (p), length++)
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      {
        if (*start < 0)
          *start = length;
        n--;
      }
  return length - MAX (*start, 0);
}

/* The number of an order without the signs that it is written with; see search.c. */
AxleMatch
axle_search_match_order (const char *number,
                         const char *word,
                         int        *start,
                         int        *length)
{
  g_autofree char *letters = axle_search_letters (number);

  if (!g_str_has_prefix (letters, word))
    return AXLE_MATCH_NONE;
  *length = measure_letters (number, g_utf8_strlen (word, -1), start);
  return strlen (letters) == strlen (word) ? AXLE_MATCH_WHOLE : AXLE_MATCH_TAIL;
}

static AxleMatch
place (const char *text,
       const char *word,
       int         offset,
       int        *start,
       int        *length)
{
  const char *found = strstr (text, word);
  gsize size = strlen (text);

  if (found == NULL)
    return AXLE_MATCH_NONE;
  /* The tail is what people know a number by. */
  if (g_str_has_suffix (text, word))
    found = text + size - strlen (word);
  *start = offset + (int) g_utf8_pointer_to_offset (text, found);
  *length = (int) g_utf8_strlen (word, -1);
  if (size == strlen (word))
    return AXLE_MATCH_WHOLE;
  if (found == text)
    return AXLE_MATCH_START;
  return g_str_has_suffix (text, word) ? AXLE_MATCH_TAIL : AXLE_MATCH_INSIDE;
}

AxleMatch
axle_search_match_phone (const char *phone,
                         const char *word,
                         int        *start,
                         int        *length)
{
  const char *digits = at_home (phone);
  g_autofree char *letters = axle_search_letters (word);
  const char *wanted = letters;

  /* Typed with the country's number. */
  if (strlen (wanted) > strlen (digits) && g_str_has_suffix (wanted, digits) && g_str_has_suffix (phone, wanted))
    wanted = digits;
  if (strlen (wanted) < 3 || strspn (wanted, "0123456789") != strlen (wanted))
    return AXLE_MATCH_NONE;
  return place (digits, wanted, (int) (digits - phone), start, length);
}

AxleMatch
axle_search_match_plate (const char *plate,
                         const char *word,
                         int        *start,
                         int        *length)
{
  g_autofree char *letters = axle_search_letters (plate);
  g_autofree char *wanted = axle_search_letters (word);
  AxleMatch match;

  if (*wanted == '\0')
    return AXLE_MATCH_NONE;
  match = place (letters, wanted, 0, start, length);
  /* The province is left out by whoever is in it. */
  return match == AXLE_MATCH_TAIL && *start == 1 ? AXLE_MATCH_WHOLE : match;
}

AxleMatch
axle_search_match_vin (const char *vin,
                       const char *word,
                       int        *start,
                       int        *length)
{
  g_autofree char *letters = axle_search_letters (vin);
  g_autofree char *wanted = axle_search_letters (word);
  AxleMatch match;

  if (strlen (wanted) < 3)
    return AXLE_MATCH_NONE;
  match = place (letters, wanted, 0, start, length);
  return match == AXLE_MATCH_INSIDE ? AXLE_MATCH_NONE : match;
}
