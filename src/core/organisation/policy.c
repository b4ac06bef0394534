/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/policy.h"

#include <glib/gi18n-lib.h>

#include "base/money.h"
#include "base/problem.h"

/* Sorted by name. Who needs a figure that dealerships see differently adds a line. */
static const AxlePolicyInfo policies[] = {
  { "advice.accepted.days", N_("A recommendation that was accepted comes again after"), AXLE_FIELD_INTEGER, N_("days"), 365, 1, 3650 },
  { "advice.declined.days", N_("A recommendation that was declined comes again after"), AXLE_FIELD_INTEGER, N_("days"), 180, 1, 3650 },
  { "advice.later.days", N_("A recommendation that was put off comes again after"), AXLE_FIELD_INTEGER, N_("days"), 14, 1, 365 },

  /* MISSION 40 and 167: a person answers within 15 minutes. */
  { "appointment.answer", N_("A booking request is answered within"), AXLE_FIELD_INTEGER, N_("minutes"), 15, 1, 1440 },
  { "appointment.late", N_("A customer who has not come is late after"), AXLE_FIELD_INTEGER, N_("minutes"), 15, 1, 240 },
  { "appointment.reception", N_("An advisor receives one car in"), AXLE_FIELD_INTEGER, N_("minutes"), 10, 1, 240 },
  { "appointment.reserve", N_("Hours of the workshop kept for those who come without an appointment"), AXLE_FIELD_INTEGER, "%", 15, 0, 90 },

  { "contact.budget", N_("Contacts with a customer in a month at most"), AXLE_FIELD_INTEGER, NULL, 4, 0, 100 },

  /* MISSION 32: potential, current value, traits. */
  { "layer.potential.budget", N_("Potential is high: a quotation from"), AXLE_FIELD_MONEY, NULL, 25000000, 0, AXLE_MONEY_LIMIT },
  { "layer.potential.days", N_("Test drives and quotations count for"), AXLE_FIELD_INTEGER, N_("days"), 90, 1, 3650 },
  { "layer.trait.middle", N_("Middle-aged from"), AXLE_FIELD_INTEGER, N_("years"), 36, 1, 150 },
  { "layer.trait.senior", N_("Senior from"), AXLE_FIELD_INTEGER, N_("years"), 60, 1, 150 },
  { "layer.value.high.car", N_("Value is high: a car from"), AXLE_FIELD_MONEY, NULL, 30000000, 0, AXLE_MONEY_LIMIT },
  { "layer.value.high.spend", N_("Value is high: spent in a year from"), AXLE_FIELD_MONEY, NULL, 1000000, 0, AXLE_MONEY_LIMIT },
  { "layer.value.medium.car", N_("Value is medium: a car from"), AXLE_FIELD_MONEY, NULL, 15000000, 0, AXLE_MONEY_LIMIT },
  { "layer.value.medium.spend", N_("Value is medium: spent in a year from"), AXLE_FIELD_MONEY, NULL, 200000, 0, AXLE_MONEY_LIMIT },

  /* MISSION 114 to 116; three months are taken as 90 days and six as 180. */
  { "rfm.a.days", N_("Class A: the last visit at most so many days ago"), AXLE_FIELD_INTEGER, N_("days"), 90, 1, 3650 },
  { "rfm.a.ticket", N_("Class A: a visit brings more than"), AXLE_FIELD_MONEY, NULL, 200000, 0, AXLE_MONEY_LIMIT },
  { "rfm.a.visits", N_("Class A: visits in a year at least"), AXLE_FIELD_INTEGER, NULL, 5, 0, 1000 },
  { "rfm.b.days", N_("Class B: the last visit at most so many days ago"), AXLE_FIELD_INTEGER, N_("days"), 180, 1, 3650 },
  { "rfm.b.ticket", N_("Class B: a visit brings at least"), AXLE_FIELD_MONEY, NULL, 100000, 0, AXLE_MONEY_LIMIT },
  { "rfm.b.visits", N_("Class B: visits in a year at least"), AXLE_FIELD_INTEGER, NULL, 2, 0, 1000 },
  { "rfm.c.days", N_("Class C: the last visit more than so many days ago"), AXLE_FIELD_INTEGER, N_("days"), 365, 1, 3650 },
  { "rfm.c.visits", N_("Class C: visits in a year fewer than"), AXLE_FIELD_INTEGER, NULL, 1, 1, 1000 },

  /* What makers commonly ask for; a vehicle's own interval comes before it. */
  { "service.electric.distance", N_("Battery electric: a service every"), AXLE_FIELD_DISTANCE, NULL, 20000000, 1000000, 200000000 },
  { "service.electric.months", N_("Battery electric: a service at least every"), AXLE_FIELD_INTEGER, N_("months"), 12, 1, 120 },
  { "service.engine.distance", N_("Combustion engine: a service every"), AXLE_FIELD_DISTANCE, NULL, 10000000, 1000000, 200000000 },
  { "service.engine.months", N_("Combustion engine: a service at least every"), AXLE_FIELD_INTEGER, N_("months"), 12, 1, 120 },
  { "service.plug-in.distance", N_("Plug-in hybrid: a service every"), AXLE_FIELD_DISTANCE, NULL, 10000000, 1000000, 200000000 },
  { "service.plug-in.months", N_("Plug-in hybrid: a service at least every"), AXLE_FIELD_INTEGER, N_("months"), 12, 1, 120 },
  { "service.soon.days", N_("A service is soon when it is due within"), AXLE_FIELD_INTEGER, N_("days"), 30, 0, 365 },
  { "service.soon.distance", N_("A service is soon when it is due within (distance)"), AXLE_FIELD_DISTANCE, NULL, 1000000, 0, 20000000 },

  { "task.closes", N_("Tasks are due until"), AXLE_FIELD_INTEGER, N_("minutes after midnight"), 18 * 60, 1, 24 * 60 },
  { "task.manager.hours", N_("A late task goes to managers after so many hours of work"), AXLE_FIELD_INTEGER, N_("hours"), 12, 1, 1000 },
  { "task.opens", N_("Tasks are due from"), AXLE_FIELD_INTEGER, N_("minutes after midnight"), 8 * 60 + 30, 0, 24 * 60 - 1 },
  { "task.peer.hours", N_("A late task goes to others of the role after so many hours of work"), AXLE_FIELD_INTEGER, N_("hours"), 4, 1, 1000 },
  { "task.tries", N_("Tries until a task is closed as not reached"), AXLE_FIELD_INTEGER, NULL, 3, 1, 20 },
  { "task.weekends", N_("Tasks are due at weekends too"), AXLE_FIELD_BOOLEAN, NULL, 1, 0, 1 },
};

static const AxleField policy_fields[] = {
  [AXLE_POLICY_NAME] = {
    .name = "name", .label = NC_("thing", "Name"), .context = "thing", .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_UNIQUE | AXLE_FIELD_FIXED,
    .limit = 64,
  },
  [AXLE_POLICY_VALUE] = {
    .name = "value", .label = N_("Value"), .type = AXLE_FIELD_TEXT,
    .limit = 1000,
  },
};

static gboolean
parse (const AxlePolicyInfo *info,
       const char           *text,
       gint64               *value)
{
  return text != NULL && g_ascii_string_to_signed (text, 10, info->lowest, info->highest, value, NULL);
}

/* A name that is not known is of a newer program, and so is what it may hold. */
static void
check_value (const AxleRecord *record,
             GPtrArray        *problems)
{
  const char *name = axle_record_get_text (record, AXLE_POLICY_NAME);
  const char *text = axle_record_get_text (record, AXLE_POLICY_VALUE);
  const AxlePolicyInfo *info = name != NULL ? axle_policy_find (name) : NULL;
  gint64 value;

  if (info != NULL && text != NULL && !parse (info, text, &value))
    axle_problems_add (problems, "policy-value", "value", TRUE,
                       _("%s: “%s” is not a whole number that it may have."), _(info->label), text);
}

static char *
policy_title (const AxleRecord *record)
{
  const char *name = axle_record_get_text (record, AXLE_POLICY_NAME);
  const AxlePolicyInfo *info = name != NULL ? axle_policy_find (name) : NULL;

  return g_strdup (info != NULL ? _(info->label) : name);
}

const AxleEntity axle_policy_entity = {
  .kind = "policy",
  .label = N_("Policy"),
  .flags = AXLE_ENTITY_GROUP,
  .fields = policy_fields,
  .n_fields = G_N_ELEMENTS (policy_fields),
  .check = check_value,
  .dup_title = policy_title,
};

/**
 * axle_policy_list:
 * @n_policies: (out): how many
 *
 * Returns: (transfer none) (array length=n_policies): every figure that can be set, by name
 */
const AxlePolicyInfo *
axle_policy_list (guint *n_policies)
{
  *n_policies = G_N_ELEMENTS (policies);
  return policies;
}

/**
 * axle_policy_find:
 * @name: such as `rfm.a.visits`
 *
 * Returns: (nullable) (transfer none): the figure of that name
 */
const AxlePolicyInfo *
axle_policy_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    if (g_str_equal (policies[i].name, name))
      return &policies[i];
  return NULL;
}

/**
 * axle_policy_id:
 * @group: a group
 * @name: such as `rfm.a.visits`
 *
 * Returns: the id of the record that sets that figure
 */
AxleId
axle_policy_id (const AxleId *group,
                const char   *name)
{
  g_autofree char *path = g_strconcat (axle_policy_entity.kind, "/", name, NULL);

  return axle_id_new_derived (group, path);
}

struct _AxlePolicies
{
  grefcount n_refs;
  gint64    values[G_N_ELEMENTS (policies)];
};

G_DEFINE_BOXED_TYPE (AxlePolicies, axle_policies, axle_policies_ref, axle_policies_unref)

static void
take (AxlePolicies     *self,
      const AxleRecord *record)
{
  const char *name = axle_record_get_text (record, AXLE_POLICY_NAME);
  const AxlePolicyInfo *info = name != NULL ? axle_policy_find (name) : NULL;
  gint64 value;

  if (info != NULL && !record->deleted && parse (info, axle_record_get_text (record, AXLE_POLICY_VALUE), &value))
    self->values[info - policies] = value;
}

/**
 * axle_policies_new:
 * @records: (nullable) (element-type AxleRecord): the policies that the dealership set;
 *   one that cannot be understood counts as not set
 *
 * Returns: (transfer full): what holds
 */
AxlePolicies *
axle_policies_new (GPtrArray *records)
{
  AxlePolicies *self = g_new0 (AxlePolicies, 1);

  g_ref_count_init (&self->n_refs);
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    self->values[i] = policies[i].preset;
  for (guint i = 0; records != NULL && i < records->len; i++)
    take (self, records->pdata[i]);
  return self;
}

AxlePolicies *
axle_policies_ref (AxlePolicies *self)
{
  g_ref_count_inc (&self->n_refs);
  return self;
}

void
axle_policies_unref (AxlePolicies *self)
{
  if (g_ref_count_dec (&self->n_refs))
    g_free (self);
}

/**
 * axle_policies_get:
 * @self: policies
 * @name: one of axle_policy_list()
 *
 * Returns: what holds, in the unit of its type
 */
gint64
axle_policies_get (const AxlePolicies *self,
                   const char         *name)
{
  const AxlePolicyInfo *info = axle_policy_find (name);

  g_return_val_if_fail (info != NULL, 0);
  return self->values[info - policies];
}
