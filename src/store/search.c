/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/search.h"

#include <string.h>

#include "core/party/customer.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/vehicle.h"
#include "store/private.h"
#include "store/search-keys.h"

/* A person types few words; what is longer was pasted by mistake. */
#define MAX_WORDS 5
#define MAX_WORD_LENGTH 64

/* How many rows are looked at: as many as can be read within a frame. */
#define MAX_CANDIDATES 120

/* How many orders of which a number may be the beginning. */
#define MAX_ORDERS 20

/* How many ways of taking letters apart into syllables are tried. */
#define MAX_PARTINGS 8

typedef struct
{
  gint64     row;
  AxleMatch  match;
  AxleHit   *hit;
} Candidate;

void
axle_hit_free (AxleHit *self)
{
  g_free (self->title);
  g_free (self->matched);
  g_free (self);
}

static void
candidate_free (gpointer data)
{
  Candidate *self = data;

  g_clear_pointer (&self->hit, axle_hit_free);
  g_free (self);
}

static gboolean
is_ascii_only (const char *text,
               const char *accept)
{
  return *text != '\0' && strspn (text, accept) == strlen (text);
}

static gboolean
is_number (const char *text)
{
  return is_ascii_only (text, "0123456789");
}

static gboolean
is_code (const char *text)
{
  return is_ascii_only (text, "0123456789abcdefghijklmnopqrstuvwxyz");
}

/* Letters and digits alone go into a query, so none of it is taken for an operator. */
static void
append_term (GString    *query,
             const char *joint,
             const char *key,
             gboolean    whole)
{
  glong limit = (guchar) *key < 0x80 ? AXLE_SEARCH_LETTERS : AXLE_SEARCH_HAN;
  gboolean cut = g_utf8_strlen (key, -1) > limit && !g_str_has_prefix (key, AXLE_SEARCH_TAIL);
  g_autofree char *kept = cut ? g_utf8_substring (key, 0, limit) : g_strdup (key);

  g_string_append_printf (query, "%s\"%s\"%s", joint, kept, whole && !cut ? "" : "*");
}

static void
append_number (GString    *query,
               const char *number)
{
  gsize length = strlen (number);
  g_autofree char *first = NULL;

  if (length <= AXLE_SEARCH_GRAM)
    return;
  /* With the number of the country, or all of a long number: both ends decide. */
  first = g_strndup (number, AXLE_SEARCH_GRAM);
  if (length > 11 && g_str_has_prefix (number, "86"))
    {
      g_free (first);
      first = g_strndup (number + 2, AXLE_SEARCH_GRAM);
    }
  g_string_append_printf (query, " OR (\"%s\" AND \"%s\")", first, number + length - AXLE_SEARCH_GRAM);
}

/* What one word may mean. */
static void
append_word (GString    *query,
             const char *word,
             gboolean    whole)
{
  append_term (query, "(", word, whole);
  if (is_number (word))
    append_number (query, word);
  if (is_code (word) && strlen (word) >= 4)
    {
      g_autofree char *reverse = axle_search_reverse (word);
      g_autofree char *tail = g_strconcat (AXLE_SEARCH_TAIL, reverse, NULL);

      append_term (query, " OR ", tail, FALSE);
    }
  g_string_append_c (query, ')');
}

static char *
build_query (char     **words,
             gboolean   whole)
{
  GString *query = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (query, " AND ");
      append_word (query, words[i], whole);
    }
  return g_string_free (query, FALSE);
}

/* Names that sound so from their beginning; %NULL when @words is not one sound. */
static char *
build_start_query (char     **words,
                   gboolean   whole)
{
  g_autofree char *cut = NULL;

  if (words[1] != NULL || !is_ascii_only (words[0], "abcdefghijklmnopqrstuvwxyz"))
    return NULL;
  cut = g_strndup (words[0], AXLE_SEARCH_LETTERS);
  return g_strdup_printf ("\"" AXLE_SEARCH_START "%s\"%s", cut, whole ? "" : "*");
}

/* A syllable, or the beginning of one, that @letters begin with: how many letters its
 * initial has and how many it can have in all. */
static void
measure_syllable (const char *letters,
                  gsize      *shortest,
                  gsize      *longest)
{
  gsize initial = strspn (letters, "bpmfdtnlgkhjqxrzcsyw") > 0;
  gsize vowels;

  if (initial == 1 && strchr ("zcs", letters[0]) != NULL && letters[1] == 'h')
    initial = 2;
  vowels = MIN (strspn (letters + initial, "aeiouv"), 3);
  *shortest = MAX (initial, 1);
  *longest = initial + vowels;
  if (vowels > 0 && letters[*longest] == 'n')
    *longest += letters[*longest + 1] == 'g' ? 2 : 1;
  else if (vowels > 0 && letters[*longest] == 'r')
    *longest += 1;
  *longest = MAX (*longest, *shortest);
}

/* Initials and syllables mixed: each way of parting the letters asks for the initials
 * and for what is longer than one. */
static void
append_partings (GString    *query,
                 const char *letters,
                 const char *initials,
                 const char *parts,
                 guint      *n_partings)
{
  gsize shortest, longest;

  if (*n_partings >= MAX_PARTINGS)
    return;
  if (*letters == '\0')
    {
      if (*parts == '\0' || strlen (initials) < 2)
        return;
      g_string_append_printf (query, "%s(\"%s\"*%s)", *n_partings > 0 ? " OR " : "", initials, parts);
      ++*n_partings;
      return;
    }
  measure_syllable (letters, &shortest, &longest);
  for (gsize length = longest; length >= shortest; length--)
    {
      g_autofree char *more_initials = g_strdup_printf ("%s%c", initials, letters[0]);
      g_autofree char *more_parts =
        length > 1 ? g_strdup_printf ("%s AND \"%.*s\"*", parts, (int) length, letters) : g_strdup (parts);

      append_partings (query, letters + length, more_initials, more_parts, n_partings);
    }
}

/* Signs and letters mixed: each run is looked for, and the row decides. */
static void
append_runs (GString    *query,
             const char *word)
{
  const char *joint = "";

  while (*word != '\0')
    {
      gboolean ascii = (guchar) *word < 0x80;
      const char *end = word;
      g_autofree char *run = NULL;

      while (*end != '\0' && ((guchar) *end < 0x80) == ascii)
        end++;
      run = g_strndup (word, (gsize) (end - word));
      append_term (query, joint, run, FALSE);
      joint = " AND ";
      word = end;
    }
}

static gboolean
is_mixed (const char *word)
{
  gsize n_ascii = 0;

  for (const char *p = word; *p != '\0'; p++)
    n_ascii += (guchar) *p < 0x80;
  return n_ascii > 0 && n_ascii < strlen (word);
}

/* %NULL when no word can be read as a mixture. */
static char *
build_mixed_query (char **words)
{
  g_autoptr(GString) query = g_string_new (NULL);
  gboolean any = FALSE;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autoptr(GString) part = g_string_new (NULL);
      guint n_partings = 0;

      if (is_mixed (words[i]))
        append_runs (part, words[i]);
      else if (is_ascii_only (words[i], "abcdefghijklmnopqrstuvwxyz"))
        append_partings (part, words[i], "", "", &n_partings);
      any |= part->len > 0;
      if (query->len > 0)
        g_string_append (query, " AND ");
      if (part->len > 0)
        g_string_append_printf (query, "(%s)", part->str);
      else
        append_word (query, words[i], FALSE);
    }
  return any ? g_string_free (g_steal_pointer (&query), FALSE) : NULL;
}

static char **
split (const char *text)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_auto(GStrv) typed = g_strsplit_set (text, " \t\n\r", -1);
  guint n_words = 0;

  for (guint i = 0; typed[i] != NULL && n_words < MAX_WORDS; i++)
    {
      g_autofree char *letters = g_utf8_validate (typed[i], -1, NULL) ? axle_search_letters (typed[i]) : g_strdup ("");
      g_autofree char *cut = g_utf8_substring (letters, 0, MIN (g_utf8_strlen (letters, -1), MAX_WORD_LENGTH));

      if (*cut == '\0')
        continue;
      g_strv_builder_add (words, cut);
      n_words++;
    }
  return g_strv_builder_end (words);
}

typedef struct
{
  AxleMatch         match;
  const AxleRecord *record;
  guint             field;
  char             *matched;
  int               start;
  int               length;
} Found;

static void
found_clear (Found *self)
{
  g_free (self->matched);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

/* The numbers of orders as people type them; the indexes of 0007-customer.sql are on this. */
#define AXLE_ORDER_KEY \
  "lower (replace (replace (replace (replace (replace (\"number\", '-', ''), ' ', ''), '/', ''), '.', ''), '_', ''))"
#define OF_ORDER \
  "\"number\" IS NOT NULL AND " AXLE_ORDER_KEY " >= ?1 AND " AXLE_ORDER_KEY " < ?1 || char (1114111) AND deleted = 0"

/* Shorter ones are parts of everything. */
#define MIN_ORDER 4

static gboolean
is_order (const char *word)
{
  return strlen (word) >= MIN_ORDER && strpbrk (word, "0123456789") != NULL;
}

static gboolean
append_orders (AxleStore         *self,
               const AxleEntity  *entity,
               const AxleId      *customer,
               const char        *word,
               GPtrArray         *orders,
               GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, entity, "WHERE " OF_ORDER " AND customer IN " AXLE_MERGED_PEOPLE ("?2") " LIMIT 1", error);
  GPtrArray *found;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, word);
  axle_bind_id (statement, 2, customer);
  found = axle_row_list (entity, statement, error);
  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (orders, found);
  return TRUE;
}

/* Visits and deals of a customer whose number begins with @word. */
static GPtrArray *
list_orders (AxleStore     *self,
             const AxleId  *customer,
             const char    *word,
             GError       **error)
{
  g_autoptr(GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  if (!append_orders (self, &axle_visit_entity, customer, word, orders, error) ||
      !append_orders (self, &axle_deal_entity, customer, word, orders, error))
    return NULL;
  return g_steal_pointer (&orders);
}

static AxleMatch
match_text (const AxleRecord *record,
            guint             field,
            const char       *text,
            const char       *word,
            int              *start,
            int              *length)
{
  if (record->entity == &axle_vehicle_entity && field == AXLE_VEHICLE_VIN)
    return axle_search_match_vin (text, word, start, length);
  if (record->entity == &axle_vehicle_entity && field == AXLE_VEHICLE_PLATE)
    return axle_search_match_plate (text, word, start, length);
  if (record->entity == &axle_visit_entity || record->entity == &axle_deal_entity)
    return axle_search_match_order (text, word, start, length);
  if (record->values[field].kind == AXLE_VALUE_SET)
    return axle_search_match_phone (text, word, start, length);
  return axle_search_match_name (text, word, start, length);
}

/* What a person is called comes before a part of what their car is called: each
 * Chinese VIN begins with an L. */
static AxleMatch
weigh (const AxleRecord *record,
       guint             field,
       AxleMatch         match)
{
  gboolean whole_number = match == AXLE_MATCH_WHOLE && (field == AXLE_VEHICLE_VIN || field == AXLE_VEHICLE_PLATE);

  return record->entity != &axle_vehicle_entity || whole_number ? match : MAX (match, AXLE_MATCH_TAIL);
}

static void
look_at (const AxleRecord *record,
         guint             field,
         const char       *text,
         const char       *word,
         Found            *best)
{
  int start, length;
  AxleMatch match = weigh (record, field, match_text (record, field, text, word, &start, &length));

  if (match >= best->match)
    return;
  best->match = match;
  best->record = record;
  best->field = field;
  best->start = start;
  best->length = length;
  g_set_str (&best->matched, text);
}

static void
look_through (const AxleRecord *record,
              const char       *word,
              Found            *best)
{
  for (guint i = 0; i < record->entity->n_fields && best->match > AXLE_MATCH_WHOLE; i++)
    {
      const AxleValue *value = &record->values[i];

      if (!(record->entity->fields[i].flags & AXLE_FIELD_SEARCHABLE) || value->kind == AXLE_VALUE_NONE)
        continue;
      if (value->kind == AXLE_VALUE_SET)
        {
          g_auto(GStrv) members = axle_value_dup_members (value);

          for (guint m = 0; members[m] != NULL; m++)
            look_at (record, i, members[m], word, best);
        }
      else
        {
          look_at (record, i, axle_value_get_text (value), word, best);
        }
    }
}

static AxleHit *
make_hit (const AxleRecord *customer,
          Found            *found)
{
  AxleHit *hit = g_new0 (AxleHit, 1);

  hit->customer = customer->id;
  hit->record = found->record->id;
  hit->kind = found->record->entity->kind;
  hit->title = axle_record_dup_title (customer);
  hit->matched = g_steal_pointer (&found->matched);
  hit->field = found->record->entity->fields[found->field].name;
  hit->start = found->start;
  hit->length = found->length;
  return hit;
}

typedef struct
{
  AxleStore  *store;
  char      **words;
  gboolean    numbers[MAX_WORDS]; /* which of them some order begins with */
  GHashTable *seen;               /* rows */
  GPtrArray  *candidates;         /* those that match */
} Search;

/* Fills in the hit of a candidate, when all words are found in the customer and the
 * vehicles. */
static gboolean
judge (const Search  *search,
       Candidate     *candidate,
       GError       **error)
{
  AxleStore *self = search->store;
  char **words = search->words;
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_customer_entity, "WHERE row = ?1 AND deleted = 0 AND root IS NULL", error);
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(GPtrArray) merged = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, candidate->row);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  customer = axle_row_read (&axle_customer_entity, statement);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto(Found) best = { .match = AXLE_MATCH_NONE };
      g_autoptr(GPtrArray) orders = NULL;

      look_through (customer, words[i], &best);
      if (best.match > AXLE_MATCH_SOUND && vehicles == NULL)
        {
          merged = axle_merged_list (self, &customer->id, error);
          vehicles = merged != NULL ? axle_derived_list_vehicles (self, &customer->id, error) : NULL;
          if (vehicles == NULL)
            return FALSE;
        }
      for (guint m = 0; merged != NULL && m < merged->len; m++)
        look_through (merged->pdata[m], words[i], &best);
      for (guint v = 0; vehicles != NULL && v < vehicles->len; v++)
        look_through (vehicles->pdata[v], words[i], &best);
      if (search->numbers[i] && best.match > AXLE_MATCH_START)
        {
          orders = list_orders (self, &customer->id, words[i], error);
          if (orders == NULL)
            return FALSE;
        }
      for (guint o = 0; orders != NULL && o < orders->len; o++)
        look_through (orders->pdata[o], words[i], &best);
      if (best.match == AXLE_MATCH_NONE)
        {
          g_clear_pointer (&candidate->hit, axle_hit_free);
          return TRUE;
        }
      candidate->match = MAX (candidate->match, best.match);
      if (candidate->hit == NULL)
        candidate->hit = make_hit (customer, &best);
    }
  return TRUE;
}

/* Looks at the rows that a statement gives, which is told @text and how many at most. */
static gboolean
collect_rows (Search      *search,
              const char  *sql,
              const char  *text,
              guint        limit,
              GError     **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(AxleStatement) statement = axle_connection_prepare (search->store->connection, sql, error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, text);
  axle_statement_bind_int64 (statement, 2, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 row = axle_statement_get_int64 (statement, 0);

      if (g_hash_table_add (search->seen, g_memdup2 (&row, sizeof row)))
        g_array_append_val (rows, row);
    }
  axle_statement_reset (statement);
  for (guint i = 0; i < rows->len; i++)
    {
      Candidate *candidate = g_new0 (Candidate, 1);

      candidate->row = g_array_index (rows, gint64, i);
      if (!judge (search, candidate, error))
        {
          candidate_free (candidate);
          return FALSE;
        }
      if (candidate->hit != NULL)
        g_ptr_array_add (search->candidates, candidate);
      else
        candidate_free (candidate);
    }
  return step == AXLE_STEP_DONE;
}

static gboolean
collect (Search      *search,
         const char  *query,
         guint        limit,
         GError     **error)
{
  return collect_rows (search, "SELECT rowid FROM search WHERE search MATCH ?1 LIMIT ?2", query, limit, error);
}

/* Whose order it is; one who was merged into another has the other's row. */
#define ROW_OF_ORDER(kind) \
  "SELECT coalesce (r.row, c.row) FROM (SELECT customer FROM " kind " WHERE " OF_ORDER " LIMIT ?2) o " \
  "JOIN customer c ON c.id = o.customer LEFT JOIN customer r ON r.id = c.root"

/* Once for all candidates: most numbers that are typed are those of phones. */
static gboolean
find_numbers (Search  *search,
              GError **error)
{
  for (guint i = 0; search->words[i] != NULL; i++)
    {
      g_autoptr(AxleStatement) statement = NULL;

      if (!is_order (search->words[i]))
        continue;
      statement = axle_connection_prepare (search->store->connection,
                                           "SELECT EXISTS (SELECT 1 FROM visit WHERE " OF_ORDER ") OR "
                                           "EXISTS (SELECT 1 FROM deal WHERE " OF_ORDER ")", error);
      if (statement == NULL)
        return FALSE;
      axle_statement_bind_text (statement, 1, search->words[i]);
      if (axle_statement_step (statement, error) != AXLE_STEP_ROW)
        return FALSE;
      search->numbers[i] = axle_statement_get_bool (statement, 0);
    }
  return TRUE;
}

static gboolean
collect_orders (Search  *search,
                GError **error)
{
  for (guint i = 0; search->words[i] != NULL; i++)
    if (search->numbers[i] &&
        (!collect_rows (search, ROW_OF_ORDER ("visit"), search->words[i], MAX_ORDERS, error) ||
         !collect_rows (search, ROW_OF_ORDER ("deal"), search->words[i], MAX_ORDERS, error)))
      return FALSE;
  return TRUE;
}

/* Those equally good stay as they were found: whole words first, then by row. */
static int
compare (gconstpointer a,
         gconstpointer b)
{
  const Candidate *first = *(Candidate * const *) a;
  const Candidate *second = *(Candidate * const *) b;

  return (int) first->match - (int) second->match;
}

static gboolean
run (Search  *search,
     guint    limit,
     GError **error)
{
  g_autofree char *whole_start = build_start_query (search->words, TRUE);
  g_autofree char *start = build_start_query (search->words, FALSE);
  g_autofree char *whole = build_query (search->words, TRUE);
  g_autofree char *beginning = build_query (search->words, FALSE);
  g_autofree char *mixed = NULL;

  if (!find_numbers (search, error))
    return FALSE;
  if (start != NULL && (!collect (search, whole_start, MAX_CANDIDATES / 2, error) ||
                        !collect (search, start, MAX_CANDIDATES / 2, error)))
    return FALSE;
  /* Nothing else is better. */
  if (search->candidates->len >= limit)
    return TRUE;
  if (!collect_orders (search, error) || !collect (search, whole, MAX_CANDIDATES / 2, error) ||
      !collect (search, beginning, MAX_CANDIDATES, error))
    return FALSE;
  if (search->candidates->len >= limit)
    return TRUE;
  mixed = build_mixed_query (search->words);
  return mixed == NULL || collect (search, mixed, MAX_CANDIDATES, error);
}

/**
 * axle_store_search:
 * @self: a store
 * @text: what was typed
 * @limit: at most that many
 * @cancellable: (nullable): stops it, as the next key does
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleHit) (nullable): the best first; one
 *   hit a customer
 */
GPtrArray *
axle_store_search (AxleStore     *self,
                   const char    *text,
                   guint          limit,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_auto(GStrv) words = split (text);
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func (candidate_free);
  g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_hit_free);
  g_autoptr(GError) reason = NULL;
  Search search = { .store = self, .words = words, .seen = seen, .candidates = candidates };
  gboolean done;

  if (words[0] == NULL)
    return g_steal_pointer (&hits);
  axle_connection_set_cancellable (self->connection, cancellable);
  done = run (&search, limit, &reason);
  axle_connection_set_cancellable (self->connection, NULL);
  if (!done)
    {
      axle_store_fail (error, g_steal_pointer (&reason));
      return NULL;
    }
  g_ptr_array_sort (candidates, compare);
  for (guint i = 0; i < candidates->len && i < limit; i++)
    {
      Candidate *candidate = candidates->pdata[i];

      g_ptr_array_add (hits, g_steal_pointer (&candidate->hit));
    }
  return g_steal_pointer (&hits);
}
