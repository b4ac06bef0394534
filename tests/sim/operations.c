/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/operations.h"

#include "core/registry.h"
#include "sim/booking.h"
#include "sim/merging.h"
#include "sim/people.h"
#include "sim/typing.h"

static void
add (SimDesk    *desk,
     AxleChange *change)
{
  if (change != NULL)
    g_ptr_array_add (desk->draft, change);
}

static gboolean
save (SimDesk *desk)
{
  gint64 operation = 0;
  gboolean saved = sim_desk_save (desk, &operation);

  if (saved)
    axle_engine_poke (desk->engine);
  return saved;
}

static void
add_new (SimDesk          *desk,
         const AxleEntity *entity)
{
  g_autoptr(AxleRecord) record = sim_type_record (desk, entity);

  add (desk, axle_change_new_between (NULL, record));
}

static void
add_edit (SimDesk          *desk,
          const AxleRecord *record)
{
  g_autoptr(AxleRecord) edited = axle_record_copy (record);

  for (guint i = 1 + chance_below (&desk->act, 3); i > 0; i--)
    sim_type_value (desk, edited, chance_below (&desk->act, record->entity->n_fields));
  add (desk, axle_change_new_between (record, edited));
}

static void
add_action (SimDesk          *desk,
            const AxleRecord *record,
            AxleChangeAction  action)
{
  AxleChange *change = axle_change_new (record->entity, &record->id, action);

  change->scope = record->scope;
  change->base = record->revision;
  add (desk, change);
}

/* Any record that is shown; %NULL when there is none of the kind. */
static AxleRecord *
pick_shown (SimDesk          *desk,
            const AxleEntity *entity)
{
  g_autoptr(GPtrArray) records = axle_store_list (desk->store, entity, NULL);

  if (records == NULL || records->len == 0)
    return NULL;
  return axle_record_ref (records->pdata[chance_below (&desk->act, records->len)]);
}

static AxleRecord *
pick_typed (SimDesk *desk)
{
  const Typed *typed;

  if (desk->typed->len == 0)
    return NULL;
  typed = &g_array_index (desk->typed, Typed, chance_below (&desk->act, desk->typed->len));
  return axle_store_get (desk->store, typed->entity, &typed->record, NULL);
}

static void
create (SimDesk *desk)
{
  add_new (desk, sim_type_pick_entity (desk));
  save (desk);
}

static void
edit (SimDesk *desk)
{
  const AxleEntity *entity = sim_type_pick_entity (desk);
  g_autoptr(AxleRecord) record = pick_shown (desk, entity);

  if (record != NULL)
    add_edit (desk, record);
  else
    add_new (desk, entity);
  save (desk);
}

/* Several records at once, as a selection in a list. */
static void
edit_many (SimDesk *desk)
{
  const AxleEntity *entity = sim_type_pick_entity (desk);
  g_autoptr(GPtrArray) records = axle_store_list (desk->store, entity, NULL);
  guint n = 2 + chance_below (&desk->act, 5);

  for (guint i = 0; records != NULL && i < MIN (n, records->len); i++)
    add_edit (desk, records->pdata[i]);
  save (desk);
}

/* A form with what belongs to it: a customer, a car, who owns it, a note. Each kind
 * that refers to others may be the last of them. */
static void
fill_dialog (SimDesk *desk)
{
  const AxleEntity *entity = sim_type_pick_entity (desk);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const char *target = entity->fields[i].target;
      const AxleEntity *other = entity->fields[i].type != AXLE_FIELD_REFERENCE ? NULL
                                : axle_registry_find (target != NULL ? target : "customer");

      if (other != NULL && sim_type_may_write (desk, other) && chance_is (&desk->act, 70))
        add_new (desk, other);
    }
  add_new (desk, entity);
  save (desk);
}

static gboolean
type_unique (SimDesk    *desk,
             AxleRecord *record)
{
  gboolean typed = FALSE;

  for (guint i = 0; i < record->entity->n_fields; i++)
    if (record->entity->fields[i].flags & AXLE_FIELD_UNIQUE)
      {
        sim_type_value (desk, record, i);
        typed = TRUE;
      }
  return typed;
}

/* Somebody takes what somebody else may take at the same time: a plate, a VIN. */
static void
claim (SimDesk *desk)
{
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(AxleRecord) record = sim_type_may_write (desk, entities[i]) ? sim_type_record (desk, entities[i]) : NULL;

      if (record != NULL && type_unique (desk, record))
        add (desk, axle_change_new_between (NULL, record));
    }
  save (desk);
}

static void
delete (SimDesk *desk)
{
  g_autoptr(AxleRecord) record = pick_shown (desk, sim_type_pick_entity (desk));

  if (record != NULL)
    add_action (desk, record, AXLE_CHANGE_DELETE);
  save (desk);
}

static void
restore (SimDesk *desk)
{
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr(AxleRecord) record = pick_typed (desk);

      if (record == NULL || !record->deleted)
        continue;
      add_action (desk, record, AXLE_CHANGE_RESTORE);
      break;
    }
  save (desk);
}

static void
undo (SimDesk *desk)
{
  if (desk->last_operation == 0)
    return;
  sim_desk_undo (desk);
  axle_engine_poke (desk->engine);
}

/* One operation in several saves: many at once, and what interrupts falls between. */
static void
import (SimDesk *desk)
{
  const AxleEntity *entity = axle_registry_find ("customer");
  gint64 operation = 0;

  for (guint i = 1 + chance_below (&desk->act, 4); i > 0; i--)
    {
      for (guint j = 5 + chance_below (&desk->act, 10); j > 0; j--)
        add_new (desk, entity);
      if (!sim_desk_save (desk, &operation))
        return;
    }
  axle_engine_poke (desk->engine);
}

/* By a second window of the program: who syncs is not told. */
static void
edit_elsewhere (SimDesk *desk)
{
  g_autoptr(AxleRecord) record = pick_shown (desk, sim_type_pick_entity (desk));
  gint64 operation = 0;

  if (record != NULL)
    add_edit (desk, record);
  sim_desk_save (desk, &operation);
}

/* One conflict that nobody has decided; %NULL when there is none. */
static GPtrArray *
pick_conflict (SimDesk *desk)
{
  g_autoptr(GPtrArray) conflicts = axle_store_list_conflicts (desk->store, 20, NULL);
  GPtrArray *picked;

  if (conflicts == NULL || conflicts->len == 0)
    return NULL;
  picked = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_conflict_free);
  g_ptr_array_add (picked, g_ptr_array_steal_index (conflicts, chance_below (&desk->act, conflicts->len)));
  return picked;
}

/* What stands stays; a record that the server refused to make goes. */
static void
let_stand (SimDesk *desk)
{
  g_autoptr(GPtrArray) picked = pick_conflict (desk);
  gint64 operation = 0;

  if (picked != NULL && axle_store_decide (desk->store, picked, AXLE_DECISION_KEPT, &desk->staff, NULL, &operation, NULL))
    desk->last_operation = operation;
}

/* A conflict is dealt with: what was typed is put back. */
static void
put_back (SimDesk *desk)
{
  g_autoptr(GPtrArray) picked = pick_conflict (desk);
  const AxleConflict *conflict;
  g_autoptr(AxleRecord) record = NULL;
  g_autoptr(AxleRecord) edited = NULL;
  gint64 operation = 0;

  if (picked == NULL)
    return;
  conflict = picked->pdata[0];
  record = axle_store_get (desk->store, conflict->change->entity, &conflict->change->record, NULL);
  if (record == NULL || record->deleted || conflict->field < 0)
    return;
  edited = axle_record_copy (record);
  axle_record_set (edited, (guint) conflict->field, &conflict->lost);
  add (desk, axle_change_new_between (record, edited));
  if (desk->draft->len == 0 || !sim_desk_save (desk, &operation))
    return;
  axle_engine_poke (desk->engine);
  axle_store_decide (desk->store, picked, AXLE_DECISION_RESTORED, &desk->staff, NULL, &operation, NULL);
}

static void
look (SimDesk *desk)
{
  axle_engine_sync_now (desk->engine);
}

const SimOperation sim_operations[] = {
  { "create", 20, 0, create },
  { "edit", 45, 4, edit },
  { "edit-many", 6, 0, edit_many },
  { "dialog", 10, 2, fill_dialog },
  { "claim", 5, 0, claim },
  { "delete", 6, 0, delete },
  { "restore", 3, 0, restore },
  { "undo", 6, 10, undo },
  { "import", 1, 0, import },
  { "elsewhere", 3, 0, edit_elsewhere },
  { "put-back", 4, 5, put_back },
  { "let-stand", 2, 2, let_stand },
  { "merge", 6, 0, sim_merge },
  { "unmerge", 3, 0, sim_unmerge },
  { "remind", 4, 4, sim_remind },
  { "tell-apart", 3, 0, sim_tell_apart },
  { "ask-consent", 4, 0, sim_ask_consent },
  { "erase", 1, 0, sim_erase },
  { "book", 5, 30, sim_book },
  { "rebook", 4, 30, sim_rebook },
  { "resize", 2, 8, sim_resize },
  { "set-state", 3, 14, sim_set_state },
  { "unbook", 2, 6, sim_unbook },
  { "plan", 1, 3, sim_plan },
  { "ask", 4, 6, sim_ask },
  { "look", 2, 4, look },
  { NULL },
};
