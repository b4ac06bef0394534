/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-model.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"

/* A column and a lane in it are no narrower: a name can be read in them. */
#define COLUMN_WIDTH 104
#define LANE_WIDTH   64

/* The days of a week stand side by side, so that it is seen as one: where many lie at the same
 * time their lanes are narrow. This can still be pointed at. */
#define WEEK_LANE_WIDTH 8

struct _AxleGridModel
{
  GObject       parent_instance;
  AxleCalendar *calendar;
  GPtrArray    *columns;
  GPtrArray    *items;       /* that are in them */
  double        hour_height;
  int           min_width;
  int           wanted;      /* pixels more, so that a name can be read in each lane */
};

G_DEFINE_FINAL_TYPE (AxleGridModel, axle_grid_model, G_TYPE_OBJECT)

enum { CHANGED, ZOOMED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
axle_grid_model_dispose (GObject *object)
{
  AxleGridModel *self = AXLE_GRID_MODEL (object);

  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->calendar);
  G_OBJECT_CLASS (axle_grid_model_parent_class)->dispose (object);
}

static void
axle_grid_model_class_init (AxleGridModelClass *class)
{
  G_OBJECT_CLASS (class)->dispose = axle_grid_model_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ZOOMED] = g_signal_new ("zoomed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_grid_model_init (AxleGridModel *self)
{
  self->columns = g_ptr_array_new ();
  self->hour_height = AXLE_GRID_HOUR_DEFAULT;
}

AxleGridModel *
axle_grid_model_new (void)
{
  return g_object_new (AXLE_TYPE_GRID_MODEL, NULL);
}

static int
nice_width_of (AxleGridModel *self,
               guint          column)
{
  const AxleCalendarColumn *of = self->columns->pdata[column];

  return MAX (COLUMN_WIDTH, (int) of->n_lanes * LANE_WIDTH);
}

static int
min_width_of (AxleGridModel *self,
              guint          column)
{
  const AxleCalendarColumn *of = self->columns->pdata[column];
  gboolean is_week = of->by == AXLE_CALENDAR_BY_DAY && self->columns->len > 1;

  return is_week ? MAX (COLUMN_WIDTH, (int) of->n_lanes * WEEK_LANE_WIDTH) : nice_width_of (self, column);
}

void
axle_grid_model_set_columns (AxleGridModel *self,
                             AxleCalendar  *calendar,
                             GPtrArray     *columns)
{
  GPtrArray *old_columns = self->columns;
  GPtrArray *old_items = self->items;

  g_set_object (&self->calendar, calendar);
  self->columns = columns;
  self->items = g_ptr_array_ref (axle_calendar_get_items (calendar));
  self->min_width = self->wanted = 0;
  for (guint i = 0; i < columns->len; i++)
    {
      self->min_width += min_width_of (self, i);
      self->wanted += nice_width_of (self, i) - min_width_of (self, i);
    }
  g_signal_emit (self, signals[CHANGED], 0);
  /* Until now somebody may have shown them. */
  g_ptr_array_unref (old_columns);
  g_clear_pointer (&old_items, g_ptr_array_unref);
}

AxleCalendar *
axle_grid_model_get_calendar (AxleGridModel *self)
{
  return self->calendar;
}

guint
axle_grid_model_get_n_columns (AxleGridModel *self)
{
  return self->columns->len;
}

AxleCalendarColumn *
axle_grid_model_get_column (AxleGridModel *self,
                            guint          column)
{
  return self->columns->pdata[column];
}

double
axle_grid_model_get_hour_height (AxleGridModel *self)
{
  return self->hour_height;
}

void
axle_grid_model_set_hour_height (AxleGridModel *self,
                                 double         height)
{
  height = CLAMP (height, AXLE_GRID_HOUR_MIN, AXLE_GRID_HOUR_MAX);
  if (height == self->hour_height)
    return;
  self->hour_height = height;
  g_signal_emit (self, signals[ZOOMED], 0);
}

int
axle_grid_model_get_min_width (AxleGridModel *self)
{
  return self->min_width;
}

int
axle_grid_model_get_height (AxleGridModel *self)
{
  return (int) axle_grid_model_get_y (self, AXLE_DAY_MINUTES);
}

static gboolean
is_mirrored (void)
{
  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
}

/* From where one begins to read. What is to spare goes first to the days that need it. */
static double
offset_of (AxleGridModel *self,
           guint          column,
           int            width)
{
  int spare = MAX (width - self->min_width, 0);
  double granted = self->wanted > 0 ? MIN (spare / (double) self->wanted, 1) : 0;
  double rest = self->columns->len > 0 ? (spare - granted * self->wanted) / self->columns->len : 0;
  double offset = 0;

  for (guint i = 0; i < column && i < self->columns->len; i++)
    {
      int least = min_width_of (self, i);

      offset += least + granted * (nice_width_of (self, i) - least) + rest;
    }
  return offset;
}

double
axle_grid_model_get_x (AxleGridModel *self,
                       guint          column,
                       int            width)
{
  return is_mirrored () ? width - offset_of (self, column + 1, width) : offset_of (self, column, width);
}

double
axle_grid_model_get_width (AxleGridModel *self,
                           guint          column,
                           int            width)
{
  return offset_of (self, column + 1, width) - offset_of (self, column, width);
}

guint
axle_grid_model_find_column (AxleGridModel *self,
                             double         x,
                             int            width)
{
  double offset = is_mirrored () ? width - x : x;

  for (guint i = 1; i < self->columns->len; i++)
    if (offset < offset_of (self, i, width))
      return i - 1;
  return self->columns->len > 0 ? self->columns->len - 1 : 0;
}

double
axle_grid_model_get_y (AxleGridModel *self,
                       int            minute)
{
  return minute * self->hour_height / 60;
}

double
axle_grid_model_get_minute (AxleGridModel *self,
                            double         y)
{
  return y * 60 / self->hour_height;
}

AxleDate
axle_grid_model_get_date (AxleGridModel *self,
                          guint          column)
{
  return axle_day_plan_get_date (axle_grid_model_get_column (self, column)->plan);
}

gboolean
axle_grid_model_begins_day (AxleGridModel *self,
                            guint          column)
{
  return column == 0 || axle_grid_model_get_column (self, column)->plan != axle_grid_model_get_column (self, column - 1)->plan;
}

char *
axle_grid_model_dup_title (AxleGridModel *self,
                           guint          column)
{
  const AxleCalendarColumn *shown = axle_grid_model_get_column (self, column);
  AxleDate date = axle_day_plan_get_date (shown->plan);
  g_autoptr(GDateTime) day = g_date_time_new_utc (date.year, date.month, date.day, 0, 0, 0);
  /* Translators: a pattern of g_date_time_format(): a day of the week, a day and a month. */
  g_autofree char *name = g_date_time_format (day, _("%A, %-d %B"));

  if (shown->by == AXLE_CALENDAR_BY_DAY)
    return g_steal_pointer (&name);
  /* Translators: a bay or a person, and a day. */
  return g_strdup_printf (_("%s, %s"), shown->title != NULL ? shown->title : _("Not assigned"), name);
}
