/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include <string.h>

#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/party/tag.h"

#define SECONDS_OF_DAY 86400

/* China has one zone and no summer time (since 1991). */
#define ZONE_SECONDS (8 * 3600)

/* So that no car has the number nought. */
#define FIRST_CAR 314159

/* Dealerships of different seeds may stand beside each other: their cars have
 * other numbers, up to this many of each. */
#define CARS_A_SEED 50000
#define SEEDS_APART 30

/* The chance of ids goes its own way, so that neither disturbs the other. */
#define SEED_OF_IDS G_GUINT64_CONSTANT (0x6178c1e0a41e1d5)

static const char *const kind_names[AXLE_DEMO_N_KINDS] = {
  [AXLE_DEMO_LEAD] = "lead",
  [AXLE_DEMO_TEST_DRIVE] = "test-drive",
  [AXLE_DEMO_QUOTE] = "quote",
  [AXLE_DEMO_LOST] = "lost",
  [AXLE_DEMO_DELIVERY] = "delivery",
  [AXLE_DEMO_FOLLOW_UP] = "follow-up",
  [AXLE_DEMO_BIRTHDAY] = "birthday",
  [AXLE_DEMO_FIRST_SERVICE] = "first-service",
  [AXLE_DEMO_SERVICE] = "service",
  [AXLE_DEMO_EV_SERVICE] = "ev-service",
  [AXLE_DEMO_SPRING] = "spring",
  [AXLE_DEMO_SUMMER] = "summer",
  [AXLE_DEMO_WINTER] = "winter",
  [AXLE_DEMO_INSURANCE] = "insurance",
  [AXLE_DEMO_COMPLAINT] = "complaint",
  [AXLE_DEMO_RESCUE] = "rescue",
  [AXLE_DEMO_SURVEY] = "survey",
  [AXLE_DEMO_FLEET] = "fleet",
};

int
axle_demo_day (int year,
               int month,
               int day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (int) g_date_get_julian (&date);
}

char *
axle_demo_date_text (int  day,
                     char buffer[16])
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) day);
  g_snprintf (buffer, 16, "%04u-%02u-%02u", g_date_get_year (&date), (guint) g_date_get_month (&date),
              g_date_get_day (&date));
  return buffer;
}

/* A moment of a day while the store is open, on the minute. */
gint64
axle_demo_time (AxleDemo *self,
                int       day,
                int       from_hour,
                int       to_hour)
{
  gint64 seconds = (gint64) (day - AXLE_DEMO_DAY_OF_1970) * SECONDS_OF_DAY - ZONE_SECONDS;

  seconds += axle_demo_random_between (&self->random, from_hour * 60, to_hour * 60 - 1) * 60;
  return seconds * G_USEC_PER_SEC;
}

AxleRecord *
axle_demo_add_record (AxleDemo         *self,
                      const AxleEntity *entity,
                      int               day,
                      const AxleId     *staff)
{
  AxleId id = axle_id_new (&self->ids.host);
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = self->store;
  record->created_at = axle_demo_time (self, MIN (day, self->today - 1), 8, 18);
  record->created_by = *staff;
  g_ptr_array_add (self->records, record);
  return record;
}

static void
load_given_names (AxleDemo *self)
{
  g_autoptr(AxleDemoTable) table = axle_demo_table_new ("given-names.tsv", AXLE_DEMO_NO_WEIGHT, NULL);

  for (guint i = 0; i < axle_demo_table_size (table); i++)
    {
      const char * const *row = axle_demo_table_row (table, i);
      AxleDemoGiven *given = &self->given[g_str_equal (row[0], "male")][(atoi (row[1]) - AXLE_DEMO_FIRST_DECADE) / 10];

      given->firsts = g_strsplit (row[2], " ", -1);
      given->seconds = g_strsplit (row[3], " ", -1);
      given->singles = g_strsplit (row[4], " ", -1);
    }
}

static void
load_tables (AxleDemo *self)
{
  g_autoptr(AxleDemoTable) names = axle_demo_table_new ("companies.tsv", AXLE_DEMO_NO_WEIGHT, "name");
  g_autoptr(AxleDemoTable) trades = axle_demo_table_new ("companies.tsv", AXLE_DEMO_NO_WEIGHT, "trade");

  self->surnames = axle_demo_table_new ("surnames.tsv", 1, NULL);
  self->places = axle_demo_table_new ("places.tsv", 3, NULL);
  self->roads = axle_demo_table_new ("roads.tsv", AXLE_DEMO_NO_WEIGHT, NULL);
  self->estates = axle_demo_table_new ("estates.tsv", AXLE_DEMO_NO_WEIGHT, NULL);
  self->models = axle_demo_table_new ("models.tsv", 6, NULL);
  self->colours = axle_demo_table_new ("colours.tsv", 1, NULL);
  self->occupations = axle_demo_table_new ("occupations.tsv", 1, NULL);
  self->households = axle_demo_table_new ("households.tsv", 1, NULL);
  self->sources = axle_demo_table_new ("sources.tsv", 1, NULL);
  self->tags = axle_demo_table_new ("tags.tsv", 3, NULL);
  self->notes = axle_demo_table_new ("notes.tsv", 1, NULL);
  for (int i = 0; i < AXLE_DEMO_N_KINDS; i++)
    self->stories[i] = axle_demo_table_new ("stories.tsv", AXLE_DEMO_NO_WEIGHT, kind_names[i]);
  self->company_names = g_strsplit (axle_demo_table_row (names, 0)[1], " ", -1);
  self->company_trades = g_strsplit (axle_demo_table_row (trades, 0)[1], " ", -1);
  load_given_names (self);
}

/**
 * axle_demo_new:
 * @options: what to make
 *
 * Returns: (transfer full): what makes it
 */
AxleDemo *
axle_demo_new (const AxleDemoOptions *options)
{
  AxleDemo *self = g_new0 (AxleDemo, 1);
  const AxleDate *today = &options->today;
  gint64 now;

  g_return_val_if_fail (axle_date_is_valid (today) && today->year >= 2020, NULL);
  self->n_customers = options->n_customers;
  self->today = axle_demo_day (today->year, today->month, today->day);
  self->n_cars = FIRST_CAR + (gint64) ((options->seed - 1) % SEEDS_APART) * CARS_A_SEED;
  self->store = options->store;
  self->consultants = g_memdup2 (options->consultants, options->n_consultants * sizeof (AxleId));
  self->n_consultants = options->n_consultants;
  self->advisors = g_memdup2 (options->advisors, options->n_advisors * sizeof (AxleId));
  self->n_advisors = options->n_advisors;
  now = ((gint64) (self->today - AXLE_DEMO_DAY_OF_1970) * SECONDS_OF_DAY - ZONE_SECONDS) * G_USEC_PER_SEC;
  axle_demo_random_init (&self->random, options->seed);
  axle_demo_host_init (&self->ids, options->seed ^ SEED_OF_IDS, now);
  load_tables (self);
  return self;
}

void
axle_demo_free (AxleDemo *self)
{
  AxleDemoTable *tables[] = { self->surnames, self->places, self->roads, self->estates, self->models, self->colours,
                              self->occupations, self->households, self->sources, self->tags, self->notes };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    axle_demo_table_free (tables[i]);
  for (int i = 0; i < AXLE_DEMO_N_KINDS; i++)
    axle_demo_table_free (self->stories[i]);
  for (int i = 0; i < 2 * AXLE_DEMO_N_DECADES; i++)
    {
      AxleDemoGiven *given = &self->given[i / AXLE_DEMO_N_DECADES][i % AXLE_DEMO_N_DECADES];

      g_strfreev (given->firsts);
      g_strfreev (given->seconds);
      g_strfreev (given->singles);
    }
  g_strfreev (self->company_names);
  g_strfreev (self->company_trades);
  axle_demo_host_clear (&self->ids);
  g_free (self->consultants);
  g_free (self->advisors);
  g_free (self);
}

/* The words that customers are marked with come first of all. */
static void
add_tags (AxleDemo *self)
{
  for (guint i = 0; i < axle_demo_table_size (self->tags); i++)
    {
      const char * const *row = axle_demo_table_row (self->tags, i);
      AxleRecord *record = axle_demo_add_record (self, &axle_tag_entity, self->today - 1, &AXLE_ID_NONE);

      axle_record_set_text (record, AXLE_TAG_NAME, row[0]);
      axle_record_set_text (record, AXLE_TAG_COLOUR, row[1]);
      axle_record_set_text (record, AXLE_TAG_MEANING, row[2]);
    }
}

static void
add_note (AxleDemo            *self,
          const AxleDemoParty *party)
{
  AxleRecord *record;
  int day;

  if (!axle_demo_random_chance (&self->random, 150))
    return;
  day = axle_demo_random_between (&self->random, MIN (party->since, self->today - 1), self->today - 1);
  record = axle_demo_add_record (self, &axle_note_entity, day, &party->advisor);
  axle_record_set_id (record, AXLE_NOTE_SUBJECT, &party->record->id);
  axle_record_set_text (record, AXLE_NOTE_TEXT, axle_demo_table_pick_first (self->notes, &self->random));
  if (axle_demo_random_chance (&self->random, 150))
    axle_record_set_boolean (record, AXLE_NOTE_PINNED, TRUE);
}

static void
finish_party (AxleDemo            *self,
              const AxleDemoParty *party,
              const char          *stage)
{
  axle_record_set_text (party->record, AXLE_CUSTOMER_STAGE, stage);
  if (axle_demo_random_chance (&self->random, 280))
    axle_record_add_member (party->record, AXLE_CUSTOMER_TAGS,
                            axle_demo_table_pick_first (self->tags, &self->random));
  add_note (self, party);
}

/* More cars are sold before Spring Festival and in autumn than in February. */
static int
to_season_of_sales (AxleDemo *self,
                    int       first,
                    int       last)
{
  static const guint by_month[] = { 950, 420, 700, 650, 680, 740, 600, 660, 900, 880, 860, 1000 };
  int day;
  GDate date;

  do
    {
      day = axle_demo_random_between (&self->random, first, last);
      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32) day);
    }
  while (!axle_demo_random_chance (&self->random, by_month[g_date_get_month (&date) - 1]));
  return day;
}

/* Most cars that come are young; few stay beyond ten years. */
static int
pick_registration (AxleDemo *self)
{
  static const struct { guint share; int first, last; } ages[] = {
    { 290, 61, 365 }, { 240, 366, 730 }, { 190, 731, 1095 }, { 190, 1096, 2190 }, { 90, 2191, 3200 },
  };
  guint at = axle_demo_random_below (&self->random, 1000);
  gsize i = 0;

  while (at >= ages[i].share)
    at -= ages[i++].share;
  return to_season_of_sales (self, self->today - ages[i].last, self->today - ages[i].first);
}

static void
set_use (AxleDemo      *self,
         AxleDemoParty *party)
{
  static const char *const uses[] = { "commute", "commute", "commute", "family", "family", "family", "business",
                                      "motorway", "leisure" };
  const char *occupation = axle_record_get_text (party->record, AXLE_CUSTOMER_OCCUPATION);
  const char *use = uses[axle_demo_random_below (&self->random, G_N_ELEMENTS (uses))];

  if (g_strcmp0 (occupation, "网约车司机") == 0)
    use = "ride-hailing";
  else if (g_strcmp0 (occupation, "快递员") == 0)
    use = "goods";
  axle_record_set_text (party->record, AXLE_CUSTOMER_CAR_USE, use);
}

static const char *
pick_model_name (AxleDemo *self)
{
  const char * const *row;

  do
    row = axle_demo_table_pick (self->models, &self->random);
  while (!g_str_equal (row[8], "own") || *row[5] != '\0');
  return row[2];
}

static void
add_prospect (AxleDemo *self,
              gboolean  hot)
{
  g_auto(AxleDemoParty) party = { NULL };
  gboolean lost;

  axle_demo_add_person (self, to_season_of_sales (self, self->today - (hot ? 60 : 540), self->today - 1), &party);
  lost = !hot && axle_demo_random_chance (&self->random, 450);
  if (axle_demo_random_chance (&self->random, 300))
    {
      g_auto(AxleDemoCar) car = { NULL };

      set_use (self, &party);
      axle_demo_add_car (self, &party, AXLE_DEMO_ANY, party.since - axle_demo_random_between (&self->random, 900, 2900),
                         &car);
      axle_demo_add_ownership (self, &party, &car, "owner", car.registered, 0);
    }
  axle_demo_tell_sale (self, &party, pick_model_name (self), lost);
  finish_party (self, &party, hot ? "intent" : "potential");
}

static AxleDemoRange
pick_range (AxleDemo *self)
{
  return axle_demo_random_chance (&self->random, 720) ? AXLE_DEMO_OWN : AXLE_DEMO_ANY;
}

static void
add_more_cars (AxleDemo            *self,
               const AxleDemoParty *party,
               guint                per_mille)
{
  while (axle_demo_random_chance (&self->random, per_mille))
    {
      g_auto(AxleDemoCar) car = { NULL };
      int registered = MAX (pick_registration (self), party->since);

      axle_demo_add_car (self, party, pick_range (self), registered, &car);
      axle_demo_add_ownership (self, party, &car, "owner", registered, 0);
      axle_demo_tell_car (self, party, &car, registered - 45, self->today);
    }
}

/* A new owner is known from the first talk on, some weeks before the car. */
static int
first_talk (AxleDemo *self,
            int       registered)
{
  return registered - axle_demo_random_between (&self->random, 41, 60);
}

static void
add_new_owner (AxleDemo *self)
{
  int registered = self->today - axle_demo_random_between (&self->random, 1, 60);
  g_auto(AxleDemoParty) party = { NULL };
  g_auto(AxleDemoCar) car = { NULL };

  axle_demo_add_person (self, first_talk (self, registered), &party);
  set_use (self, &party);
  axle_demo_add_car (self, &party, AXLE_DEMO_OWN, registered, &car);
  axle_demo_add_ownership (self, &party, &car, "owner", registered, 0);
  axle_demo_tell_car (self, &party, &car, party.since, self->today);
  finish_party (self, &party, "deal");
}

/* Bought here, or elsewhere and brought to the workshop some time later. */
static void
add_owner (AxleDemo *self,
           gboolean  with_spouse)
{
  int registered = pick_registration (self);
  gboolean loyal = self->today - registered > 900 && axle_demo_random_chance (&self->random, 450);
  AxleDemoRange range = pick_range (self);
  int since = range == AXLE_DEMO_OWN ? first_talk (self, registered)
                                     : axle_demo_random_between (&self->random, registered, self->today - 1);
  g_auto(AxleDemoParty) party = { NULL }, spouse = { NULL };
  g_auto(AxleDemoCar) car = { NULL };

  axle_demo_add_person (self, since, &party);
  set_use (self, &party);
  if (with_spouse)
    {
      axle_demo_add_relative (self, &party, &spouse);
      set_use (self, &spouse);
    }
  axle_demo_add_car (self, &party, range, registered, &car);
  axle_demo_add_ownership (self, &party, &car, "owner", registered, 0);
  if (with_spouse)
    {
      axle_demo_add_ownership (self, &spouse, &car, "driver", registered, 0);
      finish_party (self, &spouse, "after-sales");
    }
  axle_demo_tell_car (self, &party, &car, since, self->today);
  add_more_cars (self, &party, loyal ? 260 : 60);
  finish_party (self, &party, loyal ? "loyal" : "after-sales");
}

/* One sells a used car through us, another drives on with it. */
static void
add_resale (AxleDemo *self)
{
  int registered = self->today - axle_demo_random_between (&self->random, 900, 3200);
  int sold = axle_demo_random_between (&self->random, registered + 500, self->today - 30);
  g_auto(AxleDemoParty) seller = { NULL }, buyer = { NULL };
  g_auto(AxleDemoCar) car = { NULL };

  axle_demo_add_person (self, first_talk (self, registered), &seller);
  axle_demo_add_person (self, sold, &buyer);
  set_use (self, &seller);
  set_use (self, &buyer);
  axle_demo_add_car (self, &seller, AXLE_DEMO_OWN, registered, &car);
  axle_demo_add_ownership (self, &seller, &car, "owner", registered, sold);
  axle_demo_add_ownership (self, &buyer, &car, "owner", sold, 0);
  axle_demo_tell_car (self, &seller, &car, seller.since, sold);
  car.ours = FALSE;
  axle_demo_tell_car (self, &buyer, &car, sold + 1, self->today);
  add_more_cars (self, &seller, 500);
  finish_party (self, &seller, axle_demo_random_chance (&self->random, 500) ? "loyal" : "after-sales");
  finish_party (self, &buyer, "after-sales");
}

static void
add_fleet (AxleDemo *self)
{
  static const int sizes[] = { 1, 1, 1, 2, 2, 3, 3, 4, 6, 9, 14 };
  int n_cars = sizes[axle_demo_random_below (&self->random, G_N_ELEMENTS (sizes))];
  int since = self->today - axle_demo_random_between (&self->random, 400, 3200);
  g_auto(AxleDemoParty) company = { NULL };

  axle_demo_add_company (self, since, &company);
  for (int i = 0; i < n_cars; i++)
    {
      int registered = axle_demo_random_between (&self->random, since + 60, self->today - 61);
      g_auto(AxleDemoCar) car = { NULL };

      axle_demo_add_car (self, &company,
                         axle_demo_random_chance (&self->random, 250) ? AXLE_DEMO_FOR_FLEET : pick_range (self),
                         registered, &car);
      axle_demo_add_ownership (self, &company, &car, "owner", registered, 0);
      if (i < 4 && self->n_done < self->n_customers && axle_demo_random_chance (&self->random, 400))
        {
          g_auto(AxleDemoParty) driver = { NULL };

          axle_demo_add_person (self, registered, &driver);
          axle_record_set_text (driver.record, AXLE_CUSTOMER_COMPANY,
                                axle_record_get_text (company.record, AXLE_CUSTOMER_NAME));
          axle_record_set_text (driver.record, AXLE_CUSTOMER_CAR_USE, "business");
          axle_demo_add_ownership (self, &driver, &car, "driver", registered, 0);
          axle_demo_add_ownership (self, &company, &car, "payer", registered, 0);
          finish_party (self, &driver, "after-sales");
        }
      axle_demo_tell_car (self, &company, &car, registered - 45, self->today);
    }
  add_note (self, &company);
}

static void
add_twins (AxleDemo *self)
{
  g_auto(AxleDemoParty) party = { NULL };

  axle_demo_add_person (self, to_season_of_sales (self, self->today - 700, self->today - 1), &party);
  axle_demo_add_twin (self, &party);
  axle_demo_tell_sale (self, &party, pick_model_name (self), FALSE);
  finish_party (self, &party, "potential");
}

static void
add_household (AxleDemo *self)
{
  guint at = axle_demo_random_below (&self->random, 1000);
  gboolean two_fit = self->n_customers - self->n_done >= 2;

  if (at < 170)
    add_prospect (self, FALSE);
  else if (at < 270)
    add_prospect (self, TRUE);
  else if (at < 330)
    add_new_owner (self);
  else if (at < 360)
    add_fleet (self);
  else if (at < 440 && two_fit)
    add_owner (self, TRUE);
  else if (at < 475 && two_fit)
    add_resale (self);
  else if (at < 490 && two_fit)
    add_twins (self);
  else
    add_owner (self, FALSE);
}

/**
 * axle_demo_next:
 * @self: what makes the dealership
 * @records: (element-type AxleRecord): what a list of records with their free
 *   function gets added: the next few customers and all that belongs to them, each
 *   record after those that it refers to
 *
 * Returns: %FALSE when all are made
 */
gboolean
axle_demo_next (AxleDemo  *self,
                GPtrArray *records)
{
  self->records = records;
  if (!self->begun)
    add_tags (self);
  self->begun = TRUE;
  if (self->n_done >= self->n_customers)
    return FALSE;
  add_household (self);
  return TRUE;
}

/**
 * axle_demo_count:
 * @self: what makes the dealership
 *
 * Returns: how many customers are made
 */
gint64
axle_demo_count (AxleDemo *self)
{
  return self->n_done;
}

/**
 * axle_demo_list_staff:
 *
 * Returns: (transfer full) (element-type AxleDemoStaff): who works there
 */
GArray *
axle_demo_list_staff (void)
{
  static AxleDemoTable *table = NULL;
  GArray *staff = g_array_new (FALSE, FALSE, sizeof (AxleDemoStaff));

  if (g_once_init_enter_pointer (&table))
    g_once_init_leave_pointer (&table, axle_demo_table_new ("staff.tsv", AXLE_DEMO_NO_WEIGHT, NULL));
  for (guint i = 0; i < axle_demo_table_size (table); i++)
    {
      const char * const *row = axle_demo_table_row (table, i);
      AxleDemoStaff one = { row[0], row[1], row[2], row[3] };

      g_array_append_val (staff, one);
    }
  return staff;
}
