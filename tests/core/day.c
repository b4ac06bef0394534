/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/day.h"

#include "core/appointment/appointment.h"
#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"
#include "core/organisation/rights.h"

#define EVERY_DAY "mon tue wed thu fri sat sun"

static void
set_words (AxleRecord *record,
           guint       field,
           const char *words)
{
  g_auto(GStrv) members = g_strsplit (words, " ", -1);

  axle_record_set_members (record, field, (const char * const *) (*words != '\0' ? members : &members[g_strv_length (members)]));
}

/* Ids are counted up, so that what is made first comes first. */
AxleRecord *
axle_test_day_add (AxleTestDay      *self,
                   const AxleEntity *entity)
{
  AxleId id = { { 2, (guint8) (self->records->len >> 8), (guint8) self->records->len } };
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = self->store;
  g_ptr_array_add (self->records, record);
  return record;
}

void
axle_test_day_open (AxleTestDay *self,
                    const char  *date,
                    const char  *zone)
{
  const char * const rights[] = { AXLE_RIGHT_APPOINTMENTS_WRITE, NULL };

  self->store = (AxleId) { { 1 } };
  self->zone = g_time_zone_new_identifier (zone);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_assert_nonnull (self->zone);
  g_assert_true (axle_date_parse (date, &self->date, NULL));
  axle_record_set_members (axle_test_day_add (self, &axle_role_entity), AXLE_ROLE_RIGHTS, rights);
}

void
axle_test_day_close (AxleTestDay *self)
{
  g_time_zone_unref (self->zone);
  g_ptr_array_unref (self->records);
}

gint64
axle_test_day_at (const AxleTestDay *self,
                  int                minute)
{
  int days = minute >= 0 ? minute / 1440 : -((1439 - minute) / 1440);
  AxleDate date = axle_date_add_days (&self->date, days);
  int left = minute - days * 1440;
  g_autoptr(GDateTime) time = g_date_time_new (self->zone, date.year, date.month, date.day, left / 60, left % 60, 0);

  g_assert_nonnull (time);
  return g_date_time_to_unix_usec (time);
}

AxleRecord *
axle_test_day_add_hours (AxleTestDay *self,
                         int          opens,
                         int          closes)
{
  AxleRecord *record = axle_test_day_add (self, &axle_opening_hours_entity);

  set_words (record, AXLE_OPENING_HOURS_DAYS, EVERY_DAY);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_OPENS, opens);
  axle_record_set_integer (record, AXLE_OPENING_HOURS_CLOSES, closes);
  return record;
}

AxleRecord *
axle_test_day_add_thing (AxleTestDay *self,
                         const char  *kind,
                         const char  *name,
                         const char  *skills,
                         const char  *provides)
{
  AxleRecord *record = axle_test_day_add (self, &axle_resource_entity);

  axle_record_set_text (record, AXLE_RESOURCE_KIND, kind);
  axle_record_set_text (record, AXLE_RESOURCE_NAME, name);
  set_words (record, AXLE_RESOURCE_SKILLS, skills);
  set_words (record, AXLE_RESOURCE_PROVIDES, provides);
  return record;
}

AxleRecord *
axle_test_day_add_person (AxleTestDay *self,
                          const char  *name,
                          const char  *skills)
{
  AxleRecord *record = axle_test_day_add (self, &axle_staff_entity);
  const AxleRecord *role = self->records->pdata[0];

  axle_record_set_text (record, AXLE_STAFF_NAME, name);
  axle_record_set_id (record, AXLE_STAFF_STORE, &self->store);
  axle_record_set_id (record, AXLE_STAFF_ROLE, &role->id);
  set_words (record, AXLE_STAFF_SKILLS, skills);
  return record;
}

AxleRecord *
axle_test_day_add_roster (AxleTestDay      *self,
                          const AxleRecord *person,
                          int               starts,
                          int               ends)
{
  AxleRecord *record = axle_test_day_add (self, &axle_roster_entity);

  axle_record_set_id (record, AXLE_ROSTER_STAFF, &person->id);
  set_words (record, AXLE_ROSTER_DAYS, EVERY_DAY);
  axle_record_set_integer (record, AXLE_ROSTER_STARTS, starts);
  axle_record_set_integer (record, AXLE_ROSTER_ENDS, ends);
  return record;
}

AxleRecord *
axle_test_day_add_leave (AxleTestDay      *self,
                         const AxleRecord *who,
                         int               from,
                         int               until)
{
  AxleRecord *record = axle_test_day_add (self, &axle_leave_entity);

  axle_record_set_id (record, who->entity == &axle_staff_entity ? AXLE_LEAVE_STAFF : AXLE_LEAVE_RESOURCE, &who->id);
  axle_record_set_integer (record, AXLE_LEAVE_SINCE, axle_test_day_at (self, from));
  axle_record_set_integer (record, AXLE_LEAVE_UNTIL, axle_test_day_at (self, until));
  return record;
}

AxleRecord *
axle_test_day_add_service (AxleTestDay *self,
                           const char  *code,
                           const char  *skill,
                           const char  *equipment,
                           int          minutes)
{
  AxleRecord *record = axle_test_day_add (self, &axle_service_item_entity);

  axle_record_set_text (record, AXLE_SERVICE_ITEM_CODE, code);
  axle_record_set_text (record, AXLE_SERVICE_ITEM_SKILL, skill);
  set_words (record, AXLE_SERVICE_ITEM_EQUIPMENT, equipment);
  axle_record_set_integer (record, AXLE_SERVICE_ITEM_MINUTES, minutes);
  return record;
}

AxleRecord *
axle_test_day_add_booking (AxleTestDay *self,
                           int          minute,
                           int          minutes,
                           const char  *services)
{
  AxleRecord *record = axle_test_day_add (self, &axle_appointment_entity);

  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, axle_test_day_at (self, minute));
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "booked");
  set_words (record, AXLE_APPOINTMENT_SERVICES, services);
  return record;
}

AxleDayPlan *
axle_test_day_plan (const AxleTestDay *self)
{
  g_autoptr(GPtrArray) holidays = g_ptr_array_new ();
  g_autoptr(GPtrArray) opening = g_ptr_array_new ();
  g_autoptr(AxleWorkingDays) days = NULL;

  for (guint i = 0; i < self->records->len; i++)
    {
      AxleRecord *record = self->records->pdata[i];

      if (record->entity == &axle_opening_hours_entity)
        g_ptr_array_add (opening, record);
      else if (record->entity == &axle_holiday_entity)
        g_ptr_array_add (holidays, record);
    }
  days = axle_working_days_new (holidays, opening, self->zone);
  return axle_day_plan_new (&self->date, &self->store, days, self->records);
}
