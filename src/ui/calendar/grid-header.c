/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-header.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/calendar-actions.h"
#include "ui/calendar/calendar-menu.h"
#include "ui/calendar/calendar-page.h"
#include "ui/calendar/capacity-bar.h"

#define PADDING_X 6
#define PADDING_Y 4

/* Of a week. */
#define MAX_DAYS 7

/* A bar as wide as a window says no more. */
#define BAR_WIDTH 320

struct _AxleGridHeader
{
  GtkWidget      parent_instance;
  AxleGridModel *model;
  GtkAdjustment *scrolled;   /* of what it is in */
  AxleCalendar  *calendar;   /* whose capacity is followed; NULL until there is one */
  GtkWidget     *bars[MAX_DAYS];
  GPtrArray     *titles;     /* a widget for each column */
  guint          current;    /* of them: the one that Tab comes to */
};

G_DEFINE_FINAL_TYPE (AxleGridHeader, axle_grid_header, GTK_TYPE_WIDGET)

/* The day, and what is special about it. */
static char *
dup_day (AxleGridHeader *self,
         guint           column)
{
  AxleDate date = axle_grid_model_get_date (self->model, column);
  AxleWorkingDays *days = axle_day_plan_get_working_days (axle_grid_model_get_column (self->model, column)->plan);
  const char *name = axle_working_days_get_name (days, &date);
  g_autoptr(GDateTime) day = g_date_time_new_utc (date.year, date.month, date.day, 0, 0, 0);
  /* Translators: a pattern of g_date_time_format(): a day of the week and a day of the month. */
  g_autofree char *text = g_date_time_format (day, _("%a %-d"));
  g_autofree char *special = NULL;

  if (axle_working_days_is_makeup (days, &date))
    special = name != NULL ? g_strdup_printf (_("Make-up workday, %s"), name) : g_strdup (_("Make-up workday"));
  else if (name != NULL)
    special = g_strdup (name);
  else if (!axle_working_days_is_open (days, &date))
    special = g_strdup (C_("opening hours", "Closed"));
  return special != NULL ? g_strdup_printf ("%s · %s", text, special) : g_steal_pointer (&text);
}

static void
draw_line (AxleGridHeader *self,
           GtkSnapshot    *snapshot,
           const char     *text,
           gboolean        strong,
           double          x,
           double          y,
           double          width)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  GdkRGBA colour;

  gtk_widget_get_color (GTK_WIDGET (self), &colour);
  if (strong)
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      pango_layout_set_attributes (layout, attributes);
    }
  pango_layout_set_width (layout, (int) MAX (width - 2 * PADDING_X, 1) * PANGO_SCALE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x + PADDING_X, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &colour);
  gtk_snapshot_restore (snapshot);
}

static int
measure_line (AxleGridHeader *self)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "X国");
  int height;

  pango_layout_get_pixel_size (layout, NULL, &height);
  return height;
}

static gboolean
has_titles (AxleGridHeader *self)
{
  return axle_grid_model_get_n_columns (self->model) > 0 &&
         axle_grid_model_get_column (self->model, 0)->by != AXLE_CALENDAR_BY_DAY;
}

/* What of a day is in sight: from where it begins to where it ends, as far as one sees. */
static void
find_day (AxleGridHeader *self,
          guint           first,
          int             width,
          double         *left,
          double         *right)
{
  double from = gtk_adjustment_get_value (self->scrolled);
  double until = from + gtk_adjustment_get_page_size (self->scrolled);

  *left = axle_grid_model_get_x (self->model, first, width);
  *right = *left + axle_grid_model_get_width (self->model, first, width);
  for (guint i = first + 1; i < axle_grid_model_get_n_columns (self->model) && !axle_grid_model_begins_day (self->model, i); i++)
    {
      *left = MIN (*left, axle_grid_model_get_x (self->model, i, width));
      *right = MAX (*right, axle_grid_model_get_x (self->model, i, width) + axle_grid_model_get_width (self->model, i, width));
    }
  *left = MAX (*left, from);
  *right = MIN (*right, until);
}

/* The day's name stays in sight as long as any of its columns is. */
static void
draw_day (AxleGridHeader *self,
          GtkSnapshot    *snapshot,
          guint           first,
          int             width)
{
  g_autofree char *text = dup_day (self, first);
  double left, right;

  find_day (self, first, width, &left, &right);
  if (right - left > 2 * PADDING_X)
    draw_line (self, snapshot, text, TRUE, left, PADDING_Y, right - left);
}

/* How full each day is, under its name. */

static int
measure_bar (AxleGridHeader *self)
{
  int height = 0;

  if (gtk_widget_get_visible (self->bars[0]))
    gtk_widget_measure (self->bars[0], GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height > 0 ? height + PADDING_Y : 0;
}

static void
show_bars (AxleGridHeader *self)
{
  AxleCalendar *calendar = axle_grid_model_get_calendar (self->model);
  guint n_days = 0;

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model) && calendar != NULL && n_days < MAX_DAYS; i++)
    {
      AxleCapacityBar *bar = AXLE_CAPACITY_BAR (self->bars[n_days]);
      AxleDate date;

      if (!axle_grid_model_begins_day (self->model, i))
        continue;
      date = axle_grid_model_get_date (self->model, i);
      axle_capacity_bar_set_date (bar, &date);
      axle_capacity_bar_set (bar, axle_calendar_get_capacity (calendar, &date), FALSE);
      gtk_widget_set_visible (self->bars[n_days++], TRUE);
    }
  for (guint i = n_days; i < MAX_DAYS; i++)
    gtk_widget_set_visible (self->bars[i], FALSE);
}

/* The columns, for the keyboard and for who hears them: what is seen of them is drawn. */

static GtkWidget *
new_title (AxleGridHeader *self)
{
  GtkWidget *title = g_object_new (GTK_TYPE_DRAWING_AREA, "css-name", "calendar-column",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (title), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  gtk_widget_set_parent (title, GTK_WIDGET (self));
  return title;
}

/* Tab comes to one, and the arrow keys go on from there. */
static void
set_current (AxleGridHeader *self,
             guint           column)
{
  self->current = column;
  for (guint i = 0; i < self->titles->len; i++)
    gtk_widget_set_focusable (self->titles->pdata[i], i == column);
}

static void
show_titles (AxleGridHeader *self)
{
  guint n_columns = axle_grid_model_get_n_columns (self->model);

  while (self->titles->len < n_columns)
    g_ptr_array_add (self->titles, new_title (self));
  if (self->titles->len > n_columns)
    g_ptr_array_set_size (self->titles, (int) n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *name = axle_grid_model_dup_title (self->model, i);

      gtk_accessible_update_property (GTK_ACCESSIBLE (self->titles->pdata[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  set_current (self, MIN (self->current, MAX (n_columns, 1) - 1));
}

static void
popup (AxleGridHeader *self,
       guint           column,
       double          x)
{
  AxleDate date = axle_grid_model_get_date (self->model, column);

  axle_calendar_column_menu_popup (GTK_WIDGET (self), axle_grid_model_get_column (self->model, column), &date, x);
}

static void
popup_current (AxleGridHeader *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  popup (self, self->current,
         axle_grid_model_get_x (self->model, self->current, width) + axle_grid_model_get_width (self->model, self->current, width) / 2);
}

static gboolean
step (AxleGridHeader *self,
      gboolean        right)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int next = (int) self->current + (right != mirrored ? 1 : -1);

  if (next < 0 || next >= (int) self->titles->len)
    return FALSE;
  gtk_widget_set_focusable (self->titles->pdata[next], TRUE);
  gtk_widget_grab_focus (self->titles->pdata[next]);
  set_current (self, (guint) next);
  return TRUE;
}

static gboolean
key_pressed_cb (AxleGridHeader  *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  GdkModifierType held = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

  if (self->current >= self->titles->len || !gtk_widget_has_focus (self->titles->pdata[self->current]))
    return GDK_EVENT_PROPAGATE;
  if (held == 0 && (key == GDK_KEY_Left || key == GDK_KEY_KP_Left || key == GDK_KEY_Right || key == GDK_KEY_KP_Right))
    return step (self, key == GDK_KEY_Right || key == GDK_KEY_KP_Right);
  if (held == 0 && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    {
      axle_calendar_page_select (AXLE_CALENDAR_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), AXLE_TYPE_CALENDAR_PAGE)), NULL);
      return GDK_EVENT_STOP;
    }
  if ((held == GDK_SHIFT_MASK && key == GDK_KEY_F10) ||
      (held == 0 && (key == GDK_KEY_Menu || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_space)))
    {
      popup_current (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
changed_cb (AxleGridHeader *self)
{
  AxleCalendar *calendar = axle_grid_model_get_calendar (self->model);

  if (self->calendar != calendar && self->calendar != NULL)
    g_signal_handlers_disconnect_by_func (self->calendar, show_bars, self);
  if (g_set_object (&self->calendar, calendar) && calendar != NULL)
    g_signal_connect_object (calendar, "measured", G_CALLBACK (show_bars), self, G_CONNECT_SWAPPED);
  show_bars (self);
  show_titles (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Where the words of a column are drawn: a day that is one column has no others. */
static void
allocate_titles (AxleGridHeader *self,
                 int             width)
{
  int line = measure_line (self);

  for (guint i = 0; i < self->titles->len; i++)
    {
      const GtkAllocation area = {
        .x = (int) axle_grid_model_get_x (self->model, i, width), .y = PADDING_Y / 2 + (has_titles (self) ? line : 0),
        .width = (int) axle_grid_model_get_width (self->model, i, width), .height = line + PADDING_Y,
      };

      /* What is allocated is measured first. */
      gtk_widget_measure (self->titles->pdata[i], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (self->titles->pdata[i], &area, -1);
    }
}

static void
axle_grid_header_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  AxleGridHeader *self = AXLE_GRID_HEADER (widget);
  int room = measure_bar (self) - PADDING_Y;
  GtkAllocation bar = { .y = height - PADDING_Y - room, .height = room };
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint day = 0;

  allocate_titles (self, width);
  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model) && day < MAX_DAYS; i++)
    {
      double left, right;
      int least;

      if (!axle_grid_model_begins_day (self->model, i))
        continue;
      find_day (self, i, width, &left, &right);
      gtk_widget_measure (self->bars[day], GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
      gtk_widget_set_child_visible (self->bars[day], right - left >= least + 2 * PADDING_X);
      bar.width = MAX (MIN ((int) (right - left) - 2 * PADDING_X, BAR_WIDTH), least);
      bar.x = mirrored ? (int) right - PADDING_X - bar.width : (int) left + PADDING_X;
      gtk_widget_size_allocate (self->bars[day], &bar, -1);
      day++;
    }
}

static void
axle_grid_header_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  AxleGridHeader *self = AXLE_GRID_HEADER (widget);
  int width = gtk_widget_get_width (widget);
  int line = measure_line (self);

  for (guint i = 0; i < axle_grid_model_get_n_columns (self->model); i++)
    {
      const AxleCalendarColumn *column = axle_grid_model_get_column (self->model, i);

      if (axle_grid_model_begins_day (self->model, i))
        draw_day (self, snapshot, i, width);
      if (has_titles (self))
        draw_line (self, snapshot, column->title != NULL ? column->title : _("Not assigned"), FALSE,
                   axle_grid_model_get_x (self->model, i, width), PADDING_Y + line,
                   axle_grid_model_get_width (self->model, i, width));
    }
  GTK_WIDGET_CLASS (axle_grid_header_parent_class)->snapshot (widget, snapshot);
}

static void
axle_grid_header_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  AxleGridHeader *self = AXLE_GRID_HEADER (widget);

  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? axle_grid_model_get_min_width (self->model)
                                                                  : measure_line (self) * (has_titles (self) ? 2 : 1) + 2 * PADDING_Y + measure_bar (self);
}

static void
axle_grid_header_dispose (GObject *object)
{
  AxleGridHeader *self = AXLE_GRID_HEADER (object);

  for (guint i = 0; i < MAX_DAYS; i++)
    g_clear_pointer (&self->bars[i], gtk_widget_unparent);
  g_ptr_array_set_size (self->titles, 0);
  g_clear_object (&self->calendar);
  g_clear_object (&self->scrolled);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (axle_grid_header_parent_class)->dispose (object);
}

static void
axle_grid_header_finalize (GObject *object)
{
  g_ptr_array_unref (AXLE_GRID_HEADER (object)->titles);
  G_OBJECT_CLASS (axle_grid_header_parent_class)->finalize (object);
}

static void
axle_grid_header_class_init (AxleGridHeaderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_grid_header_dispose;
  G_OBJECT_CLASS (class)->finalize = axle_grid_header_finalize;
  widget_class->snapshot = axle_grid_header_snapshot;
  widget_class->measure = axle_grid_header_measure;
  widget_class->size_allocate = axle_grid_header_size_allocate;
  axle_calendar_actions_bind (widget_class);
  gtk_widget_class_set_css_name (widget_class, "calendar-header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
pressed_cb (AxleGridHeader *self,
            int             n_press,
            double          x,
            double          y)
{
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  if (axle_grid_model_get_n_columns (self->model) == 0 ||
      (under != NULL && gtk_widget_get_ancestor (under, AXLE_TYPE_CAPACITY_BAR) != NULL))
    return;
  popup (self, axle_grid_model_find_column (self->model, x, gtk_widget_get_width (GTK_WIDGET (self))), x);
}

static void
axle_grid_header_init (AxleGridHeader *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->titles = g_ptr_array_new_with_free_func ((GDestroyNotify) gtk_widget_unparent);
  for (guint i = 0; i < MAX_DAYS; i++)
    {
      self->bars[i] = axle_capacity_bar_new ();
      gtk_widget_set_visible (self->bars[i], FALSE);
      gtk_widget_set_parent (self->bars[i], GTK_WIDGET (self));
    }
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
axle_grid_header_new (AxleGridModel *model,
                      GtkAdjustment *scrolled)
{
  AxleGridHeader *self = g_object_new (AXLE_TYPE_GRID_HEADER, NULL);

  self->model = g_object_ref (model);
  self->scrolled = g_object_ref (scrolled);
  g_signal_connect_object (model, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scrolled, "value-changed", G_CALLBACK (gtk_widget_queue_allocate), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scrolled, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
