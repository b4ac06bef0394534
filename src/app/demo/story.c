/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include <string.h>

#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"

/* Nothing brings a new car to the workshop in its first weeks. */
#define FIRST_DAYS 45

/* How often those who talk to us all the time do, in days. */
#define BUSY_DAYS 24

/* Of cars that tell it themselves, in days. */
#define READING_DAYS 61

/* The cells of stories.tsv. */
enum { KIND, CHANNEL, DIRECTION, TEXT };

/* New Year's Day of the Chinese calendar, GB/T 33661-2017. */
static const struct { int year, month, day; } spring_festivals[] = {
  { 2017, 1, 28 }, { 2018, 2, 16 }, { 2019, 2, 5 },  { 2020, 1, 25 }, { 2021, 2, 12 }, { 2022, 2, 1 },
  { 2023, 1, 22 }, { 2024, 2, 10 }, { 2025, 1, 29 }, { 2026, 2, 17 }, { 2027, 2, 6 },  { 2028, 1, 26 },
  { 2029, 2, 13 }, { 2030, 2, 3 },  { 2031, 1, 23 }, { 2032, 2, 11 }, { 2033, 1, 31 }, { 2034, 2, 19 },
  { 2035, 2, 8 },  { 2036, 1, 28 }, { 2037, 2, 15 }, { 2038, 2, 4 },  { 2039, 1, 24 },
};

static gboolean
is_sales_talk (AxleDemoTalk talk)
{
  return talk <= AXLE_DEMO_BIRTHDAY;
}

void
axle_demo_add_event (GArray            *events,
                     int                day,
                     AxleDemoEventKind  kind,
                     int                which)
{
  AxleDemoEvent event = { day, kind, which };

  g_array_append_val (events, event);
}

static void
add_talk (GArray       *events,
          int           day,
          AxleDemoTalk  talk)
{
  axle_demo_add_event (events, day, AXLE_DEMO_EVENT_TALK, (int) talk);
}

static void
add_visit (GArray        *events,
           int            day,
           AxleDemoVisit  visit)
{
  axle_demo_add_event (events, day, AXLE_DEMO_EVENT_VISIT, (int) visit);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const AxleDemoEvent *first = a, *second = b;

  if (first->day != second->day)
    return first->day - second->day;
  if (first->kind != second->kind)
    return (int) first->kind - (int) second->kind;
  return first->which - second->which;
}

static const char *
word_for (AxleDemo            *self,
          const char          *name,
          gsize                length,
          const AxleDemoParty *party,
          const char          *model,
          gint64               odometer,
          char                 buffer[24])
{
  static const char *const days[] = { "周六", "周日", "明天", "后天", "下周一", "下周三", "周五", "月底前" };

  if (strncmp (name, "model", length) == 0)
    return model;
  if (strncmp (name, "title", length) == 0)
    return party->title;
  if (strncmp (name, "day", length) == 0)
    return days[axle_demo_random_below (&self->random, G_N_ELEMENTS (days))];
  if (strncmp (name, "km", length) == 0)
    g_snprintf (buffer, 24, "%d", (int) (odometer / 1000));
  else if (strncmp (name, "hour", length) == 0)
    g_snprintf (buffer, 24, "%d", axle_demo_random_between (&self->random, 8, 11));
  else
    g_snprintf (buffer, 24, "%d", axle_demo_random_between (&self->random, 5, 38));
  return buffer;
}

static void
fill (AxleDemo            *self,
      const char          *text,
      const AxleDemoParty *party,
      const char          *model,
      gint64               odometer,
      GString             *out)
{
  for (const char *p = text, *open; *p != '\0'; )
    {
      const char *close;
      char buffer[24];

      open = strchr (p, '{');
      g_string_append_len (out, p, open == NULL ? (gssize) strlen (p) : open - p);
      if (open == NULL)
        break;
      close = strchr (open, '}');
      g_string_append (out, word_for (self, open + 1, (gsize) (close - open - 1), party, model, odometer, buffer));
      p = close + 1;
    }
}

/* What the car told by itself. */
static void
tell_reading (AxleDemo            *self,
              const AxleDemoParty *party,
              AxleDemoCar         *car,
              int                  day)
{
  AxleRecord *record = axle_demo_add_record (self, &axle_odometer_entity, day, &party->advisor);

  car->last_reading = axle_demo_car_odometer (car, day);
  axle_record_set_id (record, AXLE_ODOMETER_VEHICLE, &car->record->id);
  axle_record_set_integer (record, AXLE_ODOMETER_READING, car->last_reading);
  axle_record_set_integer (record, AXLE_ODOMETER_AT, record->created_at);
  axle_record_set_text (record, AXLE_ODOMETER_SOURCE, "vehicle");
}

static void
tell_talk (AxleDemo            *self,
           const AxleDemoParty *party,
           const AxleDemoCar   *car,
           const char          *model,
           const AxleDemoEvent *event)
{
  const char * const *row = axle_demo_table_pick (self->stories[event->which], &self->random);
  const AxleId *staff = is_sales_talk (event->which) ? &party->seller : &party->advisor;
  AxleRecord *record = axle_demo_add_record (self, &axle_contact_entity, event->day, staff);
  gint64 at = axle_demo_time (self, event->day, 8, 18);
  g_autoptr(GString) text = g_string_new (NULL);

  record->created_at = at + 5 * G_TIME_SPAN_MINUTE;
  fill (self, row[TEXT], party, model, car != NULL ? axle_demo_car_odometer (car, event->day) : 0, text);
  axle_record_set_id (record, AXLE_CONTACT_CUSTOMER, &party->record->id);
  if (car != NULL)
    axle_record_set_id (record, AXLE_CONTACT_VEHICLE, &car->record->id);
  axle_record_set_text (record, AXLE_CONTACT_CHANNEL, row[CHANNEL]);
  axle_record_set_text (record, AXLE_CONTACT_DIRECTION, row[DIRECTION]);
  axle_record_set_integer (record, AXLE_CONTACT_AT, at);
  if (!axle_id_is_none (staff))
    axle_record_set_id (record, AXLE_CONTACT_STAFF, staff);
  axle_record_set_text (record, AXLE_CONTACT_SUMMARY, text->str);
}

static void
tell (AxleDemo            *self,
      AxleDemoParty       *party,
      AxleDemoCar         *car,
      const char * const  *model,
      const AxleDemoEvent *event)
{
  g_autofree char *name = NULL;

  switch (event->kind)
    {
    case AXLE_DEMO_EVENT_TALK:
      name = axle_demo_dup_model (model);
      tell_talk (self, party, car, name, event);
      break;
    case AXLE_DEMO_EVENT_DEAL:
      axle_demo_tell_deal (self, party, car, model, event);
      break;
    case AXLE_DEMO_EVENT_VISIT:
      axle_demo_tell_visit (self, party, car, event);
      break;
    case AXLE_DEMO_EVENT_COMPLAINT:
      axle_demo_tell_complaint (self, party, car, event->day);
      break;
    case AXLE_DEMO_EVENT_READING:
      tell_reading (self, party, car, event->day);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_out_of_time (const AxleDemoCar   *car,
                const AxleDemoEvent *event)
{
  if (car != NULL && event->kind == AXLE_DEMO_EVENT_VISIT && event->day >= car->left)
    return TRUE;
  if (car == NULL || event->kind == AXLE_DEMO_EVENT_DEAL
      || (event->kind == AXLE_DEMO_EVENT_TALK && is_sales_talk (event->which)))
    return FALSE;
  return event->day < car->registered + FIRST_DAYS;
}

static void
tell_all (AxleDemo            *self,
          AxleDemoParty       *party,
          AxleDemoCar         *car,
          const char * const  *model,
          GArray              *events,
          int                  from,
          int                  until)
{
  g_array_sort (events, compare_events);
  from = MAX (from, self->today - party->days_of_log);
  until = MIN (until, self->today);
  for (guint i = 0; i < events->len; i++)
    {
      const AxleDemoEvent *event = &g_array_index (events, AxleDemoEvent, i);

      if (event->day >= from && event->day < until && !is_out_of_time (car, event))
        tell (self, party, car, model, event);
    }
}

/* Someone who looks for a car. */
void
axle_demo_tell_sale (AxleDemo            *self,
                     AxleDemoParty       *party,
                     const char * const  *model,
                     gboolean             lost)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (AxleDemoEvent));
  AxleDemoRandom *random = &self->random;
  int day = party->since;

  add_talk (events, day, AXLE_DEMO_LEAD);
  if (axle_demo_random_chance (random, 600))
    add_talk (events, day += axle_demo_random_between (random, 1, 6), AXLE_DEMO_LEAD);
  if (axle_demo_random_chance (random, 450))
    {
      day += axle_demo_random_between (random, 1, 8);
      if (axle_demo_random_chance (random, 400))
        add_talk (events, day - 1, AXLE_DEMO_TEST_DRIVE);
      axle_demo_add_event (events, day, AXLE_DEMO_EVENT_DEAL, AXLE_DEMO_DEAL_TEST_DRIVE);
    }
  if (axle_demo_random_chance (random, 500))
    {
      day += axle_demo_random_between (random, 1, 8);
      axle_demo_add_event (events, day, AXLE_DEMO_EVENT_DEAL, AXLE_DEMO_DEAL_QUOTATION);
      if (axle_demo_random_chance (random, 500))
        add_talk (events, day, AXLE_DEMO_QUOTE);
    }
  if (lost)
    add_talk (events, day + axle_demo_random_between (random, 5, 40), AXLE_DEMO_LOST);
  tell_all (self, party, NULL, model, events, party->since, self->today);
}

static void
plan_service (AxleDemo *self,
              int       day,
              GArray   *events)
{
  AxleDemoRandom *random = &self->random;

  add_visit (events, day, AXLE_DEMO_VISIT_SERVICE);
  if (axle_demo_random_chance (random, 420))
    add_talk (events, day - axle_demo_random_between (random, 1, 9), AXLE_DEMO_REMINDER);
  if (axle_demo_random_chance (random, 300))
    add_talk (events, day + axle_demo_random_between (random, 2, 6), AXLE_DEMO_SURVEY);
}

/* Some do not come to the workshop any more. */
static int
pick_leaving (AxleDemo            *self,
              const AxleDemoParty *party,
              const AxleDemoCar   *car)
{
  int first = car->registered + 150;

  if (party->busy || first >= self->today || !axle_demo_random_chance (&self->random, 260))
    return self->today;
  return axle_demo_random_between (&self->random, first, self->today);
}

/* First service after three to five months, then by distance or time, as the driver
 * takes it. */
static void
plan_services (AxleDemo            *self,
               const AxleDemoParty *party,
               const AxleDemoCar   *car,
               int                  until,
               GArray              *events)
{
  AxleDemoRandom *random = &self->random;
  int step = MIN (car->interval / car->metres_per_day, car->months * 30) * car->habit / 1000;
  int day = car->registered + axle_demo_random_between (random, 85, 150);

  add_visit (events, day, AXLE_DEMO_VISIT_FIRST);
  for (;;)
    {
      day += MAX (step * axle_demo_random_between (random, 930, 1080) / 1000, 24);
      if (day >= until)
        return;
      if (day >= self->today - party->days_of_log)
        plan_service (self, day, events);
    }
}

/* A talk, or the car comes at once. */
static void
plan_season (AxleDemo      *self,
             int            day,
             AxleDemoTalk   talk,
             AxleDemoVisit  visit,
             GArray        *events)
{
  if (axle_demo_random_chance (&self->random, 600))
    add_talk (events, day, talk);
  if (axle_demo_random_chance (&self->random, 500))
    add_visit (events, day + axle_demo_random_between (&self->random, 0, 2), visit);
}

/* What the calendar brings: the way home before Spring Festival, the heat of
 * June and July, the first frost. */
static void
plan_seasons (AxleDemo            *self,
              const AxleDemoParty *party,
              GArray              *events)
{
  AxleDemoRandom *random = &self->random;

  for (gsize i = 0; i < G_N_ELEMENTS (spring_festivals); i++)
    {
      int year = spring_festivals[i].year;
      int festival = axle_demo_day (year, spring_festivals[i].month, spring_festivals[i].day);

      if (festival < self->today - party->days_of_log - 365 || festival > self->today + 400)
        continue;
      if (axle_demo_random_chance (random, 340))
        plan_season (self, festival - axle_demo_random_between (random, 4, 24), AXLE_DEMO_SPRING,
                     AXLE_DEMO_VISIT_CHECK, events);
      if (axle_demo_random_chance (random, 280))
        plan_season (self, axle_demo_day (year, 6, 1) + axle_demo_random_between (random, 0, 70), AXLE_DEMO_SUMMER,
                     AXLE_DEMO_VISIT_SEASON, events);
      if (axle_demo_random_chance (random, 110))
        plan_season (self, axle_demo_day (year, 11, 12) + axle_demo_random_between (random, 0, 45), AXLE_DEMO_WINTER,
                     AXLE_DEMO_VISIT_SEASON, events);
    }
}

/* Old cars break more often than young ones. */
static void
plan_mishaps (AxleDemo            *self,
              const AxleDemoParty *party,
              const AxleDemoCar   *car,
              GArray              *events)
{
  AxleDemoRandom *random = &self->random;
  int first = MAX (car->registered + FIRST_DAYS, self->today - party->days_of_log);

  if (first >= self->today)
    return;
  for (int day = first; day < self->today; day += 180)
    {
      int years = (day - car->registered) / 365;
      int at = axle_demo_random_between (random, day, day + 179);

      if (axle_demo_random_chance (random, party->busy ? 600 : 110 + 25 * (guint) MIN (years, 8)))
        add_visit (events, at, AXLE_DEMO_VISIT_REPAIR);
      else if (axle_demo_random_chance (random, 18))
        {
          add_talk (events, at, AXLE_DEMO_RESCUE);
          add_visit (events, at + 1, AXLE_DEMO_VISIT_REPAIR);
        }
    }
  if (axle_demo_random_chance (random, party->busy ? 400 : 70))
    axle_demo_add_event (events, axle_demo_random_between (random, first, self->today), AXLE_DEMO_EVENT_COMPLAINT, 0);
  if (axle_demo_random_chance (random, 10))
    axle_demo_add_event (events, self->today - axle_demo_random_between (random, 1, 5), AXLE_DEMO_EVENT_COMPLAINT, 0);
}

/* Cars that talk do so for those who agreed. */
static void
plan_readings (AxleDemo            *self,
               const AxleDemoParty *party,
               const AxleDemoCar   *car,
               GArray              *events)
{
  int days = party->busy ? party->days_of_log : 200;

  if (!axle_record_get_boolean (party->record, AXLE_CUSTOMER_CONSENT_DRIVING)
      || (!party->busy && !axle_demo_car_has (car, "plug")))
    return;
  for (int day = self->today - days; day < self->today; day += READING_DAYS)
    axle_demo_add_event (events, day, AXLE_DEMO_EVENT_READING, 0);
}

static void
plan_busy_talks (AxleDemo            *self,
                 const AxleDemoParty *party,
                 GArray              *events)
{
  for (int day = self->today - party->days_of_log; day < self->today; day += BUSY_DAYS)
    add_talk (events, day + axle_demo_random_between (&self->random, 0, BUSY_DAYS - 1), AXLE_DEMO_REGULAR);
}

static void
plan_birthday (AxleDemo            *self,
               const AxleDemoParty *party,
               GArray              *events)
{
  const char *text = axle_record_get_text (party->record, AXLE_CUSTOMER_BIRTHDAY);
  AxleDate birthday;
  GDate today;

  if (text == NULL || !axle_demo_random_chance (&self->random, 180) || !axle_date_parse (text, &birthday, NULL))
    return;
  g_date_clear (&today, 1);
  g_date_set_julian (&today, (guint32) self->today);
  for (int back = 0; back < 2; back++)
    add_talk (events, axle_demo_day (g_date_get_year (&today) - back, birthday.month, MIN (birthday.day, 28)),
              AXLE_DEMO_BIRTHDAY);
}

/* What a party and a car go through from one day to another. */
void
axle_demo_tell_car (AxleDemo            *self,
                    AxleDemoParty       *party,
                    AxleDemoCar         *car,
                    int                  from,
                    int                  until)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (AxleDemoEvent));
  gboolean company = g_strcmp0 (axle_record_get_text (party->record, AXLE_CUSTOMER_TYPE), "company") == 0;

  car->left = pick_leaving (self, party, car);
  if (car->ours)
    axle_demo_plan_purchase (self, car, events);
  axle_demo_plan_insurance (self, party, car, until, events);
  plan_services (self, party, car, MIN (until, car->left), events);
  if (!company)
    plan_seasons (self, party, events);
  plan_mishaps (self, party, car, events);
  plan_readings (self, party, car, events);
  if (party->busy)
    plan_busy_talks (self, party, events);
  if (company && axle_demo_random_chance (&self->random, 500))
    add_talk (events, self->today - axle_demo_random_between (&self->random, 5, 300), AXLE_DEMO_FLEET);
  else if (!company)
    plan_birthday (self, party, events);
  tell_all (self, party, car, car->row, events, from, until);
  if (car->last_reading > 0)
    axle_record_set_integer (car->record, AXLE_VEHICLE_ODOMETER, car->last_reading);
}
