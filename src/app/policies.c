/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/policies.h"

#include <glib/gi18n-lib.h>

#include "app/named-record.h"
#include "app/workstation-private.h"
#include "core/change-list.h"

/* Counts as set what is on this desk already, whether or not the server has it. */
AxlePolicies *
axle_workstation_get_policies (AxleWorkstation *self)
{
  if (self->policies == NULL)
    {
      g_autoptr(GPtrArray) records =
        self->reader != NULL ? axle_store_list (self->reader, &axle_policy_entity, NULL) : NULL;

      self->policies = axle_policies_new (records);
    }
  return self->policies;
}

void
axle_policy_set_async (AxleWorkstation     *workstation,
                       const char          *name,
                       gint64               value,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  const AxlePolicyInfo *info = axle_policy_find (name);
  const AxleId *group = workstation->enrolment != NULL ? &workstation->enrolment->group : &AXLE_ID_NONE;
  AxleId id = axle_policy_id (group, name);
  g_autoptr(AxleRecord) after = axle_named_record_draft (workstation, &axle_policy_entity, &id);
  g_autofree char *text = value != info->preset ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;

  if (g_strcmp0 (text, axle_record_get_text (after, AXLE_POLICY_VALUE)) != 0)
    {
      axle_record_set_text (after, AXLE_POLICY_NAME, name);
      axle_record_set_text (after, AXLE_POLICY_VALUE, text);
      axle_named_record_add_change (workstation, changes, after);
    }
  axle_workstation_save_async (workstation, _("Setting changed"), changes, cancellable, callback, user_data);
}
