/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/contact-budget.h"

#include "app/workstation-private.h"
#include "core/party/contact.h"
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
                          const AxleId    *customer)
{
  gint64 now = axle_host_now (axle_host_get_default ());
  g_autoptr(AxleDossier) dossier =
    axle_store_load_dossier (axle_workstation_get_reader (workstation), customer, now, NULL);

  return dossier != NULL ? axle_contact_budget_of (workstation, dossier) : (AxleContactBudget) { 0 };
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
