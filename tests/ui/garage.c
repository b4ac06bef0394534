/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/garage.h"

#include "app/appointments.h"
#include "app/customer-operations.h"
#include "app/workshop.h"
#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/change-list.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"

void
test_garage_save (TestApp   *app,
                    GPtrArray *drafts)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < drafts->len; i++)
    axle_change_list_add_between (changes, NULL, drafts->pdata[i]);
  test_save_all (app->workstation, changes);
  g_ptr_array_unref (drafts);
}

static AxleRecord *
add (TestApp          *app,
     GPtrArray        *records,
     const AxleEntity *entity)
{
  AxleRecord *record = axle_customer_draft_new (app->workstation, entity);

  g_ptr_array_add (records, record);
  return record;
}

static void
add_bays (TestApp   *app,
          GPtrArray *records,
          guint      n_bays)
{
  static const char * const quick[] = { "maintenance", "tyres", "diagnosis", NULL };
  static const char * const heavy[] = { "engine", "gearbox", "chassis", "electrics", "maintenance", NULL };
  static const char * const lift[] = { "lift", NULL };

  for (guint i = 0; i < n_bays; i++)
    {
      AxleRecord *bay = add (app, records, &axle_resource_entity);
      g_autofree char *name = g_strdup_printf ("%u 号工位", i + 1);

      axle_record_set_text (bay, AXLE_RESOURCE_NAME, name);
      axle_record_set_text (bay, AXLE_RESOURCE_KIND, "bay");
      axle_record_set_integer (bay, AXLE_RESOURCE_POSITION, i);
      axle_record_set_members (bay, AXLE_RESOURCE_SKILLS, i % 3 == 2 ? heavy : quick);
      axle_record_set_members (bay, AXLE_RESOURCE_PROVIDES, lift);
      axle_record_set_boolean (bay, AXLE_RESOURCE_ACTIVE, TRUE);
    }
}

static void
add_service (TestApp    *app,
             GPtrArray  *records,
             const char *code,
             const char *name,
             const char *skill,
             int         minutes)
{
  AxleRecord *item = add (app, records, &axle_service_item_entity);

  axle_record_set_text (item, AXLE_SERVICE_ITEM_CODE, code);
  axle_record_set_text (item, AXLE_SERVICE_ITEM_NAME, name);
  axle_record_set_text (item, AXLE_SERVICE_ITEM_AREA, code);
  axle_record_set_text (item, AXLE_SERVICE_ITEM_SKILL, skill);
  axle_record_set_integer (item, AXLE_SERVICE_ITEM_MINUTES, minutes);
  axle_record_set_boolean (item, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
}

static void
add_hours (TestApp   *app,
           GPtrArray *records,
           int        opens,
           int        closes)
{
  static const char * const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun", NULL };
  AxleRecord *hours = add (app, records, &axle_opening_hours_entity);

  axle_record_set_members (hours, AXLE_OPENING_HOURS_DAYS, days);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, opens);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, closes);
}

static void
add_holiday (TestApp    *app,
             GPtrArray  *records,
             const char *date,
             const char *name,
             gboolean    working)
{
  AxleRecord *holiday = add (app, records, &axle_holiday_entity);

  holiday->id = axle_holiday_id (&holiday->scope, date);
  axle_record_set_text (holiday, AXLE_HOLIDAY_DATE, date);
  axle_record_set_text (holiday, AXLE_HOLIDAY_NAME, name);
  axle_record_set_boolean (holiday, AXLE_HOLIDAY_WORKING, working);
}

/* The fourth of the profile's staff works on cars. */
static void
train (TestApp *app)
{
  static const char * const skills[] = { "maintenance", "tyres", "diagnosis", "engine", NULL };
  g_autoptr(GPtrArray) staff = axle_workstation_list_staff (app->workstation);
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  for (guint i = 0; i < staff->len; i++)
    {
      g_autoptr(AxleRecord) after = axle_record_copy (staff->pdata[i]);

      if (i % 2 == 0)
        continue;
      axle_record_set_members (after, AXLE_STAFF_SKILLS, skills);
      axle_record_set_text (after, AXLE_STAFF_TEAM, i % 4 == 1 ? "一组" : "二组");
      axle_change_list_add_between (changes, staff->pdata[i], after);
    }
  test_save_all (app->workstation, changes);
}

AxleId
test_garage_make (TestApp *app,
                    guint    n_bays)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  add_bays (app, records, n_bays);
  add_service (app, records, "oil", "机油保养", "maintenance", 60);
  add_service (app, records, "brakes", "Brake pads, front", "chassis", 90);
  add_service (app, records, "tyres", "Winter tyres", "tyres", 45);
  add_hours (app, records, 8 * 60 + 30, 12 * 60);
  add_hours (app, records, 13 * 60, 18 * 60);
  add_holiday (app, records, "2031-10-11", "国庆节", TRUE);
  add_holiday (app, records, "2031-10-06", "国庆节", FALSE);
  test_garage_save (app, records);
  train (app);
  return test_garage_get_bay (app, 0);
}

AxleId
test_garage_get_bay (TestApp *app,
                       guint    place)
{
  g_autoptr(GPtrArray) resources =
    axle_store_list (axle_workstation_get_reader (app->workstation), &axle_resource_entity, NULL);

  for (guint i = 0; i < resources->len; i++)
    if (axle_record_get_integer (resources->pdata[i], AXLE_RESOURCE_POSITION) == place)
      return ((AxleRecord *) resources->pdata[i])->id;
  g_assert_not_reached ();
}

gint64
test_garage_time (TestApp        *app,
                    const AxleDate *date,
                    int             minute)
{
  GTimeZone *zone = axle_working_days_get_zone (axle_workstation_get_working_days (app->workstation));
  g_autoptr(GDateTime) time = g_date_time_new (zone, date->year, date->month, date->day, minute / 60, minute % 60, 0);

  return g_date_time_to_unix_usec (time);
}

AxleRecord *
test_garage_draft (TestApp        *app,
                     const AxleDate *date,
                     int             minute,
                     int             minutes,
                     int             place,
                     const char     *state)
{
  static const char * const services[] = { "oil", "brakes", "tyres" };
  static guint n_made;
  const char *codes[] = { services[n_made % G_N_ELEMENTS (services)], NULL };
  AxleStore *reader = axle_workstation_get_reader (app->workstation);
  g_autoptr(GPtrArray) ownerships = axle_store_list (reader, &axle_ownership_entity, NULL);
  const AxleRecord *ownership = ownerships->pdata[n_made++ % ownerships->len];
  AxleRecord *draft = axle_appointment_draft_new (app->workstation, test_garage_time (app, date, minute), minutes);
  AxleId customer = axle_record_get_id (ownership, AXLE_OWNERSHIP_CUSTOMER);
  AxleId vehicle = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);

  axle_record_set_id (draft, AXLE_APPOINTMENT_CUSTOMER, &customer);
  axle_record_set_id (draft, AXLE_APPOINTMENT_VEHICLE, &vehicle);
  axle_record_set_members (draft, AXLE_APPOINTMENT_SERVICES, codes);
  axle_record_set_text (draft, AXLE_APPOINTMENT_STATE, state);
  if (place >= 0)
    {
      AxleId bay = test_garage_get_bay (app, (guint) place);

      axle_record_set_id (draft, AXLE_APPOINTMENT_BAY, &bay);
    }
  return draft;
}

AxleRecord *
test_garage_find (TestApp      *app,
                    const AxleId *appointment)
{
  AxleRecord *record = axle_workstation_get_record (app->workstation, &axle_appointment_entity, appointment);

  if (record != NULL && record->deleted)
    g_clear_pointer (&record, axle_record_unref);
  return record;
}
