/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/quality.h"

#include <glib/gi18n-lib.h>

#include "base/date.h"
#include "base/problem.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/registry.h"
#include "core/repair/visit.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"

/* Entered later than this counts as late. */
#define IN_TIME G_TIME_SPAN_DAY

#define YEAR (365 * G_TIME_SPAN_DAY)

/* Nobody is older. */
#define OLDEST 110

/* A plausible value that is none weighs as much as an important field that is missing. */
#define WRONG_WEIGHT 20
#define LATE_WEIGHT 3
#define STALE_WEIGHT 8

/* What is wanted of a record, and what for. */
typedef struct
{
  guint       field;
  guint       weight;
  const char *reason;
} Wanted;

static const Wanted of_person[] = {
  { AXLE_CUSTOMER_PHONES, 20, N_("Without a number nobody can be told that the car is ready.") },
  { AXLE_CUSTOMER_BIRTHDAY, 8, N_("For the greeting, and to tell people of one name apart.") },
  { AXLE_CUSTOMER_GENDER, 4, N_("For the form of address.") },
  { AXLE_CUSTOMER_OCCUPATION, 4, N_("Says how the car is used.") },
  { AXLE_CUSTOMER_CITY, 4, N_("Says whether pick-up and return can be offered.") },
  { AXLE_CUSTOMER_CAR_USE, 8, N_("Recommendations follow from it.") },
  { AXLE_CUSTOMER_CHANNEL, 8, N_("Who is reached as they like to be answers.") },
  { AXLE_CUSTOMER_TIMES, 4, N_("Who is called at a good time answers.") },
  { AXLE_CUSTOMER_CONSENT_CONTACT, 12, N_("Without an answer nobody may call for anything but work under way.") },
  { AXLE_CUSTOMER_CONSENT_MARKETING, 4, N_("Without an answer no offer may be made.") },
  { AXLE_CUSTOMER_SOURCE, 4, N_("Says which advertisement was worth its price.") },
  { AXLE_CUSTOMER_ADVISOR, 10, N_("Everybody has somebody to ask for.") },
};

static const Wanted of_company[] = {
  { AXLE_CUSTOMER_PHONES, 20, N_("Without a number nobody can be told that the car is ready.") },
  { AXLE_CUSTOMER_CREDIT_CODE, 15, N_("Invoices need it.") },
  { AXLE_CUSTOMER_ADDRESS, 8, N_("Invoices need it.") },
  { AXLE_CUSTOMER_CHANNEL, 4, N_("Who is reached as they like to be answers.") },
  { AXLE_CUSTOMER_CONSENT_CONTACT, 8, N_("Without an answer nobody may call for anything but work under way.") },
  { AXLE_CUSTOMER_ADVISOR, 10, N_("Everybody has somebody to ask for.") },
};

static const Wanted of_vehicle[] = {
  { AXLE_VEHICLE_VIN, 15, N_("Parts, recalls and the guarantee go by it.") },
  { AXLE_VEHICLE_PLATE, 10, N_("The car is found by it at the gate.") },
  { AXLE_VEHICLE_MODEL, 8, N_("Parts and prices go by it.") },
  { AXLE_VEHICLE_POWERTRAIN, 6, N_("What is serviced, and when, depends on it.") },
  { AXLE_VEHICLE_FIRST_REGISTRATION, 8, N_("Inspections and the guarantee count from it.") },
  { AXLE_VEHICLE_ODOMETER, 6, N_("The next service is reckoned from it.") },
  { AXLE_VEHICLE_WARRANTY_UNTIL, 5, N_("Says when to offer an extension.") },
  { AXLE_VEHICLE_INSURANCE_UNTIL, 5, N_("Says when to remind of the renewal.") },
  { AXLE_VEHICLE_INSPECTION_UNTIL, 5, N_("Says when to remind of the inspection.") },
};

/* Parts of a whole. */
typedef struct
{
  guint good;
  guint all;
} Share;

typedef struct
{
  const AxleDossier *dossier;
  AxleQuality       *quality;  /* NULL where only the shares are wanted */
  Share              shares[AXLE_QUALITY_N_ASPECTS];
} Judging;

static void
gap_free (gpointer data)
{
  AxleQualityGap *gap = data;

  g_free (gap->message);
  g_free (gap->reason);
  g_free (gap);
}

/* Takes @message. */
static void
add_gap (Judging           *self,
         AxleQualityAspect  aspect,
         const AxleRecord  *record,
         int                field,
         guint              weight,
         char              *message,
         const char        *reason)
{
  AxleQualityGap *gap = g_new0 (AxleQualityGap, 1);

  *gap = (AxleQualityGap) {
    .aspect = aspect, .entity = record->entity, .record = record->id, .field = field, .weight = weight,
    .message = message, .reason = g_strdup (reason),
  };
  g_ptr_array_add (self->quality->gaps, gap);
}

static void
count (Judging           *self,
       AxleQualityAspect  aspect,
       guint              weight,
       gboolean           good)
{
  self->shares[aspect].all += weight;
  self->shares[aspect].good += good ? weight : 0;
}

/* Completeness. What a desk may not see is not missing. */

static void
judge_wanted (Judging          *self,
              const AxleRecord *record,
              const Wanted     *wanted,
              gsize             n_wanted)
{
  for (gsize i = 0; i < n_wanted; i++)
    {
      const AxleField *field = &record->entity->fields[wanted[i].field];
      gboolean there = axle_record_get (record, wanted[i].field)->kind != AXLE_VALUE_NONE;

      if (axle_record_is_hidden (record, wanted[i].field))
        continue;
      count (self, AXLE_QUALITY_COMPLETENESS, wanted[i].weight, there);
      if (!there && self->quality != NULL)
        add_gap (self, AXLE_QUALITY_COMPLETENESS, record, (int) wanted[i].field, wanted[i].weight,
                 /* Translators: a field of a customer or a car that is empty, such as “Birthday is missing” */
                 g_strdup_printf (_("%s is missing"), _(field->label)), _(wanted[i].reason));
    }
}

static void
judge_completeness (Judging *self)
{
  const AxleRecord *customer = axle_dossier_get_customer (self->dossier);
  GPtrArray *vehicles = axle_dossier_list (self->dossier, &axle_vehicle_entity);

  if (g_strcmp0 (axle_record_get_text (customer, AXLE_CUSTOMER_TYPE), "company") == 0)
    judge_wanted (self, customer, of_company, G_N_ELEMENTS (of_company));
  else
    judge_wanted (self, customer, of_person, G_N_ELEMENTS (of_person));
  for (guint i = 0; i < vehicles->len; i++)
    judge_wanted (self, vehicles->pdata[i], of_vehicle, G_N_ELEMENTS (of_vehicle));
}

/* Accuracy. */

static const char *
why_right (void)
{
  return _("What is wrong here is wrong on every sheet that is printed.");
}

/* By the rules that the fields are typed by, which warn of what they keep all the same. */
static void
judge_checked (Judging          *self,
               const AxleRecord *record)
{
  for (guint i = 0; i < record->entity->n_fields; i++)
    {
      const AxleField *field = &record->entity->fields[i];
      g_autoptr(GPtrArray) problems = axle_problems_new ();
      g_auto(AxleValue) value = AXLE_VALUE_INIT;

      if (field->check == NULL || record->values[i].kind == AXLE_VALUE_NONE)
        continue;
      axle_value_copy (&record->values[i], &value);
      axle_field_check (field, &value, problems);
      count (self, AXLE_QUALITY_ACCURACY, 1, problems->len == 0);
      if (problems->len > 0)
        add_gap (self, AXLE_QUALITY_ACCURACY, record, (int) i, WRONG_WEIGHT,
                 g_strdup (((AxleProblem *) problems->pdata[0])->message), why_right ());
    }
}

static void
judge_plausible (Judging          *self,
                 const AxleRecord *record,
                 guint             field,
                 gboolean          plausible,
                 const char       *message)
{
  count (self, AXLE_QUALITY_ACCURACY, 1, plausible);
  if (!plausible)
    add_gap (self, AXLE_QUALITY_ACCURACY, record, (int) field, WRONG_WEIGHT, g_strdup (message), why_right ());
}

static AxleDate
find_today (const AxleDossier *dossier)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (axle_dossier_get_now (dossier) / G_USEC_PER_SEC);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, axle_dossier_get_zone (dossier));

  return (AxleDate) { g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local) };
}

static void
judge_date (Judging          *self,
            const AxleRecord *record,
            guint             field,
            int               oldest,
            const char       *message)
{
  const char *text = axle_record_get_text (record, field);
  AxleDate today = find_today (self->dossier);
  AxleDate date;

  if (text == NULL || !axle_date_parse (text, &date, NULL) || date.year == 0)
    return;
  judge_plausible (self, record, field,
                   axle_date_compare (&date, &today) <= 0 && today.year - date.year <= oldest, message);
}

static int
compare_readings (gconstpointer a,
                  gconstpointer b)
{
  gint64 one = axle_record_get_happened (*(AxleRecord * const *) a);
  gint64 other = axle_record_get_happened (*(AxleRecord * const *) b);

  return (one > other) - (one < other);
}

static guint
reading_of (const AxleRecord *record)
{
  return record->entity == &axle_visit_entity ? AXLE_VISIT_ODOMETER : AXLE_ODOMETER_READING;
}

static void
add_readings (GPtrArray    *readings,
              GPtrArray    *records,
              const AxleId *vehicle)
{
  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];
      AxleId of = axle_record_get_id (record, record->entity == &axle_visit_entity ? AXLE_VISIT_VEHICLE : AXLE_ODOMETER_VEHICLE);

      if (axle_id_equal (&of, vehicle) && axle_record_get (record, reading_of (record))->kind != AXLE_VALUE_NONE)
        g_ptr_array_add (readings, (gpointer) record);
    }
}

/* A car does not drive back. */
static void
judge_readings (Judging      *self,
                const AxleId *vehicle)
{
  g_autoptr(GPtrArray) readings = g_ptr_array_new ();
  gint64 highest = 0;

  add_readings (readings, axle_dossier_list (self->dossier, &axle_odometer_entity), vehicle);
  add_readings (readings, axle_dossier_list (self->dossier, &axle_visit_entity), vehicle);
  g_ptr_array_sort (readings, compare_readings);
  for (guint i = 0; i < readings->len; i++)
    {
      const AxleRecord *record = readings->pdata[i];
      gint64 reading = axle_record_get_integer (record, reading_of (record));

      judge_plausible (self, record, reading_of (record), reading >= highest,
                       _("The odometer shows less than it did before"));
      highest = MAX (highest, reading);
    }
}

static void
judge_accuracy (Judging *self)
{
  const AxleRecord *customer = axle_dossier_get_customer (self->dossier);
  GPtrArray *vehicles = axle_dossier_list (self->dossier, &axle_vehicle_entity);

  judge_checked (self, customer);
  judge_date (self, customer, AXLE_CUSTOMER_BIRTHDAY, OLDEST, _("Nobody was born on that day and is alive"));
  for (guint i = 0; i < vehicles->len; i++)
    {
      const AxleRecord *vehicle = vehicles->pdata[i];

      judge_checked (self, vehicle);
      judge_date (self, vehicle, AXLE_VEHICLE_FIRST_REGISTRATION, OLDEST, _("The car cannot have been registered then"));
      judge_readings (self, &vehicle->id);
    }
}

/* Timeliness. */

/* What came from another program was written down there. */
static gboolean
is_entered (const AxleRecord *record)
{
  if (record->entity == &axle_visit_entity)
    return g_strcmp0 (axle_record_get_text (record, AXLE_VISIT_SOURCE), "import") != 0;
  return record->entity != &axle_odometer_entity ||
         g_strcmp0 (axle_record_get_text (record, AXLE_ODOMETER_SOURCE), "vehicle") != 0;
}

static void
judge_entries (Judging          *self,
               const AxleEntity *entity,
               gint64           *last)
{
  GPtrArray *records = axle_dossier_list (self->dossier, entity);
  gint64 now = axle_dossier_get_now (self->dossier);

  for (guint i = 0; i < records->len; i++)
    {
      const AxleRecord *record = records->pdata[i];
      gint64 at = axle_record_get_happened (record);
      gint64 delay = record->created_at - at;

      if (!axle_dossier_is_of_customer (self->dossier, record))
        continue;
      *last = MAX (*last, at);
      if (at < now - YEAR || at > now || !is_entered (record))
        continue;
      count (self, AXLE_QUALITY_TIMELINESS, LATE_WEIGHT, delay <= IN_TIME);
      if (delay > IN_TIME)
        add_gap (self, AXLE_QUALITY_TIMELINESS, record, -1, LATE_WEIGHT,
                 g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Written down %d day later", "Written down %d days later",
                                               (gulong) (delay / G_TIME_SPAN_DAY)), (int) (delay / G_TIME_SPAN_DAY)),
                 _("Colleagues who look in between do not know of it."));
    }
}

static void
judge_timeliness (Judging *self)
{
  const AxleRecord *customer = axle_dossier_get_customer (self->dossier);
  gint64 now = axle_dossier_get_now (self->dossier);
  gint64 last = customer->created_at;

  judge_entries (self, &axle_contact_entity, &last);
  judge_entries (self, &axle_visit_entity, &last);
  judge_entries (self, &axle_odometer_entity, &last);
  count (self, AXLE_QUALITY_TIMELINESS, STALE_WEIGHT, last >= now - YEAR);
  if (last < now - YEAR)
    add_gap (self, AXLE_QUALITY_TIMELINESS, customer, -1, STALE_WEIGHT, g_strdup (_("Nobody has spoken with them for a year")),
             _("Numbers and addresses change. Ask at the next chance."));
}

static int
compare_gaps (gconstpointer a,
              gconstpointer b)
{
  const AxleQualityGap *one = *(AxleQualityGap * const *) a;
  const AxleQualityGap *other = *(AxleQualityGap * const *) b;

  return (one->weight < other->weight) - (one->weight > other->weight);
}

static guint
to_percent (const Share *share)
{
  return share->all > 0 ? share->good * 100 / share->all : 100;
}

/**
 * axle_quality_judge:
 * @dossier: everything known of a customer
 *
 * Returns: (transfer full): how good it is
 */
AxleQuality *
axle_quality_judge (const AxleDossier *dossier)
{
  AxleQuality *quality = g_new0 (AxleQuality, 1);
  Judging self = { .dossier = dossier, .quality = quality };

  quality->gaps = g_ptr_array_new_with_free_func (gap_free);
  judge_completeness (&self);
  judge_accuracy (&self);
  judge_timeliness (&self);
  g_ptr_array_sort (quality->gaps, compare_gaps);
  for (guint i = 0; i < AXLE_QUALITY_N_ASPECTS; i++)
    quality->percent[i] = to_percent (&self.shares[i]);
  quality->overall = (quality->percent[AXLE_QUALITY_COMPLETENESS] * 5 + quality->percent[AXLE_QUALITY_ACCURACY] * 3 +
                      quality->percent[AXLE_QUALITY_TIMELINESS] * 2) / 10;
  return quality;
}

/**
 * axle_quality_measure_completeness:
 * @dossier: a customer and their cars at least
 *
 * Returns: what of the wanted fields is there, 0 to 100: that aspect alone, for many customers
 */
guint
axle_quality_measure_completeness (const AxleDossier *dossier)
{
  Judging self = { .dossier = dossier };

  judge_completeness (&self);
  return to_percent (&self.shares[AXLE_QUALITY_COMPLETENESS]);
}

void
axle_quality_free (AxleQuality *self)
{
  g_ptr_array_unref (self->gaps);
  g_free (self);
}

const char *
axle_quality_get_aspect_label (AxleQualityAspect aspect)
{
  static const char * const labels[] = { N_("Complete"), N_("Plausible"), N_("In time") };

  return _(labels[aspect]);
}
