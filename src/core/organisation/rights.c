/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/rights.h"

/* A kind that is not here belongs to the dealership's settings. */
static const struct
{
  const char *kind;
  const char *write;
  const char *delete;
} table[] = {
  { "customer", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE },
  { "vehicle", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_DELETE },
  { "ownership", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "odometer", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "contact", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "note", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "photo", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "access", AXLE_RIGHT_CUSTOMERS_READ, AXLE_RIGHT_SETTINGS },
  { "visit", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "job", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "deal", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "complaint", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "relation", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "consent", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "task", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "answer", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "advice", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "points", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "segment", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "merging", AXLE_RIGHT_CUSTOMERS_MERGE, AXLE_RIGHT_CUSTOMERS_MERGE },
  { "distinction", AXLE_RIGHT_CUSTOMERS_MERGE, AXLE_RIGHT_CUSTOMERS_MERGE },
  { "erasure", AXLE_RIGHT_PRIVACY, AXLE_RIGHT_PRIVACY },
  { "tag", AXLE_RIGHT_CUSTOMERS_WRITE, AXLE_RIGHT_CUSTOMERS_WRITE },
  { "appointment", AXLE_RIGHT_APPOINTMENTS_WRITE, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "request", AXLE_RIGHT_APPOINTMENTS_WRITE, AXLE_RIGHT_APPOINTMENTS_WRITE },
  { "duration", AXLE_RIGHT_APPOINTMENTS_WRITE, AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "resource", AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "service", AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "opening", AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "holiday", AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "roster", AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "leave", AXLE_RIGHT_APPOINTMENTS_PLAN, AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "closing", AXLE_RIGHT_MONTHS_CLOSE, AXLE_RIGHT_MONTHS_CLOSE },
};

/* Fields that take a right of their own; not where it is @free to empty them. */
static const struct
{
  const char *kind;
  const char *field;
  const char *right;
  gboolean    free;
} fields[] = {
  { "customer", "merged_into", AXLE_RIGHT_CUSTOMERS_MERGE },
  { "appointment", "override", AXLE_RIGHT_APPOINTMENTS_OVERBOOK, .free = TRUE },
};

/* Fields that take another right than the rest of their kind, as long as nothing else is
 * changed with them. */
static const struct
{
  const char *kind;
  const char *field;
  const char *right;
} lent[] = {
  { "staff", "skills", AXLE_RIGHT_APPOINTMENTS_PLAN },
  { "staff", "team", AXLE_RIGHT_APPOINTMENTS_PLAN },
};

/**
 * axle_rights_contain:
 * @rights: the rights of a role
 * @right: one of AXLE_RIGHT_…
 *
 * Returns: whether @right is among them
 */
gboolean
axle_rights_contain (const AxleValue *rights,
                     const char      *right)
{
  g_auto(GStrv) members = axle_value_dup_members (rights);

  return g_strv_contains ((const char * const *) members, right);
}

/**
 * axle_rights_needed:
 * @entity: a kind of record
 * @action: what is done to one
 *
 * Returns: (transfer none): the right that it takes
 */
const char *
axle_rights_needed (const AxleEntity *entity,
                    AxleChangeAction  action)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].kind, entity->kind))
      return action == AXLE_CHANGE_SET ? table[i].write : table[i].delete;
  return AXLE_RIGHT_SETTINGS;
}

/* A record that nobody else has touched: taking it back is undoing, not deleting.
 * Its first change is its making, its second its deletion. */
static gboolean
takes_back_own (const AxleChange *change,
                const AxleRecord *current)
{
  return change->action != AXLE_CHANGE_SET && current != NULL &&
         current->revision <= (change->action == AXLE_CHANGE_DELETE ? 1 : 2) &&
         axle_id_equal (&current->created_by, &change->staff);
}

static const char *
find_missing_field_right (const AxleValue  *rights,
                          const AxleChange *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      int field = g_str_equal (fields[i].kind, change->entity->kind) ? axle_entity_find_field (change->entity, fields[i].field)
                                                                    : -1;
      const AxleFieldChange *changed = field >= 0 ? axle_change_find_field (change, (guint) field) : NULL;

      if (changed != NULL && !(fields[i].free && changed->after.kind == AXLE_VALUE_NONE) &&
          !axle_rights_contain (rights, fields[i].right))
        return fields[i].right;
    }
  return NULL;
}

static const char *
find_lent (const AxleChange *change,
           guint             field)
{
  const char *name = change->entity->fields[field].name;

  for (guint i = 0; i < G_N_ELEMENTS (lent); i++)
    if (g_str_equal (lent[i].kind, change->entity->kind) && g_str_equal (lent[i].field, name))
      return lent[i].right;
  return NULL;
}

/* Nobody makes a record by such fields alone. */
static gboolean
may_by_fields (const AxleValue  *rights,
               const AxleChange *change,
               const AxleRecord *current)
{
  if (change->action != AXLE_CHANGE_SET || current == NULL || current->deleted || change->fields->len == 0)
    return FALSE;
  for (guint i = 0; i < change->fields->len; i++)
    {
      const char *right = find_lent (change, g_array_index (change->fields, AxleFieldChange, i).field);

      if (right == NULL || !axle_rights_contain (rights, right))
        return FALSE;
    }
  return TRUE;
}

/**
 * axle_rights_find_missing:
 * @rights: the rights of the role of who made @change
 * @change: a change
 * @current: (nullable): the record as it is
 *
 * Who may write may also take back what they made, as long as nothing else was done to it.
 * Skills and teams of people are changed by who plans the workshop.
 *
 * Returns: (transfer none) (nullable): the right that they lack for it; %NULL when they may
 */
const char *
axle_rights_find_missing (const AxleValue  *rights,
                          const AxleChange *change,
                          const AxleRecord *current)
{
  const char *needed = axle_rights_needed (change->entity, change->action);

  if (!axle_rights_contain (rights, needed) && !may_by_fields (rights, change, current) &&
      !(takes_back_own (change, current) &&
        axle_rights_contain (rights, axle_rights_needed (change->entity, AXLE_CHANGE_SET))))
    return needed;
  return find_missing_field_right (rights, change);
}

/**
 * axle_rights_allow:
 * @rights: the rights of the role of who made @change
 * @change: a change
 * @current: (nullable): the record as it is
 *
 * Returns: whether they may
 */
gboolean
axle_rights_allow (const AxleValue  *rights,
                   const AxleChange *change,
                   const AxleRecord *current)
{
  return axle_rights_find_missing (rights, change, current) == NULL;
}
