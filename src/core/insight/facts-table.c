/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/facts-private.h"

#include <glib/gi18n-lib.h>

#include "core/party/customer.h"
#include "core/vehicle/vehicle.h"

#define CUSTOMER_FACT(called, words, kind) { .field = { .name = called, .label = words, .type = AXLE_FIELD_##kind } }
#define CUSTOMER_LIKE(called, words, kind, which) \
  { .field = { .name = called, .label = words, .type = AXLE_FIELD_##kind }, .like = &axle_customer_entity, .like_field = which }
#define CAR_FACT(called, words, kind) { .field = { .name = called, .label = words, .type = AXLE_FIELD_##kind }, .of_car = TRUE }
#define CAR_DISTANCE(called, words, rounded) \
  { .field = { .name = called, .label = words, .type = AXLE_FIELD_DISTANCE }, .of_car = TRUE, .step = rounded }
#define CAR_LIKE(called, words, kind, which)                                              \
  { .field = { .name = called, .label = words, .type = AXLE_FIELD_##kind }, .of_car = TRUE, \
    .like = &axle_vehicle_entity, .like_field = which }

static const AxleFactInfo facts[FACT_N_FACTS] = {
  [FACT_AGE] = CUSTOMER_FACT ("age", N_("Age in years"), INTEGER),
  [FACT_AVERAGE_TICKET] = CUSTOMER_FACT ("average_ticket", N_("What a visit of the last year brought"), MONEY),
  [FACT_CAR_USE] = CUSTOMER_LIKE ("car_use", N_("Use of the car"), CHOICE, AXLE_CUSTOMER_CAR_USE),
  [FACT_CARS] = CUSTOMER_FACT ("cars", N_("Cars now"), INTEGER),
  [FACT_CARS_BOUGHT] = CUSTOMER_FACT ("cars_bought", N_("Cars bought here"), INTEGER),
  [FACT_CHANNEL] = CUSTOMER_LIKE ("channel", N_("Preferred channel"), CHOICE, AXLE_CUSTOMER_CHANNEL),
  [FACT_CHILDREN] = CUSTOMER_FACT ("children", N_("Children"), INTEGER),
  [FACT_CITY] = CUSTOMER_LIKE ("city", N_("City"), TEXT, AXLE_CUSTOMER_CITY),
  [FACT_CLASS] = CUSTOMER_FACT ("class", N_("Class: A, B, C or unclassified"), TEXT),
  [FACT_COMPANY] = CUSTOMER_FACT ("company", N_("Is a company"), BOOLEAN),
  [FACT_COMPLAINTS] = CUSTOMER_FACT ("complaints", N_("Complaints in all"), INTEGER),
  [FACT_COMPLAINTS_OPEN] = CUSTOMER_FACT ("complaints_open", N_("Complaints that are open"), INTEGER),
  [FACT_DAYS_SINCE_CONTACT] = CUSTOMER_FACT ("days_since_contact", N_("Days since the last contact"), INTEGER),
  [FACT_DAYS_SINCE_VISIT] = CUSTOMER_FACT ("days_since_visit", N_("Days since the last visit"), INTEGER),
  [FACT_DECLINED_JOBS] = CUSTOMER_FACT ("declined_jobs", N_("Work that was declined"), INTEGER),
  [FACT_DEFERRED_JOBS] = CUSTOMER_FACT ("deferred_jobs", N_("Work that was put off and not done since"), INTEGER),
  [FACT_DEFERRED_WORK] = CUSTOMER_FACT ("deferred_work", N_("What was put off and not done since"), SET),
  [FACT_GENDER] = CUSTOMER_LIKE ("gender", N_("Gender"), CHOICE, AXLE_CUSTOMER_GENDER),
  [FACT_OCCUPATION] = CUSTOMER_LIKE ("occupation", N_("Occupation"), TEXT, AXLE_CUSTOMER_OCCUPATION),
  [FACT_OFFERS_ALLOWED] = CUSTOMER_FACT ("offers_allowed", N_("May get offers"), BOOLEAN),
  [FACT_POINTS] = CUSTOMER_FACT ("points", N_("Points left"), INTEGER),
  [FACT_SOURCE] = CUSTOMER_LIKE ("source", N_("Source"), TEXT, AXLE_CUSTOMER_SOURCE),
  [FACT_SPEND] = CUSTOMER_FACT ("spend", N_("Spent in all"), MONEY),
  [FACT_SPEND_YEAR] = CUSTOMER_FACT ("spend_year", N_("Spent in the last year"), MONEY),
  [FACT_STAGE] = CUSTOMER_LIKE ("stage", N_("Stage"), CHOICE, AXLE_CUSTOMER_STAGE),
  [FACT_TAGS] = CUSTOMER_LIKE ("tags", N_("Tags"), SET, AXLE_CUSTOMER_TAGS),
  [FACT_TEST_DRIVES] = CUSTOMER_FACT ("test_drives", N_("Test drives"), INTEGER),
  [FACT_VISITS] = CUSTOMER_FACT ("visits", N_("Visits in all"), INTEGER),
  [FACT_VISITS_YEAR] = CUSTOMER_FACT ("visits_year", N_("Visits in the last year"), INTEGER),
  [FACT_WEEKEND_VISITS] = CUSTOMER_FACT ("weekend_visits", N_("Percentage of the visits at weekends, of three or more"), INTEGER),
  [FACT_YEARS_WITH_US] = CUSTOMER_FACT ("years_with_us", N_("Years since the first visit or purchase"), INTEGER),

  [FACT_AIRCON_DAYS] = CAR_FACT ("aircon_days", N_("Days since work on the air conditioning"), INTEGER),
  [FACT_BATTERY_CAPACITY] = CAR_FACT ("battery_capacity", N_("Capacity of the drive battery in per cent, as last measured"), INTEGER),
  [FACT_BATTERY_DAYS] = CAR_FACT ("battery_days", N_("Days since work on the 12 V battery"), INTEGER),
  [FACT_BRAKE_DISTANCE] = CAR_DISTANCE ("brake_distance", N_("Brakes last for"), 1000000),
  [FACT_CAR_AGE] = CAR_FACT ("car_age", N_("Age of the car in years"), INTEGER),
  [FACT_DAYS_TO_SERVICE] = CAR_FACT ("days_to_service", N_("Days to the next service, below 0 when overdue"), INTEGER),
  [FACT_ENGINE_DAYS] = CAR_FACT ("engine_days", N_("Days since work on the engine other than oil"), INTEGER),
  [FACT_EXTENDED_WARRANTY] = CAR_FACT ("extended_warranty", N_("Has an extended warranty"), BOOLEAN),
  [FACT_GEARBOX_DAYS] = CAR_FACT ("gearbox_days", N_("Days since work on the gearbox"), INTEGER),
  [FACT_INSPECTION_DAYS_LEFT] = CAR_FACT ("inspection_days_left", N_("Days until the inspection runs out"), INTEGER),
  [FACT_INSURANCE_DAYS_LEFT] = CAR_FACT ("insurance_days_left", N_("Days until the insurance runs out"), INTEGER),
  [FACT_KM_PER_YEAR] = CAR_DISTANCE ("km_per_year", N_("Driven in a year"), 1000000),
  [FACT_MAKE] = CAR_LIKE ("make", N_("Make"), TEXT, AXLE_VEHICLE_MAKE),
  [FACT_MODEL] = CAR_LIKE ("model", N_("Model"), TEXT, AXLE_VEHICLE_MODEL),
  [FACT_ODOMETER] = CAR_DISTANCE ("odometer", N_("Odometer"), 1000),
  [FACT_POWERTRAIN] = CAR_LIKE ("powertrain", N_("Powertrain"), CHOICE, AXLE_VEHICLE_POWERTRAIN),
  [FACT_SERVICE_DUE] = CAR_FACT ("service_due", N_("When the next service is due"), TEXT),
  [FACT_SERVICE_INTERVAL] = CAR_DISTANCE ("service_interval", N_("Comes for service every"), 500000),
  [FACT_SERVICE_MONTHS] = CAR_FACT ("service_months", N_("Months between two services"), INTEGER),
  [FACT_SERVICE_OVERDUE] = CAR_FACT ("service_overdue", N_("The next service is overdue"), BOOLEAN),
  [FACT_SERVICE_REASON] = CAR_FACT ("service_reason", N_("Why the next service is due then"), TEXT),
  [FACT_SERVICE_SOON] = CAR_FACT ("service_soon", N_("The next service is soon or overdue"), BOOLEAN),
  [FACT_SERVICES] = CAR_FACT ("services", N_("Regular services"), INTEGER),
  [FACT_TYRE_DISTANCE] = CAR_DISTANCE ("tyre_distance", N_("Tyres last for"), 1000000),
  [FACT_WARRANTY_DAYS_LEFT] = CAR_FACT ("warranty_days_left", N_("Days until the warranty ends, by time or distance"), INTEGER),
  [FACT_WARRANTY_DISTANCE_LEFT] = CAR_DISTANCE ("warranty_distance_left", N_("Distance until the warranty ends"), 100000),
};

/**
 * axle_fact_list:
 * @n_facts: (out): how many
 *
 * Returns: (transfer none) (array length=n_facts): all that can be known: of the customer,
 *   then of a car
 */
const AxleFactInfo *
axle_fact_list (guint *n_facts)
{
  *n_facts = G_N_ELEMENTS (facts);
  return facts;
}

/**
 * axle_fact_find:
 * @name: such as `car_age`
 *
 * Returns: (nullable) (transfer none): the fact of that name
 */
const AxleFactInfo *
axle_fact_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (facts[i].field.name, name))
      return &facts[i];
  return NULL;
}

/**
 * axle_fact_word:
 * @name: a name in a condition
 * @data: (nullable): not used
 *
 * Returns: (nullable) (transfer none): what it stands for
 */
const AxleField *
axle_fact_word (const char *name,
                gpointer    data G_GNUC_UNUSED)
{
  const AxleFactInfo *info = axle_fact_find (name);

  if (info == NULL)
    return NULL;
  return info->like != NULL ? &info->like->fields[info->like_field] : &info->field;
}

static gboolean
node_is_of_car (const AxleConditionNode *node)
{
  const AxleFactInfo *info = node->name != NULL ? axle_fact_find (node->name) : NULL;

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    if (node_is_of_car (node->children->pdata[i]))
      return TRUE;
  return info != NULL && info->of_car;
}

/**
 * axle_condition_is_of_car:
 * @condition: a condition over facts
 *
 * Returns: whether it is to be tried on each car
 */
gboolean
axle_condition_is_of_car (const AxleCondition *condition)
{
  return node_is_of_car (axle_condition_get_root (condition));
}
