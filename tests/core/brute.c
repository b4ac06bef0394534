/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/brute.h"

#include "core/appointment/appointment.h"
#include "core/appointment/busy.h"
#include "core/appointment/capacity.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/organisation/organisation.h"

#define H 60

gboolean
brute_counts (const AxleRecord *booking,
              const AxleId     *except)
{
  return axle_appointment_is_on (booking) && !axle_record_get_boolean (booking, AXLE_APPOINTMENT_ALL_DAY) &&
         !axle_id_equal (&booking->id, except);
}

static gboolean
is_taken (RandomDay    *r,
          const AxleId *id,
          gint64        from,
          gint64        until,
          const AxleId *except,
          const AxleId *self)
{
  for (guint i = 0; i < r->bookings->len; i++)
    {
      const AxleRecord *other = r->bookings->pdata[i];

      if (!brute_counts (other, except) || axle_id_equal (&other->id, self) ||
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

gboolean
brute_is_away (RandomDay    *r,
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
gboolean
brute_is_within (RandomDay    *r,
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
  return person != NULL && !has_lines && brute_is_within (r, NULL, at);
}

gint64
brute_find_work_end (RandomDay *r,
                     gint64     from,
                     gint64     until)
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
list_needs (RandomDay *r,
            GStrv      services,
            gboolean   skills)
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
person_can (RandomDay        *r,
            const AxleRecord *person,
            GPtrArray        *skills,
            gint64            from,
            gint64            until,
            const AxleId     *except,
            const AxleId     *self)
{
  return has_all (person, AXLE_STAFF_SKILLS, skills) && brute_is_within (r, &person->id, from) &&
         brute_is_within (r, &person->id, until - 1) && !brute_is_away (r, &person->id, from, until) &&
         !is_taken (r, &person->id, from, until, except, self);
}

static gboolean
bay_is_equipped (RandomDay        *r,
                 const AxleRecord *bay,
                 GPtrArray        *equipment,
                 gboolean          has_aligner,
                 gint64            from,
                 gint64            until,
                 const AxleId     *except,
                 const AxleId     *self)
{
  g_auto(GStrv) provides = axle_record_dup_members (bay, AXLE_RESOURCE_PROVIDES);
  gboolean aligner = has_aligner || (!brute_is_away (r, &r->aligner->id, from, until) &&
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
can_all (Work *works,
         guint n,
         guint i)
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
find_candidates (RandomDay    *r,
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
                 : bay_is_for (one, skills) && !brute_is_away (r, &one->id, from, until) &&
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
make_work (RandomDay        *r,
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

  if (!brute_counts (booking, &nobody) || skills == NULL || (!people && on_site) ||
      axle_record_get (booking, field)->kind != AXLE_VALUE_NONE || from < axle_test_day_at (&r->day, 0))
    return FALSE;
  if (people)
    until = brute_find_work_end (r, from, until);
  *work = (Work) {
    from, until, find_candidates (r, people, skills, equipment, has_aligner, from, until, except, &booking->id), -1,
  };
  return TRUE;
}

/* The works of those that name nobody and found somebody, less the moved one: who was there
 * first comes first. */
static guint
list_works (RandomDay    *r,
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
all_can (RandomDay      *r,
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
bay_blocks (RandomDay      *r,
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
         brute_is_away (r, &wish->bay, wish->at, until) || is_taken (r, &wish->bay, wish->at, until, &wish->except, &nobody) ||
         !all_can (r, FALSE, wish, until, 1u << at);
}

static gboolean
technician_blocks (RandomDay      *r,
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
others_block (RandomDay      *r,
              const AxleWish *wish,
              gint64          until,
              gint64          work_end)
{
  const AxleId nobody = AXLE_ID_NONE;
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  const AxleRecord *loan = r->cars->pdata[0];
  gint64 received = brute_find_work_end (r, wish->at, wish->at + 10 * G_TIME_SPAN_MINUTE);

  if (!axle_id_is_none (&wish->advisor) &&
      (!brute_is_within (r, &wish->advisor, wish->at) || !brute_is_within (r, &wish->advisor, received - 1) ||
       brute_is_away (r, &wish->advisor, wish->at, received)))
    return TRUE;
  if (!axle_id_is_none (&wish->driver) &&
      (!brute_is_within (r, &wish->driver, wish->at) || !brute_is_within (r, &wish->driver, work_end - 1) ||
       brute_is_away (r, &wish->driver, wish->at, work_end) ||
       is_taken (r, &wish->driver, wish->at, work_end, &wish->except, &nobody)))
    return TRUE;
  if (!axle_id_is_none (&wish->equipment) && (brute_is_away (r, &wish->equipment, wish->at, until) ||
                                              is_taken (r, &wish->equipment, wish->at, until, &wish->except, &nobody)))
    return TRUE;
  return wish->wants_loan_car && is_taken (r, &loan->id, wish->at, until, &wish->except, &nobody);
}

gboolean
brute_is_blocked (RandomDay      *r,
                  const AxleWish *wish)
{
  gint64 until = wish->at + wish->minutes * G_TIME_SPAN_MINUTE;
  gint64 work_end = brute_find_work_end (r, wish->at, until);
  gint64 closes = axle_test_day_at (&r->day, 7 * H);
  g_autoptr(GPtrArray) skills = list_needs (r, wish->services, TRUE);
  g_autoptr(GPtrArray) equipment = list_needs (r, wish->services, FALSE);

  return !brute_is_within (r, NULL, wish->at) || until > closes || bay_blocks (r, wish, skills, equipment, until) ||
         technician_blocks (r, wish, skills, work_end) || others_block (r, wish, until, work_end);
}

/* What speaks for a day and a time of it, whoever does it. */
static int
rate_time (RandomDay             *r,
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

      if (brute_counts (r->bookings->pdata[i], &wish->wish.except) && at >= midnight && at < end)
        more += (at >= middle) == second ? -1 : 1;
    }
  points += (wish->days & (1u << axle_date_get_weekday (&date))) != 0 ? 300 : 0;
  points += minute >= wish->time.from && minute < wish->time.until ? 200 : 0;
  points -= later * (wish->class_a || wish->points ? 30 : 10);
  return points + CLAMP (more, -10, 10) * 4;
}

/* Points off for what @one could do besides. */
static int
rate_spare (RandomDay        *r,
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
rate_advisor (RandomDay             *r,
              const AxleSuggestWish *wish,
              int                    later)
{
  const AxleRecord *advisor = r->people->pdata[3];
  int points = axle_id_equal (&wish->own_advisor, &advisor->id) ? 60 : 0;

  for (guint i = 0; i < r->bookings->len; i++)
    {
      AxleId of = axle_record_get_id (r->bookings->pdata[i], AXLE_APPOINTMENT_ADVISOR);
      gint64 at = axle_record_get_integer (r->bookings->pdata[i], AXLE_APPOINTMENT_AT);

      if (brute_counts (r->bookings->pdata[i], &wish->wish.except) && axle_id_equal (&of, &advisor->id) &&
          at >= axle_test_day_at (&r->day, later * 1440) && at < axle_test_day_at (&r->day, later * 1440 + 1440))
        points -= 5;
    }
  return points;
}

/* What every bay, technician and advisor of one time comes to; G_MININT when none will do. */
static int
find_best_at (RandomDay             *r,
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
is_moved_within (RandomDay    *r,
                 const AxleId *except,
                 int           later)
{
  const AxleId nobody = AXLE_ID_NONE;

  for (guint i = 0; i < r->bookings->len; i++)
    {
      const AxleRecord *booking = r->bookings->pdata[i];
      gint64 at = axle_record_get_integer (booking, AXLE_APPOINTMENT_AT);

      if (axle_id_equal (&booking->id, except) && brute_counts (booking, &nobody))
        return at >= axle_test_day_at (&r->day, later * 1440) && at < axle_test_day_at (&r->day, later * 1440 + 1440);
    }
  return FALSE;
}

/* Whether only hours are left that this wish does not get. */
static gboolean
is_full (RandomDay             *r,
         const AxleDayPlan     *plan,
         const AxleSuggestWish *wish,
         int                    later)
{
  AxlePlanNeeds needs = axle_day_plan_sum_needs (plan, (const char * const *) wish->wish.services);
  AxleCapacity capacity;

  if (!needs.known || wish->class_a || wish->points || is_moved_within (r, &wish->wish.except, later))
    return FALSE;
  axle_capacity_measure (&capacity, plan);
  return wish->wish.minutes > axle_capacity_get_free (&capacity, needs.skills);
}

/* The score of the best time and place of all; G_MININT when there is none. */
int
brute_find_best (RandomDay             *r,
                 GPtrArray             *plans,
                 const AxleSuggestWish *wish,
                 gint64                *at)
{
  int best = G_MININT;

  for (int later = 0; later < (int) plans->len; later++)
    for (int minute = H; minute < 7 * H; minute += 15)
      {
        gint64 here = axle_test_day_at (&r->day, later * 1440 + minute);
        int points = here >= wish->not_before && !is_full (r, plans->pdata[later], wish, later)
                       ? find_best_at (r, plans->pdata[later], wish, later, minute) : G_MININT;

        if (points > best)
          {
            best = points;
            *at = here;
          }
      }
  return best;
}
