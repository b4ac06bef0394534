/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portrait.h"

#include <glib/gi18n-lib.h>

#include "app/contact-budget.h"
#include "app/customer-operations.h"
#include "core/change-list.h"
#include "core/insight/advice.h"

AxleInsight *
axle_insight_new (AxleWorkstation *workstation,
                  AxleDossier     *dossier)
{
  AxleInsight *self = g_new0 (AxleInsight, 1);
  AxleRules *rules = axle_workstation_get_rules (workstation);
  AxleContactBudget budget = axle_contact_budget_of (workstation, dossier);

  self->facts = axle_facts_new (dossier, axle_workstation_get_policies (workstation));
  self->portrait = axle_portrait_new (self->facts, rules);
  self->offers = axle_recommendations_new (self->facts, rules);
  self->warning = axle_contact_budget_dup_warning (&budget, AXLE_CONTACT_TO_OFFER);
  return self;
}

void
axle_insight_free (AxleInsight *self)
{
  axle_portrait_free (self->portrait);
  axle_recommendations_free (self->offers);
  axle_facts_free (self->facts);
  g_free (self->warning);
  g_free (self);
}

static const char *
title_of (const char *decision)
{
  if (g_str_equal (decision, "accepted"))
    return _("Recommendation accepted");
  return g_str_equal (decision, "declined") ? _("Recommendation declined") : _("Recommendation put off");
}

void
axle_recommendation_decide_async (AxleWorkstation          *workstation,
                                  AxleDossier              *dossier,
                                  const AxleRecommendation *recommendation,
                                  const char               *decision,
                                  GCancellable             *cancellable,
                                  GAsyncReadyCallback       callback,
                                  gpointer                  user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleRecord) advice = axle_customer_draft_new (workstation, &axle_advice_entity);

  axle_recommendation_decide (recommendation, advice, axle_dossier_get_customer (dossier), decision, g_get_real_time (),
                              axle_dossier_get_zone (dossier), axle_workstation_get_policies (workstation));
  axle_record_set_id (advice, AXLE_ADVICE_STAFF, &advice->created_by);
  axle_change_list_add_between (changes, NULL, advice);
  axle_workstation_save_async (workstation, title_of (decision), changes, cancellable, callback, user_data);
}
