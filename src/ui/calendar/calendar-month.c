/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-month.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"
#include "ui/calendar/calendar-notice.h"
#include "ui/calendar/month-grid.h"

#define N_WEEKDAYS 7

struct _AxleCalendarMonth
{
  GtkWidget          parent_instance;
  GtkWidget         *box;
  AxleCalendarNotice *notice;
  AxleMonthGrid     *grid;
};

static void
get_days (AxleCalendarPage *page,
          const AxleDate   *date,
          AxleDate         *first,
          guint            *n_days)
{
  axle_month_get_weeks (date, first, n_days);
}

static AxleDate
step (AxleCalendarPage *page,
      const AxleDate   *date,
      int               by)
{
  return axle_month_step (date, by);
}

static char *
dup_title (AxleCalendarPage *page,
           const AxleDate   *date)
{
  return axle_date_dup_month (date);
}

static void
show (AxleCalendarPage *page,
      AxleCalendar     *calendar,
      const AxleDate   *date)
{
  AxleCalendarMonth *self = AXLE_CALENDAR_MONTH (page);
  AxleDate first;
  guint n_days;

  axle_month_get_weeks (date, &first, &n_days);
  axle_calendar_notice_show (self->notice, calendar, &first, n_days);
  axle_month_grid_show (self->grid, calendar, date);
}

static void
select_item (AxleCalendarPage *page,
             const AxleId     *appointment)
{
  AxleCalendarMonth *self = AXLE_CALENDAR_MONTH (page);

  if (appointment == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
  else
    axle_month_grid_focus_item (self->grid, appointment);
}

static void
page_init (AxleCalendarPageInterface *iface)
{
  iface->get_days = get_days;
  iface->step = step;
  iface->dup_title = dup_title;
  iface->show = show;
  iface->select = select_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AxleCalendarMonth, axle_calendar_month, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (AXLE_TYPE_CALENDAR_PAGE, page_init))

static void
axle_calendar_month_dispose (GObject *object)
{
  g_clear_pointer (&AXLE_CALENDAR_MONTH (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (axle_calendar_month_parent_class)->dispose (object);
}

static void
axle_calendar_month_class_init (AxleCalendarMonthClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_calendar_month_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

/* The cells say which day they are; this is for the eye. */
static GtkWidget *
create_weekdays (void)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_add_css_class (box, "month-weekdays");
  for (guint i = 0; i < N_WEEKDAYS; i++)
    {
      /* The first Monday of 2024 is its first day. */
      const AxleDate date = { 2024, 1, (int) i + 1 };
      g_autoptr(GDateTime) day = g_date_time_new_utc (date.year, date.month, date.day, 0, 0, 0);
      g_autofree char *name = g_date_time_format (day, "%a");
      GtkWidget *label = gtk_label_new (name);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      if (i >= 5)
        gtk_widget_add_css_class (label, "weekend");
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

static void
axle_calendar_month_init (AxleCalendarMonth *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->notice = AXLE_CALENDAR_NOTICE (axle_calendar_notice_new ());
  self->grid = AXLE_MONTH_GRID (axle_month_grid_new ());
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->grid));
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->notice));
  gtk_box_append (GTK_BOX (self->box), create_weekdays ());
  gtk_box_append (GTK_BOX (self->box), scrolled);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
axle_calendar_month_new (void)
{
  return g_object_new (AXLE_TYPE_CALENDAR_MONTH, NULL);
}

gboolean
axle_calendar_month_is_filled (AxleCalendarMonth *self)
{
  return axle_month_grid_is_filled (self->grid);
}
