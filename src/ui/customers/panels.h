/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "app/customer-profile.h"

G_BEGIN_DECLS

/**
 * AxleCustomerTabInfo:
 * @id: its name
 * @title: what a person reads; marked with N_()
 * @icon: the name of an icon, for where there is no room for words
 *
 * A tab of the customer's page.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *icon;
} AxleCustomerTabInfo;

const AxleCustomerTabInfo *axle_customer_tabs_list (guint *n_tabs);

/**
 * AxleCustomerPanelFlags:
 * @AXLE_CUSTOMER_PANEL_FILLS: it scrolls by itself, and is the only one of its tab
 * @AXLE_CUSTOMER_PANEL_PAST: it also shows what was known at an earlier time, from
 *   the profile's dossier alone; the others are left out then
 */
typedef enum
{
  AXLE_CUSTOMER_PANEL_FILLS = 1 << 0,
  AXLE_CUSTOMER_PANEL_PAST  = 1 << 1,
} AxleCustomerPanelFlags;

/**
 * AxleCustomerPanelInfo:
 * @id: its name
 * @tab: the tab it hangs in
 * @title: (nullable): the heading over it; marked with N_()
 * @construct: makes it for one customer
 * @turn: (nullable): has it show another customer, or rest and hold on to none; without
 *   this it is made anew for each
 * @right: (nullable): the right without which it is left out
 * @flags: see [flags@Axle.CustomerPanelFlags]
 *
 * A part of the customer's page. It reads the profile, keeps up with it by
 * `notify::dossier`, and hides itself while it has nothing to say: its heading goes
 * with it. It asks [method@Axle.CustomerProfile.may] before it offers a change, and
 * reaches the page's functions through the `customer.` actions.
 */
typedef struct
{
  const char             *id;
  const char             *tab;
  const char             *title;
  GtkWidget            *(*construct) (AxleWorkstation     *workstation,
                                      AxleCustomerProfile *profile);
  void                  (*turn)      (GtkWidget           *panel,
                                      AxleCustomerProfile *profile);
  const char             *right;
  AxleCustomerPanelFlags  flags;
} AxleCustomerPanelInfo;

const AxleCustomerPanelInfo *axle_customer_panels_list (guint *n_panels);

gboolean axle_customer_panel_is_shown (const AxleCustomerPanelInfo *self,
                                       AxleWorkstation             *workstation,
                                       gboolean                     past);

G_END_DECLS
