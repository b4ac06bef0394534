/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/people.h"

#include "core/followup/task.h"
#include "core/party/consent.h"
#include "core/party/customer.h"
#include "core/party/distinction.h"
#include "core/party/erasure.h"
#include "sim/typing.h"
#include "store/conflict.h"
#include "store/duplicates.h"
#include "store/search.h"

/* Several desks often come to the same people. */
#define FAVOURITES 2

#define DUE G_GINT64_CONSTANT (1800000000000000)

static void
add_between (SimDesk          *desk,
             const AxleRecord *before,
             const AxleRecord *after)
{
  AxleChange *change = axle_change_new_between (before, after);

  if (change != NULL)
    g_ptr_array_add (desk->draft, change);
}

static void
add_action (SimDesk          *desk,
            const AxleRecord *record,
            AxleChangeAction  action)
{
  AxleChange *change = axle_change_new (record->entity, &record->id, action);

  change->scope = record->scope;
  change->base = record->revision;
  g_ptr_array_add (desk->draft, change);
}

static void
save (SimDesk *desk)
{
  gint64 operation = 0;

  if (sim_desk_save (desk, &operation))
    axle_engine_poke (desk->engine);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return axle_id_compare (&(*(AxleRecord * const *) a)->id, &(*(AxleRecord * const *) b)->id);
}

static AxleRecord *
pick_customer (SimDesk *desk)
{
  g_autoptr(GPtrArray) customers = axle_store_list (desk->store, &axle_customer_entity, NULL);

  if (desk->who.audience != AXLE_AUDIENCE_OFFICE || desk->is_older || customers == NULL || customers->len == 0)
    return NULL;
  /* Rows have another order on every desk. */
  g_ptr_array_sort (customers, compare_ids);
  return axle_record_ref (customers->pdata[chance_below (&desk->act, MIN (customers->len, FAVOURITES))]);
}

/* As a rule makes it on every desk: all that it has follows from the customer. */
static AxleRecord *
new_task (SimDesk          *desk,
          const AxleRecord *customer)
{
  static const char rule[] = "rule-birthday";
  AxleId id = axle_task_id (&customer->scope, rule, AXLE_ID_TEXT (&customer->id));
  AxleRecord *task = axle_record_new (&axle_task_entity, &id);

  task->scope = customer->scope;
  axle_record_set_id (task, AXLE_TASK_CUSTOMER, &customer->id);
  axle_record_set_text (task, AXLE_TASK_KIND, axle_task_entity.fields[AXLE_TASK_KIND].choices[0].name);
  axle_record_set_text (task, AXLE_TASK_TITLE, "Birthday");
  axle_record_set_integer (task, AXLE_TASK_DUE, DUE);
  axle_record_set_text (task, AXLE_TASK_STATE, "open");
  axle_record_set_text (task, AXLE_TASK_RULE, rule);
  axle_record_set_text (task, AXLE_TASK_OCCASION, AXLE_ID_TEXT (&customer->id));
  return task;
}

static void
finish_task (SimDesk          *desk,
             const AxleRecord *task)
{
  g_autoptr(AxleRecord) done = axle_record_copy (task);

  axle_record_set_text (done, AXLE_TASK_STATE, "done");
  axle_record_set_integer (done, AXLE_TASK_DUE, DUE + 1);
  sim_type_value (desk, done, AXLE_TASK_RESULT);
  add_between (desk, task, done);
}

/* What is to be done is done by whoever has it already, and often at once. */
void
sim_remind (SimDesk *desk)
{
  g_autoptr(AxleRecord) customer = pick_customer (desk);
  g_autoptr(AxleRecord) task = customer != NULL ? new_task (desk, customer) : NULL;
  g_autoptr(AxleRecord) known = task != NULL ? axle_store_get (desk->store, &axle_task_entity, &task->id, NULL) : NULL;

  if (task == NULL || (known != NULL && known->deleted))
    return;
  if (known == NULL)
    {
      add_between (desk, NULL, task);
      save (desk);
    }
  if (known == NULL && chance_is (&desk->act, 50))
    return;
  finish_task (desk, known != NULL ? known : task);
  save (desk);
}

/* Two who are not the same; told again, they may be after all. */
void
sim_tell_apart (SimDesk *desk)
{
  g_autoptr(AxleRecord) one = pick_customer (desk);
  g_autoptr(AxleRecord) other = one != NULL ? pick_customer (desk) : NULL;
  g_autoptr(AxleRecord) told = NULL;
  g_autoptr(AxleRecord) known = NULL;

  if (other == NULL || axle_id_equal (&one->id, &other->id))
    return;
  told = axle_distinction_new (&one->id, &other->id);
  told->scope = one->scope;
  known = axle_store_get (desk->store, &axle_distinction_entity, &told->id, NULL);
  if (known == NULL)
    add_between (desk, NULL, told);
  else
    add_action (desk, known, known->deleted ? AXLE_CHANGE_RESTORE : AXLE_CHANGE_DELETE);
  save (desk);
}

static void
note_answer (SimDesk    *desk,
             AxleRecord *customer,
             const char *purpose)
{
  g_autoptr(AxleRecord) line = sim_type_record (desk, &axle_consent_entity);
  gboolean given = chance_is (&desk->act, 50);

  axle_record_set_id (line, AXLE_CONSENT_CUSTOMER, &customer->id);
  axle_record_set_text (line, AXLE_CONSENT_PURPOSE, purpose);
  axle_record_set_boolean (line, AXLE_CONSENT_GIVEN, given);
  axle_record_set_boolean (customer, (guint) axle_consent_find_field (purpose), given);
  add_between (desk, NULL, line);
}

/* What they say to each purpose is kept as a line, and what holds now with the customer. */
void
sim_ask_consent (SimDesk *desk)
{
  g_autoptr(AxleRecord) customer = pick_customer (desk);
  g_autoptr(AxleRecord) after = customer != NULL ? axle_record_copy (customer) : NULL;
  const char * const *purposes = axle_consent_list_purposes ();

  if (customer == NULL)
    return;
  for (guint i = 0; purposes[i] != NULL; i++)
    note_answer (desk, after, purposes[i]);
  add_between (desk, customer, after);
  save (desk);
}

/* Others may just be writing about them. */
void
sim_erase (SimDesk *desk)
{
  g_autoptr(AxleRecord) customer = pick_customer (desk);
  g_autoptr(AxleRecord) request = NULL;

  if (customer == NULL)
    return;
  request = sim_type_record (desk, &axle_erasure_entity);
  axle_record_set_id (request, AXLE_ERASURE_CUSTOMER, &customer->id);
  axle_record_set_text (request, AXLE_ERASURE_STATE, chance_is (&desk->act, 50) ? "held" : "done");
  sim_type_value (desk, request, AXLE_ERASURE_HOLD_REASON);
  add_between (desk, NULL, request);
  save (desk);
}

/* What somebody said to one purpose, by its number in the feed. */
typedef struct
{
  AxleId   customer;
  guint    field;
  gint64   sequence;
  int      before;   /* 1 yes, 0 no, -1 nothing */
  int      after;
} Said;

GArray *
sim_people_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (Said));
}

static int
read_answer (const AxleValue *value)
{
  return value->kind == AXLE_VALUE_BOOLEAN ? value->as.boolean : -1;
}

void
sim_people_hear (SimWorld          *self,
                 const AxleChange  *change,
                 const AxleVerdict *verdict)
{
  if (change->entity != &axle_customer_entity || verdict->sequence == 0)
    return;
  for (guint i = 0; i < change->fields->len; i++)
    {
      const AxleFieldChange *field = &g_array_index (change->fields, AxleFieldChange, i);
      Said said = { change->record, field->field, verdict->sequence, read_answer (&field->before),
                    read_answer (&field->after) };

      if (axle_customer_entity.fields[field->field].merge == AXLE_MERGE_RESTRICT)
        g_array_append_val (self->said, said);
    }
}

static int
compare_said (gconstpointer a,
              gconstpointer b)
{
  const Said *one = a;
  const Said *other = b;

  return (one->sequence > other->sequence) - (one->sequence < other->sequence);
}

/* Who says yes after a no that they had not seen has said nothing: it holds. */
static void
check_consent (SimWorld         *self,
               const AxleRecord *customer,
               guint             field)
{
  int answer = -1;

  for (guint i = 0; i < self->said->len; i++)
    {
      const Said *said = &g_array_index (self->said, Said, i);

      if (said->field == field && axle_id_equal (&said->customer, &customer->id) && (answer != 0 || said->before == 0))
        answer = said->after;
    }
  if (answer == 0 && axle_record_get_boolean (customer, field))
    sim_world_violate (self, "the customer %s has said no to %s, and it says yes", AXLE_ID_TEXT (&customer->id),
                       axle_customer_entity.fields[field].name);
}

/* Whether it is there because the server has the record already. */
static gboolean
is_made_already (const AxleConflict *conflict)
{
  return conflict->field >= 0 || g_strcmp0 (conflict->code, "fixed") == 0 || g_strcmp0 (conflict->code, "deleted") == 0;
}

/* What rules make on two desks is nothing that anybody must decide about. */
static void
check_alike (SimWorld *self,
             SimDesk  *desk)
{
  g_autoptr(GPtrArray) conflicts = axle_store_list_conflicts (desk->store, G_MAXINT, NULL);

  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      const AxleConflict *conflict = conflicts->pdata[i];

      if (is_made_already (conflict) && sim_is_alike (conflict->change))
        sim_world_violate (self, "desk %u is asked to decide about the %s %s, which every desk makes alike", desk->index,
                           conflict->change->entity->kind, AXLE_ID_TEXT (&conflict->change->record));
    }
}

/* Who was told apart is not proposed. */
static void
check_apart (SimWorld *self,
             SimDesk  *desk)
{
  g_autoptr(GPtrArray) told = axle_store_list (desk->store, &axle_distinction_entity, NULL);
  g_autoptr(GPtrArray) proposed = NULL;
  guint n_left = told != NULL && told->len > 0;

  while (n_left > 0)
    if (!axle_store_next_duplicates (desk->store, 500, &n_left, NULL))
      return;
  if (told == NULL || told->len == 0)
    return;
  proposed = axle_store_list_duplicates (desk->store, 0, 1000, NULL);
  for (guint i = 0; proposed != NULL && i < proposed->len; i++)
    for (guint j = 0; j < told->len; j++)
      {
        const AxleDuplicate *pair = proposed->pdata[i];
        AxleId id = axle_distinction_id (&pair->a->id, &pair->b->id);

        if (axle_id_equal (&id, &((AxleRecord *) told->pdata[j])->id))
          sim_world_violate (self, "desk %u proposes two who were told apart by %s", desk->index, AXLE_ID_TEXT (&id));
      }
}

void
sim_check_people (SimWorld *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);

  for (guint i = 0; i < SIM_N_DESKS; i++)
    if (self->desks[i] != NULL && self->desks[i]->store != NULL)
      {
        check_alike (self, self->desks[i]);
        check_apart (self, self->desks[i]);
      }
  /* What was lost with a file, or forgotten, was not heard here. */
  if (self->is_restored || sim_has_repaired (self))
    return;
  g_array_sort (self->said, compare_said);
  for (guint i = 0; i < self->said->len; i++)
    {
      const Said *said = &g_array_index (self->said, Said, i);
      g_autoptr(AxleRecord) customer = NULL;

      if (!g_hash_table_add (seen, (gpointer) &said->customer) || g_hash_table_contains (self->erased, &said->customer))
        continue;
      axle_hub_get (self->server->hub, &said->customer, &customer, NULL);
      for (guint f = 0; customer != NULL && !customer->deleted && f < axle_customer_entity.n_fields; f++)
        if (axle_customer_entity.fields[f].merge == AXLE_MERGE_RESTRICT)
          check_consent (self, customer, f);
    }
}
