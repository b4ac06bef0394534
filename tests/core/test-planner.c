/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/appointment/capacity.h"
#include "core/appointment/fit.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/appointment/suggest.h"
#include "core/day.h"
#include "core/organisation/organisation.h"

/* Random small days, judged by the planner and by trying everything. */

#define H 60
#define N_DAYS 60
#define N_SLOTS 16
#define FIRST (30)
#define STEP 30

static const struct { const char *date, *zone; } calendars[] = {
  { "2025-03-12", "Asia/Shanghai" },
  { "2025-03-30", "Europe/Berlin" }, /* has no third hour */
  { "2025-10-26", "Europe/Berlin" }, /* has it twice */
  { "2025-12-31", "Europe/Berlin" },
  { "2026-01-01", "Asia/Shanghai" },
};

static const char * const skill_sets[] = { "maintenance", "engine", "maintenance engine", "maintenance engine chassis" };
static const char * const codes[] = { "oil", "engine", "align", "wash", "unheard-of" };

/* What a test of one day knows of it. */
typedef struct
{
  AxleTestDay  day;
  GRand       *rand;
  GPtrArray   *bays;
  GPtrArray   *people;
  GPtrArray   *cars;
  AxleRecord  *aligner;
  GPtrArray   *bookings;
} Random;

static guint
below (Random *r,
       guint   n)
{
  return (guint) g_rand_int_range (r->rand, 0, (gint32) n);
}

static AxleRecord *
any (Random    *r,
     GPtrArray *list)
{
  return list->pdata[below (r, list->len)];
}

static void
add_people (Random *r)
{
  for (guint i = 0; i < 3; i++)
    {
      AxleRecord *person = axle_test_day_add_person (&r->day, "P", skill_sets[below (r, G_N_ELEMENTS (skill_sets))]);
      int starts = FIRST + 30 * (int) below (r, 4);

      g_ptr_array_add (r->people, person);
      if (below (r, 2) == 0)
        continue;
      axle_test_day_add_roster (&r->day, person, starts, 4 * H);
      if (below (r, 2) == 0)
        axle_test_day_add_roster (&r->day, person, 4 * H + 30 * (int) below (r, 3), 8 * H);
    }
  g_ptr_array_add (r->people, axle_test_day_add_person (&r->day, "Advisor", ""));
}

static void
add_leave (Random *r)
{
  for (guint i = below (r, 4); i > 0; i--)
    {
      int from = 15 * (int) below (r, 30);

      axle_test_day_add_leave (&r->day, below (r, 2) == 0 ? any (r, r->people) : below (r, 2) == 0 ? any (r, r->bays) : r->aligner,
                               from, from + 30 + 15 * (int) below (r, 8));
    }
}

static void
set_some (Random     *r,
          AxleRecord *booking,
          guint       field,
          AxleRecord *value,
          guint       of_three)
{
  if (below (r, 3) < of_three)
    axle_record_set_id (booking, field, &value->id);
}

static void
add_booking (Random *r)
{
  static const char * const states[] = { "booked", "arrived", "booked", "done", "cancelled", "confirmed" };
  int minutes = 30 * (1 + (int) below (r, 5));
  AxleRecord *booking = axle_test_day_add_booking (&r->day, 15 * (int) below (r, 32), minutes, codes[below (r, 5)]);

  axle_record_set_text (booking, AXLE_APPOINTMENT_STATE, states[below (r, G_N_ELEMENTS (states))]);
  axle_record_set_boolean (booking, AXLE_APPOINTMENT_ALL_DAY, below (r, 12) == 0);
  if (below (r, 8) == 0)
    axle_record_set_text (booking, AXLE_APPOINTMENT_MODE, "on-site");
  if (below (r, 8) == 0)
    axle_record_set_integer (booking, AXLE_APPOINTMENT_AT,
                             axle_record_get_integer (booking, AXLE_APPOINTMENT_AT) - 4 * G_TIME_SPAN_HOUR);
  set_some (r, booking, AXLE_APPOINTMENT_BAY, any (r, r->bays), 1);
  set_some (r, booking, AXLE_APPOINTMENT_TECHNICIAN, any (r, r->people), 1);
  set_some (r, booking, AXLE_APPOINTMENT_ADVISOR, r->people->pdata[3], 2);
  set_some (r, booking, AXLE_APPOINTMENT_LOAN_CAR, r->cars->pdata[0], 1);
  set_some (r, booking, AXLE_APPOINTMENT_EQUIPMENT, r->aligner, below (r, 2));
  g_ptr_array_add (r->bookings, booking);
}

static void
random_open (Random  *r,
             guint32  seed)
{
  guint calendar = seed % G_N_ELEMENTS (calendars);

  r->rand = g_rand_new_with_seed (seed);
  r->bays = g_ptr_array_new ();
  r->people = g_ptr_array_new ();
  r->cars = g_ptr_array_new ();
  r->bookings = g_ptr_array_new ();
  axle_test_day_open (&r->day, calendars[calendar].date, calendars[calendar].zone);
  axle_test_day_add_hours (&r->day, H, 4 * H);
  axle_test_day_add_hours (&r->day, 4 * H + 30 * (int) below (r, 2), 7 * H);
  g_ptr_array_add (r->bays, axle_test_day_add_thing (&r->day, "bay", "1", "maintenance engine", "lift"));
  g_ptr_array_add (r->bays, axle_test_day_add_thing (&r->day, "bay", "2", "", "lift aligner"));
  g_ptr_array_add (r->bays, axle_test_day_add_thing (&r->day, "bay", "3", "maintenance chassis", ""));
  r->aligner = axle_test_day_add_thing (&r->day, "equipment", "4", "", "aligner");
  g_ptr_array_add (r->cars, axle_test_day_add_thing (&r->day, "loan-car", "5", "", ""));
  axle_test_day_add_service (&r->day, "oil", "maintenance", "", 60);
  axle_test_day_add_service (&r->day, "engine", "engine", "lift", 60);
  axle_test_day_add_service (&r->day, "align", "chassis", "aligner", 60);
  axle_test_day_add_service (&r->day, "wash", NULL, "", 60);
  add_people (r);
  add_leave (r);
  for (guint i = 4 + below (r, 6); i > 0; i--)
    add_booking (r);
}

static void
random_close (Random *r)
{
  axle_test_day_close (&r->day);
  g_rand_free (r->rand);
  g_ptr_array_unref (r->bays);
  g_ptr_array_unref (r->people);
  g_ptr_array_unref (r->cars);
  g_ptr_array_unref (r->bookings);
}

static void
make_wish (Random   *r,
           AxleWish *wish)
{
  *wish = (AxleWish) { .minutes = 30 * (1 + (int) below (r, 5)) };
  wish->services = g_new0 (char *, 3);
  wish->services[0] = g_strdup (codes[below (r, 5)]);
  wish->services[1] = below (r, 3) == 0 ? g_strdup (codes[below (r, 4)]) : NULL;
  wish->on_site = below (r, 8) == 0;
  wish->wants_loan_car = below (r, 4) == 0;
  if (below (r, 3) == 0)
    wish->bay = any (r, r->bays)->id;
  if (below (r, 3) == 0)
    wish->technician = any (r, r->people)->id;
  if (below (r, 3) == 0)
    wish->advisor = ((AxleRecord *) r->people->pdata[3])->id;
  if (below (r, 6) == 0)
    wish->equipment = r->aligner->id;
  if (below (r, 6) == 0)
    wish->driver = any (r, r->people)->id;
  if (below (r, 3) == 0)
    wish->except = any (r, r->bookings)->id;
}

/* From here on: trying everything. */

static gboolean
counts (const AxleRecord *booking,
        const AxleId     *except)
{
  return axle_appointment_is_on (booking) && !axle_record_get_boolean (booking, AXLE_APPOINTMENT_ALL_DAY) &&
         !axle_id_equal (&booking->id, except);
}

static gboolean
is_taken (Random       *r,
          const AxleId *id,
          gint64        from,
          gint64        until,
          const AxleId *except,
          const AxleId *self)
{
  for (guint i = 0; i < r->bookings->len; i++)
    {
      const AxleRecord *other = r->bookings->pdata[i];

      if (!counts (other, except) || axle_id_equal (&other->id, self) ||
          axle_record_get_integer (other, AXLE_APPOINTMENT_AT) >= until || axle_appointment_get_end (other) <= from)
        continue;
      for (guint j = 0; j < AXLE_APPOINTMENT_N_HELD; j++)
        {
          AxleId held = axle_record_get_id (other, axle_appointment_held[j].field);

          if (axle_id_equal (&held, id))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
is_away (Random       *r,
         const AxleId *id,
         gint64        from,
         gint64        until)
{
  for (guint i = 0; i < r->day.records->len; i++)
    {
      const AxleRecord *leave = r->day.records->pdata[i];
      AxleId staff, resource;

      if (leave->entity != &axle_leave_entity)
        continue;
      staff = axle_record_get_id (leave, AXLE_LEAVE_STAFF);
      resource = axle_record_get_id (leave, AXLE_LEAVE_RESOURCE);
      if ((axle_id_equal (&staff, id) || axle_id_equal (&resource, id)) &&
          axle_record_get_integer (leave, AXLE_LEAVE_SINCE) < until && axle_record_get_integer (leave, AXLE_LEAVE_UNTIL) > from)
        return TRUE;
    }
  return FALSE;
}

/* Whether @at is in a line of hours: of the store, or, with @person, of their roster. */
static gboolean
is_within (Random       *r,
           const AxleId *person,
           gint64        at)
{
  gboolean has_lines = FALSE;

  for (guint i = 0; i < r->day.records->len; i++)
    {
      const AxleRecord *line = r->day.records->pdata[i];
      gboolean of_store = line->entity == &axle_opening_hours_entity;
      AxleId staff = line->entity == &axle_roster_entity ? axle_record_get_id (line, AXLE_ROSTER_STAFF) : AXLE_ID_NONE;
      guint from = of_store ? AXLE_OPENING_HOURS_OPENS : AXLE_ROSTER_STARTS;
      guint until = of_store ? AXLE_OPENING_HOURS_CLOSES : AXLE_ROSTER_ENDS;

      if (person == NULL ? !of_store : axle_id_is_none (&staff) || !axle_id_equal (&staff, person))
        continue;
      has_lines = TRUE;
      if (axle_test_day_at (&r->day, (int) axle_record_get_integer (line, from)) <= at &&
          at < axle_test_day_at (&r->day, (int) axle_record_get_integer (line, until)))
        return TRUE;
    }
  return person != NULL && !has_lines && is_within (r, NULL, at);
}

static gint64
find_work_end (Random *r,
               gint64  from,
               gint64  until)
{
  gint64 closes = axle_test_day_at (&r->day, 7 * H);

  return from < closes ? MIN (until, closes) : until;
}

/* Whether a set of the record @offers each of the set of @asks. */
static gboolean
has_all (const AxleRecord *offers,
         guint             offered,
         GPtrArray        *asks)
{
  g_auto(GStrv) members = axle_record_dup_members (offers, offered);

  for (guint i = 0; i < asks->len; i++)
    if (!g_strv_contains ((const char * const *) members, asks->pdata[i]))
      return FALSE;
  return TRUE;
}

/* The skills, or the equipment, that services take; NULL where none is on the menu. */
static GPtrArray *
list_needs (Random   *r,
            GStrv     services,
            gboolean  skills)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  gboolean known = FALSE;

  for (guint i = 0; i < r->day.records->len; i++)
    {
      const AxleRecord *item = r->day.records->pdata[i];
      g_auto(GStrv) equipment = NULL;

      if (item->entity != &axle_service_item_entity ||
          !g_strv_contains ((const char * const *) services, axle_record_get_text (item, AXLE_SERVICE_ITEM_CODE)))
        continue;
      known = TRUE;
      equipment = axle_record_dup_members (item, AXLE_SERVICE_ITEM_EQUIPMENT);
      if (skills && axle_record_get_text (item, AXLE_SERVICE_ITEM_SKILL) != NULL)
        g_ptr_array_add (list, g_strdup (axle_record_get_text (item, AXLE_SERVICE_ITEM_SKILL)));
      for (guint j = 0; !skills && equipment[j] != NULL; j++)
        g_ptr_array_add (list, g_strdup (equipment[j]));
    }
  return known ? g_steal_pointer (&list) : NULL;
}

static gboolean
person_can (Random           *r,
            const AxleRecord *person,
            GPtrArray        *skills,
            gint64            from,
            gint64            until,
            const AxleId     *except,
            const AxleId     *self)
{
  return has_all (person, AXLE_STAFF_SKILLS, skills) && is_within (r, &person->id, from) &&
         is_within (r, &person->id, until - 1) && !is_away (r, &person->id, from, until) &&
         !is_taken (r, &person->id, from, until, except, self);
}

static gboolean
bay_is_equipped (Random           *r,
                 const AxleRecord *bay,
                 GPtrArray        *equipment,
                 gboolean          has_aligner,
                 gint64            from,
                 gint64            until,
                 const AxleId     *except,
                 const AxleId     *self)
{
  g_auto(GStrv) provides = axle_record_dup_members (bay, AXLE_RESOURCE_PROVIDES);
  gboolean aligner = has_aligner || (!is_away (r, &r->aligner->id, from, until) &&
                                     !is_taken (r, &r->aligner->id, from, until, except, self));

  for (guint i = 0; i < equipment->len; i++)
    if (!g_strv_contains ((const char * const *) provides, equipment->pdata[i]) &&
        !(aligner && g_str_equal (equipment->pdata[i], "aligner")))
      return FALSE;
  return TRUE;
}

static gboolean
bay_is_for (const AxleRecord *bay,
            GPtrArray        *skills)
{
  return axle_record_get (bay, AXLE_RESOURCE_SKILLS)->kind == AXLE_VALUE_NONE || has_all (bay, AXLE_RESOURCE_SKILLS, skills);
}

/* Something that must have one of a few. */
typedef struct
{
  gint64 from;
  gint64 until;
  guint  who;
  int    has;
} Work;

static gboolean
can_all (Work  *works,
         guint  n,
         guint  i)
{
  if (i == n)
    return TRUE;
  for (int who = 0; who < 4; who++)
    {
      gboolean clash = (works[i].who & (1u << who)) == 0;

      for (guint j = 0; j < i && !clash; j++)
        clash = works[j].has == who && works[j].from < works[i].until && works[i].from < works[j].until;
      works[i].has = who;
      if (!clash && can_all (works, n, i + 1))
        return TRUE;
    }
  return FALSE;
}

static guint
find_candidates (Random       *r,
                 gboolean      people,
                 GPtrArray    *skills,
                 GPtrArray    *equipment,
                 gboolean      has_aligner,
                 gint64        from,
                 gint64        until,
                 const AxleId *except,
                 const AxleId *self)
{
  GPtrArray *list = people ? r->people : r->bays;
  guint who = 0;

  for (guint i = 0; i < 3; i++)
    {
      const AxleRecord *one = list->pdata[i];

      if (people ? person_can (r, one, skills, from, until, except, self)
                 : bay_is_for (one, skills) && !is_away (r, &one->id, from, until) &&
                     !is_taken (r, &one->id, from, until, except, self) &&
                     bay_is_equipped (r, one, equipment, has_aligner, from, until, except, self))
        who |= 1u << i;
    }
  return who;
}

static int
compare_bookings (gconstpointer a,
                  gconstpointer b)
{
  const AxleRecord *one = *(const AxleRecord * const *) a;
  const AxleRecord *other = *(const AxleRecord * const *) b;
  gint64 at = axle_record_get_integer (one, AXLE_APPOINTMENT_AT);
  gint64 other_at = axle_record_get_integer (other, AXLE_APPOINTMENT_AT);

  return at != other_at ? (at < other_at ? -1 : 1) : axle_id_compare (&one->id, &other->id);
}

/* What @booking takes of somebody, or of some bay, that it does not name; FALSE for nothing. */
static gboolean
make_work (Random           *r,
           gboolean          people,
           const AxleRecord *booking,
           const AxleId     *except,
           Work             *work)
{
  const AxleId nobody = AXLE_ID_NONE;
  gint64 from = axle_record_get_integer (booking, AXLE_APPOINTMENT_AT);
  gint64 until = axle_appointment_get_end (booking);
  g_auto(GStrv) services = axle_record_dup_members (booking, AXLE_APPOINTMENT_SERVICES);
  g_autoptr(GPtrArray) skills = list_needs (r, services, TRUE);
  g_autoptr(GPtrArray) equipment = list_needs (r, services, FALSE);
  gboolean on_site = g_strcmp0 (axle_record_get_text (booking, AXLE_APPOINTMENT_MODE), "on-site") == 0;
  gboolean has_aligner = axle_record_get (booking, AXLE_APPOINTMENT_EQUIPMENT)->kind != AXLE_VALUE_NONE;
  guint field = people ? AXLE_APPOINTMENT_TECHNICIAN : AXLE_APPOINTMENT_BAY;

  if (!counts (booking, &nobody) || skills == NULL || (!people && on_site) ||
      axle_record_get (booking, field)->kind != AXLE_VALUE_NONE || from < axle_test_day_at (&r->day, 0))
    return FALSE;
  if (people)
    until = find_work_end (r, from, until);
  *work = (Work) {
    from, until, find_candidates (r, people, skills, equipment, has_aligner, from, until, except, &booking->id), -1,
  };
  return TRUE;
}

/* The works of those that name nobody and found somebody, less the moved one: who was there
 * first comes first. */
static guint
list_works (Random       *r,
            gboolean      people,
            const AxleId *except,
            Work         *works)
{
  const AxleId nobody = AXLE_ID_NONE;
  g_autoptr(GPtrArray) sorted = g_ptr_array_copy (r->bookings, NULL, NULL);
  Work admitted[32];
  guint n = 0;
  guint n_kept = 0;

  g_ptr_array_sort (sorted, compare_bookings);
  for (guint i = 0; i < sorted->len; i++)
    {
      const AxleRecord *booking = sorted->pdata[i];

      if (!make_work (r, people, booking, &nobody, &admitted[n]) || !can_all (admitted, n + 1, 0))
        continue;
      n++;
      if (!axle_id_equal (&booking->id, except))
        make_work (r, people, booking, except, &works[n_kept++]);
    }
  return n_kept;
}

static gboolean
all_can (Random         *r,
         gboolean        people,
         const AxleWish *wish,
         gint64          until,
         guint           who)
{
  Work works[32];
  guint n = list_works (r, people, &wish->except, works);

  works[n] = (Work) { wish->at, until, who, -1 };
  return can_all (works, n + 1, 0);
}

static gboolean
bay_blocks (Random         *r,
            const AxleWish *wish,
            GPtrArray      *skills,
            GPtrArray      *equipment,
            gint64          until)
{
  const AxleId nobody = AXLE_ID_NONE;
  gboolean has_aligner = !axle_id_is_none (&wish->equipment);
  guint at = 0;

  if (axle_id_is_none (&wish->bay))
    return skills != NULL && !wish->on_site &&
           !all_can (r, FALSE, wish, until,
                     find_candidates (r, FALSE, skills, equipment, has_aligner, wish->at, until, &wish->except, &nobody));
  while (at < 3 && !axle_id_equal (&((AxleRecord *) r->bays->pdata[at])->id, &wish->bay))
    at++;
  return (skills != NULL && !bay_is_for (r->bays->pdata[at], skills)) ||
         (equipment != NULL && !bay_is_equipped (r, r->bays->pdata[at], equipment, has_aligner, wish->at, until, &wish->except,
                                                 &nobody)) ||
         is_away (r, &wish->bay, wish->at, until) || is_taken (r, &wish->bay, wish->at, until, &wish->except, &nobody) ||
         !all_can (r, FALSE, wish, until, 1u << at);
}

static gboolean
technician_blocks (Random         *r,
                   const AxleWish *wish,
                   GPtrArray      *skills,
                   gint64          until)
{
  const AxleId nobody = AXLE_ID_NONE;
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  guint at = 0;

  if (axle_id_is_none (&wish->technician))
    return skills != NULL && !all_can (r, TRUE, wish, until,
                                       find_candidates (r, TRUE, skills, NULL, FALSE, wish->at, until, &wish->except, &nobody));
  while (!axle_id_equal (&((AxleRecord *) r->people->pdata[at])->id, &wish->technician))
    at++;
  return !person_can (r, r->people->pdata[at], skills != NULL ? skills : none, wish->at, until, &wish->except, &nobody) ||
         (at < 3 && !all_can (r, TRUE, wish, until, 1u << at));
}

static gboolean
others_block (Random         *r,
              const AxleWish *wish,
              gint64          until,
              gint64          work_end)
{
  const AxleId nobody = AXLE_ID_NONE;
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  const AxleRecord *loan = r->cars->pdata[0];
  gint64 received = find_work_end (r, wish->at, wish->at + 10 * G_TIME_SPAN_MINUTE);

  if (!axle_id_is_none (&wish->advisor) &&
      (!is_within (r, &wish->advisor, wish->at) || !is_within (r, &wish->advisor, received - 1) ||
       is_away (r, &wish->advisor, wish->at, received)))
    return TRUE;
  if (!axle_id_is_none (&wish->driver) &&
      (!is_within (r, &wish->driver, wish->at) || !is_within (r, &wish->driver, work_end - 1) ||
       is_away (r, &wish->driver, wish->at, work_end) ||
       is_taken (r, &wish->driver, wish->at, work_end, &wish->except, &nobody)))
    return TRUE;
  if (!axle_id_is_none (&wish->equipment) && (is_away (r, &wish->equipment, wish->at, until) ||
                                              is_taken (r, &wish->equipment, wish->at, until, &wish->except, &nobody)))
    return TRUE;
  return wish->wants_loan_car && is_taken (r, &loan->id, wish->at, until, &wish->except, &nobody);
}

static gboolean
is_blocked (Random         *r,
            const AxleWish *wish)
{
  gint64 until = wish->at + wish->minutes * G_TIME_SPAN_MINUTE;
  gint64 work_end = find_work_end (r, wish->at, until);
  gint64 closes = axle_test_day_at (&r->day, 7 * H);
  g_autoptr(GPtrArray) skills = list_needs (r, wish->services, TRUE);
  g_autoptr(GPtrArray) equipment = list_needs (r, wish->services, FALSE);

  return !is_within (r, NULL, wish->at) || until > closes || bay_blocks (r, wish, skills, equipment, until) ||
         technician_blocks (r, wish, skills, work_end) || others_block (r, wish, until, work_end);
}

/* Sets what the column stands for; returns its place. */
static AxleId *
find_place (AxleWish       *wish,
            AxlePlanColumn  by)
{
  static AxleId nowhere;

  return by == AXLE_PLAN_COLUMN_BAY ? &wish->bay : by == AXLE_PLAN_COLUMN_TECHNICIAN ? &wish->technician
         : by == AXLE_PLAN_COLUMN_ADVISOR ? &wish->advisor : &nowhere;
}

static guint
compare_shade (Random            *r,
               const AxleDayPlan *plan,
               AxleWish          *wish,
               AxlePlanColumn     by)
{
  AxleId columns[5] = { { { 0 } } };
  guint8 shade[5 * N_SLOTS];
  guint n_columns = 1;
  guint n_fit = 0;
  GPtrArray *list = by == AXLE_PLAN_COLUMN_BAY ? r->bays : r->people;

  for (guint i = 0; by != AXLE_PLAN_COLUMN_DAY && i < list->len; i++)
    columns[n_columns++] = ((AxleRecord *) list->pdata[i])->id;
  axle_fit_shade (plan, wish, by, columns, n_columns, FIRST, STEP, N_SLOTS, shade);
  for (guint i = 0; i < n_columns * N_SLOTS; i++)
    {
      AxleWish there = *wish;
      g_autoptr(GPtrArray) problems = NULL;

      there.at = axle_day_plan_get_time (plan, FIRST + (int) (i % N_SLOTS) * STEP);
      *find_place (&there, by) = columns[i / N_SLOTS];
      problems = axle_fit_judge (plan, &there);
      g_assert_cmpint (shade[i] == AXLE_FIT_NO, ==, axle_problems_block (problems));
      g_assert_cmpint (shade[i] == AXLE_FIT_YES, ==, problems->len == 0);
      g_assert_false (axle_problems_contain (problems, "unsure"));
      g_assert_cmpint (shade[i] == AXLE_FIT_NO, ==, is_blocked (r, &there));
      n_fit += shade[i] != AXLE_FIT_NO;
    }
  return n_fit;
}

static void
test_shade (void)
{
  guint n_fit = 0;

  for (guint32 seed = 0; seed < N_DAYS; seed++)
    {
      Random r;
      g_autoptr(AxleDayPlan) plan = NULL;

      random_open (&r, seed);
      plan = axle_test_day_plan (&r.day);
      g_test_message ("day %u", seed);
      for (guint i = 0; i < 2; i++)
        {
          g_auto(AxleWish) wish = { 0 };

          make_wish (&r, &wish);
          for (AxlePlanColumn by = AXLE_PLAN_COLUMN_DAY; by <= AXLE_PLAN_COLUMN_ADVISOR; by++)
            n_fit += compare_shade (&r, plan, &wish, by);
        }
      random_close (&r);
    }
  /* It is not all the same. */
  g_assert_cmpuint (n_fit, >, 500);
}

/* Kinds of work that the menu has: three skills, and what anybody can do. */
static const struct { const char *skill, *code; guint at; } kinds[] = {
  { "maintenance", "oil", 0 }, { "engine", "engine", 2 }, { "chassis", "align", 4 }, { NULL, "wash", 0 },
};

#define N_KINDS G_N_ELEMENTS (kinds)
#define VERY_MUCH 1000000

static int
count_there (Random       *r,
             const AxleId *person)
{
  gint64 at = axle_test_day_at (&r->day, 0);
  gint64 end = axle_test_day_at (&r->day, 1440);
  int minutes = 0;

  for (; at < end; at += G_TIME_SPAN_MINUTE)
    minutes += is_within (r, person, at) && !is_away (r, person, at, at + 1);
  return minutes;
}

/* The most of what is asked that can be had: the narrowest of all cuts. */
static int
find_most (const int   *asked,
           const int   *there,
           const guint *can)
{
  int most = G_MAXINT;

  for (guint set = 0; set < 1u << N_KINDS; set++)
    {
      int cut = 0;

      for (guint kind = 0; kind < N_KINDS; kind++)
        cut += (set & (1u << kind)) != 0 ? 0 : asked[kind];
      for (guint i = 0; i < 3; i++)
        cut += (can[i] & set) != 0 ? there[i] : 0;
      most = MIN (most, cut);
    }
  return most;
}

static void
sum_asked (Random *r,
           int    *carried,
           int    *booked)
{
  const AxleId nobody = AXLE_ID_NONE;
  gint64 midnight = axle_test_day_at (&r->day, 0);

  for (guint i = 0; i < r->bookings->len; i++)
    {
      const AxleRecord *booking = r->bookings->pdata[i];
      gint64 from = axle_record_get_integer (booking, AXLE_APPOINTMENT_AT);
      gint64 end = find_work_end (r, from, axle_appointment_get_end (booking));
      g_autofree char *code = axle_record_dup_first_member (booking, AXLE_APPOINTMENT_SERVICES);
      gboolean done = g_strcmp0 (axle_record_get_text (booking, AXLE_APPOINTMENT_STATE), "done") == 0;
      gboolean named = axle_record_get (booking, AXLE_APPOINTMENT_TECHNICIAN)->kind != AXLE_VALUE_NONE ||
                       axle_record_get (booking, AXLE_APPOINTMENT_BAY)->kind != AXLE_VALUE_NONE;
      guint kind = 0;

      while (kind < N_KINDS && !g_str_equal (kinds[kind].code, code))
        kind++;
      if (!counts (booking, &nobody) || (kind == N_KINDS && !named))
        continue;
      kind = MIN (kind, N_KINDS - 1);
      if (from >= midnight)
        booked[kind] += (int) ((end - from) / G_TIME_SPAN_MINUTE);
      else if (!done)
        carried[kind] += (int) axle_record_get_integer (booking, AXLE_APPOINTMENT_MINUTES);
    }
}

static void
compare_capacity (Random             *r,
                  const AxleCapacity *capacity)
{
  int there[3], carried[N_KINDS] = { 0 }, booked[N_KINDS] = { 0 }, asked[N_KINDS];
  guint can[3];

  sum_asked (r, carried, booked);
  for (guint i = 0; i < 3; i++)
    {
      g_auto(GStrv) skills = axle_record_dup_members (r->people->pdata[i], AXLE_STAFF_SKILLS);

      there[i] = count_there (r, &((AxleRecord *) r->people->pdata[i])->id);
      can[i] = 0;
      for (guint kind = 0; kind < N_KINDS; kind++)
        if (kinds[kind].skill == NULL || g_strv_contains ((const char * const *) skills, kinds[kind].skill))
          can[i] |= 1u << kind;
    }
  for (guint kind = 0; kind < N_KINDS; kind++)
    asked[kind] = carried[kind] + booked[kind];
  for (guint kind = 0; kind + 1 < N_KINDS; kind++)
    {
      const AxleCapacityLine *line = &capacity->skills[kinds[kind].at];
      int before = find_most (asked, there, can);
      int possible = 0;

      for (guint i = 0; i < 3; i++)
        possible += (can[i] & (1u << kind)) != 0 ? there[i] : 0;
      g_assert_cmpint (line->possible, ==, possible);
      g_assert_cmpint (line->carried, ==, carried[kind]);
      g_assert_cmpint (line->booked, ==, booked[kind]);
      asked[kind] += VERY_MUCH;
      g_assert_cmpint (line->free, ==, MAX (find_most (asked, there, can) - before - MAX (possible - carried[kind], 0) * 15 / 100, 0));
      asked[kind] -= VERY_MUCH;
    }
}

static void
test_capacity (void)
{
  for (guint32 seed = 0; seed < N_DAYS; seed++)
    {
      Random r;
      g_autoptr(AxleDayPlan) plan = NULL;
      AxleCapacity capacity;

      random_open (&r, seed);
      plan = axle_test_day_plan (&r.day);
      axle_capacity_measure (&capacity, plan);
      g_test_message ("day %u", seed);
      compare_capacity (&r, &capacity);
      random_close (&r);
    }
}

static void
make_suggest_wish (Random          *r,
                   AxleSuggestWish *wish)
{
  *wish = (AxleSuggestWish) { .days = below (r, 2) == 0 ? 0 : 1u << below (r, 7) };
  make_wish (r, &wish->wish);
  if (below (r, 2) == 0)
    wish->time = (AxleDaySpan) { 90, 90 + 30 * (1 + (int) below (r, 5)) };
  if (below (r, 2) == 0)
    wish->own_advisor = ((AxleRecord *) r->people->pdata[3])->id;
  if (below (r, 4) == 0)
    wish->not_before = axle_test_day_at (&r->day, 5 * H);
  wish->class_a = below (r, 4) == 0;
  wish->points = below (r, 4) == 0;
}

/* What speaks for a day and a time of it, whoever does it. */
static int
rate_time (Random                *r,
           const AxleSuggestWish *wish,
           int                    later,
           int                    minute)
{
  gint64 midnight = axle_test_day_at (&r->day, later * 1440);
  gint64 middle = axle_test_day_at (&r->day, later * 1440 + 240);
  gint64 end = axle_test_day_at (&r->day, later * 1440 + 1440);
  gboolean second = axle_test_day_at (&r->day, later * 1440 + minute) >= middle;
  AxleDate date = axle_date_add_days (&r->day.date, later);
  int more = 0;
  int points = 0;

  for (guint i = 0; i < r->bookings->len; i++)
    {
      gint64 at = axle_record_get_integer (r->bookings->pdata[i], AXLE_APPOINTMENT_AT);

      if (counts (r->bookings->pdata[i], &wish->wish.except) && at >= midnight && at < end)
        more += (at >= middle) == second ? -1 : 1;
    }
  points += (wish->days & (1u << axle_date_get_weekday (&date))) != 0 ? 300 : 0;
  points += minute >= wish->time.from && minute < wish->time.until ? 200 : 0;
  points -= later * (wish->class_a || wish->points ? 30 : 10);
  return points + CLAMP (more, -10, 10) * 8;
}

/* Points off for what @one could do besides. */
static int
rate_spare (Random           *r,
            const AxleRecord *one,
            const AxleWish   *wish)
{
  gboolean bay = one->entity == &axle_resource_entity;
  g_auto(GStrv) skills = axle_record_dup_members (one, bay ? AXLE_RESOURCE_SKILLS : AXLE_STAFF_SKILLS);
  g_auto(GStrv) provides = bay ? axle_record_dup_members (one, AXLE_RESOURCE_PROVIDES) : g_new0 (char *, 1);
  g_autoptr(GPtrArray) asked = list_needs (r, wish->services, TRUE);
  g_autoptr(GPtrArray) equipment = list_needs (r, wish->services, FALSE);
  gboolean has_aligner = !axle_id_is_none (&wish->equipment);
  int points = 0;

  for (guint i = 0; skills[i] != NULL; i++)
    points -= asked != NULL && g_ptr_array_find_with_equal_func (asked, skills[i], g_str_equal, NULL) ? 0 : 2;
  for (guint i = 0; provides[i] != NULL; i++)
    points -= equipment != NULL && !(has_aligner && g_str_equal (provides[i], "aligner")) &&
                  g_ptr_array_find_with_equal_func (equipment, provides[i], g_str_equal, NULL) ? 0 : 2;
  return points;
}

static int
rate_advisor (Random                *r,
              const AxleSuggestWish *wish,
              int                    later)
{
  const AxleRecord *advisor = r->people->pdata[3];
  int points = axle_id_equal (&wish->own_advisor, &advisor->id) ? 60 : 0;

  for (guint i = 0; i < r->bookings->len; i++)
    {
      AxleId of = axle_record_get_id (r->bookings->pdata[i], AXLE_APPOINTMENT_ADVISOR);
      gint64 at = axle_record_get_integer (r->bookings->pdata[i], AXLE_APPOINTMENT_AT);

      if (counts (r->bookings->pdata[i], &wish->wish.except) && axle_id_equal (&of, &advisor->id) &&
          at >= axle_test_day_at (&r->day, later * 1440) && at < axle_test_day_at (&r->day, later * 1440 + 1440))
        points -= 5;
    }
  return points;
}

/* What every bay, technician and advisor of one time comes to; G_MININT when none will do. */
static int
find_best_at (Random                *r,
              const AxleDayPlan     *plan,
              const AxleSuggestWish *wish,
              int                    later,
              int                    minute)
{
  g_autoptr(GPtrArray) skills = list_needs (r, wish->wish.services, TRUE);
  gboolean any_bay = axle_id_is_none (&wish->wish.bay) && skills != NULL && !wish->wish.on_site;
  gboolean any_technician = axle_id_is_none (&wish->wish.technician) && skills != NULL;
  int best = G_MININT;

  for (guint i = 0; i < 3 * 3 * 2; i++)
    {
      const AxleRecord *bay = r->bays->pdata[i % 3];
      const AxleRecord *technician = r->people->pdata[i / 3 % 3];
      const AxleRecord *advisor = r->people->pdata[3];
      AxleWish there = wish->wish;
      g_autoptr(GPtrArray) problems = NULL;
      int points = rate_time (r, wish, later, minute);

      there.at = axle_test_day_at (&r->day, later * 1440 + minute);
      if (any_bay)
        there.bay = bay->id;
      if (any_technician)
        there.technician = technician->id;
      if (i >= 9)
        there.advisor = advisor->id;
      problems = axle_fit_judge (plan, &there);
      if (axle_problems_block (problems))
        continue;
      for (guint j = 0; j < 3; j++)
        points += axle_id_equal (&there.bay, &((AxleRecord *) r->bays->pdata[j])->id)
                    ? rate_spare (r, r->bays->pdata[j], &there) : 0;
      for (guint j = 0; j < 4; j++)
        points += axle_id_equal (&there.technician, &((AxleRecord *) r->people->pdata[j])->id)
                    ? rate_spare (r, r->people->pdata[j], &there) : 0;
      points += axle_id_is_none (&there.advisor) ? -1000 : rate_advisor (r, wish, later);
      best = MAX (best, points - 50 * (int) problems->len);
    }
  /* Without an advisor only where there is none. */
  return best != G_MININT && best < -500 ? best + 1000 : best;
}

/* Whether the moved appointment is on that day already. */
static gboolean
is_moved_within (Random       *r,
                 const AxleId *except,
                 int           later)
{
  const AxleId nobody = AXLE_ID_NONE;

  for (guint i = 0; i < r->bookings->len; i++)
    {
      const AxleRecord *booking = r->bookings->pdata[i];
      gint64 at = axle_record_get_integer (booking, AXLE_APPOINTMENT_AT);

      if (axle_id_equal (&booking->id, except) && counts (booking, &nobody))
        return at >= axle_test_day_at (&r->day, later * 1440) && at < axle_test_day_at (&r->day, later * 1440 + 1440);
    }
  return FALSE;
}

static void
compare_best (Random                *r,
              GPtrArray             *plans,
              const AxleSuggestWish *wish)
{
  g_autoptr(GPtrArray) slots = axle_suggest (plans, wish, 3);
  int best = G_MININT;
  gint64 best_at = 0;

  for (int later = 0; later < (int) plans->len; later++)
    for (int minute = H; minute < 7 * H; minute += 15)
      {
        gint64 at = axle_test_day_at (&r->day, later * 1440 + minute);
        g_autoptr(GPtrArray) skills = list_needs (r, wish->wish.services, TRUE);
        AxleCapacity capacity;
        AxlePlanNeeds needs = axle_day_plan_sum_needs (plans->pdata[later], (const char * const *) wish->wish.services);
        int points;

        axle_capacity_measure (&capacity, plans->pdata[later]);
        if (at < wish->not_before ||
            (skills != NULL && !is_moved_within (r, &wish->wish.except, later) && !wish->class_a && !wish->points &&
             wish->wish.minutes > axle_capacity_get_free (&capacity, needs.skills)))
          continue;
        points = find_best_at (r, plans->pdata[later], wish, later, minute);
        if (points > best)
          {
            best = points;
            best_at = at;
          }
      }
  g_assert_cmpint (slots->len > 0, ==, best > G_MININT);
  if (slots->len == 0)
    return;
  g_assert_cmpint (((AxleSlot *) slots->pdata[0])->score, ==, best);
  g_assert_cmpint (((AxleSlot *) slots->pdata[0])->at, ==, best_at);
  for (guint i = 1; i < slots->len; i++)
    {
      const AxleSlot *slot = slots->pdata[i];

      g_assert_cmpint (slot->score, <=, ((AxleSlot *) slots->pdata[i - 1])->score);
      g_assert_cmpint (ABS (slot->at - ((AxleSlot *) slots->pdata[i - 1])->at), >=, 60 * G_TIME_SPAN_MINUTE);
      g_assert_false (axle_problems_block (slot->reasons));
    }
}

static void
test_suggest (void)
{
  for (guint32 seed = 0; seed < N_DAYS; seed++)
    {
      Random r;
      g_autoptr(GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_day_plan_unref);
      AxleSuggestWish wish;

      random_open (&r, seed);
      g_ptr_array_add (plans, axle_test_day_plan (&r.day));
      r.day.date = axle_date_add_days (&r.day.date, 1);
      g_ptr_array_add (plans, axle_test_day_plan (&r.day));
      r.day.date = axle_date_add_days (&r.day.date, -1);
      make_suggest_wish (&r, &wish);
      g_test_message ("day %u", seed);
      compare_best (&r, plans, &wish);
      axle_wish_clear (&wish.wish);
      random_close (&r);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/planner/shade", test_shade);
  g_test_add_func ("/planner/capacity", test_capacity);
  g_test_add_func ("/planner/suggest", test_suggest);
  return g_test_run ();
}
