/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/working-days.h"

#include "core/appointment/holiday.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/words.h"
#include "core/organisation/policy.h"

#define WEEK 7
#define SATURDAY 5

/* What was announced for a year may reach a month into its neighbours. */
#define FIRST_MONTH 2
#define LAST_MONTH 11

/* One day of the official calendar. */
typedef struct
{
  char     *name;
  gboolean  working;
} Day;

/* One line of opening hours. */
typedef struct
{
  AxleDate since;
  AxleDate until;
  guint    days;
  int      opens;
  int      closes;
  gboolean special;
} Line;

struct _AxleWorkingDays
{
  gatomicrefcount n_refs;
  GTimeZone  *zone;
  GHashTable *days;  /* by number_of() */
  GHashTable *years; /* those announced */
  GArray     *lines;
};

G_DEFINE_BOXED_TYPE (AxleWorkingDays, axle_working_days, axle_working_days_ref, axle_working_days_unref)

static gpointer
number_of (const AxleDate *date)
{
  return GINT_TO_POINTER (date->year * 10000 + date->month * 100 + date->day);
}

static void
day_free (Day *day)
{
  g_free (day->name);
  g_free (day);
}

static gboolean
read_date (const AxleRecord *record,
           guint             field,
           AxleDate         *date)
{
  const char *text = axle_record_get_text (record, field);

  return text != NULL && axle_date_parse (text, date, NULL) && date->year != 0;
}

static void
take_holiday (AxleWorkingDays  *self,
              const AxleRecord *record)
{
  AxleDate date;
  Day *day;

  if (record->deleted || !read_date (record, AXLE_HOLIDAY_DATE, &date))
    return;
  day = g_new (Day, 1);
  day->name = g_strdup (axle_record_get_text (record, AXLE_HOLIDAY_NAME));
  day->working = axle_record_get_boolean (record, AXLE_HOLIDAY_WORKING);
  g_hash_table_insert (self->days, number_of (&date), day);
  if (!day->working && axle_holiday_is_official (day->name) && date.month >= FIRST_MONTH && date.month <= LAST_MONTH)
    g_hash_table_add (self->years, GINT_TO_POINTER (date.year));
}

static void
take_line (AxleWorkingDays  *self,
           const AxleRecord *record)
{
  Line line = { .since = { 1, 1, 1 }, .until = { 9999, 12, 31 } };
  gboolean since = read_date (record, AXLE_OPENING_HOURS_SINCE, &line.since);
  gboolean until = read_date (record, AXLE_OPENING_HOURS_UNTIL, &line.until);
  AxleDate last = axle_date_add_days (&line.since, AXLE_WORKING_DAYS_SPECIAL - 1);

  line.days = axle_weekdays_to_bits (axle_record_get (record, AXLE_OPENING_HOURS_DAYS));
  line.opens = (int) CLAMP (axle_record_get_integer (record, AXLE_OPENING_HOURS_OPENS), 0, AXLE_DAY_MINUTES);
  line.closes = (int) CLAMP (axle_record_get_integer (record, AXLE_OPENING_HOURS_CLOSES), 0, AXLE_DAY_MINUTES);
  line.special = since && until && axle_date_compare (&line.until, &last) <= 0;
  if (!record->deleted && line.opens < line.closes)
    g_array_append_val (self->lines, line);
}

/* Of a store that wrote no hours down: those in which tasks are due. */
static void
take_preset (AxleWorkingDays *self)
{
  Line line = {
    .since = { 1, 1, 1 },
    .until = { 9999, 12, 31 },
    .days = (1u << WEEK) - 1,
    .opens = (int) axle_policy_find ("task.opens")->preset,
    .closes = (int) axle_policy_find ("task.closes")->preset,
  };

  g_array_append_val (self->lines, line);
}

/**
 * axle_working_days_new:
 * @holidays: (nullable) (element-type AxleRecord): days of the official calendar
 * @opening: (nullable) (element-type AxleRecord): lines of the store's opening hours;
 *   without any it is open on every day as tasks are due, see the policies `task.opens`
 *   and `task.closes`
 * @zone: the store's
 *
 * Returns: (transfer full): the days of the store
 */
AxleWorkingDays *
axle_working_days_new (GPtrArray *holidays,
                       GPtrArray *opening,
                       GTimeZone *zone)
{
  AxleWorkingDays *self = g_new0 (AxleWorkingDays, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->zone = g_time_zone_ref (zone);
  self->days = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) day_free);
  self->years = g_hash_table_new (NULL, NULL);
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  for (guint i = 0; holidays != NULL && i < holidays->len; i++)
    take_holiday (self, holidays->pdata[i]);
  for (guint i = 0; opening != NULL && i < opening->len; i++)
    take_line (self, opening->pdata[i]);
  if (self->lines->len == 0)
    take_preset (self);
  return self;
}

AxleWorkingDays *
axle_working_days_ref (AxleWorkingDays *self)
{
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
axle_working_days_unref (AxleWorkingDays *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_time_zone_unref (self->zone);
  g_hash_table_unref (self->days);
  g_hash_table_unref (self->years);
  g_array_unref (self->lines);
  g_free (self);
}

/**
 * axle_working_days_get_zone:
 * @self: the days of a store
 *
 * Returns: (transfer none): the store's zone
 */
GTimeZone *
axle_working_days_get_zone (const AxleWorkingDays *self)
{
  return self->zone;
}

static const Day *
find_day (const AxleWorkingDays *self,
          const AxleDate        *date)
{
  return g_hash_table_lookup (self->days, number_of (date));
}

/**
 * axle_working_days_is_working:
 * @self: the days of a store
 * @date: a day
 *
 * Returns: whether the official calendar has it as a working day. In a year that is not
 *   announced the weekend alone tells, see [method@Axle.WorkingDays.is_announced]
 */
gboolean
axle_working_days_is_working (const AxleWorkingDays *self,
                              const AxleDate        *date)
{
  const Day *day = find_day (self, date);

  return day != NULL ? day->working : axle_date_get_weekday (date) < SATURDAY;
}

/**
 * axle_working_days_is_makeup:
 * @self: the days of a store
 * @date: a day
 *
 * Returns: whether it is worked on in the place of another (调休上班)
 */
gboolean
axle_working_days_is_makeup (const AxleWorkingDays *self,
                             const AxleDate        *date)
{
  const Day *day = find_day (self, date);

  return day != NULL && day->working;
}

/**
 * axle_working_days_get_name:
 * @self: the days of a store
 * @date: a day
 *
 * Returns: (nullable) (transfer none): the holiday that it is, or is worked on for, such
 *   as 国庆节
 */
const char *
axle_working_days_get_name (const AxleWorkingDays *self,
                            const AxleDate        *date)
{
  const Day *day = find_day (self, date);

  return day != NULL ? day->name : NULL;
}

/**
 * axle_working_days_is_announced:
 * @self: the days of a store
 * @year: a year
 *
 * The State Council announces a year late in the one before it. Days that only touch a
 * year, such as a 31 December that is part of the next New Year, do not make it announced,
 * nor do days that a dealership gives itself.
 *
 * Returns: whether the holidays of that year are known here
 */
gboolean
axle_working_days_is_announced (const AxleWorkingDays *self,
                                int                    year)
{
  return g_hash_table_contains (self->years, GINT_TO_POINTER (year));
}

static gboolean
is_last (const AxleDate *date)
{
  return date->year == 9999 && date->month == 12 && date->day == 31;
}

/**
 * axle_working_days_add:
 * @self: the days of a store
 * @date: a day; it does not count
 * @n_working_days: how many
 *
 * Returns: the last of so many working days after @date
 */
AxleDate
axle_working_days_add (const AxleWorkingDays *self,
                       const AxleDate        *date,
                       int                    n_working_days)
{
  AxleDate day = *date;

  while (n_working_days > 0 && !is_last (&day))
    {
      day = axle_date_add_days (&day, 1);
      n_working_days -= axle_working_days_is_working (self, &day);
    }
  return day;
}

/**
 * axle_working_days_count:
 * @self: the days of a store
 * @from: a day; it does not count
 * @until: a day; it counts
 *
 * Returns: the working days between them; below 0 when @until is before @from
 */
int
axle_working_days_count (const AxleWorkingDays *self,
                         const AxleDate        *from,
                         const AxleDate        *until)
{
  AxleDate day = *from;
  int n = 0;

  if (axle_date_compare (until, from) < 0)
    return -axle_working_days_count (self, until, from);
  while (axle_date_compare (&day, until) < 0)
    {
      day = axle_date_add_days (&day, 1);
      n += axle_working_days_is_working (self, &day);
    }
  return n;
}

/**
 * axle_day_spans_add:
 * @spans: (element-type AxleDaySpan): spans of a day that do not touch, earliest first
 * @from: minutes after midnight
 * @until: minutes after midnight; nothing is added when that is not later
 *
 * Adds a span; what touches becomes one.
 */
void
axle_day_spans_add (GArray *spans,
                    int     from,
                    int     until)
{
  AxleDaySpan span = { from, until };
  guint at = 0;

  if (from >= until)
    return;
  while (at < spans->len && g_array_index (spans, AxleDaySpan, at).until < from)
    at++;
  while (at < spans->len && g_array_index (spans, AxleDaySpan, at).from <= span.until)
    {
      span.from = MIN (span.from, g_array_index (spans, AxleDaySpan, at).from);
      span.until = MAX (span.until, g_array_index (spans, AxleDaySpan, at).until);
      g_array_remove_index (spans, at);
    }
  g_array_insert_val (spans, at, span);
}

static gboolean
holds_on (const Line     *line,
          const AxleDate *date,
          guint           weekday)
{
  return (line->days & (1u << weekday)) != 0 && axle_date_compare (&line->since, date) <= 0 &&
         axle_date_compare (date, &line->until) <= 0;
}

static void
add_hours (const AxleWorkingDays *self,
           const AxleDate        *date,
           guint                  weekday,
           gboolean               special,
           GArray                *spans)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (line->special == special && holds_on (line, date, weekday))
        axle_day_spans_add (spans, line->opens, line->closes);
    }
}

/**
 * axle_working_days_list_hours:
 * @self: the days of a store
 * @date: a day
 *
 * A weekend's day that is worked on has the hours of the last day of the week before it
 * on which the store is open, where it has none of its own.
 *
 * Returns: (transfer full) (element-type AxleDaySpan): when the store is open, earliest
 *   first; empty when it is closed
 */
GArray *
axle_working_days_list_hours (const AxleWorkingDays *self,
                              const AxleDate        *date)
{
  GArray *spans = g_array_new (FALSE, FALSE, sizeof (AxleDaySpan));
  const Day *day = find_day (self, date);
  guint weekday = axle_date_get_weekday (date);

  add_hours (self, date, weekday, TRUE, spans);
  if (spans->len > 0 || (day != NULL && !day->working))
    return spans;
  add_hours (self, date, weekday, FALSE, spans);
  while (spans->len == 0 && day != NULL && weekday > 0)
    add_hours (self, date, --weekday, FALSE, spans);
  return spans;
}

/**
 * axle_working_days_is_open:
 * @self: the days of a store
 * @date: a day
 *
 * Returns: whether the store is open at any time of that day
 */
gboolean
axle_working_days_is_open (const AxleWorkingDays *self,
                           const AxleDate        *date)
{
  return axle_working_days_get_hours (self, date, NULL, NULL);
}

/**
 * axle_working_days_get_hours:
 * @self: the days of a store
 * @date: a day
 * @opens: (out) (optional): when it opens first, minutes after midnight
 * @closes: (out) (optional): when it closes for good
 *
 * Returns: whether it is open at all; otherwise both are 0
 */
gboolean
axle_working_days_get_hours (const AxleWorkingDays *self,
                             const AxleDate        *date,
                             int                   *opens,
                             int                   *closes)
{
  g_autoptr(GArray) spans = axle_working_days_list_hours (self, date);

  if (opens != NULL)
    *opens = spans->len > 0 ? g_array_index (spans, AxleDaySpan, 0).from : 0;
  if (closes != NULL)
    *closes = spans->len > 0 ? g_array_index (spans, AxleDaySpan, spans->len - 1).until : 0;
  return spans->len > 0;
}
