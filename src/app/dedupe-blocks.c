/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dedupe-blocks.h"

#include <math.h>
#include <string.h>

/* Of a key that a larger share of the rows has there is nothing to be gained. */
#define COMMON_SHARE 0.05

/* How often a block is divided before it is given up. */
#define MAX_DEPTH 3

/* A key of the rows: @of_value gives that of each value of a column. */
typedef struct
{
  const GArray *codes;
  guint32      *of_value;
  guint32      *own_codes;
  guint32       n_keys;
  guint32      *counts;
} View;

struct _AxleDedupeBlocks
{
  const AxleDedupeTable *table;
  GPtrArray             *views;
  guint                  limit;
};

typedef char *(*KeyFunc) (const AxleDedupeTable *table,
                          const AxleMatchField  *field,
                          const AxleMatchValue  *value);

static void
view_free (View *self)
{
  g_free (self->of_value);
  g_free (self->own_codes);
  g_free (self->counts);
  g_free (self);
}

static guint32
key_of (const View *view,
        guint32     row)
{
  return view->of_value[view->own_codes != NULL ? view->own_codes[row] : g_array_index (view->codes, guint32, row)];
}

/* Keys. */

static char *
key_text (const AxleDedupeTable *table,
          const AxleMatchField  *field,
          const AxleMatchValue  *value)
{
  return g_strdup (value->text);
}

/* How it begins and the consonants after it: vowels are what people hear differently. */
static char *
skeleton (const char *text,
          guint       length)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (const char *p = text; *p != '\0' && out->len < length; p = g_utf8_next_char (p))
    {
      gunichar sign = g_utf8_get_char (p);
      gboolean vowel = sign < 0x80 && strchr ("aeiouyhw ", (int) sign) != NULL;

      if (out->len > 0 && (vowel || g_utf8_get_char (g_utf8_prev_char (out->str + out->len)) == sign))
        continue;
      if (sign != ' ')
        g_string_append_unichar (out, sign);
    }
  return out->len > 1 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static char *
key_skeleton (const AxleDedupeTable *table,
              const AxleMatchField  *field,
              const AxleMatchValue  *value)
{
  return skeleton (value->sound != NULL ? value->sound : value->text, 4);
}

static int
compare_letters (gconstpointer a,
                 gconstpointer b)
{
  return *(const char *) a - *(const char *) b;
}

/* Which letters there are, without their order: letters changed about leave it alone. */
static char *
key_letters (const AxleDedupeTable *table,
             const AxleMatchField  *field,
             const AxleMatchValue  *value)
{
  g_autofree char *letters = g_strdup (value->sound != NULL ? value->sound : value->text);
  gsize n = strlen (letters), kept = 0;

  if (n < 4 || n > 60 || !g_str_is_ascii (letters))
    return NULL;
  qsort (letters, n, 1, compare_letters);
  for (gsize i = 0; i < n; i++)
    if (letters[i] != ' ' && (kept == 0 || letters[kept - 1] != letters[i]))
      letters[kept++] = letters[i];
  letters[kept] = '\0';
  return g_steal_pointer (&letters);
}

static char *
rare_word (const AxleMatchField *field,
           const AxleMatchValue *value,
           guint                 place)
{
  g_auto(GStrv) words = g_strsplit (value->text, " ", -1);
  char *first = NULL, *second = NULL;
  guint fewest = G_MAXUINT, fewer = G_MAXUINT;

  if (field->words == NULL || words[0] == NULL || words[1] == NULL)
    return NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (field->words, words[i]));

      if (*words[i] == '\0')
        continue;
      if (n < fewest)
        {
          second = first;
          fewer = fewest;
          first = words[i];
          fewest = n;
        }
      else if (n < fewer)
        {
          second = words[i];
          fewer = n;
        }
    }
  return g_strdup (place == 0 ? first : second);
}

static char *
key_rare_word (const AxleDedupeTable *table,
               const AxleMatchField  *field,
               const AxleMatchValue  *value)
{
  return rare_word (field, value, 0);
}

static char *
key_second_word (const AxleDedupeTable *table,
                 const AxleMatchField  *field,
                 const AxleMatchValue  *value)
{
  return rare_word (field, value, 1);
}

/* Halves: a slip is in one of them. */
static char *
key_front (const AxleDedupeTable *table,
           const AxleMatchField  *field,
           const AxleMatchValue  *value)
{
  glong n = g_utf8_strlen (value->text, -1);

  return n >= 6 ? g_utf8_substring (value->text, 0, n / 2) : NULL;
}

static char *
key_back (const AxleDedupeTable *table,
          const AxleMatchField  *field,
          const AxleMatchValue  *value)
{
  glong n = g_utf8_strlen (value->text, -1);

  return n >= 6 ? g_utf8_substring (value->text, (n + 1) / 2, -1) : NULL;
}

static gboolean
is_iso (const char *text)
{
  return strlen (text) == 10 && text[4] == '-' && text[7] == '-';
}

static char *
key_year_month (const AxleDedupeTable *table,
                const AxleMatchField  *field,
                const AxleMatchValue  *value)
{
  return is_iso (value->text) ? g_strndup (value->text, 7) : NULL;
}

static char *
key_month_day (const AxleDedupeTable *table,
               const AxleMatchField  *field,
               const AxleMatchValue  *value)
{
  gsize n = strlen (value->text);

  return n == 7 || is_iso (value->text) ? g_strdup (value->text + n - 5) : NULL;
}

static char *
key_year_day (const AxleDedupeTable *table,
              const AxleMatchField  *field,
              const AxleMatchValue  *value)
{
  return is_iso (value->text) ? g_strdup_printf ("%.4s%s", value->text, value->text + 8) : NULL;
}

static char *
key_local_part (const AxleDedupeTable *table,
                const AxleMatchField  *field,
                const AxleMatchValue  *value)
{
  const char *at = strchr (value->text, '@');

  return at != NULL && at - value->text >= 3 ? g_strndup (value->text, (gsize) (at - value->text)) : NULL;
}

static char *
key_domain (const AxleDedupeTable *table,
            const AxleMatchField  *field,
            const AxleMatchValue  *value)
{
  const char *at = strchr (value->text, '@');

  return at != NULL ? g_strdup (at + 1) : NULL;
}

/* The words of a Chinese text: its end tells most (the door, the floor). */
static char *
key_end (const AxleDedupeTable *table,
         const AxleMatchField  *field,
         const AxleMatchValue  *value)
{
  glong n = g_utf8_strlen (value->text, -1);

  return !g_str_is_ascii (value->text) && n >= 6 ? g_utf8_substring (value->text, n - 6, -1) : NULL;
}

/* Views. */

static guint32
intern (GHashTable *known,
        char       *key)
{
  gpointer code;

  if (key == NULL)
    return 0;
  if (g_hash_table_lookup_extended (known, key, NULL, &code))
    {
      g_free (key);
      return GPOINTER_TO_UINT (code);
    }
  code = GUINT_TO_POINTER (g_hash_table_size (known) + 1);
  g_hash_table_insert (known, key, code);
  return GPOINTER_TO_UINT (code);
}

/* A key that nearly all have, or that no two have, finds nobody. */
static void
keep_view (AxleDedupeBlocks *self,
           View             *view)
{
  double rows = self->table->n_rows, agreeing = 0;

  view->counts = g_new0 (guint32, view->n_keys + 1);
  for (guint32 row = 0; row < self->table->n_rows; row++)
    view->counts[key_of (view, row)]++;
  for (guint32 key = 1; key <= view->n_keys; key++)
    agreeing += (double) view->counts[key] * (view->counts[key] - 1);
  if (agreeing == 0 || (rows > self->limit && agreeing / (rows * rows) > COMMON_SHARE))
    view_free (view);
  else
    g_ptr_array_add (self->views, view);
}

static void
add_view (AxleDedupeBlocks       *self,
          const AxleDedupeColumn *column,
          KeyFunc                 key_func)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const AxleMatchField *field = &self->table->model->fields[column->field];
  View *view = g_new0 (View, 1);

  view->codes = column->codes;
  view->of_value = g_new0 (guint32, column->values->len);
  for (guint i = 1; i < column->values->len; i++)
    view->of_value[i] = intern (known, key_func (self->table, field, &g_array_index (column->values, AxleMatchValue, i)));
  view->n_keys = g_hash_table_size (known);
  keep_view (self, view);
}

/* Both of two columns that people confuse, whichever stands first. */
static void
add_both (AxleDedupeBlocks       *self,
          const AxleDedupeColumn *first,
          const AxleDedupeColumn *second)
{
  g_autoptr(GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  View *view = g_new0 (View, 1);

  view->own_codes = g_new0 (guint32, self->table->n_rows);
  for (guint32 row = 0; row < self->table->n_rows; row++)
    {
      const char *a = g_array_index (first->values, AxleMatchValue, g_array_index (first->codes, guint32, row)).text;
      const char *b = g_array_index (second->values, AxleMatchValue, g_array_index (second->codes, guint32, row)).text;
      gboolean ordered = a != NULL && b != NULL && strcmp (a, b) <= 0;

      if (a != NULL && b != NULL)
        view->own_codes[row] = intern (known, g_strconcat (ordered ? a : b, "\n", ordered ? b : a, NULL));
    }
  view->n_keys = g_hash_table_size (known);
  view->of_value = g_new0 (guint32, view->n_keys + 1);
  for (guint32 key = 1; key <= view->n_keys; key++)
    view->of_value[key] = key;
  keep_view (self, view);
}

#define MAX_KEYS 6

static const KeyFunc keys[AXLE_MATCH_N_KINDS][MAX_KEYS] = {
  [AXLE_MATCH_KIND_NAME] = { key_text, key_skeleton, key_letters, key_rare_word, key_second_word },
  [AXLE_MATCH_KIND_PHONE] = { key_text, key_front, key_back },
  [AXLE_MATCH_KIND_VIN] = { key_text, key_front, key_back },
  [AXLE_MATCH_KIND_PLATE] = { key_text, key_front, key_back },
  [AXLE_MATCH_KIND_CREDIT_CODE] = { key_text, key_front, key_back },
  [AXLE_MATCH_KIND_EMAIL] = { key_text, key_local_part, key_domain },
  [AXLE_MATCH_KIND_WECHAT] = { key_text, key_front, key_back },
  [AXLE_MATCH_KIND_BIRTHDAY] = { key_text, key_year_month, key_month_day, key_year_day },
  [AXLE_MATCH_KIND_COMPANY] = { key_text, key_skeleton, key_rare_word, key_second_word, key_front },
  [AXLE_MATCH_KIND_ADDRESS] = { key_text, key_skeleton, key_rare_word, key_second_word, key_end },
  [AXLE_MATCH_KIND_CITY] = { key_text, key_skeleton },
  [AXLE_MATCH_KIND_GENDER] = { key_text },
  [AXLE_MATCH_KIND_NUMBER] = { key_text, key_front, key_back },
  [AXLE_MATCH_KIND_CATEGORY] = { key_text, key_skeleton },
  [AXLE_MATCH_KIND_TEXT] = { key_text, key_skeleton, key_rare_word, key_second_word, key_end },
};

/**
 * axle_dedupe_blocks_new:
 * @table: a table whose columns are chosen; must outlive the blocks
 *
 * Returns: (transfer full): its blocks
 */
AxleDedupeBlocks *
axle_dedupe_blocks_new (const AxleDedupeTable *table)
{
  AxleDedupeBlocks *self = g_new0 (AxleDedupeBlocks, 1);
  const AxleDedupeColumn *of_field[AXLE_MATCH_MAX_FIELDS] = { NULL };

  self->table = table;
  self->views = g_ptr_array_new_with_free_func ((GDestroyNotify) view_free);
  self->limit = (guint) CLAMP (250 * sqrt (1000.0 / MAX (1, table->n_rows)), 20, 250);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const AxleDedupeColumn *column = table->columns->pdata[i];

      if (column->field < 0)
        continue;
      of_field[column->field] = column;
      for (guint k = 0; k < MAX_KEYS && keys[column->kind][k] != NULL; k++)
        add_view (self, column, keys[column->kind][k]);
    }
  for (guint i = 0; i < table->model->n_fields; i++)
    if (table->model->fields[i].sibling > (int) i)
      add_both (self, of_field[i], of_field[table->model->fields[i].sibling]);
  return self;
}

void
axle_dedupe_blocks_free (AxleDedupeBlocks *self)
{
  g_ptr_array_unref (self->views);
  g_free (self);
}

guint
axle_dedupe_blocks_get_n_views (AxleDedupeBlocks *self)
{
  return self->views->len;
}

/* Walking. */

typedef struct
{
  guint32 key;
  guint32 row;
} Keyed;

typedef struct
{
  AxleDedupeBlocks  *blocks;
  AxleDedupePairFunc each;
  gpointer           data;
} Walk;

static int
compare_keyed (gconstpointer a,
               gconstpointer b)
{
  const Keyed *first = a, *second = b;

  if (first->key != second->key)
    return first->key > second->key ? 1 : -1;
  return first->row > second->row ? 1 : -1;
}

/* A pair that an earlier key alone brings together came from there. */
static gboolean
was_given (const AxleDedupeBlocks *self,
           guint                   view,
           guint32                 a,
           guint32                 b)
{
  for (guint i = 0; i < view; i++)
    {
      const View *earlier = self->views->pdata[i];
      guint32 key = key_of (earlier, a);

      if (key > 0 && key == key_of (earlier, b) && earlier->counts[key] <= self->limit)
        return TRUE;
    }
  return FALSE;
}

static void
walk_rows (Walk          *walk,
           guint          view,
           const guint32 *rows,
           guint          n,
           guint          depth)
{
  const AxleDedupeBlocks *self = walk->blocks;

  if (n <= self->limit)
    {
      for (guint i = 0; i < n; i++)
        for (guint j = i + 1; j < n; j++)
          if (!was_given (self, view, rows[i], rows[j]))
            walk->each (MIN (rows[i], rows[j]), MAX (rows[i], rows[j]), walk->data);
      return;
    }
  if (depth >= MAX_DEPTH)
    return;
  for (guint next = view + 1; next < self->views->len; next++)
    {
      const View *by = self->views->pdata[next];
      g_autofree Keyed *keyed = g_new (Keyed, n);
      g_autofree guint32 *part = g_new (guint32, n);
      guint m = 0;

      for (guint i = 0; i < n; i++)
        {
          guint32 key = key_of (by, rows[i]);

          /* Who is alone with a key, or few with it, is found by it alone. */
          if (key > 0 && by->counts[key] > self->limit)
            keyed[m++] = (Keyed) { key, rows[i] };
        }
      qsort (keyed, m, sizeof *keyed, compare_keyed);
      for (guint start = 0, end; start < m; start = end)
        {
          for (end = start; end < m && keyed[end].key == keyed[start].key; end++)
            part[end - start] = keyed[end].row;
          if (end - start > 1)
            walk_rows (walk, next, part, end - start, depth + 1);
        }
    }
}

/**
 * axle_dedupe_blocks_each:
 * @self: blocks
 * @view: one of their keys, from 0
 * @each: (scope call): called with the lower row first; the same pair may come again
 *   with other keys
 * @data: given to @each
 *
 * Gives the pairs of rows that agree in a key.
 */
void
axle_dedupe_blocks_each (AxleDedupeBlocks   *self,
                         guint               view,
                         AxleDedupePairFunc  each,
                         gpointer            data)
{
  const View *by = self->views->pdata[view];
  Walk walk = { self, each, data };
  guint32 n_rows = self->table->n_rows;
  g_autofree guint32 *starts = g_new0 (guint32, by->n_keys + 2);
  g_autofree guint32 *rows = g_new (guint32, n_rows);

  for (guint32 key = 0; key <= by->n_keys; key++)
    starts[key + 1] = starts[key] + by->counts[key];
  for (guint32 row = 0; row < n_rows; row++)
    rows[starts[key_of (by, row)]++] = row;
  for (guint32 key = 1; key <= by->n_keys; key++)
    if (by->counts[key] > 1)
      walk_rows (&walk, view, rows + starts[key] - by->counts[key], by->counts[key], 1);
}
