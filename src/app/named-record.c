/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/named-record.h"

#include "app/workstation-private.h"
#include "core/change-list.h"

AxleRecord *
axle_named_record_draft (AxleWorkstation  *workstation,
                         const AxleEntity *entity,
                         const AxleId     *id)
{
  g_autoptr(AxleRecord) known = axle_workstation_get_record (workstation, entity, id);
  AxleRecord *draft = known != NULL && !known->deleted ? axle_record_copy (known) : axle_record_new (entity, id);

  if (known == NULL)
    draft->scope = workstation->enrolment != NULL ? workstation->enrolment->group : AXLE_ID_NONE;
  else if (known->deleted)
    {
      draft->scope = known->scope;
      draft->revision = known->revision;
    }
  return draft;
}

/* One whose making was undone is there, deleted. */
static AxleRecord *
restore (const AxleRecord *deleted,
         GPtrArray        *changes)
{
  AxleRecord *restored = axle_record_copy (deleted);

  axle_change_list_add_action (changes, deleted, AXLE_CHANGE_RESTORE);
  restored->deleted = FALSE;
  return restored;
}

void
axle_named_record_add_between (GPtrArray        *changes,
                               AxleRecord       *known,
                               const AxleRecord *after)
{
  g_autoptr(AxleRecord) restored = known != NULL && known->deleted ? restore (known, changes) : NULL;

  axle_change_list_add_between (changes, restored != NULL ? restored : known, after);
}

void
axle_named_record_add_change (AxleWorkstation  *workstation,
                              GPtrArray        *changes,
                              const AxleRecord *after)
{
  g_autoptr(AxleRecord) known = axle_workstation_get_record (workstation, after->entity, &after->id);

  axle_named_record_add_between (changes, known, after);
}
