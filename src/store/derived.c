/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include <string.h>

#include "base/text.h"
#include "core/insight/figure.h"
#include "core/party/contact.h"
#include "core/party/customer.h"
#include "core/vehicle/ownership.h"
#include "core/vehicle/vehicle.h"
#include "sqlite/image.h"
#include "store/search-keys.h"
#include "store/search.h"

/*
 * What the cache works out from records: the keys by which customers are sorted and
 * found. Those made of the customer alone are columns of its row; the rest, made of
 * several records that arrive in any order, follow at once after a small write and
 * wait in the table `stale` after a large one.
 */

/* A write that makes more stale than this leaves the work to axle_store_index_slice(). */
#define REFRESHED_AT_ONCE 64

#define INSERT_STALE "INSERT OR IGNORE INTO stale (id, what) VALUES (?1, ?2)"

const char * const *
axle_derived_columns (const AxleEntity *entity)
{
  static const char * const none[] = { NULL };
  static const char * const of_customer[] = { "name_key", "phone_key", NULL };

  return entity == &axle_customer_entity ? of_customer : none;
}

static char *
first_member (const char *packed)
{
  return packed != NULL ? g_strndup (packed, strcspn (packed, AXLE_SET_SEPARATOR)) : NULL;
}

static char *
name_key (const char *name)
{
  return name != NULL ? axle_search_sort_key (name) : NULL;
}

static char *
fold (const char *text)
{
  return text != NULL ? axle_text_fold (text) : NULL;
}

static char *
id_text (const char *hex)
{
  AxleId id;

  if (hex == NULL || strlen (hex) != 2 * sizeof id.bytes)
    return NULL;
  for (gsize i = 0; i < sizeof id.bytes; i++)
    id.bytes[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 | g_ascii_xdigit_value (hex[2 * i + 1]));
  return axle_id_dup_text (&id);
}

/* What SQL can call, for rows that come without passing through the program. */
gboolean
axle_derived_add_functions (AxleStore  *self,
                            GError    **error)
{
  return axle_connection_add_function (self->connection, "axle_name_key", name_key, error) &&
         axle_connection_add_function (self->connection, "axle_first_member", first_member, error) &&
         axle_connection_add_function (self->connection, "axle_id_text", id_text, error) &&
         axle_connection_add_function (self->connection, "axle_fold", fold, error) &&
         axle_connection_add_text_check (self->connection, "axle_is_text", error);
}

/* What axle_derived_bind() binds, as SQL behind the other columns. */
const char *
axle_derived_expressions (const AxleEntity *entity)
{
  return entity == &axle_customer_entity ? ", axle_name_key (\"name\"), axle_first_member (\"phones\")" : "";
}

void
axle_derived_bind (const AxleRecord *record,
                   AxleStatement    *statement,
                   int               parameter)
{
  g_autofree char *name = NULL;
  g_autofree char *phone = NULL;

  if (record->entity != &axle_customer_entity)
    return;
  if (axle_record_get_text (record, AXLE_CUSTOMER_NAME) != NULL)
    name = axle_search_sort_key (axle_record_get_text (record, AXLE_CUSTOMER_NAME));
  phone = axle_record_dup_first_member (record, AXLE_CUSTOMER_PHONES);
  axle_statement_bind_text (statement, parameter, name);
  axle_statement_bind_text (statement, parameter + 1, phone);
}

static void
add (AxleStore    *self,
     AxleId        id,
     AxleStaleWhat what)
{
  AxleStale stale = { id, what };

  if (!axle_id_is_none (&id))
    g_array_append_val (self->stale, stale);
}

static void
add_all (AxleStore *self,
         AxleId     customer)
{
  add (self, customer, AXLE_STALE_CUSTOMER);
  add (self, customer, AXLE_STALE_FIGURE);
}

void
axle_derived_note (AxleStore        *self,
                   const AxleRecord *record)
{
  if (record->entity == &axle_customer_entity)
    add_all (self, record->id);
  else if (record->entity == &axle_vehicle_entity)
    {
      add (self, record->id, AXLE_STALE_VEHICLE);
      add (self, record->id, AXLE_STALE_FIGURES_OF_VEHICLE);
    }
  else if (record->entity == &axle_ownership_entity)
    add_all (self, axle_record_get_id (record, AXLE_OWNERSHIP_CUSTOMER));
  else if (record->entity == &axle_contact_entity)
    add (self, axle_record_get_id (record, AXLE_CONTACT_CUSTOMER), AXLE_STALE_CONTACTS);
  else
    axle_figures_note (self, record);
}

static gboolean
refresh_keys (AxleStore  *self,
              gint64      row,
              GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "WITH now (plate, contact) AS (SELECT " AXLE_DERIVED_PLATE ", " AXLE_DERIVED_CONTACT
                             "  FROM customer c WHERE c.row = ?1) "
                             "UPDATE customer SET plate_key = plate, last_contact = contact FROM now "
                             "WHERE row = ?1 AND (plate_key IS NOT plate OR last_contact IS NOT contact)", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  return axle_statement_run (statement, error);
}

static gboolean
write_search (AxleStore   *self,
              gint64       row,
              const char  *keys,
              GError     **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             keys != NULL ? "INSERT OR REPLACE INTO search (rowid, keys) VALUES (?1, ?2)"
                                          : "DELETE FROM search WHERE rowid = ?1", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  if (keys != NULL)
    axle_statement_bind_text (statement, 2, keys);
  return axle_statement_run (statement, error);
}

/* None where somebody else stands for them. */
static gboolean
find_customer (AxleStore     *self,
               gint64         row,
               AxleRecord   **customer,
               GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_customer_entity, "WHERE row = ?1 AND root IS NULL", error);
  AxleStep step;

  *customer = NULL;
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    *customer = axle_row_read (&axle_customer_entity, statement);
  return step != AXLE_STEP_ERROR;
}

static gboolean
refresh_search (AxleStore  *self,
                gint64      row,
                GError    **error)
{
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(GPtrArray) merged = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  g_autofree char *keys = NULL;

  if (!find_customer (self, row, &customer, error))
    return FALSE;
  if (customer == NULL || customer->deleted)
    return write_search (self, row, NULL, error);
  merged = axle_merged_list (self, &customer->id, error);
  vehicles = merged != NULL ? axle_derived_list_vehicles (self, &customer->id, error) : NULL;
  if (vehicles == NULL)
    return FALSE;
  keys = axle_search_keys (customer, merged, vehicles);
  return write_search (self, row, keys, error);
}

/* The vehicles that a customer, or who was merged into them, owns, drives or pays for now. */
GPtrArray *
axle_derived_list_vehicles (AxleStore     *self,
                            const AxleId  *customer,
                            GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_vehicle_entity,
                     "WHERE deleted = 0 AND id IN "
                     "(SELECT vehicle FROM ownership WHERE customer IN " AXLE_MERGED_PEOPLE ("?1")
                     " AND deleted = 0 AND until IS NULL)", error);

  if (statement == NULL)
    return NULL;
  axle_bind_id (statement, 1, customer);
  return axle_row_list (&axle_vehicle_entity, statement, error);
}

static GArray *
list_owners (AxleStore     *self,
             const AxleId  *vehicle,
             GError       **error)
{
  g_autoptr(GArray) owners = g_array_new (FALSE, FALSE, sizeof (AxleId));
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT DISTINCT customer FROM ownership WHERE vehicle = ?1", error);
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_bind_id (statement, 1, vehicle);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId owner = axle_read_id (statement, 0);
      g_array_append_val (owners, owner);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&owners) : NULL;
}

/* A customer of whom something is stale: the keys for the search too, or only those
 * to sort by. */
typedef struct
{
  gint64   row;
  gboolean search;
} Stale;

static gboolean
add_customer (AxleStore     *self,
              const AxleId  *id,
              gboolean       search,
              GArray        *customers,
              GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT row FROM customer WHERE id = ?1", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, id);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW)
    {
      Stale customer = { axle_statement_get_int64 (statement, 0), search };
      g_array_append_val (customers, customer);
    }
  return step != AXLE_STEP_ERROR;
}

/* With who stands for them. */
static gboolean
add_people (AxleStore     *self,
            const AxleId  *id,
            GArray        *customers,
            GError       **error)
{
  g_autoptr(GArray) affected = g_array_new (FALSE, FALSE, sizeof (AxleId));

  if (!axle_merged_renew (self, id, affected, error))
    return FALSE;
  for (guint i = 0; i < affected->len; i++)
    if (!add_customer (self, &g_array_index (affected, AxleId, i), TRUE, customers, error))
      return FALSE;
  return TRUE;
}

/* Those of a customer who was merged are those of who stands for them too. */
static gboolean
add_contacts (AxleStore     *self,
              const AxleId  *id,
              GArray        *customers,
              GError       **error)
{
  AxleId root;

  return axle_merged_find_root (self, id, &root, error) && add_customer (self, id, FALSE, customers, error) &&
         (axle_id_equal (&root, id) || add_customer (self, &root, FALSE, customers, error));
}

static gboolean
add_customers (AxleStore        *self,
               const AxleStale  *stale,
               GArray           *customers,
               GError          **error)
{
  g_autoptr(GArray) owners = NULL;

  if (stale->what > AXLE_STALE_VEHICLE)
    return TRUE;
  if (stale->what == AXLE_STALE_CONTACTS)
    return add_contacts (self, &stale->id, customers, error);
  if (stale->what == AXLE_STALE_CUSTOMER)
    return add_people (self, &stale->id, customers, error);
  owners = list_owners (self, &stale->id, error);
  for (guint i = 0; owners != NULL && i < owners->len; i++)
    if (!add_people (self, &g_array_index (owners, AxleId, i), customers, error))
      return FALSE;
  return owners != NULL;
}

static int
compare_stale (gconstpointer a,
               gconstpointer b)
{
  const Stale *first = a;
  const Stale *second = b;

  if (first->row != second->row)
    return first->row > second->row ? 1 : -1;
  return (int) second->search - (int) first->search;
}

/* Each customer once, and in the order of the rows: at each step back the full-text
 * index begins another segment, all of which are merged afterwards. */
static gboolean
refresh_all (AxleStore  *self,
             GArray     *stale,
             GError    **error)
{
  g_autoptr(GArray) customers = g_array_new (FALSE, FALSE, sizeof (Stale));
  gint64 last = 0;

  for (guint i = 0; i < stale->len; i++)
    if (!add_customers (self, &g_array_index (stale, AxleStale, i), customers, error))
      return FALSE;
  g_array_sort (customers, compare_stale);
  for (guint i = 0; i < customers->len; i++)
    {
      const Stale *customer = &g_array_index (customers, Stale, i);

      if (customer->row == last)
        continue;
      last = customer->row;
      if ((customer->search && !(refresh_search (self, customer->row, error) &&
                                 axle_duplicates_note (self, customer->row, error))) ||
          !refresh_keys (self, customer->row, error))
        return FALSE;
    }
  return axle_figures_refresh (self, stale, error);
}

static gboolean
run_for_each (AxleStore   *self,
              const char  *sql,
              GArray      *stale,
              GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  for (guint i = 0; statement != NULL && i < stale->len; i++)
    {
      const AxleStale *one = &g_array_index (stale, AxleStale, i);

      axle_bind_id (statement, 1, &one->id);
      axle_statement_bind_int64 (statement, 2, one->what);
      if (!axle_statement_run (statement, error))
        return FALSE;
    }
  return statement != NULL;
}

/* At the end of each transaction. */
gboolean
axle_derived_flush (AxleStore  *self,
                    GError    **error)
{
  g_autoptr(GArray) stale = g_steal_pointer (&self->stale);

  self->stale = g_array_new (FALSE, FALSE, sizeof (AxleStale));
  if (self->sweep_due && !axle_figures_begin_sweep (self, error))
    return FALSE;
  self->sweep_due = FALSE;
  if ((self->bulk || stale->len > REFRESHED_AT_ONCE) && !axle_figures_gather (self, stale, error))
    return FALSE;
  if (stale->len == 0)
    return TRUE;
  if (stale->len <= REFRESHED_AT_ONCE)
    return refresh_all (self, stale, error);
  return run_for_each (self, INSERT_STALE, stale, error);
}

/* Rows that came in large amounts make stale what depends on them. When all customers of
 * a scope come with what belongs to them, they alone are enough; with @all, what comes
 * may belong to customers who were made findable before. */
gboolean
axle_derived_note_rows (AxleStore         *self,
                        const AxleEntity  *entity,
                        const char        *schema,
                        gint64             first,
                        gint64             last,
                        gboolean           all,
                        GError           **error)
{
  static const struct
  {
    const AxleEntity *entity;
    const char       *id;
    AxleStaleWhat     what;
  } kinds[] = {
    { &axle_customer_entity, "id", AXLE_STALE_CUSTOMER },
    { &axle_vehicle_entity, "id", AXLE_STALE_VEHICLE },
    { &axle_ownership_entity, "customer", AXLE_STALE_CUSTOMER },
    { &axle_contact_entity, "customer", AXLE_STALE_CONTACTS },
  };

  if ((entity == &axle_customer_entity || axle_figure_needs (entity)) && !axle_figures_begin_sweep (self, error))
    return FALSE;
  for (guint i = 0; i < (all ? G_N_ELEMENTS (kinds) : 1); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("INSERT OR IGNORE INTO main.stale (id, what) SELECT \"%s\", %d FROM %s.\"%s\" "
                         "WHERE rowid BETWEEN ?1 AND ?2 AND \"%s\" IS NOT NULL",
                         kinds[i].id, (int) kinds[i].what, schema, kinds[i].entity->kind, kinds[i].id);
      g_autoptr(AxleStatement) statement = NULL;

      if (entity != kinds[i].entity)
        continue;
      statement = axle_statement_new (self->connection, sql, error);
      if (statement == NULL)
        return FALSE;
      axle_statement_bind_int64 (statement, 1, first);
      axle_statement_bind_int64 (statement, 2, last);
      return axle_statement_run (statement, error);
    }
  return TRUE;
}

/* How far is counted what is left. */
#define COUNTED_STALE 10000

typedef struct
{
  guint  limit;
  guint  n_left;
} Slice;

static gboolean
append_stale (AxleStore   *self,
              const char  *sql,
              guint        limit,
              GArray      *stale,
              GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleStale one = { axle_read_id (statement, 0), (AxleStaleWhat) axle_statement_get_int64 (statement, 1) };
      g_array_append_val (stale, one);
    }
  return step == AXLE_STEP_DONE;
}

/* Vehicles first: they make their owners stale, who are then refreshed once. Each
 * query reads the table in the order of its key, and no more of it than it gives. */
static GArray *
list_stale (AxleStore  *self,
            guint       limit,
            GError    **error)
{
  g_autoptr(GArray) stale = g_array_new (FALSE, FALSE, sizeof (AxleStale));

  if (!append_stale (self, "SELECT id, what FROM stale WHERE what = 2 ORDER BY id LIMIT ?1", limit, stale, error) ||
      (stale->len == 0 &&
       !append_stale (self, "SELECT id, what FROM stale ORDER BY what, id LIMIT ?1", limit, stale, error)))
    return NULL;
  return g_steal_pointer (&stale);
}

static gboolean
stale_owners (AxleStore  *self,
              GArray     *stale,
              GError    **error)
{
  g_autoptr(GArray) all = g_array_new (FALSE, FALSE, sizeof (AxleStale));

  for (guint i = 0; i < stale->len; i++)
    {
      g_autoptr(GArray) owners = list_owners (self, &g_array_index (stale, AxleStale, i).id, error);

      for (guint o = 0; owners != NULL && o < owners->len; o++)
        {
          AxleStale owner = { g_array_index (owners, AxleId, o), AXLE_STALE_CUSTOMER };
          g_array_append_val (all, owner);
        }
      if (owners == NULL)
        return FALSE;
    }
  return run_for_each (self, INSERT_STALE, all, error);
}

static gboolean
refresh_slice (AxleStore  *self,
               GArray     *stale,
               guint       limit,
               GError    **error)
{
  if (stale->len == 0)
    return axle_figures_slice (self, limit, error);
  if (g_array_index (stale, AxleStale, 0).what == AXLE_STALE_VEHICLE)
    return stale_owners (self, stale, error);
  return refresh_all (self, stale, error);
}

static gboolean
slice_cb (AxleStore  *self,
          gpointer    data,
          GError    **error)
{
  Slice *slice = data;
  g_autoptr(GArray) stale = list_stale (self, slice->limit, error);
  gint64 n_left;

  if (stale == NULL || !refresh_slice (self, stale, slice->limit, error) ||
      !run_for_each (self, "DELETE FROM stale WHERE id = ?1 AND what = ?2", stale, error) ||
      !axle_connection_query_int64 (self->connection,
                                    "SELECT count(*) FROM (SELECT 1 FROM stale LIMIT " G_STRINGIFY (COUNTED_STALE) ")",
                                    &n_left, error) ||
      (n_left == 0 && !axle_figures_count_left (self, &n_left, error)))
    return FALSE;
  if (n_left == 0)
    axle_figures_tell (self);
  slice->n_left = (guint) n_left;
  return TRUE;
}

/**
 * axle_store_index_slice:
 * @self: a store that writes
 * @limit: how many records at most
 * @n_left: (out) (optional): how many still wait; 10,000 for that many or more
 * @error: return location
 *
 * Makes customers findable that came in large amounts, then works out what the list shows
 * of them; also what time alone changes of that. While more are to come after
 * axle_store_begin_bulk(), it does nothing.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_index_slice (AxleStore  *self,
                        guint       limit,
                        guint      *n_left,
                        GError    **error)
{
  Slice slice = { .limit = limit };
  gboolean done;

  /* Once for each customer is enough, when the vehicles have come too. */
  if (self->bulk)
    {
      if (n_left != NULL)
        *n_left = 0;
      return TRUE;
    }

  /* What a power cut takes back stays stale. */
  self->slicing = TRUE;
  done = axle_store_write (self, AXLE_STORE_REPEATABLE, slice_cb, &slice, error);
  self->slicing = FALSE;
  if (!done)
    return FALSE;
  if (slice.n_left == 0 || slice.n_left >= COUNTED_STALE)
    axle_store_set_wide (self, slice.n_left > 0);
  if (n_left != NULL)
    *n_left = slice.n_left;
  return TRUE;
}
