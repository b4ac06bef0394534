/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/match-customer.h"

#include "core/party/customer.h"
#include "core/party/match-model.h"
#include "core/vehicle/vehicle.h"

/* More numbers, addresses and cars of one customer are not compared. */
#define MAX_VALUES 12

/* How many people a town has of whom the beliefs of a model speak: what is counted in a
 * small dealership says less than that. */
#define TOWN 30000.0

static const AxleMatchKind fields[] = {
  AXLE_MATCH_KIND_NAME, AXLE_MATCH_KIND_PHONE, AXLE_MATCH_KIND_VIN, AXLE_MATCH_KIND_PLATE, AXLE_MATCH_KIND_CREDIT_CODE,
  AXLE_MATCH_KIND_EMAIL, AXLE_MATCH_KIND_WECHAT, AXLE_MATCH_KIND_BIRTHDAY, AXLE_MATCH_KIND_COMPANY,
  AXLE_MATCH_KIND_ADDRESS, AXLE_MATCH_KIND_CITY, AXLE_MATCH_KIND_GENDER,
};

struct _AxleMatchCustomer
{
  AxleMatchValue values[G_N_ELEMENTS (fields)][MAX_VALUES];
  guint8         n_values[G_N_ELEMENTS (fields)];
};

/* What is believed of a dealership's customers. */
static const AxleMatchModel *
get_model (void)
{
  static AxleMatchModel *model;

  if (g_once_init_enter_pointer (&model))
    {
      AxleMatchModel *made = axle_match_model_new ();

      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        {
          AxleMatchField *field = &made->fields[axle_match_model_add (made, axle_match_kind_get_name (fields[i]), NULL, fields[i])];

          field->usual_share = field->chance[AXLE_MATCH_LEVEL_SAME];
        }
      g_once_init_leave_pointer (&model, made);
    }
  return model;
}

static guint
index_of (AxleMatchKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (fields[i] == kind)
      return i;
  g_return_val_if_reached (0);
}

static void
add (AxleMatchCustomer *self,
     AxleMatchKind      kind,
     const char        *text)
{
  guint field = index_of (kind);
  g_autofree char *folded = text != NULL ? axle_match_fold (kind, text) : NULL;
  AxleMatchValue *value;

  if (folded == NULL || self->n_values[field] >= MAX_VALUES)
    return;
  value = &self->values[field][self->n_values[field]++];
  value->sound = axle_match_sound (kind, folded);
  value->text = g_steal_pointer (&folded);
}

static void
add_members (AxleMatchCustomer *self,
             AxleMatchKind      kind,
             const AxleRecord  *customer,
             guint              field)
{
  g_auto(GStrv) members = axle_record_dup_members (customer, field);

  for (guint i = 0; members[i] != NULL; i++)
    add (self, kind, members[i]);
}

/**
 * axle_match_customer_new:
 * @customer: a customer
 * @vehicles: (nullable) (element-type AxleRecord): what they own or drive
 *
 * Returns: (transfer full): the customer, ready to be compared
 */
AxleMatchCustomer *
axle_match_customer_new (const AxleRecord *customer,
                         GPtrArray        *vehicles)
{
  AxleMatchCustomer *self = g_new0 (AxleMatchCustomer, 1);

  add (self, AXLE_MATCH_KIND_NAME, axle_record_get_text (customer, AXLE_CUSTOMER_NAME));
  add_members (self, AXLE_MATCH_KIND_PHONE, customer, AXLE_CUSTOMER_PHONES);
  add_members (self, AXLE_MATCH_KIND_EMAIL, customer, AXLE_CUSTOMER_EMAILS);
  add (self, AXLE_MATCH_KIND_CREDIT_CODE, axle_record_get_text (customer, AXLE_CUSTOMER_CREDIT_CODE));
  add (self, AXLE_MATCH_KIND_WECHAT, axle_record_get_text (customer, AXLE_CUSTOMER_WECHAT));
  add (self, AXLE_MATCH_KIND_BIRTHDAY, axle_record_get_text (customer, AXLE_CUSTOMER_BIRTHDAY));
  add (self, AXLE_MATCH_KIND_COMPANY, axle_record_get_text (customer, AXLE_CUSTOMER_COMPANY));
  add (self, AXLE_MATCH_KIND_ADDRESS, axle_record_get_text (customer, AXLE_CUSTOMER_ADDRESS));
  add (self, AXLE_MATCH_KIND_CITY, axle_record_get_text (customer, AXLE_CUSTOMER_CITY));
  add (self, AXLE_MATCH_KIND_GENDER, axle_record_get_text (customer, AXLE_CUSTOMER_GENDER));
  for (guint i = 0; vehicles != NULL && i < vehicles->len; i++)
    {
      add (self, AXLE_MATCH_KIND_VIN, axle_record_get_text (vehicles->pdata[i], AXLE_VEHICLE_VIN));
      add (self, AXLE_MATCH_KIND_PLATE, axle_record_get_text (vehicles->pdata[i], AXLE_VEHICLE_PLATE));
    }
  return self;
}

void
axle_match_customer_free (AxleMatchCustomer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint j = 0; j < self->n_values[i]; j++)
      {
        g_free ((char *) self->values[i][j].text);
        g_free ((char *) self->values[i][j].sound);
      }
  g_free (self);
}

/**
 * axle_match_customer_weigh:
 * @self: a customer
 * @n_customers: how many there are
 * @common: (scope call): how many have a value
 * @data: given to @common
 *
 * Notes how common the name and the numbers are: 王伟 proves less than 尉迟恭, and the
 * switchboard of a company little.
 */
void
axle_match_customer_weigh (AxleMatchCustomer *self,
                           double             n_customers,
                           AxleMatchCommon    common,
                           gpointer           data)
{
  const AxleMatchModel *model = get_model ();

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    for (guint j = 0; j < self->n_values[i]; j++)
      {
        double usual = model->fields[i].usual_share;
        double others = (double) common (fields[i], self->values[i][j].text, data) - 2;

        /* Both of a pair have it; beside them it is taken to be usual. */
        self->values[i][j].share = usual + MAX (0, others) / (n_customers + TOWN);
      }
}

static void
add_key (GStrvBuilder *keys,
         const char   *what,
         const char   *text)
{
  g_strv_builder_take (keys, g_strconcat (what, text, NULL));
}

/**
 * axle_match_customer_dup_keys:
 * @self: a customer
 *
 * What is worth comparing has one of these in common with another, or the first phone
 * number, the sound of the name, or a car: those can be looked up as they are.
 *
 * Returns: (transfer full): the keys
 */
char **
axle_match_customer_dup_keys (const AxleMatchCustomer *self)
{
  static const AxleMatchKind whole[] = {
    AXLE_MATCH_KIND_EMAIL, AXLE_MATCH_KIND_WECHAT, AXLE_MATCH_KIND_CREDIT_CODE, AXLE_MATCH_KIND_ADDRESS,
  };
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  const char *birthday = axle_match_customer_get (self, AXLE_MATCH_KIND_BIRTHDAY, 0);
  const AxleMatchValue *name = &self->values[index_of (AXLE_MATCH_KIND_NAME)][0];
  const char *text;

  for (guint i = 1; (text = axle_match_customer_get (self, AXLE_MATCH_KIND_PHONE, i)) != NULL; i++)
    add_key (keys, "phone:", text);
  for (guint k = 0; k < G_N_ELEMENTS (whole); k++)
    for (guint i = 0; (text = axle_match_customer_get (self, whole[k], i)) != NULL; i++)
      add_key (keys, axle_match_kind_get_name (whole[k]), text);
  /* A slip in the name leaves how it begins and the birthday alone. */
  if (birthday != NULL && name->text != NULL)
    {
      const char *sound = name->sound != NULL ? name->sound : name->text;
      g_autofree char *both = g_strdup_printf ("%s%.*s", birthday, (int) (g_utf8_next_char (sound) - sound), sound);

      add_key (keys, "born:", both);
    }
  return g_strv_builder_end (keys);
}

/**
 * axle_match_customer_get:
 * @self: a customer
 * @kind: what is wanted
 * @index: which of them, from 0
 *
 * Returns: (nullable): the value as it is compared; %NULL when there is none
 */
const char *
axle_match_customer_get (const AxleMatchCustomer *self,
                         AxleMatchKind            kind,
                         guint                    index)
{
  guint field = index_of (kind);

  return index < self->n_values[field] ? self->values[field][index].text : NULL;
}

static AxleMatchSubject
as_subject (const AxleMatchCustomer *self)
{
  AxleMatchSubject subject = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      subject.values[i] = self->values[i];
      subject.n_values[i] = self->n_values[i];
    }
  return subject;
}

/**
 * axle_match_customer_compare:
 * @self: a customer
 * @other: another
 * @reasons: (out) (optional) (transfer full) (element-type AxleMatchReason): why
 *
 * Returns: the probability that they are one, in thousandths
 */
guint
axle_match_customer_compare (const AxleMatchCustomer  *self,
                             const AxleMatchCustomer  *other,
                             GPtrArray               **reasons)
{
  const AxleMatchModel *model = get_model ();
  AxleMatchSubject a = as_subject (self), b = as_subject (other);
  AxleMatchFinding findings[AXLE_MATCH_MAX_FIELDS];

  axle_match_find (model, &a, &b, findings);
  if (reasons != NULL)
    *reasons = axle_match_explain (model, findings);
  return axle_match_score (axle_match_weigh (model, findings, NULL));
}
