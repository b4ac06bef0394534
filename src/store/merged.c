/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/party/customer.h"
#include "core/party/merge.h"
#include "store/customers.h"
#include "store/private.h"

/*
 * Who stands for whom. A customer who was merged into another one points at that one,
 * who may point on; the last of them stands for all. One that is deleted, or not here,
 * stands for nobody: those before it are shown again. Where the pointers of two desks
 * make a circle, until the server refuses one of them, the smallest id stands.
 *
 * What a single customer needs follows the pointers; lists and the search read the
 * column `root` of the row, which is brought up to date as the other keys are.
 */

static gboolean
contains (const GArray *ids,
          const AxleId *id)
{
  for (guint i = 0; i < ids->len; i++)
    if (axle_id_equal (&g_array_index (ids, AxleId, i), id))
      return TRUE;
  return FALSE;
}

/* Of the circle that @ids end in, at whose beginning is @first. */
static AxleId
find_smallest (const GArray *ids,
               const AxleId *first)
{
  AxleId smallest = *first;

  for (guint i = ids->len; i > 0; i--)
    {
      const AxleId *id = &g_array_index (ids, AxleId, i - 1);

      if (axle_id_compare (id, &smallest) < 0)
        smallest = *id;
      if (axle_id_equal (id, first))
        break;
    }
  return smallest;
}

/* No id where the customer points at nobody who is there. */
static gboolean
find_next (AxleStore     *self,
           const AxleId  *customer,
           AxleId        *next,
           GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT t.id FROM customer c JOIN customer t ON t.id = c.merged_into "
                             "WHERE c.id = ?1 AND t.deleted = 0", error);
  AxleStep step;

  *next = AXLE_ID_NONE;
  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, customer);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *next = axle_read_id (statement, 0);
  return step != AXLE_STEP_ERROR;
}

/* Who stands for @customer: themselves, when they were not merged into anybody. */
gboolean
axle_merged_find_root (AxleStore     *self,
                       const AxleId  *customer,
                       AxleId        *root,
                       GError       **error)
{
  g_autoptr(GArray) passed = g_array_new (FALSE, FALSE, sizeof (AxleId));
  AxleId next = *customer;

  while (!axle_id_is_none (&next) && passed->len < AXLE_MERGE_CHAIN_LIMIT && !contains (passed, &next))
    {
      *root = next;
      g_array_append_val (passed, next);
      if (!find_next (self, root, &next, error))
        return FALSE;
    }
  if (contains (passed, &next))
    *root = find_smallest (passed, &next);
  return TRUE;
}

/**
 * axle_store_find_survivor:
 * @self: a store
 * @customer: a customer
 * @survivor: (out): who stands for @customer, who may have been merged into somebody
 *   else: @customer where not
 * @error: return location
 *
 * Returns: whether it could be looked up
 */
gboolean
axle_store_find_survivor (AxleStore     *self,
                          const AxleId  *customer,
                          AxleId        *survivor,
                          GError       **error)
{
  g_autoptr(GError) reason = NULL;

  return axle_merged_find_root (self, customer, survivor, &reason) || axle_store_fail (error, g_steal_pointer (&reason));
}

/* Those for whom @root stands, without @root. */
GPtrArray *
axle_merged_list (AxleStore     *self,
                  const AxleId  *root,
                  GError       **error)
{
  g_autoptr(AxleStatement) statement = axle_row_select (self, &axle_customer_entity, "WHERE root = ?1 ORDER BY row", error);

  if (statement == NULL)
    return NULL;
  axle_bind_id (statement, 1, root);
  return axle_row_list (&axle_customer_entity, statement, error);
}

GPtrArray *
axle_store_list_merged (AxleStore     *self,
                        const AxleId  *survivor,
                        GError       **error)
{
  g_autoptr(GError) reason = NULL;
  GPtrArray *merged = axle_merged_list (self, survivor, &reason);

  if (merged == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return merged;
}

/* A customer whose place among the merged may be another now. */
typedef struct
{
  AxleId   id;
  gint64   row;
  AxleId   root;
  gboolean pointing;
  gboolean deleted;
} Place;

/* @customer, and all who come to them by their pointers. */
static GArray *
list_places (AxleStore     *self,
             const AxleId  *customer,
             GError       **error)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (Place));
  /* CROSS: SQLite 3.46 would else look at every customer for each. */
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "WITH RECURSIVE under (id) AS (VALUES (?1) UNION "
                             "  SELECT c.id FROM customer c JOIN under u ON c.merged_into = u.id) "
                             "SELECT c.id, c.row, c.root, c.merged_into IS NOT NULL, c.deleted "
                             "FROM under u CROSS JOIN customer c ON c.id = u.id", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_bind_id (statement, 1, customer);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      Place place = { axle_read_id (statement, 0), axle_statement_get_int64 (statement, 1), axle_read_id (statement, 2),
                      axle_statement_get_bool (statement, 3), axle_statement_get_bool (statement, 4) };

      g_array_append_val (places, place);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&places) : NULL;
}

static gboolean
write_root (AxleStore     *self,
            gint64         row,
            const AxleId  *root,
            GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "UPDATE customer SET root = ?2 WHERE row = ?1", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  axle_bind_id (statement, 2, root);
  return axle_statement_run (statement, error);
}

static void
add_id (GArray       *ids,
        const AxleId *id)
{
  if (!axle_id_is_none (id) && !contains (ids, id))
    g_array_append_val (ids, *id);
}

static gboolean
renew_place (AxleStore    *self,
             const Place  *place,
             GArray       *affected,
             GError      **error)
{
  AxleId root = place->id;

  if (place->pointing && !place->deleted && !axle_merged_find_root (self, &place->id, &root, error))
    return FALSE;
  add_id (affected, &root);
  if (axle_id_equal (&root, &place->id))
    root = AXLE_ID_NONE;
  if (axle_id_equal (&root, &place->root))
    return TRUE;
  add_id (affected, &place->id);
  add_id (affected, &place->root);
  return write_root (self, place->row, &root, error);
}

/* Brings the column up to date after @customer changed, and adds to @affected whose
 * keys may be others now: @customer, and who stands or stood for them. */
gboolean
axle_merged_renew (AxleStore     *self,
                   const AxleId  *customer,
                   GArray        *affected,
                   GError       **error)
{
  g_autoptr(GArray) places = list_places (self, customer, error);

  add_id (affected, customer);
  for (guint i = 0; places != NULL && i < places->len; i++)
    if (!renew_place (self, &g_array_index (places, Place, i), affected, error))
      return FALSE;
  return places != NULL;
}
