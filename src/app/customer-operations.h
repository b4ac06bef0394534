/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form.h"

G_BEGIN_DECLS

/* What a person can do to customers. Each is one transaction and one undo; each
 * finishes with axle_workstation_save_finish(). */

/* A new record of the store, not yet saved. */
AxleRecord *axle_customer_draft_new   (AxleWorkstation     *workstation,
                                       const AxleEntity    *entity);
/* That a car is a customer's, not yet saved. */
AxleRecord *axle_ownership_draft_new  (AxleWorkstation     *workstation,
                                       const AxleId        *customer,
                                       const AxleId        *vehicle);
/* What was looked for in vain goes where it belongs: a plate, a VIN, a number, a name. */
void        axle_customer_place_typed (AxleForm            *customer,
                                       AxleForm            *vehicle,
                                       const char          *typed);
/* @before: %NULL for a new one. Other records (vehicles, ownerships) that are
 * saved with it go into @more as pairs (before or NULL, after) in order. */
void        axle_customer_save_async  (AxleWorkstation     *workstation,
                                       const AxleRecord    *before,
                                       const AxleRecord    *after,
                                       GPtrArray           *more,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* Ownerships, and who was merged into a customer, go with them; vehicles stay. */
void        axle_customers_delete_async (AxleWorkstation   *workstation,
                                       const AxleId        *customers,
                                       gsize                n_customers,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void        axle_contact_add_async    (AxleWorkstation     *workstation,
                                       const AxleRecord    *contact,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
void        axle_note_save_async      (AxleWorkstation     *workstation,
                                       const AxleRecord    *before,
                                       const AxleRecord    *after,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* A vehicle of a customer: @vehicle and @ownership new or changed. A vehicle with
 * the same VIN that is already known is used instead of making a second one. */
void        axle_vehicle_save_async   (AxleWorkstation     *workstation,
                                       const AxleRecord    *vehicle_before,
                                       const AxleRecord    *vehicle_after,
                                       const AxleRecord    *ownership_before,
                                       const AxleRecord    *ownership_after,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* Any record deleted (a contact, a note, an ownership). */
void        axle_record_delete_async  (AxleWorkstation     *workstation,
                                       const AxleRecord    *record,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* Adds and takes out tags of several customers at once. */
void        axle_customers_tag_async  (AxleWorkstation     *workstation,
                                       const AxleId        *customers,
                                       gsize                n_customers,
                                       const char * const  *add,
                                       const char * const  *take_out,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* All tags in use or in the catalogue, by name. */
char      **axle_workstation_list_tags (AxleWorkstation    *workstation);

/* Whose record it is: of a vehicle its owner's, of a note its subject's, of a customer who
 * was merged into another one that one's; %FALSE for nobody's. */
gboolean    axle_workstation_find_customer_of (AxleWorkstation *workstation,
                                       const AxleEntity    *entity,
                                       const AxleId        *id,
                                       AxleId              *customer);
/* Who has a vehicle, the latest first known; %NULL for nobody. */
AxleRecord *axle_workstation_find_ownership (AxleWorkstation *workstation,
                                       const AxleId        *vehicle);

G_END_DECLS
