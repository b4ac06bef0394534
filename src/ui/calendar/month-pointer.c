/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/month-pointer.h"

#include <string.h>

#include "app/calendar-days.h"
#include "core/appointment/appointment.h"
#include "ui/calendar/capacity-bar.h"
#include "ui/calendar/dragged.h"
#include "ui/calendar/month-line.h"
#include "ui/calendar/page-actions.h"

static GtkWidget *
pick (AxleMonthGrid *self,
      double         x,
      double         y,
      GType          type)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return widget != NULL ? gtk_widget_get_ancestor (widget, type) : NULL;
}

static AxleMonthLine *
pick_line (AxleMonthGrid *self,
           double         x,
           double         y)
{
  GtkWidget *line = pick (self, x, y, AXLE_TYPE_MONTH_LINE);

  return line != NULL ? AXLE_MONTH_LINE (line) : NULL;
}

/* Clicks. */

static gboolean
takes_clicks_itself (AxleMonthGrid *self,
                     double         x,
                     double         y)
{
  return pick (self, x, y, GTK_TYPE_BUTTON) != NULL || pick (self, x, y, AXLE_TYPE_CAPACITY_BAR) != NULL;
}

static void
pressed_cb (AxleMonthGrid *self,
            int            n_press,
            double         x,
            double         y)
{
  AxleMonthCell *cell = axle_month_grid_find_at (self, x, y);
  AxleMonthLine *line = pick_line (self, x, y);

  if (cell == NULL || takes_clicks_itself (self, x, y))
    return;
  gtk_widget_grab_focus (line != NULL ? GTK_WIDGET (line) : GTK_WIDGET (cell));
  if (n_press != 2)
    return;
  if (line != NULL)
    axle_page_activate_item (GTK_WIDGET (self), "calendar.open", axle_month_line_get_appointment (line));
  else
    axle_page_book (GTK_WIDGET (self), axle_month_grid_get_calendar (self), &axle_month_cell_get_day (cell)->date);
}

static void
menu_pressed_cb (AxleMonthGrid *self,
                 int            n_press,
                 double         x,
                 double         y)
{
  AxleMonthCell *cell = axle_month_grid_find_at (self, x, y);
  AxleMonthLine *line = pick_line (self, x, y);

  if (cell == NULL)
    return;
  gtk_widget_grab_focus (line != NULL ? GTK_WIDGET (line) : GTK_WIDGET (cell));
  if (line == NULL)
    axle_page_popup_day (GTK_WIDGET (cell), axle_month_grid_get_calendar (self), &axle_month_cell_get_day (cell)->date);
  else
    axle_page_activate_item (GTK_WIDGET (self), "calendar.menu", axle_month_line_get_appointment (line));
}

/* Dragging. */

static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            AxleMonthGrid *self)
{
  AxleMonthLine *line = pick_line (self, x, y);
  g_autoptr(GdkPaintable) ghost = NULL;
  g_autofree char *text = NULL;

  if (line == NULL)
    return NULL;
  ghost = gtk_widget_paintable_new (GTK_WIDGET (line));
  gtk_drag_source_set_icon (source, ghost, 0, gtk_widget_get_height (GTK_WIDGET (line)) / 2);
  text = g_strconcat (AXLE_DRAGGED_APPOINTMENT, AXLE_ID_TEXT (&axle_month_line_get_appointment (line)->id), NULL);
  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

static void
mark_target (AxleMonthGrid *self,
             AxleMonthCell *target)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (child == GTK_WIDGET (target))
      gtk_widget_add_css_class (child, "target");
    else
      gtk_widget_remove_css_class (child, "target");
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           AxleMonthGrid *self)
{
  AxleMonthCell *cell = axle_month_grid_find_at (self, x, y);
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (target));

  mark_target (self, cell);
  if (cell == NULL)
    return 0;
  return (state & GDK_CONTROL_MASK) != 0 ? GDK_ACTION_COPY : GDK_ACTION_MOVE;
}

static void
leave_cb (GtkDropTarget *target,
          AxleMonthGrid *self)
{
  mark_target (self, NULL);
}

static gboolean
drop_appointment (AxleMonthGrid *self,
                  AxleMonthCell *cell,
                  const char    *text,
                  gboolean       copy)
{
  AxleCalendar *calendar = axle_month_grid_get_calendar (self);
  GTimeZone *zone = axle_calendar_get_zone (calendar);
  const AxleCalendarItem *item;
  AxleDate from;
  AxleId id;
  int days;

  if (!axle_id_parse (text, &id) || (item = axle_calendar_find_item (calendar, &id)) == NULL)
    return FALSE;
  from = axle_date_from_time (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT), zone);
  days = axle_calendar_days_count (&from, &axle_month_cell_get_day (cell)->date);
  return (days != 0 || copy) && axle_page_move_by (GTK_WIDGET (self), calendar, item->appointment, days, copy);
}

gboolean
axle_month_pointer_drop (AxleMonthGrid *self,
                         double         x,
                         double         y,
                         const char    *text,
                         gboolean       copy)
{
  AxleMonthCell *cell = axle_month_grid_find_at (self, x, y);

  if (cell == NULL)
    return FALSE;
  if (g_str_has_prefix (text, AXLE_DRAGGED_APPOINTMENT))
    return drop_appointment (self, cell, text + strlen (AXLE_DRAGGED_APPOINTMENT), copy);
  if (g_str_has_prefix (text, AXLE_DRAGGED_REQUEST))
    return gtk_widget_activate_action (GTK_WIDGET (self), "calendar.place", "(sxiss)", text + strlen (AXLE_DRAGGED_REQUEST),
                                       axle_page_find_time (axle_month_grid_get_calendar (self), &axle_month_cell_get_day (cell)->date), 0, "", "");
  return FALSE;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         AxleMonthGrid *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (target));

  mark_target (self, NULL);
  return axle_month_pointer_drop (self, x, y, g_value_get_string (value), (state & GDK_CONTROL_MASK) != 0);
}

/* One of each for the whole month: hundreds of lines have none. */
void
axle_month_pointer_attach (AxleMonthGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE | GDK_ACTION_COPY);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (menu, "pressed", G_CALLBACK (menu_pressed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_DEFAULT);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (menu));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
