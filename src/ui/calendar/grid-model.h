/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "app/calendar-columns.h"
#include "app/calendar.h"

G_BEGIN_DECLS

/**
 * AxleGridModel:
 *
 * What the parts of the grid share: its columns, and where on the screen a column and a
 * minute are.
 *
 * Signals: `changed` when there are other columns; `zoomed` when an hour is of another
 * height.
 */
#define AXLE_TYPE_GRID_MODEL (axle_grid_model_get_type ())
G_DECLARE_FINAL_TYPE (AxleGridModel, axle_grid_model, AXLE, GRID_MODEL, GObject)

/* What is dragged snaps to so many minutes. */
#define AXLE_GRID_SNAP 15

/* The height of an hour in pixels. */
#define AXLE_GRID_HOUR_MIN     40
#define AXLE_GRID_HOUR_MAX     320
#define AXLE_GRID_HOUR_DEFAULT 72

AxleGridModel      *axle_grid_model_new             (void);

/* @columns: (transfer full) (element-type AxleCalendarColumn). */
void                axle_grid_model_set_columns     (AxleGridModel *self,
                                                     AxleCalendar  *calendar,
                                                     GPtrArray     *columns);
AxleCalendar       *axle_grid_model_get_calendar    (AxleGridModel *self);
guint               axle_grid_model_get_n_columns   (AxleGridModel *self);
AxleCalendarColumn *axle_grid_model_get_column      (AxleGridModel *self,
                                                     guint          column);

double              axle_grid_model_get_hour_height (AxleGridModel *self);
void                axle_grid_model_set_hour_height (AxleGridModel *self,
                                                     double         height);

int                 axle_grid_model_get_min_width   (AxleGridModel *self);
int                 axle_grid_model_get_height      (AxleGridModel *self);
/* The left edge of a column where all of them have @width, and how wide it is. The first is
 * at the right where text runs that way. */
double              axle_grid_model_get_x           (AxleGridModel *self,
                                                     guint          column,
                                                     int            width);
double              axle_grid_model_get_width       (AxleGridModel *self,
                                                     guint          column,
                                                     int            width);
/* The column there, or the one nearest to it. */
guint               axle_grid_model_find_column     (AxleGridModel *self,
                                                     double         x,
                                                     int            width);
double              axle_grid_model_get_y           (AxleGridModel *self,
                                                     int            minute);
double              axle_grid_model_get_minute      (AxleGridModel *self,
                                                     double         y);
/* The day that a column is of, and whether it is the first column of it. */
AxleDate            axle_grid_model_get_date        (AxleGridModel *self,
                                                     guint          column);
gboolean            axle_grid_model_begins_day      (AxleGridModel *self,
                                                     guint          column);
/* What a column is called by who hears it only. */
char               *axle_grid_model_dup_title       (AxleGridModel *self,
                                                     guint          column);

G_END_DECLS
