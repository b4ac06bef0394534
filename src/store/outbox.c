/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "core/change-list.h"
#include "core/party/erasing.h"
#include "core/registry.h"

/* The server gives a verdict again only for so long: no more than this many are ever lost
 * in a power failure. */
#define DURABLE_EVERY 4000

typedef struct
{
  gint64     first;
  GPtrArray *verdicts;
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
  g_autoptr(GPtrArray) changes = axle_change_list_new ();
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT number, kind, record, packed, length(packed), schema, needs FROM change "
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
          change->needs = axle_read_id (statement, 6);
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

/* Whether it makes a record that the server does not have, or changes one: then it
 * is shown, as refused, until a person decides. */
static gboolean
is_of_unmade (AxleStore        *self,
              const AxleChange *change,
              gboolean          made)
{
  return made || axle_store_is_refused (self, &change->record);
}

/* What is told @again to a restored server is not shown on top: its row stays as it is. */
static gboolean
move_on (AxleStore          *self,
         const AxleChange   *change,
         gboolean            again,
         gboolean            held,
         const AxleVerdict  *verdict,
         GError            **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "UPDATE change SET state = ?2, sequence = ?3, scope = ?4 WHERE number = ?1", error);
  AxleChangeState state = AXLE_CHANGE_ANSWERED;
  gboolean has;

  if (statement == NULL || !axle_feed_has (self, &change->scope, verdict->sequence, &has, error))
    return FALSE;
  if (self->n_waiting > 0)
    self->n_waiting--;
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    state = held ? AXLE_CHANGE_HELD : AXLE_CHANGE_REFUSED;
  else if (again || has)
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
                             "SELECT number, kind, record, packed, state, made FROM change "
                             "WHERE number = ?1 AND state IN (0, 4)", error);
  gboolean again, made, held;
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
  made = axle_statement_get_bool (statement, 5);
  axle_statement_reset (statement);
  complete (enrolment, change);
  held = verdict->outcome == AXLE_OUTCOME_REFUSED && !again && is_of_unmade (self, change, made);
  /* To delete what the server does not have is done when it is not here either. */
  if (held && change->action == AXLE_CHANGE_DELETE)
    return axle_conflicts_keep_deleted (self, change, verdict, error) &&
           move_on (self, change, again, FALSE, verdict, error);
  return axle_conflicts_keep (self, change, verdict, held, error) &&
         move_on (self, change, again, held, verdict, error);
}

static gboolean
settle_cb (AxleStore  *self,
           gpointer    data,
           GError    **error)
{
  Settling *settling = data;
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (self);

  for (guint i = 0; i < settling->verdicts->len; i++)
    {
      const AxleVerdict *verdict = settling->verdicts->pdata[i];

      if (!settle_one (self, enrolment, settling->first + i, verdict, error) ||
          (g_strcmp0 (verdict->code, axle_erasing_guard.name) == 0 && !axle_erase_again (self, error)))
        return FALSE;
    }
  return axle_erase_due (self, error);
}

/**
 * axle_store_settle:
 * @self: a store that writes
 * @first: the number of a change
 * @verdicts: (element-type AxleVerdict): what the server said to it and to those behind it
 * @error: return location
 *
 * An accepted or merged change stays on the screen until the feed brings it; a
 * refused one is taken back, but a record whose making was refused is shown on. What
 * lost is kept as a conflict. A verdict that is heard twice does nothing. The record
 * in a refusal is left to the feed, so that what is shown never goes back to an older
 * row. All is noted in one transaction.
 *
 * Returns: whether the verdicts are noted; when not, none is
 */
gboolean
axle_store_settle (AxleStore  *self,
                   gint64      first,
                   GPtrArray  *verdicts,
                   GError    **error)
{
  Settling settling = { .first = first, .verdicts = verdicts };
  gboolean far = first / DURABLE_EVERY != (first + verdicts->len) / DURABLE_EVERY;

  return axle_store_write (self, far ? AXLE_STORE_DURABLE : AXLE_STORE_REPEATABLE, settle_cb, &settling, error);
}

/* Telling a restored server again. */

/* The highest number that the server of before had answered, and how many of those
 * that it had answered the one of now is told again. */
#define TOLD_NOTE "told"
#define TOLD_AGAIN_NOTE "told-again"

gboolean
axle_outbox_note_told (AxleStore  *self,
                       GError    **error)
{
  return axle_connection_exec (self->connection,
                               "INSERT INTO setting (name, text) "
                               "SELECT '" TOLD_NOTE "', max(number) FROM change WHERE state IN (1, 2) HAVING max(number) > 0 "
                               "ON CONFLICT (name) DO UPDATE SET text = max(CAST(text AS INTEGER), CAST(excluded.text AS INTEGER))",
                               error);
}

static gboolean
skip_told_cb (AxleStore  *self,
              gpointer    data,
              GError    **error)
{
  const gint64 *taken = data;
  g_autoptr(AxleStatement) skip =
    axle_connection_prepare (self->connection, "UPDATE change SET state = 2 WHERE state = 4 AND number <= ?1", error);
  g_autoptr(AxleStatement) note =
    axle_connection_prepare (self->connection,
                             "INSERT INTO setting (name, text) "
                             "SELECT '" TOLD_AGAIN_NOTE "', count(*) FROM change WHERE state IN (0, 4) AND number > ?1 AND number <= "
                             "  (SELECT CAST(text AS INTEGER) FROM setting WHERE name = '" TOLD_NOTE "') HAVING count(*) > 0 "
                             "ON CONFLICT (name) DO UPDATE SET text = CAST(text AS INTEGER) + CAST(excluded.text AS INTEGER)",
                             error);

  self->n_waiting = -1;
  if (skip == NULL || note == NULL)
    return FALSE;
  axle_statement_bind_int64 (skip, 1, *taken);
  axle_statement_bind_int64 (note, 1, *taken);
  return axle_statement_run (skip, error) && axle_statement_run (note, error) &&
         axle_connection_exec (self->connection, "DELETE FROM setting WHERE name = '" TOLD_NOTE "'", error);
}

/**
 * axle_store_skip_told:
 * @self: a store that writes
 * @taken: the highest number that the restored server has taken
 * @error: return location
 *
 * What was answered before and is above @taken is told again; how much that is,
 * axle_store_get_told_again() says until it is forgotten.
 *
 * Returns: whether it is noted
 */
gboolean
axle_store_skip_told (AxleStore  *self,
                      gint64      taken,
                      GError    **error)
{
  return axle_store_write (self, AXLE_STORE_DURABLE, skip_told_cb, &taken, error);
}

/* Whether the server was restored and was not asked yet what it has. */
gboolean
axle_store_tells_again (AxleStore *self)
{
  g_autofree char *told = axle_store_dup_note (self, TOLD_NOTE);

  return told != NULL;
}

/**
 * axle_store_get_told_again:
 * @self: a store
 *
 * Returns: how many changes a restored server was told again, since a person heard of it
 */
gint64
axle_store_get_told_again (AxleStore *self)
{
  g_autofree char *count = axle_store_dup_note (self, TOLD_AGAIN_NOTE);

  return count != NULL ? g_ascii_strtoll (count, NULL, 10) : 0;
}

gboolean
axle_store_forget_told_again (AxleStore  *self,
                              GError    **error)
{
  return axle_store_set_note (self, TOLD_AGAIN_NOTE, NULL, error);
}

/* Enrolling again. */

/* The highest number that belongs to an earlier enrolment. */
#define BASE_NOTE "base"

static gboolean
renumber_one (AxleStore  *self,
              gint64      number,
              GError    **error)
{
  g_autoptr(AxleStatement) copy =
    axle_connection_prepare (self->connection,
                             "INSERT INTO change (operation, kind, record, scope, made, state, sequence, undone, packed, schema, needs) "
                             "SELECT operation, kind, record, scope, made, state, sequence, undone, packed, schema, needs "
                             "FROM change WHERE number = ?1", error);
  g_autoptr(AxleStatement) told =
    axle_connection_prepare (self->connection,
                             "UPDATE setting SET text = (SELECT seq FROM sqlite_sequence WHERE name = 'change') "
                             "WHERE name = '" TOLD_NOTE "' AND CAST(text AS INTEGER) >= ?1 AND CAST(text AS INTEGER) < "
                             "  (SELECT min(number) FROM change WHERE number > ?1 AND state IN (0, 4))", error);
  g_autoptr(AxleStatement) drop =
    axle_connection_prepare (self->connection, "DELETE FROM change WHERE number = ?1", error);

  if (copy == NULL || told == NULL || drop == NULL)
    return FALSE;
  axle_statement_bind_int64 (copy, 1, number);
  axle_statement_bind_int64 (told, 1, number);
  axle_statement_bind_int64 (drop, 1, number);
  return axle_statement_run (copy, error) && axle_statement_run (told, error) && axle_statement_run (drop, error);
}

/* Numbers belong to an enrolment: what waits gets new ones, in order, behind all that
 * were ever given. */
static gboolean
renumber (AxleStore  *self,
          GError    **error)
{
  g_autoptr(GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT number FROM change WHERE state IN (0, 4) ORDER BY number", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 number = axle_statement_get_int64 (statement, 0);

      g_array_append_val (numbers, number);
    }
  for (guint i = 0; step == AXLE_STEP_DONE && i < numbers->len; i++)
    if (!renumber_one (self, g_array_index (numbers, gint64, i), error))
      return FALSE;
  return step == AXLE_STEP_DONE;
}

/* What is told again and belongs to an earlier enrolment is told as of this one. */
gboolean
axle_outbox_adopt (AxleStore  *self,
                   GError    **error)
{
  gint64 foreign;

  return axle_connection_query_int64 (self->connection,
                                      "SELECT EXISTS (SELECT 1 FROM change WHERE state IN (0, 4) AND number <= "
                                      "(SELECT CAST(text AS INTEGER) FROM setting WHERE name = '" BASE_NOTE "'))",
                                      &foreign, error) &&
         (foreign == 0 || renumber (self, error));
}

/* The desk enrolled again: what waits goes to the server in the new enrolment. */
gboolean
axle_outbox_enrol_again (AxleStore  *self,
                         GError    **error)
{
  return axle_connection_exec (self->connection,
                               "INSERT OR REPLACE INTO setting (name, text) "
                               "SELECT '" BASE_NOTE "', seq FROM sqlite_sequence WHERE name = 'change'", error) &&
         renumber (self, error);
}

/**
 * axle_store_get_last_number:
 * @self: a store
 *
 * Returns: the highest number that a change was ever given; a server with which the
 *   desk enrols again takes those behind it
 */
gint64
axle_store_get_last_number (AxleStore *self)
{
  gint64 number = 0;

  axle_connection_query_int64 (self->connection,
                               "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'change'), 0)", &number, NULL);
  return number;
}
