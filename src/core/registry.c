/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/registry.h"

#include <string.h>

#include "core/appointment/appointment.h"
#include "core/appointment/duration.h"
#include "core/appointment/holiday.h"
#include "core/appointment/leave.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/request.h"
#include "core/appointment/resource.h"
#include "core/appointment/roster.h"
#include "core/appointment/service-item.h"
#include "core/followup/answer.h"
#include "core/followup/question.h"
#include "core/followup/questionnaire.h"
#include "core/followup/task.h"
#include "core/history/access.h"
#include "core/history/history.h"
#include "core/insight/advice.h"
#include "core/insight/rule.h"
#include "core/insight/segment.h"
#include "core/loyalty/points.h"
#include "core/media/photo.h"
#include "core/organisation/closing.h"
#include "core/organisation/organisation.h"
#include "core/organisation/policy.h"
#include "core/party/complaint.h"
#include "core/party/consent.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/distinction.h"
#include "core/party/erasure.h"
#include "core/party/merging.h"
#include "core/party/note.h"
#include "core/party/relation.h"
#include "core/party/tag.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

/* A newer program has a few kinds more, not thousands. */
#define STRANGER_LIMIT 256
#define KIND_LENGTH_LIMIT 64

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
  &axle_visit_entity,
  &axle_job_entity,
  &axle_deal_entity,
  &axle_points_entity,
  &axle_complaint_entity,
  &axle_relation_entity,
  &axle_distinction_entity,
  &axle_consent_entity,
  &axle_merging_entity,
  &axle_erasure_entity,
  &axle_task_entity,
  &axle_questionnaire_entity,
  &axle_question_entity,
  &axle_answer_entity,
  &axle_rule_entity,
  &axle_segment_entity,
  &axle_advice_entity,
  &axle_policy_entity,
  &axle_resource_entity,
  &axle_service_item_entity,
  &axle_opening_hours_entity,
  &axle_holiday_entity,
  &axle_roster_entity,
  &axle_leave_entity,
  &axle_request_entity,
  &axle_appointment_entity,
  &axle_duration_entity,
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

static gboolean
may_be_kind (const char *kind)
{
  gsize length = strspn (kind, "abcdefghijklmnopqrstuvwxyz0123456789_-");

  return length > 0 && length <= KIND_LENGTH_LIMIT && kind[length] == '\0';
}

static AxleEntity *
new_stranger (const char *kind)
{
  AxleEntity *entity = g_new0 (AxleEntity, 1);

  entity->kind = entity->label = g_intern_string (kind);
  entity->flags = AXLE_ENTITY_STRANGER;
  return entity;
}

/**
 * axle_registry_get_stranger:
 * @kind: a name that axle_registry_find() does not know
 *
 * Returns: (nullable) (transfer none): what stands for the kind, the same each time;
 *   %NULL when @kind is no name of one, or there are too many of them
 */
const AxleEntity *
axle_registry_get_stranger (const char *kind)
{
  static GMutex lock;
  static GHashTable *strangers;
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  AxleEntity *entity;

  if (strangers == NULL)
    strangers = g_hash_table_new (g_str_hash, g_str_equal);
  entity = g_hash_table_lookup (strangers, kind);
  if (entity != NULL || !may_be_kind (kind) || g_hash_table_size (strangers) >= STRANGER_LIMIT)
    return entity;
  entity = new_stranger (kind);
  g_hash_table_insert (strangers, (gpointer) entity->kind, entity);
  return entity;
}

/**
 * axle_registry_get_schema:
 *
 * Kinds and fields are added and never taken away or given another meaning, so that
 * their number tells which of two programs is the newer one.
 *
 * Returns: the version of what this program knows of records
 */
guint
axle_registry_get_schema (void)
{
  guint schema = 0;

  for (guint i = 0; entities[i] != NULL; i++)
    schema += 1 + entities[i]->n_fields;
  return schema;
}
