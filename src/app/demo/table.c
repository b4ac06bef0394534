/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/table.h"

#include <gio/gio.h>

#include "app/demo/demo-resources.h"

#define PREFIX "/io/github/axledesk/Axle/demo/"

struct _AxleDemoTable
{
  GPtrArray *rows;       /* char ** */
  GArray    *ends;       /* guint: where the share of each row ends */
};

/**
 * axle_demo_table_new:
 * @name: a file of `data/demo/`
 * @weight_cell: which cell of a row says how likely it is, or %AXLE_DEMO_NO_WEIGHT
 * @only: (nullable): leaves out the rows whose first cell is another
 *
 * Returns: (transfer full): the table
 */
AxleDemoTable *
axle_demo_table_new (const char *name,
                     int         weight_cell,
                     const char *only)
{
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (axle_demo_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  AxleDemoTable *self = g_new0 (AxleDemoTable, 1);
  g_auto(GStrv) lines = NULL;
  guint end = 0;

  g_assert (bytes != NULL);
  lines = g_strsplit (g_bytes_get_data (bytes, NULL), "\n", -1);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto(GStrv) row = **line == '\0' || **line == '#' ? NULL : g_strsplit (*line, "\t", -1);

      if (row == NULL || (only != NULL && !g_str_equal (row[0], only)))
        continue;
      end += weight_cell == AXLE_DEMO_NO_WEIGHT ? 1 : (guint) g_ascii_strtoull (row[weight_cell], NULL, 10);
      g_array_append_val (self->ends, end);
      g_ptr_array_add (self->rows, g_steal_pointer (&row));
    }
  return self;
}

void
axle_demo_table_free (AxleDemoTable *self)
{
  g_ptr_array_unref (self->rows);
  g_array_unref (self->ends);
  g_free (self);
}

guint
axle_demo_table_size (AxleDemoTable *self)
{
  return self->rows->len;
}

const char * const *
axle_demo_table_row (AxleDemoTable *self,
                     guint          row)
{
  return self->rows->pdata[row];
}

/**
 * axle_demo_table_pick:
 * @self: a table with at least one row of some weight
 * @random: chance
 *
 * Returns: (transfer none): one of its rows
 */
const char * const *
axle_demo_table_pick (AxleDemoTable  *self,
                      AxleDemoRandom *random)
{
  const guint *ends = (const guint *) (gpointer) self->ends->data;
  guint low = 0, high = self->rows->len - 1, at = axle_demo_random_below (random, ends[high]);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (at < ends[middle])
        high = middle;
      else
        low = middle + 1;
    }
  return self->rows->pdata[low];
}

const char *
axle_demo_table_pick_first (AxleDemoTable  *self,
                            AxleDemoRandom *random)
{
  return axle_demo_table_pick (self, random)[0];
}
