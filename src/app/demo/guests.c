/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/calendar.h"

#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* Cars that may come by appointment, noted down while they are made. */

/* Visits so many days back had an appointment. */
#define DAYS_OF_STAYS 60

static const AxleRecord *
find_record (GPtrArray        *records,
             guint             from,
             const AxleRecord *of,
             guint             field)
{
  AxleId id = axle_record_get_id (of, field);

  for (guint i = from; i < records->len; i++)
    if (axle_id_equal (&((const AxleRecord *) records->pdata[i])->id, &id))
      return records->pdata[i];
  return NULL;
}

static void
note_guest (AxleDemoCalendar *self,
            const AxleRecord *customer,
            const AxleRecord *vehicle)
{
  g_auto(GStrv) phones = axle_record_dup_members (customer, AXLE_CUSTOMER_PHONES);
  AxleDemoGuest guest = {
    .customer = customer->id,
    .vehicle = vehicle->id,
    .name = g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_NAME)),
    .phone = phones != NULL ? g_strdup (phones[0]) : NULL,
    .address = g_strdup (axle_record_get_text (customer, AXLE_CUSTOMER_ADDRESS)),
    .model = g_strdup (axle_record_get_text (vehicle, AXLE_VEHICLE_MODEL)),
    .powertrain = g_strdup (axle_record_get_text (vehicle, AXLE_VEHICLE_POWERTRAIN)),
  };

  g_array_append_val (self->guests, guest);
}

/* @first: the first guest of this household. */
static gboolean
find_guest (const AxleDemoCalendar *self,
            const AxleId           *vehicle,
            guint                   first,
            guint                  *guest)
{
  for (*guest = first; *guest < self->guests->len; ++*guest)
    if (axle_id_equal (&g_array_index (self->guests, AxleDemoGuest, *guest).vehicle, vehicle))
      return TRUE;
  return FALSE;
}

static guint64
areas_of (GPtrArray        *records,
          guint             from,
          const AxleRecord *visit)
{
  guint64 areas = 0;

  for (guint i = from; i < records->len; i++)
    {
      const AxleRecord *job = records->pdata[i];

      /* The jobs of a visit follow it. */
      if (job->entity == &axle_visit_entity && i > from)
        break;
      if (job->entity == &axle_job_entity && axle_id_equal (&job->values[AXLE_JOB_VISIT].as.id, &visit->id) &&
          g_str_equal (axle_record_get_text (job, AXLE_JOB_STATE), "done"))
        areas |= axle_demo_bits (axle_job_areas, axle_record_get_text (job, AXLE_JOB_AREA));
    }
  return areas;
}

static void
note_stay (AxleDemo *demo,
           guint     at,
           guint     first_guest)
{
  AxleDemoCalendar *self = demo->calendar;
  const AxleRecord *visit = demo->records->pdata[at];
  AxleId vehicle = axle_record_get_id (visit, AXLE_VISIT_VEHICLE);
  gint64 since = (axle_record_get_integer (visit, AXLE_VISIT_AT) - axle_demo_minute_time (demo->today, 0)) / G_TIME_SPAN_MINUTE;
  int minutes = (int) since + DAYS_OF_STAYS * 24 * 60;
  AxleDemoStay stay = {
    .day = demo->today - DAYS_OF_STAYS + minutes / (24 * 60),
    .minute = minutes % (24 * 60),
    .advisor = axle_record_get_id (visit, AXLE_VISIT_ADVISOR),
  };

  if (since < -DAYS_OF_STAYS * 24 * 60 || since >= 0 || !find_guest (self, &vehicle, first_guest, &stay.guest))
    return;
  stay.areas = areas_of (demo->records, at, visit);
  g_array_append_val (self->stays, stay);
}

static gboolean
drives_still (const AxleRecord *ownership)
{
  return ownership->entity == &axle_ownership_entity && axle_record_get_text (ownership, AXLE_OWNERSHIP_UNTIL) == NULL &&
         g_str_equal (axle_record_get_text (ownership, AXLE_OWNERSHIP_ROLE), "owner");
}

/**
 * axle_demo_calendar_note:
 * @demo: what makes the dealership
 * @from: where in its list of records the household at hand begins
 *
 * Who of them may come by appointment, and who just was there.
 */
void
axle_demo_calendar_note (AxleDemo *demo,
                         guint     from)
{
  AxleDemoCalendar *self = demo->calendar;
  guint first_guest = self->guests->len;

  for (guint i = from; i < demo->records->len && self->guests->len < AXLE_DEMO_MAX_GUESTS; i++)
    {
      const AxleRecord *ownership = demo->records->pdata[i];
      const AxleRecord *customer = drives_still (ownership)
                                     ? find_record (demo->records, from, ownership, AXLE_OWNERSHIP_CUSTOMER) : NULL;
      const AxleRecord *vehicle = customer != NULL
                                    ? find_record (demo->records, from, ownership, AXLE_OWNERSHIP_VEHICLE) : NULL;

      if (vehicle != NULL && axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE) != NULL)
        note_guest (self, customer, vehicle);
    }
  if (self->guests->len == first_guest)
    return;
  for (guint i = from; i < demo->records->len; i++)
    if (((const AxleRecord *) demo->records->pdata[i])->entity == &axle_visit_entity)
      note_stay (demo, i, first_guest);
}
