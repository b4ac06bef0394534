/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/capacity.h"

#include "core/appointment/day-plan-private.h"
#include "core/appointment/words.h"

/* Work that anybody can do, behind those that take a skill. */
#define ANY AXLE_CAPACITY_N_SKILLS
#define N_KINDS (AXLE_CAPACITY_N_SKILLS + 1)

/* Who does how much of what: kinds of work on one side, people on the other. */
typedef struct
{
  guint  n_people;
  guint  can[AXLE_PLACING_LIMIT];             /* a bit for each kind */
  int    spare[AXLE_PLACING_LIMIT];           /* minutes */
  int    given[N_KINDS][AXLE_PLACING_LIMIT];
} Flow;

static int
count_there (const AxleDayPlan  *plan,
             const AxlePlanUnit *unit)
{
  gint64 there = 0;

  for (guint i = 0; i < unit->shifts->len; i++)
    {
      AxlePlanSpan shift = g_array_index (unit->shifts, AxlePlanSpan, i);

      for (guint j = 0; j < unit->away->len && shift.from < shift.until; j++)
        {
          const AxlePlanSpan *away = &g_array_index (unit->away, AxlePlanSpan, j);

          if (away->from >= shift.until || away->until <= shift.from)
            continue;
          there += MAX (away->from - shift.from, 0);
          shift.from = away->until;
        }
      there += MAX (shift.until - shift.from, 0);
    }
  return (int) (there / G_TIME_SPAN_MINUTE);
}

static void
flow_init (Flow              *self,
           const AxleDayPlan *plan)
{
  *self = (Flow) { 0 };
  for (guint i = 0; i < AXLE_PLACING_LIMIT && plan->technicians[i] != NULL; i++)
    {
      self->can[i] = (guint) plan->technicians[i]->skills | (1u << ANY);
      self->spare[i] = count_there (plan, plan->technicians[i]);
      self->n_people++;
    }
}

/* Looks for somebody who has time for @kind, or gives up other work that somebody else has
 * time for: breadth first over kinds of work. @from says who gave the kind up. */
static int
find_spare (const Flow *self,
            guint       kind,
            int        *giver,
            guint      *other)
{
  guint queue[N_KINDS] = { kind };
  guint n = 1;
  guint seen = 1u << kind;

  for (guint at = 0; at < n; at++)
    for (guint i = 0; i < self->n_people; i++)
      {
        if ((self->can[i] & (1u << queue[at])) == 0)
          continue;
        if (self->spare[i] > 0)
          {
            *other = queue[at];
            return (int) i;
          }
        for (guint next = 0; next < N_KINDS; next++)
          if (self->given[next][i] > 0 && (seen & (1u << next)) == 0)
            {
              seen |= 1u << next;
              giver[next] = (int) i;
              other[1 + next] = queue[at];
              queue[n++] = next;
            }
      }
  return -1;
}

/* Gives up to @minutes of @kind to people, others passing on what they have; returns how
 * many found somebody. */
static int
give (Flow *self,
      guint kind,
      int   minutes)
{
  int given = 0;

  while (given < minutes)
    {
      int giver[N_KINDS];
      guint other[N_KINDS + 1];
      int last = find_spare (self, kind, giver, other);
      int some = minutes - given;
      guint at;

      if (last < 0)
        break;
      some = MIN (some, self->spare[last]);
      for (at = other[0]; at != kind; at = other[1 + at])
        some = MIN (some, self->given[at][giver[at]]);
      self->spare[last] -= some;
      self->given[other[0]][last] += some;
      for (at = other[0]; at != kind; at = other[1 + at])
        {
          self->given[at][giver[at]] -= some;
          self->given[other[1 + at]][giver[at]] += some;
        }
      given += some;
    }
  return given;
}

/* Of a booking, how many of its @minutes are of each kind: as the menu divides them. */
static void
divide (const AxleDayPlan     *plan,
        const AxlePlanBooking *booking,
        int                    minutes,
        int                   *by_kind)
{
  g_auto(GStrv) services = axle_record_dup_members (booking->record, AXLE_APPOINTMENT_SERVICES);
  int total = 0;
  int rest = minutes;

  for (guint i = 0; services[i] != NULL; i++)
    {
      const char * const one[] = { services[i], NULL };

      total += MAX (axle_day_plan_sum_needs (plan, one).minutes, 0);
    }
  for (guint i = 0; services[i] != NULL && total > 0; i++)
    {
      const char * const one[] = { services[i], NULL };
      AxlePlanNeeds needs = axle_day_plan_sum_needs (plan, one);
      int share = (int) ((gint64) minutes * needs.minutes / total);

      by_kind[needs.skills != 0 ? __builtin_ctzll (needs.skills) : ANY] += share;
      rest -= share;
    }
  by_kind[booking->needs.skills != 0 ? __builtin_ctzll (booking->needs.skills) : ANY] += rest;
}

static gboolean
names (const AxleRecord *record,
       guint             field)
{
  return axle_record_get (record, field)->kind != AXLE_VALUE_NONE;
}

/* An appointment with neither work nor anybody to do it, such as a meeting, takes no hours. */
static gboolean
takes_hours (const AxlePlanBooking *booking)
{
  return booking->needs.known || names (booking->record, AXLE_APPOINTMENT_TECHNICIAN) ||
         names (booking->record, AXLE_APPOINTMENT_BAY);
}

static gboolean
is_visit (const AxlePlanBooking *booking)
{
  return takes_hours (booking) || names (booking->record, AXLE_APPOINTMENT_CUSTOMER) ||
         names (booking->record, AXLE_APPOINTMENT_VEHICLE);
}

/* Minutes of the day by kind: left over, booked, and booked by those who just came. */
typedef struct
{
  int carried[N_KINDS];
  int booked[N_KINDS];
  int walked_in[N_KINDS];
} Demand;

static void
add_booking (const AxleDayPlan     *plan,
             const AxlePlanBooking *booking,
             Demand                *demand,
             AxleCapacity          *capacity)
{
  gint64 end = axle_plan_work_end (plan, booking->from, booking->until);
  int minutes = (int) ((end - booking->from) / G_TIME_SPAN_MINUTE);
  gboolean walk_in = g_strcmp0 (axle_record_get_text (booking->record, AXLE_APPOINTMENT_CHANNEL), "walk-in") == 0;

  if (booking->from >= plan->next_midnight)
    return;
  if (booking->from < plan->midnight)
    {
      if (takes_hours (booking))
        divide (plan, booking, booking->left, demand->carried);
      return;
    }
  capacity->visits += is_visit (booking);
  if (!takes_hours (booking))
    return;
  divide (plan, booking, minutes, demand->booked);
  if (walk_in)
    divide (plan, booking, minutes, demand->walked_in);
}

static int
keep (const AxleDayPlan *plan,
      int                possible,
      int                carried,
      int                walked_in)
{
  gint64 percent = axle_policies_get (plan->policies, "appointment.reserve");

  return MAX ((int) (MAX (possible - carried, 0) * percent / 100) - walked_in, 0);
}

/* What is still free of a kind, when all that is taken has found somebody. */
static int
count_free (const Flow *taken,
            guint       kind)
{
  Flow flow = *taken;

  return give (&flow, kind, G_MAXINT / 2);
}

static void
fill_line (AxleCapacityLine  *line,
           const AxleDayPlan *plan,
           const Flow        *taken,
           guint              kind,
           const Demand      *demand)
{
  line->carried = demand->carried[kind];
  line->booked = demand->booked[kind];
  line->reserve = keep (plan, line->possible, line->carried, demand->walked_in[kind]);
  line->free = MAX (count_free (taken, kind) - line->reserve, 0);
}

static void
fill_all (AxleCapacity      *self,
          const AxleDayPlan *plan,
          const Flow        *taken,
          const Demand      *demand)
{
  int walked_in = 0;

  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      self->all.carried += demand->carried[kind];
      self->all.booked += demand->booked[kind];
      walked_in += demand->walked_in[kind];
    }
  self->all.reserve = keep (plan, self->all.possible, self->all.carried, walked_in);
  self->all.free = MAX (count_free (taken, ANY) - self->all.reserve, 0);
}

/* Without advisors the desk receives as long as the store is open. */
static int
count_receptions (const AxleDayPlan *plan)
{
  int reception = (int) axle_policies_get (plan->policies, "appointment.reception");
  int minutes = 0;
  gboolean has_advisors = FALSE;

  for (guint i = 0; i < plan->units->len; i++)
    {
      const AxlePlanUnit *unit = plan->units->pdata[i];

      has_advisors |= unit->advisor;
      minutes += unit->advisor ? count_there (plan, unit) : 0;
    }
  for (guint i = 0; !has_advisors && i < plan->open->len; i++)
    minutes += (int) ((g_array_index (plan->open, AxlePlanSpan, i).until - g_array_index (plan->open, AxlePlanSpan, i).from) /
                      G_TIME_SPAN_MINUTE);
  return minutes / reception;
}

/**
 * axle_capacity_measure:
 * @self: (out caller-allocates): how much of the day is taken
 * @plan: a day
 *
 * Each appointment takes the hours that it is long until the store closes, divided over its
 * services as the menu does. Work left over comes first; of the hours behind it, as many
 * percent as the policy `appointment.reserve` says are kept for those who just come.
 */
void
axle_capacity_measure (AxleCapacity      *self,
                       const AxleDayPlan *plan)
{
  Demand demand = { 0 };
  Flow flow;

  *self = (AxleCapacity) { 0 };
  flow_init (&flow, plan);
  for (guint i = 0; i < flow.n_people; i++)
    {
      self->all.possible += flow.spare[i];
      for (guint skill = 0; skill < AXLE_CAPACITY_N_SKILLS; skill++)
        self->skills[skill].possible += (flow.can[i] & (1u << skill)) != 0 ? flow.spare[i] : 0;
    }
  for (guint i = 0; i < plan->bookings->len; i++)
    add_booking (plan, &g_array_index (plan->bookings, AxlePlanBooking, i), &demand, self);
  for (guint kind = 0; kind < N_KINDS; kind++)
    give (&flow, kind, demand.carried[kind]);
  for (guint kind = 0; kind < N_KINDS; kind++)
    give (&flow, kind, demand.booked[kind]);
  for (guint skill = 0; skill < AXLE_CAPACITY_N_SKILLS; skill++)
    fill_line (&self->skills[skill], plan, &flow, skill, &demand);
  fill_all (self, plan, &flow, &demand);
  self->possible_visits = count_receptions (plan);
}

/**
 * axle_capacity_get_free:
 * @self: how much of a day is taken
 * @skills: a bit for each of [const@Axle.skills]; 0 for work that anybody can do
 *
 * Returns: minutes that can still be booked of the scarcest of them
 */
int
axle_capacity_get_free (const AxleCapacity *self,
                        guint64             skills)
{
  int free_minutes = self->all.free;

  for (guint skill = 0; skill < AXLE_CAPACITY_N_SKILLS; skill++)
    if ((skills & (G_GUINT64_CONSTANT (1) << skill)) != 0)
      free_minutes = MIN (free_minutes, self->skills[skill].free);
  return free_minutes;
}
