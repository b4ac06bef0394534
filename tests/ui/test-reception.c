/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/customer-operations.h"
#include "app/workshop.h"
#include "core/appointment/appointment.h"
#include "core/vehicle/vehicle.h"
#include "ui/app.h"
#include "ui/calendar/reception-dialog.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/widgets/paper-dialog.h"
#include "ui/workshop.h"

/* The reception sheet. */

typedef struct
{
  TestApp      *app;
  TestWorkshop  shop;
  AxleId        appointment;
  AxleId        vehicle;
  const char   *state;
  gint64        odometer;
} Reception;

static AxleRecord *
load (const Reception *self)
{
  return axle_workstation_get_record (self->app->workstation, &axle_appointment_entity, &self->appointment);
}

/* Whose customer has a whole life in the profile. */
static void
begin (Reception *self,
       TestApp   *app)
{
  AxleValue vin = { .kind = AXLE_VALUE_TEXT, .as.text = (char *) TEST_VIN };
  g_autoptr(GPtrArray) cars = NULL;
  g_autoptr(AxleRecord) appointment = NULL;
  AxleId customer;

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  *self = (Reception) { .app = app };
  test_workshop_make (app, &self->shop);
  cars = axle_store_list_where (axle_workstation_get_reader (app->workstation), &axle_vehicle_entity, AXLE_VEHICLE_VIN, &vin, NULL);
  self->vehicle = ((AxleRecord *) cars->pdata[0])->id;
  g_assert_true (axle_workstation_find_customer_of (app->workstation, &axle_vehicle_entity, &self->vehicle, &customer));
  appointment = axle_appointment_draft_new (app->workstation, test_workshop_time (app, 0, 9 * 60), 90);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &customer);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_VEHICLE, &self->vehicle);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &self->shop.bays[0]);
  axle_record_set_members (appointment, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "oil", "brake-pads", NULL });
  axle_record_set_integer (appointment, AXLE_APPOINTMENT_PROMISED, test_workshop_time (app, 0, 11 * 60));
  axle_record_set_text (appointment, AXLE_APPOINTMENT_REMARKS, "刹车有异响，请检查");
  test_save (app->workstation, NULL, appointment);
  self->appointment = appointment->id;
}

static AxleReceptionDialog *
open_sheet (Reception *self,
            gboolean   receive)
{
  AxleReceptionDialog *dialog = AXLE_RECEPTION_DIALOG (axle_reception_dialog_new (self->app->workstation, &self->appointment));

  if (receive)
    axle_reception_dialog_receive (dialog);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self->app->window));
  test_app_wait_for_dialog (self->app);
  return dialog;
}

static gboolean
is_in_state (gpointer data)
{
  Reception *self = data;
  g_autoptr(AxleRecord) appointment = load (self);

  return g_strcmp0 (axle_record_get_text (appointment, AXLE_APPOINTMENT_STATE), self->state) == 0;
}

static void
wait_for_state (Reception  *self,
                const char *state)
{
  self->state = state;
  axle_test_wait_for (is_in_state, self);
}

static gboolean
has_run (gpointer data)
{
  Reception *self = data;
  g_autoptr(AxleRecord) vehicle = axle_workstation_get_record (self->app->workstation, &axle_vehicle_entity, &self->vehicle);

  return axle_record_get_integer (vehicle, AXLE_VEHICLE_ODOMETER) == self->odometer;
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static void
close_dialog (Reception *self)
{
  adw_dialog_close (test_app_get_dialog (self->app));
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (data, "win.redo");
}

static void
check_arrival (TestApp *app)
{
  g_autoptr(AxleRecord) before = NULL, here = NULL;
  Reception self;

  begin (&self, app);
  open_sheet (&self, FALSE);
  before = load (&self);
  g_assert_cmpstr (axle_record_get_text (before, AXLE_APPOINTMENT_STATE), ==, "booked");
  test_app_look (app, "reception-before");
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "reception.arrive", NULL);
  wait_for_state (&self, "arrived");
  here = load (&self);
  g_assert_cmpint (axle_record_get_integer (here, AXLE_APPOINTMENT_ARRIVED_AT), >, 0);
  test_app_look (app, "reception");
  gtk_window_set_default_size (GTK_WINDOW (app->window), 360, 760);
  test_app_look (app, "reception-narrow");
  close_dialog (&self);
  axle_test_wait_for (has_no_dialog, app);
  /* One step back, and nobody has arrived. */
  test_app_activate (app, "win.undo");
  axle_test_wait_for (can_redo, app);
  wait_for_state (&self, "booked");
  g_assert_true (axle_record_get (before, AXLE_APPOINTMENT_ARRIVED_AT)->kind == AXLE_VALUE_NONE);
}

static void
test_arrival (void)
{
  test_app_run (TRUE, check_arrival);
}

static void
check_odometer (TestApp *app)
{
  AxleReceptionDialog *dialog;
  GtkWidget *row;
  Reception self;

  begin (&self, app);
  dialog = open_sheet (&self, TRUE);
  wait_for_state (&self, "arrived");
  row = test_app_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "61234");
  g_signal_emit_by_name (row, "apply");
  self.odometer = 61234 * G_GINT64_CONSTANT (1000);
  axle_test_wait_for (has_run, &self);
  /* It does not run backwards. */
  gtk_editable_set_text (GTK_EDITABLE (row), "61000");
  g_signal_emit_by_name (row, "apply");
  g_assert_true (has_run (&self));
  test_app_look (app, "reception-odometer");
  close_dialog (&self);
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_odometer (void)
{
  test_app_run (TRUE, check_odometer);
}

static gboolean
shows_paper (gpointer data)
{
  AdwDialog *dialog = test_app_get_dialog (data);

  return AXLE_IS_PAPER_DIALOG (dialog) && test_app_find_css (GTK_WIDGET (dialog), "paper-pages") != NULL;
}

static void
check_paper (TestApp *app)
{
  Reception self;

  begin (&self, app);
  open_sheet (&self, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "reception.print", NULL);
  axle_test_wait_for (shows_paper, app);
  test_app_look (app, "reception-paper");
  close_dialog (&self);
  close_dialog (&self);
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_paper (void)
{
  test_app_run (TRUE, check_paper);
}

static gboolean
asks (gpointer data)
{
  return ADW_IS_ALERT_DIALOG (test_app_get_dialog (data));
}

static void
check_call_off (TestApp *app)
{
  g_autoptr(AxleRecord) off = NULL;
  Reception self;

  begin (&self, app);
  open_sheet (&self, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "reception.state", "s", "no-show");
  axle_test_wait_for (asks, app);
  test_app_look (app, "call-off");
  gtk_editable_set_text (GTK_EDITABLE (test_app_find (GTK_WIDGET (test_app_get_dialog (app)), ADW_TYPE_ENTRY_ROW)), "忘记了");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (test_app_get_dialog (app)), "do");
  close_dialog (&self);
  wait_for_state (&self, "no-show");
  off = load (&self);
  g_assert_cmpstr (axle_record_get_text (off, AXLE_APPOINTMENT_REASON), ==, "忘记了");
  close_dialog (&self);
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_call_off (void)
{
  test_app_run (TRUE, check_call_off);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/reception/arrival", test_arrival);
  g_test_add_func ("/reception/odometer", test_odometer);
  g_test_add_func ("/reception/paper", test_paper);
  g_test_add_func ("/reception/call-off", test_call_off);
  return g_test_run ();
}
