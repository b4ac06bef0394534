/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/day-kind.h"

#include <glib/gi18n-lib.h>

#define SATURDAY 5

static void
set_class (GtkWidget  *widget,
           const char *css_class,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

void
axle_day_kind_show (const AxleWorkingDays *days,
                    const AxleDate        *date,
                    GtkWidget             *day,
                    GtkLabel              *mark,
                    GtkLabel              *name)
{
  const char *holiday = days != NULL ? axle_working_days_get_name (days, date) : NULL;
  gboolean makeup = days != NULL && axle_working_days_is_makeup (days, date);
  gboolean off = holiday != NULL && !makeup;

  set_class (day, "off", off);
  set_class (day, "makeup", makeup);
  set_class (day, "closed", days != NULL && !axle_working_days_is_open (days, date));
  set_class (day, "weekend", axle_date_get_weekday (date) >= SATURDAY);
  /* Translators: marks of a calendar: a public holiday (休), and a weekend’s day that is worked on (班). */
  gtk_label_set_label (mark, off ? C_("day", "Off") : makeup ? C_("day", "On") : "");
  gtk_label_set_label (name, holiday != NULL ? holiday : "");
  gtk_widget_set_visible (GTK_WIDGET (mark), off || makeup);
  gtk_widget_set_visible (GTK_WIDGET (name), holiday != NULL);
}
