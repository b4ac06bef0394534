/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/desk.h"

#include "base/problem.h"
#include "core/history/history.h"
#include "core/registry.h"

#define PATH "cache.db"

static void
clear_typed (gpointer data)
{
  g_free (((Typed *) data)->text);
}

static void
clear_watched (gpointer data)
{
  g_free (((Watched *) data)->text);
}

static AxleStore *
open_store (SimDisk    *disk,
            SimMachine *machine)
{
  AxleStoreOptions options = { .path = PATH, .vfs = sim_disk_get_vfs (disk), .host = &machine->host };
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&options, &error);

  g_assert_no_error (error);
  return store;
}

SimDisk *
sim_desk_make_cache (void)
{
  static Chance chance = { 2 };
  SimDisk *disk = sim_disk_new ("empty-cache", &chance);
  SimClock *clock = sim_clock_new ();
  SimMachine *machine = sim_machine_new (clock, &chance);

  axle_store_close (open_store (disk, machine));
  sim_machine_free (machine);
  sim_clock_free (clock);
  return disk;
}

static void
enrol (SimDesk *self)
{
  g_autoptr(GError) error = NULL;
  AxleEnrolment enrolment = {
    .desk = self->who.desk,
    .store = self->who.store,
    .group = self->who.group,
    .install = self->who.install,
    .audience = self->who.audience,
    .server = (char *) "https://server.test",
    .token = (char *) "token",
  };

  axle_store_set_enrolment (self->store, &enrolment, &error);
  g_assert_no_error (error);
}

SimDesk *
sim_desk_new (guint              index,
              SimClock          *clock,
              Chance            *chance,
              SimDisk           *from,
              const AxleHubDesk *who,
              const AxleId      *staff,
              guint             *counter)
{
  SimDesk *self = g_new0 (SimDesk, 1);
  g_autofree char *name = g_strdup_printf ("desk-%u", index);

  self->index = index;
  self->chance = chance;
  self->disk = sim_disk_new (name, chance);
  sim_disk_clone (self->disk, from);
  self->machine = sim_machine_new (clock, chance);
  self->who = *who;
  self->staff = *staff;
  self->counter = counter;
  self->typed = g_array_new (FALSE, TRUE, sizeof (Typed));
  g_array_set_clear_func (self->typed, clear_typed);
  self->watched = g_array_new (FALSE, TRUE, sizeof (Watched));
  g_array_set_clear_func (self->watched, clear_watched);
  self->store = open_store (self->disk, self->machine);
  enrol (self);
  return self;
}

void
sim_desk_free (SimDesk *self)
{
  sim_desk_down (self);
  g_clear_object (&self->link);
  g_array_unref (self->typed);
  g_array_unref (self->watched);
  sim_machine_free (self->machine);
  sim_disk_free (self->disk);
  g_free (self);
}

void
sim_desk_up (SimDesk *self)
{
  if (self->store == NULL)
    self->store = open_store (self->disk, self->machine);
  self->engine = axle_engine_new (self->store, self->link, &self->machine->timers, &self->machine->host);
  g_assert_true (axle_engine_start (self->engine));
}

void
sim_desk_down (SimDesk *self)
{
  g_clear_pointer (&self->engine, axle_engine_free);
  g_clear_pointer (&self->store, axle_store_close);
}

/* What is typed. */

static const AxleId *
pick_target (SimDesk    *self,
             const char *kind,
             AxleId     *id)
{
  const AxleEntity *entity = axle_registry_find (kind != NULL ? kind : "customer");
  g_autoptr(GPtrArray) records = axle_store_list (self->store, entity, NULL);

  if (records == NULL || records->len == 0)
    return NULL;
  *id = ((AxleRecord *) records->pdata[chance_below (self->chance, records->len)])->id;
  return id;
}

static char *
new_text (SimDesk *self)
{
  static const char * const tails[] = { "", " 单雄信", " \"'<&>;--", " 😀", "  two  spaces", "%s\\n", " ünïcode" };

  return g_strdup_printf ("v%u.%s", ++*self->counter, tails[chance_below (self->chance, G_N_ELEMENTS (tails))]);
}

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
};

static char *
new_form (SimDesk         *self,
          const AxleField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (g_str_equal (forms[i].field, field->name))
      {
        guint number = ++*self->counter % forms[i].modulus;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        return g_strdup_printf (forms[i].format, number);
#pragma GCC diagnostic pop
      }
  return new_text (self);
}

static const char *
pick_choice (SimDesk         *self,
             const AxleField *field)
{
  guint n_choices = 0;

  while (field->choices[n_choices].name != NULL)
    n_choices++;
  return field->choices[chance_below (self->chance, n_choices)].name;
}

static void
type_set (SimDesk         *self,
          const AxleField *field,
          AxleRecord      *record,
          guint            index)
{
  g_auto(GStrv) members = axle_record_dup_members (record, index);
  guint n_members = g_strv_length (members);
  g_autofree char *member = field->choices != NULL ? g_strdup (pick_choice (self, field)) : new_form (self, field);

  if (n_members > 0 && chance_is (self->chance, 30))
    {
      g_free (members[n_members - 1]);
      members[n_members - 1] = NULL;
      axle_record_set_members (record, index, (const char * const *) members);
    }
  else
    axle_record_add_member (record, index, member);
}

static void
type_value (SimDesk    *self,
            AxleRecord *record,
            guint       index)
{
  const AxleField *field = &record->entity->fields[index];
  g_autofree char *text = NULL;
  AxleId id;

  switch (field->type)
    {
    case AXLE_FIELD_TEXT:
      text = new_form (self, field);
      axle_record_set_text (record, index, text);
      break;
    case AXLE_FIELD_CHOICE:
      axle_record_set_text (record, index, pick_choice (self, field));
      break;
    case AXLE_FIELD_DATE:
      text = g_strdup_printf ("20%02u-%02u-%02u", chance_below (self->chance, 20),
                              1 + chance_below (self->chance, 12), 1 + chance_below (self->chance, 28));
      axle_record_set_text (record, index, text);
      break;
    case AXLE_FIELD_TIME:
      axle_record_set_integer (record, index, G_GINT64_CONSTANT (1700000000000000) + ++*self->counter);
      break;
    case AXLE_FIELD_INTEGER:
      axle_record_set_integer (record, index, 1990 + chance_below (self->chance, 30));
      break;
    case AXLE_FIELD_MONEY:
    case AXLE_FIELD_DISTANCE:
      axle_record_set_integer (record, index, 10000000 + ++*self->counter * 7);
      break;
    case AXLE_FIELD_BOOLEAN:
      axle_record_set_boolean (record, index, chance_is (self->chance, 50));
      break;
    case AXLE_FIELD_REFERENCE:
      if (pick_target (self, field->target, &id))
        axle_record_set_id (record, index, &id);
      break;
    case AXLE_FIELD_SET:
      type_set (self, field, record, index);
      break;
    case AXLE_FIELD_BLOB:
      text = g_strdup_printf ("%064x", ++*self->counter);
      axle_record_set_text (record, index, text);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* What a person may type and the rules then refuse is not typed at all here. */
static void
type_valid_value (SimDesk    *self,
                  AxleRecord *record,
                  guint       index)
{
  g_auto(AxleValue) before = AXLE_VALUE_INIT;
  g_auto(AxleValue) after = AXLE_VALUE_INIT;
  g_autoptr(GPtrArray) problems = axle_problems_new ();

  if (axle_record_is_hidden (record, index))
    return;
  axle_value_copy (axle_record_get (record, index), &before);
  type_value (self, record, index);
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

/* What is kept in mind of a save. */

static void
forget_watched (SimDesk      *self,
                const AxleId *record,
                int           field)
{
  for (guint i = self->watched->len; i > 0; i--)
    {
      const Watched *watched = &g_array_index (self->watched, Watched, i - 1);

      if (axle_id_equal (&watched->record, record) && (field < 0 || watched->field == (guint) field))
        g_array_remove_index_fast (self->watched, i - 1);
    }
}

static void
note_text (SimDesk          *self,
           const AxleChange *change,
           guint             field,
           const char       *text)
{
  Typed typed = { change->entity, change->record, field, g_strdup (text) };

  g_array_append_val (self->typed, typed);
}

static void
note_field (SimDesk               *self,
            const AxleChange      *change,
            const AxleFieldChange *changed)
{
  const AxleField *field = &change->entity->fields[changed->field];
  g_autofree char *number = NULL;

  forget_watched (self, &change->record, (int) changed->field);
  if (changed->after.kind == AXLE_VALUE_TEXT)
    {
      note_text (self, change, changed->field, axle_value_get_text (&changed->after));
      if (field->merge == AXLE_MERGE_LAST)
        {
          Watched watched = { change->entity, change->record, change->scope, changed->field,
                              g_strdup (axle_value_get_text (&changed->after)), change->number, 0 };
          g_array_append_val (self->watched, watched);
        }
    }
  else if (changed->after.kind == AXLE_VALUE_INTEGER)
    {
      number = g_strdup_printf ("%" G_GINT64_FORMAT, axle_value_get_integer (&changed->after));
      note_text (self, change, changed->field, number);
    }
  else if (changed->after.kind == AXLE_VALUE_SET)
    {
      g_auto(GStrv) members = axle_value_dup_members (&changed->after);

      for (guint i = 0; members[i] != NULL; i++)
        note_text (self, change, changed->field, members[i]);
    }
}

static void
save (SimDesk   *self,
      GPtrArray *changes)
{
  gint64 operation = 0;

  for (guint i = 0; i < changes->len; i++)
    ((AxleChange *) changes->pdata[i])->staff = self->staff;
  if (!axle_store_save (self->store, changes, &operation, NULL))
    return;
  self->last_operation = operation;
  self->n_saved += changes->len;
  for (guint i = 0; i < changes->len; i++)
    {
      const AxleChange *change = changes->pdata[i];

      if (change->action != AXLE_CHANGE_SET)
        forget_watched (self, &change->record, -1);
      for (guint j = 0; j < change->fields->len; j++)
        note_field (self, change, &g_array_index (change->fields, AxleFieldChange, j));
    }
  axle_engine_poke (self->engine);
}

static const AxleEntity *
pick_entity (SimDesk *self)
{
  const AxleEntity * const *entities = axle_registry_list ();
  guint n_entities = 0;
  const AxleEntity *entity;

  while (entities[n_entities] != NULL)
    n_entities++;
  if (chance_is (self->chance, 50))
    return axle_registry_find ("customer");
  /* Who may do what is decided by these; a run in which someone takes their own
   * rights away tries nothing any more. */
  do
    entity = entities[chance_below (self->chance, n_entities)];
  while ((entity->flags & AXLE_ENTITY_SERVER) ||
         g_str_equal (entity->kind, "role") || g_str_equal (entity->kind, "staff"));
  return entity;
}

static void
create (SimDesk          *self,
        const AxleEntity *entity,
        GPtrArray        *changes)
{
  AxleId id = axle_id_new (&self->machine->host);
  g_autoptr(AxleRecord) record = axle_record_new (entity, &id);

  record->scope = (entity->flags & AXLE_ENTITY_GROUP) ? self->who.group : self->who.store;
  record->hidden = axle_entity_hidden (entity, self->who.audience);
  for (guint i = 0; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & AXLE_FIELD_REQUIRED) || chance_is (self->chance, 25))
      type_valid_value (self, record, i);
  g_ptr_array_add (changes, axle_change_new_between (NULL, record));
}

static void
edit (SimDesk          *self,
      const AxleRecord *record,
      GPtrArray        *changes)
{
  g_autoptr(AxleRecord) edited = axle_record_copy (record);
  AxleChange *change;

  for (guint i = 1 + chance_below (self->chance, 3); i > 0; i--)
    type_valid_value (self, edited, chance_below (self->chance, record->entity->n_fields));
  change = axle_change_new_between (record, edited);
  if (change != NULL)
    g_ptr_array_add (changes, change);
}

static void
switch_off (SimDesk          *self,
            const AxleRecord *record,
            AxleChangeAction  action,
            GPtrArray        *changes)
{
  AxleChange *change = axle_change_new (record->entity, &record->id, action);

  change->scope = record->scope;
  change->base = record->revision;
  g_ptr_array_add (changes, change);
}

static void
change_something (SimDesk   *self,
                  GPtrArray *changes)
{
  const AxleEntity *entity = pick_entity (self);
  g_autoptr(GPtrArray) records = axle_store_list (self->store, entity, NULL);
  g_autoptr(AxleRecord) known = NULL;
  const AxleRecord *record;

  if (records == NULL)
    return;
  /* Sometimes what somebody has just deleted. */
  if (self->typed->len > 0 && chance_is (self->chance, 10))
    {
      const Typed *typed = &g_array_index (self->typed, Typed, chance_below (self->chance, self->typed->len));

      known = axle_store_get (self->store, typed->entity, &typed->record, NULL);
    }
  if (known != NULL && known->deleted)
    switch_off (self, known, AXLE_CHANGE_RESTORE, changes);
  else if (records->len == 0 || chance_is (self->chance, 25))
    create (self, entity, changes);
  else
    {
      record = records->pdata[chance_below (self->chance, records->len)];
      if (chance_is (self->chance, 8))
        switch_off (self, record, AXLE_CHANGE_DELETE, changes);
      else
        edit (self, record, changes);
    }
}

static void
undo (SimDesk *self)
{
  gint64 undoing = 0;
  guint n_left = 0;
  guint n_kept = 0;

  if (!axle_store_undo (self->store, self->last_operation, &self->staff, 100, &undoing, &n_left, &n_kept, NULL))
    return;
  /* What it took back may be anywhere in the watched. */
  g_array_set_size (self->watched, 0);
  self->last_operation = 0;
  axle_engine_poke (self->engine);
}

void
sim_desk_act (SimDesk *self)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);

  if (self->who.audience == AXLE_AUDIENCE_KIOSK)
    return;
  if (self->last_operation > 0 && chance_is (self->chance, 6))
    {
      undo (self);
      return;
    }
  for (guint i = chance_is (self->chance, 20) ? 1 + chance_below (self->chance, 6) : 1; i > 0; i--)
    change_something (self, changes);
  if (changes->len > 0)
    save (self, changes);
}

void
sim_desk_hear (SimDesk         *self,
               GBytes          *request,
               const AxleReply *reply)
{
  g_autoptr(AxlePushRequest) pushed = axle_push_request_decode (request, NULL);
  g_autoptr(AxlePushReply) answer = reply->status == 200 ? axle_push_reply_decode (reply->body, NULL) : NULL;

  if (pushed == NULL || answer == NULL || answer->verdicts->len != pushed->changes->len)
    return;
  for (guint i = 0; i < pushed->changes->len; i++)
    {
      const AxleChange *change = pushed->changes->pdata[i];
      const AxleVerdict *verdict = answer->verdicts->pdata[i];

      for (guint j = self->watched->len; j > 0; j--)
        {
          Watched *watched = &g_array_index (self->watched, Watched, j - 1);

          if (watched->number != change->number)
            continue;
          watched->sequence = verdict->sequence;
          if (verdict->outcome == AXLE_OUTCOME_REFUSED)
            g_array_remove_index_fast (self->watched, j - 1);
        }
    }
}

char *
sim_desk_find_flicker (SimDesk *self)
{
  for (guint i = self->watched->len; i > 0; i--)
    {
      const Watched *watched = &g_array_index (self->watched, Watched, i - 1);
      AxleCursor cursor = axle_store_get_cursor (self->store, &watched->scope);
      g_autoptr(AxleRecord) record = NULL;

      if (watched->sequence > 0 && cursor.sequence >= watched->sequence)
        {
          g_array_remove_index_fast (self->watched, i - 1);
          continue;
        }
      record = axle_store_get (self->store, watched->entity, &watched->record, NULL);
      if (record == NULL || g_strcmp0 (axle_record_get_text (record, watched->field), watched->text) != 0)
        return g_strdup_printf ("desk %u does not show “%s” any more, its change %" G_GINT64_FORMAT
                                " with verdict %" G_GINT64_FORMAT " while its cursor is at %" G_GINT64_FORMAT,
                                self->index, watched->text, watched->number, watched->sequence, cursor.sequence);
    }
  return NULL;
}
