/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include <string.h>

#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"

/* The log goes back so many days; what was before is in old folders. */
#define DAYS_OF_LOG (3 * 365)

/* Nothing brings a new car to the workshop in its first weeks. */
#define FIRST_DAYS 45

typedef struct
{
  int          day;
  AxleDemoKind kind;
} Event;

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
is_read_at (AxleDemoKind kind)
{
  return kind >= AXLE_DEMO_FIRST_SERVICE && kind <= AXLE_DEMO_WINTER;
}

static gboolean
is_sale (AxleDemoKind kind)
{
  return kind <= AXLE_DEMO_BIRTHDAY;
}

static void
add_event (GArray       *events,
           int           day,
           AxleDemoKind  kind)
{
  Event event = { day, kind };

  g_array_append_val (events, event);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *first = a, *second = b;

  if (first->day != second->day)
    return first->day - second->day;
  return (int) first->kind - (int) second->kind;
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

static void
add_reading (AxleDemo            *self,
             const AxleDemoParty *party,
             AxleDemoCar         *car,
             const Event         *event,
             gint64               at)
{
  AxleRecord *record = axle_demo_add_record (self, &axle_odometer_entity, event->day, &party->advisor);

  car->last_reading = axle_demo_car_odometer (car, event->day);
  axle_record_set_id (record, AXLE_ODOMETER_VEHICLE, &car->record->id);
  axle_record_set_integer (record, AXLE_ODOMETER_READING, car->last_reading);
  axle_record_set_integer (record, AXLE_ODOMETER_AT, at);
  axle_record_set_text (record, AXLE_ODOMETER_SOURCE, "service");
}

/* One line of the log; a visit to the workshop reads the odometer too. */
static void
tell (AxleDemo            *self,
      const AxleDemoParty *party,
      AxleDemoCar         *car,
      const char          *model,
      const Event         *event)
{
  const char * const *row = axle_demo_table_pick (self->stories[event->kind], &self->random);
  const AxleId *staff = is_sale (event->kind) ? &party->seller : &party->advisor;
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
  if (car != NULL && is_read_at (event->kind) && g_str_equal (row[CHANNEL], "visit"))
    add_reading (self, party, car, event, at);
}

static void
tell_all (AxleDemo            *self,
          const AxleDemoParty *party,
          AxleDemoCar         *car,
          const char          *model,
          GArray              *events,
          int                  from,
          int                  until)
{
  g_array_sort (events, compare_events);
  from = MAX (from, self->today - DAYS_OF_LOG);
  until = MIN (until, self->today);
  for (guint i = 0; i < events->len; i++)
    {
      const Event *event = &g_array_index (events, Event, i);

      if (event->day >= from && event->day < until
          && (car == NULL || is_sale (event->kind) || event->day >= car->registered + FIRST_DAYS))
        tell (self, party, car, model, event);
    }
}

/* Someone who looks for a car. */
void
axle_demo_tell_sale (AxleDemo            *self,
                     const AxleDemoParty *party,
                     const char          *model,
                     gboolean             lost)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  AxleDemoRandom *random = &self->random;
  int day = party->since;

  add_event (events, day, AXLE_DEMO_LEAD);
  if (axle_demo_random_chance (random, 600))
    add_event (events, day += axle_demo_random_between (random, 1, 6), AXLE_DEMO_LEAD);
  if (axle_demo_random_chance (random, 450))
    add_event (events, day += axle_demo_random_between (random, 1, 8), AXLE_DEMO_TEST_DRIVE);
  if (axle_demo_random_chance (random, 500))
    add_event (events, day += axle_demo_random_between (random, 1, 8), AXLE_DEMO_QUOTE);
  if (lost)
    add_event (events, day + axle_demo_random_between (random, 5, 40), AXLE_DEMO_LOST);
  tell_all (self, party, NULL, model, events, party->since, self->today);
}

static void
plan_purchase (AxleDemo          *self,
               const AxleDemoCar *car,
               GArray            *events)
{
  AxleDemoRandom *random = &self->random;

  add_event (events, car->registered - axle_demo_random_between (random, 12, 40), AXLE_DEMO_LEAD);
  if (axle_demo_random_chance (random, 700))
    add_event (events, car->registered - axle_demo_random_between (random, 8, 12), AXLE_DEMO_TEST_DRIVE);
  add_event (events, car->registered - axle_demo_random_between (random, 2, 7), AXLE_DEMO_QUOTE);
  add_event (events, car->registered, AXLE_DEMO_DELIVERY);
  add_event (events, car->registered + axle_demo_random_between (random, 3, 7), AXLE_DEMO_FOLLOW_UP);
}

/* First service after three to five months, then by distance or time. */
static void
plan_services (AxleDemo          *self,
               const AxleDemoCar *car,
               int                until,
               GArray            *events)
{
  AxleDemoRandom *random = &self->random;
  int interval = CLAMP (9000000 / car->metres_per_day, 60, 365);
  int day = car->registered + axle_demo_random_between (random, 85, 150);

  add_event (events, day, AXLE_DEMO_FIRST_SERVICE);
  for (;;)
    {
      day += MAX (interval + axle_demo_random_between (random, -25, 60), 45);
      if (day >= until)
        return;
      if (day < self->today - DAYS_OF_LOG || axle_demo_random_chance (random, 150))
        continue;
      add_event (events, day, car->electric ? AXLE_DEMO_EV_SERVICE : AXLE_DEMO_SERVICE);
      if (axle_demo_random_chance (random, 240))
        add_event (events, day + axle_demo_random_between (random, 2, 6), AXLE_DEMO_SURVEY);
    }
}

/* What the calendar brings: the way home before Spring Festival, the heat of
 * June and July, the first frost, and the insurance a month before its day. */
static void
plan_seasons (AxleDemo          *self,
              const AxleDemoCar *car,
              GArray            *events)
{
  AxleDemoRandom *random = &self->random;
  GDate date;

  for (gsize i = 0; i < G_N_ELEMENTS (spring_festivals); i++)
    {
      int year = spring_festivals[i].year;
      int festival = axle_demo_day (year, spring_festivals[i].month, spring_festivals[i].day);

      if (festival < self->today - DAYS_OF_LOG - 365 || festival > self->today + 400)
        continue;
      if (axle_demo_random_chance (random, 430))
        add_event (events, festival - axle_demo_random_between (random, 3, 24), AXLE_DEMO_SPRING);
      if (axle_demo_random_chance (random, 300))
        add_event (events, axle_demo_day (year, 6, 1) + axle_demo_random_between (random, 0, 70), AXLE_DEMO_SUMMER);
      if (axle_demo_random_chance (random, 160))
        add_event (events, axle_demo_day (year, 11, 12) + axle_demo_random_between (random, 0, 45), AXLE_DEMO_WINTER);
      if (axle_demo_random_chance (random, 420))
        {
          g_date_clear (&date, 1);
          g_date_set_julian (&date, (guint32) car->registered);
          add_event (events,
                     axle_demo_day (year, g_date_get_month (&date), MIN (g_date_get_day (&date), 28))
                       - axle_demo_random_between (random, 15, 35),
                     AXLE_DEMO_INSURANCE);
        }
    }
}

static void
plan_mishaps (AxleDemo          *self,
              const AxleDemoCar *car,
              GArray            *events)
{
  AxleDemoRandom *random = &self->random;
  int first = MAX (car->registered + 20, self->today - DAYS_OF_LOG);

  if (first >= self->today)
    return;
  if (axle_demo_random_chance (random, 110))
    add_event (events, axle_demo_random_between (random, first, self->today), AXLE_DEMO_COMPLAINT);
  if (axle_demo_random_chance (random, 90))
    add_event (events, axle_demo_random_between (random, first, self->today), AXLE_DEMO_RESCUE);
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
    add_event (events, axle_demo_day (g_date_get_year (&today) - back, birthday.month, MIN (birthday.day, 28)),
               AXLE_DEMO_BIRTHDAY);
}

/* What a party and a car go through from one day to another. */
void
axle_demo_tell_car (AxleDemo            *self,
                    const AxleDemoParty *party,
                    AxleDemoCar         *car,
                    int                  from,
                    int                  until)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  gboolean company = g_strcmp0 (axle_record_get_text (party->record, AXLE_CUSTOMER_TYPE), "company") == 0;

  if (car->ours)
    plan_purchase (self, car, events);
  plan_services (self, car, until, events);
  if (!company)
    plan_seasons (self, car, events);
  plan_mishaps (self, car, events);
  if (company && axle_demo_random_chance (&self->random, 500))
    add_event (events, self->today - axle_demo_random_between (&self->random, 5, 300), AXLE_DEMO_FLEET);
  else if (!company)
    plan_birthday (self, party, events);
  tell_all (self, party, car, car->model, events, from, until);
  if (car->last_reading > 0)
    axle_record_set_integer (car->record, AXLE_VEHICLE_ODOMETER, car->last_reading);
}
