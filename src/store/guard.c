/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/guard.h"

#include "core/calendar.h"
#include "core/registry.h"
#include "store/private.h"

/* What a desk knows of all other records: not all, so that the server judges again. */

static gboolean
lookup_get (const AxleLookup  *lookup,
            const AxleEntity  *entity,
            const AxleId      *id,
            AxleRecord       **record,
            GError           **error)
{
  const AxleEntity * const one[] = { entity, NULL };
  const AxleEntity * const *entities = entity != NULL ? one : axle_registry_list ();

  *record = NULL;
  for (guint i = 0; entities[i] != NULL && *record == NULL; i++)
    if (!axle_row_find (lookup->data, entities[i], id, record, NULL, error))
      return FALSE;
  return TRUE;
}

static void
bind_day (AxleStatement *statement,
          gint64         day)
{
  axle_statement_bind_int64 (statement, 1, day * G_TIME_SPAN_DAY);
  axle_statement_bind_int64 (statement, 4, (day + 1) * G_TIME_SPAN_DAY - 1);
}

static GPtrArray *
lookup_find (const AxleLookup  *lookup,
             const AxleEntity  *entity,
             const AxleId      *scope,
             guint              field,
             const AxleValue   *value,
             guint              limit,
             GError           **error)
{
  gboolean daily = (entity->fields[field].flags & AXLE_FIELD_DAILY) != 0;
  g_autofree char *tail = g_strdup_printf ("WHERE \"%s\" %s AND scope IS ?2 AND deleted = 0 LIMIT ?3",
                                           entity->fields[field].name, daily ? "BETWEEN ?1 AND ?4" : "= ?1");
  g_autoptr(AxleStatement) statement = axle_row_select (lookup->data, entity, tail, error);

  if (statement == NULL)
    return NULL;
  if (daily)
    bind_day (statement, axle_calendar_get_utc_day (axle_value_get_integer (value)));
  else
    axle_bind_value (statement, 1, value);
  axle_bind_id (statement, 2, scope);
  axle_statement_bind_int64 (statement, 3, limit);
  return axle_row_list (entity, statement, error);
}

/* Rows hold only what this desk may see. */
AxleLookup
axle_guard_lookup (AxleStore *self)
{
  return (AxleLookup) {
    .get = lookup_get, .find = lookup_find, .data = self,
    .audience = AXLE_AUDIENCE_OFFICE, .whole_since = G_MAXINT64,
  };
}

/* Whether what is known here stands in the way of @change, as far as that can be
 * said: the server would refuse it as well. */
gboolean
axle_guard_check (AxleStore         *self,
                  const AxleChange  *change,
                  const AxleRecord  *current,
                  const AxleRecord  *result,
                  GError           **error)
{
  const AxleLookup lookup = axle_guard_lookup (self);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();

  if (!axle_guards_judge (change, current, result, &lookup, verdict, error))
    return FALSE;
  if (verdict->outcome == AXLE_OUTCOME_ACCEPTED)
    return TRUE;
  g_set_error_literal (error, AXLE_STORE_ERROR, AXLE_STORE_ERROR_INVALID, verdict->message);
  return FALSE;
}
