/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/conflict.h"

#include "core/history/history.h"
#include "store/private.h"

/* How many decisions stay to be read. */
#define DECIDED_LENGTH 1000

#define COLUMNS "number, kind, record, packed, field, lost, standing, code, message, at, " \
                "held, open, decision, operation, decided_at, decided_by"

static void
bind_packed (AxleStatement   *statement,
             int              parameter,
             const AxleValue *value)
{
  g_autoptr(GVariant) packed = g_variant_ref_sink (axle_value_to_variant (value));

  axle_statement_bind_blob (statement, parameter, g_variant_get_data (packed), g_variant_get_size (packed));
}

static void
read_packed (AxleStatement *statement,
             int            column,
             AxleValue     *value)
{
  g_autoptr(GBytes) bytes = axle_statement_dup_bytes (statement, column);
  g_autoptr(GVariant) packed = NULL;

  if (bytes == NULL)
    return;
  packed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARIANT, bytes, FALSE));
  axle_value_from_variant (packed, value);
}

/* Keeping what came. */

static gboolean
keep_one (AxleStore              *self,
          const AxleChange       *change,
          const AxleVerdict      *verdict,
          const AxleFieldChange  *lost,
          gboolean                held,
          GError                **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT OR REPLACE INTO conflict "
                             "(number, field, kind, record, packed, lost, standing, code, message, at, held) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)", error);
  g_autoptr(GBytes) packed = axle_change_to_bytes (change);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, change->number);
  axle_statement_bind_text (statement, 2, lost != NULL ? change->entity->fields[lost->field].name : "");
  axle_statement_bind_text (statement, 3, change->entity->kind);
  axle_bind_id (statement, 4, &change->record);
  axle_statement_bind_bytes (statement, 5, packed);
  if (lost != NULL)
    {
      bind_packed (statement, 6, &lost->before);
      bind_packed (statement, 7, &lost->after);
    }
  axle_statement_bind_text (statement, 8, verdict->code);
  axle_statement_bind_text (statement, 9, verdict->message);
  axle_statement_bind_int64 (statement, 10, axle_host_now (self->host));
  axle_statement_bind_bool (statement, 11, held);
  axle_store_touch (self, change->entity, &change->record);
  return axle_statement_run (statement, error);
}

/* Inside a transaction: what of @change did not come through. @held: it is shown on. */
gboolean
axle_conflicts_keep (AxleStore          *self,
                     const AxleChange   *change,
                     const AxleVerdict  *verdict,
                     gboolean            held,
                     GError            **error)
{
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    return keep_one (self, change, verdict, NULL, held, error);
  for (guint i = 0; i < verdict->lost->len; i++)
    {
      const AxleFieldChange *lost = &g_array_index (verdict->lost, AxleFieldChange, i);

      if (lost->field < change->entity->n_fields && !keep_one (self, change, verdict, lost, FALSE, error))
        return FALSE;
    }
  return TRUE;
}

/* Reading. */

void
axle_conflict_free (AxleConflict *self)
{
  axle_change_free (self->change);
  axle_value_clear (&self->lost);
  axle_value_clear (&self->standing);
  g_free (self->code);
  g_free (self->message);
  g_free (self);
}

/**
 * axle_conflict_is_own_lost:
 * @self: a conflict
 *
 * Of two values one is the person's own and the other somebody else's. By most
 * rules the later one stands; by some the larger or the stricter.
 *
 * Returns: whether it is the person's own that does not stand
 */
gboolean
axle_conflict_is_own_lost (const AxleConflict *self)
{
  const AxleFieldChange *own = self->field >= 0 ? axle_change_find_field (self->change, (guint) self->field) : NULL;

  return own == NULL || axle_value_equal (&own->after, &self->lost);
}

static AxleConflict *
read_conflict (AxleStatement *statement)
{
  const char *field = axle_statement_get_text (statement, 4);
  AxleChange *change = axle_overlay_read_change (statement);
  AxleConflict *conflict;

  if (change == NULL)
    return NULL;
  conflict = g_new0 (AxleConflict, 1);
  conflict->number = change->number;
  conflict->field = axle_entity_find_field (change->entity, field);
  conflict->change = change;
  read_packed (statement, 5, &conflict->lost);
  read_packed (statement, 6, &conflict->standing);
  conflict->code = axle_statement_dup_text (statement, 7);
  conflict->message = axle_statement_dup_text (statement, 8);
  conflict->at = axle_statement_get_int64 (statement, 9);
  conflict->held = axle_statement_get_bool (statement, 10);
  if (!axle_statement_get_bool (statement, 11))
    conflict->decision = (AxleDecision) axle_statement_get_int64 (statement, 12);
  conflict->operation = axle_statement_get_int64 (statement, 13);
  conflict->decided_at = axle_statement_get_int64 (statement, 14);
  conflict->decided_by = axle_read_id (statement, 15);
  return conflict;
}

static GPtrArray *
read_all (AxleStatement  *statement,
          GError        **error)
{
  g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_conflict_free);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleConflict *conflict = read_conflict (statement);

      if (conflict != NULL)
        g_ptr_array_add (conflicts, conflict);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&conflicts) : NULL;
}

static GPtrArray *
list (AxleStore     *self,
      const char    *sql,
      gint64         limit,
      const AxleId  *record,
      GError       **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, &reason);
  GPtrArray *conflicts;

  if (statement != NULL && record != NULL)
    axle_bind_id (statement, 1, record);
  else if (statement != NULL)
    axle_statement_bind_int64 (statement, 1, limit);
  conflicts = read_all (statement, &reason);
  if (conflicts == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return conflicts;
}

/**
 * axle_store_list_conflicts:
 * @self: a store
 * @limit: at most that many
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleConflict) (nullable): what lost a
 *   merge or was refused and nobody has decided, the latest change first
 */
GPtrArray *
axle_store_list_conflicts (AxleStore  *self,
                           guint       limit,
                           GError    **error)
{
  return list (self, "SELECT " COLUMNS " FROM conflict WHERE open = 1 ORDER BY number DESC, field LIMIT ?1",
               limit, NULL, error);
}

/**
 * axle_store_list_conflicts_of:
 * @self: a store
 * @record: one record
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleConflict) (nullable): the conflicts of
 *   that record, decided ones too, the latest change first
 */
GPtrArray *
axle_store_list_conflicts_of (AxleStore     *self,
                              const AxleId  *record,
                              GError       **error)
{
  return list (self, "SELECT " COLUMNS " FROM conflict WHERE record = ?1 ORDER BY number DESC, field", 0, record, error);
}

/**
 * axle_store_list_decided:
 * @self: a store
 * @limit: at most that many
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleConflict) (nullable): what was decided,
 *   the latest decision first
 */
GPtrArray *
axle_store_list_decided (AxleStore  *self,
                         guint       limit,
                         GError    **error)
{
  return list (self, "SELECT " COLUMNS " FROM conflict WHERE open = 0 "
                     "ORDER BY decided_at DESC, number DESC, field LIMIT ?1", limit, NULL, error);
}

/**
 * axle_store_count_conflicts:
 * @self: a store
 *
 * Returns: how many conflicts wait for a person
 */
gint64
axle_store_count_conflicts (AxleStore *self)
{
  gint64 count = 0;

  axle_connection_query_int64 (self->connection, "SELECT count(*) FROM conflict WHERE open = 1", &count, NULL);
  return count;
}

gboolean
axle_store_is_refused (AxleStore    *self,
                       const AxleId *id)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT 1 FROM change WHERE record = ?1 AND state IN (0, 1, 5) AND state = 5 LIMIT 1", NULL);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  return axle_statement_step (statement, NULL) == AXLE_STEP_ROW;
}

/**
 * axle_store_find_author:
 * @self: a store
 * @record: the record as it is
 * @field: one of its fields; -1 for whether it is deleted
 * @value: (nullable): what somebody left there; of a deletion %NULL
 *
 * Returns: who did that last, as far as the history here tells: what stands since
 *   the record was made is its maker's
 */
AxleAuthor
axle_store_find_author (AxleStore        *self,
                        const AxleRecord *record,
                        int               field,
                        const AxleValue  *value)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT at, staff, desk FROM history "
                             "WHERE record = ?1 AND field = ?2 AND after IS ?3 AND deleted = 0 "
                             "ORDER BY row DESC LIMIT 1", NULL);
  g_autofree char *text = field >= 0 ? axle_history_dup_text (value) : g_strdup ("true");
  AxleAuthor author = { 0 };

  if (statement == NULL)
    return author;
  axle_bind_id (statement, 1, &record->id);
  axle_statement_bind_text (statement, 2, field >= 0 ? record->entity->fields[field].name : AXLE_HISTORY_DELETED);
  axle_statement_bind_text (statement, 3, text);
  if (axle_statement_step (statement, NULL) == AXLE_STEP_ROW)
    {
      author.at = axle_statement_get_int64 (statement, 0);
      author.staff = axle_read_id (statement, 1);
      author.desk = axle_read_id (statement, 2);
    }
  else if (field >= 0 && axle_value_equal (axle_record_get (record, (guint) field), value))
    {
      author.at = record->created_at;
      author.staff = record->created_by;
      author.desk = record->created_on;
    }
  return author;
}

/* Deciding. */

typedef struct
{
  GPtrArray    *conflicts;
  AxleDecision  decision;
  const AxleId *staff;
  GPtrArray    *changes;
  gint64        operation;
} Deciding;

/* What decides without a change of a record gets a number of its own, from -2 down,
 * so that it is undone like any other operation. */
gboolean
axle_conflicts_number (AxleStore  *self,
                       gint64     *operation,
                       GError    **error)
{
  g_autoptr(AxleStatement) statement = NULL;

  if (*operation != 0)
    return TRUE;
  statement = axle_connection_prepare (self->connection,
                                       "INSERT INTO setting (name, text) VALUES ('decisions', '2') "
                                       "ON CONFLICT (name) DO UPDATE SET text = CAST (text + 1 AS TEXT) "
                                       "RETURNING CAST (text AS INTEGER)", error);
  if (statement == NULL || axle_statement_step (statement, error) != AXLE_STEP_ROW)
    return FALSE;
  *operation = -axle_statement_get_int64 (statement, 0);
  return axle_statement_step (statement, error) == AXLE_STEP_DONE;
}

static gboolean
prune (AxleStore  *self,
       GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "DELETE FROM conflict WHERE open = 0 AND decided_at < "
                             "(SELECT decided_at FROM conflict WHERE open = 0 ORDER BY decided_at DESC LIMIT 1 OFFSET ?1)",
                             error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, DECIDED_LENGTH - 1);
  return axle_statement_run (statement, error);
}

static gboolean
move_held (AxleStore         *self,
           const AxleId      *record,
           AxleChangeState    state,
           GError           **error)
{
  /* Only what a conflict calls held comes back. */
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             state == AXLE_CHANGE_HELD
                             ? "UPDATE change SET state = 5 WHERE state = 3 AND number IN "
                               "(SELECT number FROM conflict WHERE record = ?1 AND held = 1 AND open = 1)"
                             : "UPDATE change SET state = 3 WHERE record = ?1 AND state IN (0, 1, 5) AND state = 5", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, record);
  return axle_statement_run (statement, error);
}

/*
 * axle_conflicts_let_go:
 * @change: what a person did to a record that the server refused to make
 *
 * Inside a transaction: nothing of that record is held any more. What is shown of it
 * afterwards is for the caller to rebuild.
 */
gboolean
axle_conflicts_let_go (AxleStore         *self,
                       const AxleChange  *change,
                       AxleDecision       decision,
                       gint64             operation,
                       GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "UPDATE conflict SET open = 0, decision = ?2, operation = ?3, decided_at = ?4, decided_by = ?5 "
                             "WHERE record = ?1 AND held = 1 AND open = 1", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &change->record);
  axle_statement_bind_int64 (statement, 2, decision);
  axle_statement_bind_int64 (statement, 3, operation);
  axle_statement_bind_int64 (statement, 4, axle_host_now (self->host));
  axle_bind_id (statement, 5, &change->staff);
  return axle_statement_run (statement, error) &&
         move_held (self, &change->record, AXLE_CHANGE_REFUSED, error);
}

/* Inside a transaction: a record that the server does not have was deleted here, which
 * the server refused. The person has what they want, so that is decided already. */
gboolean
axle_conflicts_keep_deleted (AxleStore          *self,
                             const AxleChange   *change,
                             const AxleVerdict  *verdict,
                             GError            **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "UPDATE conflict SET open = 0, decision = 1, decided_at = at, decided_by = ?2 WHERE number = ?1",
                             error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, change->number);
  axle_bind_id (statement, 2, &change->staff);
  return axle_conflicts_let_go (self, change, AXLE_DECISION_KEPT, change->operation, error) &&
         axle_conflicts_keep (self, change, verdict, FALSE, error) &&
         axle_statement_run (statement, error);
}

/* Where the server has the record after all nothing is on top of it: its row stays. */
static gboolean
show_without_held (AxleStore         *self,
                   const AxleChange  *change,
                   GError           **error)
{
  g_autoptr(AxleRecord) shown = NULL;
  gint64 pending;

  return axle_row_find (self, change->entity, &change->record, &shown, &pending, error) &&
         (pending == 0 || axle_overlay_rebuild (self, change->entity, &change->record, error));
}

static gboolean
decide_one (AxleStore           *self,
            const AxleConflict  *conflict,
            const Deciding      *deciding,
            GError             **error)
{
  const AxleChange *change = conflict->change;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "UPDATE conflict SET open = 0, decision = ?3, operation = ?4, decided_at = ?5, decided_by = ?6 "
                             "WHERE number = ?1 AND field = ?2 AND (open = 1 OR operation = ?4)", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, conflict->number);
  axle_statement_bind_text (statement, 2, conflict->field >= 0 ? change->entity->fields[conflict->field].name : "");
  axle_statement_bind_int64 (statement, 3, deciding->decision);
  axle_statement_bind_int64 (statement, 4, deciding->operation);
  axle_statement_bind_int64 (statement, 5, axle_host_now (self->host));
  axle_bind_id (statement, 6, deciding->staff);
  axle_store_touch (self, change->entity, &change->record);
  if (!axle_statement_run (statement, error))
    return FALSE;
  if (!conflict->held || deciding->decision != AXLE_DECISION_KEPT)
    return TRUE;
  return axle_conflicts_let_go (self, change, deciding->decision, deciding->operation, error) &&
         show_without_held (self, change, error);
}

static gboolean
decide_cb (AxleStore  *self,
           gpointer    data,
           GError    **error)
{
  Deciding *deciding = data;

  if (deciding->changes != NULL && !axle_save_changes (self, deciding->changes, &deciding->operation, error))
    return FALSE;
  if (!axle_conflicts_number (self, &deciding->operation, error))
    return FALSE;
  for (guint i = 0; i < deciding->conflicts->len; i++)
    if (!decide_one (self, deciding->conflicts->pdata[i], deciding, error))
      return FALSE;
  return prune (self, error);
}

/**
 * axle_store_decide:
 * @self: a store that writes
 * @conflicts: (element-type AxleConflict): what a person has decided
 * @decision: what
 * @staff: who
 * @changes: (nullable) (element-type AxleChange): what that does to records
 * @operation: (inout): 0 for a new operation, which it then names; that of a save
 *   that this belongs to is undone with it
 * @error: return location
 *
 * All of it or nothing, durably. [method@Axle.Store.undo] of @operation takes the
 * changes back and opens the conflicts again. To keep what stands of a record that
 * the server refused to make is to let go of the record.
 *
 * Returns: whether it is decided
 */
gboolean
axle_store_decide (AxleStore     *self,
                   GPtrArray     *conflicts,
                   AxleDecision   decision,
                   const AxleId  *staff,
                   GPtrArray     *changes,
                   gint64        *operation,
                   GError       **error)
{
  Deciding deciding = { conflicts, decision, staff, changes, *operation };

  if (!axle_store_write (self, AXLE_STORE_DURABLE, decide_cb, &deciding, error))
    return FALSE;
  *operation = deciding.operation;
  return TRUE;
}

/* Undoing. */

static gboolean
show_again (AxleStore           *self,
            const AxleConflict  *conflict,
            GError             **error)
{
  const AxleChange *change = conflict->change;
  gboolean confirmed;

  axle_store_touch (self, change->entity, &change->record);
  if (!conflict->held)
    return TRUE;
  if (!axle_overlay_is_confirmed (self, change->entity, &change->record, &confirmed, error))
    return FALSE;
  if (confirmed)
    return TRUE;
  return move_held (self, &change->record,
                    conflict->decision == AXLE_DECISION_NONE ? AXLE_CHANGE_HELD : AXLE_CHANGE_REFUSED, error) &&
         axle_overlay_rebuild (self, change->entity, &change->record, error);
}

/*
 * axle_conflicts_toggle:
 * @operation: what is taken back
 * @undoing: (inout): the operation that takes it back; gets a number when it has
 *   none and there is something to do
 *
 * Inside a transaction: what @operation decided is open again, what it opened is
 * decided again.
 */
gboolean
axle_conflicts_toggle (AxleStore  *self,
                       gint64      operation,
                       gint64     *undoing,
                       GError    **error)
{
  g_autoptr(AxleStatement) select =
    axle_connection_prepare (self->connection, "SELECT " COLUMNS " FROM conflict WHERE operation = ?1", error);
  g_autoptr(AxleStatement) update = NULL;
  g_autoptr(GPtrArray) conflicts = NULL;

  if (select == NULL)
    return FALSE;
  axle_statement_bind_int64 (select, 1, operation);
  conflicts = read_all (select, error);
  if (conflicts == NULL || conflicts->len == 0)
    return conflicts != NULL;
  update = axle_connection_prepare (self->connection,
                                    "UPDATE conflict SET open = 1 - open, operation = ?2, decided_at = ?3 "
                                    "WHERE operation = ?1", error);
  if (update == NULL || !axle_conflicts_number (self, undoing, error))
    return FALSE;
  axle_statement_bind_int64 (update, 1, operation);
  axle_statement_bind_int64 (update, 2, *undoing);
  axle_statement_bind_int64 (update, 3, axle_host_now (self->host));
  if (!axle_statement_run (update, error))
    return FALSE;
  for (guint i = 0; i < conflicts->len; i++)
    {
      AxleConflict *conflict = conflicts->pdata[i];

      conflict->decision = conflict->decision == AXLE_DECISION_NONE ? AXLE_DECISION_KEPT : AXLE_DECISION_NONE;
      if (!show_again (self, conflict, error))
        return FALSE;
    }
  return TRUE;
}
