/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/duplicates.h"

#include "core/party/customer.h"
#include "core/party/match-customer.h"
#include "core/vehicle/vehicle.h"
#include "store/private.h"
#include "store/search-keys.h"

/*
 * Which customers may be one. A customer is compared only with those they have something
 * in common with that few have: a phone number, a car, the sound of the name, an address.
 * Whoever changes is noted in `match_due` and compared again in slices; what is found
 * stands in `duplicate`. So a million customers are minutes once, and a change is nothing.
 */

/* What more customers have in common than this tells nothing, and would cost much. */
#define MAX_TOGETHER 20

/* How far namesakes are counted. */
#define MAX_COUNTED "1000"

/* Somebody who is being typed may be one of those from here on. */
#define LOWEST_SIMILAR 200

#define IS_THERE "deleted = 0"

void
axle_duplicate_free (AxleDuplicate *self)
{
  g_clear_pointer (&self->a, axle_record_unref);
  g_clear_pointer (&self->b, axle_record_unref);
  g_clear_pointer (&self->a_vehicles, g_ptr_array_unref);
  g_clear_pointer (&self->b_vehicles, g_ptr_array_unref);
  g_clear_pointer (&self->reasons, g_ptr_array_unref);
  g_free (self);
}

static gint64
scatter (const char *key)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *key != '\0'; key++)
    hash = (hash ^ (guchar) *key) * G_GUINT64_CONSTANT (0x100000001b3);
  return (gint64) hash;
}

/* Finding who is worth comparing. */

typedef struct
{
  AxleStore         *store;
  AxleId             id;
  AxleMatchCustomer *customer;
  GPtrArray         *found;
  guint              n_namesakes;
} Looking;

static void
looking_clear (Looking *self)
{
  g_clear_pointer (&self->customer, axle_match_customer_free);
  g_clear_pointer (&self->found, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Looking, looking_clear)

static gboolean
is_taken (const Looking *self,
          const AxleId  *id)
{
  for (guint i = 0; i < self->found->len; i++)
    if (axle_id_equal (&((AxleRecord *) self->found->pdata[i])->id, id))
      return TRUE;
  return axle_id_equal (id, &self->id);
}

/* Whoever was merged into somebody leads to that one. */
static gboolean
take (Looking     *self,
      AxleRecord  *customer,
      GError     **error)
{
  g_autoptr(AxleRecord) survivor = NULL;
  AxleId id;

  if (!axle_merged_find_root (self->store, &customer->id, &id, error))
    return FALSE;
  if (is_taken (self, &id))
    return TRUE;
  if (axle_id_equal (&id, &customer->id))
    g_ptr_array_add (self->found, axle_record_ref (customer));
  else if (!axle_row_find (self->store, &axle_customer_entity, &id, &survivor, NULL, error))
    return FALSE;
  else if (survivor != NULL)
    g_ptr_array_add (self->found, g_steal_pointer (&survivor));
  return TRUE;
}

/* @text or @number is what @tail looks for. */
static gboolean
look (Looking     *self,
      const char  *tail,
      const char  *text,
      gint64       number,
      GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_row_select (self->store, &axle_customer_entity, tail, error);
  g_autoptr(GPtrArray) rows = NULL;

  if (statement == NULL)
    return FALSE;
  if (text != NULL)
    axle_statement_bind_text (statement, 1, text);
  else
    axle_statement_bind_int64 (statement, 1, number);
  axle_statement_bind_int64 (statement, 2, MAX_TOGETHER + 1);
  rows = axle_row_list (&axle_customer_entity, statement, error);
  for (guint i = 0; rows != NULL && rows->len <= MAX_TOGETHER && i < rows->len; i++)
    if (!take (self, rows->pdata[i], error))
      return FALSE;
  return rows != NULL;
}

static gboolean
look_by_key (Looking     *self,
             const char  *key,
             GError     **error)
{
  return look (self, "WHERE " IS_THERE " AND row IN (SELECT customer FROM match_key WHERE key = ?1) LIMIT ?2", NULL,
               scatter (key), error);
}

static gboolean
look_by_phones (Looking  *self,
                GError  **error)
{
  const char *phone;

  for (guint i = 0; (phone = axle_match_customer_get (self->customer, AXLE_MATCH_KIND_PHONE, i)) != NULL; i++)
    {
      g_autofree char *key = g_strconcat ("phone:", phone, NULL);

      if (!look (self, "WHERE phone_key = ?1 AND " IS_THERE " LIMIT ?2", phone, 0, error) ||
          !look_by_key (self, key, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
look_by_keys (Looking  *self,
              GError  **error)
{
  g_auto(GStrv) keys = axle_match_customer_dup_keys (self->customer);

  for (guint i = 0; keys[i] != NULL; i++)
    if (!look_by_key (self, keys[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
look_by_cars (Looking        *self,
              AxleMatchKind   kind,
              const char     *tail,
              GError        **error)
{
  const char *text;

  for (guint i = 0; (text = axle_match_customer_get (self->customer, kind, i)) != NULL; i++)
    if (!look (self, tail, text, 0, error))
      return FALSE;
  return TRUE;
}

#define BY_CAR(column) \
  "WHERE " IS_THERE " AND id IN (SELECT o.customer FROM vehicle v JOIN ownership o ON o.vehicle = v.id " \
  "WHERE v." column " = ?1 AND v.deleted = 0 AND o.deleted = 0 AND o.until IS NULL) LIMIT ?2"

/* By sound, so that 明 and 鸣 meet. */
static gboolean
look_by_name (Looking     *self,
              const char  *name,
              GError     **error)
{
  g_autofree char *key = name != NULL ? axle_search_sort_key (name) : NULL;
  g_autoptr(AxleStatement) statement = NULL;

  if (key == NULL)
    return TRUE;
  statement = axle_connection_prepare (self->store->connection,
                                       "SELECT count(*) FROM (SELECT 1 FROM customer WHERE name_key = ?1 AND deleted = 0 "
                                       "LIMIT " MAX_COUNTED ")", error);
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, key);
  if (axle_statement_step (statement, error) != AXLE_STEP_ROW)
    return FALSE;
  self->n_namesakes = (guint) axle_statement_get_int64 (statement, 0);
  return self->n_namesakes > MAX_TOGETHER ||
         look (self, "WHERE name_key = ?1 AND " IS_THERE " LIMIT ?2", key, 0, error);
}

/* Near enough for a weight, and told at once: counting a million for each slice of fifty
 * would take longer than comparing them. */
static gboolean
count_customers (AxleStore  *self,
                 gint64     *n_customers,
                 GError    **error)
{
  return axle_connection_query_int64 (self->connection, "SELECT ifnull (max (row), 0) FROM customer", n_customers, error);
}

static guint
common_cb (AxleMatchKind  kind,
           const char    *text,
           gpointer       data)
{
  Looking *self = data;
  guint count = 1;

  if (kind == AXLE_MATCH_KIND_NAME)
    return self->n_namesakes;
  if (kind != AXLE_MATCH_KIND_PHONE)
    return 1;
  for (guint i = 0; i < self->found->len; i++)
    {
      g_auto(GStrv) phones = axle_record_dup_members (self->found->pdata[i], AXLE_CUSTOMER_PHONES);

      count += g_strv_contains ((const char *const *) phones, text);
    }
  return count;
}

static gboolean
look_around (Looking           *self,
             AxleStore         *store,
             const AxleRecord  *customer,
             GPtrArray         *vehicles,
             gint64             n_customers,
             GError           **error)
{
  self->store = store;
  self->id = customer->id;
  self->customer = axle_match_customer_new (customer, vehicles);
  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  if (!look_by_phones (self, error) || !look_by_keys (self, error) ||
      !look_by_cars (self, AXLE_MATCH_KIND_VIN, BY_CAR ("vin"), error) ||
      !look_by_cars (self, AXLE_MATCH_KIND_PLATE, BY_CAR ("plate"), error) ||
      !look_by_name (self, axle_record_get_text (customer, AXLE_CUSTOMER_NAME), error))
    return FALSE;
  axle_match_customer_weigh (self->customer, (double) n_customers, common_cb, self);
  return TRUE;
}

static AxleDuplicate *
compare (const Looking  *self,
         AxleRecord     *other,
         GError        **error)
{
  g_autoptr(GPtrArray) vehicles = axle_derived_list_vehicles (self->store, &other->id, error);
  g_autoptr(AxleMatchCustomer) second = NULL;
  AxleDuplicate *duplicate;

  if (vehicles == NULL)
    return NULL;
  second = axle_match_customer_new (other, vehicles);
  duplicate = g_new0 (AxleDuplicate, 1);
  duplicate->b = axle_record_ref (other);
  duplicate->b_vehicles = g_steal_pointer (&vehicles);
  duplicate->score = axle_match_customer_compare (self->customer, second, &duplicate->reasons);
  return duplicate;
}

/* Comparing in slices. */

static gboolean
run_with (AxleStore     *self,
          const char    *sql,
          gint64         row,
          const AxleId  *id,
          gint64         number,
          GError       **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);

  if (statement == NULL)
    return FALSE;
  if (id != NULL)
    axle_bind_id (statement, 1, id);
  else
    axle_statement_bind_int64 (statement, 1, row);
  if (number != 0)
    axle_statement_bind_int64 (statement, 2, number);
  return axle_statement_run (statement, error);
}

static gboolean
keep (AxleStore            *self,
      const AxleId         *id,
      const AxleDuplicate  *duplicate,
      GError              **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "INSERT OR REPLACE INTO duplicate (a, b, score) VALUES (?1, ?2, ?3)", error);
  gboolean first = axle_id_compare (id, &duplicate->b->id) < 0;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, first ? id : &duplicate->b->id);
  axle_bind_id (statement, 2, first ? &duplicate->b->id : id);
  axle_statement_bind_int64 (statement, 3, duplicate->score);
  return axle_statement_run (statement, error);
}

static gboolean
write_keys (AxleStore                *self,
            gint64                    row,
            const AxleMatchCustomer  *customer,
            GError                  **error)
{
  g_auto(GStrv) keys = axle_match_customer_dup_keys (customer);

  for (guint i = 0; keys[i] != NULL; i++)
    if (!run_with (self, "INSERT OR IGNORE INTO match_key (customer, key) VALUES (?1, ?2)", row, NULL, scatter (keys[i]), error))
      return FALSE;
  return TRUE;
}

static gboolean
find_row (AxleStore    *self,
          gint64        row,
          AxleRecord  **customer,
          gboolean     *shown,
          GError      **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT id, root IS NULL FROM customer WHERE row = ?1", error);
  AxleStep step;
  AxleId id;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step != AXLE_STEP_ERROR;
  id = axle_read_id (statement, 0);
  *shown = axle_statement_get_bool (statement, 1);
  return axle_row_find (self, &axle_customer_entity, &id, customer, NULL, error);
}

static gboolean
compare_row (AxleStore  *self,
             gint64      row,
             gint64      n_customers,
             GError    **error)
{
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  g_auto(Looking) looking = { 0 };
  gboolean shown = FALSE;

  if (!run_with (self, "DELETE FROM match_key WHERE customer = ?1", row, NULL, 0, error) ||
      !find_row (self, row, &customer, &shown, error))
    return FALSE;
  if (customer == NULL)
    return TRUE;
  if (!run_with (self, "DELETE FROM duplicate WHERE a = ?1 OR b = ?1", 0, &customer->id, 0, error))
    return FALSE;
  if (customer->deleted || !shown)
    return TRUE;
  vehicles = axle_derived_list_vehicles (self, &customer->id, error);
  if (vehicles == NULL || !look_around (&looking, self, customer, vehicles, n_customers, error) ||
      !write_keys (self, row, looking.customer, error))
    return FALSE;
  for (guint i = 0; i < looking.found->len; i++)
    {
      g_autoptr(AxleDuplicate) duplicate = compare (&looking, looking.found->pdata[i], error);

      if (duplicate == NULL ||
          (duplicate->score >= AXLE_MATCH_PROPOSED && !keep (self, &customer->id, duplicate, error)))
        return FALSE;
    }
  return TRUE;
}

/* Whether all of its keys are there. */
static gboolean
is_keyed (AxleStore   *self,
          gint64       row,
          gboolean    *keyed,
          GError     **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT 1 FROM match_key WHERE customer = ?1 AND key = ?2", error);
  g_autoptr(GPtrArray) no_vehicles = g_ptr_array_new ();
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(AxleMatchCustomer) compared = NULL;
  g_auto(GStrv) keys = NULL;
  AxleStep step = AXLE_STEP_ROW;
  gboolean shown;

  if (statement == NULL || !find_row (self, row, &customer, &shown, error))
    return FALSE;
  /* Cars are looked up as they are. */
  compared = axle_match_customer_new (customer, no_vehicles);
  keys = axle_match_customer_dup_keys (compared);
  for (guint i = 0; keys[i] != NULL && step == AXLE_STEP_ROW; i++)
    {
      axle_statement_reset (statement);
      axle_statement_bind_int64 (statement, 1, row);
      axle_statement_bind_int64 (statement, 2, scatter (keys[i]));
      step = axle_statement_step (statement, error);
    }
  *keyed = step == AXLE_STEP_ROW;
  return step != AXLE_STEP_ERROR;
}

/* Looks at about @n_looked_at customers, spread over all, who should have their keys by now,
 * and counts those who have not. */
gboolean
axle_duplicates_count_unkeyed (AxleStore  *self,
                               guint       n_looked_at,
                               gint64     *n_unkeyed,
                               GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT c.row FROM customer c WHERE c.deleted = 0 AND c.root IS NULL "
                             "AND c.row % (SELECT 1 + max (row) / ?1 FROM customer) = 0 "
                             "AND NOT EXISTS (SELECT 1 FROM match_due m WHERE m.customer = c.row) "
                             "AND NOT EXISTS (SELECT 1 FROM stale)", error);
  AxleStep step;

  *n_unkeyed = 0;
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, n_looked_at);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gboolean keyed;

      if (!is_keyed (self, axle_statement_get_int64 (statement, 0), &keyed, error))
        return FALSE;
      *n_unkeyed += !keyed;
    }
  return step == AXLE_STEP_DONE;
}

static GArray *
list_due (AxleStore  *self,
          guint       limit,
          GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT customer FROM match_due ORDER BY customer LIMIT ?1", error);
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  AxleStep step;

  if (statement == NULL)
    return NULL;
  axle_statement_bind_int64 (statement, 1, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 row = axle_statement_get_int64 (statement, 0);

      g_array_append_val (rows, row);
    }
  return step == AXLE_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

typedef struct
{
  guint  limit;
  guint *n_left;
} Slice;

static gboolean
slice_cb (AxleStore  *self,
          gpointer    data,
          GError    **error)
{
  Slice *slice = data;
  g_autoptr(GArray) due = list_due (self, slice->limit, error);
  gint64 n_customers, n_left;

  if (due == NULL || !count_customers (self, &n_customers, error))
    return FALSE;
  for (guint i = 0; i < due->len; i++)
    if (!compare_row (self, g_array_index (due, gint64, i), n_customers, error) ||
        !run_with (self, "DELETE FROM match_due WHERE customer = ?1", g_array_index (due, gint64, i), NULL, 0, error))
      return FALSE;
  if (!axle_connection_query_int64 (self->connection, "SELECT count(*) FROM match_due", &n_left, error))
    return FALSE;
  *slice->n_left = (guint) n_left;
  return TRUE;
}

/**
 * axle_store_next_duplicates:
 * @self: a store that writes
 * @limit: how many customers at most
 * @n_left: (out): how many are still to be compared
 * @error: return location
 *
 * Compares the next customers who changed with those they may be the same as. It goes on
 * where it was left, whenever that was.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_next_duplicates (AxleStore  *self,
                            guint       limit,
                            guint      *n_left,
                            GError    **error)
{
  Slice slice = { limit, n_left };

  /* What a power cut takes back is done again. */
  return axle_store_write (self, AXLE_STORE_REPEATABLE, slice_cb, &slice, error);
}

/* Inside a transaction: a customer changed, or a car of theirs. */
gboolean
axle_duplicates_note (AxleStore  *self,
                      gint64      row,
                      GError    **error)
{
  return run_with (self, "INSERT OR IGNORE INTO match_due (customer) VALUES (?1)", row, NULL, 0, error);
}

/* Listing. */

#define QUEUE \
  "FROM duplicate d JOIN customer a ON a.id = d.a JOIN customer b ON b.id = d.b " \
  "WHERE d.score >= ?1 AND a.deleted = 0 AND a.root IS NULL AND b.deleted = 0 AND b.root IS NULL AND NOT EXISTS " \
  "(SELECT 1 FROM distinction x WHERE x.customer = d.a AND x.other = d.b AND x.deleted = 0)"

/**
 * axle_store_count_duplicates:
 * @self: a store
 * @lowest: the least score
 * @n_pairs: (out): how many pairs wait for a person
 * @n_left: (out): how many customers are still to be compared
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
axle_store_count_duplicates (AxleStore  *self,
                             guint       lowest,
                             guint      *n_pairs,
                             guint      *n_left,
                             GError    **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, "SELECT count(*), (SELECT count(*) FROM match_due) " QUEUE, &reason);

  if (statement != NULL)
    {
      axle_statement_bind_int64 (statement, 1, lowest);
      if (axle_statement_step (statement, &reason) == AXLE_STEP_ROW)
        {
          *n_pairs = (guint) axle_statement_get_int64 (statement, 0);
          *n_left = (guint) axle_statement_get_int64 (statement, 1);
          return TRUE;
        }
    }
  return axle_store_fail (error, g_steal_pointer (&reason));
}

static AxleDuplicate *
load_pair (AxleStore     *self,
           const AxleId  *a,
           const AxleId  *b,
           gint64         n_customers,
           GError       **error)
{
  g_auto(Looking) looking = { 0 };
  g_autoptr(AxleRecord) first = NULL;
  g_autoptr(AxleRecord) second = NULL;
  g_autoptr(GPtrArray) vehicles = NULL;
  AxleDuplicate *duplicate;

  if (!axle_row_find (self, &axle_customer_entity, a, &first, NULL, error) || first == NULL ||
      !axle_row_find (self, &axle_customer_entity, b, &second, NULL, error) || second == NULL)
    return NULL;
  vehicles = axle_derived_list_vehicles (self, a, error);
  if (vehicles == NULL || !look_around (&looking, self, first, vehicles, n_customers, error))
    return NULL;
  duplicate = compare (&looking, second, error);
  if (duplicate == NULL)
    return NULL;
  duplicate->a = g_steal_pointer (&first);
  duplicate->a_vehicles = g_steal_pointer (&vehicles);
  return duplicate;
}

#define PAIRS "SELECT d.a, d.b, d.score " QUEUE
#define LIKELIEST " ORDER BY d.score DESC, d.a, d.b LIMIT ?2"

/* @customer: (nullable): of whom; %NULL for all */
static GPtrArray *
list_queue (AxleStore     *self,
            const AxleId  *customer,
            guint          lowest,
            guint          limit,
            GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection, customer != NULL ? PAIRS " AND (d.a = ?3 OR d.b = ?3)" LIKELIEST : PAIRS LIKELIEST,
                             error);
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_duplicate_free);
  g_autoptr(GError) local = NULL;
  gint64 n_customers;
  AxleStep step = AXLE_STEP_ERROR;

  if (statement == NULL ||
      !count_customers (self, &n_customers, error))
    return NULL;
  axle_statement_bind_int64 (statement, 1, lowest);
  axle_statement_bind_int64 (statement, 2, limit);
  if (customer != NULL)
    axle_bind_id (statement, 3, customer);
  while ((step = axle_statement_step (statement, &local)) == AXLE_STEP_ROW)
    {
      AxleId a = axle_read_id (statement, 0), b = axle_read_id (statement, 1);
      AxleDuplicate *duplicate = load_pair (self, &a, &b, n_customers, &local);

      if (local != NULL)
        break;
      if (duplicate == NULL)
        continue;
      /* The list is in the order of what was found then. */
      duplicate->score = (guint) axle_statement_get_int64 (statement, 2);
      g_ptr_array_add (list, duplicate);
    }
  if (local == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * axle_store_list_duplicates:
 * @self: a store
 * @lowest: the least score
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleDuplicate) (nullable): the pairs that wait for
 *   a person, the likeliest first; those found to be two are not among them
 */
GPtrArray *
axle_store_list_duplicates (AxleStore  *self,
                            guint       lowest,
                            guint       limit,
                            GError    **error)
{
  g_autoptr(GError) reason = NULL;
  GPtrArray *list = list_queue (self, NULL, lowest, limit, &reason);

  if (list == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return list;
}

/**
 * axle_store_list_duplicates_of:
 * @self: a store
 * @customer: a customer who stands for themselves
 * @lowest: the least score
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleDuplicate) (nullable): those of
 *   axle_store_list_duplicates() that have @customer
 */
GPtrArray *
axle_store_list_duplicates_of (AxleStore     *self,
                               const AxleId  *customer,
                               guint          lowest,
                               guint          limit,
                               GError       **error)
{
  g_autoptr(GError) reason = NULL;
  GPtrArray *list = list_queue (self, customer, lowest, limit, &reason);

  if (list == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return list;
}

/* While typing. */

/* A number of one person is worth telling of even where all else differs, and so is a name
 * that few have. */
static gboolean
is_worth_telling (const AxleDuplicate *duplicate)
{
  static const AxleMatchKind telling[] = {
    AXLE_MATCH_KIND_PHONE, AXLE_MATCH_KIND_VIN, AXLE_MATCH_KIND_PLATE, AXLE_MATCH_KIND_CREDIT_CODE,
    AXLE_MATCH_KIND_EMAIL, AXLE_MATCH_KIND_WECHAT, AXLE_MATCH_KIND_NAME,
  };

  for (guint i = 0; i < duplicate->reasons->len; i++)
    {
      const AxleMatchReason *reason = duplicate->reasons->pdata[i];

      for (guint k = 0; k < G_N_ELEMENTS (telling); k++)
        if (reason->level <= AXLE_MATCH_LEVEL_CLOSE && g_str_equal (reason->code, axle_match_kind_get_name (telling[k])))
          return TRUE;
    }
  return duplicate->score >= LOWEST_SIMILAR;
}

static int
compare_scores (gconstpointer a,
                gconstpointer b)
{
  const AxleDuplicate *first = *(const AxleDuplicate *const *) a;
  const AxleDuplicate *second = *(const AxleDuplicate *const *) b;

  return (int) second->score - (int) first->score;
}

static GPtrArray *
list_similar (AxleStore         *self,
              const AxleRecord  *customer,
              GPtrArray         *vehicles,
              GError           **error)
{
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_duplicate_free);
  g_auto(Looking) looking = { 0 };
  gint64 n_customers;

  if (!count_customers (self, &n_customers, error) ||
      !look_around (&looking, self, customer, vehicles, n_customers, error))
    return NULL;
  for (guint i = 0; i < looking.found->len; i++)
    {
      g_autoptr(AxleDuplicate) duplicate = compare (&looking, looking.found->pdata[i], error);

      if (duplicate == NULL)
        return NULL;
      if (is_worth_telling (duplicate))
        g_ptr_array_add (list, g_steal_pointer (&duplicate));
    }
  g_ptr_array_sort (list, compare_scores);
  return g_steal_pointer (&list);
}

/**
 * axle_store_find_similar:
 * @self: a store
 * @customer: a customer, who need not be in the store
 * @vehicles: (nullable) (element-type AxleRecord): their cars as far as they are known
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type AxleDuplicate) (nullable): who may be the same,
 *   the likeliest first
 */
GPtrArray *
axle_store_find_similar (AxleStore         *self,
                         const AxleRecord  *customer,
                         GPtrArray         *vehicles,
                         guint              limit,
                         GError           **error)
{
  g_autoptr(GError) reason = NULL;
  GPtrArray *list = list_similar (self, customer, vehicles, &reason);

  if (list == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  else if (list->len > limit)
    g_ptr_array_set_size (list, (int) limit);
  return list;
}
