/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/suggest-private.h"

#include <glib/gi18n-lib.h>

#include "core/appointment/words.h"

/* Nobody says that it was to be between midnight and noon. */
static void
tell_time (const AxleDaySpan *time,
           GPtrArray         *reasons)
{
  if (time->from <= 0)
    axle_problems_add (reasons, "time", NULL, FALSE, _("Before %02d:%02d, as wished"), time->until / 60, time->until % 60);
  else if (time->until >= AXLE_DAY_MINUTES)
    axle_problems_add (reasons, "time", NULL, FALSE, _("After %02d:%02d, as wished"), time->from / 60, time->from % 60);
  else
    axle_problems_add (reasons, "time", NULL, FALSE, _("Between %02d:%02d and %02d:%02d, as wished"), time->from / 60,
                       time->from % 60, time->until / 60, time->until % 60);
}

static void
tell_wishes (const AxleSuggestWish *wish,
             const AxleCandidate   *candidate,
             GPtrArray             *reasons)
{
  const AxleDayPlan *plan = candidate->day->plan;

  if (axle_suggest_suits_day (wish, candidate->day))
    axle_problems_add (reasons, "day", NULL, FALSE, _("%s, as wished"),
                       _(axle_weekdays[axle_date_get_weekday (&plan->date)].label));
  if (axle_suggest_suits_time (wish, candidate->day, candidate->at))
    tell_time (&wish->time, reasons);
  if (candidate->advisor != NULL && axle_id_equal (&candidate->advisor->record->id, &wish->own_advisor))
    axle_problems_add (reasons, "own-advisor", NULL, FALSE, _("The customer’s own advisor is there"));
}

static void
tell_means (const AxleSuggestWish *wish,
            const AxleCandidate   *candidate,
            GPtrArray             *reasons)
{
  g_autofree char *bay = candidate->bay != NULL ? axle_record_dup_title (candidate->bay->record) : NULL;
  g_autofree char *person = candidate->technician != NULL ? axle_record_dup_title (candidate->technician->record) : NULL;
  g_autofree char *parts_on = wish->wish.parts_on.year != 0 ? axle_date_format_iso (&wish->wish.parts_on) : NULL;

  if (bay != NULL)
    axle_problems_add (reasons, "bay", NULL, FALSE, _("%s is free and has what it takes"), bay);
  if (person != NULL)
    axle_problems_add (reasons, "technician", NULL, FALSE, _("%s is free and can do it"), person);
  if (parts_on != NULL && axle_date_compare (&wish->wish.parts_on, &candidate->day->plan->date) < 0)
    axle_problems_add (reasons, "parts", NULL, FALSE, _("The parts come before, on %s"), parts_on);
  if (wish->wish.wants_loan_car || !axle_id_is_none (&wish->wish.loan_car))
    axle_problems_add (reasons, "loan-car", NULL, FALSE, _("A loan car is there"));
}

static void
tell_day (const AxleSuggestWish *wish,
          const AxleCandidate   *candidate,
          GPtrArray             *reasons)
{
  const AxleSuggestDay *day = candidate->day;
  gboolean second = candidate->at >= day->middle;

  if (candidate->soonest)
    axle_problems_add (reasons, "soonest", NULL, FALSE, _("The soonest that fits"));
  if (axle_suggest_level (day, candidate->at) > 0)
    axle_problems_add (reasons, "level", NULL, FALSE,
                       second ? _("The second half of the day has fewer cars: %d instead of %d")
                              : _("The first half of the day has fewer cars: %d instead of %d"),
                       day->visits[second], day->visits[!second]);
  if (day->crowded && wish->class_a)
    axle_problems_add (reasons, "priority", NULL, FALSE, _("Class A comes first: it takes hours that are kept free"));
  else if (day->crowded)
    axle_problems_add (reasons, "priority", NULL, FALSE, _("Points were redeemed for it: it takes hours that are kept free"));
}

/* What has to be minded there. */
static void
tell_warnings (const AxleSuggestWish *wish,
               const AxleCandidate   *candidate,
               GPtrArray             *reasons)
{
  AxleWish there = wish->wish;
  AxleFitLook look;

  there.bay = candidate->bay != NULL ? candidate->bay->record->id : AXLE_ID_NONE;
  there.technician = candidate->technician != NULL ? candidate->technician->record->id : AXLE_ID_NONE;
  there.advisor = candidate->advisor != NULL ? candidate->advisor->record->id : AXLE_ID_NONE;
  axle_fit_look (&look, &candidate->day->frame, &there, candidate->at, AXLE_FIT_PART_ALL);
  for (guint i = 0; i < look.n_findings; i++)
    axle_finding_tell (&look.findings[i], candidate->day->plan, &there.parts_on, reasons);
}

void
axle_suggest_tell (const AxleSuggestWish *wish,
                   const AxleCandidate   *candidate,
                   GPtrArray             *reasons)
{
  tell_wishes (wish, candidate, reasons);
  tell_means (wish, candidate, reasons);
  tell_day (wish, candidate, reasons);
  tell_warnings (wish, candidate, reasons);
}
