/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-grid.h"

#include <glib/gi18n-lib.h>

#include "axle-config.h"
#include "core/appointment/words.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/calendar/grid-gutter.h"
#include "ui/calendar/grid-header.h"
#include "ui/calendar/grid-model.h"
#include "ui/calendar/grid-strip.h"

#define ZOOM_STEP 1.25

struct _AxleCalendarGrid
{
  GtkWidget           parent_instance;
  AxleCalendarSpread  spread;
  AxleCalendarBy      by;
  AxleGridModel      *model;
  GSettings          *settings;
  AxleCalendar       *calendar;   /* NULL until something is shown */
  AxleDate            date;
  double              pointer_y;  /* from the top of what is in sight; below 0 while it is elsewhere */
  double              pinched;    /* the height of an hour when fingers began to pinch */
  gboolean            outdated;   /* what is shown, while something is moved in it */
  guint               settle_id;  /* soon it is scrolled to where the day begins */

  GtkWidget          *parts;
  GtkWidget          *scroller;
  GtkWidget          *canvas;
  GtkWidget          *strip;
};

static void page_interface_init (AxleCalendarPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleCalendarGrid, axle_calendar_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_CALENDAR_PAGE, page_interface_init))

static GtkAdjustment *
get_vertical (AxleCalendarGrid *self)
{
  return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scroller));
}

/* Showing. */

static void
get_days (AxleCalendarPage *page,
          const AxleDate   *date,
          AxleDate         *first,
          guint            *n_days)
{
  AxleCalendarGrid *self = AXLE_CALENDAR_GRID (page);
  gboolean week = self->spread == AXLE_CALENDAR_SPREAD_WEEK;

  *first = week ? axle_date_add_days (date, -(int) axle_date_get_weekday (date)) : *date;
  *n_days = week ? 7 : 1;
}

static AxleDate
step (AxleCalendarPage *page,
      const AxleDate   *date,
      int               by)
{
  return axle_date_add_days (date, AXLE_CALENDAR_GRID (page)->spread == AXLE_CALENDAR_SPREAD_WEEK ? 7 * by : by);
}

static char *
dup_title (AxleCalendarPage *page,
           const AxleDate   *date)
{
  AxleCalendarGrid *self = AXLE_CALENDAR_GRID (page);
  AxleDate first;
  guint n_days;
  g_autoptr(GDateTime) day = NULL;
  g_autofree char *name = NULL;

  get_days (page, date, &first, &n_days);
  day = g_date_time_new_utc (first.year, first.month, first.day, 0, 0, 0);
  /* Translators: patterns of g_date_time_format(): a day; the month that a week begins in, and its number. */
  return g_date_time_format (day, self->spread == AXLE_CALENDAR_SPREAD_WEEK ? _("%B %Y, week %V") : _("%-d %B %Y"));
}

/* Where the hours that are open begin; further down where now would be out of sight. */
static double
find_settled (AxleCalendarGrid *self,
              double            page)
{
  gint64 now = axle_host_now (axle_host_get_default ());
  int earliest = 8 * 60;
  double top, line = -1;

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      const AxleCalendarColumn *column = axle_grid_model_get_column (self->model, i);
      int minute = axle_day_plan_get_minute (column->plan, now);

      if (column->hours->len > 0)
        earliest = MIN (earliest, g_array_index (column->hours, AxleDaySpan, 0).from);
      if (axle_calendar_column_is_open (column, minute))
        line = axle_grid_model_get_y (self->model, minute);
    }
  top = axle_grid_model_get_y (self->model, earliest) - 12;
  return line < top + page * 3 / 4 ? top : line - page / 2;
}

/* A first look shows the working day, not the night. */
static gboolean
settle_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  AxleCalendarGrid *self = AXLE_CALENDAR_GRID (widget);
  GtkAdjustment *vertical = get_vertical (self);

  if (gtk_adjustment_get_page_size (vertical) < 1 || axle_grid_model_get_n_columns (self->model) == 0)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (vertical, find_settled (self, gtk_adjustment_get_page_size (vertical)));
  self->settle_id = 0;
  return G_SOURCE_REMOVE;
}

static void
show_columns (AxleCalendarGrid *self)
{
  g_autoptr(GPtrArray) plans = g_ptr_array_new ();
  AxleDate first;
  guint n_days;

  if (self->calendar == NULL || axle_calendar_get_items (self->calendar) == NULL)
    return;
  get_days (AXLE_CALENDAR_PAGE (self), &self->date, &first, &n_days);
  for (guint i = 0; i < n_days; i++)
    {
      AxleDate date = axle_date_add_days (&first, (int) i);
      AxleDayPlan *plan = axle_calendar_get_plan (self->calendar, &date);

      if (plan == NULL)
        return;
      g_ptr_array_add (plans, plan);
    }
  axle_grid_model_set_columns (self->model, self->calendar,
                               axle_calendar_columns_new (plans, axle_calendar_get_items (self->calendar), self->by));
}

static void
show (AxleCalendarPage *page,
      AxleCalendar     *calendar,
      const AxleDate   *date)
{
  AxleCalendarGrid *self = AXLE_CALENDAR_GRID (page);

  /* A colleague's change does not pull away what a hand holds. */
  if (self->calendar == calendar && axle_date_compare (&self->date, date) == 0 &&
      axle_grid_canvas_is_busy (AXLE_GRID_CANVAS (self->canvas)))
    {
      self->outdated = TRUE;
      return;
    }
  g_set_object (&self->calendar, calendar);
  self->date = *date;
  show_columns (self);
}

static void
rested_cb (AxleCalendarGrid *self)
{
  if (!self->outdated)
    return;
  self->outdated = FALSE;
  show_columns (self);
}

static void
select_item (AxleCalendarPage *page,
             const AxleId     *appointment)
{
  AxleCalendarGrid *self = AXLE_CALENDAR_GRID (page);

  if (appointment == NULL)
    gtk_widget_grab_focus (self->canvas);
  else if (!axle_grid_canvas_select (AXLE_GRID_CANVAS (self->canvas), appointment))
    axle_grid_strip_select (AXLE_GRID_STRIP (self->strip), appointment);
}

static void
page_interface_init (AxleCalendarPageInterface *iface)
{
  iface->get_days = get_days;
  iface->step = step;
  iface->dup_title = dup_title;
  iface->show = show;
  iface->select = select_item;
}

/* Zooming; the same in all grids. The time that is looked at stays where it is. */

static void
zoom_to (AxleCalendarGrid *self,
         double            height)
{
  GtkAdjustment *vertical = get_vertical (self);
  double page = gtk_adjustment_get_page_size (vertical);
  double kept = self->pointer_y >= 0 ? self->pointer_y : page / 2;
  double minute = axle_grid_model_get_minute (self->model, gtk_adjustment_get_value (vertical) + kept);

  axle_grid_model_set_hour_height (self->model, height);
  gtk_adjustment_set_upper (vertical, axle_grid_model_get_height (self->model));
  gtk_adjustment_set_value (vertical, MAX (minute * axle_grid_model_get_hour_height (self->model) / 60 - kept, 0));
}

static void
settings_cb (AxleCalendarGrid *self)
{
  zoom_to (self, g_settings_get_int (self->settings, "calendar-hour-height"));
}

void
axle_calendar_grid_settle (AxleCalendarGrid *self)
{
  if (self->settle_id == 0)
    self->settle_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, NULL, NULL);
}

void
axle_calendar_grid_zoom (AxleCalendarGrid *self,
                         int               steps)
{
  double height = axle_grid_model_get_hour_height (self->model);

  for (; steps > 0; steps--)
    height *= ZOOM_STEP;
  for (; steps < 0; steps++)
    height /= ZOOM_STEP;
  g_settings_set_int (self->settings, "calendar-hour-height", (int) CLAMP (height, AXLE_GRID_HOUR_MIN, AXLE_GRID_HOUR_MAX));
}

static gboolean
scroll_cb (AxleCalendarGrid         *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  if ((gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller)) & GDK_CONTROL_MASK) == 0)
    return GDK_EVENT_PROPAGATE;
  axle_calendar_grid_zoom (self, dy < 0 ? 1 : -1);
  return GDK_EVENT_STOP;
}

static void
pointer_cb (AxleCalendarGrid *self,
            double            x,
            double            y)
{
  graphene_point_t point;

  if (gtk_widget_compute_point (GTK_WIDGET (self), self->scroller, &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    self->pointer_y = point.y;
}

static void
pointer_left_cb (AxleCalendarGrid *self)
{
  self->pointer_y = -1;
}

static void
pinch_begin_cb (AxleCalendarGrid *self,
                GdkEventSequence *sequence,
                GtkGesture       *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pinched = axle_grid_model_get_hour_height (self->model);
}

static void
pinch_cb (AxleCalendarGrid *self,
          double            scale)
{
  zoom_to (self, self->pinched * scale);
}

static void
pinch_end_cb (AxleCalendarGrid *self)
{
  g_settings_set_int (self->settings, "calendar-hour-height", (int) axle_grid_model_get_hour_height (self->model));
}

/* Putting it together: a corner, the header, the hours and the columns. */

static GtkWidget *
new_scroller (GtkWidget     *child,
              GtkPolicyType  horizontal,
              GtkPolicyType  vertical)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), horizontal, vertical);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static void
build (AxleCalendarGrid *self)
{
  GtkScrolledWindow *scroller;
  GtkWidget *header, *strip, *gutter;

  self->canvas = axle_grid_canvas_new (self->model);
  g_signal_connect_object (self->canvas, "rested", G_CALLBACK (rested_cb), self, G_CONNECT_SWAPPED);
  self->scroller = new_scroller (self->canvas, GTK_POLICY_AUTOMATIC, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_hexpand (self->scroller, TRUE);
  gtk_widget_set_vexpand (self->scroller, TRUE);
  scroller = GTK_SCROLLED_WINDOW (self->scroller);
  /* What gets the focus is brought into sight by the canvas; of an empty slot, the viewport
   * would show the whole canvas, from midnight on. */
  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (gtk_scrolled_window_get_child (scroller)), FALSE);
  axle_grid_canvas_set_adjustments (AXLE_GRID_CANVAS (self->canvas), gtk_scrolled_window_get_hadjustment (scroller),
                                    gtk_scrolled_window_get_vadjustment (scroller));
  header = new_scroller (axle_grid_header_new (self->model, gtk_scrolled_window_get_hadjustment (scroller)),
                         GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_hadjustment (GTK_SCROLLED_WINDOW (header), gtk_scrolled_window_get_hadjustment (scroller));
  self->strip = axle_grid_strip_new (self->model);
  strip = new_scroller (self->strip, GTK_POLICY_EXTERNAL, GTK_POLICY_NEVER);
  gtk_scrolled_window_set_hadjustment (GTK_SCROLLED_WINDOW (strip), gtk_scrolled_window_get_hadjustment (scroller));
  g_object_bind_property (self->strip, "visible", strip, "visible", G_BINDING_SYNC_CREATE);
  gutter = new_scroller (axle_grid_gutter_new (self->model), GTK_POLICY_NEVER, GTK_POLICY_EXTERNAL);
  gtk_scrolled_window_set_vadjustment (GTK_SCROLLED_WINDOW (gutter), gtk_scrolled_window_get_vadjustment (scroller));
  self->parts = gtk_grid_new ();
  gtk_widget_set_parent (self->parts, GTK_WIDGET (self));
  gtk_grid_attach (GTK_GRID (self->parts), header, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (self->parts), strip, 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (self->parts), gutter, 0, 2, 1, 1);
  gtk_grid_attach (GTK_GRID (self->parts), self->scroller, 1, 2, 1, 1);
}

static void
axle_calendar_grid_dispose (GObject *object)
{
  AxleCalendarGrid *self = AXLE_CALENDAR_GRID (object);

  g_clear_pointer (&self->parts, gtk_widget_unparent);
  g_clear_object (&self->calendar);
  g_clear_object (&self->settings);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (axle_calendar_grid_parent_class)->dispose (object);
}

static void
axle_calendar_grid_class_init (AxleCalendarGridClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_calendar_grid_dispose;
  gtk_widget_class_set_css_name (widget_class, "calendar-grid");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
axle_calendar_grid_init (AxleCalendarGrid *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  self->pointer_y = -1;
  self->model = axle_grid_model_new ();
  self->settings = g_settings_new (AXLE_APP_ID);
  axle_grid_model_set_hour_height (self->model, g_settings_get_int (self->settings, "calendar-hour-height"));
  g_signal_connect_object (self->settings, "changed::calendar-hour-height", G_CALLBACK (settings_cb), self, G_CONNECT_SWAPPED);
  build (self);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (pointer_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (pointer_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  /* Two fingers neither scroll nor lift anything. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (pinch), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (pinch, "end", G_CALLBACK (pinch_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  axle_calendar_grid_settle (self);
}

GtkWidget *
axle_calendar_grid_new (AxleCalendarSpread spread)
{
  AxleCalendarGrid *self = g_object_new (AXLE_TYPE_CALENDAR_GRID, NULL);

  self->spread = spread;
  self->by = spread == AXLE_CALENDAR_SPREAD_WEEK ? AXLE_CALENDAR_BY_DAY : AXLE_CALENDAR_BY_BAY;
  return GTK_WIDGET (self);
}

AxleCalendarBy
axle_calendar_grid_get_by (AxleCalendarGrid *self)
{
  return self->by;
}

void
axle_calendar_grid_set_by (AxleCalendarGrid *self,
                           AxleCalendarBy    by)
{
  if (by == self->by)
    return;
  self->by = by;
  show_columns (self);
}
