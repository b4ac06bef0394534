/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/insight/facts.h"

G_BEGIN_DECLS

/* The places of the table of facts, in its order. */
typedef enum
{
  FACT_AGE,
  FACT_AVERAGE_TICKET,
  FACT_CAR_USE,
  FACT_CARS,
  FACT_CARS_BOUGHT,
  FACT_CHANNEL,
  FACT_CHILDREN,
  FACT_CITY,
  FACT_CLASS,
  FACT_COMPANY,
  FACT_COMPLAINTS,
  FACT_COMPLAINTS_OPEN,
  FACT_DAYS_SINCE_CONTACT,
  FACT_DAYS_SINCE_VISIT,
  FACT_DECLINED_JOBS,
  FACT_DEFERRED_JOBS,
  FACT_DEFERRED_WORK,
  FACT_GENDER,
  FACT_OCCUPATION,
  FACT_OFFERS_ALLOWED,
  FACT_POINTS,
  FACT_SOURCE,
  FACT_SPEND,
  FACT_SPEND_YEAR,
  FACT_STAGE,
  FACT_TAGS,
  FACT_TEST_DRIVES,
  FACT_VISITS,
  FACT_VISITS_YEAR,
  FACT_WEEKEND_VISITS,
  FACT_YEARS_WITH_US,
  FACT_N_CUSTOMER,

  FACT_AIRCON_DAYS = FACT_N_CUSTOMER,
  FACT_BATTERY_CAPACITY,
  FACT_BATTERY_DAYS,
  FACT_BRAKE_DISTANCE,
  FACT_CAR_AGE,
  FACT_DAYS_TO_SERVICE,
  FACT_ENGINE_DAYS,
  FACT_EXTENDED_WARRANTY,
  FACT_GEARBOX_DAYS,
  FACT_INSPECTION_DAYS_LEFT,
  FACT_INSURANCE_DAYS_LEFT,
  FACT_KM_PER_YEAR,
  FACT_MAKE,
  FACT_MODEL,
  FACT_ODOMETER,
  FACT_POWERTRAIN,
  FACT_SERVICE_DUE,
  FACT_SERVICE_INTERVAL,
  FACT_SERVICE_MONTHS,
  FACT_SERVICE_OVERDUE,
  FACT_SERVICE_REASON,
  FACT_SERVICE_SOON,
  FACT_SERVICES,
  FACT_TYRE_DISTANCE,
  FACT_WARRANTY_DAYS_LEFT,
  FACT_WARRANTY_DISTANCE_LEFT,
  FACT_N_FACTS,
} FactName;

/* The facts of the customer, or of one car; those of the other kind stay empty. */
typedef struct
{
  AxleDossier  *dossier;
  AxlePolicies *policies;
  AxleRecord   *vehicle;
  gint64        latest;
  AxleFact      facts[FACT_N_FACTS];
} Subject;

AxleFact *axle_subject_integer (Subject    *self,
                                FactName    name,
                                gint64      value);
AxleFact *axle_subject_boolean (Subject    *self,
                                FactName    name,
                                gboolean    value);
AxleFact *axle_subject_text    (Subject    *self,
                                FactName    name,
                                const char *text);
AxleFact *axle_subject_value   (Subject    *self,
                                FactName    name,
                                AxleRecord *record,
                                guint       field);
void      axle_fact_add_source (AxleFact   *self,
                                AxleRecord *record);
void      axle_fact_add_sources (AxleFact  *self,
                                 GPtrArray *records);
gint64    axle_subject_days_until (Subject *self,
                                   gint64   at);

void      axle_subject_fill_customer (Subject *self,
                                      guint    n_cars);
void      axle_subject_fill_car      (Subject *self);

G_END_DECLS
