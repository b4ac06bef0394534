/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-notice.h"

#include <glib/gi18n-lib.h>

struct _AxleCalendarNotice
{
  GtkWidget  parent_instance;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (AxleCalendarNotice, axle_calendar_notice, GTK_TYPE_WIDGET)

static void
axle_calendar_notice_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (axle_calendar_notice_parent_class)->dispose (object);
}

static void
axle_calendar_notice_class_init (AxleCalendarNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = axle_calendar_notice_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "calendar-notice");
}

static void
axle_calendar_notice_init (AxleCalendarNotice *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-information-symbolic");

  self->label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (icon, GTK_WIDGET (self));
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
axle_calendar_notice_new (void)
{
  return g_object_new (AXLE_TYPE_CALENDAR_NOTICE, NULL);
}

void
axle_calendar_notice_show (AxleCalendarNotice *self,
                           AxleCalendar       *calendar,
                           const AxleDate     *first,
                           guint               n_days)
{
  const AxleWorkingDays *days = axle_calendar_get_working_days (calendar);
  AxleDate last = axle_date_add_days (first, (int) n_days - 1);
  int year = 0;

  for (int i = last.year; days != NULL && i >= first->year; i--)
    if (!axle_working_days_is_announced (days, i))
      year = i;
  gtk_widget_set_visible (GTK_WIDGET (self), year != 0);
  if (year != 0)
    {
      /* Translators: a year. */
      g_autofree char *text = g_strdup_printf (_("The holidays of %d are not announced yet."), year);

      gtk_label_set_label (GTK_LABEL (self->label), text);
    }
}
