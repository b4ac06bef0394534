/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workshop.h"

#include "app/customer-operations.h"
#include "app/workstation-private.h"
#include "core/appointment/opening-hours.h"
#include "core/appointment/resource.h"
#include "core/appointment/service-item.h"
#include "core/change-list.h"
#include "core/organisation/organisation.h"
#include "support/support.h"

AxleRecord *
test_draft (AxleWorkstation  *workstation,
            const AxleEntity *entity)
{
  return axle_customer_draft_new (workstation, entity);
}

gint64
test_save_all (AxleWorkstation *workstation,
               GPtrArray       *changes)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 operation;

  axle_workstation_save_async (workstation, "test", changes, NULL, test_take_result, &result);
  operation = axle_workstation_save_finish (workstation, test_wait (&result), &error);
  g_assert_no_error (error);
  return operation;
}

void
test_save (AxleWorkstation  *workstation,
           const AxleRecord *before,
           const AxleRecord *after)
{
  g_autoptr(GPtrArray) changes = axle_change_list_new ();

  axle_change_list_add_between (changes, before, after);
  test_save_all (workstation, changes);
}

void
test_set_words (AxleRecord *record,
                guint       field,
                const char *words)
{
  g_auto(GStrv) members = g_strsplit (words, " ", -1);

  axle_record_set_members (record, field, (const char * const *) members);
}

void
test_add_hours (AxleWorkstation *workstation,
                int              opens,
                int              closes)
{
  g_autoptr(AxleRecord) hours = test_draft (workstation, &axle_opening_hours_entity);

  test_set_words (hours, AXLE_OPENING_HOURS_DAYS, "mon tue wed thu fri sat sun");
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_OPENS, opens);
  axle_record_set_integer (hours, AXLE_OPENING_HOURS_CLOSES, closes);
  test_save (workstation, NULL, hours);
}

AxleId
test_add_resource (AxleWorkstation *workstation,
                   const char      *kind,
                   const char      *name,
                   const char      *skills)
{
  g_autoptr(AxleRecord) resource = test_draft (workstation, &axle_resource_entity);

  axle_record_set_text (resource, AXLE_RESOURCE_NAME, name);
  axle_record_set_text (resource, AXLE_RESOURCE_KIND, kind);
  axle_record_set_boolean (resource, AXLE_RESOURCE_ACTIVE, TRUE);
  if (skills != NULL)
    test_set_words (resource, AXLE_RESOURCE_SKILLS, skills);
  test_save (workstation, NULL, resource);
  return resource->id;
}

void
test_add_service (AxleWorkstation *workstation,
                  const char      *code,
                  const char      *name,
                  const char      *area,
                  int              minutes,
                  gint64           price)
{
  g_autoptr(AxleRecord) service = test_draft (workstation, &axle_service_item_entity);

  axle_record_set_text (service, AXLE_SERVICE_ITEM_CODE, code);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_NAME, name);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_AREA, area);
  axle_record_set_text (service, AXLE_SERVICE_ITEM_SKILL, "maintenance");
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_MINUTES, minutes);
  axle_record_set_integer (service, AXLE_SERVICE_ITEM_PRICE, price);
  axle_record_set_boolean (service, AXLE_SERVICE_ITEM_ACTIVE, TRUE);
  test_save (workstation, NULL, service);
}

AxleId
test_add_person (AxleWorkstation *workstation,
                 const char      *name,
                 const char      *rights,
                 const char      *skills)
{
  g_autoptr(AxleRecord) role = test_draft (workstation, &axle_role_entity);
  g_autoptr(AxleRecord) person = test_draft (workstation, &axle_staff_entity);

  axle_record_set_text (role, AXLE_ROLE_NAME, name);
  test_set_words (role, AXLE_ROLE_RIGHTS, rights);
  test_save (workstation, NULL, role);
  axle_record_set_text (person, AXLE_STAFF_NAME, name);
  axle_record_set_id (person, AXLE_STAFF_ROLE, &role->id);
  if (workstation->enrolment != NULL)
    axle_record_set_id (person, AXLE_STAFF_STORE, &workstation->enrolment->store);
  axle_record_set_boolean (person, AXLE_STAFF_ACTIVE, TRUE);
  if (skills != NULL)
    test_set_words (person, AXLE_STAFF_SKILLS, skills);
  test_save (workstation, NULL, person);
  return person->id;
}
