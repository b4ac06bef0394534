/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

typedef struct
{
  gint64        operation;
  const AxleId *staff;
  guint         limit;
  gint64        undoing;
  guint         n_left;
  guint         n_kept;
} Undo;

typedef struct
{
  AxleChange *change;
  gboolean    made;
} Done;

static void
clear_done (gpointer data)
{
  Done *done = data;

  g_clear_pointer (&done->change, axle_change_free);
}

/* Newest first, so that each finds what it left. */
static GArray *
list_done (AxleStore  *self,
           Undo       *undo,
           GError    **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, TRUE, sizeof (Done));
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed, made, needs FROM change "
                             "WHERE operation = ?1 AND state <> 3 AND undone = 0 "
                             "ORDER BY number DESC LIMIT ?2", error);
  AxleStep step;

  g_array_set_clear_func (list, clear_done);
  if (statement == NULL)
    return NULL;
  axle_statement_bind_int64 (statement, 1, undo->operation);
  axle_statement_bind_int64 (statement, 2, undo->limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      Done done = { axle_overlay_read_change (statement), axle_statement_get_bool (statement, 4) };

      if (done.change == NULL)
        continue;
      done.change->needs = axle_read_id (statement, 5);
      g_array_append_val (list, done);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&list) : NULL;
}

/* What takes one field back, unless somebody changed it since. */
static void
undo_field (const AxleChange      *done,
            const AxleFieldChange *field,
            const AxleRecord      *current,
            AxleChange            *inverse,
            Undo                  *undo)
{
  const AxleValue *now = &current->values[field->field];
  g_auto(AxleValue) back = AXLE_VALUE_INIT;

  if (done->entity->fields[field->field].merge == AXLE_MERGE_UNION)
    {
      axle_value_merge_sets (now, &field->after, &field->before, &back);
    }
  else if (axle_value_equal (now, &field->after))
    {
      axle_value_copy (&field->before, &back);
    }
  else
    {
      undo->n_kept++;
      return;
    }
  if (!axle_value_equal (now, &back))
    axle_change_add_field (inverse, field->field, now, &back);
}

static gboolean
is_as_made (const AxleChange *made,
            const AxleRecord *current)
{
  for (guint i = 0; i < current->entity->n_fields; i++)
    {
      const AxleFieldChange *field = axle_change_find_field (made, i);
      AxleValueKind kind = current->values[i].kind;

      if (field != NULL ? !axle_value_equal (&current->values[i], &field->after) : kind != AXLE_VALUE_NONE)
        return FALSE;
    }
  return TRUE;
}

/* %NULL when nothing is to be taken back. */
static AxleChange *
invert (const Done       *done,
        const AxleRecord *current,
        Undo             *undo)
{
  const AxleChange *change = done->change;
  g_autoptr(AxleChange) inverse = NULL;

  if (done->made && !current->deleted && !is_as_made (change, current))
    {
      undo->n_kept++;
      return NULL;
    }
  if (done->made || change->action == AXLE_CHANGE_RESTORE)
    {
      if (current->deleted)
        return NULL;
      inverse = axle_change_new (change->entity, &change->record, AXLE_CHANGE_DELETE);
    }
  else if (change->action == AXLE_CHANGE_DELETE)
    {
      if (!current->deleted)
        return NULL;
      inverse = axle_change_new (change->entity, &change->record, AXLE_CHANGE_RESTORE);
    }
  else
    {
      inverse = axle_change_new (change->entity, &change->record, AXLE_CHANGE_SET);
      if (current->deleted)
        undo->n_kept += change->fields->len;
      else
        for (guint i = 0; i < change->fields->len; i++)
          undo_field (change, &g_array_index (change->fields, AxleFieldChange, i), current, inverse, undo);
      if (inverse->fields->len == 0)
        return NULL;
    }
  inverse->base = current->revision;
  inverse->needs = change->needs;
  inverse->staff = *undo->staff;
  return g_steal_pointer (&inverse);
}

static gboolean
undo_one (AxleStore   *self,
          const Done  *done,
          gboolean     single,
          Undo        *undo,
          GError     **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleRecord) current = NULL;
  g_autoptr(AxleChange) inverse = NULL;
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  gint64 undoing = undo->undoing;

  if (!axle_row_find (self, done->change->entity, &done->change->record, &current, NULL, error))
    return FALSE;
  if (current != NULL)
    inverse = invert (done, current, undo);
  if (inverse == NULL)
    return TRUE;
  g_ptr_array_add (changes, inverse);
  if (axle_save_changes (self, changes, &undoing, &reason))
    {
      undo->undoing = undoing;
      return TRUE;
    }
  /* Something else stands in the way now. Of a single change the person is told what. */
  if (single || !g_error_matches (reason, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  undo->n_kept++;
  return TRUE;
}

static gboolean
count_left (AxleStore  *self,
            Undo       *undo,
            GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT count(*) FROM change WHERE operation = ?1 AND state <> 3 AND undone = 0", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, undo->operation);
  if (axle_statement_step (statement, error) != AXLE_STEP_ROW)
    return FALSE;
  undo->n_left = (guint) axle_statement_get_int64 (statement, 0);
  return TRUE;
}

static gboolean
undo_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  Undo *undo = data;
  g_autoptr(GArray) list = list_done (self, undo, error);
  g_autoptr(AxleStatement) mark =
    axle_connection_prepare (self->connection, "UPDATE change SET undone = 1 WHERE number = ?1", error);

  if (list == NULL || mark == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const Done *done = &g_array_index (list, Done, i);

      axle_statement_bind_int64 (mark, 1, done->change->number);
      if (!undo_one (self, done, list->len == 1 && undo->undoing == 0, undo, error) || !axle_statement_run (mark, error))
        return FALSE;
    }
  return count_left (self, undo, error) &&
         (undo->n_left > 0 || axle_conflicts_toggle (self, undo->operation, &undo->undoing, error));
}

/**
 * axle_store_undo:
 * @self: a store that writes
 * @operation: what is taken back; undoing an undo does it again
 * @staff: who takes it back
 * @limit: how many changes at once, so that a long operation does not stop the desk
 * @undoing: (inout): 0 at first; then names the operation that takes back. It stays
 *   0 when nothing had to be done.
 * @n_left: (out): how many changes are left for the next call
 * @n_kept: (inout): rises by one for each field, or record, that somebody changed
 *   since and that was left as it is
 * @error: return location
 *
 * Takes an operation back, the newest change first. The last 500 are remembered.
 * Conflicts that it decided are open again.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_undo (AxleStore     *self,
                 gint64         operation,
                 const AxleId  *staff,
                 guint          limit,
                 gint64        *undoing,
                 guint         *n_left,
                 guint         *n_kept,
                 GError       **error)
{
  Undo undo = { .operation = operation, .staff = staff, .limit = limit, .undoing = *undoing };

  if (!axle_store_write (self, AXLE_STORE_DURABLE, undo_cb, &undo, error))
    return FALSE;
  *undoing = undo.undoing;
  *n_left = undo.n_left;
  *n_kept += undo.n_kept;
  return TRUE;
}
