/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/contact-budget.h"

#include "app/workstation-private.h"
#include "core/followup/task.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "store/customers.h"

AxleContactBudget
axle_contact_budget_of (AxleWorkstation   *workstation,
                        const AxleDossier *dossier)
{
  gint64 total = axle_policies_get (axle_workstation_get_policies (workstation), "contact.budget");

  return axle_contact_budget_measure (axle_dossier_get_customer (dossier), axle_dossier_list (dossier, &axle_contact_entity),
                                      total, axle_dossier_get_now (dossier), axle_dossier_get_zone (dossier));
}

AxleContactBudget
axle_contact_budget_load (AxleWorkstation *workstation,
                          const AxleId    *customer,
                          gint64           at)
{
  AxleStore *reader = axle_workstation_get_reader (workstation);
  gint64 total = axle_policies_get (axle_workstation_get_policies (workstation), "contact.budget");
  AxleContactBudget budget = { 0 };
  g_autoptr(AxleRecord) record = NULL;
  AxleId survivor = *customer;

  if (reader != NULL && axle_store_find_survivor (reader, customer, &survivor, NULL))
    record = axle_workstation_get_record (workstation, &axle_customer_entity, &survivor);
  if (record != NULL)
    axle_store_measure_contacts (reader, record, total, at, axle_workstation_get_zone (workstation), &budget, NULL);
  return budget;
}

AxleContactHold
axle_contact_budget_judge_task (AxleWorkstation  *workstation,
                                const AxleRecord *task)
{
  AxleContactPurpose purpose = axle_task_get_purpose (task);
  AxleId customer = axle_record_get_id (task, AXLE_TASK_CUSTOMER);
  AxleContactBudget budget;

  if (purpose == AXLE_CONTACT_PROMISED)
    return AXLE_CONTACT_FREE;
  budget = axle_contact_budget_load (workstation, &customer,
                                     MAX (axle_host_now (axle_host_get_default ()), axle_record_get_integer (task, AXLE_TASK_DUE)));
  return axle_contact_budget_judge (&budget, purpose);
}

guint
axle_contact_budget_left (AxleWorkstation   *workstation,
                          const AxleDossier *dossier,
                          guint             *total)
{
  AxleContactBudget budget = axle_contact_budget_of (workstation, dossier);

  *total = budget.total;
  return axle_contact_budget_get_left (&budget);
}
