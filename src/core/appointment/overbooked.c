/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/appointment/overbooked.h"

#include "core/appointment/appointment.h"
#include "core/history/history.h"

static AxleHandover *
handover_new (AxleRecord *appointment,
              int         minutes)
{
  AxleHandover *self = g_new0 (AxleHandover, 1);

  self->appointment = axle_record_ref (appointment);
  self->minutes = minutes;
  self->promised = axle_record_get_integer (appointment, AXLE_APPOINTMENT_PROMISED);
  return self;
}

static void
handover_free (gpointer data)
{
  AxleHandover *self = data;

  axle_record_unref (self->appointment);
  g_free (self);
}

/**
 * axle_appointment_is_overbooked:
 * @appointment: an appointment
 *
 * Returns: whether it is where it is for a written reason
 */
gboolean
axle_appointment_is_overbooked (const AxleRecord *appointment)
{
  return axle_appointment_is_on (appointment) && axle_record_get_text (appointment, AXLE_APPOINTMENT_OVERRIDE) != NULL;
}

/**
 * axle_overbooked_new:
 * @plan: the day on which it begins
 * @appointment: an appointment that is overbooked
 *
 * Of who allowed it, and of what really came, nothing is known yet.
 *
 * Returns: (transfer full): its price by the plan
 */
AxleOverbooked *
axle_overbooked_new (const AxleDayPlan *plan,
                     const AxleRecord  *appointment)
{
  g_autoptr(GPtrArray) waits = axle_waits_recall (plan, appointment);
  AxleOverbooked *self = g_new0 (AxleOverbooked, 1);

  self->own = handover_new ((AxleRecord *) appointment, 0);
  self->waits = g_ptr_array_new_with_free_func (handover_free);
  for (guint i = 0; i < waits->len; i++)
    {
      const AxleWait *wait = waits->pdata[i];

      if (axle_id_equal (&wait->appointment->id, &appointment->id))
        {
          self->own->minutes = wait->minutes;
          continue;
        }
      g_ptr_array_add (self->waits, handover_new (wait->appointment, wait->minutes));
      self->minutes += wait->minutes;
    }
  return self;
}

void
axle_overbooked_free (AxleOverbooked *self)
{
  handover_free (self->own);
  g_ptr_array_unref (self->waits);
  g_free (self);
}

/* The last time that a field was set to something; @to: (nullable): to just that. */
static const AxleRecord *
find_set (GPtrArray            *history,
          AxleAppointmentField  field,
          const char           *to)
{
  for (guint i = history->len; i-- > 0;)
    {
      const char *after = axle_record_get_text (history->pdata[i], AXLE_HISTORY_AFTER);

      if (after != NULL && (to == NULL || g_str_equal (after, to)) &&
          g_strcmp0 (axle_record_get_text (history->pdata[i], AXLE_HISTORY_FIELD), axle_appointment_entity.fields[field].name) == 0)
        return history->pdata[i];
    }
  return NULL;
}

/**
 * axle_overbooked_read_leave:
 * @self: an overbooking
 * @history: (element-type AxleRecord): what was changed of it, the earliest first
 *
 * Learns who allowed it: who wrote the reason last, or made it with one.
 */
void
axle_overbooked_read_leave (AxleOverbooked *self,
                            GPtrArray      *history)
{
  const AxleRecord *given = find_set (history, AXLE_APPOINTMENT_OVERRIDE, NULL);
  const AxleRecord *appointment = self->own->appointment;

  self->allowed_by = given != NULL ? axle_record_get_id (given, AXLE_HISTORY_STAFF) : appointment->created_by;
  self->allowed_at = given != NULL ? axle_record_get_integer (given, AXLE_HISTORY_AT) : appointment->created_at;
}

/**
 * axle_handover_read:
 * @self: what became of an appointment
 * @history: (element-type AxleRecord): what was changed of it, the earliest first
 *
 * Learns when it was noted as done.
 */
void
axle_handover_read (AxleHandover *self,
                    GPtrArray    *history)
{
  const AxleRecord *noted = find_set (history, AXLE_APPOINTMENT_STATE, "done");
  gboolean done = g_strcmp0 (axle_record_get_text (self->appointment, AXLE_APPOINTMENT_STATE), "done") == 0;

  self->done = done && noted != NULL ? axle_record_get_integer (noted, AXLE_HISTORY_AT) : 0;
}

/**
 * axle_handover_is_known:
 * @self: what became of an appointment
 *
 * Returns: whether both the promise and what came of it are known
 */
gboolean
axle_handover_is_known (const AxleHandover *self)
{
  return self->promised != 0 && self->done != 0;
}

/**
 * axle_handover_get_over:
 * @self: what became of an appointment
 *
 * Returns: how many minutes after the promise it was handed over, a begun one counts; 0 for
 *   in time, and where it is not known
 */
int
axle_handover_get_over (const AxleHandover *self)
{
  gint64 over = axle_handover_is_known (self) ? self->done - self->promised : 0;

  return over > 0 ? (int) ((over + G_TIME_SPAN_MINUTE - 1) / G_TIME_SPAN_MINUTE) : 0;
}

static void
add_promise (AxleOverbookedSum  *sum,
             GHashTable         *promises,
             const AxleHandover *handover)
{
  if (!axle_handover_is_known (handover) || !g_hash_table_add (promises, &handover->appointment->id))
    return;
  sum->n_promised++;
  sum->n_broken += axle_handover_get_over (handover) > 0;
}

static void
add_wait (AxleOverbookedSum  *sum,
          GHashTable         *waits,
          const AxleHandover *handover)
{
  int before = GPOINTER_TO_INT (g_hash_table_lookup (waits, &handover->appointment->id));

  sum->n_waits += before == 0;
  sum->minutes += MAX (handover->minutes - before, 0);
  g_hash_table_insert (waits, &handover->appointment->id, GINT_TO_POINTER (MAX (handover->minutes, before)));
}

/**
 * axle_overbooked_sum:
 * @overbooked: (element-type AxleOverbooked): overbookings
 *
 * Returns: what they cost together
 */
AxleOverbookedSum
axle_overbooked_sum (GPtrArray *overbooked)
{
  g_autoptr(GHashTable) waits = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  g_autoptr(GHashTable) promises = g_hash_table_new ((GHashFunc) axle_id_hash, (GEqualFunc) axle_id_equal);
  AxleOverbookedSum sum = { .n_overbooked = overbooked->len };

  for (guint i = 0; i < overbooked->len; i++)
    {
      const AxleOverbooked *one = overbooked->pdata[i];

      sum.n_costly += one->waits->len > 0;
      add_promise (&sum, promises, one->own);
      for (guint j = 0; j < one->waits->len; j++)
        {
          add_wait (&sum, waits, one->waits->pdata[j]);
          add_promise (&sum, promises, one->waits->pdata[j]);
        }
    }
  return sum;
}
