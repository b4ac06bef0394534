/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/private.h"

#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/vehicle/vehicle.h"

/* The cells of wear.tsv. */
enum { JOB, AREA, POWERS, DISTANCE, MONTHS, STRAINED, LEAST, MOST, PUT_OFF, DECLINED, FINDING };

/* The cells of repairs.tsv. */
enum { SEASON, REASON, CONCERN, REPAIR, REPAIR_AREA, REPAIR_POWERS, REPAIR_LEAST, REPAIR_MOST };

/* Nobody has more done at a time. */
#define MAX_JOBS 8

#define DAYS_A_MONTH 30

/* In fen. */
#define AMOUNT_A_POINT 1000

/* A visit that is being told. */
typedef struct
{
  AxleDemo            *demo;
  const AxleDemoParty *party;
  AxleDemoCar         *car;
  AxleRecord          *record;
  int                  day;
  gint64               metres;
  gint64               amount;
  guint                n_jobs;
} Visit;

/* An expensive car is expensive to keep. */
static gint64
price (const Visit *visit,
       int          least,
       int          most)
{
  int thousands = atoi (visit->car->row[AXLE_DEMO_MODEL_PRICE]);
  int per_mille = thousands < 100 ? 750 : thousands < 250 ? 1000 : thousands < 350 ? 1350 : 1800;

  if (most == 0)
    return 0;
  return (gint64) axle_demo_random_between (&visit->demo->random, least, most) * per_mille / 10000 * 1000;
}

static AxleRecord *
add_job (Visit      *visit,
         const char *title,
         const char *area,
         const char *state,
         gint64      amount)
{
  AxleRecord *job = axle_demo_add_record (visit->demo, &axle_job_entity, visit->day, &visit->party->advisor);

  job->created_at = visit->record->created_at;
  axle_record_set_id (job, AXLE_JOB_VISIT, &visit->record->id);
  axle_record_set_text (job, AXLE_JOB_TITLE, title);
  axle_record_set_text (job, AXLE_JOB_AREA, area);
  axle_record_set_text (job, AXLE_JOB_STATE, state);
  axle_record_set_integer (job, AXLE_JOB_AMOUNT, amount);
  if (g_str_equal (state, "done"))
    visit->amount += amount;
  visit->n_jobs++;
  return job;
}

/* How long a part lasts in this car, in metres; 0 where only time counts. */
static gint64
life_of (const AxleDemoCar  *car,
         const char * const *row)
{
  gint64 metres = g_ascii_strtoll (row[DISTANCE], NULL, 10) * 1000;

  return g_str_equal (row[STRAINED], "yes") ? metres * car->strain / 1000 : metres;
}

/* The years before the log have left their traces. */
static void
begin_wear (AxleDemo    *self,
            AxleDemoCar *car,
            int          day)
{
  gint64 metres = axle_demo_car_odometer (car, day);

  if (car->begun)
    return;
  car->begun = TRUE;
  for (guint i = 0; i < axle_demo_table_size (self->wear); i++)
    {
      const char * const *row = axle_demo_table_row (self->wear, i);
      gint64 life = life_of (car, row);
      int days = atoi (row[MONTHS]) * DAYS_A_MONTH;

      car->worn_at[i] = life > 0 ? metres / life * life : 0;
      car->worn_on[i] = days > 0 ? day - (day - car->registered) % days : car->registered;
    }
}

static gboolean
is_due (const Visit        *visit,
        guint               i,
        const char * const *row)
{
  gint64 life = life_of (visit->car, row);
  int days = atoi (row[MONTHS]) * DAYS_A_MONTH;

  return (life > 0 && visit->metres - visit->car->worn_at[i] >= life * 92 / 100)
         || (days > 0 && visit->day - visit->car->worn_on[i] >= days - 20);
}

static void
put_off (Visit              *visit,
         const char * const *row)
{
  static const char *const words[] = { "想等活动再换", "这次时间不够", "和家人商量后再定", "这个月预算紧", "下次保养一起做" };
  AxleDemoRandom *random = &visit->demo->random;
  AxleRecord *job = add_job (visit, row[JOB], row[AREA], "deferred", price (visit, atoi (row[LEAST]), atoi (row[MOST])));
  const char *why = words[axle_demo_random_below (random, G_N_ELEMENTS (words))];
  g_autofree char *reason = g_strconcat (row[FINDING], "，", why, NULL);
  char buffer[16];

  axle_record_set_text (job, AXLE_JOB_REASON, reason);
  axle_record_set_text (job, AXLE_JOB_DUE,
                        axle_demo_date_text (visit->day + axle_demo_random_between (random, 40, 150), buffer));
  axle_record_set_integer (job, AXLE_JOB_DUE_ODOMETER,
                           (visit->metres / 1000000 + axle_demo_random_between (random, 3, 8)) * 1000000);
}

static void
decline (Visit              *visit,
         guint               i,
         const char * const *row)
{
  static const char *const words[] = { "客户认为暂不需要", "觉得贵", "在别处做过" };
  AxleDemoRandom *random = &visit->demo->random;
  AxleRecord *job = add_job (visit, row[JOB], row[AREA], "declined", price (visit, atoi (row[LEAST]), atoi (row[MOST])));

  axle_record_set_text (job, AXLE_JOB_REASON, words[axle_demo_random_below (random, G_N_ELEMENTS (words))]);
  visit->car->worn_at[i] += life_of (visit->car, row) / 2;
  visit->car->worn_on[i] += atoi (row[MONTHS]) * DAYS_A_MONTH / 2;
}

static void
do_worn (Visit              *visit,
         guint               i,
         const char * const *row)
{
  add_job (visit, row[JOB], row[AREA], "done", price (visit, atoi (row[LEAST]), atoi (row[MOST])));
  visit->car->worn_at[i] = visit->metres;
  visit->car->worn_on[i] = visit->day;
}

static void
look_at (Visit              *visit,
         guint               i,
         const char * const *row)
{
  guint at = axle_demo_random_below (&visit->demo->random, 1000);
  guint off = (guint) atoi (row[PUT_OFF]), declined = (guint) atoi (row[DECLINED]);

  if (at < off)
    put_off (visit, row);
  else if (at < off + declined)
    decline (visit, i, row);
  else
    do_worn (visit, i, row);
}

static void
do_service (Visit *visit)
{
  AxleDemo *self = visit->demo;

  for (guint i = 0; i < axle_demo_table_size (self->wear) && visit->n_jobs < MAX_JOBS; i++)
    {
      const char * const *row = axle_demo_table_row (self->wear, i);
      gboolean each_time = g_str_equal (row[DISTANCE], "0") && g_str_equal (row[MONTHS], "0");

      if (!axle_demo_car_has (visit->car, row[POWERS]))
        continue;
      if (each_time)
        do_worn (visit, i, row);
      else if (is_due (visit, i, row))
        look_at (visit, i, row);
    }
  if (axle_demo_random_chance (&self->random, 300))
    add_job (visit, "洗车", "wash", "done", 0);
  axle_record_set_text (visit->record, AXLE_VISIT_REASON, "maintenance");
  if (axle_demo_random_chance (&self->random, 500))
    axle_record_set_text (visit->record, AXLE_VISIT_CONCERN, axle_demo_table_pick_first (self->concerns, &self->random));
}

static void
do_first_service (Visit *visit)
{
  gboolean fuel = axle_demo_car_has (visit->car, "fuel");

  add_job (visit, fuel ? "首次保养：更换机油和机油滤清器（免费）" : "首次检查（免费）", fuel ? "oil" : "drive-battery", "done", 0);
  add_job (visit, "全车安全检查", "inspection", "done", 0);
  if (axle_demo_random_chance (&visit->demo->random, 350))
    add_job (visit, "车机程序升级", "electrics", "done", 0);
  axle_record_set_text (visit->record, AXLE_VISIT_REASON, "maintenance");
}

static void
do_check (Visit *visit)
{
  AxleDemoRandom *random = &visit->demo->random;

  add_job (visit, "长途前全车检查：轮胎、制动、灯光、冷却液", "inspection", "done", price (visit, 0, 90));
  if (axle_demo_random_chance (random, 450))
    add_job (visit, "加注零下二十五度玻璃水", "body", "done", price (visit, 30, 50));
  if (axle_demo_random_chance (random, 200))
    add_job (visit, "补胎并做动平衡", "tyres", "done", price (visit, 60, 120));
  axle_record_set_text (visit->record, AXLE_VISIT_REASON, "inspection");
  axle_record_set_text (visit->record, AXLE_VISIT_CONCERN, "春节返乡前检查，要跑长途。");
}

static gboolean
is_season (const char *months,
           int         day)
{
  g_auto(GStrv) words = NULL;
  char text[8];
  GDate date;

  if (*months == '\0')
    return TRUE;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) day);
  g_snprintf (text, sizeof text, "%d", (int) g_date_get_month (&date));
  words = g_strsplit (months, " ", -1);
  return g_strv_contains ((const char *const *) words, text);
}

/* @of_season: one that only this time of the year brings. */
static const char * const *
pick_repair (const Visit *visit,
             gboolean     of_season)
{
  const char * const *row;
  guint tries = 0;

  do
    row = axle_demo_table_pick (visit->demo->repairs, &visit->demo->random);
  while (!axle_demo_car_has (visit->car, row[REPAIR_POWERS]) || !is_season (row[SEASON], visit->day)
         || (of_season && *row[SEASON] == '\0' && ++tries < 50));
  return row;
}

static void
do_repair (Visit    *visit,
           gboolean  of_season)
{
  AxleDemo *self = visit->demo;
  const char * const *row = pick_repair (visit, of_season);
  guint i = axle_demo_random_below (&self->random, axle_demo_table_size (self->wear));
  const char * const *worn = axle_demo_table_row (self->wear, i);

  add_job (visit, row[REPAIR], row[REPAIR_AREA], "done", price (visit, atoi (row[REPAIR_LEAST]), atoi (row[REPAIR_MOST])));
  axle_record_set_text (visit->record, AXLE_VISIT_REASON, row[REASON]);
  axle_record_set_text (visit->record, AXLE_VISIT_CONCERN, row[CONCERN]);
  if (*worn[FINDING] != '\0' && axle_demo_car_has (visit->car, worn[POWERS]) && is_due (visit, i, worn))
    put_off (visit, worn);
}

/* The record as it is known when the car comes in. */
static AxleRecord *
receive (AxleDemo            *self,
         const AxleDemoParty *party,
         const AxleDemoCar   *car,
         int                  day)
{
  AxleRecord *record = axle_demo_add_record (self, &axle_visit_entity, day, &party->advisor);
  g_autofree char *number = axle_demo_dup_number (self, "WX", day);
  gint64 at = axle_demo_time (self, day, 8, 16);

  record->created_at = at + axle_demo_random_between (&self->random, 40, 110) * G_TIME_SPAN_MINUTE;
  axle_record_set_id (record, AXLE_VISIT_CUSTOMER, &party->record->id);
  axle_record_set_id (record, AXLE_VISIT_VEHICLE, &car->record->id);
  axle_record_set_text (record, AXLE_VISIT_NUMBER, number);
  axle_record_set_integer (record, AXLE_VISIT_AT, at);
  axle_record_set_text (record, AXLE_VISIT_SOURCE, "desk");
  if (!axle_id_is_none (&party->advisor))
    axle_record_set_id (record, AXLE_VISIT_ADVISOR, &party->advisor);
  return record;
}

/* A visit to the workshop with what was done, put off and declined. */
void
axle_demo_tell_visit (AxleDemo            *self,
                      AxleDemoParty       *party,
                      AxleDemoCar         *car,
                      const AxleDemoEvent *event)
{
  Visit visit = { .demo = self, .party = party, .car = car, .day = event->day };

  begin_wear (self, car, event->day);
  visit.record = receive (self, party, car, event->day);
  visit.metres = car->last_reading = axle_demo_car_odometer (car, event->day);
  axle_record_set_integer (visit.record, AXLE_VISIT_ODOMETER, visit.metres);
  if (event->which == AXLE_DEMO_VISIT_FIRST)
    do_first_service (&visit);
  else if (event->which == AXLE_DEMO_VISIT_SERVICE)
    do_service (&visit);
  else if (event->which == AXLE_DEMO_VISIT_CHECK)
    do_check (&visit);
  else
    do_repair (&visit, event->which == AXLE_DEMO_VISIT_SEASON);
  /* What cost nothing was no purchase. */
  if (visit.amount > 0)
    axle_record_set_integer (visit.record, AXLE_VISIT_AMOUNT, visit.amount);
  axle_demo_add_points (self, party, visit.amount / AMOUNT_A_POINT, "维修保养消费积分", visit.record, event->day);
}
