/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "core/appointment/appointment.h"
#include "store/appointments.h"
#include "ui/app.h"
#include "ui/calendar/calendar-view.h"
#include "ui/calendar/exchange-dialog.h"
#include "ui/calendar/link-dialog.h"
#include "ui/profile.h"
#include "ui/shell/picture.h"
#include "ui/workshop.h"

/* Appointments from files, and the address for a phone. */

/* One that is kept, one that repeats, one that is refused. */
#define FILE_TEXT                                                                           \
  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n"                                \
  "BEGIN:VEVENT\r\nUID:one@test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:%sT020000Z\r\n"      \
  "DTEND:%sT033000Z\r\nSUMMARY:更换机油\r\nEND:VEVENT\r\n"                                  \
  "BEGIN:VEVENT\r\nUID:many@test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:%sT060000Z\r\n"     \
  "DTEND:%sT070000Z\r\nRRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY:晨会\r\nEND:VEVENT\r\n"          \
  "BEGIN:VEVENT\r\nUID:none@test\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:没有时间\r\nEND:VEVENT\r\n" \
  "END:VCALENDAR\r\n"

static gboolean
has_preview (gpointer data)
{
  AdwDialog *dialog = test_app_get_dialog (data);

  /* The list has it: the title of the dialog is there before. */
  return AXLE_IS_EXCHANGE_DIALOG (dialog) && test_app_find_css (GTK_WIDGET (dialog), "status-pill") != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return test_app_get_dialog (data) == NULL;
}

static guint
count_appointments (TestApp *app)
{
  g_autoptr(GPtrArray) all = axle_store_list_appointments (axle_workstation_get_reader (app->workstation),
                                                           test_workshop_time (app, 0, 0), test_workshop_time (app, 10, 0), NULL);

  return all->len;
}

static gboolean
is_taken (gpointer data)
{
  return count_appointments (data) == 4;
}

static gboolean
is_gone (gpointer data)
{
  return count_appointments (data) == 0;
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (data, "win.redo");
}

static GFile *
write_file (TestApp *app)
{
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc_usec (test_workshop_time (app, 2, 0) + 12 * G_TIME_SPAN_HOUR);
  g_autofree char *date = g_date_time_format (day, "%Y%m%d");
  g_autofree char *text = g_strdup_printf (FILE_TEXT, date, date, date, date);
  g_autofree char *path = axle_test_folder_build (app->folder, "appointments.ics");

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static GtkWidget *
find_undo (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (root)), "win.undo-operation") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_undo (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_undo (gpointer data)
{
  return find_undo (GTK_WIDGET (((TestApp *) data)->window->toasts)) != NULL;
}

/* A file that is dropped is looked at, taken in one step, and taken back in one, whatever was
 * done since. */
static void
check_import (TestApp *app)
{
  g_autoptr(GFile) file = NULL;
  TestWorkshop shop;

  axle_picture_pin ();
  gtk_window_set_default_size (GTK_WINDOW (app->window), 1100, 860);
  test_app_sign_in (app, TEST_MANAGER);
  file = write_file (app);
  axle_window_import_file (app->window, file);
  axle_test_wait_for (has_preview, app);
  g_assert_true (AXLE_IS_CALENDAR_VIEW (axle_window_get_view (app->window)));
  g_assert_cmpuint (count_appointments (app), ==, 0);
  test_app_look (app, "exchange-import");
  gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "exchange.import", NULL);
  axle_test_wait_for (is_taken, app);
  axle_test_wait_for (has_no_dialog, app);
  axle_test_wait_for (has_undo, app);
  test_workshop_make (app, &shop);
  gtk_widget_activate (find_undo (GTK_WIDGET (app->window->toasts)));
  axle_test_wait_for (can_redo, app);
  axle_test_wait_for (is_gone, app);
}

static void
test_import (void)
{
  test_app_run (TRUE, check_import);
}

/* A long file, of what repeats: how far it is stands there, and whoever stops it hears that nothing was taken. */
#define N_LONG 600

static GFile *
write_long_file (TestApp *app)
{
  g_autoptr(GString) text = g_string_new ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n");
  g_autoptr(GDateTime) day = g_date_time_new_from_unix_utc_usec (test_workshop_time (app, 2, 0) + 12 * G_TIME_SPAN_HOUR);
  g_autofree char *date = g_date_time_format (day, "%Y%m%d");
  g_autofree char *path = axle_test_folder_build (app->folder, "long.ics");

  for (guint i = 0; i < N_LONG; i++)
    g_string_append_printf (text, "BEGIN:VEVENT\r\nUID:%u@test\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:%sT020000Z\r\n"
                                  "DURATION:PT1H\r\nRRULE:FREQ=DAILY;COUNT=30\r\nSUMMARY:更换机油\r\nEND:VEVENT\r\n", i, date);
  g_string_append (text, "END:VCALENDAR\r\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  return g_file_new_for_path (path);
}

static gboolean
is_counting (gpointer data)
{
  AdwDialog *dialog = test_app_get_dialog (data);
  GtkWidget *count = dialog != NULL ? test_app_find_css (GTK_WIDGET (dialog), "numeric") : NULL;

  return count != NULL && strstr (gtk_label_get_label (GTK_LABEL (count)), "600") != NULL;
}

static gboolean
has_label (GtkWidget  *root,
           const char *words)
{
  if (GTK_IS_LABEL (root) && g_strcmp0 (gtk_label_get_label (GTK_LABEL (root)), words) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, words))
      return TRUE;
  return FALSE;
}

static gboolean
has_toast (gpointer data)
{
  TestApp *app = data;

  return test_app_get_dialog (app) == NULL && has_label (GTK_WIDGET (app->window->toasts), _("Import stopped; nothing was taken"));
}

static void
check_stop (TestApp *app)
{
  g_autoptr(GFile) file = NULL;

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  file = write_long_file (app);
  axle_window_import_file (app->window, file);
  axle_test_wait_for (is_counting, app);
  test_app_look (app, "exchange-counting");
  adw_dialog_close (test_app_get_dialog (app));
  axle_test_wait_for (has_toast, app);
  g_assert_cmpuint (count_appointments (app), ==, 0);
}

static void
test_stop (void)
{
  test_app_run (TRUE, check_stop);
}

static gboolean
has_failed (gpointer data)
{
  GtkWidget *page = GTK_WIDGET (test_app_get_dialog (data));

  return page != NULL && test_app_find_css (page, "icon") != NULL && gtk_widget_get_mapped (test_app_find_css (page, "icon"));
}

/* Something else by that name, and a server that does not answer. */
static void
check_failures (TestApp *app)
{
  g_autofree char *path = axle_test_folder_build (app->folder, "none.ics");
  g_autoptr(GFile) file = g_file_new_for_path (path);

  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
  g_assert_true (g_file_set_contents (path, "\x89PNG", -1, NULL));
  axle_window_import_file (app->window, file);
  axle_test_wait_for (has_failed, app);
  test_app_look (app, "exchange-failed");
  adw_dialog_close (test_app_get_dialog (app));
  axle_test_wait_for (has_no_dialog, app);
  adw_dialog_present (axle_link_dialog_new (app->workstation), GTK_WIDGET (app->window));
  axle_test_wait_for (has_failed, app);
  test_app_look (app, "link-offline");
  adw_dialog_close (test_app_get_dialog (app));
  axle_test_wait_for (has_no_dialog, app);
}

static void
test_failures (void)
{
  test_app_run (TRUE, check_failures);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/exchange/import", test_import);
  g_test_add_func ("/exchange/stop", test_stop);
  g_test_add_func ("/exchange/failures", test_failures);
  return g_test_run ();
}
