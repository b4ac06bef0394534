/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/calendar.h"

#include <string.h>

#include "core/appointment/appointment.h"
#include "core/appointment/words.h"

/* One day of the workshop: what goes where, so that nothing is held twice. */

/* A shorter one is not worth looking for. */
#define TRIES_OF_WORK 60

/* So much later than the work is done the car is promised. */
#define PROMISE_SLACK 30

gint64
axle_demo_minute_time (int day,
                       int minute)
{
  /* China has one zone and no summer time. */
  gint64 hours = (gint64) (day - AXLE_DEMO_DAY_OF_1970) * 24 - 8;

  return hours * G_TIME_SPAN_HOUR + minute * G_TIME_SPAN_MINUTE;
}

/* 0 is Monday. The first day of the calendar was one. */
guint
axle_demo_weekday (int day)
{
  return (guint) (day - 1) % 7;
}

static gboolean
is_away (const AxleDemoUnit *unit,
         int                 day)
{
  return (guint) unit->day_off == axle_demo_weekday (day) ||
         (unit->away_from != 0 && unit->away_from <= day && day <= unit->away_until);
}

/* Everybody and everything is free, but for leave and breaks. */
void
axle_demo_begin_day (AxleDemo *demo,
                     int       day)
{
  GArray *units = demo->calendar->units;

  for (guint i = 0; i < units->len; i++)
    {
      AxleDemoUnit *unit = &g_array_index (units, AxleDemoUnit, i);

      memset (unit->taken, is_away (unit, day), sizeof unit->taken);
      if (unit->breaks_at != 0)
        memset (unit->taken + unit->breaks_at / AXLE_DEMO_SLOT_MINUTES, 1, 60 / AXLE_DEMO_SLOT_MINUTES);
    }
}

static gboolean
is_free (const AxleDemoUnit *unit,
         int                 slot,
         int                 n_slots)
{
  return memchr (unit->taken + slot, 1, (gsize) n_slots) == NULL;
}

/**
 * axle_demo_find_unit:
 * @demo: what makes the dealership
 * @kind: what is looked for
 * @skills: that it has
 * @provides: that it provides
 * @slot: from when
 * @n_slots: for how long
 *
 * Returns: (nullable): one that is free, any of those that are
 */
AxleDemoUnit *
axle_demo_find_unit (AxleDemo         *demo,
                     AxleDemoUnitKind  kind,
                     guint64           skills,
                     guint64           provides,
                     int               slot,
                     int               n_slots)
{
  GArray *units = demo->calendar->units;
  guint first = axle_demo_random_below (&demo->random, units->len);

  for (guint i = 0; i < units->len; i++)
    {
      AxleDemoUnit *unit = &g_array_index (units, AxleDemoUnit, (first + i) % units->len);

      if (unit->kind == kind && (skills & ~unit->skills) == 0 && (provides & ~unit->provides) == 0 &&
          is_free (unit, slot, n_slots))
        return unit;
    }
  return NULL;
}

/* A bay that has it all, or lacks what one free piece of equipment provides. */
static gboolean
find_bay (AxleDemo           *demo,
          const AxleDemoWork *work,
          AxleDemoPlace      *place)
{
  GArray *units = demo->calendar->units;
  guint first = axle_demo_random_below (&demo->random, units->len);

  for (guint i = 0; i < units->len; i++)
    {
      AxleDemoUnit *bay = &g_array_index (units, AxleDemoUnit, (first + i) % units->len);
      guint64 missing = work->equipment & ~bay->provides;

      if (bay->kind != AXLE_DEMO_BAY || (work->skills & ~bay->skills) != 0 || !is_free (bay, place->slot, place->n_slots))
        continue;
      place->bay = bay;
      place->equipment = missing != 0
                           ? axle_demo_find_unit (demo, AXLE_DEMO_EQUIPMENT, 0, missing, place->slot, place->n_slots) : NULL;
      if (missing == 0 || place->equipment != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * axle_demo_find_place:
 * @demo: what makes the dealership
 * @work: what is to be done
 * @on_site: whether it takes no bay
 * @from: the slot that would be best; those after it are next, and then the early ones
 * @place: (out): where it goes
 *
 * Returns: whether there is any
 */
gboolean
axle_demo_find_place (AxleDemo           *demo,
                      const AxleDemoWork *work,
                      gboolean            on_site,
                      int                 from,
                      AxleDemoPlace      *place)
{
  int opens = AXLE_DEMO_OPENS / AXLE_DEMO_SLOT_MINUTES, closes = AXLE_DEMO_CLOSES / AXLE_DEMO_SLOT_MINUTES;
  gboolean anybody = demo->calendar->technicians->len > 0;

  *place = (AxleDemoPlace) { .n_slots = (work->minutes + AXLE_DEMO_SLOT_MINUTES - 1) / AXLE_DEMO_SLOT_MINUTES };
  for (int i = 0; i < closes - opens; i++)
    {
      place->slot = opens + (from - opens + i) % (closes - opens);
      if (place->slot + place->n_slots > closes)
        continue;
      place->technician = anybody ? axle_demo_find_unit (demo, AXLE_DEMO_TECHNICIAN, work->skills, 0, place->slot, place->n_slots)
                                  : NULL;
      if ((place->technician != NULL || !anybody) && (on_site || find_bay (demo, work, place)))
        return TRUE;
    }
  return FALSE;
}

/* Adds one of the menu to what is to be done. */
void
axle_demo_work_add (AxleDemoWork       *work,
                    const char * const *row)
{
  work->rows[work->n_rows++] = row;
  work->skills |= axle_demo_bits (axle_skills, row[AXLE_DEMO_SERVICE_SKILL]);
  work->equipment |= axle_demo_bits (axle_equipment, row[AXLE_DEMO_SERVICE_EQUIPMENT]);
  work->minutes += atoi (row[AXLE_DEMO_SERVICE_MINUTES]);
}

/* Two of a kind are not done together, and what one person cannot do alone is not either. */
static gboolean
goes_with (const AxleDemoWork *work,
           const char * const *row)
{
  guint64 skills = axle_demo_bits (axle_skills, row[AXLE_DEMO_SERVICE_SKILL]);

  for (guint i = 0; i < work->n_rows; i++)
    if (g_str_equal (work->rows[i][AXLE_DEMO_SERVICE_AREA], row[AXLE_DEMO_SERVICE_AREA]))
      return FALSE;
  return (skills & ~work->skills) == 0;
}

/**
 * axle_demo_pick_work:
 * @demo: what makes the dealership
 * @guest: whose car it is
 * @longest: in minutes
 * @work: (out): one to three of the menu
 *
 * Returns: whether there is anything for this car
 */
gboolean
axle_demo_pick_work (AxleDemo            *demo,
                     const AxleDemoGuest *guest,
                     int                  longest,
                     AxleDemoWork        *work)
{
  *work = (AxleDemoWork) { .n_rows = 0 };
  for (guint i = 0; i < TRIES_OF_WORK && work->n_rows < G_N_ELEMENTS (work->rows); i++)
    {
      const char * const *row = axle_demo_table_pick (demo->calendar->services, &demo->random);

      if (!axle_demo_power_has (guest->powertrain, row[AXLE_DEMO_SERVICE_POWERS]) ||
          work->minutes + atoi (row[AXLE_DEMO_SERVICE_MINUTES]) > longest)
        continue;
      if (work->n_rows == 0 || goes_with (work, row))
        axle_demo_work_add (work, row);
      if (axle_demo_random_chance (&demo->random, 700))
        break;
    }
  return work->n_rows > 0;
}

static void
take (AxleDemoUnit *unit,
      AxleRecord   *record,
      guint         field,
      int           slot,
      int           n_slots)
{
  if (unit == NULL)
    return;
  axle_record_set_id (record, field, &unit->id);
  memset (unit->taken + slot, 1, (gsize) n_slots);
}

/* An advisor receives one car at a time, and can be had again for the next. */
static void
set_advisor (AxleDemo            *demo,
             AxleRecord          *record,
             const AxleDemoPlace *place)
{
  take (axle_demo_find_unit (demo, AXLE_DEMO_ADVISOR, 0, 0, place->slot, 1), record, AXLE_APPOINTMENT_ADVISOR, place->slot, 1);
}

/* A car that is fetched and brought back takes one of ours and who drives it. */
static gboolean
fetch (AxleDemo            *demo,
       const AxleDemoGuest *guest,
       const AxleDemoPlace *place,
       AxleRecord          *record)
{
  AxleDemoUnit *driver = axle_demo_find_unit (demo, AXLE_DEMO_DRIVER, 0, 0, place->slot, place->n_slots);
  AxleDemoUnit *car = axle_demo_find_unit (demo, AXLE_DEMO_SERVICE_CAR, 0, 0, place->slot, place->n_slots);

  if (driver == NULL || car == NULL || guest->address == NULL)
    return FALSE;
  take (driver, record, AXLE_APPOINTMENT_DRIVER, place->slot, place->n_slots);
  take (car, record, AXLE_APPOINTMENT_SERVICE_CAR, place->slot, place->n_slots);
  axle_record_set_text (record, AXLE_APPOINTMENT_ADDRESS, guest->address);
  axle_record_set_text (record, AXLE_APPOINTMENT_MODE, "pick-up");
  return TRUE;
}

static void
go_there (AxleDemo            *demo,
          const AxleDemoGuest *guest,
          const AxleDemoPlace *place,
          AxleRecord          *record)
{
  take (axle_demo_find_unit (demo, AXLE_DEMO_SERVICE_CAR, 0, 0, place->slot, place->n_slots), record,
        AXLE_APPOINTMENT_SERVICE_CAR, place->slot, place->n_slots);
  if (guest->address != NULL)
    axle_record_set_text (record, AXLE_APPOINTMENT_ADDRESS, guest->address);
  axle_record_set_text (record, AXLE_APPOINTMENT_MODE, "on-site");
}

static void
set_mode (AxleDemo            *demo,
          const AxleDemoGuest *guest,
          const AxleDemoPlace *place,
          AxleRecord          *record)
{
  gboolean leaves = place->n_slots > 6 || axle_demo_random_chance (&demo->random, 250);

  if (axle_demo_random_chance (&demo->random, 80) && fetch (demo, guest, place, record))
    return;
  axle_record_set_text (record, AXLE_APPOINTMENT_MODE, leaves ? "leaving" : "waiting");
  if (leaves && place->n_slots >= 10 && axle_demo_random_chance (&demo->random, 500))
    take (axle_demo_find_unit (demo, AXLE_DEMO_LOAN_CAR, 0, 0, place->slot, place->n_slots), record,
          AXLE_APPOINTMENT_LOAN_CAR, place->slot, place->n_slots);
}

/**
 * axle_demo_book:
 * @demo: what makes the dealership
 * @guest: who comes
 * @work: for what
 * @place: when and where; taken
 * @day: on which day
 *
 * Returns: (transfer none): the appointment, booked by phone
 */
AxleRecord *
axle_demo_book (AxleDemo            *demo,
                AxleDemoGuest       *guest,
                const AxleDemoWork  *work,
                const AxleDemoPlace *place,
                int                  day)
{
  AxleRecord *record = axle_demo_add_record (demo, &axle_appointment_entity,
                                             day - axle_demo_random_between (&demo->random, 1, 12), &AXLE_ID_NONE);
  int minute = place->slot * AXLE_DEMO_SLOT_MINUTES, minutes = place->n_slots * AXLE_DEMO_SLOT_MINUTES;

  guest->last_day = day;
  axle_record_set_id (record, AXLE_APPOINTMENT_CUSTOMER, &guest->customer);
  axle_record_set_id (record, AXLE_APPOINTMENT_VEHICLE, &guest->vehicle);
  axle_record_set_integer (record, AXLE_APPOINTMENT_AT, axle_demo_minute_time (day, minute));
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, minutes);
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "booked");
  axle_record_set_text (record, AXLE_APPOINTMENT_CHANNEL, "phone");
  for (guint i = 0; i < work->n_rows; i++)
    axle_record_add_member (record, AXLE_APPOINTMENT_SERVICES, work->rows[i][AXLE_DEMO_SERVICE_CODE]);
  take (place->bay, record, AXLE_APPOINTMENT_BAY, place->slot, place->n_slots);
  take (place->equipment, record, AXLE_APPOINTMENT_EQUIPMENT, place->slot, place->n_slots);
  take (place->technician, record, AXLE_APPOINTMENT_TECHNICIAN, place->slot, place->n_slots);
  set_advisor (demo, record, place);
  if (place->bay == NULL)
    go_there (demo, guest, place, record);
  else
    set_mode (demo, guest, place, record);
  axle_record_set_integer (record, AXLE_APPOINTMENT_PROMISED,
                           axle_demo_minute_time (day, MIN (minute + minutes + PROMISE_SLACK, MAX (AXLE_DEMO_CLOSES, minute + minutes))));
  return record;
}
