/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/followup.h"

#include <glib/gi18n-lib.h>

#include "app/named-record.h"
#include "app/workstation-private.h"
#include "core/change-list.h"
#include "core/insight/rule.h"
#include "core/insight/rules.h"

void
axle_plan_rule_set_async (AxleWorkstation     *workstation,
                          const AxlePlanRule  *rule,
                          gboolean             active,
                          int                  hours,
                          AxlePlanOutcome      outcome,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  const AxleId *group = workstation->enrolment != NULL ? &workstation->enrolment->group : &AXLE_ID_NONE;
  AxleId id = axle_rule_id (group, rule->code);
  g_autoptr(AxleRecord) after = axle_named_record_draft (workstation, &axle_rule_entity, &id);

  axle_record_set_text (after, AXLE_RULE_CODE, rule->code);
  axle_record_set_text (after, AXLE_RULE_AREA, "task");
  if (axle_record_get_text (after, AXLE_RULE_NAME) == NULL)
    axle_record_set_text (after, AXLE_RULE_NAME, rule->title);
  axle_record_set_boolean (after, AXLE_RULE_ACTIVE, active);
  axle_record_set_integer (after, AXLE_RULE_DELAY, hours);
  if (axle_plan_rule_is_of_car (rule))
    {
      g_autofree char *effect = axle_plan_rule_dup_effect (rule, outcome);

      axle_record_set_text (after, AXLE_RULE_EFFECT, effect);
    }
  axle_named_record_add_change (workstation, changes, after);
  axle_workstation_save_async (workstation, _("Follow-up rule changed"), changes, cancellable, callback, user_data);
}
