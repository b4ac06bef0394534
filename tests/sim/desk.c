/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/desk.h"

#include <glib/gstdio.h>

#include "core/registry.h"
#include "sim/skew.h"

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

void
sim_desk_complain (SimDesk    *self,
                   const char *format,
                   ...)
{
  g_autofree char *what = NULL;
  va_list args;

  if (self->complaint != NULL)
    return;
  self->complaint_rule = format;
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  self->complaint = g_strdup_printf ("desk %u %s", self->index, what);
}

static AxleStoreOptions
get_options (SimDisk    *disk,
             SimMachine *machine,
             const char *path)
{
  return (AxleStoreOptions) { .path = path, .vfs = sim_disk_get_vfs (disk), .host = &machine->host };
}

SimDisk *
sim_desk_make_cache (void)
{
  static Chance chance = { 2 };
  SimDisk *disk = sim_disk_new ("empty-cache", &chance);
  SimClock *clock = sim_clock_new ();
  SimMachine *machine = sim_machine_new (clock, &chance);
  AxleStoreOptions options = get_options (disk, machine, PATH);
  g_autoptr(GError) error = NULL;
  AxleStore *store = axle_store_open (&options, &error);

  g_assert_no_error (error);
  axle_store_close (store);
  sim_machine_free (machine);
  sim_clock_free (clock);
  return disk;
}

/* Changes that wait may have got other numbers. */
static void
wait_for_all (SimDesk *self)
{
  g_autoptr(GPtrArray) changes = axle_store_list_outbox (self->store, 0, G_MAXINT, G_MAXSIZE / 2, NULL);

  g_hash_table_remove_all (self->waiting);
  g_array_set_size (self->watched, 0);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      gint64 number = ((AxleChange *) changes->pdata[i])->number;

      g_hash_table_add (self->waiting, GINT_TO_POINTER (number));
      self->last_number = MAX (self->last_number, number);
    }
}

gboolean
sim_desk_enrol (SimDesk *self)
{
  AxleEnrolment enrolment = {
    .desk = self->who.desk,
    .store = self->who.store,
    .group = self->who.group,
    .audience = self->who.audience,
    .server = (char *) "https://server.test",
    .token = (char *) "token",
  };

  gint64 n_waiting = axle_store_count_outbox (self->store);

  self->who.install = enrolment.install = axle_id_new (&self->machine->host);
  if (!axle_store_set_enrolment (self->store, &enrolment, NULL))
    return FALSE;
  self->n_installs++;
  if (axle_store_count_outbox (self->store) < n_waiting)
    sim_desk_complain (self, "has fewer changes to send since it was enrolled again");
  wait_for_all (self);
  return TRUE;
}

SimDesk *
sim_desk_new (guint              index,
              SimClock          *clock,
              guint64            seed,
              SimDisk           *from,
              const AxleHubDesk *who,
              const AxleId      *staff,
              guint             *counter)
{
  SimDesk *self = g_new0 (SimDesk, 1);
  g_autofree char *name = g_strdup_printf ("desk-%u", index);
  g_autoptr(GError) error = NULL;
  AxleStoreOptions options;

  self->index = index;
  self->chance = (Chance) { seed };
  self->disk = sim_disk_new (name, &self->chance);
  sim_disk_clone (self->disk, from);
  self->machine = sim_machine_new (clock, &self->chance);
  self->who = *who;
  self->staff = *staff;
  self->counter = counter;
  self->draft = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  self->typed = g_array_new (FALSE, TRUE, sizeof (Typed));
  g_array_set_clear_func (self->typed, clear_typed);
  self->watched = g_array_new (FALSE, TRUE, sizeof (Watched));
  self->mergings = g_array_new (FALSE, FALSE, sizeof (AxleId));
  g_array_set_clear_func (self->watched, clear_watched);
  self->waiting = g_hash_table_new (NULL, NULL);
  self->shown = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, g_free);
  options = get_options (self->disk, self->machine, PATH);
  self->store = axle_store_open (&options, &error);
  g_assert_no_error (error);
  g_assert_true (sim_desk_enrol (self));
  g_clear_pointer (&self->store, axle_store_close);
  return self;
}

void
sim_desk_free (SimDesk *self)
{
  sim_desk_down (self);
  g_clear_object (&self->link);
  g_ptr_array_unref (self->draft);
  g_array_unref (self->typed);
  g_array_unref (self->watched);
  g_array_unref (self->mergings);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->shown);
  sim_machine_free (self->machine);
  sim_disk_free (self->disk);
  g_free (self->complaint);
  g_free (self);
}

/* Another epoch, another view: what was seen in the one before says nothing. */
static void
note_epochs (SimDesk *self)
{
  gint64 group = axle_store_get_cursor (self->store, &self->who.group).epoch;
  gint64 store = axle_store_get_cursor (self->store, &self->who.store).epoch;

  if (group != self->epochs[0] || store != self->epochs[1])
    g_hash_table_remove_all (self->shown);
  self->epochs[0] = group;
  self->epochs[1] = store;
}

/* What a person sees of a record never becomes older. */
static void
touched_cb (AxleStore         *store,
            const AxleTouched *touched,
            gsize              n_touched,
            gpointer           user_data)
{
  SimDesk *self = user_data;

  self->is_touched = TRUE;
  note_epochs (self);
  if (self->is_told_again)
    return;
  for (gsize i = 0; i < n_touched; i++)
    {
      g_autoptr(AxleRecord) record = axle_store_get (store, touched[i].entity, &touched[i].id, NULL);
      gint64 *newest = g_hash_table_lookup (self->shown, &touched[i].id);

      if (record == NULL || record->revision == 0 || record->deleted)
        continue;
      if (newest == NULL)
        {
          newest = g_new0 (gint64, 1);
          g_hash_table_insert (self->shown, g_memdup2 (&touched[i].id, sizeof touched[i].id), newest);
        }
      if (record->revision < *newest)
        sim_desk_complain (self, "shows revision %" G_GINT64_FORMAT " of the %s %s after %" G_GINT64_FORMAT,
                           record->revision, touched[i].entity->kind, AXLE_ID_TEXT (&touched[i].id), *newest);
      *newest = MAX (*newest, record->revision);
    }
}

/* The program moves files by their names, which it finds only outside: an empty
 * file stands there for the one on this disk. */
static AxleStore *
repair (SimDesk *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("sim-XXXXXX", &error);
  g_autofree char *path = NULL;
  AxleStoreOptions options;
  GDir *files;
  const char *name;

  g_assert_no_error (error);
  path = g_build_filename (folder, PATH, NULL);
  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  sim_disk_rename (self->disk, PATH, PATH SIM_DISK_ASIDE);
  sim_disk_rename (self->disk, PATH "-wal", PATH SIM_DISK_ASIDE "-wal");
  options = get_options (self->disk, self->machine, path);
  if (!axle_store_repair (&options, NULL, &error))
    {
      sim_disk_rename (self->disk, PATH SIM_DISK_ASIDE, PATH);
      sim_disk_rename (self->disk, PATH SIM_DISK_ASIDE "-wal", PATH "-wal");
    }
  files = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *each = g_build_filename (folder, name, NULL);
      g_unlink (each);
    }
  g_dir_close (files);
  g_rmdir (folder);
  self->n_repairs += error == NULL;
  options = get_options (self->disk, self->machine, PATH);
  return error == NULL ? axle_store_open (&options, NULL) : NULL;
}

/* What only the damaged file had may be lost, and only that. */
static void
give_up_waiting (SimDesk *self,
                 gint64   number)
{
  g_hash_table_remove (self->waiting, GINT_TO_POINTER (number));
  for (guint i = self->typed->len; i > 0; i--)
    if (g_array_index (self->typed, Typed, i - 1).number == number)
      g_array_remove_index_fast (self->typed, i - 1);
}

/* Whatever was saved for certain is there, and a save is there as a whole or not at all. */
static void
check_outbox (SimDesk *self,
              gboolean was_repaired)
{
  g_autoptr(GPtrArray) changes = axle_store_list_outbox (self->store, 0, G_MAXINT, G_MAXSIZE / 2, NULL);
  g_autoptr(GHashTable) there = g_hash_table_new (NULL, NULL);
  g_autoptr(GList) waiting = g_hash_table_get_keys (self->waiting);
  gint64 n_more = 0;

  /* The power went while it was enrolled again: what waits may have got other numbers. */
  if (self->is_unknown && !was_repaired)
    {
      if (changes->len < g_hash_table_size (self->waiting))
        sim_desk_complain (self, "has fewer changes to send since it was enrolled again");
      wait_for_all (self);
      self->n_doubtful = 0;
      return;
    }
  for (guint i = 0; i < changes->len; i++)
    {
      gint64 number = ((AxleChange *) changes->pdata[i])->number;

      g_hash_table_add (there, GINT_TO_POINTER (number));
      n_more += number > self->last_number;
    }
  for (GList *each = waiting; each != NULL; each = each->next)
    {
      gint64 number = GPOINTER_TO_INT (each->data);

      if (g_hash_table_contains (there, each->data))
        continue;
      if (was_repaired)
        give_up_waiting (self, number);
      else
        sim_desk_complain (self, "has lost change %" G_GINT64_FORMAT ", which it had saved", number);
    }
  if (!was_repaired && n_more != 0 && self->n_doubtful >= 0 && n_more != self->n_doubtful)
    sim_desk_complain (self, "has %" G_GINT64_FORMAT " of the %" G_GINT64_FORMAT " changes of a save", n_more,
                       self->n_doubtful);
  if (n_more > 0)
    g_array_set_size (self->watched, 0);
  for (guint i = 0; i < changes->len; i++)
    self->last_number = MAX (self->last_number, ((AxleChange *) changes->pdata[i])->number);
  self->n_doubtful = 0;
}

static gboolean
is_sound (SimDesk   *self,
          AxleStore *store)
{
  g_autoptr(GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  return !self->is_spoiled || (axle_store_check (store, problems, NULL) && problems->len == 0);
}

static void
open_store (SimDesk *self)
{
  AxleStoreOptions options = get_options (self->disk, self->machine, PATH);
  gboolean repaired = FALSE;

  self->store = axle_store_open (&options, NULL);
  if (self->is_spoiled && (self->store == NULL || !is_sound (self, self->store)))
    {
      g_clear_pointer (&self->store, axle_store_close);
      self->store = repair (self);
      repaired = TRUE;
      g_array_set_size (self->watched, 0);
    }
  /* What the server gives again may have gone with the power. */
  g_hash_table_remove_all (self->shown);
  if (self->store == NULL)
    return;
  self->is_spoiled = FALSE;
  self->is_touched = TRUE;
  check_outbox (self, repaired);
}

/* The newer program opens what the older one has left. */
static void
upgrade (SimDesk *self)
{
  AxleStoreOptions options = get_options (self->disk, self->machine, PATH);

  sim_skew_upgrade (self);
  axle_store_close (self->store);
  self->store = axle_store_open (&options, NULL);
  self->is_upgraded = self->store == NULL || sim_disk_has_crashed (self->disk);
}

void
sim_desk_up (SimDesk *self)
{
  open_store (self);
  if (self->store != NULL && self->is_upgraded)
    upgrade (self);
  if (self->store == NULL)
    return;
  axle_store_set_observer (self->store, touched_cb, self);
  self->engine = axle_engine_new (self->store, self->link, &self->machine->timers, &self->machine->host);
  axle_engine_start (self->engine);
}

void
sim_desk_down (SimDesk *self)
{
  g_clear_pointer (&self->engine, axle_engine_free);
  g_clear_pointer (&self->store, axle_store_close);
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

gboolean
sim_is_alike (const AxleChange *change)
{
  /* A derived id: what people type into such a field is none of a rule. */
  gboolean alike = (change->entity->flags & AXLE_ENTITY_ALIKE) && change->record.bytes[6] >> 4 == 8;

  /* All of what it follows from. */
  for (guint i = 0; alike && i < change->entity->n_fields; i++)
    {
      const AxleFieldChange *field = axle_change_find_field (change, i);

      if (change->entity->fields[i].flags & AXLE_FIELD_FIXED)
        alike = field != NULL && field->before.kind == AXLE_VALUE_NONE && field->after.kind != AXLE_VALUE_NONE;
    }
  return alike;
}

static void
note_text (SimDesk          *self,
           const AxleChange *change,
           guint             field,
           const char       *text)
{
  Typed typed = { change->entity, change->record, field, g_strdup (text), change->number, self->merging_from };

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
      /* What another desk made of it first is shown instead. */
      if (field->merge == AXLE_MERGE_LAST && self->n_moves == 0 && !sim_is_alike (change))
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

/* What undoes a making that was refused is not sent, and has no number. */
static void
note_saved (SimDesk *self,
            gint64   number)
{
  if (number == 0)
    return;
  g_hash_table_add (self->waiting, GINT_TO_POINTER (number));
  self->last_number = MAX (self->last_number, number);
}

gboolean
sim_desk_save (SimDesk *self,
               gint64  *operation)
{
  if (self->draft->len == 0)
    return TRUE;
  for (guint i = 0; i < self->draft->len; i++)
    ((AxleChange *) self->draft->pdata[i])->staff = self->staff;
  if (!axle_store_save (self->store, self->draft, operation, NULL))
    {
      if (sim_disk_has_crashed (self->disk) && self->n_doubtful == 0)
        self->n_doubtful = self->draft->len;
      g_ptr_array_set_size (self->draft, 0);
      return FALSE;
    }
  self->last_operation = *operation;
  self->n_saved += self->draft->len;
  for (guint i = 0; i < self->draft->len; i++)
    {
      const AxleChange *change = self->draft->pdata[i];

      note_saved (self, change->number);
      if (change->action != AXLE_CHANGE_SET)
        forget_watched (self, &change->record, -1);
      for (guint j = 0; j < change->fields->len; j++)
        note_field (self, change, &g_array_index (change->fields, AxleFieldChange, j));
    }
  g_ptr_array_set_size (self->draft, 0);
  return TRUE;
}

/* What takes the last operation back is the last operation then: undone again, it
 * is done again. */
void
sim_desk_undo (SimDesk *self)
{
  g_autoptr(GPtrArray) changes = NULL;
  gint64 undoing = 0;
  guint n_left = 0;
  guint n_kept = 0;

  if (!axle_store_undo (self->store, self->last_operation, &self->staff, 100, &undoing, &n_left, &n_kept, NULL))
    {
      if (sim_disk_has_crashed (self->disk) && self->n_doubtful == 0)
        self->n_doubtful = -1;
      return;
    }
  changes = axle_store_list_outbox (self->store, self->last_number, G_MAXINT, G_MAXSIZE / 2, NULL);
  for (guint i = 0; changes != NULL && i < changes->len; i++)
    note_saved (self, ((AxleChange *) changes->pdata[i])->number);
  /* What it took back may be anywhere in the watched. */
  g_array_set_size (self->watched, 0);
  self->last_operation = undoing;
  self->is_half_undone |= n_kept > 0;
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

void
sim_desk_find_flicker (SimDesk *self)
{
  if (!self->is_touched)
    return;
  self->is_touched = FALSE;
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
      if (g_hash_table_contains (self->erased, &watched->record))
        continue;
      if (record == NULL || g_strcmp0 (axle_record_get_text (record, watched->field), watched->text) != 0)
        sim_desk_complain (self, "does not show “%s” any more, its change %" G_GINT64_FORMAT " with verdict %"
                           G_GINT64_FORMAT " while its cursor is at %" G_GINT64_FORMAT, watched->text, watched->number,
                           watched->sequence, cursor.sequence);
    }
}
