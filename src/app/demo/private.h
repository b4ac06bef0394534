/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/demo/demo.h"
#include "app/demo/table.h"

G_BEGIN_DECLS

/* Days are those of GDate: 1 is 0001-01-01. */
#define AXLE_DEMO_DAY_OF_1970 719163

/* The kinds of what is said, as stories.tsv names them. */
typedef enum
{
  AXLE_DEMO_LEAD,
  AXLE_DEMO_TEST_DRIVE,
  AXLE_DEMO_QUOTE,
  AXLE_DEMO_LOST,
  AXLE_DEMO_DELIVERY,
  AXLE_DEMO_FOLLOW_UP,
  AXLE_DEMO_BIRTHDAY,
  AXLE_DEMO_FIRST_SERVICE,
  AXLE_DEMO_SERVICE,
  AXLE_DEMO_EV_SERVICE,
  AXLE_DEMO_SPRING,
  AXLE_DEMO_SUMMER,
  AXLE_DEMO_WINTER,
  AXLE_DEMO_INSURANCE,
  AXLE_DEMO_COMPLAINT,
  AXLE_DEMO_RESCUE,
  AXLE_DEMO_SURVEY,
  AXLE_DEMO_FLEET,
  AXLE_DEMO_N_KINDS,
} AxleDemoKind;

typedef struct
{
  char **firsts;
  char **seconds;
  char **singles;
} AxleDemoGiven;

#define AXLE_DEMO_FIRST_DECADE 1940
#define AXLE_DEMO_N_DECADES 7

struct _AxleDemo
{
  gint64          n_customers;
  gint64          n_done;
  gint64          n_phones;
  gint64          n_cars;
  int             today;
  AxleId          store;
  AxleId         *consultants;
  gsize           n_consultants;
  AxleId         *advisors;
  gsize           n_advisors;
  gboolean        begun;

  AxleDemoRandom  random;
  AxleDemoHost    ids;
  GPtrArray      *records;   /* (unowned): what the household at hand goes to */

  AxleDemoTable  *surnames;
  AxleDemoTable  *places;
  AxleDemoTable  *roads;
  AxleDemoTable  *estates;
  AxleDemoTable  *models;
  AxleDemoTable  *colours;
  AxleDemoTable  *occupations;
  AxleDemoTable  *households;
  AxleDemoTable  *sources;
  AxleDemoTable  *tags;
  AxleDemoTable  *notes;
  AxleDemoTable  *stories[AXLE_DEMO_N_KINDS];
  AxleDemoGiven   given[2][AXLE_DEMO_N_DECADES];
  char          **company_names;
  char          **company_trades;
};

/**
 * AxleDemoParty:
 * @record: (unowned): the customer
 * @since: the day from which we know them
 * @born: of a person, the year
 * @male: of a person
 * @place: their row of places.tsv
 * @title: how they are spoken to
 * @seller: who sells to them
 * @advisor: who receives their cars
 *
 * One side of a story.
 */
typedef struct
{
  AxleRecord         *record;
  int                 since;
  int                 born;
  gboolean            male;
  const char * const *place;
  char               *title;
  AxleId              seller;
  AxleId              advisor;
} AxleDemoParty;

void axle_demo_party_clear (AxleDemoParty *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleDemoParty, axle_demo_party_clear)

/**
 * AxleDemoCar:
 * @record: (unowned): the vehicle
 * @model: make and model
 * @registered: the day of its first registration
 * @metres_per_day: how much it is driven
 * @ours: whether it was bought here
 * @electric: whether it has a plug and no petrol
 * @last_reading: the latest that was read from its odometer, in metres
 *
 * A car and how it is used.
 */
typedef struct
{
  AxleRecord *record;
  char       *model;
  int         registered;
  int         metres_per_day;
  gboolean    ours;
  gboolean    electric;
  gint64      last_reading;
} AxleDemoCar;

void axle_demo_car_clear (AxleDemoCar *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleDemoCar, axle_demo_car_clear)

/* Which models come into question. */
typedef enum
{
  AXLE_DEMO_OWN,
  AXLE_DEMO_ANY,
  AXLE_DEMO_FOR_FLEET,
} AxleDemoRange;

AxleRecord *axle_demo_add_record   (AxleDemo            *self,
                                    const AxleEntity    *entity,
                                    int                  day,
                                    const AxleId        *staff);
gint64      axle_demo_time         (AxleDemo            *self,
                                    int                  day,
                                    int                  from_hour,
                                    int                  to_hour);
char       *axle_demo_date_text    (int                  day,
                                    char                 buffer[16]);
int         axle_demo_day          (int                  year,
                                    int                  month,
                                    int                  day);

void        axle_demo_add_person   (AxleDemo            *self,
                                    int                  since,
                                    AxleDemoParty       *party);
void        axle_demo_add_relative (AxleDemo            *self,
                                    const AxleDemoParty *of,
                                    AxleDemoParty       *party);
void        axle_demo_add_company  (AxleDemo            *self,
                                    int                  since,
                                    AxleDemoParty       *party);
void        axle_demo_add_twin     (AxleDemo            *self,
                                    const AxleDemoParty *of);
char       *axle_demo_dup_phone    (AxleDemo            *self);

void        axle_demo_add_car      (AxleDemo            *self,
                                    const AxleDemoParty *owner,
                                    AxleDemoRange        range,
                                    int                  registered,
                                    AxleDemoCar         *car);
void        axle_demo_add_ownership (AxleDemo            *self,
                                    const AxleDemoParty *party,
                                    const AxleDemoCar   *car,
                                    const char          *role,
                                    int                  since,
                                    int                  until);
gint64      axle_demo_car_odometer (const AxleDemoCar   *car,
                                    int                  day);

void        axle_demo_tell_sale    (AxleDemo            *self,
                                    const AxleDemoParty *party,
                                    const char          *model,
                                    gboolean             lost);
void        axle_demo_tell_car     (AxleDemo            *self,
                                    const AxleDemoParty *party,
                                    AxleDemoCar         *car,
                                    int                  from,
                                    int                  until);

G_END_DECLS
