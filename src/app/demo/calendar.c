/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/demo/calendar.h"

#include "core/appointment/appointment.h"
#include "core/appointment/duration.h"
#include "core/repair/job.h"

/* How many come on which day, and what became of them. */

/* Unless somebody says what o'clock it is. */
#define USUAL_NOW (11 * 60)

#define DAYS_BACK 60
#define DAYS_AHEAD 35

/* On a day on which everybody comes. */
#define BUSY_DAY 120

/* What is short enough to need no order afterwards. */
#define SHORT_WORK 45

/* What a busy day is full of. */
#define BUSY_WORK 60

#define LONGEST_WORK (8 * 60)

/* A lower share of those who may come does so on a usual day. */
#define GUESTS_A_COMER 8

/* They come once in so many days, where there are enough of them. */
#define DAYS_APART 9

/* How often each of the menu was measured before. */
#define MEASURED_BEFORE 16

#define CARS_OF_A_BATCH 5

static void
guest_clear (AxleDemoGuest *guest)
{
  g_free (guest->name);
  g_free (guest->phone);
  g_free (guest->address);
  g_free (guest->model);
  g_free (guest->powertrain);
}

static int
day_of_text (const char *date)
{
  AxleDate day = { 0 };

  return axle_date_parse (date, &day, NULL) ? axle_demo_day (day.year, day.month, day.day) : 0;
}

static void
load_holidays (AxleDemoCalendar *self)
{
  self->holidays = axle_demo_table_new ("holidays.tsv", AXLE_DEMO_NO_WEIGHT, NULL);
  self->closed = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < axle_demo_table_size (self->holidays); i++)
    {
      const char * const *row = axle_demo_table_row (self->holidays, i);

      if (g_str_equal (row[2], "no"))
        g_hash_table_add (self->closed, GINT_TO_POINTER (day_of_text (row[0])));
    }
}

static gboolean
is_closed (const AxleDemoCalendar *self,
           int                     day)
{
  return g_hash_table_contains (self->closed, GINT_TO_POINTER (day));
}

/* The next one on which the workshop is open. */
static int
find_saturday (const AxleDemoCalendar *self,
               int                     today)
{
  int day = today + 1;

  while (axle_demo_weekday (day) != 5 || is_closed (self, day))
    day++;
  return day;
}

AxleDemoCalendar *
axle_demo_calendar_new (const AxleDemoOptions *options,
                        int                    today)
{
  AxleDemoCalendar *self = g_new0 (AxleDemoCalendar, 1);

  self->now = axle_demo_minute_time (today, options->now != 0 ? options->now : USUAL_NOW);
  self->busy = options->busy_month;
  self->group = axle_id_is_none (&options->group) ? options->store : options->group;
  self->services = axle_demo_table_new ("services.tsv", AXLE_DEMO_SERVICE_WEIGHT, NULL);
  self->resources = axle_demo_table_new ("resources.tsv", AXLE_DEMO_NO_WEIGHT, NULL);
  self->wishes = axle_demo_table_new ("wishes.tsv", 3, NULL);
  self->technicians = g_array_new (FALSE, FALSE, sizeof (AxleDemoTechnician));
  g_array_append_vals (self->technicians, options->technicians, (guint) options->n_technicians);
  self->drivers = g_array_new (FALSE, FALSE, sizeof (AxleId));
  g_array_append_vals (self->drivers, options->drivers, (guint) options->n_drivers);
  self->units = g_array_new (FALSE, FALSE, sizeof (AxleDemoUnit));
  self->guests = g_array_new (FALSE, FALSE, sizeof (AxleDemoGuest));
  g_array_set_clear_func (self->guests, (GDestroyNotify) guest_clear);
  self->stays = g_array_new (FALSE, FALSE, sizeof (AxleDemoStay));
  load_holidays (self);
  self->day = today - DAYS_BACK;
  self->saturday = find_saturday (self, today);
  return self;
}

void
axle_demo_calendar_free (AxleDemoCalendar *self)
{
  axle_demo_table_free (self->services);
  axle_demo_table_free (self->resources);
  axle_demo_table_free (self->holidays);
  axle_demo_table_free (self->wishes);
  g_array_unref (self->technicians);
  g_array_unref (self->drivers);
  g_hash_table_unref (self->closed);
  g_array_unref (self->units);
  g_array_unref (self->guests);
  g_array_unref (self->stays);
  g_free (self);
}

static gboolean
is_of_busy_month (const AxleDemo *demo,
                  int             day)
{
  GDate today, other;

  g_date_clear (&today, 1);
  g_date_clear (&other, 1);
  g_date_set_julian (&today, (guint32) demo->today);
  g_date_set_julian (&other, (guint32) day);
  return demo->calendar->busy && g_date_get_month (&today) == g_date_get_month (&other);
}

/* Saturdays and Sundays are liked; the weeks to come are not full yet. */
static guint
count_comers (const AxleDemo *demo,
              int             day)
{
  static const guint ahead[] = { 46, 30, 18, 9, 5 };
  const AxleDemoCalendar *self = demo->calendar;
  gboolean weekend = axle_demo_weekday (day) >= 5;
  guint n;

  if (is_closed (self, day))
    return 0;
  if (day == self->saturday || is_of_busy_month (demo, day))
    return MIN (BUSY_DAY, self->guests->len);
  if (day < demo->today)
    n = 20;
  else if (day == demo->today)
    n = 58;
  else
    n = ahead[MIN ((guint) (day - demo->today) / 7, G_N_ELEMENTS (ahead) - 1)];
  return MIN (n + (weekend ? n / 3 : 0), self->guests->len / GUESTS_A_COMER);
}

static AxleDemoGuest *
pick_guest (AxleDemo *demo,
            int       day)
{
  GArray *guests = demo->calendar->guests;
  guint first = axle_demo_random_below (&demo->random, guests->len);
  AxleDemoGuest *any = NULL;

  for (guint i = 0; i < guests->len; i++)
    {
      AxleDemoGuest *guest = &g_array_index (guests, AxleDemoGuest, (first + i) % guests->len);

      if (guest->last_day < day - DAYS_APART)
        return guest;
      if (any == NULL && guest->last_day < day)
        any = guest;
    }
  return any;
}

/* Most like to come in the morning. */
static int
pick_slot (AxleDemo *demo)
{
  static const int hours[] = { 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 11, 12, 13, 13, 14, 14, 15, 15, 16 };

  return hours[axle_demo_random_below (&demo->random, G_N_ELEMENTS (hours))] * 4 + axle_demo_random_between (&demo->random, 0, 3);
}

static void
set_channel (AxleDemo   *demo,
             AxleRecord *record,
             int         day)
{
  static const char *const channels[] = { "phone", "phone", "phone", "wechat", "wechat", "wechat", "app", "app", "desk",
                                          "proactive", "walk-in" };
  guint n = G_N_ELEMENTS (channels) - (day > demo->today);

  axle_record_set_text (record, AXLE_APPOINTMENT_CHANNEL, channels[axle_demo_random_below (&demo->random, n)]);
}

static void
measure (AxleDemo           *demo,
         const char * const *row,
         const char         *model,
         gint64              at,
         const AxleRecord   *appointment)
{
  AxleRecord *record = axle_demo_add_record (demo, &axle_duration_entity, demo->today - 1, &AXLE_ID_NONE);
  int least = axle_demo_random_between (&demo->random, 70, 110);
  int per_cent = least + axle_demo_random_between (&demo->random, 0, 30) + axle_demo_random_between (&demo->random, 0, 30);

  record->created_at = at;
  axle_record_set_text (record, AXLE_DURATION_SERVICE, row[AXLE_DEMO_SERVICE_CODE]);
  axle_record_set_text (record, AXLE_DURATION_MODEL, model);
  axle_record_set_integer (record, AXLE_DURATION_MINUTES, MAX (atoi (row[AXLE_DEMO_SERVICE_MINUTES]) * per_cent / 100, 5));
  axle_record_set_integer (record, AXLE_DURATION_AT, at);
  if (appointment != NULL)
    axle_record_set_id (record, AXLE_DURATION_APPOINTMENT, &appointment->id);
}

/* What the menu's labour was compared with before there were appointments. */
static void
add_measurements (AxleDemo *demo)
{
  AxleDemoCalendar *self = demo->calendar;

  for (guint i = 0; i < axle_demo_table_size (self->services) && self->guests->len > 0; i++)
    for (guint k = 0; k < MEASURED_BEFORE; k++)
      {
        const AxleDemoGuest *guest = &g_array_index (self->guests, AxleDemoGuest,
                                                     axle_demo_random_below (&demo->random, self->guests->len));
        int day = demo->today - DAYS_BACK - axle_demo_random_between (&demo->random, 1, 120);

        measure (demo, axle_demo_table_row (self->services, i), guest->model, axle_demo_time (demo, day, 10, 18), NULL);
      }
}

static void
arrive (AxleDemo   *demo,
        AxleRecord *record)
{
  axle_record_set_integer (record, AXLE_APPOINTMENT_ARRIVED_AT,
                           axle_record_get_integer (record, AXLE_APPOINTMENT_AT) +
                             axle_demo_random_between (&demo->random, -12, 9) * G_TIME_SPAN_MINUTE);
}

static void
finish (AxleDemo            *demo,
        AxleRecord          *record,
        const AxleDemoGuest *guest,
        const AxleDemoWork  *work,
        gboolean             came)
{
  guint chance = axle_demo_random_below (&demo->random, 1000);
  const char *state = came || chance >= 100 ? "done" : chance < 40 ? "no-show" : "cancelled";

  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, state);
  if (!g_str_equal (state, "done"))
    return;
  arrive (demo, record);
  if (work->n_rows == 1)
    measure (demo, work->rows[0], guest->model, axle_appointment_get_end (record), record);
}

/* Of today: some are done, some are here, one is late, the rest is expected. */
static void
set_state_of_today (AxleDemo            *demo,
                    AxleRecord          *record,
                    const AxleDemoGuest *guest,
                    const AxleDemoWork  *work)
{
  gint64 now = demo->calendar->now;
  gint64 at = axle_record_get_integer (record, AXLE_APPOINTMENT_AT);
  guint chance = axle_demo_random_below (&demo->random, 1000);

  if (axle_appointment_get_end (record) <= now)
    finish (demo, record, guest, work, FALSE);
  else if (at < now && chance < 850)
    {
      axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "arrived");
      arrive (demo, record);
    }
  else
    axle_record_set_text (record, AXLE_APPOINTMENT_STATE, chance < 40 ? "cancelled" : chance < 350 ? "booked" : "confirmed");
}

static void
set_state (AxleDemo            *demo,
           AxleRecord          *record,
           const AxleDemoGuest *guest,
           const AxleDemoWork  *work,
           int                  day)
{
  guint chance = axle_demo_random_below (&demo->random, 1000);

  if (day < demo->today)
    finish (demo, record, guest, work, FALSE);
  else if (day == demo->today)
    set_state_of_today (demo, record, guest, work);
  else if (chance < 30)
    axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "cancelled");
  else if (chance < (day <= demo->today + 2 ? 650u : 180u))
    axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "confirmed");
}

/* What somebody noted down; who would like to come earlier; whose parts are awaited. */
static void
add_details (AxleDemo           *demo,
             AxleRecord         *record,
             const AxleDemoWork *work,
             int                 day)
{
  static const char *const remarks[] = { "客户赶时间，请准时", "旧件要看", "车内有儿童座椅，勿移动", "请先报价再施工",
                                         "客户会带早餐，安排休息区", "上次说右后门异响，顺便看看" };
  AxleDemoRandom *random = &demo->random;
  char buffer[16];

  if (axle_demo_random_chance (random, 90))
    axle_record_set_text (record, AXLE_APPOINTMENT_REMARKS, remarks[axle_demo_random_below (random, G_N_ELEMENTS (remarks))]);
  if (axle_demo_random_chance (random, 60))
    axle_record_set_boolean (record, AXLE_APPOINTMENT_PRIORITY, TRUE);
  if (day > demo->today + 2 && axle_demo_random_chance (random, 60))
    axle_record_set_boolean (record, AXLE_APPOINTMENT_EARLIER, TRUE);
  if (day > demo->today && work->minutes >= 120 && axle_demo_random_chance (random, 300))
    axle_record_set_text (record, AXLE_APPOINTMENT_PARTS_ON, axle_demo_date_text (day - 1, buffer));
}

static gboolean
is_for_on_site (const AxleDemoWork *work)
{
  return work->n_rows == 1 && work->equipment == 0 && g_str_equal (work->rows[0][AXLE_DEMO_SERVICE_AREA], "battery");
}

static AxleRecord *
book_guest (AxleDemo      *demo,
            AxleDemoGuest *guest,
            int            day,
            int            longest,
            int            slot)
{
  AxleDemoWork work;
  AxleDemoPlace place;
  AxleRecord *record;

  if (guest == NULL || !axle_demo_pick_work (demo, guest, longest, &work) ||
      !axle_demo_find_place (demo, &work, is_for_on_site (&work) && axle_demo_random_chance (&demo->random, 400), slot, &place))
    return NULL;
  record = axle_demo_book (demo, guest, &work, &place, day);
  set_channel (demo, record, day);
  set_state (demo, record, guest, &work, day);
  add_details (demo, record, &work, day);
  return record;
}

/* What was done on a visit, as the menu has it. */
static void
work_of_stay (AxleDemo           *demo,
              const AxleDemoStay *stay,
              AxleDemoWork       *work)
{
  const AxleDemoGuest *guest = &g_array_index (demo->calendar->guests, AxleDemoGuest, stay->guest);
  AxleDemoTable *services = demo->calendar->services;
  guint64 areas = stay->areas;

  *work = (AxleDemoWork) { .n_rows = 0 };
  for (guint i = 0; i < axle_demo_table_size (services) && work->n_rows < G_N_ELEMENTS (work->rows); i++)
    {
      const char * const *row = axle_demo_table_row (services, i);
      guint64 area = axle_demo_bits (axle_job_areas, row[AXLE_DEMO_SERVICE_AREA]);

      if ((areas & area) == 0 || !axle_demo_power_has (guest->powertrain, row[AXLE_DEMO_SERVICE_POWERS]) ||
          work->minutes + atoi (row[AXLE_DEMO_SERVICE_MINUTES]) > LONGEST_WORK)
        continue;
      axle_demo_work_add (work, row);
      areas &= ~area;
    }
}

/* Who was there had an appointment, unless the workshop was full. */
static void
add_stays (AxleDemo *demo,
           int       day)
{
  AxleDemoCalendar *self = demo->calendar;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const AxleDemoStay *stay = &g_array_index (self->stays, AxleDemoStay, i);
      AxleDemoGuest *guest = &g_array_index (self->guests, AxleDemoGuest, stay->guest);
      AxleDemoWork work;
      AxleDemoPlace place;
      AxleRecord *record;

      if (stay->day != day || guest->last_day == day || is_closed (self, day))
        continue;
      work_of_stay (demo, stay, &work);
      if (work.n_rows == 0 ||
          !axle_demo_find_place (demo, &work, FALSE, stay->minute / AXLE_DEMO_SLOT_MINUTES, &place))
        continue;
      record = axle_demo_book (demo, guest, &work, &place, day);
      set_channel (demo, record, day);
      finish (demo, record, guest, &work, TRUE);
      if (!axle_id_is_none (&stay->advisor))
        axle_record_set_id (record, AXLE_APPOINTMENT_ADVISOR, &stay->advisor);
    }
}

static AxleRecord *
find_taken_bay (AxleDemo *demo,
                guint     from,
                int       day,
                int       minute)
{
  gint64 since = axle_demo_minute_time (day, minute);

  for (guint i = from; i < demo->records->len; i++)
    {
      AxleRecord *record = demo->records->pdata[i];

      if (record->entity == &axle_appointment_entity && axle_appointment_is_on (record) &&
          axle_record_get_integer (record, AXLE_APPOINTMENT_AT) >= since &&
          axle_record_get (record, AXLE_APPOINTMENT_BAY)->kind != AXLE_VALUE_NONE)
        return record;
    }
  return NULL;
}

/* One more than there is room for, with the reason in writing. */
static void
overbook (AxleDemo   *demo,
          guint       from,
          int         day,
          int         minute,
          const char *reason)
{
  const AxleRecord *taken = find_taken_bay (demo, from, day, minute);
  AxleDemoGuest *guest = taken != NULL ? pick_guest (demo, day) : NULL;
  AxleDemoPlace place = { .n_slots = 2 };
  AxleDemoWork work;
  AxleRecord *record;
  AxleId bay;

  if (guest == NULL || guest->last_day == day || !axle_demo_pick_work (demo, guest, 30, &work))
    return;
  bay = axle_record_get_id (taken, AXLE_APPOINTMENT_BAY);
  place.slot = (int) ((axle_record_get_integer (taken, AXLE_APPOINTMENT_AT) - axle_demo_minute_time (day, 0)) / G_TIME_SPAN_MINUTE)
               / AXLE_DEMO_SLOT_MINUTES;
  for (guint i = 0; i < demo->calendar->units->len; i++)
    if (axle_id_equal (&g_array_index (demo->calendar->units, AxleDemoUnit, i).id, &bay))
      place.bay = &g_array_index (demo->calendar->units, AxleDemoUnit, i);
  record = axle_demo_book (demo, guest, &work, &place, day);
  if (axle_appointment_get_end (record) <= demo->calendar->now)
    finish (demo, record, guest, &work, TRUE);
  else
    axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "confirmed");
  axle_record_set_text (record, AXLE_APPOINTMENT_OVERRIDE, reason);
  axle_record_set_boolean (record, AXLE_APPOINTMENT_PRIORITY, TRUE);
}

/* What was begun yesterday and goes on today. */
static void
carry_over (AxleDemo *demo,
            int       day)
{
  AxleDemoGuest *guest = pick_guest (demo, day);
  AxleDemoTable *services = demo->calendar->services;
  AxleDemoWork work = { .n_rows = 0 };
  AxleDemoPlace place;
  AxleRecord *record;

  for (guint i = 0; i < axle_demo_table_size (services); i++)
    if (g_str_equal (axle_demo_table_row (services, i)[AXLE_DEMO_SERVICE_CODE], "BJ-01"))
      axle_demo_work_add (&work, axle_demo_table_row (services, i));
  if (guest == NULL || guest->last_day == day || !axle_demo_find_place (demo, &work, FALSE, 12 * 4, &place))
    return;
  record = axle_demo_book (demo, guest, &work, &place, day);
  axle_record_set_integer (record, AXLE_APPOINTMENT_MINUTES, LONGEST_WORK);
  axle_record_set_integer (record, AXLE_APPOINTMENT_PROMISED, axle_demo_minute_time (day + 1, AXLE_DEMO_CLOSES));
  axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "arrived");
  arrive (demo, record);
}

/* A company sends its cars together. */
static void
add_batch (AxleDemo *demo,
           int       day)
{
  AxleDemoCalendar *self = demo->calendar;
  AxleId id = axle_id_new (&demo->ids.host);
  g_autofree char *batch = axle_id_dup_text (&id);
  guint n = 0;

  for (guint i = 0; i + CARS_OF_A_BATCH <= self->guests->len && n == 0; i++)
    {
      AxleDemoGuest *first = &g_array_index (self->guests, AxleDemoGuest, i);
      AxleDemoGuest *last = first + CARS_OF_A_BATCH - 1;

      if (!axle_id_equal (&first->customer, &last->customer))
        continue;
      for (AxleDemoGuest *guest = first; guest <= last; guest++)
        {
          AxleRecord *record = guest->last_day != day ? book_guest (demo, guest, day, BUSY_WORK, 36) : NULL;

          if (record == NULL)
            continue;
          n++;
          axle_record_set_text (record, AXLE_APPOINTMENT_STATE, "confirmed");
          axle_record_set_text (record, AXLE_APPOINTMENT_BATCH, batch);
        }
    }
}

static void
add_day (AxleDemo *demo,
         int       day)
{
  AxleDemoCalendar *self = demo->calendar;
  guint from = demo->records->len, n = count_comers (demo, day), tries = n * 4;
  int longest = n == BUSY_DAY ? BUSY_WORK : day < demo->today ? SHORT_WORK : LONGEST_WORK;

  axle_demo_begin_day (demo, day);
  if (day == demo->today - 1 && n > 0)
    carry_over (demo, day);
  if (day == self->saturday + 3 && n > 0)
    add_batch (demo, day);
  add_stays (demo, day);
  while (n > 0 && tries-- > 0)
    n -= book_guest (demo, pick_guest (demo, day), day, longest, pick_slot (demo)) != NULL;
  if (day == demo->today)
    overbook (demo, from, day, 14 * 60, "老客户要赶高铁，已和原车主说好，半小时内完成");
  else if (day == self->saturday)
    overbook (demo, from, day, 10 * 60, "救援车刚拖到，先占半小时判断故障");
}

/**
 * axle_demo_calendar_next:
 * @demo: what makes the dealership
 *
 * Makes what the workshop has, and then a day at a time.
 *
 * Returns: %FALSE when all is made
 */
gboolean
axle_demo_calendar_next (AxleDemo *demo)
{
  AxleDemoCalendar *self = demo->calendar;

  if (!self->fitted)
    {
      self->fitted = TRUE;
      axle_demo_add_fittings (demo);
      add_measurements (demo);
      axle_demo_add_requests (demo);
      return TRUE;
    }
  if (self->day > demo->today + DAYS_AHEAD)
    return FALSE;
  add_day (demo, self->day++);
  return TRUE;
}
