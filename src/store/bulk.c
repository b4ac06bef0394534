/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "core/party/customer.h"
#include "core/registry.h"
#include "core/vehicle/vehicle.h"

/*
 * A first sync writes its rows without the indexes by names and numbers, which are
 * made from all of the rows at its end: a row alone is written to one place, and with
 * its keys to a dozen that are nowhere near each other. Those that lead from one
 * record to another stay: ids come in the order of time, and whoever looks at a
 * customer meanwhile needs them. The table `dropped_index` says which are to be
 * made again; each goes from it together with its return, so that whatever breaks
 * off in between is finished when the cache is next opened.
 */

static const AxleEntity * const entities[] = { &axle_customer_entity, &axle_vehicle_entity };

/* With more rows of one kind than this someone is working with the cache already. */
#define EMPTY_ENOUGH "1000"

static gboolean
is_empty_enough (AxleStore         *self,
                 const AxleEntity  *entity,
                 gboolean          *empty,
                 GError           **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM \"%s\" WHERE row > " EMPTY_ENOUGH ")", entity->kind);
  gint64 more;

  if (!axle_connection_query_int64 (self->connection, sql, &more, error))
    return FALSE;
  *empty = more == 0;
  return TRUE;
}

static gboolean
are_empty_enough (AxleStore  *self,
                  gboolean   *empty,
                  GError    **error)
{
  const AxleEntity * const *all = axle_registry_list ();

  *empty = TRUE;
  for (guint i = 0; all[i] != NULL && *empty; i++)
    if (!is_empty_enough (self, all[i], empty, error))
      return FALSE;
  return TRUE;
}

/* The first column of the rows that @sql gives for @parameter. */
static char **
list_texts (AxleStore   *self,
            const char  *sql,
            const char  *parameter,
            GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  g_autoptr(GStrvBuilder) texts = g_strv_builder_new ();
  AxleStep step;

  if (statement == NULL)
    return NULL;
  if (parameter != NULL)
    axle_statement_bind_text (statement, 1, parameter);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    g_strv_builder_add (texts, axle_statement_get_text (statement, 0));
  return step == AXLE_STEP_DONE ? g_strv_builder_end (texts) : NULL;
}

static gboolean
run_with (AxleStore   *self,
          const char  *sql,
          const char  *parameter,
          GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, parameter);
  return axle_statement_run (statement, error);
}

/* Those without SQL of their own are what keeps a key unique: they stay. So do those of
 * customers who were merged, who are few. */
static gboolean
drop_indexes (AxleStore         *self,
              const AxleEntity  *entity,
              GError           **error)
{
  g_auto(GStrv) names =
    list_texts (self, "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL "
                "AND name NOT IN ('customer_merged_into', 'customer_root')",
                entity->kind, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *drop = g_strdup_printf ("DROP INDEX \"%s\"", names[i]);

      if (!run_with (self, "INSERT INTO dropped_index (name, sql) SELECT name, sql FROM sqlite_schema WHERE name = ?1",
                     names[i], error) ||
          !axle_connection_exec (self->connection, drop, error))
        return FALSE;
    }
  return TRUE;
}

/* Before the rows of one kind come, all together: whoever looks at it meanwhile waits a
 * little. Nothing where much is already; @dropped says which. */
gboolean
axle_bulk_drop (AxleStore         *self,
                const AxleEntity  *entity,
                gboolean          *dropped,
                GError           **error)
{
  return is_empty_enough (self, entity, dropped, error) && (!*dropped || drop_indexes (self, entity, error));
}

static gboolean
begin_cb (AxleStore  *self,
          gpointer    data,
          GError    **error)
{
  gboolean *begun = data;

  if (!are_empty_enough (self, begun, error))
    return FALSE;
  for (guint i = 0; *begun && i < G_N_ELEMENTS (entities); i++)
    if (!drop_indexes (self, entities[i], error))
      return FALSE;
  return TRUE;
}

/**
 * axle_store_begin_bulk:
 * @self: a store that writes
 * @error: return location
 *
 * Says that a great many rows will come, until axle_store_end_bulk(): lists are
 * slower meanwhile, and what comes is found by searching afterwards. Does nothing
 * for a cache in which much is already.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_begin_bulk (AxleStore  *self,
                       GError    **error)
{
  gboolean begun = FALSE;

  if (self->bulk)
    return TRUE;
  if (!axle_store_write (self, AXLE_STORE_REPEATABLE, begin_cb, &begun, error))
    return FALSE;
  self->bulk = begun;
  axle_store_set_wide (self, TRUE);
  return TRUE;
}

static gboolean
restore_cb (AxleStore  *self,
            gpointer    data,
            GError    **error)
{
  const char *name = data;
  g_auto(GStrv) sql =
    list_texts (self,
                "SELECT sql FROM dropped_index WHERE name = ?1 AND name NOT IN (SELECT name FROM sqlite_schema)",
                name, error);

  if (sql == NULL || (sql[0] != NULL && !axle_connection_exec (self->connection, sql[0], error)))
    return FALSE;
  return run_with (self, "DELETE FROM dropped_index WHERE name = ?1", name, error);
}

/* Tells that what came can be sorted and made findable now. */
static gboolean
tell_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT id FROM stale WHERE what = 0 LIMIT 1", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 0);
      axle_store_touch (self, &axle_customer_entity, &id);
    }
  return step != AXLE_STEP_ERROR;
}

/* Makes one index again that is not there, in a transaction; @more says whether there was one. */
gboolean
axle_bulk_restore_one (AxleStore  *self,
                       gboolean   *more,
                       GError    **error)
{
  g_auto(GStrv) names = list_texts (self, "SELECT name FROM dropped_index ORDER BY name LIMIT 1", NULL, error);

  *more = names != NULL && names[0] != NULL;
  return names != NULL && (!*more || restore_cb (self, names[0], error));
}

/* Makes the indexes again that are not there, one a transaction. */
gboolean
axle_bulk_restore (AxleStore  *self,
                   GError    **error)
{
  g_autoptr(GError) reason = NULL;
  g_auto(GStrv) names = list_texts (self, "SELECT name FROM dropped_index ORDER BY name", NULL, &reason);

  if (names == NULL)
    return axle_store_fail (error, g_steal_pointer (&reason));
  for (guint i = 0; names[i] != NULL; i++)
    if (!axle_store_write (self, AXLE_STORE_REPEATABLE, restore_cb, names[i], error))
      return FALSE;
  return TRUE;
}

/**
 * axle_store_end_bulk:
 * @self: a store that writes
 * @error: return location
 *
 * Makes the indexes that axle_store_begin_bulk() left out. Takes a few seconds for a
 * million rows; nothing when nothing was begun.
 *
 * Returns: whether all of them are there; otherwise they are made when the cache
 *   is next opened, or by calling this again
 */
gboolean
axle_store_end_bulk (AxleStore  *self,
                     GError    **error)
{
  if (!self->bulk)
    return TRUE;
  if (!axle_bulk_restore (self, error))
    return FALSE;
  self->bulk = FALSE;
  return axle_store_write (self, AXLE_STORE_REPEATABLE, tell_cb, NULL, error);
}
