/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "core/registry.h"

/* Enough to know what is wrong. */
#define MAX_PROBLEMS 100

/* To work out those of a million customers would take minutes. */
#define LOOKED_AT 10000

G_GNUC_PRINTF (2, 3)
static void
add_problem (GPtrArray  *problems,
             const char *format,
             ...)
{
  va_list args;

  if (problems->len >= MAX_PROBLEMS)
    return;
  va_start (args, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, args));
  va_end (args);
}

/* Every saved change can be read. */
static gboolean
check_changes (AxleStore  *self,
               GPtrArray  *problems,
               GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT number, kind, record, packed FROM change ORDER BY number", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      g_autoptr(AxleChange) change = axle_overlay_read_change (statement);

      if (change == NULL)
        add_problem (problems, _("Saved change %" PRId64 " cannot be read"), axle_statement_get_int64 (statement, 0));
    }
  return step == AXLE_STEP_DONE;
}

static gboolean
check_shown_one (AxleStore         *self,
                 const AxleEntity  *entity,
                 const AxleId      *id,
                 GPtrArray         *problems,
                 GError           **error)
{
  g_autoptr(AxleRecord) shown = NULL;
  g_autoptr(AxleRecord) row = NULL;
  g_autoptr(GError) unreadable = NULL;
  gint64 pending, counted;

  if (!axle_row_find (self, entity, id, &row, &counted, error))
    return FALSE;
  if (!axle_overlay_compute (self, entity, id, &shown, &pending, &unreadable))
    {
      add_problem (problems, "%s %s: %s", entity->kind, AXLE_ID_TEXT (id), unreadable->message);
      return TRUE;
    }
  if ((row == NULL) != (shown == NULL) || (row != NULL && (!axle_record_equal (row, shown) || counted != pending)))
    add_problem (problems, _("%s %s does not show what was confirmed and what waits"), entity->kind, AXLE_ID_TEXT (id));
  return TRUE;
}

/* Each row with changes on top is what is confirmed with the changes on top. */
static gboolean
check_shown (AxleStore  *self,
             GPtrArray  *problems,
             GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT DISTINCT kind, record FROM change WHERE state IN (0, 1, 5) "
                             "UNION SELECT kind, record FROM confirmed", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      const AxleEntity *entity = axle_registry_find (axle_statement_get_text (statement, 0));
      AxleId id = axle_read_id (statement, 1);

      if (entity != NULL && !check_shown_one (self, entity, &id, problems, error))
        return FALSE;
    }
  return step == AXLE_STEP_DONE;
}

/* Rows that count changes which are not there would never take a row of the feed. */
static gboolean
check_pending (AxleStore  *self,
               GPtrArray  *problems,
               GError    **error)
{
  const AxleEntity * const *entities = axle_registry_list ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT count(*) FROM \"%s\" e WHERE pending <> 0 AND NOT EXISTS "
                         "(SELECT 1 FROM change WHERE record = e.id AND state IN (0, 1, 5))", entities[i]->kind);
      gint64 count;

      if (!axle_connection_query_int64 (self->connection, sql, &count, error))
        return FALSE;
      if (count > 0)
        add_problem (problems, _("%" PRId64 " records of kind %s wait for changes that are not there"),
                     count, entities[i]->kind);
    }
  return TRUE;
}

/* Who stands for a merged customer is the end of the chain. */
static gboolean
check_roots (AxleStore  *self,
             GPtrArray  *problems,
             GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT id, ifnull (root, id) FROM customer WHERE deleted = 0 AND "
                             "(root IS NOT NULL OR merged_into IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM stale)", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 0);
      AxleId kept = axle_read_id (statement, 1);
      AxleId root = id;

      if (!axle_merged_find_root (self, &id, &root, error))
        return FALSE;
      if (!axle_id_equal (&root, &kept))
        add_problem (problems, _("Another customer stands for %s than the one they were merged into"), AXLE_ID_TEXT (&id));
    }
  return step == AXLE_STEP_DONE;
}

#define SHOWN(condition) \
  "EXISTS (SELECT 1 FROM customer c WHERE " condition " AND ((c.deleted = 0 AND c.root IS NULL) OR " \
  "EXISTS (SELECT 1 FROM match_due m WHERE m.customer = c.row)))"

/* What is worked out of records, and how many of it are wrong: by a query, or by working
 * it out again for some of them. What waits to be worked out anew is not looked at. */
static const struct
{
  const char *sql;
  gboolean  (*count) (AxleStore  *self,
                      guint       n_looked_at,
                      gint64     *n_wrong,
                      GError    **error);
  const char *words;
} worked_out[] = {
  { .sql = "SELECT count(*) FROM customer c WHERE deleted = 0 AND root IS NULL "
           "AND NOT EXISTS (SELECT 1 FROM search_docsize WHERE id = c.row) "
           "AND NOT EXISTS (SELECT 1 FROM stale WHERE stale.id = c.id AND what = 0)",
    .words = N_("%" PRId64 " customers cannot be found by the search") },
  /* Nobody is compared with who is deleted or was merged into another. */
  { .sql = "SELECT (SELECT count(*) FROM duplicate d WHERE NOT " SHOWN ("c.id = d.a") " OR NOT " SHOWN ("c.id = d.b") ") "
           "+ (SELECT count(*) FROM match_key k WHERE NOT " SHOWN ("c.row = k.customer") ") "
           "WHERE NOT EXISTS (SELECT 1 FROM stale)",
    .words = N_("%" PRId64 " comparisons are with customers who are not there any more") },
  /* By each of their keys the others find them; who waits to be compared gets them then. */
  { .count = axle_duplicates_count_unkeyed,
    .words = N_("%" PRId64 " customers are not found when others are compared with them") },
  { .count = axle_figures_count_wrong,
    .words = N_("%" PRId64 " customers have figures that do not follow from their records") },
};

static gboolean
check_worked_out (AxleStore  *self,
                  GPtrArray  *problems,
                  GError    **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (worked_out); i++)
    {
      gint64 n_wrong;

      if (worked_out[i].sql != NULL ? !axle_connection_query_int64 (self->connection, worked_out[i].sql, &n_wrong, error)
                                    : !worked_out[i].count (self, LOOKED_AT, &n_wrong, error))
        return FALSE;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
      if (n_wrong > 0)
        add_problem (problems, _(worked_out[i].words), n_wrong);
#pragma GCC diagnostic pop
    }
  return TRUE;
}

/**
 * axle_store_check:
 * @self: a store
 * @problems: (element-type utf8): gets a sentence a problem; frees its members
 * @error: return location
 *
 * Reads the whole cache and looks whether it is sound.
 *
 * Returns: whether the check ran to its end, whatever it found
 */
gboolean
axle_store_check (AxleStore  *self,
                  GPtrArray  *problems,
                  GError    **error)
{
  g_autoptr(GError) reason = NULL;

  if (!axle_connection_check (self->connection, AXLE_CONNECTION_CHECK_THOROUGH, problems, &reason))
    return axle_store_fail (error, g_steal_pointer (&reason));
  /* What the database itself finds broken would only be found again. */
  if (problems->len > 0)
    return TRUE;
  if (check_changes (self, problems, &reason) && check_shown (self, problems, &reason) &&
      check_pending (self, problems, &reason) && check_roots (self, problems, &reason) &&
      check_worked_out (self, problems, &reason))
    return TRUE;
  return axle_store_fail (error, g_steal_pointer (&reason));
}
