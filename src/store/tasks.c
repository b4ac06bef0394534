/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/tasks.h"

#include "core/appointment/appointment.h"
#include "core/appointment/request.h"
#include "core/followup/planned.h"
#include "core/followup/task.h"
#include "core/party/customer.h"
#include "core/repair/job.h"
#include "core/repair/visit.h"
#include "core/sales/deal.h"
#include "core/vehicle/due.h"
#include "core/vehicle/inspection.h"
#include "core/vehicle/odometer.h"
#include "core/vehicle/vehicle.h"
#include "store/customers.h"
#include "store/private.h"

/*
 * What a rule waits for is found by an index, in a window of a few days or weeks. A query
 * lists the numbers of the rows once; the customer, the car, the event and the day of each
 * are read when its turn has come, so that work in slices goes through a window once. A
 * plus keeps SQLite from going through all rows in their order instead.
 */

#define MONTHS 12

#define ROWS "?1"
#define FIRST "?2"
#define LAST "?3"
#define WINDOW "BETWEEN " FIRST " AND " LAST

/* Who has a car now. */
#define HOLDER "(SELECT o.customer FROM ownership o WHERE o.vehicle = v.id AND o.deleted = 0 AND o.until IS NULL " \
               "AND o.role != 'payer' ORDER BY o.role = 'driver', o.row DESC LIMIT 1)"

#define EVENT(kind) "SELECT row FROM " kind " WHERE at " WINDOW " AND deleted = 0 AND +row > " ROWS
#define ONE_EVENT(kind) "SELECT customer, vehicle, id, NULL FROM " kind " WHERE row = " ROWS " AND deleted = 0"
#define DEAL(kind) EVENT ("deal") " AND kind = '" kind "'"
#define VEHICLE_DAY(field) "SELECT row FROM vehicle WHERE " field " " WINDOW " AND deleted = 0 AND +row > " ROWS
#define ONE_VEHICLE(day) "SELECT " HOLDER ", v.id, NULL, " day " FROM vehicle v WHERE v.row = " ROWS " AND v.deleted = 0"

/* Where nobody noted until when a car is inspected, the law tells: the end of some month of
 * the first registration, see core/vehicle/inspection.h. ?4: the months of this window, as
 * `11`, in a JSON array. */
#define INSPECTIONS VEHICLE_DAY ("inspection_until") " UNION ALL " \
                    "SELECT row FROM vehicle WHERE substr(first_registration, 6, 2) IN (SELECT value FROM json_each(?4)) " \
                    "AND inspection_until IS NULL AND deleted = 0 AND +row > " ROWS

/* A birthday is kept with or without its year. That of a 29th of February is on the 28th
 * where there is none. ?4: those days of this window, as `11-22`, in a JSON array. */
#define BIRTHDAYS "SELECT row FROM customer " \
                  "WHERE substr(birthday, -5) IN (SELECT value FROM json_each(?4)) AND deleted = 0 AND root IS NULL AND type = 'person' " \
                  "AND +stage IN ('deal', 'after-sales', 'loyal') AND +row > " ROWS " AND " FIRST " <= " LAST

#define REGULARS "SELECT row FROM customer WHERE stage = 'loyal' AND deleted = 0 AND root IS NULL " \
                 "AND row > " ROWS " AND " FIRST " <= " LAST
#define ONE_CUSTOMER(day) "SELECT id, NULL, NULL, " day " FROM customer WHERE row = " ROWS " AND deleted = 0"

/* Cars that may be due: as the figures have it, where a reading without a day counts from the
 * beginning of a month; or seen lately, so that one long due is reminded of when something is
 * heard of it. core/vehicle/due.h says which of them are. */
#define SECONDS(day, days) "(unixepoch(" day ") + " days " * 86400) * 1000000"
#define SERVICES "WITH seen (vehicle) AS (" \
                 "SELECT c.id FROM service_due d CROSS JOIN vehicle c ON c.row = d.vehicle " \
                 "WHERE d.at BETWEEN " SECONDS (FIRST, "-33") " AND " SECONDS (LAST, "1") " " \
                 "UNION SELECT vehicle FROM visit INDEXED BY visit_at WHERE at BETWEEN " SECONDS (FIRST, "-4") " AND " SECONDS (FIRST, "1") " " \
                 "UNION SELECT vehicle FROM odometer INDEXED BY odometer_at WHERE at BETWEEN " SECONDS (FIRST, "-4") " AND " SECONDS (FIRST, "1") ") " \
                 "SELECT v.row FROM seen CROSS JOIN vehicle v ON v.id = seen.vehicle WHERE v.deleted = 0 AND +v.row > " ROWS

static const char * const queries[AXLE_PLAN_N_TRIGGERS] = {
  [AXLE_PLAN_VISIT] = EVENT ("visit"),
  [AXLE_PLAN_TEST_DRIVE] = DEAL ("test-drive"),
  [AXLE_PLAN_DELIVERY] = DEAL ("delivery"),
  [AXLE_PLAN_NO_SHOW] = EVENT ("appointment") " AND state = 'no-show'",
  [AXLE_PLAN_BIRTHDAY] = BIRTHDAYS,
  [AXLE_PLAN_SEASON] = REGULARS,
  [AXLE_PLAN_INSPECTION] = INSPECTIONS,
  [AXLE_PLAN_INSURANCE] = VEHICLE_DAY ("insurance_until"),
  [AXLE_PLAN_WARRANTY] = VEHICLE_DAY ("warranty_until"),
  [AXLE_PLAN_SERVICE] = SERVICES,
};

static const char * const one_of[AXLE_PLAN_N_TRIGGERS] = {
  [AXLE_PLAN_VISIT] = ONE_EVENT ("visit"),
  [AXLE_PLAN_TEST_DRIVE] = ONE_EVENT ("deal"),
  [AXLE_PLAN_DELIVERY] = ONE_EVENT ("deal"),
  [AXLE_PLAN_NO_SHOW] = ONE_EVENT ("appointment") " AND state = 'no-show'",
  [AXLE_PLAN_BIRTHDAY] = ONE_CUSTOMER ("'--' || substr(birthday, -5)"),
  [AXLE_PLAN_SEASON] = ONE_CUSTOMER ("NULL"),
  [AXLE_PLAN_INSPECTION] = ONE_VEHICLE ("v.inspection_until"),
  [AXLE_PLAN_INSURANCE] = ONE_VEHICLE ("v.insurance_until"),
  [AXLE_PLAN_WARRANTY] = ONE_VEHICLE ("v.warranty_until"),
  [AXLE_PLAN_SERVICE] = ONE_VEHICLE ("NULL"),
};

/* For the test that looks whether indexes are used. */
const char * const *
axle_tasks_list_queries (guint *n_queries)
{
  *n_queries = G_N_ELEMENTS (queries);
  return queries;
}

typedef struct
{
  AxleStore          *store;
  const AxlePlanRule *rule;
  const AxlePlanning *planning;
  AxleId              scope;
  AxleDate            today;
  AxleDate            first;
  AxleDate            last;
  GPtrArray          *tasks;
} Search;

static void
bind_date (AxleStatement  *statement,
           int             parameter,
           const AxleDate *date)
{
  g_autofree char *text = axle_date_format_iso (date);

  axle_statement_bind_text (statement, parameter, text);
}

static void
to_gdate (const AxleDate *date,
          GDate          *result)
{
  g_date_clear (result, 1);
  g_date_set_dmy (result, (GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);
}

static char *
list_birthdays (const Search *search)
{
  GString *days = g_string_new ("[");
  GDate day, last;

  to_gdate (&search->first, &day);
  to_gdate (&search->last, &last);
  for (; g_date_compare (&day, &last) <= 0; g_date_add_days (&day, 1))
    {
      int month = (int) g_date_get_month (&day), number = g_date_get_day (&day);

      g_string_append_printf (days, "%s\"%02d-%02d\"", days->len > 1 ? "," : "", month, number);
      if (month == 2 && number == 28 && !g_date_is_leap_year (g_date_get_year (&day)))
        g_string_append (days, ",\"02-29\"");
    }
  g_string_append_c (days, ']');
  return g_string_free (days, FALSE);
}

static char *
list_months (const Search *search)
{
  GString *months = g_string_new ("[");

  for (int year = search->first.year, month = search->first.month;
       year * MONTHS + month <= search->last.year * MONTHS + search->last.month; month++)
    {
      if (month > MONTHS)
        {
          month = 1;
          year++;
        }
      g_string_append_printf (months, "%s\"%02d\"", months->len > 1 ? "," : "", month);
    }
  g_string_append_c (months, ']');
  return g_string_free (months, FALSE);
}

static void
bind_window (const Search  *search,
             AxleStatement *statement)
{
  const AxlePlanRule *rule = search->rule;

  if (axle_plan_rule_is_event (rule))
    {
      gint64 first, last;

      axle_plan_rule_get_events (rule, search->planning->now, &first, &last);
      axle_statement_bind_int64 (statement, 2, first);
      axle_statement_bind_int64 (statement, 3, last);
      return;
    }
  bind_date (statement, 2, &search->first);
  bind_date (statement, 3, &search->last);
  if (rule->trigger == AXLE_PLAN_BIRTHDAY)
    {
      g_autofree char *days = list_birthdays (search);
      axle_statement_bind_text (statement, 4, days);
    }
  else if (rule->trigger == AXLE_PLAN_INSPECTION)
    {
      g_autofree char *months = list_months (search);
      axle_statement_bind_text (statement, 4, months);
    }
}

/* What a rule waits for may be in this window; a season only if its day is, and then the
 * window is that day. */
static gboolean
find_window (Search *search)
{
  AxleDate day;

  search->today = axle_opening_today (&search->planning->opening, search->planning->now);
  if (search->today.year == 0)
    return FALSE;
  axle_plan_rule_get_dates (search->rule, &search->today, &search->first, &search->last);
  if (search->rule->trigger != AXLE_PLAN_SEASON)
    return TRUE;
  for (int year = search->today.year - 1; year <= search->today.year + 1; year++)
    if (axle_plan_rule_find_season (search->rule, year, &day) &&
        axle_date_compare (&day, &search->first) >= 0 && axle_date_compare (&day, &search->last) <= 0)
      {
        search->first = search->last = day;
        return TRUE;
      }
  return FALSE;
}

/* The year of a birthday is the one that puts it into the window. */
static gboolean
read_date (const Search *search,
           const char   *text,
           AxleDate     *date)
{
  *date = search->rule->trigger == AXLE_PLAN_SEASON ? search->first : (AxleDate) { 0 };
  if (text != NULL && !axle_date_parse (text, date, NULL))
    return FALSE;
  if (search->rule->trigger != AXLE_PLAN_BIRTHDAY)
    return TRUE;
  for (date->year = search->first.year; date->year <= search->last.year; date->year++)
    {
      if (!axle_date_is_valid (date))
        date->day--;
      if (axle_date_compare (date, &search->first) >= 0 && axle_date_compare (date, &search->last) <= 0)
        return TRUE;
    }
  return FALSE;
}

/* A rule may have made the other of the two before it was changed. */
static gboolean
is_made (const Search      *search,
         const AxleRecord  *planned,
         gboolean          *made,
         GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (search->store->connection,
                             "SELECT 1 FROM task WHERE id = ?1 UNION ALL SELECT 1 FROM request WHERE id = ?2", error);
  const char *occasion = axle_planned_get_occasion (planned);
  AxleId task = axle_task_id (&search->scope, search->rule->code, occasion);
  AxleId request = axle_request_id (&search->scope, search->rule->code, occasion);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, &task);
  axle_bind_id (statement, 2, &request);
  step = axle_statement_step (statement, error);
  *made = step == AXLE_STEP_ROW;
  return step != AXLE_STEP_ERROR;
}

/* Whether a car is here for an appointment, or is still to come to one. */
#define APPOINTMENT_OF(vehicle, now) "SELECT 1 FROM appointment a WHERE a.vehicle = " vehicle " AND a.deleted = 0 " \
                                     "AND (a.state = 'arrived' OR a.state IN ('booked', 'confirmed') AND a.at > " now ")"

static gboolean
is_booked (const Search  *search,
           const AxleId  *vehicle,
           gboolean      *booked,
           GError       **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (search->store->connection, APPOINTMENT_OF ("?1", "?2") " LIMIT 1", error);
  AxleStep step;

  if (statement == NULL)
    return FALSE;
  axle_bind_id (statement, 1, vehicle);
  axle_statement_bind_int64 (statement, 2, search->planning->now);
  step = axle_statement_step (statement, error);
  *booked = step == AXLE_STEP_ROW;
  return step != AXLE_STEP_ERROR;
}

static const AxleEntity *
event_entity (const AxlePlanRule *rule)
{
  if (rule->trigger == AXLE_PLAN_NO_SHOW)
    return &axle_appointment_entity;
  return rule->trigger == AXLE_PLAN_VISIT ? &axle_visit_entity : &axle_deal_entity;
}

static gboolean
find_if (AxleStore         *store,
         const AxleEntity  *entity,
         const AxleId      *id,
         AxleRecord       **record,
         GError           **error)
{
  return axle_id_is_none (id) || axle_row_find (store, entity, id, record, NULL, error);
}

static gboolean
tells_of_service (const AxleEntity *entity)
{
  return entity == &axle_visit_entity || entity == &axle_job_entity || entity == &axle_odometer_entity;
}

/* When a car's next service is and what it is counted from; no day when that cannot be said. */
static gboolean
find_service (const Search   *search,
              const AxleId   *customer,
              AxleRecord     *vehicle,
              AxlePlanCase   *found,
              GError        **error)
{
  const AxlePlanning *planning = search->planning;
  GTimeZone *zone = planning->opening.zone;
  g_autoptr(AxleDossier) dossier =
    axle_dossier_load_kinds (search->store, customer, planning->now, zone, tells_of_service, error);
  g_autoptr(AxleServiceDue) due = NULL;

  if (dossier == NULL)
    return FALSE;
  due = axle_service_due (vehicle, axle_dossier_list (dossier, &axle_visit_entity),
                          axle_dossier_list (dossier, &axle_job_entity),
                          axle_dossier_list (dossier, &axle_odometer_entity), planning->now, zone, planning->policies);
  found->date = (AxleDate) { 0 };
  if (due == NULL)
    return TRUE;
  found->date = axle_opening_today (&planning->opening, due->at);
  found->since = ((AxleRecord *) due->sources->pdata[0])->id;
  return TRUE;
}

/* By the law, where nobody noted it. */
static void
find_inspection (const Search     *search,
                 const AxleRecord *vehicle,
                 AxlePlanCase     *found)
{
  const char *registered = axle_record_get_text (vehicle, AXLE_VEHICLE_FIRST_REGISTRATION);
  AxleInspectionNeed need;
  AxleDate day;

  if (found->date.year == 0 && registered != NULL && axle_date_parse (registered, &day, NULL) &&
      !axle_inspection_find_next (&day, &search->first, &found->date, &need))
    found->date = (AxleDate) { 0 };
}

/* One that is due already is reminded of now. */
static gboolean
is_in_window (const Search *search,
              AxlePlanCase *found)
{
  if (found->date.year == 0 || axle_date_compare (&found->date, &search->last) > 0)
    return FALSE;
  if (axle_date_compare (&found->date, &search->first) < 0)
    found->date = search->first;
  return TRUE;
}

static gboolean
make_one (Search          *search,
          const AxleId    *customer_id,
          const AxleId    *vehicle_id,
          const AxleId    *event_id,
          const AxleDate  *date,
          GError         **error)
{
  g_autoptr(AxleRecord) customer = NULL;
  g_autoptr(AxleRecord) vehicle = NULL;
  g_autoptr(AxleRecord) event = NULL;
  g_autoptr(AxleRecord) planned = NULL;
  AxlePlanCase found = { .date = *date };
  gboolean made, booked = FALSE;
  AxleId survivor;

  if (axle_id_is_none (customer_id))
    return TRUE;
  if (!axle_merged_find_root (search->store, customer_id, &survivor, error) ||
      !find_if (search->store, &axle_customer_entity, &survivor, &customer, error) ||
      !find_if (search->store, &axle_vehicle_entity, vehicle_id, &vehicle, error) ||
      !find_if (search->store, event_entity (search->rule), event_id, &event, error))
    return FALSE;
  if (customer == NULL || !axle_plan_rule_allows (search->rule, customer))
    return TRUE;
  found.customer = customer;
  found.vehicle = vehicle;
  found.event = event;
  if (search->rule->trigger == AXLE_PLAN_SERVICE)
    {
      if (!find_service (search, &customer->id, vehicle, &found, error))
        return FALSE;
      if (!is_in_window (search, &found))
        return TRUE;
    }
  if (search->rule->trigger == AXLE_PLAN_INSPECTION)
    {
      find_inspection (search, vehicle, &found);
      if (!is_in_window (search, &found))
        return TRUE;
    }
  planned = axle_plan_rule_make (search->rule, &found, &search->planning->opening, search->planning->now, &search->scope);
  if (!is_made (search, planned, &made, error) ||
      (axle_plan_rule_ends_with_visit (search->rule) &&
       !is_booked (search, vehicle_id, &booked, error)))
    return FALSE;
  if (!made && !booked)
    g_ptr_array_add (search->tasks, g_steal_pointer (&planned));
  return TRUE;
}

static gboolean
look_at (Search  *search,
         gint64   row,
         GError **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (search->store->connection, one_of[search->rule->trigger], error);
  AxleStep step;
  AxleDate date;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, row);
  step = axle_statement_step (statement, error);
  if (step == AXLE_STEP_ROW && read_date (search, axle_statement_get_text (statement, 3), &date))
    {
      AxleId customer = axle_read_id (statement, 0);
      AxleId vehicle = axle_read_id (statement, 1);
      AxleId event = axle_read_id (statement, 2);

      return make_one (search, &customer, &vehicle, &event, &date, error);
    }
  return step != AXLE_STEP_ERROR;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

static gboolean
list_rows (Search  *search,
           gint64   after,
           GArray  *rows,
           GError **error)
{
  g_autoptr(AxleStatement) statement =
    axle_connection_prepare (search->store->connection, queries[search->rule->trigger], error);
  AxleStep step;

  g_array_set_size (rows, 0);
  if (statement == NULL)
    return FALSE;
  axle_statement_bind_int64 (statement, 1, after);
  bind_window (search, statement);
  while ((step = axle_statement_step (statement, error)) == AXLE_STEP_ROW)
    {
      gint64 row = axle_statement_get_int64 (statement, 0);

      g_array_append_val (rows, row);
    }
  g_array_sort (rows, compare_rows);
  return step == AXLE_STEP_DONE;
}

/* The rows of the window that was begun; read anew when another rule was looked at since. */
static gboolean
find_rows (Search   *search,
           gint64    after,
           GError  **error)
{
  AxleStore *store = search->store;

  if (after != 0 && g_strcmp0 (store->planned_rule, search->rule->code) == 0)
    return TRUE;
  g_set_str (&store->planned_rule, search->rule->code);
  store->n_planned = 0;
  return list_rows (search, after, store->planned, error);
}

static void
leave_rows (AxleStore *store)
{
  g_clear_pointer (&store->planned_rule, g_free);
  g_array_set_size (store->planned, 0);
}

static gboolean
search_rows (Search   *search,
             guint     limit,
             gint64   *position,
             GError  **error)
{
  AxleStore *store = search->store;
  g_autoptr(AxleEnrolment) enrolment = axle_store_dup_enrolment (store);
  guint n_looked_at = 0;

  if (enrolment == NULL || !search->rule->active || !find_window (search))
    {
      *position = 0;
      return TRUE;
    }
  search->scope = enrolment->store;
  if (!find_rows (search, *position, error))
    return FALSE;
  for (; store->n_planned < store->planned->len && n_looked_at < limit; store->n_planned++, n_looked_at++)
    {
      *position = g_array_index (store->planned, gint64, store->n_planned);
      if (!look_at (search, *position, error))
        return FALSE;
    }
  if (store->n_planned < store->planned->len)
    return TRUE;
  *position = 0;
  leave_rows (store);
  return TRUE;
}

/**
 * axle_store_plan_tasks:
 * @self: a store
 * @rule: a rule
 * @planning: what holds
 * @limit: how much to look at
 * @position: (inout): 0 to begin; what to go on with, 0 when all was looked at
 * @error: return location
 *
 * Those who may not be contacted have no tasks but those of a service that they bought.
 * Those who hear from us often enough have them all the same: they are held back where they
 * are shown, until the month is over.
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): the tasks and requests that
 *   @rule makes now and that are not here yet, not saved
 */
GPtrArray *
axle_store_plan_tasks (AxleStore           *self,
                       const AxlePlanRule  *rule,
                       const AxlePlanning  *planning,
                       guint                limit,
                       gint64              *position,
                       GError             **error)
{
  g_autoptr(GPtrArray) tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  Search search = { .store = self, .rule = rule, .planning = planning, .tasks = tasks };
  g_autoptr(GError) reason = NULL;

  if (search_rows (&search, limit, position, &reason))
    return g_steal_pointer (&tasks);
  axle_store_fail (error, g_steal_pointer (&reason));
  return NULL;
}

/* What is over. */

static guint
day_field (const AxlePlanRule *rule)
{
  return rule->trigger == AXLE_PLAN_INSPECTION ? AXLE_VEHICLE_INSPECTION_UNTIL
         : rule->trigger == AXLE_PLAN_INSURANCE ? AXLE_VEHICLE_INSURANCE_UNTIL : AXLE_VEHICLE_WARRANTY_UNTIL;
}

/* A greeting is when it was held back until its day had passed. */
static gboolean
is_greeting_over (const Search      *search,
                  const AxleRecord  *task,
                  gboolean          *over,
                  GError           **error)
{
  const AxlePlanning *planning = search->planning;
  AxleId id = axle_record_get_id (task, AXLE_TASK_CUSTOMER);
  g_autoptr(AxleRecord) customer = NULL;
  AxleContactBudget budget;

  *over = FALSE;
  if (axle_record_get_integer (task, AXLE_TASK_DUE) > planning->now - AXLE_PLAN_GRACE_DAYS * G_TIME_SPAN_DAY)
    return TRUE;
  if (!axle_merged_find_root (search->store, &id, &id, error) ||
      !find_if (search->store, &axle_customer_entity, &id, &customer, error))
    return FALSE;
  if (customer == NULL)
    return TRUE;
  if (!axle_store_measure_contacts (search->store, customer, planning->budget, planning->now, planning->opening.zone,
                                    &budget, error))
    return FALSE;
  *over = axle_contact_budget_judge (&budget, axle_task_get_purpose (task)) != AXLE_CONTACT_FREE;
  return TRUE;
}

/* That of a car is when the car asks for another occasion now, or for none. */
static gboolean
is_over (const Search      *search,
         const AxleRecord  *planned,
         gboolean          *over,
         GError           **error)
{
  AxleId customer = axle_planned_get_customer (planned);
  AxleId vehicle_id = axle_planned_get_vehicle (planned);
  g_autoptr(AxleRecord) vehicle = NULL;
  g_autofree char *occasion = NULL;
  AxlePlanCase found = { 0 };
  const char *day;

  if (search->rule->greeting)
    return is_greeting_over (search, planned, over, error);
  if (!axle_merged_find_root (search->store, &customer, &customer, error) ||
      !find_if (search->store, &axle_vehicle_entity, &vehicle_id, &vehicle, error))
    return FALSE;
  *over = TRUE;
  if (vehicle == NULL || vehicle->deleted)
    return TRUE;
  found.vehicle = vehicle;
  if (search->rule->trigger == AXLE_PLAN_SERVICE)
    {
      if (!find_service (search, &customer, vehicle, &found, error))
        return FALSE;
      if (axle_id_is_none (&found.since))
        return TRUE;
    }
  else
    {
      day = axle_record_get_text (vehicle, day_field (search->rule));
      if (day != NULL && !axle_date_parse (day, &found.date, NULL))
        return TRUE;
      if (search->rule->trigger == AXLE_PLAN_INSPECTION)
        find_inspection (search, vehicle, &found);
      if (found.date.year == 0)
        return TRUE;
    }
  occasion = axle_plan_rule_dup_occasion (search->rule, &found);
  *over = g_strcmp0 (axle_planned_get_occasion (planned), occasion) != 0;
  return TRUE;
}

static gboolean
add_open (Search            *search,
          const AxleEntity  *entity,
          guint              limit,
          GPtrArray         *open,
          GError           **error)
{
  g_autoptr(AxleStatement) statement =
    axle_row_select (search->store, entity, "WHERE rule = ?1 AND state = 'open' AND deleted = 0 ORDER BY row LIMIT ?2", error);
  GPtrArray *found;

  if (statement == NULL)
    return FALSE;
  axle_statement_bind_text (statement, 1, search->rule->code);
  axle_statement_bind_int64 (statement, 2, limit);
  found = axle_row_list (entity, statement, error);
  if (found == NULL)
    return FALSE;
  g_ptr_array_extend_and_steal (open, found);
  return TRUE;
}

static GPtrArray *
list_over (Search   *search,
           guint     limit,
           GError  **error)
{
  g_autoptr(GPtrArray) open = g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);

  search->first = search->last = axle_opening_today (&search->planning->opening, search->planning->now);
  search->first = axle_date_add_days (&search->first, -AXLE_PLAN_GRACE_DAYS);
  if (!add_open (search, &axle_task_entity, limit, open, error) || !add_open (search, &axle_request_entity, limit, open, error))
    return NULL;
  for (guint i = open->len; i-- > 0;)
    {
      gboolean over;

      if (!is_over (search, open->pdata[i], &over, error))
        return NULL;
      if (!over)
        g_ptr_array_remove_index (open, i);
    }
  return g_steal_pointer (&open);
}

/**
 * axle_store_list_tasks_over:
 * @self: a store
 * @rule: a rule
 * @planning: what holds
 * @limit: how much to look at
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): open tasks and requests of
 *   @rule that nobody needs any more: the service was done, the insurance renewed, the car
 *   inspected, the greeting held back until its day had passed
 */
GPtrArray *
axle_store_list_tasks_over (AxleStore           *self,
                            const AxlePlanRule  *rule,
                            const AxlePlanning  *planning,
                            guint                limit,
                            GError             **error)
{
  Search search = { .store = self, .rule = rule, .planning = planning };
  g_autoptr(GError) reason = NULL;
  GPtrArray *tasks;

  if (rule->trigger < AXLE_PLAN_INSPECTION && !rule->greeting)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) axle_record_unref);
  tasks = list_over (&search, limit, &reason);
  if (tasks == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return tasks;
}

/**
 * axle_store_list_requests_booked:
 * @self: a store
 * @now: the time
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): open requests that rules made
 *   for cars that have an appointment
 */
GPtrArray *
axle_store_list_requests_booked (AxleStore  *self,
                                 gint64      now,
                                 guint       limit,
                                 GError    **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement =
    axle_row_select (self, &axle_request_entity,
                     "WHERE state = 'open' AND rule IS NOT NULL AND deleted = 0 "
                     "AND EXISTS (" APPOINTMENT_OF ("request.vehicle", "?1") ") ORDER BY row LIMIT ?2", &reason);
  GPtrArray *requests = NULL;

  if (statement != NULL)
    {
      axle_statement_bind_int64 (statement, 1, now);
      axle_statement_bind_int64 (statement, 2, limit);
      requests = axle_row_list (&axle_request_entity, statement, &reason);
    }
  if (requests == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return requests;
}
