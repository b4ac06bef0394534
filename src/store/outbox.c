/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "core/registry.h"

typedef struct
{
  gint64               first;
  AxleVerdict * const *verdicts;
  guint                n_verdicts;
} Settling;

/* What was saved before the desk was enrolled belongs where it is enrolled now. */
static void
complete (const AxleEnrolment *enrolment,
          AxleChange          *change)
{
  if (enrolment == NULL)
    return;
  if (axle_id_is_none (&change->desk))
    change->desk = enrolment->desk;
  if (axle_id_is_none (&change->scope))
    change->scope = (change->entity->flags & AXLE_ENTITY_GROUP) ? enrolment->group : enrolment->store;
}

/**
 * axle_store_list_outbox:
 * @self: a store
 * @after: the number of the last change that is known already; 0 for none
 * @limit: at most that many
 * @n_bytes: stop when they are about that large packed
 * @error: return location
 *
 * At least one change is given when one waits, however large it is.
 *
 * Returns: (transfer full) (element-type AxleChange) (nullable): changes without
 *   a verdict, in order
 */
GPtrArray *
axle_store_list_outbox (AxleStore  *self,
                        gint64      after,
                        guint       limit,
                        gsize       n_bytes,
                        GError    **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self);
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_change_free);
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed, length(packed), schema FROM change "
                             "WHERE number > ?1 AND state IN (0, 4) ORDER BY number LIMIT ?2", &reason);
  AxleStep step = AXLE_STEP_ERROR;
  gsize size = 0;

  if (statement != NULL)
    {
      axle_statement_bind_int64 (statement, 1, after);
      axle_statement_bind_int64 (statement, 2, limit);
      while ((step = axle_statement_step (statement, &reason)) == AXLE_STEP_ROW)
        {
          AxleChange *change = axle_overlay_read_change (statement);

          /* Damaged, or of a kind that this program does not know: it stays for
           * the repair or a newer program, and must not hold up the rest. */
          if (change == NULL)
            continue;
          size += (gsize) axle_statement_get_int64 (statement, 4);
          change->schema = (guint) axle_statement_get_int64 (statement, 5);
          complete (enrolment, change);
          g_ptr_array_add (changes, change);
          if (size >= n_bytes)
            break;
        }
    }
  if (step != AXLE_STEP_ERROR)
    return g_steal_pointer (&changes);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

/**
 * axle_store_count_outbox:
 * @self: a store
 *
 * Returns: how many changes have no verdict yet
 */
gint64
axle_store_count_outbox (AxleStore *self)
{
  gint64 version = axle_store_get_version (self);
  gint64 count = 0;

  /* A long outbox is not counted at each step of the engine: what this store does
   * is added up, and only what others do makes it count again. */
  if (self->n_waiting >= 0 && version == self->counted_version)
    return self->n_waiting;
  if (axle_connection_query_int64 (self->connection, "SELECT count(*) FROM change WHERE state IN (0, 4)", &count, NULL))
    {
      self->n_waiting = count;
      self->counted_version = version;
    }
  return count;
}

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

static gboolean
keep_conflict (AxleStore              *self,
               const AxleChange       *change,
               const AxleVerdict      *verdict,
               const AxleFieldChange  *lost,
               GError                **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT OR REPLACE INTO conflict "
                             "(number, field, kind, record, packed, lost, standing, code, message, at) "
                             "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", error);
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
  return axle_statement_run (statement, error);
}

static gboolean
keep_conflicts (AxleStore          *self,
                const AxleChange   *change,
                const AxleVerdict  *verdict,
                GError            **error)
{
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    return keep_conflict (self, change, verdict, NULL, error);
  for (guint i = 0; i < verdict->lost->len; i++)
    {
      const AxleFieldChange *lost = &g_array_index (verdict->lost, AxleFieldChange, i);

      if (lost->field < change->entity->n_fields && !keep_conflict (self, change, verdict, lost, error))
        return FALSE;
    }
  return TRUE;
}

/* What is told @again to a restored server is not shown on top: its row stays as it is. */
static gboolean
move_on (AxleStore          *self,
         const AxleChange   *change,
         gboolean            again,
         const AxleVerdict  *verdict,
         GError            **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "UPDATE change SET state = ?2, sequence = ?3, scope = ?4 WHERE number = ?1", error);
  AxleCursor cursor = axle_store_get_cursor (self, &change->scope);
  AxleChangeState state = AXLE_CHANGE_ANSWERED;

  if (statement == NULL)
    return FALSE;
  if (self->n_waiting > 0)
    self->n_waiting--;
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    state = AXLE_CHANGE_REFUSED;
  else if (again || verdict->sequence <= cursor.sequence)
    state = AXLE_CHANGE_DONE;
  axle_statement_bind_int64 (statement, 1, change->number);
  axle_statement_bind_int64 (statement, 2, state);
  axle_statement_bind_int64 (statement, 3, verdict->sequence);
  axle_bind_id (statement, 4, &change->scope);
  return axle_statement_run (statement, error) &&
         (again || state == AXLE_CHANGE_ANSWERED ||
          axle_overlay_rebuild (self, change->entity, &change->record, error));
}

static gboolean
settle_one (AxleStore           *self,
            const AxleEnrolment *enrolment,
            gint64               number,
            const AxleVerdict   *verdict,
            GError             **error)
{
  g_autoptr(AxleChange) change = NULL;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed, state FROM change "
                             "WHERE number = ?1 AND state IN (0, 4)", error);
  gboolean again;
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, number);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  change = axle_overlay_read_change (statement);
  if (change == NULL)
    return TRUE;
  again = axle_statement_get_int64 (statement, 4) == AXLE_CHANGE_AGAIN;
  axle_statement_reset (statement);
  complete (enrolment, change);
  return keep_conflicts (self, change, verdict, error) &&
         move_on (self, change, again, verdict, error);
}

static gboolean
settle_cb (AxleStore  *self,
           gpointer    data,
           GError    **error)
{
  Settling *settling = data;
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self);

  for (guint i = 0; i < settling->n_verdicts; i++)
    if (!settle_one (self, enrolment, settling->first + i, settling->verdicts[i], error))
      return FALSE;
  return TRUE;
}

/**
 * axle_store_settle:
 * @self: a store that writes
 * @number: of a change
 * @verdict: what the server said to it
 * @error: return location
 *
 * An accepted or merged change stays on the screen until the feed brings it; a
 * refused one is taken back. What lost is kept as a conflict. A verdict that is
 * heard twice does nothing. The record in a refusal is left to the feed, so that
 * what is shown never goes back to an older row.
 *
 * Returns: whether the verdict is noted
 */
gboolean
axle_store_settle (AxleStore          *self,
                   gint64              number,
                   const AxleVerdict  *verdict,
                   GError            **error)
{
  AxleVerdict *verdicts[] = { (AxleVerdict *) verdict };
  Settling settling = { .first = number, .verdicts = verdicts, .n_verdicts = 1 };

  /* The server gives the same verdict again when this one is lost. */
  return axle_store_write (self, AXLE_STORE_REPEATABLE, settle_cb, &settling, error);
}

/**
 * axle_store_settle_many:
 * @self: a store that writes
 * @first: the number of a change
 * @verdicts: (element-type AxleVerdict): what the server said to it and to those behind it
 * @error: return location
 *
 * Like [method@Axle.Store.settle] for each of them, all in one transaction.
 *
 * Returns: whether the verdicts are noted; when not, none is
 */
gboolean
axle_store_settle_many (AxleStore  *self,
                        gint64      first,
                        GPtrArray  *verdicts,
                        GError    **error)
{
  Settling settling = { .first = first, .verdicts = (AxleVerdict **) verdicts->pdata, .n_verdicts = verdicts->len };

  return axle_store_write (self, AXLE_STORE_REPEATABLE, settle_cb, &settling, error);
}

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
  return conflict;
}

/**
 * axle_store_list_conflicts:
 * @self: a store
 * @limit: at most that many
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleConflict) (nullable): what lost a
 *   merge or was refused, the latest change first
 */
GPtrArray *
axle_store_list_conflicts (AxleStore  *self,
                           guint       limit,
                           GError    **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_conflict_free);
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed, field, lost, standing, code, message, at "
                             "FROM conflict ORDER BY number DESC, field LIMIT ?1", &reason);
  AxleStep step = AXLE_STEP_ERROR;

  if (statement != NULL)
    {
      axle_statement_bind_int64 (statement, 1, limit);
      while ((step = axle_statement_step (statement, &reason)) == AXLE_STEP_ROW)
        {
          AxleConflict *conflict = read_conflict (statement);

          if (conflict != NULL)
            g_ptr_array_add (conflicts, conflict);
        }
    }
  if (step == AXLE_STEP_DONE)
    return g_steal_pointer (&conflicts);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
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

  axle_connection_query_int64 (self->connection, "SELECT count(*) FROM conflict", &count, NULL);
  return count;
}

static gboolean
drop_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  const AxleConflict *conflict = data;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "DELETE FROM conflict WHERE number = ?1 AND field = ?2", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, conflict->number);
  axle_statement_bind_text (statement, 2,
                            conflict->field >= 0 ? conflict->change->entity->fields[conflict->field].name : "");
  return axle_statement_run (statement, error);
}

/**
 * axle_store_drop_conflict:
 * @self: a store that writes
 * @conflict: one that a person has dealt with
 * @error: return location
 *
 * Returns: whether it is gone
 */
gboolean
axle_store_drop_conflict (AxleStore           *self,
                          const AxleConflict  *conflict,
                          GError             **error)
{
  return axle_store_write (self, AXLE_STORE_DURABLE, drop_cb, (gpointer) conflict, error);
}
