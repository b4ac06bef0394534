/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/insight/facts-private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/distance.h"
#include "base/money.h"
#include "core/calendar.h"
#include "core/repair/visit.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/plate.h"
#include "core/vehicle/vehicle.h"

struct _AxleFacts
{
  AxleDossier *dossier;
  Subject     *customer;
  GPtrArray   *cars;
};

typedef struct
{
  const AxleFacts *facts;
  guint            car;
} Look;

static AxleFact *
use (Subject  *self,
     FactName  name)
{
  guint n_facts;
  AxleFact *fact = &self->facts[name];

  fact->info = &axle_fact_list (&n_facts)[name];
  if (fact->sources == NULL)
    fact->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  return fact;
}

AxleFact *
axle_subject_integer (Subject  *self,
                      FactName  name,
                      gint64    value)
{
  AxleFact *fact = use (self, name);

  axle_value_set_integer (&fact->value, value);
  return fact;
}

AxleFact *
axle_subject_boolean (Subject  *self,
                      FactName  name,
                      gboolean  value)
{
  AxleFact *fact = use (self, name);

  axle_value_set_boolean (&fact->value, value);
  return fact;
}

AxleFact *
axle_subject_text (Subject    *self,
                   FactName    name,
                   const char *text)
{
  AxleFact *fact = use (self, name);

  axle_value_set_text (&fact->value, text);
  return fact;
}

/* What a field of @record holds; nothing when it holds nothing. */
AxleFact *
axle_subject_value (Subject    *self,
                    FactName    name,
                    AxleRecord *record,
                    guint       field)
{
  AxleFact *fact;

  if (axle_record_get (record, field)->kind == AXLE_VALUE_NONE)
    return NULL;
  fact = use (self, name);
  axle_value_copy (axle_record_get (record, field), &fact->value);
  axle_fact_add_source (fact, record);
  return fact;
}

void
axle_fact_add_source (AxleFact   *self,
                      AxleRecord *record)
{
  if (!g_ptr_array_find (self->sources, record, NULL))
    g_ptr_array_add (self->sources, axle_record_ref (record));
}

static gpointer
copy_record (gconstpointer record,
             gpointer      data G_GNUC_UNUSED)
{
  return axle_record_ref ((AxleRecord *) record);
}

/* @records holds each once. */
void
axle_fact_add_sources (AxleFact  *self,
                       GPtrArray *records)
{
  if (self->sources->len == 0)
    g_ptr_array_extend (self->sources, records, copy_record, NULL);
  else
    for (guint i = 0; i < records->len; i++)
      axle_fact_add_source (self, records->pdata[i]);
}

/* Whole days from now to @at, below 0 when that is past. */
gint64
axle_subject_days_until (Subject *self,
                         gint64   at)
{
  gint64 left = at - axle_dossier_get_now (self->dossier);

  return left < 0 ? -(-left / G_TIME_SPAN_DAY) : left / G_TIME_SPAN_DAY;
}

static Subject *
new_subject (AxleDossier  *dossier,
             AxlePolicies *policies,
             AxleRecord   *vehicle)
{
  Subject *self = g_new0 (Subject, 1);

  self->dossier = dossier;
  self->policies = policies;
  self->vehicle = vehicle;
  return self;
}

static void
free_subject (Subject *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->facts); i++)
    {
      axle_value_clear (&self->facts[i].value);
      g_clear_pointer (&self->facts[i].sources, g_ptr_array_unref);
    }
  g_free (self);
}

static gboolean
is_present (AxleDossier      *dossier,
            const AxleRecord *vehicle)
{
  GPtrArray *ownerships = axle_dossier_list (dossier, &axle_ownership_entity);

  for (guint i = 0; i < ownerships->len; i++)
    {
      AxleRecord *ownership = ownerships->pdata[i];
      AxleId of = axle_record_get_id (ownership, AXLE_OWNERSHIP_VEHICLE);
      const char *until = axle_record_get_text (ownership, AXLE_OWNERSHIP_UNTIL);

      if (axle_id_equal (&of, &vehicle->id) && axle_dossier_is_of_customer (dossier, ownership)
          && (until == NULL || axle_calendar_from_date (until, axle_dossier_get_zone (dossier)) >= axle_dossier_get_now (dossier)))
        return TRUE;
    }
  return FALSE;
}

static gint64
last_visit (AxleDossier      *dossier,
            const AxleRecord *vehicle)
{
  GPtrArray *visits = axle_dossier_list (dossier, &axle_visit_entity);

  for (guint i = 0; i < visits->len; i++)
    {
      AxleId of = axle_record_get_id (visits->pdata[i], AXLE_VISIT_VEHICLE);

      if (axle_id_equal (&of, &vehicle->id))
        return axle_record_get_happened (visits->pdata[i]);
    }
  return G_MININT64;
}

static int
compare_cars (gconstpointer a,
              gconstpointer b)
{
  const Subject *one = *(Subject * const *) a;
  const Subject *other = *(Subject * const *) b;

  if (one->latest != other->latest)
    return one->latest > other->latest ? -1 : 1;
  return axle_id_compare (&one->vehicle->id, &other->vehicle->id);
}

static void
add_cars (AxleFacts    *self,
          AxlePolicies *policies)
{
  GPtrArray *vehicles = axle_dossier_list (self->dossier, &axle_vehicle_entity);

  for (guint i = 0; i < vehicles->len; i++)
    if (is_present (self->dossier, vehicles->pdata[i]))
      {
        Subject *car = new_subject (self->dossier, policies, vehicles->pdata[i]);

        car->latest = last_visit (self->dossier, car->vehicle);
        axle_subject_fill_car (car);
        g_ptr_array_add (self->cars, car);
      }
  g_ptr_array_sort (self->cars, compare_cars);
}

/**
 * axle_facts_new:
 * @dossier: a customer
 * @policies: what holds at the dealership
 *
 * Returns: (transfer full): what is known; of cars, the one that came last first
 */
AxleFacts *
axle_facts_new (AxleDossier  *dossier,
                AxlePolicies *policies)
{
  AxleFacts *self = g_new0 (AxleFacts, 1);

  self->dossier = axle_dossier_ref (dossier);
  self->cars = g_ptr_array_new_with_free_func ((GDestroyNotify) free_subject);
  add_cars (self, policies);
  self->customer = new_subject (dossier, policies, NULL);
  axle_subject_fill_customer (self->customer, self->cars->len);
  return self;
}

void
axle_facts_free (AxleFacts *self)
{
  free_subject (self->customer);
  g_ptr_array_unref (self->cars);
  axle_dossier_unref (self->dossier);
  g_free (self);
}

AxleDossier *
axle_facts_get_dossier (const AxleFacts *self)
{
  return self->dossier;
}

guint
axle_facts_get_n_cars (const AxleFacts *self)
{
  return self->cars->len;
}

AxleRecord *
axle_facts_get_car (const AxleFacts *self,
                    guint            car)
{
  return ((Subject *) self->cars->pdata[car])->vehicle;
}

/**
 * axle_facts_dup_car_name:
 * @self: facts
 * @car: which car
 *
 * Returns: (transfer full): its plate as a person reads it, or what else names it; ""
 *   when nothing does
 */
char *
axle_facts_dup_car_name (const AxleFacts *self,
                         guint            car)
{
  AxleRecord *vehicle = axle_facts_get_car (self, car);
  const char *plate = axle_record_get_text (vehicle, AXLE_VEHICLE_PLATE);
  char *name = plate != NULL ? axle_plate_format (plate) : axle_record_dup_title (vehicle);

  return name != NULL ? name : g_strdup ("");
}

/**
 * axle_facts_find:
 * @self: facts
 * @car: which car, or %AXLE_FACTS_NO_CAR
 * @name: of a fact of that car or of the customer
 *
 * Returns: (nullable) (transfer none): the fact; %NULL when it is not known
 */
const AxleFact *
axle_facts_find (const AxleFacts *self,
                 guint            car,
                 const char      *name)
{
  const AxleFactInfo *info = axle_fact_find (name);
  const Subject *subject = self->customer;
  guint n_facts;
  const AxleFact *fact;

  if (info == NULL || (info->of_car && car >= self->cars->len))
    return NULL;
  if (info->of_car)
    subject = self->cars->pdata[car];
  fact = &subject->facts[info - axle_fact_list (&n_facts)];
  return fact->info != NULL ? fact : NULL;
}

static gboolean
look_up (const char *name,
         AxleValue  *value,
         gpointer    data)
{
  const Look *look = data;
  const AxleFact *fact = axle_facts_find (look->facts, look->car, name);

  if (fact != NULL)
    axle_value_copy (&fact->value, value);
  return fact != NULL;
}

/**
 * axle_facts_judge:
 * @self: facts
 * @condition: what is asked
 * @car: which car, or %AXLE_FACTS_NO_CAR
 *
 * Returns: whether it holds
 */
AxleTruth
axle_facts_judge (const AxleFacts     *self,
                  const AxleCondition *condition,
                  guint                car)
{
  return axle_condition_judge (condition, look_up, &(Look) { self, car });
}

/**
 * axle_facts_judge_cars:
 * @self: facts
 * @condition: what is asked
 * @car: (out): the first car that it holds for, or that comes closest;
 *   %AXLE_FACTS_NO_CAR when it is not about cars
 *
 * What is about cars holds when it does for one of them.
 *
 * Returns: whether it holds
 */
AxleTruth
axle_facts_judge_cars (const AxleFacts     *self,
                       const AxleCondition *condition,
                       guint               *car)
{
  AxleTruth best = AXLE_TRUTH_FALSE;

  *car = AXLE_FACTS_NO_CAR;
  if (!axle_condition_is_of_car (condition) || self->cars->len == 0)
    return axle_facts_judge (self, condition, AXLE_FACTS_NO_CAR);
  for (guint i = 0; i < self->cars->len; i++)
    {
      AxleTruth truth = axle_facts_judge (self, condition, i);

      if (truth > best || i == 0)
        *car = i;
      best = MAX (best, truth);
    }
  return best;
}

/**
 * axle_facts_explain:
 * @self: facts
 * @condition: what is asked
 * @car: which car, or %AXLE_FACTS_NO_CAR
 *
 * Returns: (transfer full) (element-type AxleConditionPart): what became of each part
 */
GPtrArray *
axle_facts_explain (const AxleFacts     *self,
                    const AxleCondition *condition,
                    guint                car)
{
  return axle_condition_explain (condition, look_up, &(Look) { self, car });
}

static char *
join_members (const AxleValue *set)
{
  g_auto(GStrv) members = axle_value_dup_members (set);

  return g_strjoinv (_(", "), members);
}

/**
 * axle_fact_dup_text:
 * @self: a fact
 *
 * Returns: (transfer full): its value as a person reads it in a sentence
 */
char *
axle_fact_dup_text (const AxleFact *self)
{
  const AxleField *field = axle_fact_word (self->info->field.name, NULL);
  gint64 number = axle_value_get_integer (&self->value);

  switch (self->info->field.type)
    {
    case AXLE_FIELD_DISTANCE:
      return axle_distance_format (self->info->step > 0 && number >= 0 ? axle_distance_round (number, self->info->step) : number);
    case AXLE_FIELD_MONEY:
      return axle_money_format (number);
    case AXLE_FIELD_INTEGER:
      return g_strdup_printf ("%" PRId64, number);
    case AXLE_FIELD_BOOLEAN:
      return g_strdup (axle_value_get_boolean (&self->value) ? _("Yes") : _("No"));
    case AXLE_FIELD_SET:
      return join_members (&self->value);
    case AXLE_FIELD_TEXT:
    case AXLE_FIELD_CHOICE:
    case AXLE_FIELD_DATE:
    case AXLE_FIELD_TIME:
    case AXLE_FIELD_REFERENCE:
    case AXLE_FIELD_BLOB:
    default:
      return g_strdup (axle_field_choice_label (field, axle_value_get_text (&self->value)));
    }
}
