/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/suggest-private.h"

#include "core/appointment/capacity.h"

/* One of several who would do. */
typedef struct
{
  const AxlePlanUnit *unit;
  int                 points;
} Choice;

void
axle_slot_free (AxleSlot *self)
{
  g_ptr_array_unref (self->reasons);
  g_free (self);
}

static void
day_free (AxleSuggestDay *day)
{
  axle_fit_frame_clear (&day->frame);
  g_free (day);
}

static int
count_days (const AxleDate *from,
            const AxleDate *to)
{
  GDate first, last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  g_date_set_dmy (&first, (GDateDay) from->day, (GDateMonth) from->month, (GDateYear) from->year);
  g_date_set_dmy (&last, (GDateDay) to->day, (GDateMonth) to->month, (GDateYear) to->year);
  return g_date_days_between (&first, &last);
}

static gboolean
is_on_day (const AxleSuggestDay *self,
           guint                 booking)
{
  gint64 from;

  if (booking == AXLE_PLAN_NO_BOOKING)
    return FALSE;
  from = g_array_index (self->plan->bookings, AxlePlanBooking, booking).from;
  return from >= self->plan->midnight && from < self->plan->next_midnight;
}

static void
count_visits (AxleSuggestDay *self)
{
  GArray *bookings = self->plan->bookings;

  for (guint i = 0; i < bookings->len; i++)
    if (i != self->frame.except && is_on_day (self, i))
      self->visits[g_array_index (bookings, AxlePlanBooking, i).from >= self->middle]++;
}

/* What is moved within a day takes no more of it. */
static gboolean
is_crowded (const AxleSuggestDay *self,
            int                   minutes)
{
  AxleCapacity capacity;

  if (!self->frame.needs.known || is_on_day (self, self->frame.except))
    return FALSE;
  axle_capacity_measure (&capacity, self->plan);
  return minutes > axle_capacity_get_free (&capacity, self->frame.needs.skills);
}

static AxleSuggestDay *
day_new (const AxleDayPlan     *plan,
         const AxleDate        *first,
         const AxleSuggestWish *wish)
{
  AxleSuggestDay *self = g_new0 (AxleSuggestDay, 1);
  int opens, closes;

  self->plan = plan;
  axle_fit_frame_init (&self->frame, plan, &wish->wish);
  self->later = count_days (first, &plan->date);
  axle_working_days_get_hours (plan->days, &plan->date, &opens, &closes);
  self->middle = axle_day_plan_get_time (plan, (opens + closes) / 2);
  count_visits (self);
  self->crowded = is_crowded (self, wish->wish.minutes);
  return self;
}

gboolean
axle_suggest_suits_day (const AxleSuggestWish *wish,
                        const AxleSuggestDay  *day)
{
  return (wish->days & (1u << axle_date_get_weekday (&day->plan->date))) != 0;
}

gboolean
axle_suggest_suits_time (const AxleSuggestWish *wish,
                         const AxleSuggestDay  *day,
                         gint64                 at)
{
  int minute = axle_day_plan_get_minute (day->plan, at);

  return wish->time.until > 0 && wish->time.from <= minute && minute < wish->time.until;
}

/* How many cars more the other half of the day has. */
int
axle_suggest_level (const AxleSuggestDay *day,
                    gint64                at)
{
  gboolean second = at >= day->middle;

  return CLAMP (day->visits[!second] - day->visits[second], -AXLE_SUGGEST_LEVEL_MOST, AXLE_SUGGEST_LEVEL_MOST);
}

static int
count_spare (const AxleSuggestDay *day,
             const AxlePlanUnit   *unit)
{
  return __builtin_popcountll (unit->skills & ~day->frame.needs.skills) +
         __builtin_popcountll (unit->provides & ~day->frame.needs.equipment);
}

static int
count_received (const AxleSuggestDay *day,
                const AxlePlanUnit   *advisor)
{
  int n = 0;

  for (guint i = 0; i < advisor->received->len; i++)
    {
      guint booking = g_array_index (advisor->received, AxlePlanUse, i).booking;

      n += booking != day->frame.except && is_on_day (day, booking);
    }
  return n;
}

static int
rate_unit (const AxleSuggestWish *wish,
           const AxleSuggestDay  *day,
           const AxlePlanUnit    *unit,
           AxleFitParts           part)
{
  if (part != AXLE_FIT_PART_ADVISOR)
    return -AXLE_SUGGEST_SPARE * count_spare (day, unit);
  return (axle_id_equal (&unit->record->id, &wish->own_advisor) ? AXLE_SUGGEST_OWN_ADVISOR : 0) -
         AXLE_SUGGEST_RECEIVED * count_received (day, unit);
}

/* Looks whether @unit will do for @part; keeps it in @best when it is better. */
static void
try_unit (const AxleSuggestWish *wish,
          const AxleSuggestDay  *day,
          gint64                 at,
          const AxlePlanUnit    *unit,
          AxleFitParts           part,
          Choice                *best)
{
  AxleWish there = wish->wish;
  AxleFitLook look;
  int points;

  if (part == AXLE_FIT_PART_BAY)
    there.bay = unit->record->id;
  else if (part == AXLE_FIT_PART_TECHNICIAN)
    there.technician = unit->record->id;
  else
    there.advisor = unit->record->id;
  axle_fit_look (&look, &day->frame, &there, at, part);
  points = rate_unit (wish, day, unit, part) - AXLE_SUGGEST_WARNING * (int) look.n_findings;
  if (look.worst != AXLE_FIT_NO && (best->unit == NULL || points > best->points))
    *best = (Choice) { unit, points };
}

static gboolean
is_of (const AxlePlanUnit *unit,
       AxleFitParts        part)
{
  return part == AXLE_FIT_PART_BAY ? unit->bay : part == AXLE_FIT_PART_TECHNICIAN ? unit->technician : unit->advisor;
}

/* Who is best for @part: whoever is named, otherwise any. */
static Choice
choose (const AxleSuggestWish *wish,
        const AxleSuggestDay  *day,
        gint64                 at,
        AxleFitParts           part,
        const AxleId          *named)
{
  GPtrArray *units = day->plan->units;
  const AxlePlanUnit *only = axle_plan_find_unit (day->plan, named);
  Choice best = { NULL, 0 };

  if (only != NULL)
    try_unit (wish, day, at, only, part, &best);
  for (guint i = 0; axle_id_is_none (named) && i < units->len; i++)
    if (is_of (units->pdata[i], part))
      try_unit (wish, day, at, units->pdata[i], part, &best);
  return best;
}

static gboolean
is_needed (const AxleSuggestWish *wish,
           const AxleSuggestDay  *day,
           AxleFitParts           part,
           const AxleId          *named)
{
  if (!axle_id_is_none (named))
    return TRUE;
  return part != AXLE_FIT_PART_ADVISOR && day->frame.needs.known && !(part == AXLE_FIT_PART_BAY && wish->wish.on_site);
}

/* Fills @candidate with the best that there is at its time. */
static gboolean
fill (const AxleSuggestWish *wish,
      AxleCandidate         *candidate)
{
  const struct
  {
    AxleFitParts         part;
    const AxleId        *named;
    const AxlePlanUnit **unit;
  } parts[] = {
    { AXLE_FIT_PART_BAY, &wish->wish.bay, &candidate->bay },
    { AXLE_FIT_PART_TECHNICIAN, &wish->wish.technician, &candidate->technician },
    { AXLE_FIT_PART_ADVISOR, &wish->wish.advisor, &candidate->advisor },
  };
  const AxleSuggestDay *day = candidate->day;
  AxleFitLook rest;

  axle_fit_look (&rest, &day->frame, &wish->wish, candidate->at, AXLE_FIT_PART_REST);
  if (rest.worst == AXLE_FIT_NO)
    return FALSE;
  candidate->score = -AXLE_SUGGEST_WARNING * (int) rest.n_findings;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      gboolean needed = is_needed (wish, day, parts[i].part, parts[i].named);
      Choice choice = needed || parts[i].part == AXLE_FIT_PART_ADVISOR
                        ? choose (wish, day, candidate->at, parts[i].part, parts[i].named) : (Choice) { NULL, 0 };

      if (needed && choice.unit == NULL)
        return FALSE;
      *parts[i].unit = choice.unit;
      candidate->score += choice.points;
    }
  return TRUE;
}

static void
add_points (const AxleSuggestWish *wish,
            AxleCandidate         *candidate)
{
  const AxleSuggestDay *day = candidate->day;
  gboolean priority = wish->class_a || wish->points;

  candidate->score += axle_suggest_suits_day (wish, day) ? AXLE_SUGGEST_DAY : 0;
  candidate->score += axle_suggest_suits_time (wish, day, candidate->at) ? AXLE_SUGGEST_TIME : 0;
  candidate->score -= day->later * (priority ? AXLE_SUGGEST_LATER_PRIORITY : AXLE_SUGGEST_LATER);
  candidate->score += axle_suggest_level (day, candidate->at) * AXLE_SUGGEST_LEVEL;
}

static void
add_day (const AxleSuggestWish *wish,
         const AxleSuggestDay  *day,
         GArray                *candidates)
{
  int opens, closes;

  if (!axle_working_days_get_hours (day->plan->days, &day->plan->date, &opens, &closes) ||
      (day->crowded && !wish->class_a && !wish->points))
    return;
  for (int minute = opens; minute < closes; minute += AXLE_SUGGEST_STEP)
    {
      AxleCandidate candidate = { .day = day, .at = axle_day_plan_get_time (day->plan, minute) };

      if (candidate.at < wish->not_before || (wish->not_after != 0 && candidate.at > wish->not_after) ||
          !fill (wish, &candidate))
        continue;
      add_points (wish, &candidate);
      g_array_append_val (candidates, candidate);
    }
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const AxleCandidate *one = a;
  const AxleCandidate *other = b;

  if (one->score != other->score)
    return one->score > other->score ? -1 : 1;
  return one->at != other->at ? (one->at < other->at ? -1 : 1) : 0;
}

static gboolean
is_apart (GPtrArray           *chosen,
          const AxleCandidate *candidate)
{
  for (guint i = 0; i < chosen->len; i++)
    if (ABS (((AxleCandidate *) chosen->pdata[i])->at - candidate->at) < AXLE_SUGGEST_APART * G_TIME_SPAN_MINUTE)
      return FALSE;
  return TRUE;
}

static guint
count_on_day (GPtrArray            *chosen,
              const AxleSuggestDay *day)
{
  guint n = 0;

  for (guint i = 0; i < chosen->len; i++)
    n += ((AxleCandidate *) chosen->pdata[i])->day == day;
  return n;
}

static AxleCandidate *
find_soonest (GArray *candidates)
{
  AxleCandidate *soonest = NULL;

  for (guint i = 0; i < candidates->len; i++)
    {
      AxleCandidate *candidate = &g_array_index (candidates, AxleCandidate, i);

      if (soonest == NULL || candidate->at < soonest->at)
        soonest = candidate;
    }
  return soonest;
}

/* Somebody who cannot on the best day is not helped by more of its times. */
static void
choose_best (GArray    *candidates,
             guint      most_a_day,
             guint      limit,
             GPtrArray *chosen)
{
  for (guint i = 0; i < candidates->len && chosen->len < limit; i++)
    {
      AxleCandidate *candidate = &g_array_index (candidates, AxleCandidate, i);

      if (is_apart (chosen, candidate) && count_on_day (chosen, candidate->day) < most_a_day)
        g_ptr_array_add (chosen, candidate);
    }
}

/* Who is in a hurry finds the soonest among them, whatever speaks for others. */
static void
add_soonest (GArray    *candidates,
             guint      limit,
             GPtrArray *chosen)
{
  AxleCandidate *soonest = find_soonest (candidates);

  if (soonest == NULL)
    return;
  soonest->soonest = TRUE;
  if (limit <= 1 || !is_apart (chosen, soonest))
    return;
  if (chosen->len == limit)
    g_ptr_array_set_size (chosen, (int) limit - 1);
  g_ptr_array_add (chosen, soonest);
}

static GPtrArray *
choose_times (GArray   *candidates,
              guint     limit,
              gboolean  varied)
{
  GPtrArray *chosen = g_ptr_array_new ();

  g_array_sort (candidates, compare_candidates);
  if (varied)
    choose_best (candidates, AXLE_SUGGEST_MOST_A_DAY, limit, chosen);
  choose_best (candidates, G_MAXUINT, limit, chosen);
  if (varied)
    add_soonest (candidates, limit, chosen);
  g_ptr_array_sort_values (chosen, compare_candidates);
  return chosen;
}

static AxleSlot *
make_slot (const AxleSuggestWish *wish,
           const AxleCandidate   *candidate)
{
  AxleSlot *slot = g_new0 (AxleSlot, 1);

  slot->at = candidate->at;
  slot->minutes = wish->wish.minutes;
  slot->bay = candidate->bay != NULL ? candidate->bay->record->id : AXLE_ID_NONE;
  slot->technician = candidate->technician != NULL ? candidate->technician->record->id : AXLE_ID_NONE;
  slot->advisor = candidate->advisor != NULL ? candidate->advisor->record->id : AXLE_ID_NONE;
  slot->score = candidate->score;
  slot->reasons = axle_problems_new ();
  axle_suggest_tell (wish, candidate, slot->reasons);
  return slot;
}

/**
 * axle_suggest:
 * @plans: (element-type AxleDayPlan): the days that come into question, earliest first
 * @wish: what somebody would like
 * @limit: how many times at most
 *
 * Returns: (transfer full) (element-type AxleSlot): the best times, best first; of those
 *   that are as good as each other, the earliest
 */
GPtrArray *
axle_suggest (GPtrArray             *plans,
              const AxleSuggestWish *wish,
              guint                  limit)
{
  GPtrArray *slots = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_slot_free);
  g_autoptr(GPtrArray) days = g_ptr_array_new_with_free_func ((GDestroyNotify) day_free);
  g_autoptr(GArray) candidates = g_array_new (FALSE, FALSE, sizeof (AxleCandidate));
  g_autoptr(GPtrArray) chosen = NULL;

  for (guint i = 0; i < plans->len; i++)
    {
      const AxleDayPlan *first = plans->pdata[0];

      g_ptr_array_add (days, day_new (plans->pdata[i], &first->date, wish));
      add_day (wish, days->pdata[i], candidates);
    }
  chosen = choose_times (candidates, limit, wish->varied);
  for (guint i = 0; i < chosen->len; i++)
    g_ptr_array_add (slots, make_slot (wish, chosen->pdata[i]));
  return slots;
}
