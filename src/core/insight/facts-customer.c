/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/facts-private.h"

#include "base/date.h"
#include "core/insight/rfm.h"
#include "core/loyalty/points.h"
#include "core/party/complaint.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/party/relation.h"
#include "core/repair/deferred.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/vehicle.h"

/* A habit shows when somebody did it this often. */
#define HABIT 3

typedef gboolean (*Wanted) (const AxleRecord *record,
                            const void       *data);

static GDateTime *
local_time (Subject *self,
            gint64   at)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);

  return utc != NULL ? g_date_time_to_timezone (utc, axle_dossier_get_zone (self->dossier)) : NULL;
}

/* The customer's own records of a kind, the latest first. */
static GPtrArray *
list_own (Subject          *self,
          const AxleEntity *entity,
          Wanted            wanted,
          const void       *data)
{
  GPtrArray *all = axle_dossier_list (self->dossier, entity);
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < all->len; i++)
    if (axle_record_get_happened (all->pdata[i]) <= axle_dossier_get_now (self->dossier)
        && axle_dossier_is_of_customer (self->dossier, all->pdata[i]) && (wanted == NULL || wanted (all->pdata[i], data)))
      g_ptr_array_add (own, all->pdata[i]);
  return own;
}

static gboolean
field_is (const AxleRecord *record,
          guint             field,
          const char       *text)
{
  return g_strcmp0 (axle_record_get_text (record, field), text) == 0;
}

static void
fill_age (Subject    *self,
          AxleRecord *customer)
{
  const char *birthday = axle_record_get_text (customer, AXLE_CUSTOMER_BIRTHDAY);
  g_autoptr(GDateTime) now = local_time (self, axle_dossier_get_now (self->dossier));
  AxleDate date;
  int years;

  if (birthday == NULL || now == NULL || !axle_date_parse (birthday, &date, NULL) || date.year == 0)
    return;
  years = g_date_time_get_year (now) - date.year;
  if (g_date_time_get_month (now) < date.month
      || (g_date_time_get_month (now) == date.month && g_date_time_get_day_of_month (now) < date.day))
    years--;
  if (years >= 0)
    axle_fact_add_source (axle_subject_integer (self, FACT_AGE, years), customer);
}

/* A child of the customer, or somebody they are a parent of. */
static gboolean
is_child (const AxleRecord *relation,
          const void       *data)
{
  const AxleId *customer = data;
  AxleId from = axle_record_get_id (relation, AXLE_RELATION_CUSTOMER);
  AxleId to = axle_record_get_id (relation, AXLE_RELATION_OTHER);

  if (axle_record_get_text (relation, AXLE_RELATION_UNTIL) != NULL)
    return FALSE;
  return (field_is (relation, AXLE_RELATION_ROLE, "child") && axle_id_equal (&to, customer))
         || (field_is (relation, AXLE_RELATION_ROLE, "parent") && axle_id_equal (&from, customer));
}

static void
fill_children (Subject    *self,
               AxleRecord *customer)
{
  GPtrArray *relations = axle_dossier_list (self->dossier, &axle_relation_entity);
  AxleFact *fact = axle_subject_value (self, FACT_CHILDREN, customer, AXLE_CUSTOMER_CHILDREN);
  gint64 n = 0;

  for (guint i = 0; fact == NULL && i < relations->len; i++)
    n += is_child (relations->pdata[i], &customer->id);
  if (n == 0)
    return;
  fact = axle_subject_integer (self, FACT_CHILDREN, n);
  for (guint i = 0; i < relations->len; i++)
    if (is_child (relations->pdata[i], &customer->id))
      axle_fact_add_source (fact, relations->pdata[i]);
}

static void
fill_person (Subject    *self,
             AxleRecord *customer)
{
  static const struct { FactName name; AxleCustomerField field; } copied[] = {
    { FACT_CAR_USE, AXLE_CUSTOMER_CAR_USE }, { FACT_CHANNEL, AXLE_CUSTOMER_CHANNEL }, { FACT_CITY, AXLE_CUSTOMER_CITY },
    { FACT_GENDER, AXLE_CUSTOMER_GENDER }, { FACT_OCCUPATION, AXLE_CUSTOMER_OCCUPATION },
    { FACT_OFFERS_ALLOWED, AXLE_CUSTOMER_CONSENT_MARKETING }, { FACT_SOURCE, AXLE_CUSTOMER_SOURCE },
    { FACT_STAGE, AXLE_CUSTOMER_STAGE }, { FACT_TAGS, AXLE_CUSTOMER_TAGS },
  };
  gboolean company = field_is (customer, AXLE_CUSTOMER_TYPE, "company");

  axle_fact_add_source (axle_subject_boolean (self, FACT_COMPANY, company), customer);
  for (guint i = 0; i < G_N_ELEMENTS (copied); i++)
    axle_subject_value (self, copied[i].name, customer, copied[i].field);
  if (!company)
    {
      fill_age (self, customer);
      fill_children (self, customer);
    }
}

static void
count (Subject          *self,
       FactName          name,
       const AxleEntity *entity,
       Wanted            wanted,
       const void       *data)
{
  g_autoptr(GPtrArray) own = list_own (self, entity, wanted, data);

  axle_fact_add_sources (axle_subject_integer (self, name, own->len), own);
}

static void
fill_since (Subject          *self,
            FactName          name,
            const AxleEntity *entity)
{
  g_autoptr(GPtrArray) own = list_own (self, entity, NULL, NULL);

  if (own->len > 0)
    axle_fact_add_source (axle_subject_integer (self, name, -axle_subject_days_until (self, axle_record_get_happened (own->pdata[0]))),
                          own->pdata[0]);
}

static gboolean
is_paid_since (const AxleRecord *record,
               const void       *since)
{
  return axle_purchase_is (record) && axle_record_get_happened (record) >= *(const gint64 *) since;
}

static void
fill_money (Subject  *self,
            FactName  name,
            gint64    amount,
            gboolean  year)
{
  gint64 since = year ? axle_dossier_get_now (self->dossier) - (AXLE_RFM_YEAR + 1) * G_TIME_SPAN_DAY : G_MININT64;
  g_autoptr(GPtrArray) visits = list_own (self, &axle_visit_entity, is_paid_since, &since);
  g_autoptr(GPtrArray) deals = list_own (self, &axle_deal_entity, is_paid_since, &since);
  AxleFact *fact = axle_subject_integer (self, name, amount);

  axle_fact_add_sources (fact, visits);
  axle_fact_add_sources (fact, deals);
}

static void
fill_spending (Subject *self)
{
  g_autoptr(GPtrArray) purchases = axle_purchases_list (self->dossier);
  AxleRfm rfm;
  AxleFact *class;

  axle_rfm_measure (&rfm, purchases, axle_dossier_get_now (self->dossier), axle_dossier_get_zone (self->dossier), AXLE_RFM_YEAR);
  fill_money (self, FACT_SPEND, rfm.total, FALSE);
  fill_money (self, FACT_SPEND_YEAR, rfm.monetary, TRUE);
  if (rfm.frequency > 0)
    fill_money (self, FACT_AVERAGE_TICKET, rfm.average, TRUE);
  class = axle_subject_integer (self, FACT_CLASS, 0);
  axle_value_set_text (&class->value, axle_rfm_class_get_name (axle_rfm_classify (&rfm, self->policies)));
  axle_fact_add_sources (class, self->facts[FACT_SPEND_YEAR].sources);
}

static gboolean
is_weekend (Subject          *self,
            const AxleRecord *visit)
{
  g_autoptr(GDateTime) local = local_time (self, axle_record_get_happened (visit));

  return local != NULL && g_date_time_get_day_of_week (local) >= G_DATE_SATURDAY;
}

static gboolean
is_since (const AxleRecord *record,
          const void       *since)
{
  return axle_record_get_happened (record) >= *(const gint64 *) since;
}

static void
fill_visits (Subject *self)
{
  gint64 since = axle_dossier_get_now (self->dossier) - AXLE_RFM_YEAR * G_TIME_SPAN_DAY;
  g_autoptr(GPtrArray) visits = list_own (self, &axle_visit_entity, NULL, NULL);
  guint n_weekend = 0;

  axle_fact_add_sources (axle_subject_integer (self, FACT_VISITS, visits->len), visits);
  count (self, FACT_VISITS_YEAR, &axle_visit_entity, is_since, &since);
  fill_since (self, FACT_DAYS_SINCE_VISIT, &axle_visit_entity);
  for (guint i = 0; i < visits->len; i++)
    n_weekend += is_weekend (self, visits->pdata[i]);
  if (visits->len >= HABIT)
    axle_fact_add_sources (axle_subject_integer (self, FACT_WEEKEND_VISITS, n_weekend * 100 / visits->len), visits);
}

static gboolean
is_deal_of (const AxleRecord *deal,
            const void       *kind)
{
  return field_is (deal, AXLE_DEAL_KIND, kind);
}

static gboolean
is_event_with_us (const AxleRecord *deal,
                  const void       *data G_GNUC_UNUSED)
{
  return !is_deal_of (deal, "test-drive") && !is_deal_of (deal, "quotation");
}

/* A car is bought when it is handed over; orders tell of it where handing over was not noted. */
static void
fill_sales (Subject *self)
{
  g_autoptr(GPtrArray) visits = list_own (self, &axle_visit_entity, NULL, NULL);
  g_autoptr(GPtrArray) deals = list_own (self, &axle_deal_entity, is_event_with_us, NULL);
  AxleRecord *first = visits->len > 0 ? visits->pdata[visits->len - 1] : NULL;
  AxleRecord *sold = deals->len > 0 ? deals->pdata[deals->len - 1] : NULL;

  if (first == NULL || (sold != NULL && axle_record_get_happened (sold) < axle_record_get_happened (first)))
    first = sold;
  if (first != NULL)
    axle_fact_add_source (axle_subject_integer (self, FACT_YEARS_WITH_US,
                                                -axle_subject_days_until (self, axle_record_get_happened (first)) / 365), first);
  count (self, FACT_TEST_DRIVES, &axle_deal_entity, is_deal_of, "test-drive");
  count (self, FACT_CARS_BOUGHT, &axle_deal_entity, is_deal_of, "delivery");
  if (axle_value_get_integer (&self->facts[FACT_CARS_BOUGHT].value) == 0)
    count (self, FACT_CARS_BOUGHT, &axle_deal_entity, is_deal_of, "order");
}

static gboolean
is_open_complaint (const AxleRecord *complaint,
                   const void       *data G_GNUC_UNUSED)
{
  return axle_complaint_is_open (complaint);
}

static void
fill_deferred_work (Subject   *self,
                    GPtrArray *deferred)
{
  g_autoptr(GPtrArray) titles = g_ptr_array_new_null_terminated (deferred->len, NULL, TRUE);
  AxleFact *fact;

  for (guint i = 0; i < deferred->len; i++)
    g_ptr_array_add (titles, (gpointer) axle_record_get_text (deferred->pdata[i], AXLE_JOB_TITLE));
  if (titles->len == 0)
    return;
  fact = axle_subject_integer (self, FACT_DEFERRED_WORK, 0);
  axle_value_set_members (&fact->value, (const char * const *) titles->pdata);
  axle_fact_add_sources (fact, deferred);
}

static void
fill_jobs (Subject *self)
{
  GPtrArray *jobs = axle_dossier_list (self->dossier, &axle_job_entity);
  g_autoptr(GPtrArray) deferred =
    axle_jobs_list_deferred (axle_dossier_list (self->dossier, &axle_visit_entity), jobs, NULL);
  AxleFact *declined = axle_subject_integer (self, FACT_DECLINED_JOBS, 0);

  for (guint i = 0; i < jobs->len; i++)
    if (field_is (jobs->pdata[i], AXLE_JOB_STATE, "declined"))
      axle_fact_add_source (declined, jobs->pdata[i]);
  axle_value_set_integer (&declined->value, declined->sources->len);
  axle_fact_add_sources (axle_subject_integer (self, FACT_DEFERRED_JOBS, deferred->len), deferred);
  fill_deferred_work (self, deferred);
}

static void
fill_points (Subject *self)
{
  g_autoptr(GPtrArray) points = list_own (self, &axle_points_entity, NULL, NULL);
  gint64 sum = 0;

  for (guint i = 0; i < points->len; i++)
    sum = CLAMP (sum + CLAMP (axle_record_get_integer (points->pdata[i], AXLE_POINTS_AMOUNT), -G_MAXINT32, G_MAXINT32),
                 -G_MAXINT32 * G_GINT64_CONSTANT (1000000), G_MAXINT32 * G_GINT64_CONSTANT (1000000));
  axle_fact_add_sources (axle_subject_integer (self, FACT_POINTS, sum), points);
}

static void
fill_cars (Subject *self,
           guint    n_cars)
{
  AxleFact *fact = axle_subject_integer (self, FACT_CARS, n_cars);

  axle_fact_add_sources (fact, axle_dossier_list (self->dossier, &axle_vehicle_entity));
}

/* What is known of the customer, who has @n_cars now. */
void
axle_subject_fill_customer (Subject *self,
                            guint    n_cars)
{
  AxleRecord *customer = axle_dossier_get_customer (self->dossier);

  if (customer == NULL)
    return;
  fill_person (self, customer);
  fill_cars (self, n_cars);
  fill_spending (self);
  fill_visits (self);
  fill_sales (self);
  fill_jobs (self);
  fill_points (self);
  fill_since (self, FACT_DAYS_SINCE_CONTACT, &axle_contact_entity);
  count (self, FACT_COMPLAINTS, &axle_complaint_entity, NULL, NULL);
  count (self, FACT_COMPLAINTS_OPEN, &axle_complaint_entity, is_open_complaint, NULL);
}
