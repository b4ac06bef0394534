/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/placing.h"

#include <string.h>

/* How many passings-on are tried before the answer is that nobody knows. */
#define EFFORT 400

#define NOBODY (-1)

struct _AxlePlacing
{
  GArray *works;  /* AxlePlacingWork */
  GArray *places; /* gint8: who has it */
};

/* A search: one of its works has nobody yet, or several. */
typedef struct
{
  const AxlePlacingWork *works;
  guint                  n_works;
  gint8                 *places;
  gboolean              *fixed;
  guint                  effort;
} Search;

/**
 * axle_placing_new:
 *
 * Returns: (transfer full): nothing to do
 */
AxlePlacing *
axle_placing_new (void)
{
  AxlePlacing *self = g_new (AxlePlacing, 1);

  self->works = g_array_new (FALSE, FALSE, sizeof (AxlePlacingWork));
  self->places = g_array_new (FALSE, FALSE, sizeof (gint8));
  return self;
}

AxlePlacing *
axle_placing_copy (const AxlePlacing *self)
{
  AxlePlacing *copy = g_new (AxlePlacing, 1);

  copy->works = g_array_copy (self->works);
  copy->places = g_array_copy (self->places);
  return copy;
}

void
axle_placing_free (AxlePlacing *self)
{
  g_array_unref (self->works);
  g_array_unref (self->places);
  g_free (self);
}

static gboolean
overlaps (const AxlePlacingWork *a,
          const AxlePlacingWork *b)
{
  return a->from < b->until && b->from < a->until;
}

/* Who of @work's people has no other work then that may not be passed on; and, by bits of
 * @idle, who has none at all. */
static guint64
find_open (const Search *search,
           guint         work,
           guint64      *idle)
{
  guint64 open = search->works[work].who;

  *idle = open;
  for (guint i = 0; i < search->n_works; i++)
    if (search->places[i] != NOBODY && i != work && overlaps (&search->works[i], &search->works[work]))
      {
        guint64 bit = G_GUINT64_CONSTANT (1) << search->places[i];

        *idle &= ~bit;
        if (search->fixed[i])
          open &= ~bit;
      }
  return open;
}

/* Gives @work to @who, whose other works then have nobody. */
static void
give (Search *search,
      guint   work,
      int     who)
{
  for (guint i = 0; i < search->n_works; i++)
    if (search->places[i] == who && overlaps (&search->works[i], &search->works[work]))
      search->places[i] = NOBODY;
  search->places[work] = (gint8) who;
}

/* Of the works that have nobody, the one with the fewest who could take it. */
static int
find_next (const Search *search)
{
  int next = -1;
  guint fewest = G_MAXUINT;

  for (guint i = 0; i < search->n_works; i++)
    if (search->places[i] == NOBODY)
      {
        guint64 idle;
        guint n = (guint) __builtin_popcountll (find_open (search, i, &idle));

        if (n < fewest)
          {
            fewest = n;
            next = (int) i;
          }
      }
  return next;
}

static AxlePlacingAnswer place (Search *search);

/* Tries everybody of @who in turn. What one leaves behind is no worse a start for the next:
 * nobody has two works at a time, whatever was tried. */
static AxlePlacingAnswer
place_with (Search  *search,
            guint    work,
            guint64  who)
{
  AxlePlacingAnswer answer = AXLE_PLACING_NO;

  for (; who != 0 && answer == AXLE_PLACING_NO; who &= who - 1)
    {
      give (search, work, __builtin_ctzll (who));
      answer = place (search);
    }
  return answer;
}

/* Gives every work that has nobody to somebody. A work that was given once in this branch
 * stays: if there is a way at all, the branch that gives each its own finds it. */
static AxlePlacingAnswer
place (Search *search)
{
  int work = find_next (search);
  AxlePlacingAnswer answer;
  guint64 open, idle;

  if (work < 0)
    return AXLE_PLACING_YES;
  if (search->effort == 0)
    return AXLE_PLACING_UNSURE;
  search->effort--;
  open = find_open (search, (guint) work, &idle);
  search->fixed[work] = TRUE;
  answer = place_with (search, (guint) work, open & idle);
  if (answer == AXLE_PLACING_NO)
    answer = place_with (search, (guint) work, open & ~idle);
  if (answer == AXLE_PLACING_NO)
    search->fixed[work] = FALSE;
  return answer;
}

/* Finds somebody for works[i] of those that run at one moment; others may pass theirs on. */
static gboolean
match_one (const AxlePlacingWork **running,
           int                    *owner,
           guint                   i,
           guint64                *seen)
{
  guint64 who;

  while ((who = running[i]->who & ~*seen) != 0)
    {
      int bit = __builtin_ctzll (who);

      *seen |= G_GUINT64_CONSTANT (1) << bit;
      if (owner[bit] < 0 || match_one (running, owner, (guint) owner[bit], seen))
        {
          owner[bit] = (int) i;
          return TRUE;
        }
    }
  return FALSE;
}

/* Whether all works that run at a moment could have somebody, were that moment all there is. */
static gboolean
is_enough_at (const Search *search,
              gint64        at)
{
  const AxlePlacingWork *running[AXLE_PLACING_LIMIT];
  int owner[AXLE_PLACING_LIMIT];
  guint n = 0;

  for (guint i = 0; i < search->n_works; i++)
    if (search->works[i].from <= at && at < search->works[i].until)
      {
        if (n == AXLE_PLACING_LIMIT)
          return FALSE;
        running[n++] = &search->works[i];
      }
  memset (owner, -1, sizeof owner);
  for (guint i = 0; i < n; i++)
    {
      guint64 seen = 0;

      if (!match_one (running, owner, i, &seen))
        return FALSE;
    }
  return TRUE;
}

/* More works begin at no other moments than those at which one begins. */
static gboolean
may_be_enough (const Search *search,
               guint         added)
{
  const AxlePlacingWork *work = &search->works[added];

  if (!is_enough_at (search, work->from))
    return FALSE;
  for (guint i = 0; i < search->n_works; i++)
    if (search->works[i].from > work->from && search->works[i].from < work->until &&
        !is_enough_at (search, search->works[i].from))
      return FALSE;
  return TRUE;
}

/* Places the last of the works; the others have somebody. */
static AxlePlacingAnswer
search_place (GArray *works,
              GArray *places)
{
  guint added = works->len - 1;
  g_autofree gboolean *fixed = g_new0 (gboolean, works->len);
  Search search = { (const AxlePlacingWork *) works->data, works->len, (gint8 *) places->data, fixed, EFFORT };
  guint64 idle;

  find_open (&search, added, &idle);
  if (idle != 0)
    {
      search.places[added] = (gint8) __builtin_ctzll (idle);
      return AXLE_PLACING_YES;
    }
  if (!may_be_enough (&search, added))
    return AXLE_PLACING_NO;
  return place (&search);
}

static void
add (GArray                *works,
     GArray                *places,
     const AxlePlacingWork *work)
{
  const gint8 nobody = NOBODY;

  g_array_append_val (works, *work);
  g_array_append_val (places, nobody);
}

/**
 * axle_placing_admit:
 * @self: works that have somebody
 * @work: one more
 *
 * Takes it in if all have somebody then. Where that cannot be told, it stays out.
 *
 * Returns: whether it was taken in
 */
gboolean
axle_placing_admit (AxlePlacing           *self,
                    const AxlePlacingWork *work)
{
  g_autoptr(GArray) places = g_array_copy (self->places);

  add (self->works, places, work);
  if (search_place (self->works, places) != AXLE_PLACING_YES)
    {
      g_array_set_size (self->works, self->works->len - 1);
      return FALSE;
    }
  g_array_unref (self->places);
  self->places = g_steal_pointer (&places);
  return TRUE;
}

static int
find (const AxlePlacing *self,
      guint              key)
{
  for (guint i = 0; i < self->works->len; i++)
    if (g_array_index (self->works, AxlePlacingWork, i).key == key)
      return (int) i;
  return -1;
}

/**
 * axle_placing_remove:
 * @self: works that have somebody
 * @key: of a work; nothing happens when it is none of them
 */
void
axle_placing_remove (AxlePlacing *self,
                     guint        key)
{
  int at = find (self, key);

  if (at < 0)
    return;
  g_array_remove_index (self->works, (guint) at);
  g_array_remove_index (self->places, (guint) at);
}

/**
 * axle_placing_widen:
 * @self: works that have somebody
 * @key: of a work; nothing happens when it is none of them
 * @who: who can take it too
 */
void
axle_placing_widen (AxlePlacing *self,
                    guint        key,
                    guint64      who)
{
  int at = find (self, key);

  if (at >= 0)
    g_array_index (self->works, AxlePlacingWork, at).who |= who;
}

/**
 * axle_placing_get_busy:
 * @self: works that have somebody
 * @from: a time
 * @until: a later one
 *
 * Returns: who has a work at any time between them, as they are placed now
 */
guint64
axle_placing_get_busy (const AxlePlacing *self,
                       gint64             from,
                       gint64             until)
{
  guint64 busy = 0;

  for (guint i = 0; i < self->works->len; i++)
    {
      const AxlePlacingWork *work = &g_array_index (self->works, AxlePlacingWork, i);

      if (work->from < until && from < work->until)
        busy |= G_GUINT64_CONSTANT (1) << g_array_index (self->places, gint8, i);
    }
  return busy;
}

/**
 * axle_placing_try:
 * @self: works that have somebody
 * @work: one more
 * @who: (out) (optional): the number of the bit of somebody who could take it
 *
 * Returns: whether all had somebody with it
 */
AxlePlacingAnswer
axle_placing_try (const AxlePlacing     *self,
                  const AxlePlacingWork *work,
                  int                   *who)
{
  guint64 idle = work->who & ~axle_placing_get_busy (self, work->from, work->until);
  g_autoptr(GArray) works = NULL;
  g_autoptr(GArray) places = NULL;
  AxlePlacingAnswer answer;

  if (idle != 0)
    {
      if (who != NULL)
        *who = __builtin_ctzll (idle);
      return AXLE_PLACING_YES;
    }
  if (work->who == 0)
    return AXLE_PLACING_NO;
  works = g_array_copy (self->works);
  places = g_array_copy (self->places);
  add (works, places, work);
  answer = search_place (works, places);
  if (who != NULL && answer == AXLE_PLACING_YES)
    *who = g_array_index (places, gint8, places->len - 1);
  return answer;
}
