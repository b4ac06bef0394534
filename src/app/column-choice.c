/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/column-choice.h"

static void
choice_free (gpointer data)
{
  AxleColumnChoice *self = data;

  g_free (self->key);
  g_free (self->title);
  g_hash_table_unref (self->items);
  g_free (self);
}

static AxleColumnChoice *
find (GPtrArray  *choices,
      const char *key)
{
  for (guint i = 0; i < choices->len; i++)
    {
      AxleColumnChoice *choice = choices->pdata[i];

      if (g_str_equal (choice->key, key))
        return choice;
    }
  return NULL;
}

static AxleColumnChoice *
ensure (GPtrArray                *choices,
        const AxleCalendarColumn *column)
{
  AxleColumnChoice *choice = find (choices, column->key);

  if (choice != NULL)
    return choice;
  choice = g_new0 (AxleColumnChoice, 1);
  choice->key = g_strdup (column->key);
  choice->title = g_strdup (column->title);
  choice->items = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (choices, choice);
  return choice;
}

/**
 * axle_column_choices_new:
 * @columns: (element-type AxleCalendarColumn): all columns of some days
 * @hidden: (array zero-terminated=1): the keys of those that are not to be shown
 * @revealed: (nullable): the key of one that is shown nevertheless
 *
 * Returns: (transfer full) (element-type AxleColumnChoice): what there are columns of, in
 *   their order; none of days, of which one sees none without seeing nothing
 */
GPtrArray *
axle_column_choices_new (GPtrArray          *columns,
                         const char * const *hidden,
                         const char         *revealed)
{
  GPtrArray *choices = g_ptr_array_new_with_free_func (choice_free);

  for (guint i = 0; i < columns->len; i++)
    {
      const AxleCalendarColumn *column = columns->pdata[i];
      AxleColumnChoice *choice;

      if (column->by == AXLE_CALENDAR_BY_DAY)
        continue;
      choice = ensure (choices, column);
      choice->hidden = g_strv_contains (hidden, column->key) && g_strcmp0 (column->key, revealed) != 0;
      for (guint j = 0; j < column->places->len; j++)
        g_hash_table_add (choice->items, (gpointer) g_array_index (column->places, AxleCalendarPlace, j).item);
      for (guint j = 0; j < column->all_day->len; j++)
        g_hash_table_add (choice->items, column->all_day->pdata[j]);
    }
  return choices;
}

/**
 * axle_column_choices_apply:
 * @choices: (element-type AxleColumnChoice): what is shown of @columns
 * @columns: (element-type AxleCalendarColumn): all columns
 *
 * Takes away those that are hidden.
 */
void
axle_column_choices_apply (GPtrArray *choices,
                           GPtrArray *columns)
{
  for (guint i = columns->len; i > 0; i--)
    {
      const AxleColumnChoice *choice = find (choices, ((AxleCalendarColumn *) columns->pdata[i - 1])->key);

      if (choice != NULL && choice->hidden)
        g_ptr_array_remove_index (columns, i - 1);
    }
}

/**
 * axle_column_choices_count_hidden:
 * @choices: (element-type AxleColumnChoice): what there are columns of
 * @n_items: (out): how many appointments are in those that are hidden
 *
 * Returns: how many are hidden
 */
guint
axle_column_choices_count_hidden (GPtrArray *choices,
                                  guint     *n_items)
{
  guint n_hidden = 0;

  *n_items = 0;
  for (guint i = 0; i < choices->len; i++)
    {
      const AxleColumnChoice *choice = choices->pdata[i];

      if (!choice->hidden)
        continue;
      *n_items += g_hash_table_size (choice->items);
      n_hidden++;
    }
  return n_hidden;
}

/**
 * axle_hidden_columns_get:
 * @hidden: of each kind of columns the keys of those that are hidden
 * @by: a kind
 *
 * Returns: (transfer full): the keys of that kind
 */
char **
axle_hidden_columns_get (GVariant       *hidden,
                         AxleCalendarBy  by)
{
  char **keys = NULL;

  if (!g_variant_lookup (hidden, axle_calendar_by_get_name (by), "^as", &keys))
    keys = g_new0 (char *, 1);
  return keys;
}

/**
 * axle_hidden_columns_set:
 * @hidden: what is hidden until now
 * @by: a kind of columns
 * @keys: (array zero-terminated=1): those of it that are to be hidden
 *
 * Returns: (transfer floating): what is hidden from then on
 */
GVariant *
axle_hidden_columns_set (GVariant           *hidden,
                         AxleCalendarBy      by,
                         const char * const *keys)
{
  GVariantBuilder all;

  g_variant_builder_init (&all, G_VARIANT_TYPE ("a{sas}"));
  for (guint i = AXLE_CALENDAR_BY_BAY; i <= AXLE_CALENDAR_BY_TEAM; i++)
    {
      g_auto(GStrv) before = axle_hidden_columns_get (hidden, i);
      const char * const *now = i == by ? keys : (const char * const *) before;

      if (now[0] != NULL)
        g_variant_builder_add (&all, "{s^as}", axle_calendar_by_get_name (i), now);
    }
  return g_variant_builder_end (&all);
}
