/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/workshop.h"

#include "app/appointments.h"
#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/change-list.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"

static void
take_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
has_result (gpointer data)
{
  return *(GAsyncResult **) data != NULL;
}

AxleRecord *
test_workshop_draft (TestApp          *app,
                     const AxleEntity *entity)
{
  return axle_customer_draft_new (app->workstation, entity);
}

void
test_workshop_save (TestApp    *app,
                    AxleRecord *record)
{
  g_autoptr(GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, record);
  test_workshop_save_all (app, one);
}

void
test_workshop_save_all (TestApp   *app,
                        GPtrArray *records)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < records->len; i++)
    axle_change_list_add_between (changes, NULL, records->pdata[i]);
  axle_workstation_save_async (app->workstation, "", changes, NULL, take_result, &result);
  axle_test_wait_for (has_result, &result);
  axle_workstation_save_finish (app->workstation, result, &error);
  g_assert_no_error (error);
}

static void
set_words (AxleRecord *record,
           guint       field,
           const char *words)
{
  g_auto(GStrv) members = g_strsplit (words, " ", -1);

  axle_record_set_members (record, field, (const char * const *) members);
}

static AxleId
add_thing (TestApp    *app,
           const char *kind,
           const char *name,
           const char *skills)
{
  g_autoptr(AxleRecord) thing = test_workshop_draft (app, &axle_resource_entity);

  axle_record_set_text (thing, AXLE_RESOURCE_NAME, name);
  axle_record_set_text (thing, AXLE_RESOURCE_KIND, kind);
  axle_record_set_boolean (thing, AXLE_RESOURCE_ACTIVE, TRUE);
  if (skills != NULL)
    set_words (thing, AXLE_RESOURCE_SKILLS, skills);
  test_workshop_save (app, thing);
  return thing->id;
}

static void
add_service (TestApp    *app,
             const char *code,
             const char *name,
             const char *area,
             int         minutes,
             gint64      price)
{
  g_autoptr(AxleRecord) service = test_workshop_draft (app, &axle_service_item_entity);

  axle_record_set_text (service, AXLE_SERVICE_ITEM_CODE, code);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_NAME, name);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_AREA, area);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_SKILL, "maintenance");
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_MINUTES, minutes);
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_PRICE, price);
  axle_record_set_boolean (service, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
  test_workshop_save (app, service);
}

static AxleId
add_person (TestApp    *app,
            const char *name,
            const char *rights,
            const char *skills)
{
  g_autoptr(AxleRecord) role = test_workshop_draft (app, &axle_role_entity);
  g_autoptr(AxleRecord) person = test_workshop_draft (app, &axle_staff_entity);

  axle_record_set_text (role, AXLE_ROLE_NAME, name);
  set_words (role, AXLE_ROLE_RIGHTS, rights);
  test_workshop_save (app, role);
  axle_record_set_text (person, AXLE_STAFF_NAME, name);
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role->id);
  axle_record_set_id (person, AXLE_STAFF_STORE, &app->workstation->enrolment->store);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  if (skills != NULL)
    set_words (person, AXLE_STAFF_SKILLS, skills);
  test_workshop_save (app, person);
  return person->id;
}

void
test_workshop_make (TestApp      *app,
                    TestWorkshop *self)
{
  g_autoptr(AxleRecord) hours = test_workshop_draft (app, &axle_opening_hours_entity);

  set_words (hours, AXLE_OPENING_HOURS_DAYS, "mon tue wed thu fri sat sun");
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, 8 * 60);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, 18 * 60);
  test_workshop_save (app, hours);
  self->bays[0] = add_thing (app, "bay", "1号工位", "maintenance");
  self->bays[1] = add_thing (app, "bay", "2号工位", "maintenance");
  self->loan_car = add_thing (app, "loan-car", "代步车 沪A·8888", NULL);
  self->service_car = add_thing (app, "service-car", "上门车 沪AD·66666", NULL);
  self->technician = add_person (app, "赵强", AXLE_RIGHT_CUSTOMERS_READ, "maintenance");
  add_person (app, "孙立", AXLE_RIGHT_CUSTOMERS_READ, "maintenance");
  add_service (app, "oil", "更换机油机滤", "oil", 60, 48000);
  add_service (app, "cabin-filter", "更换空调滤芯", "filters", 30, 20000);
  add_service (app, "brake-pads", "更换前刹车片", "brakes", 90, 68000);
  add_service (app, "tyres", "更换轮胎", "tyres", 90, 93000);
  add_service (app, "check", "年检前检查", "inspection", 45, 0);
}

void
test_workshop_sit_down (TestApp *app)
{
  AxleId id = add_person (app, "何云", AXLE_RIGHT_CUSTOMERS_READ " " AXLE_RIGHT_CUSTOMERS_WRITE " " AXLE_RIGHT_APPOINTMENTS_WRITE, NULL);
  g_autoptr(AxleRecord) person = axle_workstation_get_record (app->workstation, &axle_staff_entity, &id);

  axle_workstation_set_staff (app->workstation, person);
}

gint64
test_workshop_time (TestApp *app,
                    int      days,
                    int      minute)
{
  GTimeZone *zone = axle_workstation_get_zone (app->workstation);
  AxleDate date = axle_date_from_time (axle_host_now (axle_host_get_default ()), zone);

  date = axle_date_add_days (&date, days);
  return axle_date_get_time (&date, minute, zone);
}

AxleRecord *
test_workshop_find_customer (TestApp *app,
                             guint    position)
{
  g_autoptr(GPtrArray) customers =
    axle_store_list (axle_workstation_get_reader (app->workstation), &axle_customer_entity, NULL);

  return axle_record_ref (customers->pdata[position]);
}

AxleRecord *
test_workshop_book (TestApp            *app,
                    const TestWorkshop *self,
                    gint64              at,
                    int                 minutes,
                    guint               customer)
{
  g_autoptr(AxleRecord) whose = test_workshop_find_customer (app, customer);
  AxleRecord *appointment = axle_appointment_draft_new (app->workstation, at, minutes);

  axle_record_set_id (appointment, AXLE_APPOINTMENT_CUSTOMER, &whose->id);
  axle_record_set_id (appointment, AXLE_APPOINTMENT_BAY, &self->bays[0]);
  test_workshop_save (app, appointment);
  return appointment;
}
