/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/demo/demo.h"
#include "app/demo/table.h"

G_BEGIN_DECLS

/* Days are those of GDate: 1 is 0001-01-01. */
#define AXLE_DEMO_DAY_OF_1970 719163

/* What is talked about, as stories.tsv names it. */
typedef enum
{
  AXLE_DEMO_LEAD,
  AXLE_DEMO_TEST_DRIVE,
  AXLE_DEMO_QUOTE,
  AXLE_DEMO_LOST,
  AXLE_DEMO_DELIVERY,
  AXLE_DEMO_FOLLOW_UP,
  AXLE_DEMO_BIRTHDAY,
  AXLE_DEMO_REMINDER,
  AXLE_DEMO_SPRING,
  AXLE_DEMO_SUMMER,
  AXLE_DEMO_WINTER,
  AXLE_DEMO_INSURANCE,
  AXLE_DEMO_RESCUE,
  AXLE_DEMO_SURVEY,
  AXLE_DEMO_FLEET,
  AXLE_DEMO_REGULAR,
  AXLE_DEMO_N_TALKS,
} AxleDemoTalk;

/* What is sold, or a step to it, as deals.tsv names it; the record has the same names. */
typedef enum
{
  AXLE_DEMO_DEAL_TEST_DRIVE,
  AXLE_DEMO_DEAL_QUOTATION,
  AXLE_DEMO_DEAL_ORDER,
  AXLE_DEMO_DEAL_DELIVERY,
  AXLE_DEMO_DEAL_ACCESSORY,
  AXLE_DEMO_DEAL_WARRANTY,
  AXLE_DEMO_DEAL_INSURANCE,
  AXLE_DEMO_DEAL_FINANCE,
  AXLE_DEMO_DEAL_TRADE_IN,
  AXLE_DEMO_N_DEALS,
} AxleDemoDeal;

extern const char *const axle_demo_deal_names[AXLE_DEMO_N_DEALS];

/* Why a car comes to the workshop. */
typedef enum
{
  AXLE_DEMO_VISIT_FIRST,
  AXLE_DEMO_VISIT_SERVICE,
  AXLE_DEMO_VISIT_CHECK,
  AXLE_DEMO_VISIT_REPAIR,
  AXLE_DEMO_VISIT_SEASON,
} AxleDemoVisit;

/* What can happen on a day; the number beside it says which of them. */
typedef enum
{
  AXLE_DEMO_EVENT_TALK,
  AXLE_DEMO_EVENT_DEAL,
  AXLE_DEMO_EVENT_VISIT,
  AXLE_DEMO_EVENT_COMPLAINT,
  AXLE_DEMO_EVENT_READING,
} AxleDemoEventKind;

typedef struct
{
  int               day;
  AxleDemoEventKind kind;
  int               which;
} AxleDemoEvent;

/* More than wear.tsv has lines. */
#define AXLE_DEMO_MAX_WEAR 24

/* The log goes back so many days; what was before is in old folders. */
#define AXLE_DEMO_DAYS_OF_LOG (3 * 365)

/* The cells of models.tsv. */
enum
{
  AXLE_DEMO_MODEL_WMI,
  AXLE_DEMO_MODEL_MAKE,
  AXLE_DEMO_MODEL_NAME,
  AXLE_DEMO_MODEL_POWERTRAIN,
  AXLE_DEMO_MODEL_FROM,
  AXLE_DEMO_MODEL_TO,
  AXLE_DEMO_MODEL_WEIGHT,
  AXLE_DEMO_MODEL_SIGNS,
  AXLE_DEMO_MODEL_RANGE,
  AXLE_DEMO_MODEL_VARIANTS,
  AXLE_DEMO_MODEL_PRICE,
};

typedef struct
{
  char **firsts;
  char **seconds;
  char **singles;
} AxleDemoGiven;

#define AXLE_DEMO_FIRST_DECADE 1940
#define AXLE_DEMO_N_DECADES 7

typedef struct _AxleDemoCalendar AxleDemoCalendar;

struct _AxleDemo
{
  gint64          n_customers;
  gint64          n_done;
  gint64          n_phones;
  gint64          n_cars;
  gint64          n_orders;
  guint           n_households;
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
  AxleDemoTable  *wear;
  AxleDemoTable  *repairs;
  AxleDemoTable  *concerns;
  AxleDemoTable  *complaints;
  AxleDemoTable  *promises;
  AxleDemoTable  *insurers;
  AxleDemoTable  *stories[AXLE_DEMO_N_TALKS];
  AxleDemoTable  *deals[AXLE_DEMO_N_DEALS];
  AxleDemoGiven   given[2][AXLE_DEMO_N_DECADES];
  char          **company_names;
  char          **company_trades;
  AxleDemoCalendar *calendar;
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
 * @days_of_log: how far back their log goes
 * @busy: whether they talk to us all the time
 * @member: whether they collect points
 * @points: how many they have
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
  int                 days_of_log;
  gboolean            busy;
  gboolean            member;
  gint64              points;
} AxleDemoParty;

void axle_demo_party_clear (AxleDemoParty *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleDemoParty, axle_demo_party_clear)

/**
 * AxleDemoCar:
 * @record: (unowned): the vehicle
 * @row: (unowned): its row of models.tsv
 * @model: make and model
 * @registered: the day of its first registration
 * @metres_per_day: how much it is driven
 * @ours: whether it was bought here
 * @interval: how far it goes from service to service, in metres
 * @months: how long at most
 * @habit: how much of an interval its driver lets pass, in per mille
 * @left: the day from which it comes to the workshop no more
 * @strain: how long tyres and brakes last with its driver, in per mille
 * @begun: whether what follows is known
 * @worn_at: where each line of wear.tsv was last done, in metres
 * @worn_on: and on which day
 * @last_reading: the latest that was read from its odometer, in metres
 *
 * A car and how it is used.
 */
typedef struct
{
  AxleRecord         *record;
  const char * const *row;
  char               *model;
  int                 registered;
  int                 metres_per_day;
  gboolean            ours;
  int                 interval;
  int                 months;
  int                 habit;
  int                 left;
  int                 strain;
  gboolean            begun;
  gint64              worn_at[AXLE_DEMO_MAX_WEAR];
  int                 worn_on[AXLE_DEMO_MAX_WEAR];
  gint64              last_reading;
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

char       *axle_demo_dup_number   (AxleDemo            *self,
                                    const char          *prefix,
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
                                    const AxleDemoParty *of,
                                    const AxleDemoCar   *car);
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

gboolean    axle_demo_power_has    (const char          *powertrain,
                                    const char          *powers);
gboolean    axle_demo_car_has      (const AxleDemoCar   *car,
                                    const char          *powers);
char       *axle_demo_dup_model    (const char * const  *row);

void        axle_demo_tell_visit   (AxleDemo            *self,
                                    AxleDemoParty       *party,
                                    AxleDemoCar         *car,
                                    const AxleDemoEvent *event);

void        axle_demo_tell_deal    (AxleDemo            *self,
                                    const AxleDemoParty *party,
                                    AxleDemoCar         *car,
                                    const char * const  *model,
                                    const AxleDemoEvent *event);
void        axle_demo_plan_purchase (AxleDemo            *self,
                                    const AxleDemoCar   *car,
                                    GArray              *events);
void        axle_demo_plan_insurance (AxleDemo            *self,
                                    const AxleDemoParty *party,
                                    AxleDemoCar         *car,
                                    int                  until,
                                    GArray              *events);

void        axle_demo_add_relation (AxleDemo            *self,
                                    const AxleDemoParty *of,
                                    const AxleDemoParty *other,
                                    const char          *role,
                                    int                  since);
void        axle_demo_add_consents (AxleDemo            *self,
                                    const AxleDemoParty *party);
void        axle_demo_add_promise  (AxleDemo            *self,
                                    const AxleDemoParty *party);
void        axle_demo_add_points   (AxleDemo            *self,
                                    AxleDemoParty       *party,
                                    gint64               amount,
                                    const char          *reason,
                                    const AxleRecord    *visit,
                                    int                  day);
void        axle_demo_tell_complaint (AxleDemo            *self,
                                    const AxleDemoParty *party,
                                    const AxleDemoCar   *car,
                                    int                  day);

void        axle_demo_add_event    (GArray              *events,
                                    int                  day,
                                    AxleDemoEventKind    kind,
                                    int                  which);
void        axle_demo_tell_sale    (AxleDemo            *self,
                                    AxleDemoParty       *party,
                                    const char * const  *model,
                                    gboolean             lost);
void        axle_demo_tell_car     (AxleDemo            *self,
                                    AxleDemoParty       *party,
                                    AxleDemoCar         *car,
                                    int                  from,
                                    int                  until);

void        axle_demo_add_household (AxleDemo            *self);

G_END_DECLS
