/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/customers/log-actions.h"

#include <glib/gi18n-lib.h>

#include "core/loyalty/points.h"
#include "core/organisation/rights.h"
#include "core/party/complaint.h"
#include "core/sales/deal.h"
#include "ui/customers/handbook-dialog.h"
#include "ui/customers/log-dialog.h"
#include "ui/customers/visit-dialog.h"

static void
log_visit_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  adw_dialog_present (axle_visit_dialog_new (axle_customer_page_get_workstation (self), axle_customer_page_get_customer (self),
                                             NULL), widget);
}

static void
log_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  static const struct { const char *action; const AxleEntity *entity; } kinds[] = {
    { "customer.log-deal", &axle_deal_entity },
    { "customer.log-complaint", &axle_complaint_entity },
    { "customer.book-points", &axle_points_entity },
  };
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].action, name))
      adw_dialog_present (axle_log_dialog_new (axle_customer_page_get_workstation (self), kinds[i].entity,
                                               axle_customer_page_get_customer (self), NULL),
                          widget);
}

static void
handbook_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AxleCustomerPage *self = AXLE_CUSTOMER_PAGE (widget);
  GListModel *vehicles = axle_customer_profile_get_vehicles (axle_customer_page_get_profile (self));

  if (g_list_model_get_n_items (vehicles) > 0)
    adw_dialog_present (axle_handbook_dialog_new (axle_customer_page_get_workstation (self), vehicles, NULL), widget);
}

static const struct
{
  const char                  *name;
  GtkWidgetActionActivateFunc  activate;
  const char                  *right;
} actions[] = {
  { "customer.log-visit", log_visit_action, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "customer.log-deal", log_action, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "customer.log-complaint", log_action, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "customer.book-points", log_action, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "customer.handbook", handbook_action, NULL },
};

void
axle_log_actions_install (GtkWidgetClass *class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (class, actions[i].name, NULL, actions[i].activate);
}

void
axle_log_actions_update (AxleCustomerPage *page,
                         gboolean          known)
{
  AxleCustomerProfile *profile = axle_customer_page_get_profile (page);

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (page), actions[i].name,
                                   known && (actions[i].right == NULL
                                             || axle_customer_profile_may (profile, actions[i].right)));
}
