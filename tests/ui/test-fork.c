/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/workshop.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/organisation/organisation.h"
#include "ui/app.h"
#include "ui/calendar/booking-dialog.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/fork-panel.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/workshop.h"

/* A day is tried out in the window. */

#define H 60

typedef struct
{
  TestApp          *app;
  TestWorkshop      shop;
  AxleCalendarView *view;
  AxleId            first;
  AxleId            sought;   /* a technician */
} Trial;

static gboolean
is_ready (gpointer data)
{
  AxleCalendar *calendar = axle_calendar_view_get_calendar (((Trial *) data)->view);

  return axle_calendar_is_ready (calendar) && axle_calendar_find_item (calendar, &((Trial *) data)->first) != NULL;
}

static AxleId
book (Trial *self,
      int    minute,
      guint  bay,
      guint  customer)
{
  static const AxleValue none = AXLE_VALUE_INIT;
  g_autoptr(AxleRecord) whose = test_workshop_find_customer (self->app, customer);
  g_autoptr(AxleRecord) appointment =
    axle_appointment_draft_new (self->app->workstation, test_workshop_time (self->app, 3, minute), 90);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &whose->id);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &self->shop.bays[bay]);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_TECHNICIAN, &self->shop.technician);
  axle_record_set (appointment, AXLE_APPOINTMENT_ADVISOR, &none);
  axle_record_set_members (appointment, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "brake-pads", NULL });
  test_save (self->app->workstation, NULL, appointment);
  return appointment->id;
}

static void
begin (Trial   *self,
       TestApp *app)
{
  GTimeZone *zone = axle_workstation_get_zone (app->workstation);
  AxleDate day;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1200, 860);
  test_app_sign_in (app, TEST_MANAGER);
  *self = (Trial) { .app = app };
  test_workshop_make (app, &self->shop);
  self->first = book (self, 9 * H, 0, 0);
  book (self, 11 * H, 0, 1);
  book (self, 14 * H, 1, 2);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  self->view = AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW));
  day = axle_date_from_time (test_workshop_time (app, 3, 0), zone);
  axle_calendar_view_set_page (self->view, "day");
  axle_calendar_view_go_to (self->view, &day);
  axle_test_wait_for (is_ready, self);
}

static GtkWidget *
get_panel (Trial *self)
{
  return test_app_find (GTK_WIDGET (self->view), AXLE_TYPE_FORK_PANEL);
}

static gboolean
is_trying_out (Trial *self)
{
  gboolean fork;

  g_object_get (self->view, "fork", &fork, NULL);
  return fork;
}

static gboolean
has_stopped (gpointer data)
{
  return !is_trying_out (data);
}

static AxleRecord *
load (Trial *self)
{
  return axle_workstation_get_record (self->app->workstation, &axle_appointment_entity, &self->first);
}

static gboolean
is_of (Trial        *self,
       const AxleId *technician)
{
  g_autoptr(AxleRecord) saved = load (self);
  AxleId id = axle_record_get_id (saved, AXLE_APPOINTMENT_TECHNICIAN);

  return axle_id_equal (&id, technician);
}

static gboolean
is_of_first (gpointer data)
{
  return is_of (data, &((Trial *) data)->shop.technician);
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (((Trial *) data)->app, "win.redo");
}

static void
act (Trial      *self,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_panel (self), action, NULL));
}

static void
say_ill (Trial *self)
{
  g_assert_true (gtk_widget_activate_action (get_panel (self), "fork.away", "(ss)", axle_staff_entity.kind,
                                             AXLE_ID_TEXT (&self->shop.technician)));
}

/* From the menu of a column, which begins to try out. */
static void
close_bay (Trial *self)
{
  AxleDate date = axle_calendar_view_get_date (self->view);
  g_autofree char *day = axle_date_format_iso (&date);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->view), "calendar.away", "(sss)", "resource",
                                             AXLE_ID_TEXT (&self->shop.bays[0]), day));
}

static GtkListBox *
get_broken (Trial *self)
{
  return GTK_LIST_BOX (test_app_find (get_panel (self), GTK_TYPE_LIST_BOX));
}

/* Somebody is ill: what is broken is listed and mended, and saved as one step. */
static void
check_ill (TestApp *app)
{
  Trial self;

  begin (&self, app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.fork", NULL));
  g_assert_true (is_trying_out (&self));
  test_app_look (app, "fork-begin");
  say_ill (&self);
  test_app_look (app, "fork-broken");
  g_assert_nonnull (gtk_list_box_get_row_at_index (get_broken (&self), 2));
  g_assert_null (gtk_list_box_get_row_at_index (get_broken (&self), 3));
  gtk_window_set_default_size (GTK_WINDOW (app->window), 360, 760);
  test_app_look (app, "fork-narrow");
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1200, 860);
  act (&self, "fork.mend-all");
  g_assert_true (is_of (&self, &self.shop.technician));
  test_app_look (app, "fork-mended");
  /* A step back in what is tried out is none in what was done. */
  test_app_activate (app, "win.undo");
  g_assert_nonnull (gtk_list_box_get_row_at_index (get_broken (&self), 0));
  act (&self, "fork.redo");
  act (&self, "fork.commit");
  axle_test_wait_for (has_stopped, &self);
  g_assert_false (is_of (&self, &self.shop.technician));
  test_app_activate (app, "win.undo");
  axle_test_wait_for (can_redo, &self);
  axle_test_wait_for (is_of_first, &self);
}

static void
test_ill (void)
{
  test_app_run (TRUE, check_ill);
}

/* What is dragged stays a trial until it is kept, and is gone when it is thrown away. */
static void
check_thrown_away (TestApp *app)
{
  AxleCalendarItem *item;
  Trial self;

  begin (&self, app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.fork", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.move", "(sxissb)", AXLE_ID_TEXT (&self.first),
                                             test_workshop_time (app, 3, 16 * H), 90, "", "", FALSE));
  item = axle_calendar_find_item (axle_calendar_view_get_calendar (self.view), &self.first);
  g_assert_cmpint (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT), ==, test_workshop_time (app, 3, 16 * H));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.fork", NULL));
  g_assert_false (is_trying_out (&self));
  item = axle_calendar_find_item (axle_calendar_view_get_calendar (self.view), &self.first);
  g_assert_cmpint (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_AT), ==, test_workshop_time (app, 3, 9 * H));
}

static void
test_thrown_away (void)
{
  test_app_run (TRUE, check_thrown_away);
}

/* A bay is closed: those in it are broken, and not those in the other. */
static void
check_closed (TestApp *app)
{
  Trial self;

  begin (&self, app);
  close_bay (&self);
  g_assert_true (is_trying_out (&self));
  g_assert_nonnull (gtk_list_box_get_row_at_index (get_broken (&self), 1));
  g_assert_null (gtk_list_box_get_row_at_index (get_broken (&self), 2));
  act (&self, "fork.undo");
  test_app_look (app, "fork-closed-undone");
}

static void
test_closed (void)
{
  test_app_run (TRUE, check_closed);
}

/* What is noted in a trial is noted whole: a car that is here came at some time. */
static void
check_arrived (TestApp *app)
{
  const AxleCalendarItem *item;
  Trial self;

  begin (&self, app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.fork", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.state", "(ss)", AXLE_ID_TEXT (&self.first), "arrived"));
  item = axle_calendar_find_item (axle_calendar_view_get_calendar (self.view), &self.first);
  g_assert_cmpint (axle_record_get_integer (item->appointment, AXLE_APPOINTMENT_ARRIVED_AT), >, 0);
}

static void
test_arrived (void)
{
  test_app_run (TRUE, check_arrived);
}

static const AxleRecord *
get_shown (Trial *self)
{
  return axle_calendar_find_item (axle_calendar_view_get_calendar (self->view), &self->first)->appointment;
}

static AxleForm *
open (Trial *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->view), "calendar.open", "s", AXLE_ID_TEXT (&self->first)));
  return axle_booking_dialog_get_form (AXLE_BOOKING_DIALOG (test_app_wait_for_dialog (self->app)));
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static void
set_number (AxleForm *form,
            guint     field,
            gint64    number)
{
  g_auto(AxleValue) value = AXLE_VALUE_INIT;

  axle_value_set_integer (&value, number);
  axle_form_set (form, field, &value);
}

/* An appointment is opened as it is tried out, and what is changed in it is tried out, too. */
static void
check_opened (TestApp *app)
{
  g_autoptr(AxleRecord) saved = NULL;
  AxleForm *form;
  Trial self;

  begin (&self, app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.fork", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.move", "(sxissb)", AXLE_ID_TEXT (&self.first),
                                             test_workshop_time (app, 3, 16 * H), 90, "", "", FALSE));
  form = open (&self);
  g_assert_cmpint (axle_record_get_integer (axle_form_get_record (form), AXLE_APPOINTMENT_AT), ==, test_workshop_time (app, 3, 16 * H));
  set_number (form, AXLE_APPOINTMENT_MINUTES, 45);
  test_app_look (app, "fork-open");
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "dialog.save", NULL);
  axle_test_wait_for (has_no_dialog, app);
  g_assert_cmpint (axle_record_get_integer (get_shown (&self), AXLE_APPOINTMENT_MINUTES), ==, 45);
  g_assert_cmpint (axle_record_get_integer (get_shown (&self), AXLE_APPOINTMENT_AT), ==, test_workshop_time (app, 3, 16 * H));
  saved = load (&self);
  g_assert_cmpint (axle_record_get_integer (saved, AXLE_APPOINTMENT_MINUTES), ==, 90);
  act (&self, "fork.undo");
  g_assert_cmpint (axle_record_get_integer (get_shown (&self), AXLE_APPOINTMENT_MINUTES), ==, 90);
  g_assert_cmpint (axle_record_get_integer (get_shown (&self), AXLE_APPOINTMENT_AT), ==, test_workshop_time (app, 3, 16 * H));
}

static void
test_opened (void)
{
  test_app_run (TRUE, check_opened);
}

/* One is booked in a trial by the same key; what is for good is refused in words. */
static void
check_booked (TestApp *app)
{
  g_autoptr(AxleRecord) whose = test_workshop_find_customer (app, 3);
  g_autoptr(AxleRecord) saved = NULL;
  g_auto(AxleValue) customer = AXLE_VALUE_INIT;
  AxleForm *form;
  AxleId booked;
  Trial self;

  begin (&self, app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.fork", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.book", "(xiss)",
                                             test_workshop_time (app, 3, 15 * H), 30, "", ""));
  form = axle_booking_dialog_get_form (AXLE_BOOKING_DIALOG (test_app_wait_for_dialog (app)));
  booked = axle_form_get_record (form)->id;
  axle_value_set_id (&customer, &whose->id);
  axle_form_set (form, AXLE_APPOINTMENT_CUSTOMER, &customer);
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "dialog.save", NULL);
  axle_test_wait_for (has_no_dialog, app);
  g_assert_nonnull (axle_calendar_find_item (axle_calendar_view_get_calendar (self.view), &booked));
  saved = axle_workstation_get_record (app->workstation, &axle_appointment_entity, &booked);
  g_assert_null (saved);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.receive", "s", AXLE_ID_TEXT (&self.first)));
  g_assert_null (test_app_get_dialog (app));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.prepare", "s", AXLE_ID_TEXT (&self.first)));
  g_assert_null (test_app_get_dialog (app));
  test_app_look (app, "fork-for-good");
  act (&self, "fork.undo");
  g_assert_null (axle_calendar_find_item (axle_calendar_view_get_calendar (self.view), &booked));
}

static void
test_booked (void)
{
  test_app_run (TRUE, check_booked);
}

static gboolean
was_moved_by_others (gpointer data)
{
  Trial *self = data;
  g_autoptr(AxleRecord) saved = load (self);

  return axle_record_get_integer (saved, AXLE_APPOINTMENT_AT) == test_workshop_time (self->app, 3, 16 * H);
}

/* A colleague on this desk, while something is tried out. */
static void
move_meanwhile (Trial *self)
{
  g_autoptr(AxleRecord) before = load (self);
  g_autoptr(AxleRecord) after = axle_record_copy (before);

  axle_record_set_integer (after, AXLE_APPOINTMENT_AT, test_workshop_time (self->app, 3, 16 * H));
  axle_appointment_save_async (self->app->workstation, before, after, NULL, NULL, NULL, NULL);
  axle_test_wait_for (was_moved_by_others, self);
}

typedef struct
{
  TestApp   *app;
  AdwDialog *gone;   /* NULL once it is */
} Closing;

static gboolean
is_next (gpointer data)
{
  const Closing *self = data;

  return self->gone == NULL && test_app_get_dialog (self->app) != NULL;
}

/* One alert leads to the next, while the first is still on its way out. */
static void
check_asked_twice (TestApp *app)
{
  Closing closing = { app, NULL };
  AdwDialog *dialog;
  GtkWidget *row;
  Trial self;

  begin (&self, app);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.fork", NULL));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self.view), "calendar.move", "(sxissb)", AXLE_ID_TEXT (&self.first),
                                             test_workshop_time (app, 3, 11 * H), 90, "", "", FALSE));
  move_meanwhile (&self);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  act (&self, "fork.commit");
  dialog = test_app_wait_for_dialog (app);
  g_set_weak_pointer (&closing.gone, dialog);
  gtk_widget_activate_default (gtk_root_get_focus (GTK_ROOT (app->window)));
  axle_test_wait_for (is_next, &closing);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  dialog = test_app_wait_for_dialog (app);
  row = test_app_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "老客户，已电话说明");
  gtk_widget_activate_default (row);
  axle_test_wait_for (has_stopped, &self);
}

static void
test_asked_twice (void)
{
  test_app_run (TRUE, check_asked_twice);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/fork/ill", test_ill);
  g_test_add_func ("/fork/thrown-away", test_thrown_away);
  g_test_add_func ("/fork/closed", test_closed);
  g_test_add_func ("/fork/arrived", test_arrived);
  g_test_add_func ("/fork/opened", test_opened);
  g_test_add_func ("/fork/booked", test_booked);
  g_test_add_func ("/fork/asked-twice", test_asked_twice);
  return g_test_run ();
}
