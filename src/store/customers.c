/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/customers.h"

#include <string.h>

#include "core/insight/figure.h"
#include "core/organisation/organisation.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "store/private.h"
#include "store/search-keys.h"

void
axle_customer_summary_free (AxleCustomerSummary *self)
{
  g_clear_pointer (&self->customer, axle_record_unref);
  g_clear_pointer (&self->vehicles, g_ptr_array_unref);
  g_clear_pointer (&self->figure, axle_record_unref);
  g_free (self);
}

static gboolean
append_rows (AxleStore   *self,
             const char  *sql,
             GArray      *rows,
             GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 row = axle_statement_get_int64 (statement, 0);
      g_array_append_val (rows, row);
    }
  return step == AXLE_STEP_DONE;
}

/* Each reads one index from end to end; while there is none, see bulk.c, it sorts. */
#define FROM "SELECT row FROM customer "
#define BY_NAME FROM "WHERE deleted = 0 ORDER BY name_key"
#define KEYED(key) \
  { FROM "WHERE deleted = 0 AND " key " IS NOT NULL ORDER BY " key ", name_key", \
    FROM "WHERE deleted = 0 AND " key " IS NOT NULL ORDER BY " key " DESC, name_key DESC" }

static const char * const orders[][2] = {
  [AXLE_CUSTOMER_ORDER_NAME] = { BY_NAME, BY_NAME " DESC" },
  [AXLE_CUSTOMER_ORDER_PHONE] = KEYED ("phone_key"),
  [AXLE_CUSTOMER_ORDER_PLATE] = KEYED ("plate_key"),
  [AXLE_CUSTOMER_ORDER_CONTACT] = KEYED ("last_contact"),
  [AXLE_CUSTOMER_ORDER_CREATED] = {
    FROM "WHERE deleted = 0 ORDER BY created_at",
    FROM "WHERE deleted = 0 ORDER BY created_at DESC",
  },
};

/* A bit for each of @rows. */
static guint8 *
mark (const GArray *rows,
      gint64       *last)
{
  guint8 *marks;

  *last = 0;
  for (guint i = 0; i < rows->len; i++)
    *last = MAX (*last, g_array_index (rows, gint64, i));
  marks = g_malloc0 ((gsize) *last / 8 + 1);
  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);

      marks[row / 8] |= (guint8) (1 << (row % 8));
    }
  return marks;
}

static gboolean
is_marked (const guint8 *marks,
           gint64        last,
           gint64        row)
{
  return row <= last && (marks[row / 8] & (1 << (row % 8))) != 0;
}

/* Leaves in @rows those that are among @others, or those that are not. */
void
axle_rows_keep (GArray       *rows,
                const GArray *others,
                gboolean      among)
{
  gint64 last;
  g_autofree guint8 *marks = mark (others, &last);
  guint n_kept = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);

      if (is_marked (marks, last, row) == among)
        g_array_index (rows, gint64, n_kept++) = row;
    }
  g_array_set_size (rows, n_kept);
}

/* Customers that are not in @rows yet, by name: those with nothing to sort by. */
static gboolean
append_rest (AxleStore  *self,
             GArray     *rows,
             GError    **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autofree guint8 *seen = NULL;
  gint64 last;

  if (!append_rows (self, BY_NAME, all, error))
    return FALSE;
  if (all->len == rows->len)
    return TRUE;
  seen = mark (rows, &last);
  for (guint i = 0; i < all->len; i++)
    {
      gint64 row = g_array_index (all, gint64, i);

      if (!is_marked (seen, last, row))
        g_array_append_val (rows, row);
    }
  return TRUE;
}

/* Few are merged: the orders of all need not know of them. */
static gboolean
leave_out_merged (AxleStore  *self,
                  GArray     *rows,
                  GError    **error)
{
  g_autoptr(GArray) merged = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (!append_rows (self, FROM "WHERE root IS NOT NULL", merged, error))
    return FALSE;
  if (merged->len > 0)
    axle_rows_keep (rows, merged, FALSE);
  return TRUE;
}

/* A stage or an advisor, where it comes among the others, and its customers by name. */
typedef struct
{
  GBytes *key;
  char   *rank;
  GArray *rows;
} Group;

static void
group_free (gpointer data)
{
  Group *self = data;

  g_bytes_unref (self->key);
  g_free (self->rank);
  g_array_unref (self->rows);
  g_free (self);
}

/* In the order of the descriptor; those that only a newer program knows after them. */
static char *
rank_stage (AxleStore *self,
            GBytes    *key)
{
  const AxleChoice *choices = axle_customer_entity.fields[AXLE_CUSTOMER_STAGE].choices;
  gsize size;
  const char *name = g_bytes_get_data (key, &size);
  guint i = 0;

  while (choices[i].name != NULL && (strlen (choices[i].name) != size || memcmp (choices[i].name, name, size) != 0))
    i++;
  return g_strdup_printf ("%03u%.*s", i, (int) size, name);
}

/* By their names; those who are not known here after them. */
static char *
rank_advisor (AxleStore *self,
              GBytes    *key)
{
  gsize size;
  const void *bytes = g_bytes_get_data (key, &size);
  AxleId id = AXLE_ID_NONE;
  g_autoptr(AxleRecord) staff = NULL;
  const char *name;
  g_autofree char *sort_key = NULL;

  memcpy (id.bytes, bytes, MIN (size, sizeof id.bytes));
  if (!axle_row_find (self, &axle_staff_entity, &id, &staff, NULL, NULL) || staff == NULL)
    return g_strdup ("1");
  name = axle_record_get_text (staff, AXLE_STAFF_NAME);
  sort_key = axle_search_sort_key (name != NULL ? name : "");
  return g_strconcat ("0", sort_key, NULL);
}

static int
compare_groups (gconstpointer a,
                gconstpointer b)
{
  return strcmp ((*(Group * const *) a)->rank, (*(Group * const *) b)->rank);
}

/* Rows come grouped from the index; the groups are put in their order. */
static gboolean
append_grouped (AxleStore   *self,
                const char  *sql,
                char      *(*rank) (AxleStore *self, GBytes *key),
                gboolean     descending,
                GArray      *rows,
                GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  g_autoptr(GPtrArray) groups = g_ptr_array_new_with_free_func (group_free);
  Group *group = NULL;
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 row = axle_statement_get_int64 (statement, 0);
      gsize size;
      gconstpointer key = axle_statement_get_blob (statement, 1, &size);

      if (group == NULL || g_bytes_get_size (group->key) != size ||
          memcmp (g_bytes_get_data (group->key, NULL), key, size) != 0)
        {
          group = g_new0 (Group, 1);
          group->key = g_bytes_new (key, size);
          group->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_ptr_array_add (groups, group);
        }
      g_array_append_val (group->rows, row);
    }
  if (step == AXLE_STEP_ERROR)
    return FALSE;
  for (guint i = 0; i < groups->len; i++)
    {
      group = groups->pdata[i];
      group->rank = rank (self, group->key);
    }
  g_ptr_array_sort (groups, compare_groups);
  for (guint i = 0; i < groups->len; i++)
    {
      group = groups->pdata[descending ? groups->len - 1 - i : i];
      g_array_append_vals (rows, group->rows->data, group->rows->len);
    }
  return TRUE;
}

/* Those who have a figure, by it; alike ones by name. A choice counts as in its descriptor. */

typedef struct
{
  gint64 value;
  guint  place;  /* by name */
  gint64 row;
} Figured;

static int
compare_figured (gconstpointer a,
                 gconstpointer b,
                 gpointer      descending)
{
  const Figured *one = a, *other = b;

  if (one->value != other->value)
    return (one->value < other->value) == (descending != NULL) ? 1 : -1;
  return (one->place > other->place) - (one->place < other->place);
}

static char *
build_figure_select (const AxleField *field)
{
  g_autoptr(GString) sql = g_string_new ("SELECT row, ");

  if (field->choices == NULL)
    g_string_append_printf (sql, "\"%s\"", field->name);
  else
    {
      g_string_append_printf (sql, "CASE \"%s\"", field->name);
      for (guint i = 0; field->choices[i].name != NULL; i++)
        g_string_append_printf (sql, " WHEN '%s' THEN %u", field->choices[i].name, i);
      g_string_append (sql, " END");
    }
  g_string_append_printf (sql, " FROM figure WHERE \"%s\" IS NOT NULL", field->name);
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Returns: (nullable): the place of each row among @rows, from 1 */
static GArray *
list_places (const GArray *rows)
{
  gint64 last = 0;
  GArray *places;

  for (guint i = 0; i < rows->len; i++)
    last = MAX (last, g_array_index (rows, gint64, i));
  places = g_array_sized_new (FALSE, TRUE, sizeof (guint), (guint) last + 1);
  g_array_set_size (places, (guint) last + 1);
  for (guint i = 0; i < rows->len; i++)
    g_array_index (places, guint, g_array_index (rows, gint64, i)) = i + 1;
  return places;
}

static gboolean
append_figured (AxleStore        *self,
                const AxleField  *field,
                gboolean          descending,
                GArray           *rows,
                GError          **error)
{
  g_autofree char *sql = build_figure_select (field);
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GArray) figured = g_array_new (FALSE, FALSE, sizeof (Figured));
  g_autoptr(GArray) places = NULL;
  AxleStep step;

  if (statement == NULL || !append_rows (self, BY_NAME, all, error))
    return FALSE;
  places = list_places (all);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      Figured one = { axle_statement_get_int64 (statement, 1), 0, axle_statement_get_int64 (statement, 0) };

      one.place = one.row < places->len ? g_array_index (places, guint, one.row) : 0;
      if (one.place > 0)
        g_array_append_val (figured, one);
    }
  g_array_sort_with_data (figured, compare_figured, GINT_TO_POINTER (descending));
  for (guint i = 0; i < figured->len; i++)
    g_array_append_val (rows, g_array_index (figured, Figured, i).row);
  return step == AXLE_STEP_DONE;
}

static gboolean
append_order (AxleStore          *self,
              AxleCustomerOrder   order,
              gboolean            descending,
              GArray             *rows,
              GError            **error)
{
  if (order >= AXLE_CUSTOMER_ORDER_FIGURE)
    return append_figured (self, &axle_figure_entity.fields[order - AXLE_CUSTOMER_ORDER_FIGURE], descending, rows, error);
  switch (order)
    {
    case AXLE_CUSTOMER_ORDER_STAGE:
      return append_grouped (self,
                             "SELECT row, stage FROM customer "
                             "WHERE deleted = 0 AND stage IS NOT NULL ORDER BY stage, name_key",
                             rank_stage, descending, rows, error);
    case AXLE_CUSTOMER_ORDER_ADVISOR:
      return append_grouped (self,
                             "SELECT row, advisor FROM customer "
                             "WHERE deleted = 0 AND advisor IS NOT NULL ORDER BY advisor, name_key",
                             rank_advisor, descending, rows, error);
    case AXLE_CUSTOMER_ORDER_FIGURE:
      g_return_val_if_reached (FALSE);
    case AXLE_CUSTOMER_ORDER_NAME:
    case AXLE_CUSTOMER_ORDER_PHONE:
    case AXLE_CUSTOMER_ORDER_PLATE:
    case AXLE_CUSTOMER_ORDER_CONTACT:
    case AXLE_CUSTOMER_ORDER_CREATED:
    default:
      return append_rows (self, orders[order][descending ? 1 : 0], rows, error);
    }
}

/**
 * axle_store_order_customers:
 * @self: a store
 * @order: by what; of a figure, %AXLE_CUSTOMER_ORDER_FIGURE and the number of its field
 * @descending: whether the last comes first
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Customers that have nothing to sort by come last, whichever way.
 *
 * Returns: (transfer full) (element-type gint64) (nullable): all customers that are
 *   not deleted and were not merged into others, as numbers for [method@Axle.Store.load_customers]
 */
GArray *
axle_store_order_customers (AxleStore          *self,
                            AxleCustomerOrder   order,
                            gboolean            descending,
                            GCancellable       *cancellable,
                            GError            **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GError) reason = NULL;
  gboolean done;

  axle_connection_set_cancellable (self->connection, cancellable);
  done = append_order (self, order, descending, rows, &reason) &&
         (order == AXLE_CUSTOMER_ORDER_NAME || order == AXLE_CUSTOMER_ORDER_CREATED ||
          append_rest (self, rows, &reason)) &&
         leave_out_merged (self, rows, &reason);
  axle_connection_set_cancellable (self->connection, NULL);
  if (done)
    return g_steal_pointer (&rows);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

static gboolean
read_last_contact (AxleStore            *self,
                   gint64                row,
                   AxleCustomerSummary  *summary,
                   GError              **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT last_contact, pending FROM customer WHERE row = ?1", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  if (axle_statement_step (statement, error) != AXLE_STEP_ROW)
    return FALSE;
  summary->last_contact = axle_statement_get_int64 (statement, 0);
  summary->pending = axle_statement_get_int64 (statement, 1) > 0;
  summary->refused = axle_statement_get_int64 (statement, 1) < 0;
  return TRUE;
}

static gboolean
load_summary (AxleStore            *self,
              gint64                row,
              AxleCustomerSummary **summary,
              GError              **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_customer_entity, "WHERE row = ?1 AND deleted = 0 AND root IS NULL", error);
  g_autoptr(AxleCustomerSummary) one = NULL;
  AxleStep step;

  *summary = NULL;
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  one = g_new0 (AxleCustomerSummary, 1);
  one->customer = axle_row_read (&axle_customer_entity, statement);
  one->vehicles = axle_derived_list_vehicles (self, &one->customer->id, error);
  if (one->vehicles == NULL || !read_last_contact (self, row, one, error) ||
      !axle_figures_read (self, row, &one->figure, error))
    return FALSE;
  *summary = g_steal_pointer (&one);
  return TRUE;
}

static void
summary_free_or_null (gpointer data)
{
  if (data != NULL)
    axle_customer_summary_free (data);
}

static GPtrArray *
load_summaries (AxleStore     *self,
                const gint64  *rows,
                gsize          n_rows,
                GError       **error)
{
  g_autoptr(GPtrArray) summaries = g_ptr_array_new_with_free_func (summary_free_or_null);
  /* One picture for the page, and one lock. */
  g_autoptr(AxleTransaction) transaction = axle_transaction_begin_read (self->connection, error);

  if (transaction == NULL)
    return NULL;
  for (gsize i = 0; i < n_rows; i++)
    {
      AxleCustomerSummary *summary;

      if (!load_summary (self, rows[i], &summary, error))
        return NULL;
      g_ptr_array_add (summaries, summary);
    }
  return axle_transaction_commit (transaction, error) ? g_steal_pointer (&summaries) : NULL;
}

/**
 * axle_store_load_customers:
 * @self: a store
 * @rows: (array length=n_rows): numbers from [method@Axle.Store.order_customers]
 * @n_rows: how many
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleCustomerSummary) (nullable): one for
 *   each of @rows; %NULL in the place of a customer that is gone
 */
GPtrArray *
axle_store_load_customers (AxleStore     *self,
                           const gint64  *rows,
                           gsize          n_rows,
                           GError       **error)
{
  g_autoptr(GError) reason = NULL;
  GPtrArray *summaries = load_summaries (self, rows, n_rows, &reason);

  if (summaries == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return summaries;
}

/**
 * axle_store_find_customer_row:
 * @self: a store
 * @id: a customer
 *
 * Returns: its number in the list, or that of who stands for it; 0 when it is not here
 */
gint64
axle_store_find_customer_row (AxleStore    *self,
                              const AxleId *id)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT row FROM customer WHERE id = ?1", NULL);
  AxleId survivor;

  if (statement == NULL || !axle_merged_find_root (self, id, &survivor, NULL))
    return 0;
  axle_bind_id (statement, 1, &survivor);
  return axle_statement_step (statement, NULL) == AXLE_STEP_ROW ? axle_statement_get_int64 (statement, 0) : 0;
}

/**
 * axle_store_count_customers:
 * @self: a store
 * @error: return location
 *
 * Returns: how many customers the list has; -1 when they cannot be counted
 */
gint64
axle_store_count_customers (AxleStore  *self,
                            GError    **error)
{
  g_autoptr(GError) reason = NULL;
  gint64 all, merged;

  if (axle_connection_query_int64 (self->connection, "SELECT count(*) FROM customer WHERE deleted = 0", &all, &reason) &&
      axle_connection_query_int64 (self->connection, "SELECT count(*) FROM customer WHERE root IS NOT NULL", &merged, &reason))
    return all - merged;
  axle_store_fail (error, g_steal_pointer (&reason));
  return -1;
}

AxleId
axle_store_find_only_car (AxleStore    *self,
                          const AxleId *customer)
{
  const AxleValue value = { .kind = AXLE_VALUE_ID, .as.id = *customer };
  g_autoptr(GPtrArray) ownerships = axle_store_list_where (self, &axle_ownership_entity, AXLE_OWNERSHIP_CUSTOMER, &value, NULL);
  AxleId found = AXLE_ID_NONE;

  for (guint i = 0; ownerships != NULL && i < ownerships->len; i++)
    {
      AxleId vehicle = axle_record_get_id (ownerships->pdata[i], AXLE_OWNERSHIP_VEHICLE);

      if (axle_record_get_text (ownerships->pdata[i], AXLE_OWNERSHIP_UNTIL) != NULL)
        continue;
      if (!axle_id_is_none (&found) && !axle_id_equal (&found, &vehicle))
        return AXLE_ID_NONE;
      found = vehicle;
    }
  return found;
}
