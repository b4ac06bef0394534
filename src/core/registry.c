/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/registry.h"

#include "core/history/access.h"
#include "core/history/history.h"
#include "core/media/photo.h"
#include "core/organisation/closing.h"
#include "core/organisation/organisation.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/note.h"
#include "core/party/tag.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* What is referred to comes before what refers to it. */
static const AxleEntity * const entities[] = {
  &axle_group_entity,
  &axle_store_entity,
  &axle_role_entity,
  &axle_staff_entity,
  &axle_desk_entity,
  &axle_closing_entity,
  &axle_tag_entity,
  &axle_customer_entity,
  &axle_vehicle_entity,
  &axle_ownership_entity,
  &axle_odometer_entity,
  &axle_contact_entity,
  &axle_note_entity,
  &axle_photo_entity,
  &axle_history_entity,
  &axle_access_entity,
  NULL,
};

/**
 * axle_registry_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): every kind of record
 */
const AxleEntity * const *
axle_registry_list (void)
{
  return entities;
}

/**
 * axle_registry_find:
 * @kind: an entity's name
 *
 * Returns: (nullable) (transfer none): the entity; %NULL when this program does
 *   not know the kind
 */
const AxleEntity *
axle_registry_find (const char *kind)
{
  for (guint i = 0; entities[i] != NULL; i++)
    if (g_str_equal (entities[i]->kind, kind))
      return entities[i];
  return NULL;
}
