/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/typing.h"

#include "base/problem.h"
#include "core/party/customer.h"
#include "core/party/merging.h"
#include "core/registry.h"
#include "sim/skew.h"

/* For fields that take only what has a certain form. */
static const struct
{
  const char *field;
  const char *format;
  guint       modulus;
} forms[] = {
  { "phones", "+86139%08u", 100000000 },
  { "phone", "+86138%08u", 100000000 },
  { "plate", "粤B%05u", 100000 },
  { "emails", "v%u@example.com", 100000000 },
  { "vin", "LSVAA4187E2%06u", 1000000 },
  { "month", "2031-%02u", 13 },
};

/* Sometimes what somebody else could type too: a VIN, a plate, a number. */
#define COMMON 3

static char *
new_text (SimDesk *desk)
{
  static const char * const tails[] = { "", " 单雄信", " \"'<&>;--", " 😀", "  two  spaces", "%s\\n", " ünïcode" };

  return g_strdup_printf ("v%u.%s", ++*desk->counter, tails[chance_below (&desk->act, G_N_ELEMENTS (tails))]);
}

static char *
new_form (SimDesk         *desk,
          const AxleField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].field, field->name))
      {
        guint percent = field->flags & AXLE_FIELD_UNIQUE ? 60 : 5;
        guint number = chance_is (&desk->act, percent) ? 1 + chance_below (&desk->act, COMMON) : ++*desk->counter + COMMON;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        return g_strdup_printf (forms[i].format, MAX (number % forms[i].modulus, 1));
#pragma GCC diagnostic pop
      }
  return new_text (desk);
}

static const char *
pick_choice (SimDesk         *desk,
             const AxleField *field)
{
  guint n_choices = 0;

  while (field->choices[n_choices].name != NULL)
    n_choices++;
  return field->choices[chance_below (&desk->act, n_choices)].name;
}

/* Mostly what is there; now and then what this very operation makes, or what is deleted. */
static gboolean
pick_target (SimDesk    *desk,
             const char *kind,
             AxleId     *id)
{
  const AxleEntity *entity = axle_registry_find (kind != NULL ? kind : "customer");
  g_autoptr(GPtrArray) records = NULL;

  for (guint i = desk->draft->len; i > 0 && chance_is (&desk->act, 60); i--)
    {
      const AxleChange *change = desk->draft->pdata[i - 1];

      if (change->entity == entity && change->action == AXLE_CHANGE_SET)
        {
          *id = change->record;
          return TRUE;
        }
    }
  if (desk->typed->len > 0 && chance_is (&desk->act, 10))
    {
      const Typed *typed = &g_array_index (desk->typed, Typed, chance_below (&desk->act, desk->typed->len));

      if (typed->entity == entity)
        {
          *id = typed->record;
          return TRUE;
        }
    }
  records = axle_store_list (desk->store, entity, NULL);
  if (records == NULL || records->len == 0)
    return FALSE;
  *id = ((AxleRecord *) records->pdata[chance_below (&desk->act, records->len)])->id;
  return TRUE;
}

static void
type_set (SimDesk         *desk,
          const AxleField *field,
          AxleRecord      *record,
          guint            index)
{
  g_auto(GStrv) members = axle_record_dup_members (record, index);
  guint n_members = g_strv_length (members);
  g_autofree char *member = field->choices != NULL ? g_strdup (pick_choice (desk, field)) : new_form (desk, field);

  if (n_members > 0 && chance_is (&desk->act, 30))
    {
      g_free (members[n_members - 1]);
      members[n_members - 1] = NULL;
      axle_record_set_members (record, index, (const char * const *) members);
    }
  else
    axle_record_add_member (record, index, member);
}

static char *
new_date (SimDesk *desk)
{
  return g_strdup_printf ("20%02u-%02u-%02u", chance_below (&desk->act, 20), 1 + chance_below (&desk->act, 12),
                          1 + chance_below (&desk->act, 28));
}

static void
type_anything (SimDesk    *desk,
               AxleRecord *record,
               guint       index)
{
  const AxleField *field = &record->entity->fields[index];
  g_autofree char *text = NULL;
  AxleId id;

  switch (field->type)
    {
    case AXLE_FIELD_TEXT:
      text = new_form (desk, field);
      axle_record_set_text (record, index, text);
      break;
    case AXLE_FIELD_CHOICE:
      axle_record_set_text (record, index, pick_choice (desk, field));
      break;
    case AXLE_FIELD_DATE:
      text = new_date (desk);
      axle_record_set_text (record, index, text);
      break;
    case AXLE_FIELD_TIME:
      axle_record_set_integer (record, index, G_GINT64_CONSTANT (1700000000000000) + ++*desk->counter);
      break;
    case AXLE_FIELD_INTEGER:
      axle_record_set_integer (record, index, 1990 + chance_below (&desk->act, 30));
      break;
    case AXLE_FIELD_CLOCK:
      axle_record_set_integer (record, index, 15 * chance_below (&desk->act, 96));
      break;
    case AXLE_FIELD_MINUTES:
      axle_record_set_integer (record, index, 15 * (1 + chance_below (&desk->act, 30)));
      break;
    case AXLE_FIELD_MONEY:
    case AXLE_FIELD_DISTANCE:
      axle_record_set_integer (record, index, 10000000 + ++*desk->counter * 7);
      break;
    case AXLE_FIELD_BOOLEAN:
      axle_record_set_boolean (record, index, chance_is (&desk->act, 50));
      break;
    case AXLE_FIELD_REFERENCE:
      if (pick_target (desk, field->target, &id))
        axle_record_set_id (record, index, &id);
      break;
    case AXLE_FIELD_SET:
      type_set (desk, field, record, index);
      break;
    case AXLE_FIELD_BLOB:
      text = g_strdup_printf ("%064x", ++*desk->counter);
      axle_record_set_text (record, index, text);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* What a person may type and the rules then refuse is not typed at all here. */
void
sim_type_value (SimDesk    *desk,
                AxleRecord *record,
                guint       index)
{
  g_auto(AxleValue) before = AXLE_VALUE_INIT;
  g_auto(AxleValue) after = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) problems = axle_problems_new ();

  /* Nobody types it: it is part of a merge. */
  if (record->entity == &axle_customer_entity && index == AXLE_CUSTOMER_MERGED_INTO)
    return;
  if (axle_record_is_hidden (record, index) || (desk->is_older && !sim_skew_knows_field (record->entity, index)))
    return;
  axle_value_copy (axle_record_get (record, index), &before);
  type_anything (desk, record, index);
  axle_value_copy (axle_record_get (record, index), &after);
  axle_field_check (&record->entity->fields[index], &after, problems);
  for (guint i = 0; i < problems->len; i++)
    if (((AxleProblem *) problems->pdata[i])->blocking)
      {
        axle_record_set (record, index, &before);
        return;
      }
  axle_record_set (record, index, &after);
}

/* Who may do what is decided by roles and staff: a run in which someone takes their
 * own rights away tries nothing any more. What tells of a merge is written with it. */
gboolean
sim_type_may_write (SimDesk          *desk,
                    const AxleEntity *entity)
{
  return (!desk->is_older || sim_skew_knows_kind (entity)) &&
         !(entity->flags & (AXLE_ENTITY_SERVER | AXLE_ENTITY_SEALED)) &&
         !g_str_equal (entity->kind, "role") && !g_str_equal (entity->kind, "staff") &&
         entity != &axle_merging_entity;
}

const AxleEntity *
sim_type_pick_entity (SimDesk *desk)
{
  const AxleEntity * const *entities = axle_registry_list ();
  guint n_entities = 0;
  const AxleEntity *entity;

  if (chance_is (&desk->act, 40))
    return axle_registry_find ("customer");
  while (entities[n_entities] != NULL)
    n_entities++;
  do
    entity = entities[chance_below (&desk->act, n_entities)];
  while (!sim_type_may_write (desk, entity));
  return entity;
}

AxleRecord *
sim_type_record (SimDesk          *desk,
                 const AxleEntity *entity)
{
  AxleId id = axle_id_new (&desk->machine->host);
  AxleRecord *record = axle_record_new (entity, &id);

  record->scope = (entity->flags & AXLE_ENTITY_GROUP) ? desk->who.group : desk->who.store;
  record->hidden = axle_entity_hidden (entity, desk->who.audience);
  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & AXLE_FIELD_REQUIRED) || chance_is (&desk->act, 25))
      sim_type_value (desk, record, i);
  return record;
}
