/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/tasks.h"

#include "core/followup/task.h"
#include "store/private.h"

/* Tasks that are to be done. */

static GPtrArray *
list_tasks (AxleStore     *self,
            const char    *tail,
            const AxleId  *staff,
            gint64         until,
            guint          limit,
            GError       **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement = axle_row_select (self, &axle_task_entity, tail, &reason);
  GPtrArray *tasks = NULL;

  if (statement != NULL)
    {
      axle_bind_id (statement, 1, staff);
      axle_statement_bind_int64 (statement, 2, until);
      axle_statement_bind_int64 (statement, 3, limit);
      tasks = axle_row_list (&axle_task_entity, statement, &reason);
    }
  if (tasks == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return tasks;
}

/**
 * axle_store_list_tasks_of:
 * @self: a store
 * @staff: who is responsible; no id for nobody
 * @until: those due before it, in microseconds since 1970 UTC
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): open tasks, the one
 *   that is due first first
 */
GPtrArray *
axle_store_list_tasks_of (AxleStore     *self,
                          const AxleId  *staff,
                          gint64         until,
                          guint          limit,
                          GError       **error)
{
  return list_tasks (self, "WHERE state = 'open' AND deleted = 0 AND staff IS ?1 AND due < ?2 ORDER BY due LIMIT ?3",
                     staff, until, limit, error);
}

/**
 * axle_store_count_tasks_of:
 * @self: a store
 * @staff: who is responsible; no id for nobody
 * @until: those due before it, in microseconds since 1970 UTC
 * @error: return location
 *
 * Returns: how many open tasks; -1 when they cannot be counted
 */
gint64
axle_store_count_tasks_of (AxleStore     *self,
                           const AxleId  *staff,
                           gint64         until,
                           GError       **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT count(*) FROM task WHERE state = 'open' AND deleted = 0 AND staff IS ?1 AND due < ?2",
                             &reason);

  if (statement != NULL)
    {
      axle_bind_id (statement, 1, staff);
      axle_statement_bind_int64 (statement, 2, until);
      if (axle_statement_step (statement, &reason) == AXLE_STEP_ROW)
        return axle_statement_get_int64 (statement, 0);
    }
  axle_store_fail (error, g_steal_pointer (&reason));
  return -1;
}

/**
 * axle_store_list_late_tasks:
 * @self: a store
 * @except: whose tasks are left out
 * @until: those due before it, in microseconds since 1970 UTC
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): open tasks that somebody
 *   else is responsible for, the one that is due first first
 */
GPtrArray *
axle_store_list_late_tasks (AxleStore     *self,
                            const AxleId  *except,
                            gint64         until,
                            guint          limit,
                            GError       **error)
{
  return list_tasks (self, "WHERE state = 'open' AND deleted = 0 AND staff != ?1 AND due < ?2 ORDER BY due LIMIT ?3",
                     except, until, limit, error);
}

/**
 * axle_store_list_promises:
 * @self: a store
 * @until: those due before it, in microseconds since 1970 UTC
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): what was promised to
 *   customers and is not done, whoever is responsible, the one that is due first first
 */
GPtrArray *
axle_store_list_promises (AxleStore  *self,
                          gint64      until,
                          guint       limit,
                          GError    **error)
{
  return list_tasks (self, "WHERE state = 'open' AND deleted = 0 AND kind = 'promise' AND due < ?2 ORDER BY due LIMIT ?3",
                     &AXLE_ID_NONE, until, limit, error);
}
