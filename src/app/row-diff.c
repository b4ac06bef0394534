/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/row-diff.h"

#include <string.h>

/* Sets of more rows than this would cost more memory than a jump of the list is worth. */
#define SET_LIMIT 200000

#define ROW(rows, index) g_array_index ((rows), gint64, (index))

static GHashTable *
set_of (GArray *rows,
        guint   first,
        guint   end)
{
  GHashTable *set = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = first; i < end; i++)
    g_hash_table_add (set, &ROW (rows, i));
  return set;
}

static void
add_edit (GArray *edits,
          guint   position,
          guint   n_removed,
          guint   first_added,
          guint   n_added)
{
  AxleRowEdit edit = { position, n_removed, first_added, n_added };

  if (n_removed > 0 || n_added > 0)
    g_array_append_val (edits, edit);
}

/* Whether the same rows stand there with only one of them elsewhere. */
static gboolean
find_move (GArray *before,
           GArray *after,
           guint   first,
           guint   n,
           GArray *edits)
{
  const gint64 *old = &ROW (before, first);
  const gint64 *new = &ROW (after, first);

  if (n < 2)
    return FALSE;
  if (old[0] == new[n - 1] && memcmp (old + 1, new, (n - 1) * sizeof *old) == 0)
    {
      add_edit (edits, first, 1, 0, 0);
      add_edit (edits, first + n - 1, 0, first + n - 1, 1);
      return TRUE;
    }
  if (old[n - 1] == new[0] && memcmp (old, new + 1, (n - 1) * sizeof *old) == 0)
    {
      add_edit (edits, first + n - 1, 1, 0, 0);
      add_edit (edits, first, 0, first, 1);
      return TRUE;
    }
  return FALSE;
}

/* Rows that went and rows that came, where those that stay keep their order. */
static gboolean
find_runs (GArray *before,
           guint   before_end,
           GArray *after,
           guint   after_end,
           guint   first,
           GArray *edits)
{
  g_autoptr(GHashTable) old = NULL;
  g_autoptr(GHashTable) new = NULL;
  guint i = first;
  guint j = first;

  if (before_end - first > SET_LIMIT || after_end - first > SET_LIMIT)
    return FALSE;
  old = set_of (before, first, before_end);
  new = set_of (after, first, after_end);
  while (i < before_end || j < after_end)
    {
      guint n_removed = 0;
      guint n_added = 0;

      while (i + n_removed < before_end && !g_hash_table_contains (new, &ROW (before, i + n_removed)))
        n_removed++;
      while (j + n_added < after_end && !g_hash_table_contains (old, &ROW (after, j + n_added)))
        n_added++;
      add_edit (edits, j, n_removed, j, n_added);
      if (edits->len > AXLE_ROW_EDIT_LIMIT)
        return FALSE;
      i += n_removed;
      j += n_added;
      if (i == before_end && j == after_end)
        return TRUE;
      if (i == before_end || j == after_end || ROW (before, i) != ROW (after, j))
        return FALSE;
      i++;
      j++;
    }
  return TRUE;
}

/**
 * axle_row_diff:
 * @before: (element-type gint64): rows, each once
 * @after: (element-type gint64): rows, each once
 *
 * Few and small edits, so that a list does not jump and a selection survives.
 *
 * Returns: (transfer full) (element-type AxleRowEdit): what makes @before into
 *   @after, one after the other: each position counts what the edits before it did
 */
GArray *
axle_row_diff (GArray *before,
               GArray *after)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (AxleRowEdit));
  guint first = 0;
  guint before_end = before->len;
  guint after_end = after->len;

  while (first < before_end && first < after_end && ROW (before, first) == ROW (after, first))
    first++;
  while (before_end > first && after_end > first && ROW (before, before_end - 1) == ROW (after, after_end - 1))
    {
      before_end--;
      after_end--;
    }
  if (before_end == after_end && find_move (before, after, first, before_end - first, edits))
    return edits;
  if (before_end == first || after_end == first || !find_runs (before, before_end, after, after_end, first, edits))
    {
      g_array_set_size (edits, 0);
      add_edit (edits, first, before_end - first, first, after_end - first);
    }
  return edits;
}
