/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-shade.h"

#include "base/problem.h"
#include "core/appointment/words.h"

/* One day: what was worked out of all its columns. */
typedef struct
{
  guint   first;      /* column */
  guint   n_columns;
  int     opens;      /* minutes after midnight */
  guint   n_slots;
  guint8 *fits;       /* of the slots of one column after the other */
} Day;

struct _AxleGridShade
{
  AxleGridModel *model;
  AxleWish       wish;
  GHashTable    *days;   /* Day by its plan */
};

static void
day_free (gpointer data)
{
  Day *day = data;

  g_free (day->fits);
  g_free (day);
}

AxleGridShade *
axle_grid_shade_new (AxleGridModel    *model,
                     const AxleRecord *wished,
                     gboolean          copy)
{
  AxleGridShade *self = g_new0 (AxleGridShade, 1);

  self->model = g_object_ref (model);
  axle_wish_init (&self->wish, wished);
  if (copy)
    self->wish.except = AXLE_ID_NONE;
  self->days = g_hash_table_new_full (NULL, NULL, NULL, day_free);
  return self;
}

void
axle_grid_shade_free (AxleGridShade *self)
{
  g_hash_table_unref (self->days);
  axle_wish_clear (&self->wish);
  g_object_unref (self->model);
  g_free (self);
}

static Day *
find_columns (AxleGridShade     *self,
              const AxleDayPlan *plan)
{
  Day *day = g_new0 (Day, 1);

  day->first = G_MAXUINT;
  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      if (axle_grid_model_get_column (self->model, i)->plan != plan)
        continue;
      day->first = MIN (day->first, i);
      day->n_columns++;
    }
  return day;
}

/* While the store is closed nothing fits: there is nothing to work out. */
static void
work_out (AxleGridShade     *self,
          const AxleDayPlan *plan,
          Day               *day)
{
  g_autoptr(GArray) hours = axle_day_plan_list_hours (plan, NULL);
  g_autofree AxleId *ids = g_new0 (AxleId, day->n_columns);
  AxlePlanColumn by = axle_calendar_by_to_plan (axle_grid_model_get_column (self->model, day->first)->by);

  if (hours->len == 0)
    return;
  for (guint i = 0; i < day->n_columns; i++)
    ids[i] = axle_grid_model_get_column (self->model, day->first + i)->id;
  day->opens = g_array_index (hours, AxleDaySpan, 0).from / AXLE_GRID_SNAP * AXLE_GRID_SNAP;
  day->n_slots = (guint) (g_array_index (hours, AxleDaySpan, hours->len - 1).until - day->opens) / AXLE_GRID_SNAP;
  day->fits = g_new0 (guint8, MAX (day->n_columns * day->n_slots, 1));
  axle_fit_shade (plan, &self->wish, by, ids, day->n_columns, day->opens, AXLE_GRID_SNAP, day->n_slots, day->fits);
}

static const Day *
find_day (AxleGridShade     *self,
          const AxleDayPlan *plan)
{
  Day *day = g_hash_table_lookup (self->days, plan);

  if (day == NULL)
    {
      day = find_columns (self, plan);
      work_out (self, plan, day);
      g_hash_table_insert (self->days, (gpointer) plan, day);
    }
  return day;
}

AxleFit
axle_grid_shade_get (AxleGridShade *self,
                     guint          column,
                     int            minute)
{
  const Day *day = find_day (self, axle_grid_model_get_column (self->model, column)->plan);
  int slot = minute >= day->opens ? (minute - day->opens) / AXLE_GRID_SNAP : -1;

  if (slot < 0 || slot >= (int) day->n_slots)
    return AXLE_FIT_NO;
  return day->fits[(column - day->first) * day->n_slots + (guint) slot];
}

char *
axle_grid_shade_judge (AxleGridShade *self,
                       guint          column,
                       int            minute,
                       AxleFit       *fit)
{
  const AxleCalendarColumn *there = axle_grid_model_get_column (self->model, column);
  AxleWish wish = self->wish;
  g_autoptr(GPtrArray) problems = NULL;
  const AxleProblem *told = NULL;

  wish.at = axle_day_plan_get_time (there->plan, minute);
  if (there->by == AXLE_CALENDAR_BY_BAY)
    wish.bay = there->id;
  else if (there->by == AXLE_CALENDAR_BY_TECHNICIAN)
    wish.technician = there->id;
  else if (there->by == AXLE_CALENDAR_BY_ADVISOR)
    wish.advisor = there->id;
  problems = axle_fit_judge (there->plan, &wish);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      if (told == NULL || (problem->blocking && !told->blocking))
        told = problem;
    }
  *fit = told == NULL ? AXLE_FIT_YES : told->blocking ? AXLE_FIT_NO : AXLE_FIT_WARNING;
  return told != NULL ? g_strdup (told->message) : NULL;
}
