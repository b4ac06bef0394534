/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/private.h"

#include "core/insight/figure.h"
#include "core/organisation/policy.h"
#include "core/party/customer.h"
#include "core/party/merging.h"
#include "store/customers.h"

/*
 * The table `figure` has what is worked out of each customer, see core/insight/figure.h: a
 * column a field of its descriptor; `service_due` has when each of their cars is due. A
 * record that changes makes those it belongs to stale, as in derived.c. What large amounts of rows or another threshold change is worked out
 * in a sweep over all customers, from `figure_sweep`.`next` on; and what time alone changes
 * when its `valid_until` is past.
 */

static char *
build_upsert (void)
{
  g_autoptr(GString) columns = g_string_new ("row, valid_until");
  g_autoptr(GString) values = g_string_new ("?1, ?2");
  g_autoptr(GString) updates = g_string_new ("valid_until = excluded.valid_until");
  g_autoptr(GString) old = g_string_new ("valid_until");
  g_autoptr(GString) new = g_string_new ("excluded.valid_until");

  for (guint i = 0; i < axle_figure_entity.n_fields; i++)
    {
      const char *name = axle_figure_entity.fields[i].name;

      g_string_append_printf (columns, ", \"%s\"", name);
      g_string_append_printf (values, ", ?%u", i + 3);
      g_string_append_printf (updates, ", \"%s\" = excluded.\"%s\"", name, name);
      g_string_append_printf (old, ", figure.\"%s\"", name);
      g_string_append_printf (new, ", excluded.\"%s\"", name);
    }
  return g_strdup_printf ("INSERT INTO figure (%s) VALUES (%s) ON CONFLICT (row) DO UPDATE SET %s "
                          "WHERE (figure.%s) IS NOT (%s)", columns->str, values->str, updates->str, old->str, new->str);
}

static const char *
get_upsert (void)
{
  static gsize once;
  static char *sql;

  if (g_once_init_enter (&once))
    {
      sql = build_upsert ();
      g_once_init_leave (&once, 1);
    }
  return sql;
}

static gboolean
is_touched (AxleStore    *self,
            const AxleId *customer)
{
  for (guint i = 0; i < self->touched->len; i++)
    if (axle_id_equal (&g_array_index (self->touched, AxleTouched, i).id, customer))
      return TRUE;
  return FALSE;
}

/* Of many there is one word at the end. */
static void
tell_changed (AxleStore    *self,
              const AxleId *customer)
{
  if (self->slicing)
    self->figures_changed = TRUE;
  else if (!is_touched (self, customer))
    axle_store_touch (self, &axle_customer_entity, customer);
}

void
axle_figures_tell (AxleStore *self)
{
  if (self->figures_changed)
    axle_store_touch (self, &axle_customer_entity, &AXLE_ID_NONE);
  self->figures_changed = FALSE;
}

static gboolean
write_figure (AxleStore         *self,
              gint64             row,
              const AxleRecord  *figure,
              gint64             valid_until,
              GError           **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, get_upsert (), error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  if (valid_until != G_MAXINT64)
    axle_statement_bind_int64 (statement, 2, valid_until);
  for (guint i = 0; i < figure->entity->n_fields; i++)
    axle_bind_value (statement, (int) i + 3, axle_record_get (figure, i));
  if (!axle_statement_run (statement, error))
    return FALSE;
  if (axle_connection_get_changes (self->connection) > 0)
    tell_changed (self, &figure->id);
  return TRUE;
}

static gboolean
write_car (AxleStore            *self,
           const AxleFigureCar  *car,
           GError              **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "INSERT INTO service_due (vehicle, at) SELECT row, ?2 FROM vehicle WHERE id = ?1 "
                             "ON CONFLICT (vehicle) DO UPDATE SET at = excluded.at WHERE service_due.at != excluded.at", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &car->vehicle);
  axle_statement_bind_int64 (statement, 2, car->due);
  return axle_statement_run (statement, error);
}

static gboolean
write_cars (AxleStore  *self,
            GArray     *cars,
            GError    **error)
{
  for (guint i = 0; i < cars->len; i++)
    if (!write_car (self, &g_array_index (cars, AxleFigureCar, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
drop_figure (AxleStore     *self,
             const AxleId  *customer,
             GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "DELETE FROM figure WHERE row = (SELECT row FROM customer WHERE id = ?1)", error);

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, customer);
  return axle_statement_run (statement, error);
}

/* What all figures of a transaction are worked out with. */
typedef struct
{
  AxlePolicies *policies;
  GTimeZone    *zone;
  gint64        now;
  GHashTable   *done; /* AxleId */
} Batch;

static void
batch_clear (Batch *self)
{
  g_clear_pointer (&self->policies, axle_policies_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->done, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Batch, batch_clear)

static gboolean
batch_init (Batch      *self,
            AxleStore  *store,
            GError    **error)
{
  g_autoptr(GPtrArray) records = axle_store_list (store, &axle_policy_entity, error);

  if (records == NULL)
    return FALSE;
  self->policies = axle_policies_new (records);
  self->zone = axle_dossier_load_zone (store);
  self->now = axle_host_now (store->host);
  self->done = g_hash_table_new_full ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal, g_free, NULL);
  return TRUE;
}

static gboolean
refresh (AxleStore     *self,
         Batch         *batch,
         const AxleId  *survivor,
         GError       **error)
{
  g_autoptr(AxleDossier) dossier =
    axle_dossier_load_kinds (self, survivor, batch->now, batch->zone, axle_figure_needs, error);
  g_autoptr(GArray) cars = g_array_new (FALSE, FALSE, sizeof (AxleFigureCar));
  g_autoptr(AxleRecord) figure = NULL;
  gint64 valid_until;

  if (dossier == NULL)
    return FALSE;
  figure = axle_figure_new (dossier, batch->policies, cars, &valid_until);
  return write_cars (self, cars, error) &&
         write_figure (self, axle_store_find_customer_row (self, survivor), figure, valid_until, error);
}

static gboolean
is_shown (AxleStore     *self,
          const AxleId  *customer,
          gboolean      *shown,
          GError       **error)
{
  g_autoptr(AxleRecord) record = NULL;

  if (!axle_row_find (self, &axle_customer_entity, customer, &record, NULL, error))
    return FALSE;
  *shown = record != NULL && !record->deleted;
  return TRUE;
}

/* One who was merged into another has none: what is theirs counts for who stands for them. */
static gboolean
refresh_customer (AxleStore     *self,
                  Batch         *batch,
                  const AxleId  *customer,
                  GError       **error)
{
  AxleId root = *customer;
  gboolean shown;

  if (!g_hash_table_add (batch->done, g_memdup2 (customer, sizeof *customer)))
    return TRUE;
  if (!axle_merged_find_root (self, customer, &root, error) || !is_shown (self, &root, &shown, error))
    return FALSE;
  if (shown && axle_id_equal (&root, customer))
    return refresh (self, batch, customer, error);
  return drop_figure (self, customer, error) &&
         (!shown || !g_hash_table_add (batch->done, g_memdup2 (&root, sizeof root)) ||
          refresh (self, batch, &root, error));
}

static gboolean
append_ids (AxleStore     *self,
            const char    *sql,
            const AxleId  *of,
            GArray        *ids,
            GError       **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, of);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 0);
      g_array_append_val (ids, id);
    }
  return step == AXLE_STEP_DONE;
}

/* Whose figures a mark stands for. */
static gboolean
append_customers (AxleStore        *self,
                  const AxleStale  *stale,
                  GArray           *customers,
                  GError          **error)
{
  switch (stale->what)
    {
    case AXLE_STALE_FIGURE:
      g_array_append_val (customers, stale->id);
      return TRUE;
    case AXLE_STALE_FIGURES_OF_VEHICLE:
      return append_ids (self, "SELECT customer FROM ownership WHERE vehicle = ?1 AND customer IS NOT NULL",
                         &stale->id, customers, error);
    case AXLE_STALE_FIGURES_OF_VISIT:
      return append_ids (self, "SELECT customer FROM visit WHERE id = ?1 AND customer IS NOT NULL UNION "
                         "SELECT o.customer FROM visit v JOIN ownership o ON o.vehicle = v.vehicle "
                         "WHERE v.id = ?1 AND o.customer IS NOT NULL", &stale->id, customers, error);
    case AXLE_STALE_CUSTOMER:
    case AXLE_STALE_CONTACTS:
    case AXLE_STALE_VEHICLE:
    default:
      return TRUE;
    }
}

/* Works out what became stale. */
gboolean
axle_figures_refresh (AxleStore  *self,
                      GArray     *stale,
                      GError    **error)
{
  g_autoptr(GArray) customers = g_array_new (FALSE, FALSE, sizeof (AxleId));
  g_auto(Batch) batch = { 0 };

  for (guint i = 0; i < stale->len; i++)
    if (!append_customers (self, &g_array_index (stale, AxleStale, i), customers, error))
      return FALSE;
  if (customers->len == 0)
    return TRUE;
  if (!batch_init (&batch, self, error))
    return FALSE;
  for (guint i = 0; i < customers->len; i++)
    if (!refresh_customer (self, &batch, &g_array_index (customers, AxleId, i), error))
      return FALSE;
  return TRUE;
}

/* Many marks wait as one for each customer. In a first sync a sweep does for all of them:
 * what tells whose they are has no index then. */
gboolean
axle_figures_gather (AxleStore  *self,
                     GArray     *stale,
                     GError    **error)
{
  g_autoptr(GArray) customers = g_array_new (FALSE, FALSE, sizeof (AxleId));
  gboolean any = FALSE;

  for (guint i = stale->len; i-- > 0;)
    {
      AxleStale one = g_array_index (stale, AxleStale, i);

      if (one.what < AXLE_STALE_FIGURE)
        continue;
      any = TRUE;
      if (!self->bulk && !append_customers (self, &one, customers, error))
        return FALSE;
      g_array_remove_index_fast (stale, i);
    }
  for (guint i = 0; i < customers->len; i++)
    {
      AxleStale one = { g_array_index (customers, AxleId, i), AXLE_STALE_FIGURE };

      g_array_append_val (stale, one);
    }
  return !any || !self->bulk || axle_figures_begin_sweep (self, error);
}

/* Marks: what of a record is a customer, a car or a visit. */

static void
note_references (AxleStore        *self,
                 const AxleRecord *record)
{
  static const struct { const char *target; AxleStaleWhat what; } marks[] = {
    { "customer", AXLE_STALE_FIGURE },
    { "vehicle", AXLE_STALE_FIGURES_OF_VEHICLE },
    { "visit", AXLE_STALE_FIGURES_OF_VISIT },
  };

  for (guint i = 0; i < record->entity->n_fields; i++)
    for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
      if (record->entity->fields[i].type == AXLE_FIELD_REFERENCE &&
          g_strcmp0 (record->entity->fields[i].target, marks[m].target) == 0)
        {
          AxleStale stale = { axle_record_get_id (record, i), marks[m].what };

          if (!axle_id_is_none (&stale.id))
            g_array_append_val (self->stale, stale);
        }
}

/* Before the row is written: what it says so far becomes another's figure too. */
void
axle_figures_note (AxleStore        *self,
                   const AxleRecord *record)
{
  g_autoptr(AxleRecord) before = NULL;

  if (record->entity == &axle_policy_entity)
    self->sweep_due |= record->deleted || axle_record_get_text (record, AXLE_POLICY_NAME) == NULL ||
                       axle_figure_obeys (axle_record_get_text (record, AXLE_POLICY_NAME));
  if (!axle_figure_needs (record->entity) && record->entity != &axle_merging_entity)
    return;
  if (axle_row_find (self, record->entity, &record->id, &before, NULL, NULL) && before != NULL)
    note_references (self, before);
  note_references (self, record);
}

/* The sweep. */

gboolean
axle_figures_begin_sweep (AxleStore  *self,
                          GError    **error)
{
  return axle_connection_exec (self->connection,
                               "DELETE FROM figure_sweep; INSERT INTO figure_sweep (next) VALUES (0)", error);
}

static gboolean
append_rows (AxleStore   *self,
             const char  *sql,
             gint64       from,
             guint        limit,
             GArray      *stale,
             gint64      *last,
             GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, from);
  axle_statement_bind_int64 (statement, 2, limit);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleStale one = { axle_read_id (statement, 0), AXLE_STALE_FIGURE };

      *last = axle_statement_get_int64 (statement, 1);
      g_array_append_val (stale, one);
    }
  return step == AXLE_STEP_DONE;
}

static gboolean
move_sweep (AxleStore  *self,
            gint64      next,
            GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             next >= 0 ? "UPDATE figure_sweep SET next = ?1" : "DELETE FROM figure_sweep WHERE ?1 < 0", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, next);
  return axle_statement_run (statement, error);
}

/* Works out some of the figures that a sweep has still to do or that the time made others. */
gboolean
axle_figures_slice (AxleStore  *self,
                    guint       limit,
                    GError    **error)
{
  g_autoptr(GArray) stale = g_array_new (FALSE, FALSE, sizeof (AxleStale));
  gint64 next, last = 0;

  if (!axle_connection_query_int64 (self->connection, "SELECT coalesce (min (next), -1) FROM figure_sweep", &next, error))
    return FALSE;
  if (next >= 0 ? !append_rows (self, "SELECT id, row FROM customer WHERE row >= ?1 ORDER BY row LIMIT ?2",
                                next, limit, stale, &last, error)
                : !append_rows (self, "SELECT c.id, c.row FROM figure f JOIN customer c ON c.row = f.row "
                                "WHERE f.valid_until <= ?1 ORDER BY f.valid_until LIMIT ?2",
                                axle_host_now (self->host), limit, stale, &last, error))
    return FALSE;
  if (next >= 0 && !move_sweep (self, stale->len == limit ? last + 1 : -1, error))
    return FALSE;
  return axle_figures_refresh (self, stale, error);
}

/* 1 while axle_figures_slice() has something to do. */
gboolean
axle_figures_count_left (AxleStore  *self,
                         gint64     *n_left,
                         GError    **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT EXISTS (SELECT 1 FROM figure_sweep) OR "
                             "EXISTS (SELECT 1 FROM figure WHERE valid_until <= ?1)", error);

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, axle_host_now (self->host));
  if (axle_statement_step (statement, error) != AXLE_STEP_ROW)
    return FALSE;
  *n_left = axle_statement_get_int64 (statement, 0);
  return TRUE;
}

/* Whether what is kept of one customer is what would be worked out now. */
static gboolean
is_fresh (AxleStore     *self,
          Batch         *batch,
          const AxleId  *customer,
          gint64         row,
          gboolean      *fresh,
          GError       **error)
{
  g_autoptr(AxleDossier) dossier =
    axle_dossier_load_kinds (self, customer, batch->now, batch->zone, axle_figure_needs, error);
  g_autoptr(AxleRecord) kept = NULL;
  g_autoptr(AxleRecord) figure = NULL;
  gint64 valid_until;

  if (dossier == NULL || !axle_figures_read (self, row, &kept, error))
    return FALSE;
  figure = axle_figure_new (dossier, batch->policies, NULL, &valid_until);
  *fresh = kept != NULL;
  for (guint i = 0; kept != NULL && i < figure->entity->n_fields; i++)
    *fresh = *fresh && axle_value_equal (axle_record_get (kept, i), axle_record_get (figure, i));
  return TRUE;
}

/* Works out about @n_looked_at customers anew, spread over all, whose figures should be right
 * by now, and counts those whose figures are not. */
gboolean
axle_figures_count_wrong (AxleStore  *self,
                          guint       n_looked_at,
                          gint64     *n_wrong,
                          GError    **error)
{
  g_auto(Batch) batch = { 0 };
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (self->connection,
                             "SELECT c.id, c.row FROM customer c LEFT JOIN figure f ON f.row = c.row "
                             "WHERE c.deleted = 0 AND c.root IS NULL AND ifnull (f.valid_until > ?1, 1) "
                             "AND c.row % (SELECT 1 + max (row) / ?2 FROM customer) = 0 "
                             "AND NOT EXISTS (SELECT 1 FROM figure_sweep) AND NOT EXISTS (SELECT 1 FROM stale)", error);
  AxleStep step;

  *n_wrong = 0;
  if (statement == NULL || !batch_init (&batch, self, error))
    return FALSE;
  axle_statement_bind_int64 (statement, 1, batch.now);
  axle_statement_bind_int64 (statement, 2, n_looked_at);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      AxleId id = axle_read_id (statement, 0);
      gboolean fresh;

      if (!is_fresh (self, &batch, &id, axle_statement_get_int64 (statement, 1), &fresh, error))
        return FALSE;
      *n_wrong += !fresh;
    }
  return step == AXLE_STEP_DONE;
}

/**
 * axle_store_get_figure:
 * @self: a store
 * @customer: a customer; one who was merged into another stands for that one
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was worked out last, see #AxleFigureField; %NULL
 *   without @error when there is nothing yet
 */
AxleRecord *
axle_store_get_figure (AxleStore     *self,
                       const AxleId  *customer,
                       GError       **error)
{
  g_autoptr(GError) reason = NULL;
  AxleRecord *figure = NULL;

  if (!axle_figures_read (self, axle_store_find_customer_row (self, customer), &figure, &reason))
    axle_store_fail (error, g_steal_pointer (&reason));
  return figure;
}

static char *
build_select (void)
{
  g_autoptr(GString) columns = g_string_new (NULL);

  for (guint i = 0; i < axle_figure_entity.n_fields; i++)
    g_string_append_printf (columns, "%s\"%s\"", i > 0 ? ", " : "", axle_figure_entity.fields[i].name);
  return g_strdup_printf ("SELECT %s FROM figure WHERE row = ?1", columns->str);
}

static const char *
get_select (void)
{
  static gsize once;
  static char *sql;

  if (g_once_init_enter (&once))
    {
      sql = build_select ();
      g_once_init_leave (&once, 1);
    }
  return sql;
}

gboolean
axle_figures_read (AxleStore   *self,
                   gint64       row,
                   AxleRecord **figure,
                   GError     **error)
{
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, get_select (), error);
  AxleStep step;

  *figure = NULL;
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  step = axle_statement_step (statement, error);
  if (step != AXLE_STEP_ROW)
    return step == AXLE_STEP_DONE;
  *figure = axle_record_new (&axle_figure_entity, &AXLE_ID_NONE);
  for (guint i = 0; i < axle_figure_entity.n_fields; i++)
    if (axle_statement_is_null (statement, (int) i))
      continue;
    else if (axle_field_value_kind (&axle_figure_entity.fields[i]) == AXLE_VALUE_INTEGER)
      axle_record_set_integer (*figure, i, axle_statement_get_int64 (statement, (int) i));
    else
      axle_record_set_text (*figure, i, axle_statement_get_text (statement, (int) i));
  return TRUE;
}
