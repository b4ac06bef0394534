/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include "core/loyalty/points.h"
#include "core/party/complaint.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"

/* Two are there for whoever looks how much one page can hold: the taxi driver of
 * data/demo/README.md, and the car rental. Where they come is fixed, so that a
 * larger dealership begins as a smaller one. */
#define REGULAR_AT 60
#define REGULAR_ENTRIES 500
#define REGULAR_NAME "安长远"
#define RENTAL_AT 150
#define RENTAL_ENTRIES 5000
#define RENTAL_NAME "苏州万里行汽车租赁有限公司"

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
  axle_demo_add_consents (self, party);
  if (axle_demo_random_chance (&self->random, 35))
    axle_demo_add_promise (self, party);
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

static const char * const *
pick_wish (AxleDemo *self)
{
  const char * const *row;

  do
    row = axle_demo_table_pick (self->models, &self->random);
  while (!g_str_equal (row[AXLE_DEMO_MODEL_RANGE], "own") || *row[AXLE_DEMO_MODEL_TO] != '\0');
  return row;
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
  axle_demo_tell_sale (self, &party, pick_wish (self), lost);
  finish_party (self, &party, hot ? "intent" : "potential");
}

static AxleDemoRange
pick_range (AxleDemo *self)
{
  return axle_demo_random_chance (&self->random, 720) ? AXLE_DEMO_OWN : AXLE_DEMO_ANY;
}

static void
add_more_cars (AxleDemo      *self,
               AxleDemoParty *party,
               guint          per_mille)
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
  party.member = loyal || axle_demo_random_chance (&self->random, 220);
  if (with_spouse)
    {
      axle_demo_add_relative (self, &party, &spouse);
      axle_demo_add_relation (self, &party, &spouse, "spouse", since);
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

/* Whom one calls there: who keeps the fleet, and sometimes who decides and who pays. */
static void
add_contacts_of (AxleDemo            *self,
                 const AxleDemoParty *company,
                 int                  since)
{
  static const char *const roles[] = { "fleet-manager", "decision-maker", "contact" };
  int n = axle_demo_random_between (&self->random, 1, 3);

  for (int i = 0; i < n && self->n_done < self->n_customers; i++)
    {
      g_auto(AxleDemoParty) person = { NULL };

      axle_demo_add_person (self, since, &person);
      axle_record_set_text (person.record, AXLE_CUSTOMER_COMPANY,
                            axle_record_get_text (company->record, AXLE_CUSTOMER_NAME));
      axle_demo_add_relation (self, company, &person, roles[i], since);
      finish_party (self, &person, "after-sales");
    }
}

static void
add_driver (AxleDemo            *self,
            const AxleDemoParty *company,
            const AxleDemoCar   *car)
{
  g_auto(AxleDemoParty) driver = { NULL };

  axle_demo_add_person (self, car->registered, &driver);
  axle_record_set_text (driver.record, AXLE_CUSTOMER_COMPANY, axle_record_get_text (company->record, AXLE_CUSTOMER_NAME));
  axle_record_set_text (driver.record, AXLE_CUSTOMER_CAR_USE, "business");
  axle_demo_add_relation (self, company, &driver, "driver", car->registered);
  axle_demo_add_ownership (self, &driver, car, "driver", car->registered, 0);
  axle_demo_add_ownership (self, company, car, "payer", car->registered, 0);
  finish_party (self, &driver, "after-sales");
}

static void
add_fleet (AxleDemo *self)
{
  static const int sizes[] = { 1, 1, 1, 2, 2, 3, 3, 4, 6, 9, 14 };
  int n_cars = sizes[axle_demo_random_below (&self->random, G_N_ELEMENTS (sizes))];
  int since = self->today - axle_demo_random_between (&self->random, 400, 3200);
  g_auto(AxleDemoParty) company = { NULL };

  axle_demo_add_company (self, since, &company);
  company.member = axle_demo_random_chance (&self->random, 300);
  add_contacts_of (self, &company, since);
  for (int i = 0; i < n_cars; i++)
    {
      int registered = axle_demo_random_between (&self->random, since + 60, self->today - 61);
      g_auto(AxleDemoCar) car = { NULL };

      axle_demo_add_car (self, &company,
                         axle_demo_random_chance (&self->random, 250) ? AXLE_DEMO_FOR_FLEET : pick_range (self),
                         registered, &car);
      axle_demo_add_ownership (self, &company, &car, "owner", registered, 0);
      if (i < 4 && self->n_done < self->n_customers && axle_demo_random_chance (&self->random, 400))
        add_driver (self, &company, &car);
      axle_demo_tell_car (self, &company, &car, registered - 45, self->today);
    }
  axle_demo_add_consents (self, &company);
  if (axle_demo_random_chance (&self->random, 200))
    axle_demo_add_promise (self, &company);
  add_note (self, &company);
}

/* One entered twice while looking for a car, or again when the car came to the workshop. */
static void
add_twins (AxleDemo *self)
{
  g_auto(AxleDemoParty) party = { NULL };

  if (axle_demo_random_chance (&self->random, 500))
    {
      int registered = pick_registration (self);
      g_auto(AxleDemoCar) car = { NULL };

      axle_demo_add_person (self, first_talk (self, registered), &party);
      set_use (self, &party);
      axle_demo_add_car (self, &party, AXLE_DEMO_OWN, registered, &car);
      axle_demo_add_ownership (self, &party, &car, "owner", registered, 0);
      axle_demo_add_twin (self, &party, &car);
      axle_demo_tell_car (self, &party, &car, party.since, self->today);
      finish_party (self, &party, "after-sales");
      return;
    }
  axle_demo_add_person (self, to_season_of_sales (self, self->today - 700, self->today - 1), &party);
  axle_demo_add_twin (self, &party, NULL);
  axle_demo_tell_sale (self, &party, pick_wish (self), FALSE);
  finish_party (self, &party, "potential");
}

/* How much a timeline shows of what was made from a record on. */
static guint
count_entries (AxleDemo *self,
               guint     from)
{
  const AxleEntity *const entities[] = { &axle_contact_entity, &axle_visit_entity, &axle_deal_entity, &axle_points_entity,
                                         &axle_complaint_entity, &axle_odometer_entity, &axle_note_entity };
  guint n = 0;

  for (guint i = from; i < self->records->len; i++)
    for (gsize j = 0; j < G_N_ELEMENTS (entities); j++)
      n += ((const AxleRecord *) self->records->pdata[i])->entity == entities[j];
  return n;
}

/* Cars until there is enough to tell of them. */
static void
add_busy_cars (AxleDemo      *self,
               AxleDemoParty *party,
               guint          n_entries,
               int            longest)
{
  guint from = self->records->len;

  while (count_entries (self, from) < n_entries)
    {
      g_auto(AxleDemoCar) car = { NULL };
      int registered = self->today - axle_demo_random_between (&self->random, 400, longest);

      axle_demo_add_car (self, party, AXLE_DEMO_OWN, registered, &car);
      axle_demo_add_ownership (self, party, &car, "owner", registered, 0);
      axle_demo_tell_car (self, party, &car, registered - 45, self->today);
    }
}

static void
add_regular (AxleDemo *self)
{
  int since = self->today - 2900;
  g_auto(AxleDemoParty) party = { NULL };

  axle_demo_add_person (self, since, &party);
  axle_record_set_text (party.record, AXLE_CUSTOMER_NAME, REGULAR_NAME);
  axle_record_set_text (party.record, AXLE_CUSTOMER_PREFERRED_NAME, "安师傅");
  axle_record_set_text (party.record, AXLE_CUSTOMER_OCCUPATION, "网约车司机");
  axle_record_set_boolean (party.record, AXLE_CUSTOMER_CONSENT_DRIVING, TRUE);
  set_use (self, &party);
  party.busy = party.member = TRUE;
  party.days_of_log = 2800;
  add_busy_cars (self, &party, REGULAR_ENTRIES, 2800);
  finish_party (self, &party, "loyal");
}

static void
add_rental (AxleDemo *self)
{
  int since = self->today - 2600;
  g_auto(AxleDemoParty) company = { NULL };

  axle_demo_add_company (self, since, &company);
  axle_record_set_text (company.record, AXLE_CUSTOMER_NAME, RENTAL_NAME);
  axle_record_set_boolean (company.record, AXLE_CUSTOMER_CONSENT_DRIVING, TRUE);
  company.busy = company.member = TRUE;
  company.days_of_log = 2000;
  add_contacts_of (self, &company, since);
  add_busy_cars (self, &company, RENTAL_ENTRIES, 2000);
  axle_demo_add_consents (self, &company);
  axle_demo_add_promise (self, &company);
  add_note (self, &company);
}

/* The next few customers who belong together. */
void
axle_demo_add_household (AxleDemo *self)
{
  guint at = axle_demo_random_below (&self->random, 1000);
  gboolean two_fit = self->n_customers - self->n_done >= 2;
  guint household = self->n_households++;

  if (household == REGULAR_AT)
    add_regular (self);
  else if (household == RENTAL_AT)
    add_rental (self);
  else if (at < 170)
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

