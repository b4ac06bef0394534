/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/month-keys.h"

#include "ui/calendar/month-grid.h"
#include "ui/calendar/month-line.h"
#include "ui/calendar/page-actions.h"

#define WEEK 7

static GtkWidget *
get_focus (AxleMonthGrid *self)
{
  return gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* %NULL where the focus is in no appointment. */
static AxleRecord *
get_appointment (AxleMonthGrid *self)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && AXLE_IS_MONTH_LINE (focus) ? axle_month_line_get_appointment (AXLE_MONTH_LINE (focus)) : NULL;
}

static int
mirror (GtkWidget *widget,
        int        days)
{
  return ABS (days) == 1 && gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? -days : days;
}

/* To another day: to that of its lines, or the last. Beyond the last week, the next month
 * comes. */
static void
go_to (AxleMonthGrid  *self,
       const AxleDate *date,
       guint           stop)
{
  AxleMonthCell *cell = axle_month_grid_find_day (self, date);
  const AxleDate now = axle_month_cell_get_day (axle_month_grid_get_current (self))->date;

  axle_month_grid_focus_day (self, date);
  if (cell == NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), axle_date_compare (date, &now) < 0 ? "calendar.previous" : "calendar.next", NULL);
  else
    gtk_widget_grab_focus (axle_month_cell_get_stop (cell, MIN (stop, axle_month_cell_get_n_stops (cell) - 1)));
}

static gboolean
move_by_day (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  AxleMonthCell *cell = axle_month_grid_get_current (self);
  int days = mirror (widget, g_variant_get_int32 (arguments));
  AxleDate date = axle_date_add_days (&axle_month_cell_get_day (cell)->date, days);

  go_to (self, &date, axle_month_cell_find_stop (cell, get_focus (self)));
  return TRUE;
}

static gboolean
move_by_week (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  AxleMonthCell *cell = axle_month_grid_get_current (self);
  AxleDate date = axle_date_add_days (&axle_month_cell_get_day (cell)->date, WEEK * g_variant_get_int32 (arguments));

  go_to (self, &date, 0);
  return TRUE;
}

/* Down through the lines of a day into the day below, and up the same way. */
static gboolean
move_by_line (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  AxleMonthCell *cell = axle_month_grid_get_current (self);
  int by = g_variant_get_int32 (arguments);
  int stop = (int) axle_month_cell_find_stop (cell, get_focus (self)) + by;
  AxleDate date = axle_date_add_days (&axle_month_cell_get_day (cell)->date, WEEK * by);

  if (stop >= 0 && stop < (int) axle_month_cell_get_n_stops (cell))
    gtk_widget_grab_focus (axle_month_cell_get_stop (cell, (guint) stop));
  else
    go_to (self, &date, by > 0 ? 0 : G_MAXUINT);
  return TRUE;
}

static gboolean
move_appointment (GtkWidget *widget,
                  GVariant  *arguments,
                  gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  AxleRecord *appointment = get_appointment (self);

  if (appointment != NULL)
    axle_page_move_by (widget, axle_month_grid_get_calendar (self), appointment, mirror (widget, g_variant_get_int32 (arguments)), FALSE);
  return appointment != NULL;
}

static gboolean
open (GtkWidget *widget,
      GVariant  *arguments,
      gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  AxleRecord *appointment = get_appointment (self);

  if (appointment != NULL)
    return axle_page_activate_item (widget, "calendar.open", appointment);
  return axle_page_activate_day (widget, "calendar.go-to", &axle_month_cell_get_day (axle_month_grid_get_current (self))->date);
}

static gboolean
book (GtkWidget *widget,
      GVariant  *arguments,
      gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);

  return axle_page_book (widget, axle_month_grid_get_calendar (self),
                         &axle_month_cell_get_day (axle_month_grid_get_current (self))->date);
}

/* An action on the day where the focus is. */
static gboolean
activate_day (GtkWidget *widget,
              GVariant  *arguments,
              gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);

  return axle_page_activate_day (widget, g_variant_get_string (arguments, NULL),
                                 &axle_month_cell_get_day (axle_month_grid_get_current (self))->date);
}

/* An action on the appointment where the focus is, and on nothing else. */
static gboolean
activate (GtkWidget *widget,
          GVariant  *arguments,
          gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  AxleRecord *appointment = get_appointment (self);

  return appointment != NULL && axle_page_activate_item (widget, g_variant_get_string (arguments, NULL), appointment);
}

/* Of the appointment where the focus is, else of the day. */
static gboolean
popup_menu (GtkWidget *widget,
            GVariant  *arguments,
            gpointer   data)
{
  AxleMonthGrid *self = AXLE_MONTH_GRID (widget);
  AxleMonthCell *cell = axle_month_grid_get_current (self);
  AxleRecord *appointment = get_appointment (self);

  if (appointment != NULL)
    return axle_page_activate_item (widget, "calendar.menu", appointment);
  axle_page_popup_day (GTK_WIDGET (cell), axle_month_grid_get_calendar (self), &axle_month_cell_get_day (cell)->date);
  return TRUE;
}

void
axle_month_keys_bind (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    GtkShortcutFunc func;
    int             by;
  } moves[] = {
    { GDK_KEY_Left, 0, move_by_day, -1 },
    { GDK_KEY_Right, 0, move_by_day, 1 },
    { GDK_KEY_Up, 0, move_by_line, -1 },
    { GDK_KEY_Down, 0, move_by_line, 1 },
    { GDK_KEY_Up, GDK_CONTROL_MASK, move_by_week, -1 },
    { GDK_KEY_Down, GDK_CONTROL_MASK, move_by_week, 1 },
    { GDK_KEY_Left, GDK_ALT_MASK, move_appointment, -1 },
    { GDK_KEY_Right, GDK_ALT_MASK, move_appointment, 1 },
    { GDK_KEY_Up, GDK_ALT_MASK, move_appointment, -WEEK },
    { GDK_KEY_Down, GDK_ALT_MASK, move_appointment, WEEK },
  };
  static const struct
  {
    guint           key;
    GdkModifierType modifiers;
    const char     *action;
  } actions[] = {
    { GDK_KEY_Delete, 0, "calendar.cancel" },
    { GDK_KEY_KP_Delete, 0, "calendar.cancel" },
    { GDK_KEY_c, GDK_CONTROL_MASK, "calendar.copy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, moves[i].modifiers, moves[i].func, "i", moves[i].by);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_add_binding (widget_class, actions[i].key, actions[i].modifiers, activate, "s", actions[i].action);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, popup_menu, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, popup_menu, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, open, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, open, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, book, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_i, GDK_CONTROL_MASK, activate_day, "s", "calendar.capacity");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, activate_day, "s", "calendar.paste-on");
}
