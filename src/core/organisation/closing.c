/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/organisation/closing.h"

#include <glib/gi18n-lib.h>

#include "base/problem.h"
#include "core/guard.h"

/* A desk's clock may be that wrong. */
#define CLOCK_TOLERANCE (24 * G_TIME_SPAN_HOUR)

static void
check_month (const AxleField *field,
             AxleValue       *value,
             GPtrArray       *problems)
{
  int year, number;

  if (!axle_closing_parse_month (axle_value_get_text (value), &year, &number))
    axle_problems_add (problems, "not-a-month", field->name, TRUE,
                       _("“%s” is not a month. Write it as 2026-10."), axle_value_get_text (value));
}

static const AxleField closing_fields[] = {
  [AXLE_CLOSING_MONTH] = {
    .name = "month", .label = N_("Month"), .type = AXLE_FIELD_TEXT,
    .flags = AXLE_FIELD_REQUIRED | AXLE_FIELD_INDEXED | AXLE_FIELD_FIXED,
    .limit = AXLE_MONTH_SIZE - 1,
    .check = check_month,
  },
  [AXLE_CLOSING_CLOSED] = {
    .name = "closed", .label = N_("Closed"), .type = AXLE_FIELD_BOOLEAN,
  },
};

/* What finds a month's record by its id must find the only one. */
static void
check_id (const AxleRecord *record,
          GPtrArray        *problems)
{
  const char *month = axle_record_get_text (record, AXLE_CLOSING_MONTH);
  AxleId id;

  if (month == NULL || axle_id_is_none (&record->scope))
    return;
  id = axle_closing_id (&record->scope, month);
  if (!axle_id_equal (&id, &record->id))
    axle_problems_add (problems, "wrong-id", "month", TRUE,
                       _("The month %s of this store has another record. Close the month there."), month);
}

static char *
closing_title (const AxleRecord *record)
{
  return g_strdup (axle_record_get_text (record, AXLE_CLOSING_MONTH));
}

/* A month that is still to come would be closed by a slip of the key. */
static gboolean
judge_over (const AxleGuard   *self,
            const AxleChange  *change,
            const AxleRecord  *current,
            const AxleRecord  *result,
            const AxleLookup  *lookup,
            AxleVerdict       *verdict,
            GError           **error)
{
  g_autoptr(GTimeZone) zone = NULL;
  const char *month = axle_record_get_text (result, AXLE_CLOSING_MONTH);
  char now[AXLE_MONTH_SIZE];

  if (result->deleted || !axle_record_get_boolean (result, AXLE_CLOSING_CLOSED))
    return TRUE;
  if (!axle_lookup_load_zone (lookup, &result->scope, &zone, error))
    return FALSE;
  axle_closing_find_month (change->at + CLOCK_TOLERANCE, zone, now);
  if (g_strcmp0 (month, now) >= 0)
    axle_verdict_refuse (verdict, self->name, _("%s is not over yet. Close it once it is."), month);
  return TRUE;
}

static const AxleGuard over_guard = { .name = "month-not-over", .judge = judge_over };
static const AxleGuard * const closing_guards[] = { &over_guard, NULL };

const AxleEntity axle_closing_entity = {
  .kind = "closing",
  .label = N_("Month"),
  .fields = closing_fields,
  .n_fields = G_N_ELEMENTS (closing_fields),
  .check = check_id,
  .dup_title = closing_title,
  .guards = closing_guards,
};

/**
 * axle_closing_parse_month:
 * @month: a text
 * @year: (out): its year
 * @number: (out): 1 to 12
 *
 * Returns: whether it is a month as it is kept, such as `2026-10`
 */
gboolean
axle_closing_parse_month (const char *month,
                          int        *year,
                          int        *number)
{
  for (guint i = 0; i < AXLE_MONTH_SIZE - 1; i++)
    if (i == 4 ? month[i] != '-' : !g_ascii_isdigit (month[i]))
      return FALSE;
  if (month[AXLE_MONTH_SIZE - 1] != '\0')
    return FALSE;
  *year = (int) g_ascii_strtoll (month, NULL, 10);
  *number = (int) g_ascii_strtoll (month + 5, NULL, 10);
  return *year > 0 && *number >= 1 && *number <= 12;
}

/**
 * axle_closing_find_month:
 * @at: microseconds since 1970 UTC
 * @zone: the store's zone
 * @month: (out): the month of @at, such as `2026-10`; empty where no calendar has it
 */
void
axle_closing_find_month (gint64     at,
                         GTimeZone *zone,
                         char       month[AXLE_MONTH_SIZE])
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  month[0] = '\0';
  if (local != NULL)
    g_snprintf (month, AXLE_MONTH_SIZE, "%04d-%02d", g_date_time_get_year (local), g_date_time_get_month (local));
}

/**
 * axle_closing_id:
 * @store: a store
 * @month: such as `2026-10`
 *
 * Returns: the id of that month's record
 */
AxleId
axle_closing_id (const AxleId *store,
                 const char   *month)
{
  g_autofree char *name = g_strconcat (axle_closing_entity.kind, "/", month, NULL);

  return axle_id_new_derived (store, name);
}
