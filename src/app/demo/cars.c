/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include <string.h>

#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "core/vehicle/vin.h"

/* Prime to a million and to the number of plates: each comes once before any
 * comes again. */
#define CAR_STEP 618033

/* Green plates have been given out everywhere since November 2017. */
#define FIRST_GREEN_YEAR 2018

static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ";

void
axle_demo_car_clear (AxleDemoCar *self)
{
  g_clear_pointer (&self->model, g_free);
}

static gboolean
fits (const char * const *row,
      AxleDemoRange       range,
      int                 year)
{
  static const char *const names[] = { "own", NULL, "fleet" };

  if (year < atoi (row[AXLE_DEMO_MODEL_FROM]) || (*row[AXLE_DEMO_MODEL_TO] != '\0' && year > atoi (row[AXLE_DEMO_MODEL_TO])))
    return FALSE;
  if (range == AXLE_DEMO_ANY)
    return !g_str_equal (row[AXLE_DEMO_MODEL_RANGE], "fleet");
  return g_str_equal (row[AXLE_DEMO_MODEL_RANGE], names[range]);
}

static const char * const *
pick_model (AxleDemo      *self,
            AxleDemoRange  range,
            int            year)
{
  const char * const *row;

  do
    row = axle_demo_table_pick (self->models, &self->random);
  while (!fits (row, range, year));
  return row;
}

/* Maker, made-up description, check digit, year, plant, and a number that is
 * the car's alone (ISO 3779, GB 16735). */
static void
make_vin (const char * const *row,
          int                 model_year,
          gint64              number,
          char                vin[AXLE_VIN_LENGTH + 1])
{
  static const char years[] = "ABCDEFGHJKLMNPRSTVWXY123456789";
  static const char plants[] = "ABCDEFGHJKLMNPRSTUVWXYZ";

  g_snprintf (vin, AXLE_VIN_LENGTH + 1, "%s%s0%c%c%06d", row[AXLE_DEMO_MODEL_WMI], row[AXLE_DEMO_MODEL_SIGNS], years[(model_year - 1980) % 30],
              plants[number / 1000000 % (gint64) (sizeof plants - 1)], (int) (number * CAR_STEP % 1000000));
  vin[8] = axle_vin_check_digit (vin);
}

/* Five digits, or four and a letter, or three and two letters (GA 36-2018, 5.6). */
static char *
dup_blue_plate (const char *office,
                gint64      number)
{
  enum { WITHOUT = 100000, WITH_ONE = 5 * 24 * 10000, WITH_TWO = 10 * 24 * 24 * 1000 };
  static const int pairs[][2] = { { 0, 1 }, { 0, 2 }, { 0, 3 }, { 0, 4 }, { 1, 2 },
                                  { 1, 3 }, { 1, 4 }, { 2, 3 }, { 2, 4 }, { 3, 4 } };
  int rest = (int) (number * CAR_STEP % (WITHOUT + WITH_ONE + WITH_TWO));
  int first = -1, second = -1, words = 0;
  char signs[6] = { 0 };

  if (rest >= WITHOUT + WITH_ONE)
    {
      rest -= WITHOUT + WITH_ONE;
      words = rest / 10000;
      first = pairs[rest / 1000 % 10][0];
      second = pairs[rest / 1000 % 10][1];
      rest %= 1000;
    }
  else if (rest >= WITHOUT)
    {
      rest -= WITHOUT;
      words = rest / 50000;
      first = rest / 10000 % 5;
      rest %= 10000;
    }
  for (int i = 4; i >= 0; i--)
    if (i == first || i == second)
      {
        signs[i] = letters[words % 24];
        words /= 24;
      }
    else
      {
        signs[i] = (char) ('0' + rest % 10);
        rest /= 10;
      }
  return g_strconcat (office, signs, NULL);
}

static char *
dup_green_plate (const char *office,
                 gboolean    battery,
                 gint64      number)
{
  gint64 rest = number * CAR_STEP % 340000;
  char first = (battery ? "DABCE" : "FGHJK")[number / 340000 % 5];

  if (rest < 100000)
    return g_strdup_printf ("%s%c%05d", office, first, (int) rest);
  return g_strdup_printf ("%s%c%c%04d", office, first, letters[(rest - 100000) / 10000], (int) (rest % 10000));
}

static char *
dup_plate (AxleDemo   *self,
           const char *office,
           const char *powertrain,
           int         year,
           gint64      number)
{
  gboolean battery = g_str_equal (powertrain, "battery");

  if (year >= FIRST_GREEN_YEAR
      && (battery || g_str_equal (powertrain, "plug-in") || g_str_equal (powertrain, "range-extender")))
    return dup_green_plate (office, battery, number);
  return dup_blue_plate (office, number);
}

/* What drivers of each kind drive in a day, in metres. */
static int
pick_metres_per_day (AxleDemo            *self,
                     const AxleDemoParty *owner)
{
  static const struct { const char *use; int least, most; } uses[] = {
    { "commute", 22000, 48000 }, { "family", 16000, 36000 }, { "business", 40000, 90000 },
    { "motorway", 60000, 110000 }, { "ride-hailing", 140000, 220000 }, { "goods", 70000, 130000 },
    { "leisure", 8000, 22000 },
  };
  const char *use = axle_record_get_text (owner->record, AXLE_CUSTOMER_CAR_USE);

  for (gsize i = 0; i < G_N_ELEMENTS (uses); i++)
    if (g_strcmp0 (use, uses[i].use) == 0)
      return axle_demo_random_between (&self->random, uses[i].least, uses[i].most);
  return axle_demo_random_between (&self->random, 18000, 42000);
}

gint64
axle_demo_car_odometer (const AxleDemoCar *car,
                        int                day)
{
  gint64 metres = (gint64) MAX (day - car->registered, 0) * car->metres_per_day;

  return metres / 1000 * 1000;
}

/**
 * axle_demo_power_has:
 * @powertrain: of a car
 * @powers: `all`, `fuel`, `petrol` or `plug`, as the tables say
 *
 * Returns: whether something for @powers concerns it
 */
gboolean
axle_demo_power_has (const char *powertrain,
                     const char *powers)
{
  gboolean battery = g_str_equal (powertrain, "battery");

  if (g_str_equal (powers, "all"))
    return TRUE;
  if (g_str_equal (powers, "fuel"))
    return !battery;
  if (g_str_equal (powers, "petrol"))
    return !battery && !g_str_equal (powertrain, "diesel");
  return battery || g_str_equal (powertrain, "plug-in") || g_str_equal (powertrain, "range-extender");
}

/**
 * axle_demo_car_has:
 * @car: a car
 * @powers: `all`, `fuel`, `petrol` or `plug`, as the tables say
 *
 * Returns: whether something for @powers concerns it
 */
gboolean
axle_demo_car_has (const AxleDemoCar *car,
                   const char        *powers)
{
  return axle_demo_power_has (car->row[AXLE_DEMO_MODEL_POWERTRAIN], powers);
}

/* Make and model as they are said. */
char *
axle_demo_dup_model (const char * const *row)
{
  const char *name = row[AXLE_DEMO_MODEL_NAME];
  gboolean apart = g_ascii_isalnum (*name) && !g_str_has_suffix (name, "系");

  return g_strconcat (row[AXLE_DEMO_MODEL_MAKE], apart ? " " : "", name, NULL);
}

/* By the maker's plan; how it is followed is the driver's. */
static void
set_service (AxleDemo    *self,
             AxleDemoCar *car)
{
  AxleDemoRandom *random = &self->random;
  gboolean plug = axle_demo_car_has (car, "plug");
  guint at = axle_demo_random_below (random, 1000);

  car->interval = !axle_demo_car_has (car, "fuel") ? 20000000 : 10000000;
  car->months = 12;
  if (!plug && axle_demo_random_chance (random, 350))
    {
      car->interval = 5000000;
      car->months = 6;
    }
  if (at < 550)
    car->habit = axle_demo_random_between (random, 930, 1060);
  else if (at < 820)
    car->habit = axle_demo_random_between (random, 1050, 1350);
  else if (at < 930)
    car->habit = axle_demo_random_between (random, 700, 950);
  else
    car->habit = axle_demo_random_between (random, 1500, 2300);
  car->strain = axle_demo_random_chance (random, 120) ? axle_demo_random_between (random, 420, 620)
                                                      : axle_demo_random_between (random, 750, 1300);
  axle_record_set_integer (car->record, AXLE_VEHICLE_SERVICE_DISTANCE, car->interval);
  axle_record_set_integer (car->record, AXLE_VEHICLE_SERVICE_MONTHS, car->months);
}

/* Every second year, from the tenth every year (the rule of October 2022 for
 * private cars); some come a few weeks late. */
static int
next_inspection (AxleDemo *self,
                 int       registered)
{
  int grace = axle_demo_random_chance (&self->random, 60) ? 25 : 0;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) registered);
  for (int years = 0; (int) g_date_get_julian (&date) < self->today - grace;)
    {
      int step = years >= 10 ? 1 : 2;

      g_date_add_years (&date, (guint) step);
      years += step;
    }
  g_date_set_day (&date, g_date_get_days_in_month (g_date_get_month (&date), g_date_get_year (&date)));
  return (int) g_date_get_julian (&date);
}

static void
set_dates (AxleDemo    *self,
           AxleDemoCar *car)
{
  gboolean plug = axle_demo_car_has (car, "plug");
  char buffer[16];
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) car->registered);
  g_date_add_years (&date, plug ? 4 : 3);
  axle_record_set_text (car->record, AXLE_VEHICLE_WARRANTY_UNTIL,
                        axle_demo_date_text ((int) g_date_get_julian (&date), buffer));
  axle_record_set_integer (car->record, AXLE_VEHICLE_WARRANTY_DISTANCE, plug ? 120000000 : 100000000);
  axle_record_set_text (car->record, AXLE_VEHICLE_INSPECTION_UNTIL,
                        axle_demo_date_text (next_inspection (self, car->registered), buffer));
}

static void
describe (AxleDemo           *self,
          AxleRecord         *record,
          const char * const *row,
          int                 year,
          int                 month)
{
  g_auto(GStrv) variants = g_strsplit (row[AXLE_DEMO_MODEL_VARIANTS], "|", -1);
  int model_year = month >= 10 && axle_demo_random_chance (&self->random, 500) ? year + 1 : year;
  char vin[AXLE_VIN_LENGTH + 1];

  if (*row[AXLE_DEMO_MODEL_TO] != '\0')
    model_year = MIN (model_year, atoi (row[AXLE_DEMO_MODEL_TO]));
  make_vin (row, model_year, self->n_cars, vin);
  axle_record_set_text (record, AXLE_VEHICLE_VIN, vin);
  axle_record_set_text (record, AXLE_VEHICLE_MAKE, row[AXLE_DEMO_MODEL_MAKE]);
  axle_record_set_text (record, AXLE_VEHICLE_MODEL, row[AXLE_DEMO_MODEL_NAME]);
  axle_record_set_text (record, AXLE_VEHICLE_VARIANT,
                        variants[axle_demo_random_below (&self->random, g_strv_length (variants))]);
  axle_record_set_integer (record, AXLE_VEHICLE_MODEL_YEAR, model_year);
  axle_record_set_text (record, AXLE_VEHICLE_COLOUR, axle_demo_table_pick_first (self->colours, &self->random));
  axle_record_set_text (record, AXLE_VEHICLE_POWERTRAIN, row[AXLE_DEMO_MODEL_POWERTRAIN]);
}

void
axle_demo_add_car (AxleDemo            *self,
                   const AxleDemoParty *owner,
                   AxleDemoRange        range,
                   int                  registered,
                   AxleDemoCar         *car)
{
  char buffer[16];
  g_autofree char *plate = NULL;
  const char * const *row;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) registered);
  row = pick_model (self, range, g_date_get_year (&date));
  car->row = row;
  car->registered = registered;
  car->ours = g_str_equal (row[AXLE_DEMO_MODEL_RANGE], "own") && registered >= owner->since;
  car->metres_per_day = pick_metres_per_day (self, owner);
  car->model = axle_demo_dup_model (row);
  car->record = axle_demo_add_record (self, &axle_vehicle_entity, MAX (owner->since, registered), &owner->seller);
  describe (self, car->record, row, g_date_get_year (&date), g_date_get_month (&date));
  plate = dup_plate (self, owner->place[2], row[AXLE_DEMO_MODEL_POWERTRAIN], g_date_get_year (&date), self->n_cars);
  /* Delivered last week: the plate is not there yet. */
  if (self->today - registered > 7)
    axle_record_set_text (car->record, AXLE_VEHICLE_PLATE, plate);
  axle_record_set_text (car->record, AXLE_VEHICLE_FIRST_REGISTRATION, axle_demo_date_text (registered, buffer));
  set_service (self, car);
  set_dates (self, car);
  if (axle_demo_car_has (car, "plug"))
    axle_record_add_member (owner->record, AXLE_CUSTOMER_TAGS, "新能源");
  self->n_cars++;
}

/* @until: 0 while it lasts. */
void
axle_demo_add_ownership (AxleDemo            *self,
                         const AxleDemoParty *party,
                         const AxleDemoCar   *car,
                         const char          *role,
                         int                  since,
                         int                  until)
{
  AxleRecord *record = axle_demo_add_record (self, &axle_ownership_entity, MAX (party->since, since), &party->seller);
  char buffer[16];

  axle_record_set_id (record, AXLE_OWNERSHIP_CUSTOMER, &party->record->id);
  axle_record_set_id (record, AXLE_OWNERSHIP_VEHICLE, &car->record->id);
  axle_record_set_text (record, AXLE_OWNERSHIP_ROLE, role);
  axle_record_set_text (record, AXLE_OWNERSHIP_SINCE, axle_demo_date_text (since, buffer));
  if (until != 0)
    axle_record_set_text (record, AXLE_OWNERSHIP_UNTIL, axle_demo_date_text (until, buffer));
}
