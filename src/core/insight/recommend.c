/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/recommend.h"

#include <glib/gi18n-lib.h>

#include "core/calendar.h"
#include "core/insight/advice.h"
#include "core/party/complaint.h"
#include "core/repair/job.h"
#include "core/sales/deal.h"

static void
free_recommendation (AxleRecommendation *self)
{
  g_clear_pointer (&self->vehicle, axle_record_unref);
  g_clear_pointer (&self->advice, axle_record_unref);
  g_ptr_array_unref (self->sources);
  g_free (self->title);
  g_free (self->reason);
  g_free (self);
}

static AxleRecord *
find_advice (const AxleRecommendation *self,
             AxleDossier              *dossier)
{
  GPtrArray *all = axle_dossier_list (dossier, &axle_advice_entity);
  AxleId vehicle = self->vehicle != NULL ? self->vehicle->id : AXLE_ID_NONE;

  for (guint i = 0; i < all->len; i++)
    {
      AxleId of = axle_record_get_id (all->pdata[i], AXLE_ADVICE_VEHICLE);

      if (g_strcmp0 (axle_record_get_text (all->pdata[i], AXLE_ADVICE_RULE), self->rule->code) == 0
          && axle_id_equal (&of, &vehicle))
        return all->pdata[i];
    }
  return NULL;
}

/* Visits and readings come all the time; work that was found, a complaint or something
 * bought makes another case of it. */
static gboolean
is_evidence (const AxleRecord *record)
{
  return record->entity == &axle_job_entity || record->entity == &axle_complaint_entity
         || record->entity == &axle_deal_entity;
}

static gboolean
has_news (const AxleRecommendation *self)
{
  gint64 decided = axle_record_get_happened (self->advice);

  for (guint i = 0; i < self->sources->len; i++)
    if (is_evidence (self->sources->pdata[i]) && axle_record_get_happened (self->sources->pdata[i]) > decided)
      return TRUE;
  return FALSE;
}

static gboolean
rests (const AxleRecommendation *self,
       AxleDossier              *dossier)
{
  gint64 until;

  if (self->advice == NULL)
    return FALSE;
  until = axle_calendar_from_date (axle_record_get_text (self->advice, AXLE_ADVICE_UNTIL), axle_dossier_get_zone (dossier));
  if (until != G_MININT64 && until <= axle_dossier_get_now (dossier))
    return FALSE;
  return g_strcmp0 (axle_record_get_text (self->advice, AXLE_ADVICE_DECISION), "accepted") == 0 || !has_news (self);
}

static void
try_rule (AxleRecommendations *self,
          const AxleFacts     *facts,
          const AxleRule      *rule,
          guint                car)
{
  AxleDossier *dossier = axle_facts_get_dossier (facts);
  AxleRecommendation *found;
  AxleRecord *advice;
  char *reason;

  if (axle_facts_judge (facts, rule->condition, car) != AXLE_TRUTH_TRUE)
    return;
  reason = axle_rule_dup_text (rule, facts, car);
  if (reason == NULL)
    return;
  found = g_new0 (AxleRecommendation, 1);
  found->rule = rule;
  found->vehicle = car != AXLE_FACTS_NO_CAR ? axle_record_ref (axle_facts_get_car (facts, car)) : NULL;
  found->title = g_strdup (rule->name);
  found->reason = reason;
  found->sources = axle_rule_dup_sources (rule, facts, car);
  advice = find_advice (found, dossier);
  found->advice = advice != NULL ? axle_record_ref (advice) : NULL;
  found->rests = rests (found, dossier);
  g_ptr_array_add (self->list, found);
}

static int
compare_resting (gconstpointer a,
                 gconstpointer b)
{
  const AxleRecommendation *one = *(AxleRecommendation * const *) a;
  const AxleRecommendation *other = *(AxleRecommendation * const *) b;

  if (one->rests != other->rests)
    return one->rests ? 1 : -1;
  return (one->rule->position > other->rule->position) - (one->rule->position < other->rule->position);
}

/**
 * axle_recommendations_new:
 * @facts: what is known of somebody
 * @rules: the rules that hold
 *
 * A rule over cars is tried on each of them.
 *
 * Returns: (transfer full): what to offer
 */
AxleRecommendations *
axle_recommendations_new (const AxleFacts *facts,
                          AxleRules       *rules)
{
  AxleRecommendations *self = g_new0 (AxleRecommendations, 1);

  self->rules = axle_rules_ref (rules);
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify) free_recommendation);
  self->problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < axle_rules_get_n_rules (rules); i++)
    {
      const AxleRule *rule = axle_rules_get (rules, i);

      if (!rule->active || g_strcmp0 (rule->area, "recommendation") != 0)
        continue;
      if (rule->condition == NULL)
        g_ptr_array_add (self->problems, g_strdup_printf (_("The rule “%s” is not used: %s"), rule->name, rule->problem));
      else if (!axle_condition_is_of_car (rule->condition))
        try_rule (self, facts, rule, AXLE_FACTS_NO_CAR);
      else
        for (guint car = 0; car < axle_facts_get_n_cars (facts); car++)
          try_rule (self, facts, rule, car);
    }
  g_ptr_array_sort (self->list, compare_resting);
  return self;
}

void
axle_recommendations_free (AxleRecommendations *self)
{
  axle_rules_unref (self->rules);
  g_ptr_array_unref (self->list);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * axle_recommendation_decide:
 * @self: a recommendation
 * @advice: a new record, which becomes the decision
 * @customer: to whom
 * @decision: `accepted`, `declined` or `later`
 * @now: microseconds since 1970 UTC
 * @zone: the time zone of the store's calendar
 * @policies: they say for how long it then stays away
 */
void
axle_recommendation_decide (const AxleRecommendation *self,
                            AxleRecord               *advice,
                            const AxleRecord         *customer,
                            const char               *decision,
                            gint64                    now,
                            GTimeZone                *zone,
                            const AxlePolicies       *policies)
{
  g_autofree char *policy = g_strdup_printf ("advice.%s.days", decision);
  g_autofree char *until = axle_calendar_format_day (now + axle_policies_get (policies, policy) * G_TIME_SPAN_DAY, zone);

  axle_record_set_id (advice, AXLE_ADVICE_CUSTOMER, &customer->id);
  if (self->vehicle != NULL)
    axle_record_set_id (advice, AXLE_ADVICE_VEHICLE, &self->vehicle->id);
  axle_record_set_text (advice, AXLE_ADVICE_RULE, self->rule->code);
  axle_record_set_text (advice, AXLE_ADVICE_TITLE, self->title);
  axle_record_set_text (advice, AXLE_ADVICE_DECISION, decision);
  axle_record_set_text (advice, AXLE_ADVICE_UNTIL, until);
  axle_record_set_text (advice, AXLE_ADVICE_REASON, self->reason);
  axle_record_set_integer (advice, AXLE_ADVICE_AT, now);
}
