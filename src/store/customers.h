/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/dossier.h"
#include "core/party/contact-budget.h"
#include "store/store.h"

G_BEGIN_DECLS

/* What the screens read about customers. */

/**
 * AxleCustomerSummary:
 * @customer: the customer
 * @vehicles: (element-type AxleRecord): the vehicles they own or drive now
 * @figure: (nullable): what is worked out of the customer, see core/insight/figure.h; %NULL
 *   while it is not yet
 * @last_contact: when someone last spoke with them, microseconds since 1970 UTC; 0 for never
 * @pending: whether a change of the customer waits for the server
 * @refused: whether the server refused to make the customer, who is on this desk only
 *
 * A row of the list of customers.
 */
typedef struct
{
  AxleRecord *customer;
  GPtrArray  *vehicles;
  AxleRecord *figure;
  gint64      last_contact;
  gboolean    pending;
  gboolean    refused;
} AxleCustomerSummary;

void       axle_customer_summary_free (AxleCustomerSummary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCustomerSummary, axle_customer_summary_free)

typedef enum
{
  AXLE_CUSTOMER_ORDER_NAME,
  AXLE_CUSTOMER_ORDER_PHONE,
  AXLE_CUSTOMER_ORDER_PLATE,
  AXLE_CUSTOMER_ORDER_STAGE,
  AXLE_CUSTOMER_ORDER_ADVISOR,
  AXLE_CUSTOMER_ORDER_CONTACT,
  AXLE_CUSTOMER_ORDER_CREATED,
  AXLE_CUSTOMER_ORDER_FIGURE, /* and those after it: by a field of core/insight/figure.h */
} AxleCustomerOrder;

/* All customers that are not deleted and stand for themselves, as numbers that the next function takes;
 * fast enough for 1,000,000 because it reads an index, or of the figures what is small. Names sort by pinyin. */
GArray    *axle_store_order_customers (AxleStore           *self,
                                       AxleCustomerOrder    order,
                                       gboolean             descending,
                                       GCancellable        *cancellable,
                                       GError             **error);
/* One page of the list; a number whose customer is gone gives %NULL at its place. */
GPtrArray *axle_store_load_customers  (AxleStore           *self,
                                       const gint64        *rows,
                                       gsize                n_rows,
                                       GError             **error);
gint64     axle_store_find_customer_row (AxleStore         *self,
                                       const AxleId        *id);
gint64     axle_store_count_customers (AxleStore           *self,
                                       GError             **error);
gboolean   axle_store_find_survivor   (AxleStore           *self,
                                       const AxleId        *customer,
                                       AxleId              *survivor,
                                       GError             **error);
/* Those who were merged into a customer, into one of those, and so on. */
GPtrArray *axle_store_list_merged     (AxleStore           *self,
                                       const AxleId        *survivor,
                                       GError             **error);

/* How often a customer who stands for themselves, and who was merged into them, was
 * contacted in the month of @at. */
gboolean   axle_store_measure_contacts (AxleStore          *self,
                                       const AxleRecord    *customer,
                                       gint64               total,
                                       gint64               at,
                                       GTimeZone           *zone,
                                       AxleContactBudget   *budget,
                                       GError             **error);

/* The car that a customer has today; no id where they have none, or several. */
AxleId       axle_store_find_only_car (AxleStore            *self,
                                       const AxleId         *customer);
AxleDossier *axle_store_load_dossier (AxleStore            *self,
                                      const AxleId         *customer,
                                      gint64                now,
                                      GError              **error);

AxleRecord  *axle_store_get_figure   (AxleStore            *self,
                                      const AxleId         *customer,
                                      GError              **error);

AxleDossier *axle_store_load_dossier_as_of (AxleStore      *self,
                                            const AxleId   *customer,
                                            gint64          at,
                                            GError        **error);

/**
 * AxleHistoryEntry:
 * @field: (nullable): the field; %NULL for the making, deleting or restoring of the record
 * @action: what was done
 * @before: (nullable): the value before, as text for a person
 * @after: (nullable): the value after, as text for a person
 * @at: when, by the clock of the desk, microseconds since 1970 UTC
 * @staff: (nullable): the name of who did it
 * @desk: (nullable): the name of the desk
 * @pending: whether it waits for the server
 */
typedef struct
{
  const AxleField  *field;
  AxleChangeAction  action;
  char             *before;
  char             *after;
  gint64            at;
  char             *staff;
  char             *desk;
  gboolean          pending;
} AxleHistoryEntry;

void       axle_history_entry_free (AxleHistoryEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleHistoryEntry, axle_history_entry_free)
/* Latest first. */
/* A value as a person reads it; %NULL for none. */
char      *axle_store_dup_text     (AxleStore        *self,
                                    const AxleField  *field,
                                    const AxleValue  *value);
/* (element-type AxleRecord): everything that is kept of a person and not deleted, also what
 * takes a consent that was not given. For that person. */
GPtrArray *axle_store_list_person  (AxleStore        *self,
                                    const AxleId     *customer,
                                    GError          **error);
GPtrArray *axle_store_list_history (AxleStore        *self,
                                    const AxleEntity *entity,
                                    const AxleId     *record,
                                    GError          **error);
GPtrArray *axle_store_list_changes (AxleStore        *self,
                                    const AxleId     *record,
                                    GError          **error);

/* What an import looks for. @phone in E.164, @vin in its normal form; either may be %NULL. */
GPtrArray *axle_store_match_customers (AxleStore     *self,
                                       const char    *phone,
                                       const char    *vin,
                                       GError       **error);
AxleRecord *axle_store_find_vehicle   (AxleStore     *self,
                                       const char    *vin,
                                       const char    *plate,
                                       GError       **error);

G_END_DECLS
