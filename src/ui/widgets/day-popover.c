/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/widgets/day-popover.h"

#include <glib/gi18n-lib.h>

struct _AxleDayPopover
{
  GtkPopover   parent_instance;

  GtkEditable *entry;
  GtkCalendar *calendar;
  gboolean     showing;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AxleDayPopover, axle_day_popover, GTK_TYPE_POPOVER)

AxleDate
axle_day_popover_get_day (AxleDayPopover *self)
{
  return (AxleDate) { gtk_calendar_get_year (self->calendar), gtk_calendar_get_month (self->calendar) + 1,
                      gtk_calendar_get_day (self->calendar) };
}

static void
show_day (AxleDayPopover *self,
          const AxleDate *day)
{
  g_autoptr(GDateTime) time = g_date_time_new_utc (day->year, day->month, day->day, 0, 0, 0);

  self->showing = TRUE;
  gtk_calendar_select_day (self->calendar, time);
  self->showing = FALSE;
}

static void
show_text (AxleDayPopover *self,
           const AxleDate *day)
{
  g_autofree char *text = axle_date_format_iso (day);

  self->showing = TRUE;
  gtk_editable_set_text (self->entry, text);
  self->showing = FALSE;
}

/* A month alone stands for its first day. */
static gboolean
read_typed (AxleDayPopover *self,
            AxleDate       *day)
{
  const char *text = gtk_editable_get_text (self->entry);
  g_autofree char *first = g_strdup_printf ("%s-01", text);

  return (axle_date_parse (text, day, NULL) || axle_date_parse (first, day, NULL)) && day->year > 0;
}

/* What a person is still typing stays as it is: who listens says back what was chosen. */
void
axle_day_popover_set_day (AxleDayPopover *self,
                          const AxleDate *day)
{
  AxleDate typed;

  show_day (self, day);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)) || !read_typed (self, &typed) || axle_date_compare (&typed, day) != 0)
    show_text (self, day);
}

static void
selected_cb (AxleDayPopover *self)
{
  AxleDate day = axle_day_popover_get_day (self);

  if (self->showing)
    return;
  show_text (self, &day);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
typed_cb (AxleDayPopover *self)
{
  AxleDate day;

  if (self->showing || !read_typed (self, &day))
    return;
  show_day (self, &day);
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
activated_cb (AxleDayPopover *self)
{
  AxleDate day;

  if (read_typed (self, &day))
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    gtk_widget_error_bell (GTK_WIDGET (self->entry));
}

static void
axle_day_popover_map (GtkWidget *widget)
{
  AxleDayPopover *self = AXLE_DAY_POPOVER (widget);

  GTK_WIDGET_CLASS (axle_day_popover_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

static void
axle_day_popover_class_init (AxleDayPopoverClass *class)
{
  GTK_WIDGET_CLASS (class)->map = axle_day_popover_map;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
axle_day_popover_init (AxleDayPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_entry_new ();
  GtkWidget *calendar = gtk_calendar_new ();

  self->entry = GTK_EDITABLE (entry);
  self->calendar = GTK_CALENDAR (calendar);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _("Year-Month-Day"));
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Date"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (calendar), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Calendar"), -1);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), calendar);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (entry, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
axle_day_popover_new (void)
{
  return g_object_new (AXLE_TYPE_DAY_POPOVER, NULL);
}
