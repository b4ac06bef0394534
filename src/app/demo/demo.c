/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/calendar.h"

#include <string.h>

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

static const char *const talk_names[AXLE_DEMO_N_TALKS] = {
  [AXLE_DEMO_LEAD] = "lead",
  [AXLE_DEMO_TEST_DRIVE] = "test-drive",
  [AXLE_DEMO_QUOTE] = "quote",
  [AXLE_DEMO_LOST] = "lost",
  [AXLE_DEMO_DELIVERY] = "delivery",
  [AXLE_DEMO_FOLLOW_UP] = "follow-up",
  [AXLE_DEMO_BIRTHDAY] = "birthday",
  [AXLE_DEMO_REMINDER] = "reminder",
  [AXLE_DEMO_SPRING] = "spring",
  [AXLE_DEMO_SUMMER] = "summer",
  [AXLE_DEMO_WINTER] = "winter",
  [AXLE_DEMO_INSURANCE] = "insurance",
  [AXLE_DEMO_RESCUE] = "rescue",
  [AXLE_DEMO_SURVEY] = "survey",
  [AXLE_DEMO_FLEET] = "fleet",
  [AXLE_DEMO_REGULAR] = "regular",
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

/* The number of an order or of a bill: a day and a count. */
char *
axle_demo_dup_number (AxleDemo   *self,
                      const char *prefix,
                      int         day)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) day);
  return g_strdup_printf ("%s%02d%02d%02d%06d", prefix, g_date_get_year (&date) % 100, (int) g_date_get_month (&date),
                          (int) g_date_get_day (&date), (int) (++self->n_orders % 1000000));
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
  self->wear = axle_demo_table_new ("wear.tsv", AXLE_DEMO_NO_WEIGHT, NULL);
  self->repairs = axle_demo_table_new ("repairs.tsv", 7, NULL);
  self->concerns = axle_demo_table_new ("concerns.tsv", 1, NULL);
  self->complaints = axle_demo_table_new ("complaints.tsv", AXLE_DEMO_NO_WEIGHT, NULL);
  self->promises = axle_demo_table_new ("promises.tsv", AXLE_DEMO_NO_WEIGHT, NULL);
  self->insurers = axle_demo_table_new ("insurers.tsv", 1, NULL);
  for (int i = 0; i < AXLE_DEMO_N_TALKS; i++)
    self->stories[i] = axle_demo_table_new ("stories.tsv", AXLE_DEMO_NO_WEIGHT, talk_names[i]);
  for (int i = 0; i < AXLE_DEMO_N_DEALS; i++)
    self->deals[i] = axle_demo_table_new ("deals.tsv", AXLE_DEMO_NO_WEIGHT, axle_demo_deal_names[i]);
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
  self->calendar = axle_demo_calendar_new (options, self->today);
  return self;
}

void
axle_demo_free (AxleDemo *self)
{
  AxleDemoTable *tables[] = { self->surnames, self->places, self->roads, self->estates, self->models, self->colours,
                              self->occupations, self->households, self->sources, self->tags, self->notes,
                              self->wear, self->repairs, self->concerns, self->complaints, self->promises,
                              self->insurers };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    axle_demo_table_free (tables[i]);
  for (int i = 0; i < AXLE_DEMO_N_TALKS; i++)
    axle_demo_table_free (self->stories[i]);
  for (int i = 0; i < AXLE_DEMO_N_DEALS; i++)
    axle_demo_table_free (self->deals[i]);
  for (int i = 0; i < 2 * AXLE_DEMO_N_DECADES; i++)
    {
      AxleDemoGiven *given = &self->given[i / AXLE_DEMO_N_DECADES][i % AXLE_DEMO_N_DECADES];

      g_strfreev (given->firsts);
      g_strfreev (given->seconds);
      g_strfreev (given->singles);
    }
  g_strfreev (self->company_names);
  g_strfreev (self->company_trades);
  axle_demo_calendar_free (self->calendar);
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

/**
 * axle_demo_next:
 * @self: what makes the dealership
 * @records: (element-type AxleRecord): what a list of records with their free
 *   function gets added: the next few customers and all that belongs to them, or the
 *   next day of the workshop, each record after those that it refers to
 *
 * Returns: %FALSE when all are made
 */
gboolean
axle_demo_next (AxleDemo  *self,
                GPtrArray *records)
{
  guint from;

  self->records = records;
  if (!self->begun)
    add_tags (self);
  self->begun = TRUE;
  if (self->n_done >= self->n_customers)
    return axle_demo_calendar_next (self);
  from = records->len;
  axle_demo_add_household (self);
  axle_demo_calendar_note (self, from);
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
      AxleDemoStaff one = { row[0], row[1], row[2], row[3], row[4], row[5] };

      g_array_append_val (staff, one);
    }
  return staff;
}
