/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/appointments.h"

#include "core/appointment/busy.h"
#include "core/appointment/leave.h"
#include "core/appointment/request.h"
#include "core/appointment/words.h"
#include "store/private.h"

static GPtrArray *
list (AxleStore         *self,
      const AxleEntity  *entity,
      const char        *tail,
      const gint64      *values,
      guint              n_values,
      GError           **error)
{
  g_autoptr(GError) reason = NULL;
  g_autoptr(AxleStatement) statement = axle_row_select (self, entity, tail, &reason);
  GPtrArray *records = NULL;

  if (statement != NULL)
    {
      for (guint i = 0; i < n_values; i++)
        axle_statement_bind_int64 (statement, (int) i + 1, values[i]);
      records = axle_row_list (entity, statement, &reason);
    }
  if (records == NULL)
    axle_store_fail (error, g_steal_pointer (&reason));
  return records;
}

/**
 * axle_store_list_appointments:
 * @self: a store
 * @from: the first moment
 * @until: the moment after the last
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): all that are on at some
 *   moment between, cancelled ones too, the earliest first
 */
GPtrArray *
axle_store_list_appointments (AxleStore  *self,
                              gint64      from,
                              gint64      until,
                              GError    **error)
{
  const gint64 values[] = { from - AXLE_LENGTH_LIMIT * G_TIME_SPAN_MINUTE, until, from };

  return list (self, &axle_appointment_entity,
               "WHERE at >= ?1 AND at < ?2 AND at + minutes * 60000000 > ?3 AND deleted = 0 ORDER BY at, row",
               values, G_N_ELEMENTS (values), error);
}

/**
 * axle_store_list_leave:
 * @self: a store
 * @from: the first moment
 * @until: the moment after the last
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): the leave of people, bays
 *   and cars that has a moment between
 */
GPtrArray *
axle_store_list_leave (AxleStore  *self,
                       gint64      from,
                       gint64      until,
                       GError    **error)
{
  const gint64 values[] = { from, until };

  return list (self, &axle_leave_entity, "WHERE since < ?2 AND until > ?1 AND deleted = 0 ORDER BY since, row",
               values, G_N_ELEMENTS (values), error);
}

/**
 * axle_store_list_requests:
 * @self: a store
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): the requests that wait for
 *   an answer, the one that came first first
 */
GPtrArray *
axle_store_list_requests (AxleStore  *self,
                          guint       limit,
                          GError    **error)
{
  const gint64 values[] = { limit };

  return list (self, &axle_request_entity, "WHERE state = 'open' AND deleted = 0 ORDER BY received_at, row LIMIT ?1",
               values, G_N_ELEMENTS (values), error);
}

/**
 * axle_store_list_requests_since:
 * @self: a store
 * @since: the first moment
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): the requests that were
 *   received since then, whatever became of them, the latest first
 */
GPtrArray *
axle_store_list_requests_since (AxleStore  *self,
                                gint64      since,
                                guint       limit,
                                GError    **error)
{
  const gint64 values[] = { since, limit };

  return list (self, &axle_request_entity, "WHERE received_at >= ?1 AND deleted = 0 ORDER BY received_at DESC, row LIMIT ?2",
               values, G_N_ELEMENTS (values), error);
}

/**
 * axle_store_list_waiting_list:
 * @self: a store
 * @now: the time
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type AxleRecord): the appointments still to
 *   come of those who would rather come earlier, the earliest first
 */
GPtrArray *
axle_store_list_waiting_list (AxleStore  *self,
                              gint64      now,
                              guint       limit,
                              GError    **error)
{
  const gint64 values[] = { now, limit };

  return list (self, &axle_appointment_entity,
               "WHERE at > ?1 AND earlier = 1 AND state IN ('booked', 'confirmed') AND deleted = 0 ORDER BY at, row LIMIT ?2",
               values, G_N_ELEMENTS (values), error);
}

/**
 * axle_store_find_clash:
 * @self: a store
 * @appointment: an appointment, saved or not
 * @clash: (out) (nullable): why it cannot be without a reason for overbooking; %NULL when
 *   nothing that this desk knows of is in its way
 * @error: return location
 *
 * Returns: whether it could be looked for
 */
gboolean
axle_store_find_clash (AxleStore         *self,
                       const AxleRecord  *appointment,
                       AxleVerdict      **clash,
                       GError           **error)
{
  const AxleLookup lookup = axle_guard_lookup (self);
  g_autoptr(AxleVerdict) verdict = axle_verdict_new ();
  g_autoptr(AxleRecord) bare = axle_record_copy (appointment);
  g_autoptr(GError) reason = NULL;

  *clash = NULL;
  axle_record_set_text (bare, AXLE_APPOINTMENT_OVERRIDE, NULL);
  if (!axle_appointment_busy_guard.judge (&axle_appointment_busy_guard, NULL, NULL, bare, &lookup, verdict, &reason))
    {
      axle_store_fail (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (verdict->outcome == AXLE_OUTCOME_REFUSED)
    *clash = g_steal_pointer (&verdict);
  return TRUE;
}
