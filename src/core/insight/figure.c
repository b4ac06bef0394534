/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/figure.h"

#include <glib/gi18n-lib.h>

#include "base/date.h"
#include "core/calendar.h"
#include "core/followup/task.h"
#include "core/insight/quality.h"
#include "core/insight/rfm.h"
#include "core/party/complaint.h"
#include "core/party/customer.h"
#include "core/repair/deferred.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/due.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"

static const AxleChoice classes[] = {
  { "A", N_("Class A") },
  { "B", N_("Class B") },
  { "C", N_("Class C") },
  { "unclassified", N_("Unclassified") },
  { NULL, NULL },
};

static const AxleChoice levels[] = {
  { "high", N_("High") },
  { "medium", N_("Medium") },
  { "low", N_("Low") },
  { NULL, NULL },
};

static const AxleChoice traits[] = {
  { "young", N_("Young") },
  { "middle", N_("Middle-aged") },
  { "senior", N_("Senior") },
  { "company", N_("Company") },
  { NULL, NULL },
};

static const AxleField figure_fields[] = {
  [AXLE_FIGURE_CLASS] = { .name = "class", .label = N_("Class"), .type = AXLE_FIELD_CHOICE, .choices = classes },
  [AXLE_FIGURE_LAST_VISIT] = { .name = "last_visit", .label = N_("Last visit"), .type = AXLE_FIELD_TIME },
  [AXLE_FIGURE_VISITS] = { .name = "visits", .label = N_("Visits in a year"), .type = AXLE_FIELD_INTEGER },
  [AXLE_FIGURE_SPEND] = { .name = "spend", .label = N_("Spent in a year"), .type = AXLE_FIELD_MONEY },
  [AXLE_FIGURE_AVERAGE] = { .name = "average", .label = N_("Spent a visit"), .type = AXLE_FIELD_MONEY },
  [AXLE_FIGURE_TOTAL] = { .name = "total", .label = N_("Spent in all"), .type = AXLE_FIELD_MONEY },
  [AXLE_FIGURE_DEFERRED] = { .name = "deferred", .label = N_("Deferred jobs"), .type = AXLE_FIELD_INTEGER },
  [AXLE_FIGURE_PROMISES] = { .name = "promises", .label = N_("Open promises"), .type = AXLE_FIELD_INTEGER },
  [AXLE_FIGURE_COMPLAINTS] = { .name = "complaints", .label = N_("Open complaints"), .type = AXLE_FIELD_INTEGER },
  [AXLE_FIGURE_POTENTIAL] = { .name = "potential", .label = N_("Potential"), .type = AXLE_FIELD_CHOICE, .choices = levels },
  [AXLE_FIGURE_BUDGET] = { .name = "budget", .label = N_("Budget"), .type = AXLE_FIELD_MONEY },
  [AXLE_FIGURE_VALUE] = { .name = "value", .label = N_("Customer value"), .type = AXLE_FIELD_CHOICE, .choices = levels },
  [AXLE_FIGURE_TRAIT] = { .name = "trait", .label = N_("Age group"), .type = AXLE_FIELD_CHOICE, .choices = traits },
  [AXLE_FIGURE_COMPLETENESS] = { .name = "completeness", .label = N_("Completeness"), .type = AXLE_FIELD_INTEGER },
  [AXLE_FIGURE_DUE] = { .name = "due", .label = N_("Next service"), .type = AXLE_FIELD_TIME },
};

const AxleEntity axle_figure_entity = {
  .kind = "figure",
  .label = N_("Figures"),
  .fields = figure_fields,
  .n_fields = G_N_ELEMENTS (figure_fields),
};

typedef struct
{
  const AxleDossier  *dossier;
  const AxlePolicies *policies;
  AxleRecord         *figure;
  GArray             *cars;       /* (nullable) (element-type AxleFigureCar) */
  gint64              valid_until;
} Figuring;

static void
turn_at (Figuring *self,
         gint64    at)
{
  if (at > axle_dossier_get_now (self->dossier))
    self->valid_until = MIN (self->valid_until, at);
}

static void
figure_purchases (Figuring *self)
{
  g_autoptr(GPtrArray) purchases = axle_purchases_list (self->dossier);
  GTimeZone *zone = axle_dossier_get_zone (self->dossier);
  AxleRfm rfm;

  axle_rfm_measure (&rfm, purchases, axle_dossier_get_now (self->dossier), zone, AXLE_RFM_YEAR);
  turn_at (self, axle_rfm_get_valid_until (&rfm, self->policies, zone));
  axle_record_set_text (self->figure, AXLE_FIGURE_CLASS,
                        axle_rfm_class_get_name (axle_rfm_classify (&rfm, self->policies)));
  axle_record_set_integer (self->figure, AXLE_FIGURE_VISITS, rfm.frequency);
  axle_record_set_integer (self->figure, AXLE_FIGURE_SPEND, rfm.monetary);
  axle_record_set_integer (self->figure, AXLE_FIGURE_TOTAL, rfm.total);
  if (rfm.frequency > 0)
    axle_record_set_integer (self->figure, AXLE_FIGURE_AVERAGE, rfm.average);
}

/* The latest comes first; what is still to come is not yet a visit. */
static void
figure_last_visit (Figuring *self)
{
  GPtrArray *visits = axle_dossier_list (self->dossier, &axle_visit_entity);

  for (guint i = 0; i < visits->len; i++)
    {
      const AxleRecord *visit = visits->pdata[i];
      gint64 at = axle_record_get_happened (visit);

      if (!axle_dossier_is_of_customer (self->dossier, visit))
        continue;
      turn_at (self, at);
      if (at > axle_dossier_get_now (self->dossier))
        continue;
      axle_record_set_integer (self->figure, AXLE_FIGURE_LAST_VISIT, at);
      return;
    }
}

static void
figure_deferred (Figuring *self)
{
  g_autoptr(GPtrArray) jobs = axle_jobs_list_deferred (axle_dossier_list (self->dossier, &axle_visit_entity),
                                                       axle_dossier_list (self->dossier, &axle_job_entity), NULL);

  axle_record_set_integer (self->figure, AXLE_FIGURE_DEFERRED, jobs->len);
}

static void
figure_open (Figuring *self)
{
  GPtrArray *tasks = axle_dossier_list (self->dossier, &axle_task_entity);
  GPtrArray *complaints = axle_dossier_list (self->dossier, &axle_complaint_entity);
  guint n_promises = 0, n_complaints = 0;

  for (guint i = 0; i < tasks->len; i++)
    n_promises += g_strcmp0 (axle_record_get_text (tasks->pdata[i], AXLE_TASK_KIND), "promise") == 0 &&
                  axle_task_is_open (tasks->pdata[i]);
  for (guint i = 0; i < complaints->len; i++)
    n_complaints += axle_complaint_is_open (complaints->pdata[i]);
  axle_record_set_integer (self->figure, AXLE_FIGURE_PROMISES, n_promises);
  axle_record_set_integer (self->figure, AXLE_FIGURE_COMPLAINTS, n_complaints);
}

static gboolean
is_deal (const AxleDossier *dossier,
         const AxleRecord  *deal,
         const char        *one,
         const char        *other)
{
  const char *kind = axle_record_get_text (deal, AXLE_DEAL_KIND);

  return axle_dossier_is_of_customer (dossier, deal) &&
         (g_strcmp0 (kind, one) == 0 || g_strcmp0 (kind, other) == 0);
}

/* How strong the wish for a car is: test drives and quotations of late, and what the
 * consultant made of it; an order settles it. */
static void
figure_potential (Figuring *self)
{
  GPtrArray *deals = axle_dossier_list (self->dossier, &axle_deal_entity);
  const AxleRecord *customer = axle_dossier_get_customer (self->dossier);
  const char *stage = customer != NULL ? axle_record_get_text (customer, AXLE_CUSTOMER_STAGE) : NULL;
  gint64 window = axle_policies_get (self->policies, "layer.potential.days") * G_TIME_SPAN_DAY;
  gint64 now = axle_dossier_get_now (self->dossier);
  gboolean intent = g_strcmp0 (stage, "intent") == 0;
  gint64 budget = 0;
  guint n = 0;

  for (guint i = 0; i < deals->len; i++)
    {
      const AxleRecord *deal = deals->pdata[i];
      gint64 at = axle_record_get_happened (deal);

      if (is_deal (self->dossier, deal, "order", "delivery"))
        {
          turn_at (self, at);
          if (at <= now)
            break;
        }
      if (!is_deal (self->dossier, deal, "test-drive", "quotation") || now - at > window)
        continue;
      turn_at (self, at);
      if (at > now)
        continue;
      n++;
      budget = MAX (budget, axle_record_get_integer (deal, AXLE_DEAL_AMOUNT));
      turn_at (self, at + window + 1);
    }
  if (n > 1 || (n > 0 && (intent || budget >= axle_policies_get (self->policies, "layer.potential.budget"))))
    axle_record_set_text (self->figure, AXLE_FIGURE_POTENTIAL, "high");
  else if (n > 0 || intent)
    axle_record_set_text (self->figure, AXLE_FIGURE_POTENTIAL, "medium");
  else if (g_strcmp0 (stage, "potential") == 0)
    axle_record_set_text (self->figure, AXLE_FIGURE_POTENTIAL, "low");
  if (budget > 0)
    axle_record_set_integer (self->figure, AXLE_FIGURE_BUDGET, budget);
}

/* By the dearest car that was bought and by what was spent in the year. */
static void
figure_value (Figuring *self)
{
  GPtrArray *deals = axle_dossier_list (self->dossier, &axle_deal_entity);
  gint64 spend = axle_record_get_integer (self->figure, AXLE_FIGURE_SPEND);
  gint64 car = 0;
  gboolean bought = axle_record_get_integer (self->figure, AXLE_FIGURE_TOTAL) > 0;

  for (guint i = 0; i < deals->len; i++)
    if (is_deal (self->dossier, deals->pdata[i], "order", "delivery"))
      {
        car = MAX (car, axle_record_get_integer (deals->pdata[i], AXLE_DEAL_AMOUNT));
        bought = TRUE;
      }
  if (spend >= axle_policies_get (self->policies, "layer.value.high.spend") ||
      car >= axle_policies_get (self->policies, "layer.value.high.car"))
    axle_record_set_text (self->figure, AXLE_FIGURE_VALUE, "high");
  else if (spend >= axle_policies_get (self->policies, "layer.value.medium.spend") ||
           car >= axle_policies_get (self->policies, "layer.value.medium.car"))
    axle_record_set_text (self->figure, AXLE_FIGURE_VALUE, "medium");
  else if (bought)
    axle_record_set_text (self->figure, AXLE_FIGURE_VALUE, "low");
}

/* The day on which somebody becomes so old. */
static gint64
find_birthday (const Figuring *self,
               const AxleDate *born,
               gint64          years)
{
  AxleDate day = { born->year + (int) years, born->month, born->day };
  g_autoptr(GDateTime) start = NULL;

  if (!axle_date_is_valid (&day))
    day = (AxleDate) { day.year, 3, 1 };
  start = g_date_time_new (axle_dossier_get_zone (self->dossier), day.year, day.month, day.day, 0, 0, 0);
  return start != NULL ? g_date_time_to_unix_usec (start) : G_MAXINT64;
}

static void
figure_trait (Figuring *self)
{
  const AxleRecord *customer = axle_dossier_get_customer (self->dossier);
  const char *birthday = customer != NULL ? axle_record_get_text (customer, AXLE_CUSTOMER_BIRTHDAY) : NULL;
  gint64 now = axle_dossier_get_now (self->dossier);
  AxleDate born;
  gint64 middle, senior;

  if (customer != NULL && g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE), "company") == 0)
    {
      axle_record_set_text (self->figure, AXLE_FIGURE_TRAIT, "company");
      return;
    }
  if (birthday == NULL || !axle_date_parse (birthday, &born, NULL) || born.year == 0)
    return;
  middle = find_birthday (self, &born, axle_policies_get (self->policies, "layer.trait.middle"));
  senior = find_birthday (self, &born, axle_policies_get (self->policies, "layer.trait.senior"));
  turn_at (self, middle);
  turn_at (self, senior);
  axle_record_set_text (self->figure, AXLE_FIGURE_TRAIT, now >= senior ? "senior" : now >= middle ? "middle" : "young");
}

static gboolean
has_car (const Figuring *self,
         const AxleId   *vehicle)
{
  GPtrArray *ownerships = axle_dossier_list (self->dossier, &axle_ownership_entity);

  for (guint i = 0; i < ownerships->len; i++)
    {
      AxleId of = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_VEHICLE);

      if (axle_id_equal (&of, vehicle) && axle_dossier_is_of_customer (self->dossier, ownerships->pdata[i]) &&
          axle_record_get_text (ownerships->pdata[i], AXLE_OWNERSHIP_UNTIL) == NULL &&
          g_strcmp0 (axle_record_get_text (ownerships->pdata[i], AXLE_OWNERSHIP_ROLE), "payer") != 0)
        return TRUE;
    }
  return FALSE;
}

static gint64
figure_car (Figuring   *self,
            AxleRecord *vehicle)
{
  GTimeZone *zone = axle_dossier_get_zone (self->dossier);
  gint64 now = axle_dossier_get_now (self->dossier);
  gint64 month = axle_calendar_find_month (now, zone);
  AxleFigureCar car = { .vehicle = vehicle->id };
  gboolean floats;

  car.due = axle_service_due_estimate (vehicle, axle_dossier_list (self->dossier, &axle_visit_entity),
                                       axle_dossier_list (self->dossier, &axle_job_entity),
                                       axle_dossier_list (self->dossier, &axle_odometer_entity),
                                       now, month, zone, self->policies, &floats);
  if (floats)
    turn_at (self, axle_calendar_add_months (month, 1, zone));
  if (self->cars != NULL && car.due != G_MAXINT64)
    g_array_append_val (self->cars, car);
  return car.due;
}

static void
turn_at_readings (Figuring *self)
{
  GPtrArray *odometers = axle_dossier_list (self->dossier, &axle_odometer_entity);

  for (guint i = 0; i < odometers->len; i++)
    turn_at (self, axle_record_get_happened (odometers->pdata[i]));
}

static void
figure_due (Figuring *self)
{
  GPtrArray *vehicles = axle_dossier_list (self->dossier, &axle_vehicle_entity);
  gint64 first = G_MAXINT64;

  turn_at_readings (self);
  for (guint i = 0; i < vehicles->len; i++)
    {
      AxleRecord *vehicle = vehicles->pdata[i];
      gint64 due = has_car (self, &vehicle->id) ? figure_car (self, vehicle) : G_MAXINT64;

      first = MIN (first, due);
    }
  if (first != G_MAXINT64)
    axle_record_set_integer (self->figure, AXLE_FIGURE_DUE, first);
}

/**
 * axle_figure_new:
 * @dossier: a customer, with at least the kinds of [func@Axle.figure_needs]
 * @policies: the thresholds
 * @cars: (nullable) (element-type AxleFigureCar): what is worked out of the cars they have
 *   is added here
 * @valid_until: (out): when it may become another by time alone, in microseconds since
 *   1970 UTC; %G_MAXINT64 for never
 *
 * Returns: (transfer full): what is worked out of a customer, see #AxleFigureField
 */
AxleRecord *
axle_figure_new (const AxleDossier  *dossier,
                 const AxlePolicies *policies,
                 GArray             *cars,
                 gint64             *valid_until)
{
  const AxleRecord *customer = axle_dossier_get_customer (dossier);
  Figuring figuring = { dossier, policies, NULL, cars, G_MAXINT64 };

  figuring.figure = axle_record_new (&axle_figure_entity, customer != NULL ? &customer->id : &AXLE_ID_NONE);
  figure_purchases (&figuring);
  figure_last_visit (&figuring);
  figure_deferred (&figuring);
  figure_open (&figuring);
  figure_potential (&figuring);
  figure_value (&figuring);
  figure_trait (&figuring);
  figure_due (&figuring);
  if (customer != NULL)
    axle_record_set_integer (figuring.figure, AXLE_FIGURE_COMPLETENESS, axle_quality_measure_completeness (dossier));
  *valid_until = figuring.valid_until;
  return figuring.figure;
}

gboolean
axle_figure_needs (const AxleEntity *entity)
{
  static const AxleEntity * const needed[] = {
    &axle_visit_entity, &axle_job_entity, &axle_deal_entity, &axle_task_entity, &axle_complaint_entity,
    &axle_vehicle_entity, &axle_ownership_entity, &axle_odometer_entity,
  };

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (needed[i] == entity)
      return TRUE;
  return FALSE;
}

gboolean
axle_figure_obeys (const char *policy)
{
  return g_str_has_prefix (policy, "rfm.") || g_str_has_prefix (policy, "layer.") || g_str_has_prefix (policy, "service.");
}
