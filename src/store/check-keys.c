/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/party/customer.h"
#include "store/private.h"
#include "store/search-keys.h"

/* Looks whether customers are sorted and found by what they are called. */

/* A customer's keys are written together: some of them, from all over, tell. */
#define TRIED_KEYS 12

#define SELECT_KEYS \
  "SELECT row, id, name_key, phone_key, " \
  "  plate_key IS " AXLE_DERIVED_PLATE " AND last_contact IS " AXLE_DERIVED_CONTACT ", root " \
  "FROM customer c WHERE row > ?1 ORDER BY row LIMIT ?2"

static gboolean
is_sorted_by (const AxleRecord *customer,
              const char       *name_key,
              const char       *phone_key)
{
  const char *name = axle_record_get_text (customer, AXLE_CUSTOMER_NAME);
  g_autofree char *sorted = name != NULL ? axle_search_sort_key (name) : NULL;
  g_autofree char *phone = axle_record_dup_first_member (customer, AXLE_CUSTOMER_PHONES);

  return g_strcmp0 (sorted, name_key) == 0 && g_strcmp0 (phone, phone_key) == 0;
}

/* Keys are parted by blanks and hold nothing that a query would take for its own. */
static char *
dup_query (const char *keys)
{
  g_auto(GStrv) words = g_strsplit (keys, " ", -1);
  g_autoptr(GString) query = g_string_new (NULL);
  guint n_words = g_strv_length (words);
  guint step = MAX (n_words / TRIED_KEYS, 1);

  for (guint i = 0; i < n_words; i += step)
    if (*words[i] != '\0')
      g_string_append_printf (query, "%s\"%s\"", query->len > 0 ? " AND " : "", words[i]);
  return query->len > 0 ? g_string_free (g_steal_pointer (&query), FALSE) : NULL;
}

static gboolean
ask (AxleStore   *self,
     const char  *sql,
     gint64       row,
     const char  *query,
     gboolean    *found,
     GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  if (query != NULL)
    axle_statement_bind_text (statement, 2, query);
  step = axle_statement_step (statement, error);
  *found = step == AXLE_STEP_ROW;
  return step != AXLE_STEP_ERROR;
}

static gboolean
is_found (AxleStore         *self,
          gint64             row,
          const AxleRecord  *customer,
          gboolean           shown,
          gboolean          *sound,
          GError           **error)
{
  g_autoptr(GPtrArray) merged = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  g_autofree char *keys = NULL;
  g_autofree char *query = NULL;

  if (!ask (self, "SELECT 1 FROM search_docsize WHERE id = ?1", row, NULL, sound, error))
    return FALSE;
  if (!shown || !*sound)
    {
      *sound = *sound == shown;
      return TRUE;
    }
  merged = axle_merged_list (self, &customer->id, error);
  vehicles = merged != NULL ? axle_derived_list_vehicles (self, &customer->id, error) : NULL;
  if (vehicles == NULL)
    return FALSE;
  keys = axle_search_keys (customer, merged, vehicles);
  query = dup_query (keys);
  return query == NULL || ask (self, "SELECT 1 FROM search WHERE rowid = ?1 AND search MATCH ?2", row, query, sound, error);
}

static gboolean
check_one (AxleStore      *self,
           AxleStatement  *statement,
           GPtrArray      *damaged,
           GError        **error)
{
  AxleId id = axle_read_id (statement, 1);
  AxleId told = axle_read_id (statement, 5);
  AxleId root = AXLE_ID_NONE;
  g_autoptr(AxleRecord) customer = NULL;
  gboolean sound;

  if (!axle_row_find (self, &axle_customer_entity, &id, &customer, NULL, error) ||
      !axle_merged_find_root (self, &id, &root, error))
    return FALSE;
  if (customer == NULL)
    return TRUE;
  if (customer->deleted || axle_id_equal (&root, &id))
    root = AXLE_ID_NONE;
  sound = axle_statement_get_bool (statement, 4) && axle_id_equal (&told, &root) &&
          is_sorted_by (customer, axle_statement_get_text (statement, 2), axle_statement_get_text (statement, 3));
  if (sound && !is_found (self, axle_statement_get_int64 (statement, 0), customer,
                          !customer->deleted && axle_id_is_none (&root), &sound, error))
    return FALSE;
  if (!sound)
    g_ptr_array_add (damaged, g_steal_pointer (&customer));
  return TRUE;
}

static gboolean
check_slice (AxleStore  *self,
             gint64     *row,
             guint       limit,
             GPtrArray  *damaged,
             GError    **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, SELECT_KEYS, error);
  guint n_read = 0;
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, *row);
  axle_statement_bind_int64 (statement, 2, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      n_read++;
      *row = axle_statement_get_int64 (statement, 0);
      if (!check_one (self, statement, damaged, error))
        return FALSE;
    }
  if (n_read < limit)
    *row = 0;
  return step == AXLE_STEP_DONE;
}

/* A row that is written again gets its keys anew. */
static gboolean
mend_cb (AxleStore  *self,
         gpointer    data,
         GError    **error)
{
  GPtrArray *damaged = data;

  for (guint i = 0; i < damaged->len; i++)
    {
      const AxleRecord *customer = damaged->pdata[i];
      g_autoptr(AxleRecord) row = NULL;
      gint64 pending;

      if (!axle_row_find (self, customer->entity, &customer->id, &row, &pending, error) ||
          !axle_row_write (self, row, pending, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * axle_store_check_keys:
 * @self: a store that writes, with nothing left for axle_store_index_slice()
 * @row: (inout): 0 to begin with; where the next call goes on, 0 at the end
 * @limit: how many customers at most
 * @n_damaged: (out): how many were sorted or found wrongly
 * @error: return location
 *
 * Looks whether customers can be found, and makes those findable that cannot. While
 * more are to come after axle_store_begin_bulk(), it finds nothing.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_check_keys (AxleStore  *self,
                       gint64     *row,
                       guint       limit,
                       guint      *n_damaged,
                       GError    **error)
{
  g_autoptr(GPtrArray) damaged = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  g_autoptr(GError) reason = NULL;

  *n_damaged = 0;
  if (self->bulk)
    {
      *row = 0;
      return TRUE;
    }
  if (!check_slice (self, row, limit, damaged, &reason))
    return axle_store_fail (error, g_steal_pointer (&reason));
  *n_damaged = damaged->len;
  return damaged->len == 0 || axle_store_write (self, AXLE_STORE_REPEATABLE, mend_cb, damaged, error);
}
