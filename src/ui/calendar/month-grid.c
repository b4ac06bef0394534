/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/month-grid.h"

#include <glib/gi18n-lib.h>
#include <time.h>

#include "app/appointments.h"
#include "ui/calendar/month-keys.h"
#include "ui/calendar/month-line.h"
#include "ui/calendar/month-pointer.h"

#define N_WEEKDAYS 7
#define MAX_DAYS 42

/* Of the 16.7 ms of a frame; the rest is for laying out and painting. */
#define FILL_NSEC 4000000

struct _AxleMonthGrid
{
  GtkWidget      parent_instance;
  AxleCalendar  *calendar;      /* NULL until something is shown */
  GPtrArray     *days;          /* (element-type AxleCalendarDay) */
  AxleDate       date;          /* the one that was asked for */
  AxleDate       current;       /* the one where the focus is or was */
  AxleMonthCell *cells[MAX_DAYS];
  GtkWidget     *ruler;         /* a line that is never seen: a hidden one has no height */
  guint          n_days;        /* that are shown */
  guint          n_room;        /* lines that fit into a cell; G_MAXUINT until it has a size */
  guint          n_filled;      /* cells whose lines are there */
  gboolean       fresh;         /* whether what is shown is new in this frame */
  guint          tick_id;
  AxleId         wanted;        /* gets the focus once it is there */
  gboolean       focused;       /* whether the day gets the focus once it is there */
};

G_DEFINE_FINAL_TYPE (AxleMonthGrid, axle_month_grid, GTK_TYPE_WIDGET)

static gint64
processor_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Filling. */

static void
restore_focus (AxleMonthGrid *self)
{
  if (!axle_id_is_none (&self->wanted))
    {
      const AxleId wanted = self->wanted;

      self->wanted = AXLE_ID_NONE;
      axle_month_grid_focus_item (self, &wanted);
    }
  else if (self->focused)
    axle_month_grid_focus_day (self, &self->current);
  self->focused = FALSE;
}

static gboolean
step (GtkWidget     *widget,
      GdkFrameClock *clock,
      gpointer       data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  gint64 late_before = axle_appointment_get_late_before (axle_calendar_get_workstation (self->calendar));
  gint64 end = processor_time () + FILL_NSEC;

  /* That took its part of the frame. */
  if (self->fresh)
    {
      self->fresh = FALSE;
      return G_SOURCE_CONTINUE;
    }
  while (self->n_room != G_MAXUINT && self->n_filled < self->n_days && processor_time () < end)
    axle_month_cell_fill (self->cells[self->n_filled++], self->calendar, self->n_room, late_before);
  if (self->n_filled < self->n_days)
    return G_SOURCE_CONTINUE;
  self->tick_id = 0;
  restore_focus (self);
  return G_SOURCE_REMOVE;
}

static void
fill (AxleMonthGrid *self)
{
  self->n_filled = 0;
  if (self->tick_id == 0 && self->calendar != NULL)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), step, NULL, NULL);
}

/* Size. */

static guint
count_weeks (AxleMonthGrid *self)
{
  return MAX (self->n_days, N_WEEKDAYS) / N_WEEKDAYS;
}

static void
axle_month_grid_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  int least, line;

  gtk_widget_measure (self->ruler, GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
  for (guint i = 0; i < MAX_DAYS; i++)
    axle_month_cell_set_line_height (self->cells[i], line);
  gtk_widget_measure (GTK_WIDGET (self->cells[0]), orientation, -1, &least, NULL, NULL, NULL);
  *minimum = *natural = least * (int) (orientation == GTK_ORIENTATION_HORIZONTAL ? N_WEEKDAYS : count_weeks (self));
}

/* Where a column or a row begins: without gaps, whatever the size. */
static int
edge (int   size,
      guint i,
      guint n)
{
  return (int) ((gint64) size * i / n);
}

static void
axle_month_grid_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint n_weeks = count_weeks (self);
  guint n_room;

  for (guint i = 0; i < self->n_days; i++)
    {
      guint column = rtl ? N_WEEKDAYS - 1 - i % N_WEEKDAYS : i % N_WEEKDAYS, week = i / N_WEEKDAYS;
      int x = edge (width, column, N_WEEKDAYS), y = edge (height, week, n_weeks);

      gtk_widget_size_allocate (GTK_WIDGET (self->cells[i]),
                                &(GtkAllocation) { x, y, edge (width, column + 1, N_WEEKDAYS) - x, edge (height, week + 1, n_weeks) - y }, -1);
    }
  gtk_widget_size_allocate (self->ruler, &(GtkAllocation) { .width = width, .height = height }, -1);
  if (self->n_days == 0)
    return;
  n_room = axle_month_cell_count_room (self->cells[0], gtk_widget_get_width (GTK_WIDGET (self->cells[0])),
                                       gtk_widget_get_height (GTK_WIDGET (self->cells[0])));
  if (n_room == self->n_room)
    return;
  self->n_room = n_room;
  fill (self);
}

/* Focus: the arrows are in month-keys.c; Tab goes in once, to the day where one was, and out. */

static gboolean
axle_month_grid_focus (GtkWidget        *widget,
                       GtkDirectionType  direction)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  GtkWidget *inside = gtk_widget_get_focus_child (widget);

  if (inside != NULL || self->n_days == 0)
    return FALSE;
  return gtk_widget_grab_focus (GTK_WIDGET (axle_month_grid_get_current (self)));
}

static gboolean
axle_month_grid_grab_focus (GtkWidget *widget)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);

  return self->n_days > 0 && gtk_widget_grab_focus (GTK_WIDGET (axle_month_grid_get_current (self)));
}

static void
axle_month_grid_set_focus_child (GtkWidget *widget,
                                 GtkWidget *child)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);

  GTK_WIDGET_CLASS (axle_month_grid_parent_class)->set_focus_child (widget, child);
  if (child != NULL && axle_month_cell_get_day (AXLE_MONTH_CELL (child)) != NULL)
    self->current = axle_month_cell_get_day (AXLE_MONTH_CELL (child))->date;
}

AxleMonthCell *
axle_month_grid_find_day (AxleMonthGrid  *self,
                          const AxleDate *date)
{
  for (guint i = 0; i < self->n_days; i++)
    if (axle_date_compare (&axle_month_cell_get_day (self->cells[i])->date, date) == 0)
      return self->cells[i];
  return NULL;
}

AxleMonthCell *
axle_month_grid_find_at (AxleMonthGrid *self,
                         double         x,
                         double         y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (widget == NULL || self->n_days == 0)
    return NULL;
  return AXLE_MONTH_CELL (gtk_widget_get_ancestor (widget, AXLE_TYPE_MONTH_CELL));
}

AxleMonthCell *
axle_month_grid_get_current (AxleMonthGrid *self)
{
  AxleMonthCell *cell = axle_month_grid_find_day (self, &self->current);

  return cell != NULL ? cell : self->cells[0];
}

gboolean
axle_month_grid_focus_day (AxleMonthGrid  *self,
                           const AxleDate *date)
{
  AxleMonthCell *cell = axle_month_grid_find_day (self, date);

  self->current = *date;
  self->focused = cell == NULL || self->tick_id != 0;
  return cell != NULL && gtk_widget_grab_focus (GTK_WIDGET (cell));
}

/* One that there is no room for is behind the number of its day. */
static gboolean
focus_in_cell (AxleMonthCell *cell,
               const AxleId  *appointment)
{
  const AxleCalendarDay *day = axle_month_cell_get_day (cell);

  for (guint i = 0; i < day->items->len; i++)
    {
      const AxleCalendarItem *item = day->items->pdata[i];
      guint last = axle_month_cell_get_n_stops (cell) - 1;

      if (axle_id_equal (&item->appointment->id, appointment))
        return gtk_widget_grab_focus (axle_month_cell_get_stop (cell, MIN (i + 1, last)));
    }
  return FALSE;
}

gboolean
axle_month_grid_focus_item (AxleMonthGrid *self,
                            const AxleId  *appointment)
{
  if (self->tick_id != 0)
    {
      self->wanted = *appointment;
      return TRUE;
    }
  for (guint i = 0; i < self->n_days; i++)
    if (focus_in_cell (self->cells[i], appointment))
      return TRUE;
  return FALSE;
}

gboolean
axle_month_grid_is_filled (AxleMonthGrid *self)
{
  return self->n_days > 0 && self->tick_id == 0 && self->n_room != G_MAXUINT;
}

/* Showing. */

static void
axle_month_grid_dispose (GObject *object)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (object);

  if (self->calendar != NULL)
    g_signal_handlers_disconnect_by_data (self->calendar, self);
  g_clear_object (&self->calendar);
  self->n_days = 0;
  for (guint i = 0; i < MAX_DAYS; i++)
    g_clear_pointer ((GtkWidget **) &self->cells[i], gtk_widget_unparent);
  g_clear_pointer (&self->ruler, gtk_widget_unparent);
  g_clear_pointer (&self->days, g_ptr_array_unref);
  G_OBJECT_CLASS (axle_month_grid_parent_class)->dispose (object);
}

static void
axle_month_grid_class_init (AxleMonthGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_month_grid_dispose;
  widget_class->measure = axle_month_grid_measure;
  widget_class->size_allocate = axle_month_grid_size_allocate;
  widget_class->focus = axle_month_grid_focus;
  widget_class->grab_focus = axle_month_grid_grab_focus;
  widget_class->set_focus_child = axle_month_grid_set_focus_child;
  gtk_widget_class_set_css_name (widget_class, "month-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
  axle_month_keys_bind (widget_class);
}

static void
axle_month_grid_init (AxleMonthGrid *self)
{
  for (guint i = 0; i < MAX_DAYS; i++)
    {
      self->cells[i] = AXLE_MONTH_CELL (axle_month_cell_new ());
      gtk_widget_set_visible (GTK_WIDGET (self->cells[i]), FALSE);
      gtk_widget_set_parent (GTK_WIDGET (self->cells[i]), GTK_WIDGET (self));
    }
  self->ruler = axle_month_line_new ();
  gtk_widget_set_child_visible (self->ruler, FALSE);
  gtk_widget_set_parent (self->ruler, GTK_WIDGET (self));
  self->n_room = G_MAXUINT;
  axle_month_pointer_attach (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, C_("calendar", "Month"), -1);
}

GtkWidget *
axle_month_grid_new (void)
{
  return g_object_new (AXLE_TYPE_MONTH_GRID, NULL);
}

static void
measured_cb (AxleMonthGrid *self)
{
  for (guint i = 0; i < self->n_days; i++)
    axle_month_cell_show_capacity (self->cells[i], self->calendar);
}

/* What has the focus keeps it, if it is still there. */
static void
remember_focus (AxleMonthGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return;
  self->focused = TRUE;
  if (AXLE_IS_MONTH_LINE (focus))
    self->wanted = axle_month_line_get_appointment (AXLE_MONTH_LINE (focus))->id;
}

static void
show_days (AxleMonthGrid  *self,
           const AxleDate *date,
           GTimeZone      *zone)
{
  const AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()), zone);
  guint n_before = self->n_days;

  self->n_days = self->days->len;
  for (guint i = 0; i < MAX_DAYS; i++)
    {
      const AxleCalendarDay *day = i < self->n_days ? self->days->pdata[i] : NULL;

      gtk_widget_set_visible (GTK_WIDGET (self->cells[i]), day != NULL);
      if (day != NULL)
        axle_month_cell_set_day (self->cells[i], self->calendar, day, day->date.month == date->month,
                                 axle_date_compare (&day->date, &today) == 0);
    }
  if (n_before != self->n_days)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
axle_month_grid_show (AxleMonthGrid  *self,
                      AxleCalendar   *calendar,
                      const AxleDate *date)
{
  AxleWorkingDays *days = axle_calendar_get_working_days (calendar);
  g_autoptr(GPtrArray) before = NULL;
  AxleDate first;
  guint n_days;

  if (days == NULL)
    return;
  if (g_set_object (&self->calendar, calendar))
    g_signal_connect_object (calendar, "measured", G_CALLBACK (measured_cb), self, G_CONNECT_SWAPPED);
  axle_month_get_weeks (date, &first, &n_days);
  before = g_steal_pointer (&self->days);
  self->days = axle_calendar_days_new (axle_calendar_get_items (calendar), axle_working_days_get_zone (days), &first, n_days);
  if (axle_date_compare (&self->date, date) != 0 && !self->focused)
    self->current = *date;
  self->date = *date;
  remember_focus (self);
  show_days (self, date, axle_working_days_get_zone (days));
  if (axle_month_grid_find_day (self, &self->current) == NULL)
    self->current = *date;
  self->fresh = TRUE;
  fill (self);
}

AxleCalendar *
axle_month_grid_get_calendar (AxleMonthGrid *self)
{
  return self->calendar;
}
