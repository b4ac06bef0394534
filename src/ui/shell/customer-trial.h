/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/shell/trial-group.h"

G_BEGIN_DECLS

/* Tries a condition over facts on a customer who is searched for. */
#define AXLE_TYPE_CUSTOMER_TRIAL (axle_customer_trial_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerTrial, axle_customer_trial, AXLE, CUSTOMER_TRIAL, AxleTrialGroup)

GtkWidget *axle_customer_trial_new (AxleWorkstation *workstation);

G_END_DECLS
