/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/fit-private.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"

/* What a finding is called, and how much it matters. */
static const struct
{
  const char *code;
  gboolean    blocking;
} kinds[] = {
  [AXLE_FINDING_CLOSED_DAY] = { "closed", TRUE },
  [AXLE_FINDING_CLOSED_THEN] = { "closed", TRUE },
  [AXLE_FINDING_AFTER_CLOSING] = { "after-closing", TRUE },
  [AXLE_FINDING_OVERNIGHT] = { "overnight", FALSE },
  [AXLE_FINDING_PARTS_LATER] = { "parts", TRUE },
  [AXLE_FINDING_PARTS_SAME_DAY] = { "parts-today", FALSE },
  [AXLE_FINDING_UNKNOWN] = { "unknown", TRUE },
  [AXLE_FINDING_UNSKILLED] = { "skill", TRUE },
  [AXLE_FINDING_UNEQUIPPED] = { "equipment", TRUE },
  [AXLE_FINDING_AWAY] = { "away", TRUE },
  [AXLE_FINDING_OFF] = { "off", TRUE },
  [AXLE_FINDING_BREAK] = { "break", FALSE },
  [AXLE_FINDING_TAKEN] = { "taken", TRUE },
  [AXLE_FINDING_NEEDED] = { "needed", TRUE },
  [AXLE_FINDING_NONE_LEFT] = { "none-left", TRUE },
  [AXLE_FINDING_UNSURE] = { "unsure", FALSE },
  [AXLE_FINDING_CARRIED] = { "carried", FALSE },
  [AXLE_FINDING_RECEIVING] = { "receiving", FALSE },
};

gboolean
axle_finding_is_blocking (const AxleFinding *self)
{
  return kinds[self->kind].blocking;
}

/* The day that @at is on by the clock on the wall, and the minute of it. */
static AxleDate
find_day (const AxleDayPlan *plan,
          gint64             at,
          int               *minute)
{
  int all = axle_day_plan_get_minute (plan, at);
  int days = all >= 0 ? all / AXLE_DAY_MINUTES : -((AXLE_DAY_MINUTES - 1 - all) / AXLE_DAY_MINUTES);

  *minute = all - days * AXLE_DAY_MINUTES;
  return axle_date_add_days (&plan->date, days);
}

/* What ends at midnight ends with the day before. */
static AxleDate
find_last_day (const AxleDayPlan *plan,
               gint64             until,
               int               *minute)
{
  AxleDate day = find_day (plan, until, minute);

  if (*minute > 0)
    return day;
  *minute = AXLE_DAY_MINUTES;
  return axle_date_add_days (&day, -1);
}

static char *
format_day (const AxleDayPlan *plan,
            const AxleDate    *day)
{
  g_autoptr(GDateTime) date = g_date_time_new_utc (day->year, day->month, day->day, 0, 0, 0);

  /* Translators: patterns of g_date_time_format(): a day, with its year and without. */
  return g_date_time_format (date, day->year != plan->date.year ? _("%-d %B %Y") : _("%-d %B"));
}

/* By the clock on the wall; with the day where it is another. */
static char *
format_clock (const AxleDayPlan *plan,
              const AxleDate    *day,
              int                minute)
{
  g_autofree char *date = axle_date_compare (day, &plan->date) != 0 ? format_day (plan, day) : NULL;

  return g_strdup_printf ("%s%s%02d:%02d", date != NULL ? date : "", date != NULL ? " " : "", minute / 60, minute % 60);
}

static char *
format_time (const AxleDayPlan *plan,
             gint64             at)
{
  int minute;
  AxleDate day = find_day (plan, at, &minute);

  return format_clock (plan, &day, minute);
}

static char *
format_end (const AxleDayPlan *plan,
            gint64             until)
{
  int minute;
  AxleDate day = find_last_day (plan, until, &minute);

  return format_clock (plan, &day, minute);
}

static char *
format_bits (const AxleChoice *choices,
             guint64           bits)
{
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; choices[i].name != NULL; i++)
    if ((bits & (G_GUINT64_CONSTANT (1) << i)) != 0)
      g_string_append_printf (list, "%s%s", list->len > 0 ? _(", ") : "", _(choices[i].label));
  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
tell_closed_day (const AxleDayPlan *plan)
{
  g_autofree char *date = axle_date_format_iso (&plan->date);
  const char *name = axle_working_days_get_name (plan->days, &plan->date);

  return name != NULL ? g_strdup_printf (_("The store is closed on %s (%s). Choose another day."), date, name)
                      : g_strdup_printf (_("The store is closed on %s. Choose another day."), date);
}

static char *
tell_parts (const AxleFinding *self,
            const AxleDate    *parts_on)
{
  g_autofree char *date = axle_date_format_iso (parts_on);

  return self->kind == AXLE_FINDING_PARTS_LATER
           ? g_strdup_printf (_("The parts are expected on %s. Choose a day after that."), date)
           : g_strdup (_("The parts are expected on this very day. Ask whether they are there."));
}

static char *
tell_ability (const AxleFinding *self,
              const char        *name)
{
  g_autofree char *list = format_bits (self->kind == AXLE_FINDING_UNSKILLED ? axle_skills : axle_equipment, self->bits);

  if (self->kind == AXLE_FINDING_UNEQUIPPED)
    return g_strdup_printf (_("%s does not have all that it takes (%s), and none is free then."), name, list);
  return self->unit->bay ? g_strdup_printf (_("%s is not for this work (%s)."), name, list)
                         : g_strdup_printf (_("%s is not trained for it (%s)."), name, list);
}

static char *
tell_off (const AxleFinding *self,
          const AxleDayPlan *plan,
          const char        *name)
{
  GArray *shifts = self->unit->shifts;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (shifts->len == 0)
    return g_strdup_printf (_("%s does not work on that day."), name);
  from = format_time (plan, g_array_index (shifts, AxlePlanSpan, 0).from);
  to = format_end (plan, g_array_index (shifts, AxlePlanSpan, shifts->len - 1).until);
  return g_strdup_printf (_("%s is not at work all that time; the roster says %s–%s."), name, from, to);
}

/* Whole days are told by the first and the last. */
static char *
tell_away (const AxleFinding *self,
           const AxleDayPlan *plan,
           const char        *name)
{
  int since, until;
  AxleDate first = find_day (plan, self->span.from, &since);
  AxleDate last = find_last_day (plan, self->span.until, &until);
  gboolean whole = since == 0 && until == AXLE_DAY_MINUTES;
  g_autofree char *from = whole ? format_day (plan, &first) : format_clock (plan, &first, since);
  g_autofree char *to = whole ? format_day (plan, &last) : format_clock (plan, &last, until);

  if (whole && axle_date_compare (&first, &last) == 0)
    /* Translators: somebody who works here, or a bay that is closed; then a day. */
    return g_strdup_printf (_("%s is out all day on %s."), name, from);
  return g_strdup_printf (_("%s is not there from %s to %s."), name, from, to);
}

static char *
tell_none_left (const AxleFinding *self)
{
  switch (self->field)
    {
    case AXLE_APPOINTMENT_BAY:
      return g_strdup (_("No bay that is good for it is left then."));
    case AXLE_APPOINTMENT_LOAN_CAR:
      return g_strdup (_("No loan car is left then."));
    default:
      return g_strdup (_("Nobody who can do it is left then."));
    }
}

static char *
tell_unit (const AxleFinding *self,
           const AxleDayPlan *plan)
{
  g_autofree char *title = self->unit != NULL ? axle_record_dup_title (self->unit->record) : NULL;
  const char *name = title != NULL ? title : _(axle_appointment_entity.fields[self->field].label);
  g_autofree char *from = format_time (plan, self->span.from);
  g_autofree char *to = format_end (plan, self->span.until);

  switch (self->kind)
    {
    case AXLE_FINDING_UNSKILLED:
    case AXLE_FINDING_UNEQUIPPED:
      return tell_ability (self, name);
    case AXLE_FINDING_AWAY:
      return tell_away (self, plan, name);
    case AXLE_FINDING_OFF:
      return tell_off (self, plan, name);
    case AXLE_FINDING_BREAK:
      return g_strdup_printf (_("%s has a break in between; the work goes on after it."), name);
    case AXLE_FINDING_NEEDED:
      return g_strdup_printf (_("%s is the only one left for another appointment then."), name);
    case AXLE_FINDING_CARRIED:
      return g_strdup_printf (_("%s still has work of the day before, until about %s."), name, to);
    case AXLE_FINDING_RECEIVING:
      return g_strdup_printf (_("%s receives another customer at %s."), name, from);
    case AXLE_FINDING_UNKNOWN:
      return g_strdup_printf (_("%s: what was chosen is not in use. Choose another."), name);
    default:
      return g_strdup_printf (_("%s is taken (%s–%s)."), name, from, to);
    }
}

static char *
tell_time (const AxleFinding *self,
           const AxleDayPlan *plan)
{
  g_autofree char *from = format_time (plan, self->span.from);
  g_autofree char *to = format_end (plan, self->span.until);

  if (self->kind == AXLE_FINDING_CLOSED_THEN)
    return g_strdup_printf (_("The store is closed then; it is open %s–%s."), from, to);
  return g_strdup_printf (_("It would last until %s, and the store closes at %s. Choose an earlier time."), from, to);
}

static char *
dup_message (const AxleFinding *self,
             const AxleDayPlan *plan,
             const AxleDate    *parts_on)
{
  switch (self->kind)
    {
    case AXLE_FINDING_CLOSED_DAY:
      return tell_closed_day (plan);
    case AXLE_FINDING_CLOSED_THEN:
    case AXLE_FINDING_AFTER_CLOSING:
      return tell_time (self, plan);
    case AXLE_FINDING_OVERNIGHT:
      return g_strdup (_("It takes longer than the store is open, and goes on the next day."));
    case AXLE_FINDING_PARTS_LATER:
    case AXLE_FINDING_PARTS_SAME_DAY:
      return tell_parts (self, parts_on);
    case AXLE_FINDING_NONE_LEFT:
      return tell_none_left (self);
    case AXLE_FINDING_UNSURE:
      return g_strdup (_("So many need the same people or bays then that nobody can tell whether enough are left."));
    default:
      return tell_unit (self, plan);
    }
}

void
axle_finding_tell (const AxleFinding *self,
                   const AxleDayPlan *plan,
                   const AxleDate    *parts_on,
                   GPtrArray         *problems)
{
  g_autofree char *message = dup_message (self, plan, parts_on);

  axle_problems_add (problems, kinds[self->kind].code, axle_appointment_entity.fields[self->field].name,
                     kinds[self->kind].blocking, "%s", message);
}
