/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/grid-header.h"

#include <glib/gi18n-lib.h>

#include "ui/calendar/calendar-menu.h"

#define PADDING_X 6
#define PADDING_Y 4

struct _AxleGridHeader
{
  GtkWidget      parent_instance;
  AxleGridModel *model;
  GtkAdjustment *scrolled;   /* of what it is in */
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
    special = g_strdup (_("Closed"));
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

/* The day's name stays in sight as long as any of its columns is. */
static void
draw_day (AxleGridHeader *self,
          GtkSnapshot    *snapshot,
          guint           first,
          int             width)
{
  double left = axle_grid_model_get_x (self->model, first, width);
  double right = left + axle_grid_model_get_width (self->model, first, width);
  double from = gtk_adjustment_get_value (self->scrolled);
  double until = from + gtk_adjustment_get_page_size (self->scrolled);
  g_autofree char *text = dup_day (self, first);

  for (guint i = first + 1; i < axle_grid_model_get_n_columns (self->model) && !axle_grid_model_begins_day (self->model, i); i++)
    {
      left = MIN (left, axle_grid_model_get_x (self->model, i, width));
      right = MAX (right, axle_grid_model_get_x (self->model, i, width) + axle_grid_model_get_width (self->model, i, width));
    }
  left = MAX (left, from);
  right = MIN (right, until);
  if (right - left > 2 * PADDING_X)
    draw_line (self, snapshot, text, TRUE, left, PADDING_Y, right - left);
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
                                                                  : measure_line (self) * (has_titles (self) ? 2 : 1) + 2 * PADDING_Y;
}

static void
axle_grid_header_dispose (GObject *object)
{
  AxleGridHeader *self = AXLE_GRID_HEADER (object);

  g_clear_object (&self->scrolled);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (axle_grid_header_parent_class)->dispose (object);
}

static void
axle_grid_header_class_init (AxleGridHeaderClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = axle_grid_header_dispose;
  widget_class->snapshot = axle_grid_header_snapshot;
  widget_class->measure = axle_grid_header_measure;
  gtk_widget_class_set_css_name (widget_class, "calendar-header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
pressed_cb (AxleGridHeader *self,
            int             n_press,
            double          x,
            double          y)
{
  guint column;
  AxleDate date;

  if (axle_grid_model_get_n_columns (self->model) == 0)
    return;
  column = axle_grid_model_find_column (self->model, x, gtk_widget_get_width (GTK_WIDGET (self)));
  date = axle_grid_model_get_date (self->model, column);
  axle_calendar_column_menu_popup (GTK_WIDGET (self), axle_grid_model_get_column (self->model, column), &date, x);
}

static void
axle_grid_header_init (AxleGridHeader *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
axle_grid_header_new (AxleGridModel *model,
                      GtkAdjustment *scrolled)
{
  AxleGridHeader *self = g_object_new (AXLE_TYPE_GRID_HEADER, NULL);

  self->model = g_object_ref (model);
  self->scrolled = g_object_ref (scrolled);
  g_signal_connect_object (model, "changed", G_CALLBACK (gtk_widget_queue_resize), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scrolled, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
