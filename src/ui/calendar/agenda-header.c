/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/agenda-header.h"

#include <glib/gi18n-lib.h>

#include "app/calendar-days.h"
#include "ui/calendar/capacity-bar.h"
#include "ui/calendar/day-kind.h"

#define BAR_WIDTH 120

struct _AxleAgendaHeader
{
  GtkWidget     parent_instance;
  AxleCalendar *calendar;   /* NULL until a day is shown */
  AxleDate      date;
  GtkWidget    *day;
  GtkWidget    *mark;
  GtkWidget    *holiday;
  GtkWidget    *bar;
};

G_DEFINE_FINAL_TYPE (AxleAgendaHeader, axle_agenda_header, GTK_TYPE_WIDGET)

static void
measured_cb (AxleAgendaHeader *self)
{
  axle_capacity_bar_set (AXLE_CAPACITY_BAR (self->bar), axle_calendar_get_capacity (self->calendar, &self->date), FALSE);
}

static void
set_calendar (AxleAgendaHeader *self,
              AxleCalendar     *calendar)
{
  if (self->calendar == calendar)
    return;
  if (self->calendar != NULL)
    g_signal_handlers_disconnect_by_data (self->calendar, self);
  g_set_object (&self->calendar, calendar);
  if (calendar != NULL)
    g_signal_connect_object (calendar, "measured", G_CALLBACK (measured_cb), self, G_CONNECT_SWAPPED);
}

static void
axle_agenda_header_dispose (GObject *object)
{
  GtkWidget *child;

  set_calendar (AXLE_AGENDA_HEADER (object), NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (axle_agenda_header_parent_class)->dispose (object);
}

static void
axle_agenda_header_class_init (AxleAgendaHeaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_agenda_header_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "agenda-header");
}

static void
axle_agenda_header_init (AxleAgendaHeader *self)
{
  self->day = gtk_label_new (NULL);
  self->mark = gtk_label_new (NULL);
  self->holiday = gtk_label_new (NULL);
  self->bar = axle_capacity_bar_new ();
  gtk_widget_add_css_class (self->day, "heading");
  gtk_widget_add_css_class (self->mark, "day-mark");
  gtk_widget_add_css_class (self->holiday, "day-name");
  gtk_label_set_xalign (GTK_LABEL (self->holiday), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->day), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (self->holiday), PANGO_ELLIPSIZE_END);
  gtk_widget_set_valign (self->mark, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_widget_set_halign (self->bar, GTK_ALIGN_END);
  gtk_widget_set_size_request (self->bar, BAR_WIDTH, -1);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_widget_set_parent (self->day, GTK_WIDGET (self));
  gtk_widget_set_parent (self->mark, GTK_WIDGET (self));
  gtk_widget_set_parent (self->holiday, GTK_WIDGET (self));
  gtk_widget_set_parent (self->bar, GTK_WIDGET (self));
}

GtkWidget *
axle_agenda_header_new (void)
{
  return g_object_new (AXLE_TYPE_AGENDA_HEADER, NULL);
}

void
axle_agenda_header_show (AxleAgendaHeader *self,
                         AxleCalendar     *calendar,
                         const AxleDate   *date)
{
  g_autofree char *words = axle_date_dup_words (date);
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_calendar_get_zone (calendar));
  gboolean is_today = axle_date_compare (&today, date) == 0;
  /* Translators: a day with its weekday. */
  g_autofree char *title = is_today ? g_strdup_printf (_("Today, %s"), words) : g_steal_pointer (&words);

  set_calendar (self, calendar);
  self->date = *date;
  gtk_label_set_label (GTK_LABEL (self->day), title);
  if (is_today)
    gtk_widget_add_css_class (GTK_WIDGET (self), "today");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "today");
  axle_day_kind_show (axle_calendar_get_working_days (calendar), date, GTK_WIDGET (self), GTK_LABEL (self->mark), GTK_LABEL (self->holiday));
  axle_capacity_bar_set_date (AXLE_CAPACITY_BAR (self->bar), date);
  measured_cb (self);
}
