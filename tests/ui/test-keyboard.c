/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include <glib/gi18n-lib.h>

#include "app/appointments.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/grid-block.h"
#include "ui/calendar/grid-canvas.h"
#include "ui/calendar/grid-header.h"
#include "ui/calendar/request-row.h"
#include "ui/calendar/request-tray.h"
#include "ui/keys.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"

/* The calendar by keys alone, on the display itself. */

typedef struct
{
  TestApp          *app;
  TestKeys         *keys;
  AxleCalendarView *view;
  AxleId            appointment;
  AxleId            request;
} Hands;

static GtkWidget *
get_focus (Hands *self)
{
  return gtk_root_get_focus (GTK_ROOT (self->app->window));
}

static gboolean
is_in (Hands *self,
       GType  type)
{
  GtkWidget *focus = get_focus (self);

  return focus != NULL && (g_type_is_a (G_OBJECT_TYPE (focus), type) || gtk_widget_get_ancestor (focus, type) != NULL);
}

static gboolean
is_ready (gpointer data)
{
  Hands *self = data;
  AxleCalendar *calendar = axle_calendar_view_get_calendar (self->view);

  return axle_calendar_is_ready (calendar) && axle_calendar_find_item (calendar, &self->appointment) != NULL &&
         test_app_find_css (GTK_WIDGET (self->view), "booked") != NULL;
}

static void
save (Hands *self)
{
  AxleDate day = TEST_DAY;
  GPtrArray *drafts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  AxleRecord *appointment = test_garage_draft (self->app, &day, 10 * 60, 60, 0, "booked");
  AxleRecord *request = axle_request_draft_new (self->app->workstation, "phone");

  axle_record_set_members (appointment, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "oil", NULL });
  axle_record_set (request, AXLE_REQUEST_CUSTOMER, axle_record_get (appointment, AXLE_APPOINTMENT_CUSTOMER));
  axle_record_set_members (request, AXLE_REQUEST_SERVICES, (const char *[]) { "oil", NULL });
  self->appointment = appointment->id;
  self->request = request->id;
  g_ptr_array_add (drafts, appointment);
  g_ptr_array_add (drafts, request);
  test_garage_save (self->app, drafts);
}

static gboolean
begin (Hands   *self,
       TestApp *app)
{
  AxleDate day = TEST_DAY;

  *self = (Hands) { .app = app };
  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1200, 800);
  test_app_sign_in (app, TEST_MANAGER);
  test_garage_make (app, 3);
  self->keys = test_keys_open (app);
  if (self->keys == NULL)
    {
      g_test_skip ("the display has no keys to press");
      return FALSE;
    }
  save (self);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  self->view = AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
  axle_calendar_view_set_page (self->view, "day");
  axle_calendar_view_go_to (self->view, &day);
  axle_test_wait_for (is_ready, self);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (app->window));
  return TRUE;
}

static GtkWidget *
find_popover (GtkWidget *widget)
{
  if (GTK_IS_POPOVER_MENU (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_popover (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_menu (gpointer data)
{
  Hands *self = data;
  GtkWidget *menu = find_popover (test_app_find (GTK_WIDGET (self->view), AXLE_TYPE_GRID_HEADER));

  return menu != NULL && get_focus (self) != NULL && gtk_widget_is_ancestor (get_focus (self), menu);
}

static gboolean
is_back (gpointer data)
{
  Hands *self = data;

  return find_popover (GTK_WIDGET (self->view)) == NULL && get_focus (self) != NULL &&
         gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (get_focus (self))) == GTK_ACCESSIBLE_ROLE_COLUMN_HEADER;
}

static gboolean
is_trying_out (gpointer data)
{
  gboolean fork;

  g_object_get (((Hands *) data)->view, "fork", &fork, NULL);
  return fork;
}

static gboolean
has_ended (gpointer data)
{
  return !is_trying_out (data);
}

/* The heading of a column has a menu, by key as by pointer. */
static void
check_columns (TestApp *app)
{
  Hands self;

  if (!begin (&self, app))
    return;
  axle_calendar_page_select (axle_calendar_view_get_page (self.view), NULL);
  for (guint i = 0; i < 5 && !is_in (&self, AXLE_TYPE_GRID_HEADER); i++)
    test_keys_press (self.keys, "<Shift>Tab");
  while (is_in (&self, AXLE_TYPE_GRID_HEADER) && !is_back (&self))
    test_keys_press (self.keys, "<Shift>Tab");
  g_assert_true (is_back (&self));
  gtk_test_accessible_assert_property (get_focus (&self), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE);
  test_keys_press (self.keys, "Right");
  g_assert_true (is_back (&self));
  test_app_look (app, "keyboard-column");
  test_keys_press (self.keys, "Return");
  axle_test_wait_for (has_menu, &self);
  test_keys_press (self.keys, "Escape");
  axle_test_wait_for (is_back, &self);
  test_keys_press (self.keys, "<Shift>F10");
  axle_test_wait_for (has_menu, &self);
  /* The last of the menu: the second bay is closed. */
  test_keys_press (self.keys, "Up");
  test_keys_press (self.keys, "Return");
  axle_test_wait_for (is_trying_out, &self);
  test_keys_press (self.keys, "<Control><Shift>t");
  axle_test_wait_for (has_ended, &self);
  test_keys_press (self.keys, "Down");
  g_assert_true (is_in (&self, AXLE_TYPE_GRID_CANVAS));
  test_keys_close (self.keys);
}

static void
test_columns (void)
{
  test_app_run (TRUE, check_columns);
}

static gboolean
is_in_tray (gpointer data)
{
  GtkWidget *focus = get_focus (data);

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_VIEW) != NULL && is_in (data, AXLE_TYPE_REQUEST_TRAY);
}

static gboolean
is_booked (gpointer data)
{
  Hands *self = data;
  g_autoptr(AxleRecord) request = axle_workstation_get_record (self->app->workstation, &axle_request_entity, &self->request);

  return g_strcmp0 (axle_record_get_text (request, AXLE_REQUEST_STATE), "booked") == 0;
}

static AxleRecord *
find_placed (Hands *self)
{
  const AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = self->request };
  g_autoptr(GPtrArray) found = axle_store_list_where (axle_workstation_get_reader (self->app->workstation), &axle_appointment_entity,
                                                      AXLE_APPOINTMENT_REQUEST, &value, NULL);

  g_assert_cmpuint (found->len, ==, 1);
  return axle_record_ref (found->pdata[0]);
}

static gboolean
is_taken_back (gpointer data)
{
  return !is_booked (data) && test_app_can (((Hands *) data)->app, "win.redo");
}

/* The calendar may know of it before it can be undone. */
static gboolean
can_be_taken_back (gpointer data)
{
  return g_strcmp0 (axle_workstation_get_undo_title (((Hands *) data)->app->workstation), _("Request booked")) == 0;
}

/* From the tray into a slot; the tray opens and closes by the key that side panes have. */
static void
check_placed (TestApp *app)
{
  g_autoptr(AxleRecord) placed = NULL;
  Hands self;
  AxleId id, bay;

  if (!begin (&self, app))
    return;
  axle_calendar_page_select (axle_calendar_view_get_page (self.view), NULL);
  test_keys_press (self.keys, "<Shift>F9");
  axle_test_wait_for (is_in_tray, &self);
  test_app_look (app, "keyboard-tray");
  test_keys_press (self.keys, "<Control>c");
  test_keys_press (self.keys, "<Shift>F9");
  g_assert_true (is_in (&self, AXLE_TYPE_GRID_CANVAS));
  /* One begins at nine. */
  test_keys_press (self.keys, "Right");
  test_keys_press (self.keys, "Down");
  test_keys_press (self.keys, "Down");
  test_keys_press (self.keys, "<Control>v");
  axle_test_wait_for (is_booked, &self);
  placed = find_placed (&self);
  g_assert_cmpint (axle_record_get_integer (placed, AXLE_APPOINTMENT_AT), ==, test_garage_time (app, &TEST_DAY, 10 * 60));
  id = axle_record_get_id (placed, AXLE_APPOINTMENT_BAY);
  bay = test_garage_get_bay (app, 1);
  g_assert_true (axle_id_equal (&id, &bay));
  axle_test_wait_for (can_be_taken_back, &self);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (is_taken_back, &self);
  test_keys_close (self.keys);
}

static void
test_placed (void)
{
  test_app_run (TRUE, check_placed);
}

static gboolean
is_covered (gpointer data)
{
  Hands *self = data;
  GtkWidget *split = test_app_find (GTK_WIDGET (self->view), ADW_TYPE_OVERLAY_SPLIT_VIEW);

  return adw_overlay_split_view_get_collapsed (ADW_OVERLAY_SPLIT_VIEW (split));
}

static gboolean
has_no_tray (gpointer data)
{
  Hands *self = data;

  return !gtk_widget_get_mapped (axle_calendar_view_get_tray (self->view));
}

/* Where there is little room the tray lies over the calendar: the window's buttons are not in
 * it, and the way back is. */
static void
check_narrow (TestApp *app)
{
  Hands self;

  if (!begin (&self, app))
    return;
  gtk_window_set_default_size (GTK_WINDOW (app->window), 380, 800);
  axle_test_wait_for (is_covered, &self);
  /* What a breakpoint changes is drawn once before anything else changes. */
  for (guint i = 0; i < 3; i++)
    gtk_test_widget_wait_for_draw (GTK_WIDGET (app->window));
  axle_calendar_page_select (axle_calendar_view_get_page (self.view), NULL);
  test_keys_press (self.keys, "<Shift>F9");
  axle_test_wait_for (is_in_tray, &self);
  test_app_look (app, "keyboard-tray-narrow");
  g_assert_true (gtk_widget_get_mapped (test_app_find (axle_calendar_view_get_tray (self.view), GTK_TYPE_TOGGLE_BUTTON)));
  g_assert_cmpint (gtk_widget_get_width (axle_calendar_view_get_tray (self.view)), <=, 380);
  test_keys_press (self.keys, "<Shift>F9");
  axle_test_wait_for (has_no_tray, &self);
  test_app_look (app, "keyboard-narrow");
  test_keys_close (self.keys);
}

static void
test_narrow (void)
{
  test_app_run (TRUE, check_narrow);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/keyboard/columns", test_columns);
  g_test_add_func ("/keyboard/placed", test_placed);
  g_test_add_func ("/keyboard/narrow", test_narrow);
  return g_test_run ();
}
