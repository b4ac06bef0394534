/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "core/appointment/appointment.h"
#include "ui/app.h"
#include "ui/calendar/overbooking.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/workshop.h"

/* What happens when something is in the way of an appointment. */

#define H 60

typedef struct
{
  TestApp      *app;
  TestWorkshop  shop;
  AxleRecord   *asked;
  GAsyncResult *result;
} Saving;

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  ((Saving *) data)->result = g_object_ref (result);
}

static gboolean
is_answered (gpointer data)
{
  return ((Saving *) data)->result != NULL;
}

static void
begin (Saving  *self,
       TestApp *app,
       int      minute)
{
  g_autoptr(AxleRecord) there = NULL;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1000, 700);
  test_app_sign_in (app, TEST_MANAGER);
  *self = (Saving) { .app = app };
  test_workshop_make (app, &self->shop);
  there = test_workshop_book (app, &self->shop, test_workshop_time (app, 3, 10 * H), 90, 0);
  self->asked = axle_appointment_draft_new (app->workstation, test_workshop_time (app, 3, minute), 60);
  axle_record_set_id (self->asked, AXLE_APPOINTMENT_BAY, &self->shop.bays[0]);
}

static void
save (Saving *self)
{
  axle_overbooking_save (GTK_WIDGET (self->app->window), self->app->workstation, NULL, self->asked, NULL, take_result, self);
}

static AxleRecord *
end (Saving *self)
{
  AxleRecord *saved = axle_workstation_get_record (self->app->workstation, &axle_appointment_entity, &self->asked->id);

  g_clear_object (&self->result);
  g_clear_pointer (&self->asked, axle_record_unref);
  return saved;
}

static gint64
finish (Saving  *self,
        GError **error)
{
  axle_test_wait_for (is_answered, self);
  return axle_workstation_save_finish (self->app->workstation, self->result, error);
}

static void
save_free (TestApp *app)
{
  Saving self;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecord) saved = NULL;

  begin (&self, app, 13 * H);
  save (&self);
  g_assert_cmpint (finish (&self, &error), >, 0);
  g_assert_null (test_app_get_dialog (app));
  saved = end (&self);
  g_assert_nonnull (saved);
  g_assert_null (axle_record_get_text (saved, AXLE_APPOINTMENT_OVERRIDE));
}

static void
test_free (void)
{
  test_app_run (TRUE, save_free);
}

/* Without a reason there is nothing to press; the words name the bay, and who waits. */
static void
save_over (TestApp *app)
{
  Saving self;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecord) saved = NULL;
  AdwAlertDialog *dialog;
  GtkWidget *row;

  begin (&self, app, 9 * H + 30);
  save (&self);
  dialog = ADW_ALERT_DIALOG (test_app_wait_for_dialog (app));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), "1号工位"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), "10:00–11:30"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), "30"));
  test_app_look (app, "overbooking");
  g_assert_false (adw_alert_dialog_get_response_enabled (dialog, "do"));
  row = test_app_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW);
  gtk_editable_set_text (GTK_EDITABLE (row), "老客户，已电话说明");
  g_assert_true (adw_alert_dialog_get_response_enabled (dialog, "do"));
  gtk_widget_activate_default (row);
  g_assert_cmpint (finish (&self, &error), >, 0);
  saved = end (&self);
  g_assert_cmpstr (axle_record_get_text (saved, AXLE_APPOINTMENT_OVERRIDE), ==, "老客户，已电话说明");
}

static void
test_over (void)
{
  test_app_run (TRUE, save_over);
}

static void
go_back (TestApp *app)
{
  Saving self;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecord) saved = NULL;

  begin (&self, app, 10 * H);
  save (&self);
  test_app_wait_for_dialog (app);
  adw_dialog_close (test_app_get_dialog (app));
  finish (&self, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  saved = end (&self);
  g_assert_null (saved);
}

static void
test_back (void)
{
  test_app_run (TRUE, go_back);
}

/* Whoever may not hears who may. */
static void
save_without_right (TestApp *app)
{
  Saving self;
  g_autoptr(GError) error = NULL;
  g_autoptr(AxleRecord) saved = NULL;
  AdwAlertDialog *dialog;

  begin (&self, app, 10 * H);
  test_workshop_sit_down (app);
  save (&self);
  dialog = ADW_ALERT_DIALOG (test_app_wait_for_dialog (app));
  g_assert_false (adw_alert_dialog_has_response (dialog, "do"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (dialog), TEST_MANAGER));
  g_assert_null (strstr (adw_alert_dialog_get_body (dialog), TEST_TECHNICIAN));
  test_app_look (app, "overbooking-no-right");
  adw_dialog_close (ADW_DIALOG (dialog));
  finish (&self, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  saved = end (&self);
  g_assert_null (saved);
}

static void
test_no_right (void)
{
  test_app_run (TRUE, save_without_right);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/overbooking/free", test_free);
  g_test_add_func ("/overbooking/over", test_over);
  g_test_add_func ("/overbooking/back", test_back);
  g_test_add_func ("/overbooking/no-right", test_no_right);
  return g_test_run ();
}
