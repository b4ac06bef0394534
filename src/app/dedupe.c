/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/dedupe.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "app/dedupe-blocks.h"

/* From so many pairs a model is learned, and from so many taken by chance. */
#define SAMPLE 200000
#define RANDOM_SAMPLE 50000

/* Rows that are joined by a third: how far from one to the next, and to how many. */
#define LINK_ROUNDS 3
#define MAX_LINKS 40

/* A third proves no more than this, see link_pair(). */
#define LINK_WEIGHT 10

#define NO_ROW G_MAXUINT32

typedef struct
{
  guint32 a;
  guint32 b;
  guint32 through;
  float   weight;
} Pair;

struct _AxleDedupe
{
  AxleDedupeTable  *table;
  AxleDedupeBlocks *blocks;
  GArray           *pairs;
  guint64           compared;
};

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const Pair *first = a, *second = b;

  if (first->a != second->a)
    return first->a > second->a ? 1 : -1;
  return (first->b > second->b) - (first->b < second->b);
}

static int
compare_repeated (gconstpointer a,
                  gconstpointer b)
{
  int order = compare_rows (a, b);
  const Pair *first = a, *second = b;

  return order != 0 ? order : (first->weight < second->weight) - (first->weight > second->weight);
}

static int
compare_weights (gconstpointer a,
                 gconstpointer b)
{
  const Pair *first = a, *second = b;

  if (first->weight != second->weight)
    return first->weight < second->weight ? 1 : -1;
  return compare_rows (a, b);
}

/* Of the same pair the surest stays. */
static void
drop_repeated (GArray *pairs)
{
  guint kept = 0;

  g_array_sort (pairs, compare_repeated);
  for (guint i = 0; i < pairs->len; i++)
    if (kept == 0 || compare_rows (&g_array_index (pairs, Pair, kept - 1), &g_array_index (pairs, Pair, i)) != 0)
      g_array_index (pairs, Pair, kept++) = g_array_index (pairs, Pair, i);
  g_array_set_size (pairs, kept);
}

static void
find (const AxleDedupeTable *table,
      guint32                a,
      guint32                b,
      AxleMatchFinding      *findings)
{
  AxleMatchSubject first, second;

  axle_dedupe_table_subject (table, a, &first);
  axle_dedupe_table_subject (table, b, &second);
  axle_match_find (table->model, &first, &second, findings);
}

/* Taking samples. */

typedef struct
{
  GArray *pairs;
  guint   limit;
  guint32 ceiling;
} Sampling;

static guint32
scatter (guint32 a,
         guint32 b)
{
  guint64 hash = (((guint64) a << 32) | b) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  hash ^= hash >> 29;
  hash *= G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  return (guint32) (hash >> 32);
}

/* Keeps each pair with the same chance, however many there are: when there is no more
 * room, half of them go. */
static void
sample_cb (guint32  a,
           guint32  b,
           gpointer data)
{
  Sampling *self = data;
  Pair pair = { a, b, NO_ROW, 0 };

  if (scatter (a, b) > self->ceiling)
    return;
  g_array_append_val (self->pairs, pair);
  if (self->pairs->len < 2 * SAMPLE)
    return;
  drop_repeated (self->pairs);
  while (self->pairs->len > SAMPLE)
    {
      guint kept = 0;

      self->ceiling /= 2;
      for (guint i = 0; i < self->pairs->len; i++)
        {
          const Pair *one = &g_array_index (self->pairs, Pair, i);

          if (scatter (one->a, one->b) <= self->ceiling)
            g_array_index (self->pairs, Pair, kept++) = *one;
        }
      g_array_set_size (self->pairs, kept);
    }
}

static void
fill_sample (AxleDedupe      *self,
             GArray          *pairs,
             AxleMatchSample *sample)
{
  guint n_fields = self->table->model->n_fields;

  sample->n = pairs->len;
  sample->findings = g_new0 (AxleMatchFinding, (gsize) MAX (1, pairs->len) * MAX (1, n_fields));
  for (guint i = 0; i < pairs->len; i++)
    find (self->table, g_array_index (pairs, Pair, i).a, g_array_index (pairs, Pair, i).b,
          sample->findings + (gsize) i * n_fields);
}

static void
take_likely (AxleDedupe      *self,
             GCancellable    *cancellable,
             AxleMatchSample *sample)
{
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  Sampling sampling = { pairs, SAMPLE, G_MAXUINT32 };

  for (guint view = 0; view < axle_dedupe_blocks_get_n_views (self->blocks) && !g_cancellable_is_cancelled (cancellable); view++)
    axle_dedupe_blocks_each (self->blocks, view, sample_cb, &sampling);
  drop_repeated (pairs);
  sample->scale = 4294967296.0 / ((double) sampling.ceiling + 1);
  fill_sample (self, pairs, sample);
}

static void
take_random (AxleDedupe      *self,
             AxleMatchSample *sample)
{
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  g_autoptr(GRand) chance = g_rand_new_with_seed (1);
  gint32 n = (gint32) self->table->n_rows;

  for (guint i = 0; n > 1 && i < RANDOM_SAMPLE; i++)
    {
      guint32 a = (guint32) g_rand_int_range (chance, 0, n);
      guint32 b = (guint32) g_rand_int_range (chance, 0, n);
      Pair pair = { MIN (a, b), MAX (a, b), NO_ROW, 0 };

      if (a != b)
        g_array_append_val (pairs, pair);
    }
  sample->scale = 1;
  fill_sample (self, pairs, sample);
}

static void
learn (AxleDedupe   *self,
       GCancellable *cancellable)
{
  AxleMatchSample likely, random;

  take_likely (self, cancellable, &likely);
  take_random (self, &random);
  axle_match_model_learn (self->table->model, &likely, &random, self->table->n_rows);
  g_free (likely.findings);
  g_free (random.findings);
}

/* Weighing. */

static void
weigh_cb (guint32  a,
          guint32  b,
          gpointer data)
{
  AxleDedupe *self = data;
  AxleMatchFinding findings[AXLE_MATCH_MAX_FIELDS];
  Pair pair = { a, b, NO_ROW, 0 };

  find (self->table, a, b, findings);
  self->compared++;
  pair.weight = (float) axle_match_weigh (self->table->model, findings, NULL);
  if (axle_match_score (pair.weight) >= AXLE_MATCH_PROPOSED)
    g_array_append_val (self->pairs, pair);
}

static void
weigh_all (AxleDedupe         *self,
           AxleDedupeProgress  progress,
           gpointer            data,
           GCancellable       *cancellable)
{
  guint n = axle_dedupe_blocks_get_n_views (self->blocks);

  for (guint view = 0; view < n && !g_cancellable_is_cancelled (cancellable); view++)
    {
      axle_dedupe_blocks_each (self->blocks, view, weigh_cb, self);
      drop_repeated (self->pairs);
      if (progress != NULL)
        progress ((view + 1.0) / n, data);
    }
}

/* Who is the same as a third is the same as the other, too. */

typedef struct
{
  guint32 from;
  guint32 to;
  float   weight;
} Link;

static int
compare_links (gconstpointer a,
               gconstpointer b)
{
  const Link *first = a, *second = b;

  if (first->from != second->from)
    return first->from > second->from ? 1 : -1;
  return (first->weight < second->weight) - (first->weight > second->weight);
}

static GArray *
list_links (GArray *pairs)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (Link));

  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      Link there = { pair->a, pair->b, pair->weight }, back = { pair->b, pair->a, pair->weight };

      if (axle_match_score (pair->weight) < AXLE_MATCH_SURE)
        continue;
      g_array_append_val (links, there);
      g_array_append_val (links, back);
    }
  g_array_sort (links, compare_links);
  return links;
}

/* As sure as the less sure of the two steps; what speaks against it when the two are
 * compared with each other is taken off. */
static void
link_pair (AxleDedupe *self,
           const Link *first,
           const Link *second,
           GArray     *found)
{
  AxleMatchFinding findings[AXLE_MATCH_MAX_FIELDS];
  Pair pair = { MIN (first->to, second->to), MAX (first->to, second->to), first->from, 0 };
  double direct, against, linked;

  find (self->table, pair.a, pair.b, findings);
  direct = axle_match_weigh (self->table->model, findings, NULL);
  against = MIN (0, direct - self->table->model->prior);
  linked = MIN (LINK_WEIGHT, MIN (first->weight, second->weight)) + against;
  if (direct >= linked)
    pair.through = NO_ROW;
  pair.weight = (float) MAX (direct, linked);
  if (axle_match_score (pair.weight) >= AXLE_MATCH_PROPOSED)
    g_array_append_val (found, pair);
}

static gboolean
link_through (AxleDedupe *self)
{
  g_autoptr(GArray) links = list_links (self->pairs);
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (Pair));
  guint before = self->pairs->len;

  for (guint start = 0, end; start < links->len; start = end)
    {
      const Link *first = &g_array_index (links, Link, start);

      for (end = start; end < links->len && g_array_index (links, Link, end).from == first->from; end++)
        ;
      for (guint i = start; i < MIN (end, start + MAX_LINKS); i++)
        for (guint j = i + 1; j < MIN (end, start + MAX_LINKS); j++)
          link_pair (self, &g_array_index (links, Link, i), &g_array_index (links, Link, j), found);
    }
  g_array_append_vals (self->pairs, found->data, found->len);
  drop_repeated (self->pairs);
  return self->pairs->len > before;
}

/**
 * axle_dedupe_run:
 * @file: a CSV file in any encoding, with or without header
 * @id: (nullable): the header of the column that names the rows
 * @progress: (nullable) (scope call): told how far it is, 0 to 1
 * @data: given to @progress
 * @cancellable: (nullable): a cancellable
 * @error: why it could not be done
 *
 * Blocks; a million rows take minutes.
 *
 * Returns: (transfer full) (nullable): the pairs of rows that are proposed
 */
AxleDedupe *
axle_dedupe_run (GFile               *file,
                 const char          *id,
                 AxleDedupeProgress   progress,
                 gpointer             data,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_autoptr(AxleDedupe) self = g_new0 (AxleDedupe, 1);

  self->pairs = g_array_new (FALSE, FALSE, sizeof (Pair));
  self->table = axle_dedupe_table_read (file, id, cancellable, error);
  if (self->table == NULL)
    return NULL;
  axle_dedupe_table_choose (self->table);
  self->blocks = axle_dedupe_blocks_new (self->table);
  learn (self, cancellable);
  weigh_all (self, progress, data, cancellable);
  for (guint round = 0; round < LINK_ROUNDS && link_through (self); round++)
    ;
  g_array_sort (self->pairs, compare_weights);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
axle_dedupe_free (AxleDedupe *self)
{
  g_clear_pointer (&self->blocks, axle_dedupe_blocks_free);
  g_clear_pointer (&self->table, axle_dedupe_table_free);
  g_clear_pointer (&self->pairs, g_array_unref);
  g_free (self);
}

AxleDedupeCounts
axle_dedupe_get_counts (AxleDedupe *self)
{
  return (AxleDedupeCounts) { self->table->n_rows, self->compared, self->pairs->len };
}

/**
 * axle_dedupe_get_score:
 * @self: what was found
 * @pair: which pair; the likeliest is the first
 *
 * Returns: the probability that it is one person, in thousandths
 */
guint
axle_dedupe_get_score (AxleDedupe *self,
                       gsize       pair)
{
  return axle_match_score (g_array_index (self->pairs, Pair, pair).weight);
}

char *
axle_dedupe_dup_id (AxleDedupe *self,
                    gsize       pair,
                    guint       side)
{
  const Pair *one = &g_array_index (self->pairs, Pair, pair);

  return axle_dedupe_table_dup_id (self->table, side == 0 ? one->a : one->b);
}

static AxleMatchReason *
explain_link (AxleDedupe *self,
              const Pair *pair)
{
  AxleMatchReason *reason = g_new0 (AxleMatchReason, 1);
  g_autofree char *id = axle_dedupe_table_dup_id (self->table, pair->through);

  reason->code = g_strdup ("linked");
  reason->level = AXLE_MATCH_LEVEL_SAME;
  reason->weight = pair->weight - self->table->model->prior;
  reason->label = g_strdup_printf (_("Each is the same as %s"), id);
  return reason;
}

/**
 * axle_dedupe_explain:
 * @self: what was found
 * @pair: which pair
 *
 * Returns: (transfer full) (element-type AxleMatchReason): why
 */
GPtrArray *
axle_dedupe_explain (AxleDedupe *self,
                     gsize       pair)
{
  const Pair *one = &g_array_index (self->pairs, Pair, pair);
  AxleMatchFinding findings[AXLE_MATCH_MAX_FIELDS];
  GPtrArray *reasons;

  find (self->table, one->a, one->b, findings);
  reasons = axle_match_explain (self->table->model, findings);
  if (one->through != NO_ROW)
    g_ptr_array_insert (reasons, 0, explain_link (self, one));
  return reasons;
}
