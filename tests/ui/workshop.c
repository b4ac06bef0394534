/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/workshop.h"

#include "app/appointments.h"
#include "app/workshop.h"
#include "app/workstation-private.h"
#include "core/appointment/appointment.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"
#include "core/party/customer.h"

void
test_workshop_make (TestApp      *app,
                    TestWorkshop *self)
{
  AxleWorkstation *workstation = app->workstation;

  test_add_hours (workstation, 8 * 60, 18 * 60);
  self->bays[0] = test_add_resource (workstation, "bay", "1号工位", "maintenance");
  self->bays[1] = test_add_resource (workstation, "bay", "2号工位", "maintenance");
  self->loan_car = test_add_resource (workstation, "loan-car", "代步车 沪A·8888", NULL);
  self->service_car = test_add_resource (workstation, "service-car", "上门车 沪AD·66666", NULL);
  self->technician = test_add_person (workstation, "赵强", AXLE_RIGHT_CUSTOMERS_READ, "maintenance");
  test_add_person (workstation, "孙立", AXLE_RIGHT_CUSTOMERS_READ, "maintenance");
  test_add_service (workstation, "oil", "更换机油机滤", "oil", 60, 48000);
  test_add_service (workstation, "cabin-filter", "更换空调滤芯", "filters", 30, 20000);
  test_add_service (workstation, "brake-pads", "更换前刹车片", "brakes", 90, 68000);
  test_add_service (workstation, "tyres", "更换轮胎", "tyres", 90, 93000);
  test_add_service (workstation, "check", "年检前检查", "inspection", 45, 0);
}

void
test_workshop_sit_down (TestApp *app)
{
  AxleId id = test_add_person (app->workstation, "何云", AXLE_RIGHT_CUSTOMERS_READ " " AXLE_RIGHT_CUSTOMERS_WRITE " "
                               AXLE_RIGHT_APPOINTMENTS_WRITE, NULL);
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
  test_save (app->workstation, NULL, appointment);
  return appointment;
}
