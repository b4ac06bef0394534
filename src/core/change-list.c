/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/change-list.h"

/**
 * axle_change_list_new:
 *
 * Returns: (transfer full) (element-type AxleChange): an empty list that frees its members
 */
GPtrArray *
axle_change_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
}

/**
 * axle_change_list_add_between:
 * @changes: (element-type AxleChange): a list
 * @before: (nullable): the record as the person saw it; %NULL when it is new
 * @after: the record as the person left it
 *
 * Like [ctor@Axle.Change.new_between]: where nothing makes @before into @after, nothing is
 * added.
 *
 * Returns: (transfer none) (nullable): what was added
 */
AxleChange *
axle_change_list_add_between (GPtrArray        *changes,
                              const AxleRecord *before,
                              const AxleRecord *after)
{
  AxleChange *change = axle_change_new_between (before, after);

  if (change != NULL)
    g_ptr_array_add (changes, change);
  return change;
}

/**
 * axle_change_list_add_action:
 * @changes: (element-type AxleChange): a list
 * @record: a record as the person saw it
 * @action: what is done to it as a whole
 */
void
axle_change_list_add_action (GPtrArray        *changes,
                             const AxleRecord *record,
                             AxleChangeAction  action)
{
  AxleChange *change = axle_change_new (record->entity, &record->id, action);

  change->scope = record->scope;
  change->base = record->revision;
  g_ptr_array_add (changes, change);
}
