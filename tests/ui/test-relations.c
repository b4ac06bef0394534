/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/app.h"

#include <glib/gi18n-lib.h>

#include "app/customer-operations.h"
#include "app/relations.h"
#include "core/party/customer.h"
#include "core/party/relation.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "ui/customers/customer-chooser.h"
#include "ui/customers/customer-page.h"
#include "ui/customers/fleet-panel.h"
#include "ui/customers/form-dialog.h"
#include "ui/customers/relations-panel.h"
#include "ui/profile.h"

typedef struct
{
  TestApp *app;
  AxleId   company;
  AxleId   driver;
} People;

static AxleRecord *
get (People           *people,
     const AxleEntity *entity,
     const AxleId     *id)
{
  return axle_workstation_get_record (people->app->workstation, entity, id);
}

static gboolean
are_there (gpointer data)
{
  People *people = data;
  g_autoptr(AxleRecord) company = get (people, &axle_customer_entity, &people->company);
  g_autoptr(AxleRecord) driver = get (people, &axle_customer_entity, &people->driver);

  return company != NULL && driver != NULL;
}

static gboolean
is_idle (gpointer data)
{
  return *(gboolean *) data;
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;

  axle_workstation_save_finish (AXLE_WORKSTATION (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static AxleId
add (People     *people,
     const char *type,
     const char *name,
     const char *phone)
{
  g_autoptr(AxleRecord) customer = axle_customer_draft_new (people->app->workstation, &axle_customer_entity);
  gboolean saved = FALSE;

  axle_record_set_text (customer, AXLE_CUSTOMER_TYPE, type);
  axle_record_set_text (customer, AXLE_CUSTOMER_NAME, name);
  axle_record_add_member (customer, AXLE_CUSTOMER_PHONES, phone);
  axle_customer_save_async (people->app->workstation, NULL, customer, NULL, NULL, saved_cb, &saved);
  axle_test_wait_for (is_idle, &saved);
  return customer->id;
}

static void
add_car (People       *people,
         const AxleId *owner,
         const char   *plate,
         const char   *model)
{
  AxleWorkstation *workstation = people->app->workstation;
  g_autoptr(AxleRecord) vehicle = axle_customer_draft_new (workstation, &axle_vehicle_entity);
  g_autoptr(AxleRecord) ownership = axle_customer_draft_new (workstation, &axle_ownership_entity);
  gboolean saved = FALSE;

  axle_record_set_text (vehicle, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_text (vehicle, AXLE_VEHICLE_MODEL, model);
  axle_record_set_text (vehicle, AXLE_VEHICLE_FIRST_REGISTRATION, "2021-03-05");
  axle_record_set_id (ownership, AXLE_OWNERSHIP_CUSTOMER, owner);
  axle_record_set_id (ownership, AXLE_OWNERSHIP_VEHICLE, &vehicle->id);
  axle_record_set_text (ownership, AXLE_OWNERSHIP_ROLE, "owner");
  axle_vehicle_save_async (workstation, NULL, vehicle, NULL, ownership, NULL, saved_cb, &saved);
  axle_test_wait_for (is_idle, &saved);
}

static void
relate (People     *people,
        const char *role)
{
  g_autoptr(AxleRecord) company = get (people, &axle_customer_entity, &people->company);
  g_autoptr(AxleRecord) driver = get (people, &axle_customer_entity, &people->driver);
  /* From the person's side: the company has the person all the same. */
  g_autoptr(AxleRecord) relation = axle_relation_draft_new (people->app->workstation, driver, company);
  AxleId of = axle_record_get_id (relation, AXLE_RELATION_CUSTOMER);
  gboolean saved = FALSE;

  g_assert_true (axle_id_equal (&of, &people->company));
  g_assert_cmpstr (axle_record_get_text (relation, AXLE_RELATION_ROLE), ==, "contact");
  axle_record_set_text (relation, AXLE_RELATION_ROLE, role);
  axle_record_set_text (relation, AXLE_RELATION_SINCE, "2024-05-01");
  axle_relation_save_async (people->app->workstation, NULL, relation, NULL, saved_cb, &saved);
  axle_test_wait_for (is_idle, &saved);
}

static gboolean
is_ended (gpointer data)
{
  People *people = data;

  return g_strcmp0 (axle_workstation_get_undo_title (people->app->workstation), _("Relation changed")) == 0;
}

static gboolean
is_added (gpointer data)
{
  People *people = data;

  return g_strcmp0 (axle_workstation_get_undo_title (people->app->workstation), _("Relation added")) == 0 &&
         !axle_workstation_can_redo (people->app->workstation);
}

static gboolean
is_undone (gpointer data)
{
  People *people = data;

  return axle_workstation_can_redo (people->app->workstation);
}

static gboolean
has_dialog (gpointer data)
{
  People *people = data;

  return test_app_get_dialog (people->app) != NULL;
}

static gboolean
has_no_dialog (gpointer data)
{
  return !has_dialog (data);
}

static GtkWidget *
find (People *people,
      GType   type)
{
  return test_app_find (GTK_WIDGET (people->app->window), type);
}

/* The company with its driver and both their cars; the driver with the company. */
static void
body (TestApp *app)
{
  People people = { app };
  GtkWidget *panel, *button;
  AdwDialog *chooser;

  test_app_sign_in (app, TEST_MANAGER);
  people.company = add (&people, "company", "上海驰骋物流有限公司", "02150001234");
  people.driver = add (&people, "person", "赵师傅", "13800138000");
  axle_test_wait_for (are_there, &people);
  add_car (&people, &people.company, "沪A12345", "大通 V80");
  add_car (&people, &people.driver, "沪BD12345", "ID.4 X");
  relate (&people, "driver");
  relate (&people, "contact");
  axle_window_show_record (app->window, &axle_customer_entity, &people.company);
  find (&people, AXLE_TYPE_FLEET_PANEL);
  panel = find (&people, AXLE_TYPE_RELATIONS_PANEL);
  test_app_look (app, "company");

  /* The last of the buttons of a row ends it today. */
  button = test_app_find (panel, GTK_TYPE_BUTTON);
  while (gtk_widget_get_next_sibling (button) != NULL)
    button = gtk_widget_get_next_sibling (button);
  g_signal_emit_by_name (button, "clicked");
  axle_test_wait_for (is_ended, &people);
  test_app_activate (app, "win.undo");
  axle_test_wait_for (is_undone, &people);

  axle_window_show_record (app->window, &axle_customer_entity, &people.driver);
  panel = find (&people, AXLE_TYPE_RELATIONS_PANEL);
  test_app_look (app, "driver");
  gtk_widget_activate_action (panel, "customer.add-relation", NULL);
  axle_test_wait_for (has_dialog, &people);
  chooser = test_app_wait_for_dialog (app);
  gtk_editable_set_text (GTK_EDITABLE (test_app_find (GTK_WIDGET (chooser), GTK_TYPE_SEARCH_ENTRY)), "cheng");
  test_app_find (GTK_WIDGET (chooser), ADW_TYPE_ACTION_ROW);
  test_app_look (app, "customer-chooser");
  g_signal_emit_by_name (test_app_find (GTK_WIDGET (chooser), GTK_TYPE_SEARCH_ENTRY), "activate");
  find (&people, AXLE_TYPE_FORM_DIALOG);
  test_app_wait_for_dialog (app);
  test_app_look (app, "relation-dialog");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (test_app_get_dialog (app)), "dialog.save", NULL));
  axle_test_wait_for (has_no_dialog, &people);
  axle_test_wait_for (is_added, &people);
}

static void
test_relations (void)
{
  test_app_run (TRUE, body);
}

int
main (int   argc,
      char *argv[])
{
  test_app_init (&argc, &argv);
  g_test_add_func ("/relations", test_relations);
  return g_test_run ();
}
