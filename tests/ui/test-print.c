/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/appointments.h"
#include "app/day-pack.h"
#include "app/workshop.h"
#include "app/workstation-private.h"
#include "axle-config.h"
#include "core/appointment/appointment.h"
#include "ui/app.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/print-dialog.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/shell/preferences-dialog.h"
#include "ui/workshop.h"

/* What is printed of the calendar, and the pack of every morning. */

#define H 60

static void
book (TestApp            *app,
      const TestWorkshop *shop,
      int                 minute,
      guint               bay,
      guint               customer)
{
  g_autoptr(AxleRecord) whose = test_workshop_find_customer (app, customer);
  g_autoptr(AxleRecord) appointment = axle_appointment_draft_new (app->workstation, test_workshop_time (app, 0, minute), 60);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &whose->id);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &shop->bays[bay]);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_TECHNICIAN, &shop->technician);
  axle_record_set_members (appointment, AXLE_APPOINTMENT_SERVICES, (const char *[]) { "oil", NULL });
  test_save (app->workstation, NULL, appointment);
}

static void
begin (TestApp *app)
{
  TestWorkshop shop;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1100, 900);
  test_app_sign_in (app, TEST_MANAGER);
  test_workshop_make (app, &shop);
  book (app, &shop, 9 * H, 0, 0);
  book (app, &shop, 10 * H, 1, 1);
  book (app, &shop, 11 * H, 0, 2);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "win.view", "s", "calendar");
  axle_calendar_view_set_page (AXLE_CALENDAR_VIEW (test_app_find (GTK_WIDGET (app->window), AXLE_TYPE_CALENDAR_VIEW)), "day");
}

static gboolean
shows_pages (gpointer data)
{
  AdwDialog *dialog = test_app_get_dialog (data);
  GtkWidget *pages = AXLE_IS_PRINT_DIALOG (dialog) ? test_app_find_css (GTK_WIDGET (dialog), "paper-pages") : NULL;

  return pages != NULL && gtk_widget_get_mapped (pages);
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static void
check_orders (TestApp *app)
{
  static const char * const names[] = { "print-time", "print-bay", "print-technician", "print-pack" };

  begin (app);
  test_app_activate (app, "win.print");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      axle_test_wait_for (shows_pages, app);
      test_app_look (app, names[i]);
      if (i + 1 < G_N_ELEMENTS (names))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (test_app_find (GTK_WIDGET (test_app_get_dialog (app)), GTK_TYPE_DROP_DOWN)), i + 1);
    }
  adw_dialog_close (test_app_get_dialog (app));
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_orders (void)
{
  test_app_run (TRUE, check_orders);
}

static gboolean
is_there (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

/* A folder is chosen, and today's pack is in it. */
static void
check_pack (TestApp *app)
{
  g_autoptr(GSettings) settings = g_settings_new (AXLE_APP_ID);
  AxleDate today = axle_date_from_time (axle_host_now (axle_host_get_default ()), axle_workstation_get_zone (app->workstation));
  g_autofree char *name = axle_day_pack_dup_name (&today);
  g_autofree char *folder = axle_test_folder_build (app->folder, "packs");
  g_autofree char *path = g_build_filename (folder, name, NULL);

  begin (app);
  g_settings_set_int (settings, "day-pack-hour", 0);
  g_settings_set_string (settings, "day-pack-folder", folder);
  axle_test_wait_for (is_there, path);
  gtk_widget_activate_action (GTK_WIDGET (app->window), "app.preferences", NULL);
  test_app_wait_for_dialog (app);
  test_app_look (app, "day-pack-preferences");
  adw_dialog_close (test_app_get_dialog (app));
  axle_test_wait_for (has_no_dialog, app);
  g_settings_reset (settings, "day-pack-folder");
  g_settings_reset (settings, "day-pack-hour");
}

static void
test_pack (void)
{
  test_app_run (TRUE, check_pack);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/print/orders", test_orders);
  g_test_add_func ("/print/pack", test_pack);
  return g_test_run ();
}
