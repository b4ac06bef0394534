/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/demo/private.h"

G_BEGIN_DECLS

/* The calendar of the workshop: what is there, who comes, and when. All of it is made
 * after the customers, so that these do not depend on it. */

/* A day is cut into so many slots of a quarter of an hour. */
#define AXLE_DEMO_SLOTS 96
#define AXLE_DEMO_SLOT_MINUTES 15

/* By the clock of the store. */
#define AXLE_DEMO_OPENS (8 * 60)
#define AXLE_DEMO_CLOSES (18 * 60)

/* So many cars may come by appointment, the first that were made. */
#define AXLE_DEMO_MAX_GUESTS 1600

/* The cells of services.tsv. */
enum
{
  AXLE_DEMO_SERVICE_CODE,
  AXLE_DEMO_SERVICE_AREA,
  AXLE_DEMO_SERVICE_NAME,
  AXLE_DEMO_SERVICE_MINUTES,
  AXLE_DEMO_SERVICE_SKILL,
  AXLE_DEMO_SERVICE_EQUIPMENT,
  AXLE_DEMO_SERVICE_PRICE,
  AXLE_DEMO_SERVICE_POWERS,
  AXLE_DEMO_SERVICE_WEIGHT,
  AXLE_DEMO_SERVICE_REMARKS,
};

typedef enum
{
  AXLE_DEMO_BAY,
  AXLE_DEMO_EQUIPMENT,
  AXLE_DEMO_LOAN_CAR,
  AXLE_DEMO_SERVICE_CAR,
  AXLE_DEMO_TECHNICIAN,
  AXLE_DEMO_ADVISOR,
  AXLE_DEMO_DRIVER,
} AxleDemoUnitKind;

/**
 * AxleDemoUnit:
 * @id: of a resource or of somebody
 * @kind: what it is
 * @skills: a bit for each of axle_skills[]
 * @provides: a bit for each of axle_equipment[]
 * @breaks_at: of a person, the minute of the day at which their break begins
 * @day_off: of a person, the day of the week, 0 is Monday
 * @away_from: the first day of their leave; 0 for none
 * @away_until: the last one
 * @taken: of the day at hand, which slots are gone
 *
 * Somebody or something that an appointment holds.
 */
typedef struct
{
  AxleId           id;
  AxleDemoUnitKind kind;
  guint64          skills;
  guint64          provides;
  int              breaks_at;
  int              day_off;
  int              away_from;
  int              away_until;
  guint8           taken[AXLE_DEMO_SLOTS];
} AxleDemoUnit;

/**
 * AxleDemoGuest:
 * @customer: who drives
 * @vehicle: what
 * @name: how they are called
 * @phone: (nullable): their number
 * @address: (nullable): where they live
 * @model: of the car
 * @powertrain: of the car
 * @last_day: when they came last; they come once a day at most
 *
 * A car that may come by appointment.
 */
typedef struct
{
  AxleId  customer;
  AxleId  vehicle;
  char   *name;
  char   *phone;
  char   *address;
  char   *model;
  char   *powertrain;
  int     last_day;
} AxleDemoGuest;

/**
 * AxleDemoStay:
 * @guest: who was there
 * @day: when
 * @minute: of the day
 * @areas: a bit for each of axle_job_areas[] that was worked on
 * @advisor: who received the car
 *
 * A visit of the last weeks that had an appointment.
 */
typedef struct
{
  guint   guest;
  int     day;
  int     minute;
  guint64 areas;
  AxleId  advisor;
} AxleDemoStay;

/**
 * AxleDemoWork:
 * @rows: (unowned): of services.tsv
 * @n_rows: how many
 * @skills: that it takes, a bit for each of axle_skills[]
 * @equipment: that it takes, a bit for each of axle_equipment[]
 * @minutes: the labour of all
 *
 * What is to be done.
 */
typedef struct
{
  const char * const *rows[3];
  guint               n_rows;
  guint64             skills;
  guint64             equipment;
  int                 minutes;
} AxleDemoWork;

struct _AxleDemoCalendar
{
  gint64         now;
  gboolean       busy;
  gboolean       fitted;
  AxleDemoTable *services;
  AxleDemoTable *resources;
  AxleDemoTable *holidays;
  AxleDemoTable *wishes;
  GArray        *technicians;  /* AxleDemoTechnician with copies of their skills */
  GArray        *drivers;      /* AxleId */
  AxleId         group;
  GHashTable    *closed;       /* days of holidays */
  GArray        *units;        /* AxleDemoUnit */
  GArray        *guests;       /* AxleDemoGuest */
  GArray        *stays;        /* AxleDemoStay */
  int            day;          /* the next to be made */
  int            saturday;     /* the busy one */
};

/* Where an appointment goes. */
typedef struct
{
  int           slot;
  int           n_slots;
  AxleDemoUnit *bay;
  AxleDemoUnit *equipment;
  AxleDemoUnit *technician;
} AxleDemoPlace;

guint64       axle_demo_bits               (const AxleChoice         *choices,
                                            const char               *names);
gint64        axle_demo_minute_time        (int                       day,
                                            int                       minute);
guint         axle_demo_weekday            (int                       day);

AxleDemoCalendar *axle_demo_calendar_new   (const AxleDemoOptions    *options,
                                            int                       today);
void          axle_demo_calendar_free      (AxleDemoCalendar         *self);
void          axle_demo_calendar_note      (AxleDemo                 *demo,
                                            guint                     from);
gboolean      axle_demo_calendar_next      (AxleDemo                 *demo);

void          axle_demo_add_fittings       (AxleDemo                 *demo);
void          axle_demo_add_requests       (AxleDemo                 *demo);

void          axle_demo_work_add           (AxleDemoWork             *work,
                                            const char * const       *row);
gboolean      axle_demo_pick_work          (AxleDemo                 *demo,
                                            const AxleDemoGuest      *guest,
                                            int                       longest,
                                            AxleDemoWork             *work);
void          axle_demo_begin_day          (AxleDemo                 *demo,
                                            int                       day);
AxleDemoUnit *axle_demo_find_unit          (AxleDemo                 *demo,
                                            AxleDemoUnitKind          kind,
                                            guint64                   skills,
                                            guint64                   provides,
                                            int                       slot,
                                            int                       n_slots);
gboolean      axle_demo_find_place         (AxleDemo                 *demo,
                                            const AxleDemoWork       *work,
                                            gboolean                  on_site,
                                            int                       from,
                                            AxleDemoPlace            *place);
AxleRecord   *axle_demo_book               (AxleDemo                 *demo,
                                            AxleDemoGuest            *guest,
                                            const AxleDemoWork       *work,
                                            const AxleDemoPlace      *place,
                                            int                       day);

G_END_DECLS
