/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/month-cell.h"

#include <glib/gi18n-lib.h>

#include "app/capacity-words.h"
#include "ui/calendar/capacity-bar.h"
#include "ui/calendar/day-kind.h"
#include "ui/calendar/month-line.h"

#define GAP 2
#define LEAST_WIDTH 36
#define LEAST_LINES 1

/* In a cell that is narrower there is nothing to read in a line: it says how many there are. */
#define LEAST_WIDTH_OF_LINE 48

/* Where the cell is narrower, the mark alone says that the day is a holiday. */
#define LEAST_WIDTH_OF_NAME 84

/* The number of the rest with a word. */
#define LEAST_WIDTH_OF_WORD 80

struct _AxleMonthCell
{
  GtkWidget              parent_instance;
  const AxleCalendarDay *day;        /* NULL until one is shown */
  AxleDate               date;       /* of that day */
  gboolean               stale;      /* whether its lines are still those of another day */
  char                  *name;       /* of the day, for a screen reader */
  GtkWidget             *head;
  GtkWidget             *number;
  GtkWidget             *mark;       /* off, or worked on instead */
  GtkWidget             *holiday;    /* its name */
  GtkWidget             *bar;
  int                    line_height;
  GPtrArray             *lines;      /* (element-type AxleMonthLine): made ones, the first shown */
  guint                  n_lines;    /* that are shown */
  GtkWidget             *more;       /* NULL until it is needed */
};

G_DEFINE_FINAL_TYPE (AxleMonthCell, axle_month_cell, GTK_TYPE_WIDGET)

/* Room. */

static int
get_height (GtkWidget *child)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  return height;
}

static int
get_top_height (AxleMonthCell *self)
{
  return get_height (self->head) + GAP + get_height (self->bar) + GAP;
}

void
axle_month_cell_set_line_height (AxleMonthCell *self,
                                 int            height)
{
  self->line_height = height;
}

guint
axle_month_cell_count_room (AxleMonthCell *self,
                            int            width,
                            int            height)
{
  int room = height - get_top_height (self);

  if (width < LEAST_WIDTH_OF_LINE || room <= 0)
    return 0;
  return (guint) ((room + GAP) / (self->line_height + GAP));
}

static void
axle_month_cell_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  AxleMonthCell *self = AXLE_MONTH_CELL (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH;
  else
    *minimum = *natural = get_top_height (self) + LEAST_LINES * (self->line_height + GAP);
}

static void
place (GtkWidget *child,
       int       *y,
       int        width,
       int        height)
{
  int least;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least);
  gtk_widget_size_allocate (child, &(GtkAllocation) { .y = *y, .width = width, .height = height }, -1);
  *y += height + GAP;
}

static void
axle_month_cell_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  AxleMonthCell *self = AXLE_MONTH_CELL (widget);
  int y = 0;

  gtk_widget_set_child_visible (self->holiday, width >= LEAST_WIDTH_OF_NAME);
  place (self->head, &y, width, get_height (self->head));
  place (self->bar, &y, width, get_height (self->bar));
  for (guint i = 0; i < self->n_lines; i++)
    place (self->lines->pdata[i], &y, width, self->line_height);
  if (self->more != NULL && gtk_widget_get_visible (self->more))
    place (self->more, &y, width, MAX (get_height (self->more), self->line_height));
}

static void
axle_month_cell_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  AxleMonthCell *self = AXLE_MONTH_CELL (widget);

  if (!self->stale)
    {
      GTK_WIDGET_CLASS (axle_month_cell_parent_class)->snapshot (widget, snapshot);
      return;
    }
  gtk_widget_snapshot_child (widget, self->head, snapshot);
  gtk_widget_snapshot_child (widget, self->bar, snapshot);
}

static void
axle_month_cell_dispose (GObject *object)
{
  AxleMonthCell *self = AXLE_MONTH_CELL (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->name, g_free);
  G_OBJECT_CLASS (axle_month_cell_parent_class)->dispose (object);
}

static void
axle_month_cell_class_init (AxleMonthCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = axle_month_cell_dispose;
  widget_class->measure = axle_month_cell_measure;
  widget_class->size_allocate = axle_month_cell_size_allocate;
  widget_class->snapshot = axle_month_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "month-cell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
axle_month_cell_init (AxleMonthCell *self)
{
  self->lines = g_ptr_array_new ();
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  self->number = new_label ("day-number");
  self->mark = new_label ("day-mark");
  self->holiday = new_label ("day-name");
  self->bar = axle_capacity_bar_new ();
  gtk_label_set_ellipsize (GTK_LABEL (self->holiday), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->holiday), 0);
  gtk_widget_set_hexpand (self->holiday, TRUE);
  gtk_box_append (GTK_BOX (self->head), self->number);
  gtk_box_append (GTK_BOX (self->head), self->mark);
  gtk_box_append (GTK_BOX (self->head), self->holiday);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
axle_month_cell_new (void)
{
  return g_object_new (AXLE_TYPE_MONTH_CELL, NULL);
}

/* The day. */

static void
set_class (AxleMonthCell *self,
           const char    *css_class,
           gboolean       on)
{
  if (on)
    gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), css_class);
}

static void
name_day (AxleMonthCell         *self,
          const AxleWorkingDays *days)
{
  const char *holiday = gtk_label_get_label (GTK_LABEL (self->holiday));
  const char *mark = gtk_label_get_label (GTK_LABEL (self->mark));
  g_autofree char *date = axle_date_dup_words (&self->day->date);
  g_autofree char *many = g_strdup_printf (ngettext ("%u appointment", "%u appointments", self->day->n_on), self->day->n_on);
  gboolean open = days == NULL || axle_working_days_is_open (days, &self->day->date);
  GString *name = g_string_new (date);

  if (*holiday != '\0')
    g_string_append_printf (name, "%s%s %s", _(", "), holiday, mark);
  if (!open)
    g_string_append_printf (name, "%s%s", _(", "), C_("opening hours", "closed"));
  g_string_append_printf (name, "%s%s", _(", "), many);
  g_free (self->name);
  self->name = g_string_free (name, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
}

void
axle_month_cell_show_capacity (AxleMonthCell *self,
                               AxleCalendar  *calendar)
{
  const AxleCapacity *capacity = axle_calendar_get_capacity (calendar, &self->day->date);
  g_autofree char *words = capacity != NULL ? axle_capacity_dup_words (capacity) : NULL;

  axle_capacity_bar_set (AXLE_CAPACITY_BAR (self->bar), capacity, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words != NULL ? words : "", -1);
}

void
axle_month_cell_set_day (AxleMonthCell         *self,
                         AxleCalendar          *calendar,
                         const AxleCalendarDay *day,
                         gboolean               of_month,
                         gboolean               today)
{
  const AxleWorkingDays *days = axle_calendar_get_working_days (calendar);
  g_autofree char *number = g_strdup_printf ("%d", day->date.day);

  self->stale |= axle_date_compare (&self->date, &day->date) != 0;
  self->day = day;
  self->date = day->date;
  gtk_label_set_label (GTK_LABEL (self->number), number);
  set_class (self, "other", !of_month);
  set_class (self, "today", today);
  axle_day_kind_show (days, &day->date, GTK_WIDGET (self), GTK_LABEL (self->mark), GTK_LABEL (self->holiday));
  name_day (self, days);
  axle_capacity_bar_set_date (AXLE_CAPACITY_BAR (self->bar), &day->date);
  gtk_widget_set_focusable (self->bar, FALSE);
  axle_month_cell_show_capacity (self, calendar);
}

const AxleCalendarDay *
axle_month_cell_get_day (AxleMonthCell *self)
{
  return self->day;
}

/* Lines. */

static void
more_cb (AxleMonthCell *self)
{
  g_autofree char *date = axle_date_format_iso (&self->day->date);

  gtk_widget_activate_action (GTK_WIDGET (self), "calendar.go-to", "s", date);
}

static void
show_more (AxleMonthCell *self,
           guint          n_hidden)
{
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < LEAST_WIDTH_OF_WORD;
  /* Translators: so many appointments that there is no room for. */
  g_autofree char *text = g_strdup_printf (self->n_lines == 0 ? "%u" : narrow ? "+%u" : _("+%u more"), n_hidden);
  g_autofree char *name = g_strdup_printf (ngettext ("%u more appointment", "%u more appointments", n_hidden), n_hidden);

  if (self->more == NULL && n_hidden == 0)
    return;
  if (self->more == NULL)
    {
      self->more = gtk_button_new_with_label (NULL);
      gtk_widget_add_css_class (self->more, "flat");
      gtk_widget_add_css_class (self->more, "month-more");
      gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->more))), PANGO_ELLIPSIZE_END);
      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->more))), 0);
      g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_set_parent (self->more, GTK_WIDGET (self));
    }
  gtk_widget_set_visible (self->more, n_hidden > 0);
  gtk_button_set_label (GTK_BUTTON (self->more), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
ensure_line (AxleMonthCell *self,
             guint          i)
{
  GtkWidget *line;

  if (i < self->lines->len)
    return self->lines->pdata[i];
  line = axle_month_line_new ();
  if (self->more != NULL)
    gtk_widget_insert_before (line, GTK_WIDGET (self), self->more);
  else
    gtk_widget_set_parent (line, GTK_WIDGET (self));
  g_ptr_array_add (self->lines, line);
  return line;
}

void
axle_month_cell_fill (AxleMonthCell *self,
                      AxleCalendar  *calendar,
                      guint          n_room,
                      gint64         late_before)
{
  AxleWorkingDays *days = axle_calendar_get_working_days (calendar);
  GPtrArray *items = self->day->items;
  guint n_lines = items->len <= n_room ? items->len : n_room > 0 ? n_room - 1 : 0;

  for (guint i = 0; i < n_lines && days != NULL; i++)
    {
      const AxleCalendarItem *item = items->pdata[i];
      GtkWidget *line = ensure_line (self, i);

      axle_month_line_set_item (AXLE_MONTH_LINE (line), item, axle_appointment_look (item->appointment, late_before),
                                axle_working_days_get_zone (days));
      gtk_widget_set_visible (line, TRUE);
    }
  for (guint i = n_lines; i < self->lines->len; i++)
    gtk_widget_set_visible (self->lines->pdata[i], FALSE);
  self->n_lines = n_lines;
  show_more (self, items->len - n_lines);
  if (self->stale)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->stale = FALSE;
}

guint
axle_month_cell_get_n_stops (AxleMonthCell *self)
{
  return 1 + self->n_lines + (self->more != NULL && gtk_widget_get_visible (self->more));
}

GtkWidget *
axle_month_cell_get_stop (AxleMonthCell *self,
                          guint          i)
{
  if (i == 0)
    return GTK_WIDGET (self);
  return i <= self->n_lines ? self->lines->pdata[i - 1] : self->more;
}

guint
axle_month_cell_find_stop (AxleMonthCell *self,
                           GtkWidget     *stop)
{
  guint n_stops = axle_month_cell_get_n_stops (self);

  for (guint i = 0; i < n_stops; i++)
    if (axle_month_cell_get_stop (self, i) == stop)
      return i;
  return 0;
}
