/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/workshop.h"

#include <string.h>

#include "app/planning.h"
#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "ui/customers/form-dialog.h"
#include "ui/profile.h"
#include "ui/shell/holiday-import.h"
#include "ui/shell/picture.h"
#include "ui/shell/planning-list.h"
#include "ui/shell/planning-page.h"
#include "ui/shell/planning-row.h"

/* The page of the preferences for what the calendar plans with: the lists behind it, what
 * is added, changed, moved and deleted on them, and that all of it is undone. */

/* What a test waits for. */
typedef struct
{
  TestApp    *app;
  const char *words;
  guint       n;
} Expected;

static GtkWidget *
find_named (GtkWidget  *root,
            GType       type,
            const char *name)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && g_str_equal (gtk_widget_get_name (root), name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, type, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
collect_rows (GtkWidget *root,
              GPtrArray *rows)
{
  if (AXLE_IS_PLANNING_ROW (root))
    g_ptr_array_add (rows, root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_rows (child, rows);
}

/* The list that is on the screen; %NULL when there is none. */
static GtkWidget *
get_list (TestApp *app)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (app->window));
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (app->window));

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr (AdwDialog) one = g_list_model_get_item (dialogs, i);

      if (ADW_IS_PREFERENCES_DIALOG (one))
        dialog = one;
    }
  return dialog != NULL ? test_app_find (GTK_WIDGET (dialog), AXLE_TYPE_PLANNING_LIST) : NULL;
}

static GPtrArray *
list_rows (TestApp *app)
{
  GPtrArray *rows = g_ptr_array_new ();

  collect_rows (get_list (app), rows);
  return rows;
}

static AxlePlanningRow *
find_row (TestApp    *app,
          const char *title)
{
  g_autoptr (GPtrArray) rows = list_rows (app);

  for (guint i = 0; i < rows->len; i++)
    if (strstr (adw_preferences_row_get_title (rows->pdata[i]), title) != NULL)
      return rows->pdata[i];
  return NULL;
}

static gboolean
has_row (gpointer data)
{
  Expected *expected = data;
  g_autoptr (GPtrArray) rows = list_rows (expected->app);

  return rows->len == expected->n && (expected->words == NULL || find_row (expected->app, expected->words) != NULL);
}

static gboolean
is_first (gpointer data)
{
  Expected *expected = data;
  g_autoptr (GPtrArray) rows = list_rows (expected->app);

  return rows->len > 0 && strstr (adw_preferences_row_get_title (rows->pdata[0]), expected->words) != NULL;
}

static gboolean
can_undo (gpointer data)
{
  return test_app_can (data, "win.undo");
}

static gboolean
can_redo (gpointer data)
{
  return test_app_can (data, "win.redo");
}

static void
undo (TestApp *app)
{
  axle_test_wait_for (can_undo, app);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (can_redo, app);
}

static gboolean
has_form (gpointer data)
{
  return AXLE_IS_FORM_DIALOG (test_app_get_dialog (data));
}

static AdwPreferencesDialog *
open_page (TestApp *app)
{
  AdwDialog *dialog;

  g_action_group_activate_action (G_ACTION_GROUP (app->application), "preferences", NULL);
  dialog = test_app_wait_for_dialog (app);
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), "workshop");
  return ADW_PREFERENCES_DIALOG (dialog);
}

static AdwPreferencesDialog *
open_list (TestApp    *app,
           const char *name)
{
  AdwPreferencesDialog *dialog = open_page (app);

  g_signal_emit_by_name (find_named (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, name), "activated");
  g_assert_nonnull (get_list (app));
  return dialog;
}

static GtkWidget *
find_field (GtkWidget       *root,
            const AxleField *field)
{
  if (ADW_IS_PREFERENCES_ROW (root) &&
      g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), axle_field_get_label (field)) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_field (child, field);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type (AdwDialog        *form,
      const AxleEntity *entity,
      guint             field,
      const char       *text)
{
  gtk_editable_set_text (GTK_EDITABLE (find_field (GTK_WIDGET (form), &entity->fields[field])), text);
}

static void
save (TestApp *app)
{
  AdwDialog *form = test_app_get_dialog (app);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (form), "dialog.save", NULL));
}

static AdwDialog *
open_form (TestApp *app)
{
  axle_test_wait_for (has_form, app);
  return test_app_get_dialog (app);
}

static void
sign_in (TestApp *app)
{
  axle_picture_pin ();
  test_app_sign_in (app, TEST_MANAGER);
}

/* A bay is added and undone; one is changed, taken out of use and moved. */
static void
check_resources (TestApp *app)
{
  TestWorkshop workshop;
  Expected added = { app, "3号工位", 5 }, gone = { app, NULL, 4 }, renamed = { app, "1号 快修 <1> & 2", 4 }, moved = { app, "2号", 0 };
  AdwPreferencesDialog *preferences;
  AdwDialog *form;

  sign_in (app);
  test_workshop_make (app, &workshop);
  preferences = open_page (app);
  test_app_look (app, "planning");
  adw_dialog_force_close (ADW_DIALOG (preferences));
  preferences = open_list (app, "resources");
  axle_test_wait_for (has_row, &gone);
  test_app_look (app, "planning-resources");

  g_signal_emit_by_name (find_named (get_list (app), GTK_TYPE_BUTTON, "bay"), "clicked");
  form = open_form (app);
  save (app);
  g_assert_true (has_form (app));
  type (form, &axle_resource_entity, AXLE_RESOURCE_NAME, "3号工位");
  test_app_look (app, "planning-resource");
  save (app);
  axle_test_wait_for (has_row, &added);
  axle_test_wait_for (can_undo, app);
  test_app_look (app, "planning-added");
  undo (app);
  axle_test_wait_for (has_row, &gone);

  g_signal_emit_by_name (find_row (app, "1号"), "activated");
  type (open_form (app), &axle_resource_entity, AXLE_RESOURCE_NAME, "1号 快修 <1> & 2");
  save (app);
  axle_test_wait_for (has_row, &renamed);

  g_signal_emit_by_name (find_row (app, "2号"), "step", -1);
  axle_test_wait_for (is_first, &moved);
  undo (app);
  moved.words = "1号 快修";
  axle_test_wait_for (is_first, &moved);
  adw_dialog_force_close (ADW_DIALOG (preferences));
}

static void
test_resources (void)
{
  test_app_run (TRUE, check_resources);
}

static gboolean
is_out_of_use (gpointer data)
{
  Expected *expected = data;
  AxlePlanningRow *row = find_row (expected->app, expected->words);

  return row != NULL && !axle_planning_is_active (axle_planning_find ("services"), axle_planning_row_get_record (row));
}

/* The menu by area: labour is typed as time and price as money, and what is out of use stays. */
static void
check_services (TestApp *app)
{
  const AxleEntity *entity = &axle_service_item_entity;
  TestWorkshop workshop;
  Expected added = { app, "四轮定位", 6 }, out = { app, "更换轮胎", 0 };
  AdwPreferencesDialog *preferences;
  AxlePlanningRow *row;
  AdwDialog *form;

  sign_in (app);
  test_workshop_make (app, &workshop);
  preferences = open_list (app, "services");
  test_app_look (app, "planning-services");
  g_signal_emit_by_name (test_app_find_css (get_list (app), "add"), "clicked");
  form = open_form (app);
  type (form, entity, AXLE_SERVICE_ITEM_CODE, "align");
  type (form, entity, AXLE_SERVICE_ITEM_NAME, "四轮定位");
  type (form, entity, AXLE_SERVICE_ITEM_MINUTES, "1:15");
  type (form, entity, AXLE_SERVICE_ITEM_PRICE, "260");
  test_app_look (app, "planning-service");
  save (app);
  axle_test_wait_for (has_row, &added);
  row = find_row (app, "四轮定位");
  g_assert_cmpint (axle_record_get_integer (axle_planning_row_get_record (row), AXLE_SERVICE_ITEM_MINUTES), ==, 75);
  g_assert_cmpint (axle_record_get_integer (axle_planning_row_get_record (row), AXLE_SERVICE_ITEM_PRICE), ==, 26000);
  g_assert_nonnull (strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "align"));

  g_signal_emit_by_name (find_row (app, "更换轮胎"), "switched", FALSE);
  axle_test_wait_for (is_out_of_use, &out);
  adw_dialog_force_close (ADW_DIALOG (preferences));
}

static void
test_services (void)
{
  test_app_run (TRUE, check_services);
}

/* Hours that end before they begin are refused in words, and what was typed stays. */
static void
check_hours (TestApp *app)
{
  const AxleEntity *entity = &axle_opening_hours_entity;
  TestWorkshop workshop;
  Expected one = { app, "08:00–18:00", 1 }, changed = { app, "08:30–17:30", 1 }, none = { app, NULL, 0 };
  AdwPreferencesDialog *preferences;
  AdwDialog *form;

  sign_in (app);
  test_workshop_make (app, &workshop);
  preferences = open_list (app, "opening");
  axle_test_wait_for (has_row, &one);
  g_signal_emit_by_name (find_row (app, "08:00"), "activated");
  form = open_form (app);
  type (form, entity, AXLE_OPENING_HOURS_OPENS, "8:30");
  type (form, entity, AXLE_OPENING_HOURS_CLOSES, "7点");
  save (app);
  g_assert_true (has_form (app));
  test_app_look (app, "planning-hours");
  type (form, entity, AXLE_OPENING_HOURS_CLOSES, "17:30");
  save (app);
  axle_test_wait_for (has_row, &changed);
  g_signal_emit_by_name (find_row (app, "08:30"), "remove");
  axle_test_wait_for (has_row, &none);
  test_app_look (app, "planning-hours-none");
  undo (app);
  axle_test_wait_for (has_row, &changed);
  adw_dialog_force_close (ADW_DIALOG (preferences));
}

static void
test_hours (void)
{
  test_app_run (TRUE, check_hours);
}

static AxleId
id_of_staff (TestApp    *app,
             const char *name)
{
  g_autoptr (GPtrArray) staff = axle_workstation_list_staff (app->workstation);

  for (guint i = 0; i < staff->len; i++)
    if (g_strcmp0 (axle_record_get_text (staff->pdata[i], AXLE_STAFF_NAME), name) == 0)
      return ((AxleRecord *) staff->pdata[i])->id;
  g_assert_not_reached ();
}

static void
choose_days (AdwDialog       *form,
             const AxleField *field)
{
  GtkWidget *row = find_field (GTK_WIDGET (form), field);

  for (guint i = 0; i < 6; i++)
    gtk_check_button_set_active (g_object_get_data (G_OBJECT (row), field->choices[i].name), TRUE);
}

/* Somebody gets a roster, and leave. */
static void
check_people (TestApp *app)
{
  TestWorkshop workshop;
  Expected roster = { app, "08:00–12:00", 1 }, leave = { app, "赵强", 1 };
  AdwPreferencesDialog *preferences;
  AdwDialog *form;

  sign_in (app);
  test_workshop_make (app, &workshop);
  preferences = open_list (app, "rosters");
  g_signal_emit_by_name (find_named (get_list (app), GTK_TYPE_BUTTON, AXLE_ID_TEXT (&workshop.technician)), "clicked");
  form = open_form (app);
  choose_days (form, &axle_roster_entity.fields[AXLE_ROSTER_DAYS]);
  type (form, &axle_roster_entity, AXLE_ROSTER_STARTS, "8");
  type (form, &axle_roster_entity, AXLE_ROSTER_ENDS, "1200");
  test_app_look (app, "planning-roster");
  save (app);
  axle_test_wait_for (has_row, &roster);
  test_app_look (app, "planning-rosters");
  adw_dialog_force_close (ADW_DIALOG (preferences));

  preferences = open_list (app, "leave");
  g_signal_emit_by_name (find_named (get_list (app), GTK_TYPE_BUTTON, "people"), "clicked");
  form = open_form (app);
  {
    GtkWidget *who = find_field (GTK_WIDGET (form), &axle_leave_entity.fields[AXLE_LEAVE_STAFF]);
    g_autoptr (GPtrArray) staff = axle_workstation_list_staff (app->workstation);
    AxleId id = id_of_staff (app, "赵强");

    for (guint i = 0; i < staff->len; i++)
      if (axle_id_equal (&((AxleRecord *) staff->pdata[i])->id, &id))
        adw_combo_row_set_selected (ADW_COMBO_ROW (who), i + 1);
  }
  type (form, &axle_leave_entity, AXLE_LEAVE_SINCE, "2036-03-05 08:00");
  type (form, &axle_leave_entity, AXLE_LEAVE_UNTIL, "2036-03-08");
  save (app);
  axle_test_wait_for (has_row, &leave);
  test_app_look (app, "planning-leave");
  adw_dialog_force_close (ADW_DIALOG (preferences));
}

static void
test_people (void)
{
  test_app_run (TRUE, check_people);
}

static gboolean
has_words (gpointer data)
{
  Expected *expected = data;
  AxlePlanningRow *row = find_row (expected->app, "孙立");

  return row != NULL && strstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), expected->words) != NULL;
}

/* What people can do is said, and nothing else of them is asked for. */
static void
check_skills (TestApp *app)
{
  TestWorkshop workshop;
  Expected team = { app, "钣喷组", 0 };
  AdwPreferencesDialog *preferences;
  AdwDialog *form;

  sign_in (app);
  test_workshop_make (app, &workshop);
  preferences = open_list (app, "people");
  test_app_look (app, "planning-people");
  g_signal_emit_by_name (find_row (app, "孙立"), "activated");
  form = open_form (app);
  type (form, &axle_staff_entity, AXLE_STAFF_TEAM, "钣喷组");
  save (app);
  axle_test_wait_for (has_words, &team);
  adw_dialog_force_close (ADW_DIALOG (preferences));
}

static void
test_skills (void)
{
  test_app_run (TRUE, check_skills);
}

static gboolean
is_asked (gpointer data)
{
  return ADW_IS_ALERT_DIALOG (test_app_get_dialog (data));
}

/* A list is looked at, taken in and undone. */
static void
check_holidays (TestApp *app)
{
  static const char list[] = "{\"year\": 2036, \"papers\": [\"x\"], \"days\": ["
    "{\"name\": \"元旦\", \"date\": \"2036-01-01\", \"isOffDay\": true},"
    "{\"name\": \"春节\", \"date\": \"2036-01-26\", \"isOffDay\": false}]}";
  Expected two = { app, "2036-01-26", 2 }, none = { app, NULL, 0 };
  g_autofree char *path = axle_test_folder_build (app->folder, "2036.json");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  AdwPreferencesDialog *preferences;
  AdwDialog *alert;

  sign_in (app);
  preferences = open_list (app, "holidays");
  axle_test_wait_for (has_row, &none);
  g_assert_true (g_file_set_contents (path, list, -1, NULL));
  axle_holiday_import_file (get_list (app), app->workstation, file);
  axle_test_wait_for (is_asked, app);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (ADW_ALERT_DIALOG (test_app_get_dialog (app))), "2036"));
  test_app_look (app, "planning-holidays-asked");
  alert = test_app_get_dialog (app);
  g_assert_true (adw_alert_dialog_has_response (ADW_ALERT_DIALOG (alert), "import"));
  g_signal_emit_by_name (alert, "response", "import");
  adw_dialog_force_close (alert);
  axle_test_wait_for (has_row, &two);
  test_app_look (app, "planning-holidays");
  undo (app);
  axle_test_wait_for (has_row, &none);
  adw_dialog_force_close (ADW_DIALOG (preferences));
}

static void
test_holidays (void)
{
  test_app_run (TRUE, check_holidays);
}

static gboolean
has_subtitle (gpointer data)
{
  Expected *expected = data;
  g_autoptr (GPtrArray) rows = list_rows (expected->app);

  return rows->len == expected->n && strstr (adw_action_row_get_subtitle (rows->pdata[0]), expected->words) != NULL;
}

/* A day is added by hand, named otherwise and taken away, and says that the official ones of
 * its year are still to come. */
static void
check_day_by_hand (TestApp *app)
{
  Expected one = { app, "2036-10-09", 1 }, renamed = { app, "周年店庆", 1 }, none = { app, NULL, 0 };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *year = g_date_time_format (now, "%Y");
  AdwPreferencesDialog *preferences;
  AdwDialog *form;

  sign_in (app);
  preferences = open_list (app, "holidays");
  axle_test_wait_for (has_row, &none);
  g_signal_emit_by_name (find_named (get_list (app), GTK_TYPE_BUTTON, year), "clicked");
  form = open_form (app);
  type (form, &axle_holiday_entity, AXLE_HOLIDAY_DATE, "2036-10-09");
  type (form, &axle_holiday_entity, AXLE_HOLIDAY_NAME, "店庆");
  test_app_look (app, "planning-holiday-form");
  save (app);
  axle_test_wait_for (has_row, &one);
  test_app_look (app, "planning-holiday");
  g_signal_emit_by_name (find_row (app, "2036-10-09"), "activated");
  form = open_form (app);
  type (form, &axle_holiday_entity, AXLE_HOLIDAY_NAME, "周年店庆");
  save (app);
  axle_test_wait_for (has_subtitle, &renamed);
  g_signal_emit_by_name (find_row (app, "2036-10-09"), "remove");
  axle_test_wait_for (has_row, &none);
  undo (app);
  axle_test_wait_for (has_row, &one);
  adw_dialog_force_close (ADW_DIALOG (preferences));
}

static void
test_day_by_hand (void)
{
  test_app_run (TRUE, check_day_by_hand);
}

int
main (int    argc,
      char **argv)
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/planning/resources", test_resources);
  g_test_add_func ("/planning/services", test_services);
  g_test_add_func ("/planning/hours", test_hours);
  g_test_add_func ("/planning/people", test_people);
  g_test_add_func ("/planning/skills", test_skills);
  g_test_add_func ("/planning/holidays", test_holidays);
  g_test_add_func ("/planning/day-by-hand", test_day_by_hand);
  return g_test_run ();
}
