/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/calendar-columns.h"

G_BEGIN_DECLS

/* Which columns of the calendar are shown. What is hidden is only not looked at: the plan,
 * its capacity and all rules have it as before. */

/**
 * AxleColumnChoice:
 * @key: which columns, see #AxleCalendarColumn; the same on each day
 * @title: (nullable): what they are called; %NULL of what is not given to any
 * @items: (element-type AxleCalendarItem): what is in them on the days that are shown
 * @hidden: whether they are not shown
 *
 * The columns of a bay, a person or a team.
 */
typedef struct
{
  char       *key;
  char       *title;
  GHashTable *items;
  gboolean    hidden;
} AxleColumnChoice;

GPtrArray *axle_column_choices_new   (GPtrArray          *columns,
                                      const char * const *hidden,
                                      const char         *revealed);
void       axle_column_choices_apply (GPtrArray          *choices,
                                      GPtrArray          *columns);
guint      axle_column_choices_count_hidden (GPtrArray   *choices,
                                             guint       *n_items);

/* What is hidden of each kind of columns, as the settings keep it: `a{sas}`. */
char     **axle_hidden_columns_get   (GVariant           *hidden,
                                      AxleCalendarBy      by);
GVariant  *axle_hidden_columns_set   (GVariant           *hidden,
                                      AxleCalendarBy      by,
                                      const char * const *keys);

G_END_DECLS
