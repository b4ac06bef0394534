/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/registry.h"

/* How many operations can be undone. */
#define JOURNAL_LENGTH 500

/* How many changes of operations too old to undo go with each save: as many as
 * not to be felt. */
#define PRUNED_AT_ONCE 1000

typedef struct
{
  GPtrArray     *changes;
  gint64        *operation;
  AxleEnrolment *enrolment;
  gint64         number;
  GPtrArray     *let_go;     /* (element-type AxleChange): to records that the server refused to make */
} Save;

static gboolean
refuse (const AxleChange  *change,
        const AxleRecord  *current,
        gboolean           unmade,
        GError           **error)
{
  if (current == NULL && change->action != AXLE_CHANGE_SET)
    g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_NOT_FOUND,
                         _("This record is not on this computer. Nothing was saved."));
  else if (change->entity->flags & AXLE_ENTITY_SERVER)
    g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID,
                         _("Only the server writes this. Nothing was saved."));
  else if (current != NULL && change->action == AXLE_CHANGE_SET && current->deleted)
    g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID,
                         _("This record is deleted. Nothing was saved; restore it first."));
  else if (current != NULL && change->action == AXLE_CHANGE_SET && !unmade &&
           (change->entity->flags & AXLE_ENTITY_APPEND_ONLY))
    g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID,
                         _("An entry of this kind is never changed. Nothing was saved; take it back and add another."));
  else
    return FALSE;
  return TRUE;
}

/* What a person typed may be put into its normal form; so may what is sent. */
static void
normalise (AxleChange *change)
{
  g_autoptr(GPtrArray) ignored = axle_problems_new ();

  for (guint i = 0; i < change->fields->len; i++)
    {
      AxleFieldChange *field = &g_array_index (change->fields, AxleFieldChange, i);

      axle_field_check (&change->entity->fields[field->field], &field->after, ignored);
    }
}

/* As the server does it, so that what it would take can be saved. */
static gboolean
check (const AxleChange  *change,
       gboolean           creates,
       AxleRecord        *record,
       GError           **error)
{
  g_autoptr(GPtrArray) problems = axle_problems_new ();

  axle_record_check (record, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const AxleProblem *problem = problems->pdata[i];

      if (axle_change_is_blocked_by (change, creates, problem))
        {
          g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID, problem->message);
          return FALSE;
        }
    }
  return TRUE;
}

static void
sign (Save       *save,
      AxleStore  *self,
      AxleChange *change,
      AxleRecord *current)
{
  change->number = ++save->number;
  if (*save->operation == 0)
    *save->operation = change->number;
  change->operation = *save->operation;
  if (change->at == 0)
    change->at = axle_host_now (self->host);
  if (save->enrolment != NULL)
    change->desk = save->enrolment->desk;
  if (current != NULL && !axle_id_is_none (&current->scope))
    change->scope = current->scope;
  else if (save->enrolment != NULL && axle_id_is_none (&change->scope))
    change->scope = (change->entity->flags & AXLE_ENTITY_GROUP) ? save->enrolment->group : save->enrolment->store;
}

static gboolean
insert (AxleStore         *self,
        const AxleChange  *change,
        gboolean           made,
        GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT INTO change (number, operation, kind, record, scope, made, packed, schema, needs) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);
  g_autoptr(GBytes) packed = axle_change_to_bytes (change);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, change->number);
  axle_statement_bind_int64 (statement, 2, change->operation);
  axle_statement_bind_text (statement, 3, change->entity->kind);
  axle_bind_id (statement, 4, &change->record);
  axle_bind_id (statement, 5, &change->scope);
  axle_statement_bind_bool (statement, 6, made);
  axle_statement_bind_bytes (statement, 7, packed);
  axle_statement_bind_int64 (statement, 8, axle_registry_get_schema ());
  if (!axle_id_is_none (&change->needs))
    axle_bind_id (statement, 9, &change->needs);
  if (self->n_waiting >= 0)
    self->n_waiting++;
  return axle_statement_run (statement, error);
}

/* The server knows nothing of the record: what is sent makes all of it. */
static void
make_whole (AxleChange       *change,
            const AxleRecord *result)
{
  static const AxleValue none = AXLE_VALUE_INIT;

  g_array_set_size (change->fields, 0);
  change->base = 0;
  for (guint i = 0; i < result->entity->n_fields; i++)
    if (result->values[i].kind != AXLE_VALUE_NONE)
      axle_change_add_field (change, i, &none, &result->values[i]);
}

static void
take_over_making (const AxleChange *change,
                  AxleRecord       *record)
{
  record->scope = change->scope;
  record->created_at = change->at;
  record->created_by = change->staff;
  record->created_on = change->desk;
}

static gboolean
save_one (AxleStore   *self,
          Save        *save,
          AxleChange  *change,
          GError     **error)
{
  g_autoptr(AxleRecord) current = NULL;
  g_autoptr(AxleRecord) result = NULL;
  gboolean makes;
  gint64 pending;

  if (!axle_row_find (self, change->entity, &change->record, &current, &pending, error) ||
      refuse (change, current, pending < 0, error))
    return FALSE;
  if (pending < 0)
    g_ptr_array_add (save->let_go, change);
  if (pending < 0 && change->action == AXLE_CHANGE_DELETE)
    return TRUE;
  makes = current == NULL || pending < 0;
  if (pending < 0)
    change->action = AXLE_CHANGE_SET; /* what was deleted here only is made, not restored */
  normalise (change);
  sign (save, self, change, current);
  if (current != NULL)
    {
      result = axle_record_copy (current);
    }
  else
    {
      result = axle_record_new (change->entity, &change->record);
    }
  if (makes)
    take_over_making (change, result);
  axle_change_overlay (change, result);
  if (pending < 0)
    {
      result->deleted = FALSE;
      make_whole (change, result);
    }
  if (!check (change, makes, result, error) ||
      !axle_guard_check (self, change, makes ? NULL : current, result, error))
    return FALSE;
  return (makes || pending > 0 || axle_overlay_keep_confirmed (self, current, error)) &&
         insert (self, change, makes, error) &&
         axle_row_write (self, result, MAX (pending, 0) + 1, error);
}

static gboolean
begin_operation (AxleStore  *self,
                 gint64      operation,
                 GError    **error)
{
  g_autoptr(AxleStatement) note =
    axle_connection_prepare (self->connection, "INSERT OR IGNORE INTO journal (operation) VALUES (?1)", error);
  g_autoptr(AxleStatement) forget =
    axle_connection_prepare (self->connection,
                             "DELETE FROM journal WHERE operation <= "
                             "(SELECT operation FROM journal ORDER BY operation DESC LIMIT 1 OFFSET ?1)", error);
  g_autoptr(AxleStatement) prune =
    axle_connection_prepare (self->connection,
                             "DELETE FROM change WHERE number IN ("
                             "  SELECT number FROM change WHERE operation < (SELECT min(operation) FROM journal)"
                             "  AND state IN (2, 3) ORDER BY operation LIMIT ?1)", error);

  if (note == NULL || forget == NULL || prune == NULL)
    return FALSE;
  axle_statement_bind_int64 (note, 1, operation);
  axle_statement_bind_int64 (forget, 1, JOURNAL_LENGTH);
  axle_statement_bind_int64 (prune, 1, PRUNED_AT_ONCE);
  return axle_statement_run (note, error) && axle_statement_run (forget, error) && axle_statement_run (prune, error);
}

/* What was done to a record that the server refused to make: it is sent anew as a
 * whole, or, when it was deleted, the server never hears of it. */
static gboolean
let_go (AxleStore  *self,
        Save       *save,
        GError    **error)
{
  if (save->let_go->len > 0 && !axle_conflicts_number (self, save->operation, error))
    return FALSE;
  for (guint i = 0; i < save->let_go->len; i++)
    {
      const AxleChange *change = save->let_go->pdata[i];
      AxleDecision decision = change->action == AXLE_CHANGE_DELETE ? AXLE_DECISION_KEPT : AXLE_DECISION_EDITED;

      if (!axle_conflicts_let_go (self, change, decision, *save->operation, error) ||
          !axle_overlay_rebuild (self, change->entity, &change->record, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_sealed (GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    if (!(((AxleChange *) changes->pdata[i])->entity->flags & AXLE_ENTITY_SEALED))
      return FALSE;
  return TRUE;
}

/* Inside a transaction: saves @changes as (a part of) @operation. */
gboolean
axle_save_changes (AxleStore  *self,
                   GPtrArray  *changes,
                   gint64     *operation,
                   GError    **error)
{
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self);
  g_autoptr(GPtrArray) left = g_ptr_array_new ();
  Save save = { .operation = operation, .enrolment = enrolment, .let_go = left };
  gint64 begun = *operation;

  if (!axle_connection_query_int64 (self->connection,
                                    "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0)",
                                    &save.number, error))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    if (!save_one (self, &save, changes->pdata[i], error))
      return FALSE;
  /* What nobody did is not undone either. */
  return (begun == *operation || is_sealed (changes) || begin_operation (self, *operation, error)) && let_go (self, &save, error);
}

static gboolean
save_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  Save *save = data;

  return axle_save_changes (self, save->changes, save->operation, error);
}

/**
 * axle_store_save:
 * @self: a store that writes
 * @changes: (element-type AxleChange): what a person did, in order; get their
 *   numbers, desk, time and scope
 * @operation: (inout): 0 for a new operation, which it then names; the same again
 *   continues it, as a long import does
 * @error: return location
 *
 * Saves all of @changes or none, durably: the records as a person sees them, and
 * the outbox. Each record must keep the rules.
 *
 * Returns: whether they are saved; %AXLE_STORE_ERROR_INVALID with what is wrong
 */
gboolean
axle_store_save (AxleStore  *self,
                 GPtrArray  *changes,
                 gint64     *operation,
                 GError    **error)
{
  gint64 named = *operation;
  Save save = { .changes = changes, .operation = &named };

  if (changes->len == 0)
    return TRUE;
  if (!axle_store_write (self, AXLE_STORE_DURABLE, save_cb, &save, error))
    return FALSE;
  *operation = named;
  return TRUE;
}
