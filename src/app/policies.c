/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/policies.h"

#include <glib/gi18n-lib.h>

#include "app/workstation-private.h"

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

static AxleRecord *
new_policy (AxleWorkstation *workstation,
            const AxleId    *id,
            const char      *name)
{
  AxleRecord *record = axle_record_new (&axle_policy_entity, id);

  record->scope = workstation->enrolment != NULL ? workstation->enrolment->group : AXLE_ID_NONE;
  axle_record_set_text (record, AXLE_POLICY_NAME, name);
  return record;
}

/* One whose making was undone is there, deleted. */
static AxleRecord *
restore (AxleRecord *deleted,
         GPtrArray  *changes)
{
  g_autoptr(AxleRecord) before = deleted;
  AxleRecord *restored = axle_record_copy (before);
  AxleChange *change = axle_change_new (&axle_policy_entity, &before->id, AXLE_CHANGE_RESTORE);

  change->scope = before->scope;
  change->base = before->revision;
  g_ptr_array_add (changes, change);
  restored->deleted = FALSE;
  return restored;
}

void
axle_policy_set_async (AxleWorkstation     *workstation,
                       const char          *name,
                       gint64               value,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  const AxlePolicyInfo *info = axle_policy_find (name);
  const AxleId *group = workstation->enrolment != NULL ? &workstation->enrolment->group : &AXLE_ID_NONE;
  AxleId id = axle_policy_id (group, name);
  g_autoptr(AxleRecord) before = axle_workstation_get_record (workstation, &axle_policy_entity, &id);
  g_autoptr(AxleRecord) after = NULL;
  g_autofree char *text = value != info->preset ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : NULL;

  if (before != NULL && before->deleted && text != NULL)
    before = restore (g_steal_pointer (&before), changes);
  after = before != NULL ? axle_record_copy (before) : new_policy (workstation, &id, name);
  axle_record_set_text (after, AXLE_POLICY_VALUE, text);
  if (!after->deleted &&
      g_strcmp0 (text, before != NULL ? axle_record_get_text (before, AXLE_POLICY_VALUE) : NULL) != 0)
    g_ptr_array_add (changes, axle_change_new_between (before, after));
  axle_workstation_save_async (workstation, _("Setting changed"), changes, cancellable, callback, user_data);
}
