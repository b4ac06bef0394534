/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/history-item.h"
#include "app/profile-vehicle.h"
#include "app/timeline-entry.h"
#include "app/workstation.h"
#include "core/dossier.h"

G_BEGIN_DECLS

/**
 * AxleCustomerProfile:
 *
 * Everything about one customer, read at once and kept up to date: `notify::dossier`,
 * `notify::state` and changes of its models tell of every change. `dossier` becomes
 * %NULL when the customer is deleted.
 */
#define AXLE_TYPE_CUSTOMER_PROFILE (axle_customer_profile_get_type ())
G_DECLARE_FINAL_TYPE (AxleCustomerProfile, axle_customer_profile, AXLE, CUSTOMER_PROFILE, GObject)
AxleCustomerProfile *axle_customer_profile_new  (AxleWorkstation     *workstation,
                                                 const AxleId        *customer);
const AxleId *axle_customer_profile_get_id      (AxleCustomerProfile *self);
AxleDossier  *axle_customer_profile_get_dossier (AxleCustomerProfile *self);
/* The customer of the dossier. */
AxleRecord   *axle_customer_profile_get_customer (AxleCustomerProfile *self);
/* The time machine: the customer as they were known at a time, in microseconds since 1970
 * UTC; 0 for now. Nothing can be changed then. %FALSE, and nothing changes, when nothing
 * was known. */
gboolean      axle_customer_profile_set_as_of   (AxleCustomerProfile *self,
                                                 gint64               at,
                                                 GError             **error);
gint64        axle_customer_profile_get_as_of   (AxleCustomerProfile *self);
/* Whether who sits here may do this to the customer as shown. */
gboolean      axle_customer_profile_may         (AxleCustomerProfile *self,
                                                 const char          *right);
gboolean      axle_customer_profile_is_pending  (AxleCustomerProfile *self);
/* How what was typed into the customer or one of their vehicles fared: the worst of it. */
typedef enum
{
  AXLE_PROFILE_SETTLED,   /* all is well */
  AXLE_PROFILE_DECIDED,   /* a conflict was decided in the last days */
  AXLE_PROFILE_CONTESTED, /* a value met another and nobody has decided */
  AXLE_PROFILE_REFUSED,   /* the server refused a change */
  AXLE_PROFILE_NOT_MADE,  /* the server refused the customer as a whole */
} AxleProfileState;
AxleProfileState axle_customer_profile_get_state (AxleCustomerProfile *self);
/* The first conflict that nobody has decided; %NULL when there is none. */
const AxleEntity *axle_customer_profile_get_contested (AxleCustomerProfile *self,
                                                       AxleId              *record);
GListModel   *axle_customer_profile_get_vehicles (AxleCustomerProfile *self); /* of AxleProfileVehicle, current first */
GListModel   *axle_customer_profile_get_timeline (AxleCustomerProfile *self); /* of AxleTimelineEntry, latest first */
/* The history of the customer and of all their vehicles; read when asked. */
GListModel   *axle_customer_profile_dup_history (AxleCustomerProfile *self);  /* of AxleHistoryItem, latest first */

G_END_DECLS
