/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/row-diff.h"
#include "support/support.h"

typedef struct
{
  const char *name;
  const char *before;
  const char *after;
  guint       n_edits;
  guint       n_touched;   /* rows taken out and put in */
} Case;

static const Case cases[] = {
  { "same", "abcde", "abcde", 0, 0 },
  { "both-empty", "", "", 0, 0 },
  { "first-rows", "", "abc", 1, 3 },
  { "all-gone", "abc", "", 1, 3 },
  { "one-added", "abde", "abcde", 1, 1 },
  { "one-gone", "abcde", "abde", 1, 1 },
  { "one-at-each-end", "bcd", "abcde", 2, 2 },
  { "gone-and-added", "abcdef", "acdxef", 2, 2 },
  { "moved-down", "abcdef", "acdebf", 2, 2 },
  { "moved-up", "abcdef", "aebcdf", 2, 2 },
  { "swapped-neighbours", "abcd", "acbd", 2, 2 },
  { "replaced", "abcd", "axyd", 1, 4 },
  { "turned-round", "abcdef", "fedcba", 1, 12 },
};

static GArray *
rows_of (const char *letters)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (const char *p = letters; *p != '\0'; p++)
    {
      gint64 row = *p;
      g_array_append_val (rows, row);
    }
  return rows;
}

static void
test_case (const Case *test)
{
  g_autoptr(GArray) before = rows_of (test->before);
  g_autoptr(GArray) after = rows_of (test->after);
  g_autoptr(GArray) edits = axle_row_diff (before, after);
  guint n_touched = 0;

  for (guint i = 0; i < edits->len; i++)
    {
      const AxleRowEdit *edit = &g_array_index (edits, AxleRowEdit, i);

      n_touched += edit->n_removed + edit->n_added;
      if (edit->n_removed > 0)
        g_array_remove_range (before, edit->position, edit->n_removed);
      if (edit->n_added > 0)
        g_array_insert_vals (before, edit->position, &g_array_index (after, gint64, edit->first_added), edit->n_added);
    }
  g_assert_cmpmem (before->data, before->len * sizeof (gint64), after->data, after->len * sizeof (gint64));
  g_assert_cmpuint (edits->len, ==, test->n_edits);
  g_assert_cmpuint (n_touched, ==, test->n_touched);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  axle_test_add_table ("/row-diff", cases, test_case);
  return g_test_run ();
}
