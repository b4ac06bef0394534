/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/panels.h"

#include <glib/gi18n-lib.h>

#include "core/organisation/rights.h"
#include "ui/customers/details-panel.h"
#include "ui/customers/duplicate-panel.h"
#include "ui/customers/fleet-panel.h"
#include "ui/customers/history-panel.h"
#include "ui/customers/merged-panel.h"
#include "ui/customers/photos-panel.h"
#include "ui/customers/portrait-panel.h"
#include "ui/customers/privacy-panel.h"
#include "ui/customers/quality-panel.h"
#include "ui/customers/reach-panel.h"
#include "ui/customers/relations-panel.h"
#include "ui/customers/tasks-panel.h"
#include "ui/customers/timeline-panel.h"
#include "ui/customers/vehicles-panel.h"

static const AxleCustomerTabInfo tabs[] = {
  { "overview", N_("Overview"), "view-grid-symbolic" },
  { "timeline", N_("Timeline"), "document-open-recent-symbolic" },
  { "photos", N_("Photos"), "camera-photo-symbolic" },
  { "details", N_("Details"), "view-list-symbolic" },
  { "privacy", N_("Privacy"), "changes-prevent-symbolic" },
  { "history", N_("History"), "document-revert-symbolic" },
};

/* In the order in which they stand in their tab. */
static const AxleCustomerPanelInfo panels[] = {
  { "duplicate", "overview", NULL, axle_duplicate_panel_new, NULL, AXLE_RIGHT_CUSTOMERS_MERGE, 0 },
  { "portrait", "overview", N_("Portrait"), axle_portrait_panel_new, NULL, NULL, AXLE_CUSTOMER_PANEL_PAST },
  { "tasks", "overview", N_("To Do"), axle_tasks_panel_new, NULL, NULL, 0 },
  { "fleet", "overview", N_("Fleet"), axle_fleet_panel_new, NULL, NULL, 0 },
  { "relations", "overview", N_("Relations"), axle_relations_panel_new, NULL, NULL, 0 },
  { "merged", "overview", N_("Merged Customers"), axle_merged_panel_new, NULL, NULL, 0 },
  { "quality", "overview", N_("Data"), axle_quality_panel_new, NULL, NULL, 0 },
  { "timeline", "timeline", NULL, axle_timeline_panel_new, axle_timeline_panel_turn, NULL,
    AXLE_CUSTOMER_PANEL_FILLS | AXLE_CUSTOMER_PANEL_PAST },
  { "photos", "photos", NULL, axle_photos_panel_new, NULL, NULL, 0 },
  { "vehicles", "details", N_("Vehicles"), axle_vehicles_panel_new, NULL, NULL, AXLE_CUSTOMER_PANEL_PAST },
  { "reach", "details", N_("Phone Numbers"), axle_reach_panel_new, NULL, NULL, AXLE_CUSTOMER_PANEL_PAST },
  { "details", "details", NULL, axle_details_panel_new, NULL, NULL, AXLE_CUSTOMER_PANEL_PAST },
  { "privacy", "privacy", NULL, axle_privacy_panel_new, NULL, NULL, 0 },
  { "merged-history", "history", N_("Merged Customers"), axle_merged_panel_new, NULL, NULL, 0 },
  { "history", "history", NULL, axle_history_panel_new, NULL, NULL, 0 },
};

/**
 * axle_customer_tabs_list:
 * @n_tabs: (out): how many
 *
 * Returns: (array length=n_tabs): the tabs of a customer's page, in their order
 */
const AxleCustomerTabInfo *
axle_customer_tabs_list (guint *n_tabs)
{
  *n_tabs = G_N_ELEMENTS (tabs);
  return tabs;
}

/**
 * axle_customer_panels_list:
 * @n_panels: (out) (optional): how many
 *
 * Returns: (array length=n_panels): what hangs in the tabs
 */
const AxleCustomerPanelInfo *
axle_customer_panels_list (guint *n_panels)
{
  if (n_panels != NULL)
    *n_panels = G_N_ELEMENTS (panels);
  return panels;
}

/**
 * axle_customer_panel_is_shown:
 * @self: a panel
 * @workstation: who sits here
 * @past: whether the page shows what was known at an earlier time
 *
 * Returns: whether they may see it now
 */
gboolean
axle_customer_panel_is_shown (const AxleCustomerPanelInfo *self,
                              AxleWorkstation             *workstation,
                              gboolean                     past)
{
  if (past && (self->flags & AXLE_CUSTOMER_PANEL_PAST) == 0)
    return FALSE;
  return self->right == NULL || axle_workstation_may (workstation, self->right);
}
