/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/calendar/calendar-actions.h"

#include "core/appointment/appointment.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"
#include "ui/calendar/calendar-changes.h"
#include "ui/calendar/calendar-grid.h"
#include "ui/calendar/calendar-menu.h"
#include "ui/calendar/calendar-states.h"
#include "ui/calendar/capacity-dialog.h"
#include "ui/calendar/columns-dialog.h"
#include "ui/calendar/link-dialog.h"
#include "ui/calendar/print-dialog.h"
#include "ui/calendar/request-tray.h"
#include "ui/shell/window.h"

AxleRecord *
axle_calendar_actions_find (AxleCalendarView *view,
                            const char       *text)
{
  AxleCalendarItem *item;
  AxleId id;

  if (!axle_id_parse (text, &id))
    return NULL;
  item = axle_calendar_find_item (axle_calendar_view_get_calendar (view), &id);
  return item != NULL ? axle_record_ref (item->appointment)
                      : axle_workstation_get_record (axle_calendar_view_get_workstation (view), &axle_appointment_entity, &id);
}

/* Looking. */

static void
today_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()),
                                        axle_calendar_get_zone (axle_calendar_view_get_calendar (self)));

  axle_calendar_view_go_to (self, &today);
  if (AXLE_IS_CALENDAR_GRID (axle_calendar_view_get_page (self)))
    axle_calendar_grid_settle (AXLE_CALENDAR_GRID (axle_calendar_view_get_page (self)));
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_calendar_view_step (AXLE_CALENDAR_VIEW (widget), g_str_equal (name, "calendar.next") ? 1 : -1);
}

static void
turn_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_calendar_view_turn (AXLE_CALENDAR_VIEW (widget), g_str_equal (name, "calendar.next-view") ? 1 : -1);
}

static void
zoom_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_calendar_view_zoom (AXLE_CALENDAR_VIEW (widget), g_str_equal (name, "calendar.zoom-in") ? 1 : -1);
}

static void
go_to_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  AxleDate date;

  if (!axle_date_parse (g_variant_get_string (parameter, NULL), &date, NULL))
    return;
  axle_calendar_view_set_page (self, "day");
  axle_calendar_view_go_to (self, &date);
}

static void
card_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  axle_hover_card_show_focused (axle_calendar_view_get_card (AXLE_CALENDAR_VIEW (widget)));
}

/* Opens the tray and goes there, or closes it and comes back. */
static void
go_to_tray_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  gboolean shown;

  g_object_get (self, "tray", &shown, NULL);
  g_object_set (self, "tray", !shown, NULL);
  if (shown)
    axle_calendar_page_select (axle_calendar_view_get_page (self), NULL);
  else
    axle_request_tray_go_to (AXLE_REQUEST_TRAY (axle_calendar_view_get_tray (self)));
  gtk_window_set_focus_visible (GTK_WINDOW (gtk_widget_get_root (widget)), TRUE);
}

static void
capacity_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleDate date;

  if (axle_date_parse (g_variant_get_string (parameter, NULL), &date, NULL))
    adw_dialog_present (axle_capacity_dialog_new (axle_calendar_view_get_calendar (AXLE_CALENDAR_VIEW (widget)), &date), widget);
}

static void
columns_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  AxleCalendarGrid *grid = AXLE_CALENDAR_GRID (axle_calendar_view_get_page (AXLE_CALENDAR_VIEW (widget)));
  GPtrArray *choices = axle_calendar_grid_get_choices (grid);

  if (choices != NULL)
    adw_dialog_present (axle_columns_dialog_new (axle_calendar_grid_get_by (grid), choices), widget);
}

static void
day_pack_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleCalendarView *self = AXLE_CALENDAR_VIEW (widget);
  AxleDate date = axle_calendar_view_get_date (self);

  adw_dialog_present (axle_print_dialog_new (axle_calendar_view_get_workstation (self), &date, 1, TRUE), widget);
}

static void
link_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  adw_dialog_present (axle_link_dialog_new (axle_calendar_view_get_workstation (AXLE_CALENDAR_VIEW (widget))), widget);
}

static void
customer_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  g_autoptr(AxleRecord) appointment = axle_calendar_actions_find (AXLE_CALENDAR_VIEW (widget), g_variant_get_string (parameter, NULL));
  AxleId customer = appointment != NULL ? axle_record_get_id (appointment, AXLE_APPOINTMENT_CUSTOMER) : AXLE_ID_NONE;

  if (!axle_id_is_none (&customer))
    axle_window_show_record (axle_window_of (widget), &axle_customer_entity, &customer);
}

/* What needs a right changes something; the rest only looks. */
static const struct
{
  const char                  *name;
  const char                  *parameter;
  GtkWidgetActionActivateFunc  activate;
  const char                  *right;
} actions[] = {
  { "calendar.today", NULL, today_action, NULL },
  { "calendar.previous", NULL, step_action, NULL },
  { "calendar.next", NULL, step_action, NULL },
  { "calendar.previous-view", NULL, turn_action, NULL },
  { "calendar.next-view", NULL, turn_action, NULL },
  { "calendar.zoom-in", NULL, zoom_action, NULL },
  { "calendar.zoom-out", NULL, zoom_action, NULL },
  { "calendar.go-to", "s", go_to_action, NULL },
  { "calendar.card", NULL, card_action, NULL },
  { "calendar.capacity", "s", capacity_action, NULL },
  { "calendar.columns", NULL, columns_action, NULL },
  { "calendar.link", NULL, link_action, NULL },
  { "calendar.day-pack", NULL, day_pack_action, NULL },
  { "calendar.customer", "s", customer_action, NULL },
  { "calendar.open", "s", axle_calendar_open_action, NULL },
  { "calendar.menu", "s", axle_calendar_menu_action, NULL },
  { "calendar.copy", "s", axle_calendar_copy_action, NULL },
  { "calendar.copy-request", "s", axle_calendar_copy_request_action, NULL },
  { "calendar.go-to-tray", NULL, go_to_tray_action, NULL },
  { "calendar.new", NULL, axle_calendar_new_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.book", "(xiss)", axle_calendar_book_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.place", "(sxiss)", axle_calendar_place_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.paste", "(xss)", axle_calendar_paste_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.paste-on", "s", axle_calendar_paste_on_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.move", "(sxissb)", axle_calendar_move_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.state", "(ss)", axle_calendar_state_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.cancel", "s", axle_calendar_cancel_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.receive", "s", axle_calendar_receive_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.prepare", "s", axle_calendar_receive_action, NULL },
  { "calendar.away", "(sss)", axle_calendar_away_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "calendar.delete", "s", axle_calendar_delete_action, AXLE_RIGHT_APPOINTMENTS_WRITE },
};

static const struct
{
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
} keys[] = {
  { GDK_KEY_t, GDK_CONTROL_MASK, "calendar.today" },
  { GDK_KEY_Return, GDK_ALT_MASK, "calendar.card" },
  { GDK_KEY_space, 0, "calendar.card" },
  { GDK_KEY_Home, 0, "calendar.today" },
  { GDK_KEY_Page_Up, 0, "calendar.previous" },
  { GDK_KEY_Page_Up, GDK_ALT_MASK, "calendar.previous" },
  { GDK_KEY_Page_Down, 0, "calendar.next" },
  { GDK_KEY_Page_Down, GDK_ALT_MASK, "calendar.next" },
  { GDK_KEY_Page_Up, GDK_CONTROL_MASK, "calendar.previous-view" },
  { GDK_KEY_Page_Down, GDK_CONTROL_MASK, "calendar.next-view" },
  /* Of several, menus show the last. */
  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "calendar.zoom-in" },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "calendar.zoom-in" },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "calendar.zoom-in" },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "calendar.zoom-out" },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "calendar.zoom-out" },
  { GDK_KEY_T, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "calendar.fork" },
  { GDK_KEY_F9, GDK_SHIFT_MASK, "calendar.go-to-tray" },
};

void
axle_calendar_actions_bind (GtkWidgetClass *class)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (class, keys[i].key, keys[i].modifiers, keys[i].action, NULL);
}

void
axle_calendar_actions_install (GtkWidgetClass *class)
{
  gtk_widget_class_install_property_action (class, "calendar.view", "page");
  gtk_widget_class_install_property_action (class, "calendar.by", "by");
  gtk_widget_class_install_property_action (class, "calendar.colour", "colour");
  gtk_widget_class_install_property_action (class, "calendar.tray", "tray");
  gtk_widget_class_install_property_action (class, "calendar.fork", "fork");
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i].name, actions[i].parameter, actions[i].activate);
  axle_calendar_actions_bind (class);
}

/* Of a month there are none to choose, of a day only the whole. */
static void
update_columns (AxleCalendarView *view)
{
  AxleCalendarPage *page = axle_calendar_view_get_page (view);
  gboolean by_any = AXLE_IS_CALENDAR_GRID (page);

  gtk_widget_action_set_enabled (GTK_WIDGET (view), "calendar.by", by_any);
  gtk_widget_action_set_enabled (GTK_WIDGET (view), "calendar.columns",
                                 by_any && axle_calendar_grid_get_by (AXLE_CALENDAR_GRID (page)) != AXLE_CALENDAR_BY_DAY);
}

void
axle_calendar_actions_update (AxleCalendarView *view)
{
  AxleWorkstation *workstation = axle_calendar_view_get_workstation (view);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if (actions[i].right != NULL)
      gtk_widget_action_set_enabled (GTK_WIDGET (view), actions[i].name,
                                     axle_workstation_may (workstation, actions[i].right) &&
                                     !axle_workstation_is_read_only (workstation));
  update_columns (view);
}
