/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/segments.h"

#include <glib/gi18n-lib.h>

#include "base/text.h"
#include "core/insight/facts.h"
#include "core/insight/figure.h"
#include "core/party/customer.h"
#include "store/private.h"

/* A condition as SQL. What is not known is NULL there, which has the same logic. */

/* Bound in each query: the time, the day as a number such as 20261031, and as a text. */
#define NOW "?1"
#define TODAY "?2"
#define TODAY_TEXT "?3"
#define FIRST_OPERAND 4

#define DAYS_SINCE(column) "(" NOW " - " column ") / 86400000000"
#define YEARS_SINCE(column) \
  "CASE WHEN length (" column ") = 10 THEN (" TODAY " - CAST (replace (" column ", '-', '') AS INTEGER)) / 10000 END"
#define DAYS_UNTIL(column) "CAST (julianday (" column ") - julianday (" TODAY_TEXT ") AS INTEGER)"
#define CARS_NOW \
  "FROM ownership o JOIN vehicle v ON v.id = o.vehicle WHERE o.customer IN " AXLE_MERGED_PEOPLE ("c.id") \
  " AND o.deleted = 0 AND o.until IS NULL AND v.deleted = 0"

/* Which table a word looks at. */
typedef enum
{
  FROM_FIGURE = 1 << 0,
  FROM_CUSTOMER = 1 << 1,
  FROM_CAR = 1 << 2,
} From;

/* Its type and choices are those of the field of @like, of @field, or else of the fact of
 * that name. */
typedef struct
{
  const char       *name;
  From              from;
  const char       *sql;
  const AxleEntity *like;
  guint             like_field;
  AxleField         field;
} Word;

#define OF_FIGURE(called, column, which) { called, FROM_FIGURE, "f.\"" column "\"", &axle_figure_entity, which, { NULL } }
#define OF_CUSTOMER(called, sql) { called, FROM_CUSTOMER, sql, NULL, 0, { NULL } }
#define OF_CAR(called, sql) { called, FROM_CAR, sql, NULL, 0, { NULL } }
#define STAFF_NAME(column) "(SELECT name FROM staff WHERE id = c." column ")"

static const AxleChoice known_levels[] = {
  { "full", N_("Nearly all is known (90 to 100 %)") },
  { "some", N_("Some is missing (60 to 89 %)") },
  { "little", N_("Much is missing (below 60 %)") },
  { NULL, NULL },
};

static const Word words[] = {
  { "advisor", FROM_CUSTOMER, STAFF_NAME ("advisor"), NULL, 0,
    { .name = "advisor", .label = N_("Service advisor"), .type = AXLE_FIELD_TEXT } },
  OF_CUSTOMER ("age", YEARS_SINCE ("c.birthday")),
  OF_FIGURE ("average_ticket", "average", AXLE_FIGURE_AVERAGE),
  OF_FIGURE ("budget", "budget", AXLE_FIGURE_BUDGET),
  OF_CAR ("car_age", YEARS_SINCE ("v.first_registration")),
  OF_CUSTOMER ("car_use", "c.car_use"),
  OF_CUSTOMER ("cars", "(SELECT count (DISTINCT v.id) " CARS_NOW ")"),
  OF_CUSTOMER ("channel", "c.channel"),
  OF_CUSTOMER ("city", "c.city"),
  OF_FIGURE ("class", "class", AXLE_FIGURE_CLASS),
  OF_CUSTOMER ("company", "(c.type = 'company')"),
  OF_FIGURE ("complaints_open", "complaints", AXLE_FIGURE_COMPLAINTS),
  OF_FIGURE ("completeness", "completeness", AXLE_FIGURE_COMPLETENESS),
  { "completeness_level", FROM_FIGURE, "CASE WHEN f.\"completeness\" >= 90 THEN 'full' WHEN f.\"completeness\" >= 60 THEN 'some' "
    "WHEN f.\"completeness\" >= 0 THEN 'little' END", NULL, 0,
    { .name = "completeness_level", .label = N_("Completeness"), .type = AXLE_FIELD_CHOICE, .choices = known_levels } },
  { "consultant", FROM_CUSTOMER, STAFF_NAME ("consultant"), NULL, 0,
    { .name = "consultant", .label = N_("Sales consultant"), .type = AXLE_FIELD_TEXT } },
  OF_CUSTOMER ("days_since_contact", DAYS_SINCE ("c.last_contact")),
  { "days_since_entry", FROM_CUSTOMER, DAYS_SINCE ("c.created_at"), NULL, 0,
    { .name = "days_since_entry", .label = N_("Days since the customer was entered"), .type = AXLE_FIELD_INTEGER } },
  { "days_since_visit", FROM_FIGURE, DAYS_SINCE ("f.last_visit"), NULL, 0, { NULL } },
  { "days_to_service", FROM_FIGURE, "(f.\"due\" - " NOW ") / 86400000000", NULL, 0,
    { .name = "days_to_service", .label = N_("Days until the next service"), .type = AXLE_FIELD_INTEGER } },
  OF_FIGURE ("deferred_jobs", "deferred", AXLE_FIGURE_DEFERRED),
  OF_CUSTOMER ("gender", "c.gender"),
  OF_CAR ("inspection_days_left", DAYS_UNTIL ("v.inspection_until")),
  OF_CAR ("insurance_days_left", DAYS_UNTIL ("v.insurance_until")),
  OF_CAR ("make", "v.make"),
  OF_CAR ("model", "v.model"),
  OF_CUSTOMER ("occupation", "c.occupation"),
  OF_CAR ("odometer", "v.odometer"),
  OF_CUSTOMER ("offers_allowed", "c.consent_marketing"),
  OF_FIGURE ("potential", "potential", AXLE_FIGURE_POTENTIAL),
  OF_CAR ("powertrain", "v.powertrain"),
  OF_FIGURE ("promises", "promises", AXLE_FIGURE_PROMISES),
  OF_CUSTOMER ("source", "c.source"),
  OF_FIGURE ("spend", "total", AXLE_FIGURE_TOTAL),
  OF_FIGURE ("spend_year", "spend", AXLE_FIGURE_SPEND),
  OF_CUSTOMER ("stage", "c.stage"),
  OF_CUSTOMER ("tags", "c.tags"),
  OF_FIGURE ("trait", "trait", AXLE_FIGURE_TRAIT),
  OF_FIGURE ("value", "value", AXLE_FIGURE_VALUE),
  OF_FIGURE ("visits_year", "visits", AXLE_FIGURE_VISITS),
};

static const Word *
find_word (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].name, name))
      return &words[i];
  return NULL;
}

static const AxleField *
get_field (const Word *word)
{
  if (word->like != NULL)
    return &word->like->fields[word->like_field];
  return word->field.name != NULL ? &word->field : axle_fact_word (word->name, NULL);
}

/**
 * axle_segment_list_words:
 *
 * Returns: (transfer container) (element-type utf8): the words that a condition may have
 */
GPtrArray *
axle_segment_list_words (void)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (list, (gpointer) words[i].name);
  return list;
}

/**
 * axle_segment_find_word:
 * @name: a word
 * @data: not used; for axle_condition_check()
 *
 * Returns: (nullable): what it stands for
 */
const AxleField *
axle_segment_find_word (const char *name,
                        gpointer    data)
{
  const Word *word = find_word (name);

  return word != NULL ? get_field (word) : NULL;
}

/**
 * axle_segment_parse:
 * @text: a condition
 * @error: [error@Axle.ConditionError]
 *
 * Returns: (transfer full) (nullable): the condition, when customers can be filtered by it
 */
AxleCondition *
axle_segment_parse (const char  *text,
                    GError     **error)
{
  g_autoptr(AxleCondition) condition = axle_condition_parse (text, error);

  if (condition == NULL || !axle_condition_check (condition, axle_segment_find_word, NULL, error))
    return NULL;
  return g_steal_pointer (&condition);
}

typedef struct
{
  GString   *sql;
  GArray    *operands;  /* (element-type AxleValue) */
  From       from;
} Query;

static void
query_clear (Query *self)
{
  g_string_free (self->sql, TRUE);
  g_array_unref (self->operands);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

static void
query_init (Query *self)
{
  self->sql = g_string_new (NULL);
  self->operands = g_array_new (FALSE, TRUE, sizeof (AxleValue));
  g_array_set_clear_func (self->operands, (GDestroyNotify) axle_value_clear);
}

static void
append_operand (Query           *self,
                const AxleValue *value)
{
  AxleValue copy = AXLE_VALUE_INIT;

  axle_value_copy (value, &copy);
  g_array_append_val (self->operands, copy);
  g_string_append_printf (self->sql, "?%u", FIRST_OPERAND + self->operands->len - 1);
}

static void
append_contains (Query           *self,
                 const Word      *word,
                 const AxleValue *wanted)
{
  g_auto(AxleValue) folded = AXLE_VALUE_INIT;
  g_autofree char *text = NULL;

  if (get_field (word)->type == AXLE_FIELD_SET)
    {
      g_string_append_printf (self->sql, "instr (char (31) || %s || char (31), char (31) || ", word->sql);
      append_operand (self, wanted);
      g_string_append (self->sql, " || char (31)) > 0");
      return;
    }
  text = axle_text_fold (axle_value_get_text (wanted));
  axle_value_set_text (&folded, text);
  g_string_append_printf (self->sql, "instr (axle_fold (%s), ", word->sql);
  append_operand (self, &folded);
  g_string_append (self->sql, ") > 0");
}

static void
append_comparison (Query                   *self,
                   const AxleConditionNode *node)
{
  static const char * const signs[] = {
    [AXLE_COMPARISON_EQUAL] = "=", [AXLE_COMPARISON_DIFFERENT] = "!=", [AXLE_COMPARISON_LESS] = "<",
    [AXLE_COMPARISON_AT_MOST] = "<=", [AXLE_COMPARISON_MORE] = ">", [AXLE_COMPARISON_AT_LEAST] = ">=",
    [AXLE_COMPARISON_AMONG] = "IN",
  };
  const Word *word = find_word (node->name);

  g_string_append (self->sql, node->negated ? "NOT (" : "(");
  if (node->type == AXLE_CONDITION_KNOWN)
    {
      g_string_append_printf (self->sql, "%s IS NOT NULL)", word->sql);
      return;
    }
  if (node->comparison == AXLE_COMPARISON_CONTAINS)
    {
      append_contains (self, word, &g_array_index (node->operands, AxleOperand, 0).value);
      g_string_append_c (self->sql, ')');
      return;
    }
  g_string_append_printf (self->sql, "%s %s (", word->sql, signs[node->comparison]);
  for (guint i = 0; i < node->operands->len; i++)
    {
      if (i > 0)
        g_string_append (self->sql, ", ");
      append_operand (self, &g_array_index (node->operands, AxleOperand, i).value);
    }
  g_string_append (self->sql, "))");
}

/* Whether all of it is said of one car; that no car is such is said of the customer. */
static gboolean
is_of_car (const AxleConditionNode *node)
{
  if (node->name != NULL)
    return find_word (node->name)->from == FROM_CAR;
  if (node->type == AXLE_CONDITION_NOT)
    return FALSE;
  for (guint i = 0; i < node->children->len; i++)
    if (!is_of_car (node->children->pdata[i]))
      return FALSE;
  return TRUE;
}

static void append_node (Query                   *self,
                         const AxleConditionNode *node,
                         gboolean                 in_car);

/* Those of @children that are said of cars, or those that are not, between @joint. */
static guint
append_children (Query      *self,
                 GPtrArray  *children,
                 const char *joint,
                 gboolean    in_car,
                 gboolean    of_car)
{
  guint n = 0;

  for (guint i = 0; i < children->len; i++)
    if (in_car || is_of_car (children->pdata[i]) == of_car)
      {
        if (n++ > 0)
          g_string_append (self->sql, joint);
        append_node (self, children->pdata[i], in_car || of_car);
      }
  return n;
}

/* What all is said of cars is said of the same one. */
static void
append_joined (Query                   *self,
               const AxleConditionNode *node,
               gboolean                 in_car)
{
  const char *joint = node->type == AXLE_CONDITION_ANY ? " OR " : " AND ";
  guint n_of_car = 0;

  g_string_append_c (self->sql, '(');
  for (guint i = 0; !in_car && i < node->children->len; i++)
    n_of_car += is_of_car (node->children->pdata[i]);
  if (append_children (self, node->children, joint, in_car, FALSE) > 0 && n_of_car > 0)
    g_string_append (self->sql, joint);
  if (n_of_car > 0)
    {
      g_string_append (self->sql, "EXISTS (SELECT 1 " CARS_NOW " AND (");
      append_children (self, node->children, joint, FALSE, TRUE);
      g_string_append (self->sql, "))");
      self->from |= FROM_CUSTOMER;
    }
  g_string_append_c (self->sql, ')');
}

static void
append_node (Query                   *self,
             const AxleConditionNode *node,
             gboolean                 in_car)
{
  if (node->name == NULL && node->type != AXLE_CONDITION_NOT)
    {
      append_joined (self, node, in_car);
      return;
    }
  if (node->type == AXLE_CONDITION_NOT)
    {
      g_string_append (self->sql, "NOT (");
      append_node (self, node->children->pdata[0], in_car);
      g_string_append_c (self->sql, ')');
      return;
    }
  if (is_of_car (node) && !in_car)
    {
      g_string_append (self->sql, "EXISTS (SELECT 1 " CARS_NOW " AND ");
      append_comparison (self, node);
      g_string_append_c (self->sql, ')');
      self->from |= FROM_CUSTOMER;
      return;
    }
  append_comparison (self, node);
  self->from |= find_word (node->name)->from;
}

/* Figures are few bytes a customer: what they tell alone is told without the customers. */
static const char *
get_tables (From from)
{
  if (from == FROM_FIGURE)
    return "figure f WHERE ";
  if (from & FROM_FIGURE)
    return "customer c LEFT JOIN figure f ON f.row = c.row WHERE c.deleted = 0 AND c.root IS NULL AND ";
  return "customer c WHERE c.deleted = 0 AND c.root IS NULL AND ";
}

static void
bind_day (AxleStatement *statement,
          AxleStore     *self)
{
  g_autoptr(GTimeZone) zone = axle_dossier_load_zone (self);
  gint64 now = axle_host_now (self->host);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (now);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *today = g_date_time_format (local, "%F");

  axle_statement_bind_int64 (statement, 1, now);
  axle_statement_bind_int64 (statement, 2, g_date_time_get_year (local) * 10000 + g_date_time_get_month (local) * 100 +
                                           g_date_time_get_day_of_month (local));
  axle_statement_bind_text (statement, 3, today);
}

/* @what: such as `count(*)`, or %NULL for the rows */
static AxleStatement *
select_segment (AxleStore   *self,
                const char  *text,
                const char  *what,
                GError     **error)
{
  g_autoptr(AxleCondition) condition = axle_segment_parse (text, error);
  g_auto(Query) query = { NULL };
  g_autofree char *sql = NULL;
  AxleStatement *statement;

  query_init (&query);
  if (condition == NULL)
    return NULL;
  append_node (&query, axle_condition_get_root (condition), FALSE);
  /* Each query has the day, so that it can be bound. */
  sql = g_strdup_printf ("SELECT %s FROM %s(%s) AND " TODAY_TEXT " IS NOT NULL",
                         what != NULL ? what : query.from == FROM_FIGURE ? "f.row" : "c.row",
                         get_tables (query.from), query.sql->str);
  statement = axle_statement_new (self->connection, sql, error);
  if (statement == NULL)
    return NULL;
  bind_day (statement, self);
  for (guint i = 0; i < query.operands->len; i++)
    axle_bind_value (statement, FIRST_OPERAND + (int) i, &g_array_index (query.operands, AxleValue, i));
  return statement;
}

/* What is wrong with a condition is said as it is. */
static gboolean
fail (GError **error,
      GError  *reason)
{
  if (reason->domain != AXLE_CONDITION_ERROR)
    return axle_store_fail (error, reason);
  g_propagate_error (error, reason);
  return FALSE;
}

static gboolean
restrict_rows (AxleStore   *self,
               const char  *condition,
               GArray      *rows,
               GError     **error)
{
  g_autoptr(AxleStatement) statement = select_segment (self, condition, NULL, error);
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 row = axle_statement_get_int64 (statement, 0);
      g_array_append_val (found, row);
    }
  axle_rows_keep (rows, found, TRUE);
  return step == AXLE_STEP_DONE;
}

/**
 * axle_store_restrict_customers:
 * @self: a store
 * @condition: see axle_segment_parse()
 * @rows: (inout) (element-type gint64): customers, as of axle_store_order_customers()
 * @cancellable: (nullable): stops it
 * @error: [error@Axle.ConditionError], or why the cache cannot be read
 *
 * Leaves in @rows, in their order, those for whom @condition is known to hold.
 *
 * Returns: whether it went well
 */
gboolean
axle_store_restrict_customers (AxleStore     *self,
                               const char    *condition,
                               GArray        *rows,
                               GCancellable  *cancellable,
                               GError       **error)
{
  g_autoptr(GError) reason = NULL;
  gboolean done;

  axle_connection_set_cancellable (self->connection, cancellable);
  done = restrict_rows (self, condition, rows, &reason);
  axle_connection_set_cancellable (self->connection, NULL);
  return done || fail (error, g_steal_pointer (&reason));
}

/**
 * axle_store_count_segment:
 * @self: a store
 * @condition: see axle_segment_parse()
 * @cancellable: (nullable): stops it
 * @error: as of axle_store_restrict_customers()
 *
 * Returns: for how many customers @condition holds; -1 with an error
 */
gint64
axle_store_count_segment (AxleStore     *self,
                          const char    *condition,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr(AxleStatement) statement = NULL;
  g_autoptr(GError) reason = NULL;
  gint64 count = -1;

  axle_connection_set_cancellable (self->connection, cancellable);
  statement = select_segment (self, condition, "count(*)", &reason);
  if (statement != NULL && axle_statement_step (statement, &reason) == AXLE_STEP_ROW)
    count = axle_statement_get_int64 (statement, 0);
  axle_connection_set_cancellable (self->connection, NULL);
  if (reason != NULL)
    fail (error, g_steal_pointer (&reason));
  return count;
}

static void
add_count (GHashTable *counts,
           const char *value,
           gint64      n)
{
  gint64 *count = g_hash_table_lookup (counts, value);

  if (count == NULL)
    {
      count = g_new0 (gint64, 1);
      g_hash_table_insert (counts, g_strdup (value), count);
    }
  *count += n;
}

static void
add_counts (GHashTable *counts,
            const char *value,
            gint64      n)
{
  g_auto(GStrv) members = g_strsplit (value, AXLE_SET_SEPARATOR, -1);

  for (guint i = 0; members[i] != NULL; i++)
    add_count (counts, members[i], n);
}

/**
 * axle_store_count_by:
 * @self: a store
 * @word: a word of figures or customers whose values are texts or sets of texts
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type utf8 gint64): how many customers have
 *   each value; members of sets count each
 */
GHashTable *
axle_store_count_by (AxleStore     *self,
                     const char    *word,
                     GCancellable  *cancellable,
                     GError       **error)
{
  const Word *known = find_word (word);
  g_autofree char *sql = g_strdup_printf ("SELECT %s, count(*) FROM %s%s IS NOT NULL GROUP BY 1", known->sql,
                                          get_tables (known->from), known->sql);
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement = axle_connection_prepare (self->connection, sql, &reason);
  AxleStep step = AXLE_STEP_ERROR;

  axle_connection_set_cancellable (self->connection, cancellable);
  while (statement != NULL && (step = axle_statement_step (statement, &reason)) == AXLE_STEP_ROW)
    add_counts (counts, axle_statement_get_text (statement, 0), axle_statement_get_int64 (statement, 1));
  axle_connection_set_cancellable (self->connection, NULL);
  if (step == AXLE_STEP_DONE)
    return g_steal_pointer (&counts);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}
